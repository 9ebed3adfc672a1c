#include "doubts/doubts.h"

#include "base/buf.h"
#include "base/num.h"
#include "table/keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FEW = 20 };

bool doubts_few(uint64_t part, uint64_t whole)
{
    return whole >= DOUBTS_CUSTOMERS && part * FEW < whole;
}

void doubts_add(struct tables *t, enum issue_kind kind, enum tbl_file file, const char *fact, const char *meaning)
{
    issues_add_doubt(&t->issues, kind, file, &(struct issue_words){fact, meaning, "", ""});
}

/* ---- a file without a line ---- */

/*
 * A needed one leaves nothing to say; another is taken as not delivered, for "nobody has an appointment" must not be
 * told of an export that failed.
 */
static void doubt_empty(struct tables *t, enum tbl_file file)
{
    static const char *const lost[TBL_FILES] = {
        [FILE_CUSTOMERS] = "Keine Kund*innen: niemand lässt sich bewerten.",
        [FILE_CONTACTS] = "Ohne einen Vermerk lässt sich nicht sagen, wer kontaktiert wurde.",
        [FILE_STAFF] = "Die Datei gilt als nicht geliefert: ohne Mitarbeiterdaten wird über Personal nichts gesagt.",
        [FILE_ABSENCES] = "Die Datei gilt als nicht geliefert: ohne Abwesenheiten gibt es für Personal kein Ziel.",
        [FILE_EXCEPTIONS] = "Die Datei gilt als nicht geliefert: wer ausgenommen ist, kann als überfällig erscheinen.",
        [FILE_APPOINTMENTS] = "Die Datei gilt als nicht geliefert: ohne Termindaten wird über Termine nichts gesagt.",
    };
    bool needed = file == FILE_CUSTOMERS || file == FILE_CONTACTS;
    char fact[80];
    snprintf(fact, sizeof fact, "%s enthält außer der Kopfzeile keine Zeile", tbl_file_names[file]);
    const struct issue_words words = {fact, lost[file], "", needed ? "ein Export mit Zeilen" : ""};
    issues_add_doubt(&t->issues, needed ? DOUBT_NO_LINES : DOUBT_NO_LINES_ASIDE, file, &words);
    t->has_file[file] = needed;
    for (int c = 0; c < COL_COUNT; c++)
        t->has[c] &= needed || tbl_columns[c].file != file;
}

static void doubt_files(struct tables *t)
{
    for (int i = 0; i < TBL_FILES; i++)
        if (t->has_file[i] && !t->issues.file[i].lines)
            doubt_empty(t, (enum tbl_file)i);
}

/* ---- keys that do not meet ---- */

struct doubts_keys doubts_look_at_keys(struct tables *t, enum tbl_file file, bool numbers)
{
    struct doubts_keys keys = {t->issues.file[file].outside, "", "", false};
    const char **theirs = mem_zero(DOUBTS_EXAMPLES, sizeof *theirs);
    const char **ours = mem_zero((size_t)t->customers.n + 1, sizeof *ours);
    size_t n = 0;
    for (size_t k = 0; k < t->issues.n && n < DOUBTS_EXAMPLES; k++) {
        const struct issue *x = &t->issues.item[k];
        bool again = n && strcmp(x->value, theirs[n - 1]) == 0;
        if (x->kind == REJECT_CUSTOMER && x->file == file && *x->value && !again)
            theirs[n++] = x->value;
    }
    for (uint32_t c = 0; c < t->customers.n; c++)
        ours[c] = tables_number(t, c);
    if (n) {
        struct key_comparison c = keys_compare(ours, t->customers.n, theirs, n);
        keys.alike = c.look != KEYS_UNLIKE;
        keys.look = key_look_words[c.look];
        if (numbers)
            keys.found = arena_printf(t->issues.arena, "„%s“ in %s, „%.60s“ in %s", c.ours,
                                      tbl_file_names[FILE_CUSTOMERS], c.theirs, tbl_file_names[file]);
    }
    free(ours);
    free(theirs);
    return keys;
}

/* Most lines of a file are of people who are not there, or they would be, written another way. */
static void doubt_unknown(struct tables *t, enum tbl_file file, bool numbers, struct arena *a)
{
    const struct issue_file *f = &t->issues.file[file];
    if (!t->has_file[file] || f->outside < DOUBTS_CUSTOMERS)
        return;
    struct doubts_keys keys = doubts_look_at_keys(t, file, numbers);
    if (!keys.alike && f->outside * 2 <= f->lines)
        return;
    const char *fact =
        arena_printf(a, "%s: %s von %s Zeilen sind zu unbekannten Kund*innen%s%s", tbl_file_names[file],
                     num_german(f->outside, a), num_german(f->lines, a), *keys.look ? "; " : "", keys.look);
    const struct issue_words words = {
        fact, "Diese Zeilen gehen in keine Zahl ein; was fehlt, lässt Kund*innen schlechter erscheinen, als sie sind.",
        keys.found, ""};
    issues_add_doubt(&t->issues, DOUBT_UNKNOWN, file, &words);
}

/* ---- who has a note ---- */

/* How many notes there are on customers who are in care on S. */
struct coverage {
    uint32_t in_care, with_note;    /* in care; of them with a note of any kind and day */
    uint32_t long_care, long_noted; /* for more than a year */
    uint32_t tail, tail_noted;      /* settled, the last ones in an order: hardly one with a note */
    uint32_t before, before_noted;  /* and those before them */
    const char *order;              /* in words */
};

static bool is_settled(const struct tables *t, uint32_t customer, int32_t day, int32_t days)
{
    uint32_t s = tables_state_on(t, customer, day);
    return t->states.care_to[s] >= day && t->states.care_from[s] <= day - days;
}

static bool has_note(const struct tables *t, uint32_t customer)
{
    return t->contacts.first[customer] < t->contacts.first[customer + 1];
}

/*
 * An export of notes that was cut lacks those on the last customers: the longest end of the order in which hardly
 * anybody has one. order: customers, NULL as in the file; words: what order that is.
 */
static void look_at_tail(const struct tables *t, int32_t day, const uint32_t *order, const char *words,
                         struct coverage *c)
{
    uint32_t n = 0, noted = 0, tail = 0, tail_noted = 0;
    for (uint32_t i = t->customers.n; i-- > 0;) {
        uint32_t customer = order ? order[i] : i;
        if (!is_settled(t, customer, day, DOUBTS_SETTLED))
            continue;
        n++;
        noted += has_note(t, customer);
        if (noted * FEW <= n) {
            tail = n;
            tail_noted = noted;
        }
    }
    if (tail <= c->tail)
        return;
    c->tail = tail;
    c->tail_noted = tail_noted;
    c->before = n - tail;
    c->before_noted = noted - tail_noted;
    c->order = words;
}

struct numbered {
    const char *number;
    uint32_t customer;
};

static int compare_numbers(const void *a, const void *b)
{
    const struct numbered *x = a, *y = b;
    int order = strcmp(x->number, y->number);
    return order ? order : (x->customer > y->customer) - (x->customer < y->customer);
}

static uint32_t *by_number(const struct tables *t)
{
    struct numbered *all = mem_zero((size_t)t->customers.n + 1, sizeof *all);
    uint32_t *order = mem_zero((size_t)t->customers.n + 1, sizeof *order);
    for (uint32_t c = 0; c < t->customers.n; c++)
        all[c] = (struct numbered){tables_number(t, c), c};
    if (t->customers.n > 1)
        qsort(all, t->customers.n, sizeof *all, compare_numbers);
    for (uint32_t c = 0; c < t->customers.n; c++)
        order[c] = all[c].customer;
    free(all);
    return order;
}

static struct coverage look_at_notes(const struct tables *t, int32_t day)
{
    struct coverage c = {.order = ""};
    for (uint32_t i = 0; i < t->customers.n; i++) {
        bool note = has_note(t, i);
        if (is_settled(t, i, day, 0)) {
            c.in_care++;
            c.with_note += note;
        }
        if (is_settled(t, i, day, DOUBTS_LONG_CARE)) {
            c.long_care++;
            c.long_noted += note;
        }
    }
    if (c.in_care - c.with_note < DOUBTS_CUSTOMERS)
        return c; /* no tail that could tell */
    uint32_t *order = by_number(t);
    look_at_tail(t, day, NULL, "in der Folge von kunden.csv", &c);
    look_at_tail(t, day, order, "in der Folge der Kundennummern", &c);
    free(order);
    return c;
}

/* Hardly anybody has a note: the files do not belong together, or the keys do not meet. */
static void doubt_no_notes(struct tables *t, const struct coverage *c, bool numbers, struct arena *a)
{
    struct doubts_keys keys = doubts_look_at_keys(t, FILE_CONTACTS, numbers);
    const char *who = c->with_note ? arena_printf(a, "nur %s von %s Kund*innen in Betreuung haben einen Vermerk",
                                                  num_german(c->with_note, a), num_german(c->in_care, a))
                                   : arena_printf(a, "von %s Kund*innen in Betreuung hat niemand einen Vermerk",
                                                  num_german(c->in_care, a));
    const char *lines = keys.n ? arena_printf(a, "; %s von %s Zeilen sind zu unbekannten Kund*innen",
                                              num_german(keys.n, a), num_german(t->issues.file[FILE_CONTACTS].lines, a))
                               : "";
    const struct issue_words words = {
        arena_printf(a, "kontakte.csv: %s, gleich welcher Art%s%s%s", who, lines, *keys.look ? "; " : "", keys.look),
        "Quote, Urteile und Listen sagen so nichts darüber, wer kontaktiert wurde.", keys.found,
        "Vermerke und Kund*innen aus demselben Bestand, mit denselben Kundennummern"};
    issues_add_doubt(&t->issues, DOUBT_NO_NOTES, FILE_CONTACTS, &words);
}

static void doubt_coverage(struct tables *t, const struct doubts_input *in, struct arena *a)
{
    struct coverage c = look_at_notes(t, in->day);
    if (doubts_few(c.with_note, c.in_care)) {
        doubt_no_notes(t, &c, in->numbers, a);
        return;
    }
    if (c.tail >= DOUBTS_CUSTOMERS && c.before && c.before_noted * 2 >= c.before) {
        const struct issue_words words = {
            arena_printf(a,
                         "kontakte.csv: von den letzten %s Kund*innen %s %s einen Vermerk, von den %s davor haben %s "
                         "einen: die Datei scheint abgeschnitten",
                         num_german(c.tail, a), c.order,
                         c.tail_noted == 0   ? "hat niemand"
                         : c.tail_noted == 1 ? "hat nur eine Person"
                                             : arena_printf(a, "haben nur %s", num_german(c.tail_noted, a)),
                         num_german(c.before, a), num_german(c.before_noted, a)),
            "Wer ohne Vermerk ist, erscheint als überfällig oder ohne Kontakt.", "", ""};
        issues_add_doubt(&t->issues, DOUBT_CUT, FILE_CONTACTS, &words);
        return;
    }
    if (c.long_care >= DOUBTS_CUSTOMERS && c.long_noted * 2 < c.long_care) {
        const struct issue_words words = {
            arena_printf(a,
                         "kontakte.csv: von %s Kund*innen, die seit mehr als einem Jahr in Betreuung sind, haben nur "
                         "%s einen Vermerk, gleich welcher Art",
                         num_german(c.long_care, a), num_german(c.long_noted, a)),
            "Die Vermerke scheinen nicht vollständig zu sein; wer ohne ist, erscheint als überfällig oder ohne "
            "Kontakt.",
            "", ""};
        issues_add_doubt(&t->issues, DOUBT_FEW_NOTES, FILE_CONTACTS, &words);
    }
}

/* ---- how far the exports reach ---- */

static void doubt_reach(struct tables *t, int32_t day, const struct agg_reach *reach, struct arena *a)
{
    static const char *const scales[REACH_SCALES] = {"zwei Wochen", "14 Wochen", "zwölf Monaten"};
    struct agg_reach r = *reach;
    const char *fact = NULL, *s = arena_strdup(a, day_german(day).s);
    if (!r.in_care && t->issues.file[FILE_CUSTOMERS].used) {
        const struct issue_words words = {
            arena_printf(a, "kunden.csv: am Stichtag %s ist keine von %s Kund*innen in Betreuung, also niemand", s,
                         num_german(t->customers.n, a)),
            "Stichtag und Export scheinen nicht zueinander zu passen.", "", ""};
        issues_add_doubt(&t->issues, DOUBT_NOBODY, FILE_CUSTOMERS, &words);
        return;
    }
    if (r.gap == REACH_LATER)
        fact = arena_printf(a,
                            "Die Exporte scheinen nicht bis zum Stichtag %s zurückzureichen: der älteste Vermerk ist "
                            "vom %s",
                            s, day_german(r.oldest_note).s);
    if (r.gap == REACH_ENDS)
        fact = arena_printf(a,
                            "Die Exporte scheinen nicht bis zum Stichtag %s zu reichen: der neueste Vermerk davor ist "
                            "vom %s",
                            s, day_german(r.last_note).s);
    if (r.gap == REACH_FALLS)
        fact = arena_printf(a,
                            "Die Exporte scheinen nicht bis zum Stichtag %s zu reichen: %s Vermerke in den letzten "
                            "%s, davor in gleicher Zeit im Mittel %s",
                            s, num_german(r.last[r.scale], a), scales[r.scale],
                            num_german((r.before[r.scale] + REACH_WINDOWS / 2) / REACH_WINDOWS, a));
    if (!fact)
        return;
    const struct issue_words words = {
        fact, "Wer zuletzt kontaktiert wurde, erscheint als überfällig; mit früheren Monaten wird nicht verglichen.",
        "", ""};
    bool stale = r.gap != REACH_FALLS || r.scale > 0; /* for months, but for a few with a wrong date */
    issues_add_doubt(&t->issues, stale ? DOUBT_STALE : DOUBT_REACH, FILE_CONTACTS, &words);
}

/* ---- notes of which none can count ---- */

static void doubt_uncounted(struct tables *t, const struct ruleset *set, struct arena *a)
{
    const struct tbl_contacts *c = &t->contacts;
    for (uint32_t i = 0; i < c->n; i++)
        if (set->kinds >> tbl_kind(c->codes[i]) & 1)
            return;
    if (c->n < DOUBTS_LINES)
        return;
    const struct issue_words words = {
        arena_printf(a, "kontakte.csv: von %s Vermerken hat keiner eine Vermerkart, die nach dem Regelwerk zählt",
                     num_german(c->n, a)),
        "Wer gesprochen hat, erscheint als überfällig oder ohne Kontakt.", "", ""};
    issues_add_doubt(&t->issues, DOUBT_NONE_COUNTS, FILE_CONTACTS, &words);
}

/* ---- caseworkers who are not in the data on staff ---- */

static void doubt_staff(struct tables *t, int32_t day, struct arena *a)
{
    uint32_t with = 0, unknown = 0;
    for (uint32_t c = 0; t->has_file[FILE_STAFF] && c < t->customers.n; c++) {
        uint32_t word = t->states.staff[tables_state_on(t, c, day)];
        if (!word || !is_settled(t, c, day, 0))
            continue;
        with++;
        unknown += t->staff_of_word[word] == TBL_NONE;
    }
    if (with < DOUBTS_CUSTOMERS || unknown * 2 <= with)
        return;
    const struct issue_words words = {
        arena_printf(a, "mitarbeiter.csv: bei %s von %s Kund*innen steht die Betreuer*in nicht in den Mitarbeiterdaten",
                     num_german(unknown, a), num_german(with, a)),
        "Teams, Funktionen und Zahlen zum Personal sind so nicht zu gebrauchen.", "", ""};
    issues_add_doubt(&t->issues, DOUBT_STAFF, FILE_STAFF, &words);
}

void doubts_find(struct tables *t, const struct doubts_input *in)
{
    struct arena *a = arena_new();
    doubt_files(t);
    doubts_of_words(t, in->set);
    if (in->set && t->issues.file[FILE_CUSTOMERS].lines && t->issues.file[FILE_CONTACTS].lines) {
        doubt_coverage(t, in, a);
        struct agg_reach reach = agg_reach(t, in->day);
        doubt_reach(t, in->day, &reach, a);
        doubts_of_periods(t, in, &reach);
        doubt_uncounted(t, in->set, a);
        doubt_staff(t, in->day, a);
    }
    if (!t->issues.count[DOUBT_NO_NOTES] && t->issues.file[FILE_CUSTOMERS].lines)
        doubt_unknown(t, FILE_CONTACTS, in->numbers, a);
    if (t->issues.file[FILE_CUSTOMERS].lines) {
        doubt_unknown(t, FILE_EXCEPTIONS, in->numbers, a);
        doubt_unknown(t, FILE_APPOINTMENTS, in->numbers, a);
    }
    doubts_of_keys(t, in);
    doubts_of_values(t, in);
    issues_sort(&t->issues);
    arena_free(a);
}

/* ---- against an earlier run ---- */

void doubts_since(struct tables *t, const struct doubts_before *before)
{
    struct arena *a = arena_new();
    const char *then = arena_strdup(a, day_german(before->day).s);
    for (int i = 0; i < TBL_FILES; i++) {
        int64_t was = before->lines[i], is = (int64_t)t->issues.file[i].lines;
        bool gone = !t->issues.file[i].path;
        if (was <= 0 || (!gone && (is * 2 >= was || was < DOUBTS_CUSTOMERS)))
            continue;
        const char *fact = gone ? arena_printf(a, "%s fehlt; im Lauf zum %s war die Datei da, mit %s Zeilen",
                                               tbl_file_names[i], then, num_german((uint64_t)was, a))
                                : arena_printf(a, "%s hat %s Zeilen, im Lauf zum %s waren es %s", tbl_file_names[i],
                                               num_german((uint64_t)is, a), then, num_german((uint64_t)was, a));
        const struct issue_words words = {fact,
                                          gone ? "Was von ihr abhängt, fehlt in diesem Bericht."
                                               : "Der Export scheint nicht vollständig zu sein.",
                                          "", ""};
        issues_add_doubt(&t->issues, gone ? DOUBT_FILE_GONE : DOUBT_FEWER_LINES, (enum tbl_file)i, &words);
    }
    issues_sort(&t->issues);
    arena_free(a);
}
