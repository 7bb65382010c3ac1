#ifndef GR_SOURCE_GRID_PRIV_H
#define GR_SOURCE_GRID_PRIV_H
/* Sheets of a workbook that was saved as "XML Spreadsheet 2003": a row below a head is a record,
 * and its cells are found by the words of that head. */
#include "source_priv.h"

struct gr_grid {
    gr_str sheet; /* its name; empty: the only one */
    gr_str *head; /* words that the head row has, among others */
    size_t n_head;
    uint32_t within;  /* the head is one of so many rows */
    bool until_blank; /* the table ends at a row without text */
    gr_str *until;    /* patterns of the first text of the row behind it */
    size_t n_until;
    gr_loc at;
    gr_str *columns; /* words of the head for each field */
};

/* ---- grid_read.c ---- */

/** The <grid> of a dataset with so many fields; NULL: it has none. */
gr_grid *gr_read_grid(const gr_describing *describing, const gr_xml_elem *dataset, size_t n_fields);
/** A source reads sheets or elements, not both. */
void gr_check_grids(const gr_source *source, gr_diag *diag);
/** column= of a field, or its name. False: its dataset has no grid, and column= was reported. */
bool gr_field_column(const gr_describing *describing, const gr_xml_elem *elem, gr_plan *plan,
                     size_t field);
/** Spreadsheets hold doubles: so are their numbers read where no notation says otherwise. */
void gr_grid_numbers(const gr_describing *describing, gr_type type, gr_writing *writing);

/* ---- grid.c ---- */

GR_MUST_USE gr_status gr_grid_import(const gr_import *import);

#endif
