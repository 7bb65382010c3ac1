#ifndef GR_LOAD_LOAD_H
#define GR_LOAD_LOAD_H
/* From files to what editions are made of: descriptors, house styles with their fonts, texts and
 * exports are read, names get their meaning, and the plan lists what will be made. A run does these
 * steps once, in the order in which they stand here; afterwards nothing of it changes, so that the
 * processes which make editions can share it. Each step tells all that is wrong with what it reads.
 * Knows no version, no output format, and no process. */
#include "eval/eval.h"
#include "plan/row.h"
#include "provenance/version.h"

typedef struct gr_load gr_load;

typedef struct gr_load_setup { /* borrowed for as long as anything of it is used */
    gr_str input, templates;   /* folders, without a slash at the end */
    gr_str fonts;              /* where relative font files of styles are looked for */
    gr_str laid_out; /* folder with fonts and patterns that stand for those of the system; empty:
                        those of the system */
    gr_str style;    /* id of the house style for all reports; empty: what each report names */
    bool each_alone; /* an order that cannot be made is told and left out (gr_order.left_out), and
                        the steps go on with the others: GR_OK */
    gr_value on;     /* DATE: a day was asked for, and something should look at it */
    int64_t now; /* seconds since 1970 UTC: data of a later day are told, and how old data are */
    gr_str accepted; /* what the accepted run measured (contract/contract.h); empty: none was */
    bool accepts;    /* there is a state folder, in which a run can be accepted */
    bool untold;     /* of promises: a version that knows them is made again */
    const gr_limits *limits;
    gr_arena *arena;
    gr_diag *diag;
} gr_load_setup;

gr_load *gr_load_open(const gr_load_setup *setup);
/** Closes fonts; all else dies with the arena. NULL: nothing to do. */
void gr_load_close(gr_load *load);

/* ---- the steps, in this order ---- */

/** Sources, derived data, styles, reports: all faults of all of them. Then the reports that orders
 *  name are held against those that there are (gr_load_check_reports). */
GR_MUST_USE gr_status gr_load_descriptors(gr_load *load, gr_order *orders, size_t n);
/** Names get their meaning, before the first record is read; fonts are opened. */
GR_MUST_USE gr_status gr_load_bind(gr_load *load, gr_order *orders, size_t n);
/** Reads exports, links their rows, derives what is derived. `suppressed_before`: hidden places of
 * all earlier versions (derive/derive.h). */
GR_MUST_USE gr_status gr_load_exports(gr_load *load, gr_str suppressed_before);
/** One row for each edition that an order asks for. Two orders may not write to one place.
 * GR_BAD_INPUT too when all orders are left out. */
GR_MUST_USE gr_status gr_load_plan(const gr_load *load, gr_order *orders, size_t n,
                                   gr_plan_row **out, size_t *out_n);

/** Instead of all steps: the sources and this one export, with its keys, the references that stay
 *  within it, and datasets of it without records. `*out_read`: it was read, whatever was wrong with
 *  it then. */
GR_MUST_USE gr_status gr_load_one_export(gr_load *load, gr_str path, bool *out_read);
typedef struct gr_exports_again { /* exports by the names that they had, wherever they are now */
    const gr_str *paths, *names;
    size_t n;
    /** Of each record that goes into a group: `nr` is that of its export. */
    void (*member)(void *user, size_t nr, gr_str dataset, gr_str key, gr_loc at);
    void *user;
} gr_exports_again;
/** Instead of all steps: the sources and these exports, for which records their groups are of. */
GR_MUST_USE gr_status gr_load_groups_again(gr_load *load, const gr_exports_again *what);
/** After it: a line for each `<ignore>` that left something out, with how often. */
void gr_load_add_ignored(const gr_load *load, gr_buf *out);
/** After gr_load_descriptors: REPORT_UNKNOWN for each that is not there, and nothing more of one
 * that cannot be read. */
GR_MUST_USE gr_status gr_load_check_reports(const gr_load *load, gr_order *orders, size_t n);
/** After gr_load_exports: orders besides those of the steps, to be planned. What was bound for
 *  another order serves one without a period of its own. */
GR_MUST_USE gr_status gr_load_bind_more(gr_load *load, gr_order *orders, size_t n);
/** From here on as with each_alone: for orders that are checked after the steps. */
void gr_load_each_alone(gr_load *load);
/** A house style whatever was asked for; STYLE_UNKNOWN at `at`, unless one cannot be read. */
const gr_house_style *gr_load_style_named(const gr_load *load, gr_str id, gr_loc at);

/* ---- what the steps left ---- */

typedef struct gr_report_file { /* a report descriptor, as it was read */
    gr_tnode *root;
    gr_str id, path;
    gr_str sha256; /* of what it means: remarks and white space change nothing */
    bool bound;    /* its nodes carry the marks of a binding: another one needs other nodes */
} gr_report_file;
/** By file name. */
size_t gr_load_reports(const gr_load *load, const gr_report_file **out);
/** Descriptors of derived data, by file name. */
size_t gr_load_data(const gr_load *load, const gr_tnode *const **out);

typedef struct gr_kept_promises { /* what promises of its data mean for a report */
    gr_breach worst;
    const gr_str *caveats; /* why its documents are drafts */
    size_t n_caveats;
    const gr_doc_waived *waived; /* broken ones that are held back */
    size_t n_waived;
    const gr_diag *said; /* which are broken; NULL: none */
} gr_kept_promises;

typedef struct gr_bound_report { /* a report as an order asks for it */
    gr_order *order;
    const gr_report_file *file;
    gr_report *report;
    gr_str ending; /* ".en", ".notes": of the ids of its editions; empty: as they are called */
    gr_str sha256; /* of the descriptor as it is in this language */
    gr_str title;  /* of the report, for lists of reports */
    gr_kept_promises promises; /* once it is planned */
    const size_t *waivers;     /* of its own controls, likewise: rows of gr_load_waivers */
    size_t n_waivers;
} gr_bound_report;

struct gr_edition_source { /* of a row in the plan: what it is made of */
    const gr_bound_report *bound;
    gr_edition edition;
};

typedef struct gr_opened_style {
    gr_house_style *house;
    struct gr_text *text;      /* its fonts (text/text.h); NULL: no report uses it */
    gr_str sha256;             /* of its descriptor */
    const gr_str *font_sha256; /* by row of house->fonts; when they are open */
    size_t on_shelf;           /* by file name */
    size_t like;               /* 0: as it is written; else made of list[like - 1] for a report */
} gr_opened_style;
size_t gr_load_styles(const gr_load *load, const gr_opened_style **out);
/** The style of a document that was made of what was read here. */
const gr_opened_style *gr_load_style_of(const gr_load *load, const gr_house_style *house);

gr_catalogue *gr_load_catalogue(const gr_load *load);
/** A context with empty slots for everything that was bound. */
gr_eval_context gr_load_context(const gr_load *load, gr_arena *arena, gr_diag *diag);
size_t gr_load_exports_read(const gr_load *load, const gr_version_export **out);
/** What failed controls of derived data say; NULL: none failed. It was told. With each_alone it is
 * for the orders to say what that does (gr_order.on_control); else it stops the steps. */
const gr_diag *gr_load_controls_failed(const gr_load *load);
gr_failed_control gr_load_controls_worst(const gr_load *load);
/** Of controls and promises (base/waiver.h); what is waived of derived data, in every edition. */
const struct gr_waivers *gr_load_waivers(const gr_load *load);
size_t gr_load_controls_waived(const gr_load *load, const gr_doc_waived **out);
/** Of a version that is made again: what was waived of promises then, by the ids of these. */
void gr_load_waived_again(const gr_load *load, const gr_str *checks, size_t n,
                          gr_kept_promises *out);
/** What a run measures that promises on change are held against; after gr_load_exports. */
void gr_load_measures(const gr_load *load, gr_buf *out);
/** Hidden places of the series with those of this run; empty: none are kept. */
gr_str gr_load_suppressed_places(const gr_load *load);

/** For `check --types`: the type and label of an expression at the end of each bound report, and by
 *  which way it became foreign. */
GR_MUST_USE gr_status gr_load_tell_types(gr_load *load, gr_str expression, gr_buf *out);

#endif
