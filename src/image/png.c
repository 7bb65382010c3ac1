/* PNG by libpng: every form becomes 8 bits of grey or RGB, with the transparency apart. The gamma
 * of the file is ignored: programs disagree about it, and sRGB is what people see. */
#include <png.h>

#include "image_priv.h"

typedef struct reader {
    gr_image_job *job;
    size_t at;
    png_structp png;
    png_infop info;
    uint8_t *pixels; /* rows as libpng gives them, transparency mixed in */
    png_bytep *rows;
} reader;

static void refuse(png_structp png, png_const_charp why)
{
    reader *r = png_get_error_ptr(png);
    (void)snprintf(r->job->why, sizeof(r->job->why), "damaged PNG (%s); save it again", why);
    png_longjmp(png, 1);
}

static void ignore(png_structp png, png_const_charp why)
{
    (void)png;
    (void)why;
}

static void give_bytes(png_structp png, png_bytep to, size_t n)
{
    reader *r = png_get_io_ptr(png);
    if (n > r->job->bytes.len - r->at) {
        png_error(png, "ends too early");
    }
    memcpy(to, r->job->bytes.ptr + r->at, n);
    r->at += n;
}

/* Whatever the file holds, libpng is asked for 8-bit grey, grey and alpha, RGB, or RGB and alpha.
 */
static void ask_for_plain_rows(reader *r)
{
    png_set_expand(r->png); /* palettes, few bits, a transparent colour */
    png_set_scale_16(r->png);
    (void)png_set_interlace_handling(r->png);
    png_read_update_info(r->png, r->info);
}

static void make_rows(reader *r)
{
    size_t width = png_get_image_width(r->png, r->info);
    size_t height = png_get_image_height(r->png, r->info);
    size_t row_bytes = png_get_rowbytes(r->png, r->info);
    if (row_bytes != width * png_get_channels(r->png, r->info)) {
        png_error(r->png, "unexpected form");
    }
    r->pixels = GR_NEW_N(r->job->arena, uint8_t, row_bytes * height);
    r->rows = GR_NEW_N(r->job->arena, png_bytep, height);
    for (size_t y = 0; y < height; y++) {
        r->rows[y] = r->pixels + y * row_bytes;
    }
}

/* Jumps back here on an error; only fields of *r change meanwhile, so nothing is lost. */
static bool read_all(reader *r)
{
    if (setjmp(png_jmpbuf(r->png)) != 0) {
        return false;
    }
    png_set_read_fn(r->png, r, give_bytes);
    png_set_user_limits(r->png, 1000000, 1000000);
    png_set_chunk_cache_max(r->png, 1000);
    png_set_chunk_malloc_max(r->png, 8000000);
    png_read_info(r->png, r->info);
    if (!gr_image_fits(r->job, png_get_image_width(r->png, r->info),
                       png_get_image_height(r->png, r->info))) {
        return false;
    }
    ask_for_plain_rows(r);
    make_rows(r);
    png_read_image(r->png, r->rows);
    png_read_end(r->png, NULL); /* all the rest is read too: checksums, the end itself */
    return true;
}

/* Colour and transparency apart; a picture that covers everything has none. */
static void split(const reader *r, size_t channels)
{
    gr_image *out = r->job->out;
    size_t n = (size_t)out->width * out->height;
    size_t colours = channels <= 2 ? 1 : 3;
    out->channels = (uint8_t)colours;
    out->samples = r->pixels;
    if (channels == colours) {
        return;
    }
    uint8_t *samples = GR_NEW_N(r->job->arena, uint8_t, n * colours);
    uint8_t *alpha = GR_NEW_N(r->job->arena, uint8_t, n);
    bool opaque = true;
    for (size_t i = 0; i < n; i++) {
        memcpy(samples + i * colours, r->pixels + i * channels, colours);
        alpha[i] = r->pixels[i * channels + colours];
        opaque = opaque && alpha[i] == UINT8_MAX;
    }
    out->samples = samples;
    out->alpha = opaque ? NULL : alpha;
}

bool gr_png_decode(gr_image_job *job)
{
    reader r = {.job = job};
    r.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &r, refuse, ignore);
    r.info = r.png != NULL ? png_create_info_struct(r.png) : NULL;
    if (r.info == NULL) {
        gr_die_oom(sizeof(r));
    }
    bool whole = read_all(&r);
    if (whole) {
        job->out->width = png_get_image_width(r.png, r.info);
        job->out->height = png_get_image_height(r.png, r.info);
        split(&r, png_get_channels(r.png, r.info));
    }
    png_destroy_read_struct(&r.png, &r.info, NULL);
    return whole;
}

const char *gr_image_png_engine(void)
{
    return "libpng " PNG_LIBPNG_VER_STRING;
}
