/* The name of a document follows from what its readers can see, and from nothing else. */
#include "base/arena.h"
#include "check.h"
#include "provenance/version.h"

#define ROWS "rows\tT-posts\t0123\n"

typedef struct seen { /* what a document shows, and what it was made from */
    const char *name, *edition, *title, *figure, *text, *used;
    unsigned version;
} seen;

static const seen first = {"the first", "gm0202", "Dossier", "€ 12", "Arnhem", ROWS, 1};

static const seen others[] = {
    {"another edition", "gm0274", "Dossier", "€ 12", "Arnhem", ROWS, 1},
    {"another title", "gm0202", "Overzicht", "€ 12", "Arnhem", ROWS, 1},
    {"another figure", "gm0202", "Dossier", "€ 13", "Arnhem", ROWS, 1},
    {"another text", "gm0202", "Dossier", "€ 12", "Renkum", ROWS, 1},
    {"other rows of a long table", "gm0202", "Dossier", "€ 12", "Arnhem", "rows\tT-posts\t4567\n",
     1},
    {"the next version", "gm0202", "Dossier", "€ 12", "Arnhem", ROWS, 2},
};

static gr_str id_of(const seen *what, gr_arena *arena)
{
    gr_node text = {.kind = GR_K_TEXT, .as.text.chars = gr_str_of(what->text)};
    gr_node root = {.first = &text, .last = &text};
    const gr_figure figure = {.id = GR_LIT("p1.f1"), .text = gr_str_of(what->figure)};
    const gr_figure *figures[] = {&figure};
    const gr_doc doc = {.root = &root,
                        .title = gr_str_of(what->title),
                        .life.version = what->version,
                        .figures = figures,
                        .n_figures = 1};
    const gr_version_facts facts = {
        .doc = &doc, .report = GR_LIT("dossier"), .edition = gr_str_of(what->edition)};
    return gr_version_document_id(&facts, gr_str_of(what->used), arena);
}

static void what_is_seen_names_it(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    gr_str id = id_of(&first, arena);
    assert_int_equal(id.len, 41);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (gr_str_eq(id_of(&others[i], arena), id)) {
            fail_msg("%s has the same name", others[i].name);
        }
    }
    gr_arena_free(arena);
}

static void what_is_not_seen_does_not(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    seen same = first;
    same.used = "value\tposts\tp1\tamount\t12.00 EUR\n" ROWS "engine\tgriffie 2\n";
    assert_true(gr_str_eq(id_of(&same, arena), id_of(&first, arena)));
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_seen_names_it),
        cmocka_unit_test(what_is_not_seen_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
