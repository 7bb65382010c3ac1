/* Values that are made when their text comes, not when their record ends: those of fields that one
 * element or attribute of the record says and nothing else has a part in. As nearly all do; what is
 * anything else, or no such value, goes the long way, which says what is wrong. */
#include "record_priv.h"

#define LONGEST 100 /* of a value: what is longer may be longer than a value may be */

/** What a field holds then, in place of its text. */
#define TAKEN GR_LIT("(taken)")

/** Records of it are made when they end, and all that are complete are taken. */
static bool has_plain_records(const gr_plan *plan)
{
    bool plain = !plan->is_as_of && plan->total_of == NULL && plan->grid == NULL &&
                 (plan->computing == NULL || plan->computing->where == NULL);
    for (size_t i = 0; i < plan->n_starts; i++) {
        plain = plain && plan->starts[i].way->guard == NULL;
    }
    for (size_t i = 0; i < plan->n_texts; i++) {
        plain = plain && (!plan->fields[i].may_follow || plan->fields[i].is_ahead);
    }
    return plain;
}

static bool is_direct(const gr_source_slot *slot)
{
    const gr_plan *plan = slot->plan;
    const gr_plan_field *field = &plan->fields[slot->field];
    if (slot->field >= plan->schema->n_columns || slot->reads == GR_READ_NAME ||
        slot->way->guard != NULL || !has_plain_records(plan)) {
        return false;
    }
    return field->made == GR_FIELD_READ && !field->is_ancestors && !field->may_follow &&
           !field->has_open_end && !field->has_sign && !field->asks_currency &&
           field->writing.numbers == NULL && field->writing.missing == NULL &&
           plan->schema->columns[slot->field].form == GR_FORM_NONE;
}

gr_direct gr_slot_direct(const gr_source_slot *slot)
{
    gr_type type = is_direct(slot) ? slot->plan->schema->columns[slot->field].type : GR_T_NONE;
    return type == GR_T_NONE                       ? GR_DIRECT_NOT
           : type == GR_T_TEXT || type == GR_T_REF ? GR_DIRECT_TEXT
                                                   : GR_DIRECT_VALUE;
}

static void take(const gr_filling *filling, const gr_source_slot *slot, gr_str text, gr_loc at)
{
    filling->texts[slot->field] =
        (gr_field_text){.text = text, .at = at, .slot = slot, .given = true, .taken = true};
}

bool gr_direct_value(gr_records *records, const gr_source_slot *slot, gr_str text, gr_loc at)
{
    gr_filling *filling = &records->fillings[slot->plan->nr];
    const gr_column *column = &slot->plan->schema->columns[slot->field];
    gr_value *value = &filling->values[slot->field];
    if (filling->texts[slot->field].given || text.len == 0 || text.len > LONGEST) {
        return false;
    }
    if (column->type == GR_T_INT) {
        value->type = GR_T_INT;
        value->origin = NULL;
        if (!gr_int_parse(text, &value->as.i)) {
            return false;
        }
        take(filling, slot, TAKEN, at);
        return true;
    }
    const gr_field_form form = {column, slot->plan->fields[slot->field].writing,
                                records->source->mark};
    gr_plain plain;
    if (!gr_field_read(&form, text, records->scratch, value, &plain)) {
        return false;
    }
    take(filling, slot, TAKEN, at);
    gr_records_note_form(records, filling, slot->field, &plain, text);
    return true;
}

bool gr_direct_text(gr_records *records, const gr_source_slot *slot, gr_str text, gr_loc at)
{
    gr_filling *filling = &records->fillings[slot->plan->nr];
    gr_value *value = &filling->values[slot->field];
    if (filling->texts[slot->field].given) {
        return false;
    }
    value->type = GR_T_TEXT;
    value->origin = NULL;
    value->as.text = text;
    take(filling, slot, text, at);
    if (filling->grouped == NULL && slot->plan->schema->columns[slot->field].type == GR_T_TEXT) {
        gr_table_expect_text(filling->table, slot->field, text);
    }
    return true;
}

const gr_source_slot *gr_spot_direct(const gr_source_spot *spot)
{
    const gr_source_slot *only = NULL;
    unsigned n = 0;
    for (const gr_source_slot *slot = spot->slots; slot != NULL; slot = slot->next) {
        if (slot->reads == GR_READ_TEXT) {
            only = slot;
            n++;
        }
    }
    return n == 1 && spot->tests == NULL && is_direct(only) ? only : NULL;
}
