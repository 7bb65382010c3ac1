/* A workbook saved as "XML Spreadsheet 2003" into the tables of its source.
 *
 * Cells of a row are kept until it ends. Above the head a row is only looked at for the words of
 * the head; below it, it is a record, until the end that the descriptor names. Cells may be left
 * out of the file (ss:Index says where the next one is). What a spreadsheet shows but does not hold
 * is refused: errors, formulas that were never worked out, cells that stand for several. */
#include "grid_row.h"

#include "base/arena.h"

static const char *const levels[] = {"Workbook", "Worksheet", "Table", "Row", "Cell", "Data"};
enum { WORKBOOK = 1, WORKSHEET, TABLE, ROW, CELL, DATA };

typedef struct gr_grid_stream {
    gr_grid_rows rows;
    unsigned depth, level; /* open elements; those of `levels` among them, from the outermost on */
    gr_mark mark;          /* of the row */
    uint32_t column;       /* of the next cell, from 1 */
    gr_buf text;           /* of the cell */
} gr_grid_stream;

static gr_str attribute(const gr_xml_start *element, const char *name)
{
    for (size_t i = 0; i < element->n_attrs; i++) {
        const gr_xml_attr *attr = &element->attrs[i];
        if (gr_str_eq(attr->ns, element->ns) && gr_str_is(attr->name, name)) {
            return attr->value;
        }
    }
    return GR_LIT("");
}

/** A place in the sheet: `next` when it is not said. False: it says what cannot be. */
static bool place_said(const gr_xml_start *element, uint32_t next, uint32_t most, uint32_t *out)
{
    gr_str said = attribute(element, "Index");
    int64_t index = next;
    bool good = said.len == 0 || (gr_int_parse(said, &index) && index >= (int64_t)next);
    *out = (uint32_t)index;
    return good && index <= (int64_t)most;
}

static gr_status begin_row(gr_grid_stream *s, const gr_xml_start *element, gr_loc at)
{
    const gr_limits *limits = s->rows.records.import->limits;
    s->mark = gr_arena_mark(s->rows.records.scratch);
    s->rows.n_cells = s->rows.cap_cells = 0;
    s->rows.cells = NULL;
    s->rows.at = at;
    s->rows.hidden = gr_str_is(attribute(element, "Hidden"), "1");
    s->column = 1;
    if (!place_said(element, s->rows.row + 1, limits->rows, &s->rows.row)) {
        gr_diag_report(s->rows.records.diag, at, GR_CODE_GRID_CELL,
                       "ss:Index of this row is not behind that of the row before it, or beyond "
                       "row %lu; save the workbook again",
                       (unsigned long)limits->rows);
        return GR_BAD_INPUT;
    }
    return GR_OK;
}

static gr_status begin_cell(gr_grid_stream *s, const gr_xml_start *element, gr_loc at)
{
    gr_records *records = &s->rows.records;
    uint32_t most = records->import->limits->columns;
    gr_grid_cell cell = {.at = at,
                         .text = GR_LIT(""),
                         .type = GR_LIT(""),
                         .formula = attribute(element, "Formula").len > 0,
                         .merged = attribute(element, "MergeAcross").len > 0 ||
                                   attribute(element, "MergeDown").len > 0};
    int64_t across = 0;
    if (!place_said(element, s->column, most, &cell.column) ||
        (cell.merged && attribute(element, "MergeAcross").len > 0 &&
         (!gr_int_parse(attribute(element, "MergeAcross"), &across) || across < 0 ||
          across > (int64_t)most))) {
        gr_diag_report(records->diag, at, GR_CODE_GRID_CELL,
                       "ss:Index or ss:MergeAcross of this cell of row %lu cannot be; save the "
                       "workbook again",
                       (unsigned long)s->rows.row);
        return GR_BAD_INPUT;
    }
    s->column = cell.column + (uint32_t)across + 1;
    s->text = gr_buf_make(records->scratch, records->import->limits->value_bytes);
    *GR_PUSH(records->scratch, s->rows.cells, s->rows.n_cells, s->rows.cap_cells, gr_grid_cell) =
        cell;
    return GR_OK;
}

static gr_status on_start(void *user, gr_xml_reader *reader, const gr_xml_start *element)
{
    gr_grid_stream *s = user;
    bool next =
        s->depth == s->level && s->level < DATA && gr_str_is(element->name, levels[s->level]);
    s->depth++;
    if (!next) {
        return GR_OK; /* formats, properties, comments, letters in bold */
    }
    s->level++;
    switch (s->level) {
    case WORKSHEET:
        gr_grid_begin_sheet(&s->rows, attribute(element, "Name"), gr_xml_place(reader));
        return GR_OK;
    case ROW:
        return begin_row(s, element, gr_xml_place(reader));
    case CELL:
        return begin_cell(s, element, gr_xml_place(reader));
    case DATA:
        s->rows.cells[s->rows.n_cells - 1].type =
            gr_str_dup(s->rows.records.scratch, attribute(element, "Type"));
        return GR_OK;
    default:
        return GR_OK;
    }
}

static gr_status on_text(void *user, gr_xml_reader *reader, gr_str chars)
{
    gr_grid_stream *s = user;
    (void)reader;
    if (s->level == DATA) {
        gr_buf_add(&s->text, chars);
    }
    return GR_OK;
}

static gr_status on_end(void *user, gr_xml_reader *reader, gr_str name)
{
    gr_grid_stream *s = user;
    gr_status status = GR_OK;
    (void)reader;
    (void)name;
    if (s->depth-- != s->level) {
        return GR_OK;
    }
    if (s->level == CELL) {
        gr_grid_cell *cell = &s->rows.cells[s->rows.n_cells - 1];
        cell->text = gr_single_spaced(s->text.ptr, s->text.len);
        cell->too_long = s->text.full;
    } else if (s->level == ROW) {
        status = gr_grid_end_row(&s->rows);
        gr_arena_rewind(s->rows.records.scratch, s->mark);
    } else if (s->level == WORKSHEET) {
        gr_grid_end_sheet(&s->rows);
    }
    s->level--;
    return status;
}

gr_status gr_grid_import(const gr_import *import)
{
    gr_grid_stream s = {.rows = {.records = {.import = import,
                                             .source = import->source,
                                             .diag = import->diag,
                                             .kept = gr_arena_new(4096),
                                             .scratch = gr_arena_new(65536),
                                             .as_of = {.type = GR_T_MISSING}}}};
    gr_records_begin(&s.rows.records);
    gr_grid_begin(&s.rows);
    const gr_xml_handler handler = {.user = &s,
                                    .start = on_start,
                                    .text = on_text,
                                    .end = on_end,
                                    .encoding = import->source->encoding};
    gr_status status =
        gr_xml_read_file(import->path, import->file, import->limits, &handler, import->diag);
    if (status == GR_OK) {
        gr_grid_end(&s.rows);
    }
    gr_status gathered = gr_gathering_end(&s.rows.records);
    status = status == GR_OK ? gathered : status;
    if (status == GR_OK) {
        status = gr_records_end(&s.rows.records);
    }
    gr_arena_free(s.rows.records.scratch);
    gr_arena_free(s.rows.records.kept);
    return status;
}
