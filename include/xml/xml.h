#ifndef GR_XML_XML_H
#define GR_XML_XML_H
/* XML as a stream of events with places: what exports are read through. SAX2 push over our own
 * checked reader, 64 KiB at a time; bytes are UTF-8 before libxml2 sees them. Any DOCTYPE is
 * refused, no entity but the five of XML exists, nothing is ever fetched. */
#include "base/diag.h"
#include "base/limits.h"

#define GR_XML_NAMESPACE "http://www.w3.org/XML/1998/namespace" /* of xml:lang */

typedef struct gr_xml_reader gr_xml_reader;
typedef struct gr_xml_attr {
    gr_str name, value; /* no prefix */
    gr_str ns;          /* empty: none; that of XML itself for xml:lang and the like */
} gr_xml_attr;
typedef struct gr_xml_start {
    gr_str ns, name;
    const gr_xml_attr *attrs;
    size_t n_attrs;
} gr_xml_start;

/** Every text is borrowed until the handler returns, names of elements, attributes and namespaces
 *  until all is read: each stands in one place, by which it is known again. A handler that fails
 * stops the reading; it has reported why. Text arrives in pieces of any size, CDATA included. */
typedef struct gr_xml_handler {
    void *user;
    gr_status (*start)(void *user, gr_xml_reader *reader, const gr_xml_start *element);
    gr_status (*text)(void *user, gr_xml_reader *reader, gr_str chars);
    gr_status (*end)(void *user, gr_xml_reader *reader, gr_str name);
    const char *encoding; /* what the bytes are, whatever the file declares; NULL: as declared. A
                             byte order mark is believed before it, with a warning */
} gr_xml_handler;
/** What may be said so: for grammars. */
#define GR_XML_ENCODINGS "UTF-8 ISO-8859-1 ISO-8859-15 windows-1252"

/** Line and column of the tag now being handled; the column costs a scan, so ask when it is needed.
 */
gr_loc gr_xml_place(gr_xml_reader *reader);
uint32_t gr_xml_line(const gr_xml_reader *reader); /* cheap: the line only */
/** The handler has what it wants: nothing more is read, and that is no failure. */
void gr_xml_enough(gr_xml_reader *reader);
/** Bytes of the text, as UTF-8, up to the end of the tag now being handled. */
size_t gr_xml_offset(const gr_xml_reader *reader);

/** Reads the file at `path`, which `diag` knows as `file`. Reports at most one XML_* error (the
 * first), with place. The file is opened once, must be a regular file, and must have the same size
 * and time when it ends (XML_CHANGED). */
GR_MUST_USE gr_status gr_xml_read_file(gr_str path, uint16_t file, const gr_limits *limits,
                                       const gr_xml_handler *handler, gr_diag *diag);
/** The same over bytes in memory: for tests, fuzzing and descriptors. */
GR_MUST_USE gr_status gr_xml_read_bytes(gr_str bytes, uint16_t file, const gr_limits *limits,
                                        const gr_xml_handler *handler, gr_diag *diag);

/** "libxml2 2.9.14": for --version. */
const char *gr_xml_engine(void);

#endif
