/*
 * Exports of another stretch of time than S asks for (spec 2.17): notes that begin later than the rule set looks back,
 * files that stop before the notes do, files that lie in other years than all the others.
 */
#include "doubts/doubts.h"

#include "base/buf.h"
#include "base/num.h"
#include "rules/evaluate.h"

#include <stdlib.h>

enum {
    STRAY = 100,     /* one note in so many, and in any case one, may be older than the others: a wrong year */
    HALF_YEAR = 183, /* days after which hardly an appointment is planned */
    MANY_STAYS = 60, /* lines of kunden.csv of which one is newer than a year */
};

/* ---- notes that begin too late ---- */

/* The earliest day on which a contact can still be asked for on S. */
static int32_t looks_back_to(const struct ruleset *set, int32_t day)
{
    int32_t earliest = day;
    for (int i = 0; i < set->n_rules; i++)
        for (int k = 0; k < set->rule[i].n_asks; k++) {
            int32_t from = span_add(day, set->rule[i].ask[k].within, -1);
            earliest = from < earliest ? from : earliest;
        }
    return earliest;
}

int32_t doubts_first_note(const struct tables *t, int32_t from, int32_t day)
{
    const struct tbl_contacts *c = &t->contacts;
    uint32_t n = 0, seen = 0;
    uint32_t *on = mem_zero((size_t)(day - from) + 1, sizeof *on); /* [0]: before and on `from` */
    for (uint32_t i = 0; i < c->n; i++) {
        if (c->day[i] > day)
            continue;
        on[c->day[i] > from ? c->day[i] - from : 0]++;
        n++;
    }
    int32_t first = DAY_NONE;
    for (int32_t k = 0; n && k <= day - from; k++) {
        seen += on[k];
        if (seen <= 1 || (uint64_t)seen * STRAY <= n)
            continue;
        first = k ? from + k : DAY_NONE;
        break;
    }
    free(on);
    return first;
}

/* Older notes could change this: never met, or fewer contacts counted than asked for, and one more could still count.
 */
static bool hangs_on_older(const struct tables *t, const struct ruleset *set, const struct verdict *v, int32_t begin,
                           int32_t day)
{
    if (v->start >= begin || v->code == VERDICT_NEVER)
        return v->start < begin;
    struct span within =
        v->individual != TBL_NONE ? t->exceptions.interval[v->individual] : set->rule[v->rule].ask[0].within;
    return v->code == VERDICT_OVERDUE && v->counted < v->asked && span_add(begin - 1, within, 1) >= day;
}

static void doubt_begin(struct tables *t, const struct doubts_input *in, struct arena *a)
{
    int32_t back = looks_back_to(in->set, in->day);
    int32_t begin = doubts_first_note(t, back, in->day);
    if (begin == DAY_NONE)
        return;
    struct eval_question q = eval_question(in->set, in->day, 0);
    struct eval *e = eval_new(t);
    uint32_t rated = 0, hanging = 0;
    for (uint32_t c = 0; c < t->customers.n; c++) {
        struct verdict v;
        eval_customer(e, &q, c, &v);
        if (!v.in_population || v.rule < 0)
            continue;
        rated +=
            v.code == VERDICT_MET || v.code == VERDICT_DUE_SOON || v.code == VERDICT_OVERDUE || v.code == VERDICT_NEVER;
        hanging += hangs_on_older(t, in->set, &v, begin, in->day);
    }
    eval_free(e);
    if (hanging < DOUBTS_LINES || hanging * DOUBTS_CUSTOMERS < rated)
        return;
    const struct issue_words words = {
        arena_printf(a,
                     "kontakte.csv: die Vermerke beginnen erst am %s, das Regelwerk fragt aber bis zum %s zurück; %s "
                     "von %s bewerteten Kund*innen können allein deshalb überfällig oder ohne Kontakt sein",
                     arena_strdup(a, day_german(begin).s), arena_strdup(a, day_german(back).s), num_german(hanging, a),
                     num_german(rated, a)),
        "Quote und Verlauf erscheinen zu niedrig, und Kund*innen zu Unrecht als überfällig oder ohne Kontakt.", "", ""};
    issues_add_doubt(&t->issues, DOUBT_BEGIN, FILE_CONTACTS, &words);
}

/* ---- other files: they stop early, or lie in other years ---- */

/* The days of a file, as far as they tell its age. */
struct period {
    int32_t until;                /* up to which it should go: S, or the last note where the notes end before */
    int32_t newest;               /* up to until; DAY_NONE: none */
    int32_t next;                 /* the first behind it; DAY_OPEN: none */
    uint32_t lines, past, beyond; /* with a day; of them up to until; long after S */
    uint32_t window[REACH_SCALES][REACH_WINDOWS + 1];
};

static void take(struct period *p, int32_t day, int32_t believed)
{
    p->lines++;
    p->beyond += day > believed;
    if (day > p->until) {
        p->next = day < p->next ? day : p->next;
        return;
    }
    p->past++;
    p->newest = day > p->newest ? day : p->newest;
    for (int k = 0; k < REACH_SCALES; k++) {
        int64_t w = ((int64_t)p->until - day) / agg_reach_window[k];
        if (w <= REACH_WINDOWS)
            p->window[k][w]++;
    }
}

static int compare_counts(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/*
 * As notes that fall (2.17), but against the third smallest of the six windows: many lines may have one day, when a
 * system was introduced. Gives it; 0: the last window is like the others.
 */
static uint32_t fallen_from(const struct period *p, int scale)
{
    enum { THIRD = 2 };
    uint32_t before[REACH_WINDOWS];
    for (int i = 0; i < REACH_WINDOWS; i++)
        before[i] = p->window[scale][i + 1];
    qsort(before, REACH_WINDOWS, sizeof *before, compare_counts);
    return agg_reach_falls(p->window[scale][0], before[THIRD] * REACH_WINDOWS) ? before[THIRD] : 0;
}

static struct period period_of(const struct tables *t, enum tbl_file file, int32_t day, int32_t until)
{
    struct period p = {.until = until, .newest = DAY_NONE, .next = DAY_OPEN};
    switch (file) {
    case FILE_CUSTOMERS:
        for (uint32_t i = 0; i < t->states.n; i++)
            take(&p, t->states.key_day[i], day + REACH_AHEAD);
        break;
    case FILE_CONTACTS: /* the others are held against it: agg_reach has seen to the notes themselves */
        for (uint32_t i = 0; i < t->contacts.n; i++)
            take(&p, t->contacts.day[i], day + REACH_AHEAD);
        break;
    case FILE_ABSENCES: /* one that lasts until then is of then */
        for (uint32_t i = 0; i < t->absences.n; i++)
            take(&p,
                 t->absences.from[i] <= until && t->absences.to[i] > until ? until
                 : t->absences.from[i] <= until                            ? t->absences.to[i]
                                                                           : t->absences.from[i],
                 DAY_OPEN);
        break;
    case FILE_EXCEPTIONS:
        for (uint32_t i = 0; i < t->exceptions.n; i++)
            take(&p, t->exceptions.from[i], DAY_OPEN);
        break;
    case FILE_APPOINTMENTS: /* as agg_reach: by the days on which they were agreed, where some are given */
        for (uint32_t i = 0; i < t->appointments.n; i++)
            if (t->appointments.agreed[i] != DAY_NONE)
                take(&p, t->appointments.agreed[i], day + REACH_AHEAD);
        for (uint32_t i = 0; !t->filled[COL_T_AGREED] && i < t->appointments.n; i++)
            take(&p, t->appointments.day[i], day + HALF_YEAR);
        break;
    default:
        break;
    }
    return p;
}

/* Days that may pass without one of n lines; 0: any, as of a few. */
static int32_t longest_pause(enum tbl_file file, uint32_t n)
{
    switch (file) {
    case FILE_CUSTOMERS:
        return n >= MANY_STAYS ? REACH_VERY_LONG : 0;
    case FILE_ABSENCES:
    case FILE_APPOINTMENTS:
        return n >= DOUBTS_CUSTOMERS ? agg_reach_window[1] : 0;
    default:
        return 0;
    }
}

static const char *lost_with(enum tbl_file file)
{
    switch (file) {
    case FILE_CUSTOMERS:
        return "Wer neu dazukam, kann fehlen; Status, Profillage und Betreuer*in können überholt sein.";
    case FILE_CONTACTS:
        return "Gespräche, die es gab, können fehlen: Kund*innen erscheinen dann als überfällig.";
    case FILE_ABSENCES:
        return "Wer abwesend war, gilt als anwesend: Ziele und Gründe stimmen so nicht.";
    case FILE_EXCEPTIONS:
        return "Wer ausgenommen ist, kann als überfällig erscheinen.";
    default:
        return "Was über Termine und Gründe gesagt wird, stimmt so nicht.";
    }
}

static void add_period(struct tables *t, enum tbl_file file, const char *fact)
{
    bool needed = file == FILE_CUSTOMERS || file == FILE_CONTACTS;
    const struct issue_words words = {fact, lost_with(file), "", ""};
    issues_add_doubt(&t->issues, needed ? DOUBT_PERIOD : DOUBT_PERIOD_ASIDE, file, &words);
}

/* The file stops before the notes do; false: it does not. */
static bool doubt_stop(struct tables *t, enum tbl_file file, const struct period *p, int first_scale, struct arena *a)
{
    static const char *const scales[REACH_SCALES] = {"zwei Wochen", "14 Wochen", "zwölf Monaten"};
    int32_t pause = longest_pause(file, p->past), ahead = longest_pause(file, p->lines);
    const char *name = tbl_file_names[file], *until = arena_strdup(a, day_german(p->until).s);
    if (pause && p->newest < p->until - pause) {
        add_period(t, file,
                   arena_printf(a, "%s reicht nicht bis zum %s: der neueste Tag davor ist der %s", name, until,
                                day_german(p->newest).s));
        return true;
    }
    if (ahead && p->newest == DAY_NONE && p->next > p->until + ahead) {
        add_period(t, file,
                   arena_printf(a, "%s reicht nicht bis zum %s zurück: der älteste Tag ist der %s", name, until,
                                day_german(p->next).s));
        return true;
    }
    for (int k = first_scale; k < REACH_SCALES; k++) {
        uint32_t usual = fallen_from(p, k);
        if (!usual)
            continue;
        add_period(t, file,
                   arena_printf(a,
                                "%s scheint nicht bis zum %s zu reichen: der neueste Tag davor ist der %s; Zeilen der "
                                "letzten %s: %s, davor in gleicher Zeit meist %s",
                                name, until, day_german(p->newest).s, scales[k], num_german(p->window[k][0], a),
                                num_german(usual, a)));
        return true;
    }
    return false;
}

/* Many lines of a file lie long after S, and hardly one of any other: its years are wrong, or it is another month's. */
static void doubt_ahead(struct tables *t, const struct period *of, enum tbl_file file, struct arena *a)
{
    enum { FAR_MORE = 10 };
    const struct period *p = &of[file];
    bool alone = p->beyond >= DOUBTS_CUSTOMERS && (uint64_t)p->beyond * DOUBTS_CUSTOMERS >= p->lines, others = false;
    for (int f = 0; alone && f < TBL_FILES; f++) {
        if (f == (int)file || (f != FILE_CUSTOMERS && f != FILE_CONTACTS && f != FILE_APPOINTMENTS) ||
            of[f].lines < DOUBTS_CUSTOMERS)
            continue;
        others = true;
        alone = (uint64_t)of[f].beyond * FAR_MORE * p->lines < (uint64_t)p->beyond * of[f].lines;
    }
    if (!alone || !others)
        return;
    add_period(t, file,
               arena_printf(a,
                            "%s: %s von %s Zeilen liegen mehr als %s nach dem Stichtag, die anderen Exporte reichen "
                            "nicht so weit",
                            tbl_file_names[file], num_german(p->beyond, a), num_german(p->lines, a),
                            file == FILE_APPOINTMENTS && !t->filled[COL_T_AGREED] ? "ein halbes Jahr" : "zwei Monate"));
}

void doubts_of_periods(struct tables *t, const struct doubts_input *in, const struct agg_reach *r)
{
    enum { TWO_WEEKS, LONGER };
    if (!r->in_care || r->oldest_note == DAY_NONE || r->gap == REACH_LATER)
        return; /* told already */
    struct arena *a = arena_new();
    struct period of[TBL_FILES];
    int32_t until = r->gap == REACH_ENDS ? r->last_note : in->day;
    for (int f = 0; f < TBL_FILES; f++)
        of[f] = period_of(t, (enum tbl_file)f, in->day, until);
    if (r->gap != REACH_ENDS)
        doubt_begin(t, in, a);
    for (int f = 0; f < TBL_FILES; f++) {
        enum tbl_file file = (enum tbl_file)f;
        /* People come on the first of a month: two weeks say nothing of them. */
        int scale = file == FILE_APPOINTMENTS && r->gap == REACH_FINE ? TWO_WEEKS : LONGER;
        if (file == FILE_CONTACTS || !doubt_stop(t, file, &of[f], scale, a))
            doubt_ahead(t, of, file, a);
    }
    arena_free(a);
}
