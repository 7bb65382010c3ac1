/* What is wrong with a number under a notation, and what to write or to declare instead. */
#include "base/utf8.h"
#include "notation_priv.h"

typedef struct gr_wrong {
    const gr_number_form *notation;
    const gr_column *column;
    gr_str text, shown;
    gr_loc at;
    gr_arena *scratch;
    gr_diag *diag;
} gr_wrong;

static void say(const gr_wrong *wrong, gr_code code, gr_str why)
{
    gr_diag_report(wrong->diag, wrong->at, code,
                   "'" GR_FMT "' in '" GR_FMT "' (notation '" GR_FMT "'): " GR_FMT,
                   GR_ARG(wrong->shown), GR_ARG(wrong->column->name), GR_ARG(wrong->notation->name),
                   GR_ARG(why));
}

/** A number as the notation writes it: "(1.234,50)". */
static gr_str sample(const gr_wrong *wrong, bool negative)
{
    const gr_number_form *notation = wrong->notation;
    bool whole = wrong->column->type == GR_T_INT;
    const char group[] = {notation->group, '\0'};
    const char mark[] = {notation->decimal, '\0'};
    const char *before = !negative                                 ? ""
                         : notation->minus == GR_MINUS_LEADING     ? "-"
                         : notation->minus == GR_MINUS_PARENTHESES ? "("
                                                                   : "";
    const char *behind = !negative                                 ? ""
                         : notation->minus == GR_MINUS_TRAILING    ? "-"
                         : notation->minus == GR_MINUS_PARENTHESES ? ")"
                                                                   : "";
    return gr_str_fmt(wrong->scratch, "%s1%s234%s%s%s", before, group, whole ? "" : mark,
                      whole ? "" : "50", behind);
}

/** Letters and signs at the front or the end that are not of numbers: "USD", "$". */
static gr_str foreign_sign(gr_str text)
{
    static const char known[] = "0123456789-+()%., '";
    size_t from = 0;
    size_t end = text.len;
    while (from < end && strchr(known, text.ptr[from]) != NULL) {
        from++;
    }
    while (end > from && strchr(known, text.ptr[end - 1]) != NULL) {
        end--;
    }
    return gr_str_sub(text, from, end - from);
}

static bool has_digit(gr_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9') {
            return true;
        }
    }
    return false;
}

static bool refuse_percent(const gr_wrong *wrong)
{
    const gr_number_form *notation = wrong->notation;
    bool there = gr_str_find(wrong->text, GR_LIT("%")) != SIZE_MAX;
    bool may = wrong->column->type == GR_T_DECIMAL || wrong->column->type == GR_T_RATIO;
    if (there && !may) {
        say(wrong, GR_CODE_PERCENT_SIGN,
            GR_LIT("a percentage is a decimal or a ratio; give the field that type"));
    } else if (there && notation->percent == GR_PERCENT_NONE) {
        say(wrong, GR_CODE_PERCENT_SIGN,
            GR_LIT("say what the sign means: percent=\"share\" reads 50% as 0.5, "
                   "percent=\"points\" as 50"));
    } else if (!there && may && notation->percent != GR_PERCENT_NONE) {
        say(wrong, GR_CODE_PERCENT_SIGN,
            GR_LIT("no %, while percent= says that each number has it; give the field a "
                   "notation without percent= when it holds no percentages"));
    } else {
        return false;
    }
    return true;
}

/** "USD 5", "$5": never read as euros. An exponent looks like letters too, so it goes first. */
static bool refuse_sign(const gr_wrong *wrong)
{
    gr_str sign = foreign_sign(wrong->text);
    gr_digits number;
    gr_bare bare;
    gr_number_form powers = *wrong->notation;
    powers.exponent = true;
    gr_notation_strip(&powers, wrong->column->type, wrong->text, &bare);
    if (sign.len == 0) {
        return false;
    }
    if (!wrong->notation->exponent &&
        gr_notation_digits(&powers, bare.digits, wrong->scratch, &number)) {
        say(wrong, GR_CODE_EXPONENT,
            GR_LIT("exponents are read where the notation says exponent=\"yes\""));
        return true;
    }
    bool power = gr_str_is(sign, "E") || gr_str_is(sign, "e");
    if (has_digit(sign) || (power && wrong->notation->exponent)) {
        return false;
    }
    bool money = wrong->column->type == GR_T_MONEY;
    say(wrong, GR_CODE_CURRENCY_OTHER,
        gr_str_fmt(wrong->scratch,
                   money ? "'" GR_FMT "' is no sign of euros that currency= names; amounts are "
                           "euros, and others are never read as such: export them in euros, or "
                           "leave them out"
                         : "'" GR_FMT "' stands beside a number that is no amount; amounts of "
                           "euros have type=\"money\" and a notation with currency=",
                   GR_ARG(gr_quoted(sign, wrong->scratch))));
    return true;
}

/** Right but for its minus? */
static bool refuse_minus(const gr_wrong *wrong)
{
    gr_number_form other = *wrong->notation;
    for (unsigned kind = GR_MINUS_LEADING; kind <= GR_MINUS_PARENTHESES; kind++) {
        gr_plain plain;
        other.minus = (gr_minus)kind;
        if (kind != (unsigned)wrong->notation->minus &&
            gr_notation_plain(&other, wrong->column->type, wrong->text, wrong->scratch, &plain)) {
            say(wrong, GR_CODE_MINUS_FORM,
                gr_str_fmt(wrong->scratch,
                           "it writes a number below zero as " GR_FMT "; or say minus=\"%s\"",
                           GR_ARG(sample(wrong, true)),
                           kind == GR_MINUS_LEADING    ? "leading"
                           : kind == GR_MINUS_TRAILING ? "trailing"
                                                       : "parentheses"));
            return true;
        }
    }
    return false;
}

/** "1.234,50" where '.' is the decimal mark. */
static bool is_turned(gr_str digits, char mark, char other)
{
    const char marks[] = {mark, '\0'};
    const char others[] = {other, '\0'};
    size_t first = gr_str_find(digits, gr_str_of(marks));
    size_t last = gr_str_find(digits, gr_str_of(others));
    return first != SIZE_MAX && last != SIZE_MAX && first < last &&
           gr_str_find(gr_str_sub(digits, last + 1, SIZE_MAX), gr_str_of(marks)) == SIZE_MAX;
}

static bool refuse_groups(const gr_wrong *wrong)
{
    gr_bare bare;
    gr_notation_strip(wrong->notation, wrong->column->type, wrong->text, &bare);
    char other = wrong->notation->decimal == ',' ? '.' : ',';
    char group = wrong->notation->group;
    for (size_t i = 0; i < bare.digits.len; i++) {
        char c = bare.digits.ptr[i];
        if (c == '\0' || (strchr("0123456789.,' ", c) == NULL)) {
            return false;
        }
    }
    if (bare.digits.len == 0 || !has_digit(bare.digits)) {
        return false;
    }
    bool turned = is_turned(bare.digits, wrong->notation->decimal, other);
    say(wrong, GR_CODE_GROUP_FORM,
        turned ? gr_str_fmt(wrong->scratch,
                            "it writes " GR_FMT "; a <notation decimal=\"%c\" group=\"%c\"> would "
                            "read this",
                            GR_ARG(sample(wrong, false)), other, wrong->notation->decimal)
        : group == '\0'
            ? gr_str_fmt(wrong->scratch,
                         "it writes " GR_FMT "; when '%c' marks thousands say group=",
                         GR_ARG(sample(wrong, false)), other)
            : gr_str_fmt(wrong->scratch,
                         "it writes " GR_FMT ": '%c' marks thousands, at each three digits from "
                         "the mark '%c' and not behind a leading 0",
                         GR_ARG(sample(wrong, false)), group, wrong->notation->decimal));
    return true;
}

/** A number, but not one that the field holds. */
static void refuse_size(const gr_wrong *wrong, gr_str plain)
{
    bool money = wrong->column->type == GR_T_MONEY;
    size_t mark = gr_str_find(plain, GR_LIT("."));
    size_t places = mark == SIZE_MAX ? 0 : plain.len - mark - 1;
    size_t most = money ? wrong->column->currency.digits : GR_DEC_MAX_SCALE;
    if (wrong->column->type == GR_T_INT && places > 0) {
        say(wrong, GR_CODE_VALUE_TYPE, GR_LIT("not a whole number; decimals have another type"));
    } else if (places > most) {
        say(wrong, GR_CODE_VALUE_OVERFLOW,
            gr_str_fmt(wrong->scratch, "%zu decimals; %s has at most %zu", places,
                       money ? "money" : "a decimal", most));
    } else if (gr_str_find(plain, GR_LIT("/")) != SIZE_MAX) {
        say(wrong, GR_CODE_VALUE_TYPE, GR_LIT("not a ratio such as 25/31, of whole numbers"));
    } else {
        say(wrong, GR_CODE_VALUE_OVERFLOW, GR_LIT("too many digits"));
    }
}

void gr_notation_refuse(const gr_field_form *form, gr_str text, gr_loc at, gr_arena *scratch,
                        gr_diag *diag)
{
    const gr_number_form *notation = form->writing.numbers;
    gr_wrong wrong = {.notation = notation,
                      .column = form->column,
                      .text = gr_notation_spaces(text, scratch),
                      .shown = gr_quoted(text, scratch),
                      .at = at,
                      .scratch = scratch,
                      .diag = diag};
    gr_field_form bare = {form->column, {0}, notation->decimal};
    gr_plain plain;
    if (gr_notation_plain(notation, form->column->type, text, scratch, &plain)) {
        refuse_size(&wrong, plain.text);
    } else if (!has_digit(text)) { /* "NaN", "-" */
        gr_field_refuse(&bare, text, at, scratch, diag);
    } else if (!refuse_percent(&wrong) && !refuse_sign(&wrong) && !refuse_minus(&wrong) &&
               !refuse_groups(&wrong)) {
        say(&wrong, GR_CODE_VALUE_TYPE,
            gr_str_fmt(scratch, "not a number such as " GR_FMT " or " GR_FMT,
                       GR_ARG(sample(&wrong, false)), GR_ARG(sample(&wrong, true))));
    }
}
