#include "sheets_priv.h"

/* Owns what one cell of a table becomes: a typed value where there is one, else text. */

#define LONGEST_LINK 2000 /* bytes; a spreadsheet takes 2,079 characters */

/** The only thing inside a cell, when that is of this kind: a figure between words is text. */
static const gr_node *sole_child(const gr_node *cell, gr_kind kind)
{
    const gr_node *found = NULL;
    for (const gr_node *child = cell->first; child != NULL; child = child->next) {
        if (child->kind == GR_K_NOTE || (child->kind == GR_K_SIGN && child->as.sign.mark) ||
            (child->kind == GR_K_TEXT && child->as.text.chars.len == 0)) {
            continue;
        }
        if (found != NULL || child->kind != kind) {
            return NULL;
        }
        found = child;
    }
    return found;
}

static const gr_figure *figure_of(const gr_node *cell)
{
    if (cell->as.cell.figure != NULL) {
        return cell->as.cell.figure;
    }
    const gr_node *inside = sole_child(cell, GR_K_FIGURE);
    return inside == NULL ? NULL : inside->as.figure.figure;
}

/** The value as the plan keeps it. Text is shown from `text`, so nothing in it aims at a row that
 *  was pulled; a year is a number. */
static gr_value kept_value(const gr_value *value)
{
    switch (value->type) {
    case GR_T_BOOL:
    case GR_T_INT:
    case GR_T_DECIMAL:
    case GR_T_MONEY:
    case GR_T_RATIO:
    case GR_T_DATE:
    case GR_T_MISSING:
    case GR_T_NOT_APPLICABLE:
    case GR_T_SUPPRESSED:
    case GR_T_ROUGH:
        return *value;
    case GR_T_YEAR:
        return (gr_value){.type = GR_T_INT, .as.i = value->as.i};
    case GR_T_PERIOD:
        if (value->as.period.kind == GR_PERIOD_YEAR) {
            return (gr_value){.type = GR_T_INT, .as.i = value->as.period.year};
        }
        break;
    case GR_T_NONE:
    case GR_T_TEXT:
    case GR_T_CODE:
    case GR_T_REF:
    case GR_T_POISON:
        break;
    }
    return (gr_value){.type = GR_T_NONE, .origin = value->origin};
}

/** Absent values, and "ca 114", keep to the side of the numbers around them. */
static gr_align align_of(const gr_node *cell, const gr_value *value)
{
    gr_align align = cell->as.cell.align;
    bool among_numbers = gr_value_is_absent(value) || value->type == GR_T_ROUGH;
    return among_numbers && align != GR_ALIGN_CENTRE ? GR_ALIGN_RIGHT : align;
}

bool gr_is_left(gr_align align)
{
    return align == GR_ALIGN_LEFT || align == GR_ALIGN_JUSTIFY;
}

/** A cell has one link: the first. The addresses of others are kept in its note. Recursion
 *  ends: gr_limits bounds how deep inlines are nested. */
static void find_links(gr_sheet_draft *draft, const gr_node *node, gr_sheet_cell *cell)
{
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        gr_str uri = child->kind == GR_K_LINK ? child->as.link.uri : GR_LIT("");
        if (uri.len > 0 && cell->link.len == 0 && uri.len <= LONGEST_LINK) {
            cell->link = gr_str_dup(draft->arena, uri);
        } else if (uri.len > 0 && !gr_str_eq(uri, cell->link)) {
            cell->note = gr_str_fmt(draft->arena, GR_FMT "%s" GR_FMT, GR_ARG(cell->note),
                                    cell->note.len > 0 ? "\n" : "", GR_ARG(uri));
        }
        find_links(draft, child, cell);
    }
}

/** A sum of what is known says so: behind its number, and in a comment. */
static void say_known(gr_sheet_draft *draft, const gr_figure *figure, gr_sheet_cell *cell)
{
    const gr_origin *origin = gr_origin_chosen(figure->value.origin);
    bool number = gr_value_is_number(&figure->value);
    if (figure->sign.len > 0 && (number || (origin != NULL && gr_origin_adds(origin)))) {
        cell->besides = gr_str_dup(draft->arena, figure->sign);
    }
    if (figure->sign.len > 0 && number) {
        cell->note = gr_label_text(draft->doc->house, "known-sum");
    }
}

/** Its texts live as long as the document, also when its row does not. */
static bool lives_on(const gr_node *cell)
{
    const gr_node *table = cell->parent == NULL ? NULL : cell->parent->parent;
    const gr_row_source *source =
        table == NULL || table->kind != GR_K_TABLE ? NULL : table->as.table.source;
    return source != NULL && source->n_body > 0 && cell->parent->as.row.role == GR_ROW_BODY;
}

gr_sheet_cell gr_cell_from(gr_sheet_draft *draft, const gr_node *cell, gr_cell_style style)
{
    const gr_figure *figure = figure_of(cell);
    const gr_node *sign = sole_child(cell, GR_K_SIGN);
    gr_sheet_cell made = {.style = cell->as.cell.filled ? GR_CELL_FILLED : style,
                          .mark = cell->as.cell.mark,
                          .colspan = cell->as.cell.colspan > 0 ? cell->as.cell.colspan : 1,
                          .rowspan = cell->as.cell.rowspan > 0 ? cell->as.cell.rowspan : 1,
                          .format = {GR_FORMAT_PLAIN, GR_PLACES_OWN},
                          .besides = GR_LIT(""),
                          .whole_when = GR_LIT(""),
                          .formula = GR_LIT(""),
                          .link = GR_LIT(""),
                          .note = GR_LIT("")};
    if (sign != NULL && sign->as.sign.value.type != GR_T_CODE) {
        made.value = sign->as.sign.value;
        made.text = gr_str_dup(draft->arena, sign->as.sign.spoken);
        made.format.kind = GR_FORMAT_CHECK;
    } else if (figure != NULL) {
        gr_value kept = kept_value(&figure->value);
        made.value = gr_value_keep(draft->arena, &kept);
        made.text = lives_on(cell) ? figure->text : gr_str_dup(draft->arena, figure->text);
        made.format = figure->format;
        made.shows = figure->nr;
        say_known(draft, figure, &made);
    } else {
        made.text = gr_cell_has_blocks(cell) ? gr_cell_lines(draft, cell)
                                             : gr_str_trim(gr_node_text(cell, draft->arena));
    }
    made.align = align_of(cell, &made.value);
    find_links(draft, cell, &made);
    made.named = cell->as.cell.named;
    return made;
}

gr_sheet_cell gr_cell_of_text(uint32_t row, uint16_t col, gr_cell_style style, gr_str text)
{
    return (gr_sheet_cell){.row = row,
                           .col = col,
                           .colspan = 1,
                           .rowspan = 1,
                           .style = style,
                           .text = text,
                           .besides = GR_LIT(""),
                           .whole_when = GR_LIT(""),
                           .formula = GR_LIT(""),
                           .link = GR_LIT(""),
                           .note = GR_LIT("")};
}
