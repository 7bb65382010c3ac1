#include "expr/expr.h"

/* Owns the walk over bound expressions: constants, paths, logic, choices, and what absent values
 * do. Every value gets its origin here or where it is worked out. Must not know text or names. */
#include <assert.h>

#include "base/arena.h"
#include "dataset/codes.h"
#include "expr_priv.h"

/* ---- values and their origins ---- */

gr_value gr_run_fail(const gr_evaluation *run, gr_loc at, gr_code code, gr_str detail)
{
    gr_eval_context *context = run->context;
    gr_diag_report_halves(context->diag, at.line > 0 ? at : context->at, code, GR_LIT(""), GR_FMT,
                          GR_ARG(detail));
    if (run->frame != NULL) {
        gr_ref row = run->frame->row;
        gr_diag_note(context->diag, gr_table_place(row.table, row.row), "at record '" GR_FMT "'",
                     GR_ARG(gr_table_key(row.table, row.row)));
    }
    return (gr_value){.type = GR_T_POISON};
}

gr_value gr_made_with_origin(const gr_evaluation *run, gr_value value, const gr_made *made)
{
    gr_arena *arena = run->context->arena;
    const gr_origin **args = GR_NEW_N(arena, const gr_origin *, made->n_args);
    for (size_t i = 0; i < made->n_args; i++) {
        args[i] = made->args[i].origin;
    }
    value.origin = gr_origin_inner(arena, made->op, value, args, made->n_args, made->detail);
    return value;
}

/** Nearly always: none of them swallows another. */
static bool are_ordinary(const gr_value *values, size_t n)
{
    unsigned odd = 0;
    for (size_t i = 0; i < n; i++) {
        gr_type type = values[i].type;
        odd |= type == GR_T_SUPPRESSED || type == GR_T_POISON || type == GR_T_MISSING ||
               type == GR_T_NOT_APPLICABLE;
    }
    return odd == 0;
}

gr_type gr_swallowing(const gr_value *values, size_t n)
{
    if (are_ordinary(values, n)) {
        return GR_T_NONE;
    }
    static const gr_type strongest_first[] = {GR_T_SUPPRESSED, GR_T_POISON, GR_T_MISSING,
                                              GR_T_NOT_APPLICABLE};
    for (size_t rank = 0; rank < sizeof(strongest_first) / sizeof(strongest_first[0]); rank++) {
        for (size_t i = 0; i < n; i++) {
            if (values[i].type == strongest_first[rank]) {
                return strongest_first[rank];
            }
        }
    }
    return GR_T_NONE;
}

/** What is hidden leaves no operands: not the hidden cell, and not its neighbours either, from
 * which it could be worked out. */
gr_value gr_swallowed(const gr_evaluation *run, gr_type type, const gr_made *made)
{
    gr_made kept = *made;
    if (type == GR_T_SUPPRESSED) {
        kept.n_args = 0;
    }
    return gr_made_value(run, (gr_value){.type = type}, &kept);
}

/** A value read from a cell or a variable; a hidden one does not say where it stood. */
static gr_value as_read(const gr_evaluation *run, gr_value value)
{
    if (run->bare) {
        value.origin = NULL;
    } else if (value.type == GR_T_SUPPRESSED ||
               (value.origin == NULL && value.type != GR_T_NONE && value.type != GR_T_POISON)) {
        value.origin = gr_origin_constant(run->context->arena, value);
    }
    return value;
}

/** A code with its label in the language of the document; its list may have none there. */
static gr_value in_words(const gr_evaluation *run, const gr_bound *node, gr_value value)
{
    const gr_code_list *list = node->type.codes;
    bool as_called = node->kind == GR_N_PATH && node->as.path.as_called;
    if (!as_called && value.type == GR_T_CODE && list != NULL && list->translated) {
        size_t nr = gr_code_find(list, value.as.code.code);
        if (nr != SIZE_MAX) {
            (void)gr_code_label_in(list, nr, run->context->lang, &value.as.code.label);
        }
    }
    return value;
}

/* ---- paths ---- */

static gr_value start_of_path(const gr_evaluation *run, const gr_bound_path *path)
{
    if (!path->from_row) {
        return run->context->slots[path->start].value;
    }
    const gr_record_frame *frame = run->frame;
    for (uint32_t i = 0; i < path->start; i++) {
        assert(frame != NULL);
        frame = frame->outer;
    }
    assert(frame != NULL); /* binding lets a path begin at a row only where there is one */
    return (gr_value){.type = GR_T_REF, .as.ref = frame->row};
}

/** The others have a title in place of a key. It is what a text, a code or the field of a record
 *  reads; nothing is worked out with it. */
static gr_value title_of_others(const gr_evaluation *run, const gr_bound *node, gr_value key)
{
    gr_str title = key.type == GR_T_CODE ? key.as.code.label : key.as.text;
    gr_value value = {.type = GR_T_NOT_APPLICABLE};
    if (node->type.type == GR_T_TEXT) {
        value = (gr_value){.type = GR_T_TEXT, .as.text = title};
    } else if (node->type.type == GR_T_CODE) {
        value = (gr_value){.type = GR_T_CODE, .as.code = {title, title}};
    }
    return as_read(run, value);
}

static bool is_of_others(const gr_evaluation *run, const gr_bound_path *path)
{
    return !path->from_row && run->context->slots[path->start].rest;
}

/** The record that the last column is read from is reached without origins: only the cell itself is
 * what the figure shows. */
gr_value gr_run_path(const gr_evaluation *run, const gr_bound *node)
{
    const gr_bound_path *path = &node->as.path;
    gr_value value = start_of_path(run, path);
    if (is_of_others(run, path)) {
        return title_of_others(run, node, value);
    }
    for (size_t i = 0; i < path->n; i++) {
        if (value.type == GR_T_NONE) {
            return as_read(run, (gr_value){.type = GR_T_NOT_APPLICABLE});
        }
        if (value.type != GR_T_REF) {
            return as_read(run, in_words(run, node, value));
        }
        gr_ref at = value.as.ref;
        value = gr_table_bare(at.table, at.row, path->columns[i]);
        bool last = i + 1 == path->n || value.type != GR_T_REF;
        if (last && !run->bare) {
            value = gr_table_value(at.table, at.row, path->columns[i], run->context->arena);
        }
    }
    return as_read(run, in_words(run, node, value));
}

/* ---- logic and choices ---- */

static gr_value yes_or_no(bool yes)
{
    return (gr_value){.type = GR_T_BOOL, .as.b = yes};
}

static bool decides(gr_binary op, const gr_value *value)
{
    return value->type == GR_T_BOOL && value->as.b == (op == GR_B_OR);
}

/** A side that decides is enough, even beside an absent one; the right side is not looked at when
 * the left decides. */
static gr_value run_logic(const gr_evaluation *run, const gr_bound *node)
{
    gr_binary op = node->as.binary.op;
    gr_value sides[2] = {gr_run_node(run, node->as.binary.left)};
    gr_made made = {GR_OP_LOGIC, sides, 1, op == GR_B_AND ? GR_LIT("and") : GR_LIT("or")};
    if (sides[0].type == GR_T_POISON) {
        return sides[0];
    }
    if (decides(op, &sides[0])) {
        return gr_made_value(run, yes_or_no(op == GR_B_OR), &made);
    }
    sides[1] = gr_run_node(run, node->as.binary.right);
    made.n_args = 2;
    if (decides(op, &sides[1])) {
        made.args = gr_value_is_absent(&sides[0]) ? &sides[1] : sides;
        made.n_args = gr_value_is_absent(&sides[0]) ? 1 : 2;
        return gr_made_value(run, yes_or_no(op == GR_B_OR), &made);
    }
    gr_type swallowing = gr_swallowing(sides, 2);
    if (swallowing != GR_T_NONE) {
        return gr_swallowed(run, swallowing, &made);
    }
    return gr_made_value(run, yes_or_no(op == GR_B_AND), &made);
}

static gr_value run_not(const gr_evaluation *run, const gr_bound *node)
{
    gr_value operand = gr_run_node(run, node->as.operand);
    gr_made made = {GR_OP_LOGIC, &operand, 1, GR_LIT("not")};
    gr_type swallowing = gr_swallowing(&operand, 1);
    if (swallowing != GR_T_NONE) {
        return gr_swallowed(run, swallowing, &made);
    }
    return gr_made_value(run, yes_or_no(!operand.as.b), &made);
}

/** What was not chosen, for a reader who wants to write the whole choice down: only a constant. Any
 * other side was not worked out, may fail, and may be of a record that has no part in this. */
static bool other_side(const gr_evaluation *run, const gr_bound *side, gr_value *out)
{
    if (run->bare || side->kind != GR_N_CONSTANT) {
        return false;
    }
    *out = side->as.constant;
    if (out->type == GR_T_NONE) {
        out->type = GR_T_NOT_APPLICABLE;
    }
    out->origin = gr_origin_constant(run->context->arena, *out);
    return true;
}

static gr_value run_choice(const gr_evaluation *run, const gr_bound *node)
{
    gr_value test = gr_run_node(run, node->as.choice.test);
    gr_made made = {GR_OP_CHOOSE, &test, 1, GR_LIT("")};
    if (test.type == GR_T_SUPPRESSED || test.type == GR_T_POISON) {
        return gr_swallowed(run, test.type, &made);
    }
    bool yes = test.type == GR_T_BOOL && test.as.b;
    gr_value chosen = gr_run_node(run, yes ? node->as.choice.yes : node->as.choice.no);
    if (chosen.type == GR_T_NONE) { /* `else none` beside an amount: there is nothing to say */
        chosen.type = GR_T_NOT_APPLICABLE;
    }
    gr_type kept = gr_swallowing(&chosen, 1);
    if (kept == GR_T_SUPPRESSED || kept == GR_T_POISON) {
        return gr_swallowed(run, kept, &made);
    }
    gr_value args[3] = {chosen, test};
    made.args = args;
    made.n_args = other_side(run, yes ? node->as.choice.no : node->as.choice.yes, &args[2]) ? 3 : 2;
    return gr_made_value(run, chosen, &made);
}

/** What the export left out and what does not exist have no value; what is hidden has one. */
static gr_value run_missing(const gr_evaluation *run, const gr_bound *node)
{
    gr_value operand = gr_run_node(run, node->as.missing.operand);
    bool suppressed = operand.type == GR_T_SUPPRESSED;
    gr_made made = {GR_OP_LOGIC, &operand, suppressed ? 0 : 1, GR_LIT("is missing")};
    if (operand.type == GR_T_POISON) {
        return operand;
    }
    bool missing = operand.type == GR_T_MISSING || operand.type == GR_T_NOT_APPLICABLE ||
                   operand.type == GR_T_NONE;
    return gr_made_value(run, yes_or_no(missing != node->as.missing.negated), &made);
}

static gr_value run_widen(const gr_evaluation *run, const gr_bound *node)
{
    gr_value value = gr_run_node(run, node->as.operand);
    if (!gr_is_plain_number(value.type)) {
        return value; /* absent */
    }
    gr_decimal number = gr_plain_decimal(&value);
    gr_ratio ratio = {0, 1};
    if (node->type.type == GR_T_DECIMAL) {
        value.type = GR_T_DECIMAL;
        value.as.dec = number;
    } else if (gr_ratio_of(number, (gr_decimal){1, 0}, &ratio)) {
        value.type = GR_T_RATIO;
        value.as.ratio = ratio;
    }
    return value;
}

/** 0 - v, so that overflow is found in one place. */
static gr_value run_negate(const gr_evaluation *run, const gr_bound *node)
{
    gr_value operand = gr_run_node(run, node->as.operand);
    gr_made made = {GR_OP_NEG, &operand, 1, GR_LIT("")};
    gr_type swallowing = gr_swallowing(&operand, 1);
    if (swallowing != GR_T_NONE) {
        return gr_swallowed(run, swallowing, &made);
    }
    gr_evaluation bare = {run->context, run->frame, true};
    gr_sum sum = {GR_B_SUB, 0, node->at, node->source};
    const gr_value *about = gr_value_about(&operand);
    gr_vtype type = {.type = about->type};
    gr_value zero = gr_zero_of(&type);
    if (about->type == GR_T_MONEY) {
        zero.as.money.cur = about->as.money.cur;
    }
    return gr_made_value(run, gr_work_out(&bare, &sum, &zero, &operand), &made);
}

static gr_value run_arithmetic(const gr_evaluation *run, const gr_bound *node)
{
    const gr_bound_binary *binary = &node->as.binary;
    gr_value left = gr_run_node(run, binary->left);
    gr_value right = gr_run_node(run, binary->right);
    gr_sum sum = {binary->op, binary->places, node->at, node->source};
    return gr_work_out(run, &sum, &left, &right);
}

/* ---- the walk ---- */

/** One step; false when none is left, which is said once. */
static bool take_step(const gr_evaluation *run, const gr_bound *node)
{
    gr_eval_context *context = run->context;
    if (context->steps_left > 0) {
        context->steps_left--;
        return true;
    }
    if (!gr_diag_has(context->diag, GR_CODE_STEPS_LIMIT)) {
        (void)gr_run_fail(run, node->at, GR_CODE_STEPS_LIMIT,
                          GR_LIT("a set in a set walks over all rows again for each row; derive a "
                                 "dataset once instead"));
    }
    return false;
}

gr_value gr_run_node(const gr_evaluation *run, const gr_bound *node)
{
    if (!take_step(run, node)) {
        return (gr_value){.type = GR_T_POISON};
    }
    switch (node->kind) {
    case GR_N_CONSTANT:
        return as_read(run, node->as.constant);
    case GR_N_PATH:
        return gr_run_path(run, node);
    case GR_N_WIDEN:
        return run_widen(run, node);
    case GR_N_NEGATE:
        return run_negate(run, node);
    case GR_N_NOT:
        return run_not(run, node);
    case GR_N_ARITHMETIC:
        return run_arithmetic(run, node);
    case GR_N_COMPARE:
        return gr_run_comparison(run, node);
    case GR_N_LOGIC:
        return run_logic(run, node);
    case GR_N_CHOICE:
        return run_choice(run, node);
    case GR_N_MISSING:
        return run_missing(run, node);
    case GR_N_RELATION:
        return gr_run_relation(run, node);
    case GR_N_HELD:
        return gr_run_held(run, node);
    case GR_N_CALL:
        return gr_run_call(run, node);
    case GR_N_LOOKUP:
        return in_words(run, node, gr_run_lookup(run, node));
    case GR_N_TURN:
        return gr_run_turn(run, node);
    case GR_N_AS_OF:
        return gr_run_as_of(run, node);
    case GR_N_JOIN:
    case GR_N_AGGREGATE:
        return gr_run_remembered(run, node);
    }
    return (gr_value){.type = GR_T_POISON};
}

gr_status gr_run_true(const gr_evaluation *run, const gr_bound *node, bool *out)
{
    gr_value value = gr_run_node(run, node);
    if (value.type == GR_T_POISON) {
        return run->context->steps_left == 0 ? GR_OVER_LIMIT : GR_BAD_INPUT;
    }
    *out = value.type == GR_T_BOOL && value.as.b;
    return GR_OK;
}

/* ---- the contract ---- */

gr_value gr_expr_value(gr_eval_context *context, const gr_bound *bound, const gr_ref *row)
{
    gr_record_frame frame = {.outer = NULL};
    if (row != NULL) {
        frame.row = *row;
    }
    gr_evaluation run = {context, row != NULL ? &frame : NULL, false};
    gr_value value = gr_run_node(&run, bound);
    if (value.type == GR_T_NONE) {
        value = as_read(&run, (gr_value){.type = GR_T_NOT_APPLICABLE});
    }
    return value;
}

gr_value gr_expr_bare_value(gr_eval_context *context, const gr_bound *bound)
{
    gr_evaluation run = {context, NULL, true};
    gr_value value = gr_run_node(&run, bound);
    if (value.type == GR_T_NONE) {
        value.type = GR_T_NOT_APPLICABLE;
    }
    return value;
}

gr_status gr_expr_true(gr_eval_context *context, const gr_bound *bound, const gr_ref *row,
                       bool *out)
{
    gr_record_frame frame = {.outer = NULL};
    if (row != NULL) {
        frame.row = *row;
    }
    gr_evaluation run = {context, row != NULL ? &frame : NULL, true};
    return gr_run_true(&run, bound, out);
}

gr_status gr_set_rows(gr_eval_context *context, const gr_bound_set *set, gr_rows *out)
{
    gr_evaluation run = {context, NULL, false};
    return gr_run_set(&run, set, out);
}
