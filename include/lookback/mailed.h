#ifndef GR_LOOKBACK_MAILED_H
#define GR_LOOKBACK_MAILED_H
/* Who has an edition already, by mail: the journal has a message of each mail that left. */
#include "journal/journal.h"

#define GR_MAILED_TAG "O151" /* of these messages */

/** What the messages about an edition say, each text once, in the order of the runs from the last.
 *  A journal that is not there (NULL) or cannot be read knows of none. */
size_t gr_edition_mailed(gr_journal *journal, gr_str report, gr_str edition, gr_arena *arena,
                         gr_str **out);

#endif
