/* The root of a file and no further: which source an export belongs to. */
#include "xml_priv.h"

typedef struct root_seeker {
    gr_arena *arena;
    gr_str ns, name;
} root_seeker;

static gr_status take_root(void *user, gr_xml_reader *reader, const gr_xml_start *element)
{
    root_seeker *seeker = user;
    seeker->ns = gr_str_dup(seeker->arena, element->ns);
    seeker->name = gr_str_dup(seeker->arena, element->name);
    reader->enough = true;
    return GR_OK;
}

gr_status gr_xml_root(gr_str path, uint16_t file, const gr_limits *limits, gr_arena *arena,
                      gr_diag *diag, gr_str *out_ns, gr_str *out_name)
{
    root_seeker seeker = {.arena = arena};
    gr_xml_handler handler = {.user = &seeker, .start = take_root};
    GR_TRY(gr_xml_read_file(path, file, limits, &handler, diag));
    *out_ns = seeker.ns;
    *out_name = seeker.name;
    return GR_OK;
}
