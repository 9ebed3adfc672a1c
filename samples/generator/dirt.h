/*
 * What is wrong or odd in real exports, put into rows at fixed distances (--messy).
 * Lines that a reader has to reject stay below 1 % of each file.
 */
#ifndef KD_SAMPLE_DIRT_H
#define KD_SAMPLE_DIRT_H

#include "rows.h"

struct dirt { /* one a file, zeroed at first */
    uint64_t rows;
    bool has_extra; /* write `extra` after this row */
    struct csv_row extra;
};

#define DIRT_CUSTOMER_HEADER  ROWS_CUSTOMER_HEADER ";Bemerkung"
#define DIRT_EXCEPTION_HEADER "KUNDENNUMMER; Von ;bis;Art;Intervall;Begründung"

void dirt_customer(struct dirt *d, const struct world *w, const struct life *life, struct csv_row *row);
void dirt_note(struct dirt *d, const struct world *w, const struct life *life, struct csv_row *row);
void dirt_staff(struct dirt *d, struct csv_row *row);
void dirt_absence(struct dirt *d, struct csv_row *row);
void dirt_exception(struct dirt *d, struct csv_row *row);
void dirt_appointment(struct dirt *d, struct csv_row *row);

#endif
