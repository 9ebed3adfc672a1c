/*
 * Ways to spoil a cell or a row.
 */
#ifndef KD_SAMPLE_DIRT_TOOLS_H
#define KD_SAMPLE_DIRT_TOOLS_H

#include "dirt.h"

/* How many times this kind of dirt was due so far, counted from 0; -1: not at this row */
int32_t dirt_due(uint64_t row, uint32_t distance);

/* keeps the year where there is one */
void dirt_set_impossible(struct csv_row *row, size_t column, const char *day_and_month);

void dirt_set_iso(struct csv_row *row, size_t column, const char *tail);

void dirt_all_iso(struct csv_row *row);

void dirt_add_text(struct csv_row *row, size_t column, const char *before, const char *after);

/* upper case, umlauts as well, with spaces around */
void dirt_odd_case(struct csv_row *row, size_t column);

void dirt_quote_all(struct csv_row *row);

void dirt_set_quoted(struct csv_row *row, size_t column, const char *text);

void dirt_other_yes_no(struct csv_row *row, size_t column, uint32_t which);

void dirt_keep_extra(struct dirt *d, const struct csv_row *row);

#endif
