#include "report/template.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "report/template_budget.h"

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
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if LIBXML_VERSION >= 21200
#define template_xml_error const xmlError
#else
#define template_xml_error xmlError
#endif

enum {
    DEEPEST = 400, /* templates that call each other; libxslt takes about 2 kB of stack for each */
    MOST_VARIABLES = 20000,
    MOST_STEPS = 5000000,        /* instructions of a template carried out; they take 120,000 */
    MOST_XPATH_STEPS = 50000000, /* the largest Jobcenter's reports take 2 million */
    LONGEST_LOG = 4096,
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
};

/* ---- what libxslt says ---- */

struct log {
    const char *folder; /* of the template's files */
    char text[LONGEST_LOG];
    size_t n;
    char file[512]; /* of the first error that names one */
    int line;
    bool said; /* in words of ours: what libraries say to it is left out */
};

/*
 * libxslt is given no path: a file of the template's folder is called by an address of ours, whatever letters the
 * folder is written with. Those it makes from what a template includes lead back to a name in that folder or nowhere.
 */
#define ADDRESS "vorlage:/ordner/"

static xmlChar *address_of(const char *name)
{
    xmlChar *escaped = xmlURIEscapeStr((const xmlChar *)name, (const xmlChar *)"");
    xmlChar *address = escaped ? xmlStrncatNew((const xmlChar *)ADDRESS, escaped, -1) : NULL;
    xmlFree(escaped);
    if (!address)
        mem_none(0);
    return address;
}

/* The file of an address; false: it is none in the folder. */
static bool file_of(const char *folder, const char *address, char *out, size_t size)
{
    const size_t begin = strlen(ADDRESS);
    if (strncmp(address, ADDRESS, begin) != 0 || strpbrk(address + begin, "/?#"))
        return false;
    char *name = xmlURIUnescapeString(address + begin, 0, NULL);
    const bool one = name && *name && !strchr(name, '/') && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
    const bool fits = one && (size_t)snprintf(out, size, "%s/%s", folder, name) < size;
    xmlFree(name);
    return fits;
}

static void log_put(struct log *l, const char *s)
{
    size_t n = strlen(s), room = sizeof l->text - 1 - l->n;
    if (l->said)
        return;
    if (n > room)
        n = room;
    memcpy(l->text + l->n, s, n);
    l->n += n;
    l->text[l->n] = '\0';
}

static void log_xslt(void *context, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The reason in German, instead of what libraries say. */
static void log_say(struct log *l, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void log_say(struct log *l, const char *format, ...)
{
    va_list args;
    if (l->said)
        return;
    va_start(args, format);
    vsnprintf(l->text, sizeof l->text, format, args);
    va_end(args);
    l->n = strlen(l->text);
    l->said = true;
}

/* Where the first error is. */
static void log_place(struct log *l, const char *address, int line)
{
    if (l->line || line <= 0)
        return;
    if (!file_of(l->folder ? l->folder : "", address, l->file, sizeof l->file))
        snprintf(l->file, sizeof l->file, "%s", address);
    l->line = line;
}

/* libxslt prints an error in pieces: first where it is, in a line of its own. */
static void log_xslt(void *context, const char *format, ...)
{
    struct log *l = context;
    char piece[2048];
    va_list args;
    va_start(args, format);
    vsnprintf(piece, sizeof piece, format, args);
    va_end(args);
    const char *file = strstr(piece, ": file "), *line = file ? strstr(file, " line ") : NULL;
    if (!line) {
        log_put(l, piece);
        return;
    }
    char address[sizeof l->file];
    file += strlen(": file ");
    snprintf(address, sizeof address, "%.*s", (int)(line - file), file);
    log_place(l, address, (int)strtol(line + strlen(" line "), NULL, 10));
}

static void log_xml(void *context, template_xml_error *error)
{
    struct log *l = context;
    if (error->file)
        log_place(l, error->file, error->line);
    if (error->message)
        log_put(l, error->message);
}

/* What libraries say is English and about themselves; an author is told what it is about. NULL: not from a library. */
static const char *reason_of(const char *said)
{
    static const struct {
        const char *words, *reason;
    } known[] = {
        {"Undefined variable", "eine Variable gibt es nicht"},
        {"ariable '", "eine Variable gibt es nicht"},
        {"Unregistered function", "eine Funktion gibt es nicht"},
        {"Undefined namespace prefix", "das Präfix eines Namensraums ist nicht erklärt"},
        {"The called template", "eine aufgerufene Vorlage gibt es nicht"},
        {"infinite template recursion", "Vorlagen rufen einander ohne Ende auf"},
        {"xmlXPath", "ein Ausdruck in XPath ist nicht richtig geschrieben"},
        {"XPath", "ein Ausdruck in XPath ist nicht richtig geschrieben"},
        {"could not compile", "ein Ausdruck in XPath ist nicht richtig geschrieben"},
        {"xsl:", "ein Element oder Attribut von XSLT steht falsch oder fehlt"},
        {"mismatch", "ein Element ist nicht richtig geschlossen"},
        {"expected", "kein wohlgeformtes XML"},
        {"xslt", "ein Element oder Attribut von XSLT steht falsch oder fehlt"},
        {"error", ""},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strstr(said, known[i].words))
            return known[i].reason;
    return NULL;
}

/* The whole log as one line. */
static bool fail(struct log *l, const char *file, const char *what, struct diag *d)
{
    for (char *s = l->text; *s; s++)
        if ((unsigned char)*s < ' ')
            *s = ' ';
    while (l->n && l->text[l->n - 1] == ' ')
        l->text[--l->n] = '\0';
    const char *reason = l->said ? NULL : reason_of(l->text);
    if (reason)
        l->n = (size_t)snprintf(l->text, sizeof l->text, "%s", reason);
    diag_fail(d, DIAG_RULES, l->line ? l->file : file, (size_t)(l->line > 0 ? l->line : 0), "%s%s%s%s", what,
              l->n ? " (" : "", l->text, l->n ? ")" : "");
    return diag_expect(d, "eine Vorlage in XSLT 1.0, wie docs/templates.md sie beschreibt");
}

/* ---- what may be loaded ---- */

/* A template while it is compiled: what its style sheets carry as their private data. */
struct loading {
    struct template *t;
    struct log *log;
};

static xmlDoc *refuse_dtd(xmlDoc *doc, struct log *l)
{
    if (!doc || (!doc->intSubset && !doc->extSubset))
        return doc;
    log_say(l, "DOCTYPE ist nicht erlaubt");
    xmlFreeDoc(doc);
    return NULL;
}

static bool is_xslt(const xmlNode *x, const char *name)
{
    return x->type == XML_ELEMENT_NODE && x->ns &&
           strcmp((const char *)x->ns->href, (const char *)XSLT_NAMESPACE) == 0 &&
           strcmp((const char *)x->name, name) == 0;
}

/* What is included may be named as its file is, with blanks and umlauts; % begins an escape as in every address. */
static void escape_includes(const xmlDoc *doc)
{
    const xmlNode *root = xmlDocGetRootElement(doc);
    for (xmlNode *x = root ? root->children : NULL; x; x = x->next) {
        if (!is_xslt(x, "include") && !is_xslt(x, "import"))
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
        log_say(of->log, "„%s“ %s", path_name(file), d.what);
    } else {
        xmlChar *address = address_of(path_name(file));
        doc = refuse_dtd(xmlCtxtReadMemory(ctxt, buf_str(&b), (int)b.n, (const char *)address, NULL, PARSE_OPTIONS),
                         of->log);
        xmlFree(address);
    }
    if (doc) {
        escape_includes(doc);
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
    if (file_of(of->t->folder, (const char *)uri, file, sizeof file))
        return read_part(of, file, dict);
    log_say(of->log, "eingebunden werden darf nur eine Datei, die neben der Vorlage liegt");
    return NULL;
}

static void swallow(void *unused, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void swallow(void *unused, const char *format, ...)
{
    (void)unused;
    (void)format;
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
    xsltSetGenericErrorFunc(of->log, log_xslt);
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

struct template *template_load(const char *file, struct diag *d)
{
    struct template *t = mem_zero(1, sizeof *t);
    struct log l = {.n = 0};
    struct loading of = {t, &l};
    init();
    t->arena = arena_new();
    t->folder = l.folder = path_folder(t->arena, file);
    xmlSetStructuredErrorFunc(&l, log_xml);
    xmlDoc *doc = read_part(&of, file, NULL);
    t->sheet = doc ? compile(&of, doc) : NULL;
    xmlSetStructuredErrorFunc(NULL, NULL);
    t->security = forbid_all();
    if (!doc)
        fail(&l, file, "Vorlage nicht lesbar", d);
    else if (!t->sheet)
        fail(&l, file, "keine gültige XSLT-Vorlage", d);
    else if (!t->security)
        diag_fail(d, DIAG_FAULT, file, 0, "libxslt lässt sich nicht absichern");
    else
        return t;
    template_free(t);
    return NULL;
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
    free(t);
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

static xsltTransformContext *context_new(const struct template *t, xmlDoc *doc, struct log *l)
{
    xsltTransformContext *c = xsltNewTransformContext(t->sheet, doc);
    if (!c)
        return NULL;
    xsltSetTransformErrorFunc(c, l, log_xslt);
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
    for (size_t i = 0; i < n; i++)
        if (xsltQuoteOneUserParam(c, (const xmlChar *)parameter[i].name, (const xmlChar *)parameter[i].value) != 0)
            return false;
    return true;
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
                           struct log *l, struct diag *d)
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
    return fail(l, file, c->state == XSLT_STATE_STOPPED ? "die Vorlage wurde abgebrochen" : "Fehler in der Vorlage", d);
}

static bool transform(const struct template *t, xmlDoc *doc, const struct template_parameter *parameter, size_t n,
                      struct buf *out, struct log *l, struct diag *d)
{
    bool ok = false;
    xmlDoc *result = NULL;
    xmlChar *bytes = NULL;
    int length = 0;
    struct template_budget budget;
    xsltTransformContext *c = context_new(t, doc, l);
    if (!c)
        return diag_fail(d, DIAG_FAULT, t->part[0].file, 0, "libxslt lässt sich nicht starten");
    if (!set_parameters(c, parameter, n)) {
        fail(l, t->part[0].file, "Parameter der Vorlage lassen sich nicht setzen", d);
        goto out;
    }
    template_budget_begin(&budget, stop_transformation, c, t->part[0].file);
    result = xsltApplyStylesheetUser(t->sheet, doc, NULL, NULL, NULL, c);
    template_budget_end();
    if (!result || c->state != XSLT_STATE_OK || budget.over != TEMPLATE_WITHIN) {
        fail_transform(t, c, &budget, l, d);
        goto out;
    }
    if (xsltSaveResultToString(&bytes, &length, result, t->sheet) != 0 || !bytes) {
        fail(l, t->part[0].file, "die Vorlage ergibt nichts", d);
        goto out;
    }
    buf_put(out, bytes, (size_t)length);
    ok = true;
out:
    xmlFree(bytes);
    xmlFreeDoc(result);
    xsltFreeTransformContext(c);
    return ok;
}

bool template_apply(const struct template *t, const char *results, size_t n, const struct template_parameter *parameter,
                    size_t n_parameters, struct buf *out, struct diag *d)
{
    struct log l = {.folder = t->folder};
    bool ok = false;
    if (n > INT_MAX)
        return diag_fail(d, DIAG_FAULT, t->part[0].file, 0, "die Ergebnisse sind größer als 2 GiB");
    xmlSetStructuredErrorFunc(&l, log_xml);
    xmlDoc *doc = refuse_dtd(xmlReadMemory(results, (int)n, "ergebnis.xml", NULL, PARSE_OPTIONS), &l);
    if (doc)
        ok = transform(t, doc, parameter, n_parameters, out, &l, d);
    else
        fail(&l, "ergebnis.xml", "die Ergebnisse sind kein XML", d);
    xmlSetStructuredErrorFunc(NULL, NULL);
    xmlFreeDoc(doc);
    return ok;
}

const char *template_library(void)
{
    return xsltEngineVersion;
}
