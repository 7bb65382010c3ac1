/* Any bytes as a drawing: refused with a report, or paths that lie where a page can hold them and
 * whose colours can be asked for. */
#include "base/arena.h"
#include "require.h"
#include "svg/svg.h"

static size_t count(const gr_vector_node *node, unsigned depth)
{
    size_t n = 0;
    require(depth < 2000);
    for (; node != NULL; node = node->next) {
        require(node->opacity > 0 && node->opacity <= GR_OPAQUE);
        require(node->first != NULL || node->fill.paints || node->stroke.paints);
        n += 1 + count(node->first, depth + 1);
    }
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gr_arena *arena = gr_arena_new(65536);
    gr_diag *diag = gr_diag_new(arena, 10);
    gr_limits limits = gr_default_limits;
    limits.vector_steps = 20000;
    gr_str bytes = {size > 0 ? (const char *)data : "", size};
    const gr_vector *vector = NULL;
    gr_status status =
        gr_svg_read(GR_LIT("input.svg"), bytes, &limits, arena, diag, (gr_loc){0}, &vector);
    require((status == GR_OK) == (vector != NULL));
    require((status == GR_OK) == (gr_diag_count(diag, GR_ERROR) == 0));
    if (vector != NULL) {
        require(vector->width > 0 && vector->height > 0);
        require(vector->view_width > 0 && vector->view_height > 0);
        require(count(vector->first, 0) <= 2 * limits.vector_steps);
        uint32_t colour =
            gr_vector_colour(vector, vector->view_width / 2, vector->view_height / 3, 0xFFFFFF);
        require(colour <= 0xFFFFFF);
    }
    gr_arena_free(arena);
    return 0;
}
