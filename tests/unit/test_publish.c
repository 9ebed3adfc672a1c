/*
 * Publishing (spec 5.2, 5.3): all or nothing, never over an old run, no leftovers. Linked with --wrap for fsync,
 * syncfs and rename, so that a disk can fail.
 */
#include "cmocka_all.h"

#include "archive/publish.h"
#include "archive/verify.h"
#include "base/digest.h"
#include "base/pool.h"
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

/* ---- a drive that refuses ---- */

static bool no_modes, no_exchange, no_noreplace, no_syncfs, no_locks, wrong_modes;
static int moves_until_failure = -1; /* of renameat2; < 0: never */

static int refuse(int error)
{
    errno = error;
    return -1;
}

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

int __real_syncfs(int fd);
int __wrap_syncfs(int fd);
int __wrap_syncfs(int fd)
{
    if (no_syncfs)
        return refuse(ENOSYS);
    if (fsyncs_until_failure >= 0 && fsyncs_until_failure-- == 0)
        return refuse(EIO);
    return __real_syncfs(fd);
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

int __real_renameat2(int a, const char *from, int b, const char *to, unsigned flags);
int __wrap_renameat2(int a, const char *from, int b, const char *to, unsigned flags);
int __wrap_renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
    if ((flags & RENAME_EXCHANGE && no_exchange) || (flags & RENAME_NOREPLACE && no_noreplace))
        return refuse(EINVAL);
    if (moves_until_failure >= 0 && moves_until_failure-- == 0)
        return refuse(EIO);
    return __real_renameat2(a, from, b, to, flags);
}

int __real_flock(int fd, int how);
int __wrap_flock(int fd, int how);
int __wrap_flock(int fd, int how)
{
    return no_locks ? refuse(EOPNOTSUPP) : __real_flock(fd, how);
}

int __real_chmod(const char *path, mode_t mode);
int __wrap_chmod(const char *path, mode_t mode);
int __wrap_chmod(const char *path, mode_t mode)
{
    return no_modes ? refuse(EPERM) : __real_chmod(path, mode);
}

int __real_fchmod(int fd, mode_t mode);
int __wrap_fchmod(int fd, mode_t mode);
int __wrap_fchmod(int fd, mode_t mode)
{
    return no_modes ? refuse(EOPNOTSUPP) : __real_fchmod(fd, mode);
}

/* As a share shows them: everything may be read by everybody. */
int __real_fstat(int fd, struct stat *st);
int __wrap_fstat(int fd, struct stat *st);
int __wrap_fstat(int fd, struct stat *st)
{
    int done = __real_fstat(fd, st);
    if (wrong_modes)
        st->st_mode |= 0755;
    return done;
}

static char heard[4096]; /* what was said, a line each */

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
    fsyncs_until_failure = renames_until_failure = moves_until_failure = -1;
    no_modes = no_exchange = no_noreplace = no_syncfs = no_locks = wrong_modes = false;
    heard[0] = '\0';
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

static void hear(void *context, const char *what)
{
    (void)context;
    strcat(heard, what);
    strcat(heard, "\n");
}

static void put(struct publish *p, const char *path, const char *text)
{
    struct diag d = {0};
    if (!publish_put(p, path, text, strlen(text), &d))
        fail_msg("%s: %s", d.file, d.what);
}

static struct publish *begin(const char *out, const char *name, bool replace, enum publish_access access,
                             struct diag *d)
{
    return publish_new(
        &(struct publish_order){
            .out = out, .name = name, .old = replace ? PUBLISH_KEEP : PUBLISH_REFUSE, .access = access, .say = hear},
        d);
}

/* A run of two files that say what. */
static void publish_run(bool replace, const char *what)
{
    struct diag d = {0};
    struct publish *p = begin("out", "run", replace, PUBLISH_OWNER, &d);
    assert_non_null(p);
    put(p, "a.txt", what);
    put(p, "teams/b.txt", what);
    assert_true(publish_commit(p, &d));
    publish_free(p);
}

/* A run that publish_mend takes for one. */
static void publish_day(const char *what)
{
    struct diag d = {0};
    struct publish *p = begin("out", "2023-11-30", false, PUBLISH_OWNER, &d);
    put(p, "a.txt", what);
    assert_true(publish_commit(p, &d));
    publish_free(p);
}

static void test_publishes(void **state)
{
    (void)state;
    struct diag d = {0};
    mode_t before = umask(0); /* the modes do not depend on it */
    struct publish *p = begin("deep/er/out", "2023-11-30", false, PUBLISH_OWNER, &d);
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
    static const char *const folders[] = {"deep", "deep/er/out", "deep/er/out/2023-11-30",
                                          "deep/er/out/2023-11-30/teams"};
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
                            "test $(wc -l < SHA256SUMS) = 3 && sort -k 2 -c SHA256SUMS"),
                     0);
}

static void test_not_committed(void **state)
{
    (void)state;
    struct diag d = {0};
    struct publish *p = begin("out", "run", false, PUBLISH_OWNER, &d);
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
    assert_null(begin("out", "run", false, PUBLISH_OWNER, &d));
    assert_int_equal(d.code, DIAG_OUTPUT);
    assert_string_equal(d.file, "out/run");
    assert_non_null(strstr(d.expected, "--replace"));
    assert_string_equal(names_in("out"), "run ");
    assert_file("out/run/a.txt", "first");
    /* nor a file or a broken link of that name */
    assert_int_equal(symlink("nowhere", "out/link"), 0);
    d = (struct diag){0};
    assert_null(begin("out", "link", false, PUBLISH_OWNER, &d));
}

/* Two runs at the same time: the second to finish sees that there is one. */
static void test_race(void **state)
{
    (void)state;
    struct diag d = {0}, d2 = {0};
    struct publish *p = begin("out", "run", false, PUBLISH_OWNER, &d),
                   *q = begin("out", "run", false, PUBLISH_OWNER, &d2);
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

/* ---- who may read ---- */

static void assert_mode(const char *path, mode_t mode)
{
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, mode);
}

static void test_access(void **state)
{
    (void)state;
    static const mode_t files[] = {0600, 0640, 0644}, folders[] = {0700, 0750, 0755};
    mode_t before = umask(0077); /* neither it nor 0 makes a difference */
    for (int i = PUBLISH_OWNER; i <= PUBLISH_ALL; i++) {
        struct diag d = {0};
        assert_int_equal(system("rm -rf new"), 0);
        struct publish *p = begin("new/out", "run", false, (enum publish_access)i, &d);
        put(p, "teams/b.txt", "b");
        assert_true(publish_commit(p, &d));
        publish_free(p);
        assert_mode("new", folders[i]);
        assert_mode("new/out/run", folders[i]);
        assert_mode("new/out/run/teams", folders[i]);
        assert_mode("new/out/run/teams/b.txt", files[i]);
        assert_mode("new/out/run/SHA256SUMS", files[i]);
    }
    umask(before);
}

/* ---- several threads, copies, sums ---- */

enum { MANY = 200 };

static void put_one(void *context, size_t i, unsigned thread)
{
    (void)thread;
    struct diag d = {0};
    char path[64], text[64];
    snprintf(path, sizeof path, "d%zu/e%zu/%zu.txt", i % 7, i % 3, i);
    snprintf(text, sizeof text, "%zu", i);
    struct publish_file *f = publish_open(context, path, &d);
    bool ok = f && publish_write(f, text, 1, &d) && publish_write(f, text + 1, strlen(text) - 1, &d);
    if (!f || !publish_close(f, ok, &d))
        abort(); /* cmocka fails in its own thread alone */
}

static void test_threads(void **state)
{
    (void)state;
    struct diag d = {0};
    size_t n;
    struct publish *p = begin("out", "run", false, PUBLISH_OWNER, &d);
    pool_run(8, MANY, put_one, p);
    struct publish_entry *entry = publish_entries(p, &n);
    assert_int_equal(n, MANY);
    for (size_t i = 1; i < n; i++)
        assert_true(strcmp(entry[i - 1].path, entry[i].path) < 0);
    assert_non_null(publish_lookup(entry, n, "d3/e1/10.txt"));
    assert_null(publish_lookup(entry, n, "d3/e1/11.txt"));
    assert_int_equal(publish_lookup(entry, n, "d2/e1/100.txt")->bytes, 3);
    free(entry);
    assert_true(publish_commit(p, &d));
    publish_free(p);
    assert_int_equal(
        system("cd out/run && sha256sum --quiet --strict -c SHA256SUMS && test $(wc -l < SHA256SUMS) = 200"), 0);
    assert_file("out/run/d3/e1/199.txt", "199");
}

/* A file that was given up is not there, and is no file of the run. */
static void test_given_up(void **state)
{
    (void)state;
    struct diag d = {0};
    struct publish *p = begin("out", "run", false, PUBLISH_OWNER, &d);
    put(p, "a.txt", "a");
    struct publish_file *f = publish_open(p, "below/b.txt", &d);
    assert_true(publish_write(f, "b", 1, &d));
    assert_false(publish_close(f, false, &d));
    assert_true(publish_commit(p, &d));
    publish_free(p);
    assert_string_equal(names_in("out/run"), "SHA256SUMS a.txt ");
}

static void test_copies(void **state)
{
    (void)state;
    struct diag d = {0};
    size_t n;
    struct publish *p = begin("out", "run", false, PUBLISH_OWNER, &d);
    put(p, "a.txt", "abc");
    put(p, "b.txt", "b");
    struct publish_entry *entry = publish_entries(p, &n);
    assert_true(publish_copy(p, publish_lookup(entry, n, "a.txt"), "for/Nord/c.txt", &d));
    assert_false(publish_copy(p, publish_lookup(entry, n, "a.txt"), "b.txt", &d)); /* there is one */
    free(entry);
    d = (struct diag){0};
    put(p, "for/Nord/d.txt", "d");
    entry = publish_entries(p, &n);
    assert_int_equal(n, 4);
    assert_true(publish_sums(p, "for/Nord", publish_lookup(entry, n, "for/Nord/c.txt"), 2, &d));
    free(entry);
    assert_true(publish_commit(p, &d));
    publish_free(p);
    assert_file("out/run/for/Nord/c.txt", "abc");
    struct stat st;
    assert_int_equal(stat("out/run/a.txt", &st), 0);
    assert_int_equal(st.st_nlink, 1); /* who changes one changes no other */
    assert_int_equal(
        system("cd out/run && sha256sum --quiet --strict -c SHA256SUMS && test $(wc -l < SHA256SUMS) = 5 && "
               "cd for/Nord && sha256sum --quiet --strict -c SHA256SUMS && test $(wc -l < SHA256SUMS) = 2"),
        0);
}

/* Nothing is written, and yet what would have been is known. */
static void test_dry(void **state)
{
    (void)state;
    struct diag d = {0};
    struct publish_order order = {.out = "out", .name = "run", .dry = true};
    struct publish *p = publish_new(&order, &d);
    size_t n;
    assert_non_null(p);
    put(p, "b/c.txt", "abc");
    struct publish_entry *entry = publish_entries(p, &n);
    assert_true(publish_copy(p, &entry[0], "a.txt", &d));
    free(entry);
    assert_true(publish_commit(p, &d));
    entry = publish_entries(p, &n);
    assert_int_equal(n, 3);
    assert_string_equal(entry[1].path, "a.txt");
    assert_string_equal(entry[1].digest.hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    struct digest_text sums = digest_bytes("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.txt\n"
                                           "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b/c.txt\n",
                                           2 * 64 + 4 + 5 + 7 + 2);
    assert_string_equal(entry[0].digest.hex, sums.hex);
    free(entry);
    publish_free(p);
    assert_int_not_equal(access("out", F_OK), 0);
}

/* ---- leftovers of runs that were killed ---- */

/* In the making: ".DAY.XXXXXX" with a state; what has none, or is at work, or is somebody else's, stays. */
static void test_leftovers(void **state)
{
    (void)state;
    struct diag d = {0};
    assert_int_equal(
        system("mkdir -p out/.2023-11-30.abcdef/teams && echo x > out/.2023-11-30.abcdef/teams/b.txt && "
               "echo x > out/.2023-11-30.abcdef/SHA256SUMS && echo 'kontaktdichte 1: in Arbeit' > "
               "out/.2023-11-30.abcdef.stand && mkdir out/.2023-10-31.fehler.abcdef && "
               ": > out/.2023-10-31.fehler.abcdef.stand && : > out/.2023-09-30.gone00.stand && "
               "mkdir out/.2023-11-30.backup out/.config.backup out/.2023-11-30.toolong out/2023-11-30.abcdef && "
               ": > out/.config.backup.stand"),
        0);
    struct publish *p = begin("out", "2023-12-31", false, PUBLISH_OWNER, &d);
    put(p, "a.txt", "p");
    publish_mend("out", hear, NULL);
    assert_string_equal(heard, "out/.2023-10-31.fehler.abcdef: was ein abgebrochener Lauf hier begonnen hatte, ist "
                               "entfernt\nout/.2023-11-30.abcdef: was ein abgebrochener Lauf hier begonnen hatte, ist "
                               "entfernt\nout/.2023-11-30.backup: ein Ordner wie der eines abgebrochenen Laufs, aber "
                               "ohne Stand; er bleibt liegen (ist kein Lauf am Werk, kann er von Hand gelöscht "
                               "werden)\n");
    assert_true(publish_commit(p, &d));
    publish_free(p);
    assert_file("out/2023-12-31/a.txt", "p");
    assert_string_equal(names_in("out"), ".2023-11-30.backup .2023-11-30.toolong .config.backup .config.backup.stand "
                                         "2023-11-30.abcdef 2023-12-31 ");
    /* On a drive without locks nobody can tell who is at work. */
    no_locks = true;
    heard[0] = '\0';
    assert_int_equal(system("mkdir out/.2023-11-30.abcdef && : > out/.2023-11-30.abcdef.stand"), 0);
    publish_mend("out", hear, NULL);
    assert_non_null(strstr(heard, "out/.2023-11-30.abcdef: vielleicht der Rest"));
    assert_true(is_there("out/.2023-11-30.abcdef") && is_there("out/.2023-11-30.abcdef.stand"));
}

/* ---- drives that are no file system of Linux ---- */

static void test_drive_without_modes(void **state)
{
    (void)state;
    struct diag d = {0};
    no_modes = true;
    publish_run(false, "first"); /* what is made has the right modes at once: nothing has to be set */
    mode_t before = umask(0);
    assert_null(begin("out", "group", false, PUBLISH_GROUP, &d)); /* here it has not */
    assert_int_equal(d.code, DIAG_OUTPUT);
    assert_string_equal(d.what, "die Rechte lassen sich auf diesem Laufwerk nicht setzen (0700 statt 0750)");
    assert_non_null(strstr(d.expected, "zugriff=\"laufwerk\""));
    assert_string_equal(names_in("out"), "run ");
    /* a drive that takes the call and does nothing */
    no_modes = false;
    wrong_modes = true;
    d = (struct diag){0};
    struct publish *p = begin("out", "share", false, PUBLISH_OWNER, &d);
    assert_false(publish_put(p, "a.txt", "a", 1, &d));
    assert_non_null(strstr(d.what, "(0755 statt 0600)"));
    publish_free(p);
    no_modes = true;
    d = (struct diag){0};
    p = begin("out", "share", false, PUBLISH_DRIVE, &d);
    put(p, "teams/a.txt", "a");
    assert_true(publish_commit(p, &d));
    publish_free(p);
    umask(before);
    assert_string_equal(names_in("out"), "run share ");
    assert_string_equal(heard, "");
}

static void test_drive_without_anything(void **state)
{
    (void)state;
    struct diag d = {0};
    size_t n;
    no_modes = no_exchange = no_noreplace = no_syncfs = no_locks = wrong_modes = true;
    for (int i = 0; i < 2; i++) {
        heard[0] = '\0';
        struct publish *p = begin("out", "run", true, PUBLISH_DRIVE, &d);
        put(p, "a.txt", i ? "new" : "old");
        struct publish_entry *entry = publish_entries(p, &n);
        assert_true(publish_copy(p, &entry[0], "for/Nord/c.txt", &d));
        free(entry);
        assert_true(publish_commit(p, &d));
        publish_free(p);
    }
    assert_non_null(strstr(heard, "nicht in einem Schritt"));
    assert_string_equal(names_in("out"), "run run.alt ");
    assert_file("out/run/for/Nord/c.txt", "new");
    assert_file("out/run.alt/for/Nord/c.txt", "old");
    d = (struct diag){0};
    struct publish *p = begin("out", "run", true, PUBLISH_DRIVE, &d);
    int there = mkdir("out/run.alt2", 0700); /* not ours */
    put(p, "a.txt", "third");
    assert_true(there == 0 && publish_commit(p, &d));
    publish_free(p);
    assert_string_equal(names_in("out"), "run run.alt run.alt2 run.alt3 ");
    /* and where all else is refused, a run is not written over either */
    assert_null(begin("out", "run", false, PUBLISH_DRIVE, &d));
    assert_string_equal(names_in("out"), "run run.alt run.alt2 run.alt3 ");
}

/* Of what was wrong with the lines of exports only the last but one is kept. */
static void test_keep_one(void **state)
{
    (void)state;
    for (int i = 0; i < 8; i++) {
        struct diag d = {0};
        char text[2] = {(char)('0' + i), '\0'};
        no_exchange = i >= 4;
        struct publish *p =
            publish_new(&(struct publish_order){.out = "out", .name = "run", .old = PUBLISH_KEEP_ONE, .say = hear}, &d);
        put(p, "a.txt", text);
        assert_true(publish_commit(p, &d));
        publish_free(p);
        assert_file("out/run/a.txt", text);
        if (!i)
            continue;
        text[0]--;
        assert_file("out/run.alt/a.txt", text);
        assert_string_equal(names_in("out"), "run run.alt ");
    }
}

/* ---- verify ---- */

static void verify_run(struct verify *v)
{
    struct diag d = {0};
    if (!verify_folder("out/run", v, &d))
        fail_msg("%s: %s", d.file, d.what);
}

static void test_verify(void **state)
{
    (void)state;
    struct verify v;
    struct diag d = {0};
    struct digest_text digest;
    publish_run(false, "what");
    verify_run(&v);
    assert_int_equal(v.n, 0);
    assert_int_equal(v.files, 2);
    assert_int_equal(v.bytes, 8);
    assert_true(digest_file("out/run/SHA256SUMS", &digest, &d));
    assert_string_equal(v.sums.hex, digest.hex);
    verify_free(&v);
    assert_true(verify_digest_of("out/run", "teams/b.txt", &digest, &d));
    assert_string_equal(digest.hex, digest_bytes("what", 4).hex);
    assert_true(verify_digest_of("out/run", "teams/c.txt", &digest, &d));
    assert_string_equal(digest.hex, "");
    /* every kind at once */
    assert_int_equal(system("cd out/run && echo no > a.txt && rm teams/b.txt && echo x > teams/c.txt && "
                            "ln -s a.txt link && mkdir empty && ln -s /dev/null teams/a"),
                     0);
    verify_run(&v);
    static const struct verify_finding wanted[] = {{VERIFY_MISSING, "teams/b.txt"}, {VERIFY_CHANGED, "a.txt"},
                                                   {VERIFY_EXTRA, "empty/"},        {VERIFY_EXTRA, "link"},
                                                   {VERIFY_EXTRA, "teams/a"},       {VERIFY_EXTRA, "teams/c.txt"}};
    assert_int_equal(v.n, sizeof wanted / sizeof *wanted);
    for (size_t i = 0; i < v.n; i++) {
        assert_int_equal(v.finding[i].kind, wanted[i].kind);
        assert_string_equal(v.finding[i].path, wanted[i].path);
    }
    verify_free(&v);
    /* a file that became a link to the same bytes is no file any more */
    assert_int_equal(system("cd out/run && rm -r teams link empty && mkdir teams && printf what > ../what && "
                            "ln -s ../../what teams/b.txt && printf what > a.txt"),
                     0);
    verify_run(&v);
    assert_int_equal(v.n, 1);
    assert_int_equal(v.finding[0].kind, VERIFY_UNREADABLE);
    verify_free(&v);
}

static void test_verify_refuses(void **state)
{
    (void)state;
    static const char hex[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    static const struct {
        int digits;
        const char *rest;
    } lines[] = {{64, "  ../a.txt"}, {64, "  /etc/passwd"}, {64, "  teams/../../x"}, {64, "  "},
                 {63, "  a.txt"},    {64, " a.txt"},        {60, "ABCD  a.txt"},     {64, "  .."}};
    struct verify v;
    assert_int_equal(mkdir("none", 0700), 0);
    struct diag d = {0};
    assert_false(verify_folder("none", &v, &d));
    assert_int_equal(d.code, DIAG_INPUT);
    verify_free(&v);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        d = (struct diag){0};
        FILE *f = fopen("none/SHA256SUMS", "w");
        fprintf(f, "%s  a whole.txt\n%.*s%s\n", hex, lines[i].digits, hex, lines[i].rest);
        fclose(f);
        assert_false(verify_folder("none", &v, &d));
        assert_int_equal(d.code, DIAG_INPUT);
        assert_int_equal(d.line, 2);
        verify_free(&v);
    }
}

/* The whole text has to be such as a run writes it: what was cut off, appended or taken from elsewhere is none. */
static void test_verify_strict(void **state)
{
    (void)state;
#define HEX "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    static const struct {
        const char *text;
        size_t n; /* 0: up to its NUL */
        size_t line;
    } none[] = {{"", 0, 0},
                {HEX "  a.txt", 0, 1},
                {HEX "  a.txt\n" HEX "  b.t", 0, 2},
                {HEX "  b.txt\n" HEX "  a.txt\n", 0, 2},
                {HEX "  a.txt\n" HEX "  a.txt\n", 0, 2},
                {HEX " *a.txt\n", 0, 1},
                {HEX "  a.txt\n\n", 0, 2},
                {HEX "  a.txt\n# x\n", 0, 2},
                {HEX "  a.txt\n\0" HEX "  b.txt\n", 64 + 8 + 1 + 64 + 8, 2},
                {HEX "  a.txt\n\0", 64 + 8 + 1, 2}};
    assert_int_equal(mkdir("none", 0700), 0);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        struct diag d = {0};
        struct verify v;
        FILE *f = fopen("none/SHA256SUMS", "w");
        size_t n = none[i].n ? none[i].n : strlen(none[i].text);
        assert_int_equal(fwrite(none[i].text, 1, n, f), n);
        fclose(f);
        if (verify_folder("none", &v, &d) || d.code != DIAG_INPUT || d.line != none[i].line)
            fail_msg("%zu: %zu: %s", i, d.line, d.what);
        verify_free(&v);
    }
    struct diag d = {0};
    struct verify v;
    assert_int_equal(system("printf '" HEX "  a.txt\n' > sums && printf abc > none/a.txt && rm none/SHA256SUMS && "
                            "ln -s ../sums none/SHA256SUMS"),
                     0);
    assert_false(verify_folder("none", &v, &d));
    assert_string_equal(d.what, "ist nur ein Verweis");
    verify_free(&v);
    assert_int_equal(system("rm none/SHA256SUMS && cp sums none/SHA256SUMS"), 0);
    d = (struct diag){0};
    assert_true(verify_folder("none", &v, &d));
    assert_int_equal(v.n, 0);
    assert_true(verify_named(&v, "a.txt") && !verify_named(&v, "b.txt"));
    assert_int_equal(chmod("none/a.txt", 0644), 0);
    assert_int_equal(chmod("none/SHA256SUMS", 0400), 0);
    assert_int_equal(chmod("none", 0750), 0);
    verify_modes(&v, 0600, 0750);
    assert_int_equal(v.n, 1);
    assert_string_equal(v.finding[0].path, "a.txt");
    verify_free(&v);
}

/* The sums of a folder within say the same as those around it. */
static void test_verify_inner(void **state)
{
    (void)state;
    static const char *const edits[] = {"sed -i '1s/^./0/' for/SHA256SUMS", "sed -i 1d for/SHA256SUMS",
                                        ": > for/SHA256SUMS", "cp SHA256SUMS for/SHA256SUMS",
                                        "echo x >> for/SHA256SUMS"};
    for (size_t i = 0; i <= sizeof edits / sizeof *edits; i++) {
        struct diag d = {0};
        size_t n;
        struct verify v;
        char command[512];
        assert_int_equal(system("rm -rf out"), 0);
        struct publish *p = begin("out", "run", false, PUBLISH_OWNER, &d);
        put(p, "a.txt", "abc");
        put(p, "for/b.txt", "b");
        put(p, "for/c.txt", "c");
        struct publish_entry *entry = publish_entries(p, &n);
        assert_true(publish_sums(p, "for", &entry[1], 2, &d));
        free(entry);
        assert_true(publish_commit(p, &d));
        publish_free(p);
        if (i < sizeof edits / sizeof *edits) { /* and whoever edits it makes the sums around it fit */
            snprintf(command, sizeof command,
                     "cd out/run && %s && h=$(sha256sum < for/SHA256SUMS | cut -c1-64) && "
                     "sed -i \"s|^.*  for/SHA256SUMS|$h  for/SHA256SUMS|\" SHA256SUMS",
                     edits[i]);
            assert_int_equal(system(command), 0);
        }
        verify_run(&v);
        assert_int_equal(v.n, i < sizeof edits / sizeof *edits);
        if (v.n)
            assert_int_equal(v.finding[0].kind, VERIFY_DISAGREES);
        verify_free(&v);
    }
}

/* ---- failures ---- */

static void test_read_only(void **state)
{
    (void)state;
    struct diag d = {0};
    if (geteuid() == 0)
        skip(); /* root may write anywhere */
    assert_int_equal(mkdir("out", 0500), 0);
    assert_null(begin("out", "run", false, PUBLISH_OWNER, &d));
    assert_int_equal(d.code, DIAG_OUTPUT);
    d = (struct diag){0};
    assert_null(begin("out/below", "run", false, PUBLISH_OWNER, &d));
    assert_int_equal(d.code, DIAG_OUTPUT);
}

static void test_out_is_no_folder(void **state)
{
    (void)state;
    static const char *const outs[] = {"file", "file/below", "/dev/null/x", "/proc/x"};
    assert_int_equal(system("echo kept > file"), 0);
    for (size_t i = 0; i < sizeof outs / sizeof *outs; i++) {
        struct diag d = {0};
        assert_null(begin(outs[i], "run", false, PUBLISH_OWNER, &d));
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
    struct publish *p = begin("", "kd-test-run", false, PUBLISH_OWNER, &d);
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
    struct publish *p = begin("out", "run", false, PUBLISH_OWNER, &d);
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
        struct publish *p = begin("out", "run", true, PUBLISH_OWNER, &d);
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
            assert_true(i >= 2); /* the whole at once, and the folder it stands in */
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

/* Whichever step of replacing fails: one of both stands complete, and what is left the next run mends. */
static void replace_with_failures(bool exchange)
{
    for (int i = 0; i < 20; i++) {
        struct diag d = {0};
        assert_int_equal(system("rm -rf out"), 0);
        publish_day("old");
        no_exchange = !exchange;
        struct publish *p = begin("out", "2023-11-30", true, PUBLISH_OWNER, &d);
        put(p, "a.txt", "new");
        moves_until_failure = i / 2; /* then one, or this and all that follow */
        bool ok = publish_commit(p, &d);
        bool all_done = moves_until_failure >= 0;
        if (i % 2 && !all_done && !ok)
            moves_until_failure = 0;
        publish_free(p);
        moves_until_failure = -1;
        assert_int_equal(ok, d.code == DIAG_NONE);
        publish_mend("out", hear, NULL);
        assert_file("out/2023-11-30/a.txt", ok ? "new" : "old");
        assert_string_equal(names_in("out"), ok ? "2023-11-30 2023-11-30.alt " : "2023-11-30 ");
        if (all_done)
            return;
    }
    fail_msg("the moves never end");
}

static void test_moves_fail(void **state)
{
    (void)state;
    replace_with_failures(true);
    replace_with_failures(false);
}

/* Whichever rename fails, the files of the old run are still somewhere, and complete. */
static void test_renames_fail(void **state)
{
    (void)state;
    publish_run(false, "old");
    for (int i = 0; i < 3; i++) {
        struct diag d = {0};
        struct publish *p = begin("out", "run", true, PUBLISH_OWNER, &d);
        assert_non_null(p);
        put(p, "a.txt", "new");
        put(p, "teams/b.txt", "new");
        renames_until_failure = i;
        bool ok = publish_commit(p, &d);
        bool all_done = renames_until_failure >= 0;
        renames_until_failure = -1;
        publish_free(p);
        assert_int_equal(ok, d.code == DIAG_NONE);
        assert_int_equal(
            system("cat $(find out -name a.txt) | grep -q old && cat $(find out -name b.txt) | grep -q old"), 0);
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
        TEST(test_publishes),
        TEST(test_not_committed),
        TEST(test_never_overwrites),
        TEST(test_race),
        TEST(test_replace),
        TEST(test_access),
        TEST(test_threads),
        TEST(test_given_up),
        TEST(test_copies),
        TEST(test_dry),
        TEST(test_leftovers),
        TEST(test_verify),
        TEST(test_verify_refuses),
        TEST(test_read_only),
        TEST(test_out_is_no_folder),
        TEST(test_out_is_empty),
        TEST(test_no_room),
        TEST(test_syncs_fail),
        TEST(test_renames_fail),
        TEST(test_single_file),
        TEST(test_digests),
        TEST(test_drive_without_modes),
        TEST(test_drive_without_anything),
        TEST(test_keep_one),
        TEST(test_moves_fail),
        TEST(test_verify_strict),
        TEST(test_verify_inner),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
