#include "plan/outcome.h"

/* Owns the words of outcomes, and how each is told: one row an outcome. */

static const struct {
    const char *word;
    gr_edition_status status, status_warned;
} outcomes[GR_EDITION__COUNT] = {
    [GR_EDITION_PLANNED] = {"planned", GR_STATUS_FAILED, GR_STATUS_FAILED},
    [GR_EDITION_STAGED] = {"staged", GR_STATUS_FAILED, GR_STATUS_FAILED},
    [GR_EDITION_PUBLISHED] = {"published", GR_STATUS_PUBLISHED, GR_STATUS_WARNED},
    [GR_EDITION_UNCHANGED] = {"unchanged", GR_STATUS_UNCHANGED, GR_STATUS_WARNED},
    [GR_EDITION_MADE] = {"made", GR_STATUS_FAILED, GR_STATUS_FAILED},
    [GR_EDITION_FAILED] = {"failed", GR_STATUS_FAILED, GR_STATUS_FAILED},
    [GR_EDITION_BLOCKED] = {"blocked", GR_STATUS_BLOCKED, GR_STATUS_BLOCKED},
    [GR_EDITION_REFUSED] = {"refused", GR_STATUS_REFUSED, GR_STATUS_REFUSED},
    [GR_EDITION_DIFFERS] = {"differs", GR_STATUS_WARNED, GR_STATUS_WARNED},
};

static const char *const status_words[GR_STATUS__COUNT] = {
    [GR_STATUS_PUBLISHED] = "published", [GR_STATUS_UNCHANGED] = "unchanged",
    [GR_STATUS_WARNED] = "warned",       [GR_STATUS_DEGRADED] = "degraded",
    [GR_STATUS_BLOCKED] = "blocked",     [GR_STATUS_REFUSED] = "refused",
    [GR_STATUS_FAILED] = "failed"};

gr_str gr_edition_word(gr_edition_outcome outcome)
{
    return gr_str_of(outcomes[outcome].word);
}

bool gr_edition_find(gr_str word, gr_edition_outcome *out)
{
    for (int i = 0; i < GR_EDITION__COUNT; i++) {
        if (gr_str_is(word, outcomes[i].word)) {
            *out = (gr_edition_outcome)i;
            return true;
        }
    }
    return false;
}

gr_str gr_edition_status_word(gr_edition_status status)
{
    return gr_str_of(status_words[status]);
}

gr_edition_status gr_status_of_outcome(gr_edition_outcome outcome, bool warned)
{
    return warned ? outcomes[outcome].status_warned : outcomes[outcome].status;
}

bool gr_outcome_is_missed(gr_edition_outcome outcome)
{
    return outcome == GR_EDITION_FAILED || outcome == GR_EDITION_BLOCKED ||
           outcome == GR_EDITION_REFUSED;
}
