/*
 * An export as it is opened (internal to ingest): what is no text is named as what it is, byte order marks, a line
 * `sep=` and the end that Ctrl-Z makes are seen to, UTF-16 is turned into UTF-8. Behind it a file is bytes with lines.
 */
#ifndef KD_INGEST_CSV_SOURCE_H
#define KD_INGEST_CSV_SOURCE_H

#include "base/digest.h"
#include "ingest/encoding.h"

#include <stdint.h>
#include <sys/types.h>

struct csv_source {
    int file; /* -1: not open */
    struct digest_proof proof;
    int fd;                 /* of the bytes to read: the file, or what became of it */
    off_t from, size;       /* where the first line begins that is no mark, and where the file ends */
    uint32_t lines;         /* that lie before it: that of `sep=` */
    char separator;         /* of `sep=`; 0: there is no such line */
    enum encoding encoding; /* that the marks settle, as it is in the file; ENCODING_DETECT: none */
    uint64_t bytes;         /* of the file itself */
    bool utf16_unmarked;    /* opened as a guess (any_utf16) */
    int error;              /* errno where it could not be read; 0: it could, or is no text */
};

/*
 * told: by the job, ENCODING_DETECT where it is not. digest: csv_source_prove is asked for one. any_utf16: UTF-16
 * without a mark is taken as such; else it is refused, with what helps. False: cannot be read, is empty or no text, or
 * begins with a mark of another encoding than was told (DIAG_INPUT).
 */
bool csv_source_open(struct csv_source *s, const char *path, enum encoding told, bool any_utf16, bool digest,
                     struct diag *d) MUST_CHECK;
/* What was read is what is there, and what is digested (NULL: not asked for). False: somebody wrote to it meanwhile. */
bool csv_source_prove(const struct csv_source *s, const char *path, struct digest_text *digest,
                      struct diag *d) MUST_CHECK;
/* A read failed: for the reason of errno, or because the file became shorter. Gives false. */
bool csv_source_fail(struct csv_source *s, const char *path, int error, struct diag *d);
void csv_source_close(struct csv_source *s);

/*
 * What a file is that is no text, as the subject of a sentence has it ("eine Arbeitsmappe (XLSX)"), by its first n
 * bytes; NULL: it may be one. cure: what to do about it.
 */
const char *csv_kind_of(const void *bytes, size_t n, const char **cure);

#endif
