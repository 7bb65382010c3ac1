#include "xlsx/xlsx.h"

/* Owns the count of what a workbook must hold, by its plan. */

static void count_cell(const gr_sheet_cell *cell, gr_xlsx_facts *facts, uint32_t *texts)
{
    gr_cell_content content = gr_sheet_cell_content(cell);
    facts->cells += (uint32_t)cell->colspan * cell->rowspan; /* a merge is padded with blanks */
    facts->numbers += content == GR_CONTENT_NUMBER || content == GR_CONTENT_DATE ? 1 : 0;
    facts->formulas += cell->formula.len > 0 ? 1 : 0;
    *texts += content == GR_CONTENT_TEXT && cell->text.len > 0 && cell->formula.len == 0 ? 1 : 0;
}

static void count_parts(const gr_sheet *sheet, gr_xlsx_facts *facts)
{
    bool list = sheet->list != NULL && sheet->n_long == 0, note = false, link = false;
    for (size_t i = 0; i < sheet->n_cells; i++) {
        const gr_sheet_cell *cell = &sheet->cells[i];
        note = note || cell->note.len > 0;
        link = link || (cell->link.len > 0 && cell->formula.len == 0 &&
                        gr_sheet_cell_content(cell) == GR_CONTENT_TEXT);
    }
    facts->lists += list ? 1 : 0;
    facts->noted += note ? 1 : 0;
    facts->charts += (uint32_t)sheet->n_charts;
    facts->drawings += sheet->n_charts > 0 ? 1 : 0;
    facts->related += list || note || link || sheet->n_charts > 0 ? 1 : 0;
}

gr_xlsx_facts gr_xlsx_expected(const gr_sheet_plan *plan)
{
    gr_xlsx_facts facts = {.sheets = (uint32_t)plan->n};
    for (size_t i = 0; i < plan->n; i++) {
        const gr_sheet *sheet = &plan->sheets[i];
        count_parts(sheet, &facts);
        uint32_t *texts = sheet->n_long > 0 ? &facts.inlined : &facts.strings;
        for (size_t j = 0; j < sheet->n_cells; j++) {
            count_cell(&sheet->cells[j], &facts, texts);
        }
        facts.cells += (uint32_t)sheet->long_cells;
        facts.numbers += (uint32_t)sheet->long_numbers;
        *texts += (uint32_t)sheet->long_texts;
    }
    return facts;
}
