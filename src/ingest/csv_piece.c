#include "ingest/csv_piece.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "ingest/csv_quotes.h"

#include <csv.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void csv_window_free(struct csv_window *w)
{
    free(w->p);
    *w = (struct csv_window){.fd = -1};
}

/* Reads on until [pos, pos + want) is in the window or the file ends; gives how many bytes are there from pos on. */
static size_t window_fill(struct csv_window *w, off_t pos, size_t want)
{
    if (pos < w->start || pos > w->start + (off_t)w->n) {
        w->start = pos;
        w->n = 0;
    }
    size_t at = (size_t)(pos - w->start);
    while (w->n - at < want && w->start + (off_t)w->n < w->size && !w->error) {
        size_t more = want - (w->n - at);
        size_t left = (size_t)(w->size - w->start) - w->n; /* the file may have more: what Ctrl-Z cut off */
        more = more < 1 << 16 ? 1 << 16 : more;
        more = more < left ? more : left;
        if (w->n + more > w->cap && at) { /* what lies before pos is done with */
            memmove(w->p, w->p + at, w->n - at);
            w->start = pos;
            w->n -= at;
            at = 0;
        }
        if (w->n + more > w->cap) {
            w->cap = w->n + more + w->cap / 2;
            w->p = mem_resize(w->p, w->cap, 1);
        }
        ssize_t got = pread(w->fd, w->p + w->n, more, w->start + (off_t)w->n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) { /* the file became shorter than it was: that is a read error, too */
            w->error = got < 0 ? errno : EIO;
            break;
        }
        w->n += (size_t)got;
    }
    return w->n - at;
}

size_t csv_window_line(struct csv_window *w, off_t pos, const char **line, bool *cut)
{
    size_t have = window_fill(w, pos, 1), seen = 0;
    *cut = false;
    for (;;) {
        const char *s = w->p + (pos - w->start);
        size_t end = have < CSV_LONGEST ? have : CSV_LONGEST;
        const char *lf = end > seen ? memchr(s + seen, '\n', end - seen) : NULL;
        if (lf) {
            *line = s;
            return (size_t)(lf - s) + 1;
        }
        if (end == CSV_LONGEST) {
            *cut = true;
            *line = s;
            return CSV_LONGEST;
        }
        seen = have;
        have = window_fill(w, pos, have + (1 << 16));
        if (have == seen) {
            *line = w->p ? w->p + (pos - w->start) : "";
            return have;
        }
    }
}

off_t csv_window_skip(struct csv_window *w, off_t pos)
{
    while (pos < w->size) {
        size_t have = window_fill(w, pos, 1);
        if (!have)
            return w->size;
        const char *s = w->p + (pos - w->start);
        const char *lf = memchr(s, '\n', have);
        if (lf)
            return pos + (lf - s) + 1;
        pos += (off_t)have;
    }
    return w->size;
}

/* libcsv's states; its header tells only the type. */
enum { LIBCSV_ROW_NOT_BEGUN = 0, LIBCSV_FIELD_BEGUN = 2 };

struct parser {
    struct csv_parser csv;
    const struct csv_layout *layout;
    const struct csv_user *user;
    struct csv_piece *piece;
    off_t plain_until; /* up to here no byte is beyond ASCII or NUL: nothing to decode or check */
    bool plain;        /* the record so far lies before that */
    int column;        /* of the next field */
    struct csv_row row;
    /* Where each field lies: in bytes (which may move until the row is whole), or where p of the field says. */
    size_t at[CSV_MOST_COLUMNS];
    struct buf bytes;
    struct buf fault;
    struct buf text; /* content of `="..."` */
    /* By column, the last field beyond ASCII that stands in the file as it is carried: it mostly comes again. */
    struct {
        size_t n;
        char s[32];
    } same[CSV_MOST_COLUMNS];
    struct hash_seed seed;
    struct buf joined; /* for the digest of a record: its fields as a line has them that holds nothing else */
    size_t joined_end; /* in it, behind the last field that is not empty */
    int n_joined;
    uint64_t divided;      /* which of them hold a separator, and how long they are */
    uint32_t record_line;  /* on which the record begins */
    uint32_t record_lines; /* that it has so far */
    bool whole;            /* a record over several lines has ended; it is not given yet */
    bool suspicious;       /* it cannot be right: a stray quote */
    bool no_line_end;      /* its first line ends with the file */
    uint64_t name_lengths; /* bit n: some column that is read has a name of n bytes */
    bool filled;           /* some field of no column that is read holds something */
    struct csv_run run;
};

#define IN_PLACE SIZE_MAX

static void row_reset(struct parser *p)
{
    p->column = 0;
    buf_clear(&p->bytes);
    memset(p->row.field, 0, (size_t)p->layout->n_slots * sizeof *p->row.field);
    p->row.fault = CSV_FINE;
    p->row.fault_column = "";
    p->row.fault_value = (struct csv_field){"", 0};
    p->row.too_many = false;
    p->filled = false;
    p->row.digest = 0;
    buf_clear(&p->joined);
    p->joined_end = 0;
    p->n_joined = 0;
    p->divided = 0;
}

/* Bytes for a person to read: what is not printable ASCII as \xNN. */
static void put_escaped(struct buf *out, const char *s, size_t n)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < n && i < 100; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c >= 0x20 && c < 0x7F) {
            buf_char(out, (char)c);
        } else {
            char code[4] = {'\\', 'x', hex[c >> 4], hex[c & 15]};
            buf_put(out, code, 4);
        }
    }
}

static void note_fault(struct parser *p, enum csv_fault fault, const char *column, const char *s, size_t n)
{
    if (p->row.fault != CSV_FINE)
        return;
    p->row.fault = fault;
    p->row.fault_column = column;
    buf_clear(&p->fault);
    put_escaped(&p->fault, s, n);
    p->row.fault_value = (struct csv_field){buf_str(&p->fault), p->fault.n};
}

/* Eight bytes, of which one that is beyond ASCII or NUL leaves its high bit: those have it, a NUL borrows. */
static uint64_t odd_bytes(const char *s)
{
    uint64_t part;
    memcpy(&part, s, 8);
    return part | (part - 0x0101010101010101u);
}

/* No byte beyond ASCII, and no NUL; the last eight may have been looked at already. */
static bool is_plain(const char *s, size_t n)
{
    uint64_t odd = 0;
    if (n < 8) {
        char few[8] = "        ";
        for (size_t i = 0; i < n; i++)
            few[i] = s[i];
        return !(odd_bytes(few) & 0x8080808080808080u);
    }
    for (size_t i = 0; i + 8 < n; i += 8)
        odd |= odd_bytes(s + i);
    return !((odd | odd_bytes(s + n - 8)) & 0x8080808080808080u);
}

static bool is_clean(struct parser *p, const char *s, size_t n)
{
    if (p->plain || is_plain(s, n))
        return true;
    if (!p->layout->detecting)
        return false;
    if (text_is_utf8(s, n))
        p->piece->evidence.utf8_fields++;
    else
        encoding_note_broken(&p->piece->evidence, s, n);
    return false;
}

/* Not the empty field: it shows no encoding. */
static bool is_known(const struct parser *p, int slot, const char *s, size_t n)
{
    return slot >= 0 && n && n == p->same[slot].n && memcmp(s, p->same[slot].s, n) == 0;
}

/* s was decoded to the bytes from `at` on; remembers it where both are the same. */
static void remember(struct parser *p, int slot, const char *s, size_t n, size_t at)
{
    if (slot < 0 || n > sizeof p->same[slot].s || p->bytes.n - at != n || memcmp(p->bytes.p + at, s, n) != 0)
        return;
    p->same[slot].n = n;
    memcpy(p->same[slot].s, s, n);
}

bool csv_layout_decode(const struct csv_layout *l, const char *s, size_t n, struct buf *out)
{
    return encoding_decode(l->encoding, s, n, out) ||
           (l->second != ENCODING_DETECT && encoding_decode(l->second, s, n, out));
}

/* The next field of the row; stays: s is good until the row is given, so that it need not be copied. */
static void take_field(struct parser *p, const char *s, size_t n, bool stays)
{
    int column = p->column++, slot = column < p->layout->n_columns ? p->layout->slot[column] : -1;
    bool unnamed = slot < 0 && column < p->layout->n_columns && !*p->layout->name[column];
    if (slot < 0 && (unnamed || !(p->filled && column < p->layout->n_columns))) {
        size_t length = n;
        text_trim(s, &length);
        p->piece->unnamed_filled |= unnamed && length;
        p->filled |= length > 0;
        p->row.too_many |= length > 0 && column >= p->layout->n_columns;
    }
    if (column >= p->layout->n_columns)
        return;
    bool known = is_known(p, slot, s, n), clean = known || is_clean(p, s, n);
    p->piece->evidence.utf8_fields += known;
    if (slot < 0 && clean)
        return;
    size_t at = p->bytes.n;
    if (clean && stays) {
        p->at[slot] = IN_PLACE;
        p->row.field[slot] = (struct csv_field){s, n};
        return;
    }
    if (clean)
        buf_put(&p->bytes, s, n);
    else if (!csv_layout_decode(p->layout, s, n, &p->bytes))
        note_fault(p, CSV_BAD_BYTES, p->layout->name[column], s, n);
    else
        remember(p, slot, s, n, at);
    if (slot >= 0) {
        p->at[slot] = at;
        p->row.field[slot].n = p->bytes.n - at;
    }
}

/* What stands in a field, without the white space at its edges: bytes as delivered. */
static const char *inner_part(enum encoding encoding, const char *s, size_t *n)
{
    if (encoding == ENCODING_UTF8)
        return text_trim(s, n);
    const char hard = encoding == ENCODING_CP850 ? '\xFF' : '\xA0'; /* the space that does not break */
    const char blanks[] = {' ', '\t', '\r', '\n', hard};
    for (; *n && memchr(blanks, *s, sizeof blanks); --*n)
        s++;
    while (*n && memchr(blanks, s[*n - 1], sizeof blanks))
        --*n;
    return s;
}

/*
 * A record has one digest however it is written, with quotation marks or blanks around its fields or empty ones left
 * out at its end: that of what stands in its fields, with separators in between. Where a field holds separators itself,
 * that and its length go in, too, so that no two different records give the same bytes.
 */
static void join_field(struct parser *p, const char *field, size_t n)
{
    if (p->n_joined++)
        buf_char(&p->joined, p->layout->separator);
    field = inner_part(p->layout->encoding, field, &n);
    if (!n)
        return;
    buf_put(&p->joined, field, n);
    p->joined_end = p->joined.n;
    if (memchr(field, p->layout->separator, n))
        p->divided = hash_pair(p->seed, p->divided ^ (uint64_t)p->n_joined, n);
}

static void on_field(void *field, size_t n, void *context)
{
    struct parser *p = context;
    if (p->whole) { /* its last line goes on behind it */
        p->suspicious = true;
        return;
    }
    const char *s = field;
    buf_clear(&p->text);
    if (n && csv_text_of(s, n, &p->text)) {
        s = buf_str(&p->text);
        n = p->text.n;
    }
    if (p->user->row_digests)
        join_field(p, s, n);
    take_field(p, s, n, false);
}

/* White space may stand at an edge: all but printable ASCII is looked at more closely. */
static bool is_loose(const char *s, size_t n)
{
    return n && ((unsigned char)(s[0] - 0x21) > 0x5D || (unsigned char)(s[n - 1] - 0x21) > 0x5D);
}

static bool is_name(const struct csv_layout *l, int column, struct csv_field f)
{
    return l->slot[column] >= 0 && text_equal_name(f.p, f.n, l->name[column], strlen(l->name[column]));
}

/* Whether the fields are names of columns: the header once more, where one export was put behind another. */
static enum csv_sort sort_of(const struct parser *p)
{
    const struct csv_layout *l = p->layout;
    int named = 0, elsewhere = 0;
    for (int i = 0; i < l->n_columns && p->row.fault == CSV_FINE; i++) {
        if (l->slot[i] < 0 || !p->row.field[l->slot[i]].n)
            continue;
        struct csv_field f = p->row.field[l->slot[i]];
        if (!named && !(f.n < 64 && p->name_lengths >> f.n & 1))
            return CSV_RECORD; /* so nearly all are told */
        bool own = is_name(l, i, f), other = false;
        for (int k = 0; k < l->n_columns && !own && !other; k++)
            other = is_name(l, k, f);
        if (!own && !other)
            return CSV_RECORD;
        named++;
        elsewhere += other;
    }
    return named < 2 ? CSV_RECORD : elsewhere ? CSV_OTHER_HEADER : CSV_HEADER_AGAIN;
}

/* A line whose fields are all empty is none (spec 1.1). */
static void give_row(struct parser *p)
{
    bool filled = p->filled || p->row.fault != CSV_FINE;
    if (p->joined_end)
        p->row.digest = hash_bytes(p->seed, p->joined.p, p->joined_end) ^ p->divided;
    for (int i = 0; i < p->layout->n_slots; i++) {
        struct csv_field *f = &p->row.field[i];
        if (!f->n || p->row.fault != CSV_FINE) {
            *f = (struct csv_field){"", 0};
            continue;
        }
        if (p->at[i] != IN_PLACE)
            f->p = p->bytes.p + p->at[i];
        if (is_loose(f->p, f->n))
            f->p = text_trim(f->p, &f->n);
        filled |= f->n > 0;
    }
    if (!filled) {
        row_reset(p);
        return;
    }
    p->row.too_few = p->column < p->layout->n_columns;
    p->row.cut = p->no_line_end && p->row.too_few && p->row.fault != CSV_TOO_LONG;
    p->row.sort = sort_of(p);
    p->row.line = p->record_line;
    p->piece->rows++;
    p->user->row(p->piece->user, &p->row);
    row_reset(p);
}

/* The digest of a line without quotation marks: of its bytes as they are where join_field would take them all. */
static void digest_line(struct parser *p, const char *line, const char *end, bool loose)
{
    const char separator = p->layout->separator;
    if (!loose) {
        while (end > line && end[-1] == separator)
            end--;
        p->row.digest = hash_bytes(p->seed, line, (size_t)(end - line));
        return;
    }
    for (const char *stop; (stop = memchr(line, separator, (size_t)(end - line))); line = stop + 1)
        join_field(p, line, (size_t)(stop - line));
    join_field(p, line, (size_t)(end - line));
}

/*
 * A line without a quotation mark, and without a carriage return but at its end, is a record whose fields lie between
 * separators: what libcsv would give, without its look at every byte. Most lines are so.
 */
static bool take_plain_line(struct parser *p, const char *line, size_t n)
{
    if (n && line[n - 1] == '\n')
        n--;
    if (n && line[n - 1] == '\r')
        n--;
    if (n && (memchr(line, '"', n) || memchr(line, '\r', n)))
        return false;
    const char separator = p->layout->separator;
    size_t blank = 0;
    while (blank < n && line[blank] != separator && (line[blank] == ' ' || line[blank] == '\t'))
        blank++;
    if (blank == n)
        return true; /* an empty line is no record */
    const char *const end = line + n, *field = line;
    bool loose = false;
    for (;; field++) {
        const char *stop = memchr(field, separator, (size_t)(end - field));
        size_t length = (size_t)((stop ? stop : end) - field);
        loose |= is_loose(field, length);
        take_field(p, field, length, true);
        if (!stop)
            break;
        field = stop;
    }
    if (p->user->row_digests)
        digest_line(p, line, end, loose);
    give_row(p);
    return true;
}

static void on_record(int c, void *context)
{
    (void)c;
    struct parser *p = context;
    if (p->record_lines == 1) {
        give_row(p);
        return;
    }
    p->suspicious |= p->whole || p->column < p->layout->n_columns || p->row.too_many;
    p->whole = true;
}

static void parser_start(struct parser *p)
{
    if (csv_init(&p->csv, 0) != 0) /* it fails for want of memory alone */
        mem_none(0);
    csv_set_delim(&p->csv, (unsigned char)p->layout->separator);
    csv_set_blk_size(&p->csv, 4096);
    p->whole = p->suspicious = false;
    row_reset(p);
}

/* A row that stands for a line which cannot be parsed. */
static void give_fault(struct parser *p, enum csv_fault fault, const char *line, size_t n)
{
    row_reset(p);
    while (n && (line[n - 1] == '\n' || line[n - 1] == '\r'))
        n--;
    note_fault(p, fault, "", line, n);
    give_row(p);
}

/* The lines from the second one on, up to `end`, to libcsv. True: they end with the record. */
static bool parse_rest(struct parser *p, struct csv_window *w, off_t at, off_t end)
{
    while (at < end && !w->error) {
        const char *line;
        bool cut;
        size_t n = csv_window_line(w, at, &line, &cut);
        p->record_lines++;
        at += (off_t)n;
        p->plain = at <= p->plain_until;
        csv_parse(&p->csv, line, n, on_field, on_record, p);
    }
    if (at >= w->size && p->csv.pstate != LIBCSV_ROW_NOT_BEGUN)
        csv_fini(&p->csv, on_field, on_record, p);
    return p->whole && !p->suspicious && p->csv.pstate == LIBCSV_ROW_NOT_BEGUN;
}

/*
 * A quoted field is open at first_end, behind the first line (scanned as `first`) of the record at pos. Gives the
 * offset behind the record; 0: it is none.
 */
static off_t parse_long_record(struct parser *p, struct csv_window *w, off_t pos, off_t first_end,
                               const struct csv_scan *first)
{
    const struct csv_layout *l = p->layout;
    struct csv_run *run = &p->run;
    if (first->bad || !first->open || !csv_run_to_end(run, w, l->separator, pos, first_end) ||
        run->last_bad >= first_end)
        return 0;
    uint64_t fields = first->separators + run->separators + 1, wanted = (uint64_t)l->n_columns;
    if (fields < wanted || (fields > wanted && run->front - pos > CSV_SHORT_RECORD))
        return 0;
    return parse_rest(p, w, first_end, run->front) ? run->front : 0;
}

/*
 * One record from pos on, and whatever else its last line holds. Gives the offset behind it; *lines grows by its lines.
 * A record that cannot be right (stray quote) is given as a fault of its first line alone, and the parser goes on
 * behind that line: so a stray quote costs one line, not all up to the next one.
 */
static off_t parse_record(struct parser *p, struct csv_window *w, off_t pos, uint32_t *lines)
{
    bool cut;
    const char *line;
    size_t n = csv_window_line(w, pos, &line, &cut);
    off_t first_end = pos + (off_t)n, end = first_end;
    p->record_line = *lines + 1;
    p->record_lines = 1;
    p->plain = first_end <= p->plain_until;
    p->no_line_end = n && line[n - 1] != '\n';
    if (!cut && !take_plain_line(p, line, n)) {
        csv_parse(&p->csv, line, n, on_field, on_record, p);
        bool open = p->csv.pstate == LIBCSV_FIELD_BEGUN && p->csv.quoted;
        if (open) {
            struct csv_scan first = csv_scan_line(line, n, p->layout->separator, false);
            end = parse_long_record(p, w, pos, first_end, &first);
        } else if (p->csv.pstate != LIBCSV_ROW_NOT_BEGUN) { /* the last line, without a line break */
            csv_fini(&p->csv, on_field, on_record, p);
        }
    }
    if (!cut && end) {
        if (p->whole)
            give_row(p);
        p->whole = false;
        *lines += p->record_lines;
        return end;
    }
    csv_free(&p->csv);
    parser_start(p);
    n = csv_window_line(w, pos, &line, &cut);
    give_fault(p, cut ? CSV_TOO_LONG : CSV_OPEN_QUOTE, line, n);
    *lines += 1;
    return cut ? csv_window_skip(w, pos) : first_end;
}

void csv_piece_parse(struct csv_window *w, const struct csv_layout *layout, const struct csv_user *user, off_t limit,
                     struct csv_piece *piece)
{
    struct parser p = {.layout = layout, .user = user, .piece = piece, .seed = hash_seed()};
    piece->lines = 0;
    piece->rows = 0;
    piece->unnamed_filled = false;
    piece->has_ctrl_z = false;
    piece->evidence = (struct encoding_evidence){0};
    off_t pos = piece->start;
    for (int i = 0; i < layout->n_columns; i++) {
        size_t n = strlen(layout->name[i]);
        p.name_lengths |= layout->slot[i] >= 0 && n < 64 ? UINT64_C(1) << n : 0;
    }
    if (pos < limit) {
        /* Looked at as a whole first: what is plain ASCII needs no check and no decoding field by field. */
        size_t n = window_fill(w, pos, (size_t)(limit - pos));
        const char *s = w->p + (pos - w->start);
        piece->has_ctrl_z = memchr(s, 0x1A, n) != NULL;
        p.plain_until = text_is_ascii(s, n) && !memchr(s, 0, n) ? pos + (off_t)n : 0;
        parser_start(&p);
        while (pos < limit && !w->error)
            pos = parse_record(&p, w, pos, &piece->lines);
        csv_free(&p.csv);
    }
    piece->end = pos;
    buf_free(&p.bytes);
    buf_free(&p.fault);
    buf_free(&p.text);
    csv_window_free(&p.run.ahead);
    buf_free(&p.joined);
}

static void on_header_field(void *field, size_t n, void *context)
{
    struct csv_header *h = context;
    if (h->behind) { /* the record is over, its line is not */
        h->goes_on = true;
        return;
    }
    buf_put(&h->bytes, field, n);
    h->end = mem_grow(h->end, (size_t)h->n_fields, &h->cap, sizeof *h->end);
    h->end[h->n_fields++] = h->bytes.n;
}

static void on_header_record(int c, void *context)
{
    (void)c;
    struct csv_header *h = context;
    h->behind = 1;
}

bool csv_header_read(struct csv_window *w, off_t from, char separator, struct csv_header *h)
{
    struct csv_parser csv;
    off_t at = from;
    bool cut;
    const char *line;
    if (csv_init(&csv, 0) != 0)
        mem_none(0);
    csv_set_delim(&csv, (unsigned char)separator);
    while (!h->behind && at < w->size && !w->error && at - from < CSV_SHORT_RECORD) {
        size_t n = csv_window_line(w, at, &line, &cut);
        if (cut || !n)
            break;
        at += (off_t)n;
        h->lines++;
        csv_parse(&csv, line, n, on_header_field, on_header_record, h);
    }
    if (!h->behind && at >= w->size && !(csv.pstate == LIBCSV_FIELD_BEGUN && csv.quoted))
        csv_fini(&csv, on_header_field, on_header_record, h);
    csv_free(&csv);
    bool found = h->behind != 0;
    h->behind = at;
    return found;
}

void csv_header_free(struct csv_header *h)
{
    buf_free(&h->bytes);
    free(h->end);
    *h = (struct csv_header){0};
}
