/* The reader: drives input, recoder, window, guard and libxml2's push parser, and hands its events
 * on. Nothing ever stops libxml2 from within a callback (its pointers into the buffer would
 * dangle): after the first failure the rest of the block is parsed in vain and no event passes. */
#include "base/arena.h"
#include "xml_priv.h"

#include <libxml/SAX2.h>
#include <libxml/dict.h>
#include <libxml/parserInternals.h>

/* libxml2 keeps every element and attribute name; far more than any export has. */
#define MAX_NAMES      65536
#define MAX_NAME_BYTES ((size_t)4 * 1024 * 1024)
/* The window keeps a little behind libxml2, which may point at what it has just stepped over. */
#define SLACK_BYTES 16

bool gr_xml_fails(gr_xml_reader *reader, gr_status status)
{
    if (reader->status != GR_OK || reader->enough) {
        return false;
    }
    reader->status = status;
    return true;
}

static bool over(const gr_xml_reader *reader)
{
    return reader->status != GR_OK || reader->enough;
}

/* ---- places ---- */

gr_loc gr_xml_loc(const gr_xml_reader *reader, gr_xml_mark mark)
{
    return (gr_loc){reader->file, mark.line, mark.col};
}

gr_xml_mark gr_xml_mark_of(const gr_xml_reader *reader, size_t offset)
{
    return gr_xml_mark_on(reader->window.mark, gr_xml_window_text(&reader->window),
                          reader->window.start, offset);
}

size_t gr_xml_cursor(const gr_xml_reader *reader)
{
    const xmlParserInput *input = reader->parser->input;
    return input == NULL ? 0 : input->consumed + (size_t)(input->cur - input->base);
}

static void find_tag(gr_xml_reader *reader)
{
    if (reader->tag_pending) {
        size_t at = gr_xml_window_back(&reader->window, reader->tag_cursor, '<');
        gr_xml_mark tag = gr_xml_mark_of(reader, at);
        reader->tag = reader->window.mark = tag;
        reader->tag_pending = false;
    }
}

gr_loc gr_xml_place(gr_xml_reader *reader)
{
    find_tag(reader);
    return gr_xml_loc(reader, reader->tag);
}

size_t gr_xml_tag_offset(gr_xml_reader *reader)
{
    find_tag(reader);
    return reader->tag.offset;
}

uint32_t gr_xml_line(const gr_xml_reader *reader)
{
    if (!reader->tag_pending) {
        return reader->tag.line;
    }
    /* libxml2 counts lines itself, but stood at the end of the tag. */
    const gr_xml_window *window = &reader->window;
    size_t to = reader->tag_cursor - window->start;
    uint32_t line = reader->tag_cursor_line;
    for (size_t i = gr_xml_window_back(window, reader->tag_cursor, '<') - window->start; i < to;
         i++) {
        line -= window->ptr[i] == '\n';
    }
    return line;
}

void gr_xml_enough(gr_xml_reader *reader)
{
    reader->enough = true;
}

size_t gr_xml_offset(const gr_xml_reader *reader)
{
    return reader->tag_cursor;
}

/* Only where libxml2 stands is noted: most tags are never asked for. */
static void note_tag(gr_xml_reader *reader)
{
    reader->tag_cursor = gr_xml_cursor(reader);
    reader->tag_cursor_line = (uint32_t)reader->parser->input->line;
    reader->tag_pending = true;
}

/* ---- events ---- */

static gr_str view(const xmlChar *from, const xmlChar *to)
{
    return (gr_str){(const char *)from, (size_t)(to - from)};
}

/* Each name stands once in the dictionary of the parser, so its length is counted once. */
static gr_str name_of(const gr_xml_reader *reader, const xmlChar *name)
{
    uintptr_t place = (uintptr_t)name;
    if (name == NULL) {
        return GR_LIT("");
    }
    gr_xml_length *known = &reader->lengths[(place ^ place >> 8) & (GR_XML_LENGTHS - 1)];
    if (known->name != name) {
        *known = (gr_xml_length){name, strlen((const char *)name)};
    }
    return (gr_str){(const char *)name, known->len};
}

/* A value that libxml2 shows where it stands in the export, as most are: nothing was put for it. */
static bool is_raw(const xmlParserInput *input, const char *value)
{
    uintptr_t at = (uintptr_t)value;
    return at >= (uintptr_t)input->base && at < (uintptr_t)input->end;
}

/* As long as entities are not to be replaced, libxml2 leaves "&#38;" for each '&' in the value of
 * an attribute (its own tree undoes that). Other text is as it should be; so '&' always means this.
 */
static gr_str plain_value(gr_xml_reader *reader, gr_str value, size_t *used)
{
    static const size_t length = sizeof "&#38;" - 1;
    if (is_raw(reader->parser->input, value.ptr) || memchr(value.ptr, '&', value.len) == NULL) {
        return value;
    }
    char *to = reader->values + *used;
    size_t n = 0;
    for (size_t i = 0; i < value.len && *used + n < reader->limits->tag_bytes; i++) {
        to[n++] = value.ptr[i];
        if (gr_str_starts(gr_str_sub(value, i, length), GR_LIT("&#38;"))) {
            i += length - 1;
        }
    }
    *used += n;
    return (gr_str){to, n};
}

/* libxml2 lists five pointers an attribute: local name, prefix, namespace, value, its end. */
static void take_attributes(gr_xml_reader *reader, const xmlChar *const *listed, size_t n)
{
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        const xmlChar *const *row = listed + 5 * i;
        gr_str value = plain_value(reader, view(row[3], row[4]), &used);
        reader->attrs[i] = (gr_xml_attr){name_of(reader, row[0]), value, name_of(reader, row[2])};
    }
}

static bool too_deep(gr_xml_reader *reader)
{
    if (reader->depth <= reader->limits->xml_depth) {
        return false;
    }
    if (gr_xml_fails(reader, GR_OVER_LIMIT)) {
        gr_diag_report(reader->diag, gr_xml_place(reader), GR_CODE_XML_LIMIT,
                       "more than %u elements inside each other", reader->limits->xml_depth);
    }
    return true;
}

/* NOLINTNEXTLINE(readability-function-size): so many as libxml2 gives */
static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns,
                     int n_namespaces, const xmlChar **namespaces, int n_attributes,
                     int n_defaulted, const xmlChar **attributes)
{
    gr_xml_reader *reader = user;
    (void)prefix, (void)n_namespaces, (void)namespaces, (void)n_defaulted;
    if (over(reader)) {
        return;
    }
    note_tag(reader);
    reader->root_seen = true;
    reader->depth++;
    if (too_deep(reader) || reader->handler->start == NULL) {
        return;
    }
    gr_xml_start element = {
        .ns = name_of(reader, ns), .name = name_of(reader, name), .attrs = reader->attrs};
    element.n_attrs = (size_t)n_attributes;
    take_attributes(reader, (const xmlChar *const *)attributes, element.n_attrs);
    reader->status = reader->handler->start(reader->handler->user, reader, &element);
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns)
{
    gr_xml_reader *reader = user;
    (void)prefix, (void)ns;
    if (over(reader)) {
        return;
    }
    note_tag(reader);
    reader->depth--;
    if (reader->handler->end != NULL) {
        reader->status = reader->handler->end(reader->handler->user, reader, name_of(reader, name));
    }
}

static void on_text(void *user, const xmlChar *chars, int len)
{
    gr_xml_reader *reader = user;
    if (!over(reader) && reader->handler->text != NULL && len > 0) {
        gr_str text = {(const char *)chars, (size_t)len};
        reader->status = reader->handler->text(reader->handler->user, reader, text);
    }
}

static void refuse_doctype(gr_xml_reader *reader, size_t at)
{
    if (gr_xml_fails(reader, GR_BAD_INPUT)) {
        gr_diag_report(reader->diag, gr_xml_loc(reader, gr_xml_mark_of(reader, at)),
                       GR_CODE_XML_DOCTYPE,
                       "remove <!DOCTYPE ...>; write characters themselves, not as own entities");
    }
}

/* The guard has refused it before; this is for what it might not recognise. */
static void on_doctype(void *user, const xmlChar *name, const xmlChar *public_id,
                       const xmlChar *system_id)
{
    gr_xml_reader *reader = user;
    (void)name, (void)public_id, (void)system_id;
    refuse_doctype(reader, gr_xml_cursor(reader));
}

/* ---- one block ---- */

static void report_limit(gr_xml_reader *reader, gr_loc at)
{
    if (!gr_xml_fails(reader, GR_OVER_LIMIT)) {
        return;
    }
    if (reader->guard.verdict == GR_XML_TAG_LONG) {
        gr_diag_report(reader->diag, at, GR_CODE_XML_LIMIT,
                       "a tag of more than %zu bytes; is a quote or '>' missing?",
                       reader->limits->tag_bytes);
    } else {
        gr_diag_report(reader->diag, at, GR_CODE_XML_LIMIT, "more than %u attributes in a tag",
                       reader->limits->xml_attributes);
    }
}

static void report_bare(gr_xml_reader *reader, gr_loc at, const char *what)
{
    if (gr_xml_fails(reader, GR_BAD_INPUT)) {
        gr_diag_report(reader->diag, at, GR_CODE_XML_FORM, "%s", what);
    }
}

static void report_open_tag(gr_xml_reader *reader, gr_loc tag)
{
    if (gr_xml_fails(reader, GR_BAD_INPUT)) {
        gr_loc at = gr_xml_loc(reader, gr_xml_mark_of(reader, reader->guard.stop_at));
        gr_diag_report(reader->diag, at, GR_CODE_XML_FORM,
                       "'<' inside the tag that begins on line %u; is a quote or '>' missing "
                       "before it? in a value write &lt;",
                       tag.line);
    }
}

static void report_verdict(gr_xml_reader *reader)
{
    if (reader->guard.verdict == GR_XML_FINE) {
        return;
    }
    gr_loc tag = gr_xml_loc(reader, gr_xml_mark_of(reader, reader->guard.tag_at));
    switch (reader->guard.verdict) {
    case GR_XML_FINE:
        return;
    case GR_XML_DOCTYPE:
        refuse_doctype(reader, reader->guard.tag_at);
        return;
    case GR_XML_TAG_LONG:
    case GR_XML_ATTRIBUTES_MANY:
        report_limit(reader, tag);
        return;
    case GR_XML_TAG_BARE:
        report_bare(reader, tag, "'<' begins no tag here; write &lt;");
        return;
    case GR_XML_AMPERSAND:
        report_bare(reader, tag, "'&' begins no entity here; write &amp;");
        return;
    case GR_XML_TAG_OPEN:
        report_open_tag(reader, tag);
        return;
    }
}

static void parse(gr_xml_reader *reader, gr_str text)
{
    if (text.len > 0) {
        (void)xmlParseChunk(reader->parser, text.ptr, (int)text.len, 0);
    }
    /* Both are cheap; libxml2 slows down with millions of names and then claims to lack memory. */
    if ((xmlDictSize(reader->parser->dict) > MAX_NAMES ||
         xmlDictGetUsage(reader->parser->dict) > MAX_NAME_BYTES) &&
        gr_xml_fails(reader, GR_OVER_LIMIT)) {
        gr_diag_report(reader->diag, gr_xml_place(reader), GR_CODE_XML_LIMIT,
                       "more than %d different names of elements and attributes", MAX_NAMES);
    }
}

static void forget_read(gr_xml_reader *reader)
{
    find_tag(reader);
    size_t cursor = gr_xml_cursor(reader);
    gr_xml_window_drop(&reader->window, cursor > SLACK_BYTES ? cursor - SLACK_BYTES : 0);
}

/* Returns how many bytes of the block were used. */
static size_t read_block(gr_xml_reader *reader, gr_str block, bool last)
{
    forget_read(reader);
    gr_xml_window *window = &reader->window;
    size_t from = window->len, offset = window->start + from;
    bool met_before = reader->recoder.met_windows_1252;
    size_t used = gr_xml_recode(&reader->recoder, block, last, window);
    gr_xml_warn_recoded(reader, met_before);
    gr_str fresh = gr_str_sub(gr_xml_window_text(window), from, window->len);
    if (gr_xml_guard_follow(&reader->guard, fresh, offset) != GR_XML_FINE) {
        size_t tag_at = reader->guard.tag_at;
        fresh = gr_str_sub(fresh, 0, tag_at > offset ? tag_at - offset : 0);
    }
    parse(reader, fresh);
    report_verdict(reader);
    gr_xml_report_fault(reader);
    return used;
}

/* ---- the whole ---- */

static gr_status begin(gr_xml_reader *reader, gr_xml_input *input, gr_str *block)
{
    size_t skip = 0;
    const char *told = reader->handler->encoding;
    if (input->fd >= 0) {
        GR_TRY(gr_xml_refuse_kind(input, *block));
    }
    GR_TRY(gr_xml_recode_begin(&reader->recoder, *block, gr_str_of(told),
                               (gr_loc){.file = reader->file}, reader->diag, &skip));
    gr_xml_input_use(input, skip);
    *block = gr_str_sub(*block, skip, block->len);
    reader->begun = true;
    return GR_OK;
}

static gr_status finish(gr_xml_reader *reader, const gr_xml_input *input)
{
    if (reader->status == GR_OK && !reader->enough) {
        reader->ending = true;
        (void)xmlParseChunk(reader->parser, "", 0, 1);
    }
    if ((reader->parser->wellFormed == 0 || reader->parser->nsWellFormed == 0) &&
        gr_xml_fails(reader, GR_BAD_INPUT)) {
        gr_diag_report(reader->diag, gr_xml_place(reader), GR_CODE_XML_FORM,
                       "somewhere after this tag");
    }
    if (reader->status == GR_OK && !reader->enough) {
        gr_xml_refuse_told(reader);
    }
    if (reader->status == GR_OK && !reader->enough) {
        return gr_xml_input_check(input);
    }
    return reader->status;
}

static gr_status read_all(gr_xml_reader *reader, gr_xml_input *input)
{
    bool last = false;
    while (!last && !over(reader)) {
        gr_str block = {"", 0};
        GR_TRY(gr_xml_input_next(input, &block, &last));
        if (!reader->begun) {
            GR_TRY(begin(reader, input, &block));
        }
        gr_xml_input_use(input, read_block(reader, block, last));
    }
    return finish(reader, input);
}

static xmlParserCtxtPtr open_parser(gr_xml_reader *reader)
{
    xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                         .startElementNs = on_start,
                         .endElementNs = on_end,
                         .characters = on_text,
                         .ignorableWhitespace = on_text,
                         .cdataBlock = on_text,
                         .internalSubset = on_doctype,
                         .serror = gr_xml_complain};
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&sax, reader, NULL, 0, NULL);
    if (parser == NULL) {
        gr_die_oom(sizeof *parser);
    }
    /* The bytes are UTF-8 by now, whatever the declaration says: IGNORE_ENC. */
    (void)xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_COMPACT |
                                        XML_PARSE_IGNORE_ENC);
    return parser;
}

static gr_xml_reader make_reader(uint16_t file, const gr_limits *limits,
                                 const gr_xml_handler *handler, gr_arena *arena, gr_diag *diag)
{
    return (gr_xml_reader){.handler = handler,
                           .limits = limits,
                           .diag = diag,
                           .file = file,
                           .window = gr_xml_window_make(arena, false),
                           .guard = {.limits = limits},
                           .lengths = GR_NEW_N(arena, gr_xml_length, GR_XML_LENGTHS),
                           .attrs = GR_NEW_N(arena, gr_xml_attr, limits->xml_attributes + 1),
                           .values = GR_NEW_N(arena, char, limits->tag_bytes),
                           .tag = gr_xml_beginning};
}

static gr_status run(gr_xml_reader *reader, gr_xml_input *input)
{
    reader->parser = open_parser(reader);
    gr_status status = read_all(reader, input);
    xmlFreeParserCtxt(reader->parser);
    return status;
}

gr_status gr_xml_read_file(gr_str path, uint16_t file, const gr_limits *limits,
                           const gr_xml_handler *handler, gr_diag *diag)
{
    gr_arena *arena = gr_arena_new((size_t)256 * 1024);
    gr_xml_reader reader = make_reader(file, limits, handler, arena, diag);
    gr_xml_input input = {.fd = -1, .file = file, .diag = diag, .max_bytes = limits->export_bytes};
    gr_status status = gr_xml_input_open(&input, path, arena);
    if (status == GR_OK) {
        status = run(&reader, &input);
    }
    gr_xml_input_close(&input);
    gr_arena_free(arena);
    return status;
}

gr_status gr_xml_read_bytes(gr_str bytes, uint16_t file, const gr_limits *limits,
                            const gr_xml_handler *handler, gr_diag *diag)
{
    gr_arena *arena = gr_arena_new((size_t)256 * 1024);
    gr_xml_reader reader = make_reader(file, limits, handler, arena, diag);
    gr_xml_input input = {
        .fd = -1, .file = file, .diag = diag, .rest = bytes, .max_bytes = limits->export_bytes};
    gr_status status = run(&reader, &input);
    gr_arena_free(arena);
    return status;
}

gr_status gr_xml_read_whole(gr_str bytes, uint16_t file, const gr_limits *limits,
                            const gr_xml_handler *handler, gr_arena *arena, gr_diag *diag,
                            gr_str *out_text)
{
    gr_xml_reader reader = make_reader(file, limits, handler, arena, diag);
    gr_xml_input input = {
        .fd = -1, .file = file, .diag = diag, .rest = bytes, .max_bytes = limits->descriptor_bytes};
    reader.window = gr_xml_window_make(arena, true);
    (void)gr_xml_window_room(&reader.window, bytes.len + bytes.len / 8);
    gr_status status = run(&reader, &input);
    if (status == GR_OK) {
        *out_text = gr_xml_window_text(&reader.window);
    }
    return status;
}

const char *gr_xml_engine(void)
{
    return "libxml2 " LIBXML_DOTTED_VERSION;
}
