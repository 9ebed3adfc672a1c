/*
 * Inside of the HTML writer. Private to src/render/html*.c.
 */
#ifndef KD_RENDER_HTML_PARTS_H
#define KD_RENDER_HTML_PARTS_H

#include "render/html.h"

/*
 * Ids of the writer's own have an underscore, which ids of a document cannot have:
 * main_, toc_, h_N for headings, t_N for captions.
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
};

void html_text(struct html *h, const char *s); /* escaped */
void html_attribute(struct html *h, const char *name, const char *value);
void html_inline(struct html *h, const struct doc_node *parent);
/* To be called where the file may be cut: hands what there is to drain. */
void html_settle(struct html *h);

void html_table(struct html *h, const struct doc_node *table);

/* The style sheet, made from the theme. */
void html_style(struct buf *b, const struct theme *t);
/* CSS px for one pt: body text is 16 px where nothing else is set. */
double html_scale(const struct theme *t);

#endif
