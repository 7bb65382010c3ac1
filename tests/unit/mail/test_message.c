/* A mail as bytes: nothing that is given adds a header, and each part can be read back. */
#include "check.h"

#include "base/arena.h"
#include "mail/message.h"

static gr_message plain(void)
{
    return (gr_message){.from = GR_LIT("griffie@mgr.example"),
                        .to = GR_LIT("griffie@renkum.example"),
                        .reply_to = GR_LIT(""),
                        .subject = GR_LIT("Documenten: nieuw"),
                        .text = GR_LIT("Goedemorgen\n"),
                        .id = GR_LIT("1@mgr.example"),
                        .at = 1656669600,
                        .zone = GR_LIT("Europe/Amsterdam")};
}

static bool has(gr_str bytes, const char *text)
{
    return gr_str_find(bytes, gr_str_of(text)) != SIZE_MAX;
}

static void a_plain_mail_is_short(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    const gr_message message = plain();
    check_text("plain", gr_message_bytes(&message, arena),
               "From: griffie@mgr.example\nTo: griffie@renkum.example\n"
               "Subject: Documenten: nieuw\nDate: Fri, 1 Jul 2022 12:00:00 +0200\n"
               "Message-ID: <1@mgr.example>\nAuto-Submitted: auto-generated\n"
               "X-Auto-Response-Suppress: All\nMIME-Version: 1.0\n"
               "Content-Type: text/plain; charset=utf-8\n"
               "Content-Transfer-Encoding: quoted-printable\n\nGoedemorgen\n");
    gr_arena_free(arena);
}

/** They were checked when they were read; this holds even if they were not. */
static void an_address_adds_no_header(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    gr_message message = plain();
    message.to = GR_LIT("a@b.example\nBcc: x@y.example, <z@y.example>");
    gr_str bytes = gr_message_bytes(&message, arena);
    assert_true(has(bytes, "To: a@b.exampleBccx@y.examplez@y.example\n"));
    assert_false(has(bytes, "\nBcc"));
    gr_arena_free(arena);
}

static void a_subject_is_encoded_when_it_must_be(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    gr_message message = plain();
    message.subject = GR_LIT("\xe2\x82\xac 13\nBcc: x@y.example");
    gr_str bytes = gr_message_bytes(&message, arena);
    assert_true(has(bytes, "\nSubject: =?utf-8?B?4oKsIDEzCkJjYzogeEB5LmV4YW1wbGU=?=\n"));
    assert_false(has(bytes, "\nBcc"));
    gr_arena_free(arena);
}

static void a_line_of_one_dot_ends_no_mail(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    gr_message message = plain();
    message.text = GR_LIT("een\n.\ntwee = \xc3\xa9\xc3\xa9n \n");
    gr_str bytes = gr_message_bytes(&message, arena);
    assert_true(has(bytes, "\n\neen\n=2E\ntwee =3D =C3=A9=C3=A9n=20\n"));
    gr_arena_free(arena);
}

static void files_are_parts(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    gr_message message = plain();
    const gr_message_file files[] = {
        {.path = GR_LIT("x/a.pdf"), .name = GR_LIT("a.pdf"), .bytes = GR_LIT("%PDF")},
        {.path = GR_LIT("x/b"), .name = GR_LIT("\"b\" \xc3\xa9.xlsx"), .bytes = GR_LIT("")}};
    message.files = files;
    message.n_files = 2;
    gr_str bytes = gr_message_bytes(&message, arena);
    assert_true(has(bytes, "Content-Type:\n application/pdf\n"));
    assert_true(has(bytes, " filename=\"a.pdf\"\n"));
    assert_true(has(bytes, "\n\nJVBERg==\n"));
    assert_true(has(bytes, " filename*=utf-8''%22b%22%20%C3%A9.xlsx\n"));
    assert_false(has(bytes, "x/a.pdf"));
    gr_arena_free(arena);
}

/** What is sent twice is seen to be one mail; the address itself is not told. */
static void an_id_is_of_run_and_address(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    gr_str sender = GR_LIT("griffie@mgr.example");
    gr_str one = gr_message_id(GR_LIT("night.5.7"), sender, GR_LIT("a@b.example"), arena);
    assert_true(gr_str_starts(one, GR_LIT("night.5.7.")));
    assert_true(gr_str_ends(one, GR_LIT("@mgr.example")));
    assert_false(has(one, "b.example"));
    assert_true(
        gr_str_eq(one, gr_message_id(GR_LIT("night.5.7"), sender, GR_LIT("a@b.example"), arena)));
    assert_false(
        gr_str_eq(one, gr_message_id(GR_LIT("night.5.7"), sender, GR_LIT("c@b.example"), arena)));
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_mail_is_short),
        cmocka_unit_test(an_address_adds_no_header),
        cmocka_unit_test(a_subject_is_encoded_when_it_must_be),
        cmocka_unit_test(a_line_of_one_dot_ends_no_mail),
        cmocka_unit_test(files_are_parts),
        cmocka_unit_test(an_id_is_of_run_and_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
