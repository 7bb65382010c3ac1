#include "plan/outcome.h"

/* Owns the words of outcomes, and how each is told: one row an outcome. */

static const struct {
    const char *word;
    gr_told told, told_warned;
} outcomes[GR_EDITION__COUNT] = {
    [GR_EDITION_PLANNED] = {"planned", GR_TOLD_FAILED, GR_TOLD_FAILED},
    [GR_EDITION_STAGED] = {"staged", GR_TOLD_FAILED, GR_TOLD_FAILED},
    [GR_EDITION_PUBLISHED] = {"published", GR_TOLD_PUBLISHED, GR_TOLD_WARNED},
    [GR_EDITION_UNCHANGED] = {"unchanged", GR_TOLD_UNCHANGED, GR_TOLD_WARNED},
    [GR_EDITION_MADE] = {"made", GR_TOLD_FAILED, GR_TOLD_FAILED},
    [GR_EDITION_FAILED] = {"failed", GR_TOLD_FAILED, GR_TOLD_FAILED},
    [GR_EDITION_BLOCKED] = {"blocked", GR_TOLD_BLOCKED, GR_TOLD_BLOCKED},
    [GR_EDITION_DIFFERS] = {"differs", GR_TOLD_WARNED, GR_TOLD_WARNED},
};

static const char *const told_words[GR_TOLD__COUNT] = {[GR_TOLD_PUBLISHED] = "published",
                                                       [GR_TOLD_UNCHANGED] = "unchanged",
                                                       [GR_TOLD_WARNED] = "warned",
                                                       [GR_TOLD_BLOCKED] = "blocked",
                                                       [GR_TOLD_FAILED] = "failed"};

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

gr_str gr_told_word(gr_told told)
{
    return gr_str_of(told_words[told]);
}

gr_told gr_edition_told(gr_edition_outcome outcome, bool warned)
{
    return warned ? outcomes[outcome].told_warned : outcomes[outcome].told;
}
