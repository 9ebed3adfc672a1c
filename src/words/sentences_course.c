/* What changed, in words: differences, the course over the months, the flow from the month before. */
#include "words/sentences.h"

#include "base/num.h"
#include "words/ruleset_words.h"

#define PLUS_MINUS "\u00b1"

static void put_sign(struct buf *b, int64_t n)
{
    if (n >= 0) /* the minus is written with the number */
        buf_text(b, n ? "+" : PLUS_MINUS);
}

/* Tenths of a point: 10 is 1,0. */
static void put_tenths(struct buf *b, int64_t tenths)
{
    num_put_german_decimal(b, (double)tenths / 10, 1);
}

static const char *tenths_words(int64_t tenths, struct arena *a)
{
    struct buf b = {0};
    put_tenths(&b, tenths < 0 ? -tenths : tenths);
    return buf_keep(&b, a);
}

const char *words_change_count(int64_t by, struct arena *a)
{
    struct buf b = {0};
    put_sign(&b, by);
    num_put_german(&b, by);
    return buf_keep(&b, a);
}

bool words_points(struct agg_rate now, struct agg_rate before, int64_t *tenths)
{
    if (!now.whole || !before.whole)
        return false;
    *tenths = num_per_mille(now.part, now.whole) - num_per_mille(before.part, before.whole);
    return true;
}

const char *words_change_points(int64_t tenths, struct arena *a)
{
    struct buf b = {0};
    put_sign(&b, tenths);
    put_tenths(&b, tenths);
    buf_text(&b, "\u00a0Punkte");
    return buf_keep(&b, a);
}

/* ---- days as months ---- */

const char *words_month_name(int32_t day, struct arena *a)
{
    struct day_parts p = day_split(day);
    return day == day_month_end(day) ? arena_printf(a, "%s\u00a0%d", day_month_name(p.month), p.year)
                                     : arena_strdup(a, day_german(day).s);
}

static bool whole_month(const struct agg_courses *c)
{
    return c->day[COURSE_NOW] == day_month_end(c->day[COURSE_NOW]);
}

const char *words_in_month(const struct agg_courses *c, int point, struct arena *a)
{
    struct day_parts p = day_split(c->day[point]);
    const char *in = whole_month(c) ? "im" : "Ende", *name = day_month_name(p.month);
    return point == COURSE_MONTH_BEFORE ? arena_printf(a, "%s %s", in, name)
                                        : arena_printf(a, "%s %s %d", in, name, p.year);
}

/* ---- the course ---- */

bool words_has_notes(const struct agg_courses *c, int point)
{
    return !c->bare[point];
}

bool words_compares(const struct agg_courses *c, int point)
{
    return !c->alone && words_has_notes(c, point) && words_has_notes(c, COURSE_NOW);
}

/* How the rate of S stands to all of the 12 months before: 1 higher than each, -1 lower than each, 0 neither. */
static int against_all(const int64_t shown[COURSE_POINTS])
{
    bool higher = true, lower = true;
    for (int i = 0; i < COURSE_NOW; i++) {
        if (shown[i] < 0)
            return 0;
        higher = higher && shown[COURSE_NOW] > shown[i];
        lower = lower && shown[COURSE_NOW] < shown[i];
    }
    return higher - lower;
}

/* Months in a row, up to S, in which it rose (positive) or fell (negative). */
static int months_in_a_row(const int64_t shown[COURSE_POINTS])
{
    int n = 0;
    for (int i = COURSE_NOW; i > 0 && shown[i - 1] >= 0; i--) {
        int step = (shown[i] > shown[i - 1]) - (shown[i] < shown[i - 1]);
        if (!step || (n && (step > 0) != (n > 0)))
            break;
        n += step;
    }
    return n;
}

static const char *against_year_before(const struct agg_courses *c, int64_t by, struct arena *a)
{
    struct day_parts p = day_split(c->day[COURSE_YEAR_BEFORE]);
    if (by == 0)
        return arena_printf(a, "Die Quote ist so hoch wie %s", words_in_month(c, COURSE_YEAR_BEFORE, a));
    return arena_printf(a, "Die Quote liegt %s\u00a0Punkte %s der %s %s %d", tenths_words(by, a),
                        by > 0 ? "über" : "unter", whole_month(c) ? "vom" : "von Ende", day_month_name(p.month),
                        p.year);
}

const char *words_say_course(const struct agg_courses *c, const struct agg_course *of, struct arena *a)
{
    enum { LONG_ENOUGH = 3 /* months in a row that are worth a heading */ };
    int64_t shown[COURSE_POINTS];
    for (int i = 0; i < COURSE_POINTS; i++) {
        struct agg_rate r = agg_course_rate(&of->point[i]);
        shown[i] =
            (i == COURSE_NOW ? words_has_notes(c, i) : words_compares(c, i)) ? num_per_mille(r.part, r.whole) : -1;
    }
    if (shown[COURSE_NOW] < 0)
        return "Verlauf der Quote";
    int extreme = against_all(shown), row = months_in_a_row(shown);
    if (extreme)
        return arena_printf(a, "Die Quote ist %s als %s davor", extreme > 0 ? "höher" : "niedriger",
                            whole_month(c) ? "in jedem der zwölf Monate" : "an jedem der zwölf Monatsenden");
    if (whole_month(c) && (row >= LONG_ENOUGH || row <= -LONG_ENOUGH))
        return arena_printf(a, "Die Quote %s seit %s Monaten", row > 0 ? "steigt" : "sinkt",
                            words_count_word((uint64_t)(row > 0 ? row : -row), false, a));
    if (shown[COURSE_YEAR_BEFORE] < 0)
        return "Verlauf der Quote";
    return against_year_before(c, shown[COURSE_NOW] - shown[COURSE_YEAR_BEFORE], a);
}

/* ---- archived records ---- */

static const char *percent(const struct agg_counts *n, struct arena *a)
{
    struct buf b = {0};
    struct agg_rate r = agg_course_rate(n);
    num_put_percent(&b, r.part, r.whole);
    return r.whole ? buf_keep(&b, a) : (buf_free(&b), "keine Quote");
}

/* "überfällig 61 statt 60"; today's count first. */
static const char *say_codes(const struct agg_counts *then, const struct agg_counts *now, struct arena *a)
{
    const char *s = "";
    for (int i = VERDICT_CODES - 1; i >= 0; i--)
        if (then->code[i] != now->code[i])
            s = arena_printf(a, "%s%s%s %s statt %s", s, *s ? ", " : "", words_verdict[i], num_german(now->code[i], a),
                             num_german(then->code[i], a));
    return s;
}

const char *words_say_archived(const char *run, const char *rules, const struct agg_counts *then,
                               const struct agg_counts *now, struct arena *a)
{
    const char *by = *rules ? arena_printf(a, " nach dem Regelwerk %s", rules) : "";
    if (!now)
        return arena_printf(a, "Der archivierte Lauf %s%s weicht davon ab.", run, by);
    return arena_printf(a, "Archiviert (Lauf %s%s): %s von %s Kund*innen; heute %s von %s (%s).", run, by,
                        percent(then, a), num_german(then->customers, a), percent(now, a),
                        num_german(now->customers, a), say_codes(then, now, a));
}

/* ---- the flow ---- */

const char *words_say_flow_heading(const struct agg_courses *c, const struct agg_course *of, struct arena *a)
{
    const char *month = day_month_name(day_split(c->day[COURSE_MONTH_BEFORE]).month);
    struct agg_rate before = agg_course_rate(&of->point[COURSE_MONTH_BEFORE]);
    struct agg_rate now = agg_course_rate(&of->point[COURSE_NOW]);
    if (!before.part && !now.part)
        return arena_printf(a, "Bewegung seit Ende %s", month);
    if (now.part == before.part)
        return now.part == 1 ? arena_printf(a, "Im Rhythmus ist eine Person, wie Ende %s", month)
                             : arena_printf(a, "Im Rhythmus sind ebenso viele wie Ende %s", month);
    uint64_t by = now.part > before.part ? now.part - before.part : before.part - now.part;
    const char *word = now.part > before.part ? "mehr" : "weniger";
    return by == 1 ? arena_printf(a, "Im Rhythmus ist eine Person %s als Ende %s", word, month)
                   : arena_printf(a, "Im Rhythmus sind %s Kund*innen %s als Ende %s", words_count_word(by, false, a),
                                  word, month);
}

/* Those who moved between rhythm and overdue by a contact or by the calendar alone. */
static const char *say_contacts(uint32_t in, uint32_t out, struct arena *a)
{
    if (!in && !out)
        return "Von den Überfälligen kam niemand durch einen Kontakt in den Rhythmus, und niemand fiel mit Ablauf der "
               "Frist heraus.";
    if (!in)
        return out == 1 ? "Eine Person fiel mit Ablauf ihrer Frist aus dem Rhythmus; von den Überfälligen kam niemand "
                          "durch einen Kontakt hinein."
                        : arena_printf(a,
                                       "%s Kund*innen fielen mit Ablauf ihrer Frist aus dem Rhythmus; von den "
                                       "Überfälligen kam niemand durch einen Kontakt hinein.",
                                       words_count_word(out, true, a));
    const char *first = in == 1 ? "Eine überfällige Person kam durch einen Kontakt in den Rhythmus"
                                : arena_printf(a, "%s Überfällige kamen durch einen Kontakt in den Rhythmus",
                                               words_count_word(in, true, a));
    if (out == 0)
        return arena_printf(a, "%s, niemand fiel mit Ablauf der Frist heraus.", first);
    return out == 1 ? arena_printf(a, "%s, eine fiel mit Ablauf ihrer Frist heraus.", first)
                    : arena_printf(a, "%s, %s fielen mit Ablauf ihrer Frist heraus.", first,
                                   words_count_word(out, false, a));
}

const char *words_say_flow(const struct agg_flow *f, bool team, struct arena *a)
{
    uint32_t in = f->cause[CAUSE_CONTACT][MOVE_LATE_MET], out = f->cause[CAUSE_DEADLINE][MOVE_MET_LATE];
    uint64_t moved = 0;
    int64_t part, whole;
    for (int cause = 0; cause < FLOW_CAUSES; cause++)
        for (int move = 0; move < FLOW_MOVES; move++)
            moved += f->cause[cause][move];
    agg_flow_change(f, &part, &whole);
    if (!moved)
        return "Bei den Bewerteten hat sich nichts bewegt.";
    if (moved == (uint64_t)in + out)
        return arena_printf(a, "%s Sonst hat sich bei den Bewerteten nichts bewegt.", say_contacts(in, out, a));
    return arena_printf(a,
                        "%s Zu- und Abgänge, Neue, Ausnahmen%s geänderte Vorgaben und alles Übrige zusammen: im "
                        "Rhythmus %s, bewertet %s.",
                        say_contacts(in, out, a), team ? ", Teamwechsel," : ",",
                        words_change_count(part - (int64_t)in + (int64_t)out, a), words_change_count(whole, a));
}
