/* Owns when a number of a workbook is that of a figure: a cell has at most 15 to 17 digits, a
 * figure may be a quotient or a day. */
#include "base/date.h"
#include "base/num.h"
#include "readback_priv.h"

#define EXCEL_EPOCH 25569      /* days from what spreadsheets count from to 1970-01-01 */
#define SCALE       1000000000 /* what is compared is held in so small parts */

__extension__ typedef __int128 scaled;

/** A number of a cell, or of an origin, in 1/SCALE; false: it is none. */
static bool read_decimal(gr_str text, scaled *out)
{
    gr_str digits = gr_str_ends(text, GR_LIT(" EUR")) ? gr_str_sub(text, 0, text.len - 4) : text;
    gr_str rest = digits;
    gr_str mantissa = GR_LIT("");
    int64_t exponent = 0;
    (void)gr_str_split(&rest, 'E', &mantissa);
    if (rest.len > 0 &&
        !gr_int_parse(gr_str_starts(rest, GR_LIT("+")) ? gr_str_sub(rest, 1, SIZE_MAX) : rest,
                      &exponent)) {
        return false;
    }
    bool negative = gr_str_starts(mantissa, GR_LIT("-"));
    scaled value = 0;
    int64_t places = 9 + exponent;
    bool point = false;
    for (size_t i = negative ? 1 : 0; i < mantissa.len; i++) {
        char c = mantissa.ptr[i];
        if (c == '.' && !point) {
            point = true;
        } else if (c < '0' || c > '9') {
            return false;
        } else if (i < 30) {
            value = 10 * value + (c - '0');
            places -= point ? 1 : 0;
        }
    }
    for (; places > 0 && places < 20; places--) {
        value *= 10;
    }
    for (; places < 0; places++) {
        value = (value + (places == -1 ? 5 : 0)) / 10;
    }
    *out = negative ? -value : value;
    return mantissa.len > (negative ? 1 : 0);
}

/** "253/340" too, rounded. */
static bool read_quotient(gr_str text, scaled *out)
{
    gr_str part = GR_LIT("");
    int64_t above = 0;
    int64_t below = 0;
    gr_str rest = text;
    if (!gr_str_split(&rest, '/', &part) || !gr_int_parse(part, &above) ||
        !gr_int_parse(rest, &below) || below == 0) {
        return read_decimal(text, out);
    }
    *out = (scaled)above * SCALE / below;
    return true;
}

bool gr_cell_has_number(gr_str cell, gr_str value)
{
    scaled a = 0;
    scaled b = 0;
    gr_day day = 0;
    if (!read_decimal(cell, &a)) {
        return false;
    }
    if (gr_date_parse(value, &day)) {
        return a == (scaled)(day + EXCEL_EPOCH) * SCALE;
    }
    scaled off = read_quotient(value, &b) ? a - b : SCALE;
    return off >= -1 && off <= 1;
}
