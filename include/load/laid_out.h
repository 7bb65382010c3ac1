#ifndef GR_LOAD_LAID_OUT_H
#define GR_LOAD_LAID_OUT_H
/* Where fonts and hyphenation patterns are found: in the system, or in a folder in which those of
 * an older version were laid out, to make it again. */
#include "base/str.h"

/** `laid_out` empty: in the system. */
gr_str gr_patterns_folder(gr_str laid_out, gr_arena *arena);
/** `path`: of a house style's font. */
gr_str gr_font_place(gr_str laid_out, gr_str path, gr_arena *arena);
/** True when `path` names something below `folder`; *out_rest is its name from there. */
bool gr_path_is_below(gr_str path, gr_str folder, gr_str *out_rest);

#endif
