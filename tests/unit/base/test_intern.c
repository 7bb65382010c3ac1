#include "check.h"

#include "base/arena.h"
#include "base/intern.h"

#define N_OF(table) (sizeof(table) / sizeof((table)[0]))

static void same_text_same_number(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_intern *in = gr_intern_new(arena);
    for (uint32_t round = 0; round < 2; round++) {
        uint32_t first = 99;
        assert_int_equal(gr_intern_find(in, GR_LIT("name0"), &first), round == 1);
        for (uint32_t i = 0; i < 5000; i++) {
            gr_mark before = gr_arena_mark(arena);
            char name[16];
            (void)snprintf(name, sizeof(name), "name%u", i);
            assert_int_equal(gr_intern_add(in, gr_str_of(name)), i);
            if (round == 1) { /* known texts take no memory */
                assert_ptr_equal(gr_arena_mark(arena).block, before.block);
                assert_int_equal(gr_arena_mark(arena).used, before.used);
            }
        }
    }
    assert_int_equal(gr_intern_count(in), 5000);
    check_text("in order", gr_intern_text(in, 4321), "name4321");
    uint32_t id = 99;
    assert_false(gr_intern_find(in, GR_LIT("name5000"), &id));
    assert_int_equal(id, 99);
    assert_true(gr_intern_find(in, GR_LIT("name7"), &id));
    assert_int_equal(id, 7);
    assert_int_equal(gr_intern_add(in, GR_LIT("")), 5000);
    gr_arena_free(arena);
}

/** With the hash at hand, and asked for before there is an index, or anything. */
static void hashed_texts(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_intern *in = gr_intern_new(arena);
    for (uint32_t i = 0; i < 3000; i++) {
        char name[16];
        (void)snprintf(name, sizeof(name), "%u", i * 7919 % 1000);
        gr_str text = gr_str_of(name);
        uint64_t hash = gr_str_hash(text);
        gr_intern_fetch_slot(in, hash);
        gr_intern_fetch_text(in, hash);
        uint32_t id = gr_intern_add_hashed(in, text, hash);
        assert_int_equal(id, i % 1000);
        assert_int_equal(gr_intern_add(in, text), id);
    }
    assert_int_equal(gr_intern_count(in), 1000);
    gr_arena_free(arena);
}

/** Texts in order have no index; the first out of order makes it, and none is taken for new. */
static void texts_in_order(void **state)
{
    (void)state;
    for (uint32_t turn = 0; turn <= 40; turn++) { /* at which one comes again */
        gr_arena *arena = gr_arena_new(4096);
        gr_intern *in = gr_intern_new(arena);
        char name[16];
        for (uint32_t i = 0; i < 40; i++) {
            if (i > 0 && i == turn) {
                (void)snprintf(name, sizeof(name), "%u", i / 2);
                assert_int_equal(gr_intern_add(in, gr_str_of(name)), i / 2);
            }
            (void)snprintf(name, sizeof(name), "%u", i);
            assert_int_equal(gr_intern_add(in, gr_str_of(name)), i);
        }
        for (uint32_t i = 0; i < 50; i++) {
            uint32_t id = 99;
            (void)snprintf(name, sizeof(name), "%u", i);
            assert_int_equal(gr_intern_find(in, gr_str_of(name), &id), i < 40);
            assert_int_equal(id, i < 40 ? i : 99);
        }
        gr_arena_free(arena);
    }
}

/* After a rest texts have their numbers, whatever came in which order, and new ones go on. */
static void a_list_that_rested_goes_on(void **state)
{
    (void)state;
    for (unsigned n = 0; n < 3000; n += n < 4 ? 1 : 999) {
        gr_arena *arena = gr_arena_new(1024);
        gr_intern *in = gr_intern_new(arena);
        char name[16];
        for (unsigned round = 0; round < 4; round++) {
            for (unsigned i = 0; i < n + round; i++) { /* backwards, but for the first of all */
                (void)snprintf(name, sizeof(name), "%u", i == 0 ? 9999999 : 9999 - i);
                assert_int_equal(gr_intern_add(in, gr_str_of(name)), i);
            }
            gr_intern_rest(in);
            assert_int_equal(gr_intern_count(in), n + round);
        }
        uint32_t id = 0;
        assert_true(gr_intern_find(in, GR_LIT("9999999"), &id));
        assert_int_equal(id, 0);
        gr_arena_free(arena);
    }
}

static void suggestions(void **state)
{
    (void)state;
    static const gr_str names[] = {
        {"total", 5}, {"amount", 6},         {"municipality", 12},   {"name", 4},
        {"id", 2},    {"contributions", 13}, {"g\xC3\xA9meente", 9}, {"totals", 6},
    };
    static const struct {
        const char *name, *want;
    } cases[] = {
        {"totl", "total"},
        {"toatl", "total"}, /* swapped neighbours */
        {"total", "total"},
        {"totalsx", "totals"},
        {"amuont", "amount"},
        {"amont", "amount"},
        {"munisipalitie", "municipality"},
        {"gemeente", "g\xC3\xA9meente"}, /* one letter, though two bytes */
        {"nam", "name"},
        {"di", "id"},
        {"xyz", ""},
        {"x", ""},
        {"", ""},
        {"amxxxt", ""},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        check_text(cases[i].name, gr_suggest(gr_str_of(cases[i].name), names, N_OF(names)),
                   cases[i].want);
    }
    check_text("no candidates", gr_suggest(GR_LIT("total"), names, 0), "");
}

static void long_words_are_left_alone(void **state)
{
    (void)state;
    char letters[201];
    memset(letters, 'a', sizeof(letters));
    const gr_str candidates[] = {{letters, 200}, {letters, 64}};
    check_text("too long to guess", gr_suggest((gr_str){letters, 65}, candidates, 2), "");
    assert_int_equal(gr_suggest((gr_str){letters, 63}, candidates, 2).len, 64);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_text_same_number), cmocka_unit_test(hashed_texts),
        cmocka_unit_test(texts_in_order),        cmocka_unit_test(a_list_that_rested_goes_on),
        cmocka_unit_test(suggestions),           cmocka_unit_test(long_words_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
