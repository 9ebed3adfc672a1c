/*
 * What a column as a whole cannot say (spec 1.9): hardly a value can be read, one common word is not known, nothing at
 * all is in it. Another vocabulary, another code page, a shift, an export that was changed.
 */
#include "doubts/doubts.h"

#include "base/buf.h"
#include "base/num.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_WORDS = 3, LONGEST_WORD = 40, COMMON = 20 /* one line in so many */ };

static const struct tbl_column_row *row_of(const struct tables *t, enum tbl_column c)
{
    return lexicon_column(t->lexicon, c);
}

/* Whether the rule set asks for what a column holds; NULL: as every rule set does. */
static bool is_asked(const struct ruleset *set, enum tbl_column c)
{
    for (int d = 0; set && d < set->n_dims; d++) {
        enum tbl_column column[2];
        int n = set->asks >> d & 1 ? dimension_columns(&set->dim[d], column) : 0;
        for (int i = 0; i < n; i++)
            if (column[i] == c && c != COL_C_STAFF)
                return true;
    }
    switch (c) {
    case COL_C_STATUS:
        return !set;
    case COL_S_FUNCTION:
        return set && set->n_staff > 0;
    case COL_N_KIND:
    case COL_N_MODE:
    case COL_N_PARTNER:
    case COL_X_KIND:
        return true;
    case COL_T_STATUS:
        return set && (set->instruction || set->next_agreed || set->deputise || set->first_usual ||
                       set->first_minutes || set->longest_minutes);
    case COL_T_INSTRUCTED:
        return set && set->instruction;
    case COL_T_TALK:
        return set && (set->first_minutes || set->deputise);
    default:
        return false;
    }
}

/* What a reader loses with the column. */
static const char *meaning_of(const struct tables *t, enum tbl_column c)
{
    switch (row_of(t, c)->file) {
    case FILE_CONTACTS:
        return "Solche Vermerke zählen nie: Wer gesprochen hat, erscheint als überfällig oder ohne Kontakt.";
    case FILE_CUSTOMERS:
        return "Welche Vorgabe gilt, lässt sich so nicht sagen.";
    case FILE_STAFF:
        return "Was von der Funktion abhängt, lässt sich so nicht sagen.";
    case FILE_EXCEPTIONS:
        return "Solche Ausnahmen wirken nicht: Wer ausgenommen ist, erscheint als überfällig.";
    default:
        return "Was über Termine gesagt wird, stimmt so nicht.";
    }
}

static bool is_of(const struct issue *x, const struct tbl_column_row *c)
{
    return x->kind == c->bad && x->file == c->file && !x->words && strcmp(x->column, c->name) == 0;
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct counted_word {
    const char *word;
    size_t n;
};

static int compare_counts(const void *a, const void *b)
{
    const struct counted_word *x = a, *y = b;
    return x->n != y->n ? (x->n < y->n ? 1 : -1) : strcmp(x->word, y->word);
}

/* The values of a column that are not known or cannot be read, the commonest first. */
struct unread {
    struct counted_word *group;
    size_t groups, n;
};

static struct unread unread_of(const struct issues *i, const struct tbl_column_row *c, size_t n)
{
    const char **word = mem_zero(n + 1, sizeof *word);
    struct unread u = {mem_zero(n + 1, sizeof *u.group), 0, n};
    size_t at = 0;
    for (size_t k = 0; k < i->n && at < n; k++)
        if (is_of(&i->item[k], c))
            word[at++] = i->item[k].value;
    if (at > 1)
        qsort(word, at, sizeof *word, compare_texts);
    for (size_t k = 0; k < at; k++) {
        if (!k || strcmp(word[k], word[k - 1]) != 0)
            u.group[u.groups++].word = word[k];
        u.group[u.groups - 1].n++;
    }
    if (u.groups > 1)
        qsort(u.group, u.groups, sizeof *u.group, compare_counts);
    free(word);
    return u;
}

/* "gefunden: „pers”nlich“ 60-mal, „tel“ 40-mal und 2 weitere". */
static const char *words_found(const struct unread *u, struct arena *a)
{
    struct buf b = {0};
    for (size_t k = 0; k < u->groups && k < SHOWN_WORDS; k++) {
        const struct counted_word *g = &u->group[k];
        size_t length = strlen(g->word), shown = length;
        while (shown > LONGEST_WORD || (shown < length && ((unsigned char)g->word[shown] & 0xC0) == 0x80))
            shown--;
        buf_printf(&b, "%s„%.*s%s“ ", k ? ", " : "gefunden: ", (int)shown, g->word, shown < length ? "…" : "");
        num_put_german(&b, (int64_t)g->n);
        buf_text(&b, "-mal");
    }
    if (u->groups > SHOWN_WORDS)
        buf_printf(&b, " und %zu weitere", u->groups - SHOWN_WORDS);
    return buf_keep(&b, a);
}

static const char *words_known(const struct tables *t, enum tbl_column c, struct arena *a)
{
    const char *s = "";
    enum word_list list = row_of(t, c)->words;
    const struct attribute *own = list == WORDS_LISTS ? lexicon_of(t->lexicon, c) : NULL;
    for (int i = 0; own && i <= own->n_words; i++)
        s = i ? arena_printf(a, "%s%s%s", s, *s ? ", " : "", own->word[i]) : s;
    for (int i = 0; !own && strcmp(word_text(list, i), "unbekannt") != 0; i++)
        s = *word_text(list, i) ? arena_printf(a, "%s%s%s", s, *s ? ", " : "", word_text(list, i)) : s;
    return s;
}

static const char *expected_in(const struct tables *t, enum tbl_column c, struct arena *a)
{
    if (row_of(t, c)->kind == COLUMN_WORD)
        return arena_printf(a, "%s; andere Wörter übersetzt ein Auftrag (kontaktdichte job init)",
                            words_known(t, c, a));
    struct buf b = {0};
    lexicon_put_expected(&b, t->lexicon, c);
    const char *s = arena_text(a, buf_str(&b), b.n);
    buf_free(&b);
    return s;
}

/* A doubt about a column, its fact being "FILE: die Spalte NAME enthält in N von OF WHAT". */
static void doubt_column(struct tables *t, enum issue_kind kind, enum tbl_column c, const struct unread *u, size_t n,
                         uint64_t of, const char *what)
{
    struct arena *a = arena_new();
    enum tbl_file file = row_of(t, c)->file;
    struct buf fact = {0};
    buf_printf(&fact, "%s: die Spalte %s enthält in ", tbl_file_names[file], row_of(t, c)->name);
    num_put_german(&fact, (int64_t)n);
    buf_text(&fact, " von ");
    num_put_german(&fact, (int64_t)of);
    buf_printf(&fact, " %s", what);
    const struct issue_words words = {
        buf_str(&fact), row_of(t, c)->kind == COLUMN_WORD ? meaning_of(t, c) : "Diese Angaben gelten als leer.",
        words_found(u, a), expected_in(t, c, a)};
    issues_add_doubt(&t->issues, kind, file, &words);
    buf_free(&fact);
    arena_free(a);
}

/* Whether some line says yes in a column of yes and no. */
static bool has_yes(const struct tables *t, enum tbl_column c)
{
    if (c == COL_T_INSTRUCTED)
        return t->appointments.n && memchr(t->appointments.instructed, 1, t->appointments.n);
    const struct attribute *own = lexicon_of(t->lexicon, c);
    const uint8_t *value =
        own && own->kind == ATTRIBUTE_YES ? t->states.attribute[own - t->lexicon->attribute].value : NULL;
    for (uint32_t i = 0; value && i < t->states.n; i++)
        if (value[i])
            return true;
    return false;
}

/*
 * Nine of ten of the values are none that can be read; of a few all, in most lines. Of yes and no it is enough that
 * nothing is a yes (-1 and 0), but one value has to be common: years of leaving school instead of a yes are odd line by
 * line, and told so.
 */
static bool is_unread(const struct tables *t, enum tbl_column c, const struct unread *u)
{
    uint64_t filled = t->filled[c], n = u->n;
    bool most = n * 10 >= filled * 9;
    if (row_of(t, c)->kind == COLUMN_YES)
        return n >= DOUBTS_LINES && u->group[0].n * 2 > n && (most || !has_yes(t, c));
    return most &&
           (filled >= DOUBTS_LINES || (n >= 3 && n == filled && filled * 2 > t->issues.file[row_of(t, c)->file].used));
}

/* One unknown word makes up more than one line in COMMON. */
static bool is_common(const struct tables *t, enum tbl_column c, const struct unread *u)
{
    return u->group[0].n >= DOUBTS_LINES && u->group[0].n * COMMON > t->issues.file[row_of(t, c)->file].lines;
}

/* Where no verdict follows from it, or the lines are few, it is told, and findings and comparisons stay. */
static enum issue_kind kind_of_word(const struct tables *t, enum tbl_column c, const struct unread *u)
{
    return row_of(t, c)->file == FILE_APPOINTMENTS || u->group[0].n < DOUBTS_CUSTOMERS ? DOUBT_WORD_ASIDE : DOUBT_WORD;
}

/* n > 0 fields of column c are not known or cannot be read. */
static void look_at_column(struct tables *t, const struct ruleset *set, enum tbl_column c, size_t n)
{
    static const char unknown[] = "verwendeten Zeilen unbekannte Wörter";
    uint64_t used = t->issues.file[row_of(t, c)->file].used;
    bool asked = is_asked(set, c), word = row_of(t, c)->kind == COLUMN_WORD;
    struct unread u = unread_of(&t->issues, row_of(t, c), n);
    if (word && (asked || row_of(t, c)->file == FILE_APPOINTMENTS) && n * 10 >= used * 9 &&
        (used >= DOUBTS_LINES || (used >= 3 && row_of(t, c)->file != FILE_EXCEPTIONS)))
        /* Of a few lines it says little: a doubt, where there are three, but no end. */
        doubt_column(t, asked && used >= DOUBTS_LINES ? DOUBT_WORDS : DOUBT_WORDS_ASIDE, c, &u, n, used, unknown);
    else if (is_unread(t, c, &u))
        doubt_column(t, DOUBT_UNREAD, c, &u, n, t->filled[c],
                     word                               ? "ausgefüllten Zeilen unbekannte Wörter"
                     : row_of(t, c)->kind == COLUMN_YES ? "ausgefüllten Zeilen weder Ja noch Nein"
                                                        : "ausgefüllten Zeilen etwas, das nicht lesbar ist");
    else if (asked && is_common(t, c, &u))
        doubt_column(t, kind_of_word(t, c, &u), c, &u, u.group[0].n, t->issues.file[row_of(t, c)->file].lines,
                     word ? "Zeilen dasselbe unbekannte Wort" : "Zeilen dasselbe Wort, das weder Ja noch Nein ist");
    free(u.group);
}

/* The rule set asks for a column that is there, and in no line holds anything. */
static void look_at_empty(struct tables *t, const struct ruleset *set, enum tbl_column c)
{
    uint64_t used = t->issues.file[row_of(t, c)->file].used;
    if (!set || !t->has[c] || t->filled[c] || used < DOUBTS_CUSTOMERS || !is_asked(set, c))
        return;
    struct arena *a = arena_new();
    const struct issue_words words = {
        arena_printf(a, "%s: die Spalte %s, nach der das Regelwerk fragt, ist in jeder Zeile leer",
                     tbl_file_names[row_of(t, c)->file], row_of(t, c)->name),
        meaning_of(t, c), "", "eine Spalte mit Werten"};
    issues_add_doubt(&t->issues, DOUBT_COLUMN_EMPTY, row_of(t, c)->file, &words);
    arena_free(a);
}

void doubts_of_words(struct tables *t, const struct ruleset *set)
{
    size_t n[COL_ALL] = {0};
    for (size_t k = 0; k < t->issues.n; k++) {
        const struct issue *x = &t->issues.item[k];
        if (issue_texts[x->kind].class != ISSUE_WARNING || x->words || x->file >= TBL_FILES)
            continue;
        enum tbl_file file = (enum tbl_file)x->file;
        for (int i = lexicon_slots(t->lexicon, file); i-- > 0;) {
            enum tbl_column c = lexicon_at(file, i);
            n[c] += is_of(x, row_of(t, c));
        }
    }
    for (int c = 0; c < COL_ALL; c++)
        if (n[c])
            look_at_column(t, set, (enum tbl_column)c, n[c]);
    /* Nobody need have a flag, and an empty Gesprächspartner is a usual one. */
    static const enum tbl_column never_empty[] = {COL_C_STATUS, COL_C_PROFILE, COL_S_FUNCTION};
    for (size_t i = 0; i < sizeof never_empty / sizeof *never_empty; i++)
        look_at_empty(t, set, never_empty[i]);
}
