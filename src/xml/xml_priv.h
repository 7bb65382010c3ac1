#ifndef GR_XML_PRIV_H
#define GR_XML_PRIV_H
/* Inside of room xml: how bytes become checked UTF-8 with places, before and while libxml2 reads.
 *   input (file or memory) -> recode -> window -> guard -> libxml2 -> handler
 * Every offset in here counts bytes of the recoded text, without byte order mark. */
#include <libxml/parser.h>
#include <sys/stat.h>

#include "pack/pack.h"
#include "pack/unpack.h"
#include "xml/grammar.h"
#include "xml/xml.h"

/* ---- place.c: the part of the text that may still be pointed at ---- */

typedef struct gr_xml_mark { /* an offset and what line and column it is */
    size_t offset;
    uint32_t line, col;
} gr_xml_mark;
extern const gr_xml_mark gr_xml_beginning;
/** The mark of `offset`, walking on from `from`, which is not behind it; `text` begins at `start`.
 */
gr_xml_mark gr_xml_mark_on(gr_xml_mark from, gr_str text, size_t start, size_t offset);

typedef struct gr_xml_window {
    gr_arena *arena;
    char *ptr; /* the bytes from offset `start` on */
    size_t len, cap, start;
    gr_xml_mark mark; /* no place before it will be asked for */
    bool whole;       /* nothing is ever dropped: what a tree needs */
} gr_xml_window;
gr_xml_window gr_xml_window_make(gr_arena *arena, bool whole);
/** Room for `n` more bytes; the caller writes there and adds to `len`. */
GR_NEVER_NULL char *gr_xml_window_room(gr_xml_window *window, size_t n);
void gr_xml_window_drop(gr_xml_window *window, size_t before); /* bytes before that offset */
gr_str gr_xml_window_text(const gr_xml_window *window);
/** Offset of the last `sign` before `cursor`. With '<': of the tag that ends there, as '<' is
 *  illegal inside one. */
size_t gr_xml_window_back(const gr_xml_window *window, size_t cursor, char sign);

/* ---- recode.c: accepted encodings to UTF-8 ---- */

typedef enum gr_xml_encoding {
    GR_XML_UTF_8,
    GR_XML_UTF_16_LE,
    GR_XML_UTF_16_BE,
    GR_XML_LATIN_1,
    GR_XML_LATIN_9, /* ISO-8859-15 */
    GR_XML_WINDOWS_1252,
    GR_XML_ASCII
} gr_xml_encoding;
typedef struct gr_xml_recoder {
    gr_xml_encoding encoding;
    const char *fault; /* why it stopped; NULL while all is well */
    unsigned fault_unit;
    bool cut_short;         /* the fault is that the last character is incomplete */
    bool met_windows_1252;  /* ISO-8859-1 held bytes that only windows-1252 has */
    size_t windows_1252_at; /* offset of the first of them */
    const char *name;       /* of the encoding */
    bool told;              /* it is what somebody said, whatever is declared */
    struct {                /* told: whether these bytes are UTF-8 after all */
        unsigned due;       /* bytes that must follow */
        bool met;           /* a whole character of several bytes */
        bool broken;        /* bytes that are none */
    } wide;
} gr_xml_recoder;
/** Chooses the encoding by byte order mark and declaration, from the first block of the file, or
 *  by what `told` says (empty: nothing). Reports XML_ENCODING, or the warning XML_RECODED when mark
 *  and declaration differ. */
GR_MUST_USE gr_status gr_xml_recode_begin(gr_xml_recoder *recoder, gr_str block, gr_str told,
                                          gr_loc start, gr_diag *diag, size_t *out_skip);
/** Appends as much of `block` as is valid and returns how many bytes that took; what is left is
 *  an incomplete character (offer it again, with more), or `fault` is set. */
size_t gr_xml_recode(gr_xml_recoder *recoder, gr_str block, bool last, gr_xml_window *out);

/* ---- guard.c: what libxml2 must not be shown ---- */

typedef enum gr_xml_verdict {
    GR_XML_FINE,
    GR_XML_DOCTYPE,         /* at tag_at                             */
    GR_XML_TAG_LONG,        /* at tag_at                             */
    GR_XML_ATTRIBUTES_MANY, /* at tag_at                             */
    GR_XML_TAG_BARE,        /* '<' at tag_at begins no tag           */
    GR_XML_TAG_OPEN,        /* '<' at stop_at inside the tag at tag_at */
    GR_XML_AMPERSAND        /* '&' at tag_at begins no entity      */
} gr_xml_verdict;
typedef enum gr_xml_guard_state {
    GR_XML_IN_TEXT,
    GR_XML_AFTER_AMPERSAND,
    GR_XML_AFTER_LT,
    GR_XML_AFTER_BANG,
    GR_XML_AFTER_DASH,
    GR_XML_AFTER_BRACKET,
    GR_XML_IN_COMMENT,
    GR_XML_IN_CDATA,
    GR_XML_IN_INSTRUCTION,
    GR_XML_IN_TAG,
    GR_XML_IN_SINGLE,
    GR_XML_IN_DOUBLE
} gr_xml_guard_state;
typedef struct gr_xml_guard {
    const gr_limits *limits;
    gr_xml_guard_state state;
    unsigned matched;       /* characters of a terminator, of CDATA[ or of an entity seen */
    unsigned attributes;    /* quoted values in this tag                  */
    size_t tag_at, stop_at; /* of the last '<' or '&' that began something; of the verdict */
    gr_xml_verdict verdict;
} gr_xml_guard;
/** Follows the markup of `text`, which begins at `offset`; returns the verdict. */
gr_xml_verdict gr_xml_guard_follow(gr_xml_guard *guard, gr_str text, size_t offset);

/* ---- input.c: bytes from a file or from memory ---- */

typedef struct gr_xml_input {
    int fd; /* -1: memory */
    uint16_t file;
    gr_diag *diag;
    gr_str rest; /* memory: what was not yet used                  */
    char *block; /* file: `held` bytes, the first `used` of which are done with */
    size_t held, used, total, max_bytes;
    struct stat before;
    gr_hashing *hashing;     /* file: of what was read so far */
    gr_str archive;          /* that it is a member of; empty: none */
    gr_unpacking *unpacking; /* file: it is packed, or a member of what is; NULL: it is not */
    gr_arena *arena;
} gr_xml_input;
GR_MUST_USE gr_status gr_xml_input_open(gr_xml_input *input, gr_str path, gr_arena *arena);
/** The next bytes; the same ones again as far as they were not used. Good until the next call. */
GR_MUST_USE gr_status gr_xml_input_next(gr_xml_input *input, gr_str *out_block, bool *out_last);
void gr_xml_input_use(gr_xml_input *input, size_t bytes);
/** XML_CHANGED when the file is not what it was when it was opened. */
GR_MUST_USE gr_status gr_xml_input_check(const gr_xml_input *input);
void gr_xml_input_close(gr_xml_input *input);

/* ---- kind.c ---- */

/** Fails when a file that begins with `block` is no XML but something that people know by name. */
GR_MUST_USE gr_status gr_xml_refuse_kind(const gr_xml_input *input, gr_str block);

/* ---- xml_read.c ---- */

#define GR_XML_LENGTHS 256     /* a power of two; few exports have as many names */
typedef struct gr_xml_length { /* of a name, which libxml2 keeps in one place */
    const xmlChar *name;
    size_t len;
} gr_xml_length;
struct gr_xml_reader {
    const gr_xml_handler *handler;
    const gr_limits *limits;
    gr_diag *diag;
    uint16_t file;
    xmlParserCtxtPtr parser;
    gr_xml_window window;
    gr_xml_recoder recoder;
    gr_xml_guard guard;
    gr_xml_length *lengths; /* of names that came by, by where they stand */
    gr_xml_attr *attrs;     /* limits->xml_attributes of them */
    char *values;           /* limits->tag_bytes: values that libxml2 gives in another form */
    gr_status status;       /* the first failure ends everything */
    bool enough;            /* the handler has what it wants */
    bool begun, ending, root_seen;
    unsigned depth;
    gr_xml_mark tag;   /* of the last tag, once it was asked for */
    size_t tag_cursor; /* where libxml2 stood in it              */
    uint32_t tag_cursor_line;
    bool tag_pending; /* `tag` is still that of an earlier one  */
};
/** True for the first failure only, which the caller then reports. */
bool gr_xml_fails(gr_xml_reader *reader, gr_status status);
gr_loc gr_xml_loc(const gr_xml_reader *reader, gr_xml_mark mark);
/** Place of an offset that is not before the last tag asked for. */
gr_xml_mark gr_xml_mark_of(const gr_xml_reader *reader, size_t offset);
size_t gr_xml_cursor(const gr_xml_reader *reader); /* offset where libxml2 stands */
size_t gr_xml_tag_offset(gr_xml_reader *reader);   /* of the tag now being handled */
/** Like gr_xml_read_bytes, keeping the recoded text in `arena`; the reader's window grows while
 *  it reads, so views of it are good until the handler returns. */
GR_MUST_USE gr_status gr_xml_read_whole(gr_str bytes, uint16_t file, const gr_limits *limits,
                                        const gr_xml_handler *handler, gr_arena *arena,
                                        gr_diag *diag, gr_str *out_text);

/* ---- recode_report.c ---- */

void gr_xml_report_fault(gr_xml_reader *reader); /* where the recoder stopped */
/** Once: when the last block held the first such character. */
void gr_xml_warn_recoded(gr_xml_reader *reader, bool met_before);
/** At the end: read as the source says it would be garbled. */
void gr_xml_refuse_told(gr_xml_reader *reader);

/* ---- form.c: libxml2's complaints in our words ---- */

/** Reports the first error of level error or worse; later ones are follow-ups. */
void gr_xml_complain(void *reader, xmlErrorPtr error);

/* ---- grammar.c ---- */

const gr_xml_rule *gr_xml_rule_find(const gr_xml_grammar *grammar, gr_str name);
const gr_xml_attr_rule *gr_xml_attr_rule_find(const gr_xml_grammar *grammar,
                                              const gr_xml_rule *rule, gr_str name);
/** Each name once, groups resolved, in order of the grammar. */
size_t gr_xml_allowed(const gr_xml_grammar *grammar, const gr_xml_rule *rule, gr_arena *arena,
                      gr_str **out_names);
size_t gr_xml_attributes_allowed(const gr_xml_grammar *grammar, const gr_xml_rule *rule,
                                 gr_arena *arena, gr_str **out_names);
size_t gr_xml_words(const char *words, gr_arena *arena, gr_str **out_words);

/* ---- values.c ---- */

/** True when `value` is what the rule accepts; else what it accepts, in `out_accepted`. */
bool gr_xml_value_fits(const gr_xml_attr_rule *rule, gr_str value, gr_arena *arena,
                       gr_str *out_accepted);

/* ---- raw.c: tags and text as they stand in the file ---- */

typedef struct gr_xml_raw_attr {
    gr_str prefix, name;
    size_t value_at; /* index of the first character of the value */
} gr_xml_raw_attr;
/** The next attribute of a well-formed tag; `at` moves on. False at the end of the tag. */
bool gr_xml_raw_next(gr_str text, size_t *at, gr_xml_raw_attr *out);
size_t gr_xml_raw_name_end(gr_str text, size_t tag_at);
size_t gr_xml_raw_tag_end(gr_str text, size_t tag_at); /* index behind its '>' */
/** On the way through a text as it stands in the file, by bytes of what it means. */
typedef struct gr_xml_raw_walk {
    gr_str text;
    size_t at;     /* in `text` */
    size_t passed; /* bytes of the normalised text before `at` */
    bool in_cdata;
} gr_xml_raw_walk;
gr_xml_raw_walk gr_xml_raw_begin(gr_str text, size_t raw);
/** On to the character that byte `offset` of the normalised text comes from; not backwards. */
void gr_xml_raw_go(gr_xml_raw_walk *walk, size_t offset);
/** The same in one go: the index of that character. */
size_t gr_xml_raw_step(gr_str text, size_t raw, size_t offset);

#endif
