/* Owns which broken promises are held back by a waiver. */
#include "contract_priv.h"

static size_t note(const contract_judging *j, size_t found)
{
    if (found != SIZE_MAX) {
        j->contract->setup.waivers->list[found].used = true;
    }
    return found;
}

void gr_contract_note_asked(const contract_judging *j)
{
    const gr_waivers *waivers = j->contract->setup.waivers;
    for (size_t i = 0; waivers != NULL && i < waivers->n; i++) {
        gr_waiver *one = &waivers->list[i];
        one->asked |= one->kind == GR_WAIVED_PROMISE && gr_str_eq(one->check, j->promise->id);
    }
}

void gr_contract_tell_waived(const gr_contract *contract, const contract_broken *broken,
                             gr_diag *diag)
{
    gr_str what =
        gr_str_fmt(contract->setup.arena, "promise '" GR_FMT "' of '" GR_FMT "': " GR_FMT,
                   GR_ARG(broken->promise->id), GR_ARG(broken->schema->name), GR_ARG(broken->what));
    gr_waiver_tell(&contract->setup.waivers->list[broken->waiver], what, broken->promise->at, diag);
}

size_t gr_contract_waiver(const contract_judging *j)
{
    return note(j, gr_waiver_find(j->contract->setup.waivers, j->promise->id, NULL, NULL));
}

typedef struct judged_row {
    const gr_table *table;
    uint32_t row;
} judged_row;

static bool is_of_row(const void *user, const gr_waiver *waiver)
{
    const judged_row *of = user;
    return gr_str_eq(gr_table_key(of->table, of->row), waiver->key);
}

size_t gr_contract_row_waiver(const contract_judging *j, uint32_t row)
{
    const judged_row of = {j->table, row};
    return note(j, gr_waiver_find(j->contract->setup.waivers, j->promise->id, is_of_row, &of));
}

void gr_contract_break_waived(const contract_judging *j, size_t waiver, gr_loc at, gr_str what)
{
    *GR_PUSH(j->arena, j->contract->broken, j->contract->n, j->contract->cap, contract_broken) =
        (contract_broken){.schema = j->schema,
                          .promise = j->promise,
                          .what = what,
                          .waiver = waiver,
                          .at = at,
                          .has_rows = true};
}
