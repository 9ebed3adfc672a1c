#include "table/lexicon.h"

#include "base/text.h"
#include "table/word_sets.h"

#include <string.h>

/* What nobody has to declare, in the order of their numbers. */
static const struct {
    enum attribute_kind kind;
    enum tbl_column column;
    const char *yes, *no;
} given[ATTRIBUTE_GIVEN] = {
    [ATTRIBUTE_AGREEMENT] = {ATTRIBUTE_DAY, COL_C_AGREEMENT, "", ""},
    [ATTRIBUTE_SCHOOL] = {ATTRIBUTE_YES, COL_C_SCHOOL, "schulpflichtig", "nicht schulpflichtig"},
    [ATTRIBUTE_FINAL_YEAR] = {ATTRIBUTE_YES, COL_C_FINAL_YEAR, "im Abschlussjahr", "nicht im Abschlussjahr"},
    [ATTRIBUTE_EMPLOYED] = {ATTRIBUTE_YES, COL_C_EMPLOYED, "in sozialversicherungspflichtiger Beschäftigung",
                            "nicht in sozialversicherungspflichtiger Beschäftigung"},
    [ATTRIBUTE_HEALTH] = {ATTRIBUTE_YES, COL_C_HEALTH, "mit schwerer gesundheitlicher Einschränkung",
                          "ohne schwere gesundheitliche Einschränkung"},
    [ATTRIBUTE_COOPERATION] = {ATTRIBUTE_YES, COL_C_COOPERATION, "mit mangelnder Mitwirkung",
                               "ohne mangelnde Mitwirkung"},
};

struct lexicon *lexicon_new(struct arena *a)
{
    struct lexicon *x = arena_zero(a, sizeof *x);
    x->arena = a;
    for (int i = 0; i < ATTRIBUTE_GIVEN; i++)
        x->attribute[x->n_attributes++] = (struct attribute){.kind = given[i].kind,
                                                             .name = tbl_columns[given[i].column].name,
                                                             .column = given[i].column,
                                                             .yes = given[i].yes,
                                                             .no = given[i].no};
    return x;
}

int lexicon_attribute(const struct lexicon *x, const char *name, size_t n)
{
    enum tbl_column c = lexicon_column_named(x, FILE_CUSTOMERS, name, n);
    for (int i = 0; i < x->n_attributes; i++)
        if (x->attribute[i].column == c)
            return i;
    return -1;
}

static struct tbl_column_row column_of(enum attribute_kind kind, const char *name)
{
    static const struct {
        enum column_kind column;
        enum issue_kind bad;
    } kinds[] = {[ATTRIBUTE_YES] = {COLUMN_YES, WARN_YES_NO},
                 [ATTRIBUTE_WORD] = {COLUMN_WORD, WARN_ATTRIBUTE},
                 [ATTRIBUTE_DAY] = {COLUMN_DAY, WARN_DATE}};
    return (struct tbl_column_row){.file = FILE_CUSTOMERS,
                                   .name = name,
                                   .also = "",
                                   .kind = kinds[kind].column,
                                   .words = WORDS_LISTS,
                                   .bad = kinds[kind].bad,
                                   .synonyms = ""};
}

int lexicon_declare(struct lexicon *x, enum attribute_kind kind, const char *name, const char *yes, const char *no)
{
    size_t n = strlen(name);
    int known = lexicon_attribute(x, name, n);
    if (known >= 0)
        return x->attribute[known].kind == kind ? known : LEXICON_OTHER;
    if (lexicon_column_named(x, FILE_CUSTOMERS, name, n) != COL_COUNT)
        return LEXICON_TAKEN;
    if (x->n_own == TBL_OWN)
        return LEXICON_FULL;
    name = arena_strdup(x->arena, name);
    x->attribute[x->n_attributes] =
        (struct attribute){.kind = kind,
                           .name = name,
                           .column = (enum tbl_column)(COL_OWN + x->n_own),
                           .yes = yes ? arena_strdup(x->arena, yes) : name,
                           .no = no ? arena_strdup(x->arena, no) : arena_printf(x->arena, "nicht %s", name)};
    x->own[x->n_own++] = column_of(kind, name);
    return x->n_attributes++;
}

static const char *folded(struct arena *a, const char *word)
{
    struct buf b = {0};
    text_put_word(&b, word, strlen(word));
    return buf_keep(&b, a);
}

bool lexicon_declare_word(struct lexicon *x, int attribute, const char *word)
{
    struct attribute *a = &x->attribute[attribute];
    if (attribute_lookup(a, word, strlen(word)) > 0)
        return true;
    if (a->n_words == LEXICON_WORDS)
        return false;
    a->n_words++;
    a->word[a->n_words] = arena_strdup(x->arena, word);
    a->folded[a->n_words] = folded(x->arena, word);
    return true;
}

int lexicon_declare_more(struct lexicon *x, enum word_list list, const char *word, int as)
{
    struct lexicon_list *more = &x->list[list];
    int known = lexicon_lookup(x, list, word, strlen(word));
    if (known >= 0)
        return known;
    if (more->n == LEXICON_MORE)
        return LEXICON_FULL;
    more->word[more->n] = arena_strdup(x->arena, word);
    more->folded[more->n] = folded(x->arena, word);
    more->as[more->n] = (uint8_t)as;
    return word_count(list) + 1 + more->n++;
}

int lexicon_lookup(const struct lexicon *x, enum word_list list, const char *s, size_t n)
{
    const struct lexicon_list *more = &x->list[list];
    int value = word_lookup(list, s, n);
    if (value >= 0 || !more->n || memchr(s, '\0', n) || !text_is_utf8(s, n))
        return value;
    struct buf b = {0};
    text_put_word(&b, s, n);
    for (int i = 0; i < more->n && value < 0; i++)
        if (strcmp(more->folded[i], buf_str(&b)) == 0)
            value = word_count(list) + 1 + i;
    buf_free(&b);
    return value;
}

const char *lexicon_text(const struct lexicon *x, enum word_list list, int value)
{
    int further = value - word_count(list) - 1;
    return further >= 0 && further < x->list[list].n ? x->list[list].word[further] : word_text(list, value);
}

uint64_t lexicon_known(const struct lexicon *x, enum word_list list)
{
    int n = word_count(list);
    return ((UINT64_C(1) << lexicon_values(x, list)) - 1) & ~(UINT64_C(1) << n);
}

void lexicon_put_set(struct buf *b, const struct lexicon *x, enum word_list list, unsigned set, const char *last)
{
    int n = word_set_count(set), at = 0;
    for (; set; set &= set - 1) {
        word_set_separate(b, at++, n, last);
        buf_text(b, lexicon_text(x, list, __builtin_ctz(set)));
    }
}

int attribute_lookup(const struct attribute *a, const char *s, size_t n)
{
    int found = -1;
    if (!n)
        return 0;
    for (int v = 1; v <= a->n_words; v++)
        if (strlen(a->word[v]) == n && memcmp(a->word[v], s, n) == 0)
            return v;
    if (memchr(s, '\0', n) || !text_is_utf8(s, n))
        return -1;
    struct buf b = {0};
    text_put_word(&b, s, n);
    for (int v = 1; v <= a->n_words && found < 0; v++)
        if (strcmp(a->folded[v], buf_str(&b)) == 0)
            found = v;
    if (!b.n)
        found = 0;
    buf_free(&b);
    return found;
}

const char *attribute_text(const struct attribute *a, int value)
{
    return value == 0 ? "" : value <= a->n_words ? a->word[value] : "unbekannt";
}

enum tbl_column lexicon_column_named(const struct lexicon *x, enum tbl_file file, const char *name, size_t n)
{
    enum tbl_column c = column_named(file, name, n);
    for (int i = 0; c == COL_COUNT && file == FILE_CUSTOMERS && x && i < x->n_own; i++)
        if (text_equal_name(name, n, x->own[i].name, strlen(x->own[i].name)))
            return (enum tbl_column)(COL_OWN + i);
    return c;
}

const struct attribute *lexicon_of(const struct lexicon *x, enum tbl_column c)
{
    for (int i = 0; x && i < x->n_attributes; i++)
        if (x->attribute[i].column == c)
            return &x->attribute[i];
    return NULL;
}

/* A column of every export that holds the same as an attribute of this kind, words aside. */
static enum tbl_column like(const struct attribute *a)
{
    return a->kind == ATTRIBUTE_YES ? COL_C_SCHOOL : COL_C_AGREEMENT;
}

void lexicon_put_expected(struct buf *b, const struct lexicon *x, enum tbl_column c)
{
    const struct attribute *a = c < COL_COUNT ? NULL : lexicon_of(x, c);
    if (!a || a->kind != ATTRIBUTE_WORD) {
        column_put_expected(b, a ? like(a) : c);
        return;
    }
    for (int v = 1; v <= a->n_words; v++)
        buf_printf(b, "„%s“, ", a->word[v]);
    buf_text(b, "oder nichts");
}

bool lexicon_accepts(const struct lexicon *x, enum tbl_column c, const char *value)
{
    const struct attribute *a = c < COL_COUNT ? NULL : lexicon_of(x, c);
    if (!a || a->kind != ATTRIBUTE_WORD)
        return column_accepts(a ? like(a) : c, value);
    return attribute_lookup(a, value, strlen(value)) >= 0;
}

void lexicon_put_names(struct buf *b, const struct lexicon *x, uint32_t set, const char *last)
{
    int n = word_set_count(set), at = 0;
    for (; set; set &= set - 1) {
        word_set_separate(b, at++, n, last);
        buf_text(b, x->attribute[__builtin_ctz(set)].name);
    }
}
