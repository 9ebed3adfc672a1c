/*
 * One archived run as `verify` looks at it: is it whole, does it agree with itself, what does it say of its origin.
 * Private to the commands of verify (cmd_verify.c, command_verify_chain.c).
 */
#ifndef KD_CLI_VERIFY_RUN_H
#define KD_CLI_VERIFY_RUN_H

#include "archive/signature.h"
#include "archive/verify.h"
#include "base/buf.h"
#include "base/xml.h"
#include "cli/replay.h"

struct command_verify {
    const struct settings *o;
    const char *folder;                 /* of the run */
    const struct signature_public *key; /* that it has to be signed with; NULL: none is named */
    struct arena *a;
    struct buf out;
    size_t faults;      /* what is not as it was */
    bool other_exports; /* the exports of today are not those of the run */
    bool other_replay;  /* made again, it is another */
    bool other_paper;   /* the run is not that of the paper */
};

/* A line on something that is not as it was. */
void command_verify_fault(struct command_verify *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
/*
 * Looks at the run. *doc: its record; NULL: there is none, or it is not to be understood, which is told. False: d says
 * why the folder is no run. v is to be freed in any case.
 */
bool command_verify_run(struct command_verify *c, struct verify *v, xmlDoc **doc, struct diag *d) MUST_CHECK;
/* "2023-11-30", and what stands behind it: "", ".alt2", ".fehler"; NULL: it is no name of a run. */
const char *command_behind_day(const char *name);

/*
 * Makes the run again from its record and tells what is another (verify_replay.c); c->other_replay. False: it could not
 * be made.
 */
bool command_verify_replay(struct command_verify *c, const struct verify *v, const xmlNode *root, replay_make *again,
                           struct diag *d) MUST_CHECK;

/* Of the record: an attribute, "" where it has none; the text of a child. */
const char *command_record_value(const xmlNode *node, const char *name);
const char *command_record_text(const xmlNode *root, const char *name);

#endif
