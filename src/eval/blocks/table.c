#include "base/arena.h"
#include "table_plan_priv.h"
#include "template/report_rows.h"

/* A table: caption, heads, rows, remarks. What is in its rows is rows.c's and own_rows.c's. */

static const gr_xml_attr_rule table_attrs[] = {
    COMMON,
    KEPT,
    FLOATS,
    REPEATED,
    PATTERN("title", "caption"),
    SET("rows", "a row for each of these, or with 'by' for each group"),
    NAME("as", "name of the record of a row; row when not given"),
    PATTERN("sheet", "name of the worksheet; without it the table is no sheet"),
    CHOICE("sheet-form", "printed flat", "flat: a list to filter, a row for each record"),
    CHOICE("sheet-origins", "notes column", "where the worksheet says what its figures come from"),
    PATTERN("source", "where the figures come from"),
    NAME("look", "table look of the house style"),
    CHOICE("width", "content full", "full: as wide as the text, however little is in it"),
    FLAG("repeat-head", "head again on each page"),
    FLAG("carry", "yes: running totals of summed columns where a page ends"),
    PATTERN("empty", "what to say without rows"),
    TEXT("missing", "what stands where a value of its columns is missing: p.m."),
    TEXT("missing-spoken", "how that is read out: pro memorie"),
    PATTERN("unit", "what the amounts are in"),
    EXPR("mark-rows", "yes: the row of this record stands out"),
    MARK_LOOK,
    LAST,
};
static const gr_xml_attr_rule columns_attrs[] = {
    EXPR("if", "shown when yes"),
    REPEATED,
    PATTERN("title", "head over these columns"),
    LAST,
};
static const gr_xml_attr_rule column_attrs[] = {
    EXPR("if", "shown when yes"),
    STYLED,
    REPEATED,
    PATTERN("title", "head of the column"),
    EXPR("value", "its value in each row"),
    TEXT("as", "format of the value"),
    CHOICE("align", "left right centre decimal", "where values stand"),
    LENGTH("width", "width of the column"),
    EXPR("total", "sum, none, or the value in the total row"),
    EXPR("subtotal", "sum, none, or the value where a group ends; as total= when not given"),
    FLAG("bar", "yes: a bar in each cell, as long as its value"),
    FLAG("running", "yes: each row adds its value to the sum of those above it"),
    FLAG("share", "yes: shares of one whole, printed so that they add up to 100 %"),
    TEXT("missing", "what stands where its value is missing: p.m."),
    TEXT("missing-spoken", "how that is read out: pro memorie"),
    FLAG("header", "yes: row heads"),
    EXPR("mark", "yes: the column stands out"),
    EXPR("mark-cells", "yes: its cell in the row of this record stands out"),
    MARK_LOOK,
    PATTERN("sheet-name", "what formulas in the workbook may call its total"),
    LAST,
};
static const gr_xml_attr_rule rows_attrs[] = {
    EXPR("if", "shown when yes"),
    REPEATED,
    LAST,
};
static const gr_xml_attr_rule group_attrs[] = {
    EXPR_NEEDED("by", "rows with the same value are a group"),
    NAME_NEEDED("as", "name of the group"),
    PATTERN_NEEDED("title", "what stands above its rows"),
    CHOICE("subtotal", "sum none", "sum: a row with its sums where it ends"),
    PATTERN("subtotal-title", "what stands in the first cell of that row"),
    PATTERN("others", "title of the groups that go together as the last one"),
    EXPR("others-if", "which groups these are"),
    TEXT("sheet-head", "flat sheet: head of the column that says which group a row is in"),
    LAST,
};
static const gr_xml_attr_rule row_attrs[] = {
    EXPR("if", "shown when yes"),
    PATTERN("id", "name for links and figures"),
    REPEATED,
    CHOICE("style", "plain group subtotal total", "what kind of row"),
    EXPR("mark", "yes: it stands out"),
    MARK_LOOK,
    LAST,
};
static const gr_xml_attr_rule cell_attrs[] = {
    PATTERN("id", "name for links and figures"),
    REPEATED,
    NAME("style", "a text style of the house style"),
    EXPR("value", "its value"),
    TEXT("as", "format of the value"),
    INT("columns", "columns it spans"),
    INT("rows", "rows it spans"),
    FLAG("header", "yes: a row head"),
    EXPR("mark", "yes: it stands out"),
    MARK_LOOK,
    PATTERN("sheet-name", "what formulas in the workbook may call it"),
    LAST,
};
static const gr_xml_attr_rule total_attrs[] = {
    EXPR("if", "shown when yes"),
    PATTERN("title", "what stands in its first cell"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"table", GR_E_TABLE, GR_XML_ELEMENTS, "columns column group row rows total note check",
     table_attrs, "a table"},
    {"columns", GR_E_COLUMNS, GR_XML_ELEMENTS, "columns column", columns_attrs,
     "columns under one head"},
    {"column", GR_E_COLUMN, GR_XML_MIXED, "%inline", column_attrs, "a column"},
    {"group", GR_E_GROUP, GR_XML_ELEMENTS, "group", group_attrs,
     "the rows in groups, with subtotals"},
    {"rows", GR_E_ROWS, GR_XML_ELEMENTS, "row rows", rows_attrs, "repeats rows"},
    {"row", GR_E_ROW, GR_XML_ELEMENTS, "cell", row_attrs, "a row"},
    {"cell", GR_E_CELL, GR_XML_MIXED, "%inline p list image quote each text", cell_attrs, "a cell"},
    {"total", GR_E_TOTAL, GR_XML_ELEMENTS, "cell", total_attrs, "the total row"},
};
const gr_xml_part gr_grammar_table = {rules, N_OF(rules), "block"};

/** Given, and not blank. */
static bool has_words(gr_expander *expander, const gr_tnode *node, const char *attr)
{
    return !gr_utf8_is_blank(gr_expander_text(expander, node, attr));
}

static gr_status write_unit(gr_expander *expander, const gr_tnode *node, gr_node *caption)
{
    gr_loc at = gr_tnode_place(node, "unit");
    if (!has_words(expander, node, "unit")) {
        return GR_OK;
    }
    GR_TRY(gr_expander_add_text(expander, caption,
                                caption->first == NULL ? GR_LIT("(") : GR_LIT(" ("), at));
    GR_TRY(gr_expander_attr(expander, caption, node, "unit"));
    return gr_expander_add_text(expander, caption, GR_LIT(")"), at);
}

/** The title in the workbook: there the caption has no number, but its unit matters as much. */
static gr_str title_of(gr_expander *expander, const gr_tnode *node)
{
    gr_str title = gr_expander_text(expander, node, "title"), unit = GR_LIT("");
    if (has_words(expander, node, "unit")) {
        unit = gr_expander_text(expander, node, "unit");
    }
    return unit.len == 0
               ? title
               : gr_str_fmt(expander->arena, GR_FMT " (" GR_FMT ")", GR_ARG(title), GR_ARG(unit));
}

static gr_status write_table_caption(gr_expander *expander, const gr_tnode *node, gr_node *table)
{
    gr_node *caption = NULL;
    if (gr_tnode_attr(node, "title") != NULL) {
        gr_caption_number number = gr_caption_count(expander, false);
        GR_TRY(gr_write_caption(expander, node, "title", &number, table, &caption));
        table->as.table.title = title_of(expander, node);
    } else if (has_words(expander, node, "unit")) {
        GR_TRY(gr_expander_add_styled(expander, table, GR_K_CAPTION, node->at, GR_STYLE_CAPTION,
                                      &caption));
    }
    return caption == NULL ? GR_OK : write_unit(expander, node, caption);
}

static gr_status write_source(gr_expander *expander, const gr_tnode *node, gr_node *table)
{
    gr_node *remark = NULL;
    if (!has_words(expander, node, "source")) {
        return GR_OK;
    }
    gr_loc at = gr_tnode_place(node, "source");
    gr_str label = gr_label_text(expander->report->house, "source");
    GR_TRY(gr_expander_add_styled(expander, table, GR_K_REMARK, at, GR_STYLE_SOURCE, &remark));
    gr_str lead = gr_str_fmt(expander->arena, GR_FMT " ", GR_ARG(label));
    GR_TRY(gr_expander_add_text(expander, remark, lead, at));
    return gr_expander_attr(expander, remark, node, "source");
}

static gr_status write_remark(gr_expander *expander, const gr_tnode *node, gr_node *table)
{
    gr_node *remark = NULL;
    GR_TRY(
        gr_expander_add_styled(expander, table, GR_K_REMARK, node->at, GR_STYLE_SOURCE, &remark));
    GR_TRY(gr_write_inlines(expander, node->first, NULL, remark));
    (void)gr_check_words(expander, remark, node->at,
                         "a <note> without words; write them, or leave it out");
    return GR_OK;
}

static gr_status open_rows(gr_table_plan *plan)
{
    gr_expander *expander = plan->expander;
    const gr_tattr *rows = gr_tnode_attr(plan->node, "rows");
    if (rows == NULL) {
        return GR_OK;
    }
    plan->set = rows->bound;
    expander->context->at = rows->at;
    gr_status status = gr_shown_rows_open(expander, plan->set, &plan->lines);
    plan->failed = status == GR_BAD_INPUT || plan->lines.failed;
    expander->failed |= plan->failed;
    if (status == GR_OK && !plan->failed) {
        GR_TRY(gr_table_levels_open(plan));
    }
    return status == GR_BAD_INPUT ? GR_OK : status;
}

/** Rows of a long table are kept as what they print; references are filled in later. */
static bool refuse_words(gr_table_plan *plan)
{
    for (size_t i = 0; i < plan->n_cols; i++) {
        if (plan->cols[i].value == NULL) {
            gr_diag_report_open(plan->expander->context->diag, plan->cols[i].node->at,
                                GR_CODE_TABLE_SHAPE,
                                "a table of more than 5,000 rows has no words in its columns; give "
                                "this one a value, or show fewer rows");
            plan->expander->failed = true;
            return true;
        }
    }
    return false;
}

static gr_status write_content(gr_table_plan *plan)
{
    gr_expander *expander = plan->expander;
    const gr_tnode *node = plan->node;
    gr_node *table = plan->table;
    GR_TRY(write_table_caption(expander, node, table));
    GR_TRY(gr_table_heads(plan));
    GR_TRY(gr_table_fit(plan));
    gr_mark_long(plan);
    if (gr_table_is_big(plan) && refuse_words(plan)) {
        return GR_OK;
    }
    GR_TRY(gr_table_is_big(plan) ? gr_table_pull(plan) : gr_table_body(plan));
    GR_TRY(write_source(expander, node, table));
    return gr_expand_kind(expander, node, GR_E_NOTE, table, write_remark);
}

/** A table without rows is taken away again; its reader is told so, or else its author. */
static gr_status say_empty(gr_expander *expander, const gr_tnode *node, gr_node *into,
                           gr_node *table)
{
    gr_str anchor = table->anchor;
    if (gr_tnode_attr(node, "title") != NULL) {
        gr_caption_uncount(expander, false);
    }
    table->first = NULL;
    gr_ref_unnumber(expander, table);
    gr_drop_if_empty(into, table);
    if (gr_tnode_attr(node, "empty") == NULL) {
        gr_diag_report_halves(
            expander->context->diag, gr_tnode_place(node, "rows"), GR_CODE_SET_EMPTY, GR_LIT(""),
            "nothing to show in '" GR_FMT "'; add empty=\"...\" to say so in print",
            GR_ARG(anchor));
        expander->failed = true;
        return GR_OK;
    }
    GR_TRY(gr_write_attr_paragraph(expander, node, "empty", into, GR_STYLE_PARAGRAPH));
    if (gr_tnode_attr(node, "id") == NULL) {
        gr_anchor_auto(expander, into->last, anchor);
    } else {
        into->last->anchor = anchor;
    }
    return GR_OK;
}

static const gr_table_look *look_of(const gr_expander *expander, const gr_tnode *node)
{
    gr_str name = gr_tnode_value(node, "look");
    return gr_table_look_find(expander->report->house, name.len > 0 ? name : GR_LIT("plain"));
}

/** Rows of a long table are made again for each who looks at them, without what they come from. */
static gr_cited_in cited_in(gr_table_plan *plan)
{
    gr_expander *expander = plan->expander;
    gr_str word = gr_tnode_value(plan->node, "sheet-origins");
    if (word.len == 0) {
        return GR_CITED_NOWHERE;
    }
    if (gr_table_is_big(plan)) {
        gr_diag_report_open(expander->context->diag, gr_tnode_place(plan->node, "sheet-origins"),
                            GR_CODE_ORIGINS_LONG,
                            "each row is a record of its own, and the last sheet says of which "
                            "dataset; give the key a column, and leave sheet-origins= out");
        return GR_CITED_NOWHERE;
    }
    expander->cites = true;
    return gr_str_is(word, "notes") ? GR_CITED_IN_NOTES : GR_CITED_IN_COLUMN;
}

/** Its groups become columns, which need a head each. */
static void describe_sheet(gr_table_plan *plan)
{
    gr_expander *expander = plan->expander;
    gr_node *table = plan->table;
    gr_str *levels = NULL;
    size_t n = 0, cap = 0;
    table->as.table.sheet = gr_expander_text(expander, plan->node, "sheet");
    table->as.table.cited_in = cited_in(plan);
    table->as.table.flat = gr_str_is(gr_tnode_value(plan->node, "sheet-form"), "flat");
    const gr_tnode *group = table->as.table.flat ? gr_level_in(plan->node) : NULL;
    for (; group != NULL; group = gr_level_in(group)) {
        *GR_PUSH(expander->arena, levels, n, cap, gr_str) = gr_tnode_value(group, "sheet-head");
    }
    table->as.table.levels = levels;
    table->as.table.n_levels = n;
}

static gr_status describe(gr_table_plan *plan)
{
    gr_expander *expander = plan->expander;
    gr_node *table = plan->table;
    GR_TRY(gr_table_columns(plan));
    if (plan->n_cols == 0) {
        gr_diag_report_open(expander->context->diag, plan->node->at, GR_CODE_TABLE_SHAPE,
                            "a table without columns");
        expander->failed = true;
        return GR_OK;
    }
    table->as.table.cols = plan->doc_cols;
    table->as.table.n_cols = plan->n_cols;
    table->as.table.look = look_of(expander, plan->node);
    describe_sheet(plan);
    table->as.table.full = gr_str_is(gr_tnode_value(plan->node, "width"), "full");
    table->as.table.carry = gr_tnode_flag(plan->node, "carry", false);
    table->as.table.repeat_head = gr_tnode_flag(plan->node, "repeat-head", true);
    return GR_OK;
}

gr_status gr_write_table(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_table_plan plan = {.expander = expander, .node = node};
    GR_TRY(
        gr_expander_add_styled(expander, into, GR_K_TABLE, node->at, GR_STYLE_CELL, &plan.table));
    gr_figure_place outer = gr_expander_enter(expander, node, plan.table);
    expander->n_tables++;
    if (plan.table->anchor.len == 0) {
        gr_str name = gr_str_fmt(expander->arena, "T%u", (unsigned)expander->n_tables);
        gr_anchor_auto(expander, plan.table, name);
    }
    plan.id = plan.table->anchor;
    plan.place = expander->place;
    GR_TRY(open_rows(&plan));
    GR_TRY(describe(&plan));
    if (plan.n_cols > 0) {
        GR_TRY(write_content(&plan));
    }
    if (plan.n_cols > 0 && plan.n_body == 0 && !plan.failed) {
        GR_TRY(say_empty(expander, node, into, plan.table));
    }
    GR_TRY(gr_expand_kind(expander, node, GR_E_CHECK, into, gr_write_check));
    gr_expander_leave(expander, outer);
    return GR_OK;
}
