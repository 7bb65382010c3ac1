#ifndef GR_STYLE_STYLE_READ_H
#define GR_STYLE_STYLE_READ_H
/* House styles (urn:griffie:style:1) compiled into the plain structs of document/style.h. */
#include "document/style.h"
#include "xml/tree.h"

extern const gr_xml_grammar gr_style_grammar;

/** The styles of one folder as they are written: one may be `like` another. */
typedef struct gr_style_shelf gr_style_shelf;

typedef struct gr_style_set { /* a colour that a report sets in its house style */
    gr_str colour, value;     /* name; #rrggbb or the name of another */
    gr_loc colour_at, value_at;
} gr_style_set;

typedef struct gr_style_wish { /* a style otherwise than it is written */
    const gr_style_set *sets;
    size_t n_sets;
    gr_str lang;       /* its words in this language; empty: its own */
    gr_str stands_for; /* id of the style whose names it must know, by what they are like there */
    gr_loc at;         /* of whoever wishes it */
} gr_style_wish;

typedef struct gr_style_shelf_setup {
    gr_str folder;
    gr_str font_folder; /* where relative font files are looked for (/usr/share/fonts) */
    const gr_limits *limits;
    gr_arena *arena; /* of the shelf and of what is compiled from it */
    gr_diag *diag;
} gr_style_shelf_setup;
/** Reads all `.xml` of the folder. What is wrong with the form of one is told, and tells again when
 * it is compiled: as a status only. Fails only when the folder cannot be listed. */
GR_MUST_USE gr_status gr_style_shelf_read(const gr_style_shelf_setup *setup, gr_style_shelf **out);
size_t gr_style_shelf_count(const gr_style_shelf *shelf);
/** The i-th style by file name: what it is like resolved, colours looked up, every style that the
 * product names (document/style_names.def) present or S105. Font files are not opened here.
 * `wish` NULL: as it is written. */
GR_MUST_USE gr_status gr_style_shelf_compile(gr_style_shelf *shelf, size_t i,
                                             const gr_style_wish *wish, gr_house_style **out);
/** Whether a style that stands for the one with this id would know more names than it has. */
bool gr_style_shelf_lacks(const gr_style_shelf *shelf, gr_str id, gr_str stands_for);

/** One style that is like no other. */
GR_MUST_USE gr_status gr_style_read(gr_str path, gr_str font_folder, const gr_limits *limits,
                                    gr_arena *arena, gr_diag *diag, gr_house_style **out_style);

#endif
