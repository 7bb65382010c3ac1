/* Small numbers against a reader who knows the rule and runs it again: for every hidden number of a
 * table, and every other small number in its place, there is a table that is printed the same. All
 * tables of some shapes with entries 0..6, and sampled ones of larger shapes; totals by all
 * margins; no exact totals, exact ones by the first margin, and the exact total of all. Where
 * totals are exact, also a reader who knows one of the hidden numbers. */
#include "base/arena.h"
#include "dataset/table.h"
#include "seeded.h"

#define MOST_CELLS 16
#define MOST_DIMS  3
#define ENTRIES    7 /* 0..6 */
#define SEARCH     20000

typedef enum exact_by { EXACT_NONE, EXACT_FIRST, EXACT_ALL } exact_by;

typedef struct shape {
    size_t dims[MOST_DIMS]; /* 1 where there is none */
    gr_small_rule rule;
    exact_by exact;
    bool reckless; /* tells every sum: what the reader must find out */
} shape;

typedef struct printed { /* all that a reader sees: what is shown, and every total */
    int64_t cells[MOST_CELLS];
    int64_t totals[64][3]; /* about, at least, at most */
    size_t n_totals;
} printed;

static size_t n_cells(const shape *s)
{
    return s->dims[0] * s->dims[1] * s->dims[2];
}

static size_t place_of(const shape *s, size_t cell, size_t dim)
{
    size_t below = dim == 0 ? s->dims[1] * s->dims[2] : dim == 1 ? s->dims[2] : 1;
    return cell / below % s->dims[dim];
}

/** Which group of the margin that keeps the dimensions of `mask` a cell is in. */
static uint32_t group_of(const shape *s, size_t cell, unsigned mask)
{
    size_t group = 0;
    for (size_t d = 0; d < MOST_DIMS; d++) {
        group = (mask >> d & 1U) != 0 ? group * s->dims[d] + place_of(s, cell, d) : group;
    }
    return (uint32_t)group;
}

static size_t n_groups(const shape *s, unsigned mask)
{
    size_t n = 1;
    for (size_t d = 0; d < MOST_DIMS; d++) {
        n *= (mask >> d & 1U) != 0 ? s->dims[d] : 1;
    }
    return n;
}

/* ---- the table as the program keeps it ---- */

typedef struct bench {
    gr_arena *arena;
    gr_diag *diag;
} bench;

static const gr_table *table_of(const bench *b, const shape *s, const int64_t *numbers)
{
    static const size_t key[] = {0};
    gr_column *columns = GR_NEW_N(b->arena, gr_column, 2);
    gr_schema *schema = GR_NEW(b->arena, gr_schema);
    columns[0] = (gr_column){.name = GR_LIT("nr"), .type = GR_T_INT};
    columns[1] = (gr_column){.name = GR_LIT("number"), .type = GR_T_INT, .optional = true};
    *schema = (gr_schema){.name = GR_LIT("counts"),
                          .title = GR_LIT(""),
                          .columns = columns,
                          .n_columns = 2,
                          .key = key,
                          .n_key = 1,
                          .shared = true};
    gr_table *table = gr_catalogue_add(gr_catalogue_new(b->arena), schema, b->diag);
    uint32_t *groups_of = GR_NEW_N(b->arena, uint32_t, MOST_CELLS);
    gr_suppressed_group *groups = GR_NEW_N(b->arena, gr_suppressed_group, MOST_CELLS);
    unsigned by = s->exact == EXACT_FIRST ? 1 : 0;
    for (size_t i = 0; i < n_cells(s); i++) {
        bool suppressed = gr_small_is_suppressed(&s->rule, numbers[i]);
        gr_value values[] = {{.type = GR_T_INT, .as.i = (int64_t)i},
                             {.type = suppressed ? GR_T_SUPPRESSED : GR_T_INT}};
        if (!suppressed) {
            values[1].as.i = numbers[i];
        }
        assert_int_equal(gr_table_append(table, (gr_loc){0}, values, NULL, 100, b->diag), GR_OK);
        groups_of[i] = group_of(s, i, by);
        groups[groups_of[i]].n += suppressed ? 1 : 0;
        groups[groups_of[i]].sum += suppressed ? numbers[i] : 0;
    }
    for (size_t g = 0; g < n_groups(s, by); g++) {
        groups[g].exact = groups[g].n > 0 &&
                          (s->reckless || gr_small_is_exact(&s->rule, groups[g].n, groups[g].sum));
    }
    gr_suppressed_column said = {1, s->rule, s->exact == EXACT_NONE ? NULL : groups_of, groups,
                                 (uint32_t)n_groups(s, by)};
    gr_table_suppress(table, &said);
    return table;
}

static gr_suppressed_total total_of(const bench *b, const shape *s, const gr_table *table,
                                    unsigned mask, uint32_t group)
{
    uint32_t suppressed[MOST_CELLS], n = 0;
    int64_t shown = 0;
    for (uint32_t i = 0; i < n_cells(s); i++) {
        gr_value value = gr_table_bare(table, i, 1);
        if (group_of(s, i, mask) != group) {
            continue;
        }
        if (value.type == GR_T_SUPPRESSED) {
            suppressed[n++] = i;
        } else {
            shown += value.as.i;
        }
    }
    gr_suppressed_total told = {0, 0, 0, false};
    if (n > 0) {
        assert_true(gr_table_suppressed_total(table, 1, suppressed, n, b->arena, &told));
    }
    return (gr_suppressed_total){shown + told.about, shown + told.least, shown + told.most, false};
}

static printed print_table(const bench *b, const shape *s, const int64_t *numbers)
{
    printed out;
    gr_mark mark = gr_arena_mark(b->arena);
    const gr_table *table = table_of(b, s, numbers);
    memset(&out, 0, sizeof out);
    for (uint32_t i = 0; i < n_cells(s); i++) {
        gr_value value = gr_table_bare(table, i, 1);
        out.cells[i] = value.type == GR_T_SUPPRESSED ? -1 : value.as.i;
    }
    for (unsigned margin = 0; margin < 7; margin++) {
        for (uint32_t g = 0; g < n_groups(s, margin); g++) {
            gr_suppressed_total total = total_of(b, s, table, margin, g);
            int64_t *told = out.totals[out.n_totals++];
            told[0] = total.about;
            told[1] = total.least;
            told[2] = total.most;
        }
    }
    gr_arena_rewind(b->arena, mark);
    return out;
}

static uint64_t hash_of(const printed *p)
{
    uint64_t hash = UINT64_C(1469598103934665603);
    const unsigned char *bytes = (const unsigned char *)p;
    for (size_t i = 0; i < sizeof *p; i++) {
        hash = (hash ^ bytes[i]) * UINT64_C(1099511628211);
    }
    return hash;
}

/* ---- all tables of a shape ---- */

typedef struct one_of { /* a table, by number, and how it is printed */
    uint64_t print;
    uint32_t table;
} one_of;

static int by_print(const void *a, const void *b)
{
    const one_of *left = a, *right = b;
    int order = (left->print > right->print) - (left->print < right->print);
    return order != 0 ? order : (left->table > right->table) - (left->table < right->table);
}

static void numbers_of(const shape *s, uint32_t table, int64_t *out)
{
    for (size_t i = 0; i < n_cells(s); i++) {
        out[i] = table % ENTRIES;
        table /= ENTRIES;
    }
}

/** How many hidden places of the tables that are printed alike do not take every small number; with
 * `knows` among those that have one number at another place. */
static size_t confined_in(const shape *s, const one_of *list, size_t n, size_t knows)
{
    uint64_t all = 0;
    uint64_t seen[MOST_CELLS][16] = {{0}};
    int64_t numbers[MOST_CELLS];
    size_t n_confined = 0;
    for (int64_t v = s->rule.least; v < s->rule.below; v++) {
        all |= UINT64_C(1) << v;
    }
    for (size_t t = 0; t < n; t++) {
        numbers_of(s, list[t].table, numbers);
        int64_t known = knows < n_cells(s) ? numbers[knows] : 0;
        for (size_t i = 0; i < n_cells(s); i++) {
            seen[i][known] |= UINT64_C(1) << numbers[i];
        }
    }
    for (size_t i = 0; i < n_cells(s); i++) {
        for (size_t known = 0; known < 16; known++) {
            bool suppressed = i != knows && gr_small_is_suppressed(&s->rule, numbers[i]);
            n_confined += suppressed && seen[i][known] != 0 && seen[i][known] != all ? 1 : 0;
        }
    }
    return n_confined;
}

static size_t try_all(const bench *b, const shape *s)
{
    uint32_t n = 1;
    size_t n_confined = 0;
    for (size_t i = 0; i < n_cells(s); i++) {
        n *= ENTRIES;
    }
    one_of *list = malloc(n * sizeof *list);
    assert_non_null(list);
    for (uint32_t t = 0; t < n; t++) {
        int64_t numbers[MOST_CELLS] = {0};
        numbers_of(s, t, numbers);
        printed p = print_table(b, s, numbers);
        list[t] = (one_of){hash_of(&p), t};
    }
    qsort(list, n, sizeof *list, by_print);
    for (uint32_t from = 0, to = 0; from < n; from = to) {
        while (to < n && list[to].print == list[from].print) {
            to++;
        }
        n_confined += confined_in(s, list + from, to - from, SIZE_MAX);
        for (size_t knows = 0; s->exact != EXACT_NONE && knows < n_cells(s); knows++) {
            n_confined += confined_in(s, list + from, to - from, knows);
        }
    }
    free(list);
    return n_confined;
}

/* ---- sampled tables ---- */

/** Whether some table with `value` at `place` is printed as `numbers` is: others are tried at
 * random at the hidden places. */
static bool can_be(const bench *b, const shape *s, const int64_t *numbers, size_t place,
                   int64_t value, uint64_t *random)
{
    printed want = print_table(b, s, numbers);
    int64_t other[MOST_CELLS];
    int64_t width = s->rule.below - s->rule.least;
    for (size_t round = 0; round < SEARCH; round++) {
        memcpy(other, numbers, sizeof other);
        for (size_t i = 0; round > 0 && i < n_cells(s); i++) {
            bool free_place = s->exact != EXACT_FIRST || group_of(s, i, 1) == group_of(s, place, 1);
            if (free_place && gr_small_is_suppressed(&s->rule, numbers[i])) {
                other[i] = s->rule.least + (int64_t)(next_random(random) % (uint64_t)width);
            }
        }
        other[place] = value;
        printed got = print_table(b, s, other);
        if (memcmp(&got, &want, sizeof got) == 0) {
            return true;
        }
    }
    return false;
}

static void try_sampled(const bench *b, const shape *s, uint64_t *random)
{
    int64_t numbers[MOST_CELLS] = {0};
    for (size_t i = 0; i < n_cells(s); i++) {
        numbers[i] = (int64_t)(next_random(random) % ENTRIES);
    }
    for (size_t i = 0; i < n_cells(s); i++) {
        for (int64_t v = s->rule.least; v < s->rule.below; v++) {
            if (gr_small_is_suppressed(&s->rule, numbers[i]) &&
                !can_be(b, s, numbers, i, v, random)) {
                fail_msg("place %zu cannot be %d", i, (int)v);
            }
        }
    }
}

/* ---- */

/** A rule of four small numbers at least needs four hidden ones in a group for an exact total; of
 * two small numbers three are enough, so that small shapes have exact totals as well. */
static const gr_small_rule rules[] = {{5, 1, 2, false}, {5, 0, 2, false}, {3, 1, 1, false}};

static void no_table_confines(void **state)
{
    (void)state;
    static const size_t shapes[][MOST_DIMS] = {{2, 2, 1}, {1, 4, 1}, {1, 5, 1}, {2, 3, 1}};
    size_t n = is_long_tier() ? 4 : 3;
    bench b = {gr_arena_new(1 << 20), NULL};
    b.diag = gr_diag_new(b.arena, 10);
    for (size_t i = 0; i < n; i++) {
        for (size_t r = 0; r < sizeof(rules) / sizeof(rules[0]); r++) {
            for (int exact = EXACT_NONE; exact <= EXACT_ALL; exact++) {
                shape s = {.rule = rules[r], .exact = (exact_by)exact};
                memcpy(s.dims, shapes[i], sizeof s.dims);
                size_t n_confined = try_all(&b, &s);
                if (n_confined > 0) {
                    fail_msg("shape %zu, rule %zu, exact %d: %zu confined", i, r, exact,
                             n_confined);
                }
            }
        }
    }
    gr_arena_free(b.arena);
}

static void no_sampled_table_confines(void **state)
{
    (void)state;
    static const size_t shapes[][MOST_DIMS] = {{2, 3, 1}, {3, 3, 1}, {4, 4, 1}, {2, 2, 2}};
    static const size_t quick = 12, thorough = 400;
    uint64_t random = seed_of_run();
    bench b = {gr_arena_new(1 << 20), NULL};
    b.diag = gr_diag_new(b.arena, 10);
    for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
        for (size_t t = 0; t < (is_long_tier() ? thorough : quick); t++) {
            shape s = {.rule = rules[t % 3], .exact = (exact_by)(t / 3 % 3)};
            memcpy(s.dims, shapes[i], sizeof s.dims);
            try_sampled(&b, &s, &random);
        }
    }
    gr_arena_free(b.arena);
}

/** The test itself: totals that are told without looking are found out, by either margin. */
static void reckless_totals_confine(void **state)
{
    (void)state;
    bench b = {gr_arena_new(1 << 20), NULL};
    b.diag = gr_diag_new(b.arena, 10);
    for (int exact = EXACT_FIRST; exact <= EXACT_ALL; exact++) {
        shape s = {{2, 2, 1}, rules[0], (exact_by)exact, true};
        assert_true(try_all(&b, &s) > 0);
    }
    gr_arena_free(b.arena);
}

static void exact_totals_have_room(void **state)
{
    (void)state;
    static const struct {
        size_t rule;
        int64_t n, sum;
        bool exact;
    } cases[] = {
        {0, 1, 3, false},  {0, 3, 9, false},  {0, 4, 9, false},  {0, 4, 10, true},
        {0, 4, 11, false}, {0, 11, 17, true}, {0, 11, 38, true}, {0, 11, 39, false},
        {1, 4, 8, true},   {1, 4, 7, false},  {2, 4, 6, true},   {2, 4, 5, false},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const gr_small_rule *rule = &rules[cases[i].rule];
        if (gr_small_is_exact(rule, cases[i].n, cases[i].sum) != cases[i].exact) {
            fail_msg("case %zu", i);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_table_confines),
        cmocka_unit_test(no_sampled_table_confines),
        cmocka_unit_test(reckless_totals_confine),
        cmocka_unit_test(exact_totals_have_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
