#ifndef GR_TESTS_DATASET_SAMPLE_H
#define GR_TESTS_DATASET_SAMPLE_H
/* Three small datasets that the tests of this room share: municipalities, modules, contributions.
 */
#include "base/arena.h"
#include "check.h"
#include "dataset/table.h"

typedef struct sample {
    gr_arena *arena;
    gr_diag *diag;
    gr_catalogue *catalogue;
    gr_table *towns, *lines;
} sample;

static const size_t first_column[] = {0};
static const size_t line_key[] = {0, 1};
static const gr_code_text direction_codes[] = {
    {{"income", 6}, {"baten", 5}},
    {{"expense", 7}, {"lasten", 6}},
};
static const gr_code_list directions = {.name = {"direction", 9}, .codes = direction_codes, .n = 2};

enum { TOWN_ID, TOWN_NAME, TOWN_PEOPLE };
enum {
    LINE_TOWN,
    LINE_YEAR,
    LINE_AMOUNT,
    LINE_DIRECTION,
    LINE_SHARE,
    LINE_DATE,
    LINE_SCHOOL,
    LINE_FINAL
};
#define N_TOWN_COLUMNS 3
#define N_LINE_COLUMNS 8

static inline gr_value text_value(const char *text)
{
    return (gr_value){.type = GR_T_TEXT, .as.text = gr_str_of(text)};
}

static inline gr_value int_value(int64_t i)
{
    return (gr_value){.type = GR_T_INT, .as.i = i};
}

static inline gr_column column_of(const char *name, gr_type type)
{
    return (gr_column){
        .name = gr_str_of(name), .type = type, .currency = gr_euro, .target_name = GR_LIT("")};
}

static inline gr_schema *sample_towns(gr_arena *arena)
{
    gr_schema *schema = GR_NEW(arena, gr_schema);
    gr_column *columns = GR_NEW_N(arena, gr_column, N_TOWN_COLUMNS);
    columns[TOWN_ID] = column_of("id", GR_T_TEXT);
    columns[TOWN_NAME] = column_of("name", GR_T_TEXT);
    columns[TOWN_PEOPLE] = column_of("people", GR_T_INT);
    columns[TOWN_PEOPLE].optional = true;
    *schema = (gr_schema){.name = GR_LIT("municipality"),
                          .title = GR_LIT("Gemeenten"),
                          .columns = columns,
                          .n_columns = N_TOWN_COLUMNS,
                          .key = first_column,
                          .n_key = 1,
                          .shared = true};
    return schema;
}

static inline gr_schema *sample_lines(gr_arena *arena)
{
    gr_schema *schema = GR_NEW(arena, gr_schema);
    gr_column *columns = GR_NEW_N(arena, gr_column, N_LINE_COLUMNS);
    columns[LINE_TOWN] = column_of("town", GR_T_REF);
    columns[LINE_TOWN].target_name = GR_LIT("municipality");
    columns[LINE_YEAR] = column_of("year", GR_T_PERIOD);
    columns[LINE_AMOUNT] = column_of("amount", GR_T_MONEY);
    columns[LINE_DIRECTION] = column_of("direction", GR_T_CODE);
    columns[LINE_DIRECTION].codes = &directions;
    columns[LINE_SHARE] = column_of("share", GR_T_DECIMAL);
    columns[LINE_DATE] = column_of("date", GR_T_DATE);
    columns[LINE_SCHOOL] = column_of("school", GR_T_PERIOD);
    columns[LINE_FINAL] = column_of("final", GR_T_BOOL);
    *schema = (gr_schema){.name = GR_LIT("line"),
                          .title = GR_LIT(""),
                          .columns = columns,
                          .n_columns = N_LINE_COLUMNS,
                          .key = line_key,
                          .n_key = 2,
                          .owner_column = LINE_TOWN,
                          .derived = true};
    return schema;
}

static inline sample sample_make(void)
{
    gr_arena *arena = gr_arena_new(65536);
    sample s = {
        .arena = arena, .diag = gr_diag_new(arena, 50), .catalogue = gr_catalogue_new(arena)};
    s.towns = gr_catalogue_add(s.catalogue, sample_towns(arena), s.diag);
    s.lines = gr_catalogue_add(s.catalogue, sample_lines(arena), s.diag);
    assert_int_equal(gr_catalogue_link_schemas(s.catalogue, s.diag), GR_OK);
    return s;
}

static inline gr_status add_town(sample *s, const char *id, const char *name, gr_value people)
{
    gr_value values[N_TOWN_COLUMNS] = {text_value(id), text_value(name), people};
    gr_loc at = {0, gr_table_rows(s->towns) + 1, 1};
    return gr_table_append(s->towns, at, values, NULL, 1000000, s->diag);
}

/** A complete record; tests change what they are about. */
static inline void line_values(gr_value *values, const char *town, int year)
{
    values[LINE_TOWN] = text_value(town);
    values[LINE_YEAR] = (gr_value){.type = GR_T_PERIOD, .as.period = {GR_PERIOD_YEAR, year, 0}};
    values[LINE_AMOUNT] = (gr_value){.type = GR_T_MONEY, .as.money = {123450, gr_euro}};
    values[LINE_DIRECTION] = (gr_value){.type = GR_T_CODE, .as.code = direction_codes[1]};
    values[LINE_SHARE] = (gr_value){.type = GR_T_DECIMAL, .as.dec = {-305, 1}};
    values[LINE_DATE] = (gr_value){.type = GR_T_DATE, .as.day = -1};
    values[LINE_SCHOOL] = (gr_value){.type = GR_T_PERIOD, .as.period = {GR_PERIOD_SCHOOL, year, 0}};
    values[LINE_FINAL] = (gr_value){.type = GR_T_BOOL, .as.b = true};
}

static inline gr_status add_line(sample *s, const gr_value *values)
{
    gr_loc at = {0, 100 + gr_table_rows(s->lines), 5};
    return gr_table_append(s->lines, at, values, NULL, 1000000, s->diag);
}

static inline gr_str said(const sample *s)
{
    gr_buf out = gr_buf_make(s->arena, 100000);
    gr_diag_print(s->diag, &out);
    return gr_buf_view(&out);
}

/** Fails unless the reports hold `piece`. */
static inline void check_said(const sample *s, const char *piece)
{
    gr_str all = said(s);
    if (gr_str_find(all, gr_str_of(piece)) == SIZE_MAX) {
        print_error("not said: %s\nbut:\n" GR_FMT "\n", piece, GR_ARG(all));
        fail();
    }
}

#endif
