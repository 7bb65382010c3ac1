/* default= of a field: what a record holds where its export says nothing. Its value is made once,
 * from the descriptor; records are marked, so that its origin is the descriptor's line. */
#include "language/language.h"
#include "source_priv.h"

static bool refuse(const gr_describing *describing, gr_loc at, const char *why)
{
    gr_diag_report(describing->diag, at, GR_CODE_ATTRIBUTE_VALUE, "%s", why);
    return false;
}

/* A field has one answer to "the export says nothing", and some may have none. */
static bool is_allowed(const gr_describing *describing, const gr_plan *plan, size_t field,
                       const gr_xml_named *named)
{
    const gr_schema *schema = plan->schema;
    if (gr_str_trim(named->value).len == 0) {
        return refuse(describing, named->at,
                      "an empty default= says nothing; write optional=\"yes\" for a field that may "
                      "be missing");
    }
    if (schema->columns[field].optional) {
        return refuse(describing, named->at,
                      "a field with default= is never missing; leave out optional= or default=");
    }
    if (schema->columns[field].ordinal) {
        return refuse(describing, named->at,
                      "ordinal= counts places, and a default is no place; leave out default=");
    }
    if (!schema->shared && schema->owner_column == field) {
        return refuse(describing, named->at,
                      "default= would give records without an owner to one; leave it out, the "
                      "export has to say whose they are");
    }
    return true;
}

/* As values of exports are read: single-spaced, its letters composed. */
static bool plain_text(const gr_describing *describing, const gr_xml_named *named, gr_str *out)
{
    char *text = gr_arena_alloc(describing->arena, named->value.len + 1, 1, 1);
    memcpy(text, named->value.ptr, named->value.len);
    gr_str plain = gr_single_spaced(text, named->value.len);
    return gr_text_composed(describing->arena, plain, describing->diag, named->at, out) == GR_OK;
}

void gr_read_fallback(const gr_describing *describing, const gr_xml_elem *elem, gr_plan *plan,
                      size_t field)
{
    const gr_xml_named *named = gr_xml_find(elem, "default");
    gr_column *column = &plan->schema->columns[field];
    bool codes_unknown = column->type == GR_T_CODE && column->codes == NULL; /* that was said */
    gr_str text;
    if (named == NULL || plan->same != NULL || codes_unknown ||
        !is_allowed(describing, plan, field, named) || !plain_text(describing, named, &text)) {
        return;
    }
    gr_value *value = GR_NEW(describing->arena, gr_value);
    gr_field_form form = {column, plan->fields[field].writing, describing->source->mark};
    gr_plain plain;
    if (!gr_field_read(&form, text, describing->arena, value, &plain)) {
        gr_field_refuse(&form, text, named->at, describing->arena, describing->diag);
        return;
    }
    const gr_plan_field *plan_field = &plan->fields[field];
    if (plan_field->has_open_end && value->as.day == plan_field->open_end) {
        *value = (gr_value){.type = GR_T_NOT_APPLICABLE};
    }
    column->fallback = value;
    column->fallback_at = named->at;
}
