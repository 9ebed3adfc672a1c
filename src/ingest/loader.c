#include "ingest/loader.h"

#include "base/num.h"
#include "base/text.h"
#include "ingest/keys.h"

#include <stdlib.h>
#include <string.h>

static void *piece_begin(void *shared, size_t bytes)
{
    (void)bytes;
    struct loader_piece *p = mem_zero(1, sizeof *p);
    p->l = shared;
    issues_init(&p->issues);
    p->words = intern_new();
    intern_put(p->words, "", 0);
    p->last_customer = TBL_NONE;
    return p;
}

static void piece_drop(void *piece)
{
    struct loader_piece *p = piece;
    issues_free(&p->issues);
    intern_free(p->words);
    free(p->rows);
    free(p->digest);
    free(p->outside_day);
    buf_free(&p->scratch);
    buf_free(&p->tidy);
    buf_free(&p->name);
    free(p);
}

static void piece_take(void *shared, void *piece, uint32_t line_base)
{
    struct loader *l = shared;
    struct loader_piece *p = piece;
    p->line_base = line_base;
    for (size_t i = 0; i < p->issues.n; i++)
        p->issues.item[i].line += line_base;
    if (p->short_rows && !l->short_rows)
        l->first_short = p->first_short + line_base;
    l->short_rows += p->short_rows;
    if (p->cut)
        l->cut = p->cut + line_base;
    if (p->other_header && !l->other_header)
        l->other_header = p->other_header + line_base;
    tidy_take(&l->tallies, &p->tallies, line_base);
    for (size_t i = 0; l->with_lines && i < p->n; i++) {
        uint32_t *line = (uint32_t *)(void *)(p->rows + i * l->row_size);
        *line += line_base;
    }
    l->piece = mem_grow(l->piece, l->n_pieces, &l->cap_pieces, sizeof(struct loader_piece *));
    l->piece[l->n_pieces++] = p;
}

static void piece_progress(void *shared, uint64_t done, uint64_t bytes)
{
    const struct loader *l = shared;
    l->options->progress(l->options->progress_context, tbl_file_names[l->file], done, bytes);
}

static bool note_row_fault(struct loader_piece *p)
{
    static const enum issue_kind kinds[] = {
        [CSV_BAD_BYTES] = REJECT_BYTES, [CSV_OPEN_QUOTE] = REJECT_QUOTE, [CSV_TOO_LONG] = REJECT_LONG};
    const struct csv_row *row = p->row;
    if (row->fault == CSV_FINE)
        return false;
    issues_add(&p->issues, kinds[row->fault], p->l->file, row->line, row->fault_column, row->fault_value.p,
               row->fault_value.n);
    p->rejected++;
    return true;
}

/* A short line of staff may be one of totals; elsewhere empty fields at the end are often left out: told once a file.
 */
static void note_short_row(struct loader_piece *p)
{
    if (p->l->file == FILE_STAFF)
        issues_add(&p->issues, WARN_SHORT, p->l->file, p->row->line, "", NULL, 0);
    else if (!p->short_rows++)
        p->first_short = p->row->line;
}

bool loader_reject_footer(struct loader_piece *p)
{
    const struct csv_row *row = p->row;
    struct csv_field first = {"", 0};
    enum tbl_column c = lexicon_at(p->l->file, 0);
    for (int i = 0; i < p->l->n_columns && !first.n; i++) {
        first = row->field[i];
        c = lexicon_at(p->l->file, i);
    }
    issues_add(&p->issues, REJECT_FOOTER, p->l->file, row->line, first.n ? lexicon_column(p->l->own, c)->name : "", first.p, first.n);
    p->footers++;
    return false;
}

/* Whether a field shows that its line is a record: neither a text nor a number of a footer. */
static bool is_of_record(struct csv_field f, bool *text)
{
    if (ingest_footer_is_text(f.p, f.n))
        *text = true;
    else if (!ingest_footer_is_number(f.p, f.n))
        return !word_may_be_nothing(f.p, f.n) || word_nothing(f.p, f.n) == NOTHING_NOT;
    return false;
}

/*
 * A line of totals or a count of rows: nothing but such texts and numbers stands in its columns; or nothing at all, and
 * the line is shorter than the header.
 */
static bool is_footer(struct loader_piece *p)
{
    bool text = false, any = false;
    const struct csv_field *field = p->row->field;
    if (field[p->shows_record].n && is_of_record(field[p->shows_record], &text))
        return false;
    for (int i = p->l->n_columns; i-- > 0;) {
        if (!field[i].n)
            continue;
        any = true;
        if (is_of_record(field[i], &text)) {
            p->shows_record = i;
            return false;
        }
    }
    return text || (!any && p->row->too_few);
}

/* The header once more, or the line in which the file was cut off, is no record, and outside the limit. */
static bool note_no_record(struct loader_piece *p)
{
    if (p->row->sort == CSV_RECORD && !p->row->cut)
        return false;
    if (p->row->cut)
        p->cut = p->row->line;
    else if (p->row->sort == CSV_OTHER_HEADER && !p->other_header)
        p->other_header = p->row->line;
    issues_add(&p->issues, p->row->cut ? REJECT_CUT : REJECT_HEADER, p->l->file, p->row->line, "", NULL, 0);
    p->footers++;
    return true;
}

static void piece_row(void *piece, const struct csv_row *row)
{
    struct loader_piece *p = piece;
    size_t size = p->l->row_size;
    p->row = row;
    if (note_no_record(p))
        return;
    if (note_row_fault(p))
        return;
    if (row->too_many) {
        issues_add(&p->issues, REJECT_FIELDS, p->l->file, row->line, "", NULL, 0);
        p->rejected++;
        return;
    }
    if (p->l->values) {
        p->canonical = *row;
        ingest_values_apply(p->l->values, p->canonical.field, &p->scratch);
        p->row = &p->canonical;
    }
    if (row->too_few)
        note_short_row(p);
    if (is_footer(p)) {
        loader_reject_footer(p);
        return;
    }
    tidy_row(p);
    p->rows = mem_grow(p->rows, p->n, &p->cap, size);
    unsigned char *out = p->rows + p->n * size;
    if (p->l->with_lines)
        memcpy(out, &row->line, sizeof row->line);
    if (!p->l->read(p, out))
        return;
    for (int i = p->l->n_columns; i-- > 0;)
        p->filled[i] += p->row->field[i].n > 0;
    if (p->l->with_digests) {
        p->digest = mem_grow(p->digest, p->n, &p->cap_digests, sizeof *p->digest);
        p->digest[p->n] = row->digest;
    }
    p->n++;
}

static void note_unused(void *context, const struct csv_unused *u)
{
    struct loader *l = context;
    struct buf b = {0};
    const char *meant = u->meant == COL_COUNT ? "" : lexicon_column(l->own, u->meant)->name;
    if (*u->name)
        text_put_visible(&b, u->name, strlen(u->name));
    else
        buf_printf(&b, "(ohne Namen, die %d.)", u->number);
    issues_add(&l->t->issues, *meant ? WARN_UNUSED_LIKE : WARN_UNUSED, l->file, u->line, buf_str(&b), meant,
               strlen(meant));
    buf_free(&b);
}

static void note_two_encodings(struct loader *l, const struct csv_result *result)
{
    struct buf fact = {0};
    buf_printf(&fact, "%s ist in zwei Zeichensätzen geschrieben: ", tbl_file_names[l->file]);
    num_put_german(&fact, (int64_t)result->utf8_fields);
    buf_printf(&fact, " Felder mit Umlauten in %s, ", encoding_name(result->encoding));
    num_put_german(&fact, (int64_t)result->second_fields);
    buf_printf(&fact, " in %s", encoding_name(result->second));
    const struct issue_words words = {buf_str(&fact),
                                      "Jedes Feld wurde nach seinem gelesen; vielleicht sind es zwei "
                                      "Exporte hintereinander.",
                                      "", "ein Zeichensatz, am besten UTF-8"};
    issues_add_doubt(&l->t->issues, DOUBT_ENCODINGS, l->file, &words);
    buf_free(&fact);
}

/* What the reading of the file as a whole has shown. */
static void note_file(struct loader *l, enum encoding told, const struct csv_result *result)
{
    struct buf b = {0};
    if (told != ENCODING_DETECT && result->encoding != told && result->second != told && !encoding_is_utf16(told)) {
        buf_printf(&b, "%s; im Auftrag: %s", encoding_name(result->encoding), encoding_name(told));
        issues_add(&l->t->issues, WARN_ENCODING, l->file, 0, "", b.p, b.n);
    }
    if (result->second != ENCODING_DETECT)
        note_two_encodings(l, result);
    if (l->short_rows) {
        buf_clear(&b);
        num_put_german(&b, (int64_t)l->short_rows);
        buf_text(&b, l->short_rows == 1 ? " Zeile, diese" : " Zeilen, die erste ist diese");
        issues_add(&l->t->issues, WARN_SHORT, l->file, l->first_short, "", b.p, b.n);
    }
    tidy_note(l);
    buf_free(&b);
}

/* The file ends in a line, or just where a spreadsheet has no more of them. */
static void note_end(struct loader *l, const struct csv_result *result)
{
    const uint64_t lines = result->rows + 1;
    const char *name = tbl_file_names[l->file], *meaning = "Diese Zeile zählt nicht, und was dahinter kam, fehlt.";
    struct buf fact = {0};
    if (l->cut) {
        buf_printf(&fact, "%s bricht mitten in einer Zeile ab (Zeile ", name);
        num_put_german(&fact, l->cut);
        buf_text(&fact, ")");
    } else if (result->has_ctrl_z) {
        buf_printf(&fact, "%s enthält mitten darin das Zeichen Strg-Z, mit dem unter DOS eine Datei endet", name);
        meaning = "Was dahinter steht, wurde mitgelesen.";
    } else if (lines == 65536 || lines == 1048576) {
        buf_printf(&fact, "%s hat mit der Kopfzeile ", name);
        num_put_german(&fact, (int64_t)lines);
        buf_text(&fact, " Zeilen, genau so viele, wie eine Tabellenkalkulation fasst");
        meaning = "Weitere fehlen dann.";
    }
    const struct issue_words words = {buf_str(&fact), meaning, "",
                                      "der ganze Export, wie er aus dem Fachverfahren kommt"};
    if (fact.n)
        issues_add_doubt(&l->t->issues, DOUBT_CUT, l->file, &words);
    buf_free(&fact);
}

static const char *path_of(struct loader *l)
{
    const struct ingest_options *o = l->options;
    if (o->file)
        return arena_strdup(l->t->arena, o->file[l->file].path);
    char *path = ingest_path_in(o->dir, l->file, NULL);
    const char *kept = arena_strdup(l->t->arena, path);
    free(path);
    return kept;
}

bool loader_read(struct loader *l, struct diag *d)
{
    const struct ingest_options *o = l->options;
    struct csv_mapping mapping = {o->file ? &o->file[l->file] : NULL, o->job};
    struct issue_file *about = &l->t->issues.file[l->file];
    const char *path = path_of(l);
    struct csv_user user = {
        .begin = piece_begin,
        .row = piece_row,
        .drop = piece_drop,
        .take = piece_take,
        .progress = o->progress ? piece_progress : NULL,
        .shared = l,
        .digest = o->digests,
        .row_digests = l->with_digests,
    };
    const struct csv_notes notes = {note_unused, l};
    struct csv_result result;
    l->own = l->t->lexicon;
    l->first_column = (int)column_first(l->file);
    l->n_columns = lexicon_slots(l->own, l->file);
    tidy_begin(l);
    l->century = o->file ? o->file[l->file].century : 0;
    if (o->file)
        l->values = ingest_values_new(mapping.file);
    bool ok = csv_file_read_mapped(path, l->file, o->file ? &mapping : NULL, l->own, o->threads, &user, l->t->has, &notes,
                                   &result, d);
    ingest_values_free(l->values);
    l->values = NULL;
    if (!ok)
        return false;
    if (l->other_header) {
        diag_fail(d, DIAG_INPUT, path, l->other_header,
                  "eine zweite Kopfzeile, deren Spalten anders liegen: die Werte dahinter stehen unter falschen Namen");
        return diag_expect(d, "eine Kopfzeile; zwei Exporte einzeln, oder mit denselben Spalten hintereinander");
    }
    l->t->has_file[l->file] = true;
    l->rows = result.rows;
    note_end(l, &result);
    note_file(l, o->file ? mapping.file->encoding : ENCODING_DETECT, &result);
    about->path = path;
    about->encoding =
        result.second == ENCODING_DETECT
            ? encoding_name(result.encoding)
            : arena_printf(l->t->arena, "%s und %s", encoding_name(result.encoding), encoding_name(result.second));
    about->bytes = result.bytes;
    about->lines = result.rows;
    if (o->digests)
        memcpy(about->sha256, result.digest.hex, sizeof about->sha256);
    return true;
}

uint32_t *loader_word_map(struct loader *l, const struct loader_piece *p)
{
    uint32_t n = intern_count(p->words), *map = mem_zero(n, sizeof *map);
    for (uint32_t i = 0; i < n; i++) {
        const char *s = intern_text(p->words, i);
        map[i] = intern_put(l->words, s, strlen(s));
    }
    return map;
}

struct repeat {
    uint64_t digest;
    uint32_t line, at; /* at: number of the row in the file */
};

/* Alike ones side by side, in the order of the file. */
static int compare_repeats(const void *a, const void *b)
{
    const struct repeat *x = a, *y = b;
    if (x->digest != y->digest)
        return x->digest < y->digest ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

static uint32_t line_of(const struct loader *l, const struct loader_piece *p, size_t i)
{
    uint32_t line;
    memcpy(&line, p->rows + i * l->row_size, sizeof line);
    return line;
}

/* again: a flag a row of the file, in order. */
static void close_ranks(struct loader *l, const bool *again)
{
    for (size_t i = 0; i < l->n_pieces; i++) {
        struct loader_piece *p = l->piece[i];
        size_t kept = 0, size = l->row_size;
        for (size_t k = 0; k < p->n; k++, again++)
            if (!*again)
                memmove(p->rows + kept++ * size, p->rows + k * size, size);
        p->n = kept;
    }
}

void loader_drop_repeats(struct loader *l)
{
    size_t n = 0;
    for (size_t i = 0; i < l->n_pieces; i++)
        n += l->piece[i]->n;
    if (n >= TBL_NONE)
        return; /* refused by whoever makes a table of them */
    struct repeat *row = mem_alloc(n * sizeof *row);
    bool *again = mem_zero(n, sizeof *again);
    uint32_t at = 0, first = 0;
    for (size_t i = 0; i < l->n_pieces; i++)
        for (size_t k = 0; k < l->piece[i]->n; k++, at++)
            row[at] = (struct repeat){l->piece[i]->digest[k], line_of(l, l->piece[i], k), at};
    if (n > 1)
        qsort(row, n, sizeof *row, compare_repeats);
    uint64_t repeats = 0;
    for (size_t i = 1; i < n; i++) {
        if (row[i].digest != row[i - 1].digest)
            continue;
        again[row[i].at] = true;
        if (!repeats++ || row[i].line < first)
            first = row[i].line;
    }
    if (repeats)
        close_ranks(l, again);
    loader_note_repeats(l, repeats, first);
    free(row);
    free(again);
}

/* One warning for so many lines of the file. */
static void note_lines(struct loader *l, enum issue_kind kind, uint64_t n, uint32_t first)
{
    struct buf b = {0};
    if (!n)
        return;
    buf_int(&b, (int64_t)n);
    buf_printf(&b, n == 1 ? " Zeile, Zeile %u" : " Zeilen, die erste ist Zeile %u", first);
    issues_add(&l->t->issues, kind, l->file, 0, "", b.p, b.n);
    buf_free(&b);
}

void loader_note_repeats(struct loader *l, uint64_t n, uint32_t first)
{
    note_lines(l, WARN_REPEATED, n, first);
    l->t->issues.file[l->file].repeated += n;
}

void loader_check_key(struct loader *l, enum tbl_column c, const char *key, uint32_t line)
{
    size_t n = strlen(key);
    if (ingest_key_is_cut(key, n))
        issues_add(&l->t->issues, WARN_KEY_CUT, l->file, line, tbl_columns[c].name, key, n);
    if (ingest_key_has_hidden(key, n))
        issues_add(&l->t->issues, WARN_KEY_HIDDEN, l->file, line, tbl_columns[c].name, key, n);
}

void loader_finish(struct loader *l)
{
    struct issue_file *about = &l->t->issues.file[l->file];
    size_t outside = 0;
    for (size_t i = 0; i < l->n_pieces; i++)
        outside += l->piece[i]->outside;
    int32_t *day = l->t->outside[l->file] = loader_column(l, outside, sizeof *day);
    for (size_t i = 0; i < l->n_pieces; i++) {
        if (l->piece[i]->outside)
            memcpy(day + about->outside, l->piece[i]->outside_day, l->piece[i]->outside * sizeof *day);
        about->rejected += l->piece[i]->rejected;
        about->outside += l->piece[i]->outside;
        about->footers += l->piece[i]->footers;
        for (int c = 0; c < l->n_columns; c++)
            l->t->filled[lexicon_at(l->file, c)] += l->piece[i]->filled[c];
        issues_append(&l->t->issues, &l->piece[i]->issues);
        issues_init(&l->piece[i]->issues);
        piece_drop(l->piece[i]);
    }
    about->used = about->lines - about->rejected - about->outside - about->repeated - about->footers;
    free(l->piece);
    if (about->outside)
        alike_numbers(l);
}

void *loader_column(struct loader *l, size_t n, size_t size)
{
    return arena_raw(l->t->arena, n * size);
}

void loader_group(const uint32_t *customer, uint32_t n, uint32_t n_customers, uint32_t *first, uint32_t *order)
{
    memset(first, 0, ((size_t)n_customers + 1) * sizeof *first);
    for (uint32_t i = 0; i < n; i++)
        first[customer[i] + 1]++;
    for (uint32_t c = 0; c < n_customers; c++)
        first[c + 1] += first[c];
    for (uint32_t i = 0; i < n; i++)
        order[first[customer[i]]++] = i;
    memmove(first + 1, first, n_customers * sizeof *first);
    first[0] = 0;
}

bool field_reject(struct loader_piece *p, enum issue_kind kind, enum tbl_column c)
{
    struct csv_field f = kind == REJECT_EMPTY ? p->delivered->field[lexicon_slot(c)] : field_of(p, c);
    issues_add(&p->issues, kind, p->l->file, p->row->line, lexicon_column(p->l->own, c)->name, f.p, f.n);
    p->rejected++;
    return false;
}

static void warn(struct loader_piece *p, enum issue_kind kind, enum tbl_column c)
{
    struct csv_field f = field_of(p, c);
    issues_add(&p->issues, kind, p->l->file, p->row->line, lexicon_column(p->l->own, c)->name, f.p, f.n);
}

bool field_bad(struct loader_piece *p, enum tbl_column c)
{
    enum issue_kind kind = lexicon_column(p->l->own, c)->bad;
    if (issue_texts[kind].class == ISSUE_REJECTED)
        return field_reject(p, kind, c);
    warn(p, kind, c);
    return true;
}

bool field_needed(struct loader_piece *p, enum tbl_column c, struct csv_field *f)
{
    *f = field_of(p, c);
    return f->n ? true : field_reject(p, REJECT_EMPTY, c);
}

bool field_day(struct loader_piece *p, enum tbl_column c, int32_t *d, int *minute)
{
    const struct tbl_column_row *column = lexicon_column(p->l->own, c);
    struct csv_field f = field_of(p, c);
    int32_t empty = column->kind == COLUMN_END ? DAY_OPEN : DAY_NONE;
    enum day_form form = f.n ? day_read(f.p, f.n, p->l->century, d, minute) : DAY_EMPTY;
    if (form == DAY_IS)
        return true;
    if (form == DAY_INCOMPLETE && column_takes_day(column->kind, form))
        warn(p, WARN_BIRTH, c);
    if (form != DAY_EMPTY && column_takes_day(column->kind, form))
        return true;
    *d = empty;
    if (form == DAY_EMPTY)
        return column->needed ? field_reject(p, REJECT_EMPTY, c) : true;
    return form == DAY_SHORT_YEAR && column->bad == REJECT_DATE ? field_reject(p, REJECT_YEAR, c) : field_bad(p, c);
}

bool field_customer(struct loader_piece *p, enum tbl_column c, int32_t day, uint32_t *customer)
{
    struct csv_field f = field_of(p, c);
    /* Exports mostly hold a customer's lines one behind the other. */
    if (f.n != p->last_number_n || memcmp(f.p, p->last_number, f.n) != 0) {
        p->last_customer = intern_lookup(p->l->numbers, f.p, f.n);
        p->last_number_n = f.n <= sizeof p->last_number ? f.n : 0;
        memcpy(p->last_number, f.p, p->last_number_n);
    }
    *customer = p->last_customer;
    if (*customer != INTERN_NONE)
        return true;
    issues_add(&p->issues, REJECT_CUSTOMER, p->l->file, p->row->line, tbl_columns[c].name, f.p, f.n);
    p->outside_day = mem_grow(p->outside_day, p->outside, &p->cap_outside, sizeof *p->outside_day);
    p->outside_day[p->outside++] = day;
    return false;
}

static int cached_word(struct loader_piece *p, enum word_list list, const char *s, size_t n)
{
    if (n > LOADER_CACHE_LONGEST)
        return lexicon_lookup(p->l->own, list, s, n);
    unsigned at = ((unsigned)n * 5 + (unsigned char)s[0] + (unsigned char)s[n / 2]) % LOADER_CACHE_SLOTS;
    struct loader_cache *cache = &p->cache[list];
    if (cache->slot[at].n != n || memcmp(cache->slot[at].s, s, n) != 0) {
        cache->slot[at].n = (uint8_t)n;
        memcpy(cache->slot[at].s, s, n);
        cache->slot[at].value = (int8_t)lexicon_lookup(p->l->own, list, s, n);
    }
    return cache->slot[at].value;
}

int field_word(struct loader_piece *p, enum tbl_column c)
{
    enum word_list list = tbl_columns[c].words;
    struct csv_field f = field_of(p, c);
    int value = f.n ? cached_word(p, list, f.p, f.n) : word_empty(list);
    if (value >= 0)
        return value;
    if (f.n)
        field_bad(p, c);
    return word_count(list);
}

bool field_yes(struct loader_piece *p, enum tbl_column c)
{
    struct csv_field f = field_of(p, c);
    int yes = word_yes_no(f.p, f.n);
    if (yes < 0)
        field_bad(p, c);
    return yes == 1;
}

int64_t field_number(struct loader_piece *p, enum tbl_column c, int places, int64_t most)
{
    struct csv_field f = field_of(p, c);
    int64_t v;
    if (!f.n)
        return -1;
    if (num_parse_scaled(f.p, f.n, places, &v) && v <= most)
        return v;
    field_bad(p, c);
    return -1;
}

uint32_t field_minutes(struct loader_piece *p, enum tbl_column c)
{
    enum { PLACES = 3, MOST = UINT16_MAX * TBL_MINUTE - 1 };
    _Static_assert(TBL_MINUTE == 1000, "as many places");
    int64_t v = field_number(p, c, PLACES, MOST);
    return v < 0 ? TBL_NO_MINUTES : (uint32_t)v;
}

uint32_t field_text(struct loader_piece *p, enum tbl_column c)
{
    struct csv_field f = field_of(p, c);
    return f.n ? intern_put(p->words, f.p, f.n) : 0;
}
