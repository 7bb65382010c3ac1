#include "xlsx_priv.h"

/* Owns the library's formats: one for each look that occurs, made when it is first asked for. */

#include "format/value_text.h"

#define TITLE_POINTS  13
#define REMARK_POINTS 9
#define INPUT_FILL    0xFFF8DC /* dark letters can be read on it */

typedef struct wish { /* what tells one format from another */
    gr_cell_style style;
    gr_align align;
    const gr_table_look *look;
    const gr_mark_look *mark;
    bool wraps, link, indented, input;
    gr_str code;
} wish;

struct gr_look {
    wish wish;
    lxw_format *format;
};

#define MEMOS 64

/* What tells formats of plain cells from each other, without their number codes: making one costs
 * more than writing the cell. */
struct gr_known_look {
    lxw_format *format; /* NULL: none yet */
    gr_cell_content content;
    gr_cell_style style;
    gr_align align;
    const gr_table_look *look;
    const gr_mark_look *mark;
    bool wraps, link, indented, input;
    gr_format shown;
    gr_type type;
    gr_currency currency;
    unsigned places;
};

static bool is_same(const wish *a, const wish *b)
{
    return a->style == b->style && a->align == b->align && a->look == b->look &&
           a->mark == b->mark && a->wraps == b->wraps && a->link == b->link &&
           a->indented == b->indented && a->input == b->input && gr_str_eq(a->code, b->code);
}

static lxw_color_t colour(gr_rgb rgb)
{
    return rgb == 0 ? (lxw_color_t)LXW_COLOR_BLACK : (lxw_color_t)rgb; /* 0 means unset there */
}

static void fill(lxw_format *format, gr_rgb rgb)
{
    if (rgb != GR_NO_COLOUR) {
        format_set_pattern(format, LXW_PATTERN_SOLID);
        format_set_fg_color(format, colour(rgb));
    }
}

static void rule(lxw_format *format, gr_rgb rgb, bool above)
{
    gr_rgb shown = rgb == GR_NO_COLOUR ? 0 : rgb;
    if (above) {
        format_set_top(format, LXW_BORDER_THIN);
        format_set_top_color(format, colour(shown));
    } else {
        format_set_bottom(format, LXW_BORDER_THIN);
        format_set_bottom_color(format, colour(shown));
    }
}

static void dress_head(lxw_format *format, const gr_table_look *look, const gr_house_style *house)
{
    format_set_bold(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_BOTTOM);
    if (look == NULL) {
        return;
    }
    gr_rgb text = look->head_colour;
    const gr_style *style = house->styles[GR_STYLE_CELL_HEAD];
    if (text == GR_NO_COLOUR && style != NULL) {
        text = style->colour;
    }
    fill(format, look->head_fill);
    if (text != GR_NO_COLOUR) {
        format_set_font_color(format, colour(text));
    }
    rule(format, look->head_rule, false);
}

static void dress_total(lxw_format *format, const gr_table_look *look)
{
    format_set_bold(format);
    if (look != NULL) {
        fill(format, look->total_fill);
        rule(format, look->total_rule, true);
    }
}

static void dress_group(lxw_format *format, const gr_table_look *look)
{
    format_set_bold(format);
    if (look != NULL) {
        fill(format, look->group_fill);
    }
}

/** In the first colour of charts; its sign keeps that colour, and so is there for who asks. */
static void dress_filled(lxw_format *format, const gr_house_style *house)
{
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (house->chart.n_colours > 0) {
        fill(format, house->chart.colours[0]);
        format_set_font_color(format, colour(house->chart.colours[0]));
    }
}

static void dress(lxw_format *format, const wish *wanted, const gr_house_style *house)
{
    switch (wanted->style) {
    case GR_CELL_HEAD:
        dress_head(format, wanted->look, house);
        return;
    case GR_CELL_TOTAL:
    case GR_CELL_SUBTOTAL:
        dress_total(format, wanted->look);
        return;
    case GR_CELL_GROUP:
        dress_group(format, wanted->look);
        return;
    case GR_CELL_TITLE:
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        format_set_bold(format);
        format_set_font_size(format, TITLE_POINTS);
        return;
    case GR_CELL_REMARK:
        format_set_font_size(format, REMARK_POINTS);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        return;
    case GR_CELL_FILLED:
        dress_filled(format, house);
        return;
    case GR_CELL_BODY:
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        return;
    }
}

/** Over what the cell looks like else; heads keep the colour that their letters are made for. */
static void dress_marked(lxw_format *format, const wish *wanted)
{
    if (wanted->mark == NULL) {
        return;
    }
    if (wanted->mark->bold) {
        format_set_bold(format);
    }
    if (wanted->style == GR_CELL_BODY) {
        fill(format, wanted->mark->fill);
    }
}

static void align(lxw_format *format, gr_align side)
{
    switch (side) {
    case GR_ALIGN_LEFT:
    case GR_ALIGN_JUSTIFY:
        format_set_align(format, LXW_ALIGN_LEFT);
        return;
    case GR_ALIGN_RIGHT:
    case GR_ALIGN_DECIMAL:
        format_set_align(format, LXW_ALIGN_RIGHT);
        return;
    case GR_ALIGN_CENTRE:
        format_set_align(format, LXW_ALIGN_CENTER);
        return;
    }
}

static lxw_format *make_format(gr_book *book, const wish *wanted)
{
    lxw_format *format = workbook_add_format(book->workbook);
    if (format == NULL) {
        (void)!gr_book_check(book, LXW_ERROR_MEMORY_MALLOC_FAILED, GR_LIT("a cell format"));
        return NULL;
    }
    dress(format, wanted, book->plan->house);
    dress_marked(format, wanted);
    align(format, wanted->align);
    if (wanted->indented) {
        format_set_indent(format, 1);
    }
    if (wanted->input && wanted->mark == NULL) { /* what stands out has a ground of its own */
        fill(format, INPUT_FILL);
    }
    if (wanted->input) {
        format_set_unlocked(format);
    }
    if (wanted->link) {
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
        format_set_font_color(format, colour(book->plan->house->link_colour));
    }
    if (wanted->wraps) {
        format_set_text_wrap(format);
    }
    if (wanted->code.len > 0) {
        format_set_num_format(format, gr_book_text(book, wanted->code));
    }
    return format;
}

/** Most cells look like the one before them or stand in one of a few columns: a list is enough. */
static lxw_format *find_format(gr_book *book, const gr_sheet_cell *cell)
{
    gr_mark mark = gr_arena_mark(book->arena);
    wish wanted = {.style = cell->style,
                   .align = cell->align,
                   .look = cell->look,
                   .mark = cell->mark,
                   .wraps = gr_sheet_cell_wraps(cell),
                   .link = cell->link.len > 0,
                   .indented = cell->indented,
                   .input = cell->input};
    wanted.code = gr_number_code(cell, &book->plan->house->notation, book->arena);
    for (size_t i = 0; i < book->n_looks; i++) {
        if (is_same(&book->looks[i].wish, &wanted)) {
            gr_arena_rewind(book->arena, mark);
            return book->looks[i].format;
        }
    }
    lxw_format *format = make_format(book, &wanted);
    *GR_PUSH(book->arena, book->looks, book->n_looks, book->cap_looks, gr_look) =
        (gr_look){wanted, format};
    return format;
}

/* --- remembered --- */

/** False where more of the value than its kind decides: how many millions, which ordinal, what a
 *  cell without a figure waits for. */
static bool is_told_by_kind(const gr_sheet_cell *cell, gr_cell_content content)
{
    gr_format_kind kind = cell->format.kind;
    if (content == GR_CONTENT_NUMBER) {
        return cell->besides.len == 0 && kind != GR_FORMAT_MILLION &&
               kind != GR_FORMAT_APPROX_MILLION && kind != GR_FORMAT_ORDINAL;
    }
    return !gr_value_is_absent(&cell->value) && cell->formula.len == 0;
}

/** Of a number that shows as many as it has. */
static unsigned own_places(const gr_sheet_cell *cell)
{
    gr_format_kind kind = cell->format.kind;
    bool fixed = kind == GR_FORMAT_EURO || kind == GR_FORMAT_CENTS || kind == GR_FORMAT_THOUSANDS;
    return fixed || cell->format.places != GR_PLACES_OWN ? 0
                                                         : gr_number_as_written(&cell->value).scale;
}

static gr_known_look memo_of(const gr_sheet_cell *cell, gr_cell_content content)
{
    gr_known_look memo = {.content = content,
                          .style = cell->style,
                          .align = cell->align,
                          .look = cell->look,
                          .mark = cell->mark,
                          .wraps = gr_sheet_cell_wraps(cell),
                          .link = cell->link.len > 0,
                          .indented = cell->indented,
                          .input = cell->input,
                          .shown = cell->format};
    if (content == GR_CONTENT_NUMBER) {
        memo.type = cell->value.type;
        memo.places = own_places(cell);
    }
    if (memo.type == GR_T_MONEY) {
        memo.currency = cell->value.as.money.cur;
    }
    return memo;
}

static bool are_alike(const gr_known_look *a, const gr_known_look *b)
{
    return a->content == b->content && a->style == b->style && a->align == b->align &&
           a->look == b->look && a->mark == b->mark && a->wraps == b->wraps && a->link == b->link &&
           a->indented == b->indented && a->input == b->input && a->shown.kind == b->shown.kind &&
           a->shown.places == b->shown.places && a->type == b->type && a->places == b->places &&
           memcmp(a->currency.code, b->currency.code, sizeof(a->currency.code)) == 0;
}

lxw_format *gr_book_format(gr_book *book, const gr_sheet_cell *cell)
{
    gr_cell_content content = gr_sheet_cell_content(cell);
    if (!is_told_by_kind(cell, content)) {
        return find_format(book, cell);
    }
    gr_known_look wanted = memo_of(cell, content);
    gr_known_look *known = &book->memos[(cell->col * 7U + wanted.places) % MEMOS];
    if (known->format == NULL || !are_alike(known, &wanted)) {
        wanted.format = find_format(book, cell);
        *known = wanted;
    }
    return known->format;
}

gr_known_look *gr_known_looks_new(gr_arena *arena)
{
    return GR_NEW_N(arena, gr_known_look, MEMOS);
}

lxw_format *gr_book_whole_format(gr_book *book, const gr_sheet_cell *cell)
{
    gr_sheet_cell whole = *cell;
    whole.besides = GR_LIT("");
    gr_str code = gr_number_code(&whole, &book->plan->house->notation, book->arena);
    lxw_format *format = workbook_add_format(book->workbook);
    if (format != NULL) {
        format_set_num_format(format, gr_book_text(book, code));
    }
    return format;
}
