#include "distribution_priv.h"

/* Owns what a distribution and those who take part in it are called: as the table that shows the
 * parts calls them. */

static const gr_sheet_cell *cell_of(const gr_sheet_draft *draft, const gr_cell_spot *spot)
{
    return &draft->sheets[spot->sheet].sheet.cells[spot->cell];
}

/** The words that begin the row of a cell. */
static gr_str row_words(const gr_sheet_draft *draft, const gr_cell_spot *spot)
{
    const gr_sheet *sheet = &draft->sheets[spot->sheet].sheet;
    const gr_sheet_cell *cell = &sheet->cells[spot->cell];
    gr_str words = GR_LIT("");
    for (size_t i = spot->cell; i > 0 && sheet->cells[i - 1].row == cell->row; i--) {
        const gr_sheet_cell *before = &sheet->cells[i - 1];
        words = gr_sheet_cell_content(before) == GR_CONTENT_TEXT ? before->text : words;
    }
    return words;
}

/** The lowest head over a cell. */
static gr_str column_words(const gr_sheet_draft *draft, const gr_cell_spot *spot)
{
    const gr_sheet *sheet = &draft->sheets[spot->sheet].sheet;
    const gr_sheet_cell *cell = &sheet->cells[spot->cell];
    gr_str words = GR_LIT("");
    for (size_t i = draft->tables[spot->table].first_cell; i < spot->cell; i++) {
        const gr_sheet_cell *head = &sheet->cells[i];
        bool over = head->style == GR_CELL_HEAD && head->col <= cell->col &&
                    cell->col < head->col + head->colspan;
        words = over ? head->text : words;
    }
    return words;
}

int gr_division_goes_down(const gr_division *d)
{
    const gr_divided *all = d->draft->divided;
    const gr_cell_spot *first = all[d->first].shown;
    for (size_t i = d->first + 1; first != NULL && i < d->end; i++) {
        const gr_cell_spot *next = all[i].shown;
        if (next != NULL && next->table == first->table) {
            return cell_of(d->draft, next)->col == cell_of(d->draft, first)->col ? 1 : 0;
        }
    }
    return -1;
}

static bool take_key(void *user, const gr_origin *leaf)
{
    *(gr_str *)user = leaf->key;
    return false;
}

gr_str gr_division_member(const gr_division *d, size_t nr, int down)
{
    const gr_divided *all = d->draft->divided;
    const gr_cell_spot *first = all[d->first].shown;
    gr_str name = GR_LIT("");
    for (size_t i = d->first; i < d->end && down >= 0; i++) {
        const gr_cell_spot *spot = all[i].shown;
        if (spot != NULL && spot->table == first->table && gr_part_turn(&all[i]) == nr) {
            return down == 1 ? row_words(d->draft, spot) : column_words(d->draft, spot);
        }
    }
    (void)gr_origin_leaves(d->weights->args[nr], false, take_key, &name);
    return name;
}

gr_str gr_division_title(const gr_division *d, int down)
{
    const gr_sheet_draft *draft = d->draft;
    const gr_cell_spot *first = draft->divided[d->first].shown;
    if (first == NULL) {
        return gr_label_text(draft->doc->house, "distribution-sheet");
    }
    const gr_node *table = draft->tables[first->table].node;
    gr_str more = down == 0 ? row_words(draft, first) : column_words(draft, first);
    gr_str title = table->as.table.title;
    return title.len == 0 || more.len == 0
               ? gr_str_fmt(draft->arena, GR_FMT GR_FMT, GR_ARG(title), GR_ARG(more))
               : gr_str_fmt(draft->arena, GR_FMT " – " GR_FMT, GR_ARG(title), GR_ARG(more));
}
