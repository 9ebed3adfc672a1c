/*
 * The fixed words of the exports (spec 1.2 to 1.7) as numbers, and spans of time. Pure vocabulary: no table, no file.
 */
#ifndef KD_TABLE_WORDS_H
#define KD_TABLE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum word_status { STATUS_UNSET, STATUS_UNEMPLOYED, STATUS_SEEKING, STATUS_UNKNOWN, STATUS_COUNT };

enum word_profile {
    PROFILE_NONE,
    PROFILE_M,
    PROFILE_A,
    PROFILE_F,
    PROFILE_E,
    PROFILE_S,
    PROFILE_U,
    PROFILE_I,
    PROFILE_Z,
    PROFILE_UNKNOWN,
    PROFILE_COUNT
};

enum word_function { FUNCTION_IFK, FUNCTION_IFK_U25, FUNCTION_CASE, FUNCTION_ABC, FUNCTION_UNKNOWN, FUNCTION_COUNT };

enum word_age { AGE_U25, AGE_O25, AGE_COUNT };

enum word_kind { KIND_ADVICE, KIND_STANDING, KIND_GENERAL, KIND_WRITTEN, KIND_UNKNOWN, KIND_COUNT }; /* Vermerkart */
enum word_mode {                                                                                     /* Kontaktart */
                 MODE_IN_PERSON,
                 MODE_PHONE,
                 MODE_VIDEO,
                 MODE_LETTER,
                 MODE_ELECTRONIC,
                 MODE_UNKNOWN,
                 MODE_COUNT
};
enum word_partner { /* Gesprächspartner */
                    PARTNER_IFK,
                    PARTNER_BFM,
                    PARTNER_VOCATIONAL,
                    PARTNER_DISTRICT,
                    PARTNER_UNKNOWN,
                    PARTNER_COUNT
};
enum word_talk { /* Gesprächsart */
                 TALK_NONE,
                 TALK_FIRST,
                 TALK_FOLLOW_UP,
                 TALK_GRADUATE,
                 TALK_WISH,
                 TALK_STRATEGY,
                 TALK_UNKNOWN,
                 TALK_COUNT
};
enum word_exception {                       /* Art of an exception */
                      EXCEPTION_CASE,       /* Einzelfall */
                      EXCEPTION_MEASURE,    /* Maßnahme */
                      EXCEPTION_JOB_OFFER,  /* Einstellungszusage */
                      EXCEPTION_ASSESSMENT, /* Gutachten */
                      EXCEPTION_SPECIAL,    /* Besondere Umstände */
                      EXCEPTION_JBA,
                      EXCEPTION_UNKNOWN,
                      EXCEPTION_COUNT
};
enum word_appointment { /* Status of an appointment */
                        APPOINTMENT_PLANNED,
                        APPOINTMENT_KEPT,
                        APPOINTMENT_MISSED,
                        APPOINTMENT_CANCELLED,
                        APPOINTMENT_UNKNOWN,
                        APPOINTMENT_COUNT
};

/* A list of fixed words: the German word as shown, further spellings behind it; compared as text_put_word says. */
enum word_list {
    WORDS_STATUS,
    WORDS_PROFILE,
    WORDS_FUNCTION,
    WORDS_KIND,
    WORDS_MODE,
    WORDS_PARTNER,
    WORDS_TALK,
    WORDS_EXCEPTION,
    WORDS_APPOINTMENT,
    WORDS_AGE,
    WORDS_LISTS
};

/*
 * The value of a word (n bytes of UTF-8 in NFC, trimmed) in a list; -1: not in it. The empty word has a value where the
 * spec gives a default (status, profile, function, partner, Gesprächsart), else -1. Bytes that are no UTF-8: -1.
 */
int word_lookup(enum word_list list, const char *s, size_t n);
/* The value of the empty field (status, profile, function, partner, ... have one); -1: there has to be a word. */
int word_empty(enum word_list list);
/* How many values an export may hold; the next one is the unknown word. 0: the list is no column's. */
int word_count(enum word_list list);
/* The word of a value as it may stand in an export; "" where the value has none (the empty field alone). */
const char *word_to_read(enum word_list list, int value);
/* What most exports mean by a word that is not in the list, given as near_plain does: for guesses. -1: nothing known.
 */
int word_meant(enum word_list list, const char *plain);
/* True where plain is one of the words of a text, separated by spaces. */
bool word_is_among(const char *words, const char *plain);
/* The word of a value as shown and exported: "arbeitslos", "Marktprofil", ...; "unbekannt" for the unknown. */
const char *word_text(enum word_list list, int value);
/* The letter of a profile, "" for none and unknown. */
const char *word_profile_letter(int profile);

enum span_unit { SPAN_DAYS, SPAN_WEEKS, SPAN_MONTHS };

struct span {
    int n; /* >= 1; 0: no span */
    enum span_unit unit;
};

/* d plus times x span (spec 2, head). */
int32_t span_add(int32_t d, struct span s, int times);
/*
 * `6 Wochen`, `2 Monate`, `28 Tage`, compared as words are, singular too. n is 1..9999, without leading zeros, one or
 * more spaces before the unit. False: *out is unchanged.
 */
bool span_parse(const char *s, size_t n, struct span *out);

/* ja/nein, j/n, 1/0, x/empty, true/false, wahr/falsch, compared as words are. 1 yes, 0 no (empty too), -1 cannot be
 * read. */
int word_yes_no(const char *s, size_t n);

/*
 * What exports write where nothing is: NULL, #NV, n/a, k. A., leer, a dash, ...; compared as words are. MAYBE: four
 * that may as well be somebody's Kürzel (NA, NIL). This is the one list of them.
 */
enum word_nothing { NOTHING_NOT, NOTHING_MAYBE, NOTHING_SURE };
enum word_nothing word_nothing(const char *s, size_t n);
/* False of nearly every field that is none, at a glance. */
extern const bool word_nothing_begins[256];
static inline bool word_may_be_nothing(const char *s, size_t n)
{
    enum { LONGEST = 20 }; /* with blanks to spare */
    return n && n <= LONGEST && word_nothing_begins[(unsigned char)*s];
}

/* `Mo-Mi` (with an en dash, too), `Mo,Di,Do`, and both together, as 1 << day_weekday; 0: cannot be read. */
uint8_t word_workdays(const char *s, size_t n);

#endif
