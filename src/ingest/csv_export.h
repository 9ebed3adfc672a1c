/*
 * An export on its way to rows (internal to csv_file): the file as it is opened, its header, and how its columns lie.
 */
#ifndef KD_INGEST_CSV_EXPORT_H
#define KD_INGEST_CSV_EXPORT_H

#include "base/mem.h"
#include "ingest/csv_file.h"
#include "ingest/csv_piece.h"
#include "ingest/csv_source.h"
#include "ingest/mapping.h"

struct csv_export {
    const char *path;
    enum tbl_file file;
    const struct csv_mapping *mapping; /* NULL: the canonical form */
    struct csv_source source;
    bool digest;          /* of the bytes that are read is asked for */
    uint32_t header_line; /* of the file; on which the header begins */
    const struct lexicon *own; /* columns of kunden.csv that the rule set declares; NULL: none */
    int n_known;               /* columns that it may have: slots, see table/lexicon.h */
    struct arena *arena;
    struct csv_layout layout;
    enum encoding shown; /* by the rows: to be read in once more; ENCODING_DETECT: not yet */
    struct encoding_evidence header_evidence;
    struct diag *d;
    void (*fault)(void *, const struct diag *); /* each fault of the header; NULL: the first is enough */
    void *fault_context;
    size_t n_faults;
    bool unnamed_filled; /* by the rows: some column without a name holds something */
};

/* What the job says of the export; of a canonical one nothing. */
static inline const struct ingest_file *csv_export_told(const struct csv_export *x)
{
    static const struct ingest_file nothing = {.encoding = ENCODING_DETECT};
    return x->mapping ? x->mapping->file : &nothing;
}

/* Opens it; false: as csv_source_open, or its marks and the job do not agree. */
bool csv_export_open(struct csv_export *x) MUST_CHECK;
/* Finds the header and lays the columns out; sets has for those of the file. Once more where x->shown was set. */
bool csv_export_header(struct csv_export *x, bool has[COL_ALL]) MUST_CHECK;
/* Tells each column that nobody reads. */
void csv_export_note_unused(struct csv_export *x, const bool has[COL_ALL], const struct csv_notes *notes);
/* Whether what was seen beyond ASCII is UTF-8 alone. */
bool csv_export_is_utf8(const struct encoding_evidence *e);
bool csv_export_fail(struct csv_export *x, int error); /* it could not be read; gives false */
bool csv_export_fail_cp850(struct csv_export *x);      /* it is in code page 850, which nobody told; gives false */

#endif
