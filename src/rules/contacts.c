/* Which notes count as contacts (spec 2.4). */
#include "rules/scratch.h"

#include <stdlib.h>

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

enum note_reason contacts_eligibility(const struct eval *e, const struct eval_question *q, const struct ruleset *set,
                                      const struct rule_requirement *r, uint32_t note, int32_t until)
{
    uint16_t code = e->t->contacts.codes[note];
    int32_t day = e->t->contacts.day[note];
    unsigned partners = q->partners & (r ? r->partners : set->partners);
    if (note == q->note_left_out || is_unknown(e, q, note))
        return NOTE_KIND; /* any reason will do */
    if (!(set->kinds >> tbl_kind(code) & 1))
        return NOTE_KIND;
    if (tbl_partner(code) == PARTNER_DISTRICT ? !inside_jba(e, q, day) : !(partners >> tbl_partner(code) & 1))
        return NOTE_PARTNER;
    /* a declared mode, or what it stands for */
    if (r && !((r->modes >> contacts_mode(set, code) | r->modes >> tbl_mode(code)) & 1))
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

/*
 * Days that are taken as met (eval_ahead): a talk in person counts for the requirement that it is held for, and for
 * each that asks for no modes or partners of its own or for one in person.
 */
static void count_assumed(struct eval *e, const struct eval_question *q, const struct rule *rule, int i, int32_t until)
{
    const struct rule_requirement *r = &rule->ask[i];
    bool counts = i == 0 || (r->modes >> MODE_IN_PERSON & 1 && !r->own_partners);
    for (size_t k = 0; k < q->n_assumed && q->assumed[k] <= until; k++) {
        int32_t day = q->assumed[k];
        if (day >= e->start - DUE_BEFORE_START && (counts || q->assumed_for[k] == i))
            add_counted(e, (struct eval_counted){day, day < e->start ? e->start : day, MODE_IN_PERSON, TBL_NONE});
    }
}

static void count_under(struct eval *e, const struct eval_question *q, const struct ruleset *set,
                        const struct rule *rule, int i, uint32_t first, uint32_t end, int32_t until)
{
    const struct tbl_contacts *c = &e->t->contacts;
    size_t begin = e->n_counted;
    for (uint32_t k = first; k < end; k++) {
        if (contacts_eligibility(e, q, set, &rule->ask[i], k, until) != NOTE_COUNTED)
            continue;
        struct eval_counted n = {c->day[k], c->day[k] < e->start ? e->start : c->day[k],
                                 (uint8_t)contacts_mode(set, c->codes[k]), k};
        struct eval_counted *before = e->n_counted > begin ? &e->counted[e->n_counted - 1] : NULL;
        if (before && before->own == n.own) {
            if (rank_of(n.mode) < rank_of(before->mode))
                *before = n;
            continue;
        }
        add_counted(e, n);
    }
    count_assumed(e, q, rule, i, until);
}

void contacts_count(struct eval *e, const struct eval_question *q, const struct ruleset *set, const struct rule *rule,
                    int32_t until)
{
    uint32_t first, end;
    contacts_between(e, e->start - DUE_BEFORE_START, until, &first, &end);
    e->n_counted = e->segment[0] = 0;
    for (int i = 0; i < rule->n_asks; i++) {
        count_under(e, q, set, rule, i, first, end, until);
        e->segment[i + 1] = e->n_counted;
    }
}

/* The reason for every note first..end under one requirement (NULL: no rule in force); of one day one counts. */
static void reasons_under(const struct eval *e, const struct eval_question *q, const struct rule_requirement *r,
                          uint32_t first, uint32_t end, uint8_t *out)
{
    const struct tbl_contacts *c = &e->t->contacts;
    uint32_t best = TBL_NONE;
    for (uint32_t i = first; i < end; i++) {
        out[i - first] = (uint8_t)contacts_eligibility(e, q, q->set, r, i, q->day);
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

void eval_notes(struct eval *e, const struct eval_question *q, uint32_t customer, const struct verdict *v,
                int requirement, uint8_t *out)
{
    const struct tbl_contacts *c = &e->t->contacts;
    uint32_t first = c->first[customer], end = c->first[customer + 1];
    const struct rule *rule = v->rule >= 0 && verdict_has_requirement(v) ? &q->set->rule[v->rule] : NULL;
    e->customer = customer;
    e->start = v->start;
    reasons_under(e, q, rule ? &rule->ask[requirement == EVAL_ANY ? 0 : requirement] : NULL, first, end, out);
    if (!rule || requirement != EVAL_ANY || rule->n_asks == 1 || first == end)
        return;
    uint8_t *other = mem_alloc(end - first);
    for (int i = 1; i < rule->n_asks; i++) {
        reasons_under(e, q, &rule->ask[i], first, end, other);
        for (uint32_t k = 0; k < end - first; k++)
            if (other[k] == NOTE_COUNTED || (other[k] == NOTE_SAME_DAY && out[k] != NOTE_COUNTED))
                out[k] = other[k];
    }
    free(other);
}
