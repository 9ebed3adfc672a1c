#include "ingest/csv_file.h"

#include "base/near.h"
#include "base/pool.h"
#include "base/text.h"
#include "ingest/csv_piece.h"
#include "ingest/mapping.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct export
{
    const char *path;
    enum tbl_file file;
    const struct csv_mapping *mapping; /* NULL: the canonical form */
    int fd;
    off_t size, from; /* from: behind a byte order mark */
    bool marked;      /* has a byte order mark: it is UTF-8 */
    int first_column; /* of the file, in tbl_columns */
    int n_known;
    struct arena *arena;
    struct csv_layout layout;
    struct encoding_evidence header_evidence;
    const struct csv_user *user;
    struct csv_piece *piece;
    size_t n_pieces;
    struct csv_window *window;    /* one a thread */
    atomic_uint_least64_t parsed; /* bytes */
    struct digest_proof proof;
    struct diag *d;
    void (*fault)(void *, const struct diag *); /* each fault of the header; NULL: the first is enough */
    void *fault_context;
    size_t n_faults;
};

static const struct ingest_file *told(const struct export *x)
{
    static const struct ingest_file nothing = {.encoding = ENCODING_DETECT};
    return x->mapping ? x->mapping->file : &nothing;
}

static bool say_changed(struct export *x)
{
    diag_fail(x->d, DIAG_INPUT, x->path, 0, "hat sich geändert, während gelesen wurde");
    return diag_expect(x->d, "ein Export, an dem niemand mehr schreibt; dann derselbe Aufruf noch einmal");
}

static bool fail_read(struct export *x, int error)
{
    if (x->size && digest_proof_broken(&x->proof, x->fd))
        return say_changed(x);
    return diag_fail(x->d, DIAG_INPUT, x->path, 0, "kann nicht gelesen werden: %s", diag_system(error));
}

static bool open_export(struct export *x)
{
    struct stat st;
    x->fd = open(x->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe is refused below, not waited for */
    if (x->fd < 0 || fstat(x->fd, &st) != 0)
        return fail_read(x, errno);
    if (!S_ISREG(st.st_mode)) {
        diag_fail(x->d, DIAG_INPUT, x->path, 0, "ist keine Datei");
        return diag_expect(x->d, "ein Export als CSV-Datei");
    }
    if (!digest_proof_begin(&x->proof, x->fd, x->user && x->user->digest))
        return fail_read(x, errno);
    x->size = x->proof.was.st_size;
    unsigned char head[3] = {0};
    ssize_t n = pread(x->fd, head, sizeof head, 0);
    if (n < 0)
        return fail_read(x, errno);
    if (n >= 2 && ((head[0] == 0xFF && head[1] == 0xFE) || (head[0] == 0xFE && head[1] == 0xFF))) {
        diag_fail(x->d, DIAG_INPUT, x->path, 1, "Zeichensatz UTF-16");
        return diag_expect(x->d, "UTF-8, Windows-1252 oder ISO-8859-15");
    }
    x->marked = n == 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0;
    x->from = x->marked ? 3 : 0;
    if (!x->marked || told(x)->encoding == ENCODING_DETECT || told(x)->encoding == ENCODING_UTF8)
        return true;
    diag_fail(x->d, DIAG_INPUT, x->mapping->job, told(x)->line,
              "%s beginnt mit der Kennung von UTF-8 (BOM) und ist also "
              "nicht %s",
              x->path, encoding_name(told(x)->encoding));
    return diag_expect(x->d, "kodierung=\"UTF-8\", oder keine Angabe");
}

/* What the mapping says of a canonical column; NULL: nothing. */
static const struct ingest_column *mapped(const struct export *x, int column)
{
    const struct ingest_file *f = told(x);
    for (size_t i = 0; i < f->n_columns; i++)
        if ((int)f->column[i].column == x->first_column + column)
            return &f->column[i];
    return NULL;
}

/* The column (counted from the file's first) that a header names; -1: none. What the mapping names goes first. */
static int column_of(const struct export *x, const char *name, size_t n)
{
    const struct ingest_file *f = told(x);
    for (size_t i = 0; i < f->n_columns; i++)
        if (f->column[i].in && text_equal_name(name, n, f->column[i].in, strlen(f->column[i].in)))
            return (int)f->column[i].column - x->first_column;
    int c = (int)column_named(x->file, name, n);
    return c == COL_COUNT || mapped(x, c - x->first_column) ? -1 : c - x->first_column;
}

/* The header as UTF-8 in the arena, by the layout's encoding; a broken name keeps its ASCII part. */
static const char *header_name(struct export *x, const char *s, size_t n)
{
    struct buf b = {0};
    if (!encoding_decode(x->layout.encoding, s, n, &b))
        for (size_t i = 0; i < n; i++)
            buf_char(&b, (unsigned char)s[i] < 0x80 && s[i] ? s[i] : '?');
    n = b.n;
    s = text_trim(buf_str(&b), &n);
    const char *name = arena_text(x->arena, s, n);
    buf_free(&b);
    return name;
}

static const char *header_field(const struct csv_header *h, int i, size_t *n)
{
    size_t begin = i ? h->end[i - 1] : 0;
    *n = h->end[i] - begin;
    return buf_str(&h->bytes) + begin;
}

/* Takes over a header read with `separator`; gives how many known columns it has. */
static int layout_from(struct export *x, const struct csv_header *h, char separator)
{
    struct csv_layout *l = &x->layout;
    int known = 0;
    l->separator = separator;
    l->n_slots = x->n_known;
    l->n_columns = h->n_fields;
    l->data = h->behind;
    l->header_lines = h->lines;
    l->slot = arena_zero(x->arena, (size_t)h->n_fields);
    l->name = arena_zero(x->arena, (size_t)h->n_fields * sizeof *l->name);
    for (int i = 0; i < h->n_fields; i++) {
        size_t n;
        const char *s = header_field(h, i, &n);
        l->name[i] = header_name(x, s, n);
        l->slot[i] = (int8_t)column_of(x, l->name[i], strlen(l->name[i]));
        known += l->slot[i] >= 0;
    }
    return known;
}

/* The encoding of the header alone: what the rows show is added later. */
static void header_encoding(struct export *x, const struct csv_header *h)
{
    x->header_evidence = (struct encoding_evidence){0};
    for (int i = 0; i < h->n_fields; i++) {
        size_t n;
        const char *s = header_field(h, i, &n);
        if (text_is_ascii(s, n))
            continue;
        if (text_is_utf8(s, n))
            x->header_evidence.utf8_fields++;
        else
            encoding_note_broken(&x->header_evidence, s, n);
    }
    enum encoding e = told(x)->encoding;
    x->layout.encoding = x->marked ? ENCODING_UTF8 : e != ENCODING_DETECT ? e : encoding_decide(&x->header_evidence);
}

enum { MOST_NAMES_SHOWN = 700 }; /* bytes of a message for the columns at hand */

static void columns_at_hand(struct export *x, struct buf *b)
{
    int n = x->layout.n_columns;
    for (int i = 0; i < n; i++) {
        if (b->n + strlen(x->layout.name[i]) > MOST_NAMES_SHOWN) {
            buf_printf(b, " und %d weitere", n - i);
            return;
        }
        if (i)
            buf_text(b, ", ");
        buf_text(b, x->layout.name[i]);
    }
}

/* The header that is likest a name and not in use, "" none. */
static const char *likest_header(struct export *x, const char *name)
{
    const struct csv_layout *l = &x->layout;
    const char **at_hand = mem_zero((size_t)l->n_columns + 1, sizeof *at_hand);
    size_t n = 0;
    for (int i = 0; i < l->n_columns; i++)
        if (l->slot[i] < 0)
            at_hand[n++] = l->name[i];
    int best = near_best(name, at_hand, n);
    const char *header = best < 0 ? "" : at_hand[best];
    free(at_hand);
    return header;
}

/* One fault more: to whoever wants them all, the first to the diag. Takes *f over. */
static void add_fault(struct export *x, const struct diag *f)
{
    if (x->fault)
        x->fault(x->fault_context, f);
    if (!x->n_faults++)
        *x->d = *f;
}

static void fault_twice(struct export *x, int column, int slot)
{
    struct diag f = {0};
    const struct ingest_column *c = mapped(x, slot);
    const char *canonical = tbl_columns[x->first_column + slot].name;
    if (c)
        diag_fail(&f, DIAG_INPUT, x->mapping->job, c->line,
                  "%s: Spalte „%s“ steht zweimal in der Kopfzeile; „%s“ kann "
                  "nur eine sein",
                  x->path, x->layout.name[column], canonical);
    else
        diag_fail(&f, DIAG_INPUT, x->path, 1, "Spalte „%s“ steht zweimal in der Kopfzeile", x->layout.name[column]);
    diag_expect(&f, "jede Spalte einmal");
    add_fault(x, &f);
}

/* The mapping names a header that the export does not have. */
static void fault_not_there(struct export *x, const struct ingest_column *c)
{
    struct diag f = {0};
    struct buf b = {0};
    const char *likest = likest_header(x, c->in);
    columns_at_hand(x, &b);
    if (!*likest)
        likest = likest_header(x, tbl_columns[c->column].name);
    diag_fail(&f, DIAG_INPUT, x->mapping->job, c->line, "%s hat keine Spalte „%s“ (für „%s“); vorhanden: %s", x->path,
              c->in, tbl_columns[c->column].name, buf_str(&b));
    if (*likest)
        diag_expect(&f, "eine davon, am ehesten „%s“", likest);
    else
        diag_expect(&f, "eine davon");
    add_fault(x, &f);
    buf_free(&b);
}

static void fault_missing(struct export *x, const char *name)
{
    struct diag f = {0};
    struct buf b = {0};
    const char *likest = likest_header(x, name);
    columns_at_hand(x, &b);
    if (x->mapping)
        diag_fail(&f, DIAG_INPUT, x->mapping->job, told(x)->line,
                  "Spalte „%s“ ist nicht zugeordnet, und %s hat keine dieses Namens; vorhanden: %s", name, x->path,
                  buf_str(&b));
    else
        diag_fail(&f, DIAG_INPUT, x->path, 1, "Spalte „%s“ fehlt; vorhanden: %s", name, buf_str(&b));
    if (x->mapping)
        diag_expect(&f, "<spalte name=\"%s\" in=\"%s\"/>", name, *likest ? likest : "…");
    else
        diag_expect(&f, "eine Spalte mit dem Namen „%s“", name);
    f.other_form = !x->mapping;
    add_fault(x, &f);
    buf_free(&b);
}

/* Whether the header of a part is there: as that of the first column that is mapped to it. */
static bool shares(const struct export *x, const struct ingest_column *c, const bool has[COL_COUNT])
{
    const struct ingest_file *f = told(x);
    for (size_t i = 0; i < f->n_columns; i++)
        if (f->column[i].in && strcmp(f->column[i].in, c->in) == 0)
            return has[f->column[i].column];
    return false;
}

static bool check_columns(struct export *x, bool has[COL_COUNT])
{
    struct csv_layout *l = &x->layout;
    for (int i = 0; i < l->n_columns; i++) {
        if (l->slot[i] < 0)
            continue;
        if (has[x->first_column + l->slot[i]])
            fault_twice(x, i, l->slot[i]);
        has[x->first_column + l->slot[i]] = true;
    }
    for (int i = 0; i < x->n_known; i++) {
        const struct tbl_column_row *c = &tbl_columns[x->first_column + i];
        const struct ingest_column *m = mapped(x, i);
        if (m && m->part != PART_WHOLE) /* the column of the other part is the one that the header names */
            has[x->first_column + i] |= shares(x, m, has);
        if (has[x->first_column + i])
            continue;
        if (m && m->in)
            fault_not_there(x, m);
        else if (c->needed)
            fault_missing(x, c->name);
    }
    return x->n_faults == 0;
}

/* Reads the header with each separator and keeps the one that makes the most known columns, then the most columns. */
static bool read_header(struct export *x, bool has[COL_COUNT], void (*note)(void *, const char *), void *context)
{
    static const char separators[] = {';', ',', '\t'};
    const char one = told(x)->separator, *separator = one ? &one : separators;
    struct csv_window w = {.fd = x->fd, .size = x->size};
    int best_known = -1, best_columns = 0;
    bool goes_on = false;
    for (size_t i = 0; i < (one ? 1 : sizeof separators); i++) {
        struct csv_header h = {0};
        if (csv_header_read(&w, x->from, separator[i], &h)) {
            struct csv_layout before = x->layout;
            header_encoding(x, &h);
            int known = layout_from(x, &h, separator[i]);
            goes_on |= h.goes_on;
            if (known > best_known || (known == best_known && h.n_fields > best_columns)) {
                best_known = known;
                best_columns = h.n_fields;
            } else {
                x->layout = before;
            }
        }
        csv_header_free(&h);
    }
    int error = w.error;
    csv_window_free(&w);
    if (error)
        return fail_read(x, error);
    if (best_known < 0) {
        diag_fail(x->d, DIAG_INPUT, x->path, 1, "keine Kopfzeile");
        return diag_expect(x->d, "die Namen der Spalten in der ersten Zeile");
    }
    if (goes_on) {
        diag_fail(x->d, DIAG_INPUT, x->path, 1, "Zeilen enden mit CR allein");
        return diag_expect(x->d, "Zeilenenden LF oder CRLF");
    }
    for (int i = 0; note && i < x->layout.n_columns; i++)
        if (x->layout.slot[i] < 0)
            note(context, x->layout.name[i]);
    return check_columns(x, has);
}

static void parse_one(void *context, size_t k, unsigned thread)
{
    struct export *x = context;
    struct csv_piece *piece = &x->piece[k];
    struct csv_window *w = &x->window[thread];
    off_t begin = x->layout.data + (off_t)k * CSV_PIECE, limit = begin + CSV_PIECE;
    if (limit > x->size)
        limit = x->size;
    /* At a guess: the first line break begins a record. The line before counts, so that a break just there does. */
    piece->start = k ? csv_window_skip(w, begin - 1) : begin;
    piece->user = x->user->begin(x->user->shared, CSV_PIECE);
    csv_piece_parse(w, &x->layout, x->user, limit, piece);
    uint64_t done = atomic_fetch_add(&x->parsed, (uint64_t)(limit - begin)) + (uint64_t)(limit - begin);
    if (x->user->progress)
        x->user->progress(x->user->shared, done, (uint64_t)x->size);
}

/* Where a piece did not end where the next began, the next is parsed again from there. */
static void mend_guesses(struct export *x)
{
    for (size_t k = 1; k < x->n_pieces; k++) {
        struct csv_piece *piece = &x->piece[k];
        if (piece->start == x->piece[k - 1].end)
            continue;
        x->user->drop(piece->user);
        piece->user = x->user->begin(x->user->shared, CSV_PIECE);
        piece->start = x->piece[k - 1].end;
        off_t limit = x->layout.data + (off_t)(k + 1) * CSV_PIECE;
        csv_piece_parse(&x->window[0], &x->layout, x->user, limit < x->size ? limit : x->size, piece);
    }
}

/* One reading of all pieces under the layout's encoding. False: a read failed. */
static bool read_pieces(struct export *x, unsigned threads, struct encoding_evidence *evidence)
{
    int error = 0;
    atomic_store(&x->parsed, (uint64_t)x->layout.data);
    pool_run(threads, x->n_pieces, parse_one, x);
    mend_guesses(x);
    *evidence = x->header_evidence;
    for (size_t k = 0; k < x->n_pieces; k++)
        encoding_add(evidence, &x->piece[k].evidence);
    for (unsigned i = 0; i < threads; i++)
        error = error ? error : x->window[i].error;
    return error ? fail_read(x, error) : true;
}

static void drop_pieces(struct export *x)
{
    for (size_t k = 0; k < x->n_pieces; k++)
        x->user->drop(x->piece[k].user);
}

static bool read_rows(struct export *x, unsigned threads, struct csv_result *result)
{
    off_t bytes = x->size - x->layout.data;
    x->n_pieces = (size_t)((bytes + CSV_PIECE - 1) / CSV_PIECE);
    x->piece = mem_zero(x->n_pieces, sizeof *x->piece);
    x->window = mem_zero(threads, sizeof *x->window);
    for (unsigned i = 0; i < threads; i++)
        x->window[i] = (struct csv_window){.fd = x->fd, .size = x->size};
    /* In the encoding that the header has; where the rows show another one, once more. */
    x->layout.detecting = !x->marked && told(x)->encoding == ENCODING_DETECT;
    struct encoding_evidence evidence;
    bool ok = read_pieces(x, threads, &evidence);
    if (ok && x->layout.detecting && encoding_decide(&evidence) != x->layout.encoding) {
        drop_pieces(x);
        x->layout.detecting = false;
        x->layout.encoding = encoding_decide(&evidence);
        ok = read_pieces(x, threads, &evidence);
    }
    for (unsigned i = 0; i < threads; i++)
        csv_window_free(&x->window[i]);
    uint32_t line_base = x->layout.header_lines;
    result->rows = 0;
    for (size_t k = 0; k < x->n_pieces; k++) {
        if (!ok) {
            x->user->drop(x->piece[k].user);
            continue;
        }
        x->user->take(x->user->shared, x->piece[k].user, line_base);
        line_base += x->piece[k].lines;
        result->rows += x->piece[k].rows;
    }
    result->encoding = x->layout.encoding;
    result->bytes = (uint64_t)x->size;
    free(x->window);
    free(x->piece);
    return ok;
}

static void export_init(struct export *x)
{
    x->fd = -1;
    x->arena = arena_new();
    x->first_column = (int)column_first(x->file);
    x->n_known = column_count(x->file);
}

static void export_close(struct export *x)
{
    if (x->fd >= 0)
        close(x->fd);
    arena_free(x->arena);
}

/* What was read is what is there, and what is digested. */
static bool prove_read(struct export *x, struct csv_result *result)
{
    bool same =
        x->user->digest ? digest_proof_end(&x->proof, x->fd, &result->digest) : !digest_proof_broken(&x->proof, x->fd);
    return same || say_changed(x);
}

bool csv_file_read_mapped(const char *path, enum tbl_file file, const struct csv_mapping *mapping, unsigned threads,
                          const struct csv_user *user, bool has[COL_COUNT], void (*column_note)(void *, const char *),
                          void *note_context, struct csv_result *result, struct diag *d)
{
    struct export x = {.path = path, .file = file, .mapping = mapping, .user = user, .d = d};
    export_init(&x);
    bool ok = open_export(&x) && read_header(&x, has, column_note, note_context) && read_rows(&x, threads, result) &&
              prove_read(&x, result);
    export_close(&x);
    return ok;
}

bool csv_file_read(const char *path, enum tbl_file file, unsigned threads, const struct csv_user *user,
                   bool has[COL_COUNT], void (*column_note)(void *, const char *), void *note_context,
                   struct csv_result *result, struct diag *d)
{
    return csv_file_read_mapped(path, file, NULL, threads, user, has, column_note, note_context, result, d);
}

size_t csv_file_check(const char *path, enum tbl_file file, const struct csv_mapping *mapping,
                      void (*fault)(void *context, const struct diag *d), void *context)
{
    struct diag d = {0};
    bool has[COL_COUNT] = {false};
    struct export x = {
        .path = path, .file = file, .mapping = mapping, .d = &d, .fault = fault, .fault_context = context};
    export_init(&x);
    if (!(open_export(&x) && read_header(&x, has, NULL, NULL)) && !x.n_faults) {
        fault(context, &d);
        x.n_faults++;
    }
    export_close(&x);
    return x.n_faults;
}
