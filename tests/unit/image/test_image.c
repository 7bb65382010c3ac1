#include "check.h"

#include <jpeglib.h>
#include <png.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/file.h"
#include "image_priv.h"

enum { W = 13, H = 9 };

static gr_arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = gr_arena_new(65536);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    gr_arena_free(arena);
    return 0;
}

static gr_str kept(const void *bytes, size_t n)
{
    return gr_str_dup(arena, (gr_str){bytes, n});
}

/* A PNG in one of libpng's simple forms; the colours run from left to right. */
static gr_str make_png(png_uint_32 format, bool opaque)
{
    png_image image = {.version = PNG_IMAGE_VERSION, .width = W, .height = H, .format = format};
    uint16_t samples[W * H * 4];
    unsigned char *bytes = (unsigned char *)samples;
    size_t channels = PNG_IMAGE_SAMPLE_CHANNELS(format);
    bool wide = (format & PNG_FORMAT_FLAG_LINEAR) != 0;
    for (size_t i = 0; i < W * H * channels; i++) {
        bool cover = (format & PNG_FORMAT_FLAG_ALPHA) != 0 && i % channels == channels - 1;
        unsigned value = cover && opaque ? 255 : (unsigned)(i / channels % W * 19);
        if (wide) {
            samples[i] = (uint16_t)(value * 257);
        } else {
            bytes[i] = (unsigned char)value;
        }
    }
    unsigned char file[20000];
    png_alloc_size_t n = sizeof(file);
    assert_true(png_image_write_to_memory(&image, file, &n, 0, samples, 0, NULL) != 0);
    return kept(file, n);
}

static gr_str make_palette_png(void)
{
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = W,
                       .height = H,
                       .format = PNG_FORMAT_RGBA_COLORMAP,
                       .colormap_entries = 4};
    static const unsigned char colours[16] = {255, 0, 0,   255, 0, 255, 0, 128,
                                              0,   0, 255, 0,   9, 9,   9, 255};
    unsigned char samples[W * H];
    for (size_t i = 0; i < sizeof(samples); i++) {
        samples[i] = (unsigned char)(i % 4);
    }
    unsigned char file[20000];
    png_alloc_size_t n = sizeof(file);
    assert_true(png_image_write_to_memory(&image, file, &n, 0, samples, 0, colours) != 0);
    return kept(file, n);
}

static gr_str make_jpeg(J_COLOR_SPACE space, int channels, bool progressive)
{
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    unsigned char *file = NULL;
    unsigned long n = 0;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &file, &n);
    jpeg.image_width = W;
    jpeg.image_height = H;
    jpeg.input_components = channels;
    jpeg.in_color_space = space;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, 100, TRUE);
    if (progressive) {
        jpeg_simple_progression(&jpeg);
    }
    jpeg_start_compress(&jpeg, TRUE);
    jpeg_write_marker(&jpeg, JPEG_COM, (const JOCTET *)"waar de foto is gemaakt", 23);
    jpeg_write_marker(&jpeg, JPEG_APP0 + 1, (const JOCTET *)"Exif", 4);
    while (jpeg.next_scanline < jpeg.image_height) {
        unsigned char samples[W * 4];
        for (size_t i = 0; i < (size_t)(W * channels); i++) {
            samples[i] = (unsigned char)(i % (size_t)channels == 0 ? 200 : 40);
        }
        JSAMPROW row = samples;
        (void)jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    gr_str made = kept(file, n);
    free(file);
    return made;
}

static bool decode(gr_str bytes, gr_image *out)
{
    *out = (gr_image){.jpeg = GR_LIT("")};
    gr_image_job job = {.bytes = bytes, .max_pixels = 1000, .arena = arena, .out = out};
    bool png = bytes.len > 0 && (unsigned char)bytes.ptr[0] == 0x89;
    bool made = png ? gr_png_decode(&job) : gr_jpeg_decode(&job);
    assert_true(made || job.why[0] != '\0');
    return made;
}

/** First of all: the library stays open. */
static void without_its_library_a_jpeg_is_refused(void **state)
{
    (void)state;
    gr_image image = {.jpeg = GR_LIT("")};
    gr_image_job job = {.bytes = make_jpeg(JCS_GRAYSCALE, 1, false),
                        .max_pixels = 1000,
                        .arena = arena,
                        .out = &image};
    assert_true(gr_fault_arm(GR_LIT("library:1")));
    assert_false(gr_jpeg_decode(&job));
    assert_true(gr_str_find(gr_str_of(job.why), GR_LIT("cannot be loaded")) != SIZE_MAX);
}

typedef struct png_case {
    const char *name;
    png_uint_32 format;
    bool opaque, want_alpha;
    uint8_t want_channels;
} png_case;

static void every_form_of_png_becomes_plain(void **state)
{
    (void)state;
    static const png_case cases[] = {
        {"grey", PNG_FORMAT_GRAY, false, false, 1},
        {"grey and alpha", PNG_FORMAT_GA, false, true, 1},
        {"RGB", PNG_FORMAT_RGB, false, false, 3},
        {"RGBA", PNG_FORMAT_RGBA, false, true, 3},
        {"RGBA that hides nothing", PNG_FORMAT_RGBA, true, false, 3},
        {"16 bits grey", PNG_FORMAT_LINEAR_Y, false, false, 1},
        {"16 bits RGBA", PNG_FORMAT_LINEAR_RGB_ALPHA, false, true, 3},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_image image;
        print_message("case %s\n", cases[i].name);
        assert_true(decode(make_png(cases[i].format, cases[i].opaque), &image));
        assert_int_equal(image.width, W);
        assert_int_equal(image.height, H);
        assert_int_equal(image.channels, cases[i].want_channels);
        assert_int_equal(image.alpha != NULL, cases[i].want_alpha);
        if ((cases[i].format & PNG_FORMAT_FLAG_LINEAR) == 0) {
            for (size_t p = 0; p < W * H; p++) {
                assert_int_equal(image.samples[p * image.channels], p % W * 19);
            }
        }
    }
    gr_image image;
    assert_true(decode(make_palette_png(), &image));
    assert_int_equal(image.channels, 3);
    assert_int_equal(image.samples[3], 0);
    assert_int_equal(image.samples[4], 255);
    assert_int_equal(image.alpha[1], 128);
    assert_int_equal(image.alpha[2], 0);
}

static void jpeg_becomes_grey_or_rgb(void **state)
{
    (void)state;
    gr_image image;
    assert_true(decode(make_jpeg(JCS_RGB, 3, false), &image));
    assert_int_equal(image.channels, 3);
    assert_true(image.samples[0] > 190 && image.samples[1] < 60 && image.samples[2] < 60);
    assert_true(decode(make_jpeg(JCS_RGB, 3, true), &image));
    assert_true(image.samples[0] > 190);
    assert_true(decode(make_jpeg(JCS_GRAYSCALE, 1, false), &image));
    assert_int_equal(image.channels, 1);
    assert_true(image.jpeg.len > 0);
    /* inks 200 40 40 40, upside down as Adobe has it: little cyan, much of the others, much black
     */
    assert_true(decode(make_jpeg(JCS_CMYK, 4, false), &image));
    assert_int_equal(image.channels, 3);
    assert_int_equal(image.jpeg.len, 0);
    assert_true(image.samples[0] > 27 && image.samples[0] < 36);
    assert_true(image.samples[1] < 12 && image.samples[2] < 12);
}

static void what_the_camera_noted_is_left_out(void **state)
{
    (void)state;
    gr_image image;
    gr_str file = make_jpeg(JCS_RGB, 3, true);
    gr_buf padded = gr_buf_make(arena, 100000);
    gr_buf_add(&padded, file);
    gr_buf_add(&padded, GR_LIT("wat een programma erachter zet"));
    assert_true(gr_str_find(file, GR_LIT("foto")) != SIZE_MAX);
    assert_true(decode(gr_buf_view(&padded), &image));
    assert_true(image.jpeg.len > 100 && image.jpeg.len < file.len);
    assert_true(gr_str_find(image.jpeg, GR_LIT("foto")) == SIZE_MAX);
    assert_true(gr_str_find(image.jpeg, GR_LIT("Exif")) == SIZE_MAX);
    assert_true(gr_str_ends(image.jpeg, GR_LIT("\xFF\xD9")));
    gr_image again;
    assert_true(decode(image.jpeg, &again));
    assert_memory_equal(again.samples, image.samples, W * H * 3);
}

typedef struct turn_case {
    const char *tiff; /* behind "Exif\0\0" */
    size_t n;
    uint8_t want;
} turn_case;

#define TIFF(bytes, turn)              \
    {                                  \
        bytes, sizeof(bytes) - 1, turn \
    }
#define LITTLE "II*\0\x08\0\0\0"
#define BIG    "MM\0*\0\0\0\x08"

/* What is cut short, out of range or of another type is taken as upright. */
static void photographs_say_how_they_were_held(void **state)
{
    (void)state;
    static const turn_case cases[] = {
        TIFF(LITTLE "\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0", 6),
        TIFF(BIG "\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0", 8),
        TIFF(BIG "\0\x02\x01\x0F\0\x02\0\0\0\x01\0\0\0\0\x01\x12\0\x03\0\0\0\x01\0\x03\0\0", 3),
        TIFF(LITTLE "\x01\0\x12\x01\x03\0\x01\0\0\0\x09\0\0\0", 1),
        TIFF(LITTLE "\x01\0\x12\x01\x04\0\x01\0\0\0\x06\0\0\0", 1),
        TIFF(LITTLE "\x01\0\x12\x01\x03\0", 1),
        TIFF("II*\0\xFF\xFF\xFF\xFF", 1),
        TIFF("II", 1),
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_str plain = make_jpeg(JCS_RGB, 3, false);
        gr_buf file = gr_buf_make(arena, 100000);
        gr_buf_add(&file, gr_str_sub(plain, 0, 2));
        gr_buf_add(&file, (gr_str){"\xFF\xE1\0", 3});
        gr_buf_add_char(&file, (char)(cases[i].n + 8));
        gr_buf_add(&file, (gr_str){"Exif\0\0", 6});
        gr_buf_add(&file, (gr_str){cases[i].tiff, cases[i].n});
        gr_buf_add(&file, gr_str_sub(plain, 2, plain.len - 2));
        gr_image image;
        assert_true(decode(gr_buf_view(&file), &image));
        assert_int_equal(image.turn, cases[i].want);
        assert_int_equal(image.width, W);
    }
}

static void damage_is_refused_and_does_no_harm(void **state)
{
    (void)state;
    const gr_str files[] = {make_png(PNG_FORMAT_RGBA, false), make_palette_png(),
                            make_jpeg(JCS_RGB, 3, false), make_jpeg(JCS_RGB, 3, true),
                            make_jpeg(JCS_CMYK, 4, false)};
    gr_image image;
    uint32_t seed = 3;
    for (size_t f = 0; f < sizeof(files) / sizeof(files[0]); f++) {
        bool png = (unsigned char)files[f].ptr[0] == 0x89;
        for (size_t round = 0; round < 200; round++) {
            size_t keep = round * (files[f].len - 1) / 200;
            assert_false(decode(gr_str_sub(files[f], 0, keep), &image));
        }
        size_t refused = 0;
        char *copy = GR_NEW_N(arena, char, files[f].len);
        for (size_t round = 0; round < 200; round++) {
            memcpy(copy, files[f].ptr, files[f].len);
            seed = seed * 1664525u + 1013904223u;
            size_t at = 8 + seed % (files[f].len - 8);
            copy[at] = (char)(copy[at] ^ (1 << (seed >> 29)));
            refused += decode((gr_str){copy, files[f].len}, &image) ? 0 : 1;
        }
        assert_true(refused > (png ? 100u : 5u));
    }
}

static void too_many_pixels_are_refused_before_they_are_made(void **state)
{
    (void)state;
    gr_image image = {0};
    gr_str png = make_png(PNG_FORMAT_RGB, false);
    gr_image_job job = {.bytes = png, .max_pixels = W * H - 1, .arena = arena, .out = &image};
    assert_false(gr_png_decode(&job));
    assert_non_null(strstr(job.why, "13 x 9"));
    job.max_pixels = W * H;
    assert_true(gr_png_decode(&job));
    job = (gr_image_job){
        .bytes = make_jpeg(JCS_RGB, 3, false), .max_pixels = 100, .arena = arena, .out = &image};
    assert_false(gr_jpeg_decode(&job));
    /* a header that promises 65,000 rows and columns */
    char *huge = GR_NEW_N(arena, char, png.len);
    memcpy(huge, png.ptr, png.len);
    huge[18] = huge[22] = (char)0xFF;
    size_t before = gr_arena_bytes(arena);
    job = (gr_image_job){
        .bytes = {huge, png.len}, .max_pixels = 100000, .arena = arena, .out = &image};
    assert_false(gr_png_decode(&job));
    assert_true(gr_arena_bytes(arena) - before < 1000000);
}

static void files_are_read_by_content(void **state)
{
    (void)state;
    char path[] = "/tmp/griffie-image-XXXXXX";
    int fd = mkstemp(path);
    gr_str png = make_png(PNG_FORMAT_RGB, false);
    assert_true(fd >= 0 && write(fd, png.ptr, png.len) == (ssize_t)png.len);
    gr_diag *diag = gr_diag_new(arena, 10);
    const gr_image *image = NULL;
    gr_loc at = {0};
    assert_int_equal(gr_image_read(gr_str_of(path), &gr_default_limits, arena, diag, at, &image),
                     GR_OK);
    check_text("path", image->path, path);
    assert_int_equal(image->width, W);
    assert_int_equal(ftruncate(fd, 20), 0);
    const gr_image *none = NULL;
    assert_int_equal(gr_image_read(gr_str_of(path), &gr_default_limits, arena, diag, at, &none),
                     GR_BAD_INPUT);
    assert_true(gr_diag_has(diag, GR_CODE_IMAGE_FORM));
    assert_int_equal(pwrite(fd, "GIF89a", 6, 0), 6);
    diag = gr_diag_new(arena, 10);
    assert_int_equal(gr_image_read(gr_str_of(path), &gr_default_limits, arena, diag, at, &none),
                     GR_BAD_INPUT);
    assert_true(gr_diag_has(diag, GR_CODE_IMAGE_FORM));
    (void)close(fd);
    (void)unlink(path);
    assert_int_equal(gr_image_read(gr_str_of(path), &gr_default_limits, arena, diag, at, &none),
                     GR_BAD_INPUT);
    assert_true(gr_diag_has(diag, GR_CODE_IMAGE_MISSING));
    assert_null(none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_its_library_a_jpeg_is_refused),
        cmocka_unit_test(every_form_of_png_becomes_plain),
        cmocka_unit_test(jpeg_becomes_grey_or_rgb),
        cmocka_unit_test(what_the_camera_noted_is_left_out),
        cmocka_unit_test(photographs_say_how_they_were_held),
        cmocka_unit_test(damage_is_refused_and_does_no_harm),
        cmocka_unit_test(too_many_pixels_are_refused_before_they_are_made),
        cmocka_unit_test(files_are_read_by_content),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
