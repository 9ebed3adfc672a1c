#include "base/buf.h"
#include "base/near.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/session.h"
#include "explain/explain.h"

#include <string.h>

static const struct {
    const char *name;
    void (*put)(struct buf *b, const struct trail *t);
    bool (*out)(const char *path, const struct buf *b, struct diag *d);
} formats[] = {{"text", explain_put_text, output_put_text},
               {"xml", explain_put_xml, output_put},
               {"csv", explain_put_csv, output_put}};
enum { FORMATS = sizeof formats / sizeof *formats };

/* -1: there is no such form. */
static int format_of(const char *name, struct diag *d)
{
    if (!name)
        return 0;
    for (int i = 0; i < FORMATS; i++)
        if (strcmp(name, formats[i].name) == 0)
            return i;
    diag_fail(d, DIAG_USAGE, NULL, 0, "--format: „%s“ gibt es bei explain nicht", name);
    const char *names[FORMATS];
    for (int i = 0; i < FORMATS; i++)
        names[i] = formats[i].name;
    near_expect(d, name, "", names, FORMATS);
    return -1;
}

/* ---- a number that is not there: which ones are like it ---- */

enum {
    LONGEST = 40, /* bytes of a number that are compared */
    NEAREST = 5,
    FAR = 3, /* what is so unlike is no suggestion */
};

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Bytes to be changed, put in, left out or exchanged with their neighbour to make a from b. */
static size_t distance(const char *a, const char *b)
{
    size_t rows[3][LONGEST + 1], n = strlen(a), m = strlen(b);
    if (n > LONGEST || m > LONGEST || (n > m ? n - m : m - n) >= FAR)
        return FAR;
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *now = rows[i % 3];
        const size_t *before = rows[(i + 2) % 3], *before_that = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            now[j] = smaller(smaller(before[j], now[j - 1]) + 1, before[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = smaller(now[j], before_that[j - 2] + 1);
        }
    }
    return rows[n % 3][m];
}

/* Zeros in front and the case of letters are easily got wrong. */
static size_t unlikeness(const char *a, const char *b)
{
    const char *plain_a = a + strspn(a, "0"), *plain_b = b + strspn(b, "0");
    if (strcmp(plain_a, plain_b) == 0 || text_equal_folded(a, strlen(a), b, strlen(b)))
        return 0;
    return distance(a, b);
}

/* The numbers most like it, in the order of the export where equally so. secret: the number is not to be seen. */
static void suggest(const struct tables *t, const char *number, bool secret, struct diag *d)
{
    struct {
        uint32_t customer;
        size_t unlike;
    } best[NEAREST + 1];
    size_t n = 0;
    struct buf b = {0};
    for (uint32_t c = 0; c < t->customers.n; c++) {
        size_t unlike = unlikeness(number, tables_number(t, c)), at = n;
        if (unlike >= FAR)
            continue;
        for (; at > 0 && best[at - 1].unlike > unlike; at--)
            best[at] = best[at - 1];
        best[at].customer = c;
        best[at].unlike = unlike;
        n = smaller(n + 1, NEAREST);
    }
    for (size_t i = 0; i < n; i++)
        buf_printf(&b, "%s%s", i ? ", " : "", tables_number(t, best[i].customer));
    if (secret)
        diag_fail(d, DIAG_USAGE, NULL, 0,
                  "--customer: weder als Pseudonym noch als Kundennummer kommt der Wert in den "
                  "verwendeten Zeilen vor");
    else
        diag_fail(d, DIAG_USAGE, NULL, 0, "--customer: die Kundennummer „%s“ kommt in den verwendeten Zeilen nicht vor",
                  number);
    if (n)
        diag_expect(d, "eine Kundennummer aus dem Export; ähnlich sind: %s", buf_str(&b));
    else if (t->issues.file[FILE_CUSTOMERS].rejected)
        diag_expect(d, "eine Kundennummer aus dem Export; kontaktdichte check nennt die abgelehnten Zeilen");
    else
        diag_expect(d, "eine Kundennummer aus dem Export");
    buf_free(&b);
}

/*
 * A number copied from the export may hold what nobody sees; the tables do not. With pseudonyms they hold these alone;
 * who has the key may ask by number all the same.
 */
static uint32_t find(const struct session *s, const char *number)
{
    struct buf seen = {0};
    text_put_seen(&seen, number, strlen(number));
    uint32_t customer = tables_lookup(s->tables, buf_str(&seen));
    if (customer == TBL_NONE && s->key)
        customer = tables_lookup(s->tables, pseudonym_of(s->key, "Kundennummer", buf_str(&seen), seen.n).s);
    buf_free(&seen);
    return customer;
}

static bool explain(const struct session *s, const char *number, int format, struct diag *d)
{
    uint32_t customer = find(s, number);
    if (customer == TBL_NONE) {
        suggest(s->tables, number, s->key != NULL, d);
        return false;
    }
    struct eval_question q = session_question(s);
    struct trail *t = trail_new(s->tables, &q, customer);
    struct buf b = {0};
    formats[format].put(&b, t);
    bool ok = formats[format].out(s->settings->output, &b, d);
    buf_free(&b);
    trail_free(t);
    return ok;
}

/* Numbers of the export are in NFC and without spaces around them. */
static char *normalised(const char *number, struct arena *a)
{
    size_t n = strlen(number);
    struct buf b = {0};
    number = text_trim(number, &n);
    if (text_is_utf8(number, n))
        text_put_nfc(&b, number, n);
    char *kept = arena_text(a, b.n ? b.p : number, b.n ? b.n : n);
    buf_free(&b);
    return kept;
}

bool command_explain(const struct settings *o, struct diag *d)
{
    struct session s;
    int format = format_of(o->format, d);
    if (format < 0)
        return false;
    if (!o->customer) {
        diag_fail(d, DIAG_USAGE, NULL, 0, "keine Kundennummer genannt");
        return diag_expect(d, "kontaktdichte explain ORDNER --customer NR");
    }
    bool ok = session_open(&s, o, true, true, d) && session_check_limit(&s, d) && session_check_doubts(&s, d);
    ok = ok && explain(&s, normalised(o->customer, s.arena), format, d);
    session_close(&s);
    return ok;
}
