#include "results/afterwards.h"

#include "base/xml_put.h"
#include "cases/lists.h"
#include "results/results.h"
#include "words/ruleset_words.h"

#include <stdlib.h>
#include <string.h>

const char *const results_afterwards_codes[AFTERWARDS_CAUSES] = {
    [AFTERWARDS_ADDED] = "nachgetragen", [AFTERWARDS_CHANGED] = "geaendert", [AFTERWARDS_REMOVED] = "entfernt",
    [AFTERWARDS_STATE] = "zustand",      [AFTERWARDS_BOTH] = "beides",       [AFTERWARDS_ENTERED] = "dazu",
    [AFTERWARDS_GONE] = "weg",
};
const char *const results_afterwards_words[AFTERWARDS_CAUSES] = {
    [AFTERWARDS_ADDED] = "Vermerk nachgetragen",        [AFTERWARDS_CHANGED] = "Vermerk geändert",
    [AFTERWARDS_REMOVED] = "Vermerk entfernt",          [AFTERWARDS_STATE] = "Angaben zur Kund*in geändert",
    [AFTERWARDS_BOTH] = "Vermerk und Angaben geändert", [AFTERWARDS_ENTERED] = "damals nicht im Bestand",
    [AFTERWARDS_GONE] = "jetzt nicht im Bestand",
};

/* ---- rows of ergebnis.csv ---- */

/* A row's fields, each at its column; those of ergebnis.csv (cases_record). */
struct cells {
    char *at[CASE_COLUMNS];
};

/* One field from *p on, its quotes undone where it lies; end: what stood behind it. False: a quote is not closed. */
static bool take_field(char **p, char **field, char *end)
{
    char *from = *p, *to = *p;
    *field = to;
    if (*from == '"') {
        for (from++; *from && (*from != '"' || from[1] == '"'); from++) {
            from += *from == '"';
            *to++ = *from;
        }
        if (*from++ != '"')
            return false;
    } else {
        from += strcspn(from, ";\n");
        to = from;
    }
    *end = *from;
    *p = from + (*from != '\0');
    *to = '\0';
    return true;
}

/* The row at *p, which is left behind it. False: it is none. */
static bool take_row(char **p, struct cells *row)
{
    for (size_t i = 0; i < cases_record.n; i++) {
        char end;
        if (!take_field(p, &row->at[cases_record.column[i]], &end) || end != (i + 1 < cases_record.n ? ';' : '\n'))
            return false;
    }
    return true;
}

static int code_of(const char *word)
{
    int i = 0;
    while (i < VERDICT_CODES && strcmp(verdict_codes[i], word) != 0)
        i++;
    return i;
}

/* ---- customers by number ---- */

struct lookup {
    const struct tables *t;
    uint32_t *sorted; /* made when it is needed */
    uint32_t next;    /* who would come now if both were in the same order */
};

static int compare_numbers(const void *a, const void *b, void *t)
{
    return strcmp(tables_number(t, *(const uint32_t *)a), tables_number(t, *(const uint32_t *)b));
}

static void sort_numbers(struct lookup *l)
{
    uint32_t n = l->t->customers.n;
    l->sorted = mem_zero(n + 1, sizeof *l->sorted);
    for (uint32_t i = 0; i < n; i++)
        l->sorted[i] = i;
    qsort_r(l->sorted, n, sizeof *l->sorted, compare_numbers, (void *)(uintptr_t)l->t);
}

/* TBL_NONE: nobody has this number. */
static uint32_t find_customer(struct lookup *l, const char *number)
{
    enum { NEAR = 8 };
    uint32_t n = l->t->customers.n, from = 0, to = n;
    for (uint32_t i = l->next; i < n && i < l->next + NEAR; i++)
        if (strcmp(tables_number(l->t, i), number) == 0)
            return l->next = i + 1, i;
    if (!l->sorted)
        sort_numbers(l);
    while (from < to) {
        uint32_t mid = from + (to - from) / 2;
        int order = strcmp(tables_number(l->t, l->sorted[mid]), number);
        if (!order)
            return l->next = l->sorted[mid] + 1, l->sorted[mid];
        if (order < 0)
            from = mid + 1;
        else
            to = mid;
    }
    return TBL_NONE;
}

/* ---- why ---- */

struct month {
    struct results_afterwards *f;
    const struct results_afterwards_input *in;
    int32_t day;
    const uint8_t *code; /* today's, of each customer */
    struct eval_question q;
    struct eval *eval;
    struct lookup by_number;
    uint8_t *seen; /* customers.n */
};

static const char *or_nothing(const char *s)
{
    return *s ? s : "–";
}

static const char *german(const char *iso, struct arena *a)
{
    int32_t day;
    return day_parse(iso, strlen(iso), &day, NULL) ? arena_strdup(a, day_german(day).s) : or_nothing(iso);
}

static const char *with(struct arena *a, const char *before, const char *more)
{
    return !*before ? more : !*more ? before : arena_printf(a, "%s; %s", before, more);
}

/* What of the customer is another, "" nothing that can be seen. */
static const char *state_words(const struct cells *then, const struct cells *now, struct arena *a)
{
    static const struct {
        enum case_column column;
        const char *name;
        bool day;
    } parts[] = {{CASE_AGE, "Altersgruppe", false},
                 {CASE_STATUS, "Status", false},
                 {CASE_PROFILE, "Profillage", false},
                 {CASE_INDIVIDUAL, "individuelles Intervall", false},
                 {CASE_EXEMPT_UNTIL, "ausgenommen bis", true}};
    const char *words = "";
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *x = then->at[parts[i].column], *y = now->at[parts[i].column];
        if (strcmp(x, y) != 0)
            words = with(a, words,
                         arena_printf(a, "%s damals %s, jetzt %s", parts[i].name,
                                      parts[i].day ? german(x, a) : or_nothing(x),
                                      parts[i].day ? german(y, a) : or_nothing(y)));
    }
    if (!*words && strcmp(then->at[CASE_RULE], now->at[CASE_RULE]) != 0)
        words = arena_printf(a, "Regel damals %s, jetzt %s", or_nothing(then->at[CASE_RULE]),
                             or_nothing(now->at[CASE_RULE]));
    return words;
}

/* A note up to the day that counts, the latest; one that was entered afterwards goes before. only: of this day alone.
 */
static uint32_t counted_note(const struct month *m, uint32_t customer, const struct verdict *v, int32_t only)
{
    const struct tbl_contacts *c = &m->in->tables->contacts;
    uint32_t from = c->first[customer], n = c->first[customer + 1] - from, found = TBL_NONE;
    uint8_t *reason = mem_zero(n + 1, sizeof *reason);
    bool late = false;
    eval_notes(m->eval, &m->q, customer, v, EVAL_ANY, reason);
    for (uint32_t i = 0; i < n && c->day[from + i] <= m->day; i++) {
        bool entered_late = c->entered && c->entered[from + i] > m->day;
        if (reason[i] != NOTE_COUNTED || (only != DAY_NONE && c->day[from + i] != only) || (late && !entered_late))
            continue;
        late = entered_late;
        found = from + i;
    }
    free(reason);
    return found;
}

static uint32_t any_note(const struct tables *t, uint32_t customer, int32_t day)
{
    for (uint32_t i = t->contacts.first[customer]; i < t->contacts.first[customer + 1]; i++)
        if (t->contacts.day[i] == day)
            return i;
    return TBL_NONE;
}

static void cite(struct results_change *x, const struct tables *t, uint32_t note)
{
    x->file = FILE_CONTACTS;
    x->line = t->contacts.line ? t->contacts.line[note] : 0;
}

/* A note counts today that did not then; "" that is not certain. */
static const char *more_words(struct month *m, struct results_change *x, uint32_t customer, const struct verdict *v,
                              int32_t only, bool other_rule)
{
    struct arena *a = m->f->arena;
    const struct tbl_contacts *c = &m->in->tables->contacts;
    uint32_t note = counted_note(m, customer, v, only);
    int32_t entered = note != TBL_NONE && c->entered ? c->entered[note] : DAY_NONE;
    bool late = entered != DAY_NONE && entered > m->day;
    if (note == TBL_NONE || (other_rule && !late))
        return "";
    x->cause = late || entered == DAY_NONE ? AFTERWARDS_ADDED : AFTERWARDS_CHANGED;
    cite(x, m->in->tables, note);
    const char *of = arena_strdup(a, day_german(c->day[note]).s);
    return late                  ? arena_printf(a, "Vermerk vom %s, erfasst am %s", of, day_german(entered).s)
           : entered == DAY_NONE ? arena_printf(a, "Vermerk vom %s kam dazu oder zählt erst jetzt", of)
                                 : arena_printf(a, "Vermerk vom %s zählt erst jetzt", of);
}

/* A note counted then, on `last`, that does not today. */
static const char *less_words(struct month *m, struct results_change *x, uint32_t customer, int32_t last,
                              bool other_rule)
{
    uint32_t note = any_note(m->in->tables, customer, last);
    if (note == TBL_NONE) {
        x->cause = AFTERWARDS_REMOVED;
        return arena_printf(m->f->arena, "Vermerk vom %s fehlt", day_german(last).s);
    }
    if (other_rule)
        return "";
    x->cause = AFTERWARDS_CHANGED;
    cite(x, m->in->tables, note);
    return arena_printf(m->f->arena, "Vermerk vom %s zählt nicht mehr", day_german(last).s);
}

/* What of the notes is another; "" nothing that is certain. Under another rule others count, which is no change. */
static const char *note_words(struct month *m, struct results_change *x, uint32_t customer, const struct cells *then,
                              const struct cells *now, const struct verdict *v)
{
    if (!*then->at[CASE_ASKED] || !*now->at[CASE_ASKED])
        return "";
    bool other_rule = strcmp(then->at[CASE_RULE], now->at[CASE_RULE]) != 0;
    int32_t last;
    if (!day_parse(then->at[CASE_LAST], strlen(then->at[CASE_LAST]), &last, NULL))
        last = DAY_NONE;
    if (v->last != DAY_NONE && (last == DAY_NONE || v->last > last))
        return more_words(m, x, customer, v, v->last, other_rule);
    if (last != DAY_NONE && (v->last == DAY_NONE || v->last < last))
        return less_words(m, x, customer, last, other_rule);
    long counted = strtol(then->at[CASE_COUNTED], NULL, 10);
    if (other_rule || strcmp(then->at[CASE_ASKED], now->at[CASE_ASKED]) != 0)
        return "";
    if (v->counted > counted)
        return more_words(m, x, customer, v, DAY_NONE, false);
    x->cause = v->counted < counted ? AFTERWARDS_REMOVED : AFTERWARDS_CHANGED;
    if (v->counted < counted)
        return "ein Vermerk vor dem letzten fehlt oder zählt nicht mehr";
    if (strcmp(then->at[CASE_IN_PERSON], now->at[CASE_IN_PERSON]) == 0 || last == DAY_NONE)
        return "";
    return arena_printf(m->f->arena, "Vermerk vom %s in anderer Kontaktart", day_german(last).s);
}

static void explain(struct month *m, struct results_change *x, uint32_t customer, const struct cells *then)
{
    struct arena *a = m->f->arena;
    struct verdict v;
    struct buf row = {0};
    struct cells now;
    eval_customer(m->eval, &m->q, customer, &v);
    struct case_of o = {.t = m->in->tables, .q = &m->q, .customer = customer, .v = &v};
    cases_put_data(&row, cases_record, &o, false);
    buf_str(&row);
    char *p = row.p;
    x->file = FILE_CUSTOMERS;
    x->line = m->in->tables->states.line[v.state];
    if (take_row(&p, &now)) {
        const char *state = state_words(then, &now, a), *notes = note_words(m, x, customer, then, &now, &v);
        if (*notes && *state)
            x->cause = AFTERWARDS_BOTH;
        else if (!*notes)
            x->cause = AFTERWARDS_STATE;
        x->why = *notes || *state ? with(a, notes, state)
                                  : arena_printf(a, "Beginn oder Pausen der Frist: fällig damals %s, jetzt %s",
                                                 german(then->at[CASE_DUE], a), german(now.at[CASE_DUE], a));
    }
    buf_free(&row);
}

/* ---- a month ---- */

static struct results_change *add(struct month *m, const struct results_change *x)
{
    struct results_afterwards *f = m->f;
    f->change = mem_grow(f->change, f->n, &f->cap, sizeof *f->change);
    f->change[f->n] = *x;
    return &f->change[f->n++];
}

static bool compare_row(struct month *m, const struct cells *row)
{
    int then = code_of(row->at[CASE_VERDICT]);
    uint32_t customer = find_customer(&m->by_number, row->at[CASE_NUMBER]);
    if (then == VERDICT_CODES || (customer != TBL_NONE && m->seen[customer]))
        return false;
    if (customer != TBL_NONE)
        m->seen[customer] = 1;
    uint8_t now = customer == TBL_NONE ? (uint8_t)FLOW_OUTSIDE : m->code[customer];
    if (now == then)
        return true;
    struct arena *a = m->f->arena;
    struct results_change x = {.day = m->day,
                               .number = arena_strdup(a, row->at[CASE_NUMBER]),
                               .team = arena_strdup(a, row->at[CASE_TEAM]),
                               .staff = arena_strdup(a, row->at[CASE_STAFF]),
                               .then = (uint8_t)then,
                               .now = now,
                               .cause = AFTERWARDS_GONE,
                               .why = results_afterwards_words[AFTERWARDS_GONE],
                               .file = FILE_CUSTOMERS};
    if (now != FLOW_OUTSIDE)
        explain(m, &x, customer, row);
    add(m, &x);
    return true;
}

/* Who is in care today for that day and was not in the archived run. */
static void add_entered(struct month *m)
{
    const struct tables *t = m->in->tables;
    for (uint32_t i = 0; i < t->customers.n; i++) {
        if (m->code[i] == FLOW_OUTSIDE || m->seen[i])
            continue;
        uint32_t state = tables_state_on(t, i, m->day);
        struct results_change x = {.day = m->day,
                                   .number = tables_number(t, i),
                                   .team = agg_team_name(t, tables_team_of(t, state, m->day)),
                                   .staff = t->word[t->states.staff[state]],
                                   .then = FLOW_OUTSIDE,
                                   .now = m->code[i],
                                   .cause = AFTERWARDS_ENTERED,
                                   .why = results_afterwards_words[AFTERWARDS_ENTERED],
                                   .file = FILE_CUSTOMERS,
                                   .line = t->states.line[state]};
        add(m, &x);
    }
}

static bool compare_rows(struct month *m, char *csv, size_t n)
{
    struct buf header = {0};
    cases_put_data_heads(&header, cases_record);
    bool ok = n >= header.n && memcmp(csv, buf_str(&header), header.n) == 0;
    struct cells row;
    char *p = csv + header.n, *end = csv + n;
    while (ok && p < end)
        ok = take_row(&p, &row) && compare_row(m, &row);
    buf_free(&header);
    return ok && p == end;
}

bool results_afterwards_add(struct results_afterwards *f, const struct results_afterwards_input *in, int point,
                            char *csv, size_t n)
{
    if (!f->arena)
        f->arena = arena_new();
    size_t before = f->n;
    struct month m = {.f = f,
                      .in = in,
                      .day = in->courses->day[point],
                      .code = in->courses->code[point],
                      .q = *in->q,
                      .eval = eval_new(in->tables),
                      .by_number = {.t = in->tables},
                      .seen = mem_zero(in->tables->customers.n + 1, 1)};
    m.q.day = m.day;
    bool ok = compare_rows(&m, csv, n);
    if (ok)
        add_entered(&m);
    else
        f->n = before;
    free(m.seen);
    free(m.by_number.sorted);
    eval_free(m.eval);
    return ok;
}

/* ---- all ---- */

static int compare_changes(const void *a, const void *b)
{
    const struct results_change *x = a, *y = b;
    int order = strcmp(x->team, y->team);
    if (!order)
        order = (x->day < y->day) - (x->day > y->day);
    if (!order)
        order = strcmp(x->staff, y->staff);
    return order ? order : strcmp(x->number, y->number);
}

void results_afterwards_sort(struct results_afterwards *f)
{
    if (f->n)
        qsort(f->change, f->n, sizeof *f->change, compare_changes);
}

const struct results_change *results_afterwards_of(const struct results_afterwards *f, const char *team, size_t *n)
{
    size_t from = 0, to = f->n;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (strcmp(f->change[mid].team, team) < 0)
            from = mid + 1;
        else
            to = mid;
    }
    for (to = from; to < f->n && strcmp(f->change[to].team, team) == 0;)
        to++;
    *n = to - from;
    return f->change + from;
}

uint32_t results_afterwards_count(const struct results_afterwards *f, int32_t day, const char *team,
                                  uint32_t cause[AFTERWARDS_CAUSES])
{
    size_t n = f->n;
    const struct results_change *x = team ? results_afterwards_of(f, team, &n) : f->change;
    uint32_t sum = 0;
    memset(cause, 0, AFTERWARDS_CAUSES * sizeof *cause);
    for (size_t i = 0; i < n; i++) {
        if (x[i].day != day)
            continue;
        cause[x[i].cause]++;
        sum++;
    }
    return sum;
}

static const char *place_words(uint8_t code)
{
    return code == FLOW_OUTSIDE ? "nicht im Bestand" : words_verdict[code];
}

const char *results_change_words(const struct results_change *x, struct arena *a)
{
    bool told = x->cause == AFTERWARDS_ENTERED || x->cause == AFTERWARDS_GONE;
    return arena_printf(a, "%s: damals %s, jetzt %s%s%s", day_german(x->day).s, place_words(x->then),
                        place_words(x->now), told ? "" : "; ", told ? "" : x->why);
}

/* ---- as XML ---- */

void results_put_afterwards_month(struct buf *b, const struct results_run *run, const struct results_archived *record,
                                  const char *team)
{
    uint32_t cause[AFTERWARDS_CAUSES];
    xml_line(b, 5, "<nachtraeglich");
    if (record->not_compared) {
        xml_attr(b, "grund", record->not_compared);
        buf_text(b, "/>\n");
        return;
    }
    uint32_t n = results_afterwards_count(run->afterwards, record->day, team, cause);
    const bool hidden = run->disclosure != NULL; /* one more or less tells of one customer */
    results_attr_count(b, n, hidden);
    buf_text(b, ">\n");
    for (int i = 0; i < AFTERWARDS_CAUSES; i++) {
        if (!cause[i] || hidden)
            continue;
        xml_line(b, 6, "<ursache");
        xml_attr(b, "code", results_afterwards_codes[i]);
        xml_attr(b, "name", results_afterwards_words[i]);
        results_attr_count(b, cause[i], false);
        buf_text(b, "/>\n");
    }
    xml_line(b, 5, "</nachtraeglich>\n");
}

static void put_change(struct buf *b, const struct results_change *x)
{
    xml_line(b, 3, "<aenderung");
    xml_attr(b, "tag", day_iso(x->day).s);
    xml_attr(b, "tag-text", day_german(x->day).s);
    xml_attr(b, "kundennummer", x->number);
    xml_attr(b, "betreuung", x->staff);
    xml_attr(b, "damals", place_words(x->then));
    xml_attr(b, "jetzt", place_words(x->now));
    xml_attr(b, "ursache", results_afterwards_codes[x->cause]);
    xml_attr(b, "warum", x->why);
    buf_text(b, "/>\n");
}

void results_put_afterwards(struct buf *b, const struct results_run *run, const struct results_area *area)
{
    enum { MOST = 100 };
    bool compared = false;
    for (size_t i = 0; i < run->n_archived; i++)
        compared |= !run->archived[i].not_compared;
    if (!area->dossier || !run->afterwards || !compared)
        return;
    size_t n;
    const struct results_change *x = results_afterwards_of(run->afterwards, area->team, &n);
    xml_line(b, 2, "<nachtraeglich");
    results_attr_count(b, (int64_t)n, false);
    buf_text(b, ">\n");
    for (size_t i = 0; i < n && i < MOST; i++)
        put_change(b, &x[i]);
    xml_line(b, 2, "</nachtraeglich>\n");
}

void results_afterwards_free(struct results_afterwards *f)
{
    free(f->change);
    arena_free(f->arena);
    *f = (struct results_afterwards){0};
}
