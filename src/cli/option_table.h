/*
 * Commands and options (spec 5.1), one row each: parsing, help, the refusal of what a command has no use for and the
 * test of the man page follow from here. A new option is a row below and a field of struct options. Private to
 * options*.c.
 */
#ifndef KD_CLI_OPTION_TABLE_H
#define KD_CLI_OPTION_TABLE_H

#include "base/buf.h"
#include "cli/options.h"

#include <stddef.h>

struct command_row {
    const char *name, *sub; /* sub: second word, NULL none */
    enum command command;
    const char *argument; /* NULL: takes none */
    const char *help;     /* one line, after "kontaktdichte NAME ARGUMENT" */
    const char *more;     /* for its own page: sentences, lines of up to 80 characters; "" none */
    const char *example;  /* a whole command line */
};
extern const struct command_row command_rows[];
extern const int command_row_count;

enum option_type {
    OPTION_FLAG,  /* bool, takes no value */
    OPTION_TEXT,  /* const char *, any */
    OPTION_PATH,  /* const char *, of this machine, not of Windows */
    OPTION_NAME,  /* const char *, that can be shown: UTF-8 on one line, not blank */
    OPTION_DAY,   /* int32_t */
    OPTION_COUNT, /* int, low to high */
    OPTION_SHARE, /* double, 0 to 1 */
    OPTION_LAND,  /* struct holiday_region */
    OPTION_HOURS, /* int32_t, hundredths, more than 0 up to high */
    OPTION_WORD   /* const char *, one of words */
};

struct option_row {
    const char *name;     /* without the two hyphens */
    const char *argument; /* as the help names it; NULL for a flag */
    unsigned commands;    /* that have a use for it: 1 << enum command */
    enum option_type type;
    size_t at;                /* offset in struct options */
    unsigned given;           /* bit of options.given; 0: nobody asks */
    int low, high;            /* OPTION_COUNT, OPTION_HOURS */
    const char *const *words; /* OPTION_WORD: NULL behind the last */
    const char *help;         /* lines are broken where they are shown */
};
extern const struct option_row option_rows[];
extern const int option_row_count;

/* "job init" and the like: the name of a command as it is typed, in b. */
void option_put_command(struct buf *b, const struct command_row *c);

#endif
