/*
 * What was wrong or odd in the exports (spec 1.9): every line that was rejected, every warning, what was read of each
 * file. No line vanishes.
 */
#ifndef KD_TABLE_ISSUES_H
#define KD_TABLE_ISSUES_H

#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tbl_file {
    FILE_CUSTOMERS,
    FILE_CONTACTS,
    FILE_STAFF,
    FILE_ABSENCES,
    FILE_EXCEPTIONS,
    FILE_APPOINTMENTS,
    TBL_FILES,
    FILE_NONE = TBL_FILES /* of an issue that is not about an export: "System" */
};

/* The canonical names: "kunden.csv", ... */
extern const char *const tbl_file_names[TBL_FILES + 1];

/* Kinds of issue; each with its German text, and whether it is a rejection, a warning or a finding (Befund). */
enum issue_kind {
    /* rejected lines */
    REJECT_EMPTY, /* needed field empty */
    REJECT_DATE,  /* impossible date */
    REJECT_INTERVAL,
    REJECT_DUPLICATE,
    REJECT_ORDER,    /* an end before its beginning */
    REJECT_BYTES,    /* undecodable bytes */
    REJECT_QUOTE,    /* quotation mark not closed */
    REJECT_LONG,     /* line too long */
    REJECT_YEAR,     /* a year of two digits */
    REJECT_FIELDS,   /* more fields than columns: its values stand under wrong names */
    REJECT_CUSTOMER, /* unknown customer: outside the limit */
    REJECT_FOOTER,   /* a line of totals, a count of rows: no record, outside the limit */
    REJECT_HEADER,   /* the header once more: as a footer */
    REJECT_CUT,      /* the file ends in it: as a footer */
    /* doubts about the whole data: each says its figures (issues_add_doubt) */
    DOUBT_NO_LINES,       /* a needed file has no line */
    DOUBT_NO_NOTES,       /* hardly anybody in care has a note */
    DOUBT_WORDS,          /* hardly a word of a column that the rule set asks for is known */
    DOUBT_STALE,          /* the notes ended long before S, or begin after it */
    DOUBT_REACH,          /* the notes do not seem to go on up to S (2.17) */
    DOUBT_BEGIN,          /* the notes begin later than the rule set looks back */
    DOUBT_PERIOD,         /* customers or notes are of another stretch of time than the other exports */
    DOUBT_NOBODY,         /* there are customers, but nobody is in care on S */
    DOUBT_CUT,            /* a file seems to be cut off */
    DOUBT_FEW_NOTES,      /* many who have been in care for long have no note */
    DOUBT_NONE_COUNTS,    /* no note is of a kind that counts */
    DOUBT_UNKNOWN,        /* most lines of a file are on people who are not in kunden.csv */
    DOUBT_STAFF,          /* most caseworkers are not in mitarbeiter.csv */
    DOUBT_WORD,           /* one unknown word is common in a column that decides */
    DOUBT_UNREAD,         /* hardly a value of a column can be read */
    DOUBT_COLUMN_EMPTY,   /* a column that the rule set asks for is empty in every line */
    DOUBT_WORDS_ASIDE,    /* as DOUBT_WORDS, where the rule set does not ask, or the lines are few */
    DOUBT_WORD_ASIDE,     /* as DOUBT_WORD, of few lines, or in appointments, from which no verdict follows */
    DOUBT_NO_LINES_ASIDE, /* another file than a needed one has no line: taken as not delivered */
    DOUBT_ENCODINGS,      /* a file is written in two of them */
    DOUBT_FILE_BESIDE,    /* an export is not there, but a file that is called nearly so */
    DOUBT_PERIOD_ASIDE,   /* as DOUBT_PERIOD, of a file that no verdict follows from alone */
    DOUBT_FEWER_LINES,    /* far fewer lines than in the earlier run */
    DOUBT_FILE_GONE,      /* delivered to the earlier run, and not to this one */
    DOUBT_KEY_LIKE,       /* keys of a column that are not known, but for their way of writing */
    DOUBT_STAFF_KEYS,     /* most staff of a file is not in mitarbeiter.csv: names in place of Kürzel perhaps */
    DOUBT_TEAM_LIKE,      /* two teams whose names differ by case, blanks and signs alone */
    DOUBT_SHARED,         /* one key in more lines than can be */
    DOUBT_VALUES,         /* values that can be read, but not be meant: another unit, a placeholder */
    DOUBT_BIRTH,          /* the same of days of birth, which decide */
    DOUBT_ONE_DAY,        /* most notes are of one day */
    /* warnings of ingest */
    WARN_NUMBER, /* number cannot be read, taken as empty */
    WARN_YES_NO,
    WARN_KIND, /* unknown word ... */
    WARN_MODE,
    WARN_PARTNER,
    WARN_STATUS,
    WARN_PROFILE,
    WARN_ATTRIBUTE, /* of a declared attribute */
    WARN_FUNCTION,
    WARN_TALK,
    WARN_EXCEPTION,
    WARN_APPOINTMENT,
    WARN_WORKDAYS,
    WARN_SHORT,       /* fewer fields than columns: of staff each line, of other files once, with how many */
    WARN_UNUSED,      /* a column of the export that is not read */
    WARN_UNUSED_LIKE, /* the same, that looks like a missing one (the value) */
    WARN_ENCODING,    /* in another encoding than the job says */
    WARN_BIRTH,       /* a day of birth that is known in part */
    WARN_DATE,        /* impossible date in a column that a line can do without */
    WARN_REPEATED,    /* how many lines of the file repeat an earlier one */
    WARN_NOTHING,     /* NULL, #NV, a dash: taken as empty; once a column, with how many */
    WARN_LOOSE,       /* keys and teams that differ from others by what nobody sees: read without; once a column */
    WARN_KEY_CUT,     /* a key that a spreadsheet has shortened: 2,14E+14 */
    WARN_KEY_HIDDEN,  /* a key with a character that cannot be seen */
    WARN_KEY_LIKE,    /* keys that differ from those of another file by leading zeros or what cannot be seen alone */
    WARN_TWO_PEOPLE,  /* lines of one Kundennummer that differ in day of birth or name */
    /* warnings that need the reporting day or the rule set */
    WARN_AFTER,  /* contact after S */
    WARN_BEFORE, /* contact more than 31 days before the start of care */
    WARN_AGE,    /* younger than 15 or older than 67 on S */
    WARN_NO_TEAM,
    WARN_NO_STAFF,
    WARN_STAFF,         /* caseworker not in mitarbeiter.csv */
    WARN_STAFF_LEFT,    /* a caseworker whose last day was before S */
    WARN_HOURS,         /* weekly hours above 1.25 of full time */
    WARN_CARE_OVERLAP,  /* periods of care of one customer that overlap */
    WARN_TEAM_LIKE,     /* as DOUBT_TEAM_LIKE, of a few lines */
    WARN_MINUTES,       /* a length of more than ten hours */
    WARN_COLUMN,        /* a column that the rule set needs is missing */
    WARN_NO_STAFF_FILE, /* the rule set asks for the function, without mitarbeiter.csv */
    WARN_NOT_ACCEPTED,  /* exception without effect under the rule set */
    WARN_JBA_INTERVAL,
    WARN_NOT_COMPARED, /* the verdicts of an earlier run cannot be held against today's: another rule set ... */
    /* what makes the run poorer (spec 5.3) */
    POOR_FILE,    /* a file of the system is missing */
    POOR_LETTER,  /* a character that no face has */
    POOR_ARCHIVE, /* an earlier run cannot be read */
    /* findings */
    FIND_LATE_EXEMPTION, /* exempt after the due day had passed */
    FIND_JBA_OPEN,
    FIND_NO_REASON,
    FIND_FIRST_NOTE, /* first counted contact of another kind than asked for (2.9) */
    FIND_NOTE,       /* the same, of any counted contact */
    FIND_MISCODED,   /* advisory note in writing or electronic */
    FIND_MISSED_ROW, /* three appointments missed in a row */
    FIND_NO_NOTE,    /* overdue, and of the last appointment, which was kept, nobody wrote a note (2.15) */
    FIND_AFTERWARDS, /* the verdict of an archived run is another with today's exports (2.12) */
    ISSUE_KINDS
};

enum issue_class { ISSUE_REJECTED, ISSUE_WARNING, ISSUE_FINDING };

/*
 * What a kind means for the run as a whole, as bits; 0: nothing. By the mark alone an issue goes to standard error, to
 * the first page of the reports, the front page and the records: whoever adds a kind so marked adds nothing else.
 */
enum issue_weight {
    ISSUE_DOUBT = 1,            /* what the data say as a whole is in doubt */
    ISSUE_MISMATCH = 2,         /* the run ends (DIAG_BAD_LINES) unless it is told to go on; a doubt then */
    ISSUE_ANY_DAY = 8,   /* not a fault to be mended: check, which may be asked of any day, does not end with 1 */
    ISSUE_CASEWORK = 16, /* a warning about how cases are documented, not about the data: with the findings */
    ISSUE_POORER = 32,   /* the run is poorer: told on standard error, in the record and by the run id as well */
    ISSUE_NOTHING_FOUND = 4,    /* no finding: S is not held against other months, headings are their topics */
    ISSUE_UNRATED = 64,         /* nobody is rated: everybody would seem never to have been met */
};

struct issue_text {
    enum issue_class class;
    const char *text; /* German, for abgelehnt.csv, hinweise.csv and reports */
};
extern const struct issue_text issue_texts[ISSUE_KINDS];
extern const uint8_t issue_weights[ISSUE_KINDS]; /* enum issue_weight */

/* A doubt in words. fact and meaning are for everybody: no number of a customer, no text of an export. */
struct issue_words {
    const char *fact;     /* with its figures, without a full stop: "kontakte.csv enthält keine Zeile" */
    const char *meaning;  /* what follows for a reader, whole sentences; "" nothing to add */
    const char *found;    /* examples as delivered, for those in charge; "" none */
    const char *expected; /* what would fit, as a message has it behind "erwartet: "; "" nothing to add */
};

/* The same for people to read: abgelehnt.csv keeps the reasons that spec 1.9 names. */
const char *issue_shown(enum issue_kind kind);

struct issue {
    uint8_t kind;                    /* enum issue_kind */
    uint8_t file;                    /* enum tbl_file */
    uint32_t line;                   /* 0: the file as a whole */
    const char *column;              /* canonical or as delivered; "" none */
    const char *value;               /* as delivered (decoded; undecodable bytes as \xNN), at most 200 bytes; "" none */
    const struct issue_words *words; /* of a doubt; NULL: its kind says it all */
};

/* A doubt as it is told: one a kind and file, or one of those that have words of their own. */
struct issue_doubt {
    enum issue_kind kind;
    enum tbl_file file;
    struct issue_words words; /* none is NULL */
};

struct issue_file {
    const char *path;     /* as given; NULL: not delivered */
    const char *encoding; /* "UTF-8", "Windows-1252", "ISO-8859-15" */
    uint64_t bytes;
    uint64_t lines; /* records read, the header not counted */
    uint64_t used;
    uint64_t rejected; /* toward the limit of 1.8 */
    uint64_t outside;  /* unknown customers */
    uint64_t repeated; /* like an earlier line in every field, counted once */
    uint64_t footers;  /* lines of totals and the like, no records */
    char sha256[65];   /* "" where not asked for */
};

struct issues {
    struct arena *arena; /* texts */
    struct issue
        *item; /* rejected and warnings, by file, then line, then as found; findings and late warnings behind */
    size_t n, cap;
    uint64_t count[ISSUE_KINDS];
    struct issue_file file[TBL_FILES + 1]; /* the last, FILE_NONE, stays empty */
};

void issues_init(struct issues *i);
void issues_free(struct issues *i);
/* column and value are copied; value may be NULL and need not be NUL-terminated (n bytes). */
void issues_add(struct issues *i, enum issue_kind kind, enum tbl_file file, uint32_t line, const char *column,
                const char *value, size_t n);
/* A doubt about a file as a whole, its texts are copied; `found` becomes the value, too. */
void issues_add_doubt(struct issues *i, enum issue_kind kind, enum tbl_file file, const struct issue_words *words);
/*
 * All doubts, in the order of the kinds, then of the files; *n of them in a. A kind that is marked but came without
 * words is one doubt a file, with its count ("kontakte.csv: TEXT, 12-mal").
 */
struct issue_doubt *issues_doubts(const struct issues *i, struct arena *a, size_t *n);
/* What makes a run poorer, as it is told: one a kind and value; of characters one for all, without whose they are. */
struct issue_poorer {
    enum issue_kind kind;
    uint64_t count;
    const char *what;
};
/* In the order of the issues, characters last; *n of them in a. */
struct issue_poorer *issues_poorer(const struct issues *i, struct arena *a, size_t *n);
/* Whether some issue has one of these weights. */
bool issues_weigh(const struct issues *i, unsigned weight);
/* What hinweise.csv and check show as the reason: the kind's text, of a doubt its words. In a or static. */
const char *issue_reason(const struct issue *x, struct arena *a);
/* All of *from behind all of *i; *from is empty afterwards. Texts move with their arena. */
void issues_append(struct issues *i, struct issues *from);
/* By class (rejected, warnings, findings), doubts first, then by file, line, kind; stable. */
void issues_sort(struct issues *i);

#endif
