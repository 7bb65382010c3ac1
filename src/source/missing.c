/* Signs of missing in records: a field that holds one is as one that is not there, and counted. */
#include "record_priv.h"

static bool is_key(const gr_schema *schema, size_t field)
{
    for (size_t i = 0; i < schema->n_key; i++) {
        if (schema->key[i] == field) {
            return true;
        }
    }
    return false;
}

bool gr_missing_sign(gr_records *records, gr_filling *filling, size_t field)
{
    const gr_column *column = &filling->plan->schema->columns[field];
    gr_field_text *kept = &filling->texts[field];
    if (!column->optional && column->fallback == NULL) {
        kept->refused = true;
        bool nil = gr_is_nil(kept->text);
        gr_str shown = nil ? GR_LIT("its attribute") : gr_quoted(kept->text, records->scratch);
        bool as_of = filling->plan->is_as_of;
        bool key = is_key(filling->plan->schema, field);
        gr_diag_report(
            records->diag, kept->at, GR_CODE_SIGN_OF_MISSING,
            "%s" GR_FMT "%s in '" GR_FMT "' of '" GR_FMT "' says that it is missing, and "
            "this field has to have a value%s",
            nil ? "" : "'", GR_ARG(shown), nil ? "" : "'", GR_ARG(column->name),
            GR_ARG(filling->plan->schema->name),
            as_of ? "; leave <as-of> out when the data have no date"
            : key ? "; it is of the key: leave such records out with where=, or mend the export"
            : nil ? "; say optional=\"yes\" or default="
                  : "; say optional=\"yes\" or default=, or take the sign out of missing=");
        return false;
    }
    kept->text = GR_LIT("");
    kept->sign = true;
    return true;
}
