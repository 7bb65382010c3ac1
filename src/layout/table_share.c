#include "table_priv.h"

/* Owns how columns share a measure that cannot give each of them all it wants.
 *  - The columns with the longest words break them, as few columns as give each of those half an
 *    even share (padding apart); the others keep their words, years and amounts whole.
 *  - Where that is still too much, all give way: down to their longest syllable, and then to some
 *    letters of a word. No column becomes narrower than that, nor than its widest figure, which is
 *    never cut: a table for which that is too much is refused.
 *  - A date is parted at its spaces only where other columns could not keep their syllables. */

/* Columns that want no more than an even share of what is left get what they want. */
static void settle_short(gr_table_draft *table, bool *settled, int64_t *left, size_t *open)
{
    bool again = true;
    while (again && *open > 0) {
        int64_t share = *left / (int64_t)*open;
        again = false;
        for (size_t i = 0; i < table->n_cols; i++) {
            gr_table_col *c = &table->cols[i];
            if (!settled[i] && c->pref <= share) {
                settled[i] = again = true;
                c->width = c->pref;
                *left -= c->width;
                (*open)--;
            }
        }
    }
}

/* The others share what is left in proportion to what they want, none below its least width. */
static void share_rest(gr_table_draft *table, bool *settled, int64_t left)
{
    bool again = true;
    while (again) {
        int64_t wanted = 0;
        again = false;
        for (size_t i = 0; i < table->n_cols; i++) {
            wanted += settled[i] ? 0 : table->cols[i].pref;
        }
        for (size_t i = 0; i < table->n_cols; i++) {
            gr_table_col *c = &table->cols[i];
            if (!settled[i] && c->pref * left / wanted < c->min) {
                settled[i] = again = true;
                c->width = c->min;
                left -= c->min;
                break;
            }
            c->width = settled[i] ? c->width : (gr_mpt)(c->pref * left / wanted);
        }
    }
}

/* True when the columns that are not settled can all have their least width. */
static bool words_fit(const gr_table_draft *table, const bool *settled, int64_t left)
{
    for (size_t i = 0; i < table->n_cols; i++) {
        left -= settled[i] ? 0 : table->cols[i].min;
    }
    return left >= 0;
}

static gr_mpt between(gr_mpt least, gr_mpt width, gr_mpt most)
{
    gr_mpt high = width < most ? width : most;
    return high > least ? high : least;
}

/* Settled columns are as wide as they want up to one level, the others as their words: the highest
 * level that fits. */
static void level(gr_table_draft *table, const bool *settled, gr_mpt width)
{
    gr_mpt low = 0, high = width;
    while (low < high) {
        gr_mpt middle = low + (high - low + 1) / 2;
        int64_t sum = 0;
        for (size_t i = 0; i < table->n_cols; i++) {
            const gr_table_col *c = &table->cols[i];
            sum += settled[i] ? between(c->min, middle, c->pref) : c->min;
        }
        low = sum <= width ? middle : low;
        high = sum <= width ? high : middle - 1;
    }
    for (size_t i = 0; i < table->n_cols; i++) {
        gr_table_col *c = &table->cols[i];
        c->width = settled[i] ? between(c->min, low, c->pref) : c->min;
    }
}

static int64_t sum_of_widths(const gr_table_draft *table)
{
    int64_t sum = 0;
    for (size_t i = 0; i < table->n_cols; i++) {
        sum += table->cols[i].width;
    }
    return sum;
}

/* The least of a column while words break at syllables; when that is too much, anywhere. */
static gr_mpt least_of(const gr_table_col *c, bool syllables)
{
    return syllables && c->syllable > c->floor ? c->syllable : c->floor;
}

/* Columns give what they have above their least, in proportion to it. */
static void give_way(gr_table_draft *table, gr_mpt width, bool syllables)
{
    int64_t over = sum_of_widths(table) - width, spare = 0;
    for (size_t i = 0; i < table->n_cols; i++) {
        const gr_table_col *c = &table->cols[i];
        gr_mpt least = least_of(c, syllables);
        spare += c->width > least ? c->width - least : 0;
    }
    for (size_t i = 0; over > 0 && spare > 0 && i < table->n_cols; i++) {
        gr_table_col *c = &table->cols[i];
        gr_mpt least = least_of(c, syllables);
        int64_t own = c->width > least ? c->width - least : 0;
        int64_t given = over < spare ? (own * over + spare - 1) / spare : own;
        c->width -= (gr_mpt)(given < own ? given : own);
    }
}

/* The figures alone do not fit: all give way alike, and each that does not fit is said where it is
 * set. */
static void scale_down(gr_table_draft *table, gr_mpt width)
{
    int64_t sum = sum_of_widths(table);
    for (size_t i = 0; sum > width && i < table->n_cols; i++) {
        table->cols[i].width = (gr_mpt)(table->cols[i].width * (int64_t)width / sum);
    }
}

/* The columns get their words then, so that none of them is said to be cut as well: nothing of it
 * is published. */
static void refuse_narrow(gr_layouter *lay, gr_table_draft *table, gr_mpt width)
{
    int64_t least = sum_of_widths(table);
    gr_diag_report_open(
        lay->diag, table->node->at, GR_CODE_COLUMNS_WIDE,
        "%zu columns need %ld.%ld pt, though words break after some letters, and there are %ld.%ld "
        "pt; turn the page (a landscape master), show fewer columns, or take a look or style with "
        "smaller type",
        table->n_cols, (long)(least / 1000), (long)(least % 1000 / 100), (long)(width / 1000),
        (long)(width % 1000 / 100));
    lay->worst = GR_BAD_INPUT;
    for (size_t i = 0; i < table->n_cols; i++) {
        gr_table_col *c = &table->cols[i];
        c->width = between(c->width, c->words, width);
    }
}

static void hold_within(gr_layouter *lay, gr_table_draft *table, gr_mpt width)
{
    int64_t figures = 0;
    for (size_t i = 0; i < table->n_cols; i++) {
        gr_table_col *c = &table->cols[i];
        gr_mpt pads = 2 * table->look->pad_x + 1;
        figures += c->figure > pads ? c->figure : pads;
        c->floor = c->floor > pads ? c->floor : pads;
    }
    give_way(table, width, true);
    give_way(table, width, false);
    if (figures > width) {
        scale_down(table, width);
    } else if (sum_of_widths(table) > width) {
        refuse_narrow(lay, table, width);
    }
}

void gr_table_squeeze(gr_layouter *lay, gr_table_draft *table, gr_mpt width)
{
    gr_mark mark = gr_arena_mark(lay->scratch);
    bool *settled = GR_NEW_N(lay->scratch, bool, table->n_cols);
    int64_t left = width;
    size_t open = table->n_cols;
    settle_short(table, settled, &left, &open);
    if (words_fit(table, settled, left)) {
        share_rest(table, settled, left);
    } else {
        level(table, settled, width);
    }
    hold_within(lay, table, width);
    gr_arena_rewind(lay->scratch, mark);
}

typedef struct giving { /* what a column wants for its words, and what it keeps of it */
    gr_mpt min, kept;
} giving;

static int by_width_down(const void *a, const void *b)
{
    gr_mpt left = ((const giving *)a)->min, right = ((const giving *)b)->min;
    return (left < right) - (left > right);
}

/* What a column keeps whose words are broken. */
static gr_mpt kept_broken(const gr_table_col *c, gr_mpt least)
{
    gr_mpt cut = least > c->floor ? least : c->floor;
    return c->min < cut ? c->min : cut;
}

/* Columns that want at least this have words that must be broken. */
static gr_mpt least_broken(gr_layouter *lay, const gr_table_draft *table, gr_mpt width,
                           gr_mpt least)
{
    size_t n = table->n_cols;
    giving *columns = GR_NEW_N(lay->scratch, giving, n);
    int64_t left = width;
    for (size_t i = 0; i < n; i++) {
        const gr_table_col *c = &table->cols[i];
        columns[i] = (giving){.min = c->min, .kept = kept_broken(c, least)};
        left -= c->min;
    }
    qsort(columns, n, sizeof columns[0], by_width_down);
    size_t broken = 0;
    do {
        left += columns[broken].min - columns[broken].kept;
        broken++;
    } while (broken < n && left < 0);
    return columns[broken - 1].min;
}

/* Dates stay whole as long as every column of words keeps its syllables and `least`. */
static void keep_figures(gr_table_draft *table, gr_mpt width, gr_mpt least)
{
    int64_t sum = 0;
    for (size_t i = 0; i < table->n_cols; i++) {
        const gr_table_col *c = &table->cols[i];
        gr_mpt words = kept_broken(c, least > c->syllable ? least : c->syllable);
        sum += c->kept > words ? c->kept : words;
    }
    for (size_t i = 0; sum <= width && i < table->n_cols; i++) {
        gr_table_col *c = &table->cols[i];
        c->floor = c->floor > c->kept ? c->floor : c->kept;
    }
}

/* Too narrow for the longest words: a whole word is all that a column can still want. */
void gr_table_settle_for_words(gr_layouter *lay, gr_table_draft *table, gr_mpt width)
{
    gr_mark mark = gr_arena_mark(lay->scratch);
    gr_mpt pads = 2 * table->look->pad_x, inside = width / (gr_mpt)table->n_cols - pads;
    gr_mpt least = pads + (inside > 1 ? inside / 2 : 1);
    keep_figures(table, width, pads + (inside > 2 ? inside / 3 : 1));
    gr_mpt broken = least_broken(lay, table, width, least);
    for (size_t i = 0; i < table->n_cols; i++) {
        gr_table_col *c = &table->cols[i];
        c->pref = c->min;
        c->words = c->min;
        c->min = c->min >= broken ? kept_broken(c, least) : c->min;
    }
    gr_arena_rewind(lay->scratch, mark);
}
