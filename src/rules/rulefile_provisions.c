/* The further provisions of a directive (spec 2.9, 2.10): staff, first contact, notes, appointments,
 * telephone. */
#include "base/xml.h"
#include "rules/rulefile.h"

#include <string.h>

static bool check_target(struct rulefile *l, const xmlNode *node, const struct rule_staff_target *t)
{
    bool basis = xml_attribute(node, "dauer-aus") != NULL;
    if (t->consultations == 0 && t->share <= 0) {
        rulefile_fail(l, node, "ein Ziel ohne Wert");
        return diag_expect(l->d, "beratungen-je-woche, anteil-prozent oder beides");
    }
    if (basis != (t->share > 0)) {
        rulefile_fail(l, node, basis ? "„dauer-aus“ ohne „anteil-prozent“" : "„anteil-prozent“ ohne „dauer-aus“");
        return diag_expect(l->d, "anteil-prozent=\"60\" dauer-aus=\"terminen\" (oder \"kontakten\")");
    }
    if (t->longest && (!basis || t->from_contacts)) {
        rulefile_fail(l, node, "„termin-hoechstens“ wirkt nur auf einen Anteil aus Terminen");
        return diag_expect(l->d, "dauer-aus=\"terminen\"");
    }
    if (t->decides && (t->consultations == 0 || t->share <= 0)) {
        rulefile_fail(l, node, "„massgeblich“ ohne zwei Ziele, zwischen denen zu entscheiden wäre");
        return diag_expect(l->d, "beratungen-je-woche und anteil-prozent");
    }
    return true;
}

static bool read_target(struct rulefile *l, const xmlNode *node, struct rule_staff_target *t, unsigned *taken)
{
    unsigned functions = 0;
    int percent = 0;
    if (!rulefile_words(l, node, "funktion", WORDS_FUNCTION, &functions) ||
        !rulefile_number(l, node, "beratungen-je-woche", &t->consultations) ||
        !rulefile_number(l, node, "anteil-prozent", &percent) ||
        !rulefile_number(l, node, "termin-hoechstens", &t->longest))
        return false;
    t->functions = (uint16_t)functions;
    t->share = percent / 100.0;
    t->from_contacts = rulefile_is(node, "dauer-aus", "kontakten");
    t->decides = rulefile_is(node, "massgeblich", "beratungen");
    t->source = rulefile_text(l, node, "fundstelle");
    t->quote = rulefile_text(l, node, "wortlaut");
    if (*taken & functions) {
        rulefile_fail(l, node, "für eine Funktion gibt es schon ein Ziel");
        return diag_expect(l->d, "jede Funktion in höchstens einem <ziel>");
    }
    *taken |= functions;
    return check_target(l, node, t);
}

static bool read_staff(struct rulefile *l, const xmlNode *node)
{
    struct ruleset *set = l->set;
    const xmlNode *consultation = xml_child(node, "beratung");
    unsigned partners = 0, taken = 0;
    if (!rulefile_words(l, consultation, "partner", WORDS_PARTNER, &partners) ||
        !rulefile_modes(l, consultation, &set->consultation_modes))
        return false;
    set->consultation_partners = (uint16_t)partners;
    for (const xmlNode *n = xml_child(consultation, "partner"); n; n = xml_next(n))
        if (xml_attribute(n, "im-controlling")) {
            rulefile_fail(l, n, "„im-controlling“ hat hier keine Wirkung");
            return diag_expect(l->d, "nur an <partner> unter <zaehlt>");
        }
    set->staff = arena_zero(set->arena, (size_t)rulefile_count(node, "ziel") * sizeof *set->staff);
    for (const xmlNode *n = xml_child(node, "ziel"); n; n = xml_next(n))
        if (!read_target(l, n, &set->staff[set->n_staff++], &taken))
            return false;
    return true;
}

static bool read_first(struct rulefile *l, const xmlNode *node)
{
    struct ruleset *set = l->set;
    if (!rulefile_number(l, node, "in-der-regel", &set->first_usual) ||
        !rulefile_number(l, node, "hoechstens", &set->first_max))
        return false;
    if (set->first_usual > set->first_max) {
        rulefile_fail(l, node, "der übliche Vorlauf (%d) ist länger als der höchste (%d)", set->first_usual,
                      set->first_max);
        return diag_expect(l->d, "„in-der-regel“ nicht über „hoechstens“");
    }
    rulefile_cite(l, node, CITED_FIRST);
    return true;
}

static bool read_note(struct rulefile *l, const xmlNode *node, const char *attribute, int *kind)
{
    const char *s = xml_attribute(node, attribute);
    if (!s)
        return true;
    *kind = word_lookup(WORDS_KIND, s, strlen(s));
    if (*kind >= 0 && (l->set->kinds & 1u << *kind))
        return true;
    rulefile_fail(l, node, "„%s“ verlangt eine Vermerkart, die nicht zählt: %s", attribute, s);
    return diag_expect(l->d, "eine Vermerkart, die unter <zaehlt> steht");
}

static bool read_notes(struct rulefile *l, const xmlNode *node)
{
    if (!read_note(l, node, "erster-kontakt", &l->set->first_note) ||
        !read_note(l, node, "jeder-kontakt", &l->set->every_note))
        return false;
    if (l->set->first_note < 0 && l->set->every_note < 0) {
        rulefile_fail(l, node, "„vermerke“ verlangt nichts");
        return diag_expect(l->d, "erster-kontakt, jeder-kontakt oder beides");
    }
    rulefile_cite(l, node, CITED_NOTES);
    return true;
}

static bool read_appointments(struct rulefile *l, const xmlNode *node)
{
    struct ruleset *set = l->set;
    if (!rulefile_number(l, node, "erstgespraech-mindestens", &set->first_minutes) ||
        !rulefile_number(l, node, "hoechstens", &set->longest_minutes))
        return false;
    set->instruction = rulefile_is(node, "rechtsfolgenbelehrung", "ja");
    set->next_agreed = rulefile_is(node, "naechster-vereinbart", "ja");
    if (set->longest_minutes && set->first_minutes > set->longest_minutes) {
        rulefile_fail(l, node, "ein Erstgespräch müsste länger sein (%d) als jeder Termin sein darf (%d)",
                      set->first_minutes, set->longest_minutes);
        return diag_expect(l->d, "„erstgespraech-mindestens“ nicht über „hoechstens“");
    }
    rulefile_cite(l, node, CITED_APPOINTMENTS);
    return true;
}

static bool read_deputising(struct rulefile *l, const xmlNode *node)
{
    unsigned talks = 0;
    if (!rulefile_words(l, node, "gespraechsart", WORDS_TALK, &talks))
        return false;
    l->set->deputise = (uint8_t)talks;
    rulefile_cite(l, node, CITED_DEPUTISING);
    return true;
}

static bool read_phone(struct rulefile *l, const xmlNode *node)
{
    struct ruleset *set = l->set;
    unsigned profiles = 0;
    uint32_t yes = 0, no = 0;
    uint16_t modes = 0;
    if (!rulefile_words(l, node, "profillage", WORDS_PROFILE, &profiles) || !rulefile_attributes(l, node, &yes, &no))
        return false;
    for (int i = 0; i < set->n_rules; i++)
        modes |= (uint16_t)rule_modes(&set->rule[i]);
    if (no || !(profiles | yes)) {
        rulefile_fail(l, node, no ? "hier zählt nur ein Merkmal, das gesetzt ist" : "„telefon“ nennt niemanden");
        return diag_expect(l->d, "<profillage> oder <merkmal> ohne wert=\"nein\"");
    }
    if (!(modes & 1u << MODE_PHONE)) {
        rulefile_fail(l, node, "„telefon“ nennt Gruppen, aber nach keiner Regel zählt ein telefonischer Kontakt");
        return diag_expect(l->d, "<kontaktart>telefonisch</kontaktart> unter <zaehlt> oder in einer <regel>");
    }
    set->phone_profiles = (uint16_t)profiles;
    set->phone_attributes = yes;
    set->phone_named = true;
    rulefile_cite(l, node, CITED_PHONE);
    return true;
}

bool rulefile_provisions(struct rulefile *l, const xmlNode *root)
{
    static const struct {
        const char *element;
        bool (*read)(struct rulefile *l, const xmlNode *node);
    } provisions[] = {
        {"personal", read_staff},       {"erstkontakt", read_first},     {"vermerke", read_notes},
        {"termine", read_appointments}, {"vertretung", read_deputising}, {"telefon", read_phone},
    };
    for (size_t i = 0; i < sizeof provisions / sizeof *provisions; i++) {
        const xmlNode *node = xml_child(root, provisions[i].element);
        if (node && !provisions[i].read(l, node))
            return false;
    }
    return true;
}
