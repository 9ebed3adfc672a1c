/* Contacts ahead of S: the evaluator, asked about days to come (spec 4.1, section 8). */
#include "rules/scratch.h"

static int32_t earlier_after(int32_t day, int32_t than, int32_t after)
{
    return day > after && day < than ? day : than;
}

static int32_t day_after(int32_t day)
{
    return day == DAY_OPEN ? DAY_OPEN : day + 1;
}

/* The function of the caseworker decides which rule holds, and changes where another of the caseworker's lines begins.
 */
static int32_t next_function(const struct tables *t, uint32_t state, int32_t next, int32_t after)
{
    uint32_t member = t->staff_of_word[t->states.staff[state]];
    if (member == TBL_NONE)
        return next;
    for (uint32_t i = t->staff.first[member] + 1; i < t->staff.first[member + 1]; i++)
        next = earlier_after(t->staff.from[i], next, after);
    return next;
}

/* The first day after `after` on which anything but time may move the due day; DAY_OPEN: none is known. */
static int32_t next_event(const struct tables *t, uint32_t customer, int32_t after)
{
    const struct tbl_states *s = &t->states;
    const struct tbl_exceptions *x = &t->exceptions;
    int32_t next = DAY_OPEN;
    for (uint32_t i = t->customers.first[customer]; i < t->customers.first[customer + 1]; i++) {
        next = earlier_after(s->key_day[i], next, after);
        next = earlier_after(s->care_from[i], next, after);
        next = earlier_after(day_after(s->care_to[i]), next, after);
        next = earlier_after(timeline_end_of_youth(s->born[i]), next, after);
        next = next_function(t, i, next, after);
    }
    for (uint32_t i = x->first[customer]; i < x->first[customer + 1]; i++) {
        next = earlier_after(x->from[i], next, after);
        next = earlier_after(day_after(x->to[i]), next, after);
    }
    return next;
}

static bool is_asked(const struct verdict *v)
{
    return v->in_population && verdict_has_requirement(v) && v->code != VERDICT_EXEMPT;
}

/*
 * Where nothing else happens, the due day stands still or moves on with a pause, so that nothing can be due before
 * what is said on `day`.
 */
static int32_t next_to_ask(const struct tables *t, uint32_t customer, const struct verdict *v, int32_t day)
{
    int32_t event = next_event(t, customer, day);
    return is_asked(v) && v->due > day && v->due < event ? v->due : event;
}

size_t eval_ahead(struct eval *e, const struct eval_question *q, uint32_t customer, const struct verdict *v,
                  int32_t until, int32_t *day)
{
    struct eval_question then = *q;
    const struct tables *t = e->t;
    size_t n = 0;
    int32_t at = q->day + 1;
    while (e->cap_assumed < (size_t)(until > q->day ? until - q->day : 0))
        e->assumed_for = mem_grow(e->assumed_for, e->cap_assumed, &e->cap_assumed, sizeof *e->assumed_for);
    then.last_note = q->day;
    then.assumed = day;
    then.assumed_for = e->assumed_for;
    if (v->code == VERDICT_OVERDUE || v->code == VERDICT_NEVER) {
        if (at <= until) {
            e->assumed_for[n] = v->requirement;
            day[n++] = at++;
        }
    } else if (!is_asked(v) || v->due > q->day) {
        at = next_to_ask(t, customer, v, q->day);
    }
    while (at <= until) {
        struct verdict w;
        then.day = at;
        then.n_assumed = n;
        eval_customer(e, &then, customer, &w);
        if (is_asked(&w) && w.due <= at) {
            e->assumed_for[n] = w.requirement;
            day[n++] = at++;
        } else {
            at = next_to_ask(t, customer, &w, at);
        }
    }
    return n;
}
