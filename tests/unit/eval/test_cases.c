/* Every cases/<name>[@<edition>].xml is a report; beside it stands what it makes (.doc) or what is
 * said of it (.diag). GR_BLESS=1 writes them anew. */
#include <unistd.h>

#include "eval/fixture.h"

static gr_str edition_in(gr_str name)
{
    size_t at = gr_str_find(name, GR_LIT("@"));
    return at == SIZE_MAX ? GR_LIT("region") : gr_str_sub(name, at + 1, name.len - at - 5);
}

static const gr_edition *find_edition(const gr_edition *editions, size_t n, gr_str id)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_str_eq(editions[i].id, id)) {
            return &editions[i];
        }
    }
    return NULL;
}

/** The dump, or NULL texts when there is no document. */
static bool make(world *w, gr_str name, gr_buf *out)
{
    gr_edition *editions = NULL;
    gr_doc *doc = NULL;
    size_t n = 0;
    bool blocked = false;
    gr_report *report = bind_report(w, name);
    if (report == NULL) {
        return false;
    }
    add_rows(w);
    if (gr_report_editions(report, &w->context, &editions, &n) != GR_OK) {
        return false;
    }
    const gr_edition *edition = find_edition(editions, n, edition_in(name));
    assert_non_null(edition);
    gr_status status =
        gr_report_evaluate(report, edition, w->catalogue, &w->context, w->arena, &doc, &blocked);
    if (blocked) {
        gr_buf_add(out, GR_LIT("(blocked)\n"));
    }
    if (status != GR_OK) {
        return false;
    }
    gr_doc_dump(doc, out);
    return true;
}

static void write_anew(world *w, gr_str path, gr_str bytes)
{
    (void)unlink(gr_str_dup(w->arena, path).ptr);
    gr_file *file = gr_file_create(path, w->diag);
    assert_non_null(file);
    assert_int_equal(gr_file_write(file, bytes, w->diag), GR_OK);
    assert_int_equal(gr_file_commit(file, w->diag), GR_OK);
}

static bool run_case(gr_str name)
{
    world *w = world_new();
    gr_buf out = gr_buf_make(w->arena, SIZE_MAX);
    bool made = make(w, name, &out);
    if (!made || gr_diag_count(w->diag, GR_ERROR) > 0) { /* a control: made all the same */
        gr_diag_print(w->diag, &out);
    }
    gr_str stem = gr_str_sub(name, 0, name.len - 4);
    gr_str path = gr_str_fmt(w->arena, GR_FMT "%s", GR_ARG(stem), made ? ".doc" : ".diag");
    gr_str want = GR_LIT("");
    bool same = gr_file_exists(path) &&
                gr_file_read(path, SIZE_MAX / 2, w->arena, w->diag, (gr_loc){0}, &want) == GR_OK &&
                gr_str_eq(want, gr_buf_view(&out));
    if (!same && getenv("GR_BLESS") != NULL) {
        write_anew(w, path, gr_buf_view(&out));
        same = true;
    }
    if (!same) {
        print_error("%s:\n" GR_FMT "\n", stem.ptr, GR_ARG(gr_buf_view(&out)));
    }
    gr_arena_free(w->arena);
    return same;
}

static void all_cases(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_str *names = NULL;
    size_t failed = 0;
    assert_int_equal(chdir(GR_SOURCE_DIR "/tests/unit/eval/cases"), 0);
    size_t n = 0;
    gr_diag *diag = gr_diag_new(arena, 1);
    assert_int_equal(gr_folder_list(GR_LIT("."), GR_LIT(".xml"), arena, diag, &names, &n), GR_OK);
    assert_true(n > 20);
    for (size_t i = 0; i < n; i++) {
        failed += !run_case(names[i]);
    }
    gr_arena_free(arena);
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(all_cases)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
