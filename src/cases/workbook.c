#include "cases/workbook.h"

#include "base/day.h"
#include "base/lines.h"
#include "base/mem.h"
#include "cases/workbook_check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum {
    MOST_ROWS = 1048575,     /* below the header */
    LONGEST_TEXT = 32767,    /* UTF-16 units in a cell */
    FIRST_LONG = 250,        /* bytes: what is longer some versions show as #### in a text format */
    LONGEST_FURNITURE = 120, /* bytes of a text in header or footer: three of them and their codes are below 255 */
    NARROWEST = 6,
    WIDEST = 40, /* characters; more are wrapped */
    LINE_HEIGHT = 15,
    MOST_LINES = 27, /* a row is at most 409 points high */
    ROOM_FOR_ARROW = 3,
    EXCEL_EPOCH = 25569, /* number of 01.01.1970 */
    EXCEL_FIRST = 61,    /* of 01.03.1900: before it Excel has a day that never was */
    A4 = 9,
    LIGHT = 0xD0D7DE, /* below a row */
    DARK = 0x1B1F23,  /* below the header */
};

struct writing {
    const struct workbook *w;
    lxw_worksheet *sheet;
    lxw_format *head, *text, *long_text, *day, *number;
    struct buf scratch;
    int *lines;      /* of each row, the header first */
    lxw_error error; /* the first */
};

static void note(struct writing *x, lxw_error error)
{
    if (x->error == LXW_NO_ERROR)
        x->error = error;
}

/* ---- text ---- */

static size_t width_of(unsigned char c)
{
    return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

/* s, cut to what a cell holds: "…" tells it. */
static const char *cut(struct writing *x, const char *s)
{
    size_t units = 0, n = 0;
    while (s[n] && units < LONGEST_TEXT - 2) {
        size_t w = width_of((unsigned char)s[n]);
        units += w == 4 ? 2 : 1;
        n += w;
    }
    if (!s[n] || !s[n + width_of((unsigned char)s[n])])
        return s;
    buf_clear(&x->scratch);
    buf_put(&x->scratch, s, n);
    buf_text(&x->scratch, "…");
    return buf_str(&x->scratch);
}

/* For header and footer, where & begins a code; cut at a character. */
static void put_furniture(struct buf *b, const char *code, const char *s)
{
    size_t n = 0, length = 0;
    buf_text(b, code);
    while (s[n]) {
        size_t w = width_of((unsigned char)s[n]);
        length += s[n] == '&' ? 2 : w;
        if (length > LONGEST_FURNITURE)
            break;
        buf_put(b, s + n, w);
        if (s[n] == '&')
            buf_char(b, '&');
        n += w;
    }
}

/* The longest piece of s between any of the characters that part it, in columns. */
static int longest_piece(const char *s, const char *parting)
{
    int most = 0;
    for (;;) {
        size_t n = strcspn(s, parting);
        int w = lines_width(s, n);
        most = w > most ? w : most;
        if (!s[n])
            return most;
        s += n + 1;
    }
}

/* How many lines s takes in so many columns, wrapped at its spaces. */
static int lines_in(const char *s, int columns)
{
    int lines = 1, used = 0;
    for (;;) {
        size_t n = strcspn(s, " \n");
        int w = lines_width(s, n);
        if (used && used + 1 + w > columns) {
            lines++;
            used = 0;
        }
        used += w + (used > 0);
        for (; used > columns; used -= columns) /* a word longer than a line */
            lines++;
        if (!s[n])
            return lines;
        if (s[n] == '\n') {
            lines++;
            used = 0;
        }
        s += n + 1;
    }
}

/* ---- cells ---- */

static int put_cell(struct writing *x, size_t row, size_t column)
{
    struct workbook_cell cell = {.kind = WORKBOOK_NOTHING};
    lxw_row_t at = (lxw_row_t)row + 1;
    lxw_col_t col = (lxw_col_t)column;
    x->w->cell(x->w->context, row, column, &cell);
    switch (cell.kind) {
    case WORKBOOK_DAY:
        if (cell.day + EXCEL_EPOCH < EXCEL_FIRST)
            note(x, worksheet_write_string(x->sheet, at, col, day_german(cell.day).s, x->text));
        else
            note(x, worksheet_write_number(x->sheet, at, col, cell.day + EXCEL_EPOCH, x->day));
        return 10;
    case WORKBOOK_NUMBER:
        note(x, worksheet_write_number(x->sheet, at, col, (double)cell.number, x->number));
        return 6;
    case WORKBOOK_TEXT:
        note(x, worksheet_write_string(x->sheet, at, col, cut(x, cell.text),
                                       strlen(cell.text) < FIRST_LONG ? x->text : x->long_text));
        return longest_piece(cell.text, "\n");
    default:
        note(x, worksheet_write_blank(x->sheet, at, col, x->text));
        return 0;
    }
}

static void raise_row(struct writing *x, size_t row, const char *text, int columns)
{
    int lines = lines_in(text, columns);
    if (lines > x->lines[row])
        x->lines[row] = lines;
}

/* Heads are wrapped at their words; so is what is wider than the widest column. */
static void put_column(struct writing *x, size_t column)
{
    const char *head = x->w->head[column];
    int width = longest_piece(head, " ") + ROOM_FOR_ARROW;
    note(x, worksheet_write_string(x->sheet, 0, (lxw_col_t)column, head, x->head));
    for (size_t row = 0; row < x->w->n_rows; row++) {
        int one = put_cell(x, row, column) + 1;
        width = one > width ? one : width;
    }
    width = width < NARROWEST ? NARROWEST : width > WIDEST ? WIDEST : width;
    note(x, worksheet_set_column(x->sheet, (lxw_col_t)column, (lxw_col_t)column, width, NULL));
    raise_row(x, 0, head, width - ROOM_FOR_ARROW + 1);
    for (size_t row = 0; row < x->w->n_rows; row++) {
        struct workbook_cell cell = {.kind = WORKBOOK_NOTHING};
        x->w->cell(x->w->context, row, column, &cell);
        if (cell.kind == WORKBOOK_TEXT)
            raise_row(x, row + 1, cell.text, width);
    }
}

/* Spreadsheets do not make room for wrapped text by themselves, all of them. */
static void set_heights(struct writing *x)
{
    for (size_t row = 0; row <= x->w->n_rows; row++)
        if (x->lines[row] > 1)
            note(x, worksheet_set_row(x->sheet, (lxw_row_t)row,
                                      LINE_HEIGHT * (x->lines[row] < MOST_LINES ? x->lines[row] : MOST_LINES), NULL));
}

/* ---- the sheet ---- */

static void add_formats(struct writing *x, lxw_workbook *book)
{
    lxw_format **format[] = {&x->head, &x->text, &x->long_text, &x->day, &x->number};
    for (size_t i = 0; i < sizeof format / sizeof *format; i++) {
        *format[i] = workbook_add_format(book);
        format_set_align(*format[i], LXW_ALIGN_VERTICAL_TOP);
        format_set_bottom(*format[i], LXW_BORDER_THIN);
        format_set_bottom_color(*format[i], LIGHT);
    }
    format_set_bold(x->head);
    format_set_text_wrap(x->head);
    format_set_bottom(x->head, LXW_BORDER_MEDIUM);
    format_set_bottom_color(x->head, DARK);
    format_set_align(x->number, LXW_ALIGN_RIGHT);
    format_set_indent(x->number, 1);
    format_set_text_wrap(x->text);
    format_set_text_wrap(x->long_text);
    format_set_num_format(x->text, "@");
    format_set_align(x->day, LXW_ALIGN_LEFT);
    format_set_num_format(x->day, "dd\\.mm\\.yyyy");
    format_set_num_format(x->number, "0");
}

static void set_up_print(struct writing *x)
{
    const struct workbook *w = x->w;
    struct buf b = {0};
    worksheet_set_landscape(x->sheet);
    worksheet_set_paper(x->sheet, A4);
    worksheet_set_margins(x->sheet, 0.5, 0.5, 0.8, 0.7);
    worksheet_fit_to_pages(x->sheet, 1, 0);
    note(x, worksheet_repeat_rows(x->sheet, 0, 0));
    put_furniture(&b, "&L", w->header_left);
    put_furniture(&b, "&R", w->header_right);
    note(x, worksheet_set_header(x->sheet, buf_str(&b)));
    buf_clear(&b);
    put_furniture(&b, "&L", w->footer_left);
    buf_text(&b, "&RSeite &P von &N");
    note(x, worksheet_set_footer(x->sheet, buf_str(&b)));
    buf_free(&b);
}

static void fill(struct writing *x, lxw_workbook *book)
{
    const struct workbook *w = x->w;
    /* The library copies these; its struct has them without const. */
    lxw_doc_properties properties = {.title = (char *)(uintptr_t)w->title,
                                     .subject = (char *)(uintptr_t)w->subject,
                                     .author = (char *)(uintptr_t) "kontaktdichte",
                                     .company = (char *)(uintptr_t)w->company,
                                     /* 0 is "now" to the library */
                                     .created = w->created ? (time_t)w->created * 86400 : 1};
    note(x, workbook_set_properties(book, &properties));
    x->sheet = workbook_add_worksheet(book, w->sheet);
    if (!x->sheet) {
        note(x, LXW_ERROR_SHEETNAME_LENGTH_EXCEEDED);
        return;
    }
    add_formats(x, book);
    for (size_t i = 0; i < w->n_columns; i++)
        put_column(x, i);
    set_heights(x);
    if (w->n_rows == 0)
        note(x, worksheet_write_string(x->sheet, 1, 0, w->empty, NULL));
    worksheet_freeze_panes(x->sheet, 1, 0);
    note(x, worksheet_autofilter(x->sheet, 0, 0, (lxw_row_t)w->n_rows, (lxw_col_t)(w->n_columns - 1)));
    set_up_print(x);
}

/* ---- the file ---- */

/*
 * The library asks libc's gmtime what day the file is of, and that answers all threads in the same place. Here the
 * program answers, each thread in a place of its own: what the library calls is the first function of that name.
 */
struct tm *gmtime(const time_t *t)
{
    static _Thread_local struct tm answer;
    return gmtime_r(t, &answer);
}

/* The header, and the rows or the sentence in place of them. */
static size_t cells_of(const struct workbook *w)
{
    return w->n_columns + (w->n_rows ? w->n_rows * w->n_columns : 1);
}

static bool read_back(int fd, struct buf *out)
{
    off_t size = lseek(fd, 0, SEEK_END);
    if (size < 0 || lseek(fd, 0, SEEK_SET) < 0)
        return false;
    buf_reserve(out, (size_t)size);
    for (off_t at = 0; at < size;) {
        ssize_t n = pread(fd, out->p + out->n, (size_t)(size - at), at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        out->n += (size_t)n;
        at += n;
    }
    out->p[out->n] = '\0';
    return size > 0;
}

/*
 * The library writes to a name only: that of memory of our own. Its parts are files in w->folder that lose their names
 * as soon as they are open; what it cannot write of them it passes over, so the whole is read back and checked.
 */
bool workbook_write(const struct workbook *w, struct buf *out, struct diag *d)
{
    struct writing x = {.w = w};
    lxw_workbook *book = NULL;
    char name[64];
    bool ok = false;
    int fd = -1;
    if (w->n_rows > MOST_ROWS)
        return diag_fail(d, DIAG_OUTPUT, NULL, 0, "%s: eine XLSX-Datei fasst höchstens 1.048.575 Zeilen", w->title);
    x.lines = mem_zero(w->n_rows + 1, sizeof *x.lines);
    fd = memfd_create("xlsx", MFD_CLOEXEC);
    if (fd < 0) {
        diag_fail(d, DIAG_OUTPUT, NULL, 0, "kein Platz für eine XLSX-Datei: %s", diag_system(errno));
        goto out;
    }
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    lxw_workbook_options options = {.tmpdir = (char *)(uintptr_t)w->folder};
    book = workbook_new_opt(name, &options);
    if (!book)
        mem_none(0);
    fill(&x, book);
    note(&x, workbook_close(book)); /* frees it */
    ok = x.error == LXW_NO_ERROR && read_back(fd, out) && workbook_is_whole(out->p, out->n, cells_of(w));
    if (!ok) {
        diag_fail(d, DIAG_OUTPUT, w->folder, 0, "%s: die XLSX-Datei ist nicht ganz geworden", w->title);
        diag_expect(d, "Platz für ihre Teile auf diesem Datenträger, und Speicher");
    }
out:
    if (fd >= 0)
        close(fd);
    buf_free(&x.scratch);
    free(x.lines);
    return ok;
}

const char *workbook_library(void)
{
    return lxw_version();
}
