#ifndef GR_EXPR_VALUE_TEXT_H
#define GR_EXPR_VALUE_TEXT_H
/* Text of values: what its two halves (numbers, dates) and the binder share. */
#include "base/date.h"
#include "base/notation.h"

/** True when values of `type` can be printed in this format. */
bool gr_format_fits(gr_format_kind kind, gr_type type);
/** Any format that is none for dates means "5 juni 2025". */
gr_str gr_date_text(gr_arena *arena, gr_day day, gr_format_kind kind, const gr_language *language);
/** "vierde kwartaal 2025", unless the format says it shorter. */
gr_str gr_period_text(gr_arena *arena, gr_period period, gr_format_kind kind,
                      const gr_language *language);

#endif
