#include "eval/eval.h"

/* Owns how a use is bound: its arguments where it stands, what it stands for among its arguments
 * and what every part of a report can name. What is wrong there is told once, with where it is
 * used. */
#include "base/arena.h"
#include "base/intern.h"
#include "bind_priv.h"

struct gr_prepared_use { /* the use that is bound, and where it stands */
    const gr_prepared_use *outer;
    const gr_scope *scope;
};

typedef struct wanted {
    const char *name;
    gr_type type;
} wanted;
static const wanted types[] = {
    {"text", GR_T_TEXT},    {"integer", GR_T_INT}, {"decimal", GR_T_DECIMAL}, {"money", GR_T_MONEY},
    {"ratio", GR_T_RATIO},  {"date", GR_T_DATE},   {"period", GR_T_PERIOD},   {"year", GR_T_YEAR},
    {"boolean", GR_T_BOOL}, {"code", GR_T_CODE},   {"reference", GR_T_REF},
};

static gr_type type_named(gr_str name)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (gr_str_is(name, types[i].name)) {
            return types[i].type;
        }
    }
    return GR_T_NONE;
}

/** Whether a value of this type can stand for the argument; whole numbers are decimals as well. */
static bool fits(const gr_tnode *argument, const gr_vtype *type)
{
    gr_type want = type_named(gr_tnode_value(argument, "type"));
    bool number = want == GR_T_DECIMAL || want == GR_T_RATIO;
    bool widens = number && (type->type == GR_T_INT || type->type == GR_T_DECIMAL);
    bool named =
        want != GR_T_REF ||
        (type->schema != NULL && gr_str_eq(type->schema->name, gr_tnode_value(argument, "to")));
    return !type->group && (want == type->type || widens) && named;
}

static void refuse_type(gr_preparing *prep, const gr_tnode *argument, const gr_vtype *type)
{
    gr_str to = gr_tnode_value(argument, "to");
    gr_prepare_refuse(prep, gr_tnode_place(argument, "value"), GR_CODE_ARGUMENT_TYPE,
                      "argument '" GR_FMT "' is %s" GR_FMT GR_FMT "; this is " GR_FMT,
                      GR_ARG(gr_tnode_value(argument, "name")), to.len > 0 ? "a record of " : "",
                      GR_ARG(to),
                      GR_ARG(to.len > 0 ? GR_LIT("") : gr_tnode_value(argument, "type")),
                      GR_ARG(gr_vtype_text(prep->arena, type)));
    gr_diag_note(prep->binder->diag, gr_tnode_place(argument, "name"), "as it is defined here");
}

static bool knows_dataset(gr_preparing *prep, const gr_tnode *argument)
{
    const gr_catalogue *catalogue = prep->binder->catalogue;
    gr_str to = gr_tnode_value(argument, "to"), *known = NULL;
    if (to.len == 0 || gr_catalogue_find(catalogue, to) != NULL) {
        return true;
    }
    size_t n = gr_catalogue_names(catalogue, prep->arena, &known);
    gr_str meant = gr_suggest(to, known, n);
    gr_prepare_refuse(prep, gr_tnode_place(argument, "to"), GR_CODE_DATASET_UNKNOWN,
                      meant.len > 0 ? "'" GR_FMT "'; did you mean '" GR_FMT "'?"
                                    : "'" GR_FMT "'" GR_FMT,
                      GR_ARG(to), GR_ARG(meant));
    return false;
}

/** Words with figures in them are a text; a single expression keeps where it comes from. */
static bool is_pattern(const gr_tattr *value)
{
    const gr_pattern *pattern = value->kind == GR_XML_A_PATTERN ? value->as.pattern : NULL;
    return pattern != NULL &&
           !(pattern->n == 1 && pattern->pieces[0].expr != NULL && !pattern->pieces[0].has_format);
}

static void bind_value(gr_preparing *prep, const gr_tnode *node, const gr_tattr *value,
                       const gr_scope *scope, gr_argument *out)
{
    bool words = value->kind == GR_XML_A_PATTERN;
    out->type = (gr_vtype){.type = GR_T_TEXT};
    if (!is_pattern(value)) {
        const gr_expr *expr = words ? value->as.pattern->pieces[0].expr : value->as.expr;
        out->bound = gr_bind_unjudged(prep->binder, expr, scope, &out->type);
        if (out->bound == NULL || out->type.type == GR_T_POISON) {
            out->type.type = GR_T_POISON;
            prep->failed = true;
            return;
        }
        if (out->type.type == GR_T_TEXT || !words) {
            if (!fits(node, &out->type)) {
                refuse_type(prep, node, &out->type);
                out->type.type = GR_T_POISON;
            }
            return;
        }
        out->type = (gr_vtype){.type = GR_T_TEXT};
    }
    out->words = gr_bind_pattern(prep->binder, value->as.pattern, scope);
    prep->failed |= out->words == NULL;
    for (size_t i = 0; out->words != NULL && i < out->words->n; i++) {
        out->type.label = gr_label_join(out->type.label, out->words->pieces[i].type.label);
    }
}

/** The scope of the body with one more argument. */
static const gr_scope *prepare_argument(gr_preparing *prep, const gr_tnode *node,
                                        const gr_scope *scope, const gr_scope *body)
{
    gr_tattr *value = gr_tnode_attr(node, "value");
    gr_argument *argument = GR_NEW(prep->arena, gr_argument);
    argument->name = gr_tnode_value(node, "name");
    scope = gr_tnode_attr(node, "default") != NULL ? body : scope; /* written where it is defined */
    if (knows_dataset(prep, node)) {
        bind_value(prep, node, value, scope, argument);
    } else {
        argument->type.type = GR_T_POISON;
    }
    body = gr_prepare_name(prep, gr_tnode_attr(node, "name"), "", argument->type, body);
    argument->slot = body->slot;
    value->bound = argument;
    return body;
}

static void prepare_body(gr_preparing *prep, gr_tnode *node, const gr_scope *body)
{
    for (gr_tnode *child = node->first; child != NULL; child = child->next) {
        if (child->kind != GR_E_ARGUMENT) {
            body = gr_prepare_child(prep, child, body);
        }
    }
}

void gr_prepare_use(gr_preparing *prep, gr_tnode *node, const gr_scope *scope)
{
    const gr_prepared_use use = {prep->use, scope};
    const gr_scope *body = prep->everywhere;
    for (gr_tnode *child = node->first; child != NULL; child = child->next) {
        if (child->kind == GR_E_ARGUMENT) {
            body = prepare_argument(prep, child, scope, body);
        }
    }
    gr_diag *outer = prep->binder->diag;
    gr_diag *said = gr_diag_beside(outer, prep->arena);
    prep->binder->diag = said;
    prep->use = &use;
    prepare_body(prep, node, body);
    prep->use = use.outer;
    prep->binder->diag = outer;
    gr_diag_tell(outer, said, node->at, GR_LIT("used here"));
}

void gr_prepare_body(gr_preparing *prep, const gr_tnode *node)
{
    const gr_prepared_use *use = prep->use;
    prep->use = use->outer;
    gr_prepare_children(prep, node, use->scope);
    prep->use = use;
}
