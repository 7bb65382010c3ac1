/* Owns the rule for small numbers. Must not know records, groups or who reads them.
 *
 * Nothing else is hidden beside them, and no sum is looked at to decide what to hide: for a reader
 * who knows this rule, whatever depends on the hidden numbers tells something of them. So totals
 * count each of them for a constant. Refused: hiding others as cover and checking that nothing
 * follows (that one more was needed tells as well), and rounding to fives (it changes every
 * number).
 *
 * A group's own total may be told when its hidden numbers have room on both sides. With w the width
 * of what is small (below - 1 - least), n of them and their sum s: one of them can go to its least
 * or its greatest while the others make up for it when n * least + w <= s <= n * (below - 1) - w;
 * twice w leaves that room beside one number that a reader happens to know. Where it is not told,
 * tables with all but one at their least and with all but one at their greatest are among those
 * that are not told either, so that not telling confines nothing. */
#include "dataset/small.h"

bool gr_small_is_suppressed(const gr_small_rule *rule, int64_t number)
{
    return number >= rule->least && number < rule->below;
}

bool gr_small_is_exact(const gr_small_rule *rule, int64_t n, int64_t sum)
{
    int64_t width = rule->below - 1 - rule->least;
    return n * rule->least + 2 * width <= sum && sum <= n * (rule->below - 1) - 2 * width;
}
