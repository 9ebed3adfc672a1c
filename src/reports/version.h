/* What --version says. */
#ifndef KD_REPORTS_VERSION_H
#define KD_REPORTS_VERSION_H

void reports_version(void);

#endif
