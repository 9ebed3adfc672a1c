/* What earlier runs said of each customer, held against what today's exports give for their days (spec 2.12). */
#include "reports/state.h"

#include "archive/verify.h"
#include "base/file.h"
#include "base/num.h"
#include "base/xml.h"

#include <string.h>

enum { LARGEST = 1024 << 20 };

/* What of the record a run named so: a parameter, "" not there. */
static const char *parameter(const xmlNode *root, const char *name)
{
    for (const xmlNode *x = root->children; x; x = x->next)
        if (xml_is(x, "parameter") && strcmp(xml_attribute(x, "name"), name) == 0)
            return xml_attribute(x, "wert");
    return "";
}

static const char *rules_digest(const xmlNode *root)
{
    for (const xmlNode *x = root->children; x; x = x->next)
        if (xml_is(x, "regelwerk"))
            return xml_attribute(x, "sha256");
    return "";
}

/* Why other verdicts would follow from the same exports, or the same customer has another number; NULL: they do not. */
static const char *other_settings(const struct run *r, const xmlNode *root)
{
    const struct job *job = r->s.job;
    const char *lead = arena_printf(r->s.arena, "%d", r->q.lead);
    const char *key = r->s.key ? arena_strdup(r->s.arena, pseudonym_key_mark(r->s.key).s) : "";
    if (strcmp(xml_attribute(root, "programmversion"), KD_VERSION) != 0)
        return "mit einer anderen Fassung des Programms gemacht";
    if (strcmp(rules_digest(root), r->s.set->digest.hex) != 0)
        return "anderes Regelwerk";
    if (strcmp(parameter(root, "vorlauf"), lead) != 0)
        return "anderer Vorlauf";
    bool were_clear = strcmp(parameter(root, "namen"), "pseudonym") != 0, are_clear = !r->s.key;
    if (were_clear != are_clear || strcmp(parameter(root, "schluessel"), key) != 0)
        return "andere Pseudonyme";
    if (strcmp(parameter(root, "zuordnung"), job ? job->mapping.hex : "") != 0)
        return "andere Zuordnung der Exporte im Auftrag";
    return NULL;
}

/* The file is the one that SHA256SUMS name; false: it is not, or cannot be read. */
static bool is_the_one(const char *folder, const char *name, const struct digest_text *digest)
{
    struct digest_text recorded;
    struct diag unread = {0};
    return verify_digest_of(folder, name, &recorded, &unread) && strcmp(recorded.hex, digest->hex) == 0;
}

const char *reports_not_compared(const struct run *r, const char *folder, struct digest_text *verdicts,
                                 bool *spoilt)
{
    struct diag unread = {0};
    struct digest_text digest;
    xmlDoc *doc = xml_read_file(arena_printf(r->s.arena, "%s/lauf.xml", folder),
                                arena_printf(r->s.arena, "%s/templates/lauf.rng", r->s.data_dir), &digest, &unread);
    const char *why = NULL;
    *spoilt = !doc || !is_the_one(folder, "lauf.xml", &digest);
    if (*spoilt)
        why = "lauf.xml ist nicht die Datei, die SHA256SUMS nennt";
    else
        why = other_settings(r, xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
    if (!why && (!digest_file(arena_printf(r->s.arena, "%s/ergebnis.csv", folder), &digest, &unread) ||
                 !is_the_one(folder, "ergebnis.csv", &digest))) {
        why = "ergebnis.csv ist nicht die Datei, die SHA256SUMS nennt";
        *spoilt = true;
    }
    if (!why)
        *verdicts = digest;
    return why;
}

/* One month; what of it cannot be read is told as the others are that cannot be compared. */
static bool look_at_month(struct run *r, size_t i, struct diag *d)
{
    struct results_archived *x = &r->archived[i];
    struct results_afterwards_input in = {.tables = r->s.tables, .q = &r->q, .courses = r->courses};
    const char *file = arena_printf(r->s.arena, "%s/%s/ergebnis.csv", reports_archive(r), day_iso(x->day).s);
    struct buf b = {0};
    int point = 0;
    while (r->courses->day[point] != x->day)
        point++;
    bool ok = file_read(file, LARGEST, DIAG_INPUT, &b, d);
    if (ok && strcmp(digest_bytes(buf_str(&b), b.n).hex, r->archived_verdicts[i].hex) != 0)
        ok = reports_say_changed(file, d);
    if (ok && !results_afterwards_add(&r->afterwards, &in, point, b.p, b.n))
        x->not_compared = "ergebnis.csv ist nicht, wie ein Lauf sie schreibt";
    buf_free(&b);
    return ok;
}

static void find(struct run *r, const struct results_change *x)
{
    const char *what = arena_printf(r->s.arena, "%s %s", x->number, results_change_words(x, r->s.arena));
    issues_add(&r->s.tables->issues, FIND_AFTERWARDS, x->file, x->line, tbl_columns[COL_C_NUMBER].name, what,
               strlen(what));
}

bool reports_look_at_afterwards(struct run *r, struct diag *d)
{
    bool ok = true;
    for (size_t i = 0; ok && i < r->n_archived; i++)
        ok = r->archived[i].not_compared || look_at_month(r, i, d);
    results_afterwards_sort(&r->afterwards);
    for (size_t i = 0; i < r->afterwards.n; i++)
        find(r, &r->afterwards.change[i]);
    return ok;
}
