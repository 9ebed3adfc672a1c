#include "ingest/csv_source.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEAD = 4096, TAIL = 4096, CHUNK = 1 << 20 };

/* ---- what is no text ---- */

static const char as_csv[] = "ein Export als CSV-Datei; in der Tabellenkalkulation „Speichern unter“, „CSV UTF-8“";
static const char unpacked[] = "die entpackte CSV-Datei";
static const char text_export[] = "ein Export als CSV-Datei";

static const struct {
    const char *magic;
    size_t n;
    const char *what, *cure;
} kinds[] = {
    {"\x1F\x8B", 2, "eine mit gzip komprimierte Datei", unpacked},
    {"BZh", 3, "eine mit bzip2 komprimierte Datei", unpacked},
    {"\xFD"
     "7zXZ",
     5, "eine mit xz komprimierte Datei", unpacked},
    {"\x28\xB5\x2F\xFD", 4, "eine mit zstd komprimierte Datei", unpacked},
    {"7z\xBC\xAF\x27\x1C", 6, "ein 7z-Archiv", unpacked},
    {"Rar!", 4, "ein RAR-Archiv", unpacked},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8,
     "eine Datei von Microsoft Office in alter Form (etwa eine Arbeitsmappe, XLS)", as_csv},
    {"%PDF", 4, "ein PDF", text_export},
    {"SQLite format 3", 15, "eine SQLite-Datenbank", text_export},
    {"{\\rtf", 5, "ein Textdokument (RTF)", text_export},
    {"PAR1", 4, "eine Parquet-Datei", text_export},
    {"\x89PNG", 4, "ein Bild", text_export},
    {"\xFF\xFE\0\0", 4, "Text in UTF-32", as_csv},
    {"\0\0\xFE\xFF", 4, "Text in UTF-32", as_csv},
};

/* A workbook is a ZIP archive, and says in its first entries which. */
static const char *kind_of_zip(const char *s, size_t n, const char **cure)
{
    *cure = as_csv;
    if (memmem(s, n, "opendocument.spreadsheet", 24))
        return "eine Arbeitsmappe (ODS)";
    if (memmem(s, n, "xl/", 3) || memmem(s, n, "[Content_Types].xml", 19))
        return "eine Arbeitsmappe (XLSX)";
    *cure = unpacked;
    return "ein ZIP-Archiv";
}

static bool begins_with(const char *s, size_t n, const char *word)
{
    return n >= strlen(word) && strncasecmp(s, word, strlen(word)) == 0;
}

/* Text that is no table: HTML saved under the name of a workbook, XML, JSON. */
static const char *kind_of_markup(const char *s, size_t n, const char **cure)
{
    while (n && (*s == ' ' || (*s >= '\t' && *s <= '\r') || (unsigned char)*s >= 0xBB)) { /* a byte order mark, too */
        s++;
        n--;
    }
    *cure = as_csv;
    if (begins_with(s, n, "<?xml") || begins_with(s, n, "<Workbook"))
        return "eine XML-Datei";
    if (begins_with(s, n, "<!doctype html") || begins_with(s, n, "<html") || begins_with(s, n, "<table") ||
        begins_with(s, n, "<head") || begins_with(s, n, "<meta") || begins_with(s, n, "<style"))
        return "eine HTML-Seite";
    *cure = text_export;
    if (begins_with(s, n, "{\"") || begins_with(s, n, "[{") || begins_with(s, n, "{\n") || begins_with(s, n, "{\r"))
        return "eine JSON-Datei";
    return NULL;
}

/* Bytes that no text has: more than one in twenty. */
static bool is_binary(const unsigned char *s, size_t n)
{
    size_t odd = 0;
    for (size_t i = 0; i < n; i++)
        odd += s[i] < 0x20 && !(s[i] >= '\t' && s[i] <= '\r') && s[i] != 0x1A && s[i] != 0x1B;
    return odd > 2 && odd * 20 > n;
}

const char *csv_kind_of(const void *bytes, size_t n, const char **cure)
{
    const char *s = bytes;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (n >= kinds[i].n && memcmp(s, kinds[i].magic, kinds[i].n) == 0) {
            *cure = kinds[i].cure;
            return kinds[i].what;
        }
    if (n >= 4 && (memcmp(s, "PK\3\4", 4) == 0 || memcmp(s, "PK\5\6", 4) == 0))
        return kind_of_zip(s, n, cure);
    return kind_of_markup(s, n, cure);
}

static bool say_changed(const char *path, struct diag *d)
{
    diag_fail(d, DIAG_INPUT, path, 0, "hat sich geändert, während gelesen wurde");
    return diag_expect(d, "ein Export, an dem niemand mehr schreibt; dann derselbe Aufruf noch einmal");
}

bool csv_source_fail(struct csv_source *s, const char *path, int error, struct diag *d)
{
    s->error = error;
    if (s->bytes && digest_proof_broken(&s->proof, s->file))
        return say_changed(path, d);
    return diag_fail(d, DIAG_INPUT, path, 0, "kann nicht gelesen werden: %s", diag_system(error));
}

/* ---- encodings that the bytes tell ---- */

static enum encoding marked(const unsigned char *s, size_t n)
{
    if (n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0)
        return ENCODING_UTF8;
    if (n >= 2 && (memcmp(s, "\xFF\xFE", 2) == 0 || memcmp(s, "\xFE\xFF", 2) == 0))
        return ENCODING_UTF16;
    return ENCODING_DETECT;
}

/* UTF-16 without a mark: of most pairs one byte, always the same, is NUL. */
static enum encoding unmarked_utf16(const unsigned char *s, size_t n)
{
    size_t even = 0, odd = 0, pairs = n / 2;
    for (size_t i = 0; i + 1 < n; i += 2) {
        even += s[i] == 0;
        odd += s[i + 1] == 0;
    }
    if (pairs < 2)
        return ENCODING_DETECT;
    if (odd * 10 > pairs * 7 && even * 10 < pairs)
        return ENCODING_UTF16_LE;
    return even * 10 > pairs * 7 && odd * 10 < pairs ? ENCODING_UTF16_BE : ENCODING_DETECT;
}

/* The file as UTF-8 in memory, in place of the one that is open. */
static bool convert(struct csv_source *s, const char *path, bool big_endian, struct diag *d)
{
    unsigned char *chunk = mem_alloc(CHUNK);
    struct buf out = {0};
    uint32_t half = 0;
    off_t size = 0;
    int fd = memfd_create("export", MFD_CLOEXEC), error = fd < 0 ? errno : 0;
    for (off_t at = 0; !error && at < s->size;) {
        ssize_t n = pread(s->fd, chunk, CHUNK, at);
        if (n < 0 && errno == EINTR)
            continue;
        at += n > 0 ? n : 0;
        if (n > 1 && n % 2 && at < s->size) { /* a pair stays together */
            at--;
            n--;
        }
        if (n <= 0) {
            error = n < 0 ? errno : EIO;
            break;
        }
        buf_clear(&out);
        encoding_put_utf16(&out, chunk, (size_t)n, big_endian, &half, at >= s->size);
        for (size_t done = 0; !error && done < out.n;) {
            ssize_t w = pwrite(fd, out.p + done, out.n - done, size);
            if (w < 0 && errno != EINTR)
                error = errno;
            done += w > 0 ? (size_t)w : 0;
            size += w > 0 ? w : 0;
        }
    }
    free(chunk);
    buf_free(&out);
    s->fd = fd;
    s->size = size;
    return error ? csv_source_fail(s, path, error, d) : true;
}

/* ---- what lies before and behind the lines ---- */

static void skip_marks(struct csv_source *s)
{
    char mark[3];
    while (pread(s->fd, mark, sizeof mark, s->from) == 3 && memcmp(mark, "\xEF\xBB\xBF", 3) == 0)
        s->from += 3;
}

/* `sep=;`, with or without quotes around; a spreadsheet may have put further separators behind. */
static void take_separator_line(struct csv_source *s)
{
    char line[128];
    ssize_t got = pread(s->fd, line, sizeof line, s->from);
    size_t n = got > 0 ? (size_t)got : 0, at = n && line[0] == '"' ? 1 : 0;
    const char *lf = memchr(line, '\n', n);
    if (n < at + 5 || strncasecmp(line + at, "sep=", 4) != 0)
        return;
    char c = line[at + 4];
    size_t end = lf ? (size_t)(lf - line) : n;
    bool sign = c == '\t' || (c > ' ' && c < 0x7F && c != '"' && !(c >= '0' && c <= '9') &&
                              !((c | 0x20) >= 'a' && (c | 0x20) <= 'z'));
    if (!sign || (!lf && s->from + (off_t)n < s->size))
        return;
    for (size_t i = at + 5; i < end; i++)
        if (line[i] != c && line[i] != '"' && line[i] != ' ' && line[i] != '\t' && line[i] != '\r')
            return;
    s->separator = c;
    s->lines = 1;
    s->from += (off_t)(lf ? end + 1 : end);
    skip_marks(s);
}

/* Ctrl-Z ends a file of DOS: it is cut there where nothing but padding follows. */
static void cut_at_ctrl_z(struct csv_source *s)
{
    char tail[TAIL];
    off_t begin = s->size > TAIL ? s->size - TAIL : 0;
    ssize_t n = pread(s->fd, tail, (size_t)(s->size - begin), begin);
    while (n > 0 && (tail[n - 1] == 0x1A || tail[n - 1] == 0 || tail[n - 1] == '\r' || tail[n - 1] == '\n' ||
                     tail[n - 1] == ' ')) {
        n--;
        if (tail[n] == 0x1A)
            s->size = begin + n;
    }
}

/* ---- opening ---- */

static bool refuse(const char *path, const char *what, const char *cure, struct diag *d)
{
    diag_fail(d, DIAG_INPUT, path, 0, "ist %s und keine CSV-Datei", what);
    return diag_expect(d, "%s", cure);
}

/* What the first bytes tell; *e: the encoding to read with. */
static bool look_at(struct csv_source *s, const char *path, enum encoding told, bool any_utf16, struct diag *d)
{
    unsigned char head[HEAD];
    const char *cure = NULL;
    ssize_t n = pread(s->fd, head, sizeof head, 0);
    if (n < 0)
        return csv_source_fail(s, path, errno, d);
    if (n == 0) {
        diag_fail(d, DIAG_INPUT, path, 0, "ist leer (0 Bytes)");
        return diag_expect(d, "ein Export mit den Namen der Spalten in der ersten Zeile");
    }
    s->encoding = marked(head, (size_t)n);
    const char *kind = csv_kind_of(head, (size_t)n, &cure);
    if (kind)
        return refuse(path, kind, cure, d);
    if (s->encoding != ENCODING_DETECT)
        return true;
    s->encoding = unmarked_utf16(head, (size_t)n);
    if (encoding_is_utf16(told)) {
        if (s->encoding != ENCODING_DETECT || memchr(head, 0, (size_t)n)) {
            s->encoding = told;
            return true;
        }
        diag_fail(d, DIAG_INPUT, path, 0, "ist kein Text in UTF-16, wie der Auftrag sagt");
        return diag_expect(d, "die richtige kodierung, oder keine Angabe");
    }
    if (s->encoding == ENCODING_DETECT)
        return is_binary(head, (size_t)n) ? refuse(path, "eine Binärdatei", text_export, d) : true;
    s->utf16_unmarked = true;
    if (any_utf16)
        return true;
    diag_fail(d, DIAG_INPUT, path, 0, "ist Text in UTF-16 ohne Kennung (BOM)");
    return diag_expect(d, "UTF-8; als „CSV UTF-8“ neu speichern, oder im Auftrag kodierung=\"%s\"",
                       encoding_name(s->encoding));
}

bool csv_source_open(struct csv_source *s, const char *path, enum encoding told, bool any_utf16, bool digest,
                     struct diag *d)
{
    struct stat st;
    *s = (struct csv_source){.file =
                                 open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)}; /* a pipe is refused, not waited for */
    s->fd = s->file;
    if (s->file < 0 || fstat(s->file, &st) != 0)
        return csv_source_fail(s, path, errno, d);
    if (!S_ISREG(st.st_mode)) {
        diag_fail(d, DIAG_INPUT, path, 0, "ist keine Datei");
        return diag_expect(d, "ein Export als CSV-Datei");
    }
    if (!digest_proof_begin(&s->proof, s->file, digest))
        return csv_source_fail(s, path, errno, d);
    s->size = s->proof.was.st_size;
    s->bytes = (uint64_t)s->size;
    if (!look_at(s, path, told, any_utf16, d))
        return false;
    if (encoding_is_utf16(s->encoding)) {
        unsigned char mark[2] = {0};
        bool big =
            s->encoding == ENCODING_UTF16_BE || (pread(s->fd, mark, 2, 0) == 2 && mark[0] == 0xFE && mark[1] == 0xFF);
        if (!convert(s, path, big, d))
            return false;
    }
    skip_marks(s);
    take_separator_line(s);
    cut_at_ctrl_z(s);
    return true;
}

bool csv_source_prove(const struct csv_source *s, const char *path, struct digest_text *digest, struct diag *d)
{
    bool same = digest ? digest_proof_end(&s->proof, s->file, digest) : !digest_proof_broken(&s->proof, s->file);
    return same || say_changed(path, d);
}

void csv_source_close(struct csv_source *s)
{
    if (s->fd >= 0 && s->fd != s->file)
        close(s->fd);
    if (s->file >= 0)
        close(s->file);
    s->fd = s->file = -1;
}
