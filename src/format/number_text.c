#include "format_priv.h"

/* Owns how numbers and amounts look in print. Must not know where a value came from. Every mark,
 * sign and word comes from the notation and its language; the rules for millions are those of
 * municipal practice: one decimal, two for small amounts, none from ten million on. */
#include <inttypes.h>

#include "base/arena.h"
#include "dataset/table.h"

#define NBSP         "\u00A0"
#define ONE_MILLION  1000000
#define NUMBER_WORDS 21 /* nul .. twintig */

typedef struct figure_style { /* of one number */
    bool grouped;
    const gr_notation *notation;
} figure_style;

static void add_digits(gr_buf *out, uint64_t number, const figure_style *style)
{
    char digits[24];
    int n = snprintf(digits, sizeof(digits), "%" PRIu64, number);
    for (int i = 0; i < n; i++) {
        if (style->grouped && i > 0 && (n - i) % 3 == 0) {
            gr_buf_add(out, style->notation->group_mark);
        }
        gr_buf_add_char(out, digits[i]);
    }
}

static uint64_t magnitude(int64_t number)
{
    return number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
}

static void add_figure(gr_buf *out, gr_decimal number, const figure_style *style)
{
    uint64_t coef = magnitude(number.coef);
    uint64_t unit = 1;
    for (uint8_t i = 0; i < number.scale; i++) {
        unit *= 10;
    }
    if (number.coef < 0) {
        gr_buf_add(out, style->notation->minus);
    }
    add_digits(out, coef / unit, style);
    if (number.scale > 0) {
        gr_buf_add(out, style->notation->decimal_mark);
        gr_buf_addf(out, "%0*" PRIu64, (int)number.scale, coef % unit);
    }
}

/** A rounding that would not fit 64 bits leaves the number as it is. */
static gr_decimal rounded(gr_decimal number, uint8_t places)
{
    gr_decimal result = number;
    if (places != GR_PLACES_OWN && !gr_decimal_round(number, places, GR_ROUND_HALF_UP, &result)) {
        return number;
    }
    return result;
}

static gr_decimal divided(gr_decimal number, int64_t divisor, uint8_t places)
{
    gr_decimal result = number;
    gr_decimal by = {divisor, 0};
    if (!gr_decimal_div(number, by, places, GR_ROUND_HALF_UP, &result)) {
        return number;
    }
    return rounded(result, places); /* a quotient near the limit may have lost places */
}

gr_decimal gr_number_of(const gr_value *value)
{
    if (value->type == GR_T_MONEY) {
        return gr_money_decimal(value->as.money);
    }
    if (value->type == GR_T_RATIO) {
        return (gr_decimal){0, 0};
    }
    return value->type == GR_T_INT ? (gr_decimal){value->as.i, 0} : value->as.dec;
}

gr_decimal gr_number_as_written(const gr_value *value)
{
    gr_decimal number = gr_number_of(value);
    gr_decimal whole = rounded(number, 0);
    bool bare = value->type == GR_T_MONEY && gr_decimal_cmp(whole, number) == 0;
    return bare ? whole : number;
}

static gr_decimal with_places(const gr_value *value, uint8_t places)
{
    return places == GR_PLACES_OWN ? gr_number_as_written(value)
                                   : rounded(gr_number_of(value), places);
}

/** "€" and its gap, or the code of another currency; nothing for bare numbers. */
static void add_currency(gr_buf *out, const gr_value *value, const gr_notation *notation)
{
    if (value->type != GR_T_MONEY) {
        return;
    }
    gr_str code = gr_str_of(value->as.money.cur.code);
    if (gr_str_is(code, gr_euro.code)) {
        gr_buf_add(out, GR_LIT("€"));
        gr_buf_add(out, notation->money_gap);
    } else {
        gr_buf_add(out, code);
        gr_buf_add(out, GR_LIT(NBSP));
    }
}

static void add_money(gr_buf *out, const gr_value *value, uint8_t places, const figure_style *style)
{
    add_currency(out, value, style->notation);
    add_figure(out, rounded(gr_number_of(value), places), style);
}

static bool below(gr_decimal number, int64_t coef, uint8_t scale)
{
    gr_decimal size = {number.coef < 0 ? -number.coef : number.coef, number.scale};
    return gr_decimal_cmp(size, (gr_decimal){coef, scale}) < 0;
}

gr_decimal gr_in_millions(gr_decimal number, uint8_t places)
{
    if (places != GR_PLACES_OWN) {
        return divided(number, ONE_MILLION, places);
    }
    gr_decimal coarse = divided(number, ONE_MILLION, 0);
    gr_decimal usual = divided(number, ONE_MILLION, 1);
    gr_decimal fine = divided(number, ONE_MILLION, 2);
    if (!below(usual, 10, 0)) {
        return coarse;
    }
    return below(fine, 10, 2) ? fine : usual;
}

static void add_millions(gr_buf *out, const gr_value *value, gr_format format,
                         const figure_style *style)
{
    gr_decimal shown = gr_in_millions(gr_number_of(value), format.places);
    if (shown.coef == 0 && format.places == GR_PLACES_OWN) {
        add_money(out, value, 0, style); /* "0,00 miljoen" would hide what there is */
        return;
    }
    if (format.kind == GR_FORMAT_APPROX_MILLION) {
        gr_buf_addf(out, "%s" NBSP, style->notation->language->approx);
    }
    add_currency(out, value, style->notation);
    add_figure(out, shown, style);
    gr_buf_addf(out, NBSP "%s", style->notation->language->million);
}

/** A ratio as a percentage: the point moves two places, nothing is lost. */
static gr_decimal times_hundred(gr_decimal ratio)
{
    if (ratio.scale >= 2) {
        return (gr_decimal){ratio.coef, (uint8_t)(ratio.scale - 2)};
    }
    gr_decimal percentage = ratio;
    if (!gr_decimal_mul(ratio, (gr_decimal){100, 0}, GR_ROUND_HALF_UP, &percentage)) {
        return ratio;
    }
    return rounded(percentage, 0);
}

static void add_percentage(gr_buf *out, const gr_value *value, gr_format format,
                           const figure_style *style)
{
    gr_decimal number = gr_number_of(value);
    if (format.kind == GR_FORMAT_PERCENT) {
        number = times_hundred(number);
    }
    add_figure(out, rounded(number, format.places), style);
    gr_buf_add(out, style->notation->percent_gap);
    gr_buf_add_char(out, '%');
}

static void add_words(gr_buf *out, int64_t number, const figure_style *style)
{
    if (number >= 0 && number < NUMBER_WORDS) {
        gr_buf_add(out, gr_str_of(style->notation->language->number_words[number]));
    } else {
        add_figure(out, (gr_decimal){number, 0}, style);
    }
}

/** As a sentence begins: Twee, and Eén, whose capital has no accent. */
static void add_capital_words(gr_buf *out, int64_t number, const figure_style *style)
{
    size_t from = out->len;
    add_words(out, number, style);
    gr_str word = gr_str_dup(out->arena, gr_str_sub(gr_buf_view(out), from, SIZE_MAX));
    size_t first = gr_str_starts(word, GR_LIT("\u00E9")) ? GR_LIT("\u00E9").len : 1;
    bool letter = word.len > 0 && word.ptr[0] >= 'a' && word.ptr[0] <= 'z';
    if (first == 1 && !letter) {
        return; /* in figures */
    }
    out->len = from;
    gr_buf_add_char(out, letter ? (char)(word.ptr[0] - 'a' + 'A') : 'E');
    gr_buf_add(out, gr_str_sub(word, first, SIZE_MAX));
}

static void add_ordinal(gr_buf *out, int64_t number, const figure_style *style)
{
    add_figure(out, (gr_decimal){number, 0}, style);
    gr_buf_add(out, gr_ordinal_suffix(style->notation->language, number));
}

/** Numbers and amounts in the formats for them. */
static void add_number(gr_buf *out, const gr_value *value, gr_format format,
                       const gr_notation *notation)
{
    figure_style grouped = {true, notation};
    figure_style plain = {false, notation};
    switch (format.kind) {
    case GR_FORMAT_EURO:
        add_money(out, value, 0, &grouped);
        return;
    case GR_FORMAT_CENTS:
        add_money(out, value, 2, &grouped);
        return;
    case GR_FORMAT_THOUSANDS:
        add_figure(
            out,
            divided(gr_number_of(value), 1000, format.places == GR_PLACES_OWN ? 0 : format.places),
            &grouped);
        return;
    case GR_FORMAT_MILLION:
    case GR_FORMAT_APPROX_MILLION:
        add_millions(out, value, format, &grouped);
        return;
    case GR_FORMAT_PERCENT:
    case GR_FORMAT_POINTS:
        add_percentage(out, value, format, &grouped);
        return;
    case GR_FORMAT_FTE:
        add_figure(out, with_places(value, format.places), &grouped);
        gr_buf_add(out, GR_LIT(NBSP "fte"));
        return;
    case GR_FORMAT_NUMBER:
        add_figure(out, with_places(value, format.places), &grouped);
        return;
    case GR_FORMAT_WORDS_CAPITAL:
        add_capital_words(out, value->as.i, &grouped);
        return;
    case GR_FORMAT_WORDS:
        add_words(out, value->as.i, &grouped);
        return;
    case GR_FORMAT_ORDINAL:
        add_ordinal(out, value->as.i, &plain);
        return;
    case GR_FORMAT_PLAIN:
    case GR_FORMAT_DATE:
    case GR_FORMAT_DATE_SHORT:
    case GR_FORMAT_DAY_MONTH:
    case GR_FORMAT_MONTH_YEAR:
    case GR_FORMAT_PERIOD_SHORT:
    case GR_FORMAT_PERIOD_ORDINAL:
    case GR_FORMAT_OUTCOME:
    case GR_FORMAT_CHECK:
    case GR_FORMAT_YES_NO:
    case GR_FORMAT_ABOUT: /* said by words_text.c */
    case GR_FORMAT_ABOUT_CAPITAL:
    case GR_FORMAT_FRACTION:
    case GR_FORMAT_FRACTION_CAPITAL:
    case GR_FORMAT_CHANGE:
    case GR_FORMAT_COMPARED:
    case GR_FORMAT__COUNT:
        add_figure(out, with_places(value, format.places), &plain);
        return;
    }
}

/** Rounded once, from the quotient. Without decimals of its own, or too large for them, as it is.
 */
static gr_str ratio_text(gr_arena *arena, const gr_value *value, gr_format format,
                         const gr_notation *notation)
{
    gr_value shown = {.type = GR_T_DECIMAL};
    bool percent = format.kind == GR_FORMAT_PERCENT;
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    if (format.places == GR_PLACES_OWN || !gr_format_fits(format.kind, GR_T_RATIO) ||
        !gr_ratio_round(value->as.ratio, percent ? 100 : 1, format.places, &shown.as.dec)) {
        gr_value_add(value, &out);
        return gr_buf_view(&out);
    }
    format.kind = percent ? GR_FORMAT_POINTS : format.kind;
    add_number(&out, &shown, format, notation);
    return gr_buf_view(&out);
}

static gr_str number_text(gr_arena *arena, const gr_value *value, gr_format format,
                          const gr_notation *notation)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    if (gr_format_speaks(format.kind) && gr_format_fits(format.kind, value->type)) {
        return gr_words_text(arena, value, format, notation);
    }
    if (value->type == GR_T_RATIO) {
        return ratio_text(arena, value, format, notation);
    }
    if (!gr_format_fits(format.kind, value->type)) {
        format = (gr_format){GR_FORMAT_PLAIN, GR_PLACES_OWN};
    }
    add_number(&out, value, format, notation);
    return gr_buf_view(&out);
}

/** "ca 114", or "111 t/m 120"; words, so that they are read out as well. Ends that read alike are
 * no range, and a format that says "ca" of its own does not say it twice. */
static gr_str rough_text(gr_arena *arena, const gr_rough *rough, gr_format format,
                         const gr_notation *notation)
{
    if (gr_format_speaks(format.kind)) {
        return gr_rough_words(arena, rough, format, notation);
    }
    gr_str about = number_text(arena, &rough->about, format, notation);
    if (rough->as_range) {
        gr_str least = number_text(arena, &rough->least, format, notation);
        gr_str most = number_text(arena, &rough->most, format, notation);
        if (!gr_str_eq(least, most)) {
            return gr_str_fmt(arena, GR_FMT NBSP "%s" NBSP GR_FMT, GR_ARG(least),
                              notation->language->up_to, GR_ARG(most));
        }
    }
    gr_str approx = gr_str_of(notation->language->approx);
    return gr_str_starts(about, approx)
               ? about
               : gr_str_fmt(arena, GR_FMT NBSP GR_FMT, GR_ARG(approx), GR_ARG(about));
}

/** For messages of a run that has no house style yet. */
static gr_notation bare_notation(void)
{
    return (gr_notation){.language = gr_language_find(GR_LIT("en")),
                         .decimal_mark = GR_LIT("."),
                         .group_mark = GR_LIT(","),
                         .money_gap = GR_LIT(NBSP),
                         .percent_gap = GR_LIT(""),
                         .minus = GR_LIT("-"),
                         .missing = GR_LIT("(missing)"),
                         .not_applicable = GR_LIT("(not applicable)"),
                         .suppressed = GR_LIT("(suppressed)"),
                         .nothing = GR_LIT("(nothing)")};
}

gr_str gr_value_text(gr_arena *arena, const gr_value *value, gr_format format,
                     const gr_notation *notation)
{
    const gr_notation bare = bare_notation();
    notation = notation == NULL ? &bare : notation;
    switch (value->type) {
    case GR_T_INT:
    case GR_T_DECIMAL:
    case GR_T_MONEY:
    case GR_T_RATIO:
        return number_text(arena, value, format, notation);
    case GR_T_BOOL:
        return gr_truth_text(value->as.b, notation);
    case GR_T_YEAR:
        return gr_str_fmt(arena, "%d", (int)value->as.i);
    case GR_T_DATE:
        return gr_date_text(arena, value->as.day, format.kind, notation->language);
    case GR_T_PERIOD:
        return gr_period_text(arena, value->as.period, format.kind, notation->language);
    case GR_T_TEXT:
        return value->as.text;
    case GR_T_CODE:
        if (format.kind == GR_FORMAT_OUTCOME) {
            return gr_outcome_sign(gr_outcome_of(value->as.code.code), notation);
        }
        return value->as.code.label.len > 0 ? value->as.code.label : value->as.code.code;
    case GR_T_REF:
        return gr_table_key(value->as.ref.table, value->as.ref.row);
    case GR_T_MISSING:
        return notation->missing;
    case GR_T_NOT_APPLICABLE:
        return notation->not_applicable;
    case GR_T_SUPPRESSED:
        return notation->suppressed;
    case GR_T_ROUGH:
        return rough_text(arena, value->as.rough, format, notation);
    case GR_T_NONE:
    case GR_T_POISON:
        return notation->nothing;
    }
    return notation->nothing;
}
