#include "table_priv.h"

/* Owns how wide the columns of a table are.
 *
 * Each column has a least width (its longest word; for numbers the whole figure) and a preferred
 * one (all of it on one line), over the head and the body.
 *  - All preferences fit: the table is as wide as that, or takes the whole measure when the report
 *    or its look says so, or when it nearly does: an edge that is a little off looks like a fault.
 *  - They do not: the table takes the measure, and who gets what is table_fit.c's.
 *  - Least widths do not fit: table_share.c.
 * A width that a descriptor gives is both least and preferred, but for a figure or a piece of a
 * word that needs more. */

#define NEARLY_ALL    900   /* 1/1000 of the measure: a table that wants more takes all of it */
#define LEAST_LETTERS 2     /* em, some four letters: a shorter piece of a word is hard to read */
#define LEAST_IMAGE   56700 /* 20 mm: a smaller image shows little */
#define LONG_SYLLABLE 6     /* em: what is longer and has no hyphen will be cut anyhow */

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

static gr_mpt shorter(gr_mpt left, gr_mpt right)
{
    return left < right ? left : right;
}

/* What a text asks of a column or of several. `around` is padding and indent. */
static gr_table_col wanted_of(const gr_para *para, const gr_widths *widths, gr_mpt around)
{
    gr_mpt letters = shorter(widths->piece, LEAST_LETTERS * para->style->size);
    gr_mpt syllable = shorter(widths->piece, LONG_SYLLABLE * para->style->size);
    gr_mpt floor = widths->figure > letters ? widths->figure : letters;
    return (gr_table_col){.min = widths->min + around,
                          .pref = widths->pref + around,
                          .figure = widths->figure > 0 ? widths->figure + around : 0,
                          .kept = widths->whole > 0 ? widths->whole + around : 0,
                          .floor = floor > 0 ? floor + around : 0,
                          .syllable = syllable > 0 ? syllable + around : 0};
}

static void widen_part(gr_mpt *width, gr_mpt wanted, gr_mpt have, uint16_t columns)
{
    *width += wanted > have ? share_of(wanted - have, columns) : 0;
}

/* What a cell over several columns lacks is shared evenly by them. */
static void widen_span(gr_table_draft *table, size_t col, uint16_t span, const gr_table_col *wanted)
{
    gr_table_col have = {0};
    for (uint16_t i = 0; i < span; i++) {
        const gr_table_col *c = &table->cols[col + i];
        have.min += c->min;
        have.pref += c->pref;
        have.figure += c->figure;
        have.kept += c->kept;
        have.floor += c->floor;
        have.syllable += c->syllable;
    }
    for (uint16_t i = 0; i < span; i++) {
        gr_table_col *c = &table->cols[col + i];
        widen_part(&c->min, wanted->min, have.min, span);
        widen_part(&c->pref, wanted->pref, have.pref, span);
        widen_part(&c->figure, wanted->figure, have.figure, span);
        widen_part(&c->kept, wanted->kept, have.kept, span);
        widen_part(&c->floor, wanted->floor, have.floor, span);
        widen_part(&c->syllable, wanted->syllable, have.syllable, span);
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
    widen(&wanted->whole, wanted->figure);
    widen(&wanted->min, c->whole + c->fraction);
    widen(&wanted->pref, c->whole + c->fraction);
}

static void widen_all(gr_table_col *c, gr_table_col asked)
{
    widen(&c->figure, asked.figure);
    widen(&c->kept, asked.kept);
    widen(&c->floor, asked.floor);
    widen(&c->syllable, asked.syllable);
    widen(&c->min, asked.min);
    widen(&c->pref, asked.pref);
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
    widen_all(c, wanted_of(para, &wanted, around));
    gr_table_note_text(table, col, para, around);
}

typedef struct widening { /* for the texts of one cell */
    gr_table_draft *table;
    size_t col;
    uint16_t span;
    gr_mpt indent;
} widening;

static void widen_text(void *user, const gr_para *para, gr_mpt around)
{
    const widening *w = user;
    gr_widths widths = gr_para_widths(para);
    around += 2 * w->table->look->pad_x + w->indent + para->style->indent;
    gr_table_col wanted = wanted_of(para, &widths, around);
    if (w->span == 1) {
        widen_all(&w->table->cols[w->col], wanted);
        gr_table_note_text(w->table, w->col, para, around);
    } else {
        widen_span(w->table, w->col, w->span, &wanted);
    }
}

static void measure_blocks(gr_layouter *lay, gr_table_draft *table, const gr_node *cell, size_t col)
{
    widening w = {table, col, gr_table_colspan(table, cell, col), cell->style->indent};
    gr_cell_texts(lay, cell, widen_text, &w);
    gr_mpt image = gr_cell_image(cell);
    const gr_table_col wanted = {.min = shorter(image, LEAST_IMAGE),
                                 .pref = image > 0 ? image + 2 * table->look->pad_x : 0};
    if (w.span == 1) {
        widen_all(&table->cols[col], wanted);
        widen(&table->cols[col].image, wanted.pref);
    }
}

static void measure_cell(gr_layouter *lay, gr_table_draft *table, const gr_node *cell, size_t col)
{
    if (gr_cell_has_blocks(cell)) {
        measure_blocks(lay, table, cell, col);
        return;
    }
    gr_para *para = gr_para_make(
        lay, &(gr_para_spec){
                 .node = cell, .style = cell->style, .text = GR_LIT(""), .colour = GR_NO_COLOUR});
    uint16_t span = gr_table_colspan(table, cell, col);
    if (span == 1) {
        gr_table_widen(lay, table, col, para, gr_cell_align(table, cell, col));
        gr_table_measure_carried(lay, table, cell, col);
        return;
    }
    gr_widths widths = gr_para_widths(para);
    gr_table_col wanted = wanted_of(para, &widths, 2 * table->look->pad_x + cell->style->indent);
    widen_span(table, col, span, &wanted);
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
    gr_arena *pages = lay->arena, *passing = lay->passing;
    gr_row_cursor cursor;
    const gr_node *row = NULL;
    gr_status status = gr_rows_open(table->node, lay->scratch, &cursor);
    gr_mark mark = gr_arena_mark(lay->trial);
    uint32_t words = gr_text_generation(lay->text) + 1; /* older ones may be somebody's */
    lay->arena = lay->passing = lay->trial;
    while (status == GR_OK && (status = gr_rows_next(&cursor, &row)) == GR_OK && row != NULL) {
        gr_mark tokens = gr_arena_mark(lay->paras);
        measure_row(lay, table, row, spans);
        gr_arena_rewind(lay->paras, tokens);
        gr_table_take_row(lay, table, row);
        if (!spans) {
            gr_table_next_texts(table);
        }
        gr_arena_rewind(lay->trial, mark);
        gr_text_release(lay->text, words,
                        UINT32_MAX); /* but the last: nothing of the row is left */
    }
    lay->arena = pages;
    lay->passing = passing;
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

/* The first column of which the figures or words need more than its descriptor gives it. */
static void report_wider(gr_layouter *lay, const gr_table_draft *table, size_t col)
{
    const gr_table_col *c = &table->cols[col];
    gr_mpt asked = table->node->as.table.cols[col].width;
    gr_diag_report_open(lay->diag, table->node->at, GR_CODE_COLUMN_WIDER,
                        "column %zu has a width of %ld.%ld pt, and %s %ld.%ld pt, which it got; "
                        "give it a larger width, or none",
                        col + 1, (long)(asked / 1000), (long)(asked % 1000 / 100),
                        c->figure > asked ? "its widest figure needs"
                                          : "even some letters of its words need",
                        (long)(c->floor / 1000), (long)(c->floor % 1000 / 100));
}

static void apply_fixed(gr_layouter *lay, gr_table_draft *table)
{
    bool told = false;
    for (size_t i = 0; i < table->n_cols; i++) {
        const gr_col *col = &table->node->as.table.cols[i];
        gr_table_col *c = &table->cols[i];
        if (col->width > 0) {
            c->min = c->pref = col->width > c->floor ? col->width : c->floor;
            c->kept = c->floor;
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

/* Columns stand an em further apart than their padding, as far as there is room. */
static void air(const gr_layouter *lay, gr_table_draft *table, int64_t room)
{
    int64_t open = 0, em = lay->house->styles[GR_STYLE_CELL]->size;
    for (size_t i = 0; i < table->n_cols; i++) {
        open += table->node->as.table.cols[i].width == 0 ? 1 : 0;
    }
    gr_mpt more = (gr_mpt)(open == 0 ? 0 : room / open < em ? room / open : em);
    for (size_t i = 0; i < table->n_cols; i++) {
        table->cols[i].pref += table->node->as.table.cols[i].width == 0 ? more : 0;
    }
}

/* All of it on one line: as wide as that, or the measure. */
static void set_whole(gr_layouter *lay, gr_table_draft *table, gr_mpt width, int64_t pref)
{
    air(lay, table, width - pref);
    pref = add_up(table).pref;
    bool full = table->node->as.table.full || table->look->full ||
                pref > (int64_t)width * NEARLY_ALL / 1000;
    scale(table, full ? width : (gr_mpt)pref, pref);
}

static void share(gr_layouter *lay, gr_table_draft *table, gr_mpt width)
{
    sums wanted = add_up(table);
    if (wanted.pref > width) {
        width += table->more;
        table->wide = table->more > 0;
    }
    if (wanted.pref <= width) {
        set_whole(lay, table, width, wanted.pref);
        return;
    }
    if (!gr_table_spread(lay, table, width)) {
        if (wanted.min > width) {
            gr_table_settle_for_words(lay, table, width);
        }
        gr_table_squeeze(lay, table, width);
    }
    report_fixed(lay, table);
}

gr_status gr_table_measure(gr_layouter *lay, gr_table_draft *table, gr_mpt width)
{
    gr_table_begin_texts(table);
    GR_TRY(measure_rows(lay, table, false));
    GR_TRY(measure_rows(lay, table, true));
    gr_table_measure_carry_words(lay, table);
    apply_fixed(lay, table);
    share(lay, table, width);
    gr_planner_widths(table, width);
    table->width = 0;
    for (size_t i = 0; i < table->n_cols; i++) {
        table->cols[i].x = table->x + table->width;
        table->width += table->cols[i].width;
    }
    return GR_OK;
}
