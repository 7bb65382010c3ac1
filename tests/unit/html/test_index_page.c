/* The page as text: golden/<case>.html, without the style sheet but for one; GR_BLESS=1 rewrites
 * them. And what holds for every page. */
#include "base/diag.h"
#include "base/file.h"
#include "house.h"

#define N(array) (sizeof(array) / sizeof(array)[0])

static const gr_index_link documents[] = {
    {.href = {"d/renkum 1.pdf", 14}, .bytes = 127512},
    {.href = {"d/renkum.xlsx", 13}, .bytes = 1183402},
};
static const gr_index_link sheets[] = {
    {.name = {"Wijzigingsblad", 14}, .href = {"w.pdf", 5}, .bytes = 1},
};
static const gr_index_message few[] = {
    {{"bedrag <0>", 10}, {"vul het aan", 11}, {"r.xml:3:1 [E101]", 16}}};
static const gr_index_message many[] = {{{"een", 3}, {"", 0}, {"", 0}},
                                        {{"twee", 4}, {"", 0}, {"", 0}},
                                        {{"drie", 4}, {"", 0}, {"", 0}},
                                        {{"vier", 4}, {"", 0}, {"", 0}}};

static void all_states(gr_index_edition editions[GR_STATE__COUNT])
{
    static const char *const names[GR_STATE__COUNT] = {"Arnhem",     "Doesburg",    "Duiven",
                                                       "Zevenaar",   "Westervoort", "Rozendaal",
                                                       "Overbetuwe", "Rheden",      "Renkum"};
    for (size_t i = 0; i < GR_STATE__COUNT; i++) { /* best first, so that sorting shows */
        editions[i] = (gr_index_edition){.id = gr_str_of(names[i]),
                                         .name = gr_str_of(names[i]),
                                         .state = (gr_edition_state)(GR_STATE__COUNT - 1 - i),
                                         .life = GR_LIT("concept"),
                                         .version = GR_LIT("2"),
                                         .as_of = GR_LIT("31 december 2022"),
                                         .published = GR_LIT("22 november 2026"),
                                         .documents = documents,
                                         .n_documents = N(documents)};
    }
    editions[1].changes = sheets;
    editions[1].n_changes = N(sheets);
    editions[1].changed_figures = 1204;
    editions[2].messages = few;
    editions[2].n_messages = N(few);
    editions[7].messages = many;
    editions[7].n_messages = N(many);
    for (size_t i = 4; i <= 8; i += 4) { /* withdrawn; failed from the first */
        editions[i].life = editions[i].version = editions[i].published = GR_LIT("");
        editions[i].n_documents = 0;
    }
}

typedef struct fixture {
    gr_arena *arena;
    small_house house;
    gr_index_edition editions[GR_STATE__COUNT];
    gr_index_report reports[2];
    gr_index_page page;
} fixture;

static fixture *begin(void)
{
    gr_arena *arena = gr_arena_new(1 << 16);
    fixture *f = GR_NEW(arena, fixture);
    f->arena = arena;
    build_house(&f->house);
    all_states(f->editions);
    f->reports[0] = (gr_index_report){.id = GR_LIT("dossier"),
                                      .title = GR_LIT("Overdrachtsdossier"),
                                      .editions = f->editions,
                                      .n = GR_STATE__COUNT};
    f->reports[1] = (gr_index_report){.title = GR_LIT("Leeg")};
    f->page = (gr_index_page){.style = &f->house.house,
                              .lang = GR_LIT("nl"),
                              .title = GR_LIT("Documenten & meer"),
                              .when = GR_LIT("22 november 2026"),
                              .outcome = GR_LIT("Een editie is mislukt."),
                              .reports = f->reports,
                              .n = 2};
    return f;
}

static gr_str written(fixture *f)
{
    gr_buf out = gr_buf_make(f->arena, 1 << 20);
    gr_index_page_write(&f->page, &out);
    assert_false(out.full);
    return gr_buf_view(&out);
}

static gr_str written_body(fixture *f)
{
    gr_str page = written(f);
    return gr_str_sub(page, gr_str_find(page, GR_LIT("<body>")), page.len);
}

static void check_golden(fixture *f, const char *name, gr_str got)
{
    gr_str path = gr_str_fmt(f->arena, GR_SOURCE_DIR "/tests/unit/html/golden/%s.html", name);
    gr_str want = GR_LIT("");
    if (getenv("GR_BLESS") != NULL) {
        FILE *file = fopen(path.ptr, "wb");
        assert_non_null(file);
        fwrite(got.ptr, 1, got.len, file);
        assert_int_equal(fclose(file), 0);
        return;
    }
    gr_diag *diag = gr_diag_new(f->arena, 5);
    assert_int_equal(gr_file_read(path, 1 << 24, f->arena, diag, (gr_loc){0}, &want), GR_OK);
    check_text(name, got, want.ptr);
}

static void goldens(void **state)
{
    (void)state;
    fixture *f = begin();
    check_golden(f, "states", written(f));
    f->page.n = 0;
    f->page.outcome = f->page.when = GR_LIT("");
    check_golden(f, "empty", written_body(f));
    gr_arena_free(f->arena);
}

static void same_bytes_twice(void **state)
{
    (void)state;
    fixture *first = begin(), *second = begin();
    assert_true(gr_str_eq(written(first), written(second)));
    assert_true(gr_str_eq(written(first), written(first)));
    gr_arena_free(first->arena);
    gr_arena_free(second->arena);
}

/* Arnhem to Renkum are unchanged to failed: faults come worst first, the others as given. */
static void faults_first(void **state)
{
    (void)state;
    static const char *const want[] = {"Renkum", "Rheden", "Rozendaal",
                                       "Duiven", "Arnhem", "Doesburg"};
    fixture *f = begin();
    gr_str rest = written_body(f);
    for (size_t i = 0; i < N(want); i++) {
        size_t at = gr_str_find(rest, gr_str_fmt(f->arena, ">%s</th>", want[i]));
        print_message("row %zu: %s\n", i, want[i]);
        assert_int_not_equal(at, SIZE_MAX);
        rest = gr_str_sub(rest, at + 1, rest.len);
    }
    gr_arena_free(f->arena);
}

/* A name with markup in it, in every place that takes text. */
static void hostile_everywhere(void **state)
{
    (void)state;
    static const gr_str evil = {"\"'><img src=x onerror=y>", 24};
    static const gr_index_link link = {.name = {"\"'><img src=x onerror=y>", 24},
                                       .href = {"\"'><img src=x onerror=y>", 24}};
    fixture *f = begin();
    const gr_index_message said = {evil, evil, evil};
    gr_label labels[] = {{GR_LIT("index-status"), evil}, {GR_LIT("index-failed"), evil}};
    f->house.house.labels = labels;
    f->house.house.n_labels = N(labels);
    f->house.house.notation.group_mark = f->house.house.notation.decimal_mark = evil;
    f->editions[0] = (gr_index_edition){.id = evil,
                                        .name = evil,
                                        .life = evil,
                                        .version = evil,
                                        .as_of = evil,
                                        .published = evil,
                                        .documents = &link,
                                        .n_documents = 1,
                                        .changes = &link,
                                        .n_changes = 1,
                                        .changed_figures = 5000,
                                        .messages = &said,
                                        .n_messages = 1};
    f->reports[0].title = f->reports[0].id = evil;
    f->page.lang = f->page.title = f->page.when = f->page.outcome = evil;
    gr_str page = written(f);
    assert_int_equal(gr_str_find(page, GR_LIT("<img")), SIZE_MAX);
    assert_int_equal(gr_str_find(page, GR_LIT("\"'>")), SIZE_MAX);
    assert_int_not_equal(gr_str_find(page, GR_LIT("&quot;'&gt;&lt;img")), SIZE_MAX);
    gr_arena_free(f->arena);
}

static void kinds_and_sizes(void **state)
{
    (void)state;
    static const struct {
        const char *href;
        uint64_t bytes;
        const char *want;
    } cases[] = {
        {"a.pdf", 0, "PDF, 0\xC2\xA0kB"},
        {"a.pdf", 1, "PDF, 1\xC2\xA0kB"},
        {"a.pdf", 127512, "PDF, 128\xC2\xA0kB"},
        {"a.xlsx", 999000, "Excel, 999\xC2\xA0kB"},
        {"a.xlsx", 999001, "Excel, 1,0\xC2\xA0MB"},
        {"map.d/leesmij", 1000, "1\xC2\xA0kB"},
        {"a.\xC3\xA9t<", 1, "\xC3\xA9T&lt;, 1\xC2\xA0kB"},
        {"a.pdf", 1234567890000, "PDF, 1.234.567,9\xC2\xA0MB"},
        {"a.pdf", UINT64_MAX, "PDF, 18.446.744.073.709,6\xC2\xA0MB"},
    };
    fixture *f = begin();
    for (size_t i = 0; i < N(cases); i++) {
        gr_index_link link = {.href = gr_str_of(cases[i].href), .bytes = cases[i].bytes};
        gr_buf out = gr_buf_make(f->arena, 1 << 10);
        gr_html_add_kind(&f->page, &link, &out);
        check_text(cases[i].href, gr_buf_view(&out), cases[i].want);
    }
    gr_arena_free(f->arena);
}

/* Fonts come from the reader's machine, by names that cannot end the rule they stand in. */
static void fonts(void **state)
{
    (void)state;
    fixture *f = begin();
    gr_str page = written(f);
    assert_int_not_equal(gr_str_find(page, GR_LIT("font-weight:700;src:local(\"Sample-Bold\")")),
                         SIZE_MAX);
    assert_int_equal(gr_str_find(page, GR_LIT("Sample-Italic")), SIZE_MAX);
    assert_int_equal(gr_str_find(page, GR_LIT("local(\"odd")), SIZE_MAX);
    gr_arena_free(f->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goldens),         cmocka_unit_test(same_bytes_twice),
        cmocka_unit_test(faults_first),    cmocka_unit_test(hostile_everywhere),
        cmocka_unit_test(kinds_and_sizes), cmocka_unit_test(fonts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
