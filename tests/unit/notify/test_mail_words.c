/* What a mail says and carries: documents, changes, faults, in the words of its reader. */
#include "mails.h"

static void add_document(const night *n, size_t bytes)
{
    gr_buf text = gr_buf_make(n->w.arena, SIZE_MAX);
    for (size_t i = 0; i < bytes; i++) {
        gr_buf_add_char(&text, 'x');
    }
    assert_int_equal(gr_folders_make(n->w.folder, GR_LIT("dossier/renkum"), n->w.diag), GR_OK);
    assert_int_equal(
        gr_file_write_new(world_path(&n->w, "dossier/renkum/d.pdf"), gr_buf_view(&text), n->w.diag),
        GR_OK);
}

static void a_document_is_sent_once(void **state)
{
    (void)state;
    night n;
    open_night(&n, 2);
    n.lines[0] = line("all@mgr.example", "renkum", GR_TELL_CHANGE, GR_TELL_DOCUMENTS);
    n.lines[1] = line("all@mgr.example", "renkum", GR_TELL_CHANGE, GR_TELL_DOCUMENTS);
    add_document(&n, 100);
    send(&n);
    gr_str mail = mail_to(&n, "all@mgr.example");
    size_t at = gr_str_find(mail, GR_LIT("filename=\"d.pdf\""));
    assert_true(at != SIZE_MAX);
    assert_false(has(gr_str_sub(mail, at + 1, SIZE_MAX), "filename="));
    assert_false(has(mail, gr_run_label(&n.run, "mail-large").ptr));
    world_close(&n.w);
}

static void a_document_that_is_too_large_is_told_of(void **state)
{
    (void)state;
    night n;
    open_night(&n, 1);
    n.lines[0] = line("all@mgr.example", "renkum", GR_TELL_CHANGE, GR_TELL_DOCUMENTS);
    add_document(&n, (size_t)12 * 1024 * 1024 + 1);
    send(&n);
    gr_str mail = mail_to(&n, "all@mgr.example");
    assert_false(has(mail, "filename="));
    assert_true(has(mail, "https://mgr.example/dossier/renkum/d.pdf"));
    assert_true(has(mail, gr_run_label(&n.run, "mail-large").ptr));
    world_close(&n.w);
}

/** Somebody published it since the last run: that one told of another version. */
static void what_was_published_by_hand_is_news(void **state)
{
    (void)state;
    night n;
    open_night(&n, 1);
    n.lines[0] = line("all@mgr.example", "", GR_TELL_CHANGE, GR_TELL_LINKS);
    n.editions[0].outcome = n.editions[1].outcome = GR_EDITION_UNCHANGED;
    n.editions[1].news = false;
    send(&n);
    gr_str mail = mail_to(&n, "all@mgr.example");
    assert_true(has(mail, "dossier/renkum/d.pdf"));
    assert_false(has(mail, "dossier/rheden/d.pdf"));
    check_text("left", n.left, "renkum>all@mgr.example ");
    world_close(&n.w);
}

static void a_new_version_says_what_changed(void **state)
{
    (void)state;
    static const gr_str names[] = {{"d-changes.pdf", 13}}, lines[] = {{"Inwoners: 5 -> 6", 16}};
    static const gr_run_changes changes = {.figures = 3,
                                           .added = 1,
                                           .lines = lines,
                                           .n_lines = 1,
                                           .folder = {"dossier/renkum.changes", 22},
                                           .names = names,
                                           .n_names = 1};
    for (int with = GR_TELL_TEXT; with <= GR_TELL_DOCUMENTS; with++) {
        night n;
        open_night(&n, 1);
        n.lines[0] = line("all@mgr.example", "renkum", GR_TELL_CHANGE, (gr_tell_with)with);
        n.editions[0].changes = &changes;
        assert_int_equal(gr_folders_make(n.w.folder, GR_LIT("dossier/renkum.changes"), n.w.diag),
                         GR_OK);
        assert_int_equal(gr_file_write_new(world_path(&n.w, "dossier/renkum.changes/d-changes.pdf"),
                                           GR_LIT("x"), n.w.diag),
                         GR_OK);
        send(&n);
        gr_str mail = mail_to(&n, "all@mgr.example");
        assert_true(has(mail, "\n      3 figures changed\n") && has(mail, "      1 row is new\n"));
        assert_false(has(mail, "text changed"));
        assert_int_equal(has(mail, "- Inwoners: 5 -> 6"), with != GR_TELL_TEXT);
        assert_int_equal(has(mail, "https://mgr.example/dossier/renkum.changes/d-changes.pdf"),
                         with != GR_TELL_TEXT);
        assert_int_equal(has(mail, "filename=\"d-changes.pdf\""), with == GR_TELL_DOCUMENTS);
        world_close(&n.w);
    }
}

/** Of the line, else of the job, else of the report; words that there are none of are the batch's.
 */
static void words_are_the_readers(void **state)
{
    (void)state;
    static gr_label nl_words[] = {{{"mail-news", 9}, {"Nieuw", 5}}};
    static gr_label fr_words[] = {{{"mail-news", 9}, {"Nouveau", 7}}};
    static gr_house_style nl = {
        .id = {"nl", 2}, .lang = {"nl-NL", 5}, .labels = nl_words, .n_labels = 1};
    static gr_house_style fr = {
        .id = {"fr", 2}, .lang = {"fr", 2}, .labels = fr_words, .n_labels = 1};
    static const gr_house_style *const all[] = {&fr, &nl};
    nl.notation.language = fr.notation.language = gr_language_find(GR_LIT("nl"));
    static const struct {
        const char *line, *job, *report, *want;
    } cases[] = {
        {"", "", "", "Nieuw"},          {"fr", "nl", "nl", "Nouveau"},
        {"", "fr-BE", "nl", "Nouveau"}, {"", "", "fr", "Nouveau"},
        {"nl", "fr", "fr", "Nieuw"},    {"fy", "fr", "fr", "Nieuw"},
        {"en", "fr", "fr", "New doc"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        night n;
        open_night(&n, 1);
        n.lines[0] = line("all@mgr.example", "renkum", GR_TELL_CHANGE, GR_TELL_TEXT);
        n.lines[0].lang = gr_str_of(cases[i].line);
        n.job.lang = gr_str_of(cases[i].job);
        n.due.lang = gr_str_of(cases[i].report);
        n.run.house = &nl;
        n.run.houses = all;
        n.run.n_houses = 2;
        send(&n);
        gr_str want = gr_str_fmt(n.w.arena, "\nSubject: Documents: %s", cases[i].want);
        print_message("%zu\n", i);
        assert_true(has(mail_to(&n, "all@mgr.example"), want.ptr));
        world_close(&n.w);
    }
}

static void a_fault_says_what_to_do_and_where_to_look(void **state)
{
    (void)state;
    night n;
    open_night(&n, 3);
    n.lines[0] = line("all@mgr.example", "", GR_TELL_FAILURE, GR_TELL_TEXT);
    n.lines[1] = line("renkum@mgr.example", "gm0274", GR_TELL_FAILURE, GR_TELL_LINKS);
    n.lines[2] = line("owner@mgr.example", "", GR_TELL_FAILURE, GR_TELL_TEXT);
    n.lines[2].figures = true;
    n.editions[0].outcome = GR_EDITION_BLOCKED;
    n.editions[0].key = GR_LIT("gm0274");
    n.editions[0].news = n.editions[1].news = false;
    n.editions[0].stands = true;
    n.editions[0].standing = GR_LIT("old.pdf\n");
    gr_diag *diag = gr_diag_new(n.w.arena, 50);
    for (int i = 0; i < 2; i++) {
        gr_diag_report_halves(diag, (gr_loc){0}, GR_CODE_CHECK_FAILED, GR_LIT("it adds up"),
                              ": %d is not %d", 5, 6);
    }
    n.editions[0].diag = diag;
    send(&n);
    gr_str all = mail_to(&n, "all@mgr.example");
    gr_str one = mail_to(&n, "renkum@mgr.example");
    assert_true(has(all, "    A control does not hold: it adds up\n      [E101]\n    To do: "));
    assert_true(has(all, "Overview: https://mgr.example/index.html#dossier/renkum"));
    assert_false(has(all, "5 is not 6"));
    assert_true(has(one, "https://mgr.example/dossier/renkum/old.pdf"));
    assert_false(has(one, "index.html"));
    assert_true(has(mail_to(&n, "owner@mgr.example"), "5 is not 6"));
    size_t at = gr_str_find(all, GR_LIT("To do:"));
    assert_false(has(gr_str_sub(all, at + 1, SIZE_MAX), "To do:")); /* once */
    world_close(&n.w);
}

/** Whether a job makes an edition that it names by its key only the plan knows. */
static void a_line_of_the_defaults_is_of_those_who_have_the_edition(void **state)
{
    (void)state;
    night n;
    open_night(&n, 2);
    n.lines[0] = line("renkum@mgr.example", "renkum", GR_TELL_ALWAYS, GR_TELL_TEXT);
    n.lines[1] = line("duiven@mgr.example", "duiven", GR_TELL_ALWAYS, GR_TELL_TEXT);
    n.lines[0].inherited = n.lines[1].inherited = true;
    send(&n);
    assert_true(mail_to(&n, "renkum@mgr.example").len > 0);
    assert_int_equal(mail_to(&n, "duiven@mgr.example").len, 0);
    world_close(&n.w);
}

/** Ten of an edition, and no notes: who wants more reads the log. */
static void so_many_messages_and_no_more(void **state)
{
    (void)state;
    for (int many = 10; many <= 11; many++) {
        night n;
        open_night(&n, 1);
        n.lines[0] = line("all@mgr.example", "renkum", GR_TELL_CHANGE, GR_TELL_TEXT);
        gr_diag *diag = gr_diag_new(n.w.arena, 50);
        for (int i = 0; i < many; i++) {
            gr_diag_report_open(diag, (gr_loc){0}, GR_CODE_ON_UNUSED, "number %d.", i);
        }
        n.editions[0].diag = diag;
        send(&n);
        gr_str mail = mail_to(&n, "all@mgr.example");
        assert_true(has(mail, "number 9."));
        assert_false(has(mail, "number 10."));
        assert_int_equal(has(mail, "\n    ...\n"), many > 10);
        world_close(&n.w);
    }
}

/** A job that could not be made has no edition to tell of it: the run's own words do. */
static void a_job_that_was_left_out_says_why(void **state)
{
    (void)state;
    night n;
    open_night(&n, 2);
    n.lines[0] = line("all@mgr.example", "", GR_TELL_FAILURE, GR_TELL_TEXT);
    n.lines[1] = line("renkum@mgr.example", "renkum", GR_TELL_FAILURE, GR_TELL_TEXT);
    n.run.n_editions = 0;
    n.due.left_out = true;
    gr_diag_report_open(n.w.diag, (gr_loc){0}, GR_CODE_REPORT_UNKNOWN, "the reason");
    send(&n);
    assert_true(has(mail_to(&n, "all@mgr.example"), "the reason"));
    gr_str one = mail_to(&n, "renkum@mgr.example");
    assert_true(has(one, gr_run_label(&n.run, "run-nothing").ptr));
    assert_false(has(one, "the reason"));
    world_close(&n.w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_is_sent_once),
        cmocka_unit_test(a_document_that_is_too_large_is_told_of),
        cmocka_unit_test(what_was_published_by_hand_is_news),
        cmocka_unit_test(a_new_version_says_what_changed),
        cmocka_unit_test(words_are_the_readers),
        cmocka_unit_test(a_fault_says_what_to_do_and_where_to_look),
        cmocka_unit_test(a_line_of_the_defaults_is_of_those_who_have_the_edition),
        cmocka_unit_test(so_many_messages_and_no_more),
        cmocka_unit_test(a_job_that_was_left_out_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
