/*
 * The command line (spec 5.1). What there is stands in settings/table.c and command_table.c, a row each.
 */
#ifndef KD_CLI_OPTIONS_H
#define KD_CLI_OPTIONS_H

#include "settings/settings.h"

#include <stdio.h>

/*
 * False: DIAG_USAGE. today: for the default of as_of.
 * Options are written in full and stand anywhere; `--` ends them. With --help o->command is the command whose page is
 * asked for, COMMAND_NONE: all of them.
 */
bool options_parse(struct settings *o, int argc, char **argv, int32_t today, struct diag *d) MUST_CHECK;
/* The page of o->command alone; of COMMAND_NONE all commands and options. */
void options_print_help(const struct settings *o, FILE *out);

#endif
