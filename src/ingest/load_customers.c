#include "ingest/loader.h"

#include "base/hash.h"
#include "base/text.h"
#include "table/validity.h"

#include <stdlib.h>
#include <string.h>

/* One line of kunden.csv, before it has its place. Words and the number are the piece's. */
struct state_row {
    uint32_t line;
    uint32_t number;
    int32_t key_day, care_from, care_to, born;
    uint32_t team, staff, household, status_word, profile_word;
    uint32_t surname, given;           /* 0 where names were not asked for */
    uint64_t surname_hash, given_hash; /* 0: empty; to compare names that are not kept */
    uint8_t status, profile;
    struct attribute_field {
        int32_t value; /* a day, or the value */
        uint32_t word; /* as it came, where unknown; else 0 */
    } attribute[];     /* one a row of the lexicon */
};

static struct attribute_field read_word(struct loader_piece *p, const struct attribute *a)
{
    struct csv_field f = field_of(p, a->column);
    int value = attribute_lookup(a, f.p, f.n);
    if (value >= 0)
        return (struct attribute_field){value, 0};
    field_bad(p, a->column);
    return (struct attribute_field){ATTRIBUTE_UNKNOWN, field_text(p, a->column)};
}

static struct attribute_field read_attribute(struct loader_piece *p, const struct attribute *a)
{
    struct attribute_field f = {0, 0};
    switch (a->kind) {
    case ATTRIBUTE_YES:
        f.value = field_yes(p, a->column);
        break;
    case ATTRIBUTE_WORD:
        return read_word(p, a);
    case ATTRIBUTE_DAY:
        if (!field_day(p, a->column, &f.value, NULL)) /* a day that cannot be read is a warning alone */
            f.value = DAY_NONE;
        break;
    }
    return f;
}

/* Of a name apart from case and white space; nobody can tell the name from it (base/hash.h). 0: empty. */
static uint64_t hash_name(struct loader_piece *p, enum tbl_column c)
{
    struct csv_field f = field_of(p, c);
    if (!f.n)
        return 0;
    buf_clear(&p->name);
    text_put_word(&p->name, f.p, f.n);
    return hash_bytes(hash_seed(), buf_str(&p->name), p->name.n) | 1;
}

static bool read_state(struct loader_piece *p, void *out)
{
    struct state_row *r = out;
    struct csv_field number;
    int32_t valid;
    if (!field_needed(p, COL_C_NUMBER, &number) || !field_day(p, COL_C_BORN, &r->born, NULL) ||
        !field_day(p, COL_C_FROM, &r->care_from, NULL) || !field_day(p, COL_C_TO, &r->care_to, NULL) ||
        !field_day(p, COL_C_VALID, &valid, NULL))
        return false;
    if (r->care_to < r->care_from)
        return field_reject(p, REJECT_ORDER, COL_C_TO);
    r->number = intern_put(p->words, number.p, number.n);
    r->key_day = valid == DAY_NONE ? r->care_from : valid;
    r->status = (uint8_t)field_word(p, COL_C_STATUS);
    r->profile = (uint8_t)field_word(p, COL_C_PROFILE);
    r->status_word = r->status == STATUS_UNKNOWN ? field_text(p, COL_C_STATUS) : 0;
    r->profile_word = r->profile == PROFILE_UNKNOWN ? field_text(p, COL_C_PROFILE) : 0;
    for (int i = 0; i < p->l->own->n_attributes; i++)
        r->attribute[i] = read_attribute(p, &p->l->own->attribute[i]);
    r->team = field_text(p, COL_C_TEAM);
    r->staff = field_text(p, COL_C_STAFF);
    r->household = field_text(p, COL_C_HOUSEHOLD);
    r->surname_hash = hash_name(p, COL_C_SURNAME);
    r->given_hash = hash_name(p, COL_C_GIVEN);
    r->surname = p->l->options->customer_names ? field_text(p, COL_C_SURNAME) : 0;
    r->given = p->l->options->customer_names ? field_text(p, COL_C_GIVEN) : 0;
    return true;
}

/* All rows of all pieces behind each other, words and numbers as the run's; customer: the place of each. */
struct all_states {
    unsigned char *row; /* `size` bytes each */
    size_t size;
    uint32_t *customer;
    uint32_t n;
};

static struct state_row *row_at(const struct all_states *all, size_t i)
{
    return (struct state_row *)(void *)(all->row + i * all->size);
}

/* The piece's word as the run's. */
static void adopt_word(struct loader *l, const struct loader_piece *p, uint32_t *map, uint32_t *word)
{
    if (map[*word] == UINT32_MAX) {
        const char *s = intern_text(p->words, *word);
        map[*word] = intern_put(l->words, s, strlen(s));
    }
    *word = map[*word];
}

/* A Kundennummer becomes a customer with its first line; the piece's words that are numbers stay out of the run's. */
static void adopt(struct loader *l, const struct loader_piece *p, struct all_states *all)
{
    uint32_t n_words = intern_count(p->words), *map = mem_alloc(n_words * sizeof *map);
    memset(map, 0xFF, n_words * sizeof *map);
    map[0] = 0;
    for (size_t i = 0; i < p->n; i++) {
        struct state_row *r = row_at(all, all->n);
        memcpy(r, p->rows + i * all->size, all->size);
        uint32_t *word[] = {&r->team,         &r->staff,   &r->household, &r->status_word,
                            &r->profile_word, &r->surname, &r->given};
        for (size_t k = 0; k < sizeof word / sizeof *word; k++)
            adopt_word(l, p, map, word[k]);
        for (int k = 0; k < l->own->n_attributes; k++)
            adopt_word(l, p, map, &r->attribute[k].word);
        const char *number = intern_text(p->words, r->number);
        all->customer[all->n++] = intern_put(l->numbers, number, strlen(number));
    }
    free(map);
}

static void make_columns(struct loader *l, uint32_t n)
{
    struct tbl_states *s = &l->t->states;
    int32_t **day[] = {&s->key_day, &s->care_from, &s->care_to, &s->born};
    uint32_t **word[] = {&s->team, &s->staff, &s->household, &s->status_word, &s->profile_word, &s->line};
    uint8_t **byte[] = {&s->status, &s->profile};
    for (size_t i = 0; i < sizeof day / sizeof *day; i++)
        *day[i] = loader_column(l, n, sizeof(int32_t));
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        *word[i] = loader_column(l, n, sizeof(uint32_t));
    for (size_t i = 0; i < sizeof byte / sizeof *byte; i++)
        *byte[i] = loader_column(l, n, 1);
    if (l->options->customer_names) {
        s->surname = loader_column(l, n, sizeof(uint32_t));
        s->given = loader_column(l, n, sizeof(uint32_t));
    }
}

static void make_attributes(struct loader *l, uint32_t n)
{
    const struct lexicon *x = l->own;
    struct tbl_attribute *column = arena_zero(l->t->arena, (size_t)x->n_attributes * sizeof *column);
    for (int i = 0; i < x->n_attributes; i++) {
        if (x->attribute[i].kind == ATTRIBUTE_DAY)
            column[i].day = loader_column(l, n, sizeof *column[i].day);
        else
            column[i].value = loader_column(l, n, sizeof *column[i].value);
        if (x->attribute[i].kind == ATTRIBUTE_WORD)
            column[i].word = loader_column(l, n, sizeof *column[i].word);
    }
    l->t->states.attribute = column;
}

static void put_attribute(const struct tbl_attribute *column, uint32_t i, const struct attribute_field *f)
{
    if (column->day)
        column->day[i] = f->value;
    else
        column->value[i] = (uint8_t)f->value;
    if (column->word)
        column->word[i] = f->word;
}

static void put_state(struct tbl_states *s, const struct lexicon *x, const struct state_row *r)
{
    uint32_t i = s->n++;
    s->key_day[i] = r->key_day;
    s->care_from[i] = r->care_from;
    s->care_to[i] = r->care_to;
    s->born[i] = r->born;
    s->team[i] = r->team;
    s->staff[i] = r->staff;
    s->household[i] = r->household;
    s->status_word[i] = r->status_word;
    s->profile_word[i] = r->profile_word;
    if (s->surname) {
        s->surname[i] = r->surname;
        s->given[i] = r->given;
    }
    s->line[i] = r->line;
    s->status[i] = r->status;
    s->profile[i] = r->profile;
    for (int k = 0; k < x->n_attributes; k++)
        put_attribute(&s->attribute[k], i, &r->attribute[k]);
}

/* By key day, the earlier line first. */
static int compare_rows(const void *a, const void *b)
{
    const struct state_row *x = *(const struct state_row *const *)a, *y = *(const struct state_row *const *)b;
    if (x->key_day != y->key_day)
        return x->key_day < y->key_day ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

static void reject_duplicate(struct loader *l, const struct state_row *r, uint32_t customer)
{
    struct issues *issues = &l->t->issues;
    const char *number = intern_text(l->numbers, customer);
    issues_add(issues, REJECT_DUPLICATE, FILE_CUSTOMERS, r->line, tbl_columns[COL_C_NUMBER].name, number,
               strlen(number));
    issues->file[FILE_CUSTOMERS].rejected++;
}

/* Two lines of one Kundennummer that tell of different people, rejected ones among them: both are named. */
static void warn_of_two(struct loader *l, const struct state_row *a, const struct state_row *b)
{
    const struct state_row *later = a->line > b->line ? a : b, *earlier = later == a ? b : a;
    const struct {
        enum tbl_column column;
        bool differs;
    } part[] = {
        {COL_C_BORN, a->born != b->born},
        {COL_C_SURNAME, a->surname_hash && b->surname_hash && a->surname_hash != b->surname_hash},
        {COL_C_GIVEN, a->given_hash && b->given_hash && a->given_hash != b->given_hash},
    };
    struct buf columns = {0}, value = {0};
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        if (part[i].differs)
            buf_printf(&columns, "%s%s", columns.n ? ", " : "", tbl_columns[part[i].column].name);
    buf_printf(&value, "anders als in Zeile %u", earlier->line);
    if (columns.n)
        issues_add(&l->t->issues, WARN_TWO_PEOPLE, FILE_CUSTOMERS, later->line, buf_str(&columns), value.p, value.n);
    buf_free(&columns);
    buf_free(&value);
}

/* One customer's lines in order of their key day; of two with the same the later one of the file is rejected. */
static void place_customer(struct loader *l, const struct state_row **row, uint32_t n, uint32_t customer)
{
    struct tbl_states *s = &l->t->states;
    loader_check_key(l, COL_C_NUMBER, intern_text(l->numbers, customer), row[0]->line);
    qsort(row, n, sizeof *row, compare_rows);
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            warn_of_two(l, row[i - 1], row[i]);
        if (i && row[i]->key_day == row[i - 1]->key_day)
            reject_duplicate(l, row[i], customer);
        else
            put_state(s, l->own, row[i]);
    }
}

static void place(struct loader *l, const struct all_states *all)
{
    struct tables *t = l->t;
    uint32_t n = intern_count(l->numbers);
    uint32_t *first = loader_column(l, (size_t)n + 1, sizeof *first);
    uint32_t *order = mem_alloc(all->n * sizeof *order);
    const struct state_row **row = mem_alloc(all->n * sizeof *row);
    loader_group(all->customer, all->n, n, first, order);
    for (uint32_t i = 0; i < all->n; i++)
        row[i] = row_at(all, order[i]);
    make_columns(l, all->n);
    make_attributes(l, all->n);
    for (uint32_t c = 0; c < n; c++) {
        uint32_t begin = first[c], end = first[c + 1];
        first[c] = t->states.n;
        place_customer(l, row + begin, end - begin, c);
    }
    first[n] = t->states.n;
    t->customers.n = n;
    t->customers.first = first;
    validity_settle(&t->validity, &t->states, &t->customers, t->arena);
    free(row);
    free(order);
}

bool load_customers(struct loader *l, struct diag *d)
{
    l->file = FILE_CUSTOMERS;
    l->row_size = sizeof(struct state_row) + (size_t)l->t->lexicon->n_attributes * sizeof(struct attribute_field);
    l->with_lines = true;
    l->read = read_state;
    if (!loader_read(l, d))
        return false;
    struct all_states all = {.size = l->row_size};
    size_t n = 0;
    for (size_t i = 0; i < l->n_pieces; i++)
        n += l->piece[i]->n;
    if (n >= TBL_NONE)
        return diag_fail(d, DIAG_INPUT, tbl_file_names[FILE_CUSTOMERS], 0, "mehr als vier Milliarden Zeilen");
    all.row = mem_alloc(n * all.size);
    all.customer = mem_alloc(n * sizeof *all.customer);
    for (size_t i = 0; i < l->n_pieces; i++)
        adopt(l, l->piece[i], &all);
    place(l, &all);
    free(all.row);
    free(all.customer);
    loader_finish(l);
    return true;
}
