#include "names.h"

#include <string.h>

struct list {
    const char *const *text;
    uint32_t n;
};

#define LIST(a)                                                                                              \
    {                                                                                                        \
        (a), sizeof(a) / sizeof((a)[0])                                                                      \
    }

static const char *const german_surnames[] = {
    "Müller",    "Schmidt",  "Schneider",     "Fischer",    "Weber",      "Meyer",      "Wagner",
    "Becker",    "Schulz",   "Hoffmann",      "Schäfer",    "Koch",       "Bauer",      "Richter",
    "Klein",     "Wolf",     "Schröder",      "Neumann",    "Schwarz",    "Zimmermann", "Braun",
    "Krüger",    "Hofmann",  "Hartmann",      "Lange",      "Schmitt",    "Werner",     "Krause",
    "Meier",     "Lehmann",  "Köhler",        "Herrmann",   "König",      "Walter",     "Huber",
    "Kaiser",    "Fuchs",    "Peters",        "Lang",       "Scholz",     "Möller",     "Weiß",
    "Jung",      "Hahn",     "Vogel",         "Friedrich",  "Keller",     "Günther",    "Frank",
    "Berger",    "Winkler",  "Roth",          "Beck",       "Lorenz",     "Baumann",    "Franke",
    "Albrecht",  "Schuster", "Böhm",          "Winter",     "Kraus",      "Schumacher", "Krämer",
    "Vogt",      "Stein",    "Jäger",         "Otto",       "Sommer",     "Groß",       "Seidel",
    "Heinrich",  "Brandt",   "Haas",          "Schreiber",  "Dietrich",   "Kühn",       "Pohl",
    "Engel",     "Horn",     "Busch",         "Bergmann",   "Voß",        "Sauer",      "Ziegler",
    "Pfeiffer",  "Grün",     "Lüders",        "Dührkop",    "Großkopf",   "Heßling",    "Stöver",
    "Wüstefeld", "Oelrichs", "Niebuhr",       "Tödter",     "Hinrichs",   "Lührs",      "Drögemüller",
    "Schlüter",  "Kröger",   "von der Heide", "zur Mühlen", "vom Brocke",
};

static const char *const german_women[] = {
    "Sabine", "Petra",   "Monika",    "Claudia", "Susanne",   "Andrea",     "Stefanie", "Nicole",
    "Katrin", "Julia",   "Anna",      "Lena",    "Laura",     "Lea",        "Marie",    "Sophie",
    "Jasmin", "Vanessa", "Jessica",   "Melanie", "Sandra",    "Birgit",     "Heike",    "Anke",
    "Silke",  "Jana",    "Franziska", "Käthe",   "Jördis",    "Friederike", "Ünne",     "Gesa",
    "Wiebke", "Zoé",     "Chloë",     "Irène",   "Anneliese", "Cäcilie",    "Mia",      "Emma",
};

static const char *const german_men[] = {
    "Thomas",    "Michael", "Andreas", "Stefan",     "Frank",   "Jürgen", "Jörg",     "Günter",    "Uwe",
    "Ralf",      "Bernd",   "Dirk",    "Sven",       "Torsten", "Holger", "Matthias", "Christian", "Daniel",
    "Sebastian", "Tobias",  "Florian", "Philipp",    "Jan",     "Tim",    "Niklas",   "Leon",      "Lukas",
    "Finn",      "Jonas",   "Paul",    "Maximilian", "Kevin",   "Dennis", "Marcel",   "Björn",     "Götz",
    "Sönke",     "Jürn",    "René",    "André",      "Noël",
};

static const char *const turkish_surnames[] = {
    "Yılmaz", "Kaya",    "Demir",  "Çelik",  "Şahin",    "Yıldız",  "Yıldırım", "Öztürk",
    "Aydın",  "Özdemir", "Arslan", "Doğan",  "Kılıç",    "Aslan",   "Çetin",    "Kara",
    "Koç",    "Kurt",    "Özkan",  "Şimşek", "Polat",    "Korkmaz", "Erdoğan",  "Ünal",
    "Güneş",  "Bozkurt", "Aktaş",  "Avcı",   "Gündoğdu", "İnce",    "Işık",     "Özoğuz",
};

static const char *const turkish_women[] = {
    "Ayşe",   "Fatma",  "Emine", "Hatice", "Zeynep", "Elif", "Meryem", "Şerife", "Sultan", "Özlem",
    "Gülşen", "Çiğdem", "İrem",  "Büşra",  "Tuğba",  "Esra", "Gönül",  "Dilek",  "Nuray",  "Aslı",
};

static const char *const turkish_men[] = {
    "Mehmet", "Mustafa", "Ahmet",  "Ali",  "Hüseyin", "Hasan", "İbrahim", "İsmail", "Osman", "Yusuf",
    "Murat",  "Ömer",    "Çağlar", "Oğuz", "Gökhan",  "Şükrü", "Uğur",    "Serkan", "Barış", "Tuğrul",
};

static const char *const polish_surnames[] = {
    "Nowak",      "Kowalski",  "Wiśniewski", "Wójcik",    "Kowalczyk", "Kamiński", "Lewandowski", "Zieliński",
    "Szymański",  "Woźniak",   "Dąbrowski",  "Kozłowski", "Jankowski", "Mazur",    "Kwiatkowski", "Krawczyk",
    "Piotrowski", "Grabowski", "Nowakowski", "Pawłowski", "Michalski", "Król",     "Wieczorek",   "Jabłoński",
    "Wróbel",     "Łukasik",   "Żak",        "Źrebiec",   "Ćwikła",    "Śliwa",    "Gołąb",
};

static const char *const polish_women[] = {
    "Anna",  "Małgorzata", "Katarzyna", "Agnieszka", "Barbara",  "Ewa",   "Krystyna", "Elżbieta",
    "Zofia", "Jadwiga",    "Grażyna",   "Bożena",    "Wiesława", "Łucja", "Żaneta",   "Danuta",
};

static const char *const polish_men[] = {
    "Piotr", "Krzysztof", "Andrzej",  "Tomasz",   "Jan",      "Paweł",    "Michał",   "Marcin",   "Stanisław",
    "Jakub", "Łukasz",    "Grzegorz", "Wojciech", "Zbigniew", "Sławomir", "Mirosław", "Bogusław", "Żelisław",
};

static const char *const arabic_surnames[] = {
    "al-Ḥasan", "aṣ-Ṣabbāġ", "al-Ḫaṭīb",  "Ḥusain",  "al-Aḥmad",   "ʿAbbās",  "ʿUṯmān",  "aḍ-Ḍāhir",
    "aš-Šāmī",  "Ḫalīl",     "al-Ǧabūrī", "Mahmoud", "al-Ġazālī",  "Hamdan",  "Ibrāhīm", "Ṣāliḥ",
    "Ḥaddād",   "Maṣrī",     "Alkhatib",  "Alali",   "Ṭarābulusī", "al-ʿAlī", "Yāsīn",
};

static const char *const arabic_women[] = {
    "Fāṭima", "ʿĀʾiša", "Maryam", "Ḫadīǧa", "Zainab", "Nūr",    "Hiba",
    "Rānīya", "Sāra",   "Laila",  "Ḥanān",  "Amīra",  "Šaimāʾ", "Dīmā",
};

static const char *const arabic_men[] = {
    "Muḥammad", "Aḥmad", "ʿAlī",    "Ḥasan", "Ḥusain",    "Yūsuf", "ʿUmar",   "Ḫālid",
    "Maḥmūd",   "Ṭāriq", "Ibrāhīm", "Samīr", "ʿAbdallāh", "Ǧamāl", "Mustafa", "Ziyād",
};

static const char *const vietnamese_surnames[] = {
    "Nguyễn", "Trần", "Lê",  "Phạm", "Huỳnh", "Hoàng", "Phan",  "Vũ",
    "Võ",     "Đặng", "Bùi", "Đỗ",   "Hồ",    "Ngô",   "Dương", "Lý",
};

static const char *const vietnamese_women[] = {
    "Thị Hồng", "Thị Mỹ Hạnh", "Ngọc Ánh", "Thu Thủy", "Bích Phượng", "Kim Oanh", "Thanh Hằng", "Thị Hậu",
};

static const char *const vietnamese_men[] = {
    "Văn Dũng", "Đức Thắng", "Quốc Việt", "Hữu Phước", "Minh Tuấn", "Xuân Trường", "Văn Hải", "Đình Khuê",
};

static const char *const romanian_surnames[] = {
    "Popescu",  "Ionescu",  "Țăranu", "Șerban",  "Ștefănescu", "Rădulescu", "Dumitru", "Stoica",
    "Gheorghe", "Mîndruță", "Bălan",  "Lăcătuș", "Iliescu",    "Câmpeanu",  "Mureșan", "Chirilă",
};

static const char *const romanian_women[] = {
    "Maria",    "Elena",    "Ioana",       "Andreea",  "Mihaela",
    "Cătălina", "Ștefania", "Lăcrămioara", "Florența", "Anuța",
};

static const char *const romanian_men[] = {
    "Ion", "Gheorghe", "Ștefan", "Cătălin", "Mihăiță", "Răzvan", "Vasile", "Ionuț", "Dănuț", "Constantin",
};

static const char *const nordic_surnames[] = {
    "Sørensen", "Åkesson",        "Jørgensen", "Bjørnstad", "Lindström",    "Kjær",
    "Þórsson",  "Guðmundsdóttir", "Häkkinen",  "Mäkelä",    "Nygård",       "Ødegaard",
    "Sjöberg",  "Brændgaard",     "Ǻsmund",    "Eiríksson", "Šemmatnjárga", "Bål",
};

static const char *const nordic_women[] = {
    "Åse", "Bjørg", "Sigríður", "Märta", "Þóra", "Solveig", "Päivi", "Ragnhild", "Ingrid", "Kirsten", "Mæva",
};

static const char *const nordic_men[] = {
    "Søren", "Bjørn", "Åke", "Jørn", "Þorsteinn", "Väinö", "Håkon", "Lars", "Eiríkur", "Pål", "Jøran",
};

static const char *const baltic_surnames[] = {
    "Bērziņš",      "Kalniņš",  "Ozoliņš",   "Jansons",   "Kļaviņš", "Žukauskas", "Stankevičius",
    "Petrauskienė", "Šimkutė",  "Vaičiūnas", "Pāvulāns",  "Õunap",   "Tamm",      "Mägi",
    "Kõiv",         "Ģērmanis", "Ķēniņš",    "Įvaskienė", "Ųsas",
};

static const char *const baltic_women[] = {
    "Līga", "Kristīne", "Žaneta", "Jūratė", "Rūta", "Eglė", "Ķirsa", "Ņina", "Kadri", "Liis", "Živilė",
};

static const char *const baltic_men[] = {
    "Jānis", "Andris", "Mārtiņš", "Ģirts", "Kęstutis", "Žydrūnas", "Õnne", "Jüri", "Tõnu", "Ēriks", "Ąžuolas",
};

static const char *const other_surnames[] = {
    "Dvořák",    "Novotný",  "Řezníček", "Šťastný",  "Kőszegi",  "Nagy",      "Szőke",      "Fűzfa",
    "Kovačević", "Đorđević", "Živković", "Hodžić",   "Ljubičić", "Gjergji",   "Çollaku",    "Përparim",
    "Ğazaryan",  "O'Neill",  "D’Angelo", "García",   "Muñoz",    "Gonçalves", "Ñíguez",     "Leão",
    "Ǧabbour",   "Ẑukov",    "Ŝevčenko", "Nȧdenike", "Ŵyn",      "Ĝoleva",    "Borg-Ċetta", "Ħabib",
    "Żammit",    "Ŷstrad",   "Tm̂ba",     "M̂bala",    "N̂dong",    "Ẽdvane",    "Ởnh",        "Ǩiurugjel",
    "Ǯuhli",     "Ḵarimi",   "Ẕahīr",
};

static const char *const other_women[] = {
    "Jiřina",   "Růžena", "Erzsébet",  "Ibolya", "Snežana", "Ljiljana", "Dušanka", "Teuta",
    "Përlinda", "Inês",   "Conceição", "Begoña", "Ġorġa",   "Nķonde",   "Ǥudrun",  "Zdeňka",
};

static const char *const other_men[] = {
    "Jiří",     "Ondřej", "Bořivoj", "Győző", "László", "Đurđe", "Željko", "Siniša", "Agim",
    "Përparim", "José",   "Ángel",   "João",  "Ġużè",   "Ḵāẓem", "Ștefan", "Iñigo",
};

#define CAPITALS 75

/*
 * The sequences of letter and combining marks of DIN 91379, those that begin with a capital first.
 * Source: String-Latin/DIN-91379-Characters-and-Sequences, CC-BY 4.0.
 */
static const char *const sequence[] = {
    "A\u030B",       "C\u0300",      "C\u0304",       "C\u0306",       "C\u0308",      "C\u0315",
    "C\u0323",       "C\u0326",      "C\u0328\u0306", "D\u0302",       "F\u0300",      "F\u0304",
    "G\u0300",       "H\u0304",      "H\u0326",       "H\u0331",       "J\u0301",      "J\u030C",
    "K\u0300",       "K\u0302",      "K\u0304",       "K\u0307",       "K\u0315",      "K\u031B",
    "K\u0326",       "K\u035FH",     "K\u035Fh",      "L\u0302",       "L\u0325",      "L\u0325\u0304",
    "L\u0326",       "M\u0300",      "M\u0302",       "M\u0306",       "M\u0310",      "N\u0302",
    "N\u0304",       "N\u0306",      "N\u0326",       "P\u0300",       "P\u0304",      "P\u0315",
    "P\u0323",       "R\u0306",      "R\u0325",       "R\u0325\u0304", "S\u0300",      "S\u0304",
    "S\u031B\u0304", "S\u0331",      "T\u0300",       "T\u0304",       "T\u0308",      "T\u0315",
    "T\u031B",       "U\u0307",      "Z\u0300",       "Z\u0304",       "Z\u0306",      "Z\u0308",
    "Z\u0327",       "\u00C7\u0306", "\u00DB\u0304",  "\u010C\u0315",  "\u010C\u0323", "\u012A\u0301",
    "\u017D\u0326",  "\u017D\u0327", "\u1E32\u0304",  "\u1E62\u0304",  "\u1E6C\u0304", "\u1EA0\u0308",
    "\u1ECC\u0308",  "\u1EE4\u0304", "\u1EE4\u0308",  "a\u030B",       "c\u0300",      "c\u0304",
    "c\u0306",       "c\u0308",      "c\u0315",       "c\u0323",       "c\u0326",      "c\u0328\u0306",
    "d\u0302",       "f\u0300",      "f\u0304",       "g\u0300",       "h\u0304",      "h\u0326",
    "j\u0301",       "k\u0300",      "k\u0302",       "k\u0304",       "k\u0307",      "k\u0315",
    "k\u031B",       "k\u0326",      "k\u035Fh",      "l\u0302",       "l\u0325",      "l\u0325\u0304",
    "l\u0326",       "m\u0300",      "m\u0302",       "m\u0306",       "m\u0310",      "n\u0302",
    "n\u0304",       "n\u0306",      "n\u0326",       "p\u0300",       "p\u0304",      "p\u0315",
    "p\u0323",       "r\u0306",      "r\u0325",       "r\u0325\u0304", "s\u0300",      "s\u0304",
    "s\u031B\u0304", "s\u0331",      "t\u0300",       "t\u0304",       "t\u0315",      "t\u031B",
    "u\u0307",       "z\u0300",      "z\u0304",       "z\u0306",       "z\u0308",      "z\u0327",
    "\u00E7\u0306",  "\u00FB\u0304", "\u00FF\u0301",  "\u010D\u0315",  "\u010D\u0323", "\u0113\u030D",
    "\u012B\u0301",  "\u014D\u030D", "\u017E\u0326",  "\u017E\u0327",  "\u1E33\u0304", "\u1E63\u0304",
    "\u1E6D\u0304",  "\u1EA1\u0308", "\u1ECD\u0308",  "\u1EE5\u0304",  "\u1EE5\u0308",
};

/* The single letters of DIN 91379 that the names above leave out; from the same source */
static const char *const capital[] = {
    "À", "Â", "Ã", "Ä", "Æ", "È", "É", "Ê", "Ë", "Ì", "Í", "Î", "Ï", "Ð", "Ò", "Ó", "Ô", "Ù", "Ú", "Û", "Ý",
    "Ă", "Ĉ", "Č", "Ď", "Ĕ", "Ė", "Ę", "Ě", "Ĥ", "Ĩ", "Ī", "Ĭ", "Ĳ", "Ĵ", "Ĺ", "Ļ", "Ľ", "Ŀ", "Ń", "Ň", "Ŋ",
    "Ō", "Ŏ", "Ő", "Œ", "Ŕ", "Ŗ", "Ţ", "Ť", "Ŧ", "Ũ", "Ū", "Ŭ", "Ů", "Ű", "Ÿ", "Ƈ", "Ə", "Ɨ", "Ơ", "Ư", "Ʒ",
    "Ǎ", "Ǐ", "Ǒ", "Ǔ", "Ǖ", "Ǘ", "Ǚ", "Ǜ", "Ǟ", "Ǣ", "Ǫ", "Ǭ", "Ǵ", "Ǹ", "Ǽ", "Ǿ", "Ȓ", "Ȟ", "Ȩ", "Ȫ", "Ȭ",
    "Ȯ", "Ȱ", "Ȳ", "Ḃ", "Ḇ", "Ḋ", "Ḏ", "Ḑ", "Ḝ", "Ḟ", "Ḡ", "Ḣ", "Ḧ", "Ḩ", "Ḱ", "Ḳ", "Ḷ", "Ḻ", "Ṁ", "Ṃ", "Ṅ",
    "Ṇ", "Ṉ", "Ṓ", "Ṕ", "Ṗ", "Ṙ", "Ṛ", "Ṟ", "Ṡ", "Ṫ", "Ṯ", "Ẁ", "Ẃ", "Ẅ", "Ẇ", "Ẍ", "Ẏ", "Ẓ", "ẞ", "Ạ", "Ả",
    "Ấ", "Ầ", "Ẩ", "Ẫ", "Ậ", "Ắ", "Ằ", "Ẳ", "Ẵ", "Ặ", "Ẹ", "Ẻ", "Ế", "Ề", "Ể", "Ễ", "Ệ", "Ỉ", "Ị", "Ọ", "Ỏ",
    "Ố", "Ồ", "Ổ", "Ỗ", "Ộ", "Ớ", "Ờ", "Ỡ", "Ợ", "Ụ", "Ủ", "Ứ", "Ừ", "Ử", "Ữ", "Ự", "Ỳ", "Ỵ", "Ỷ", "Ỹ",
};

static const char *const small[] = {
    "ï", "ò", "ú", "û", "þ", "ÿ", "ĉ", "ċ", "ď", "ĕ", "ě", "ĝ", "ģ", "ĥ", "ħ", "ĩ", "ĭ", "į", "ĳ", "ĵ",
    "ĸ", "ĺ", "ľ", "ŀ", "ŉ", "ŋ", "ō", "ŏ", "œ", "ŕ", "ŗ", "ŝ", "ţ", "ŧ", "ŭ", "ų", "ŵ", "ŷ", "ƈ", "ǎ",
    "ǐ", "ǒ", "ǔ", "ǖ", "ǘ", "ǚ", "ǜ", "ǟ", "ǣ", "ǥ", "ǩ", "ǫ", "ǭ", "ǯ", "ǰ", "ǵ", "ǹ", "ǻ", "ǽ", "ǿ",
    "ȓ", "ȟ", "ȩ", "ȫ", "ȭ", "ȯ", "ȱ", "ȳ", "ə", "ɨ", "ʒ", "ḃ", "ḇ", "ḋ", "ḏ", "ḑ", "ḗ", "ḝ", "ḟ", "ḡ",
    "ḣ", "ḧ", "ḩ", "ḫ", "ḯ", "ḱ", "ḳ", "ḵ", "ḷ", "ḻ", "ṁ", "ṃ", "ṅ", "ṇ", "ṉ", "ṓ", "ṕ", "ṗ", "ṙ", "ṛ",
    "ṟ", "ṡ", "ṫ", "ẁ", "ẃ", "ẅ", "ẇ", "ẍ", "ẏ", "ẑ", "ẕ", "ẖ", "ẗ", "ẩ", "ẫ", "ẳ", "ẵ", "ẹ", "ẻ", "ẽ",
    "ế", "ề", "ể", "ỉ", "ỏ", "ổ", "ộ", "ở", "ỡ", "ụ", "ừ", "ử", "ự", "ỵ", "ỷ",
};

static const struct list surnames[] = {
    LIST(german_surnames), LIST(turkish_surnames),    LIST(polish_surnames),
    LIST(arabic_surnames), LIST(vietnamese_surnames), LIST(romanian_surnames),
    LIST(nordic_surnames), LIST(baltic_surnames),     LIST(other_surnames),
};

static const struct list women[] = {
    LIST(german_women),   LIST(turkish_women), LIST(polish_women), LIST(arabic_women), LIST(vietnamese_women),
    LIST(romanian_women), LIST(nordic_women),  LIST(baltic_women), LIST(other_women),
};

static const struct list men[] = {
    LIST(german_men),   LIST(turkish_men), LIST(polish_men), LIST(arabic_men), LIST(vietnamese_men),
    LIST(romanian_men), LIST(nordic_men),  LIST(baltic_men), LIST(other_men),
};

static const uint8_t origin_weight[] = {58, 11, 7, 9, 3, 4, 2, 2, 4};

static void append(struct name *out, const char *text)
{
    size_t n = strlen(text);

    if (n > NAME_MAX_BYTES - out->len)
        return;
    memcpy(out->text + out->len, text, n);
    out->len += n;
}

uint32_t names_origin(struct rng *r)
{
    return rng_weighted(r, origin_weight, sizeof origin_weight);
}

void names_surname(struct rng *r, uint32_t origin, struct name *out)
{
    const struct list *l = &surnames[origin];

    out->len = 0;
    append(out, l->text[rng_below(r, l->n)]);
    if (origin <= 2 && rng_chance(r, 45)) {
        append(out, "-");
        append(out, german_surnames[rng_below(r, 60)]);
    }
}

void names_given(struct rng *r, uint32_t origin, bool woman, struct name *out)
{
    const struct list *l = woman ? &women[origin] : &men[origin];

    out->len = 0;
    append(out, l->text[rng_below(r, l->n)]);
    if (origin == 0 && rng_chance(r, 60)) {
        append(out, rng_chance(r, 500) ? "-" : " ");
        append(out, l->text[rng_below(r, l->n)]);
    }
}

/* of each case, in the second given name; enough for all of them to appear once */
#define LETTERS 4u

static void special_part(uint32_t number, struct name *out)
{
    static const char *const begin[] = {"Ma", "Ke", "Bo", "Da", "Ti", "Ra", "Su", "No", "Le", "Ha", "Mi"};
    static const char *const end[] = {"aran", "elik", "orun", "amid", "ilev", "eran", "ovi"};
    const uint32_t n = sizeof sequence / sizeof sequence[0];

    number %= n;
    if (number >= CAPITALS)
        append(out, begin[number % 11]);
    append(out, sequence[number]);
    append(out, end[number % 7]);
}

void names_special(uint32_t number, struct name *surname, struct name *given)
{
    surname->len = 0;
    special_part(3 * number, surname);
    append(surname, "-");
    special_part(3 * number + 1, surname);
    given->len = 0;
    special_part(3 * number + 2, given);
    append(given, " ");
    for (uint32_t i = 0; i < LETTERS; i++) {
        append(given, i > 0 ? "-" : "");
        append(given, capital[(LETTERS * number + i) % (sizeof capital / sizeof capital[0])]);
        append(given, "a");
        append(given, small[(LETTERS * number + i) % (sizeof small / sizeof small[0])]);
    }
}

void names_staff(struct rng *r, struct name *full, struct name *stem)
{
    static const char *const people[][2] = {
        {"Ahlers", "AHL"},     {"Behrens", "BEH"},    {"Brüggemann", "BRÜ"},  {"Claußen", "CLA"},
        {"Dörfler", "DÖR"},    {"Ehlers", "EHL"},     {"Frerichs", "FRE"},    {"Gößling", "GÖß"},
        {"Harms", "HAR"},      {"Hüttmann", "HÜT"},   {"Ihnken", "IHN"},      {"Janßen", "JAN"},
        {"Klindworth", "KLI"}, {"Köster", "KÖS"},     {"Lütjens", "LÜT"},     {"Meinecke", "MEI"},
        {"Meyer", "MEY"},      {"Müller", "MÜL"},     {"Niemann", "NIE"},     {"Oltmanns", "OLT"},
        {"Petersen", "PET"},   {"Quast", "QUA"},      {"Rathjen", "RAT"},     {"Röhrs", "RÖH"},
        {"Schmidt", "SCH"},    {"Schünemann", "SCH"}, {"Stührenberg", "STÜ"}, {"Tietjen", "TIE"},
        {"Uhlenbrock", "UHL"}, {"von Bargen", "BAR"}, {"Wöhlke", "WÖH"},      {"Ziegenbein", "ZIE"},
        {"Öztürk", "ÖZT"},     {"Yıldız", "YIL"},     {"Kowalczyk", "KOW"},   {"Łukasik", "ŁUK"},
        {"Đorđević", "DOR"},   {"Nguyễn", "NGU"},     {"Sørensen", "SØR"},    {"Popescu", "POP"},
    };
    uint32_t who = rng_below(r, sizeof people / sizeof people[0]);
    bool woman = rng_chance(r, 640);

    full->len = 0;
    append(full, people[who][0]);
    append(full, ", ");
    append(full, woman ? german_women[rng_below(r, sizeof german_women / sizeof german_women[0])]
                       : german_men[rng_below(r, sizeof german_men / sizeof german_men[0])]);
    stem->len = 0;
    append(stem, people[who][1]);
}
