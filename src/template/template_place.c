#include "document/document.h"
#include "template_read.h"

/* Owns what applies where: attributes that the grammar accepts on an element, but that would do
 * nothing where it stands, and pages that begin where none can. Must not know charts. */

typedef struct place_of { /* an attribute, and what it needs */
    gr_element element;
    const char *name;
    bool (*applies)(const gr_tnode *node);
    const char *instead;
} place_of;

static bool in_agenda(const gr_tnode *node)
{
    return node->parent != NULL && node->parent->kind == GR_E_AGENDA;
}

static bool has_title(const gr_tnode *node)
{
    return gr_tnode_attr(node, "title") != NULL;
}

static bool has_value(const gr_tnode *node)
{
    return gr_tnode_attr(node, "value") != NULL;
}

static bool has_bullets(const gr_tnode *list)
{
    gr_str type = gr_tnode_value(list, "type");
    return type.len == 0 || gr_str_is(type, "bullet");
}

static bool has_checks(const gr_tnode *list)
{
    return gr_str_is(gr_tnode_value(list, "type"), "check");
}

static bool counts(const gr_tnode *list)
{
    return !has_bullets(list) && !has_checks(list);
}

static bool begins(const gr_tnode *list)
{
    return !gr_tnode_flag(list, "continue", false);
}

static bool in_checks(const gr_tnode *item)
{
    return item->parent != NULL && item->parent->kind == GR_E_LIST && has_checks(item->parent);
}

static bool has_file(const gr_tnode *node)
{
    return gr_tnode_attr(node, "file") != NULL;
}

static bool has_equals(const gr_tnode *node)
{
    return gr_tnode_attr(node, "equals") != NULL;
}

static bool has_rows(const gr_tnode *node)
{
    return gr_tnode_attr(node, "rows") != NULL;
}

static bool has_sheet(const gr_tnode *node)
{
    return gr_tnode_attr(node, "sheet") != NULL;
}

static bool has_total(const gr_tnode *column)
{
    gr_str total = gr_tnode_value(column, "total");
    return total.len > 0 && !gr_str_is(total, "none");
}

/** Of a column or a cell that has a figure to be named: what has none is told that alone. */
static bool on_sheet(const gr_tnode *node)
{
    const gr_tnode *table = node;
    if (node->kind == GR_E_COLUMN ? !has_total(node) : !has_value(node)) {
        return true;
    }
    while (table != NULL && table->kind != GR_E_TABLE) {
        table = table->parent;
    }
    return table != NULL && has_sheet(table);
}

/** Rows that may turn out to be none. */
static bool may_be_empty(const gr_tnode *table)
{
    bool may = has_rows(table);
    for (const gr_tnode *child = table->first; child != NULL; child = child->next) {
        bool loop = gr_tnode_attr(child, "of") != NULL || gr_tnode_attr(child, "if") != NULL;
        may = may || child->kind == GR_E_ROWS || (child->kind == GR_E_ROW && loop);
    }
    return may;
}

static bool adds_up(const gr_tnode *node)
{
    bool sums = node->kind == GR_E_COLUMN && gr_str_is(gr_tnode_value(node, "total"), "sum");
    for (const gr_tnode *child = node->first; child != NULL && !sums; child = child->next) {
        bool column = child->kind == GR_E_COLUMN || child->kind == GR_E_COLUMNS;
        sums = column && adds_up(child);
    }
    return sums;
}

/** Of a <group>, which may stand in another one. */
static bool in_flat(const gr_tnode *group)
{
    const gr_tnode *table = group->parent;
    while (table->kind == GR_E_GROUP) {
        table = table->parent;
    }
    return gr_str_is(gr_tnode_value(table, "sheet-form"), "flat");
}

static bool has_subtotals(const gr_tnode *group)
{
    return gr_str_is(gr_tnode_value(group, "subtotal"), "sum");
}

/** In a cell and the like a quotation has no frame. */
static bool has_frame(const gr_tnode *quote)
{
    const gr_tnode *outer = quote->parent;
    while (outer != NULL && outer->kind != GR_E_CELL && outer->kind != GR_E_EVENT &&
           outer->kind != GR_E_ACTION && !(outer->kind == GR_E_ITEM && in_agenda(outer))) {
        outer = outer->parent;
    }
    return outer == NULL;
}

static bool is_no_annex(const gr_tnode *section)
{
    return !gr_tnode_flag(section, "annex", false);
}

static bool lists_headings(const gr_tnode *node)
{
    gr_str list = gr_tnode_value(node, "list");
    return list.len == 0 || gr_str_is(list, "headings");
}

static bool is_footnote(const gr_tnode *node)
{
    return node->parent->kind != GR_E_TABLE;
}

static bool has_mark(const gr_tnode *node)
{
    return gr_tnode_attr(node, "mark") != NULL || gr_tnode_attr(node, "mark-rows") != NULL ||
           gr_tnode_attr(node, "mark-cells") != NULL;
}

static const place_of places[] = {
    {GR_E_CONTENTS, "depth", lists_headings, "tables and figures have no levels; leave it out"},
    {GR_E_NOTE, "id", is_footnote, "a remark under a table has no mark; write a <note> in a cell"},
    {GR_E_ITEM, "time", in_agenda, "a time is for the items of an <agenda>; write it in the text"},
    {GR_E_ITEM, "done", in_checks, "it is for items of a list; give that type=\"check\""},
    {GR_E_LIST, "start", counts, "bullets and checks have no numbers; give type=\"number\""},
    {GR_E_LIST, "start", begins, "continue=\"yes\" says where it begins; leave out either"},
    {GR_E_LIST, "continue", counts, "bullets and checks have no numbers; give type=\"number\""},
    {GR_E_LIST, "sign", has_bullets, "it is the sign of a list of bullets; leave out type="},
    {GR_E_SECTION, "style", has_title, "it is the style of the heading; give a title="},
    {GR_E_SECTION, "annex", has_title, "an annex is known by its heading; give a title="},
    {GR_E_SECTION, "numbered", is_no_annex, "an annex has a number of its own; leave it out"},
    {GR_E_TABLE, "sheet-form", has_sheet, "it is of the worksheet; give a sheet="},
    {GR_E_SLIDE, "style", has_title, "it is the style of the heading; give a title="},
    {GR_E_TABLE, "sheet-origins", has_sheet, "it is of the worksheet; give a sheet="},
    {GR_E_COLUMN, "sheet-name", has_total, "it names the total of the column; give it total="},
    {GR_E_COLUMN, "sheet-name", on_sheet, "it is of the worksheet; give the table a sheet="},
    {GR_E_CELL, "sheet-name", has_value, "it names the figure of value=; give that"},
    {GR_E_CELL, "sheet-name", on_sheet, "it is of the worksheet; give the table a sheet="},
    {GR_E_TABLE, "as", has_rows, "it names the record of rows=; leave it out, or give rows="},
    {GR_E_TABLE, "empty", may_be_empty, "this table always has rows; leave it out"},
    {GR_E_TABLE, "carry", adds_up, "it carries sums; give a column total=\"sum\""},
    {GR_E_GROUP, "subtotal-title", has_subtotals, "it stands before sums; give subtotal=\"sum\""},
    {GR_E_GROUP, "sheet-head", in_flat,
     "it is of a flat sheet; give the table sheet-form=\"flat\""},
    {GR_E_COLUMN, "bar", has_value, "its bars are those of value=; give that, or leave it out"},
    {GR_E_TABLE, "mark-look", has_mark, "it is the look of what is marked; give mark-rows="},
    {GR_E_COLUMN, "mark-look", has_mark, "it is the look of what is marked; give mark="},
    {GR_E_ROW, "mark-look", has_mark, "it is the look of what is marked; give mark="},
    {GR_E_CELL, "mark-look", has_mark, "it is the look of what is marked; give mark="},
    {GR_E_CHART, "mark-look", has_mark, "it is the look of what is marked; give mark="},
    {GR_E_CHECK, "tolerance", has_equals, "it is the room around equals=; give that"},
    {GR_E_TEXT, "part", has_file, "it names a part of a file; give file=, or leave it out"},
    {GR_E_TEXT, "shared", has_file, "a field is whose its record is; leave it out"},
    {GR_E_QUOTE, "look", has_frame, "in a cell a quotation has no frame; leave it out"},
    {GR_E_CELL, "as", has_value, "it is the format of value=; in a text write {... as euro}"},
    {GR_E_CELL, "id", has_value, "it names the figure of value=; give that, or leave it out"},
};

static void refuse(gr_reading *reading, gr_loc at, gr_code code, const char *what,
                   const char *instead)
{
    reading->failed = true;
    gr_diag_report(reading->with.diag, at, code, "'%s': %s", what, instead);
}

/** Within boxes side by side, newspaper columns and slides there are no pages, in a box or an item
 * the margins of a page cannot change. */
static const gr_tnode *around(const gr_tnode *node, bool margins)
{
    const gr_tnode *outer = node->parent;
    while (outer != NULL && outer->kind != GR_E_SLOT && outer->kind != GR_E_SIDE &&
           outer->kind != GR_E_COLUMNS_LAYOUT && outer->kind != GR_E_SLIDE &&
           outer->kind != GR_E_SPEAKER_NOTES &&
           !(margins && (outer->kind == GR_E_ITEM || outer->kind == GR_E_DEFINITION ||
                         outer->kind == GR_E_CALLOUT || outer->kind == GR_E_ASIDE))) {
        outer = outer->parent;
    }
    return outer;
}

static void check_page(gr_reading *reading, const gr_tnode *node)
{
    bool section = node->kind == GR_E_SECTION;
    const gr_tattr *master = section ? gr_tnode_attr(node, "master") : NULL;
    const gr_tattr *start = section ? gr_tnode_attr(node, "break") : NULL;
    bool slide = node->kind == GR_E_SLIDE;
    bool breaks = slide || node->kind == GR_E_PAGE_BREAK ||
                  (start != NULL && !gr_str_is(start->value, "none")) || master != NULL;
    const gr_tnode *outer = breaks ? around(node, slide || master != NULL) : NULL;
    if (outer == NULL) {
        return;
    }
    const gr_tattr *attr = master != NULL ? master : start;
    reading->failed = true;
    gr_diag_report(reading->with.diag, attr != NULL ? attr->at : node->at, GR_CODE_PAGE_PLACE,
                   "no page can begin within <%s>; take it out, or end the <%s> before it",
                   gr_element_names[outer->kind], gr_element_names[outer->kind]);
}

static void check_range(gr_reading *reading, const gr_tnode *node, const char *name, int64_t most)
{
    const gr_tattr *attr = gr_tnode_attr(node, name);
    int64_t number = 0;
    if (attr == NULL || (gr_int_parse(attr->value, &number) && number >= 1 && number <= most)) {
        return;
    }
    reading->failed = true;
    gr_diag_report(reading->with.diag, attr->at, GR_CODE_ATTRIBUTE_VALUE,
                   "'" GR_FMT "' for '%s'; write 1 to %d", GR_ARG(attr->value), name, (int)most);
}

void gr_check_places(gr_reading *reading, const gr_tnode *node)
{
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        const gr_tattr *attr =
            places[i].element == node->kind ? gr_tnode_attr(node, places[i].name) : NULL;
        if (attr != NULL && !places[i].applies(node)) {
            refuse(reading, attr->at, GR_CODE_ATTRIBUTE_IDLE, places[i].name, places[i].instead);
        }
    }
    check_page(reading, node);
    if (node->kind == GR_E_CONTENTS) {
        check_range(reading, node, "depth", GR_HEADING_LEVELS);
    } else if (node->kind == GR_E_LIST) {
        check_range(reading, node, "start", 3000);
    } else if (node->kind == GR_E_COLUMNS_LAYOUT) {
        check_range(reading, node, "count", 4);
    } else if (node->kind == GR_E_SIDE) {
        check_range(reading, node, "width", 12);
    } else if (node->kind == GR_E_QUOTES) {
        check_range(reading, node, "columns", 4);
    } else if (node->kind == GR_E_ORIGINS) {
        check_range(reading, node, "most", 100000);
    }
}
