#include "job/jobfile.h"

#include "base/buf.h"
#include "base/path.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *keep(struct jobfile *l, const char *s, size_t n)
{
    struct buf nfc = {0};
    s = text_trim(s, &n);
    text_put_nfc(&nfc, s, n);
    return buf_keep(&nfc, l->job->arena);
}

const char *jobfile_content(struct jobfile *l, const xmlNode *node)
{
    struct buf raw = {0};
    for (const xmlNode *n = node->children; n; n = n->next) {
        if ((n->type != XML_TEXT_NODE && n->type != XML_CDATA_SECTION_NODE) || !n->content)
            continue;
        for (const char *s = (const char *)n->content; *s; s++) {
            bool space = *s == ' ' || *s == '\t' || *s == '\n' || *s == '\r';
            if (!space || (raw.n && raw.p[raw.n - 1] != ' '))
                buf_char(&raw, space ? ' ' : *s);
        }
    }
    const char *kept = keep(l, buf_str(&raw), raw.n);
    buf_free(&raw);
    return kept;
}

const char *jobfile_attribute(struct jobfile *l, const xmlNode *node, const char *name)
{
    const char *value = xml_attribute(node, name);
    return value ? keep(l, value, strlen(value)) : NULL;
}

bool jobfile_path(struct jobfile *l, const xmlNode *node, const char *name, const char *folder, const char **path)
{
    struct arena *a = l->job->arena;
    const xmlNode *text = node->children;
    const char *raw = name                                   ? xml_attribute(node, name)
                      : text && !text->next && text->content ? (const char *)text->content
                                                             : jobfile_content(l, node);
    *path = NULL;
    if (!raw)
        return true;
    size_t n = strlen(raw);
    raw = text_trim(raw, &n);
    const char *written = arena_text(a, raw, n), *instead = path_from_windows(a, folder, written);
    if (!instead) {
        *path = path_from(a, folder, written);
        return true;
    }
    jobfile_fail(l, node, "„%s“ ist ein Pfad von Windows", written);
    return diag_expect(l->d, "%s", instead);
}

bool jobfile_fail(struct jobfile *l, const xmlNode *node, const char *format, ...)
{
    char what[sizeof l->d->what];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return diag_fail(l->d, DIAG_RULES, l->job->path, xml_node_line(node), "%s", what);
}
