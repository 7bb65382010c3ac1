#ifndef GR_BASE_DIAG_H
#define GR_BASE_DIAG_H
/* What we tell the user, and where. Collects; never prints by itself. */
#include "base/str.h"

/** A spot in an input file, 1-based, col in code points; line 0 means the file as a whole,
 *  file 0 means no file at all (the command line, the output folder). */
typedef struct gr_loc {
    uint16_t file;
    uint32_t line, col;
} gr_loc;

typedef enum gr_level { GR_NOTE, GR_WARNING, GR_ERROR } gr_level;

typedef enum gr_code {
#define GR_DIAG(ID, tag, level, text) GR_CODE_##ID,
#include "base/diag_codes.def"
#undef GR_DIAG
    GR_CODE__COUNT
} gr_code;
typedef struct gr_code_info {
    const char *tag;
    gr_level level;
    const char *text;
} gr_code_info;
extern const gr_code_info gr_codes[GR_CODE__COUNT];

/** Errors past max_errors are counted, not kept; gr_diag_print says how many. The same report
 *  (place, code, detail) is kept once. `arena` must not be rewound while the list lives. */
GR_NEVER_NULL gr_diag *gr_diag_new(gr_arena *arena, unsigned max_errors);
/** An empty list that knows files by the same numbers as `diag`: for reports that are held back
 * until somebody asks. What is kept of it reaches `diag`, or another list, by gr_diag_tell. */
GR_NEVER_NULL gr_diag *gr_diag_beside(const gr_diag *diag, gr_arena *arena);
uint16_t gr_diag_add_file(gr_diag *diag, gr_str path);   /* the same number for the same path */
gr_str gr_diag_file(const gr_diag *diag, uint16_t file); /* empty for 0 */
/** What was read of a file, by its SHA-256 in hex: noted by whoever read it, from the bytes that
 * were used. XML_CHANGED is reported when it was read before and was another then: a run speaks of
 * one state of a file only. */
GR_MUST_USE gr_status gr_diag_note_read(gr_diag *diag, uint16_t file, gr_str sha256);
gr_str gr_diag_read_hash(const gr_diag *diag, uint16_t file); /* empty: not read, or not whole */

/* Who may read a report. Its fixed text is everybody's. The rest is the run's owner's, who reads
 * stderr, --json, the journal: a figure or a name that was worked out from data may be another
 * owner's, or a number that is hidden. What recipients of one edition and the index page show as
 * well is what whoever reports says is open; forgetting to say so tells too little, never too much.
 */

/** `detail` says what was found and what would do: "'totl' in dataset 'lines'; did you mean
 *  'total'?" The catalogue supplies tag, level and fixed text. Place, detail and notes are the
 *  owner's. */
GR_PRINTF(4, 5)
void gr_diag_report(gr_diag *diag, gr_loc at, gr_code code, const char *detail, ...);
/** As gr_diag_report, but place and detail are for everybody: both come from descriptors alone,
 * from sizes in print or from the machine. Notes are not. */
GR_PRINTF(4, 5)
void gr_diag_report_open(gr_diag *diag, gr_loc at, gr_code code, const char *detail, ...);
/** A detail in two halves, "words: figures". The place, which is in a descriptor, and `words` are
 * for everybody; `figures` and notes are the owner's. Either half may be empty. */
GR_PRINTF(5, 6)
void gr_diag_report_halves(gr_diag *diag, gr_loc at, gr_code code, gr_str words,
                           const char *figures, ...);
/** Reports from here on are of one thing, such as a field of an export; until it is called with
 * NULL. Of those that differ in nothing but their place, figures and the words between quotes the
 * first of a file is kept, the next two are its notes, and more are counted: an export with one
 * fault in each of its records says so once. */
void gr_diag_of(gr_diag *diag, const void *thing);
/** "See also" for the last report; dropped when that was not kept. */
GR_PRINTF(3, 4) void gr_diag_note(gr_diag *diag, gr_loc at, const char *fmt, ...);
unsigned gr_diag_count(const gr_diag *diag, gr_level at_least);
/** Forgets the reports that are kept behind the first `n`: consequences of what is told elsewhere.
 */
void gr_diag_cut(gr_diag *diag, size_t n);
/** True when a report with this code is kept. */
bool gr_diag_has(const gr_diag *diag, gr_code code);
/** The same of what no file is to blame for: the words of a command. */
bool gr_diag_has_unplaced(const gr_diag *diag, gr_code code);
/** All reports of `from` are appended to `to`; used to join what an edition said to the run. Each
 * that is new there gets `note` ("in edition 'renkum'"), unless that is empty. */
void gr_diag_merge(gr_diag *to, const gr_diag *from, gr_str note);

/** The same, with a note that has a place in `to`. */
void gr_diag_tell(gr_diag *to, const gr_diag *from, gr_loc at, gr_str note);

/** All reports as bytes (base/packed.h), for another process of ours. */
void gr_diag_pack(const gr_diag *diag, gr_buf *out);
/** Takes packed reports off the front of `rest` and reports them here. False when they are not
 * whole. */
GR_MUST_USE bool gr_diag_unpack(gr_str *rest, gr_diag *diag);

typedef struct gr_diag_row { /* one report, for lists other than the printed one */
    gr_level level;
    const char *tag;
    gr_str place; /* "templates/invoice.xml:41:17"; empty: no place */
    gr_str text;  /* "unknown field: 'totl'" */
    /* the same two without what is the run's owner's alone; the place may be empty */
    gr_str open_place, open_text;
} gr_diag_row;
/** Report `nr`, in the order they came; false when there are no more. Its texts live in `arena`. */
bool gr_diag_at(const gr_diag *diag, size_t nr, gr_arena *arena, gr_diag_row *out);

/** templates/invoice.xml:41:17: error: unknown field: 'totl' [T204]
 *  with the line of the file and a caret under it. Sorted by file, line, column; stable. */
void gr_diag_print(const gr_diag *diag, gr_buf *out);

typedef enum gr_print_form {
    GR_PRINT_PLAIN,
    GR_PRINT_COLOURED, /* the word that says how bad it is */
    GR_PRINT_JOURNAL   /* a priority begins each line, as sd-daemon(3) says */
} gr_print_form;
/** Begins a line that is as bad as `level` says. */
void gr_print_level(gr_print_form form, gr_level level, gr_buf *out);
/** As gr_diag_print, in a form. Of more than `most` lines the first reports: what is left out is
 * the result. */
size_t gr_diag_print_as(const gr_diag *diag, gr_print_form form, size_t most, gr_buf *out);

#endif
