/*
 * Attempts to break out: each in a process of its own that has entered the sandbox, with one folder to read, one to
 * write and one that is nobody's business. Where kernel or build have no sandbox there is nothing to break out of.
 */
#include "base/ending.h"
#include "base/file.h"
#include "base/sandbox.h"
#include "cli/output.h"
#include "cmocka_all.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static char top[64];

static const char *at(const char *name)
{
    static char path[4][160];
    static int next;
    next = (next + 1) % 4;
    snprintf(path[next], sizeof path[next], "%s/%s", top, name);
    return path[next];
}

static void make_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static int set_up(void **state)
{
    (void)state;
    snprintf(top, sizeof top, "/tmp/kd-sandbox-XXXXXX");
    assert_non_null(mkdtemp(top));
    const char *folders[] = {"in", "out", "foreign"};
    for (int i = 0; i < 3; i++)
        assert_int_equal(mkdir(at(folders[i]), 0700), 0);
    make_file(at("in/a.csv"), "a\n");
    make_file(at("foreign/secret"), "secret\n");
    make_file(at("out/old"), "old\n");
    assert_int_equal(symlink(at("foreign/linked"), at("in/linked")), 0);
    make_file(at("foreign/linked"), "linked\n");
    return 0;
}

static int tear_down(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -rf %s", top);
    return system(command);
}

static bool has(const char *what)
{
    struct buf b = {0};
    sandbox_put_words(&b);
    bool found = strstr(buf_str(&b), what);
    buf_free(&b);
    return found;
}

static void enter(struct ending *e)
{
    struct sandbox *s = sandbox_new();
    sandbox_read(s, "/usr");
    sandbox_read_links(s, at("in"));
    sandbox_write(s, at("out"));
    sandbox_enter(s, e);
}

/*
 * Runs attempt in a process that has entered; gives its status, and what it wrote to standard error in said. The
 * attempt gives 0 where it came to nothing.
 */
static int in_sandbox(int (*attempt)(void), char said[1024])
{
    int end[2], status;
    assert_int_equal(pipe(end), 0);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(end[1], STDERR_FILENO);
        close(end[0]);
        close(end[1]);
        enter(NULL);
        _exit(attempt());
    }
    close(end[1]);
    size_t n = 0;
    for (ssize_t got; n < 1023 && (got = read(end[0], said + n, 1023 - n)) > 0;)
        n += (size_t)got;
    said[n] = '\0';
    close(end[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

/* ---- files ---- */

static bool reads(const char *path)
{
    struct buf b = {0};
    struct diag d = {0};
    bool ok = file_read(path, 1 << 20, DIAG_INPUT, &b, &d);
    if (!ok)
        diag_print(&d);
    buf_free(&b);
    return ok;
}

static bool writes(const char *path)
{
    struct buf b = {0};
    struct diag d = {0};
    buf_text(&b, "text\n");
    bool ok = output_put(path, &b, &d);
    if (!ok)
        diag_print(&d);
    buf_free(&b);
    return ok;
}

static int use_what_is_named(void)
{
    bool ok = reads(at("in/a.csv")) && reads(at("in/linked")) && writes(at("out/new")) && writes(at("out/old")) &&
              mkdir(at("out/folder"), 0700) == 0 && writes(at("out/folder/file")) &&
              link(at("out/folder/file"), at("out/again")) == 0 && rename(at("out/folder"), at("out/other")) == 0 &&
              unlink(at("out/other/file")) == 0 && rmdir(at("out/other")) == 0;
    return ok ? 0 : 1;
}

static int read_foreign(void)
{
    return reads(at("foreign/secret")) || reads("/etc/passwd");
}

static int write_foreign(void)
{
    return writes(at("foreign/new")) || writes(at("foreign/secret"));
}

static int write_input(void)
{
    return writes(at("in/a.csv")) || writes(at("in/new"));
}

static bool refused(int result)
{
    return result != 0 && (errno == EACCES || errno == EXDEV);
}

/* What has no words of its own: nothing of it may come to anything. */
static int change_foreign(void)
{
    return refused(open(at("foreign/secret"), O_WRONLY | O_TRUNC)) && refused(mkdir(at("foreign/folder"), 0700)) &&
                   refused(unlink(at("foreign/secret"))) && refused(rename(at("foreign/secret"), at("out/secret"))) &&
                   refused(link(at("foreign/secret"), at("out/secret"))) &&
                   refused(rename(at("out/old"), at("foreign/old")))
               ? 0
               : 1;
}

static void test_files(void **state)
{
    char said[1024];
    (void)state;
    assert_int_equal(in_sandbox(use_what_is_named, said), 0);
    assert_string_equal(said, "");
    if (!has("Landlock (ABI"))
        skip();
    assert_int_equal(in_sandbox(read_foreign, said), 0);
    assert_non_null(strstr(said, "foreign/secret: lässt sich nicht öffnen: "));
    assert_non_null(strstr(said, "/etc/passwd: lässt sich nicht öffnen: "));
    assert_int_equal(in_sandbox(write_foreign, said), 0);
    assert_non_null(strstr(said, "foreign/new: kann nicht angelegt werden: "));
    assert_int_equal(in_sandbox(write_input, said), 0);
    assert_non_null(strstr(said, "in/a.csv: kann nicht angelegt werden: "));
    assert_int_equal(in_sandbox(change_foreign, said), 0);
    assert_true(reads(at("foreign/secret")));
}

static void *read_in_thread(void *result)
{
    *(bool *)result = reads(at("foreign/secret"));
    return NULL;
}

static int read_by_thread(void)
{
    pthread_t thread;
    bool read = false;
    return pthread_create(&thread, NULL, read_in_thread, &read) != 0 || pthread_join(thread, NULL) != 0 || read;
}

static int write_behind_narrow(void)
{
    if (mkdir(at("out/run"), 0700) != 0)
        return 1;
    sandbox_narrow(at("out/run"), NULL);
    return !writes(at("out/run/file")) || !reads(at("out/old")) || writes(at("out/beside"));
}

static void test_threads_and_less(void **state)
{
    char said[1024];
    (void)state;
    if (!has("Landlock (ABI"))
        skip();
    assert_int_equal(in_sandbox(read_by_thread, said), 0);
    assert_int_equal(in_sandbox(write_behind_narrow, said), 0);
}

/* ---- the thread that waits for signals ---- */

static void undo(void *what)
{
    (void)!write(STDERR_FILENO, "undone\n", 7);
    if (writes(what))
        (void)!write(STDERR_FILENO, "written\n", 8);
}

static _Noreturn void end_by_signal(void)
{
    struct ending *e = ending_begin();
    struct ending_undo u = {.undo = undo, .context = (void *)at("foreign/undone")};
    enter(e);
    ending_add(e, &u);
    kill(getpid(), SIGTERM); /* of the process, not of this thread */
    for (;;)
        pause();
}

static void test_signals(void **state)
{
    int end[2], status;
    char said[1024] = "";
    (void)state;
    assert_int_equal(pipe(end), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(end[1], STDERR_FILENO);
        end_by_signal();
    }
    close(end[1]);
    for (size_t n = 0; n < sizeof said - 1;) {
        ssize_t got = read(end[0], said + n, sizeof said - 1 - n);
        if (got <= 0)
            break;
        n += (size_t)got;
    }
    close(end[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    assert_non_null(strstr(said, "undone\n"));
    assert_non_null(strstr(said, "abgebrochen durch SIGTERM"));
    if (has("Landlock (ABI"))
        assert_null(strstr(said, "written"));
}

/* ---- calls ---- */

static int call_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static int call_execve(void)
{
    char *const none[] = {NULL};
    return execve("/bin/true", none, none) == 0;
}

static int call_fork(void)
{
    return fork() >= 0;
}

static int call_spawn(void)
{
    char *const none[] = {NULL};
    pid_t child;
    return posix_spawn(&child, "/bin/true", NULL, NULL, none, none) == 0;
}

static int call_ptrace(void)
{
    return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
}

static int call_mount(void)
{
    return syscall(SYS_mount, "x", "/", "tmpfs", 0, NULL) == 0;
}

static int call_symlink(void)
{
    return symlink(at("foreign/secret"), at("out/link")) == 0;
}

static int call_setuid(void)
{
    return (int)syscall(SYS_setuid, 0) == 0;
}

/* No words: the kernel has no such call. */
static int call_the_rest(void)
{
    bool code = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
    void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    bool more = p == MAP_FAILED || mprotect(p, 4096, PROT_READ | PROT_EXEC) == 0;
    return code || more || kill(getppid(), 0) == 0 || syscall(SYS_splice, 0, NULL, 1, NULL, 1, 0) >= 0 ||
           errno != ENOSYS;
}

static void test_calls(void **state)
{
    static const struct {
        int (*attempt)(void);
        const char *name; /* NULL: libc takes one of several */
    } calls[] = {{call_socket, ": socket;"}, {call_execve, ": execve;"}, {call_fork, NULL},
                 {call_spawn, NULL},         {call_ptrace, ": ptrace;"}, {call_mount, ": mount;"},
                 {call_symlink, NULL},       {call_setuid, ": setuid;"}};
    char said[1024];
    (void)state;
    if (!has(", seccomp ("))
        skip();
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        int status = in_sandbox(calls[i].attempt, said);
        if (WIFSIGNALED(status) && (calls[i].attempt == call_fork || calls[i].attempt == call_spawn)) {
            assert_int_equal(WTERMSIG(status), SIGSYS); /* libc holds back all signals meanwhile: the end is hard */
            continue;
        }
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), DIAG_FAULT);
        assert_non_null(strstr(said, "ein Aufruf des Betriebssystems, den dieses Programm nie braucht, ist gesperrt"));
        assert_non_null(strstr(said, calls[i].name ? calls[i].name : "Abhilfe: "));
    }
    assert_int_equal(in_sandbox(call_the_rest, said), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_files), cmocka_unit_test(test_threads_and_less),
                                       cmocka_unit_test(test_signals), cmocka_unit_test(test_calls)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
