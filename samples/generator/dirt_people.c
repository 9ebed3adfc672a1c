#include "dirt_tools.h"

#include <stdio.h>

/*
 * Distances in rows. Rejected lines: one in at least 101, the first not before as many have gone by, so that
 * a short file holds none.
 */
#define CUSTOMER_REJECT 180u
#define CUSTOMER_WARN   71u
#define CUSTOMER_FORM   23u
#define STAFF_REJECT    101u
#define ABSENCE_REJECT  101u
#define ABSENCE_FORM    29u

/* ---- kunden.csv ---- */

static void reject_customer(struct dirt *d, int32_t turn, struct csv_row *row)
{
    int32_t kind = turn % 12;

    if (kind == 7 && turn != 7) /* undecodable bytes once a file */
        kind = 0;
    switch (kind) {
    case 0:
        csv_set(row, CU_BIRTH, "");
        break;
    case 1: /* entered again as it should be: the key is not taken by the rejected line */
        dirt_keep_extra(d, row);
        dirt_set_impossible(row, CU_BIRTH, "31.02.");
        break;
    case 2:
        csv_set(row, CU_SINCE, "");
        break;
    case 3:
        csv_set(row, CU_SINCE, "2022-13-05");
        break;
    case 4:
        csv_set(row, CU_UNTIL, "31.12.1999");
        break;
    case 5: /* the same key again: the later line is rejected */
        dirt_keep_extra(d, row);
        csv_set(&d->extra, CU_PROFILE, "Stabilisierungsprofil");
        csv_set(&d->extra, CU_REMARK, "doppelt");
        break;
    case 6:
        csv_set(row, CU_NUMBER, "");
        break;
    case 7:
        csv_set(row, CU_SURNAME, "M\xFCller");
        break;
    case 8:
        dirt_set_impossible(row, CU_BIRTH, "12.05.18");
        break;
    case 9:
        csv_set(row, CU_KEY, "30.02.2023");
        break;
    case 10:
        csv_set(row, CU_AGREEMENT, "31.06.2023");
        break;
    default:
        csv_set(row, CU_BIRTH, "=A1+1");
        break;
    }
}

static void warn_customer(struct dirt *d, const struct world *w, const struct life *life, int32_t turn,
                          struct csv_row *row)
{
    int32_t kind = turn % 10;
    char year[24];

    if ((kind == 4 || kind == 5) && life->n_line > 1)
        kind = 6; /* one person, one birthday in all lines */
    switch (kind) {
    case 0:
        csv_set(row, CU_STATUS, "arbeitsunfähig");
        break;
    case 1:
        csv_set(row, CU_PROFILE, "Komplexprofil");
        break;
    case 2:
        csv_set(row, CU_TEAM, "");
        csv_set(row, CU_STAFF, "");
        break;
    case 3:
        csv_set(row, CU_STAFF, "EXT01");
        break;
    case 4: /* too young */
        snprintf(year, sizeof year, "15.06.%d", (int)(cal_year(w->as_of) - 13));
        csv_set(row, CU_BIRTH, year);
        break;
    case 5: /* too old */
        snprintf(year, sizeof year, "15.06.%d", (int)(cal_year(w->as_of) - 70));
        csv_set(row, CU_BIRTH, year);
        break;
    case 6:
        csv_set(row, CU_SCHOOL, "vielleicht");
        break;
    case 7:
        csv_set(row, CU_SCHOOL_END, "20Z4");
        break;
    case 8:
        csv_set(row, CU_STAFF, "");
        break;
    default: /* an earlier period that nobody closed */
        if (life->n_line == 1 && life->start > cal_day(2012, 1, 1) && life->birth < cal_day(1990, 1, 1)) {
            dirt_keep_extra(d, row);
            csv_set(&d->extra, CU_SINCE, "02.05.2011");
            csv_set(&d->extra, CU_UNTIL, "");
            csv_set(&d->extra, CU_KEY, "");
        }
        csv_set(row, CU_HEALTH, "k. A.");
        break;
    }
}

/* odd, but to be read as it is meant */
static void odd_customer(int32_t turn, bool only_line, struct csv_row *row)
{
    static const char *const letter[] = {"M", "a", " F ", "e", "S", "u"};

    switch (turn % 16 >= 8 && !only_line
                ? 7
                : turn % 16) { /* from 8 on: what is the same in all lines of a customer */
    case 0:
        dirt_all_iso(row);
        break;
    case 1:
        dirt_set_iso(row, CU_SINCE, "T00:00");
        break;
    case 2:
        dirt_add_text(row, CU_BIRTH, "", " 00:00");
        break;
    case 3:
        dirt_odd_case(row, CU_STATUS);
        break;
    case 4:
        csv_set(row, CU_PROFILE, letter[turn / 16 % 6]);
        break;
    case 5:
        dirt_odd_case(row, CU_PROFILE);
        break;
    case 6:
        for (size_t i = CU_SCHOOL; i <= CU_REFUSES; i++)
            if (i != CU_SCHOOL_END)
                dirt_other_yes_no(row, i, (uint32_t)(turn / 16) + (uint32_t)i);
        break;
    case 7:
        dirt_quote_all(row);
        break;
    case 8:
        dirt_set_quoted(row, CU_SURNAME, "Graf; geb. Mühl");
        break;
    case 9:
        dirt_set_quoted(row, CU_GIVEN, "Karl \"Kalle\"");
        break;
    case 10:
        dirt_set_quoted(row, CU_GIVEN, "Anna\nMaria");
        break;
    case 11:
        csv_set(row, CU_SURNAME, "Mu\u0308ller-Lu\u0308denscheidt");
        break; /* decomposed */
    case 12:
        csv_set(row, CU_SURNAME, "Schmidt & <Söhne>");
        break;
    case 13:
        csv_set(row, CU_SURNAME, turn / 16 % 2 == 0 ? "=Kaya" : "@Ngo");
        break;
    case 14:
        csv_set(row, CU_BIRTH, "29.02.1988");
        break;
    default:
        dirt_set_quoted(row, CU_SURNAME, "-Meyer, \"Toni\"; jun.");
        break;
    }
}

void dirt_customer(struct dirt *d, const struct world *w, const struct life *life, struct csv_row *row)
{
    static const char *const remark[] = {
        "", "Rückruf; dringend", "bitte \"nur\" vormittags", "Adresse:\nMusterweg 1", "spricht Arabisch", ""};
    uint64_t n = d->rows++;
    int32_t turn;

    d->has_extra = false;
    csv_put_text(row, n % 5 == 0 ? remark[n / 5 % 6] : "");
    row->cell[CU_REMARK].quoted = n % 5 == 0 && n / 5 % 6 >= 1 && n / 5 % 6 <= 3;
    if ((turn = dirt_due(n, CUSTOMER_REJECT)) >= 0)
        reject_customer(d, turn, row);
    else if ((turn = dirt_due(n, CUSTOMER_WARN)) >= 0)
        warn_customer(d, w, life, turn, row);
    else if ((turn = dirt_due(n, CUSTOMER_FORM)) >= 0)
        odd_customer(turn, life->n_line == 1, row);
}

/* ---- mitarbeiter.csv, abwesenheiten.csv ---- */

static void odd_staff(uint64_t n, struct csv_row *row)
{
    if (n % 41 == 9)
        csv_set(row, ST_FUNCTION, "Teamleitung"); /* a warning; what asks for the function cannot tell */
    else if (n % 41 == 17)
        csv_set(row, ST_HOURS, "Vollzeit"); /* a warning; taken as empty */
    else if (n % 11 == 3)
        dirt_odd_case(row, ST_FUNCTION);
    if (n % 13 == 4)
        dirt_set_quoted(row, ST_NAME, "Meinecke; Dr. \"Anke\"");
    if (n % 7 == 2)
        dirt_all_iso(row);
    if (n % 9 == 5 && row->cell[ST_DAYS].len == 0)
        csv_set(row, ST_DAYS, "mo-fr");
    if (n % 9 == 7)
        csv_set(row, ST_DAYS, "Mo, Di, Do");
    for (size_t i = 0; n % 2 == 0 && i < row->cell[ST_HOURS].len; i++)
        if (row->cell[ST_HOURS].text[i] == ',') {
            char text[16];
            snprintf(text, sizeof text, "%.*s", (int)row->cell[ST_HOURS].len, row->cell[ST_HOURS].text);
            text[i] = '.';
            csv_set(row, ST_HOURS, text);
        }
}

void dirt_staff(struct dirt *d, struct csv_row *row)
{
    uint64_t n = d->rows++;
    int32_t turn = dirt_due(n, STAFF_REJECT);

    d->has_extra = false;
    if (turn < 0) {
        odd_staff(n, row);
        return;
    }
    switch (turn % 4) {
    case 0:
        dirt_keep_extra(d, row);
        break; /* the same Kürzel twice */
    case 1:
        dirt_keep_extra(d, row);
        csv_set(row, ST_KEY, "");
        break;
    case 2:
        dirt_keep_extra(d, row);
        csv_set(row, ST_UNTIL, "31.12.1985");
        break;
    default:
        dirt_keep_extra(d, row);
        dirt_set_impossible(row, ST_FROM, "31.04.");
        break;
    }
}

void dirt_absence(struct dirt *d, struct csv_row *row)
{
    uint64_t n = d->rows++;
    int32_t turn = dirt_due(n, ABSENCE_REJECT);

    if (turn >= 0) {
        switch (turn % 4) {
        case 0:
            csv_set(row, AB_UNTIL, "01.01.2019");
            break;
        case 1:
            dirt_set_impossible(row, AB_FROM, "31.09.");
            break;
        case 2:
            csv_set(row, AB_KEY, "");
            break;
        default:
            csv_set(row, AB_UNTIL, "");
            break;
        }
    } else if ((turn = dirt_due(n, ABSENCE_FORM)) >= 0) {
        switch (turn % 3) {
        case 0:
            dirt_all_iso(row);
            break;
        case 1:
            dirt_set_quoted(row, AB_REASON, "Fortbildung; \"Recht\"");
            break;
        default:
            dirt_quote_all(row);
            break;
        }
    }
}
