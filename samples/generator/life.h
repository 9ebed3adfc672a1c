/*
 * One customer from the first day in care on: the lines of kunden.csv, exceptions, notes and appointments.
 * All of it follows from the seed and the customer's number, so a life can be made twice.
 */
#ifndef KD_SAMPLE_LIFE_H
#define KD_SAMPLE_LIFE_H

#include <stdbool.h>
#include <stdint.h>

#include "names.h"
#include "office.h"

enum status { STATUS_UNEMPLOYED, STATUS_SEEKING, STATUS_UNSET };
enum profile {
    PROFILE_M,
    PROFILE_A,
    PROFILE_F,
    PROFILE_E,
    PROFILE_S,
    PROFILE_U,
    PROFILE_I,
    PROFILE_Z,
    PROFILE_NONE
};

struct line {       /* of kunden.csv */
    int32_t key;    /* the day from which it holds */
    bool key_shown; /* Gültig ab is written; else it is the start of the period */
    int32_t since, until;
    enum status status;
    enum profile profile;
    uint32_t staff;
    int32_t agreement; /* EGV seit */
    bool employed;
};

enum exception_kind { EX_CASE, EX_MEASURE, EX_JOB, EX_REPORT, EX_SPECIAL, EX_JBA, EX_KINDS };

struct exception {
    int32_t from, until; /* CAL_NONE = open */
    enum exception_kind kind;
    const char *interval; /* as written; "" = none: suspends */
    int32_t interval_days;
    const char *reason;
};

enum note_kind { NOTE_POSITION, NOTE_ADVICE, NOTE_GENERAL, NOTE_LETTER };
enum note_mode { MODE_PERSON, MODE_PHONE, MODE_VIDEO, MODE_LETTER, MODE_ONLINE };
enum note_partner { PARTNER_NONE, PARTNER_IFK, PARTNER_BFM, PARTNER_BB, PARTNER_BEZIRK };

struct note {
    int32_t day;
    uint8_t kind, mode, partner;
    bool talk; /* of the rhythm of care; else something in between that never counts */
    bool first, late;
    uint32_t staff;
};

enum appointment_status { APPOINTMENT_PLANNED, APPOINTMENT_KEPT, APPOINTMENT_MISSED, APPOINTMENT_CANCELLED };

struct appointment {
    int32_t day, agreed; /* agreed: CAL_NONE = empty */
    uint16_t minute;     /* of the day */
    uint8_t length;
    uint8_t status;
    bool first;
    uint32_t staff, stand_in; /* stand_in == staff: none */
};

#define LIFE_LINES        12
#define LIFE_EXCEPTIONS   8
#define LIFE_NOTES        4096
#define LIFE_APPOINTMENTS 64

struct life {
    char number[11];
    struct name surname, given;
    int32_t birth;
    char household[16];
    bool left; /* has left: in the notes, no longer in kunden.csv */
    enum team_kind kind;
    int32_t start; /* of the present period of care */
    bool school;
    uint32_t school_end; /* Abschlussjahr, 0 = empty */
    bool health, refuses;
    struct line line[LIFE_LINES];
    uint32_t n_line;
    struct exception exception[LIFE_EXCEPTIONS];
    uint32_t n_exception;
    struct note note[LIFE_NOTES];
    uint32_t n_note;
    struct appointment appointment[LIFE_APPOINTMENTS];
    uint32_t n_appointment;
};

/* index < w->customers: a customer; above: one who has left. Fills everything but appointments. */
void life_make(const struct world *w, uint32_t index, struct life *life);

/*
 * Brings the notes to the number wanted: of the talks the latest `talks` stay, `others` notes that count
 * nowhere are added. In order of the day afterwards.
 */
void life_fit(const struct world *w, uint32_t index, struct life *life, uint32_t talks, uint32_t others);

/* appointments of the last half-year and those ahead, from the notes */
void life_appointments(const struct world *w, uint32_t index, struct life *life);

/* the line that holds on the day */
const struct line *life_line(const struct life *life, int32_t day);
/* last day of care that matters here: the reporting day or the end of care */
int32_t life_end(const struct world *w, const struct life *life);

/* parts of life_make */
void person_make(const struct world *w, uint32_t index, struct life *life);
void care_make(const struct world *w, uint32_t index, struct life *life);

#endif
