/* Owns which promises are broken, and who is told of it. */
#include <stdarg.h>

#include "contract_priv.h"

gr_loc gr_contract_begin(const gr_table *table)
{
    return gr_table_rows(table) > 0 ? gr_table_place(table, 0) : (gr_loc){0};
}

void gr_contract_break(const contract_judging *j, gr_loc at, const char *what, ...)
{
    va_list args;
    va_start(args, what);
    gr_str text = gr_str_vfmt(j->arena, what, args);
    va_end(args);
    *GR_PUSH(j->arena, j->contract->broken, j->contract->n, j->contract->cap, contract_broken) =
        (contract_broken){.schema = j->schema,
                          .promise = j->promise,
                          .what = text,
                          .waiver = gr_contract_waiver(j),
                          .at = at,
                          .from = gr_contract_begin(j->table),
                          .has_rows = gr_table_rows(j->table) > 0};
}

/* ---- what a dataset as a whole keeps to ---- */

static void judge_rows(const contract_judging *j)
{
    uint32_t n = gr_table_rows(j->table);
    const gr_promised_rows *rows = &j->promise->rows;
    if (n < rows->least) {
        gr_contract_break(j, (gr_loc){0}, "%u of at least %u %s", n, rows->least,
                          gr_contract_rows_said(j->schema, rows->least));
    } else if (n > rows->most) {
        gr_contract_break(j, (gr_loc){0}, "%u %s, and %u at most", n,
                          gr_contract_rows_said(j->schema, n), rows->most);
    }
}

static gr_str value_text(const contract_judging *j, const gr_value *value)
{
    gr_buf text = gr_buf_make(j->arena, SIZE_MAX);
    gr_value_add(value, &text);
    return gr_buf_view(&text);
}

/** Somewhere on earth it may be tomorrow already. */
static bool is_ahead(const gr_contract *contract, const gr_value *date)
{
    return date->type == GR_T_DATE && date->as.day > contract->setup.today + 1;
}

/** Of several exports the newest: those of earlier years are as old as they are. */
static void judge_fresh(const contract_judging *j)
{
    gr_value newest = {.type = GR_T_NONE};
    (void)gr_table_as_of(j->table, &newest);
    gr_day today = j->contract->setup.today;
    if (newest.type != GR_T_DATE) {
        gr_contract_break(j, (gr_loc){0}, "no export says of which day its data are");
    } else if (is_ahead(j->contract, &newest)) {
        gr_contract_break(j, (gr_loc){0}, "data of " GR_FMT ", a day that has not come",
                          GR_ARG(value_text(j, &newest)));
    } else if (newest.as.day < today && (uint32_t)(today - newest.as.day) > j->promise->fresh) {
        gr_contract_break(j, (gr_loc){0}, "data of " GR_FMT " are %d days old, and %u at most",
                          GR_ARG(value_text(j, &newest)), (int)(today - newest.as.day),
                          j->promise->fresh);
    }
}

static void judge(const contract_judging *j)
{
    const gr_promise *promise = j->promise;
    bool measured = !promise->has_change || j->contract->setup.accepted.len > 0;
    if (measured && promise->period == GR_NO_COLUMN) {
        gr_contract_note_asked(j);
    }
    if (promise->has_rows) {
        judge_rows(j);
    }
    if (promise->has_fresh) {
        judge_fresh(j);
    }
    if (promise->field != GR_NO_COLUMN) {
        gr_contract_judge_values(j);
    }
    if (promise->equals.len > 0) {
        gr_contract_judge_totals(j);
    }
    if (promise->has_change) {
        gr_contract_judge_change(j);
    }
}

gr_contract *gr_contract_judge(const gr_contract_setup *setup)
{
    gr_contract *contract = GR_NEW(setup->arena, gr_contract);
    contract->setup = *setup;
    for (size_t i = 0; i < gr_catalogue_count(setup->catalogue); i++) {
        const gr_table *table = gr_catalogue_at(setup->catalogue, i);
        const gr_schema *schema = gr_table_schema(table);
        for (size_t k = 0; k < schema->n_promises; k++) {
            const contract_judging j = {contract, table, schema, &schema->promises[k],
                                        setup->arena};
            judge(&j);
        }
    }
    return contract;
}

/* ---- what it means for a report ---- */

static bool is_read(const gr_contract_reader *reader, const gr_schema *schema)
{
    for (size_t i = 0; i < reader->n_reads; i++) {
        if (reader->reads[i] == schema) {
            return true;
        }
    }
    return false;
}

static gr_code code_of(gr_breach on)
{
    return on == GR_BREACH_REFUSES    ? GR_CODE_PROMISE_REFUSES
           : on == GR_BREACH_DEGRADES ? GR_CODE_PROMISE_DEGRADES
                                      : GR_CODE_PROMISE_WARNS;
}

/** Its reason is everybody's; what was found may be somebody's figures. */
static void tell(const gr_contract *contract, const contract_broken *b, gr_code code, gr_diag *diag)
{
    if (b->waiver != SIZE_MAX) {
        gr_contract_tell_waived(contract, b, diag);
        return;
    }
    gr_str because = b->promise->because;
    if (because.len > 0 && because.ptr[because.len - 1] == '.') {
        because.len--; /* a message is no sentence */
    }
    gr_diag_report_halves(diag, b->promise->at, code, because,
                          "promise '" GR_FMT "' of '" GR_FMT "': " GR_FMT
                          "; mend the export, or the promise; a waiver says why it may be so until "
                          "a day",
                          GR_ARG(b->promise->id), GR_ARG(b->schema->name), GR_ARG(b->what));
    if (b->at.line > 0) {
        gr_diag_note(diag, b->at, "the first one");
    } else if (b->from.line > 0) {
        gr_diag_note(diag, b->from, "its records come from here");
    }
}

typedef struct judged { /* a report's verdict in the making */
    const gr_contract *contract;
    gr_arena *arena;
    gr_diag *diag;
    gr_str *caveats;
    size_t n, cap;
    size_t *waived;
    size_t n_waived, cap_waived;
    gr_breach worst;
} judged;

static void add(judged *v, const contract_broken *b)
{
    tell(v->contract, b, code_of(b->promise->on), v->diag);
    if (b->waiver != SIZE_MAX) {
        *GR_PUSH(v->arena, v->waived, v->n_waived, v->cap_waived, size_t) = b->waiver;
        return;
    }
    v->worst = b->promise->on > v->worst ? b->promise->on : v->worst;
    bool said = b->promise->on != GR_BREACH_DEGRADES;
    for (size_t i = 0; i < v->n && !said; i++) {
        said = gr_str_eq(v->caveats[i], b->promise->because);
    }
    if (!said) {
        *GR_PUSH(v->arena, v->caveats, v->n, v->cap, gr_str) = b->promise->because;
    }
}

/** The records of the report's period are not there. */
static void judge_period(judged *v, gr_contract *contract, const gr_contract_reader *reader,
                         const gr_table *table, const gr_promise *promise)
{
    const contract_judging j = {contract, table, gr_table_schema(table), promise, v->arena};
    const gr_schema *schema = gr_table_schema(table);
    gr_str field = schema->columns[promise->period].name;
    gr_value period = reader->period(reader->user, field);
    if (period.type != GR_T_NONE) {
        gr_contract_note_asked(&j);
    }
    if (period.type == GR_T_NONE || gr_contract_has_period(table, promise->period, &period)) {
        return;
    }
    gr_buf shown = gr_buf_make(contract->setup.arena, SIZE_MAX);
    gr_value_add(&period, &shown);
    const contract_broken b = {.schema = schema,
                               .promise = promise,
                               .waiver = gr_contract_waiver(&j),
                               .from = gr_contract_begin(table),
                               .what = gr_str_fmt(contract->setup.arena,
                                                  "no record of " GR_FMT " by its '" GR_FMT
                                                  "', the period of the report",
                                                  GR_ARG(gr_buf_view(&shown)), GR_ARG(field))};
    add(v, &b);
}

gr_verdict gr_contract_verdict(gr_contract *contract, const gr_contract_reader *reader,
                               gr_diag *diag)
{
    judged v = {.contract = contract, .arena = contract->setup.arena, .diag = diag};
    for (size_t i = 0; i < contract->n; i++) {
        contract_broken *b = &contract->broken[i];
        if (is_read(reader, b->schema)) {
            add(&v, b);
            b->told = true;
        }
    }
    for (size_t i = 0; i < gr_catalogue_count(contract->setup.catalogue); i++) {
        const gr_table *table = gr_catalogue_at(contract->setup.catalogue, i);
        const gr_schema *schema = gr_table_schema(table);
        for (size_t k = 0; k < schema->n_promises && is_read(reader, schema); k++) {
            if (schema->promises[k].period != GR_NO_COLUMN) {
                judge_period(&v, contract, reader, table, &schema->promises[k]);
            }
        }
    }
    return (gr_verdict){v.worst, v.caveats, v.n, v.waived, v.n_waived};
}

void gr_contract_tell_unseen(const gr_contract *contract, gr_diag *diag)
{
    for (size_t i = 0; i < contract->n; i++) {
        if (!contract->broken[i].told) {
            tell(contract, &contract->broken[i], GR_CODE_PROMISE_UNSEEN, diag);
        }
    }
}

bool gr_contract_tell_alone(const gr_contract *contract, gr_diag *diag)
{
    bool refuses = false;
    for (size_t i = 0; i < contract->n; i++) {
        const contract_broken *b = &contract->broken[i];
        if (b->has_rows) {
            tell(contract, b, code_of(b->promise->on), diag);
            bool held_back = b->waiver != SIZE_MAX;
            refuses = refuses || (!held_back && b->promise->on == GR_BREACH_REFUSES);
        }
    }
    return refuses;
}

void gr_contract_tell_unmeasured(const gr_contract *contract, gr_diag *diag)
{
    for (size_t i = 0; i < contract->n_unmeasured; i++) {
        const contract_broken *one = &contract->unmeasured[i];
        gr_diag_report_open(diag, one->promise->at, GR_CODE_BASELINE_NONE,
                            "promise '" GR_FMT "' of '" GR_FMT
                            "': no run was accepted that measured it; look at what this one made, "
                            "then say 'griffie accept'",
                            GR_ARG(one->promise->id), GR_ARG(one->schema->name));
    }
}

bool gr_contract_distrusts(const gr_contract *contract, const gr_value *as_of)
{
    for (size_t i = 0; i < contract->n && is_ahead(contract, as_of); i++) {
        const contract_broken *b = &contract->broken[i];
        if (b->promise->has_fresh && b->waiver == SIZE_MAX && b->promise->on == GR_BREACH_REFUSES) {
            return true;
        }
    }
    return false;
}
