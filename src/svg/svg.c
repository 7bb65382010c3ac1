/* A drawing from the bytes of a file: read, then drawn once into paths. */
#include "svg/svg.h"

#include "svg_priv.h"

enum { LOOKED_AT = 4096 }; /* bytes in which the first element begins */

/* UTF-16 is known by its mark, and read as XML is. */
bool gr_svg_is(gr_str bytes)
{
    gr_str start = gr_str_sub(bytes, 0, LOOKED_AT);
    size_t at = gr_str_starts(start, GR_LIT("\xEF\xBB\xBF")) ? 3 : 0;
    gr_svg_skip(start, &at);
    bool markup = at < start.len && start.ptr[at] == '<';
    return (markup && gr_str_find(start, GR_LIT("<svg")) != SIZE_MAX) ||
           (markup && gr_str_find(start, GR_LIT("http://www.w3.org/2000/svg")) != SIZE_MAX) ||
           gr_str_starts(start, GR_LIT("\xFF\xFE<")) || gr_str_starts(start, GR_LIT("\xFE\xFF"));
}

gr_status gr_svg_read(gr_str path, gr_str bytes, const gr_limits *limits, gr_arena *arena,
                      gr_diag *diag, gr_loc blame, const gr_vector **out)
{
    gr_svg svg = {.limits = limits, .arena = arena, .diag = diag, .blame = blame, .status = GR_OK};
    svg.file = gr_diag_add_file(diag, path);
    if (bytes.len > limits->descriptor_bytes) {
        (void)gr_svg_limit(&svg, (gr_loc){.file = svg.file}, "a drawing of more bytes than may be");
        return svg.status;
    }
    GR_TRY(gr_svg_tree(&svg, bytes));
    gr_vector *vector = GR_NEW(arena, gr_vector);
    if (!gr_svg_draw(&svg, vector)) {
        return svg.status;
    }
    *out = vector;
    return GR_OK;
}
