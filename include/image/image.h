#ifndef GR_IMAGE_IMAGE_H
#define GR_IMAGE_IMAGE_H
/* Images, decoded and checked by us: no library downstream ever sees a file that was not read to
 * its end. libpng and libjpeg live here; drawings are room svg's. */
#include "base/diag.h"
#include "base/limits.h"

struct gr_vector; /* svg/svg.h */

typedef struct gr_image {
    uint32_t width, height; /* of the samples; of a drawing: its own size, 1/1000 pt */
    uint8_t
        turn; /* how they are shown: EXIF orientation, 1 upright .. 8; from 5 on, on their side */
    uint8_t channels;               /* 1 grey, 3 RGB; sRGB */
    const struct gr_vector *vector; /* a drawing: it has no samples; NULL: it is none */
    const uint8_t *samples;         /* rows from the top, no padding */
    const uint8_t *alpha;           /* NULL when opaque */
    gr_str jpeg; /* the file itself when it is a sound grey or YCbCr JPEG: PDF takes it as it is */
    gr_str path;
} gr_image;
/** PNG, JPEG or SVG by content. IMAGE_MISSING / IMAGE_FORM at `blame`, VECTOR_FORM in the drawing.
 * CMYK is converted, 16 bits become 8. */
GR_MUST_USE gr_status gr_image_read(gr_str path, const gr_limits *limits, gr_arena *arena,
                                    gr_diag *diag, gr_loc blame, const gr_image **out);
/** The same from bytes in memory; `path` names them in reports. */
GR_MUST_USE gr_status gr_image_decode(gr_str path, gr_str bytes, const gr_limits *limits,
                                      gr_arena *arena, gr_diag *diag, gr_loc blame,
                                      const gr_image **out);

/** "libpng 1.6.39", "libjpeg-turbo 2.1.5": for --version. */
const char *gr_image_png_engine(void);
const char *gr_image_jpeg_engine(void);

#endif
