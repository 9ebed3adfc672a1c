/* A caseworker's list: sentences, XML, CSV, XLSX (results/worklist.h, cases/workbook.h); the record
 * (results/evidence.h). */
#include "cmocka_all.h"

#include "base/xml.h"
#include "cases/workbook.h"
#include "cases/workbook_check.h"
#include "cases_world.h"
#include "results/evidence.h"
#include "results/worklist.h"

#include <dlfcn.h>
#include <pthread.h>
#include <time.h>

static struct results_run about(const struct world *w)
{
    return (struct results_run){.tables = w->tables,
                                .set = w->set,
                                .jobcenter = "Jobcenter <Test> & Co",
                                .day = w->q.day,
                                .lead = w->q.lead,
                                .run_id = "0123456789ab",
                                .version = "0.1.0"};
}

/* Groups by DIN 5007: 0 Team A (ax), 1 Team B (be2 Ober), 2 (be1 Öztürk), 3 (nobody). */
static const size_t oztuerk[] = {2}, ober[] = {1}, two[] = {0, 2};

static struct results_worklist list_of(const struct world *w, const struct results_run *run, const size_t *group,
                                       size_t n)
{
    static const char *const teams[] = {"", "Team B", "Team A, Team B"};
    return (struct results_worklist){.run = run,
                                     .cases = w->cases,
                                     .name = "Öztürk, A.",
                                     .code = "be1",
                                     .teams = teams[n],
                                     .staff = group,
                                     .n_staff = n};
}

static const char *said(const struct world *w, const struct results_worklist *list)
{
    struct words_sentence s = results_worklist_say(list, w->mem);
    return arena_printf(w->mem, "%s%s", s.strong, s.rest);
}

static void valid(const struct buf *b, const char *schema)
{
    struct diag d = {0};
    xmlDoc *doc = xml_read(b->p, b->n, "test", schema, &d);
    if (!doc)
        diag_print(&d);
    assert_non_null(doc);
    xmlFreeDoc(doc);
}

static void test_sentences(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, true, true, true);
    struct results_run run = about(&w);
    struct results_worklist mine = list_of(&w, &run, oztuerk, 1), his = list_of(&w, &run, ober, 1);
    struct results_worklist both = list_of(&w, &run, two, 2), nobody = list_of(&w, &run, NULL, 0);
    struct results_worklist first = list_of(&w, &run, two, 1);
    assert_string_equal(said(&w, &mine),
                        "Drei Kund*innen sind zu kontaktieren: 2 überfällig, 1 fällig bis 14.12.2023.");
    assert_string_equal(said(&w, &both), "Vier Kund*innen sind zu kontaktieren: 1 ohne anrechenbaren Kontakt, "
                                         "2 überfällig, 1 fällig bis 14.12.2023.");
    assert_string_equal(said(&w, &first), "Eine Person ist zu kontaktieren: ohne anrechenbaren Kontakt.");
    assert_string_equal(said(&w, &his),
                        "Niemand ist zu kontaktieren: bis 14.12.2023 ist kein Kontakt fällig und keiner überfällig.");
    assert_string_equal(said(&w, &nobody), "Niemand ist zu kontaktieren: am 30.11.2023 ist niemand in Betreuung.");
    /* 77 days ahead the new one (due 15.02.) is on the list, too */
    run.lead = 77;
    assert_string_equal(said(&w, &mine), "Vier Kund*innen sind zu kontaktieren: 2 überfällig, 1 fällig bis 15.02.2024, "
                                         "1 neu und bis 15.02.2024 fällig.");
    world_close(&w);
}

static void test_results(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, true, true, true);
    struct results_run run = about(&w);
    struct results_worklist lists[] = {list_of(&w, &run, oztuerk, 1), list_of(&w, &run, two, 2),
                                       list_of(&w, &run, NULL, 0)};
    static const char *const has[][3] = {
        {"<auswahl>betreuung:3 faellig-bis:14</auswahl>", "mehrere-teams=\"nein\"",
         "<andere>Nicht auf der Liste steht eine Person: noch ohne Kontakt, in der Frist.</andere>"},
        {"<auswahl>betreuung:1,3 faellig-bis:14</auswahl>", "teams=\"Team A, Team B\"",
         "<liste wert=\"4\" text=\"4\"/>"},
        {"<kern>Niemand ist zu kontaktieren:</kern>", "<kunden wert=\"0\" text=\"0\"/>", "teams=\"\""},
    };
    for (size_t i = 0; i < 3; i++) {
        struct buf b = {0};
        results_put_worklist(&b, &lists[i]);
        for (size_t k = 0; k < 3; k++)
            if (!strstr(b.p, has[i][k]))
                fail_msg("%s is not in\n%s", has[i][k], b.p);
        assert_null(strstr(b.p, "Zöller")); /* cases stay out of it */
        valid(&b, KD_ROOT "/templates/arbeitsliste.rng");
        buf_free(&b);
    }
    world_close(&w);
}

static void test_csv(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, true, true, true);
    struct results_run run = about(&w);
    struct results_worklist mine = list_of(&w, &run, oztuerk, 1), his = list_of(&w, &run, ober, 1),
                            both = list_of(&w, &run, two, 2);
    static const char head[] = "\xEF\xBB\xBFKundennummer;Name;Urteil;fällig;Tage überfällig;letzter Kontakt;Profil;"
                               "Vorgabe;Termin;Termin zu spät;nicht gezählte Vermerke\n";
    struct buf b = {0};
    results_put_worklist_csv(&b, &mine);
    assert_int_equal(strncmp(b.p, head, strlen(head)), 0);
    assert_string_equal(b.p + strlen(head),
                        "0001;Zoll, Anna;überfällig;2023-08-30;92;2023-05-30;M;mindestens alle 3 Monate "
                        "ein Kontakt;;;\n"
                        "0009;Zöller, Ada;überfällig;2023-09-20;71;2023-06-20;M;mindestens alle 3 "
                        "Monate ein Kontakt;"
                        "2023-12-07;ja;\"10.11.2023 Beratungsvermerk, schriftlich: Kontaktart zählt nicht; "
                        "08.11.2023, 31.08.2023 Allgemeiner Vermerk, telefonisch: Vermerkart zählt nicht\"\n"
                        "0008;Zoll, Bo;bald fällig;2023-12-05;;2023-09-05;A;mindestens alle 3 Monate "
                        "ein Kontakt;"
                        "2023-12-05;nein;05.09.2023 Beratungsvermerk, telefonisch: am selben Tag zählt ein anderer\n");
    buf_clear(&b);
    results_put_worklist_csv(&b, &his);
    assert_string_equal(b.p, head);
    buf_clear(&b);
    results_put_worklist_csv(&b, &both); /* in several teams: the team, too */
    assert_non_null(strstr(b.p, "\xEF\xBB\xBFKundennummer;Name;Team;"));
    buf_free(&b);
    world_close(&w);
}

static void xlsx_in_zone(struct buf *b, const struct results_worklist *list, const char *zone)
{
    struct diag d = {0};
    setenv("TZ", zone, 1);
    tzset();
    assert_true(results_put_worklist_xlsx(b, list, &d));
    assert_true(b->n > 1000 && memcmp(b->p, "PK", 2) == 0);
}

static void test_xlsx_is_the_same_everywhere(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, true, true, true);
    struct results_run run = about(&w);
    struct results_worklist mine = list_of(&w, &run, oztuerk, 1), his = list_of(&w, &run, ober, 1);
    struct buf a = {0}, b = {0}, c = {0};
    xlsx_in_zone(&a, &mine, "Pacific/Kiritimati");
    nanosleep(&(struct timespec){2, 100000000}, NULL); /* times in a ZIP go by two seconds */
    xlsx_in_zone(&b, &mine, "America/Anchorage");
    assert_int_equal(a.n, b.n);
    assert_memory_equal(a.p, b.p, a.n);
    xlsx_in_zone(&c, &his, "UTC");
    buf_free(&a);
    buf_free(&b);
    buf_free(&c);
    unsetenv("TZ");
    tzset();
    world_close(&w);
}

static const char *long_text;
static void long_cell(void *context, size_t row, size_t column, struct workbook_cell *out)
{
    (void)context;
    (void)column;
    *out = (struct workbook_cell){.kind = WORKBOOK_TEXT, .text = long_text};
    if (row == 1)
        *out = (struct workbook_cell){.kind = WORKBOOK_DAY, .day = day_make(1900, 1, 5)};
}

/* What is cut off or changed is found, but for bytes that no reader looks at (days and rights of the parts). */
static void check_whole(struct buf *b, size_t cells)
{
    size_t unseen = 0;
    assert_true(workbook_is_whole(b->p, b->n, cells));
    assert_false(workbook_is_whole(b->p, b->n, cells + 1));
    for (size_t n = 0; n < b->n; n += n < 100 || b->n - n < 100 ? 1 : 61)
        assert_false(workbook_is_whole(b->p, n, cells));
    for (size_t i = 0; i < b->n; i++) {
        b->p[i] ^= 0x10;
        unseen += workbook_is_whole(b->p, b->n, cells);
        b->p[i] ^= 0x10;
    }
    assert_true(unseen < b->n / 4);
}

/* Longer than a cell may be, longer than a header may be, full of the header's own codes: all of it is written. */
static void test_workbook_limits(void **state)
{
    (void)state;
    struct diag d = {0};
    struct buf text = {0}, furniture = {0}, out = {0};
    for (int i = 0; i < 40000; i++)
        buf_text(&text, i % 2 ? "ä" : "𝄞");
    for (int i = 0; i < 300; i++)
        buf_text(&furniture, "&ß");
    long_text = buf_str(&text);
    static const char *const head[] = {"Spalte"};
    struct workbook book = {.sheet = "S",
                            .title = buf_str(&furniture),
                            .subject = "",
                            .company = "",
                            .header_left = buf_str(&furniture),
                            .header_right = buf_str(&furniture),
                            .footer_left = buf_str(&furniture),
                            .head = head,
                            .n_columns = 1,
                            .n_rows = 2,
                            .empty = "",
                            .cell = long_cell};
    if (!workbook_write(&book, &out, &d))
        diag_print(&d);
    assert_int_equal(d.code, DIAG_NONE);
    assert_true(out.n > 1000);
    check_whole(&out, 3);
    book.n_rows = 1048576;
    assert_false(workbook_write(&book, &out, &d));
    assert_int_equal(d.code, DIAG_OUTPUT);
    buf_free(&text);
    buf_free(&furniture);
    buf_free(&out);
}

static void test_evidence(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, true, true, true);
    for (int i = 0; i < TBL_FILES; i++) /* as a run leaves it */
        memset(w.tables->issues.file[i].sha256, 'a', 64);
    static const struct results_entry parameter[] = {{"vorlauf", "1"},
                                                     {"unbrauchbar-je-million", "12500"},
                                                     {"land", ""},
                                                     {"vollzeit-hundertstel", "3850"},
                                                     {"neu", "<x>"}};
    static const char sha[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    const struct results_entry file[] = {{"/irgend/wo/nachweis.xsl", sha}}, library[] = {{"zlib", "1.2"}};
    const struct results_compared archived[] = {{day_make(2023, 10, 31), "ba9876543210", sha, NULL}};
    struct results_record record = {.run_id = "0123456789ab",
                                    .version = "0.1.0",
                                    .jobcenter = "J",
                                    .day = w.q.day,
                                    .set = w.set,
                                    .ruleset_sha256 = sha,
                                    .issues = &w.tables->issues,
                                    .archived = archived,
                                    .n_archived = 1,
                                    .parameter = parameter,
                                    .n_parameters = 5,
                                    .library = library,
                                    .n_libraries = 1,
                                    .file = file,
                                    .n_files = 1};
    struct results_evidence evidence = {
        .record = &record,
        .cases = w.cases,
        .seal = "0123 4567 89ab cdef 0123 4567 89ab cdef 0123 4567 89ab cdef 0123 4567 89ab cdef"};
    struct results_run run = about(&w);
    run.evidence = &evidence;
    struct results_area area = {.groups = w.groups, .detail = RESULTS_REPORT};
    struct buf b = {0};
    results_put(&b, &run, &area, 1);
    valid(&b, KD_ROOT "/templates/ergebnis.rng");
    static const char *const has[] = {"wert=\"1\" text=\"1\u00a0Tag\"",
                                      "text=\"1,25\u00a0%\"",
                                      "text=\"nicht angegeben; nur Feiertage, die alle Länder haben\"",
                                      "text=\"38,5\u00a0Stunden\"",
                                      "bezeichnung=\"neu\" wert=\"&lt;x&gt;\" text=\"&lt;x&gt;\"",
                                      "<datei name=\"nachweis.xsl\" sha256=\"0123",
                                      "regelwerk-datei=\"uelzen-ga-08-2019.xml\"",
                                      "<archiv stichtag=\"31.10.2023\" kennung=\"ba9876543210\" sha256=\"0123",
                                      "namen=\"ja\""};
    for (size_t i = 0; i < sizeof has / sizeof *has; i++)
        if (!strstr(b.p, has[i]))
            fail_msg("%s is not there", has[i]);
    assert_null(strstr(b.p, "/irgend"));
    buf_free(&b);
    world_close(&w);
}

typedef struct tm *day_of(const time_t *t);

static void *ask(void *function)
{
    const time_t second_day = 86400;
    day_of *const *f = function;
    return (*f)(&second_day);
}

/* What the library gets when it asks for a day: an answer that no other thread writes over. */
static void test_days_in_threads(void **state)
{
    pthread_t thread;
    void *theirs;
    day_of *f;
    const time_t first_day = 0;
    (void)state;
    assert_non_null(workbook_library());
    *(void **)&f = dlsym(RTLD_DEFAULT, "gmtime"); /* as the loader binds it */
    const struct tm *ours = f(&first_day);
    assert_int_equal(pthread_create(&thread, NULL, ask, &f), 0);
    assert_int_equal(pthread_join(thread, &theirs), 0);
    assert_true(theirs && theirs != ours);
    assert_int_equal(ours->tm_mday, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_results),
        cmocka_unit_test(test_csv),
        cmocka_unit_test(test_xlsx_is_the_same_everywhere),
        cmocka_unit_test(test_workbook_limits),
        cmocka_unit_test(test_evidence),
        cmocka_unit_test(test_days_in_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
