/* A column of fixed words in which hardly a word is known (spec 1.9): another vocabulary, another code page, a shift. */
#include "aggregate/doubts.h"

#include "base/buf.h"
#include "base/num.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_WORDS = 3, LONGEST_WORD = 40 };

/* Whether the rule set asks for the words of a column; NULL: as every rule set does. */
static bool is_asked(const struct ruleset *set, enum tbl_column c)
{
    bool status = false, profile = false, function = set && set->n_staff > 0;
    for (int r = 0; set && r < set->n_rules; r++) {
        status |= set->rule[r].when.status != RULE_ALL_STATUS;
        profile |= set->rule[r].when.profile != RULE_ALL_PROFILES;
        function |= set->rule[r].when.function != RULE_ALL_FUNCTIONS;
    }
    switch (c) {
    case COL_C_STATUS:
        return status || !set;
    case COL_C_PROFILE:
        return profile;
    case COL_S_FUNCTION:
        return function;
    case COL_N_KIND:
    case COL_N_MODE:
    case COL_N_PARTNER:
    case COL_X_KIND:
        return true;
    case COL_T_STATUS:
        return set && (set->instruction || set->next_agreed || set->deputise || set->first_usual ||
                       set->first_minutes || set->longest_minutes);
    case COL_T_TALK:
        return set && (set->first_minutes || set->deputise);
    default:
        return false;
    }
}

/* What a reader loses with the column. */
static const char *meaning_of(enum tbl_column c)
{
    switch (tbl_columns[c].file) {
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

static bool is_of(const struct issue *x, enum tbl_column c)
{
    return x->kind == tbl_columns[c].bad && x->file == tbl_columns[c].file && !x->words &&
           strcmp(x->column, tbl_columns[c].name) == 0;
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

/* "„pers”nlich“ 60-mal, „tel“ 40-mal und weitere": the commonest first. */
static const char *words_found(const struct issues *i, enum tbl_column c, size_t n, struct arena *a)
{
    const char **word = mem_zero(n + 1, sizeof *word);
    struct counted_word *group = mem_zero(n + 1, sizeof *group);
    size_t at = 0, groups = 0;
    struct buf b = {0};
    for (size_t k = 0; k < i->n && at < n; k++)
        if (is_of(&i->item[k], c))
            word[at++] = i->item[k].value;
    if (at > 1)
        qsort(word, at, sizeof *word, compare_texts);
    for (size_t k = 0; k < at; k++) {
        if (!k || strcmp(word[k], word[k - 1]) != 0)
            group[groups++].word = word[k];
        group[groups - 1].n++;
    }
    if (groups > 1)
        qsort(group, groups, sizeof *group, compare_counts);
    for (size_t k = 0; k < groups && k < SHOWN_WORDS; k++) {
        size_t length = strlen(group[k].word), shown = length;
        while (shown > LONGEST_WORD || (shown < length && ((unsigned char)group[k].word[shown] & 0xC0) == 0x80))
            shown--;
        buf_printf(&b, "%s„%.*s%s“ ", k ? ", " : "gefunden: ", (int)shown, group[k].word, shown < length ? "…" : "");
        num_put_german(&b, (int64_t)group[k].n);
        buf_text(&b, "-mal");
    }
    if (groups > SHOWN_WORDS)
        buf_printf(&b, " und %zu weitere", groups - SHOWN_WORDS);
    const char *s = arena_text(a, buf_str(&b), b.n);
    buf_free(&b);
    free(group);
    free(word);
    return s;
}

static const char *words_known(enum tbl_column c, struct arena *a)
{
    const char *s = "";
    enum word_list list = tbl_columns[c].words;
    for (int i = 0; strcmp(word_text(list, i), "unbekannt") != 0; i++)
        s = *word_text(list, i) ? arena_printf(a, "%s%s%s", s, *s ? ", " : "", word_text(list, i)) : s;
    return s;
}

static void doubt_column(struct tables *t, enum tbl_column c, size_t n, bool asked)
{
    struct arena *a = arena_new();
    enum tbl_file file = tbl_columns[c].file;
    struct buf fact = {0};
    buf_printf(&fact, "%s: die Spalte %s enthält in ", tbl_file_names[file], tbl_columns[c].name);
    num_put_german(&fact, (int64_t)n);
    buf_text(&fact, " von ");
    num_put_german(&fact, (int64_t)t->issues.file[file].used);
    buf_text(&fact, " verwendeten Zeilen unbekannte Wörter");
    const struct issue_words words = {
        buf_str(&fact), meaning_of(c), words_found(&t->issues, c, n, a),
        arena_printf(a, "%s; andere Wörter übersetzt ein Auftrag (kontaktdichte job init)", words_known(c, a))};
    issues_add_doubt(&t->issues, asked ? DOUBT_WORDS : DOUBT_WORDS_ASIDE, file, &words);
    buf_free(&fact);
    arena_free(a);
}

void agg_doubt_words(struct tables *t, const struct ruleset *set)
{
    size_t n[COL_COUNT] = {0};
    enum tbl_column column[COL_COUNT];
    int n_columns = 0;
    for (int c = 0; c < COL_COUNT; c++)
        if (tbl_columns[c].kind == COLUMN_WORD)
            column[n_columns++] = (enum tbl_column)c;
    for (size_t k = 0; k < t->issues.n; k++)
        for (int i = 0; i < n_columns; i++)
            if (is_of(&t->issues.item[k], column[i])) {
                n[column[i]]++;
                break;
            }
    for (int i = 0; i < n_columns; i++) {
        enum tbl_column c = column[i];
        uint64_t used = t->issues.file[tbl_columns[c].file].used;
        bool told = is_asked(set, c) || tbl_columns[c].file == FILE_APPOINTMENTS;
        if (!told || !n[c] || n[c] * 10 < used * 9)
            continue;
        /* Of a few lines it says little: a doubt, where there are three, but no end. */
        if (used >= DOUBT_LINES)
            doubt_column(t, c, n[c], is_asked(set, c));
        else if (used >= 3 && tbl_columns[c].file != FILE_EXCEPTIONS)
            doubt_column(t, c, n[c], false);
    }
}
