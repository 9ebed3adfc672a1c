/*
 * How far the exports reach (spec 2.17): the newest day of each file, and whether its notes go on up to the reporting
 * day.
 */
#ifndef KD_AGGREGATE_REACH_H
#define KD_AGGREGATE_REACH_H

#include "table/tables.h"

enum {
    REACH_AHEAD = 62,      /* days after S up to which a day is believed */
    REACH_WINDOWS = 6,     /* of notes before the last one, as its measure */
    REACH_SCALES = 3,      /* lengths of a window */
    REACH_LONG = 62,       /* days up to S without a note that are too many for a usual Jobcenter ... */
    REACH_VERY_LONG = 366, /* ... and for anybody */
    REACH_USUAL = 20,      /* customers in care that make a usual one */
};

/*
 * Days of a window: the 14 of the specification, and two longer ones by the same rule, for notes that ended long ago
 * but for a few with a wrong date.
 */
extern const int32_t agg_reach_window[REACH_SCALES];

enum agg_reach_gap {
    REACH_FINE,
    REACH_FALLS, /* far fewer notes in the last window than in those before */
    REACH_ENDS,  /* no note at all for a long time up to S */
    REACH_LATER, /* the oldest note is after S */
};

struct agg_reach {
    int32_t newest[TBL_FILES]; /* up to S + REACH_AHEAD; DAY_NONE: none, or no day of the file tells */
    int32_t oldest_note;       /* whose words are known; DAY_NONE: there is none */
    int32_t last_note;         /* the newest dated up to S; DAY_NONE */
    /* by scale: notes dated in the last window up to S; in all those before it */
    uint32_t last[REACH_SCALES], before[REACH_SCALES];
    uint32_t in_care; /* customers in care on S */
    int32_t until;    /* last day that they carry; DAY_OPEN: S and beyond */
    enum agg_reach_gap gap;
    int scale; /* REACH_FALLS: the shortest window that says so */
};

/*
 * Whether the notes carry a rate on a day, S or an earlier one (2.12): not before the oldest of them, nor long after
 * the newest where they ended.
 */
bool agg_reach_carries(const struct agg_reach *r, int32_t day);

/* With the days of entry where the details of contacts are there. Linear in customers and notes. */
struct agg_reach agg_reach(const struct tables *t, int32_t day);

/* n < m / 4 with m = before / REACH_WINDOWS, in integers, where m is at least 10. */
bool agg_reach_falls(uint32_t last, uint32_t before);

#endif
