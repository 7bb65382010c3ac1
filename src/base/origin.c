#include "base/origin.h"

/* Owns the nodes of the graph behind a figure. Must not know expressions or tables. */
#include "base/arena.h"

const gr_op_info gr_ops[GR_OP__COUNT] = {
#define GR_OP(ID, name, kind) [GR_OP_##ID] = {name, kind},
#include "base/ops.def"
#undef GR_OP
};

static uint32_t sum_at_most(uint32_t a, uint32_t b)
{
    return a > UINT32_MAX - b ? UINT32_MAX : a + b;
}

gr_str gr_origin_condition(const gr_origin *origin, gr_arena *arena)
{
    const gr_group_members *m = origin->members;
    if (m == NULL) {
        return origin->condition;
    }
    return gr_str_fmt(
        arena, GR_FMT ", line %lu to %lu%s, checksum %016llx", GR_ARG(origin->condition),
        (unsigned long)m->first.line, (unsigned long)m->last.line,
        m->first.file == m->last.file ? "" : " of a later file", (unsigned long long)m->checksum);
}

void gr_origin_weigh(gr_origin *origin)
{
    origin->depth = 1;
    origin->weight = 1;
    origin->owned = origin->owner.len > 0 ? GR_OWNED_BY_SOMEBODY : GR_OWNED_BY_NOBODY;
    for (size_t i = 0; i < origin->n_args; i++) {
        const gr_origin *arg = origin->args[i];
        if (arg == NULL) {
            continue; /* an operand that had no value */
        }
        uint32_t deeper = sum_at_most(arg->depth, 1);
        origin->depth = deeper > origin->depth ? deeper : origin->depth;
        origin->weight = sum_at_most(origin->weight, arg->weight);
        bool known = arg->owned == GR_OWNED_BY_NOBODY;
        origin->owned = known ? origin->owned : GR_OWNED_BY_SOMEBODY;
    }
}

const gr_origin *gr_origin_constant(gr_arena *arena, gr_value value)
{
    return gr_origin_inner(arena, GR_OP_CONSTANT, value, NULL, 0, GR_LIT(""));
}

const gr_origin *gr_origin_inner(gr_arena *arena, gr_op op, gr_value value,
                                 const gr_origin *const *args, size_t n_args, gr_str detail)
{
    const gr_str empty = GR_LIT("");
    const gr_origin **copies = GR_NEW_N(arena, const gr_origin *, n_args);
    for (size_t i = 0; i < n_args; i++) {
        copies[i] = args[i];
    }
    gr_origin *node = GR_NEW(arena, gr_origin);
    *node = (gr_origin){.op = op,
                        .value = gr_value_keep(arena, &value),
                        .dataset = empty,
                        .key = empty,
                        .name = empty,
                        .owner = empty,
                        .owner_dataset = empty,
                        .condition = detail,
                        .args = copies,
                        .n_args = n_args};
    node->value.origin = NULL;
    gr_origin_weigh(node);
    return node;
}

const gr_origin *gr_origin_opened(gr_arena *arena, const gr_origin *origin)
{
    gr_origin *node = GR_NEW(arena, gr_origin);
    *node = *origin;
    node->opened = true;
    return node;
}
