#ifndef GR_TEMPLATE_REPORT_ROWS_H
#define GR_TEMPLATE_REPORT_ROWS_H
/* Shorthand for what elements of a report descriptor may hold: its rows stand beside the block that
 * reads them, as a gr_xml_part called gr_grammar_<name>. */
#include "template/template.h"
#include "xml/grammar_rows.h"

/* What nearly every block and part may carry. */
#define COMMON EXPR("if", "shown when yes"), PATTERN("id", "name for links and figures")
/* What is a block: its pages may be told not to end below it. */
#define KEPT FLAG("keep-next", "yes: no page ends between it and what follows")
/* What may leave its place among the text. */
#define FLOATS                                                             \
    WORDS("float", "here next-head foot", "where it may stand, in order"), \
        CHOICE("span", "text both", "both: over the margin column too")
/* What may stand out: beside mark=, mark-rows= or mark-cells=. */
#define MARK_LOOK NAME("mark-look", "look of marks of the house style; own when not given")
/* Those whose own text has one style. */
#define STYLED NAME("style", "a text style of the house style")
#define REPEATED                                                                         \
    NAME("each", "name of the record at hand"), SET("of", "repeated for each of these"), \
        EXPR("by", "one for each group with the same value"),                            \
        PATTERN("others", "title of the groups that go together as the last one"),       \
        EXPR("others-if", "which groups these are")

#endif
