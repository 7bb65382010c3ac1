/* Owns rows of causes and of figures: what it was, what it is, and the difference, each with its
 * unit. */
#include "base/arena.h"
#include "changes_priv.h"
#include "format/value_text.h"

/* --- values --- */

/** As the newer version shows the figure. */
static gr_format format_now(const gr_changes_writing *w, gr_str id)
{
    uint32_t nr = 0;
    bool known = gr_intern_find(w->ids, id, &nr);
    return known ? w->figures[nr]->format : (gr_format){GR_FORMAT_PLAIN, GR_PLACES_OWN};
}

static bool has_cents(const gr_value *value)
{
    gr_decimal amount = gr_money_decimal(value->as.money);
    gr_decimal whole = {0, 0};
    return !gr_decimal_round(amount, 0, GR_ROUND_DOWN, &whole) ||
           gr_decimal_cmp(amount, whole) != 0;
}

/** One that shows all of a value, where the figures themselves may be rounded or lack their unit.
 */
static gr_format exact_format(const gr_value *value, gr_format format)
{
    if (value->type == GR_T_MONEY) {
        gr_format_kind kind = has_cents(value) ? GR_FORMAT_CENTS : GR_FORMAT_EURO;
        return (gr_format){kind, GR_PLACES_OWN};
    }
    if (value->type == GR_T_RATIO) { /* it has no last place of its own */
        return format;
    }
    if (format.kind == GR_FORMAT_PERCENT || format.kind == GR_FORMAT_POINTS ||
        format.kind == GR_FORMAT_FTE || format.kind == GR_FORMAT_NUMBER) {
        return (gr_format){format.kind, GR_PLACES_OWN};
    }
    return (gr_format){GR_FORMAT_PLAIN, GR_PLACES_OWN};
}

static gr_str text_of(const gr_changes_writing *w, const gr_value *value, gr_format format)
{
    return gr_value_text(w->arena, value, format, &w->house->notation);
}

static int64_t *amount_of(gr_value *value)
{
    return value->type == GR_T_MONEY     ? &value->as.money.minor
           : value->type == GR_T_DECIMAL ? &value->as.dec.coef
           : value->type == GR_T_RATIO   ? &value->as.ratio.part
                                         : &value->as.i;
}

/** -1, 0 or 1; makes a positive number negative. */
static int turn_down(gr_value *value)
{
    int64_t *amount = amount_of(value);
    int sign = (*amount > 0) - (*amount < 0);
    *amount = sign > 0 ? -*amount : *amount;
    return sign;
}

/** As a negative number is written in print, with the sign in the place of its minus: "€ +201". */
gr_str gr_changes_signed(const gr_changes_writing *w, const gr_value *value, gr_format format)
{
    gr_value below = *value;
    int sign = turn_down(&below);
    gr_str minus = w->house->notation.minus;
    gr_str text = text_of(w, &below, format);
    size_t at = gr_str_find(text, minus);
    if (sign > 0 && at != SIZE_MAX) {
        text = gr_str_fmt(w->arena, GR_FMT "+" GR_FMT, GR_ARG(gr_str_sub(text, 0, at)),
                          GR_ARG(gr_str_sub(text, at + minus.len, SIZE_MAX)));
    }
    bool points = format.kind == GR_FORMAT_PERCENT || format.kind == GR_FORMAT_POINTS;
    if (points && gr_str_ends(text, GR_LIT("%"))) { /* 4% to 5% is no 1% more */
        gr_str bare = gr_str_sub(text, 0, text.len - 1);
        text = gr_str_fmt(w->arena, GR_FMT "\xc2\xa0" GR_FMT, GR_ARG(gr_str_trim(bare)),
                          GR_ARG(gr_changes_label(w, "changes-points")));
    }
    return text;
}

bool gr_changes_difference(const gr_changes_writing *w, const gr_change *change, gr_value *out,
                           gr_format *out_format)
{
    bool money = gr_str_is(change->after_type, gr_type_name(GR_T_MONEY));
    bool ratio = gr_str_is(change->after_type, gr_type_name(GR_T_RATIO));
    gr_str type = gr_str_of(gr_type_name(money ? GR_T_MONEY : ratio ? GR_T_RATIO : GR_T_DECIMAL));
    if (!gr_changes_value(change->difference, type, w->arena, out)) {
        return false;
    }
    *out_format = exact_format(out, format_now(w, change->id));
    return true;
}

/* --- cells --- */

static gr_status add_number(gr_changes_writing *w, gr_node *row, gr_figure figure)
{
    gr_node *cell = NULL;
    gr_node *node = NULL;
    GR_TRY(gr_changes_add_cell(w, row, false, GR_STYLE_CELL, GR_LIT(""), &cell));
    cell->as.cell.align = GR_ALIGN_RIGHT;
    GR_TRY(gr_doc_add(w->doc, cell, GR_K_FIGURE, (gr_loc){0}, w->diag, &node));
    cell->as.cell.figure = gr_doc_add_figure(w->doc, figure);
    node->as.figure.figure = cell->as.cell.figure;
    return GR_OK;
}

static gr_status add_words(gr_changes_writing *w, gr_node *row, gr_str text)
{
    gr_node *cell = NULL;
    GR_TRY(gr_changes_add_cell(w, row, false, GR_STYLE_CELL, text, &cell));
    cell->as.cell.align = GR_ALIGN_RIGHT;
    return GR_OK;
}

static bool same_print(const gr_change *change)
{
    return gr_str_eq(change->before, change->after);
}

/** " + p.m.": what was printed behind a sum of what is known. */
static gr_str behind(gr_str printed, gr_str number)
{
    return number.len > 0 && gr_str_starts(printed, number)
               ? gr_str_sub(printed, number.len, printed.len - number.len)
               : GR_LIT("");
}

/** A figure as it was printed; an amount always in full and with its sign, and so is whatever was
 *  printed the same on both sides. */
static gr_status add_side(gr_changes_writing *w, gr_node *row, const gr_change *change, bool now)
{
    gr_str printed = now ? change->after : change->before;
    gr_value value = {.type = GR_T_NONE};
    if (!gr_changes_value(now ? change->after_value : change->before_value,
                          now ? change->after_type : change->before_type, w->arena, &value)) {
        return add_words(w, row, printed);
    }
    gr_format format = format_now(w, change->id);
    bool rounded = format.kind == GR_FORMAT_MILLION || format.kind == GR_FORMAT_APPROX_MILLION;
    if (same_print(change) || printed.len == 0 || (value.type == GR_T_MONEY && !rounded)) {
        gr_str besides = behind(printed, text_of(w, &value, format));
        format = exact_format(&value, format);
        printed = gr_str_fmt(w->arena, GR_FMT GR_FMT, GR_ARG(text_of(w, &value, format)),
                             GR_ARG(besides));
    }
    gr_str id = gr_str_fmt(w->arena, GR_FMT ".%s", GR_ARG(change->id), now ? "is" : "was");
    return add_number(w, row,
                      (gr_figure){.id = id, .value = value, .format = format, .text = printed});
}

static gr_status add_difference(gr_changes_writing *w, gr_node *row, const gr_change *change)
{
    gr_value value = {.type = GR_T_NONE};
    gr_format format = {GR_FORMAT_PLAIN, GR_PLACES_OWN};
    if (!gr_changes_difference(w, change, &value, &format)) {
        return add_words(w, row, GR_LIT(""));
    }
    gr_str id = gr_str_fmt(w->arena, GR_FMT ".difference", GR_ARG(change->id));
    return add_number(w, row,
                      (gr_figure){.id = id,
                                  .value = value,
                                  .format = format,
                                  .text = gr_changes_signed(w, &value, format)});
}

gr_status gr_changes_add_figure(gr_changes_writing *w, gr_node *table, const gr_change *change)
{
    gr_node *row = NULL;
    GR_TRY(gr_changes_add_labelled(w, table, change->label, &row));
    GR_TRY(add_side(w, row, change, false));
    GR_TRY(add_side(w, row, change, true));
    return add_difference(w, row, change);
}

/* --- causes --- */

static gr_status add_cause_side(gr_changes_writing *w, gr_node *row, gr_str id,
                                const gr_value *value, gr_format format, gr_str text)
{
    if (value->type == GR_T_NONE) {
        return add_words(w, row, text.len > 0 ? text : w->house->notation.nothing);
    }
    if (value->type != GR_T_DATE) {
        format = exact_format(value, format);
    }
    return add_number(
        w, row,
        (gr_figure){
            .id = id, .value = *value, .format = format, .text = text_of(w, value, format)});
}

/** after - before, when both are numbers of one kind. */
static bool subtract(const gr_value *was, const gr_value *is, gr_value *out)
{
    gr_value value = {.type = GR_T_DECIMAL, .origin = is->origin};
    if (was->type != is->type || !gr_value_is_number(is)) {
        return false;
    }
    if (is->type == GR_T_MONEY) {
        value.type = GR_T_MONEY;
        value.as.money = is->as.money;
        if (__builtin_sub_overflow(is->as.money.minor, was->as.money.minor,
                                   &value.as.money.minor)) {
            return false;
        }
    } else if (is->type == GR_T_RATIO) {
        value.type = GR_T_RATIO;
        gr_ratio less = {-was->as.ratio.part, was->as.ratio.whole};
        if (!gr_ratio_add(is->as.ratio, less, &value.as.ratio)) {
            return false;
        }
    } else {
        gr_decimal from = is->type == GR_T_INT ? (gr_decimal){is->as.i, 0} : is->as.dec;
        gr_decimal take = was->type == GR_T_INT ? (gr_decimal){was->as.i, 0} : was->as.dec;
        if (!gr_decimal_sub(from, take, &value.as.dec)) {
            return false;
        }
    }
    *out = value;
    return true;
}

gr_status gr_changes_add_cause(gr_changes_writing *w, gr_node *table, const gr_changes_cause *cause,
                               size_t nr)
{
    gr_node *row = NULL;
    gr_value difference = {.type = GR_T_NONE};
    bool came = cause->kind == GR_CHANGES_NEW, went = cause->kind == GR_CHANGES_GONE;
    gr_str before = went ? gr_changes_label(w, "changes-was-there") : cause->before;
    gr_str after = came   ? gr_changes_label(w, "changes-new")
                   : went ? gr_changes_label(w, "changes-expired")
                          : cause->after;
    gr_str id = gr_str_fmt(w->arena, "cause.%zu", nr);
    GR_TRY(gr_changes_add_labelled(w, table, cause->label, &row));
    GR_TRY(add_cause_side(w, row, gr_str_fmt(w->arena, GR_FMT ".was", GR_ARG(id)), &cause->was,
                          cause->format, before));
    GR_TRY(add_cause_side(w, row, gr_str_fmt(w->arena, GR_FMT ".is", GR_ARG(id)), &cause->is,
                          cause->format, after));
    if (!subtract(&cause->was, &cause->is, &difference)) {
        return add_words(w, row, GR_LIT(""));
    }
    gr_format format = exact_format(&difference, cause->format);
    return add_number(w, row,
                      (gr_figure){.id = gr_str_fmt(w->arena, GR_FMT ".difference", GR_ARG(id)),
                                  .value = difference,
                                  .format = format,
                                  .text = gr_changes_signed(w, &difference, format)});
}
