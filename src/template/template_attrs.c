#include "languages.h"

/* Owns attributes of descriptors: parsing them by kind, and the rules between them that grammar
 * tables cannot say. */
#include "syntax/names.h"

/** Where an expression may end in `as format`: figures that are shown. */
static bool shows_figure(gr_element element, gr_str name)
{
    static const struct place {
        gr_element element;
        const char *name;
    } places[] = {
        {GR_E_COLUMN, "value"}, {GR_E_COLUMN, "total"}, {GR_E_COLUMN, "subtotal"},
        {GR_E_CELL, "value"},   {GR_E_TILE, "value"},   {GR_E_TILE, "trend"},
        {GR_E_LINE, "value"},   {GR_E_CHART, "value"},  {GR_E_CHART, "category"},
        {GR_E_SERIES, "value"}, {GR_E_CHART, "start"},  {GR_E_CHART, "end"},
        {GR_E_CHART, "x"},      {GR_E_CHART, "y"},      {GR_E_PLANNER, "today"},
    };
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (places[i].element == element && gr_str_is(name, places[i].name)) {
            return true;
        }
    }
    return false;
}

static void read_attr_expr(gr_reading *reading, gr_tnode *node, gr_tattr *attr, gr_text_place place)
{
    bool word = node->kind == GR_E_COLUMN &&
                (gr_str_is(attr->name, "total") || gr_str_is(attr->name, "subtotal")) &&
                (gr_str_is(attr->value, "sum") || gr_str_is(attr->value, "none"));
    if (word) {
        attr->kind = GR_XML_A_CHOICE;
        return;
    }
    bool shown = shows_figure(node->kind, attr->name);
    if (gr_expr_parse(&reading->with, attr->value, place, &attr->as.expr,
                      shown ? &attr->format : NULL, shown ? &attr->has_format : NULL) != GR_OK) {
        reading->failed = true;
    }
}

static void read_attr(gr_reading *reading, gr_tnode *node, const gr_xml_elem *elem,
                      const gr_xml_named *from)
{
    gr_tattr *attr = gr_tnode_add_attr(reading->with.arena, node, from->name, from->value, from->at,
                                       from->rule->kind);
    gr_tree_text where = {elem->tree, from->raw};
    gr_text_place place = {gr_place_in_tree, &where};
    gr_status status = GR_OK;
    switch (attr->kind) {
    case GR_XML_A_EXPR:
        read_attr_expr(reading, node, attr, place);
        break;
    case GR_XML_A_SET:
        status = gr_set_parse(&reading->with, attr->value, place, &attr->as.set);
        break;
    case GR_XML_A_PATTERN:
    case GR_XML_A_PATH:
        status = gr_pattern_parse(&reading->with, attr->value, place, &attr->as.pattern);
        break;
    case GR_XML_A_TEXT:
    case GR_XML_A_NAME:
    case GR_XML_A_FLAG:
    case GR_XML_A_INT:
    case GR_XML_A_CHOICE:
    case GR_XML_A_WORDS:
    case GR_XML_A_LENGTH:
    case GR_XML_A_COLOUR:
        break;
    }
    reading->failed = reading->failed || status != GR_OK;
}

/** The attribute that says the format of `value` beside it: as=, on charts format=. */
static void read_format(gr_reading *reading, gr_tnode *node, const char *name)
{
    gr_tattr *format = gr_tnode_attr(node, name);
    gr_tattr *value = gr_tnode_attr(node, "value");
    if (format == NULL) {
        return;
    }
    if (!gr_format_parse(format->value, &format->format)) {
        reading->failed = true;
        gr_format_unknown(reading->with.diag, format->at, format->value);
        return;
    }
    format->has_format = true;
    if (value == NULL) {
        return;
    }
    if (value->has_format) {
        reading->failed = true;
        gr_diag_report(reading->with.diag, format->at, GR_CODE_ATTRIBUTE_VALUE,
                       "'value' says its format already; leave one of them out");
    }
    value->format = format->format;
    value->has_format = true;
}

void gr_read_attrs(gr_reading *reading, gr_tnode *node, const gr_xml_elem *elem)
{
    for (size_t i = 0; i < elem->n_attrs; i++) {
        gr_xml_named chosen;
        if (!gr_attr_in_language(reading, elem, i, &chosen)) {
            continue;
        }
        read_attr(reading, node, elem, &chosen);
        bool lacking = gr_attr_is_lacking(reading, elem, &chosen);
        gr_tattr *attr = &node->attrs[node->n_attrs - 1];
        if (lacking && node->kind == GR_E_TEXT && gr_str_is(attr->name, "file")) {
            gr_text_in_language(reading, node);
        } else if (lacking) {
            gr_check_attr_words(reading, node, attr);
        }
    }
    if (node->kind == GR_E_COLUMN || node->kind == GR_E_CELL || node->kind == GR_E_TILE) {
        read_format(reading, node, "as");
    }
    if (node->kind == GR_E_CHART) {
        read_format(reading, node, "format");
    }
}

/* ---- between attributes ---- */

static void needs(gr_reading *reading, const gr_tnode *node, const char *one, const char *other,
                  const char *why)
{
    if (gr_tnode_attr(node, one) != NULL && gr_tnode_attr(node, other) == NULL) {
        reading->failed = true;
        gr_diag_report(reading->with.diag, gr_tnode_place(node, one), GR_CODE_ATTRIBUTE_MISSING,
                       "'%s' beside '%s' on '%s': %s", other, one, gr_element_names[node->kind],
                       why);
    }
}

static bool has_records(const gr_tnode *node)
{
    bool rows = node->kind == GR_E_TABLE || node->kind == GR_E_CHART;
    return node->kind == GR_E_GROUP || (rows && gr_tnode_attr(node, "rows") != NULL);
}

/** Of which records there are groups, and that others are said in full. */
static void check_groups(gr_reading *reading, const gr_tnode *node, bool repeated)
{
    const gr_tattr *by = gr_tnode_attr(node, "by");
    if (by != NULL && repeated && has_records(node)) {
        reading->failed = true;
        gr_diag_report(reading->with.diag, by->at, GR_CODE_GROUP_OF_WHAT,
                       "'by' could group the records of 'of' or those of 'rows'; put 'each' and "
                       "'of' on an <each> around the %s, and 'by' where it belongs",
                       gr_element_names[node->kind]);
    } else if (!has_records(node)) {
        needs(reading, node, "by", "of", "the set that is grouped");
    }
    if (by == NULL) {
        needs(reading, node, "others", "by", "what groups are made by");
        needs(reading, node, "others-if", "by", "what groups are made by");
        return;
    }
    needs(reading, node, "others", "others-if", "which groups go together");
    needs(reading, node, "others-if", "others", "what they are called: others=\"Overige\"");
}

static void check_repetition(gr_reading *reading, const gr_tnode *node)
{
    const char *name = node->kind == GR_E_EACH ? "name" : "each";
    const gr_tattr *of = gr_tnode_attr(node, "of");
    bool names_dataset = of != NULL && of->kind != GR_XML_A_SET; /* a relation */
    if (names_dataset || node->kind == GR_E_WAIVER) {            /* by= is who answers for it */
        return;
    }
    needs(reading, node, name, "of", "the set it goes through");
    needs(reading, node, "of", name, "what a record of the set is called");
    check_groups(reading, node, of != NULL);
}

/** A name that expressions must be able to write. */
static void check_name(gr_reading *reading, const gr_tnode *node, const char *attr)
{
    const gr_tattr *name = gr_tnode_attr(node, attr);
    if (name == NULL || (gr_name_in_expression(name->value) && !gr_word_reserved(name->value))) {
        return;
    }
    reading->failed = true;
    gr_diag_report(reading->with.diag, name->at, GR_CODE_ATTRIBUTE_VALUE,
                   gr_word_reserved(name->value)
                       ? "'" GR_FMT "' is a word of the language; choose another name"
                       : "'" GR_FMT
                         "' can't be written in an expression; use letters, digits and _, "
                         "and - only between letters",
                   GR_ARG(name->value));
}

static void check_names(gr_reading *reading, const gr_tnode *node)
{
    bool names_record =
        node->kind == GR_E_TABLE || node->kind == GR_E_CHART || node->kind == GR_E_GROUP;
    check_name(reading, node, "each");
    if (node->kind != GR_E_USE) { /* of a definition: no expression names that */
        check_name(reading, node, "name");
    }
    if (node->kind == GR_E_DISTRIBUTE) {
        check_name(reading, node, "to");
    }
    if (names_record) {
        check_name(reading, node, "as");
    }
}

static void check_phrase(gr_reading *reading, const gr_tnode *node)
{
    gr_tattr *phrase = gr_tnode_attr(node, "phrase");
    if (phrase == NULL) {
        return;
    }
    phrase->value = gr_phrase_plain(reading->with.arena, phrase->value); /* as the parser has it */
    if (gr_phrase_fits(phrase->value)) {
        return;
    }
    reading->failed = true;
    gr_diag_report(reading->with.diag, phrase->at, GR_CODE_ATTRIBUTE_VALUE,
                   "'" GR_FMT
                   "'; a phrase is one or more words, such as 'takes part in', and doesn't "
                   "begin with a word of the language",
                   GR_ARG(phrase->value));
}

static void check_link(gr_reading *reading, const gr_tnode *node)
{
    bool web = gr_tnode_attr(node, "href") != NULL;
    bool block = gr_tnode_attr(node, "to") != NULL;
    if (web == block) {
        reading->failed = true;
        gr_diag_report(
            reading->with.diag, node->at, GR_CODE_ATTRIBUTE_MISSING,
            "'a' wants either 'href' (an address on the web) or 'to' (the id of a block)");
    }
}

static void check_text(gr_reading *reading, const gr_tnode *node)
{
    bool file = gr_tnode_attr(node, "file") != NULL;
    if (file == (gr_tnode_attr(node, "value") != NULL)) {
        reading->failed = true;
        gr_diag_report(
            reading->with.diag, node->at, GR_CODE_ATTRIBUTE_MISSING,
            "'text' wants either 'file' (a Markdown file) or 'value' (a field that holds "
            "paragraphs)");
    }
}

static void check_language(gr_reading *reading, const gr_tnode *node)
{
    const gr_tattr *lang = gr_tnode_attr(node, "lang");
    if (lang != NULL && gr_check_language(&reading->with, lang->value, lang->at) != GR_OK) {
        reading->failed = true;
    }
}

static void check_one_content(gr_reading *reading, const gr_tnode *node)
{
    if (gr_tnode_attr(node, "value") != NULL && node->first != NULL) {
        reading->failed = true;
        gr_diag_report(reading->with.diag, node->first->at, GR_CODE_TEXT_STRAY,
                       "'%s' has a 'value' already; leave one of them out",
                       gr_element_names[node->kind]);
    }
}

void gr_check_node(gr_reading *reading, const gr_tnode *node)
{
    check_repetition(reading, node);
    check_names(reading, node);
    check_language(reading, node);
    gr_check_places(reading, node);
    if (node->kind == GR_E_RELATION) {
        check_phrase(reading, node);
    } else if (node->kind == GR_E_A) {
        check_link(reading, node);
    } else if (node->kind == GR_E_TEXT) {
        check_text(reading, node);
    } else if (node->kind == GR_E_CELL || node->kind == GR_E_LINE) {
        check_one_content(reading, node);
    } else if (node->kind == GR_E_CHART) {
        gr_check_chart(reading, node);
    }
}
