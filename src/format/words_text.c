#include "format_priv.h"

/* Owns numbers as people say them: "ruim € 1,2 miljoen", "een derde", "gestegen met 5,2%". What is
 * said is always true of the exact number: it is compared with what it is rounded to. Words come
 * from the language of the notation. */
#include "base/arena.h"

#define NBSP "\u00A0"

bool gr_format_speaks(gr_format_kind kind)
{
    return kind == GR_FORMAT_ABOUT || kind == GR_FORMAT_ABOUT_CAPITAL ||
           kind == GR_FORMAT_FRACTION || kind == GR_FORMAT_FRACTION_CAPITAL ||
           kind == GR_FORMAT_CHANGE || kind == GR_FORMAT_COMPARED;
}

typedef struct spoken { /* one number at work */
    gr_arena *arena;
    const gr_notation *notation;
    const gr_language *words;
} spoken;

static gr_str text_of(const spoken *s, const gr_value *value, gr_format_kind kind, uint8_t places)
{
    return gr_value_text(s->arena, value, (gr_format){kind, places}, s->notation);
}

/* --- two significant digits --- */

static int digits_of(uint64_t number)
{
    int n = 1;
    while (number >= 10) {
        number /= 10;
        n++;
    }
    return n;
}

/** Half up, away from zero; false when it does not fit. No zeros behind the point. */
static bool two_digits(gr_decimal number, gr_decimal *out)
{
    uint64_t size = number.coef < 0 ? 0 - (uint64_t)number.coef : (uint64_t)number.coef;
    uint64_t unit = 1;
    for (int n = digits_of(size); n > 2; n--) {
        unit *= 10;
    }
    size = (size + unit / 2) / unit * unit;
    if (size > INT64_MAX) {
        return false;
    }
    *out = (gr_decimal){number.coef < 0 ? -(int64_t)size : (int64_t)size, number.scale};
    while (out->scale > 0 && out->coef % 10 == 0) {
        out->coef /= 10;
        out->scale--;
    }
    return true;
}

/** An amount, a number, or a ratio as a percentage. */
static gr_str rounded_text(const spoken *s, const gr_value *value, gr_decimal number)
{
    gr_decimal million = {1000000, 0}, unit = {0, 0};
    gr_decimal size = {number.coef < 0 ? -number.coef : number.coef, number.scale};
    gr_value shown = {.type = GR_T_DECIMAL, .as.dec = number};
    if (value->type == GR_T_RATIO) {
        return text_of(s, &shown, GR_FORMAT_POINTS, number.scale);
    }
    if (value->type == GR_T_MONEY) {
        shown = *value;
        if (!gr_decimal_round(number, value->as.money.cur.digits, GR_ROUND_HALF_UP, &unit)) {
            return text_of(s, value, GR_FORMAT_EURO, GR_PLACES_OWN);
        }
        shown.as.money.minor = unit.coef;
    }
    if (gr_decimal_cmp(size, million) >= 0) {
        bool whole = number.scale == 0 && number.coef % 1000000 == 0;
        return text_of(s, &shown, GR_FORMAT_MILLION, whole ? 0 : 1);
    }
    gr_format_kind money = number.scale == 0 ? GR_FORMAT_EURO : GR_FORMAT_CENTS;
    return text_of(s, &shown, value->type == GR_T_MONEY ? money : GR_FORMAT_NUMBER, number.scale);
}

/** The number in percent when it is a ratio. Exact, or to six decimals. */
static bool number_said(const gr_value *value, gr_decimal *out)
{
    if (value->type == GR_T_RATIO) {
        return gr_ratio_round(value->as.ratio, 100, GR_DEC_MAX_SCALE, out);
    }
    *out = gr_number_of(value);
    return true;
}

/** Above zero is more than it says; a number is compared as it is, a ratio by cross product. */
static int against(const gr_value *value, gr_decimal rounded)
{
    gr_ratio percent = {0, 1};
    if (value->type != GR_T_RATIO) {
        return gr_decimal_cmp(gr_number_of(value), rounded);
    }
    return gr_ratio_of(rounded, (gr_decimal){100, 0}, &percent)
               ? gr_ratio_cmp(value->as.ratio, percent)
               : 0;
}

static gr_str with_word(const spoken *s, const char *word, gr_str text)
{
    return gr_str_fmt(s->arena, "%s" NBSP GR_FMT, word, GR_ARG(text));
}

/** Below zero it is not plain what is more and what is less: there it is "ca". */
static gr_str about_text(const spoken *s, const gr_value *value, bool rough)
{
    gr_decimal number = {0, 0}, rounded = {0, 0};
    if (!number_said(value, &number) || !two_digits(number, &rounded)) {
        return text_of(s, value, GR_FORMAT_NUMBER, value->type == GR_T_RATIO ? 2 : GR_PLACES_OWN);
    }
    gr_str text = rounded_text(s, value, rounded);
    int order = against(value, rounded);
    if (rough || (order != 0 && number.coef < 0)) {
        return with_word(s, s->words->approx, text);
    }
    return order == 0 ? text : with_word(s, order > 0 ? s->words->over : s->words->nearly, text);
}

/* --- fractions --- */

static const gr_ratio fractions[] = {{1, 4}, {1, 3}, {1, 2}, {2, 3}, {3, 4}};

/** As a ratio; false: it is none. */
static bool ratio_said(const gr_value *value, gr_ratio *out)
{
    if (value->type == GR_T_RATIO) {
        *out = value->as.ratio;
        return true;
    }
    return value->type != GR_T_MONEY && gr_ratio_of(gr_number_of(value), (gr_decimal){1, 0}, out);
}

/** Within two points of it: |x - f| <= 2/100. */
static bool is_near(gr_ratio value, gr_ratio fraction)
{
    gr_ratio low = {0, 1}, high = {0, 1};
    return gr_ratio_add(fraction, (gr_ratio){-1, 50}, &low) &&
           gr_ratio_add(fraction, (gr_ratio){1, 50}, &high) && gr_ratio_cmp(value, low) >= 0 &&
           gr_ratio_cmp(value, high) <= 0;
}

/** At two significant digits, as percentages: 0.33 is a third, 0.34 is more. */
static int beside(gr_ratio value, gr_ratio fraction)
{
    gr_decimal one = {0, 0}, other = {0, 0};
    if (!gr_ratio_round(value, 100, 0, &one) || !gr_ratio_round(fraction, 100, 0, &other)) {
        return gr_ratio_cmp(value, fraction);
    }
    return gr_decimal_cmp(one, other);
}

static gr_str fraction_text(const spoken *s, const gr_value *value, bool rough)
{
    gr_ratio ratio = {0, 1};
    bool is = ratio_said(value, &ratio);
    for (size_t i = 0; is && i < sizeof fractions / sizeof fractions[0]; i++) {
        if (is_near(ratio, fractions[i])) {
            int order = beside(ratio, fractions[i]);
            gr_str word = gr_str_of(s->words->fractions[i]);
            return rough        ? with_word(s, s->words->approx, word)
                   : order == 0 ? word
                                : with_word(s, order > 0 ? s->words->over : s->words->nearly, word);
        }
    }
    gr_str text = text_of(s, value, GR_FORMAT_PERCENT, 0);
    return rough ? with_word(s, s->words->approx, text) : text;
}

/* --- rise and fall --- */

typedef struct change_words { /* beside a number without its minus; alone */
    const char *more, *less, *same, *nearly_same;
} change_words;

static change_words words_of(const spoken *s, bool compared)
{
    const gr_language *w = s->words;
    return compared ? (change_words){w->more_than, w->less_than, w->as_much, w->nearly_as_much}
                    : (change_words){w->rose, w->fell, w->unchanged, w->nearly_unchanged};
}

static bool negated(const gr_value *value, gr_value *out)
{
    *out = *value;
    if (value->type == GR_T_MONEY && value->as.money.minor != INT64_MIN) {
        out->as.money.minor = -value->as.money.minor;
    } else if (value->type == GR_T_RATIO) {
        out->as.ratio.part = -value->as.ratio.part;
    } else if (value->type == GR_T_INT && value->as.i != INT64_MIN) {
        out->as.i = -value->as.i;
    } else if (value->type == GR_T_DECIMAL && value->as.dec.coef != INT64_MIN) {
        out->as.dec.coef = -value->as.dec.coef;
    } else {
        return false;
    }
    return true;
}

static int sign_of(const gr_value *value)
{
    int64_t n = value->type == GR_T_MONEY   ? value->as.money.minor
                : value->type == GR_T_RATIO ? value->as.ratio.part
                : value->type == GR_T_INT   ? value->as.i
                                            : value->as.dec.coef;
    return n > 0 ? 1 : n < 0 ? -1 : 0;
}

static gr_str size_text(const spoken *s, const gr_value *size, uint8_t places)
{
    bool own = places == GR_PLACES_OWN;
    if (size->type == GR_T_MONEY) {
        return text_of(s, size, own || places == 0 ? GR_FORMAT_EURO : GR_FORMAT_CENTS,
                       GR_PLACES_OWN);
    }
    return size->type == GR_T_RATIO ? text_of(s, size, GR_FORMAT_PERCENT, own ? 1 : places)
                                    : text_of(s, size, GR_FORMAT_NUMBER, places);
}

static bool shows_nothing(gr_str text)
{
    bool any = false;
    for (size_t i = 0; i < text.len; i++) {
        any = any || (text.ptr[i] >= '1' && text.ptr[i] <= '9');
    }
    return !any;
}

/** What is so little that it would read "gestegen met 0%" has nearly stayed the same. */
static gr_str change_text(const spoken *s, const gr_value *value, gr_format format, bool rough)
{
    bool compared = format.kind == GR_FORMAT_COMPARED;
    change_words words = words_of(s, compared);
    gr_value size = *value;
    int sign = sign_of(value);
    if (sign == 0) {
        return gr_str_of(words.same);
    }
    if (sign < 0 && !negated(value, &size)) {
        return text_of(s, value, GR_FORMAT_PLAIN, GR_PLACES_OWN);
    }
    gr_str text = size_text(s, &size, format.places);
    if (shows_nothing(text)) {
        return gr_str_of(words.nearly_same);
    }
    text = rough ? with_word(s, s->words->approx, text) : text;
    const char *word = sign > 0 ? words.more : words.less;
    return compared ? gr_str_fmt(s->arena, GR_FMT NBSP "%s", GR_ARG(text), word)
                    : with_word(s, word, text);
}

/* --- the contract --- */

/** Only letters without a mark begin these words. */
static gr_str capital(gr_arena *arena, gr_str text)
{
    if (text.len == 0 || text.ptr[0] < 'a' || text.ptr[0] > 'z') {
        return text;
    }
    return gr_str_fmt(arena, "%c" GR_FMT, text.ptr[0] - 'a' + 'A',
                      GR_ARG(gr_str_sub(text, 1, SIZE_MAX)));
}

static gr_str words_text(const spoken *s, const gr_value *value, gr_format format, bool rough)
{
    bool about = format.kind == GR_FORMAT_ABOUT || format.kind == GR_FORMAT_ABOUT_CAPITAL;
    if (format.kind == GR_FORMAT_CHANGE || format.kind == GR_FORMAT_COMPARED) {
        return change_text(s, value, format, rough);
    }
    gr_str text = about ? about_text(s, value, rough) : fraction_text(s, value, rough);
    bool begins =
        format.kind == GR_FORMAT_ABOUT_CAPITAL || format.kind == GR_FORMAT_FRACTION_CAPITAL;
    return begins ? capital(s->arena, text) : text;
}

gr_str gr_words_text(gr_arena *arena, const gr_value *value, gr_format format,
                     const gr_notation *notation)
{
    spoken s = {arena, notation, notation->language};
    return words_text(&s, value, format, false);
}

gr_str gr_rough_words(gr_arena *arena, const gr_rough *rough, gr_format format,
                      const gr_notation *notation)
{
    spoken s = {arena, notation, notation->language};
    bool direction = format.kind == GR_FORMAT_CHANGE || format.kind == GR_FORMAT_COMPARED;
    int least = sign_of(&rough->least), most = sign_of(&rough->most);
    if (direction && (least != most || least == 0)) {
        return notation->suppressed; /* whether it rose is not known */
    }
    return words_text(&s, &rough->about, format, true);
}
