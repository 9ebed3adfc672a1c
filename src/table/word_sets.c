#include "table/word_sets.h"

void word_set_separate(struct buf *b, int at, int n, const char *last)
{
    if (at == 0)
        return;
    if (at == n - 1) {
        buf_char(b, ' ');
        buf_text(b, last);
        buf_char(b, ' ');
    } else {
        buf_text(b, ", ");
    }
}

int word_set_count(unsigned set)
{
    int n = 0;
    for (; set; set &= set - 1)
        n++;
    return n;
}

void word_set_put(struct buf *b, enum word_list list, unsigned set, const char *last)
{
    int n = word_set_count(set), at = 0;
    for (int value = 0; set >> value; value++)
        if (set >> value & 1) {
            word_set_separate(b, at++, n, last);
            buf_text(b, word_text(list, value));
        }
}

/* Of many, or of both sorts, the letters. */
void word_set_put_profiles(struct buf *b, unsigned set)
{
    const unsigned plain = 1u << PROFILE_I | 1u << PROFILE_Z; /* called by their letter alone */
    unsigned lettered = set & ~(1u << PROFILE_NONE);
    int n = word_set_count(lettered), at = 0;
    if (n == 1 || (n == 2 && !(lettered & plain))) {
        word_set_put(b, WORDS_PROFILE, lettered, "oder");
    } else if (n) {
        buf_text(b, "Profillage ");
        for (int value = 0; lettered >> value; value++)
            if (lettered >> value & 1) {
                word_set_separate(b, at++, n, "oder");
                buf_text(b, word_profile_letter(value));
            }
    }
    if (set & 1u << PROFILE_NONE)
        buf_text(b, n ? " oder ohne Profillage" : "ohne Profillage");
}
