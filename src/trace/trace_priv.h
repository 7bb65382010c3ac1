#ifndef GR_TRACE_PRIV_H
#define GR_TRACE_PRIV_H
/* A version's origins as they were read, and the parts of one answer. */
#include "readback/readback.h"
#include "trace/trace.h"
#include "json/read.h"

/* --- versions.c --- */

typedef struct gr_traced_version {
    gr_str report, edition, destination, key, folder;
    gr_str shown; /* folder that readers have, while it is the one that they see */
    gr_str manifest;
    bool saved_anew, is_workbook; /* the file is known by the id in it; what kind it is */
} gr_traced_version;
typedef void gr_version_fn(void *user, const gr_traced_version *version);
/** Each version that readers see, or each that there is, in all destinations; without manifest. */
void gr_each_version(const gr_store *store, bool shown_only, gr_arena *arena, gr_version_fn *visit,
                     void *user);
/** The version that a document is of. DOCUMENT_UNKNOWN when there is none. */
GR_MUST_USE gr_status gr_version_of_document(const gr_trace_question *ask, gr_traced_version *out);

/* --- origins.c: origins.json, whose form is told in provenance/origin_graph.c --- */

typedef struct gr_origin_at { /* a node: figure and place in its list, both from 0 */
    uint32_t figure, node;
} gr_origin_at;
typedef struct gr_origins {
    gr_json_tree origins, published, manifest;
    const gr_json_value *figures, *rules, *files, *told_figures, *exports;
    gr_origin_at *told; /* fields that are told once */
    size_t n_told, cap_told;
    bool of_row; /* its one figure stands in a row of a long table */
    gr_arena *arena;
} gr_origins;
/** From one text. False: as below. */
bool gr_origins_of_text(gr_str origins, gr_arena *arena, gr_origins *out);
/** False: there is none, or it is of an older griffie. */
bool gr_origins_read(gr_str folder, gr_arena *arena, gr_origins *out);
void gr_origins_free(gr_origins *origins);
gr_str gr_figure_text(const gr_origins *origins, size_t figure, const char *member);
/** What published.json says of it: "where", "label". Empty: nothing. */
gr_str gr_figure_said(const gr_origins *origins, size_t figure, const char *member);
/** Page and box in 1/10 mm (page, left, top, right, bottom); false: it is not in print. */
bool gr_figure_box(const gr_origins *origins, size_t figure, int64_t out[5]);
/** Its place is that of a drawing, in which it need not stand in letters. */
bool gr_figure_is_drawn(const gr_origins *origins, size_t figure);
/** A later page has the rest of it, or all of it again. */
bool gr_figure_goes_on(const gr_origins *origins, size_t figure);
/** "8:66.8,207.8": its middle, as `trace` takes it; empty: it is not in print. */
gr_str gr_figure_place(const gr_origins *origins, size_t figure, gr_arena *arena);

typedef struct gr_traced_node {
    gr_str op, value, flags, detail;
    bool is_field;
    gr_str dataset, key, field;
    int64_t file, line, column;
    uint32_t *args; /* nodes, from 1; 0: it had no value */
    size_t n_args;
    int64_t more;               /* operands that are not listed */
    const gr_json_value *lines; /* on which lines their records stand */
    bool others;                /* another owner's, or worked out from that: not to be told */
    bool own;                   /* it says how one's own field was worked out */
    bool told;                  /* while a chain is printed */
} gr_traced_node;
typedef struct gr_traced_graph { /* the first node is the figure's value */
    gr_traced_node *nodes;
    size_t n, cap;
} gr_traced_graph;
/** The graph behind a figure, whole; `with_others`: nothing of it is hidden. */
gr_traced_graph gr_origins_graph(const gr_origins *origins, size_t figure, bool with_others,
                                 gr_arena *arena);
/** What the manifest says of an export ("sha256", "as-of"); empty: nothing. */
gr_str gr_origins_export(const gr_origins *origins, gr_str file, const char *member);
/** A file by its number in nodes; *out_sha256 may be empty. */
gr_str gr_origins_file(const gr_origins *origins, int64_t number, gr_str *out_sha256);

/* --- told_figure.c: for gr_readback, whose `user` begins with gr_told_figures --- */

typedef struct gr_told_figures {
    const gr_origins *origins;
} gr_told_figures;
gr_readback_figure gr_told_figure(void *user, size_t nr);
void gr_told_value(void *user, size_t nr, gr_buf *out);
/** Says when a copy that was saved anew shows other figures than its version: COPY_ALTERED,
 *  COPY_UNREAD. */
void gr_copy_compare(const gr_trace_question *ask, const gr_traced_version *version,
                     const gr_origins *origins);

/* --- figures.c --- */

typedef struct gr_figure_hits {
    size_t *items;
    size_t n, cap;
    bool by_text; /* others may have the same */
} gr_figure_hits;
/** Figures that `asked` means; FIGURE_UNKNOWN with the nearest when there is none. */
GR_MUST_USE gr_status gr_figures_find(const gr_trace_question *ask, const gr_origins *origins,
                                      bool silent, gr_figure_hits *out);

/* --- groups.c: sums that were made while an export was read --- */

typedef struct gr_group_member { /* a record in it */
    uint32_t export, line;       /* export: of gr_chain.exports */
} gr_group_member;
typedef struct gr_group_again { /* the records behind a field of a group, read again */
    gr_str dataset, key, checksum;
    gr_group_member *members; /* export by export */
    size_t n, cap;
    bool read; /* they are those that were added up: their checksum says so */
    bool told; /* while a chain is printed */
} gr_group_again;
typedef struct gr_group_export {
    gr_str name, content;
} gr_group_export;
typedef struct gr_chain gr_chain;
/** It is a sum or a count over records of which only their number and checksum were kept. */
bool gr_node_is_group(const gr_traced_node *node);
/** Its records; those of all groups of the chain are read again at once. */
gr_group_again *gr_group_of(gr_chain *chain, const gr_traced_node *node);
typedef struct gr_groups_met { /* groups that a record went into, by the content of its export */
    gr_str sha256;
    gr_group_name *items;
    size_t n, cap;
    bool read;
} gr_groups_met;
void gr_groups_of_line(const gr_where_question *ask, gr_str file, uint32_t line,
                       gr_groups_met *out);

gr_str gr_figure_typed(gr_str text, gr_arena *arena); /* as it is typed: plain spaces and minus */

/* --- long_rows.c: rows of tables that are too long to be in the index --- */

#define GR_ROW_HITS 50 /* that are told; others are counted */
typedef struct gr_rows_look {
    /** Whether a figure may be asked for: what it says no to is passed over quickly. */
    bool (*wants)(void *user, const gr_row_figure *figure, gr_arena *scratch);
    /** One that is, as the only one of an index, whose text is `text`; gone after the call. */
    void (*found)(void *user, const gr_origins *one, gr_str text);
    void *user;
} gr_rows_look;
/** Each figure in the rows of a version's long tables; `of`: what else is known of it. False: they
 *  cannot be worked out again, and what was found is of other rows. */
bool gr_rows_each(const gr_row_reader *reader, const gr_traced_version *version,
                  const gr_origins *of, const gr_rows_look *look);
bool gr_has_long_tables(const gr_traced_version *version, gr_arena *arena);
typedef struct gr_row_hits {
    gr_origins items[GR_ROW_HITS]; /* of one figure each */
    size_t n, all;
    bool unread; /* they cannot be worked out again */
} gr_row_hits;
/** Figures of rows that `ask` means; `of`: what else is known of the version. */
void gr_row_hits_find(const gr_trace_question *ask, const gr_traced_version *version,
                      const gr_origins *of, gr_row_hits *out);
void gr_row_hits_free(gr_row_hits *hits);
/** FIGURE_UNKNOWN: it is in the index neither, and these rows cannot be looked at. */
gr_status gr_row_hits_refuse(const gr_trace_question *ask, const gr_traced_version *version);

/* --- chain.c, chain_json.c --- */

struct gr_chain {
    gr_group_again *groups; /* that were read again, when `read_again` */
    size_t n_groups, cap_groups;
    struct gr_intern *group_names; /* by dataset and key: numbers of groups */
    gr_buf group_name;             /* scratch */
    gr_group_export *exports;      /* from which they were */
    size_t n_exports;
    bool read_again;
    const gr_trace_question *ask;
    const gr_traced_version *version;
    const gr_origins *origins;
    size_t figure;
    gr_traced_graph graph;
    gr_arena *arena;
    gr_buf *out;
};
void gr_chain_tell(gr_chain *chain);
void gr_chain_tell_json(gr_chain *chain);

/* --- lines.c --- */

/** Prints records of one export; `lines` ascend. */
void gr_lines_tell(const gr_chain *chain, gr_str file, gr_str content, const uint32_t *lines,
                   size_t n);
/** Prints the records of a graph as they stand in their exports, file by file. */
void gr_chain_lines(gr_chain *chain);
/** Where the content of an export can be read: the archive, else the input folder when it is still
 *  that file; empty: nowhere. */
gr_str gr_export_content(const gr_trace_question *ask, gr_str file, gr_str sha256, gr_arena *arena);
typedef void gr_line_fn(void *user, uint32_t line);
/** Each line of "5+1*40+7"; false: it is no such text. */
bool gr_lines_each(gr_str packed, gr_line_fn *visit, void *user);

#endif
