/*
 * Names of people who do not exist.
 */
#ifndef KD_SAMPLE_NAMES_H
#define KD_SAMPLE_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rng.h"

#define NAME_MAX_BYTES 96

struct name {
    char text[NAME_MAX_BYTES];
    size_t len;
};

/* Where a household's names come from; drawn from the household's stream */
uint32_t names_origin(struct rng *r);
void names_surname(struct rng *r, uint32_t origin, struct name *out);
void names_given(struct rng *r, uint32_t origin, bool woman, struct name *out);

/* People whose names carry the sequences of DIN 91379, three each: number < NAMES_SPECIAL */
#define NAMES_SPECIAL 50
void names_special(uint32_t number, struct name *surname, struct name *given);

/* A member of staff: surname, given name, and three letters for the Kürzel */
void names_staff(struct rng *r, struct name *full, struct name *stem);

#endif
