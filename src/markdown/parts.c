#include "markdown_priv.h"

/* Owns files that hold several texts: '::: part m12' on a line of its own begins one. Must not know
 * what stands in a text, but for the fences of code: nothing begins between them. */
#include <stdarg.h>

#include "language/language.h"

#define PART_SIGN GR_LIT(":::")
#define PART_MOST 200 /* bytes of a name */

typedef struct parting {
    const gr_parse *parse;
    uint16_t file;
    gr_md_part *parts;
    size_t n, cap;
    bool failed;
    gr_md_fence fence;
    gr_loc stray; /* first line with words above the first part; line 0: there is none */
} parting;

GR_PRINTF(4, 5)
static void refuse(parting *p, gr_loc at, gr_code code, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    gr_str detail = gr_str_vfmt(p->parse->arena, fmt, args);
    va_end(args);
    gr_diag_report(p->parse->diag, at, code, GR_FMT, GR_ARG(detail));
    p->failed = true;
}

static bool is_there(parting *p, gr_str name, gr_loc at)
{
    for (size_t i = 0; i < p->n; i++) {
        if (gr_str_eq(p->parts[i].name, name)) {
            refuse(p, at, GR_CODE_TEXT_PART_TWICE,
                   "'" GR_FMT "'; give each part a name of its own, or join the two", GR_ARG(name));
            gr_diag_note(p->parse->diag, p->parts[i].at, "first here");
            return true;
        }
    }
    return false;
}

/** What stands behind the word 'part'; empty after a report. */
static gr_str name_of(parting *p, gr_str line, gr_loc at)
{
    gr_str rest = gr_str_trim(gr_str_sub(line, PART_SIGN.len, SIZE_MAX));
    gr_str name = gr_str_trim(gr_str_sub(rest, 4, SIZE_MAX));
    if (rest.len == 0) {
        refuse(p, at, GR_CODE_TEXT_PART_FORM,
               "':::' alone; a part goes on up to the next one, so take it out");
    } else if (!gr_str_starts(rest, GR_LIT("part")) ||
               (rest.len > 4 && gr_str_white(rest, 4) == 0)) {
        refuse(p, at, GR_CODE_TEXT_PART_FORM,
               "'" GR_FMT "'; a part begins with a line such as '::: part m12'", GR_ARG(line));
    } else if (name.len == 0) {
        refuse(p, at, GR_CODE_TEXT_PART_FORM,
               "a part without a name; write it behind the word: '::: part m12'");
    } else if (name.len > PART_MOST) {
        refuse(p, at, GR_CODE_TEXT_PART_FORM, "a name of more than %d bytes", PART_MOST);
    } else if (gr_text_composed(p->parse->arena, name, p->parse->diag, at, &name) == GR_OK) {
        return name; /* letters in the form that values of exports have */
    } else {
        p->failed = true;
    }
    return GR_LIT("");
}

static void begin_part(parting *p, gr_str line, gr_loc at)
{
    gr_str name = name_of(p, gr_str_trim(line), at);
    if (name.len > 0 && !is_there(p, name, at)) {
        *GR_PUSH(p->parse->arena, p->parts, p->n, p->cap, gr_md_part) = (gr_md_part){
            .name = name, .at = at, .start = {at.file, at.line + 1, 1}, .bytes = GR_LIT("")};
    }
}

static void take_line(parting *p, gr_str all, size_t from, size_t to, uint32_t nr)
{
    gr_str line = gr_str_sub(all, from, to - from);
    gr_loc at = {p->file, nr, 1};
    bool code = gr_md_fence_line(&p->fence, line);
    if (!code && gr_str_starts(line, PART_SIGN)) {
        begin_part(p, line, at);
        return;
    }
    if (p->n > 0) {
        gr_md_part *part = &p->parts[p->n - 1];
        size_t start = part->bytes.len == 0 ? from : (size_t)(part->bytes.ptr - all.ptr);
        part->bytes = gr_str_sub(all, start, to - start);
    } else if (p->stray.line == 0 && gr_str_trim(line).len > 0) {
        p->stray = at;
    }
}

GR_MUST_USE gr_status gr_markdown_parts(gr_str bytes, uint16_t file, const gr_parse *parse,
                                        gr_md_part **out_parts, size_t *out_n)
{
    parting p = {.parse = parse, .file = file};
    gr_str mark = GR_LIT("\xEF\xBB\xBF");
    size_t from = gr_str_starts(bytes, mark) ? mark.len : 0;
    *out_n = 0;
    for (uint32_t nr = 1; from < bytes.len; nr++) {
        size_t end = gr_str_find(gr_str_sub(bytes, from, SIZE_MAX), GR_LIT("\n"));
        size_t to = end == SIZE_MAX ? bytes.len : from + end + 1;
        take_line(&p, bytes, from, to, nr);
        from = to;
    }
    if (p.n > 0 && p.stray.line > 0) {
        refuse(&p, p.stray, GR_CODE_TEXT_PART_FORM,
               "words above the first part; put a line such as '::: part m12' above them");
    }
    *out_parts = p.parts;
    *out_n = p.n;
    return p.failed ? GR_BAD_INPUT : GR_OK;
}
