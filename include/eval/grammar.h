#ifndef GR_EVAL_GRAMMAR_H
#define GR_EVAL_GRAMMAR_H
/* What a report descriptor may hold. It is put together here, as each block says it beside its
 * writer; who reads descriptors gives it to `template`. */
#include "template/template.h"

extern const gr_xml_grammar gr_report_grammar;
/** Of files that reports include. */
extern const gr_xml_grammar gr_fragment_grammar;

#endif
