#include "document/document.h"

/* Owns the list of expressions that a document's figures show: many figures of a table show one. */

#define FEWEST_SLOTS 64

static size_t slot_of(const gr_doc *doc, const gr_loc *at)
{
    uint32_t hash = at->line * 2654435761u ^ at->col * 40503u ^ at->file;
    return hash & (doc->n_rule_slots - 1);
}

static bool same(const gr_loc *a, const gr_loc *b)
{
    return a->file == b->file && a->line == b->line && a->col == b->col;
}

/** The slot that has the place, else the free one where it belongs. */
static uint32_t *find_slot(const gr_doc *doc, const gr_loc *at)
{
    size_t slot = slot_of(doc, at);
    while (doc->rule_slots[slot] != 0 && !same(&doc->rules[doc->rule_slots[slot] - 1].at, at)) {
        slot = (slot + 1) & (doc->n_rule_slots - 1);
    }
    return &doc->rule_slots[slot];
}

static void make_room(gr_doc *doc)
{
    doc->n_rule_slots = doc->n_rule_slots == 0 ? FEWEST_SLOTS : 2 * doc->n_rule_slots;
    doc->rule_slots = GR_NEW_N(doc->arena, uint32_t, doc->n_rule_slots);
    for (size_t i = 0; i < doc->n_rules; i++) {
        *find_slot(doc, &doc->rules[i].at) = (uint32_t)i + 1;
    }
}

uint32_t gr_doc_add_rule(gr_doc *doc, gr_doc_rule rule)
{
    if (2 * (doc->n_rules + 1) > doc->n_rule_slots) {
        make_room(doc);
    }
    uint32_t *slot = find_slot(doc, &rule.at);
    if (*slot == 0) {
        *GR_PUSH(doc->arena, doc->rules, doc->n_rules, doc->cap_rules, gr_doc_rule) = rule;
        *slot = (uint32_t)doc->n_rules;
    }
    return *slot;
}
