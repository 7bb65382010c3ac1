/* Whether moments are likely midnights elsewhere: 2021-12-31T23:00:00Z is how many programs write
 * 1 January 2022, and as written it is the day before, and the year before. One such moment may be
 * an evening, so a column is judged at its end, file by file. */
#include "day_priv.h"

#define WINTER_MIDNIGHT (23 * 60)
#define SUMMER_MIDNIGHT (22 * 60)

void gr_midnights_note(gr_midnights *midnights, const gr_day_form *form, gr_str text, gr_loc at,
                       gr_arena *arena)
{
    static const gr_day_form iso;
    const gr_day_form *days = form != NULL ? form : &iso;
    gr_day_read read;
    if (days->zone != GR_ZONE_UNSAID || !gr_day_parts(days, text, &read) || !read.has_zone ||
        read.minute < 0) {
        return;
    }
    bool midnight = read.offset == 0 && read.second == 0 &&
                    (read.minute == WINTER_MIDNIGHT || read.minute == SUMMER_MIDNIGHT);
    if (midnights->n++ == 0) {
        midnights->at = at;
        midnights->first = gr_str_dup(arena, text);
    }
    midnights->others = midnights->others || !midnight;
}

bool gr_midnights_refuse(const gr_midnights *midnights, const gr_plan *plan, size_t field,
                         gr_diag *diag)
{
    const gr_column *column = &plan->schema->columns[field];
    if (midnights->n == 0 || midnights->others) {
        return false;
    }
    gr_diag_report(diag, midnights->at, GR_CODE_LIKELY_MIDNIGHT,
                   "'" GR_FMT "' in '" GR_FMT "' of '" GR_FMT
                   "': every moment in this field is 22 or 23 o'clock at Greenwich, which is "
                   "midnight here and the next day; say zone=\"Europe/Amsterdam\" to read the day "
                   "here, or zone=\"written\" to read the day as it stands",
                   GR_ARG(midnights->first), GR_ARG(column->name), GR_ARG(plan->schema->name));
    gr_diag_note(diag, column->at, "the field");
    return true;
}
