#ifndef GR_EVAL_EXPANDER_PRIV_H
#define GR_EVAL_EXPANDER_PRIV_H
/* The expanding half of this room: the expander of one edition, which walks the bound tree and
 * writes the document. It binds nothing. */
#include "base/attachment.h"
#include "base/utf8.h"
#include "eval_priv.h"

typedef struct gr_figure_place { /* where figures stand, as their identity has it: identity.c */
    gr_str block;                /* id of the nearest block that has one */
    gr_str path; /* from there: "/" and a key for each loop, row and text in between */
    uint32_t of; /* stamp of the datasets of these keys */
} gr_figure_place;

typedef struct gr_heads { /* of the section at work */
    uint8_t level;        /* of its heading */
    bool numbered, listed;
    uint8_t unnumbered; /* level of the nearest heading around it that has no number: numbers below
                           begin anew */
    bool annex;         /* it is one, or stands in one */
} gr_heads;

typedef struct gr_annexes { /* so far */
    uint16_t n, n_captions, n_figures;
} gr_annexes;

typedef struct gr_attached { /* files that go with the edition, so far */
    gr_attachment *files;
    gr_node **lists; /* tables without their rows: what the last one is, is known at the end */
    size_t n_files, cap_files, n_lists, cap_lists;
    size_t bytes; /* in the document */
} gr_attached;

typedef struct gr_statuses { /* tables of <status/>: what is waived is known at the end */
    gr_node **lists;
    size_t n, cap;
} gr_statuses;

typedef struct gr_origin_list { /* an <origins>: its rows come when all figures are known */
    const gr_tnode *node;
    gr_node *table;
} gr_origin_list;
typedef struct gr_origin_lists {
    gr_origin_list *items;
    size_t n, cap;
} gr_origin_lists;

typedef struct gr_auto_anchor { /* a name that no descriptor gave */
    gr_node *node;
    gr_str name; /* as it was made */
} gr_auto_anchor;

typedef struct gr_autos {
    gr_auto_anchor *nodes;
    size_t n, cap;
} gr_autos;

typedef struct gr_made_from gr_made_from;
typedef struct gr_planning gr_planning;
typedef struct gr_refs gr_refs;
typedef struct gr_note_names gr_note_names;
typedef struct gr_names gr_names;
typedef struct gr_prescribed gr_prescribed;
typedef struct gr_glossary gr_glossary;
typedef struct gr_expander {
    const gr_report *report;
    gr_eval_context *context;
    gr_doc *doc;
    gr_arena *arena; /* of nodes and texts: the document's, or a pulled row's */
    bool pulling;    /* a row is made outside the tree */
    const gr_edition *edition;
    gr_doc_rule shown;   /* the expression whose value was worked out last */
    const gr_tnode *gap; /* whose missing= is for the figures being made; NULL: none */
    gr_figure_place place;
    gr_names *names;
    gr_prescribed *outline; /* what it must have; NULL: nothing is asked */
    gr_heads heads;
    gr_annexes annexes;
    gr_refs *refs;
    gr_note_names *notes;
    gr_glossary *words;
    bool terms_told; /* of the <terms> at work: what is not explained is a finding */
    gr_attached attached;
    gr_origin_lists origin_lists;
    bool cites; /* a sheet says what its figures come from */
    gr_autos autos;
    gr_made_from *made_from;              /* long tables so far */
    uint16_t ordinals[GR_HEADING_LEVELS]; /* headings so far, by level */
    uint16_t numbers[GR_HEADING_LEVELS];  /* numbered ones */
    uint8_t last_level;
    uint16_t n_tables, n_captions, n_figures, n_charts, n_notes;
    unsigned depth, list_level;
    bool in_cell;        /* blocks are written into a cell of a table ... */
    bool cell_refused;   /* ... and one was refused: that it lacks words has been said */
    bool blocked;        /* a control failed        */
    bool status_written; /* a <status/> */
    gr_statuses statuses;
    gr_planning *planning; /* the planner at work; NULL: none is */
    bool failed;           /* something was reported  */
    bool broken;           /* one of our own promises */
} gr_expander;

typedef gr_status gr_write_fn(gr_expander *expander, const gr_tnode *node, gr_node *into);
#define GR_BLOCK(ID, element, name)             \
    extern const gr_xml_part gr_grammar_##name; \
    gr_write_fn gr_write_##name;
#include "template/blocks.def"
#undef GR_BLOCK

/** life.c: the document's life and what it says of it, from the edition; fills the built-in names.
 */
/** A draft says that it is one, or STATUS_ABSENT. */
GR_MUST_USE gr_status gr_expander_check_caveats(gr_expander *expander);
/** What is waived of the data, before the walk; and behind it, all of it in each <status/>, or
 * WAIVER_UNTOLD: waived.c. */
void gr_waived_begin(gr_expander *expander);
GR_MUST_USE gr_status gr_waived_finish(gr_expander *expander);
/** blocks/check.c: what a control came to, for the workbook. */
void gr_control_keep(gr_expander *expander, gr_str words, const gr_control *control,
                     const gr_control_outcome *is);
/** data_controls.c: those of data descriptors that its readers may know, before the walk. */
void gr_data_controls_keep(gr_expander *expander);
/** status.c: columns of the table, wide enough for the labels of its lines. */
void gr_status_describe(gr_expander *expander, gr_node *table);
void gr_expander_life(gr_expander *expander);

/* missing.c: what stands where a value is missing, and sums of what is known. */
/** Of a sum that is missing: the sum of the operands that are known; false: it is none, or none of
 *  them is. */
bool gr_gap_known(gr_expander *expander, const gr_value *value, gr_value *out);
gr_str gr_gap_text(gr_expander *expander, gr_str known, gr_str sign); /* "€ 1.200 + p.m." */
/** A missing value becomes what expander->gap says: its sign, or the sum of what is known. */
void gr_gap_fill(gr_expander *expander, gr_figure *figure);

/* expander.c: nodes, values, figures. A failed expression is reported by `expr`, remembered in
 * expander->failed, and writing goes on; a status other than GR_OK ends the edition. */
GR_MUST_USE gr_status gr_expander_add(gr_expander *expander, gr_node *into, gr_kind kind, gr_loc at,
                                      gr_node **out_node);
GR_MUST_USE gr_status gr_expander_add_styled(gr_expander *expander, gr_node *into, gr_kind kind,
                                             gr_loc at, gr_style_id style, gr_node **out_node);
GR_MUST_USE gr_status gr_expander_add_text(gr_expander *expander, gr_node *into, gr_str text,
                                           gr_loc at);
gr_value gr_expander_value(gr_expander *expander, const gr_rule *rule, const gr_ref *row,
                           gr_loc at);
/** The value, or POISON after ORIGIN_LIMIT: what a figure was made of is told to its readers. */
gr_value gr_expander_within(gr_expander *expander, gr_value value, gr_loc at);
/** A FIGURE or SIGN child of `into`; *out is NULL when the value is poisoned. */
GR_MUST_USE gr_status gr_expander_figure(gr_expander *expander, gr_node *into,
                                         const gr_value *value, gr_format format, gr_str id,
                                         gr_loc at, const gr_figure **out);
/** The child that shows a figure which was made before. */
GR_MUST_USE gr_status gr_expander_show(gr_expander *expander, gr_node *into,
                                       const gr_figure *figure, gr_loc at);
/** The figure alone, in the document's list: points of charts. */
gr_figure gr_expander_point(gr_expander *expander, const gr_value *value, gr_format format,
                            gr_str id, gr_loc at);
/** LINK_TEXT when the text of a link says nothing: link_text.c. */
/** LINK_ADDRESS when a link could not be opened by it. */
void gr_check_address(gr_expander *expander, gr_loc at, gr_str uri);
void gr_check_link_text(gr_expander *expander, const gr_tnode *node, const gr_node *link);
/** Pieces of a pattern as TEXT and FIGURE children. */
GR_MUST_USE gr_status gr_expander_pattern(gr_expander *expander, gr_node *into,
                                          const gr_bound_pattern *pattern, gr_loc at);
/** A bound pattern as plain text, held against isolation too. */
gr_str gr_expander_plain(gr_expander *expander, const gr_bound_pattern *pattern);
/** A pattern attribute as plain text; empty when not given. */
gr_str gr_expander_text(gr_expander *expander, const gr_tnode *node, const char *attr);
/** The attribute is not there, or all its figures are absent: what it says would be signs for that.
 */
bool gr_expander_lacks(gr_expander *expander, const gr_tnode *node, const char *attr);
/** As gr_expander_text, with a sign for each figure in which an owned record has a part. */
gr_str gr_expander_open_text(gr_expander *expander, const gr_tnode *node, const char *attr);
GR_MUST_USE gr_status gr_expander_attr(gr_expander *expander, gr_node *into, const gr_tnode *node,
                                       const char *attr);
uint32_t gr_tnode_int(const gr_tnode *node, const char *attr, uint32_t otherwise);
/** Length in 1/1000 pt of a length attribute; 0 when not given. */
gr_mpt gr_tnode_length(const gr_tnode *node, const char *attr);
const gr_style *gr_expander_style(const gr_expander *expander, gr_style_id id);

/* identity.c: what figures are called */
GR_NEVER_NULL gr_names *gr_names_new(gr_arena *arena);
/* One step further from the block; whoever takes it puts expander->place back afterwards. */
void gr_place_word(gr_expander *expander, gr_str word, gr_str of);
void gr_place_record(gr_expander *expander, const gr_table *table, uint32_t row);
void gr_place_slot(gr_expander *expander, uint32_t slot); /* by the variable of a loop */
/** The name of a figure that shows the expression of `stamp` in `format` here. */
gr_str gr_expander_identity(gr_expander *expander, uint32_t stamp, gr_format format);
/** One that the descriptor gives it; NAME_DUPLICATE with both places when it is taken. */
gr_str gr_expander_own_identity(gr_expander *expander, gr_str id, gr_loc at);

/** id= and style= of a block. With an id, figures inside are called after it: see
 *  gr_expander_leave. */
gr_figure_place gr_expander_enter(gr_expander *expander, const gr_tnode *node, gr_node *made);
void gr_expander_leave(gr_expander *expander, gr_figure_place outer);

/* groups.c: records by groups; what a table has a row for, or a chart a category */
typedef struct gr_groups {
    gr_group *list;
    uint32_t n;
    bool rest; /* the last one is that of the others */
} gr_groups;
/** None after a report, which expander->failed remembers. */
GR_MUST_USE gr_status gr_groups_open(gr_expander *expander, const gr_group_rule *cut, gr_rows rows,
                                     gr_groups *out);
void gr_groups_enter(gr_expander *expander, const gr_group_rule *cut, const gr_groups *groups,
                     uint32_t nr);
typedef struct gr_shown_rows {
    const gr_row_set *set; /* NULL: none */
    gr_rows rows;          /* all records of it */
    gr_groups groups;      /* with a cut: what there are rows for; else for each record */
    uint32_t n;            /* rows */
    bool failed;           /* they are not known; it has been told */
} gr_shown_rows;
GR_MUST_USE gr_status gr_shown_rows_open(gr_expander *expander, const gr_row_set *set,
                                         gr_shown_rows *out);
/** Its record or group into the variable; the record (in `record`), NULL for a group. */
const gr_ref *gr_shown_rows_enter(gr_expander *expander, const gr_shown_rows *lines, uint32_t nr,
                                  gr_ref *record);

/* loop.c: each, if, let */
typedef struct gr_turns { /* what a loop goes through */
    const gr_loop *loop;  /* NULL: no loop, one turn */
    gr_rows rows;
    gr_groups groups; /* of a loop with a cut */
    size_t n;
} gr_turns;
GR_MUST_USE gr_status gr_turns_open(gr_expander *expander, const gr_tnode *node, gr_turns *out);
void gr_turns_enter(gr_expander *expander, const gr_turns *turns, size_t turn);
gr_value gr_ref_value(gr_arena *arena, const gr_table *table, uint32_t row);
/** One step of work; GR_OVER_LIMIT when the edition took too many. */
GR_MUST_USE gr_status gr_expander_step(gr_expander *expander, gr_loc at);
GR_MUST_USE gr_status gr_expander_passes(gr_expander *expander, const gr_tnode *node, bool *out);
/** Calls `write` for each turn of the node's loop in which its `if` holds. */
GR_MUST_USE gr_status gr_expander_repeat(gr_expander *expander, const gr_tnode *node, gr_node *into,
                                         gr_write_fn *write);

/* text_value.c: <text value=> */
GR_MUST_USE gr_status gr_write_text_value(gr_expander *expander, const gr_tnode *node,
                                          gr_node *into);
bool gr_text_value_is_absent(gr_expander *expander, const gr_tnode *node);

/** blocks/text.c: it holds texts that may be absent, all of them are, and nothing else: so that it
 *  would be a heading over nothing. */
bool gr_holds_absent_texts(gr_expander *expander, const gr_tnode *node);

/* expand.c: blocks */
GR_MUST_USE gr_status gr_expand_block(gr_expander *expander, const gr_tnode *node, gr_node *into);
GR_MUST_USE gr_status gr_expand_blocks(gr_expander *expander, const gr_tnode *node, gr_node *into);
/** Children that are blocks, text or both; runs of text become paragraphs in `style`. */
GR_MUST_USE gr_status gr_expand_mixed(gr_expander *expander, const gr_tnode *node, gr_node *into,
                                      gr_style_id style);
/** Only children of one kind, each through `write`, with their loops and conditions. */
GR_MUST_USE gr_status gr_expand_kind(gr_expander *expander, const gr_tnode *node, gr_element kind,
                                     gr_node *into, gr_write_fn *write);
/** As gr_expand_kind; a `node` in which none stands is WORDS_ABSENT, as its title would be lost.
 * One of which no loop or condition lets any through is left out, title and all. */
GR_MUST_USE gr_status gr_expand_parts(gr_expander *expander, const gr_tnode *node, gr_element kind,
                                      gr_node *into, gr_write_fn *write);
GR_MUST_USE gr_status gr_write_heading_node(gr_expander *expander, unsigned wanted, bool numbered,
                                            gr_loc at, gr_node *into, gr_node **out_heading);
/** blocks/section.c: the heading of what has a title=, one level below what is around it. */
GR_MUST_USE gr_status gr_write_section_title(gr_expander *expander, const gr_tnode *node,
                                             gr_node *section);
/** A heading that is complete has words, or HEADING_BLANK is reported at `at`. */
void gr_check_heading(gr_expander *expander, const gr_node *heading, gr_loc at);
/** The section at work has a heading of this level without a number: what is numbered in it counts
 * for itself. */
void gr_begin_unnumbered(gr_expander *expander, uint8_t level);

/* annexes.c */
typedef struct gr_chapters { /* numbers that go on behind an annex */
    bool left;
    uint16_t numbers[GR_HEADING_LEVELS];
} gr_chapters;
/** Around a section: when it is an annex, numbers begin anew in it. ANNEX_PLACE where none can be.
 */
void gr_annex_begin(gr_expander *expander, const gr_tnode *node, gr_chapters *out_chapters);
void gr_annex_end(gr_expander *expander, const gr_chapters *chapters);
/** Of a heading that has `number`: "Bijlage 1", "B1.2"; itself outside of annexes. */
gr_str gr_annex_number(gr_expander *expander, uint8_t level, gr_str number);
typedef struct gr_caption_number {
    const char *label; /* table, figure; NULL: it has no number */
    uint16_t number;
    gr_str text; /* "3", "B.1" */
} gr_caption_number;
/** The number of the next table or figure; and takes it back. */
gr_caption_number gr_caption_count(gr_expander *expander, bool figure);
void gr_caption_uncount(gr_expander *expander, bool figure);

/* cell_content.c */
/** Text and blocks of a cell, an event, an action: what `node` holds. */
GR_MUST_USE gr_status gr_write_cell_content(gr_expander *expander, const gr_tnode *node,
                                            gr_node *cell);
/** False after BLOCK_PLACE: we are in a cell, and the block may not stand there. */
bool gr_cell_takes(gr_expander *expander, const gr_tnode *node);

/* inlines.c: text and inline elements */
bool gr_element_is_inline(gr_element kind);
/** True after CODE_STYLE: the house style says nothing of code. */
bool gr_code_lacks_style(gr_expander *expander, gr_loc at);
bool gr_tnode_is_blank(const gr_tnode *node); /* a run of white space */
/* notes.c */
GR_NEVER_NULL gr_note_names *gr_note_names_new(gr_arena *arena);
GR_MUST_USE gr_status gr_write_note(gr_expander *expander, const gr_tnode *node, gr_node *into);
/** <noteref>: the mark of a note that was written before, or NOTE_UNKNOWN. */
GR_MUST_USE gr_status gr_write_note_again(gr_expander *expander, const gr_tnode *node,
                                          gr_node *into);
/** Siblings from `first` up to `end` (NULL: all), white space collapsed and trimmed. */
GR_MUST_USE gr_status gr_write_inlines(gr_expander *expander, const gr_tnode *first,
                                       const gr_tnode *end, gr_node *into);
/** Nothing but white space and line ends. */
bool gr_says_nothing(gr_expander *expander, const gr_node *node);
/** WORDS_ABSENT with a remedy when `node` says nothing; false then. */
bool gr_check_words(gr_expander *expander, const gr_node *node, gr_loc at, const char *remedy);
/** Takes a title or a remark away again that came out without words. */
void gr_drop_if_blank(gr_expander *expander, gr_node *into, gr_node *child);
/** A paragraph in `style` with the content of `node`. */
GR_MUST_USE gr_status gr_write_paragraph_of(gr_expander *expander, const gr_tnode *node,
                                            gr_node *into, gr_style_id style);
/** A paragraph with a pattern attribute; nothing when it is not given. */
GR_MUST_USE gr_status gr_write_attr_paragraph(gr_expander *expander, const gr_tnode *node,
                                              const char *attr, gr_node *into, gr_style_id style);

/* word_lists.c: abbreviations and terms */
GR_NEVER_NULL gr_glossary *gr_words_new(gr_arena *arena);
/** When all is written: marks them where they are used, and fills each <glossary>. */
GR_MUST_USE gr_status gr_words_finish(gr_expander *expander);

/* refs.c: what blocks are called, for <ref> */
GR_NEVER_NULL gr_refs *gr_refs_new(gr_arena *arena);
/** `node` can be referred to: "table 3" with a label, else by its number or title. */
void gr_ref_name(gr_expander *expander, const gr_node *node, const char *label, gr_str number);
void gr_ref_item(gr_expander *expander, const gr_node *item); /* when it has an id */
/** `heading` is that of an annex: "bijlage 1". */
void gr_ref_annex(gr_expander *expander, const gr_node *heading, gr_str number);
/** `heading` is that of an article: "artikel 3", and its items "artikel 3, lid 1, onder a". */
void gr_ref_article(gr_expander *expander, const gr_node *heading, gr_str number);
void gr_ref_unnumber(gr_expander *expander, const gr_node *node); /* its caption was taken away */
GR_MUST_USE gr_status gr_write_ref(gr_expander *expander, const gr_tnode *node, gr_node *into);
void gr_refs_fill(gr_expander *expander); /* when all blocks are written; reports TARGET_UNKNOWN */

/* anchors.c: names for blocks without an id, which make way for ids that are given */
void gr_anchor_auto(gr_expander *expander, gr_node *node, gr_str name);
void gr_outline_check(
    gr_expander *expander); /* blocks/outline.c: PRESCRIBED_ABSENT, PRESCRIBED_ORDER */
void gr_anchors_settle(gr_expander *expander); /* when all blocks are written */

/* chart_kinds.c */
/** What its type asks for beside values; what they cannot be in it is reported. */
void gr_chart_fit_kind(gr_expander *expander, const gr_tnode *node, gr_chart *chart);

/* chart_words.c */
/** The text alternative of a chart that is filled: the descriptor's own, or one from its data. */
gr_str gr_chart_write_alt(gr_expander *expander, const gr_tnode *node, gr_chart *chart);

/* chart_tables.c: tables that charts name have the figures of these; else the edition fails. */
void gr_chart_tables_check(gr_expander *expander);

/* marks.c */
/** The look of what `attr` (mark, mark-rows, mark-cells) says yes to; NULL: it does not, or is not
 *  given. */
GR_MUST_USE gr_status gr_mark_of(gr_expander *expander, const gr_tnode *node, const char *attr,
                                 const gr_mark_look **out);

/* cite.c: the records behind figures, in words for whoever reads the document */
typedef struct gr_citing gr_citing;
GR_NEVER_NULL gr_citing *gr_citing_new(const gr_doc *doc, const gr_catalogue *catalogue);
void gr_citing_free(gr_citing *citing);
/** Of these together; each record once. NULL among them: nothing. */
gr_cited gr_cite(gr_citing *citing, const gr_origin *const *origins, size_t n);
/** Fills doc->cited. */
void gr_cite_figures(gr_doc *doc, const gr_catalogue *catalogue);
/** Who reads it may know of the record; without an owner they may know of all. */
bool gr_may_be_cited(const gr_doc *doc, const gr_origin *leaf);

/* cited_places.c: where the figures stand */
typedef struct gr_cited_figure {
    const gr_figure *figure;
    gr_str label; /* of its row and column, or its category; may be empty */
} gr_cited_figure;
typedef struct gr_cited_place {
    const gr_node *node;              /* a table, a chart, or the heading above; NULL: before it */
    const gr_node *chapter, *heading; /* around it; NULL: none */
    gr_cited_figure *figures;
    size_t n, cap;
} gr_cited_place;
/** In reading order; figures that stand nowhere in the tree are in none. */
size_t gr_cited_places(const gr_doc *doc, gr_cited_place **out);

/* blocks/origins.c: after all else that prints figures */
GR_MUST_USE gr_status gr_fill_origins(gr_expander *expander, const gr_catalogue *catalogue);

/* made_from.c: the records that figures come from, by export and by dataset */
GR_NEVER_NULL gr_made_from *gr_made_from_new(gr_arena *arena, const gr_catalogue *catalogue);
/** Rows of a long table: their figures are in no list. */
void gr_made_from_rows(gr_made_from *made, const gr_node *table, const gr_rows *rows);
/** A column of such a table shows what `bound` yields for each of these. */
void gr_made_from_column(gr_made_from *made, const gr_rows *rows, const gr_bound *bound);
/** What the rows of a long table are, and show; false: it is none. */
bool gr_made_from_long(const gr_made_from *made, const gr_doc *doc, const gr_node *table,
                       gr_cited *out);
/** When all blocks are written: exports and, when they are `counted`, datasets of the document. */
void gr_made_from_tell(gr_made_from *made, bool counted, gr_doc *doc);

/* attach.c: files that go with a document */
/** NAME_DUPLICATE at the place when another file is called the same. */
void gr_expander_attach(gr_expander *expander, gr_attachment file, gr_loc at);
/** When all blocks are written: the edition's own files, and all of them in the printed lists. */
GR_MUST_USE gr_status gr_attached_finish(gr_expander *expander);
/* blocks/attachments.c */
GR_MUST_USE gr_status gr_fill_attachments(gr_expander *expander, gr_node *table);

/** quote_words.c: puts quotation marks of the language around what a quotation says, unless it has
 * its own. */
GR_MUST_USE gr_status gr_quote_marks(gr_expander *expander, gr_node *box);
/** Who said it: what `who`, `role` and `place` say, with commas between. */
GR_MUST_USE gr_status gr_quote_by(gr_expander *expander, const gr_tnode *node, gr_node *box);

/** list.c: the text style of items in a list in `into` */
gr_style_id gr_list_style(const gr_node *into);
/* terms.c */
GR_MUST_USE gr_status gr_open_terms(gr_expander *expander, const gr_tnode *node, gr_list_type type,
                                    gr_node *into, gr_node **out_list);
/** An item that begins with the words of `attr`; it is entered, and the caller leaves it. */
GR_MUST_USE gr_status gr_open_term(gr_expander *expander, const gr_tnode *node, const char *attr,
                                   gr_node *list, gr_node **out_item);
/** cards.c: the value or the text of a <line>. */
GR_MUST_USE gr_status gr_write_line_words(gr_expander *expander, const gr_tnode *node,
                                          gr_node *paragraph);

/* parts.c: what composites are made of */
GR_MUST_USE gr_status gr_write_box(gr_expander *expander, const gr_tnode *node, const char *look,
                                   gr_box_role role, gr_node *into, gr_node **out_box);
/** The paragraph heads the box in which it stands, one level below what is around that. */
void gr_make_box_head(const gr_expander *expander, gr_node *paragraph);
GR_MUST_USE gr_status gr_write_box_title(gr_expander *expander, const gr_tnode *node, gr_node *box);
typedef struct gr_text_table { /* timelines, agendas, actions */
    const char *look;
    const char *const *labels; /* of its head row */
    size_t n_labels;
    gr_element part;        /* the children that make rows */
    gr_write_fn *write_row; /* from one of them */
} gr_text_table;
/** Caption and heads only, and the table is entered: whoever asks leaves it, adds the rows, or
 * drops it. */
GR_MUST_USE gr_status gr_open_text_table(gr_expander *expander, const gr_tnode *node,
                                         const gr_text_table *kind, gr_node *into,
                                         gr_node **out_table);
/** A table whose columns are all text; nothing when no row was made. */
GR_MUST_USE gr_status gr_write_text_table(gr_expander *expander, const gr_tnode *node,
                                          gr_text_table kind, gr_node *into);
GR_MUST_USE gr_status gr_write_plain_cell(gr_expander *expander, gr_node *row, gr_loc at,
                                          bool header, gr_style_id style, gr_node **out_cell);
/** Caption "Tabel 3: title"; NULL: without label and number. */
GR_MUST_USE gr_status gr_write_caption(gr_expander *expander, const gr_tnode *node,
                                       const char *attr, const gr_caption_number *number,
                                       gr_node *into, gr_node **out_caption);
void gr_drop_if_empty(gr_node *into, gr_node *child); /* takes a childless last child away again */

/* blocks/chart_boxes.c: boxes and arrows of a diagram. False in *out_drawable: it has been told. */
GR_MUST_USE gr_status gr_fill_diagram(gr_expander *expander, const gr_tnode *node, gr_chart *chart,
                                      bool *out_drawable);

/** A file of the input folder; false after a report when a link leads out of that. */
bool gr_expander_may_read(gr_expander *expander, gr_loc at, gr_str full, gr_str path);

#endif
