/* Lists of records: stable order, groups in order of first appearance. */
#include "dataset/group.h"
#include "sample.h"

#define N_ROWS 6

/* name, number; "" is missing */
typedef struct keyed {
    const char *name;
    int number;
} keyed;

static gr_value name_value(const char *name)
{
    return name[0] == '\0' ? (gr_value){.type = GR_T_MISSING} : text_value(name);
}

static void rows_are_sorted_stably_with_absent_last(void **state)
{
    (void)state;
    static const keyed input[N_ROWS] = {{"b", 1}, {"a", 2}, {"", 9}, {"b", 2}, {"a", 2}, {"b", 1}};
    static const struct {
        bool descending[2];
        uint32_t want[N_ROWS];
    } cases[] = {
        {{false, false}, {11, 14, 10, 15, 13, 12}},
        {{false, true}, {11, 14, 13, 10, 15, 12}},
        {{true, false}, {10, 15, 13, 11, 14, 12}},
    };
    gr_arena *arena = gr_arena_new(4096);
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        gr_value keys[N_ROWS * 2];
        uint32_t rows[N_ROWS];
        for (uint32_t i = 0; i < N_ROWS; i++) {
            rows[i] = 10 + i;
            keys[i * 2] = name_value(input[i].name);
            keys[i * 2 + 1] = int_value(input[i].number);
        }
        gr_rows_sort(rows, N_ROWS, keys, 2, cases[c].descending, NULL, arena);
        print_message("case %zu\n", c);
        assert_memory_equal(rows, cases[c].want, sizeof rows);
    }
    gr_rows_sort(NULL, 0, NULL, 1, NULL, NULL, arena);
    gr_arena_free(arena);
}

static void groups_come_in_order_of_first_appearance(void **state)
{
    (void)state;
    sample s = sample_make();
    gr_value keys[N_ROWS] = {
        text_value("b"), (gr_value){.type = GR_T_MISSING}, text_value("a"),
        text_value("b"), (gr_value){.type = GR_T_MISSING}, (gr_value){.type = GR_T_SUPPRESSED},
    };
    uint32_t rows[N_ROWS] = {5, 4, 3, 2, 1, 0};
    gr_group *groups;
    size_t n = gr_rows_group((gr_rows){s.towns, rows, N_ROWS}, keys, s.arena, &groups);
    gr_buf out = gr_buf_make(s.arena, 1000);
    for (size_t g = 0; g < n; g++) {
        gr_value_add(&groups[g].key, &out);
        assert_ptr_equal(groups[g].members.table, s.towns);
        for (uint32_t i = 0; i < groups[g].members.n; i++) {
            gr_buf_addf(&out, " %u", groups[g].members.rows[i]);
        }
        gr_buf_add(&out, GR_LIT("; "));
    }
    check_text("groups", gr_buf_view(&out), "b 5 2; (missing) 4 1; a 3; (suppressed) 0; ");
    assert_int_equal(gr_rows_group((gr_rows){s.towns, NULL, 0}, NULL, s.arena, &groups), 0);
    gr_arena_free(s.arena);
}

/* Keys that are equal must meet, whatever their type. */
static void equal_keys_of_any_type_meet(void **state)
{
    (void)state;
    static const gr_value pairs[][2] = {
        {{.type = GR_T_INT, .as.i = 1}, {.type = GR_T_DECIMAL, .as.dec = {100, 2}}},
        {{.type = GR_T_BOOL, .as.b = true}, {.type = GR_T_BOOL, .as.b = true}},
        {{.type = GR_T_MONEY, .as.money = {5, {"EUR", 2}}},
         {.type = GR_T_MONEY, .as.money = {5, {"EUR", 2}}}},
        {{.type = GR_T_DATE, .as.day = -3}, {.type = GR_T_DATE, .as.day = -3}},
        {{.type = GR_T_PERIOD, .as.period = {GR_PERIOD_MONTH, 2022, 3}},
         {.type = GR_T_PERIOD, .as.period = {GR_PERIOD_MONTH, 2022, 3}}},
        {{.type = GR_T_CODE, .as.code = {{"x", 1}, {"X", 1}}},
         {.type = GR_T_CODE, .as.code = {{"x", 1}, {"X", 1}}}},
        {{.type = GR_T_REF, .as.ref = {NULL, 4}}, {.type = GR_T_REF, .as.ref = {NULL, 4}}},
    };
    gr_arena *arena = gr_arena_new(4096);
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        uint32_t rows[2] = {0, 1};
        gr_group *groups;
        print_message("pair %zu\n", i);
        assert_int_equal(gr_rows_group((gr_rows){NULL, rows, 2}, pairs[i], arena, &groups), 1);
    }
    gr_arena_free(arena);
}

static void many_groups_keep_all_rows(void **state)
{
    (void)state;
    enum { MANY = 5000, GROUPS = 700 };
    gr_arena *arena = gr_arena_new(65536);
    gr_value *keys = GR_NEW_N(arena, gr_value, MANY);
    uint32_t *rows = GR_NEW_N(arena, uint32_t, MANY);
    for (uint32_t i = 0; i < MANY; i++) {
        rows[i] = i;
        keys[i] = int_value((int64_t)i % GROUPS * 1024);
    }
    gr_group *groups;
    assert_int_equal(gr_rows_group((gr_rows){NULL, rows, MANY}, keys, arena, &groups), GROUPS);
    for (uint32_t g = 0; g < GROUPS; g++) {
        for (uint32_t i = 0; i < groups[g].members.n; i++) {
            assert_int_equal(groups[g].members.rows[i], g + i * GROUPS);
        }
    }
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_sorted_stably_with_absent_last),
        cmocka_unit_test(groups_come_in_order_of_first_appearance),
        cmocka_unit_test(equal_keys_of_any_type_meet),
        cmocka_unit_test(many_groups_keep_all_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
