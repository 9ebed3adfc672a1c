/*
 * For tests: one customer's exports in a few lines, and the verdict on him.
 *
 * states: `STATUS;PROFILE;BETREUUNG SEIT;BETREUUNG BIS;GUELTIG AB`, one a line; all with the number K1 and one birthday.
 * contacts: `DATUM;VERMERKART;KONTAKTART;GESPRAECHSPARTNER`; exceptions: `VON;BIS;ART;INTERVALL`. NULL: no lines.
 */
#ifndef KD_TESTS_ONE_CUSTOMER_H
#define KD_TESTS_ONE_CUSTOMER_H

#include "exports.h"

#include "base/buf.h"
#include "rules/evaluate.h"

struct one_customer {
    struct exports exports;
    struct tables *tables;
    struct ruleset *set;
    struct eval *eval;
    struct eval_question q;
    struct verdict v;
};

/* Every line of rows behind `K1;`. */
static inline void one_put(const struct exports *e, const char *file, const char *header, const char *before,
                           const char *rows)
{
    struct buf b = {0};
    buf_text(&b, header);
    for (const char *s = rows ? rows : ""; *s;) {
        size_t n = strcspn(s, "\n");
        buf_text(&b, before);
        buf_put(&b, s, n);
        buf_char(&b, '\n');
        s += n + (s[n] == '\n');
    }
    exports_put(e, file, buf_str(&b));
    buf_free(&b);
}

static inline int32_t one_day(const char *iso)
{
    int32_t d;
    assert_true(day_parse(iso, strlen(iso), &d, NULL));
    return d;
}

static inline void one_ask(struct one_customer *o, const char *day)
{
    o->q = eval_question(o->set, one_day(day), 14);
    eval_customer(o->eval, &o->q, 0, &o->v);
}

static inline void one_make(struct one_customer *o, const char *rules, const char *born, const char *states,
                            const char *contacts, const char *exceptions, const char *day)
{
    char before[64];
    *o = (struct one_customer){.tables = NULL};
    exports_make(&o->exports);
    snprintf(before, sizeof before, "K1;%s;", born);
    one_put(&o->exports, "kunden.csv",
            "Kundennummer;Geburtsdatum;Status;Profillage;Betreuung seit;Betreuung bis;Gültig ab\n", before, states);
    one_put(&o->exports, "kontakte.csv", "Kundennummer;Datum;Vermerkart;Kontaktart;Gesprächspartner\n", "K1;", contacts);
    if (exceptions)
        one_put(&o->exports, "ausnahmen.csv", "Kundennummer;Von;Bis;Art;Intervall\n", "K1;", exceptions);
    o->tables = exports_read(&o->exports);
    for (int k = 0; k <= REJECT_CUSTOMER; k++)
        assert_int_equal(o->tables->issues.count[k], 0); /* the test itself is wrong */
    exports_remove(&o->exports, NULL);
    o->set = exports_rules(rules);
    o->eval = eval_new(o->tables);
    one_ask(o, day);
}

static inline void one_free(struct one_customer *o)
{
    eval_free(o->eval);
    ruleset_free(o->set);
    tables_free(o->tables);
}

static inline void one_assert_day(const char *what, int32_t d, const char *iso)
{
    const char *is = d == DAY_OPEN ? "open" : day_iso(d).s;
    if (strcmp(is, iso) != 0)
        fail_msg("%s is %s, expected %s", what, is, iso);
}
#define ASSERT_DAY(d, iso) one_assert_day(#d, d, iso)

#endif
