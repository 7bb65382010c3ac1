/* Words over a stream: whole, in order, and none for what is longer than any word can be. */
#include "check.h"

#include <string.h>
#include <unistd.h>

#include "process/channel.h"

static void words_arrive_whole_and_in_order(void **state)
{
    (void)state;
    int ends[2];
    gr_inbox inbox = {0};
    uint32_t word = 0;
    gr_str body = GR_LIT("");
    assert_int_equal(pipe(ends), 0);
    inbox.fd = ends[0];
    assert_true(gr_channel_send(ends[1], 3, GR_LIT("first")));
    assert_true(gr_channel_send(ends[1], 7000, GR_LIT("")));
    assert_true(gr_inbox_fill(&inbox));
    assert_true(gr_inbox_next(&inbox, &word, &body));
    assert_int_equal(word, 3);
    assert_true(gr_str_is(body, "first"));
    assert_true(gr_inbox_next(&inbox, &word, &body));
    assert_int_equal(word, 7000);
    assert_int_equal(body.len, 0);
    assert_false(gr_inbox_next(&inbox, &word, &body));
    (void)close(ends[1]);
    assert_false(gr_inbox_fill(&inbox));
    assert_false(inbox.broken);
    (void)close(ends[0]);
    gr_inbox_close(&inbox);
}

static void half_a_word_waits(void **state)
{
    (void)state;
    int ends[2];
    gr_inbox inbox = {0};
    uint32_t word = 0;
    gr_str body = GR_LIT("");
    char bytes[64];
    assert_int_equal(pipe(ends), 0);
    assert_true(gr_channel_send(ends[1], 1, GR_LIT("in two parts")));
    ssize_t n = read(ends[0], bytes, sizeof(bytes));
    assert_true(n > 20);
    inbox.fd = ends[0];
    assert_int_equal(write(ends[1], bytes, 20), 20);
    assert_true(gr_inbox_fill(&inbox));
    assert_false(gr_inbox_next(&inbox, &word, &body));
    assert_int_equal(write(ends[1], bytes + 20, (size_t)n - 20), n - 20);
    assert_true(gr_inbox_fill(&inbox));
    assert_true(gr_inbox_next(&inbox, &word, &body));
    assert_true(gr_str_is(body, "in two parts"));
    (void)close(ends[0]);
    (void)close(ends[1]);
    gr_inbox_close(&inbox);
}

/** Nobody may be made to wait for it, nor to hold it in memory. */
static void a_length_beyond_reason_breaks_the_stream(void **state)
{
    (void)state;
    int ends[2];
    gr_inbox inbox = {0};
    uint32_t word = 0;
    gr_str body = GR_LIT("");
    const uint64_t head[] = {UINT64_MAX / 2, 0};
    assert_int_equal(pipe(ends), 0);
    inbox.fd = ends[0];
    assert_int_equal(write(ends[1], head, sizeof(head)), sizeof(head));
    assert_true(gr_inbox_fill(&inbox));
    assert_false(gr_inbox_next(&inbox, &word, &body));
    assert_true(inbox.broken);
    assert_false(gr_inbox_fill(&inbox));
    (void)close(ends[0]);
    (void)close(ends[1]);
    gr_inbox_close(&inbox);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_arrive_whole_and_in_order),
        cmocka_unit_test(half_a_word_waits),
        cmocka_unit_test(a_length_beyond_reason_breaks_the_stream),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
