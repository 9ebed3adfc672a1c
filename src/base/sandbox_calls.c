/*
 * Calls of the system, by seccomp. Three kinds: what a batch program needs is left; what only somebody who took it over
 * would want (network, other programs, other processes, the kernel) ends it with words; for all else the kernel answers
 * that it has no such call, which libraries know from older kernels. So a call that a later libc tries first costs
 * nothing, and what the kernel will learn in years to come is not there.
 */
#include "base/sandbox_parts.h"

#ifdef KD_NO_SANDBOX

bool sandbox_leave_calls(void)
{
    return false;
}

void sandbox_put_calls(struct buf *b)
{
    buf_text(b, "kein seccomp");
}

#else

#include "base/diag.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *const left[] = {
    /* files; which ones is Landlock's */
    "read", "write", "readv", "writev", "pread64", "pwrite64", "preadv", "pwritev", "open", "openat", "openat2",
    "close", "close_range", "stat", "fstat", "lstat", "stat64", "fstat64", "lstat64", "newfstatat", "fstatat64",
    "statx", "statfs", "statfs64", "fstatfs", "fstatfs64", "access", "faccessat", "faccessat2", "lseek", "_llseek",
    "readlink", "readlinkat", "getdents", "getdents64", "getcwd", "mkdir", "mkdirat", "rmdir", "unlink", "unlinkat",
    "rename", "renameat", "renameat2", "link", "linkat", "chmod", "fchmod", "fchmodat", "fchmodat2", "ftruncate",
    "ftruncate64", "fsync", "fdatasync", "syncfs", "flock", "fcntl", "fcntl64", "utimensat", "utimensat_time64",
    "umask", "fadvise64", "fadvise64_64", "copy_file_range", "sendfile", "sendfile64", "dup", "dup2", "dup3", "poll",
    "ppoll", "ppoll_time64", "memfd_create",
    /* memory and threads; mmap, mprotect and clone have rules of their own */
    "brk", "munmap", "mremap", "madvise", "membarrier", "futex", "futex_time64", "futex_waitv", "futex_wake",
    "futex_wait", "set_robust_list", "get_robust_list", "rseq", "set_tid_address", "arch_prctl", "set_tls", "exit",
    "exit_group", "sched_yield", "sched_getaffinity", "gettid", "getpid", "getppid", "restart_syscall",
    /* signals, time, who and where */
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigreturn", "rt_sigtimedwait", "rt_sigtimedwait_time64",
    "rt_sigsuspend", "rt_sigpending", "sigaltstack", "pause", "clock_gettime", "clock_gettime64", "clock_getres",
    "clock_getres_time64", "gettimeofday", "time", "nanosleep", "clock_nanosleep", "clock_nanosleep_time64", "getuid",
    "geteuid", "getgid", "getegid", "getuid32", "geteuid32", "getgid32", "getegid32", "uname", "sysinfo", "getrandom",
    "getrlimit", "ugetrlimit", "setrlimit", "prlimit64", "getrusage",
    /* they only take away */
    "landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self"};

static const char *const refused[] = {"socket",
                                      "socketpair",
                                      "connect",
                                      "bind",
                                      "listen",
                                      "accept",
                                      "accept4",
                                      "sendto",
                                      "sendmsg",
                                      "sendmmsg",
                                      "recvfrom",
                                      "recvmsg",
                                      "recvmmsg",
                                      "execve",
                                      "execveat",
                                      "fork",
                                      "vfork",
                                      "ptrace",
                                      "process_vm_readv",
                                      "process_vm_writev",
                                      "process_madvise",
                                      "pidfd_open",
                                      "pidfd_getfd",
                                      "pidfd_send_signal",
                                      "tkill",
                                      "rt_sigqueueinfo",
                                      "rt_tgsigqueueinfo",
                                      "kcmp",
                                      "mount",
                                      "umount2",
                                      "pivot_root",
                                      "chroot",
                                      "setns",
                                      "unshare",
                                      "open_tree",
                                      "move_mount",
                                      "fsopen",
                                      "fsmount",
                                      "fspick",
                                      "bpf",
                                      "perf_event_open",
                                      "keyctl",
                                      "add_key",
                                      "request_key",
                                      "userfaultfd",
                                      "io_uring_setup",
                                      "io_uring_enter",
                                      "io_uring_register",
                                      "init_module",
                                      "finit_module",
                                      "delete_module",
                                      "kexec_load",
                                      "kexec_file_load",
                                      "reboot",
                                      "swapon",
                                      "swapoff",
                                      "sethostname",
                                      "setdomainname",
                                      "settimeofday",
                                      "clock_settime",
                                      "clock_adjtime",
                                      "adjtimex",
                                      "setuid",
                                      "setgid",
                                      "setreuid",
                                      "setregid",
                                      "setresuid",
                                      "setresgid",
                                      "setgroups",
                                      "setfsuid",
                                      "setfsgid",
                                      "capset",
                                      "personality",
                                      "chown",
                                      "fchown",
                                      "lchown",
                                      "fchownat",
                                      "mknod",
                                      "mknodat",
                                      "symlink",
                                      "symlinkat",
                                      "setxattr",
                                      "lsetxattr",
                                      "fsetxattr",
                                      "fanotify_init",
                                      "open_by_handle_at",
                                      "quotactl",
                                      "acct",
                                      "syslog",
                                      "iopl",
                                      "ioperm",
                                      "modify_ldt",
                                      "shmget",
                                      "msgget",
                                      "semget",
                                      "mq_open"};
enum { LEFT = sizeof left / sizeof *left, REFUSED = sizeof refused / sizeof *refused };

/* The numbers of refused on this machine, for the handler, which may ask nobody. */
static int number[REFUSED];

/* ---- what is told ---- */

static size_t append(char *text, size_t at, size_t most, const char *s)
{
    size_t n = strlen(s);
    if (n > most - at)
        n = most - at;
    memcpy(text + at, s, n); /* NOLINT(bugprone-not-null-terminated-result): the caller ends the text */
    return at + n;
}

/* In the middle of whatever: nothing but write and _exit. */
static void tell(int signal, siginfo_t *info, void *context)
{
    char text[512];
    size_t n = append(text, 0, sizeof text,
                      "kontaktdichte: ein Aufruf des Betriebssystems, den dieses Programm nie "
                      "braucht, ist gesperrt");
    (void)signal;
    (void)context;
    for (size_t i = 0; i < REFUSED; i++)
        if (number[i] == info->si_syscall) {
            n = append(text, n, sizeof text, ": ");
            n = append(text, n, sizeof text, refused[i]);
        }
    n = append(text, n, sizeof text,
               "; der Lauf endet hier, und was begonnen war, entfernt der nächste\n"
               "  Abhilfe: nicht noch einmal mit diesen Eingaben; melden, wie SECURITY.md es beschreibt\n");
    (void)!write(STDERR_FILENO, text, n);
    _exit(DIAG_FAULT);
}

/* ---- rules ---- */

static int number_of(const char *name)
{
    return seccomp_syscall_resolve_name(name); /* negative: this machine, or this version of the library, has none */
}

static bool allow(scmp_filter_ctx f, const char *name, unsigned n, const struct scmp_arg_cmp *compare)
{
    int call = number_of(name);
    return call < 0 || seccomp_rule_add_array(f, SCMP_ACT_ALLOW, call, n, compare) == 0;
}

static bool allow_each(scmp_filter_ctx f, const char *name, unsigned argument, const uint64_t *value, size_t n)
{
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++) {
        struct scmp_arg_cmp one = {argument, SCMP_CMP_EQ, value[i], 0};
        ok = allow(f, name, 1, &one);
    }
    return ok;
}

/* No memory becomes code but a library's, from its file: iconv loads one where an XML file has another encoding. */
static bool add_memory(scmp_filter_ctx f)
{
    const struct scmp_arg_cmp data = {2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0};
    const struct scmp_arg_cmp code[] = {{2, SCMP_CMP_MASKED_EQ, PROT_EXEC | PROT_WRITE, PROT_EXEC},
                                        {3, SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, 0}};
    bool ok = true;
    for (int i = 0; ok && i < 2; i++) {
        const char *name = i ? "mmap2" : "mmap";
        ok = allow(f, name, 1, &data) && allow(f, name, 2, code);
    }
    return ok && allow(f, "mprotect", 1, &data);
}

/* Threads alone; of clone3 the kernel knows nothing, for its flags cannot be looked at, and libc then takes clone. */
static bool add_threads(scmp_filter_ctx f)
{
    const struct scmp_arg_cmp thread = {0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD};
    const struct scmp_arg_cmp process = {0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0};
    return allow(f, "clone", 1, &thread) && seccomp_rule_add_array(f, SCMP_ACT_TRAP, SCMP_SYS(clone), 1, &process) == 0;
}

static bool add_rules(scmp_filter_ctx f)
{
    static const uint64_t terminal[] = {TCGETS, 0x802C542A /* TCGETS2 */, TIOCGWINSZ};
    static const uint64_t control[] = {PR_SET_NAME, PR_SET_NO_NEW_PRIVS, 0x53564D41 /* PR_SET_VMA */};
    const uint64_t self = (uint64_t)getpid();
    bool ok = true;
    for (size_t i = 0; ok && i < LEFT; i++)
        ok = allow(f, left[i], 0, NULL);
    for (size_t i = 0; ok && i < REFUSED; i++) {
        number[i] = number_of(refused[i]);
        ok = number[i] < 0 || seccomp_rule_add_array(f, SCMP_ACT_TRAP, number[i], 0, NULL) == 0;
    }
    return ok && add_memory(f) && add_threads(f) && allow_each(f, "ioctl", 1, terminal, 3) &&
           allow_each(f, "prctl", 0, control, 3) && allow_each(f, "tgkill", 0, &self, 1) &&
           allow_each(f, "kill", 0, &self, 1);
}

bool sandbox_leave_calls(void)
{
    struct sigaction told = {.sa_sigaction = tell, .sa_flags = SA_SIGINFO};
    scmp_filter_ctx f = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
    if (!f)
        return false;
    sigemptyset(&told.sa_mask);
    (void)seccomp_attr_set(f, SCMP_FLTATR_CTL_TSYNC, 1);    /* all threads, where there should be another */
    (void)seccomp_attr_set(f, SCMP_FLTATR_CTL_SSB, 1);      /* nothing else is slowed down for it */
    (void)seccomp_attr_set(f, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* a tree, not a list */
    bool ok = add_rules(f) && sigaction(SIGSYS, &told, NULL) == 0 && seccomp_load(f) == 0;
    seccomp_release(f);
    return ok;
}

void sandbox_put_calls(struct buf *b)
{
    const struct scmp_version *v = seccomp_version();
    const uint32_t action = SECCOMP_RET_TRAP;
    if (syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0)
        buf_printf(b, "seccomp (libseccomp %u.%u.%u)", v->major, v->minor, v->micro);
    else
        buf_text(b, "ohne seccomp (dieser Kernel bietet es nicht)");
}

#endif
