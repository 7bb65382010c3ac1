/* JPEG by libjpeg: grey or RGB, inks (CMYK) converted. A warning of the library (data missing, data
 * wrong) is a refusal: half a photograph is not published. */
#include <setjmp.h>

#include "image_priv.h"

#include "late_jpeg.h"

enum { MOST_SCANS = 200 }; /* a small progressive file can ask for thousands of passes */

typedef struct reader {
    struct jpeg_decompress_struct jpeg; /* first three: libjpeg hands back pointers to them */
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf landing;
    gr_image_job *job;
    uint8_t *rows;
    size_t used; /* bytes of the file up to its end mark */
} reader;

static void refuse(j_common_ptr jpeg)
{
    reader *r = jpeg->client_data;
    char text[JMSG_LENGTH_MAX] = {0};
    jpeg->err->format_message(jpeg, text);
    (void)snprintf(r->job->why, sizeof(r->job->why), "damaged JPEG (%.150s); save it again", text);
    longjmp(r->landing, 1);
}

static void note(j_common_ptr jpeg, int level)
{
    if (level < 0) {
        refuse(jpeg);
    }
}

static void watch(j_common_ptr jpeg)
{
    reader *r = jpeg->client_data;
    if (r->jpeg.input_scan_number > MOST_SCANS) {
        (void)snprintf(r->job->why, sizeof(r->job->why),
                       "JPEG of more than %d passes; save it again", MOST_SCANS);
        longjmp(r->landing, 1);
    }
}

static void open_reader(reader *r)
{
    r->jpeg.err = jpeg_std_error(&r->errors);
    r->errors.error_exit = refuse;
    r->errors.emit_message = note;
    r->jpeg.client_data = r;
    jpeg_create_decompress(&r->jpeg);
    r->progress.progress_monitor = watch;
    r->jpeg.progress = &r->progress;
    jpeg_mem_src(&r->jpeg, (const unsigned char *)r->job->bytes.ptr,
                 (unsigned long)r->job->bytes.len);
}

static bool is_inks(const reader *r)
{
    return r->jpeg.out_color_space == JCS_CMYK;
}

static void choose_form(reader *r)
{
    switch ((int)r->jpeg.jpeg_color_space) {
    case JCS_GRAYSCALE:
        r->jpeg.out_color_space = JCS_GRAYSCALE;
        break;
    case JCS_CMYK:
    case JCS_YCCK:
        r->jpeg.out_color_space = JCS_CMYK;
        break;
    default:
        r->jpeg.out_color_space = JCS_RGB;
        break;
    }
}

static void read_rows(reader *r)
{
    size_t row_bytes = (size_t)r->jpeg.output_width * (size_t)r->jpeg.output_components;
    r->rows = GR_NEW_N(r->job->arena, uint8_t, row_bytes * r->jpeg.output_height);
    while (r->jpeg.output_scanline < r->jpeg.output_height) {
        JSAMPROW row = r->rows + r->jpeg.output_scanline * row_bytes;
        (void)jpeg_read_scanlines(&r->jpeg, &row, 1);
    }
}

/* Jumps back here on an error; only fields of *r change meanwhile. */
static bool read_all(reader *r)
{
    if (setjmp(r->landing) != 0) {
        return false;
    }
    open_reader(r);
    (void)jpeg_read_header(&r->jpeg, TRUE);
    if (!gr_image_fits(r->job, r->jpeg.image_width, r->jpeg.image_height)) {
        return false;
    }
    choose_form(r);
    (void)jpeg_start_decompress(&r->jpeg);
    read_rows(r);
    (void)jpeg_finish_decompress(&r->jpeg);
    r->used = r->job->bytes.len - r->jpeg.src->bytes_in_buffer;
    return true;
}

/* Adobe's programs write inks upside down: 255 is none. */
static void inks_to_rgb(reader *r, size_t n)
{
    uint8_t *rgb = GR_NEW_N(r->job->arena, uint8_t, n * 3);
    bool turned = r->jpeg.saw_Adobe_marker != 0;
    for (size_t i = 0; i < n; i++) {
        unsigned paper[4];
        for (size_t k = 0; k < 4; k++) {
            unsigned ink = r->rows[4 * i + k];
            paper[k] = turned ? ink : 255 - ink;
        }
        for (size_t k = 0; k < 3; k++) {
            rgb[3 * i + k] = (uint8_t)((paper[k] * paper[3] + 127) / 255);
        }
    }
    r->rows = rgb;
}

static void fill_image(reader *r)
{
    gr_image *out = r->job->out;
    out->width = r->jpeg.output_width;
    out->height = r->jpeg.output_height;
    if (is_inks(r)) {
        inks_to_rgb(r, (size_t)out->width * out->height);
    } else if (r->jpeg.jpeg_color_space == JCS_GRAYSCALE || r->jpeg.jpeg_color_space == JCS_YCbCr) {
        out->jpeg = gr_jpeg_bare(r->job->arena, gr_str_sub(r->job->bytes, 0, r->used));
    }
    out->channels = r->jpeg.out_color_space == JCS_GRAYSCALE ? 1 : 3;
    out->samples = r->rows;
    out->turn = gr_jpeg_turn(r->job->bytes);
}

bool gr_jpeg_decode(gr_image_job *job)
{
    reader *r = GR_NEW(job->arena, reader);
    r->job = job;
    if (!gr_late_open_or_say(&gr_jpeg_late, job->why, sizeof(job->why))) {
        return false;
    }
    bool whole = read_all(r);
    if (whole) {
        fill_image(r);
    }
    jpeg_destroy_decompress(&r->jpeg);
    return whole;
}

/* Segments up to the picture: FF, a mark, a length of two bytes, content. Kept are those a decoder
 * needs, and of the application's own the two that say how colours are meant. Empty when the file
 * is not built so. */
gr_str gr_jpeg_bare(gr_arena *arena, gr_str bytes)
{
    enum { APP0 = 0xE0, APP14 = 0xEE, APP15 = 0xEF, COMMENT = 0xFE, SCAN = 0xDA };
    gr_buf out = gr_buf_make(arena, SIZE_MAX / 2);
    gr_buf_add(&out, gr_str_sub(bytes, 0, 2));
    for (size_t at = 2; at + 4 <= bytes.len;) {
        const unsigned char *p = (const unsigned char *)bytes.ptr + at;
        size_t length = 2 + ((size_t)p[2] << 8 | p[3]);
        if (p[0] != 0xFF || p[1] < 0xC0 || p[1] == 0xFF || length > bytes.len - at) {
            break;
        }
        if (p[1] == SCAN) {
            gr_buf_add(&out, gr_str_sub(bytes, at, bytes.len - at));
            return gr_buf_view(&out);
        }
        bool foreign = (p[1] > APP0 && p[1] <= APP15 && p[1] != APP14) || p[1] == COMMENT;
        if (!foreign) {
            gr_buf_add(&out, gr_str_sub(bytes, at, length));
        }
        at += length;
    }
    return GR_LIT("");
}

#define AS_TEXT(x)    #x
#define VALUE_TEXT(x) AS_TEXT(x)
const char *gr_image_jpeg_engine(void)
{
    return "libjpeg-turbo " VALUE_TEXT(LIBJPEG_TURBO_VERSION);
}
