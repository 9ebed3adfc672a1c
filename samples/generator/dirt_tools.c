#include "dirt_tools.h"

#include <stdio.h>
#include <string.h>

int32_t dirt_due(uint64_t row, uint32_t distance)
{
    return row % distance == distance - 1 ? (int32_t)(row / distance) : -1;
}

static bool is_date(const struct csv_cell *c)
{
    return c->len == 10 && c->text[2] == '.' && c->text[5] == '.';
}

void dirt_set_impossible(struct csv_row *row, size_t column, const char *day_and_month)
{
    const struct csv_cell *c = &row->cell[column];
    char text[16];

    if (is_date(c))
        snprintf(text, sizeof text, "%s%.4s", day_and_month, c->text + 6);
    else
        snprintf(text, sizeof text, "%s2022", day_and_month);
    csv_set(row, column, text);
}

void dirt_set_iso(struct csv_row *row, size_t column, const char *tail)
{
    const struct csv_cell *c = &row->cell[column];
    char text[32];

    if (!is_date(c))
        return;
    snprintf(text, sizeof text, "%.4s-%.2s-%.2s%s", c->text + 6, c->text + 3, c->text, tail);
    csv_set(row, column, text);
}

void dirt_all_iso(struct csv_row *row)
{
    for (size_t i = 0; i < row->n; i++)
        dirt_set_iso(row, i, "");
}

void dirt_add_text(struct csv_row *row, size_t column, const char *before, const char *after)
{
    const struct csv_cell *c = &row->cell[column];
    char text[200];

    snprintf(text, sizeof text, "%s%.*s%s", before, (int)c->len, c->text, after);
    csv_set(row, column, text);
}

void dirt_odd_case(struct csv_row *row, size_t column)
{
    const struct csv_cell *c = &row->cell[column];
    char text[100] = " ";
    size_t n = 1;

    if (c->len == 0 || c->len > 90)
        return;
    for (size_t i = 0; i < c->len; i++) {
        char x = c->text[i];
        bool umlaut = i > 0 && c->text[i - 1] == '\xC3' && (x == '\xA4' || x == '\xB6' || x == '\xBC');
        if ((x >= 'a' && x <= 'z') || umlaut)
            x = (char)(x - 0x20);
        text[n++] = x;
    }
    text[n++] = ' ';
    text[n] = '\0';
    csv_set(row, column, text);
}

void dirt_quote_all(struct csv_row *row)
{
    for (size_t i = 0; i < row->n; i++)
        row->cell[i].quoted = true;
}

void dirt_set_quoted(struct csv_row *row, size_t column, const char *text)
{
    csv_set(row, column, text);
    row->cell[column].quoted = true;
}

void dirt_other_yes_no(struct csv_row *row, size_t column, uint32_t which)
{
    static const char *const yes[] = {"j", "1", "x", "true", "JA", "X"};
    static const char *const no[] = {"n", "0", "", "false", "Nein", "N"};
    const struct csv_cell *c = &row->cell[column];

    if (c->len == 2)
        csv_set(row, column, yes[which % 6]);
    else if (c->len == 4)
        csv_set(row, column, no[which % 6]);
}

void dirt_keep_extra(struct dirt *d, const struct csv_row *row)
{
    csv_copy(&d->extra, row);
    d->has_extra = true;
}
