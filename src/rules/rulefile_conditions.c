/* What a rule set declares (spec 1.10), and what its rules ask about (spec 2.2). */
#include "base/xml.h"
#include "rules/rulefile.h"

#include <stdlib.h>
#include <string.h>

static const char care[] = "Betreuung"; /* in <seit>: the start of care in place of an attribute */

/* ---- declarations ---- */

static bool fail_declaration(struct rulefile *l, const xmlNode *node, const char *name, int why)
{
    switch (why) {
    case LEXICON_TAKEN:
        rulefile_fail(l, node, "„%s“ heißt schon eine Spalte der kunden.csv", name);
        return diag_expect(l->d, "ein anderer Name");
    case LEXICON_OTHER:
        rulefile_fail(l, node, "das Merkmal „%s“ ist schon von anderer Art", name);
        return diag_expect(l->d, "jedes Merkmal einmal, und die gegebenen wie sie sind");
    default:
        rulefile_fail(l, node, "„%s“ ist ein Merkmal zu viel", name);
        return diag_expect(l->d, "höchstens %d eigene Merkmale", TBL_OWN);
    }
}

static bool declare_words(struct rulefile *l, const xmlNode *node, int attribute)
{
    const struct attribute *a = &l->set->lexicon->attribute[attribute];
    uint64_t seen = 0;
    for (const xmlNode *w = xml_child(node, "wert"); w; w = xml_next(w)) {
        const char *word = rulefile_content(l, w);
        if (strcmp(word, "keine") == 0) {
            rulefile_fail(l, w, "„keine“ steht in Bedingungen für das leere Feld und kann kein Wert sein");
            return diag_expect(l->d, "ein anderes Wort");
        }
        if (!lexicon_declare_word(l->set->lexicon, attribute, word)) {
            rulefile_fail(l, w, "das Merkmal „%s“ hat zu viele Werte", a->name);
            return diag_expect(l->d, "höchstens %d", LEXICON_WORDS);
        }
        uint64_t bit = UINT64_C(1) << attribute_lookup(a, word, strlen(word));
        if (seen & bit) {
            rulefile_fail(l, w, "„wert“ steht zweimal: %s", word);
            return diag_expect(l->d, "jedes Wort einmal");
        }
        seen |= bit;
    }
    return true;
}

/* declared: 1 << attribute, those of this file. */
static bool declare(struct rulefile *l, const xmlNode *node, enum attribute_kind kind, uint32_t *declared)
{
    const char *name = rulefile_attribute(l, node, "name"), *yes = rulefile_attribute(l, node, "mit"),
               *no = rulefile_attribute(l, node, "ohne");
    if (strcmp(name, care) == 0) {
        rulefile_fail(l, node, "„%s“ ist schon der Beginn der Betreuung", care);
        return diag_expect(l->d, "ein anderer Name");
    }
    int attribute = lexicon_declare(l->set->lexicon, kind, name, *yes ? yes : NULL, *no ? no : NULL);
    if (attribute < 0)
        return fail_declaration(l, node, name, attribute);
    if (*declared >> attribute & 1) {
        rulefile_fail(l, node, "das Merkmal „%s“ steht zweimal", name);
        return diag_expect(l->d, "jedes Merkmal einmal");
    }
    *declared |= UINT32_C(1) << attribute;
    return kind != ATTRIBUTE_WORD || declare_words(l, node, attribute);
}

static bool declare_attributes(struct rulefile *l, const xmlNode *list)
{
    static const char *const elements[] = {
        [ATTRIBUTE_YES] = "ja-nein", [ATTRIBUTE_WORD] = "wort", [ATTRIBUTE_DAY] = "tag"};
    uint32_t declared = 0;
    for (const xmlNode *node = list->children; node; node = node->next)
        for (size_t kind = 0; kind < sizeof elements / sizeof *elements; kind++)
            if (xml_is(node, elements[kind]) && !declare(l, node, (enum attribute_kind)kind, &declared))
                return false;
    return true;
}

/* ---- words ---- */

static const struct {
    const char *element;
    enum word_list list;
} further[] = {{"funktion", WORDS_FUNCTION}, {"status", WORDS_STATUS}, {"vermerkart", WORDS_KIND},
               {"partner", WORDS_PARTNER},   {"kontaktart", WORDS_MODE}};

static bool declare_word(struct rulefile *l, const xmlNode *node, enum word_list list)
{
    const char *word = rulefile_content(l, node), *as = rulefile_attribute(l, node, "wie");
    if (word_lookup(list, word, strlen(word)) >= 0) {
        rulefile_fail(l, node, "„%s“ gibt es ohne Angabe: %s", (const char *)node->name, word);
        return diag_expect(l->d, "nur eigene Wörter");
    }
    int mode = list == WORDS_MODE ? word_lookup(list, as, strlen(as)) : 0;
    int value = lexicon_declare_more(l->set->lexicon, list, word, mode);
    if (value == LEXICON_FULL) {
        rulefile_fail(l, node, "„%s“ ist ein eigenes Wort zu viel: %s", (const char *)node->name, word);
        return diag_expect(l->d, "höchstens %d eigene Wörter je Liste", LEXICON_MORE);
    }
    return true;
}

static bool declare_more(struct rulefile *l, const xmlNode *list)
{
    for (const xmlNode *node = list->children; node; node = node->next)
        for (size_t i = 0; i < sizeof further / sizeof *further; i++)
            if (xml_is(node, further[i].element) && !declare_word(l, node, further[i].list))
                return false;
    return true;
}

/* ---- the spans that rules count from a day ---- */

/* The place of what <seit> counts from among the cuts; -1: no day attribute is called so. */
static int place_of(struct rulefile *l, const xmlNode *node)
{
    const struct lexicon *x = l->set->lexicon;
    const char *name = rulefile_attribute(l, node, "tag");
    int found = lexicon_attribute(x, name, strlen(name));
    if (strcmp(name, care) == 0)
        return LEXICON_ATTRIBUTES;
    return found >= 0 && x->attribute[found].kind == ATTRIBUTE_DAY ? found : -1;
}

static const char *const limits[] = {"hoechstens", "mindestens"};
enum { LIMIT_MOST, LIMIT_LEAST, LIMITS };

static bool fail_since(struct rulefile *l, const xmlNode *node)
{
    const struct lexicon *x = l->set->lexicon;
    struct buf b = {0};
    rulefile_fail(l, node, "„seit“ zählt von einem Tag, den kein Merkmal hat: %s", rulefile_attribute(l, node, "tag"));
    for (int i = 0; i < x->n_attributes; i++)
        if (x->attribute[i].kind == ATTRIBUTE_DAY)
            buf_printf(&b, "„%s“, ", x->attribute[i].name);
    diag_expect(l->d, "%s„%s“, oder ein <tag name=\"…\"/> unter <merkmale>", buf_str(&b), care);
    buf_free(&b);
    return false;
}

static bool collect_cuts(struct rulefile *l, const xmlNode *node, struct dimension_cuts *cuts)
{
    int place = place_of(l, node);
    if (place < 0)
        return fail_since(l, node);
    for (int k = 0; k < LIMITS; k++) {
        const char *limit = xml_attribute(node, limits[k]);
        struct span s;
        if (!limit)
            continue;
        if (!rulefile_span(l, node, limit, &s))
            return false;
        if (s.unit > SPAN_MONTHS) {
            rulefile_fail(l, node, "die Zeit seit einem Tag zählt nicht in Kalendermonaten: %s", limit);
            return diag_expect(l->d, "Tage, Wochen oder Monate");
        }
        if (dimension_cuts_add(&cuts[place], s) < 0) {
            rulefile_fail(l, node, "zu viele verschiedene Spannen seit „%s“", xml_attribute(node, "tag"));
            return diag_expect(l->d, "höchstens %d", DIMENSION_CUTS);
        }
    }
    return true;
}

/* All of the set, before a condition is read: time is cut where any rule cuts it. */
static bool read_cuts(struct rulefile *l, const xmlNode *rules, struct dimension_cuts *cuts)
{
    for (const xmlNode *rule = xml_child(rules, "regel"); rule; rule = xml_next(rule))
        for (const xmlNode *node = xml_child(xml_child(rule, "wenn"), "seit"); node;
             node = xml_next(node))
            if (!collect_cuts(l, node, cuts))
                return false;
    for (int i = 0; i <= LEXICON_ATTRIBUTES; i++)
        if (cuts[i].n && !dimension_cuts_settle(&cuts[i])) {
            rulefile_fail(l, rules, "zu viele verschiedene Spannen seit „%s“",
                          i == LEXICON_ATTRIBUTES ? care : l->set->lexicon->attribute[i].name);
            return diag_expect(l->d, "Spannen, deren Reihenfolge feststeht: nur Tage und Wochen, oder nur Monate");
        }
    return true;
}

bool rulefile_declarations(struct rulefile *l, const xmlNode *root)
{
    struct ruleset *set = l->set;
    const xmlNode *attributes = xml_child(root, "merkmale");
    struct dimension_cuts *cuts = arena_zero(set->arena, (LEXICON_ATTRIBUTES + 1) * sizeof *cuts);
    struct rule_dimension *dim = arena_zero(set->arena, RULE_DIMENSIONS * sizeof *dim);
    const xmlNode *words = xml_child(root, "worte");
    if ((attributes && !declare_attributes(l, attributes)) || (words && !declare_more(l, words)) ||
        !read_cuts(l, xml_child(root, "regeln"), cuts))
        return false;
    set->n_dims = dimensions_make(dim, set->lexicon, cuts);
    set->dim = dim;
    return true;
}

/* ---- conditions ---- */

static int dimension_of(const struct ruleset *set, enum dimension_kind kind, int attribute)
{
    for (int d = 0; d < set->n_dims; d++)
        if (set->dim[d].kind == kind && set->dim[d].attribute == attribute)
            return d;
    return -1;
}

static bool ask_yes(struct rulefile *l, const xmlNode *of, struct rule_condition *c)
{
    uint32_t yes = 0, no = 0;
    if (!rulefile_attributes(l, of, &yes, &no))
        return false;
    for (int i = 0; i < l->set->lexicon->n_attributes; i++)
        if ((yes | no) >> i & 1)
            condition_ask(c, dimension_of(l->set, DIM_YES, i), yes >> i & 1 ? 1u << 1 : 1u << 0);
    return true;
}

static bool fail_word(struct rulefile *l, const xmlNode *node, const struct attribute *a, const char *word)
{
    struct buf b = {0};
    rulefile_fail(l, node, "„%s“ hat keinen Wert „%s“", a->name, word);
    for (int v = 1; v <= a->n_words; v++)
        buf_printf(&b, "„%s“, ", a->word[v]);
    diag_expect(l->d, "%s„keine“", buf_str(&b));
    buf_free(&b);
    return false;
}

/* Several words of one attribute are an "or". */
static bool ask_words(struct rulefile *l, const xmlNode *of, struct rule_condition *c)
{
    const struct lexicon *x = l->set->lexicon;
    uint64_t values[LEXICON_ATTRIBUTES] = {0};
    for (const xmlNode *node = xml_child(of, "wort"); node; node = xml_next(node)) {
        const char *name = rulefile_attribute(l, node, "name"), *word = rulefile_content(l, node);
        int i = lexicon_attribute(x, name, strlen(name));
        if (i < 0 || x->attribute[i].kind != ATTRIBUTE_WORD) {
            rulefile_fail(l, node, "kein Merkmal mit Wörtern heißt „%s“", name);
            return diag_expect(l->d, "eines, das unter <merkmale> als <wort> steht");
        }
        int value = strcmp(word, "keine") == 0 ? 0 : attribute_lookup(&x->attribute[i], word, strlen(word));
        if (value < 0)
            return fail_word(l, node, &x->attribute[i], word);
        if (values[i] >> value & 1) {
            rulefile_fail(l, node, "„wort“ steht zweimal: %s", word);
            return diag_expect(l->d, "jedes Wort einmal");
        }
        values[i] |= UINT64_C(1) << value;
    }
    for (int i = 0; i < x->n_attributes; i++) {
        int d = values[i] ? dimension_of(l->set, DIM_WORD, i) : -1;
        if (d >= 0 && values[i] != l->set->dim[d].known)
            condition_ask(c, d, values[i]);
    }
    return true;
}

/* Several are an "and". */
static bool ask_since(struct rulefile *l, const xmlNode *of, struct rule_condition *c)
{
    for (const xmlNode *node = xml_child(of, "seit"); node; node = xml_next(node)) {
        int place = place_of(l, node);
        int d = dimension_of(l->set, DIM_SINCE, place == LEXICON_ATTRIBUTES ? DIMENSION_CARE : place);
        struct dimension_cuts cuts = *l->set->dim[d].cuts;
        for (int k = 0; k < LIMITS; k++) {
            const char *limit = xml_attribute(node, limits[k]);
            struct span s;
            if (!limit || !rulefile_span(l, node, limit, &s))
                continue; /* it has been read before */
            condition_ask(c, d, dimension_cuts_values(&cuts, dimension_cuts_add(&cuts, s), k == LIMIT_LEAST));
        }
        if (!c->values[d]) {
            rulefile_fail(l, node, "diese Zeit seit „%s“ gibt es nicht: sie endet, bevor sie beginnt",
                          xml_attribute(node, "tag"));
            return diag_expect(l->d, "mindestens=\"3 Monate\" hoechstens=\"6 Monate\"");
        }
    }
    return true;
}

bool rulefile_condition(struct rulefile *l, const xmlNode *node, struct rule_condition *c)
{
    const struct ruleset *set = l->set;
    *c = condition_of_all(set->dim, set->n_dims);
    for (int d = DIM_AGE; d <= DIM_FUNCTION; d++) {
        const struct dimension_row *row = &dimension_rows[set->dim[d].kind];
        unsigned values = 0;
        if (!rulefile_words(l, node, row->element, row->words, &values))
            return false;
        if (values && values != set->dim[d].known)
            condition_ask(c, d, values);
    }
    return ask_words(l, node, c) && ask_since(l, node, c) && ask_yes(l, node, c);
}
