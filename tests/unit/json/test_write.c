#include "check.h"

#include "base/arena.h"
#include "json/read.h"
#include "json/write.h"

static const struct {
    const char *name, *text, *want;
} texts[] = {
    {"empty", "", "\"\""},
    {"plain", "Renkum", "\"Renkum\""},
    {"quote and backslash", "a\"b\\c", "\"a\\\"b\\\\c\""},
    {"control characters", "a\nb\tc\x01", "\"a\\u000ab\\u0009c\\u0001\""},
    {"marks of direction", "a\u202eb\u2066c\xc2\x85", "\"a\\u202eb\\u2066c\\u0085\""},
    {"letters that are no ASCII", "\u00e9\u20ac\u05d0", "\"\u00e9\u20ac\u05d0\""},
    {"beyond ASCII stays",
     "\xE2\x82\xAC\xC2\xA0"
     "1",
     "\"\xE2\x82\xAC\xC2\xA0"
     "1\""},
};

static void texts_are_escaped(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        gr_buf out = gr_buf_make(arena, SIZE_MAX);
        gr_json json = gr_json_make(&out);
        gr_json_text(&json, NULL, gr_str_of(texts[i].text));
        check_text(texts[i].name, gr_buf_view(&out), texts[i].want);
        gr_str back = GR_LIT("");
        assert_true(gr_json_find(gr_buf_view(&out), "$", arena, &back));
        check_text(texts[i].name, back, texts[i].text);
    }
    gr_arena_free(arena);
}

/** An object in an object, and a list, in each layout. */
static void layouts_nest(void **state)
{
    (void)state;
    static const char *const want[] = {
        [GR_JSON_TIGHT] = "{\"a\": 1, \"b\": {\"c\": true}, \"d\": [\"x\", null], \"e\": []}\n",
        [GR_JSON_ROOMY] =
            "{ \"a\": 1, \"b\": { \"c\": true }, \"d\": [ \"x\", null ], \"e\": [ ] }\n",
        [GR_JSON_LINES] = "{\n\"a\": 1,\n\"b\": {\n\"c\": true\n},\n\"d\": [\n\"x\",\nnull\n],\n"
                          "\"e\": [\n]\n}\n",
        [GR_JSON_INDENTED] = "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": true\n  },\n  \"d\": [\n"
                             "    \"x\",\n    null\n  ],\n  \"e\": [\n  ]\n}\n",
    };
    gr_arena *arena = gr_arena_new(1024);
    for (gr_json_layout layout = GR_JSON_TIGHT; layout <= GR_JSON_INDENTED; layout++) {
        gr_buf out = gr_buf_make(arena, SIZE_MAX);
        gr_json json = gr_json_make(&out);
        gr_json_object(&json, NULL, layout);
        gr_json_number(&json, "a", 1);
        gr_json_object(&json, "b", layout);
        gr_json_flag(&json, "c", true);
        gr_json_close(&json);
        gr_json_array(&json, "d", layout);
        gr_json_text(&json, NULL, GR_LIT("x"));
        gr_json_null(&json, NULL);
        gr_json_close(&json);
        gr_json_array(&json, "e", layout);
        gr_json_end(&json); /* closes what is open */
        check_text("layout", gr_buf_view(&out), want[layout]);
        gr_json_tree tree = gr_json_read(gr_buf_view(&out));
        assert_int_equal(gr_json_number_of(gr_json_member(tree.root, "a")), 1);
        gr_json_free(&tree);
    }
    gr_arena_free(arena);
}

static void a_gap_is_for_once(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_json json = gr_json_make(&out);
    gr_json_object(&json, NULL, GR_JSON_LINES);
    gr_json_number(&json, "a", -1);
    gr_json_gap(&json, ", ");
    gr_json_raw(&json, "b", GR_LIT("[1,2]"));
    gr_json_flag(&json, "c", false);
    gr_json_gap(&json, " ");
    gr_json_end(&json);
    check_text("gap", gr_buf_view(&out), "{\n\"a\": -1, \"b\": [1,2],\n\"c\": false }\n");
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_escaped),
        cmocka_unit_test(layouts_nest),
        cmocka_unit_test(a_gap_is_for_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
