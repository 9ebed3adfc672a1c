#include "cli/options.h"

#include "base/buf.h"
#include "base/day.h"
#include "base/num.h"
#include "base/pool.h"
#include "base/text.h"

#include <getopt.h>
#include <string.h>

enum { DEFAULT_LEAD = 14, MOST_LEAD = 3660, DEFAULT_FULL_TIME = 3900, MOST_HOURS = 168 };

static const struct {
    const char *name, *sub; /* sub: second word, NULL none */
    enum command command;
    const char *argument; /* NULL: takes none */
    const char *help;
} commands[] = {
    {"report", NULL, COMMAND_REPORT, "ORDNER|AUFTRAG", "Exporte auswerten und Berichte veröffentlichen"},
    {"evaluate", NULL, COMMAND_EVALUATE, "ORDNER|AUFTRAG", "nur die Urteile, als CSV"},
    {"check", NULL, COMMAND_CHECK, "ORDNER|AUFTRAG", "Exporte prüfen: jeder Fehler, jeder Hinweis; schreibt nichts"},
    {"explain", NULL, COMMAND_EXPLAIN, "ORDNER|AUFTRAG", "ein Urteil ganz erklären: --customer NR"},
    {"list", NULL, COMMAND_LIST, "ORDNER|AUFTRAG", "Suchlauf: wer zu den Filtern passt, die Dringlichsten zuerst"},
    {"verify", NULL, COMMAND_VERIFY, "LAUF", "ein veröffentlichter Lauf: vollständig, unverändert, woraus entstanden"},
    {"job", "init", COMMAND_JOB_INIT, "ORDNER", "ein erster Auftrag aus einem Blick in einen Ordner mit Exporten"},
    {"rules", "list", COMMAND_RULES_LIST, NULL, "die vorhandenen Regelwerke"},
    {"rules", "show", COMMAND_RULES_SHOW, "ID|DATEI", "ein Regelwerk in Worten; mit --format html als Seite"},
    {"rules", "check", COMMAND_RULES_CHECK, "ID|DATEI",
     "ein Regelwerk prüfen: Lücken, Überschneidungen, Wirkungsloses"},
};
enum { N_COMMANDS = sizeof commands / sizeof *commands };
#define ALL_COMMANDS "report, evaluate, check, explain, list, verify, job init, rules list, rules show oder rules check"

enum {
    OPT_RULES = 256,
    OPT_AS_OF,
    OPT_OUT,
    OPT_OUTPUT,
    OPT_LEAD,
    OPT_THREADS,
    OPT_DATA_DIR,
    OPT_JOBCENTER,
    OPT_BAD_LINES,
    OPT_REPLACE,
    OPT_RECIPIENTS,
    OPT_THEME,
    OPT_EXPORTS,
    OPT_QUIET,
    OPT_VERBOSE,
    OPT_VERSION,
    OPT_CUSTOMER,
    OPT_FORMAT,
    OPT_NO_CONTACT,
    OPT_PROFILE,
    OPT_STATUS,
    OPT_AGE,
    OPT_TEAM,
    OPT_CASEWORKER,
    OPT_VERDICT,
    OPT_ANY_NOTE,
    OPT_LAND,
    OPT_FULL_TIME
};

/* Which commands have a use for an option: a setting that would be passed over in silence is a slip. */
#define ON(command) (1u << COMMAND_##command)
#define RUNS        (ON(REPORT) | ON(EVALUATE) | ON(CHECK) | ON(EXPLAIN) | ON(LIST))
#define ALL         ~0u

static const struct {
    const char *name;
    int has_value, option;
    unsigned commands;
} known[] = {
    {"rules", required_argument, OPT_RULES, RUNS | ON(JOB_INIT)},
    {"as-of", required_argument, OPT_AS_OF, RUNS | ON(JOB_INIT)},
    {"out", required_argument, OPT_OUT, ON(REPORT)},
    {"output", required_argument, OPT_OUTPUT, ON(EVALUATE) | ON(JOB_INIT) | ON(LIST) | ON(EXPLAIN)},
    {"lead", required_argument, OPT_LEAD, RUNS},
    {"threads", required_argument, OPT_THREADS, ALL},
    {"data-dir", required_argument, OPT_DATA_DIR, ALL},
    {"jobcenter", required_argument, OPT_JOBCENTER, ON(REPORT) | ON(CHECK) | ON(JOB_INIT)},
    {"bad-lines", required_argument, OPT_BAD_LINES, RUNS},
    {"exports", required_argument, OPT_EXPORTS, ON(VERIFY)},
    {"customer", required_argument, OPT_CUSTOMER, ON(EXPLAIN)},
    {"format", required_argument, OPT_FORMAT, ON(LIST) | ON(EXPLAIN) | ON(RULES_SHOW)},
    {"no-contact-since", required_argument, OPT_NO_CONTACT, ON(LIST)},
    {"profile", required_argument, OPT_PROFILE, ON(LIST)},
    {"status", required_argument, OPT_STATUS, ON(LIST)},
    {"age", required_argument, OPT_AGE, ON(LIST)},
    {"team", required_argument, OPT_TEAM, ON(LIST)},
    {"caseworker", required_argument, OPT_CASEWORKER, ON(LIST)},
    {"verdict", required_argument, OPT_VERDICT, ON(LIST)},
    {"any-note", no_argument, OPT_ANY_NOTE, ON(LIST)},
    {"land", required_argument, OPT_LAND, ON(REPORT) | ON(CHECK) | ON(JOB_INIT)},
    {"full-time", required_argument, OPT_FULL_TIME, ON(REPORT)},
    {"recipients", no_argument, OPT_RECIPIENTS, ON(REPORT)},
    {"theme", required_argument, OPT_THEME, ON(REPORT) | ON(RULES_SHOW)},
    {"replace", no_argument, OPT_REPLACE, ON(REPORT)},
    {"quiet", no_argument, OPT_QUIET, ALL},
    {"verbose", no_argument, OPT_VERBOSE, ALL},
    {"help", no_argument, 'h', ALL},
    {"version", no_argument, OPT_VERSION, ALL},
};
enum { N_KNOWN = sizeof known / sizeof *known };

void options_print_help(FILE *out)
{
    fputs("Kundenkontaktdichte: wertet Exporte eines Jobcenters nach einem Regelwerk aus.\n\n"
          "Aufruf:\n",
          out);
    for (int i = 0; i < N_COMMANDS; i++)
        fprintf(out, "  kontaktdichte %s%s%s%s%s\n      %s\n", commands[i].name, commands[i].sub ? " " : "",
                commands[i].sub ? commands[i].sub : "", commands[i].argument ? " " : "",
                commands[i].argument ? commands[i].argument : "", commands[i].help);
    fputs("\nORDNER enthält kunden.csv und kontakte.csv, dazu, soweit vorhanden, mitarbeiter.csv,\n"
          "abwesenheiten.csv, ausnahmen.csv und termine.csv. AUFTRAG ist eine XML-Datei, die sagt, wie Exporte\n"
          "anderer Form zu lesen sind (docs/auftrag.md); was die Befehlszeile nennt, geht vor.\n\n"
          "Optionen:\n"
          "  --rules ID|DATEI   Regelwerk (kontaktdichte rules list zeigt die vorhandenen)\n"
          "  --as-of TAG        Stichtag, JJJJ-MM-TT oder TT.MM.JJJJ; sonst der letzte Tag des Vormonats\n"
          "  --out ORDNER       wohin report schreibt (sonst: ausgabe)\n"
          "  --recipients       dazu je Team und je Betreuer*in ein Ordner, der allein weitergegeben werden kann\n"
          "  --theme DATEI      eigene Farben, Schriftgrößen und Logo (docs/templates.md)\n"
          "  --replace          einen veröffentlichten Lauf ersetzen; der alte bleibt daneben erhalten\n"
          "  --output DATEI     wohin evaluate, explain, list und job init schreiben (sonst: Standardausgabe)\n"
          "  --exports ORDNER   verify: auch die Exporte mit ihren Prüfsummen von damals vergleichen\n"
          "  --customer NR      die Kundennummer, die explain erklärt\n"
          "  --format FORM      explain: text (sonst), xml oder csv; list: table oder csv (sonst: Tabelle auf dem\n"
          "                     Bildschirm, CSV in eine Datei oder Pipe); rules show: text (sonst) oder html\n"
          "  --jobcenter NAME   Name des Jobcenters in den Berichten\n"
          "  --lead TAGE        so viele Tage voraus heißt „bald fällig“ (sonst: 14)\n"
          "  --land CODE        Bundesland, dessen Feiertage gelten: NI oder Niedersachsen; mit Feiertagen, die es nur "
          "in\n"
          "                     Teilen gibt: \"BY+Mariä Himmelfahrt+Augsburger Friedensfest\", \"SN+Fronleichnam\"\n"
          "  --full-time ZAHL   Wochenstunden einer Vollzeitstelle (sonst: 39)\n"
          "  --bad-lines ANTEIL über diesem Anteil unbrauchbarer Zeilen scheitert ein Lauf (sonst: 0.01)\n"
          "  --threads N        Zahl der Threads (sonst: so viele wie Prozessoren)\n"
          "  --data-dir ORDNER  wo rules/ und templates/ liegen\n"
          "  --quiet, --verbose weniger oder mehr Meldungen\n"
          "  --help, --version\n\n"
          "Filter von list; mehrere Werte mit Komma, mehrere Filter müssen alle zutreffen:\n"
          "  --no-contact-since TAG  kein gezählter Kontakt an diesem Tag oder danach\n"
          "  --any-note              als Kontakt gilt dabei jeder Vermerk\n"
          "  --profile, --status, --age, --team, --caseworker, --verdict WERT\n\n"
          "Rückgabe: 0 fertig; 1 eine Prüfung hat etwas gefunden; 2 Aufruf; 3 zu viele unbrauchbare Zeilen;\n"
          "4 Eingabe nicht lesbar; 5 Regelwerk, Auftrag oder Vorlage nicht gültig; 6 Ausgabe nicht möglich;\n"
          "70 Fehler des Programms\n",
          out);
}

static bool parse_count(const char *name, const char *s, int64_t low, int64_t high, int64_t *value, struct diag *d)
{
    if (num_parse_scaled(s, strlen(s), 0, value) && strspn(s, "0123456789") == strlen(s) && *value >= low &&
        *value <= high)
        return true;
    diag_fail(d, DIAG_USAGE, NULL, 0, "--%s: „%s“ ist keine passende Zahl", name, s);
    return diag_expect(d, "eine ganze Zahl von %lld bis %lld", (long long)low, (long long)high);
}

/* A name that can be shown: text, on one line, not blank. */
static bool check_name(const char *s, struct diag *d)
{
    size_t n = strlen(s), trimmed = n;
    text_trim(s, &trimmed);
    bool ok = text_is_utf8(s, n) && trimmed;
    for (size_t i = 0; i < n; i++)
        ok &= (unsigned char)s[i] >= ' ' && s[i] != 0x7F;
    if (ok)
        return true;
    diag_fail(d, DIAG_USAGE, NULL, 0, "--jobcenter: kein Name, der sich zeigen lässt");
    return diag_expect(d, "Text in UTF-8, auf einer Zeile, nicht leer");
}

static bool parse_day(const char *name, const char *s, int32_t *day, struct diag *d)
{
    if (day_parse(s, strlen(s), day, NULL))
        return true;
    diag_fail(d, DIAG_USAGE, NULL, 0, "--%s: „%s“ ist kein Tag", name, s);
    return diag_expect(d, "JJJJ-MM-TT oder TT.MM.JJJJ, in den Jahren 1900 bis 2199");
}

static bool parse_share(const char *s, double *share, struct diag *d)
{
    int64_t millionths;
    if (num_parse_scaled(s, strlen(s), 6, &millionths) && millionths <= 1000000) {
        *share = (double)millionths / 1e6;
        return true;
    }
    diag_fail(d, DIAG_USAGE, NULL, 0, "--bad-lines: „%s“ ist kein Anteil", s);
    return diag_expect(d, "eine Zahl von 0 bis 1, zum Beispiel 0.01");
}

/* Options of list; false: it is none of them. ok: its value can be read. */
static bool take_filter(struct list_filter *f, int option, const char *value, bool *ok, struct diag *d)
{
    switch (option) {
    case OPT_NO_CONTACT:
        *ok = parse_day("no-contact-since", value, &f->no_contact_since, d);
        break;
    case OPT_PROFILE:
        f->profile = value;
        break;
    case OPT_STATUS:
        f->status = value;
        break;
    case OPT_AGE:
        f->age = value;
        break;
    case OPT_TEAM:
        f->team = value;
        break;
    case OPT_CASEWORKER:
        f->caseworker = value;
        break;
    case OPT_VERDICT:
        f->verdict = value;
        break;
    case OPT_ANY_NOTE:
        f->any_note = true;
        break;
    default:
        return false;
    }
    return true;
}

static bool parse_land(const char *s, struct holiday_region *land, struct diag *d)
{
    if (holiday_region_parse(s, land))
        return true;
    diag_fail(d, DIAG_USAGE, NULL, 0,
              "--land: „%s“ ist kein Bundesland, oder einen Feiertag gibt es dort nicht in Teilen", s);
    return diag_expect(d,
                       "BW, BY, BE, BB, HB, HH, HE, MV, NI, NW, RP, SL, SN, ST, SH, TH oder der Name; dahinter, mit +, "
                       "Mariä Himmelfahrt und Augsburger Friedensfest in BY, Fronleichnam in SN und TH");
}

static bool parse_hours(const char *s, int32_t *hours, struct diag *d)
{
    int64_t hundredths;
    if (num_parse_scaled(s, strlen(s), 2, &hundredths) && hundredths > 0 && hundredths <= MOST_HOURS * 100) {
        *hours = (int32_t)hundredths;
        return true;
    }
    diag_fail(d, DIAG_USAGE, NULL, 0, "--full-time: „%s“ ist keine passende Zahl von Stunden", s);
    return diag_expect(d, "mehr als 0 und höchstens %d, zum Beispiel 39 oder 38,5", MOST_HOURS);
}

/* Options of the figures on staff; false: it is none of them. ok: its value can be read. */
static bool take_staff(struct options *o, int option, const char *value, bool *ok, struct diag *d)
{
    if (option == OPT_LAND) {
        *ok = parse_land(value, &o->land, d);
    } else if (option == OPT_FULL_TIME) {
        *ok = parse_hours(value, &o->full_time_hours, d);
        o->given |= GIVEN_FULL_TIME;
    } else {
        return false;
    }
    return true;
}

static bool take_option(struct options *o, int option, const char *value, struct diag *d)
{
    int64_t n = 0;
    bool ok = true;
    if (take_filter(&o->list, option, value, &ok, d) || take_staff(o, option, value, &ok, d))
        return ok;
    switch (option) {
    case OPT_CUSTOMER:
        o->customer = value;
        break;
    case OPT_FORMAT:
        o->format = value;
        break;
    case OPT_RULES:
        o->rules = value;
        break;
    case OPT_AS_OF:
        o->given |= GIVEN_AS_OF;
        return parse_day("as-of", value, &o->as_of, d);
    case OPT_OUT:
        o->given |= GIVEN_OUT;
        o->out = value;
        break;
    case OPT_OUTPUT:
        o->output = value;
        break;
    case OPT_LEAD:
        ok = parse_count("lead", value, 0, MOST_LEAD, &n, d);
        o->lead = (int)n;
        o->given |= GIVEN_LEAD;
        break;
    case OPT_THREADS:
        ok = parse_count("threads", value, 1, POOL_MOST_THREADS, &n, d);
        o->threads = (unsigned)n;
        break;
    case OPT_DATA_DIR:
        o->data_dir = value;
        break;
    case OPT_JOBCENTER:
        o->jobcenter = value;
        return check_name(value, d);
    case OPT_BAD_LINES:
        o->given |= GIVEN_BAD_LINES;
        return parse_share(value, &o->bad_lines, d);
    case OPT_REPLACE:
        o->replace = true;
        break;
    case OPT_RECIPIENTS:
        o->recipients = true;
        break;
    case OPT_EXPORTS:
        o->exports = value;
        break;
    case OPT_THEME:
        o->theme = value;
        break;
    case OPT_QUIET:
        o->quiet = true;
        break;
    case OPT_VERBOSE:
        o->verbose = true;
        break;
    case OPT_VERSION:
        o->version = true;
        break;
    default:
        o->help = true;
    }
    return ok;
}

/* The words that are no options: command, second word where it has one, argument. */
static bool take_words(struct options *o, int n, char **word, struct diag *d)
{
    if (n == 0) {
        diag_fail(d, DIAG_USAGE, NULL, 0, "kein Befehl");
        return diag_expect(d, ALL_COMMANDS "; --help erklärt sie");
    }
    for (int i = 0; i < N_COMMANDS; i++) {
        int used = commands[i].sub ? 2 : 1;
        if (strcmp(word[0], commands[i].name) != 0 ||
            (commands[i].sub && (n < 2 || strcmp(word[1], commands[i].sub) != 0)))
            continue;
        int wanted = used + (commands[i].argument != NULL);
        o->command = commands[i].command;
        if (n == wanted) {
            o->input = commands[i].argument ? word[used] : NULL;
            return true;
        }
        diag_fail(d, DIAG_USAGE, NULL, 0, n < wanted ? "es fehlt eine Angabe" : "eine Angabe zu viel: „%s“",
                  n > wanted ? word[wanted] : "");
        return diag_expect(d, "kontaktdichte %s%s%s%s%s", commands[i].name, commands[i].sub ? " " : "",
                           commands[i].sub ? commands[i].sub : "", commands[i].argument ? " " : "",
                           commands[i].argument ? commands[i].argument : "");
    }
    diag_fail(d, DIAG_USAGE, NULL, 0, "unbekannter Befehl „%s%s%s“", word[0], n > 1 ? " " : "", n > 1 ? word[1] : "");
    return diag_expect(d, ALL_COMMANDS "; --help erklärt sie");
}

/* The commands that know the option, as words. */
static void put_commands(struct buf *b, unsigned set)
{
    for (int i = 0; i < N_COMMANDS; i++)
        if (set >> commands[i].command & 1)
            buf_printf(b, "%s%s%s%s", b->n ? ", " : "", commands[i].name, commands[i].sub ? " " : "",
                       commands[i].sub ? commands[i].sub : "");
}

/* given: bits of the rows of known that were on the command line. */
static bool options_fit(const struct options *o, uint64_t given, struct diag *d)
{
    for (int i = 0; i < N_KNOWN; i++) {
        if (!(given >> i & 1) || known[i].commands >> o->command & 1)
            continue;
        struct buf b = {0};
        put_commands(&b, known[i].commands);
        diag_fail(d, DIAG_USAGE, NULL, 0, "dieser Befehl kennt --%s nicht", known[i].name);
        diag_expect(d, "den Befehl ohne diese Option; sie gilt für %s", buf_str(&b));
        buf_free(&b);
        return false;
    }
    if (!o->quiet || !o->verbose)
        return true;
    diag_fail(d, DIAG_USAGE, NULL, 0, "--quiet und --verbose widersprechen sich");
    return diag_expect(d, "eines von beiden");
}

/* The word getopt_long stumbled over: the one before optind, but within a group of letters that has not ended yet. */
static const char *bad_word(int argc, char **argv)
{
    const char *before = argv[optind > 1 ? optind - 1 : 0];
    for (int i = 1; optopt && optopt < 256 && optopt != 'h' && i < argc; i++)
        if (argv[i][0] == '-' && argv[i][1] != '-' && strchr(argv[i], (char)optopt))
            return argv[i];
    return before;
}

/* option: what getopt_long gave, '?' or ':'. */
static bool no_such_option(int option, int argc, char **argv, struct diag *d)
{
    const char *word = bad_word(argc, argv);
    int alike = 0;
    if (option == ':') {
        diag_fail(d, DIAG_USAGE, NULL, 0, "Wert fehlt zu „%s“", word);
        return diag_expect(d, "%s WERT", word);
    }
    if (strncmp(word, "--", 2) == 0 && optopt) {
        diag_fail(d, DIAG_USAGE, NULL, 0, "„%s“: diese Option hat keinen Wert", word);
        return diag_expect(d, "%.*s", (int)strcspn(word, "="), word);
    }
    if (strncmp(word, "--", 2) == 0)
        for (int i = 0; i < N_KNOWN; i++)
            alike += strncmp(known[i].name, word + 2, strcspn(word + 2, "=")) == 0;
    diag_fail(d, DIAG_USAGE, NULL, 0, "%s Option „%s“", alike > 1 ? "mehrdeutige" : "unbekannte", word);
    return diag_expect(d, "eine der Optionen, die --help nennt");
}

bool options_parse(struct options *o, int argc, char **argv, int32_t today, struct diag *d)
{
    struct day_parts p = day_split(today);
    *o = (struct options){.out = "ausgabe",
                          .jobcenter = "",
                          .lead = DEFAULT_LEAD,
                          .threads = pool_processors(),
                          .bad_lines = 0.01,
                          .full_time_hours = DEFAULT_FULL_TIME,
                          .list = {.no_contact_since = DAY_NONE},
                          .as_of = day_make(p.year, p.month, 1) - 1};
    struct option long_options[N_KNOWN + 1] = {{0}};
    uint64_t given = 0;
    for (int i = 0; i < N_KNOWN; i++)
        long_options[i] = (struct option){known[i].name, known[i].has_value, NULL, known[i].option};
    opterr = 0;
    optind = 1;
    for (;;) {
        int row = 0, option = getopt_long(argc, argv, ":h", long_options, &row);
        if (option == -1)
            break;
        if (option == '?' || option == ':')
            return no_such_option(option, argc, argv, d);
        given |= UINT64_C(1) << row;
        if (!take_option(o, option, optarg, d))
            return false;
    }
    return o->help || o->version || (take_words(o, argc - optind, argv + optind, d) && options_fit(o, given, d));
}
