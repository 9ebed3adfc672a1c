/*
 * The columns of the six files, and rows as a well-kept export has them.
 */
#ifndef KD_SAMPLE_ROWS_H
#define KD_SAMPLE_ROWS_H

#include "csv.h"
#include "life.h"
#include "office.h"

enum customer_column {
    CU_NUMBER,
    CU_SURNAME,
    CU_GIVEN,
    CU_BIRTH,
    CU_STATUS,
    CU_PROFILE,
    CU_TEAM,
    CU_STAFF,
    CU_SINCE,
    CU_UNTIL,
    CU_KEY,
    CU_HOUSEHOLD,
    CU_AGREEMENT,
    CU_SCHOOL,
    CU_SCHOOL_END,
    CU_EMPLOYED,
    CU_HEALTH,
    CU_REFUSES,
    CU_REMARK
};
enum note_column {
    NO_NUMBER,
    NO_DAY,
    NO_KIND,
    NO_MODE,
    NO_PARTNER,
    NO_STAFF,
    NO_LENGTH,
    NO_ENTERED,
    NO_TALK
};
enum staff_column { ST_KEY, ST_NAME, ST_TEAM, ST_FUNCTION, ST_HOURS, ST_DAYS, ST_FROM, ST_UNTIL };
enum absence_column { AB_KEY, AB_FROM, AB_UNTIL, AB_REASON };
enum exception_column { EXC_NUMBER, EXC_FROM, EXC_UNTIL, EXC_KIND, EXC_INTERVAL, EXC_REASON };
enum appointment_column {
    AP_NUMBER,
    AP_BEGIN,
    AP_STAFF,
    AP_LENGTH,
    AP_TALK,
    AP_STATUS,
    AP_LEGAL,
    AP_STAND_IN,
    AP_AGREED
};

#define ROWS_CUSTOMER_HEADER                                                                                 \
    "Kundennummer;Nachname;Vorname;Geburtsdatum;Status;Profillage;Team;Betreuer;Betreuung seit;Betreuung "   \
    "bis;"                                                                                                   \
    "Gültig ab;BG-Nummer;EGV seit;Schulpflichtig;Abschlussjahr;SV-Beschäftigung;Gesundheit;Mitwirkung"
#define ROWS_NOTE_HEADER                                                                                     \
    "Kundennummer;Datum;Vermerkart;Kontaktart;Gesprächspartner;Mitarbeiter;Dauer;Erfasst am;Gesprächsart"
#define ROWS_STAFF_HEADER     "Kürzel;Name;Team;Funktion;Wochenstunden;Arbeitstage;Von;Bis"
#define ROWS_ABSENCE_HEADER   "Kürzel;Von;Bis;Grund"
#define ROWS_EXCEPTION_HEADER "Kundennummer;Von;Bis;Art;Intervall;Begründung"
#define ROWS_APPOINTMENT_HEADER                                                                               \
    "Kundennummer;Beginn;Mitarbeiter;Dauer;Gesprächsart;Status;Rechtsfolgenbelehrung;Vertretung;Vereinbart " \
    "am"

/* r: draws what is not part of a life, such as lengths; the row borrows from w and life */
void rows_customer(const struct world *w, struct rng *r, const struct life *life, const struct line *l,
                   struct csv_row *row);
void rows_note(const struct world *w, struct rng *r, const struct life *life, const struct note *n,
               struct csv_row *row);
void rows_staff(const struct world *w, const struct staff *s, struct csv_row *row);
void rows_absence(const struct world *w, const struct staff *s, const struct absence *a, struct csv_row *row);
void rows_exception(const struct world *w, const struct life *life, const struct exception *e,
                    struct csv_row *row);
void rows_appointment(const struct world *w, struct rng *r, const struct life *life,
                      const struct appointment *a, struct csv_row *row);

#endif
