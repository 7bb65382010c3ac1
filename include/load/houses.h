#ifndef GR_LOAD_HOUSES_H
#define GR_LOAD_HOUSES_H
/* House styles for their words alone: pages and mails about a run are said in them. */
#include "base/limits.h"
#include "style/style_read.h"

typedef struct gr_houses {
    const gr_house_style **list; /* descriptors are read, no font is opened */
    size_t n, cap;
    const gr_house_style *house; /* the one that is wanted; when none is named, or it cannot be
                                    had, the first. NULL: there is none */
} gr_houses;

typedef struct gr_houses_setup {
    gr_str templates, fonts; /* folders */
    const gr_limits *limits;
    gr_str wanted; /* id of a house style; empty: any */
    gr_loc at;     /* where it is named */
    gr_arena *arena;
    gr_diag *diag;
} gr_houses_setup;

/** Never fails: when the one that is wanted cannot be had, it is warned and another
 *  has the words, so that people hear of the run all the same. What is wrong with a style is for
 *  whoever makes documents to tell. Lists and styles live in the setup's arena. */
gr_houses gr_load_houses(const gr_houses_setup *setup);

#endif
