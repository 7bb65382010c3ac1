/* Owns the way from lines to the export itself: each record is read again from the content that was
 * used, which is known by its hash; a file that is another by now is not looked into. */
#include "base/arena.h"
#include "base/file.h"
#include "base/num.h"
#include "base/utf8.h"
#include "pack/file_hash.h"
#include "store/archive.h"
#include "trace_priv.h"

#define RECORD_BYTES 400  /* of a record that are shown */
#define LINE_BYTES   4096 /* of a line that are looked at */

gr_str gr_export_content(const gr_trace_question *ask, gr_str file, gr_str sha256, gr_arena *arena)
{
    gr_str kept = gr_archive_path(ask->store.state, sha256, arena);
    if (gr_file_exists(kept)) {
        return kept;
    }
    const gr_str folders[] = {ask->input, ask->templates};
    gr_diag *discarded = gr_diag_new(arena, 1);
    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
        gr_str path = gr_path_join(arena, folders[i], file);
        gr_str now = GR_LIT("");
        if (gr_path_is_inside(file) && gr_file_exists(path) &&
            gr_file_hash(path, GR_KEPT_BYTES, arena, discarded, &now) == GR_OK &&
            gr_str_eq(now, sha256)) {
            return path;
        }
    }
    return GR_LIT("");
}

/* --- packed lines --- */

/** A number at the front of `rest`, cut off; false: there is none. */
static bool cut_number(gr_str *rest, int64_t *out)
{
    size_t n = rest->len > 0 && (rest->ptr[0] == '+' || rest->ptr[0] == '-') ? 1 : 0;
    size_t from = rest->len > 0 && rest->ptr[0] == '+' ? 1 : 0;
    while (n < rest->len && rest->ptr[n] >= '0' && rest->ptr[n] <= '9') {
        n++;
    }
    bool read = gr_int_parse(gr_str_sub(*rest, from, n - from), out);
    *rest = gr_str_sub(*rest, n, SIZE_MAX);
    return read;
}

bool gr_lines_each(gr_str packed, gr_line_fn *visit, void *user)
{
    int64_t line = 0;
    int64_t step = 0;
    if (!cut_number(&packed, &line) || line < 1 || line > UINT32_MAX) {
        return false;
    }
    visit(user, (uint32_t)line);
    while (packed.len > 0) {
        int64_t times = 1;
        if (!cut_number(&packed, &step)) {
            return false;
        }
        if (gr_str_starts(packed, GR_LIT("*"))) {
            packed = gr_str_sub(packed, 1, SIZE_MAX);
            if (!cut_number(&packed, &times)) {
                return false;
            }
        }
        for (int64_t i = 0; i < times; i++) {
            line += step;
            if (line < 1 || line > UINT32_MAX) {
                return false;
            }
            visit(user, (uint32_t)line);
        }
    }
    return true;
}

/* --- which lines of which file --- */

typedef struct wanted { /* of one file */
    gr_arena *arena;
    uint32_t *lines;
    size_t n, cap;
} wanted;

static void want(void *user, uint32_t line)
{
    wanted *w = user;
    *GR_PUSH(w->arena, w->lines, w->n, w->cap, uint32_t) = line;
}

static int by_line(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left;
    uint32_t b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static void want_rest(const gr_traced_node *node, int64_t file, wanted *w)
{
    for (size_t i = 0; i < gr_json_count(node->lines); i++) {
        const gr_json_value *of = gr_json_at(node->lines, i);
        if (gr_json_number_of(gr_json_at(of, 0)) == file) {
            (void)gr_lines_each(gr_json_text_of(gr_json_at(of, 1)), want, w);
        }
    }
}

/** A document for one owner: lines that are not listed may be of others, and are counted only. */
static bool may_show_rest(const gr_chain *c)
{
    for (size_t i = 0; i < c->graph.n && !c->ask->others; i++) {
        if (c->graph.nodes[i].others) {
            return false;
        }
    }
    return true;
}

static void collect(const gr_chain *c, int64_t file, wanted *w)
{
    bool rest = may_show_rest(c);
    for (size_t i = 0; i < c->graph.n; i++) {
        const gr_traced_node *node = &c->graph.nodes[i];
        bool read = node->is_field && node->n_args == 0 && !gr_node_is_group(node);
        if (!node->others && read && node->file == file && node->line > 0) {
            want(w, (uint32_t)node->line);
        } else if (!node->others && rest) {
            want_rest(node, file, w);
        }
    }
    size_t kept = 0;
    if (w->n > 0) {
        qsort(w->lines, w->n, sizeof(w->lines[0]), by_line);
    }
    for (size_t i = 0; i < w->n; i++) {
        if (i == 0 || w->lines[i] != w->lines[kept - 1]) {
            w->lines[kept++] = w->lines[i];
        }
    }
    w->n = kept;
}

/* --- reading them --- */

typedef struct reading { /* of one file, piece by piece */
    const gr_chain *chain;
    const wanted *lines;
    gr_str name;
    size_t next;          /* of the lines */
    uint32_t line;        /* at hand, from 1 */
    gr_buf text;          /* of it */
    gr_buf record;        /* that is being gathered */
    uint32_t record_line; /* 0: none */
} reading;

/** The end of an element that begins `text`: of its own tag when that closes it, else of the tag
 * that does; SIZE_MAX: it is not there yet. */
static size_t element_end(gr_str text)
{
    size_t open = gr_str_find(text, GR_LIT("<"));
    size_t name = open == SIZE_MAX ? 0 : open + 1;
    size_t end = name;
    while (end < text.len && strchr(" \t\r\n/>", text.ptr[end]) == NULL) {
        end++;
    }
    gr_str rest = gr_str_sub(text, end, SIZE_MAX);
    size_t close = gr_str_find(rest, GR_LIT(">"));
    if (open == SIZE_MAX || close == SIZE_MAX) {
        return SIZE_MAX;
    }
    if (close > 0 && rest.ptr[close - 1] == '/') {
        return end + close + 1;
    }
    for (size_t at = end + close; at + 2 + (end - name) < text.len; at++) {
        if (text.ptr[at] == '<' && text.ptr[at + 1] == '/' &&
            memcmp(text.ptr + at + 2, text.ptr + name, end - name) == 0) {
            size_t last = gr_str_find(gr_str_sub(text, at, SIZE_MAX), GR_LIT(">"));
            return last == SIZE_MAX ? SIZE_MAX : at + last + 1;
        }
    }
    return SIZE_MAX;
}

static void tell_record(reading *r)
{
    gr_arena *arena = r->chain->arena;
    gr_str text = gr_buf_view(&r->record);
    size_t end = element_end(text);
    text = gr_str_trim(gr_str_sub(text, 0, end));
    gr_buf_addf(r->chain->out, "  " GR_FMT ":%u: " GR_FMT "%s\n", GR_ARG(r->name),
                (unsigned)r->record_line,
                GR_ARG(gr_utf8_harmless(arena, gr_utf8_shorten(arena, text, RECORD_BYTES))),
                end == SIZE_MAX && text.len < RECORD_BYTES ? " ..." : "");
    r->record.len = 0;
    r->record_line = 0;
}

static void end_line(reading *r)
{
    bool begins = r->next < r->lines->n && r->lines->lines[r->next] == r->line;
    if (r->record_line > 0 && begins) {
        tell_record(r);
    }
    if (begins) {
        r->record_line = r->line;
        r->next++;
    }
    if (r->record_line > 0) {
        gr_buf_add(&r->record, r->record.len > 0 ? GR_LIT(" ") : GR_LIT(""));
        gr_buf_add(&r->record, gr_str_trim(gr_buf_view(&r->text)));
        if (r->record.len >= RECORD_BYTES || element_end(gr_buf_view(&r->record)) != SIZE_MAX) {
            tell_record(r);
        }
    }
    r->text.len = 0;
    r->line++;
}

static void take(void *user, gr_str piece)
{
    reading *r = user;
    for (size_t i = 0; i < piece.len; i++) {
        char sign = piece.ptr[i];
        bool wants =
            r->record_line > 0 || (r->next < r->lines->n && r->lines->lines[r->next] == r->line);
        if (sign == '\n') {
            end_line(r);
        } else if (wants && r->text.len < LINE_BYTES) {
            gr_buf_add_char(&r->text, sign);
        }
    }
}

void gr_lines_tell(const gr_chain *c, gr_str file, gr_str content, const uint32_t *items, size_t n)
{
    const wanted all = {.lines = (uint32_t *)(uintptr_t)items, .n = n};
    const wanted *lines = &all;
    reading r = {.chain = c,
                 .lines = lines,
                 .name = file,
                 .line = 1,
                 .text = gr_buf_make(c->arena, SIZE_MAX),
                 .record = gr_buf_make(c->arena, SIZE_MAX)};
    gr_diag *discarded = gr_diag_new(c->arena, 1);
    gr_str path = gr_str_dup(c->arena, content);
    if (gr_file_walk(path, GR_KEPT_BYTES, discarded, (gr_loc){0}, take, &r) != GR_OK) {
        gr_buf_addf(c->out, "  " GR_FMT " cannot be read\n", GR_ARG(content));
    }
    end_line(&r);
    if (r.record_line > 0) {
        tell_record(&r);
    }
}

/** The records of a group, export by export, or why they cannot be told. */
static void tell_group(const gr_chain *c, const gr_group_again *group)
{
    if (!group->read) {
        gr_buf_addf(
            c->out,
            "lines of " GR_FMT "[" GR_FMT
            "]\n  they cannot be read again: the sources and exports at hand do not give the "
            "records that were added up\n",
            GR_ARG(group->dataset), GR_ARG(group->key));
        return;
    }
    for (size_t from = 0, to = 0; from < group->n; from = to) {
        wanted lines = {.arena = c->arena};
        const gr_group_export *export = &c->exports[group->members[from].export];
        for (; to < group->n && group->members[to].export == group->members[from].export; to++) {
            want(&lines, group->members[to].line);
        }
        gr_buf_addf(c->out, "lines of " GR_FMT " in " GR_FMT "[" GR_FMT "]: %zu\n",
                    GR_ARG(export->name), GR_ARG(group->dataset), GR_ARG(group->key), lines.n);
        gr_lines_tell(c, export->name, export->content, lines.lines, lines.n);
    }
}

static void tell_groups(gr_chain *c)
{
    for (size_t i = 0; i < c->graph.n; i++) {
        const gr_traced_node *node = &c->graph.nodes[i];
        gr_group_again *group =
            node->others || !gr_node_is_group(node) ? NULL : gr_group_of(c, node);
        if (group != NULL && !group->told) {
            group->told = true;
            tell_group(c, group);
        }
    }
}

void gr_chain_lines(gr_chain *c)
{
    tell_groups(c);
    for (size_t i = 0; i < gr_json_count(c->origins->files); i++) {
        int64_t nr = gr_json_number_of(gr_json_at(gr_json_at(c->origins->files, i), 0));
        gr_str sha256 = GR_LIT("");
        gr_str file = gr_origins_file(c->origins, nr, &sha256);
        wanted lines = {.arena = c->arena};
        collect(c, nr, &lines);
        if (lines.n == 0 || sha256.len == 0) {
            continue;
        }
        gr_str content = gr_export_content(c->ask, file, sha256, c->arena);
        gr_buf_addf(c->out, "lines of " GR_FMT ": %zu\n", GR_ARG(file), lines.n);
        if (content.len == 0) {
            gr_buf_add(c->out, GR_LIT("  they cannot be read again: no file has that content\n"));
        } else {
            gr_lines_tell(c, file, content, lines.lines, lines.n);
        }
    }
    if (!may_show_rest(c)) {
        gr_buf_add(c->out, GR_LIT("lines of other owners are not shown\n"));
    }
}
