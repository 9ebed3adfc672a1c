/* One customer's notes: kinds, modes, days of entry, lengths, half-year (spec 2.9). */
#include "aggregate/appointments.h"
#include "aggregate/practice_count.h"

#include <string.h>

static void find(const struct agg_count_practice *c, enum issue_kind kind, uint32_t note, enum tbl_column column,
                 const char *value)
{
    const struct tbl_contacts *n = &c->t->contacts;
    issues_add(&c->t->issues, kind, FILE_CONTACTS, n->line ? n->line[note] : 0, tbl_columns[column].name, value,
               strlen(value));
}

/* An advisory note that nobody can have talked for: counted or not, its mode cannot be right. */
static void count_advice(const struct agg_count_practice *c, uint32_t note)
{
    uint16_t code = c->t->contacts.codes[note];
    int32_t day = c->t->contacts.day[note];
    enum word_mode mode = tables_mode(c->t, code);
    if (tbl_kind(code) != KIND_ADVICE && tbl_kind(code) != KIND_STANDING)
        return;
    agg_practice_add(c, FIG_ADVICE, day);
    if (mode != MODE_LETTER && mode != MODE_ELECTRONIC)
        return;
    agg_practice_add(c, FIG_MISCODED, day);
    find(c, FIND_MISCODED, note, COL_N_MODE, lexicon_text(c->t->lexicon, WORDS_MODE, tbl_mode(code)));
}

/* By the line valid on the day of the talk. */
static void count_phone(const struct agg_count_practice *c, int32_t day)
{
    const struct tbl_states *s = &c->t->states;
    uint32_t state = tables_state_on(c->t, c->customer, day);
    agg_practice_add(c, FIG_PHONE, day);
    if (c->set->phone_profiles >> s->profile[state] & 1)
        return;
    for (uint32_t left = c->set->phone_attributes; left; left &= left - 1)
        if (tables_value(c->t, __builtin_ctz(left), state))
            return;
    bool unknown = c->set->phone_profiles && s->profile[state] == PROFILE_UNKNOWN;
    agg_practice_add(c, unknown ? FIG_PHONE_UNKNOWN : FIG_PHONE_OUTSIDE, day);
}

static void count_entry(const struct agg_count_practice *c, int32_t day, int32_t entered)
{
    struct day_parts p = day_split(day);
    if (entered == DAY_NONE)
        return;
    agg_practice_add(c, FIG_ENTERED, day);
    if (entered > day + AGG_ENTRY_DAYS)
        agg_practice_add(c, FIG_ENTERED_LATE, day);
    if (entered > day_month_end(day_add_months(day_make(p.year, p.month, 1), 1)))
        agg_practice_add(c, FIG_ENTERED_OVER, day);
}

static void count_kind(const struct agg_count_practice *c, uint32_t note, bool first)
{
    int kind = tbl_kind(c->t->contacts.codes[note]);
    int32_t day = c->t->contacts.day[note];
    agg_practice_add(c, FIG_COUNTED, day);
    if (c->set->every_note >= 0 && kind != c->set->every_note) {
        agg_practice_add(c, FIG_COUNTED_OTHER, day);
        find(c, FIND_NOTE, note, COL_N_KIND, lexicon_text(c->t->lexicon, WORDS_KIND, kind));
    }
    if (!first)
        return;
    agg_practice_add(c, FIG_FIRST, day);
    if (c->set->first_note >= 0 && kind != c->set->first_note) {
        agg_practice_add(c, FIG_FIRST_OTHER, day);
        find(c, FIND_FIRST_NOTE, note, COL_N_KIND, lexicon_text(c->t->lexicon, WORDS_KIND, kind));
    }
}

static void count_contact(const struct agg_count_practice *c, uint32_t note, bool first)
{
    const struct tbl_contacts *n = &c->t->contacts;
    int32_t day = n->day[note];
    count_kind(c, note, first);
    if (tables_mode(c->t, n->codes[note]) == MODE_PHONE)
        count_phone(c, day);
    if (n->entered)
        count_entry(c, day, n->entered[note]);
    for (int i = 0; i < 2; i++)
        agg_practice_add_length(c, c->to[i]->numbers.talk[agg_practice_profile(c)], day,
                                n->minutes ? n->minutes[note] : TBL_NO_MINUTES);
    if (c->month > day || !c->agreed || !agg_next_agreed(c, day))
        return;
    for (int i = 0; i < 2; i++)
        c->to[i]->numbers.figure[FIG_NEXT_AGREED][AGG_MONTH]++;
}

/* Where nothing is asked for on S, or an interval instead of the count, k is no measure. */
static bool has_half_year(const struct agg_count_practice *c)
{
    int32_t begin = tables_attribute_day(c->t, ATTRIBUTE_AGREEMENT, c->v->state);
    return verdict_has_requirement(c->v) && c->v->code != VERDICT_EXEMPT && c->v->individual == TBL_NONE &&
           c->set->rule[c->v->rule].ask[0].by_count && begin != DAY_NONE && begin <= c->day &&
           day_add_months(begin, AGG_AGREEMENT_MONTHS) >= c->day;
}

static void count_half_year(const struct agg_count_practice *c, uint32_t contacts)
{
    for (int i = 0; i < 2; i++) {
        struct agg_half_year *h = &c->to[i]->half_year[c->v->rule];
        h->customers++;
        h->contacts += contacts;
        h->reached += contacts >= (uint32_t)c->set->rule[c->v->rule].ask[0].count;
    }
}

void agg_count_notes(struct agg_count_practice *c)
{
    const struct tbl_contacts *n = &c->t->contacts;
    uint32_t from = n->first[c->customer], end = n->first[c->customer + 1], since_agreement = 0;
    int32_t begin = tables_attribute_day(c->t, ATTRIBUTE_AGREEMENT, c->v->state), first = DAY_NONE;
    bool asked = verdict_has_requirement(c->v);
    if (end - from > c->cap) {
        c->cap = 2 * (size_t)(end - from);
        c->reason = mem_resize(c->reason, c->cap, 1);
    }
    if (end > from)
        eval_notes(c->eval, c->in->q, c->customer, c->v, EVAL_ANY, c->reason);
    for (uint32_t i = from; i < end; i++) {
        if (n->day[i] < c->v->start - AGG_DAYS_BEFORE || n->day[i] > c->day)
            continue;
        count_advice(c, i);
        if (!asked || c->reason[i - from] != NOTE_COUNTED)
            continue;
        count_contact(c, i, first == DAY_NONE);
        if (first == DAY_NONE)
            first = n->day[i];
        since_agreement += begin != DAY_NONE && n->day[i] >= begin;
    }
    if (has_half_year(c))
        count_half_year(c, since_agreement);
    agg_count_first_contact(c, first);
}
