#include "ingest/csv_sample.h"

#include "base/text.h"
#include "ingest/csv_piece.h"
#include "ingest/csv_quotes.h"
#include "ingest/csv_source.h"
#include "ingest/intern.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 500, MOST_FAULTS = 100, ROWS_TO_COMPARE = 20, HEADER_LINES = 20 };

struct sampler {
    struct csv_source source;
    struct csv_window w;
    off_t header; /* where it begins */
    struct csv_sample *s;
    struct intern **raw; /* by column: bytes as they stand in the file; number 0 is "" */
    uint32_t **count;
    size_t *cap;
    struct encoding_evidence evidence;
};

static const char *field(const struct csv_header *h, int i, size_t *n)
{
    size_t begin = i ? h->end[i - 1] : 0;
    *n = h->end[i] - begin;
    return text_trim(buf_str(&h->bytes) + begin, n);
}

/* What stands in a field: that of `="..."` is its content. */
static const char *content(const char *s, size_t *n, struct buf *text)
{
    buf_clear(text);
    if (!csv_text_of(s, *n, text))
        return s;
    *n = text->n;
    return buf_str(text);
}

/* A header has names, each its own: what stands above it may have as many fields, but they are empty. */
static bool has_names(const struct csv_header *h)
{
    for (int i = 0; i < h->n_fields; i++) {
        size_t n;
        field(h, i, &n);
        if (!n)
            return false;
    }
    return true;
}

/* How many columns a separator makes of the line at `at`; 0 where the records behind it mostly have another number. */
static int columns_with(struct sampler *x, off_t at, char separator, bool *named)
{
    int columns = 0, same = 0, rows = 0;
    for (int i = 0; i <= ROWS_TO_COMPARE && at < x->w.size; i++) {
        struct csv_header h = {0};
        bool found = csv_header_read(&x->w, at, separator, &h);
        if (found && i == 0) {
            columns = h.n_fields;
            *named = has_names(&h);
        } else if (found && h.n_fields > 1) {
            rows++;
            same += h.n_fields == columns;
        }
        at = h.behind;
        csv_header_free(&h);
        if (!found)
            break;
    }
    return columns >= 2 && columns <= MOST_COLUMNS && 2 * same >= rows ? columns : 0;
}

/* Nothing stands on the line at `at`: what follows it would be read as if it began there. */
static bool is_blank(struct sampler *x, off_t at)
{
    const char *line;
    bool cut;
    size_t n = csv_window_line(&x->w, at, &line, &cut);
    text_trim(line, &n);
    return n == 0;
}

/* The first line that makes a table and has a name for each of its columns; else the first that makes the widest. */
static bool choose_header(struct sampler *x)
{
    static const char separators[] = {';', ',', '\t'};
    const char one = x->source.separator, *separator = one ? &one : separators;
    off_t at = x->source.from;
    bool named = false;
    for (uint32_t line = x->source.lines + 1; line <= HEADER_LINES && at < x->w.size && !x->w.error && !named; line++) {
        for (size_t i = 0; !is_blank(x, at) && i < (one ? 1 : sizeof separators); i++) {
            bool its_named = false;
            int columns = columns_with(x, at, separator[i], &its_named);
            if (columns <= x->s->n_columns && !(columns && its_named && !named))
                continue;
            named |= its_named;
            x->s->n_columns = columns;
            x->s->separator = separator[i];
            x->s->header_line = line;
            x->header = at;
        }
        at = csv_window_skip(&x->w, at);
    }
    return x->s->n_columns > 0;
}

static void note_bytes(struct sampler *x, const char *s, size_t n)
{
    if (text_is_ascii(s, n))
        return;
    if (text_is_utf8(s, n))
        x->evidence.utf8_fields++;
    else
        encoding_note_broken(&x->evidence, s, n);
}

static void take_row(struct sampler *x, const struct csv_header *h)
{
    struct buf text = {0};
    x->s->rows++;
    for (int i = 0; i < x->s->n_columns; i++) {
        size_t n = 0;
        const char *s = i < h->n_fields ? field(h, i, &n) : "";
        s = content(s, &n, &text);
        if (!n || memchr(s, 0, n))
            continue;
        uint32_t number = intern_put(x->raw[i], s, n);
        note_bytes(x, s, n);
        x->s->column[i].filled++;
        while (number >= x->cap[i]) {
            size_t before = x->cap[i];
            x->count[i] = mem_grow(x->count[i], before, &x->cap[i], sizeof **x->count);
            memset(x->count[i] + before, 0, (x->cap[i] - before) * sizeof **x->count);
        }
        x->count[i][number]++;
    }
    buf_free(&text);
}

/* An empty line is no record; one that is not closed costs its first line. */
static void read_rows(struct sampler *x, off_t at)
{
    int faults = 0;
    while (at < x->w.size && !x->w.error && x->s->rows < CSV_SAMPLE_ROWS && faults < MOST_FAULTS) {
        struct csv_header h = {0};
        if (csv_header_read(&x->w, at, x->s->separator, &h)) {
            if (h.n_fields > 1)
                take_row(x, &h);
            at = h.behind;
        } else {
            at = csv_window_skip(&x->w, at);
            faults++;
        }
        csv_header_free(&h);
    }
}

static const char *decoded(const struct sampler *x, const char *s, size_t n)
{
    struct buf b = {0};
    if (!encoding_decode(encoding_is_utf16(x->s->encoding) ? ENCODING_UTF8 : x->s->encoding, s, n, &b))
        for (size_t i = 0; i < n; i++) {
            if ((unsigned char)s[i] < 0x80)
                buf_char(&b, s[i]);
            else
                buf_text(&b, "\uFFFD");
        }
    return buf_keep(&b, x->s->arena);
}

/* A name as it is compared and can be written: a line break in it is a space, what nobody sees is left out. */
static const char *name_of(const struct sampler *x, const char *s, size_t n)
{
    struct buf b = {0};
    const char *name = decoded(x, s, n);
    text_put_seen(&b, name, strlen(name));
    name = arena_text(x->s->arena, buf_str(&b), b.n);
    buf_free(&b);
    return name;
}

static int compare_values(const void *a, const void *b)
{
    const struct csv_sample_value *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return strcmp(x->text, y->text);
}

static void settle(struct sampler *x, const struct csv_header *header)
{
    enum encoding marked = x->source.encoding;
    struct buf text = {0};
    x->s->encoding = marked != ENCODING_DETECT ? marked : encoding_decide(&x->evidence);
    for (int i = 0; i < x->s->n_columns; i++) {
        struct csv_sample_column *c = &x->s->column[i];
        size_t n;
        const char *s = field(header, i, &n);
        s = content(s, &n, &text);
        c->name = name_of(x, s, memchr(s, 0, n) ? 0 : n);
        c->n_values = intern_count(x->raw[i]) - 1;
        c->value = arena_zero(x->s->arena, (c->n_values + 1) * sizeof *c->value);
        for (uint32_t k = 0; k < c->n_values; k++) {
            const char *raw = intern_text(x->raw[i], k + 1);
            c->value[k] = (struct csv_sample_value){decoded(x, raw, strlen(raw)), x->count[i][k + 1]};
        }
        if (c->n_values > 1)
            qsort(c->value, c->n_values, sizeof *c->value, compare_values);
    }
    buf_free(&text);
}

static void read_table(struct sampler *x)
{
    struct csv_header header = {0};
    int n = x->s->n_columns;
    x->s->column = arena_zero(x->s->arena, (size_t)n * sizeof *x->s->column);
    x->raw = mem_zero((size_t)n, sizeof *x->raw);
    x->count = mem_zero((size_t)n, sizeof *x->count);
    x->cap = mem_zero((size_t)n, sizeof *x->cap);
    for (int i = 0; i < n; i++) {
        x->raw[i] = intern_new();
        intern_put(x->raw[i], "", 0);
    }
    if (csv_header_read(&x->w, x->header, x->s->separator, &header)) {
        for (int i = 0; i < n; i++) {
            size_t length;
            const char *s = field(&header, i, &length);
            note_bytes(x, s, length);
        }
        read_rows(x, header.behind);
        settle(x, &header);
    }
    csv_header_free(&header);
    for (int i = 0; i < n; i++) {
        intern_free(x->raw[i]);
        free(x->count[i]);
    }
    free(x->raw);
    free(x->count);
    free(x->cap);
}

struct csv_sample *csv_sample_read(const char *path, struct diag *d)
{
    struct arena *a = arena_new();
    struct sampler x = {.s = arena_zero(a, sizeof *x.s)};
    x.s->arena = a;
    struct diag unfit = {0};
    bool ok = csv_source_open(&x.source, path, ENCODING_DETECT, true, false, &unfit);
    x.w = (struct csv_window){.fd = x.source.fd, .size = x.source.size};
    ok = ok && choose_header(&x);
    if (ok)
        read_table(&x);
    else if (x.source.error)
        *d = unfit;
    if (x.w.error)
        ok = diag_fail(d, DIAG_INPUT, path, 0, "kann nicht gelesen werden: %s", diag_system(x.w.error));
    csv_window_free(&x.w);
    csv_source_close(&x.source);
    if (ok)
        return x.s;
    csv_sample_free(x.s);
    return NULL;
}

void csv_sample_free(struct csv_sample *s)
{
    if (s)
        arena_free(s->arena); /* the sample itself is in it */
}
