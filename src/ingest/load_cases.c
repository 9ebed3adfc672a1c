/* ausnahmen.csv and termine.csv: lines of single customers. */
#include "ingest/loader.h"

#include <stdlib.h>
#include <string.h>

/*
 * All rows of the pieces by customer, in the order of the file; map[i] is the word map of row i's piece.
 * The customer is the second member of every row here.
 */
struct grouped {
    const unsigned char **row;
    const uint32_t **map;
    uint32_t n;
    uint32_t **maps; /* one a piece */
};

static uint32_t customer_of(const unsigned char *row)
{
    uint32_t c;
    memcpy(&c, row + sizeof(uint32_t), sizeof c);
    return c;
}

static bool group_rows(struct loader *l, uint32_t *first, struct grouped *g, struct diag *d)
{
    size_t n = 0;
    for (size_t i = 0; i < l->n_pieces; i++)
        n += l->piece[i]->n;
    if (n >= TBL_NONE)
        return diag_fail(d, DIAG_INPUT, tbl_file_names[l->file], 0, "mehr als vier Milliarden Zeilen");
    const unsigned char **row = mem_alloc(n * sizeof *row);
    const uint32_t **map = mem_alloc(n * sizeof *map);
    uint32_t *customer = mem_alloc(n * sizeof *customer), *order = mem_alloc(n * sizeof *order);
    g->maps = mem_zero(l->n_pieces, sizeof *g->maps);
    uint32_t at = 0;
    for (size_t i = 0; i < l->n_pieces; i++) {
        g->maps[i] = loader_word_map(l, l->piece[i]);
        for (size_t k = 0; k < l->piece[i]->n; k++, at++) {
            row[at] = l->piece[i]->rows + k * l->row_size;
            map[at] = g->maps[i];
            customer[at] = customer_of(row[at]);
        }
    }
    loader_group(customer, at, l->t->customers.n, first, order);
    g->n = at;
    g->row = mem_alloc(n * sizeof *g->row);
    g->map = mem_alloc(n * sizeof *g->map);
    for (uint32_t i = 0; i < at; i++) {
        g->row[i] = row[order[i]];
        g->map[i] = map[order[i]];
    }
    free(row);
    free(map);
    free(customer);
    free(order);
    return true;
}

static void grouped_free(struct loader *l, struct grouped *g)
{
    for (size_t i = 0; g->maps && i < l->n_pieces; i++)
        free(g->maps[i]);
    free(g->maps);
    free(g->row);
    free(g->map);
}

struct exception_row {
    uint32_t line, customer;
    int32_t from, to;
    struct span interval;
    uint8_t kind, reasoned;
};

static bool read_exception(struct loader_piece *p, void *out)
{
    struct exception_row *r = out;
    struct csv_field f;
    r->interval = (struct span){0, SPAN_DAYS};
    if (!field_needed(p, COL_X_NUMBER, &f) || !field_day(p, COL_X_FROM, &r->from, NULL) ||
        !field_needed(p, COL_X_KIND, &f) || !field_day(p, COL_X_TO, &r->to, NULL))
        return false;
    f = field_of(p, COL_X_INTERVAL);
    /* Calendar months are for rule sets alone (1.6). */
    if (f.n && !span_parse(f.p, f.n, &r->interval))
        return field_bad(p, COL_X_INTERVAL);
    if (r->to < r->from)
        return field_reject(p, REJECT_ORDER, COL_X_TO);
    if (!field_customer(p, COL_X_NUMBER, r->from, &r->customer))
        return false;
    r->kind = (uint8_t)field_word(p, COL_X_KIND);
    r->reasoned = field_of(p, COL_X_REASON).n > 0;
    return true;
}

bool load_exceptions(struct loader *l, struct diag *d)
{
    struct tbl_exceptions *x = &l->t->exceptions;
    struct grouped g = {0};
    l->file = FILE_EXCEPTIONS;
    l->row_size = sizeof(struct exception_row);
    l->with_lines = true;
    l->with_digests = true;
    l->read = read_exception;
    if (!loader_read(l, d))
        return false;
    loader_drop_repeats(l);
    bool ok = group_rows(l, x->first, &g, d);
    x->from = loader_column(l, g.n, sizeof *x->from);
    x->to = loader_column(l, g.n, sizeof *x->to);
    x->kind = loader_column(l, g.n, sizeof *x->kind);
    x->interval = loader_column(l, g.n, sizeof *x->interval);
    x->reasoned = loader_column(l, g.n, sizeof *x->reasoned);
    x->line = loader_column(l, g.n, sizeof *x->line);
    for (uint32_t i = 0; i < g.n; i++) {
        struct exception_row r;
        memcpy(&r, g.row[i], sizeof r);
        x->from[i] = r.from;
        x->to[i] = r.to;
        x->kind[i] = r.kind;
        x->interval[i] = r.interval;
        x->reasoned[i] = r.reasoned;
        x->line[i] = r.line;
    }
    x->n = g.n;
    grouped_free(l, &g);
    loader_finish(l);
    return ok;
}

struct appointment_row {
    uint32_t line, customer, staff, deputy;
    int32_t day, agreed;
    uint16_t minute;
    uint32_t minutes;
    uint8_t talk, status, instructed;
};

static bool read_appointment(struct loader_piece *p, void *out)
{
    struct appointment_row *r = out;
    struct csv_field f;
    int minute;
    if (!field_needed(p, COL_T_NUMBER, &f) || !field_day(p, COL_T_BEGIN, &r->day, &minute) ||
        !field_day(p, COL_T_AGREED, &r->agreed, NULL) || !field_customer(p, COL_T_NUMBER, r->day, &r->customer))
        return false;
    r->minute = (uint16_t)(minute < 0 ? 0 : minute);
    r->minutes = field_minutes(p, COL_T_MINUTES);
    r->talk = (uint8_t)field_word(p, COL_T_TALK);
    r->status = (uint8_t)field_word(p, COL_T_STATUS);
    r->instructed = field_yes(p, COL_T_INSTRUCTED);
    r->staff = field_text(p, COL_T_STAFF);
    r->deputy = field_text(p, COL_T_DEPUTY);
    return true;
}

static const struct appointment_row *as_appointment(const unsigned char *row)
{
    return (const struct appointment_row *)(const void *)row;
}

/* By begin, then by line; a customer's appointments are few. */
static int compare_appointments(const void *a, const void *b)
{
    const struct appointment_row *x = as_appointment(*(const unsigned char *const *)a);
    const struct appointment_row *y = as_appointment(*(const unsigned char *const *)b);
    if (x->customer != y->customer)
        return x->customer < y->customer ? -1 : 1;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (x->minute != y->minute)
        return x->minute < y->minute ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

static void make_appointments(struct loader *l, uint32_t n)
{
    struct tbl_appointments *a = &l->t->appointments;
    a->n = n;
    a->day = loader_column(l, n, sizeof *a->day);
    a->agreed = loader_column(l, n, sizeof *a->agreed);
    a->minute = loader_column(l, n, sizeof *a->minute);
    a->minutes = loader_column(l, n, sizeof *a->minutes);
    a->staff = loader_column(l, n, sizeof *a->staff);
    a->deputy = loader_column(l, n, sizeof *a->deputy);
    a->line = loader_column(l, n, sizeof *a->line);
    a->talk = loader_column(l, n, 1);
    a->status = loader_column(l, n, 1);
    a->instructed = loader_column(l, n, 1);
}

/* The words of a row become the run's before its piece's map is out of reach. */
static void adopt_words(struct grouped *g)
{
    for (uint32_t i = 0; i < g->n; i++) {
        struct appointment_row *r = (struct appointment_row *)(void *)(uintptr_t)g->row[i];
        r->staff = g->map[i][r->staff];
        r->deputy = g->map[i][r->deputy];
    }
}

bool load_appointments(struct loader *l, struct diag *d)
{
    struct tbl_appointments *a = &l->t->appointments;
    struct grouped g = {0};
    l->file = FILE_APPOINTMENTS;
    l->row_size = sizeof(struct appointment_row);
    l->with_lines = true;
    l->with_digests = true;
    l->read = read_appointment;
    if (!loader_read(l, d))
        return false;
    loader_drop_repeats(l);
    bool ok = group_rows(l, a->first, &g, d);
    adopt_words(&g);
    if (g.n)
        qsort(g.row, g.n, sizeof *g.row, compare_appointments);
    make_appointments(l, g.n);
    for (uint32_t i = 0; i < g.n; i++) {
        const struct appointment_row *r = as_appointment(g.row[i]);
        a->day[i] = r->day;
        a->agreed[i] = r->agreed;
        a->minute[i] = r->minute;
        a->minutes[i] = r->minutes;
        a->staff[i] = r->staff;
        a->deputy[i] = r->deputy;
        a->line[i] = r->line;
        a->talk[i] = r->talk;
        a->status[i] = r->status;
        a->instructed[i] = (int8_t)r->instructed;
    }
    grouped_free(l, &g);
    loader_finish(l);
    return ok;
}
