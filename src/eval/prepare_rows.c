#include "eval/eval.h"

/* Owns the binding of tables and charts: expressions that run once for each record of `rows`. */
#include "base/arena.h"
#include "bind_priv.h"

typedef struct rows_at_hand { /* of the table or chart that is bound */
    const gr_row_set *set;    /* NULL: a table of rows that are written out */
    gr_str variable;
    const gr_tnode *table;
    const gr_scope *level; /* its innermost <group>; NULL: none */
} rows_at_hand;

/** Scope of a value: the row variable, in its one slot, on top of the loops around the column. */
static const gr_scope *row_scope(gr_preparing *prep, const rows_at_hand *rows,
                                 const gr_scope *scope)
{
    gr_scope *own = GR_NEW(prep->arena, gr_scope);
    *own = (gr_scope){scope, rows->variable, rows->set->type, rows->set->slot};
    return own;
}

static bool is_row_value(const gr_tnode *node, const gr_tattr *attr)
{
    static const char *const names[] = {"value", "category", "start", "end", "x", "y", "target"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (gr_str_is(attr->name, names[i])) {
            return true;
        }
    }
    return gr_is_row_mark(node, attr);
}

static void prepare_over_rows(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope,
                              const rows_at_hand *rows)
{
    for (size_t i = 0; i < node->n_attrs; i++) {
        gr_tattr *attr = &node->attrs[i];
        if (is_row_value(node, attr) && rows->set != NULL) {
            attr->bound = gr_prepare_attr(prep, node, attr, row_scope(prep, rows, scope),
                                          rows->set->cut == NULL ? rows->set->schema : NULL);
        } else if (gr_is_row_mark(node, attr)) {
            gr_prepare_refuse(prep, attr->at, GR_CODE_TABLE_SHAPE,
                              "'" GR_FMT "' is for the records of a table with 'rows'; write mark= "
                              "on the <row> or the <cell>",
                              GR_ARG(attr->name));
        } else if (!is_row_value(node, attr) && !gr_str_is(attr->name, "subtotal")) {
            attr->bound = gr_prepare_attr(prep, node, attr, scope, NULL);
        }
    }
}

static bool is_number(gr_type type)
{
    return type == GR_T_INT || type == GR_T_DECIMAL || type == GR_T_MONEY || type == GR_T_RATIO;
}

static void check_number(gr_preparing *prep, const gr_tnode *node, const char *name,
                         const char *what)
{
    const gr_rule *rule = gr_tnode_rule(node, name);
    if (rule != NULL && !is_number(rule->type.type)) {
        gr_prepare_refuse(prep, gr_tnode_place(node, name), GR_CODE_TYPE_MISMATCH,
                          "%s needs a number or an amount; '" GR_FMT "' is %s", what,
                          GR_ARG(gr_tnode_value(node, name)), gr_type_said(rule->type.type));
    }
}

/** Ratios are not added up: the total of a column of shares is a share itself. */
static void check_total(gr_preparing *prep, const gr_tnode *node)
{
    const gr_rule *rule = gr_tnode_rule(node, "value");
    bool share = gr_tnode_flag(node, "share", false); /* fitted: they add up to 1 */
    if (rule != NULL && rule->type.type == GR_T_RATIO && !share) {
        gr_prepare_refuse(
            prep, gr_tnode_place(node, "total"), GR_CODE_TYPE_MISMATCH,
            "'" GR_FMT "' is a ratio, and ratios are not added up; write the ratio of the totals: "
            "total=\"sum(a of ...) / sum(b of ...)\"",
            GR_ARG(gr_tnode_value(node, "value")));
        return;
    }
    check_number(prep, node, "value", "total=\"sum\"");
}

static void check_share(gr_preparing *prep, const gr_tnode *node, const rows_at_hand *rows)
{
    const gr_rule *rule = gr_tnode_rule(node, "value");
    gr_loc at = gr_tnode_place(node, "share");
    if (rows->set == NULL) {
        gr_prepare_refuse(
            prep, at, GR_CODE_SHARE_COLUMN,
            "share=\"yes\" is for the records of a table with 'rows'; there are none here, so "
            "leave it out");
    } else if (rule != NULL && rule->type.type != GR_T_RATIO) {
        gr_prepare_refuse(prep, at, GR_CODE_SHARE_COLUMN,
                          "'" GR_FMT
                          "' is %s; share=\"yes\" is for a part over the whole, unrounded: "
                          "value=\"part / whole\" without 'to'",
                          GR_ARG(gr_tnode_value(node, "value")), gr_type_said(rule->type.type));
    } else if (rule != NULL && (rule->format.kind != GR_FORMAT_PERCENT ||
                                rule->format.places > GR_FIT_MAX_PLACES)) {
        gr_prepare_refuse(
            prep, at, GR_CODE_SHARE_COLUMN,
            "share=\"yes\" is for percentages; write as=\"percent(1)\", with 0 to %d decimals",
            GR_FIT_MAX_PLACES);
    }
}

/** Each row has the sum of those above it: there is nothing left to add up. */
static void check_running(gr_preparing *prep, const gr_tnode *node, const rows_at_hand *rows)
{
    gr_loc at = gr_tnode_place(node, "running");
    gr_str total = gr_tnode_value(node, "total");
    if (rows->set == NULL) {
        gr_prepare_refuse(prep, at, GR_CODE_RUNNING,
                          "running=\"yes\" is for the records of a table with 'rows'; there are "
                          "none here, so leave it out");
    } else if (gr_str_is(total, "sum")) {
        gr_prepare_refuse(
            prep, gr_tnode_place(node, "total"), GR_CODE_RUNNING,
            "the last row of running=\"yes\" is the total already, and its rows added "
            "up would count each value again; leave total=\"sum\" out here");
    } else if (gr_tnode_flag(node, "share", false)) {
        gr_prepare_refuse(prep, at, GR_CODE_RUNNING,
                          "running=\"yes\" beside share=\"yes\": shares are rounded with a view to "
                          "each other; leave one of both out");
    } else {
        check_number(prep, node, "value", "running=\"yes\"");
        const gr_rule *rule = gr_tnode_rule(node, "value");
        if (rule != NULL && rule->type.type == GR_T_RATIO) {
            gr_prepare_refuse(prep, at, GR_CODE_RUNNING,
                              "'" GR_FMT "' is a ratio, and ratios are not added up",
                              GR_ARG(gr_tnode_value(node, "value")));
        }
    }
}

/** Words and references in each row, instead of a value. */
static bool has_words(const gr_tnode *column)
{
    for (const gr_tnode *child = column->first; child != NULL; child = child->next) {
        if (!gr_tnode_is_blank(child)) {
            return true;
        }
    }
    return false;
}

static void prepare_words(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope,
                          const rows_at_hand *rows)
{
    static const char *const of_values[] = {"value",   "as",    "total",   "subtotal",
                                            "running", "share", "missing", "missing-spoken"};
    for (size_t i = 0; i < sizeof of_values / sizeof of_values[0]; i++) {
        if (gr_tnode_attr(node, of_values[i]) != NULL) {
            gr_prepare_refuse(prep, gr_tnode_place(node, of_values[i]), GR_CODE_TABLE_SHAPE,
                              "a column has either a value or words of its own; write '{...}' "
                              "among the words, or leave them out");
            return;
        }
    }
    if (rows->set == NULL) {
        gr_prepare_refuse(prep, node->at, GR_CODE_TABLE_SHAPE,
                          "words in a column are for each row of rows=; write them in a <cell> of "
                          "a <row>");
        return;
    }
    gr_prepare_children(prep, node, row_scope(prep, rows, scope));
}

static void check_column(gr_preparing *prep, const gr_tnode *node, const rows_at_hand *rows)
{
    const gr_tattr *value = gr_tnode_attr(node, "value");
    gr_prepare_missing(prep, node);
    if (gr_tnode_flag(node, "share", false)) {
        check_share(prep, node, rows);
    }
    if (gr_tnode_flag(node, "bar", false)) {
        check_number(prep, node, "value", "bar=\"yes\"");
    }
    if (gr_tnode_flag(node, "running", false)) {
        check_running(prep, node, rows);
    }
    if (value != NULL && rows->set == NULL) {
        gr_prepare_refuse(
            prep, value->at, GR_CODE_TABLE_SHAPE,
            "a column with a value in a table without 'rows'; name the records of the table");
    } else if (value == NULL && rows->set != NULL) {
        gr_prepare_refuse(prep, node->at, GR_CODE_TABLE_SHAPE,
                          "a column without a value; a table with 'rows' fills each column from "
                          "its value, or from the words in it");
    } else if (gr_str_is(gr_tnode_value(node, "total"), "sum")) {
        check_total(prep, node);
    }
}

static void prepare_columns(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope,
                            const rows_at_hand *rows)
{
    for (gr_tnode *child = node->first; child != NULL; child = child->next) {
        if (child->kind != GR_E_COLUMNS && child->kind != GR_E_COLUMN) {
            continue;
        }
        bool dead = gr_prepare_enter(prep, child, scope);
        const gr_scope *own = gr_prepare_loop(prep, child, scope);
        prepare_over_rows(prep, child, own, rows);
        gr_prepare_marks(prep, child);
        if (child->kind == GR_E_COLUMN && has_words(child)) {
            prepare_words(prep, child, own, rows);
        } else if (child->kind == GR_E_COLUMN) {
            check_column(prep, child, rows);
            gr_prepare_subtotal(prep, rows->table, child, rows->level, own);
        } else {
            prepare_columns(prep, child, own, rows);
        }
        gr_prepare_leave(prep, dead);
    }
}

/** rows, row, cell, total, note and check: nothing of them runs over records. */
static void prepare_rest(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope)
{
    for (gr_tnode *child = node->first; child != NULL; child = child->next) {
        if (child->kind != GR_E_COLUMNS && child->kind != GR_E_COLUMN &&
            child->kind != GR_E_GROUP) {
            gr_prepare_node(prep, child, scope);
        }
    }
}

/** What is bound now is over rows; they may lack a name. Whoever asks puts the old one back. */
static gr_unnamed enter_rows(gr_preparing *prep, const gr_tnode *node)
{
    gr_unnamed outer = prep->binder->unnamed;
    const gr_tattr *rows = gr_tnode_attr(node, "rows");
    prep->binder->unnamed = (gr_unnamed){.what = NULL};
    if (rows != NULL && gr_tnode_attr(node, "as") == NULL) {
        prep->binder->unnamed = (gr_unnamed){gr_element_names[node->kind], rows->at,
                                             gr_tnode_attr(node, "by") != NULL, GR_LIT("")};
    }
    return outer;
}

static rows_at_hand rows_of(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope)
{
    rows_at_hand rows = {NULL, GR_LIT(""), node, NULL};
    rows.variable = gr_prepare_rows(prep, node, scope, &rows.set)->name;
    return rows;
}

void gr_prepare_table(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope)
{
    rows_at_hand rows = rows_of(prep, node, scope);
    prepare_over_rows(prep, node, scope, &rows);
    gr_prepare_missing(prep, node);
    rows.level = gr_prepare_levels(prep, node, rows.set, scope);
    gr_unnamed outer = enter_rows(prep, node);
    if (rows.set != NULL || gr_tnode_attr(node, "rows") == NULL) {
        prepare_columns(prep, node, scope, &rows);
    }
    prepare_rest(prep, node, scope);
    prep->binder->unnamed = outer;
}

static void check_moment(gr_preparing *prep, const gr_tnode *node, const char *name)
{
    const gr_rule *rule = gr_tnode_rule(node, name);
    if (rule != NULL && rule->type.type != GR_T_DATE && rule->type.type != GR_T_PERIOD) {
        gr_prepare_refuse(prep, gr_tnode_place(node, name), GR_CODE_TYPE_MISMATCH,
                          "a task begins and ends on a date or in a period; '" GR_FMT "' is %s",
                          GR_ARG(gr_tnode_value(node, name)), gr_type_said(rule->type.type));
    }
}

static void check_chart_values(gr_preparing *prep, const gr_tnode *node)
{
    static const char *const numbers[] = {"value",   "x",      "y",       "lowest",
                                          "highest", "target", "opening", "closing"};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        check_number(prep, node, numbers[i], "a chart");
    }
    check_moment(prep, node, "start");
    check_moment(prep, node, "end");
}

void gr_prepare_chart(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope)
{
    rows_at_hand rows = rows_of(prep, node, scope);
    gr_unnamed outer = enter_rows(prep, node);
    prepare_over_rows(prep, node, scope, &rows);
    check_chart_values(prep, node);
    bool any = gr_tnode_attr(node, "value") != NULL;
    for (gr_tnode *child = node->first; child != NULL; child = child->next) {
        if (child->kind != GR_E_SERIES) {
            gr_prepare_node(prep, child, scope);
            continue;
        }
        bool dead = gr_prepare_enter(prep, child, scope);
        prepare_over_rows(prep, child, gr_prepare_loop(prep, child, scope), &rows);
        gr_prepare_leave(prep, dead);
        check_number(prep, child, "value", "a chart");
        if (any) {
            gr_prepare_refuse(prep, child->at, GR_CODE_CHART_DATA,
                              "a chart has either a value or series; leave 'value' out");
        }
    }
    prep->binder->unnamed = outer;
}
