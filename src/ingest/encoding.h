/*
 * Encodings of exports (spec 1.1): UTF-8, Windows-1252, ISO-8859-15; told or detected. Everything behind is UTF-8, NFC.
 */
#ifndef KD_INGEST_ENCODING_H
#define KD_INGEST_ENCODING_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum encoding { ENCODING_DETECT, ENCODING_UTF8, ENCODING_WINDOWS_1252, ENCODING_ISO_8859_15 };

/* "UTF-8", "Windows-1252", "ISO-8859-15". */
const char *encoding_name(enum encoding e);

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
};
void encoding_note_broken(struct encoding_evidence *e, const char *s, size_t n);
void encoding_add(struct encoding_evidence *sum, const struct encoding_evidence *e);
/*
 * The encoding a file has that was read as UTF-8: UTF-8 where no more fields are broken than are whole beyond ASCII
 * (then the broken ones are faults of their lines), else one of the two others, by the bytes that tell them apart.
 */
enum encoding encoding_decide(const struct encoding_evidence *e);

#endif
