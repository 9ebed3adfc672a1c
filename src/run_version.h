/* What --version says. */
#ifndef KD_RUN_VERSION_H
#define KD_RUN_VERSION_H

void run_version(void);

#endif
