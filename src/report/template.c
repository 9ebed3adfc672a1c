#include "report/template.h"

#include "base/mem.h"

#include <libxml/parser.h>
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
    MOST_STEPS = 5000000, /* instructions of a template carried out; a report takes some thousands */
    MOST_XPATH_STEPS = 500000000,
    LONGEST_LOG = 4096,
    PARSE_OPTIONS = XML_PARSE_NONET | XML_PARSE_NOCDATA, /* no DTD is loaded, no entity expanded */
};

struct template
{
    xsltStylesheet *sheet;
    xsltSecurityPrefs *security;
    char *file;
};

/* ---- what libxslt says ---- */

struct log {
    char text[LONGEST_LOG];
    size_t n;
    char file[512]; /* of the first error that names one */
    int line;
};

static void log_put(struct log *l, const char *s)
{
    size_t n = strlen(s), room = sizeof l->text - 1 - l->n;
    if (n > room)
        n = room;
    memcpy(l->text + l->n, s, n);
    l->n += n;
    l->text[l->n] = '\0';
}

static void log_xslt(void *context, const char *format, ...) __attribute__((format(printf, 2, 3)));

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
    if (l->line)
        return;
    file += strlen(": file ");
    snprintf(l->file, sizeof l->file, "%.*s", (int)(line - file), file);
    l->line = (int)strtol(line + strlen(" line "), NULL, 10);
}

static void log_xml(void *context, template_xml_error *error)
{
    struct log *l = context;
    if (!l->line && error->file && error->line > 0) {
        snprintf(l->file, sizeof l->file, "%s", error->file);
        l->line = error->line;
    }
    if (error->message)
        log_put(l, error->message);
}

/* The whole log as one line. */
static bool fail(struct log *l, const char *file, const char *what, struct diag *d)
{
    for (char *s = l->text; *s; s++)
        if ((unsigned char)*s < ' ')
            *s = ' ';
    while (l->n && l->text[l->n - 1] == ' ')
        l->text[--l->n] = '\0';
    return diag_fail(d, DIAG_RULES, l->line ? l->file : file, (size_t)(l->line > 0 ? l->line : 0), "%s%s%s%s", what,
                     l->n ? " (" : "", l->text, l->n ? ")" : "");
}

/* ---- what may be loaded ---- */

static xsltDocLoaderFunc libxslt_loader;

static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

static xmlDoc *refuse_dtd(xmlDoc *doc, struct log *l)
{
    if (!doc || (!doc->intSubset && !doc->extSubset))
        return doc;
    if (l)
        log_put(l, "DOCTYPE ist nicht erlaubt");
    xmlFreeDoc(doc);
    return NULL;
}

/*
 * Called by libxslt for xsl:import, xsl:include and document(). Only the first two, and only a file that lies beside
 * the one that asks for it.
 */
static xmlDoc *load_beside(const xmlChar *uri, xmlDict *dict, int options, void *context, xsltLoadType type)
{
    (void)options;
    const xsltStylesheet *parent = context;
    if (type != XSLT_LOAD_STYLESHEET || !parent || !parent->doc || !parent->doc->URL)
        return NULL;
    const char *asked = (const char *)uri, *by = (const char *)parent->doc->URL;
    size_t folder = folder_length(asked);
    if (folder != folder_length(by) || strncmp(asked, by, folder) != 0 || strchr(asked + folder, '%'))
        return NULL;
    return refuse_dtd(libxslt_loader(uri, dict, PARSE_OPTIONS, context, type), NULL);
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
    xsltSetGenericErrorFunc(NULL, swallow);
    xsltSetGenericDebugFunc(NULL, swallow);
    xmlInitParser();
    xsltInit();
    libxslt_loader = xsltDocDefaultLoader;
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

/* Takes doc. NULL: l says why. libxslt tells errors of compilation through a global function alone. */
static xsltStylesheet *compile(xmlDoc *doc, struct log *l)
{
    xsltSetGenericErrorFunc(l, log_xslt);
    xsltStylesheet *sheet = xsltParseStylesheetDoc(doc);
    xsltSetGenericErrorFunc(NULL, swallow);
    if (sheet && sheet->errors) {
        xsltFreeStylesheet(sheet); /* frees doc */
        return NULL;
    }
    if (!sheet)
        xmlFreeDoc(doc);
    return sheet;
}

struct template *template_load(const char *file, struct diag *d)
{
    struct log l = {.n = 0};
    struct template *t = NULL;
    init();
    xmlSetStructuredErrorFunc(&l, log_xml);
    xmlDoc *doc = refuse_dtd(xmlReadFile(file, NULL, PARSE_OPTIONS), &l);
    xsltStylesheet *sheet = doc ? compile(doc, &l) : NULL;
    xmlSetStructuredErrorFunc(NULL, NULL);
    if (!doc) {
        fail(&l, file, "Vorlage nicht lesbar", d);
    } else if (!sheet) {
        fail(&l, file, "keine gültige XSLT-Vorlage", d);
    } else {
        t = mem_zero(1, sizeof *t);
        t->sheet = sheet;
        t->security = forbid_all();
        t->file = memcpy(mem_alloc(strlen(file) + 1), file, strlen(file) + 1);
        if (!t->security) {
            diag_fail(d, DIAG_FAULT, file, 0, "libxslt lässt sich nicht absichern");
            template_free(t);
            t = NULL;
        }
    }
    return t;
}

void template_free(struct template *t)
{
    if (!t)
        return;
    if (t->sheet)
        xsltFreeStylesheet(t->sheet);
    if (t->security)
        xsltFreeSecurityPrefs(t->security);
    free(t->file);
    free(t);
}

/* The i-th file of sheet and what it includes and imports, in the order of the documents; *i counts down. */
static const xmlChar *file_of(const xsltStylesheet *sheet, size_t *i)
{
    if ((*i)-- == 0)
        return sheet->doc->URL;
    for (const xsltDocument *part = sheet->docList; part; part = part->next)
        if ((*i)-- == 0)
            return part->doc->URL;
    for (const xsltStylesheet *import = sheet->imports; import; import = import->next) {
        const xmlChar *file = file_of(import, i);
        if (file)
            return file;
    }
    return NULL;
}

const char *template_file(const struct template *t, size_t i)
{
    return i == 0 ? t->file : (const char *)file_of(t->sheet, &i);
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

static bool transform(const struct template *t, xmlDoc *doc, const struct template_parameter *parameter, size_t n,
                      struct buf *out, struct log *l, struct diag *d)
{
    bool ok = false;
    xmlDoc *result = NULL;
    xmlChar *bytes = NULL;
    int length = 0;
    xsltTransformContext *c = context_new(t, doc, l);
    if (!c)
        return diag_fail(d, DIAG_FAULT, t->file, 0, "libxslt lässt sich nicht starten");
    if (!set_parameters(c, parameter, n)) {
        fail(l, t->file, "Parameter der Vorlage lassen sich nicht setzen", d);
        goto out;
    }
    result = xsltApplyStylesheetUser(t->sheet, doc, NULL, NULL, NULL, c);
    if (!result || c->state != XSLT_STATE_OK) {
        fail(l, t->file, c->state == XSLT_STATE_STOPPED ? "die Vorlage wurde abgebrochen" : "Fehler in der Vorlage", d);
        goto out;
    }
    if (xsltSaveResultToString(&bytes, &length, result, t->sheet) != 0 || !bytes) {
        fail(l, t->file, "die Vorlage ergibt nichts", d);
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
    struct log l = {.n = 0};
    bool ok = false;
    if (n > INT_MAX)
        return diag_fail(d, DIAG_FAULT, t->file, 0, "die Ergebnisse sind größer als 2 GiB");
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
