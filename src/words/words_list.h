/* What the words on rule sets share; private to the room. */
#ifndef KD_WORDS_WORDS_LIST_H
#define KD_WORDS_WORDS_LIST_H

#include "base/buf.h"
#include "rules/ruleset.h"

enum { WORDS_COLUMNS = 100 }; /* of a line on a terminal */

/* "persönlich (auch per Video) oder telefonisch"; only: "nur" before a single one. */
void words_put_modes(struct buf *b, const struct ruleset *set, unsigned modes, bool only);

#endif
