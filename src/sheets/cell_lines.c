#include "chart/plan.h"
#include "sheets_priv.h"

/* Owns what a cell that holds blocks says in a workbook: a line for each paragraph, signs before
 * items, deeper lists further in. Images have no place in a cell's text: what they show stands for
 * them. */

#define INSET 2 /* spaces for each level of a list */

typedef struct lines {
    const gr_sheet_draft *draft;
    gr_buf out;
    gr_str lead; /* sign of the item whose first line is to come */
    unsigned level;
} lines;

static void add_line(lines *to, gr_str words)
{
    unsigned inset = to->level > 1 ? (to->level - 1) * INSET : 0;
    if (words.len == 0 && to->lead.len == 0) {
        return;
    }
    gr_buf_add(&to->out, to->out.len > 0 ? GR_LIT("\n") : GR_LIT(""));
    gr_buf_addf(&to->out, "%*s", (int)inset, "");
    if (to->lead.len > 0) {
        gr_buf_addf(&to->out, GR_FMT " ", GR_ARG(to->lead));
    } else if (to->level > 0) {
        gr_buf_addf(&to->out, "%*s", INSET, "");
    }
    gr_buf_add(&to->out, words);
    to->lead = GR_LIT("");
}

static void add_blocks(lines *to, const gr_node *parent);

static void add_items(lines *to, const gr_node *list)
{
    unsigned number = gr_list_first(list);
    to->level++;
    for (const gr_node *item = list->first; item != NULL; item = item->next) {
        to->lead = gr_list_label(to->draft->doc->house, item, number++, to->draft->arena).text;
        add_blocks(to, item);
        to->lead = GR_LIT("");
    }
    to->level--;
}

static void add_blocks(lines *to, const gr_node *parent)
{
    for (const gr_node *node = parent->first; node != NULL; node = node->next) {
        if (node->kind == GR_K_LIST) {
            add_items(to, node);
        } else if (node->kind == GR_K_STRIP) {
            add_line(to, node->as.strip.spec->alt);
        } else if (node->kind == GR_K_IMAGE) {
            add_line(to, node->as.image.alt);
            add_blocks(to, node);
        } else if (node->kind == GR_K_PARAGRAPH || node->kind == GR_K_CAPTION) {
            add_line(to, gr_str_trim(gr_node_text(node, to->draft->arena)));
        } else {
            add_blocks(to, node);
        }
    }
}

gr_str gr_cell_lines(gr_sheet_draft *draft, const gr_node *cell)
{
    lines to = {.draft = draft, .out = gr_buf_make(draft->arena, SIZE_MAX), .lead = GR_LIT("")};
    add_blocks(&to, cell);
    return gr_buf_view(&to.out);
}
