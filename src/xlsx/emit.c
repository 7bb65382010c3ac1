#include "xlsx_priv.h"

/* Owns one sheet on its way into the library: cells, merges, widths, what is frozen and printed.
 * This is the last call before a foreign library, so floating point begins here and nowhere before.
 */
#include "base/utf8.h"

#define A4          9
#define MOST_LINKS  65000 /* of a sheet, which takes 65,530 */
#define MARGIN_MOST 255   /* characters of a line above or below a page, codes included */

static gr_str place_of(gr_book *book, const gr_sheet *sheet, const gr_sheet_cell *cell)
{
    return gr_str_fmt(book->arena, "sheet '" GR_FMT "', row %u, column %u", GR_ARG(sheet->name),
                      cell->row + 1, cell->col + 1U);
}

/* --- cells --- */

gr_decimal gr_exact_number(const gr_value *value)
{
    gr_decimal number = {value->as.i, 0};
    if (value->type == GR_T_DECIMAL) {
        number = value->as.dec;
    } else if (value->type == GR_T_MONEY) {
        number = gr_money_decimal(value->as.money);
    }
    while (number.scale > 0 && number.coef % 10 == 0) {
        number.coef /= 10;
        number.scale--;
    }
    return number;
}

/** Exact whole numbers divided once: the nearest double there is. The plan holds at most 15 digits.
 */
static double number_of(const gr_value *value)
{
    if (value->type == GR_T_RATIO) {
        return (double)value->as.ratio.part / (double)value->as.ratio.whole;
    }
    gr_decimal number = gr_exact_number(value);
    int64_t unit = 1;
    for (uint8_t i = 0; i < number.scale; i++) {
        unit *= 10;
    }
    return (double)number.coef / (double)unit;
}

static lxw_error write_number(gr_book *book, lxw_worksheet *into, const gr_sheet_cell *cell,
                              lxw_format *format)
{
    double number = number_of(&cell->value);
    if (cell->formula.len == 0) {
        return worksheet_write_number(into, cell->row, cell->col, number, format);
    }
    return worksheet_write_formula_num(into, cell->row, cell->col,
                                       gr_book_text(book, cell->formula), format, number);
}

static lxw_error write_content(gr_book *book, lxw_worksheet *into, const gr_sheet_cell *cell,
                               lxw_format *format)
{
    switch (gr_sheet_cell_content(cell)) {
    case GR_CONTENT_NUMBER:
        return write_number(book, into, cell, format);
    case GR_CONTENT_DATE:
        return worksheet_write_number(into, cell->row, cell->col,
                                      (double)gr_sheet_day(cell->value.as.day), format);
    case GR_CONTENT_TEXT:
        if (cell->formula.len > 0) {
            return worksheet_write_formula_str(into, cell->row, cell->col,
                                               gr_book_text(book, cell->formula), format,
                                               gr_book_text(book, cell->text));
        }
        return worksheet_write_string(into, cell->row, cell->col,
                                      gr_book_text(book, gr_escaped_text(cell->text, book->arena)),
                                      format);
    case GR_CONTENT_BLANK:
        break;
    }
    return worksheet_write_blank(into, cell->row, cell->col, format);
}

static lxw_error merge(gr_book *book, lxw_worksheet *into, const gr_sheet_cell *cell,
                       lxw_format *format)
{
    if (cell->colspan == 1 && cell->rowspan == 1) {
        return LXW_NO_ERROR;
    }
    if (book->in_order && cell->rowspan > 1) {
        return gr_order_merge(book, into, cell, format);
    }
    return worksheet_merge_range(into, cell->row, cell->col, cell->row + cell->rowspan - 1U,
                                 (lxw_col_t)(cell->col + cell->colspan - 1), "", format);
}

/** A text with its address. Both in one call: a text written over that of a link would leave the
 *  library counting two. */
static lxw_error write_link(gr_book *book, lxw_worksheet *into, const gr_sheet_cell *cell,
                            lxw_format *format)
{
    book->n_links++;
    return worksheet_write_url_opt(
        into, cell->row, cell->col, gr_book_text(book, cell->link), format,
        gr_book_text(book, gr_escaped_text(cell->text, book->arena)), NULL);
}

/** Beyond what a sheet takes there is text only. */
static bool takes_link(const gr_book *book, const gr_sheet_cell *cell)
{
    return cell->link.len > 0 && book->n_links < MOST_LINKS && cell->formula.len == 0 &&
           gr_sheet_cell_content(cell) == GR_CONTENT_TEXT;
}

/** Footnotes, for who points at the cell; they stand under the table as well. */
lxw_error gr_emit_note(gr_book *book, lxw_worksheet *into, const gr_sheet_cell *cell)
{
    if (cell->note.len == 0) {
        return LXW_NO_ERROR;
    }
    return worksheet_write_comment(into, cell->row, cell->col, gr_book_text(book, cell->note));
}

/** The sign of what is missing goes when that is filled in. */
static lxw_error write_whole(gr_book *book, lxw_worksheet *into, const gr_sheet_cell *cell)
{
    if (cell->whole_when.len == 0) {
        return LXW_NO_ERROR;
    }
    lxw_format *format = gr_book_whole_format(book, cell);
    if (format == NULL) {
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    }
    char *when = GR_NEW_N(book->arena, char, cell->whole_when.len + 1); /* the library copies it */
    memcpy(when, cell->whole_when.ptr, cell->whole_when.len);
    lxw_conditional_format rule = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = when, .format = format};
    return worksheet_conditional_format_cell(into, cell->row, cell->col, &rule);
}

gr_status gr_emit_cell(gr_book *book, const gr_sheet *sheet, lxw_worksheet *into,
                       const gr_sheet_cell *cell)
{
    lxw_format *format = gr_book_format(book, cell);
    if (format == NULL) {
        return GR_IO_FAILED;
    }
    lxw_error error = merge(book, into, cell, format);
    if (error == LXW_NO_ERROR) {
        error = takes_link(book, cell) ? write_link(book, into, cell, format)
                                       : write_content(book, into, cell, format);
    }
    if (error == LXW_NO_ERROR) {
        error = gr_emit_note(book, into, cell);
    }
    if (error == LXW_NO_ERROR) {
        error = write_whole(book, into, cell);
    }
    return error == LXW_NO_ERROR ? GR_OK : gr_book_check(book, error, place_of(book, sheet, cell));
}

/** The library has written it with its list. */
static bool is_head_of_list(const gr_sheet *sheet, const gr_sheet_cell *cell)
{
    return sheet->list != NULL && cell->row == sheet->list->first_row;
}

/** What a cell needed besides its format is given back at once; formats stay. */
static gr_status emit_cells(gr_book *book, const gr_sheet *sheet, lxw_worksheet *into)
{
    for (size_t i = 0; i < sheet->n_cells; i++) {
        size_t known = book->n_looks;
        gr_mark mark = gr_arena_mark(book->arena);
        if (!is_head_of_list(sheet, &sheet->cells[i])) {
            GR_TRY(gr_emit_cell(book, sheet, into, &sheet->cells[i]));
        }
        if (book->n_looks == known) {
            gr_arena_rewind(book->arena, mark);
        }
    }
    return GR_OK;
}

/* --- the sheet --- */

/** "&" begins a code in these lines. */
static void add_plain(gr_buf *out, gr_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        gr_buf_add(out, text.ptr[i] == '&' ? GR_LIT("&&") : gr_str_sub(text, i, 1));
    }
}

/** Words at the left and at the right of a line above or below a page; without them when they do
 *  not fit. A digit behind a code would be read as part of it. */
static const char *margin_line(gr_book *book, gr_str left, gr_str right, const char *page)
{
    gr_buf out = gr_buf_make(book->arena, SIZE_MAX);
    gr_buf_add(&out, left.len > 0 ? GR_LIT("&L") : GR_LIT(""));
    add_plain(&out, left);
    gr_buf_add(&out, right.len + strlen(page) > 0 ? GR_LIT("&R") : GR_LIT(""));
    add_plain(&out, right);
    gr_buf_add(&out, gr_str_of(page));
    bool fits = gr_utf8_count(gr_buf_view(&out)) <= MARGIN_MOST;
    return fits ? gr_book_text(book, gr_buf_view(&out)) : *page != '\0' ? "&R&P / &N" : "";
}

/** Above each page whose it is and what it is worth, below it how old the data are. */
static lxw_error set_margins(gr_book *book, lxw_worksheet *into)
{
    const gr_sheet_plan *plan = book->plan;
    lxw_error error = worksheet_set_header(into, margin_line(book, plan->title, plan->status, ""));
    return error != LXW_NO_ERROR ? error
                                 : worksheet_set_footer(into, margin_line(book, plan->as_of_text,
                                                                          GR_LIT(""), "&P / &N"));
}

static gr_status dress_sheet(gr_book *book, const gr_sheet *sheet, lxw_worksheet *into)
{
    lxw_error error = LXW_NO_ERROR;
    for (size_t i = 0; i < sheet->n_cols && error == LXW_NO_ERROR; i++) {
        error = worksheet_set_column(into, (lxw_col_t)i, (lxw_col_t)i, sheet->widths[i], NULL);
    }
    for (uint32_t i = 0; !book->in_order && i < sheet->n_rows && error == LXW_NO_ERROR; i++) {
        if (sheet->heights[i] > 0) {
            error = worksheet_set_row(into, i, sheet->heights[i], NULL);
        }
    }
    if (!sheet->upright) {
        worksheet_set_landscape(into);
    }
    worksheet_set_paper(into, A4);
    if (sheet->scale == 0) {
        worksheet_fit_to_pages(into, 1, 0);
    } else {
        worksheet_set_print_scale(into, sheet->scale);
    }
    if (error == LXW_NO_ERROR && sheet->n_breaks > 0) {
        lxw_row_t *rows = GR_NEW_N(book->arena, lxw_row_t, sheet->n_breaks + 1);
        for (size_t i = 0; i < sheet->n_breaks; i++) {
            rows[i] = sheet->breaks[i];
        }
        error = worksheet_set_h_pagebreaks(into, rows);
    }
    if (error == LXW_NO_ERROR) {
        error = set_margins(book, into);
    }
    if (error == LXW_NO_ERROR && sheet->frozen_rows > 0) {
        worksheet_freeze_panes(into, sheet->frozen_rows, sheet->frozen_cols);
        error = worksheet_repeat_rows(into, 0, sheet->frozen_rows - 1);
    }
    return gr_book_check(book, error, sheet->name);
}

/** The library writes the heads. Where rows leave memory it has no lists, but filters. */
static gr_status emit_list(gr_book *book, const gr_sheet *sheet, lxw_worksheet *into)
{
    const gr_sheet_list *list = sheet->list;
    lxw_col_t last_col = (lxw_col_t)(list->n_cols - 1U);
    if (book->in_order) {
        return gr_book_check(
            book, worksheet_autofilter(into, list->first_row, 0, list->last_row, last_col),
            sheet->name);
    }
    lxw_table_column *columns = GR_NEW_N(book->arena, lxw_table_column, list->n_cols);
    lxw_table_column **each = GR_NEW_N(book->arena, lxw_table_column *, list->n_cols + 1U);
    for (size_t i = 0; i < sheet->n_cells; i++) {
        const gr_sheet_cell *cell = &sheet->cells[i];
        if (cell->row == list->first_row) {
            lxw_format *format = gr_book_format(book, cell);
            if (format == NULL) {
                return GR_IO_FAILED;
            }
            gr_str head = gr_escaped_text(list->heads[cell->col], book->arena);
            columns[cell->col] =
                (lxw_table_column){.header = gr_book_own_text(book, head), .header_format = format};
            each[cell->col] = &columns[cell->col];
        }
    }
    lxw_table_options options = {.name = gr_book_own_text(book, list->name),
                                 .style_type = LXW_TABLE_STYLE_TYPE_LIGHT, /* our own: none */
                                 .no_banded_rows = LXW_TRUE,
                                 .columns = each};
    return gr_book_check(
        book, worksheet_add_table(into, list->first_row, 0, list->last_row, last_col, &options),
        sheet->name);
}

/** The library writes "2022!$1:$2", which a spreadsheet has to mend: it leaves out the quotes where
 *  a name has letters and digits only. It frees what it is given here. */
static char *quoted_copy(gr_book *book, gr_str name, char *was)
{
    const char *quoted = gr_quoted_sheet(book, name);
    size_t size = strlen(quoted) + 1;
    char *copy = calloc(size, 1);
    if (copy == NULL) {
        return was;
    }
    memcpy(copy, quoted, size);
    free(was);
    return copy;
}

gr_status gr_emit_sheet(gr_book *book, const gr_sheet *sheet)
{
    const char *name = gr_book_text(book, sheet->name);
    lxw_error error = workbook_validate_sheet_name(book->workbook, name);
    GR_TRY(gr_book_check(book, error, sheet->name));
    /* The library asks for this when a sheet is made: those that are short are held, and share
     * their texts. */
    book->in_order = sheet->n_long > 0;
    book->workbook->options.constant_memory = book->in_order ? LXW_TRUE : LXW_FALSE;
    lxw_worksheet *into = workbook_add_worksheet(book->workbook, name);
    if (into == NULL) {
        return gr_book_check(book, LXW_ERROR_MEMORY_MALLOC_FAILED, sheet->name);
    }
    if (sheet == &book->plan->sheets[0]) {
        worksheet_activate(into);
    }
    into->quoted_name = quoted_copy(book, sheet->name, into->quoted_name);
    book->n_links = 0;
    GR_TRY(dress_sheet(book, sheet, into));
    GR_TRY(sheet->list != NULL ? emit_list(book, sheet, into) : GR_OK);
    GR_TRY(book->in_order ? gr_emit_in_order(book, sheet, into) : emit_cells(book, sheet, into));
    GR_TRY(gr_emit_inputs(book, sheet, into));
    return gr_emit_charts(book, sheet, into);
}

const char *gr_xlsx_engine(void)
{
    return "libxlsxwriter " LXW_VERSION;
}
