/* griffie_texts FOLDER: writes there what the package is given besides the program. Run by the
 * build. */
#include "schedule/units.h"
#include "texts.h"

#define TEXT_BYTES 1000000

static bool write_text(gr_arena *arena, const char *folder, gr_str name, gr_str text)
{
    FILE *file = fopen(gr_str_fmt(arena, "%s/" GR_FMT, folder, GR_ARG(name)).ptr, "wb");
    if (file == NULL) {
        perror(folder);
        return false;
    }
    bool done = fwrite(text.ptr, 1, text.len, file) == text.len;
    return fclose(file) == 0 && done;
}

static bool write_texts(gr_arena *arena, const char *folder)
{
    static const struct {
        const char *name;
        void (*add)(gr_buf *out);
    } rows[] = {{"griffie.1", texts_manual},
                {"griffie-batch.5", texts_batch_manual},
                {"griffie.bash", texts_bash},
                {"_griffie", texts_zsh},
                {"griffie.fish", texts_fish}};
    bool done = true;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        gr_buf text = gr_buf_make(arena, TEXT_BYTES);
        rows[i].add(&text);
        done = done && !text.full &&
               write_text(arena, folder, gr_str_of(rows[i].name), gr_buf_view(&text));
    }
    return done;
}

static bool write_units(gr_arena *arena, const char *folder)
{
    const gr_unit_setup setup = {.program = GR_LIT("/usr/bin/griffie"),
                                 .input = GR_LIT(TEXTS_INPUT),
                                 .templates = GR_LIT(TEXTS_TEMPLATES),
                                 .output = GR_LIT(TEXTS_OUTPUT),
                                 .state = GR_LIT(TEXTS_STATE),
                                 .fonts = GR_LIT(""),
                                 .user = GR_LIT("griffie")};
    gr_unit_file files[3];
    gr_units_package(&setup, arena, files);
    bool done = true;
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        done = done && write_text(arena, folder, files[i].name, files[i].text);
    }
    return done;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        (void)fputs("griffie_texts FOLDER\n", stderr);
        return 64;
    }
    gr_arena *arena = gr_arena_new(65536);
    bool done = write_texts(arena, argv[1]) && write_units(arena, argv[1]);
    gr_arena_free(arena);
    return done ? 0 : 74;
}
