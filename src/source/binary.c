/* Numbers that a program keeps as doubles and writes with all their digits: 1234.5600000000001 is
 * 1234.56. A double holds 15 decimal digits for certain, so what stands behind those is rounded,
 * once; the rest has to fit as any number does. */
#include "notation_priv.h"

#define CERTAIN 15 /* significant digits of a double */

/** `digits` without its last ones, one added to what stays when they are half or more. */
static gr_str rounded(gr_str digits, size_t keep, gr_arena *arena)
{
    char *out = gr_arena_alloc(arena, keep + 1, 1, 1);
    bool carry = digits.ptr[keep] >= '5';
    for (size_t i = keep; i-- > 0;) {
        char c = digits.ptr[i];
        out[i + 1] = !carry ? c : c == '9' ? '0' : (char)(c + 1);
        carry = carry && c == '9';
    }
    out[0] = carry ? '1' : '0';
    return (gr_str){out, keep + 1};
}

void gr_binary_round(gr_digits *number, gr_arena *arena)
{
    size_t zeros = 0;
    while (zeros < number->digits.len && number->digits.ptr[zeros] == '0') {
        zeros++;
    }
    size_t keep = zeros + CERTAIN;
    if (number->digits.len > keep) {
        number->places -= (int)(number->digits.len - keep);
        number->digits = rounded(number->digits, keep, arena);
    }
    number->moved = true; /* a mark in it marks no thousands */
}

const gr_number_form *gr_field_binary(const gr_describing *describing, const gr_xml_elem *elem,
                                      gr_type type, const gr_number_form *inherited)
{
    const gr_xml_named *named = gr_xml_find(elem, "binary");
    const gr_xml_named *decimals = gr_xml_find(elem, "decimals");
    if (named != NULL && type != GR_T_DECIMAL && type != GR_T_MONEY) {
        gr_diag_report(describing->diag, named->at, GR_CODE_ATTRIBUTE_VALUE,
                       "binary= goes with type=\"decimal\" or \"money\" only");
        return inherited;
    }
    bool binary =
        named != NULL ? gr_xml_flag(elem, "binary") : inherited != NULL && inherited->binary;
    if (decimals != NULL && binary) {
        gr_diag_report(describing->diag, decimals->at, GR_CODE_ATTRIBUTE_VALUE,
                       "a number with binary=\"yes\" has as many decimals as its program wrote; "
                       "leave decimals= out");
    }
    if (named == NULL || (inherited == NULL && !binary)) {
        return inherited;
    }
    gr_number_form *form = GR_NEW(describing->arena, gr_number_form);
    *form = inherited != NULL
                ? *inherited
                : (gr_number_form){.name = GR_LIT("binary"), .decimal = describing->source->mark};
    form->exponent = form->exponent || (binary && !form->binary);
    form->binary = binary;
    return form;
}
