/*
 * A signal that ends the program (TERM, INT, HUP, QUIT, XCPU; spec 5.3, 5.4): what was begun is undone, the user is
 * told, and the program ends as that signal ends one. A thread waits for the signals, so undoing may do whatever it
 * needs to, while all other threads go on; what it takes away it has to keep them from making again. What does not fit
 * into the largest file (XFSZ) is a failure of writing as any other.
 */
#ifndef KD_BASE_ENDING_H
#define KD_BASE_ENDING_H

#include "base/diag.h"

struct ending;

/* Something begun, in the caller's memory as long as it is added. undo is called in the thread of the signals. */
struct ending_undo {
    void (*undo)(void *context);
    void *context;
    struct ending_undo *next; /* private */
};

/*
 * From now on; to be called before there are other threads. NULL: no thread can be had, signals end the program as they
 * do any other. A signal that is ignored (nohup) stays ignored. All functions take NULL.
 */
struct ending *ending_begin(void);
void ending_finish(struct ending *e);

/*
 * Takes a step while there is no thread that waits, for what is done to the calling thread alone is inherited by those
 * it makes. Signals wait until then. No other thread may be there.
 */
void ending_alone(struct ending *e, void (*step)(void *context), void *context);

void ending_add(struct ending *e, struct ending_undo *u);
void ending_remove(struct ending *e, struct ending_undo *u);
/*
 * Between the two nothing is undone: for steps of which either all or none has to be done. Not to be nested, and
 * nothing is added or removed there. done: what is not to be undone from here on; NULL: nothing.
 */
void ending_hold(struct ending *e);
void ending_release(struct ending *e, struct ending_undo *done);

/*
 * The program ends here and now, with d's words and code, for libraries above could not go on. What was begun stays
 * for the next run to undo.
 */
_Noreturn void ending_at_once(const struct diag *d);

#endif
