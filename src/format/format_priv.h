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

/* words_text.c */
bool gr_format_speaks(gr_format_kind kind); /* it is one of these */
/** "ruim 1.200", "een derde", "gestegen met 5,2%": a number, an amount or a ratio. */
gr_str gr_words_text(gr_arena *arena, const gr_value *value, gr_format format,
                     const gr_notation *notation);
/** The same of a number that hidden ones have a part in: "ca"; the sign of what is hidden where not
 *  even the direction is known. */
gr_str gr_rough_words(gr_arena *arena, const gr_rough *rough, gr_format format,
                      const gr_notation *notation);

#endif
