/* Values as PDF spells them. Numbers are made of integers here: no float, no locale. */
#include "pdf_priv.h"

#include "base/date.h"
#include "base/utf8.h"

/* Written backwards into a piece of its own: pages are mostly numbers, and printf is slow at them.
 */
void gr_add_length(gr_buf *out, int64_t thousandths)
{
    char text[32];
    size_t at = sizeof(text);
    uint64_t size = thousandths < 0 ? 0 - (uint64_t)thousandths : (uint64_t)thousandths;
    uint64_t whole = size / 1000;
    unsigned rest = (unsigned)(size % 1000);
    bool digits = false; /* behind the point */
    for (int i = 0; i < 3; i++, rest /= 10) {
        digits = digits || rest % 10 != 0;
        if (digits) {
            text[--at] = (char)('0' + rest % 10);
        }
    }
    if (digits) {
        text[--at] = '.';
    }
    while (whole > 0 || (!digits && at == sizeof(text))) {
        text[--at] = (char)('0' + whole % 10);
        whole /= 10;
    }
    if (thousandths < 0) {
        text[--at] = '-';
    }
    gr_buf_add(out, (gr_str){text + at, sizeof(text) - at});
}

void gr_add_colour(gr_buf *out, gr_rgb colour, const char *operator)
{
    for (int shift = 16; shift >= 0; shift -= 8) {
        uint32_t part = (colour >> shift) & 0xFF;
        gr_add_length(out, (part * 1000 + 127) / 255);
        gr_buf_add_char(out, ' ');
    }
    gr_buf_addf(out, "%s\n", operator);
}

void gr_add_number(gr_buf *out, uint64_t number)
{
    char digits[20];
    size_t at = sizeof(digits);
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    gr_buf_add(out, (gr_str){digits + at, sizeof(digits) - at});
}

static void add_unit(gr_buf *out, uint32_t unit)
{
    static const char digits[] = "0123456789ABCDEF";
    const char text[4] = {digits[unit >> 12 & 15], digits[unit >> 8 & 15], digits[unit >> 4 & 15],
                          digits[unit & 15]};
    gr_buf_add(out, (gr_str){text, sizeof(text)});
}

void gr_add_utf16(gr_buf *out, gr_str utf8)
{
    for (size_t at = 0; at < utf8.len;) {
        uint32_t sign = gr_utf8_step(utf8, &at);
        if (sign > 0xFFFF) {
            add_unit(out, 0xD800 | (sign - 0x10000) >> 10);
            add_unit(out, 0xDC00 | ((sign - 0x10000) & 0x3FF));
        } else {
            add_unit(out, sign);
        }
    }
}

void gr_add_text(gr_buf *out, gr_str utf8)
{
    gr_buf_add(out, GR_LIT("<FEFF"));
    gr_add_utf16(out, utf8);
    gr_buf_add_char(out, '>');
}

void gr_add_literal_bytes(gr_buf *out, gr_str bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        char c = bytes.ptr[i];
        if (c == '\r') { /* a bare one would be read as a line feed */
            gr_buf_add(out, GR_LIT("\\r"));
            continue;
        }
        if (c == '(' || c == ')' || c == '\\') {
            gr_buf_add_char(out, '\\');
        }
        gr_buf_add_char(out, c);
    }
}

void gr_add_literal(gr_buf *out, gr_str bytes)
{
    gr_buf_add_char(out, '(');
    gr_add_literal_bytes(out, bytes);
    gr_buf_add_char(out, ')');
}

void gr_add_reference(gr_buf *out, unsigned number)
{
    gr_buf_add_char(out, ' ');
    gr_add_number(out, number);
    gr_buf_add(out, GR_LIT(" 0 R"));
}

void gr_add_date(gr_buf *out, const gr_value *date, bool xmp)
{
    gr_civil day = gr_civil_of(date->type == GR_T_DATE ? date->as.day : 0);
    int year = day.year < 0 || day.year > 9999 ? 0 : (int)day.year;
    gr_buf_addf(out, xmp ? "%04d-%02u-%02uT00:00:00Z" : "(D:%04d%02u%02u000000Z)", year, day.month,
                day.day);
}

gr_mpt gr_hundredths(gr_mpt length)
{
    int64_t half = length < 0 ? -5 : 5;
    return (gr_mpt)((length + half) / 10 * 10);
}
