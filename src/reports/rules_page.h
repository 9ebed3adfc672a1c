/*
 * A rule set to be read by people, as text or as a page that looks like the reports.
 */
#ifndef KD_REPORTS_RULES_PAGE_H
#define KD_REPORTS_RULES_PAGE_H

#include "settings/settings.h"

/* To standard output. False: d says why. */
bool reports_rules_show(const struct settings *o, struct diag *d) MUST_CHECK;

#endif
