/* Which notes count as contacts (spec 2.4). */
#include "rules/scratch.h"

const char *const note_reason_codes[NOTE_REASONS] = {
    [NOTE_COUNTED] = "gezaehlt",    [NOTE_KIND] = "vermerkart",       [NOTE_PARTNER] = "partner",
    [NOTE_MODE] = "kontaktart",     [NOTE_SAME_DAY] = "gleicher_tag", [NOTE_BEFORE] = "vor_beginn",
    [NOTE_AFTER] = "nach_stichtag",
};

static bool inside_jba(const struct eval *e, const struct eval_question *q, int32_t day)
{
    const struct tbl_exceptions *x = &e->t->exceptions;
    for (uint32_t i = x->first[e->customer]; i < x->first[e->customer + 1]; i++)
        if (x->kind[i] == EXCEPTION_JBA && i != q->left_out && x->from[i] <= day && day <= x->to[i])
            return true;
    return false;
}

enum word_mode contacts_mode(const struct ruleset *set, uint16_t code)
{
    enum word_mode mode = lexicon_mode(set->lexicon, (int)tbl_mode(code));
    return mode == MODE_VIDEO && set->video_in_person ? MODE_IN_PERSON : mode;
}

/*
 * Dated or entered after the day whose knowledge is asked for. DAY_NONE, no Erfasst am, is before every day: known on
 * its date.
 */
static bool is_unknown(const struct eval *e, const struct eval_question *q, uint32_t note)
{
    if (e->t->contacts.day[note] > q->last_note)
        return true;
    return q->known_by != DAY_OPEN && e->t->contacts.entered && e->t->contacts.entered[note] > q->known_by;
}

enum note_reason contacts_eligibility(const struct eval *e, const struct eval_question *q, unsigned modes,
                                      uint32_t note, int32_t until)
{
    uint16_t code = e->t->contacts.codes[note];
    int32_t day = e->t->contacts.day[note];
    if (note == q->note_left_out || is_unknown(e, q, note))
        return NOTE_KIND; /* any reason will do */
    if (!(q->set->kinds >> tbl_kind(code) & 1))
        return NOTE_KIND;
    if (tbl_partner(code) == PARTNER_DISTRICT ? !inside_jba(e, q, day) : !(q->partners >> tbl_partner(code) & 1))
        return NOTE_PARTNER;
    if (!((modes >> contacts_mode(q->set, code) | modes >> tbl_mode(code)) & 1)) /* a declared one, or what it stands for */
        return NOTE_MODE;
    if (day < e->start - DUE_BEFORE_START)
        return NOTE_BEFORE;
    return day > until ? NOTE_AFTER : NOTE_COUNTED;
}

/* In person before video before telephone, then whatever else a rule set may allow. */
static int rank_of(uint8_t mode)
{
    static const int8_t rank[MODE_COUNT] = {[MODE_IN_PERSON] = 0, [MODE_VIDEO] = 1,      [MODE_PHONE] = 2,
                                            [MODE_LETTER] = 3,    [MODE_ELECTRONIC] = 4, [MODE_UNKNOWN] = 5};
    return rank[mode];
}

void contacts_between(const struct eval *e, int32_t from, int32_t until, uint32_t *first, uint32_t *end)
{
    const struct tbl_contacts *c = &e->t->contacts;
    uint32_t low = c->first[e->customer], high = c->first[e->customer + 1];
    while (low < high && c->day[high - 1] > until)
        high--;
    while (low < high && c->day[low] < from)
        low++;
    *first = low;
    *end = high;
}

static void add_counted(struct eval *e, struct eval_counted n)
{
    e->counted = mem_grow(e->counted, e->n_counted, &e->cap_counted, sizeof *e->counted);
    e->counted[e->n_counted++] = n;
}

void contacts_count(struct eval *e, const struct eval_question *q, unsigned modes, int32_t until)
{
    const struct tbl_contacts *c = &e->t->contacts;
    uint32_t first, end;
    contacts_between(e, e->start - DUE_BEFORE_START, until, &first, &end);
    e->n_counted = 0;
    for (uint32_t i = first; i < end; i++) {
        if (contacts_eligibility(e, q, modes, i, until) != NOTE_COUNTED)
            continue;
        struct eval_counted n = {c->day[i], c->day[i] < e->start ? e->start : c->day[i],
                                 (uint8_t)contacts_mode(q->set, c->codes[i]), i};
        struct eval_counted *before = e->n_counted ? &e->counted[e->n_counted - 1] : NULL;
        if (before && before->own == n.own) {
            if (rank_of(n.mode) < rank_of(before->mode))
                *before = n;
            continue;
        }
        add_counted(e, n);
    }
    for (size_t i = 0; i < q->n_assumed && q->assumed[i] <= until; i++)
        if (q->assumed[i] >= e->start - DUE_BEFORE_START)
            add_counted(e, (struct eval_counted){q->assumed[i], q->assumed[i] < e->start ? e->start : q->assumed[i],
                                                 MODE_IN_PERSON, TBL_NONE});
}

void eval_notes(struct eval *e, const struct eval_question *q, uint32_t customer, const struct verdict *v, uint8_t *out)
{
    const struct tbl_contacts *c = &e->t->contacts;
    uint32_t first = c->first[customer], end = c->first[customer + 1], best = TBL_NONE;
    unsigned modes = v->rule >= 0 && verdict_has_requirement(v) ? q->set->rule[v->rule].modes : UINT16_MAX;
    e->customer = customer;
    e->start = v->start;
    for (uint32_t i = first; i < end; i++) {
        out[i - first] = (uint8_t)contacts_eligibility(e, q, modes, i, q->day);
        if (out[i - first] != NOTE_COUNTED)
            continue;
        if (best == TBL_NONE || c->day[best] != c->day[i]) {
            best = i;
        } else if (rank_of((uint8_t)contacts_mode(q->set, c->codes[i])) <
                   rank_of((uint8_t)contacts_mode(q->set, c->codes[best]))) {
            out[best - first] = NOTE_SAME_DAY;
            best = i;
        } else {
            out[i - first] = NOTE_SAME_DAY;
        }
    }
}
