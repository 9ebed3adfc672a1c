/* Course, comparison and flow (spec 2.12) in ergebnis.xml. */
#include "report/results.h"

#include "base/num.h"
#include "report/sentences.h"
#include "report/xml.h"

/* What is written, and for whom. */
struct part {
    struct buf *b;
    const struct agg_courses *courses;
    const struct agg_course *course;
    struct arena *a;
    int depth; /* of the element verlauf */
};

static void open_element(const struct part *p, int depth, const char *name)
{
    report_line(p->b, p->depth + depth, "<");
    buf_text(p->b, name);
}

static void attr_day(struct buf *b, const char *name, int32_t day, struct arena *a)
{
    report_attr(b, name, day_iso(day).s);
    report_attr(b, arena_printf(a, "%s-text", name), day_german(day).s);
}

static const char *percent_words(struct agg_rate r, struct arena *a)
{
    struct buf b = {0};
    num_put_percent(&b, r.part, r.whole);
    const char *s = arena_text(a, buf_str(&b), b.n);
    buf_free(&b);
    return s;
}

/* The attributes of a rate; undefined is not 0: no prozent then. */
static void attr_rate(const struct part *p, struct agg_rate r)
{
    report_attr_german(p->b, "zaehler", (int64_t)r.part);
    report_attr_german(p->b, "nenner", (int64_t)r.whole);
    if (r.whole) {
        buf_text(p->b, " prozent=\"");
        num_put_fixed(p->b, 100.0 * (double)r.part / (double)r.whole, 4);
        buf_char(p->b, '"');
    }
    report_attr(p->b, "text", percent_words(r, p->a));
}

static void attr_count(const struct part *p, const char *text_of, int64_t n)
{
    report_attr_int(p->b, "wert", n);
    report_attr(p->b, "text", text_of);
}

static const char *german(int64_t n, struct arena *a)
{
    struct buf b = {0};
    num_put_german(&b, n);
    const char *s = arena_text(a, buf_str(&b), b.n);
    buf_free(&b);
    return s;
}

/* ---- points ---- */

static void put_point(const struct part *p, int at)
{
    static const char *const months[] = {"Jan", "Feb", "Mär", "Apr", "Mai", "Jun",
                                         "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"};
    const struct agg_counts *n = &p->course->point[at];
    int32_t day = p->courses->day[at];
    struct day_parts d = day_split(day);
    bool ends_month = day == day_month_end(day);
    open_element(p, 1, "punkt");
    attr_day(p->b, "tag", day, p->a);
    report_attr(p->b, "name", report_month_name(day, p->a));
    report_attr(p->b, "kurz", ends_month ? months[d.month - 1] : arena_printf(p->a, "%02d.%02d.", d.day, d.month));
    report_attr_int(p->b, "monat", d.month);
    report_attr_int(p->b, "jahr", d.year);
    buf_text(p->b, ">\n");
    report_value(p->b, p->depth + 2, "kunden", n->customers);
    for (int i = 0; i < VERDICT_CODES; i++) {
        open_element(p, 2, "urteil");
        report_attr(p->b, "code", verdict_codes[i]);
        attr_count(p, german(n->code[i], p->a), n->code[i]);
        buf_text(p->b, "/>\n");
    }
    open_element(p, 2, "quote");
    attr_rate(p, agg_course_rate(n));
    buf_text(p->b, "/>\n");
    if (p->courses->known_then) {
        open_element(p, 2, "damals");
        report_attr(p->b, "abweichend", agg_course_known_differs(p->courses, p->course, at) ? "ja" : "nein");
        attr_rate(p, agg_course_rate(&p->course->known[at]));
        buf_text(p->b, "/>\n");
    }
    report_line(p->b, p->depth + 1, "</punkt>\n");
}

/* ---- comparison ---- */

static void attr_direction(const struct part *p, int64_t by)
{
    report_attr(p->b, "richtung", by > 0 ? "auf" : by < 0 ? "ab" : "gleich");
}

static void put_difference(const struct part *p, const char *element, const char *code, uint32_t now, uint32_t before)
{
    int64_t by = (int64_t)now - before;
    open_element(p, 2, element);
    if (code)
        report_attr(p->b, "code", code);
    report_attr_german(p->b, "vorher", before);
    attr_count(p, report_change_count(by, p->a), by);
    attr_direction(p, by);
    buf_text(p->b, "/>\n");
}

/* Where nobody was in care then, there is nothing to compare with. */
static void put_comparison(const struct part *p, const char *with, int at)
{
    const struct agg_counts *now = &p->course->point[COURSE_NOW], *before = &p->course->point[at];
    int64_t tenths;
    if (!before->customers)
        return;
    open_element(p, 1, "vergleich");
    report_attr(p->b, "zu", with);
    attr_day(p->b, "tag", p->courses->day[at], p->a);
    report_attr(p->b, "name", report_month_name(p->courses->day[at], p->a));
    report_attr(p->b, "bezug", report_in_month(p->courses, at, p->a));
    buf_text(p->b, ">\n");
    put_difference(p, "kunden", NULL, now->customers, before->customers);
    for (int i = 0; i < VERDICT_CODES; i++)
        put_difference(p, "urteil", verdict_codes[i], now->code[i], before->code[i]);
    open_element(p, 2, "quote");
    report_attr(p->b, "vorher-text", percent_words(agg_course_rate(before), p->a));
    if (report_points(agg_course_rate(now), agg_course_rate(before), &tenths)) {
        buf_text(p->b, " wert=\"");
        num_put_fixed(p->b, (double)tenths / 10, 1);
        buf_char(p->b, '"');
        report_attr(p->b, "text", report_change_points(tenths, p->a));
        attr_direction(p, tenths);
    }
    buf_text(p->b, "/>\n");
    report_line(p->b, p->depth + 1, "</vergleich>\n");
}

/* ---- flow ---- */

static const char *place_code(int place)
{
    return place == FLOW_OUTSIDE ? "ausserhalb" : place == FLOW_OTHER_TEAM ? "anderes_team" : verdict_codes[place];
}

static const char *const move_codes[FLOW_MOVES] = {
    [MOVE_LATE_MET] = "ueberfaellig-rhythmus", [MOVE_MET_LATE] = "rhythmus-ueberfaellig",
    [MOVE_NONE_MET] = "unbewertet-rhythmus",   [MOVE_NONE_LATE] = "unbewertet-ueberfaellig",
    [MOVE_MET_NONE] = "rhythmus-unbewertet",   [MOVE_LATE_NONE] = "ueberfaellig-unbewertet",
};

/* What a move says where its cause has no words of its own for it: how it was, or how it is now. */
static const char *const move_ends[FLOW_MOVES] = {
    [MOVE_LATE_MET] = "war überfällig, jetzt im Rhythmus",
    [MOVE_MET_LATE] = "war im Rhythmus, jetzt überfällig",
    [MOVE_NONE_MET] = "jetzt im Rhythmus",
    [MOVE_NONE_LATE] = "jetzt überfällig",
    [MOVE_MET_NONE] = "war im Rhythmus",
    [MOVE_LATE_NONE] = "war überfällig",
};

static const struct {
    const char *code, *name;
} causes[FLOW_CAUSES] = {
    [CAUSE_CONTACT] = {"kontakt", "Kontakt"},
    [CAUSE_DEADLINE] = {"frist", "Frist abgelaufen"},
    [CAUSE_RULE] = {"vorgabe", "andere Regel oder anderes Intervall"},
    [CAUSE_BOUND] = {"mit-vorgabe", "erstmals oder wieder mit Vorgabe"},
    [CAUSE_RELEASED] = {"ohne-vorgabe", "nicht mehr mit Vorgabe"},
    [CAUSE_EXEMPT] = {"ausgenommen", "ausgenommen"},
    [CAUSE_EXEMPT_NO_MORE] = {"nicht-mehr-ausgenommen", "nicht mehr ausgenommen"},
    [CAUSE_ENTRY] = {"zugang", "zugegangen"},
    [CAUSE_EXIT] = {"abgang", "abgegangen"},
    [CAUSE_TEAM_IN] = {"aus-anderem-team", "aus anderem Team gekommen"},
    [CAUSE_TEAM_OUT] = {"in-anderes-team", "in anderes Team gewechselt"},
    [CAUSE_UNCLEAR] = {"unklar", "unklar geworden"},
    [CAUSE_UNCLEAR_NO_MORE] = {"nicht-mehr-unklar", "nicht mehr unklar"},
    [CAUSE_OTHER] = {"sonstiges", "andere Angaben geändert"},
};

static void attr_contribution(const struct part *p, const char *name, int64_t n)
{
    report_attr_int(p->b, name, n);
    report_attr(p->b, arena_printf(p->a, "%s-text", name), report_change_count(n, p->a));
}

/* From and to the new there is more to say: it is about the first contact. */
static const char *move_words(int cause, int move)
{
    bool fresh = move == MOVE_NONE_MET || move == MOVE_NONE_LATE;
    if (cause == CAUSE_CONTACT)
        return fresh ? "war neu, jetzt im Rhythmus" : move_ends[move];
    if (cause == CAUSE_DEADLINE)
        return fresh ? "war neu, jetzt überfällig" : move_ends[move];
    return move_ends[move];
}

static void put_cause(const struct part *p, int cause, int move)
{
    uint32_t n = p->course->flow.cause[cause][move];
    if (!n)
        return;
    open_element(p, 2, "ursache");
    report_attr(p->b, "kennung", causes[cause].code);
    report_attr(p->b, "zug", move_codes[move]);
    report_attr(p->b, "name", causes[cause].name);
    report_attr(p->b, "weg", move_words(cause, move));
    attr_count(p, german(n, p->a), n);
    attr_contribution(p, "zaehler", (int64_t)n * agg_flow_part[move]);
    attr_contribution(p, "nenner", (int64_t)n * agg_flow_whole[move]);
    buf_text(p->b, "/>\n");
}

static void put_steps(const struct part *p)
{
    for (int from = 0; from < FLOW_PLACES; from++)
        for (int to = 0; to < FLOW_PLACES; to++) {
            uint32_t n = p->course->flow.from_to[from][to];
            if (!n)
                continue;
            open_element(p, 2, "schritt");
            report_attr(p->b, "von", place_code(from));
            report_attr(p->b, "nach", place_code(to));
            attr_count(p, german(n, p->a), n);
            buf_text(p->b, "/>\n");
        }
}

/* Every place that somebody was in at one end, the rated first: rows and columns of the matrix. */
static void put_places(const struct part *p)
{
    for (int i = 0; i < FLOW_PLACES; i++) {
        int place = i < VERDICT_CODES ? VERDICT_CODES - 1 - i : i;
        int64_t row = 0, column = 0;
        for (int other = 0; other < FLOW_PLACES; other++) {
            row += p->course->flow.from_to[place][other];
            column += p->course->flow.from_to[other][place];
        }
        if (!row && !column)
            continue;
        open_element(p, 2, "platz");
        report_attr(p->b, "code", place_code(place));
        report_attr_german(p->b, "vorher", row);
        report_attr_german(p->b, "jetzt", column);
        buf_text(p->b, "/>\n");
    }
}

static void put_flow(const struct part *p)
{
    int64_t part, whole;
    const struct agg_course *c = p->course;
    if (!c->point[COURSE_MONTH_BEFORE].customers)
        return;
    agg_flow_change(&c->flow, &part, &whole);
    open_element(p, 1, "bewegung");
    attr_day(p->b, "von", p->courses->day[COURSE_MONTH_BEFORE], p->a);
    attr_day(p->b, "bis", p->courses->day[COURSE_NOW], p->a);
    buf_text(p->b, ">\n");
    report_element(p->b, p->depth + 2, "ueberschrift", report_say_flow_heading(p->courses, c, p->a));
    report_element(p->b, p->depth + 2, "erklaerung", report_say_flow(&c->flow, c->name != NULL, p->a));
    put_places(p);
    put_steps(p);
    for (int cause = 0; cause < FLOW_CAUSES; cause++)
        for (int move = 0; move < FLOW_MOVES; move++)
            put_cause(p, cause, move);
    open_element(p, 2, "veraenderung");
    attr_contribution(p, "zaehler", part);
    attr_contribution(p, "nenner", whole);
    buf_text(p->b, "/>\n");
    report_line(p->b, p->depth + 1, "</bewegung>\n");
}

/* ---- the whole ---- */

static void put_course(const struct part *p, const struct results_run *run, const char *team_code)
{
    open_element(p, 0, "verlauf");
    if (team_code) {
        report_attr(p->b, "name", p->course->name);
        report_attr(p->b, "kennung", team_code);
    }
    buf_text(p->b, ">\n");
    report_element(p->b, p->depth + 1, "ueberschrift", report_say_course(p->courses, p->course, p->a));
    if (p->courses->oldest_note != DAY_NONE) {
        open_element(p, 1, "aeltester-vermerk");
        attr_day(p->b, "tag", p->courses->oldest_note, p->a);
        buf_text(p->b, "/>\n");
    }
    if (run->target > 0) {
        open_element(p, 1, "zielquote");
        report_attr(p->b, "prozent", arena_printf(p->a, "%d.%d", run->target / 10, run->target % 10));
        report_attr(p->b, "text", percent_words((struct agg_rate){(uint64_t)run->target, 1000}, p->a));
        buf_text(p->b, "/>\n");
    }
    for (int i = 0; i < COURSE_POINTS; i++)
        put_point(p, i);
    put_comparison(p, "vormonat", COURSE_MONTH_BEFORE);
    put_comparison(p, "vorjahr", COURSE_YEAR_BEFORE);
    put_flow(p);
    report_line(p->b, p->depth, "</verlauf>\n");
}

void results_put_course(struct buf *b, const struct results_run *run, const struct results_area *area, struct arena *a)
{
    const struct agg_courses *c = run->courses;
    struct part p = {.b = b, .courses = c, .course = area->course, .a = a, .depth = 2};
    if (!c || !area->course || area->detail == RESULTS_BRIEF)
        return;
    put_course(&p, run, NULL);
    if (area->detail != RESULTS_FULL || area->team)
        return;
    report_line(b, 2, "<verlaeufe nach=\"team\">\n");
    p.depth = 3;
    for (size_t i = 0; i < c->n_teams; i++) {
        p.course = &c->team[i];
        put_course(&p, run, run->tables->word[c->team[i].team]);
    }
    report_line(b, 2, "</verlaeufe>\n");
}
