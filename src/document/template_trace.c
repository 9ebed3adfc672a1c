#include "document/template_trace.h"

#include "base/mem.h"
#include "base/xml.h"
#include "base/xml_put.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char mark[] = "kd-at";
static const char xslt[] = "http://www.w3.org/1999/XSL/Transform";
enum { DEEPEST = 200 }; /* a document is not as deep: the rest of one that is is left out */

bool template_is_xslt(const xmlNode *x, const char *name)
{
    return xml_is(x, name) && x->ns && strcmp((const char *)x->ns->href, xslt) == 0;
}

/* ---- marks ---- */

static void mark_element(xmlNode *x, const char *value)
{
    if (!x->ns || strcmp((const char *)x->ns->href, xslt) != 0) {
        xmlSetProp(x, (const xmlChar *)mark, (const xmlChar *)value);
    } else if (template_is_xslt(x, "element")) {
        xmlNode *attribute = xmlNewDocNode(x->doc, x->ns, (const xmlChar *)"attribute", (const xmlChar *)value);
        xmlNewProp(attribute, (const xmlChar *)"name", (const xmlChar *)mark);
        if (x->children)
            xmlAddPrevSibling(x->children, attribute);
        else
            xmlAddChild(x, attribute);
    }
}

static void mark_below(xmlNode *under, size_t part)
{
    for (xmlNode *x = under->children; x; x = x->next) {
        if (x->type != XML_ELEMENT_NODE)
            continue;
        char value[64];
        snprintf(value, sizeof value, "%zu:%ld", part, xmlGetLineNo(x));
        mark_element(x, value);
        mark_below(x, part);
    }
}

void template_mark(xmlDoc *sheet, size_t part)
{
    xmlNode *root = xmlDocGetRootElement(sheet);
    if (root)
        mark_below(root, part);
}

/* ---- a document with marks ---- */

struct template_traced {
    struct arena *arena;
    struct buf flat, shown;
    struct template_origin *origin; /* of each element, in the order in which they begin */
    size_t n, cap;
    size_t line; /* of shown, at its end */
};

struct place {
    const char *file;
    size_t line;
    const char *section;
};

static void place_of(const xmlNode *x, const struct template *t, struct place *p)
{
    const char *value = xml_attribute(x, mark);
    char *rest = NULL;
    size_t part = value ? strtoul(value, &rest, 10) : 0;
    const char *file = rest && *rest == ':' ? template_file(t, part) : NULL;
    if (!file)
        return;
    p->file = file;
    p->line = strtoul(rest + 1, NULL, 10);
}

static void put_words(struct buf *b, const xmlNode *under)
{
    for (const xmlNode *x = under->children; x; x = x->next)
        if (x->type == XML_TEXT_NODE && x->content)
            buf_text(b, (const char *)x->content);
        else if (x->type == XML_ELEMENT_NODE)
            put_words(b, x);
}

/* The words of a section's heading, on one line; NULL: it has none. */
static const char *heading_of(const xmlNode *section, struct arena *a)
{
    for (const xmlNode *x = section->children; x; x = x->next) {
        if (!xml_is(x, "heading"))
            continue;
        struct buf words = {0}, line = {0};
        put_words(&words, x);
        for (const char *s = buf_str(&words); *(s += strspn(s, " \t\r\n")); s += strcspn(s, " \t\r\n"))
            buf_printf(&line, "%s%.*s", line.n ? " " : "", (int)strcspn(s, " \t\r\n"), s);
        const char *heading = line.n ? arena_strdup(a, buf_str(&line)) : NULL;
        buf_free(&words);
        buf_free(&line);
        return heading;
    }
    return NULL;
}

static bool is_blank(const xmlNode *text)
{
    const char *s = text->content ? (const char *)text->content : "";
    return s[strspn(s, " \t\r\n")] == '\0';
}

static bool has_text(const xmlNode *x)
{
    for (const xmlNode *n = x->children; n; n = n->next)
        if (n->type == XML_TEXT_NODE && !is_blank(n))
            return true;
    return false;
}

/* White space as spaces: lines are those of elements alone. */
static void put_text(struct buf *b, const char *s)
{
    struct buf line = {0};
    buf_text(&line, s);
    for (size_t i = 0; i < line.n; i++)
        if (strchr("\t\r\n", line.p[i]))
            line.p[i] = ' ';
    xml_escape(b, buf_str(&line));
    buf_free(&line);
}

static void put_tag(struct buf *b, const xmlNode *x, const char *end)
{
    const bool prefixed = x->ns && x->ns->prefix;
    buf_printf(b, "<%s%s%s", prefixed ? (const char *)x->ns->prefix : "", prefixed ? ":" : "", (const char *)x->name);
    for (const xmlNs *ns = x->nsDef; ns; ns = ns->next) {
        buf_printf(b, " xmlns%s%s=\"", ns->prefix ? ":" : "", ns->prefix ? (const char *)ns->prefix : "");
        xml_escape(b, (const char *)ns->href);
        buf_char(b, '"');
    }
    for (const xmlAttr *a = x->properties; a; a = a->next) {
        if (strcmp((const char *)a->name, mark) == 0)
            continue;
        buf_printf(b, " %s%s%s=\"", a->ns && a->ns->prefix ? (const char *)a->ns->prefix : "",
                   a->ns && a->ns->prefix ? ":" : "", (const char *)a->name);
        xml_escape(b, a->children && a->children->content ? (const char *)a->children->content : "");
        buf_char(b, '"');
    }
    buf_text(b, end);
}

static void put_end(struct buf *b, const xmlNode *x)
{
    const bool prefixed = x->ns && x->ns->prefix;
    buf_printf(b, "</%s%s%s>", prefixed ? (const char *)x->ns->prefix : "", prefixed ? ":" : "", (const char *)x->name);
}

static void new_line(struct template_traced *t, int depth)
{
    buf_printf(&t->shown, "\n%*s", 2 * depth, "");
    t->line++;
}

/* in_line: within text, where no line may be broken. */
static void put_element(struct template_traced *t, const struct template *template, const xmlNode *x, struct place p,
                        int depth, bool in_line)
{
    place_of(x, template, &p);
    if (xml_is(x, "section"))
        p.section = heading_of(x, t->arena);
    if (!in_line)
        new_line(t, depth);
    t->origin = mem_grow(t->origin, t->n, &t->cap, sizeof *t->origin);
    t->origin[t->n++] = (struct template_origin){p.file, p.line, t->line, p.section};
    put_tag(&t->flat, x, "\n>");
    put_tag(&t->shown, x, x->children ? ">" : "/>");
    const bool words = in_line || has_text(x);
    bool lines = false;
    for (const xmlNode *n = x->children; n && depth < DEEPEST; n = n->next) {
        if (n->type == XML_ELEMENT_NODE) {
            put_element(t, template, n, p, depth + 1, words);
            lines |= !words;
        } else if (n->type == XML_TEXT_NODE && n->content) {
            put_text(&t->flat, (const char *)n->content);
            if (words)
                put_text(&t->shown, (const char *)n->content);
        }
    }
    put_end(&t->flat, x);
    if (lines)
        new_line(t, depth);
    if (x->children)
        put_end(&t->shown, x);
}

struct template_traced *template_traced_new(const xmlDoc *doc, const struct template *t)
{
    static const char first[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    struct template_traced *x = mem_zero(1, sizeof *x);
    const xmlNode *root = xmlDocGetRootElement((xmlDoc *)(uintptr_t)doc);
    x->arena = arena_new();
    x->line = 1;
    buf_text(&x->flat, first);
    buf_text(&x->shown, first);
    if (root)
        put_element(x, t, root, (struct place){0}, 0, false);
    buf_char(&x->shown, '\n');
    return x;
}

const struct buf *template_traced_flat(const struct template_traced *x)
{
    return &x->flat;
}

const struct buf *template_traced_shown(const struct template_traced *x)
{
    return &x->shown;
}

const struct template_origin *template_traced_origin(const struct template_traced *x, size_t line)
{
    enum { FIRST = 2 }; /* the line on which the first element's tag ends */
    size_t i = line < FIRST ? 0 : line - FIRST;
    return !x->n ? NULL : &x->origin[i < x->n ? i : x->n - 1];
}

void template_traced_free(struct template_traced *x)
{
    if (!x)
        return;
    buf_free(&x->flat);
    buf_free(&x->shown);
    free(x->origin);
    arena_free(x->arena);
    free(x);
}
