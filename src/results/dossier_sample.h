/*
 * The sample of a dossier (spec 4.2): cases drawn by chance, but so that everybody can draw them again.
 *
 * For each customer in the care of a caseworker the SHA-256 of the UTF-8 text `RUN-ID/KÜRZEL/KUNDENNUMMER` is made,
 * without a line end; KÜRZEL is empty where there is no caseworker. Those with the smallest digests are drawn, in their
 * order. Nobody can know the run id before the inputs are fixed, so nobody can choose the cases.
 */
#ifndef KD_RESULTS_DOSSIER_SAMPLE_H
#define KD_RESULTS_DOSSIER_SAMPLE_H

#include "table/tables.h"

#include <stddef.h>
#include <stdint.h>

enum { RESULTS_MOST_DRAWN = 100 }; /* cases of each caseworker; templates/auftrag.rng bounds it */

struct results_draw {
    uint32_t customer;
    uint8_t digest[32];
};

/*
 * Draws up to `most` (<= RESULTS_MOST_DRAWN) of n customers into out, the smallest digest first; gives how many: all
 * where there are not more.
 */
size_t results_draw(const struct tables *t, const char *run_id, const char *code, const uint32_t *customer, size_t n,
                    size_t most, struct results_draw *out);

#endif
