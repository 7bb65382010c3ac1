/* Line breaking over the whole paragraph (D. E. Knuth and M. F. Plass, Breaking paragraphs into
 * lines, Software: Practice and Experience 11, 1981).
 *
 * Vocabulary. A box is what is printed, glue the space between, a penalty a place where a line may
 * end at a price. A line may end at glue that follows a box, and at a penalty below GR_BREAK_NEVER.
 * Behind a break, glue and penalties up to the next box vanish; a forced break does not.
 *
 * Model. Badness says how far a line's glue is from its natural width: 100 times the cube of the
 * ratio. Demerits are (1 + badness + price of the break) squared, and more for hyphens in a row and
 * for a tight line next to a loose one. The cheapest chain of breaks from start to end wins: a
 * shortest path. A node is a break together with what the next line must know of the line before:
 * its fitness and how many hyphens end in a row there.
 *
 * Narrow columns. Beyond its stretch a gap widens in sight, not by the ratio: there the ratio grows
 * four times as slowly, or one gaping line would be worth any number of hyphens. Gaps that shrink
 * are seen less than gaps that stretch. A price counts together with badness, so a hyphen must mend
 * a line and may not sit at the end of a bad one. A third hyphen in a row is dear but not
 * forbidden: the other way out may be a line of three words. docs/typesetting.md has the figures.
 *
 * Invariants. Nodes are active while a line from them can still be filled; a node whose line is too
 * wide is closed for good. Ratios are in thousandths and everything is a 64-bit integer: the same
 * on every machine.
 *
 * Two passes. The first accepts decent lines only, as most ways are then given up at once. When it
 * finds no way, the second accepts any line, and where nothing fits lets one line stick out.
 *
 * Refused: first fit (holes before long words), and hyphenating only in a second pass: a penalty
 * says the same, and says it at each break. */
#include "text_priv.h"

enum {
    LINE_PENALTY = 1,
    LONE_WORD = 100,          /* price of a last line of one word */
    HYPHENS_IN_A_ROW = 40000, /* two */
    LAST_HYPHEN = 5000,       /* on the last line but one of ragged text */
    UNLIKE_NEIGHBOURS = 1000,
    FITNESSES = 4,
    RAGGED_PART = 10,     /* of the width: what a ragged line may lack before it costs */
    RAGGED_LEAST = 18000, /* but not less than 18 pt */
    FULL_RATIO = 1000,
    SHRINK_SEEN = 2,     /* a ratio of shrinking counts for a half */
    LOOSE_SEEN = 4,      /* and what is beyond the stretch for a quarter */
    WORST_RATIO = 21544, /* badness 10^6: the squares of 10^6 lines still add up in 64 bits */
};
static const size_t none = (size_t)-1;

typedef struct sums { /* of all items before an index */
    int64_t width, stretch, shrink;
} sums;

typedef struct node { /* a break, reached in the cheapest way */
    size_t at;        /* item; none: the start of the paragraph */
    size_t begin;     /* first item of the line that follows */
    size_t before;    /* node */
    int64_t demerits;
    gr_line_end line; /* the line that ends here */
    uint8_t fitness, hyphens;
} node;

typedef struct search {
    const gr_break_item *items;
    size_t n;
    const gr_break_rules *rules;
    gr_arena *arena;
    sums *sums; /* n + 1 */
    node *nodes;
    size_t n_nodes, cap_nodes;
    size_t *active; /* nodes, in order of their items */
    size_t n_active, cap_active;
    node *offers; /* FITNESSES times (most_hyphens + 1): the best ways to the break at hand */
    size_t n_offers;
    uint8_t most_hyphens; /* counted no further */
    bool last_pass;
} search;

/* 1000 times the part of `give` that is used up by `lack`; WORST_RATIO when there is too little. */
static int64_t ratio(int64_t lack, int64_t give)
{
    if (lack == 0) {
        return 0;
    }
    if (give <= 0 || lack >= give * WORST_RATIO / FULL_RATIO) {
        return WORST_RATIO;
    }
    return lack * FULL_RATIO / give;
}

static uint8_t fitness_of(int64_t part, bool shrinks)
{
    if (shrinks) {
        return part > 500 ? 0 : 1;
    }
    return part > 1000 ? 3 : part > 500 ? 2 : 1;
}

static int64_t ragged_stretch(gr_mpt space)
{
    return space / RAGGED_PART > RAGGED_LEAST ? space / RAGGED_PART : RAGGED_LEAST;
}

static int64_t square(int64_t v)
{
    return v * v;
}

/* The ratio as a reader sees it. */
static int64_t seen(int64_t part, bool shrinks)
{
    if (shrinks) {
        return part / SHRINK_SEEN;
    }
    return part > FULL_RATIO ? FULL_RATIO + (part - FULL_RATIO) / LOOSE_SEEN : part;
}

static int64_t price_of(const gr_line_offer *offer)
{
    if (offer->penalty == GR_BREAK_FORCED) {
        return offer->lone ? LONE_WORD : 0;
    }
    return offer->penalty;
}

static int64_t demerits_of(const gr_line_offer *offer, int64_t badness)
{
    int64_t price = price_of(offer);
    int64_t sum = LINE_PENALTY + badness;
    int64_t demerits = price < 0 ? square(sum) - square(price) : square(sum + price);
    if (offer->after_hyphen && offer->hyphen) {
        demerits += HYPHENS_IN_A_ROW;
    } else if (offer->after_hyphen && offer->last && !offer->justify) {
        demerits += LAST_HYPHEN;
    }
    return demerits;
}

gr_line_cost gr_line_cost_of(const gr_line_offer *offer)
{
    gr_line_cost cost = {.fits = true, .fitness = 1};
    int64_t lack = (int64_t)offer->space - offer->width;
    int64_t part = 0;
    if (lack < 0) {
        int64_t shrink = offer->justify ? offer->shrink : 0;
        cost.fits = -lack <= shrink;
        part = ratio(-lack, shrink);
    } else if (!offer->free) {
        part = ratio(lack, offer->justify ? offer->stretch : ragged_stretch(offer->space));
    }
    if (offer->justify) { /* a ragged edge has no tight lines next to loose ones */
        cost.fitness = fitness_of(part, lack < 0);
        part = seen(part, lack < 0);
    }
    cost.badness = (100 * part * part * part + 500000000) / 1000000000;
    cost.demerits = demerits_of(offer, cost.badness);
    return cost;
}

int64_t gr_line_clash(uint8_t fitness, uint8_t before)
{
    int apart = (int)fitness - (int)before;
    return apart > 1 || apart < -1 ? UNLIKE_NEIGHBOURS : 0;
}

static bool may_end_at(const gr_break_item *items, size_t i)
{
    if (items[i].kind == GR_BREAK_PENALTY) {
        return items[i].penalty < GR_BREAK_NEVER;
    }
    return items[i].kind == GR_BREAK_GLUE && i > 0 && items[i - 1].kind == GR_BREAK_BOX;
}

static bool is_forced(const gr_break_item *item)
{
    return item->kind == GR_BREAK_PENALTY && item->penalty <= GR_BREAK_FORCED;
}

static size_t line_begin(const search *s, size_t from)
{
    while (from < s->n && s->items[from].kind != GR_BREAK_BOX && !is_forced(&s->items[from])) {
        from++;
    }
    return from;
}

static sums *add_up(const gr_break_item *items, size_t n, gr_arena *arena)
{
    sums *to = GR_NEW_N(arena, sums, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool glue = items[i].kind == GR_BREAK_GLUE;
        bool wide = items[i].kind != GR_BREAK_PENALTY;
        to[i + 1].width = to[i].width + (wide ? items[i].width : 0);
        to[i + 1].stretch = to[i].stretch + (glue ? items[i].stretch : 0);
        to[i + 1].shrink = to[i].shrink + (glue ? items[i].shrink : 0);
    }
    return to;
}

static gr_mpt clamp(int64_t v)
{
    return (gr_mpt)(v > INT32_MAX ? INT32_MAX : v < INT32_MIN ? INT32_MIN : v);
}

static gr_mpt space_of(const search *s, const node *from)
{
    return clamp((int64_t)s->rules->width - (from->at == none ? s->rules->first : 0));
}

/* The line from a node to the break at item `at`. */
static gr_line_offer line_between(const search *s, const node *from, size_t at)
{
    const gr_break_item *end = &s->items[at];
    size_t begin = from->begin < at ? from->begin : at;
    bool penalty = end->kind == GR_BREAK_PENALTY;
    return (gr_line_offer){
        .width = clamp(s->sums[at].width - s->sums[begin].width + (penalty ? end->width : 0)),
        .stretch = clamp(s->sums[at].stretch - s->sums[begin].stretch),
        .shrink = clamp(s->sums[at].shrink - s->sums[begin].shrink),
        .space = space_of(s, from),
        .penalty = penalty ? end->penalty : 0,
        .hyphen = penalty && (end->hyphen || end->dash),
        .after_hyphen = from->hyphens > 0,
        .free = is_forced(end),
        .last = at + 1 == s->n,
        .lone = is_forced(end) && from->at != none && s->sums[at].shrink == s->sums[begin].shrink,
        .justify = s->rules->justify,
    };
}

/* True when no later break can make this line fit: it is too wide even without the hyphen at its
 * end. */
static bool beyond(const search *s, const gr_line_offer *line, size_t at)
{
    const gr_break_item *end = &s->items[at];
    int64_t hyphen = end->kind == GR_BREAK_PENALTY ? end->width : 0;
    return line->width - hyphen - (line->justify ? line->shrink : 0) > line->space;
}

/* Keeps the offer if it is the cheapest way here with this fitness and number of hyphens. */
static void offer_line(search *s, size_t from, size_t at, const gr_line_offer *line, bool overfull)
{
    const node *start = &s->nodes[from];
    gr_line_cost cost = gr_line_cost_of(line);
    unsigned hyphens = line->hyphen ? start->hyphens + 1u : 0;
    bool too_many = s->rules->hyphens_in_a_row > 0 && hyphens > s->rules->hyphens_in_a_row;
    if (!s->last_pass && cost.badness > GR_BREAK_TOLERANCE) {
        return;
    }
    int64_t demerits = start->demerits + cost.demerits + (too_many ? GR_TOO_MANY_HYPHENS : 0) +
                       gr_line_clash(cost.fitness, start->fitness);
    uint8_t counted = (uint8_t)(hyphens < s->most_hyphens ? hyphens : s->most_hyphens);
    node *offer = &s->offers[(size_t)cost.fitness * (s->most_hyphens + 1u) + counted];
    if (offer->at == at && offer->demerits <= demerits) {
        return;
    }
    *offer = (node){
        .at = at,
        .before = from,
        .demerits = demerits,
        .line = {.item = at + 1 == s->n ? s->n : at,
                 .width = line->width,
                 .stretch = line->stretch,
                 .shrink = line->shrink,
                 .overfull = overfull},
        .fitness = cost.fitness,
        .hyphens = counted,
    };
}

static void activate(search *s, size_t which)
{
    *GR_PUSH(s->arena, s->active, s->n_active, s->cap_active, size_t) = which;
}

static void take_offers(search *s, size_t at)
{
    size_t begin = line_begin(s, at + 1);
    for (size_t i = 0; i < s->n_offers; i++) {
        if (s->offers[i].at == at) {
            node *made = GR_PUSH(s->arena, s->nodes, s->n_nodes, s->cap_nodes, node);
            *made = s->offers[i];
            made->begin = begin;
            activate(s, s->n_nodes - 1);
        }
    }
}

/* Tries every line that can end at item `at`. Returns the last node it closed, or none. */
static size_t try_lines_to(search *s, size_t at)
{
    size_t closed = none;
    size_t kept = 0;
    for (size_t i = 0; i < s->n_active; i++) {
        size_t from = s->active[i];
        gr_line_offer line = line_between(s, &s->nodes[from], at);
        if (gr_line_cost_of(&line).fits) {
            offer_line(s, from, at, &line, false);
        }
        bool spent = beyond(s, &line, at) || is_forced(&s->items[at]);
        if (spent) {
            /* of equals the cheapest: where all stick out, the shortest line sticks out least */
            bool better = closed == none || s->nodes[from].at != s->nodes[closed].at ||
                          s->nodes[from].demerits < s->nodes[closed].demerits;
            closed = better ? from : closed;
        } else {
            s->active[kept++] = from;
        }
    }
    s->n_active = kept;
    return closed;
}

static bool any_offer(const search *s, size_t at)
{
    for (size_t i = 0; i < s->n_offers; i++) {
        if (s->offers[i].at == at) {
            return true;
        }
    }
    return false;
}

/* One pass; false when every way ended before the paragraph did (only in the first pass). */
static bool run_pass(search *s)
{
    s->n_nodes = 0;
    s->n_active = 0;
    for (size_t i = 0; i < s->n_offers; i++) {
        s->offers[i].at = none;
    }
    node *start = GR_PUSH(s->arena, s->nodes, s->n_nodes, s->cap_nodes, node);
    *start = (node){.at = none, .before = none, .fitness = 1, .begin = line_begin(s, 0)};
    activate(s, 0);
    for (size_t at = 0; at < s->n; at++) {
        if (!may_end_at(s->items, at)) {
            continue;
        }
        size_t closed = try_lines_to(s, at);
        if (s->n_active == 0 && !any_offer(s, at)) {
            if (!s->last_pass || closed == none) {
                return false;
            }
            gr_line_offer line = line_between(s, &s->nodes[closed], at);
            offer_line(s, closed, at, &line, true);
        }
        take_offers(s, at);
    }
    return true;
}

static size_t cheapest_end(const search *s)
{
    size_t best = s->active[0];
    for (size_t i = 1; i < s->n_active; i++) {
        if (s->nodes[s->active[i]].demerits < s->nodes[best].demerits) {
            best = s->active[i];
        }
    }
    return best;
}

static size_t copy_lines(const search *s, gr_line_end **out_lines)
{
    size_t n = 0;
    size_t end = cheapest_end(s);
    for (size_t at = end; s->nodes[at].before != none; at = s->nodes[at].before) {
        n++;
    }
    gr_line_end *lines = GR_NEW_N(s->arena, gr_line_end, n);
    size_t left = n;
    for (size_t at = end; s->nodes[at].before != none; at = s->nodes[at].before) {
        lines[--left] = s->nodes[at].line;
    }
    *out_lines = lines;
    return n;
}

/* The contract asks for a forced end; a caller who forgot it gets one. */
static const gr_break_item *with_end(const gr_break_item *items, size_t *n, gr_arena *arena)
{
    if (*n > 0 && is_forced(&items[*n - 1])) {
        return items;
    }
    gr_break_item *copy = GR_NEW_N(arena, gr_break_item, *n + 1);
    if (*n > 0) {
        memcpy(copy, items, *n * sizeof(*items));
    }
    copy[*n] = (gr_break_item){.kind = GR_BREAK_PENALTY, .penalty = GR_BREAK_FORCED};
    (*n)++;
    return copy;
}

size_t gr_break_lines(const gr_break_item *items, size_t n, const gr_break_rules *rules,
                      gr_arena *arena, gr_line_end **out_lines)
{
    *out_lines = NULL;
    if (n == 0) {
        return 0;
    }
    search s = {.n = n, .rules = rules, .arena = arena};
    s.items = with_end(items, &s.n, arena);
    s.most_hyphens = (uint8_t)(rules->hyphens_in_a_row < 3 ? rules->hyphens_in_a_row + 1 : 4);
    s.sums = add_up(s.items, s.n, arena);
    s.n_offers = (size_t)FITNESSES * (s.most_hyphens + 1u);
    s.offers = GR_NEW_N(arena, node, s.n_offers);
    if (!run_pass(&s)) {
        s.last_pass = true;
        (void)run_pass(&s);
    }
    return copy_lines(&s, out_lines);
}
