/* Small helpers for German lists; private to the room. */
#ifndef KD_RULES_WORDS_LIST_H
#define KD_RULES_WORDS_LIST_H

#include "base/buf.h"
#include "base/mem.h"
#include "table/words.h"

int words_count(unsigned set); /* of 1 << value */
/* What stands before item at of n: nothing, a comma, or the last word ("und", "oder"). */
void words_separate(struct buf *b, int at, int n, const char *last);
/* "IFK, bFM und Berufsberatung". */
void words_put(struct buf *b, enum word_list list, unsigned set, const char *last);
/* The text of b in a; b is freed. */
const char *words_finish(struct buf *b, struct arena *a);
/* "Marktprofil oder Aktivierungsprofil", "Profillage I oder Z". */
void words_put_profiles(struct buf *b, unsigned set);
/* "persönlich (auch per Video) oder telefonisch"; only: "nur" before a single one. */
void words_put_modes(struct buf *b, unsigned modes, bool video_in_person, bool only);

#endif
