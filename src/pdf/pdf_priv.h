#ifndef GR_PDF_PRIV_H
#define GR_PDF_PRIV_H
/* The inside of room pdf. libharu is called in objects.c, document.c and sheets.c; everything else
 * writes bytes of objects whose numbers it gives. */
#include "image/image.h"
#include "pdf/pdf.h"

/* NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): libharu's names */
struct _HPDF_Dict_Rec;
struct _HPDF_Doc_Rec;
struct _HPDF_Stream_Rec;
/* NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */
struct gr_hashing;
struct gr_packer;
struct gr_vector; /* svg/svg.h */
struct gr_gradient;
struct gr_matrix;

typedef struct gr_blocks { /* a list that grows by blocks: what is in it never moves */
    gr_arena *arena;
    char **blocks;
    size_t n_blocks, cap_blocks, n, size;
} gr_blocks;

typedef struct gr_spot { /* where an object is in the file; all zero: nowhere */
    uint32_t at;         /* byte, or number of its group */
    uint16_t nth;        /* in the group */
    uint8_t kind;
} gr_spot;
typedef struct gr_out { /* the file as far as it is written */
    gr_file *file;      /* NULL: into `bytes` */
    gr_buf *bytes;
    gr_status status; /* what was refused first; reported */
    uint64_t position;
    struct gr_hashing *hash; /* of all that stands before */
    struct gr_packer *packer;
    gr_blocks spots;          /* gr_spot, by number */
    gr_buf directory, bodies; /* of the group of objects that fills up */
    unsigned *members;
    size_t n_members;
} gr_out;

typedef struct gr_file_page { /* a page of the file */
    struct _HPDF_Dict_Rec *raw;
    unsigned number, running; /* running: of its second stream; 0: none */
    gr_mpt width, height;
    uint32_t marks, n_marks; /* its marked sequences: the first of them in gr_tags.owners */
    bool filled;             /* its second stream, too */
} gr_file_page;

typedef struct gr_cid { /* what a two-byte code of a font stands for */
    uint32_t glyph;
    int32_t width; /* 1/100 of 1/1000 em */
    gr_str chars;
} gr_cid;
typedef struct gr_pdf_font {
    gr_face face;
    unsigned number;
    gr_cid *codes; /* by code; 0 is .notdef */
    size_t n_codes, cap_codes;
    uint32_t *slots; /* codes by hash, open addressing; 0: free */
    size_t cap_slots;
    uint32_t newest[256]; /* by the low bits of a glyph: the code that was asked for last */
} gr_pdf_font;

typedef struct gr_pdf_image {
    const gr_image *image;
    bool artifact; /* as it stands in artifacts; only drawings are not the same there */
    unsigned number;
} gr_pdf_image;

typedef struct gr_pdf_form { /* a drawing that stands on several pages */
    const gr_path_step *steps;
    gr_rgb fill, stroke;
    gr_mpt stroke_width;
    unsigned number;
} gr_pdf_form;

typedef struct gr_pdf_link { /* written at the end: where it leads may not be known before */
    unsigned number;
    uint32_t page, elem;  /* elem: index */
    gr_mpt sides[4];      /* left, bottom, right, top, from the foot of the page */
    gr_pdf_target to;     /* of an internal one */
    gr_str uri, contents; /* uri empty: internal */
} gr_pdf_link;

/* Content of an element: a marked sequence, or a link. Its place in the drawing is its page and
 * then `mark`, in which links come behind all sequences of the page. */
typedef struct gr_tag_kid {
    uint32_t page, mark; /* 1 + MCID, or GR_IS_LINK + 1 + index of the link */
    uint32_t next;       /* in gr_tags.kids; 0: none */
} gr_tag_kid;
#define GR_IS_LINK    UINT32_C(0x80000000)
#define GR_IS_SEVERAL UINT32_MAX
typedef struct gr_tag_record { /* what is kept of an element's content while pages are made */
    uint32_t page, mark; /* mark 0: none; GR_IS_SEVERAL: more than one, `page` in gr_tags.several */
} gr_tag_record;
typedef struct gr_tag_content {
    uint32_t page, mark; /* of the first; mark 0: none */
    uint32_t more, last; /* the others, by place in the drawing: in gr_tags.kids; 0: none */
} gr_tag_content;
typedef struct gr_tag_plan { /* made when the tree is known, by index of the element */
    const gr_elem **elems;
    unsigned *numbers;       /* of their objects; 0: left out, it holds nothing */
    uint8_t *kinds;          /* gr_tag, and GR_IS_REFERRED by the /Headers of a cell */
    bool has[GR_TAG__COUNT]; /* elements of this kind */
    size_t n, n_objects;
} gr_tag_plan;
#define GR_IS_REFERRED 0x80
typedef struct gr_tags {
    gr_arena *arena;   /* of all this; NULL once the tree is written */
    gr_blocks records; /* gr_tag_record, by gr_elem.index */
    gr_blocks several; /* gr_tag_content */
    gr_blocks kids;    /* gr_tag_kid; the first is none */
    gr_blocks owners;  /* uint32_t, index of the element of each marked sequence, page by page */
    gr_tag_plan plan;
} gr_tags;

struct gr_pdf { /* one file being made */
    gr_text *text;
    gr_pdf_options options;
    const gr_pages *about; /* what is known at the end; its pages are not looked at */
    gr_arena *arena;       /* dies when the file is done */
    gr_arena *work;        /* rewound after each page, and each step of the end */
    gr_diag *diag;
    gr_out out;
    struct _HPDF_Doc_Rec *doc;
    unsigned long refused, refused_detail; /* libharu's first error; 0: none */
    unsigned next_number;                  /* behind libharu's table; 0: it still gives them */
    gr_buf content, entries;               /* of the page that is being filled */
    gr_blocks sheets;                      /* gr_file_page */
    unsigned resources;
    gr_pdf_font **fonts; /* by face; NULL where unused */
    size_t n_fonts;
    gr_pdf_image *images;
    size_t n_images, cap_images;
    gr_pdf_form *forms;
    size_t n_forms, cap_forms;
    gr_blocks links; /* gr_pdf_link */
    gr_tags tags;
};

/* emit.c */
/** gr_pdf_open without a file. */
GR_MUST_USE gr_status gr_pdf_open_bytes(gr_buf *bytes, const gr_pdf_options *options, gr_text *text,
                                        gr_diag *diag, gr_pdf **out);

/** OUTPUT_VERIFY when a file may not have so many. */
GR_MUST_USE gr_status gr_objects_check(gr_pdf *pdf, size_t n);

/* blocks.c */
gr_blocks gr_blocks_make(gr_arena *arena, size_t size);
void *gr_blocks_add(gr_blocks *rows); /* a new last one, all zero */
void *gr_blocks_at(const gr_blocks *rows, size_t index);
/** The same, and those up to it are there from then on, all zero. */
void *gr_blocks_reach(gr_blocks *rows, size_t index);

/* spell.c: values as PDF spells them */
void gr_add_length(gr_buf *out, int64_t thousandths); /* 12345 as 12.345; no float, no locale */
void gr_add_number(gr_buf *out, uint64_t number);
void gr_add_colour(gr_buf *out, gr_rgb colour, const char *operator);
void gr_add_text(gr_buf *out, gr_str utf8);     /* text string: UTF-16 in hex */
void gr_add_utf16(gr_buf *out, gr_str utf8);    /* its digits only */
void gr_add_literal(gr_buf *out, gr_str bytes); /* (bytes) */
void gr_add_literal_bytes(gr_buf *out, gr_str bytes);
void gr_add_reference(gr_buf *out, unsigned number);
void gr_add_date(gr_buf *out, const gr_value *date, bool xmp);
gr_mpt gr_hundredths(gr_mpt length); /* rounded to 1/100 pt, half away from 0 */

/* file.c: what is written leaves at once; entries and bodies stand between << and >> */
/* Of libdeflate: 6 takes a fiftieth more of a document for a hundredth less of bytes, 4 writes a
 * twentieth more bytes; 7 to 9 gain nothing, 10 takes five times as long. */
enum { GR_PDF_LEVEL = 5 };
void gr_out_open(gr_pdf *pdf, gr_file *file, gr_buf *bytes);
void gr_out_close(gr_pdf *pdf);
void gr_out_begin(gr_pdf *pdf);
/** level 0: not compressed. */
void gr_stream_write(gr_pdf *pdf, unsigned number, gr_str entries, gr_str bytes, int level);
void gr_object_write(gr_pdf *pdf, unsigned number, gr_str body);
/** The same of any value: whoever calls adds it to the buffer, and then ends it. */
gr_buf *gr_value_begin(gr_pdf *pdf, unsigned number);
void gr_value_end(gr_pdf *pdf);
/** With a number of their own, which they give. */
unsigned gr_object_new(gr_pdf *pdf, gr_str body);
unsigned gr_stream_new(gr_pdf *pdf, gr_str entries, gr_str bytes, int level);
GR_MUST_USE gr_status gr_out_end(gr_pdf *pdf, unsigned catalogue, unsigned info);

/* objects.c: numbers, and objects that are libharu's */
unsigned gr_number_new(gr_pdf *pdf);
/** What libharu had under the number is freed; the number is ours. */
void gr_number_take(gr_pdf *pdf, unsigned number);
unsigned gr_raw_number(const void *object); /* of one of libharu's table */
/** As libharu spells it. */
void gr_raw_write(gr_pdf *pdf, unsigned number, void *object);
/** Status of libharu: 0 is success. */
unsigned long gr_sink_add(struct _HPDF_Stream_Rec *sink, gr_str bytes);
/** All of the table that is not written yet: page tree, bookmarks, catalogue, information. */
void gr_rest_write(gr_pdf *pdf);
/** MD5 of less than 2 GB, which /CheckSum of a file must be; libharu has it. */
void gr_add_md5(gr_buf *out, gr_str bytes);

/* document.c: libharu's document, its bookmarks, its catalogue */
GR_MUST_USE gr_status gr_document_open(gr_pdf *pdf);
void gr_document_close(gr_pdf *pdf);
/** PDF_LIBRARY when libharu refused something since the document was opened. */
GR_MUST_USE gr_status gr_document_check(gr_pdf *pdf, gr_str where);
/** The bookmarks, which gr_outline_point leads to their elements when these have numbers. */
struct _HPDF_Dict_Rec **gr_outline_add(gr_pdf *pdf);
void gr_outline_point(gr_pdf *pdf, struct _HPDF_Dict_Rec *const *made);
/** libharu gives no more numbers; the first of those behind its table. */
unsigned gr_numbers_close(gr_pdf *pdf);
void gr_pdf_catalogue_add(gr_pdf *pdf, const char *key, unsigned number);
/** The same for an array of objects. */
void gr_pdf_catalogue_list(gr_pdf *pdf, const char *key, const unsigned *numbers, size_t n);
void gr_catalogue_finish(gr_pdf *pdf, unsigned output_intent);
void gr_info_fill(gr_pdf *pdf, gr_str body);
GR_MUST_USE gr_status gr_document_end(gr_pdf *pdf);

/* sheets.c: pages of the file */
gr_file_page *gr_sheet_at(const gr_pdf *pdf, size_t page);
void gr_sheet_add(gr_pdf *pdf, gr_mpt width, gr_mpt height);
/** annotations: references; running: a second stream follows. */
void gr_sheet_fill(gr_pdf *pdf, size_t page, gr_str content, gr_str annotations, bool running);
gr_mpt gr_from_foot(const gr_pdf *pdf, size_t page, gr_mpt y);

/* fonts.c */
gr_pdf_font *gr_font_of(gr_pdf *pdf, gr_face face);
/** Code of glyph i of the run of a text item, given at its first use. */
uint32_t gr_font_code(gr_pdf *pdf, gr_pdf_font *font, const gr_item *item, size_t i);
GR_MUST_USE gr_status gr_fonts_embed(gr_pdf *pdf);
/* font_objects.c */
GR_MUST_USE gr_status gr_font_embed(gr_pdf *pdf, const gr_pdf_font *font);

/* images.c */
size_t gr_image_use(gr_pdf *pdf, const gr_image *image,
                    bool artifact); /* index: its name is /I<index> */

/* vectors.c */
/** A form as large as the view of the drawing, y downwards. For artifacts forms in it say so once
 * more: veraPDF does not see it through them. */
unsigned gr_vector_object(gr_pdf *pdf, const struct gr_vector *vector, bool artifact);
/* shadings.c */
/** The value of a shading; `fading`: how opaque it is, as grey. */
void gr_shading_add(gr_buf *out, const struct gr_gradient *gradient, bool fading);
void gr_add_matrix(gr_buf *out, const struct gr_matrix *matrix); /* its six numbers */
void gr_add_places(gr_buf *out, int64_t value, unsigned places); /* value / 10^places */

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
    size_t page;
    gr_mpt height; /* of the page */
    gr_buf *out;
    gr_owner owner; /* of the open marked sequence */
    bool open;
    gr_pdf_font *font; /* what the graphics state holds; NULL: not set on this page */
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

/* tags.c: the content of elements, noted while pages are made */
void gr_tags_open(gr_pdf *pdf);
/** The tree is written, or nothing will be. Of a long table this is a third of all that is held. */
void gr_tags_close(gr_pdf *pdf);
uint32_t gr_tags_mark(gr_pdf *pdf, size_t page,
                      const gr_elem *elem); /* a new marked sequence: its id */
void gr_tags_link(gr_pdf *pdf, size_t page, const gr_elem *elem, size_t link);
gr_tag_content gr_tag_content_of(const gr_pdf *pdf, size_t index);
/* tag_plan.c: which of them are written, and under which numbers */
GR_MUST_USE gr_status gr_tags_plan(gr_pdf *pdf);
/** page << 32 | mark of the first content in it or below it; UINT64_MAX: there is none. Walks all
 *  that is below it: for few. */
uint64_t gr_tag_first_place(const gr_pdf *pdf, const gr_elem *elem);
/** The first that is written of a kind from index `from` on, or `plan->n`. Elements of a kind
 * follow one another in the file: they look alike, so it packs better. */
size_t gr_tags_next(const gr_tag_plan *plan, gr_tag kind, size_t from);
/** Objects in a row from `first` on: no other numbers are given behind libharu's table. */
void gr_tags_number(gr_pdf *pdf, unsigned first);
unsigned gr_tag_number(const gr_pdf *pdf, const gr_elem *elem); /* 0: left out */
/* tag_objects.c */
void gr_tags_write(gr_pdf *pdf, unsigned root);
/* tag_trees.c */
typedef struct gr_tag_numbers {    /* of the root and its trees */
    unsigned root, parents, names; /* names 0: no element has an id */
    unsigned *leaves;
    size_t n_leaves;
} gr_tag_numbers;
/** When it is known which elements are written, and all pages and links are there. */
gr_tag_numbers gr_tag_trees_take(gr_pdf *pdf);
void gr_tag_trees_write(gr_pdf *pdf, const gr_tag_numbers *numbers);
gr_str gr_tag_id(const gr_pdf *pdf, size_t index); /* empty: none; in `work` */
/* attributes.c */
void gr_add_attributes(const gr_pdf *pdf, size_t index, gr_buf *out);

/* links.c */
gr_str gr_links_note(gr_pdf *pdf, size_t page, const gr_item *items,
                     size_t n); /* value of /Annots; empty: none */
void gr_links_write(gr_pdf *pdf);

/* attachments.c */
void gr_attachments_add(gr_pdf *pdf);

/* metadata.c, icc.c */
void gr_metadata_add(gr_pdf *pdf);
gr_str gr_srgb_profile(gr_arena *arena);

#endif
