/* What --version says. */
#ifndef KD_REPORTS_VERSION_H
#define KD_REPORTS_VERSION_H

void run_version(void);

#endif
