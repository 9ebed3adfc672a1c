/*
 * What is wrong with a template, in words of ours: libraries tell it in English, in pieces and about themselves.
 * Internal to the template driver.
 */
#ifndef KD_DOCUMENT_TEMPLATE_LOG_H
#define KD_DOCUMENT_TEMPLATE_LOG_H

#include "base/diag.h"

#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <stdbool.h>
#include <stddef.h>

#if LIBXML_VERSION >= 21200
#define template_xml_error const xmlError
#else
#define template_xml_error xmlError
#endif

/*
 * libxslt is given no path: a file of the template's folder is called by an address of ours, whatever letters the
 * folder is written with. Those it makes from what a template includes lead back to a name in that folder or nowhere.
 */
#define TEMPLATE_ADDRESS "vorlage:/ordner/"
/* The file of an address; false: it is none in the folder. */
bool template_file_of(const char *folder, const char *address, char *out, size_t size);

struct template_log {
    const char *folder; /* of the template's files */
    char file[512];     /* of the first error that names one */
    int line;
    const char *reason; /* of the first error; NULL: none known */
    char about[200];    /* the name or expression that it is about; "": not known */
    char words[2048];   /* the template's own (xsl:message), or ours where `said` */
    size_t n;           /* of words */
    xmlNode **at;       /* the instruction that is carried out; NULL: none */
    const xmlNode *own; /* that which said the words last */
    bool said;          /* what others say is left out */
    char element[64];   /* that the library tells of; "": none */
    bool placed;        /* what comes next is the library's, behind the line that says where */
};

/* The reason, instead of all that was and will be told. */
void template_log_say(struct template_log *l, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* For libxslt, and for libxml2. context: a template_log. */
void template_log_xslt(void *context, const char *format, ...) __attribute__((format(printf, 2, 3)));
void template_log_xml(void *context, template_xml_error *error);
/* What libxml2 would print past all that. */
void template_log_plain(void *context, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Notes the failure (DIAG_RULES) where the log says it is, else in file. Gives false. */
bool template_log_fail(struct template_log *l, const char *file, const char *what, struct diag *d);

#endif
