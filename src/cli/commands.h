/*
 * The commands beside report (spec 5.1). Each gives false where it failed; d says why.
 */
#ifndef KD_CLI_COMMANDS_H
#define KD_CLI_COMMANDS_H

#include "archive/signature.h"
#include "cli/replay.h"
#include "cli/session.h"
#include "rules/ruleset.h"
#include "settings/settings.h"

bool command_evaluate(const struct settings *o, struct diag *d) MUST_CHECK;
/*
 * False with DIAG_FOUND: the report is on standard output, and it names rejected lines, warnings, open points of the
 * job or faults of what report would use beside the exports; for that last cli has materials, which knows renderers.
 */
typedef size_t command_check_materials(const struct session *s, void (*fault)(void *, const struct diag *),
                                       void *context);
bool command_check(const struct settings *o, command_check_materials *materials, struct diag *d) MUST_CHECK;
bool command_job_init(const struct settings *o, struct diag *d) MUST_CHECK;
bool command_explain(const struct settings *o, struct diag *d) MUST_CHECK;
bool command_list(const struct settings *o, struct diag *d) MUST_CHECK;
/* False with DIAG_FOUND: the report is on standard output, and it names what is not as it was. */
bool command_verify(const struct settings *o, replay_make *again, struct diag *d) MUST_CHECK;
/* Of the folder of all runs: input. key: that all are signed with; NULL: does not matter. */
bool command_verify_chain(const struct settings *o, const struct signature_public *key, struct diag *d) MUST_CHECK;
bool command_rules_list(const struct settings *o, struct diag *d) MUST_CHECK;
/* As text; as HTML it is reports_rules_show (reports/rules_page.h). */
bool command_rules_show(const struct settings *o, struct diag *d) MUST_CHECK;
/* False with DIAG_FOUND: the report is on standard output, and it names faults. */
bool command_rules_check(const struct settings *o, struct diag *d) MUST_CHECK;

/* The rule set that a command of `rules` names, and where the program's data lies (in a). */
struct ruleset *command_open_rules(const struct settings *o, struct arena *a, const char **data_dir,
                                   struct diag *d) MUST_CHECK;

#endif
