/* <notation> of a source descriptor, and which field is written in which. */
#include "notation_priv.h"

static bool means_euros(gr_str sign)
{
    static const char *const signs[] = {"EUR",  "eur",  "Eur", "\xE2\x82\xAC",
                                        "euro", "Euro", "EURO"};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (gr_str_is(sign, signs[i])) {
            return true;
        }
    }
    return false;
}

static void read_currency(const gr_describing *describing, const gr_xml_elem *elem,
                          gr_number_form *notation)
{
    const gr_xml_named *named = gr_xml_find(elem, "currency");
    gr_str rest = named != NULL ? named->value : GR_LIT("");
    gr_str sign;
    while (named != NULL && gr_str_split(&rest, ' ', &sign)) {
        if (sign.len == 0) {
            continue;
        }
        if (!means_euros(sign)) {
            gr_diag_report(
                describing->diag, gr_part_place(elem, named, sign), GR_CODE_ATTRIBUTE_VALUE,
                "'" GR_FMT "' is no sign of euros; amounts are euros, so currency= takes "
                "EUR, \xE2\x82\xAC or euro",
                GR_ARG(sign));
        }
        *GR_PUSH(describing->arena, notation->currency, notation->n_currency,
                 notation->cap_currency, gr_str) = sign;
    }
}

static char sign_of(gr_str word, char absent)
{
    return word.len == 0 ? absent : gr_str_is(word, "space") ? ' ' : word.ptr[0];
}

static const gr_number_form *find(const gr_source *source, gr_str name)
{
    for (size_t i = 0; i < source->n_notations; i++) {
        if (gr_str_eq(source->notations[i]->name, name)) {
            return source->notations[i];
        }
    }
    return NULL;
}

void gr_read_notation(const gr_describing *describing, const gr_xml_elem *elem)
{
    gr_source *source = describing->source;
    gr_number_form *notation = GR_NEW(describing->arena, gr_number_form);
    gr_str minus = gr_xml_value(elem, "minus");
    gr_str percent = gr_xml_value(elem, "percent");
    *notation = (gr_number_form){
        .name = gr_xml_value(elem, "name"),
        .decimal = sign_of(gr_xml_value(elem, "decimal"), '.'),
        .group = sign_of(gr_xml_value(elem, "group"), '\0'),
        .minus = gr_str_is(minus, "trailing")      ? GR_MINUS_TRAILING
                 : gr_str_is(minus, "parentheses") ? GR_MINUS_PARENTHESES
                                                   : GR_MINUS_LEADING,
        .percent = gr_str_is(percent, "share")    ? GR_PERCENT_SHARE
                   : gr_str_is(percent, "points") ? GR_PERCENT_POINTS
                                                  : GR_PERCENT_NONE,
        .exponent = gr_xml_flag(elem, "exponent"),
    };
    read_currency(describing, elem, notation);
    if (notation->group == notation->decimal) {
        gr_diag_report(describing->diag, gr_xml_find(elem, "group")->at, GR_CODE_ATTRIBUTE_VALUE,
                       "group= and decimal= are the same sign, so nothing tells them apart");
    }
    if (find(source, notation->name) != NULL) {
        gr_diag_report(describing->diag, elem->at, GR_CODE_NAME_DUPLICATE, "notation '" GR_FMT "'",
                       GR_ARG(notation->name));
    }
    *GR_PUSH(describing->arena, source->notations, source->n_notations, source->cap_notations,
             const gr_number_form *) = notation;
}

/** NULL without the attribute, or after a report. */
static const gr_number_form *named_notation(const gr_describing *describing,
                                            const gr_xml_elem *elem)
{
    const gr_source *source = describing->source;
    const gr_xml_named *named = gr_xml_find(elem, "notation");
    const gr_number_form *notation = named != NULL ? find(source, named->value) : NULL;
    if (named != NULL && notation == NULL) {
        gr_str *names = GR_NEW_N(describing->arena, gr_str, source->n_notations);
        for (size_t i = 0; i < source->n_notations; i++) {
            names[i] = source->notations[i]->name;
        }
        gr_str hint = gr_did_you_mean(named->value, names, source->n_notations, describing->arena);
        gr_diag_report(describing->diag, named->at, GR_CODE_NAME_UNKNOWN,
                       "no <notation> named '" GR_FMT "' in this source" GR_FMT,
                       GR_ARG(named->value), GR_ARG(hint));
    }
    return notation;
}

void gr_source_notation(const gr_describing *describing, const gr_xml_elem *root)
{
    const gr_xml_named *decimal = gr_xml_find(root, "decimal");
    describing->source->notation = named_notation(describing, root);
    if (decimal != NULL && gr_xml_find(root, "notation") != NULL) {
        gr_diag_report(describing->diag, decimal->at, GR_CODE_ATTRIBUTE_VALUE,
                       "the notation says the decimal mark; leave decimal= out");
    }
}

const gr_number_form *gr_field_notation(const gr_describing *describing, const gr_xml_elem *elem,
                                        gr_type type)
{
    const gr_xml_named *named = gr_xml_find(elem, "notation");
    bool number =
        type == GR_T_INT || type == GR_T_DECIMAL || type == GR_T_MONEY || type == GR_T_RATIO;
    if (named != NULL && !number) {
        gr_diag_report(describing->diag, named->at, GR_CODE_ATTRIBUTE_VALUE,
                       "notation= goes with type=\"integer\", \"decimal\", \"money\" or \"ratio\" "
                       "only");
        return NULL;
    }
    return !number         ? NULL
           : named != NULL ? named_notation(describing, elem)
                           : describing->source->notation;
}
