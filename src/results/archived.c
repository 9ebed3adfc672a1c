#include "results/archived.h"

#include "base/day.h"
#include "base/num.h"

#include <libxml/xmlreader.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum groups { NO_GROUPS, ALL_GROUPS, TEAM_GROUPS };

struct reader {
    xmlTextReader *x;
    struct arena *a;
    struct results_archived *out;
    const char *jobcenter;
    enum groups in;
    bool in_jobcenter; /* the area */
    int file;          /* whose lines come next; TBL_FILES: none's */
    struct results_archived_team group, *team;
    bool whole, all_there, done;
    size_t n, cap;
};

static const char *attribute(struct reader *r, const char *name)
{
    xmlChar *value = xmlTextReaderGetAttribute(r->x, (const xmlChar *)name);
    const char *s = arena_strdup(r->a, value ? (const char *)value : "");
    xmlFree(value);
    return s;
}

static bool is(struct reader *r, const char *name)
{
    return strcmp((const char *)xmlTextReaderConstName(r->x), name) == 0;
}

/* A count; false: it is not there, or none. */
static bool read_count(struct reader *r, uint32_t *n)
{
    const char *s = attribute(r, "wert");
    int64_t value;
    if (!*s || !num_parse_scaled(s, strlen(s), 0, &value) || value < 0 || value > UINT32_MAX)
        return false;
    *n = (uint32_t)value;
    return true;
}

static void read_verdict(struct reader *r)
{
    const char *code = attribute(r, "code");
    int i = 0;
    while (i < VERDICT_CODES && strcmp(verdict_codes[i], code) != 0)
        i++;
    r->whole &= i < VERDICT_CODES && read_count(r, &r->group.counts.code[i]);
}

static void begin_groups(struct reader *r)
{
    const char *by = attribute(r, "nach");
    r->in = !r->in_jobcenter            ? NO_GROUPS
            : strcmp(by, "gesamt") == 0 ? ALL_GROUPS
            : strcmp(by, "team") == 0   ? TEAM_GROUPS
                                        : NO_GROUPS;
}

static void end_group(struct reader *r)
{
    uint64_t sum = 0;
    for (int i = 0; i < VERDICT_CODES; i++)
        sum += r->group.counts.code[i];
    if (!r->whole || sum != r->group.counts.customers)
        return;
    if (r->in == ALL_GROUPS) {
        r->out->counts = r->group.counts;
        r->all_there = true;
        return;
    }
    r->team = mem_grow(r->team, r->n, &r->cap, sizeof *r->team);
    r->team[r->n++] = r->group;
}

static bool begin(struct reader *r)
{
    if (is(r, "ergebnis"))
        return strcmp(attribute(r, "version"), "1") == 0;
    if (is(r, "lauf")) {
        r->out->run_id = attribute(r, "kennung");
    } else if (is(r, "jobcenter")) {
        xmlChar *text = xmlTextReaderReadString(r->x);
        r->jobcenter = arena_strdup(r->a, text ? (const char *)text : "");
        xmlFree(text);
    } else if (is(r, "stichtag")) {
        const char *day = attribute(r, "wert");
        return day_parse(day, strlen(day), &r->out->day, NULL);
    } else if (is(r, "regelwerk") && !r->out->rules) {
        r->out->rules = attribute(r, "kennung");
    } else if (is(r, "datei")) {
        const char *name = attribute(r, "art");
        for (r->file = 0; r->file < TBL_FILES && strcmp(tbl_file_names[r->file], name) != 0;)
            r->file++;
    } else if (is(r, "zeilen") && r->file < TBL_FILES) {
        uint32_t lines;
        if (read_count(r, &lines))
            r->out->lines[r->file] = lines;
        r->file = TBL_FILES;
    } else if (is(r, "bereich")) {
        r->in_jobcenter = strcmp(attribute(r, "art"), "jobcenter") == 0;
    } else if (is(r, "gruppen")) {
        begin_groups(r);
    } else if (r->in && is(r, "gruppe")) {
        r->group = (struct results_archived_team){.code = attribute(r, "kennung")};
        r->whole = true;
    } else if (r->in && is(r, "kunden")) {
        r->whole &= read_count(r, &r->group.counts.customers);
    } else if (r->in && is(r, "urteil")) {
        read_verdict(r);
    }
    return true;
}

static void end(struct reader *r)
{
    if (r->in && is(r, "gruppe"))
        end_group(r);
    if (!is(r, "gruppen"))
        return;
    r->done |= r->in == TEAM_GROUPS;
    r->in = NO_GROUPS;
}

static bool read_nodes(struct reader *r)
{
    while (!r->done && xmlTextReaderRead(r->x) == 1) {
        int type = xmlTextReaderNodeType(r->x);
        if (type == XML_READER_TYPE_DOCUMENT_TYPE)
            return false;
        if (type == XML_READER_TYPE_ELEMENT) {
            bool empty = xmlTextReaderIsEmptyElement(r->x);
            if (!begin(r))
                return false;
            if (empty)
                end(r);
        } else if (type == XML_READER_TYPE_END_ELEMENT) {
            end(r);
        }
    }
    return r->done && r->all_there && r->jobcenter && r->out->run_id && r->out->rules;
}

static void swallow(void *unused, const xmlError *error)
{
    (void)unused;
    (void)error;
}

bool results_read_archived(const char *xml, size_t n, struct arena *a, struct results_archived *out,
                           const char **jobcenter)
{
    *out = (struct results_archived){.day = DAY_NONE};
    for (int i = 0; i < TBL_FILES; i++)
        out->lines[i] = -1;
    struct reader r = {.a = a, .out = out, .file = TBL_FILES};
    r.x = n <= INT_MAX ? xmlReaderForMemory(xml, (int)n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOCDATA) : NULL;
    if (!r.x)
        return false;
    xmlTextReaderSetStructuredErrorHandler(r.x, (xmlStructuredErrorFunc)(void (*)(void))swallow, NULL);
    bool ok = read_nodes(&r);
    xmlFreeTextReader(r.x);
    struct results_archived_team *team = arena_raw(a, (r.n + 1) * sizeof *team);
    if (r.n)
        memcpy(team, r.team, r.n * sizeof *team);
    free(r.team);
    out->team = team;
    out->n_teams = r.n;
    *jobcenter = r.jobcenter;
    return ok;
}
