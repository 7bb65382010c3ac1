#ifndef GR_FORMAT_VALUE_TEXT_H
#define GR_FORMAT_VALUE_TEXT_H
/* Values as people read them: by format and by the notation of a house style. The only place where
 * a number becomes printed text. */
#include "base/notation.h"
#include "base/value.h"

/** Text of a value. Absent values give the sign of the notation. A format that does not fit the
 *  type falls back to PLAIN (binding has refused it already). Non-breaking: U+00A0 between the
 *  euro sign, digits and "miljoen". Rounds half up, away from zero. Without a notation (a run that
 *  has no house style yet) in a plain English one, for messages. */
gr_str gr_value_text(gr_arena *arena, const gr_value *value, gr_format format,
                     const gr_notation *notation);
/** True when values of `type` can be printed in this format. */
bool gr_format_fits(gr_format_kind kind, gr_type type);

#endif
