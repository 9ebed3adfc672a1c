#include "life.h"

#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Appointments and the like are exported for this many days before the reporting day */
#define WINDOW 183

/*
 * Share of talks, in permille, that come later than the requirement asks for, with a caseworker of usual
 * diligence. Chosen so that at the end of a year about three of four with a requirement are in time.
 */
#define LATE_MONTHLY     160u
#define LATE_QUARTERLY   325u
#define LATE_HALF_YEARLY 370u

struct course { /* one customer's care while it is being made */
    const struct world *w;
    struct life *life;
    struct rng r;
    bool never;        /* no talk of his is ever noted so that it counts */
    int32_t forgotten; /* from this day on nobody calls */
};

const struct line *life_line(const struct life *life, int32_t day)
{
    const struct line *l = &life->line[0];

    for (uint32_t i = 1; i < life->n_line && life->line[i].key <= day; i++)
        l = &life->line[i];
    return l;
}

int32_t life_end(const struct world *w, const struct life *life)
{
    int32_t until = life->line[life->n_line - 1].until;

    return until != CAL_NONE && until < w->as_of ? until : w->as_of;
}

/* Days that the directive gives between two contacts, 0 where it says nothing */
static int32_t span_asked(const struct life *life, int32_t day)
{
    const struct line *l = life_line(life, day);

    if (l->status == STATUS_UNEMPLOYED && day < cal_birthday(life->birth, 25))
        return 30;
    if (l->profile == PROFILE_I || l->profile == PROFILE_Z)
        return 182;
    if (l->status != STATUS_UNEMPLOYED)
        return 0;
    for (uint32_t i = 0; i < life->n_exception; i++) {
        const struct exception *e = &life->exception[i];
        if (e->interval_days > 0 && e->kind != EX_JBA && e->from <= day &&
            (e->until == CAL_NONE || day <= e->until))
            return e->interval_days;
    }
    return 91;
}

static const struct exception *suspended(const struct life *life, int32_t day)
{
    for (uint32_t i = 0; i < life->n_exception; i++) {
        const struct exception *e = &life->exception[i];
        if (e->interval_days == 0 && e->kind != EX_JBA && e->from <= day &&
            (e->until == CAL_NONE || day <= e->until))
            return e;
    }
    return NULL;
}

static bool inside_jba(const struct life *life, int32_t day)
{
    for (uint32_t i = 0; i < life->n_exception; i++) {
        const struct exception *e = &life->exception[i];
        if (e->kind == EX_JBA && e->from <= day && (e->until == CAL_NONE || day <= e->until))
            return true;
    }
    return false;
}

static void choose_interval(struct rng *r, struct exception *e)
{
    static const struct {
        const char *text;
        int32_t days;
    } form[] = {
        {"6 Wochen", 42}, {"4 Wochen", 28},  {"2 Monate", 61},  {"28 Tage", 28}, {"1 Monat", 30},
        {"8 Wochen", 56}, {"4 Monate", 122}, {"6 Monate", 183}, {"14 Tage", 14}, {"5 Monate", 152},
    };
    static const uint8_t weight[] = {20, 12, 20, 6, 10, 8, 9, 9, 2, 4};
    uint32_t i = rng_weighted(r, weight, COUNT(weight));

    e->interval = form[i].text;
    e->interval_days = form[i].days;
}

static const char *choose_reason(struct rng *r, enum exception_kind kind)
{
    static const char *const word[EX_KINDS][4] = {
        {"engere Begleitung vereinbart", "Absprache mit der Teamleitung", "Umzug steht bevor",
         "Sprachkurs am Abend"},
        {"Maßnahme zur Aktivierung, Träger berichtet monatlich", "Integrationskurs", "Umschulung",
         "Arbeitsgelegenheit"},
        {"Arbeitsvertrag liegt vor", "Einstellung zum Monatsersten zugesagt", "Ausbildungsvertrag liegt vor",
         "Zusage des Arbeitgebers"},
        {"Gutachten beim Ärztlichen Dienst beauftragt", "Erwerbsfähigkeit wird geprüft", "Reha-Antrag läuft",
         "Berufspsychologischer Service"},
        {"Pflege eines Angehörigen", "Mutterschutz", "stationäre Behandlung", "Elternzeit"},
        {"gemeinsame Betreuung in der Jugendberufsagentur", "Fallkonferenz JBA", "Federführung beim Bezirk",
         "Hilfeplan SGB VIII"},
    };

    return rng_chance(r, 45) ? "" : word[kind][rng_below(r, 4)];
}

static void shape_exception(struct rng *r, struct exception *e)
{
    static const int32_t shortest[EX_KINDS] = {40, 42, 14, 28, 42, 120};
    static const int32_t longest[EX_KINDS] = {365, 270, 60, 100, 365, 700};
    static const uint32_t open[EX_KINDS] = {180, 0, 0, 20, 260, 150};

    e->interval = "";
    e->interval_days = 0;
    if (e->kind == EX_CASE ? rng_chance(r, 640) : e->kind != EX_JBA && rng_chance(r, 60))
        choose_interval(r, e);
    e->until =
        rng_chance(r, open[e->kind]) ? CAL_NONE : e->from + rng_range(r, shortest[e->kind], longest[e->kind]);
    e->reason = choose_reason(r, e->kind);
}

static void make_exceptions(struct course *c)
{
    static const uint8_t weight[] = {34, 36, 8, 10, 9};
    struct life *life = c->life;
    struct rng *r = &c->r;
    int32_t end = life_end(c->w, life);
    int32_t earliest = life->start > end - 1000 ? life->start : end - 1000;

    life->n_exception = 0;
    if (life->kind == TEAM_YOUNG && end > earliest && rng_chance(r, 90)) {
        struct exception *e = &life->exception[life->n_exception++];
        e->kind = EX_JBA;
        e->from = end - rng_range(r, 0, end - earliest < 500 ? end - earliest : 500);
        shape_exception(r, e);
    }
    if (end - earliest < 30 || !rng_chance(r, 190))
        return;
    int32_t from = rng_chance(r, 500) ? end - rng_range(r, 0, end - earliest < 450 ? end - earliest : 450)
                                      : earliest + rng_range(r, 0, end - earliest);
    for (int32_t i = rng_chance(r, 420) ? rng_range(r, 2, 3) : 1;
         i > 0 && life->n_exception < LIFE_EXCEPTIONS; i--) {
        struct exception *e = &life->exception[life->n_exception++];
        e->kind = (enum exception_kind)rng_weighted(r, weight, COUNT(weight));
        e->from = from;
        shape_exception(r, e);
        if (e->until == CAL_NONE && i == 1)
            break;
        int32_t base = e->until == CAL_NONE ? from + 60 : e->until;
        switch (rng_below(r, 20)) { /* touching, overlapping, from the same day on, or later */
        case 0:
        case 1:
        case 2:
        case 3:
            from = base + 1;
            break;
        case 4:
        case 5:
            from = base - 10;
            break;
        case 6:
            break;
        default:
            from = base + rng_range(r, 20, 200);
            break;
        }
        if (from > end + 30)
            break;
    }
}

/* Forward to a day on which the caseworker is there; now and then a Saturday or a holiday stays */
static int32_t working_day(struct course *c, int32_t day, const struct staff *s)
{
    for (int i = 0; i < 14; i++) {
        int32_t weekday = cal_weekday(day);
        bool works = (s->mask >> weekday & 1) != 0 || (weekday == 5 && rng_chance(&c->r, 8));
        if (works && (!cal_holiday(c->w->cal, day) || rng_chance(&c->r, 4)))
            break;
        day++;
    }
    return day;
}

/* Fewer talks at Christmas and in the summer holidays */
static int32_t season(struct course *c, int32_t day)
{
    int32_t y, m, d;

    cal_civil(day, &y, &m, &d);
    int32_t of_year = m * 100 + d;
    if (of_year >= 1219 && rng_chance(&c->r, 800))
        return cal_day(y + 1, 1, 7) + rng_range(&c->r, 0, 28);
    if (of_year <= 106 && rng_chance(&c->r, 800))
        return cal_day(y, 1, 7) + rng_range(&c->r, 0, 28);
    if (of_year >= 706 && of_year <= 818 && rng_chance(&c->r, 260))
        return day + rng_range(&c->r, 12, 40);
    return day;
}

/* Days to the next talk; late tells whether it is to come after the due day */
static int32_t next_gap(struct course *c, int32_t day, const struct line *l, bool *late)
{
    struct rng *r = &c->r;
    int32_t span = span_asked(c->life, day);
    const struct staff *s = &c->w->office.staff[l->staff];
    const struct team *t = &c->w->office.team[s->team];
    uint32_t lateness = s->lateness;

    *late = false;
    if (span == 0)
        return rng_range(r, 40, 270);
    uint32_t chance = span <= 45 ? LATE_MONTHLY : span <= 130 ? LATE_QUARTERLY : LATE_HALF_YEARLY;
    if (day + span >= t->bad_from && day + span <= t->bad_until)
        lateness = lateness * 17 / 10;
    if (!rng_chance(r, chance * lateness / 1000)) {
        int32_t a = rng_range(r, span / 3, span - 3), b = rng_range(r, span / 3, span - 3);
        return a > b ? a : b;
    }
    *late = true;
    switch (rng_below(r, 20)) {
    case 0:
    case 1:
        return span + rng_range(r, 60, 3 * span > 380 ? 3 * span : 380);
    case 2:
    case 3:
    case 4:
    case 5:
    case 6:
    case 7:
        return span + rng_range(r, 15, span > 70 ? span : 70);
    default:
        return span + rng_range(r, 1, span / 3 > 20 ? span / 3 : 20);
    }
}

static void choose_mode(struct course *c, struct note *n, const struct line *l)
{
    struct rng *r = &c->r;
    uint32_t phone = 235;
    uint32_t x = rng_below(r, 1000);

    if (l->employed || c->life->health || l->profile == PROFILE_M)
        phone = 420;
    if (c->life->kind == TEAM_YOUNG)
        phone = 200;
    if (n->day >= 18337 && n->day <= 18778) /* 17.03.2020 to 31.05.2021 */
        phone = 800;
    n->mode = x < 12           ? MODE_VIDEO
              : x < 16         ? MODE_LETTER
              : x < 20         ? MODE_ONLINE
              : x < 20 + phone ? MODE_PHONE
                               : MODE_PERSON;
}

static void choose_kind_and_partner(struct course *c, struct note *n)
{
    struct rng *r = &c->r;
    uint32_t x = rng_below(r, 1000);

    n->kind = x < 12 ? NOTE_GENERAL : x < (n->first ? 120 : 300) ? NOTE_ADVICE : NOTE_POSITION;
    x = rng_below(r, 1000);
    n->partner = x < 120 ? PARTNER_NONE : PARTNER_IFK;
    if (c->life->kind == TEAM_CASE && x >= 550)
        n->partner = PARTNER_BFM;
    else if (c->life->kind == TEAM_YOUNG && x >= 965)
        n->partner = PARTNER_BB;
    else if (c->life->kind == TEAM_YOUNG && x >= 700 && inside_jba(c->life, n->day))
        n->partner = PARTNER_BEZIRK;
    else if (x >= 985)
        n->partner = x >= 995 && c->life->kind == TEAM_YOUNG ? PARTNER_BEZIRK : PARTNER_BFM;
    if (!c->never)
        return;
    switch (rng_below(r, 3)) { /* talks there were, but not one that counts */
    case 0:
        n->kind = NOTE_GENERAL;
        break;
    case 1:
        n->mode = rng_chance(r, 500) ? MODE_ONLINE : MODE_LETTER;
        break;
    default:
        n->partner = PARTNER_BB;
        break;
    }
}

static void add_talk(struct course *c, int32_t day, const struct line *l, bool first, bool late)
{
    struct life *life = c->life;
    const struct office *o = &c->w->office;

    if (life->n_note >= LIFE_NOTES / 2)
        return;
    struct note *n = &life->note[life->n_note++];
    *n = (struct note){.day = day, .talk = true, .first = first, .late = late, .staff = l->staff};
    choose_mode(c, n, l);
    choose_kind_and_partner(c, n);
    const struct staff *s = &o->staff[l->staff];
    if (!office_employed(s, day) || (day > c->w->as_of - 430 && office_absent(s, day) != NULL) ||
        rng_chance(&c->r, 60))
        n->staff = office_colleague(o, &c->r, l->staff, day);
}

/* Talks of one period of care */
static void make_talks(struct course *c, int32_t from, int32_t until)
{
    struct rng *r = &c->r;
    struct life *life = c->life;
    uint32_t x = rng_below(r, 100);
    int32_t day = from + (x < 14   ? -rng_range(r, 1, 15)
                          : x < 84 ? rng_range(r, 0, 11)
                          : x < 95 ? rng_range(r, 12, 25)
                                   : rng_range(r, 26, 90));
    bool first = true, late = false;

    while (day <= until) {
        const struct line *l = life_line(life, day);
        const struct exception *e = suspended(life, day);
        if (e != NULL && rng_chance(r, 750)) {
            if (e->until == CAL_NONE)
                return;
            day = e->until + rng_range(r, 3, 30);
            first = false;
            continue;
        }
        int32_t wanted = day;
        day = working_day(c, season(c, day), &c->w->office.staff[l->staff]);
        if (day > until || day > c->forgotten)
            return;
        l = life_line(life, day);
        add_talk(c, day, l, first, late || day - wanted > 7);
        if (rng_chance(r, 9)) /* called again on the same day */
            add_talk(c, day, l, false, false);
        first = false;
        day += next_gap(c, day, l, &late);
        /* who has just become subject to a stricter rule is called before the day first planned */
        const struct line *now = life_line(life, day);
        if (now != l && span_asked(life, now->key) > 0 && day > now->key + span_asked(life, now->key) &&
            rng_chance(r, 600))
            day = now->key + rng_range(r, 5, span_asked(life, now->key));
    }
}

void care_make(const struct world *w, uint32_t index, struct life *life)
{
    struct course c = {.w = w, .life = life, .r = rng_make(w->seed, STREAM_CARE, index)};
    int32_t end = life_end(w, life);

    life->n_note = 0;
    life->n_appointment = 0;
    c.never = rng_chance(&c.r, end - life->start > 1500 ? 8 : 40);
    c.forgotten = rng_chance(&c.r, 25) ? end - rng_range(&c.r, 0, 900) : end;
    make_exceptions(&c);
    for (uint32_t i = 0; i < life->n_line; i++) {
        const struct line *l = &life->line[i];
        if (l->since == life->start || (i > 0 && l->since == life->line[i - 1].since))
            continue;
        make_talks(&c, l->since, l->until == CAL_NONE ? life->start - 1 : l->until);
    }
    make_talks(&c, life->start, end);
}

void life_make(const struct world *w, uint32_t index, struct life *life)
{
    person_make(w, index, life);
    care_make(w, index, life);
}

static void sort_notes(struct life *life)
{
    for (uint32_t i = 1; i < life->n_note; i++) {
        struct note n = life->note[i];
        uint32_t k = i;
        for (; k > 0 && life->note[k - 1].day > n.day; k--)
            life->note[k] = life->note[k - 1];
        life->note[k] = n;
    }
}

static void add_other(const struct world *w, struct rng *r, struct life *life)
{
    static const uint8_t general_mode[] = {30, 38, 1, 8, 23};
    int32_t end = life_end(w, life);
    int32_t first = life->start < end - 2200 ? end - 2200 : life->start;
    int32_t day = first + rng_range(r, 0, end - first);

    if (life->n_note == LIFE_NOTES || first > end)
        return;
    while (day > first && (cal_weekday(day) > 4 || cal_holiday(w->cal, day)))
        day--;
    while (day < end && cal_weekday(day) > 4)
        day++;
    struct note *n = &life->note[life->n_note++];
    *n = (struct note){.day = day, .staff = life_line(life, day)->staff};
    n->kind = rng_chance(r, 720) ? NOTE_GENERAL : NOTE_LETTER;
    n->mode = n->kind == NOTE_LETTER ? (rng_chance(r, 650) ? MODE_LETTER : MODE_ONLINE)
                                     : (uint8_t)rng_weighted(r, general_mode, COUNT(general_mode));
    const struct staff *s = &w->office.staff[n->staff];
    if (!office_employed(s, day) || rng_chance(r, 90))
        n->staff = office_colleague(&w->office, r, n->staff, day);
}

void life_fit(const struct world *w, uint32_t index, struct life *life, uint32_t talks, uint32_t others)
{
    struct rng r = rng_make(w->seed, STREAM_ROWS, index);

    if (talks < life->n_note) {
        uint32_t drop = life->n_note - talks;
        memmove(&life->note[0], &life->note[drop], talks * sizeof life->note[0]);
        life->n_note = talks;
    }
    for (uint32_t i = 0; i < others; i++)
        add_other(w, &r, life);
    sort_notes(life);
}

static struct appointment *add_appointment(struct life *life, struct rng *r, int32_t day, uint32_t staff,
                                           uint8_t status)
{
    static const uint8_t length[] = {20, 30, 45, 60, 75, 90};
    static const uint8_t weight[] = {4, 26, 36, 29, 3, 2};

    if (life->n_appointment == LIFE_APPOINTMENTS)
        return NULL;
    struct appointment *a = &life->appointment[life->n_appointment++];
    *a = (struct appointment){.day = day, .staff = staff, .stand_in = staff, .status = status};
    a->minute = (uint16_t)(465 + 15 * rng_below(r, 34)); /* 07:45 to 16:00 */
    a->length = length[rng_weighted(r, weight, COUNT(weight))];
    a->agreed = rng_chance(r, 40) ? CAL_NONE : day - rng_range(r, 5, 28);
    return a;
}

/* A weekday at or before the day */
static int32_t weekday_back(const struct world *w, int32_t day)
{
    while (cal_weekday(day) > 4 || cal_holiday(w->cal, day))
        day--;
    return day;
}

static void past_appointments(const struct world *w, struct rng *r, struct life *life)
{
    int32_t before = CAL_NONE; /* the talk before */

    for (uint32_t i = 0; i < life->n_note; i++) {
        const struct note *n = &life->note[i];
        if (!n->talk || n->mode > MODE_VIDEO)
            continue;
        if (n->day >= w->as_of - WINDOW) {
            uint32_t own = life_line(life, n->day)->staff;
            if (rng_chance(r, n->late ? 420 : 50)) {
                int32_t day = weekday_back(w, n->day - rng_range(r, 6, 28));
                add_appointment(life, r, day, own,
                                rng_chance(r, 720) ? APPOINTMENT_MISSED : APPOINTMENT_CANCELLED);
            }
            if (rng_chance(r, n->mode == MODE_PERSON ? 900 : 480)) {
                struct appointment *a = add_appointment(
                    life, r, n->day, own, rng_chance(r, 15) ? APPOINTMENT_PLANNED : APPOINTMENT_KEPT);
                if (a == NULL)
                    return;
                a->first = n->first;
                a->stand_in = n->staff;
                if (n->first && a->agreed != CAL_NONE)
                    a->agreed = n->day - rng_range(r, 2, 9);
                else if (before != CAL_NONE && rng_chance(r, 430))
                    a->agreed = before;
            }
        }
        before = n->day;
    }
}

static void open_appointments(const struct world *w, struct rng *r, struct life *life)
{
    const struct line *l = life_line(life, w->as_of);
    int32_t span = span_asked(life, w->as_of);
    int32_t last = life->start;

    if (l->until != CAL_NONE && l->until <= w->as_of)
        return;
    for (uint32_t i = 0; i < life->n_note; i++)
        if (life->note[i].talk && life->note[i].mode <= MODE_PHONE)
            last = life->note[i].day;
    bool overdue = span > 0 && last + span < w->as_of;
    if (overdue && rng_chance(r, 300)) /* not come, and nobody has asked again */
        add_appointment(life, r, weekday_back(w, w->as_of - rng_range(r, 3, 60)), l->staff,
                        APPOINTMENT_MISSED);
    if (!rng_chance(r, span == 0 ? 220 : overdue ? 400 : 520))
        return;
    int32_t day = last + (span == 0 ? rng_range(r, 60, 200) : span + rng_range(r, -18, 12));
    if (day <= w->as_of)
        day = w->as_of + rng_range(r, 1, 35);
    struct appointment *a = add_appointment(life, r, day, l->staff, APPOINTMENT_PLANNED);
    if (a == NULL)
        return;
    while (cal_weekday(a->day) > 4 || cal_holiday(w->cal, a->day))
        a->day++;
    if (a->agreed != CAL_NONE) {
        a->agreed = last > w->as_of - 100 && rng_chance(r, 700) ? last : w->as_of - rng_range(r, 0, 25);
        if (a->agreed < life->start)
            a->agreed = life->start;
        if (a->agreed > w->as_of)
            a->agreed = w->as_of;
    }
    a->first = life->n_note == 0;
    if (rng_chance(r, 25))
        a->status = APPOINTMENT_CANCELLED;
}

void life_appointments(const struct world *w, uint32_t index, struct life *life)
{
    struct rng r = rng_make(w->seed, STREAM_ROWS + 100, index);

    life->n_appointment = 0;
    if (life->left) {
        if (index % 3 == 0) /* left while an appointment was planned */
            add_appointment(life, &r, weekday_back(w, w->as_of - 30), life->line[0].staff,
                            APPOINTMENT_CANCELLED);
        return;
    }
    past_appointments(w, &r, life);
    open_appointments(w, &r, life);
    for (uint32_t i = 1; i < life->n_appointment; i++) {
        struct appointment a = life->appointment[i];
        uint32_t k = i;
        for (; k > 0 && life->appointment[k - 1].day > a.day; k--)
            life->appointment[k] = life->appointment[k - 1];
        life->appointment[k] = a;
    }
}
