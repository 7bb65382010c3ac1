#include "xlsx_priv.h"

/* Owns what a reader may type where: the kind and the range of each input, all other cells locked
 * where the document asks for that, and the names of cells. */
#include "base/utf8.h"

#define MOST_DIGITS  999999999999999.0 /* a spreadsheet keeps 15 */
#define LONGEST_HEAD 32                /* characters of a message to who types */
#define LONGEST_TEXT 255
#define MOST_RANGES  65000 /* of a sheet, which takes 65,534 */

const char *gr_quoted_sheet(gr_book *book, gr_str name)
{
    gr_buf out = gr_buf_make(book->arena, SIZE_MAX);
    gr_buf_add_char(&out, '\'');
    for (size_t i = 0; i < name.len; i++) {
        gr_buf_add(&out, name.ptr[i] == '\'' ? GR_LIT("''") : gr_str_sub(name, i, 1));
    }
    gr_buf_add_char(&out, '\'');
    return gr_book_text(book, gr_buf_view(&out));
}

/** A house style may say it at greater length than fits. */
static char *label(gr_book *book, const char *name, size_t most)
{
    gr_str text = gr_label_text(book->plan->house, name);
    size_t at = 0, n = 0;
    while (at < text.len && n < most) {
        (void)gr_utf8_step(text, &at);
        n++;
    }
    return gr_book_own_text(book, gr_str_sub(text, 0, at));
}

static lxw_error validate(gr_book *book, lxw_worksheet *into, const gr_sheet_inputs *inputs)
{
    const char *words = inputs->from_zero ? "input-from-zero"
                        : inputs->whole   ? "input-whole"
                                          : "input-number";
    lxw_data_validation rule = {.validate = inputs->whole ? LXW_VALIDATION_TYPE_INTEGER
                                                          : LXW_VALIDATION_TYPE_DECIMAL,
                                .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
                                .minimum_number = inputs->from_zero ? 0 : -MOST_DIGITS,
                                .maximum_number = MOST_DIGITS,
                                .error_title = label(book, "input-title", LONGEST_HEAD),
                                .error_message = label(book, words, LONGEST_TEXT)};
    return worksheet_data_validation_range(into, inputs->first_row, inputs->col, inputs->last_row,
                                           inputs->col, &rule);
}

gr_status gr_emit_inputs(gr_book *book, const gr_sheet *sheet, lxw_worksheet *into)
{
    lxw_error error = LXW_NO_ERROR;
    for (size_t i = 0; i < sheet->n_inputs && i < MOST_RANGES && error == LXW_NO_ERROR; i++) {
        gr_mark mark = gr_arena_mark(book->arena);
        error = validate(book, into, &sheet->inputs[i]);
        gr_arena_rewind(book->arena, mark);
    }
    if (book->plan->only_inputs) {
        lxw_protection allowed = {.format_columns = LXW_TRUE,
                                  .format_rows = LXW_TRUE,
                                  .sort = LXW_TRUE,
                                  .autofilter = LXW_TRUE,
                                  .pivot_tables = LXW_TRUE};
        worksheet_protect(into, NULL, &allowed);
    }
    return gr_book_check(book, error, sheet->name);
}

gr_status gr_emit_names(gr_book *book)
{
    lxw_error error = LXW_NO_ERROR;
    gr_str name = GR_LIT("");
    for (size_t i = 0; i < book->plan->n_names && error == LXW_NO_ERROR; i++) {
        const gr_sheet_name *one = &book->plan->names[i];
        gr_buf cell = gr_buf_make(book->arena, SIZE_MAX);
        gr_buf_addf(&cell, "=%s!$", gr_quoted_sheet(book, book->plan->sheets[one->sheet].name));
        gr_add_column_name(&cell, one->col);
        gr_buf_addf(&cell, "$%u", one->row + 1);
        name = one->name;
        error = workbook_define_name(book->workbook, gr_book_text(book, one->name),
                                     gr_book_text(book, gr_buf_view(&cell)));
    }
    return gr_book_check(book, error, name);
}
