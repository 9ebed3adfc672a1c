/*
 * A rule set from its file: the schema has been checked when this reads it, so a missing element is an
 * optional one. What a schema cannot say (an end before its beginning, a corridor without width, words twice)
 * is checked here, with the line.
 */
#include "base/xml.h"
#include "rules/rulefile.h"
#include "rules/ruleset.h"

#include <string.h>

enum { MOST_RULES = 999 };

/* The file's name without folder and ".xml". */
static bool is_named_after(const char *file, const char *id)
{
    const char *slash = strrchr(file, '/');
    const char *base = slash ? slash + 1 : file;
    size_t n = strlen(id);
    return strncmp(base, id, n) == 0 && strcmp(base + n, ".xml") == 0;
}

static bool read_head(struct rulefile *l, const xmlNode *root)
{
    struct ruleset *set = l->set;
    set->id = rulefile_attribute(l, root, "id");
    set->version = rulefile_attribute(l, root, "version");
    set->title = rulefile_text(l, root, "titel");
    set->short_title = rulefile_text(l, root, "kurztitel");
    set->publisher = rulefile_text(l, root, "herausgeber");
    set->edition = rulefile_text(l, root, "fassung");
    if (is_named_after(l->file, set->id))
        return true;
    rulefile_fail(l, root, "die Kennung „%s“ ist nicht der Name der Datei", set->id);
    return diag_expect(l->d, "eine Datei namens %s.xml", set->id);
}

static bool read_day(struct rulefile *l, const xmlNode *node, const char *name, int32_t *day)
{
    const char *s = xml_attribute(node, name);
    if (!s || day_parse(s, strlen(s), day, NULL))
        return true;
    rulefile_fail(l, node, "„%s“ ist kein Tag: %s", name, s);
    return diag_expect(l->d, "JJJJ-MM-TT, Jahre 1900 bis 2199");
}

static bool read_validity(struct rulefile *l, const xmlNode *root)
{
    struct ruleset *set = l->set;
    const xmlNode *node = xml_child(root, "gueltigkeit");
    set->valid_from = DAY_NONE;
    set->valid_to = DAY_OPEN;
    set->validity_given = rulefile_is(node, "angegeben", "ja");
    if (!read_day(l, node, "von", &set->valid_from) || !read_day(l, node, "bis", &set->valid_to))
        return false;
    if (set->valid_from > set->valid_to) {
        rulefile_fail(l, node, "die Geltung endet (%s), bevor sie beginnt (%s)", day_german(set->valid_to).s,
                      day_german(set->valid_from).s);
        return diag_expect(l->d, "„von“ nicht nach „bis“");
    }
    rulefile_cite(l, node, CITED_VALIDITY);
    set->validity_source = set->cited[CITED_VALIDITY].source;
    return true;
}

static bool read_counting(struct rulefile *l, const xmlNode *root)
{
    struct ruleset *set = l->set;
    const xmlNode *node = xml_child(root, "zaehlt");
    unsigned kinds = 0, partners = 0;
    set->video_in_person = rulefile_is(node, "video-als-persoenlich", "ja");
    if (!rulefile_words(l, node, "vermerkart", WORDS_KIND, &kinds) ||
        !rulefile_words(l, node, "partner", WORDS_PARTNER, &partners) || !rulefile_modes(l, node, &set->modes))
        return false;
    set->kinds = (uint16_t)kinds;
    set->partners = (uint16_t)partners;
    for (const xmlNode *n = xml_child(node, "partner"); n; n = xml_next(n)) {
        if (rulefile_is(n, "im-controlling", "nein"))
            set->partners_unseen |= (uint16_t)(1u << rulefile_value(l, n, WORDS_PARTNER));
    }
    rulefile_cite(l, node, CITED_COUNTING);
    set->counting_source = set->cited[CITED_COUNTING].source;
    return true;
}

static bool read_kinds_of(struct rulefile *l, const xmlNode *node, const char *element, uint8_t *kinds)
{
    const xmlNode *list = xml_child(node, element);
    unsigned found = 0;
    if (list && !rulefile_words(l, list, "art", WORDS_EXCEPTION, &found))
        return false;
    if (found & 1u << EXCEPTION_JBA) {
        rulefile_fail(l, list, "JBA kann nicht angenommen werden: sie lässt nur die Gespräche des Bezirks zählen");
        return diag_expect(l->d, "Einzelfall, Maßnahme, Einstellungszusage, Gutachten, Besondere Umstände");
    }
    *kinds = (uint8_t)found;
    return true;
}

static bool read_acceptance(struct rulefile *l, const xmlNode *node, struct rule_acceptance *accepts)
{
    if (!read_kinds_of(l, node, "ruhend", &accepts->suspend) ||
        !read_kinds_of(l, node, "jedes-intervall", &accepts->any_interval) ||
        !read_kinds_of(l, node, "kuerzeres-intervall", &accepts->only_shorter))
        return false;
    if (accepts->any_interval & accepts->only_shorter) {
        rulefile_fail(l, node, "eine Art steht unter „jedes-intervall“ und unter „kuerzeres-intervall“");
        return diag_expect(l->d, "jede Art unter höchstens einem der beiden");
    }
    return true;
}

/* Whether d + v < d + w for every d; four years hold every length of month and year. */
static bool is_shorter_always(struct span v, struct span w)
{
    int32_t first = day_make(2000, 1, 1);
    for (int32_t d = first; d < first + 1461; d++)
        if (span_add(d, v, 1) >= span_add(d, w, 1))
            return false;
    return true;
}

/* The period that `je` names; the schema knows no other words. */
static enum rule_period read_period(const xmlNode *node)
{
    for (int p = PERIOD_WEEK; p < RULE_PERIODS; p++)
        if (rulefile_is(node, "je", rule_periods[p].name))
            return (enum rule_period)p;
    return PERIOD_NONE;
}

/* A requirement may allow other modes and partners than its rule. */
static bool read_allowed(struct rulefile *l, const xmlNode *node, struct rule_requirement *r)
{
    unsigned partners = 0;
    r->own_modes = xml_child(node, "kontaktart") != NULL;
    r->own_partners = xml_child(node, "partner") != NULL;
    if (r->own_modes && !rulefile_modes(l, node, &r->modes))
        return false;
    if (!rulefile_words(l, node, "partner", WORDS_PARTNER, &partners))
        return false;
    r->partners = r->own_partners ? (uint16_t)partners : l->set->partners;
    unsigned both = 1u << MODE_IN_PERSON | 1u << MODE_PHONE;
    if (r->alternation && (r->modes & both) != both) {
        rulefile_fail(l, node, "ein Wechsel von telefonisch und persönlich verlangt, dass beides zählt");
        return diag_expect(l->d, "<kontaktart>persönlich</kontaktart> und <kontaktart>telefonisch</kontaktart>");
    }
    return true;
}

static bool read_requirement(struct rulefile *l, const xmlNode *node, struct rule_requirement *r)
{
    const char *every = xml_attribute(node, "alle"), *within = xml_attribute(node, "innerhalb");
    const char *latest = every ? every : within ? within : xml_attribute(node, "und");
    const char *earliest = every || within ? NULL : xml_attribute(node, "zwischen");
    r->count = 1;
    r->period = read_period(node);
    r->by_count = within != NULL;
    if (r->period)
        r->within = rule_periods[r->period].length;
    else if (!rulefile_span(l, node, latest, &r->within))
        return false;
    if ((earliest && !rulefile_span(l, node, earliest, &r->earliest)) ||
        !rulefile_number(l, node, "anzahl", &r->count) ||
        !rulefile_number(l, node, "telefonisch-zwischen", &r->alternation))
        return false;
    if (earliest && !is_shorter_always(r->earliest, r->within)) {
        rulefile_fail(l, node, "die frühere Grenze (%s) liegt nicht vor der späteren (%s)", earliest, latest);
        return diag_expect(l->d, "zwischen=\"2 Monate\" und=\"3 Monate\"");
    }
    return read_allowed(l, node, r);
}

/* modes: what the rule allows. */
static bool read_requirements(struct rulefile *l, const xmlNode *node, uint16_t modes, struct rule *r)
{
    int n = rulefile_count(node, "vorgabe");
    if (n > RULE_REQUIREMENTS) {
        rulefile_fail(l, node, "%d Vorgaben in einer Regel sind zu viele", n);
        return diag_expect(l->d, "höchstens %d", RULE_REQUIREMENTS);
    }
    for (const xmlNode *x = xml_child(node, "vorgabe"); x; x = xml_next(x)) {
        struct rule_requirement *ask = &r->ask[r->n_asks++];
        ask->modes = modes;
        if (!read_requirement(l, x, ask))
            return false;
    }
    return true;
}

/* What a rule says of modes and exceptions itself replaces what the rule set says, as a whole. */
static bool read_own_terms(struct rulefile *l, const xmlNode *node, struct rule *r)
{
    const xmlNode *acceptance = xml_child(node, "ausnahmen");
    bool own_modes = xml_child(node, "kontaktart") != NULL;
    uint16_t modes = l->set->modes;
    r->accepts = l->set->accepts;
    r->accepts_source = l->set->cited[CITED_ACCEPTANCE].source;
    if ((own_modes || acceptance) && r->outcome != RULE_REQUIREMENT) {
        rulefile_fail(l, node, "Kontaktarten und Ausnahmen haben ohne Vorgabe keine Wirkung");
        return diag_expect(l->d, "eine <vorgabe>, oder weder <kontaktart> noch <ausnahmen>");
    }
    if (own_modes && !rulefile_modes(l, node, &modes))
        return false;
    if (r->outcome == RULE_REQUIREMENT && !read_requirements(l, node, modes, r))
        return false;
    if (acceptance) {
        r->accepts_own = true;
        r->accepts = (struct rule_acceptance){0};
        r->accepts_source = rulefile_text(l, acceptance, "fundstelle");
        if (!read_acceptance(l, acceptance, &r->accepts))
            return false;
    }
    return true;
}

static bool read_rule(struct rulefile *l, const xmlNode *node, struct rule *r)
{
    r->line = xml_node_line(node);
    if (!rulefile_condition(l, xml_child(node, "wenn"), &r->when))
        return false;
    r->outcome = xml_child(node, "vorgabe")         ? RULE_REQUIREMENT
                 : xml_child(node, "keine-vorgabe") ? RULE_NONE
                 : xml_child(node, "nicht-erfasst") ? RULE_NOT_COVERED
                                                         : RULE_CANNOT_TELL;
    if (!read_own_terms(l, node, r))
        return false;
    r->source = rulefile_text(l, node, "fundstelle");
    r->quote = rulefile_text(l, node, "wortlaut");
    r->name = rulefile_text(l, node, "name");
    if (!r->name[0])
        r->name = rule_condition_words(l->set, &r->when, l->set->arena);
    return true;
}

static bool read_rules(struct rulefile *l, const xmlNode *root)
{
    struct ruleset *set = l->set;
    const xmlNode *acceptance = xml_child(root, "ausnahmen"), *rules = xml_child(root, "regeln");
    if (!read_acceptance(l, acceptance, &set->accepts))
        return false;
    rulefile_cite(l, acceptance, CITED_ACCEPTANCE);
    int n = rulefile_count(rules, "regel");
    if (n > MOST_RULES) {
        rulefile_fail(l, rules, "%d Regeln sind zu viele", n);
        return diag_expect(l->d, "höchstens %d", MOST_RULES);
    }
    set->rule = arena_zero(set->arena, (size_t)n * sizeof *set->rule);
    for (const xmlNode *node = xml_child(rules, "regel"); node; node = xml_next(node))
        if (!read_rule(l, node, &set->rule[set->n_rules++]))
            return false;
    return true;
}

static bool read_remarks(struct rulefile *l, const xmlNode *root)
{
    const xmlNode *list = xml_child(root, "lesarten");
    int n = list ? rulefile_count(list, "lesart") : 0;
    l->set->remark = arena_zero(l->set->arena, ((size_t)n + 1) * sizeof *l->set->remark);
    if (!list)
        return true;
    const char **remark = l->set->remark;
    for (const xmlNode *node = xml_child(list, "lesart"); node; node = xml_next(node))
        *remark++ = rulefile_content(l, node);
    return true;
}

struct ruleset *ruleset_load(const char *file, const char *rng, struct diag *d)
{
    struct digest_text digest;
    xmlDoc *doc = xml_read_file(file, rng, &digest, d);
    if (!doc)
        return NULL;
    struct arena *arena = arena_new();
    struct ruleset *set = arena_zero(arena, sizeof *set);
    struct rulefile l = {.set = set, .d = d, .file = file};
    const xmlNode *root = xmlDocGetRootElement(doc);
    set->arena = arena;
    set->file = arena_strdup(arena, file);
    set->digest = digest;
    set->first_note = set->every_note = -1;
    set->lexicon = lexicon_new(arena);
    for (int i = 0; i < RULE_CITED; i++)
        set->cited[i] = (struct rule_citation){"", ""};
    bool ok = read_head(&l, root) && read_validity(&l, root) && rulefile_declarations(&l, root) &&
              read_counting(&l, root) && read_rules(&l, root) &&
              rulefile_provisions(&l, root) && read_remarks(&l, root);
    xmlFreeDoc(doc);
    buf_free(&l.scratch);
    ruleset_settle(set);
    if (ok)
        return set;
    ruleset_free(set);
    return NULL;
}

void ruleset_settle(struct ruleset *r)
{
    r->certain = r->asks = 0;
    for (int d = 0; d < r->n_dims; d++)
        if (r->dim[d].unknown < 0)
            r->certain |= UINT32_C(1) << d;
    for (int i = 0; i < r->n_rules; i++)
        r->asks |= r->rule[i].when.asks;
    r->counts_time = false;
    for (int d = 0; d < r->n_dims; d++)
        r->counts_time |= r->asks >> d & 1 && r->dim[d].kind == DIM_SINCE;
}

void ruleset_free(struct ruleset *r)
{
    if (r)
        arena_free(r->arena); /* the rule set itself is in it */
}

enum ruleset_force ruleset_force_on(const struct ruleset *r, int32_t d)
{
    if (!r->validity_given)
        return RULESET_UNKNOWN;
    if (d < r->valid_from)
        return RULESET_NOT_YET;
    return d > r->valid_to ? RULESET_NO_MORE : RULESET_IN_FORCE;
}
