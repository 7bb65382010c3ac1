/* Any bytes as a picture: refused with a report, or pixels that are all there. */
#include "base/arena.h"
#include "image/image.h"
#include "require.h"

static uint64_t sum_of(const uint8_t *bytes, size_t n)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += bytes[i];
    }
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gr_arena *arena = gr_arena_new(65536);
    gr_diag *diag = gr_diag_new(arena, 10);
    gr_limits limits = gr_default_limits;
    limits.image_pixels = 100000;
    gr_str bytes = {size > 0 ? (const char *)data : "", size};
    const gr_image *image = NULL;
    gr_status status =
        gr_image_decode(GR_LIT("input"), bytes, &limits, arena, diag, (gr_loc){0}, &image);
    require((status == GR_OK) == (image != NULL));
    require((status == GR_OK) == (gr_diag_count(diag, GR_ERROR) == 0));
    if (image != NULL && image->vector == NULL) {
        size_t pixels = (size_t)image->width * image->height;
        require(pixels > 0 && pixels <= limits.image_pixels);
        require(image->channels == 1 || image->channels == 3);
        require(sum_of(image->samples, pixels * image->channels) <= UINT64_MAX / 2);
        require(image->alpha == NULL || sum_of(image->alpha, pixels) < pixels * 255);
        require(image->jpeg.len <= size);
    }
    gr_arena_free(arena);
    return 0;
}
