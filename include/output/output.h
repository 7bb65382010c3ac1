#ifndef GR_OUTPUT_OUTPUT_H
#define GR_OUTPUT_OUTPUT_H
/* Output formats (base/outputs.def) as rows: each arranges a document, writes it into the stage
 * folder and reads it back. A format is added by a line in base/outputs.def, its room, a member of
 * gr_arranged and its functions in outputs.c, without which that does not compile. */
#include "base/attachment.h"
#include "layout/layout.h"
#include "sheets/sheets.h"

typedef struct gr_output_setup { /* all a format may need, lent for one edition */
    gr_text *text;               /* opened fonts of the house style */
    const gr_limits *limits;
    gr_arena *arena; /* what is arranged lives here */
    gr_diag *diag;
    gr_str scratch;                /* folder for temporary files of libraries */
    const gr_attachment *embedded; /* files that go into it; for a format that embeds any */
    size_t n_embedded;
    gr_str document_id; /* that it bears in itself; empty: none */
    bool written_only;  /* what is arranged is written and not looked at: it need not be kept */
} gr_output_setup;

typedef struct gr_arranged { /* what the formats made of one document; NULL: not asked for */
    gr_pages *pages;         /* with `written_only`: known when they are written */
    const gr_doc *doc;
    gr_sheet_plan *sheets;
    gr_figure_spot *spots; /* of the document's figures, when the pages are written; NULL: no pages
                              are */
} gr_arranged;

typedef struct gr_output gr_output;
struct gr_output {
    const char *name;                  /* "pdf" as on the command line */
    const char *ending;                /* ".pdf" */
    bool (*wanted)(const gr_doc *doc); /* a report without a sheet has no workbook */
    GR_MUST_USE gr_status (*arrange)(const gr_doc *doc, const gr_output_setup *setup,
                                     gr_arranged *out);
    GR_MUST_USE gr_status (*write)(const gr_arranged *arranged, const gr_output_setup *setup,
                                   gr_str path);
    bool streams; /* it is read back from its file, piece by piece: `bytes` is empty below */
    /** Holds the bytes of the file against what was arranged; OUTPUT_VERIFY when they differ. */
    GR_MUST_USE gr_status (*verify)(const gr_arranged *arranged, const gr_output_setup *setup,
                                    gr_str path, gr_str bytes);
    /** NULL: no files go into it. True when what `other` makes of the document goes into this one:
     * the other is made first, asked for or not, and published beside it. */
    bool (*embeds)(const gr_doc *doc, const gr_output *other);
};
extern const gr_output gr_outputs[];
extern const size_t gr_n_outputs;

/** What was arranged with this setup is gone: so may be what only that needed. */
void gr_outputs_done(const gr_output_setup *setup);

#endif
