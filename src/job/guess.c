#include "job/guess.h"

#include "base/near.h"
#include "base/num.h"
#include "base/text.h"
#include "ingest/ingest.h"
#include "ingest/intern.h"

#include <stdlib.h>
#include <string.h>

enum { PLAIN = 80, ALL_LISTS = WORDS_LISTS };

bool guess_endless(const char *s)
{
    static const char *const days[] = {"31.12.9999", "9999-12-31", "00.00.0000", "0000-00-00",
                                       "01.01.9999", "99.99.9999", "31.12.2999"};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (strncmp(s, days[i], 10) == 0)
            return true;
    return false;
}

/* W06, 06W, 6 W, 6Wo. and the like; NULL: no such thing. */
static const char *interval_of(const char *value, struct arena *a)
{
    char plain[PLAIN];
    near_plain(value, plain, sizeof plain);
    size_t digits = strcspn(plain, "0123456789"), n = strspn(plain + digits, "0123456789");
    char unit = digits ? plain[0] : plain[n];
    const char *rest = plain + digits + n, *number = plain + digits;
    if (!n || n > 3 || (digits && *rest) || digits > 2)
        return NULL;
    while (n > 1 && *number == '0') {
        number++;
        n--;
    }
    const char *word = unit == 'w' ? "Wochen" : unit == 'm' ? "Monate" : unit == 't' || unit == 'd' ? "Tage" : NULL;
    struct span span;
    if (!word)
        return NULL;
    const char *text = arena_printf(a, "%.*s %s", (int)n, number, word);
    return span_parse(text, strlen(text), &span) ? text : NULL;
}

const char *guess_value(enum tbl_column c, const char *value, struct arena *a, bool *sure)
{
    const struct tbl_column_row m = tbl_columns[c];
    char plain[PLAIN];
    near_plain(value, plain, sizeof plain);
    *sure = true;
    if (m.bad == REJECT_DATE && guess_endless(value))
        return "";
    *sure = false;
    if (m.kind == COLUMN_INTERVAL)
        return interval_of(value, a);
    if (m.kind == COLUMN_YES)
        return word_is_among("y yes wahr vorhanden", plain) ? "ja"
               : word_is_among("no f falsch ohne", plain)   ? "nein"
                                                            : NULL;
    if (m.kind != COLUMN_WORD)
        return NULL;
    int v = word_meant(m.words, plain);
    *sure = v >= 0 && strlen(plain) > 2;
    if (v >= 0)
        return word_to_read(m.words, v);
    const char *likest = column_likest_word(c, value);
    char word[PLAIN];
    near_plain(likest, word, sizeof word);
    /* Mistyped, or the beginning of the other: likeness alone would make a "Kurzgespräch" an "Erstgespräch". */
    size_t shorter = strlen(plain) < strlen(word) ? strlen(plain) : strlen(word);
    bool begins = shorter >= 4 && strncmp(plain, word, shorter) == 0;
    bool broken = strstr(value, "\uFFFD") != NULL;
    return *likest && !broken && (begins || near_likeness(value, likest) >= 88) ? likest : NULL;
}

/* ---- what the values look like ---- */

struct counts {
    uint64_t days, times, endless, numbers, yes, intervals, workdays, commas, known[ALL_LISTS], length;
};

static bool has_letter(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (((unsigned char)s[i] | 0x20) >= 'a')
            return true;
    return false;
}

/* "Muster, Ute": one comma, a letter on both sides. */
static bool has_one_comma(const char *s)
{
    const char *comma = strchr(s, ',');
    return comma && !strchr(comma + 1, ',') && has_letter(s, (size_t)(comma - s)) &&
           has_letter(comma + 1, strlen(comma + 1));
}

static void count_value(const struct csv_sample_value *v, int century, struct counts *n, struct guess_profile *p)
{
    const char *s = v->text;
    size_t length = strlen(s);
    int32_t day;
    int minute = -1;
    int64_t number;
    struct span span;
    if (day_read(s, length, century, &day, &minute) == DAY_IS) {
        int year = day_split(day).year;
        p->newest = p->newest == DAY_NONE || day > p->newest ? day : p->newest;
        n->days += v->count;
        n->times += minute >= 0 ? v->count : 0;
        p->first_year = year < p->first_year ? year : p->first_year;
        p->last_year = year > p->last_year ? year : p->last_year;
    }
    n->endless += guess_endless(s) ? v->count : 0;
    n->numbers += num_parse_scaled(s, length, 2, &number) ? v->count : 0;
    n->yes += word_yes_no(s, length) >= 0 ? v->count : 0;
    n->intervals += span_parse(s, length, &span) ? v->count : 0;
    n->workdays += word_workdays(s, length) ? v->count : 0;
    n->commas += has_one_comma(s) ? v->count : 0;
    n->length += length * (uint64_t)v->count;
    char plain[PLAIN];
    near_plain(s, plain, sizeof plain);
    for (int list = 0; list < ALL_LISTS; list++)
        if (word_lookup((enum word_list)list, s, length) >= 0 || word_meant((enum word_list)list, plain) >= 0)
            n->known[list] += v->count;
}

int guess_century(const struct guess_file *f)
{
    bool seen[100] = {false};
    for (int i = 0; i < f->sample->n_columns; i++)
        for (int year = 0; f->profile[i].days >= 80 && year < 100; year++)
            seen[year] |= f->profile[i].short_year[year];
    return day_century(seen);
}

/* The column of this name; -1: there is none. */
static int column_at(const struct guess_file *f, const char *name)
{
    for (int i = 0; i < f->sample->n_columns; i++)
        if (text_equal_name(f->sample->column[i].name, strlen(f->sample->column[i].name), name, strlen(name)))
            return i;
    return -1;
}

static int share(uint64_t part, uint64_t whole)
{
    return whole ? (int)(100 * part / whole) : 0;
}

void guess_profile(const struct csv_sample_column *c, uint32_t rows, struct guess_profile *p)
{
    enum { MOST_LOOKED_AT = 3000 }; /* the most frequent ones tell enough */
    struct counts n = {0};
    uint64_t looked = 0;
    int32_t day;
    *p = (struct guess_profile){
        .filled = c->filled, .different = c->n_values, .rows = rows, .first_year = 9999, .newest = DAY_NONE};
    for (uint32_t i = 0; i < c->n_values && i < MOST_LOOKED_AT; i++) {
        const char *s = c->value[i].text;
        if (day_read(s, strlen(s), 0, &day, NULL) == DAY_SHORT_YEAR &&
            day_read(s, strlen(s), DAY_FIRST_YEAR, &day, NULL) == DAY_IS)
            p->short_year[day_split(day).year % 100] = true;
    }
    for (uint32_t i = 0; i < c->n_values && i < MOST_LOOKED_AT; i++) {
        count_value(&c->value[i], day_century(p->short_year), &n, p);
        looked += c->value[i].count;
    }
    p->days = share(n.days + n.endless, looked);
    p->times = share(n.times, looked);
    p->endless = share(n.endless, looked);
    p->numbers = share(n.numbers, looked);
    p->yes = share(n.yes, looked);
    p->intervals = share(n.intervals, looked);
    p->workdays = share(n.workdays, looked);
    p->commas = share(n.commas, looked);
    p->length = looked ? (int)(n.length / looked) : 0;
    for (int list = 0; list < ALL_LISTS; list++)
        p->known[list] = share(n.known[list], looked);
}

/* ---- how well a column of the export fits one of the program ---- */

/* How many of the column's different values are keys, percent. */
static int overlap(const struct csv_sample_column *c, const struct intern *keys)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < c->n_values; i++)
        found += intern_lookup(keys, c->value[i].text, strlen(c->value[i].text)) != INTERN_NONE;
    return share(found, c->n_values);
}

static int word_content(const struct guess_profile *p, enum word_list list)
{
    if (p->known[list] >= 90)
        return 80;
    if (p->known[list] >= 50)
        return 50;
    return p->different <= 30 && p->days < 50 ? 5 : -100;
}

static int day_content(enum tbl_column c, const struct guess_profile *p)
{
    if (p->days < 80)
        return -100;
    if (c == COL_C_BORN)
        return p->endless == 0 && p->first_year < 1985 && p->last_year < 2020 ? 40 : -60;
    if (p->first_year < 1975)
        return -20;
    return 20 + (p->endless > 0 && tbl_columns[c].kind == COLUMN_END ? 20 : 0);
}

static int key_content(enum tbl_column c, const struct guess_profile *p)
{
    if (p->days >= 50 || p->length < 2 || p->filled < p->rows * 9 / 10)
        return -100;
    if (c == COL_C_NUMBER || c == COL_S_KEY)
        return share(p->different, p->filled) >= 40 ? 20 : -50;
    return p->different > 1 ? 10 : -50;
}

/* -100: the values are something else; 0: cannot be told. */
static int content_points(enum tbl_column c, const struct guess_profile *p)
{
    if (!p->filled) /* nothing to be seen: only its name can tell */
        return tbl_columns[c].needed ? -50 : 0;
    switch (tbl_columns[c].kind) {
    case COLUMN_CUSTOMER:
        return key_content(c, p);
    case COLUMN_STAFF:
        return c == COL_S_KEY || c == COL_A_KEY ? key_content(c, p) : p->days >= 50 || p->length > 30 ? -100 : 5;
    case COLUMN_DAY:
    case COLUMN_BIRTH:
    case COLUMN_END:
        return day_content(c, p);
    case COLUMN_TIME:
        return p->times >= 80 ? 50 : -100;
    case COLUMN_WORD:
        return word_content(p, tbl_columns[c].words);
    case COLUMN_YES:
        return p->yes >= 90 ? 40 : p->yes >= 50 ? 10 : p->different <= 6 && p->days < 50 ? 0 : -100;
    case COLUMN_NUMBER:
        return p->numbers >= 90 ? 30 : -100;
    case COLUMN_INTERVAL:
        return p->intervals >= 50 ? 60 : p->different <= 60 && p->days < 50 ? 0 : -100;
    case COLUMN_WORKDAYS:
        return p->workdays >= 50 ? 60 : p->different <= 30 && p->days < 50 ? 0 : -100;
    case COLUMN_TEAM:
        return p->days >= 50 || p->different > 300 ? -100 : 10;
    default:
        return p->days >= 50 ? -100 : 5;
    }
}

static struct guess_column fit(const struct guess_file *f, enum tbl_column c, int at, const struct intern *keys)
{
    struct guess_column g = {.at = at, .name = column_likeness(c, f->sample->column[at].name), .overlap = -1};
    g.content = content_points(c, &f->profile[at]);
    if (keys && g.content > -100 && f->sample->column[at].n_values) {
        g.overlap = overlap(&f->sample->column[at], keys);
        g.content += g.overlap >= 50 ? 60 : g.overlap >= 10 ? 30 : g.overlap > 0 ? 0 : -40;
    }
    g.points = g.name + g.content;
    if (g.name == 100 && g.points < GUESS_POOR) /* so it is called: that has to be seen by somebody */
        g.points = GUESS_POOR;
    return g;
}

struct pair {
    enum tbl_column c;
    struct guess_column g;
};

static int compare_pairs(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    if (x->g.points != y->g.points)
        return x->g.points > y->g.points ? -1 : 1;
    if (x->c != y->c)
        return x->c < y->c ? -1 : 1;
    return x->g.at - y->g.at;
}

/* A mapping tells columns by their names: they have to have one, each its own, and XML has to be able to hold it. */
static bool can_be_named(const struct csv_sample *s, int at)
{
    const char *name = s->column[at].name;
    size_t n = strlen(name);
    if (!n || n > 200)
        return false;
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)name[i] < 0x20 || (unsigned char)name[i] == 0xEF)
            return false;
    for (int i = 0; i < s->n_columns; i++)
        if (i != at && text_equal_name(name, n, s->column[i].name, strlen(s->column[i].name)))
            return false;
    return true;
}

/*
 * The columns of f if it were an export of this kind: the best pairs first, each column once. customers, staff: files
 * whose keys may be compared; NULL: none. Gives the points of the whole.
 */
static int match(struct guess_file *f, enum tbl_file art, const struct guess_file *customers,
                 const struct guess_file *staff, struct guess_column out[COL_COUNT])
{
    int first = (int)column_first(art), n = column_count(art), columns = f->sample->n_columns, sum = 0;
    struct pair *pair = mem_zero((size_t)n * (size_t)columns + 1, sizeof *pair);
    bool *used = mem_zero((size_t)columns + 1, sizeof *used);
    size_t n_pairs = 0;
    for (int c = first; c < first + n; c++) {
        enum column_kind kind = tbl_columns[c].kind;
        const struct guess_file *other = kind == COLUMN_CUSTOMER ? customers : kind == COLUMN_STAFF ? staff : NULL;
        const struct intern *keys = other && c != COL_C_NUMBER && c != COL_S_KEY ? other->keys : NULL;
        out[c] = (struct guess_column){.at = -1, .overlap = -1};
        for (int i = 0; i < columns; i++)
            if (can_be_named(f->sample, i))
                pair[n_pairs++] = (struct pair){(enum tbl_column)c, fit(f, (enum tbl_column)c, i, keys)};
    }
    qsort(pair, n_pairs, sizeof *pair, compare_pairs);
    for (size_t i = 0; i < n_pairs; i++) {
        const struct guess_column *g = &pair[i].g;
        if (g->points < GUESS_POOR || used[g->at] || out[pair[i].c].at >= 0)
            continue;
        used[g->at] = true;
        out[pair[i].c] = *g;
    }
    for (int c = first; c < first + n; c++) {
        int points = out[c].at >= 0 ? out[c].points : 0;
        sum += tbl_columns[c].needed ? (points ? 2 * points : -120) : points / 3;
    }
    free(pair);
    free(used);
    return sum;
}

static int name_hint(const char *name, enum tbl_file art)
{
    char plain[PLAIN], word[PLAIN];
    near_plain(name, plain, sizeof plain);
    for (const char *s = tbl_file_synonyms[art]; *s; s += strcspn(s, " "), s += *s == ' ') {
        size_t n = strcspn(s, " ");
        memcpy(word, s, n);
        word[n] = '\0';
        if (n >= 3 ? strstr(plain, word) != NULL : strncmp(plain, word, n) == 0)
            return 100;
    }
    return 0;
}

/* Keys of kunden and mitarbeiter, for comparing others with. */
static void collect_keys(struct guess_file *f)
{
    int at = f->column[f->art == FILE_CUSTOMERS ? COL_C_NUMBER : COL_S_KEY].at;
    intern_free(f->keys);
    f->keys = intern_new();
    for (uint32_t i = 0; at >= 0 && i < f->sample->column[at].n_values; i++) {
        const char *s = f->sample->column[at].value[i].text;
        intern_put(f->keys, s, strlen(s));
    }
}

/* Surname and given name in one column: whichever of the two it was taken for, it is both. */
static void find_names_in_one(struct guess_file *f)
{
    enum { MOSTLY = 80 };
    struct guess_column *surname = &f->column[COL_C_SURNAME], *given = &f->column[COL_C_GIVEN];
    struct guess_column *one = surname->at >= 0 ? surname : given, *other = one == surname ? given : surname;
    if (f->art != FILE_CUSTOMERS || one->at < 0 || other->at >= 0 || f->profile[one->at].commas < MOSTLY)
        return;
    *other = *one;
    f->names_in_one = true;
}

/* The last day in the columns that grow with time: not of birth, and no end that lies ahead. */
static int32_t newest_day(const struct guess_file *f, const struct guess_file *mapped)
{
    int first = (int)column_first(mapped->art), n = column_count(mapped->art);
    int32_t newest = DAY_NONE;
    for (int c = first; c < first + n; c++) {
        enum column_kind kind = tbl_columns[c].kind;
        int at = mapped->column[c].at;
        if (at < 0 || (kind != COLUMN_DAY && kind != COLUMN_TIME))
            continue;
        int here = column_at(f, mapped->sample->column[at].name);
        if (here >= 0 && f->profile[here].newest != DAY_NONE &&
            (newest == DAY_NONE || f->profile[here].newest > newest))
            newest = f->profile[here].newest;
    }
    return newest;
}

/* Whether f has every column that is used of the other: the same export, of another month or copied. */
static bool is_twin(const struct guess_file *f, const struct guess_file *of)
{
    int first = (int)column_first(of->art), n = column_count(of->art);
    if (f == of || f->art != TBL_FILES || f->instead)
        return false;
    for (int c = first; c < first + n; c++)
        if (of->column[c].at >= 0 && column_at(f, of->sample->column[of->column[c].at].name) < 0)
            return false;
    int known = 0;
    for (int i = 0; i < f->sample->n_columns; i++)
        known += column_at(of, f->sample->column[i].name) >= 0;
    return 4 * known >= 3 * f->sample->n_columns;
}

static struct guess_file *take(struct guess_file *f, enum tbl_file art, const struct guess_file *customers,
                               const struct guess_file *staff)
{
    if (!f)
        return NULL;
    f->points = match(f, art, customers, staff, f->column) + name_hint(f->name, art);
    f->art = art;
    f->names_in_one = false;
    find_names_in_one(f);
    if (art == FILE_CUSTOMERS || art == FILE_STAFF)
        collect_keys(f);
    return f;
}

/*
 * Of f, which was taken, and its twins the newest: by the newest day, where that is the same by name (a copy is called
 * "Kopie von ..." or "... (1)", both of which come before). The others are of no art and name it.
 */
static struct guess_file *newest_of(struct guess_file *file, size_t n, struct guess_file *f,
                                    const struct guess_file *customers, const struct guess_file *staff)
{
    struct guess_file *best = f;
    enum tbl_file art = f->art;
    bool several = false;
    f->newest = newest_day(f, f);
    for (size_t i = 0; i < n; i++) {
        if (!is_twin(&file[i], f))
            continue;
        several = true;
        file[i].newest = newest_day(&file[i], f);
        file[i].instead = f;
        if (file[i].newest > best->newest || (file[i].newest == best->newest && strcmp(file[i].name, best->name) > 0))
            best = &file[i];
    }
    if (!several)
        return f;
    for (size_t i = 0; i < n; i++)
        if (&file[i] == f || file[i].instead == f)
            file[i].instead = &file[i] == best ? NULL : best;
    if (best == f)
        return f;
    f->art = TBL_FILES;
    return take(best, art, customers, staff);
}

static void rate(struct guess_file *file, size_t n, enum tbl_file art, const struct guess_file *customers,
                 const struct guess_file *staff)
{
    struct guess_column column[COL_COUNT];
    for (size_t i = 0; i < n; i++)
        file[i].as[art] = match(&file[i], art, customers, staff, column) + name_hint(file[i].name, art);
}

enum { LIKE_AN_EXPORT = 150 };

/* The file that is likest an export of this kind; NULL: none that is left is like it. */
static struct guess_file *likest(struct guess_file *file, size_t n, enum tbl_file art)
{
    struct guess_file *best = NULL;
    for (size_t i = 0; i < n; i++)
        if (file[i].art == TBL_FILES && !file[i].instead && file[i].as[art] >= LIKE_AN_EXPORT &&
            (!best || file[i].as[art] > best->as[art]))
            best = &file[i];
    return best;
}

void guess_files(struct guess_file *file, size_t n)
{
    static const enum tbl_file others[] = {FILE_CONTACTS, FILE_APPOINTMENTS, FILE_EXCEPTIONS, FILE_ABSENCES};
    enum { OTHERS = sizeof others / sizeof *others };
    bool taken[OTHERS] = {false};
    for (size_t i = 0; i < n; i++) {
        file[i].art = TBL_FILES;
        file[i].instead = NULL;
    }
    /* Customers and staff first: their keys tell the others. */
    rate(file, n, FILE_CUSTOMERS, NULL, NULL);
    struct guess_file *customers = take(likest(file, n, FILE_CUSTOMERS), FILE_CUSTOMERS, NULL, NULL);
    if (customers)
        customers = newest_of(file, n, customers, NULL, NULL);
    rate(file, n, FILE_STAFF, NULL, NULL);
    struct guess_file *staff = take(likest(file, n, FILE_STAFF), FILE_STAFF, NULL, NULL);
    if (staff)
        staff = newest_of(file, n, staff, NULL, NULL);
    take(customers, FILE_CUSTOMERS, NULL, staff);
    for (int i = 0; i < OTHERS; i++)
        rate(file, n, others[i], customers, staff);
    for (int round = 0; round < OTHERS; round++) { /* the likest pair of a file and a kind that is left */
        struct guess_file *best = NULL;
        int which = 0;
        for (int i = 0; i < OTHERS; i++) {
            struct guess_file *f = taken[i] ? NULL : likest(file, n, others[i]);
            if (f && (!best || f->as[others[i]] > best->as[others[which]])) {
                best = f;
                which = i;
            }
        }
        if (!best)
            return;
        taken[which] = true;
        newest_of(file, n, take(best, others[which], customers, staff), customers, staff);
    }
}

void guess_file_free(struct guess_file *f)
{
    csv_sample_free(f->sample);
    free(f->profile);
    intern_free(f->keys);
}
