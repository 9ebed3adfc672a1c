#include "base/xml.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/relaxng.h>
#include <libxml/xmlschemastypes.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if LIBXML_VERSION >= 21200
#define xml_error const xmlError
#else
#define xml_error xmlError
#endif

enum { LARGEST_FILE = 64 << 20, DEEPEST_SCHEMA = 4 /* that refer to each other */ };

/* The tables of types are filled on first use, without a lock: do that before two threads can meet there. */
static void init_once(void)
{
    xmlInitParser();
    xmlSchemaInitTypes();
    xmlRelaxNGInitTypes();
}

static void init(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, init_once);
}

/* libxml2 may report to standard error otherwise; the first error is fetched from the context. */
static void swallow(void *unused, xml_error *error)
{
    (void)unused;
    (void)error;
}

/* A DOCTYPE could define entities: stop before its first declaration. */
static void refuse_doctype(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
    (void)name;
    (void)external;
    (void)system;
    xmlParserCtxt *ctxt = context;
    *(bool *)ctxt->_private = true;
    xmlStopParser(ctxt);
}

const char *xml_parse_reason(int code)
{
    switch (code) {
    case XML_ERR_DOCUMENT_EMPTY:
    case XML_ERR_DOCUMENT_END:
        return "kein vollständiges XML-Dokument";
    case XML_ERR_TAG_NAME_MISMATCH:
    case XML_ERR_TAG_NOT_FINISHED:
    case XML_ERR_LTSLASH_REQUIRED:
        return "ein Element ist nicht richtig geschlossen";
    case XML_ERR_INVALID_ENCODING:
    case XML_ERR_INVALID_CHAR:
    case XML_ERR_UNSUPPORTED_ENCODING:
        return "ungültiges Zeichen oder falsche Zeichenkodierung";
    case XML_ERR_ATTRIBUTE_NOT_STARTED:
    case XML_ERR_ATTRIBUTE_NOT_FINISHED:
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
    case XML_ERR_LT_IN_ATTRIBUTE:
        return "der Wert eines Attributs steht nicht in Anführungszeichen";
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
    case XML_ERR_NAME_REQUIRED:
        return "hier fehlt ein Name: ein & ist als &amp; zu schreiben, ein < als &lt;";
    case XML_ERR_GT_REQUIRED:
    case XML_ERR_SPACE_REQUIRED:
        return "ein Element ist nicht richtig geschrieben";
    case XML_ERR_COMMENT_NOT_FINISHED:
    case XML_ERR_HYPHEN_IN_COMMENT:
        return "ein Kommentar ist nicht geschlossen oder enthält zwei Bindestriche";
    case XML_ERR_RESERVED_XML_NAME:
        return "die Zeile <?xml …?> steht nicht am Anfang der Datei";
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
        return "unbekannte Entität; nur &amp; &lt; &gt; &quot; &apos; und &#...; gibt es";
    case XML_ERR_ATTRIBUTE_REDEFINED:
        return "ein Attribut steht zweimal";
    default:
        return "kein wohlgeformtes XML";
    }
}

struct parse_state {
    bool doctype;
    xmlError first;
};

/* In the program's own words, by the library's code; its own are English and seldom name the cause. */
static void fail_parse(const xmlError *e, const char *name, struct diag *d)
{
    size_t line = e->line > 0 ? (size_t)e->line : 0;
    bool mismatch = e->code == XML_ERR_TAG_NAME_MISMATCH && e->str1 && e->str2;
    if (mismatch)
        diag_fail(d, DIAG_RULES, name, line, "<%.100s> aus Zeile %d ist nicht geschlossen; hier steht </%.100s>",
                  e->str1, e->int1, e->str2);
    else if (e->int2 > 1)
        diag_fail(d, DIAG_RULES, name, line, "%s (Spalte %d)", xml_parse_reason(e->code), e->int2);
    else
        diag_fail(d, DIAG_RULES, name, line, "%s", xml_parse_reason(e->code));
    if (mismatch)
        diag_expect(d, "</%.100s>", e->str1);
    else
        diag_expect(
            d, "wohlgeformtes XML: jedes Element geschlossen, Werte in Anführungszeichen, & als &amp;, < als &lt;");
}

/* The first error names the cause, later ones follow from it. */
static void keep_parse_error(void *context, xml_error *error)
{
    const xmlParserCtxt *ctxt = context;
    struct parse_state *state = ctxt->_private;
    if (error->level >= XML_ERR_ERROR && state->first.code == XML_ERR_OK)
        xmlCopyError((xmlError *)(uintptr_t)error, &state->first);
}

/* Behind the next `end` from `at`, or the end of all. */
static const char *behind(const char *at, const char *all_end, const char *end)
{
    const char *found = memmem(at, (size_t)(all_end - at), end, strlen(end));
    return found ? found + strlen(end) : all_end;
}

static bool begins(const char *at, const char *end, const char *word)
{
    return (size_t)(end - at) >= strlen(word) && memcmp(at, word, strlen(word)) == 0;
}

size_t xml_overlong_element(const char *xml, size_t n)
{
    const char *at = xml, *end = xml + n;
    while (at < end && (at = memchr(at, '<', (size_t)(end - at)))) {
        const char *tag = at;
        size_t attributes = 0;
        if (begins(at, end, "<!--")) {
            at = behind(at + 4, end, "-->");
        } else if (begins(at, end, "<![CDATA[")) {
            at = behind(at, end, "]]>");
        } else if (begins(at, end, "<?")) {
            at = behind(at, end, "?>");
        } else {
            for (at++; at < end && *at != '>'; at++) {
                if (*at != '"' && *at != '\'')
                    continue;
                const char *close = memchr(at + 1, *at, (size_t)(end - at) - 1);
                if (!close || ++attributes > XML_MOST_ATTRIBUTES)
                    break;
                at = close;
            }
        }
        if (attributes <= XML_MOST_ATTRIBUTES)
            continue;
        size_t line = 1;
        for (const char *s = xml; s < tag; s++)
            line += *s == '\n';
        return line;
    }
    return 0;
}

static xmlDoc *parse(const char *xml, size_t n, const char *name, struct diag *d)
{
    struct parse_state state = {.doctype = false};
    xmlDoc *doc = NULL;
    size_t overlong = xml_overlong_element(xml, n);
    if (overlong) {
        diag_fail(d, DIAG_RULES, name, overlong, "ein Element hat mehr als %d Attribute", XML_MOST_ATTRIBUTES);
        diag_expect(d, "nur Attribute, die das Schema kennt");
        return NULL;
    }
    xmlParserCtxt *ctxt = xmlNewParserCtxt();
    if (!ctxt) {
        diag_fail(d, DIAG_FAULT, name, 0, "libxml2 lässt sich nicht starten");
        return NULL;
    }
    ctxt->_private = &state;
    ctxt->sax->serror = keep_parse_error;
    ctxt->sax->internalSubset = refuse_doctype;
    ctxt->sax->externalSubset = refuse_doctype;
    xmlSetStructuredErrorFunc(NULL, swallow);
    if (n <= INT_MAX)
        doc = xmlCtxtReadMemory(ctxt, xml, (int)n, NULL, NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA |
                                    XML_PARSE_BIG_LINES);
    xmlSetStructuredErrorFunc(NULL, NULL);
    if (n > INT_MAX) {
        diag_fail(d, DIAG_RULES, name, 0, "größer als 2 GiB");
    } else if (state.doctype) {
        diag_fail(d, DIAG_RULES, name, (size_t)(ctxt->input ? ctxt->input->line : 0), "DOCTYPE ist nicht erlaubt");
        diag_expect(d, "XML ohne DOCTYPE und ohne eigene Entitäten");
    } else if (!doc || !ctxt->wellFormed) {
        fail_parse(state.first.code != XML_ERR_OK ? &state.first : &ctxt->lastError, name, d);
    }
    xmlResetError(&state.first);
    xmlFreeParserCtxt(ctxt);
    if (d->code != DIAG_NONE) {
        xmlFreeDoc(doc);
        doc = NULL;
    }
    return doc;
}

static xmlNode *first_element(const xmlNode *under)
{
    xmlNode *n = under ? under->children : NULL;
    while (n && n->type != XML_ELEMENT_NODE)
        n = n->next;
    return n;
}

static xmlNode *child_named(const xmlNode *under, const char *kind, const char *name)
{
    for (xmlNode *n = under ? under->children : NULL; n; n = n->next)
        if (xml_is(n, kind) && (!name || strcmp(name, xml_attribute(n, "name")) == 0))
            return n;
    return NULL;
}

/* The name of the one element that a schema lets a document begin with; "" where it is not that simple. */
static const char *root_of(const xmlDoc *schema)
{
    const xmlNode *grammar = xmlDocGetRootElement((xmlDoc *)schema);
    const xmlNode *begin = first_element(child_named(grammar, "start", NULL));
    if (begin && xml_is(begin, "ref"))
        begin = first_element(child_named(grammar, "define", xml_attribute(begin, "name")));
    return begin && xml_is(begin, "element") ? xml_attribute(begin, "name") : "";
}

/*
 * libxml2 makes automata of the contents of elements that can begin a document, and of no others: it matches those by a
 * list of states that grows with every sibling, seconds for a table of 60,000 rows. So in its copy of the schema each
 * defined element may begin a document; whether it does is asked afterwards.
 */
static void begin_anywhere(xmlDoc *schema)
{
    xmlNode *grammar = xmlDocGetRootElement(schema), *start = child_named(grammar, "start", NULL);
    xmlNode *begin = first_element(start);
    if (!begin || !root_of(schema)[0])
        return;
    const char *known = xml_is(begin, "ref") ? xml_attribute(begin, "name") : "";
    xmlNode *choice = xmlNewChild(start, grammar->ns, (const xmlChar *)"choice", NULL);
    xmlUnlinkNode(begin);
    xmlAddChild(choice, begin);
    for (const xmlNode *n = grammar->children; n; n = n->next) {
        const xmlNode *element = xml_is(n, "define") ? first_element(n) : NULL;
        if (!element || !xml_is(element, "element") || xmlNextElementSibling((xmlNode *)element) ||
            strcmp(xml_attribute(n, "name"), known) == 0)
            continue;
        xmlNode *ref = xmlNewChild(choice, grammar->ns, (const xmlChar *)"ref", NULL);
        xmlNewProp(ref, (const xmlChar *)"name", (const xmlChar *)xml_attribute(n, "name"));
    }
}

xmlDoc *xml_parse_file(const char *file, struct diag *d)
{
    struct buf b = {0};
    xmlDoc *doc = NULL;
    if (file_read(file, LARGEST_FILE, DIAG_RULES, &b, d))
        doc = parse(buf_str(&b), b.n, file, d);
    buf_free(&b);
    return doc;
}

/* Puts the schemas beside that one refers to in the place of the references: libxml2 would take their names for
 * addresses. */
static bool bring_in(xmlNode *under, const char *rng, int depth, struct diag *d)
{
    bool ok = true;
    for (xmlNode *x = under->children, *next; ok && x; x = next) {
        next = x->next;
        if (!xml_is(x, "externalRef")) {
            ok = x->type != XML_ELEMENT_NODE || bring_in(x, rng, depth, d);
            continue;
        }
        struct arena *a = arena_new();
        const char *file = path_from(a, path_folder(a, rng), xml_attribute(x, "href"));
        xmlDoc *other = depth ? xml_parse_file(file, d) : NULL;
        xmlNode *root = other ? xmlDocGetRootElement(other) : NULL;
        ok = root && bring_in(root, file, depth - 1, d);
        if (ok) {
            xmlNode *copy = xmlDocCopyNode(root, x->doc, 1);
            xmlFreeNode(xmlReplaceNode(x, copy));
        }
        xmlFreeDoc(other);
        arena_free(a);
    }
    return ok;
}

/* The schema is no input of a user: read it with the same care, so that its tree can say what is allowed. */
static xmlDoc *read_schema(const char *rng, xmlRelaxNG **schema, struct diag *d)
{
    xmlRelaxNGParserCtxt *parser = NULL;
    xmlDoc *doc = xml_parse_file(rng, d);
    *schema = NULL;
    if (!doc)
        return NULL;
    /* compiling rewrites the tree it is given: leave it a copy */
    xmlDoc *copy = xmlCopyDoc(doc, 1);
    const bool whole = copy && bring_in(xmlDocGetRootElement(copy), rng, DEEPEST_SCHEMA, d);
    if (whole)
        begin_anywhere(copy);
    parser = whole ? xmlRelaxNGNewDocParserCtxt(copy) : NULL;
    if (parser) {
        xmlRelaxNGSetParserStructuredErrors(parser, swallow, NULL);
        *schema = xmlRelaxNGParse(parser);
        xmlRelaxNGFreeParserCtxt(parser);
    }
    xmlFreeDoc(copy);
    if (!*schema) {
        diag_fail(d, DIAG_RULES, rng, 0, "kein gültiges RELAX-NG-Schema");
        xmlFreeDoc(doc);
        doc = NULL;
    }
    return doc;
}

/* The first error that libxml2 finds, for what xml_explain does not see itself. */
struct first_error {
    size_t line;
    bool attributes; /* they do not go together */
    char element[128], parent[128];
    const xmlNode *in; /* the parent; NULL: not known */
};

static void keep_first(void *context, xml_error *error)
{
    struct first_error *first = context;
    if (first->line)
        return;
    first->line = error->line > 0 ? (size_t)error->line : 1;
    first->attributes = error->code == XML_RELAXNG_ERR_INVALIDATTR || error->code == XML_RELAXNG_ERR_ATTRVALID;
    const xmlNode *node = error->node;
    if (!node || node->type != XML_ELEMENT_NODE)
        return;
    snprintf(first->element, sizeof first->element, "%s", (const char *)node->name);
    if (node->parent && node->parent->type == XML_ELEMENT_NODE)
        first->in = node->parent;
    if (first->in)
        snprintf(first->parent, sizeof first->parent, "%s", (const char *)first->in->name);
}

static bool check(xmlDoc *doc, const xmlDoc *schema_tree, xmlRelaxNG *schema, const char *name, struct diag *d)
{
    struct first_error first = {0};
    xmlRelaxNGValidCtxt *valid = xmlRelaxNGNewValidCtxt(schema);
    if (!valid)
        return diag_fail(d, DIAG_FAULT, name, 0, "libxml2 lässt sich nicht starten");
    xmlRelaxNGSetValidStructuredErrors(valid, keep_first, &first);
    int result = xmlRelaxNGValidateDoc(valid, doc);
    xmlRelaxNGFreeValidCtxt(valid);
    const xmlNode *root = xmlDocGetRootElement(doc);
    const char *wanted = root_of(schema_tree);
    if (wanted[0] && !xml_is(root, wanted)) {
        diag_fail(d, DIAG_RULES, name, (size_t)xmlGetLineNo((xmlNode *)root), "die Datei beginnt mit <%s>",
                  (const char *)root->name);
        return diag_expect(d, "<%s>", wanted);
    }
    if (result == 0)
        return true;
    xml_explain(doc, schema_tree, name, d);
    if (d->code != DIAG_NONE) /* what it finds comes first */
        return false;
    if (first.attributes || !first.parent[0]) {
        diag_fail(d, DIAG_RULES, name, first.line, "die Attribute von <%s> passen nicht zusammen", first.element);
        return xml_expect_element(schema_tree, first.element, false, d);
    }
    if (first.in && !xml_explain_order(first.in, schema_tree, name, d))
        return false;
    diag_fail(d, DIAG_RULES, name, first.line, "<%s> passt nicht zum Schema: Reihenfolge, Anzahl oder ein Wert",
              first.element);
    return xml_expect_element(schema_tree, first.parent, true, d);
}

struct xml_schema {
    xmlRelaxNG *schema; /* only read once it is made */
    xmlDoc *tree;       /* the same as it was written: says what is allowed */
};

struct xml_schema *xml_schema_new(const char *rng, struct diag *d)
{
    struct xml_schema *s = mem_zero(1, sizeof *s);
    init();
    s->tree = read_schema(rng, &s->schema, d);
    if (s->tree)
        return s;
    xml_schema_free(s);
    return NULL;
}

void xml_schema_free(struct xml_schema *s)
{
    if (!s)
        return;
    xmlRelaxNGFree(s->schema);
    xmlFreeDoc(s->tree);
    free(s);
}

xmlDoc *xml_read_by(const char *xml, size_t n, const char *name, const struct xml_schema *schema, struct diag *d)
{
    xmlDoc *doc = parse(xml, n, name, d);
    if (doc && !check(doc, schema->tree, schema->schema, name, d)) {
        xmlFreeDoc(doc);
        doc = NULL;
    }
    return doc;
}

xmlDoc *xml_read(const char *xml, size_t n, const char *name, const char *rng, struct diag *d)
{
    struct xml_schema *schema = xml_schema_new(rng, d);
    xmlDoc *doc = schema ? xml_read_by(xml, n, name, schema, d) : NULL;
    xml_schema_free(schema);
    return doc;
}

xmlDoc *xml_read_file(const char *file, const char *rng, struct digest_text *digest, struct diag *d)
{
    struct buf b = {0};
    xmlDoc *doc = NULL;
    if (file_read(file, LARGEST_FILE, DIAG_RULES, &b, d))
        doc = xml_read(buf_str(&b), b.n, file, rng, d);
    if (doc && digest)
        *digest = digest_bytes(buf_str(&b), b.n);
    buf_free(&b);
    return doc;
}

bool xml_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

size_t xml_node_line(const xmlNode *node)
{
    long line = node ? xmlGetLineNo((xmlNode *)(uintptr_t)node) : 0;
    return line > 0 ? (size_t)line : 0;
}

const xmlNode *xml_from(const xmlNode *node, const char *name)
{
    while (node && !xml_is(node, name))
        node = node->next;
    return node;
}

const xmlNode *xml_child(const xmlNode *of, const char *name)
{
    return xml_from(of->children, name);
}

const xmlNode *xml_next(const xmlNode *node)
{
    return xml_from(node->next, (const char *)node->name);
}

const char *xml_attribute(const xmlNode *node, const char *name)
{
    for (const xmlAttr *a = node->properties; a; a = a->next)
        if (strcmp((const char *)a->name, name) == 0)
            return a->children && a->children->content ? (const char *)a->children->content : "";
    return NULL;
}

static const char *skip_space(const char *s)
{
    return s + strspn(s, " \t\r\n");
}

bool xml_number(const char *s, double *value)
{
    s = skip_space(s);
    bool negative = *s == '-';
    if (*s == '-' || *s == '+')
        s++;
    double mantissa = 0, scale = 1; /* both exact up to 15 digits: the one division rounds correctly */
    int digits = 0;
    bool fraction = false;
    for (;; s++) {
        if (*s == '.' && !fraction) {
            fraction = true;
        } else if (*s >= '0' && *s <= '9') {
            digits++;
            if (fraction && scale >= 1e15)
                continue; /* no double has more places */
            mantissa = mantissa * 10 + (*s - '0');
            if (fraction)
                scale *= 10;
        } else {
            break;
        }
    }
    s = skip_space(s);
    if (*s || !digits || mantissa > 1e300)
        return false;
    *value = negative ? -(mantissa / scale) : mantissa / scale;
    return true;
}

const char *xml_library(void)
{
    return xmlParserVersion;
}
