/*
 * Other names of files, columns and values in exports of case-management systems: the knowledge behind guesses.
 * All texts are as near_plain gives them (lower case, letters and digits alone), separated by spaces.
 */
#ifndef KD_JOB_SYNONYMS_H
#define KD_JOB_SYNONYMS_H

#include "table/tables.h"

#include <stdbool.h>

/* Parts of the names of files that hold this export. */
extern const char *const synonyms_of_file[TBL_FILES];
/* Names of columns. */
extern const char *const synonyms_of_column[COL_COUNT];
/* True where plain is one of the words of list. */
bool synonyms_hold(const char *list, const char *plain);
/* The value of a list of words that plain stands for; -1: none. */
int synonyms_value(enum word_list list, const char *plain);

#endif
