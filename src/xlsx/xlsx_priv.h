#ifndef GR_XLSX_PRIV_H
#define GR_XLSX_PRIV_H
/* A workbook while it is written. Only this room sees the library's types. */
#include "base/arena.h"
#include "late_xlsxwriter.h"
#include "xlsx_text.h"

typedef struct gr_look gr_look; /* one format of the library, and what asked for it */
typedef struct gr_known_look gr_known_look;
typedef struct gr_reach gr_reach;

typedef struct gr_book {
    lxw_workbook *workbook; /* NULL once closed */
    const gr_sheet_plan *plan;
    gr_str path;
    gr_arena *arena; /* lives as long as the book */
    gr_diag *diag;
    gr_look *looks;
    size_t n_looks, cap_looks, last_look;
    gr_known_look *memos; /* see formats.c */
    /* of the sheet at hand */
    size_t n_links;
    bool in_order;   /* its rows leave memory one by one */
    gr_reach *reach; /* cells that take rows below theirs, in such a sheet */
    size_t n_reach, cap_reach;
    gr_buf line; /* a row as it stands in the file */
} gr_book;

/* save.c: reports XLSX_LIBRARY, or OUTPUT_WRITE when the system refused, unless `error` is none;
 * `what` says what was being written. */
GR_MUST_USE gr_status gr_book_check(gr_book *book, lxw_error error, gr_str what);
const char *gr_book_text(gr_book *book, gr_str text); /* as the library wants text: terminated */
char *gr_book_own_text(gr_book *book, gr_str text);   /* where it says that it may change it */

/* formats.c */
/** NULL when the library refused, which is reported. */
lxw_format *gr_book_format(gr_book *book, const gr_sheet_cell *cell);
GR_NEVER_NULL gr_known_look *gr_known_looks_new(gr_arena *arena);
/** What a cell becomes when its sum is whole: only its number has another format. NULL as above. */
lxw_format *gr_book_whole_format(gr_book *book, const gr_sheet_cell *cell);

/* in_order.c: sheets that are too long to hold. */
GR_MUST_USE gr_status gr_emit_in_order(gr_book *book, const gr_sheet *sheet, lxw_worksheet *into);
/** A merge over several rows: what is below its first one is filled when its rows come. */
GR_MUST_USE lxw_error gr_order_merge(gr_book *book, lxw_worksheet *into, const gr_sheet_cell *cell,
                                     lxw_format *format);

/* long_rows.c */
GR_MUST_USE gr_status gr_emit_long_row(gr_book *book, const gr_sheet *sheet, lxw_worksheet *into,
                                       const gr_sheet_row *row);

/* charts.c: those of a sheet, once its cells are there. */
GR_MUST_USE gr_status gr_emit_charts(gr_book *book, const gr_sheet *sheet, lxw_worksheet *into);

/* inputs.c: what may be typed where, once the cells of a sheet are there. */
GR_MUST_USE gr_status gr_emit_inputs(gr_book *book, const gr_sheet *sheet, lxw_worksheet *into);
/** Names of cells, once all sheets are there. */
GR_MUST_USE gr_status gr_emit_names(gr_book *book);
/** As formulas have the name of a sheet: always in quotes, so that none can be read as something
 *  else. */
const char *gr_quoted_sheet(gr_book *book, gr_str name);

/* emit.c */
gr_decimal gr_exact_number(const gr_value *value); /* of no ratio; no zeros at its end */
GR_MUST_USE gr_status gr_emit_cell(gr_book *book, const gr_sheet *sheet, lxw_worksheet *into,
                                   const gr_sheet_cell *cell);
GR_MUST_USE lxw_error gr_emit_note(gr_book *book, lxw_worksheet *into, const gr_sheet_cell *cell);
GR_MUST_USE gr_status gr_emit_sheet(gr_book *book, const gr_sheet *sheet);

#endif
