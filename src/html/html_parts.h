/*
 * Inside of the HTML writer. Private to src/html/html*.c.
 *
 * A document is gone through twice: the survey notes what its head has to say (characters that its fonts need, whether
 * a script is wanted), then it is written from front to back and may be drained on the way.
 */
#ifndef KD_HTML_HTML_PARTS_H
#define KD_HTML_HTML_PARTS_H

#include "html/html.h"

/* src/html/html.css and html.js, made part of the program by cmake/embed.cmake; a NUL ends each. */
extern const unsigned char html_css[], html_js[];

struct html_survey {
    uint32_t *used[FONT_FACES]; /* a bit for each character up to U+10FFFF that is set in a face */
    bool sorts;                 /* a table can be sorted: the script is wanted */
};

/*
 * Ids of the writer's own have an underscore, which ids of a document cannot have:
 * main_, toc_, h_N for headings, t_N for captions, r_ID for the place that leads to footnote ID; filter_N (html.js).
 */
struct html {
    struct html_out *out;
    struct buf *b; /* out->buf */
    const struct doc *doc;
    const struct theme *theme;
    struct fonts *fonts;
    struct diag *d;
    bool failed; /* drain gave false */
    int headings, tables;
    bool has_toc;       /* one is written */
    struct arena *mem;  /* of the writer */
    const char **names; /* plain texts of the headings of level 2, sorted */
    size_t n_names, cap_names;
    const struct doc_node **notes; /* footnotes that a place of the table at hand has led to */
    size_t n_notes, cap_notes;
    struct html_survey survey;
};

void html_text(struct html *h, const char *s); /* escaped */
void html_attribute(struct html *h, const char *name, const char *value);
void html_inline(struct html *h, const struct doc_node *parent);
/* DOC_HIDDEN_SIGN, to be seen, and its words, to be heard. */
void html_hidden_sign(struct html *h);
/* To be called where the file may be cut: hands what there is to drain. */
void html_settle(struct html *h);
/* n bytes in base64, without line breaks. */
void html_base64(struct buf *b, const void *p, size_t n);

void html_survey(struct html *h); /* fills h->survey; html_survey_free ends it */
void html_survey_free(struct html_survey *s);

/* The blocks that parent holds, the title among them. */
void html_blocks(struct html *h, const struct doc_node *parent);
void html_table(struct html *h, const struct doc_node *table);
/* The table is one that a reader may sort and filter. */
bool html_is_sorted(const struct doc_node *table);

/* The style sheet: variables from the theme, html.css, page furniture of the document. */
void html_style(struct html *h);
/* The family of the document's own fonts and what follows where they fail, for font-family. */
#define HTML_FAMILY "Bericht"
/* @font-face rules with the fonts' characters that the survey found. False: no subset can be made (DIAG_FAULT). */
bool html_fonts(struct html *h);
/* The digest by which the page's policy knows the script: base64 of its SHA-256. */
void html_script_digest(struct buf *b);
/* CSS px for one pt: body text is 16 px where nothing else is set. */
double html_scale(const struct theme *t);

#endif
