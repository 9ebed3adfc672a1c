#include "cli/options.h"

#include "base/near.h"
#include "cli/command_table.h"

#include <string.h>

static bool take_option(struct settings *o, int row, const char *value, struct diag *d)
{
    struct buf what = {0};
    buf_printf(&what, "--%s", setting_rows[row].name);
    struct setting_place place = {.code = DIAG_USAGE, .what = buf_str(&what)};
    bool ok = settings_take(o, row, value, &place, d);
    buf_free(&what);
    return ok;
}

/* ---- commands ---- */

static void put_all_commands(struct buf *b)
{
    for (int i = 0; i < command_row_count; i++) {
        buf_text(b, !i ? "" : i + 1 < command_row_count ? ", " : " oder ");
        command_put_name(b, &command_rows[i]);
    }
}

/* The commands that word most likely means, as words; nothing where there is none. */
static void put_likest_commands(struct buf *b, const char *word)
{
    struct buf name = {0};
    int best = -1, most = NEAR_LIKE - 1;
    for (int i = 0; *word && i < command_row_count; i++) {
        buf_clear(&name);
        command_put_name(&name, &command_rows[i]);
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
        command_put_name(&name, &command_rows[best]);
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
static bool take_words(struct settings *o, size_t n, const char *const *word, struct diag *d)
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
        return !o->input || settings_check_path(o->input, &(struct setting_place){.code = DIAG_USAGE, .what = ""}, d);
    }
    if (n < wanted)
        diag_fail(d, DIAG_USAGE, NULL, 0, "es fehlt eine Angabe: %s", c->argument);
    else
        diag_fail(d, DIAG_USAGE, NULL, 0, "eine Angabe zu viel: „%s“", word[wanted]);
    command_put_name(&b, c);
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
            command_put_name(b, &command_rows[i]);
        }
}

static bool options_fit(const struct settings *o, struct diag *d)
{
    for (int i = 0; i < setting_row_count; i++) {
        if (!(o->told >> i & 1) || setting_rows[i].commands >> o->command & 1)
            continue;
        struct buf b = {0};
        put_commands(&b, setting_rows[i].commands);
        diag_fail(d, DIAG_USAGE, NULL, 0, "dieser Befehl kennt --%s nicht", setting_rows[i].name);
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
    const char *all[SETTINGS_MOST];
    size_t n_all = 0;
    buf_put(&typed, name, n);
    for (int i = 0; i < setting_row_count; i++) {
        const char *other = setting_rows[i].name;
        if (other && n && strncmp(other, name, n) == 0)
            buf_printf(&begin, "%s„--%s“", begin.n ? " oder " : "", other);
        if (other)
            all[n_all++] = other;
    }
    int best = near_best(buf_str(&typed), all, n_all);
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

static bool is_called(const struct setting_row *row, const char *name, size_t n)
{
    return row->name && strncmp(row->name, name, n) == 0 && !row->name[n];
}

/* argv[*i] is an option; *i moves over a value of its own. row: which it is. */
static bool read_option(int argc, char **argv, int *i, int *row, const char **value, struct diag *d)
{
    const char *word = argv[*i], *name = word + 1 + (word[1] == '-'), *equals = strchr(name, '=');
    size_t n = equals ? (size_t)(equals - name) : strlen(name);
    for (*row = 0; *row < setting_row_count; ++*row)
        if (word[1] == '-' && is_called(&setting_rows[*row], name, n))
            break;
    if (*row == setting_row_count)
        return no_such_option(word, name, n, d);
    const struct setting_row *o = &setting_rows[*row];
    *value = equals ? equals + 1 : NULL;
    if (o->type == SETTING_FLAG && equals) {
        diag_fail(d, DIAG_USAGE, NULL, 0, "„%s“: diese Option hat keinen Wert", word);
        return diag_expect(d, "--%s", o->name);
    }
    if (o->type == SETTING_FLAG || equals)
        return true;
    if (*i + 1 == argc) {
        diag_fail(d, DIAG_USAGE, NULL, 0, "Wert fehlt zu „%s“", word);
        return diag_expect(d, "--%s %s", o->name, o->argument);
    }
    *value = argv[++*i];
    return true;
}

/* Of the words of a call for help: the command they name, where they name one. */
static bool take_help(struct settings *o, size_t n, const char *const *word, struct diag *d)
{
    const struct command_row *c = command_of(n, word);
    bool half = false; /* "rules --help" */
    for (int i = 0; n && i < command_row_count; i++)
        half |= strcmp(command_rows[i].name, word[0]) == 0;
    o->command = c ? c->command : COMMAND_NONE;
    return !n || half || no_such_command(word[0], d);
}

bool options_parse(struct settings *o, int argc, char **argv, int32_t today, struct diag *d)
{
    enum { MOST_WORDS = 8 };
    const char *word[MOST_WORDS] = {NULL};
    size_t n = 0;
    bool only_words = false;
    settings_init(o, today);
    for (int i = 1; i < argc; i++) {
        if (only_words || argv[i][0] != '-' || !argv[i][1]) {
            if (n < MOST_WORDS)
                word[n++] = argv[i];
            continue;
        }
        int row = 0;
        const char *value = NULL;
        only_words = strcmp(argv[i], "--") == 0;
        if (only_words)
            continue;
        if (!read_option(argc, argv, &i, &row, &value, d) || !take_option(o, row, value, d))
            return false;
    }
    if (o->help)
        return take_help(o, n, word, d);
    return o->version || (take_words(o, n, word, d) && options_fit(o, d));
}
