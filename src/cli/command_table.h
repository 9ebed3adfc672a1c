/*
 * The commands (spec 5.1), one row each: parsing and help follow from here. Private to options*.c.
 */
#ifndef KD_CLI_COMMAND_TABLE_H
#define KD_CLI_COMMAND_TABLE_H

#include "base/buf.h"
#include "settings/settings.h"

struct command_row {
    const char *name, *sub; /* sub: second word, NULL none */
    enum settings_command command;
    const char *argument; /* NULL: takes none */
    const char *help;     /* one line, after "kontaktdichte NAME ARGUMENT" */
    const char *more;     /* for its own page: sentences, lines of up to 80 characters; "" none */
    const char *example;  /* a whole command line */
};
extern const struct command_row command_rows[];
extern const int command_row_count;

/* "job init" and the like: the name of a command as it is typed, in b. */
void command_put_name(struct buf *b, const struct command_row *c);

#endif
