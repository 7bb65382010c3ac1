#ifndef GR_LAYOUT_PICTURES_H
#define GR_LAYOUT_PICTURES_H
/* Pictures on pages: each file is read once for a document. */
#include "image/image.h"
#include "layout_priv.h"

/** Image at `path`, shown at `at`. */
GR_MUST_USE gr_status gr_picture_read(gr_layouter *lay, gr_str path, gr_loc at,
                                      const gr_image **out);
/** A band or picture of a master in its place; nothing when its file cannot be used, which is
 * reported, and lay->worst says so. */
gr_item gr_band_item(gr_layouter *lay, const gr_band *band, gr_mpt x);
void gr_item_stretch(gr_item *band, gr_mpt height);
/** Colour of an IMAGE item at a point of the page, over `ground`; GR_NO_COLOUR: not known. */
gr_rgb gr_picture_colour(const gr_item *item, gr_mpt x, gr_mpt y, gr_rgb ground);
bool gr_picture_is_clear(const gr_item *item); /* something is seen through it */

#endif
