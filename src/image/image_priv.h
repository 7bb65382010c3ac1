#ifndef GR_IMAGE_PRIV_H
#define GR_IMAGE_PRIV_H
/* The inside of room image: two decoders behind one form. Both libraries leave by longjmp on an
 * error; each decoder keeps everything it must release in its own struct, and nothing of ours lies
 * between the jump and its landing. */
#include "base/arena.h"
#include "image/image.h"

enum { GR_IMAGE_WHY_BYTES = 200 };

typedef struct gr_image_job {
    gr_str bytes; /* of the file */
    size_t max_pixels;
    gr_arena *arena;
    gr_image *out;
    char why[GR_IMAGE_WHY_BYTES]; /* the library's words when it refused */
} gr_image_job;

bool gr_png_decode(gr_image_job *job);
bool gr_jpeg_decode(gr_image_job *job);
/** False, with the reason in job->why, when an image of this size may not be made. */
bool gr_image_fits(gr_image_job *job, size_t width, size_t height);
/** The file without what only cameras and editors read (places, names, previews): same pixels. */
gr_str gr_jpeg_bare(gr_arena *arena, gr_str bytes);
/** How the camera was held: EXIF orientation, 1 (upright) to 8. */
uint8_t gr_jpeg_turn(gr_str bytes);

#endif
