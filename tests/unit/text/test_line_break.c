#include "check.h"

#include "text_priv.h"

enum { MAX_ITEMS = 256 };

typedef struct paragraph {
    gr_break_item items[MAX_ITEMS];
    size_t n;
} paragraph;

/* "aaa bb-b c": letters are boxes of 10 pt, a space is glue, "-" a hyphenation point, "/" a forced
 * break. */
static void build(paragraph *out, const char *text)
{
    out->n = 0;
    for (const char *c = text; *c != '\0'; c++) {
        gr_break_item *item = &out->items[out->n++];
        *item = (gr_break_item){.kind = GR_BREAK_BOX, .width = 10000};
        if (*c == ' ') {
            *item = (gr_break_item){
                .kind = GR_BREAK_GLUE, .width = 10000, .stretch = 5000, .shrink = 3000};
        } else if (*c == '-') {
            *item = (gr_break_item){
                .kind = GR_BREAK_PENALTY, .width = 6000, .penalty = 50, .hyphen = true};
        } else if (*c == '/') {
            *item = (gr_break_item){.kind = GR_BREAK_PENALTY, .penalty = GR_BREAK_FORCED};
        }
    }
    out->items[out->n++] = (gr_break_item){.kind = GR_BREAK_PENALTY, .penalty = GR_BREAK_FORCED};
}

static bool legal(const gr_break_item *items, size_t i)
{
    return items[i].kind == GR_BREAK_PENALTY
               ? items[i].penalty < GR_BREAK_NEVER
               : items[i].kind == GR_BREAK_GLUE && i > 0 && items[i - 1].kind == GR_BREAK_BOX;
}

static bool forced(const gr_break_item *item)
{
    return item->kind == GR_BREAK_PENALTY && item->penalty == GR_BREAK_FORCED;
}

typedef struct brute {
    const gr_break_item *items;
    size_t n;
    const gr_break_rules *rules;
    int64_t best;
} brute;

static gr_line_offer line_of(const brute *b, size_t begin, size_t end, bool first)
{
    gr_line_offer line = {.space = b->rules->width - (first ? b->rules->first : 0),
                          .justify = b->rules->justify,
                          .free = forced(&b->items[end]),
                          .last = end + 1 == b->n};
    line.lone = !first && line.free;
    for (size_t i = begin; i < end; i++) {
        if (b->items[i].kind != GR_BREAK_PENALTY) {
            line.width += b->items[i].width;
            line.stretch += b->items[i].stretch;
            line.shrink += b->items[i].shrink;
            line.lone = line.lone && b->items[i].kind != GR_BREAK_GLUE;
        }
    }
    if (b->items[end].kind == GR_BREAK_PENALTY) {
        line.width += b->items[end].width;
        line.penalty = b->items[end].penalty;
        line.hyphen = b->items[end].hyphen;
    }
    return line;
}

/* Every way to break from `from` on, one after another. */
static void try_all(brute *b, size_t from, int64_t so_far, uint8_t fitness, bool after_hyphen,
                    bool first)
{
    size_t begin = from;
    while (begin < b->n && b->items[begin].kind != GR_BREAK_BOX && !forced(&b->items[begin])) {
        begin++;
    }
    for (size_t end = from; end < b->n; end++) {
        if (!legal(b->items, end) || (end < begin && !forced(&b->items[end]))) {
            continue;
        }
        gr_line_offer line = line_of(b, begin < end ? begin : end, end, first);
        line.after_hyphen = after_hyphen;
        gr_line_cost cost = gr_line_cost_of(&line);
        bool twice = b->rules->hyphens_in_a_row == 1 && after_hyphen && line.hyphen;
        if (cost.fits && cost.badness <= GR_BREAK_TOLERANCE) {
            int64_t total = so_far + cost.demerits + gr_line_clash(cost.fitness, fitness) +
                            (twice ? GR_TOO_MANY_HYPHENS : 0);
            if (end + 1 == b->n) {
                b->best = total < b->best ? total : b->best;
            } else {
                try_all(b, end + 1, total, cost.fitness, line.hyphen, false);
            }
        }
        if (forced(&b->items[end])) {
            break;
        }
    }
}

static int64_t cost_of_lines(const brute *b, const gr_line_end *lines, size_t n)
{
    int64_t total = 0;
    size_t from = 0;
    uint8_t fitness = 1;
    bool after_hyphen = false;
    for (size_t i = 0; i < n; i++) {
        size_t end = lines[i].item == b->n ? b->n - 1 : lines[i].item;
        assert_true(legal(b->items, end));
        assert_true(end >= from);
        size_t begin = from;
        while (begin < end && b->items[begin].kind != GR_BREAK_BOX) {
            begin++;
        }
        gr_line_offer line = line_of(b, begin, end, i == 0);
        line.after_hyphen = after_hyphen;
        assert_int_equal(line.width, lines[i].width);
        gr_line_cost cost = gr_line_cost_of(&line);
        bool twice = b->rules->hyphens_in_a_row == 1 && after_hyphen && line.hyphen;
        total += cost.demerits + gr_line_clash(cost.fitness, fitness) +
                 (twice ? GR_TOO_MANY_HYPHENS : 0);
        fitness = cost.fitness;
        after_hyphen = line.hyphen;
        from = end + 1;
    }
    assert_int_equal(from, b->n);
    return total;
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

static void random_text(char *text, size_t length, uint32_t *seed)
{
    for (size_t i = 0; i < length; i++) {
        bool letter = i == 0 || i + 1 == length || text[i - 1] != 'x';
        uint32_t r = next_random(seed) % 20;
        text[i] = letter || r >= 9 ? 'x' : r < 5 ? ' ' : r < 8 ? '-' : '/';
    }
    text[length] = '\0';
}

static void is_as_cheap_as_the_cheapest_of_all_ways(void **state)
{
    (void)state;
    uint32_t seed = 7;
    size_t compared = 0;
    for (int round = 0; round < 3000; round++) {
        char text[32];
        random_text(text, 8 + next_random(&seed) % 20, &seed);
        paragraph p;
        build(&p, text);
        gr_break_rules rules = {.width = (gr_mpt)(60000 + next_random(&seed) % 6 * 9000),
                                .first = (gr_mpt)(next_random(&seed) % 3 * 10000) - 10000,
                                .justify = round % 3 != 0,
                                .hyphens_in_a_row = round % 2 == 0 ? 1 : 0};
        brute b = {.items = p.items, .n = p.n, .rules = &rules, .best = INT64_MAX};
        try_all(&b, 0, 0, 1, false, true);
        gr_arena *arena = gr_arena_new(4096);
        gr_line_end *lines = NULL;
        size_t n = gr_break_lines(p.items, p.n, &rules, arena, &lines);
        int64_t cost = cost_of_lines(&b, lines, n);
        if (b.best < INT64_MAX) {
            compared++;
            if (cost != b.best) {
                print_error("round %d: \"%s\" costs %lld, best %lld\n", round, text,
                            (long long)cost, (long long)b.best);
                fail();
            }
        }
        gr_arena_free(arena);
    }
    assert_true(compared > 500);
}

typedef struct line_case {
    const char *name, *text;
    gr_break_rules rules;
    const char *want; /* items where lines end; "!" behind an overfull one */
} line_case;

static void breaks_where_expected(void **state)
{
    (void)state;
    static const line_case cases[] = {
        {"empty", "", {.width = 50000}, "1"},
        {"one word", "xxx", {.width = 50000}, "4"},
        {"fits exactly", "xx xx", {.width = 50000, .justify = true}, "6"},
        {"shrinks", "xx xx", {.width = 47000, .justify = true}, "6"},
        {"cannot shrink", "xx xx", {.width = 46000, .justify = true}, "2 6"},
        {"ragged does not shrink", "xx xx", {.width = 49000}, "2 6"},
        {"forced", "x/x", {.width = 90000}, "1 4"},
        {"two forced make an empty line", "x//x", {.width = 90000}, "1 2 5"},
        {"word too long", "xxxxxxxx", {.width = 30000, .justify = true}, "9!"},
        {"word too long in the middle",
         "xx xxxxxxxx xx",
         {.width = 30000, .justify = true},
         "2 11! 15"},
        {"hyphen", "xxxx-xxxx", {.width = 50000, .justify = true}, "4 10"},
        {"no width at all", "xx xx", {.width = 0, .justify = true}, "2! 6!"},
        {"negative width", "x x", {.width = -5000}, "1! 4!"},
        {"indent", "xx xx", {.width = 50000, .first = 10000}, "2 6"},
        {"no word alone at the end", "x x x x x x x", {.width = 108000, .justify = true}, "9 14"},
        {"even ragged edge", "xxx xx xx xxxx x", {.width = 60000}, "3 9 17"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        paragraph p;
        build(&p, cases[i].text);
        gr_arena *arena = gr_arena_new(4096);
        gr_line_end *lines = NULL;
        size_t n = gr_break_lines(p.items, p.n, &cases[i].rules, arena, &lines);
        gr_buf got = gr_buf_make(arena, 4096);
        for (size_t l = 0; l < n; l++) {
            gr_buf_addf(&got, "%s%zu%s", l > 0 ? " " : "", lines[l].item,
                        lines[l].overfull ? "!" : "");
        }
        check_text(cases[i].name, gr_buf_view(&got), cases[i].want);
        gr_arena_free(arena);
    }
}

/* Lines in a row that end with a hyphen, above `most`, in 200 random texts. */
static size_t hyphens_above(unsigned most, uint8_t allowed, bool dashes)
{
    uint32_t seed = 11;
    size_t above = 0;
    for (int round = 0; round < 200; round++) {
        char text[241];
        random_text(text, 240, &seed);
        for (size_t i = 0; text[i] != '\0'; i++) {
            text[i] = text[i] == '/' ? '-' : text[i];
        }
        paragraph p;
        build(&p, text);
        for (size_t i = 0; dashes && i < p.n; i++) {
            p.items[i].dash = p.items[i].hyphen;
            p.items[i].hyphen = false;
        }
        gr_break_rules rules = {.width = 250000, .justify = true, .hyphens_in_a_row = allowed};
        gr_arena *arena = gr_arena_new(4096);
        gr_line_end *lines = NULL;
        size_t n = gr_break_lines(p.items, p.n, &rules, arena, &lines);
        unsigned row = 0;
        for (size_t i = 0; i + 1 < n; i++) {
            row = text[lines[i].item] == '-' ? row + 1 : 0;
            above += row > most ? 1 : 0;
        }
        gr_arena_free(arena);
    }
    return above;
}

static void hyphens_in_a_row_above_those_allowed_are_rare(void **state)
{
    (void)state;
    for (int dashes = 0; dashes < 2; dashes++) {
        size_t any = hyphens_above(2, 0, dashes == 1);
        size_t few = hyphens_above(2, 2, dashes == 1);
        if (any < 10 || few * 2 > any) {
            print_error("%zu of %zu are left\n", few, any);
            fail();
        }
    }
}

typedef struct cost_case {
    const char *name;
    gr_line_offer line;
    int64_t badness, demerits;
} cost_case;

static void a_line_costs_what_is_seen(void **state)
{
    (void)state;
    static const cost_case cases[] = {
        {"natural", {.width = 100, .space = 100, .stretch = 20, .justify = true}, 0, 1},
        {"stretched", {.width = 80, .space = 100, .stretch = 20, .justify = true}, 100, 10201},
        {"shrunk", {.width = 120, .space = 100, .shrink = 20, .justify = true}, 13, 196},
        {"gaping", {.width = 60, .space = 100, .stretch = 20, .justify = true}, 195, 38416},
        {"ragged gap", {.width = 64000, .space = 100000}, 800, 641601},
        {"hyphen", {.width = 100, .space = 100, .penalty = 50, .hyphen = true}, 0, 2601},
        {"hyphen of a loose line",
         {.width = 80, .space = 100, .stretch = 20, .penalty = 50, .justify = true},
         100,
         22801},
        {"two hyphens",
         {.width = 100, .space = 100, .penalty = 50, .hyphen = true, .after_hyphen = true},
         0,
         42601},
        {"last line",
         {.width = 20, .space = 100, .penalty = GR_BREAK_FORCED, .free = true, .justify = true},
         0,
         1},
        {"last line of one word",
         {.width = 20, .space = 100, .penalty = GR_BREAK_FORCED, .free = true, .lone = true},
         0,
         10201},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_line_cost cost = gr_line_cost_of(&cases[i].line);
        if (!cost.fits || cost.badness != cases[i].badness || cost.demerits != cases[i].demerits) {
            print_error("%s: %lld, %lld\n", cases[i].name, (long long)cost.badness,
                        (long long)cost.demerits);
            fail();
        }
    }
}

static void a_long_paragraph_is_quick(void **state)
{
    (void)state;
    enum { WORDS = 5000 };
    gr_arena *arena = gr_arena_new(1 << 20);
    gr_break_item *items = GR_NEW_N(arena, gr_break_item, WORDS * 6 + 1);
    uint32_t seed = 3;
    size_t n = 0;
    for (size_t w = 0; w < WORDS; w++) {
        for (int part = 0; part < 3; part++) {
            items[n++] = (gr_break_item){.kind = GR_BREAK_BOX,
                                         .width = (gr_mpt)(5000 + next_random(&seed) % 20000)};
            items[n++] = (gr_break_item){
                .kind = GR_BREAK_PENALTY, .width = 3000, .penalty = 50, .hyphen = true};
        }
        items[n - 1] =
            (gr_break_item){.kind = GR_BREAK_GLUE, .width = 2500, .stretch = 1250, .shrink = 800};
    }
    items[n++] = (gr_break_item){.kind = GR_BREAK_PENALTY, .penalty = GR_BREAK_FORCED};
    gr_break_rules rules = {.width = 450000, .justify = true, .hyphens_in_a_row = 2};
    clock_t start = clock();
    gr_line_end *lines = NULL;
    size_t count = gr_break_lines(items, n, &rules, arena, &lines);
    assert_true((clock() - start) < 2 * CLOCKS_PER_SEC);
    assert_true(count > 400 && count < 700);
    assert_int_equal(lines[count - 1].item, n);
    for (size_t i = 0; i < count; i++) {
        assert_false(lines[i].overfull);
        assert_true(i == 0 || lines[i].item > lines[i - 1].item);
    }
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breaks_where_expected),
        cmocka_unit_test(is_as_cheap_as_the_cheapest_of_all_ways),
        cmocka_unit_test(hyphens_in_a_row_above_those_allowed_are_rare),
        cmocka_unit_test(a_line_costs_what_is_seen),
        cmocka_unit_test(a_long_paragraph_is_quick),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
