#ifndef GR_TABLE_PRIV_H
#define GR_TABLE_PRIV_H
/* The inside of tables: widths of columns, rows and their cuts, what is drawn. */
#include "layout_priv.h"

typedef struct gr_table_texts gr_table_texts; /* table_fit.c */
typedef struct gr_table_col {
    gr_mpt x, width;        /* of the column, padding included */
    gr_mpt min, pref;       /* padding included */
    gr_mpt figure;          /* the widest, padding included: it is never cut; 0: none */
    gr_mpt kept;            /* the widest that is not parted at its spaces either */
    gr_mpt floor;           /* of figures and of some letters of a word, padding included */
    gr_mpt image;           /* that its widest picture asks for, padding included */
    gr_mpt words;           /* longest word, once it is known that it may break */
    gr_mpt syllable;        /* the widest below LONG_SYLLABLE, padding included */
    gr_mpt whole, fraction; /* DECIMAL: widest part before and after the mark */
    const gr_elem **heads;  /* TH of the head rows above it */
    size_t n_heads, cap_heads;
    gr_buf carried; /* running total so far; empty: none */
    bool sums;      /* some row has a running total: known before rows are set */
    gr_align carried_align;
} gr_table_col;
typedef struct gr_cell_box { /* a cell with its place */
    size_t col, row;         /* of the table; of the group */
    uint16_t colspan, rowspan;
    bool head;           /* stands at the foot of its row */
    int64_t bar, bar_of; /* of gr_node: a bar at the foot of the cell */
    gr_rgb bar_colour;
    gr_rgb fill;      /* behind it, where it is marked; GR_NO_COLOUR: nothing */
    gr_lines *lines;  /* NULL: it holds blocks, */
    gr_mpt *tops;     /* of the lines, from that of the first; NULL: one under the other */
    gr_strips strips; /* which are these, `y` from the top of the first */
    gr_mpt leading;   /* of its words: rows that are cut keep to it */
    gr_mpt height;    /* padding included */
} gr_cell_box;
typedef struct gr_row_box {
    gr_row_role role;
    bool named;         /* links may lead to it: */
    uint32_t anchor;    /* by this id */
    gr_mpt height, top; /* top: of the group, as settle_tops left it */
} gr_row_box;
#define GR_TABLE_LEVELS 8 /* of groups in groups: what lies deeper names no head */
typedef struct gr_table_draft {
    gr_arena *arena; /* of the table: what is here until its last row is on a page */
    uint32_t born;   /* generation of the rows that wait */
    const gr_node *node;
    const gr_table_look *look;
    gr_table_col *cols;
    size_t n_cols;
    gr_mpt more; /* the margin column and its gap, which it takes when it needs them ... */
    bool wide;   /* ... and does */
    gr_mpt x, width, page_height;
    gr_table_texts *texts; /* while widths are measured */
    uint32_t *busy;        /* per column: rows still taken by a cell from above */
    gr_elem *elem, *head, *body;
    bool linked;                                 /* body cells name their heads */
    const gr_elem *group_heads[GR_TABLE_LEVELS]; /* of the groups that go on, the outermost first */
    size_t n_group_heads;
    const gr_elem *span_head; /* of a row above, that is the head of more rows: */
    uint32_t span_rows;       /* of so many below it */
    bool carries;             /* some column has a running total by now */
    uint32_t number;          /* of the table in the document: for ids */
    uint32_t n_ids;
    size_t n_groups; /* of body rows so far, for stripes */
    /* rows waiting until no cell spans further down */
    gr_row_box *rows;
    size_t n_rows, cap_rows;
    gr_cell_box *cells;
    size_t n_cells, cap_cells;
} gr_table_draft;
/** Widths of the columns, from head and rows; the table takes at most `width`. */
GR_MUST_USE gr_status gr_table_measure(gr_layouter *lay, gr_table_draft *table, gr_mpt width);
/** Column where the next cell of a row goes: skips those taken from above. */
size_t gr_table_next_col(const gr_table_draft *table, size_t col);
uint16_t gr_table_colspan(const gr_table_draft *table, const gr_node *cell, size_t col);
/** Notes the spans of a row that was placed, and those that end. */
void gr_table_take_row(gr_layouter *lay, gr_table_draft *table, const gr_node *row);
gr_align gr_cell_align(const gr_table_draft *table, const gr_node *cell, size_t col);
typedef struct gr_decimal_widths { /* of a figure, before and after its decimal mark */
    gr_mpt whole, fraction;
    bool digits; /* false: a sign or a word, which stands at the right edge */
} gr_decimal_widths;
gr_decimal_widths gr_decimal_measure(const gr_layouter *lay, const gr_para *para);
/* For a measure that is less than all columns prefer: widths of at most `width` together, or a
 * refusal; before it, where even least widths are too much, those of which the words will break. */
void gr_table_squeeze(gr_layouter *lay, gr_table_draft *table, gr_mpt width);
void gr_table_settle_for_words(gr_layouter *lay, gr_table_draft *table, gr_mpt width);
/* table_fit.c */
/** From here on its texts are noted, those of its first rows; `around`: padding and indent. */
void gr_table_begin_texts(gr_table_draft *table);
void gr_table_next_texts(gr_table_draft *table); /* the next row */
void gr_table_note_text(gr_table_draft *table, size_t col, const gr_para *para, gr_mpt around);
/** Widths of `width` together that make its rows low, no word or figure cut; false: it has no
 * room for each longest word. */
bool gr_table_spread(gr_layouter *lay, gr_table_draft *table, gr_mpt width);
/* table_heights.c: of the rows that wait */
void gr_table_measure_heights(gr_table_draft *table);
gr_mpt gr_table_row_top(const gr_table_draft *table, size_t row); /* behind the last: the height */
gr_mpt gr_table_group_height(const gr_table_draft *table);
gr_mpt gr_cell_top(const gr_table_draft *table, const gr_cell_box *cell);
/** What is higher does not wait for the next page as a whole: groups of rows, and rows. */
gr_mpt gr_table_most_whole(const gr_table_draft *table);
/* cell_blocks.c: cells that hold blocks */
/** The strips of a cell; its elements go into `elem`. */
GR_MUST_USE gr_status gr_cell_strips(gr_layouter *lay, const gr_node *cell, gr_elem *elem,
                                     const gr_measure *measure, gr_mpt page_height, gr_strips *out);
/** Moves its line or strip `nr` and those below it down: it begins at `top`. */
void gr_cell_lower(gr_arena *arena, gr_cell_box *cell, size_t nr, gr_mpt top);
/** Of a row that is cut: strips begin where lines of other cells do. */
void gr_cell_snap(gr_cell_box *cell);
gr_mpt gr_cell_height(const gr_cell_box *cell); /* of its lines or strips */
size_t gr_cell_pieces(const gr_cell_box *cell); /* lines or strips */
gr_mpt gr_cell_piece_top(const gr_cell_box *cell, size_t nr);
gr_mpt gr_cell_piece_end(const gr_cell_box *cell, size_t nr);
/** What its blocks ask of the columns: for each text, `around` is what stands beside it. */
typedef void gr_cell_text_fn(void *user, const gr_para *para, gr_mpt around);
gr_mpt gr_cell_image(const gr_node *cell); /* width that its widest image asks for */
void gr_cell_texts(gr_layouter *lay, const gr_node *cell, gr_cell_text_fn *visit, void *user);
GR_MUST_USE gr_status gr_table_add_row(gr_layouter *lay, gr_table_draft *table, const gr_node *row);
bool gr_table_group_done(const gr_table_draft *table); /* no cell spans further down */
/** The waiting rows as strips. */
gr_strips gr_table_group(gr_layouter *lay, gr_table_draft *table);
/** Room right of a figure that brings the decimal marks of its column under each other. */
gr_mpt gr_table_free_behind(const gr_layouter *lay, const gr_table_draft *table,
                            const gr_para *para, size_t col, gr_mpt width);
/** Makes a column as wide as a paragraph that will stand in it. */
void gr_table_widen(const gr_layouter *lay, gr_table_draft *table, size_t col, const gr_para *para,
                    gr_align align);
/* What the lines of running totals ask of the columns: totals cell by cell, then the words. */
void gr_table_measure_carried(gr_layouter *lay, gr_table_draft *table, const gr_node *cell,
                              size_t col);
void gr_table_measure_carry_words(gr_layouter *lay, gr_table_draft *table);
void gr_table_note_carried(gr_table_draft *table, const gr_node *cell, size_t col);
/** The lines with the running totals as they are now; NULL: there are none. */
const gr_page_edges *gr_table_carry_lines(gr_layouter *lay, const gr_table_draft *table);
/** As a copy that is drawn again: nothing of it is read twice, nothing leads anywhere. */
gr_strip gr_strip_as_artifact(gr_layouter *lay, const gr_strip *strip);
/* planner.c: a table whose second column is the strips of a planner; nothing else is touched. */
/** Names take a third of the width at most, the strips all the rest. */
void gr_planner_widths(gr_table_draft *table, gr_mpt width);
/** Plumb lines beside its strip, so that they go on from row to row. */
void gr_planner_lines(gr_layouter *lay, const gr_table_draft *table, size_t row,
                      const gr_mpt slice[2], gr_items *out);
/** What a strip of this width may use. figure.c */
gr_chart_space gr_strip_space(gr_layouter *lay, const gr_node *node, gr_mpt width);
void gr_table_fill(gr_layouter *lay, const gr_table_draft *table, size_t row, const gr_mpt slice[2],
                   gr_items *out);
/** The padding of a row where a page end cuts it. */
void gr_table_draw_edge(gr_layouter *lay, const gr_table_draft *table, size_t row, gr_items *out);
void gr_table_draw(gr_layouter *lay, const gr_table_draft *table, size_t row, const gr_mpt slice[2],
                   gr_items *out);

#endif
