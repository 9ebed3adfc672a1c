/* mitarbeiter.csv and abwesenheiten.csv. */
#include "base/text.h"
#include "ingest/keys.h"
#include "ingest/loader.h"

#include <stdlib.h>
#include <string.h>

enum { MONDAY_TO_FRIDAY = 0x1F, HOURS_OF_A_WEEK = 16800 /* hundredths */ };

struct staff_row {
    uint32_t line, key, name, team;
    int32_t hours, from, to;
    uint8_t function, workdays;
};

static uint8_t field_workdays(struct loader_piece *p)
{
    struct csv_field f = field_of(p, COL_S_WORKDAYS);
    uint8_t days = f.n ? word_workdays(f.p, f.n) : MONDAY_TO_FRIDAY;
    if (days)
        return days;
    field_bad(p, COL_S_WORKDAYS);
    return MONDAY_TO_FRIDAY;
}

/* A line of totals, by team perhaps, or what nobody can type: no colleague (spec 1.4). */
static bool is_nobody(const struct loader_piece *p, struct csv_field key)
{
    bool named = field_of(p, COL_S_NAME).n > 0;
    bool placed = field_of(p, COL_S_TEAM).n || field_of(p, COL_S_FUNCTION).n || field_of(p, COL_S_FROM).n;
    return (ingest_footer_is_sum(key.p, key.n) || ingest_key_has_control(key.p, key.n)) && !(named && placed);
}

static bool read_staff(struct loader_piece *p, void *out)
{
    struct staff_row *r = out;
    struct csv_field key;
    if (!field_needed(p, COL_S_KEY, &key))
        return false;
    if (is_nobody(p, key))
        return loader_reject_footer(p);
    if (!field_day(p, COL_S_FROM, &r->from, NULL) || !field_day(p, COL_S_TO, &r->to, NULL))
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

static void put_staff(struct tables *t, const struct staff_row *r)
{
    struct tbl_staff *s = &t->staff;
    uint32_t i = s->n++;
    s->line[i] = r->line;
    s->key[i] = r->key;
    s->name[i] = r->name;
    s->team[i] = r->team;
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

/* All rows in the order of the file, their words the run's; member: whose each is. Gives how many members there are. */
static uint32_t collect_staff(struct loader *l, const struct staff_row **row, uint32_t *member)
{
    struct intern *keys = intern_new(); /* their numbers are the members, in order of their first line */
    struct buf seen = {0};
    size_t at = 0;
    for (size_t i = 0; i < l->n_pieces; i++) {
        struct loader_piece *p = l->piece[i];
        uint32_t *map = loader_word_map(l, p);
        for (size_t k = 0; k < p->n; k++, at++) {
            struct staff_row *r = (struct staff_row *)(void *)(p->rows + k * sizeof *r);
            const char *key = intern_text(p->words, r->key);
            buf_clear(&seen);
            text_put_seen(&seen, key, strlen(key));
            member[at] = intern_put(keys, buf_str(&seen), seen.n);
            r->key = map[r->key];
            r->name = map[r->name];
            r->team = map[r->team];
            row[at] = r;
        }
        free(map);
    }
    uint32_t n = intern_count(keys);
    intern_free(keys);
    buf_free(&seen);
    return n;
}

/* Where a period belongs among n of one member that rise and do not overlap; SIZE_MAX: it overlaps one of them. */
static size_t place_of(const struct staff_row *const *period, size_t n, const struct staff_row *r)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (period[middle]->from <= r->from)
            low = middle + 1;
        else
            high = middle;
    }
    bool free_before = low == 0 || period[low - 1]->to < r->from;
    bool free_behind = low == n || r->to < period[low]->from;
    return free_before && free_behind ? low : SIZE_MAX;
}

/* One member's rows, in the order of the file; of periods that overlap the later line is rejected (spec 1.4). */
static void place_member(struct loader *l, const struct staff_row *const *row, size_t n,
                         const struct staff_row **period)
{
    struct issues *issues = &l->t->issues;
    size_t kept = 0;
    loader_check_key(l, COL_S_KEY, intern_text(l->words, row[0]->key), row[0]->line);
    for (size_t i = 0; i < n; i++) {
        size_t at = place_of(period, kept, row[i]);
        if (at == SIZE_MAX) {
            const char *key = intern_text(l->words, row[i]->key);
            issues_add(issues, REJECT_DUPLICATE, FILE_STAFF, row[i]->line, tbl_columns[COL_S_KEY].name, key,
                       strlen(key));
            issues->file[FILE_STAFF].rejected++;
            continue;
        }
        memmove(period + at + 1, period + at, (kept++ - at) * sizeof(const struct staff_row *));
        period[at] = row[i];
    }
    for (size_t i = 0; i < kept; i++)
        put_staff(l->t, period[i]);
}

static void place_staff(struct loader *l, uint32_t n)
{
    struct tbl_staff *s = &l->t->staff;
    const struct staff_row **row = mem_alloc(n * sizeof *row), **grouped = mem_alloc(n * sizeof *grouped),
                           **period = mem_alloc(n * sizeof *period);
    uint32_t *member = mem_alloc(n * sizeof *member), *order = mem_alloc(n * sizeof *order);
    s->n_members = collect_staff(l, row, member);
    s->first = loader_column(l, (size_t)s->n_members + 1, sizeof *s->first);
    loader_group(member, n, s->n_members, s->first, order);
    for (uint32_t i = 0; i < n; i++)
        grouped[i] = row[order[i]];
    for (uint32_t m = 0; m < s->n_members; m++) {
        uint32_t begin = s->first[m], end = s->first[m + 1];
        s->first[m] = s->n;
        place_member(l, grouped + begin, end - begin, period);
    }
    s->first[s->n_members] = s->n;
    free(row);
    free(grouped);
    free(period);
    free(member);
    free(order);
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
    if (n >= TBL_NONE)
        return diag_fail(d, DIAG_INPUT, tbl_file_names[FILE_STAFF], 0, "mehr als vier Milliarden Zeilen");
    uint32_t **word[] = {&s->line, &s->key, &s->name, &s->team};
    int32_t **day[] = {&s->hours, &s->from, &s->to};
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        *word[i] = loader_column(l, n, sizeof(uint32_t));
    for (size_t i = 0; i < sizeof day / sizeof *day; i++)
        *day[i] = loader_column(l, n, sizeof(int32_t));
    s->function = loader_column(l, n, 1);
    s->workdays = loader_column(l, n, 1);
    place_staff(l, (uint32_t)n);
    loader_finish(l);
    return true;
}

struct absence_row {
    uint32_t line, staff, reason;
    int32_t from, to;
};

static bool read_absence(struct loader_piece *p, void *out)
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
    l->with_digests = true;
    l->read = read_absence;
    if (!loader_read(l, d))
        return false;
    loader_drop_repeats(l);
    size_t n = rows_of(l);
    a->staff = loader_column(l, n, sizeof *a->staff);
    a->reason = loader_column(l, n, sizeof *a->reason);
    a->line = loader_column(l, n, sizeof *a->line);
    a->from = loader_column(l, n, sizeof *a->from);
    a->to = loader_column(l, n, sizeof *a->to);
    for (size_t i = 0; i < l->n_pieces; i++) {
        const struct loader_piece *p = l->piece[i];
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
