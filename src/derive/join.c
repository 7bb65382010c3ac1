/* Owns small categories that are always counted with another one: which they are is declared, so
 * that it does not depend on how small they are tonight. Must not hide anything. */
#include "base/arena.h"
#include "derive_priv.h"

static gr_str word_of(const gr_value *value)
{
    if (value->type == GR_T_REF) {
        return gr_table_key(value->as.ref.table, value->as.ref.row);
    }
    if (value->type == GR_T_CODE) {
        return value->as.code.code;
    }
    return value->type == GR_T_TEXT ? value->as.text : GR_LIT("");
}

static bool is_among(gr_str words, gr_str word)
{
    gr_str next = GR_LIT("");
    while (words.len > 0 && gr_str_split(&words, ' ', &next)) {
        if (next.len > 0 && gr_str_eq(next, word)) {
            return true;
        }
    }
    return false;
}

/** Both stand for the same but for the category: the other parts of their key agree. */
static bool go_together(const gr_derived *derived, const gr_joining *join, const gr_value *a,
                        const gr_value *b)
{
    for (size_t i = 0; i < derived->schema->n_key; i++) {
        size_t column = derived->schema->key[i];
        if (column != join->field && !gr_value_eq(&a[column], &b[column])) {
            return false;
        }
    }
    return true;
}

static gr_waiting *find_target(const gr_derived *derived, const gr_joining *join,
                               const gr_waiting *from)
{
    for (size_t r = 0; r < derived->waiting->n; r++) {
        gr_waiting *row = &derived->waiting->rows[r];
        if (gr_str_eq(word_of(&row->values[join->field]), join->into) &&
            go_together(derived, join, row->values, from->values)) {
            return row;
        }
    }
    return NULL;
}

static gr_status add_column(const gr_deriving *deriving, size_t column, const gr_waiting *from,
                            gr_waiting *into)
{
    const gr_value both[] = {into->values[column], from->values[column]};
    gr_value sum = gr_sum_values(deriving->context, both, 2, GR_LIT("join"));
    into->values[column] = sum;
    return sum.type == GR_T_POISON ? GR_BAD_INPUT : GR_OK;
}

/** What is hidden, and what goes with it, adds up; the rest is that of the category it goes to. */
static gr_status add_record(const gr_deriving *deriving, const gr_derived *derived,
                            const gr_waiting *from, gr_waiting *into)
{
    size_t n = derived->schema->n_columns;
    bool *adds = GR_NEW_N(deriving->context->arena, bool, n);
    for (size_t i = 0; i < derived->n_suppressions; i++) {
        const gr_suppression *suppression = &derived->suppressions[i];
        adds[suppression->field] = true;
        for (size_t k = 0; k < suppression->n_with; k++) {
            adds[suppression->with[k]] = true;
        }
    }
    for (size_t c = 0; c < n; c++) {
        if (adds[c]) {
            GR_TRY(add_column(deriving, c, from, into));
        }
    }
    return GR_OK;
}

static gr_status refuse_nowhere(const gr_deriving *deriving, const gr_derived *derived,
                                const gr_joining *join, const gr_waiting *from)
{
    gr_diag *diag = deriving->context->diag;
    gr_diag_report(diag, join->at, GR_CODE_JOIN_NOWHERE,
                   "'" GR_FMT "' is counted with '" GR_FMT "', and '" GR_FMT
                   "' has no such record beside it; let the export give one, of 0 if need be",
                   GR_ARG(word_of(&from->values[join->field])), GR_ARG(join->into),
                   GR_ARG(derived->schema->name));
    gr_diag_note(diag, from->at, "the record");
    return GR_BAD_INPUT;
}

static gr_status join_one(const gr_deriving *deriving, const gr_derived *derived,
                          const gr_joining *join)
{
    gr_waiting_list *waiting = derived->waiting;
    gr_status status = GR_OK;
    size_t kept = 0;
    for (size_t r = 0; r < waiting->n; r++) {
        gr_waiting *row = &waiting->rows[r];
        gr_waiting *target = NULL;
        if (!is_among(join->values, word_of(&row->values[join->field]))) {
            continue;
        }
        target = find_target(derived, join, row);
        gr_status added = target == NULL ? refuse_nowhere(deriving, derived, join, row)
                                         : add_record(deriving, derived, row, target);
        status = added == GR_OK ? status : added;
    }
    for (size_t r = 0; r < waiting->n; r++) {
        if (!is_among(join->values, word_of(&waiting->rows[r].values[join->field]))) {
            waiting->rows[kept++] = waiting->rows[r];
        }
    }
    waiting->n = kept;
    return status;
}

gr_status gr_join_records(const gr_deriving *deriving, const gr_derived *derived)
{
    gr_status status = GR_OK;
    for (size_t i = 0; i < derived->n_joinings; i++) {
        gr_status joined = join_one(deriving, derived, &derived->joinings[i]);
        status = joined == GR_OK ? status : joined;
    }
    return status;
}
