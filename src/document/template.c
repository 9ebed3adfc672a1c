#include "document/template.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/xml.h"
#include "base/xml_put.h"
#include "document/template_budget.h"
#include "document/template_log.h"
#include "document/template_names.h"
#include "document/template_trace.h"

#include <libxml/parser.h>
#include <libxml/uri.h>
#include <libxslt/documents.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DEEPEST = 400, /* templates that call each other; libxslt takes about 2 kB of stack for each */
    MOST_VARIABLES = 20000,
    MOST_STEPS = 5000000,        /* instructions of a template carried out; they take 120,000 */
    MOST_XPATH_STEPS = 50000000, /* the largest Jobcenter's reports take 2 million */
    LARGEST_FILE = 64 << 20,
    PARSE_OPTIONS = XML_PARSE_NONET | XML_PARSE_NOCDATA, /* no DTD is loaded, no entity expanded */
};

struct part {
    const char *file;
    struct digest_text digest; /* of the bytes that were read */
};

struct template
{
    xsltStylesheet *sheet;
    xsltSecurityPrefs *security;
    struct arena *arena;
    const char *folder; /* that all its files lie in */
    struct part *part;  /* the file given first, then in the order in which they were asked for */
    size_t n_parts, cap_parts;
    struct template_names names; /* asked for in its expressions */
};

static xmlChar *address_of(const char *name)
{
    xmlChar *escaped = xmlURIEscapeStr((const xmlChar *)name, (const xmlChar *)"");
    xmlChar *address = escaped ? xmlStrncatNew((const xmlChar *)TEMPLATE_ADDRESS, escaped, -1) : NULL;
    xmlFree(escaped);
    if (!address)
        mem_none(0);
    return address;
}

/* ---- what may be loaded ---- */

/* A template while it is compiled: what its style sheets carry as their private data. */
struct loading {
    struct template *t;
    struct template_log *log;
    bool marked; /* what it writes says where it comes from */
};

static xmlDoc *refuse_dtd(xmlDoc *doc, struct template_log *l)
{
    if (!doc || (!doc->intSubset && !doc->extSubset))
        return doc;
    template_log_say(l, "DOCTYPE ist nicht erlaubt");
    xmlFreeDoc(doc);
    return NULL;
}

/* What is included may be named as its file is, with blanks and umlauts; % begins an escape as in every address. */
static void escape_includes(const xmlDoc *doc)
{
    const xmlNode *root = xmlDocGetRootElement(doc);
    for (xmlNode *x = root ? root->children : NULL; x; x = x->next) {
        if (!template_is_xslt(x, "include") && !template_is_xslt(x, "import"))
            continue;
        xmlChar *written = xmlGetNoNsProp(x, (const xmlChar *)"href");
        xmlChar *escaped = written ? xmlURIEscapeStr(written, (const xmlChar *)"%/:?#") : NULL;
        if (escaped)
            xmlSetProp(x, (const xmlChar *)"href", escaped);
        xmlFree(written);
        xmlFree(escaped);
    }
}

/* Reads one file of the template. dict: NULL, or that of the style sheet which asks for it. NULL: the log says why. */
static xmlDoc *read_part(struct loading *of, const char *file, xmlDict *dict)
{
    struct template *t = of->t;
    struct buf b = {0};
    struct diag d = {0};
    xmlDoc *doc = NULL;
    xmlParserCtxt *ctxt = xmlNewParserCtxt();
    if (!ctxt)
        mem_none(0);
    if (dict) {
        xmlDictFree(ctxt->dict);
        ctxt->dict = dict;
        xmlDictReference(dict);
    }
    if (!file_read(file, LARGEST_FILE, DIAG_RULES, &b, &d)) {
        template_log_say(of->log, "„%s“ %s", path_name(file), d.what);
    } else if (xml_overlong_element(buf_str(&b), b.n)) {
        template_log_say(of->log, "„%s“: ein Element hat mehr als %d Attribute", path_name(file), XML_MOST_ATTRIBUTES);
    } else {
        xmlChar *address = address_of(path_name(file));
        doc = refuse_dtd(xmlCtxtReadMemory(ctxt, buf_str(&b), (int)b.n, (const char *)address, NULL, PARSE_OPTIONS),
                         of->log);
        xmlFree(address);
    }
    if (doc) {
        escape_includes(doc);
        if (of->marked)
            template_mark(doc, t->n_parts);
        else
            template_names_add(&t->names, doc, t->n_parts, t->arena);
        t->part = mem_grow(t->part, t->n_parts, &t->cap_parts, sizeof *t->part);
        t->part[t->n_parts++] = (struct part){arena_strdup(t->arena, file), digest_bytes(buf_str(&b), b.n)};
    }
    xmlFreeParserCtxt(ctxt);
    buf_free(&b);
    return doc;
}

/*
 * Called by libxslt for xsl:import, xsl:include and document(). Only the first two, and only a file that lies beside
 * the one that asks for it.
 */
static xmlDoc *load_beside(const xmlChar *uri, xmlDict *dict, int options, void *context, xsltLoadType type)
{
    (void)options;
    const xsltStylesheet *sheet = context;
    char file[PATH_MAX];
    if (type != XSLT_LOAD_STYLESHEET || !sheet)
        return NULL;
    while (sheet->parent)
        sheet = sheet->parent;
    struct loading *of = sheet->_private;
    if (!of)
        return NULL;
    if (template_file_of(of->t->folder, (const char *)uri, file, sizeof file))
        return read_part(of, file, dict);
    template_log_say(of->log, "eingebunden werden darf nur eine Datei, die neben der Vorlage liegt");
    return NULL;
}

static void swallow(void *unused, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void swallow(void *unused, const char *format, ...)
{
    (void)unused;
    (void)format;
}

/* All that is said in this thread goes to the log; NULL: nobody listens any more. */
static void listen(struct template_log *l)
{
    xmlSetStructuredErrorFunc(l, l ? template_log_xml : NULL);
    xmlSetGenericErrorFunc(l, l ? template_log_plain : swallow);
}

/* libxslt writes to standard error wherever nobody else listens. */
static void init_once(void)
{
    template_budget_init();
    xsltSetGenericErrorFunc(NULL, swallow);
    xsltSetGenericDebugFunc(NULL, swallow);
    xmlInitParser();
    xsltInit();
    xsltSetLoaderFunc(load_beside);
}

static void init(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, init_once);
}

static xsltSecurityPrefs *forbid_all(void)
{
    static const xsltSecurityOption options[] = {XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE,
                                                 XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
                                                 XSLT_SECPREF_WRITE_NETWORK};
    xsltSecurityPrefs *s = xsltNewSecurityPrefs();
    for (size_t i = 0; s && i < sizeof options / sizeof *options; i++)
        if (xsltSetSecurityPrefs(s, options[i], xsltSecurityForbid) != 0) {
            xsltFreeSecurityPrefs(s);
            s = NULL;
        }
    return s;
}

/* ---- loading ---- */

/* Takes doc. NULL: the log says why. libxslt tells errors of compilation through a global function alone. */
static xsltStylesheet *compile(struct loading *of, xmlDoc *doc)
{
    xsltStylesheet *sheet = xsltNewStylesheet();
    if (!sheet)
        mem_none(0);
    sheet->_private = of;
    xsltSetGenericErrorFunc(of->log, template_log_xslt);
    const bool ok = xsltParseStylesheetUser(sheet, doc) == 0;
    xsltSetGenericErrorFunc(NULL, swallow);
    sheet->_private = NULL;
    if (ok)
        return sheet;
    xmlFreeDoc(doc);
    sheet->doc = NULL;
    xsltFreeStylesheet(sheet);
    return NULL;
}

static struct template *load(const char *file, bool marked, struct diag *d)
{
    struct template *t = mem_zero(1, sizeof *t);
    struct template_log l = {.n = 0};
    struct loading of = {t, &l, marked};
    init();
    t->arena = arena_new();
    t->folder = l.folder = path_folder(t->arena, file);
    listen(&l);
    xmlDoc *doc = read_part(&of, file, NULL);
    t->sheet = doc ? compile(&of, doc) : NULL;
    listen(NULL);
    t->security = forbid_all();
    if (!doc)
        template_log_fail(&l, file, "Vorlage nicht lesbar", d);
    else if (!t->sheet || l.reason) /* libxslt passes over elements that it does not know */
        template_log_fail(&l, file, "keine gültige XSLT-Vorlage", d);
    else if (!t->security)
        diag_fail(d, DIAG_FAULT, file, 0, "libxslt lässt sich nicht absichern");
    else
        return t;
    template_free(t);
    return NULL;
}

struct template *template_load(const char *file, struct diag *d)
{
    return load(file, false, d);
}

void template_free(struct template *t)
{
    if (!t)
        return;
    if (t->sheet)
        xsltFreeStylesheet(t->sheet);
    if (t->security)
        xsltFreeSecurityPrefs(t->security);
    arena_free(t->arena);
    free(t->part);
    free(t->names.item);
    free(t);
}

bool template_check_names(const struct template *t, const char *const *rng, size_t n, struct diag *d)
{
    return template_names_check(&t->names, t, rng, n, d);
}

const char *template_file(const struct template *t, size_t i)
{
    return i < t->n_parts ? t->part[i].file : NULL;
}

struct digest_text template_digest(const struct template *t, size_t i)
{
    return t->part[i].digest;
}

/* ---- applying ---- */

static xsltTransformContext *context_new(const struct template *t, xmlDoc *doc, struct template_log *l)
{
    xsltTransformContext *c = xsltNewTransformContext(t->sheet, doc);
    if (!c)
        return NULL;
    xsltSetTransformErrorFunc(c, l, template_log_xslt);
    l->at = &c->inst;
    c->maxTemplateDepth = DEEPEST;
    c->maxTemplateVars = MOST_VARIABLES;
    c->opLimit = MOST_STEPS;
    c->xpathCtxt->opLimit = MOST_XPATH_STEPS;
    if (xsltSetCtxtSecurityPrefs(t->security, c) != 0) {
        xsltFreeTransformContext(c);
        return NULL;
    }
    return c;
}

static bool set_parameters(xsltTransformContext *c, const struct template_parameter *parameter, size_t n)
{
    struct buf value = {0}; /* a name of an export may hold what no XML can */
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++) {
        buf_clear(&value);
        xml_put_valid(&value, parameter[i].value);
        ok = xsltQuoteOneUserParam(c, (const xmlChar *)parameter[i].name, (const xmlChar *)buf_str(&value)) == 0;
    }
    buf_free(&value);
    return ok;
}

/* At its next step; libxslt's own, and XPath's. */
static void stop_transformation(void *context)
{
    xsltTransformContext *c = context;
    c->state = XSLT_STATE_STOPPED;
    c->xpathCtxt->opCount = c->xpathCtxt->opLimit;
}

/* Why there is no result, in words of ours. */
static bool fail_transform(const struct template *t, xsltTransformContext *c, const struct template_budget *budget,
                           struct template_log *l, struct diag *d)
{
    const char *file = t->part[0].file;
    switch (budget->over) {
    case TEMPLATE_OVER_MEMORY:
        diag_fail(d, DIAG_RULES, file, 0, "die Vorlage braucht mehr als %d MiB Speicher", TEMPLATE_MOST_MEMORY >> 20);
        return diag_expect(d, "eine Vorlage, die Texte und Knoten nicht vervielfacht");
    case TEMPLATE_OVER_SECONDS:
        diag_fail(d, DIAG_RULES, file, 0, "die Vorlage rechnet länger als %d Sekunden", TEMPLATE_MOST_SECONDS);
        return diag_expect(d, "eine Vorlage, die nicht für jeden Knoten alle Knoten durchgeht");
    case TEMPLATE_WITHIN:
        break;
    }
    if (c->xpathCtxt->opCount >= MOST_XPATH_STEPS) {
        diag_fail(d, DIAG_RULES, file, 0, "die Vorlage braucht mehr als %d Millionen Schritte in XPath",
                  MOST_XPATH_STEPS / 1000000);
        return diag_expect(d, "eine Vorlage, die nicht für jeden Knoten alle Knoten durchgeht");
    }
    return template_log_fail(
        l, file, c->state == XSLT_STATE_STOPPED ? "die Vorlage wurde abgebrochen" : "Fehler in der Vorlage", d);
}

/* NULL: d says why. */
static xmlDoc *transform(const struct template *t, xmlDoc *doc, const struct template_parameter *parameter, size_t n,
                         struct template_log *l, struct diag *d)
{
    xmlDoc *result = NULL;
    struct template_budget budget;
    xsltTransformContext *c = context_new(t, doc, l);
    if (!c) {
        diag_fail(d, DIAG_FAULT, t->part[0].file, 0, "libxslt lässt sich nicht starten");
        return NULL;
    }
    if (!set_parameters(c, parameter, n)) {
        template_log_fail(l, t->part[0].file, "Parameter der Vorlage lassen sich nicht setzen", d);
    } else {
        template_budget_begin(&budget, stop_transformation, c, t->part[0].file);
        result = xsltApplyStylesheetUser(t->sheet, doc, NULL, NULL, NULL, c);
        template_budget_end();
        if (!result || c->state != XSLT_STATE_OK || l->reason || budget.over != TEMPLATE_WITHIN) {
            fail_transform(t, c, &budget, l, d);
            xmlFreeDoc(result);
            result = NULL;
        }
    }
    l->at = NULL;
    xsltFreeTransformContext(c);
    return result;
}

/* What t makes of the results; NULL: d says why. */
static xmlDoc *apply(const struct template *t, const char *results, size_t n,
                     const struct template_parameter *parameter, size_t n_parameters, struct template_log *l,
                     struct diag *d)
{
    xmlDoc *result = NULL;
    if (n > INT_MAX) {
        diag_fail(d, DIAG_FAULT, t->part[0].file, 0, "die Ergebnisse sind größer als 2 GiB");
        return NULL;
    }
    listen(l);
    xmlDoc *doc = refuse_dtd(xmlReadMemory(results, (int)n, "ergebnis.xml", NULL, PARSE_OPTIONS), l);
    if (doc)
        result = transform(t, doc, parameter, n_parameters, l, d);
    else
        template_log_fail(l, "ergebnis.xml", "die Ergebnisse sind kein XML", d);
    listen(NULL);
    xmlFreeDoc(doc);
    return result;
}

bool template_apply(const struct template *t, const char *results, size_t n, const struct template_parameter *parameter,
                    size_t n_parameters, struct buf *out, struct diag *d)
{
    struct template_log l = {.folder = t->folder};
    xmlChar *bytes = NULL;
    int length = 0;
    xmlDoc *result = apply(t, results, n, parameter, n_parameters, &l, d);
    if (!result)
        return false;
    bool ok = xsltSaveResultToString(&bytes, &length, result, t->sheet) == 0 && bytes;
    if (ok)
        buf_put(out, bytes, (size_t)length);
    else
        template_log_fail(&l, t->part[0].file, "die Vorlage ergibt nichts", d);
    xmlFree(bytes);
    xmlFreeDoc(result);
    return ok;
}

struct template_traced *template_trace(const struct template *t, const char *results, size_t n,
                                       const struct template_parameter *parameter, size_t n_parameters)
{
    struct template_log l = {.folder = t->folder};
    struct diag unsaid = {0};
    struct template_traced *x = NULL;
    struct template *marked = load(t->part[0].file, true, &unsaid);
    xmlDoc *result = marked ? apply(marked, results, n, parameter, n_parameters, &l, &unsaid) : NULL;
    if (result)
        x = template_traced_new(result, t);
    xmlFreeDoc(result);
    template_free(marked);
    return x;
}

const char *template_library(void)
{
    return xsltEngineVersion;
}
