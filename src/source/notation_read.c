/* <notation> of a source descriptor, and which field is written in which. */
#include "notation_priv.h"
#include "writing_priv.h"

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

static const gr_notation_set *find(const gr_source *source, gr_str name)
{
    for (size_t i = 0; i < source->n_notations; i++) {
        if (gr_str_eq(source->notations[i]->name, name)) {
            return source->notations[i];
        }
    }
    return NULL;
}

/** NULL: it says nothing of numbers. */
static const gr_number_form *read_numbers(const gr_describing *describing, const gr_xml_elem *elem)
{
    static const char *const others[] = {"group",   "minus",    "currency",
                                         "percent", "exponent", "binary"};
    if (gr_xml_find(elem, "decimal") == NULL) {
        for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
            const gr_xml_named *named = gr_xml_find(elem, others[i]);
            if (named != NULL) {
                gr_diag_report(describing->diag, named->at, GR_CODE_ATTRIBUTE_MISSING,
                               "%s= says how numbers are written, so decimal= goes with it",
                               others[i]);
                break;
            }
        }
        return NULL;
    }
    gr_number_form *numbers = GR_NEW(describing->arena, gr_number_form);
    gr_str minus = gr_xml_value(elem, "minus");
    gr_str percent = gr_xml_value(elem, "percent");
    *numbers = (gr_number_form){
        .name = gr_xml_value(elem, "name"),
        .decimal = sign_of(gr_xml_value(elem, "decimal"), '.'),
        .group = sign_of(gr_xml_value(elem, "group"), '\0'),
        .minus = gr_str_is(minus, "trailing")      ? GR_MINUS_TRAILING
                 : gr_str_is(minus, "parentheses") ? GR_MINUS_PARENTHESES
                                                   : GR_MINUS_LEADING,
        .percent = gr_str_is(percent, "share")    ? GR_PERCENT_SHARE
                   : gr_str_is(percent, "points") ? GR_PERCENT_POINTS
                                                  : GR_PERCENT_NONE,
        .exponent = gr_xml_flag(elem, "exponent") || gr_xml_flag(elem, "binary"),
        .binary = gr_xml_flag(elem, "binary"),
    };
    read_currency(describing, elem, numbers);
    if (numbers->group == numbers->decimal) {
        gr_diag_report(describing->diag, gr_xml_find(elem, "group")->at, GR_CODE_ATTRIBUTE_VALUE,
                       "group= and decimal= are the same sign, so nothing tells them apart");
    }
    return numbers;
}

/* Attributes that go with one of two others, and the remedy when neither is there. */
static void judge_days(const gr_describing *describing, const gr_xml_elem *elem,
                       const gr_notation_set *set)
{
    const gr_xml_named *years = gr_xml_find(elem, "years-from");
    if (years != NULL && !gr_day_asks_years(set->date) && !gr_day_asks_years(set->period)) {
        gr_diag_report(describing->diag, years->at, GR_CODE_ATTRIBUTE_MISSING,
                       "years-from= goes with date= or period= that has a year of two figures");
    }
}

void gr_read_notation(const gr_describing *describing, const gr_xml_elem *elem)
{
    gr_source *source = describing->source;
    gr_notation_set *set = GR_NEW(describing->arena, gr_notation_set);
    *set = (gr_notation_set){
        .name = gr_xml_value(elem, "name"),
        .numbers = read_numbers(describing, elem),
        .date = gr_notation_days(describing, elem, "date", GR_T_DATE),
        .period = gr_notation_days(describing, elem, "period", GR_T_PERIOD),
        .yes_no = gr_read_yes_no(describing, elem),
        .missing = gr_read_missing(describing, elem, NULL),
    };
    judge_days(describing, elem, set);
    if (elem->n_attrs == 1) {
        gr_diag_report(describing->diag, elem->at, GR_CODE_ATTRIBUTE_MISSING,
                       "notation '" GR_FMT "' says nothing; decimal=\",\" or date=\"dd-mm-yyyy\" "
                       "says how numbers or dates are written",
                       GR_ARG(set->name));
    }
    if (find(source, set->name) != NULL) {
        gr_diag_report(describing->diag, elem->at, GR_CODE_NAME_DUPLICATE, "notation '" GR_FMT "'",
                       GR_ARG(set->name));
    }
    *GR_PUSH(describing->arena, source->notations, source->n_notations, source->cap_notations,
             const gr_notation_set *) = set;
}

/** NULL without the attribute, or after a report. */
static const gr_notation_set *named_notation(const gr_describing *describing,
                                             const gr_xml_elem *elem)
{
    const gr_source *source = describing->source;
    const gr_xml_named *named = gr_xml_find(elem, "notation");
    const gr_notation_set *notation = named != NULL ? find(source, named->value) : NULL;
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
    const gr_notation_set *notation = named_notation(describing, root);
    describing->source->notation = notation;
    if (decimal != NULL && gr_xml_find(root, "notation") != NULL &&
        (notation == NULL || notation->numbers != NULL)) {
        gr_diag_report(describing->diag, decimal->at, GR_CODE_ATTRIBUTE_VALUE,
                       "the notation says the decimal mark; leave decimal= out");
    }
}

/* ---- of a field ---- */

static gr_writing for_type(const gr_notation_set *set, gr_type type)
{
    gr_writing writing = {0};
    if (set == NULL) {
        return writing;
    }
    bool number =
        type == GR_T_INT || type == GR_T_DECIMAL || type == GR_T_MONEY || type == GR_T_RATIO;
    writing.numbers = number ? set->numbers : NULL;
    writing.days = type == GR_T_DATE ? set->date : type == GR_T_PERIOD ? set->period : NULL;
    writing.yes_no = type == GR_T_BOOL ? set->yes_no : NULL;
    writing.missing = set->missing;
    return writing;
}

gr_writing gr_field_writing(const gr_describing *describing, const gr_xml_elem *elem, gr_type type)
{
    const gr_xml_named *named = gr_xml_find(elem, "notation");
    const gr_notation_set *set = named_notation(describing, elem);
    gr_writing own = for_type(set, type);
    gr_writing writing = for_type(describing->source->notation, type);
    if (set != NULL && own.numbers == NULL && own.days == NULL && own.yes_no == NULL &&
        own.missing == NULL) {
        gr_diag_report(describing->diag, named->at, GR_CODE_ATTRIBUTE_VALUE,
                       "notation '" GR_FMT "' does not say how a field with type=\"" GR_FMT
                       "\" is written; leave notation= out",
                       GR_ARG(set->name), GR_ARG(gr_xml_value(elem, "type")));
    }
    writing.numbers = gr_field_binary(describing, elem, type,
                                      own.numbers != NULL ? own.numbers : writing.numbers);
    writing.yes_no =
        gr_field_yes_no(describing, elem, type, own.yes_no != NULL ? own.yes_no : writing.yes_no);
    writing.missing =
        gr_read_missing(describing, elem, own.missing != NULL ? own.missing : writing.missing);
    writing.days =
        gr_field_days(describing, elem, type, own.days != NULL ? own.days : writing.days);
    gr_judge_missing(describing, elem, type, &writing);
    return writing;
}
