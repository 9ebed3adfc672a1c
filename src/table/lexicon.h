/*
 * What the rule sets of a run say of customers and words beside what every export has (spec 1.10): attributes, each a
 * column of kunden.csv, and further words of the fixed lists. The five flags and EGV seit are attributes that nobody
 * has to declare: the first rows.
 */
#ifndef KD_TABLE_LEXICON_H
#define KD_TABLE_LEXICON_H

#include "base/mem.h"
#include "table/columns.h"

enum attribute_kind {
    ATTRIBUTE_YES,
    ATTRIBUTE_WORD, /* 0: empty, then its words; ATTRIBUTE_UNKNOWN: another one */
    ATTRIBUTE_DAY
};

/* The first attributes of every lexicon. */
enum {
    ATTRIBUTE_AGREEMENT, /* EGV seit */
    ATTRIBUTE_SCHOOL,
    ATTRIBUTE_FINAL_YEAR,
    ATTRIBUTE_EMPLOYED,
    ATTRIBUTE_HEALTH,
    ATTRIBUTE_COOPERATION,
    ATTRIBUTE_GIVEN
};

enum {
    LEXICON_ATTRIBUTES = ATTRIBUTE_GIVEN + TBL_OWN,
    LEXICON_WORDS = 60, /* of an attribute: sets of them are bits of a word of 64 */
    ATTRIBUTE_UNKNOWN = LEXICON_WORDS + 1,
    LEXICON_MORE = 10 /* further words of a fixed list: with the fixed ones they fit into four bits (tbl_contact_code) */
};

struct attribute {
    enum attribute_kind kind;
    const char *name;
    enum tbl_column column;
    const char *yes, *no; /* of a customer with it and without, in sentences: "im Abschlussjahr" */
    int n_words;
    const char *word[LEXICON_WORDS + 1]; /* by value, from 1 on */
    const char *folded[LEXICON_WORDS + 1];
};

struct lexicon {
    struct arena *arena; /* borrowed: all of it is in there */
    int n_attributes;
    struct attribute attribute[LEXICON_ATTRIBUTES];
    int n_own;
    struct tbl_column_row own[TBL_OWN]; /* columns that are declared, from COL_OWN on */
    struct lexicon_list {
        int n;
        const char *word[LEXICON_MORE], *folded[LEXICON_MORE];
        uint8_t as[LEXICON_MORE]; /* of modes: the fixed one that it stands for */
    } list[WORDS_LISTS];          /* further words, whose values come behind the unknown one */
};

/* With the attributes that nobody has to declare. */
struct lexicon *lexicon_new(struct arena *a);
/* The attribute of this name, compared as headers are; -1: none. */
int lexicon_attribute(const struct lexicon *x, const char *name, size_t n);
/*
 * Declares an attribute; gives its number, also where it was declared before. yes, no: NULL where nothing is said.
 * LEXICON_FULL: there are too many; LEXICON_TAKEN: a column of kunden.csv is called so; LEXICON_OTHER: it is declared as
 * another kind.
 */
enum { LEXICON_FULL = -1, LEXICON_TAKEN = -2, LEXICON_OTHER = -3 };
int lexicon_declare(struct lexicon *x, enum attribute_kind kind, const char *name, const char *yes, const char *no);
/* Adds a word to an attribute's list, unless it is there; false: the list is full. */
bool lexicon_declare_word(struct lexicon *x, int attribute, const char *word);

/*
 * Adds a word to a fixed list; gives its value, also where it is there; LEXICON_FULL. as: of modes, what it stands for.
 */
int lexicon_declare_more(struct lexicon *x, enum word_list list, const char *word, int as);
/* As word_lookup and word_text, with the further words. */
int lexicon_lookup(const struct lexicon *x, enum word_list list, const char *s, size_t n);
const char *lexicon_text(const struct lexicon *x, enum word_list list, int value);
/* How many values a list has, the unknown one and further words among them. */
static inline int lexicon_values(const struct lexicon *x, enum word_list list)
{
    return word_count(list) + 1 + x->list[list].n;
}
/* Values (1 << value) of a list that are words, all but the unknown one. */
uint64_t lexicon_known(const struct lexicon *x, enum word_list list);
/* The fixed mode that a mode stands for. */
static inline enum word_mode lexicon_mode(const struct lexicon *x, int mode)
{
    return (enum word_mode)(mode < MODE_COUNT ? mode : x->list[WORDS_MODE].as[mode - MODE_COUNT]);
}
/* "IFK, bFM und Coach". */
void lexicon_put_set(struct buf *b, const struct lexicon *x, enum word_list list, unsigned set, const char *last);

/* The value of a word of an attribute, compared as words are; 0: the empty one, -1: unknown. */
int attribute_lookup(const struct attribute *a, const char *s, size_t n);
/* The word of a value; "" for none, "unbekannt". */
const char *attribute_text(const struct attribute *a, int value);

/* What a column holds, of one of every export or of its own; x may be NULL where it is none of its own. */
static inline const struct tbl_column_row *lexicon_column(const struct lexicon *x, enum tbl_column c)
{
    return c < COL_COUNT ? &tbl_columns[c] : &x->own[c - COL_OWN];
}
/* How many columns a file may have; the column in a slot of it, from 0, and the slot of a column. */
static inline int lexicon_slots(const struct lexicon *x, enum tbl_file file)
{
    return column_count(file) + (file == FILE_CUSTOMERS && x ? x->n_own : 0);
}
static inline enum tbl_column lexicon_at(enum tbl_file file, int slot)
{
    int n = column_count(file);
    return (enum tbl_column)(slot < n ? (int)column_first(file) + slot : COL_OWN + slot - n);
}
static inline int lexicon_slot(enum tbl_column c)
{
    if (c >= COL_OWN)
        return column_count(FILE_CUSTOMERS) + (int)(c - COL_OWN);
    return (int)c - (int)column_first(tbl_columns[c].file);
}
/* The attribute that a column holds; NULL: none. */
const struct attribute *lexicon_of(const struct lexicon *x, enum tbl_column c);
/* Appends what would fit in a column, as column_put_expected; and whether a field with this value can be read. */
void lexicon_put_expected(struct buf *b, const struct lexicon *x, enum tbl_column c);
bool lexicon_accepts(const struct lexicon *x, enum tbl_column c, const char *value);
/* The names of attributes, 1 << attribute: "Gesundheit oder Mitwirkung". */
void lexicon_put_names(struct buf *b, const struct lexicon *x, uint32_t set, const char *last);
/* The column of a file with this name, its own among them; COL_COUNT: none. */
enum tbl_column lexicon_column_named(const struct lexicon *x, enum tbl_file file, const char *name, size_t n);

#endif
