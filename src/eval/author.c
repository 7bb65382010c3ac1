#include "eval/eval.h"

/* Owns what the author of an edition does most: making nodes, working out values, and turning them
 * into figures, each held against isolation. Must not know what an element means. */
#include "author_priv.h"
#include "base/arena.h"
#include "format/value_text.h"

GR_MUST_USE gr_status gr_author_add(gr_author *author, gr_node *into, gr_kind kind, gr_loc at,
                                    gr_node **out_node)
{
    if (author->pulling) { /* a row outside the tree: its size is bounded by the columns */
        gr_node *node = gr_node_new(author->arena, into, kind, at);
        if (out_node != NULL) {
            *out_node = node;
        }
        return GR_OK;
    }
    return gr_doc_add(author->doc, into, kind, at, author->machine->diag, out_node);
}

const gr_style *gr_author_style(const gr_author *author, gr_style_id id)
{
    return author->report->house->styles[id];
}

GR_MUST_USE gr_status gr_author_add_styled(gr_author *author, gr_node *into, gr_kind kind,
                                           gr_loc at, gr_style_id style, gr_node **out_node)
{
    gr_node *node = NULL;
    GR_TRY(gr_author_add(author, into, kind, at, &node));
    node->style = gr_author_style(author, style);
    *out_node = node;
    return GR_OK;
}

GR_MUST_USE gr_status gr_author_add_text(gr_author *author, gr_node *into, gr_str text, gr_loc at)
{
    if (text.len == 0) {
        return GR_OK;
    }
    gr_node *node = NULL;
    GR_TRY(gr_author_add(author, into, GR_K_TEXT, at, &node));
    node->as.text.chars = gr_str_spaced(author->arena, text);
    return GR_OK;
}

gr_value gr_author_within(gr_author *author, gr_value value, gr_loc at)
{
    const gr_limits *limits = author->report->limits;
    if (!gr_origin_exceeds(value.origin, limits->origin_depth, limits->origin_nodes)) {
        return value;
    }
    if (value.origin->depth > limits->origin_depth) {
        gr_diag_report_open(
            author->machine->diag, at, GR_CODE_ORIGIN_LIMIT,
            "it takes more than %u operations, each on what the one before it gave; add "
            "up with one sum(... of ...) instead of step by step",
            limits->origin_depth);
    } else {
        gr_diag_report_open(
            author->machine->diag, at, GR_CODE_ORIGIN_LIMIT,
            "it is made of more than %u fields and operations; work out what is used "
            "again and again once, in a <let>",
            limits->origin_nodes);
    }
    return (gr_value){.type = GR_T_POISON};
}

gr_value gr_author_value(gr_author *author, const gr_rule *rule, const gr_ref *row, gr_loc at)
{
    author->machine->at = at;
    gr_value value = gr_expr_value(author->machine, rule->bound, row);
    value = gr_author_within(author, value, at);
    author->failed |= value.type == GR_T_POISON;
    return value;
}

/* --- isolation --- */

/** What binding let through by mistake is noticed here: a defect, and nothing is published. */
static void hold_against_isolation(gr_author *author, const gr_value *value, gr_str what, gr_loc at)
{
    const gr_eval_context *machine = author->machine;
    if (value->origin == NULL || machine->owner == NULL) {
        return;
    }
    const gr_origin *leaf =
        gr_origin_foreign(value->origin, machine->owner->name, machine->edition);
    if (leaf == NULL) {
        return;
    }
    gr_diag_report_halves(
        machine->diag, at, GR_CODE_ISOLATION, GR_LIT(""),
        "'" GR_FMT "' shows '" GR_FMT "' of '" GR_FMT "' in the edition of '" GR_FMT
        "', which binding should have refused; please report this",
        GR_ARG(what), GR_ARG(leaf->dataset), GR_ARG(leaf->owner), GR_ARG(machine->edition));
    author->broken = true;
}

/* --- figures --- */

static gr_figure make_figure(gr_author *author, const gr_value *value, gr_format format, gr_str id)
{
    const gr_notation *notation = &author->report->house->notation;
    gr_str text = gr_value_text(author->arena, value, format, notation);
    gr_figure figure = {.id = id,
                        .value = *value,
                        .format = format,
                        .text = text,
                        .sign = GR_LIT(""),
                        .spoken = GR_LIT("")};
    gr_gap_fill(author, &figure);
    return figure;
}

static const gr_figure *keep_figure(gr_author *author, gr_figure figure)
{
    if (!author->pulling) {
        return gr_doc_add_figure(author->doc, figure);
    }
    gr_figure *kept = GR_NEW(author->arena, gr_figure);
    *kept = figure;
    return kept;
}

static gr_status add_sign(gr_author *author, gr_node *into, const gr_figure *figure, gr_loc at)
{
    const gr_house_style *house = author->report->house;
    gr_node *sign = NULL;
    GR_TRY(gr_author_add(author, into, GR_K_SIGN, at, &sign));
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
static bool lacks_places(gr_author *author, const gr_value *value, gr_format format, gr_loc at)
{
    if (value->type != GR_T_RATIO || format.places != GR_PLACES_OWN) {
        return false;
    }
    gr_diag_report_open(
        author->machine->diag, at, GR_CODE_RATIO_PLACES,
        "a quotient has no decimals of its own; write as=\"percent(1)\", or a format "
        "with decimals at its column");
    author->failed = true;
    return true;
}

GR_MUST_USE gr_status gr_author_figure(gr_author *author, gr_node *into, const gr_value *value,
                                       gr_format format, gr_str id, gr_loc at,
                                       const gr_figure **out)
{
    *out = NULL;
    if (value->type == GR_T_POISON || lacks_places(author, value, format, at)) {
        return GR_OK;
    }
    hold_against_isolation(author, value, id, at);
    const gr_figure *figure = keep_figure(author, make_figure(author, value, format, id));
    *out = figure;
    if ((format.kind == GR_FORMAT_CHECK && value->type == GR_T_BOOL) ||
        (format.kind == GR_FORMAT_OUTCOME && value->type == GR_T_CODE)) {
        return add_sign(author, into, figure, at);
    }
    gr_node *node = NULL;
    GR_TRY(gr_author_add(author, into, GR_K_FIGURE, at, &node));
    node->as.figure.figure = figure;
    return GR_OK;
}

gr_figure gr_author_point(gr_author *author, const gr_value *value, gr_format format, gr_str id,
                          gr_loc at)
{
    hold_against_isolation(author, value, id, at);
    return *gr_doc_add_figure(author->doc, make_figure(author, value, format, id));
}

static gr_value piece_value(gr_author *author, const gr_bound_piece *piece)
{
    gr_rule rule = {.bound = piece->bound, .type = piece->type, .format = piece->format};
    return gr_author_value(author, &rule, NULL, piece->at);
}

GR_MUST_USE gr_status gr_author_pattern(gr_author *author, gr_node *into,
                                        const gr_bound_pattern *pattern, gr_loc at)
{
    for (size_t i = 0; i < pattern->n; i++) {
        const gr_bound_piece *piece = &pattern->pieces[i];
        if (piece->bound == NULL) {
            GR_TRY(gr_author_add_text(author, into, piece->text, at));
            continue;
        }
        gr_value value = piece_value(author, piece);
        const gr_figure *figure = NULL;
        gr_str id = gr_author_identity(author, piece->stamp, piece->format);
        GR_TRY(gr_author_figure(author, into, &value, piece->format, id, piece->at, &figure));
    }
    return GR_OK;
}

GR_MUST_USE gr_status gr_author_attr(gr_author *author, gr_node *into, const gr_tnode *node,
                                     const char *attr)
{
    const gr_tattr *given = gr_tnode_attr(node, attr);
    if (given == NULL || given->bound == NULL) {
        return GR_OK;
    }
    return gr_author_pattern(author, into, given->bound, given->at);
}

static void add_piece_text(gr_author *author, const gr_bound_piece *piece, gr_buf *out)
{
    if (piece->bound == NULL) {
        gr_buf_add(out, piece->text);
        return;
    }
    gr_value value = piece_value(author, piece);
    if (value.type != GR_T_POISON) {
        hold_against_isolation(author, &value, GR_LIT("this text"), piece->at);
        gr_buf_add(out, make_figure(author, &value, piece->format, GR_LIT("")).text);
    }
}

gr_str gr_author_plain(gr_author *author, const gr_bound_pattern *pattern)
{
    gr_buf text = gr_buf_make(author->arena, SIZE_MAX);
    for (size_t i = 0; i < pattern->n; i++) {
        add_piece_text(author, &pattern->pieces[i], &text);
    }
    return gr_str_spaced(author->arena, gr_buf_view(&text));
}

gr_str gr_author_text(gr_author *author, const gr_tnode *node, const char *attr)
{
    const gr_tattr *given = gr_tnode_attr(node, attr);
    return given == NULL || given->bound == NULL ? GR_LIT("")
                                                 : gr_author_plain(author, given->bound);
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

gr_str gr_author_open_text(gr_author *author, const gr_tnode *node, const char *attr)
{
    const gr_tattr *given = gr_tnode_attr(node, attr);
    const gr_bound_pattern *pattern = given == NULL ? NULL : given->bound;
    gr_buf text = gr_buf_make(author->arena, SIZE_MAX);
    for (size_t i = 0; pattern != NULL && i < pattern->n; i++) {
        const gr_bound_piece *piece = &pattern->pieces[i];
        gr_value value = {.type = GR_T_NONE};
        if (piece->bound != NULL) {
            value = piece_value(author, piece);
        }
        if (piece->bound == NULL || is_open(&value)) {
            add_piece_text(author, piece, &text);
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

gr_figure_place gr_author_enter(gr_author *author, const gr_tnode *node, gr_node *made)
{
    gr_figure_place outer = author->place;
    const gr_tattr *style = gr_tnode_attr(node, "style");
    gr_str id = gr_author_text(author, node, "id");
    if (style != NULL && style->bound != NULL) {
        made->style = style->bound;
    }
    if (id.len > 0) {
        made->anchor = id;
        author->place = (gr_figure_place){.block = id, .path = GR_LIT("")};
    }
    return outer;
}

void gr_author_leave(gr_author *author, gr_figure_place outer)
{
    author->place = outer;
}
