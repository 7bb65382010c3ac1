#include "template/template.h"
#include "xml/grammar_rows.h"

/* Owns what a data descriptor may hold (docs/descriptors.md, "Derived data"). */

#define VALUE_TYPES "text integer decimal money ratio date period year boolean code reference"

static const gr_xml_attr_rule relation_attrs[] = {
    TEXT_NEEDED("phrase", "the words between both sides: takes part in"),
    NAME_NEEDED("of", "dataset that says who goes with what"),
    NAME_NEEDED("left", "its reference field for the left side"),
    NAME_NEEDED("right", "its reference field for the right side"),
    EXPR("where", "which of its records count"),
    LAST,
};
static const gr_xml_attr_rule derive_attrs[] = {
    NAME_NEEDED("name", "name of the new dataset"),
    TEXT("title", "what people call it"),
    NAME_NEEDED("each", "name of the record at hand"),
    SET_NEEDED("of", "one new record for each of these"),
    EXPR("by", "one new record for each group of them with the same value"),
    TEXT_NEEDED("key", "fields that identify a record"),
    NAME("owner", "reference field that says whose a record is"),
    FLAG("shared", "yes: the records are nobody's in particular"),
    FLAG("declassify", "yes: made of owners' records, and public all the same"),
    TEXT("because", "why they are public"),
    TEXT("least-owners", "totals over all owners may be shown when so many others have a part"),
    TEXT("dominance", "percentage that one owner may have of such a total"),
    TEXT("totals-by", "fields that may pick the records of such a total"),
    FLAG("empty", "yes: it may have no records"),
    LAST,
};
static const gr_xml_attr_rule distribute_attrs[] = {
    NAME_NEEDED("name", "name of the new dataset"),
    TEXT("title", "what people call it"),
    NAME_NEEDED("each", "name of the record at hand"),
    SET_NEEDED("of", "records whose amounts are divided"),
    EXPR_NEEDED("total", "the amount to divide"),
    NAME_NEEDED("to", "name of the record that gets a part"),
    SET_NEEDED("among", "records that get a part"),
    EXPR_NEEDED("weight", "share of each, zero or more"),
    CHOICE("unit", "cent euro", "parts are whole units"),
    TEXT_NEEDED("key", "fields that identify a record"),
    NAME("owner", "reference field that says whose a record is"),
    FLAG("shared", "yes: the records are nobody's in particular"),
    FLAG("declassify", "yes: made of owners' records, and public all the same"),
    TEXT("because", "why they are public"),
    TEXT("least-owners", "totals over all owners may be shown when so many others have a part"),
    TEXT("dominance", "percentage that one owner may have of such a total"),
    TEXT("totals-by", "fields that may pick the records of such a total"),
    FLAG("empty", "yes: it may have no records"),
    LAST,
};
static const gr_xml_attr_rule field_attrs[] = {
    NAME_NEEDED("name", "name of the field"),
    TEXT("title", "what people call it"),
    CHOICE_NEEDED("type", VALUE_TYPES, "type of its values"),
    NAME("to", "reference: the dataset it points at"),
    NAME("codes", "code: the list of codes, of a source descriptor"),
    FLAG("optional", "yes: the value may be missing"),
    EXPR_NEEDED("value", "how it is computed"),
    LAST,
};
static const gr_xml_attr_rule suppress_attrs[] = {
    NAME_NEEDED("field", "the number that is hidden where it is small"),
    INT_NEEDED("below", "numbers under this one are small"),
    TEXT("with", "fields that are hidden along with the number"),
    TEXT("open", "numbers of the same records that tell nothing of it, and are shown beside it"),
    FLAG("zero", "yes: zero is hidden as well"),
    INT("about", "what a hidden number counts for in a total that is 'ca'"),
    FLAG("range", "yes: totals over hidden numbers are printed as a range"),
    TEXT("exact",
         "fields of the one kind of group whose totals are exact where that is safe; or all"),
    TEXT("totals", "says nothing any more: every total over hidden numbers is 'ca'"),
    LAST,
};
static const gr_xml_attr_rule join_attrs[] = {
    NAME_NEEDED("field", "the field that tells categories apart"),
    TEXT_NEEDED("values", "the categories that are joined with another, by name or code"),
    TEXT_NEEDED("into", "the category that they are counted with"),
    LAST,
};
static const gr_xml_attr_rule part_attrs[] = {
    NAME_NEEDED("name", "name of the field"),
    TEXT("title", "what people call it"),
    LAST,
};
static const gr_xml_attr_rule waiver_attrs[] = {
    TEXT_NEEDED("check", "ids of the controls and promises whose failure is held back"),
    NAME("dataset", "dataset of the one record that it is for"),
    TEXT("key", "key of that record"),
    TEXT_NEEDED("until", "the last day on which it holds: 2026-12-31"),
    TEXT_NEEDED("by", "who answers for it"),
    TEXT_NEEDED("because", "why; readers are told"),
    LAST,
};
static const gr_xml_attr_rule check_attrs[] = {
    NAME("id", "what a waiver calls it"),
    EXPR_NEEDED("that", "what is controlled"),
    EXPR("equals", "what it must be; without it, 'that' must be yes"),
    EXPR("tolerance", "difference that is accepted"),
    TEXT_NEEDED("because", "what the reader is told"),
    CHOICE("severity", "block warn", "block: whatever the job says; warn: a remark"),
    LAST,
};

static const gr_xml_rule rules[] = {
    {"data", GR_E_DATA, GR_XML_ELEMENTS, "relation derive distribute check waiver", NULL,
     "computed datasets"},
    {"relation", GR_E_RELATION, GR_XML_EMPTY, NULL, relation_attrs,
     "words that say that two records go together"},
    {"derive", GR_E_DERIVE, GR_XML_ELEMENTS, "field suppress join", derive_attrs,
     "one record for each record of a set"},
    {"distribute", GR_E_DISTRIBUTE, GR_XML_ELEMENTS, "field share weight", distribute_attrs,
     "an amount divided over records"},
    {"field", GR_E_FIELD, GR_XML_EMPTY, NULL, field_attrs, "a computed field"},
    {"suppress", GR_E_SUPPRESS, GR_XML_EMPTY, NULL, suppress_attrs,
     "hides small numbers; a total over them is 'ca' or a range"},
    {"join", GR_E_JOIN, GR_XML_EMPTY, NULL, join_attrs,
     "small categories that are always counted with another"},
    {"share", GR_E_SHARE, GR_XML_EMPTY, NULL, part_attrs, "field that holds the part"},
    {"weight", GR_E_WEIGHT, GR_XML_EMPTY, NULL, part_attrs, "field that holds the weight"},
    {"check", GR_E_CHECK, GR_XML_EMPTY, NULL, check_attrs, "a control that blocks all editions"},
    {"waiver", GR_E_WAIVER, GR_XML_EMPTY, NULL, waiver_attrs,
     "holds back a failure that is explained, until a day"},
};

const gr_xml_grammar gr_data_grammar = {
    .ns = "urn:griffie:data:1",
    .root = "data",
    .rules = rules,
    .n_rules = N_OF(rules),
};
