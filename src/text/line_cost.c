/* What a line costs, and what its neighbours add: see the essay in line_break.c. Must not know how
 * the cheapest lines are found.
 *
 * Badness says how far a line's glue is from its natural width: 100 times the cube of the ratio.
 * Demerits are (1 + badness + price of the break) squared, and more for hyphens in a row and for a
 * tight line next to a loose one.
 *
 * Narrow columns. Beyond its stretch a gap widens in sight, not by the ratio: there the ratio grows
 * four times as slowly, or one gaping line would be worth any number of hyphens. Gaps that shrink
 * are seen less than gaps that stretch. A price counts together with badness, so a hyphen must mend
 * a line and may not sit at the end of a bad one. A third hyphen in a row is dear but not
 * forbidden: the other way out may be a line of three words. docs/typesetting.md has the figures.
 *
 * Ratios are in thousandths and everything is a 64-bit integer: the same on every machine. */
#include "text_priv.h"

enum {
    LINE_PENALTY = 1,
    LONE_WORD = 100,          /* price of a last line of one word */
    HYPHENS_IN_A_ROW = 40000, /* two */
    LAST_HYPHEN = 5000,       /* on the last line but one of ragged text */
    RAGGED_PART = 10,         /* of the width: what a ragged line may lack before it costs */
    RAGGED_LEAST = 18000,     /* but not less than 18 pt */
    FULL_RATIO = 1000,
    SHRINK_SEEN = 2,     /* a ratio of shrinking counts for a half */
    LOOSE_SEEN = 4,      /* and what is beyond the stretch for a quarter */
    WORST_RATIO = 21544, /* badness 10^6: the squares of 10^6 lines still add up in 64 bits */
};

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
    return apart > 1 || apart < -1 ? GR_UNLIKE_NEIGHBOURS : 0;
}
