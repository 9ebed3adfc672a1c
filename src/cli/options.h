/*
 * The command line (spec 5.1).
 */
#ifndef KD_CLI_OPTIONS_H
#define KD_CLI_OPTIONS_H

#include "base/diag.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum command { COMMAND_NONE, COMMAND_REPORT, COMMAND_EVALUATE, COMMAND_CHECK, COMMAND_RULES_LIST, COMMAND_RULES_SHOW };

struct options {
    enum command command;
    const char *input;     /* folder of exports; for rules show: the rule set */
    const char *rules;     /* ID or FILE; NULL: not given */
    const char *out;       /* of report */
    const char *output;    /* of evaluate; NULL: standard output */
    const char *data_dir;  /* NULL: looked for */
    const char *jobcenter; /* name; "" not given */
    int32_t as_of;         /* S; where not given the last day of the month before today */
    int lead;
    unsigned threads;
    double bad_lines;      /* share at which a run fails */
    bool replace, quiet, verbose, help, version;
};

/* False: DIAG_USAGE. today: for the default of as_of. */
bool options_parse(struct options *o, int argc, char **argv, int32_t today, struct diag *d) MUST_CHECK;
void options_print_help(FILE *out);

#endif
