#include "aggregate/doubts.h"

#include <stdio.h>

/* ---- a file without a line ---- */

/*
 * A needed one leaves nothing to say; another is taken as not delivered, for "nobody has an appointment" must not be
 * told of an export that failed.
 */
static void doubt_empty(struct tables *t, enum tbl_file file)
{
    static const char *const lost[TBL_FILES] = {
        [FILE_CUSTOMERS] = "Keine Kund*innen: niemand lässt sich bewerten.",
        [FILE_CONTACTS] = "Ohne einen Vermerk lässt sich nicht sagen, wer kontaktiert wurde.",
        [FILE_STAFF] = "Die Datei gilt als nicht geliefert: ohne Mitarbeiterdaten wird über Personal nichts gesagt.",
        [FILE_ABSENCES] = "Die Datei gilt als nicht geliefert: ohne Abwesenheiten gibt es für Personal kein Ziel.",
        [FILE_EXCEPTIONS] = "Die Datei gilt als nicht geliefert: wer ausgenommen ist, kann als überfällig erscheinen.",
        [FILE_APPOINTMENTS] = "Die Datei gilt als nicht geliefert: ohne Termindaten wird über Termine nichts gesagt.",
    };
    bool needed = file == FILE_CUSTOMERS || file == FILE_CONTACTS;
    char fact[80];
    snprintf(fact, sizeof fact, "%s enthält außer der Kopfzeile keine Zeile", tbl_file_names[file]);
    const struct issue_words words = {fact, lost[file], "", needed ? "ein Export mit Zeilen" : ""};
    issues_add_doubt(&t->issues, needed ? DOUBT_NO_LINES : DOUBT_NO_LINES_ASIDE, file, &words);
    t->has_file[file] = needed;
    for (int c = 0; c < COL_COUNT; c++)
        t->has[c] &= needed || tbl_columns[c].file != file;
}

static void doubt_files(struct tables *t)
{
    for (int i = 0; i < TBL_FILES; i++)
        if (t->has_file[i] && !t->issues.file[i].lines)
            doubt_empty(t, (enum tbl_file)i);
}

void agg_doubts(struct tables *t, const struct doubts_input *in)
{
    (void)in;
    doubt_files(t);
    issues_sort(&t->issues);
}
