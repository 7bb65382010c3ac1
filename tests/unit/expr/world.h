#ifndef GR_TESTS_EXPR_WORLD_H
#define GR_TESTS_EXPR_WORLD_H
/* A small catalogue and the variables in sight, for tests of expressions: four municipalities,
 * three modules, budget lines, contributions that are owned. */
#include "base/arena.h"
#include "base/date.h"
#include "check.h"
#include "expr/expr.h"
#include "syntax/expression.h"

typedef struct world {
    gr_arena *arena;
    gr_diag *diag;
    gr_catalogue *catalogue;
    gr_binder binder;
    gr_eval_context context;
    gr_notation notation;
    const gr_scope *scope;
    gr_phrases phrases;
    uint16_t file;
} world;

static inline gr_schema *world_schema(world *w, const char *name, const gr_column *columns,
                                      size_t n)
{
    gr_schema *schema = GR_NEW(w->arena, gr_schema);
    schema->name = gr_str_of(name);
    schema->title = schema->name;
    schema->columns = GR_NEW_N(w->arena, gr_column, n);
    for (size_t i = 0; i < n; i++) {
        schema->columns[i] = columns[i];
        schema->columns[i].optional = true;
    }
    schema->n_columns = n;
    schema->key = GR_NEW_N(w->arena, size_t, 1); /* the first column */
    schema->n_key = 1;
    schema->shared = true;
    schema->may_be_empty = true;
    schema->at = (gr_loc){w->file, 90, 1};
    return schema;
}

static inline gr_column column_of(const char *name, gr_type type)
{
    return (gr_column){.name = gr_str_of(name), .type = type, .currency = gr_euro};
}

static inline gr_column refers(const char *name, const char *target)
{
    gr_column column = column_of(name, GR_T_REF);
    column.target_name = gr_str_of(target);
    return column;
}

/** A cell as the case writes it: empty is missing, ? not applicable, # suppressed. */
static inline gr_value cell(const gr_column *column, gr_str text)
{
    gr_value value = {.type = column->type};
    if (text.len == 0 || gr_str_is(text, "?") || gr_str_is(text, "#")) {
        value.type = text.len == 0          ? GR_T_MISSING
                     : gr_str_is(text, "?") ? GR_T_NOT_APPLICABLE
                                            : GR_T_SUPPRESSED;
        return value;
    }
    bool read = true;
    if (column->type == GR_T_INT) {
        read = gr_int_parse(text, &value.as.i);
    } else if (column->type == GR_T_DECIMAL) {
        read = gr_decimal_parse(text, '.', &value.as.dec);
    } else if (column->type == GR_T_MONEY) {
        read = gr_money_parse(text, '.', gr_euro, &value.as.money);
    } else if (column->type == GR_T_DATE) {
        read = gr_date_parse(text, &value.as.day);
    } else if (column->type == GR_T_PERIOD) {
        read = gr_period_parse(text, &value.as.period);
    } else if (column->type == GR_T_BOOL) {
        value.as.b = gr_str_is(text, "yes");
    } else {
        value.type = GR_T_TEXT;
        value.as.text = text;
    }
    assert_true(read);
    return value;
}

/** One record a line, cells separated by a semicolon. */
static inline void world_rows(world *w, const gr_schema *schema, const char *lines)
{
    gr_table *table = gr_catalogue_add(w->catalogue, schema, w->diag);
    assert_non_null(table);
    gr_str rest = gr_str_of(lines);
    gr_str line = GR_LIT("");
    uint32_t nr = 0;
    while (gr_str_split(&rest, '\n', &line)) {
        gr_value *values = GR_NEW_N(w->arena, gr_value, schema->n_columns);
        for (size_t i = 0; i < schema->n_columns; i++) {
            gr_str text = GR_LIT("");
            (void)gr_str_split(&line, ';', &text);
            values[i] = cell(&schema->columns[i], text);
        }
        gr_loc at = {w->file, 100 + nr++, 1};
        assert_int_equal(gr_table_append(table, at, values, NULL, 1000, w->diag), GR_OK);
    }
}

static inline void add_municipalities(world *w)
{
    const gr_column columns[] = {column_of("id", GR_T_TEXT), column_of("name", GR_T_TEXT),
                                 column_of("inhabitants", GR_T_INT)};
    world_rows(w, world_schema(w, "municipalities", columns, 3),
               "arnhem;Arnhem;153818\nduiven;Duiven;25433\nrenkum;Renkum;31254\n"
               "zevenaar;Zevenaar;43135");
}

static inline void add_modules(world *w)
{
    const gr_column columns[] = {column_of("id", GR_T_TEXT), column_of("name", GR_T_TEXT),
                                 column_of("budget", GR_T_MONEY), column_of("start", GR_T_DATE),
                                 column_of("fte", GR_T_DECIMAL)};
    world_rows(w, world_schema(w, "modules", columns, 5),
               "inkoop;Inkoop Zorg;1700000;2017-04-01;13.5\nrbl;RBL;2900000;2018-01-01;30.3\n"
               "beheer;Beheer;400000;2017-04-01;");
}

static inline void add_lines(world *w)
{
    static const gr_code_text codes[] = {{{"income", 6}, {"baten", 5}},
                                         {{"expense", 7}, {"lasten", 6}}};
    gr_code_list *list = GR_NEW(w->arena, gr_code_list);
    *list = (gr_code_list){.name = GR_LIT("direction"), .codes = codes, .n = 2};
    const gr_column columns[] = {column_of("nr", GR_T_TEXT),        refers("module", "modules"),
                                 column_of("direction", GR_T_CODE), column_of("year", GR_T_INT),
                                 column_of("original", GR_T_MONEY), column_of("actual", GR_T_MONEY),
                                 column_of("share", GR_T_DECIMAL),  column_of("urgent", GR_T_BOOL),
                                 column_of("quarter", GR_T_PERIOD)};
    gr_schema *schema = world_schema(w, "lines", columns, 9);
    schema->columns[2].codes = list;
    world_rows(w, schema,
               "a1;inkoop;income;2022;1000.50;900;0.5;yes;2022-Q1\n"
               "a2;inkoop;expense;2022;700.25;;0.25;no;2022-Q2\n"
               "a3;rbl;income;2021;250;250;1.125;;2021-Q4\n"
               "a4;rbl;expense;2022;99.99;#;?;yes;2022-Q3");
}

static inline void add_contributions(world *w)
{
    const gr_column columns[] = {column_of("nr", GR_T_TEXT),
                                 refers("municipality", "municipalities"),
                                 refers("module", "modules"), column_of("amount", GR_T_MONEY)};
    gr_schema *schema = world_schema(w, "contributions", columns, 4);
    schema->shared = false;
    schema->owner_column = 1;
    world_rows(w, schema,
               "c1;arnhem;inkoop;573334\nc2;duiven;inkoop;94798\nc3;arnhem;beheer;134902\n"
               "c4;renkum;beheer;27411");
}

static inline void add_participation(world *w)
{
    const gr_column columns[] = {column_of("nr", GR_T_TEXT),
                                 refers("municipality", "municipalities"),
                                 refers("module", "modules"), column_of("since", GR_T_INT)};
    world_rows(w, world_schema(w, "participation", columns, 4),
               "p1;arnhem;inkoop;2017\np2;arnhem;rbl;2018\np3;renkum;inkoop;2020");
    const gr_column nothing[] = {column_of("id", GR_T_TEXT), column_of("number", GR_T_INT)};
    world_rows(w, world_schema(w, "nothing", nothing, 2), "");
    gr_relation *relations = GR_NEW_N(w->arena, gr_relation, 1);
    relations[0] = (gr_relation){
        .phrase = GR_LIT("takes part in"),
        .of = gr_table_schema(gr_catalogue_find(w->catalogue, GR_LIT("participation"))),
        .left = 1,
        .right = 2};
    w->binder.relations = relations;
    w->binder.n_relations = 1;
    gr_str *phrases = GR_NEW_N(w->arena, gr_str, 1);
    phrases[0] = relations[0].phrase;
    w->phrases = (gr_phrases){phrases, 1};
}

static inline gr_vtype record_of(const world *w, const char *dataset)
{
    const gr_table *table = gr_catalogue_find(w->catalogue, gr_str_of(dataset));
    return (gr_vtype){.type = GR_T_REF, .schema = gr_table_schema(table)};
}

/** A record as the value of a variable; with an empty key, none. */
static inline gr_value record(const world *w, const char *dataset, gr_str key)
{
    const gr_table *table = gr_catalogue_find(w->catalogue, gr_str_of(dataset));
    if (key.len == 0) {
        return (gr_value){.type = GR_T_NONE};
    }
    gr_value value = {.type = GR_T_REF, .as.ref = {table, gr_table_find(table, key)}};
    assert_true(value.as.ref.row != UINT32_MAX);
    value.origin = gr_table_value(table, value.as.ref.row, 0, w->arena).origin;
    return value;
}

/** edition, module (inkoop), year (2022) and rbl_lines, a group of lines keyed by their module. */
static inline void add_variables(world *w)
{
    gr_vtype group = record_of(w, "modules");
    group.key_schema = group.schema;
    group.schema = record_of(w, "lines").schema;
    group.group = true;
    w->scope = gr_scope_add(&w->binder, NULL, GR_LIT("edition"), record_of(w, "municipalities"));
    w->scope = gr_scope_add(&w->binder, w->scope, GR_LIT("module"), record_of(w, "modules"));
    w->scope = gr_scope_add(&w->binder, w->scope, GR_LIT("year"), (gr_vtype){.type = GR_T_INT});
    w->scope = gr_scope_add(&w->binder, w->scope, GR_LIT("rbl_lines"), group);
    static const uint32_t members[] = {2, 3};
    gr_slot *slots = GR_NEW_N(w->arena, gr_slot, 4);
    slots[0].value = (gr_value){.type = GR_T_NONE};
    slots[1].value = record(w, "modules", GR_LIT("inkoop"));
    slots[2].value = (gr_value){.type = GR_T_INT, .as.i = 2022};
    slots[3].value = record(w, "modules", GR_LIT("rbl"));
    slots[3].rows = (gr_rows){gr_catalogue_find(w->catalogue, GR_LIT("lines")), members, 2};
    w->context.slots = slots;
}

static inline gr_notation world_notation(void)
{
    return (gr_notation){.language = gr_language_find(GR_LIT("nl")),
                         .decimal_mark = GR_LIT(","),
                         .group_mark = GR_LIT("."),
                         .money_gap = GR_LIT("\u00A0"),
                         .percent_gap = GR_LIT(""),
                         .minus = GR_LIT("\u2212"),
                         .missing = GR_LIT("."),
                         .not_applicable = GR_LIT("n.v.t."),
                         .suppressed = GR_LIT("x"),
                         .nothing = GR_LIT("–")};
}

/** An empty catalogue, a binder and a context. */
static inline world *world_start(void)
{
    gr_arena *arena = gr_arena_new(1 << 14);
    world *w = GR_NEW(arena, world);
    w->arena = arena;
    w->diag = gr_diag_new(arena, 50);
    w->file = gr_diag_add_file(w->diag, GR_LIT("case"));
    w->catalogue = gr_catalogue_new(arena);
    w->binder = (gr_binder){.arena = arena, .diag = w->diag, .catalogue = w->catalogue};
    w->notation = world_notation();
    w->context = (gr_eval_context){.arena = arena,
                                   .diag = w->diag,
                                   .edition = GR_LIT(""),
                                   .notation = &w->notation,
                                   .steps_left = 100000,
                                   .at = {w->file, 7, 7}};
    return w;
}

static inline world *world_new(void)
{
    world *w = world_start();
    add_municipalities(w);
    add_modules(w);
    add_lines(w);
    add_contributions(w);
    add_participation(w);
    assert_int_equal(gr_catalogue_link_schemas(w->catalogue, w->diag), GR_OK);
    assert_int_equal(gr_catalogue_link_rows(w->catalogue, w->diag), GR_OK);
    add_variables(w);
    return w;
}

static inline void world_free(world *w)
{
    gr_arena_free(w->arena);
}

/** In an edition, as `eval` prepares it; empty: the region's. */
static inline void world_edition(world *w, gr_str key)
{
    w->context.edition = key;
    w->context.owner = NULL;
    if (key.len > 0) {
        const gr_table *owners = gr_catalogue_find(w->catalogue, GR_LIT("municipalities"));
        w->context.owner = gr_table_schema(owners);
    }
    w->context.slots[0].value = record(w, "municipalities", key);
}

static inline gr_parse world_parse(world *w)
{
    return (gr_parse){w->arena, w->diag, &w->phrases, 64};
}

static inline gr_text_place world_place(world *w)
{
    gr_loc *start = GR_NEW(w->arena, gr_loc);
    *start = (gr_loc){w->file, 1, 1};
    return (gr_text_place){gr_place_plain, start};
}

/** Parsed and bound; NULL after a report. */
static inline const gr_bound *world_bind(world *w, gr_str text, gr_vtype *out_type)
{
    const gr_expr *expr = NULL;
    gr_parse parse = world_parse(w);
    if (gr_expr_parse(&parse, text, world_place(w), &expr, NULL, NULL) != GR_OK) {
        return NULL;
    }
    return gr_bind_expr(&w->binder, expr, w->scope, out_type);
}

/** The first line of what was reported, without the name of the file and the line number. */
static inline gr_str world_report(const world *w)
{
    gr_buf out = gr_buf_make(w->arena, SIZE_MAX);
    gr_diag_print(w->diag, &out);
    gr_str text = gr_buf_view(&out);
    gr_str line = GR_LIT("");
    (void)gr_str_split(&text, '\n', &line);
    return gr_str_starts(line, GR_LIT("case:1:")) ? gr_str_sub(line, 7, SIZE_MAX) : line;
}

#endif
