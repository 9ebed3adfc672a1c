/*
 * Any bytes as an archived run: its files, each behind a line "=== NAME". verify names faults or none; what a later run
 * reads of it (figures, verdicts one by one) is read or refused. Where there are no SHA256SUMS they are made, so that
 * what lies behind them is reached.
 */
#include "fuzz.h"

#include "archive/verify.h"
#include "base/digest.h"
#include "cli/commands.h"
#include "ingest/ingest.h"
#include "results/afterwards.h"
#include "results/archived.h"

#include <sys/stat.h>

static const char *const names[] = {"SHA256SUMS", "ergebnis.csv", "ergebnis.xml", "lauf.xml"};
enum { SUMS, VERDICTS, RESULTS, RECORD, FILES };

static char root[] = "/tmp/kd-fuzz-archive-XXXXXX", folder[64];
static struct tables *tables;
static struct ruleset *set;
static struct eval_question q;
static struct agg_courses *courses;
static struct verdict *now;

static void put(const char *dir, const char *name, const void *bytes, size_t n)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "wb");
    MUST(f && fwrite(bytes, 1, n, f) == n && fclose(f) == 0);
}

static void clean_up(void)
{
    static const char *const exports[] = {"kunden.csv", "kontakte.csv"};
    char path[128];
    for (int i = 0; i < FILES; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(folder);
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", root, exports[i]);
        unlink(path);
    }
    rmdir(root);
    agg_courses_free(courses);
    free(now);
    tables_free(tables);
    ruleset_free(set);
}

static void set_up(void)
{
    static const char customers[] = "Kundennummer;Geburtsdatum;Status;Betreuung seit;Team\n"
                                    "1;15.03.1980;arbeitslos;01.01.2020;T1\n2;15.03.1980;arbeitslos;01.01.2020;T1\n";
    static const char notes[] = "Kundennummer;Datum;Vermerkart;Kontaktart;Gesprächspartner;Erfasst am\n"
                                "1;10.10.2023;Beratungsvermerk;persönlich;IFK;02.11.2023\n"
                                "2;01.10.2023;Beratungsvermerk;schriftlich;IFK;01.10.2023\n";
    struct diag d = {0};
    struct ingest_options o = {.dir = root, .contact_details = true, .threads = 1};
    MUST(mkdtemp(root));
    snprintf(folder, sizeof folder, "%s/2023-10-31", root);
    MUST(mkdir(folder, 0700) == 0);
    put(root, "kunden.csv", customers, sizeof customers - 1);
    put(root, "kontakte.csv", notes, sizeof notes - 1);
    tables = ingest_load(&o, &d);
    set = ruleset_load(KD_ROOT "/rules/uelzen-ga-08-2019.xml", KD_ROOT "/rules/regelwerk.rng", &d);
    MUST(tables && set);
    q = eval_question(set, day_make(2023, 11, 30), 14);
    now = eval_all(tables, &q, 1);
    courses = agg_courses_new(tables, &q, now, 1);
    MUST(freopen("/dev/null", "w", stdout));
    atexit(clean_up);
}

struct piece {
    const char *p;
    size_t n;
    bool there;
};

static void cut(const char *data, size_t size, struct piece piece[FILES])
{
    for (const char *at = data, *end = data + size, *next; at && at < end; at = next) {
        next = memmem(at + 1, (size_t)(end - at - 1), "\n=== ", 5);
        const char *line = *at == '\n' ? at + 1 : at;
        const char *text = memchr(line, '\n', (size_t)(end - line));
        for (int i = 0; text && i < FILES; i++) {
            size_t n = strlen(names[i]);
            if ((size_t)(text - line) == n + 4 && memcmp(line, "=== ", 4) == 0 && memcmp(line + 4, names[i], n) == 0)
                piece[i] = (struct piece){text + 1, (size_t)((next ? next + 1 : end) - text - 1), true};
        }
    }
}

static void read_as_later_runs_do(const struct piece piece[FILES])
{
    struct results_archived archived;
    struct results_afterwards changes = {0};
    struct arena *a = arena_new();
    const char *whose;
    struct results_afterwards_input in = {.tables = tables, .q = &q, .courses = courses};
    if (results_read_archived(piece[RESULTS].p ? piece[RESULTS].p : "", piece[RESULTS].n, a, &archived, &whose))
        MUST(whose && archived.run_id && archived.rules);
    char *csv = arena_text(a, piece[VERDICTS].p ? piece[VERDICTS].p : "", piece[VERDICTS].n);
    if (!results_afterwards_add(&changes, &in, COURSE_MONTH_BEFORE, csv, piece[VERDICTS].n))
        MUST(!changes.n);
    results_afterwards_sort(&changes);
    for (size_t i = 0; i < changes.n; i++)
        MUST(changes.change[i].cause < AFTERWARDS_CAUSES && *results_change_words(&changes.change[i], a));
    results_afterwards_free(&changes);
    arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct piece piece[FILES] = {0};
    struct diag d = {0};
    struct buf sums = {0};
    if (!tables)
        set_up();
    cut((const char *)data, size, piece);
    for (int i = 1; i < FILES; i++) {
        put(folder, names[i], piece[i].p ? piece[i].p : "", piece[i].n);
        buf_printf(&sums, "%s  %s\n", digest_bytes(piece[i].p ? piece[i].p : "", piece[i].n).hex, names[i]);
    }
    if (piece[SUMS].there)
        put(folder, names[SUMS], piece[SUMS].p, piece[SUMS].n);
    else
        put(folder, names[SUMS], buf_str(&sums), sums.n);
    struct settings o = {.command = COMMAND_VERIFY, .input = folder, .data_dir = KD_ROOT};
    /* it never is a whole run: there are no reports */
    MUST(command_verify(&o, NULL, &d) ? d.code == DIAG_NONE : d.code != DIAG_FAULT && d.what[0]);
    struct settings chain = {.command = COMMAND_VERIFY, .input = root, .data_dir = KD_ROOT, .chain = true};
    d = (struct diag){0};
    MUST(command_verify(&chain, NULL, &d) ? d.code == DIAG_NONE : d.code != DIAG_FAULT && d.what[0]);
    read_as_later_runs_do(piece);
    buf_free(&sums);
    return 0;
}
