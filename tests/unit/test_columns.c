/* The table of input columns (src/table/columns.h), and docs/eingaben.md against it, row by row. */
#include "base/text.h"
#include "table/columns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_table(void **state)
{
    (void)state;
    int known = 0;
    for (int file = 0; file < TBL_FILES; file++) {
        assert_int_equal(column_first((enum tbl_file)file), known);
        known += column_count((enum tbl_file)file);
    }
    assert_int_equal(known, COL_COUNT);
    for (int i = 0; i < COL_COUNT; i++) {
        enum tbl_column c = (enum tbl_column)i;
        const struct tbl_column_row *row = &tbl_columns[i];
        assert_int_equal(column_named(row->file, row->name, strlen(row->name)), i);
        assert_true(!*row->also || column_named(row->file, row->also, strlen(row->also)) == c);
        assert_int_equal(row->words != WORDS_LISTS, row->kind == COLUMN_WORD);
        assert_int_equal(column_likeness(c, row->name), 100);
        assert_true(column_accepts(c, ""));
        /* What rejects a line is a form; an unknown word never does. */
        if (row->bad != ISSUE_KINDS)
            assert_true(issue_texts[row->bad].class == ISSUE_WARNING || row->kind != COLUMN_WORD);
        else
            assert_true(column_accepts(c, "#"));
        if (row->kind != COLUMN_WORD)
            continue;
        assert_false(column_accepts(c, "unbekannt"));
        for (int v = 0; v < word_count(row->words); v++)
            assert_int_equal(word_lookup(row->words, word_to_read(row->words, v), strlen(word_to_read(row->words, v))),
                             v);
    }
    assert_true(column_may_be_empty(COL_C_STATUS));
    assert_true(column_may_be_empty(COL_C_TO));
    assert_false(column_may_be_empty(COL_N_KIND));
    assert_false(column_may_be_empty(COL_A_TO));
}

static void test_names(void **state)
{
    (void)state;
    static const char *const same[] = {"Betreuung seit",
                                       "BETREUUNG SEIT",
                                       " betreuung  seit ",
                                       "Betreuung\u00a0seit",
                                       "Betreuung\nseit",
                                       "Betreuung\r\n seit:",
                                       "\uFEFFBetreuung seit",
                                       "Betreu\u00adung seit",
                                       "Betreuung\u202fseit :",
                                       "Be\u200btreuung seit",
                                       "Betreuung\u2007\tseit\u200d",
                                       "\u2028Betreuung\u3000seit\u200e"};
    static const char *const other[] = {"Betreuungseit", "Betreuung-seit", "Betreuung seit::", "Betreuung seit ;", ""};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (column_named(FILE_CUSTOMERS, same[i], strlen(same[i])) != COL_C_FROM)
            fail_msg("„%s“", same[i]);
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (column_named(FILE_CUSTOMERS, other[i], strlen(other[i])) != COL_COUNT)
            fail_msg("„%s“", other[i]);
    assert_int_equal(column_named(FILE_CUSTOMERS, "kooperationsplan seit", 21), COL_C_AGREEMENT);
    assert_int_equal(column_named(FILE_CUSTOMERS, "Datum", 5), COL_COUNT); /* of another file */
}

static char *read_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    struct buf b = {0};
    char part[4096];
    for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0;)
        buf_put(&b, part, n);
    fclose(f);
    return b.p;
}

/* What happens to a field that cannot be read, as the third cell says it. */
static const char *fate_of(const struct tbl_column_row *row)
{
    if (row->bad == ISSUE_KINDS)
        return "| |\n";
    if (issue_texts[row->bad].class == ISSUE_REJECTED)
        return "| **Zeile** |\n";
    return row->kind == COLUMN_WORD ? "| unbekannt |\n" : "| leer |\n";
}

/* The row of the handbook for a column begins with its name, bold where it is needed, and its second name. */
static void check_row(const struct tbl_column_row *row, const char *line, size_t n)
{
    struct buf begin = {0}, word = {0};
    const char *bold = row->needed ? "**" : "", *fate = fate_of(row);
    buf_printf(&begin, "| %s`%s`%s", bold, row->name, bold);
    if (*row->also)
        buf_printf(&begin, ", auch `%s`", row->also);
    buf_text(&begin, " |");
    if (n < begin.n || memcmp(line, begin.p, begin.n) != 0 || memcmp(line + n - strlen(fate), fate, strlen(fate)) != 0)
        fail_msg("docs/eingaben.md: „%s … %s“ expected, not %.*s", begin.p, fate, (int)n, line);
    for (int v = 0; row->words != WORDS_LISTS && v < word_count(row->words); v++) {
        buf_clear(&word);
        buf_printf(&word, "`%s`", word_to_read(row->words, v));
        if (word.n > 2 && !memmem(line, n, word.p, word.n))
            fail_msg("docs/eingaben.md: %s misses %s", row->name, word.p);
    }
    buf_free(&begin);
    buf_free(&word);
}

/* Each file has its section, with a row for each of its columns and for no other, in the order of the table. */
static void test_handbook(void **state)
{
    (void)state;
    char *text = read_file(KD_ROOT "/docs/eingaben.md");
    for (int file = 0; file < TBL_FILES; file++) {
        char title[64];
        snprintf(title, sizeof title, "\n## %s\n", tbl_file_names[file]);
        const char *at = strstr(text, title), *end = at ? strstr(at + 4, "\n## ") : NULL;
        assert_non_null(at);
        int c = (int)column_first((enum tbl_file)file), last = c + column_count((enum tbl_file)file);
        for (at = strstr(at, "| --- |"); at && (!end || at < end); at = strchr(at, '\n') + 1) {
            if (strncmp(at, "| `", 3) != 0 && strncmp(at, "| **`", 5) != 0 && strncmp(at, "| ---", 5) != 0)
                break;
            if (at[2] == '-')
                continue;
            assert_true(c < last);
            check_row(&tbl_columns[c++], at, strcspn(at, "\n") + 1);
        }
        assert_int_equal(c, last);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_handbook),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
