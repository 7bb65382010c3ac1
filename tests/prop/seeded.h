#ifndef GR_TESTS_PROP_SEEDED_H
#define GR_TESTS_PROP_SEEDED_H
/* Random numbers of a property test: printed seed, GR_SEED replays. */
#include <inttypes.h>

#include "base/num.h"
#include "check.h"

/* splitmix64: small, and the same on every machine */
static inline uint64_t next_random(uint64_t *state)
{
    *state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = *state;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/** Any bit pattern, but small ones and the ends of the range as often as large ones. */
static inline int64_t random_int(uint64_t *state)
{
    int64_t sign = next_random(state) % 2 == 0 ? 1 : -1;
    switch (next_random(state) % 16) {
    case 0:
        return INT64_MIN + (int64_t)(next_random(state) % 3);
    case 1:
        return INT64_MAX - (int64_t)(next_random(state) % 3);
    case 2:
        return 0;
    case 3: { /* round numbers: 7000000 */
        int64_t ten = 1;
        for (uint64_t n = next_random(state) % 18; n > 0; n--) {
            ten *= 10;
        }
        return sign * ten * (int64_t)(1 + next_random(state) % 9);
    }
    default:
        return sign * (int64_t)(next_random(state) >> (1 + next_random(state) % 63));
    }
}

/** Seed of this run: GR_SEED, else the time, so that every run tries others. */
static inline uint64_t seed_of_run(void)
{
    const char *replay = getenv("GR_SEED");
    int64_t seed = (int64_t)time(NULL);
    if (replay != NULL && !gr_int_parse(gr_str_of(replay), &seed)) {
        fail_msg("GR_SEED is not a whole number");
    }
    print_message("GR_SEED=%" PRId64 "\n", seed);
    return (uint64_t)seed;
}

static inline bool is_long_tier(void)
{
    const char *tier = getenv("GR_TIER");
    return tier != NULL && strcmp(tier, "long") == 0;
}

#endif
