/*
 * Encodings of exports (spec 1.1): UTF-8, UTF-16, Windows-1252, ISO-8859-15, code page 850. Everything behind is UTF-8,
 * NFC. UTF-16 is turned into UTF-8 when a file is opened (csv_source.h); the others field by field.
 */
#ifndef KD_INGEST_ENCODING_H
#define KD_INGEST_ENCODING_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum encoding {
    ENCODING_DETECT,
    ENCODING_UTF8,
    ENCODING_WINDOWS_1252,
    ENCODING_ISO_8859_15,
    ENCODING_CP850,
    ENCODING_UTF16, /* with a byte order mark */
    ENCODING_UTF16_LE,
    ENCODING_UTF16_BE,
    ENCODINGS
};

/* "UTF-8", "Windows-1252", ... as jobs and reports call it. */
const char *encoding_name(enum encoding e);
/* The encoding of that name; ENCODING_DETECT: none. */
enum encoding encoding_named(const char *name);
bool encoding_is_utf16(enum encoding e);

/*
 * Appends s (n bytes in encoding e) as UTF-8 in NFC. False: there are bytes that mean nothing in e (or a NUL);
 * nothing is appended then.
 */
bool encoding_decode(enum encoding e, const char *s, size_t n, struct buf *out);

/* What reading a file as UTF-8 showed, for the decision afterwards. */
struct encoding_evidence {
    uint64_t utf8_fields;   /* fields with valid characters beyond ASCII */
    uint64_t broken_fields; /* fields that are not UTF-8 */
    uint64_t byte[128];     /* how often each byte 0x80..0xFF stands in the broken ones */
    uint64_t dos_letters;   /* ä, ö or ü of code page 850 between two letters, where Windows-1252 has marks */
};
void encoding_note_broken(struct encoding_evidence *e, const char *s, size_t n);
void encoding_add(struct encoding_evidence *sum, const struct encoding_evidence *e);
/*
 * The encoding a file has that was read as UTF-8: UTF-8 where no more fields are broken than are whole beyond ASCII
 * (then the broken ones are faults of their lines), else one of the three others, by the bytes that tell them apart.
 * Code page 850 only where it is certain.
 */
enum encoding encoding_decide(const struct encoding_evidence *e);
/*
 * Where so many fields are UTF-8 and so many are not that neither is a slip (ten, and one in twenty): two exports, one
 * behind the other. Gives the encoding of those that are not; ENCODING_DETECT: the file is of one kind.
 */
enum encoding encoding_second(const struct encoding_evidence *e);

/*
 * Appends n bytes of UTF-16 as UTF-8. What is no character (half of a pair, a last odd byte) becomes bytes that are no
 * UTF-8, so that its line has a fault. half: the first of a pair that the bytes before ended with, 0 at the beginning;
 * last: nothing follows. n is even but at the last.
 */
void encoding_put_utf16(struct buf *out, const unsigned char *s, size_t n, bool big_endian, uint32_t *half, bool last);

#endif
