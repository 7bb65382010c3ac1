/* Owns values that come back from the text of published.json, so that a workbook has numbers and
 * not their print. */
#include "base/date.h"
#include "base/origin.h"
#include "changes/changes.h"

static bool read_money(gr_str text, gr_money *out)
{
    size_t gap = gr_str_find(text, GR_LIT(" "));
    gr_str digits = gr_str_sub(text, 0, gap);
    gr_str code = gap == SIZE_MAX ? GR_LIT("") : gr_str_sub(text, gap + 1, SIZE_MAX);
    size_t point = gr_str_find(digits, GR_LIT("."));
    size_t places = point == SIZE_MAX ? 0 : digits.len - point - 1;
    gr_currency currency = {.digits = (uint8_t)places};
    if (code.len != 3 || places > GR_DEC_MAX_SCALE) {
        return false;
    }
    memcpy(currency.code, code.ptr, code.len);
    return gr_money_parse(digits, '.', currency, out);
}

static bool read_value(gr_str text, gr_str type, gr_value *out)
{
    gr_value value = {.type = GR_T_NONE};
    bool good = false;
    if (gr_str_is(type, gr_type_name(GR_T_MONEY))) {
        value.type = GR_T_MONEY;
        good = read_money(text, &value.as.money);
    } else if (gr_str_is(type, gr_type_name(GR_T_INT))) {
        value.type = GR_T_INT;
        good = gr_int_parse(text, &value.as.i);
    } else if (gr_str_is(type, gr_type_name(GR_T_DECIMAL))) {
        value.type = GR_T_DECIMAL;
        good = gr_decimal_parse(text, '.', &value.as.dec);
    } else if (gr_str_is(type, gr_type_name(GR_T_RATIO))) {
        value.type = GR_T_RATIO;
        good = gr_ratio_parse(text, '.', &value.as.ratio);
    } else if (gr_str_is(type, gr_type_name(GR_T_YEAR))) {
        value.type = GR_T_YEAR;
        good = gr_year_parse(text, &value.as.i);
    } else if (gr_str_is(type, gr_type_name(GR_T_RATIO))) {
        value.type = GR_T_RATIO;
        good = gr_ratio_parse(text, '.', &value.as.ratio);
    } else if (gr_str_is(type, gr_type_name(GR_T_DATE))) {
        value.type = GR_T_DATE;
        good = gr_date_parse(text, &value.as.day);
    }
    *out = value;
    return good;
}

bool gr_changes_value(gr_str text, gr_str type, gr_arena *arena, gr_value *out)
{
    gr_value value = {.type = GR_T_NONE};
    if (!read_value(text, type, &value)) {
        return false;
    }
    value.origin = gr_origin_constant(arena, value);
    *out = value;
    return true;
}
