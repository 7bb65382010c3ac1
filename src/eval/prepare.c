#include "eval/eval.h"

/* Owns the walk that binds a report: scopes, loops, variables, attributes by their kind. Tables and
 * charts, whose expressions run over records, have a file of their own. Goes on after a fault, to
 * tell all in one go. */
#include "base/arena.h"
#include "base/date.h"
#include "base/intern.h"
#include "bind_priv.h"

static bool is_each(const gr_tnode *node)
{
    return node->kind == GR_E_EACH;
}

void gr_prepare_refuse(gr_preparing *prep, gr_loc at, gr_code code, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    gr_str detail = gr_str_vfmt(prep->arena, fmt, args);
    va_end(args);
    gr_diag_report(prep->binder->diag, at, code, GR_FMT, GR_ARG(detail));
    prep->failed = true;
}

/** A name that an author gives. One that is built in would mean something else from here on. */
const gr_scope *gr_prepare_name(gr_preparing *prep, const gr_tattr *given, const char *otherwise,
                                gr_vtype type, const gr_scope *scope)
{
    gr_str name = given == NULL ? gr_str_of(otherwise) : given->value;
    const gr_scope *there = name.len == 0 ? NULL : gr_scope_find(scope, name);
    if (given != NULL && there != NULL && there->slot <= prep->report->edition_slot) {
        gr_prepare_refuse(prep, given->at, GR_CODE_NAME_DUPLICATE,
                          "'" GR_FMT "' is built in; take another name", GR_ARG(name));
    }
    return gr_scope_add(prep->binder, scope, name, type);
}

/** The variable of a loop whose set failed: known, so that its uses are not reported as well. */
static const gr_scope *add_poisoned(gr_preparing *prep, const gr_scope *scope, gr_str name)
{
    prep->failed = true;
    return gr_scope_add(prep->binder, scope, name, (gr_vtype){.type = GR_T_POISON});
}

static const gr_scope *lacks_of(gr_preparing *prep, const gr_tattr *name, const gr_scope *scope)
{
    if (name != NULL) {
        gr_diag_report(prep->binder->diag, name->at, GR_CODE_ATTRIBUTE_MISSING,
                       "'each' needs 'of' beside it: the records to go through");
        prep->failed = true;
    }
    return scope;
}

const gr_scope *gr_prepare_loop(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope)
{
    const gr_tattr *name = gr_tnode_attr(node, is_each(node) ? "name" : "each");
    gr_tattr *of = gr_tnode_attr(node, "of");
    if (of == NULL) {
        return lacks_of(prep, name, scope);
    }
    const gr_bound_set *set = gr_bind_set(prep->binder, of->as.set, scope);
    if (set == NULL) {
        return add_poisoned(prep, scope, name == NULL ? GR_LIT("") : name->value);
    }
    const gr_schema *schema = gr_bound_set_schema(set);
    gr_vtype type = {
        .type = GR_T_REF, .schema = schema, .loop = true, .label = gr_bound_set_label(set)};
    gr_loop *loop = GR_NEW(prep->arena, gr_loop);
    loop->set = set;
    gr_group_rule *cut = gr_prepare_cut(prep, node, of->as.set, scope, &type);
    scope = gr_prepare_name(prep, name, "", type, scope);
    gr_prepare_others(prep, node, cut, scope);
    loop->cut = cut;
    loop->slot = scope->slot;
    of->bound = loop;
    return scope;
}

const gr_scope *gr_prepare_rows(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope,
                                const gr_row_set **out)
{
    gr_tattr *rows = gr_tnode_attr(node, "rows");
    const gr_tattr *as = gr_tnode_attr(node, "as");
    *out = NULL;
    if (rows == NULL) {
        return scope;
    }
    const gr_bound_set *set = gr_bind_set(prep->binder, rows->as.set, scope);
    if (set == NULL) {
        return add_poisoned(prep, scope, as == NULL ? GR_LIT("row") : as->value);
    }
    gr_row_set *made = GR_NEW(prep->arena, gr_row_set);
    const gr_schema *schema = gr_bound_set_schema(set);
    gr_vtype type = {
        .type = GR_T_REF, .schema = schema, .loop = true, .label = gr_bound_set_label(set)};
    gr_group_rule *cut = gr_prepare_cut(prep, node, rows->as.set, scope, &type);
    scope = gr_prepare_name(prep, as, "row", type, scope);
    gr_prepare_others(prep, node, cut, scope);
    *made = (gr_row_set){.set = set,
                         .schema = schema,
                         .cut = cut,
                         .type = type,
                         .source = rows->as.set->source,
                         .slot = scope->slot,
                         .stamp = gr_set_stamp(rows->as.set)};
    if (cut != NULL) {
        const gr_tattr *by = gr_tnode_attr(node, "by");
        made->source =
            gr_str_fmt(prep->arena, GR_FMT " by " GR_FMT, GR_ARG(made->source), GR_ARG(by->value));
        made->stamp ^= gr_expr_stamp(by->as.expr);
    }
    rows->bound = made;
    *out = made;
    return scope;
}

/** Written-out cells and totals without a format of their own are shown as their column is. */
static bool takes_format_of_column(const gr_tnode *node, const gr_tattr *attr)
{
    return node->kind == GR_E_CELL ||
           (node->kind == GR_E_COLUMN &&
            (gr_str_is(attr->name, "total") || gr_str_is(attr->name, "subtotal")));
}

/** Format of a value: what the reader found in `as` (a chart says `format` for its series), or the
 *  default of its type. */
static bool prepare_format(gr_preparing *prep, const gr_tnode *node, const gr_tattr *attr,
                           gr_rule *rule)
{
    const gr_tattr *from = node->kind == GR_E_SERIES ? gr_tnode_attr(node->parent, "format") : NULL;
    from = from == NULL ? attr : from;
    rule->format_given = from->has_format;
    rule->format = from->has_format ? from->format : gr_format_of_type(rule->type);
    if (from->has_format) {
        return gr_bind_format(prep->binder, rule->format, rule->type, from->at);
    }
    return takes_format_of_column(node, attr) ||
           gr_bind_default_format(prep->binder, attr->as.expr, rule->type);
}

static const void *prepare_expr(gr_preparing *prep, const gr_tnode *node, const gr_tattr *attr,
                                const gr_scope *scope, const gr_schema *row)
{
    if (gr_str_is(attr->name, "if") || gr_str_is(attr->name, "done") ||
        gr_str_is(attr->name, "current") || gr_is_mark(attr)) {
        return gr_bind_as(prep->binder, attr->as.expr, scope, GR_T_BOOL);
    }
    gr_rule *rule = GR_NEW(prep->arena, gr_rule);
    rule->bound = row == NULL
                      ? gr_bind_expr(prep->binder, attr->as.expr, scope, &rule->type)
                      : gr_bind_row_expr(prep->binder, attr->as.expr, scope, row, &rule->type);
    rule->stamp = gr_expr_stamp(attr->as.expr);
    if (rule->bound == NULL || !prepare_format(prep, node, attr, rule)) {
        return NULL;
    }
    if (node->kind == GR_E_ARTICLE && !gr_prepare_version(prep, attr, rule->type)) {
        return NULL;
    }
    return rule;
}

static void report_own_style(gr_preparing *prep, gr_loc at, gr_str name)
{
    const gr_house_style *house = prep->report->house;
    gr_str *names = GR_NEW_N(prep->arena, gr_str, house->n_styles);
    for (size_t i = 0; i < house->n_styles; i++) {
        names[i] = house->all_styles[i].name;
    }
    gr_str meant = gr_suggest(name, names, house->n_styles);
    gr_str also = meant.len == 0
                      ? meant
                      : gr_str_fmt(prep->arena, "; did you mean '" GR_FMT "'?", GR_ARG(meant));
    gr_diag_report(prep->binder->diag, at, GR_CODE_STYLE_UNKNOWN,
                   "'" GR_FMT "'; the house style '" GR_FMT "' has no such text style" GR_FMT,
                   GR_ARG(name), GR_ARG(house->id), GR_ARG(also));
    prep->failed = true;
}

static const void *prepare_name(gr_preparing *prep, const gr_tnode *node, const gr_tattr *attr)
{
    const gr_house_style *house = prep->report->house;
    bool names_text_style = gr_str_is(attr->name, "style") && node->kind != GR_E_REPORT;
    if (!names_text_style || house == NULL) {
        return NULL;
    }
    const gr_style *style = gr_style_find(house, attr->value);
    if (style == NULL) {
        report_own_style(prep, attr->at, attr->value);
    }
    return style;
}

/* Bound elsewhere: by the loop, by the rows of a table, by whoever owns the element. */
static bool is_bound_elsewhere(const gr_tattr *attr)
{
    return gr_str_is(attr->name, "of") || gr_str_is(attr->name, "at") ||
           gr_str_is(attr->name, "by") || gr_str_is(attr->name, "others-if") ||
           (gr_str_is(attr->name, "rows") && attr->kind == GR_XML_A_SET) ||
           ((gr_str_is(attr->name, "total") ||
             (gr_str_is(attr->name, "subtotal") && attr->kind == GR_XML_A_CHOICE)) &&
            (gr_str_is(attr->value, "sum") || gr_str_is(attr->value, "none")));
}

const void *gr_prepare_attr(gr_preparing *prep, const gr_tnode *node, const gr_tattr *attr,
                            const gr_scope *scope, const gr_schema *row)
{
    const void *bound = NULL;
    if (is_bound_elsewhere(attr)) {
        return attr->bound;
    }
    switch (attr->kind) {
    case GR_XML_A_EXPR:
        bound = prepare_expr(prep, node, attr, scope, row);
        break;
    case GR_XML_A_SET:
        bound = gr_bind_set(prep->binder, attr->as.set, scope);
        break;
    case GR_XML_A_PATTERN:
    case GR_XML_A_PATH:
        bound = gr_bind_pattern(prep->binder, attr->as.pattern, scope);
        if (attr->kind == GR_XML_A_PATH && !gr_prepare_file(prep, node, attr, bound)) {
            bound = NULL;
        }
        break;
    case GR_XML_A_NAME:
        return prepare_name(prep, node, attr);
    case GR_XML_A_TEXT:
    case GR_XML_A_FLAG:
    case GR_XML_A_INT:
    case GR_XML_A_CHOICE:
    case GR_XML_A_WORDS:
    case GR_XML_A_LENGTH:
    case GR_XML_A_COLOUR:
        return NULL;
    }
    prep->failed |= bound == NULL;
    return bound;
}

void gr_prepare_attrs(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope,
                      const gr_schema *row)
{
    for (size_t i = 0; i < node->n_attrs; i++) {
        gr_tattr *attr = &node->attrs[i];
        attr->bound = gr_prepare_attr(prep, node, attr, scope, row);
    }
}

static void prepare_control(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope)
{
    gr_control *control = GR_NEW(prep->arena, gr_control);
    prep->report->has_controls |= gr_tnode_attr(node, "id") != NULL;
    gr_tattr *condition = gr_tnode_attr(node, "if");
    if (condition != NULL) {
        condition->bound = gr_prepare_attr(prep, node, condition, scope, NULL);
    }
    if (gr_control_bind(node, prep->binder, scope, control) != GR_OK) {
        prep->failed = true;
        return;
    }
    gr_tnode_attr(node, "that")->bound = control;
}

static bool parse_parameter(gr_str type, gr_str text, gr_value *out)
{
    gr_value value = {.type = GR_T_TEXT, .as.text = text};
    bool parsed = true;
    if (gr_str_is(type, "integer")) {
        value.type = GR_T_INT;
        parsed = gr_int_parse(text, &value.as.i);
    } else if (gr_str_is(type, "decimal")) {
        value.type = GR_T_DECIMAL;
        parsed = gr_decimal_parse(text, '.', &value.as.dec);
    } else if (gr_str_is(type, "money")) {
        value.type = GR_T_MONEY;
        parsed = gr_money_parse(text, '.', gr_euro, &value.as.money);
    } else if (gr_str_is(type, "date")) {
        value.type = GR_T_DATE;
        parsed = gr_date_parse(text, &value.as.day);
    } else if (gr_str_is(type, "period")) {
        value.type = GR_T_PERIOD;
        parsed = gr_period_parse(text, &value.as.period);
    } else if (gr_str_is(type, "year")) {
        value.type = GR_T_YEAR;
        parsed = gr_year_parse(text, &value.as.i);
    } else if (gr_str_is(type, "boolean")) {
        value.type = GR_T_BOOL;
        value.as.b = gr_str_is(text, "yes");
        parsed = value.as.b || gr_str_is(text, "no");
    }
    *out = value;
    return parsed;
}

static const gr_scope *prepare_parameter(gr_preparing *prep, const gr_tnode *node,
                                         const gr_scope *scope)
{
    gr_tattr *attr = gr_tnode_attr(node, "value");
    gr_variable *named = GR_NEW(prep->arena, gr_variable);
    gr_str type = gr_tnode_value(node, "type");
    if (attr == NULL) {
        gr_diag_report(prep->binder->diag, node->at, GR_CODE_ATTRIBUTE_MISSING,
                       "'value' of parameter '" GR_FMT "'", GR_ARG(gr_tnode_value(node, "name")));
        prep->failed = true;
        return scope;
    }
    if (!parse_parameter(type, attr->value, &named->value)) {
        gr_diag_report(prep->binder->diag, attr->at, GR_CODE_VALUE_TYPE,
                       "'" GR_FMT "' is no " GR_FMT, GR_ARG(attr->value), GR_ARG(type));
        prep->failed = true;
    }
    named->value.origin = gr_origin_constant(prep->arena, named->value);
    named->type = (gr_vtype){.type = named->value.type, .currency = gr_euro};
    named->type.label.known = gr_value_known(&named->value);
    scope = gr_prepare_name(prep, gr_tnode_attr(node, "name"), "", named->type, scope);
    named->slot = scope->slot;
    attr->bound = named;
    gr_scope *everywhere = GR_NEW(prep->arena, gr_scope); /* definitions know it as well */
    *everywhere = (gr_scope){prep->everywhere, scope->name, named->type, named->slot};
    prep->everywhere = everywhere;
    return scope;
}

/** Each name is sought among all that are in sight. */
static bool too_many_names(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope)
{
    unsigned most = prep->setup->limits->names;
    unsigned n = 0;
    for (; scope != NULL && n < most; scope = scope->outer) {
        n++;
    }
    if (n == most) {
        gr_diag_report_open(prep->binder->diag, node->at, GR_CODE_NAMES_LIMIT,
                            "%u are in sight here; work out the rest in a data descriptor, or in "
                            "sections of their own",
                            most);
        prep->failed = true;
    }
    return n == most;
}

static const gr_scope *prepare_let(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope)
{
    if (too_many_names(prep, node, scope)) {
        return scope;
    }
    gr_tattr *value = gr_tnode_attr(node, "value");
    gr_variable *named = GR_NEW(prep->arena, gr_variable);
    named->bound = gr_bind_unjudged(prep->binder, value->as.expr, scope, &named->type);
    if (named->bound == NULL) {
        named->type.type = GR_T_POISON;
        prep->failed = true;
    }
    scope = gr_prepare_name(prep, gr_tnode_attr(node, "name"), "", named->type, scope);
    named->slot = scope->slot;
    value->bound = named;
    return scope;
}

static bool is_inside(const gr_tnode *node, gr_element kind)
{
    const gr_tnode *outer = node->parent;
    while (outer != NULL && outer->kind != kind) {
        outer = outer->parent;
    }
    return outer != NULL;
}

/** A <line kind="tel"> is a link as a whole. */
static bool in_linked_line(const gr_tnode *node)
{
    const gr_tnode *outer = node->parent;
    while (outer != NULL && outer->kind != GR_E_LINE) {
        outer = outer->parent;
    }
    return outer != NULL && gr_tnode_attr(outer, "kind") != NULL;
}

static void refuse_nested(gr_preparing *prep, const gr_tnode *node)
{
    gr_element outer = node->kind == GR_E_REF       ? GR_E_A
                       : node->kind == GR_E_NOTEREF ? GR_E_NOTE
                                                    : node->kind;
    bool nested = (outer == GR_E_NOTE || outer == GR_E_A) && is_inside(node, outer);
    if (nested || (outer == GR_E_A && in_linked_line(node))) {
        gr_diag_report(prep->binder->diag, node->at, GR_CODE_TEXT_FORM,
                       "%s; put it behind the outer one",
                       outer == GR_E_NOTE ? "a note within a note" : "a link within a link");
        prep->failed = true;
    }
}

static void prepare_element(gr_preparing *prep, gr_tnode *node, const gr_scope *scope)
{
    if (node->kind == GR_E_RUN) {
        node->run_bound = gr_bind_pattern(prep->binder, node->run, scope);
        prep->failed |= node->run_bound == NULL;
        return;
    }
    if (node->kind == GR_E_CHECK) {
        prepare_control(prep, node, scope);
        return;
    }
    scope = gr_prepare_loop(prep, node, scope);
    gr_prepare_looks(prep, node);
    refuse_nested(prep, node);
    if (node->kind == GR_E_BODY) {
        gr_prepare_body(prep, node);
    } else if (node->kind == GR_E_TABLE) {
        gr_prepare_table(prep, node, scope);
    } else if (node->kind == GR_E_CHART) {
        gr_prepare_chart(prep, node, scope);
    } else {
        prep->binder->takes_paragraphs = node->kind == GR_E_TEXT;
        gr_prepare_attrs(prep, node, scope, NULL);
        prep->binder->takes_paragraphs = false;
        gr_prepare_missing(prep, node);
        if (node->kind == GR_E_PLANNER) {
            gr_prepare_planner(prep, node);
        } else if (node->kind == GR_E_OUTLINE) {
            gr_prepare_outline(prep, node);
        }
        if (node->kind == GR_E_TEXT) {
            gr_prepare_text(prep, node, scope);
        } else if (node->kind == GR_E_ATTACHMENT) {
            gr_prepare_attachment(prep, node);
        }
        if (node->kind == GR_E_USE || node->kind == GR_E_INCLUDE) {
            gr_prepare_use(prep, node, scope);
        } else {
            gr_prepare_children(prep, node, scope);
        }
    }
}

void gr_prepare_node(gr_preparing *prep, gr_tnode *node, const gr_scope *scope)
{
    bool dead = gr_prepare_enter(prep, node, scope);
    prepare_element(prep, node, scope);
    gr_prepare_leave(prep, dead);
}

const gr_scope *gr_prepare_child(gr_preparing *prep, gr_tnode *child, const gr_scope *scope)
{
    if (child->kind == GR_E_LET) {
        return prepare_let(prep, child, scope);
    }
    if (child->kind == GR_E_PARAMETER) {
        return prepare_parameter(prep, child, scope);
    }
    if (child->kind != GR_E_EDITIONS) {
        gr_prepare_node(prep, child, scope);
    }
    return scope;
}

void gr_prepare_children(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope)
{
    for (gr_tnode *child = node->first; child != NULL; child = child->next) {
        scope = gr_prepare_child(prep, child, scope);
    }
}
