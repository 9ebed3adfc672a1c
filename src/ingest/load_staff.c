/* mitarbeiter.csv and abwesenheiten.csv. */
#include "ingest/loader.h"

#include <stdlib.h>
#include <string.h>

enum { MONDAY_TO_FRIDAY = 0x1F, HOURS_OF_A_WEEK = 16800 /* hundredths */ };

struct staff_row {
    uint32_t line, key, name, team;
    int32_t hours, from, to;
    uint8_t function, workdays;
};

static uint8_t field_workdays(struct piece *p)
{
    struct csv_field f = field_of(p, COL_S_WORKDAYS);
    uint8_t days = f.n ? word_workdays(f.p, f.n) : MONDAY_TO_FRIDAY;
    if (days)
        return days;
    field_bad(p, COL_S_WORKDAYS);
    return MONDAY_TO_FRIDAY;
}

static bool read_staff(struct piece *p, void *out)
{
    struct staff_row *r = out;
    struct csv_field key;
    if (!field_needed(p, COL_S_KEY, &key) || !field_day(p, COL_S_FROM, &r->from, NULL) ||
        !field_day(p, COL_S_TO, &r->to, NULL))
        return false;
    if (r->to < r->from)
        return field_reject(p, REJECT_ORDER, COL_S_TO);
    r->key = intern_put(p->words, key.p, key.n);
    r->name = field_text(p, COL_S_NAME);
    r->team = field_text(p, COL_S_TEAM);
    r->function = (uint8_t)field_word(p, COL_S_FUNCTION);
    r->hours = (int32_t)field_number(p, COL_S_HOURS, 2, HOURS_OF_A_WEEK);
    r->workdays = field_workdays(p);
    return true;
}

static void put_staff(struct tables *t, const struct staff_row *r, const uint32_t *map)
{
    struct tbl_staff *s = &t->staff;
    uint32_t i = s->n++;
    s->line[i] = r->line;
    s->key[i] = map[r->key];
    s->name[i] = map[r->name];
    s->team[i] = map[r->team];
    s->function[i] = r->function;
    s->hours[i] = r->hours;
    s->workdays[i] = r->workdays;
    s->from[i] = r->from;
    s->to[i] = r->to;
}

static size_t rows_of(const struct loader *l)
{
    size_t n = 0;
    for (size_t i = 0; i < l->n_pieces; i++)
        n += l->piece[i]->n;
    return n;
}

/* Of two lines with one Kürzel the later is rejected. seen: one byte a word. */
static void place_staff(struct loader *l)
{
    struct tables *t = l->t;
    unsigned char *seen = NULL;
    size_t n_seen = 0;
    for (size_t i = 0; i < l->n_pieces; i++) {
        struct piece *p = l->piece[i];
        uint32_t *map = loader_word_map(l, p);
        seen = mem_resize(seen, intern_count(l->words), 1);
        memset(seen + n_seen, 0, intern_count(l->words) - n_seen);
        n_seen = intern_count(l->words);
        for (size_t k = 0; k < p->n; k++) {
            struct staff_row *r = (struct staff_row *)(void *)(p->rows + k * sizeof *r);
            const char *key = intern_text(p->words, r->key);
            if (!seen[map[r->key]]) {
                seen[map[r->key]] = 1;
                put_staff(t, r, map);
                continue;
            }
            issues_add(&p->issues, REJECT_DUPLICATE, FILE_STAFF, r->line, tbl_columns[COL_S_KEY].name, key,
                       strlen(key));
            p->rejected++;
        }
        free(map);
    }
    free(seen);
}

bool load_staff(struct loader *l, struct diag *d)
{
    struct tbl_staff *s = &l->t->staff;
    l->file = FILE_STAFF;
    l->row_size = sizeof(struct staff_row);
    l->with_lines = true;
    l->read = read_staff;
    if (!loader_read(l, d))
        return false;
    size_t n = rows_of(l);
    uint32_t **word[] = {&s->line, &s->key, &s->name, &s->team};
    int32_t **day[] = {&s->hours, &s->from, &s->to};
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        *word[i] = loader_column(l, n, sizeof(uint32_t));
    for (size_t i = 0; i < sizeof day / sizeof *day; i++)
        *day[i] = loader_column(l, n, sizeof(int32_t));
    s->function = loader_column(l, n, 1);
    s->workdays = loader_column(l, n, 1);
    place_staff(l);
    loader_finish(l);
    return true;
}

struct absence_row {
    uint32_t line, staff, reason;
    int32_t from, to;
};

static bool read_absence(struct piece *p, void *out)
{
    struct absence_row *r = out;
    struct csv_field key;
    if (!field_needed(p, COL_A_KEY, &key) || !field_day(p, COL_A_FROM, &r->from, NULL) ||
        !field_day(p, COL_A_TO, &r->to, NULL))
        return false;
    if (r->to < r->from)
        return field_reject(p, REJECT_ORDER, COL_A_TO);
    r->staff = intern_put(p->words, key.p, key.n);
    r->reason = field_text(p, COL_A_REASON);
    return true;
}

bool load_absences(struct loader *l, struct diag *d)
{
    struct tbl_absences *a = &l->t->absences;
    l->file = FILE_ABSENCES;
    l->row_size = sizeof(struct absence_row);
    l->with_lines = true;
    l->read = read_absence;
    if (!loader_read(l, d))
        return false;
    size_t n = rows_of(l);
    a->staff = loader_column(l, n, sizeof *a->staff);
    a->reason = loader_column(l, n, sizeof *a->reason);
    a->line = loader_column(l, n, sizeof *a->line);
    a->from = loader_column(l, n, sizeof *a->from);
    a->to = loader_column(l, n, sizeof *a->to);
    for (size_t i = 0; i < l->n_pieces; i++) {
        const struct piece *p = l->piece[i];
        uint32_t *map = loader_word_map(l, p);
        for (size_t k = 0; k < p->n; k++) {
            const struct absence_row *r = (const struct absence_row *)(const void *)(p->rows + k * sizeof *r);
            uint32_t at = a->n++;
            a->staff[at] = map[r->staff];
            a->reason[at] = map[r->reason];
            a->line[at] = r->line;
            a->from[at] = r->from;
            a->to[at] = r->to;
        }
        free(map);
    }
    loader_finish(l);
    return true;
}
