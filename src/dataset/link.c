/* What can be said only when everything is there: which dataset a reference means, which record,
 * and whether a key identifies one. */
#include "base/arena.h"
#include "base/utf8.h"
#include "dataset/key.h"
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

/** Which record is meant differs from day to day: what to do when the reference says none. */
static gr_str advise(const gr_linking *linking, const gr_schema *schema, const gr_column *column)
{
    gr_str look_up = gr_str_fmt(linking->scratch,
                                "look up what held on the day: first(... of " GR_FMT
                                " at 2022-12-31 where " GR_FMT " = ...)",
                                GR_ARG(column->target->name),
                                GR_ARG(column->target->columns[column->target->key[0]].name));
    if (!schema->shared && column == &schema->columns[schema->owner_column]) {
        return GR_LIT("whose a record is does not change with the day: refer to a dataset without "
                      "valid=");
    }
    if (schema->grouped) {
        return gr_str_fmt(linking->scratch,
                          "a group has no day of its own: make it type=\"text\", "
                          "and " GR_FMT,
                          GR_ARG(look_up));
    }
    if (schema->derived) {
        return gr_str_fmt(
            linking->scratch,
            "its value is a text; take the record from a field that refers to it, or " GR_FMT,
            GR_ARG(look_up));
    }
    return GR_LIT("say which day counts: at=\"...\" with a date field of this record, or a day as "
                  "at=\"2022-12-31\"");
}

/** In derived data the value may be a record, and then it is known which one. */
static bool says_which(const gr_schema *schema, size_t column)
{
    bool owns = !schema->shared && column == schema->owner_column;
    const gr_column *of = &schema->columns[column];
    return of->day.len > 0 || (schema->derived && of->by_record && !owns);
}

static void check_day(gr_linking *linking, const gr_schema *schema, size_t nr)
{
    const gr_column *column = &schema->columns[nr];
    const gr_schema *target = column->target;
    if (target->held && !says_which(schema, nr)) {
        linking->failed = true;
        gr_diag_report(
            linking->diag, column->at, GR_CODE_HELD_REFERENCE,
            "'" GR_FMT "' refers to '" GR_FMT "', of which a key may come several times; " GR_FMT,
            GR_ARG(column->name), GR_ARG(target->name), GR_ARG(advise(linking, schema, column)));
        gr_diag_note(linking->diag, target->at, "it says valid= here");
    } else if (!target->held && column->day.len > 0) {
        linking->failed = true;
        gr_diag_report(linking->diag, column->day_at, GR_CODE_HELD_AT,
                       "'" GR_FMT "' holds always; leave at= out, or say valid= of that dataset",
                       GR_ARG(target->name));
        gr_diag_note(linking->diag, target->at, "the dataset");
    }
}

static void link_column(gr_linking *linking, const gr_table *table, size_t nr)
{
    gr_column *column = &table->schema->columns[nr];
    const gr_table *target = gr_catalogue_find(linking->catalogue, column->target_name);
    if (target != NULL) {
        column->target = target->schema;
        check_day(linking, table->schema, nr);
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
            const gr_column *column = &table->schema->columns[i];
            if (column->type == GR_T_REF && column->target == NULL) {
                link_column(&linking, table, i);
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
        keys[i] = gr_table_key_asked(target, i, linking->scratch);
    }
    gr_str meant = gr_suggest(key, keys, n);
    if (!target->schema->held) { /* a text of the table, not of scratch */
        gr_arena_rewind(linking->scratch, mark);
    }
    return meant;
}

static void report_missing(gr_linking *linking, const gr_column *column, const gr_table *target,
                           gr_str key, gr_loc at)
{
    gr_diag_of(linking->diag, column);
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
    gr_diag_of(linking->diag, NULL);
}

/* ---- references to what held on a day ---- */

/** The day that counts for the record; false after a report. */
static bool day_of(gr_linking *linking, const gr_table *table, const gr_column *column,
                   uint32_t row, gr_day *out)
{
    *out = column->day_fixed;
    if (column->day_column == SIZE_MAX) {
        return true;
    }
    gr_value day = gr_table_bare(table, row, column->day_column);
    if (day.type == GR_T_DATE) {
        *out = day.as.day;
        return true;
    }
    linking->failed = true;
    gr_diag_report(linking->diag, gr_table_place(table, row), GR_CODE_HELD_UNSAID,
                   "'" GR_FMT "' says no day on which the record of " GR_FMT " that '" GR_FMT
                   "' means would have held; give it one there, or the field a default=",
                   GR_ARG(column->day), GR_ARG(column->target_name), GR_ARG(column->name));
    gr_diag_note(linking->diag, column->day_at, "at= names it here");
    return false;
}

static void report_not_held(gr_linking *linking, const gr_table *target, gr_str key, gr_day day,
                            gr_loc at, uint32_t other)
{
    gr_buf said = gr_buf_make(linking->scratch, SIZE_MAX);
    gr_value value = {.type = GR_T_DATE, .as.day = day};
    gr_value_add(&value, &said);
    linking->failed = true;
    gr_diag_report(linking->diag, at, GR_CODE_HELD_NONE,
                   "no record of '" GR_FMT "' in " GR_FMT " holds on " GR_FMT
                   "; mend the day or the key here, or give " GR_FMT " the record that held then",
                   GR_ARG(gr_text_quoted(key)), GR_ARG(target->schema->name),
                   GR_ARG(gr_buf_view(&said)), GR_ARG(target->schema->name));
    gr_diag_note(linking->diag, gr_table_place(target, other), "one of its records holds " GR_FMT,
                 GR_ARG(gr_held_said(target, other, linking->scratch)));
}

/** A key of one field has no parts in a reference: what is special in parts is plain there. */
static gr_str as_part(const gr_table *target, gr_str key, gr_arena *scratch)
{
    if (target->schema->n_key > 2) {
        return key;
    }
    gr_buf part = gr_buf_make(scratch, SIZE_MAX);
    gr_buf_add(&part, key);
    gr_key_escape(&part, 0);
    return gr_buf_view(&part);
}

/** The place that a message about the reference names: a default stands in the descriptor. */
static gr_loc reference_place(const gr_table *table, uint32_t row, size_t column)
{
    return gr_table_is_fallback(table, row, column) ? table->schema->columns[column].fallback_at
                                                    : gr_table_place(table, row);
}

static void link_on_day(gr_linking *linking, gr_table *table, size_t column, const gr_table *target)
{
    const gr_column *kind = &table->schema->columns[column];
    gr_held_index *index = gr_held_index_new(target, linking->scratch);
    gr_mark mark = gr_arena_mark(linking->scratch);
    for (uint32_t row = 0; row < table->n_rows; row++) {
        gr_cells *cells = gr_table_cells(table, row, column);
        uint32_t i = row % CHUNK_ROWS;
        gr_day day;
        uint32_t other;
        gr_diag_of(linking->diag, kind);
        if (cells->tags[i] != CELL_KEY || !day_of(linking, table, kind, row, &day)) {
            continue;
        }
        gr_arena_rewind(linking->scratch, mark);
        gr_str key = gr_intern_text(table->catalogue->texts, cells->narrow[i]);
        uint32_t found = gr_held_find(index, as_part(target, key, linking->scratch), day, &other);
        if (found != UINT32_MAX) {
            cells->narrow[i] = found;
            cells->tags[i] = 0;
        } else if (!target->incomplete && other != UINT32_MAX) {
            report_not_held(linking, target, key, day, reference_place(table, row, column), other);
        } else if (!target->incomplete) {
            report_missing(linking, &table->schema->columns[column], target, key,
                           reference_place(table, row, column));
        }
    }
    gr_diag_of(linking->diag, NULL);
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
    if (target->schema->held && table->schema->columns[column].day.len > 0) {
        link_on_day(linking, table, column, target);
        return;
    }
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
                report_missing(linking, &table->schema->columns[column], target, key,
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
            gr_diag_of(linking->diag, table->schema->derived ? NULL : table);
            gr_diag_report(linking->diag, gr_table_place(table, row), GR_CODE_KEY_DUPLICATE,
                           "'" GR_FMT "' in " GR_FMT, GR_ARG(gr_text_quoted(key)),
                           GR_ARG(table->schema->name));
            gr_diag_note(linking->diag, gr_table_place(table, first),
                         "the first record with this key");
            gr_diag_of(linking->diag, NULL);
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
