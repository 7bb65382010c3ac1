#ifndef GR_TESTS_EDITION_MAKING_H
#define GR_TESTS_EDITION_MAKING_H
/* The small case of the goldens, loaded, with folders of its own for what editions leave. */
#include "in_folder.h"

#include "edition/edition.h"

#define BASE GR_SOURCE_DIR "/tests/golden/_base"

typedef struct making {
    world w;
    gr_order order;
    gr_load *load;
    gr_plan_row *rows;
    size_t n;
    gr_edition_setup setup;
} making;

/** The order must stand where it is: rows lead to it. */
static inline void making_open(making *m)
{
    m->w = world_open();
    gr_load_setup *loads = GR_NEW(m->w.arena, gr_load_setup);
    *loads = (gr_load_setup){.input = GR_LIT(BASE "/input"),
                             .templates = GR_LIT(BASE "/templates"),
                             .fonts = GR_LIT("/usr/share/fonts"),
                             .laid_out = GR_LIT(""),
                             .style = GR_LIT(""),
                             .now = 1656669600,
                             .limits = &gr_default_limits,
                             .arena = m->w.arena,
                             .diag = m->w.diag};
    m->order =
        (gr_order){.job = GR_LIT(""), .period = {.name = GR_LIT("")}, .destination = GR_LIT("")};
    m->load = gr_load_open(loads);
    assert_int_equal(gr_load_descriptors(m->load, &m->order, 1), GR_OK);
    assert_int_equal(gr_load_bind(m->load, &m->order, 1), GR_OK);
    assert_int_equal(gr_load_exports(m->load, GR_LIT("")), GR_OK);
    assert_int_equal(gr_load_plan(m->load, &m->order, 1, &m->rows, &m->n), GR_OK);
    world_add_folder(&m->w, "output");
    world_add_folder(&m->w, "state");
    m->setup = (gr_edition_setup){
        .load = m->load,
        .store = {.output = world_path(&m->w, "output"), .state = world_path(&m->w, "state")},
        .engine = GR_LIT("griffie of a test"),
        .style = GR_LIT(""),
        .inputs = {.archive = {.state = world_path(&m->w, "state")},
                   .input = loads->input,
                   .templates = loads->templates,
                   .fonts = loads->fonts,
                   .laid_out = GR_LIT("")},
        .limits = &gr_default_limits,
        .now = 1656669600,
        .publishes = true};
}

static inline void making_close(making *m)
{
    gr_load_close(m->load);
    world_close(&m->w);
}

#endif
