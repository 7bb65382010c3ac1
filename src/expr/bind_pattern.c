#include "expr_priv.h"

/* Owns patterns and formats: a figure in a text gets the format it was given or that of its type.
 * Must not make text. */
#include "base/arena.h"
#include "format/value_text.h"

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

static bool refuse_misfit(gr_binder *binder, gr_format format, gr_vtype type, gr_loc at)
{
    gr_buf fitting = gr_buf_make(binder->arena, SIZE_MAX);
    for (int kind = 0; kind < GR_FORMAT__COUNT; kind++) {
        if (fits((gr_format_kind)kind, &type)) {
            gr_buf_addf(&fitting, "%s%s", fitting.len == 0 ? "" : ", ", gr_format_facts[kind].name);
        }
    }
    gr_str name = gr_vtype_text(binder->arena, &type);
    gr_diag_report(binder->diag, at, GR_CODE_FORMAT_NAME,
                   "'%s' is not for " GR_FMT "; what would do: " GR_FMT,
                   gr_format_facts[format.kind].name, GR_ARG(name), GR_ARG(gr_buf_view(&fitting)));
    return false;
}

/** What was rounded once is rounded again, or shows digits that were never known: 50/62 to 4 is
 * 0,8065, and 80,7% of that. Of what was worked out from it only the second is a fault. */
static void warn_of_rounding(gr_binder *binder, gr_format format, gr_vtype type, gr_loc at)
{
    int shown = gr_format_decimals(format), kept = type.quotient - 1;
    if (type.quotient == 0 || shown < 0 || shown == kept || (type.reckoned && shown < kept)) {
        return;
    }
    gr_str remedy = GR_LIT("leave the 'to' out: a quotient stays exact until it is printed");
    if (type.reckoned) {
        remedy = GR_LIT("print no more than that, or divide last, by a / b without 'to'");
    } else if (type.type == GR_T_MONEY) {
        remedy = gr_str_fmt(binder->arena, "write 'to %d'", shown);
    }
    gr_diag_report(binder->diag, at, GR_CODE_ROUNDED_TWICE,
                   "%s rounded to %d decimal%s and is printed with %d; " GR_FMT,
                   type.reckoned ? "what it is made of was" : "it was", kept, kept == 1 ? "" : "s",
                   shown, GR_ARG(remedy));
}

bool gr_bind_format(gr_binder *binder, gr_format format, gr_vtype type, gr_loc at)
{
    if (!gr_codes_have_labels(binder, &type, at)) {
        return false;
    }
    if (type.type != GR_T_NONE && !fits(format.kind, &type)) {
        return refuse_misfit(binder, format, type, at);
    }
    bool decides = gr_format_facts[format.kind].places == GR_PLACES_NONE; /* of itself */
    if (type.type == GR_T_RATIO && format.places == GR_PLACES_OWN && !decides) {
        gr_diag_report(binder->diag, at, GR_CODE_RATIO_PLACES,
                       "a quotient has no decimals of its own; write percent(1), number(2) or "
                       "another format with its decimals");
        return false;
    }
    warn_of_rounding(binder, format, type, at);
    return true;
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

bool gr_bind_default_format(gr_binder *binder, const gr_expr *expr, gr_vtype type)
{
    if (type.type == GR_T_RATIO || type.quotient > 0) {
        return gr_bind_format(binder, gr_format_of_type(type), type, expr->at);
    }
    if (type.type != GR_T_INT || expr->kind != GR_X_PATH) {
        return gr_codes_have_labels(binder, &type, expr->at);
    }
    const gr_path *path = &expr->as.path;
    if (ends_like_year(path->parts[path->n - 1])) {
        gr_diag_report(binder->diag, expr->at, GR_CODE_YEAR_GROUPED,
                       "'" GR_FMT "' is a whole number, so 2022 is printed as 2.022; give it "
                       "type=\"year\" where it is declared, or write '" GR_FMT " as plain'",
                       GR_ARG(expr->source), GR_ARG(expr->source));
    }
    return true;
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
    out->format = piece->has_format ? piece->format : gr_format_of_type(out->type);
    return piece->has_format ? gr_bind_format(binder, out->format, out->type, piece->at)
                             : gr_bind_default_format(binder, piece->expr, out->type);
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
