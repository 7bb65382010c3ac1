#include "base/attachment.h"
#include "document/document.h"
#include "template/template.h"
#include "xml/grammar_rows.h"

/* Owns what a report descriptor may hold (docs/descriptors.md, "Report descriptors"). */

/* What nearly every block and part may carry. */
#define COMMON EXPR("if", "shown when yes"), PATTERN("id", "name for links and figures")
/* Those whose own text has one style. */
#define STYLED NAME("style", "a text style of the house style")
#define REPEATED                                                                         \
    NAME("each", "name of the record at hand"), SET("of", "repeated for each of these"), \
        EXPR("by", "one for each group with the same value")

static const gr_xml_attr_rule report_attrs[] = {
    NAME_NEEDED("id", "name of the report"),
    PATTERN_NEEDED("title", "title of the document"),
    PATTERN("subtitle", "line under the title"),
    PATTERN("author", "who publishes it"),
    PATTERN("subject", "what it is about"),
    PATTERN("keywords", "words to find it by"),
    NAME_NEEDED("style", "id of a house style"),
    NAME("lang", "language of the document"),
    NAME("master", "page master of the body"),
    WORDS("attach", "workbook origins", "what of its own the PDF carries"),
    FLAG("life", "yes: concept, offered, adopted, corrected"),
    CHOICE("uses-date", "issue", "issue: expressions may say on, the day a document is for"),
    LAST,
};
static const gr_xml_attr_rule parameter_attrs[] = {
    NAME_NEEDED("name", "name of the variable"),
    CHOICE_NEEDED("type", "text integer decimal money date period year boolean",
                  "type of its value"),
    TEXT("value", "its value when none is given"),
    FLAG("period", "a job of the batch descriptor may give its value"),
    LAST,
};
static const gr_xml_attr_rule editions_attrs[] = {
    FLAG("region", "one edition for everybody"),
    NAME("each", "name of the record an edition is for"),
    SET("of", "one edition for each of these"),
    CHOICE("sees", "all", "all: its readers may see every owner's figures"),
    PATTERN("file", "name of the files"),
    LAST,
};
static const gr_xml_attr_rule let_attrs[] = {
    NAME_NEEDED("name", "name of the variable"),
    EXPR_NEEDED("value", "its value"),
    LAST,
};
static const gr_xml_attr_rule section_attrs[] = {
    COMMON,
    STYLED,
    REPEATED,
    PATTERN("title", "its heading; may be left out"),
    NAME("master", "page master; begins a page"),
    FLAG("numbered", "heading with a number"),
    FLAG("contents", "listed in the contents"),
    CHOICE("break", "page late none",
           "begins on a new page; late: only when this one is nearly full"),
    LAST,
};
static const gr_xml_attr_rule each_attrs[] = {
    EXPR("if", "shown when yes"),
    NAME_NEEDED("name", "name of the record at hand"),
    SET_NEEDED("of", "repeated for each of these"),
    EXPR("by", "one for each group with the same value"),
    LAST,
};
static const gr_xml_attr_rule paragraph_attrs[] = {COMMON, STYLED, REPEATED, LAST};
static const gr_xml_attr_rule block_attrs[] = {COMMON, REPEATED, LAST};
static const gr_xml_attr_rule titled_attrs[] = {
    COMMON,
    REPEATED,
    PATTERN("title", "its title"),
    LAST,
};
static const gr_xml_attr_rule text_attrs[] = {
    EXPR("if", "shown when yes"),
    REPEATED,
    PATH_NEEDED("file", "Markdown file below the input folder"),
    FLAG("shared", "yes: these files are for everybody, whoever they are named after"),
    LAST,
};
static const gr_xml_attr_rule list_attrs[] = {
    COMMON,
    REPEATED,
    CHOICE("type", "bullet number letter roman", "what stands before an item"),
    INT("start", "number of its first item"),
    LAST,
};
static const gr_xml_attr_rule item_attrs[] = {
    COMMON,
    REPEATED,
    PATTERN("time", "agenda: when"),
    LAST,
};
static const gr_xml_attr_rule table_attrs[] = {
    COMMON,
    REPEATED,
    PATTERN("title", "caption"),
    SET("rows", "a row for each of these"),
    NAME("as", "name of the record of a row; row when not given"),
    PATTERN("sheet", "name of the worksheet; without it the table is no sheet"),
    PATTERN("source", "where the figures come from"),
    NAME("look", "table look of the house style"),
    FLAG("repeat-head", "head again on each page"),
    FLAG("carry", "yes: running totals of summed columns where a page ends"),
    PATTERN("empty", "what to say without rows"),
    PATTERN("unit", "what the amounts are in"),
    LAST,
};
static const gr_xml_attr_rule columns_attrs[] = {
    EXPR("if", "shown when yes"),
    REPEATED,
    PATTERN("title", "head over these columns"),
    LAST,
};
static const gr_xml_attr_rule column_attrs[] = {
    EXPR("if", "shown when yes"),
    STYLED,
    REPEATED,
    PATTERN("title", "head of the column"),
    EXPR("value", "its value in each row"),
    TEXT("as", "format of the value"),
    CHOICE("align", "left right centre decimal", "where values stand"),
    LENGTH("width", "width of the column"),
    EXPR("total", "sum, none, or the value in the total row"),
    FLAG("share", "yes: shares of one whole, printed so that they add up to 100 %"),
    TEXT("missing", "what stands where its value is missing: p.m."),
    TEXT("missing-spoken", "how that is read out: pro memorie"),
    FLAG("header", "yes: row heads"),
    LAST,
};
static const gr_xml_attr_rule rows_attrs[] = {
    EXPR("if", "shown when yes"),
    REPEATED,
    LAST,
};
static const gr_xml_attr_rule row_attrs[] = {
    EXPR("if", "shown when yes"),
    PATTERN("id", "name for links and figures"),
    REPEATED,
    CHOICE("style", "plain group subtotal total", "what kind of row"),
    LAST,
};
static const gr_xml_attr_rule cell_attrs[] = {
    PATTERN("id", "name for links and figures"),
    NAME("style", "a text style of the house style"),
    EXPR("value", "its value"),
    TEXT("as", "format of the value"),
    INT("columns", "columns it spans"),
    INT("rows", "rows it spans"),
    FLAG("header", "yes: a row head"),
    LAST,
};
static const gr_xml_attr_rule total_attrs[] = {
    EXPR("if", "shown when yes"),
    PATTERN("title", "what stands in its first cell"),
    LAST,
};
static const gr_xml_attr_rule tile_attrs[] = {
    COMMON,
    REPEATED,
    EXPR_NEEDED("value", "the figure"),
    TEXT("as", "format of the value"),
    PATTERN_NEEDED("label", "what the figure is"),
    PATTERN("note", "what it is compared with"),
    EXPR("trend", "difference: shown with an arrow and a word"),
    TEXT("missing", "what stands where the value is missing: p.m."),
    TEXT("missing-spoken", "how that is read out: pro memorie"),
    LAST,
};
static const gr_xml_attr_rule event_attrs[] = {
    COMMON,
    REPEATED,
    PATTERN_NEEDED("date", "when"),
    LAST,
};
static const gr_xml_attr_rule quote_attrs[] = {
    COMMON,
    REPEATED,
    PATTERN("who", "who said it"),
    LAST,
};
static const gr_xml_attr_rule line_attrs[] = {
    COMMON,
    REPEATED,
    PATTERN("label", "what it is"),
    EXPR("value", "its value"),
    TEXT("missing", "what stands where the value is missing: p.m."),
    TEXT("missing-spoken", "how that is read out: pro memorie"),
    LAST,
};
static const gr_xml_attr_rule action_attrs[] = {
    COMMON, REPEATED, PATTERN("who", "who does it"), PATTERN("due", "when it is done"), LAST,
};
static const gr_xml_attr_rule callout_attrs[] = {
    COMMON,
    REPEATED,
    PATTERN("title", "its title"),
    CHOICE("kind", "info warning action", "what kind of remark"),
    LAST,
};
static const gr_xml_attr_rule chart_attrs[] = {
    COMMON,
    REPEATED,
    CHOICE_NEEDED("type", gr_chart_choice, "what kind of chart"),
    PATTERN_NEEDED("title", "caption"),
    SET("rows", "a category for each of these"),
    NAME("as", "name of the record of a category; row when not given"),
    EXPR("category", "name of the category"),
    EXPR("value", "the value, when there is one series"),
    EXPR("start", "gantt: when it begins, a date or a period"),
    EXPR("end", "gantt: when it ends; without it, the end of a period or one day"),
    EXPR("x", "quadrant: how far right it stands"),
    EXPR("y", "quadrant: how high it stands"),
    PATTERN("left", "quadrant: what the left end means"),
    PATTERN("right", "quadrant: what the right end means"),
    PATTERN("bottom", "quadrant: what the lower end means"),
    PATTERN("top", "quadrant: what the upper end means"),
    EXPR("lowest", "quadrant: where both axes begin"),
    EXPR("highest", "quadrant: where both axes end"),
    TEXT("format", "format of the values"),
    PATTERN("table", "id of the table with the same figures"),
    PATTERN("alt", "text alternative; written from the data when not given"),
    PATTERN("unit", "what the values are in"),
    LENGTH("height", "height of the plot"),
    LAST,
};
static const gr_xml_attr_rule series_attrs[] = {
    EXPR("if", "shown when yes"),
    PATTERN_NEEDED("title", "name of the series"),
    EXPR_NEEDED("value", "its value in each category"),
    LAST,
};
static const gr_xml_attr_rule box_attrs[] = {
    EXPR("if", "shown when yes"),
    REPEATED,
    PATTERN_NEEDED("id", "name for arrows"),
    PATTERN_NEEDED("title", "what stands in it"),
    PATTERN("text", "what stands under the title"),
    EXPR_NEEDED("row", "from the top, 1 or more"),
    EXPR_NEEDED("column", "from the left, 1 or more"),
    EXPR("columns", "columns it spans"),
    LAST,
};
static const gr_xml_attr_rule edge_attrs[] = {
    EXPR("if", "shown when yes"),
    REPEATED,
    PATTERN_NEEDED("from", "id of the box it leaves"),
    PATTERN_NEEDED("to", "id of the box it points to"),
    PATTERN("label", "what it means; it then gets a number"),
    LAST,
};
static const gr_xml_attr_rule image_attrs[] = {
    COMMON,
    REPEATED,
    PATH_NEEDED("file", "PNG or JPEG file below the input folder"),
    FLAG("shared", "yes: these files are for everybody, whoever they are named after"),
    PATTERN("alt", "what the image shows"),
    FLAG("decorative", "yes: it shows nothing that the text does not say"),
    LENGTH("width", "width on the page"),
    PATTERN("caption", "what stands under it"),
    LAST,
};
static const gr_xml_attr_rule columns_layout_attrs[] = {
    COMMON,
    REPEATED,
    INT("count", "number of columns"),
    LAST,
};
static const gr_xml_attr_rule attachment_attrs[] = {
    EXPR("if", "attached when yes"),
    REPEATED,
    PATH_NEEDED("file", "file below the input folder"),
    FLAG("shared", "yes: these files are for everybody, whoever they are named after"),
    PATTERN_NEEDED("title", "what readers are told it is"),
    CHOICE("relationship", gr_relationship_choice, "what it is to the document"),
    CHOICE("mode", "attached listed", "listed: it is named, but not in the PDF"),
    LAST,
};
static const gr_xml_attr_rule contents_attrs[] = {
    EXPR("if", "shown when yes"),
    PATTERN("title", "head above it"),
    INT("depth", "levels of headings, 1 to 3"),
    LAST,
};
static const gr_xml_attr_rule status_attrs[] = {COMMON, STYLED, LAST};
static const gr_xml_attr_rule page_break_attrs[] = {
    EXPR("if", "only when yes"),
    LAST,
};
static const gr_xml_attr_rule check_attrs[] = {
    EXPR("if", "controlled when yes"),
    EXPR_NEEDED("that", "what is controlled"),
    EXPR("equals", "what it must be; without it, 'that' must be yes"),
    EXPR("tolerance", "difference that is accepted"),
    TEXT_NEEDED("because", "what the reader is told"),
    LAST,
};
static const gr_xml_attr_rule link_attrs[] = {
    PATTERN("href", "address on the web"),
    PATTERN("to", "id of a block"),
    LAST,
};
static const gr_xml_attr_rule page_of_attrs[] = {
    PATTERN_NEEDED("to", "id of a block"),
    LAST,
};
static const gr_xml_attr_rule ref_attrs[] = {
    PATTERN_NEEDED("to", "id of a table, a chart, an image or a section"),
    FLAG("page", "yes: and the page where it stands"),
    LAST,
};
static const gr_xml_attr_rule span_attrs[] = {
    NAME_NEEDED("lang", "language of these words"),
    LAST,
};

static const gr_xml_group groups[] = {
    {"inline", "b i a note br page-of ref span"},
    {"block", "each p text list table tiles timeline agenda comparison quote cards actions "
              "callout chart image columns-layout attachment attachments contents status "
              "page-break check let"},
};

static const gr_xml_rule rules[] = {
    {"report", GR_E_REPORT, GR_XML_ELEMENTS, "parameter editions section %block", report_attrs,
     "a document"},
    {"parameter", GR_E_PARAMETER, GR_XML_EMPTY, NULL, parameter_attrs,
     "a variable that a run may set"},
    {"editions", GR_E_EDITIONS, GR_XML_EMPTY, NULL, editions_attrs, "for whom it is made"},
    {"let", GR_E_LET, GR_XML_EMPTY, NULL, let_attrs, "a name for an expression"},
    {"section", GR_E_SECTION, GR_XML_ELEMENTS, "section %block", section_attrs,
     "a heading and what belongs to it"},
    {"each", GR_E_EACH, GR_XML_ELEMENTS, "section %block", each_attrs, "repeats its content"},
    {"p", GR_E_P, GR_XML_MIXED, "%inline", paragraph_attrs, "a paragraph"},
    {"text", GR_E_TEXT, GR_XML_EMPTY, NULL, text_attrs, "a Markdown text"},
    {"list", GR_E_LIST, GR_XML_ELEMENTS, "item", list_attrs, "a list"},
    {"item", GR_E_ITEM, GR_XML_MIXED, "%inline %block", item_attrs, "an item"},
    {"table", GR_E_TABLE, GR_XML_ELEMENTS, "columns column row rows total note check", table_attrs,
     "a table"},
    {"columns", GR_E_COLUMNS, GR_XML_ELEMENTS, "columns column", columns_attrs,
     "columns under one head"},
    {"column", GR_E_COLUMN, GR_XML_EMPTY, NULL, column_attrs, "a column"},
    {"rows", GR_E_ROWS, GR_XML_ELEMENTS, "row rows", rows_attrs, "repeats rows"},
    {"row", GR_E_ROW, GR_XML_ELEMENTS, "cell", row_attrs, "a row"},
    {"cell", GR_E_CELL, GR_XML_MIXED, "%inline", cell_attrs, "a cell"},
    {"total", GR_E_TOTAL, GR_XML_ELEMENTS, "cell", total_attrs, "the total row"},
    {"tiles", GR_E_TILES, GR_XML_ELEMENTS, "tile", block_attrs, "key figures side by side"},
    {"tile", GR_E_TILE, GR_XML_EMPTY, NULL, tile_attrs, "a key figure"},
    {"timeline", GR_E_TIMELINE, GR_XML_ELEMENTS, "event", titled_attrs, "dates and what happens"},
    {"event", GR_E_EVENT, GR_XML_MIXED, "%inline", event_attrs, "what happens"},
    {"agenda", GR_E_AGENDA, GR_XML_ELEMENTS, "item", titled_attrs, "a programme"},
    {"comparison", GR_E_COMPARISON, GR_XML_ELEMENTS, "slot", block_attrs, "blocks side by side"},
    {"slot", GR_E_SLOT, GR_XML_ELEMENTS, "%block", titled_attrs, "one of them"},
    {"quote", GR_E_QUOTE, GR_XML_MIXED, "%inline", quote_attrs, "a quotation"},
    {"cards", GR_E_CARDS, GR_XML_ELEMENTS, "card", block_attrs, "contact cards"},
    {"card", GR_E_CARD, GR_XML_ELEMENTS, "line", titled_attrs, "a contact card"},
    {"line", GR_E_LINE, GR_XML_MIXED, "%inline", line_attrs, "a line of a card"},
    {"actions", GR_E_ACTIONS, GR_XML_ELEMENTS, "action", titled_attrs, "who does what, when"},
    {"action", GR_E_ACTION, GR_XML_MIXED, "%inline", action_attrs, "what is done"},
    {"callout", GR_E_CALLOUT, GR_XML_ELEMENTS, "%block", callout_attrs, "a boxed remark"},
    {"chart", GR_E_CHART, GR_XML_ELEMENTS, "series box edge", chart_attrs, "a chart"},
    {"series", GR_E_SERIES, GR_XML_EMPTY, NULL, series_attrs, "a row of values"},
    {"box", GR_E_DIAGRAM_BOX, GR_XML_EMPTY, NULL, box_attrs, "a box of a diagram"},
    {"edge", GR_E_DIAGRAM_EDGE, GR_XML_EMPTY, NULL, edge_attrs, "an arrow of a diagram"},
    {"image", GR_E_IMAGE, GR_XML_EMPTY, NULL, image_attrs, "a picture"},
    {"columns-layout", GR_E_COLUMNS_LAYOUT, GR_XML_ELEMENTS, "section %block", columns_layout_attrs,
     "text in newspaper columns"},
    {"attachment", GR_E_ATTACHMENT, GR_XML_EMPTY, NULL, attachment_attrs,
     "a file that goes with the document"},
    {"attachments", GR_E_ATTACHMENTS, GR_XML_EMPTY, NULL, titled_attrs,
     "the list of files that go with it"},
    {"contents", GR_E_CONTENTS, GR_XML_EMPTY, NULL, contents_attrs, "the table of contents"},
    {"status", GR_E_STATUS, GR_XML_EMPTY, NULL, status_attrs,
     "status, version and date of the document"},
    {"page-break", GR_E_PAGE_BREAK, GR_XML_EMPTY, NULL, page_break_attrs, "a new page"},
    {"check", GR_E_CHECK, GR_XML_EMPTY, NULL, check_attrs, "a control that blocks the edition"},
    {"b", GR_E_B, GR_XML_MIXED, "%inline", NULL, "bold"},
    {"i", GR_E_I, GR_XML_MIXED, "%inline", NULL, "italic"},
    {"a", GR_E_A, GR_XML_MIXED, "%inline", link_attrs, "a link"},
    {"note", GR_E_NOTE, GR_XML_MIXED, "%inline", NULL, "a footnote; under a table, a remark"},
    {"br", GR_E_BR, GR_XML_EMPTY, NULL, NULL, "a new line"},
    {"ref", GR_E_REF, GR_XML_EMPTY, NULL, ref_attrs, "a block by its number or title"},
    {"span", GR_E_SPAN, GR_XML_MIXED, "%inline", span_attrs, "words in another language"},
    {"page-of", GR_E_PAGE_OF, GR_XML_EMPTY, NULL, page_of_attrs, "the page number of a block"},
};

const gr_xml_grammar gr_report_grammar = {
    .ns = "urn:griffie:report:1",
    .root = "report",
    .rules = rules,
    .n_rules = N_OF(rules),
    .groups = groups,
    .n_groups = N_OF(groups),
};
