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
    TBL_FILES
};

/* The canonical names: "kunden.csv", ... */
extern const char *const tbl_file_names[TBL_FILES];

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
    REJECT_CUSTOMER, /* unknown customer: outside the limit */
    /* warnings of ingest */
    WARN_NUMBER, /* number cannot be read, taken as empty */
    WARN_YES_NO,
    WARN_KIND, /* unknown word ... */
    WARN_MODE,
    WARN_PARTNER,
    WARN_STATUS,
    WARN_PROFILE,
    WARN_FUNCTION,
    WARN_TALK,
    WARN_EXCEPTION,
    WARN_APPOINTMENT,
    WARN_WORKDAYS,
    WARN_FIELDS, /* more fields than columns */
    WARN_BIRTH,  /* a day of birth that is known in part */
    WARN_DATE,   /* impossible date in a column that a line can do without */
    /* warnings that need the reporting day or the rule set */
    WARN_AFTER,  /* contact after S */
    WARN_BEFORE, /* contact more than 31 days before the start of care */
    WARN_AGE,    /* younger than 15 or older than 67 on S */
    WARN_NO_TEAM,
    WARN_NO_STAFF,
    WARN_STAFF,         /* caseworker not in mitarbeiter.csv */
    WARN_COLUMN,        /* a column that the rule set needs is missing */
    WARN_NO_STAFF_FILE, /* the rule set asks for the function, without mitarbeiter.csv */
    WARN_NOT_ACCEPTED,  /* exception without effect under the rule set */
    WARN_JBA_INTERVAL,
    /* findings */
    FIND_LATE_EXEMPTION, /* exempt after the due day had passed */
    FIND_JBA_OPEN,
    FIND_NO_REASON,
    FIND_FIRST_NOTE, /* first counted contact of another kind than asked for (2.9) */
    FIND_NOTE,       /* the same, of any counted contact */
    FIND_MISCODED,   /* advisory note in writing or electronic */
    ISSUE_KINDS
};

enum issue_class { ISSUE_REJECTED, ISSUE_WARNING, ISSUE_FINDING };

struct issue_text {
    enum issue_class class;
    const char *text; /* German, for abgelehnt.csv, hinweise.csv and reports */
};
extern const struct issue_text issue_texts[ISSUE_KINDS];

struct issue {
    uint8_t kind;       /* enum issue_kind */
    uint8_t file;       /* enum tbl_file */
    uint32_t line;      /* 0: the file as a whole */
    const char *column; /* canonical or as delivered; "" none */
    const char *value;  /* as delivered (decoded; undecodable bytes as \xNN), at most 200 bytes; "" none */
};

struct issue_file {
    const char *path;     /* as given; NULL: not delivered */
    const char *encoding; /* "UTF-8", "Windows-1252", "ISO-8859-15" */
    uint64_t bytes;
    uint64_t lines; /* records read, the header not counted */
    uint64_t used;
    uint64_t rejected; /* toward the limit of 1.8 */
    uint64_t outside;  /* unknown customers */
    char sha256[65];   /* "" where not asked for */
};

struct issues {
    struct arena *arena; /* texts */
    struct issue
        *item; /* rejected and warnings, by file, then line, then as found; findings and late warnings behind */
    size_t n, cap;
    uint64_t count[ISSUE_KINDS];
    struct issue_file file[TBL_FILES];
};

void issues_init(struct issues *i);
void issues_free(struct issues *i);
/* column and value are copied; value may be NULL and need not be NUL-terminated (n bytes). */
void issues_add(struct issues *i, enum issue_kind kind, enum tbl_file file, uint32_t line, const char *column,
                const char *value, size_t n);
/* All of *from behind all of *i; *from is empty afterwards. Texts move with their arena. */
void issues_append(struct issues *i, struct issues *from);
/* By class (rejected, warnings, findings), file, line, kind; stable. */
void issues_sort(struct issues *i);

#endif
