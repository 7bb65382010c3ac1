#ifndef GR_XLSX_INSPECT_H
#define GR_XLSX_INSPECT_H
/* The XML of a written sheet, read piece by piece. */
#include "base/arena.h"
#include "xlsx/xlsx.h"

typedef struct gr_sheet_scan gr_sheet_scan;
GR_NEVER_NULL gr_sheet_scan *gr_sheet_scan_new(gr_arena *arena);
void gr_sheet_scan_add(gr_sheet_scan *scan, gr_str piece); /* of any size */
/** Adds what was found to *facts; false, and adds nothing, when the sheet is not whole: not
 *  well-formed, cut off, or with fewer of something than it says. */
bool gr_sheet_scan_end(gr_sheet_scan *scan, gr_xlsx_facts *facts);

#endif
