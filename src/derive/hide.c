/* Owns hiding small numbers so that nobody can work them out.
 *
 * Vocabulary. A number is small when it is below the limit and not zero (zero too, when asked). A
 * group is the rows that agree in the fields of one total that is shown; all rows are one as well.
 * Reports may print the total of a group, so its readers know the sum of its hidden numbers.
 *
 * A group is safe when it hides nothing; or two numbers at least, together no small number, and not
 * all at the least or the most that a small number can be, which would give them away. Where a
 * group is not safe its smallest number that is still shown is hidden as well.
 *
 * Groups overlap: rows and columns of one table. Which numbers follow from all sums together is a
 * question of linear algebra, and is answered by elimination: a hidden number can be worked out
 * when the sums combine to exactly that number. Another one is then hidden beside it. A group that
 * has nothing left to hide is closed: its total is not shown either.
 *
 * Elimination is done modulo a prime, so that it is exact without fractions. Refused: rounding to
 * fives (totals stop adding up) and leaving out all totals (a table without totals is of no use).
 */
#include "base/arena.h"
#include "base/intern.h"
#include "derive_priv.h"

#define PRIME       2147483647 /* 2^31 - 1 */
#define MOST_HIDDEN 1500       /* elimination goes with the third power */

typedef struct group {
    const uint32_t *rows;
    uint32_t n, n_hidden;
    bool closed;
} group;

typedef struct hiding_run {
    const gr_hiding *rule;
    gr_arena *arena;
    uint32_t n_rows, n_hidden;
    int64_t *numbers;
    bool *counted; /* has a number */
    bool *hidden, *small;
    uint32_t *group_of; /* of row r in grouping g at g * n_rows + r */
    group *groups;
    uint32_t n_groups;
} hiding_run;

/* --- groups --- */

static gr_str group_key(const hiding_run *run, size_t grouping, uint32_t row)
{
    const gr_grouping *by = &run->rule->groupings[grouping];
    gr_buf key = gr_buf_make(run->arena, SIZE_MAX);
    gr_buf_addf(&key, "%zu", grouping);
    for (size_t i = 0; i < by->n; i++) {
        const gr_value *value = &run->rule->rows[row].values[by->columns[i]];
        gr_buf_add_char(&key, '\t');
        if (value->type == GR_T_REF) {
            gr_buf_add(&key, gr_table_key(value->as.ref.table, value->as.ref.row));
        } else {
            gr_value_add(value, &key);
        }
    }
    return gr_buf_view(&key);
}

static void list_rows(hiding_run *run)
{
    size_t all = run->rule->n_groupings * run->n_rows;
    uint32_t *rows = GR_NEW_N(run->arena, uint32_t, all), *free_rows = rows;
    run->groups = GR_NEW_N(run->arena, group, run->n_groups);
    for (size_t i = 0; i < all; i++) {
        run->groups[run->group_of[i]].n++;
    }
    for (uint32_t g = 0; g < run->n_groups; g++) {
        run->groups[g].rows = free_rows;
        free_rows += run->groups[g].n;
        run->groups[g].n = 0;
    }
    for (size_t i = 0; i < all; i++) {
        group *one = &run->groups[run->group_of[i]];
        rows[(size_t)(one->rows - rows) + one->n++] = (uint32_t)(i % run->n_rows);
    }
}

static void make_groups(hiding_run *run)
{
    gr_intern *keys = gr_intern_new(run->arena);
    run->group_of = GR_NEW_N(run->arena, uint32_t, run->rule->n_groupings * run->n_rows);
    for (size_t g = 0; g < run->rule->n_groupings; g++) {
        for (uint32_t r = 0; r < run->n_rows; r++) {
            run->group_of[g * run->n_rows + r] = gr_intern_add(keys, group_key(run, g, r));
        }
    }
    run->n_groups = gr_intern_count(keys);
    list_rows(run);
}

/* --- hiding one number --- */

static void hide_row(hiding_run *run, uint32_t row)
{
    run->hidden[row] = true;
    run->n_hidden++;
    for (size_t g = 0; g < run->rule->n_groupings; g++) {
        run->groups[run->group_of[g * run->n_rows + row]].n_hidden++;
    }
}

/** The row of the smallest number that is shown in the group; a zero hides little and comes last;
 * UINT32_MAX when there is none. */
static uint32_t smallest_shown(const hiding_run *run, const group *one)
{
    uint32_t best = UINT32_MAX;
    for (uint32_t i = 0; i < one->n; i++) {
        uint32_t row = one->rows[i];
        if (!run->counted[row] || run->hidden[row]) {
            continue;
        }
        int64_t number = run->numbers[row];
        bool first = best == UINT32_MAX || (run->numbers[best] == 0 && number != 0);
        if (first || (number != 0 && number < run->numbers[best])) {
            best = row;
        }
    }
    return best;
}

/** Hides one number more in the group, or closes it. */
static void hide_more(hiding_run *run, group *one)
{
    uint32_t row = smallest_shown(run, one);
    if (row == UINT32_MAX) {
        one->closed = true;
    } else {
        hide_row(run, row);
    }
}

static bool is_safe(const hiding_run *run, const group *one)
{
    int64_t sum = 0, least = run->rule->zeros ? 0 : 1, below = run->rule->below;
    bool all_small = true;
    if (one->n_hidden == 0) {
        return true;
    }
    for (uint32_t i = 0; i < one->n; i++) {
        uint32_t row = one->rows[i];
        if (run->hidden[row]) {
            sum += run->numbers[row];
            all_small = all_small && run->small[row];
        }
    }
    bool at_least = sum <= least * one->n_hidden;
    bool at_most = all_small && sum >= (below - 1) * one->n_hidden;
    return one->n_hidden >= 2 && sum >= below && !at_least && !at_most;
}

static void make_safe(hiding_run *run)
{
    bool changed = true;
    while (changed) {
        changed = false;
        for (uint32_t g = 0; g < run->n_groups; g++) {
            group *one = &run->groups[g];
            if (!one->closed && !is_safe(run, one)) {
                hide_more(run, one);
                changed = true;
            }
        }
    }
}

/* --- what follows from all sums together --- */

typedef struct sums { /* a row for each group whose total is shown, a column for each hidden number
                       */
    uint64_t *cells;
    size_t n, wide;
} sums;

static uint64_t power(uint64_t base, uint64_t exponent)
{
    uint64_t result = 1;
    for (; exponent > 0; exponent /= 2) {
        result = exponent % 2 == 1 ? result * base % PRIME : result;
        base = base * base % PRIME;
    }
    return result;
}

/** Takes `times` the row `from` away from the row `into`. */
static void take_away(const sums *m, size_t into, size_t from, uint64_t times)
{
    for (size_t c = 0; c < m->wide; c++) {
        uint64_t less = m->cells[from * m->wide + c] * times % PRIME;
        uint64_t *cell = &m->cells[into * m->wide + c];
        *cell = (*cell + PRIME - less) % PRIME;
    }
}

static void swap_rows(const sums *m, size_t a, size_t b)
{
    for (size_t c = 0; c < m->wide; c++) {
        uint64_t cell = m->cells[a * m->wide + c];
        m->cells[a * m->wide + c] = m->cells[b * m->wide + c];
        m->cells[b * m->wide + c] = cell;
    }
}

/** Brings the sums into reduced form: each row begins with a one that stands alone in its column.
 */
static void eliminate(const sums *m)
{
    size_t done = 0;
    for (size_t c = 0; c < m->wide && done < m->n; c++) {
        size_t found = done;
        while (found < m->n && m->cells[found * m->wide + c] == 0) {
            found++;
        }
        if (found == m->n) {
            continue;
        }
        swap_rows(m, done, found);
        uint64_t inverse = power(m->cells[done * m->wide + c], PRIME - 2);
        for (size_t k = 0; k < m->wide; k++) {
            m->cells[done * m->wide + k] = m->cells[done * m->wide + k] * inverse % PRIME;
        }
        for (size_t r = 0; r < m->n; r++) {
            uint64_t times = m->cells[r * m->wide + c];
            if (r != done && times != 0) {
                take_away(m, r, done, times);
            }
        }
        done++;
    }
}

static sums gather_sums(const hiding_run *run, uint32_t *hidden_rows)
{
    sums m = {.wide = run->n_hidden};
    uint32_t *column_of = GR_NEW_N(run->arena, uint32_t, run->n_rows);
    for (uint32_t r = 0, c = 0; r < run->n_rows; r++) {
        if (run->hidden[r]) {
            column_of[r] = c;
            hidden_rows[c++] = r;
        }
    }
    for (uint32_t g = 0; g < run->n_groups; g++) {
        m.n += run->groups[g].n_hidden > 0 && !run->groups[g].closed ? 1 : 0;
    }
    m.cells = GR_NEW_N(run->arena, uint64_t, m.n * m.wide);
    for (uint32_t g = 0, at = 0; g < run->n_groups; g++) {
        const group *one = &run->groups[g];
        if (one->n_hidden == 0 || one->closed) {
            continue;
        }
        for (uint32_t i = 0; i < one->n; i++) {
            if (run->hidden[one->rows[i]]) {
                m.cells[at * m.wide + column_of[one->rows[i]]] = 1;
            }
        }
        at++;
    }
    return m;
}

/** The row whose number the sum is, when it is that of one number alone; else UINT32_MAX. */
static uint32_t alone_in(const sums *m, size_t row, const uint32_t *hidden_rows)
{
    uint32_t found = UINT32_MAX;
    for (size_t c = 0; c < m->wide; c++) {
        if (m->cells[row * m->wide + c] != 0) {
            if (found != UINT32_MAX) {
                return UINT32_MAX;
            }
            found = hidden_rows[c];
        }
    }
    return found;
}

/** Something more is hidden in the smallest open group around the number that has something left;
 * when none has, the smallest is closed. */
static void cover(hiding_run *run, uint32_t row)
{
    group *best = NULL;
    bool best_can = false;
    for (size_t g = 0; g < run->rule->n_groupings; g++) {
        group *one = &run->groups[run->group_of[g * run->n_rows + row]];
        bool can = smallest_shown(run, one) != UINT32_MAX;
        bool better = best == NULL || (can && !best_can) || (can == best_can && one->n < best->n);
        if (!one->closed && better) {
            best = one;
            best_can = can;
        }
    }
    if (best != NULL) {
        hide_more(run, best);
    }
}

/** False when no number follows from the sums. */
static bool cover_what_follows(hiding_run *run)
{
    gr_mark mark = gr_arena_mark(run->arena);
    uint32_t *hidden_rows = GR_NEW_N(run->arena, uint32_t, run->n_hidden);
    sums m = gather_sums(run, hidden_rows);
    bool any = false;
    eliminate(&m);
    for (size_t r = 0; r < m.n; r++) {
        uint32_t row = alone_in(&m, r, hidden_rows);
        if (row != UINT32_MAX) {
            cover(run, row);
            any = true;
        }
    }
    gr_arena_rewind(run->arena, mark);
    return any;
}

static gr_status settle(hiding_run *run, gr_diag *diag)
{
    do {
        make_safe(run);
        if (run->n_hidden > MOST_HIDDEN) {
            gr_diag_report(diag, run->rule->at, GR_CODE_STEPS_LIMIT,
                           "%u numbers would be hidden, of at most %d; derive fewer, larger groups",
                           (unsigned)run->n_hidden, MOST_HIDDEN);
            return GR_OVER_LIMIT;
        }
    } while (cover_what_follows(run));
    return GR_OK;
}

/* --- before and after --- */

static hiding_run start_run(const gr_hiding *rule, gr_arena *arena)
{
    hiding_run run = {.rule = rule, .arena = arena, .n_rows = (uint32_t)rule->n_rows};
    run.numbers = GR_NEW_N(arena, int64_t, run.n_rows);
    run.counted = GR_NEW_N(arena, bool, run.n_rows);
    run.hidden = GR_NEW_N(arena, bool, run.n_rows);
    run.small = GR_NEW_N(arena, bool, run.n_rows);
    make_groups(&run);
    for (uint32_t r = 0; r < run.n_rows; r++) {
        const gr_value *value = &rule->rows[r].values[rule->field];
        run.counted[r] = value->type == GR_T_INT;
        run.numbers[r] = run.counted[r] ? value->as.i : 0;
        int64_t least = rule->zeros ? 0 : 1;
        run.small[r] = run.counted[r] && run.numbers[r] >= least && run.numbers[r] < rule->below;
        if (run.small[r]) {
            hide_row(&run, r);
        }
    }
    return run;
}

static void tell_sum(const hiding_run *run, const group *one, uint32_t first_row, gr_table *table)
{
    uint32_t *rows = GR_NEW_N(run->arena, uint32_t, one->n_hidden);
    size_t n = 0;
    int64_t sum = 0;
    for (uint32_t i = 0; i < one->n; i++) {
        if (run->hidden[one->rows[i]]) {
            rows[n++] = first_row + one->rows[i];
            sum += run->numbers[one->rows[i]];
        }
    }
    gr_table_add_hidden_sum(table, run->rule->field, rows, n, sum);
}

static gr_status append_rows(const gr_deriving *deriving, const gr_derived *derived,
                             const hiding_run *run)
{
    const gr_hiding *rule = derived->hiding;
    const gr_value suppressed = {.type = GR_T_SUPPRESSED};
    for (uint32_t r = 0; r < run->n_rows; r++) {
        gr_value *values = rule->rows[r].values;
        if (run->hidden[r]) {
            values[rule->field] = suppressed;
            for (size_t i = 0; i < rule->n_with; i++) {
                values[rule->with[i]] = suppressed;
            }
        }
        GR_TRY(gr_derived_append(deriving, derived, rule->rows[r].at, values));
    }
    return GR_OK;
}

gr_status gr_hide(const gr_deriving *deriving, const gr_derived *derived)
{
    hiding_run run = start_run(derived->hiding, deriving->machine->arena);
    uint32_t first = gr_table_rows(derived->table);
    GR_TRY(settle(&run, deriving->machine->diag));
    GR_TRY(append_rows(deriving, derived, &run));
    for (uint32_t g = 0; g < run.n_groups; g++) {
        if (run.groups[g].n_hidden > 0 && !run.groups[g].closed) {
            tell_sum(&run, &run.groups[g], first, derived->table);
        }
    }
    return GR_OK;
}
