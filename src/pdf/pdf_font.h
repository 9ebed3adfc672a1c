/*
 * The fonts of a PDF file: which glyphs are used and what they stand for; at the end subsets with their
 * widths and their way back to Unicode.
 */
#ifndef KD_PDF_PDF_FONT_H
#define KD_PDF_PDF_FONT_H

#include "draw/font.h"
#include "pdf/pdf_file.h"

struct pdf_fonts;

struct pdf_fonts *pdf_fonts_new(struct fonts *fonts); /* borrowed */
void pdf_fonts_free(struct pdf_fonts *p);             /* takes NULL */

/*
 * Notes that a glyph is drawn for a character. False: the glyph stands for another character elsewhere, or the
 * character means nothing by itself, so the text has to be given beside it.
 */
bool pdf_fonts_use(struct pdf_fonts *p, enum font_face face, uint16_t glyph, uint32_t character);
/* The advance that the file will say for a glyph, in 1/1000 em. */
double pdf_fonts_advance(struct pdf_fonts *p, enum font_face face, uint16_t glyph);

/* Writes the fonts used into file, and `/Font<<...>>` into resources; face i is called /Fi. */
bool pdf_fonts_write(struct pdf_fonts *p, struct pdf_file *file, struct buf *resources, struct diag *d) MUST_CHECK;

#endif
