#ifndef GR_XML_TREE_FAULTS_H
#define GR_XML_TREE_FAULTS_H
/* What is said when a descriptor does not keep to its grammar. Counts, so that the reader can go
 * on. */
#include "xml/tree.h"
#include "xml_priv.h"

typedef struct gr_xml_checker {
    gr_arena *arena;
    gr_diag *diag;
    const gr_xml_grammar *grammar;
    unsigned faults;
} gr_xml_checker;

void gr_xml_fault_namespace(gr_xml_checker *check, gr_loc at, const gr_xml_start *root,
                            const gr_xml_grammar *const *grammars, size_t n);
void gr_xml_fault_root(gr_xml_checker *check, gr_loc at, gr_str name);
void gr_xml_fault_element(gr_xml_checker *check, const gr_xml_elem *parent, gr_loc at, gr_str name,
                          bool same_ns);
void gr_xml_fault_attribute(gr_xml_checker *check, const gr_xml_elem *elem, gr_loc at,
                            const gr_xml_raw_attr *raw);
void gr_xml_fault_text(gr_xml_checker *check, const gr_xml_elem *elem, gr_loc at, gr_str text);
void gr_xml_check_value(gr_xml_checker *check, const gr_xml_attr_rule *rule, gr_loc at,
                        gr_str value);
void gr_xml_check_required(gr_xml_checker *check, const gr_xml_elem *elem);

#endif
