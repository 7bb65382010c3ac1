#ifndef GR_FORMAT_PRIV_H
#define GR_FORMAT_PRIV_H
/* What the halves of this room, numbers and dates, share. */
#include "base/date.h"
#include "format/value_text.h"

/** Any format that is none for dates means "5 juni 2025". */
gr_str gr_date_text(gr_arena *arena, gr_day day, gr_format_kind kind, const gr_language *language);
/** "vierde kwartaal 2025", unless the format says it shorter. */
gr_str gr_period_text(gr_arena *arena, gr_period period, gr_format_kind kind,
                      const gr_language *language);

#endif
