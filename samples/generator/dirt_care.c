#include "dirt_tools.h"

#include <stdio.h>

/*
 * Distances in rows. Rejected lines: one in at least 101, the first not before as many have gone by, so that
 * a short file holds none.
 */
#define NOTE_REJECT        401u
#define NOTE_WARN          173u
#define NOTE_FORM          61u
#define EXCEPTION_REJECT   101u
#define EXCEPTION_WARN     31u
#define EXCEPTION_FORM     19u
#define APPOINTMENT_REJECT 307u
#define APPOINTMENT_WARN   151u
#define APPOINTMENT_FORM   53u

/* ---- kontakte.csv ---- */

static void reject_note(int32_t turn, struct csv_row *row)
{
    int32_t kind = turn % 10;

    if (kind == 9 && turn != 9)
        kind = 0;
    switch (kind) {
    case 0:
        dirt_set_impossible(row, NO_DAY, "31.02.");
        break;
    case 1:
        csv_set(row, NO_DAY, "");
        break;
    case 2:
        csv_set(row, NO_KIND, "");
        break;
    case 3:
        csv_set(row, NO_MODE, "");
        break;
    case 4:
        csv_set(row, NO_NUMBER, "");
        break;
    case 5:
        dirt_set_impossible(row, NO_ENTERED, "30.02.");
        break;
    case 6:
        csv_set(row, NO_DAY, "gestern");
        break;
    case 7:
        csv_set(row, NO_DAY, "2023-02-30");
        break;
    case 8:
        csv_set(row, NO_DAY, "12.05.2323");
        break;
    default:
        csv_set(row, NO_TALK,
                "Folgegespr\xE4"
                "ch");
        break;
    }
}

static void set_day(struct csv_row *row, size_t column, const struct world *w, int32_t day)
{
    row->cell[column].text = cal_text(w->cal, day);
    row->cell[column].len = 10;
}

static void warn_note(const struct world *w, const struct life *life, int32_t turn, struct csv_row *row)
{
    int32_t day;

    switch (turn % 11) {
    case 0:
        csv_set(row, NO_KIND, "Telefonnotiz");
        break;
    case 1:
        csv_set(row, NO_MODE, "Hausbesuch");
        break;
    case 2:
        csv_set(row, NO_PARTNER, "Maßnahmeträger");
        break;
    case 3:
        csv_set(row, NO_TALK, "Kurzgespräch");
        break;
    case 4:
        csv_set(row, NO_LENGTH, "ca. 30");
        break;
    case 5: /* after the reporting day */
        day = w->as_of + 1 + turn % 9;
        set_day(row, NO_DAY, w, day);
        set_day(row, NO_ENTERED, w, day);
        break;
    case 6: /* long before the start of care */
        day = life->start - 40 - (turn * 37) % 360;
        set_day(row, NO_DAY, w, day);
        set_day(row, NO_ENTERED, w, day);
        break;
    case 7:
        csv_set(row, NO_MODE, "Teams-Besprechung");
        break;
    case 8:
        csv_set(row, NO_LENGTH, "eine Stunde");
        break;
    case 9:
        csv_set(row, NO_KIND, "Beratungsvermerk (alt)");
        break;
    default:
        csv_set(row, NO_STAFF, "EXT01");
        break; /* no warning of its own: he held it, whoever he is */
    }
}

static void odd_note(int32_t turn, struct csv_row *row)
{
    switch (turn % 11) {
    case 0:
        dirt_all_iso(row);
        break;
    case 1:
        dirt_add_text(row, NO_DAY, "", " 09:30");
        break;
    case 2:
        dirt_set_iso(row, NO_DAY, "T14:05");
        break;
    case 3:
        dirt_odd_case(row, NO_KIND);
        break;
    case 4:
        dirt_odd_case(row, NO_MODE);
        break;
    case 5:
        dirt_odd_case(row, NO_PARTNER);
        break;
    case 6:
        dirt_quote_all(row);
        break;
    case 7:
        csv_set(row, NO_LENGTH, "37,5");
        break;
    case 8:
        csv_set(row, NO_LENGTH, "30.0");
        break;
    case 9:
        dirt_odd_case(row, NO_TALK);
        break;
    default:
        dirt_set_iso(row, NO_ENTERED, "");
        break;
    }
}

void dirt_note(struct dirt *d, const struct world *w, const struct life *life, struct csv_row *row)
{
    uint64_t n = d->rows++;
    int32_t turn;

    if ((turn = dirt_due(n, NOTE_REJECT)) >= 0)
        reject_note(turn, row);
    else if ((turn = dirt_due(n, NOTE_WARN)) >= 0)
        warn_note(w, life, turn, row);
    else if ((turn = dirt_due(n, NOTE_FORM)) >= 0)
        odd_note(turn, row);
}

/* ---- ausnahmen.csv ---- */

static void warn_exception(int32_t turn, struct csv_row *row)
{
    switch (turn % 5) {
    case 0:
        csv_set(row, EXC_KIND, "Urlaub");
        break;
    case 1: /* the interval of a JBA case is ignored */
        csv_set(row, EXC_KIND, "JBA");
        csv_set(row, EXC_INTERVAL, "2 Monate");
        break;
    case 2: /* JBA without an end */
        csv_set(row, EXC_KIND, "JBA");
        csv_set(row, EXC_INTERVAL, "");
        csv_set(row, EXC_UNTIL, "");
        break;
    case 3:
        csv_set(row, EXC_REASON, "");
        break;
    default:
        csv_set(row, EXC_KIND, "Sonstiges");
        break;
    }
}

static void odd_exception(struct dirt *d, int32_t turn, struct csv_row *row)
{
    switch (turn % 7) {
    case 0:
        dirt_all_iso(row);
        break;
    case 1:
        dirt_set_quoted(row, EXC_REASON, "Absprache; \"mündlich\" mit der Teamleitung");
        break;
    case 2:
        dirt_set_quoted(row, EXC_REASON, "Maßnahme beim Träger\r\nRückkehr offen");
        break;
    case 3:
        dirt_odd_case(row, EXC_KIND);
        break;
    case 4:
        dirt_odd_case(row, EXC_INTERVAL);
        break;
    case 5:
        dirt_quote_all(row);
        break;
    default: /* two intervals from the same day on: the later line goes */
        csv_set(row, EXC_KIND, "Einzelfall");
        csv_set(row, EXC_INTERVAL, "8 Wochen");
        dirt_keep_extra(d, row);
        csv_set(&d->extra, EXC_INTERVAL, "6 Wochen");
        break;
    }
}

void dirt_exception(struct dirt *d, struct csv_row *row)
{
    uint64_t n = d->rows++;
    int32_t turn = dirt_due(n, EXCEPTION_REJECT);

    d->has_extra = false;
    if (turn >= 0) {
        switch (turn % 6) {
        case 0:
            csv_set(row, EXC_INTERVAL, "nach Bedarf");
            break;
        case 1:
            csv_set(row, EXC_UNTIL, "01.01.2009");
            break;
        case 2:
            dirt_set_impossible(row, EXC_FROM, "30.02.");
            break;
        case 3:
            csv_set(row, EXC_KIND, "");
            break;
        case 4:
            csv_set(row, EXC_FROM, "");
            break;
        default:
            csv_set(row, EXC_NUMBER, "");
            break;
        }
    } else if ((turn = dirt_due(n, EXCEPTION_WARN)) >= 0) {
        warn_exception(turn, row);
    } else if ((turn = dirt_due(n, EXCEPTION_FORM)) >= 0) {
        odd_exception(d, turn, row);
    }
}

/* ---- termine.csv ---- */

static void reject_appointment(int32_t turn, struct csv_row *row)
{
    const struct csv_cell *begin = &row->cell[AP_BEGIN];
    char text[32];

    switch (turn % 7) {
    case 0:
        snprintf(text, sizeof text, "31.04.%.10s", begin->text + 6);
        break;
    case 1:
        text[0] = '\0';
        break;
    case 2:
        snprintf(text, sizeof text, "%.10s", begin->text);
        break; /* no time */
    case 3:
        snprintf(text, sizeof text, "%.10s 25:10", begin->text);
        break;
    case 4:
        snprintf(text, sizeof text, "n. V.");
        break;
    case 5:
        csv_set(row, AP_NUMBER, "");
        return;
    default:
        csv_set(row, AP_AGREED, "31.11.2023");
        return;
    }
    csv_set(row, AP_BEGIN, text);
}

static void odd_appointment(int32_t turn, struct csv_row *row)
{
    const struct csv_cell *b = &row->cell[AP_BEGIN];
    char text[32];

    switch (turn % 6) {
    case 0:
        snprintf(text, sizeof text, "%.4s-%.2s-%.2sT%.5s", b->text + 6, b->text + 3, b->text, b->text + 11);
        csv_set(row, AP_BEGIN, text);
        break;
    case 1:
        dirt_odd_case(row, AP_STATUS);
        break;
    case 2:
        dirt_other_yes_no(row, AP_LEGAL, (uint32_t)(turn / 6));
        break;
    case 3:
        dirt_quote_all(row);
        break;
    case 4:
        csv_set(row, AP_LENGTH, "45,0");
        break;
    default:
        dirt_set_iso(row, AP_AGREED, "");
        break;
    }
}

void dirt_appointment(struct dirt *d, struct csv_row *row)
{
    uint64_t n = d->rows++;
    int32_t turn;

    if ((turn = dirt_due(n, APPOINTMENT_REJECT)) >= 0) {
        reject_appointment(turn, row);
    } else if ((turn = dirt_due(n, APPOINTMENT_WARN)) >= 0) {
        switch (turn % 4) {
        case 0:
            csv_set(row, AP_STATUS, "offen");
            break;
        case 1:
            csv_set(row, AP_TALK, "Jour fixe");
            break;
        case 2:
            csv_set(row, AP_LENGTH, "45 min");
            break;
        default:
            csv_set(row, AP_LEGAL, "mündlich");
            break;
        }
    } else if ((turn = dirt_due(n, APPOINTMENT_FORM)) >= 0) {
        odd_appointment(turn, row);
    }
}
