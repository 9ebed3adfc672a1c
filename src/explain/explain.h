/*
 * The trail of one verdict (rules/trail.h) for people and for programs: `kontaktdichte explain`.
 */
#ifndef KD_EXPLAIN_EXPLAIN_H
#define KD_EXPLAIN_EXPLAIN_H

#include "base/buf.h"
#include "rules/trail.h"

/* German text of at most 100 columns, as long as no single word is longer; no control characters but LF. */
void explain_put_text(struct buf *b, const struct trail *t);
/* XML, checked against templates/erklaerung.rng by the tests. */
void explain_put_xml(struct buf *b, const struct trail *t);
/* The same without the XML declaration: as part of another document. */
void explain_put_element(struct buf *b, const struct trail *t);
/*
 * CSV for spreadsheets, header `Teil;Datei;Zeile;Von;Bis;Angabe;Wert;Entscheidet`; one fact a line, in the order of the
 * text. Days are ISO; Entscheidet is ja or nein for notes and exceptions, else empty.
 */
void explain_put_csv(struct buf *b, const struct trail *t);

#endif
