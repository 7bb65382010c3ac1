#include "sheets_priv.h"

/* Owns how a formula is written: cell names, ranges, brackets where they are needed. */
#include <inttypes.h>

#define LONGEST    8000 /* a spreadsheet takes 8,192 */
#define MOST_PARTS 255  /* of one list */

typedef struct writing {
    const gr_sheet_draft *draft;
    uint32_t sheet; /* where the formula stands */
    gr_buf out;
    bool plain, too_many;
} writing;

static void add_fx(writing *w, const gr_fx *fx);

void gr_add_column_name(gr_buf *out, uint32_t col)
{
    if (col >= 26) {
        gr_add_column_name(out, col / 26 - 1);
    }
    gr_buf_add_char(out, (char)('A' + col % 26));
}

void gr_add_cell_name(gr_buf *out, uint32_t row, uint32_t col)
{
    gr_add_column_name(out, col);
    gr_buf_addf(out, "%" PRIu32, row + 1);
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

/** B3, B3:B13 or t_Lasten[Bedrag] */
static void add_area(writing *w, const gr_fx *fx)
{
    if (fx->kind == GR_FX_AREA && !w->plain && gr_flat_add_column(w->draft, &fx->area, &w->out)) {
        return;
    }
    add_sheet_name(w, fx->area.sheet);
    gr_add_cell_name(&w->out, fx->area.first_row, fx->area.first_col);
    if (fx->kind == GR_FX_AREA) {
        gr_buf_add_char(&w->out, ':');
        gr_add_cell_name(&w->out, fx->area.last_row, fx->area.last_col);
    }
}

static void add_list(writing *w, const gr_fx *list)
{
    for (size_t i = 0; i < list->n_args && !w->out.full; i++) {
        gr_buf_add(&w->out, gr_str_of(i == 0 ? "" : ","));
        add_fx(w, list->args[i]);
    }
    w->too_many |= list->n_args > MOST_PARTS;
}

/** "V", with quotes in it doubled. */
static void add_text(writing *w, gr_str text)
{
    gr_buf_add_char(&w->out, '"');
    for (size_t i = 0; i < text.len; i++) {
        gr_buf_add(&w->out, text.ptr[i] == '"' ? GR_LIT("\"\"") : gr_str_sub(text, i, 1));
    }
    gr_buf_add_char(&w->out, '"');
}

/* --- operations --- */

typedef struct notation {
    const char *sign; /* between two operands, or the name of a function */
    int binds;        /* 0: needs no brackets anywhere; else more is tighter */
} notation;

static const notation notations[] = {
    [GR_FX_NUMBER] = {"", 0},     [GR_FX_TEXT] = {"", 0},       [GR_FX_CELL] = {"", 0},
    [GR_FX_AREA] = {"", 0},       [GR_FX_NEG] = {"-", 4},       [GR_FX_ADD] = {"+", 2},
    [GR_FX_SUB] = {"-", 2},       [GR_FX_MUL] = {"*", 3},       [GR_FX_DIV] = {"/", 3},
    [GR_FX_EQ] = {"=", 1},        [GR_FX_NE] = {"<>", 1},       [GR_FX_LT] = {"<", 1},
    [GR_FX_LE] = {"<=", 1},       [GR_FX_GT] = {">", 1},        [GR_FX_GE] = {">=", 1},
    [GR_FX_SUM] = {"SUM", 0},     [GR_FX_ROUND] = {"ROUND", 0}, [GR_FX_AVERAGE] = {"AVERAGE", 0},
    [GR_FX_MIN] = {"MIN", 0},     [GR_FX_MAX] = {"MAX", 0},     [GR_FX_IF] = {"IF", 0},
    [GR_FX_COUNT] = {"COUNT", 0}, [GR_FX_AND] = {"AND", 0},     [GR_FX_OR] = {"OR", 0},
    [GR_FX_NOT] = {"NOT", 0},
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
    if (w->out.full) {
        return; /* an operand may be shared: written out it could be without end */
    }
    switch (fx->kind) {
    case GR_FX_NUMBER:
        add_number(w, fx->number);
        break;
    case GR_FX_TEXT:
        add_text(w, fx->text);
        break;
    case GR_FX_CELL:
    case GR_FX_AREA:
        add_area(w, fx);
        break;
    case GR_FX_NEG:
        gr_buf_add(&w->out, gr_str_of(style->sign));
        add_side(w, fx->args[0], style->binds, true);
        break;
    case GR_FX_ADD:
    case GR_FX_SUB:
    case GR_FX_MUL:
    case GR_FX_DIV:
    case GR_FX_EQ:
    case GR_FX_NE:
    case GR_FX_LT:
    case GR_FX_LE:
    case GR_FX_GT:
    case GR_FX_GE:
        add_side(w, fx->args[0], style->binds, false);
        gr_buf_add(&w->out, gr_str_of(style->sign));
        add_side(w, fx->args[1], style->binds, true);
        break;
    case GR_FX_ROUND:
    case GR_FX_SUM:
    case GR_FX_MIN:
    case GR_FX_MAX:
    case GR_FX_AVERAGE:
    case GR_FX_COUNT:
    case GR_FX_IF:
    case GR_FX_AND:
    case GR_FX_OR:
    case GR_FX_NOT:
        add_call(w, fx);
        break;
    }
}

gr_str gr_fx_text(const gr_sheet_draft *draft, const gr_fx *fx, uint32_t sheet, bool plain,
                  gr_arena *arena)
{
    writing w = {.draft = draft,
                 .sheet = sheet,
                 .plain = plain,
                 .out = gr_buf_make(draft->scratch, LONGEST)};
    gr_buf_add_char(&w.out, '=');
    add_fx(&w, fx);
    return w.out.full || w.too_many ? GR_LIT("") : gr_str_dup(arena, gr_buf_view(&w.out));
}
