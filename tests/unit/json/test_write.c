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

typedef struct pieces {
    gr_buf all;
    size_t n, longest;
} pieces;

static void take(void *user, gr_str piece)
{
    pieces *p = user;
    assert_true(piece.len > 0);
    gr_buf_add(&p->all, piece);
    p->longest = piece.len > p->longest ? piece.len : p->longest;
    p->n++;
}

static void write_many(gr_json *json, gr_str text)
{
    gr_json_object(json, NULL, GR_JSON_LINES);
    gr_json_array(json, "many", GR_JSON_INDENTED);
    for (int i = 0; i < 5000; i++) {
        gr_json_object(json, NULL, GR_JSON_ROOMY);
        gr_json_number(json, "nr", i);
        gr_json_text(json, "text", text);
        gr_json_close(json);
    }
    gr_json_end(json);
}

/** The same bytes as of a text that is held whole, of which no more than a piece is held. */
static void a_long_text_leaves_in_pieces(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    gr_str text = GR_LIT("Een regel van de \"begroting\" van Bergdam.");
    gr_buf whole = gr_buf_make(arena, SIZE_MAX);
    gr_buf waiting = gr_buf_make(arena, SIZE_MAX);
    pieces p = {.all = gr_buf_make(arena, SIZE_MAX)};
    gr_json held = gr_json_make(&whole);
    gr_json leaving = gr_json_make_pieces(&waiting, take, &p);
    write_many(&held, text);
    write_many(&leaving, text);
    assert_true(gr_str_eq(gr_buf_view(&whole), gr_buf_view(&p.all)));
    assert_int_equal(waiting.len, 0);
    assert_true(p.n == whole.len / GR_JSON_PIECE || p.n == whole.len / GR_JSON_PIECE + 1);
    assert_true(p.n > 3 && p.longest < GR_JSON_PIECE + 100);
    assert_true(waiting.cap < 3 * GR_JSON_PIECE);
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_escaped),
        cmocka_unit_test(layouts_nest),
        cmocka_unit_test(a_gap_is_for_once),
        cmocka_unit_test(a_long_text_leaves_in_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
