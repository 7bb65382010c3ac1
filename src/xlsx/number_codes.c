#include "xlsx_text.h"

/* Owns the number format of a cell: the value stays what it is, only its look follows the format.
 * Codes are written as the file wants them, with a point and commas; a reader shows them in its own
 * notation. A negative amount has its minus behind the sign, as in print. */
#include "format/value_text.h"

typedef struct code { /* of one number */
    gr_arena *arena;
    const gr_notation *notation;
    gr_str besides; /* stands behind every number: " + p.m." */
} code;

/** "#,##0" with decimals; `scale` divides by a thousand for each comma. */
static gr_str digits(const code *c, bool grouped, unsigned places, const char *scale)
{
    static const char zeros[] = "000000";
    unsigned shown = places > GR_DEC_MAX_SCALE ? GR_DEC_MAX_SCALE : places;
    return gr_str_fmt(c->arena, "%s%s%.*s%s", grouped ? "#,##0" : "0", shown > 0 ? "." : "",
                      (int)shown, zeros, scale);
}

/** `before` and `after` stand in quotes; what they hold must not end them. */
static gr_str quoted(const code *c, gr_str text)
{
    if (text.len == 0) {
        return text;
    }
    gr_buf out = gr_buf_make(c->arena, SIZE_MAX);
    gr_buf_add_char(&out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '"') {
            gr_buf_add_char(&out, text.ptr[i]);
        }
    }
    gr_buf_add_char(&out, '"');
    return gr_buf_view(&out);
}

/** Half of the last place that is shown, which is 10 to the power of `last`: "0.5", "500". */
static gr_str half_of(const code *c, int last)
{
    gr_buf out = gr_buf_make(c->arena, SIZE_MAX);
    gr_buf_add(&out, gr_str_of(last > 0 ? "5" : "0."));
    for (int i = 0; i < (last > 0 ? last - 1 : -last); i++) {
        gr_buf_add_char(&out, '0');
    }
    gr_buf_add(&out, gr_str_of(last > 0 ? "" : "5"));
    return gr_buf_view(&out);
}

/** A negative number has a section of its own: its minus is that of print and stands behind a
 *  currency. What is so near to zero that it is shown as zero has none; `last` says from where on.
 */
static gr_str with_words(const code *c, gr_str before, gr_str number, gr_str after, int last)
{
    gr_str minus = c->notation->minus.len > 0 ? c->notation->minus : GR_LIT("-");
    gr_str below = quoted(c, gr_str_fmt(c->arena, GR_FMT GR_FMT, GR_ARG(before), GR_ARG(minus)));
    gr_str head = quoted(c, before);
    gr_str tail = quoted(c, gr_str_fmt(c->arena, GR_FMT GR_FMT, GR_ARG(after), GR_ARG(c->besides)));
    return gr_str_fmt(c->arena, "[>-" GR_FMT "]" GR_FMT GR_FMT GR_FMT ";" GR_FMT GR_FMT GR_FMT,
                      GR_ARG(half_of(c, last)), GR_ARG(head), GR_ARG(number), GR_ARG(tail),
                      GR_ARG(below), GR_ARG(number), GR_ARG(tail));
}

static gr_str currency(const code *c, const gr_value *value)
{
    if (value->type != GR_T_MONEY) {
        return GR_LIT("");
    }
    gr_str sign = gr_str_of(value->as.money.cur.code);
    return gr_str_is(sign, gr_euro.code)
               ? gr_str_fmt(c->arena, "€" GR_FMT, GR_ARG(c->notation->money_gap))
               : gr_str_fmt(c->arena, GR_FMT "\u00A0", GR_ARG(sign));
}

/** Places of a format that names none: as the value has them, amounts without empty cents. */
static unsigned places_of(const gr_value *value, gr_format format)
{
    return format.places != GR_PLACES_OWN ? format.places : gr_number_as_written(value).scale;
}

/* --- millions: as many decimals as print shows for this size --- */

static gr_str millions(const code *c, const gr_value *value, gr_format format)
{
    const gr_language *words = c->notation->language;
    gr_decimal shown = gr_in_millions(gr_number_of(value), format.places);
    bool own = format.places == GR_PLACES_OWN;
    unsigned places = shown.scale;
    gr_str sign = currency(c, value);
    if (own && shown.coef == 0) {
        return with_words(c, sign, digits(c, true, 0, ""), GR_LIT(""), 0);
    }
    gr_str before = sign;
    if (format.kind == GR_FORMAT_APPROX_MILLION) {
        before = gr_str_fmt(c->arena, "%s\u00A0" GR_FMT, words->approx, GR_ARG(sign));
    }
    gr_str after = gr_str_fmt(c->arena, "\u00A0%s", words->million);
    return with_words(c, before, digits(c, true, places, ",,"), after, 6 - (int)places);
}

static gr_str percentage(const code *c, const gr_value *value, gr_format format)
{
    const gr_str none = GR_LIT("");
    unsigned places = places_of(value, format);
    if (format.kind == GR_FORMAT_POINTS) { /* a percentage already: the sign must not multiply */
        gr_str sign = gr_str_fmt(c->arena, GR_FMT "%%", GR_ARG(c->notation->percent_gap));
        return with_words(c, none, digits(c, true, places, ""), sign, -(int)places);
    }
    if (format.places == GR_PLACES_OWN) {
        places = places > 2 ? places - 2 : 0;
    }
    gr_str gap = quoted(c, c->notation->percent_gap);
    gr_str number =
        gr_str_fmt(c->arena, GR_FMT GR_FMT "%%", GR_ARG(digits(c, true, places, "")), GR_ARG(gap));
    return with_words(c, none, number, none, -(int)places - 2);
}

/** What print says in words is the number itself here: an amount, a number, or a percentage. */
static gr_str spoken_number(const code *c, const gr_value *value, gr_format format)
{
    const gr_str none = GR_LIT("");
    bool fraction = format.kind == GR_FORMAT_FRACTION || format.kind == GR_FORMAT_FRACTION_CAPITAL;
    if (value->type == GR_T_RATIO || fraction) {
        uint8_t places = format.places == GR_PLACES_OWN ? 1 : format.places;
        return percentage(c, value, (gr_format){GR_FORMAT_PERCENT, places});
    }
    unsigned places =
        value->type == GR_T_MONEY && format.places == GR_PLACES_OWN ? 0 : places_of(value, format);
    return with_words(c, currency(c, value), digits(c, true, places, ""), none, -(int)places);
}

/* --- dates --- */

/** Names of months in the language of the document, whatever the reader's is. */
static const char *locale_of(const gr_notation *notation)
{
    gr_str tag = gr_str_of(notation->language->tag);
    if (gr_str_is(tag, "nl")) {
        return "[$-413]";
    }
    return gr_str_is(tag, "en") ? "[$-809]" : "";
}

static gr_str date_code(const code *c, gr_format_kind kind)
{
    const char *locale = locale_of(c->notation);
    if (kind == GR_FORMAT_DATE_SHORT) {
        return GR_LIT("dd\\-mm\\-yyyy");
    }
    if (kind == GR_FORMAT_DAY_MONTH) {
        return gr_str_fmt(c->arena, "%sd\\ mmmm", locale);
    }
    if (kind == GR_FORMAT_MONTH_YEAR) {
        return gr_str_fmt(c->arena, "%smmmm\\ yyyy", locale);
    }
    return gr_str_fmt(c->arena, "%sd\\ mmmm\\ yyyy", locale);
}

/* --- by format --- */

static gr_str number_code(const code *c, const gr_value *value, gr_format format)
{
    const gr_str none = GR_LIT("");
    unsigned places = places_of(value, format);
    gr_str fitting = digits(c, true, places, "");
    switch (format.kind) {
    case GR_FORMAT_EURO:
        return with_words(c, currency(c, value), digits(c, true, 0, ""), none, 0);
    case GR_FORMAT_CENTS:
        return with_words(c, currency(c, value), digits(c, true, 2, ""), none, -2);
    case GR_FORMAT_THOUSANDS:
        places = format.places == GR_PLACES_OWN ? 0 : format.places;
        return with_words(c, none, digits(c, true, places, ","), none, 3 - (int)places);
    case GR_FORMAT_APPROX_MILLION:
    case GR_FORMAT_MILLION:
        return millions(c, value, format);
    case GR_FORMAT_PERCENT:
    case GR_FORMAT_POINTS:
        return percentage(c, value, format);
    case GR_FORMAT_FTE:
        return with_words(c, none, fitting, GR_LIT("\u00A0fte"), -(int)places);
    case GR_FORMAT_ABOUT:
    case GR_FORMAT_ABOUT_CAPITAL:
    case GR_FORMAT_FRACTION:
    case GR_FORMAT_FRACTION_CAPITAL:
    case GR_FORMAT_CHANGE:
    case GR_FORMAT_COMPARED:
        return spoken_number(c, value, format);
    case GR_FORMAT_NUMBER:
    case GR_FORMAT_WORDS:
    case GR_FORMAT_WORDS_CAPITAL:
        return with_words(c, none, fitting, none, -(int)places);
    case GR_FORMAT_ORDINAL:
        return with_words(c, none, digits(c, false, 0, ""),
                          gr_ordinal_suffix(c->notation->language, value->as.i), 0);
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
    case GR_FORMAT__COUNT:
        break;
    }
    return with_words(c, none, digits(c, false, places, ""), none, -(int)places);
}

/** A cell in which there is nothing yet has the format of the numbers around it: what is typed over
 *  a text of the format "@" would stay a text. */
static gr_str text_code(const code *c, const gr_sheet_cell *cell)
{
    bool money = cell->format.kind == GR_FORMAT_EURO || cell->format.kind == GR_FORMAT_CENTS;
    gr_value like = {.type = money ? GR_T_MONEY : GR_T_INT};
    like = money ? (gr_value){.type = GR_T_MONEY, .as.money = {0, gr_euro}} : like;
    if (cell->like != NULL) {
        like = *cell->like;
    }
    bool awaits = cell->value.type == GR_T_NOT_APPLICABLE || cell->value.type == GR_T_MISSING;
    if (!awaits) {
        return gr_str_of(cell->formula.len > 0 ? "" : "@");
    }
    return like.type == GR_T_DATE ? date_code(c, cell->format.kind)
                                  : number_code(c, &like, cell->format);
}

gr_str gr_number_code(const gr_sheet_cell *cell, const gr_notation *notation, gr_arena *arena)
{
    code c = {arena, notation, GR_LIT("")};
    if (cell->besides.len > 0) {
        c.besides = gr_str_fmt(arena, "\u00A0+\u00A0" GR_FMT, GR_ARG(cell->besides));
    }
    switch (gr_sheet_cell_content(cell)) {
    case GR_CONTENT_NUMBER:
        return number_code(&c, &cell->value, cell->format);
    case GR_CONTENT_DATE:
        return date_code(&c, cell->format.kind);
    case GR_CONTENT_TEXT:
        return text_code(&c, cell);
    case GR_CONTENT_BLANK:
        break;
    }
    return GR_LIT("");
}
