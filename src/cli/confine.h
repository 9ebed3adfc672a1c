/*
 * The files that a command needs are all it has from here on (base/sandbox.h). Whoever lets a command read or write
 * another path adds it in confine.c.
 */
#ifndef KD_CLI_CONFINE_H
#define KD_CLI_CONFINE_H

#include "cli/session.h"
#include "ingest/ingest.h"

/*
 * s: begun, with the options that hold; NULL: of a command that reads no exports. in: where the exports are. Gives
 * whether a folder above the output is still open to it, because the output is not there yet (sandbox_narrow).
 */
bool confine(const struct settings *o, const struct session *s, const struct ingest_options *in);

#endif
