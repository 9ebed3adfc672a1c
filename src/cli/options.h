/*
 * The command line (spec 5.1). What there is stands in option_table.c, a row each.
 */
#ifndef KD_CLI_OPTIONS_H
#define KD_CLI_OPTIONS_H

#include "base/holidays.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum command {
    COMMAND_NONE,
    COMMAND_REPORT,
    COMMAND_EVALUATE,
    COMMAND_CHECK,
    COMMAND_RULES_LIST,
    COMMAND_RULES_SHOW,
    COMMAND_RULES_CHECK,
    COMMAND_JOB_INIT,
    COMMAND_EXPLAIN,
    COMMAND_LIST,
    COMMAND_VERIFY
};

/* Options whose default a job file may replace, as bits of options.given. */
enum { GIVEN_AS_OF = 1, GIVEN_LEAD = 2, GIVEN_BAD_LINES = 4, GIVEN_OUT = 8, GIVEN_FULL_TIME = 16 };

/* Who is looked for by `list`; NULL or DAY_NONE: does not matter. Several values are separated by commas. */
struct options_list {
    const char *profile, *status, *age, *team, *caseworker, *verdict;
    int32_t no_contact_since;
    bool any_note; /* every note is a contact */
};

struct options {
    struct ending *ending; /* what a signal undoes (base/ending.h); NULL: nothing */
    enum command command;
    const char *input;     /* folder of exports, or a job file; for rules show and check: the rule set; for verify: the
                              folder of a run */
    const char *rules;     /* ID or FILE; NULL: not given */
    const char *out;       /* of report */
    const char *output;    /* of evaluate, explain, list, job init; NULL: standard output */
    const char *data_dir;  /* NULL: looked for */
    const char *jobcenter; /* name; "" not given */
    int32_t as_of;         /* S; where not given the last day of the month before today */
    int lead;
    unsigned threads;
    bool unconfined;            /* of tools for tests, which go on to read and write elsewhere; no option sets it */
    double bad_lines;           /* share at which a run fails */
    struct holiday_region land; /* Bundesland and its regional holidays; IN_NO_LAND: not given */
    int32_t full_time_hours;    /* a week, in hundredths */
    unsigned given;             /* GIVEN_AS_OF ...: on the command line */
    bool chain;                 /* of verify: input is the folder of all runs */
    const char *exports;        /* of verify: folder in which the inputs are looked for; NULL: they are not */
    const char *replay;         /* of verify: the inputs as they lie now, a folder or a job; NULL: not given */
    const char *archive;        /* the same: where earlier runs lie; NULL: where the job says, else beside the run */
    const char *key;            /* the same: file of the key of pseudonyms; NULL: where the job says */
    const char *digest;         /* of verify: what stands on paper; NULL: not given */
    const char *sign;           /* of report: file of the secret key; NULL: the job's, or it is not signed */
    const char *public_key;     /* of verify; NULL: not given */
    const char *customer;       /* of explain: Kundennummer; NULL: not given */
    const char *format;         /* of explain, list, rules show; NULL: not given */
    struct options_list list;
    const char *log;      /* of report: text or json; NULL: not given, text */
    const char *theme;    /* file of report and rules show; NULL: the one that ships with the program */
    bool recipients;      /* a folder for each team and caseworker, too */
    bool accept_mismatch; /* exports that do not fit together: go on, with the doubt on the first page (spec 1.9) */
    bool replace, quiet, verbose, help, version;
};

/*
 * False: DIAG_USAGE. today: for the default of as_of.
 * Options are written in full and stand anywhere; `--` ends them. With --help o->command is the command whose page is
 * asked for, COMMAND_NONE: all of them.
 */
bool options_parse(struct options *o, int argc, char **argv, int32_t today, struct diag *d) MUST_CHECK;
/* The page of o->command alone; of COMMAND_NONE all commands and options. */
void options_print_help(const struct options *o, FILE *out);

#endif
