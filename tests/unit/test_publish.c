/*
 * Publishing (spec 5.2, 5.3): all or nothing, never over an old run, no leftovers. Linked with --wrap for fsync and
 * rename, so that a disk can fail.
 */
#include "cmocka_all.h"

#include "archive/digest.h"
#include "archive/publish.h"
#include "cli/output.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- a disk that fails on demand ---- */

static int fsyncs_until_failure = -1, renames_until_failure = -1; /* < 0: never */

int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __wrap_fsync(int fd)
{
    if (fsyncs_until_failure >= 0 && fsyncs_until_failure-- == 0) {
        errno = EIO;
        return -1;
    }
    return __real_fsync(fd);
}

int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to)
{
    if (renames_until_failure >= 0 && renames_until_failure-- == 0) {
        errno = EIO;
        return -1;
    }
    return __real_rename(from, to);
}

/* ---- a folder of its own for each test ---- */

static char home[4096];

static int enter(void **state)
{
    (void)state;
    char dir[] = "kd-publish-XXXXXX";
    assert_non_null(getcwd(home, sizeof home));
    assert_non_null(mkdtemp(dir));
    assert_int_equal(chdir(dir), 0);
    *state = strdup(dir);
    return 0;
}

static int leave(void **state)
{
    char command[128];
    fsyncs_until_failure = renames_until_failure = -1;
    assert_int_equal(chdir(home), 0);
    snprintf(command, sizeof command, "chmod -R u+w %s; rm -rf %s", (char *)*state, (char *)*state);
    free(*state);
    return system(command);
}

static bool is_there(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0;
}

/* Names in a folder, sorted, each with a space behind it. */
static const char *names_in(const char *dir)
{
    static char text[4096];
    struct dirent **entry;
    text[0] = '\0';
    int n = scandir(dir, &entry, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        if (strcmp(entry[i]->d_name, ".") != 0 && strcmp(entry[i]->d_name, "..") != 0) {
            strcat(text, entry[i]->d_name);
            strcat(text, " ");
        }
        free(entry[i]);
    }
    free(entry);
    return text;
}

static void assert_file(const char *path, const char *content)
{
    char text[256] = "";
    FILE *f = fopen(path, "r");
    if (!f)
        fail_msg("%s is not there", path);
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    fclose(f);
    assert_string_equal(text, content);
}

static void put(struct publish *p, const char *path, const char *text)
{
    struct diag d = {0};
    if (!publish_put(p, path, text, strlen(text), &d))
        fail_msg("%s: %s", d.file, d.what);
}

/* A run of two files that say what. */
static void publish_run(bool replace, const char *what)
{
    struct diag d = {0};
    struct publish *p = publish_new("out", "run", replace, &d);
    assert_non_null(p);
    put(p, "a.txt", what);
    put(p, "teams/b.txt", what);
    assert_true(publish_commit(p, &d));
    publish_free(p);
}

static void test_publishes(void **state)
{
    (void)state;
    struct diag d = {0};
    mode_t before = umask(0); /* the modes do not depend on it */
    struct publish *p = publish_new("deep/er/out", "2023-11-30", false, &d);
    assert_non_null(p);
    assert_string_equal(publish_target(p), "deep/er/out/2023-11-30");
    put(p, "ergebnis.csv", "x\n");
    put(p, "teams/Nord/b.pdf", "");
    put(p, "teams/Nord/c ä.pdf", "pdf");
    assert_false(is_there("deep/er/out/2023-11-30"));
    assert_true(publish_commit(p, &d));
    publish_free(p);
    umask(before);
    assert_string_equal(names_in("deep/er/out"), "2023-11-30 ");
    assert_string_equal(names_in("deep/er/out/2023-11-30"), "SHA256SUMS ergebnis.csv teams ");
    assert_file("deep/er/out/2023-11-30/ergebnis.csv", "x\n");
    static const char *const folders[] = {"deep", "deep/er/out", "deep/er/out/2023-11-30", "deep/er/out/2023-11-30/teams"};
    static const char *const files[] = {"deep/er/out/2023-11-30/SHA256SUMS", "deep/er/out/2023-11-30/teams/Nord/b.pdf"};
    struct stat st;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        assert_int_equal(stat(folders[i], &st), 0);
        assert_int_equal(st.st_mode & 07777, 0700);
    }
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        assert_int_equal(stat(files[i], &st), 0);
        assert_int_equal(st.st_mode & 07777, 0600);
    }
    assert_int_equal(system("cd deep/er/out/2023-11-30 && sha256sum --quiet --strict -c SHA256SUMS && "
                            "test $(wc -l < SHA256SUMS) = 3 && sort -k 2 -c SHA256SUMS"), 0);
}

static void test_not_committed(void **state)
{
    (void)state;
    struct diag d = {0};
    struct publish *p = publish_new("out", "run", false, &d);
    put(p, "a.txt", "a");
    put(p, "teams/b.txt", "b");
    put(p, "teams/deeper/c.txt", "c");
    publish_free(p);
    assert_string_equal(names_in("out"), "");
    publish_free(NULL);
}

static void test_never_overwrites(void **state)
{
    (void)state;
    struct diag d = {0};
    publish_run(false, "first");
    assert_null(publish_new("out", "run", false, &d));
    assert_int_equal(d.code, DIAG_OUTPUT);
    assert_string_equal(d.file, "out/run");
    assert_non_null(strstr(d.expected, "--replace"));
    assert_string_equal(names_in("out"), "run ");
    assert_file("out/run/a.txt", "first");
    /* nor a file or a broken link of that name */
    assert_int_equal(symlink("nowhere", "out/link"), 0);
    d = (struct diag){0};
    assert_null(publish_new("out", "link", false, &d));
}

/* Two runs at the same time: the second to finish sees that there is one. */
static void test_race(void **state)
{
    (void)state;
    struct diag d = {0}, d2 = {0};
    struct publish *p = publish_new("out", "run", false, &d), *q = publish_new("out", "run", false, &d2);
    assert_true(p && q);
    put(p, "a.txt", "p");
    put(q, "a.txt", "q");
    assert_true(publish_commit(p, &d));
    assert_false(publish_commit(q, &d2));
    assert_int_equal(d2.code, DIAG_OUTPUT);
    publish_free(p);
    publish_free(q);
    assert_string_equal(names_in("out"), "run ");
    assert_file("out/run/a.txt", "p");
}

static void test_replace(void **state)
{
    (void)state;
    publish_run(true, "first"); /* nothing to replace yet */
    assert_string_equal(names_in("out"), "run ");
    publish_run(true, "second");
    publish_run(true, "third");
    assert_string_equal(names_in("out"), "run run.alt run.alt2 ");
    assert_file("out/run/a.txt", "third");
    assert_file("out/run.alt/a.txt", "first");
    assert_file("out/run.alt2/teams/b.txt", "second");
    assert_int_equal(system("cd out/run.alt && sha256sum --quiet -c SHA256SUMS"), 0);
}

/* ---- failures ---- */

static void test_read_only(void **state)
{
    (void)state;
    struct diag d = {0};
    if (geteuid() == 0)
        skip(); /* root may write anywhere */
    assert_int_equal(mkdir("out", 0500), 0);
    assert_null(publish_new("out", "run", false, &d));
    assert_int_equal(d.code, DIAG_OUTPUT);
    d = (struct diag){0};
    assert_null(publish_new("out/below", "run", false, &d));
    assert_int_equal(d.code, DIAG_OUTPUT);
}

static void test_out_is_no_folder(void **state)
{
    (void)state;
    static const char *const outs[] = {"file", "file/below", "/dev/null/x", "/proc/x"};
    assert_int_equal(system("echo kept > file"), 0);
    for (size_t i = 0; i < sizeof outs / sizeof *outs; i++) {
        struct diag d = {0};
        assert_null(publish_new(outs[i], "run", false, &d));
        assert_int_equal(d.code, DIAG_OUTPUT);
        assert_true(d.file[0] && d.what[0]);
    }
    assert_file("file", "kept\n");
}

/* "" is no folder; it is not the root of the file system either. */
static void test_out_is_empty(void **state)
{
    (void)state;
    struct diag d = {0};
    struct publish *p = publish_new("", "kd-test-run", false, &d);
    bool at_root = p && publish_target(p)[0] == '/';
    publish_free(p);
    assert_false(at_root);
}

/* A file that does not fit: nothing is left of the run. */
static void test_no_room(void **state)
{
    (void)state;
    struct rlimit before, small;
    char large[10000] = "";
    struct diag d = {0};
    signal(SIGXFSZ, SIG_IGN);
    struct publish *p = publish_new("out", "run", false, &d);
    put(p, "a.txt", "fits");
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 4096;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    bool ok = publish_put(p, "teams/nord/b.txt", large, sizeof large, &d);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_false(ok);
    assert_int_equal(d.code, DIAG_OUTPUT);
    publish_free(p);
    assert_string_equal(names_in("out"), "");
}

/* Whichever sync fails: nothing is published, nothing is left, an old run stays as it was. */
static void test_syncs_fail(void **state)
{
    (void)state;
    publish_run(false, "old");
    for (int i = 0; i < 20; i++) {
        struct diag d = {0};
        struct publish *p = publish_new("out", "run", true, &d);
        assert_non_null(p);
        fsyncs_until_failure = i;
        bool ok = publish_put(p, "a.txt", "new", 3, &d) && publish_put(p, "teams/b.txt", "new", 3, &d) &&
                  publish_commit(p, &d);
        bool all_done = fsyncs_until_failure >= 0;
        fsyncs_until_failure = -1;
        publish_free(p);
        assert_int_equal(ok, d.code == DIAG_NONE);
        if (all_done) {
            assert_true(ok);
            assert_true(i >= 5);
            assert_file("out/run/a.txt", "new");
            return;
        }
        assert_int_equal(d.code, DIAG_OUTPUT);
        if (strcmp(names_in("out"), "run ") == 0) {
            assert_file("out/run/a.txt", "old");
            assert_file("out/run/teams/b.txt", "old");
            continue;
        }
        /* The last sync comes when the run is there already; then both stand complete. */
        assert_string_equal(names_in("out"), "run run.alt ");
        assert_file("out/run/a.txt", "new");
        assert_file("out/run.alt/teams/b.txt", "old");
        assert_int_equal(system("rm -r out/run && mv out/run.alt out/run"), 0);
    }
    fail_msg("the syncs never end");
}

/* Whichever rename fails, the files of the old run are still somewhere, and complete. */
static void test_renames_fail(void **state)
{
    (void)state;
    publish_run(false, "old");
    for (int i = 0; i < 3; i++) {
        struct diag d = {0};
        struct publish *p = publish_new("out", "run", true, &d);
        assert_non_null(p);
        put(p, "a.txt", "new");
        put(p, "teams/b.txt", "new");
        renames_until_failure = i;
        bool ok = publish_commit(p, &d);
        bool all_done = renames_until_failure >= 0;
        renames_until_failure = -1;
        publish_free(p);
        assert_int_equal(ok, d.code == DIAG_NONE);
        assert_int_equal(system("cat $(find out -name a.txt) | grep -q old && cat $(find out -name b.txt) | grep -q old"),
                         0);
        assert_true(is_there("out/run/a.txt"));
        if (all_done)
            return;
        assert_int_equal(system("rm -rf out"), 0);
        publish_run(false, "old");
    }
}

/* A file on its own, as commands write it. */
static bool put_file(const char *path, const char *bytes, size_t n, struct diag *d)
{
    struct buf b = {0};
    buf_put(&b, bytes, n);
    bool ok = output_put(path, &b, d);
    buf_free(&b);
    return ok;
}

static void test_single_file(void **state)
{
    (void)state;
    struct diag d = {0};
    assert_true(put_file("x.csv", "one", 3, &d));
    assert_true(put_file("x.csv", "two", 3, &d));
    assert_file("x.csv", "two");
    struct stat st;
    assert_int_equal(stat("x.csv", &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    fsyncs_until_failure = 0;
    assert_false(put_file("x.csv", "three", 5, &d));
    assert_int_equal(d.code, DIAG_OUTPUT);
    renames_until_failure = 0;
    d = (struct diag){0};
    assert_false(put_file("x.csv", "three", 5, &d));
    assert_file("x.csv", "two");
    assert_string_equal(names_in("."), "x.csv ");
    d = (struct diag){0};
    assert_false(put_file("no/such/folder/x.csv", "x", 1, &d));
    assert_int_equal(d.code, DIAG_OUTPUT);
}

static void test_digests(void **state)
{
    (void)state;
    struct diag d = {0};
    struct digest_text t = digest_bytes("abc", 3), file;
    assert_string_equal(t.hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    t = digest_bytes("", 0);
    assert_string_equal(t.hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_true(put_file("abc", "abc", 3, &d));
    assert_true(digest_file("abc", &file, &d));
    assert_string_equal(file.hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_false(digest_file("none", &file, &d));
    assert_int_equal(d.code, DIAG_INPUT);
    d = (struct diag){0};
    assert_false(digest_file(".", &file, &d));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, enter, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_publishes), TEST(test_not_committed), TEST(test_never_overwrites), TEST(test_race),
        TEST(test_replace),   TEST(test_read_only),     TEST(test_out_is_no_folder), TEST(test_out_is_empty),
        TEST(test_no_room),   TEST(test_syncs_fail),    TEST(test_renames_fail),     TEST(test_single_file),
        TEST(test_digests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
