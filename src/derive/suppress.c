/* Owns hiding small numbers in the records of a derived dataset, and which groups of them keep an
 * exact total. The rule itself, and why it is so simple, is dataset/small.h.
 *
 * An exact total of a group is for who asks for it, by one kind of groups that do not overlap: two
 * exact totals that share a hidden number would give away more together than each alone. It ends
 * when another number of the group is hidden than in a version before, either way: the difference
 * of two exact totals is the number itself. */
#include "base/arena.h"
#include "base/intern.h"
#include "derive_priv.h"

typedef struct suppressing {
    const gr_deriving *deriving;
    const gr_derived *derived;
    const gr_suppression *rule;
    gr_arena *arena;
    uint32_t n_rows, first; /* first: its row in the table of the first record that was held */
    int64_t *numbers;       /* of hidden rows */
    bool *suppressed;
} suppressing;

/* --- which numbers are small --- */

/** Told at the rule: a message that points at a line of an export shows that line, and its numbers.
 */
static gr_status refuse_negative(const suppressing *run, gr_loc at)
{
    gr_str field = run->derived->schema->columns[run->rule->field].name;
    gr_diag *diag = run->deriving->context->diag;
    gr_diag_report(diag, run->rule->at, GR_CODE_COUNT_NEGATIVE,
                   "'" GR_FMT "' of '" GR_FMT "', whose small numbers are hidden; a difference of "
                   "counts cannot be hidden by its size: count both sides, each in a field",
                   GR_ARG(field), GR_ARG(run->derived->schema->name));
    gr_diag_note(diag, at, "the record");
    return GR_BAD_INPUT;
}

static gr_status find_small(suppressing *run)
{
    gr_status status = GR_OK;
    run->numbers = GR_NEW_N(run->arena, int64_t, run->n_rows);
    run->suppressed = GR_NEW_N(run->arena, bool, run->n_rows);
    for (uint32_t r = 0; r < run->n_rows; r++) {
        const gr_waiting *row = &run->derived->waiting->rows[r];
        const gr_value *value = &row->values[run->rule->field];
        if (value->type != GR_T_INT) {
            continue; /* missing, or hidden where it was read */
        }
        if (value->as.i < 0) {
            status = refuse_negative(run, row->at);
        }
        run->numbers[r] = value->as.i;
        run->suppressed[r] = gr_small_is_suppressed(&run->rule->rule, value->as.i);
    }
    return status;
}

static void suppress_small(const suppressing *run)
{
    const gr_value suppressed = {.type = GR_T_SUPPRESSED};
    for (uint32_t r = 0; r < run->n_rows; r++) {
        gr_value *values = run->derived->waiting->rows[r].values;
        if (run->suppressed[r]) {
            values[run->rule->field] = suppressed;
            for (size_t i = 0; i < run->rule->n_with; i++) {
                values[run->rule->with[i]] = suppressed;
            }
        }
    }
}

/* --- exact totals: after the records were added, so that they have keys --- */

static gr_str group_key(const suppressing *run, uint32_t row)
{
    const gr_field_list *by = &run->rule->groups;
    gr_buf key = gr_buf_make(run->arena, SIZE_MAX);
    for (size_t i = 0; i < by->n; i++) {
        gr_value value = gr_table_bare(run->derived->table, run->first + row, by->columns[i]);
        gr_buf_add(&key, i > 0 ? GR_LIT("\t") : GR_LIT(""));
        if (value.type == GR_T_REF) {
            gr_buf_add(&key, gr_table_key(value.as.ref.table, value.as.ref.row));
        } else {
            gr_value_add(&value, &key);
        }
    }
    return gr_buf_view(&key);
}

/** The keys of the hidden records of a group. */
static gr_places_of places_of(const suppressing *run, const uint32_t *group_of, uint32_t group,
                              gr_str key)
{
    const gr_schema *schema = run->derived->schema;
    gr_str *keys = GR_NEW_N(run->arena, gr_str, run->n_rows);
    gr_places_of now = {.kind = run->rule->groups_text, .group = key, .keys = keys};
    now.series = gr_str_fmt(run->arena, GR_FMT "." GR_FMT, GR_ARG(schema->name),
                            GR_ARG(schema->columns[run->rule->field].name));
    for (uint32_t r = 0; r < run->n_rows; r++) {
        if (run->suppressed[r] && group_of[run->first + r] == group) {
            keys[now.n++] = gr_table_key(run->derived->table, run->first + r);
        }
    }
    return now;
}

static void settle_group(const suppressing *run, const uint32_t *group_of, uint32_t g, gr_str key,
                         gr_suppressed_group *group)
{
    gr_places_of now = places_of(run, group_of, g, key);
    for (uint32_t r = 0; r < run->n_rows; r++) {
        if (run->suppressed[r] && group_of[run->first + r] == g) {
            group->sum += run->numbers[r]; /* each below `below`: no overflow */
        }
    }
    group->n = (uint32_t)now.n;
    bool steady = gr_places_steady(run->deriving->places, &now);
    group->exact =
        steady && now.n > 0 && gr_small_is_exact(&run->rule->rule, (int64_t)now.n, group->sum);
}

static void settle_groups(const suppressing *run, gr_suppressed_column *said)
{
    gr_intern *keys = gr_intern_new(run->arena);
    uint32_t *group_of = GR_NEW_N(run->arena, uint32_t, (size_t)run->first + run->n_rows);
    for (uint32_t r = 0; r < run->n_rows; r++) {
        group_of[run->first + r] = gr_intern_add(keys, group_key(run, r));
    }
    said->n_groups = gr_intern_count(keys);
    gr_suppressed_group *groups = GR_NEW_N(run->arena, gr_suppressed_group, said->n_groups);
    for (uint32_t g = 0; g < said->n_groups; g++) {
        settle_group(run, group_of, g, gr_intern_text(keys, g), &groups[g]);
    }
    said->group_of = group_of;
    said->groups = groups;
}

static gr_status append_records(const gr_deriving *deriving, const gr_derived *derived)
{
    for (size_t r = 0; r < derived->waiting->n; r++) {
        const gr_waiting *row = &derived->waiting->rows[r];
        GR_TRY(gr_derived_append(deriving, derived, row->at, row->values));
    }
    return GR_OK;
}

gr_status gr_suppress(const gr_deriving *deriving, const gr_derived *derived)
{
    gr_arena *arena = deriving->context->arena;
    suppressing *runs = GR_NEW_N(arena, suppressing, derived->n_suppressions);
    gr_status status = gr_join_records(deriving, derived);
    for (size_t i = 0; i < derived->n_suppressions; i++) {
        runs[i] = (suppressing){.deriving = deriving,
                                .derived = derived,
                                .rule = &derived->suppressions[i],
                                .arena = arena,
                                .n_rows = (uint32_t)derived->waiting->n,
                                .first = gr_table_rows(derived->table)};
        status = find_small(&runs[i]) == GR_OK ? status : GR_BAD_INPUT;
    }
    GR_TRY(status);
    for (size_t i = 0; i < derived->n_suppressions; i++) {
        suppress_small(&runs[i]); /* after all were looked at: `with` may name another's field */
    }
    GR_TRY(append_records(deriving, derived));
    for (size_t i = 0; i < derived->n_suppressions; i++) {
        gr_suppressed_column said = {.column = runs[i].rule->field, .rule = runs[i].rule->rule};
        if (runs[i].rule->exact) {
            settle_groups(&runs[i], &said);
        }
        gr_table_suppress(derived->table, &said);
    }
    return GR_OK;
}
