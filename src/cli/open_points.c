#include "cli/open_points.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { LARGEST_JOB = 1 << 26, LONGEST_POINT = 600 };
static const char mark[] = "OFFEN";

/* False: no file, or it cannot be read; somebody else says so. */
static bool read_raw(const char *path, struct buf *raw)
{
    struct stat st;
    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
        return false;
    FILE *in = fopen(path, "rbe");
    if (!in)
        return false;
    size_t n;
    do {
        buf_reserve(raw, 1 << 16);
        n = fread(raw->p + raw->n, 1, 1 << 16, in);
        raw->n += n;
    } while (n && raw->n < LARGEST_JOB);
    fclose(in);
    return true;
}

static void put_point(struct buf *b, const char *path, size_t line, const char *text)
{
    buf_printf(b, "  %s", path);
    if (line)
        buf_printf(b, ":%zu", line);
    buf_printf(b, ": %s\n", text);
}

/* The text of a comment on one line. */
static void put_comment(struct buf *b, const char *path, size_t line, const char *s, size_t n)
{
    struct buf one = {0};
    s = text_trim(s, &n);
    for (size_t i = 0; i < n; i++) {
        bool space = (unsigned char)s[i] <= ' ';
        if (!space || (one.n && one.p[one.n - 1] != ' '))
            buf_char(&one, space ? ' ' : s[i]);
    }
    if (one.n > LONGEST_POINT) {
        for (one.n = LONGEST_POINT; one.n && ((unsigned char)one.p[one.n] & 0xC0) == 0x80;)
            one.n--;
        buf_text(&one, "…");
    }
    put_point(b, path, line, text_is_utf8(buf_str(&one), one.n) ? buf_str(&one) : mark);
    buf_free(&one);
}

/* The draft's first comment says what the mark means and is none itself. */
static bool is_open(const char *s, size_t n)
{
    static const char meaning[] = "mit OFFEN bezeichnet";
    return memmem(s, n, mark, sizeof mark - 1) && !memmem(s, n, meaning, sizeof meaning - 1);
}

static size_t put_comments(struct buf *b, const char *path, const char *raw)
{
    size_t line = 1, points = 0;
    const char *at = raw;
    for (const char *s = raw; (s = strstr(s, "<!--"));) {
        const char *end = strstr(s + 4, "-->");
        if (!end)
            break;
        for (; at < s; at++)
            line += *at == '\n';
        if (is_open(s + 4, (size_t)(end - s) - 4)) {
            put_comment(b, path, line, s + 4, (size_t)(end - s) - 4);
            points++;
        }
        s = end + 3;
    }
    return points;
}

/* What is not said anywhere: not in the job, not on the command line, and no comment names it above. */
static size_t put_missing(struct buf *b, const struct session *s)
{
    const struct settings *o = s->settings;
    const char *job = s->job->path;
    struct buf comments = {0};
    size_t points = 0;
    buf_text(&comments, buf_str(b));
    if (strcmp(o->jobcenter, JOB_PLACEHOLDER) == 0) {
        put_point(b, job, SETTINGS_LINE(o, jobcenter),
                  "<jobcenter>: „" JOB_PLACEHOLDER "“ ist noch der Platzhalter; report "
                  "nimmt ihn nicht");
        points++;
    }
    if (o->land.land == IN_NO_LAND && !strstr(buf_str(&comments), "<bundesland")) {
        put_point(b, job, 0, "kein Bundesland: es gelten nur die Feiertage, die alle Länder haben");
        points++;
    }
    if (!o->rules && !strstr(buf_str(&comments), "<regelwerk")) {
        put_point(b, job, 0, "kein Regelwerk: report und evaluate brauchen es, hier oder mit --rules");
        points++;
    }
    /* Nothing to be decided: a job that is run every month shall not name one. */
    if (b->n && !SETTINGS_TOLD(o, as_of))
        put_point(b, job, 0, "kein Stichtag: es gilt der letzte Tag des Vormonats");
    buf_free(&comments);
    return points;
}

size_t command_put_open_points(struct buf *b, const struct session *s, const char *path)
{
    struct buf raw = {0}, points = {0};
    size_t n = 0;
    if (read_raw(path, &raw)) {
        n = put_comments(&points, path, buf_str(&raw));
        if (s->job)
            n += put_missing(&points, s);
        if (n)
            buf_printf(b, "Im Auftrag noch offen: %zu\n\n", n);
        buf_put(b, buf_str(&points), points.n);
        if (n)
            buf_char(b, '\n');
    }
    buf_free(&points);
    buf_free(&raw);
    return n;
}
