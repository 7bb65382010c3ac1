#include "chart_priv.h"

/* Owns turns and arcs, in whole numbers. The sine of whole degrees is a table; between two of them
 * a straight line is off by at most 4 in 100,000, less than a device pixel of any chart. */

#define ONE       1000000 /* the table's 1 */
#define TURN      360000  /* 1/1000 degree */
#define QUARTER   (TURN / 4)
#define MOST_BEND 30000 /* an arc longer than this is drawn as several curves */

static const int32_t sines[91] = {
    0,      17452,  34899,  52336,  69756,  87156,  104528,  121869, 139173, 156434, 173648, 190809,
    207912, 224951, 241922, 258819, 275637, 292372, 309017,  325568, 342020, 358368, 374607, 390731,
    406737, 422618, 438371, 453990, 469472, 484810, 500000,  515038, 529919, 544639, 559193, 573576,
    587785, 601815, 615661, 629320, 642788, 656059, 669131,  681998, 694658, 707107, 719340, 731354,
    743145, 754710, 766044, 777146, 788011, 798636, 809017,  819152, 829038, 838671, 848048, 857167,
    866025, 874620, 882948, 891007, 898794, 906308, 913545,  920505, 927184, 933580, 939693, 945519,
    951057, 956305, 961262, 965926, 970296, 974370, 978148,  981627, 984808, 987688, 990268, 992546,
    994522, 996195, 997564, 998630, 999391, 999848, 1000000,
};

/** Sine within the first quarter. */
static int32_t quarter_sine(int32_t angle)
{
    int32_t degree = angle / 1000, rest = angle % 1000;
    if (rest == 0) {
        return sines[degree];
    }
    return sines[degree] + (sines[degree + 1] - sines[degree]) * rest / 1000;
}

static int32_t sine(int32_t angle)
{
    angle %= TURN;
    if (angle < 0) {
        angle += TURN;
    }
    if (angle > TURN / 2) {
        return -sine(angle - TURN / 2);
    }
    return quarter_sine(angle > QUARTER ? TURN / 2 - angle : angle);
}

static int32_t cosine(int32_t angle)
{
    return sine(angle + QUARTER);
}

static gr_mpt times(gr_mpt length, int64_t ratio)
{
    return (gr_mpt)(length * ratio / ONE);
}

gr_point gr_circle_point(gr_point centre, gr_mpt radius, int32_t angle)
{
    return (gr_point){centre.x + times(radius, sine(angle)),
                      centre.y - times(radius, cosine(angle))};
}

/** The handle of a curve at `angle`: along the tangent, `reach` long. */
static gr_point handle(gr_point from, gr_mpt reach, int32_t angle)
{
    return (gr_point){from.x + times(reach, cosine(angle)), from.y + times(reach, sine(angle))};
}

static void bend(gr_shape_pen *pen, gr_point centre, gr_mpt radius, int32_t from, int32_t to)
{
    int32_t quarter = (to - from) / 4;
    /* the handle that makes a cubic curve follow a circle: 4/3 tan(angle / 4) */
    int64_t ratio = (int64_t)4 * ONE * sine(quarter) / (3 * (int64_t)cosine(quarter));
    gr_mpt reach = times(radius, ratio);
    gr_point start = gr_circle_point(centre, radius, from);
    gr_point end = gr_circle_point(centre, radius, to);
    gr_pen_bend(pen, handle(start, reach, from), handle(end, -reach, to), end);
}

void gr_pen_arc(gr_shape_pen *pen, gr_point centre, gr_mpt radius, int32_t from, int32_t to)
{
    int32_t parts = (to > from ? to - from : from - to) / MOST_BEND + 1;
    for (int32_t i = 0; i < parts; i++) {
        int32_t begin = from + (int32_t)((int64_t)(to - from) * i / parts);
        int32_t end = from + (int32_t)((int64_t)(to - from) * (i + 1) / parts);
        bend(pen, centre, radius, begin, end);
    }
}
