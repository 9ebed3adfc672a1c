#include "ingest/csv_file.h"

#include "base/pool.h"
#include "ingest/csv_export.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* The rows of an export, in pieces. */
struct reading {
    struct csv_export x;
    const struct csv_user *user;
    struct csv_piece *piece;
    size_t n_pieces;
    struct csv_window *window; /* one a thread */
    unsigned threads;
    uint64_t utf8_fields, second_fields; /* of a file with two encodings */
    atomic_uint_least64_t parsed;        /* bytes */
};

static void parse_one(void *context, size_t k, unsigned thread)
{
    struct reading *r = context;
    struct csv_piece *piece = &r->piece[k];
    struct csv_window *w = &r->window[thread];
    off_t begin = r->x.layout.data + (off_t)k * CSV_PIECE, limit = begin + CSV_PIECE;
    if (limit > r->x.source.size)
        limit = r->x.source.size;
    /* At a guess: the first line break begins a record. The line before counts, so that a break just there does. */
    piece->start = k ? csv_window_skip(w, begin - 1) : begin;
    piece->user = r->user->begin(r->user->shared, CSV_PIECE);
    csv_piece_parse(w, &r->x.layout, r->user, limit, piece);
    uint64_t done = atomic_fetch_add(&r->parsed, (uint64_t)(limit - begin)) + (uint64_t)(limit - begin);
    if (r->user->progress)
        r->user->progress(r->user->shared, done, (uint64_t)r->x.source.size);
}

/* Where a piece did not end where the next began, the next is parsed again from there. */
static void mend_guesses(struct reading *r)
{
    for (size_t k = 1; k < r->n_pieces; k++) {
        struct csv_piece *piece = &r->piece[k];
        if (piece->start == r->piece[k - 1].end)
            continue;
        r->user->drop(piece->user);
        piece->user = r->user->begin(r->user->shared, CSV_PIECE);
        piece->start = r->piece[k - 1].end;
        off_t limit = r->x.layout.data + (off_t)(k + 1) * CSV_PIECE;
        csv_piece_parse(&r->window[0], &r->x.layout, r->user, limit < r->x.source.size ? limit : r->x.source.size,
                        piece);
    }
}

/* One reading of all pieces under the layout's encoding. False: a read failed. */
static bool read_pieces(struct reading *r, unsigned threads, struct encoding_evidence *evidence)
{
    int error = 0;
    atomic_store(&r->parsed, (uint64_t)r->x.layout.data);
    pool_run(threads, r->n_pieces, parse_one, r);
    mend_guesses(r);
    *evidence = r->x.header_evidence;
    for (size_t k = 0; k < r->n_pieces; k++)
        encoding_add(evidence, &r->piece[k].evidence);
    for (unsigned i = 0; i < threads; i++)
        error = error ? error : r->window[i].error;
    return error ? csv_export_fail(&r->x, error) : true;
}

static void drop_pieces(struct reading *r)
{
    for (size_t k = 0; k < r->n_pieces; k++)
        r->user->drop(r->piece[k].user);
}

/* Whether the rows may still show that the file is in another encoding than the layout says. */
static bool may_be_another(const struct reading *r)
{
    enum encoding e = csv_export_told(&r->x)->encoding;
    return r->x.shown == ENCODING_DETECT && r->x.source.encoding == ENCODING_DETECT && e != ENCODING_UTF8 &&
           !encoding_is_utf16(e);
}

/* What the job says holds unless every field beyond ASCII is UTF-8: then the export has become it. */
static enum encoding what_rows_show(const struct reading *r, const struct encoding_evidence *e)
{
    if (!r->x.layout.detecting)
        return r->x.layout.encoding;
    if (csv_export_told(&r->x)->encoding == ENCODING_DETECT)
        return encoding_decide(e);
    return csv_export_is_utf8(e) ? ENCODING_UTF8 : csv_export_told(&r->x)->encoding;
}

static void begin_pieces(struct reading *r)
{
    off_t bytes = r->x.source.size - r->x.layout.data;
    r->n_pieces = (size_t)((bytes + CSV_PIECE - 1) / CSV_PIECE);
    r->piece = mem_zero(r->n_pieces, sizeof *r->piece);
    r->window = mem_zero(r->threads, sizeof *r->window);
    for (unsigned i = 0; i < r->threads; i++)
        r->window[i] = (struct csv_window){.fd = r->x.source.fd, .size = r->x.source.size};
    r->x.layout.detecting = may_be_another(r);
}

static void end_pieces(struct reading *r)
{
    for (unsigned i = 0; i < r->threads; i++)
        csv_window_free(&r->window[i]);
    free(r->window);
    free(r->piece);
}

static void take_pieces(struct reading *r, struct csv_result *result)
{
    uint32_t line_base = r->x.layout.header_lines;
    enum encoding marked = r->x.source.encoding;
    *result = (struct csv_result){.encoding = encoding_is_utf16(marked) ? marked : r->x.layout.encoding,
                                  .second = r->x.layout.second,
                                  .utf8_fields = r->utf8_fields,
                                  .second_fields = r->second_fields,
                                  .bytes = r->x.source.bytes};
    for (size_t k = 0; k < r->n_pieces; k++) {
        r->user->take(r->user->shared, r->piece[k].user, line_base);
        line_base += r->piece[k].lines;
        result->rows += r->piece[k].rows;
        result->has_ctrl_z |= r->piece[k].has_ctrl_z;
        r->x.unnamed_filled |= r->piece[k].unnamed_filled;
    }
}

/*
 * Reads all rows, in the encoding that marks, job or header tell; where the rows show another one, once more, header
 * and all.
 */
static bool read_rows(struct reading *r, bool has[COL_ALL], struct csv_result *result)
{
    struct encoding_evidence evidence;
    begin_pieces(r);
    bool ok = read_pieces(r, r->threads, &evidence);
    enum encoding second = ok && r->x.layout.detecting ? encoding_second(&evidence) : ENCODING_DETECT;
    enum encoding shown = second != ENCODING_DETECT ? ENCODING_UTF8
                          : ok                      ? what_rows_show(r, &evidence)
                                                    : r->x.layout.encoding;
    bool again = ok && (shown != r->x.layout.encoding || second != ENCODING_DETECT);
    if (again && shown == ENCODING_CP850 && csv_export_told(&r->x)->encoding != ENCODING_CP850)
        ok = again = csv_export_fail_cp850(&r->x);
    struct digest_text digest = {""};
    ok = ok && (again || csv_source_prove(&r->x.source, r->x.path, r->user->digest ? &digest : NULL, r->x.d));
    if (ok && !again) {
        take_pieces(r, result);
        result->digest = digest;
    } else {
        drop_pieces(r);
    }
    end_pieces(r);
    if (!again)
        return ok;
    r->x.shown = shown;
    r->x.layout.second = second;
    r->utf8_fields = evidence.utf8_fields;
    r->second_fields = evidence.broken_fields;
    return csv_export_header(&r->x, has) && read_rows(r, has, result);
}

static void export_init(struct csv_export *x)
{
    x->source.file = x->source.fd = -1;
    x->arena = arena_new();
    x->n_known = lexicon_slots(x->own, x->file);
}

static void export_close(struct csv_export *x)
{
    csv_source_close(&x->source);
    arena_free(x->arena);
}

bool csv_file_read_mapped(const char *path, enum tbl_file file, const struct csv_mapping *mapping,
                          const struct lexicon *own, unsigned threads, const struct csv_user *user, bool has[COL_ALL], const struct csv_notes *notes,
                          struct csv_result *result, struct diag *d)
{
    struct reading r = {.x = {.path = path, .file = file, .mapping = mapping, .own = own, .digest = user->digest, .d = d},
                        .user = user,
                        .threads = threads};
    export_init(&r.x);
    bool ok = csv_export_open(&r.x) && csv_export_header(&r.x, has) && read_rows(&r, has, result);
    if (ok && notes)
        csv_export_note_unused(&r.x, has, notes);
    export_close(&r.x);
    return ok;
}

bool csv_file_read(const char *path, enum tbl_file file, unsigned threads, const struct csv_user *user,
                   bool has[COL_ALL], const struct csv_notes *notes, struct csv_result *result, struct diag *d)
{
    return csv_file_read_mapped(path, file, NULL, NULL, threads, user, has, notes, result, d);
}

size_t csv_file_check(const char *path, enum tbl_file file, const struct csv_mapping *mapping,
                      const struct lexicon *own, void (*fault)(void *context, const struct diag *d), void *context)
{
    struct diag d = {0};
    bool has[COL_ALL] = {false};
    struct csv_export x = {
        .path = path, .file = file, .mapping = mapping, .own = own, .d = &d, .fault = fault, .fault_context = context};
    export_init(&x);
    if (!(csv_export_open(&x) && csv_export_header(&x, has)) && !x.n_faults) {
        fault(context, &d);
        x.n_faults++;
    }
    export_close(&x);
    return x.n_faults;
}
