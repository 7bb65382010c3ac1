#ifndef GR_BASE_PATH_H
#define GR_BASE_PATH_H
/* Outlines: what charts are made of and PDF draws. */
#include "base/value.h"

typedef enum gr_path_op { GR_PATH_MOVE, GR_PATH_LINE, GR_PATH_CURVE, GR_PATH_CLOSE } gr_path_op;
typedef struct gr_path_step { /* CURVE uses all three points, the others the last one */
    gr_path_op op;
    gr_mpt x1, y1, x2, y2, x, y;
} gr_path_step;

#endif
