#ifndef GR_STYLE_PRIV_H
#define GR_STYLE_PRIV_H
/* What the readers of a house style share: the style at hand, and its attributes as values. Each
 * reader goes on after a fault, so that one run tells all. */
#include "base/arena.h"
#include "base/intern.h"
#include "style/style_read.h"

typedef enum gr_style_element {
    GR_S_STYLE,
    GR_S_FONT,
    GR_S_COLOUR,
    GR_S_NOTATION,
    GR_S_LABEL,
    GR_S_LIST,
    GR_S_CHECK,
    GR_S_LINK,
    GR_S_TEXT_STYLE,
    GR_S_MASTER,
    GR_S_BAND,
    GR_S_PICTURE,
    GR_S_HEAD,
    GR_S_FOOT,
    GR_S_TABLE_LOOK,
    GR_S_BOX_LOOK,
    GR_S_MARK_LOOK,
    GR_S_CHART_LOOK,
    GR_S_WATERMARK
} gr_style_element;

typedef struct gr_named_colour {
    gr_str name;
    gr_rgb rgb;
    gr_loc at;               /* of its value */
    const gr_xml_elem *elem; /* NULL: its value is known */
    bool busy;               /* its value is being looked up */
} gr_named_colour;

#define GR_STYLE_LIKE_DEEP 8

typedef struct gr_style_reading {
    gr_arena *arena;
    gr_diag *diag;
    gr_str font_folder;
    unsigned max_depth;
    const gr_xml_elem *root; /* what is written, laid over what it is like */
    const gr_xml_elem *own;  /* what is written in this style alone */
    const gr_xml_elem *base; /* what it is like, whole; NULL: like none */
    const gr_style_wish *wish;
    gr_named_colour *colours;
    size_t n_colours, colours_cap;
    gr_house_style *house;
    bool failed, told_circle;
    gr_loc told_at; /* contrast: the pair that was told last, so that it is told once */
    gr_rgb told_ink;
} gr_style_reading;

/** The next child of that kind behind `after` (NULL: the first); NULL: none. */
const gr_xml_elem *gr_style_next(const gr_xml_elem *parent, gr_style_element kind,
                                 const gr_xml_elem *after);
size_t gr_style_count(const gr_xml_elem *parent, gr_style_element kind);
GR_PRINTF(4, 5)
void gr_style_fail(gr_style_reading *reading, gr_loc at, gr_code code, const char *fmt, ...);
gr_loc gr_style_at(const gr_xml_elem *elem,
                   const char *attr); /* of its value, else of the element */

/* Attributes; `otherwise` when not given. */
gr_mpt gr_style_length(gr_style_reading *reading, const gr_xml_elem *elem, const char *attr,
                       gr_mpt otherwise);
gr_rgb gr_style_colour(gr_style_reading *reading, const gr_xml_elem *elem, const char *attr,
                       gr_rgb otherwise);
/** A colour by name or as #rrggbb, `none` included; reports at `at`. */
gr_rgb gr_style_colour_of(gr_style_reading *reading, gr_str written, gr_loc at);
bool gr_style_flag(const gr_xml_elem *elem, const char *attr, bool otherwise);
gr_str gr_style_text(const gr_xml_elem *elem, const char *attr, const char *otherwise);
gr_align gr_style_align(const gr_xml_elem *elem, const char *attr, gr_align otherwise);
/** "bold-italic" as two facts. */
void gr_style_weight(gr_str weight, bool *out_bold, bool *out_italic);
/** NAME_DUPLICATE when an earlier sibling of the same kind has this name. */
void gr_style_check_names(gr_style_reading *reading, const gr_xml_elem *parent,
                          gr_style_element kind);

/** The colour that made it so that these meet: one that this style, or a report, sets anew. NULL:
 *  what is taken over is as it was. */
const gr_named_colour *gr_style_blamed(const gr_style_reading *reading, gr_rgb a, gr_rgb b,
                                       gr_loc at);
/** A warning about what this style itself says: what it takes over was warned of where it stands.
 */
bool gr_style_is_own(const gr_style_reading *reading, gr_loc at);

/** What `over` says, and what `under` says of the rest. */
gr_xml_elem *gr_style_laid_over(gr_arena *arena, const gr_xml_elem *under, const gr_xml_elem *over);
/** `like` of masters and looks, for reading->root. */
void gr_style_resolve_parts(gr_style_reading *reading); /* style_like.c */
/** What reading->wish asks for, laid over reading->root; `other`: the style that it stands for, or
 * NULL. */
void gr_style_apply(gr_style_reading *reading, const gr_xml_elem *other); /* style_wish.c */
/** `root` has something for a name of the other style that it has not itself. */
bool gr_style_lacks(const gr_xml_elem *root, const gr_xml_elem *other);
/** A style whose elements are known: `reading` has root, own, base and wish. */
gr_status gr_style_compile(gr_style_reading *reading, gr_house_style **out);

/** The language that is compiled, and whether it is the one that the style is written in. */
gr_str gr_style_lang(const gr_style_reading *reading);
bool gr_style_in_own_lang(const gr_style_reading *reading);
/** An element with `lang`, or without: whether it is for the language that is compiled. */
bool gr_style_is_for_lang(const gr_style_reading *reading, const gr_xml_elem *elem);
/** Words that stand in the style itself, which are in its own language: refused in another. */
void gr_style_check_words(gr_style_reading *reading, const gr_xml_elem *elem, const char *attr);
/** A label by its name; false: there is none. */
bool gr_style_label(const gr_style_reading *reading, gr_str name, gr_str *out);

void gr_style_read_basics(gr_style_reading *reading); /* style_basics.c: colours to chart */
void gr_style_read_texts(gr_style_reading *reading);  /* style_texts.c */
#define MM_TENTHS(tenths) \
    ((gr_mpt)(((int64_t)(tenths)*72000 + 127) / 254)) /* 0.1 mm in 1/1000 pt */
/** Bands and pictures of a master, as they lie on each other. */
void gr_style_read_bands(gr_style_reading *reading, const gr_xml_elem *elem,
                         gr_master *master);             /* style_bands.c */
void gr_style_read_masters(gr_style_reading *reading);   /* style_masters.c */
void gr_style_read_looks(gr_style_reading *reading);     /* style_looks.c */
void gr_style_check_complete(gr_style_reading *reading); /* style_check.c */
void gr_style_check_contrast(gr_style_reading *reading); /* style_contrast.c; the last one */

#endif
