/*
 * The document tree: waist 2 (docs/architecture.md). Templates make it as XML (templates/document.rng), doc_read
 * turns that into this tree, and both renderers see only this, as const. No renderer knows libxml2, results or tables.
 *
 * Every block knows its role, so that the tags of an accessible PDF and the elements of HTML come from the same place.
 * Styles are named; sizes and colours stand in the theme.
 */
#ifndef KD_DOCUMENT_DOC_H
#define KD_DOCUMENT_DOC_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>

enum doc_kind {
    /* blocks */
    DOC_DOCUMENT,
    DOC_SECTION, /* first child is its DOC_HEADING; sections nest, the depth is the level of the heading (2..) */
    DOC_TITLE,   /* the one heading of level 1; children inline */
    DOC_HEADING, /* children inline; level is set */
    DOC_SUBLINE, /* grey line below a title or heading: what is shown, at which day, in which unit; inline */
    DOC_PARA,    /* inline */
    DOC_LIST,    /* DOC_ITEM */
    DOC_ITEM,    /* blocks */
    DOC_NOTE,    /* blocks; info or warning, told by its first word, never by colour alone */
    DOC_KPIS,    /* DOC_KPI, side by side */
    DOC_KPI,     /* no children: all in attributes */
    /*
     * DOC_COL..., then DOC_HEAD, DOC_BODY, DOC_FOOT of DOC_ROW of DOC_CELL, then DOC_FOOTNOTE...; where the template
     * gave no rows, doc_read gives one that says so.
     */
    DOC_TABLE,
    DOC_COL,
    DOC_HEAD,
    DOC_BODY,
    DOC_FOOT,
    DOC_ROW,
    DOC_CELL,     /* inline */
    DOC_FOOTNOTE, /* below its table; inline; number is set */
    DOC_CHART,    /* DOC_SERIES of DOC_POINT; DOC_TARGET */
    DOC_SERIES,
    DOC_POINT,
    DOC_TARGET,
    DOC_TOC, /* made by the renderer from sections */
    DOC_PAGEBREAK,
    DOC_SIGNATURE, /* a line to sign on, label below; several side by side in one DOC_SIGNATURES */
    DOC_SIGNATURES,
    DOC_LINES, /* room to write by hand: a label above so many ruled lines */
    /* inline */
    DOC_TEXT,
    DOC_STRONG,
    DOC_EM,
    DOC_MUTED,
    DOC_LINK, /* to = id of a section in this document, or an address of another file of the run */
    DOC_BREAK,
    DOC_NOTEREF, /* the raised number of a DOC_FOOTNOTE of this table; only in its cells */
};

enum doc_style { DOC_STYLE_BODY, DOC_STYLE_LEAD, DOC_STYLE_SMALL }; /* of a para */
enum doc_align { DOC_ALIGN_LEFT, DOC_ALIGN_RIGHT, DOC_ALIGN_CENTER };
enum doc_note { DOC_NOTE_INFO, DOC_NOTE_WARNING };
/* histogram: bars side by side, for classes of one quantity; multiples: one small line chart a series, on one scale */
enum doc_chart { DOC_CHART_LINE, DOC_CHART_BAR, DOC_CHART_STACKED, DOC_CHART_HISTOGRAM, DOC_CHART_MULTIPLES };
/*
 * data: the accent; soft: its lighter form; alert: only for what is overdue or without contact; pale: what is not
 * counted. Several series of one tone are told apart by the renderer.
 */
enum doc_tone { DOC_TONE_DATA, DOC_TONE_SOFT, DOC_TONE_ALERT, DOC_TONE_PALE };
enum doc_change { DOC_CHANGE_NONE, DOC_CHANGE_UP, DOC_CHANGE_DOWN, DOC_CHANGE_SAME };

/* A number that may be missing: has = false is "not known", never 0. */
struct doc_number {
    bool has;
    double value;
};

struct doc_node {
    enum doc_kind kind;
    int line; /* in the document XML, for messages; 0: none */
    struct doc_node *parent, *first, *last, *next;
    const char *id; /* NULL: none; unique in the document */
    union {
        struct {
            const char *lang;        /* "de" */
            const char *title;       /* of the file's metadata */
            const char *subject;     /* one line for the metadata, "" none */
            const char *header_left; /* page header */
            const char *header_right;
            const char *footer_left; /* footer right is "Seite x von y", the renderer's */
            bool landscape;          /* all its pages are */
        } document;
        struct {
            bool page_break; /* begins on a new page */
            bool landscape;  /* its pages are landscape; only on sections directly below the document */
        } section;
        int level; /* DOC_HEADING: 2..6 */
        enum doc_style style;
        bool numbered; /* DOC_LIST */
        enum doc_note note;
        struct {
            const char *label, *value; /* value as formatted */
            enum doc_change change;    /* the sign before change_text */
            const char *change_text;   /* "+1,0 Punkte", "" none */
            enum doc_tone tone;        /* of the value; alert only with a label that says so */
        } kpi;
        struct {
            const char *caption; /* plain text; never empty (name of the table for assistive technology) */
            bool caption_hidden; /* it repeats the heading: for assistive technology only */
            bool sortable;       /* a reader of the HTML may want to sort and filter it */
            int n_cols;
            const struct doc_source *source; /* where the rows of the body come from; NULL: they stand in the tree */
        } table;
        struct {
            enum doc_align align;
            bool number; /* tabular figures */
            bool bar;    /* cells carry a bar on one axis from 0 to bar_max; wants the room that is left */
            double bar_max;
            int weight; /* share of spare room; 0: as narrow as its content */
        } col;
        struct {
            bool strong; /* a row of sums inside the body */
            bool group;  /* one header cell over all columns: heads the rows down to the next such row */
        } row;
        struct {
            bool header;          /* th: in DOC_HEAD scope col (or colgroup when colspan > 1), else scope row */
            int colspan, rowspan; /* >= 1 */
            bool strong;
            struct doc_number heat; /* 0..1: step of the one hue behind the number */
            struct doc_number bar;  /* length in the column's scale */
            struct doc_number mark; /* a stroke across the bar: the comparison */
            enum doc_tone tone;     /* of the bar */
        } cell;
        struct {
            enum doc_chart chart;
            const char *alt;  /* text that says what it shows; never empty: the template's, else doc_chart_words */
            const char *unit; /* shown at the axis, e.g. "%" ; "" none */
            double min, max;  /* of the value axis where has_scale; else from the data, bars from 0 */
            bool has_scale;
            int height; /* in lines of body text; 0: the renderer's default */
        } chart;
        struct {
            const char *name;
            enum doc_tone tone;
        } series;
        struct {
            const char *label;       /* on the category axis; a second line after '\n' */
            struct doc_number value; /* missing: a gap */
            const char *text;        /* the value as formatted, for direct labels */
        } point;
        struct {
            double value;
            const char *label;
        } target;
        const char *label; /* DOC_SIGNATURE */
        int contents;      /* DOC_TOC: how deep it goes: 1, sections; 2, those in them too */
        struct {
            const char *label;
            int n; /* lines, 1..40 */
        } lines;
        int number;                      /* DOC_FOOTNOTE: from 1, in each table anew */
        const struct doc_node *footnote; /* DOC_NOTEREF: its DOC_FOOTNOTE */
        const char *text; /* DOC_TEXT: UTF-8, NFC; white space as in the XML, collapsed to single spaces */
        const char *to;   /* DOC_LINK */
    };
};

struct doc;         /* the tree and its memory */
struct doc_sources; /* document/source.h: where tables by reference get their rows */

/* Whether what is there to be read has words: titles, headings, paragraphs, items. False: d names the first that has none. */
bool doc_check_words(struct doc *doc, const char *name, struct diag *d) MUST_CHECK;
/*
 * Reads a document from XML in memory (n bytes), checked against the schema file rng first.
 * name: for messages. sources: for tables by reference, must outlive the document; NULL: there are none.
 * NULL: not valid (DIAG_RULES: template fault), d says where. Free with doc_free.
 */
struct doc *doc_read(const char *xml, size_t n, const char *name, const char *rng, const struct doc_sources *sources,
                     struct diag *d) MUST_CHECK;
void doc_free(struct doc *doc); /* takes NULL */
/* The same with a schema that is read once for many documents, by several threads at once; NULL: DIAG_RULES. */
struct doc_schema;
struct doc_schema *doc_schema_new(const char *rng, struct diag *d) MUST_CHECK;
void doc_schema_free(struct doc_schema *s); /* takes NULL */
struct doc *doc_read_by(const char *xml, size_t n, const char *name, const struct doc_schema *schema,
                        const struct doc_sources *sources, struct diag *d) MUST_CHECK;
/* The DOC_DOCUMENT node; borrowed. */
const struct doc_node *doc_root(const struct doc *doc);
/* The node with this id, or NULL. */
const struct doc_node *doc_lookup(const struct doc *doc, const char *id);
/*
 * Appends the label of a point on one line, "Mär 2023": where it has no second line that of the last point before it
 * that has one holds, as the year under the first months.
 */
void doc_put_point_label(struct buf *out, const struct doc_node *point);
/*
 * A sentence or more (German) that say what a chart shows, made from its data: kind, range, first and last, highest and
 * lowest, the target, gaps. from..to: only these series (from 0, to exclusive) of small multiples. In a.
 */
const char *doc_chart_words(const struct doc_node *chart, int from, int to, struct arena *a);
/* The text of all inline children of node, marks dropped, a break as a space; in a. */
const char *doc_plain_text(const struct doc_node *node, struct arena *a);

/*
 * The sign that stands for a number which is not shown, alone in a cell or a kpi. It is read aloud in words: by itself
 * it would be "times".
 */
#define DOC_HIDDEN_SIGN  "\u00d7"
#define DOC_HIDDEN_WORDS "nicht gezeigt"
bool doc_is_hidden_sign(const char *text);
bool doc_cell_is_hidden(const struct doc_node *cell);

/*
 * The rows of all bodies of a table, one after another, wherever they come from. Renderers that go through a table
 * twice (widths, then drawing) open it twice. A row of a source is good until the next call only; those of the tree
 * stay. What such a row points to (text, cells) goes with it.
 */
struct doc_rows;
struct doc_rows *doc_rows_open(const struct doc_node *table) MUST_CHECK;
/*
 * The next row, NULL: no more. *begins (may be NULL): it is the first of a body; a group row begins one, too. The
 * parent of a row is its DOC_BODY; a row of a source has no next.
 */
const struct doc_node *doc_rows_next(struct doc_rows *r, bool *begins);
void doc_rows_close(struct doc_rows *r); /* takes NULL */
/* How many rows that is, group rows of a source not counted. */
size_t doc_rows_count(const struct doc_node *table);

#endif
