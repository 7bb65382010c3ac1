#ifndef GR_LAYOUT_PAGES_PRIV_H
#define GR_LAYOUT_PAGES_PRIV_H
/* The inside of the page builder: the page at hand, and what stands on every page. Only those who
 * make pages see it; blocks push strips. */
#include "layout_priv.h"

typedef struct gr_page_draft { /* a page in the making */
    gr_items items;
    const gr_master *master;
    gr_loc at;        /* of what is first on it; in a file 0: nothing is */
    bool goes_on;     /* it was begun because the page before was full */
    bool first;       /* of its master */
    gr_pins pins;     /* of a page apart */
    gr_mpt lowered;   /* its further columns begin so much lower: a band is above them */
    bool gone;        /* a sink has it ... */
    bool unlined;     /* ... but for its running lines */
    uint32_t chapter; /* heading that rules at its top; GR_NO_HEADING */
} gr_page_draft;
typedef struct gr_item_place { /* an item that is filled in at the end */
    size_t page, item;
} gr_item_place;
typedef struct gr_link_place { /* an internal link: where it leads is known at the end */
    size_t page, item;
    uint32_t spot;
    const gr_elem *elem;
} gr_link_place;
typedef struct gr_wrap_state { /* of a wrap before the page at hand */
    gr_wrap *wrap;
    bool placed;
    const gr_page_edges *edges;
} gr_wrap_state;
typedef struct gr_held { /* columns of the page at hand that are not placed yet */
    gr_strips strips;
    size_t *ends; /* of each column, in `strips` */
    size_t n, cap;
    gr_wrap_state *states;
    size_t n_states, cap_states;
} gr_held;
#define GR_MOST_WAITING 8
typedef struct gr_float { /* a block that left its place among the text */
    gr_strip strip;
    const gr_node *node;
    size_t page; /* pages there were when it was met */
} gr_float;
typedef struct gr_float_queue { /* in the order in which they were written */
    gr_float floats[GR_MOST_WAITING];
    size_t n;
} gr_float_queue;
typedef struct gr_page_word { /* of a concept, as it stands on the pages of a master */
    const gr_master *master;
    gr_item item;
} gr_page_word;
struct gr_builder {
    gr_page_draft *drafts;
    size_t n, cap;
    gr_items page; /* list of the page at hand, made once: as long as the longest */
    gr_link_place *links;
    size_t n_links, cap_links;
    gr_item_place *numbers; /* of pages */
    size_t n_numbers, cap_numbers;
    const gr_master *master;
    bool apart; /* its pages are none of the document: what asks for a place on one waits in them */
    size_t n_small; /* pages that were built apart and are shown small on these */
    bool first;     /* the page at hand is the first of its master */
    bool open;      /* the last draft still has free columns */
    unsigned column;
    uint32_t words_born; /* the oldest generation of words that the page at hand may have */
    uint32_t chapter;
    gr_stack sim; /* trial placement of the first `seen` strips in the queue */
    size_t seen;
    gr_mpt sim_notes;     /* height of their notes */
    gr_strips notes_left; /* lines of notes that found no room */
    gr_held held;
    gr_float_queue waiting; /* for a page */
    gr_float_queue foot;    /* for the foot of the page at hand */
    size_t floated;         /* page before which floats were last put at a head */
    gr_page_word *words;
    size_t n_words, cap_words;
};
GR_MUST_USE gr_status gr_builder_end(gr_layouter *lay, gr_flow *flow);
gr_region gr_region_now(const gr_builder *builder); /* the one that is being filled */
/** How much further right the text of a page begins than on a right page. */
gr_mpt gr_side_shift(const gr_master *master, size_t page);
/* floats.c */
/** Where a page is about to begin: what waits goes before the first strip; true: something did. */
bool gr_floats_head(gr_layouter *lay, gr_flow *flow);
/** Before strip `at`, when a chapter or nothing begins there: true: something was put in. */
bool gr_floats_end(gr_layouter *lay, gr_flow *flow, size_t at);
void gr_floats_foot(gr_builder *builder); /* of the page that was opened */
gr_mpt gr_foot_height(const gr_builder *builder);
void gr_place_foot(gr_layouter *lay, gr_builder *builder, gr_region region, gr_strip *into);
uint32_t gr_oldest_float(const gr_builder *builder, uint32_t oldest);
/* page_numbers.c */
bool gr_is_late_number(const gr_item *item);
void gr_fill_late_numbers(gr_layouter *lay, gr_builder *builder);
/* page_columns.c */
bool gr_may_hold(const gr_builder *builder, const gr_strip *strips, size_t n);
void gr_hold_column(gr_layouter *lay, gr_builder *builder, const gr_strip *strips, size_t n);
/** Wraps are again as they were before the page. */
void gr_held_restore(gr_held *held);
/** Deals what is held over the columns of the page, all equally high. */
void gr_balance_held(gr_layouter *lay, gr_builder *builder, gr_mpt height);
/* notes_area.c */
gr_mpt gr_notes_gap(const gr_layouter *lay);
void gr_place_notes(gr_layouter *lay, gr_strips *lines, gr_region region, gr_mpt free_height,
                    gr_strip *into);
/* overflow.c */
/** Takes away what stands lower; reports CLIPPED, or WORDS_LOST in lay->worst. */
void gr_clip(gr_layouter *lay, gr_strip *strip, gr_mpt height);
/** MASTER_FULL for text that goes on where its master is meant for fewer pages. */
void gr_tell_overflow(gr_layouter *lay, const gr_builder *builder);
/* bands.c; `strips` stand at the top of the page at hand */
void gr_draw_bands(gr_layouter *lay, gr_page_draft *draft, size_t page);
/** The bands that go with the text that opens the page, when there is any among `n` strips. */
void gr_grow_bands(gr_layouter *lay, const gr_builder *builder, const gr_strip *strips, size_t n);
/** Strip `at`, when it is the first below that text, keeps off the bands. */
void gr_clear_bands(gr_layouter *lay, const gr_builder *builder, gr_strip *strips, size_t at);
/** What that text takes with its bands; 0: there is none, or more on the page. */
gr_mpt gr_opening_height(gr_layouter *lay, const gr_builder *builder, const gr_strip *strips,
                         size_t n);
void gr_draw_watermark(gr_layouter *lay, gr_builder *builder, size_t page); /* `page` from 0 */
/** n_pages 0: not known yet, the lines are only tried. */
void gr_draw_running(gr_layouter *lay, gr_page_draft *draft, size_t page, size_t n_pages);
/** Some of what is above and below the page says how many pages there are. */
bool gr_running_counts(const gr_page_draft *draft);
/* sink.c */
GR_MUST_USE gr_status gr_sink_begin(gr_layouter *lay);
/** The page at hand is full: it leaves, or stays until page numbers are known; true: it is gone. */
GR_MUST_USE gr_status gr_sink_page(gr_layouter *lay, gr_builder *builder, bool *out_gone);
GR_MUST_USE gr_status gr_sink_end(gr_layouter *lay, gr_builder *builder);
gr_page gr_page_of(const gr_page_draft *draft);

#endif
