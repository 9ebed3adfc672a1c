/*
 * Writing XML: escaping, and numbers as a raw value with the German text beside it. Private to the room.
 */
#ifndef KD_BASE_XML_PUT_H
#define KD_BASE_XML_PUT_H

#include "base/buf.h"
#include "base/mem.h"

#include <stdint.h>

/* s as text or as the value of an attribute. What XML 1.0 cannot hold becomes U+FFFD. s is valid UTF-8. */
void xml_escape(struct buf *b, const char *s);
/* The same without any markup: for what becomes XML elsewhere. */
void xml_put_valid(struct buf *b, const char *s);
/* ` name="value"` */
void xml_attr(struct buf *b, const char *name, const char *value);
void xml_attr_int(struct buf *b, const char *name, int64_t value);
/* ` name="12345" name-text="12.345"` */
void xml_attr_german(struct buf *b, const char *name, int64_t value);
/* `<name>text</name>` on a line of its own, indented by 2 x depth spaces; nothing where text is "". */
void xml_element(struct buf *b, int depth, const char *name, const char *text);
/* `<name wert="12345" text="12.345"/>` on a line of its own. */
void xml_value(struct buf *b, int depth, const char *name, int64_t value);
/* 2 x depth spaces, then s. */
void xml_line(struct buf *b, int depth, const char *s);
/* A size in words, in a: "812 Byte", "1,2 MB". */
const char *num_bytes_words(uint64_t bytes, struct arena *a);

#endif
