#include "expr_priv.h"

/* Owns which records of a dataset with valid= are seen: those that hold on a day, or at some time
 * in a period. The day is that of the set, else that of the report. Data are derived for no day:
 * there a set says its own. */
#include "base/arena.h"
#include "base/date.h"

static const gr_bound *day_of_report(const gr_binding *in, gr_loc at)
{
    gr_held_day *day = &in->binder->held_day;
    if (!day->known) {
        return NULL;
    }
    day->used = true;
    gr_bound *node = GR_NEW(in->binder->arena, gr_bound);
    *node = (gr_bound){.kind = GR_N_PATH,
                       .at = at,
                       .source = GR_LIT("at"),
                       .type = {.type = GR_T_DATE},
                       .as.path.start = day->slot};
    return node;
}

static bool refuse_silence(const gr_binding *in, gr_loc at, const gr_schema *schema)
{
    gr_diag_report(
        in->binder->diag, at, GR_CODE_HELD_NO_DAY,
        "records of '" GR_FMT "' hold for a time; %ssay on which day at the set: '" GR_FMT
        " at 2022-12-31' or '" GR_FMT " during 2022'",
        GR_ARG(schema->name),
        in->binder->data ? "data are derived for no day, so " : "say at=\"...\" on <report>, or ",
        GR_ARG(schema->name), GR_ARG(schema->name));
    gr_diag_note(in->binder->diag, schema->at, "valid= of '" GR_FMT "' is said here",
                 GR_ARG(schema->name));
    return false;
}

static bool refuse_always(const gr_binding *in, const gr_set *set, const gr_schema *schema)
{
    gr_diag_report(in->binder->diag, set->day->at, GR_CODE_HELD_ALWAYS,
                   "'" GR_FMT "' has no valid= in its source, so its records have no first and "
                   "last day; leave '%s' out, or compare a field: where ...",
                   GR_ARG(schema->name), set->during ? "during" : "at");
    return false;
}

static bool is_day_or_period(gr_type type, bool during)
{
    return during ? type == GR_T_PERIOD || type == GR_T_YEAR || type == GR_T_INT
                  : type == GR_T_DATE;
}

/** What is written at the set is no field of its records: it is read once, from outside. */
static bool bind_own_day(const gr_binding *in, const gr_set *set, const gr_bound **out)
{
    gr_binding outside = {in->binder, in->scope, NULL};
    const gr_bound *day = gr_bind_node(&outside, set->day);
    if (day == NULL) {
        return false;
    }
    if (!is_day_or_period(day->type.type, set->during)) {
        gr_str type = gr_vtype_text(in->binder->arena, &day->type);
        gr_diag_report(in->binder->diag, day->at, GR_CODE_TYPE_MISMATCH,
                       "'" GR_FMT "' is " GR_FMT ", where %s must stand", GR_ARG(day->source),
                       GR_ARG(type),
                       set->during ? "a year or a period (for a day write 'at')"
                                   : "a day (for a year or a period write 'during')");
        return false;
    }
    *out = day;
    return true;
}

bool gr_bind_held_day(const gr_binding *in, const gr_set *set, const gr_bound_set *of,
                      const gr_bound **out)
{
    *out = NULL;
    if (set->day != NULL && of->table == NULL) {
        gr_diag_report(in->binder->diag, set->day->at, GR_CODE_HELD_ALWAYS,
                       "'" GR_FMT "' is a group of records that were chosen before; say '%s' "
                       "where they are",
                       GR_ARG(set->base.parts[0]), set->during ? "during" : "at");
        return false;
    }
    if (of->table == NULL || (!of->schema->held && set->day == NULL)) {
        return true;
    }
    if (!of->schema->held) {
        return refuse_always(in, set, of->schema);
    }
    if (set->day != NULL) {
        return bind_own_day(in, set, out);
    }
    *out = day_of_report(in, set->at);
    return *out != NULL || refuse_silence(in, set->base.at[0], of->schema);
}

bool gr_bind_relation_day(const gr_binding *in, const gr_expr *expr, const gr_relation *relation,
                          const gr_bound **out)
{
    const gr_schema *of = relation->of;
    *out = of->held ? day_of_report(in, expr->at) : NULL;
    if (*out != NULL || !of->held) {
        return true;
    }
    gr_str count = gr_str_fmt(in->binder->arena,
                              "count(" GR_FMT " at 2022-12-31 where " GR_FMT " = ... and " GR_FMT
                              " = ...) > 0",
                              GR_ARG(of->name), GR_ARG(of->columns[relation->left].name),
                              GR_ARG(of->columns[relation->right].name));
    gr_diag_report(in->binder->diag, expr->at, GR_CODE_HELD_NO_DAY,
                   "'" GR_FMT "' is looked up in '" GR_FMT "', whose records hold for a time; "
                   "%s" GR_FMT,
                   GR_ARG(relation->phrase), GR_ARG(of->name),
                   in->binder->data ? "data are derived for no day, so write "
                                    : "say at=\"...\" on <report>, or write ",
                   GR_ARG(count));
    return false;
}

/* ---- the condition ---- */

static const gr_bound *bind_field(const gr_binding *row, gr_loc at, size_t column)
{
    gr_arena *arena = row->binder->arena;
    const gr_schema *schema = row->rows->schema;
    size_t *columns = GR_NEW(arena, size_t);
    const gr_schema **schemas = GR_NEW(arena, const gr_schema *);
    gr_bound *node = GR_NEW(arena, gr_bound);
    *columns = column;
    *schemas = schema;
    *node =
        (gr_bound){.kind = GR_N_PATH,
                   .at = at,
                   .source = schema->columns[column].name,
                   .type = gr_vtype_of_column(&schema->columns[column]),
                   .as.path = {.from_row = true, .columns = columns, .schemas = schemas, .n = 1}};
    if (row->binder->eyes.owned) {
        node->label = gr_label_of(row, node);
    }
    return node;
}

const gr_bound *gr_bind_held(const gr_binding *row, const gr_bound *day)
{
    const gr_schema *schema = row->rows->schema;
    gr_bound *node = GR_NEW(row->binder->arena, gr_bound);
    *node = (gr_bound){.kind = GR_N_HELD,
                       .at = day->at,
                       .source = day->source,
                       .type = {.type = GR_T_BOOL},
                       .as.held = {bind_field(row, day->at, schema->held_from),
                                   bind_field(row, day->at, schema->held_until), day}};
    if (row->binder->eyes.owned) {
        node->label = gr_label_of(row, node);
    }
    return node;
}

const gr_bound *gr_bind_held_where(const gr_binding *row, const gr_bound *held,
                                   const gr_bound *where)
{
    if (held == NULL || where == NULL) {
        return held == NULL ? where : held;
    }
    gr_bound *both = GR_NEW(row->binder->arena, gr_bound);
    *both = (gr_bound){.kind = GR_N_LOGIC,
                       .at = where->at,
                       .source = where->source,
                       .type = {.type = GR_T_BOOL},
                       .as.binary = {GR_B_AND, 0, held, where}};
    if (row->binder->eyes.owned) {
        both->label = gr_label_of(row, both);
    }
    return both;
}

/* ---- running it ---- */

/** False: it is no period of the calendar. */
static bool days_of(const gr_value *asked, gr_day *out_first, gr_day *out_last)
{
    gr_period period = {GR_PERIOD_YEAR, 0, 0};
    if (asked->type == GR_T_DATE) {
        *out_first = *out_last = asked->as.day;
        return true;
    }
    if (asked->type == GR_T_PERIOD) {
        period = asked->as.period;
    } else if (asked->as.i >= GR_YEAR_FIRST && asked->as.i <= GR_YEAR_LAST) {
        period.year = (int32_t)asked->as.i;
    } else {
        return false;
    }
    *out_first = gr_period_first(period);
    *out_last = gr_period_last(period);
    return true;
}

gr_value gr_run_held(const gr_evaluation *run, const gr_bound *node)
{
    gr_evaluation bare = {run->context, run->frame, true};
    gr_value day = gr_run_node(&bare, node->as.held.day);
    gr_value from = gr_run_node(&bare, node->as.held.from);
    gr_value until = gr_run_node(&bare, node->as.held.until);
    gr_day first = 0;
    gr_day last = 0;
    if (day.type == GR_T_POISON || from.type == GR_T_POISON || until.type == GR_T_POISON) {
        return (gr_value){.type = GR_T_POISON};
    }
    if (gr_value_is_absent(&day) || day.type == GR_T_NONE || !days_of(&day, &first, &last)) {
        return gr_run_fail(run, node->at, GR_CODE_HELD_DAY,
                           gr_str_fmt(run->context->arena,
                                      "'" GR_FMT "' %s; say a day that is there",
                                      GR_ARG(node->source),
                                      gr_value_is_absent(&day) || day.type == GR_T_NONE
                                          ? "is missing here"
                                          : "is no year from 1 to 9999"));
    }
    bool holds = (from.type != GR_T_DATE || from.as.day <= last) &&
                 (until.type != GR_T_DATE || until.as.day >= first);
    return (gr_value){.type = GR_T_BOOL, .as.b = holds};
}
