/* What a run leaves in the log: one line of figures, in words on standard error or as JSON on standard output. */
#include "reports/state.h"

#include "base/num.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

struct figures {
    uint64_t customers, notes, rejected, unknown; /* unknown: lines of customers who are not in kunden.csv */
    struct agg_rate rate, before;                 /* whole = 0: none; before: of the month before */
    int32_t day_before;
};

static struct figures figures_of(const struct run *r)
{
    const struct issue_file *file = r->s.tables->issues.file;
    const struct agg_courses *c = r->courses;
    struct figures f = {.customers = r->groups->all.customers,
                        .notes = file[FILE_CONTACTS].used,
                        .day_before = c->day[COURSE_POINTS - 2]};
    for (int i = 0; i < TBL_FILES; i++) {
        f.rejected += file[i].rejected;
        f.unknown += file[i].outside;
    }
    if (!r->groups->unrated)
        f.rate = agg_rate(&r->groups->all);
    if (!r->groups->unrated && !c->alone && c->oldest_note != DAY_NONE && c->oldest_note <= f.day_before)
        f.before = agg_course_rate(&c->all.point[COURSE_POINTS - 2]);
    return f;
}

/* Tenths of a percentage point between the rates as they are shown; only where both are. */
static int64_t change_of(const struct figures *f)
{
    return num_per_mille(f->rate.part, f->rate.whole) - num_per_mille(f->before.part, f->before.whole);
}

static void put_count(struct buf *b, uint64_t n, const char *one, const char *many)
{
    num_put_german(b, (int64_t)n);
    buf_printf(b, " %s, ", n == 1 ? one : many);
}

static void put_words(struct buf *b, const struct run *r, const struct figures *f)
{
    static const enum tbl_file told[] = {FILE_CUSTOMERS, FILE_CONTACTS};
    put_count(b, f->customers, "Kund*in", "Kund*innen");
    put_count(b, f->notes, "Vermerk", "Vermerke");
    put_count(b, f->rejected, "Zeile abgelehnt", "Zeilen abgelehnt");
    put_count(b, f->unknown, "von unbekannten Kund*innen", "von unbekannten Kund*innen");
    if (f->rate.whole) {
        buf_text(b, "Quote ");
        num_put_percent(b, f->rate.part, f->rate.whole);
    } else {
        buf_text(b, "keine Quote");
    }
    if (f->rate.whole && f->before.whole) {
        int64_t change = change_of(f), size = change < 0 ? -change : change;
        buf_printf(b, " (%s%lld,%lld gegenüber dem %s)", change < 0 ? "−" : "+", (long long)(size / 10),
                   (long long)(size % 10), day_german(f->day_before).s);
    }
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (r->reach.newest[told[i]] != DAY_NONE)
            buf_printf(b, "%s %s %s", strstr(buf_str(b), "Datenstand") ? "," : ", Datenstand", tbl_file_names[told[i]],
                       day_german(r->reach.newest[told[i]]).s);
}

/* ---- JSON ---- */

/* Control characters by the rule of JSON, those beyond ASCII, too; a path may hold bytes that are no text. */
static void put_string(struct buf *b, const char *s)
{
    buf_char(b, '"');
    for (size_t w; *s; s += w) {
        const unsigned char *p = (const unsigned char *)s;
        for (w = 1; w < 4 && (p[w] & 0xC0) == 0x80;)
            w++;
        if (!text_is_utf8(s, w)) {
            w = 1;
            buf_text(b, "\\ufffd");
        } else if (*s == '"' || *s == '\\') {
            buf_printf(b, "\\%c", *s);
        } else if (*p < ' ' || *p == 0x7F || (*p == 0xC2 && p[1] < 0xA0)) {
            buf_printf(b, "\\u%04x", (unsigned)(w == 2 ? p[1] : *p));
        } else {
            buf_put(b, s, w);
        }
    }
    buf_char(b, '"');
}

static void put_member(struct buf *b, const char *name, const char *value)
{
    buf_printf(b, "\"%s\":", name);
    put_string(b, value);
    buf_char(b, ',');
}

/* The rate in tenths of a percent as a number of percent: 612 is 61.2. */
static void put_tenths(struct buf *b, const char *name, bool known, int64_t tenths)
{
    int64_t size = tenths < 0 ? -tenths : tenths;
    if (known)
        buf_printf(b, "\"%s\":%s%lld.%lld,", name, tenths < 0 ? "-" : "", (long long)(size / 10),
                   (long long)(size % 10));
    else
        buf_printf(b, "\"%s\":null,", name);
}

static void put_json(struct buf *b, const struct run *r, const struct figures *f)
{
    buf_char(b, '{');
    put_member(b, "lauf", r->run_id);
    put_member(b, "stichtag", day_iso(r->q.day).s);
    put_member(b, "jobcenter", r->s.settings->jobcenter);
    buf_printf(b, "\"kunden\":%llu,\"vermerke\":%llu,\"abgelehnt\":%llu,\"unbekannt\":%llu,",
               (unsigned long long)f->customers, (unsigned long long)f->notes, (unsigned long long)f->rejected,
               (unsigned long long)f->unknown);
    put_tenths(b, "quote", f->rate.whole, num_per_mille(f->rate.part, f->rate.whole));
    put_tenths(b, "veraenderung", f->rate.whole && f->before.whole, change_of(f));
    buf_text(b, "\"datenstand\":{");
    for (int i = 0, n = 0; i < TBL_FILES; i++)
        if (r->reach.newest[i] != DAY_NONE)
            buf_printf(b, "%s\"%s\":\"%s\"", n++ ? "," : "", tbl_file_names[i], day_iso(r->reach.newest[i]).s);
    buf_text(b, "},\"ordner\":");
    put_string(b, publish_target(r->publish));
    buf_text(b, "}\n");
}

void reports_log(const struct run *r)
{
    const struct settings *o = r->s.settings;
    struct figures f = figures_of(r);
    struct buf b = {0};
    if (o->log == SETTINGS_LOG_JSON) {
        put_json(&b, r, &f);
        fputs(buf_str(&b), stdout);
    } else {
        put_words(&b, r, &f);
        session_say(&r->s, "Lauf %s, Stichtag %s: %s; %s", r->run_id, day_german(r->q.day).s, buf_str(&b),
                    publish_target(r->publish));
    }
    buf_free(&b);
}
