/* What can be said only when everything is there: which dataset a reference means, which record,
 * and whether a key identifies one. */
#include "base/arena.h"
#include "base/utf8.h"
#include "dataset_priv.h"

/* A run with a thousand broken references is told the same by the first fifty; measuring each
 * against all keys of a large table would take minutes. */
#define MAX_SUGGESTIONS 50U
#define MAX_CANDIDATES  10000U
#define MAX_QUOTED      40U /* code points */

typedef struct gr_linking {
    gr_catalogue *catalogue;
    gr_diag *diag;
    gr_arena *scratch;
    unsigned n_suggested;
    bool failed;
} gr_linking;

/** Which record is meant differs from day to day, and a reference says no day. */
static void refuse_held(gr_linking *linking, const gr_column *column)
{
    const gr_schema *target = column->target;
    if (!target->held) {
        return;
    }
    linking->failed = true;
    gr_diag_report(linking->diag, column->at, GR_CODE_HELD_REFERENCE,
                   "'" GR_FMT "' refers to '" GR_FMT "', of which a key may come several times; "
                   "refer to a dataset that does not change, and look up what held on the day: "
                   "first(... of " GR_FMT " where " GR_FMT " = ...)",
                   GR_ARG(column->name), GR_ARG(target->name), GR_ARG(target->name),
                   GR_ARG(target->columns[target->key[0]].name));
    gr_diag_note(linking->diag, target->at, "it says valid= here");
}

static void link_column(gr_linking *linking, const gr_table *table, gr_column *column)
{
    const gr_table *target = gr_catalogue_find(linking->catalogue, column->target_name);
    if (target != NULL) {
        column->target = target->schema;
        refuse_held(linking, column);
        return;
    }
    gr_str *names;
    size_t n = gr_catalogue_names(linking->catalogue, linking->scratch, &names);
    gr_str meant = gr_suggest(column->target_name, names, n);
    linking->failed = true;
    if (meant.len > 0) {
        gr_diag_report(linking->diag, column->at, GR_CODE_DATASET_UNKNOWN,
                       "'" GR_FMT "' in '" GR_FMT "." GR_FMT "'; did you mean '" GR_FMT "'?",
                       GR_ARG(column->target_name), GR_ARG(table->schema->name),
                       GR_ARG(column->name), GR_ARG(meant));
    } else {
        gr_diag_report(
            linking->diag, column->at, GR_CODE_DATASET_UNKNOWN,
            "'" GR_FMT "' in '" GR_FMT "." GR_FMT "': no source or data descriptor makes it",
            GR_ARG(column->target_name), GR_ARG(table->schema->name), GR_ARG(column->name));
    }
}

gr_status gr_catalogue_link_schemas(gr_catalogue *catalogue, gr_diag *diag)
{
    gr_linking linking = {catalogue, diag, gr_arena_new(4096), 0, false};
    for (; catalogue->n_linked_schemas < catalogue->n_tables; catalogue->n_linked_schemas++) {
        const gr_table *table = catalogue->tables[catalogue->n_linked_schemas];
        for (size_t i = 0; i < table->schema->n_columns; i++) {
            gr_column *column = &table->schema->columns[i];
            if (column->type == GR_T_REF && column->target == NULL) {
                link_column(&linking, table, column);
            }
        }
    }
    gr_arena_free(linking.scratch);
    return linking.failed ? GR_BAD_INPUT : GR_OK;
}

gr_str gr_text_quoted(gr_str text)
{
    size_t end = 0;
    for (unsigned n = 0; n < MAX_QUOTED && end < text.len; n++) {
        (void)gr_utf8_step(text, &end);
    }
    return gr_str_sub(text, 0, end);
}

static gr_str suggest_key(gr_linking *linking, const gr_table *target, gr_str key)
{
    if (linking->n_suggested == MAX_SUGGESTIONS) {
        return GR_LIT("");
    }
    linking->n_suggested++;
    gr_mark mark = gr_arena_mark(linking->scratch);
    uint32_t n = target->n_rows < MAX_CANDIDATES ? target->n_rows : MAX_CANDIDATES;
    gr_str *keys = GR_NEW_N(linking->scratch, gr_str, n);
    for (uint32_t i = 0; i < n; i++) {
        keys[i] = gr_table_key(target, i);
    }
    gr_str meant = gr_suggest(key, keys, n); /* a text of the table, not of scratch */
    gr_arena_rewind(linking->scratch, mark);
    return meant;
}

static void report_missing(gr_linking *linking, const gr_table *target, gr_str key, gr_loc at)
{
    gr_str shown = gr_text_quoted(key);
    gr_str meant = suggest_key(linking, target, key);
    linking->failed = true;
    if (meant.len > 0) {
        gr_diag_report(linking->diag, at, GR_CODE_REFERENCE_MISSING,
                       "'" GR_FMT "' is not a key of " GR_FMT "; did you mean '" GR_FMT "'?",
                       GR_ARG(shown), GR_ARG(target->schema->name), GR_ARG(meant));
    } else {
        gr_diag_report(linking->diag, at, GR_CODE_REFERENCE_MISSING,
                       "'" GR_FMT "' is not a key of " GR_FMT ", which has %lu records",
                       GR_ARG(shown), GR_ARG(target->schema->name), (unsigned long)target->n_rows);
    }
}

/* Text of a key becomes the row that has it. What is not found stays a text. */
static void link_references(gr_linking *linking, gr_table *table, size_t column)
{
    const gr_table *target =
        gr_catalogue_find(linking->catalogue, table->schema->columns[column].target_name);
    if (target == NULL) {
        return; /* gr_catalogue_link_schemas has said so */
    }
    table->targets[column] = target;
    bool said = false; /* a default that is no key: in one place, whatever has it */
    for (uint32_t row = 0; row < table->n_rows; row++) {
        gr_cells *cells = gr_table_cells(table, row, column);
        uint32_t i = row % CHUNK_ROWS;
        if (cells->tags[i] != CELL_KEY) {
            continue;
        }
        gr_str key = gr_intern_text(table->catalogue->texts, cells->narrow[i]);
        uint32_t found = gr_table_find(target, key);
        if (found == UINT32_MAX && target->incomplete) {
            continue; /* whoever marked it has failed, or looks at one export only */
        }
        if (found == UINT32_MAX) {
            bool fallback = gr_table_is_fallback(table, row, column);
            if (!fallback || !said) {
                report_missing(linking, target, key,
                               fallback ? table->schema->columns[column].fallback_at
                                        : gr_table_place(table, row));
            }
            said = said || fallback;
            continue;
        }
        cells->narrow[i] = found;
        cells->tags[i] = 0;
    }
}

static void report_duplicates(gr_linking *linking, const gr_table *table)
{
    if (gr_intern_count(table->keys) == table->n_rows) {
        return; /* as many keys as records */
    }
    for (uint32_t row = 0; row < table->n_rows; row++) {
        gr_str key = gr_table_key(table, row);
        uint32_t first = gr_table_find(table, key);
        if (first != row) {
            linking->failed = true;
            gr_diag_report(linking->diag, gr_table_place(table, row), GR_CODE_KEY_DUPLICATE,
                           "'" GR_FMT "' in " GR_FMT, GR_ARG(gr_text_quoted(key)),
                           GR_ARG(table->schema->name));
            gr_diag_note(linking->diag, gr_table_place(table, first),
                         "the first record with this key");
        }
    }
}

void gr_table_mark_incomplete(gr_table *table)
{
    table->incomplete = true;
}

static void link_table(gr_linking *linking, gr_table *table)
{
    const gr_schema *schema = table->schema;
    if (table->n_rows == 0 && !schema->may_be_empty && !table->incomplete) {
        linking->failed = true;
        gr_diag_report(linking->diag, schema->at, GR_CODE_TABLE_EMPTY,
                       "'" GR_FMT "'; if that can be right, say empty=\"yes\"",
                       GR_ARG(schema->name));
    }
    if (schema->held) {
        linking->failed |= !gr_held_check(table, linking->scratch, linking->diag);
    } else {
        report_duplicates(linking, table);
    }
    for (size_t i = 0; i < schema->n_columns; i++) {
        if (schema->columns[i].type == GR_T_REF) {
            link_references(linking, table, i);
        }
    }
}

gr_status gr_catalogue_link_rows(gr_catalogue *catalogue, gr_diag *diag)
{
    /* The reports may live in the arena of the catalogue: scratch is our own. */
    gr_linking linking = {catalogue, diag, gr_arena_new(4096), 0, false};
    for (; catalogue->n_linked_rows < catalogue->n_tables; catalogue->n_linked_rows++) {
        gr_table *table = catalogue->tables[catalogue->n_linked_rows];
        if (!table->schema->derived || table->n_rows > 0) {
            link_table(&linking, table);
        }
    }
    gr_arena_free(linking.scratch);
    return linking.failed ? GR_BAD_INPUT : GR_OK;
}

gr_status gr_table_link(gr_table *table, gr_diag *diag)
{
    gr_linking linking = {table->catalogue, diag, gr_arena_new(4096), 0, false};
    link_table(&linking, table);
    gr_arena_free(linking.scratch);
    return linking.failed ? GR_BAD_INPUT : GR_OK;
}
