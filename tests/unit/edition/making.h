#ifndef GR_TESTS_EDITION_MAKING_H
#define GR_TESTS_EDITION_MAKING_H
/* The small case of the goldens, loaded, with folders of its own for what editions leave. */
#include "in_folder.h"

#include "edition/edition.h"

#define BASE GR_SOURCE_DIR "/tests/golden/_base"

typedef struct making {
    world w;
    gr_str templates, input; /* those of the goldens, until making_copy */
    gr_order order;          /* must stand where it is: rows lead to it */
    gr_diag *diag;           /* of what was loaded last */
    gr_load *load;
    gr_plan_row *rows;
    size_t n;
    gr_edition_setup setup;
} making;

/** Reads everything, again when files were changed. */
static inline void making_load(making *m)
{
    gr_load_setup *loads = GR_NEW(m->w.arena, gr_load_setup);
    m->diag = gr_diag_new(m->w.arena, 50);
    *loads = (gr_load_setup){.input = m->input,
                             .templates = m->templates,
                             .fonts = GR_LIT("/usr/share/fonts"),
                             .laid_out = GR_LIT(""),
                             .style = GR_LIT(""),
                             .now = 1656669600,
                             .limits = &gr_default_limits,
                             .arena = m->w.arena,
                             .diag = m->diag};
    gr_load_close(m->load);
    m->load = gr_load_open(loads);
    assert_int_equal(gr_load_descriptors(m->load, &m->order, 1), GR_OK);
    assert_int_equal(gr_load_bind(m->load, &m->order, 1), GR_OK);
    assert_int_equal(gr_load_exports(m->load, GR_LIT("")), GR_OK);
    assert_int_equal(gr_load_plan(m->load, &m->order, 1, &m->rows, &m->n), GR_OK);
    m->setup.load = m->load;
    m->setup.inputs.input = m->input;
    m->setup.inputs.templates = m->templates;
}

static inline void making_open(making *m)
{
    *m = (making){
        .w = world_open(),
        .templates = GR_LIT(BASE "/templates"),
        .input = GR_LIT(BASE "/input"),
        .order = {.job = GR_LIT(""), .period = {.name = GR_LIT("")}, .destination = GR_LIT("")}};
    world_add_folder(&m->w, "output");
    world_add_folder(&m->w, "state");
    m->setup = (gr_edition_setup){
        .store = {.output = world_path(&m->w, "output"), .state = world_path(&m->w, "state")},
        .engine = GR_LIT("griffie of a test"),
        .style = GR_LIT(""),
        .inputs = {.archive = {.state = world_path(&m->w, "state")},
                   .fonts = GR_LIT("/usr/share/fonts"),
                   .laid_out = GR_LIT("")},
        .limits = &gr_default_limits,
        .now = 1656669600,
        .publishes = true};
    making_load(m);
}

static inline void making_close(making *m)
{
    gr_load_close(m->load);
    world_close(&m->w);
}

static inline gr_plan_row making_make(making *m, size_t nr)
{
    gr_plan_row row = m->rows[nr];
    gr_edition_make(&m->setup, &row, m->w.arena, m->diag);
    return row;
}

/* ---- files of its own, to be changed ---- */

static inline gr_str making_read(const making *m, gr_str path)
{
    gr_str bytes = GR_LIT("");
    gr_diag *diag = gr_diag_new(m->w.arena, 1);
    assert_int_equal(gr_file_read(path, 1000000, m->w.arena, diag, (gr_loc){0}, &bytes), GR_OK);
    return bytes;
}

static inline void making_write(gr_str path, gr_str bytes)
{
    FILE *file = fopen(path.ptr, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

static inline void making_copy_folder(const making *m, gr_str from, gr_str to)
{
    gr_str *names = NULL;
    size_t n = 0;
    assert_int_equal(mkdir(to.ptr, 0750), 0);
    assert_int_equal(gr_folder_list(from, GR_LIT(""), m->w.arena, m->w.diag, &names, &n), GR_OK);
    for (size_t i = 0; i < n; i++) {
        gr_str source = gr_path_join(m->w.arena, from, names[i]);
        gr_str target = gr_path_join(m->w.arena, to, names[i]);
        if (gr_folder_exists(source)) {
            making_copy_folder(m, source, target);
        } else {
            making_write(target, making_read(m, source));
        }
    }
}

/** The files of the goldens become its own. */
static inline void making_copy(making *m)
{
    gr_str templates = world_path(&m->w, "templates");
    gr_str input = world_path(&m->w, "input");
    making_copy_folder(m, m->templates, templates);
    making_copy_folder(m, m->input, input);
    m->templates = templates;
    m->input = input;
}

/** The first `from` in that file, which must be there, becomes `to`. */
static inline void making_replace(const making *m, const char *name, const char *from,
                                  const char *to)
{
    gr_str path = world_path(&m->w, name);
    gr_str text = making_read(m, path);
    gr_str old = gr_str_of(from);
    size_t at = gr_str_find(text, old);
    assert_int_not_equal(at, SIZE_MAX);
    gr_str rest = gr_str_sub(text, at + old.len, SIZE_MAX);
    making_write(path,
                 gr_str_fmt(m->w.arena, GR_FMT "%s" GR_FMT, (int)at, text.ptr, to, GR_ARG(rest)));
}

#endif
