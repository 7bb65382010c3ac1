#include "eval/eval.h"

/* Owns what the expander of an edition does most: making nodes, working out values, and turning
 * them into figures, each held against isolation. Must not know what an element means. */
#include "base/arena.h"
#include "expander_priv.h"
#include "format/value_text.h"

GR_MUST_USE gr_status gr_expander_add(gr_expander *expander, gr_node *into, gr_kind kind, gr_loc at,
                                      gr_node **out_node)
{
    if (expander->pulling) { /* a row outside the tree: its size is bounded by the columns */
        gr_node *node = gr_node_new(expander->arena, into, kind, at);
        if (out_node != NULL) {
            *out_node = node;
        }
        return GR_OK;
    }
    return gr_doc_add(expander->doc, into, kind, at, expander->context->diag, out_node);
}

const gr_style *gr_expander_style(const gr_expander *expander, gr_style_id id)
{
    return expander->report->house->styles[id];
}

GR_MUST_USE gr_status gr_expander_add_styled(gr_expander *expander, gr_node *into, gr_kind kind,
                                             gr_loc at, gr_style_id style, gr_node **out_node)
{
    gr_node *node = NULL;
    GR_TRY(gr_expander_add(expander, into, kind, at, &node));
    node->style = gr_expander_style(expander, style);
    *out_node = node;
    return GR_OK;
}

GR_MUST_USE gr_status gr_expander_add_text(gr_expander *expander, gr_node *into, gr_str text,
                                           gr_loc at)
{
    if (text.len == 0) {
        return GR_OK;
    }
    gr_node *node = NULL;
    GR_TRY(gr_expander_add(expander, into, GR_K_TEXT, at, &node));
    node->as.text.chars = gr_str_spaced(expander->arena, text);
    return GR_OK;
}

gr_value gr_expander_within(gr_expander *expander, gr_value value, gr_loc at)
{
    const gr_limits *limits = expander->report->limits;
    if (!gr_origin_exceeds(value.origin, limits->origin_depth, limits->origin_nodes)) {
        return value;
    }
    if (value.origin->depth > limits->origin_depth) {
        gr_diag_report_open(
            expander->context->diag, at, GR_CODE_ORIGIN_LIMIT,
            "it takes more than %u operations, each on what the one before it gave; add "
            "up with one sum(... of ...) instead of step by step",
            limits->origin_depth);
    } else {
        gr_diag_report_open(
            expander->context->diag, at, GR_CODE_ORIGIN_LIMIT,
            "it is made of more than %u fields and operations; work out what is used "
            "again and again once, in a <let>",
            limits->origin_nodes);
    }
    return (gr_value){.type = GR_T_POISON};
}

gr_value gr_expander_value(gr_expander *expander, const gr_rule *rule, const gr_ref *row, gr_loc at)
{
    expander->context->at = at;
    expander->shown = (gr_doc_rule){.at = at, .source = gr_bound_source(rule->bound)};
    gr_value value = gr_expr_value(expander->context, rule->bound, row);
    value = gr_expander_within(expander, value, at);
    expander->failed |= value.type == GR_T_POISON;
    return value;
}

/* --- isolation --- */

/** What binding let through by mistake is noticed here: a defect, and nothing is published. */
static void hold_against_isolation(gr_expander *expander, const gr_value *value, gr_str what,
                                   gr_loc at)
{
    const gr_eval_context *context = expander->context;
    if (value->origin == NULL || context->owner == NULL) {
        return;
    }
    const gr_origin *leaf =
        gr_origin_foreign(value->origin, context->owner->name, context->edition);
    if (leaf == NULL) {
        return;
    }
    gr_diag_report_halves(
        context->diag, at, GR_CODE_ISOLATION, GR_LIT(""),
        "'" GR_FMT "' shows '" GR_FMT "' of '" GR_FMT "' in the edition of '" GR_FMT
        "', which binding should have refused; please report this",
        GR_ARG(what), GR_ARG(leaf->dataset), GR_ARG(leaf->owner), GR_ARG(context->edition));
    expander->broken = true;
}

/* --- figures --- */

/** Which expression of the descriptor stands at `at`; a total of a column is none. */
static uint32_t rule_at(gr_expander *expander, gr_loc at)
{
    const gr_doc_rule *last = &expander->shown;
    bool same = at.file == last->at.file && at.line == last->at.line && at.col == last->at.col;
    if (expander->pulling || at.line == 0) {
        return 0;
    }
    return gr_doc_add_rule(expander->doc, (gr_doc_rule){at, same ? last->source : GR_LIT("")});
}

static gr_figure make_figure(gr_expander *expander, const gr_value *value, gr_format format,
                             gr_str id, gr_loc at)
{
    const gr_notation *notation = &expander->report->house->notation;
    gr_str text = gr_value_text(expander->arena, value, format, notation);
    gr_figure figure = {.id = id,
                        .value = *value,
                        .format = format,
                        .text = text,
                        .sign = GR_LIT(""),
                        .spoken = GR_LIT(""),
                        .rule = rule_at(expander, at)};
    gr_gap_fill(expander, &figure);
    return figure;
}

static const gr_figure *keep_figure(gr_expander *expander, gr_figure figure)
{
    if (!expander->pulling) {
        return gr_doc_add_figure(expander->doc, figure);
    }
    gr_figure *kept = GR_NEW(expander->arena, gr_figure);
    *kept = figure;
    return kept;
}

static gr_status add_sign(gr_expander *expander, gr_node *into, const gr_figure *figure, gr_loc at)
{
    const gr_house_style *house = expander->report->house;
    gr_node *sign = NULL;
    GR_TRY(gr_expander_add(expander, into, GR_K_SIGN, at, &sign));
    if (figure->value.type == GR_T_CODE) {
        sign->as.sign.chars = figure->text;
        sign->as.sign.spoken = figure->value.as.code.label;
        sign->as.sign.value = figure->value;
        return GR_OK;
    }
    bool yes = figure->value.as.b;
    sign->as.sign.chars = yes ? house->check_sign : house->notation.nothing;
    sign->as.sign.spoken = gr_label_text(house, yes ? "yes-spoken" : "no-spoken");
    sign->as.sign.value = figure->value;
    return GR_OK;
}

/** A ratio whose cell takes the format of a column that says no decimals. */
static bool lacks_places(gr_expander *expander, const gr_value *value, gr_format format, gr_loc at)
{
    bool decides = gr_format_facts[format.kind].places == GR_PLACES_NONE; /* as fraction */
    if (value->type != GR_T_RATIO || format.places != GR_PLACES_OWN || decides) {
        return false;
    }
    gr_diag_report_open(
        expander->context->diag, at, GR_CODE_RATIO_PLACES,
        "a quotient has no decimals of its own; write as=\"percent(1)\", or a format "
        "with decimals at its column");
    expander->failed = true;
    return true;
}

gr_status gr_expander_show(gr_expander *expander, gr_node *into, const gr_figure *figure, gr_loc at)
{
    gr_format_kind kind = figure->format.kind;
    if ((kind == GR_FORMAT_CHECK && figure->value.type == GR_T_BOOL) ||
        (kind == GR_FORMAT_OUTCOME && figure->value.type == GR_T_CODE)) {
        return add_sign(expander, into, figure, at);
    }
    gr_node *node = NULL;
    GR_TRY(gr_expander_add(expander, into, GR_K_FIGURE, at, &node));
    node->as.figure.figure = figure;
    return GR_OK;
}

GR_MUST_USE gr_status gr_expander_figure(gr_expander *expander, gr_node *into,
                                         const gr_value *value, gr_format format, gr_str id,
                                         gr_loc at, const gr_figure **out)
{
    *out = NULL;
    if (value->type == GR_T_POISON || lacks_places(expander, value, format, at)) {
        return GR_OK;
    }
    hold_against_isolation(expander, value, id, at);
    *out = keep_figure(expander, make_figure(expander, value, format, id, at));
    return gr_expander_show(expander, into, *out, at);
}

gr_figure gr_expander_point(gr_expander *expander, const gr_value *value, gr_format format,
                            gr_str id, gr_loc at)
{
    hold_against_isolation(expander, value, id, at);
    return *gr_doc_add_figure(expander->doc, make_figure(expander, value, format, id, at));
}

static gr_value piece_value(gr_expander *expander, const gr_bound_piece *piece)
{
    gr_rule rule = {.bound = piece->bound, .type = piece->type, .format = piece->format};
    return gr_expander_value(expander, &rule, NULL, piece->at);
}

bool gr_expander_lacks(gr_expander *expander, const gr_tnode *node, const char *attr)
{
    const gr_tattr *given = gr_tnode_attr(node, attr);
    const gr_bound_pattern *pattern = given == NULL ? NULL : given->bound;
    size_t n = 0;
    for (size_t i = 0; pattern != NULL && i < pattern->n; i++) {
        if (pattern->pieces[i].bound == NULL) {
            continue;
        }
        gr_value value = piece_value(expander, &pattern->pieces[i]);
        n++;
        if (!gr_value_is_absent(&value)) {
            return false;
        }
    }
    return n > 0 || pattern == NULL;
}

GR_MUST_USE gr_status gr_expander_pattern(gr_expander *expander, gr_node *into,
                                          const gr_bound_pattern *pattern, gr_loc at)
{
    for (size_t i = 0; i < pattern->n; i++) {
        const gr_bound_piece *piece = &pattern->pieces[i];
        if (piece->bound == NULL) {
            GR_TRY(gr_expander_add_text(expander, into, piece->text, at));
            continue;
        }
        gr_value value = piece_value(expander, piece);
        const gr_figure *figure = NULL;
        gr_str id = gr_expander_identity(expander, piece->stamp, piece->format);
        GR_TRY(gr_expander_figure(expander, into, &value, piece->format, id, piece->at, &figure));
    }
    return GR_OK;
}

GR_MUST_USE gr_status gr_expander_attr(gr_expander *expander, gr_node *into, const gr_tnode *node,
                                       const char *attr)
{
    const gr_tattr *given = gr_tnode_attr(node, attr);
    if (given == NULL || given->bound == NULL) {
        return GR_OK;
    }
    return gr_expander_pattern(expander, into, given->bound, given->at);
}

static void add_piece_text(gr_expander *expander, const gr_bound_piece *piece, gr_buf *out)
{
    if (piece->bound == NULL) {
        gr_buf_add(out, piece->text);
        return;
    }
    gr_value value = piece_value(expander, piece);
    if (value.type != GR_T_POISON) {
        hold_against_isolation(expander, &value, GR_LIT("this text"), piece->at);
        gr_buf_add(out, make_figure(expander, &value, piece->format, GR_LIT(""), (gr_loc){0}).text);
    }
}

gr_str gr_expander_plain(gr_expander *expander, const gr_bound_pattern *pattern)
{
    gr_buf text = gr_buf_make(expander->arena, SIZE_MAX);
    for (size_t i = 0; i < pattern->n; i++) {
        add_piece_text(expander, &pattern->pieces[i], &text);
    }
    return gr_str_spaced(expander->arena, gr_buf_view(&text));
}

gr_str gr_expander_text(gr_expander *expander, const gr_tnode *node, const char *attr)
{
    const gr_tattr *given = gr_tnode_attr(node, attr);
    return given == NULL || given->bound == NULL ? GR_LIT("")
                                                 : gr_expander_plain(expander, given->bound);
}

static bool is_shared(void *user, const gr_origin *leaf)
{
    (void)user;
    return leaf->owner.len == 0;
}

/** A figure in which no owned record has a part, nor what it was chosen by. */
static bool is_open(const gr_value *value)
{
    return value->origin != NULL && gr_origin_leaves(value->origin, true, is_shared, NULL);
}

gr_str gr_expander_open_text(gr_expander *expander, const gr_tnode *node, const char *attr)
{
    const gr_tattr *given = gr_tnode_attr(node, attr);
    const gr_bound_pattern *pattern = given == NULL ? NULL : given->bound;
    gr_buf text = gr_buf_make(expander->arena, SIZE_MAX);
    for (size_t i = 0; pattern != NULL && i < pattern->n; i++) {
        const gr_bound_piece *piece = &pattern->pieces[i];
        gr_value value = {.type = GR_T_NONE};
        if (piece->bound != NULL) {
            value = piece_value(expander, piece);
        }
        if (piece->bound == NULL || is_open(&value)) {
            add_piece_text(expander, piece, &text);
        } else {
            gr_buf_add(&text, GR_LIT("\xe2\x80\xa6"));
        }
    }
    return gr_buf_view(&text);
}

/* --- attributes --- */

const gr_rule *gr_tnode_rule(const gr_tnode *node, const char *attr)
{
    const gr_tattr *given = gr_tnode_attr(node, attr);
    return given == NULL ? NULL : given->bound;
}

uint32_t gr_tnode_int(const gr_tnode *node, const char *attr, uint32_t otherwise)
{
    int64_t number = 0;
    const gr_tattr *given = gr_tnode_attr(node, attr);
    if (given == NULL || !gr_int_parse(given->value, &number) || number < 0) {
        return otherwise;
    }
    return number > UINT16_MAX ? UINT16_MAX : (uint32_t)number;
}

gr_mpt gr_tnode_length(const gr_tnode *node, const char *attr)
{
    int32_t length = 0;
    const gr_tattr *given = gr_tnode_attr(node, attr);
    return given != NULL && gr_length_parse(given->value, &length) ? length : 0;
}

gr_figure_place gr_expander_enter(gr_expander *expander, const gr_tnode *node, gr_node *made)
{
    gr_figure_place outer = expander->place;
    const gr_tattr *style = gr_tnode_attr(node, "style");
    gr_str id = gr_expander_text(expander, node, "id");
    if (style != NULL && style->bound != NULL) {
        made->style = style->bound;
    }
    if (id.len > 0) {
        made->anchor = id;
        expander->place = (gr_figure_place){.block = id, .path = GR_LIT("")};
    }
    return outer;
}

void gr_expander_leave(gr_expander *expander, gr_figure_place outer)
{
    expander->place = outer;
}
