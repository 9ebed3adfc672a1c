#include "html/html_parts.h"

#include "base/mem.h"
#include "draw/canvas_svg.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

void html_text(struct html *h, const char *s)
{
    canvas_svg_put_escaped(h->b, s, strlen(s));
}

void html_attribute(struct html *h, const char *name, const char *value)
{
    buf_char(h->b, ' ');
    buf_text(h->b, name);
    buf_text(h->b, "=\"");
    html_text(h, value);
    buf_char(h->b, '"');
}

void html_settle(struct html *h)
{
    if (!h->out->drain || h->b->n < HTML_FLUSH)
        return;
    if (!h->failed && !h->out->drain(h->out->to, h->b, h->d))
        h->failed = true;
    if (h->failed)
        buf_clear(h->b);
}

void html_base64(struct buf *b, const void *p, size_t n)
{
    const size_t length = BASE64_ENCODE_RAW_LENGTH(n);
    buf_reserve(b, length);
    base64_encode_raw(b->p + b->n, n, p);
    b->n += length;
    b->p[b->n] = '\0';
}

double html_scale(const struct theme *t)
{
    return 16 / t->type[THEME_BODY].size;
}

void html_script_digest(struct buf *b)
{
    struct sha256_ctx ctx;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&ctx);
    sha256_update(&ctx, strlen((const char *)html_js), html_js);
    sha256_digest(&ctx, sizeof digest, digest);
    html_base64(b, digest, sizeof digest);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void collect_names(struct html *h, const struct doc_node *parent)
{
    for (const struct doc_node *n = parent->first; n; n = n->next) {
        if (n->kind != DOC_SECTION || !n->first || n->first->kind != DOC_HEADING)
            continue;
        h->names = mem_grow(h->names, h->n_names, &h->cap_names, sizeof *h->names);
        h->names[h->n_names++] = doc_plain_text(n->first, h->mem);
    }
    if (h->n_names)
        qsort(h->names, h->n_names, sizeof *h->names, by_text);
}

/* Nothing may be loaded, and nothing may run but the writer's own script, whatever stands in the data. */
static void put_policy(struct html *h)
{
    buf_text(h->b, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                   "'unsafe-inline'; font-src data:");
    if (h->theme->logo.n)
        buf_text(h->b, "; img-src data:");
    if (h->survey.sorts) {
        buf_text(h->b, "; script-src 'sha256-");
        html_script_digest(h->b);
        buf_char(h->b, '\'');
    }
    buf_text(h->b, "\">\n");
}

static bool put_head(struct html *h, const struct doc_node *root)
{
    buf_text(h->b, "<!DOCTYPE html>\n<html");
    html_attribute(h, "lang", root->document.lang);
    buf_text(h->b, ">\n<head>\n<meta charset=\"utf-8\">\n");
    put_policy(h);
    buf_text(h->b, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    html_text(h, root->document.title);
    buf_text(h->b, "</title>\n");
    if (root->document.subject[0]) {
        buf_text(h->b, "<meta name=\"description\"");
        html_attribute(h, "content", root->document.subject);
        buf_text(h->b, ">\n");
    }
    buf_text(h->b, "<style>\n");
    html_style(h);
    const bool ok = html_fonts(h);
    buf_text(h->b, "</style>\n</head>\n");
    return ok;
}

static void put_furniture(struct html *h, const char *element, const char *left, const char *right)
{
    if (!left[0] && !right[0])
        return;
    buf_printf(h->b, "<%s class=\"furniture\">", element);
    const char *texts[] = {left, right};
    for (int i = 0; i < 2; i++)
        if (texts[i][0]) {
            buf_text(h->b, "<p>");
            html_text(h, texts[i]);
            buf_text(h->b, "</p>");
        }
    buf_printf(h->b, "</%s>\n", element);
}

bool html_write_to(const struct doc *doc, const struct theme *t, struct fonts *f, struct html_out *out, struct diag *d)
{
    const struct doc_node *root = doc_root(doc);
    struct html h = {.out = out, .b = out->buf, .doc = doc, .theme = t, .fonts = f, .d = d, .mem = arena_new()};
    collect_names(&h, root);
    html_survey(&h);
    h.failed = !put_head(&h, root);
    buf_text(h.b, "<body>\n<a class=\"skip\" href=\"#main_\">Zum Inhalt springen</a>\n");
    put_furniture(&h, "header", root->document.header_left, root->document.header_right);
    buf_text(h.b, "<main id=\"main_\">\n");
    html_blocks(&h, root);
    buf_text(h.b, "</main>\n");
    put_furniture(&h, "footer", root->document.footer_left, "");
    if (h.survey.sorts) {
        buf_text(h.b, "<script>");
        buf_text(h.b, (const char *)html_js);
        buf_text(h.b, "</script>\n");
    }
    buf_text(h.b, "</body>\n</html>\n");
    if (out->drain && !h.failed && !out->drain(out->to, h.b, d))
        h.failed = true;
    html_survey_free(&h.survey);
    free(h.notes);
    free(h.names);
    arena_free(h.mem);
    return !h.failed;
}

bool html_write(const struct doc *doc, const struct theme *t, struct fonts *f, struct buf *out, struct diag *d)
{
    struct html_out to = {.buf = out};
    return html_write_to(doc, t, f, &to, d);
}
