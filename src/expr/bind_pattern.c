#include "expr_priv.h"

/* Owns patterns and formats: a figure in a text gets the format it was given or that of its type.
 * Must not make text. */
#include "base/arena.h"
#include "value_text.h"

gr_format gr_format_of_type(gr_vtype type)
{
    gr_format format = {GR_FORMAT_PLAIN, GR_PLACES_OWN};
    if (type.type == GR_T_MONEY) {
        format.kind = GR_FORMAT_EURO;
    } else if (type.type == GR_T_INT) {
        format.kind = GR_FORMAT_NUMBER;
    } else if (type.type == GR_T_DATE) {
        format.kind = GR_FORMAT_DATE;
    } else if (type.type == GR_T_BOOL) {
        format.kind = GR_FORMAT_CHECK;
    } else if (type.codes == &gr_outcome_list) {
        format.kind = GR_FORMAT_OUTCOME;
    }
    return format;
}

static bool fits(gr_format_kind kind, const gr_vtype *type)
{
    bool signs = kind != GR_FORMAT_OUTCOME || type->codes == &gr_outcome_list;
    return signs && gr_format_fits(kind, type->type);
}

bool gr_bind_format(gr_binder *binder, gr_format format, gr_vtype type, gr_loc at)
{
    if (type.type == GR_T_NONE || fits(format.kind, &type)) {
        return true;
    }
    gr_buf fitting = gr_buf_make(binder->arena, SIZE_MAX);
    for (int kind = 0; kind < GR_FORMAT__COUNT; kind++) {
        if (fits((gr_format_kind)kind, &type)) {
            gr_buf_addf(&fitting, "%s%s", fitting.len == 0 ? "" : ", ", gr_format_names[kind]);
        }
    }
    gr_str name = gr_vtype_text(binder->arena, &type);
    gr_diag_report(binder->diag, at, GR_CODE_FORMAT_NAME,
                   "'%s' is not for " GR_FMT "; what would do: " GR_FMT,
                   gr_format_names[format.kind], GR_ARG(name), GR_ARG(gr_buf_view(&fitting)));
    return false;
}

static bool ends_like_year(gr_str name)
{
    static const char *const words[] = {"year", "jaar"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        gr_str word = gr_str_of(words[i]);
        gr_str before = gr_str_sub(name, 0, name.len < word.len ? 0 : name.len - word.len);
        if (gr_str_ends(name, word) && !gr_str_ends(before, GR_LIT("per_"))) {
            return true; /* but cost_per_year is none */
        }
    }
    return false;
}

void gr_bind_default_format(gr_binder *binder, const gr_expr *expr, gr_vtype type)
{
    if (type.type != GR_T_INT || expr->kind != GR_X_PATH) {
        return;
    }
    const gr_path *path = &expr->as.path;
    if (ends_like_year(path->parts[path->n - 1])) {
        gr_diag_report(binder->diag, expr->at, GR_CODE_YEAR_GROUPED,
                       "'" GR_FMT "' is a whole number, so 2022 is printed as 2.022; give it "
                       "type=\"year\" where it is declared, or write '" GR_FMT " as plain'",
                       GR_ARG(expr->source), GR_ARG(expr->source));
    }
}

static bool bind_piece(gr_binder *binder, const gr_piece *piece, const gr_scope *scope,
                       gr_bound_piece *out)
{
    *out = (gr_bound_piece){.text = piece->text, .at = piece->at};
    if (piece->expr == NULL) {
        return true;
    }
    out->bound = gr_bind_expr(binder, piece->expr, scope, &out->type);
    if (out->bound == NULL) {
        return false;
    }
    out->stamp = gr_expr_stamp(piece->expr);
    if (!piece->has_format) {
        gr_bind_default_format(binder, piece->expr, out->type);
    }
    out->format = piece->has_format ? piece->format : gr_format_of_type(out->type);
    return gr_bind_format(binder, out->format, out->type, piece->at);
}

const gr_bound_pattern *gr_bind_pattern(gr_binder *binder, const gr_pattern *pattern,
                                        const gr_scope *scope)
{
    gr_bound_piece *pieces = GR_NEW_N(binder->arena, gr_bound_piece, pattern->n);
    bool bound_all = true;
    for (size_t i = 0; i < pattern->n; i++) {
        bound_all = bind_piece(binder, &pattern->pieces[i], scope, &pieces[i]) && bound_all;
    }
    if (!bound_all) {
        return NULL;
    }
    gr_bound_pattern *bound = GR_NEW(binder->arena, gr_bound_pattern);
    *bound = (gr_bound_pattern){pieces, pattern->n};
    return bound;
}
