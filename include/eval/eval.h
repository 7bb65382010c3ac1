#ifndef GR_EVAL_EVAL_H
#define GR_EVAL_EVAL_H
/* Report descriptors against datasets: bind once, then one document tree an edition. */
#include "derive/derive.h"
#include "document/document.h"

/** Markdown files, as `batch` supplies them: eval asks for all that a path pattern can mean. */
typedef struct gr_text_file {
    gr_str path;      /* below the input folder */
    gr_str part;      /* of a file that holds several texts: which one this is; empty: the file is
                         one */
    gr_loc part_at;   /* the line that begins it */
    gr_tnode *blocks; /* as markdown/markdown.h makes them; bound separately for each use */
    gr_diag *said;    /* what is wrong with it, not told yet */
} gr_text_file;
typedef struct gr_text_value { /* a text in data, as <text value=> shows it */
    gr_str text;
    gr_text_form form;
    gr_loc at;
    gr_arena *arena; /* of what is made of it */
} gr_text_value;
typedef struct gr_texts {
    /** Files whose path fits `pattern` (its expressions stand for any text without "/");
     * TEXT_MISSING at `pattern` when there is none, unless it `may_miss`. A file of parts
     * (markdown/markdown.h) comes as so many texts. What is wrong with a file is in its `said`
     * alone. Each call parses afresh, as binding marks the
     * nodes. */
    gr_status (*matching)(void *user, const gr_pattern *pattern, bool may_miss, gr_text_file **out,
                          size_t *out_n);
    /** Blocks of a text in data, which was found sound when it was loaded. */
    gr_status (*of_value)(void *user, const gr_text_value *value, gr_tnode **out_blocks);
    void *user;
} gr_texts;

typedef struct gr_report gr_report;
typedef struct gr_report_setup { /* what binding needs besides the descriptor */
    gr_binder *binder;
    const gr_texts *texts;
    /** The house style of the report with this root; NULL after a report of what is wrong. */
    const gr_house_style *(*style)(void *user, const gr_tnode *root);
    void *style_user;
    gr_str input_folder; /* images */
    const gr_limits *limits;
    bool for_speakers;                 /* <editions notes="yes">: the ones with notes */
    const gr_derivations *derivations; /* whose controls workbooks list; NULL: there are none */
} gr_report_setup;
GR_MUST_USE gr_status gr_report_bind(const gr_tnode *root, const gr_report_setup *setup,
                                     gr_arena *arena, gr_report **out);
gr_str gr_report_id(const gr_report *report);
bool gr_report_has_sheets(const gr_report *report); /* so that it has a workbook */
bool gr_report_uses_day(const gr_report *report); /* it says `on`: documents depend on their day */
bool gr_report_has_life(const gr_report *report); /* life="yes": its documents are released */
const gr_house_style *gr_report_style(const gr_report *report);
/** Datasets that it reads in any way; derived ones with what they are worked out from. */
size_t gr_report_reads(const gr_report *report, const gr_schema *const **out);
/** What it is about: its parameter with period="yes", else the one of this name; NONE: it has none.
 */
gr_value gr_report_period(const gr_report *report, gr_str name);
bool gr_report_sees_all(const gr_report *report); /* its readers may see every owner's figures */
/** Type and label of an expression as it would be at the end of the report. False after a report.
 */
bool gr_report_type(const gr_report *report, gr_binder *binder, const gr_expr *expr,
                    gr_vtype *out_type);

typedef struct gr_edition {
    gr_str key;    /* owner key: "gm0274"; empty: the region */
    gr_str id;     /* as on the command line and in output/: "renkum"; "region" */
    gr_str name;   /* "Renkum" */
    gr_ref record; /* table NULL for the region */
    gr_life
        life; /* what was released; {0}: nothing yet, a concept. Without life="yes" not looked at */
    const gr_str *caveats; /* it is a draft, for these reasons; an empty one: in the words of the
                              house style */
    size_t n_caveats;
    const gr_doc_waived *waived; /* what is waived of its data */
    size_t n_waived;
    gr_value day; /* DATE: that it is for; else that of the data. Without uses-date not looked at */
} gr_edition;
/** All editions the report is made in; after the data were loaded. Ids are the lower-cased name,
 * made safe for file names; the key serves as well on the command line. */
GR_MUST_USE gr_status gr_report_editions(const gr_report *report, gr_eval_context *context,
                                         gr_edition **out, size_t *out_n);

/** Of all reports that there are, after the data were loaded: TEXT_PARTS_UNUSED for parts of texts
 *  that none of them can show. */
void gr_reports_tell_parts(const gr_report *const *reports, size_t n, const gr_catalogue *catalogue,
                           gr_arena *arena, gr_diag *diag);

/** Of one of them, then too: ABBREVIATION_UNUSED for words that it explains and cannot show. */
void gr_report_tell_words(const gr_report *report, const gr_catalogue *catalogue, gr_arena *arena,
                          gr_diag *diag);

/** One edition. Runs its controls: a failed one is reported and *out_blocked true; the document is
 * made all the same, and whether it is published is for the caller to say. Every figure is checked
 * against isolation (ISOLATION). Tables above 5,000 rows are pulled: their source works on a copy
 * of the context, but its diag, the report and the catalogue must live as long as the
 * document. */
GR_MUST_USE gr_status gr_report_evaluate(const gr_report *report, const gr_edition *edition,
                                         const gr_catalogue *catalogue, gr_eval_context *context,
                                         gr_arena *doc_arena, gr_doc **out_doc, bool *out_blocked);

#endif
