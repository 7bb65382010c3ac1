#include "sheets_priv.h"

/* Owns the footnotes of a table in a workbook: numbered from one in each table, a comment on the
 * cell they belong to, and a list under the table. A text gets its marks as well; a number stays a
 * number and has only the comment. */

static void add_note(gr_sheet_draft *draft, gr_sheet_notes *notes, const gr_node *note,
                     gr_buf *marks, gr_buf *comment)
{
    const gr_node *words = note->as.note.first == NULL ? note : note->as.note.first;
    gr_str text = gr_str_trim(gr_node_text(words, draft->arena));
    gr_str line = gr_str_fmt(draft->arena, "%zu) " GR_FMT, notes->n + 1, GR_ARG(text));
    *GR_PUSH(draft->arena, notes->lines, notes->n, notes->cap, gr_str) = line;
    gr_buf_addf(marks, " %zu)", notes->n);
    gr_buf_addf(comment, "%s" GR_FMT, comment->len > 0 ? "\n" : "", GR_ARG(line));
}

/** Notes in and below `node`. Recursion ends: gr_limits bounds how deep inlines are nested. */
static void gather(gr_sheet_draft *draft, gr_sheet_notes *notes, const gr_node *node, gr_buf *marks,
                   gr_buf *comment)
{
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        if (child->kind == GR_K_NOTE) {
            add_note(draft, notes, child, marks, comment);
        } else {
            gather(draft, notes, child, marks, comment);
        }
    }
}

void gr_note_cell(gr_sheet_draft *draft, gr_sheet_notes *notes, const gr_node *node,
                  gr_sheet_cell *cell)
{
    gr_buf marks = gr_buf_make(draft->arena, SIZE_MAX), comment = marks;
    gr_buf_add(&comment, cell->note);
    gather(draft, notes, node, &marks, &comment);
    cell->note = gr_buf_view(&comment);
    if (marks.len > 0 && cell->value.type == GR_T_NONE) {
        cell->text = gr_str_fmt(draft->arena, GR_FMT GR_FMT, GR_ARG(cell->text),
                                GR_ARG(gr_buf_view(&marks)));
    }
}
