/* Two versions of a random document, of which the second has planted changes: exactly those are
 * found, with exact differences; a version against itself has none; and the other way round each
 * change is told the other way round. Twenty thousand figures are compared in less than a second.
 */
#include "base/arena.h"
#include "journal/compare.h"
#include "seeded.h"

#define ITEMS_MOST 60

/* What one thing of a document is in both versions. */
typedef enum fate { SAME, CHANGED, ADDED, GONE } fate;
typedef struct item {
    bool is_text;
    fate fate;
    int64_t before, after; /* cents */
    unsigned heading;
} item;

static fate random_fate(uint64_t *state)
{
    static const fate fates[] = {SAME, SAME, SAME, SAME, CHANGED, ADDED, GONE};
    return fates[next_random(state) % (sizeof(fates) / sizeof(fates[0]))];
}

static int64_t random_cents(uint64_t *state)
{
    return (int64_t)(next_random(state) % 2000000000) - 1000000000;
}

/** What is gone is told before what came in the same place, so that is how it is planted. Texts
 * that change, come or go have one that stays at both sides: what stands next to each other is
 * paired, and then it is not known which of them was planted. */
static size_t random_items(uint64_t *state, item *items)
{
    size_t n = next_random(state) % ITEMS_MOST;
    bool free_text = true;
    bool after_added = false;
    for (size_t i = 0; i < n; i++) {
        items[i] = (item){.is_text = next_random(state) % 3 == 0,
                          .fate = random_fate(state),
                          .before = random_cents(state),
                          .heading = (unsigned)(i / 10)};
        if (items[i].is_text) {
            items[i].fate = free_text ? items[i].fate : SAME;
            free_text = items[i].fate == SAME;
        } else {
            items[i].fate = after_added && items[i].fate == GONE ? ADDED : items[i].fate;
            after_added = items[i].fate == ADDED;
        }
        /* never zero apart: the size of the step is odd */
        int64_t step = random_cents(state) * 2 + 1;
        items[i].after = items[i].before + (items[i].fate == CHANGED ? step : 0);
    }
    return n;
}

static gr_str cents_text(gr_arena *arena, int64_t cents)
{
    gr_value value = {.type = GR_T_MONEY, .as.money = {cents, gr_euro}};
    gr_buf out = gr_buf_make(arena, 100);
    gr_value_add(&value, &out);
    return gr_buf_view(&out);
}

static bool is_in(const item *it, bool newer)
{
    return it->fate != (newer ? GONE : ADDED);
}

static gr_str document(gr_arena *arena, const item *items, size_t n, bool newer)
{
    gr_buf figures = gr_buf_make(arena, SIZE_MAX);
    gr_buf texts = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < n; i++) {
        const item *it = &items[i];
        gr_str value = cents_text(arena, newer ? it->after : it->before);
        gr_buf *out = it->is_text ? &texts : &figures;
        if (!is_in(it, newer)) {
            continue;
        }
        gr_buf_addf(out, "%s{\"where\": \"%u Kop %u\", \"text\": \"%s" GR_FMT "\"",
                    out->len > 0 ? ",\n" : "", it->heading, it->heading, it->is_text ? "t " : "",
                    GR_ARG(value));
        if (it->is_text) {
            gr_buf_add(out, GR_LIT("}"));
        } else {
            gr_buf_addf(out, ", \"id\": \"f%zu\", \"row\": \"\", \"value\": \"" GR_FMT "\"}", i,
                        GR_ARG(value));
        }
    }
    return gr_str_fmt(arena,
                      "{\"published\": 1, \"figures\": [" GR_FMT "], \"texts\": [" GR_FMT "]}",
                      GR_ARG(gr_buf_view(&figures)), GR_ARG(gr_buf_view(&texts)));
}

static gr_change_kind kind_of(const item *it)
{
    switch (it->fate) {
    case ADDED:
        return it->is_text ? GR_CHANGE_TEXT_ADDED : GR_CHANGE_ADDED;
    case GONE:
        return it->is_text ? GR_CHANGE_TEXT_GONE : GR_CHANGE_GONE;
    case SAME:
    case CHANGED:
        break;
    }
    return it->is_text ? GR_CHANGE_TEXT : GR_CHANGE_FIGURE;
}

static void check_change(gr_arena *arena, const item *it, const gr_change *got)
{
    const char *sign = it->is_text ? "t " : "";
    gr_str before = gr_str_fmt(arena, "%s" GR_FMT, sign, GR_ARG(cents_text(arena, it->before)));
    gr_str after = gr_str_fmt(arena, "%s" GR_FMT, sign, GR_ARG(cents_text(arena, it->after)));
    assert_int_equal(got->kind, kind_of(it));
    check_text("before", got->before, it->fate == ADDED ? "" : before.ptr);
    check_text("after", got->after, it->fate == GONE ? "" : after.ptr);
    bool differs = !it->is_text && it->fate == CHANGED;
    check_text("difference", got->difference,
               differs ? gr_str_dup(arena, cents_text(arena, it->after - it->before)).ptr : "");
}

static void check_planted(gr_arena *arena, const item *items, size_t n, const gr_change *changes,
                          size_t n_changes)
{
    size_t told = 0;
    for (int texts = 0; texts < 2; texts++) {
        for (size_t i = 0; i < n; i++) {
            if (items[i].fate != SAME && items[i].is_text == (texts == 1)) {
                assert_true(told < n_changes);
                check_change(arena, &items[i], &changes[told++]);
            }
        }
    }
    assert_int_equal(told, n_changes);
}

static size_t compare(gr_arena *arena, gr_str before, gr_str after, gr_change **out)
{
    gr_diag *diag = gr_diag_new(arena, 5);
    size_t n = 0;
    assert_int_equal(gr_compare(before, after, arena, diag, out, &n), GR_OK);
    return n;
}

static void finds_what_was_planted(void **state)
{
    (void)state;
    uint64_t seed = seed_of_run();
    for (unsigned round = 0; round < (is_long_tier() ? 20000 : 500); round++) {
        gr_arena *arena = gr_arena_new(65536);
        item items[ITEMS_MOST];
        size_t n = random_items(&seed, items);
        gr_str before = document(arena, items, n, false);
        gr_str after = document(arena, items, n, true);
        gr_change *changes = NULL;
        size_t n_changes = compare(arena, before, after, &changes);
        check_planted(arena, items, n, changes, n_changes);
        assert_int_equal(compare(arena, before, before, &changes), 0);
        assert_int_equal(compare(arena, after, after, &changes), 0);
        gr_arena_free(arena);
    }
}

/* ---- the other way round: documents that only resemble each other */
static gr_str muddled(gr_arena *arena, uint64_t *state)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_buf_add(&out, GR_LIT("{\"published\": 1, \"figures\": ["));
    for (uint64_t i = 0, n = next_random(state) % 12; i < n; i++) {
        unsigned id = (unsigned)(next_random(state) % 8);
        unsigned value = (unsigned)(next_random(state) % 3);
        gr_buf_addf(&out,
                    "%s{\"id\": \"f%u\", \"row\": \"%s\", \"text\": \"%u\", \"value\": \"%u\"}",
                    i > 0 ? "," : "", id,
                    id < 2   ? ""
                    : id < 5 ? "r1"
                             : "r2",
                    value, value);
    }
    gr_buf_add(&out, GR_LIT("], \"texts\": ["));
    for (uint64_t i = 0, n = next_random(state) % 12; i < n; i++) {
        gr_buf_addf(&out, "%s{\"where\": \"%u\", \"text\": \"t%u\"}", i > 0 ? "," : "",
                    (unsigned)(next_random(state) % 2), (unsigned)(next_random(state) % 5));
    }
    gr_buf_add(&out, GR_LIT("]}"));
    return gr_buf_view(&out);
}

static gr_change_kind turned(gr_change_kind kind)
{
    switch (kind) {
    case GR_CHANGE_ADDED:
        return GR_CHANGE_GONE;
    case GR_CHANGE_GONE:
        return GR_CHANGE_ADDED;
    case GR_CHANGE_TEXT_ADDED:
        return GR_CHANGE_TEXT_GONE;
    case GR_CHANGE_TEXT_GONE:
        return GR_CHANGE_TEXT_ADDED;
    case GR_CHANGE_FIGURE:
    case GR_CHANGE_TEXT:
        break;
    }
    return kind;
}

/** A change as text, turned round when `back`; the heading is that of one of the two versions. */
static gr_str printed(gr_arena *arena, const gr_change *c, bool back)
{
    gr_str difference = c->difference;
    if (back && difference.len > 0) {
        difference = gr_str_starts(difference, GR_LIT("-"))
                         ? gr_str_sub(difference, 1, SIZE_MAX)
                         : gr_str_fmt(arena, "-" GR_FMT, GR_ARG(difference));
    }
    return gr_str_fmt(arena, "%d " GR_FMT " " GR_FMT " " GR_FMT " " GR_FMT,
                      (int)(back ? turned(c->kind) : c->kind), GR_ARG(c->id),
                      GR_ARG(back ? c->after : c->before), GR_ARG(back ? c->before : c->after),
                      GR_ARG(difference));
}

static int by_bytes(const void *left, const void *right)
{
    return gr_str_cmp(*(const gr_str *)left, *(const gr_str *)right);
}

static gr_str *printed_all(gr_arena *arena, const gr_change *changes, size_t n, bool back)
{
    gr_str *list = GR_NEW_N(arena, gr_str, n);
    for (size_t i = 0; i < n; i++) {
        list[i] = printed(arena, &changes[i], back);
    }
    qsort(list, n, sizeof(*list), by_bytes);
    return list;
}

static void is_told_the_other_way_round(void **state)
{
    (void)state;
    uint64_t seed = seed_of_run();
    for (unsigned round = 0; round < (is_long_tier() ? 100000 : 2000); round++) {
        gr_arena *arena = gr_arena_new(65536);
        gr_str a = muddled(arena, &seed);
        gr_str b = muddled(arena, &seed);
        gr_change *forth = NULL;
        gr_change *back = NULL;
        size_t n = compare(arena, a, b, &forth);
        assert_int_equal(compare(arena, b, a, &back), n);
        gr_str *forth_texts = printed_all(arena, forth, n, false);
        gr_str *back_texts = printed_all(arena, back, n, true);
        for (size_t i = 0; i < n; i++) {
            check_text("turned", back_texts[i], forth_texts[i].ptr);
        }
        gr_arena_free(arena);
    }
}

/* ---- size */
static gr_str large(gr_arena *arena, unsigned n, unsigned every)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_buf_add(&out, GR_LIT("{\"published\": 1, \"figures\": ["));
    for (unsigned i = 0; i < n; i++) {
        unsigned value = i * 7 + (i % every == 0 ? every : 0);
        gr_buf_addf(&out,
                    "%s{\"id\": \"T-inkoop-contribution.r%u.amount\", \"where\": \"2.1 Begroting "
                    "per gemeente\", \"row\": \"T-inkoop-contribution.r%u\", \"label\": "
                    "\"Gemeente %u, Bijdrage\", \"text\": \"EUR %u\", \"value\": \"%u.00 EUR\", "
                    "\"type\": \"money\"}",
                    i > 0 ? ",\n" : "", i, i, i, value, value);
    }
    gr_buf_add(&out, GR_LIT("], \"texts\": ["));
    for (unsigned i = 0; i < n / 4; i++) {
        gr_buf_addf(&out, "%s{\"where\": \"%u Hoofdstuk\", \"text\": \"Alinea %u zegt %u.\"}",
                    i > 0 ? ",\n" : "", i / 20, i, i % every == 0 ? every : 0);
    }
    gr_buf_add(&out, GR_LIT("]}"));
    return gr_buf_view(&out);
}

static void large_documents_take_no_time(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(65536);
    gr_str before = large(arena, 20000, 5);
    gr_str after = large(arena, 20000, 3);
    gr_change *changes = NULL;
    clock_t start = clock();
    size_t n = compare(arena, before, after, &changes);
    int64_t ms = (int64_t)(clock() - start) * 1000 / CLOCKS_PER_SEC;
    print_message("%zu changes in %" PRId64 " ms\n", n, ms);
    assert_true(n > 10000);
    assert_true(ms < 8000); /* a sanitizer build takes several times the second of a release */
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_was_planted),
        cmocka_unit_test(is_told_the_other_way_round),
        cmocka_unit_test(large_documents_take_no_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
