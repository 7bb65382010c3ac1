#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/date.h"
#include "base/fault.h"
#include "base/file.h"
#include "inspect.h"
#include "sheets/book.h"
#include "xlsx/xlsx.h"

/* Real files: written twice alike, refused where they cannot be, and read back by another program.
 */

#define NBSP "\u00A0"

typedef struct desk { /* a folder of its own for each test */
    gr_arena *arena;
    gr_str folder;
} desk;

static desk desk_new(void)
{
    desk made = {.arena = gr_arena_new(1 << 16)};
    char *name = GR_NEW_N(made.arena, char, 64);
    (void)snprintf(name, 64, "/tmp/griffie-xlsx-XXXXXX");
    assert_non_null(mkdtemp(name));
    made.folder = gr_str_of(name);
    return made;
}

static gr_str in(const desk *d, const char *name)
{
    return gr_path_join(d->arena, d->folder, gr_str_of(name));
}

static void desk_clear(desk *d)
{
    gr_str *names = NULL;
    size_t n = 0;
    gr_diag *diag = gr_diag_new(d->arena, 5);
    assert_int_equal(gr_folder_list(d->folder, GR_LIT(""), d->arena, diag, &names, &n), GR_OK);
    for (size_t i = 0; i < n; i++) {
        (void)unlink(gr_str_dup(d->arena, gr_path_join(d->arena, d->folder, names[i])).ptr);
    }
    assert_int_equal(rmdir(gr_str_dup(d->arena, d->folder).ptr), 0); /* nothing left behind */
    gr_arena_free(d->arena);
}

static gr_str read_file(const desk *d, const char *name)
{
    gr_str bytes = GR_LIT("");
    gr_diag *diag = gr_diag_new(d->arena, 5);
    assert_int_equal(gr_file_read(in(d, name), 1 << 24, d->arena, diag, (gr_loc){0}, &bytes),
                     GR_OK);
    return bytes;
}

static void same_bytes_in_every_zone(void **state)
{
    (void)state;
    static const char *const zones[] = {"UTC", "Europe/Amsterdam", "Pacific/Auckland"};
    static const char *const names[] = {"a.xlsx", "b.xlsx", "c.xlsx"};
    desk d = desk_new();
    for (size_t i = 0; i < 3; i++) {
        book b = contributions_book();
        assert_int_equal(setenv("TZ", zones[i], 1), 0);
        assert_int_equal(gr_xlsx_write(book_plan(&b), in(&d, names[i]), d.folder, b.diag), GR_OK);
        gr_arena_free(b.arena);
    }
    gr_str first = read_file(&d, names[0]);
    assert_true(first.len > 1000);
    assert_true(gr_str_eq(first, read_file(&d, names[1])));
    assert_true(gr_str_eq(first, read_file(&d, names[2])));
    desk_clear(&d);
}

/** First of all: what is open stays so. The one reads back what the other wrote. */
static void without_its_libraries(void **state)
{
    (void)state;
    desk d = desk_new();
    for (size_t i = 0; i < 2; i++) {
        book b = contributions_book();
        assert_true(gr_fault_arm(i == 0 ? GR_LIT("library:1") : GR_LIT("library:2")));
        assert_int_equal(gr_xlsx_write(book_plan(&b), in(&d, "none.xlsx"), in(&d, ""), b.diag),
                         GR_IO_FAILED);
        assert_true(gr_diag_has(b.diag, GR_CODE_LIBRARY_ABSENT));
        assert_false(gr_file_exists(in(&d, "none.xlsx")));
        gr_arena_free(b.arena);
    }
    gr_fault_forget(GR_FAULT_LIBRARY);
    desk_clear(&d);
}

static void refuses_what_it_cannot_write(void **state)
{
    (void)state;
    static const struct {
        const char *path, *scratch;
        gr_code code;
    } cases[] = {
        {"there.xlsx", "", GR_CODE_OUTPUT_CREATE},
        {"no/such/folder.xlsx", "", GR_CODE_OUTPUT_WRITE},
        {"new.xlsx", "no-such-scratch", GR_CODE_OUTPUT_CREATE},
    };
    desk d = desk_new();
    gr_diag *diag = gr_diag_new(d.arena, 5);
    gr_file *file = gr_file_create(in(&d, "there.xlsx"), diag);
    assert_int_equal(gr_file_commit(file, diag), GR_OK);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        book b = contributions_book();
        gr_status status =
            gr_xlsx_write(book_plan(&b), in(&d, cases[i].path), in(&d, cases[i].scratch), b.diag);
        if (status != GR_IO_FAILED || !gr_diag_has(b.diag, cases[i].code)) {
            gr_buf said = gr_buf_make(d.arena, SIZE_MAX);
            gr_diag_print(b.diag, &said);
            gr_buf_add_char(&said, '\0');
            fail_msg("case %s: status %d, %s", cases[i].path, (int)status, gr_buf_view(&said).ptr);
        }
        gr_arena_free(b.arena);
    }
    desk_clear(&d);
}

/** A limit on the size of files stands in for a disk that is full at some point. */
static void a_full_disk_is_a_matter_of_the_disk(void **state)
{
    (void)state;
    static const rlim_t rooms[] = {0, 100, 600, 2000, 5000};
    struct rlimit usual;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &usual), 0);
    (void)signal(SIGXFSZ, SIG_IGN);
    unsigned refused = 0;
    desk d = desk_new();
    for (size_t i = 0; i < sizeof(rooms) / sizeof(rooms[0]); i++) {
        book b = contributions_book();
        const struct rlimit small = {rooms[i], usual.rlim_max};
        const gr_sheet_plan *plan = book_plan(&b);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
        gr_status status = gr_xlsx_write(plan, in(&d, "a.xlsx"), d.folder, b.diag);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &usual), 0);
        if (status != GR_OK) { /* else the library has not noticed: see batch/workbook.c */
            assert_int_equal(status, GR_IO_FAILED);
            assert_true(gr_diag_has(b.diag, GR_CODE_OUTPUT_WRITE));
            refused++;
        }
        (void)unlink(in(&d, "a.xlsx").ptr);
        gr_arena_free(b.arena);
    }
    assert_true(refused > 0);
    desk_clear(&d);
}

/* --- as another program sees it --- */

static int run(const char *const *args)
{
    pid_t child = fork();
    if (child == 0) {
        (void)setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
        (void)execv(args[0], (char *const *)(uintptr_t)args);
        _exit(77);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

/** False when there is nobody to read it. */
static bool read_back(const desk *d, const char *name)
{
    const char *args[] = {"/usr/bin/python3", GR_SOURCE_DIR "/tests/unit/xlsx/read_back.py",
                          gr_str_dup(d->arena, in(d, name)).ptr,
                          gr_str_dup(d->arena, d->folder).ptr, NULL};
    int status = run(args);
    assert_true(status == 0 || status == 77);
    return status == 0;
}

static void check_facts(const desk *d, const gr_sheet_plan *plan)
{
    gr_xlsx_facts want = gr_xlsx_expected(plan);
    gr_xlsx_facts got = {0};
    for (size_t i = 1; i <= plan->n; i++) {
        gr_str name = gr_str_fmt(d->arena, "sheet%zu.xml", i);
        gr_sheet_scan *scan = gr_sheet_scan_new(d->arena);
        gr_sheet_scan_add(scan, read_file(d, gr_str_dup(d->arena, name).ptr));
        assert_true(gr_sheet_scan_end(scan, &got));
    }
    assert_int_equal(got.sheets, want.sheets);
    assert_int_equal(got.cells, want.cells);
    assert_int_equal(got.formulas, want.formulas);
    assert_int_equal(got.numbers, want.numbers);
}

static void adopt(gr_doc *doc)
{
    static const gr_doc_fact facts[] = {{.label = {"Status", 6}, .text = {"vastgesteld", 11}}};
    gr_day day = 0;
    assert_true(gr_date_parse(GR_LIT("2025-06-30"), &day));
    doc->life = (gr_life){GR_LIFE_ADOPTED, 2, day, GR_LIT("het bestuur"), GR_LIT("")};
    doc->life_facts = facts;
    doc->n_life_facts = 1;
}

static void another_program_reads_it(void **state)
{
    (void)state;
    desk d = desk_new();
    book b = contributions_book();
    b.doc->author = GR_LIT("Modulaire Gemeenschappelijke Regeling");
    adopt(b.doc);
    gr_node *more = table_new(&b, "Soorten", "", "tt");
    gr_node *row = row_new(&b, more, GR_ROW_BODY);
    words_new(&b, row, "=1+1");
    words_new(&b, row, "_x0041_");
    row = row_new(&b, more, GR_ROW_BODY);
    figure_new(&b, row, absent(GR_T_SUPPRESSED), as_number, "x");
    figure_new(&b, row, decimal(239, 4), (gr_format){GR_FORMAT_PERCENT, 1}, "2,4%");
    row = row_new(&b, more, GR_ROW_BODY);
    gr_node *noted = figure_new(&b, row, whole(999999999999999), as_number, "999.999.999.999.999");
    words_new(&b, gr_node_new(b.arena, noted, GR_K_NOTE, (gr_loc){0}), "Afgerond.");
    words_new(&b, row, "https://example.org/");
    const gr_sheet_plan *plan = book_plan(&b);
    assert_int_equal(gr_xlsx_write(plan, in(&d, "a.xlsx"), d.folder, b.diag), GR_OK);
    if (read_back(&d, "a.xlsx")) {
        check_facts(&d, plan);
        check_text(
            "seen", read_file(&d, "seen.txt"),
            "created 2025-06-05T00:00:00\n"
            "title Overdrachtsdossier\n"
            "author Modulaire Gemeenschappelijke Regeling\n"
            "modified same\n"
            "status vastgesteld\n"
            "active Bijdragen\n"
            "property Version i4 2\n"
            "property Status lpwstr adopted\n"
            "property Released filetime 2025-06-30T00:00:00Z\n"
            "sheet Bijdragen frozen=B3 merged=A1:C1,A7:C7 rows=$1:$2 fit=0 portrait scale=None "
            "breaks=\n"
            "above Overdrachtsdossier | vastgesteld, below Stand per 1 mei 2025 | &P / &N\n"
            "A1 str Bijdrage per gemeente, inkoop [@]\n"
            "A2 str Gemeente [@] fill=1F3864\n"
            "B2 str Bijdrage [@] fill=1F3864\n"
            "C2 str Neemt deel [@] fill=1F3864\n"
            "A3 str Arnhem [@]\n"
            "B3 int 573334 [[>-0.5]\"€" NBSP "\"#,##0;\"€" NBSP "-\"#,##0] fill=FFF8DC\n"
            "C3 str ja [@]\n"
            "A4 str Doesburg [@]\n"
            "B4 int 42196 [[>-0.5]\"€" NBSP "\"#,##0;\"€" NBSP "-\"#,##0] fill=FFF8DC\n"
            "C4 str nee [@]\n"
            "A5 str Duiven [@]\n"
            "B5 float -1.5 [[>-0.5]\"€" NBSP "\"#,##0;\"€" NBSP "-\"#,##0] fill=FFF8DC\n"
            "C5 str ja [@]\n"
            "A6 str Totaal [@] fill=EEEEEE\n"
            "B6 float 615528.5 [[>-0.5]\"€" NBSP "\"#,##0;\"€" NBSP
            "-\"#,##0] =SUM(B3:B5) fill=EEEEEE\n"
            "A7 str Bron: begroting 2025 [@]\n"
            "sheet Soorten frozen=None merged=A4:B4 rows=None fit=0 portrait scale=None breaks=\n"
            "above Overdrachtsdossier | vastgesteld, below Stand per 1 mei 2025 | &P / &N\n"
            "A1 str =1+1 [@]\n"
            "B1 str _x0041_ [@]\n"
            "A2 str x [@]\n"
            "B2 float 0.0239 [[>-0.0005]#,##0.0%;\"-\"#,##0.0%]\n"
            "A3 int 999999999999999 [[>-0.5]#,##0;\"-\"#,##0] note=1) Afgerond.\n"
            "B3 str https://example.org/ [@]\n"
            "A4 str 1) Afgerond. [@]\n"
            "sheet Herkomst frozen=None merged= rows=None fit=0 portrait scale=None breaks=\n"
            "above Overdrachtsdossier | vastgesteld, below Stand per 1 mei 2025 | &P / &N\n"
            "A1 str Overdrachtsdossier [@]\n"
            "A2 str Status [@]\n"
            "B2 str vastgesteld [@]\n"
            "A4 str Gegevens [@] fill=1F3864\n"
            "B4 str Export [@] fill=1F3864\n"
            "C4 str Stand per [@] fill=1F3864\n"
            "D4 str Aantal regels [@] fill=1F3864\n"
            "A5 str Begroting 2025 [@]\n"
            "B5 str begroting.xml [@]\n"
            "C5 datetime 2025-05-01 00:00:00 [[$-413]d\\ mmmm\\ yyyy]\n"
            "D5 int 1234 [[>-0.5]#,##0;\"-\"#,##0]\n");
    }
    gr_arena_free(b.arena);
    desk_clear(&d);
}

/** Where a sheet is printed on several pages, at a scale of its own. */
static void pages_break_where_they_should(void **state)
{
    (void)state;
    static const uint32_t breaks[] = {3, 5, 0};
    desk d = desk_new();
    book b = contributions_book();
    gr_sheet_plan *plan = book_plan(&b);
    plan->sheets[0].breaks = breaks;
    plan->sheets[0].n_breaks = 2;
    plan->sheets[0].scale = 80;
    assert_int_equal(gr_xlsx_write(plan, in(&d, "a.xlsx"), d.folder, b.diag), GR_OK);
    if (read_back(&d, "a.xlsx")) {
        gr_str seen = read_file(&d, "seen.txt");
        assert_true(gr_str_find(seen, GR_LIT("portrait scale=80 breaks=3,5\n")) != SIZE_MAX);
    }
    gr_arena_free(b.arena);
    desk_clear(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_its_libraries),
        cmocka_unit_test(same_bytes_in_every_zone),
        cmocka_unit_test(refuses_what_it_cannot_write),
        cmocka_unit_test(a_full_disk_is_a_matter_of_the_disk),
        cmocka_unit_test(another_program_reads_it),
        cmocka_unit_test(pages_break_where_they_should),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
