/*
 * Any bytes as an export: the first byte says as which of the six, the rest is the file. The others are small and good.
 * What was read is evaluated, checked for warnings, grouped and listed.
 */
#include "fuzz.h"

#include "aggregate/groups.h"
#include "cases/lists.h"
#include "doubts/hints.h"
#include "ingest/ingest.h"
#include "rules/evaluate.h"

static const char *const good[TBL_FILES] = {
    [FILE_CUSTOMERS] =
        "Kundennummer;Geburtsdatum;Status;Profillage;Betreuung seit;Betreuung bis;Gültig ab;Team;Betreuer\n"
        "1;15.03.1998;arbeitslos;M;01.01.2020;;;T1;AB\n"
        "1;15.03.1998;arbeitsuchend;Z;01.01.2020;;01.03.2023;T1;CD\n"
        "2;01.01.1980;nicht gesetzt;;01.06.2023;;;;\n",
    [FILE_CONTACTS] = "Kundennummer;Datum;Vermerkart;Kontaktart\n1;10.06.2023;Beratungsvermerk;persönlich\n"
                      "1;12.08.2023;Beratungsvermerk;telefonisch\n2;10.06.2023;Beratungsvermerk;video\n",
    [FILE_STAFF] = "Kürzel;Team;Funktion\nAB;T1;Fallmanagement\nCD;T2;IFK\n",
    [FILE_ABSENCES] = "Kürzel;Von;Bis\nAB;01.01.2023;31.01.2023\n",
    [FILE_EXCEPTIONS] = "Kundennummer;Von;Bis;Art;Intervall\n1;01.02.2023;28.02.2023;Einzelfall;2 Wochen\n"
                        "2;01.07.2023;;Gutachten;\n",
    [FILE_APPOINTMENTS] = "Kundennummer;Beginn;Status\n1;01.12.2023 10:00;geplant\n",
};

static char dir[] = "/tmp/kd-fuzz-XXXXXX";
static struct ruleset *sets[3];

static void put(int file, const void *bytes, size_t n)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", dir, tbl_file_names[file]);
    FILE *f = fopen(path, "wb");
    MUST(f && fwrite(bytes, 1, n, f) == n && fclose(f) == 0);
}

static void clean_up(void)
{
    char path[128];
    for (int i = 0; i < TBL_FILES; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, tbl_file_names[i]);
        unlink(path);
    }
    rmdir(dir);
    for (int i = 0; i < 3; i++)
        ruleset_free(sets[i]);
}

static void set_up(void)
{
    static const char *const ids[] = {"aa90", "ba-arbeitshilfe", "moenchengladbach-2012"};
    MUST(mkdtemp(dir));
    for (int i = 0; i < TBL_FILES; i++)
        put(i, good[i], strlen(good[i]));
    for (int i = 0; i < 3; i++) {
        struct diag d = {0};
        char file[512];
        snprintf(file, sizeof file, KD_ROOT "/rules/%s.xml", ids[i]);
        sets[i] = ruleset_load(file, KD_ROOT "/rules/regelwerk.rng", &d);
        MUST(sets[i]);
    }
    atexit(clean_up);
}

/* No line vanishes (spec 1.9). */
static void count_lines(const struct tables *t)
{
    uint64_t rejected = 0, listed = 0;
    for (int i = 0; i < TBL_FILES; i++) {
        const struct issue_file *f = &t->issues.file[i];
        MUST(f->lines == f->used + f->rejected + f->outside);
        rejected += f->rejected + f->outside;
    }
    for (size_t i = 0; i < t->issues.n; i++)
        listed += issue_texts[t->issues.item[i].kind].class == ISSUE_REJECTED;
    MUST(listed == rejected);
    MUST(t->contacts.n == t->issues.file[FILE_CONTACTS].used);
    MUST(t->states.n == t->issues.file[FILE_CUSTOMERS].used);
}

static void use(struct tables *t, const struct ruleset *set)
{
    struct eval_question q = eval_question(set, day_make(2023, 11, 30), 14);
    struct verdict *v = eval_all(t, &q, 1);
    struct buf b = {0};
    struct diag d = {0};
    doubts_hints(t, &q, v, 3900);
    struct agg_reasons *reasons = agg_reasons_new(t, &q, (struct holiday_region){.land = IN_NI});
    cases_put_data_heads(&b, cases_record);
    for (uint32_t i = 0; i < t->customers.n; i++) {
        struct case_of o = {
            .t = t, .q = &q, .customer = i, .v = &v[i], .reason = agg_reason(reasons, i, &v[i], NULL)};
        cases_put_data(&b, cases_record, &o, false);
    }
    agg_reasons_free(reasons);
    cases_put_rejected(&b, &t->issues);
    cases_put_hints(&b, &t->issues);
    MUST(!memchr(buf_str(&b), 0, b.n));
    struct agg_input in = {.tables = t, .set = set, .verdict = v, .visible = NULL, .day = q.day};
    struct agg_groups *g = agg_groups_new(&in, NULL, 0);
    MUST(agg_groups_check(g, &d)); /* the sums of the parts equal the whole */
    agg_groups_free(g);
    buf_free(&b);
    free(v);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct diag d = {0};
    struct ingest_options o = {.dir = dir, .contact_details = true, .threads = 1};
    if (!sets[0])
        set_up();
    if (size == 0)
        return 0;
    int file = data[0] % TBL_FILES;
    put(file, data + 1, size - 1);
    struct tables *t = ingest_load(&o, &d);
    MUST(t ? d.code == DIAG_NONE : d.code == DIAG_INPUT && d.what[0]);
    if (t) {
        count_lines(t);
        use(t, sets[data[0] / TBL_FILES % 3]);
    }
    tables_free(t);
    put(file, good[file], strlen(good[file]));
    return 0;
}
