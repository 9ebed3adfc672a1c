#include "document/template_names.h"

#include "base/near.h"
#include "base/xml.h"
#include "document/template_trace.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_NAMES = 100000 }; /* the program's own have 2,000; the rest is not looked at */

/* ---- what is asked for ---- */

struct scan {
    struct template_names *names;
    struct arena *arena;
    size_t part, line;
};

static void add(struct scan *s, const char *name, size_t n, bool attribute)
{
    struct template_names *names = s->names;
    if (names->n >= MOST_NAMES)
        return;
    names->item = mem_grow(names->item, names->n, &names->cap, sizeof *names->item);
    names->item[names->n++] = (struct template_name){arena_text(s->arena, name, n), attribute, s->part, s->line};
}

static bool begins_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static size_t name_length(const char *at, const char *end)
{
    size_t n = 0;
    while (at + n < end && (begins_name(at[n]) || (at[n] >= '0' && at[n] <= '9') || at[n] == '-' || at[n] == '.'))
        n++;
    return n;
}

static const char *skip_space(const char *at, const char *end)
{
    while (at < end && strchr(" \t\r\n", *at))
        at++;
    return at;
}

static bool is_word(const char *at, size_t n, const char *word)
{
    return strlen(word) == n && memcmp(at, word, n) == 0;
}

static bool is_operator(const char *at, size_t n)
{
    return is_word(at, n, "and") || is_word(at, n, "or") || is_word(at, n, "div") || is_word(at, n, "mod");
}

/* What stands before a name says what it is. */
struct before {
    bool operand;   /* a value: a word behind it is an operator */
    bool attribute; /* @ or attribute:: */
};

/* A name at `at`: an operator, an axis, a function, one with a prefix, or what is looked for. Gives what is behind. */
static const char *scan_name(struct scan *s, const char *at, const char *end, struct before *b)
{
    const size_t n = name_length(at, end);
    const char *next = skip_space(at + n, end);
    if (b->operand && is_operator(at, n)) {
        *b = (struct before){false, false};
        return at + n;
    }
    if (end - next >= 2 && next[0] == ':' && next[1] == ':') {
        *b = (struct before){false, is_word(at, n, "attribute")};
        return next + 2;
    }
    if (next < end && *next == ':' && next == at + n) {
        *b = (struct before){true, false};
        return next + 1 + name_length(next + 1, end);
    }
    if (next >= end || *next != '(')
        add(s, at, n, b->attribute);
    *b = (struct before){true, false};
    return at + n;
}

static const char *behind_quote(const char *at, const char *end)
{
    const char *close = memchr(at + 1, *at, (size_t)(end - at) - 1);
    return close ? close + 1 : end;
}

/* An expression or pattern of XPath. */
static void scan_expression(struct scan *s, const char *at, const char *end)
{
    struct before b = {false, false};
    while ((at = skip_space(at, end)) < end) {
        if (*at == '\'' || *at == '"') {
            at = behind_quote(at, end);
            b = (struct before){true, false};
        } else if (*at == '$') {
            at++;
            at += name_length(at, end);
            if (at < end && *at == ':')
                at += 1 + name_length(at + 1, end);
            b = (struct before){true, false};
        } else if (begins_name(*at)) {
            at = scan_name(s, at, end, &b);
        } else {
            b.operand = strchr(")].", *at) || (*at >= '0' && *at <= '9') || (*at == '*' && !b.operand);
            b.attribute = *at == '@';
            at++;
        }
    }
}

/* The expressions between braces in the value of an attribute. */
static void scan_value(struct scan *s, const char *value)
{
    for (const char *at = value; (at = strchr(at, '{'));) {
        if (at[1] == '{') {
            at += 2;
            continue;
        }
        const char *end = at + 1;
        while (*end && *end != '}')
            end = *end == '\'' || *end == '"' ? behind_quote(end, end + strlen(end)) : end + 1;
        scan_expression(s, at + 1, end);
        at = end;
    }
}

static void scan_attribute(struct scan *s, const xmlAttr *a, bool xslt)
{
    static const char *const expressions[] = {"select", "test", "match", "use", "count", "from", "value"};
    const char *value = a->children && a->children->content ? (const char *)a->children->content : "";
    for (size_t i = 0; xslt && i < sizeof expressions / sizeof *expressions; i++)
        if (strcmp((const char *)a->name, expressions[i]) == 0) {
            scan_expression(s, value, value + strlen(value));
            return;
        }
    scan_value(s, value);
}

static void scan_below(struct scan *s, const xmlNode *under)
{
    for (const xmlNode *x = under->children; x; x = x->next) {
        if (x->type != XML_ELEMENT_NODE)
            continue;
        long line = xmlGetLineNo((xmlNode *)(uintptr_t)x);
        s->line = line > 0 ? (size_t)line : 0;
        for (const xmlAttr *a = x->properties; a; a = a->next)
            scan_attribute(s, a, template_is_xslt(x, (const char *)x->name));
        scan_below(s, x);
    }
}

void template_names_add(struct template_names *names, const xmlDoc *sheet, size_t part, struct arena *a)
{
    struct scan s = {.names = names, .arena = a, .part = part};
    const xmlNode *root = xmlDocGetRootElement((xmlDoc *)(uintptr_t)sheet);
    if (root)
        scan_below(&s, root);
}

/* ---- what there is ---- */

struct there {
    const char **name; /* borrowed from the schemas */
    size_t n, cap;
};

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void collect(struct there *there, const xmlNode *under, const char *kind)
{
    for (const xmlNode *x = under->children; x; x = x->next) {
        if (x->type != XML_ELEMENT_NODE)
            continue;
        const char *name = xml_is(x, kind) ? xml_attribute(x, "name") : NULL;
        if (name) {
            there->name = mem_grow(there->name, there->n, &there->cap, sizeof *there->name);
            there->name[there->n++] = name;
        }
        collect(there, x, kind);
    }
}

/* Each name once. */
static void sort(struct there *there)
{
    size_t n = 0;
    if (there->n > 1)
        qsort(there->name, there->n, sizeof *there->name, compare);
    for (size_t i = 0; i < there->n; i++)
        if (!n || strcmp(there->name[n - 1], there->name[i]) != 0)
            there->name[n++] = there->name[i];
    there->n = n;
}

enum { MOST_SCHEMAS = 8 };

struct known {
    xmlDoc *schema[MOST_SCHEMAS];
    size_t n;
    struct there elements, attributes;
};

static void known_free(struct known *k)
{
    for (size_t i = 0; i < k->n; i++)
        xmlFreeDoc(k->schema[i]);
    free(k->elements.name);
    free(k->attributes.name);
}

static bool known_read(struct known *k, const char *const *rng, size_t n, struct diag *d)
{
    for (size_t i = 0; i < n && i < MOST_SCHEMAS; i++) {
        xmlDoc *doc = xml_parse_file(rng[i], d);
        if (!doc)
            return false;
        k->schema[k->n++] = doc;
        collect(&k->elements, xmlDocGetRootElement(doc), "element");
        collect(&k->attributes, xmlDocGetRootElement(doc), "attribute");
    }
    sort(&k->elements);
    sort(&k->attributes);
    return true;
}

/* What the front page is made of has no schema; files that reports share with it ask which of both they have. */
static const char front_page[] = "uebersicht";

static bool is_there(const struct there *there, const char *name)
{
    if (strcmp(name, front_page) == 0)
        return true;
    return there->n && bsearch(&name, there->name, there->n, sizeof *there->name, compare);
}

static bool fail(const struct known *k, const struct template_name *x, const char *file, struct diag *d)
{
    const struct there *there = x->attribute ? &k->attributes : &k->elements;
    int best = near_best(x->name, there->name, there->n);
    diag_fail(d, DIAG_RULES, file, x->line, "„%s%s“ gibt es im Ergebnis nicht; dieser Ausdruck wählt nichts aus",
              x->attribute ? "@" : "", x->name);
    if (is_there(x->attribute ? &k->elements : &k->attributes, x->name))
        diag_expect(d, "„%s%s“: das ist ein %s", x->attribute ? "" : "@", x->name,
                    x->attribute ? "Element" : "Attribut");
    else if (best >= 0 && there->n)
        diag_expect(d, "am ehesten „%s%s“", x->attribute ? "@" : "", there->name[best]);
    else
        diag_expect(d, "ein Name, den das Ergebnis hat");
    return diag_cure(d, "was das Ergebnis enthält, steht in docs/templates.md und templates/ergebnis.rng");
}

bool template_names_check(const struct template_names *names, const struct template *t, const char *const *rng,
                          size_t n, struct diag *d)
{
    struct known k = {.n = 0};
    bool ok = known_read(&k, rng, n, d);
    for (size_t i = 0; i < names->n && ok; i++) {
        const struct template_name *x = &names->item[i];
        ok = is_there(x->attribute ? &k.attributes : &k.elements, x->name) || fail(&k, x, template_file(t, x->part), d);
    }
    known_free(&k);
    return ok;
}
