/* Owns figures in a workbook: each must be in its cell. Sheets pass piece by piece and are not
 * held; texts that cells name by number are looked at when they pass, at the end. */
#include <stdlib.h>

#include "base/arena.h"
#include "pack/pack.h"
#include "sheets_priv.h"

#define MOST_BYTES ((size_t)4 * 1024 * 1024 * 1024) /* of a sheet, unpacked */
#define MOST_CELL  ((size_t)16 * 1024 * 1024)       /* of a cell or a text, with its looks */
#define MOST_INDEX ((size_t)16 * 1024 * 1024)       /* of the list of sheets */

static int by_place(const void *left, const void *right)
{
    const gr_wanted_cell *a = left;
    const gr_wanted_cell *b = right;
    int order = gr_str_cmp(a->sheet, b->sheet);
    order = order != 0 ? order : (a->row > b->row) - (a->row < b->row);
    return order != 0 ? order : (a->col > b->col) - (a->col < b->col);
}

static void list_cells(gr_sheets_back *s)
{
    s->wanted = GR_NEW_N(s->arena, gr_wanted_cell, s->back->n + 1);
    for (size_t i = 0; i < s->back->n; i++) {
        const gr_readback_figure figure = s->back->figure(s->back->user, i);
        if (figure.sheet.len > 0) {
            s->wanted[s->n_wanted++] = (gr_wanted_cell){
                .sheet = figure.sheet, .row = figure.row, .col = figure.col, .figure = (uint32_t)i};
        }
    }
    qsort(s->wanted, s->n_wanted, sizeof(s->wanted[0]), by_place);
}

static bool walk(const gr_sheets_back *s, const char *name, void (*take)(void *user, gr_str piece),
                 void *user)
{
    for (size_t i = 0; i < gr_zip_count(s->zip); i++) {
        if (gr_str_is(gr_zip_name(s->zip, i), name)) {
            return gr_zip_walk(s->zip, i, MOST_BYTES, take, user);
        }
    }
    return false;
}

/* --- sheets --- */

static void take_cells(void *user, gr_str piece)
{
    gr_sheets_back *s = user;
    if (s->at < s->end) {
        gr_pieces_add(&s->pieces, piece);
        gr_str cell = GR_LIT("");
        while (s->at < s->end && gr_pieces_cut(&s->pieces, "<c", "</c>", &cell)) {
            gr_back_cell(s, cell);
        }
    }
}

/** Figures that should stand behind what the sheet has. */
static void end_sheet(gr_sheets_back *s)
{
    for (; s->at < s->end; s->at++) {
        gr_back_nothing(s, s->wanted[s->at].figure);
    }
}

static bool read_sheet(gr_sheets_back *s, gr_str name, size_t nr)
{
    s->at = 0;
    while (s->at < s->n_wanted && !gr_str_eq(s->wanted[s->at].sheet, name)) {
        s->at++;
    }
    s->end = s->at;
    while (s->end < s->n_wanted && gr_str_eq(s->wanted[s->end].sheet, name)) {
        s->end++;
    }
    if (s->at == s->end) {
        return true; /* no figure is in it */
    }
    for (size_t i = s->at; i < s->end; i++) {
        s->wanted[i].met = true;
    }
    gr_str path = gr_str_fmt(s->arena, "xl/worksheets/sheet%zu.xml", nr);
    gr_pieces_clear(&s->pieces);
    bool whole = walk(s, gr_str_dup(s->arena, path).ptr, take_cells, s) && !s->pieces.buf.full;
    end_sheet(s);
    return whole;
}

static void keep_piece(void *user, gr_str piece)
{
    gr_buf_add(user, piece);
}

static bool read_sheets(gr_sheets_back *s)
{
    gr_buf list = gr_buf_make(s->arena, MOST_INDEX);
    gr_str sheet = GR_LIT("");
    size_t nr = 0;
    if (!walk(s, "xl/workbook.xml", keep_piece, &list)) {
        return false;
    }
    gr_str rest = gr_buf_view(&list);
    while (gr_cut_element(&rest, "<sheet", "</sheet>", &sheet)) {
        gr_str name = gr_plain_text(gr_cell_attribute(sheet, "name"), s->arena);
        if (!read_sheet(s, name, ++nr)) {
            return false;
        }
    }
    return nr > 0;
}

/* --- texts by number --- */

static int by_number(const void *left, const void *right)
{
    const gr_numbered_cell *a = left;
    const gr_numbered_cell *b = right;
    return (a->text > b->text) - (a->text < b->text);
}

static void take_texts(void *user, gr_str piece)
{
    gr_sheets_back *s = user;
    if (s->next_numbered < s->n_numbered) {
        gr_pieces_add(&s->pieces, piece);
        gr_str text = GR_LIT("");
        while (s->next_numbered < s->n_numbered &&
               gr_pieces_cut(&s->pieces, "<si", "</si>", &text)) {
            gr_back_text(s, text);
        }
    }
}

static bool read_texts(gr_sheets_back *s)
{
    if (s->n_numbered == 0) {
        return true;
    }
    qsort(s->numbered, s->n_numbered, sizeof(s->numbered[0]), by_number);
    gr_pieces_clear(&s->pieces);
    bool whole = walk(s, "xl/sharedStrings.xml", take_texts, s) && !s->pieces.buf.full;
    for (; s->next_numbered < s->n_numbered; s->next_numbered++) {
        gr_back_nothing(s, s->numbered[s->next_numbered].figure);
    }
    return whole;
}

/** Of sheets that there are not. */
static void hold_rest(gr_sheets_back *s)
{
    for (size_t i = 0; i < s->n_wanted; i++) {
        if (!s->wanted[i].met) {
            gr_back_nothing(s, s->wanted[i].figure);
        }
    }
}

bool gr_readback_sheets(gr_readback *back, gr_str path)
{
    gr_arena *arena = gr_arena_new(64 * 1024);
    gr_sheets_back s = {.back = back,
                        .arena = arena,
                        .scratch = gr_arena_new(16 * 1024),
                        .zip = gr_zip_file_open(path),
                        .pieces = {.buf = gr_buf_make(arena, MOST_CELL)},
                        .want = gr_buf_make(arena, SIZE_MAX),
                        .shown = gr_buf_make(arena, SIZE_MAX)};
    bool whole = s.zip != NULL;
    if (whole) {
        list_cells(&s);
        whole = read_sheets(&s) && read_texts(&s);
        hold_rest(&s);
    }
    gr_zip_close(s.zip);
    gr_arena_free(s.scratch);
    gr_arena_free(arena);
    return whole;
}
