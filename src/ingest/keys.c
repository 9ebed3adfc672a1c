#include "ingest/keys.h"

#include "base/text.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits_at(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n && is_digit(s[i]))
        i++;
    return i;
}

bool ingest_key_is_cut(const char *s, size_t n)
{
    size_t i = digits_at(s, n), more;
    if (!i)
        return false;
    if (i < n && (s[i] == ',' || s[i] == '.')) {
        more = digits_at(s + i + 1, n - i - 1);
        i += more ? more + 1 : 0;
    }
    if (n - i < 3 || (s[i] != 'E' && s[i] != 'e') || (s[i + 1] != '+' && s[i + 1] != '-'))
        return false;
    return digits_at(s + i + 2, n - i - 2) == n - i - 2;
}

/* The control character that s begins with, in bytes; 0: none. */
static size_t control_at(const char *s, size_t n)
{
    unsigned char c = (unsigned char)s[0];
    if (c < 0x20 || c == 0x7F)
        return 1;
    return c == 0xC2 && n > 1 && (unsigned char)s[1] < 0xA0 ? 2 : 0;
}

bool ingest_key_has_control(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (control_at(s + i, n - i))
            return true;
    return false;
}

/* What text_put_word leaves out or makes a plain space of, in bytes; 0: it is seen as it is. */
static size_t hidden_at(const char *s, size_t n)
{
    size_t w = control_at(s, n);
    if (w || (unsigned char)s[0] < 0x80)
        return w;
    for (w = 1; w < n && ((unsigned char)s[w] & 0xC0) == 0x80;)
        w++;
    size_t left = w;
    text_trim(s, &left); /* a character alone: nothing is left of it */
    return left ? 0 : w;
}

bool ingest_key_has_hidden(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (((unsigned char)s[i] & 0xC0) != 0x80 && hidden_at(s + i, n - i))
            return true;
    return false;
}

void ingest_key_put_bare(struct buf *out, const char *s, size_t n)
{
    struct buf word = {0};
    text_put_word(&word, s, n);
    bool leading = true;
    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i];
        if (c == ' ' || control_at(word.p + i, word.n - i) == 1 || (leading && c == '0' && i + 1 < word.n))
            continue;
        leading = false;
        buf_char(out, c);
    }
    buf_free(&word);
}

/* Whether text begins with one of the words, with nothing or (go_on) something that is no letter behind it. */
static bool begins_with(const char *text, const char *const *words, size_t n_words, bool go_on)
{
    for (size_t i = 0; i < n_words; i++) {
        size_t n = strlen(words[i]);
        if (strncmp(text, words[i], n) != 0)
            continue;
        char next = text[n];
        if (next == '\0' || (go_on && strchr(" :;.,=()", next)))
            return true;
    }
    return false;
}

#define COUNT(list) (sizeof(list) / sizeof *(list))

bool ingest_footer_is_sum(const char *s, size_t n)
{
    static const char *const sums[] = {"summe",      "summen",        "gesamt",   "gesamtsumme",  "gesamtergebnis",
                                       "insgesamt",  "zwischensumme", "endsumme", "teilergebnis", "total",
                                       "gesamtzahl", "grand total",   "subtotal", "summa",        "sum"};
    struct buf word = {0};
    if (n < 3 || n > 100)
        return false;
    const char begin[] = {' ', (char)(s[0] | 0x20), (char)(s[1] | 0x20), '\0'};
    if (!strstr(" su ge in zw en te to gr", begin))
        return false;
    text_put_word(&word, s, n);
    bool sum = begins_with(buf_str(&word), sums, COUNT(sums), true);
    buf_free(&word);
    return sum;
}

/* "4 zeilen", "(120 row(s) affected)", folded. */
static bool is_count(const char *s)
{
    static const char *const rows[] = {"zeile", "zeilen",  "row",    "rows",    "datensatz", "datensätze", "satz",
                                       "sätze", "treffer", "record", "records", "eintrag",   "einträge"};
    s += *s == '(';
    size_t i = digits_at(s, strlen(s));
    while (i && (s[i] == '.' || s[i] == ',') && is_digit(s[i + 1]))
        i += 1 + digits_at(s + i + 1, strlen(s + i + 1));
    return i && s[i] == ' ' && begins_with(s + i + 1, rows, COUNT(rows), true);
}

/* A number and, behind a blank, no number: "120 Zeilen", not a day, an amount, or a day and its time. */
static bool counts_something(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n && (is_digit(s[i]) || s[i] == '.' || s[i] == ','))
        i++;
    return i + 1 < n && !is_digit(s[i + 1]);
}

/* It begins with three marks of a rule: "-----", "*** Ende der Liste ***". */
static bool is_ruled(const char *s, size_t n)
{
    return n >= 3 && strchr("-=_*", s[0]) && s[1] == s[0] && s[2] == s[0];
}

/* Whether a text of a footer may begin with c: nearly all fields are told apart here. */
static bool begins_footer(unsigned char c)
{
    static const char letters[] = "sgizetqdar"; /* of the words above and below */
    return c < '-' || c == '-' || c == '=' || c == '_' || is_digit((char)c) || c >= 0x7F ||
           memchr(letters, c | 0x20, sizeof letters - 1);
}

bool ingest_footer_is_text(const char *s, size_t n)
{
    static const char *const notes[] = {"stand:",     "seite ",      "quelle:",       "erstellt am",
                                        "erstellt:",  "ende der",    "anzahl:",       "anzahl der",
                                        "druckdatum", "end of file", "rows affected", "ende des"};
    if (!n || n > 200 || !begins_footer((unsigned char)s[0]) || (is_digit(s[0]) && !counts_something(s, n)))
        return false;
    bool controls = true;
    for (size_t i = 0; i < n && controls; i++)
        controls = control_at(s + i, n - i) > 0;
    if (controls || is_ruled(s, n) || ingest_footer_is_sum(s, n))
        return true;
    if (!memchr(s, ' ', n) && !memchr(s, ':', n))
        return false;
    struct buf word = {0};
    text_put_word(&word, s, n);
    const char *text = buf_str(&word);
    bool footer = is_count(text);
    for (size_t i = 0; i < COUNT(notes) && !footer; i++)
        footer = strncmp(text, notes[i], strlen(notes[i])) == 0;
    buf_free(&word);
    return footer;
}

bool ingest_footer_is_number(const char *s, size_t n)
{
    bool digit = false;
    for (size_t i = 0; i < n; i++) {
        digit |= is_digit(s[i]);
        if (!is_digit(s[i]) && s[i] != '.' && s[i] != ',' && s[i] != '+' && s[i] != '-' && s[i] != ' ')
            return false;
    }
    return digit;
}
