#include "xlsx_priv.h"

/* Owns the rows of long tables on their way into the file. The library takes a row cell by cell,
 * makes an object of each and prints numbers through floating point: half the time of a large
 * workbook. A row of plain cells is written here instead, as the library writes it, into the file
 * in which it gathers the rows of a sheet that it does not hold. What is not plain goes through the
 * library. */

#define NUMBER_ROOM 32 /* bytes; a number has 20 digits at most */

/** Neither worked out nor linked; a ratio is divided by the library. */
static bool is_plain(const gr_sheet_cell *cell)
{
    return cell->formula.len == 0 && cell->link.len == 0 && cell->whole_when.len == 0 &&
           cell->value.type != GR_T_RATIO;
}

static bool are_plain(const gr_sheet_row *row)
{
    for (size_t i = 0; i < row->n; i++) {
        if (!is_plain(&row->cells[i])) {
            return false;
        }
    }
    return true;
}

/* --- pieces of a row --- */

/** A whole number, with a point before the last `places` digits. */
static void add_number(gr_buf *out, int64_t number, uint8_t places)
{
    char digits[NUMBER_ROOM];
    size_t at = sizeof(digits);
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    for (size_t n = 0; n <= places || rest > 0; n++) {
        if (n == places && n > 0) {
            digits[--at] = '.';
        }
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    }
    if (number < 0) {
        digits[--at] = '-';
    }
    gr_buf_add(out, (gr_str){digits + at, sizeof(digits) - at});
}

static void add_column(gr_buf *out, uint16_t col)
{
    char letters[4];
    size_t at = sizeof(letters);
    for (unsigned left = col + 1U; left > 0; left = (left - 1) / 26) {
        letters[--at] = (char)('A' + (left - 1) % 26);
    }
    gr_buf_add(out, (gr_str){letters + at, sizeof(letters) - at});
}

/** What stands for a sign that cannot stand in a text; empty: the sign itself. */
static gr_str escape_of(char sign)
{
    switch (sign) {
    case '&':
        return GR_LIT("&amp;");
    case '<':
        return GR_LIT("&lt;");
    case '>':
        return GR_LIT("&gt;");
    case '\r':
        return GR_LIT("_x000D_");
    default:
        return GR_LIT("");
    }
}

static void add_escaped(gr_buf *out, gr_str text)
{
    size_t done = 0;
    for (size_t i = 0; i < text.len; i++) {
        gr_str escape = text.ptr[i] > '>' ? GR_LIT("") : escape_of(text.ptr[i]);
        if (escape.len > 0) {
            gr_buf_add(out, gr_str_sub(text, done, i - done));
            gr_buf_add(out, escape);
            done = i + 1;
        }
    }
    gr_buf_add(out, gr_str_sub(text, done, SIZE_MAX));
}

static bool is_blank(char sign)
{
    return sign == ' ' || (sign >= '\t' && sign <= '\r');
}

static void add_text(gr_book *book, gr_str text)
{
    gr_buf *out = &book->line;
    bool edges = text.len > 0 && (is_blank(text.ptr[0]) || is_blank(text.ptr[text.len - 1]));
    gr_buf_add(out, edges ? GR_LIT("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">")
                          : GR_LIT("\" t=\"inlineStr\"><is><t>"));
    add_escaped(out, gr_escaped_text(text, book->arena));
    gr_buf_add(out, GR_LIT("</t></is></c>"));
}

static void add_content(gr_book *book, const gr_sheet_cell *cell)
{
    gr_buf *out = &book->line;
    gr_cell_content content = gr_sheet_cell_content(cell);
    if (content == GR_CONTENT_TEXT) {
        add_text(book, cell->text);
    } else if (content == GR_CONTENT_BLANK) {
        gr_buf_add(out, GR_LIT("\"/>"));
    } else {
        gr_decimal number = content == GR_CONTENT_DATE
                                ? (gr_decimal){gr_sheet_day(cell->value.as.day), 0}
                                : gr_exact_number(&cell->value);
        gr_buf_add(out, GR_LIT("\"><v>"));
        add_number(out, number.coef, number.scale);
        gr_buf_add(out, GR_LIT("</v></c>"));
    }
}

/** `number`: of the row, as text. */
static gr_status add_cell(gr_book *book, const gr_sheet_cell *cell, gr_str number)
{
    gr_buf *out = &book->line;
    lxw_format *format = gr_book_format(book, cell);
    if (format == NULL) {
        return GR_IO_FAILED;
    }
    gr_buf_add(out, GR_LIT("<c r=\""));
    add_column(out, cell->col);
    gr_buf_add(out, number);
    gr_buf_add(out, GR_LIT("\" s=\""));
    add_number(out, lxw_format_get_xf_index(format), 0);
    add_content(book, cell);
    return GR_OK;
}

static gr_status add_row(gr_book *book, const gr_sheet *sheet, const gr_sheet_row *row)
{
    gr_buf *out = &book->line;
    char digits[NUMBER_ROOM];
    out->len = 0;
    gr_buf_add(out, GR_LIT("<row r=\""));
    add_number(out, (int64_t)row->row + 1, 0);
    size_t start = strlen("<row r=\"");
    gr_str number = {digits, out->len - start};
    memcpy(digits, out->ptr + start, number.len);
    if (sheet->heights[row->row] > 0) {
        gr_buf_add(out, GR_LIT("\" ht=\""));
        add_number(out, sheet->heights[row->row], 0);
        gr_buf_add(out, GR_LIT("\" customHeight=\"1"));
    }
    gr_buf_add(out, GR_LIT("\">"));
    for (size_t i = 0; i < row->n; i++) {
        GR_TRY(add_cell(book, &row->cells[i], number));
    }
    gr_buf_add(out, GR_LIT("</row>"));
    return GR_OK;
}

/* --- rows --- */

/** The library has to know how far the sheet reaches, and which row it is at. */
static void tell_library(lxw_worksheet *into, const gr_sheet_row *row)
{
    lxw_col_t last = (lxw_col_t)(row->n - 1);
    into->dim_rowmin = row->row < into->dim_rowmin ? row->row : into->dim_rowmin;
    into->dim_rowmax = row->row > into->dim_rowmax ? row->row : into->dim_rowmax;
    into->dim_colmin = 0;
    into->dim_colmax = last > into->dim_colmax ? last : into->dim_colmax;
    into->optimize_row->row_num = row->row;
}

static gr_status emit_plain(gr_book *book, const gr_sheet *sheet, lxw_worksheet *into,
                            const gr_sheet_row *row)
{
    GR_TRY(add_row(book, sheet, row));
    lxw_worksheet_write_single_row(into); /* the one before, if it went through the library */
    tell_library(into, row);
    gr_str line = gr_buf_view(&book->line);
    bool written = fwrite(line.ptr, 1, line.len, into->file) == line.len;
    lxw_error error = written ? LXW_NO_ERROR : LXW_ERROR_CREATING_TMPFILE;
    for (size_t i = 0; i < row->n && error == LXW_NO_ERROR; i++) {
        error = gr_emit_note(book, into, &row->cells[i]);
    }
    return gr_book_check(book, error, sheet->name);
}

gr_status gr_emit_long_row(gr_book *book, const gr_sheet *sheet, lxw_worksheet *into,
                           const gr_sheet_row *row)
{
    if (are_plain(row)) {
        return emit_plain(book, sheet, into, row);
    }
    if (sheet->heights[row->row] > 0) {
        lxw_error error = worksheet_set_row(into, row->row, sheet->heights[row->row], NULL);
        GR_TRY(gr_book_check(book, error, sheet->name));
    }
    for (size_t i = 0; i < row->n; i++) {
        GR_TRY(gr_emit_cell(book, sheet, into, &row->cells[i]));
    }
    return GR_OK;
}
