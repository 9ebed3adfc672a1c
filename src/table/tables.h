/*
 * The tables: waist 1 (docs/architecture.md). Typed columns, struct of arrays; nothing behind ingest knows what a CSV
 * file is. Text is in one arena, repeated words are interned (word 0 is the empty word), a day is an int32_t.
 *
 * Absent, empty and invalid are three things: a column that the export does not have (tables.has), an empty value, and
 * a value that cannot be read (a warning in issues, then taken as empty or unknown).
 */
#ifndef KD_TABLE_TABLES_H
#define KD_TABLE_TABLES_H

#include "base/day.h"
#include "base/mem.h"
#include "table/columns.h"
#include "table/issues.h"
#include "table/lexicon.h"
#include "table/words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TBL_NONE UINT32_MAX

/*
 * The lines of kunden.csv that were used: grouped by customer, within a customer by key day (each day once).
 */
struct tbl_states {
    uint32_t n;
    int32_t *key_day;   /* Gültig ab, else Betreuung seit */
    int32_t *care_from; /* Betreuung seit */
    int32_t *care_to;   /* Betreuung bis; DAY_OPEN: empty */
    int32_t *born;
    uint8_t *status;                      /* enum word_status */
    uint8_t *profile;                     /* enum word_profile */
    uint32_t *team;                       /* word, as delivered */
    uint32_t *staff;                      /* word: Betreuer, as delivered */
    uint32_t *household;                  /* word: BG-Nummer */
    uint32_t *status_word, *profile_word; /* word as it came, where unknown; else 0 */
    uint32_t *surname, *given;            /* word; only where names were asked for (ingest/ingest.h), else NULL */
    uint32_t *line;                       /* in the file */
    struct tbl_attribute *attribute;      /* one a row of tables.lexicon */
};

/* What the lines say of an attribute; of its kind alone. */
struct tbl_attribute {
    uint8_t *value; /* ATTRIBUTE_YES: 0, 1; ATTRIBUTE_WORD: its value */
    uint32_t *word; /* ATTRIBUTE_WORD: word as it came, where unknown; else 0 */
    int32_t *day;   /* ATTRIBUTE_DAY; DAY_NONE: empty */
};

/* Customers in the order of the first line used of each. */
struct tbl_customers {
    uint32_t n;
    uint32_t *first;  /* n + 1: states [first[i], first[i + 1]) */
    uint32_t *number; /* offset of the Kundennummer in tables.text */
};

/*
 * The line valid from a day on (spec 2.1), up to the next stretch; of customers with several periods of care alone, the
 * first from DAY_NONE. With one period it is the one with the latest key day, or the first.
 */
struct tbl_validity {
    uint32_t n;
    uint32_t *first; /* customers.n + 1 */
    int32_t *from;
    uint32_t *state; /* index into states */
};

/* Notes grouped by customer; within a customer by day, then by their order in the file. */
struct tbl_contacts {
    uint32_t n;
    uint32_t *first; /* customers.n + 1 */
    int32_t *day;
    uint16_t *codes; /* tbl_contact_code below */
    /* Only where the details were asked for (ingest/ingest.h), else NULL: */
    uint32_t *line;
    uint32_t *staff;   /* word: Mitarbeiter */
    int32_t *entered;  /* Erfasst am; DAY_NONE */
    uint32_t *minutes; /* Dauer, in 1 / TBL_MINUTE minutes; TBL_NO_MINUTES: not given */
};

#define TBL_NO_MINUTES UINT32_MAX
enum { TBL_MINUTE = 1000 /* so that 60,4 is more than 60 */ };

/* kind, mode, partner and talk of a note in one number. */
static inline uint16_t tbl_contact_code(enum word_kind kind, enum word_mode mode, enum word_partner partner,
                                        enum word_talk talk)
{
    return (uint16_t)((unsigned)kind | (unsigned)mode << 4 | (unsigned)partner << 8 | (unsigned)talk << 12);
}
enum { TBL_CODE_BITS = 15 };
static inline enum word_kind tbl_kind(uint16_t code)
{
    return (enum word_kind)(code & 15);
}
/* As it was delivered; what a declared one stands for says tables_mode. */
static inline enum word_mode tbl_mode(uint16_t code)
{
    return (enum word_mode)(code >> 4 & 15);
}
static inline enum word_partner tbl_partner(uint16_t code)
{
    return (enum word_partner)(code >> 8 & 15);
}
static inline enum word_talk tbl_talk(uint16_t code)
{
    return (enum word_talk)(code >> 12 & 7);
}

/*
 * The lines of mitarbeiter.csv that were used: periods of members of staff (spec 1.4), grouped by member in the order
 * of the first line of each, within a member by Von; those of one member do not overlap.
 */
struct tbl_staff {
    uint32_t n; /* lines */
    uint32_t n_members;
    uint32_t *first;    /* n_members + 1: lines [first[i], first[i + 1]) */
    uint32_t *key;      /* word: Kürzel, the same for all lines of a member */
    uint32_t *team;     /* word */
    uint32_t *name;     /* word */
    uint8_t *function;  /* enum word_function */
    int32_t *hours;     /* weekly hours in hundredths; -1: full time (not given) */
    uint8_t *workdays;  /* 1 << day_weekday; Mon-Fri where not given */
    int32_t *from, *to; /* DAY_NONE / DAY_OPEN: not given */
    uint32_t *line;
};

struct tbl_absences {
    uint32_t n;
    uint32_t *staff; /* word: Kürzel */
    int32_t *from, *to;
    uint32_t *reason; /* word */
    uint32_t *line;
};

/* Grouped by customer, within a customer in the order of the file. */
struct tbl_exceptions {
    uint32_t n;
    uint32_t *first;       /* customers.n + 1 */
    int32_t *from, *to;    /* to: DAY_OPEN where empty */
    uint8_t *kind;         /* enum word_exception */
    struct span *interval; /* n = 0: none */
    uint8_t *reasoned;     /* has a Begründung */
    uint32_t *line;
};

/* Grouped by customer, within a customer by begin, then in the order of the file. */
struct tbl_appointments {
    uint32_t n;
    uint32_t *first; /* customers.n + 1 */
    int32_t *day;
    uint16_t *minute;   /* of the day */
    uint32_t *staff;    /* word: Mitarbeiter */
    uint32_t *minutes;  /* Dauer, in 1 / TBL_MINUTE minutes; TBL_NO_MINUTES */
    uint8_t *talk;      /* enum word_talk */
    uint8_t *status;    /* enum word_appointment */
    int8_t *instructed; /* Rechtsfolgenbelehrung: 1 yes, 0 no */
    uint32_t *deputy;   /* word: Vertretung */
    int32_t *agreed;    /* Vereinbart am; DAY_NONE */
    uint32_t *line;
};

struct tables {
    struct arena *arena;
    const struct lexicon *lexicon; /* borrowed, or in the arena */
    const char *text;  /* NUL-terminated texts, one behind the other; offset 0 is "" */
    const char **word; /* interned words; word[0] is "" */
    uint32_t n_words;
    uint32_t *staff_of_word; /* n_words: member of staff (staff.first), TBL_NONE: no such Kürzel */
    struct tbl_states states;
    struct tbl_customers customers;
    struct tbl_validity validity;
    struct tbl_contacts contacts;
    struct tbl_staff staff;
    struct tbl_absences absences;
    struct tbl_exceptions exceptions;
    struct tbl_appointments appointments;
    bool has_file[TBL_FILES];
    bool has[COL_ALL];        /* the export has this column */
    uint64_t filled[COL_ALL]; /* lines that were read in which it holds something */
    bool marked[TBL_FILES];     /* somewhere in the file NA or the like stands for nothing */
    uint64_t alike[COL_COUNT];  /* lines with a key that is not known, but for its way of writing (zeros, case, 2,14E+14) */
    int32_t *outside[TBL_FILES];    /* the days of lines of unknown customers; issues.file[].outside of them */
    struct issues issues; /* rejected lines, warnings, what was read */
};

void tables_free(struct tables *t); /* takes NULL; made by ingest_load (ingest/ingest.h) */
const char *tables_number(const struct tables *t, uint32_t customer);
/* The customer with this Kundennummer, TBL_NONE: none. Linear. */
uint32_t tables_lookup(const struct tables *t, const char *number);
/* The line of customer valid on d (spec 2.1): index into states. O(log lines). */
uint32_t tables_state_on(const struct tables *t, uint32_t customer, int32_t d);
/*
 * The n-th stretch of days, from 0, on which this line of customer is valid; from: DAY_NONE where it begins with the
 * first line, to: DAY_OPEN where it does not end. False: there are not so many. Linear in the customer's lines.
 */
bool tables_valid_days(const struct tables *t, uint32_t customer, uint32_t state, uint32_t n, int32_t *from,
                       int32_t *to);
/*
 * The line of mitarbeiter.csv that counts on d for who has this Kürzel (word): the one that holds d, else his latest
 * before it, else his first (spec 2.2). Index into staff; TBL_NONE: not in mitarbeiter.csv. O(log lines).
 */
uint32_t tables_staff_on(const struct tables *t, uint32_t word, int32_t d);
/* The last day of the last line of who has this Kürzel (word); DAY_OPEN: without end, or not in mitarbeiter.csv. */
int32_t tables_staff_end(const struct tables *t, uint32_t word);
/* On d the function of the caseworker of a state; FUNCTION_UNKNOWN: none, not in mitarbeiter.csv, its word unknown. */
enum word_function tables_function_of(const struct tables *t, uint32_t state, int32_t d);
/* The fixed mode of a note: of a declared one what it stands for. */
static inline enum word_mode tables_mode(const struct tables *t, uint16_t code)
{
    return lexicon_mode(t->lexicon, (int)tbl_mode(code));
}
/* What a state says of an attribute: of yes or no and words the value, of days the day. */
static inline int tables_value(const struct tables *t, int attribute, uint32_t state)
{
    return t->states.attribute[attribute].value[state];
}
static inline int32_t tables_attribute_day(const struct tables *t, int attribute, uint32_t state)
{
    return t->states.attribute[attribute].day[state];
}
/* On d the team of a state: Team, else the team of Betreuer; word 0: "ohne Team". */
uint32_t tables_team_of(const struct tables *t, uint32_t state, int32_t d);
/*
 * No customer's name is shown from here on: those of the tables are gone, and so are values of rejected lines that may
 * hold one (whole lines, fields that could not be decoded).
 */
void tables_hide_names(struct tables *t);

#endif
