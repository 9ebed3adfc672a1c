#include "job/init.h"

#include "base/day.h"
#include "base/num.h"
#include "base/text.h"
#include "job/guess.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FILES = 60, MOST_VALUES = 30, MOST_OPEN_VALUES = 12 };

/* ---- XML ---- */

/* How many bytes at s XML cannot hold: control characters, U+FFFE, U+FFFF. */
static size_t unfit(const char *s)
{
    if ((unsigned char)*s < 0x20)
        return 1;
    return strncmp(s, "\xEF\xBF\xBE", 3) == 0 || strncmp(s, "\xEF\xBF\xBF", 3) == 0 ? 3 : 0;
}

/* What stands in an attribute has to come back as it was. */
static bool fits_xml(const char *s)
{
    while (*s && !unfit(s))
        s++;
    return *s == '\0';
}

static void put_escaped(struct buf *b, const char *s)
{
    for (; *s; s++) {
        switch (*s) {
        case '&':
            buf_text(b, "&amp;");
            break;
        case '<':
            buf_text(b, "&lt;");
            break;
        case '"':
            buf_text(b, "&quot;");
            break;
        default:
            buf_char(b, *s);
        }
    }
}

static void put_attribute(struct buf *b, const char *name, const char *s)
{
    buf_printf(b, " %s=\"", name);
    put_escaped(b, s);
    buf_char(b, '"');
}

static void put_element(struct buf *b, const char *name, const char *s)
{
    buf_printf(b, "<%s>", name);
    put_escaped(b, s);
    buf_printf(b, "</%s>", name);
}

/* Text of a comment: no two hyphens, nothing that XML cannot hold. */
static void put_comment(struct buf *b, const struct buf *text)
{
    char before = ' ';
    buf_text(b, "<!-- ");
    for (const char *s = buf_str(text); *s; s++) {
        size_t n = unfit(s);
        if (n) {
            s += n - 1;
            continue;
        }
        if (*s == '-' && before == '-')
            buf_char(b, ' ');
        buf_char(b, *s);
        before = *s;
    }
    buf_text(b, " -->\n");
}

/* At most `most` bytes of s, not cut inside a character. */
static void put_some(struct buf *b, const char *s, size_t most)
{
    size_t n = strlen(s);
    if (n > most) {
        n = most;
        while (n && ((unsigned char)s[n] & 0xC0) == 0x80)
            n--;
    }
    buf_put(b, s, n);
    if (s[n])
        buf_text(b, "…");
}

/* ---- reading the folder ---- */

struct folder {
    struct arena *arena;
    struct guess_file file[MOST_FILES];
    size_t n;
    struct buf skipped; /* names of what is no table */
};

static void add_file(struct folder *f, const char *dir, const char *name)
{
    struct diag unused = {0};
    struct csv_sample *sample = csv_sample_read(arena_printf(f->arena, "%s/%s", dir, name), &unused);
    if (!sample) {
        buf_printf(&f->skipped, "%s%s", f->skipped.n ? ", " : "", name);
        return;
    }
    struct guess_file *g = &f->file[f->n++];
    *g = (struct guess_file){.name = arena_strdup(f->arena, name), .sample = sample};
    g->profile = mem_zero((size_t)sample->n_columns, sizeof *g->profile);
    for (int i = 0; i < sample->n_columns; i++)
        guess_profile(&sample->column[i], sample->rows, &g->profile[i]);
}

static bool read_folder(struct folder *f, const char *dir, struct diag *d)
{
    struct dirent **entry = NULL;
    int n = scandir(dir, &entry, NULL, alphasort);
    if (n < 0)
        return diag_fail(d, DIAG_INPUT, dir, 0, "kann nicht gelesen werden: %s", diag_system(errno));
    for (int i = 0; i < n; i++) {
        const char *name = entry[i]->d_name;
        if (*name != '.' && f->n < MOST_FILES && text_is_utf8(name, strlen(name)) && fits_xml(name))
            add_file(f, dir, name);
        free(entry[i]);
    }
    free(entry);
    if (f->n)
        return true;
    diag_fail(d, DIAG_INPUT, dir, 0, "hier liegt nichts, das wie ein Export aussieht");
    return diag_expect(d, "CSV-Dateien mit den Namen der Spalten in der ersten Zeile");
}

/* ---- values ---- */

struct writer {
    struct buf *b;
    struct arena *arena;
    struct buf note; /* the comment being made */
};

static void end_note(struct writer *w, int depth)
{
    buf_printf(w->b, "%*s", 2 * depth, "");
    put_comment(w->b, &w->note);
    buf_clear(&w->note);
}

static void put_count(struct buf *b, uint32_t n)
{
    num_put_german(b, n);
    buf_text(b, "-mal");
}

static bool has_open_values(enum tbl_column c)
{
    enum column_kind k = tbl_columns[c].kind;
    return k == COLUMN_WORD || k == COLUMN_YES || k == COLUMN_INTERVAL || k == COLUMN_WORKDAYS;
}

/* A value of the export: nothing where the program reads it as it is, else a <wert>, else a mark that it is open. */
static void put_value(struct writer *w, enum tbl_column c, const struct csv_sample_value *v, struct buf *open,
                      int *n_open)
{
    bool sure;
    if (column_accepts(c, v->text) && !guess_endless(v->text))
        return;
    const char *to = fits_xml(v->text) && strlen(v->text) <= 200 ? guess_value(c, v->text, w->arena, &sure) : NULL;
    if (to) {
        buf_text(w->b, "        <wert");
        put_attribute(w->b, "von", v->text);
        put_attribute(w->b, "nach", to);
        buf_text(w->b, "/>");
        put_count(&w->note, v->count);
        buf_text(&w->note, sure ? "; sicher" : "; unsicher, bitte prüfen");
        end_note(w, 1);
    } else if (has_open_values(c) && (*n_open)++ < MOST_OPEN_VALUES) {
        buf_text(open, open->n ? ", „" : "„");
        put_some(open, v->text, 60);
        buf_text(open, "“ (");
        put_count(open, v->count);
        buf_char(open, ')');
    }
}

static void put_values(struct writer *w, enum tbl_column c, const struct csv_sample_column *column)
{
    struct buf open = {0};
    int n_open = 0;
    for (uint32_t i = 0; i < column->n_values && (i < MOST_VALUES || guess_endless(column->value[i].text)); i++)
        put_value(w, c, &column->value[i], &open, &n_open);
    if (n_open) {
        buf_text(&w->note, "OFFEN: Was bedeutet ");
        buf_put(&w->note, buf_str(&open), open.n);
        if (n_open > MOST_OPEN_VALUES)
            buf_printf(&w->note, " und %d weitere", n_open - MOST_OPEN_VALUES);
        buf_text(&w->note, "? Je Wert: <wert von=\"…\" nach=\"…\"/>; möglich ist ");
        column_put_expected(&w->note, c);
        buf_text(&w->note, ".");
        end_note(w, 4);
    }
    buf_free(&open);
}

/* ---- columns ---- */

/* An example, but of what may tell a person only the form: a job file may be passed on. */
static void put_example(struct buf *b, enum tbl_column c, const char *value)
{
    enum column_kind k = tbl_columns[c].kind;
    if (k == COLUMN_NAME || k == COLUMN_TEXT || c == COL_C_BORN)
        return;
    buf_text(b, k == COLUMN_CUSTOMER || k == COLUMN_STAFF ? "; von der Form „" : "; zum Beispiel „");
    if (k == COLUMN_CUSTOMER || k == COLUMN_STAFF) {
        for (int i = 0; *value && i < 20; value++, i++) {
            unsigned char x = (unsigned char)*value;
            if ((x & 0xC0) != 0x80)
                buf_char(b, x >= '0' && x <= '9' ? '9' : x >= 0x80 || (x | 0x20) >= 'a' ? 'A' : (char)x);
        }
    } else {
        put_some(b, value, 40);
    }
    buf_text(b, "“");
}

static void put_reason(struct writer *w, enum tbl_column c, const struct guess_column *g, const struct guess_profile *p,
                       const struct csv_sample_column *column)
{
    struct buf *b = &w->note;
    buf_text(b, g->points >= GUESS_SURE     ? "sicher: "
                : g->points >= GUESS_LIKELY ? "ziemlich sicher: "
                                            : "unsicher, bitte prüfen: ");
    buf_text(b, g->name == 100  ? "heißt so"
                : g->name >= 90 ? "üblicher Name"
                : g->name >= 50 ? "ähnlicher Name"
                                : "nach dem Inhalt");
    if (g->overlap >= 0)
        buf_printf(b, "; %d %% der Schlüssel kommen in der anderen Datei vor", g->overlap);
    if (!p->filled) {
        buf_text(b, "; in den gelesenen Zeilen leer");
        return;
    }
    if (g->content <= -50)
        buf_text(b, "; der Inhalt passt nicht dazu");
    if (p->days >= 80 && p->last_year)
        buf_printf(b, "; Tage von %d bis %d", p->first_year, p->last_year);
    put_example(b, c, column->value[0].text);
}

static void put_column(struct writer *w, const struct guess_file *f, enum tbl_column c)
{
    const struct guess_column *g = &f->column[c];
    const struct csv_sample_column *column = &f->sample->column[g->at];
    put_reason(w, c, g, &f->profile[g->at], column);
    end_note(w, 3);
    buf_text(w->b, "      <spalte");
    put_attribute(w->b, "name", tbl_columns[c].name);
    put_attribute(w->b, "in", column->name);
    if (f->names_in_one && (c == COL_C_SURNAME || c == COL_C_GIVEN))
        put_attribute(w->b, "teil", c == COL_C_SURNAME ? "vor dem Komma" : "nach dem Komma");
    buf_char(w->b, '>');
    size_t before = w->b->n;
    buf_char(w->b, '\n');
    put_values(w, c, column);
    if (w->b->n == before + 1) { /* none: an empty element */
        w->b->n = before - 1;
        buf_text(w->b, "/>\n");
    } else {
        buf_text(w->b, "      </spalte>\n");
    }
}

/* A column that is called like one of the program and was not taken for it: not to be read as that one. */
static void put_namesakes(struct writer *w, const struct guess_file *f, int first, int n)
{
    for (int c = first; c < first + n; c++) {
        const char *name = tbl_columns[c].name;
        for (int i = 0; f->column[c].at < 0 && i < f->sample->n_columns; i++) {
            const char *header = f->sample->column[i].name;
            if (!text_equal_name(header, strlen(header), name, strlen(name)))
                continue;
            buf_text(&w->note, "heißt so, ist aber etwas anderes oder schon vergeben");
            end_note(w, 3);
            buf_text(w->b, "      <spalte");
            put_attribute(w->b, "name", name);
            buf_text(w->b, " fehlt=\"ja\"/>\n");
            break;
        }
    }
}

static bool is_used(const struct guess_file *f, int first, int n, int at)
{
    for (int c = first; c < first + n; c++)
        if (f->column[c].at == at)
            return true;
    return false;
}

/* What a column that no other use was found for may be as an attribute of customers (spec 1.10); NULL: none. */
static const char *attribute_of(const struct guess_profile *p, const struct csv_sample_column *c)
{
    enum { MOST = 90, FEW = 12, OFTEN = 5 }; /* percent; words; lines a word, on average */
    if (!c->filled || !*c->name)
        return NULL;
    if (p->days >= MOST)
        return "tag";
    if (p->yes >= MOST)
        return "ja-nein";
    return c->n_values <= FEW && c->filled >= c->n_values * OFTEN && p->numbers < MOST ? "wort" : NULL;
}

/* Columns that a rule set could ask for: named by their kind, without a value, for nobody knows what they tell. */
static void put_attributes(struct writer *w, const struct guess_file *f, int first, int n)
{
    struct buf found = {0};
    for (int i = 0; i < f->sample->n_columns && f->art == FILE_CUSTOMERS; i++) {
        const char *kind = is_used(f, first, n, i) ? NULL : attribute_of(&f->profile[i], &f->sample->column[i]);
        if (kind)
            buf_printf(&found, "%s„%s“ (%s)", found.n ? ", " : "", f->sample->column[i].name, kind);
    }
    if (found.n) {
        buf_printf(&w->note, "als Merkmal geeignet, wenn ein Regelwerk danach fragt (merkmale): %s", buf_str(&found));
        end_note(w, 3);
    }
    buf_free(&found);
}

static void put_left(struct writer *w, const struct guess_file *f, int first, int n)
{
    struct buf left = {0}, missing = {0};
    for (int i = 0; i < f->sample->n_columns; i++)
        if (!is_used(f, first, n, i))
            buf_printf(&left, "%s%s", left.n ? ", " : "", f->sample->column[i].name);
    for (int c = first; c < first + n; c++) {
        if (f->column[c].at >= 0)
            continue;
        if (tbl_columns[c].needed) {
            buf_printf(
                &w->note,
                "OFFEN: Pflichtspalte „%s“: keine Spalte passt. <spalte name=\"%s\" in=\"…\"/> mit einer von: %s",
                tbl_columns[c].name, tbl_columns[c].name, left.n ? buf_str(&left) : "(keine ist übrig)");
            end_note(w, 3);
        } else {
            buf_printf(&missing, "%s%s", missing.n ? ", " : "", tbl_columns[c].name);
        }
    }
    if (missing.n) {
        buf_printf(&w->note, "nicht gefunden (nicht nötig): %s", buf_str(&missing));
        end_note(w, 3);
    }
    if (left.n) {
        buf_printf(&w->note, "nicht zugeordnet: %s", buf_str(&left));
        end_note(w, 3);
        put_attributes(w, f, first, n);
    }
    buf_free(&left);
    buf_free(&missing);
}

/* ---- files ---- */

static const char *separator_name(char c)
{
    return c == ';' ? "Semikolon" : c == ',' ? "Komma" : "Tabulator";
}

static void put_art(struct buf *b, enum tbl_file art)
{
    buf_put(b, tbl_file_names[art], strlen(tbl_file_names[art]) - 4);
}

/* Several exports of one kind lie here: which is used, and why. */
static void put_twins(struct writer *w, const struct folder *all, const struct guess_file *f)
{
    struct buf *b = &w->note;
    bool unclear = false;
    size_t twins = 0;
    for (size_t i = 0; i < all->n; i++) {
        twins += all->file[i].instead == f;
        unclear |= all->file[i].instead == f && all->file[i].newest == f->newest;
    }
    if (!twins)
        return;
    buf_text(b, unclear ? "OFFEN: welcher dieser Exporte gilt? " : "mehrere Exporte dieser Art: ");
    for (size_t i = 0; i < all->n; i++) {
        const struct guess_file *x = &all->file[i];
        if (x != f && x->instead != f)
            continue;
        buf_printf(b, "„%s“ (", x->name);
        num_put_german(b, x->sample->rows);
        buf_printf(b, " Zeilen, neuester Tag %s)%s; ",
                   x->newest == DAY_NONE ? "nicht zu sehen" : day_german(x->newest).s, x == f ? ", hier genommen" : "");
    }
    buf_text(b, unclear ? "nach dem Inhalt sind sie gleich neu" : "genommen ist der mit dem neuesten Tag");
    end_note(w, 2);
}

static void put_file(struct writer *w, const struct folder *all, const struct guess_file *f)
{
    int first = (int)column_first(f->art), n = column_count(f->art), found = 0, needed = 0, of = 0;
    for (int c = first; c < first + n; c++) {
        found += f->column[c].at >= 0;
        of += tbl_columns[c].needed;
        needed += tbl_columns[c].needed && f->column[c].at >= 0;
    }
    struct buf art = {0};
    put_art(&art, f->art);
    buf_printf(&w->note, "%s: %d von %d Pflichtspalten und insgesamt %d von %d gefunden; ", buf_str(&art), needed, of,
               found, n);
    num_put_german(&w->note, f->sample->rows);
    buf_text(&w->note, f->sample->rows < CSV_SAMPLE_ROWS ? " Zeilen gelesen" : " Zeilen vom Anfang gelesen");
    end_note(w, 2);
    put_twins(w, all, f);
    buf_printf(&w->note, "Kodierung erkannt: %s; kodierung=\"…\" legt sie fest, ohne Angabe gilt, was die Datei zeigt",
               encoding_name(f->sample->encoding));
    end_note(w, 2);
    if (f->sample->header_line >
        1) { /* told like the encoding: next month another number of lines may stand above it */
        buf_printf(&w->note, "Kopfzeile erkannt: Zeile %u; kopfzeile=\"%u\" legt sie fest, ", f->sample->header_line,
                   f->sample->header_line);
        buf_text(&w->note, "ohne Angabe gilt die erste mit allen nötigen Spalten");
        end_note(w, 2);
    }
    buf_text(w->b, "    <datei");
    put_attribute(w->b, "art", buf_str(&art));
    put_attribute(w->b, "pfad", f->name);
    put_attribute(w->b, "trennzeichen", separator_name(f->sample->separator));
    int century = guess_century(f);
    if (century)
        buf_printf(w->b, " jahrhundert=\"%d\"", century);
    buf_text(w->b, ">\n");
    for (int c = first; c < first + n; c++)
        if (f->column[c].at >= 0)
            put_column(w, f, (enum tbl_column)c);
    put_namesakes(w, f, first, n);
    put_left(w, f, first, n);
    buf_text(w->b, "    </datei>\n");
    buf_free(&art);
}

static void put_open_files(struct writer *w, const struct folder *f, const bool there[TBL_FILES])
{
    for (int art = 0; art < TBL_FILES; art++) {
        if (there[art])
            continue;
        buf_text(&w->note, art <= FILE_CONTACTS ? "OFFEN: keine Datei sieht aus wie die nötige „"
                                                : "keine Datei sieht aus wie „");
        put_art(&w->note, (enum tbl_file)art);
        buf_text(&w->note, "“");
        if (art <= FILE_CONTACTS)
            buf_text(&w->note, "; <datei art=\"…\" pfad=\"…\">");
        end_note(w, 2);
    }
    for (size_t i = 0; i < f->n; i++) {
        if (f->file[i].art != TBL_FILES || f->file[i].instead)
            continue;
        buf_printf(&w->note, "nicht gebraucht: %s (", f->file[i].name);
        for (int c = 0; c < f->file[i].sample->n_columns && c < 12; c++)
            buf_printf(&w->note, "%s%s", c ? ", " : "", f->file[i].sample->column[c].name);
        buf_text(&w->note, ")");
        end_note(w, 2);
    }
    if (f->skipped.n) {
        buf_text(&w->note, "keine Tabellen: ");
        put_some(&w->note, buf_str(&f->skipped), 2000);
        end_note(w, 2);
    }
}

static const char head[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<!-- Ein erster Auftrag, vorgeschlagen von kontaktdichte job init. Jede Vermutung sagt, worauf sie sich stützt\n"
    "     und wie sicher sie ist; was mit OFFEN bezeichnet ist, fehlt noch. Was die Elemente bedeuten, steht in\n"
    "     docs/auftrag.md; kontaktdichte check DATEI sagt, was noch nicht stimmt. -->\n"
    "<auftrag version=\"1\">\n";

static void put_land(struct buf *b, struct holiday_region region)
{
    struct buf words = {0}; /* BY+Mariä Himmelfahrt */
    holiday_region_put(&words, region);
    const char *regional = strchr(buf_str(&words), '+');
    buf_text(b, "  <bundesland");
    put_attribute(b, "name", land_name(region.land));
    buf_text(b, regional ? ">" : "/>");
    for (const char *s = regional; s && *s;) {
        size_t n = strcspn(++s, "+");
        buf_text(b, "<regional>");
        buf_put(b, s, n);
        buf_text(b, "</regional>");
        s += n;
    }
    buf_text(b, regional ? "</bundesland>\n" : "\n");
    buf_free(&words);
}

static bool can_stand(const char *s)
{
    return s && *s && text_is_utf8(s, strlen(s)) && fits_xml(s);
}

/* What holds for the whole: as told, else open. */
static void put_told(struct buf *b, const struct job_init_told *told)
{
    buf_text(b, can_stand(told->jobcenter) ? "  " : "  <!-- OFFEN: der Name des Jobcenters -->\n  ");
    put_element(b, "jobcenter", can_stand(told->jobcenter) ? told->jobcenter : JOB_PLACEHOLDER);
    buf_char(b, '\n');
    if (told->land.land != IN_NO_LAND)
        put_land(b, told->land);
    else
        buf_text(b, "  <!-- OFFEN: <bundesland name=\"Niedersachsen\"/> -->\n");
    if (can_stand(told->rules)) {
        buf_text(b, "  ");
        put_element(b, "regelwerk", told->rules);
        buf_char(b, '\n');
    } else {
        buf_text(
            b, "  <!-- OFFEN: <regelwerk>aa90-2021</regelwerk>; kontaktdichte rules list zeigt die vorhandenen -->\n");
    }
    if (told->as_of != DAY_NONE)
        buf_printf(b, "  <stichtag>%s</stichtag>\n", day_iso(told->as_of).s);
    else
        buf_text(b, "  <!-- <stichtag>2023-11-30</stichtag>; ohne Angabe der letzte Tag des Vormonats -->\n");
}

/* The folder of the exports, seen from where the job file will lie; "" where they are the same. In full where nobody
 * knows. */
static const char *seen_from(const char *dir, const char *output, struct arena *a)
{
    const char *slash = output ? strrchr(output, '/') : NULL;
    if (output && !slash)
        return strcmp(dir, ".") == 0 ? "" : dir;
    char *here = realpath(dir, NULL),
         *there = slash ? realpath(arena_text(a, output, (size_t)(slash - output) + 1), NULL) : NULL;
    const char *seen = here && there && strcmp(here, there) == 0 ? "" : arena_strdup(a, here ? here : dir);
    free(here);
    free(there);
    return seen;
}

static void put_job(struct folder *f, const char *dir, const struct job_init_told *told, struct buf *b)
{
    struct writer w = {.b = b, .arena = f->arena};
    bool there[TBL_FILES] = {false};
    buf_text(b, head);
    put_told(b, told);
    buf_text(b, "  <exporte");
    if (*dir && fits_xml(dir) && text_is_utf8(dir, strlen(dir)))
        put_attribute(b, "ordner", dir);
    buf_text(b, ">\n");
    for (int art = 0; art < TBL_FILES; art++)
        for (size_t i = 0; i < f->n; i++)
            if (f->file[i].art == (enum tbl_file)art) {
                put_file(&w, f, &f->file[i]);
                there[art] = true;
            }
    put_open_files(&w, f, there);
    buf_text(b, "  </exporte>\n"
                "  <!-- Ohne weitere Angaben entstehen alle Berichte in allen Formaten, lesbar nur für das eigene "
                "Konto. Was sich\n"
                "       sonst sagen lässt: <berichte>, <archiv>, <ausgabe ordner=\"…\" empfaenger=\"ja\"/> "
                "(docs/auftrag.md). -->\n"
                "</auftrag>\n");
    buf_free(&w.note);
}

bool job_init_told(const char *dir, const char *output, const struct job_init_told *told, struct buf *b, struct diag *d)
{
    struct folder *f = mem_zero(1, sizeof *f);
    f->arena = arena_new();
    bool ok = read_folder(f, dir, d);
    if (ok) {
        guess_files(f->file, f->n);
        put_job(f, seen_from(dir, output, f->arena), told, b);
    }
    for (size_t i = 0; i < f->n; i++)
        guess_file_free(&f->file[i]);
    buf_free(&f->skipped);
    arena_free(f->arena);
    free(f);
    return ok;
}

bool job_init(const char *dir, const char *output, struct buf *b, struct diag *d)
{
    return job_init_told(dir, output, &(struct job_init_told){.jobcenter = "", .as_of = DAY_NONE}, b, d);
}
