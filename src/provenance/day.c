/* Owns for which day a version was made, as its manifest says. */
#include "base/arena.h"
#include "base/date.h"
#include "base/file.h"
#include "provenance/version.h"
#include "store/version_file.h"
#include "json/read.h"

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
    /* what cannot be read was made for no day */
    (void)gr_version_find(gr_version_folder(place, key, arena), GR_VERSION_MANIFEST, arena,
                          &manifest);
    return gr_manifest_day(manifest, arena);
}

gr_str gr_day_text(gr_value on, gr_arena *arena)
{
    gr_buf text = gr_buf_make(arena, 64);
    if (on.type == GR_T_DATE) {
        gr_value_add(&on, &text);
    }
    return gr_buf_view(&text);
}
