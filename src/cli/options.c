#include "cli/options.h"

#include "base/day.h"
#include "base/near.h"
#include "base/num.h"
#include "base/path.h"
#include "base/pool.h"
#include "base/text.h"
#include "cli/option_table.h"

#include <string.h>

enum { DEFAULT_LEAD = 14, DEFAULT_FULL_TIME = 3900, MOST_ROWS = 64 };

/* ---- values ---- */

static bool parse_count(const struct option_row *row, const char *s, int *value, struct diag *d)
{
    int64_t n;
    if (num_parse_scaled(s, strlen(s), 0, &n) && strspn(s, "0123456789") == strlen(s) && n >= row->low &&
        n <= row->high) {
        *value = (int)n;
        return true;
    }
    diag_fail(d, DIAG_USAGE, NULL, 0, "--%s: „%s“ ist keine passende Zahl", row->name, s);
    return diag_expect(d, "eine ganze Zahl von %d bis %d", row->low, row->high);
}

/* A name that can be shown: text, on one line, not blank. */
static bool check_name(const struct option_row *row, const char *s, struct diag *d)
{
    size_t n = strlen(s), trimmed = n;
    text_trim(s, &trimmed);
    bool ok = text_is_utf8(s, n) && trimmed;
    for (size_t i = 0; i < n; i++)
        ok &= (unsigned char)s[i] >= ' ' && s[i] != 0x7F;
    if (ok)
        return true;
    diag_fail(d, DIAG_USAGE, NULL, 0, "--%s: kein Name, der sich zeigen lässt", row->name);
    return diag_expect(d, "Text in UTF-8, auf einer Zeile, nicht leer");
}

static bool parse_day(const struct option_row *row, const char *s, int32_t *day, struct diag *d)
{
    if (day_parse(s, strlen(s), day, NULL))
        return true;
    diag_fail(d, DIAG_USAGE, NULL, 0, "--%s: „%s“ ist kein Tag", row->name, s);
    return diag_expect(d, "JJJJ-MM-TT oder TT.MM.JJJJ, in den Jahren 1900 bis 2199");
}

static bool parse_share(const struct option_row *row, const char *s, double *share, struct diag *d)
{
    int64_t millionths;
    if (num_parse_scaled(s, strlen(s), 6, &millionths) && millionths <= 1000000) {
        *share = (double)millionths / 1e6;
        return true;
    }
    diag_fail(d, DIAG_USAGE, NULL, 0, "--%s: „%s“ ist kein Anteil", row->name, s);
    return diag_expect(d, "eine Zahl von 0 bis 1, zum Beispiel 0.01");
}

static bool parse_land(const struct option_row *row, const char *s, struct holiday_region *land, struct diag *d)
{
    if (holiday_region_parse(s, land))
        return true;
    diag_fail(d, DIAG_USAGE, NULL, 0,
              "--%s: „%s“ ist kein Bundesland, oder einen Feiertag gibt es dort nicht in Teilen", row->name, s);
    return diag_expect(d,
                       "BW, BY, BE, BB, HB, HH, HE, MV, NI, NW, RP, SL, SN, ST, SH, TH oder der Name; dahinter, mit +, "
                       "Mariä Himmelfahrt und Augsburger Friedensfest in BY, Fronleichnam in SN und TH");
}

static bool parse_hours(const struct option_row *row, const char *s, int32_t *hours, struct diag *d)
{
    int64_t hundredths;
    if (num_parse_scaled(s, strlen(s), 2, &hundredths) && hundredths > 0 && hundredths <= row->high * 100) {
        *hours = (int32_t)hundredths;
        return true;
    }
    diag_fail(d, DIAG_USAGE, NULL, 0, "--%s: „%s“ ist keine passende Zahl von Stunden", row->name, s);
    return diag_expect(d, "mehr als 0 und höchstens %d, zum Beispiel 39 oder 38,5", row->high);
}

/* One of the words of the row, as it is. */
static bool parse_word(const struct option_row *row, const char *s, struct diag *d)
{
    size_t n = 0;
    for (; row->words[n]; n++)
        if (strcmp(row->words[n], s) == 0)
            return true;
    diag_fail(d, DIAG_USAGE, NULL, 0, "--%s: „%s“ gibt es nicht", row->name, s);
    return near_expect(d, s, "", row->words, n);
}

/* what: "--out: " or nothing. */
static bool check_path(const char *what, const char *path, struct diag *d)
{
    struct arena *a = arena_new();
    const char *instead = path_from_windows(a, ".", path);
    if (instead) {
        diag_fail(d, DIAG_USAGE, NULL, 0, "%s„%s“ ist ein Pfad von Windows", what, path);
        diag_expect(d, "%s", instead);
    }
    arena_free(a);
    return !instead;
}

static bool check_path_of(const struct option_row *row, const char *path, struct diag *d)
{
    struct buf what = {0};
    buf_printf(&what, "--%s: ", row->name);
    bool ok = check_path(buf_str(&what), path, d);
    buf_free(&what);
    return ok;
}

static bool take_option(struct options *o, const struct option_row *row, const char *value, struct diag *d)
{
    void *at = (char *)o + row->at;
    o->given |= row->given;
    switch (row->type) {
    case OPTION_FLAG:
        *(bool *)at = true;
        return true;
    case OPTION_DAY:
        return parse_day(row, value, at, d);
    case OPTION_COUNT:
        return parse_count(row, value, at, d);
    case OPTION_SHARE:
        return parse_share(row, value, at, d);
    case OPTION_LAND:
        return parse_land(row, value, at, d);
    case OPTION_HOURS:
        return parse_hours(row, value, at, d);
    case OPTION_NAME:
    case OPTION_WORD:
    case OPTION_PATH:
    case OPTION_TEXT:
        break;
    }
    *(const char **)at = value;
    return row->type == OPTION_NAME   ? check_name(row, value, d)
           : row->type == OPTION_WORD ? parse_word(row, value, d)
           : row->type == OPTION_PATH ? check_path_of(row, value, d)
                                      : true;
}

/* ---- commands ---- */

static void put_all_commands(struct buf *b)
{
    for (int i = 0; i < command_row_count; i++) {
        buf_text(b, !i ? "" : i + 1 < command_row_count ? ", " : " oder ");
        option_put_command(b, &command_rows[i]);
    }
}

/* The commands that word most likely means, as words; nothing where there is none. */
static void put_likest_commands(struct buf *b, const char *word)
{
    struct buf name = {0};
    int best = -1, most = NEAR_LIKE - 1;
    for (int i = 0; *word && i < command_row_count; i++) {
        buf_clear(&name);
        option_put_command(&name, &command_rows[i]);
        int alike = near_likeness(word, buf_str(&name));
        if (strncmp(buf_str(&name), word, strlen(word)) == 0)
            buf_printf(b, "%s„%s“", b->n ? " oder " : "", buf_str(&name));
        if (alike > most) {
            best = i;
            most = alike;
        }
    }
    buf_clear(&name);
    if (best >= 0 && !b->n) {
        option_put_command(&name, &command_rows[best]);
        buf_printf(b, "„%s“", buf_str(&name));
    }
    buf_free(&name);
}

/* word: what stands where a command should; "" nothing. */
static bool no_such_command(const char *word, struct diag *d)
{
    struct buf all = {0}, likest = {0};
    put_all_commands(&all);
    put_likest_commands(&likest, word);
    if (*word)
        diag_fail(d, DIAG_USAGE, NULL, 0, "unbekannter Befehl „%s“", word);
    else
        diag_fail(d, DIAG_USAGE, NULL, 0, "kein Befehl");
    if (likest.n)
        diag_expect(d, "am ehesten %s; alle: %s; --help erklärt sie", buf_str(&likest), buf_str(&all));
    else
        diag_expect(d, "%s; --help erklärt sie", buf_str(&all));
    buf_free(&all);
    buf_free(&likest);
    return false;
}

static const struct command_row *command_of(size_t n, const char *const *word)
{
    for (int i = 0; n && i < command_row_count; i++) {
        const struct command_row *c = &command_rows[i];
        if (strcmp(word[0], c->name) == 0 && (!c->sub || (n > 1 && strcmp(word[1], c->sub) == 0)))
            return c;
    }
    return NULL;
}

/* The words that are no options: command, second word where it has one, argument. */
static bool take_words(struct options *o, size_t n, const char *const *word, struct diag *d)
{
    const struct command_row *c = command_of(n, word);
    struct buf b = {0};
    if (!c) {
        for (size_t i = 0; i < n && i < 2; i++)
            buf_printf(&b, "%s%s", i ? " " : "", word[i]);
        no_such_command(buf_str(&b), d);
        buf_free(&b);
        return false;
    }
    size_t used = c->sub ? 2 : 1, wanted = used + (c->argument != NULL);
    o->command = c->command;
    if (n == wanted) {
        o->input = c->argument ? word[used] : NULL;
        return !o->input || check_path("", o->input, d);
    }
    if (n < wanted)
        diag_fail(d, DIAG_USAGE, NULL, 0, "es fehlt eine Angabe: %s", c->argument);
    else
        diag_fail(d, DIAG_USAGE, NULL, 0, "eine Angabe zu viel: „%s“", word[wanted]);
    option_put_command(&b, c);
    diag_expect(d, "kontaktdichte %s%s%s", buf_str(&b), c->argument ? " " : "", c->argument ? c->argument : "");
    buf_free(&b);
    return false;
}

/* ---- options ---- */

/* The commands that know the option, as words. */
static void put_commands(struct buf *b, unsigned set)
{
    for (int i = 0; i < command_row_count; i++)
        if (set >> command_rows[i].command & 1) {
            buf_text(b, b->n ? ", " : "");
            option_put_command(b, &command_rows[i]);
        }
}

/* given: bits of the rows that were on the command line. */
static bool options_fit(const struct options *o, uint64_t given, struct diag *d)
{
    for (int i = 0; i < option_row_count; i++) {
        if (!(given >> i & 1) || option_rows[i].commands >> o->command & 1)
            continue;
        struct buf b = {0};
        put_commands(&b, option_rows[i].commands);
        diag_fail(d, DIAG_USAGE, NULL, 0, "dieser Befehl kennt --%s nicht", option_rows[i].name);
        diag_expect(d, "den Befehl ohne diese Option; sie gilt für %s", buf_str(&b));
        buf_free(&b);
        return false;
    }
    if (!o->quiet || !o->verbose)
        return true;
    diag_fail(d, DIAG_USAGE, NULL, 0, "--quiet und --verbose widersprechen sich");
    return diag_expect(d, "eines von beiden");
}

/* word: as it was typed; name: n bytes of it. An option is never taken in short, but the whole name is told. */
static bool no_such_option(const char *word, const char *name, size_t n, struct diag *d)
{
    struct buf typed = {0}, begin = {0};
    const char *all[MOST_ROWS];
    buf_put(&typed, name, n);
    for (int i = 0; i < option_row_count; i++) {
        all[i] = option_rows[i].name;
        if (n && strncmp(all[i], name, n) == 0)
            buf_printf(&begin, "%s„--%s“", begin.n ? " oder " : "", all[i]);
    }
    int best = near_best(buf_str(&typed), all, (size_t)option_row_count);
    diag_fail(d, DIAG_USAGE, NULL, 0, "unbekannte Option „%s“", word);
    if (begin.n)
        diag_expect(d, "der ganze Name, am ehesten %s", buf_str(&begin));
    else if (best >= 0)
        diag_expect(d, "eine der Optionen, die --help nennt, am ehesten „--%s“", all[best]);
    else
        diag_expect(d, "eine der Optionen, die --help nennt");
    buf_free(&typed);
    buf_free(&begin);
    return false;
}

/* argv[*i] is an option; *i moves over a value of its own. row: which it is. */
static bool read_option(int argc, char **argv, int *i, int *row, const char **value, struct diag *d)
{
    const char *word = argv[*i], *name = word + 1 + (word[1] == '-'), *equals = strchr(name, '=');
    size_t n = equals ? (size_t)(equals - name) : strlen(name);
    for (*row = 0; *row < option_row_count; ++*row)
        if (word[1] == '-' && strncmp(option_rows[*row].name, name, n) == 0 && !option_rows[*row].name[n])
            break;
    if (*row == option_row_count)
        return no_such_option(word, name, n, d);
    const struct option_row *o = &option_rows[*row];
    *value = equals ? equals + 1 : NULL;
    if (o->type == OPTION_FLAG && equals) {
        diag_fail(d, DIAG_USAGE, NULL, 0, "„%s“: diese Option hat keinen Wert", word);
        return diag_expect(d, "--%s", o->name);
    }
    if (o->type == OPTION_FLAG || equals)
        return true;
    if (*i + 1 == argc) {
        diag_fail(d, DIAG_USAGE, NULL, 0, "Wert fehlt zu „%s“", word);
        return diag_expect(d, "--%s %s", o->name, o->argument);
    }
    *value = argv[++*i];
    return true;
}

static void set_defaults(struct options *o, int32_t today)
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
}

/* Of the words of a call for help: the command they name, where they name one. */
static bool take_help(struct options *o, size_t n, const char *const *word, struct diag *d)
{
    const struct command_row *c = command_of(n, word);
    bool half = false; /* "rules --help" */
    for (int i = 0; n && i < command_row_count; i++)
        half |= strcmp(command_rows[i].name, word[0]) == 0;
    o->command = c ? c->command : COMMAND_NONE;
    return !n || half || no_such_command(word[0], d);
}

bool options_parse(struct options *o, int argc, char **argv, int32_t today, struct diag *d)
{
    enum { MOST_WORDS = 8 };
    const char *word[MOST_WORDS];
    size_t n = 0;
    uint64_t given = 0;
    bool only_words = false;
    set_defaults(o, today);
    for (int i = 1; i < argc; i++) {
        if (only_words || argv[i][0] != '-' || !argv[i][1]) {
            if (n < MOST_WORDS)
                word[n++] = argv[i];
            continue;
        }
        int row;
        const char *value;
        only_words = strcmp(argv[i], "--") == 0;
        if (only_words)
            continue;
        if (!read_option(argc, argv, &i, &row, &value, d) || !take_option(o, &option_rows[row], value, d))
            return false;
        given |= UINT64_C(1) << row;
    }
    if (o->help)
        return take_help(o, n, word, d);
    return o->version || (take_words(o, n, word, d) && options_fit(o, given, d));
}
