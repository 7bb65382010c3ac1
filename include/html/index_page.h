#ifndef GR_HTML_INDEX_PAGE_H
#define GR_HTML_INDEX_PAGE_H
/* output/index.html: the state of all editions for people who would rather look than read. One
 * file, no script, no foreign address; colours and fonts from the house style; WCAG 2.2 AA. */
#include "document/style.h"

typedef enum gr_edition_state { /* worst first: so are the faults of a report sorted */
                                GR_STATE_FAILED,
                                GR_STATE_BLOCKED,
                                GR_STATE_REFUSED, /* by a promise of the data */
                                GR_STATE_DIFFERS, /* the data differ from the adopted version, which
                                                     stands */
                                GR_STATE_WITHDRAWN, /* by people; nothing stands there */
                                GR_STATE_DEGRADED,  /* a draft, by a promise of the data */
                                GR_STATE_WARNED,
                                GR_STATE_PUBLISHED, /* new in this run */
                                GR_STATE_UNCHANGED,
                                GR_STATE__COUNT
} gr_edition_state;
typedef struct gr_index_link {
    gr_str name; /* "Wijzigingsblad"; empty where kind and size say enough: "PDF, 128 kB" */
    gr_str href; /* "overdrachtsdossier/renkum/overdrachtsdossier-renkum-2022.pdf": relative to the
                    page, not yet escaped */
    uint64_t bytes;
} gr_index_link;
typedef struct gr_index_message {
    gr_str said;   /* in the words of the page */
    gr_str todo;   /* what would mend it, likewise; empty: nothing */
    gr_str detail; /* English: place, and the message itself */
} gr_index_message;
typedef struct gr_index_edition {
    gr_str id, name; /* "renkum", "Renkum" */
    gr_edition_state state;
    gr_str life;      /* as the document says it: "concept"; empty: no life cycle */
    gr_str version;   /* "2": the page says "versie 2"; empty: none */
    gr_str as_of;     /* the data's date, as text */
    gr_str published; /* when the version that stands there was published, as text; empty: nothing
                         stands there */
    const gr_index_link *documents;
    size_t n_documents;
    const gr_index_link *changes; /* change sheets; may be none */
    size_t n_changes;
    uint32_t changed_figures;         /* in this run */
    const gr_index_message *messages; /* controls and faults of this run */
    size_t n_messages;
} gr_index_edition;
typedef struct gr_index_report {
    gr_str id; /* "2023/annual-report": editions are found by "<id>/<edition>" */
    gr_str title;
    const gr_index_edition *editions;
    size_t n;
} gr_index_report;
typedef struct gr_index_page {
    const gr_house_style *style; /* its labels are the page's words */
    gr_str lang, title;
    gr_str when;            /* moment of the run, as text */
    gr_str outcome;         /* one sentence */
    gr_edition_state worst; /* of the run: the sign before the sentence */
    const gr_index_report *reports;
    size_t n;
} gr_index_page;
/** The whole page, UTF-8, about 1 kB an edition. Same input, same bytes. */
void gr_index_page_write(const gr_index_page *page, gr_buf *out);

#endif
