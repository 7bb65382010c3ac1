#ifndef GR_TESTS_EVAL_FIXTURE_H
#define GR_TESTS_EVAL_FIXTURE_H
/* Four small datasets, a house style, two texts: enough world for a report. */
#include "eval/eval.h"
#include "eval/grammar.h"

#include "base/arena.h"
#include "base/file.h"
#include "check.h"

typedef struct world {
    gr_arena *arena;
    gr_diag *diag;
    gr_catalogue *catalogue;
    gr_house_style *house;
    gr_binder binder;
    gr_phrases phrases;
    gr_eval_context context;
    gr_texts texts;
    gr_limits limits;
} world;

/* --- datasets --- */

static gr_schema *add_schema(world *w, const char *name, const gr_column *columns, size_t n,
                             size_t n_key)
{
    static const size_t first_columns[] = {0, 1};
    gr_schema *schema = GR_NEW(w->arena, gr_schema);
    gr_column *own = GR_NEW_N(w->arena, gr_column, n);
    memcpy(own, columns, n * sizeof *columns);
    *schema = (gr_schema){.name = gr_str_of(name),
                          .title = GR_LIT(""),
                          .columns = own,
                          .n_columns = n,
                          .key = first_columns,
                          .n_key = n_key,
                          .shared = true,
                          .may_be_empty = true};
    assert_non_null(gr_catalogue_add(w->catalogue, schema, w->diag));
    return schema;
}

static gr_column column(const char *name, gr_type type)
{
    gr_str none = GR_LIT("");
    return (gr_column){
        .name = gr_str_of(name), .type = type, .currency = gr_euro, .target_name = none};
}

static gr_column reference(const char *name, const char *target)
{
    gr_column made = column(name, GR_T_REF);
    made.target_name = gr_str_of(target);
    return made;
}

static gr_value text(const char *chars)
{
    return (gr_value){.type = GR_T_TEXT, .as.text = gr_str_of(chars)};
}

static gr_value euros(int64_t amount)
{
    return (gr_value){.type = GR_T_MONEY, .as.money = {amount * 100, gr_euro}};
}

static void append(world *w, const char *table, const gr_value *values, uint32_t line)
{
    gr_table *to = gr_catalogue_find(w->catalogue, gr_str_of(table));
    assert_int_equal(gr_table_append(to, (gr_loc){0, line, 1}, values, NULL, 1000000, w->diag),
                     GR_OK);
}

static void add_schemas(world *w)
{
    const gr_column municipality[] = {column("id", GR_T_TEXT), column("name", GR_T_TEXT)};
    const gr_column module[] = {column("id", GR_T_TEXT), column("name", GR_T_TEXT),
                                column("programme", GR_T_TEXT), column("fte", GR_T_DECIMAL)};
    const gr_column participation[] = {reference("municipality", "municipalities"),
                                       reference("module", "modules")};
    gr_column contribution[] = {reference("module", "modules"),
                                reference("municipality", "municipalities"),
                                column("amount", GR_T_MONEY), column("before", GR_T_MONEY)};
    const gr_column number[] = {column("nr", GR_T_INT), column("amount", GR_T_MONEY)};
    const gr_column event[] = {column("id", GR_T_TEXT), column("day", GR_T_DATE),
                               column("what", GR_T_TEXT)};
    contribution[3].optional = true;
    (void)add_schema(w, "municipalities", municipality, 2, 1);
    (void)add_schema(w, "modules", module, 4, 1);
    (void)add_schema(w, "participation", participation, 2, 2);
    gr_schema *owned = add_schema(w, "contributions", contribution, 4, 2);
    owned->shared = false;
    owned->owner_column = 1;
    (void)add_schema(w, "numbers", number, 2, 1);
    (void)add_schema(w, "events", event, 3, 1);
    assert_int_equal(gr_catalogue_link_schemas(w->catalogue, w->diag), GR_OK);
}

static void add_rows(world *w)
{
    static const char *const municipalities[][2] = {
        {"gm0202", "Arnhem"}, {"gm0274", "Renkum"}, {"gm0277", "Rozendaal"}};
    static const struct {
        const char *id, *name, *programme;
        gr_decimal fte;
    } modules[] = {{"inkoop", "Inkoop", "Zorg", {135, 1}},
                   {"rbl", "RBL", "Onderwijs", {303, 1}},
                   {"wsp", "WSP", "Participatie", {167, 1}}};
    static const struct {
        int module, municipality;
        int64_t amount, before;
    } contributions[] = {{0, 0, 573334, 560000}, {0, 1, 116495, 117000}, {0, 2, 5583, -1},
                         {1, 0, 400000, 380000}, {1, 1, 90000, 90000},   {2, 0, 675692, 650000},
                         {2, 2, 6581, 6600}};
    for (uint32_t i = 0; i < 3; i++) {
        append(w, "municipalities",
               (gr_value[]){text(municipalities[i][0]), text(municipalities[i][1])}, i + 1);
        gr_value fte = {.type = GR_T_DECIMAL, .as.dec = modules[i].fte};
        append(w, "modules",
               (gr_value[]){text(modules[i].id), text(modules[i].name), text(modules[i].programme),
                            fte},
               i + 1);
    }
    for (uint32_t i = 0; i < 7; i++) {
        gr_value municipality = text(municipalities[contributions[i].municipality][0]);
        gr_value module = text(modules[contributions[i].module].id);
        gr_value before = {.type = GR_T_MISSING};
        if (contributions[i].before >= 0) {
            before = euros(contributions[i].before);
        }
        append(w, "participation", (gr_value[]){municipality, module}, i + 1);
        append(w, "contributions",
               (gr_value[]){module, municipality, euros(contributions[i].amount), before}, i + 1);
    }
    for (int64_t i = 1; i <= 12000; i++) {
        gr_value nr = {.type = GR_T_INT, .as.i = i};
        append(w, "numbers", (gr_value[]){nr, euros(i)}, (uint32_t)i);
    }
    static const struct {
        const char *id, *what;
        gr_day day;
    } events[] = {{"e1", "Inbreng van raden", 19443}, {"e2", "Besluit", 19723}};
    for (uint32_t i = 0; i < 2; i++) {
        gr_value day = {.type = GR_T_DATE, .as.day = events[i].day};
        append(w, "events", (gr_value[]){text(events[i].id), day, text(events[i].what)}, i + 1);
    }
    assert_int_equal(gr_catalogue_link_rows(w->catalogue, w->diag), GR_OK);
    gr_export exported = {.file = GR_LIT("organisatie.xml"),
                          .source = GR_LIT("organisation"),
                          .title = GR_LIT("Organisatie"),
                          .as_of = {.type = GR_T_DATE, .as.day = 19357},
                          .records = 13};
    gr_catalogue_add_export(w->catalogue, &exported);
}

/* --- house style --- */

static const gr_table_look table_looks[] = {{.name = {"plain", 5}}, {.name = {"timeline", 8}}};
static const gr_mark_look mark_looks[] = {
    {.name = {"own", 3}, .fill = GR_NO_COLOUR, .sign = {">", 1}, .said = {"own:", 4}}};
static const gr_box_look box_looks[] = {{.name = {"tile", 4}, .sign = {"", 0}},
                                        {.name = {"card", 4}, .sign = {"", 0}},
                                        {.name = {"slot", 4}, .sign = {"", 0}},
                                        {.name = {"info", 4}, .sign = {"i", 1}},
                                        {.name = {"action", 6}, .sign = {"!", 1}}};
static const gr_label labels[] = {
    {{"table", 5}, {"Tabel", 5}},        {{"figure", 6}, {"Figuur", 6}},
    {{"total", 5}, {"Totaal", 6}},       {{"source", 6}, {"Bron:", 5}},
    {{"yes-spoken", 10}, {"ja", 2}},     {{"no-spoken", 9}, {"nee", 3}},
    {{"alt-chart", 9}, {"Grafiek", 7}},  {{"alt-highest", 11}, {"hoogste", 7}},
    {{"alt-lowest", 10}, {"laagste", 7}}};

static void add_house(world *w)
{
    gr_house_style *house = GR_NEW(w->arena, gr_house_style);
    gr_style *styles = GR_NEW_N(w->arena, gr_style, GR_STYLE__COUNT);
    gr_master *masters = GR_NEW_N(w->arena, gr_master, 2);
    for (size_t i = 0; i < GR_STYLE__COUNT; i++) {
        styles[i].name = gr_str_of(gr_style_names[i]);
        house->styles[i] = &styles[i];
    }
    masters[0].name = GR_LIT("body");
    masters[1].name = GR_LIT("title");
    house->id = house->title = GR_LIT("huis");
    house->lang = GR_LIT("nl");
    house->all_styles = styles;
    house->n_styles = GR_STYLE__COUNT;
    house->masters = masters;
    house->n_masters = 2;
    house->table_looks = table_looks;
    house->n_table_looks = sizeof table_looks / sizeof table_looks[0];
    house->mark_looks = mark_looks;
    house->n_mark_looks = sizeof mark_looks / sizeof mark_looks[0];
    house->box_looks = box_looks;
    house->n_box_looks = sizeof box_looks / sizeof box_looks[0];
    house->labels = labels;
    house->n_labels = sizeof labels / sizeof labels[0];
    house->check_sign = GR_LIT("v");
    house->notation = (gr_notation){.language = gr_language_find(GR_LIT("nl")),
                                    .decimal_mark = GR_LIT(","),
                                    .group_mark = GR_LIT("."),
                                    .money_gap = GR_LIT(" "),
                                    .percent_gap = GR_LIT(""),
                                    .minus = GR_LIT("-"),
                                    .missing = GR_LIT("."),
                                    .not_applicable = GR_LIT("n.v.t."),
                                    .suppressed = GR_LIT("x"),
                                    .nothing = GR_LIT("-")};
    w->house = house;
}

static const gr_house_style *find_style(void *user, const gr_tnode *root)
{
    world *w = user;
    gr_str id = gr_tnode_value(root, "style");
    gr_loc at = gr_tnode_place(root, "style");
    if (gr_str_eq(id, w->house->id)) {
        return w->house;
    }
    gr_diag_report(w->diag, at, GR_CODE_STYLE_UNKNOWN, "'" GR_FMT "'", GR_ARG(id));
    return NULL;
}

/* --- texts: <name>.md of each module but the last: a heading and a paragraph with a figure --- */

static gr_tnode *run_of(world *w, gr_tnode *parent, gr_element kind, const char *chars)
{
    gr_tnode *block = gr_tnode_new(w->arena, parent, kind, (gr_loc){0, 1, 1});
    gr_tnode *run = gr_tnode_new(w->arena, block, GR_E_RUN, (gr_loc){0, 1, 1});
    const gr_parse parse = {w->arena, w->diag, &w->phrases, 64};
    static const gr_loc place = {0, 1, 1};
    assert_int_equal(gr_pattern_parse(&parse, gr_str_of(chars),
                                      (gr_text_place){gr_place_plain, &place}, &run->run),
                     GR_OK);
    return block;
}

static gr_status matching(void *user, const gr_pattern *pattern, bool may_miss, gr_text_file **out,
                          size_t *out_n)
{
    world *w = user;
    static const char *const paths[] = {"inkoop.md", "rbl.md"};
    gr_text_file *files = GR_NEW_N(w->arena, gr_text_file, 2);
    (void)pattern;
    (void)may_miss;
    for (size_t i = 0; i < 2; i++) {
        files[i].path = gr_str_of(paths[i]);
        files[i].part = GR_LIT("");
        files[i].said = gr_diag_beside(w->diag, w->arena);
        files[i].blocks = gr_tnode_new(w->arena, NULL, GR_E_EACH, (gr_loc){0, 1, 1});
        run_of(w, files[i].blocks, GR_E_HEADING, "Taken")->level = 1;
        (void)run_of(w, files[i].blocks, GR_E_P, "Het team telt {module.fte as fte}.");
        run_of(w, files[i].blocks, GR_E_HEADING, "Verder")->level = 3;
    }
    *out = files;
    *out_n = 2;
    return GR_OK;
}

static world *world_new(void)
{
    gr_arena *arena = gr_arena_new(1 << 16);
    world *w = GR_NEW(arena, world);
    w->arena = arena;
    w->diag = gr_diag_new(arena, 50);
    w->catalogue = gr_catalogue_new(arena);
    w->limits = gr_default_limits;
    add_schemas(w);
    add_house(w);
    static const gr_str phrases[] = {{"takes part in", 13}};
    w->phrases = (gr_phrases){phrases, 1};
    gr_relation *relation = GR_NEW(arena, gr_relation);
    const gr_table *participation = gr_catalogue_find(w->catalogue, GR_LIT("participation"));
    *relation =
        (gr_relation){.phrase = phrases[0], .of = gr_table_schema(participation), .right = 1};
    w->binder = (gr_binder){.arena = arena,
                            .diag = w->diag,
                            .catalogue = w->catalogue,
                            .relations = relation,
                            .n_relations = 1};
    w->texts = (gr_texts){.matching = matching, .user = w};
    return w;
}

static gr_report *bind_report(world *w, gr_str path)
{
    gr_tnode *root = NULL;
    gr_report *report = NULL;
    gr_report_setup setup = {.binder = &w->binder,
                             .texts = &w->texts,
                             .style = find_style,
                             .style_user = w,
                             .input_folder = GR_LIT("."),
                             .limits = &w->limits};
    const gr_template_setup reading = {.report = &gr_report_grammar,
                                       .phrases = &w->phrases,
                                       .limits = &w->limits,
                                       .arena = w->arena,
                                       .diag = w->diag};
    if (gr_template_read(path, &reading, &root) != GR_OK ||
        gr_report_bind(root, &setup, w->arena, &report) != GR_OK) {
        return NULL;
    }
    w->context = (gr_eval_context){.arena = w->arena,
                                   .diag = w->diag,
                                   .slots = GR_NEW_N(w->arena, gr_slot, w->binder.n_slots),
                                   .edition = GR_LIT(""),
                                   .notation = &w->house->notation,
                                   .steps_left = w->limits.steps};
    return report;
}

#endif
