/*
 * All that can be set, by the command line (spec 5.1) or a job (1.8): struct settings holds what holds, and table.c
 * has a row for each. A new setting is a field here, a row there, and what makes use of it; for a job its element in
 * templates/auftrag.rng.
 */
#ifndef KD_SETTINGS_SETTINGS_H
#define KD_SETTINGS_SETTINGS_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/holidays.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum settings_command {
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

/* Who may read what is published; the same as those of archive/publish.h. */
enum settings_access { SETTINGS_ACCESS_OWNER, SETTINGS_ACCESS_GROUP, SETTINGS_ACCESS_ALL, SETTINGS_ACCESS_DRIVE };
enum settings_names { SETTINGS_NAMES_CLEAR, SETTINGS_NAMES_PSEUDONYM };
enum settings_contacts { SETTINGS_CONTACTS_CLEAR, SETTINGS_CONTACTS_PSEUDONYM, SETTINGS_CONTACTS_NONE };
enum settings_log { SETTINGS_LOG_TEXT, SETTINGS_LOG_JSON };

/* Who is looked for by `list`; NULL or DAY_NONE: does not matter. Several values are separated by commas. */
struct settings_list {
    const char *profile, *status, *age, *team, *caseworker, *verdict;
    int32_t no_contact_since;
    bool any_note; /* every note is a contact */
};

enum { SETTINGS_MOST = 64 };

struct settings {
    struct ending *ending; /* what a signal undoes (base/ending.h); NULL: nothing */
    bool unconfined;       /* of tools for tests, which go on to read and write elsewhere; nothing sets it */
    enum settings_command command;
    const char *input; /* folder of exports, or a job file; for rules show and check: the rule set; for verify: the
                          folder of a run */

    /* The rows of table.c; texts NULL where not told and nothing else is said. */
    const char *rules;  /* ID or FILE */
    const char *out;    /* of report */
    const char *output; /* of evaluate, explain, list, job init; NULL: standard output */
    const char *data_dir;
    const char *jobcenter; /* name; "" not told */
    int32_t as_of;         /* S; where not told the last day of the month before today */
    int lead;              /* days */
    int threads;
    int bad_lines;              /* share at which a run fails, in millionths */
    struct holiday_region land; /* Bundesland and its regional holidays; IN_NO_LAND: not told */
    int full_time_hours;        /* a week, in hundredths */
    bool chain;                 /* of verify: input is the folder of all runs */
    const char *exports;        /* of verify: folder in which the inputs are looked for; NULL: they are not */
    const char *replay;         /* of verify: the inputs as they lie now, a folder or a job */
    const char *archive;        /* where earlier runs lie; NULL: in the folder of the output */
    bool no_archive;            /* there shall be no comparison */
    const char *key;            /* file of the key of pseudonyms */
    const char *digest;         /* of verify: what stands on paper */
    const char *sign;           /* file of the secret key that signs what is published; NULL: it is not */
    const char *public_key;     /* of verify */
    const char *customer;       /* of explain: Kundennummer */
    const char *format;         /* of explain, list, rules show */
    struct settings_list list;
    enum settings_log log;
    const char *theme;    /* file of report and rules show; NULL: the one that ships with the program */
    bool recipients;      /* a folder for each team and caseworker, too */
    bool accept_mismatch; /* exports that do not fit together: go on, with the doubt on the first page (spec 1.9) */
    bool replace, quiet, verbose, help, version;
    enum settings_access access;
    int target;         /* rate that is aimed at, per mille; 0: none */
    int smallest_group; /* from this size on a group is shown; 1: all */
    enum settings_names names;
    enum settings_contacts contacts;
    const char *agreement; /* Dienstvereinbarung; "" none is named */

    uint64_t told;                /* bits of the rows that are no default */
    uint32_t line[SETTINGS_MOST]; /* of the job, where the row was told there; 0: elsewhere */
};

enum setting_type {
    SETTING_FLAG,   /* bool; on the command line without a value, in a job by its word */
    SETTING_TEXT,   /* const char *, any */
    SETTING_PATH,   /* const char *, of this machine, not of Windows */
    SETTING_RULES,  /* const char *, an ID or such a path */
    SETTING_NAME,   /* const char *, that can be shown: UTF-8 on one line, not blank */
    SETTING_DAY,    /* int32_t */
    SETTING_NUMBER, /* int, in units of 10^-places, low to high */
    SETTING_LAND,   /* struct holiday_region */
    SETTING_CHOICE  /* an enum: the place among the words */
};

enum setting_recorded {
    RECORD_NOT,
    RECORD_HEAD,   /* an element of its own in lauf.xml */
    RECORD_ALWAYS, /* a <parameter> */
    RECORD_JOB     /* the same, of a run that has a job */
};

struct setting_row {
    const char *name;     /* of the option, without the two hyphens; NULL: of a job alone */
    const char *argument; /* as the help names it; NULL for a flag */
    unsigned commands;    /* that have a use for the option: 1 << enum settings_command */
    enum setting_type type;
    size_t at;        /* offset in struct settings */
    const char *help; /* lines are broken where they are shown */
    /* What follows is named where it is said; 0 and NULL: it is not. */
    int places, low, high;
    const char *const *words; /* of a choice, of a flag in a job; NULL behind the last */
    const char *expected;     /* of a number: what would fit */
    const char *otherwise;    /* where nothing is told, as on the command line; NULL: nothing, 0 */
    const char *element;      /* of the job: "vorlauf", "ausgabe/@zugriff"; NULL: none */
    const char *record;       /* what run id and lauf.xml call it */
    enum setting_recorded recorded;
    int id;            /* its place in what the run id is made from, each once; 0: it is no part of it */
    const char *label; /* of a parameter in the evidence */
    const char *(*in_words)(const char *recorded, struct arena *a); /* its value there; NULL: as it is */
};
extern const struct setting_row setting_rows[];
extern const int setting_row_count;

/* The row of a field. */
#define SETTING(field) settings_row_at(offsetof(struct settings, field))
int settings_row_at(size_t at);
#define SETTINGS_TOLD(s, field) ((s)->told >> SETTING(field) & 1)
#define SETTINGS_LINE(s, field) ((s)->line[SETTING(field)])

/* The defaults. today: for that of as_of. */
void settings_init(struct settings *s, int32_t today);

/* Where a value stands, for what is said of it. */
struct setting_place {
    enum diag_code code;
    const char *file; /* NULL: the command line */
    size_t line;
    const char *what; /* "--lead", "<vorlauf>"; "" nothing */
};
/* False: it is written as on Windows. */
bool settings_check_path(const char *path, const struct setting_place *place, struct diag *d) MUST_CHECK;
/* text: kept as it is where the row is a text. False: d says why. */
bool settings_take(struct settings *s, int row, const char *text, const struct setting_place *place,
                   struct diag *d) MUST_CHECK;
/* The row was told without settings_take; line: of the job. */
void settings_tell(struct settings *s, int row, size_t line);
/* What `under` was told and s was not. */
void settings_merge(struct settings *s, const struct settings *under);

/* The value as lauf.xml has it: "14", "3900", "NI", "klar". */
void settings_put(struct buf *b, const struct settings *s, const struct setting_row *row);
/* A value as settings_put wrote it. False: it is none; s is unchanged. */
bool settings_read(struct settings *s, int row, const char *recorded);
/* What the run id is made from, a line a setting; rules: the digest of the rule set. */
void settings_put_identity(struct buf *b, const struct settings *s, const char *rules);

/* A parameter of lauf.xml as people read it; NULL: it has no words. */
const char *settings_label(const char *record);
const char *settings_in_words(const char *record, const char *value, struct arena *a);
/* Of table.c: NULL where there is no such value. */
const char *settings_days_words(const char *value, struct arena *a);
const char *settings_share_words(const char *value, struct arena *a);
const char *settings_hours_words(const char *value, struct arena *a);
const char *settings_per_mille_words(const char *value, struct arena *a);
const char *settings_land_words(const char *value, struct arena *a);

#endif
