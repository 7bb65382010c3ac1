#ifndef GR_PDF_PRIV_H
#define GR_PDF_PRIV_H
/* The inside of room pdf. libharu is called in objects.c, document.c and save.c; everything else
 * writes bytes into objects that it holds. */
#include "image/image.h"
#include "pdf/pdf.h"

/* NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): libharu's names */
struct _HPDF_Dict_Rec;
struct _HPDF_Doc_Rec;
struct _HPDF_Stream_Rec;
/* NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */

/* One indirect object whose bytes are ours. The number is known at once, so others may refer to it
 * before it is filled. */
typedef struct gr_object {
    unsigned number;
    gr_str body;   /* what stands between << and >> */
    gr_str stream; /* as it goes into the file */
    bool has_stream;
    struct _HPDF_Dict_Rec *raw;
    struct _HPDF_Stream_Rec *sink; /* while it is written */
} gr_object;

typedef struct gr_file_page { /* a page of the file */
    struct _HPDF_Dict_Rec *raw;
    unsigned number;
    gr_str body; /* what libharu does not write: its box, its annotations */
} gr_file_page;

typedef struct gr_cid { /* what a two-byte code of a font stands for */
    uint32_t glyph;
    gr_str chars;
} gr_cid;
typedef struct gr_pdf_font {
    gr_face face;
    gr_object *object;
    gr_cid *codes; /* by code; 0 is .notdef */
    size_t n_codes, cap_codes;
    uint32_t *slots; /* codes by hash, open addressing; 0: free */
    size_t cap_slots;
    int32_t *widths; /* by code, 1/100 of 1/1000 em; after gr_fonts_embed */
} gr_pdf_font;

typedef struct gr_pdf_image {
    const gr_image *image;
    gr_object *object;
} gr_pdf_image;

typedef struct gr_pdf_form { /* a drawing that stands on several pages */
    const gr_path_step *steps;
    gr_rgb fill, stroke;
    gr_mpt stroke_width;
    gr_object *object;
} gr_pdf_form;

typedef struct gr_tag_kid { /* content of an element: a marked sequence, or an annotation */
    uint64_t order;         /* when it was drawn */
    uint32_t page, mark;
    const gr_object *annotation; /* NULL: a marked sequence */
} gr_tag_kid;
typedef struct gr_tag_record { /* by gr_elem.index */
    const gr_elem *elem;
    gr_object *object; /* NULL: left out, it holds nothing */
    gr_tag_kid *kids;
    size_t n_kids, cap_kids;
    uint64_t order;   /* of its first content, its children's included */
    uint32_t page;    /* of its first content */
    bool wanted;      /* has content, or must be there without */
    bool referred_to; /* by the /Headers of a cell */
} gr_tag_record;
typedef struct gr_page_marks { /* the element of each marked sequence of a page */
    const gr_elem **owners;
    size_t n, cap;
} gr_page_marks;
typedef struct gr_tags {
    gr_tag_record *records;
    gr_page_marks *pages;
    const gr_elem **annotations; /* element of each annotation, in order of their keys */
    size_t n_annotations, cap_annotations;
    uint64_t order; /* of the next content */
    gr_object *root;
} gr_tags;

typedef struct gr_pdf { /* one file being made */
    const gr_pages *pages;
    const gr_pdf_options *options;
    gr_arena *arena; /* dies when the file is done */
    gr_diag *diag;
    struct _HPDF_Doc_Rec *doc;
    unsigned long refused, refused_detail; /* libharu's first error; 0: none */
    gr_file_page *sheets;
    gr_object *resources;
    gr_pdf_font **fonts; /* by face; NULL where unused */
    size_t n_fonts;
    gr_pdf_image *images;
    size_t n_images, cap_images;
    gr_pdf_form *forms;
    size_t n_forms, cap_forms;
    gr_tags tags;
} gr_pdf;

/* spell.c: values as PDF spells them */
void gr_add_length(gr_buf *out, int64_t thousandths); /* 12345 as 12.345; no float, no locale */
void gr_add_colour(gr_buf *out, gr_rgb colour, const char *operator);
void gr_add_text(gr_buf *out, gr_str utf8);     /* text string: UTF-16 in hex */
void gr_add_utf16(gr_buf *out, gr_str utf8);    /* its digits only */
void gr_add_literal(gr_buf *out, gr_str bytes); /* (bytes) */
void gr_add_literal_bytes(gr_buf *out, gr_str bytes);
void gr_add_reference(gr_buf *out, unsigned number);
void gr_add_date(gr_buf *out, const gr_value *date, bool xmp);
gr_mpt gr_from_bottom(const gr_page *page, gr_mpt y);
gr_mpt gr_hundredths(gr_mpt length); /* rounded to 1/100 pt, half away from 0 */

/* document.c: libharu's document, its pages and bookmarks */
GR_MUST_USE gr_status gr_document_open(gr_pdf *pdf);
void gr_document_close(gr_pdf *pdf);
/** PDF_LIBRARY when libharu refused something since the document was opened. */
GR_MUST_USE gr_status gr_document_check(gr_pdf *pdf, gr_str where);
void gr_page_fill(gr_pdf *pdf, size_t page, gr_str content, gr_str annotations);
void gr_add_outline(gr_pdf *pdf);
void gr_pdf_catalogue_add(gr_pdf *pdf, const char *key, const gr_object *value);
/** The same for an array of objects. */
void gr_pdf_catalogue_list(gr_pdf *pdf, const char *key, gr_object *const *values, size_t n);
void gr_catalogue_finish(gr_pdf *pdf, gr_object *output_intent);
void gr_info_fill(gr_pdf *pdf, gr_str body);

/* objects.c */
GR_NEVER_NULL gr_object *gr_object_new(gr_pdf *pdf);
/** A stream; `entries` are added to its dictionary. level 0: not compressed. */
GR_NEVER_NULL gr_object *gr_stream_new(gr_pdf *pdf, gr_str entries, gr_str bytes, int level);
/** Puts our bytes where libharu has an empty stream (the content of a page). */
void gr_stream_take_over(gr_pdf *pdf, struct _HPDF_Dict_Rec *raw, gr_str bytes);
/** Status of libharu: 0 is success. */
unsigned long gr_sink_add(struct _HPDF_Stream_Rec *sink, gr_str bytes);
/** MD5 of less than 2 GB, which /CheckSum of a file must be; libharu has it. */
void gr_add_md5(gr_buf *out, gr_str bytes);
bool gr_object_is_stream(const struct _HPDF_Dict_Rec *raw);

/* fonts.c */
void gr_fonts_collect(gr_pdf *pdf);
GR_MUST_USE gr_status gr_fonts_embed(gr_pdf *pdf);
/** Code of glyph i of the run of a text item, given by gr_fonts_collect. */
uint32_t gr_font_code(const gr_pdf_font *font, const gr_item *item, size_t i);
/* font_objects.c */
GR_MUST_USE gr_status gr_font_embed(gr_pdf *pdf, gr_pdf_font *font);

/* images.c */
size_t gr_image_use(gr_pdf *pdf, const gr_image *image); /* index: its name is /I<index> */

/* forms.c */
size_t gr_form_use(gr_pdf *pdf, const gr_item *path); /* index: its name is /X<index> */

typedef struct gr_text_pen { /* an open text object, and where its reader is */
    bool open, in_array, in_string;
    gr_mpt line_x, line_y; /* start of the line as it was written; y from the foot of the page */
    gr_mpt baseline;       /* of the items of the line, before rounding */
    int64_t at;            /* end of the glyphs so far, from the left: see text.c */
    gr_mpt rise;
} gr_text_pen;

/* content.c: the bytes of one page */
typedef struct gr_content {
    gr_pdf *pdf;
    const gr_page *page;
    size_t page_index;
    gr_buf *out;
    gr_owner owner; /* of the open marked sequence */
    bool open;
    const gr_pdf_font *font; /* what the graphics state holds; NULL: not set on this page */
    gr_mpt size, line_width;
    gr_rgb fill, stroke;
    gr_text_pen pen;
} gr_content;
void gr_content_begin(gr_content *content, gr_pdf *pdf, size_t page, gr_buf *out);
void gr_content_add(gr_content *content, const gr_item *item); /* all kinds but links */
void gr_content_end(gr_content *content);
void gr_content_add_path(gr_content *content, const gr_item *path); /* operators only */
/* text.c */
void gr_content_add_text(gr_content *content, const gr_item *item);
void gr_text_pause(gr_content *content); /* before an operator between pieces of text */
void gr_text_end(gr_content *content);   /* before anything but text */

/* tags.c: the structure tree */
GR_MUST_USE gr_status gr_tags_open(gr_pdf *pdf);
uint32_t gr_tags_mark(gr_pdf *pdf, size_t page,
                      const gr_elem *elem); /* a new marked sequence: its id */
/** Key for /StructParent of an annotation of `elem`. */
size_t gr_tags_annotation(gr_pdf *pdf, size_t page, const gr_elem *elem,
                          const gr_object *annotation);
void gr_tags_finish(gr_pdf *pdf);
const gr_object *gr_tag_object(const gr_pdf *pdf, const gr_elem *elem); /* NULL: left out */
/* tag_trees.c */
gr_object *gr_parent_tree(gr_pdf *pdf);
gr_object *gr_id_tree(gr_pdf *pdf);                               /* NULL: no element has an id */
gr_str gr_tag_id(const gr_pdf *pdf, const gr_tag_record *record); /* empty: none */
/* attributes.c */
void gr_add_attributes(gr_pdf *pdf, const gr_tag_record *record, gr_buf *out);

/* links.c */
gr_str gr_links_make(gr_pdf *pdf, size_t page); /* value of /Annots; empty: none */

/* attachments.c */
void gr_attachments_add(gr_pdf *pdf);

/* metadata.c, icc.c */
void gr_metadata_add(gr_pdf *pdf);
gr_str gr_srgb_profile(gr_arena *arena);

/* save.c */
void gr_pdf_save(gr_pdf *pdf, gr_buf *out);

#endif
