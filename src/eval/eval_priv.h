#ifndef GR_EVAL_PRIV_H
#define GR_EVAL_PRIV_H
/* What both halves of this room share: what binding (bind_priv.h) leaves in the template's tree for
 * the expander (expander_priv.h), which writes one edition from it. */
#include "eval/eval.h"

/* --- left in gr_tattr.bound by binding; which attribute holds which is said with each --- */

typedef struct gr_group_rule { /* of `by`: records are cut into groups with the same value */
    const gr_tnode *node;      /* that says so */
    gr_loc at;
    const gr_bound *key;
    gr_type key_type;
    gr_str set, by;         /* as written: which records, by what */
    bool in_order;          /* as the first records of groups stand in the set; else by key */
    const gr_bound *others; /* groups for which it holds go together; NULL: none */
    uint32_t slot;          /* of the variable */
} gr_group_rule;

typedef struct gr_loop { /* of `of`: the set of `each` */
    const gr_bound_set *set;
    const gr_group_rule *cut; /* NULL: records; else groups */
    uint32_t slot;            /* of the loop variable */
} gr_loop;

/* prepare_levels.c */
/** What a table or a <group> holds: its <group>; NULL: none. */
const gr_tnode *gr_level_in(const gr_tnode *node);
bool gr_level_adds(const gr_tnode *group); /* subtotal="sum" */

typedef struct gr_rule { /* of an expression attribute: what is shown, and how */
    const gr_bound *bound;
    gr_vtype type;
    gr_format format;
    bool format_given; /* by the descriptor; else it is the default of the type */
    uint32_t stamp;    /* of the expression, for the identity of figures */
} gr_rule;

typedef struct gr_row_set { /* of `rows` on tables and charts */
    const gr_bound_set *set;
    const gr_schema *schema;
    const gr_group_rule *cut; /* NULL: a row for each record; else for each group */
    gr_vtype type;            /* of the row variable */
    gr_str source;            /* as written */
    uint32_t slot;            /* of the row variable */
    uint32_t stamp;           /* of the set: gr_set_stamp */
} gr_row_set;

#define GR_TEXT_ASKED GR_LIT("asked for here") /* beside what is wrong with a text */
typedef struct gr_text_use {                   /* of `file` on <text> */
    const gr_bound_pattern *path;
    const gr_bound_pattern *otherwise; /* where that is not there; NULL: nothing */
    const gr_pattern *part;            /* of `part`; NULL: it asks for a file that is one text */
    const gr_bound_pattern *part_bound;
    bool optional;             /* a part that is not there is no fault */
    const gr_text_file *files; /* all that the path can mean; a part each of a file with parts */
    size_t n;
} gr_text_use;

/* text_find.c */
/** The text that is meant, or the file when it cannot be read; NULL: neither is there. */
const gr_text_file *gr_text_find(const gr_text_use *use, gr_str path, gr_str part);
/** Whether it is a fault that it is not there: not with optional="yes", unless the file is there
 *  and is asked for in the wrong way. */
bool gr_text_must_be(const gr_tnode *node, const gr_text_use *use, gr_str path);
/** What is wrong with a file that is there and has no such part, and what would do. */
gr_str gr_text_refusal(const gr_text_use *use, gr_str path, gr_str part, gr_arena *arena);

typedef struct gr_variable { /* of `value` on <let> and <parameter> */
    const gr_bound *bound;   /* NULL: a parameter, whose value stands here */
    gr_value value;
    gr_vtype type;
    uint32_t slot;
} gr_variable;

typedef struct gr_argument { /* of `value` on <argument> */
    gr_str name;
    const gr_bound *bound;         /* its value, or: */
    const gr_bound_pattern *words; /* a text with figures in it */
    gr_vtype type;
    uint32_t slot;
} gr_argument;

typedef enum gr_life_field { /* the built-in names life.status, life.version, ... */
                             GR_LIFE_STATUS_FIELD,
                             GR_LIFE_VERSION_FIELD,
                             GR_LIFE_DATE_FIELD,
                             GR_LIFE_BY_FIELD,
                             GR_LIFE_BECAUSE_FIELD,
                             GR_LIFE_FIELDS
} gr_life_field;

#define GR_SLIDE_MASTER "slide" /* of a <slide> that names none */

struct gr_report {
    const gr_tnode *root, *editions; /* editions: NULL when not given */
    gr_str id, input_folder;
    const gr_house_style *house;
    const gr_limits *limits;
    uint32_t edition_slot, region_slot, as_of_slot, day_slot,
        each_slot;      /* each_slot: the name in <editions> */
    uint32_t n_slots;   /* slots a context needs for this report */
    uint32_t held_slot; /* the day of at=, when it says one */
    const gr_texts *text_store;
    const gr_derivations *derivations; /* of the data; may be NULL */
    const gr_text_use **texts;         /* as its <text>s ask for them */
    size_t n_texts, cap_texts;
    gr_touched touched; /* datasets that it reads */
    bool has_controls;  /* with an id: their failure may be waived */
    bool has_promises;  /* of one of these: it may become a draft, now or when one is changed */
    gr_str suffix;      /* "-en": of its file names, in another language than the first */
    bool for_speakers;  /* slides are small in it, above the notes of who speaks */
    bool has_slides;    /* and nothing else that prints */
    bool has_sheets, has_each, has_life, uses_day, lists_attachments, has_terms;
    gr_eyes eyes;          /* for whom it is bound */
    const gr_scope *top;   /* names at its top */
    bool sees_all;         /* its editions are for readers who may see every owner's figures */
    gr_code_list statuses; /* what life.status can be, in the words of the house style */
    uint32_t life_slots[GR_LIFE_FIELDS];
};

/** The day of at= and the parameters that it reads, into their slots; before anything is worked
 *  out. HELD_DAY when there is no such day. */
GR_MUST_USE gr_status gr_report_fill_held_day(const gr_report *report, gr_eval_context *context);

/* --- read back from the tree --- */
const gr_rule *gr_tnode_rule(const gr_tnode *node, const char *attr); /* NULL: not given */
/** prepare_marks.c: mark=, mark-rows= or mark-cells=; the name of the look it is in. */
bool gr_is_mark(const gr_tattr *attr);
gr_str gr_mark_look_name(const gr_tnode *node);
/** The sign of missing=, "p.m."; empty when `node` says none. */
gr_str gr_gap_sign(const gr_tnode *node);
/** `what` is among the words of the report's attach=. */
bool gr_root_attaches(const gr_tnode *root, const char *what);

#endif
