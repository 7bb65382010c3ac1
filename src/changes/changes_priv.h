#ifndef GR_CHANGES_PRIV_H
#define GR_CHANGES_PRIV_H
/* Headings, tables and cells of a change sheet. */
#include "base/intern.h"
#include "changes/changes.h"

typedef struct gr_changes_writing {
    const gr_changes_facts *facts;
    const gr_house_style *house;
    gr_arena *arena;
    gr_diag *diag;
    gr_doc *doc;
    gr_intern *ids; /* of the newer version's figures, in their order */
    const gr_figure **figures;
    unsigned n_headings;
    const bool *told_as_row; /* by change: a text that a row tells */
    const bool *first_of;    /* by change: the first of a section that came or went */
} gr_changes_writing;

GR_MUST_USE gr_status gr_changes_add(gr_changes_writing *w, gr_node *into, gr_kind kind,
                                     gr_style_id style, gr_node **out);
GR_MUST_USE gr_status gr_changes_add_text(gr_changes_writing *w, gr_node *into, gr_str text);
gr_str gr_changes_label(const gr_changes_writing *w, const char *name);
GR_MUST_USE gr_status gr_changes_add_section(gr_changes_writing *w, gr_node *into, uint8_t level,
                                             gr_str title, gr_node **out);
GR_MUST_USE gr_status gr_changes_add_cell(gr_changes_writing *w, gr_node *row, bool header,
                                          gr_style_id style, gr_str text, gr_node **out_cell);
/** `right_from`: columns from here on hold figures. */
GR_MUST_USE gr_status gr_changes_add_table(gr_changes_writing *w, gr_node *section, gr_str title,
                                           const char *const *columns, size_t n, size_t right_from,
                                           gr_node **out);
GR_MUST_USE gr_status gr_changes_add_row(gr_changes_writing *w, gr_node *table, gr_node **out);
/** A row that begins with what it is about. */
GR_MUST_USE gr_status gr_changes_add_labelled(gr_changes_writing *w, gr_node *table, gr_str label,
                                              gr_node **out);
/** A row that says what those below it have in common. */
GR_MUST_USE gr_status gr_changes_add_group(gr_changes_writing *w, gr_node *table, gr_str title);
GR_MUST_USE gr_status gr_changes_add_paragraph(gr_changes_writing *w, gr_node *into, gr_str text);

/* rows.c */
/** "+ € 6", "− 0,8 fte": with its sign, in the unit of the figures. */
gr_str gr_changes_signed(const gr_changes_writing *w, const gr_value *value, gr_format format);
/** The format that shows all of a difference. False: there is none to show. */
bool gr_changes_difference(const gr_changes_writing *w, const gr_change *change, gr_value *out,
                           gr_format *out_format);
GR_MUST_USE gr_status gr_changes_add_cause(gr_changes_writing *w, gr_node *table,
                                           const gr_changes_cause *cause, size_t nr);
GR_MUST_USE gr_status gr_changes_add_figure(gr_changes_writing *w, gr_node *table,
                                            const gr_change *change);

/* text.c: both sides of a text, with the words that are others marked */
GR_MUST_USE gr_status gr_changes_add_reworded(gr_changes_writing *w, gr_node *table,
                                              const gr_change *change);
GR_MUST_USE gr_status gr_changes_add_left_out(gr_changes_writing *w, gr_node *table, size_t n);

#endif
