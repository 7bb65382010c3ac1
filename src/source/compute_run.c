/* Computed fields and conditions, worked out for a record while it is read; and once more, when an
 * origin asks how: nothing of it is kept for a record. */
#include "base/arena.h"
#include "compute_priv.h"
#include "language/language.h"

#define STEPS_MOST 100000 /* for one record: expressions have an end */

gr_eval_context *gr_computing_begin(gr_computing *computing, const gr_import *import,
                                    gr_arena *arena)
{
    gr_eval_context *context = GR_NEW(arena, gr_eval_context);
    *context = (gr_eval_context){
        .diag = import->diag,
        .slots = GR_NEW_N(arena, gr_slot, computing->n_slots),
        .edition = GR_LIT(""),
        .lang = GR_LIT(""),
    };
    gr_str name = gr_str_dup(computing->arena, import->name);
    context->slots[0].value = (gr_value){.type = GR_T_TEXT, .as.text = name};
    *GR_PUSH(computing->arena, computing->files, computing->n_files, computing->cap_files,
             gr_known_file) = (gr_known_file){import->file, name};
    return context;
}

void gr_computing_know(gr_eval_context *context, size_t column, const gr_value *value)
{
    context->slots[column + 1].value = *value;
}

/** White space at its ends is none, as in what is read; an empty text says nothing. */
static bool plain_text(gr_eval_context *context, gr_loc at, gr_value *value)
{
    gr_str text = gr_str_trim(value->as.text);
    if (gr_text_composed(context->arena, text, context->diag, at, &value->as.text) != GR_OK) {
        return false;
    }
    if (text.len == 0) {
        *value = (gr_value){.type = GR_T_MISSING};
    }
    return true;
}

static bool refuse_missing(const gr_computing *computing, gr_eval_context *context, size_t column,
                           gr_loc at)
{
    const gr_schema *schema = computing->plan->schema;
    gr_diag_of(context->diag, &schema->columns[column]);
    gr_diag_report(context->diag, at, GR_CODE_FIELD_ABSENT,
                   "'" GR_FMT "' in a record of '" GR_FMT "': what it is computed of says "
                   "nothing; if that can be right, say optional=\"yes\"",
                   GR_ARG(schema->columns[column].name), GR_ARG(schema->name));
    gr_diag_note(context->diag, schema->columns[column].explained_at, "the expression");
    gr_diag_of(context->diag, NULL);
    return false;
}

bool gr_computing_value(const gr_computing *computing, gr_eval_context *context, size_t column,
                        gr_loc at, gr_value *out)
{
    const gr_column *of = &computing->plan->schema->columns[column];
    context->steps_left = STEPS_MOST;
    context->at = of->explained_at;
    gr_value value = gr_expr_bare_value(context, computing->values[column]);
    if (value.type == GR_T_POISON) {
        gr_diag_note(context->diag, at, "at this record");
        return false;
    }
    if (value.type == GR_T_TEXT && !plain_text(context, at, &value)) {
        return false;
    }
    if (value.type == GR_T_MISSING && !of->optional) {
        return refuse_missing(computing, context, column, at);
    }
    *out = value;
    return true;
}

/** What a condition of a record says. */
static gr_taken decide(gr_eval_context *context, const gr_bound *condition, gr_loc written,
                       gr_loc at)
{
    context->steps_left = STEPS_MOST;
    context->at = written;
    context->undecided = true;
    gr_value value = gr_expr_bare_value(context, condition);
    context->undecided = false;
    if (value.type == GR_T_POISON) {
        gr_diag_note(context->diag, at, "at this record");
        return GR_TAKEN_FAILED;
    }
    if (value.type != GR_T_BOOL) {
        return GR_NOT_DECIDED;
    }
    return value.as.b ? GR_TAKEN : GR_NOT_TAKEN;
}

gr_taken gr_computing_takes(const gr_computing *computing, gr_eval_context *context, gr_loc at)
{
    return computing->where == NULL ? GR_TAKEN
                                    : decide(context, computing->where, computing->where_at, at);
}

gr_taken gr_computing_negative(const gr_computing *computing, gr_eval_context *context,
                               size_t column, gr_loc at)
{
    return decide(context, computing->negative[column], computing->plan->schema->columns[column].at,
                  at);
}

/* ---- origins ---- */

static gr_str name_of_file(const gr_computing *computing, uint16_t file)
{
    for (size_t i = 0; i < computing->n_files; i++) {
        if (computing->files[i].file == file) {
            return computing->files[i].name;
        }
    }
    return GR_LIT("");
}

/** As it was when the record was read: a reference is the text of its key. */
static gr_value as_read(gr_value value, gr_arena *arena)
{
    if (value.type == GR_T_REF) {
        gr_ref to = value.as.ref;
        value.type = GR_T_TEXT;
        value.as.text = gr_table_key_asked(to.table, to.row, arena);
    }
    return value;
}

/* From the top down, so that what several of them need is worked out once. */
const gr_origin *gr_computing_explain(const void *user, const gr_table *table, uint32_t row,
                                      size_t column, gr_arena *arena)
{
    const gr_computing *computing = user;
    gr_eval_context context = {
        .arena = arena,
        .diag = computing->unheard,
        .slots = GR_NEW_N(arena, gr_slot, computing->n_slots),
        .edition = GR_LIT(""),
        .lang = GR_LIT(""),
        .steps_left = STEPS_MOST,
    };
    gr_str file = name_of_file(computing, gr_table_place(table, row).file);
    context.slots[0].value = (gr_value){.type = GR_T_TEXT, .as.text = file};
    for (size_t i = 0; i < column; i++) {
        if (!computing->needs[column][i]) {
            continue;
        }
        const gr_origin *how = computing->values[i] == NULL
                                   ? NULL
                                   : gr_expr_value(&context, computing->values[i], NULL).origin;
        context.slots[i + 1].value = as_read(gr_table_value_by(table, row, i, how, arena), arena);
    }
    return gr_expr_value(&context, computing->values[column], NULL).origin;
}
