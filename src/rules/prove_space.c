#include "rules/prove_space.h"

#include <stdlib.h>
#include <string.h>

enum { BITS = 64 };

/* ---- Classes ---- */

/* Whether some rule is content with one of two values and not with the other. */
static bool are_told_apart(const struct ruleset *set, int d, int a, int b)
{
    for (int i = 0; i < set->n_rules; i++) {
        const struct rule_condition *c = &set->rule[i].when;
        if (c->asks >> d & 1 && (c->values[d] >> a & 1) != (c->values[d] >> b & 1))
            return true;
    }
    return false;
}

/* The classes of a dimension; the unknown value is one of its own. */
static void make_classes(struct space_dimension *x, const struct ruleset *set)
{
    const struct rule_dimension *dim = &set->dim[x->dimension];
    x->unknown = -1;
    for (int value = 0; value < SPACE_VALUES; value++) {
        int k = 0;
        if (value != dim->unknown && !(dim->known >> value & 1))
            continue;
        while (k < x->n && (k == x->unknown || value == dim->unknown ||
                            are_told_apart(set, x->dimension, __builtin_ctzll(x->values[k]), value)))
            k++;
        if (k == x->n && value == dim->unknown)
            x->unknown = k;
        x->n += k == x->n;
        x->values[k] |= UINT64_C(1) << value;
        x->weight[k]++;
    }
}

/* How many combinations the dimensions from `from` on have, but no more than `most` + 1. */
static size_t product(const struct space *s, int from, int end, size_t most)
{
    size_t n = 1;
    for (int i = from; i < end && n <= most; i++)
        n *= (size_t)s->dim[i].n;
    return n;
}

/* ---- Boxes: products of sets of classes ---- */

struct box {
    uint64_t classes[RULE_DIMENSIONS]; /* 1 << class, of each dimension of the space */
};

/* The bits that the inner dimensions of a box take. */
static uint64_t bits_of(const struct space *s, const struct box *b)
{
    uint64_t bits = 1;
    int width = 1;
    for (int i = s->n; i-- > s->outer;) {
        uint64_t wider = 0;
        for (uint64_t left = b->classes[i]; left; left &= left - 1)
            wider |= bits << (__builtin_ctzll(left) * width);
        bits = wider;
        width *= s->dim[i].n;
    }
    return bits;
}

/* The lanes of a box in order. */
struct lanes {
    const struct space *s;
    const struct box *b;
    int at[RULE_DIMENSIONS];
    bool done;
};

static int next_class(uint64_t classes, int from)
{
    uint64_t left = from < BITS ? classes >> from << from : 0;
    return left ? __builtin_ctzll(left) : -1;
}

static struct lanes lanes_of(const struct space *s, const struct box *b)
{
    struct lanes l = {.s = s, .b = b};
    for (int i = 0; i < s->n; i++)
        l.done |= b->classes[i] == 0;
    for (int i = 0; i < s->outer && !l.done; i++)
        l.at[i] = next_class(b->classes[i], 0);
    return l;
}

/* False: there is none left. */
static bool lanes_next(struct lanes *l, size_t *lane)
{
    if (l->done)
        return false;
    *lane = 0;
    for (int i = 0; i < l->s->outer; i++)
        *lane = *lane * (size_t)l->s->dim[i].n + (size_t)l->at[i];
    l->done = true;
    for (int i = l->s->outer; i-- > 0;) {
        int next = next_class(l->b->classes[i], l->at[i] + 1);
        l->at[i] = next < 0 ? next_class(l->b->classes[i], 0) : next;
        if (next >= 0) {
            l->done = false;
            break;
        }
    }
    return true;
}

static void fill_box(const struct space *s, const struct box *b, struct space_set *out)
{
    uint64_t bits = bits_of(s, b);
    struct lanes l = lanes_of(s, b);
    space_clear(s, out);
    for (size_t lane; lanes_next(&l, &lane);)
        out->lane[lane] = bits;
}

static bool box_within(const struct space *s, const struct box *b, const struct space_set *a)
{
    uint64_t bits = bits_of(s, b);
    struct lanes l = lanes_of(s, b);
    for (size_t lane; lanes_next(&l, &lane);)
        if (bits & ~a->lane[lane])
            return false;
    return true;
}

static uint64_t count_bits(const struct space *s, uint64_t bits)
{
    uint64_t n = 0;
    if (s->plain)
        return (uint64_t)__builtin_popcountll(bits);
    for (; bits; bits &= bits - 1)
        n += s->bit_weight[__builtin_ctzll(bits)];
    return n;
}

/* The combinations of a that the box takes. */
static uint64_t count_in_box(const struct space *s, const struct box *b, const struct space_set *a)
{
    uint64_t n = 0, bits = bits_of(s, b);
    struct lanes l = lanes_of(s, b);
    for (size_t lane; lanes_next(&l, &lane);)
        n += s->lane_weight[lane] * count_bits(s, bits & a->lane[lane]);
    return n;
}

static struct box whole_box(const struct space *s, bool with_unknown)
{
    struct box b = {.classes = {0}};
    for (int i = 0; i < s->n; i++) {
        const struct space_dimension *x = &s->dim[i];
        b.classes[i] = x->n == BITS ? UINT64_MAX : (UINT64_C(1) << x->n) - 1;
        if (!with_unknown && x->unknown >= 0)
            b.classes[i] &= ~(UINT64_C(1) << x->unknown);
    }
    return b;
}

/* ---- The space ---- */

static void weigh(struct space *s)
{
    s->plain = true;
    for (int bit = 0; bit < BITS; bit++) {
        int rest = bit;
        s->bit_weight[bit] = 1;
        for (int i = s->n; i-- > s->outer; rest /= s->dim[i].n)
            s->bit_weight[bit] *= s->dim[i].weight[rest % s->dim[i].n];
        s->plain &= rest > 0 || s->bit_weight[bit] == 1;
    }
    s->lane_weight = arena_zero(s->arena, s->lanes * sizeof *s->lane_weight);
    for (size_t lane = 0; lane < s->lanes; lane++) {
        size_t rest = lane;
        s->lane_weight[lane] = 1;
        for (int i = s->outer; i-- > 0; rest /= (size_t)s->dim[i].n)
            s->lane_weight[lane] *= s->dim[i].weight[rest % (size_t)s->dim[i].n];
    }
}

bool space_init(struct space *s, const struct ruleset *set, struct arena *arena)
{
    *s = (struct space){.set = set, .arena = arena};
    for (int d = 0; d < set->n_dims; d++)
        if (set->asks >> d & 1) {
            s->dim[s->n].dimension = d;
            make_classes(&s->dim[s->n++], set);
        }
    s->outer = s->n;
    while (s->outer > 0 && product(s, s->outer - 1, s->n, BITS) <= BITS)
        s->outer--;
    s->lanes = product(s, 0, s->outer, SPACE_MOST_LANES);
    if (s->lanes > SPACE_MOST_LANES)
        return false;
    weigh(s);
    struct box all = whole_box(s, true), known = whole_box(s, false);
    s->all = space_new(s);
    s->known = space_new(s);
    fill_box(s, &all, s->all);
    fill_box(s, &known, s->known);
    return true;
}

struct space_set *space_new(const struct space *s)
{
    return arena_zero(s->arena, s->lanes * sizeof(uint64_t));
}

/* The evaluator's own answers (rules/dimension.h), of each class of each dimension. */
void space_fill(const struct space *s, const struct rule_condition *c, struct space_set *holds,
                struct space_set *cannot_tell)
{
    struct box yes = {.classes = {0}}, open = yes;
    for (int i = 0; i < s->n; i++) {
        const struct space_dimension *x = &s->dim[i];
        int d = x->dimension;
        for (int k = 0; k < x->n; k++) {
            enum dimension_answer answer = ANSWER_YES;
            if (c->asks >> d & 1)
                answer = dimension_answer(&s->set->dim[d], c->values[d], __builtin_ctzll(x->values[k]));
            yes.classes[i] |= (uint64_t)(answer == ANSWER_YES) << k;
            open.classes[i] |= (uint64_t)(answer != ANSWER_NO) << k;
        }
    }
    fill_box(s, &yes, holds);
    fill_box(s, &open, cannot_tell);
    space_without(s, cannot_tell, cannot_tell, holds);
}

void space_fill_unknown(const struct space *s, int at, struct space_set *out)
{
    struct box b = whole_box(s, false);
    b.classes[at] = UINT64_C(1) << s->dim[at].unknown;
    fill_box(s, &b, out);
}

void space_fill_value(const struct space *s, int dimension, int value, struct space_set *out)
{
    struct box b = whole_box(s, true);
    for (int i = 0; i < s->n; i++) {
        const struct space_dimension *x = &s->dim[i];
        for (int k = 0; x->dimension == dimension && k < x->n; k++)
            if (x->values[k] >> value & 1)
                b.classes[i] = UINT64_C(1) << k;
    }
    fill_box(s, &b, out);
}

/* ---- Sets ---- */

bool space_empty(const struct space *s, const struct space_set *a)
{
    for (size_t i = 0; i < s->lanes; i++)
        if (a->lane[i])
            return false;
    return true;
}

void space_clear(const struct space *s, struct space_set *a)
{
    memset(a->lane, 0, s->lanes * sizeof *a->lane);
}

uint64_t space_count(const struct space *s, const struct space_set *a)
{
    uint64_t n = 0;
    for (size_t i = 0; i < s->lanes; i++)
        if (a->lane[i])
            n += s->lane_weight[i] * count_bits(s, a->lane[i]);
    return n;
}

bool space_within(const struct space *s, const struct space_set *a, const struct space_set *b)
{
    for (size_t i = 0; i < s->lanes; i++)
        if (a->lane[i] & ~b->lane[i])
            return false;
    return true;
}

bool space_meet(const struct space *s, const struct space_set *a, const struct space_set *b)
{
    for (size_t i = 0; i < s->lanes; i++)
        if (a->lane[i] & b->lane[i])
            return true;
    return false;
}

void space_and(const struct space *s, struct space_set *out, const struct space_set *a, const struct space_set *b)
{
    for (size_t i = 0; i < s->lanes; i++)
        out->lane[i] = a->lane[i] & b->lane[i];
}

void space_without(const struct space *s, struct space_set *out, const struct space_set *a, const struct space_set *b)
{
    for (size_t i = 0; i < s->lanes; i++)
        out->lane[i] = a->lane[i] & ~b->lane[i];
}

void space_add(const struct space *s, struct space_set *a, const struct space_set *b)
{
    for (size_t i = 0; i < s->lanes; i++)
        a->lane[i] |= b->lane[i];
}

/* ---- Conditions ---- */

/* Where all known values of a dimension are taken, or only the unknown one is, nothing is asked. */
static struct rule_condition condition_of(const struct space *s, const struct box *b)
{
    struct rule_condition c = condition_of_all(s->set->dim, s->set->n_dims);
    for (int i = 0; i < s->n; i++) {
        const struct space_dimension *x = &s->dim[i];
        uint64_t values = 0, known = s->set->dim[x->dimension].known;
        for (uint64_t left = b->classes[i]; left; left &= left - 1)
            values |= x->values[__builtin_ctzll(left)];
        values &= known;
        if (values && values != known)
            condition_ask(&c, x->dimension, values);
    }
    return c;
}

/* The order in which dimensions weigh for "the first combination": the flags backwards behind the others. */
static void order_of(const struct space *s, int order[RULE_DIMENSIONS])
{
    int n = 0;
    for (int i = 0; i < s->n; i++)
        if (s->set->dim[s->dim[i].dimension].kind != DIM_YES)
            order[n++] = i;
    for (int i = s->n; n < s->n;)
        if (s->set->dim[s->dim[--i].dimension].kind == DIM_YES)
            order[n++] = i;
}

static bool box_meets(const struct space *s, const struct box *b, const struct space_set *a)
{
    uint64_t bits = bits_of(s, b);
    struct lanes l = lanes_of(s, b);
    for (size_t lane; lanes_next(&l, &lane);)
        if (bits & a->lane[lane])
            return true;
    return false;
}

/* The first combination of a, which is not empty. */
static struct box first_of(const struct space *s, const struct space_set *a)
{
    int order[RULE_DIMENSIONS] = {0};
    struct box b = whole_box(s, true);
    order_of(s, order);
    for (int i = 0; i < s->n; i++)
        for (int k = 0; k < s->dim[order[i]].n; k++) {
            b.classes[order[i]] = UINT64_C(1) << k;
            if (box_meets(s, &b, a))
                break;
        }
    return b;
}

struct rule_condition space_example(const struct space *s, const struct space_set *a, uint32_t wanted)
{
    struct box b = first_of(s, a);
    struct rule_condition c = condition_of_all(s->set->dim, s->set->n_dims);
    for (int i = 0; i < s->n; i++) {
        int d = s->dim[i].dimension, value = __builtin_ctzll(s->dim[i].values[__builtin_ctzll(b.classes[i])]);
        bool told = s->set->dim[d].kind != DIM_YES || value == 1 || wanted >> d & 1;
        if (told && value != s->set->dim[d].unknown)
            condition_ask(&c, d, UINT64_C(1) << value);
    }
    return c;
}

static void grow_one_way(const struct space *s, struct box *b, int way, const struct space_set *within)
{
    for (int k = 0; k < s->dim[way].n; k++) {
        struct box more = *b;
        more.classes[way] = UINT64_C(1) << k;
        if (!(b->classes[way] >> k & 1) && box_within(s, &more, within))
            b->classes[way] |= UINT64_C(1) << k;
    }
}

/*
 * The box around the first combination of rest, within the whole, that takes most of rest. What a box can become
 * depends on the order of growing: each way comes first once, forwards and backwards.
 */
static struct box best_box(const struct space *s, const struct space_set *whole, const struct space_set *rest)
{
    const struct box seed = first_of(s, rest);
    struct box best = seed;
    uint64_t most = 0;
    for (int order = 0; order < 2 * s->n; order++) {
        struct box b = seed;
        for (int i = 0; i < s->n; i++)
            grow_one_way(s, &b, (order + (order < s->n ? i : s->n - i)) % s->n, whole);
        uint64_t n = count_in_box(s, &b, rest);
        if (n > most) {
            most = n;
            best = b;
        }
    }
    return best;
}

const struct space_range *space_ranges(const struct space *s, const struct space_set *a, int *n)
{
    struct space_range *range = NULL;
    size_t count = 0, cap = 0;
    struct space_set *rest = space_new(s), *taken = space_new(s);
    for (space_add(s, rest, a); !space_empty(s, rest); count++) {
        struct box b = best_box(s, a, rest);
        fill_box(s, &b, taken);
        range = mem_grow(range, count, &cap, sizeof *range);
        range[count] = (struct space_range){condition_of(s, &b), space_count(s, taken)};
        space_without(s, rest, rest, taken);
    }
    struct space_range *kept = arena_zero(s->arena, (count + 1) * sizeof *kept);
    if (count)
        memcpy(kept, range, count * sizeof *kept);
    free(range);
    *n = (int)count;
    return kept;
}
