/* The record of what readers saw: its order, its ends, and that no time of a folder is asked. */
#include <fcntl.h>

#include "in_folder.h"
#include "store/shown.h"

typedef struct edition {
    world w;
    gr_place place;
} edition;

static edition begin(void)
{
    edition e = {.w = world_open()};
    const gr_store store = {.output = world_path(&e.w, "output"),
                            .state = world_path(&e.w, "state")};
    e.place = gr_place_at(&store, GR_LIT(""), GR_LIT("r"), GR_LIT("region"), e.w.arena);
    assert_int_equal(
        gr_folders_make(world_path(&e.w, ""), GR_LIT("state/.versions/r/region"), e.w.diag), GR_OK);
    return e;
}

static void dated(const edition *e, const char *key, int64_t at)
{
    const struct timespec times[2] = {{.tv_sec = at}, {.tv_sec = at}};
    gr_str path = gr_version_folder(&e->place, gr_str_of(key), e->w.arena);
    assert_true(gr_folder_exists(path) || mkdir(path.ptr, 0750) == 0);
    assert_int_equal(utimensat(AT_FDCWD, path.ptr, times, 0), 0);
}

static void show(const edition *e, const char *key, int64_t at)
{
    assert_int_equal(gr_shown_add(&e->place, gr_str_of(key), at, e->w.arena, e->w.diag), GR_OK);
}

/** "c@3-, b@2-3": each with its moment and its end. */
static gr_str listed(const edition *e)
{
    gr_shown_version *list = NULL;
    gr_buf out = gr_buf_make(e->w.arena, SIZE_MAX);
    size_t n = gr_versions_shown(&e->place, e->w.arena, &list);
    for (size_t i = 0; i < n; i++) {
        gr_buf_addf(&out, "%s" GR_FMT "@%lld-", i == 0 ? "" : ", ", GR_ARG(list[i].key),
                    (long long)list[i].since);
        if (list[i].until >= 0) {
            gr_buf_addf(&out, "%lld", (long long)list[i].until);
        }
    }
    return gr_buf_view(&out);
}

static void test_order(void **state)
{
    (void)state;
    edition e = begin();
    assert_int_equal(gr_shown_begin(&e.place, e.w.arena, e.w.diag), GR_OK);
    check_text("nothing", listed(&e), "");
    dated(&e, "a", 30); /* times that say the contrary */
    dated(&e, "b", 20);
    dated(&e, "c", 0);
    dated(&e, "d", 99);
    show(&e, "a", 1);
    show(&e, "b", 2);
    show(&e, "b", 5); /* it is already */
    show(&e, "c", 7);
    check_text("three", listed(&e), "c@7-, b@2-7, a@1-2");
    show(&e, "a", 9); /* the data are again what they were */
    check_text("again", listed(&e), "a@9-, c@7-9, b@2-7");
    check_text("before", gr_place_before(&e.place, GR_LIT("a"), e.w.arena), "c");
    check_text("before the first", gr_place_before(&e.place, GR_LIT("b"), e.w.arena), "");
    check_text("before one that nobody saw", gr_place_before(&e.place, GR_LIT("d"), e.w.arena), "");
    assert_false(gr_version_was_shown(&e.place, GR_LIT("d"), e.w.arena));
    assert_int_equal(gr_version_since(&e.place, GR_LIT("c"), e.w.arena), 7);
    assert_int_equal(gr_version_since(&e.place, GR_LIT("d"), e.w.arena), 0);
    gr_str *unseen = NULL;
    assert_int_equal(gr_versions_unseen(&e.place, e.w.arena, &unseen), 1);
    check_text("unseen", unseen[0], "d");
    world_close(&e.w);
}

/** What went takes its line along, unless it tells the end of one that stayed. */
static void test_gone(void **state)
{
    (void)state;
    edition e = begin();
    assert_int_equal(gr_shown_begin(&e.place, e.w.arena, e.w.diag), GR_OK);
    const char *const keys[] = {"a", "b", "c", "d"};
    for (int i = 0; i < 4; i++) {
        dated(&e, keys[i], 1);
        show(&e, keys[i], i + 1);
    }
    assert_int_equal(rmdir(gr_version_folder(&e.place, GR_LIT("b"), e.w.arena).ptr), 0);
    assert_int_equal(rmdir(gr_version_folder(&e.place, GR_LIT("c"), e.w.arena).ptr), 0);
    check_text("two went", listed(&e), "d@4-, a@1-2");
    dated(&e, "e", 1);
    show(&e, "e", 5);
    check_text("and one came", listed(&e), "e@5-, d@4-5, a@1-2");
    gr_str text = GR_LIT("");
    gr_str path = gr_path_join(e.w.arena, e.place.kept, GR_LIT("shown"));
    assert_int_equal(gr_file_read(path, 1024, e.w.arena, e.w.diag, (gr_loc){0}, &text), GR_OK);
    check_text("the record", text, "a\t1\nb\t2\nd\t4\ne\t5\n");
    assert_int_equal(rmdir(gr_version_folder(&e.place, GR_LIT("e"), e.w.arena).ptr), 0);
    show(&e, "f", 6); /* what is shown now is there, whatever is found of it */
    assert_int_equal(gr_file_read(path, 1024, e.w.arena, e.w.diag, (gr_loc){0}, &text), GR_OK);
    check_text("the last", text, "a\t1\nb\t2\nd\t4\ne\t5\nf\t6\n");
    world_close(&e.w);
}

/** An older griffie told the order by times of folders; what nobody saw had none. */
static void test_without_record(void **state)
{
    (void)state;
    edition e = begin();
    dated(&e, "a", 100);
    dated(&e, "b", 50);
    dated(&e, "c", 0);
    dated(&e, "d.part", 200);
    check_text("by times", listed(&e), "a@100-, b@50-100");
    assert_int_equal(gr_shown_begin(&e.place, e.w.arena, e.w.diag), GR_OK);
    dated(&e, "b", 500); /* now it is written down */
    dated(&e, "c", 600);
    check_text("by the record", listed(&e), "a@100-, b@50-100");
    show(&e, "c", 700);
    check_text("and on", listed(&e), "c@700-, a@100-700, b@50-100");
    world_close(&e.w);
}

static void test_damaged(void **state)
{
    (void)state;
    edition e = begin();
    dated(&e, "a", 1);
    dated(&e, "b", 1);
    gr_str path = gr_path_join(e.w.arena, e.place.kept, GR_LIT("shown"));
    assert_int_equal(gr_file_write_new(path, GR_LIT("a\t1\nb\n\tc\n../b\t3\nb\t4"), e.w.diag),
                     GR_OK);
    check_text("lines that are none are passed over", listed(&e), "b@4-, a@1-4");
    world_close(&e.w);
}

static void test_leave(void **state)
{
    (void)state;
    edition e = begin();
    gr_str path = gr_path_join(e.w.arena, e.place.kept, GR_LIT("shown"));
    assert_int_equal(gr_shown_begin(&e.place, e.w.arena, e.w.diag), GR_OK);
    dated(&e, "a", 1);
    gr_shown_leave(&e.place, e.w.arena); /* a shard's version is still to be shown */
    assert_true(gr_file_exists(path));
    assert_int_equal(rmdir(gr_version_folder(&e.place, GR_LIT("a"), e.w.arena).ptr), 0);
    gr_shown_leave(&e.place, e.w.arena);
    assert_false(gr_file_exists(path));
    world_close(&e.w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),          cmocka_unit_test(test_gone),
        cmocka_unit_test(test_without_record), cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
