#ifndef GR_TESTS_DERIVE_DESK_H
#define GR_TESTS_DERIVE_DESK_H
/* Data descriptors over a small catalogue: the municipalities, modules and populations of domain.md
 * A.2.3, with amounts to divide. */
#include <unistd.h>

#include "base/file.h"
#include "derive/derive.h"
#include "expr/world.h"

typedef struct desk {
    world *w;
    gr_derivations *derivations;
    gr_status bound, ran; /* ran: GR_BUG while it was not tried */
} desk;

static inline void desk_municipalities(world *w)
{
    const gr_column columns[] = {column_of("id", GR_T_TEXT), column_of("name", GR_T_TEXT),
                                 column_of("inhabitants", GR_T_INT)};
    world_rows(w, world_schema(w, "municipalities", columns, 3),
               "gm0202;Arnhem;153818\ngm0221;Doesburg;11336\ngm0226;Duiven;25433\n"
               "gm1705;Lingewaard;45950\ngm1734;Overbetuwe;47002\ngm0274;Renkum;31254\n"
               "gm0275;Rheden;43824\ngm0277;Rozendaal;1498\ngm0289;Wageningen;37837\n"
               "gm0293;Westervoort;15001\ngm0299;Zevenaar;43135");
}

static inline void desk_modules(world *w)
{
    const gr_column columns[] = {column_of("id", GR_T_TEXT), column_of("name", GR_T_TEXT)};
    world_rows(w, world_schema(w, "modules", columns, 2),
               "inkoop;Inkoop Zorg\nbeheer;Beheer\nwsp;WSP\ninburgering;Inburgering");
}

static inline void desk_distributions(world *w)
{
    const gr_column columns[] = {column_of("id", GR_T_TEXT), refers("module", "modules"),
                                 column_of("amount", GR_T_MONEY)};
    world_rows(w, world_schema(w, "distributions", columns, 3),
               "D1;inkoop;1700000\nD2;beheer;400000\nD3;wsp;1700000\nD4;inburgering;70000");
    const gr_column odd[] = {column_of("id", GR_T_TEXT), refers("module", "modules"),
                             column_of("amount", GR_T_MONEY)};
    world_rows(w, world_schema(w, "odd_amounts", odd, 3),
               "cents;inkoop;100.01\nnegative;inkoop;-100\nmissing;inkoop;\nhidden;inkoop;#\n"
               "zero;inkoop;0");
}

/** All eleven in inkoop and beheer; Renkum and Wageningen in nothing else. */
static inline void desk_participation(world *w)
{
    static const char *const all[] = {"gm0202", "gm0221", "gm0226", "gm1705", "gm1734", "gm0274",
                                      "gm0275", "gm0277", "gm0289", "gm0293", "gm0299"};
    static const char *const modules[] = {"inkoop", "beheer", "wsp", "inburgering"};
    gr_buf rows = gr_buf_make(w->arena, SIZE_MAX);
    for (size_t m = 0; m < 4; m++) {
        for (size_t i = 0; i < 11; i++) {
            if (m < 2 || (i != 5 && i != 8)) {
                gr_buf_addf(&rows, "%s%s-%s;%s;%s", rows.len == 0 ? "" : "\n", all[i], modules[m],
                            all[i], modules[m]);
            }
        }
    }
    const gr_column columns[] = {column_of("nr", GR_T_TEXT),
                                 refers("municipality", "municipalities"),
                                 refers("module", "modules")};
    gr_str text = gr_str_dup(w->arena, gr_buf_view(&rows));
    world_rows(w, world_schema(w, "participation", columns, 3), text.ptr);
}

/** Three towns with weights of all sorts; the kind tells them apart. */
static inline void desk_measures(world *w)
{
    const gr_column columns[] = {column_of("nr", GR_T_TEXT), column_of("kind", GR_T_TEXT),
                                 refers("municipality", "municipalities"),
                                 column_of("number", GR_T_DECIMAL)};
    world_rows(w, world_schema(w, "measures", columns, 4),
               "m1;halves;gm0202;0.5\nm2;halves;gm0221;1.25\nm3;halves;gm0226;0\n"
               "m4;zeros;gm0202;0\nm5;zeros;gm0221;0\nm6;below;gm0202;-1\nm7;gap;gm0202;\n"
               "m8;huge;gm0202;9000000000000000000\nm9;huge;gm0221;0.5");
}

/** What a test counts: nr;town;age;number, a line each. */
static const char *desk_count_lines = "c1;A;jong;1";

/** Where numbers were hidden in versions before. */
static const char *desk_places = "";

static inline void desk_counts(world *w)
{
    const gr_column columns[] = {column_of("nr", GR_T_TEXT), column_of("town", GR_T_TEXT),
                                 column_of("age", GR_T_TEXT), column_of("number", GR_T_INT)};
    world_rows(w, world_schema(w, "counts", columns, 4), desk_count_lines);
}

static inline world *desk_world(void)
{
    static const gr_str phrases[] = {{"takes part in", 13}};
    world *w = world_start();
    desk_municipalities(w);
    desk_modules(w);
    desk_distributions(w);
    desk_participation(w);
    desk_measures(w);
    desk_counts(w);
    w->phrases = (gr_phrases){phrases, 1};
    return w;
}

/** Descriptors are read from files: one of our own, gone after the reading. */
static inline const gr_tnode *desk_read(world *w, const char *body)
{
    gr_str path = gr_str_fmt(w->arena, "/tmp/griffie-test-%ld.xml", (long)getpid());
    gr_str text = gr_str_fmt(w->arena, "<data xmlns=\"urn:griffie:data:1\">\n%s</data>\n", body);
    gr_tnode *root = NULL;
    (void)unlink(path.ptr);
    gr_file *file = gr_file_create(path, w->diag);
    assert_non_null(file);
    assert_int_equal(gr_file_write(file, text, w->diag), GR_OK);
    assert_int_equal(gr_file_commit(file, w->diag), GR_OK);
    gr_status status = gr_template_read(path,
                                        &(gr_template_setup){.phrases = &w->phrases,
                                                             .limits = &gr_default_limits,
                                                             .arena = w->arena,
                                                             .diag = w->diag},
                                        &root);
    (void)unlink(path.ptr);
    if (status != GR_OK) {
        print_error(GR_FMT "\n", GR_ARG(world_report(w)));
    }
    assert_int_equal(status, GR_OK);
    return root;
}

/** Bound before the rows are linked, as `batch` does it; then run, when it could be bound. */
static inline desk desk_run(const char *body)
{
    desk d = {.w = desk_world(), .ran = GR_BUG};
    world *w = d.w;
    const gr_tnode *root = desk_read(w, body);
    d.bound = gr_derive_bind(&root, 1, &w->binder, w->catalogue, &d.derivations);
    if (d.bound == GR_OK) {
        w->context.slots = GR_NEW_N(w->arena, gr_slot, w->binder.n_slots);
        assert_int_equal(gr_catalogue_link_rows(w->catalogue, w->diag), GR_OK);
        gr_derive_know_places(d.derivations, gr_str_of(desk_places));
        bool held = true;
        d.ran = gr_derive_run(d.derivations, &w->context, w->catalogue, &gr_default_limits);
        if (d.ran == GR_OK) {
            d.ran = gr_derive_check(d.derivations, &w->context, &held);
        }
        d.ran = d.ran == GR_OK && !held ? GR_BAD_INPUT : d.ran;
    }
    return d;
}

static inline void desk_free(desk *d)
{
    world_free(d->w);
}

/** Its first report: line:column: what it says. */
static inline gr_str desk_report(const desk *d)
{
    gr_str line = world_report(d->w);
    size_t at = gr_str_find(line, GR_LIT(".xml:"));
    return at == SIZE_MAX ? line : gr_str_sub(line, at + 5, SIZE_MAX);
}

static inline const gr_table *desk_table(const desk *d, const char *name)
{
    const gr_table *table = gr_catalogue_find(d->w->catalogue, gr_str_of(name));
    assert_non_null(table);
    return table;
}

/** The cell of record `key`, as stable text. */
static inline gr_str desk_cell(const desk *d, const char *table_name, const char *key,
                               const char *column_name)
{
    const gr_table *table = desk_table(d, table_name);
    size_t column = gr_schema_column(gr_table_schema(table), gr_str_of(column_name));
    uint32_t row = gr_table_find(table, gr_str_of(key));
    assert_true(row != UINT32_MAX && column != SIZE_MAX);
    gr_value value = gr_table_value(table, row, column, d->w->arena);
    gr_buf out = gr_buf_make(d->w->arena, SIZE_MAX);
    if (value.type == GR_T_REF) {
        gr_buf_add(&out, gr_table_key(value.as.ref.table, value.as.ref.row));
    } else {
        gr_value_add(&value, &out);
    }
    return gr_buf_view(&out);
}

static inline gr_str desk_origin(const desk *d, const char *table_name, const char *key,
                                 const char *column_name)
{
    const gr_table *table = desk_table(d, table_name);
    size_t column = gr_schema_column(gr_table_schema(table), gr_str_of(column_name));
    uint32_t row = gr_table_find(table, gr_str_of(key));
    assert_true(row != UINT32_MAX && column != SIZE_MAX);
    gr_value value = gr_table_value(table, row, column, d->w->arena);
    gr_buf out = gr_buf_make(d->w->arena, SIZE_MAX);
    gr_origin_dump(value.origin, &out);
    return gr_buf_view(&out);
}

#define DESK_CONTRIBUTIONS(UNIT)                                                                 \
    "<distribute name='contributions' title='Bijdragen' each='part' of='distributions'\n"        \
    " total='part.amount' to='p' among='participation where module = $part.module'\n"            \
    " weight='p.municipality.inhabitants' unit='" UNIT "' key='distribution municipality'\n"     \
    " owner='municipality'>\n"                                                                   \
    "<field name='distribution' type='reference' to='distributions' value='part'/>\n"            \
    "<field name='module' type='reference' to='modules' value='part.module'/>\n"                 \
    "<field name='municipality' type='reference' to='municipalities' value='p.municipality'/>\n" \
    "<share name='amount'/>\n"                                                                   \
    "<weight name='measure'/>\n"                                                                 \
    "</distribute>\n"

#endif
