/*
 * Keys that fit in part alone (spec 1.2, 1.9): written otherwise than in the file that they point into, of people who
 * are not there, one key in more lines than can be, two spellings of one team.
 */
#include "doubts/doubts.h"

#include "base/buf.h"
#include "base/num.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { ONE_IN = 20, RECENT = 91, RECENT_STAFF = 183, FEW_OF_STAFF = 10, MOST_OF_BG = 20, MOST_NOTES = 100, FEWEST = 3 };

/* So many lines that a figure may be another: of many files 20 are, of a small one each. */
static bool is_many(uint64_t part, uint64_t whole)
{
    return part >= DOUBTS_CUSTOMERS || (part && part * ONE_IN > whole);
}

/* ---- written otherwise ---- */

static bool has_doubt(const struct tables *t, enum issue_kind kind, enum tbl_file file)
{
    for (size_t i = 0; t->issues.count[kind] && i < t->issues.n; i++)
        if (t->issues.item[i].kind == kind && (enum tbl_file)t->issues.item[i].file == file)
            return true;
    return false;
}

static void doubt_alike(struct tables *t, struct arena *a)
{
    for (int i = 0; i < COL_COUNT; i++) {
        const struct tbl_column_row *c = &tbl_columns[i];
        uint64_t lines = t->issues.file[c->file].lines;
        bool customers = c->kind == COLUMN_CUSTOMER;
        if (!is_many(t->alike[i], lines) ||
            (customers && (has_doubt(t, DOUBT_UNKNOWN, c->file) || has_doubt(t, DOUBT_NO_NOTES, c->file))))
            continue;
        doubts_add(
            t, DOUBT_KEY_LIKE, c->file,
            arena_printf(a, "%s: in %s von %s Zeilen steht in der Spalte %s %s, %s", tbl_file_names[c->file],
                         num_german(t->alike[i], a), num_german(lines, a), c->name,
                         customers ? "eine Kundennummer" : "ein Kürzel",
                         customers ? "die kunden.csv nur anders geschrieben hat (führende Nullen, Groß- und "
                                     "Kleinschreibung, Leerzeichen), oder eine verkürzte wie 2,14E+14"
                                   : "das mitarbeiter.csv nur anders geschrieben hat (führende Nullen, Groß- und "
                                     "Kleinschreibung, Leerzeichen)"),
            customers ? "Diese Zeilen gehen in keine Zahl ein; was fehlt, lässt Kund*innen schlechter erscheinen, als "
                        "sie sind."
                      : "Diese Zeilen sind keiner Mitarbeiter*in zugeordnet; Zahlen zum Personal stimmen so nicht.");
    }
}

/* ---- of people who are not there ---- */

/* Of the lines of the last three months up to S; of exceptions of all. */
static void doubt_outside(struct tables *t, const struct doubts_input *in, struct arena *a)
{
    const uint32_t notes = t->contacts.n, appointments = t->appointments.n;
    for (int f = FILE_CONTACTS; f < TBL_FILES; f++) {
        const struct issue_file *file = &t->issues.file[f];
        const int32_t *day = f == FILE_CONTACTS ? t->contacts.day : f == FILE_APPOINTMENTS ? t->appointments.day : NULL;
        uint64_t outside = 0, all = 0;
        if (!file->outside || has_doubt(t, DOUBT_UNKNOWN, (enum tbl_file)f) ||
            has_doubt(t, DOUBT_NO_NOTES, (enum tbl_file)f) || has_doubt(t, DOUBT_KEY_LIKE, (enum tbl_file)f))
            continue;
        if (f == FILE_EXCEPTIONS) {
            if (file->outside < DOUBTS_LINES || file->outside * 2 <= file->lines)
                continue;
            outside = file->outside;
            all = file->lines;
        } else {
            for (uint64_t i = 0; i < file->outside; i++)
                outside += t->outside[f][i] <= in->day && t->outside[f][i] > in->day - RECENT;
            all = outside;
            for (uint32_t i = 0, n = f == FILE_CONTACTS ? notes : appointments; day && i < n; i++)
                all += day[i] <= in->day && day[i] > in->day - RECENT;
            if (outside < DOUBTS_CUSTOMERS || outside * 4 <= all)
                continue;
        }
        doubts_add(t, DOUBT_UNKNOWN, (enum tbl_file)f,
                   arena_printf(a, "%s: %s von %s Zeilen%s sind zu unbekannten Kund*innen", tbl_file_names[f],
                                num_german(outside, a), num_german(all, a),
                                f == FILE_EXCEPTIONS ? "" : " der letzten drei Monate"),
                   "Diese Zeilen gehen in keine Zahl ein; gehören sie zu Kund*innen aus kunden.csv, erscheinen diese "
                   "schlechter, "
                   "als sie sind.");
    }
}

/* ---- staff that mitarbeiter.csv does not have ---- */

struct staff_lines {
    uint64_t with, unknown, named; /* named: the field is the name of somebody in mitarbeiter.csv */
};

static void count_staff(const struct tables *t, const bool *is_name, uint32_t word, struct staff_lines *n)
{
    if (!word)
        return;
    n->with++;
    n->unknown += t->staff_of_word[word] == TBL_NONE;
    n->named += is_name[word];
}

static void doubt_staff_lines(struct tables *t, enum tbl_column c, const struct staff_lines *n, struct arena *a)
{
    const struct tbl_column_row *column = &tbl_columns[c];
    if (n->with < FEW_OF_STAFF || n->unknown * 2 <= n->with || is_many(t->alike[c], t->issues.file[column->file].lines))
        return;
    doubts_add(
        t, DOUBT_STAFF_KEYS, column->file,
        arena_printf(
            a,
            "%s: in %s von %s Zeilen des letzten halben Jahres steht in der Spalte %s etwas, das kein Kürzel aus "
            "mitarbeiter.csv ist%s",
            tbl_file_names[column->file], num_german(n->unknown, a), num_german(n->with, a), column->name,
            n->named * 2 > n->unknown ? ", sondern ein Name" : ""),
        "Diese Zeilen sind keiner Mitarbeiter*in zugeordnet; Zahlen zum Personal stimmen so nicht.");
}

static void doubt_staff_keys(struct tables *t, int32_t s, struct arena *a)
{
    struct staff_lines notes = {0}, absences = {0}, appointments = {0}, deputies = {0};
    bool *is_name = mem_zero(t->n_words + (size_t)1, sizeof *is_name);
    if (!t->has_file[FILE_STAFF]) {
        free(is_name);
        return;
    }
    for (uint32_t i = 0; i < t->staff.n; i++)
        is_name[t->staff.name[i]] = true;
    for (uint32_t i = 0; t->contacts.staff && i < t->contacts.n; i++)
        if (t->contacts.day[i] <= s && t->contacts.day[i] > s - RECENT_STAFF &&
            tbl_partner(t->contacts.codes[i]) == PARTNER_IFK)
            count_staff(t, is_name, t->contacts.staff[i], &notes);
    for (uint32_t i = 0; i < t->absences.n; i++)
        if (t->absences.from[i] <= s && t->absences.to[i] > s - RECENT_STAFF)
            count_staff(t, is_name, t->absences.staff[i], &absences);
    for (uint32_t i = 0; i < t->appointments.n; i++) {
        if (t->appointments.day[i] <= s - RECENT_STAFF)
            continue;
        count_staff(t, is_name, t->appointments.staff[i], &appointments);
        count_staff(t, is_name, t->appointments.deputy[i], &deputies);
    }
    doubt_staff_lines(t, COL_N_STAFF, &notes, a);
    doubt_staff_lines(t, COL_A_KEY, &absences, a);
    doubt_staff_lines(t, COL_T_STAFF, &appointments, a);
    doubt_staff_lines(t, COL_T_DEPUTY, &deputies, a);
    free(is_name);
}

/* ---- two spellings of one team ---- */

struct team {
    const char *bare, *name;
    uint64_t customers, staff; /* on S; lines of mitarbeiter.csv */
};

static int compare_teams(const void *a, const void *b)
{
    const struct team *x = a, *y = b;
    int order = strcmp(x->bare, y->bare);
    if (!order && x->customers != y->customers)
        order = x->customers < y->customers ? 1 : -1;
    if (!order && x->staff != y->staff)
        order = x->staff < y->staff ? 1 : -1;
    return order ? order : strcmp(x->name, y->name);
}

/* The name where case, blanks and signs that nobody speaks are passed over. */
static const char *bare_name(const char *s, struct arena *a)
{
    struct buf word = {0}, bare = {0};
    text_put_word(&word, s, strlen(s));
    for (size_t i = 0; i < word.n; i++)
        if (!strchr(" .,;:-_", word.p[i]))
            buf_char(&bare, word.p[i]);
    const char *kept = bare.n ? arena_text(a, buf_str(&bare), bare.n) : s;
    buf_free(&word);
    buf_free(&bare);
    return kept;
}

static void doubt_team(struct tables *t, const struct team *common, const struct team *rare, struct arena *a)
{
    enum tbl_file file = rare->customers ? FILE_CUSTOMERS : FILE_STAFF;
    bool customers = file == FILE_CUSTOMERS;
    uint64_t many = customers ? common->customers : common->staff, few = customers ? rare->customers : rare->staff;
    const char *both = arena_printf(a, "„%s“ (%s-mal) neben „%s“ (%s-mal)", rare->name, num_german(few, a),
                                    common->name, num_german(many, a));
    if ((rare->customers >= FEWEST && is_many(rare->customers, rare->customers + common->customers)) ||
        is_many(rare->staff, rare->staff + common->staff))
        issues_add_doubt(
            &t->issues, DOUBT_TEAM_LIKE, file,
            &(struct issue_words){
                arena_printf(a,
                             "%s: zwei Teams unterscheiden sich nur in Groß- und Kleinschreibung, Leerzeichen oder "
                             "Satzzeichen; eines steht %s-mal da, das andere %s-mal",
                             tbl_file_names[file], num_german(many, a), num_german(few, a)),
                "Der Bericht zeigt sie als zwei Teams; ist es eines, stimmen seine Zahlen nicht.", both, ""});
    else {
        both = arena_printf(a, "%s (%s-mal) neben %s (%s-mal)", rare->name, num_german(few, a), common->name,
                            num_german(many, a));
        issues_add(&t->issues, WARN_TEAM_LIKE, file, 0, tbl_columns[customers ? COL_C_TEAM : COL_S_TEAM].name, both,
                   strlen(both));
    }
}

static void doubt_teams(struct tables *t, int32_t s, struct arena *a)
{
    struct team *use = mem_zero(t->n_words, sizeof *use); /* by word, then those that are teams in front */
    size_t n = 0;
    for (uint32_t c = 0; c < t->customers.n; c++)
        use[t->states.team[tables_state_on(t, c, s)]].customers++;
    for (uint32_t i = 0; i < t->staff.n; i++)
        use[t->staff.team[i]].staff++;
    for (uint32_t w = 1; w < t->n_words; w++)
        if (use[w].customers || use[w].staff)
            use[n++] = (struct team){bare_name(t->word[w], a), t->word[w], use[w].customers, use[w].staff};
    if (n > 1)
        qsort(use, n, sizeof *use, compare_teams);
    for (size_t i = 1, first = 0; i < n; i++) {
        if (strcmp(use[i].bare, use[first].bare) == 0)
            doubt_team(t, &use[first], &use[i], a);
        else
            first = i;
    }
    free(use);
}

/* ---- one key for all ---- */

struct shares {
    uint64_t n, users; /* customers in care with one, and different ones */
    uint64_t most;
    uint32_t word; /* that has most */
};

static struct shares shares_of(const struct tables *t, const uint32_t *word, int32_t s)
{
    uint64_t *uses = mem_zero(t->n_words, sizeof *uses);
    struct shares x = {0};
    for (uint32_t c = 0; c < t->customers.n; c++) {
        uint32_t state = tables_state_on(t, c, s), w = word[state];
        if (!w || t->states.care_from[state] > s || t->states.care_to[state] < s)
            continue;
        x.n++;
        x.users += !uses[w]++;
        if (uses[w] > x.most) {
            x.most = uses[w];
            x.word = w;
        }
    }
    free(uses);
    return x;
}

static void doubt_shared(struct tables *t, const struct doubts_input *in, struct arena *a)
{
    struct shares bg = shares_of(t, t->states.household, in->day), staff = shares_of(t, t->states.staff, in->day);
    if (bg.most > MOST_OF_BG)
        issues_add_doubt(
            &t->issues, DOUBT_SHARED, FILE_CUSTOMERS,
            &(struct issue_words){arena_printf(a, "kunden.csv: %s Kund*innen in Betreuung haben dieselbe BG-Nummer",
                                               num_german(bg.most, a)),
                                  "Was über Bedarfsgemeinschaften gesagt wird, stimmt so nicht.",
                                  in->numbers ? arena_printf(a, "„%s“", t->word[bg.word]) : "", ""});
    /* Nobody cares for five times as many as the others do: a filler, unless mitarbeiter.csv knows the Kürzel. */
    bool known = staff.most && t->staff_of_word[staff.word] != TBL_NONE;
    if (!known && staff.most >= DOUBTS_CUSTOMERS && staff.users > 3 &&
        staff.most * (staff.users - 1) > 5 * (staff.n - staff.most))
        issues_add_doubt(
            &t->issues, DOUBT_SHARED, FILE_CUSTOMERS,
            &(struct issue_words){
                arena_printf(
                    a,
                    "kunden.csv: %s von %s Kund*innen in Betreuung haben dieselbe Betreuer*in, mehr als fünfmal so "
                    "viele wie die anderen im Mittel%s",
                    num_german(staff.most, a), num_german(staff.n, a),
                    t->has_file[FILE_STAFF] ? ", und in mitarbeiter.csv steht sie nicht" : ""),
                "Das Kürzel ist wohl ein Platzhalter; Listen und Zahlen je Betreuer*in stimmen so nicht.",
                t->word[staff.word], ""});
}

static uint64_t longest(const uint32_t *first, uint32_t n)
{
    uint64_t most = 0;
    for (uint32_t c = 0; c < n; c++)
        most = first[c + 1] - first[c] > most ? first[c + 1] - first[c] : most;
    return most;
}

/* One number in more lines than one life has. */
static void doubt_numbers(struct tables *t, struct arena *a)
{
    uint64_t lines = longest(t->customers.first, t->customers.n), notes = longest(t->contacts.first, t->customers.n);
    if (lines >= DOUBTS_CUSTOMERS && lines * 10 > t->states.n)
        doubts_add(t, DOUBT_SHARED, FILE_CUSTOMERS,
                   arena_printf(a, "kunden.csv: %s von %s Zeilen haben dieselbe Kundennummer", num_german(lines, a),
                                num_german(t->states.n, a)),
                   "Sie gelten als Verlauf eines einzigen Menschen; die anderen fehlen.");
    if (notes >= MOST_NOTES && notes * 5 > t->contacts.n && t->customers.n >= DOUBTS_CUSTOMERS)
        doubts_add(t, DOUBT_SHARED, FILE_CONTACTS,
                   arena_printf(a, "kontakte.csv: %s von %s Vermerken haben dieselbe Kundennummer",
                                num_german(notes, a), num_german(t->contacts.n, a)),
                   "Es scheint ein Platzhalter zu sein; wessen Vermerke darunter stehen, gilt als nicht kontaktiert.");
}

void doubts_of_keys(struct tables *t, const struct doubts_input *in)
{
    struct arena *a = arena_new();
    doubt_alike(t, a);
    if (in->set && t->customers.n) {
        doubt_outside(t, in, a);
        doubt_staff_keys(t, in->day, a);
        doubt_teams(t, in->day, a);
        doubt_shared(t, in, a);
        doubt_numbers(t, a);
    }
    arena_free(a);
}
