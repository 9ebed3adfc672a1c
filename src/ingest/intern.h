/*
 * Texts that repeat, as numbers: the same text has the same number, counted from 0 in the order of first use.
 * Serves for words (team, caseworker, ...) and for Kundennummern, whose number is the customer's place.
 */
#ifndef KD_INGEST_INTERN_H
#define KD_INGEST_INTERN_H

#include <stddef.h>
#include <stdint.h>

#define INTERN_NONE UINT32_MAX

struct intern;

struct intern *intern_new(void);
void intern_free(struct intern *in); /* takes NULL */
/* The number of a text, a new one where it was not seen. */
uint32_t intern_put(struct intern *in, const char *s, size_t n);
/* The number of a text, INTERN_NONE where it was not seen. Safe for several threads at once. */
uint32_t intern_lookup(const struct intern *in, const char *s, size_t n);
uint32_t intern_count(const struct intern *in);
/* NUL-terminated; valid until the next intern_put. */
const char *intern_text(const struct intern *in, uint32_t number);
/* All texts, NUL-terminated, one behind the other; offset[number] says where. Borrowed. */
const char *intern_bytes(const struct intern *in, size_t *n);
const uint32_t *intern_offsets(const struct intern *in);
/* By how many slots the texts lie behind their places, summed: a look-up takes so many steps more. For tests. */
uint64_t intern_misplaced(const struct intern *in);

#endif
