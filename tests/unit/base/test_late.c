/* Foreign libraries that are opened when they are asked for: found whole, or not at all. */
#include "check.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/exit.h"
#include "base/fault.h"
#include "base/late.h"

typedef struct calls {
    double (*floor)(double);
    double (*fmax)(double, double);
} calls;

static const char *const names[] = {"floor", "fmax"};
static const char *const other_names[] = {"floor", "no_such_function"};

static gr_late math(calls *table, const char *file, const char *package)
{
    return (gr_late){file, package, names, 2, table, false};
}

static void what_is_there_is_called(void **state)
{
    (void)state;
    calls table = {0};
    gr_late late = math(&table, "libm.so.6", "libc6");
    char phrase[200] = "";
    assert_true(gr_late_open_or_say(&late, phrase, sizeof(phrase)));
    assert_true(table.floor(2.5) >= 2.0 && table.floor(2.5) <= 2.0);
    assert_true(table.fmax(1.0, 3.0) >= 3.0);
    late.file = "is not looked for again";
    assert_true(gr_late_open_or_say(&late, phrase, sizeof(phrase)));
    gr_late_need(&late);
    check_text("nothing is said", gr_str_of(phrase), "");
}

static void what_is_not_there_is_said(void **state)
{
    (void)state;
    static const struct {
        const char *file, *package, *want;
    } table[] = {
        {"libnosuch.so.1", "libnosuch1",
         "libnosuch.so.1, with which griffie was built, cannot be loaded; install Debian's package "
         "libnosuch1"},
        {"libnosuch.so.1", "",
         "libnosuch.so.1, with which griffie was built, cannot be loaded; install it"},
    };
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        calls none = {0};
        gr_late late = math(&none, table[i].file, table[i].package);
        char phrase[200] = "";
        assert_false(gr_late_open_or_say(&late, phrase, sizeof(phrase)));
        check_text(table[i].package, gr_str_of(phrase), table[i].want);
    }
}

static void a_library_without_one_of_its_functions_is_none(void **state)
{
    (void)state;
    calls table = {0};
    gr_late late = math(&table, "libm.so.6", "libc6");
    char phrase[200] = "";
    late.names = other_names;
    assert_false(gr_late_open_or_say(&late, phrase, sizeof(phrase)));
    assert_false(late.open);
}

static void it_is_reported_with_its_place(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    gr_diag *diag = gr_diag_new(arena, 5);
    calls table = {0};
    gr_late late = math(&table, "libm.so.6", "libc6");
    gr_loc at = {.file = gr_diag_add_file(diag, GR_LIT("report.xml")), .line = 3, .col = 7};
    assert_true(gr_fault_arm(GR_LIT("library:1")));
    assert_int_equal(gr_late_open(&late, diag, at, "reading Markdown"), GR_IO_FAILED);
    gr_buf out = gr_buf_make(arena, 1000);
    gr_diag_print(diag, &out);
    check_text("report", gr_buf_view(&out),
               "report.xml:3:7: error: library cannot be loaded: for reading Markdown: libm.so.6, "
               "with which griffie was built, cannot be loaded; install Debian's package libc6 "
               "[D150]\n");
    assert_int_equal(gr_late_open(&late, diag, at, "reading Markdown"), GR_OK);
    gr_arena_free(arena);
}

static void who_did_not_ask_ends(void **state)
{
    (void)state;
    calls table = {0};
    gr_late late = math(&table, "libnosuch.so.1", "");
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)fclose(stderr);
        gr_late_need(&late);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), GR_EXIT_SYSTEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_there_is_called),
        cmocka_unit_test(what_is_not_there_is_said),
        cmocka_unit_test(a_library_without_one_of_its_functions_is_none),
        cmocka_unit_test(it_is_reported_with_its_place),
        cmocka_unit_test(who_did_not_ask_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
