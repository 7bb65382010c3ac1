#include "eval/eval.h"

/* Owns what blocks are called in running text ("tabel 3", "2.1") and the references to them. A
 * reference may stand before its block: the words are filled in when the edition is written. */
#include "base/arena.h"
#include "base/intern.h"
#include "expander_priv.h"

typedef struct called { /* a block with a name to refer to it by */
    const gr_node *node;
    const char *label; /* of captions; NULL: by its title */
    gr_str number;
    gr_str article, annex; /* its number as such; empty: it is none */
} called;

typedef struct waiting { /* words that are not known yet */
    gr_node *text;
    gr_str to;
    gr_str show; /* name, number, title, both; empty: name */
    bool begins; /* its paragraph: as the caption has it */
} waiting;

struct gr_refs {
    called *blocks;
    size_t n_blocks, cap_blocks;
    waiting *open;
    size_t n_open, cap_open;
};

gr_refs *gr_refs_new(gr_arena *arena)
{
    return GR_NEW(arena, gr_refs);
}

void gr_ref_name(gr_expander *expander, const gr_node *node, const char *label, gr_str number)
{
    gr_refs *refs = expander->refs;
    *GR_PUSH(expander->doc->arena, refs->blocks, refs->n_blocks, refs->cap_blocks, called) =
        (called){node, label, number, GR_LIT(""), GR_LIT("")};
}

void gr_ref_article(gr_expander *expander, const gr_node *heading, gr_str number)
{
    for (size_t i = 0; i < expander->refs->n_blocks; i++) {
        called *block = &expander->refs->blocks[i];
        block->article = block->node == heading ? number : block->article;
    }
}

void gr_ref_annex(gr_expander *expander, const gr_node *heading, gr_str number)
{
    for (size_t i = 0; i < expander->refs->n_blocks; i++) {
        called *block = &expander->refs->blocks[i];
        block->annex = block->node == heading ? number : block->annex;
    }
}

void gr_ref_unnumber(gr_expander *expander, const gr_node *node)
{
    for (size_t i = 0; i < expander->refs->n_blocks; i++) {
        called *block = &expander->refs->blocks[i];
        block->label = block->node == node ? NULL : block->label;
    }
}

void gr_ref_item(gr_expander *expander, const gr_node *item)
{
    if (item->anchor.len > 0) {
        gr_ref_name(expander, item, NULL, GR_LIT(""));
    }
}

static const called *find(const gr_refs *refs, gr_str anchor)
{
    for (size_t i = 0; i < refs->n_blocks; i++) {
        if (gr_str_eq(refs->blocks[i].node->anchor, anchor)) {
            return &refs->blocks[i];
        }
    }
    return NULL;
}

/** What it is, and its number: "tabel", "3". No number: it is known by its title. */
typedef struct numbered {
    const char *label;
    gr_str number;
} numbered;

static gr_str article_words(gr_expander *expander, const called *block, bool begins)
{
    gr_str label = gr_label_text(expander->report->house, begins ? "article" : "ref-article");
    return gr_str_fmt(expander->arena, GR_FMT "\xc2\xa0" GR_FMT, GR_ARG(label),
                      GR_ARG(block->article));
}

static numbered number_of(const called *block, bool begins)
{
    const gr_node *node = block->node;
    if (block->article.len > 0) {
        return (numbered){begins ? "article" : "ref-article", block->article};
    }
    if (block->annex.len > 0) {
        return (numbered){begins ? "annex" : "ref-annex", block->annex};
    }
    if (block->label != NULL) {
        bool table = strcmp(block->label, "table") == 0;
        return (numbered){begins  ? block->label
                          : table ? "ref-table"
                                  : "ref-figure",
                          block->number};
    }
    if (node->kind == GR_K_HEADING && node->as.heading.number.len > 0) {
        bool chapter = node->as.heading.level == 1;
        return (numbered){begins ? (chapter ? "chapter" : "section")
                                 : (chapter ? "ref-chapter" : "ref-section"),
                          node->as.heading.number};
    }
    return (numbered){NULL, GR_LIT("")};
}

/** The words of its caption or heading, without its number. */
static gr_str title_of(gr_expander *expander, const called *block)
{
    const gr_node *node = block->node, *part = node->first;
    if (node->kind == GR_K_HEADING) {
        gr_str text = gr_str_trim(gr_node_text(node, expander->arena));
        gr_str lead = block->article.len > 0 ? article_words(expander, block, true) : GR_LIT("");
        bool more = text.len > lead.len && gr_str_starts(text, lead);
        return more ? gr_str_trim(gr_str_sub(text, lead.len, SIZE_MAX)) : text;
    }
    while (part != NULL && part->kind != GR_K_CAPTION) {
        part = part->next;
    }
    if (part == NULL) {
        return node->kind == GR_K_TABLE ? gr_str_trim(node->as.table.title)
                                        : gr_str_trim(gr_node_text(node, expander->arena));
    }
    const gr_node words = {.kind = GR_K_CAPTION,
                           .first = block->label == NULL ? part->first : part->first->next};
    return gr_str_trim(gr_node_text(&words, expander->arena));
}

/** The text before the reference ends in this word: it is not said twice. */
static bool is_said(const gr_node *link, gr_str word)
{
    const gr_node *before = link->parent->first;
    while (before != NULL && before->next != link) {
        before = before->next;
    }
    if (before == NULL || before->kind != GR_K_TEXT) {
        return false;
    }
    gr_str text = gr_str_trim(before->as.text.chars);
    return text.len >= word.len && word.len > 1 &&
           gr_str_ends(text, gr_str_sub(word, 1, SIZE_MAX)) &&
           (text.ptr[text.len - word.len] | 0x20) == (word.ptr[0] | 0x20);
}

static gr_str lacks_number(gr_expander *expander, const waiting *ref)
{
    gr_diag_report_halves(expander->context->diag, ref->text->at, GR_CODE_REF_UNNUMBERED,
                          GR_LIT(""),
                          "'" GR_FMT "' has none; leave show= out for its title, or give the "
                          "section numbered=\"yes\" or the table a title",
                          GR_ARG(ref->to));
    expander->failed = true;
    return GR_LIT("");
}

static gr_str words_for(gr_expander *expander, const called *block, const waiting *ref)
{
    numbered is = number_of(block, ref->begins);
    bool both = gr_str_is(ref->show, "both"), bare = gr_str_is(ref->show, "number");
    if (is.label == NULL && (both || bare)) {
        return lacks_number(expander, ref);
    }
    if (is.label == NULL || gr_str_is(ref->show, "title")) {
        return title_of(expander, block);
    }
    gr_str word = gr_label_text(expander->report->house, is.label);
    bool said = bare || is_said(ref->text->parent, word);
    gr_str name = said ? is.number
                       : gr_str_fmt(expander->arena, GR_FMT "\xc2\xa0" GR_FMT, GR_ARG(word),
                                    GR_ARG(is.number));
    return both ? gr_str_fmt(expander->arena, GR_FMT " (" GR_FMT ")", GR_ARG(name),
                             GR_ARG(title_of(expander, block)))
                : name;
}

/** Of an item in an article: its box; NULL: it is in none. */
static const gr_node *article_around(const gr_node *item)
{
    while (item != NULL && (item->kind != GR_K_BOX || item->as.box.role != GR_BOX_ARTICLE)) {
        item = item->parent;
    }
    return item;
}

/** ", lid 1, onder a": numbers are paragraphs, letters are points. */
static gr_str clause_words(gr_expander *expander, const gr_node *item, const gr_node *box)
{
    gr_str path = GR_LIT("");
    for (const gr_node *node = item; node != box; node = node->parent) {
        if (node->kind == GR_K_ITEM) {
            const gr_house_style *house = expander->report->house;
            bool number = node->parent->as.list.type == GR_LIST_NUMBER;
            gr_str label = gr_label_text(house, number ? "ref-clause" : "ref-point");
            gr_str own = gr_item_number(node, expander->arena);
            path = gr_str_fmt(expander->arena, ", " GR_FMT "\xc2\xa0" GR_FMT GR_FMT, GR_ARG(label),
                              GR_ARG(own), GR_ARG(path));
        }
    }
    return path;
}

/** "punt 1a"; an item without a number has no name. */
static gr_str words_for_item(gr_expander *expander, const gr_node *item, const waiting *ref)
{
    gr_str path = gr_item_path(item, expander->arena);
    if (gr_list_has_words(item->parent)) {
        return gr_str_trim(gr_node_text(item->first, expander->arena));
    }
    const gr_node *box = article_around(item);
    const called *article = box == NULL ? NULL : find(expander->refs, box->first->anchor);
    if (path.len > 0 && article != NULL) {
        return gr_str_fmt(expander->arena, GR_FMT GR_FMT,
                          GR_ARG(article_words(expander, article, ref->begins)),
                          GR_ARG(clause_words(expander, item, box)));
    }
    if (path.len > 0) {
        gr_str label = gr_label_text(expander->report->house, ref->begins ? "item" : "ref-item");
        return gr_str_fmt(expander->arena, GR_FMT "\xc2\xa0" GR_FMT, GR_ARG(label), GR_ARG(path));
    }
    gr_diag_report_halves(expander->context->diag, ref->text->at, GR_CODE_ITEM_UNNUMBERED,
                          GR_LIT(""),
                          "'" GR_FMT "' is an item of a list without numbers; give its list "
                          "type=\"number\", or write <a to=...> with words (in Markdown "
                          "[words](#" GR_FMT "))",
                          GR_ARG(ref->to), GR_ARG(ref->to));
    expander->failed = true;
    return path;
}

/** It has no title, and its number says nothing alone. */
static void refuse_show(gr_expander *expander, const waiting *ref)
{
    gr_diag_report_halves(expander->context->diag, ref->text->at, GR_CODE_REF_UNNUMBERED,
                          GR_LIT(""),
                          "'" GR_FMT "' is an item of a list, which is called in one way only; "
                          "leave show=\"" GR_FMT "\" out",
                          GR_ARG(ref->to), GR_ARG(ref->show));
    expander->failed = true;
}

/** "; did you mean 'T-geld'?": names of a letter or two are as near to all others. */
static gr_str id_meant(gr_expander *expander, gr_str to)
{
    const gr_refs *refs = expander->refs;
    gr_str *ids = GR_NEW_N(expander->arena, gr_str, refs->n_blocks + 1);
    size_t n = 0;
    for (size_t i = 0; i < refs->n_blocks; i++) {
        if (refs->blocks[i].node->anchor.len > 3) {
            ids[n++] = refs->blocks[i].node->anchor;
        }
    }
    gr_str meant = gr_suggest(to, ids, n);
    return meant.len == 0
               ? meant
               : gr_str_fmt(expander->arena, "; did you mean '" GR_FMT "'?", GR_ARG(meant));
}

static void fill(gr_expander *expander, const waiting *ref)
{
    const called *block = find(expander->refs, ref->to);
    bool item = block != NULL && block->node->kind == GR_K_ITEM;
    if (item && ref->show.len > 0 && !gr_str_is(ref->show, "name")) {
        refuse_show(expander, ref);
        return;
    }
    if (item) {
        ref->text->as.text.chars = words_for_item(expander, block->node, ref);
        return;
    }
    if (block != NULL) {
        ref->text->as.text.chars = words_for(expander, block, ref);
        return;
    }
    gr_diag_report_halves(
        expander->context->diag, ref->text->at, GR_CODE_TARGET_UNKNOWN, GR_LIT(""),
        "'" GR_FMT
        "'; no heading, item of a list, table or figure with a title has that id in this "
        "edition" GR_FMT,
        GR_ARG(ref->to), GR_ARG(id_meant(expander, ref->to)));
    expander->failed = true;
}

void gr_refs_fill(gr_expander *expander)
{
    for (size_t i = 0; i < expander->refs->n_open; i++) {
        fill(expander, &expander->refs->open[i]);
    }
}

/** A row that is made on demand comes after all blocks: its references are filled in at once. */
static void fill_later(gr_expander *expander, waiting ref)
{
    gr_refs *refs = expander->refs;
    if (expander->pulling) {
        fill(expander, &ref);
        return;
    }
    *GR_PUSH(expander->doc->arena, refs->open, refs->n_open, refs->cap_open, waiting) = ref;
}

static gr_status write_page(gr_expander *expander, gr_str to, gr_loc at, gr_node *into)
{
    gr_node *page = NULL;
    gr_str label = gr_label_text(expander->report->house, "page-short");
    gr_str lead = gr_str_fmt(expander->arena, ", " GR_FMT "\xc2\xa0", GR_ARG(label));
    GR_TRY(gr_expander_add_text(expander, into, lead, at));
    GR_TRY(gr_expander_add(expander, into, GR_K_PAGE_REF, at, &page));
    page->as.page_ref.to = to;
    return GR_OK;
}

GR_MUST_USE gr_status gr_write_ref(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_loc at = gr_tnode_place(node, "to");
    gr_str to = gr_expander_text(expander, node, "to");
    bool begins = into->first == NULL && gr_kinds[into->kind].role != GR_ROLE_INLINE;
    gr_node *link = NULL, *text = NULL;
    GR_TRY(gr_expander_add(expander, into, GR_K_LINK, at, &link));
    link->as.link.to = to;
    GR_TRY(gr_expander_add(expander, link, GR_K_TEXT, at, &text));
    fill_later(expander, (waiting){text, to, gr_tnode_value(node, "show"), begins});
    return gr_tnode_flag(node, "page", false) ? write_page(expander, to, at, into) : GR_OK;
}
