/* Which day a moment is. Without zone= the day is the one that is written; zone="Europe/Amsterdam"
 * turns a moment of another zone into the Dutch day. The rule is the one of Central European Time,
 * which holds in the whole Union since 1996; before, only moments that are the same day in summer
 * and winter are read. No clock and no database of zones is asked. */
#include "day_priv.h"

#define DAY          (24 * 60)
#define RULE_SINCE   1996
#define WINTER       60 /* minutes east of Greenwich */
#define SUMMER       120
#define CHANGES_AT   60 /* minutes after midnight at Greenwich */
#define SUNDAY       7
#define LAST_OF_TIME 2932896 /* 9999-12-31: "no end", whatever the hour */

static gr_day last_sunday(int32_t year, uint8_t month)
{
    gr_day last = gr_day_of((gr_civil){year, month, 31}); /* March and October have 31 */
    return last - gr_weekday(last) % SUNDAY;
}

static bool is_summer(gr_day day, int32_t minute)
{
    int32_t year = gr_civil_of(day).year;
    int64_t at = (int64_t)day * DAY + minute;
    return at >= (int64_t)last_sunday(year, 3) * DAY + CHANGES_AT &&
           at < (int64_t)last_sunday(year, 10) * DAY + CHANGES_AT;
}

/** Minutes since 1970 to whole days, also before it. */
static gr_day whole_days(int64_t minutes)
{
    return (gr_day)(minutes / DAY - (minutes % DAY < 0 ? 1 : 0));
}

bool gr_day_in_zone(gr_day_zone zone, const gr_day_read *read, gr_day *inout_day,
                    const char **out_why)
{
    bool dutch = read->offset == WINTER || read->offset == SUMMER;
    if (zone != GR_ZONE_CET || !read->has_zone || dutch || *inout_day == LAST_OF_TIME) {
        return true;
    }
    if (read->minute < 0) {
        *out_why = "it names a zone and no time, so its day elsewhere can't be told; "
                   "zone=\"written\" takes the day as it stands";
        return false;
    }
    int64_t moment = (int64_t)*inout_day * DAY + read->minute - read->offset;
    gr_day day = whole_days(moment);
    int32_t minute = (int32_t)(moment - (int64_t)day * DAY);
    gr_day winter = whole_days(moment + WINTER);
    gr_day summer = whole_days(moment + SUMMER);
    if (gr_civil_of(day).year < RULE_SINCE && winter != summer) {
        *out_why = "before 1996 no one rule says when it was summer time, and in winter this "
                   "moment is another day; zone=\"written\" takes the day as it stands";
        return false;
    }
    *inout_day = is_summer(day, minute) ? summer : winter;
    if (gr_civil_of(*inout_day).year < GR_YEAR_FIRST) {
        *out_why = "there is no year 0; dates run from 0001 to 9999";
        return false;
    }
    return true;
}
