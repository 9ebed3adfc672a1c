#include "aggregate/staff.h"

#include "aggregate/groups.h"
#include "aggregate/map.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { WEEK = 7 };

/* Somebody named by a Kürzel, in mitarbeiter.csv or not. */
struct person {
    /* The serial of the customer's day on which he was last met; in person; and all notes of it without a length. */
    uint64_t seen, seen_in_person, untimed;
};

struct count {
    struct agg_staff *s;
    const struct tables *t;
    const struct verdict *verdict;
    int32_t first, last; /* the days of the weeks; first > last: there is no week */
    struct agg_presence *presence;
    struct agg_map rows; /* team << 32 | key */
    struct agg_staff_group *row;
    size_t rows_cap;
    uint32_t *person_of; /* by word; TBL_NONE: not met yet */
    struct person *person;
    size_t n_persons, persons_cap;
    uint64_t serial;
};

/* ---- what the rule set says ---- */

/* A rule set without targets does not say what a consultation is: then it is what counts as a contact. */
bool agg_staff_consults(const struct ruleset *set, uint16_t code)
{
    unsigned partners =
        set->n_staff ? set->consultation_partners : set->partners & ~set->partners_unseen & ~(1u << PARTNER_DISTRICT);
    unsigned modes = set->n_staff ? set->consultation_modes : set->modes;
    return (set->kinds >> tbl_kind(code) & 1) && (partners >> tbl_partner(code) & 1) && ((modes >> lexicon_mode(set->lexicon, (int)tbl_mode(code)) | modes >> tbl_mode(code)) & 1);
}

static bool in_person(const struct ruleset *set, uint16_t code)
{
    enum word_mode mode = lexicon_mode(set->lexicon, (int)tbl_mode(code));
    return mode == MODE_IN_PERSON || (mode == MODE_VIDEO && set->video_in_person);
}

static bool asks(const struct ruleset *set, bool (*of)(const struct rule_staff_target *))
{
    for (int i = 0; i < set->n_staff; i++)
        if (of(&set->staff[i]))
            return true;
    return false;
}
static bool of_consultations(const struct rule_staff_target *t)
{
    return t->consultations > 0;
}
static bool of_time(const struct rule_staff_target *t)
{
    return t->share > 0;
}
static bool of_contacts(const struct rule_staff_target *t)
{
    return t->share > 0 && t->from_contacts;
}
static bool of_appointments(const struct rule_staff_target *t)
{
    return t->share > 0 && !t->from_contacts;
}

static struct agg_staff_known what_is_known(const struct agg_staff_input *in)
{
    const struct tables *t = in->tables;
    const struct ruleset *set = in->set;
    bool holders = t->has[COL_N_STAFF] && t->contacts.staff;
    bool talks = t->has_file[FILE_APPOINTMENTS] && t->appointments.first;
    struct agg_staff_known k = {.land = in->region.land != IN_NO_LAND,
                                .posts = t->has_file[FILE_STAFF],
                                .absences = t->has_file[FILE_ABSENCES],
                                .profiles = t->has[COL_C_PROFILE]};
    bool lengths = (!asks(set, of_contacts) || (holders && t->has[COL_N_MINUTES])) &&
                   (!asks(set, of_appointments) ||
                    (talks && t->has[COL_T_STAFF] && t->has[COL_T_MINUTES] && t->has[COL_T_STATUS]));
    k.consultations = k.posts && holders;
    k.target = k.consultations && k.absences && asks(set, of_consultations);
    k.time = k.posts && k.absences && lengths && asks(set, of_time);
    k.substitution = holders && t->has[COL_C_STAFF];
    k.standing_in = talks && k.absences && t->has[COL_C_STAFF] && (t->has[COL_T_STAFF] || t->has[COL_T_DEPUTY]);
    k.talks = k.standing_in && t->has[COL_T_TALK];
    return k;
}

/* ---- weeks ---- */

/* The ISO weeks whose Friday lies in S's month and is not after S; they follow each other without a gap. */
static void find_weeks(struct agg_staff *s)
{
    enum { FRIDAY = 4 };
    struct day_parts p = day_split(s->day);
    int32_t friday = day_make(p.year, p.month, 1);
    friday += (FRIDAY - day_weekday(friday) + WEEK) % WEEK;
    for (; friday <= s->day; friday += WEEK)
        s->monday[s->n_weeks++] = friday - FRIDAY;
}

static struct person *person_of(struct count *c, uint32_t word)
{
    if (c->person_of[word] == TBL_NONE) {
        c->person = mem_grow(c->person, c->n_persons, &c->persons_cap, sizeof *c->person);
        c->person[c->n_persons] = (struct person){0};
        c->person_of[word] = (uint32_t)c->n_persons++;
    }
    return &c->person[c->person_of[word]];
}

/* ---- rows ---- */

static struct agg_staff_numbers *row_of(struct count *c, uint32_t team, uint32_t key)
{
    uint32_t at = agg_map_number(&c->rows, (uint64_t)team << 32 | key);
    if (at == c->s->n_persons) {
        c->row = mem_grow(c->row, at, &c->rows_cap, sizeof *c->row);
        c->row[at] = (struct agg_staff_group){.team = team, .key = key};
        c->s->n_persons++;
    }
    return &c->row[at].numbers;
}

/* The customer's caseworker on day, in the team that the customer was in then. */
static struct agg_staff_numbers *caseworker_row(struct count *c, uint32_t customer, int32_t day, uint32_t *key)
{
    uint32_t state = tables_state_on(c->t, customer, day);
    *key = c->t->states.staff[state];
    return row_of(c, tables_team_of(c->t, state, day), *key);
}

/* ---- staff ---- */

/* A line has a row where it counts on S or holds a day of the weeks: who moved meanwhile is in both teams. */
static void count_line(struct count *c, uint32_t line)
{
    const struct tbl_staff *staff = &c->t->staff;
    bool in_weeks = c->first <= c->last && staff->from[line] <= c->last && c->first <= staff->to[line];
    if (!in_weeks && tables_staff_on(c->t, staff->key[line], c->s->day) != line)
        return;
    const struct rule_staff_target *target = agg_line_target(c->s->set, c->t, line);
    struct agg_staff_numbers *n = row_of(c, staff->team[line], staff->key[line]);
    uint64_t hours = (uint64_t)(staff->hours[line] < 0 ? c->s->full_time : staff->hours[line]);
    bool unclear = staff->function[line] == FUNCTION_UNKNOWN;
    if (staff->from[line] <= c->s->day && c->s->day <= staff->to[line]) {
        n->members++;
        n->hours += hours;
        n->without_function += unclear;
        n->without_target += !unclear && !target;
    }
    if (!target)
        return;
    for (int w = 0; w < c->s->n_weeks; w++) {
        int32_t monday = c->s->monday[w];
        uint64_t part = agg_presence_part(c->presence, line, c->s->full_time, monday, monday + WEEK - 1);
        n->week[w].target += (uint64_t)target->consultations * part;
        if (of_time(target)) { /* hundredths of hours to minutes: x 60 / 100 = x 300 / 500 */
            n->week[w].present += part * 300;
            n->week[w].time_target += part * 3 * (uint64_t)(target->share * 100 + 0.5);
        }
    }
}

/* The line of who held a talk on day, and the target for him; TBL_NONE: not in mitarbeiter.csv, or not told. */
static uint32_t holder_of(const struct count *c, uint32_t word, int32_t day, const struct rule_staff_target **target)
{
    uint32_t line = word ? tables_staff_on(c->t, word, day) : TBL_NONE;
    *target = line == TBL_NONE ? NULL : agg_line_target(c->s->set, c->t, line);
    return line;
}

/* A talk on day whose time is measured, by source: from contacts or from appointments. */
static void count_time(struct count *c, uint32_t customer, int32_t day, uint32_t word, uint32_t minutes,
                       bool (*source)(const struct rule_staff_target *))
{
    const struct tbl_staff *staff = &c->t->staff;
    const struct rule_staff_target *target;
    uint32_t caseworker, line = holder_of(c, word, day, &target);
    int week = (day - c->first) / WEEK;
    if (line == TBL_NONE && asks(c->s->set, source))
        caseworker_row(c, customer, day, &caseworker)->week[week].strange_time++;
    if (!target || !source(target))
        return;
    struct agg_staff_week *w = &row_of(c, staff->team[line], word)->week[week];
    if (minutes == TBL_NO_MINUTES) {
        w->untimed++;
        return;
    }
    w->timed++;
    uint64_t longest = (uint64_t)target->longest * TBL_MINUTE;
    w->minutes += longest && minutes > longest ? longest : minutes;
}

/* ---- contacts ---- */

static void count_consultation(struct count *c, uint32_t customer, int32_t day, uint32_t word)
{
    const struct rule_staff_target *target;
    uint32_t caseworker, line = holder_of(c, word, day, &target);
    int w = (day - c->first) / WEEK;
    struct agg_staff_numbers *n = caseworker_row(c, customer, day, &caseworker);
    if (!word || !caseworker)
        n->unclear++;
    else
        *(word == caseworker ? &n->own : &n->substituted) += 1;
    if (line == TBL_NONE) { /* belongs to nobody's team: the customer's, so that the parts sum to the whole */
        n->week[w].strange++;
        return;
    }
    n = row_of(c, c->t->staff.team[line], word);
    *(target && of_consultations(target) ? &n->week[w].consultations : &n->week[w].other) += 1;
}

static uint32_t first_not_before(const int32_t *day, uint32_t low, uint32_t high, int32_t wanted)
{
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (day[middle] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The talk was counted without a length, and a later note of it tells one. */
static void retime(struct count *c, int32_t day, uint32_t word, uint32_t minutes)
{
    const struct rule_staff_target *target;
    uint32_t line = holder_of(c, word, day, &target);
    if (!target || !of_contacts(target))
        return;
    row_of(c, c->t->staff.team[line], word)->week[(day - c->first) / WEEK].untimed--;
    count_time(c, 0, day, word, minutes, of_contacts);
}

/* Once per customer, day and member of staff; of several notes of one talk the first known length counts. */
static void count_contacts(struct count *c, uint32_t customer)
{
    const struct tbl_contacts *n = &c->t->contacts;
    uint32_t end = n->first[customer + 1], i = first_not_before(n->day, n->first[customer], end, c->first);
    for (int32_t before = DAY_NONE; i < end && n->day[i] <= c->last; before = n->day[i++]) {
        c->serial += n->day[i] != before;
        if (!agg_staff_consults(c->s->set, n->codes[i]))
            continue;
        struct person *p = person_of(c, n->staff[i]);
        if (p->seen != c->serial) {
            p->seen = c->serial;
            count_consultation(c, customer, n->day[i], n->staff[i]);
        }
        if (!in_person(c->s->set, n->codes[i]))
            continue;
        bool known = n->minutes[i] != TBL_NO_MINUTES;
        if (p->seen_in_person != c->serial)
            count_time(c, customer, n->day[i], n->staff[i], n->minutes[i], of_contacts);
        else if (p->untimed == c->serial && known)
            retime(c, n->day[i], n->staff[i], n->minutes[i]);
        else
            continue;
        p->seen_in_person = c->serial;
        p->untimed = known ? 0 : c->serial;
    }
}

/* ---- appointments ---- */

static void count_standing_in(struct count *c, uint32_t customer, uint32_t i)
{
    const struct tbl_appointments *a = &c->t->appointments;
    uint32_t caseworker;
    struct agg_staff_numbers *n = caseworker_row(c, customer, a->day[i], &caseworker);
    if (!caseworker || !agg_presence_absent(c->presence, caseworker, a->day[i]))
        return;
    bool by_another = (a->deputy[i] && a->deputy[i] != caseworker) || (a->staff[i] && a->staff[i] != caseworker);
    bool stood_in = by_another && a->status[i] != APPOINTMENT_CANCELLED;
    bool named = c->s->set->deputise >> a->talk[i] & 1;
    n->absent++;
    n->stood_in += stood_in;
    n->absent_named += named;
    n->stood_in_named += named && stood_in;
}

/* An appointment takes the time of whoever held it: Vertretung where one is given, else Mitarbeiter. */
static void count_appointments(struct count *c, uint32_t customer)
{
    const struct tbl_appointments *a = &c->t->appointments;
    uint32_t end = a->first[customer + 1], i = first_not_before(a->day, a->first[customer], end, c->first);
    for (; i < end && a->day[i] <= c->last; i++) {
        count_standing_in(c, customer, i);
        if (a->status[i] != APPOINTMENT_CANCELLED)
            count_time(c, customer, a->day[i], a->deputy[i] ? a->deputy[i] : a->staff[i], a->minutes[i],
                       of_appointments);
    }
}

static void count_customer(struct count *c, uint32_t customer)
{
    const struct verdict *v = &c->verdict[customer];
    if (v->in_population) {
        struct agg_staff_numbers *n =
            row_of(c, tables_team_of(c->t, v->state, c->s->day), c->t->states.staff[v->state]);
        n->customers++;
        n->young += v->age == AGE_U25;
        n->profile_z += c->t->states.profile[v->state] == PROFILE_Z;
    }
    if (c->first > c->last)
        return;
    if (c->t->contacts.staff)
        count_contacts(c, customer);
    if (c->t->appointments.first)
        count_appointments(c, customer);
}

/* ---- the whole ---- */

_Static_assert(sizeof(struct agg_staff_numbers) % sizeof(uint64_t) == 0, "padding");
_Static_assert(AGG_STAFF_WEEKS *WEEK <= AGG_PRESENCE_DAYS, "a bit a day");

static void add(struct agg_staff_numbers *sum, const struct agg_staff_numbers *n)
{
    uint64_t *to = (uint64_t *)sum;
    const uint64_t *from = (const uint64_t *)n;
    for (size_t i = 0; i < sizeof *n / sizeof *to; i++)
        to[i] += from[i];
}

/* Teams and people in the order of all reports: those without last. */
static int compare(const void *x, const void *y)
{
    const struct agg_staff_group *a = x, *b = y;
    if (a->team != b->team) {
        if (!a->team || !b->team)
            return a->team ? -1 : 1;
        return text_compare(a->team_name, b->team_name);
    }
    if (!a->key != !b->key)
        return a->key ? -1 : 1;
    int by_name = text_compare(a->name, b->name);
    return by_name ? by_name : text_compare(a->code, b->code);
}

static void put_together(struct count *c)
{
    struct agg_staff *s = c->s;
    s->person = c->row;
    for (size_t i = 0; i < s->n_persons; i++) {
        struct agg_staff_group *g = &s->person[i];
        g->team_name = agg_team_name(c->t, g->team);
        g->name = agg_staff_name(c->t, g->key);
        g->code = c->t->word[g->key];
    }
    if (s->n_persons > 1)
        qsort(s->person, s->n_persons, sizeof *s->person, compare);
    s->team = mem_zero(s->n_persons + 1, sizeof *s->team);
    for (size_t i = 0; i < s->n_persons; i++) {
        const struct agg_staff_group *g = &s->person[i];
        if (!s->n_teams || s->team[s->n_teams - 1].team != g->team)
            s->team[s->n_teams++] = (struct agg_staff_group){
                .team = g->team, .team_name = g->team_name, .name = g->team_name, .code = c->t->word[g->team]};
        add(&s->team[s->n_teams - 1].numbers, &g->numbers);
        add(&s->all, &g->numbers);
    }
}

struct agg_staff *agg_staff_new(const struct agg_staff_input *in)
{
    const struct tables *t = in->tables;
    struct agg_staff *s = mem_zero(1, sizeof *s);
    *s = (struct agg_staff){.day = in->day,
                            .set = in->set,
                            .region = in->region,
                            .full_time = in->full_time,
                            .unit = (uint64_t)in->full_time * AGG_STAFF_PARTS,
                            .known = what_is_known(in)};
    find_weeks(s);
    struct count c = {.s = s,
                      .t = t,
                      .verdict = in->verdict,
                      .first = s->n_weeks ? s->monday[0] : 0,
                      .last = s->n_weeks ? s->monday[s->n_weeks - 1] + WEEK - 1 : -1};
    c.person_of = mem_alloc((t->n_words + (size_t)1) * sizeof *c.person_of);
    memset(c.person_of, 0xff, (t->n_words + (size_t)1) * sizeof *c.person_of);
    c.presence = agg_presence_new(t, in->region, c.first, c.last);
    for (uint32_t i = 0; i < t->staff.n; i++)
        count_line(&c, i);
    for (uint32_t i = 0; i < t->customers.n; i++)
        count_customer(&c, i);
    put_together(&c);
    agg_presence_free(c.presence);
    agg_map_free(&c.rows);
    free(c.person_of);
    free(c.person);
    return s;
}

void agg_staff_free(struct agg_staff *s)
{
    if (!s)
        return;
    free(s->team);
    free(s->person);
    free(s);
}

const struct agg_staff_group *agg_staff_team(const struct agg_staff *s, uint32_t team)
{
    for (size_t i = 0; i < s->n_teams; i++)
        if (s->team[i].team == team)
            return &s->team[i];
    return NULL;
}

struct agg_staff_week agg_staff_month(const struct agg_staff_numbers *n)
{
    struct agg_staff_week sum = {0};
    for (int w = 0; w < AGG_STAFF_WEEKS; w++) {
        const struct agg_staff_week *one = &n->week[w];
        sum.consultations += one->consultations;
        sum.target += one->target;
        sum.other += one->other;
        sum.strange += one->strange;
        sum.minutes += one->minutes;
        sum.timed += one->timed;
        sum.untimed += one->untimed;
        sum.strange_time += one->strange_time;
        sum.time_target += one->time_target;
        sum.present += one->present;
    }
    return sum;
}

/* ---- the sums of the parts ---- */

static bool check_numbers(const struct agg_staff_numbers *n, const char *of, struct diag *d)
{
    struct agg_staff_week m = agg_staff_month(n);
    if (n->young > n->customers || n->profile_z > n->customers || n->stood_in > n->absent ||
        n->absent_named > n->absent || n->stood_in_named > n->stood_in || n->stood_in_named > n->absent_named ||
        n->without_target + n->without_function > n->members || m.time_target > m.present || (m.minutes && !m.timed))
        return diag_fail(d, DIAG_FAULT, NULL, 0, "Personal: ein Teil ist größer als das Ganze (%s)", of);
    return true;
}

bool agg_staff_check(const struct agg_staff *s, struct diag *d)
{
    struct agg_staff_numbers all = {0};
    size_t at = 0;
    for (size_t i = 0; i < s->n_teams; i++) {
        struct agg_staff_numbers sum = {0};
        for (; at < s->n_persons && s->person[at].team == s->team[i].team; at++) {
            if (!check_numbers(&s->person[at].numbers, "Betreuung", d))
                return false;
            add(&sum, &s->person[at].numbers);
        }
        if (!check_numbers(&sum, "Team", d))
            return false;
        if (memcmp(&sum, &s->team[i].numbers, sizeof sum) != 0)
            return diag_fail(d, DIAG_FAULT, NULL, 0, "Personal: die Summe der Teile ist nicht das Ganze: Team");
        add(&all, &sum);
    }
    struct agg_staff_week m = agg_staff_month(&all);
    if (at != s->n_persons || memcmp(&all, &s->all, sizeof all) != 0 ||
        m.consultations + m.other + m.strange != all.own + all.substituted + all.unclear)
        return diag_fail(d, DIAG_FAULT, NULL, 0, "Personal: die Summe der Teile ist nicht das Ganze: Jobcenter");
    return true;
}
