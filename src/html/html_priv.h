#ifndef GR_HTML_PRIV_H
#define GR_HTML_PRIV_H
/* The inside of room html: what may stand in markup, the look of the page, and its parts. */
#include "html/index_page.h"

/* escape.c */
/** Between tags, or between double quotes: no character of `text` is read as markup. What HTML
 *  forbids (control characters, bytes that are no UTF-8) becomes U+FFFD. */
void gr_html_add_text(gr_buf *out, gr_str text);
/** A relative address between double quotes, percent-encoded: never a scheme, a host, a query or a
 *  fragment, whatever the file is called. */
void gr_html_add_href(gr_buf *out, gr_str path);
/** Markup as it stands. */
void gr_html_add(gr_buf *out, const char *markup);

/* palette.c */
typedef enum gr_html_colour { /* a custom property each */
                              GR_HTML_GROUND,
                              GR_HTML_RAISED, /* behind tiles */
                              GR_HTML_RULE,
                              GR_HTML_INK,
                              GR_HTML_SOFT, /* what is less important */
                              GR_HTML_ACCENT,
                              GR_HTML_LINK,
                              GR_HTML_ALARM,
                              GR_HTML_GOOD,
                              GR_HTML_BANNER,
                              GR_HTML_BANNER_INK,
                              GR_HTML_STRIPE, /* decoration: under the banner, above tiles */
                              GR_HTML_HEAD,
                              GR_HTML_HEAD_INK,
                              GR_HTML_HEAD_RULE,
                              GR_HTML_COLOUR__COUNT
} gr_html_colour;
typedef struct gr_html_palette {
    gr_rgb colours[GR_HTML_COLOUR__COUNT];
} gr_html_palette;
/** Letters reach 4.5:1 on whatever they may stand on, in both; a colour of the style that does not
 *  is replaced by that of running text (light) or made lighter (dark). */
gr_html_palette gr_html_light(const gr_house_style *house);
gr_html_palette gr_html_dark(const gr_house_style *house);

/* style.c */
void gr_html_add_style(const gr_house_style *house, gr_buf *out);

/* state.c */
typedef struct gr_html_state { /* how a state looks */
    const char *word, *means;  /* names of labels */
    const char *sign;          /* "failed": class, and id of its drawing */
} gr_html_state;
const gr_html_state *gr_html_state_of(gr_edition_state state);
/** The drawings that gr_html_add_sign points to; once, at the top of the body. */
void gr_html_add_signs(gr_buf *out);
void gr_html_add_sign(gr_edition_state state, gr_buf *out);
/** Sign and word. */
void gr_html_add_state(const gr_index_page *page, gr_edition_state state, gr_buf *out);

/* words.c */
void gr_html_add_label(const gr_index_page *page, const char *name, gr_buf *out);
void gr_html_add_count(const gr_index_page *page, uint64_t n, gr_buf *out); /* "1.204" */
/** "1 melding", "12 meldingen". */
void gr_html_add_counted(const gr_index_page *page, uint64_t n, const char *one, const char *many,
                         gr_buf *out);
/** "PDF, 128 kB": by the name's ending and the size, in thousands. */
void gr_html_add_kind(const gr_index_page *page, const gr_index_link *link, gr_buf *out);

/* report.c */
/** Section number `n` of the page, from 1: heading and table of editions. */
void gr_html_add_report(const gr_index_page *page, const gr_index_report *report, size_t n,
                        gr_buf *out);

#endif
