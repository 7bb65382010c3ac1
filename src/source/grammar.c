/* What a source descriptor may hold. docs/descriptors.md says what it means. */
#include "source_priv.h"

static const char type_choices[] =
#define GR_FIELD_TYPE(word, type) word " "
#include "field_types.def"
#undef GR_FIELD_TYPE
    ;

static const char zone_choices[] = "written Europe/Amsterdam";

static const gr_xml_attr_rule source_attrs[] = {
    {"id", GR_XML_A_NAME, true, NULL, "name of this source"},
    {"title", GR_XML_A_TEXT, false, NULL, "what people call it"},
    {"required", GR_XML_A_FLAG, false, NULL, "no: a run without such an export is right"},
    {"decimal", GR_XML_A_CHOICE, false, "point comma", "decimal mark of its numbers"},
    {"notation", GR_XML_A_NAME, false, NULL, "how its numbers are written"},
    {"encoding", GR_XML_A_CHOICE, false, GR_XML_ENCODINGS, "of exports that declare another one"},
    {0},
};
static const gr_xml_attr_rule match_attrs[] = {
    {"root", GR_XML_A_TEXT, true, NULL, "root element of the exports"},
    {"namespace", GR_XML_A_TEXT, false, NULL, "its namespace; any when left out"},
    {"files", GR_XML_A_TEXT, false, NULL, "names of the files: *.xaf | ledger/*.xml"},
    {"has", GR_XML_A_TEXT, false, NULL, "path of an element or attribute that they hold"},
    {0},
};
static const gr_xml_attr_rule namespace_attrs[] = {
    {"prefix", GR_XML_A_NAME, true, NULL, "as paths of this source write it"},
    {"uri", GR_XML_A_TEXT, true, NULL, "the namespace; several: versions of it; empty: none"},
    {0},
};
static const gr_xml_attr_rule path_attrs[] = {
    {"path", GR_XML_A_TEXT, true, NULL, "where it stands"},
    {0},
};
static const gr_xml_attr_rule notation_attrs[] = {
    {"name", GR_XML_A_NAME, true, NULL, "name of the notation"},
    {"decimal", GR_XML_A_CHOICE, false, ". ,", "decimal mark of numbers"},
    {"group", GR_XML_A_CHOICE, false, ". , ' space", "mark of thousands; none when left out"},
    {"minus", GR_XML_A_CHOICE, false, "leading trailing parentheses", "-5, 5- or (5)"},
    {"currency", GR_XML_A_TEXT, false, NULL, "signs of euros beside an amount"},
    {"percent", GR_XML_A_CHOICE, false, "share points", "50% is 0.5, or 50; each number has it"},
    {"exponent", GR_XML_A_FLAG, false, NULL, "yes: 1.5E3 is a number"},
    {"binary", GR_XML_A_FLAG, false, NULL, "yes: doubles, rounded to 15 digits"},
    {"true", GR_XML_A_TEXT, false, NULL, "words for yes: ja J"},
    {"false", GR_XML_A_TEXT, false, NULL, "words for no: nee N"},
    {"missing", GR_XML_A_TEXT, false, NULL, "signs that say 'missing': - n.v.t."},
    {"date", GR_XML_A_TEXT, false, NULL, "how dates are written: dd-mm-yyyy"},
    {"period", GR_XML_A_TEXT, false, NULL, "how periods are written: yyyyQq"},
    {"years-from", GR_XML_A_TEXT, false, NULL, "of a pattern with yy: the first of its years"},
    {"zone", GR_XML_A_CHOICE, false, zone_choices, "the day that a moment is"},
    {0},
};
static const gr_xml_attr_rule as_of_attrs[] = {
    {"path", GR_XML_A_TEXT, true, NULL, "where it stands"},
    {"pattern", GR_XML_A_TEXT, false, NULL, "how it is written: dd-mm-yyyy"},
    {"years-from", GR_XML_A_TEXT, false, NULL, "of a pattern with yy: the first of its years"},
    {"zone", GR_XML_A_CHOICE, false, zone_choices, "the day that a moment is"},
    {"notation", GR_XML_A_NAME, false, NULL, "how it is written"},
    {0},
};
static const gr_xml_attr_rule nil_attrs[] = {
    {"attribute", GR_XML_A_TEXT, true, NULL, "its name: m:null"},
    {"value", GR_XML_A_TEXT, true, NULL, "what it then holds: true"},
    {0},
};
static const gr_xml_attr_rule codes_attrs[] = {
    {"name", GR_XML_A_NAME, true, NULL, "name of the list"},
    {0},
};
static const gr_xml_attr_rule code_attrs[] = {
    {"value", GR_XML_A_TEXT, true, NULL, "the code as exports have it"},
    {"label", GR_XML_A_TEXT, false, NULL, "what people call it"},
    {0},
};
static const gr_xml_attr_rule dataset_attrs[] = {
    {"name", GR_XML_A_NAME, true, NULL, "name of the dataset"},
    {"title", GR_XML_A_TEXT, false, NULL, "what people call it"},
    {"records", GR_XML_A_TEXT, false, NULL, "path from the root element to one record"},
    {"where", GR_XML_A_TEXT, false, NULL, "condition: which records are taken"},
    {"same", GR_XML_A_NAME, false, NULL,
     "source that describes this dataset: it is filled from both"},
    {"key", GR_XML_A_TEXT, false, NULL, "fields that identify a record"},
    {"owner", GR_XML_A_NAME, false, NULL, "reference field that says whose a record is"},
    {"shared", GR_XML_A_FLAG, false, NULL, "yes: records are nobody's in particular"},
    {"least-owners", GR_XML_A_TEXT, false, NULL,
     "totals over all owners may be shown when so many others have a part; 3 or more"},
    {"dominance", GR_XML_A_TEXT, false, NULL,
     "percentage that one owner may have of such a total; 85 when not given"},
    {"totals-by", GR_XML_A_TEXT, false, NULL, "fields that may pick the records of such a total"},
    {"empty", GR_XML_A_FLAG, false, NULL, "yes: no records is right"},
    {"valid", GR_XML_A_TEXT, false, NULL,
     "the two date fields that a record holds from and until, both included"},
    {"unique", GR_XML_A_TEXT, false, NULL, "fields in which no two records agree"},
    {"once", GR_XML_A_TEXT, false, NULL, "fields whose values one file brings, and no other"},
    {"mapping", GR_XML_A_FLAG, false, NULL, "yes: its key says what each record is for"},
    {0},
};
static const gr_xml_attr_rule grid_attrs[] = {
    {"sheet", GR_XML_A_TEXT, false, NULL, "name of the sheet; the only one when left out"},
    {"head", GR_XML_A_TEXT, true, NULL, "words of the head row, between semicolons"},
    {"within", GR_XML_A_TEXT, false, NULL, "the head is one of so many rows; 50 when left out"},
    {"until", GR_XML_A_TEXT, false, NULL, "where the table ends: blank | Totaal*"},
    {0},
};
static const gr_xml_attr_rule promise_attrs[] = {
    {"id", GR_XML_A_NAME, true, NULL, "its name among all promises"},
    {"on", GR_XML_A_CHOICE, true, "refuse degrade warn", "what a broken one means for reports"},
    {"rows", GR_XML_A_TEXT, false, NULL, "how many records: 10..20, 10.., ..20 or 12"},
    {"change", GR_XML_A_TEXT, false, NULL, "10%: at most, from the accepted run"},
    {"fresh", GR_XML_A_TEXT, false, NULL, "45 days: how old the data may be"},
    {"period", GR_XML_A_TEXT, false, NULL, "{field}: has records of the report's period"},
    {"sum", GR_XML_A_NAME, false, NULL, "field that is added up"},
    {"equals", GR_XML_A_TEXT, false, NULL, "../@total: where the export says the sum"},
    {"field", GR_XML_A_NAME, false, NULL, "field that range= or pattern= is about"},
    {"range", GR_XML_A_TEXT, false, NULL, "0..100, 0.. or ..100: all its values"},
    {"pattern", GR_XML_A_TEXT, false, NULL,
     "# a digit, @ a letter, ? a sign, * any: all its values"},
    {"because", GR_XML_A_TEXT, false, NULL, "what readers are told when it is broken"},
    {0},
};
static const gr_xml_attr_rule field_attrs[] = {
    {"name", GR_XML_A_NAME, true, NULL, "name of the field"},
    {"column", GR_XML_A_TEXT, false, NULL,
     "of a <grid>: words of its head; its name when left out"},
    {"path", GR_XML_A_TEXT, false, NULL,
     "@attribute, element, element/@attribute, ., ../element, name[@a='x'], a | b"},
    {"ahead", GR_XML_A_FLAG, false, NULL, "yes: of an ancestor, and never behind its records"},
    {"value", GR_XML_A_TEXT, false, NULL, "computed: an expression over the fields above it"},
    {"count", GR_XML_A_CHOICE, false, "file parent", "counted: which record of it this is"},
    {"type", GR_XML_A_CHOICE, false, type_choices, "what its values are"},
    {"form", GR_XML_A_CHOICE, false, "plain markdown html xhtml", "of a text: it holds paragraphs"},
    {"title", GR_XML_A_TEXT, false, NULL, "what people call it"},
    {"adds", GR_XML_A_FLAG, false, NULL,
     "no: its values do not add up, as they are rates, or are in several units"},
    {"ordinal", GR_XML_A_FLAG, false, NULL, "yes: it counts places, so it is another one tomorrow"},
    {"optional", GR_XML_A_FLAG, false, NULL, "yes: it may be absent or empty"},
    {"default", GR_XML_A_TEXT, false, NULL, "its value where the export says nothing"},
    {"to-other", GR_XML_A_TEXT, false, NULL, "of a mapping: its value where no record fits"},
    {"no-match", GR_XML_A_CHOICE, false, "refuse keep", "of a mapping: where no record fits"},
    {"codes", GR_XML_A_NAME, false, NULL, "list of codes, of a code"},
    {"to", GR_XML_A_NAME, false, NULL, "dataset pointed at, of a reference"},
    {"at", GR_XML_A_TEXT, false, NULL,
     "of a reference to a dataset with valid=: the date field or day that counts"},
    {"decimals", GR_XML_A_CHOICE, false, "3", "of a decimal: its mark is no mark of thousands"},
    {"open-end", GR_XML_A_TEXT, false, NULL, "of a date: the day that means 'no end'"},
    {"currency", GR_XML_A_CHOICE, false, "EUR", "of money"},
    {"negative", GR_XML_A_TEXT, false, NULL, "of a number: the condition that it is below zero"},
    {"currency-from", GR_XML_A_TEXT, false, NULL,
     "of money: where its currency stands, from the element of the amount"},
    {"notation", GR_XML_A_NAME, false, NULL, "how its values are written"},
    {"binary", GR_XML_A_FLAG, false, NULL, "yes: a double, rounded to 15 digits"},
    {"true", GR_XML_A_TEXT, false, NULL, "words for yes: ja J"},
    {"false", GR_XML_A_TEXT, false, NULL, "words for no: nee N"},
    {"missing", GR_XML_A_TEXT, false, NULL, "signs that say 'missing': - n.v.t."},
    {"pattern", GR_XML_A_TEXT, false, NULL, "how a date, period or year is written: dd-mm-yyyy"},
    {"years-from", GR_XML_A_TEXT, false, NULL, "of a pattern with yy: the first of its years"},
    {"zone", GR_XML_A_CHOICE, false, zone_choices, "of a date: the day that a moment is"},
    {0},
};

static const gr_xml_attr_rule group_attrs[] = {
    {"by", GR_XML_A_TEXT, true, NULL, "fields that are alike in a group: the key"},
    {0},
};
static const gr_xml_attr_rule sum_attrs[] = {
    {"name", GR_XML_A_NAME, true, NULL, "name of the field"},
    {"of", GR_XML_A_NAME, true, NULL, "field of the records that is added up"},
    {"title", GR_XML_A_TEXT, false, NULL, "what people call it"},
    {0},
};
static const gr_xml_attr_rule count_attrs[] = {
    {"name", GR_XML_A_NAME, true, NULL, "name of the field"},
    {"title", GR_XML_A_TEXT, false, NULL, "what people call it"},
    {0},
};

static const gr_xml_rule rules[] = {
    {"source", GR_SOURCE_ROOT, GR_XML_ELEMENTS,
     "match namespace as-of notation missing codes dataset ignore", source_attrs,
     "one kind of export"},
    {"match", GR_SOURCE_MATCH, GR_XML_EMPTY, NULL, match_attrs, "which files it reads"},
    {"namespace", GR_SOURCE_NAMESPACE, GR_XML_EMPTY, NULL, namespace_attrs,
     "a prefix that paths may have"},
    {"as-of", GR_SOURCE_AS_OF, GR_XML_EMPTY, NULL, as_of_attrs, "date of the data"},
    {"notation", GR_SOURCE_NOTATION, GR_XML_EMPTY, NULL, notation_attrs, "how values are written"},
    {"missing", GR_SOURCE_MISSING, GR_XML_EMPTY, NULL, nil_attrs,
     "an attribute that says that a value is missing"},
    {"codes", GR_SOURCE_CODES, GR_XML_ELEMENTS, "code", codes_attrs, "a list of codes"},
    {"code", GR_SOURCE_CODE, GR_XML_EMPTY, NULL, code_attrs, "a code and its label"},
    {"dataset", GR_SOURCE_DATASET, GR_XML_ELEMENTS, "grid field group promise", dataset_attrs,
     "records of one kind"},
    {"grid", GR_SOURCE_GRID, GR_XML_EMPTY, NULL, grid_attrs, "rows of a sheet as records"},
    {"group", GR_SOURCE_GROUP, GR_XML_ELEMENTS, "sum count", group_attrs,
     "rows are groups of records"},
    {"sum", GR_SOURCE_SUM, GR_XML_EMPTY, NULL, sum_attrs, "a field added up"},
    {"count", GR_SOURCE_COUNT, GR_XML_EMPTY, NULL, count_attrs, "how many records"},
    {"field", GR_SOURCE_FIELD, GR_XML_EMPTY, NULL, field_attrs, "a field of a record"},
    {"promise", GR_SOURCE_PROMISE, GR_XML_EMPTY, NULL, promise_attrs, "what the records keep to"},
    {"ignore", GR_SOURCE_IGNORE, GR_XML_EMPTY, NULL, path_attrs, "what no field reads"},
};

const gr_xml_grammar gr_source_grammar = {
    .languages = true,
    .in_languages = "label",
    .ns = "urn:griffie:source:1",
    .root = "source",
    .rules = rules,
    .n_rules = sizeof rules / sizeof rules[0],
};
