/* Owns what `check --types` tells of an expression: its type, whose it is, and how it became so. */
#include "base/arena.h"
#include "expr/bind.h"
#include "load_priv.h"

static void add_place(const gr_diag *diag, gr_loc at, gr_buf *out)
{
    gr_buf_addf(out, GR_FMT ":%u:%u", GR_ARG(gr_diag_file(diag, at.file)), at.line, at.col);
}

static void add_way(const gr_load_setup *by, const gr_taint *why, gr_buf *out)
{
    for (; why != NULL; why = why->from) {
        gr_buf_add(out, GR_LIT("  "));
        add_place(by->diag, why->at, out);
        gr_buf_addf(out, ": " GR_FMT "\n", GR_ARG(why->what));
    }
}

static void add_type(const gr_load_setup *by, gr_str name, const gr_vtype *type, gr_buf *out)
{
    gr_str text = gr_vtype_text(by->arena, type);
    gr_buf_addf(out, GR_FMT ": " GR_FMT ", %s", GR_ARG(name), GR_ARG(text),
                gr_label_names[type->label.level]);
    if (type->label.known != GR_KNOWN_NOT) {
        gr_buf_addf(out, ", always %s but for the region",
                    type->label.known == GR_KNOWN_YES ? "yes" : "no");
    }
    gr_buf_add_char(out, '\n');
    add_way(by, type->label.why, out);
}

gr_status gr_load_tell_types(gr_load *load, gr_str expression, gr_buf *out)
{
    const gr_load_setup *by = &load->setup;
    const gr_loc start = {gr_diag_add_file(by->diag, GR_LIT("--types")), 1, 1};
    const gr_text_place place = {gr_place_plain, &start};
    const gr_parse parse = {by->arena, by->diag, &load->descriptors.phrases, by->limits->nesting};
    const gr_expr *expr = NULL;
    GR_TRY(gr_expr_parse(&parse, expression, place, &expr, NULL, NULL));
    for (size_t i = 0; i < load->n_bound; i++) {
        gr_vtype type = {.type = GR_T_NONE};
        if (!gr_report_type(load->bound[i].report, &load->binder, expr, &type)) {
            return GR_BAD_INPUT;
        }
        add_type(by, gr_report_id(load->bound[i].report), &type, out);
    }
    return GR_OK;
}
