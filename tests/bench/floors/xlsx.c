/* The floor under workbooks: ROWS of twelve columns (or ten, without formulas) by libxlsxwriter in
 * constant memory, the rows made here, three formulas a row with their results. xlsx ROWS 12|10
 * OUT.xlsx */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

static uint32_t state = 20251231;

static uint32_t lot(uint32_t below)
{
    state = state * 1664525 + 1013904223;
    return (state >> 8) % below;
}

static void row(lxw_worksheet *sheet, lxw_row_t at, lxw_format *cents, lxw_format *share,
                int columns)
{
    static const char *const tasks[] = {"Bestuur", "Wegen", "Jeugdhulp", "Afval",
                                        "Sport",   "Wonen", "Overhead"};
    static const char *const towns[] = {"Bergdam", "Daldorp", "Eikhove", "Venwijk", "Heibroek"};
    char text[80];
    double budget = (lot(90000000) - 10000000.0) / 100, actual = (lot(90000000) - 10000000.0) / 100,
           reserve = lot(9000000) / 100.0;
    snprintf(text, sizeof text, "G%u", 1000 + lot(9000));
    worksheet_write_string(sheet, at, 0, text, NULL);
    worksheet_write_string(sheet, at, 1, tasks[lot(7)], NULL);
    worksheet_write_string(sheet, at, 2, towns[lot(5)], NULL);
    snprintf(text, sizeof text, "Boeking %u %s", at, tasks[lot(7)]);
    worksheet_write_string(sheet, at, 3, text, NULL);
    worksheet_write_number(sheet, at, 4, 2000 + lot(26), NULL);
    worksheet_write_number(sheet, at, 5, budget, cents);
    worksheet_write_number(sheet, at, 6, actual, cents);
    worksheet_write_number(sheet, at, 7, reserve, cents);
    worksheet_write_number(sheet, at, 8, lot(10001) / 10000.0, share);
    if (columns == 10) {
        worksheet_write_number(sheet, at, 9, at, NULL);
        return;
    }
    snprintf(text, sizeof text, "=F%u-G%u", at + 1, at + 1);
    worksheet_write_formula_num(sheet, at, 9, text, cents, budget - actual);
    snprintf(text, sizeof text, "=F%u+G%u+H%u", at + 1, at + 1, at + 1);
    worksheet_write_formula_num(sheet, at, 10, text, cents, budget + actual + reserve);
    snprintf(text, sizeof text, "=IF(H%u>0,F%u/H%u,0)", at + 1, at + 1, at + 1);
    worksheet_write_formula_num(sheet, at, 11, text, NULL, reserve > 0 ? budget / reserve : 0);
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 64;
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = getenv("TMPDIR")};
    lxw_workbook *book = workbook_new_opt(argv[3], &options);
    lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
    lxw_format *cents = workbook_add_format(book), *share = workbook_add_format(book);
    format_set_num_format(cents, "#,##0.00");
    format_set_num_format(share, "0.00%");
    for (int at = 0; at < atoi(argv[1]); at++)
        row(sheet, (lxw_row_t)at, cents, share, atoi(argv[2]));
    return workbook_close(book) != LXW_NO_ERROR;
}
