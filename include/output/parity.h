#ifndef GR_OUTPUT_PARITY_H
#define GR_OUTPUT_PARITY_H
#include "sheets/sheets.h"

/** OUTPUT_VERIFY for each figure of a table with a sheet that the workbook lacks. */
GR_MUST_USE gr_status gr_output_parity(const gr_doc *doc, const gr_sheet_plan *plan, gr_diag *diag);

#endif
