#include "style_priv.h"
#include "xml/grammar_rows.h"

/* Owns what a house style may hold (docs/descriptors.md, "House styles"). */

#define WEIGHTS "regular bold italic bold-italic"

static const gr_xml_attr_rule style_attrs[] = {
    NAME_NEEDED("id", "name of the style"),
    TEXT("title", "what people call it"),
    NAME("like", "house style that gives what is not said here"),
    NAME("lang", "language of words and hyphenation; needed, unless it is like another style"),
    LAST,
};
static const gr_xml_attr_rule font_attrs[] = {
    NAME_NEEDED("family", "name that text styles use"),
    CHOICE_NEEDED("weight", WEIGHTS, "which face of the family"),
    TEXT_NEEDED("file", "font file, below the font folder"),
    INT("index", "which face of a collection (.ttc), from 0"),
    TEXT("sha256", "pins the file"),
    FLAG("fallback", "yes: its signs are used where a family lacks one"),
    LAST,
};
static const gr_xml_attr_rule colour_attrs[] = {
    NAME_NEEDED("name", "name of the colour"),
    COLOUR_NEEDED("value", "#rrggbb"),
    LAST,
};
static const gr_xml_attr_rule notation_attrs[] = {
    NAME("lang", "of documents in this language, when it is not that of the style"),
    TEXT("decimal", "decimal mark"),
    TEXT("group", "mark between thousands"),
    FLAG("money-gap", "a no-break space behind the euro sign"),
    FLAG("percent-gap", "a no-break space before the percent sign"),
    TEXT("minus", "minus sign"),
    TEXT("missing", "sign for a value that is not there"),
    TEXT("not-applicable", "sign for what there is nothing to say about"),
    TEXT("suppressed", "sign for a hidden value"),
    TEXT("nothing", "sign for zero in tables"),
    LAST,
};
static const gr_xml_attr_rule label_attrs[] = {
    NAME_NEEDED("name", "which fixed word"),
    NAME("lang", "language of the word, when it is not that of the style"),
    TEXT_NEEDED("text", "the word"),
    LAST,
};
static const gr_xml_attr_rule list_attrs[] = {
    TEXT("bullets", "signs of levels 1 to 4, with spaces between"),
    LENGTH("indent", "of one level"),
    LAST,
};
static const gr_xml_attr_rule check_attrs[] = {
    TEXT_NEEDED("sign", "the check mark"),
    TEXT("open", "before an item of a list that is to be done"),
    TEXT("done", "before one that is done"),
    LAST,
};
static const gr_xml_attr_rule link_attrs[] = {
    COLOUR_NEEDED("colour", "of links"),
    LAST,
};
static const gr_xml_attr_rule text_style_attrs[] = {
    NAME_NEEDED("name", "name of the style"),
    NAME("like", "style that gives what is not said here"),
    NAME("family", "family of fonts"),
    CHOICE("weight", WEIGHTS, "which face of the family"),
    LENGTH("size", "size of the letters"),
    LENGTH("leading", "from base line to base line"),
    LENGTH("space-before", "above the block"),
    LENGTH("space-after", "below the block"),
    LENGTH("indent", "of the block"),
    LENGTH("first-indent", "of the first line, besides"),
    CHOICE("align", "left right centre justify decimal", "where lines stand"),
    FLAG("hyphenate", "words may be broken"),
    FLAG("keep-next", "never last on a page"),
    FLAG("keep-together", "never broken over pages"),
    INT("widows", "least lines at the top of a page"),
    INT("orphans", "least lines at the foot of a page"),
    COLOUR("colour", "of the letters"),
    COLOUR("on", "what is behind them, when it is not paper"),
    COLOUR("rule-below", "colour of a rule under the block"),
    LENGTH("rule-width", "of that rule"),
    LENGTH("rule-gap", "between text and rule"),
    LAST,
};
static const gr_xml_attr_rule master_attrs[] = {
    NAME_NEEDED("name", "name of the page master"),
    NAME("like", "master that gives what is not said here"),
    WORDS("without", "band picture head foot", "what is not taken over"),
    LENGTH("width", "of the page"),
    LENGTH("height", "of the page"),
    LENGTH("top", "margin"),
    LENGTH("bottom", "margin"),
    LENGTH("inner", "margin at the binding"),
    LENGTH("outer", "margin at the open side"),
    FLAG("sides", "yes: left and right pages mirror each other"),
    LENGTH("first-top", "top margin of its first page"),
    INT("pages", "so many in a row it is meant for: more are a warning"),
    INT("zoom", "percent: letters and all measures of the blocks on its pages"),
    INT("least-zoom", "percent: of a slide that would not fit else"),
    COLOUR("watermark", "colour of the word on the pages of a concept, where it is another one"),
    INT("columns", "columns of text"),
    LENGTH("column-gap", "between them"),
    LENGTH("margin-column", "column beside the text, at the open side, for asides"),
    LENGTH("margin-gap", "between text and that column"),
    LENGTH("head-y", "base line of running heads, from the top edge"),
    LENGTH("foot-y", "base line of running feet, from the bottom edge"),
    LAST,
};
static const gr_xml_attr_rule picture_attrs[] = {
    PATH_NEEDED("file", "PNG, JPEG or SVG below the folder of the house style"),
    LENGTH_NEEDED("x", "from the left edge"),
    LENGTH_NEEDED("y", "from the top edge"),
    LENGTH_NEEDED("width", "of its box"),
    LENGTH_NEEDED("height", "of its box"),
    CHOICE("fit", "cover contain stretch", "how it fills its box"),
    FLAG("first", "on the first page of the master"),
    FLAG("rest", "on the other pages"),
    LAST,
};
static const gr_xml_attr_rule band_attrs[] = {
    LENGTH_NEEDED("x", "from the left edge"),
    LENGTH_NEEDED("y", "from the top edge"),
    LENGTH_NEEDED("width", "of the band"),
    LENGTH_NEEDED("height", "of the band"),
    COLOUR_NEEDED("colour", "of the band"),
    INT("opacity", "percent: less than 100 lets a picture under it through"),
    CHOICE("fade", "up down left right", "to where it is gone"),
    FLAG("first", "on the first page of the master"),
    FLAG("rest", "on the other pages"),
    CHOICE("with-text", "grow move stay", "when the text that opens a page is long"),
    LENGTH("pad", "between that text and the edge that goes with it"),
    LAST,
};
static const gr_xml_attr_rule running_attrs[] = {
    CHOICE("align", "left centre right", "where it stands"),
    NAME("style", "text style"),
    NAME("lang", "only of documents in this language"),
    TEXT_NEEDED("text", "text with {page} {pages} {title} {subtitle} {section} {page-of-pages}"),
    FLAG("first", "on the first page of the master as well"),
    LAST,
};
static const gr_xml_attr_rule table_look_attrs[] = {
    NAME_NEEDED("name", "name of the look"),
    NAME("like", "look that gives what is not said here"),
    COLOUR("head-fill", "behind column heads"),
    COLOUR("head-colour", "of column heads"),
    COLOUR("stripe", "behind every other row"),
    COLOUR("group-fill", "behind group rows"),
    COLOUR("total-fill", "behind total rows"),
    COLOUR("rule", "between rows"),
    COLOUR("head-rule", "under the head"),
    COLOUR("total-rule", "above the total"),
    LENGTH("rule-width", "of rules between rows"),
    LENGTH("head-rule-width", "of the rule under the head"),
    LENGTH("total-rule-width", "of the rule above the total"),
    LENGTH("pad-x", "left and right in a cell"),
    LENGTH("pad-y", "above and below in a cell"),
    CHOICE("width", "content full", "full: as wide as the text, however little is in it"),
    FLAG("rail", "a line with dots between the first two columns"),
    LAST,
};
static const gr_xml_attr_rule box_look_attrs[] = {
    NAME_NEEDED("name", "name of the look"),
    NAME("like", "look that gives what is not said here"),
    COLOUR("fill", "behind the box"),
    COLOUR("border", "around the box"),
    COLOUR("bar", "stripe at one side"),
    LENGTH("border-width", "of the border"),
    LENGTH("bar-width", "of the stripe"),
    CHOICE("bar-side", "left top", "where the stripe is"),
    LENGTH("pad-x", "left and right in the box"),
    LENGTH("pad-y", "above and below in the box"),
    LENGTH("gap", "between boxes side by side"),
    TEXT("sign", "before the title"),
    NAME("title-style", "text style of the title"),
    LAST,
};
static const gr_xml_attr_rule mark_look_attrs[] = {
    NAME_NEEDED("name", "name of the look"),
    NAME("like", "look that gives what is not said here"),
    COLOUR("fill", "behind cells"),
    FLAG("bold", "yes: bold letters"),
    TEXT("sign", "before the name of what is marked"),
    TEXT("said", "what is read out for that sign"),
    LAST,
};
static const gr_xml_attr_rule chart_look_attrs[] = {
    TEXT("colours", "of the series, with spaces between; needed, unless what it is like has them"),
    COLOUR("grid", "of the grid"),
    COLOUR("axis", "of the axes"),
    COLOUR("muted", "of what is not marked, beside what is"),
    LENGTH("height", "of the plot"),
    LAST,
};

static const gr_xml_attr_rule watermark_attrs[] = {
    CHOICE("place", "across margin", "over the page, or upright in the outer margin"),
    COLOUR("colour", "of the word"),
    NAME("style", "text style: its family and weight"),
    LAST,
};

static const gr_xml_rule rules[] = {
    {"style", GR_S_STYLE, GR_XML_ELEMENTS,
     "font colour notation label list check link text-style master table-look box-look mark-look "
     "chart-look "
     "watermark",
     style_attrs, "a house style"},
    {"font", GR_S_FONT, GR_XML_EMPTY, NULL, font_attrs, "a font file"},
    {"colour", GR_S_COLOUR, GR_XML_EMPTY, NULL, colour_attrs, "a colour with a name"},
    {"notation", GR_S_NOTATION, GR_XML_EMPTY, NULL, notation_attrs, "how numbers are written"},
    {"label", GR_S_LABEL, GR_XML_EMPTY, NULL, label_attrs, "a fixed word"},
    {"list", GR_S_LIST, GR_XML_EMPTY, NULL, list_attrs, "how lists look"},
    {"check", GR_S_CHECK, GR_XML_EMPTY, NULL, check_attrs, "the check mark"},
    {"link", GR_S_LINK, GR_XML_EMPTY, NULL, link_attrs, "how links look"},
    {"text-style", GR_S_TEXT_STYLE, GR_XML_EMPTY, NULL, text_style_attrs, "how a paragraph looks"},
    {"master", GR_S_MASTER, GR_XML_ELEMENTS, "band picture head foot", master_attrs,
     "a page master"},
    {"band", GR_S_BAND, GR_XML_EMPTY, NULL, band_attrs, "a filled band"},
    {"picture", GR_S_PICTURE, GR_XML_EMPTY, NULL, picture_attrs, "a picture or logo on its pages"},
    {"head", GR_S_HEAD, GR_XML_EMPTY, NULL, running_attrs, "a running head"},
    {"foot", GR_S_FOOT, GR_XML_EMPTY, NULL, running_attrs, "a running foot"},
    {"table-look", GR_S_TABLE_LOOK, GR_XML_EMPTY, NULL, table_look_attrs, "how a table looks"},
    {"box-look", GR_S_BOX_LOOK, GR_XML_EMPTY, NULL, box_look_attrs, "how a box looks"},
    {"mark-look", GR_S_MARK_LOOK, GR_XML_EMPTY, NULL, mark_look_attrs,
     "how what is marked stands out"},
    {"watermark", GR_S_WATERMARK, GR_XML_EMPTY, NULL, watermark_attrs,
     "the word on the pages of a concept"},
    {"chart-look", GR_S_CHART_LOOK, GR_XML_EMPTY, NULL, chart_look_attrs, "how charts look"},
};

const gr_xml_grammar gr_style_grammar = {
    .ns = "urn:griffie:style:1",
    .root = "style",
    .rules = rules,
    .n_rules = N_OF(rules),
};
