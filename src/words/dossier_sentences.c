#include "words/dossier_sentences.h"

#include "base/buf.h"
#include "base/num.h"

#include <string.h>

const char *const words_dossier_list_codes[DOSSIER_LISTS] = {
    [DOSSIER_NEVER] = "ohne-kontakt", [DOSSIER_OVERDUE] = "ueberfaellig", [DOSSIER_FAILING] = "mitwirkung",
    [DOSSIER_AHEAD] = "faellig",      [DOSSIER_EXEMPT] = "ausgenommen",
};

uint32_t words_dossier_list_size(const struct agg_caseworker *w, enum words_dossier_list list)
{
    switch (list) {
    case DOSSIER_NEVER:
        return w->all.code[VERDICT_NEVER];
    case DOSSIER_OVERDUE:
        return w->all.code[VERDICT_OVERDUE];
    case DOSSIER_FAILING:
        return w->failing;
    case DOSSIER_AHEAD:
        return w->ahead;
    default:
        return w->all.code[VERDICT_EXEMPT];
    }
}

struct words_sentence words_dossier_result(const struct agg_caseworker *w, int32_t day, struct arena *a)
{
    struct agg_numbers n = {.customers = w->all.customers};
    memcpy(n.code, w->all.code, sizeof n.code);
    return words_say_result(&n, day, NULL, NULL, agg_unit_whole(AGG_JOBCENTER), a);
}

const char *words_dossier_empty(const struct agg_caseworker *w, bool failing_known, struct arena *a)
{
    bool never = !w->all.code[VERDICT_NEVER], overdue = !w->all.code[VERDICT_OVERDUE];
    bool failing = failing_known && !w->failing && !(never && overdue);
    const char *plain[3];
    size_t n = 0;
    struct buf b = {0};
    if (!w->all.customers)
        return "";
    if (overdue)
        plain[n++] = never ? "über der Frist" : "überfällig";
    if (!w->ahead)
        plain[n++] = "in den nächsten vier Wochen fällig";
    if (!w->all.code[VERDICT_EXEMPT])
        plain[n++] = "ausgenommen";
    for (size_t i = 0; i < n; i++)
        buf_printf(&b, "%s%s", !i ? "Niemand ist " : i + 1 < n ? ", " : " oder ", plain[i]);
    if (n)
        buf_char(&b, '.');
    if (never && !overdue)
        buf_printf(&b, "%sGanz ohne anrechenbaren Kontakt ist niemand über der Frist.", n ? " " : "");
    if (failing)
        buf_printf(&b, "%sFehlende Mitwirkung ist bei niemandem über der Frist vermerkt.", b.n ? " " : "");
    return buf_keep(&b, a);
}

/* "zwei", "13". */
static const char *few(uint64_t n, struct arena *a)
{
    return words_count_word(n, false, a);
}

const char *words_dossier_late(const struct agg_caseworker *w, int32_t before, struct arena *a)
{
    uint32_t now = w->all.code[VERDICT_OVERDUE] + w->all.code[VERDICT_NEVER], still = w->step[LATE_STILL];
    const char *when = arena_printf(a, "Ende %s", day_month_name(day_split(before).month));
    struct buf b = {0};
    if (!now && !w->late_then)
        return arena_printf(a, "Weder %s noch am Stichtag war jemand über der Frist.", when);
    if (!w->late_then)
        buf_printf(&b, "%s war niemand über der Frist", when);
    else if (w->late_then == 1)
        buf_printf(&b, "Die eine Person, die %s über der Frist war, ist es %s", when,
                   still ? "weiterhin" : "in dieser Betreuung nicht mehr");
    else if (!still)
        buf_printf(&b, "Von den %s, die %s über der Frist waren, ist es in dieser Betreuung niemand mehr",
                   few(w->late_then, a), when);
    else if (still == w->late_then)
        buf_printf(&b, "Alle %s, die %s über der Frist waren, sind es weiterhin", few(still, a), when);
    else
        buf_printf(&b, "Von den %s, die %s über der Frist waren, %s es %s weiterhin", few(w->late_then, a), when,
                   still == 1 ? "ist" : "sind", few(still, a));
    if (w->fresh)
        buf_printf(&b, "; neu %s %s", w->fresh == 1 ? "ist" : "sind", w->fresh == 1 ? "eine Person" : few(w->fresh, a));
    else if (now)
        buf_text(&b, "; neu ist niemand");
    if (w->taken)
        buf_printf(&b, ", überfällig übernommen %s", w->taken == 1 ? "eine Person" : few(w->taken, a));
    buf_char(&b, '.');
    return buf_keep(&b, a);
}

const char *words_dossier_notes(const struct agg_caseworker *w, int32_t from, struct arena *a)
{
    uint32_t lost = w->notes - w->notes_counted;
    const char *since = arena_strdup(a, day_german(from).s);
    if (!w->notes)
        return arena_printf(a, "Seit dem %s gibt es zu Kund*innen mit Vorgabe keinen Vermerk.", since);
    if (!lost)
        return w->notes == 1 ? arena_printf(a, "Der eine Vermerk seit dem %s zählt.", since)
                             : arena_printf(a, "Alle %s Vermerke seit dem %s zählen.", num_german(w->notes, a), since);
    if (!w->notes_counted)
        return w->notes == 1
                   ? arena_printf(a, "Der eine Vermerk seit dem %s zählt nicht.", since)
                   : arena_printf(a, "Keiner der %s Vermerke seit dem %s zählt.", num_german(w->notes, a), since);
    return arena_printf(a, "Von %s Vermerken seit dem %s %s %s nicht.", num_german(w->notes, a), since,
                        lost == 1 ? "zählt" : "zählen", lost == 1 ? "einer" : num_german(lost, a));
}

const char *words_dossier_member(const struct tables *t, const struct agg_caseworker *w, int32_t day, struct arena *a)
{
    if (!w->key || !t->has_file[FILE_STAFF])
        return "";
    if (w->line == TBL_NONE)
        return "Das Kürzel steht nicht in mitarbeiter.csv; Funktion, Beratungen und Ziel sind nicht bekannt.";
    const char *other = t->staff.team[w->line] == w->team
                            ? ""
                            : arena_printf(a, "gehört zu %s; Beratungen und Ziel zählen dort",
                                           agg_team_name(t, t->staff.team[w->line]));
    const char *gone = t->staff.to[w->line] < day ? arena_printf(a, "war nach mitarbeiter.csv nur bis zum %s da",
                                                                 day_german(t->staff.to[w->line]).s)
                                                  : "";
    if (!*other && !*gone)
        return "";
    return arena_printf(a, "%s %s%s%s.", w->name, gone, *gone && *other ? " und " : "", other);
}
