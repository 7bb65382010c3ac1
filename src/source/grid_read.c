/* What a <grid> says: which sheet, which row is its head, and where its table ends. */
#include "grid_priv.h"
#include "notation_priv.h"

#define WITHIN_ROWS 50
#define BLANK       "blank"

static void add_words(const gr_describing *describing, gr_str text, char separator, gr_str **list,
                      size_t *n)
{
    size_t cap = 0;
    gr_str word;
    while (gr_str_split(&text, separator, &word)) {
        word = gr_str_trim(word);
        if (word.len > 0) {
            *GR_PUSH(describing->arena, *list, *n, cap, gr_str) = word;
        }
    }
}

static void read_within(const gr_describing *describing, const gr_xml_elem *elem, gr_grid *grid)
{
    const gr_xml_named *named = gr_xml_find(elem, "within");
    int64_t rows = WITHIN_ROWS;
    if (named != NULL && (!gr_int_parse(named->value, &rows) || rows < 1 || rows > 1000)) {
        gr_diag_report(describing->diag, named->at, GR_CODE_ATTRIBUTE_VALUE,
                       "'" GR_FMT "': a number of rows from 1 to 1000", GR_ARG(named->value));
        rows = WITHIN_ROWS;
    }
    grid->within = (uint32_t)rows;
}

static void read_until(const gr_describing *describing, const gr_xml_elem *elem, gr_grid *grid)
{
    gr_str *all = NULL;
    size_t n = 0;
    add_words(describing, gr_xml_value(elem, "until"), '|', &all, &n);
    grid->until = GR_NEW_N(describing->arena, gr_str, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (gr_str_is(all[i], BLANK)) {
            grid->until_blank = true;
        } else {
            grid->until[grid->n_until++] = all[i];
        }
    }
    const gr_xml_named *named = gr_xml_find(elem, "until");
    if (named != NULL && n == 0) {
        gr_diag_report(describing->diag, named->at, GR_CODE_ATTRIBUTE_VALUE,
                       "until= says where the table ends: until=\"blank | Totaal*\"; leave it out "
                       "when that is the end of the sheet");
    }
}

/** Its records stand in one table; another one is another dataset. */
static void refuse_second(const gr_describing *describing, const gr_xml_elem *dataset,
                          const gr_xml_elem *first)
{
    for (const gr_xml_elem *elem = first; (elem = gr_xml_next(dataset, elem)) != NULL;) {
        if (gr_str_eq(elem->name, first->name)) {
            gr_diag_report(describing->diag, elem->at, GR_CODE_NAME_DUPLICATE,
                           "a dataset has one <grid>; rows of another table are another dataset");
            gr_diag_note(describing->diag, first->at, "the first one");
        }
    }
}

gr_grid *gr_read_grid(const gr_describing *describing, const gr_xml_elem *dataset, size_t n_fields)
{
    const gr_xml_elem *elem = gr_xml_child(dataset, "grid");
    const gr_xml_named *records = gr_xml_find(dataset, "records");
    if (elem == NULL) {
        if (records == NULL) {
            gr_diag_report(describing->diag, dataset->at, GR_CODE_ATTRIBUTE_MISSING,
                           "say where its records are: records= with a path, or a <grid>");
        }
        return NULL;
    }
    gr_grid *grid = GR_NEW(describing->arena, gr_grid);
    *grid = (gr_grid){.sheet = gr_xml_value(elem, "sheet"),
                      .at = elem->at,
                      .columns = GR_NEW_N(describing->arena, gr_str, n_fields + 1)};
    if (records != NULL) {
        gr_diag_report(describing->diag, records->at, GR_CODE_ATTRIBUTE_VALUE,
                       "records of a <grid> are its rows; take records= out");
    }
    add_words(describing, gr_xml_value(elem, "head"), ';', &grid->head, &grid->n_head);
    if (grid->n_head == 0) {
        gr_diag_report(describing->diag, elem->at, GR_CODE_ATTRIBUTE_VALUE,
                       "head= names words of the head row: head=\"Medewerker; Fte\"");
    }
    refuse_second(describing, dataset, elem);
    read_within(describing, elem, grid);
    read_until(describing, elem, grid);
    return grid;
}

void gr_check_grids(const gr_source *source, gr_diag *diag)
{
    const gr_plan *grid = NULL;
    const gr_plan *other = NULL;
    for (size_t i = 0; i < source->n_plans; i++) {
        grid = source->plans[i]->grid != NULL ? source->plans[i] : grid;
        other = source->plans[i]->grid == NULL ? source->plans[i] : other;
    }
    if (grid != NULL && other != NULL) {
        gr_diag_report(diag, grid->grid->at, GR_CODE_ATTRIBUTE_VALUE,
                       "'" GR_FMT "' of this source reads elements: a source reads sheets or "
                       "elements, not both, and the date of a sheet's data is none that it says",
                       GR_ARG(other->schema->name));
    }
}

bool gr_field_column(const gr_describing *describing, const gr_xml_elem *elem, gr_plan *plan,
                     size_t field)
{
    const gr_xml_named *column = gr_xml_find(elem, "column");
    const gr_xml_named *path = gr_xml_find(elem, "path");
    if (plan->grid == NULL) {
        if (column != NULL) {
            gr_diag_report(describing->diag, column->at, GR_CODE_ATTRIBUTE_VALUE,
                           "columns are of a <grid>, and this dataset has none");
        }
        return false;
    }
    if (path != NULL) {
        gr_diag_report(describing->diag, path->at, GR_CODE_ATTRIBUTE_VALUE,
                       "a field of a <grid> has column=\"words of its head\", not a path");
    }
    gr_str words = column != NULL ? column->value : gr_xml_value(elem, "name");
    plan->grid->columns[field] = words;
    plan->fields[field].at = column != NULL ? column->at : elem->at;
    plan->fields[field].tried =
        gr_str_fmt(describing->arena, "cell in column '" GR_FMT "'", GR_ARG(words));
    return true;
}

void gr_grid_numbers(const gr_describing *describing, gr_type type, gr_writing *writing)
{
    if (writing->numbers != NULL || (type != GR_T_DECIMAL && type != GR_T_MONEY)) {
        return;
    }
    gr_number_form *doubles = GR_NEW(describing->arena, gr_number_form);
    *doubles = (gr_number_form){.name = GR_LIT("binary"),
                                .decimal = describing->source->mark,
                                .exponent = true,
                                .binary = true};
    writing->numbers = doubles;
}
