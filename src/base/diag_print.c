#include "base_priv.h"

/* Owns how reports look. Must not know why they were made. It reads the files that reports point
 * into once more, forward only, because an export may be gigabytes long and sit on one line. */
#include <inttypes.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/utf8.h"

#define LINE_COLUMNS   94 /* of a source line in print, without the dots at its cuts */
#define COLUMNS_BEFORE 60 /* of those, before the place */
#define MARGIN         "    "
#define CUT            "..."

/* A file read from front to back. Reports come sorted, so a window never starts before that of the
 * report before it: that start is the place to go on from. */
typedef struct source {
    uint16_t number; /* 0: none */
    FILE *stream;    /* NULL: cannot be read */
    uint32_t line, col;
    off_t at; /* byte where column `col` of line `line` starts */
} source;

static void close_source(source *src)
{
    if (src->stream != NULL) {
        (void)fclose(src->stream);
    }
    *src = (source){0};
}

static void open_source(source *src, const gr_diag *diag, uint16_t number)
{
    close_source(src);
    *src = (source){.number = number, .line = 1, .col = 1};
    gr_str path = gr_diag_file(diag, number);
    if (!gr_file_exists(path)) { /* nor a pipe that would make us wait */
        return;
    }
    src->stream = fopen(gr_str_dup(diag->arena, path).ptr, "rbe");
    char mark[3] = "";
    if (src->stream != NULL && fread(mark, 1, sizeof(mark), src->stream) == sizeof(mark) &&
        memcmp(mark, "\xEF\xBB\xBF", sizeof(mark)) == 0) {
        src->at = sizeof(mark); /* a byte order mark is no column */
    } else if (src->stream != NULL && memcmp(mark, "\x1F\x8B", 2) == 0) {
        close_source(src); /* it is packed: its lines are not those of the message */
        src->number = number;
    }
}

static bool starts_code_point(int byte)
{
    return ((unsigned)byte & 0xC0U) != 0x80U;
}

/** Stands at the first byte of `line`; false when the file has no such line. */
static bool seek_line(source *src, uint32_t line)
{
    if (fseeko(src->stream, src->at, SEEK_SET) != 0) {
        return false;
    }
    while (src->line < line) {
        int c = getc(src->stream);
        if (c == EOF) {
            return false;
        }
        src->at++;
        if (c == '\n') {
            src->line++;
            src->col = 1;
        }
    }
    return src->line == line;
}

/** Stands at the first byte of column `col` in the line; false when the line is shorter. */
static bool seek_column(source *src, uint32_t col)
{
    while (src->col < col) {
        int c = getc(src->stream);
        if (c == EOF || c == '\n') {
            return false;
        }
        src->at++;
        int next = getc(src->stream);
        (void)ungetc(next, src->stream);
        src->col += next == EOF || starts_code_point(next) ? 1 : 0;
    }
    return true;
}

/* The part of a line that is shown. */
typedef struct window {
    char bytes[LINE_COLUMNS * 4];
    size_t len;
    bool cut; /* the line goes on */
} window;

static void take_window(source *src, window *out)
{
    uint32_t columns = 0;
    int c = getc(src->stream);
    for (; c != EOF && c != '\n'; c = getc(src->stream)) {
        columns += starts_code_point(c) ? 1 : 0;
        if (columns > LINE_COLUMNS || out->len == sizeof(out->bytes)) {
            out->cut = true;
            return;
        }
        out->bytes[out->len++] = (char)(unsigned char)c;
    }
    if (out->len > 0 && out->bytes[out->len - 1] == '\r') {
        out->len--;
    }
}

/** Text from outside, on one line and without codes that steer a terminal. */
static void add_harmless(gr_buf *out, gr_str text)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t c = gr_utf8_step(text, &at);
        gr_utf8_add(out, gr_sign_steers(c) ? ' ' : c);
    }
}

static void add_window(gr_buf *out, const window *shown, uint32_t before, bool cut_left)
{
    gr_buf_addf(out, MARGIN "%s", cut_left ? CUT : "");
    add_harmless(out, (gr_str){shown->bytes, shown->len});
    size_t indent = before + (cut_left ? sizeof(CUT) - 1 : 0);
    gr_buf_addf(out, "%s\n" MARGIN "%*s^\n", shown->cut ? CUT : "", (int)indent, "");
}

/** The line a report points into, with a caret; nothing when it cannot be shown as text. */
static void add_source_line(const gr_diag *diag, source *src, gr_loc at, gr_buf *out)
{
    if (at.file == 0 || at.line == 0 || at.col == 0) {
        return;
    }
    if (src->number != at.file) {
        open_source(src, diag, at.file);
    }
    uint32_t first = at.col > LINE_COLUMNS ? at.col - COLUMNS_BEFORE : 1;
    if (src->stream == NULL || !seek_line(src, at.line) || !seek_column(src, first)) {
        return;
    }
    window shown = {.len = 0};
    take_window(src, &shown);
    gr_str text = {shown.bytes, shown.len};
    size_t before = at.col - first;
    /* A place just behind the end is fine: something is missing there. */
    if (text.len > 0 && gr_utf8_valid(text) == text.len && gr_utf8_count(text) >= before) {
        add_window(out, &shown, at.col - first, first > 1);
    }
}

/** "path:line:col:", as much of it as there is. */
static void add_place(const gr_diag *diag, gr_loc at, const char *without_file, gr_buf *out)
{
    if (at.file == 0) {
        gr_buf_add(out, gr_str_of(without_file));
        return;
    }
    add_harmless(out, gr_diag_file(diag, at.file));
    if (at.line > 0) {
        gr_buf_addf(out, ":%" PRIu32, at.line);
    }
    if (at.line > 0 && at.col > 0) {
        gr_buf_addf(out, ":%" PRIu32, at.col);
    }
    gr_buf_add_char(out, ':');
}

static const char *level_name(gr_level level)
{
    switch (level) {
    case GR_NOTE:
        return "note";
    case GR_WARNING:
        return "warning";
    case GR_ERROR:
        break;
    }
    return "error";
}

/** " error: ", white space and all in its colour. */
static void add_level(gr_print_form form, gr_level level, gr_buf *out)
{
    static const char *const colours[] = {
        [GR_NOTE] = "", [GR_WARNING] = "\033[1;33m", [GR_ERROR] = "\033[1;31m"};
    bool plain = form != GR_PRINT_COLOURED || level == GR_NOTE;
    gr_buf_addf(out, "%s %s: %s", plain ? "" : colours[level], level_name(level),
                plain ? "" : "\033[0m");
}

/** Its detail, and how many there are of its kind. */
static gr_str said_of(gr_arena *arena, const diag_report *report)
{
    if (report->again == 0) {
        return report->detail;
    }
    return gr_str_fmt(arena, GR_FMT " (%" PRIu32 " times)", GR_ARG(report->detail),
                      report->again + 1);
}

static void add_report(const gr_diag *diag, const diag_report *report, gr_print_form form,
                       source *src, gr_buf *out)
{
    const gr_code_info *info = &gr_codes[report->code];
    add_place(diag, report->at, "griffie:", out);
    add_level(form, info->level, out);
    gr_buf_add(out, gr_str_of(info->text));
    if (report->detail.len > 0) {
        gr_buf_add(out, GR_LIT(": "));
        add_harmless(out, said_of(diag->arena, report));
    }
    gr_buf_addf(out, " [%s]\n", info->tag);
    add_source_line(diag, src, report->at, out);
    for (const diag_note *note = report->first; note != NULL; note = note->next) {
        gr_buf_add(out, GR_LIT("  "));
        add_place(diag, note->at, "", out);
        gr_buf_addf(out, "%snote: ", note->at.file == 0 ? "" : " ");
        add_harmless(out, note->text);
        gr_buf_add_char(out, '\n');
    }
}

static int by_number(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int by_place(const void *left, const void *right)
{
    const diag_report *a = *(const diag_report *const *)left;
    const diag_report *b = *(const diag_report *const *)right;
    int order = by_number(a->at.file, b->at.file);
    order = order != 0 ? order : by_number(a->at.line, b->at.line);
    order = order != 0 ? order : by_number(a->at.col, b->at.col);
    return order != 0 ? order : by_number(a->nr, b->nr);
}

void gr_print_level(gr_print_form form, gr_level level, gr_buf *out)
{
    static const char priorities[] = {[GR_NOTE] = '6', [GR_WARNING] = '4', [GR_ERROR] = '3'};
    if (form == GR_PRINT_JOURNAL) {
        gr_buf_addf(out, "<%c>", priorities[level]);
    }
}

typedef struct printing {
    gr_print_form form;
    size_t most, shown; /* lines */
    size_t left;        /* reports that are not shown, or not whole */
    gr_buf *out;
} printing;

#define LEAST_ROOM 3U /* of lines: a report that begins has room for its line and the caret */

/** One report: all of its lines have its level. */
static void print_lines(printing *p, gr_level level, gr_str text)
{
    gr_str line = GR_LIT("");
    for (bool begins = true; gr_str_split(&text, '\n', &line); begins = false) {
        bool fits = p->most - p->shown > (begins ? LEAST_ROOM : 0);
        if (p->left > 0 || !fits) {
            p->left += begins || p->left == 0 ? 1 : 0;
            continue;
        }
        p->shown++;
        gr_print_level(p->form, level, p->out);
        gr_buf_addf(p->out, GR_FMT "\n", GR_ARG(line));
    }
}

size_t gr_diag_print_as(const gr_diag *diag, gr_print_form form, size_t most, gr_buf *out)
{
    /* Not rewound afterwards: `out` may grow in the same arena. */
    diag_report **sorted = GR_NEW_N(diag->arena, diag_report *, diag->n_reports);
    for (size_t i = 0; i < diag->n_reports; i++) {
        sorted[i] = diag->reports[i];
    }
    qsort(sorted, diag->n_reports, sizeof(diag_report *), by_place);
    source src = {0};
    printing p = {.form = form, .most = most, .out = out};
    gr_buf text = gr_buf_make(diag->arena, SIZE_MAX);
    for (size_t i = 0; i < diag->n_reports; i++) {
        text.len = 0;
        add_report(diag, sorted[i], form, &src, &text);
        print_lines(&p, gr_codes[sorted[i]->code].level, gr_buf_view(&text));
    }
    close_source(&src);
    if (diag->not_shown > 0) {
        text.len = 0;
        gr_buf_addf(&text, "griffie: %u more error%s not shown\n", diag->not_shown,
                    diag->not_shown == 1 ? "" : "s");
        print_lines(&p, GR_NOTE, gr_buf_view(&text));
    }
    return p.left;
}

void gr_diag_print(const gr_diag *diag, gr_buf *out)
{
    (void)gr_diag_print_as(diag, GR_PRINT_PLAIN, SIZE_MAX, out);
}

bool gr_diag_at(const gr_diag *diag, size_t nr, gr_arena *arena, gr_diag_row *out)
{
    if (nr >= diag->n_reports) {
        return false;
    }
    const diag_report *report = diag->reports[nr];
    const gr_code_info *info = &gr_codes[report->code];
    gr_buf place = gr_buf_make(arena, SIZE_MAX);
    gr_buf_add(&place, gr_diag_file(diag, report->at.file));
    if (place.len > 0 && report->at.line > 0) {
        gr_buf_addf(&place, ":%u", (unsigned)report->at.line);
        if (report->at.col > 0) {
            gr_buf_addf(&place, ":%u", (unsigned)report->at.col);
        }
    }
    *out = (gr_diag_row){
        .level = info->level,
        .tag = info->tag,
        .place = gr_buf_view(&place),
        .text = gr_str_fmt(arena, "%s: " GR_FMT, info->text, GR_ARG(said_of(arena, report))),
        .open_place = report->open ? gr_buf_view(&place) : GR_LIT(""),
        .open_text = gr_str_of(info->text)};
    if (report->words > 0) {
        out->open_text = gr_str_fmt(arena, "%s: " GR_FMT, info->text,
                                    GR_ARG(gr_str_sub(report->detail, 0, report->words)));
    }
    return true;
}
