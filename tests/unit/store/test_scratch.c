/* Folders to work in: each is its maker's, and what nobody works in any more goes, by what its name
 * says and not by the times that a file system gives. */
#include <fcntl.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "in_folder.h"
#include "store/scratch.h"

#define DAY 86400

static void add_folder(const world *w, const char *name)
{
    const struct timespec long_ago[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
    gr_str path = gr_path_join(w->arena, world_path(w, "rebuilding"), gr_str_of(name));
    assert_int_equal(mkdir(path.ptr, 0700), 0);
    assert_int_equal(utimensat(AT_FDCWD, path.ptr, long_ago, 0), 0);
}

static bool is_there(const world *w, const char *name)
{
    return gr_folder_exists(gr_path_join(w->arena, world_path(w, "rebuilding"), gr_str_of(name)));
}

static void test_left_behind(void **state)
{
    (void)state;
    const gr_clock_reading noon = {.now = 1795316400};
    world w = world_open();
    gr_str ours = GR_LIT("");
    gr_clock_stand_at(&noon);
    world_add_folder(&w, "rebuilding");
    add_folder(&w, "1795316399_abcdef"); /* being made, by somebody that we do not see */
    add_folder(&w, "1795229999_abcdef"); /* more than a day ago */
    add_folder(&w, "1795316399_abcdeg.part");
    add_folder(&w, "abcdef");
    gr_scratch_sweep(w.folder, w.arena);
    assert_true(is_there(&w, "1795316399_abcdef"));
    assert_false(is_there(&w, "1795229999_abcdef"));
    assert_false(is_there(&w, "1795316399_abcdeg.part"));
    assert_false(is_there(&w, "abcdef"));
    assert_int_equal(gr_scratch_make(w.folder, w.arena, w.diag, &ours), GR_OK);
    assert_true(gr_folder_exists(ours));
    gr_clock_stand_at(&(gr_clock_reading){.now = noon.now + 2 * DAY});
    gr_scratch_sweep(w.folder, w.arena); /* its maker lives */
    assert_true(gr_folder_exists(ours));
    assert_false(is_there(&w, "1795316399_abcdef"));
    gr_scratch_remove(w.folder, ours, w.arena);
    assert_false(gr_folder_exists(ours));
    assert_false(gr_folder_exists(world_path(&w, "rebuilding")));
    gr_clock_stand_at(NULL);
    world_close(&w);
}

/** One whose maker is gone goes at once, however new it is; of another that cannot be asked the
 * name counts. */
static void test_makers(void **state)
{
    (void)state;
    world w = world_open();
    gr_str ours = GR_LIT("");
    assert_int_equal(gr_scratch_make(w.folder, w.arena, w.diag, &ours), GR_OK);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        gr_str made = GR_LIT("");
        _exit(gr_scratch_make(w.folder, w.arena, w.diag, &made) == GR_OK ? 0 : 1);
    }
    int ended = 0;
    assert_int_equal(waitpid(child, &ended, 0), child);
    assert_int_equal(ended, 0);
    gr_str *names = NULL;
    assert_int_equal(gr_folders_in(world_path(&w, "rebuilding"), w.arena, &names), 2);
    gr_scratch_sweep(w.folder, w.arena);
    assert_int_equal(gr_folders_in(world_path(&w, "rebuilding"), w.arena, &names), 1);
    assert_true(gr_folder_exists(ours));
    gr_scratch_remove(w.folder, ours, w.arena);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_left_behind),
        cmocka_unit_test(test_makers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
