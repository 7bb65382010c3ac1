#ifndef GR_BATCH_RELEASE_H
#define GR_BATCH_RELEASE_H
/* Versions that were released: what they say of themselves, that they are left alone, and that they
 * can be made again. */
#include "batch_priv.h"

/* life.c: the state of a version, in the version itself, so that it becomes current with it */
#define BATCH_LIFE "life.json"
gr_str batch_life_text(const gr_life *life, gr_arena *arena);
/** The life of a version; NONE: it was not released. Reports LIFE_BROKEN when it cannot be told. */
GR_MUST_USE gr_status batch_life_read(const batch_place *place, gr_str key, gr_arena *arena,
                                      gr_diag *diag, gr_life *out);
/** True when the version is, or may be, a released one: it is neither removed nor replaced. */
bool batch_is_released(const batch_place *place, gr_str key, gr_arena *arena);
/** What `now` becomes when it is released as `asked`; the date must be filled in. False: it cannot
 * be, and *out_why says why and what would do. */
GR_MUST_USE bool batch_life_next(const gr_life *now, const gr_life *asked, gr_arena *arena,
                                 gr_life *out, gr_str *out_why);
/** The last guard before a link moves: a released version gives way to a later one only. */
GR_MUST_USE gr_status batch_check_successor(const batch_place *place, gr_str current, gr_str next,
                                            gr_arena *arena, gr_diag *diag);

/* release.c */
/** What `griffie release` asks: report and edition as they stand, formats and period of the version
 *  that stands there. */
void batch_release_order(batch *run, batch_order *order);
/** The same for any version of any edition; an empty key means the current one. */
void batch_order_version(batch *run, gr_str report, gr_str edition, gr_str key, batch_order *order);
/** In the loader, when the plan is made: holds the request against what stands there and fills the
 *  row's life. Nothing to do for other commands. */
GR_MUST_USE gr_status batch_release_plan(batch *run);
/** The life that an edition is evaluated with; sets work->frozen. */
GR_MUST_USE gr_status batch_edition_life(batch_work *work, gr_life *out);

/* hold.c */
/** What stands there was released and what would be made now has another key: it stays, and the row
 *  says whether the data are others. */
GR_MUST_USE gr_status batch_hold(batch_work *work, const batch_place *place, batch_row *row);

/* archive.c */
typedef struct batch_input { /* a file that was read */
    const char *folder;  /* "input", "templates", "fonts", "patterns"; "files": an absolute path */
    gr_str path, sha256; /* path: below that folder */
    size_t bytes;
} batch_input;
/** In the loader: what all editions were made from, kept below output/.archive when run->archive.
 */
GR_MUST_USE gr_status batch_archive_inputs(batch *run);
/** In a worker: the images and files of this edition besides. */
GR_MUST_USE gr_status batch_archive_edition(batch_work *work);
/** ,"inputs": [...] of the manifest; nothing when they are not kept. */
void batch_add_inputs(const batch_work *work, gr_buf *out);
/** True when the version says what it was made from, so that it can be made again. */
bool batch_has_inputs(const batch_place *place, gr_str key, gr_arena *arena);
/** output/.archive/ab/abcdef... */
gr_str batch_archive_path(gr_str output, gr_str sha256, gr_arena *arena);

/** Where hyphenation patterns and a font of a house style are found. */
gr_str batch_hyphen_folder(const batch *run);
gr_str batch_font_path(const batch *run, gr_str path);

/* rebuild.c */
gr_exit batch_rebuild(batch *run);

#endif
