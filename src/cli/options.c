#include "cli/options.h"

#include "base/day.h"
#include "base/num.h"
#include "base/pool.h"

#include <getopt.h>
#include <string.h>

enum { DEFAULT_LEAD = 14, MOST_LEAD = 3660 };

static const struct {
    const char *name, *sub; /* sub: second word, NULL none */
    enum command command;
    const char *argument; /* NULL: takes none */
    const char *help;
} commands[] = {
    {"report", NULL, COMMAND_REPORT, "ORDNER", "Exporte auswerten und Berichte veröffentlichen"},
    {"evaluate", NULL, COMMAND_EVALUATE, "ORDNER", "nur die Urteile, als CSV"},
    {"check", NULL, COMMAND_CHECK, "ORDNER", "Exporte prüfen: jeder Fehler, jeder Hinweis; schreibt nichts"},
    {"rules", "list", COMMAND_RULES_LIST, NULL, "die vorhandenen Regelwerke"},
    {"rules", "show", COMMAND_RULES_SHOW, "ID|DATEI", "ein Regelwerk in Worten"},
};
enum { N_COMMANDS = sizeof commands / sizeof *commands };

enum { OPT_RULES = 256, OPT_AS_OF, OPT_OUT, OPT_OUTPUT, OPT_LEAD, OPT_THREADS, OPT_DATA_DIR, OPT_JOBCENTER,
       OPT_BAD_LINES, OPT_REPLACE, OPT_QUIET, OPT_VERBOSE, OPT_VERSION };

static const struct option long_options[] = {
    {"rules", required_argument, NULL, OPT_RULES},
    {"as-of", required_argument, NULL, OPT_AS_OF},
    {"out", required_argument, NULL, OPT_OUT},
    {"output", required_argument, NULL, OPT_OUTPUT},
    {"lead", required_argument, NULL, OPT_LEAD},
    {"threads", required_argument, NULL, OPT_THREADS},
    {"data-dir", required_argument, NULL, OPT_DATA_DIR},
    {"jobcenter", required_argument, NULL, OPT_JOBCENTER},
    {"bad-lines", required_argument, NULL, OPT_BAD_LINES},
    {"replace", no_argument, NULL, OPT_REPLACE},
    {"quiet", no_argument, NULL, OPT_QUIET},
    {"verbose", no_argument, NULL, OPT_VERBOSE},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, OPT_VERSION},
    {NULL, 0, NULL, 0},
};

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
          "abwesenheiten.csv, ausnahmen.csv und termine.csv.\n\n"
          "Optionen:\n"
          "  --rules ID|DATEI   Regelwerk (kontaktdichte rules list zeigt die vorhandenen)\n"
          "  --as-of TAG        Stichtag, JJJJ-MM-TT oder TT.MM.JJJJ; sonst der letzte Tag des Vormonats\n"
          "  --out ORDNER       wohin report schreibt (sonst: ausgabe)\n"
          "  --replace          einen veröffentlichten Lauf ersetzen; der alte bleibt daneben erhalten\n"
          "  --output DATEI     wohin evaluate schreibt (sonst: Standardausgabe)\n"
          "  --jobcenter NAME   Name des Jobcenters in den Berichten\n"
          "  --lead TAGE        so viele Tage voraus heißt „bald fällig“ (sonst: 14)\n"
          "  --bad-lines ANTEIL über diesem Anteil unbrauchbarer Zeilen scheitert ein Lauf (sonst: 0.01)\n"
          "  --threads N        Zahl der Threads (sonst: so viele wie Prozessoren)\n"
          "  --data-dir ORDNER  wo rules/ und templates/ liegen\n"
          "  --quiet, --verbose weniger oder mehr Meldungen\n"
          "  --help, --version\n\n"
          "Rückgabe: 0 fertig; 1 eine Prüfung hat etwas gefunden; 2 Aufruf; 3 zu viele unbrauchbare Zeilen;\n"
          "4 Eingabe nicht lesbar; 5 Regelwerk oder Vorlage nicht gültig; 6 Ausgabe nicht möglich;\n"
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

static bool parse_day(const char *s, int32_t *day, struct diag *d)
{
    if (day_parse(s, strlen(s), day, NULL))
        return true;
    diag_fail(d, DIAG_USAGE, NULL, 0, "--as-of: „%s“ ist kein Tag", s);
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

static bool take_option(struct options *o, int option, const char *value, struct diag *d)
{
    int64_t n = 0;
    bool ok = true;
    switch (option) {
    case OPT_RULES:
        o->rules = value;
        break;
    case OPT_AS_OF:
        return parse_day(value, &o->as_of, d);
    case OPT_OUT:
        o->out = value;
        break;
    case OPT_OUTPUT:
        o->output = value;
        break;
    case OPT_LEAD:
        ok = parse_count("lead", value, 0, MOST_LEAD, &n, d);
        o->lead = (int)n;
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
        break;
    case OPT_BAD_LINES:
        return parse_share(value, &o->bad_lines, d);
    case OPT_REPLACE:
        o->replace = true;
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
        return diag_expect(d, "report, evaluate, check, rules list oder rules show; --help erklärt sie");
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
        return diag_expect(d, "kontaktdichte %s%s%s %s", commands[i].name, commands[i].sub ? " " : "",
                           commands[i].sub ? commands[i].sub : "", commands[i].argument ? commands[i].argument : "");
    }
    diag_fail(d, DIAG_USAGE, NULL, 0, "unbekannter Befehl „%s%s%s“", word[0], n > 1 ? " " : "", n > 1 ? word[1] : "");
    return diag_expect(d, "report, evaluate, check, rules list oder rules show; --help erklärt sie");
}

bool options_parse(struct options *o, int argc, char **argv, int32_t today, struct diag *d)
{
    struct day_parts p = day_split(today);
    *o = (struct options){.out = "ausgabe", .jobcenter = "", .lead = DEFAULT_LEAD, .threads = pool_processors(),
                          .bad_lines = 0.01, .as_of = day_make(p.year, p.month, 1) - 1};
    opterr = 0;
    optind = 1;
    for (;;) {
        int at = optind, option = getopt_long(argc, argv, "h", long_options, NULL);
        if (option == -1)
            break;
        if (option == '?') {
            diag_fail(d, DIAG_USAGE, NULL, 0, "unbekannte oder unvollständige Option „%s“",
                      argv[at < argc ? at : argc - 1]);
            return diag_expect(d, "eine der Optionen, die --help nennt");
        }
        if (!take_option(o, option, optarg, d))
            return false;
    }
    return o->help || o->version || take_words(o, argc - optind, argv + optind, d);
}
