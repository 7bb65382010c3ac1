/* Who is told what by mail, and who is not. */
#include "mails.h"

static void a_line_of_an_edition_is_told_of_no_other(void **state)
{
    (void)state;
    night n;
    open_night(&n, 2);
    n.lines[0] = line("all@mgr.example", "", GR_TELL_CHANGE, GR_TELL_LINKS);
    n.lines[1] = line("renkum@mgr.example", "renkum", GR_TELL_CHANGE, GR_TELL_TEXT);
    send(&n);
    gr_str all = mail_to(&n, "all@mgr.example");
    gr_str one = mail_to(&n, "renkum@mgr.example");
    assert_true(has(all, "Renkum") && has(all, "Rheden") && has(all, "griffie log 7"));
    assert_true(has(all, "https://mgr.example/dossier/renkum/d.pdf"));
    assert_true(has(one, "The dossier") && has(one, "Renkum"));
    assert_false(has(one, "Rheden") || has(one, "griffie log") || has(one, "https:"));
    check_text("left", n.left, "renkum>all@mgr.example rheden>all@mgr.example ");
    world_close(&n.w);
}

static void each_is_told_when_it_asked(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        gr_edition_outcome outcome; /* of Renkum; Rheden is unchanged */
        bool late, all_failed;
        bool failure, change; /* told to lines that ask for these; always: always */
    } cases[] = {
        {"unchanged", GR_EDITION_UNCHANGED, false, false, false, false},
        {"published", GR_EDITION_PUBLISHED, false, false, false, true},
        {"differs", GR_EDITION_DIFFERS, false, false, false, false},
        {"failed", GR_EDITION_FAILED, false, false, true, true},
        {"blocked", GR_EDITION_BLOCKED, false, false, true, true},
        {"late", GR_EDITION_UNCHANGED, true, false, true, true},
        {"nothing at all", GR_EDITION_PLANNED, false, true, true, true},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        night n;
        open_night(&n, 4);
        n.lines[0] = line("failure@mgr.example", "", GR_TELL_FAILURE, GR_TELL_TEXT);
        n.lines[1] = line("change@mgr.example", "", GR_TELL_CHANGE, GR_TELL_TEXT);
        n.lines[2] = line("always@mgr.example", "", GR_TELL_ALWAYS, GR_TELL_TEXT);
        n.lines[3] = line("rheden@mgr.example", "rheden", GR_TELL_CHANGE, GR_TELL_TEXT);
        n.editions[0].outcome = cases[i].outcome;
        n.editions[0].news = cases[i].outcome == GR_EDITION_PUBLISHED;
        n.editions[1].outcome = GR_EDITION_UNCHANGED;
        n.editions[1].news = false;
        n.due.late = cases[i].late;
        n.run.all_failed = cases[i].all_failed;
        send(&n);
        print_message("%s\n", cases[i].name);
        assert_int_equal(mail_to(&n, "failure@mgr.example").len > 0, cases[i].failure);
        assert_int_equal(mail_to(&n, "change@mgr.example").len > 0, cases[i].change);
        assert_true(mail_to(&n, "always@mgr.example").len > 0);
        /* what became of Renkum is no matter of Rheden's line */
        assert_int_equal(mail_to(&n, "rheden@mgr.example").len > 0,
                         cases[i].late || cases[i].all_failed);
        world_close(&n.w);
    }
}

static void one_address_gets_one_mail_of_its_lines(void **state)
{
    (void)state;
    night n;
    open_night(&n, 2);
    n.lines[0] = line("both@mgr.example", "renkum", GR_TELL_CHANGE, GR_TELL_LINKS);
    n.lines[1] = line("both@mgr.example", "rheden", GR_TELL_CHANGE, GR_TELL_TEXT);
    send(&n);
    gr_str mail = mail_to(&n, "both@mgr.example");
    assert_true(has(mail, "Renkum") && has(mail, "Rheden"));
    check_text("left", n.left, "renkum>both@mgr.example ");
    world_close(&n.w);
}

static void a_fault_says_whether_something_stands(void **state)
{
    (void)state;
    night n;
    open_night(&n, 2);
    n.lines[0] = line("renkum@mgr.example", "renkum", GR_TELL_FAILURE, GR_TELL_DOCUMENTS);
    n.lines[1] = line("rheden@mgr.example", "rheden", GR_TELL_FAILURE, GR_TELL_DOCUMENTS);
    n.editions[0].outcome = GR_EDITION_FAILED;
    n.editions[1].outcome = GR_EDITION_BLOCKED;
    n.editions[0].news = n.editions[1].news = false;
    n.editions[0].stands = true;
    send(&n);
    gr_str stands = mail_to(&n, "renkum@mgr.example");
    gr_str nothing = mail_to(&n, "rheden@mgr.example");
    assert_true(has(stands, gr_run_label(&n.run, "index-stands").ptr));
    assert_true(has(nothing, gr_run_label(&n.run, "index-nothing-stands").ptr));
    check_text("left", n.left, ""); /* no document of a version that was not published now */
    world_close(&n.w);
}

static void without_a_sender_nobody_is_written_to(void **state)
{
    (void)state;
    night n;
    open_night(&n, 1);
    n.lines[0] = line("all@mgr.example", "", GR_TELL_ALWAYS, GR_TELL_LINKS);
    n.jobs.sender = GR_LIT("");
    send(&n);
    assert_int_equal(mail_to(&n, "all@mgr.example").len, 0);
    assert_false(gr_folder_exists(n.outbox.folder));
    world_close(&n.w);
}

static void the_subject_says_the_worst(void **state)
{
    (void)state;
    static const struct {
        gr_edition_outcome outcome;
        bool late;
        const char *label;
    } cases[] = {
        {GR_EDITION_FAILED, true, "mail-fault"},
        {GR_EDITION_PUBLISHED, true, "mail-late"},
        {GR_EDITION_PUBLISHED, false, "mail-news"},
        {GR_EDITION_UNCHANGED, false, "mail-same"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        night n;
        open_night(&n, 1);
        n.lines[0] = line("all@mgr.example", "", GR_TELL_ALWAYS, GR_TELL_TEXT);
        n.editions[0].outcome = cases[i].outcome;
        n.editions[0].news = cases[i].outcome == GR_EDITION_PUBLISHED;
        n.editions[1].outcome = GR_EDITION_UNCHANGED;
        n.editions[1].news = false;
        n.due.late = cases[i].late;
        send(&n);
        gr_str subject = gr_str_fmt(n.w.arena, "\nSubject: Documents: " GR_FMT "\n",
                                    GR_ARG(gr_run_label(&n.run, cases[i].label)));
        assert_true(has(mail_to(&n, "all@mgr.example"), subject.ptr));
        world_close(&n.w);
    }
}

/** A link ends at a blank, and where a sign has a meaning of its own. */
static void links_are_whole(void **state)
{
    (void)state;
    night n;
    open_night(&n, 1);
    n.lines[0] = line("all@mgr.example", "renkum", GR_TELL_CHANGE, GR_TELL_LINKS);
    n.editions[0].documents = GR_LIT("a b#(50%).pdf\n");
    n.editions[0].destination = GR_LIT("2023");
    send(&n);
    assert_true(has(mail_to(&n, "all@mgr.example"),
                    "https://mgr.example/2023/dossier/renkum/a%20b%23%2850%25%29.pdf"));
    world_close(&n.w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_of_an_edition_is_told_of_no_other),
        cmocka_unit_test(each_is_told_when_it_asked),
        cmocka_unit_test(one_address_gets_one_mail_of_its_lines),
        cmocka_unit_test(a_fault_says_whether_something_stands),
        cmocka_unit_test(without_a_sender_nobody_is_written_to),
        cmocka_unit_test(the_subject_says_the_worst),
        cmocka_unit_test(links_are_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
