#include "eval/eval.h"

/* Owns what is true of a report with slides as a whole: that nothing else prints, that all are of
 * one size, and that what a speaker says is printed somewhere. */
#include "bind_priv.h"

typedef struct deck {
    gr_preparing *prep;
    const gr_tnode *slide, *beside, *notes; /* the first of each; NULL: none */
    const gr_master *master;                /* of that slide */
    size_t n_slides, n_beside;
} deck;

/** What only holds or tells something, and has no words of its own. */
static bool prints(const gr_tnode *node)
{
    static const bool blocks[GR_E__COUNT] = {
#define GR_BLOCK(ID, element, name) [GR_E_##ID] = true,
#include "template/blocks.def"
#undef GR_BLOCK
    };
    static const bool silent[GR_E__COUNT] = {
        [GR_E_EACH] = true, [GR_E_USE] = true,   [GR_E_INCLUDE] = true, [GR_E_BODY] = true,
        [GR_E_LET] = true,  [GR_E_CHECK] = true, [GR_E_OUTLINE] = true, [GR_E_ATTACHMENT] = true};
    if (node->kind == GR_E_SECTION) {
        return gr_tnode_attr(node, "title") != NULL || gr_tnode_attr(node, "master") != NULL ||
               gr_tnode_attr(node, "break") != NULL;
    }
    return blocks[node->kind] && !silent[node->kind];
}

static void refuse_size(const deck *all, const gr_tnode *slide, const gr_master *master)
{
    const gr_tattr *said = gr_tnode_attr(slide, "master");
    gr_prepare_refuse(all->prep, said == NULL ? slide->at : said->at, GR_CODE_SLIDE_SIZE,
                      "pages of '" GR_FMT "' are another size than those of '" GR_FMT
                      "', the master of the first slide; a screen shows one size: take a master "
                      "of that size",
                      GR_ARG(master->name), GR_ARG(all->master->name));
}

static void meet_slide(deck *all, const gr_tnode *slide)
{
    gr_str name = gr_tnode_value(slide, "master");
    const gr_master *master =
        gr_master_find(all->prep->report->house, name.len > 0 ? name : GR_LIT(GR_SLIDE_MASTER));
    all->n_slides++;
    all->slide = all->slide == NULL ? slide : all->slide;
    all->master = all->master == NULL ? master : all->master;
    if (master != NULL &&
        (master->width != all->master->width || master->height != all->master->height)) {
        refuse_size(all, slide, master);
    }
    for (const gr_tnode *child = slide->first; child != NULL; child = child->next) {
        if (child->kind == GR_E_SPEAKER_NOTES && all->notes == NULL) {
            all->notes = child;
        }
    }
}

/** `counted`: it is in something that prints. */
static void walk(deck *all, const gr_tnode *node, bool counted)
{
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        if (child->kind == GR_E_SLIDE) {
            meet_slide(all, child);
        } else if (prints(child) && !counted) {
            all->beside = all->beside == NULL ? child : all->beside;
            all->n_beside++;
        }
        if (child->kind == GR_E_SECTION || child->kind == GR_E_EACH || child->kind == GR_E_USE ||
            child->kind == GR_E_INCLUDE) {
            walk(all, child, counted || prints(child));
        }
    }
}

/** Of few among many, the few are the slip. */
static void refuse_beside(const deck *all)
{
    if (all->n_slides < all->n_beside) {
        gr_prepare_refuse(all->prep, all->slide->at, GR_CODE_SLIDE_PLACE,
                          "a report with a <slide> has slides only, and this one has <%s> and the "
                          "like; write <section> here, or make a report of its own of the slides",
                          gr_element_names[all->beside->kind]);
    } else {
        gr_prepare_refuse(all->prep, all->beside->at, GR_CODE_SLIDE_PLACE,
                          "<%s> outside a <slide>: a report with slides has nothing beside them; "
                          "put it in a slide%s",
                          gr_element_names[all->beside->kind],
                          all->beside->kind == GR_E_SECTION
                              ? ", or make it one; to group slides a section has if=, each= and "
                                "of= only"
                              : "");
    }
}

static void check_notes(const deck *all)
{
    const gr_tnode *editions = all->prep->report->editions;
    bool printed = editions != NULL && gr_tnode_flag(editions, "notes", false);
    if (all->notes != NULL && !printed) {
        gr_prepare_refuse(all->prep, all->notes->at, GR_CODE_NOTES_PLACE,
                          "no edition of this report has notes; write <editions notes=\"yes\">, "
                          "which makes each once more for who speaks, or take them out");
    } else if (all->notes == NULL && printed) {
        gr_prepare_refuse(all->prep, gr_tnode_place(editions, "notes"), GR_CODE_ATTRIBUTE_IDLE,
                          "'notes': no <slide> of this report has <notes>; write them, or leave it "
                          "out");
    }
}

void gr_prepare_slides(gr_preparing *prep, const gr_tnode *root)
{
    deck all = {.prep = prep};
    if (prep->report->house == NULL) {
        return; /* reported already */
    }
    walk(&all, root, false);
    prep->report->has_slides = all.n_slides > 0;
    if (all.n_slides > 0 && all.n_beside > 0) {
        refuse_beside(&all);
    }
    check_notes(&all);
}
