/* Accepted encodings to UTF-8, a block at a time. Bytes are validated here, once; libxml2 is told
 * to ignore what the declaration says. */
#include <strings.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "xml_priv.h"

#define ACCEPTED \
    "UTF-8, UTF-16 with a byte order mark, US-ASCII, ISO-8859-1, ISO-8859-15, windows-1252"
#define DECLARATION_BYTES 512 /* where an XML declaration must have ended */

/* 0x80..0x9F of windows-1252; 0: not a character. */
/* clang-format off */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
/* clang-format on */

typedef struct label {
    const char *name;
    gr_xml_encoding encoding;
} label;
/* clang-format off */
static const label labels[] = {{"UTF-8", GR_XML_UTF_8},
                               {"UTF8", GR_XML_UTF_8},
                               {"UTF-16", GR_XML_UTF_16_LE},
                               {"UTF-16LE", GR_XML_UTF_16_LE},
                               {"UTF-16BE", GR_XML_UTF_16_BE},
                               {"ISO-8859-1", GR_XML_LATIN_1},
                               {"ISO_8859-1", GR_XML_LATIN_1},
                               {"latin1", GR_XML_LATIN_1},
                               {"ISO-8859-15", GR_XML_LATIN_9},
                               {"ISO_8859-15", GR_XML_LATIN_9},
                               {"latin9", GR_XML_LATIN_9},
                               {"windows-1252", GR_XML_WINDOWS_1252},
                               {"cp1252", GR_XML_WINDOWS_1252},
                               {"US-ASCII", GR_XML_ASCII},
                               {"ASCII", GR_XML_ASCII}};
/* clang-format on */
/* clang-format off */
static const char *const encoding_names[] = {[GR_XML_UTF_8] = "UTF-8",
                                             [GR_XML_UTF_16_LE] = "UTF-16",
                                             [GR_XML_UTF_16_BE] = "UTF-16",
                                             [GR_XML_LATIN_1] = "ISO-8859-1",
                                             [GR_XML_LATIN_9] = "ISO-8859-15",
                                             [GR_XML_ASCII] = "US-ASCII",
                                             [GR_XML_WINDOWS_1252] = "windows-1252"};
/* clang-format on */

static const label *find_label(gr_str name)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (strlen(labels[i].name) == name.len &&
            strncasecmp(labels[i].name, name.ptr, name.len) == 0) {
            return &labels[i];
        }
    }
    return NULL;
}

static bool is_wide(gr_xml_encoding encoding)
{
    return encoding == GR_XML_UTF_16_LE || encoding == GR_XML_UTF_16_BE;
}

/* The name in encoding="..." of an XML declaration; a part of `head`, or empty. */
static gr_str declared(gr_str head)
{
    size_t end = gr_str_find(head, GR_LIT("?>"));
    if (!gr_str_starts(head, GR_LIT("<?xml")) || end == SIZE_MAX) {
        return gr_str_sub(head, 0, 0);
    }
    gr_str rest = gr_str_sub(head, 0, end);
    size_t at = gr_str_find(rest, GR_LIT("encoding"));
    if (at == SIZE_MAX) {
        return gr_str_sub(head, 0, 0);
    }
    at += strlen("encoding");
    while (at < rest.len && strchr(" \t\r\n=", rest.ptr[at]) != NULL) {
        at++;
    }
    if (at >= rest.len || (rest.ptr[at] != '"' && rest.ptr[at] != '\'')) {
        return gr_str_sub(head, 0, 0);
    }
    gr_str value = gr_str_sub(rest, at + 1, rest.len);
    size_t close = gr_str_find(value, gr_str_sub(rest, at, 1));
    return gr_str_sub(value, 0, close == SIZE_MAX ? 0 : close);
}

/* The first characters with one byte each, whatever the encoding: enough to read a declaration. */
static gr_str thin_head(gr_str block, gr_xml_encoding encoding, char *head)
{
    size_t step = is_wide(encoding) ? 2 : 1, n = 0;
    size_t low = encoding == GR_XML_UTF_16_BE ? 1 : 0;
    while (n < DECLARATION_BYTES && n * step + step <= block.len) {
        unsigned char c = (unsigned char)block.ptr[n * step + low];
        head[n++] = c != 0 && c < 0x80 ? (char)c : '?';
    }
    return (gr_str){head, n};
}

static size_t by_mark(gr_str block, gr_xml_encoding *out)
{
    if (gr_str_starts(block, GR_LIT("\xEF\xBB\xBF"))) {
        *out = GR_XML_UTF_8;
        return 3;
    }
    if (gr_str_starts(block, GR_LIT("\xFF\xFE"))) {
        *out = GR_XML_UTF_16_LE;
        return 2;
    }
    if (gr_str_starts(block, GR_LIT("\xFE\xFF"))) {
        *out = GR_XML_UTF_16_BE;
        return 2;
    }
    return 0;
}

/* No byte order mark: the declaration decides, and must be true. */
static gr_status by_declaration(gr_xml_recoder *recoder, gr_str name, gr_loc at, gr_diag *diag)
{
    const label *found = name.len == 0 ? &labels[0] : find_label(name);
    if (found == NULL) {
        gr_diag_report(diag, at, GR_CODE_XML_ENCODING, "'" GR_FMT "'; accepted are " ACCEPTED,
                       GR_ARG(gr_str_sub(name, 0, 40)));
        return GR_BAD_INPUT;
    }
    if (is_wide(found->encoding)) { /* what programs write that make their XML as a text first */
        gr_diag_report(diag, at, GR_CODE_XML_RECODED,
                       "declared is UTF-16, but its bytes are UTF-8, as which they are read");
    }
    recoder->encoding = is_wide(found->encoding) ? GR_XML_UTF_8 : found->encoding;
    return GR_OK;
}

/* A byte order mark wins from the declaration, but not in silence. */
static void warn_of_difference(gr_xml_encoding marked, gr_str name, gr_loc at, gr_diag *diag)
{
    const label *said = find_label(name);
    bool same =
        said != NULL && (is_wide(said->encoding) ? is_wide(marked) : said->encoding == marked);
    if (name.len != 0 && !same) {
        gr_diag_report(diag, at, GR_CODE_XML_RECODED, "by its byte order mark it is %s",
                       encoding_names[marked]);
    }
}

static gr_status refuse_start(gr_str block, size_t skip, uint16_t file, gr_diag *diag)
{
    gr_xml_encoding again;
    const char *why =
        skip == 0 && block.len >= 2 && (block.ptr[0] == '\0' || block.ptr[1] == '\0')
            ? "looks like UTF-16 or UTF-32 without a byte order mark; save it as UTF-8"
        : skip > 0 && by_mark(gr_str_sub(block, skip, block.len), &again) > 0
            ? "begins with two byte order marks; remove one"
            : NULL;
    if (why == NULL) {
        return GR_OK;
    }
    gr_diag_report(diag, (gr_loc){file, 1, 1}, GR_CODE_XML_ENCODING, "%s", why);
    return GR_BAD_INPUT;
}

gr_status gr_xml_recode_begin(gr_xml_recoder *recoder, gr_str block, gr_str told, gr_loc start,
                              gr_diag *diag, size_t *out_skip)
{
    uint16_t file = start.file;
    char head_bytes[DECLARATION_BYTES];
    gr_xml_encoding marked = GR_XML_UTF_8;
    size_t skip = by_mark(block, &marked);
    GR_TRY(refuse_start(block, skip, file, diag));
    gr_str head = thin_head(gr_str_sub(block, skip, block.len), marked, head_bytes);
    gr_str name = declared(head);
    size_t name_at = name.len == 0 ? 0 : (size_t)(name.ptr - head.ptr);
    gr_xml_mark mark = gr_xml_mark_on(gr_xml_beginning, head, 0, name_at);
    gr_loc at = {file, mark.line, mark.col};
    const label *said = told.len == 0 ? NULL : find_label(told);
    if (skip > 0) {
        warn_of_difference(marked, said == NULL ? name : told, at, diag);
        recoder->encoding = marked;
    } else if (said != NULL) {
        recoder->encoding = said->encoding;
        recoder->told = true;
    } else {
        GR_TRY(by_declaration(recoder, name, at, diag));
    }
    recoder->name = encoding_names[recoder->encoding];
    *out_skip = skip;
    return GR_OK;
}

static void stop(gr_xml_recoder *recoder, const char *fault, unsigned unit)
{
    recoder->fault = fault;
    recoder->fault_unit = unit;
}

static void cut_short(gr_xml_recoder *recoder, unsigned unit)
{
    stop(recoder, "the last character is incomplete", unit);
    recoder->cut_short = true;
}

static size_t utf8_length(unsigned char lead)
{
    return lead >= 0xC2 && lead <= 0xDF   ? 2
           : lead >= 0xE0 && lead <= 0xEF ? 3
           : lead >= 0xF0 && lead <= 0xF4 ? 4
                                          : 1;
}

/* Up to the first byte that US-ASCII has not. */
static size_t ascii_length(gr_str block)
{
    size_t n = 0;
    while (n < block.len && (unsigned char)block.ptr[n] < 0x80) {
        n++;
    }
    return n;
}

static void stop_ascii(gr_xml_recoder *recoder, unsigned unit)
{
    stop(recoder,
         "not in US-ASCII, which the file declares; declare what it is (UTF-8, windows-1252), or "
         "say encoding= in the source",
         unit);
}

static size_t copy_utf8(gr_xml_recoder *recoder, gr_str block, bool last, gr_xml_window *out)
{
    bool ascii = recoder->encoding == GR_XML_ASCII;
    size_t valid = ascii ? ascii_length(block) : gr_utf8_valid(block);
    const char *zero = memchr(block.ptr, '\0', valid);
    if (zero != NULL) {
        valid = (size_t)(zero - block.ptr);
        stop(recoder, "a zero byte, which is no text; is this file damaged, or UTF-16?", 0);
    } else if (ascii && valid < block.len) {
        stop_ascii(recoder, (unsigned char)block.ptr[valid]);
    } else if (valid < block.len) {
        unsigned char lead = (unsigned char)block.ptr[valid];
        bool incomplete = utf8_length(lead) > block.len - valid;
        if (!incomplete) {
            stop(recoder,
                 "not UTF-8; save the file as UTF-8, or declare encoding=\"windows-1252\" if that "
                 "is what it is (of an export its source can say so: encoding=)",
                 lead);
        } else if (last) {
            cut_short(recoder, lead);
        }
    }
    memcpy(gr_xml_window_room(out, valid), block.ptr, valid);
    out->len += valid;
    return valid;
}

/* Room for it was asked for before; nothing above U+FFFF but pairs of UTF-16, which take 4. */
static void append(gr_xml_window *out, uint32_t c)
{
    char *to = out->ptr + out->len;
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = n - 1; i > 0; i--) {
        to[i] = (char)(0x80 | (c & 0x3F));
        c >>= 6;
    }
    to[0] = (char)(leads[n] | c);
    out->len += n;
}

/* What ISO-8859-15 has where ISO-8859-1 has other signs. */
static uint32_t of_latin_9(unsigned char byte)
{
    static const uint16_t others[][2] = {{0xA4, 0x20AC}, {0xA6, 0x0160}, {0xA8, 0x0161},
                                         {0xB4, 0x017D}, {0xB8, 0x017E}, {0xBC, 0x0152},
                                         {0xBD, 0x0153}, {0xBE, 0x0178}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (others[i][0] == byte) {
            return others[i][1];
        }
    }
    return byte;
}

/* Follows whether the bytes beyond ASCII are those of UTF-8: text of one byte a character hardly
 * ever is. */
static void follow_wide(gr_xml_recoder *recoder, unsigned char byte)
{
    if (recoder->wide.due > 0) {
        recoder->wide.due--;
        recoder->wide.broken |= byte < 0x80 || byte > 0xBF;
        recoder->wide.met |= recoder->wide.due == 0;
        return;
    }
    size_t length = utf8_length(byte);
    if (byte >= 0x80) {
        recoder->wide.broken |= length == 1;
        recoder->wide.due = (unsigned)length - 1;
    }
}

/* One byte of ISO-8859-1, ISO-8859-15 or windows-1252; 0 when there is no such character. */
static uint32_t widen(gr_xml_recoder *recoder, unsigned char byte, const gr_xml_window *out)
{
    if (byte < 0x80 || byte > 0x9F) {
        return recoder->encoding == GR_XML_LATIN_9 ? of_latin_9(byte) : byte;
    }
    /* ISO-8859-1 and -15 have only control characters here; nobody means those. */
    if (recoder->encoding != GR_XML_WINDOWS_1252 && !recoder->met_windows_1252) {
        recoder->met_windows_1252 = true;
        recoder->windows_1252_at = out->start + out->len;
    }
    return windows_1252[byte - 0x80];
}

static size_t copy_single(gr_xml_recoder *recoder, gr_str block, gr_xml_window *out)
{
    (void)gr_xml_window_room(out, block.len * 3);
    for (size_t i = 0; i < block.len; i++) {
        unsigned char byte = (unsigned char)block.ptr[i];
        if (recoder->told) {
            follow_wide(recoder, byte);
        }
        uint32_t c = widen(recoder, byte, out);
        if (c == 0) {
            stop(recoder,
                 byte == 0 ? "a zero byte, which is no text; is this file damaged, or UTF-16?"
                           : "not in windows-1252; save the file as UTF-8",
                 byte);
            return i;
        }
        append(out, c);
    }
    return block.len;
}

static unsigned unit_at(const gr_xml_recoder *recoder, gr_str block, size_t at)
{
    unsigned first = (unsigned char)block.ptr[at], second = (unsigned char)block.ptr[at + 1];
    return recoder->encoding == GR_XML_UTF_16_BE ? first << 8 | second : second << 8 | first;
}

static size_t copy_wide(gr_xml_recoder *recoder, gr_str block, bool last, gr_xml_window *out)
{
    size_t at = 0;
    (void)gr_xml_window_room(out, block.len * 2);
    for (; at + 2 <= block.len; at += 2) {
        uint32_t c = unit_at(recoder, block, at);
        if (c >= 0xD800 && c < 0xDC00) { /* first of a pair */
            if (at + 4 > block.len) {
                break;
            }
            unsigned low = unit_at(recoder, block, at + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                at += 2;
            }
        }
        if (c == 0 || (c >= 0xD800 && c < 0xE000)) {
            stop(recoder, "not UTF-16 text; save the file as UTF-8", c);
            return at;
        }
        append(out, c);
    }
    if (last && at < block.len) {
        cut_short(recoder, (unsigned char)block.ptr[at]);
    }
    return at;
}

size_t gr_xml_recode(gr_xml_recoder *recoder, gr_str block, bool last, gr_xml_window *out)
{
    switch (recoder->encoding) {
    case GR_XML_UTF_8:
    case GR_XML_ASCII:
        return copy_utf8(recoder, block, last, out);
    case GR_XML_UTF_16_LE:
    case GR_XML_UTF_16_BE:
        return copy_wide(recoder, block, last, out);
    case GR_XML_LATIN_1:
    case GR_XML_LATIN_9:
    case GR_XML_WINDOWS_1252:
        return copy_single(recoder, block, out);
    }
    return 0;
}
