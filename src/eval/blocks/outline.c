#include "base/arena.h"
#include "base/date.h"
#include "expander_priv.h"
#include "template/report_rows.h"

/* What a document must have, and in which order: parts that a law or an agreement prescribes. It
 * prints nothing; each part names a block, which is sought when all blocks are written. */

static const gr_xml_attr_rule outline_attrs[] = {
    EXPR("if", "asked for when yes"),
    EXPR("year", "the year that the document is about, for from-year and until-year"),
    LAST,
};
static const gr_xml_attr_rule part_attrs[] = {
    EXPR("if", "asked for when yes"),
    PATTERN_NEEDED("block", "id of the block that it is"),
    PATTERN_NEEDED("title", "what people call it"),
    TEXT("law", "who asks for it: a law and its article"),
    INT("from-year", "asked for from this year on"),
    INT("until-year", "asked for until and with this year"),
    REPEATED,
    LAST,
};
static const gr_xml_rule rules[] = {
    {"outline", GR_E_OUTLINE, GR_XML_ELEMENTS, "part", outline_attrs,
     "what the document must have, in this order"},
    {"part", GR_E_PART, GR_XML_EMPTY, NULL, part_attrs, "a block that must be there"},
};
const gr_xml_part gr_grammar_outline = {rules, N_OF(rules), "block"};

typedef struct prescribed {
    gr_str block, title, law;
    gr_loc at;
} prescribed;

struct gr_prescribed { /* parts asked for so far; a document may have several outlines */
    prescribed *parts;
    size_t n, cap;
    gr_value year; /* of the <outline> at work */
};

/** In the years for which it is asked. Without a year= on its outline a part has none of its own.
 */
static bool is_asked(const gr_prescribed *outline, const gr_tnode *node)
{
    int64_t year = outline->year.as.i;
    if (outline->year.type != GR_T_YEAR && outline->year.type != GR_T_INT) {
        return true;
    }
    return year >= gr_tnode_int(node, "from-year", GR_YEAR_FIRST) &&
           year <= gr_tnode_int(node, "until-year", GR_YEAR_LAST);
}

static gr_status write_part(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_prescribed *outline = expander->outline;
    (void)into;
    if (!is_asked(outline, node)) {
        return GR_OK;
    }
    prescribed part = {.block = gr_expander_text(expander, node, "block"),
                       .title = gr_expander_text(expander, node, "title"),
                       .law = gr_tnode_value(node, "law"),
                       .at = node->at};
    *GR_PUSH(expander->doc->arena, outline->parts, outline->n, outline->cap, prescribed) = part;
    return GR_OK;
}

gr_status gr_write_outline(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    if (expander->outline == NULL) {
        expander->outline = GR_NEW(expander->doc->arena, gr_prescribed);
    }
    const gr_rule *rule = gr_tnode_rule(node, "year");
    expander->outline->year = (gr_value){.type = GR_T_NONE};
    if (rule != NULL) {
        gr_loc at = gr_tnode_place(node, "year");
        expander->outline->year = gr_expander_value(expander, rule, NULL, at);
    }
    return gr_expand_parts(expander, node, GR_E_PART, into, write_part);
}

/* ---- when all blocks are written ---- */

/** A heading with nothing below it is no part: the next block begins another one. */
static bool holds_something(const gr_node *node)
{
    if (node->kind != GR_K_HEADING) {
        return true;
    }
    for (const gr_node *next = node->next; next != NULL; next = next->next) {
        if (next->kind != GR_K_HEADING) {
            return true;
        }
        if (next->as.heading.level <= node->as.heading.level) {
            return false;
        }
    }
    return false;
}

typedef struct found_block {
    const gr_node *node;
    size_t place; /* in the order of reading */
} found_block;

static found_block find_block(const gr_node *root, gr_str id)
{
    size_t place = 0;
    for (const gr_node *node = root; node != NULL; node = gr_node_after(node, root), place++) {
        if (node->anchor.len > 0 && gr_str_eq(node->anchor, id)) {
            return (found_block){node, place};
        }
    }
    return (found_block){NULL, 0};
}

/** "'Balans' (BBV, artikel 30)" */
static gr_str said(gr_expander *expander, const prescribed *part)
{
    if (part->law.len == 0) {
        return gr_str_fmt(expander->arena, "'" GR_FMT "'", GR_ARG(part->title));
    }
    return gr_str_fmt(expander->arena, "'" GR_FMT "' (" GR_FMT ")", GR_ARG(part->title),
                      GR_ARG(part->law));
}

static void tell_absent(gr_expander *expander, const prescribed *part, bool bare)
{
    gr_diag_report_open(expander->context->diag, part->at, GR_CODE_PRESCRIBED_ABSENT,
                        GR_FMT ": %s id '" GR_FMT
                               "'; %s, and where it does not apply, say so there",
                        GR_ARG(said(expander, part)),
                        bare ? "nothing stands below the heading with" : "no block has the",
                        GR_ARG(part->block), bare ? "write it" : "write it with this id");
    expander->failed = true;
}

void gr_outline_check(gr_expander *expander)
{
    const gr_prescribed *outline = expander->outline;
    const gr_node *root = expander->doc->root;
    const prescribed *last = NULL;
    size_t reached = 0;
    for (size_t i = 0; outline != NULL && i < outline->n; i++) {
        const prescribed *part = &outline->parts[i];
        found_block found = find_block(root, part->block);
        if (found.node == NULL || !holds_something(found.node)) {
            tell_absent(expander, part, found.node != NULL);
            continue;
        }
        if (last != NULL && found.place < reached) {
            gr_diag_report_open(expander->context->diag, found.node->at, GR_CODE_PRESCRIBED_ORDER,
                                GR_FMT " stands before " GR_FMT
                                       "; the outline has them the other way round",
                                GR_ARG(said(expander, part)), GR_ARG(said(expander, last)));
            gr_diag_note(expander->context->diag, part->at, "asked for here");
            expander->failed = true;
            continue;
        }
        last = part;
        reached = found.place;
    }
}
