#include "expr_priv.h"

/* Owns which records a set yields, and in which order. Isolation of editions starts here: an owned
 * dataset yields the rows of the edition's owner, unless the descriptor says `all`. */
#include "base/arena.h"
#include "language/language.h"

typedef struct collecting {
    const gr_evaluation *run;
    const gr_bound_set *set;
    gr_rows source; /* of a group; of a table all rows are meant */
    uint32_t *rows;
    size_t n, cap;
} collecting;

/** Owners are dataset and key: equal keys of two datasets are two owners. */
static bool has_owner(const collecting *c)
{
    const gr_schema *schema = c->set->schema;
    return schema->columns[schema->owner_column].target == c->run->context->owner;
}

static bool is_in_edition(const collecting *c, uint32_t row)
{
    const gr_bound_set *set = c->set;
    gr_str edition = c->run->context->edition;
    if (set->table == NULL || set->all || edition.len == 0 || set->schema->shared) {
        return true;
    }
    return has_owner(c) && gr_str_eq(gr_table_owner(set->table, row), edition);
}

static gr_status take_row(collecting *c, const gr_table *table, uint32_t row)
{
    bool wanted = is_in_edition(c, row);
    if (wanted && c->set->where != NULL) {
        gr_record_frame frame = {{table, row}, c->run->frame};
        gr_evaluation bare = {c->run->context, &frame, true};
        GR_TRY(gr_run_true(&bare, c->set->where, &wanted));
    }
    if (wanted) {
        *GR_PUSH(c->run->context->arena, c->rows, c->n, c->cap, uint32_t) = row;
    }
    return GR_OK;
}

/** What the indexed term of the condition looks for; it does not depend on the row. */
static gr_value sought_value(const collecting *c)
{
    gr_record_frame frame = {.outer = c->run->frame};
    gr_evaluation bare = {c->run->context, &frame, true};
    return gr_run_node(&bare, c->set->sought);
}

/** The chain of rows to look at; false when all have to be. */
static bool find_chain(const collecting *c, gr_row_index **out_index, uint32_t *out_row)
{
    const gr_bound_set *set = c->set;
    if (set->sought != NULL) {
        gr_value sought = sought_value(c);
        *out_index = set->index;
        if (gr_row_index_first(set->index, &sought, out_row)) {
            return true;
        }
    }
    gr_str edition = c->run->context->edition;
    if (set->owners == NULL || set->all || edition.len == 0 || !has_owner(c)) {
        return false;
    }
    gr_value owner = {.type = GR_T_TEXT, .as.text = edition};
    *out_index = set->owners;
    return gr_row_index_first(set->owners, &owner, out_row);
}

static gr_status collect_table(collecting *c)
{
    gr_row_index *index = NULL;
    uint32_t row = UINT32_MAX;
    if (find_chain(c, &index, &row)) {
        for (; row != UINT32_MAX; row = gr_row_index_next(index, row)) {
            GR_TRY(take_row(c, c->set->table, row));
        }
        return GR_OK;
    }
    uint32_t n_rows = gr_table_rows(c->set->table);
    for (row = 0; row < n_rows; row++) {
        GR_TRY(take_row(c, c->set->table, row));
    }
    return GR_OK;
}

static gr_status collect_group(collecting *c)
{
    gr_rows source = c->run->context->slots[c->set->slot].rows;
    for (uint32_t i = 0; i < source.n; i++) {
        GR_TRY(take_row(c, source.table, source.rows[i]));
    }
    return GR_OK;
}

static int by_language(const void *user, gr_str a, gr_str b)
{
    return gr_collation_compare(user, a, b);
}

static bool has_text(const gr_value *keys, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (keys[i].type == GR_T_TEXT) {
            return true;
        }
    }
    return false;
}

typedef struct sort_keys { /* of rows, n_keys a row; descending NULL: none is */
    const gr_value *keys;
    size_t n_keys;
    const bool *descending;
} sort_keys;

static gr_status sort_by(gr_eval_context *context, uint32_t *rows, uint32_t n, const sort_keys *by)
{
    gr_collation *names = NULL;
    if (has_text(by->keys, n * by->n_keys)) {
        GR_TRY(gr_collation_open(context->lang, context->diag, context->at, &names));
    }
    gr_text_order texts = {by_language, names};
    gr_rows_sort(rows, n, by->keys, by->n_keys, by->descending, names == NULL ? NULL : &texts,
                 context->arena);
    gr_collation_close(names);
    return GR_OK;
}

gr_status gr_keys_order(gr_eval_context *context, const gr_value *keys, uint32_t n, uint32_t *order)
{
    for (uint32_t i = 0; i < n; i++) {
        order[i] = i;
    }
    return sort_by(context, order, n, &(sort_keys){keys, 1, NULL});
}

static gr_status sort_rows(collecting *c, const gr_table *table)
{
    const gr_bound_set *set = c->set;
    gr_arena *arena = c->run->context->arena;
    gr_value *keys = GR_NEW_N(arena, gr_value, c->n * set->n_sorts);
    bool *descending = GR_NEW_N(arena, bool, set->n_sorts);
    for (size_t k = 0; k < set->n_sorts; k++) {
        descending[k] = set->sorts[k].descending;
    }
    for (size_t i = 0; i < c->n; i++) {
        gr_record_frame frame = {{table, c->rows[i]}, c->run->frame};
        gr_evaluation bare = {c->run->context, &frame, true};
        for (size_t k = 0; k < set->n_sorts; k++) {
            gr_value key = gr_run_node(&bare, set->sorts[k].key);
            if (key.type == GR_T_POISON) {
                return GR_BAD_INPUT;
            }
            keys[i * set->n_sorts + k] = key;
        }
    }
    return sort_by(c->run->context, c->rows, (uint32_t)c->n,
                   &(sort_keys){keys, set->n_sorts, descending});
}

gr_status gr_run_set(const gr_evaluation *run, const gr_bound_set *set, gr_rows *out)
{
    collecting c = {.run = run, .set = set};
    const gr_table *table = set->table;
    if (table == NULL) {
        table = run->context->slots[set->slot].rows.table;
        GR_TRY(collect_group(&c));
    } else {
        GR_TRY(collect_table(&c));
    }
    if (set->n_sorts > 0 && c.n > 1) {
        GR_TRY(sort_rows(&c, table));
    }
    uint32_t n = (uint32_t)c.n;
    *out = (gr_rows){table, c.rows, set->take > 0 && set->take < n ? set->take : n};
    return GR_OK;
}
