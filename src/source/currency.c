/* currency-from= of an amount: where its record says in which currency it is. An amount in another
 * currency than that of the column is never read as if it were in that one. */
#include "notation_priv.h"
#include "record_priv.h"

void gr_read_currency_from(const gr_describing *describing, const gr_xml_elem *elem, gr_plan *plan,
                           size_t field)
{
    const gr_xml_named *named = gr_xml_find(elem, "currency-from");
    size_t text = plan->schema->n_columns + field;
    if (named == NULL) {
        return;
    }
    if (plan->schema->columns[field].type != GR_T_MONEY) {
        gr_diag_report(describing->diag, named->at, GR_CODE_ATTRIBUTE_VALUE,
                       "currency-from= goes with type=\"money\" only");
        return;
    }
    if (plan->grid != NULL) {
        gr_diag_report(describing->diag, named->at, GR_CODE_ATTRIBUTE_VALUE,
                       "nothing stands beside the value of a cell; leave currency-from= out, and "
                       "other currencies by where= on their column");
        return;
    }
    gr_path_origin origin = {elem, named};
    plan->n_texts = 2 * plan->schema->n_columns;
    plan->fields[field].asks_currency = true;
    plan->fields[text] = (gr_plan_field){.tried = named->value, .at = named->at};
    if (!gr_path_beside(describing, &origin, plan, field, text)) {
        return; /* told */
    }
}

static bool means_column(const gr_plan_field *plan, const gr_column *column, gr_str said)
{
    const gr_number_form *numbers = plan->writing.numbers;
    for (size_t i = 0; numbers != NULL && i < numbers->n_currency; i++) {
        if (gr_str_eq(numbers->currency[i], said)) {
            return true;
        }
    }
    return gr_str_is(said, column->currency.code);
}

bool gr_amount_currency(gr_records *records, gr_filling *filling, size_t field)
{
    const gr_schema *schema = filling->plan->schema;
    const gr_column *column = &schema->columns[field];
    const gr_plan_field *plan = &filling->plan->fields[field];
    gr_field_text *said = &filling->texts[schema->n_columns + field];
    const gr_field_text *amount = &filling->texts[field];
    if (amount->text.len == 0 || means_column(plan, column, said->text)) {
        return true;
    }
    if (said->text.len == 0) {
        gr_diag_report(
            records->diag, amount->at, GR_CODE_CURRENCY_OTHER,
            "'" GR_FMT "' in '" GR_FMT "' of '" GR_FMT "': its currency is not said, for "
            "there is no '" GR_FMT "' that holds it; currency-from= begins at the "
            "element of the amount ('../@x' is of the element around it)",
            GR_ARG(gr_quoted(amount->text, records->scratch)), GR_ARG(column->name),
            GR_ARG(schema->name), GR_ARG(filling->plan->fields[schema->n_columns + field].tried));
        return false;
    }
    gr_diag_report(
        records->diag, said->at, GR_CODE_CURRENCY_OTHER,
        "'" GR_FMT "' in '" GR_FMT "' of '" GR_FMT "' is in '" GR_FMT "'; amounts are "
        "%.3s, and others are never read as such: export them in %.3s, or leave them out",
        GR_ARG(gr_quoted(amount->text, records->scratch)), GR_ARG(column->name),
        GR_ARG(schema->name), GR_ARG(gr_quoted(said->text, records->scratch)),
        column->currency.code, column->currency.code);
    return false;
}
