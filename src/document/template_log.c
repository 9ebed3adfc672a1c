#include "document/template_log.h"

#include "base/xml.h"

#include <libxml/uri.h>
#include <libxml/xpath.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool template_file_of(const char *folder, const char *address, char *out, size_t size)
{
    const size_t begin = strlen(TEMPLATE_ADDRESS);
    if (strncmp(address, TEMPLATE_ADDRESS, begin) != 0 || strpbrk(address + begin, "/?#"))
        return false;
    char *name = xmlURIUnescapeString(address + begin, 0, NULL);
    const bool one = name && *name && !strchr(name, '/') && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
    const bool fits = one && (size_t)snprintf(out, size, "%s/%s", folder, name) < size;
    xmlFree(name);
    return fits;
}

void template_log_say(struct template_log *l, const char *format, ...)
{
    va_list args;
    if (l->said)
        return;
    va_start(args, format);
    vsnprintf(l->words, sizeof l->words, format, args);
    va_end(args);
    l->n = strlen(l->words);
    l->said = true;
}

/* Where the first error is. */
static void note_place(struct template_log *l, const char *address, int line)
{
    if (l->line || line <= 0)
        return;
    if (!template_file_of(l->folder ? l->folder : "", address, l->file, sizeof l->file))
        snprintf(l->file, sizeof l->file, "%s", address);
    l->line = line;
}

/* By words of libxslt; the first that fits. */
static const char *reason_of(const char *said)
{
    static const struct {
        const char *words, *reason;
    } known[] = {
        {"ariable '", "eine Variable gibt es nicht"},
        {"Undefined variable", "eine Variable gibt es nicht"},
        {"Undefined namespace prefix", "das Präfix eines Namensraums ist nicht erklärt"},
        {"Unregistered function", "eine Funktion gibt es nicht"},
        {"The called template", "eine aufgerufene Vorlage gibt es nicht"},
        {"infinite template recursion", "Vorlagen rufen einander ohne Ende auf"},
        {"maxTemplate", "Vorlagen rufen einander ohne Ende auf"},
        {"ocument(", "document() ist gesperrt"},
        {"denied", "Dateien und Netz sind einer Vorlage gesperrt"},
        {"evaluate", "ein Ausdruck in XPath ergibt etwas anderes, als hier gebraucht wird"},
        {"ould not compile", "ein Ausdruck in XPath ist nicht richtig geschrieben"},
        {"ailed to compile", "ein Ausdruck in XPath ist nicht richtig geschrieben"},
        {"XPath", "ein Ausdruck in XPath ist nicht richtig geschrieben"},
        {"misplaced", "ein Element von XSLT steht an einer Stelle, an der es nicht stehen darf"},
        {"allowed", "ein Element von XSLT steht an einer Stelle, an der es nicht stehen darf"},
        {"nexpected", "ein Element oder Attribut von XSLT steht falsch"},
        {"nknown", "ein Element oder Attribut von XSLT gibt es nicht"},
        {"missing", "einem Element von XSLT fehlt ein Attribut"},
        {"is not", "ein Element oder Attribut von XSLT steht falsch"},
        {"ocument", "document() ist gesperrt"},
        {"xsl", "ein Element oder Attribut von XSLT steht falsch oder fehlt"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strstr(said, known[i].words))
            return known[i].reason;
    return NULL;
}

static void note_reason(struct template_log *l, const char *reason, const char *about, size_t n)
{
    if (l->reason || !reason)
        return;
    l->reason = reason;
    snprintf(l->about, sizeof l->about, "%.*s", (int)(n < sizeof l->about ? n : sizeof l->about - 1), about);
}

static void note_instruction(struct template_log *l, const xmlNode *x)
{
    if (x && x->doc && x->doc->URL)
        note_place(l, (const char *)x->doc->URL, (int)xmlGetLineNo((xmlNode *)(uintptr_t)x));
}

/* What stands between the first two single quotes is what it is about, else the element it is said of. */
static void note_library(struct template_log *l, const char *said)
{
    const char *about = strchr(said, '\''), *end = about ? strchr(about + 1, '\'') : NULL;
    if (end)
        note_reason(l, reason_of(said), about + 1, (size_t)(end - about - 1));
    else
        note_reason(l, reason_of(said), l->element, strlen(l->element));
}

static void note_own(struct template_log *l, const char *s)
{
    size_t n = strlen(s), room = sizeof l->words - 1 - l->n;
    if (l->said)
        return;
    if (n > room)
        n = room;
    memcpy(l->words + l->n, s, n);
    l->n += n;
    l->words[l->n] = '\0';
    l->own = l->at ? *l->at : NULL;
}

/*
 * libxslt tells an error in two pieces: where it is, in a line of its own, and what it is. Words of a template
 * (xsl:message) come without such a line, as they are.
 */
void template_log_xslt(void *context, const char *format, ...)
{
    struct template_log *l = context;
    char piece[2048];
    va_list args;
    va_start(args, format);
    vsnprintf(piece, sizeof piece, format, args);
    va_end(args);
    const char *file = strstr(piece, ": file "), *line = file ? strstr(file, " line ") : NULL;
    const bool place = strncmp(format, "%s: ", 4) == 0 || strcmp(format, "%s\n") == 0;
    if (place && line) {
        char address[sizeof l->file];
        file += strlen(": file ");
        snprintf(address, sizeof address, "%.*s", (int)(line - file), file);
        note_place(l, address, (int)strtol(line + strlen(" line "), NULL, 10));
        const char *element = strstr(line, " element ");
        element = element ? element + strlen(" element ") : "";
        snprintf(l->element, sizeof l->element, "%.*s", (int)strcspn(element, " \n"), element);
    } else if (!place && !l->placed && (strcmp(format, "%s") == 0 || strcmp(format, "\n") == 0)) {
        note_own(l, piece);
    } else if (!place) {
        note_library(l, piece);
    }
    l->placed = place;
}

/* XPath does not say which function it does not know but here. */
void template_log_plain(void *context, const char *format, ...)
{
    struct template_log *l = context;
    static const char before[] = ": function ", behind[] = " not found";
    char piece[400];
    va_list args;
    va_start(args, format);
    vsnprintf(piece, sizeof piece, format, args);
    va_end(args);
    const char *name = strstr(piece, before), *end = name ? strstr(name, behind) : NULL;
    if (end)
        note_reason(l, "eine Funktion gibt es nicht", name + strlen(before), (size_t)(end - name) - strlen(before));
}

static const char *xpath_reason(int code)
{
    switch (code) {
    case XML_XPATH_UNDEF_VARIABLE_ERROR:
        return "eine Variable gibt es nicht";
    case XML_XPATH_UNKNOWN_FUNC_ERROR:
        return "eine Funktion gibt es nicht";
    case XML_XPATH_UNDEF_PREFIX_ERROR:
        return "das Präfix eines Namensraums ist nicht erklärt";
    case XML_XPATH_INVALID_TYPE:
    case XML_XPATH_INVALID_ARITY:
        return "ein Ausdruck in XPath bekommt etwas anderes, als er braucht";
    default:
        return "ein Ausdruck in XPath ist nicht richtig geschrieben";
    }
}

void template_log_xml(void *context, template_xml_error *error)
{
    struct template_log *l = context;
    const char *about = error->str1 ? error->str1 : "";
    if (error->file)
        note_place(l, error->file, error->line);
    if (error->level < XML_ERR_ERROR)
        return;
    if (error->domain == XML_FROM_XPATH && l->at)
        note_instruction(l, *l->at);
    if (error->domain == XML_FROM_XPATH)
        note_reason(l, xpath_reason(error->code), about, strlen(about));
    else if (error->domain == XML_FROM_PARSER || error->domain == XML_FROM_NAMESPACE)
        note_reason(l, xml_parse_reason(error->code), "", 0);
}

bool template_log_fail(struct template_log *l, const char *file, const char *what, struct diag *d)
{
    char reason[sizeof l->words + 300] = "";
    for (char *s = l->words; *s; s++)
        if ((unsigned char)*s < ' ')
            *s = ' ';
    while (l->n && l->words[l->n - 1] == ' ')
        l->words[--l->n] = '\0';
    if (!l->said && l->reason && *l->about)
        snprintf(reason, sizeof reason, " (%s: „%s“)", l->reason, l->about);
    else if (!l->said && l->reason)
        snprintf(reason, sizeof reason, " (%s)", l->reason);
    else if (l->n)
        snprintf(reason, sizeof reason, " (%s)", l->words);
    note_instruction(l, l->own);
    diag_fail(d, DIAG_RULES, l->line ? l->file : file, (size_t)(l->line > 0 ? l->line : 0), "%s%.900s", what, reason);
    return diag_expect(d, "eine Vorlage in XSLT 1.0, wie docs/templates.md sie beschreibt");
}
