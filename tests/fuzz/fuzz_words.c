/* Days, numbers, spans, words and texts from any bytes: what is read can be written and read again. */
#include "fuzz.h"

#include "base/day.h"
#include "base/num.h"
#include "base/text.h"
#include "base/csv_put.h"
#include "ingest/encoding.h"
#include "results/names.h"
#include "table/words.h"

static void days(const char *s, size_t n)
{
    int32_t d, again;
    int minute;
    if (!day_parse(s, n, &d, &minute))
        return;
    MUST(minute >= -1 && minute < 24 * 60);
    MUST(d >= day_make(1900, 1, 1) && d <= day_make(2199, 12, 31));
    MUST(day_parse(day_iso(d).s, 10, &again, NULL) && again == d);
    MUST(day_parse(day_german(d).s, 10, &again, NULL) && again == d);
}

static void numbers(const char *s, size_t n)
{
    int64_t v;
    double x;
    struct buf b = {0};
    for (int places = 0; places <= 6; places += 2)
        if (num_parse_scaled(s, n, places, &v))
            MUST(v >= 0);
    if (num_parse_double(s, n, &x)) {
        num_put_fixed(&b, x, 3);
        num_put_german_decimal(&b, x, 2);
    }
    buf_free(&b);
}

static void words(const char *s, size_t n)
{
    struct span span = {0, SPAN_DAYS};
    if (span_parse(s, n, &span)) {
        MUST(span.n >= 1 && span.n <= 9999);
        MUST(span_add(day_make(2023, 1, 31), span, 1) > day_make(2023, 1, 30));
    }
    MUST(word_yes_no(s, n) >= -1 && word_yes_no(s, n) <= 1);
    for (int list = 0; list < WORDS_LISTS; list++)
        MUST(word_text((enum word_list)list, word_lookup((enum word_list)list, s, n)));
}

static void texts(const char *s, size_t n)
{
    struct buf nfc = {0}, twice = {0}, key = {0}, cell = {0};
    for (int e = ENCODING_UTF8; e <= ENCODING_ISO_8859_15; e++) {
        buf_clear(&nfc);
        buf_clear(&twice);
        if (!encoding_decode((enum encoding)e, s, n, &nfc))
            continue;
        const char *text = buf_str(&nfc);
        MUST(text_is_utf8(text, nfc.n));
        text_put_nfc(&twice, text, nfc.n);
        MUST(twice.n == nfc.n && memcmp(buf_str(&twice), text, nfc.n) == 0);
        text_put_sort_key(&key, text);
        text_put_folded(&key, text, nfc.n);
        MUST(text_compare(text, text) == 0);
        csv_put_cell(&cell, text);
        struct results_names *names = results_names_new();
        const char *first = results_file_name(names, text);
        MUST(*first &&
             strspn(first, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == strlen(first));
        MUST(strcmp(first, results_file_name(names, text)) != 0);
        results_names_free(names);
    }
    size_t length = n;
    const char *trimmed = text_trim(s, &length);
    MUST(trimmed >= s && trimmed + length <= s + n);
    buf_free(&nfc);
    buf_free(&twice);
    buf_free(&key);
    buf_free(&cell);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *s = (const char *)data;
    days(s, size);
    numbers(s, size);
    words(s, size);
    texts(s, size);
    return 0;
}
