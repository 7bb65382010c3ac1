/* The text of a field to its value, and what to say when it has none. */
#include "base/date.h"
#include "writing_priv.h"

#define MAX_CODES_SHOWN 8

static bool parse_code(const gr_code_list *list, gr_str text, gr_code_text *out)
{
    for (size_t i = 0; i < list->n; i++) {
        if (gr_str_eq(list->codes[i].code, text)) {
            *out = list->codes[i];
            return true;
        }
    }
    return false;
}

static bool parse(const gr_field_form *form, gr_str text, char mark, gr_value *out)
{
    const gr_column *column = form->column;
    *out = (gr_value){.type = column->type};
    switch (column->type) {
    case GR_T_BOOL:
        return gr_yes_no_read(form->writing.yes_no, text, &out->as.b);
    case GR_T_INT:
        return gr_int_parse(text, &out->as.i);
    case GR_T_DECIMAL:
        return gr_decimal_parse(text, mark, &out->as.dec);
    case GR_T_MONEY:
        return gr_money_parse(text, mark, column->currency, &out->as.money);
    case GR_T_DATE:
        return gr_day_value(form->writing.days, GR_T_DATE, text, out);
    case GR_T_PERIOD:
        return form->writing.days != NULL ? gr_day_value(form->writing.days, GR_T_PERIOD, text, out)
                                          : gr_period_parse(text, &out->as.period);
    case GR_T_RATIO:
        return gr_ratio_parse(text, mark, &out->as.ratio);
    case GR_T_YEAR:
        return form->writing.days != NULL ? gr_day_value(form->writing.days, GR_T_YEAR, text, out)
                                          : gr_year_parse(text, &out->as.i);
    case GR_T_CODE:
        return parse_code(column->codes, text, &out->as.code);
    case GR_T_REF: /* the key, until all records are there */
        out->type = GR_T_TEXT;
        out->as.text = text;
        return true;
    case GR_T_TEXT:
        out->as.text = text;
        return true;
    case GR_T_NONE:
    case GR_T_MISSING:
    case GR_T_NOT_APPLICABLE:
    case GR_T_SUPPRESSED:
    case GR_T_ROUGH:
    case GR_T_POISON:
        break; /* no column has these types */
    }
    return false;
}

/** Zeros that a program writes behind what a number can hold: 1.0000000000. */
static gr_str without_zeros(const gr_column *column, gr_str text, char mark)
{
    if ((column->type != GR_T_MONEY && column->type != GR_T_DECIMAL) || text.len == 0 ||
        text.ptr[text.len - 1] != '0') {
        return text;
    }
    const char *at = memchr(text.ptr, mark, text.len);
    size_t places = at == NULL ? 0 : text.len - (size_t)(at - text.ptr) - 1;
    while (places > GR_DEC_MAX_SCALE && text.ptr[text.len - 1] == '0') {
        text.len--;
        places--;
    }
    return text;
}

bool gr_field_read(const gr_field_form *form, gr_str text, gr_arena *scratch, gr_value *out,
                   gr_plain *out_plain)
{
    *out_plain = (gr_plain){text, form->mark, true};
    if (form->writing.numbers != NULL &&
        !gr_notation_plain(form->writing.numbers, form->column->type, text, scratch, out_plain)) {
        return false;
    }
    gr_str number = without_zeros(form->column, out_plain->text, out_plain->mark);
    return parse(form, number, out_plain->mark, out);
}

/* ---- what is wrong with a number ---- */

typedef struct gr_refusal {
    const gr_column *column;
    gr_str text, shown;
    char mark;
    gr_loc at;
    gr_arena *scratch;
    gr_diag *diag;
} gr_refusal;

static bool same_letters(gr_str text, const char *word)
{
    size_t i = 0;
    for (; i < text.len && word[i] != '\0'; i++) {
        char c = text.ptr[i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c) != word[i]) {
            return false;
        }
    }
    return i == text.len && word[i] == '\0';
}

/* What programs write where they have no number. */
static bool is_no_number(gr_str text)
{
    static const char *const words[] = {"nan", "inf",  "infinity", "null", "nil",
                                        "n/a", "none", "na",       "-",    "?"};
    bool has_sign = text.len > 1 && (text.ptr[0] == '-' || text.ptr[0] == '+');
    gr_str bare = gr_str_sub(text, has_sign ? 1 : 0, SIZE_MAX);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (same_letters(bare, words[i])) {
            return true;
        }
    }
    return gr_str_starts(text, GR_LIT("#")); /* #N/A, #REF!, #DIV/0! of spreadsheets */
}

/* Digits with at most one `mark`, whatever its size; `out_places`: digits behind the mark. */
static bool is_number_like(gr_str text, char mark, size_t *out_places)
{
    size_t i = gr_str_starts(text, GR_LIT("-")) ? 1 : 0;
    size_t marks = 0;
    bool digits = false;
    *out_places = 0;
    for (; i < text.len; i++) {
        char c = text.ptr[i];
        if (c >= '0' && c <= '9') {
            digits = true;
            *out_places += marks;
        } else if (c != mark || ++marks > 1) {
            return false;
        }
    }
    return digits;
}

static bool is_grouped(gr_str text)
{
    bool separated = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool separator = c == '.' || c == ',' || c == ' ' || c == '\'';
        if (!separator && (c < '0' || c > '9') && !(i == 0 && c == '-')) {
            return false;
        }
        separated = separated || separator;
    }
    return separated;
}

static const char *mark_name(char mark)
{
    return mark == ',' ? "comma" : "point";
}

static void refuse_mark(const gr_refusal *refusal)
{
    char other = refusal->mark == ',' ? '.' : ',';
    gr_buf wanted = gr_buf_make(refusal->scratch, SIZE_MAX);
    for (size_t i = 0; i < refusal->text.len; i++) {
        char c = refusal->text.ptr[i];
        gr_buf_add_char(&wanted, c == other ? refusal->mark : c);
    }
    gr_str shown = gr_quoted(gr_buf_view(&wanted), refusal->scratch);
    gr_diag_report(refusal->diag, refusal->at, GR_CODE_VALUE_DECIMAL_MARK,
                   "'" GR_FMT "' in '" GR_FMT "' has a %s; this source writes " GR_FMT,
                   GR_ARG(refusal->shown), GR_ARG(refusal->column->name), mark_name(other),
                   GR_ARG(shown));
}

/** ".50" and "12.": small enough, but half written. */
static bool refuse_bare_mark(const gr_refusal *refusal)
{
    gr_str text = refusal->text;
    bool minus = text.len > 0 && text.ptr[0] == '-';
    gr_str digits = gr_str_sub(text, minus ? 1 : 0, SIZE_MAX);
    bool before = digits.len > 1 && digits.ptr[0] == refusal->mark;
    bool behind = digits.len > 1 && digits.ptr[digits.len - 1] == refusal->mark;
    if (before == behind) {
        return false;
    }
    gr_str whole = gr_str_fmt(refusal->scratch, "%s%s" GR_FMT "%s", minus ? "-" : "",
                              before ? "0" : "", GR_ARG(digits), behind ? "0" : "");
    gr_str shown = gr_quoted(whole, refusal->scratch);
    gr_diag_report(refusal->diag, refusal->at, GR_CODE_VALUE_TYPE,
                   "'" GR_FMT "' in '" GR_FMT "' has no digit %s its decimal mark; a number is "
                   "written as " GR_FMT,
                   GR_ARG(refusal->shown), GR_ARG(refusal->column->name),
                   before ? "before" : "behind", GR_ARG(shown));
    return true;
}

static void refuse_size(const gr_refusal *refusal, size_t places)
{
    if (refuse_bare_mark(refusal)) {
        return;
    }
    bool is_money = refusal->column->type == GR_T_MONEY;
    unsigned most = is_money ? refusal->column->currency.digits : GR_DEC_MAX_SCALE;
    if (places > most) {
        gr_diag_report(refusal->diag, refusal->at, GR_CODE_VALUE_OVERFLOW,
                       "'" GR_FMT "' in '" GR_FMT "' has %zu decimals; %s has at most %u",
                       GR_ARG(refusal->shown), GR_ARG(refusal->column->name), places,
                       is_money ? "money" : "a decimal", most);
    } else {
        gr_diag_report(refusal->diag, refusal->at, GR_CODE_VALUE_OVERFLOW,
                       "'" GR_FMT "' in '" GR_FMT "' has too many digits", GR_ARG(refusal->shown),
                       GR_ARG(refusal->column->name));
    }
}

static void refuse_type(const gr_refusal *refusal, const char *wanted)
{
    gr_diag_report(refusal->diag, refusal->at, GR_CODE_VALUE_TYPE,
                   "'" GR_FMT "' in '" GR_FMT "' is not %s", GR_ARG(refusal->shown),
                   GR_ARG(refusal->column->name), wanted);
}

/** "50-", "(50)" */
static bool writes_minus_elsewhere(gr_str text)
{
    size_t last = text.len - 1;
    bool trailing = text.len > 1 && text.ptr[last] == '-';
    bool within = text.len > 2 && text.ptr[0] == '(' && text.ptr[last] == ')';
    char first = trailing || within ? text.ptr[within ? 1 : 0] : '\0';
    return first >= '0' && first <= '9';
}

static void refuse_number(const gr_refusal *refusal)
{
    bool whole = refusal->column->type == GR_T_INT;
    size_t places = 0;
    gr_value value;
    if (is_no_number(refusal->text)) {
        gr_diag_report(refusal->diag, refusal->at, GR_CODE_VALUE_NAN,
                       "'" GR_FMT "' in '" GR_FMT "'; leave it out if there is none",
                       GR_ARG(refusal->shown), GR_ARG(refusal->column->name));
    } else if (whole && is_number_like(refusal->text, '\0', &places)) {
        refuse_size(refusal, 0);
    } else if (whole) {
        refuse_type(refusal, "a whole number: digits only");
    } else if (parse(&(gr_field_form){.column = refusal->column}, refusal->text,
                     refusal->mark == ',' ? '.' : ',', &value)) {
        refuse_mark(refusal);
    } else if (is_number_like(refusal->text, refusal->mark, &places)) {
        refuse_size(refusal, places);
    } else if (writes_minus_elsewhere(refusal->text)) {
        refuse_type(refusal, "a number below zero as griffie reads it without a notation: with its "
                             "minus in front; <notation minus=\"trailing\"> reads 50-, "
                             "minus=\"parentheses\" (50)");
    } else if (is_grouped(refusal->text)) {
        refuse_type(refusal, refusal->mark == ','
                                 ? "written as 1234,50: no thousands separators, unless a "
                                   "<notation group=\"...\"> declares them"
                                 : "written as 1234.50: no thousands separators, unless a "
                                   "<notation group=\"...\"> declares them");
    } else {
        refuse_type(refusal,
                    refusal->mark == ',' ? "a number such as 1234,50" : "a number such as 1234.50");
    }
}

static void refuse_code(const gr_refusal *refusal)
{
    const gr_code_list *list = refusal->column->codes;
    gr_str *codes = GR_NEW_N(refusal->scratch, gr_str, list->n);
    gr_buf shown = gr_buf_make(refusal->scratch, SIZE_MAX);
    for (size_t i = 0; i < list->n; i++) {
        codes[i] = list->codes[i].code;
        if (i < MAX_CODES_SHOWN) {
            gr_buf_addf(&shown, "%s" GR_FMT, i > 0 ? ", " : "", GR_ARG(codes[i]));
        } else if (i == MAX_CODES_SHOWN) {
            gr_buf_add(&shown, GR_LIT(", ..."));
        }
    }
    gr_str hint = gr_did_you_mean(refusal->text, codes, list->n, refusal->scratch);
    gr_diag_report(refusal->diag, refusal->at, GR_CODE_VALUE_CODE,
                   "'" GR_FMT "' in '" GR_FMT "' is not one of " GR_FMT GR_FMT,
                   GR_ARG(refusal->shown), GR_ARG(refusal->column->name),
                   GR_ARG(gr_buf_view(&shown)), GR_ARG(hint));
}

static void refuse_value(const gr_field_form *form, gr_str text, gr_loc at, gr_arena *scratch,
                         gr_diag *diag)
{
    if (form->writing.numbers != NULL) {
        gr_notation_refuse(form, text, at, scratch, diag);
        return;
    }
    if (form->writing.days != NULL) {
        gr_day_refuse(form, text, at, scratch, diag);
        return;
    }
    const gr_column *column = form->column;
    char mark = form->mark;
    gr_refusal refusal = {column, text, gr_quoted(text, scratch), mark, at, scratch, diag};
    switch (column->type) {
    case GR_T_INT:
    case GR_T_DECIMAL:
    case GR_T_MONEY:
        refuse_number(&refusal);
        break;
    case GR_T_CODE:
        refuse_code(&refusal);
        break;
    case GR_T_BOOL:
        refuse_type(&refusal, gr_yes_no_said(form->writing.yes_no, scratch).ptr);
        break;
    case GR_T_DATE:
        gr_day_refuse(form, text, at, scratch, diag);
        break;
    case GR_T_RATIO:
        refuse_type(&refusal, mark == ',' ? "a ratio such as 25/31 or 0,81"
                                          : "a ratio such as 25/31 or 0.81");
        break;
    case GR_T_YEAR:
        refuse_type(&refusal, "a year from 1 to 9999, such as 2022");
        break;
    case GR_T_PERIOD:
        refuse_type(&refusal, "a period such as 2022, 2021-2022, 2022-Q3 or 2022-03");
        break;
    case GR_T_TEXT:
    case GR_T_REF:
    case GR_T_NONE:
    case GR_T_MISSING:
    case GR_T_NOT_APPLICABLE:
    case GR_T_SUPPRESSED:
    case GR_T_ROUGH:
    case GR_T_POISON:
        break; /* any text will do, or no column has this type */
    }
}

void gr_field_refuse(const gr_field_form *form, gr_str text, gr_loc at, gr_arena *scratch,
                     gr_diag *diag)
{
    gr_diag_of(diag, form->column);
    refuse_value(form, text, at, scratch, diag);
    gr_diag_of(diag, NULL);
}
