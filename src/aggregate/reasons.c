#include "aggregate/reasons.h"

#include "aggregate/appointments.h"

#include <stdlib.h>
#include <string.h>

enum { LAST_DAYS = 20 /* working days of the caseworker up to the due day that are looked at */ };

const char *const agg_reason_codes[AGG_REASONS] = {
    [REASON_NONE] = "",
    [REASON_NO_STAFF] = "ohne_betreuung",
    [REASON_NOT_COUNTED] = "nicht_anrechenbar",
    [REASON_MISSED] = "nicht_erschienen",
    [REASON_CANCELLED] = "abgesagt",
    [REASON_NO_NOTE] = "ohne_vermerk",
    [REASON_ABSENT] = "abwesend",
    [REASON_UNKNOWN] = "unbekannt",
    [REASON_NOT_INVITED] = "nicht_eingeladen",
};

/* An absence; those of one Kürzel stand together, by their beginning, merged. */
struct absence {
    uint32_t staff;
    int32_t from, to;
};

struct agg_reasons {
    const struct tables *t;
    const struct eval_question *q;
    struct holiday_region region;
    bool known;     /* appointments with their status */
    int32_t oldest; /* Beginn of the earliest appointment; DAY_OPEN: there is none */
    struct eval *eval;
    uint8_t *why; /* of a customer's notes */
    size_t cap;
    struct absence *absence;
    size_t n_absences;
};

static int compare_absences(const void *a, const void *b)
{
    const struct absence *x = a, *y = b;
    if (x->staff != y->staff)
        return x->staff < y->staff ? -1 : 1;
    return (x->from > y->from) - (x->from < y->from);
}

static void collect_absences(struct agg_reasons *r)
{
    const struct tbl_absences *a = &r->t->absences;
    size_t kept = 0;
    r->absence = mem_alloc(((size_t)a->n + 1) * sizeof *r->absence);
    for (uint32_t i = 0; i < a->n; i++)
        r->absence[i] = (struct absence){a->staff[i], a->from[i], a->to[i]};
    qsort(r->absence, a->n, sizeof *r->absence, compare_absences);
    for (uint32_t i = 0; i < a->n; i++) {
        struct absence x = r->absence[i], *last = kept ? &r->absence[kept - 1] : NULL;
        if (last && last->staff == x.staff && x.from <= last->to)
            last->to = x.to > last->to ? x.to : last->to;
        else
            r->absence[kept++] = x;
    }
    r->n_absences = kept;
}

static bool is_absent(const struct agg_reasons *r, uint32_t staff, int32_t day)
{
    size_t low = 0, high = r->n_absences;
    while (low < high) { /* the first that is of a later Kürzel, or begins after day */
        size_t middle = low + (high - low) / 2;
        const struct absence *x = &r->absence[middle];
        if (x->staff < staff || (x->staff == staff && x->from <= day))
            low = middle + 1;
        else
            high = middle;
    }
    return low && r->absence[low - 1].staff == staff && r->absence[low - 1].to >= day;
}

struct agg_reasons *agg_reasons_new(const struct tables *t, const struct eval_question *q, struct holiday_region region)
{
    struct agg_reasons *r = mem_zero(1, sizeof *r);
    *r = (struct agg_reasons){.t = t, .q = q, .region = region, .known = agg_appointments_known(t), .oldest = DAY_OPEN};
    if (!r->known)
        return r;
    r->eval = eval_new(t);
    for (uint32_t i = 0; i < t->appointments.n; i++)
        r->oldest = t->appointments.day[i] < r->oldest ? t->appointments.day[i] : r->oldest;
    if (t->has_file[FILE_ABSENCES])
        collect_absences(r);
    return r;
}

void agg_reasons_free(struct agg_reasons *r)
{
    if (!r)
        return;
    eval_free(r->eval);
    free(r->why);
    free(r->absence);
    free(r);
}

/* ---- one after the other, in the order of the spec ---- */

/* Without a column Betreuer nobody can be told to be without one. */
static bool is_without_staff(const struct agg_reasons *r, uint32_t staff)
{
    const struct tables *t = r->t;
    if (!t->has[COL_C_STAFF])
        return false;
    if (!staff)
        return true;
    return t->has_file[FILE_STAFF] && (t->staff_of_word[staff] == TBL_NONE || tables_staff_end(t, staff) < r->q->day);
}

/* A talk in the window first..S that does not count. */
static bool has_uncounted_talk(struct agg_reasons *r, uint32_t customer, const struct verdict *v, int32_t first)
{
    const struct tbl_contacts *c = &r->t->contacts;
    uint32_t begin = c->first[customer], end = c->first[customer + 1];
    if (begin == end || c->day[end - 1] < first)
        return false;
    if (end - begin > r->cap) {
        r->cap = 2 * (size_t)(end - begin);
        r->why = mem_resize(r->why, r->cap, 1);
    }
    eval_notes(r->eval, r->q, customer, v, v->requirement, r->why);
    for (uint32_t i = begin; i < end; i++) {
        enum word_mode mode = tables_mode(r->t, c->codes[i]);
        uint8_t why = r->why[i - begin];
        bool talk = mode == MODE_IN_PERSON || mode == MODE_VIDEO || mode == MODE_PHONE;
        if (talk && c->day[i] >= first && c->day[i] <= r->q->day &&
            (why == NOTE_KIND || why == NOTE_PARTNER || why == NOTE_MODE))
            return true;
    }
    return false;
}

/* The last appointment in the window first..S of which is told what became of it; TBL_NONE: there is none. */
static uint32_t last_appointment(const struct agg_reasons *r, uint32_t customer, int32_t first)
{
    const struct tbl_appointments *a = &r->t->appointments;
    for (uint32_t i = a->first[customer + 1]; i > a->first[customer] && a->day[i - 1] >= first; i--)
        if (a->day[i - 1] <= r->q->day && a->status[i - 1] != APPOINTMENT_PLANNED &&
            a->status[i - 1] != APPOINTMENT_UNKNOWN)
            return i - 1;
    return TBL_NONE;
}

static bool has_note(const struct agg_reasons *r, uint32_t customer, int32_t day)
{
    const struct tbl_contacts *c = &r->t->contacts;
    for (uint32_t i = c->first[customer]; i < c->first[customer + 1] && c->day[i] <= day; i++)
        if (c->day[i] == day)
            return true;
    return false;
}

static enum agg_reason of_appointment(const struct agg_reasons *r, uint32_t customer, uint32_t at)
{
    const struct tbl_appointments *a = &r->t->appointments;
    if (at == TBL_NONE)
        return REASON_NONE;
    switch (a->status[at]) {
    case APPOINTMENT_MISSED:
        return REASON_MISSED;
    case APPOINTMENT_CANCELLED:
        return REASON_CANCELLED;
    case APPOINTMENT_KEPT:
        return has_note(r, customer, a->day[at]) ? REASON_NONE : REASON_NO_NOTE;
    default:
        return REASON_NONE;
    }
}

/* The working days of a weekday mask; who is not in mitarbeiter.csv works Mon-Fri. 0: his lines do not hold day. */
static unsigned workdays_on(const struct tables *t, uint32_t staff, int32_t day)
{
    enum { MON_TO_FRI = 0x1F };
    uint32_t line = t->has_file[FILE_STAFF] ? tables_staff_on(t, staff, day) : TBL_NONE;
    if (line == TBL_NONE)
        return MON_TO_FRI;
    return t->staff.from[line] <= day && day <= t->staff.to[line] ? t->staff.workdays[line] : 0;
}

/* Where he has not so many working days behind him, those that there are. */
static bool was_absent(const struct agg_reasons *r, uint32_t staff, int32_t due)
{
    const struct tables *t = r->t;
    uint32_t member = t->staff_of_word[staff];
    int32_t earliest = member == TBL_NONE ? DAY_NONE : t->staff.from[t->staff.first[member]];
    int32_t floor = day_make(DAY_FIRST_YEAR, 1, 1);
    int days = 0, absent = 0;
    if (!t->has_file[FILE_ABSENCES])
        return false;
    for (int32_t day = due; days < LAST_DAYS && day >= earliest && day >= floor; day--) {
        if (!(workdays_on(t, staff, day) >> day_weekday(day) & 1))
            continue;
        days++;
        absent += is_absent(r, staff, day) || holiday_is(day, r->region.land, r->region.options);
    }
    return 2 * absent > days;
}

enum agg_reason agg_reason(struct agg_reasons *r, uint32_t customer, const struct verdict *v, uint32_t *kept)
{
    uint32_t none = TBL_NONE, *at = kept ? kept : &none;
    *at = TBL_NONE;
    if (!r->known || !v->in_population || (v->code != VERDICT_OVERDUE && v->code != VERDICT_NEVER))
        return REASON_NONE;
    uint32_t staff = r->t->states.staff[v->state];
    bool seen = v->reference != DAY_NONE; /* for the requirement that the due day comes from */
    int32_t ref = seen ? v->reference : v->start, first = seen ? ref + 1 : ref - AGG_DAYS_BEFORE;
    if (is_without_staff(r, staff))
        return REASON_NO_STAFF;
    if (has_uncounted_talk(r, customer, v, first))
        return REASON_NOT_COUNTED;
    uint32_t last = last_appointment(r, customer, first);
    enum agg_reason reason = of_appointment(r, customer, last);
    if (reason == REASON_NO_NOTE)
        *at = last;
    if (reason != REASON_NONE)
        return reason;
    if (staff && was_absent(r, staff, v->due))
        return REASON_ABSENT;
    return r->oldest > ref ? REASON_UNKNOWN : REASON_NOT_INVITED;
}

uint8_t *agg_reasons_all(struct tables *t, const struct eval_question *q, const struct verdict *verdict,
                         struct holiday_region region)
{
    struct agg_reasons *r = agg_reasons_new(t, q, region);
    uint8_t *reason = mem_zero(t->customers.n + (size_t)1, sizeof *reason);
    for (uint32_t i = 0; i < t->customers.n; i++) {
        uint32_t kept;
        reason[i] = (uint8_t)agg_reason(r, i, &verdict[i], &kept);
        if (kept == TBL_NONE)
            continue;
        const char *number = tables_number(t, i);
        issues_add(&t->issues, FIND_NO_NOTE, FILE_APPOINTMENTS, t->appointments.line[kept],
                   tbl_columns[COL_T_NUMBER].name, number, strlen(number));
    }
    agg_reasons_free(r);
    return reason;
}
