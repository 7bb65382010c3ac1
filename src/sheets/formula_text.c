#include "sheets_priv.h"

/* Owns how a formula is written: cell names, ranges, brackets where they are needed. */
#include <inttypes.h>

#define LONGEST    8000 /* a spreadsheet takes 8,192 */
#define MOST_PARTS 250  /* of one list; a spreadsheet takes 255 */

typedef struct writing {
    const gr_draft *draft;
    uint32_t sheet; /* where the formula stands */
    gr_buf out;
    bool too_many;
} writing;

static void add_fx(writing *w, const gr_fx *fx);

static void add_column(gr_buf *out, uint32_t col)
{
    if (col >= 26) {
        add_column(out, col / 26 - 1);
    }
    gr_buf_add_char(out, (char)('A' + col % 26));
}

void gr_add_cell_name(gr_buf *out, uint32_t row, uint32_t col)
{
    add_column(out, col);
    gr_buf_addf(out, "%" PRIu32, row + 1);
}

static const gr_sheet_cell *cell_of(const writing *w, const gr_fx *fx)
{
    return &w->draft->sheets[fx->sheet].sheet.cells[fx->cell];
}

/** 'Bijdragen 2025'! - always in quotes, so that no name can be read as something else. */
static void add_sheet_name(writing *w, uint32_t sheet)
{
    if (sheet == w->sheet) {
        return;
    }
    gr_str name = w->draft->sheets[sheet].sheet.name;
    gr_buf_add_char(&w->out, '\'');
    for (size_t i = 0; i < name.len; i++) {
        gr_buf_add(&w->out, gr_str_sub(name, i, 1));
        if (name.ptr[i] == '\'') {
            gr_buf_add_char(&w->out, '\'');
        }
    }
    gr_buf_add(&w->out, GR_LIT("'!"));
}

static void add_cell(writing *w, const gr_fx *fx)
{
    const gr_sheet_cell *cell = cell_of(w, fx);
    add_sheet_name(w, fx->sheet);
    gr_add_cell_name(&w->out, cell->row, cell->col);
}

/* --- lists --- */

/** True when `fx` is the cell `down` rows under and `right` columns beside the first of a run. */
static bool continues(const writing *w, const gr_fx *first, const gr_fx *fx, size_t down,
                      size_t right)
{
    if (fx->kind != GR_FX_CELL || fx->sheet != first->sheet) {
        return false;
    }
    const gr_sheet_cell *from = cell_of(w, first);
    const gr_sheet_cell *to = cell_of(w, fx);
    return to->row == from->row + down && to->col == from->col + right;
}

/** Number of arguments from `first` on that lie in one line without a gap. */
static size_t run_length(const writing *w, const gr_fx *list, size_t first)
{
    const gr_fx *start = list->args[first];
    if (start->kind != GR_FX_CELL) {
        return 1;
    }
    size_t down = 1, right = 1;
    while (first + down < list->n_args && continues(w, start, list->args[first + down], down, 0)) {
        down++;
    }
    while (first + right < list->n_args &&
           continues(w, start, list->args[first + right], 0, right)) {
        right++;
    }
    return down > right ? down : right;
}

static void add_list(writing *w, const gr_fx *list)
{
    size_t parts = 0;
    for (size_t i = 0; i < list->n_args && !w->out.full; parts++) {
        size_t n = run_length(w, list, i);
        if (i > 0) {
            gr_buf_add_char(&w->out, ',');
        }
        add_fx(w, list->args[i]);
        if (n > 1) {
            const gr_sheet_cell *last = cell_of(w, list->args[i + n - 1]);
            gr_buf_add_char(&w->out, ':');
            gr_add_cell_name(&w->out, last->row, last->col);
        }
        i += n;
    }
    w->too_many |= parts > MOST_PARTS;
}

/* --- operations --- */

typedef struct notation {
    const char *sign; /* between two operands, or the name of a function */
    int binds;        /* 0: needs no brackets anywhere; else more is tighter */
} notation;

static const notation notations[] = {
    [GR_FX_NUMBER] = {"", 0}, [GR_FX_CELL] = {"", 0},       [GR_FX_NEG] = {"-", 3},
    [GR_FX_ADD] = {"+", 1},   [GR_FX_SUB] = {"-", 1},       [GR_FX_MUL] = {"*", 2},
    [GR_FX_DIV] = {"/", 2},   [GR_FX_ROUND] = {"ROUND", 0}, [GR_FX_SUM] = {"SUM", 0},
    [GR_FX_MIN] = {"MIN", 0}, [GR_FX_MAX] = {"MAX", 0},     [GR_FX_AVERAGE] = {"AVERAGE", 0},
};

/** `fx` as a side of something that binds like `around`. */
static void add_side(writing *w, const gr_fx *fx, int around, bool right)
{
    int binds = notations[fx->kind].binds;
    bool negative = fx->kind == GR_FX_NUMBER && fx->number.coef < 0;
    bool bracketed = negative || (binds > 0 && (right ? binds <= around : binds < around));
    gr_buf_add(&w->out, gr_str_of(bracketed ? "(" : ""));
    add_fx(w, fx);
    gr_buf_add(&w->out, gr_str_of(bracketed ? ")" : ""));
}

static void add_number(writing *w, gr_decimal number)
{
    gr_value value = {.type = GR_T_DECIMAL, .as.dec = number};
    gr_value_add(&value, &w->out);
}

static void add_call(writing *w, const gr_fx *fx)
{
    gr_buf_addf(&w->out, "%s(", notations[fx->kind].sign);
    if (fx->kind == GR_FX_ROUND) {
        add_fx(w, fx->args[0]);
        gr_buf_addf(&w->out, ",%u", (unsigned)fx->places);
    } else {
        add_list(w, fx);
    }
    gr_buf_add_char(&w->out, ')');
}

static void add_fx(writing *w, const gr_fx *fx)
{
    const notation *style = &notations[fx->kind];
    switch (fx->kind) {
    case GR_FX_NUMBER:
        add_number(w, fx->number);
        break;
    case GR_FX_CELL:
        add_cell(w, fx);
        break;
    case GR_FX_NEG:
        gr_buf_add(&w->out, gr_str_of(style->sign));
        add_side(w, fx->args[0], style->binds, true);
        break;
    case GR_FX_ADD:
    case GR_FX_SUB:
    case GR_FX_MUL:
    case GR_FX_DIV:
        add_side(w, fx->args[0], style->binds, false);
        gr_buf_add(&w->out, gr_str_of(style->sign));
        add_side(w, fx->args[1], style->binds, true);
        break;
    case GR_FX_ROUND:
    case GR_FX_SUM:
    case GR_FX_MIN:
    case GR_FX_MAX:
    case GR_FX_AVERAGE:
        add_call(w, fx);
        break;
    }
}

gr_str gr_fx_text(const gr_draft *draft, const gr_fx *fx, uint32_t sheet, gr_arena *arena)
{
    writing w = {.draft = draft, .sheet = sheet, .out = gr_buf_make(draft->scratch, LONGEST)};
    gr_buf_add_char(&w.out, '=');
    add_fx(&w, fx);
    return w.out.full || w.too_many ? GR_LIT("") : gr_str_dup(arena, gr_buf_view(&w.out));
}
