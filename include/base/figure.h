#ifndef GR_BASE_FIGURE_H
#define GR_BASE_FIGURE_H
/* A printed figure: what a cell, an inline or a point of a chart shows. */
#include "base/notation.h"
#include "base/origin.h"

typedef struct gr_figure {
    gr_str id; /* stable within the document: "T-inkoop-contribution.gm0202.amount", "p14.f2" */
    gr_value value; /* typed, with its origin */
    gr_format format;
    gr_str text; /* as printed */
} gr_figure;

#endif
