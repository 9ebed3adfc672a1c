/*
 * The compliance record (spec 4.3) as part of the results: what a run was made from, in words. Sums, rules and files
 * stand in the results as in every report; the list of verdicts comes from cases/cases.h, by reference.
 */
#ifndef KD_RESULTS_EVIDENCE_H
#define KD_RESULTS_EVIDENCE_H

#include "base/buf.h"
#include "cases/cases.h"
#include "results/record.h"

struct results_evidence {
    const struct results_record *record;
    const struct cases *cases;
    const char *seal; /* the number of the run as it stands on the signed page (archive/seal.h) */
};

/* Appends `<nachweis>` (templates/ergebnis.rng), as a child of the results. */
void results_put_evidence(struct buf *b, const struct results_evidence *e);

#endif
