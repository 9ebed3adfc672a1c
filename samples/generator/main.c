/*
 * kd-sample: exports of a Jobcenter that does not exist, for trials, tests and measurements.
 */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "csv.h"
#include "dirt.h"
#include "life.h"
#include "office.h"
#include "rows.h"

#define MOST_CUSTOMERS                                                                                       \
    7800000u /* so many numbers of the form 123A456789 there are, less those who have left */

enum exit_code { EXIT_OK = 0, EXIT_USAGE = 2, EXIT_OUTPUT = 6, EXIT_FAULT = 70 };

struct options {
    const char *out;
    uint64_t customers, contacts, teams, staff, seed;
    int32_t as_of;
    bool messy, only_core, by_date;
};

struct plan {               /* how the number of notes asked for is shared out */
    uint64_t talks, weight; /* all there are */
    uint64_t keep, others;  /* talks to be kept, others to be added */
    uint64_t talks_seen, weight_seen;
};

struct job {
    struct world w;
    struct options opt;
    uint32_t lives; /* customers, then those who have left */
    struct plan plan;
    struct csv_file *customers, *notes, *staff, *absences, *exceptions, *appointments;
    struct dirt dirt_customers, dirt_notes, dirt_staff, dirt_absences, dirt_exceptions, dirt_appointments;
};

static const char usage[] =
    "Usage: kd-sample --out DIR --customers N --contacts N --teams N --staff N --seed N --as-of JJJJ-MM-TT\n"
    "                 [--order customer|date] [--messy] [--only-core]\n"
    "\n"
    "Writes synthetic exports of a Jobcenter. The same arguments give the same bytes on every machine.\n"
    "\n"
    "  --out DIR        folder to write to; made where it is missing, files in it are written over\n"
    "  --customers N    customers in kunden.csv (some have several lines)\n"
    "  --contacts N     notes in kontakte.csv\n"
    "  --teams N        teams\n"
    "  --staff N        members of staff, not fewer than teams\n"
    "  --seed N         another number gives another Jobcenter\n"
    "  --as-of DATE     the reporting day for which the exports are drawn\n"
    "  --order ORDER    order of kontakte.csv: customer (default) or date\n"
    "  --messy          with the faults and oddities that real exports have\n"
    "  --only-core      kunden.csv and kontakte.csv alone\n"
    "  --help           this text\n";

static bool read_number(const char *text, uint64_t *out)
{
    uint64_t n = 0;

    if (text[0] == '\0')
        return false;
    for (; *text != '\0'; text++) {
        uint64_t digit = (uint64_t)(*text - '0');
        if (*text < '0' || *text > '9' || n > (UINT64_MAX - digit) / 10)
            return false;
        n = n * 10 + digit;
    }
    *out = n;
    return true;
}

/* What a value has to look like, or NULL where there is no such option */
static const char *expected(const char *name)
{
    static const char *const known[][2] = {
        {"out", "a folder"},           {"as-of", "a day of 1990 to 2150 as JJJJ-MM-TT"},
        {"order", "customer or date"}, {"customers", "a number"},
        {"contacts", "a number"},      {"teams", "a number"},
        {"staff", "a number"},         {"seed", "a number below 2 to the 64th"}};

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(name, known[i][0]) == 0)
            return known[i][1];
    return NULL;
}

static bool take_option(struct options *o, const char *name, const char *value)
{
    const struct {
        const char *name;
        uint64_t *to;
    } number[] = {{"customers", &o->customers},
                  {"contacts", &o->contacts},
                  {"teams", &o->teams},
                  {"staff", &o->staff},
                  {"seed", &o->seed}};

    for (size_t i = 0; i < sizeof number / sizeof number[0]; i++)
        if (strcmp(name, number[i].name) == 0)
            return read_number(value, number[i].to);
    if (strcmp(name, "out") == 0) {
        o->out = value;
        return value[0] != '\0';
    }
    if (strcmp(name, "as-of") == 0)
        return cal_parse_iso(value, &o->as_of) && cal_year(o->as_of) >= 1990 && cal_year(o->as_of) <= 2150;
    if (strcmp(name, "order") == 0) {
        o->by_date = strcmp(value, "date") == 0;
        return o->by_date || strcmp(value, "customer") == 0;
    }
    return false;
}

/* Returns false where the program is to end with *code */
static bool read_options(int argc, char **argv, struct options *o, int *code)
{
    *code = EXIT_USAGE;
    for (int i = 1; i < argc; i++) {
        char name[32];
        const char *word = argv[i];
        if (strcmp(word, "--help") == 0) {
            fputs(usage, stdout);
            *code = EXIT_OK;
            return false;
        }
        if (strcmp(word, "--messy") == 0) {
            o->messy = true;
            continue;
        }
        if (strcmp(word, "--only-core") == 0) {
            o->only_core = true;
            continue;
        }
        const char *equals = strchr(word, '=');
        size_t len = equals != NULL ? (size_t)(equals - word) : strlen(word);
        const char *value = equals != NULL ? equals + 1 : i + 1 < argc ? argv[++i] : "";
        bool fits = len > 2 && len - 2 < sizeof name && strncmp(word, "--", 2) == 0;
        snprintf(name, sizeof name, "%.*s", fits ? (int)len - 2 : 0, fits ? word + 2 : "");
        if (expected(name) == NULL) {
            fprintf(stderr, "kd-sample: %s: not an option; see --help\n", word);
            return false;
        }
        if (!take_option(o, name, value)) {
            fprintf(stderr, "kd-sample: --%s: '%s' found, expected %s\n", name, value, expected(name));
            return false;
        }
    }
    if (o->out == NULL || o->customers == 0 || o->customers > MOST_CUSTOMERS || o->teams == 0 ||
        o->teams > 90000 || o->staff < o->teams || o->staff > 1000000 || o->as_of == CAL_NONE ||
        o->contacts > 2000000000u) {
        fprintf(stderr,
                "kd-sample: needed: --out, --as-of, --customers (1 to %u), --contacts (up to 2000000000), "
                "--teams "
                "(1 to 90000), --staff (not fewer than teams, up to 1000000); see --help\n",
                MOST_CUSTOMERS);
        return false;
    }
    return true;
}

/* One folder after the other */
static bool make_folder(const char *path)
{
    char part[4096];
    size_t len = strlen(path);

    if (len >= sizeof part)
        return false;
    memcpy(part, path, len + 1);
    for (size_t i = 1; i <= len; i++) {
        if (part[i] != '/' && part[i] != '\0')
            continue;
        char c = part[i];
        part[i] = '\0';
        if (mkdir(part, 0755) != 0 && errno != EEXIST)
            return false;
        part[i] = c;
    }
    return true;
}

static bool open_files(struct job *j)
{
    const char *out = j->opt.out;
    bool messy = j->opt.messy;

    if (!make_folder(out)) {
        fprintf(stderr, "kd-sample: %s: cannot be made: %s\n", out, strerror(errno));
        return false;
    }
    j->customers = csv_open(
        out, "kunden.csv",
        (struct csv_form){.header = messy ? DIRT_CUSTOMER_HEADER : ROWS_CUSTOMER_HEADER, .bom = messy});
    j->notes = csv_open(out, "kontakte.csv",
                        (struct csv_form){.header = ROWS_NOTE_HEADER, .by_date = j->opt.by_date});
    if (j->customers == NULL || j->notes == NULL)
        return false;
    if (j->opt.only_core)
        return true;
    j->staff = csv_open(out, "mitarbeiter.csv", (struct csv_form){.header = ROWS_STAFF_HEADER});
    j->absences = csv_open(out, "abwesenheiten.csv", (struct csv_form){.header = ROWS_ABSENCE_HEADER});
    j->exceptions =
        csv_open(out, "ausnahmen.csv",
                 (struct csv_form){.header = messy ? DIRT_EXCEPTION_HEADER : ROWS_EXCEPTION_HEADER,
                                   .no_last_end = messy});
    j->appointments =
        csv_open(out, "termine.csv", (struct csv_form){.header = ROWS_APPOINTMENT_HEADER, .crlf = messy});
    return j->staff != NULL && j->absences != NULL && j->exceptions != NULL && j->appointments != NULL;
}

/* A month in care asks for as much paper as any other */
static uint64_t weight_of(const struct world *w, const struct life *life)
{
    int32_t end = life_end(w, life);
    int32_t days = end < life->start ? 0 : end - life->start > 2200 ? 2200 : end - life->start;

    return life->start > end ? 0 : (uint64_t)days / 30 + 1;
}

/* Counts what the lives hold by themselves and plans how to come to the number of notes asked for */
static void make_plan(struct job *j, struct life *life)
{
    struct plan *p = &j->plan;

    for (uint32_t i = 0; i < j->lives; i++) {
        life_make(&j->w, i, life);
        p->talks += life->n_note;
        p->weight += weight_of(&j->w, life);
    }
    uint64_t most = j->opt.contacts - j->opt.contacts / 8; /* some others there are always */
    p->keep = p->talks < most ? p->talks : most;
    p->others = p->weight > 0 ? j->opt.contacts - p->keep : 0;
}

/* What of a sum falls to this one, so that all together come to the whole exactly */
static uint32_t share(uint64_t *seen, uint64_t own, uint64_t all, uint64_t whole)
{
    uint64_t before = all > 0 ? *seen * whole / all : 0;

    *seen += own;
    return (uint32_t)((all > 0 ? *seen * whole / all : 0) - before);
}

static void write_with_extra(struct csv_file *f, const struct csv_row *row, struct dirt *d)
{
    csv_write(f, row, 0);
    if (d->has_extra)
        csv_write(f, &d->extra, 0);
    d->has_extra = false;
}

static void write_notes(struct job *j, uint32_t index, const struct life *life)
{
    struct rng r = rng_make(j->w.seed, STREAM_DIRT, index);
    struct csv_row row;

    for (uint32_t i = 0; i < life->n_note; i++) {
        rows_note(&j->w, &r, life, &life->note[i], &row);
        if (j->opt.messy)
            dirt_note(&j->dirt_notes, &j->w, life, &row);
        csv_write(j->notes, &row, life->note[i].day);
    }
}

static void write_life(struct job *j, uint32_t index, struct life *life)
{
    struct rng r = rng_make(j->w.seed, STREAM_DIRT + 1, index);
    struct csv_row row;

    for (uint32_t i = 0; i < life->n_line && !life->left; i++) {
        rows_customer(&j->w, &r, life, &life->line[i], &row);
        if (j->opt.messy)
            dirt_customer(&j->dirt_customers, &j->w, life, &row);
        write_with_extra(j->customers, &row, &j->dirt_customers);
    }
    if (j->opt.only_core)
        return;
    for (uint32_t i = 0; i < life->n_exception; i++) {
        rows_exception(&j->w, life, &life->exception[i], &row);
        if (j->opt.messy)
            dirt_exception(&j->dirt_exceptions, &row);
        write_with_extra(j->exceptions, &row, &j->dirt_exceptions);
    }
    life_appointments(&j->w, index, life);
    for (uint32_t i = 0; i < life->n_appointment; i++) {
        rows_appointment(&j->w, &r, life, &life->appointment[i], &row);
        if (j->opt.messy)
            dirt_appointment(&j->dirt_appointments, &row);
        csv_write(j->appointments, &row, 0);
    }
}

/* notes_only: the pass that measures for the order of dates */
static void write_lives(struct job *j, struct life *life, bool notes_only)
{
    struct plan *p = &j->plan;

    p->talks_seen = p->weight_seen = 0;
    memset(&j->dirt_notes, 0, sizeof j->dirt_notes);
    for (uint32_t i = 0; i < j->lives; i++) {
        life_make(&j->w, i, life);
        uint32_t talks = share(&p->talks_seen, life->n_note, p->talks, p->keep);
        uint32_t others = share(&p->weight_seen, weight_of(&j->w, life), p->weight, p->others);
        life_fit(&j->w, i, life, talks, others);
        write_notes(j, i, life);
        if (!notes_only)
            write_life(j, i, life);
    }
}

static void write_office(struct job *j)
{
    const struct office *o = &j->w.office;
    struct csv_row row;

    for (uint32_t i = 0; i < o->n_staff && !j->opt.only_core; i++) {
        const struct staff *s = &o->staff[i];
        rows_staff(&j->w, s, &row);
        if (j->opt.messy)
            dirt_staff(&j->dirt_staff, &row);
        write_with_extra(j->staff, &row, &j->dirt_staff);
        for (uint32_t k = 0; k < s->n_absence; k++) {
            rows_absence(&j->w, s, &s->absence[k], &row);
            if (j->opt.messy)
                dirt_absence(&j->dirt_absences, &row);
            csv_write(j->absences, &row, 0);
        }
    }
}

static bool close_files(struct job *j)
{
    struct {
        const char *name;
        struct csv_file *file;
    } all[] = {{"kunden.csv", j->customers},     {"kontakte.csv", j->notes},
               {"mitarbeiter.csv", j->staff},    {"abwesenheiten.csv", j->absences},
               {"ausnahmen.csv", j->exceptions}, {"termine.csv", j->appointments}};
    bool good = true;

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (all[i].file == NULL)
            continue;
        fprintf(stderr, "%-18s %12" PRIu64 " lines %14" PRIu64 " bytes\n", all[i].name, csv_rows(all[i].file),
                csv_bytes(all[i].file));
        good = csv_close(all[i].file) && good;
    }
    return good;
}

int main(int argc, char **argv)
{
    static struct job j;
    int code = EXIT_FAULT;

    j.opt.as_of = CAL_NONE;
    if (!read_options(argc, argv, &j.opt, &code))
        return code;
    struct life *life = calloc(1, sizeof *life);
    j.w = (struct world){
        .seed = j.opt.seed, .as_of = j.opt.as_of, .customers = (uint32_t)j.opt.customers, .cal = cal_new()};
    if (life == NULL || j.w.cal == NULL) {
        fputs("kd-sample: out of memory\n", stderr);
        return EXIT_FAULT;
    }
    j.lives = j.w.customers + (j.opt.messy ? j.w.customers / 60 + 3 : 0);
    office_make(&j.w, (uint32_t)j.opt.teams, (uint32_t)j.opt.staff);
    bool good = open_files(&j);
    if (good) {
        make_plan(&j, life);
        if (j.opt.by_date)
            write_lives(&j, life, true);
        csv_measured(j.notes);
        write_lives(&j, life, false);
        write_office(&j);
    }
    good = close_files(&j) && good;
    office_free(&j.w.office);
    cal_free(j.w.cal);
    free(life);
    return good ? EXIT_OK : EXIT_OUTPUT;
}
