#ifndef GR_XLSX_TEXT_H
#define GR_XLSX_TEXT_H
/* What a workbook wants as text, made without the library. */
#include "base/arena.h"
#include "xlsx/xlsx.h"

/** The number format of a cell: "€ "#,##0. Text is "@", a blank cell has none. */
gr_str gr_number_code(const gr_sheet_cell *cell, const gr_notation *notation, gr_arena *arena);
/** Text so that no reader takes a part of it for an escaped character: _x0041_ becomes
 *  _x005F_x0041_. */
gr_str gr_escaped_text(gr_str text, gr_arena *arena);

#endif
