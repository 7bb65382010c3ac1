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
    /* What `text` ends in where something is missing and a descriptor says what stands for that:
     * all of it, or behind a sum of what is known ("€ 1.200 + p.m."). Empty: nothing is. */
    gr_str sign;
    gr_str spoken; /* what is read out for `sign`; empty: itself */
} gr_figure;

#endif
