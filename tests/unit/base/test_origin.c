#include "check.h"

#include "base/arena.h"
#include "base/origin.h"

#define N_OF(table) (sizeof(table) / sizeof((table)[0]))

/* A small world: contributions are owned, populations are shared; `copied` is a shared dataset
 * whose rows were computed, `split` an owned one whose rows were computed from everybody's. */
typedef struct world {
    gr_arena *arena;
    const gr_origin *arnhem, *duiven, *population, *rate;
} world;

static gr_value whole(int64_t i)
{
    return (gr_value){ .type = GR_T_INT, .as.i = i };
}

static const gr_origin *leaf(gr_arena *arena, const char *dataset, const char *key,
                             const char *owner, const gr_origin *made_from)
{
    const gr_origin **args = GR_NEW(arena, const gr_origin *);
    args[0] = made_from;
    gr_origin *node = GR_NEW(arena, gr_origin);
    *node = (gr_origin){ .op = GR_OP_LEAF,
                         .value = whole(1),
                         .dataset = gr_str_of(dataset),
                         .key = gr_str_of(key),
                         .name = gr_str_of("amount"),
                         .owner = gr_str_of(owner),
                         .condition = gr_str_of(""),
                         .args = args,
                         .n_args = made_from == NULL ? 0 : 1 };
    return node;
}

static const gr_origin *join(const world *w, gr_op op, const gr_origin *a, const gr_origin *b)
{
    const gr_origin *const args[] = { a, b };
    return gr_origin_inner(w->arena, op, whole(1), args, 2, GR_LIT(""));
}

static int start(void **state)
{
    gr_arena *arena = gr_arena_new(4096);
    world *w = GR_NEW(arena, world);
    w->arena = arena;
    w->arnhem = leaf(arena, "contributions", "arnhem/inkoop", "arnhem", NULL);
    w->duiven = leaf(arena, "contributions", "duiven/inkoop", "duiven", NULL);
    w->population = leaf(arena, "populations", "arnhem", "", NULL);
    w->rate = gr_origin_constant(arena, (gr_value){ .type = GR_T_DECIMAL, .as.dec = { 5, 1 } });
    *state = w;
    return 0;
}

static int end(void **state)
{
    const world *w = *state;
    gr_arena_free(w->arena);
    return 0;
}

static void isolation(void **state)
{
    const world *w = *state;
    const gr_origin *derived_own = leaf(w->arena, "split", "arnhem", "arnhem",
                                        join(w, GR_OP_SHARE, w->duiven, w->duiven));
    const gr_origin *derived_other = leaf(w->arena, "split", "duiven", "duiven", w->population);
    const gr_origin *copied = leaf(w->arena, "copied", "1", "", w->duiven);
    const gr_origin *copied_twice = leaf(w->arena, "copied", "2", "", copied);
    const gr_origin *copied_sum =
        leaf(w->arena, "copied", "3", "", join(w, GR_OP_SUM, w->arnhem, w->duiven));
    const gr_origin *copied_shared = leaf(w->arena, "copied", "4", "", w->population);
    const struct {
        const char *name;
        const gr_origin *origin;
        const char *edition, *breaks; /* NULL: fine; else the owner it gives away */
    } cases[] = {
        { "no origin", NULL, "arnhem", NULL },
        { "constant", w->rate, "arnhem", NULL },
        { "shared leaf", w->population, "arnhem", NULL },
        { "own leaf", w->arnhem, "arnhem", NULL },
        { "leaf of another", w->duiven, "arnhem", "duiven" },
        { "the region sees all", w->duiven, "", NULL },
        { "mixture of owners", join(w, GR_OP_SUM, w->arnhem, w->duiven), "arnhem", NULL },
        { "mixture without the own", join(w, GR_OP_SUM, w->arnhem, w->duiven), "rheden", NULL },
        { "sum of one other", join(w, GR_OP_SUM, w->duiven, w->duiven), "arnhem", "duiven" },
        { "other times constant", join(w, GR_OP_MUL, w->rate, w->duiven), "arnhem", "duiven" },
        { "other over shared", join(w, GR_OP_DIV, w->duiven, w->population), "arnhem", "duiven" },
        { "own over shared", join(w, GR_OP_DIV, w->arnhem, w->population), "arnhem", NULL },
        { "shared only", join(w, GR_OP_ADD, w->population, w->rate), "arnhem", NULL },
        { "derived own leaf is not entered", derived_own, "arnhem", NULL },
        { "derived own leaf speaks for itself", derived_own, "duiven", "arnhem" },
        { "derived leaf of another", derived_other, "arnhem", "duiven" },
        { "derived shared leaf is entered", copied, "arnhem", "duiven" },
        { "derived shared leaf of own", copied, "duiven", NULL },
        { "through two derived tables", copied_twice, "arnhem", "duiven" },
        { "derived shared leaf over all", copied_sum, "arnhem", NULL },
        { "derived shared leaf of shared", copied_shared, "arnhem", NULL },
        { "copy of other beside own", join(w, GR_OP_SUB, w->arnhem, copied), "arnhem", NULL },
        { "operand without a value", join(w, GR_OP_ADD, NULL, w->duiven), "arnhem", "duiven" },
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        print_message("case %zu: %s\n", i, cases[i].name);
        gr_str owner = GR_LIT("untouched");
        bool breaks =
            gr_origin_breaks_isolation(cases[i].origin, gr_str_of(cases[i].edition), &owner);
        assert_int_equal(breaks, cases[i].breaks != NULL);
        check_text(cases[i].name, owner, breaks ? cases[i].breaks : "untouched");
    }
}

typedef struct visitor {
    gr_buf seen;
    size_t stop_after;
} visitor;

static bool note_leaf(void *user, const gr_origin *found)
{
    visitor *v = user;
    gr_buf_addf(&v->seen, GR_FMT "/" GR_FMT " ", GR_ARG(found->dataset), GR_ARG(found->key));
    return --v->stop_after > 0;
}

static void leaves(void **state)
{
    const world *w = *state;
    const gr_origin *derived = leaf(w->arena, "split", "x", "arnhem", w->population);
    const gr_origin *both = join(w, GR_OP_ADD, derived, join(w, GR_OP_MUL, w->rate, w->duiven));
    const gr_origin *twice = join(w, GR_OP_SUB, both, w->duiven);
    const struct {
        const gr_origin *origin;
        bool into_derived;
        size_t stop_after;
        const char *want;
    } cases[] = {
        { twice, false, 99, "split/x contributions/duiven/inkoop contributions/duiven/inkoop " },
        { both, true, 99, "split/x populations/arnhem contributions/duiven/inkoop " },
        { twice, false, 2, "split/x contributions/duiven/inkoop " },
        { both, true, 1, "split/x " },
        { both, true, 2, "split/x populations/arnhem " },
        { w->rate, true, 99, "" },
        { NULL, true, 99, "" },
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        print_message("case %zu\n", i);
        visitor v = { gr_buf_make(w->arena, 1000), cases[i].stop_after };
        bool finished =
            gr_origin_leaves(cases[i].origin, cases[i].into_derived, note_leaf, &v);
        check_text("leaves", gr_buf_view(&v.seen), cases[i].want);
        assert_int_equal(finished, v.stop_after > 0);
    }
}

static void nodes_own_their_operands(void **state)
{
    const world *w = *state;
    const gr_origin *args[] = { w->arnhem, w->duiven };
    gr_value value = whole(7);
    value.origin = w->arnhem;
    const gr_origin *node =
        gr_origin_inner(w->arena, GR_OP_SUM, value, args, 2, GR_LIT("all rows"));
    args[0] = NULL;
    assert_ptr_equal(node->args[0], w->arnhem);
    assert_int_equal(node->n_args, 2);
    assert_int_equal(node->value.as.i, 7);
    assert_null(node->value.origin);
    check_text("condition", node->condition, "all rows");
    check_text("no owner", node->owner, "");
    assert_int_equal(w->rate->op, GR_OP_CONSTANT);
    assert_string_equal(gr_ops[GR_OP_SUM].name, "sum");
    assert_int_equal(gr_ops[GR_OP_LEAF].kind, GR_OP_KIND_LEAF);
}

static const gr_origin *sum_of(const world *w, size_t n, const char *condition)
{
    const gr_origin *args[5];
    for (size_t i = 0; i < n; i++) {
        args[i] = i % 2 == 0 ? w->arnhem : w->duiven;
    }
    return gr_origin_inner(w->arena, GR_OP_SUM, whole(1), args, n, gr_str_of(condition));
}

static void dumps(void **state)
{
    const world *w = *state;
    const gr_origin *share = join(w, GR_OP_SHARE, w->rate, w->population);
    const gr_origin *derived = leaf(w->arena, "contributions", "arnhem", "arnhem", share);
    const gr_value quoted = { .type = GR_T_TEXT, .as.text = GR_LIT("per jaar") };
    const gr_origin *called = gr_origin_inner(w->arena, GR_OP_CALL, whole(1), &derived, 1,
                                              GR_LIT("days_in"));
    const struct {
        const gr_origin *origin;
        const char *want;
    } cases[] = {
        { w->arnhem, "contributions[arnhem/inkoop].amount" },
        { leaf(w->arena, "region", "", "", NULL), "region.amount" },
        { derived, "contributions[arnhem].amount <- share(0.5, populations[arnhem].amount)" },
        { w->rate, "0.5" },
        { gr_origin_constant(w->arena, quoted), "'per jaar'" },
        { join(w, GR_OP_SUB, w->rate, join(w, GR_OP_MUL, w->rate, w->rate)),
          "(0.5 - (0.5 * 0.5))" },
        { join(w, GR_OP_ROUND, w->rate, NULL), "round(0.5, (none))" },
        { called, "days_in(contributions[arnhem].amount)" },
        { sum_of(w, 3, ""), "sum(3: contributions[arnhem/inkoop].amount, "
                            "contributions[duiven/inkoop].amount, "
                            "contributions[arnhem/inkoop].amount)" },
        { sum_of(w, 5, "contributions where module = inkoop"),
          "sum(5 of contributions where module = inkoop: contributions[arnhem/inkoop].amount, "
          "contributions[duiven/inkoop].amount, contributions[arnhem/inkoop].amount, ...)" },
        { sum_of(w, 0, "visits"), "sum(0 of visits)" },
        { NULL, "(none)" },
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        gr_buf got = gr_buf_make(w->arena, 1000);
        gr_origin_dump(cases[i].origin, &got);
        check_text(cases[i].want, gr_buf_view(&got), cases[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(isolation, start, end),
        cmocka_unit_test_setup_teardown(leaves, start, end),
        cmocka_unit_test_setup_teardown(nodes_own_their_operands, start, end),
        cmocka_unit_test_setup_teardown(dumps, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
