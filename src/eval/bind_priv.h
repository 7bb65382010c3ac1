#ifndef GR_EVAL_BIND_PRIV_H
#define GR_EVAL_BIND_PRIV_H
/* The binding half of this room: names become slots and columns, before a record is read. It leaves
 * in the tree what eval_priv.h says, and knows no expander. */
#include "eval_priv.h"

typedef struct gr_preparing {
    gr_report *report;
    const gr_report_setup *setup;
    gr_binder *binder;
    gr_arena *arena;
    const gr_scope *everywhere;        /* names that definitions know: built in, and parameters */
    const struct gr_prepared_use *use; /* what is bound stands for this one; NULL: for none */
    bool failed;
} gr_preparing;
typedef struct gr_prepared_use gr_prepared_use;

/** A <use> or <include>: its arguments in `scope`, what it stands for among these. */
void gr_prepare_use(gr_preparing *prep, gr_tnode *node, const gr_scope *scope);
/** What a use holds, where <body/> stands: in the scope of the use. */
void gr_prepare_body(gr_preparing *prep, const gr_tnode *node);
/** One child; the scope of the next. */
const gr_scope *gr_prepare_child(gr_preparing *prep, gr_tnode *child, const gr_scope *scope);

/** Binds the attributes of a node as their kinds say. With `row`, expressions are over its fields.
 */
void gr_prepare_attrs(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope,
                      const gr_schema *row);
const void *gr_prepare_attr(gr_preparing *prep, const gr_tnode *node, const gr_tattr *attr,
                            const gr_scope *scope, const gr_schema *row);
/** Reports what a descriptor cannot say; the report counts as not bound. */
GR_PRINTF(4, 5)
void gr_prepare_refuse(gr_preparing *prep, gr_loc at, gr_code code, const char *fmt, ...);
/** Binds the loop of a node, if it has one; the scope of what the node holds. */
const gr_scope *gr_prepare_loop(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope);
/** Into `scope`: a name that an author gave (NULL: `otherwise`). One that is built in is refused.
 */
const gr_scope *gr_prepare_name(gr_preparing *prep, const gr_tattr *given, const char *otherwise,
                                gr_vtype type, const gr_scope *scope);
/** Binds the set in `rows` and gives its variable a scope; *out NULL when there is no such
 * attribute. */
const gr_scope *gr_prepare_rows(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope,
                                const gr_row_set **out);
/** Inside what no edition with an owner shows (if="region"), nothing is foreign. True when that is
 * so. */
bool gr_prepare_enter(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope);
void gr_prepare_leave(gr_preparing *prep, bool dead);
/** A file is whose its path says: false after a report when that may be another owner. */
bool gr_prepare_file(gr_preparing *prep, const gr_tnode *node, const gr_tattr *attr,
                     const gr_bound_pattern *path);
/** For whose eyes the report is bound; before its editions are. */
void gr_prepare_eyes(gr_preparing *prep);
/** Then: `owner` is the dataset that its editions are records of; NULL: there is the region only.
 */
void gr_prepare_owner(gr_preparing *prep, const gr_schema *owner);
/* prepare_groups.c: by=, others=, others-if= of what has a variable over `set` */
/** NULL: no `by`. `type`, of a record, becomes that of a group. */
gr_group_rule *gr_prepare_cut(gr_preparing *prep, const gr_tnode *node, const gr_set *set,
                              const gr_scope *scope, gr_vtype *type);
/** Afterwards, when the variable is the innermost name of `scope`. `cut` may be NULL. */
void gr_prepare_others(gr_preparing *prep, const gr_tnode *node, gr_group_rule *cut,
                       const gr_scope *scope);
/* prepare_levels.c: <group> of a table, and subtotal= of its columns */
/** Binds the groups in a table; the scope of the innermost one, NULL: none. */
const gr_scope *gr_prepare_levels(gr_preparing *prep, const gr_tnode *table, const gr_row_set *set,
                                  const gr_scope *scope);
/** Binds subtotal= of a column under `scope`; `level` NULL: the table has no groups. */
void gr_prepare_subtotal(gr_preparing *prep, const gr_tnode *table, const gr_tnode *column,
                         const gr_scope *level, const gr_scope *scope);
/** inlines.c: a run of white space. */
bool gr_tnode_is_blank(const gr_tnode *node);
void gr_prepare_node(gr_preparing *prep, gr_tnode *node, const gr_scope *scope);
void gr_prepare_children(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope);
void gr_prepare_table(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope);
void gr_prepare_chart(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope);
void gr_prepare_planner(gr_preparing *prep, const gr_tnode *node);
void gr_prepare_outline(gr_preparing *prep, const gr_tnode *node); /* OUTLINE_FORM */
void gr_prepare_text(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope);
/** Names of the house style that a node uses, said or implied; reports what it lacks. */
void gr_prepare_looks(gr_preparing *prep, const gr_tnode *node);
/** prepare_marks.c: whether it is over the records of a table or chart. */
bool gr_is_row_mark(const gr_tnode *node, const gr_tattr *attr);
/** Refuses a mark in a look that the house style has not, and what goes with no mark. */
void gr_prepare_marks(gr_preparing *prep, const gr_tnode *node);
/** missing.c: refuses a missing= that cannot be shown, or would hide that something is missing. */
void gr_prepare_missing(gr_preparing *prep, const gr_tnode *node);

/** prepare_slides.c: refuses what stands beside slides, notes that nothing prints. */
void gr_prepare_slides(gr_preparing *prep, const gr_tnode *root);
/** prepare_article.c: false after ARTICLE_VERSION. */
bool gr_prepare_version(gr_preparing *prep, const gr_tattr *version, gr_vtype type);

/** prepare_ids.c: ids that are there twice in every edition. */
void gr_prepare_ids(gr_preparing *prep, const gr_tnode *root);

/** life.c: the built-in names of the life cycle, when the report has one. */
const gr_scope *gr_prepare_life(gr_preparing *prep, const gr_scope *scope);

/* attach.c */
/** Refuses attach="workbook" where there is no workbook ... */
void gr_prepare_attach(gr_preparing *prep, const gr_tnode *root);
/** ... and a file that is to be listed where there is no list. */
void gr_prepare_attachment(gr_preparing *prep, const gr_tnode *node);

/* held_day.c: at= of a report */
/** Before its sets are bound: there will be a day. */
void gr_prepare_held_day(gr_preparing *prep);
/** Afterwards: which day; refuses what is none, and a day that no set asks for. */
void gr_prepare_held_end(gr_preparing *prep);

/* prepare_caveats.c: when everything is bound */
/** Of a report that promises of its data may make a draft: it says so in a <status/>, or
 *  STATUS_ABSENT. */
void gr_prepare_caveats(gr_preparing *prep);

#endif
