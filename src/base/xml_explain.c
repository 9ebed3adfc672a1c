/*
 * What is wrong with a document that is not valid, and what the schema allows there. libxml2's own words on
 * RELAX NG seldom name the cause; this walks document and schema side by side. It understands schemas in
 * which an element of one name is defined once in the content of another, as in those of this program.
 */
#include "base/xml.h"

#include "base/buf.h"

#include <libxml/xmlregexp.h>
#include <libxml/xmlschemastypes.h>
#include <stdio.h>
#include <string.h>

enum { DEEPEST_REF = 40 };

static bool is_element(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE;
}

static const char *name_of(const xmlNode *node)
{
    return (const char *)node->name;
}

static const xmlNode *find_define(const xmlNode *grammar, const char *name)
{
    for (const xmlNode *n = grammar->children; n; n = n->next)
        if (xml_is(n, "define")) {
            const char *own = xml_attribute(n, "name");
            if (own && strcmp(own, name) == 0)
                return n;
        }
    return NULL;
}

/* The pattern <element name="..."> anywhere in the grammar. */
static const xmlNode *find_element(const xmlNode *under, const char *name)
{
    for (const xmlNode *n = under->children; n; n = n->next) {
        if (!is_element(n))
            continue;
        const char *own = xml_is(n, "element") ? xml_attribute(n, "name") : NULL;
        if (own && strcmp(own, name) == 0)
            return n;
        const xmlNode *inner = find_element(n, name);
        if (inner)
            return inner;
    }
    return NULL;
}

/* Calls visit for every element, attribute, text and data pattern directly in the content of pattern. */
struct walk {
    const xmlNode *grammar;
    void (*visit)(struct walk *w, const xmlNode *pattern, bool optional);
    const char *kind;      /* "element" or "attribute": looked for, */
    const char *name;      /* with this name */
    const xmlNode *found;  /* the pattern of that name */
    bool text;             /* text is allowed */
    const char *attribute; /* whose values are looked at */
    const xmlNode *node;   /* of the document */
    struct buf *list;      /* names so far */
    size_t n;
};

static void walk_content(struct walk *w, const xmlNode *pattern, bool optional, int depth)
{
    if (depth > DEEPEST_REF)
        return;
    for (const xmlNode *n = pattern->children; n; n = n->next) {
        if (!is_element(n))
            continue;
        if (xml_is(n, "element") || xml_is(n, "attribute") || xml_is(n, "text") || xml_is(n, "data") ||
            xml_is(n, "value") || xml_is(n, "list")) {
            w->visit(w, n, optional);
        } else if (xml_is(n, "ref")) {
            const char *to = xml_attribute(n, "name");
            const xmlNode *define = to ? find_define(w->grammar, to) : NULL;
            if (define)
                walk_content(w, define, optional, depth + 1);
        } else {
            bool loose = xml_is(n, "optional") || xml_is(n, "zeroOrMore") || xml_is(n, "choice");
            walk_content(w, n, optional || loose, depth + 1);
        }
    }
}

static void add_word(struct walk *w, const char *word)
{
    /* the same element may be reached by two ways */
    size_t length = strlen(word);
    const char *list = buf_str(w->list);
    for (const char *at = strstr(list, word); at; at = strstr(at + 1, word)) {
        bool starts = at == list || at[-1] == ' ';
        if (starts && (at[length] == '\0' || at[length] == ','))
            return;
    }
    if (w->n++)
        buf_text(w->list, ", ");
    buf_text(w->list, word);
}

static void visit_names(struct walk *w, const xmlNode *pattern, bool optional)
{
    (void)optional;
    const char *name = xml_attribute(pattern, "name");
    if (xml_is(pattern, "element") && name)
        add_word(w, name);
    else if (xml_is(pattern, "text"))
        add_word(w, "Text");
}

static void visit_attribute_names(struct walk *w, const xmlNode *pattern, bool optional)
{
    (void)optional;
    const char *name = xml_attribute(pattern, "name");
    if (xml_is(pattern, "attribute") && name)
        add_word(w, name);
}

static void visit_find(struct walk *w, const xmlNode *pattern, bool optional)
{
    (void)optional;
    const char *name = xml_attribute(pattern, "name");
    if (xml_is(pattern, "text") || xml_is(pattern, "data") || xml_is(pattern, "value"))
        w->text = true;
    if (name && w->name && xml_is(pattern, w->kind) && strcmp(name, w->name) == 0 && !w->found)
        w->found = pattern;
}

/* The pattern of kind "attribute" or "element" with this name in the content of pattern, or NULL. */
static const xmlNode *lookup(const xmlNode *grammar, const xmlNode *pattern, const char *kind, const char *name)
{
    struct walk w = {.grammar = grammar, .visit = visit_find, .kind = kind, .name = name};
    walk_content(&w, pattern, false, 0);
    return w.found;
}

/* The pattern of an element: that of its name in the content of the element around it, else any of its name. */
static const xmlNode *pattern_of(const xmlNode *grammar, const xmlNode *node)
{
    const xmlNode *around = node->parent && is_element(node->parent) ? pattern_of(grammar, node->parent) : NULL;
    const xmlNode *pattern = around ? lookup(grammar, around, "element", name_of(node)) : NULL;
    return pattern ? pattern : find_element(grammar, name_of(node));
}

static void visit_required(struct walk *w, const xmlNode *pattern, bool optional)
{
    const char *name = xml_attribute(pattern, "name");
    if (optional || w->found || !name)
        return;
    if (xml_is(pattern, "attribute") && !xml_attribute(w->node, name))
        w->found = pattern;
    if (xml_is(pattern, "element")) {
        for (const xmlNode *n = w->node->children; n; n = n->next)
            if (xml_is(n, name))
                return;
        w->found = pattern;
    }
}

static const char *text_of(const xmlNode *node)
{
    return node->children && node->children->content ? (const char *)node->children->content : "";
}

/* The schema compares words and numbers apart from spaces around them. */
static const char *trimmed(const char *s, size_t *n)
{
    s += strspn(s, " \t\r\n");
    for (*n = strlen(s); *n && strchr(" \t\r\n", s[*n - 1]); --*n)
        ;
    return s;
}

/* The schema's own words on a pattern (a:documentation), or NULL. */
static const char *documentation(const xmlNode *pattern)
{
    for (const xmlNode *n = pattern->children; n; n = n->next)
        if (xml_is(n, "documentation"))
            return text_of(n);
    return NULL;
}

/* Whether value is of this type of XML Schema; types that libxml2 does not know allow everything. */
static bool is_of_type(const char *type, const char *value)
{
    static const char xsd[] = "http://www.w3.org/2001/XMLSchema";
    xmlSchemaType *known = xmlSchemaGetPredefinedType((const xmlChar *)type, (const xmlChar *)xsd);
    return !known || xmlSchemaValidatePredefinedType(known, (const xmlChar *)value, NULL) == 0;
}

static bool matches(const char *pattern, const char *value)
{
    xmlRegexp *r = xmlRegexpCompile((const xmlChar *)pattern);
    bool match = !r || xmlRegexpExec(r, (const xmlChar *)value) == 1;
    xmlRegFreeRegexp(r);
    return match;
}

/* Whether one <param> of a <data> holds; those not known here are left to libxml2. */
static bool param_holds(const xmlNode *param, const char *value)
{
    const char *name = xml_attribute(param, "name"), *limit_text = text_of(param);
    double number, limit;
    if (!name)
        return true;
    if (strcmp(name, "pattern") == 0)
        return matches(limit_text, value);
    if (strcmp(name, "maxLength") == 0 && xml_number(limit_text, &limit))
        return xmlUTF8Strlen((const xmlChar *)value) <= limit;
    if (!xml_number(value, &number) || !xml_number(limit_text, &limit))
        return true;
    return strcmp(name, "minInclusive") == 0   ? number >= limit
           : strcmp(name, "minExclusive") == 0 ? number > limit
           : strcmp(name, "maxInclusive") == 0 ? number <= limit
           : strcmp(name, "maxExclusive") == 0 ? number < limit
                                               : true;
}

static bool pattern_allows(const xmlNode *pattern, const char *value)
{
    const char *type = xml_attribute(pattern, "type");
    if (xml_is(pattern, "value")) {
        size_t n, m;
        const char *a = trimmed(text_of(pattern), &n), *b = trimmed(value, &m);
        return n == m && memcmp(a, b, n) == 0;
    }
    if (type && !is_of_type(type, value))
        return false;
    for (const xmlNode *p = pattern->children; p; p = p->next)
        if (xml_is(p, "param") && !param_holds(p, value))
            return false;
    return true;
}

static void put_param(struct buf *word, const xmlNode *param)
{
    const char *name = xml_attribute(param, "name"), *value = text_of(param);
    if (!name)
        return;
    if (strcmp(name, "minInclusive") == 0)
        buf_printf(word, " ab %s", value);
    else if (strcmp(name, "minExclusive") == 0)
        buf_printf(word, " über %s", value);
    else if (strcmp(name, "maxInclusive") == 0)
        buf_printf(word, " bis %s", value);
    else if (strcmp(name, "pattern") == 0 && strcmp(value, "[\\s\\S]*\\S[\\s\\S]*") == 0)
        buf_text(word, ", nicht leer");
    else if (strcmp(name, "maxLength") == 0)
        buf_printf(word, ", höchstens %s Zeichen", value);
    else if (strcmp(name, "pattern") == 0)
        buf_printf(word, " der Form %s", value);
}

/* Enumerated values and kinds of data, in words; found: the pattern that allows the value w->name. */
static void visit_values(struct walk *w, const xmlNode *pattern, bool optional)
{
    (void)optional;
    if (xml_is(pattern, "element") || xml_is(pattern, "attribute"))
        return;
    if (pattern_allows(pattern, w->name))
        w->found = pattern;
    if (xml_is(pattern, "value")) {
        add_word(w, text_of(pattern)[0] ? text_of(pattern) : "leer");
        return;
    }
    if (documentation(pattern)) {
        add_word(w, documentation(pattern));
        return;
    }
    const char *type = xml_attribute(pattern, "type");
    struct buf word = {0};
    buf_text(&word, !type                          ? "Text"
                    : strcmp(type, "integer") == 0 ? "eine ganze Zahl"
                    : strcmp(type, "decimal") == 0 ? "eine Dezimalzahl mit Punkt"
                    : strcmp(type, "date") == 0    ? "ein Tag"
                                                   : "Text");
    for (const xmlNode *p = pattern->children; p; p = p->next)
        if (xml_is(p, "param"))
            put_param(&word, p);
    add_word(w, buf_str(&word));
    buf_free(&word);
}

/* The values of every attribute of that name: alternatives may each have their own. */
static void visit_attribute_values(struct walk *w, const xmlNode *pattern, bool optional)
{
    (void)optional;
    const char *name = xml_attribute(pattern, "name");
    if (!xml_is(pattern, "attribute") || !name || strcmp(name, w->attribute) != 0)
        return;
    w->visit = visit_values;
    walk_content(w, pattern, false, 0);
    w->visit = visit_attribute_values;
}

struct explain {
    const xmlNode *grammar;
    const char *name; /* of the document */
    struct diag *d;
    struct buf list;
};

static void list_with(struct explain *e, const xmlNode *pattern,
                      void (*visit)(struct walk *w, const xmlNode *pattern, bool optional))
{
    buf_clear(&e->list);
    struct walk w = {.grammar = e->grammar, .visit = visit, .list = &e->list};
    walk_content(&w, pattern, false, 0);
    diag_expect(e->d, "%s", w.n ? buf_str(&e->list) : "nichts");
}

static bool fail(struct explain *e, const xmlNode *node, const char *what, const char *inside)
{
    long line = xmlGetLineNo((xmlNode *)node);
    return diag_fail(e->d, DIAG_RULES, e->name, line > 0 ? (size_t)line : 0, "%s in <%s>", what, inside);
}

enum { LONGEST_FOUND = 80 }; /* bytes of a value that a message repeats */

/* "; gefunden „...“": on one line, cut between characters where it is long. */
static void put_found(struct buf *b, const char *value)
{
    size_t n = strlen(value);
    bool cut = n > LONGEST_FOUND;
    if (cut)
        for (n = LONGEST_FOUND; n && ((unsigned char)value[n] & 0xC0) == 0x80; n--)
            ;
    buf_text(b, "; gefunden „");
    for (size_t i = 0; i < n; i++)
        buf_char(b, strchr("\t\r\n", value[i]) ? ' ' : value[i]);
    buf_text(b, cut ? "…“" : "“");
}

/* What an attribute may hold, and what it holds; true where value is not allowed. */
static bool attribute_is_wrong(struct explain *e, const xmlNode *pattern, const char *name, const char *value)
{
    buf_clear(&e->list);
    struct walk w = {
        .grammar = e->grammar, .visit = visit_attribute_values, .name = value, .attribute = name, .list = &e->list};
    walk_content(&w, pattern, false, 0);
    put_found(&e->list, value);
    return w.n && !w.found;
}

static bool check_attributes(struct explain *e, const xmlNode *node, const xmlNode *pattern)
{
    char what[200];
    for (const xmlAttr *a = node->properties; a; a = a->next) {
        const char *name = (const char *)a->name;
        if (!lookup(e->grammar, pattern, "attribute", name)) {
            snprintf(what, sizeof what, "unbekanntes Attribut „%s“", name);
            fail(e, node, what, name_of(node));
            list_with(e, pattern, visit_attribute_names);
            return false;
        }
        if (attribute_is_wrong(e, pattern, name, xml_attribute(node, name))) {
            snprintf(what, sizeof what, "falscher Wert im Attribut „%s“", name);
            fail(e, node, what, name_of(node));
            return diag_expect(e->d, "%s", buf_str(&e->list));
        }
    }
    return true;
}

static void visit_element(struct walk *w, const xmlNode *pattern, bool optional)
{
    (void)optional;
    if (xml_is(pattern, "element"))
        w->found = pattern;
}

/* The text of an element that holds nothing but a word or a datum. */
static bool check_text(struct explain *e, const xmlNode *node, const xmlNode *pattern)
{
    struct walk children = {.grammar = e->grammar, .visit = visit_element};
    walk_content(&children, pattern, false, 0);
    if (children.found || (node->children && node->children->next))
        return true;
    buf_clear(&e->list);
    struct walk w = {.grammar = e->grammar, .visit = visit_values, .name = text_of(node), .list = &e->list};
    walk_content(&w, pattern, false, 0);
    if (!w.n || w.found)
        return true;
    fail(e, node, "falscher Inhalt", name_of(node));
    put_found(&e->list, text_of(node));
    return diag_expect(e->d, "%s", buf_str(&e->list));
}

static bool is_blank(const xmlNode *node)
{
    const char *s = node->content ? (const char *)node->content : "";
    return s[strspn(s, " \t\r\n")] == '\0';
}

/* Every child is allowed here; their order and number stay for libxml2. */
static bool check_children(struct explain *e, const xmlNode *node, const xmlNode *pattern)
{
    struct walk text = {.grammar = e->grammar, .visit = visit_find};
    walk_content(&text, pattern, false, 0);
    for (const xmlNode *n = node->children; n; n = n->next) {
        char what[200];
        if (n->type == XML_TEXT_NODE && !is_blank(n) && !text.text)
            snprintf(what, sizeof what, "Text ist nicht erlaubt");
        else if (is_element(n) && !find_element(e->grammar, name_of(n)))
            snprintf(what, sizeof what, "unbekanntes Element <%s>", name_of(n));
        else if (is_element(n) && !lookup(e->grammar, pattern, "element", name_of(n)))
            snprintf(what, sizeof what, "<%s> ist nicht erlaubt", name_of(n));
        else
            continue;
        fail(e, n, what, name_of(node));
        list_with(e, pattern, visit_names);
        return false;
    }
    return true;
}

static bool check_node(struct explain *e, const xmlNode *node)
{
    const xmlNode *pattern = pattern_of(e->grammar, node);
    if (!pattern)
        return fail(e, node, "unbekanntes Element", name_of(node));
    if (!check_attributes(e, node, pattern) || !check_children(e, node, pattern) || !check_text(e, node, pattern))
        return false;
    struct walk w = {.grammar = e->grammar, .visit = visit_required, .node = node};
    walk_content(&w, pattern, false, 0);
    if (w.found) {
        char what[200];
        bool attribute = xml_is(w.found, "attribute");
        snprintf(what, sizeof what, attribute ? "Attribut „%s“ fehlt" : "Element <%s> fehlt",
                 xml_attribute(w.found, "name"));
        return fail(e, node, what, name_of(node));
    }
    return true;
}

static bool check_tree(struct explain *e, const xmlNode *node)
{
    if (!check_node(e, node))
        return false;
    for (const xmlNode *n = node->children; n; n = n->next)
        if (is_element(n) && !check_tree(e, n))
            return false;
    return true;
}

/* Place of a name in a list "a, b, c" as visit_names makes it; -1: it is not there. */
static int place_in(const char *list, const char *name)
{
    size_t n = strlen(name);
    int place = 0;
    for (const char *s = list; *s; s += strcspn(s, ","), s += strspn(s, ", "), place++)
        if (strcspn(s, ",") == n && strncmp(s, name, n) == 0)
            return place;
    return -1;
}

bool xml_explain_order(const xmlNode *in, const xmlDoc *schema, const char *name, struct diag *d)
{
    const xmlNode *grammar = xmlDocGetRootElement((xmlDoc *)schema);
    const xmlNode *pattern = pattern_of(grammar, in), *last = NULL;
    struct buf list = {0};
    struct walk w = {.grammar = grammar, .visit = visit_names, .list = &list};
    bool ok = true;
    int highest = -1;
    if (pattern)
        walk_content(&w, pattern, false, 0);
    for (const xmlNode *n = in->children; ok && n; n = n->next) {
        int place = is_element(n) ? place_in(buf_str(&list), name_of(n)) : -1;
        if (place < 0)
            continue;
        if (place < highest) {
            ok = diag_fail(d, DIAG_RULES, name, (size_t)xmlGetLineNo((xmlNode *)n),
                           "<%s> steht an der falschen Stelle: es gehört vor <%s> (Zeile %ld)", name_of(n),
                           name_of(last), xmlGetLineNo((xmlNode *)last));
            diag_expect(d, "die Reihenfolge: %s", buf_str(&list));
        }
        if (place > highest) {
            highest = place;
            last = n;
        }
    }
    buf_free(&list);
    return ok;
}

bool xml_expect_element(const xmlDoc *schema, const char *element, bool in_order, struct diag *d)
{
    struct explain e = {.grammar = xmlDocGetRootElement((xmlDoc *)schema), .d = d};
    const xmlNode *pattern = find_element(e.grammar, element);
    const char *words = pattern && !in_order ? documentation(pattern) : NULL;
    if (words)
        diag_expect(d, "%s", words);
    else if (pattern)
        list_with(&e, pattern, in_order ? visit_names : visit_attribute_names);
    buf_free(&e.list);
    return false;
}

bool xml_explain(const xmlDoc *doc, const xmlDoc *schema, const char *name, struct diag *d)
{
    struct explain e = {.grammar = xmlDocGetRootElement((xmlDoc *)schema), .name = name, .d = d};
    const xmlNode *root = xmlDocGetRootElement((xmlDoc *)doc);
    if (e.grammar && root)
        check_tree(&e, root);
    buf_free(&e.list);
    return false;
}
