/* Owns for which day a version was made, as its manifest says. */
#include "base/arena.h"
#include "base/date.h"
#include "base/file.h"
#include "provenance/version.h"
#include "json/read.h"

#define MANIFEST_BYTES ((size_t)64 * 1024 * 1024)

gr_value gr_manifest_day(gr_str manifest, gr_arena *arena)
{
    gr_str text = GR_LIT("");
    gr_value on = {.type = GR_T_NONE};
    if (gr_json_find(manifest, "$.order.on", arena, &text) && gr_date_parse(text, &on.as.day)) {
        on.type = GR_T_DATE;
    }
    return on;
}

gr_value gr_version_day_made_for(const gr_place *place, gr_str key, gr_arena *arena)
{
    gr_str manifest = GR_LIT("");
    gr_diag *unheard = gr_diag_new(arena, 1); /* what cannot be read was made for no day */
    gr_str path = gr_version_path(place, key, GR_MANIFEST, arena);
    return gr_file_read(path, MANIFEST_BYTES, arena, unheard, (gr_loc){0}, &manifest) == GR_OK
               ? gr_manifest_day(manifest, arena)
               : (gr_value){.type = GR_T_NONE};
}

gr_str gr_day_text(gr_value on, gr_arena *arena)
{
    gr_buf text = gr_buf_make(arena, 64);
    if (on.type == GR_T_DATE) {
        gr_value_add(&on, &text);
    }
    return gr_buf_view(&text);
}
