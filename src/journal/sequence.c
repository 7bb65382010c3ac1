/* Owns the longest common subsequence of two lists of numbers. Must not know what they stand for.
 *
 * The way through a grid: a step right leaves out an element of `a`, a step down takes in one of
 * `b`, a diagonal step is an element they have in common. The way with the fewest steps right and
 * down has the most diagonals. Diagonal k holds the points with x - y = k; `reach` of d and k is
 * the furthest x on diagonal k that d steps can come to, and follows from those of d - 1 (E. Myers,
 * An O(ND) difference algorithm, 1986). The way back is read from the reaches, so all are kept.
 *
 * Time and memory go with the square of d. Two documents that have little in common would take too
 * long, so after STEPS_MOST steps the way that came furthest is kept, and from its end we start
 * anew: of those the one nearest to the diagonal of the start, since the others only left one of
 * the lists behind. */
#include "base/arena.h"
#include "published.h"

#define STEPS_MOST 4000 /* 8 million points, 32 MB */

typedef struct grid {
    number_list a, b;
    size_t x, y;       /* where the present start is */
    gr_arena *scratch; /* of the rows, made when a way first gets so long */
    int32_t **rows;    /* row d holds the reaches of k = -d, -d + 2 ... d */
    size_t *twin;      /* by element of a */
} grid;

/** x on diagonal k after d steps; k has the parity of d. */
static int32_t reach(const grid *g, int32_t d, int32_t k)
{
    return g->rows[d][(k + d) / 2];
}

/** True when the last step to diagonal k was one down, from diagonal k + 1. */
static bool came_down(const grid *g, int32_t d, int32_t k)
{
    return k == -d || (k != d && reach(g, d - 1, k - 1) < reach(g, d - 1, k + 1));
}

static int32_t step_to(const grid *g, int32_t d, int32_t k)
{
    if (d == 0) {
        return 0;
    }
    return came_down(g, d, k) ? reach(g, d - 1, k + 1) : reach(g, d - 1, k - 1) + 1;
}

static int32_t follow_diagonal(const grid *g, int32_t x, int32_t k)
{
    size_t i = g->x + (size_t)x;
    size_t j = g->y + (size_t)(x - k);
    while (i < g->a.n && j < g->b.n && g->a.at[i] == g->b.at[j]) {
        i++;
        j++;
    }
    return (int32_t)(i - g->x);
}

/** Fills row d. Points outside the grid are kept too: they lead nowhere and do no harm, as long as
 *  no diagonal is followed from them. True with the diagonal when the end was reached. */
static bool fill_row(grid *g, int32_t d, int32_t *out_k)
{
    const int32_t width = (int32_t)(g->a.n - g->x);
    const int32_t height = (int32_t)(g->b.n - g->y);
    if (g->rows[d] == NULL) {
        g->rows[d] = GR_NEW_N(g->scratch, int32_t, (size_t)d + 1);
    }
    for (int32_t k = -d; k <= d; k += 2) {
        int32_t x = step_to(g, d, k);
        if (x <= width && x - k <= height && x - k >= 0) {
            x = follow_diagonal(g, x, k);
        }
        g->rows[d][(k + d) / 2] = x;
        if (x == width && x - k == height) {
            *out_k = k;
            return true;
        }
    }
    return false;
}

/** The diagonal within the grid on which d steps came furthest. */
static int32_t furthest(const grid *g, int32_t d)
{
    const int32_t width = (int32_t)(g->a.n - g->x);
    const int32_t height = (int32_t)(g->b.n - g->y);
    int32_t best = 0;
    int32_t best_sum = -1;
    for (int32_t k = -d; k <= d; k += 2) {
        int32_t x = reach(g, d, k);
        int32_t sum = 2 * x - k;
        bool within = x <= width && x - k <= height;
        if (within && (sum > best_sum || (sum == best_sum && abs(k) < abs(best)))) {
            best = k;
            best_sum = sum;
        }
    }
    return best;
}

/** Reads the way back from (d, k) and keeps its diagonals. */
static void keep_way(grid *g, int32_t d, int32_t k)
{
    for (; d >= 0; d--) {
        int32_t from = step_to(g, d, k);
        for (int32_t x = reach(g, d, k); x > from; x--) {
            g->twin[g->x + (size_t)x - 1] = g->y + (size_t)(x - k) - 1;
        }
        if (d > 0) {
            k += came_down(g, d, k) ? 1 : -1;
        }
    }
}

/** One stretch of the way; false when it ends where both lists end. */
static bool walk(grid *g)
{
    int32_t k = 0;
    int32_t d = 0;
    bool ended = fill_row(g, d, &k);
    while (!ended && d < STEPS_MOST) {
        d++;
        ended = fill_row(g, d, &k);
    }
    k = ended ? k : furthest(g, d);
    keep_way(g, d, k);
    int32_t x = reach(g, d, k);
    g->x += (size_t)x;
    g->y += (size_t)(x - k);
    return !ended;
}

/** Takes what both lists end with off them. */
static void keep_common_end(grid *g)
{
    while (g->a.n > 0 && g->b.n > 0 && g->a.at[g->a.n - 1] == g->b.at[g->b.n - 1]) {
        g->a.n--;
        g->b.n--;
        g->twin[g->a.n] = g->b.n;
    }
}

void gr_common_sequence(number_list a, number_list b, gr_arena *scratch, size_t *out_twin)
{
    grid g = {.a = a, .b = b, .scratch = scratch, .twin = out_twin};
    size_t steps = a.n + b.n < STEPS_MOST ? a.n + b.n : STEPS_MOST;
    g.rows = GR_NEW_N(scratch, int32_t *, steps + 1);
    for (size_t i = 0; i < a.n; i++) {
        out_twin[i] = PUBLISHED_NONE;
    }
    keep_common_end(&g);
    while (walk(&g)) {
        continue;
    }
}
