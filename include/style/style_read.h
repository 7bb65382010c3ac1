#ifndef GR_STYLE_STYLE_READ_H
#define GR_STYLE_STYLE_READ_H
/* House styles (urn:griffie:style:1) compiled into the plain structs of document/style.h. */
#include "document/style.h"
#include "xml/tree.h"

extern const gr_xml_grammar gr_style_grammar;

/** Reads and completes a style: inheritance resolved, colours looked up, every style that the
 * product names (document/style_names.def) present or S105. Font files are not opened here.
 * `font_folder` is where relative font files are looked for (/usr/share/fonts). */
GR_MUST_USE gr_status gr_style_read(gr_str path, gr_str font_folder, const gr_limits *limits,
                                    gr_arena *arena, gr_diag *diag, gr_house_style **out_style);

#endif
