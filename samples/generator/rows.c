#include "rows.h"

#include <string.h>

static void put_yes_no(struct csv_row *row, bool yes)
{
    if (yes)
        csv_put(row, CSV_LIT("ja"));
    else
        csv_put(row, CSV_LIT("nein"));
}

void rows_customer(const struct world *w, struct rng *r, const struct life *life, const struct line *l,
                   struct csv_row *row)
{
    static const char *const status[] = {"arbeitslos", "arbeitsuchend", "nicht gesetzt"};
    static const char *const profile[] = {"Marktprofil",
                                          "Aktivierungsprofil",
                                          "Förderprofil",
                                          "Entwicklungsprofil",
                                          "Stabilisierungsprofil",
                                          "Unterstützungsprofil",
                                          "I",
                                          "Z",
                                          ""};
    const struct staff *s = &w->office.staff[l->staff];

    csv_start(row);
    csv_put(row, life->number, 10);
    csv_put(row, life->surname.text, life->surname.len);
    csv_put(row, life->given.text, life->given.len);
    csv_put_date(row, w->cal, life->birth);
    csv_put_text(row, l->status == STATUS_UNSET && rng_chance(r, 400) ? "" : status[l->status]);
    csv_put_text(row, profile[l->profile]);
    csv_put_text(row, rng_chance(r, 25) ? "" : w->office.team[s->team].name);
    csv_put_text(row, s->key);
    csv_put_date(row, w->cal, l->since);
    csv_put_date(row, w->cal, l->until);
    csv_put_date(row, w->cal, l->key_shown ? l->key : CAL_NONE);
    csv_put_text(row, life->household);
    csv_put_date(row, w->cal, l->agreement);
    put_yes_no(row, life->school);
    if (life->school_end > 0)
        csv_put_number(row, life->school_end);
    else
        csv_put(row, "", 0);
    put_yes_no(row, l->employed);
    put_yes_no(row, life->health);
    put_yes_no(row, life->refuses);
}

static uint32_t note_length(struct rng *r, const struct note *n)
{
    static const uint8_t person[] = {15, 20, 30, 40, 45, 50, 60, 75, 90};
    static const uint8_t person_weight[] = {4, 6, 26, 8, 26, 5, 20, 3, 2};
    static const uint8_t phone[] = {5, 10, 15, 20, 25, 30, 45};
    static const uint8_t phone_weight[] = {4, 16, 30, 24, 8, 14, 4};

    if (rng_chance(r, n->talk ? 40 : 850))
        return 0;
    if (n->mode == MODE_PERSON && n->talk)
        return person[rng_weighted(r, person_weight, sizeof person)];
    return phone[rng_weighted(r, phone_weight, sizeof phone)];
}

/* the day on which it was entered; a few days after the reporting day the export is drawn */
static int32_t entered(const struct world *w, struct rng *r, int32_t day)
{
    uint32_t x = rng_below(r, 1000);
    int32_t on = day;

    if (x < 10)
        return CAL_NONE;
    if (x < 90)
        on = day + rng_range(r, 1, 3);
    else if (x < 115)
        on = day + rng_range(r, 4, 7);
    else if (x < 135)
        on = day + rng_range(r, 8, 28);
    else if (x < 140)
        on = day + rng_range(r, 45, 110);
    return on > w->as_of + 4 ? w->as_of + rng_range(r, 1, 4) : on;
}

static const char *talk_word(struct rng *r, bool first, bool young)
{
    uint32_t x = rng_below(r, 1000);

    if (first)
        return "Erstgespräch";
    if (x < 480)
        return "Folgegespräch";
    if (x < 520)
        return "Strategiegespräch";
    if (x < 540)
        return "Wunschgespräch";
    return young && x < 580 ? "Absolventengespräch" : "";
}

void rows_note(const struct world *w, struct rng *r, const struct life *life, const struct note *n,
               struct csv_row *row)
{
    static const struct {
        const char *text;
        size_t len;
    } kind[] = {{CSV_LIT("Beratungsvermerk zur Standortbestimmung")},
                {CSV_LIT("Beratungsvermerk")},
                {CSV_LIT("Allgemeiner Vermerk")},
                {CSV_LIT("Allgemeiner schriftlicher Kontakt")}},
      mode[] = {{CSV_LIT("persönlich")},
                {CSV_LIT("telefonisch")},
                {CSV_LIT("video")},
                {CSV_LIT("schriftlich")},
                {CSV_LIT("elektronisch")}},
      partner[] = {{CSV_LIT("")},
                   {CSV_LIT("IFK")},
                   {CSV_LIT("bFM")},
                   {CSV_LIT("Berufsberatung")},
                   {CSV_LIT("Bezirk")}};
    uint32_t length = note_length(r, n);

    csv_start(row);
    csv_put(row, life->number, 10);
    csv_put_date(row, w->cal, n->day);
    csv_put(row, kind[n->kind].text, kind[n->kind].len);
    csv_put(row, mode[n->mode].text, mode[n->mode].len);
    csv_put(row, partner[n->partner].text, partner[n->partner].len);
    csv_put_text(row, w->office.staff[n->staff].key);
    if (length > 0)
        csv_put_number(row, length);
    else
        csv_put(row, "", 0);
    csv_put_date(row, w->cal, entered(w, r, n->day));
    csv_put_text(row, n->talk ? talk_word(r, n->first, life->kind == TEAM_YOUNG) : "");
}

void rows_staff(const struct world *w, const struct staff *s, struct csv_row *row)
{
    const struct team *t = &w->office.team[s->team];

    csv_start(row);
    csv_put_text(row, s->key);
    csv_put(row, s->name.text, s->name.len);
    csv_put_text(row, t->name);
    csv_put_text(row, office_function(t->kind));
    csv_put_number(row, s->hours / 10);
    if (s->hours % 10 != 0) { /* lengthens the cell just put, which ends the scratch */
        char *p = csv_put_space(row, 2);
        row->n--;
        p[0] = ',';
        p[1] = (char)('0' + s->hours % 10);
        row->cell[row->n - 1].len += 2;
    }
    csv_put_text(row, s->days);
    csv_put_date(row, w->cal, s->from);
    csv_put_date(row, w->cal, s->until);
}

void rows_absence(const struct world *w, const struct staff *s, const struct absence *a, struct csv_row *row)
{
    csv_start(row);
    csv_put_text(row, s->key);
    csv_put_date(row, w->cal, a->from);
    csv_put_date(row, w->cal, a->until);
    csv_put_text(row, a->reason);
}

void rows_exception(const struct world *w, const struct life *life, const struct exception *e,
                    struct csv_row *row)
{
    static const char *const kind[EX_KINDS] = {"Einzelfall", "Maßnahme",           "Einstellungszusage",
                                               "Gutachten",  "Besondere Umstände", "JBA"};

    csv_start(row);
    csv_put(row, life->number, 10);
    csv_put_date(row, w->cal, e->from);
    csv_put_date(row, w->cal, e->until);
    csv_put_text(row, kind[e->kind]);
    csv_put_text(row, e->interval);
    csv_put_text(row, e->reason);
}

void rows_appointment(const struct world *w, struct rng *r, const struct life *life,
                      const struct appointment *a, struct csv_row *row)
{
    static const char *const status[] = {"geplant", "wahrgenommen", "nicht erschienen", "abgesagt"};
    uint32_t x = rng_below(r, 1000);
    uint32_t hour = a->minute / 60u, minute = a->minute % 60u;

    csv_start(row);
    csv_put(row, life->number, 10);
    char *p = csv_put_space(row, 16);
    memcpy(p, cal_text(w->cal, a->day), 10);
    p[10] = ' ';
    p[11] = (char)('0' + hour / 10);
    p[12] = (char)('0' + hour % 10);
    p[13] = ':';
    p[14] = (char)('0' + minute / 10);
    p[15] = (char)('0' + minute % 10);
    csv_put_text(row, w->office.staff[a->staff].key);
    if (rng_chance(r, 30))
        csv_put(row, "", 0);
    else
        csv_put_number(row, a->length);
    csv_put_text(row, talk_word(r, a->first, life->kind == TEAM_YOUNG));
    csv_put_text(row, status[a->status]);
    csv_put_text(row, x < 890 ? "ja" : x < 970 ? "nein" : "");
    csv_put_text(row, a->stand_in != a->staff ? w->office.staff[a->stand_in].key : "");
    csv_put_date(row, w->cal, a->agreed);
}
