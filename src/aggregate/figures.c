#include "aggregate/figures.h"

#include <stddef.h>

enum { CARE = 1 << AGG_CARE, MONTH = 1 << AGG_MONTH, BOTH = CARE | MONTH };

const struct agg_figure_row agg_figures[AGG_FIGURES] = {
#define ROW(id, name, whole, part, unit, topic, windows)                                                               \
    {name, FIG_##whole, FIGURE_##part, FIGURE_##unit, TOPIC_##topic, windows},
    AGG_FIGURES_OF_PRACTICE(ROW)
#undef ROW
};
