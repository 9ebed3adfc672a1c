#include "table/words.h"

#include "base/day.h"
#include "base/text.h"

#include <string.h>

/*
 * A spelling that is read: folded as text_put_folded does (tests/unit/test_words.c holds the two against each
 * other), so that a lookup folds its own word once and then compares bytes.
 */
struct spelling {
    int value;
    const char *folded;
};

/* shown: by value.  spellings: what is read, the empty field aside. */
struct vocabulary {
    const char *const *shown;
    int n_shown;
    const struct spelling *spellings;
    int n_spellings;
    int empty;    /* the value of the empty field; -1: the field has to hold a word */
    bool unknown; /* the last value shown is "unbekannt", no word of an export */
};

static const char *const status_shown[] = {"nicht gesetzt", "arbeitslos", "arbeitsuchend", "unbekannt"};
static const struct spelling status_spellings[] = {
    {STATUS_UNEMPLOYED, "arbeitslos"},
    {STATUS_SEEKING, "arbeitsuchend"},
    {STATUS_UNSET, "nicht gesetzt"},
};

static const char *const profile_shown[] = {
    "ohne Profillage",       "Marktprofil",          "Aktivierungsprofil", "Förderprofil", "Entwicklungsprofil",
    "Stabilisierungsprofil", "Unterstützungsprofil", "Profillage I",       "Profillage Z", "unbekannt",
};
static const char *const profile_letters[] = {"", "M", "A", "F", "E", "S", "U", "I", "Z", ""};
static const struct spelling profile_spellings[] = {
    {PROFILE_M, "m"},
    {PROFILE_A, "a"},
    {PROFILE_F, "f"},
    {PROFILE_E, "e"},
    {PROFILE_S, "s"},
    {PROFILE_U, "u"},
    {PROFILE_I, "i"},
    {PROFILE_Z, "z"},
    {PROFILE_M, "marktprofil"},
    {PROFILE_A, "aktivierungsprofil"},
    {PROFILE_F, "förderprofil"},
    {PROFILE_E, "entwicklungsprofil"},
    {PROFILE_S, "stabilisierungsprofil"},
    {PROFILE_U, "unterstützungsprofil"},
};

static const char *const function_shown[] = {"IFK", "IFK U25", "Fallmanagement", "Netzwerk ABC", "unbekannt"};
static const struct spelling function_spellings[] = {
    {FUNCTION_IFK, "ifk"},
    {FUNCTION_IFK_U25, "ifk u25"},
    {FUNCTION_CASE, "fallmanagement"},
    {FUNCTION_ABC, "netzwerk abc"},
};

static const char *const kind_shown[] = {"Beratungsvermerk", "Beratungsvermerk zur Standortbestimmung",
                                         "Allgemeiner Vermerk", "Allgemeiner schriftlicher Kontakt", "unbekannt"};
static const struct spelling kind_spellings[] = {
    {KIND_ADVICE, "beratungsvermerk"},
    {KIND_STANDING, "beratungsvermerk zur standortbestimmung"},
    {KIND_GENERAL, "allgemeiner vermerk"},
    {KIND_WRITTEN, "allgemeiner schriftlicher kontakt"},
};

static const char *const mode_shown[] = {"persönlich",  "telefonisch",  "video",
                                         "schriftlich", "elektronisch", "unbekannt"};
static const struct spelling mode_spellings[] = {
    {MODE_IN_PERSON, "persönlich"}, {MODE_PHONE, "telefonisch"},       {MODE_VIDEO, "video"},
    {MODE_LETTER, "schriftlich"},   {MODE_ELECTRONIC, "elektronisch"},
};

static const char *const partner_shown[] = {"IFK", "bFM", "Berufsberatung", "Bezirk", "unbekannt"};
static const struct spelling partner_spellings[] = {
    {PARTNER_IFK, "ifk"},
    {PARTNER_BFM, "bfm"},
    {PARTNER_VOCATIONAL, "berufsberatung"},
    {PARTNER_DISTRICT, "bezirk"},
};

static const char *const talk_shown[] = {"ohne Angabe",    "Erstgespräch",      "Folgegespräch", "Absolventengespräch",
                                         "Wunschgespräch", "Strategiegespräch", "unbekannt"};
static const struct spelling talk_spellings[] = {
    {TALK_FIRST, "erstgespräch"},  {TALK_FOLLOW_UP, "folgegespräch"},    {TALK_GRADUATE, "absolventengespräch"},
    {TALK_WISH, "wunschgespräch"}, {TALK_STRATEGY, "strategiegespräch"},
};

static const char *const exception_shown[] = {"Einzelfall",         "Maßnahme", "Einstellungszusage", "Gutachten",
                                              "Besondere Umstände", "JBA",      "unbekannt"};
static const struct spelling exception_spellings[] = {
    {EXCEPTION_CASE, "einzelfall"},
    {EXCEPTION_MEASURE, "massnahme"},
    {EXCEPTION_JOB_OFFER, "einstellungszusage"},
    {EXCEPTION_ASSESSMENT, "gutachten"},
    {EXCEPTION_SPECIAL, "besondere umstände"},
    {EXCEPTION_JBA, "jba"},
};

static const char *const appointment_shown[] = {"geplant", "wahrgenommen", "nicht erschienen", "abgesagt", "unbekannt"};
static const struct spelling appointment_spellings[] = {
    {APPOINTMENT_PLANNED, "geplant"},
    {APPOINTMENT_KEPT, "wahrgenommen"},
    {APPOINTMENT_MISSED, "nicht erschienen"},
    {APPOINTMENT_CANCELLED, "abgesagt"},
};

static const char *const age_shown[] = {"U25", "Ü25"};
static const struct spelling age_spellings[] = {{AGE_U25, "u25"}, {AGE_O25, "ü25"}};

enum { WEEKDAYS = 7 };

#define COUNT_OF(a) ((int)(sizeof(a) / sizeof *(a)))
#define VOCABULARY(name, empty, unknown)                                                                               \
    {                                                                                                                  \
        name##_shown, COUNT_OF(name##_shown), name##_spellings, COUNT_OF(name##_spellings), empty, unknown             \
    }

static const struct vocabulary vocabularies[WORDS_LISTS] = {
    [WORDS_STATUS] = VOCABULARY(status, STATUS_UNSET, true),
    [WORDS_PROFILE] = VOCABULARY(profile, PROFILE_NONE, true),
    [WORDS_FUNCTION] = VOCABULARY(function, FUNCTION_IFK, true),
    [WORDS_KIND] = VOCABULARY(kind, -1, true),
    [WORDS_MODE] = VOCABULARY(mode, -1, true),
    [WORDS_PARTNER] = VOCABULARY(partner, PARTNER_IFK, true),
    [WORDS_TALK] = VOCABULARY(talk, TALK_NONE, true),
    [WORDS_EXCEPTION] = VOCABULARY(exception, -1, true),
    [WORDS_APPOINTMENT] = VOCABULARY(appointment, APPOINTMENT_PLANNED, true),
    [WORDS_AGE] = VOCABULARY(age, -1, false),
};

int word_count(enum word_list list)
{
    const struct vocabulary *v = &vocabularies[list];
    return v->unknown ? v->n_shown - 1 : 0;
}

int word_empty(enum word_list list)
{
    return vocabularies[list].empty;
}

const char *word_to_read(enum word_list list, int value)
{
    if (list == WORDS_PROFILE && (value == PROFILE_I || value == PROFILE_Z))
        return word_profile_letter(value);
    const char *word = word_text(list, value);
    /* "ohne Profillage", "ohne Angabe" are shown, not read */
    return word_lookup(list, word, strlen(word)) == value ? word : "";
}

/* Words that are no spelling the program reads, but mean one value of a list in most exports. */
static const struct {
    enum word_list list;
    int value;
    const char *plain;
} meant[] = {
    {WORDS_STATUS, STATUS_UNEMPLOYED, "alo al arbeitsloser arbeitslose arbeitslosgemeldet"},
    {WORDS_STATUS, STATUS_SEEKING, "asu as arbeitsuchende arbeitssuchend ratsuchend"},
    {WORDS_STATUS, STATUS_UNSET, "ohne keine ng nicht na nichtgemeldet keinstatus"},
    {WORDS_PROFILE, PROFILE_M, "markt mp pm mark"},
    {WORDS_PROFILE, PROFILE_A, "aktivierung ap pa akt aktiv"},
    {WORDS_PROFILE, PROFILE_F, "foerder foerderung fp pf foerd"},
    {WORDS_PROFILE, PROFILE_E, "entwicklung ep pe entw"},
    {WORDS_PROFILE, PROFILE_S, "stabilisierung sp ps stab"},
    {WORDS_PROFILE, PROFILE_U, "unterstuetzung up pu unterst"},
    {WORDS_PROFILE, PROFILE_I, "integriert pi profillagei"},
    {WORDS_PROFILE, PROFILE_Z, "zuordnungnichterforderlich zuordnung pz profillagez"},
    {WORDS_PROFILE, PROFILE_NONE, "ohne keine ohneprofil keineprofillage"},
    {WORDS_FUNCTION, FUNCTION_IFK, "ifkr integrationsfachkraft vermittler pap arbeitsvermittlung"},
    {WORDS_FUNCTION, FUNCTION_IFK_U25, "ifku25 ifkj u25 ifkjugend jugend"},
    {WORDS_FUNCTION, FUNCTION_CASE, "fm fallmanager fallmanagerin bfm"},
    {WORDS_FUNCTION, FUNCTION_ABC, "abc netzwerk netzwerkabc"},
    {WORDS_KIND, KIND_ADVICE, "bv beratung beratverm beratungsgespraech beratverm"},
    {WORDS_KIND, KIND_STANDING, "bvsto bvs bvso standortbestimmung bvstandort sto beratungsvermerkstandort"},
    {WORDS_KIND, KIND_GENERAL, "av allgverm allgemein allgemeinervermerk vermerk allgvermerk"},
    {WORDS_KIND, KIND_WRITTEN, "ask allgschriftlkontakt schriftlicherkontakt ask schriftl"},
    {WORDS_MODE, MODE_IN_PERSON, "p pers persoenl vorort praesenz persoenlichvorort vorsprache"},
    {WORDS_MODE, MODE_PHONE, "t tel telefon fernmuendlich telef anruf"},
    {WORDS_MODE, MODE_VIDEO, "v videotelefonie videoberatung videokontakt videogespraech vid"},
    {WORDS_MODE, MODE_LETTER, "s brief schriftl post postalisch"},
    {WORDS_MODE, MODE_ELECTRONIC, "e mail email elektr online postfach jobcenterdigital"},
    {WORDS_PARTNER, PARTNER_IFK, "v vermittler pap integrationsfachkraft vermittlung"},
    {WORDS_PARTNER, PARTNER_BFM, "f fm fallmanager fallmanagement beschaeftigungsorientiertesfallmanagement"},
    {WORDS_PARTNER, PARTNER_VOCATIONAL, "b bb berufsberater ageagentur agentur"},
    {WORDS_PARTNER, PARTNER_DISTRICT, "j jugendamt jba sgbviii bezirksamt"},
    {WORDS_TALK, TALK_FIRST, "erst eg erstkontakt erstberatung"},
    {WORDS_TALK, TALK_FOLLOW_UP, "folge fg folgekontakt folgeberatung"},
    {WORDS_TALK, TALK_GRADUATE, "absolv ag absolventen absolvent"},
    {WORDS_TALK, TALK_WISH, "wunsch wg wunschtermin"},
    {WORDS_TALK, TALK_STRATEGY, "strat sg strategie"},
    {WORDS_EXCEPTION, EXCEPTION_CASE, "ef einzelfallentscheidung einzel"},
    {WORDS_EXCEPTION, EXCEPTION_MEASURE, "mn mass massnahmeteilnahme mat"},
    {WORDS_EXCEPTION, EXCEPTION_JOB_OFFER, "ez zusage arbeitsaufnahme einstellung arbeitszusage"},
    {WORDS_EXCEPTION, EXCEPTION_ASSESSMENT, "ga gut aerztlichesgutachten begutachtung aed"},
    {WORDS_EXCEPTION, EXCEPTION_SPECIAL, "bu umstaende besonderes"},
    {WORDS_EXCEPTION, EXCEPTION_JBA, "jb jugendberufsagentur"},
    {WORDS_APPOINTMENT, APPOINTMENT_PLANNED, "g offen gebucht plan vorgemerkt"},
    {WORDS_APPOINTMENT, APPOINTMENT_KEPT, "w erschienen stattgefunden durchgefuehrt erledigt ersch"},
    {WORDS_APPOINTMENT, APPOINTMENT_MISSED, "n nichtersch ne nichtwahrgenommen fehlend meldeversaeumnis"},
    {WORDS_APPOINTMENT, APPOINTMENT_CANCELLED, "a absage storniert ausgefallen abges verlegt"},
};

bool word_is_among(const char *list, const char *plain)
{
    size_t n = strlen(plain);
    for (const char *s = list; n && (s = strstr(s, plain)); s += n)
        if ((s == list || s[-1] == ' ') && (s[n] == ' ' || s[n] == '\0'))
            return true;
    return false;
}

int word_meant(enum word_list list, const char *plain)
{
    for (size_t i = 0; i < sizeof meant / sizeof *meant; i++)
        if (meant[i].list == list && word_is_among(meant[i].plain, plain))
            return meant[i].value;
    return -1;
}

/* Bytes; folding at most doubles a spelling, and none has more than 40. What is written may have more white space. */
enum { LONGEST_WORD = 64, LONGEST_AS_WRITTEN = 256 };

static int lookup_folded(const struct vocabulary *v, const char *s, size_t n)
{
    for (int i = 0; i < v->n_spellings; i++) {
        const char *folded = v->spellings[i].folded;
        if (strncmp(folded, s, n) == 0 && folded[n] == '\0')
            return v->spellings[i].value;
    }
    return -1;
}

/* ASCII letters to lower case, and nothing else; false where s is not ASCII or holds a NUL. */
static bool fold_ascii(char *out, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == 0 || c >= 0x80)
            return false;
        out[i] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    return true;
}

int word_lookup(enum word_list list, const char *s, size_t n)
{
    char folded[LONGEST_WORD];
    const struct vocabulary *v = &vocabularies[list];
    if (n <= sizeof folded && fold_ascii(folded, s, n)) {
        int value = n ? lookup_folded(v, folded, n) : v->empty;
        if (value >= 0)
            return value;
    }
    if (n > LONGEST_AS_WRITTEN || memchr(s, '\0', n) || !text_is_utf8(s, n))
        return -1;
    struct buf b = {0};
    text_put_word(&b, s, n);
    int value = b.n ? lookup_folded(v, buf_str(&b), b.n) : v->empty;
    buf_free(&b);
    return value;
}

const char *word_text(enum word_list list, int value)
{
    const struct vocabulary *v = &vocabularies[list];
    return value >= 0 && value < v->n_shown ? v->shown[value] : "unbekannt";
}

const char *word_profile_letter(int profile)
{
    return profile >= 0 && profile < PROFILE_COUNT ? profile_letters[profile] : "";
}

int32_t span_add(int32_t d, struct span s, int times)
{
    if (d == DAY_NONE || d == DAY_OPEN)
        return d;
    int n = s.n * times;
    switch (s.unit) {
    case SPAN_DAYS:
        return d + n;
    case SPAN_WEEKS:
        return d + 7 * n;
    case SPAN_MONTHS:
        return day_add_months(d, n);
    }
    return d;
}

/* A short text as text_put_word gives it, NUL-ended; false where it is longer than a short one, or no text. */
static bool put_short(char out[24], const char *s, size_t n)
{
    struct buf b = {0};
    bool ok = n < 200 && text_is_utf8(s, n);
    if (ok)
        text_put_word(&b, s, n);
    ok = ok && b.n < 24;
    if (ok)
        memcpy(out, buf_str(&b), b.n + 1);
    buf_free(&b);
    return ok;
}

bool span_parse(const char *s, size_t n, struct span *out)
{
    static const struct {
        const char *word;
        enum span_unit unit;
    } units[] = {
        {"tag", SPAN_DAYS},     {"tage", SPAN_DAYS},    {"woche", SPAN_WEEKS},
        {"wochen", SPAN_WEEKS}, {"monat", SPAN_MONTHS}, {"monate", SPAN_MONTHS},
    };
    char folded[24];
    size_t i = 0;
    int count = 0;
    if (!put_short(folded, s, n))
        return false;
    while (i < 4 && folded[i] >= '0' && folded[i] <= '9')
        count = count * 10 + (folded[i++] - '0');
    if (i == 0 || folded[0] == '0' || folded[i] != ' ')
        return false;
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        if (strcmp(units[u].word, folded + i + 1) == 0) {
            *out = (struct span){count, units[u].unit};
            return true;
        }
    }
    return false;
}

int word_yes_no(const char *s, size_t n)
{
    static const char *const yes[] = {"ja", "j", "1", "x", "true", "wahr"};
    static const char *const no[] = {"nein", "n", "0", "", "false", "falsch"};
    char folded[24];
    if (n == 0)
        return 0;
    if (n < sizeof folded && fold_ascii(folded, s, n))
        folded[n] = '\0';
    else if (!put_short(folded, s, n))
        return -1;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (strcmp(yes[i], folded) == 0)
            return 1;
        if (strcmp(no[i], folded) == 0)
            return 0;
    }
    return -1;
}

const bool word_nothing_begins[256] = {
    ['-'] = true, ['#'] = true, ['('] = true, ['<'] = true,  ['['] = true, ['n'] = true,
    ['N'] = true, ['k'] = true, ['K'] = true, ['l'] = true,  ['L'] = true, ['e'] = true,
    ['E'] = true, ['o'] = true, ['O'] = true, ['\\'] = true, [0xE2] = true};

enum word_nothing word_nothing(const char *s, size_t n)
{
    /* "?" and "unbekannt" say that nobody knows: they stay unknown words. */
    static const char *const marks[] = {"null",
                                        "(null)",
                                        "<null>",
                                        "[null]",
                                        "none",
                                        "<na>",
                                        "#nv",
                                        "#n/a",
                                        "#na",
                                        "n/a",
                                        "n.a.",
                                        "n. a.",
                                        "\\n",
                                        "k.a.",
                                        "k. a.",
                                        "keine angabe",
                                        "ohne angabe",
                                        "leer",
                                        "(leer)",
                                        "<leer>",
                                        "[leer]",
                                        "(blank)",
                                        "(empty)",
                                        "entfällt",
                                        "nicht angegeben",
                                        "-",
                                        "--",
                                        "---",
                                        "–",
                                        "—"};
    static const char *const maybe[] = {"na", "nan", "nat", "nil"};
    char folded[24];
    if (!word_may_be_nothing(s, n))
        return NOTHING_NOT;
    if (!memchr(s, ' ', n) && fold_ascii(folded, s, n))
        folded[n] = '\0';
    else if (!put_short(folded, s, n))
        return NOTHING_NOT;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strcmp(marks[i], folded) == 0)
            return NOTHING_SURE;
    for (size_t i = 0; i < sizeof maybe / sizeof *maybe; i++)
        if (strcmp(maybe[i], folded) == 0) /* nobody writes a Kürzel as NaN */
            return n == 3 && s[0] == 'N' && s[1] == 'a' && (s[2] == 'N' || s[2] == 'T') ? NOTHING_SURE : NOTHING_MAYBE;
    return NOTHING_NOT;
}

/* A day of the week, by its first two letters, with or without a full stop. */
static int weekday_of(const char *s, size_t n)
{
    static const char names[WEEKDAYS][3] = {"mo", "di", "mi", "do", "fr", "sa", "so"};
    s = text_trim(s, &n);
    for (int i = 0; n >= 2 && i < WEEKDAYS; i++)
        if (s[0] == names[i][0] && s[1] == names[i][1] && (n == 2 || (n == 3 && s[2] == '.')))
            return i;
    return -1;
}

/* "mo-mi" or "mo" as bits; 0: neither. */
static unsigned weekdays_of(const char *s, size_t n)
{
    static const char en_dash[] = "\u2013";
    const char *dash = memchr(s, '-', n);
    size_t width = 1;
    if (!dash && (dash = memmem(s, n, en_dash, strlen(en_dash))))
        width = strlen(en_dash);
    int from = weekday_of(s, dash ? (size_t)(dash - s) : n);
    int to = dash ? weekday_of(dash + width, n - (size_t)(dash - s) - width) : from;
    unsigned days = 0;
    if (from < 0 || to < 0)
        return 0;
    for (int i = from;; i = (i + 1) % WEEKDAYS) {
        days |= 1u << i;
        if (i == to)
            return days;
    }
}

uint8_t word_workdays(const char *s, size_t n)
{
    unsigned days = 0;
    struct buf b = {0};
    if (text_is_utf8(s, n))
        text_put_word(&b, s, n);
    for (const char *at = buf_str(&b), *end = at + b.n; at <= end;) {
        const char *comma = memchr(at, ',', (size_t)(end - at)), *stop = comma ? comma : end;
        unsigned some = weekdays_of(at, (size_t)(stop - at));
        if (!some) {
            days = 0;
            break;
        }
        days |= some;
        at = stop + 1;
    }
    buf_free(&b);
    return (uint8_t)days;
}
