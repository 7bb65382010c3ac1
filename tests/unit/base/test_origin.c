#include "check.h"

#include "base/arena.h"
#include "base/origin_walk.h"

#define N_OF(table) (sizeof(table) / sizeof((table)[0]))

/* A small world: contributions are owned, populations are shared; `copied` is a shared dataset
 * whose rows were computed, `split` an owned one whose rows were computed from everybody's. */
typedef struct world {
    gr_arena *arena;
    const gr_origin *arnhem, *duiven, *population, *rate;
} world;

static gr_value whole(int64_t i)
{
    return (gr_value){.type = GR_T_INT, .as.i = i};
}

static const gr_origin *leaf(gr_arena *arena, const char *dataset, const char *key,
                             const char *owner, const gr_origin *made_from)
{
    const gr_origin **args = GR_NEW(arena, const gr_origin *);
    args[0] = made_from;
    gr_origin *node = GR_NEW(arena, gr_origin);
    *node = (gr_origin){.op = GR_OP_LEAF,
                        .value = whole(1),
                        .dataset = gr_str_of(dataset),
                        .key = gr_str_of(key),
                        .name = gr_str_of("amount"),
                        .owner = gr_str_of(owner),
                        .owner_dataset = gr_str_of(owner[0] == '\0' ? "" : "towns"),
                        .condition = gr_str_of(""),
                        .args = args,
                        .n_args = made_from == NULL ? 0 : 1};
    gr_origin_weigh(node);
    return node;
}

static const gr_origin *join(const world *w, gr_op op, const gr_origin *a, const gr_origin *b)
{
    const gr_origin *const args[] = {a, b};
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
    w->rate = gr_origin_constant(arena, (gr_value){.type = GR_T_DECIMAL, .as.dec = {5, 1}});
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
    const gr_origin *derived_own =
        leaf(w->arena, "split", "arnhem", "arnhem", join(w, GR_OP_SHARE, w->duiven, w->duiven));
    const gr_origin *derived_other = leaf(w->arena, "split", "duiven", "duiven", w->population);
    const gr_origin *copied = leaf(w->arena, "copied", "1", "", w->duiven);
    const gr_origin *copied_twice = leaf(w->arena, "copied", "2", "", copied);
    const gr_origin *copied_sum =
        leaf(w->arena, "copied", "3", "", join(w, GR_OP_SUM, w->arnhem, w->duiven));
    const gr_origin *copied_shared = leaf(w->arena, "copied", "4", "", w->population);
    const gr_origin *both = join(w, GR_OP_SUM, w->arnhem, w->duiven);
    const gr_origin *total = gr_origin_opened(w->arena, both);
    const struct {
        const char *name;
        const gr_origin *origin;
        const char *owners, *edition, *breaks; /* NULL: fine; else the owner it gives away */
    } cases[] = {
        {"no origin", NULL, "towns", "arnhem", NULL},
        {"constant", w->rate, "towns", "arnhem", NULL},
        {"shared leaf", w->population, "towns", "arnhem", NULL},
        {"own leaf", w->arnhem, "towns", "arnhem", NULL},
        {"same key of another dataset", w->arnhem, "modules", "arnhem", "arnhem"},
        {"leaf of another", w->duiven, "towns", "arnhem", "duiven"},
        {"mixture of owners", both, "towns", "arnhem", "duiven"},
        {"mixture without the own", both, "towns", "rheden", "arnhem"},
        {"declared total", total, "towns", "arnhem", NULL},
        {"declared total beside another's", join(w, GR_OP_SUB, total, w->duiven), "towns", "arnhem",
         "duiven"},
        {"own over total", join(w, GR_OP_DIV, w->arnhem, total), "towns", "arnhem", NULL},
        {"other times constant", join(w, GR_OP_MUL, w->rate, w->duiven), "towns", "arnhem",
         "duiven"},
        {"own over shared", join(w, GR_OP_DIV, w->arnhem, w->population), "towns", "arnhem", NULL},
        {"a part is its owner's", derived_own, "towns", "arnhem", NULL},
        {"a part of another", derived_own, "towns", "duiven", "arnhem"},
        {"derived leaf of another", derived_other, "towns", "arnhem", "duiven"},
        {"derived shared leaf is entered", copied, "towns", "arnhem", "duiven"},
        {"derived shared leaf of own", copied, "towns", "duiven", NULL},
        {"through two derived tables", copied_twice, "towns", "arnhem", "duiven"},
        {"derived shared leaf over all", copied_sum, "towns", "arnhem", "duiven"},
        {"derived shared leaf of shared", copied_shared, "towns", "arnhem", NULL},
        {"operand without a value", join(w, GR_OP_ADD, NULL, w->duiven), "towns", "arnhem",
         "duiven"},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        print_message("case %zu: %s\n", i, cases[i].name);
        const gr_origin *found = gr_origin_foreign(cases[i].origin, gr_str_of(cases[i].owners),
                                                   gr_str_of(cases[i].edition));
        assert_int_equal(found != NULL, cases[i].breaks != NULL);
        if (found != NULL) {
            check_text(cases[i].name, found->owner, cases[i].breaks);
        }
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
        {twice, false, 99, "split/x contributions/duiven/inkoop "},
        {both, true, 99, "split/x populations/arnhem contributions/duiven/inkoop "},
        {twice, false, 2, "split/x contributions/duiven/inkoop "},
        {both, true, 1, "split/x "},
        {both, true, 2, "split/x populations/arnhem "},
        {w->rate, true, 99, ""},
        {NULL, true, 99, ""},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        print_message("case %zu\n", i);
        visitor v = {gr_buf_make(w->arena, 1000), cases[i].stop_after};
        bool finished = gr_origin_leaves(cases[i].origin, cases[i].into_derived, note_leaf, &v);
        check_text("leaves", gr_buf_view(&v.seen), cases[i].want);
        assert_int_equal(finished, v.stop_after > 0);
    }
}

static void nodes_own_their_operands(void **state)
{
    const world *w = *state;
    const gr_origin *args[] = {w->arnhem, w->duiven};
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
    const gr_value quoted = {.type = GR_T_TEXT, .as.text = GR_LIT("per jaar")};
    const gr_origin *called =
        gr_origin_inner(w->arena, GR_OP_CALL, whole(1), &derived, 1, GR_LIT("days_in"));
    const struct {
        const gr_origin *origin;
        const char *want;
    } cases[] = {
        {w->arnhem, "contributions[arnhem/inkoop].amount"},
        {leaf(w->arena, "region", "", "", NULL), "region.amount"},
        {derived, "contributions[arnhem].amount <- share(0.5, populations[arnhem].amount)"},
        {w->rate, "0.5"},
        {gr_origin_constant(w->arena, quoted), "'per jaar'"},
        {join(w, GR_OP_SUB, w->rate, join(w, GR_OP_MUL, w->rate, w->rate)), "(0.5 - (0.5 * 0.5))"},
        {join(w, GR_OP_ROUND, w->rate, NULL), "round(0.5, (none))"},
        {called, "days_in(contributions[arnhem].amount)"},
        {sum_of(w, 3, ""), "sum(3: contributions[arnhem/inkoop].amount, "
                           "contributions[duiven/inkoop].amount, "
                           "contributions[arnhem/inkoop].amount)"},
        {sum_of(w, 5, "contributions where module = inkoop"),
         "sum(5 of contributions where module = inkoop: contributions[arnhem/inkoop].amount, "
         "contributions[duiven/inkoop].amount, contributions[arnhem/inkoop].amount, ...)"},
        {sum_of(w, 0, "visits"), "sum(0 of visits)"},
        {NULL, "(none)"},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        gr_buf got = gr_buf_make(w->arena, 1000);
        gr_origin_dump(cases[i].origin, &got);
        check_text(cases[i].want, gr_buf_view(&got), cases[i].want);
    }
}

/* --- shared operands and deep chains --- */

/** Each doubles the one before it: 2^n paths, n + 1 nodes. */
static const gr_origin *doubled(const world *w, const gr_origin *from, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        from = join(w, GR_OP_ADD, from, from);
    }
    return from;
}

static bool count_leaf(void *user, const gr_origin *found)
{
    (void)found;
    (*(size_t *)user)++;
    return true;
}

static void each_node_is_met_once(void **state)
{
    const world *w = *state;
    const struct {
        size_t doublings;
    } cases[] = {{0}, {1}, {60}, {1000}, {20000}};
    for (size_t i = 0; i < N_OF(cases); i++) {
        const gr_origin *deep = doubled(w, w->duiven, cases[i].doublings);
        size_t n_nodes = 0, n_leaves = 0;
        gr_origin_walk walk = {.arena = w->arena};
        gr_walk_add(&walk, deep);
        for (const gr_origin *node = gr_walk_next(&walk); node != NULL;
             node = gr_walk_next(&walk)) {
            n_nodes++;
            gr_walk_enter(&walk, node);
        }
        assert_int_equal(n_nodes, cases[i].doublings + 1);
        assert_int_equal(deep->depth, cases[i].doublings + 1);
        assert_true(gr_origin_leaves(deep, true, count_leaf, &n_leaves));
        assert_int_equal(n_leaves, 1);
        assert_true(gr_origin_foreign(deep, gr_str_of("towns"), gr_str_of("arnhem")) != NULL);
        gr_buf dump = gr_buf_make(w->arena, SIZE_MAX);
        gr_origin_dump(deep, &dump);
        assert_true(dump.len < 60 + 30 * cases[i].doublings);
        assert_true(dump.len < 40000);
    }
}

static void sizes_are_bounded(void **state)
{
    const world *w = *state;
    const gr_origin *four = doubled(w, w->duiven, 3);
    const gr_origin *big = doubled(w, w->duiven, 40);
    const struct {
        const gr_origin *origin;
        uint32_t depth, nodes;
        bool exceeds;
    } cases[] = {
        {NULL, 0, 0, false},         {w->duiven, 1, 1, false},    {four, 4, 4, false},
        {four, 3, 4, true},          {four, 4, 3, true},          {big, 41, 41, false},
        {big, 40, UINT32_MAX, true}, {big, UINT32_MAX, 40, true},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        print_message("case %zu\n", i);
        assert_true(gr_origin_exceeds(cases[i].origin, cases[i].depth, cases[i].nodes) ==
                    cases[i].exceeds);
    }
    assert_int_equal(big->weight, UINT32_MAX);
}

static void leaves_made_elsewhere_are_looked_into(void **state)
{
    const world *w = *state;
    gr_origin unweighed = *w->duiven;
    unweighed.owned = GR_OWNED_UNKNOWN;
    const gr_origin *sum = join(w, GR_OP_ADD, w->rate, &unweighed);
    assert_true(gr_origin_foreign(&unweighed, gr_str_of("towns"), gr_str_of("arnhem")) != NULL);
    assert_true(gr_origin_foreign(sum, gr_str_of("towns"), gr_str_of("arnhem")) != NULL);
}

static void shared_nodes_are_told_once(void **state)
{
    const world *w = *state;
    const gr_origin *twice = doubled(w, sum_of(w, 2, "visits"), 2);
    const gr_origin *deep = w->arnhem;
    for (size_t i = 0; i < 20; i++) {
        deep = join(w, GR_OP_ADD, deep, w->rate);
    }
    const gr_origin *members[1500];
    for (size_t i = 0; i < N_OF(members); i++) {
        members[i] = w->rate;
    }
    gr_buf text = gr_buf_make(w->arena, SIZE_MAX);
    gr_origin_dump(twice, &text);
    check_text("shared", gr_buf_view(&text),
               "(#1 + #1); #1 = (#2 + #2); #2 = sum(2 of visits: "
               "contributions[arnhem/inkoop].amount, contributions[duiven/inkoop].amount)");
    text = gr_buf_make(w->arena, SIZE_MAX);
    gr_origin_dump(deep, &text);
    check_text(
        "deep", gr_buf_view(&text),
        "(((((((((((((((((#1 + 0.5) + 0.5) + 0.5) + 0.5) + 0.5) + 0.5) + 0.5) + 0.5) + 0.5) + "
        "0.5) + 0.5) + 0.5) + 0.5) + 0.5) + 0.5) + 0.5) + 0.5); #1 = "
        "(((contributions[arnhem/inkoop].amount + 0.5) + 0.5) + 0.5)");
    text = gr_buf_make(w->arena, SIZE_MAX);
    gr_origin_dump(
        gr_origin_inner(w->arena, GR_OP_TEXT, whole(1), members, N_OF(members), GR_LIT("")), &text);
    assert_true(gr_str_ends(gr_buf_view(&text), GR_LIT("0.5, 0.5, ...)")));
    assert_int_equal(text.len, 5 + 999 * 5 + 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(isolation, start, end),
        cmocka_unit_test_setup_teardown(leaves, start, end),
        cmocka_unit_test_setup_teardown(nodes_own_their_operands, start, end),
        cmocka_unit_test_setup_teardown(dumps, start, end),
        cmocka_unit_test_setup_teardown(each_node_is_met_once, start, end),
        cmocka_unit_test_setup_teardown(sizes_are_bounded, start, end),
        cmocka_unit_test_setup_teardown(leaves_made_elsewhere_are_looked_into, start, end),
        cmocka_unit_test_setup_teardown(shared_nodes_are_told_once, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
