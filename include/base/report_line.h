#ifndef GR_BASE_REPORT_LINE_H
#define GR_BASE_REPORT_LINE_H
/* A report as one line, for those who read it. */
#include "base/diag.h"

/* Who reads. Figures are read by owners of the run only (base/diag.h). */
typedef enum gr_reader {
    GR_READS_EDITION, /* of one edition, or of the index page */
    GR_READS_JOB,     /* of all editions: every place as well */
    GR_READS_ALL
} gr_reader;
/** "input/amounts.xml:3:7: not well-formed: ...": without signs that would end the line. */
gr_str gr_report_line(const gr_diag_row *report, gr_reader reader, gr_arena *arena);
/** The first line of what was said, as it is printed, without the lines that show a file. */
gr_str gr_diag_first_line(const gr_diag *diag, gr_arena *arena);

#endif
