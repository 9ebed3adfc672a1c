/* Course, comparison and flow (spec 2.12) in ergebnis.xml. */
#include "results/results.h"

#include "base/num.h"
#include "base/xml_put.h"
#include "words/sentences.h"

#include <string.h>

/* What is written, and for whom. */
struct part {
    struct buf *b;
    const struct results_run *run;
    const struct agg_courses *courses;
    const struct agg_course *course;
    struct arena *a;
    int depth;  /* of the element verlauf */
    int before; /* the point that S is compared with */
};

enum { NO_POINT = -1 };

static void open_element(const struct part *p, int depth, const char *name)
{
    xml_line(p->b, p->depth + depth, "<");
    buf_text(p->b, name);
}

/* Of one point of the course. */
static bool hides_at(const struct part *p, int at, int what)
{
    return disclosure_hides(p->run->disclosure, agg_unit_month(p->course->team, at), what);
}

static bool hides_rate_at(const struct part *p, int at)
{
    return disclosure_hides_rate(p->run->disclosure, agg_unit_month(p->course->team, at));
}

/* Of the flow to S. */
static bool hides(const struct part *p, int what)
{
    return hides_at(p, COURSE_NOW, what);
}

static void attr_day(struct buf *b, const char *name, int32_t day, struct arena *a)
{
    xml_attr(b, name, day_iso(day).s);
    xml_attr(b, arena_printf(a, "%s-text", name), day_german(day).s);
}

static const char *percent_words(struct agg_rate r, struct arena *a)
{
    struct buf b = {0};
    num_put_percent(&b, r.part, r.whole);
    return buf_keep(&b, a);
}

/* The attributes of a rate; undefined is not 0: no prozent then. at: of which point, NO_POINT: hidden where anything
 * is. */
static void attr_rate(const struct part *p, struct agg_rate r, int at)
{
    bool hidden = at == NO_POINT ? p->run->disclosure != NULL : hides_rate_at(p, at);
    results_attr_german(p->b, "zaehler", (int64_t)r.part, at == NO_POINT ? hidden : hides_at(p, at, DISCLOSE_MET));
    results_attr_german(p->b, "nenner", (int64_t)r.whole, at == NO_POINT ? hidden : hides_at(p, at, DISCLOSE_RATED));
    if (r.whole && !hidden) {
        buf_text(p->b, " prozent=\"");
        num_put_fixed(p->b, 100.0 * (double)r.part / (double)r.whole, 4);
        buf_char(p->b, '"');
    }
    if (hidden)
        xml_attr(p->b, "verborgen", "ja");
    results_attr_percent(p->b, "text", r.part, r.whole, hidden);
}

/* ---- points ---- */

/* What an archived run recorded for a month, of the same team where it is one; NULL: nothing. */
static const struct agg_counts *archived_of(const struct part *p, int32_t day, const struct results_archived **record)
{
    for (size_t i = 0; i < p->run->n_archived; i++) {
        const struct results_archived *x = &p->run->archived[i];
        if (x->day != day)
            continue;
        *record = x;
        if (!p->course->name)
            return &x->counts;
        for (size_t k = 0; k < x->n_teams; k++)
            if (strcmp(x->team[k].code, p->run->tables->word[p->course->team]) == 0)
                return &x->team[k].counts;
        return NULL;
    }
    return NULL;
}

static void put_archived(const struct part *p, int at)
{
    const struct results_archived *record = NULL;
    const struct agg_counts *then = archived_of(p, p->courses->day[at], &record), *now = &p->course->point[at];
    if (!then || at == COURSE_NOW)
        return;
    bool differs = memcmp(then, now, sizeof *now) != 0;
    open_element(p, 2, "archiv");
    xml_attr(p->b, "lauf", record->run_id);
    xml_attr(p->b, "regelwerk", record->rules);
    xml_attr(p->b, "abweichend", differs ? "ja" : "nein");
    results_attr_german(p->b, "kunden", then->customers, p->run->disclosure != NULL);
    buf_text(p->b, ">\n");
    open_element(p, 3, "quote");
    attr_rate(p, agg_course_rate(then), NO_POINT);
    buf_text(p->b, "/>\n");
    if (differs)
        xml_element(p->b, p->depth + 3, "unterschied",
                    words_say_archived(record->run_id, strcmp(record->rules, p->run->set->id) ? record->rules : "",
                                       then, p->run->disclosure ? NULL : now, p->a));
    if (p->run->afterwards)
        results_put_afterwards_month(p->b, p->run, record, p->course->name);
    xml_line(p->b, p->depth + 2, "</archiv>\n");
}

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
    xml_attr(p->b, "name", words_month_name(day, p->a));
    xml_attr(p->b, "kurz", ends_month ? months[d.month - 1] : arena_printf(p->a, "%02d.%02d.", d.day, d.month));
    xml_attr_int(p->b, "monat", d.month);
    xml_attr_int(p->b, "jahr", d.year);
    xml_attr(p->b, "vermerke", words_has_notes(p->courses, at) ? "ja" : "nein");
    buf_text(p->b, ">\n");
    results_put_count(p->b, p->depth + 2, "kunden", n->customers, hides_at(p, at, DISCLOSE_CUSTOMERS));
    for (int i = 0; i < VERDICT_CODES; i++) {
        open_element(p, 2, "urteil");
        xml_attr(p->b, "code", verdict_codes[i]);
        results_attr_count(p->b, n->code[i], hides_at(p, at, DISCLOSE_CODE + i));
        buf_text(p->b, "/>\n");
    }
    open_element(p, 2, "quote");
    attr_rate(p, words_has_notes(p->courses, at) ? agg_course_rate(n) : (struct agg_rate){0, 0}, at);
    buf_text(p->b, "/>\n");
    /* One late note more or less would tell of one customer: not published. */
    if (p->courses->known_then && words_has_notes(p->courses, at) && !p->run->disclosure) {
        open_element(p, 2, "damals");
        xml_attr(p->b, "abweichend", agg_course_known_differs(p->courses, p->course, at) ? "ja" : "nein");
        attr_rate(p, agg_course_rate(&p->course->known[at]), at);
        buf_text(p->b, "/>\n");
    }
    put_archived(p, at);
    xml_line(p->b, p->depth + 1, "</punkt>\n");
}

/* ---- comparison ---- */

static void attr_direction(const struct part *p, int64_t by)
{
    xml_attr(p->b, "richtung", by > 0 ? "auf" : by < 0 ? "ab" : "gleich");
}

/* A difference is told where both ends are. */
static void put_difference(const struct part *p, const char *element, const char *code, int what)
{
    const struct agg_counts *x = &p->course->point[COURSE_NOW], *y = &p->course->point[p->before];
    uint32_t now = code ? x->code[what - DISCLOSE_CODE] : x->customers;
    uint32_t before = code ? y->code[what - DISCLOSE_CODE] : y->customers;
    int64_t by = (int64_t)now - before;
    open_element(p, 2, element);
    if (code)
        xml_attr(p->b, "code", code);
    results_attr_german(p->b, "vorher", before, hides_at(p, p->before, what));
    if (hides_at(p, COURSE_NOW, what) || hides_at(p, p->before, what)) {
        results_attr_count(p->b, by, true);
    } else {
        xml_attr_int(p->b, "wert", by);
        xml_attr(p->b, "text", words_change_count(by, p->a));
        attr_direction(p, by);
    }
    buf_text(p->b, "/>\n");
}

static void put_rate_difference(const struct part *p)
{
    struct agg_rate now = agg_course_rate(&p->course->point[COURSE_NOW]),
                    before = agg_course_rate(&p->course->point[p->before]);
    bool hides_before = hides_rate_at(p, p->before);
    int64_t tenths;
    open_element(p, 2, "quote");
    results_attr_percent(p->b, "vorher-text", before.part, before.whole, hides_before);
    if (hides_before || hides_rate_at(p, COURSE_NOW)) {
        results_attr_count(p->b, 0, true);
    } else if (words_points(now, before, &tenths)) {
        buf_text(p->b, " wert=\"");
        num_put_fixed(p->b, (double)tenths / 10, 1);
        buf_char(p->b, '"');
        xml_attr(p->b, "text", words_change_points(tenths, p->a));
        attr_direction(p, tenths);
    }
    buf_text(p->b, "/>\n");
}

/* Where nobody was in care then, or no note reaches back so far, there is nothing to compare with. */
static void put_comparison(struct part *p, const char *with, int at)
{
    p->before = at;
    if (!p->course->point[at].customers || !words_compares(p->courses, at))
        return;
    open_element(p, 1, "vergleich");
    xml_attr(p->b, "zu", with);
    attr_day(p->b, "tag", p->courses->day[at], p->a);
    xml_attr(p->b, "name", words_month_name(p->courses->day[at], p->a));
    xml_attr(p->b, "bezug", words_in_month(p->courses, at, p->a));
    buf_text(p->b, ">\n");
    put_difference(p, "kunden", NULL, DISCLOSE_CUSTOMERS);
    for (int i = 0; i < VERDICT_CODES; i++)
        put_difference(p, "urteil", verdict_codes[i], DISCLOSE_CODE + i);
    put_rate_difference(p);
    xml_line(p->b, p->depth + 1, "</vergleich>\n");
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

static void attr_contribution(const struct part *p, const char *name, int64_t n, bool hidden)
{
    if (!hidden)
        xml_attr_int(p->b, name, n);
    xml_attr(p->b, arena_printf(p->a, "%s-text", name), hidden ? RESULTS_HIDDEN : words_change_count(n, p->a));
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
    bool hidden = hides(p, DISCLOSE_CAUSE + cause * FLOW_MOVES + move);
    if (!n && !hidden)
        return;
    open_element(p, 2, "ursache");
    xml_attr(p->b, "kennung", causes[cause].code);
    xml_attr(p->b, "zug", move_codes[move]);
    xml_attr(p->b, "name", causes[cause].name);
    xml_attr(p->b, "weg", move_words(cause, move));
    results_attr_count(p->b, n, hidden);
    attr_contribution(p, "zaehler", (int64_t)n * agg_flow_part[move], hidden && agg_flow_part[move]);
    attr_contribution(p, "nenner", (int64_t)n * agg_flow_whole[move], hidden && agg_flow_whole[move]);
    buf_text(p->b, "/>\n");
}

/* A step that nobody can take is none that could be hidden. */
static bool is_hidden_step(const struct part *p, int from, int to)
{
    bool inside = from < VERDICT_CODES || to < VERDICT_CODES;
    bool team = from == FLOW_OTHER_TEAM || to == FLOW_OTHER_TEAM;
    return inside && (!team || p->course->name) && hides(p, DISCLOSE_STEP + from * FLOW_PLACES + to);
}

static void put_steps(const struct part *p)
{
    for (int from = 0; from < FLOW_PLACES; from++)
        for (int to = 0; to < FLOW_PLACES; to++) {
            uint32_t n = p->course->flow.from_to[from][to];
            bool hidden = is_hidden_step(p, from, to);
            if (!n && !hidden)
                continue;
            open_element(p, 2, "schritt");
            xml_attr(p->b, "von", place_code(from));
            xml_attr(p->b, "nach", place_code(to));
            results_attr_count(p->b, n, hidden);
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
        bool hides_row = hides(p, DISCLOSE_WAS + place);
        bool hides_column = hides(p, DISCLOSE_IS + place);
        if (!row && !column && !hides_row && !hides_column)
            continue;
        open_element(p, 2, "platz");
        xml_attr(p->b, "code", place_code(place));
        results_attr_german(p->b, "vorher", row, hides_row);
        results_attr_german(p->b, "jetzt", column, hides_column);
        buf_text(p->b, "/>\n");
    }
}

/* Contacts, deadlines: what the explanation names. */
static const char *say_flow(const struct part *p)
{
    const struct agg_flow *f = &p->course->flow;
    if (hides(p, DISCLOSE_CAUSE + CAUSE_CONTACT * FLOW_MOVES + MOVE_LATE_MET) ||
        hides(p, DISCLOSE_CAUSE + CAUSE_DEADLINE * FLOW_MOVES + MOVE_MET_LATE))
        return "";
    return words_say_flow(f, p->course->name != NULL, p->a);
}

static void put_flow(const struct part *p)
{
    int64_t part, whole;
    const struct agg_course *c = p->course;
    if (!c->point[COURSE_MONTH_BEFORE].customers || !words_compares(p->courses, COURSE_MONTH_BEFORE))
        return;
    if (hides(p, DISCLOSE_FLOW)) {
        xml_line(p->b, p->depth + 1, "<bewegung-verborgen/>\n");
        return;
    }
    agg_flow_change(&c->flow, &part, &whole);
    open_element(p, 1, "bewegung");
    attr_day(p->b, "von", p->courses->day[COURSE_MONTH_BEFORE], p->a);
    attr_day(p->b, "bis", p->courses->day[COURSE_NOW], p->a);
    buf_text(p->b, ">\n");
    xml_element(p->b, p->depth + 2, "ueberschrift", words_say_flow_heading(p->courses, c, p->a));
    xml_element(p->b, p->depth + 2, "erklaerung", say_flow(p));
    put_places(p);
    put_steps(p);
    for (int cause = 0; cause < FLOW_CAUSES; cause++)
        for (int move = 0; move < FLOW_MOVES; move++)
            put_cause(p, cause, move);
    open_element(p, 2, "veraenderung");
    attr_contribution(p, "zaehler", part, false);
    attr_contribution(p, "nenner", whole, false);
    buf_text(p->b, "/>\n");
    xml_line(p->b, p->depth + 1, "</bewegung>\n");
}

/* ---- the whole ---- */

/* Of months that are hidden nothing is said: then the heading may be about none. */
static const char *say_course(const struct part *p)
{
    for (int i = 0; i < COURSE_POINTS; i++)
        if (hides_rate_at(p, i))
            return "Verlauf der Quote";
    return words_say_course(p->courses, p->course, p->a);
}

static void put_course(struct part *p, const struct results_run *run, const char *team_code)
{
    open_element(p, 0, "verlauf");
    if (team_code) {
        xml_attr(p->b, "name", p->course->name);
        xml_attr(p->b, "kennung", team_code);
    }
    if (p->courses->alone)
        xml_attr(p->b, "verglichen", "nein");
    buf_text(p->b, ">\n");
    xml_element(p->b, p->depth + 1, "ueberschrift", say_course(p));
    if (p->courses->oldest_note != DAY_NONE) {
        open_element(p, 1, "aeltester-vermerk");
        attr_day(p->b, "tag", p->courses->oldest_note, p->a);
        buf_text(p->b, "/>\n");
    }
    if (run->target > 0) {
        open_element(p, 1, "zielquote");
        xml_attr(p->b, "prozent", arena_printf(p->a, "%d.%d", run->target / 10, run->target % 10));
        xml_attr(p->b, "text", percent_words((struct agg_rate){(uint64_t)run->target, 1000}, p->a));
        buf_text(p->b, "/>\n");
    }
    for (int i = 0; i < COURSE_POINTS; i++)
        put_point(p, i);
    put_comparison(p, "vormonat", COURSE_MONTH_BEFORE);
    put_comparison(p, "vorjahr", COURSE_YEAR_BEFORE);
    put_flow(p);
    xml_line(p->b, p->depth, "</verlauf>\n");
}

void results_put_course(struct buf *b, const struct results_run *run, const struct results_area *area, struct arena *a)
{
    const struct agg_courses *c = run->courses;
    struct part p = {.b = b, .run = run, .courses = c, .course = area->course, .a = a, .depth = 2};
    if (!c || !area->course || area->detail == RESULTS_BRIEF)
        return;
    put_course(&p, run, NULL);
    if (area->team)
        return;
    xml_line(b, 2, "<verlaeufe nach=\"team\">\n");
    p.depth = 3;
    for (size_t i = 0; i < c->n_teams; i++) {
        p.course = &c->team[i];
        put_course(&p, run, run->tables->word[c->team[i].team]);
    }
    xml_line(b, 2, "</verlaeufe>\n");
}
