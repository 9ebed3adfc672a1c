#include "rules/prove_space.h"

#include <stdlib.h>
#include <string.h>

static const uint32_t known_values[PART_NONE] = {
    [PART_AGE] = RULE_ALL_AGES,
    [PART_STATUS] = RULE_ALL_STATUS,
    [PART_PROFILE] = RULE_ALL_PROFILES,
    [PART_FUNCTION] = RULE_ALL_FUNCTIONS,
};

static struct rule_facts facts_of(int lane, unsigned flags)
{
    struct rule_facts f = {.flags = (uint8_t)flags};
    f.function = (uint8_t)(lane % FUNCTION_COUNT);
    lane /= FUNCTION_COUNT;
    f.profile = (uint8_t)(lane % PROFILE_COUNT);
    lane /= PROFILE_COUNT;
    f.status = (uint8_t)(lane % STATUS_COUNT);
    f.age = (uint8_t)(lane / STATUS_COUNT);
    return f;
}

static int lane_of(int age, int status, int profile, int function)
{
    return ((age * STATUS_COUNT + status) * PROFILE_COUNT + profile) * FUNCTION_COUNT + function;
}

/* Whether a combination takes only these values. */
static bool takes(const uint32_t value[PART_NONE], const struct rule_facts *f)
{
    return value[PART_AGE] >> f->age & value[PART_STATUS] >> f->status & value[PART_PROFILE] >> f->profile &
           value[PART_FUNCTION] >> f->function & 1;
}

/* The sets of flags, as bits, that have all of yes, none of no, and none that is not among asked. */
static uint32_t flag_sets(unsigned asked, unsigned yes, unsigned no)
{
    uint32_t sets = 0;
    for (unsigned flags = 0; flags < 1u << FLAG_COUNT; flags++)
        if (!(flags & ~asked) && (flags & yes) == yes && !(flags & no))
            sets |= UINT32_C(1) << flags;
    return sets;
}

static struct space_set make_set(const uint32_t value[PART_NONE], uint32_t flags)
{
    struct space_set a;
    for (int lane = 0; lane < SPACE_LANES; lane++) {
        struct rule_facts f = facts_of(lane, 0);
        a.lane[lane] = takes(value, &f) ? flags : 0;
    }
    return a;
}

void space_init(struct space *s, const struct ruleset *set)
{
    static const uint32_t every[PART_NONE] = {
        [PART_AGE] = RULE_ALL_AGES,
        [PART_STATUS] = (1u << STATUS_COUNT) - 1,
        [PART_PROFILE] = (1u << PROFILE_COUNT) - 1,
        [PART_FUNCTION] = (1u << FUNCTION_COUNT) - 1,
    };
    *s = (struct space){0};
    for (int i = 0; i < set->n_rules; i++) {
        const struct rule_condition *c = &set->rule[i].when;
        s->flags |= c->flags_yes | c->flags_no;
        s->asks |= (unsigned)(c->age != RULE_ALL_AGES) << PART_AGE |
                   (unsigned)(c->status != RULE_ALL_STATUS) << PART_STATUS |
                   (unsigned)(c->profile != RULE_ALL_PROFILES) << PART_PROFILE |
                   (unsigned)(c->function != RULE_ALL_FUNCTIONS) << PART_FUNCTION;
    }
    if (s->flags)
        s->asks |= 1u << PART_FLAGS;
    uint32_t known[PART_NONE];
    for (int part = 0; part < PART_NONE; part++) {
        s->value[part] = s->asks >> part & 1 ? every[part] : 1;
        known[part] = s->value[part] & known_values[part];
    }
    uint32_t flags = flag_sets(s->flags, 0, 0);
    s->all = make_set(s->value, flags);
    s->known = make_set(known, flags);
}

void space_fill(const struct space *s, const struct rule_condition *c, struct space_set *holds,
                struct space_set *cannot_tell)
{
    for (int lane = 0; lane < SPACE_LANES; lane++) {
        struct rule_facts f = facts_of(lane, 0);
        holds->lane[lane] = cannot_tell->lane[lane] = 0;
        for (uint32_t left = s->all.lane[lane]; left; left &= left - 1) {
            f.flags = (uint8_t)__builtin_ctz(left);
            struct rule_trial trial = rule_try(c, &f);
            if (trial.failed == PART_NONE)
                (trial.unknown ? cannot_tell : holds)->lane[lane] |= UINT32_C(1) << f.flags;
        }
    }
}

struct space_set space_unknown(const struct space *s, enum rule_part part)
{
    uint32_t value[PART_NONE];
    for (int i = 0; i < PART_NONE; i++)
        value[i] = s->value[i] & (i == (int)part ? ~known_values[i] : known_values[i]);
    return make_set(value, flag_sets(s->flags, 0, 0));
}

/* ---- Sets ---- */

bool space_empty(const struct space_set *a)
{
    for (int i = 0; i < SPACE_LANES; i++)
        if (a->lane[i])
            return false;
    return true;
}

uint32_t space_count(const struct space_set *a)
{
    uint32_t n = 0;
    for (int i = 0; i < SPACE_LANES; i++)
        n += (uint32_t)__builtin_popcount(a->lane[i]);
    return n;
}

bool space_within(const struct space_set *a, const struct space_set *b)
{
    for (int i = 0; i < SPACE_LANES; i++)
        if (a->lane[i] & ~b->lane[i])
            return false;
    return true;
}

bool space_meet(const struct space_set *a, const struct space_set *b)
{
    for (int i = 0; i < SPACE_LANES; i++)
        if (a->lane[i] & b->lane[i])
            return true;
    return false;
}

struct space_set space_and(const struct space_set *a, const struct space_set *b)
{
    struct space_set c;
    for (int i = 0; i < SPACE_LANES; i++)
        c.lane[i] = a->lane[i] & b->lane[i];
    return c;
}

struct space_set space_without(const struct space_set *a, const struct space_set *b)
{
    struct space_set c;
    for (int i = 0; i < SPACE_LANES; i++)
        c.lane[i] = a->lane[i] & ~b->lane[i];
    return c;
}

void space_add(struct space_set *a, const struct space_set *b)
{
    for (int i = 0; i < SPACE_LANES; i++)
        a->lane[i] |= b->lane[i];
}

/* ---- Conditions ---- */

/* A product of sets of values. */
struct box {
    uint32_t value[PART_NONE];
    unsigned yes, no; /* flags; one that is in neither may be set or not */
};

/* A part that is not told apart, of which all known values are taken or the unknown one is, asks for nothing. */
static uint32_t asked_values(const struct space *s, const struct box *b, enum rule_part part)
{
    uint32_t all = known_values[part], value = b->value[part];
    return !(s->asks >> part & 1) || (value & all) == all || !(value & all) ? all : value & all;
}

static struct rule_condition condition_of(const struct space *s, const struct box *b)
{
    return (struct rule_condition){.age = (uint8_t)asked_values(s, b, PART_AGE),
                                   .status = (uint8_t)asked_values(s, b, PART_STATUS),
                                   .profile = (uint16_t)asked_values(s, b, PART_PROFILE),
                                   .function = (uint8_t)asked_values(s, b, PART_FUNCTION),
                                   .flags_yes = (uint8_t)b->yes,
                                   .flags_no = (uint8_t)b->no};
}

/* The first combination of a, which is not empty. */
static struct box first_of(const struct space *s, const struct space_set *a)
{
    int lane = 0;
    unsigned flags = 0;
    while (!a->lane[lane])
        lane++;
    while (!(a->lane[lane] >> flags & 1))
        flags++;
    struct rule_facts f = facts_of(lane, flags);
    struct box b = {.yes = flags, .no = s->flags & ~flags};
    b.value[PART_AGE] = 1u << f.age;
    b.value[PART_STATUS] = 1u << f.status;
    b.value[PART_PROFILE] = 1u << f.profile;
    b.value[PART_FUNCTION] = 1u << f.function;
    return b;
}

struct rule_condition space_example(const struct space *s, const struct space_set *a, unsigned wanted)
{
    struct box b = first_of(s, a);
    b.no &= wanted;
    return condition_of(s, &b);
}

/* The same for one age and status of the box. */
static bool row_within(const struct box *b, int age, int status, uint32_t flags, const struct space_set *a)
{
    for (int profile = 0; b->value[PART_PROFILE] >> profile; profile++) {
        if (!(b->value[PART_PROFILE] >> profile & 1))
            continue;
        for (int function = 0; b->value[PART_FUNCTION] >> function; function++)
            if (b->value[PART_FUNCTION] >> function & 1 && flags & ~a->lane[lane_of(age, status, profile, function)])
                return false;
    }
    return true;
}

static bool box_within(const struct space *s, const struct box *b, const struct space_set *a)
{
    uint32_t flags = flag_sets(s->flags, b->yes, b->no);
    for (int age = 0; b->value[PART_AGE] >> age; age++)
        for (int status = 0; b->value[PART_STATUS] >> status; status++)
            if (b->value[PART_AGE] >> age & b->value[PART_STATUS] >> status & 1 &&
                !row_within(b, age, status, flags, a))
                return false;
    return true;
}

/* The ways in which a box can grow: four parts, and each flag. */
enum { WAYS = PART_NONE + FLAG_COUNT };

static void grow_one_way(const struct space *s, struct box *b, int way, const struct space_set *within)
{
    struct box wider = *b;
    if (way == PART_FLAGS)
        return;
    if (way >= PART_NONE) {
        wider.yes &= ~(1u << (way - PART_NONE));
        wider.no &= ~(1u << (way - PART_NONE));
        if (box_within(s, &wider, within))
            *b = wider;
        return;
    }
    for (int value = 0; s->value[way] >> value; value++) {
        wider.value[way] = b->value[way] | (s->value[way] & 1u << value);
        if (wider.value[way] != b->value[way] && box_within(s, &wider, within))
            *b = wider;
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
    uint32_t most = 0;
    for (int order = 0; order < 2 * WAYS; order++) {
        struct box b = seed;
        for (int i = 0; i < WAYS; i++)
            grow_one_way(s, &b, (order + (order < WAYS ? i : WAYS - i)) % WAYS, whole);
        struct space_set taken = make_set(b.value, flag_sets(s->flags, b.yes, b.no));
        taken = space_and(&taken, rest);
        uint32_t n = space_count(&taken);
        if (n > most) {
            most = n;
            best = b;
        }
    }
    return best;
}

const struct space_range *space_ranges(const struct space *s, const struct space_set *a, struct arena *arena, int *n)
{
    struct space_range *range = NULL;
    size_t count = 0, cap = 0;
    for (struct space_set rest = *a; !space_empty(&rest); count++) {
        struct box b = best_box(s, a, &rest);
        struct space_set taken = make_set(b.value, flag_sets(s->flags, b.yes, b.no));
        range = mem_grow(range, count, &cap, sizeof *range);
        range[count] = (struct space_range){condition_of(s, &b), space_count(&taken)};
        rest = space_without(&rest, &taken);
    }
    struct space_range *kept = arena_zero(arena, (count + 1) * sizeof *kept);
    if (count)
        memcpy(kept, range, count * sizeof *kept);
    free(range);
    *n = (int)count;
    return kept;
}
