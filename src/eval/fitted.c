#include "eval/eval.h"

/* Owns share="yes": a column of parts of one whole, printed so that they add up to 100 %. Each is
 * rounded with a view to all others, so they are worked out before the first row is written. */
#include "base/arena.h"
#include "format/value_text.h"
#include "table_plan_priv.h"

typedef struct fitting { /* one column at work */
    gr_table_plan *plan;
    const gr_tcol *col;
    gr_loc at;
    gr_value *values;  /* of rows: exact at first, then as they are printed */
    gr_decimal *parts; /* what they divide */
    gr_value whole;    /* by which, in the first row */
} fitting;

static const char remedy[] = "; share=\"yes\" needs every row to be a part of one whole: mend the "
                             "value, or leave share=\"yes\" out";

/** `by`: what this row divides by, when that is what is wrong. The row and the figures are for the
 *  owner, the words for everybody. */
static void refuse_row(fitting *fit, uint32_t row, const char *words, const gr_value *by)
{
    gr_expander *expander = fit->plan->expander;
    gr_buf figures = gr_buf_make(expander->arena, SIZE_MAX);
    const gr_shown_rows *lines = &fit->plan->lines;
    gr_buf_add(&figures, GR_LIT("in row '"));
    if (lines->set->cut == NULL) {
        gr_buf_add(&figures, gr_table_key(lines->rows.table, lines->rows.rows[row]));
    } else {
        gr_buf_add(&figures, gr_value_text(expander->arena, &lines->groups.list[row].key,
                                           (gr_format){GR_FORMAT_PLAIN, GR_PLACES_OWN},
                                           &expander->report->house->notation));
    }
    gr_buf_add(&figures, GR_LIT("'"));
    if (by != NULL) {
        gr_buf_add(&figures, GR_LIT(": "));
        gr_value_add(by, &figures);
        gr_buf_add(&figures, GR_LIT(", in the first row "));
        gr_value_add(&fit->whole, &figures);
    }
    gr_str said = gr_str_fmt(expander->arena, "%s%s", words, remedy);
    gr_diag_report_halves(expander->context->diag, fit->at, GR_CODE_SHARE_PART, said, GR_FMT,
                          GR_ARG(gr_buf_view(&figures)));
}

/** The division that gave the value, however it was chosen; NULL: it is no quotient. */
static const gr_origin *quotient_of(const gr_origin *origin)
{
    while (origin != NULL && origin->n_args > 0 &&
           (origin->op == GR_OP_CHOOSE || origin->op == GR_OP_FIRST || origin->op == GR_OP_LEAF)) {
        origin = origin->args[0];
    }
    bool is = origin != NULL && origin->op == GR_OP_DIV && origin->n_args == 2 &&
              origin->args[0] != NULL && origin->args[1] != NULL;
    return is ? origin : NULL;
}

static bool plain_number(const gr_value *value, gr_decimal *out)
{
    if (value->type == GR_T_MONEY) {
        *out = gr_money_decimal(value->as.money);
        return true;
    }
    *out = value->type == GR_T_INT ? (gr_decimal){value->as.i, 0} : value->as.dec;
    return value->type == GR_T_INT || value->type == GR_T_DECIMAL;
}

static bool same_whole(const gr_value *a, const gr_value *b)
{
    gr_decimal one = {0, 0};
    gr_decimal other = {0, 0};
    return (a->type == GR_T_MONEY) == (b->type == GR_T_MONEY) && plain_number(a, &one) &&
           plain_number(b, &other) && gr_decimal_cmp(one, other) == 0;
}

/** What the row divides, and by what; false after a report. */
static bool take_part(fitting *fit, uint32_t row)
{
    const gr_value *value = &fit->values[row];
    if (gr_value_is_absent(value) || value->type == GR_T_NONE || value->type == GR_T_ROUGH) {
        refuse_row(fit, row, "a share that is not known", NULL);
        return false;
    }
    const gr_origin *quotient = quotient_of(value->origin);
    gr_decimal whole = {0, 0};
    if (quotient == NULL || !plain_number(&quotient->args[0]->value, &fit->parts[row]) ||
        !plain_number(&quotient->args[1]->value, &whole)) {
        refuse_row(fit, row, "a share that is no number divided by a number", NULL);
        return false;
    }
    const gr_value *by = &quotient->args[1]->value;
    if (row == 0) {
        fit->whole = *by;
    } else if (!same_whole(by, &fit->whole)) {
        refuse_row(fit, row, "a share of another whole", by);
        return false;
    }
    if (fit->parts[row].coef < 0 || whole.coef < 0) {
        refuse_row(fit, row, "a share below zero", NULL);
        return false;
    }
    return true;
}

/** "fitted", or "fitted +0.1" where it is not the quotient as it would be rounded alone. */
static gr_str correction(gr_expander *expander, gr_ratio exact, gr_decimal fitted)
{
    gr_decimal alone = {0, 0};
    gr_decimal shown = {fitted.coef, (uint8_t)(fitted.scale - 2)};
    gr_buf out = gr_buf_make(expander->arena, SIZE_MAX);
    gr_buf_add(&out, GR_LIT("fitted"));
    gr_value by = {.type = GR_T_DECIMAL};
    if (gr_ratio_round(exact, 100, shown.scale, &alone) &&
        gr_decimal_sub(shown, alone, &by.as.dec) && by.as.dec.coef != 0) {
        gr_buf_add(&out, by.as.dec.coef > 0 ? GR_LIT(" +") : GR_LIT(" "));
        gr_value_add(&by, &out);
    }
    return gr_buf_view(&out);
}

static gr_value fitted_value(fitting *fit, const gr_value *exact, gr_decimal shown)
{
    gr_expander *expander = fit->plan->expander;
    gr_value value = {.type = GR_T_DECIMAL, .as.dec = shown};
    gr_str detail = correction(expander, exact->as.ratio, shown);
    value.origin = gr_origin_inner(expander->arena, GR_OP_FITTED, value, &exact->origin, 1, detail);
    return gr_expander_within(expander, value, fit->at);
}

static void refuse_sum(fitting *fit, gr_decimal sum)
{
    gr_expander *expander = fit->plan->expander;
    gr_value parts = {.type = GR_T_DECIMAL, .as.dec = sum};
    gr_value whole = {.type = GR_T_DECIMAL};
    gr_buf figures = gr_buf_make(expander->arena, SIZE_MAX);
    (void)plain_number(&fit->whole, &whole.as.dec);
    gr_buf_add(&figures, GR_LIT("the rows add up to "));
    gr_value_add(&parts, &figures);
    gr_buf_add(&figures, GR_LIT(", the whole is "));
    gr_value_add(&whole, &figures);
    gr_diag_report_halves(expander->context->diag, fit->at, GR_CODE_SHARE_SUM,
                          GR_LIT("the rows shown are not the whole: show all its rows (a row "
                                 "for what is left out), divide by what the rows add up to, or "
                                 "leave share=\"yes\" out"),
                          GR_FMT, GR_ARG(gr_buf_view(&figures)));
}

/** All shares are known: as they are printed. */
static bool fit_parts(fitting *fit)
{
    gr_table_plan *plan = fit->plan;
    gr_expander *expander = plan->expander;
    gr_decimal whole = {0, 0};
    gr_decimal sum = {0, 0};
    gr_decimal *shown = GR_NEW_N(expander->arena, gr_decimal, plan->lines.n);
    (void)plain_number(&fit->whole, &whole);
    gr_fit done = gr_shares_fit(fit->parts, plan->lines.n, whole, fit->col->value->format.places,
                                expander->arena, &sum, shown);
    if (done == GR_FIT_DIFFERS) {
        refuse_sum(fit, sum);
        return false;
    }
    if (done != GR_FIT_GOOD) {
        gr_diag_report_open(expander->context->diag, fit->at, GR_CODE_SHARE_SUM,
                            "the parts are too large to be added up exactly; leave share=\"yes\" "
                            "out");
        return false;
    }
    for (uint32_t i = 0; i < plan->lines.n; i++) {
        fit->values[i] = fitted_value(fit, &fit->values[i], shown[i]);
        expander->failed |= fit->values[i].type == GR_T_POISON;
    }
    return true;
}

/** The exact shares. False in *out_good when one of them cannot be fitted; it has been told. */
static gr_status take_parts(fitting *fit, bool *out_good)
{
    gr_table_plan *plan = fit->plan;
    gr_expander *expander = plan->expander;
    *out_good = true;
    for (uint32_t i = 0; *out_good && i < plan->lines.n; i++) {
        gr_ref record = {NULL, 0};
        GR_TRY(gr_expander_step(expander, fit->at));
        const gr_ref *at_hand = gr_shown_rows_enter(expander, &plan->lines, i, &record);
        fit->values[i] = gr_expander_value(expander, fit->col->value, at_hand, fit->at);
        *out_good = fit->values[i].type != GR_T_POISON && take_part(fit, i);
    }
    return GR_OK;
}

static gr_status fit_column(gr_table_plan *plan, gr_tcol *col)
{
    gr_expander *expander = plan->expander;
    gr_loc at = gr_tnode_place(col->node, "value");
    fitting fit = {.plan = plan, .col = col, .at = at};
    bool good = true;
    if (gr_table_is_big(plan)) {
        gr_diag_report_open(expander->context->diag, gr_tnode_place(col->node, "share"),
                            GR_CODE_SHARE_TABLE,
                            "share=\"yes\" in a table of more than 5,000 rows, which is never held "
                            "as a whole; leave share=\"yes\" out");
        good = false;
    } else {
        gr_column_enter(plan, col->settings);
        fit.values = GR_NEW_N(expander->arena, gr_value, plan->lines.n);
        fit.parts = GR_NEW_N(expander->arena, gr_decimal, plan->lines.n);
        GR_TRY(take_parts(&fit, &good));
        good = good && fit_parts(&fit);
    }
    if (good) {
        col->fitted = fit.values;
    } else { /* the edition failed and said so: its total would say it again */
        expander->failed = true;
        col->total = GR_TOTAL_NONE;
    }
    return GR_OK;
}

GR_MUST_USE gr_status gr_table_fit(gr_table_plan *plan)
{
    for (size_t i = 0; i < plan->n_cols; i++) {
        gr_tcol *col = &plan->cols[i];
        if (col->share && col->value != NULL && plan->set != NULL && plan->lines.n > 0) {
            GR_TRY(fit_column(plan, col));
        }
    }
    return GR_OK;
}

static bool is_one(const gr_value *value)
{
    gr_value one = {.type = GR_T_RATIO, .as.ratio = {1, 1}};
    gr_decimal number = {0, 0};
    return value->type == GR_T_RATIO ? gr_ratio_cmp(value->as.ratio, one.as.ratio) == 0
                                     : plain_number(value, &number) && value->type != GR_T_MONEY &&
                                           gr_decimal_cmp(number, (gr_decimal){1, 0}) == 0;
}

void gr_table_fit_total(gr_table_plan *plan, const gr_tcol *col, const gr_value *total,
                        gr_format format, gr_loc at)
{
    gr_expander *expander = plan->expander;
    if (col->fitted == NULL || total->type == GR_T_POISON ||
        (is_one(total) && format.kind == GR_FORMAT_PERCENT)) {
        return;
    }
    gr_buf figures = gr_buf_make(expander->arena, SIZE_MAX);
    gr_value_add(total, &figures);
    gr_diag_report_halves(expander->context->diag, at, GR_CODE_SHARE_SUM,
                          GR_LIT("the total of a column with share=\"yes\" is 100 %, and this one "
                                 "prints something else; write total=\"sum\""),
                          GR_FMT, GR_ARG(gr_buf_view(&figures)));
    expander->failed = true;
}

void gr_table_fit_own_cell(gr_table_plan *plan, const gr_tcol *col, gr_loc at)
{
    if (!col->share) {
        return;
    }
    gr_diag_report_open(plan->expander->context->diag, at, GR_CODE_SHARE_TABLE,
                        "a figure that is written out in a column with share=\"yes\" has no part "
                        "in the whole; leave this cell empty, or leave share=\"yes\" out (the "
                        "total comes from total=\"sum\" at the column)");
    plan->expander->failed = true;
}
