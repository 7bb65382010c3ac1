#include "expr/expr.h"

#include "case_file.h"
#include "format/value_text.h"
#include "world.h"

/* Expressions from tests/cases/expr.txt: what they yield, or what is said about them. */

typedef struct options { /* of a case: [origin] [text] [type] [in arnhem] */
    bool origin, text, type, notes;
    gr_str edition;
} options;

static options read_options(gr_str *input)
{
    options o = {.edition = GR_LIT("")};
    gr_str word = GR_LIT("");
    if (!gr_str_starts(*input, GR_LIT("["))) {
        return o;
    }
    gr_str list = GR_LIT("");
    gr_str rest = gr_str_sub(*input, 1, SIZE_MAX);
    (void)gr_str_split(&rest, ']', &list);
    *input = gr_str_trim(rest);
    while (gr_str_split(&list, ' ', &word)) {
        o.origin = o.origin || gr_str_is(word, "origin");
        o.text = o.text || gr_str_is(word, "text");
        o.type = o.type || gr_str_is(word, "type");
        if (gr_str_is(word, "in")) {
            (void)gr_str_split(&list, ' ', &o.edition);
        }
    }
    return o;
}

static gr_str shown(world *w, const options *o, const gr_value *value, gr_vtype type)
{
    gr_buf out = gr_buf_make(w->arena, SIZE_MAX);
    if (o->text) {
        gr_buf_add(&out, gr_value_text(w->arena, value, gr_format_of_type(type), &w->notation));
    } else if (o->origin) {
        gr_origin_dump(value->origin, &out);
    } else if (o->type) {
        gr_buf_addf(&out, "%s ", gr_type_name(type.type));
        gr_value_add(value, &out);
    } else if (value->type == GR_T_REF) {
        gr_buf_add(&out, gr_table_key(value->as.ref.table, value->as.ref.row));
    } else {
        gr_value_add(value, &out);
    }
    return gr_buf_view(&out);
}

static bool run_expr(gr_arena *arena, const gr_case *one, gr_str *out_got)
{
    world *w = world_new();
    gr_str input = one->input;
    options o = read_options(&input);
    gr_vtype type = {.type = GR_T_NONE};
    world_edition(w, o.edition);
    const gr_bound *bound = world_bind(w, input, &type);
    gr_value value = {.type = GR_T_POISON};
    if (bound != NULL) {
        value = gr_expr_value(&w->context, bound, NULL);
    }
    bool told = gr_diag_count(w->diag, GR_ERROR) > 0;
    *out_got = gr_str_dup(arena, told ? world_report(w) : shown(w, &o, &value, type));
    bool sound = told == (value.type == GR_T_POISON) && gr_diag_count(w->diag, GR_ERROR) <= 1;
    world_free(w);
    return sound;
}

static void cases_of_the_language(void **state)
{
    (void)state;
    run_cases("expr.txt", run_expr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cases_of_the_language)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
