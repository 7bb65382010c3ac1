#include "check.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/file.h"

#define N_OF(table) (sizeof(table) / sizeof((table)[0]))

/* A folder of its own for each test, and what it reports. */
typedef struct bench {
    gr_arena *arena;
    gr_diag *diag;
    gr_str folder;
} bench;

static gr_str in_folder(const bench *b, const char *name)
{
    return gr_path_join(b->arena, b->folder, gr_str_of(name));
}

static int start(void **state)
{
    gr_arena *arena = gr_arena_new(4096);
    bench *b = GR_NEW(arena, bench);
    char folder[] = "/tmp/gr_file_XXXXXX";
    if (mkdtemp(folder) == NULL) {
        return -1;
    }
    b->arena = arena;
    b->diag = gr_diag_new(arena, 50);
    b->folder = gr_str_dup(arena, gr_str_of(folder));
    *state = b;
    return 0;
}

static int end(void **state)
{
    bench *b = *state;
    gr_str *names = NULL;
    size_t n = 0;
    if (gr_folder_list(b->folder, GR_LIT(""), b->arena, b->diag, &names, &n) != GR_OK) {
        return -1;
    }
    for (size_t i = 0; i < n; i++) {
        (void)remove(in_folder(b, names[i].ptr).ptr);
    }
    (void)remove(in_folder(b, ".hidden.xml").ptr);
    int rc = rmdir(b->folder.ptr);
    gr_arena_free(b->arena);
    return rc;
}

static void put(const bench *b, const char *name, gr_str bytes)
{
    gr_file *file = gr_file_create(in_folder(b, name), b->diag);
    assert_non_null(file);
    assert_int_equal(gr_file_write(file, bytes, b->diag), GR_OK);
    assert_int_equal(gr_file_commit(file, b->diag), GR_OK);
}

/** What was reported, with the folder of the bench cut out. */
static gr_str said(const bench *b)
{
    gr_buf all = gr_buf_make(b->arena, 10000);
    gr_buf cut = gr_buf_make(b->arena, 10000);
    gr_diag_print(b->diag, &all);
    gr_str rest = gr_buf_view(&all);
    for (size_t at = gr_str_find(rest, b->folder); at != SIZE_MAX;
         at = gr_str_find(rest, b->folder)) {
        gr_buf_add(&cut, gr_str_sub(rest, 0, at));
        rest = gr_str_sub(rest, at + b->folder.len, SIZE_MAX);
    }
    gr_buf_add(&cut, rest);
    return gr_buf_view(&cut);
}

static void what_is_written_is_read_back(void **state)
{
    const bench *b = *state;
    gr_file *file = gr_file_create(in_folder(b, "a.bin"), b->diag);
    gr_buf want = gr_buf_make(b->arena, SIZE_MAX);
    static const size_t sizes[] = {0, 1, 65535, 1, 65536, 65537, 200000, 7};
    for (size_t i = 0; i < N_OF(sizes); i++) {
        char *bytes = GR_NEW_N(b->arena, char, sizes[i]);
        memset(bytes, (int)('a' + i), sizes[i]);
        gr_buf_add(&want, (gr_str){bytes, sizes[i]});
        assert_int_equal(gr_file_write(file, (gr_str){bytes, sizes[i]}, b->diag), GR_OK);
    }
    assert_int_equal(gr_file_commit(file, b->diag), GR_OK);
    gr_str got = GR_LIT("");
    gr_str whole = gr_buf_view(&want);
    assert_int_equal(
        gr_file_read(in_folder(b, "a.bin"), whole.len, b->arena, b->diag, (gr_loc){0}, &got),
        GR_OK);
    assert_true(gr_str_eq(got, whole));
    assert_int_equal(got.ptr[got.len], '\0');
    check_text("nothing to say", said(b), "");
}

static void new_files_are_private_and_closed_on_exec(void **state)
{
    const bench *b = *state;
    mode_t usual = umask(0);
    int next = open("/dev/null", O_RDONLY);
    assert_true(next >= 0);
    assert_int_equal(close(next), 0);
    gr_file *file = gr_file_create(in_folder(b, "a"), b->diag);
    (void)umask(usual);
    struct stat facts;
    assert_int_equal(fstat(next, &facts), 0); /* the lowest free number is the file's */
    assert_int_equal(facts.st_mode & 07777, 0640);
    assert_true((fcntl(next, F_GETFD) & FD_CLOEXEC) != 0);
    gr_file_discard(file);
    gr_file_discard(NULL);
    assert_false(gr_file_exists(in_folder(b, "a")));
    assert_int_equal(fcntl(next, F_GETFD), -1);
}

static void existing_files_are_never_touched(void **state)
{
    const bench *b = *state;
    put(b, "a", GR_LIT("old"));
    assert_null(gr_file_create(in_folder(b, "a"), b->diag));
    assert_int_equal(symlink("target", in_folder(b, "link").ptr), 0);
    assert_null(gr_file_create(in_folder(b, "link"), b->diag));
    assert_false(gr_file_exists(in_folder(b, "target")));
    assert_null(gr_file_create(in_folder(b, "no/such"), b->diag));
    gr_str got = GR_LIT("");
    assert_int_equal(gr_file_read(in_folder(b, "a"), 3, b->arena, b->diag, (gr_loc){0}, &got),
                     GR_OK);
    check_text("kept", got, "old");
    check_text("reports", said(b),
               "/a: error: cannot create output: File exists [O101]\n"
               "/link: error: cannot create output: File exists [O101]\n"
               "/no/such: error: cannot create output: No such file or directory [O101]\n");
}

static void refusals_to_read(void **state)
{
    const bench *b = *state;
    put(b, "long", GR_LIT("12345"));
    assert_int_equal(mkfifo(in_folder(b, "pipe").ptr, 0600), 0);
    char too_long[5000];
    memset(too_long, 'x', sizeof(too_long));
    const struct {
        gr_str path;
        gr_status status;
        const char *says;
    } cases[] = {
        {in_folder(b, "none"), GR_BAD_INPUT, "/none: error: file not found [D101]\n"},
        {in_folder(b, "long/x"), GR_BAD_INPUT, "/long/x: error: file not found [D101]\n"},
        {GR_LIT("a\0b"), GR_BAD_INPUT, "a b: error: file not found [D101]\n"},
        {b->folder, GR_IO_FAILED, ": error: file cannot be read: it is a folder [D102]\n"},
        {in_folder(b, "pipe"), GR_IO_FAILED,
         "/pipe: error: file cannot be read: it is not a regular file [D102]\n"},
        {in_folder(b, "long"), GR_OVER_LIMIT,
         "/long: error: file larger than allowed: 5 bytes, at most 4 [D103]\n"},
        {{too_long, sizeof(too_long)}, GR_IO_FAILED, NULL},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        print_message("case %zu\n", i);
        bench own = {b->arena, gr_diag_new(b->arena, 5), b->folder};
        gr_str got = GR_LIT("untouched");
        assert_int_equal(gr_file_read(cases[i].path, 4, b->arena, own.diag, (gr_loc){0}, &got),
                         cases[i].status);
        check_text("out", got, "untouched");
        assert_int_equal(gr_diag_count(own.diag, GR_ERROR), 1);
        if (cases[i].says != NULL) {
            check_text("report", said(&own), cases[i].says);
        }
    }
}

static void blame_goes_to_who_named_the_file(void **state)
{
    const bench *b = *state;
    gr_loc blame = {gr_diag_add_file(b->diag, GR_LIT("report.xml")), 3, 5};
    gr_str got = GR_LIT("untouched");
    assert_int_equal(gr_file_read(in_folder(b, "none"), 9, b->arena, b->diag, blame, &got),
                     GR_BAD_INPUT);
    assert_int_equal(gr_file_read(b->folder, 9, b->arena, b->diag, blame, &got), GR_IO_FAILED);
    check_text("reports", said(b),
               "report.xml:3:5: error: file not found: '/none' [D101]\n"
               "report.xml:3:5: error: file cannot be read: '': it is a folder [D102]\n");
}

static void injected_failures(void **state)
{
    const bench *b = *state;
    put(b, "old", GR_LIT("old"));
    gr_str got = GR_LIT("untouched");
    assert_true(gr_fault_arm(GR_LIT("open:1")));
    assert_int_equal(gr_file_read(in_folder(b, "old"), 3, b->arena, b->diag, (gr_loc){0}, &got),
                     GR_IO_FAILED);
    assert_true(gr_fault_arm(GR_LIT("open:1")));
    assert_null(gr_file_create(in_folder(b, "a"), b->diag));
    check_text("reports", said(b),
               "/old: error: file cannot be read: Input/output error [D102]\n"
               "/a: error: cannot create output: Input/output error [O101]\n");
}

/** Writes and commits with the nth write failing; true when that succeeded all the same. */
static bool survives(const bench *b, int nth)
{
    char *bytes = GR_NEW_N(b->arena, char, 70000);
    gr_file *file = gr_file_create(in_folder(b, "a"), b->diag);
    assert_true(gr_fault_arm(gr_str_fmt(b->arena, "write:%d", nth)));
    gr_status first = gr_file_write(file, GR_LIT("head"), b->diag);
    gr_status second = gr_file_write(file, (gr_str){bytes, 70000}, b->diag);
    gr_status third = gr_file_write(file, GR_LIT("tail"), b->diag);
    assert_int_equal(first, GR_OK); /* only in the buffer so far */
    assert_true(second == GR_OK || third == GR_IO_FAILED);
    gr_status status = gr_file_commit(file, b->diag);
    assert_true(third == GR_OK || status == GR_IO_FAILED);
    assert_int_equal(gr_file_exists(in_folder(b, "a")), status == GR_OK);
    return status == GR_OK;
}

static void every_write_is_checked(void **state)
{
    const bench *b = *state;
    int nth = 1;
    while (!survives(b, nth)) {
        assert_int_equal(gr_diag_count(b->diag, GR_ERROR), nth == 4 ? 2 : 1);
        assert_true(gr_diag_has(b->diag, GR_CODE_OUTPUT_WRITE));
        nth++;
        assert_true(nth < 10);
    }
    assert_int_equal(nth, 5); /* head, the long one, tail, fsync */
    check_text("reports", said(b),
               "/a: error: cannot write output: No space left on device [O102]\n"
               "/a: error: cannot write output: Input/output error [O102]\n");
}

static void a_full_file_system_is_reported_once(void **state)
{
    const bench *b = *state;
    struct rlimit usual;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &usual), 0);
    const struct rlimit small = {100000, usual.rlim_max};
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    char *bytes = GR_NEW_N(b->arena, char, 150000);
    gr_file *file = gr_file_create(in_folder(b, "a"), b->diag);
    gr_status status = gr_file_write(file, (gr_str){bytes, 150000}, b->diag);
    assert_int_equal(gr_file_write(file, GR_LIT("x"), b->diag), GR_IO_FAILED);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &usual), 0);
    assert_int_equal(status, GR_IO_FAILED);
    gr_file_discard(file);
    assert_false(gr_file_exists(in_folder(b, "a")));
    assert_int_equal(gr_diag_count(b->diag, GR_ERROR), 1);
    assert_true(gr_diag_has(b->diag, GR_CODE_OUTPUT_WRITE));
}

static void paths(void **state)
{
    const bench *b = *state;
    check_text("joined", gr_path_join(b->arena, GR_LIT("a"), GR_LIT("b/c")), "a/b/c");
    check_text("no doubled slash", gr_path_join(b->arena, GR_LIT("a/"), GR_LIT("b")), "a/b");
    check_text("no folder", gr_path_join(b->arena, GR_LIT(""), GR_LIT("b")), "b");
    static const struct {
        gr_str name;
        bool inside;
    } cases[] = {
        {{"a.md", 4}, true},       {{"texts/a.md", 10}, true}, {{"a..b/..c", 8}, true},
        {{"./a", 3}, true},        {{"", 0}, false},           {{"/a", 2}, false},
        {{"..", 2}, false},        {{"../a", 4}, false},       {{"a/..", 4}, false},
        {{"a/../../b", 9}, false}, {{"a\0b", 3}, false},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        print_message("case %zu: %s\n", i, cases[i].name.ptr);
        assert_int_equal(gr_path_is_inside(cases[i].name), cases[i].inside);
    }
}

static void folders(void **state)
{
    const bench *b = *state;
    static const char *const made[] = {"b.xml", "a.xml", "B.xml", "a.txt", ".hidden.xml", "xml"};
    for (size_t i = 0; i < N_OF(made); i++) {
        put(b, made[i], GR_LIT(""));
    }
    gr_str *names = NULL;
    size_t n = 0;
    assert_int_equal(gr_folder_list(b->folder, GR_LIT(".xml"), b->arena, b->diag, &names, &n),
                     GR_OK);
    assert_int_equal(n, 3);
    check_text("first", names[0], "B.xml");
    check_text("second", names[1], "a.xml");
    check_text("third", names[2], "b.xml");
    static const char *const empty[] = {"none", "a.xml", "none/none"};
    for (size_t i = 0; i < N_OF(empty); i++) {
        n = 1;
        assert_int_equal(
            gr_folder_list(in_folder(b, empty[i]), GR_LIT(""), b->arena, b->diag, &names, &n),
            GR_OK);
        assert_int_equal(n, 0);
    }
    assert_int_equal(gr_folder_list(GR_LIT(""), GR_LIT(""), b->arena, b->diag, &names, &n), GR_OK);
    assert_int_equal(n, 0);
    assert_int_equal(gr_diag_count(b->diag, GR_NOTE), 0);
    assert_true(gr_folder_exists(b->folder));
    assert_false(gr_file_exists(b->folder));
    assert_true(gr_file_exists(in_folder(b, "a.xml")));
    assert_false(gr_folder_exists(in_folder(b, "a.xml")));
    assert_false(gr_folder_exists(in_folder(b, "none")));
}

static void a_folder_that_cannot_be_listed_is_not_empty(void **state)
{
    const bench *b = *state;
    gr_str *names = NULL;
    size_t n = 1;
    put(b, "a.xml", GR_LIT(""));
    assert_true(gr_fault_arm(GR_LIT("open:1")));
    assert_int_equal(gr_folder_list(b->folder, GR_LIT(""), b->arena, b->diag, &names, &n),
                     GR_IO_FAILED);
    assert_int_equal(n, 0);
    check_text("reports", said(b), ": error: file cannot be read: Input/output error [D102]\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_written_is_read_back, start, end),
        cmocka_unit_test_setup_teardown(new_files_are_private_and_closed_on_exec, start, end),
        cmocka_unit_test_setup_teardown(existing_files_are_never_touched, start, end),
        cmocka_unit_test_setup_teardown(refusals_to_read, start, end),
        cmocka_unit_test_setup_teardown(blame_goes_to_who_named_the_file, start, end),
        cmocka_unit_test_setup_teardown(injected_failures, start, end),
        cmocka_unit_test_setup_teardown(every_write_is_checked, start, end),
        cmocka_unit_test_setup_teardown(a_full_file_system_is_reported_once, start, end),
        cmocka_unit_test_setup_teardown(paths, start, end),
        cmocka_unit_test_setup_teardown(folders, start, end),
        cmocka_unit_test_setup_teardown(a_folder_that_cannot_be_listed_is_not_empty, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
