#ifndef GR_BATCH_CHANGE_BLOCKS_H
#define GR_BATCH_CHANGE_BLOCKS_H
/* Headings, tables and cells of a change sheet. */
#include "base/intern.h"
#include "changes.h"

typedef struct changes_writing {
    const changes_facts *facts;
    const gr_house_style *house;
    gr_arena *arena;
    gr_diag *diag;
    gr_doc *doc;
    gr_intern *ids; /* of the newer version's figures, in their order */
    const gr_figure **figures;
    unsigned n_headings;
} changes_writing;

GR_MUST_USE gr_status changes_add(changes_writing *w, gr_node *into, gr_kind kind,
                                  gr_style_id style, gr_node **out);
GR_MUST_USE gr_status changes_add_text(changes_writing *w, gr_node *into, gr_str text);
gr_str changes_label(const changes_writing *w, const char *name);
GR_MUST_USE gr_status changes_add_section(changes_writing *w, gr_node *into, uint8_t level,
                                          gr_str title, gr_node **out);
GR_MUST_USE gr_status changes_add_cell(changes_writing *w, gr_node *row, bool header,
                                       gr_style_id style, gr_str text, gr_node **out_cell);
/** `right_from`: columns from here on hold figures. */
GR_MUST_USE gr_status changes_add_table(changes_writing *w, gr_node *section, gr_str title,
                                        const char *const *columns, size_t n, size_t right_from,
                                        gr_node **out);
/** A row that begins with where a change is, and what it is about. */
GR_MUST_USE gr_status changes_add_row(changes_writing *w, gr_node *table, const gr_change *change,
                                      bool with_label, gr_node **out);
GR_MUST_USE gr_status changes_add_left_out(changes_writing *w, gr_node *table, size_t n);

#endif
