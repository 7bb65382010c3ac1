/* Of many exports those are told one by one that a figure comes from; the others together, so that
 * what is in them changes nothing, but that there are other ones does. */
#include "check.h"

#include "base/arena.h"
#include "provenance/version.h"
#include "json/read.h"

#define MANY 40

typedef struct telling {
    gr_arena *arena;
    gr_export exports[MANY];
    gr_version_export read[MANY];
    gr_doc doc;
    gr_version_facts facts;
} telling;

static void tell(telling *t, size_t n)
{
    *t = (telling){.arena = gr_arena_new(4096)};
    for (size_t i = 0; i < n; i++) {
        bool plan = i % 10 == 9;
        t->exports[i] = (gr_export){
            .file = gr_str_fmt(t->arena, "%02zu.xml", i),
            .source = plan ? GR_LIT("plan") : GR_LIT("budget"),
            .as_of = {.type = GR_T_DATE, .as.day = 20000},
            .records = 100,
        };
        t->read[i] = (gr_version_export){&t->exports[i], gr_str_fmt(t->arena, "hash%zu", i),
                                         (uint16_t)(i + 1)};
    }
    gr_origin *leaf = GR_NEW(t->arena, gr_origin);
    *leaf = (gr_origin){.op = GR_OP_LEAF, .at = {.file = 4, .line = 7}};
    gr_figure *figure = GR_NEW(t->arena, gr_figure);
    figure->value.origin = leaf;
    const gr_figure **figures = GR_NEW(t->arena, const gr_figure *);
    figures[0] = figure;
    t->doc =
        (gr_doc){.figures = figures, .n_figures = 1, .title = GR_LIT(""), .open_title = GR_LIT("")};
    t->facts = (gr_version_facts){.doc = &t->doc,
                                  .report = GR_LIT("r"),
                                  .edition = GR_LIT("e"),
                                  .edition_name = GR_LIT("E"),
                                  .period = GR_LIT(""),
                                  .asked_style = GR_LIT(""),
                                  .exports = t->read,
                                  .n_exports = n};
}

static gr_str told(telling *t, size_t nr, const char *member)
{
    gr_str *list = NULL;
    gr_str text = GR_LIT("");
    size_t n = 0;
    gr_str manifest = gr_version_manifest(&t->facts, NULL, 0, t->arena);
    assert_true(gr_json_list(manifest, "$.exports", t->arena, &list, &n));
    if (nr < n) {
        (void)gr_json_find(list[nr], member, t->arena, &text);
    }
    return text;
}

static void few_are_told_each(void **state)
{
    (void)state;
    telling t;
    tell(&t, 16);
    check_text("first", told(&t, 0, "$.file"), "00.xml");
    check_text("last", told(&t, 15, "$.file"), "15.xml");
    check_text("its hash", told(&t, 15, "$.sha256"), "hash15");
    gr_arena_free(t.arena);
}

static void of_many_the_used(void **state)
{
    (void)state;
    telling t;
    tell(&t, MANY);
    check_text("used", told(&t, 0, "$.file"), "03.xml");
    check_text("others", told(&t, 1, "$.file"), "others of budget");
    check_text("how many", told(&t, 1, "$.files"), "35");
    check_text("records", told(&t, 1, "$.records"), "3500");
    check_text("their day", told(&t, 1, "$.as-of"), "2024-10-04");
    check_text("of another source", told(&t, 2, "$.file"), "others of plan");
    check_text("no more", told(&t, 3, "$.file"), "");
    gr_str before = told(&t, 1, "$.sha256");
    t.read[20].sha256 = GR_LIT("another");
    assert_false(gr_str_eq(told(&t, 1, "$.sha256"), before));
    gr_arena_free(t.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_are_told_each),
        cmocka_unit_test(of_many_the_used),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
