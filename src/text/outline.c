/* The shape of a glyph as a path: for letters that are drawn, not written. HarfBuzz gives curves of
 * the font's units one by one; quadratic ones arrive as cubic ones. */
#include "text_priv.h"

typedef struct outline { /* being collected */
    gr_arena *arena;
    int64_t upem;
    gr_path_step *steps;
    size_t n, cap;
} outline;

static gr_mpt per_mille(const outline *to, float units)
{
    return gr_per_mille((int64_t)units, to->upem);
}

static void add_step(outline *to, gr_path_step step)
{
    *GR_PUSH(to->arena, to->steps, to->n, to->cap, gr_path_step) = step;
}

static void move_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y,
                    void *user)
{
    (void)funcs, (void)state, (void)user;
    add_step(data, (gr_path_step){GR_PATH_MOVE, .x = per_mille(data, x), .y = per_mille(data, y)});
}

static void line_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y,
                    void *user)
{
    (void)funcs, (void)state, (void)user;
    add_step(data,
             (gr_path_step){.op = GR_PATH_LINE, .x = per_mille(data, x), .y = per_mille(data, y)});
}

/* NOLINTNEXTLINE(readability-function-size): so many as HarfBuzz gives */
static void curve_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1,
                     float x2, float y2, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    add_step(data, (gr_path_step){GR_PATH_CURVE, per_mille(data, x1), per_mille(data, y1),
                                  per_mille(data, x2), per_mille(data, y2), per_mille(data, x),
                                  per_mille(data, y)});
}

static void close_path(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user)
{
    (void)funcs, (void)state, (void)user;
    add_step(data, (gr_path_step){.op = GR_PATH_CLOSE});
}

/** The dummy face's: a box. */
static void add_box(outline *to)
{
    static const gr_path_step box[] = {{.op = GR_PATH_MOVE, .x = 50},
                                       {.op = GR_PATH_LINE, .x = 450},
                                       {.op = GR_PATH_LINE, .x = 450, .y = 700},
                                       {.op = GR_PATH_LINE, .x = 50, .y = 700},
                                       {.op = GR_PATH_CLOSE}};
    for (size_t i = 0; i < sizeof box / sizeof box[0]; i++) {
        add_step(to, box[i]);
    }
}

size_t gr_glyph_outline(const gr_text *text, gr_face face, uint32_t glyph, gr_arena *arena,
                        gr_path_step **out)
{
    outline to = {.arena = arena};
    if (face >= text->n_fonts) {
        add_box(&to);
    } else {
        hb_draw_funcs_t *funcs = hb_draw_funcs_create();
        hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
        hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
        hb_draw_funcs_set_cubic_to_func(funcs, curve_to, NULL, NULL);
        hb_draw_funcs_set_close_path_func(funcs, close_path, NULL, NULL);
        to.upem = text->fonts[face].upem;
        hb_font_get_glyph_shape(text->fonts[face].font, glyph, funcs, &to);
        hb_draw_funcs_destroy(funcs);
    }
    *out = to.steps;
    return to.n;
}
