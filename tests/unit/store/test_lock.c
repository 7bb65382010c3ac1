#include "store/lock.h"

#include <sys/wait.h>
#include <utime.h>

#include "in_folder.h"

#define RACES     200
#define MINUTES   60
#define HOUR      3600
#define ELSEWHERE "griffie-lock 1 12ab far-away 5f0c/pid:[1] 4711 99 1790000000\n"

static gr_status take(const world *w, gr_diag *diag, gr_lock *out)
{
    return gr_lock_take(world_path(w, "output"), 0, w->arena, diag, out);
}

/** A lock file that says `text` and was last touched so many seconds ago. */
static void leave(const world *w, const char *text, long seconds_ago)
{
    gr_str path = world_path(w, "output/.lock");
    const time_t then = time(NULL) - seconds_ago;
    FILE *file = fopen(path.ptr, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(utime(path.ptr, &(struct utimbuf){then, then}), 0);
}

static void test_one_at_a_time(void **state)
{
    (void)state;
    world w = world_open();
    gr_str output = world_path(&w, "output");
    gr_lock first = {.held = false};
    gr_lock second = {.held = false};
    assert_int_equal(take(&w, w.diag, &first), GR_OK);
    assert_int_equal(take(&w, w.diag, &second), GR_IO_FAILED);
    assert_true(gr_diag_has(w.diag, GR_CODE_OUTPUT_LOCKED));
    assert_false(second.held);
    gr_lock_release(&second);
    assert_true(gr_file_exists(world_path(&w, "output/.lock"))); /* not its own */
    gr_lock_release(&first);
    assert_false(gr_folder_exists(output)); /* made by the lock, and nothing was published */
    assert_int_equal(take(&w, w.diag, &second), GR_OK);
    gr_lock_release(&second);
    world_close(&w);
}

/** Which files lock, and for how long. */
static void test_left_behind(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        long seconds_ago;
        bool locks;
    } cases[] = {
        {ELSEWHERE, 0, true},
        {ELSEWHERE, 9 * MINUTES, true},
        {ELSEWHERE, 11 * MINUTES, false},
        {ELSEWHERE, -HOUR, true}, /* of the future */
        {"", 9 * MINUTES, true},
        {"", 11 * MINUTES, false},
        {"no lock of ours\n", 1, true},
        {"no lock of ours\n", 11 * MINUTES, false},
        {"griffie-lock 1 12ab far-away 5f0c/pid:[1] -1 99 1790000000\n", 11 * MINUTES, false},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        world w = world_open();
        gr_lock lock = {.held = false};
        world_add_folder(&w, "output");
        world_add_file(&w, "output/mine");
        leave(&w, cases[i].text, cases[i].seconds_ago);
        bool took = take(&w, w.diag, &lock) == GR_OK;
        if (took == cases[i].locks) {
            fail_msg("case %zu: %s", i, cases[i].text);
        }
        assert_true(gr_diag_has(w.diag, took ? GR_CODE_LOCK_LEFT : GR_CODE_OUTPUT_LOCKED));
        gr_lock_release(&lock);
        assert_int_equal(gr_file_exists(world_path(&w, "output/.lock")), cases[i].locks);
        assert_true(gr_file_exists(world_path(&w, "output/mine")));
        world_close(&w);
    }
}

/** A file of the future would lock until then: it ages from when it is seen. */
static void test_future(void **state)
{
    (void)state;
    world w = world_open();
    gr_lock lock = {.held = false};
    struct stat facts = {0};
    world_add_folder(&w, "output");
    leave(&w, ELSEWHERE, -HOUR);
    assert_int_equal(take(&w, w.diag, &lock), GR_IO_FAILED);
    assert_int_equal(stat(world_path(&w, "output/.lock").ptr, &facts), 0);
    assert_true(facts.st_mtime < time(NULL) + MINUTES);
    world_close(&w);
}

/** Another process takes the lock and ends without a word. */
static pid_t take_and_die(const world *w)
{
    pid_t pid = fork();
    if (pid == 0) {
        gr_lock lock = {.held = false};
        _exit(take(w, w->diag, &lock) == GR_OK ? 0 : 1);
    }
    return pid;
}

static void test_dead_process(void **state)
{
    (void)state;
    world w = world_open();
    gr_lock lock = {.held = false};
    int status = 1;
    world_add_folder(&w, "output");
    pid_t pid = take_and_die(&w);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    assert_true(gr_file_exists(world_path(&w, "output/.lock")));
    assert_int_equal(take(&w, w.diag, &lock), GR_OK); /* at once */
    assert_true(gr_diag_has(w.diag, GR_CODE_LOCK_LEFT));
    gr_lock_release(&lock);
    world_close(&w);
}

typedef struct race {
    int start[2], verdict[2], end[2]; /* pipes; start and end happen when they are closed */
} race;

static void run(const world *w, const race *r)
{
    gr_lock lock = {.held = false};
    char byte = 0;
    (void)close(r->start[1]);
    (void)close(r->end[1]);
    ssize_t got = read(r->start[0], &byte, 1);
    byte = take(w, w->diag, &lock) == GR_OK ? 'w' : 'l';
    got = write(r->verdict[1], &byte, 1);
    got = read(r->end[0], &byte, 1); /* lives until the other one has tried, too */
    (void)got;
    _exit(0);
}

/** Two find the lock of a dead process. */
static void test_race(void **state)
{
    (void)state;
    world w = world_open();
    world_add_folder(&w, "output");
    assert_true(waitpid(take_and_die(&w), NULL, 0) > 0);
    for (int i = 0; i < RACES; i++) {
        race r;
        char verdict[2] = "";
        assert_true(pipe(r.start) == 0 && pipe(r.verdict) == 0 && pipe(r.end) == 0);
        for (int k = 0; k < 2; k++) {
            if (fork() == 0) {
                run(&w, &r);
            }
        }
        (void)close(r.start[0]);
        (void)close(r.start[1]);
        assert_int_equal(read(r.verdict[0], &verdict[0], 1), 1);
        assert_int_equal(read(r.verdict[0], &verdict[1], 1), 1);
        if ((verdict[0] == 'w') == (verdict[1] == 'w')) {
            fail_msg("race %d: %c and %c", i, verdict[0], verdict[1]);
        }
        (void)close(r.end[0]);
        (void)close(r.end[1]);
        (void)close(r.verdict[0]);
        (void)close(r.verdict[1]);
        assert_true(wait(NULL) > 0 && wait(NULL) > 0);
    }
    world_close(&w);
}

/** Who finds that it was thought dead says so, and leaves the other's file alone. */
static void test_lost(void **state)
{
    (void)state;
    world w = world_open();
    gr_lock lock = {.held = false};
    world_add_folder(&w, "output");
    assert_int_equal(take(&w, w.diag, &lock), GR_OK);
    assert_true(gr_lock_keep(&lock));
    lock.touched -= HOUR; /* as if it had slept */
    assert_true(gr_lock_keep(&lock));
    lock.touched -= HOUR;
    leave(&w, ELSEWHERE, 0);
    assert_false(gr_lock_keep(&lock));
    gr_lock_release(&lock);
    assert_true(gr_file_exists(world_path(&w, "output/.lock")));
    world_close(&w);
}

static gr_status take_shard(const world *w, const char *run_id, unsigned shard, gr_lock *out)
{
    return gr_lock_take_shard(world_path(w, "output"), gr_str_of(run_id), shard, 0, w->arena,
                              w->diag, out);
}

/** Shards of one run meet each other, and nobody else. */
static void test_shards(void **state)
{
    (void)state;
    world w = world_open();
    gr_lock locks[4] = {{.held = false}};
    assert_int_equal(take_shard(&w, "night", 1, &locks[0]), GR_OK);
    assert_int_equal(take_shard(&w, "night", 2, &locks[1]), GR_OK);
    assert_int_equal(take_shard(&w, "night", 2, &locks[2]), GR_IO_FAILED);
    assert_int_equal(take_shard(&w, "other", 3, &locks[2]), GR_IO_FAILED);
    assert_int_equal(take(&w, w.diag, &locks[3]), GR_IO_FAILED);
    gr_lock_release(&locks[0]);
    assert_int_equal(take(&w, w.diag, &locks[3]), GR_IO_FAILED);
    gr_lock_release(&locks[1]);
    assert_int_equal(take(&w, w.diag, &locks[3]), GR_OK);
    assert_int_equal(take_shard(&w, "night", 1, &locks[0]), GR_IO_FAILED);
    gr_lock_release(&locks[3]);
    assert_int_equal(take_shard(&w, "night", 1, &locks[0]), GR_OK);
    gr_lock_release(&locks[0]);
    world_close(&w);
}

static void test_refused(void **state)
{
    (void)state;
    world w = world_open();
    gr_lock lock = {.held = false};
    world_add_file(&w, "output");
    assert_int_equal(take(&w, w.diag, &lock), GR_IO_FAILED);
    assert_true(gr_diag_has(w.diag, GR_CODE_OUTPUT_CREATE));
    assert_false(lock.held);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_at_a_time), cmocka_unit_test(test_left_behind),
        cmocka_unit_test(test_future),        cmocka_unit_test(test_dead_process),
        cmocka_unit_test(test_race),          cmocka_unit_test(test_lost),
        cmocka_unit_test(test_shards),        cmocka_unit_test(test_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
