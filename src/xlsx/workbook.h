#ifndef GR_XLSX_WORKBOOK_H
#define GR_XLSX_WORKBOOK_H
/* The read-back of a workbook, part by part. */
#include "pack/pack.h"
#include "xlsx/xlsx.h"

typedef struct gr_parts {
    const gr_zip_entry *entries; /* with their names */
    size_t n;
    const gr_zip *zip; /* which they are read from; NULL: their bytes are here */
} gr_parts;

/** True when each part that a workbook of `want` needs is there once and whole, and holds what was
 * planned; else *out_why says what is not. */
bool gr_workbook_is_whole(const gr_parts *parts, const gr_xlsx_facts *want, gr_arena *arena,
                          gr_str *out_why);

#endif
