/* Owns turns and roots, in whole numbers: the same bits on every machine. */
#include "svg_priv.h"

#define QUARTER (GR_TURN / 4)
#define FINE    40 /* bits behind the point while a series is added up */

/* Half of pi, 1/2^40. */
#define HALF_PI INT64_C(1727108826179)

/** Sine within the first quarter, by its series: the term of x^17 is below 1/2^37. */
static int64_t quarter_sine(int64_t angle)
{
    int64_t x = (int64_t)((gr_wide)angle * HALF_PI / QUARTER);
    int64_t square = (int64_t)(((gr_wide)x * x) >> FINE);
    int64_t term = x, sum = x;
    for (int64_t k = 3; k <= 17; k += 2) {
        term = -(int64_t)(((gr_wide)term * square) >> FINE) / (k * (k - 1));
        sum += term;
    }
    return (sum + (1 << 7)) >> (FINE - 32);
}

int64_t gr_sine(int64_t angle)
{
    angle &= GR_TURN - 1;
    if (angle >= GR_TURN / 2) {
        return -gr_sine(angle - GR_TURN / 2);
    }
    return quarter_sine(angle > QUARTER ? GR_TURN / 2 - angle : angle);
}

int64_t gr_cosine(int64_t angle)
{
    return gr_sine(angle + QUARTER);
}

/** Within the first quarter, by halving: the angle whose line passes the point. */
static int64_t quarter_angle(int64_t x, int64_t y)
{
    int64_t low = 0;
    for (int64_t step = QUARTER / 2; step > 0; step /= 2) {
        int64_t angle = low + step;
        gr_wide side = (gr_wide)y * gr_cosine(angle) - (gr_wide)x * gr_sine(angle);
        low = side >= 0 ? angle : low;
    }
    return low;
}

int64_t gr_angle_of(int64_t x, int64_t y)
{
    if (x > 0 && y >= 0) {
        return quarter_angle(x, y);
    }
    if (x <= 0 && y > 0) {
        return QUARTER + quarter_angle(y, -x);
    }
    if (x < 0) {
        return GR_TURN / 2 + quarter_angle(-x, -y);
    }
    return y < 0 ? (3 * QUARTER + quarter_angle(-y, x)) & (GR_TURN - 1) : 0;
}

int64_t gr_root(gr_wide square)
{
    gr_wide root = 0;
    for (gr_wide bit = (gr_wide)1 << 62; bit > 0; bit >>= 1) {
        gr_wide next = root + bit;
        root = next * next <= square ? next : root;
    }
    return (int64_t)root;
}

int64_t gr_angle_of_degrees(gr_fix degrees)
{
    gr_fix rest = degrees % (360 * GR_FIX_ONE);
    return (int64_t)((gr_wide)rest * GR_TURN / (360 * GR_FIX_ONE));
}
