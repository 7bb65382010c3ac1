/* mapping="yes" of a dataset: its key says what each record is for, and its fields say what holds
 * where no record fits. */
#include "source_priv.h"

static void say(const gr_describing *describing, gr_loc at, const char *why)
{
    gr_diag_report(describing->diag, at, GR_CODE_ATTRIBUTE_VALUE, "%s", why);
}

static bool is_key(const gr_schema *schema, size_t column)
{
    for (size_t i = 0; i < schema->n_key; i++) {
        if (schema->key[i] == column) {
            return true;
        }
    }
    return false;
}

/** NULL, or why neither may stand at this field. */
static const char *why_not(const gr_schema *schema, size_t column, bool keeps)
{
    gr_type type = schema->columns[column].type;
    if (!schema->mapping) {
        return "to-other= and no-match= go with the fields of a dataset with mapping=\"yes\" only";
    }
    if (is_key(schema, column)) {
        return "this field says what an entry is for; to-other= and no-match= go with those that "
               "are looked up";
    }
    if (keeps && (type != GR_T_TEXT || schema->n_key != 1)) {
        return "what is kept is the value that was looked up: no-match=\"keep\" goes with a text "
               "of "
               "a mapping whose key is one field";
    }
    if (!keeps && type != GR_T_TEXT && type != GR_T_REF) {
        return "to-other= goes with type=\"text\" or \"reference\" only";
    }
    return NULL;
}

static void read_other(const gr_describing *describing, const gr_xml_elem *field, gr_schema *schema,
                       size_t column)
{
    const gr_xml_named *other = gr_xml_find(field, "to-other");
    const gr_xml_named *match = gr_xml_find(field, "no-match");
    bool keeps = match != NULL && gr_str_is(match->value, "keep");
    const char *why = NULL;
    if (other == NULL && match == NULL) {
        return;
    }
    if (other != NULL && match != NULL) {
        why = "to-other= says what holds where no entry fits; leave no-match= out";
    } else if (other != NULL && gr_str_trim(other->value).len == 0) {
        why = "an empty to-other= says nothing; leave it out, and what no entry fits is refused";
    } else {
        why = why_not(schema, column, keeps);
    }
    if (why != NULL) {
        say(describing, (other != NULL ? other : match)->at, why);
        return;
    }
    schema->columns[column].keeps = keeps;
    schema->columns[column].other =
        other != NULL ? gr_str_spaced(describing->arena, other->value) : GR_LIT("");
}

static void judge(const gr_describing *describing, const gr_xml_elem *elem, const gr_schema *schema)
{
    const gr_xml_named *key = gr_xml_find(elem, "key");
    if (!schema->shared) {
        say(describing, gr_xml_find(elem, "mapping")->at,
            "a mapping is for everybody: it says shared=\"yes\"");
    }
    for (size_t i = 0; i < schema->n_key; i++) {
        if (schema->columns[schema->key[i]].type != GR_T_TEXT) {
            gr_diag_report(describing->diag, key->at, GR_CODE_ATTRIBUTE_VALUE,
                           "'" GR_FMT "': the key of a mapping is of type=\"text\", for it may say "
                           "40* or 4000..4999",
                           GR_ARG(schema->columns[schema->key[i]].name));
        }
    }
    if (schema->n_key == schema->n_columns) {
        say(describing, elem->at, "a mapping needs a field besides its key, to be looked up");
    }
}

void gr_read_mapping(const gr_describing *describing, const gr_xml_elem *elem, gr_schema *schema)
{
    schema->mapping = gr_xml_flag(elem, "mapping");
    if (schema->mapping) {
        judge(describing, elem, schema);
    }
    for (const gr_xml_elem *field = gr_xml_next(elem, NULL); field != NULL;
         field = gr_xml_next(elem, field)) {
        size_t column = gr_schema_column(schema, gr_xml_value(field, "name"));
        if (column != SIZE_MAX) {
            read_other(describing, field, schema, column);
        }
    }
}
