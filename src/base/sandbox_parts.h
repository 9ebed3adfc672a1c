/* Private to sandbox*.c. */
#ifndef KD_BASE_SANDBOX_PARTS_H
#define KD_BASE_SANDBOX_PARTS_H

#include "base/buf.h"

#include <stdbool.h>

/* Of this process, for good: the calls that are left (sandbox_calls.c). False: this kernel does not do it. */
bool sandbox_leave_calls(void);
void sandbox_put_calls(struct buf *b);

#endif
