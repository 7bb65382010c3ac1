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
/** Of a whole number, a decimal or an amount; 0 of a ratio, whose format says its digits. */
gr_decimal gr_number_of(const gr_value *value);
/** As it is shown where a format names no decimals: amounts have cents only when there are some. */
gr_decimal gr_number_as_written(const gr_value *value);
/** In millions, with `places` decimals or, with GR_PLACES_OWN, as many as its size asks for: one,
 * two for small amounts, none from ten million on. What rounds up into the next size looks like
 * that size: 9.960.000 is "10 miljoen", not "10,0 miljoen". */
gr_decimal gr_in_millions(gr_decimal number, uint8_t places);

#endif
