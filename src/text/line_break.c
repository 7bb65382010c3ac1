/* Line breaking over the whole paragraph (D. E. Knuth and M. F. Plass, Breaking paragraphs into
 * lines, Software: Practice and Experience 11, 1981).
 *
 * Vocabulary. A box is what is printed, glue the space between, a penalty a place where a line may
 * end at a price. A line may end at glue that follows a box, and at a penalty below GR_BREAK_NEVER.
 * Behind a break, glue and penalties up to the next box vanish; a forced break does not.
 *
 * Model. A chain of lines from the start to a break costs the demerits of its lines (line_cost.c);
 * the cheapest chain to the end wins: a shortest path. A place is a break, or the start. What the
 * next line must know of the line before is that line's fitness and how many hyphens end in a row:
 * a way is the cheapest chain to a place with one such end, and a place has up to twenty.
 *
 * Invariants. A place is open while a line from it can still be filled; one whose line is too wide
 * is spent for good. A line from a place to a break is measured and judged once, whatever ways lead
 * to the place. Places stand in the order of their items, and items have widths: later places begin
 * shorter lines, so behind one that is too loose all are. Only the first line has room of its own,
 * and tells nothing of the others.
 *
 * What cannot win. All that a later line takes from the line before is what unlike neighbours cost,
 * and the price of hyphens in a row, which grows with their number. So a way that is dearer than
 * another to the same place, with no more hyphens, by more than GR_UNLIKE_NEIGHBOURS stays dearer:
 * it is dropped. Each of these gives the lines that a search without it gives, and the property
 * test `lines` holds them against such a search.
 *
 * Two passes. The first accepts decent lines only, as most ways are then given up at once. When it
 * finds no way, the second accepts any line, and where nothing fits lets one line stick out.
 *
 * Refused: first fit (holes before long words), and hyphenating only in a second pass: a penalty
 * says the same, and says it at each break. A first pass with a tighter tolerance: at 100 it gains
 * nothing, at 200 a twentieth, and lines change. */
#include "text_priv.h"

enum { FITNESSES = 4, MOST_HYPHENS = 4, MOST_ENDS = FITNESSES * (MOST_HYPHENS + 1) };
static const size_t none = (size_t)-1;

typedef struct sums { /* of all items before an index */
    int64_t width, stretch, shrink;
} sums;

typedef struct way { /* the cheapest chain of lines to a place with this end */
    int64_t demerits;
    size_t place, before; /* before: the way to the line's begin; none */
    uint8_t fitness, hyphens;
    bool overfull;
} way;

typedef struct place {
    size_t at;          /* item; none: the start of the paragraph */
    size_t begin;       /* first item of the line that follows */
    sums before;        /* of what stands before it */
    size_t first, n;    /* its ways */
    bool hyphen, spent; /* the line before ends in a hyphen; no line from here can be filled */
} place;

typedef struct offer { /* the best way to the break at hand with one end */
    int64_t demerits;
    size_t before; /* way */
} offer;

typedef struct search {
    const gr_break_item *items;
    size_t n;
    const gr_break_rules *rules;
    gr_arena *arena;
    sums *sums; /* n + 1 */
    place *places;
    size_t n_places, cap_places;
    size_t front; /* all places before it are spent */
    way *ways;
    size_t n_ways, cap_ways;
    offer offers[MOST_ENDS]; /* by fitness, then by hyphens; only those that were made */
    uint32_t made;           /* bit i: offer i */
    unsigned hyphens;        /* counted no further */
    bool in_order;           /* a line with more on it is never narrower, however it shrinks */
    bool last_pass;
} search;

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

/* A font may kern a space so far that it shrinks by more than its width. */
static bool is_in_order(const gr_break_item *item)
{
    bool glue = item->kind == GR_BREAK_GLUE;
    return item->width >= 0 &&
           (!glue || (item->stretch >= 0 && item->shrink >= 0 && item->shrink <= item->width));
}

static void add_up(search *s)
{
    s->sums = GR_NEW_N(s->arena, sums, s->n + 1);
    s->in_order = true;
    for (size_t i = 0; i < s->n; i++) {
        const gr_break_item *item = &s->items[i];
        sums to = s->sums[i];
        to.width += item->kind == GR_BREAK_PENALTY ? 0 : item->width;
        to.stretch += item->kind == GR_BREAK_GLUE ? item->stretch : 0;
        to.shrink += item->kind == GR_BREAK_GLUE ? item->shrink : 0;
        s->sums[i + 1] = to;
        s->in_order = s->in_order && is_in_order(item);
    }
}

static gr_mpt clamp(int64_t v)
{
    return (gr_mpt)(v > INT32_MAX ? INT32_MAX : v < INT32_MIN ? INT32_MIN : v);
}

static gr_mpt space_of(const search *s, const place *from)
{
    return clamp((int64_t)s->rules->width - (from->at == none ? s->rules->first : 0));
}

/* The line from a place to the break at item `at`. */
static gr_line_offer line_between(const search *s, const place *from, size_t at)
{
    const gr_break_item *end = &s->items[at];
    const sums *until = &s->sums[at];
    const sums *since = from->begin < at ? &from->before : until;
    bool penalty = end->kind == GR_BREAK_PENALTY;
    return (gr_line_offer){
        .width = clamp(until->width - since->width + (penalty ? end->width : 0)),
        .stretch = clamp(until->stretch - since->stretch),
        .shrink = clamp(until->shrink - since->shrink),
        .space = space_of(s, from),
        .penalty = penalty ? end->penalty : 0,
        .hyphen = penalty && (end->hyphen || end->dash),
        .after_hyphen = from->hyphen,
        .free = is_forced(end),
        .last = at + 1 == s->n,
        .lone = is_forced(end) && from->at != none && until->shrink == since->shrink,
        .justify = s->rules->justify,
    };
}

static int64_t shrink_of(const gr_line_offer *line)
{
    return line->justify ? line->shrink : 0;
}

static bool fits(const gr_line_offer *line)
{
    return line->width <= line->space || line->width - shrink_of(line) <= line->space;
}

/* True when no later break can make this line fit: it is too wide even without the hyphen at its
 * end. */
static bool beyond(const search *s, const gr_line_offer *line, size_t at)
{
    const gr_break_item *end = &s->items[at];
    int64_t hyphen = end->kind == GR_BREAK_PENALTY ? end->width : 0;
    return line->width - hyphen - shrink_of(line) > line->space;
}

static bool is_made(const search *s, size_t end)
{
    return (s->made >> end & 1) != 0;
}

/* Keeps what leads to its end by this line where it is the cheapest way of its kind so far. */
static void offer_line(search *s, const place *from, const gr_line_offer *line, gr_line_cost cost)
{
    for (size_t i = from->first; i < from->first + from->n; i++) {
        const way *before = &s->ways[i];
        unsigned hyphens = line->hyphen ? before->hyphens + 1u : 0;
        bool too_many = s->rules->hyphens_in_a_row > 0 && hyphens > s->rules->hyphens_in_a_row;
        int64_t demerits = before->demerits + cost.demerits + (too_many ? GR_TOO_MANY_HYPHENS : 0) +
                           gr_line_clash(cost.fitness, before->fitness);
        unsigned counted = hyphens < s->hyphens ? hyphens : s->hyphens;
        unsigned end = cost.fitness * (s->hyphens + 1) + counted;
        if (!is_made(s, end) || demerits < s->offers[end].demerits) {
            s->offers[end] = (offer){demerits, i};
            s->made |= UINT32_C(1) << end;
        }
    }
}

static void add_place(search *s, size_t at, bool hyphen)
{
    size_t begin = at == none ? 0 : at + 1;
    while (begin < s->n && s->items[begin].kind != GR_BREAK_BOX && !is_forced(&s->items[begin])) {
        begin++;
    }
    *GR_PUSH(s->arena, s->places, s->n_places, s->cap_places, place) = (place){
        .at = at, .begin = begin, .before = s->sums[begin], .first = s->n_ways, .hyphen = hyphen};
}

/* To the place that was added last. */
static void add_way(search *s, way made)
{
    made.place = s->n_places - 1;
    *GR_PUSH(s->arena, s->ways, s->n_ways, s->cap_ways, way) = made;
    s->places[made.place].n++;
}

/* Forgets the offers that cannot win. */
static void weed_out(search *s)
{
    int64_t cheapest = INT64_MAX - GR_UNLIKE_NEIGHBOURS; /* with no more hyphens */
    for (size_t hyphens = 0; hyphens <= s->hyphens; hyphens++) {
        for (size_t i = hyphens; i < MOST_ENDS; i += s->hyphens + 1) {
            bool better = is_made(s, i) && s->offers[i].demerits < cheapest;
            cheapest = better ? s->offers[i].demerits : cheapest;
        }
        for (size_t i = hyphens; i < MOST_ENDS; i += s->hyphens + 1) {
            if (is_made(s, i) && s->offers[i].demerits > cheapest + GR_UNLIKE_NEIGHBOURS) {
                s->made &= ~(UINT32_C(1) << i);
            }
        }
    }
}

static void take_offers(search *s, size_t at, bool overfull)
{
    const gr_break_item *end = &s->items[at];
    if (s->made == 0) {
        return;
    }
    if ((s->made & (s->made - 1)) != 0) { /* more than one */
        weed_out(s);
    }
    add_place(s, at, end->kind == GR_BREAK_PENALTY && (end->hyphen || end->dash));
    for (size_t i = 0; s->made >> i != 0; i++) {
        if (is_made(s, i)) {
            add_way(s, (way){.demerits = s->offers[i].demerits,
                             .before = s->offers[i].before,
                             .fitness = (uint8_t)(i / (s->hyphens + 1)),
                             .hyphens = (uint8_t)(i % (s->hyphens + 1)),
                             .overfull = overfull});
        }
    }
}

/* Tries every line that can end at item `at`. Returns the last place that was spent, or none. */
static size_t try_lines_to(search *s, size_t at)
{
    bool forced = is_forced(&s->items[at]);
    size_t spent = none;
    for (size_t i = s->front; i < s->n_places; i++) {
        place *from = &s->places[i];
        if (from->spent) {
            continue;
        }
        gr_line_offer line = line_between(s, from, at);
        if (fits(&line)) {
            gr_line_cost cost = gr_line_cost_of(&line);
            if (s->last_pass || cost.badness <= GR_BREAK_TOLERANCE) {
                offer_line(s, from, &line, cost);
            } else if (i > 0 && s->in_order) {
                break;
            }
        }
        if (forced || beyond(s, &line, at)) {
            from->spent = true;
            spent = i;
        }
    }
    while (s->front < s->n_places && s->places[s->front].spent) {
        s->front++;
    }
    return spent;
}

static size_t cheapest_way(const search *s, const place *to)
{
    size_t best = to->first;
    for (size_t i = to->first + 1; i < to->first + to->n; i++) {
        best = s->ways[i].demerits < s->ways[best].demerits ? i : best;
    }
    return best;
}

/* Where nothing fits the shortest line sticks out least: the one from the place that was spent
 * last. */
static void let_stick_out(search *s, size_t from, size_t at)
{
    place one = s->places[from];
    one.first = cheapest_way(s, &one);
    one.n = 1;
    gr_line_offer line = line_between(s, &one, at);
    offer_line(s, &one, &line, gr_line_cost_of(&line));
}

static void start_over(search *s)
{
    s->n_places = 0;
    s->n_ways = 0;
    s->front = 0;
    add_place(s, none, false);
    add_way(s, (way){.before = none, .fitness = 1});
}

/* One pass; false when every way ended before the paragraph did (only in the first pass). */
static bool run_pass(search *s)
{
    for (size_t at = 0; at < s->n; at++) {
        if (!may_end_at(s->items, at)) {
            continue;
        }
        s->made = 0;
        size_t spent = try_lines_to(s, at);
        bool stuck = s->front == s->n_places && s->made == 0;
        if (stuck && (!s->last_pass || spent == none)) {
            return false;
        }
        if (stuck) {
            let_stick_out(s, spent, at);
        }
        take_offers(s, at, stuck);
    }
    return true;
}

/* A text that fits on one line stands there: no way costs less, as each line costs something. */
static bool fits_on_one_line(const search *s)
{
    for (size_t i = 0; i + 1 < s->n; i++) {
        if (s->items[i].kind == GR_BREAK_PENALTY && s->items[i].penalty < 0) {
            return false;
        }
    }
    const gr_line_offer line = line_between(s, &s->places[0], s->n - 1);
    return line.width <= line.space;
}

/* The line by which a way comes to its place. */
static gr_line_end line_of(const search *s, const way *to)
{
    size_t at = s->places[to->place].at;
    gr_line_offer line = line_between(s, &s->places[s->ways[to->before].place], at);
    return (gr_line_end){.item = at + 1 == s->n ? s->n : at,
                         .width = line.width,
                         .stretch = line.stretch,
                         .shrink = line.shrink,
                         .overfull = to->overfull};
}

static size_t copy_lines(const search *s, gr_line_end **out_lines)
{
    size_t n = 0;
    size_t end = cheapest_way(s, &s->places[s->n_places - 1]);
    for (size_t i = end; s->ways[i].before != none; i = s->ways[i].before) {
        n++;
    }
    gr_line_end *lines = GR_NEW_N(s->arena, gr_line_end, n);
    size_t left = n;
    for (size_t i = end; s->ways[i].before != none; i = s->ways[i].before) {
        lines[--left] = line_of(s, &s->ways[i]);
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
    unsigned told_apart = rules->hyphens_in_a_row + 1u;
    s.hyphens = told_apart < MOST_HYPHENS ? told_apart : MOST_HYPHENS;
    add_up(&s);
    start_over(&s);
    if (fits_on_one_line(&s)) {
        add_place(&s, s.n - 1, false);
        add_way(&s, (way){.before = 0});
    } else if (!run_pass(&s)) {
        s.last_pass = true;
        start_over(&s);
        (void)run_pass(&s);
    }
    return copy_lines(&s, out_lines);
}
