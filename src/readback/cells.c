/* Owns one cell of a workbook, held against the figure that should be in it. */
#include "base/arena.h"
#include "base/num.h"
#include "base/utf8.h"
#include "sheets_priv.h"

typedef struct cell_read {
    gr_str value;
    bool words;   /* else a number */
    bool formula; /* that has no value: another program saved it */
} cell_read;

void gr_back_nothing(gr_sheets_back *s, uint32_t figure)
{
    s->back->n_held++;
    if (s->back->figure(s->back->user, figure).text.len > 0) {
        s->back->differs(s->back->user, figure, GR_LIT("(nothing)"));
    }
}

static bool same_words(gr_sheets_back *s, gr_str text, gr_str value)
{
    s->want.len = s->shown.len = 0;
    gr_bare_add(text, &s->want);
    gr_bare_add(value, &s->shown);
    return gr_str_eq(gr_buf_view(&s->want), gr_buf_view(&s->shown));
}

static void hold(gr_sheets_back *s, uint32_t nr, const cell_read *cell)
{
    const gr_readback_figure figure = s->back->figure(s->back->user, nr);
    if (cell->formula && cell->value.len == 0 && s->back->formulas_unread) {
        return;
    }
    bool same = figure.text.len == 0 && cell->value.len == 0;
    if (!same && cell->words) {
        same = figure.is_mark || same_words(s, figure.text, cell->value);
    } else if (!same) {
        s->want.len = 0;
        s->back->value(s->back->user, nr, &s->want);
        same = gr_cell_has_number(cell->value, gr_buf_view(&s->want));
    }
    s->back->n_held++;
    if (!same) {
        s->back->differs(s->back->user, nr,
                         cell->value.len > 0 ? cell->value : GR_LIT("(nothing)"));
    }
}

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/** "_x000D_" and the like: a character that stands in a workbook by its number; 0: it is none. */
static uint32_t escaped_at(gr_str text, size_t at)
{
    gr_str rest = gr_str_sub(text, at, 7);
    uint32_t number = 0;
    if (rest.len < 7 || !gr_str_starts(rest, GR_LIT("_x")) || rest.ptr[6] != '_') {
        return 0;
    }
    for (size_t i = 2; i < 6; i++) {
        int digit = hex(rest.ptr[i]);
        if (digit < 0) {
            return 0;
        }
        number = number * 16 + (uint32_t)digit;
    }
    return number >= 0xD800 && number <= 0xDFFF ? 0 : number; /* half a character is none */
}

static gr_str without_escapes(gr_str text, gr_arena *arena)
{
    if (gr_str_find(text, GR_LIT("_x")) == SIZE_MAX) {
        return text;
    }
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t at = 0; at < text.len;) {
        uint32_t sign = escaped_at(text, at);
        if (sign > 0) {
            gr_utf8_add(&out, sign);
        } else {
            gr_buf_add(&out, gr_str_sub(text, at, 1));
        }
        at += sign > 0 ? 7 : 1;
    }
    return gr_buf_view(&out);
}

/** All texts in an element: those of a cell in two looks stand apart. */
static gr_str texts_in(gr_str element, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_str text = GR_LIT("");
    while (gr_cut_element(&element, "<t", "</t>", &text)) {
        size_t start = gr_str_find(text, GR_LIT(">"));
        gr_str rest = gr_str_sub(text, start + 1, SIZE_MAX);
        gr_str words = gr_plain_text(gr_str_sub(rest, 0, gr_str_find(rest, GR_LIT("</t>"))), arena);
        gr_buf_add(&out, without_escapes(words, arena));
    }
    return gr_buf_view(&out);
}

bool gr_readback_cell(gr_str name, uint32_t *row, uint32_t *col)
{
    size_t at = 0;
    uint32_t letters = 0;
    int64_t digits = 0;
    for (; at < name.len && at < 4 && name.ptr[at] >= 'A' && name.ptr[at] <= 'Z'; at++) {
        letters = letters * 26 + (uint32_t)(name.ptr[at] - 'A') + 1;
    }
    bool read = at > 0 && gr_int_parse(gr_str_sub(name, at, SIZE_MAX), &digits) && digits > 0 &&
                digits < UINT32_MAX;
    *row = read ? (uint32_t)digits - 1 : 0;
    *col = read ? letters - 1 : 0;
    return read;
}

static void hold_found(gr_sheets_back *s, uint32_t figure, gr_str cell)
{
    gr_mark mark = gr_arena_mark(s->scratch);
    gr_str type = gr_cell_attribute(cell, "t");
    gr_str value = GR_LIT("");
    gr_str rest = cell;
    gr_str formula = GR_LIT("");
    int64_t nr = 0;
    cell_read read = {.value = GR_LIT(""), .words = type.len > 0 && !gr_str_is(type, "n")};
    if (gr_cut_element(&rest, "<v", "</v>", &value) && gr_str_ends(value, GR_LIT("</v>"))) {
        size_t start = gr_str_find(value, GR_LIT(">")) + 1;
        read.value = gr_plain_text(gr_str_sub(value, start, value.len - start - 4), s->scratch);
    }
    if (gr_str_is(type, "s") && gr_int_parse(read.value, &nr) && nr >= 0 && nr < UINT32_MAX) {
        gr_arena_rewind(s->scratch, mark);
        *GR_PUSH(s->arena, s->numbered, s->n_numbered, s->cap_numbered, gr_numbered_cell) =
            (gr_numbered_cell){(uint32_t)nr, figure};
        return;
    }
    if (gr_str_is(type, "inlineStr")) {
        read.value = texts_in(cell, s->scratch);
    }
    rest = cell;
    read.formula = gr_cut_element(&rest, "<f", "</f>", &formula);
    hold(s, figure, &read);
    gr_arena_rewind(s->scratch, mark);
}

void gr_back_cell(gr_sheets_back *s, gr_str cell)
{
    uint32_t row = 0;
    uint32_t col = 0;
    if (!gr_readback_cell(gr_cell_attribute(cell, "r"), &row, &col)) {
        return;
    }
    for (; s->at < s->end; s->at++) {
        const gr_wanted_cell *wanted = &s->wanted[s->at];
        bool before = wanted->row < row || (wanted->row == row && wanted->col < col);
        if (!before && (wanted->row != row || wanted->col != col)) {
            return;
        }
        if (before) {
            gr_back_nothing(s, wanted->figure);
        } else {
            hold_found(s, wanted->figure, cell);
        }
    }
}

void gr_back_text(gr_sheets_back *s, gr_str item)
{
    const gr_numbered_cell *next = &s->numbered[s->next_numbered];
    if (next->text == s->text_nr) {
        gr_mark mark = gr_arena_mark(s->scratch);
        const cell_read read = {.value = texts_in(item, s->scratch), .words = true};
        for (; s->next_numbered < s->n_numbered && next->text == s->text_nr; next++) {
            hold(s, next->figure, &read);
            s->next_numbered++;
        }
        gr_arena_rewind(s->scratch, mark);
    }
    s->text_nr++;
}
