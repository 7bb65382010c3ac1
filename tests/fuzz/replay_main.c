/* Stands in for libFuzzer where it is not linked: gives a target every file of the folders it is
 * told, so that what once broke it is tried in every build. */
#include "base/arena.h"
#include "base/file.h"

#define INPUT_BYTES ((size_t)16 * 1024 * 1024)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A copy of exactly this size, so that a byte read beyond it is noticed. */
static bool run_bytes(gr_str bytes)
{
    uint8_t *copy = calloc(bytes.len > 0 ? bytes.len : 1, 1);
    if (copy == NULL) {
        return false;
    }
    memcpy(copy, bytes.ptr, bytes.len);
    (void)LLVMFuzzerTestOneInput(copy, bytes.len);
    free(copy);
    return true;
}

static bool run_file(gr_str path, gr_arena *arena)
{
    gr_diag *diag = gr_diag_new(arena, 1);
    gr_str bytes = GR_LIT("");
    printf("replay " GR_FMT "\n", GR_ARG(path));
    (void)fflush(stdout); /* the last line names the input that broke it */
    return gr_file_read(path, INPUT_BYTES, arena, diag, (gr_loc){0}, &bytes) == GR_OK &&
           run_bytes(bytes);
}

static size_t run_folder(gr_str folder)
{
    gr_arena *arena = gr_arena_new(65536);
    gr_str *names = NULL;
    size_t n = 0;
    size_t done = 0;
    gr_diag *diag = gr_diag_new(arena, 1);
    if (gr_folder_list(folder, GR_LIT(""), arena, diag, &names, &n) != GR_OK) {
        n = 0; /* said below */
    }
    for (size_t i = 0; i < n; i++) {
        done += run_file(gr_path_join(arena, folder, names[i]), arena) ? 1 : 0;
    }
    gr_arena_free(arena);
    if (done != n || n == 0) {
        (void)fprintf(stderr, GR_FMT ": %zu of %zu inputs could be read\n", GR_ARG(folder), done,
                      n);
        return 0;
    }
    return done;
}

int main(int argc, char **argv)
{
    bool good = argc > 1 && run_bytes(GR_LIT(""));
    for (int i = 1; i < argc; i++) {
        good = run_folder(gr_str_of(argv[i])) > 0 && good;
    }
    return good ? 0 : 1;
}
