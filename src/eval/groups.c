#include "eval/eval.h"

/* Owns by=: records cut into groups with the same value, for loops, rows of tables and categories
 * of charts. Groups stand in the order of their keys, or of their first records where the set is
 * sorted; records without a key are the last group. With others-if= the groups for which it holds
 * go together, behind all others. */
#include "base/arena.h"
#include "expander_priv.h"
#include "format/value_text.h"

/** Which records those of a group are, for the origin of what is worked out from them. */
static gr_str said_of(const gr_expander *expander, const gr_group_rule *cut, const gr_value *key,
                      bool rest)
{
    gr_buf said = gr_buf_make(expander->arena, SIZE_MAX);
    gr_buf_addf(&said, GR_FMT " by " GR_FMT ": ", GR_ARG(cut->set), GR_ARG(cut->by));
    if (rest) {
        gr_buf_addf(&said, "others, " GR_FMT, GR_ARG(gr_bound_source(cut->others)));
    } else if (key->type == GR_T_REF) {
        gr_buf_add(&said, gr_table_key(key->as.ref.table, key->as.ref.row));
    } else {
        gr_value_add(key, &said);
    }
    return gr_buf_view(&said);
}

static bool refuse_hidden(gr_expander *expander, const gr_group_rule *cut)
{
    gr_diag_report_open(expander->context->diag, cut->at, GR_CODE_GROUP_HIDDEN,
                        "'" GR_FMT "' is hidden for some records, and which group they are in "
                        "would tell it; group by something else, or leave them out with 'where'",
                        GR_ARG(cut->by));
    expander->failed = true;
    return false;
}

/** False after a report. */
static bool take_keys(gr_expander *expander, const gr_group_rule *cut, gr_rows rows, gr_value *keys)
{
    bool known = true;
    for (uint32_t i = 0; known && i < rows.n; i++) {
        gr_ref row = {rows.table, rows.rows[i]};
        keys[i] = gr_expr_value(expander->context, cut->key, &row);
        known = keys[i].type != GR_T_POISON;
        expander->failed |= !known;
        if (gr_value_is_guarded(&keys[i])) {
            return refuse_hidden(expander, cut);
        }
    }
    return known;
}

static gr_status put_in_order(gr_expander *expander, const gr_group_rule *cut, gr_groups *groups)
{
    if (cut->in_order || groups->n < 2) {
        return GR_OK;
    }
    gr_value *keys = GR_NEW_N(expander->arena, gr_value, groups->n);
    uint32_t *order = GR_NEW_N(expander->arena, uint32_t, groups->n);
    gr_group *sorted = GR_NEW_N(expander->arena, gr_group, groups->n);
    for (uint32_t i = 0; i < groups->n; i++) {
        keys[i] = groups->list[i].key;
    }
    expander->context->at = cut->at;
    GR_TRY(gr_keys_order(expander->context, keys, groups->n, order));
    for (uint32_t i = 0; i < groups->n; i++) {
        sorted[i] = groups->list[order[i]];
    }
    groups->list = sorted;
    return GR_OK;
}

/* --- others --- */

/** What the key of the others is: their title, as a value of the kind that keys are. */
static gr_value title_of(gr_expander *expander, const gr_group_rule *cut)
{
    gr_str title = gr_expander_text(expander, cut->node, "others");
    gr_value key = {.type = GR_T_TEXT, .as.text = title};
    if (cut->key_type == GR_T_CODE) {
        key.type = GR_T_CODE;
        key.as.code = (gr_code_text){title, title};
    }
    key.origin = gr_origin_constant(expander->arena, key);
    return key;
}

/** The records of groups, those of one behind those of the other. */
static gr_rows gather(gr_expander *expander, const gr_group *groups, uint32_t n)
{
    gr_rows all = {.table = groups->members.table};
    uint32_t *rows = NULL;
    for (uint32_t i = 0; i < n; i++) {
        all.n += groups[i].members.n;
    }
    rows = GR_NEW_N(expander->arena, uint32_t, all.n);
    all.rows = rows;
    for (uint32_t i = 0; i < n; i++) {
        memcpy(rows, groups[i].members.rows, groups[i].members.n * sizeof *rows);
        rows += groups[i].members.n;
    }
    return all;
}

/** Groups for which the condition holds become one, the last. A condition that is neither yes nor
 *  no, because something in it is hidden, leaves a group where it is: it would tell its size. */
static gr_status put_together(gr_expander *expander, const gr_group_rule *cut, gr_groups *groups)
{
    if (cut->others == NULL) {
        return GR_OK;
    }
    gr_group *others = GR_NEW_N(expander->arena, gr_group, groups->n);
    uint32_t kept = 0, n_others = 0;
    for (uint32_t i = 0; i < groups->n; i++) {
        bool small = false;
        GR_TRY(gr_expander_step(expander, cut->at));
        gr_groups_enter(expander, cut, groups, i);
        gr_status status = gr_expr_true(expander->context, cut->others, NULL, &small);
        if (status != GR_OK) {
            expander->failed = true;
            return status == GR_BAD_INPUT ? GR_OK : status;
        }
        if (small) {
            others[n_others++] = groups->list[i];
        } else {
            groups->list[kept++] = groups->list[i];
        }
    }
    groups->n = kept;
    groups->rest = n_others > 0;
    if (groups->rest) {
        groups->list[groups->n++] = (gr_group){.key = title_of(expander, cut),
                                               .members = gather(expander, others, n_others)};
    }
    return GR_OK;
}

GR_MUST_USE gr_status gr_groups_open(gr_expander *expander, const gr_group_rule *cut, gr_rows rows,
                                     gr_groups *out)
{
    gr_value *keys = GR_NEW_N(expander->arena, gr_value, rows.n);
    *out = (gr_groups){.n = 0};
    if (!take_keys(expander, cut, rows, keys)) {
        return GR_OK;
    }
    out->n = (uint32_t)gr_rows_group(rows, keys, expander->arena, &out->list);
    GR_TRY(put_in_order(expander, cut, out));
    return put_together(expander, cut, out);
}

void gr_groups_enter(gr_expander *expander, const gr_group_rule *cut, const gr_groups *groups,
                     uint32_t nr)
{
    const gr_group *one = &groups->list[nr];
    bool rest = groups->rest && nr + 1 == groups->n;
    expander->context->slots[cut->slot] = (gr_slot){.value = one->key,
                                                    .rows = one->members,
                                                    .said = said_of(expander, cut, &one->key, rest),
                                                    .nr = nr + 1,
                                                    .of = groups->n,
                                                    .rest = rest};
}

/* --- rows of tables, categories of charts: records or groups --- */

GR_MUST_USE gr_status gr_shown_rows_open(gr_expander *expander, const gr_row_set *set,
                                         gr_shown_rows *out)
{
    *out = (gr_shown_rows){.set = set};
    GR_TRY(gr_set_rows(expander->context, set->set, &out->rows));
    out->n = out->rows.n;
    if (set->cut != NULL) {
        bool failed = expander->failed;
        expander->failed = false;
        GR_TRY(gr_groups_open(expander, set->cut, out->rows, &out->groups));
        out->failed = expander->failed;
        expander->failed |= failed;
        out->n = out->groups.n;
    }
    return GR_OK;
}

const gr_ref *gr_shown_rows_enter(gr_expander *expander, const gr_shown_rows *lines, uint32_t nr,
                                  gr_ref *record)
{
    const gr_row_set *set = lines->set;
    if (set->cut != NULL) {
        gr_groups_enter(expander, set->cut, &lines->groups, nr);
        return NULL;
    }
    *record = (gr_ref){lines->rows.table, lines->rows.rows[nr]};
    expander->context->slots[set->slot] =
        (gr_slot){.value = gr_ref_value(expander->arena, record->table, record->row),
                  .nr = nr + 1,
                  .of = lines->n};
    return record;
}
