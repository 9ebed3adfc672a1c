#include "base/near.h"

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 64 };

/* The two bytes of a folded umlaut in UTF-8, and what stands for it where there are none. */
static const struct {
    char letter[3], plain[3];
} umlauts[] = {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}};

static size_t umlaut_at(const char *s, char *out)
{
    for (size_t i = 0; i < sizeof umlauts / sizeof *umlauts; i++)
        if (memcmp(s, umlauts[i].letter, 2) == 0) {
            memcpy(out, umlauts[i].plain, 2);
            return 2;
        }
    return 0;
}

void near_plain(const char *s, char *out, size_t n)
{
    struct buf folded = {0};
    size_t length = strlen(s), at = 0;
    if (text_is_utf8(s, length))
        text_put_folded(&folded, s, length);
    else
        buf_text(&folded, s);
    const char *p = buf_str(&folded), *end = p + folded.n;
    while (p < end && at + 2 < n) {
        unsigned char c = (unsigned char)*p;
        size_t umlaut = end - p >= 2 ? umlaut_at(p, out + at) : 0;
        if (umlaut) {
            at += 2;
            p += umlaut;
            continue;
        }
        if (c >= 'A' && c <= 'Z') /* bytes that are no UTF-8 were not folded */
            c |= 0x20;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out[at++] = (char)c;
        p++;
    }
    out[at] = '\0';
    buf_free(&folded);
}

/* Single-character changes that make a into b. */
static int distance(const char *a, int n, const char *b, int m)
{
    int row[LONGEST + 1];
    for (int j = 0; j <= m; j++)
        row[j] = j;
    for (int i = 1; i <= n; i++) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j <= m; j++) {
            int change = diagonal + (a[i - 1] != b[j - 1]);
            int gap = 1 + (row[j] < row[j - 1] ? row[j] : row[j - 1]);
            diagonal = row[j];
            row[j] = change < gap ? change : gap;
        }
    }
    return row[m];
}

/* True where the letters of s stand in this order in word, the first of both alike: an abbreviation. */
static int abbreviates(const char *s, const char *word)
{
    if (!*s || *s != *word)
        return 0;
    for (; *s; s++, word++) {
        word = strchr(word, *s);
        if (!word)
            return 0;
    }
    return 1;
}

int near_likeness(const char *a, const char *b)
{
    char x[LONGEST + 3] = "", y[LONGEST + 3] = "";
    near_plain(a, x, sizeof x - 2);
    near_plain(b, y, sizeof y - 2);
    int n = (int)strlen(x), m = (int)strlen(y), longer = n > m ? n : m, shorter = n < m ? n : m;
    if (!shorter)
        return 0;
    /* NOLINTNEXTLINE(clang-analyzer-core.DivideZero): longer is at least shorter, which is not 0 */
    int alike = 100 - 100 * distance(x, n, y, m) / longer;
    const char *brief = n < m ? x : y, *full = n < m ? y : x;
    if (shorter >= 4 && strstr(full, brief) && alike < 80)
        alike = 80;
    if (shorter >= 4 && abbreviates(brief, full) && alike < 70)
        alike = 70;
    return alike;
}

int near_best(const char *s, const char *const *list, size_t n)
{
    int best = -1, most = NEAR_LIKE - 1;
    for (size_t i = 0; i < n; i++) {
        int alike = near_likeness(s, list[i]);
        if (alike > most) {
            most = alike;
            best = (int)i;
        }
    }
    return best;
}

void near_put_expected(struct buf *b, const char *s, const char *before, const char *const *list, size_t n)
{
    enum { MOST_BYTES = 700 };
    int best = near_best(s, list, n);
    if (best >= 0)
        buf_printf(b, "am ehesten „%s“; ", list[best]);
    buf_text(b, before);
    for (size_t i = 0; i < n; i++) {
        if (b->n + strlen(list[i]) > MOST_BYTES) {
            buf_printf(b, " und %zu weitere", n - i);
            break;
        }
        buf_printf(b, "%s„%s“", !i ? "" : i + 1 < n ? ", " : " oder ", list[i]);
    }
}

bool near_expect(struct diag *d, const char *s, const char *before, const char *const *list, size_t n)
{
    struct buf b = {0};
    near_put_expected(&b, s, before, list, n);
    diag_expect(d, "%s", buf_str(&b));
    buf_free(&b);
    return false;
}

void near_names_beside(const char *path, struct buf *names, struct buf *likest)
{
    enum { MOST = 40, MOST_BYTES = 600 };
    const char *slash = strrchr(path, '/');
    struct buf folder = {0};
    const char *name[MOST];
    size_t n = 0;
    if (slash)
        buf_put(&folder, path, (size_t)(slash - path) + 1);
    struct dirent **entry = NULL;
    int found = scandir(folder.n ? buf_str(&folder) : ".", &entry, NULL, alphasort);
    for (int i = 0; i < found; i++)
        if (n < MOST && entry[i]->d_name[0] != '.')
            name[n++] = entry[i]->d_name;
    for (size_t i = 0; i < n && names->n < MOST_BYTES; i++)
        buf_printf(names, "%s„%s“", i ? ", " : "", name[i]);
    int best = near_best(slash ? slash + 1 : path, name, n);
    if (best >= 0)
        buf_text(likest, name[best]);
    for (int i = 0; i < found; i++)
        free(entry[i]);
    free(entry);
    buf_free(&folder);
}
