#ifndef GR_XML_GRAMMAR_H
#define GR_XML_GRAMMAR_H
/* What a kind of descriptor may hold, as const tables. Each reader keeps its own table beside it,
 * so that reader and checker have one list. */
#include "base/str.h"

typedef enum gr_xml_attr_kind {
    GR_XML_A_TEXT,   /* any text                                       */
    GR_XML_A_NAME,   /* letters, digits, - _ .; begins with a letter   */
    GR_XML_A_FLAG,   /* yes or no                                      */
    GR_XML_A_INT,    /* whole number, not negative                     */
    GR_XML_A_CHOICE, /* one of `choices`                               */
    GR_XML_A_WORDS,  /* some of `choices`, with spaces between         */
    GR_XML_A_LENGTH, /* 12pt, 4.5mm, 1cm                               */
    GR_XML_A_COLOUR, /* #rrggbb or a name the style defines            */
    GR_XML_A_PATH,   /* file name below its folder                     */
    GR_XML_A_EXPR,   /* expression of the descriptor language          */
    GR_XML_A_SET,    /* records: dataset, where, sort                  */
    GR_XML_A_PATTERN /* text with {expressions}                        */
} gr_xml_attr_kind;

typedef struct gr_xml_attr_rule {
    const char *name;
    gr_xml_attr_kind kind;
    bool required;
    const char *choices; /* CHOICE, WORDS: words separated by a space */
    const char *about;   /* one line for the reference         */
} gr_xml_attr_rule;

typedef enum gr_xml_content_kind {
    GR_XML_EMPTY,    /* nothing                            */
    GR_XML_ELEMENTS, /* elements, white space between them */
    GR_XML_TEXT,     /* text only                          */
    GR_XML_MIXED     /* text and inline elements           */
} gr_xml_content_kind;

typedef struct gr_xml_rule {
    const char *name;
    int kind; /* the reader's own enum, so that it can switch */
    gr_xml_content_kind content;
    const char *children; /* element names and %groups, separated by a space; NULL: none */
    /* Ends with a NULL name; may be NULL. One called "*" stands for any that is not in the list. */
    const gr_xml_attr_rule *attrs;
    const char *about;
} gr_xml_rule;

typedef struct gr_xml_group { /* %block, %inline: a name for a list of element names (and groups) */
    const char *name, *members;
} gr_xml_group;

typedef struct gr_xml_part { /* an element and those in it, when their rules stand in a file of
                                their own */
    const gr_xml_rule *rules;
    size_t n_rules;
    const char *group; /* of which rules[0] is a member; NULL: of none */
} gr_xml_part;

typedef struct gr_xml_grammar {
    const char *ns;           /* urn:griffie:report:1 */
    const char *root;         /* name of the root element */
    const gr_xml_rule *rules; /* all of them, or: */
    size_t n_rules;
    const gr_xml_part *const *parts;
    size_t n_parts;
    const gr_xml_group *groups;
    size_t n_groups;
    /* Attributes that every element may carry (if=, id=); ends with a NULL name; may be NULL. */
    const gr_xml_attr_rule *common;
    bool languages;           /* title.en= beside title=: words of it in another language */
    const char *in_languages; /* of this attribute alone; NULL: of all that hold words */
} gr_xml_grammar;

/** The i-th rule: those of the grammar itself, then those of its parts; NULL behind the last. */
const gr_xml_rule *gr_xml_rule_at(const gr_xml_grammar *grammar, size_t i);

/** Whether an element of this name may stand in one of that rule. */
bool gr_xml_allows(const gr_xml_grammar *grammar, const gr_xml_rule *rule, gr_str name);
/** Whether an element has an attribute of this name, other than one that takes any name. */
bool gr_xml_has_attr(const gr_xml_grammar *grammar, gr_str element, gr_str name);

/** Attribute values of the simple kinds; false when not of that form. */
bool gr_length_parse(gr_str text, int32_t *out_mpt); /* 1/1000 point */
bool gr_colour_parse(gr_str text, uint32_t *out_rgb);
bool gr_name_valid(gr_str text);

#endif
