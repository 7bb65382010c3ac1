#ifndef GR_XLSX_PRIV_H
#define GR_XLSX_PRIV_H
/* A workbook while it is written. Only this room sees the library's types. */
#include "base/arena.h"
#include "late_xlsxwriter.h"
#include "xlsx_text.h"

typedef struct gr_look gr_look; /* one format of the library, and what asked for it */

typedef struct gr_book {
    lxw_workbook *workbook; /* NULL once closed */
    const gr_sheet_plan *plan;
    gr_str path;
    gr_arena *arena; /* lives as long as the book */
    gr_diag *diag;
    gr_look *looks;
    size_t n_looks, cap_looks, last_look;
    size_t n_links; /* of the sheet at hand */
} gr_book;

/* save.c: reports XLSX_LIBRARY, or OUTPUT_WRITE when the system refused, unless `error` is none;
 * `what` says what was being written. */
GR_MUST_USE gr_status gr_book_check(gr_book *book, lxw_error error, gr_str what);
const char *gr_book_text(gr_book *book, gr_str text); /* as the library wants text: terminated */

/* formats.c */
/** NULL when the library refused, which is reported. */
lxw_format *gr_book_format(gr_book *book, const gr_sheet_cell *cell);
/** What a cell becomes when its sum is whole: only its number has another format. NULL as above. */
lxw_format *gr_book_whole_format(gr_book *book, const gr_sheet_cell *cell);

/* emit.c */
GR_MUST_USE gr_status gr_emit_sheet(gr_book *book, const gr_sheet *sheet);

#endif
