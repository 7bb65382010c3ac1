#include "base/utf8.h"
#include "markup_priv.h"
#include "xml/html.h"

/* Owns what of HTML a document has: paragraphs, line ends, bold, italic, lists, links, headings and
 * quotations. What could do harm or needs a decision is refused; of what is unknown the words are
 * kept, and it is counted. */

#define MOST_START 3000 /* of a list, as in descriptors */

typedef enum html_means {
    HTML_UNKNOWN, /* in a line: its words are kept */
    HTML_DIVIDES, /* unknown too, but what stands in it begins and ends a paragraph */
    HTML_PARAGRAPH,
    HTML_BREAK,
    HTML_BOLD,
    HTML_ITALIC,
    HTML_BULLETS,
    HTML_NUMBERS,
    HTML_ITEM,
    HTML_LINK,
    HTML_HEADING,
    HTML_QUOTE,
    HTML_SILENT, /* says nothing in print: the head of a page */
    HTML_REFUSED
} html_means;

static const struct html_row {
    const char *name;
    html_means means;
    const char *remedy; /* of what is refused */
} rows[] = {
    {"p", HTML_PARAGRAPH, NULL},
    {"br", HTML_BREAK, NULL},
    {"b", HTML_BOLD, NULL},
    {"strong", HTML_BOLD, NULL},
    {"i", HTML_ITALIC, NULL},
    {"em", HTML_ITALIC, NULL},
    {"ul", HTML_BULLETS, NULL},
    {"ol", HTML_NUMBERS, NULL},
    {"li", HTML_ITEM, NULL},
    {"a", HTML_LINK, NULL},
    {"h1", HTML_HEADING, NULL},
    {"h2", HTML_HEADING, NULL},
    {"h3", HTML_HEADING, NULL},
    {"h4", HTML_HEADING, NULL},
    {"h5", HTML_HEADING, NULL},
    {"h6", HTML_HEADING, NULL},
    {"blockquote", HTML_QUOTE, NULL},
    {"div", HTML_DIVIDES, NULL},
    {"section", HTML_DIVIDES, NULL},
    {"article", HTML_DIVIDES, NULL},
    {"header", HTML_DIVIDES, NULL},
    {"footer", HTML_DIVIDES, NULL},
    {"address", HTML_DIVIDES, NULL},
    {"center", HTML_DIVIDES, NULL},
    {"figure", HTML_DIVIDES, NULL},
    {"figcaption", HTML_DIVIDES, NULL},
    {"pre", HTML_DIVIDES, NULL},
    {"dl", HTML_DIVIDES, NULL},
    {"dt", HTML_DIVIDES, NULL},
    {"dd", HTML_DIVIDES, NULL},
    {"hr", HTML_DIVIDES, NULL},
    {"meta", HTML_SILENT, NULL},
    {"link", HTML_SILENT, NULL},
    {"script", HTML_REFUSED, "a document runs nothing; take it out"},
    {"style", HTML_REFUSED, "how a document looks is for the house style; take it out"},
    {"iframe", HTML_REFUSED, "a document shows no other page; link to it"},
    {"frame", HTML_REFUSED, "a document shows no other page; link to it"},
    {"object", HTML_REFUSED, "a document runs nothing; link to it"},
    {"embed", HTML_REFUSED, "a document runs nothing; link to it"},
    {"video", HTML_REFUSED, "a document runs nothing; link to it"},
    {"audio", HTML_REFUSED, "a document runs nothing; link to it"},
    {"svg", HTML_REFUSED, "images are put into the report: <image>"},
    {"img", HTML_REFUSED, "images are put into the report: <image>"},
    {"table", HTML_REFUSED, "export its rows as records, and make a <table> of them in the report"},
    {"form", HTML_REFUSED, "a document is not filled in; take it out"},
};

typedef struct html_walk {
    const gr_markup *markup;
    const gr_parse *parse;
    gr_markup_unknown *unknown;
    gr_tnode *paragraph; /* that words go on in; NULL: they begin one */
    unsigned depth;
    bool failed;
} html_walk;

static const struct html_row *row_of(const gr_html *node)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (gr_str_is(node->name, rows[i].name)) {
            return &rows[i];
        }
    }
    return NULL;
}

static gr_tnode *add(const html_walk *walk, gr_tnode *into, gr_element kind)
{
    return gr_tnode_new(walk->parse->arena, into, kind, walk->markup->at);
}

static void refuse(html_walk *walk, const gr_html *node, const char *remedy)
{
    gr_diag_report(walk->parse->diag, walk->markup->at, GR_CODE_MARKUP_REFUSED, "<" GR_FMT ">; %s",
                   GR_ARG(node->name), remedy);
    walk->failed = true;
}

static void count_unknown(const html_walk *walk, const gr_html *node)
{
    gr_markup_unknown *unknown = walk->unknown;
    unknown->n++;
    for (size_t i = 0; i < unknown->n_names; i++) {
        if (gr_str_eq(unknown->names[i], node->name)) {
            return;
        }
    }
    *GR_PUSH(unknown->arena, unknown->names, unknown->n_names, unknown->cap_names, gr_str) =
        gr_str_dup(unknown->arena, node->name);
}

static bool is_words(const gr_html *node)
{
    return node->name.len == 0;
}

static bool is_silent(const gr_html *node)
{
    return is_words(node) && gr_utf8_is_blank(node->text);
}

/** An id is a name that links lead to: the report gives these. */
static html_means meaning(html_walk *walk, const gr_html *node)
{
    const struct html_row *row = row_of(node);
    html_means means = row == NULL ? HTML_UNKNOWN : row->means;
    if (means == HTML_REFUSED) {
        refuse(walk, node, row->remedy);
    } else if (gr_html_attr_value(node, "id").len > 0) {
        refuse(walk, node, "its id= would be a name in the report; take it out");
    }
    if (means == HTML_UNKNOWN || means == HTML_DIVIDES) {
        count_unknown(walk, node);
    }
    return means;
}

/* ---- in a line ---- */

static void put_inline(html_walk *walk, const gr_html *node, gr_tnode *into);

static void put_inlines(html_walk *walk, const gr_html *node, gr_tnode *into)
{
    for (; node != NULL; node = node->next) {
        put_inline(walk, node, into);
    }
}

static bool leads_out(gr_str href)
{
    static const char *const starts[] = {"https://", "http://", "mailto:", "tel:"};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        gr_str start = gr_str_of(starts[i]);
        if (gr_str_starts(href, start) && href.len > start.len) {
            return true;
        }
    }
    return false;
}

static void put_link(html_walk *walk, const gr_html *node, gr_tnode *into)
{
    gr_str href = gr_str_trim(gr_html_attr_value(node, "href"));
    if (href.len == 0) { /* the name of a place, or nothing */
        put_inlines(walk, node->first, into);
        return;
    }
    if (!leads_out(href)) {
        gr_diag_report(
            walk->parse->diag, walk->markup->at, GR_CODE_MARKUP_REFUSED,
            "a link to '" GR_FMT "'; it begins with https://, mailto: or tel:", GR_ARG(href));
        walk->failed = true;
        return;
    }
    gr_tnode *link = add(walk, into, GR_E_A);
    gr_tattr *attr = gr_tnode_add_attr(walk->parse->arena, link, GR_LIT("href"), href,
                                       walk->markup->at, GR_XML_A_PATTERN);
    attr->as.pattern = gr_markup_run(walk->parse, NULL, href, walk->markup->at)->run;
    put_inlines(walk, node->first, link);
}

static void put_element(html_walk *walk, const gr_html *node, gr_tnode *into)
{
    switch (meaning(walk, node)) {
    case HTML_BREAK:
        (void)add(walk, into, GR_E_BR);
        break;
    case HTML_BOLD:
        put_inlines(walk, node->first, add(walk, into, GR_E_B));
        break;
    case HTML_ITALIC:
        put_inlines(walk, node->first, add(walk, into, GR_E_I));
        break;
    case HTML_LINK:
        put_link(walk, node, into);
        break;
    case HTML_UNKNOWN:
        put_inlines(walk, node->first, into);
        break;
    case HTML_DIVIDES: /* a block in the middle of a line: a line of its own */
    case HTML_PARAGRAPH:
    case HTML_BULLETS:
    case HTML_NUMBERS:
    case HTML_ITEM:
    case HTML_HEADING:
    case HTML_QUOTE:
        if (into->first != NULL) {
            (void)add(walk, into, GR_E_BR);
        }
        put_inlines(walk, node->first, into);
        break;
    case HTML_SILENT:
    case HTML_REFUSED:
        break;
    }
}

static void put_inline(html_walk *walk, const gr_html *node, gr_tnode *into)
{
    if (is_words(node)) {
        (void)gr_markup_run(walk->parse, into, node->text, walk->markup->at);
        return;
    }
    put_element(walk, node, into);
}

/* ---- blocks ---- */

static void put_blocks(html_walk *walk, const gr_html *node, gr_tnode *into);

/** Words of an item or a quotation begin as its own text, as in descriptors. */
static gr_tnode *paragraph_in(html_walk *walk, gr_tnode *into)
{
    bool own = (into->kind == GR_E_ITEM || into->kind == GR_E_QUOTE) && into->first == NULL;
    if (walk->paragraph == NULL) {
        walk->paragraph = own ? into : add(walk, into, GR_E_P);
    }
    return walk->paragraph;
}

static void put_stretch(html_walk *walk, const gr_html *first, gr_tnode *into)
{
    walk->paragraph = NULL;
    put_blocks(walk, first, into);
    walk->paragraph = NULL;
}

static void drop_last(gr_tnode *parent)
{
    gr_tnode *before = NULL;
    for (gr_tnode *child = parent->first; child != parent->last; child = child->next) {
        before = child;
    }
    *(before == NULL ? &parent->first : &before->next) = NULL;
    parent->last = before;
}

static void put_item(html_walk *walk, const gr_html *content, gr_tnode *list)
{
    gr_tnode *item = add(walk, list, GR_E_ITEM);
    put_stretch(walk, content, item);
    if (item->first == NULL) { /* an empty one says nothing */
        drop_last(list);
    }
}

static void begin_elsewhere(const html_walk *walk, const gr_html *node, gr_tnode *list)
{
    gr_str start = gr_html_attr_value(node, "start");
    int64_t number = 0;
    if (start.len > 0 && gr_int_parse(start, &number) && number > 1 && number <= MOST_START) {
        (void)gr_tnode_add_attr(walk->parse->arena, list, GR_LIT("start"), start, walk->markup->at,
                                GR_XML_A_INT);
    }
}

/** What stands in a list: an item; a list that belongs to the item before it; or what should have
 * been an item. */
static void put_part(html_walk *walk, const gr_html *node, gr_tnode *list)
{
    bool inner = gr_str_is(node->name, "ul") || gr_str_is(node->name, "ol");
    gr_html alone = *node;
    alone.next = NULL;
    if (inner && list->last != NULL) {
        put_stretch(walk, &alone, list->last);
    } else if (gr_str_is(node->name, "li")) {
        (void)meaning(walk, node);
        put_item(walk, node->first, list);
    } else {
        put_item(walk, &alone, list);
    }
}

static void put_list(html_walk *walk, const gr_html *node, gr_tnode *into, bool numbers)
{
    gr_tnode *list = add(walk, into, GR_E_LIST);
    (void)gr_tnode_add_attr(walk->parse->arena, list, GR_LIT("type"),
                            numbers ? GR_LIT("number") : GR_LIT("bullet"), walk->markup->at,
                            GR_XML_A_CHOICE);
    if (numbers) {
        begin_elsewhere(walk, node, list);
    }
    for (const gr_html *child = node->first; child != NULL; child = child->next) {
        if (!is_silent(child)) {
            put_part(walk, child, list);
        }
    }
    if (list->first == NULL) {
        drop_last(into);
    }
}

static bool has_words(const gr_html *node)
{
    for (; node != NULL; node = node->next) {
        if ((is_words(node) && !is_silent(node)) || has_words(node->first)) {
            return true;
        }
    }
    return false;
}

static void put_whole(html_walk *walk, const gr_html *node, gr_tnode *into, html_means means)
{
    walk->paragraph = NULL;
    if (means == HTML_BULLETS || means == HTML_NUMBERS) {
        put_list(walk, node, into, means == HTML_NUMBERS);
    } else if (means == HTML_HEADING && has_words(node->first)) {
        gr_tnode *heading = add(walk, into, GR_E_HEADING);
        heading->level = (uint8_t)(node->name.ptr[1] - '0');
        put_inlines(walk, node->first, heading);
    } else if (means == HTML_QUOTE && has_words(node->first)) {
        put_stretch(walk, node->first, add(walk, into, GR_E_QUOTE));
    } else if (means == HTML_PARAGRAPH || means == HTML_DIVIDES || means == HTML_ITEM) {
        put_stretch(walk, node->first, into);
    }
    walk->paragraph = NULL;
}

static bool is_block(html_means means)
{
    return means == HTML_BULLETS || means == HTML_NUMBERS || means == HTML_HEADING ||
           means == HTML_QUOTE || means == HTML_PARAGRAPH || means == HTML_DIVIDES ||
           means == HTML_ITEM;
}

static bool holds_block(const gr_html *node)
{
    for (; node != NULL; node = node->next) {
        const struct html_row *row = row_of(node);
        if ((row != NULL && is_block(row->means)) || holds_block(node->first)) {
            return true;
        }
    }
    return false;
}

static void put_block(html_walk *walk, const gr_html *node, gr_tnode *into)
{
    const struct html_row *row = row_of(node);
    bool wordless = is_words(node) ? is_silent(node) : !has_words(node->first);
    if (row != NULL && is_block(row->means)) {
        put_whole(walk, node, into, meaning(walk, node));
    } else if (row == NULL && !is_words(node) && holds_block(node->first)) {
        (void)meaning(walk, node);
        put_whole(walk, node, into, HTML_DIVIDES);
    } else if (wordless && walk->paragraph == NULL) {
        gr_tnode *nowhere = gr_tnode_new(walk->parse->arena, NULL, GR_E_P, walk->markup->at);
        put_inline(walk, node, nowhere); /* what is refused is refused; room is the house style's */
    } else {
        put_inline(walk, node, paragraph_in(walk, into));
    }
}

static void put_blocks(html_walk *walk, const gr_html *node, gr_tnode *into)
{
    for (; node != NULL; node = node->next) {
        put_block(walk, node, into);
    }
}

GR_MUST_USE gr_status gr_markup_html(const gr_markup *markup, const gr_parse *parse,
                                     gr_markup_unknown *unknown, gr_tnode *root)
{
    html_walk walk = {.markup = markup, .parse = parse, .unknown = unknown};
    const gr_html *first = NULL;
    if (!gr_html_read(markup->text, parse->max_depth, parse->arena, &first)) {
        gr_diag_report(parse->diag, markup->at, GR_CODE_MARKUP_REFUSED,
                       "HTML that is nested more than %u deep", parse->max_depth);
        return GR_BAD_INPUT;
    }
    put_blocks(&walk, first, root);
    return walk.failed ? GR_BAD_INPUT : GR_OK;
}
