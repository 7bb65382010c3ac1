#include "eval/grammar.h"

#include "expander_priv.h"
#include "template/report_rows.h"

/* Owns the grammar of report descriptors (docs/descriptors.md, "Report descriptors"), put together:
 * the report itself and inline elements stand here, each block and its parts in blocks/<name>.c. A
 * line of template/blocks.def without a grammar there does not link. */

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
    FLAG("protect-workbook", "yes: nothing but inputs can be typed over in its workbook"),
    EXPR("at", "day on which records hold, of datasets with valid="),
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
    TEXT("languages", "one edition in each of these, the first without an ending: nl en"),
    NAME("fallback", "language from which words are taken that are not there in another"),
    FLAG("notes", "yes: each once more, for who speaks: slides with their notes"),
    PATTERN("file", "name of the files"),
    LAST,
};
static const gr_xml_attr_rule style_set_attrs[] = {
    NAME_NEEDED("colour", "name of a colour of the house style"),
    COLOUR_NEEDED("value", "what it is in this report: #rrggbb, or the name of another"),
    LAST,
};
static const gr_xml_attr_rule define_attrs[] = {
    NAME_NEEDED("name", "name of the definition"),
    LAST,
};
static const gr_xml_attr_rule argument_attrs[] = {
    NAME_NEEDED("name", "name of the argument"),
    CHOICE_NEEDED("type",
                  "text integer decimal money ratio date period year boolean code reference",
                  "type of its value"),
    NAME("to", "reference: the dataset it points at"),
    TEXT("default", "its value when none is given"),
    LAST,
};
static const gr_xml_attr_rule link_attrs[] = {
    PATTERN("href", "address on the web"),
    PATTERN("to", "id of a block"),
    LAST,
};
static const gr_xml_attr_rule ref_attrs[] = {
    PATTERN_NEEDED("to", "id of a table, a chart, an image, a section or an item of a list"),
    CHOICE("show", "name number title both", "name: chapter 5; both: chapter 5 (its title)"),
    FLAG("page", "yes: and the page where it stands"),
    LAST,
};
static const gr_xml_attr_rule note_attrs[] = {
    EXPR("if", "shown when yes"),
    PATTERN("id", "name to refer to it again by"),
    LAST,
};
static const gr_xml_attr_rule noteref_attrs[] = {
    PATTERN_NEEDED("to", "id of a note that stands before it"),
    LAST,
};
static const gr_xml_attr_rule span_attrs[] = {
    NAME_NEEDED("lang", "language of these words"),
    LAST,
};
static const gr_xml_attr_rule page_of_attrs[] = {
    PATTERN_NEEDED("to", "id of a block"),
    LAST,
};

static const gr_xml_rule report_rules[] = {
    {"report", GR_E_REPORT, GR_XML_ELEMENTS,
     "parameter editions style-set define section %block slide", report_attrs, "a document"},
    {"parameter", GR_E_PARAMETER, GR_XML_EMPTY, NULL, parameter_attrs,
     "a variable that a run may set"},
    {"editions", GR_E_EDITIONS, GR_XML_EMPTY, NULL, editions_attrs, "for whom it is made"},
    {"style-set", GR_E_STYLE_SET, GR_XML_EMPTY, NULL, style_set_attrs,
     "a colour of the house style, as this report has it"},
    {"define", GR_E_DEFINE, GR_XML_ELEMENTS, "argument section %block slide", define_attrs,
     "blocks with a name, to be used"},
    {"argument", GR_E_ARGUMENT, GR_XML_EMPTY, NULL, argument_attrs, "what a use gives it"},
    {"fragment", GR_E_FRAGMENT, GR_XML_ELEMENTS, "argument define section %block slide", NULL,
     "definitions and blocks, to be included"},
};
static const gr_xml_part report_part = {report_rules, N_OF(report_rules), NULL};

static const gr_xml_rule inline_rules[] = {
    {"b", GR_E_B, GR_XML_MIXED, "%inline", NULL, "bold"},
    {"i", GR_E_I, GR_XML_MIXED, "%inline", NULL, "italic"},
    {"code", GR_E_CODE, GR_XML_TEXT, NULL, NULL, "code"},
    {"a", GR_E_A, GR_XML_MIXED, "%inline", link_attrs, "a link"},
    {"note", GR_E_NOTE, GR_XML_MIXED, "%inline", note_attrs, "a footnote; under a table, a remark"},
    {"noteref", GR_E_NOTEREF, GR_XML_EMPTY, NULL, noteref_attrs, "the mark of a note once more"},
    {"br", GR_E_BR, GR_XML_EMPTY, NULL, NULL, "a new line"},
    {"ref", GR_E_REF, GR_XML_EMPTY, NULL, ref_attrs, "a block by its number or title"},
    {"span", GR_E_SPAN, GR_XML_MIXED, "%inline", span_attrs, "words in another language"},
    {"page-of", GR_E_PAGE_OF, GR_XML_EMPTY, NULL, page_of_attrs, "the page number of a block"},
};
static const gr_xml_part inline_part = {inline_rules, N_OF(inline_rules), NULL};

/* Messages that say what may stand somewhere list it in this order. */
static const gr_xml_part *const parts[] = {
    &report_part,
#define GR_BLOCK(ID, element, name) &gr_grammar_##name,
#include "template/blocks.def"
#undef GR_BLOCK
    &inline_part,
};

/* Members of "block" are the blocks that say so. */
static const gr_xml_group groups[] = {
    {"inline", "b i code a note noteref br page-of ref span"},
};

static const gr_xml_attr_rule common_attrs[] = {
    NAME("lang", "stands in editions in this language only"),
    LAST,
};

const gr_xml_grammar gr_fragment_grammar = {
    .common = common_attrs,
    .languages = true,
    .ns = "urn:griffie:fragment:1",
    .root = "fragment",
    .parts = parts,
    .n_parts = N_OF(parts),
    .groups = groups,
    .n_groups = N_OF(groups),
};

const gr_xml_grammar gr_report_grammar = {
    .common = common_attrs,
    .languages = true,
    .ns = "urn:griffie:report:1",
    .root = "report",
    .parts = parts,
    .n_parts = N_OF(parts),
    .groups = groups,
    .n_groups = N_OF(groups),
};
