/*
 * What report would use beside the exports, looked at for `check` (spec 5.1): theme, templates, fonts, archive, output.
 */
#ifndef KD_REPORTS_CHECK_H
#define KD_REPORTS_CHECK_H

#include "cli/session.h"

/* Each fault to fault; gives how many there are. Nothing is written. */
size_t reports_check_materials(const struct session *s, void (*fault)(void *, const struct diag *), void *context);

#endif
