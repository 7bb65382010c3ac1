/* negative= of a number: whether it is below zero is said elsewhere in its record, by a code for
 * debit and credit. A number that has a minus of its own as well turns back: -5 on the credit side
 * is 5. Where the record does not say it, the sign is not guessed. */
#include "record_priv.h"

static bool refuse(const gr_describing *describing, const gr_xml_named *named, gr_str why)
{
    gr_diag_report(describing->diag, named->at, GR_CODE_ATTRIBUTE_VALUE, GR_FMT, GR_ARG(why));
    return false;
}

/** A text may hold any word, and all but one would be read as above zero. */
static void warn_text(const gr_describing *describing, const gr_plan *plan,
                      const gr_xml_named *named, const bool *needed)
{
    for (size_t i = 0; i < plan->schema->n_columns; i++) {
        const gr_column *column = &plan->schema->columns[i];
        if (needed[i] && column->type == GR_T_TEXT) {
            gr_diag_report(describing->diag, named->at, GR_CODE_SIGN_BY_TEXT,
                           "'" GR_FMT
                           "' is a text, so a word that nobody thought of leaves a number "
                           "above zero; give it type=\"code\" with all its codes",
                           GR_ARG(column->name));
        }
    }
}

bool gr_negative_fits(const gr_describing *describing, const gr_plan *plan, size_t field,
                      const gr_xml_named *named, const bool *needed)
{
    const gr_schema *schema = plan->schema;
    gr_type type = schema->columns[field].type;
    if (type != GR_T_INT && type != GR_T_DECIMAL && type != GR_T_MONEY) {
        return refuse(
            describing, named,
            GR_LIT("negative= goes with type=\"integer\", \"decimal\" or \"money\" only"));
    }
    for (size_t i = 0; i < schema->n_columns; i++) {
        if (!needed[i]) {
            continue;
        }
        if (i == field || plan->fields[i].has_sign) {
            return refuse(describing, named,
                          gr_str_fmt(describing->arena,
                                     "'" GR_FMT "' has its sign by negative= itself; the condition "
                                     "reads what says debit or credit: negative=\"side = 'C'\"",
                                     GR_ARG(schema->columns[i].name)));
        }
        if (i > field && plan->fields[i].made != GR_FIELD_READ) {
            return refuse(
                describing, named,
                gr_str_fmt(describing->arena,
                           "'" GR_FMT "' is worked out further down; move it above '" GR_FMT "'",
                           GR_ARG(schema->columns[i].name), GR_ARG(schema->columns[field].name)));
        }
    }
    warn_text(describing, plan, named, needed);
    return true;
}

/* ---- of a record ---- */

static bool turn(gr_value *value)
{
    if (value->type == GR_T_INT) {
        value->as.i = value->as.i == INT64_MIN ? value->as.i : -value->as.i;
        return value->as.i != INT64_MIN;
    }
    if (value->type == GR_T_MONEY) {
        value->as.money.minor =
            value->as.money.minor == INT64_MIN ? INT64_MIN : -value->as.money.minor;
        return value->as.money.minor != INT64_MIN;
    }
    gr_decimal zero = {0, 0};
    return gr_decimal_sub(zero, value->as.dec, &value->as.dec);
}

/** Fields that stand further down are read first. */
static bool know_needed(gr_records *records, gr_filling *filling, size_t field)
{
    const bool *needed = filling->plan->computing->of_negative[field];
    for (size_t i = 0; i < filling->plan->schema->n_columns; i++) {
        if (!needed[i]) {
            continue;
        }
        if (i > field && !gr_records_find_value(records, filling, i)) {
            return false;
        }
        if (filling->values[i].type == GR_T_POISON) {
            return false; /* told */
        }
        gr_computing_know(filling->context, i, &filling->values[i]);
    }
    return true;
}

bool gr_number_sign(gr_records *records, gr_filling *filling, size_t field)
{
    const gr_schema *schema = filling->plan->schema;
    const gr_field_text *kept = &filling->texts[field];
    if (kept->text.len == 0) {
        return true; /* missing, or as the descriptor says */
    }
    if (!know_needed(records, filling, field)) {
        return false;
    }
    gr_taken below =
        gr_computing_negative(filling->plan->computing, filling->context, field, filling->at);
    if (below == GR_NOT_DECIDED) {
        gr_diag_report(records->diag, kept->at, GR_CODE_SIGN_UNSAID,
                       "'" GR_FMT "' in '" GR_FMT "' of '" GR_FMT "': what its negative= reads is "
                       "missing in this record, so nothing says whether it is below zero",
                       GR_ARG(gr_quoted(kept->text, records->scratch)),
                       GR_ARG(schema->columns[field].name), GR_ARG(schema->name));
        return false;
    }
    if (below == GR_TAKEN && !turn(&filling->values[field])) {
        gr_diag_report(records->diag, kept->at, GR_CODE_VALUE_OVERFLOW,
                       "'" GR_FMT "' in '" GR_FMT "' has too many digits",
                       GR_ARG(gr_quoted(kept->text, records->scratch)),
                       GR_ARG(schema->columns[field].name));
        return false;
    }
    return below != GR_TAKEN_FAILED;
}
