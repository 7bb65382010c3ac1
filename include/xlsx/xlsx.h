#ifndef GR_XLSX_XLSX_H
#define GR_XLSX_XLSX_H
/* A sheet plan to an XLSX file. libxlsxwriter lives here; it loses rows silently when a write fails
 * (measured), so whoever publishes reads the file back (gr_workbook_check). */
#include "sheets/sheets.h"

/** Writes `path` (which must not exist). Temporary files go to `scratch_folder`. The same plan
 * gives the same bytes. */
GR_MUST_USE gr_status gr_xlsx_write(const gr_sheet_plan *plan, gr_str path, gr_str scratch_folder,
                                    gr_diag *diag);

/** What a workbook must hold: counted in the plan, and in the parts of the written file. */
typedef struct gr_xlsx_facts {
    uint32_t sheets, cells, formulas, numbers;
    uint32_t strings; /* cells with a text, which all sheets share */
    uint32_t inlined; /* cells that have their text to themselves: of sheets with long tables */
    uint32_t lists;   /* flat sheets that are held: a part each */
    uint32_t noted;   /* sheets with comments: parts of their own */
    uint32_t charts;
    uint32_t drawings; /* sheets with charts */
    uint32_t related;  /* sheets with any of these, or a link: what leads there is a part too */
} gr_xlsx_facts;
gr_xlsx_facts gr_xlsx_expected(const gr_sheet_plan *plan);

/** "libxlsxwriter 1.1.4": for --version. */
const char *gr_xlsx_engine(void);

/** True when the file at `path` opens, and each part that a workbook of `want` needs is there once
 * and whole and holds what was planned; else *out_why says what is not. */
bool gr_workbook_check(gr_str path, const gr_xlsx_facts *want, gr_arena *arena, gr_str *out_why);

#endif
