/* Owns which waiver a control has: of the control, or of one of the records that it stands among.
 */
#include "base/waiver.h"
#include "derive_priv.h"

typedef struct standing { /* a control, and the values of what is in sight of it */
    const gr_control *control;
    const gr_eval_context *context;
} standing;

static bool concerns(const void *user, const gr_waiver *waiver)
{
    const standing *of = user;
    for (const gr_scope *s = of->control->scope; s != NULL; s = s->outer) {
        const gr_value *value = &of->context->slots[s->slot].value;
        if (value->type == GR_T_REF && value->as.ref.table != NULL &&
            gr_str_eq(gr_table_schema(value->as.ref.table)->name, waiver->dataset) &&
            gr_str_eq(gr_table_key(value->as.ref.table, value->as.ref.row), waiver->key)) {
            return true;
        }
    }
    return false;
}

size_t gr_control_waiver(const gr_control *control, const gr_eval_context *context)
{
    const standing of = {control, context};
    return gr_waiver_find(context->waivers, control->id, concerns, &of);
}
