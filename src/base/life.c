#include "base/life.h"

/* Owns the words for the stations of a document's life. Which may follow which is not known here.
 */

const char *const gr_life_words[GR_LIFE__COUNT] = {
    [GR_LIFE_NONE] = "",
#define GR_LIFE_STATUS(ID, word) [GR_LIFE_##ID] = word,
#include "base/life_statuses.def"
#undef GR_LIFE_STATUS
};

GR_MUST_USE bool gr_life_parse(gr_str word, gr_life_status *out)
{
    for (int status = GR_LIFE_NONE + 1; status < GR_LIFE__COUNT; status++) {
        if (gr_str_is(word, gr_life_words[status])) {
            *out = (gr_life_status)status;
            return true;
        }
    }
    return false;
}

bool gr_life_is_released(const gr_life *life)
{
    return life->status != GR_LIFE_NONE && life->status != GR_LIFE_CONCEPT;
}
