/*
 * Sets of fixed words (1 << value) as a German list.
 */
#ifndef KD_TABLE_WORD_SETS_H
#define KD_TABLE_WORD_SETS_H

#include "base/buf.h"
#include "table/words.h"

int word_set_count(unsigned set);
/* What stands before item at of n: nothing, a comma, or the last word ("und", "oder"). */
void word_set_separate(struct buf *b, int at, int n, const char *last);
/* "IFK, bFM und Berufsberatung". */
void word_set_put(struct buf *b, enum word_list list, unsigned set, const char *last);
/* "Marktprofil oder Aktivierungsprofil", "Profillage I oder Z". */
void word_set_put_profiles(struct buf *b, unsigned set);

#endif
