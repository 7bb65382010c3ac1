#include "notify/notify.h"

/* Owns the words that all that is told of a run has in common. */
#include "format/value_text.h"

gr_str gr_run_label(const gr_run_summary *run, const char *name)
{
    static const gr_house_style none = {.id = {"", 0}};
    return gr_label_text(run->house == NULL ? &none : run->house, name);
}

gr_str gr_run_moment_text(const gr_run_summary *run, gr_moment at, gr_arena *arena)
{
    gr_day day = 0;
    uint16_t minute = 0;
    gr_zone_civil(run->jobs->zone, at, &day, &minute, NULL);
    const gr_value date = {.type = GR_T_DATE, .as.day = day};
    gr_str text = gr_value_text(arena, &date, (gr_format){.kind = GR_FORMAT_DATE},
                                run->house == NULL ? NULL : &run->house->notation);
    return gr_str_fmt(arena, GR_FMT ", %02u:%02u", GR_ARG(text), (unsigned)minute / 60,
                      (unsigned)minute % 60);
}
