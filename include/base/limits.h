#ifndef GR_BASE_LIMITS_H
#define GR_BASE_LIMITS_H
/* Everything a user controls has a row here, and a report with a place when it is passed. */
#include "base/fwd.h"

typedef struct gr_limits {
    size_t export_bytes;     /* one export file                                 */
    size_t descriptor_bytes; /* one descriptor, style or text                   */
    size_t tag_bytes;        /* one start tag (libxml2 is quadratic in them)    */
    size_t value_bytes;      /* the text of one field                           */
    size_t paragraph_bytes;  /* of one field that holds paragraphs              */
    unsigned xml_depth;      /* open elements                                   */
    unsigned xml_attributes; /* of one element                                  */
    uint32_t rows;           /* of one dataset; also the row limit of a sheet   */
    size_t doubles;          /* that unique= or once= of one dataset remembers  */
    unsigned columns;        /* of one table                                    */
    unsigned nesting;        /* blocks in blocks, operators in operators        */
    unsigned names;          /* in sight at one place of a report               */
    size_t nodes;            /* of one document tree                            */
    size_t steps;            /* of evaluation, for one edition                  */
    uint32_t origin_depth;   /* operations in operations behind one figure      */
    uint32_t origin_nodes;   /* fields and operations behind one figure         */
    unsigned pages;          /* of one document                                 */
    unsigned chart_points;
    size_t image_pixels;
    size_t vector_steps;     /* lines, curves and elements of one drawing               */
    size_t attachment_bytes; /* files in one document, together                 */
    unsigned errors;         /* reports kept in one run                         */
} gr_limits;
extern const gr_limits gr_default_limits;

#endif
