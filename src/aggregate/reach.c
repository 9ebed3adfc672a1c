#include "aggregate/reach.h"

enum { LEAST_MEAN = 10, PART = 4 };

const int32_t agg_reach_window[REACH_SCALES] = {14, 98, 366};

static void take(int32_t *newest, int32_t day, int32_t until)
{
    if (day <= until && day > *newest)
        *newest = day;
}

bool agg_reach_falls(uint32_t last, uint32_t before)
{
    return before >= LEAST_MEAN * REACH_WINDOWS && (uint64_t)PART * REACH_WINDOWS * last < before;
}

static bool words_known(uint16_t code)
{
    return tbl_kind(code) != KIND_UNKNOWN && tbl_mode(code) != MODE_UNKNOWN && tbl_partner(code) != PARTNER_UNKNOWN;
}

/* The notes of a customer stand by day. */
static void look_at_notes(const struct tables *t, uint32_t customer, int32_t day, struct agg_reach *r)
{
    const struct tbl_contacts *c = &t->contacts;
    uint32_t from = c->first[customer], to = c->first[customer + 1];
    for (uint32_t i = from; i < to; i++)
        if (words_known(c->codes[i])) {
            if (r->oldest_note == DAY_NONE || c->day[i] < r->oldest_note)
                r->oldest_note = c->day[i];
            break;
        }
    for (uint32_t i = to; i > from; i--) {
        int32_t ago = day - c->day[i - 1];
        for (int k = 0; ago >= 0 && k < REACH_SCALES; k++)
            if (ago < agg_reach_window[k])
                r->last[k]++;
            else if (ago < agg_reach_window[k] * (REACH_WINDOWS + 1))
                r->before[k]++;
        if (ago >= agg_reach_window[REACH_SCALES - 1] * (REACH_WINDOWS + 1))
            break;
    }
    for (uint32_t i = to; i > from; i--) {
        take(&r->newest[FILE_CONTACTS], c->day[i - 1], day + REACH_AHEAD);
        if (c->day[i - 1] > day)
            continue;
        take(&r->last_note, c->day[i - 1], day);
        break;
    }
    for (uint32_t i = from; c->entered && i < to; i++)
        take(&r->newest[FILE_CONTACTS], c->entered[i], day + REACH_AHEAD);
}

/* The days on which they were agreed; only where none is given those that have passed. */
static int32_t newest_appointment(const struct tables *t, int32_t day)
{
    const struct tbl_appointments *x = &t->appointments;
    int32_t agreed = DAY_NONE, begun = DAY_NONE;
    for (uint32_t i = 0; i < x->n; i++) {
        take(&agreed, x->agreed[i], day + REACH_AHEAD);
        take(&begun, x->day[i], day);
    }
    return agreed != DAY_NONE ? agreed : begun;
}

static bool is_in_care(const struct tables *t, uint32_t customer, int32_t day)
{
    uint32_t state = tables_state_on(t, customer, day);
    return t->states.care_from[state] <= day && t->states.care_to[state] >= day;
}

/* Days without a note that are too many. */
static int32_t longest_gap(const struct agg_reach *r)
{
    return r->in_care >= REACH_USUAL ? REACH_LONG : REACH_VERY_LONG;
}

bool agg_reach_carries(const struct agg_reach *r, int32_t day)
{
    return r->oldest_note != DAY_NONE && r->oldest_note <= day && day <= r->until;
}

static enum agg_reach_gap gap_of(struct agg_reach *r, int32_t day)
{
    if (!r->in_care || r->oldest_note == DAY_NONE)
        return REACH_FINE; /* a doubt of its own kind */
    if (r->oldest_note > day)
        return REACH_LATER;
    if (r->last_note == DAY_NONE || r->last_note < day - longest_gap(r))
        return REACH_ENDS;
    for (r->scale = 0; r->scale < REACH_SCALES; r->scale++)
        if (agg_reach_falls(r->last[r->scale], r->before[r->scale]))
            return REACH_FALLS;
    return REACH_FINE;
}

struct agg_reach agg_reach(const struct tables *t, int32_t day)
{
    struct agg_reach r = {.oldest_note = DAY_NONE, .last_note = DAY_NONE};
    for (int i = 0; i < TBL_FILES; i++)
        r.newest[i] = DAY_NONE;
    for (uint32_t c = 0; c < t->customers.n; c++) {
        look_at_notes(t, c, day, &r);
        r.in_care += is_in_care(t, c, day);
    }
    for (uint32_t s = 0; s < t->states.n; s++)
        take(&r.newest[FILE_CUSTOMERS], t->states.key_day[s], day + REACH_AHEAD);
    r.newest[FILE_APPOINTMENTS] = newest_appointment(t, day);
    r.gap = gap_of(&r, day);
    if (r.gap != REACH_ENDS || r.last_note == DAY_NONE)
        r.until = DAY_OPEN;
    else /* months behind it are as doubtful as S, where notes are expected every day */
        r.until = r.last_note + (r.in_care >= REACH_USUAL ? agg_reach_window[0] : REACH_VERY_LONG);
    return r;
}
