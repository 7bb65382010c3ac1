#ifndef GR_LOAD_PRIV_H
#define GR_LOAD_PRIV_H
/* What the steps of loading keep, each part with its own owner. All of it lives in setup.arena. */
#include "base/waiver.h"
#include "load/load.h"
#include "source/source.h"

typedef struct load_texts { /* texts.c: Markdown files below the input folder */
    const gr_load_setup *setup;
    const gr_phrases *phrases; /* as the data descriptors declare them */
    gr_str *paths;             /* relative, sorted */
    size_t n, cap;
    bool listed;
    gr_str outside; /* a folder that a link leads to, out of the input folder; empty: none */
} load_texts;
/** For gr_texts. */
GR_MUST_USE gr_status gr_load_texts_matching(void *texts, const gr_pattern *pattern, bool may_miss,
                                             gr_text_file **out, size_t *out_n);

/** Whether a path with expressions in it may come out as this one. */
bool gr_load_path_fits(gr_str path, const gr_pattern *pattern);

struct gr_style_wish;
typedef struct load_styles { /* styles.c */
    const gr_load_setup *setup;
    struct gr_style_shelf *shelf;
    gr_opened_style *list;
    size_t n, cap;
    bool broken; /* one of them cannot be read, which was told */
} load_styles;
GR_MUST_USE gr_status gr_load_styles_read(load_styles *styles);
/** For gr_report_setup. */
const gr_house_style *gr_load_styles_find(void *styles, const gr_tnode *report);
/** Opens the fonts of the styles that bound reports use. */
GR_MUST_USE gr_status gr_load_styles_open(load_styles *styles, const gr_bound_report *bound,
                                          size_t n);
/** The colours that <style-set> says; the same twice is refused in compiling. */
void gr_load_style_sets(const load_styles *styles, const gr_tnode *report,
                        struct gr_style_wish *out); /* style_sets.c */
/** The language of its words, when a report in several asks for another than the style's own. */
void gr_load_style_lang(const gr_tnode *report, const gr_house_style *house,
                        struct gr_style_wish *out);
void gr_load_styles_close(load_styles *styles);

typedef struct load_descriptors { /* descriptors.c: of derived data and of reports */
    const gr_load_setup *setup;
    gr_phrases phrases;
    const gr_tnode **data;
    size_t n_data, cap_data;
    gr_report_file *reports;
    size_t n_reports, cap_reports;
    gr_str *broken; /* ids of reports that cannot be read, which was told; empty: not even that */
    size_t n_broken, cap_broken;
} load_descriptors;

/** One of them, as often as it is asked for: binding marks the nodes. */
/** `lang`: of a report in several languages, in this one; empty: the first. */
GR_MUST_USE gr_status gr_load_descriptor(const load_descriptors *d, gr_str path, gr_str lang,
                                         gr_tnode **out);
gr_str gr_load_compiled_hash(const load_descriptors *d, const gr_tnode *root);

struct gr_load {
    gr_load_setup setup;
    gr_sources *sources;
    gr_catalogue *catalogue;
    load_descriptors descriptors;
    load_styles styles;
    load_texts texts;
    /* bind.c */
    gr_texts text_store;
    gr_binder binder;
    gr_derivations *derivations;
    gr_bound_report *bound;
    size_t n_bound, cap_bound;
    /* exports.c */
    gr_version_export *exports;
    size_t n_exports;
    gr_str suppressed_places;
    const gr_diag *controls_said; /* NULL: none failed */
    gr_failed_control controls_worst;
    gr_waivers waivers;          /* waivers.c */
    const gr_doc_waived *waived; /* controls of derived data that failed, and are held back */
    size_t n_waived;
    struct gr_contract *contract; /* promises.c: judged once exports are linked */
};

/* waivers.c: what data descriptors say of failures that are known */
/** Reads and names them; after gr_derive_bind. All faults in one go. */
GR_MUST_USE gr_status gr_load_read_waivers(gr_load *load);
/** Once exports are linked: keys that no record has. */
void gr_load_check_waived_keys(const gr_load *load);
gr_doc_waived gr_load_waived(const gr_load *load, size_t nr);
/** Those of controls of a report, in its `waivers`. */
void gr_load_waivers_of(const gr_load *load, gr_bound_report *bound);
/** WAIVER_UNUSED for those of promises and derived data. */
void gr_load_tell_unused(const gr_load *load);

/* promises.c */
void gr_load_judge(gr_load *load);
/** Of one export that was read alone; GR_BAD_INPUT: a promise that refuses is broken. */
GR_MUST_USE gr_status gr_load_judge_alone(gr_load *load);
/** What promises mean for a report, in its `promises`. */
void gr_load_judge_report(const gr_load *load, gr_bound_report *bound);
/** Promises that are broken and of which no planned report was told. */
void gr_load_judge_rest(const gr_load *load);

/** What an order asks for cannot be made, which was told: it is left out when each stands alone. */
GR_MUST_USE gr_status gr_load_leave_out(const gr_load_setup *setup, gr_order *order,
                                        gr_status status);

/* exports.c: how exports are read */
GR_MUST_USE gr_status gr_load_sources(gr_load *load);

/* markup.c */
/** Texts in data: each is read once; MARKUP_REFUSED, and MARKUP_UNKNOWN with how many. */
GR_MUST_USE gr_status gr_load_check_markup(const gr_load *load);
/** For gr_texts. */
GR_MUST_USE gr_status gr_load_text_of_value(void *texts, const gr_text_value *value,
                                            gr_tnode **out_blocks);

/* parts.c */
/** TEXT_PARTS_UNUSED, when every report is bound: else one that is not may show them. */
void gr_load_tell_parts(const gr_load *load);

/* passed_over.c */
/** FILES_PASSED_OVER for those that no report could name either. */
void gr_load_tell_passed_over(const gr_load *load, const gr_file_names *passed);

/* style_pictures.c */
/** Adds the hash of each picture of its masters to what says how it looks; returns how many. */
size_t gr_load_style_pictures(const gr_load_setup *by, const gr_house_style *house, gr_buf *all);

#endif
