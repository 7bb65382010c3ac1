/* Images from files: which decoder, which limits, what is said when it fails. */
#include "image_priv.h"

#include "base/file.h"
#include "svg/svg.h"

enum { BYTES_A_PIXEL = 8, LEAST_FILE_BYTES = 1 << 20 };

bool gr_image_fits(gr_image_job *job, size_t width, size_t height)
{
    if (width > 0 && height > 0 && width <= job->max_pixels / height) {
        return true;
    }
    (void)snprintf(job->why, sizeof(job->why),
                   "%zu x %zu pixels; at most %zu in all; save it smaller", width, height,
                   job->max_pixels);
    return false;
}

static bool decode(gr_image_job *job)
{
    if (gr_str_starts(job->bytes, GR_LIT("\x89PNG\r\n\x1A\n"))) {
        return gr_png_decode(job);
    }
    if (gr_str_starts(job->bytes, GR_LIT("\xFF\xD8\xFF"))) {
        return gr_jpeg_decode(job);
    }
    (void)snprintf(job->why, sizeof(job->why),
                   "neither PNG, JPEG nor SVG; save it as one of these");
    return false;
}

static gr_status load(gr_str path, const gr_limits *limits, gr_arena *arena, gr_diag *diag,
                      gr_loc blame, gr_str *out)
{
    if (!gr_file_exists(path)) {
        gr_diag_report(diag, blame, GR_CODE_IMAGE_MISSING, GR_FMT, GR_ARG(path));
        return GR_BAD_INPUT;
    }
    size_t most = limits->image_pixels < SIZE_MAX / (2 * BYTES_A_PIXEL)
                      ? limits->image_pixels * BYTES_A_PIXEL + LEAST_FILE_BYTES
                      : SIZE_MAX / 2;
    return gr_file_read(path, most, arena, diag, blame, out);
}

gr_status gr_image_decode(gr_str path, gr_str bytes, const gr_limits *limits, gr_arena *arena,
                          gr_diag *diag, gr_loc blame, const gr_image **out)
{
    gr_image *image = GR_NEW(arena, gr_image);
    *image = (gr_image){.path = gr_str_dup(arena, path), .jpeg = GR_LIT(""), .turn = 1};
    if (gr_svg_is(bytes)) {
        GR_TRY(gr_svg_read(path, bytes, limits, arena, diag, blame, &image->vector));
        image->width = (uint32_t)image->vector->width;
        image->height = (uint32_t)image->vector->height;
        *out = image;
        return GR_OK;
    }
    gr_image_job job = {
        .bytes = bytes, .max_pixels = limits->image_pixels, .arena = arena, .out = image};
    if (!decode(&job)) {
        gr_diag_report(diag, blame, GR_CODE_IMAGE_FORM, GR_FMT ": %s", GR_ARG(path), job.why);
        return GR_BAD_INPUT;
    }
    *out = image;
    return GR_OK;
}

gr_status gr_image_read(gr_str path, const gr_limits *limits, gr_arena *arena, gr_diag *diag,
                        gr_loc blame, const gr_image **out)
{
    gr_str bytes = GR_LIT("");
    GR_TRY(load(path, limits, arena, diag, blame, &bytes));
    return gr_image_decode(path, bytes, limits, arena, diag, blame, out);
}
