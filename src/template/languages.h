#ifndef GR_TEMPLATE_LANGUAGES_H
#define GR_TEMPLATE_LANGUAGES_H
/* Several languages of one report: what stands in the one at hand. */
#include "template_read.h"

/** What <editions> says of languages; `wanted`: the one at hand, empty: the first. */
void gr_languages_read(gr_reading *reading, const gr_xml_elem *root, gr_str wanted);
bool gr_is_one_of_tags(const gr_languages *languages, gr_str tag);
/** The i-th attribute as it is in the language at hand; false: it is another's, or none. */
bool gr_attr_in_language(gr_reading *reading, const gr_xml_elem *elem, size_t i, gr_xml_named *out);
/** It stands in the first language alone, and another is at hand. */
bool gr_attr_is_lacking(const gr_reading *reading, const gr_xml_elem *elem,
                        const gr_xml_named *chosen);
/** Whether an element stands in the language at hand. */
bool gr_elem_in_language(gr_reading *reading, const gr_xml_content_item *item);
/** LANGUAGE_GAP when such an attribute says words. */
void gr_check_attr_words(gr_reading *reading, const gr_tnode *node, const gr_tattr *attr);
void gr_check_run_words(gr_reading *reading, const gr_tnode *parent, const gr_pattern *pattern,
                        gr_loc at);
/** intro.md is intro.en.md; with a fallback, `file-else` is intro.md. */
void gr_text_in_language(gr_reading *reading, gr_tnode *text);

#endif
