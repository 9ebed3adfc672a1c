/* The results of one caseworker's list as XML, and what they and the spreadsheets have in common (results/worklist.h).
 */
#include "results/worklist.h"

#include "base/num.h"
#include "base/xml_put.h"
#include "cases/cases_parts.h"
#include "words/ruleset_words.h"

#include <string.h>

/* ---- who is on the list ---- */

/* As a template asks for it: "betreuung:4,9 faellig-bis:14"; "" where nobody is in his care. */
static const char *where(const struct results_worklist *w, struct arena *a)
{
    const char *s = "";
    for (size_t i = 0; i < w->n_staff; i++)
        s = arena_printf(a, "%s%s%zu", s, i ? "," : "betreuung:", w->staff[i] + 1);
    return w->n_staff ? arena_printf(a, "%s faellig-bis:%d", s, w->run->lead) : "";
}

struct cases_list results_worklist_cases(const struct results_worklist *w, struct arena *a)
{
    struct cases_list list = {.n = 0};
    const char *what, *expected;
    struct doc_query q = {.source = "faelle",
                          .where = where(w, a),
                          .columns = "",
                          .order = "urteil faellig name nummer",
                          .group = "",
                          .limit = -1};
    if (w->n_staff && !cases_ask(w->cases, &q, a, &list, &what, &expected))
        return (struct cases_list){.n = 0}; /* not with a where of our own */
    return list;
}

/* Customers by verdict: all in his care, and those on the list. */
struct worklist_counts {
    uint32_t all[VERDICT_CODES], listed[VERDICT_CODES];
    uint32_t n_all, n_listed;
};

static struct worklist_counts count(const struct results_worklist *w, struct arena *a)
{
    const struct cases_input *in = cases_input(w->cases);
    struct worklist_counts n = {.n_all = 0};
    for (size_t i = 0; i < w->n_staff; i++) {
        const struct agg_numbers *numbers = &in->groups->list[AGG_STAFF].item[w->staff[i]].numbers;
        n.n_all += numbers->customers;
        for (int code = 0; code < VERDICT_CODES; code++)
            n.all[code] += numbers->code[code];
    }
    struct cases_list list = results_worklist_cases(w, a);
    n.n_listed = (uint32_t)list.n;
    for (size_t i = 0; i < list.n; i++)
        n.listed[in->verdict[list.customer[i]].code]++;
    return n;
}

/* Verdicts in the order of their urgency. */
static enum verdict_code by_urgency(int place)
{
    int code = 0;
    while (cases_urgency((enum verdict_code)code) != place)
        code++;
    return (enum verdict_code)code;
}

/* ---- in words ---- */

/* What somebody is on the list for. */
static const char *why_listed(const struct results_worklist *w, enum verdict_code code, struct arena *a)
{
    struct day_text until = day_german(w->run->day + w->run->lead);
    if (code == VERDICT_DUE_SOON)
        return arena_printf(a, "fällig bis %s", until.s);
    if (code == VERDICT_NEW)
        return arena_printf(a, "neu und bis %s fällig", until.s);
    return words_verdict[code];
}

struct words_sentence results_worklist_say(const struct results_worklist *w, struct arena *a)
{
    struct worklist_counts n = count(w, a);
    struct day_text until = day_german(w->run->day + w->run->lead);
    const char *rest = "";
    if (n.n_all == 0)
        return (struct words_sentence){"Niemand ist zu kontaktieren:",
                                       arena_printf(a, " am %s ist niemand in Betreuung.", day_german(w->run->day).s)};
    if (n.n_listed == 0)
        return (struct words_sentence){
            "Niemand ist zu kontaktieren:",
            arena_printf(a, " bis %s ist kein Kontakt fällig und keiner überfällig.", until.s)};
    for (int place = 0; place < VERDICT_CODES; place++) {
        enum verdict_code code = by_urgency(place);
        if (!n.listed[code])
            continue;
        const char *why = why_listed(w, code, a);
        if (n.n_listed == 1)
            rest = arena_printf(a, " %s.", why);
        else
            rest = arena_printf(a, "%s%s %u %s", rest, *rest ? "," : "", n.listed[code], why);
    }
    if (n.n_listed == 1)
        return (struct words_sentence){"Eine Person ist zu kontaktieren:", rest};
    return (struct words_sentence){
        arena_printf(a, "%s Kund*innen sind zu kontaktieren:", words_count_word(n.n_listed, true, a)),
        arena_printf(a, "%s.", rest)};
}

/* Who is not on the list, and why; "" where everybody is. */
static const char *say_others(const struct worklist_counts *n, struct arena *a)
{
    const char *list = "";
    uint32_t others = n->n_all - n->n_listed;
    if (others == 0)
        return "";
    for (int place = 0; place < VERDICT_CODES; place++) {
        enum verdict_code code = by_urgency(place);
        uint32_t left = n->all[code] - n->listed[code];
        if (left == others && others == 1)
            return arena_printf(a, "Nicht auf der Liste steht eine Person: %s.", words_verdict[code]);
        if (left)
            list = arena_printf(a, "%s%s%u %s", list, *list ? "; " : "", left, words_verdict[code]);
    }
    return arena_printf(a, "Nicht auf der Liste stehen %s Kund*innen: %s.", words_count_word(others, false, a), list);
}

/* ---- XML ---- */

static void put_carer(struct buf *b, const struct results_worklist *w, const struct worklist_counts *n, struct arena *a)
{
    xml_line(b, 1, "<betreuung");
    xml_attr(b, "art", *w->code ? "betreuung" : "ohne");
    xml_attr(b, "name", cases_clean(w->name, a));
    xml_attr(b, "kennung", cases_clean(w->code, a));
    xml_attr(b, "teams", cases_clean(w->teams, a));
    xml_attr(b, "mehrere-teams", w->n_staff > 1 ? "ja" : "nein");
    buf_text(b, ">\n");
    xml_value(b, 2, "kunden", n->n_all);
    xml_value(b, 2, "liste", n->n_listed);
    xml_line(b, 1, "</betreuung>\n");
}

static void put_list(struct buf *b, const struct results_worklist *w, const struct worklist_counts *n, struct arena *a)
{
    struct words_sentence s = results_worklist_say(w, a);
    xml_line(b, 1, "<satz>\n");
    xml_element(b, 2, "kern", s.strong);
    xml_element(b, 2, "rest", s.rest);
    xml_line(b, 1, "</satz>\n");
    xml_element(b, 1, "andere", say_others(n, a));
    xml_element(b, 1, "auswahl", where(w, a));
}

void results_put_worklist(struct buf *b, const struct results_worklist *w)
{
    struct arena *a = arena_new();
    struct worklist_counts n = count(w, a);
    buf_text(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<arbeitsliste version=\"1\">\n");
    results_put_run(b, w->run, a);
    xml_line(b, 1, "<regelwerk>\n");
    xml_element(b, 2, "kurztitel", w->run->set->short_title);
    xml_element(b, 2, "warnung", words_say_force(w->run->set, w->run->day, a));
    xml_line(b, 1, "</regelwerk>\n");
    results_put_doubts(b, 1, &w->run->tables->issues, a);
    put_carer(b, w, &n, a);
    put_list(b, w, &n, a);
    cases_put_columns(b, w->cases, 1);
    buf_text(b, "</arbeitsliste>\n");
    arena_free(a);
}
