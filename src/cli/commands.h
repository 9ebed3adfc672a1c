/*
 * The commands beside report (spec 5.1). Each gives false where it failed; d says why.
 */
#ifndef KD_CLI_COMMANDS_H
#define KD_CLI_COMMANDS_H

#include "cli/options.h"

bool command_evaluate(const struct options *o, struct diag *d) MUST_CHECK;
bool command_check(const struct options *o, struct diag *d) MUST_CHECK;
bool command_job_init(const struct options *o, struct diag *d) MUST_CHECK;
bool command_explain(const struct options *o, struct diag *d) MUST_CHECK;
bool command_list(const struct options *o, struct diag *d) MUST_CHECK;
bool command_rules_list(const struct options *o, struct diag *d) MUST_CHECK;
bool command_rules_show(const struct options *o, struct diag *d) MUST_CHECK;

#endif
