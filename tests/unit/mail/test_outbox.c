/* The way out of a mail: taken by a program, or kept for the next run; one warning for all that is
 * not taken, and no mail is lost or sent twice. */
#include <sys/prctl.h>

#include "in_folder.h"

#include "mail/outbox.h"
#include "store/folder.h"

typedef struct office {
    world w;
    gr_outbox outbox;
} office;

/** The mail program is this shell text; it may write in the test's folder, which is $1. */
static office open_office(const char *program)
{
    office o = {.w = world_open()};
    gr_str path = world_path(&o.w, "sendmail");
    gr_str text = gr_str_fmt(o.w.arena, "#!/bin/sh\ncd '" GR_FMT "' || exit 9\n%s\n",
                             GR_ARG(o.w.folder), program);
    assert_int_equal(gr_file_write_new(path, text, o.w.diag), GR_OK);
    assert_int_equal(chmod(path.ptr, 0700), 0);
    o.outbox = (gr_outbox){.folder = world_path(&o.w, "outbox"), .program = path, .diag = o.w.diag};
    return o;
}

static size_t waiting(const office *o)
{
    return gr_outbox_count(&o->outbox, o->w.arena);
}

static void check_file(const office *o, const char *name, const char *want)
{
    gr_str text = GR_LIT("");
    gr_diag *said = gr_diag_new(o->w.arena, 1);
    assert_int_equal(
        gr_file_read(world_path(&o->w, name), 1000, o->w.arena, said, (gr_loc){0}, &text), GR_OK);
    check_text(name, text, want);
}

static void check_said(const office *o, const char *part)
{
    gr_diag_row row = {0};
    assert_true(gr_diag_at(o->w.diag, 0, o->w.arena, &row));
    if (gr_str_find(row.text, gr_str_of(part)) == SIZE_MAX) {
        print_error("said '" GR_FMT "', not '%s'\n", GR_ARG(row.text), part);
        fail();
    }
}

static void one_that_is_taken(void **state)
{
    (void)state;
    office o = open_office("cat >sent; printf %s \"$*\" >words");
    gr_outbox_send(&o.outbox, GR_LIT("one"), GR_LIT("To: a\n\ntext\n"));
    check_file(&o, "sent", "To: a\n\ntext\n");
    check_file(&o, "words", "-t -i");
    assert_int_equal(waiting(&o), 0);
    assert_false(o.outbox.refused);
    assert_int_equal(gr_diag_count(o.w.diag, GR_NOTE), 0);
    world_close(&o.w);
}

/** The next ones are not tried in vain, and are kept as well. */
static void one_that_is_refused(void **state)
{
    (void)state;
    office o = open_office("echo x >>tried; echo 'no such host'; echo more; exit 75");
    gr_outbox_send(&o.outbox, GR_LIT("one"), GR_LIT("first"));
    gr_outbox_send(&o.outbox, GR_LIT("two"), GR_LIT("second"));
    check_file(&o, "tried", "x\n");
    check_file(&o, "outbox/one.eml", "first");
    check_file(&o, "outbox/two.eml", "second");
    assert_int_equal(waiting(&o), 2);
    assert_int_equal(gr_diag_count(o.w.diag, GR_NOTE), 1);
    check_said(&o, "ended with status 75: no such host; it waits in '");
    world_close(&o.w);
}

static void a_program_that_is_none(void **state)
{
    (void)state;
    office o = open_office("kill -15 $$");
    gr_outbox_send(&o.outbox, GR_LIT("one"), GR_LIT("first"));
    check_said(&o, "ended with signal 15");
    o.w.diag = o.outbox.diag = gr_diag_new(o.w.arena, 5);
    o.outbox.program = world_path(&o.w, "none");
    o.outbox.refused = false;
    gr_outbox_send(&o.outbox, GR_LIT("two"), GR_LIT("second"));
    check_said(&o, "none': ");
    assert_int_equal(waiting(&o), 2);
    world_close(&o.w);
}

static void one_that_cannot_even_be_kept(void **state)
{
    (void)state;
    office o = open_office("exit 1");
    world_add_file(&o.w, "outbox");
    gr_outbox_send(&o.outbox, GR_LIT("one"), GR_LIT("first"));
    gr_outbox_send(&o.outbox, GR_LIT("two"), GR_LIT("second"));
    check_said(&o, "; nor kept: ");
    assert_int_equal(gr_diag_count(o.w.diag, GR_NOTE), 2); /* each of them is lost */
    world_close(&o.w);
}

static void those_that_wait(void **state)
{
    (void)state;
    office o = open_office("cat >>sent; [ ! -e full ]");
    world_add_folder(&o.w, "outbox");
    world_add_file(&o.w, "outbox/a.eml");
    world_add_file(&o.w, "outbox/b.eml");
    world_add_file(&o.w, "outbox/c.next");
    world_add_file(&o.w, "full");
    gr_outbox_flush(&o.outbox);
    assert_int_equal(waiting(&o), 2); /* the first was refused, the second not tried */
    check_said(&o, "2 of earlier runs still wait in");
    assert_int_equal(gr_diag_count(o.w.diag, GR_NOTE), 1);
    check_file(&o, "sent", "text");
    assert_int_equal(unlink(world_path(&o.w, "full").ptr), 0);
    o.w.diag = o.outbox.diag = gr_diag_new(o.w.arena, 5);
    gr_outbox_flush(&o.outbox);
    assert_int_equal(waiting(&o), 0);
    check_file(&o, "sent", "texttexttext");
    gr_outbox_flush(&o.outbox);
    assert_int_equal(gr_diag_count(o.w.diag, GR_NOTE), 0);
    world_close(&o.w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_that_is_taken),      cmocka_unit_test(one_that_is_refused),
        cmocka_unit_test(a_program_that_is_none), cmocka_unit_test(one_that_cannot_even_be_kept),
        cmocka_unit_test(those_that_wait),
    };
    if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1) {
        return 0; /* in such a sandbox nothing is sent */
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
