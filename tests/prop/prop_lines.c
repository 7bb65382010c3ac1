/* Line breaking against a plain search with the same costs: every way to every break is kept, every
 * line from every open way is tried, nothing is dropped for being hopeless. The lines must be the
 * same, not only as cheap. Random paragraphs of words with hyphenation points, dashes, ends within
 * the text, indents, wide and narrow columns, now and then glue that no font should ask for. */
#include "seeded.h"
#include "text/line_break.h"
#include "text_priv.h"

enum { MOST_ITEMS = 1500, MOST_NODES = 40000, MOST_OPEN = 20000 };
static const size_t none = (size_t)-1;

typedef struct node { /* a break as it was reached by one way */
    size_t at, begin, before;
    int64_t demerits;
    unsigned fitness, hyphens;
    bool overfull;
} node;

typedef struct plain {
    gr_break_item items[MOST_ITEMS];
    size_t n;
    gr_break_rules rules;
    node nodes[MOST_NODES];
    size_t n_nodes;
    size_t open[MOST_OPEN];
    size_t n_open;
    node found[32]; /* to the break at hand, by fitness and hyphens; at: none */
    unsigned most;  /* hyphens that are told apart */
    bool any_line;  /* second pass */
} plain;

static bool forced(const gr_break_item *item)
{
    return item->kind == GR_BREAK_PENALTY && item->penalty <= GR_BREAK_FORCED;
}

static bool may_end(const plain *p, size_t i)
{
    if (p->items[i].kind == GR_BREAK_PENALTY) {
        return p->items[i].penalty < GR_BREAK_NEVER;
    }
    return p->items[i].kind == GR_BREAK_GLUE && i > 0 && p->items[i - 1].kind == GR_BREAK_BOX;
}

/* Adds up what stands between, item by item. */
static gr_line_offer line_of(const plain *p, const node *from, size_t at)
{
    const gr_break_item *end = &p->items[at];
    gr_line_offer line = {.space = p->rules.width - (from->at == none ? p->rules.first : 0),
                          .after_hyphen = from->hyphens > 0,
                          .free = forced(end),
                          .last = at + 1 == p->n,
                          .justify = p->rules.justify};
    for (size_t i = from->begin; i < at; i++) {
        bool glue = p->items[i].kind == GR_BREAK_GLUE;
        line.width += p->items[i].kind == GR_BREAK_PENALTY ? 0 : p->items[i].width;
        line.stretch += glue ? p->items[i].stretch : 0;
        line.shrink += glue ? p->items[i].shrink : 0;
    }
    line.lone = line.free && from->at != none && line.shrink == 0;
    if (end->kind == GR_BREAK_PENALTY) {
        line.width += end->width;
        line.penalty = end->penalty;
        line.hyphen = end->hyphen || end->dash;
    }
    return line;
}

static void find(plain *p, size_t from, size_t at, const gr_line_offer *line, bool overfull)
{
    const node *before = &p->nodes[from];
    gr_line_cost cost = gr_line_cost_of(line);
    unsigned hyphens = line->hyphen ? before->hyphens + 1 : 0;
    bool many = p->rules.hyphens_in_a_row > 0 && hyphens > p->rules.hyphens_in_a_row;
    int64_t demerits = before->demerits + cost.demerits + (many ? GR_TOO_MANY_HYPHENS : 0) +
                       gr_line_clash(cost.fitness, (uint8_t)before->fitness);
    hyphens = hyphens < p->most ? hyphens : p->most;
    node *found = &p->found[cost.fitness * 8 + hyphens];
    if ((p->any_line || cost.badness <= GR_BREAK_TOLERANCE) &&
        (found->at == none || demerits < found->demerits)) {
        *found = (node){.at = at,
                        .before = from,
                        .demerits = demerits,
                        .fitness = cost.fitness,
                        .hyphens = hyphens,
                        .overfull = overfull};
    }
}

static void keep(plain *p, node made)
{
    made.begin = made.at == none ? 0 : made.at + 1;
    while (made.begin < p->n && p->items[made.begin].kind != GR_BREAK_BOX &&
           !forced(&p->items[made.begin])) {
        made.begin++;
    }
    assert_true(p->n_nodes < MOST_NODES && p->n_open < MOST_OPEN);
    p->open[p->n_open++] = p->n_nodes;
    p->nodes[p->n_nodes++] = made;
}

/* Tries all lines that end at `at`; the way whose line was the last to become too wide, or none. */
static size_t try_all(plain *p, size_t at)
{
    size_t closed = none, kept = 0;
    for (size_t i = 0; i < p->n_open; i++) {
        size_t from = p->open[i];
        gr_line_offer line = line_of(p, &p->nodes[from], at);
        int64_t hyphen = p->items[at].kind == GR_BREAK_PENALTY ? p->items[at].width : 0;
        if (gr_line_cost_of(&line).fits) {
            find(p, from, at, &line, false);
        }
        if (!line.free && line.width - hyphen - (line.justify ? line.shrink : 0) <= line.space) {
            p->open[kept++] = from;
        } else if (closed == none || p->nodes[from].at != p->nodes[closed].at ||
                   p->nodes[from].demerits < p->nodes[closed].demerits) {
            closed = from;
        }
    }
    p->n_open = kept;
    return closed;
}

static bool any_found(const plain *p)
{
    bool any = false;
    for (size_t i = 0; i < 32; i++) {
        any = any || p->found[i].at != none;
    }
    return any;
}

static bool search(plain *p)
{
    p->n_nodes = p->n_open = 0;
    keep(p, (node){.at = none, .before = none, .fitness = 1});
    for (size_t at = 0; at < p->n; at++) {
        if (!may_end(p, at)) {
            continue;
        }
        for (size_t i = 0; i < 32; i++) {
            p->found[i].at = none;
        }
        size_t closed = try_all(p, at);
        if (p->n_open == 0 && !any_found(p)) {
            if (!p->any_line || closed == none) {
                return false;
            }
            gr_line_offer line = line_of(p, &p->nodes[closed], at);
            find(p, closed, at, &line, true);
        }
        for (size_t i = 0; i < 32; i++) {
            if (p->found[i].at != none) {
                keep(p, p->found[i]);
            }
        }
    }
    return true;
}

static size_t cheapest(const plain *p)
{
    size_t best = p->open[0];
    for (size_t i = 1; i < p->n_open; i++) {
        best = p->nodes[p->open[i]].demerits < p->nodes[best].demerits ? p->open[i] : best;
    }
    return best;
}

/* ---- paragraphs ---- */

static gr_mpt random_width(uint64_t *state, gr_mpt below)
{
    return (gr_mpt)(next_random(state) % (uint64_t)below);
}

static gr_break_item random_item(uint64_t *state, gr_break_kind before, bool odd)
{
    uint64_t r = next_random(state) % 40;
    if (before != GR_BREAK_BOX) {
        return (gr_break_item){.kind = GR_BREAK_BOX, .width = random_width(state, 40000)};
    }
    if (r < 22) { /* a space; odd ones are narrower than nothing, or shrink to it */
        return (gr_break_item){.kind = GR_BREAK_GLUE,
                               .width = odd && r < 4 ? -random_width(state, 30000) : 2600,
                               .stretch = r == 4          ? 0
                                          : odd && r == 5 ? 40000
                                                          : 1300,
                               .shrink = odd && r < 6 ? random_width(state, 30000) : 866};
    }
    if (r == 22 && next_random(state) % 8 == 0) {
        return (gr_break_item){.kind = GR_BREAK_PENALTY, .penalty = GR_BREAK_FORCED};
    }
    static const int32_t prices[] = {0, 30, 50, 168, 263, 2000, -200, GR_BREAK_NEVER};
    return (gr_break_item){.kind = GR_BREAK_PENALTY,
                           .penalty = prices[next_random(state) % (odd ? 8 : 6)],
                           .width = r % 3 == 0 ? 0 : 3300,
                           .hyphen = r % 3 != 0,
                           .dash = r % 6 == 0};
}

static void make_paragraph(plain *p, uint64_t *state)
{
    static const gr_mpt widths[] = {453000, 213000, 140000, 60000, 20000, 0};
    bool odd = next_random(state) % 4 == 0;
    p->n = 1 + next_random(state) % (next_random(state) % 3 == 0 ? MOST_ITEMS - 3 : 200);
    for (size_t i = 0; i < p->n; i++) {
        p->items[i] = random_item(state, i == 0 ? GR_BREAK_GLUE : p->items[i - 1].kind, odd);
    }
    p->items[p->n++] = (gr_break_item){.kind = GR_BREAK_PENALTY, .penalty = GR_BREAK_NEVER};
    p->items[p->n++] = (gr_break_item){.kind = GR_BREAK_GLUE, .stretch = 100000000};
    p->items[p->n++] = (gr_break_item){.kind = GR_BREAK_PENALTY, .penalty = GR_BREAK_FORCED};
    p->rules = (gr_break_rules){.width = widths[next_random(state) % 6],
                                .first = (gr_mpt)(next_random(state) % 9) * 12000 - 60000,
                                .justify = next_random(state) % 3 != 0,
                                .hyphens_in_a_row = (uint8_t)(next_random(state) % 6)};
    p->most = p->rules.hyphens_in_a_row < 3 ? p->rules.hyphens_in_a_row + 1U : 4;
}

static void compare(const plain *p, const gr_line_end *lines, size_t n, uint64_t round)
{
    size_t left = n;
    for (size_t i = cheapest(p); p->nodes[i].before != none; i = p->nodes[i].before) {
        const node *end = &p->nodes[i];
        gr_line_offer line = line_of(p, &p->nodes[end->before], end->at);
        if (left == 0 || lines[left - 1].item != (end->at + 1 == p->n ? p->n : end->at) ||
            lines[left - 1].width != line.width || lines[left - 1].stretch != line.stretch ||
            lines[left - 1].shrink != line.shrink || lines[left - 1].overfull != end->overfull) {
            fail_msg("paragraph %" PRIu64 ": line %zu of %zu differs", round, left, n);
        }
        left--;
    }
    assert_int_equal(left, 0);
}

static void lines_are_those_of_a_plain_search(void **state)
{
    (void)state;
    uint64_t seed = seed_of_run();
    uint64_t rounds = is_long_tier() ? 40000 : 4000;
    plain *p = test_malloc(sizeof(*p));
    for (uint64_t round = 0; round < rounds; round++) {
        gr_arena *arena = gr_arena_new(1 << 16);
        gr_line_end *lines = NULL;
        make_paragraph(p, &seed);
        p->any_line = false;
        if (!search(p)) {
            p->any_line = true;
            assert_true(search(p));
        }
        size_t n = gr_break_lines(p->items, p->n, &p->rules, arena, &lines);
        compare(p, lines, n, round);
        gr_arena_free(arena);
    }
    test_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_those_of_a_plain_search),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
