/* Lists of records, sorted and cut into groups. */
#include "dataset/group.h"

#include "base/arena.h"

typedef struct gr_sorting {
    const gr_value *keys;
    size_t n_keys;
    const bool *descending;
    const gr_text_order *texts; /* NULL: bytes */
} gr_sorting;

static int compare_keys(const gr_sorting *by, const gr_value *left, const gr_value *right)
{
    bool named = by->texts != NULL && left->type == GR_T_TEXT && right->type == GR_T_TEXT;
    return named ? by->texts->compare(by->texts->user, left->as.text, right->as.text)
                 : gr_value_cmp(left, right);
}

static int compare(const gr_sorting *by, uint32_t a, uint32_t b)
{
    for (size_t k = 0; k < by->n_keys; k++) {
        const gr_value *left = &by->keys[a * by->n_keys + k];
        const gr_value *right = &by->keys[b * by->n_keys + k];
        int order = compare_keys(by, left, right);
        if (order == 0) {
            continue;
        }
        /* What is absent stays last, whichever way the rest runs. */
        bool turned = by->descending != NULL && by->descending[k] && !gr_value_is_absent(left) &&
                      !gr_value_is_absent(right);
        return turned ? -order : order;
    }
    return 0;
}

/* Merges the sorted runs [low, mid) and [mid, high); the left one wins ties, which makes it stable.
 */
static void merge(const gr_sorting *by, const uint32_t *from, uint32_t *to, size_t low, size_t mid,
                  size_t high)
{
    size_t left = low;
    size_t right = mid;
    for (size_t i = low; i < high; i++) {
        if (left < mid && (right >= high || compare(by, from[left], from[right]) <= 0)) {
            to[i] = from[left++];
        } else {
            to[i] = from[right++];
        }
    }
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

void gr_rows_sort(uint32_t *rows, uint32_t n, const gr_value *keys, size_t n_keys,
                  const bool *descending, const gr_text_order *texts, gr_arena *scratch)
{
    gr_sorting by = {keys, n_keys, descending, texts};
    uint32_t *from = GR_NEW_N(scratch, uint32_t, n);
    uint32_t *to = GR_NEW_N(scratch, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        from[i] = i;
    }
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t low = 0; low < n; low += 2 * width) {
            merge(&by, from, to, low, least(low + width, n), least(low + 2 * width, n));
        }
        uint32_t *swapped = from;
        from = to;
        to = swapped;
    }
    for (uint32_t i = 0; i < n; i++) { /* from[i]: which row comes i-th */
        to[i] = rows[from[i]];
    }
    if (n > 0) {
        memcpy(rows, to, n * sizeof *rows);
    }
}

/* ---- groups: a hash of the key finds its group in one step ---- */

static uint64_t mix(uint64_t hash, uint64_t number)
{
    return (hash ^ number) * UINT64_C(0x9E3779B97F4A7C15);
}

/* 1 and 1.0 are equal, so they must hash alike. */
static uint64_t hash_number(int64_t coef, uint8_t scale)
{
    while (scale > 0 && coef % 10 == 0) {
        coef /= 10;
        scale--;
    }
    return mix(mix(17, (uint64_t)coef), scale);
}

static uint64_t hash_value(const gr_value *value)
{
    const gr_value *v = gr_value_about(value);
    switch (v->type) {
    case GR_T_BOOL:
        return mix(1, v->as.b);
    case GR_T_INT:
    case GR_T_YEAR:
        return hash_number(v->as.i, 0);
    case GR_T_DECIMAL:
        return hash_number(v->as.dec.coef, v->as.dec.scale);
    case GR_T_RATIO:
        return mix(mix(6, (uint64_t)v->as.ratio.part), (uint64_t)v->as.ratio.whole);
    case GR_T_MONEY:
        return mix(2, (uint64_t)v->as.money.minor);
    case GR_T_DATE:
        return mix(3, (uint64_t)(int64_t)v->as.day);
    case GR_T_PERIOD:
        return mix(mix((uint64_t)v->as.period.kind, (uint64_t)(int64_t)v->as.period.year),
                   v->as.period.nr);
    case GR_T_TEXT:
        return gr_str_hash(v->as.text);
    case GR_T_CODE:
        return gr_str_hash(v->as.code.code);
    case GR_T_REF:
        return mix(4, v->as.ref.row);
    case GR_T_NONE:
    case GR_T_MISSING:
    case GR_T_NOT_APPLICABLE:
    case GR_T_SUPPRESSED:
    case GR_T_ROUGH: /* what it is about was taken */
    case GR_T_POISON:
        return mix(5, (uint64_t)v->type);
    }
    return 0;
}

static bool same_key(const gr_value *a, const gr_value *b)
{
    if (gr_value_is_absent(a) || gr_value_is_absent(b)) {
        return a->type == b->type;
    }
    return gr_value_eq(a, b);
}

typedef struct gr_grouping {
    const gr_value *keys;
    uint32_t *slots; /* number of a group + 1; 0: free; open addressing */
    size_t mask;
    uint32_t *first; /* of a group: index of the first row */
    uint32_t n_groups;
} gr_grouping;

static uint32_t group_of(gr_grouping *grouping, uint32_t i)
{
    size_t at = (size_t)(hash_value(&grouping->keys[i]) >> 20) & grouping->mask;
    while (grouping->slots[at] != 0) {
        uint32_t group = grouping->slots[at] - 1;
        if (same_key(&grouping->keys[grouping->first[group]], &grouping->keys[i])) {
            return group;
        }
        at = (at + 1) & grouping->mask;
    }
    grouping->first[grouping->n_groups] = i;
    grouping->slots[at] = ++grouping->n_groups;
    return grouping->n_groups - 1;
}

static void fill_groups(gr_rows rows, const gr_grouping *grouping, const uint32_t *group_ids,
                        gr_arena *arena, gr_group *groups)
{
    uint32_t *members = GR_NEW_N(arena, uint32_t, rows.n);
    uint32_t *ends = GR_NEW_N(arena, uint32_t, (size_t)grouping->n_groups + 1);
    for (uint32_t i = 0; i < rows.n; i++) {
        ends[group_ids[i] + 1]++;
    }
    for (uint32_t g = 0; g < grouping->n_groups; g++) {
        groups[g].key = grouping->keys[grouping->first[g]];
        groups[g].members = (gr_rows){rows.table, members + ends[g], ends[g + 1]};
        ends[g + 1] += ends[g];
    }
    for (uint32_t i = 0; i < rows.n; i++) { /* ends[g] runs from the start of g to its end */
        members[ends[group_ids[i]]++] = rows.rows[i];
    }
}

size_t gr_rows_group(gr_rows rows, const gr_value *keys, gr_arena *arena, gr_group **out_groups)
{
    size_t n_slots = 16;
    while (n_slots < (size_t)rows.n * 2) {
        n_slots *= 2;
    }
    gr_grouping grouping = {keys, GR_NEW_N(arena, uint32_t, n_slots), n_slots - 1,
                            GR_NEW_N(arena, uint32_t, rows.n), 0};
    uint32_t *group_ids = GR_NEW_N(arena, uint32_t, rows.n);
    for (uint32_t i = 0; i < rows.n; i++) {
        group_ids[i] = group_of(&grouping, i);
    }
    gr_group *groups = GR_NEW_N(arena, gr_group, grouping.n_groups);
    fill_groups(rows, &grouping, group_ids, arena, groups);
    *out_groups = groups;
    return grouping.n_groups;
}
