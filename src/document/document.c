#include "document/document.h"

/* Owns how a tree is built and walked. Must not know what made it. */
#include "document_priv.h"

GR_NEVER_NULL gr_doc *gr_doc_new(gr_arena *arena, const gr_house_style *house, size_t max_nodes)
{
    gr_doc *doc = GR_NEW(arena, gr_doc);
    gr_str empty = GR_LIT("");
    *doc = (gr_doc){.arena = arena,
                    .house = house,
                    .max_nodes = max_nodes,
                    .n_nodes = 1,
                    .report = empty,
                    .edition = empty,
                    .file = empty,
                    .title = empty,
                    .subtitle = empty,
                    .author = empty,
                    .subject = empty,
                    .keywords = empty,
                    .lang = house->lang};
    doc->root = gr_node_new(arena, NULL, GR_K_DOCUMENT, (gr_loc){0});
    doc->root->style = house->styles[GR_STYLE_PARAGRAPH];
    return doc;
}

static bool has_sheets(const gr_node *node)
{
    if ((node->kind == GR_K_TABLE && node->as.table.sheet.len > 0) ||
        (node->kind == GR_K_CHART && node->as.chart.sheet.len > 0)) {
        return true;
    }
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        if (has_sheets(child)) {
            return true;
        }
    }
    return false;
}

bool gr_doc_has_sheets(const gr_doc *doc)
{
    return has_sheets(doc->root);
}

/** A text is never NULL, also not in a node that nobody has filled yet. */
static void fill_texts(gr_node *node)
{
    gr_str empty = GR_LIT("");
    node->anchor = empty;
    if (node->kind == GR_K_HEADING) {
        node->as.heading.number = empty;
    } else if (node->kind == GR_K_TABLE) {
        node->as.table.sheet = node->as.table.title = empty;
    } else if (node->kind == GR_K_CELL) {
        node->as.cell.named = empty;
    } else if (node->kind == GR_K_CHART) {
        node->as.chart.sheet = empty;
    } else if (node->kind == GR_K_IMAGE) {
        node->as.image.path = node->as.image.alt = empty;
    } else if (node->kind == GR_K_CONTENTS) {
        node->as.contents.title = empty;
    } else if (node->kind == GR_K_TEXT) {
        node->as.text.chars = empty;
    } else if (node->kind == GR_K_SPAN) {
        node->as.span.lang = node->as.span.expansion = empty;
    } else if (node->kind == GR_K_FIGURE) {
        node->as.figure.expansion = empty;
    } else if (node->kind == GR_K_LINK) {
        node->as.link.uri = node->as.link.to = empty;
    } else if (node->kind == GR_K_SIGN) {
        node->as.sign.chars = node->as.sign.spoken = empty;
    } else if (node->kind == GR_K_PAGE_REF) {
        node->as.page_ref.to = empty;
    }
}

static void append(gr_node *parent, gr_node *node)
{
    node->parent = parent;
    node->style = parent->style;
    if (parent->last == NULL) {
        parent->first = node;
    } else {
        parent->last->next = node;
    }
    parent->last = node;
}

GR_NEVER_NULL gr_node *gr_node_new(gr_arena *arena, gr_node *parent, gr_kind kind, gr_loc at)
{
    gr_node *node = GR_NEW(arena, gr_node);
    node->kind = kind;
    node->at = at;
    fill_texts(node);
    if (kind == GR_K_CELL) {
        node->as.cell.carried = GR_LIT("");
        node->as.cell.colspan = node->as.cell.rowspan = 1;
    }
    if (parent != NULL) {
        append(parent, node);
    }
    return node;
}

GR_MUST_USE gr_status gr_doc_add(gr_doc *doc, gr_node *parent, gr_kind kind, gr_loc at,
                                 gr_diag *diag, gr_node **out_node)
{
    if (!gr_kind_may_hold(parent->kind, kind)) {
        gr_diag_report_open(diag, at, GR_CODE_TREE_BROKEN, "'%s' may not hold '%s'",
                            gr_kinds[parent->kind].name, gr_kinds[kind].name);
        return GR_BUG;
    }
    if (doc->n_nodes >= doc->max_nodes) {
        gr_diag_report_open(diag, at, GR_CODE_NODES_LIMIT,
                            "more than %zu parts; split the report or show fewer rows",
                            doc->max_nodes);
        return GR_OVER_LIMIT;
    }
    doc->n_nodes++;
    gr_node *node = gr_node_new(doc->arena, parent, kind, at);
    if (out_node != NULL) {
        *out_node = node;
    }
    return GR_OK;
}

GR_NEVER_NULL const gr_figure *gr_doc_add_figure(gr_doc *doc, gr_figure figure)
{
    gr_figure *kept = GR_NEW(doc->arena, gr_figure);
    *kept = figure;
    kept->nr = (uint32_t)doc->n_figures + 1;
    *GR_PUSH(doc->arena, doc->figures, doc->n_figures, doc->cap_figures, const gr_figure *) = kept;
    return kept;
}

const gr_node *gr_node_after(const gr_node *node, const gr_node *top)
{
    const gr_node *after = node->first;
    while (after == NULL && node != top) {
        after = node->next;
        node = node->parent;
    }
    return after;
}
