#ifndef GR_TESTS_STANDING_H
#define GR_TESTS_STANDING_H
/* An output folder with its state folder, and versions of one edition, r/region, in them. */
#include <string.h>

#include "in_folder.h"
#include "store/shown.h"
#include "store/version.h"

typedef struct standing {
    world w;
    gr_store store;
    gr_place place;
} standing;

static inline standing standing_open(void)
{
    standing s = {.w = world_open()};
    s.store = (gr_store){.output = world_path(&s.w, "output"), .state = world_path(&s.w, "state")};
    s.place = gr_place_at(&s.store, GR_LIT(""), GR_LIT("r"), GR_LIT("region"), s.w.arena);
    world_add_folder(&s.w, "output");
    assert_int_equal(gr_folders_make(s.w.folder, GR_LIT("state/.versions/r/region"), s.w.diag),
                     GR_OK);
    assert_int_equal(gr_shown_begin(&s.place, s.w.arena, s.w.diag), GR_OK);
    return s;
}

/** A file below the test's folder, with the folders that it stands in. */
static inline void standing_write(const standing *s, const char *name, const char *text)
{
    const char *slash = strrchr(name, '/');
    gr_str folders = gr_str_sub(gr_str_of(name), 0, slash == NULL ? 0 : (size_t)(slash - name));
    assert_int_equal(gr_folders_make(s->w.folder, folders, s->w.diag), GR_OK);
    (void)unlink(world_path(&s->w, name).ptr);
    assert_int_equal(gr_file_write_new(world_path(&s->w, name), gr_str_of(text), s->w.diag), GR_OK);
}

static inline void standing_write_in(const standing *s, const char *key, const char *name,
                                     const char *text)
{
    gr_str path = gr_str_fmt(s->w.arena, "state/.versions/r/region/%s/%s", key, name);
    standing_write(s, path.ptr, text);
}

/** A version whose one public file has this text. Its public folder is called as its text. */
static inline void standing_add(const standing *s, const char *key, const char *text)
{
    standing_write_in(s, key, "files/r.txt", text);
    standing_write_in(s, key, "name", gr_str_fmt(s->w.arena, "%s\n", text).ptr);
}

static inline void standing_show(const standing *s, const char *key, int64_t at)
{
    bool moved = false;
    assert_int_equal(gr_version_show(&s->place, gr_str_of(key), at, s->w.arena, s->w.diag, &moved),
                     GR_OK);
}

static inline bool standing_has(const standing *s, const char *name)
{
    return access(world_path(&s->w, name).ptr, F_OK) == 0;
}

static inline gr_str standing_read(const standing *s, const char *name)
{
    gr_str text = GR_LIT("");
    gr_diag *said = gr_diag_new(s->w.arena, 1);
    assert_int_equal(
        gr_file_read(world_path(&s->w, name), SIZE_MAX, s->w.arena, said, (gr_loc){0}, &text),
        GR_OK);
    return text;
}

/** What was said has this in it. */
static inline void standing_said(const standing *s, const char *part)
{
    gr_buf out = gr_buf_make(s->w.arena, SIZE_MAX);
    gr_diag_print(s->w.diag, &out);
    if (gr_str_find(gr_buf_view(&out), gr_str_of(part)) == SIZE_MAX) {
        print_error("said '" GR_FMT "', not '%s'\n", GR_ARG(gr_buf_view(&out)), part);
        fail();
    }
}

static inline void standing_close(standing *s)
{
    world_close(&s->w);
}

#endif
