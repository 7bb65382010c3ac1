/* One process works and one hears of it: words in their order, how it ended, and that nothing of
 * the group outlives who hears. */
#include "check.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "process/channel.h"
#include "process/supervise.h"

typedef struct heard {
    char words[64];
    unsigned n, kept;
    uint32_t refuses; /* this word cannot be */
    unsigned keeps;   /* so often; 0: for ever */
} heard;

static bool hear(void *user, uint32_t word, gr_str body)
{
    heard *h = user;
    if (h->n + body.len + 1 < sizeof(h->words)) {
        memcpy(h->words + h->n, body.ptr, body.len);
        h->n += (unsigned)body.len;
    }
    return word != h->refuses;
}

static bool keep(void *user)
{
    heard *h = user;
    h->kept++;
    errno = EINTR; /* of a call that is over: nothing may be done again for it */
    return h->keeps == 0 || h->kept < h->keeps;
}

static void tell(int channel, uint32_t word, const char *body)
{
    if (!gr_channel_send(channel, word, gr_str_of(body))) {
        _exit(99);
    }
}

static int tells_and_ends(void *user, int channel)
{
    (void)user;
    tell(channel, 1, "a");
    tell(channel, 2, "b");
    tell(channel, 1, "c");
    return 7;
}

static int waits(void *user, int channel)
{
    (void)user;
    tell(channel, 3, "x");
    while (pause() < 0) {
    }
    return 0;
}

/** What it made holds the stream open, and does not end of itself. */
static int leaves_one_behind(void *user, int channel)
{
    (void)user;
    if (fork() == 0) {
        tell(channel, 3, "x");
        while (pause() < 0) {
        }
    }
    return 0;
}

static int signals_its_maker(void *user, int channel)
{
    (void)user;
    (void)kill(getppid(), SIGTERM);
    return waits(user, channel);
}

static gr_supervised run(int (*work)(void *user, int channel), heard *h)
{
    const gr_supervision supervision = {
        .user = h, .work = work, .hear = hear, .keep = keep, .keep_ms = 50};
    gr_supervised ended = {0};
    assert_true(gr_supervise(&supervision, &ended));
    return ended;
}

static void words_arrive_in_order(void **state)
{
    (void)state;
    heard h = {0};
    const gr_supervised ended = run(tells_and_ends, &h);
    check_text("words", gr_str_of(h.words), "abc");
    assert_true(WIFEXITED(ended.status));
    assert_int_equal(WEXITSTATUS(ended.status), 7);
    assert_int_equal(ended.stopped_by, 0);
    assert_true(h.kept > 0);
}

static void a_word_that_cannot_be_ends_it(void **state)
{
    (void)state;
    heard h = {.refuses = 3};
    const gr_supervised ended = run(waits, &h);
    assert_true(WIFSIGNALED(ended.status));
    assert_int_equal(WTERMSIG(ended.status), SIGKILL);
    assert_true(ended.misheard);
    h = (heard){.refuses = 2};
    assert_true(run(tells_and_ends, &h).misheard);
    check_text("nothing behind it is heard", gr_str_of(h.words), "ab");
}

static void the_whole_group_goes(void **state)
{
    (void)state;
    heard h = {.refuses = 3};
    const gr_supervised ended = run(leaves_one_behind, &h); /* else this never returns */
    assert_true(WIFEXITED(ended.status) || WIFSIGNALED(ended.status));
    check_text("words", gr_str_of(h.words), "x");
}

static void it_ends_when_it_is_not_kept(void **state)
{
    (void)state;
    heard h = {.keeps = 3};
    const gr_supervised ended = run(waits, &h);
    assert_true(WIFSIGNALED(ended.status));
    assert_int_equal(h.kept, 3);
    assert_int_equal(ended.stopped_by, 0);
}

static void a_signal_ends_the_other_first(void **state)
{
    (void)state;
    heard h = {0};
    const gr_supervised ended = run(signals_its_maker, &h);
    assert_int_equal(ended.stopped_by, SIGTERM);
    assert_true(WIFSIGNALED(ended.status));
    sigset_t blocked;
    assert_int_equal(sigprocmask(SIG_BLOCK, NULL, &blocked), 0);
    assert_int_equal(sigismember(&blocked, SIGTERM), 0); /* as it was before */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_arrive_in_order),
        cmocka_unit_test(a_word_that_cannot_be_ends_it),
        cmocka_unit_test(the_whole_group_goes),
        cmocka_unit_test(it_ends_when_it_is_not_kept),
        cmocka_unit_test(a_signal_ends_the_other_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
