/*
 * What pages take from the system, and what makes a run poorer (spec 5.3): a file that is missing, a character that no
 * face has. All of it goes to standard error, hinweise.csv and the record, and is part of the run id.
 */
#include "reports/state.h"

#include "base/text.h"
#include "draw/font.h"
#include "draw/hyphen.h"
#include "pdf/pdf_info.h"

#include <stdlib.h>
#include <string.h>

bool reports_theme_file_works(const struct theme *t, struct fonts *fonts, enum theme_file f)
{
    struct hyphen *hyphens;
    struct buf b = {0};
    bool ok;
    switch (f) {
    case THEME_HYPHENS:
        hyphens = hyphen_new(t->file[f]);
        ok = hyphens != NULL;
        hyphen_free(hyphens);
        return ok;
    case THEME_PROFILE:
        ok = pdf_profile_read(t->file[f], &b);
        buf_free(&b);
        return ok;
    default:
        return fonts_have(fonts, (enum font_face)(FONT_SYMBOLS + (int)(f - THEME_SYMBOLS)));
    }
}

static bool archives_pdf(const struct session *s)
{
    bool found = false;
    for (const struct report *x = report_rows; x->name; x++)
        found |= x->archived && reports_formats(s, x) & JOB_PDF;
    return found;
}

/* What is archived as PDF has to be an archive's file. */
static bool refuse_archive(const struct run *r, struct diag *d)
{
    const struct theme_file_row *row = &theme_files[THEME_PROFILE];
    diag_fail(d, DIAG_RULES, r->theme.file[THEME_PROFILE], 0,
              "%s fehlt; ohne dieses Profil ist der Nachweis keine Archivdatei (PDF/A)", row->what);
    return diag_cure(
        d, "das Paket %s installieren, oder im Auftrag den Bericht „nachweis“ weglassen oder nur als HTML nennen",
        row->package);
}

bool reports_take_system(struct run *r, struct fonts *fonts, struct diag *d)
{
    struct issues *issues = &r->s.tables->issues;
    for (int f = 0; f < THEME_FILES; f++) {
        const struct theme_file_row *row = &theme_files[f];
        r->lacks[f] = !reports_theme_file_works(&r->theme, fonts, (enum theme_file)f);
        if (!r->lacks[f])
            continue;
        if (f == THEME_PROFILE && archives_pdf(&r->s))
            return refuse_archive(r, d);
        const char *value =
            arena_printf(r->s.arena, "%s, %s aus dem Paket %s: %s", row->what, row->name, row->package, row->without);
        issues_add(issues, POOR_FILE, FILE_NONE, 0, "", value, strlen(value));
    }
    return true;
}

/* ---- characters that no face has ---- */

struct letters {
    struct run *r;
    struct fonts *fonts;
    struct buf lost;
    bool *told; /* a word of the tables: said once, whoever has it */
};

/* What of a text no face has, as "U+6F22, U+1F600"; "" nothing. Until the next call. */
static const char *lost_of(struct letters *l, const char *s)
{
    enum { SHOWN = 8 };
    buf_clear(&l->lost);
    if (text_is_ascii(s, strlen(s)))
        return "";
    for (size_t n; *s; s += n + (s[n] == ' ')) {
        n = strcspn(s, " ");
        (void)font_shape(l->fonts, FONT_REGULAR, false, s, n);
    }
    const uint32_t *character;
    const size_t n = fonts_missing(l->fonts, &character);
    for (size_t i = 0; i < n; i++) {
        l->r->letters[character[i] / 8] |= (uint8_t)(1u << character[i] % 8);
        if (i < SHOWN)
            buf_printf(&l->lost, "%sU+%04X", i ? ", " : "", (unsigned)character[i]);
    }
    if (n > SHOWN)
        buf_text(&l->lost, " und weitere");
    fonts_forget_missing(l->fonts);
    return buf_str(&l->lost);
}

/* kind of whose: "Kundennummer". */
static void look_at(struct letters *l, const char *text, const char *kind, const char *whose, enum tbl_file file,
                    uint32_t line, const char *column)
{
    if (!*lost_of(l, text))
        return;
    buf_printf(&l->lost, "; %s%s%s", kind, *whose ? " " : "", whose);
    issues_add(&l->r->s.tables->issues, POOR_LETTER, file, line, column, l->lost.p, l->lost.n);
}

/* A word of the tables, once: whose it is says the first line that has it. */
static void look_at_word(struct letters *l, uint32_t word, const char *kind, const char *whose, enum tbl_file file,
                         uint32_t line, enum tbl_column column)
{
    if (!l->told[word])
        look_at(l, l->r->s.tables->word[word], kind, whose, file, line, tbl_columns[column].name);
    l->told[word] = true;
}

static void look_at_customers(struct letters *l)
{
    const struct tables *t = l->r->s.tables;
    const struct tbl_states *s = &t->states;
    const struct {
        enum tbl_column column;
        const uint32_t *word;
        bool each; /* of each customer anew: names */
    } columns[] = {{COL_C_SURNAME, s->surname, true},     {COL_C_GIVEN, s->given, true},
                   {COL_C_TEAM, s->team, false},          {COL_C_STAFF, s->staff, false},
                   {COL_C_STATUS, s->status_word, false}, {COL_C_PROFILE, s->profile_word, false}};
    const char *kind = tbl_columns[COL_C_NUMBER].name;
    for (uint32_t c = 0; c < t->customers.n; c++) {
        const uint32_t first = t->customers.first[c];
        const char *number = tables_number(t, c);
        look_at(l, number, kind, number, FILE_CUSTOMERS, s->line[first], kind);
        for (uint32_t i = first; i < t->customers.first[c + 1]; i++)
            for (size_t k = 0; k < sizeof columns / sizeof *columns; k++) {
                if (columns[k].word && columns[k].each)
                    look_at(l, t->word[columns[k].word[i]], kind, number, FILE_CUSTOMERS, s->line[i],
                            tbl_columns[columns[k].column].name);
                else if (columns[k].word)
                    look_at_word(l, columns[k].word[i], kind, number, FILE_CUSTOMERS, s->line[i], columns[k].column);
            }
    }
}

static void look_at_members(struct letters *l)
{
    static const enum tbl_column columns[] = {COL_S_KEY, COL_S_NAME, COL_S_TEAM};
    const struct tables *t = l->r->s.tables;
    const struct tbl_staff *s = &t->staff;
    const uint32_t *const words[] = {s->key, s->name, s->team};
    for (uint32_t i = 0; i < s->n; i++)
        for (size_t k = 0; k < sizeof columns / sizeof *columns; k++)
            look_at_word(l, words[k][i], tbl_columns[COL_S_KEY].name, t->word[s->key[i]], FILE_STAFF, s->line[i],
                         columns[k]);
}

void reports_look_at_letters(struct run *r, struct fonts *fonts)
{
    struct letters l = {.r = r, .fonts = fonts};
    r->letters = mem_zero(0x110000 / 8, 1);
    l.told = mem_zero(r->s.tables->n_words, sizeof *l.told);
    look_at(&l, r->s.settings->jobcenter, "Name des Jobcenters", "", FILE_NONE, 0, "");
    look_at_members(&l);
    look_at_customers(&l);
    free(l.told);
    buf_free(&l.lost);
    issues_sort(&r->s.tables->issues);
}

/* Characters of other texts (rule set, templates, values that were rejected), known once all pages are made. */
bool reports_note_letters(struct run *r, const uint32_t *character, size_t n)
{
    struct issues *issues = &r->s.tables->issues;
    const size_t before = issues->n;
    for (size_t i = 0; i < n; i++) {
        struct buf b = {0};
        buf_printf(&b, "U+%04X; in einem Text der Berichte", (unsigned)character[i]);
        if (!(r->letters[character[i] / 8] >> character[i] % 8 & 1))
            issues_add(issues, POOR_LETTER, FILE_NONE, 0, "", b.p, b.n);
        r->letters[character[i] / 8] |= (uint8_t)(1u << character[i] % 8);
        buf_free(&b);
    }
    if (issues->n > before)
        issues_sort(issues);
    return issues->n > before;
}

void reports_say_poorer(const struct run *r)
{
    size_t n;
    const struct issue_poorer *poorer = issues_poorer(&r->s.tables->issues, r->s.arena, &n);
    for (size_t i = 0; i < n; i++) {
        const char *often =
            poorer[i].count > 1 ? arena_printf(r->s.arena, ", %llu-mal", (unsigned long long)poorer[i].count) : "";
        session_warn(&r->s, "Achtung: %s%s: %s%s.", issue_texts[poorer[i].kind].text, often, poorer[i].what,
                     poorer[i].kind == POOR_LETTER ? "; bei wem, steht in hinweise.csv" : "");
    }
}
