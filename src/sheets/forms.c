#include "sheets_priv.h"

/* Owns forms. A form is a 128 bit number: of a field, drawn from its name; of a sum, the sum of the
 * forms of its operands; of a difference, theirs; of any other operation, drawn from its name and
 * the forms of its operands. So two origins with one form are one quantity, however each was
 * written down, and whether a few cells add up to a total is seen by adding their forms. Chance
 * could make two unlike quantities alike, as seldom as two files have one hash; each formula is
 * proven by value besides.
 *
 * A field that was worked out has the form of its working. A choice has that of what was chosen, if
 * no number decided it. A sum over nothing is like no other: what it would be over is not in it. */
#include "base/visited.h"

typedef struct known { /* of one node */
    gr_form form;
    uint32_t size;
    bool decides;
} known;

typedef struct visit {
    const gr_origin *node;
    size_t next; /* operand */
} visit;

struct gr_forms {
    gr_arena *arena;
    gr_visited numbers; /* from 1: places in `nodes` */
    known *nodes;
    size_t n, cap;
    visit *stack;
    size_t n_stack, cap_stack;
};

gr_forms *gr_forms_new(gr_arena *arena)
{
    gr_forms *forms = GR_NEW(arena, gr_forms);
    forms->arena = arena;
    return forms;
}

/* --- drawing --- */

static uint64_t stir(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

static gr_form drawn(gr_form from, uint64_t with)
{
    uint64_t low = stir((uint64_t)from + with * UINT64_C(0x9E3779B97F4A7C15) + 1);
    uint64_t high = stir((uint64_t)(from >> 64) ^ stir(with + low));
    return (gr_form)high << 64 | low;
}

static gr_form drawn_from(gr_form from, gr_form with)
{
    return drawn(drawn(from, (uint64_t)with), (uint64_t)(with >> 64));
}

static gr_form of_field(const gr_origin *leaf)
{
    gr_form form = drawn(drawn(1, gr_str_hash(leaf->dataset)), gr_str_hash(leaf->key));
    return drawn(form, gr_str_hash(leaf->name));
}

static gr_form of_constant(gr_forms *forms, const gr_origin *origin)
{
    gr_mark mark = gr_arena_mark(forms->arena);
    gr_buf text = gr_buf_make(forms->arena, SIZE_MAX);
    gr_value_add(&origin->value, &text);
    gr_form form = drawn(drawn(2, (uint64_t)origin->value.type), gr_str_hash(gr_buf_view(&text)));
    gr_arena_rewind(forms->arena, mark);
    return form;
}

static gr_form of_itself(const gr_origin *origin)
{
    return drawn(3, (uint64_t)(uintptr_t)origin);
}

/* --- nodes --- */

static uint32_t number_of(gr_forms *forms, const gr_origin *origin)
{
    return *gr_visited_number(&forms->numbers, origin, forms->arena);
}

static known known_of(gr_forms *forms, const gr_origin *origin)
{
    uint32_t number = number_of(forms, origin);
    return number == 0 ? (known){0} : forms->nodes[number - 1];
}

static gr_form operand(gr_forms *forms, const gr_origin *origin, size_t i)
{
    const gr_origin *arg = origin->args[i];
    return arg == NULL ? drawn(of_itself(origin), i) : known_of(forms, arg).form;
}

static unsigned places_of(const gr_value *value)
{
    return value->type == GR_T_DECIMAL ? value->as.dec.scale : 0;
}

static gr_form of_operation(gr_forms *forms, const gr_origin *origin)
{
    gr_form form = drawn(drawn(4, (uint64_t)origin->op), gr_str_hash(origin->condition));
    form = drawn(form, (uint64_t)origin->value.type * 16 + places_of(&origin->value));
    for (size_t i = 0; i < origin->n_args; i++) {
        form = drawn_from(form, operand(forms, origin, i));
    }
    return form;
}

/** A sum of what is known is made of that alone. */
static bool is_left_out(const gr_origin *sum, size_t i)
{
    return gr_value_is_number(&sum->value) && sum->args[i] != NULL &&
           sum->args[i]->value.type == GR_T_MISSING;
}

static gr_form of_sum(gr_forms *forms, const gr_origin *origin)
{
    gr_form sum = 0;
    for (size_t i = 0; i < origin->n_args; i++) {
        sum += is_left_out(origin, i) ? 0 : operand(forms, origin, i);
    }
    return origin->n_args == 0 ? of_itself(origin) : sum;
}

static gr_form of_leaf(gr_forms *forms, const gr_origin *leaf)
{
    const gr_origin *working = leaf->n_args > 0 ? leaf->args[0] : NULL;
    bool bare = working == NULL || (working->op == GR_OP_SUM && working->n_args == 0);
    return bare ? of_field(leaf) : operand(forms, leaf, 0);
}

static gr_form of_choice(gr_forms *forms, const gr_origin *origin)
{
    if (origin->n_args == 0 || (origin->n_args > 1 && origin->args[1] != NULL &&
                                known_of(forms, origin->args[1]).decides)) {
        return of_operation(forms, origin);
    }
    return operand(forms, origin, 0);
}

static gr_form form_of(gr_forms *forms, const gr_origin *origin)
{
    size_t n = origin->n_args;
    switch (origin->op) {
    case GR_OP_LEAF:
        return of_leaf(forms, origin);
    case GR_OP_CONSTANT:
        return of_constant(forms, origin);
    case GR_OP_CHOOSE:
        return of_choice(forms, origin);
    case GR_OP_FIRST:
        return n > 0 ? operand(forms, origin, 0) : of_itself(origin);
    case GR_OP_SUM:
        return of_sum(forms, origin);
    case GR_OP_ADD:
        return n == 2 ? of_sum(forms, origin) : of_itself(origin);
    case GR_OP_SUB:
        return n == 2 ? operand(forms, origin, 0) - operand(forms, origin, 1) : of_itself(origin);
    case GR_OP_NEG:
        return n == 1 ? -operand(forms, origin, 0) : of_itself(origin);
    case GR_OP_FITTED: /* with a view to all rows: equal shares may be printed differently */
        return of_itself(origin);
    case GR_OP_MUL:
    case GR_OP_DIV:
    case GR_OP_ROUND:
    case GR_OP_COMPARE:
    case GR_OP_LOGIC:
    case GR_OP_TEXT:
    case GR_OP_OUTCOME:
    case GR_OP_SHARE:
    case GR_OP_CALL:
    case GR_OP_COUNT:
    case GR_OP_MIN:
    case GR_OP_MAX:
    case GR_OP_AVERAGE:
    case GR_OP__COUNT:
        break;
    }
    return n > 0 ? of_operation(forms, origin) : of_itself(origin);
}

static bool decides(gr_forms *forms, const gr_origin *origin)
{
    bool any = false;
    for (size_t i = 0; i < origin->n_args; i++) {
        const gr_origin *arg = origin->args[i];
        if (arg != NULL && origin->op == GR_OP_COMPARE) {
            any |= gr_value_is_number(&arg->value) && arg->op != GR_OP_CONSTANT;
        } else if (arg != NULL && origin->op == GR_OP_LOGIC) {
            any |= known_of(forms, arg).decides;
        }
    }
    return any;
}

/** Fields and operations in it; what only passes a quantity on adds nothing. */
static uint32_t size_of(gr_forms *forms, const gr_origin *origin)
{
    bool sums = origin->op == GR_OP_SUM || origin->op == GR_OP_ADD;
    bool passes =
        origin->op == GR_OP_LEAF || origin->op == GR_OP_FIRST || origin->op == GR_OP_CHOOSE || sums;
    uint64_t size = passes && origin->n_args > 0 ? 0 : 1;
    size_t n = passes && !sums && origin->n_args > 1 ? 1 : origin->n_args;
    for (size_t i = 0; i < n; i++) {
        size += origin->args[i] == NULL ? 1 : known_of(forms, origin->args[i]).size;
    }
    return size < UINT32_MAX ? (uint32_t)size : UINT32_MAX;
}

static void learn(gr_forms *forms, const gr_origin *origin)
{
    known node = {form_of(forms, origin), size_of(forms, origin), decides(forms, origin)};
    *GR_PUSH(forms->arena, forms->nodes, forms->n, forms->cap, known) = node;
    *gr_visited_number(&forms->numbers, origin, forms->arena) = (uint32_t)forms->n;
}

/* --- the walk: operands first --- */

static void push(gr_forms *forms, const gr_origin *origin)
{
    if (origin != NULL && number_of(forms, origin) == 0) {
        *GR_PUSH(forms->arena, forms->stack, forms->n_stack, forms->cap_stack, visit) =
            (visit){origin, 0};
    }
}

static void learn_all(gr_forms *forms, const gr_origin *origin)
{
    push(forms, origin);
    while (forms->n_stack > 0) {
        visit *top = &forms->stack[forms->n_stack - 1];
        if (top->next < top->node->n_args) {
            push(forms, top->node->args[top->next++]);
            continue;
        }
        const gr_origin *node = top->node;
        forms->n_stack--;
        if (number_of(forms, node) == 0) {
            learn(forms, node);
        }
    }
}

gr_form gr_form_of(gr_forms *forms, const gr_origin *origin)
{
    learn_all(forms, origin);
    return known_of(forms, origin).form;
}

uint32_t gr_form_size(gr_forms *forms, const gr_origin *origin)
{
    learn_all(forms, origin);
    return known_of(forms, origin).size;
}

bool gr_form_decides(gr_forms *forms, const gr_origin *test)
{
    learn_all(forms, test);
    return known_of(forms, test).decides;
}
