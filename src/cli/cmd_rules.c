#include "base/buf.h"
#include "cli/commands.h"
#include "cli/data_dir.h"
#include "cli/output.h"
#include "rules/prove.h"
#include "words/ruleset_words.h"

static struct ruleset *load(const char *data_dir, const char *id, struct arena *a, struct diag *d)
{
    const char *file = data_dir_rules(data_dir, id, a, d);
    return file ? ruleset_load(file, arena_printf(a, "%s/rules/regelwerk.rng", data_dir), d) : NULL;
}

struct ruleset *command_open_rules(const struct settings *o, struct arena *a, const char **data_dir, struct diag *d)
{
    *data_dir = data_dir_find(o->data_dir, a, d);
    return *data_dir ? load(*data_dir, o->input, a, d) : NULL;
}

bool command_rules_list(const struct settings *o, struct diag *d)
{
    struct arena *a = arena_new();
    struct buf b = {0};
    const char *dir = data_dir_find(o->data_dir, a, d);
    bool ok = dir != NULL;
    for (const char **id = ok ? data_dir_rule_ids(dir, a) : NULL; ok && *id; id++) {
        struct ruleset *set = load(dir, *id, a, d);
        ok = set != NULL;
        if (set)
            words_put_ruleset_line(set, &b);
        ruleset_free(set);
    }
    ok = ok && output_put_text(NULL, &b, d);
    buf_free(&b);
    arena_free(a);
    return ok;
}

bool command_rules_show(const struct settings *o, struct diag *d)
{
    struct arena *a = arena_new();
    struct buf b = {0};
    const char *dir;
    struct ruleset *set = command_open_rules(o, a, &dir, d);
    bool ok = set != NULL;
    if (ok) {
        words_put_ruleset(set, &b);
        ok = output_put_text(NULL, &b, d);
    }
    ruleset_free(set);
    buf_free(&b);
    arena_free(a);
    return ok;
}

/* What was found is the result of the command, not its failure; the exit code says it too. */
static bool say_found(const struct proof *p, struct diag *d)
{
    struct buf b = {0};
    words_put_proof_summary(p, &b);
    diag_fail(d, DIAG_FOUND, p->set->file, 0, "%s", buf_str(&b));
    buf_free(&b);
    return false;
}

bool command_rules_check(const struct settings *o, struct diag *d)
{
    struct arena *a = arena_new();
    struct buf b = {0};
    const char *dir;
    struct ruleset *set = command_open_rules(o, a, &dir, d);
    bool ok = set != NULL;
    if (ok) {
        struct proof *p = proof_new(set);
        words_put_proof(p, &b);
        ok = output_put_text(NULL, &b, d) && (!proof_faults(p) || say_found(p, d));
        proof_free(p);
    }
    ruleset_free(set);
    buf_free(&b);
    arena_free(a);
    return ok;
}
