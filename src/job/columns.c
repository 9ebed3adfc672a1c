#include "job/columns.h"

#include "base/near.h"
#include "base/num.h"
#include "base/text.h"
#include "ingest/ingest.h"

#include <string.h>

#define WORDS(list)                                                                                                    \
    {                                                                                                                  \
        COLUMN_WORD, list                                                                                              \
    }
#define PLAIN(kind)                                                                                                    \
    {                                                                                                                  \
        kind, WORDS_LISTS                                                                                              \
    }

const struct column_meaning column_meanings[COL_COUNT] = {
    [COL_C_NUMBER] = PLAIN(COLUMN_CUSTOMER),
    [COL_C_SURNAME] = PLAIN(COLUMN_TEXT),
    [COL_C_GIVEN] = PLAIN(COLUMN_TEXT),
    [COL_C_BORN] = PLAIN(COLUMN_DAY),
    [COL_C_STATUS] = WORDS(WORDS_STATUS),
    [COL_C_PROFILE] = WORDS(WORDS_PROFILE),
    [COL_C_TEAM] = PLAIN(COLUMN_TEAM),
    [COL_C_STAFF] = PLAIN(COLUMN_STAFF),
    [COL_C_FROM] = PLAIN(COLUMN_DAY),
    [COL_C_TO] = PLAIN(COLUMN_DAY),
    [COL_C_VALID] = PLAIN(COLUMN_DAY),
    [COL_C_HOUSEHOLD] = PLAIN(COLUMN_TEXT),
    [COL_C_AGREEMENT] = PLAIN(COLUMN_DAY),
    [COL_C_SCHOOL] = PLAIN(COLUMN_YES),
    [COL_C_FINAL_YEAR] = PLAIN(COLUMN_YES),
    [COL_C_EMPLOYED] = PLAIN(COLUMN_YES),
    [COL_C_HEALTH] = PLAIN(COLUMN_YES),
    [COL_C_COOPERATION] = PLAIN(COLUMN_YES),
    [COL_N_NUMBER] = PLAIN(COLUMN_CUSTOMER),
    [COL_N_DAY] = PLAIN(COLUMN_DAY),
    [COL_N_KIND] = WORDS(WORDS_KIND),
    [COL_N_MODE] = WORDS(WORDS_MODE),
    [COL_N_PARTNER] = WORDS(WORDS_PARTNER),
    [COL_N_STAFF] = PLAIN(COLUMN_STAFF),
    [COL_N_MINUTES] = PLAIN(COLUMN_NUMBER),
    [COL_N_ENTERED] = PLAIN(COLUMN_DAY),
    [COL_N_TALK] = WORDS(WORDS_TALK),
    [COL_S_KEY] = PLAIN(COLUMN_STAFF),
    [COL_S_NAME] = PLAIN(COLUMN_TEXT),
    [COL_S_TEAM] = PLAIN(COLUMN_TEAM),
    [COL_S_FUNCTION] = WORDS(WORDS_FUNCTION),
    [COL_S_HOURS] = PLAIN(COLUMN_NUMBER),
    [COL_S_WORKDAYS] = PLAIN(COLUMN_WORKDAYS),
    [COL_S_FROM] = PLAIN(COLUMN_DAY),
    [COL_S_TO] = PLAIN(COLUMN_DAY),
    [COL_A_KEY] = PLAIN(COLUMN_STAFF),
    [COL_A_FROM] = PLAIN(COLUMN_DAY),
    [COL_A_TO] = PLAIN(COLUMN_DAY),
    [COL_A_REASON] = PLAIN(COLUMN_TEXT),
    [COL_X_NUMBER] = PLAIN(COLUMN_CUSTOMER),
    [COL_X_FROM] = PLAIN(COLUMN_DAY),
    [COL_X_KIND] = WORDS(WORDS_EXCEPTION),
    [COL_X_TO] = PLAIN(COLUMN_DAY),
    [COL_X_INTERVAL] = PLAIN(COLUMN_INTERVAL),
    [COL_X_REASON] = PLAIN(COLUMN_TEXT),
    [COL_T_NUMBER] = PLAIN(COLUMN_CUSTOMER),
    [COL_T_BEGIN] = PLAIN(COLUMN_TIME),
    [COL_T_STAFF] = PLAIN(COLUMN_STAFF),
    [COL_T_MINUTES] = PLAIN(COLUMN_NUMBER),
    [COL_T_TALK] = WORDS(WORDS_TALK),
    [COL_T_STATUS] = WORDS(WORDS_APPOINTMENT),
    [COL_T_INSTRUCTED] = PLAIN(COLUMN_YES),
    [COL_T_DEPUTY] = PLAIN(COLUMN_STAFF),
    [COL_T_AGREED] = PLAIN(COLUMN_DAY),
};

int column_word_count(enum word_list list)
{
    switch (list) {
    case WORDS_STATUS:
        return STATUS_UNKNOWN;
    case WORDS_PROFILE:
        return PROFILE_UNKNOWN;
    case WORDS_FUNCTION:
        return FUNCTION_UNKNOWN;
    case WORDS_KIND:
        return KIND_UNKNOWN;
    case WORDS_MODE:
        return MODE_UNKNOWN;
    case WORDS_PARTNER:
        return PARTNER_UNKNOWN;
    case WORDS_TALK:
        return TALK_UNKNOWN;
    case WORDS_EXCEPTION:
        return EXCEPTION_UNKNOWN;
    case WORDS_APPOINTMENT:
        return APPOINTMENT_UNKNOWN;
    default:
        return 0;
    }
}

const char *column_word(enum word_list list, int value)
{
    if (list == WORDS_PROFILE && (value == PROFILE_I || value == PROFILE_Z))
        return word_profile_letter(value);
    const char *word = word_text(list, value);
    /* "ohne Profillage", "ohne Angabe" are shown, not read */
    return word_lookup(list, word, strlen(word)) == value ? word : "";
}

bool column_accepts(enum tbl_column c, const char *value)
{
    size_t n = strlen(value);
    int32_t day;
    int minute;
    int64_t number;
    struct span span;
    if (!n)
        return true;
    switch (column_meanings[c].kind) {
    case COLUMN_DAY:
        return day_parse(value, n, &day, NULL);
    case COLUMN_TIME:
        return day_parse(value, n, &day, &minute);
    case COLUMN_WORD:
        return word_lookup(column_meanings[c].words, value, n) >= 0;
    case COLUMN_YES:
        return word_yes_no(value, n) >= 0;
    case COLUMN_NUMBER:
        return num_parse_scaled(value, n, 2, &number);
    case COLUMN_INTERVAL:
        return span_parse(value, n, &span) && span.unit != SPAN_CALENDAR_MONTHS;
    case COLUMN_WORKDAYS:
        return ingest_workdays(value, n) != 0;
    default:
        return true;
    }
}

static void put_words(struct buf *b, enum word_list list)
{
    const char *comma = "";
    for (int v = 0; v < column_word_count(list); v++) {
        const char *word = column_word(list, v);
        if (*word) {
            buf_printf(b, "%s„%s“", comma, word);
            comma = ", ";
        }
    }
    if (word_lookup(list, "", 0) >= 0)
        buf_text(b, " oder nichts");
}

void column_put_expected(struct buf *b, enum tbl_column c)
{
    static const char *const forms[] = {
        [COLUMN_DAY] = "ein Tag (TT.MM.JJJJ oder JJJJ-MM-TT) oder nichts",
        [COLUMN_TIME] = "Tag und Uhrzeit (TT.MM.JJJJ hh:mm) oder nichts",
        [COLUMN_YES] = "ja, nein oder nichts",
        [COLUMN_NUMBER] = "eine Zahl oder nichts",
        [COLUMN_INTERVAL] = "ein Zeitraum wie „6 Wochen“, „2 Monate“, „28 Tage“, oder nichts",
        [COLUMN_WORKDAYS] = "Wochentage wie „Mo-Mi“ oder „Mo,Di,Do“, oder nichts",
    };
    enum column_kind kind = column_meanings[c].kind;
    if (kind == COLUMN_WORD)
        put_words(b, column_meanings[c].words);
    else
        buf_text(b, kind < sizeof forms / sizeof *forms && forms[kind] ? forms[kind] : "Text");
}

const char *column_likest_word(enum tbl_column c, const char *value)
{
    enum word_list list = column_meanings[c].words;
    const char *word[PROFILE_COUNT + 16];
    size_t n = 0;
    if (column_meanings[c].kind != COLUMN_WORD)
        return "";
    for (int v = 0; v < column_word_count(list); v++)
        if (*column_word(list, v))
            word[n++] = column_word(list, v);
    int best = near_best(value, word, n);
    return best < 0 ? "" : word[best];
}

enum tbl_column column_first(enum tbl_file file)
{
    int c = 0;
    while (tbl_columns[c].file != file)
        c++;
    return (enum tbl_column)c;
}

int column_count(enum tbl_file file)
{
    int n = 0, first = (int)column_first(file);
    while (first + n < COL_COUNT && tbl_columns[first + n].file == file)
        n++;
    return n;
}

enum tbl_column column_named(enum tbl_file file, const char *name)
{
    int first = (int)column_first(file), n = column_count(file);
    for (int c = first; c < first + n; c++)
        if (text_equal_folded(name, strlen(name), tbl_columns[c].name, strlen(tbl_columns[c].name)))
            return (enum tbl_column)c;
    return COL_COUNT;
}
