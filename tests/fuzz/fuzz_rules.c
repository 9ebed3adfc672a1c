/* Any bytes as a rule set: it is refused with a reason, or it can be shown and asked. */
#include "fuzz.h"

#include "rules/ruleset.h"
#include "words/ruleset_words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[32];
    struct diag d = {0};
    int fd = fuzz_file(path, data, size);
    struct ruleset *set = ruleset_load(path, KD_ROOT "/rules/regelwerk.rng", &d);
    MUST(set ? d.code == DIAG_NONE : d.code == DIAG_RULES && d.what[0]);
    if (set) {
        struct buf b = {0};
        words_put_ruleset_line(set, &b);
        words_put_ruleset(set, &b);
        MUST(b.n > 0 && set->n_rules > 0);
        ruleset_force_on(set, 0);
        buf_free(&b);
    }
    ruleset_free(set);
    close(fd);
    return 0;
}
