/* Members and elements by path; whole numbers as they are written; nothing of what is no JSON. */
#include "base/arena.h"
#include "check.h"
#include "json/read.h"

typedef struct json_case {
    const char *json, *path;
    const char *want; /* NULL: none */
} json_case;

static const json_case members[] = {
    {"{\"life\": {\"status\": \"concept\"}}", "$.life.status", "concept"},
    {"{\"a\": \"\"}", "$.a", ""},
    {"{\"a\": \"caf\\u00e9 \\\"x\\\"\"}", "$.a", "café \"x\""},
    {"{\"a\": 12}", "$.a", "12"},
    {"{\"a\": -9223372036854775808}", "$.a", "-9223372036854775808"},
    {"{\"a\": 0.10}", "$.a", NULL}, /* no fraction of ours, and none would stay exact */
    {"{\"a\": 12345678901234567890}", "$.a", NULL},
    {"{\"a\": 1, \"a\": 2}", "$.a", NULL},
    {"{\"a\": \"\xff\"}", "$.a", NULL},
    {"{\"a\": true}", "$.a", "true"},
    {"{\"a\": false}", "$.a", "false"},
    {"{\"a\": [1, \"b\"]}", "$.a", "[1,\"b\"]"},
    {"{\"a\": {\"z\": 150, \"b\": \"\u20ac\"}}", "$.a", "{\"z\":150,\"b\":\"\u20ac\"}"},
    {"{\"a\": {\"b c\": {\"d\": 6}}}", "$.a.\"b c\".d", "6"},
    {"{\"a.b\": 1}", "$.\"a.b\"", "1"},
    {"\"alone\"", "$", "alone"},
    {"{\"a\": null}", "$.a", NULL},
    {"{\"a\": 1}", "$.b", NULL},
    {"{\"a\": 1}", "$.a.b", NULL},
    {"{\"a\": 1}", "a", NULL},
    {"{\"a\": 1}", "$.", NULL},
    {"{\"a\": 1", "$.a", NULL},
    {"", "$", NULL},
};

static const json_case lists[] = {
    {"{\"a\": [\"x\", \"y z\", \"\"]}", "$.a", "x|y z||"},
    {"[1, true, false, null, {\"b\": 1}, [2]]", "$", "1|true|false|null|{\"b\":1}|[2]|"},
    {"{\"a\": []}", "$.a", ""},
    {"{\"a\": {}}", "$.a", NULL},
    {"{\"a\": \"x\"}", "$.a", NULL},
    {"{\"a\": null}", "$.a", NULL},
    {"{\"a\": [1]}", "$.b", NULL},
    {"{\"a\": [1]", "$.a", NULL},
    {"[1]", "no path", NULL},
};

static void finds_members(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(65536);
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        const json_case *c = &members[i];
        gr_str out = GR_LIT("as it was");
        bool found = gr_json_find(gr_str_of(c->json), c->path, arena, &out);
        if (found != (c->want != NULL)) {
            print_error("%s %s: found %d\n", c->json, c->path, found);
            fail();
        }
        check_text(c->json, out, found ? c->want : "as it was");
    }
    gr_arena_free(arena);
}

static void lists_elements(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(65536);
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        const json_case *c = &lists[i];
        gr_str sentinel = GR_LIT("");
        gr_str *items = &sentinel;
        size_t n = 77;
        bool found = gr_json_list(gr_str_of(c->json), c->path, arena, &items, &n);
        if (found != (c->want != NULL)) {
            print_error("%s %s: found %d\n", c->json, c->path, found);
            fail();
        }
        if (!found) {
            assert_true(items == &sentinel && n == 77);
            continue;
        }
        gr_buf out = gr_buf_make(arena, SIZE_MAX);
        for (size_t j = 0; j < n; j++) {
            gr_buf_add(&out, items[j]);
            gr_buf_add_char(&out, '|');
        }
        check_text(c->json, gr_buf_view(&out), c->want);
    }
    gr_arena_free(arena);
}

static void refuses_nul(void **state)
{
    (void)state;
    static const char bytes[] = "{\"a\": 1}\0{\"b\": 2}";
    gr_arena *arena = gr_arena_new(65536);
    gr_str out = GR_LIT("as it was");
    assert_false(gr_json_find((gr_str){bytes, sizeof(bytes) - 1}, "$.a", arena, &out));
    check_text("nul", out, "as it was");
    gr_arena_free(arena);
}

static void a_tree_is_walked(void **state)
{
    (void)state;
    gr_json_tree tree = gr_json_read(GR_LIT("{\"n\": 7, \"l\": [\"x\", 2.5], \"o\": null}"));
    const gr_json_value *list = gr_json_member(tree.root, "l");
    assert_int_equal(gr_json_kind_of(tree.root), GR_JSON_OBJECT);
    assert_int_equal(gr_json_number_of(gr_json_member(tree.root, "n")), 7);
    assert_int_equal(gr_json_kind_of(list), GR_JSON_LIST);
    assert_int_equal(gr_json_count(list), 2);
    check_text("element", gr_json_text_of(gr_json_at(list, 0)), "x");
    assert_int_equal(gr_json_kind_of(gr_json_at(list, 1)), GR_JSON_OTHER);
    assert_int_equal(gr_json_kind_of(gr_json_member(tree.root, "o")), GR_JSON_ABSENT);
    assert_null(gr_json_at(list, 2));
    assert_null(gr_json_member(list, "n")); /* of another kind */
    assert_int_equal(gr_json_count(NULL), 0);
    check_text("of nothing", gr_json_text_of(NULL), "");
    gr_json_free(&tree);
    assert_null(tree.root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_members),
        cmocka_unit_test(lists_elements),
        cmocka_unit_test(refuses_nul),
        cmocka_unit_test(a_tree_is_walked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
