#ifndef GR_TEXT_SFNT_H
#define GR_TEXT_SFNT_H
/* The file around a font: its faces, its tables, and whether they are whole. */
#include "base/arena.h"
#include "base/str.h"

/** Numbers of a table, big-endian; 0 where it is too short. */
uint16_t gr_sfnt_u16(gr_str bytes, size_t at);
int16_t gr_sfnt_i16(gr_str bytes, size_t at);
uint32_t gr_sfnt_u32(gr_str bytes, size_t at);

bool gr_sfnt_is_collection(gr_str bytes);
/** Faces in the file: 1 but for a collection; 0: its list is not whole. */
uint32_t gr_sfnt_faces(gr_str bytes);
/** A table of a face, part of `bytes`; empty when the face has none. */
gr_str gr_sfnt_table(gr_str bytes, uint32_t face, const char *tag);
/** Why the file is no whole font, with what would do; empty: nothing is wrong with it. */
gr_str gr_sfnt_fault(gr_str bytes, uint32_t face, gr_arena *arena);

/* font_check.c: what stands in the tables */
/** Why this face cannot be set and embedded, with what would do; empty: it can. The file must be
 * whole. */
gr_str gr_font_fault(gr_str bytes, uint32_t face, gr_arena *arena);
/** Why the licence of the font, as it states it itself, keeps it out of a document; empty: it does
 * not. */
gr_str gr_font_licence_fault(gr_str bytes, uint32_t face);

/* cff.c: what an embedded CFF program calls its glyphs */
/** The CID of glyph `id` in a CFF table: itself, but for fonts that have names of their own for it
 * (CID-keyed ones). False when the table cannot be read that far. */
bool gr_cff_cids(gr_str cff, const uint16_t *ids, size_t n, uint16_t *out_cids);

#endif
