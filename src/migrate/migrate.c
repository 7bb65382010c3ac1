#include "migrate_priv.h"

/* Owns the walk through a file: which bytes are expressions, and the file as it becomes. */
#include <stdarg.h>

#include "base/arena.h"
#include "base/gone.h"
#include "base/utf8.h"
#include "xml/tree.h"

/* --- edits --- */

void gr_rewrite(gr_rewriting *at, size_t from, size_t to, gr_str now)
{
    size_t nr = at->n_edits;
    (void)GR_PUSH(at->arena, at->edits, at->n_edits, at->cap_edits, gr_edit);
    while (nr > 0 && at->edits[nr - 1].from > from) { /* in the order of the file */
        at->edits[nr] = at->edits[nr - 1];
        nr--;
    }
    at->edits[nr] = (gr_edit){.from = from, .to = to, .now = now};
}

static gr_loc place_of(const gr_rewriting *at, size_t byte)
{
    gr_loc place = {.file = at->file, .line = 1, .col = 1};
    for (size_t i = 0; i < byte && i < at->bytes.len; i++) {
        unsigned char c = (unsigned char)at->bytes.ptr[i];
        if (c == '\n') {
            place.line++;
            place.col = 1;
        } else if ((c & 0xC0U) != 0x80U) {
            place.col++;
        }
    }
    return place;
}

void gr_rewrite_say(gr_rewriting *at, size_t from, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    *GR_PUSH(at->arena, at->changes, at->n_changes, at->cap_changes, gr_migrated) =
        (gr_migrated){.at = place_of(at, from), .what = gr_str_vfmt(at->arena, fmt, args)};
    va_end(args);
}

static gr_migration finished(const gr_rewriting *at)
{
    gr_buf out = gr_buf_make(at->arena, SIZE_MAX);
    size_t copied = 0;
    for (size_t i = 0; i < at->n_edits; i++) {
        const gr_edit *edit = &at->edits[i];
        gr_buf_add(&out, gr_str_sub(at->bytes, copied, edit->from - copied));
        gr_buf_add(&out, edit->now);
        copied = edit->to;
    }
    gr_buf_add(&out, gr_str_sub(at->bytes, copied, at->bytes.len - copied));
    return (gr_migration){.bytes = gr_buf_view(&out), .changes = at->changes, .n = at->n_changes};
}

/* --- expressions --- */

static void rewrite_expression(gr_rewriting *at, const gr_spelled *in, size_t from, size_t to,
                               bool in_percent)
{
    gr_expression expr = {.in = in, .in_percent = in_percent};
    expr.words = gr_words_of(in, from, to, at->arena, &expr.n);
    if (at->find != NULL) {
        gr_find_totals(at, &expr);
        return;
    }
    gr_rewrite_outcomes(at, &expr);
    gr_rewrite_ratios(at, &expr);
}

/** The brace that closes the one at `open`, outside texts; the end when there is none. */
static size_t close_of(gr_str text, size_t open)
{
    bool quoted = false;
    size_t at = open + 1;
    while (at < text.len && (quoted || text.ptr[at] != '}')) {
        quoted = text.ptr[at] == '\'' ? !quoted : quoted;
        at++;
    }
    return at;
}

/** Everything between braces. */
static void rewrite_pattern(gr_rewriting *at, const gr_spelled *in)
{
    size_t i = 0;
    while (i < in->text.len) {
        char c = in->text.ptr[i];
        bool doubled = i + 1 < in->text.len && in->text.ptr[i + 1] == c;
        if (c != '{') {
            i++;
        } else if (doubled) {
            i += 2;
        } else {
            size_t close = close_of(in->text, i);
            rewrite_expression(at, in, i + 1, close, false);
            i = close + 1;
        }
    }
}

/* --- descriptors --- */

static size_t find_byte(gr_str bytes, size_t from, char c)
{
    while (from < bytes.len && bytes.ptr[from] != c) {
        from++;
    }
    return from;
}

/** A format of percents beside an expression: as= of a cell or column, format= of a chart. */
static bool prints_percents(const gr_xml_elem *elem)
{
    gr_str as = gr_xml_value(elem, "as");
    gr_str format = gr_xml_value(elem, "format");
    return gr_str_starts(as, GR_LIT("percent")) || gr_str_starts(format, GR_LIT("percent"));
}

static void rewrite_attribute(gr_rewriting *at, const gr_xml_elem *elem, const gr_xml_named *attr)
{
    char quote = attr->raw > 0 ? at->bytes.ptr[attr->raw - 1] : '"';
    const gr_spelled in =
        gr_spell(at, attr->raw, find_byte(at->bytes, attr->raw, quote), true, quote);
    switch (attr->rule->kind) {
    case GR_XML_A_EXPR:
    case GR_XML_A_SET:
        rewrite_expression(at, &in, 0, in.text.len, prints_percents(elem));
        break;
    case GR_XML_A_PATTERN:
    case GR_XML_A_PATH:
        rewrite_pattern(at, &in);
        break;
    case GR_XML_A_TEXT:
    case GR_XML_A_NAME:
    case GR_XML_A_FLAG:
    case GR_XML_A_INT:
    case GR_XML_A_CHOICE:
    case GR_XML_A_WORDS:
    case GR_XML_A_LENGTH:
    case GR_XML_A_COLOUR:
        break;
    }
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/** The attribute and the white space before it. */
static void drop_attribute(gr_rewriting *at, const gr_xml_named *attr, const char *why)
{
    size_t from = attr->raw - 1 - 1; /* before the quote */
    while (from > 0 && (is_blank(at->bytes.ptr[from]) || at->bytes.ptr[from] == '=')) {
        from--;
    }
    while (from > 0 && !is_blank(at->bytes.ptr[from])) {
        from--;
    }
    size_t name = from + 1;
    while (from > 0 && is_blank(at->bytes.ptr[from - 1])) {
        from--;
    }
    size_t to = find_byte(at->bytes, attr->raw, at->bytes.ptr[attr->raw - 1]) + 1;
    gr_rewrite_say(at, name, "'" GR_FMT "' is left out: %s",
                   GR_ARG(gr_str_sub(at->bytes, name, to - name)), why);
    gr_rewrite(at, from, to, GR_LIT(""));
}

/** Behind what begins at `from` and ends with `end`. */
static size_t behind(gr_str bytes, size_t from, const char *end)
{
    size_t found = gr_str_find(gr_str_sub(bytes, from, SIZE_MAX), gr_str_of(end));
    return found == SIZE_MAX ? bytes.len : from + found + strlen(end);
}

/** Text up to the next tag; comments divide it, and a CDATA section has no entities. */
static void rewrite_run(gr_rewriting *at, size_t from)
{
    while (from < at->bytes.len) {
        size_t to = find_byte(at->bytes, from, '<');
        gr_spelled in = gr_spell(at, from, to, true, 0);
        rewrite_pattern(at, &in);
        gr_str rest = gr_str_sub(at->bytes, to, SIZE_MAX);
        if (gr_str_starts(rest, GR_LIT("<!--"))) {
            from = behind(at->bytes, to, "-->");
        } else if (gr_str_starts(rest, GR_LIT("<?"))) {
            from = behind(at->bytes, to, "?>");
        } else if (gr_str_starts(rest, GR_LIT("<![CDATA["))) {
            from = behind(at->bytes, to, "]]>");
            in = gr_spell(at, to + strlen("<![CDATA["), from - strlen("]]>"), false, 0);
            rewrite_pattern(at, &in);
        } else {
            return;
        }
    }
}

static bool is_gone_label(const gr_xml_elem *elem)
{
    return gr_str_is(elem->name, "label") && gr_label_is_gone(gr_xml_value(elem, "name"));
}

/** The element, which has no other inside it, and the white space before it. */
static void drop_element(gr_rewriting *at, const gr_xml_elem *elem, const char *why)
{
    size_t from = elem->attrs[0].raw;
    size_t to = from;
    while (from > 0 && at->bytes.ptr[from] != '<') {
        from--;
    }
    for (size_t i = 0; i < elem->n_attrs; i++) {
        size_t raw = elem->attrs[i].raw;
        size_t end = find_byte(at->bytes, raw, at->bytes.ptr[raw - 1]);
        to = end > to ? end : to;
    }
    to = find_byte(at->bytes, to, '>');
    to = at->bytes.ptr[to - 1] == '/' ? to + 1 : find_byte(at->bytes, to + 1, '>') + 1;
    gr_rewrite_say(at, from, "<" GR_FMT "> '" GR_FMT "' is left out: %s", GR_ARG(elem->name),
                   GR_ARG(gr_xml_value(elem, "name")), why);
    while (from > 0 && is_blank(at->bytes.ptr[from - 1])) {
        from--;
    }
    gr_rewrite(at, from, to, GR_LIT(""));
}

/** Behind its owner= a dataset says that totals over all owners may be read by others. */
static void declare_totals(gr_rewriting *at, const gr_xml_elem *elem)
{
    const gr_xml_named *owner = gr_xml_find(elem, "owner");
    gr_str fields = GR_LIT("");
    if (owner == NULL || gr_xml_find(elem, "least-owners") != NULL ||
        !gr_totals_of(at, gr_xml_value(elem, "name"), owner->value, &fields)) {
        return;
    }
    size_t end = find_byte(at->bytes, owner->raw, at->bytes.ptr[owner->raw - 1]) + 1;
    gr_str said =
        fields.len == 0
            ? GR_LIT(" least-owners=\"3\"")
            : gr_str_fmt(at->arena, " least-owners=\"3\" totals-by=\"" GR_FMT "\"", GR_ARG(fields));
    gr_rewrite_say(at, end,
                   "'" GR_FMT "' declares" GR_FMT
                   ": totals over three others or more, which reports print, may be read by all",
                   GR_ARG(gr_xml_value(elem, "name")), GR_ARG(said));
    gr_rewrite(at, end, end, said);
}

static void rewrite_element(gr_rewriting *at, const gr_xml_elem *elem)
{
    if (at->find != NULL && gr_str_is(gr_xml_value(elem, "if"), "region")) {
        return; /* nobody else reads what stands there */
    }
    if (is_gone_label(elem)) {
        drop_element(at, elem, "nothing says these words any more");
        return;
    }
    declare_totals(at, elem);
    for (size_t i = 0; i < elem->n_attrs; i++) {
        const gr_xml_named *attr = &elem->attrs[i];
        if (gr_str_is(elem->name, "suppress") && gr_str_is(attr->name, "totals")) {
            drop_attribute(at, attr, "totals over hidden numbers are 'ca' by whatever fields");
        } else {
            rewrite_attribute(at, elem, attr);
        }
    }
    for (const gr_xml_content_item *item = elem->content; item != NULL; item = item->next) {
        if (item->elem != NULL) {
            rewrite_element(at, item->elem);
        } else {
            rewrite_run(at, item->raw);
        }
    }
}

gr_status gr_migrate_descriptor(gr_str bytes, uint16_t file, const gr_xml_grammar *const *grammars,
                                size_t n, const gr_totals_asked *declare, gr_arena *arena,
                                gr_diag *diag, gr_migration *out)
{
    gr_xml_elem *root = NULL;
    gr_rewriting at = {.arena = arena, .bytes = bytes, .file = file, .declare = declare};
    GR_TRY(
        gr_xml_tree_read_bytes(bytes, file, grammars, n, &gr_default_limits, arena, diag, &root));
    rewrite_element(&at, root);
    *out = finished(&at);
    return GR_OK;
}

void gr_migrate_text(gr_str bytes, uint16_t file, gr_arena *arena, gr_migration *out)
{
    gr_rewriting at = {.arena = arena, .bytes = bytes, .file = file};
    const gr_spelled in = gr_spell(&at, 0, bytes.len, false, 0);
    rewrite_pattern(&at, &in);
    *out = finished(&at);
}

void gr_migrate_find_totals(gr_str bytes, const gr_xml_grammar *report, gr_arena *arena,
                            gr_totals_asked *totals)
{
    gr_xml_elem *root = NULL;
    gr_diag *discarded =
        gr_diag_new(arena, 1); /* another kind, or faults that the second pass tells */
    gr_rewriting at = {.arena = arena, .bytes = bytes, .find = totals};
    if (report == NULL) {
        const gr_spelled in = gr_spell(&at, 0, bytes.len, false, 0);
        rewrite_pattern(&at, &in);
    } else if (gr_xml_tree_read_bytes(bytes, gr_diag_add_file(discarded, GR_LIT("report")), &report,
                                      1, &gr_default_limits, arena, discarded, &root) == GR_OK) {
        rewrite_element(&at, root);
    }
}
