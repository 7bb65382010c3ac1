#include "expr/bind.h"

/* Owns which datasets something that is bound reads, in whatever way: of them their promises count.
 */
#include "base/arena.h"
#include "expr/reads.h"
#include "expr_priv.h"

static void add(gr_touched *touched, const gr_schema *schema, gr_arena *arena)
{
    for (size_t i = 0; i < touched->n; i++) {
        if (touched->list[i] == schema) {
            return;
        }
    }
    *GR_PUSH(arena, touched->list, touched->n, touched->cap, const gr_schema *) = schema;
}

void gr_touch(const gr_binder *binder, const gr_schema *schema)
{
    if (binder->touched == NULL) {
        return;
    }
    add(binder->touched, schema, binder->arena);
    for (size_t i = 0; i < schema->n_inputs; i++) {
        add(binder->touched, schema->inputs[i], binder->arena);
    }
    for (size_t i = 0; i < schema->n_asked; i++) {
        add(binder->touched, schema->asked[i], binder->arena);
    }
}

static void touch_read(void *user, const gr_read *read)
{
    gr_touch(user, read->schema);
}

void gr_touch_relation(gr_binder *binder, const gr_relation *relation)
{
    gr_touch(binder, relation->of);
    if (relation->where != NULL && binder->touched != NULL) {
        gr_bound_reads(relation->where, touch_read, binder);
    }
}
