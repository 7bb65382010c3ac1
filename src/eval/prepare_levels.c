#include "eval/eval.h"

/* Owns the binding of <group> in a table, whose rows are records cut into groups, and of what a
 * column shows where a group ends. */
#include "base/arena.h"
#include "base/utf8.h"
#include "bind_priv.h"

static const gr_tnode *next_group(const gr_tnode *node)
{
    while (node != NULL && node->kind != GR_E_GROUP) {
        node = node->next;
    }
    return node;
}

const gr_tnode *gr_level_in(const gr_tnode *node)
{
    return next_group(node->first);
}

bool gr_level_adds(const gr_tnode *group)
{
    return gr_str_is(gr_tnode_value(group, "subtotal"), "sum");
}

/** Of a table: how many of its groups, one in the other, end with sums. */
static size_t n_adding(const gr_tnode *table)
{
    size_t n = 0;
    for (const gr_tnode *at = gr_level_in(table); at != NULL; at = gr_level_in(at)) {
        n += gr_level_adds(at) ? 1 : 0;
    }
    return n;
}

static bool is_given(const gr_tnode *column, const char *name)
{
    gr_str value = gr_tnode_value(column, name);
    return value.len > 0 && !gr_str_is(value, "none");
}

/** Whether a column of a table shows anything where a group ends. */
static bool any_subtotal(const gr_tnode *node)
{
    bool any = node->kind == GR_E_COLUMN && (is_given(node, "subtotal") || is_given(node, "total"));
    for (const gr_tnode *child = node->first; child != NULL && !any; child = child->next) {
        bool column = child->kind == GR_E_COLUMN || child->kind == GR_E_COLUMNS;
        any = column && any_subtotal(child);
    }
    return any;
}

/* --- groups --- */

static bool check_place(gr_preparing *prep, const gr_tnode *group, const gr_tnode *table)
{
    const gr_tnode *second = next_group(group->next);
    const gr_tattr *by = gr_tnode_attr(table, "by");
    if (gr_tnode_attr(table, "rows") == NULL) {
        gr_prepare_refuse(prep, group->at, GR_CODE_ROWS_GROUPED,
                          "<group> cuts the records of 'rows' into groups, and this table has "
                          "none; give it rows=\"...\", or write <rows each=\"g\" of=\"...\" "
                          "by=\"...\">");
        return false;
    }
    if (by != NULL) {
        gr_prepare_refuse(prep, group->at, GR_CODE_ROWS_GROUPED,
                          "each row of this table is a group by '" GR_FMT
                          "' already; leave out 'by' at the table, so that rows are records, or "
                          "derive a dataset of these groups and show its records",
                          GR_ARG(by->value));
        return false;
    }
    if (second != NULL) {
        gr_prepare_refuse(prep, second->at, GR_CODE_ROWS_GROUPED,
                          "a second <group>; put it in the first one when its groups are parts of "
                          "those");
    }
    return second == NULL;
}

static void check_subtotals(gr_preparing *prep, const gr_tnode *group, const gr_tnode *table)
{
    if (gr_level_adds(group) && !any_subtotal(table)) {
        gr_prepare_refuse(prep, gr_tnode_place(group, "subtotal"), GR_CODE_SUBTOTAL,
                          "no column is added up; give a column total=\"sum\" or subtotal=\"sum\"");
    }
}

/** On a flat sheet it is a column. */
static void check_head(gr_preparing *prep, const gr_tnode *group, const gr_tnode *table)
{
    bool flat = gr_str_is(gr_tnode_value(table, "sheet-form"), "flat");
    if (flat && gr_utf8_is_blank(gr_tnode_value(group, "sheet-head"))) {
        gr_prepare_refuse(prep, group->at, GR_CODE_SHEET_FLAT,
                          "these groups become a column there, which needs a head; give <group> "
                          "sheet-head=\"...\"");
    }
}

/** The scope of what the group says of itself. */
static const gr_scope *bind_group(gr_preparing *prep, gr_tnode *group, const gr_tattr *rows,
                                  const gr_row_set *set, const gr_scope *scope)
{
    gr_vtype type = set->type;
    gr_tattr *by = gr_tnode_attr(group, "by");
    gr_group_rule *cut = gr_prepare_cut(prep, group, rows->as.set, scope, &type);
    if (type.type != GR_T_POISON && !gr_judge(prep->binder, type.label, by->at, by->value)) {
        prep->failed = true;
    }
    scope = gr_prepare_name(prep, gr_tnode_attr(group, "as"), "", type, scope);
    gr_prepare_others(prep, group, cut, scope);
    by->bound = cut;
    gr_prepare_attrs(prep, group, scope, NULL);
    return scope;
}

const gr_scope *gr_prepare_levels(gr_preparing *prep, const gr_tnode *table, const gr_row_set *set,
                                  const gr_scope *scope)
{
    const gr_tattr *rows = gr_tnode_attr(table, "rows");
    const gr_scope *level = NULL;
    bool good = true;
    for (gr_tnode *at = table->first; good && at != NULL;) {
        if (at->kind != GR_E_GROUP) {
            at = at->next;
            continue;
        }
        good = check_place(prep, at, table) && set != NULL;
        if (good) {
            check_subtotals(prep, at, table);
            check_head(prep, at, table);
            level = bind_group(prep, at, rows, set, level == NULL ? scope : level);
        }
        at = at->first;
    }
    return good ? level : NULL;
}

/* --- what columns show --- */

static void refuse_column(gr_preparing *prep, const gr_tnode *column, const char *name,
                          const char *what)
{
    gr_prepare_refuse(prep, gr_tnode_place(column, name), GR_CODE_SUBTOTAL, "%s", what);
}

/** A value of its own: worked out from the group. */
static bool check_own(gr_preparing *prep, const gr_tnode *table, const gr_tnode *column)
{
    const char *wrong = NULL;
    if (n_adding(table) > 1) {
        wrong = "a subtotal that is written out is over one group, and here groups in groups have "
                "one; leave subtotal=\"sum\" at one <group>, or write subtotal=\"sum\" here";
    } else if (gr_tnode_flag(column, "share", false)) {
        wrong = "shares of a group are added up as they are printed; leave subtotal= out, with "
                "total=\"sum\"";
    } else if (gr_gap_sign(column).len > 0) {
        wrong = "a subtotal that is written out does not say that something is missing in it; "
                "write subtotal=\"sum\", which shows what is known with the sign behind it";
    }
    if (wrong != NULL) {
        refuse_column(prep, column, "subtotal", wrong);
    }
    return wrong == NULL;
}

static void check_sum(gr_preparing *prep, const gr_tnode *column)
{
    const gr_rule *rule = gr_tnode_rule(column, "value");
    gr_value kind = {.type = rule == NULL ? GR_T_NONE : rule->type.type};
    bool ratio = kind.type == GR_T_RATIO && !gr_tnode_flag(column, "share", false);
    if (gr_tnode_flag(column, "running", false)) {
        refuse_column(prep, column, "subtotal",
                      "the rows of running=\"yes\" are sums already, and added up they would "
                      "count each value again; leave subtotal=\"sum\" out here");
    } else if (ratio) {
        refuse_column(prep, column, "subtotal",
                      "ratios are not added up; write the ratio of the sums, of the group that "
                      "as= names: subtotal=\"sum(a of g) / sum(b of g)\"");
    } else if (rule != NULL && !gr_value_is_number(&kind) && kind.type != GR_T_POISON) {
        refuse_column(prep, column, "subtotal",
                      "subtotal=\"sum\" needs a number or an amount in value=");
    }
}

/** A column with a total, in a table with subtotals, says what it shows there. */
static void check_unsaid(gr_preparing *prep, const gr_tnode *table, const gr_tnode *column)
{
    if (n_adding(table) > 0 && gr_tnode_rule(column, "total") != NULL) {
        refuse_column(prep, column, "total",
                      "a total that is written out is over all rows, and this table has "
                      "subtotals; write what they show, of the group that as= names: "
                      "subtotal=\"sum(a of g) / sum(b of g)\", or subtotal=\"none\"");
    }
}

void gr_prepare_subtotal(gr_preparing *prep, const gr_tnode *table, const gr_tnode *column,
                         const gr_scope *level, const gr_scope *scope)
{
    gr_tattr *own = gr_tnode_attr(column, "subtotal");
    if (level == NULL && (own == NULL || gr_level_in(table) != NULL)) {
        return; /* what is wrong with its groups has been told */
    }
    if (own == NULL) {
        check_unsaid(prep, table, column);
    } else if (n_adding(table) == 0) {
        refuse_column(prep, column, "subtotal",
                      "this table has no subtotals; add <group by=\"...\" as=\"g\" title=\"...\" "
                      "subtotal=\"sum\"/>, or leave it out");
    } else if (own->kind == GR_XML_A_CHOICE) {
        if (gr_str_is(own->value, "sum")) {
            check_sum(prep, column);
        }
    } else if (check_own(prep, table, column)) {
        gr_scope *within = GR_NEW(prep->arena, gr_scope);
        *within = *level;
        within->outer = scope;
        own->bound = gr_prepare_attr(prep, column, own, within, NULL);
    }
}
