#include "table_priv.h"

/* Owns which columns of a table get the width that is left when each has its longest word and not
 * all can be set on one line: in steps, each time the column that lowers the rows most for it. A
 * row is as high as its highest cell, so words that run on beside a longer cell cost nothing.
 *
 * Only the first rows are looked at, as many as a page has: a long table is not gone through
 * again. Lines are filled word by word, without hyphens; what is set may have a line less. */

#define STEPS      24 /* that the free width is given in */
#define MOST_ROWS  64
#define LINE_ENDED (-1) /* behind a word: a new line begins */

typedef struct word {
    gr_mpt width, space; /* space: behind it, or LINE_ENDED */
} word;
typedef struct text { /* of a cell over one column; the words are those up to `end` */
    uint32_t first, end;
    uint16_t row, col;
    gr_mpt around, leading;
} text;
struct gr_table_texts {
    text *texts;
    size_t n, cap;
    word *words;
    size_t n_words, cap_words;
    uint16_t n_rows;
};

void gr_table_begin_texts(gr_table_draft *table)
{
    table->texts = table->n_cols > 1 ? GR_NEW(table->arena, gr_table_texts) : NULL;
}

void gr_table_next_texts(gr_table_draft *table)
{
    gr_table_texts *all = table->texts;
    if (all != NULL && all->n_rows <= MOST_ROWS) {
        all->n_rows++;
    }
}

void gr_table_note_text(gr_table_draft *table, size_t col, const gr_para *para, gr_mpt around)
{
    gr_table_texts *all = table->texts;
    if (all == NULL || all->n_rows >= MOST_ROWS || col > UINT16_MAX) {
        return;
    }
    size_t first = all->n_words;
    gr_mpt width = 0;
    for (size_t i = 0; i < para->n; i++) {
        const gr_break_item *item = &para->items[i];
        bool glue = item->kind == GR_BREAK_GLUE;
        bool ends = glue || (item->kind == GR_BREAK_PENALTY && !item->hyphen &&
                             item->penalty < GR_BREAK_NEVER);
        width += item->kind == GR_BREAK_BOX ? item->width : 0;
        if (ends && width > 0) {
            bool forced = item->kind == GR_BREAK_PENALTY && item->penalty == GR_BREAK_FORCED;
            *GR_PUSH(table->arena, all->words, all->n_words, all->cap_words, word) =
                (word){width, glue     ? item->width
                              : forced ? LINE_ENDED
                                       : 0};
            width = 0;
        }
    }
    if (all->n_words > first) {
        *GR_PUSH(table->arena, all->texts, all->n, all->cap, text) =
            (text){.first = (uint32_t)first,
                   .end = (uint32_t)all->n_words,
                   .row = all->n_rows,
                   .col = (uint16_t)col,
                   .around = around,
                   .leading = para->style->leading};
    }
}

static gr_mpt lines_of(const gr_table_texts *all, const text *t, gr_mpt width)
{
    gr_mpt lines = 1, at = 0, inside = width > t->around + 1 ? width - t->around : 1;
    for (uint32_t i = t->first; i < t->end; i++) {
        const word *w = &all->words[i];
        if (at > 0 && at + w->width > inside) {
            lines++;
            at = 0;
        }
        lines += w->width > inside ? (w->width - 1) / inside : 0; /* it will be parted */
        at += w->width + (w->space > 0 ? w->space : 0);
        if (w->space == LINE_ENDED && i + 1 < t->end) {
            lines++;
            at = 0;
        }
    }
    return lines;
}

typedef struct fitting {
    const gr_table_draft *table;
    gr_mpt step;
    size_t n_rows, n_cols;
    unsigned *most;  /* per column: steps until all of it is on one line */
    unsigned *given; /* per column */
    gr_mpt *heights; /* of row, column and steps given: of the cell */
    struct fit_row {
        gr_mpt most, next; /* its highest cell, and the highest but that one */
        size_t col;        /* of the highest */
    } * rows;
} fitting;

static gr_mpt *heights_of(const fitting *fit, size_t row, size_t col)
{
    return fit->heights + (row * fit->n_cols + col) * (STEPS + 1);
}

static void count_lines(const fitting *fit)
{
    const gr_table_texts *all = fit->table->texts;
    for (size_t i = 0; i < all->n; i++) {
        const text *t = &all->texts[i];
        gr_mpt *heights = heights_of(fit, t->row, t->col), lines = 0;
        for (unsigned k = 0; k <= STEPS; k++) {
            gr_mpt width = fit->table->cols[t->col].width + (gr_mpt)k * fit->step;
            bool same = k > fit->most[t->col] || lines == 1;
            lines = same ? lines : lines_of(all, t, width);
            heights[k] += lines * t->leading;
        }
    }
}

static void find_highest(const fitting *fit)
{
    for (size_t r = 0; r < fit->n_rows; r++) {
        struct fit_row row = {0};
        for (size_t i = 0; i < fit->n_cols; i++) {
            gr_mpt height = heights_of(fit, r, i)[fit->given[i]];
            row.next = height > row.most ? row.most : height > row.next ? height : row.next;
            row.col = height > row.most ? i : row.col;
            row.most = height > row.most ? height : row.most;
        }
        fit->rows[r] = row;
    }
}

/* What the rows and, of less weight, the cells lose when a column gets so many steps in all. */
static int64_t gain_of(const fitting *fit, size_t col, unsigned steps)
{
    int64_t rows = 0, cells = 0;
    for (size_t row = 0; row < fit->n_rows; row++) {
        const gr_mpt *own = heights_of(fit, row, col);
        gr_mpt now = own[fit->given[col]], then = own[steps];
        gr_mpt others = fit->rows[row].col == col ? fit->rows[row].next : fit->rows[row].most;
        rows += (now > others ? now : others) - (then > others ? then : others);
        cells += now - then;
    }
    return rows * MOST_ROWS + cells;
}

/* The steps that lower the table most for each of them; false: none lowers it. */
static bool give_best(fitting *fit, unsigned *left)
{
    int64_t best_gain = 0;
    unsigned best_steps = 1;
    size_t best = 0;
    find_highest(fit);
    for (size_t col = 0; col < fit->n_cols; col++) {
        unsigned given = fit->given[col];
        for (unsigned k = given + 1; k <= fit->most[col] && k - given <= *left; k++) {
            int64_t gain = gain_of(fit, col, k);
            if (gain * best_steps > best_gain * (k - given)) {
                best_gain = gain;
                best_steps = k - given;
                best = col;
            }
        }
    }
    if (best_gain <= 0) {
        return false;
    }
    fit->given[best] += best_steps;
    *left -= best_steps;
    return true;
}

/* What lowers nothing goes to those that want more, in proportion: the measure is full. */
static void give_rest(gr_table_draft *table, int64_t left)
{
    int64_t wanted = 0, done = 0, given = 0;
    for (size_t i = 0; i < table->n_cols; i++) {
        const gr_table_col *c = &table->cols[i];
        wanted += c->pref > c->width ? c->pref - c->width : 0;
    }
    for (size_t i = 0; wanted > 0 && i < table->n_cols; i++) {
        gr_table_col *c = &table->cols[i];
        done += c->pref > c->width ? c->pref - c->width : 0;
        gr_mpt share = (gr_mpt)(done * left / wanted - given);
        c->width += share;
        given += share;
    }
}

static gr_mpt start_of(const gr_table_col *c, gr_mpt even)
{
    gr_mpt image = c->image < even ? c->image : even;
    gr_mpt least = c->min > c->kept ? c->min : c->kept;
    least = least > c->floor ? least : c->floor;
    return least > image ? least : image;
}

static int64_t begin(gr_table_draft *table, gr_mpt width)
{
    int64_t left = width;
    for (size_t i = 0; i < table->n_cols; i++) {
        gr_table_col *c = &table->cols[i];
        c->width = start_of(c, width / (gr_mpt)table->n_cols);
        left -= c->width;
    }
    return left;
}

static void give_steps(gr_layouter *lay, gr_table_draft *table, int64_t *left)
{
    fitting fit = {.table = table,
                   .step = (gr_mpt)(*left / STEPS),
                   .n_rows = table->texts->n_rows < MOST_ROWS ? table->texts->n_rows : MOST_ROWS,
                   .n_cols = table->n_cols,
                   .most = GR_NEW_N(lay->scratch, unsigned, table->n_cols),
                   .given = GR_NEW_N(lay->scratch, unsigned, table->n_cols)};
    fit.rows = GR_NEW_N(lay->scratch, struct fit_row, fit.n_rows + 1);
    fit.heights = GR_NEW_N(lay->scratch, gr_mpt, (fit.n_rows + 1) * fit.n_cols * (STEPS + 1));
    for (size_t i = 0; fit.step > 0 && i < fit.n_cols; i++) {
        const gr_table_col *c = &table->cols[i];
        int64_t wanted = c->pref > c->width ? (c->pref - c->width + fit.step - 1) / fit.step : 0;
        fit.most[i] = wanted < STEPS ? (unsigned)wanted : STEPS;
    }
    count_lines(&fit);
    unsigned steps = STEPS;
    while (fit.step > 0 && steps > 0 && give_best(&fit, &steps)) {
    }
    for (size_t i = 0; i < fit.n_cols; i++) {
        gr_table_col *c = &table->cols[i];
        gr_mpt more = (gr_mpt)fit.given[i] * fit.step;
        more = c->pref - c->width < more && more > 0 ? c->pref - c->width : more;
        c->width += more;
        *left -= more;
    }
}

bool gr_table_spread(gr_layouter *lay, gr_table_draft *table, gr_mpt width)
{
    int64_t left = begin(table, width);
    if (table->texts == NULL || left < 0) {
        return false;
    }
    gr_mark mark = gr_arena_mark(lay->scratch);
    give_steps(lay, table, &left);
    gr_arena_rewind(lay->scratch, mark);
    give_rest(table, left);
    return true;
}
