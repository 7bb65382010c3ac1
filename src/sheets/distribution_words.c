#include "distribution_priv.h"

/* Owns what a distribution and those who take part in it are called: as the table that shows the
 * parts calls them. */

static const gr_sheet_cell *cell_of(const gr_sheet_draft *draft, const gr_cell_spot *spot)
{
    return &draft->sheets[spot->sheet].sheet.cells[spot->cell];
}

/** The words that begin the row of a cell; what groups of a flat sheet are called is not of it. */
static gr_str row_words(const gr_sheet_draft *draft, const gr_cell_spot *spot)
{
    const gr_sheet *sheet = &draft->sheets[spot->sheet].sheet;
    const gr_sheet_cell *cell = &sheet->cells[spot->cell];
    size_t groups = draft->tables[spot->table].node->as.table.n_levels;
    gr_str words = GR_LIT("");
    for (size_t i = spot->cell; i > 0 && sheet->cells[i - 1].row == cell->row; i--) {
        const gr_sheet_cell *before = &sheet->cells[i - 1];
        bool is = before->col >= groups && gr_sheet_cell_content(before) == GR_CONTENT_TEXT;
        words = is ? before->text : words;
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

/** Whether parts [first, end) of one division that tables show stand under each other (1) or beside
 *  (0); -1: that is not to be seen. */
static int goes_down(const gr_sheet_draft *draft, size_t first, size_t end)
{
    const gr_divided *all = draft->divided;
    const gr_cell_spot *shown = all[first].shown;
    for (size_t i = first + 1; shown != NULL && i < end; i++) {
        const gr_cell_spot *next = all[i].shown;
        if (next != NULL && next->table == shown->table) {
            return cell_of(draft, next)->col == cell_of(draft, shown)->col ? 1 : 0;
        }
    }
    return -1;
}

static bool take_leaf(void *user, const gr_origin *leaf)
{
    *(const gr_origin **)user = leaf;
    return false;
}

static const gr_origin *first_leaf(const gr_origin *origin)
{
    const gr_origin *leaf = NULL;
    (void)gr_origin_leaves(origin, false, take_leaf, &leaf);
    return leaf;
}

static bool is_same(const gr_origin *a, const gr_origin *b)
{
    return a != NULL && b != NULL && gr_str_eq(a->dataset, b->dataset) && gr_str_eq(a->key, b->key);
}

/** As a table calls who has this weight: that of his part in any division. */
static gr_str name_by(const gr_sheet_draft *draft, const gr_origin *weight)
{
    const gr_divided *all = draft->divided;
    for (size_t first = 0, end = 0; first < draft->n_divided; first = end) {
        while (end < draft->n_divided && all[end].division == all[first].division) {
            end++;
        }
        int down = goes_down(draft, first, end);
        for (size_t i = first; i < end && down >= 0; i++) {
            if (all[i].shown != NULL && all[i].shown->table == all[first].shown->table &&
                is_same(first_leaf(all[i].part->args[1]), weight)) {
                return down == 1 ? row_words(draft, all[i].shown)
                                 : column_words(draft, all[i].shown);
            }
        }
    }
    return GR_LIT("");
}

gr_str gr_sharing_member(const gr_sharing_out *d, size_t nr)
{
    const gr_divided *all = d->draft->divided;
    const gr_cell_spot *first = all[d->first].shown;
    int down = goes_down(d->draft, d->first, d->end);
    for (size_t i = d->first; i < d->end && down >= 0; i++) {
        const gr_cell_spot *spot = all[i].shown;
        if (spot != NULL && spot->table == first->table && gr_part_turn(&all[i]) == nr) {
            return down == 1 ? row_words(d->draft, spot) : column_words(d->draft, spot);
        }
    }
    const gr_origin *weight = first_leaf(d->weights->args[nr]);
    gr_str name = weight == NULL ? GR_LIT("") : name_by(d->draft, weight);
    return name.len > 0 || weight == NULL ? name : weight->key;
}

gr_str gr_sharing_title(const gr_sharing_out *d)
{
    const gr_sheet_draft *draft = d->draft;
    const gr_cell_spot *first = draft->divided[d->first].shown;
    const gr_origin *total = first_leaf(d->total);
    gr_str title = gr_label_text(draft->doc->house, "distribution-sheet"), more = GR_LIT("");
    if (first != NULL) {
        bool beside = goes_down(draft, d->first, d->end) == 0;
        more = beside ? row_words(draft, first) : column_words(draft, first);
        title = draft->tables[first->table].node->as.table.title;
    } else if (total != NULL) {
        more = gr_str_fmt(draft->arena, GR_FMT " (" GR_FMT ")", GR_ARG(total->key),
                          GR_ARG(total->name));
    }
    return gr_str_fmt(draft->arena, GR_FMT "%s" GR_FMT, GR_ARG(title),
                      title.len > 0 && more.len > 0 ? " – " : "", GR_ARG(more));
}
