#ifndef GR_TESTS_TEXT_FACES_H
#define GR_TESTS_TEXT_FACES_H
/* Debian's faces for tests: a regular and a bold of Open Sans, Lato, and DejaVu Sans as fallback.
 */
#include "base/file.h"
#include "base/limits.h"
#include "text/text.h"

typedef struct test_faces {
    gr_arena *arena;
    gr_diag *diag;
    gr_text *text;
} test_faces;

static inline bool open_faces(test_faces *out)
{
    static const gr_face_file listed[] = {
        {.family = {"Open Sans", 9}, .path = {"open-sans/OpenSans-Regular.ttf", 30}},
        {.family = {"Open Sans", 9}, .path = {"open-sans/OpenSans-Bold.ttf", 27}, .bold = true},
        {.family = {"Lato", 4}, .path = {"lato/Lato-Regular.ttf", 21}},
        {.family = {"DejaVu Sans", 11}, .path = {"dejavu/DejaVuSans.ttf", 21}, .fallback = true},
    };
    enum { N = sizeof(listed) / sizeof(listed[0]) };
    gr_face_file files[N];
    *out = (test_faces){.arena = gr_arena_new(4096)};
    out->diag = gr_diag_new(out->arena, 50);
    for (size_t i = 0; i < N; i++) {
        files[i] = listed[i];
        files[i].path =
            gr_path_join(out->arena, GR_LIT("/usr/share/fonts/truetype"), listed[i].path);
        if (gr_file_read(files[i].path, 10000000, out->arena, out->diag, (gr_loc){0},
                         &files[i].bytes) != GR_OK) {
            return false;
        }
    }
    return gr_text_open(files, N, GR_LIT("/usr/share/hyphen"), out->diag, &out->text) == GR_OK;
}

static inline void close_faces(test_faces *faces)
{
    gr_text_close(faces->text);
    gr_arena_free(faces->arena);
}

#endif
