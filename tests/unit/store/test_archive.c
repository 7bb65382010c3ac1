/* Files by their content: each once, only with the content that it says, and nothing half written
 * left behind. */
#include "standing.h"

#include "store/archive.h"

#define HASH "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" /* of "abc" */
#define PATH "state/archive/ba/" HASH

static gr_status add(const standing *s, bool sure, const char *hash, const char *bytes)
{
    const gr_archive archive = {.state = s->store.state, .sure = sure};
    const gr_kept_file file = {.folder = "input",
                               .path = GR_LIT("a.xml"),
                               .sha256 = gr_str_of(hash),
                               .bytes = strlen(bytes)};
    standing_write(s, "a.xml", bytes);
    return gr_archive_add(&archive, &file, world_path(&s->w, "a.xml"), s->w.arena, s->w.diag);
}

static void each_once(void **state)
{
    (void)state;
    standing s = standing_open();
    gr_str *names = NULL;
    assert_int_equal(gr_archive_names(s.store.state, s.w.arena, &names), 0);
    assert_int_equal(add(&s, false, HASH, "abc"), GR_OK);
    check_text("kept", standing_read(&s, PATH), "abc");
    assert_int_equal(chmod(world_path(&s.w, "state/archive/ba").ptr, 0500), 0);
    assert_int_equal(add(&s, true, HASH, "abc"), GR_OK); /* nothing is written */
    assert_int_equal(chmod(world_path(&s.w, "state/archive/ba").ptr, 0700), 0);
    standing_write(&s, "state/archive/ba/no hash", "x");
    standing_write(&s, "state/archive/bb/" HASH, "x"); /* not its folder */
    assert_int_equal(gr_archive_names(s.store.state, s.w.arena, &names), 1);
    check_text("its name", names[0], HASH);
    standing_close(&s);
}

/** Each night the size is enough; a release must be sure. */
static void one_that_was_damaged(void **state)
{
    (void)state;
    standing s = standing_open();
    standing_write(&s, PATH, "xyz");
    assert_int_equal(add(&s, false, HASH, "abc"), GR_OK);
    check_text("not looked into", standing_read(&s, PATH), "xyz");
    assert_int_equal(add(&s, true, HASH, "abc"), GR_OK);
    check_text("made whole", standing_read(&s, PATH), "abc");
    standing_write(&s, PATH, "ab");
    assert_int_equal(add(&s, false, HASH, "abc"), GR_OK);
    check_text("of another size", standing_read(&s, PATH), "abc");
    standing_close(&s);
}

static void other_bytes_than_were_said(void **state)
{
    (void)state;
    standing s = standing_open();
    gr_str *names = NULL;
    size_t n = 0;
    assert_int_equal(add(&s, false, HASH, "abd"), GR_BAD_INPUT);
    assert_true(gr_diag_has(s.w.diag, GR_CODE_XML_CHANGED));
    assert_int_equal(gr_folder_list(world_path(&s.w, "state/archive/ba"), GR_LIT(""), s.w.arena,
                                    s.w.diag, &names, &n),
                     GR_OK);
    assert_int_equal(n, 0);
    standing_close(&s);
}

static void one_that_cannot_get_its_name(void **state)
{
    (void)state;
    standing s = standing_open();
    gr_str *names = NULL;
    size_t n = 0;
    standing_write(&s, PATH "/in the way", "x");
    assert_int_equal(add(&s, false, HASH, "abc"), GR_IO_FAILED);
    assert_int_equal(gr_folder_list(world_path(&s.w, "state/archive/ba"), GR_LIT(GR_PART),
                                    s.w.arena, s.w.diag, &names, &n),
                     GR_OK);
    assert_int_equal(n, 0);
    standing_close(&s);
}

static void half_written_ones_go(void **state)
{
    (void)state;
    standing s = standing_open();
    gr_archive_sweep(s.store.state, s.w.arena); /* there is none */
    standing_write(&s, PATH, "abc");
    standing_write(&s, PATH ".0-17.part", "a");
    gr_archive_sweep(s.store.state, s.w.arena);
    assert_true(standing_has(&s, PATH));
    assert_false(standing_has(&s, PATH ".0-17.part"));
    standing_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_once),
        cmocka_unit_test(one_that_was_damaged),
        cmocka_unit_test(other_bytes_than_were_said),
        cmocka_unit_test(one_that_cannot_get_its_name),
        cmocka_unit_test(half_written_ones_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
