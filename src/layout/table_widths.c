#include "table_priv.h"

/* Owns how wide the columns of a table are.
 *
 * Each column has a least width (its longest word; for numbers the whole figure) and a preferred
 * one (all of it on one line), over the head and the body.
 *  - All preferences fit: the table takes the whole measure, or 60 % of it when that is enough,
 *    shared in proportion: the tables of a document have two right edges, not one each.
 *  - They do not: columns that want no more than an even share get what they want, the others share
 *    what is left in proportion to what they want, none below its least width. (Sharing over all
 *    columns at once breaks the short ones for the sake of one long one.) Where that would break a
 *    word, the short ones give what is above their own least widths.
 *  - Least widths do not fit: the columns with the longest words break them, as few columns as give
 *    each of those half an even share (padding apart); the others keep their words, years and
 *    amounts whole. No column becomes narrower than its widest figure: a number is never cut.
 * A width that a descriptor gives is both least and preferred, but for a figure that needs more. */

#define WIDE_PART 600 /* 1/1000 of the measure: a table that wants more takes all of it */

size_t gr_table_next_col(const gr_table_draft *table, size_t col)
{
    while (col < table->n_cols && table->busy[col] > 0) {
        col++;
    }
    return col;
}

uint16_t gr_table_colspan(const gr_table_draft *table, const gr_node *cell, size_t col)
{
    size_t left = table->n_cols - col;
    uint16_t span = cell->as.cell.colspan < 1 ? 1 : cell->as.cell.colspan;
    return span > left ? (uint16_t)left : span;
}

void gr_table_take_row(gr_layouter *lay, gr_table_draft *table, const gr_node *row)
{
    gr_mark mark = gr_arena_mark(lay->scratch);
    uint32_t *below = GR_NEW_N(lay->scratch, uint32_t, table->n_cols);
    for (size_t i = 0; i < table->n_cols; i++) {
        below[i] = table->busy[i] > 0 ? table->busy[i] - 1 : 0;
    }
    size_t col = 0;
    for (const gr_node *cell = row->first; cell != NULL; cell = cell->next) {
        col = gr_table_next_col(table, col);
        if (col >= table->n_cols) {
            break;
        }
        for (uint16_t span = gr_table_colspan(table, cell, col); span > 0; span--) {
            below[col++] = cell->as.cell.rowspan > 1 ? cell->as.cell.rowspan - 1u : 0;
        }
    }
    memcpy(table->busy, below, table->n_cols * sizeof below[0]);
    gr_arena_rewind(lay->scratch, mark);
}

/* A head stands where the figures under it end, or as the column does. */
static gr_align head_align(gr_align own, gr_align of_column, bool spans)
{
    gr_align align = own == GR_ALIGN_LEFT ? of_column : own;
    if (spans && own == GR_ALIGN_LEFT && align != GR_ALIGN_LEFT) {
        return GR_ALIGN_CENTRE;
    }
    return align == GR_ALIGN_DECIMAL ? GR_ALIGN_RIGHT : align;
}

gr_align gr_cell_align(const gr_table_draft *table, const gr_node *cell, size_t col)
{
    gr_align own = cell->as.cell.align, of_column = table->node->as.table.cols[col].align;
    if (cell->parent->as.row.role == GR_ROW_HEAD) {
        return head_align(own, of_column, cell->as.cell.colspan > 1);
    }
    return own == GR_ALIGN_LEFT && cell->as.cell.figure != NULL ? of_column : own;
}

typedef struct decimal_scan {
    gr_mpt at, after_digit, mark; /* mark: 0 when there is none */
    uint32_t before;              /* character before */
    gr_mpt pending;               /* place of a mark that a digit must follow; 0: none */
    bool digits;
} decimal_scan;

static void scan_sign(decimal_scan *scan, uint32_t sign, uint32_t decimal_mark, gr_mpt width)
{
    bool digit = sign >= '0' && sign <= '9';
    if (digit && scan->pending > 0) {
        scan->mark = scan->pending;
    }
    scan->pending =
        sign == decimal_mark && scan->before >= '0' && scan->before <= '9' ? scan->at : 0;
    scan->at += width;
    scan->before = sign;
    if (digit) {
        scan->digits = true;
        scan->after_digit = scan->at;
    }
}

static void scan_token(decimal_scan *scan, const gr_token *token, uint32_t decimal_mark)
{
    for (uint32_t i = token->first; i < token->first + token->n; i++) {
        const gr_glyph *glyph = &token->run->glyphs[i];
        size_t at = glyph->cluster;
        uint32_t sign = token->ink->raise != 0 ? 0 : gr_utf8_step(token->run->chars, &at);
        scan_sign(scan, sign, decimal_mark, gr_text_length(glyph->advance, token->ink->size));
    }
}

gr_decimal_widths gr_decimal_measure(const gr_layouter *lay, const gr_para *para)
{
    decimal_scan scan = {0};
    size_t at = 0;
    gr_str mark = lay->house->notation.decimal_mark;
    uint32_t decimal_mark = mark.len > 0 ? gr_utf8_step(mark, &at) : ',';
    for (size_t i = 0; i < para->n; i++) {
        if (para->items[i].kind != GR_BREAK_PENALTY && para->tokens[i].run != NULL) {
            scan_token(&scan, &para->tokens[i], decimal_mark);
        }
    }
    gr_mpt split = scan.mark > 0 ? scan.mark : scan.after_digit;
    return (gr_decimal_widths){.whole = split, .fraction = scan.at - split, .digits = scan.digits};
}

static void widen(gr_mpt *width, gr_mpt wanted)
{
    *width = *width > wanted ? *width : wanted;
}

/* Rounded up: all of them together have it. */
static gr_mpt share_of(gr_mpt width, uint16_t columns)
{
    return (width + columns - 1) / columns;
}

/* What a cell over several columns lacks is shared evenly by them. */
static void widen_span(gr_table_draft *table, size_t col, uint16_t span, gr_widths wanted)
{
    gr_mpt min = 0, pref = 0, figure = 0;
    for (uint16_t i = 0; i < span; i++) {
        figure += table->cols[col + i].floor;
        min += table->cols[col + i].min;
        pref += table->cols[col + i].pref;
    }
    for (uint16_t i = 0; i < span; i++) {
        gr_table_col *c = &table->cols[col + i];
        c->min += wanted.min > min ? share_of(wanted.min - min, span) : 0;
        c->pref += wanted.pref > pref ? share_of(wanted.pref - pref, span) : 0;
        c->floor += wanted.figure > figure ? share_of(wanted.figure - figure, span) : 0;
        widen(&c->pref, c->min);
    }
}

/* `wanted` is the paragraph's; figures end at one place, so a column is as wide as its widest part
 * before and after the mark. */
static void widen_decimal(const gr_layouter *lay, gr_table_col *c, const gr_para *para,
                          gr_widths *wanted)
{
    gr_decimal_widths parts = gr_decimal_measure(lay, para);
    widen(&c->whole, parts.digits ? parts.whole : 0);
    widen(&c->fraction, parts.digits ? parts.fraction : 0);
    widen(&wanted->figure, wanted->figure > 0 ? c->whole + c->fraction : 0);
    widen(&wanted->min, c->whole + c->fraction);
    widen(&wanted->pref, c->whole + c->fraction);
}

void gr_table_widen(const gr_layouter *lay, gr_table_draft *table, size_t col, const gr_para *para,
                    gr_align align)
{
    gr_table_col *c = &table->cols[col];
    gr_widths wanted = gr_para_widths(para);
    gr_mpt around = 2 * table->look->pad_x + para->style->indent;
    if (align == GR_ALIGN_DECIMAL) {
        widen_decimal(lay, c, para, &wanted);
    }
    widen(&c->floor, wanted.figure > 0 ? wanted.figure + around : 0);
    widen(&c->min, wanted.min + around);
    widen(&c->pref, wanted.pref + around);
}

static void measure_cell(gr_layouter *lay, gr_table_draft *table, const gr_node *cell, size_t col)
{
    gr_para *para = gr_para_make(
        lay, &(gr_para_spec){
                 .node = cell, .style = cell->style, .text = GR_LIT(""), .colour = GR_NO_COLOUR});
    uint16_t span = gr_table_colspan(table, cell, col);
    if (span == 1) {
        gr_table_widen(lay, table, col, para, gr_cell_align(table, cell, col));
        gr_table_measure_carried(lay, table, cell, col);
        return;
    }
    gr_widths wanted = gr_para_widths(para);
    gr_mpt around = 2 * table->look->pad_x + cell->style->indent;
    widen_span(table, col, span,
               (gr_widths){.min = wanted.min + around,
                           .pref = wanted.pref + around,
                           .figure = wanted.figure > 0 ? wanted.figure + around : 0});
}

/* Cells over one column first: only then is it known what those over several lack. */
static void measure_row(gr_layouter *lay, gr_table_draft *table, const gr_node *row, bool spans)
{
    size_t col = 0;
    for (const gr_node *cell = row->first; cell != NULL; cell = cell->next) {
        col = gr_table_next_col(table, col);
        if (col >= table->n_cols) {
            break;
        }
        uint16_t span = gr_table_colspan(table, cell, col);
        if (spans == (span > 1)) {
            measure_cell(lay, table, cell, col);
        }
        col += span;
    }
}

static gr_status measure_rows(gr_layouter *lay, gr_table_draft *table, bool spans)
{
    gr_arena *pages = lay->arena;
    gr_row_cursor cursor;
    const gr_node *row = NULL;
    gr_status status = gr_rows_open(table->node, lay->scratch, &cursor);
    gr_mark mark = gr_arena_mark(lay->trial);
    lay->arena = lay->trial;
    while (status == GR_OK && (status = gr_rows_next(&cursor, &row)) == GR_OK && row != NULL) {
        gr_mark tokens = gr_arena_mark(lay->paras);
        measure_row(lay, table, row, spans);
        gr_arena_rewind(lay->paras, tokens);
        gr_table_take_row(lay, table, row);
        gr_arena_rewind(lay->trial, mark);
    }
    lay->arena = pages;
    memset(table->busy, 0, table->n_cols * sizeof table->busy[0]);
    return status;
}

typedef struct sums {
    int64_t min, pref;
} sums;

static sums add_up(const gr_table_draft *table)
{
    sums s = {0};
    for (size_t i = 0; i < table->n_cols; i++) {
        s.min += table->cols[i].min;
        s.pref += table->cols[i].pref;
    }
    return s;
}

/* `width` over the columns in proportion to their preference. */
static void scale(gr_table_draft *table, gr_mpt width, int64_t sum)
{
    int64_t done = 0, given = 0;
    for (size_t i = 0; i < table->n_cols; i++) {
        gr_table_col *c = &table->cols[i];
        done += c->pref;
        c->width = (gr_mpt)(sum > 0 ? done * width / sum - given : 0);
        given += c->width;
    }
}

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

/* The others share in proportion to the root of what they want would be kinder still; in
 * proportion, none below its least width, is what readers expect of two long columns. */
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

/* Columns give what they have above their figures and padding; even that may be too little: then
 * all give way alike, and a figure that does not fit is said where it is set. */
static void hold_within(gr_table_draft *table, gr_mpt width)
{
    int64_t over = sum_of_widths(table) - width, spare = 0;
    for (size_t i = 0; i < table->n_cols; i++) {
        gr_table_col *c = &table->cols[i];
        widen(&c->floor, 2 * table->look->pad_x + 1);
        spare += c->width > c->floor ? c->width - c->floor : 0;
    }
    for (size_t i = 0; over > 0 && spare > 0 && i < table->n_cols; i++) {
        gr_table_col *c = &table->cols[i];
        int64_t own = c->width > c->floor ? c->width - c->floor : 0;
        int64_t given = over < spare ? (own * over + spare - 1) / spare : own;
        c->width -= (gr_mpt)(given < own ? given : own);
    }
    int64_t sum = sum_of_widths(table);
    for (size_t i = 0; sum > width && i < table->n_cols; i++) {
        table->cols[i].width = (gr_mpt)(table->cols[i].width * (int64_t)width / sum);
    }
}

static void squeeze(gr_layouter *lay, gr_table_draft *table, gr_mpt width)
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
    hold_within(table, width);
    gr_arena_rewind(lay->scratch, mark);
}

static int by_width_down(const void *a, const void *b)
{
    gr_mpt left = *(const gr_mpt *)a, right = *(const gr_mpt *)b;
    return (left < right) - (left > right);
}

/* Columns that want at least this have words that must be broken. */
static gr_mpt least_broken(gr_layouter *lay, const gr_table_draft *table, gr_mpt width,
                           gr_mpt least)
{
    size_t n = table->n_cols;
    gr_mpt *widths = GR_NEW_N(lay->scratch, gr_mpt, n);
    int64_t left = width;
    for (size_t i = 0; i < n; i++) {
        widths[i] = table->cols[i].min;
        left -= widths[i];
    }
    qsort(widths, n, sizeof widths[0], by_width_down);
    size_t broken = 0;
    do {
        left += widths[broken++];
    } while (broken < n && left < (int64_t)broken * least);
    return widths[broken - 1];
}

/* Too narrow for the longest words: a whole word is all that a column can still want. */
static void settle_for_words(gr_layouter *lay, gr_table_draft *table, gr_mpt width)
{
    gr_mark mark = gr_arena_mark(lay->scratch);
    gr_mpt pads = 2 * table->look->pad_x, inside = width / (gr_mpt)table->n_cols - pads;
    gr_mpt least = pads + (inside > 1 ? inside / 2 : 1);
    gr_mpt broken = least_broken(lay, table, width, least);
    for (size_t i = 0; i < table->n_cols; i++) {
        gr_table_col *c = &table->cols[i];
        gr_mpt cut = least > c->floor ? least : c->floor;
        c->pref = c->min;
        c->min = c->min >= broken && c->min > cut ? cut : c->min;
    }
    gr_arena_rewind(lay->scratch, mark);
}

/* The first column whose figures need more than its descriptor gives it. */
static void report_wider(gr_layouter *lay, const gr_table_draft *table, size_t col)
{
    gr_mpt asked = table->node->as.table.cols[col].width, own = table->cols[col].floor;
    gr_diag_report_open(lay->diag, table->node->at, GR_CODE_COLUMN_WIDER,
                        "column %zu has a width of %ld.%ld pt, and its widest figure needs "
                        "%ld.%ld pt, which it got; give it a larger width, or none",
                        col + 1, (long)(asked / 1000), (long)(asked % 1000 / 100),
                        (long)(own / 1000), (long)(own % 1000 / 100));
}

static void apply_fixed(gr_layouter *lay, gr_table_draft *table)
{
    bool told = false;
    for (size_t i = 0; i < table->n_cols; i++) {
        const gr_col *col = &table->node->as.table.cols[i];
        gr_table_col *c = &table->cols[i];
        if (col->width > 0) {
            c->min = c->pref = col->width > c->floor ? col->width : c->floor;
        }
        if (col->width > 0 && c->floor > col->width && !told) {
            report_wider(lay, table, i);
            told = true;
        }
        widen(&c->min, 2 * table->look->pad_x + 1);
        widen(&c->pref, c->min);
    }
}

/* One report a table is enough. */
static void report_fixed(gr_layouter *lay, const gr_table_draft *table)
{
    for (size_t i = 0; i < table->n_cols; i++) {
        gr_mpt asked = table->node->as.table.cols[i].width, own = table->cols[i].width;
        if (asked / 1000 > own / 1000) {
            (void)gr_made_smaller(lay, table->node, "a column with a width", asked, own);
            return;
        }
    }
}

gr_status gr_table_measure(gr_layouter *lay, gr_table_draft *table, gr_mpt width)
{
    GR_TRY(measure_rows(lay, table, false));
    GR_TRY(measure_rows(lay, table, true));
    gr_table_measure_carry_words(lay, table);
    apply_fixed(lay, table);
    sums wanted = add_up(table);
    if (wanted.pref <= width) {
        gr_mpt narrow = (gr_mpt)((int64_t)width * WIDE_PART / 1000);
        scale(table, wanted.pref > narrow ? width : narrow, wanted.pref);
    } else {
        if (wanted.min > width) {
            settle_for_words(lay, table, width);
        }
        squeeze(lay, table, width);
        report_fixed(lay, table);
    }
    table->width = 0;
    for (size_t i = 0; i < table->n_cols; i++) {
        table->cols[i].x = table->x + table->width;
        table->width += table->cols[i].width;
    }
    return GR_OK;
}
