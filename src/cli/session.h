/*
 * What every command that reads exports needs: the rule set, the tables, and a log.
 */
#ifndef KD_CLI_SESSION_H
#define KD_CLI_SESSION_H

#include "archive/signature.h"
#include "cli/progress.h"
#include "ingest/ingest.h"
#include "job/job.h"
#include "job/pseudonym.h"
#include "rules/evaluate.h"
#include "rules/ruleset.h"
#include "settings/settings.h"
#include "table/tables.h"

struct session {
    const struct settings *settings; /* what holds: the command line's, else the job's, else the default */
    struct settings merged;         /* behind it */
    struct job *job;                /* NULL: the input is a folder */
    struct pseudonym_key *key;      /* NULL: no pseudonyms */
    struct signature_key *sign;     /* NULL: the run is not signed */
    struct arena *arena;
    const char *data_dir;
    bool makes_out; /* the folder of --out is not there yet */
    struct ruleset *set;
    const struct lexicon *lexicon; /* of the rule set, or without one what is given; NULL until session_rules */
    struct tables *tables;
    double phase_start;        /* seconds */
    struct progress *progress; /* NULL: none is shown */
};

/*
 * Finds the data, loads the rule set (where one is named or needed) and the exports. False: d says why; close it all
 * the same.
 */
bool session_open(struct session *s, const struct settings *o, bool contact_details, bool rules_needed,
                  struct diag *d) MUST_CHECK;
void session_close(struct session *s);
/*
 * What session_open begins with: finds the data, and reads the job where the input is a file; in: what of it is for
 * ingest_load. For commands that look at the exports themselves.
 */
bool session_begin(struct session *s, const struct settings *o, struct ingest_options *in, struct diag *d) MUST_CHECK;
/* Then the rule set, which says what columns the exports may have; session_load does it where nobody has. */
bool session_rules(struct session *s, struct ingest_options *in, bool needed, struct diag *d) MUST_CHECK;
/* What it ends with: rule set and exports. */
bool session_load(struct session *s, struct ingest_options *in, bool contact_details, bool rules_needed,
                  struct diag *d) MUST_CHECK;
/* Exports in a folder that have another form than the program's own: how a job for them is made goes to d. */
void session_offer_job(const struct session *s, struct diag *d);
/* A line for the log: with --verbose only. */
void session_log(const struct session *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same for everybody but --quiet. */
void session_say(const struct session *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
/*
 * Every doubt about the exports as a whole (table/issues.h), one line each; whatever --quiet hides, a doubt it does
 * not. False (DIAG_BAD_LINES): they do not fit together, and --accept-mismatch is not given; d names the first that
 * ends the run. To be called once all doubts are there.
 */
bool session_check_doubts(const struct session *s, struct diag *d) MUST_CHECK;
/* A warning that matters for what comes out: --quiet does not hide it. */
void session_warn(const struct session *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A phase ends: its time goes to the log. */
void session_phase(struct session *s, const char *name);
/* False (DIAG_BAD_LINES): a file has more bad lines than the limit allows. */
bool session_check_limit(const struct session *s, struct diag *d) MUST_CHECK;

/* What an evaluation of this session asks: its rule set, reporting day, lead and Land. s->set is there. */
struct eval_question session_question(const struct session *s);

#endif
