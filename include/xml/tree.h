#ifndef GR_XML_TREE_H
#define GR_XML_TREE_H
/* A descriptor in memory: elements, attributes and text with exact places, held against a grammar.
 * All kinds of descriptors (source, data, report, style) are read through here, so an unknown
 * element or attribute is said in one place, with "did you mean", and all of them in one go. */
#include "base/diag.h"
#include "base/limits.h"
#include "xml/grammar.h"

typedef struct gr_xml_tree gr_xml_tree;
typedef struct gr_xml_elem gr_xml_elem;

typedef struct gr_xml_named {
    gr_str name, value; /* value is normalised by XML (no entities left) */
    gr_loc at;          /* first character of the value */
    uint32_t raw;       /* byte offset of the value in the file, for gr_xml_value_place */
    const gr_xml_attr_rule *rule;
    bool refused; /* while it is read: none that stands in an element is */
} gr_xml_named;

typedef struct gr_xml_content_item gr_xml_content_item;
struct gr_xml_content_item { /* an element or a run of text, in document order */
    gr_xml_elem *elem;       /* NULL for text */
    gr_str text;
    gr_loc at;
    uint32_t raw;
    gr_xml_content_item *next;
};
struct gr_xml_elem {
    const gr_xml_rule *rule; /* never NULL: unknown elements are reported and left out */
    gr_str name;
    gr_loc at;
    gr_xml_named *attrs;
    size_t n_attrs;
    gr_xml_content_item *content;
    gr_xml_elem *parent;             /* NULL: the root */
    const gr_xml_content_item *self; /* its item in the content of its parent; NULL: the root */
    const gr_xml_tree *tree;
    unsigned faults; /* of the grammar that were told of it and of all inside it */
};

/** Reads a descriptor against the grammar whose namespace its root has; NAMESPACE_UNKNOWN when none
 * of the n fits. Grammar faults are all reported before it returns GR_BAD_INPUT; with these alone
 * *out_root is set all the same, for who can do with parts: whatever was refused does not stand in
 * it, needed attributes may be missing, and `faults` says where. The text of mixed content keeps
 * its white space as it stands; white space between elements is dropped where only elements may
 * stand. */
GR_MUST_USE gr_status gr_xml_tree_read(gr_str path, const gr_xml_grammar *const *grammars, size_t n,
                                       const gr_limits *limits, gr_arena *arena, gr_diag *diag,
                                       gr_xml_elem **out_root);
/** The same for bytes that `diag` knows as `file`. */
GR_MUST_USE gr_status gr_xml_tree_read_bytes(gr_str bytes, uint16_t file,
                                             const gr_xml_grammar *const *grammars, size_t n,
                                             const gr_limits *limits, gr_arena *arena,
                                             gr_diag *diag, gr_xml_elem **out_root);

const gr_xml_named *gr_xml_find(const gr_xml_elem *elem, const char *name); /* NULL: not given */
gr_str gr_xml_value(const gr_xml_elem *elem, const char *name); /* empty when not given */
bool gr_xml_flag(const gr_xml_elem *elem, const char *name);    /* "yes"; false when not given */
/** A whole number attribute; `otherwise` when not given. The grammar has checked that it is one. */
int64_t gr_xml_int(const gr_xml_elem *elem, const char *name, int64_t otherwise);
const gr_xml_elem *gr_xml_child(const gr_xml_elem *elem, const char *name); /* first, or NULL */
/** The next element among the content of `elem` after `after` (NULL: the first). */
const gr_xml_elem *gr_xml_next(const gr_xml_elem *elem, const gr_xml_elem *after);
gr_str gr_xml_text(const gr_xml_elem *elem, gr_arena *arena); /* all text inside, trimmed */

/** Place of byte `offset` of a normalised value or text that began at raw offset `raw`:
 *  steps over entities and line ends as they stand in the file. */
gr_loc gr_xml_value_place(const gr_xml_tree *tree, uint32_t raw, size_t offset);

#endif
