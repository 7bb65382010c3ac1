/* Owns the Markdown files below the input folder: which of them fit a path with expressions in it.
 */
#include "base/arena.h"
#include "base/file.h"
#include "base/intern.h"
#include "load_priv.h"
#include "markdown/markdown.h"
#include "pack/pack.h"

#define FOLDERS_DEEP 8 /* also ends a circle of links */
#define FILES_LISTED 200000U

static gr_status list_folder(load_texts *texts, gr_str below, unsigned depth)
{
    gr_str *names = NULL;
    size_t n = 0;
    gr_str folder = gr_path_join(texts->setup->arena, texts->setup->input, below);
    GR_TRY(gr_folder_list(folder, GR_LIT(""), texts->setup->arena, texts->setup->diag, &names, &n));
    for (size_t i = 0; i < n && texts->n < FILES_LISTED; i++) {
        gr_str name = gr_path_join(texts->setup->arena, below, names[i]);
        gr_str full = gr_path_join(texts->setup->arena, texts->setup->input, name);
        if (gr_folder_exists(full) && !gr_path_stays_below(full, texts->setup->input)) {
            texts->outside = name; /* not followed: said when a text could stand there */
        } else if (!gr_folder_exists(full)) {
            *GR_PUSH(texts->setup->arena, texts->paths, texts->n, texts->cap, gr_str) = name;
        } else if (depth < FOLDERS_DEEP) {
            GR_TRY(list_folder(texts, name, depth + 1));
        }
    }
    return GR_OK;
}

/** Fixed text must stand there; an expression takes any text, at least one byte, without "/". */
static bool fits(gr_str path, const gr_piece *pieces, size_t n)
{
    if (n == 0) {
        return path.len == 0;
    }
    if (pieces[0].expr == NULL) {
        return gr_str_starts(path, pieces[0].text) &&
               fits(gr_str_sub(path, pieces[0].text.len, SIZE_MAX), pieces + 1, n - 1);
    }
    for (size_t taken = 1; taken <= path.len && path.ptr[taken - 1] != '/'; taken++) {
        if (fits(gr_str_sub(path, taken, SIZE_MAX), pieces + 1, n - 1)) {
            return true;
        }
    }
    return false;
}

bool gr_load_path_fits(gr_str path, const gr_pattern *pattern)
{
    return fits(path, pattern->pieces, pattern->n);
}

static gr_status refuse_outside(const load_texts *texts, gr_loc at, gr_str path, gr_diag *diag)
{
    gr_diag_report(diag, at, GR_CODE_FILE_OUTSIDE,
                   "'" GR_FMT "' is reached by a link that leads out of '" GR_FMT
                   "'; put it there itself",
                   GR_ARG(path), GR_ARG(texts->setup->input));
    return GR_BAD_INPUT;
}

typedef struct found_texts { /* what fits a path so far */
    gr_text_file *list;
    size_t n, cap;
} found_texts;

static gr_status read_bytes(const load_texts *texts, gr_loc blame, gr_str path, gr_diag *diag,
                            gr_loc *out_start, gr_str *out)
{
    gr_str full = gr_path_join(texts->setup->arena, texts->setup->input, path);
    if (gr_file_exists(full) && !gr_path_stays_below(full, texts->setup->input)) {
        return refuse_outside(texts, blame, path, diag);
    }
    GR_TRY(gr_file_read(full, texts->setup->limits->descriptor_bytes, texts->setup->arena, diag,
                        blame, out));
    *out_start = (gr_loc){gr_diag_add_file(texts->setup->diag, full), 1, 1};
    return gr_diag_note_read(texts->setup->diag, out_start->file,
                             gr_sha256_hex(texts->setup->arena, gr_sha256_of(*out)));
}

static gr_text_file *add_text(const load_texts *texts, gr_str path, found_texts *found)
{
    gr_arena *arena = texts->setup->arena;
    gr_text_file *file = GR_PUSH(arena, found->list, found->n, found->cap, gr_text_file);
    *file = (gr_text_file){
        .path = path, .part = GR_LIT(""), .said = gr_diag_beside(texts->setup->diag, arena)};
    return file;
}

/** What is wrong with one part is told to who asks for that part. */
static gr_status parse_parts(const load_texts *texts, gr_parse parse, gr_str path,
                             const gr_md_part *parts, size_t n, found_texts *found)
{
    gr_status result = GR_OK;
    for (size_t i = 0; i < n; i++) {
        gr_text_file *file = add_text(texts, path, found);
        file->part = parts[i].name;
        file->part_at = parts[i].at;
        parse.diag = file->said;
        gr_status status = gr_markdown_parse(parts[i].bytes, parts[i].start, &parse, &file->blocks);
        bool told = gr_diag_count(file->said, GR_ERROR) > 0;
        result = result == GR_OK && !told ? status : result;
    }
    return result;
}

static gr_status parse_file(const load_texts *texts, gr_loc blame, gr_str path, gr_parse parse,
                            found_texts *found)
{
    gr_str bytes = GR_LIT("");
    gr_loc start = {0};
    gr_md_part *parts = NULL;
    size_t n = 0;
    gr_text_file whole = {.path = path, .part = GR_LIT(""), .said = parse.diag};
    gr_status status = read_bytes(texts, blame, path, parse.diag, &start, &bytes);
    if (status == GR_OK) {
        status = gr_markdown_parts(bytes, start.file, &parse, &parts, &n);
    }
    if (status == GR_OK && n > 0) {
        return parse_parts(texts, parse, path, parts, n, found);
    }
    if (status == GR_OK) {
        status = gr_markdown_parse(bytes, start, &parse, &whole.blocks);
    }
    *GR_PUSH(texts->setup->arena, found->list, found->n, found->cap, gr_text_file) = whole;
    return gr_diag_count(whole.said, GR_ERROR) > 0 ? GR_OK : status;
}

static gr_status read_text(const load_texts *texts, const gr_pattern *pattern, gr_str path,
                           found_texts *found)
{
    const gr_parse parse = {.arena = texts->setup->arena,
                            .diag = gr_diag_beside(texts->setup->diag, texts->setup->arena),
                            .phrases = texts->phrases,
                            .max_depth = texts->setup->limits->nesting};
    return parse_file(texts, pattern->at, path, parse, found);
}

/** Of the files that are texts; empty: none is called nearly so. */
static gr_str nearest(const load_texts *texts, gr_str path)
{
    gr_str *markdown = GR_NEW_N(texts->setup->arena, gr_str, texts->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < texts->n; i++) {
        if (gr_str_ends(texts->paths[i], GR_LIT(".md"))) {
            markdown[n++] = texts->paths[i];
        }
    }
    return gr_suggest(path, markdown, n);
}

static gr_status refuse_missing(const load_texts *texts, const gr_pattern *pattern)
{
    bool plain = pattern->n == 1 && pattern->pieces[0].expr == NULL;
    gr_str meant = plain ? nearest(texts, pattern->source) : GR_LIT("");
    if (meant.len > 0) {
        gr_diag_report(texts->setup->diag, pattern->at, GR_CODE_TEXT_MISSING,
                       "'" GR_FMT "' below '" GR_FMT "'; did you mean '" GR_FMT "'?",
                       GR_ARG(pattern->source), GR_ARG(texts->setup->input), GR_ARG(meant));
    } else {
        gr_diag_report(texts->setup->diag, pattern->at, GR_CODE_TEXT_MISSING,
                       "no file fits '" GR_FMT "' below '" GR_FMT "'", GR_ARG(pattern->source),
                       GR_ARG(texts->setup->input));
    }
    return GR_BAD_INPUT;
}

/** True when a file that fits could stand in the folder that is not followed. */
static bool may_be_outside(const load_texts *texts, const gr_pattern *pattern)
{
    bool fixed = pattern->n > 0 && pattern->pieces[0].expr == NULL;
    gr_str start = fixed ? pattern->pieces[0].text : GR_LIT("");
    gr_str inside = gr_str_fmt(texts->setup->arena, GR_FMT "/", GR_ARG(texts->outside));
    return texts->outside.len > 0 &&
           (gr_str_starts(texts->outside, start) || gr_str_starts(start, inside));
}

gr_status gr_load_texts_matching(void *user, const gr_pattern *pattern, bool may_miss,
                                 gr_text_file **out, size_t *out_n)
{
    load_texts *texts = user;
    gr_status result = GR_OK;
    found_texts found = {0};
    if (!texts->listed) {
        GR_TRY(list_folder(texts, GR_LIT(""), 0));
        texts->listed = true;
    }
    if (may_be_outside(texts, pattern)) {
        return refuse_outside(texts, pattern->at, texts->outside, texts->setup->diag);
    }
    for (size_t i = 0; i < texts->n; i++) {
        if (gr_load_path_fits(texts->paths[i], pattern)) {
            gr_status status = read_text(texts, pattern, texts->paths[i], &found);
            result = result == GR_OK ? status : result;
        }
    }
    if (found.n == 0 && !may_miss) {
        return refuse_missing(texts, pattern);
    }
    GR_TRY(result);
    *out = found.list;
    *out_n = found.n;
    return GR_OK;
}
