/* A pool makes every piece once, and a worker that dies costs the piece that it worked on. */
#include "check.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fault.h"
#include "process/pool.h"

#define PIECES 20U

typedef struct seen {
    unsigned taken, made[PIECES], lost[PIECES];
    char how[100], misheard[100];
    unsigned listens_for; /* pieces; then nobody listens any more */
} seen;

static void make(void *user, size_t nr, gr_buf *out)
{
    (void)user;
    if (nr == 3) {
        (void)raise(SIGKILL);
    }
    if (nr == 5) {
        _exit(9);
    }
    if (nr == 7) {
        (void)pause();
    }
    if (nr == 11) {
        (void)gr_fault_arm(GR_LIT("word:1"));
    }
    gr_buf_addf(out, "%zu", nr);
}

static bool taken(void *user, size_t nr)
{
    seen *s = user;
    assert_true(nr < PIECES);
    s->taken++;
    return true;
}

static bool made(void *user, gr_str what)
{
    seen *s = user;
    char text[16] = {0};
    memcpy(text, what.ptr, what.len);
    unsigned long nr = strtoul(text, NULL, 10);
    assert_true(nr < PIECES);
    s->made[nr]++;
    return s->listens_for == 0 || --s->listens_for > 0;
}

static bool lost(void *user, size_t nr, gr_str how, uint32_t took_ms)
{
    seen *s = user;
    (void)took_ms;
    s->lost[nr]++;
    if (nr == 7) {
        memcpy(s->how, how.ptr, how.len);
    }
    if (nr == 11) {
        memcpy(s->misheard, how.ptr, how.len);
    }
    return true;
}

static void every_piece_is_made_or_lost_once(void **state)
{
    (void)state;
    seen s = {0};
    const gr_pool_work work = {.n = PIECES,
                               .workers = 3,
                               .seconds = 1,
                               .seconds_from = GR_LIT("--seconds"),
                               .user = &s,
                               .make = make,
                               .taken = taken,
                               .made = made,
                               .lost = lost};
    gr_pool_run(&work);
    assert_int_equal(s.taken, PIECES);
    for (unsigned i = 0; i < PIECES; i++) {
        bool dies = i == 3 || i == 5 || i == 7 || i == 11;
        assert_int_equal(s.lost[i], dies ? 1 : 0);
        assert_int_equal(s.made[i], dies ? 0 : 1);
    }
    assert_string_equal(s.how,
                        "took longer than 1 seconds and was stopped; --seconds gives it more");
    assert_string_equal(s.misheard, "said what it cannot say and was stopped");
}

static void nobody_listens_any_more(void **state)
{
    (void)state;
    seen s = {.listens_for = 1};
    const gr_pool_work work = {.n = PIECES,
                               .workers = 1,
                               .seconds = 10,
                               .seconds_from = GR_LIT(""),
                               .user = &s,
                               .make = make,
                               .taken = taken,
                               .made = made,
                               .lost = lost};
    gr_pool_run(&work);
    assert_int_equal(s.made[0], 1);
    assert_int_equal(s.made[1], 0);
}

#define BUFFERS      64U
#define BUFFER_BYTES 100000U

/** Whether what is freed is had again without the system. */
static void make_in_a_wide_heap(void *user, size_t nr, gr_buf *out)
{
    void *buffers[BUFFERS];
    (void)user;
    const void *end = sbrk(0);
    for (size_t i = 0; i < BUFFERS; i++) {
        buffers[i] = malloc(BUFFER_BYTES);
    }
    bool wide = sbrk(0) == end;
    for (size_t i = 0; i < BUFFERS; i++) {
        free(buffers[i]);
    }
    gr_buf_addf(out, "%zu", wide && sbrk(0) == end ? nr : nr + 1);
}

static void a_worker_has_a_wide_heap(void **state)
{
    (void)state;
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
    seen s = {0};
    const gr_pool_work work = {.n = 1,
                               .workers = 1,
                               .seconds = 10,
                               .seconds_from = GR_LIT(""),
                               .user = &s,
                               .make = make_in_a_wide_heap,
                               .taken = taken,
                               .made = made,
                               .lost = lost};
    gr_pool_run(&work);
    assert_int_equal(s.made[0], 1);
    assert_int_equal(s.made[1], 0);
#else
    (void)make_in_a_wide_heap;
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_piece_is_made_or_lost_once),
        cmocka_unit_test(nobody_listens_any_more),
        cmocka_unit_test(a_worker_has_a_wide_heap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
