#include "rules/rulefile.h"

#include "base/text.h"
#include "base/xml.h"

#include <string.h>

int rulefile_count(const xmlNode *of, const char *name)
{
    int n = 0;
    for (const xmlNode *node = xml_child(of, name); node; node = xml_next(node))
        n++;
    return n;
}

/* White space as in XML, which authors use to wrap lines. */
static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *keep_collapsed(struct rulefile *l, const struct buf *raw)
{
    struct buf *nfc = &l->scratch;
    buf_clear(nfc);
    text_put_nfc(nfc, buf_str(raw), raw->n);
    char *kept = arena_text(l->set->arena, buf_str(nfc), nfc->n), *to = kept;
    for (const char *from = kept; *from; from++) {
        if (!is_space(*from))
            *to++ = *from;
        else if (to > kept && to[-1] != ' ')
            *to++ = ' ';
    }
    if (to > kept && to[-1] == ' ')
        to--;
    *to = '\0';
    return kept;
}

const char *rulefile_content(struct rulefile *l, const xmlNode *node)
{
    struct buf raw = {0};
    for (const xmlNode *n = node->children; n; n = n->next)
        if ((n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) && n->content)
            buf_text(&raw, (const char *)n->content);
    const char *kept = keep_collapsed(l, &raw);
    buf_free(&raw);
    return kept;
}

const char *rulefile_text(struct rulefile *l, const xmlNode *of, const char *name)
{
    const xmlNode *node = xml_child(of, name);
    return node ? rulefile_content(l, node) : "";
}

const char *rulefile_attribute(struct rulefile *l, const xmlNode *of, const char *name)
{
    const char *value = xml_attribute(of, name);
    return value ? arena_strdup(l->set->arena, value) : "";
}

bool rulefile_is(const xmlNode *of, const char *attribute, const char *word)
{
    const char *value = xml_attribute(of, attribute);
    if (!value)
        return false;
    size_t n = strlen(value); /* the schema compares apart from spaces */
    value = text_trim(value, &n);
    return n == strlen(word) && memcmp(value, word, n) == 0;
}

void rulefile_cite(struct rulefile *l, const xmlNode *of, enum rule_cited which)
{
    l->set->cited[which] = (struct rule_citation){rulefile_text(l, of, "fundstelle"), rulefile_text(l, of, "wortlaut")};
}

bool rulefile_number(struct rulefile *l, const xmlNode *of, const char *attribute, int *out)
{
    const char *s = xml_attribute(of, attribute);
    if (!s)
        return true;
    /* the schema's integers may have a sign, leading zeros and spaces around them */
    size_t n = strlen(s);
    s = text_trim(s, &n);
    int value = 0;
    size_t i = n && s[0] == '+';
    bool ok = i < n;
    for (; ok && i < n; i++) {
        ok = s[i] >= '0' && s[i] <= '9' && value < 10000;
        value = value * 10 + (s[i] - '0');
    }
    if (ok && value >= 1) {
        *out = value;
        return true;
    }
    rulefile_fail(l, of, "„%s“ an „%s“ ist nicht zu gebrauchen: %s", attribute, (const char *)of->name, s);
    return diag_expect(l->d, "eine ganze Zahl ab 1");
}

bool rulefile_span(struct rulefile *l, const xmlNode *of, const char *s, struct span *out)
{
    if (s && span_parse(s, strlen(s), out))
        return true;
    if (s && strstr(s, "Kalendermonat")) {
        rulefile_fail(l, of, "der Kalendermonat ist keine Spanne mehr: „%s“", s);
        return diag_expect(l->d, "<vorgabe je=\"Kalendermonat\" anzahl=\"1\"/>: ein Kontakt in jedem Kalendermonat");
    }
    rulefile_fail(l, of, "keine Spanne: „%s“", s ? s : "");
    return diag_expect(l->d, "etwa „28 Tage“, „6 Wochen“, „2 Monate“");
}

/* Words of exports that no rule set can say: they count never, or always by themselves. */
static unsigned never_said(enum word_list list)
{
    return list == WORDS_MODE      ? 1u << MODE_LETTER | 1u << MODE_ELECTRONIC
           : list == WORDS_PARTNER ? 1u << PARTNER_DISTRICT
                                   : 0;
}

int rulefile_value(struct rulefile *l, const xmlNode *node, enum word_list list)
{
    const char *word = rulefile_content(l, node);
    if (list == WORDS_PROFILE && strcmp(word, "keine") == 0)
        return PROFILE_NONE;
    int value = word[0] ? lexicon_lookup(l->set->lexicon, list, word, strlen(word)) : -1;
    return value >= 0 && !(never_said(list) >> value & 1) ? value : -1;
}

/* A word that does not stand in a list, with those that may. */
static bool fail_word(struct rulefile *l, const xmlNode *node, const char *name, enum word_list list)
{
    const bool further = list == WORDS_STATUS || list == WORDS_FUNCTION || list == WORDS_KIND ||
                         list == WORDS_PARTNER || list == WORDS_MODE;
    const struct lexicon *x = l->set->lexicon;
    struct buf b = {0};
    rulefile_fail(l, node, "unbekanntes Wort in „%s“: %s", name, rulefile_content(l, node));
    if (!further) { /* the schema says what they are */
        buf_free(&b);
        return false;
    }
    lexicon_put_set(&b, x, list, (unsigned)lexicon_known(x, list) & ~never_said(list), "oder");
    diag_expect(l->d, "%s; eigene stehen unter <worte>", buf_str(&b));
    buf_free(&b);
    return false;
}

bool rulefile_words(struct rulefile *l, const xmlNode *of, const char *name, enum word_list list, unsigned *set)
{
    for (const xmlNode *node = xml_child(of, name); node; node = xml_next(node)) {
        int value = rulefile_value(l, node, list);
        if (value < 0)
            return fail_word(l, node, name, list);
        if (*set & 1u << value) {
            rulefile_fail(l, node, "„%s“ steht zweimal: %s", name, rulefile_content(l, node));
            return diag_expect(l->d, "jedes Wort einmal");
        }
        *set |= 1u << value;
    }
    return true;
}

bool rulefile_modes(struct rulefile *l, const xmlNode *of, uint16_t *modes)
{
    unsigned found = 0;
    if (!rulefile_words(l, of, "kontaktart", WORDS_MODE, &found))
        return false;
    if (l->set->video_in_person) {
        unsigned in_person = found & 1u << MODE_IN_PERSON, video = found & 1u << MODE_VIDEO;
        if (video && !in_person) {
            rulefile_fail(l, of, "Video gilt in diesem Regelwerk als persönlich und kann nicht ohne persönlich zählen");
            return diag_expect(l->d, "<kontaktart>persönlich</kontaktart> dazu");
        }
        if (in_person)
            found |= 1u << MODE_VIDEO;
    }
    *modes = (uint16_t)found;
    return true;
}

static bool fail_attribute(struct rulefile *l, const xmlNode *node, const char *name)
{
    const struct lexicon *x = l->set->lexicon;
    uint32_t known = 0;
    struct buf b = {0};
    for (int i = 0; i < x->n_attributes; i++)
        known |= (uint32_t)(x->attribute[i].kind == ATTRIBUTE_YES) << i;
    lexicon_put_names(&b, x, known, "oder");
    rulefile_fail(l, node, "kein Ja-Nein-Merkmal heißt „%s“", name);
    diag_expect(l->d, "%s; eigene stehen unter <merkmale>", buf_str(&b));
    buf_free(&b);
    return false;
}

bool rulefile_attributes(struct rulefile *l, const xmlNode *of, uint32_t *yes, uint32_t *no)
{
    const struct lexicon *x = l->set->lexicon;
    for (const xmlNode *node = xml_child(of, "merkmal"); node; node = xml_next(node)) {
        const char *name = rulefile_content(l, node);
        int found = lexicon_attribute(x, name, strlen(name));
        if (found < 0 || x->attribute[found].kind != ATTRIBUTE_YES)
            return fail_attribute(l, node, name);
        uint32_t bit = UINT32_C(1) << found;
        if ((*yes | *no) & bit) {
            rulefile_fail(l, node, "„merkmal“ steht zweimal: %s", name);
            return diag_expect(l->d, "jedes Wort einmal");
        }
        *(rulefile_is(node, "wert", "nein") ? no : yes) |= bit;
    }
    return true;
}
