/*
 * Where the program's own data lies: rules/, templates/ and their schemas.
 */
#ifndef KD_CLI_DATA_DIR_H
#define KD_CLI_DATA_DIR_H

#include "base/diag.h"
#include "base/mem.h"

/*
 * given (--data-dir) where it is not NULL; else seen from where the program lies, links resolved: that of an installed
 * tree (which may be moved as a whole), that of the source tree with its build folder; else the install prefix. The
 * first that holds rules/ and templates/, as a whole path, in a. NULL: nowhere (DIAG_RULES).
 */
const char *data_dir_find(const char *given, struct arena *a, struct diag *d) MUST_CHECK;

/* The file of a rule set: an ID of data_dir/rules, else the name of a file. NULL: neither (DIAG_RULES). In a. */
const char *data_dir_rules(const char *data_dir, const char *id_or_file, struct arena *a, struct diag *d) MUST_CHECK;

/* The IDs in data_dir/rules, sorted, NULL-terminated; empty where there are none. In a. */
const char **data_dir_rule_ids(const char *data_dir, struct arena *a);

#endif
