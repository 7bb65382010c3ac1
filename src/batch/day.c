/* Owns for which day editions are made: that of the job's schedule, that which was asked for, or
 * the one that a version was made for. Without any of these it is that of the data, which `eval`
 * knows. Must not know what a document does with it. */
#include "base/arena.h"
#include "base/date.h"
#include "base/file.h"
#include "journal/compare.h"
#include "night.h"

#define MANIFEST_BYTES ((size_t)64 * 1024 * 1024)

gr_value batch_day_of_job(const batch *run, gr_moment due)
{
    return run->request->on.type == GR_T_DATE ? run->request->on
                                              : gr_day_of_due(run->night->jobs, due);
}

gr_value batch_day_of_manifest(gr_str manifest, gr_arena *arena)
{
    gr_str text = GR_LIT("");
    gr_value on = {.type = GR_T_NONE};
    if (gr_json_find(manifest, "$.order.on", arena, &text) && gr_date_parse(text, &on.as.day)) {
        on.type = GR_T_DATE;
    }
    return on;
}

gr_value batch_day_of_version(const gr_place *place, gr_str key, gr_arena *arena)
{
    gr_str manifest = GR_LIT("");
    gr_diag *unheard = gr_diag_new(arena, 1); /* what cannot be read was made for no day */
    gr_str path = gr_version_path(place, key, GR_MANIFEST, arena);
    return gr_file_read(path, MANIFEST_BYTES, arena, unheard, (gr_loc){0}, &manifest) == GR_OK
               ? batch_day_of_manifest(manifest, arena)
               : (gr_value){.type = GR_T_NONE};
}

/** What was released is held against the data of tonight, not against another day. */
gr_value batch_day_of_edition(const batch_work *work)
{
    gr_value on = {.type = GR_T_NONE};
    if (work->frozen) {
        const gr_place place = batch_place_of(work->run, work->row, work->arena);
        on = batch_day_of_version(&place, gr_place_current(&place, work->arena), work->arena);
    }
    return on.type == GR_T_DATE ? on : work->row->order->on;
}

gr_str batch_day_text(gr_value on, gr_arena *arena)
{
    gr_buf text = gr_buf_make(arena, 64);
    if (on.type == GR_T_DATE) {
        gr_value_add(&on, &text);
    }
    return gr_buf_view(&text);
}
