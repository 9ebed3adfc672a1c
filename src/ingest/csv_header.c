#include "base/near.h"
#include "base/text.h"
#include "ingest/csv_export.h"
#include "ingest/csv_quotes.h"

#include <stdlib.h>
#include <string.h>

enum {
    HEADER_LINES = 20, /* among which the header is looked for */
    LIKELY = 55,       /* column_likeness from which one is said to be meant */
};

bool csv_export_is_utf8(const struct encoding_evidence *e)
{
    return e->utf8_fields && !e->broken_fields;
}

bool csv_export_fail(struct csv_export *x, int error)
{
    return csv_source_fail(&x->source, x->path, error, x->d);
}

bool csv_export_open(struct csv_export *x)
{
    enum encoding e = csv_export_told(x)->encoding;
    if (!csv_source_open(&x->source, x->path, e, false, x->digest, x->d))
        return false;
    enum encoding marked = x->source.encoding;
    char c = csv_export_told(x)->separator, separator = x->source.separator;
    if (separator && c && c != separator) {
        diag_fail(x->d, DIAG_INPUT, x->mapping->job, csv_export_told(x)->line,
                  "%s sagt in der ersten Zeile „sep=%c“, der Auftrag nennt ein anderes Trennzeichen", x->path,
                  separator);
        return diag_expect(x->d, "dasselbe Trennzeichen, oder keine Angabe");
    }
    if (marked == ENCODING_DETECT || e == ENCODING_DETECT || marked == e ||
        (encoding_is_utf16(marked) && encoding_is_utf16(e)))
        return true;
    diag_fail(x->d, DIAG_INPUT, x->mapping->job, csv_export_told(x)->line,
              "%s beginnt mit der Kennung von %s (BOM) und ist also nicht %s", x->path, encoding_name(marked),
              encoding_name(e));
    return diag_expect(x->d, "kodierung=\"%s\", oder keine Angabe", encoding_name(marked));
}

/* What the mapping says of a canonical column; NULL: nothing. */
static const struct ingest_column *mapped(const struct csv_export *x, int column)
{
    const struct ingest_file *f = csv_export_told(x);
    for (size_t i = 0; i < f->n_columns; i++)
        if (f->column[i].column == lexicon_at(x->file, column))
            return &f->column[i];
    return NULL;
}

/* The column (counted from the file's first) that a header names; -1: none. What the mapping names goes first. */
static int column_of(const struct csv_export *x, const char *name, size_t n)
{
    const struct ingest_file *f = csv_export_told(x);
    for (size_t i = 0; i < f->n_columns; i++)
        if (f->column[i].in && text_equal_name(name, n, f->column[i].in, strlen(f->column[i].in)))
            return lexicon_slot(f->column[i].column);
    enum tbl_column c = lexicon_column_named(x->own, x->file, name, n);
    return c == COL_COUNT || mapped(x, lexicon_slot(c)) ? -1 : lexicon_slot(c);
}

/* The header as UTF-8 in the arena, by the layout's encoding; a broken name keeps its ASCII part. */
static const char *header_name(struct csv_export *x, const char *s, size_t n)
{
    struct buf b = {0}, text = {0};
    if (csv_text_of(s, n, &text)) {
        s = buf_str(&text);
        n = text.n;
    }
    if (!csv_layout_decode(&x->layout, s, n, &b))
        for (size_t i = 0; i < n; i++)
            buf_char(&b, (unsigned char)s[i] < 0x80 && s[i] ? s[i] : '?');
    n = b.n;
    s = text_trim(buf_str(&b), &n);
    const char *name = arena_text(x->arena, s, n);
    buf_free(&b);
    buf_free(&text);
    return name;
}

static const char *header_field(const struct csv_header *h, int i, size_t *n)
{
    size_t begin = i ? h->end[i - 1] : 0;
    *n = h->end[i] - begin;
    return buf_str(&h->bytes) + begin;
}

/* Takes over a header read with `separator`; line: of the file, on which it begins. Gives how many known columns it
 * has. */
static int layout_from(struct csv_export *x, const struct csv_header *h, char separator, uint32_t line)
{
    struct csv_layout *l = &x->layout;
    int known = 0;
    x->header_line = line;
    l->separator = separator;
    l->n_slots = x->n_known;
    l->n_columns = h->n_fields;
    l->data = h->behind;
    l->header_lines = line - 1 + h->lines;
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

/* What the header shows, unless marks or rows have told already. The job's word holds where the header is not UTF-8. */
static enum encoding header_shows(const struct csv_export *x)
{
    enum encoding e = csv_export_told(x)->encoding;
    if (x->shown != ENCODING_DETECT)
        return x->shown;
    if (x->source.encoding != ENCODING_DETECT)
        return ENCODING_UTF8;
    if (e == ENCODING_DETECT)
        return encoding_decide(&x->header_evidence);
    return csv_export_is_utf8(&x->header_evidence) ? ENCODING_UTF8 : e;
}

/* The encoding of the header alone: what the rows show is added later. */
static void header_encoding(struct csv_export *x, const struct csv_header *h)
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
    x->layout.encoding = header_shows(x);
}

enum { MOST_NAMES_SHOWN = 700 }; /* bytes of a message for the columns at hand */

/* Two digits in a row, or an @: a number, a day, an address, and no name of a column. */
static bool is_value(const char *s)
{
    for (; *s; s++)
        if (*s == '@' || (*s >= '0' && *s <= '9' && s[1] >= '0' && s[1] <= '9'))
            return true;
    return false;
}

/* Whether s is, or holds, the name of a column of some export. */
static bool holds_known_name(const char *s)
{
    char plain[256], known[64];
    near_plain(s, plain, sizeof plain);
    for (int c = 0; c < COL_COUNT; c++) {
        near_plain(tbl_columns[c].name, known, sizeof known);
        if (strlen(known) > 3 && strstr(plain, known))
            return true;
    }
    return false;
}

/*
 * A line that is no header may be a customer's, or that of a file which is no export at all: nothing of it is shown.
 * Several fields without a value are names, or where two are known; a single one is where it holds a name that is.
 */
static bool is_shown(const struct csv_export *x)
{
    int n = x->layout.n_columns, values = 0, known = 0;
    for (int i = 0; i < n; i++) {
        values += is_value(x->layout.name[i]);
        known += x->layout.slot[i] >= 0;
    }
    return n == 1 ? holds_known_name(x->layout.name[0]) : !values || known > 1;
}

static void columns_at_hand(struct csv_export *x, struct buf *b)
{
    int n = x->layout.n_columns;
    if (!is_shown(x)) {
        buf_text(b, n == 1 ? "ein Feld, das kein Name einer Spalte ist (nicht gezeigt)"
                           : "Felder, die keine Namen von Spalten sind (nicht gezeigt)");
        return;
    }
    for (int i = 0; i < n; i++) {
        const char *name = x->layout.name[i];
        if (b->n + strlen(name) > MOST_NAMES_SHOWN) {
            buf_printf(b, " und %d weitere", n - i);
            return;
        }
        if (i)
            buf_text(b, ", ");
        text_put_visible(b, name, strlen(name));
    }
}

/* The header that is likest a name and not in use, "" none. */
static const char *likest_header(struct csv_export *x, const char *name)
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
static void add_fault(struct csv_export *x, const struct diag *f)
{
    if (x->fault)
        x->fault(x->fault_context, f);
    if (!x->n_faults++)
        *x->d = *f;
}

static void fault_twice(struct csv_export *x, int column, int slot)
{
    struct diag f = {0};
    const struct ingest_column *c = mapped(x, slot);
    const char *canonical = lexicon_column(x->own, lexicon_at(x->file, slot))->name, *other = NULL;
    for (int i = 0; i < column; i++)
        if (x->layout.slot[i] == slot)
            other = x->layout.name[i];
    if (c)
        diag_fail(&f, DIAG_INPUT, x->mapping->job, c->line,
                  "%s: Spalte „%s“ steht zweimal in der Kopfzeile; „%s“ kann "
                  "nur eine sein",
                  x->path, x->layout.name[column], canonical);
    else
        diag_fail(&f, DIAG_INPUT, x->path, x->header_line, "Spalte „%s“ steht zweimal in der Kopfzeile%s%s%s",
                  x->layout.name[column], other ? ", auch als „" : "", other ? other : "", other ? "“" : "");
    diag_expect(&f, "jede Spalte einmal; welche gilt, kann der Auftrag sagen: <spalte name=\"%s\" in=\"…\"/>",
                canonical);
    add_fault(x, &f);
}

/* The mapping names a header that the export does not have. */
static void fault_not_there(struct csv_export *x, const struct ingest_column *c)
{
    struct diag f = {0};
    struct buf b = {0};
    const char *likest = likest_header(x, c->in), *name = lexicon_column(x->own, c->column)->name;
    columns_at_hand(x, &b);
    if (!*likest)
        likest = likest_header(x, name);
    diag_fail(&f, DIAG_INPUT, x->mapping->job, c->line, "%s hat keine Spalte „%s“ (für „%s“); vorhanden: %s", x->path,
              c->in, name, buf_str(&b));
    if (*likest)
        diag_expect(&f, "eine davon, am ehesten „%s“", likest);
    else
        diag_expect(&f, "eine davon");
    add_fault(x, &f);
    buf_free(&b);
}

/* The kind of export whose needed columns the header all has, where it is another one than was asked for. */
static enum tbl_file looks_like(const struct csv_export *x)
{
    for (int file = 0; file < TBL_FILES; file++) {
        int first = (int)column_first((enum tbl_file)file), n = column_count((enum tbl_file)file), needed = 0,
            found = 0;
        for (int c = first; c < first + n; c++) {
            needed += tbl_columns[c].needed;
            for (int i = 0; tbl_columns[c].needed && i < x->layout.n_columns; i++) {
                const char *name = x->layout.name[i];
                if (column_named((enum tbl_file)file, name, strlen(name)) == (enum tbl_column)c) {
                    found++;
                    break;
                }
            }
        }
        if ((enum tbl_file)file != x->file && needed > 1 && found == needed)
            return (enum tbl_file)file;
    }
    return TBL_FILES;
}

static void fault_missing(struct csv_export *x, const char *name)
{
    struct diag f = {0};
    struct buf b = {0};
    const char *likest = likest_header(x, name);
    enum tbl_file like = looks_like(x);
    columns_at_hand(x, &b);
    if (x->mapping)
        diag_fail(&f, DIAG_INPUT, x->mapping->job, csv_export_told(x)->line,
                  "Spalte „%s“ ist nicht zugeordnet, und %s hat keine dieses Namens; vorhanden: %s", name, x->path,
                  buf_str(&b));
    else
        diag_fail(&f, DIAG_INPUT, x->path, x->header_line, "Spalte „%s“ fehlt; vorhanden: %s", name, buf_str(&b));
    if (x->header_evidence.broken_fields && x->layout.encoding == ENCODING_UTF8)
        diag_expect(&f,
                    "eine Kopfzeile in UTF-8; sie enthält Zeichen, die es nicht sind: der Zeichensatz ist ein anderer");
    else if (x->mapping)
        diag_expect(&f, "<spalte name=\"%s\" in=\"%s\"/>", name, *likest ? likest : "…");
    else if (like != TBL_FILES)
        diag_expect(&f, "eine Spalte mit dem Namen „%s“; die Spalten sehen aus wie die von %s", name,
                    tbl_file_names[like]);
    else if (*likest)
        diag_expect(&f, "eine Spalte mit dem Namen „%s“, am ehesten ist es „%s“", name, likest);
    else
        diag_expect(&f, "eine Spalte mit dem Namen „%s“", name);
    f.other_form = !x->mapping;
    add_fault(x, &f);
    buf_free(&b);
}

/* Whether the header of a part is there: as that of the first column that is mapped to it. */
static bool shares(const struct csv_export *x, const struct ingest_column *c, const bool has[COL_ALL])
{
    const struct ingest_file *f = csv_export_told(x);
    for (size_t i = 0; i < f->n_columns; i++)
        if (c->in && f->column[i].in && strcmp(f->column[i].in, c->in) == 0)
            return has[f->column[i].column];
    return false;
}

static bool check_columns(struct csv_export *x, bool has[COL_ALL])
{
    struct csv_layout *l = &x->layout;
    for (int i = 0; i < l->n_columns; i++) {
        if (l->slot[i] < 0)
            continue;
        bool *found = &has[lexicon_at(x->file, l->slot[i])];
        if (*found)
            fault_twice(x, i, l->slot[i]);
        *found = true;
    }
    for (int i = 0; i < x->n_known; i++) {
        enum tbl_column at = lexicon_at(x->file, i);
        const struct tbl_column_row *c = lexicon_column(x->own, at);
        const struct ingest_column *m = mapped(x, i);
        if (m && m->part != PART_WHOLE) /* the column of the other part is the one that the header names */
            has[at] |= shares(x, m, has);
        if (has[at])
            continue;
        if (m && m->in)
            fault_not_there(x, m);
        else if (c->needed)
            fault_missing(x, c->name);
    }
    return x->n_faults == 0;
}

/* Whether the layout has all columns that the file needs. */
static bool is_whole(const struct csv_export *x)
{
    bool has[COL_ALL] = {false};
    for (int i = 0; i < x->layout.n_columns; i++)
        if (x->layout.slot[i] >= 0)
            has[x->layout.slot[i]] = true;
    for (int i = 0; i < x->n_known; i++)
        if (lexicon_column(x->own, lexicon_at(x->file, i))->needed && !has[i])
            return false;
    return true;
}

/* The best header so far. */
struct header_choice {
    int known, columns; /* known: -1 none */
    uint32_t line;
    bool whole;
    bool goes_on; /* some line does behind a carriage return alone */
    struct encoding_evidence evidence;
};

/* Reads the record at `at` as a header with each separator; keeps the one that makes the most of it. */
static void try_header(struct csv_export *x, struct csv_window *w, off_t at, uint32_t line, struct header_choice *best)
{
    static const char separators[] = {';', ',', '\t'};
    const char one = csv_export_told(x)->separator ? csv_export_told(x)->separator : x->source.separator,
               *separator = one ? &one : separators;
    for (size_t i = 0; i < (one ? 1 : sizeof separators) && !w->error; i++) {
        struct csv_header h = {0};
        if (csv_header_read(w, at, separator[i], &h)) {
            struct csv_layout before = x->layout;
            header_encoding(x, &h);
            int known = layout_from(x, &h, separator[i], line);
            bool whole = is_whole(x);
            best->goes_on |= h.goes_on;
            /* Of one line the header with most columns; a later line has to have more that are known. */
            if (whole > best->whole || known > best->known ||
                (known == best->known && line == best->line && h.n_fields > best->columns)) {
                *best = (struct header_choice){known, h.n_fields, line, whole, best->goes_on, x->header_evidence};
            } else {
                x->layout = before;
                x->header_line = best->line;
            }
        }
        csv_header_free(&h);
    }
}

/* The first of the first lines that has all needed columns, or the line that the job names; else the likest. */
static void choose_header(struct csv_export *x, struct csv_window *w, struct header_choice *best)
{
    off_t at = x->source.from;
    uint32_t wanted = csv_export_told(x)->header_line;
    for (uint32_t line = x->source.lines + 1; at < x->source.size && !w->error && !best->whole; line++) {
        if (wanted ? line > wanted : line > HEADER_LINES)
            break;
        if (!wanted || line == wanted)
            try_header(x, w, at, line, best);
        at = csv_window_skip(w, at);
    }
    x->header_evidence = best->evidence;
}

bool csv_export_fail_cp850(struct csv_export *x)
{
    diag_fail(x->d, DIAG_INPUT, x->path, 0,
              "ist in Codepage 850 (DOS) geschrieben: die Umlaute sind keine von Windows-1252");
    return diag_expect(x->d, "im Auftrag kodierung=\"CP850\", oder als „CSV UTF-8“ neu gespeichert");
}

/* The character that seems to part a header that came out as one field; 0: none does. */
static char other_separator(const struct csv_export *x)
{
    static const char others[] = {';', ',', '\t', '|', '^', '~', '#'};
    const char *name = x->layout.n_columns == 1 ? x->layout.name[0] : "";
    for (size_t i = 0; i < sizeof others; i++) {
        size_t n = 0;
        for (const char *s = name; *s; s++)
            n += *s == others[i];
        if (n >= 2)
            return others[i];
    }
    return 0;
}

/* A header that is one field was cut with the wrong separator: a list of missing columns would not tell that. */
static bool fail_separator(struct csv_export *x)
{
    const char c = csv_export_told(x)->separator ? csv_export_told(x)->separator : x->source.separator;
    struct buf b = {0};
    columns_at_hand(x, &b);
    if (strchr(x->layout.name[0], '"')) {
        diag_fail(x->d, DIAG_INPUT, x->path, x->header_line,
                  "ein Anführungszeichen in der Kopfzeile ist nicht geschlossen: %s", buf_str(&b));
        buf_free(&b);
        return diag_expect(x->d, "zu jedem öffnenden Anführungszeichen ein schließendes");
    }
    if (csv_export_told(x)->separator)
        diag_fail(x->d, DIAG_INPUT, x->mapping->job, csv_export_told(x)->line,
                  "%s: mit dem Trennzeichen dieser Zeile ist die Kopfzeile ein einziges Feld: %s", x->path,
                  buf_str(&b));
    else if (c)
        diag_fail(x->d, DIAG_INPUT, x->path, x->header_line,
                  "mit dem Trennzeichen „%c“ (Zeile „sep=%c“) ist die Kopfzeile ein einziges Feld: %s", c, c,
                  buf_str(&b));
    else
        diag_fail(x->d, DIAG_INPUT, x->path, x->header_line, "die Kopfzeile ist ein einziges Feld: %s", buf_str(&b));
    buf_free(&b);
    const char other = other_separator(x);
    if (csv_export_told(x)->separator && (other == ';' || other == ',' || other == '\t'))
        return diag_expect(x->d, "trennzeichen=\"%s\", oder keine Angabe",
                           other == ';'   ? "Semikolon"
                           : other == ',' ? "Komma"
                                          : "Tabulator");
    if (other)
        return diag_expect(x->d, "das Trennzeichen Semikolon, Komma oder Tabulator; hier trennt „%c“ die Spalten",
                           other);
    return diag_expect(x->d, "Spalten, getrennt durch Semikolon, Komma oder Tabulator");
}

/* Columns of the export that nobody reads, with the missing one that each most likely is. */
void csv_export_note_unused(struct csv_export *x, const bool has[COL_ALL], const struct csv_notes *notes)
{
    for (int i = 0; i < x->layout.n_columns; i++) {
        const char *name = x->layout.name[i];
        int best = 0;
        struct csv_unused unused = {.line = x->header_line, .number = i + 1, .name = name, .meant = COL_COUNT};
        if (x->layout.slot[i] >= 0 || (!*name && !x->unnamed_filled)) /* a separator at the end of each line */
            continue;
        for (int k = 0; *name && k < x->n_known; k++) {
            enum tbl_column c = lexicon_at(x->file, k);
            int alike = has[c] || mapped(x, k) ? 0
                        : c < COL_COUNT        ? column_likeness(c, name)
                                               : near_likeness(name, lexicon_column(x->own, c)->name);
            if (alike >= LIKELY && alike > best) {
                best = alike;
                unused.meant = c;
            }
        }
        notes->unused(notes->context, &unused);
    }
}

bool csv_export_header(struct csv_export *x, bool has[COL_ALL])
{
    struct csv_window w = {.fd = x->source.fd, .size = x->source.size};
    struct header_choice best = {.known = -1};
    choose_header(x, &w, &best);
    int error = w.error;
    csv_window_free(&w);
    if (error)
        return csv_export_fail(x, error);
    if (best.goes_on) {
        diag_fail(x->d, DIAG_INPUT, x->path, 1, "Zeilen enden mit CR allein (Textdatei vom Mac)");
        return diag_expect(x->d, "Zeilenenden LF oder CRLF; als „CSV UTF-8“ neu speichern");
    }
    if (best.known < 0 && csv_export_told(x)->header_line) {
        diag_fail(x->d, DIAG_INPUT, x->mapping->job, csv_export_told(x)->line, "%s hat in Zeile %u keine Kopfzeile",
                  x->path, csv_export_told(x)->header_line);
        return diag_expect(x->d, "kopfzeile: die Nummer der Zeile mit den Namen der Spalten");
    }
    if (best.known < 0) {
        diag_fail(x->d, DIAG_INPUT, x->path, 1, "keine Kopfzeile");
        return diag_expect(x->d, "die Namen der Spalten in einer der ersten %d Zeilen", HEADER_LINES);
    }
    if (x->layout.encoding == ENCODING_CP850 && csv_export_told(x)->encoding != ENCODING_CP850)
        return csv_export_fail_cp850(x);
    if (best.columns == 1 && !best.whole && !best.known)
        return fail_separator(x);
    for (int i = 0; i < x->n_known; i++)
        has[lexicon_at(x->file, i)] = false;
    return check_columns(x, has);
}
