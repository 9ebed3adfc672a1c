/* What --help shows: all commands, or one with its options; made from the table. */
#include "base/buf.h"
#include "base/lines.h"
#include "cli/command_table.h"
#include "cli/options.h"

#include <string.h>

enum { WIDTH = 92, COLUMN = 29 /* characters before an option's text */ };

static void put_option(struct buf *b, const struct setting_row *o)
{
    size_t from = b->n;
    buf_printf(b, "  --%s", o->name);
    if (o->argument)
        buf_printf(b, " %s", o->argument);
    int used = lines_width(b->p + from, b->n - from);
    if (used >= COLUMN)
        buf_printf(b, "\n%*s", COLUMN, "");
    else
        buf_printf(b, "%*s", COLUMN - used, "");
    lines_wrap(b, COLUMN, COLUMN, WIDTH, o->help);
}

static void put_call(struct buf *b, const struct command_row *c)
{
    buf_text(b, "kontaktdichte ");
    command_put_name(b, c);
    if (c->argument)
        buf_printf(b, " %s", c->argument);
}

static void put_codes(struct buf *b)
{
    buf_text(b, "\nRückgabe: 0 fertig; 1 eine Prüfung hat etwas gefunden; 2 Aufruf; 3 zu viele unbrauchbare Zeilen;\n"
                "4 Eingabe nicht lesbar; 5 Regelwerk, Auftrag oder Vorlage nicht gültig; 6 Ausgabe nicht möglich;\n"
                "70 Fehler des Programms\n");
}

static void put_all(struct buf *b)
{
    buf_text(b, "Kundenkontaktdichte: wertet Exporte eines Jobcenters nach einem Regelwerk aus.\n\nAufruf:\n");
    for (int i = 0; i < command_row_count; i++) {
        buf_text(b, "  ");
        put_call(b, &command_rows[i]);
        buf_printf(b, "\n      %s\n", command_rows[i].help);
    }
    buf_char(b, '\n');
    lines_wrap(b, 0, 0, WIDTH, command_rows[0].more);
    buf_text(b, "\nOptionen (kontaktdichte BEFEHL --help nennt die eines Befehls):\n");
    for (int i = 0; i < setting_row_count; i++)
        if (setting_rows[i].name)
            put_option(b, &setting_rows[i]);
    put_codes(b);
}

static void put_command(struct buf *b, const struct command_row *c)
{
    put_call(b, c);
    buf_text(b, " [Optionen]\n    ");
    lines_wrap(b, 4, 4, WIDTH, c->help);
    if (*c->more) {
        buf_char(b, '\n');
        lines_wrap(b, 0, 0, WIDTH, c->more);
    }
    buf_text(b, "\nOptionen:\n");
    for (int i = 0; i < setting_row_count; i++)
        if (setting_rows[i].commands >> c->command & 1)
            put_option(b, &setting_rows[i]);
    buf_printf(b, "\nBeispiel:\n  %s\n", c->example);
    put_codes(b);
}

void options_print_help(const struct settings *o, FILE *out)
{
    struct buf b = {0};
    if (o->command == COMMAND_NONE)
        put_all(&b);
    for (int i = 0; i < command_row_count; i++)
        if (o->command == command_rows[i].command)
            put_command(&b, &command_rows[i]);
    fputs(buf_str(&b), out);
    buf_free(&b);
}
