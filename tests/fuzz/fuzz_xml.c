/* Any bytes through the reader and, as a descriptor, through the tree: no crash, no leak, a report
 * with every failure, places that can be asked at every event, and the same verdict whatever is
 * asked. */
#include "base/arena.h"
#include "xml/tree.h"
#include "xml/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Not assert: it must also hold in builds without it. */
static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

typedef struct listener {
    gr_loc last;
    unsigned open;
} listener;

static void ask(listener *heard, gr_xml_reader *reader)
{
    uint32_t line = gr_xml_line(reader);
    gr_loc at = gr_xml_place(reader);
    require(line == at.line && at.line > 0 && at.col > 0);
    require(at.line > heard->last.line ||
            (at.line == heard->last.line && at.col >= heard->last.col));
    heard->last = at;
}

static gr_status at_start(void *user, gr_xml_reader *reader, const gr_xml_start *element)
{
    listener *heard = user;
    heard->open++;
    for (size_t i = 0; i < element->n_attrs; i++) {
        require(element->attrs[i].name.len > 0 && gr_str_hash(element->attrs[i].value) != 1);
    }
    ask(heard, reader);
    return GR_OK;
}

static gr_status at_text(void *user, gr_xml_reader *reader, gr_str chars)
{
    listener *heard = user;
    require(heard->open > 0 && chars.len > 0 && gr_str_hash(chars) != 1);
    ask(heard, reader);
    return GR_OK;
}

static gr_status at_end(void *user, gr_xml_reader *reader, gr_str name)
{
    listener *heard = user;
    require(heard->open-- > 0 && name.len > 0);
    ask(heard, reader);
    return GR_OK;
}

static const gr_xml_attr_rule attrs[] = {{"a", GR_XML_A_EXPR, false, NULL, NULL},
                                         {"b", GR_XML_A_LENGTH, false, NULL, NULL},
                                         {"c", GR_XML_A_CHOICE, true, "x yy zzz", NULL},
                                         {"lang", GR_XML_A_TEXT, false, NULL, NULL},
                                         {NULL, GR_XML_A_TEXT, false, NULL, NULL}};
static const gr_xml_rule rules[] = {{"r", 0, GR_XML_ELEMENTS, "t m e r", NULL, NULL},
                                    {"t", 1, GR_XML_TEXT, NULL, attrs, NULL},
                                    {"m", 2, GR_XML_MIXED, "%in", attrs, NULL},
                                    {"e", 3, GR_XML_EMPTY, NULL, NULL, NULL}};
static const gr_xml_group groups[] = {{"in", "m e %in"}};
static const gr_xml_grammar grammar = {.ns = "urn:griffie:r:1",
                                       .root = "r",
                                       .rules = rules,
                                       .n_rules = 4,
                                       .groups = groups,
                                       .n_groups = 1};

/* Every byte of every value has a place that is not before the one of the byte before it. */
static void walk_value(const gr_xml_tree *tree, gr_str value, uint32_t raw, gr_loc at)
{
    gr_loc last = at;
    for (size_t i = 0; i < value.len && i < 64; i++) {
        gr_loc here = gr_xml_value_place(tree, raw, i);
        require(here.line > last.line || (here.line == last.line && here.col >= last.col));
        require(i > 0 || (here.line == at.line && here.col == at.col));
        last = here;
    }
}

static void walk(const gr_xml_elem *elem)
{
    for (size_t i = 0; i < elem->n_attrs; i++) {
        walk_value(elem->tree, elem->attrs[i].value, elem->attrs[i].raw, elem->attrs[i].at);
    }
    for (const gr_xml_content_item *item = elem->content; item != NULL; item = item->next) {
        if (item->elem != NULL) {
            walk(item->elem);
        } else {
            walk_value(elem->tree, item->text, item->raw, item->at);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const gr_xml_grammar *const grammars[] = {&grammar};
    gr_arena *arena = gr_arena_new(65536);
    gr_diag *diag = gr_diag_new(arena, 50);
    gr_str bytes = {size > 0 ? (const char *)data : "", size};
    listener heard = {.last = {0, 1, 1}};
    gr_xml_handler handler = {.user = &heard, .start = at_start, .text = at_text, .end = at_end};
    gr_xml_handler deaf = {.user = NULL};
    gr_status status = gr_xml_read_bytes(bytes, 1, &gr_default_limits, &handler, diag);
    require((status == GR_OK) == (gr_diag_count(diag, GR_ERROR) == 0));
    require(gr_diag_count(diag, GR_ERROR) <= 1);
    require(status != GR_OK || heard.open == 0);
    require(gr_xml_read_bytes(bytes, 1, &gr_default_limits, &deaf, diag) == status);
    gr_diag *tree_diag = gr_diag_new(arena, 50);
    gr_xml_elem *root = NULL;
    gr_status built =
        gr_xml_tree_read_bytes(bytes, 1, grammars, 1, &gr_default_limits, arena, tree_diag, &root);
    require(built != GR_OK || root != NULL);
    require(root == NULL || (built == GR_OK) == (root->faults == 0));
    require((built == GR_OK) == (gr_diag_count(tree_diag, GR_ERROR) == 0));
    require(built != GR_OK || status == GR_OK);
    if (root != NULL) {
        walk(root);
    }
    gr_arena_free(arena);
    return 0;
}
