#ifndef GR_BASE_ATTACHMENT_H
#define GR_BASE_ATTACHMENT_H
/* A file that goes with a document: what readers are told of it, and its bytes as they are. Nobody
 * opens it; how it begins says what kind of file it is. */
#include "base/str.h"

typedef enum gr_relationship {
#define GR_RELATIONSHIP(ID, name, pdf, about) GR_RELATIONSHIP_##ID,
#include "base/relationships.def"
#undef GR_RELATIONSHIP
    GR_RELATIONSHIP__COUNT
} gr_relationship;
extern const char *const gr_relationship_names[GR_RELATIONSHIP__COUNT];
extern const char gr_relationship_choice[]; /* all names, a space after each: for the grammar */

typedef enum gr_attached_from {
    GR_FROM_INPUT,    /* a file below the input folder */
    GR_FROM_WORKBOOK, /* the workbook of the same document: made when it is published */
    GR_FROM_ORIGINS   /* its origin index: the same */
} gr_attached_from;
typedef struct gr_attachment {
    gr_str name, title; /* name: of the file, without a folder */
    const char *media;  /* "application/pdf" */
    gr_relationship relationship;
    gr_attached_from from;
    gr_str path;   /* FROM_INPUT: below the input folder */
    bool embedded; /* within the document; else it is only named there */
    gr_str bytes;  /* empty when it is only named, or not yet made */
} gr_attachment;

typedef struct gr_media { /* what kind of file it is */
    const char *type;
    bool as_named; /* false: its name ends in .pdf, but it does not begin as one */
} gr_media;
/** PDF, workbook, XML, CSV, Markdown or plain text, by content first; else
 * application/octet-stream. */
gr_media gr_media_of(gr_str name, gr_str bytes);

#endif
