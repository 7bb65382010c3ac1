/* Which folder is the state of which output folder: where it may stand, what is said of one that is
 * another's, lost or moved, and that nothing is left of what was made for nothing. */
#include "standing.h"

#include "store/state.h"

typedef struct two {
    world w;
    gr_state_setup setup;
    gr_state state;
} two;

static two two_open(void)
{
    two t = {.w = world_open()};
    t.setup = (gr_state_setup){.output = world_path(&t.w, "output"), .state = GR_LIT("")};
    return t;
}

static gr_status open_state(two *t)
{
    return gr_state_open(&t->setup, t->w.arena, t->w.diag, &t->state);
}

/** Opened, and joined. */
static gr_status join(two *t)
{
    gr_status status = open_state(t);
    return status == GR_OK ? gr_state_join(&t->state, t->w.arena, t->w.diag) : status;
}

static void begin_anew(two *t)
{
    t->w.diag = gr_diag_new(t->w.arena, 50);
}

static bool has(const two *t, const char *name)
{
    return access(world_path(&t->w, name).ptr, F_OK) == 0;
}

static void move_path(const two *t, const char *from, const char *to)
{
    assert_int_equal(rename(world_path(&t->w, from).ptr, world_path(&t->w, to).ptr), 0);
}

static void check_default(gr_str output, const char *want)
{
    gr_arena *arena = gr_arena_new(1024);
    check_text(want, gr_state_default(output, arena), want);
    gr_arena_free(arena);
}

static void names(void **state)
{
    (void)state;
    check_default(GR_LIT("output"), ".output.griffie");
    check_default(GR_LIT("a/b"), "a/.b.griffie");
    check_default(GR_LIT("/none/b"), "/none/.b.griffie");
    two t = two_open();
    gr_arena *arena = t.w.arena;
    world_add_folder(&t.w, "real");
    assert_int_equal(symlink("real", world_path(&t.w, "link").ptr), 0);
    check_text("of what a link leads to", gr_state_default(world_path(&t.w, "link"), arena),
               world_path(&t.w, ".real.griffie").ptr);
    assert_true(gr_path_is_within(world_path(&t.w, "link/x/y"), world_path(&t.w, "real"), arena));
    assert_true(gr_path_is_within(world_path(&t.w, "real"), world_path(&t.w, "real"), arena));
    assert_false(gr_path_is_within(world_path(&t.w, "really"), world_path(&t.w, "real"), arena));
    assert_false(gr_path_is_within(t.w.folder, world_path(&t.w, "real"), arena));
    assert_true(gr_path_is_within(t.w.folder, GR_LIT("/"), arena));
    world_close(&t.w);
}

static void two_new_ones_belong_together(void **state)
{
    (void)state;
    struct stat facts;
    two t = two_open();
    assert_int_equal(join(&t), GR_OK);
    assert_true(t.state.made && t.state.made_output && t.state.there);
    assert_int_equal(stat(world_path(&t.w, ".output.griffie").ptr, &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0700);
    assert_true(has(&t, "output/.griffie") && has(&t, ".output.griffie/id"));
    assert_int_equal(join(&t), GR_OK); /* the next night */
    assert_false(t.state.made || t.state.made_output);
    assert_int_equal(gr_state_look(&t.state, t.w.arena, t.w.diag), GR_OK);
    assert_int_equal(gr_diag_count(t.w.diag, GR_NOTE), 0);
    world_close(&t.w);
}

static void who_looks_makes_nothing(void **state)
{
    (void)state;
    two t = two_open();
    t.setup.look = true;
    assert_int_equal(open_state(&t), GR_OK);
    assert_false(t.state.there);
    assert_int_equal(gr_state_look(&t.state, t.w.arena, t.w.diag), GR_OK);
    assert_false(has(&t, "output") || has(&t, ".output.griffie"));
    world_close(&t.w);
}

/** `state` cannot be the state folder: what is said, and that no output folder is left behind. */
static void refused(two *t, const char *state, const char *why)
{
    gr_buf out = gr_buf_make(t->w.arena, SIZE_MAX);
    bool had_output = has(t, "output");
    begin_anew(t);
    t->setup.state = world_path(&t->w, state);
    assert_int_equal(open_state(t), GR_BAD_INPUT);
    assert_true(gr_diag_has(t->w.diag, GR_CODE_STATE_FOLDER));
    gr_diag_print(t->w.diag, &out);
    if (gr_str_find(gr_buf_view(&out), gr_str_of(why)) == SIZE_MAX) {
        print_error(GR_FMT ", not %s\n", GR_ARG(gr_buf_view(&out)), why);
        fail();
    }
    assert_int_equal(has(t, "output"), had_output);
}

static void where_it_may_not_stand(void **state)
{
    (void)state;
    two t = two_open();
    const gr_str input = world_path(&t.w, "input");
    t.setup.others = &input;
    t.setup.n_others = 1;
    refused(&t, "output/state", "in the output folder");
    refused(&t, "output", "in the output folder");
    refused(&t, "", "in the output folder");
    refused(&t, "input/state", "a folder of exports or descriptors");
    world_add_folder(&t.w, "open");
    assert_int_equal(chmod(world_path(&t.w, "open").ptr, 0710), 0);
    refused(&t, "open", "others may enter it");
    world_add_file(&t.w, "file");
    refused(&t, "file", "it is not a folder");
    assert_int_equal(symlink("open", world_path(&t.w, "link").ptr), 0);
    refused(&t, "link", "it is a link");
    world_close(&t.w);
}

static void an_output_that_is_no_folder(void **state)
{
    (void)state;
    two t = two_open();
    world_add_file(&t.w, "output");
    assert_int_equal(open_state(&t), GR_IO_FAILED);
    assert_true(gr_diag_has(t.w.diag, GR_CODE_OUTPUT_CREATE));
    assert_false(has(&t, ".output.griffie"));
    world_close(&t.w);
}

static void both_moved(void **state)
{
    (void)state;
    two t = two_open();
    assert_int_equal(join(&t), GR_OK);
    move_path(&t, "output", "moved");
    move_path(&t, ".output.griffie", ".moved.griffie");
    t.setup.output = world_path(&t.w, "moved");
    assert_int_equal(join(&t), GR_OK);
    move_path(&t, "moved", "again"); /* what is said of the path was said anew */
    world_add_folder(&t.w, "moved");
    assert_int_equal(join(&t), GR_OK);
    assert_true(has(&t, "moved/.griffie"));
    assert_int_equal(gr_diag_count(t.w.diag, GR_NOTE), 0);
    world_close(&t.w);
}

static void one_of_another(void **state)
{
    (void)state;
    two t = two_open();
    assert_int_equal(join(&t), GR_OK);
    t.setup.output = world_path(&t.w, "second");
    t.setup.state = world_path(&t.w, ".output.griffie");
    assert_int_equal(join(&t), GR_BAD_INPUT); /* new, and the state folder knows another */
    assert_true(gr_diag_has(t.w.diag, GR_CODE_STATE_OTHER));
    assert_false(has(&t, "second/.griffie"));
    begin_anew(&t);
    t.setup.state = GR_LIT("");
    assert_int_equal(join(&t), GR_OK); /* one of its own */
    t.setup.state = world_path(&t.w, ".output.griffie");
    assert_int_equal(join(&t), GR_BAD_INPUT);
    assert_true(gr_diag_has(t.w.diag, GR_CODE_STATE_OTHER));
    begin_anew(&t);
    t.setup.look = true;
    assert_int_equal(open_state(&t), GR_OK);
    assert_int_equal(gr_state_look(&t.state, t.w.arena, t.w.diag), GR_BAD_INPUT);
    assert_true(gr_diag_has(t.w.diag, GR_CODE_STATE_OTHER));
    world_close(&t.w);
}

/** The output folder was copied with its id, and the state folder was not. */
static void a_copy(void **state)
{
    (void)state;
    two t = two_open();
    gr_str id = GR_LIT("");
    assert_int_equal(join(&t), GR_OK);
    assert_int_equal(gr_file_read(world_path(&t.w, "output/.griffie"), 1024, t.w.arena, t.w.diag,
                                  (gr_loc){0}, &id),
                     GR_OK);
    world_add_folder(&t.w, "copy");
    assert_int_equal(gr_file_write_new(world_path(&t.w, "copy/.griffie"), id, t.w.diag), GR_OK);
    t.setup.output = world_path(&t.w, "copy");
    t.setup.state = world_path(&t.w, ".output.griffie");
    assert_int_equal(join(&t), GR_BAD_INPUT);
    assert_true(gr_diag_has(t.w.diag, GR_CODE_STATE_OTHER));
    world_close(&t.w);
}

static void lost(void **state)
{
    (void)state;
    two t = two_open();
    assert_int_equal(join(&t), GR_OK);
    world_add_file(&t.w, "output/index.html");
    move_path(&t, ".output.griffie", "elsewhere");
    t.setup.look = true;
    assert_int_equal(open_state(&t), GR_OK);
    assert_int_equal(gr_state_look(&t.state, t.w.arena, t.w.diag), GR_BAD_INPUT);
    assert_true(gr_diag_has(t.w.diag, GR_CODE_STATE_LOST));
    begin_anew(&t);
    t.setup.look = false;
    assert_int_equal(join(&t), GR_BAD_INPUT);
    assert_true(gr_diag_has(t.w.diag, GR_CODE_STATE_LOST));
    assert_false(has(&t, ".output.griffie/id"));
    world_close(&t.w);
}

static void one_with_something_else_in_it(void **state)
{
    (void)state;
    two t = two_open();
    assert_int_equal(open_state(&t), GR_OK);
    world_add_file(&t.w, ".output.griffie/mine");
    assert_int_equal(gr_state_join(&t.state, t.w.arena, t.w.diag), GR_BAD_INPUT);
    assert_true(gr_diag_has(t.w.diag, GR_CODE_STATE_FOLDER));
    world_close(&t.w);
}

static void ids_that_cannot_be_read(void **state)
{
    (void)state;
    static const char *const ids[] = {".output.griffie/id", "output/.griffie"};
    for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        two t = two_open();
        assert_int_equal(join(&t), GR_OK);
        world_add_file(&t.w, ids[i]);
        assert_int_not_equal(join(&t), GR_OK);
        assert_true(gr_diag_count(t.w.diag, GR_ERROR) > 0);
        world_close(&t.w);
    }
}

static void an_older_griffie_kept_all_in_one(void **state)
{
    (void)state;
    two t = two_open();
    world_add_folder(&t.w, "output");
    world_add_file(&t.w, "output/.journal.db");
    assert_int_equal(join(&t), GR_BAD_INPUT);
    assert_true(gr_diag_has(t.w.diag, GR_CODE_LAYOUT_OLD));
    t.state.migrates = true;
    assert_int_equal(gr_state_join(&t.state, t.w.arena, t.w.diag), GR_OK);
    world_close(&t.w);
}

/** What was made for a run that published nothing is gone again. */
static void nothing_is_left(void **state)
{
    (void)state;
    two t = two_open();
    gr_str lock = world_path(&t.w, ".output.griffie/.lock");
    assert_int_equal(join(&t), GR_OK);
    world_add_file(&t.w, ".output.griffie/.lock");
    gr_state_leave(&t.state, lock, t.w.arena);
    assert_false(has(&t, "output") || has(&t, ".output.griffie"));
    world_add_folder(&t.w, "output"); /* the same where the output folder was there */
    assert_int_equal(join(&t), GR_OK);
    gr_state_leave(&t.state, lock, t.w.arena);
    assert_true(has(&t, "output"));
    assert_false(has(&t, "output/.griffie") || has(&t, ".output.griffie"));
    world_close(&t.w);
}

static void what_came_into_them_stays(void **state)
{
    (void)state;
    static const char *const kept[] = {"output/.gen", "output/report", ".output.griffie/.versions",
                                       ".output.griffie/outbox"};
    for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
        two t = two_open();
        assert_int_equal(join(&t), GR_OK);
        world_add_folder(&t.w, kept[i]);
        gr_state_leave(&t.state, world_path(&t.w, "none"), t.w.arena);
        assert_true(has(&t, kept[i]));
        world_close(&t.w);
    }
}

/** A file of somebody else in the state folder: both ids stay as well, and the lock. */
static void the_ids_stay_beside_a_file(void **state)
{
    (void)state;
    static const char *const kept[] = {".output.griffie/a", ".output.griffie/z"};
    for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
        two t = two_open();
        gr_str lock = world_path(&t.w, ".output.griffie/.lock");
        assert_int_equal(join(&t), GR_OK);
        world_add_file(&t.w, kept[i]);
        world_add_file(&t.w, ".output.griffie/.lock");
        gr_state_leave(&t.state, lock, t.w.arena);
        assert_true(has(&t, kept[i]) && has(&t, ".output.griffie/id"));
        assert_true(has(&t, ".output.griffie/.lock"));
        assert_int_equal(unlink(world_path(&t.w, ".output.griffie/id").ptr), 0);
        gr_state_leave(&t.state, lock, t.w.arena); /* the file stands there alone */
        assert_true(has(&t, kept[i]) && has(&t, ".output.griffie/.lock"));
        world_close(&t.w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(two_new_ones_belong_together),
        cmocka_unit_test(who_looks_makes_nothing),
        cmocka_unit_test(where_it_may_not_stand),
        cmocka_unit_test(an_output_that_is_no_folder),
        cmocka_unit_test(both_moved),
        cmocka_unit_test(one_of_another),
        cmocka_unit_test(a_copy),
        cmocka_unit_test(lost),
        cmocka_unit_test(one_with_something_else_in_it),
        cmocka_unit_test(ids_that_cannot_be_read),
        cmocka_unit_test(an_older_griffie_kept_all_in_one),
        cmocka_unit_test(nothing_is_left),
        cmocka_unit_test(what_came_into_them_stays),
        cmocka_unit_test(the_ids_stay_beside_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
