#include "markdown/markup.h"

#include "load_priv.h"

/* Owns that texts in data are sound before anything is made of them: each is read once when all
 * exports are there, whether a report shows it or not. */

#define NAMES_TOLD 8

typedef struct markup_column { /* a field with form=, over all records */
    const gr_load *load;
    const gr_table *table;
    size_t column;
    gr_markup_unknown unknown;
    gr_loc first; /* record of the first element that is unknown */
} markup_column;

gr_status gr_load_text_of_value(void *user, const gr_text_value *value, gr_tnode **out_blocks)
{
    const load_texts *texts = user;
    const gr_parse parse = {.arena = value->arena,
                            .diag = gr_diag_beside(texts->setup->diag, value->arena),
                            .phrases = texts->phrases,
                            .max_depth = texts->setup->limits->nesting};
    const gr_markup markup = {value->text, value->form, value->at};
    gr_markup_unknown unknown = {.arena = value->arena};
    return gr_markup_parse(&markup, &parse, &unknown, out_blocks); /* told when it was loaded */
}

static gr_status check_value(markup_column *c, uint32_t row, gr_arena *scratch)
{
    const gr_load_setup *by = &c->load->setup;
    gr_value value = gr_table_bare(c->table, row, c->column);
    const gr_parse parse = {.arena = scratch,
                            .diag = by->diag,
                            .phrases = c->load->texts.phrases,
                            .max_depth = by->limits->nesting};
    const gr_markup markup = {
        value.type == GR_T_TEXT ? value.as.text : GR_LIT(""),
        gr_table_schema(c->table)->columns[c->column].form,
        gr_table_place(c->table, row),
    };
    size_t before = c->unknown.n;
    gr_tnode *blocks = NULL;
    gr_diag_of(parse.diag, &gr_table_schema(c->table)->columns[c->column]);
    gr_status status = gr_markup_parse(&markup, &parse, &c->unknown, &blocks);
    gr_diag_of(parse.diag, NULL);
    c->first = before == 0 && c->unknown.n > 0 ? markup.at : c->first;
    return status;
}

static void tell_unknown(const markup_column *c)
{
    const gr_load_setup *by = &c->load->setup;
    const gr_schema *schema = gr_table_schema(c->table);
    gr_buf names = gr_buf_make(by->arena, SIZE_MAX);
    for (size_t i = 0; i < c->unknown.n_names && i < NAMES_TOLD; i++) {
        gr_buf_addf(&names, "%s<" GR_FMT ">", i == 0 ? "" : ", ", GR_ARG(c->unknown.names[i]));
    }
    if (c->unknown.n > 0) {
        gr_diag_report(by->diag, c->first, GR_CODE_MARKUP_UNKNOWN,
                       "%zu in '" GR_FMT "' of '" GR_FMT "': " GR_FMT
                       "%s; their words are printed, and nothing else of them",
                       c->unknown.n, GR_ARG(schema->columns[c->column].name), GR_ARG(schema->name),
                       GR_ARG(gr_buf_view(&names)), c->unknown.n_names > NAMES_TOLD ? ", ..." : "");
    }
}

static gr_status check_column(const gr_load *load, const gr_table *table, size_t column)
{
    markup_column c = {
        .load = load, .table = table, .column = column, .unknown = {.arena = load->setup.arena}};
    gr_arena *scratch = gr_arena_new(1 << 16);
    gr_mark mark = gr_arena_mark(scratch);
    gr_status result = GR_OK;
    for (uint32_t row = 0; row < gr_table_rows(table); row++) {
        gr_status status = check_value(&c, row, scratch);
        result = result == GR_OK ? status : result;
        gr_arena_rewind(scratch, mark);
    }
    gr_arena_free(scratch);
    tell_unknown(&c);
    return result;
}

gr_status gr_load_check_markup(const gr_load *load)
{
    gr_status result = GR_OK;
    for (size_t i = 0; i < gr_catalogue_count(load->catalogue); i++) {
        const gr_table *table = gr_catalogue_at(load->catalogue, i);
        const gr_schema *schema = gr_table_schema(table);
        for (size_t k = 0; k < schema->n_columns; k++) {
            if (schema->columns[k].form != GR_FORM_NONE) {
                gr_status status = check_column(load, table, k);
                result = result == GR_OK ? status : result;
            }
        }
    }
    return result;
}
