/*
 * What the fuzz targets share. A target is one function; libFuzzer drives it (KD_FUZZ), or replay.c runs files through it.
 */
#ifndef KD_TESTS_FUZZ_H
#define KD_TESTS_FUZZ_H

#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What may never happen, with or without NDEBUG. */
#define MUST(condition)                                                                                                \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                                            \
            abort();                                                                                                   \
        }                                                                                                              \
    } while (0)

/* A file of n bytes in memory; its name is written to path (at least 32 bytes). Close what it gives. */
static inline int fuzz_file(char *path, const void *bytes, size_t n)
{
    int fd = memfd_create("kd-fuzz", MFD_CLOEXEC);
    MUST(fd >= 0);
    MUST(write(fd, bytes, n) == (ssize_t)n);
    snprintf(path, 32, "/proc/self/fd/%d", fd);
    return fd;
}

#endif
