/* Owns house styles and their fonts: reads the files, holds pinned ones against their hash and
 * opens each style once. Must not know what is set in them. */
#include "base/arena.h"
#include "base/file.h"
#include "base/intern.h"
#include "pack/pack.h"
#include "release.h"
#include "style/style_read.h"

#define FONT_BYTES ((size_t)64 * 1024 * 1024)

static gr_status keep_style(batch *run, gr_house_style *house)
{
    for (size_t i = 0; i < run->n_styles; i++) {
        if (gr_str_eq(run->styles[i].house->id, house->id)) {
            gr_diag_report(run->diag, house->at, GR_CODE_NAME_DUPLICATE,
                           "a house style '" GR_FMT "' exists already", GR_ARG(house->id));
            gr_diag_note(run->diag, run->styles[i].house->at, "the first one");
            return GR_BAD_INPUT;
        }
    }
    batch_style *style =
        GR_PUSH(run->src, run->styles, run->n_styles, run->cap_styles, batch_style);
    *style = (batch_style){.house = house};
    return GR_OK;
}

gr_status batch_read_styles(batch *run)
{
    gr_status result = GR_OK;
    gr_str *files = NULL;
    size_t n = 0;
    gr_str folder = gr_path_join(run->src, run->templates, GR_LIT("styles"));
    GR_TRY(gr_folder_list(folder, GR_LIT(".xml"), run->src, run->diag, &files, &n));
    for (size_t i = 0; i < n; i++) {
        gr_house_style *house = NULL;
        gr_status status =
            gr_style_read(gr_path_join(run->src, folder, files[i]), run->request->fonts,
                          run->limits, run->src, run->diag, &house);
        if (status == GR_OK) {
            status = keep_style(run, house);
        }
        result = result == GR_OK ? status : result;
    }
    return result;
}

const gr_house_style *batch_style_find(void *user, gr_str named, gr_loc at)
{
    const batch *run = user;
    bool asked = run->request->style.len > 0; /* with --style: no place in a file is to blame */
    gr_str id = asked ? run->request->style : named;
    at = asked ? (gr_loc){0} : at;
    gr_str *ids = GR_NEW_N(run->src, gr_str, run->n_styles);
    for (size_t i = 0; i < run->n_styles; i++) {
        ids[i] = run->styles[i].house->id;
        if (gr_str_eq(ids[i], id)) {
            return run->styles[i].house;
        }
    }
    gr_str meant = gr_suggest(id, ids, run->n_styles);
    gr_str known = gr_names_listed(run->src, ids, run->n_styles);
    if (meant.len > 0) {
        gr_diag_report(run->diag, at, GR_CODE_STYLE_UNKNOWN,
                       "no house style '" GR_FMT "'; did you mean '" GR_FMT "'?", GR_ARG(id),
                       GR_ARG(meant));
    } else {
        gr_diag_report(run->diag, at, GR_CODE_STYLE_UNKNOWN,
                       "no house style '" GR_FMT "'; in '" GR_FMT "/styles' there is " GR_FMT,
                       GR_ARG(id), GR_ARG(run->templates), GR_ARG(known));
    }
    return NULL;
}

static gr_status read_font(batch *run, const gr_font_file *font, gr_face_file *out,
                           gr_str *out_sha256)
{
    gr_str path = batch_font_path(run, font->path);
    if (!gr_file_exists(path)) {
        gr_diag_report(run->diag, font->at, GR_CODE_FONT_MISSING,
                       "'" GR_FMT "'; install the package it comes from, or name another file",
                       GR_ARG(font->path));
        return GR_BAD_INPUT;
    }
    gr_str bytes = GR_LIT("");
    GR_TRY(gr_file_read(path, FONT_BYTES, run->src, run->diag, font->at, &bytes));
    gr_str hash = gr_sha256_hex(run->src, gr_sha256_of(bytes));
    if (font->sha256.len > 0 && !gr_str_eq(hash, font->sha256)) {
        gr_diag_report(run->diag, font->at, GR_CODE_FONT_HASH, "'" GR_FMT "' has SHA-256 " GR_FMT,
                       GR_ARG(font->path), GR_ARG(hash));
        return GR_BAD_INPUT;
    }
    *out_sha256 = hash;
    *out = (gr_face_file){.family = font->family,
                          .path = font->path,
                          .bold = font->bold,
                          .italic = font->italic,
                          .fallback = font->fallback,
                          .index = font->index,
                          .bytes = bytes,
                          .at = font->at};
    return GR_OK;
}

static gr_status open_style(batch *run, batch_style *style)
{
    const gr_house_style *house = style->house;
    gr_face_file *faces = GR_NEW_N(run->src, gr_face_file, house->n_fonts);
    gr_str *hashes = GR_NEW_N(run->src, gr_str, house->n_fonts);
    gr_status result = GR_OK;
    style->sha256 = gr_diag_read_hash(run->diag, style->house->at.file);
    style->font_sha256 = hashes;
    for (size_t i = 0; i < house->n_fonts; i++) {
        gr_status status = read_font(run, &house->fonts[i], &faces[i], &hashes[i]);
        result = result == GR_OK ? status : result;
    }
    GR_TRY(result);
    return gr_text_open(faces, house->n_fonts, batch_hyphen_folder(run), run->diag, &style->text);
}

static bool is_used(const batch *run, const gr_house_style *house)
{
    for (size_t i = 0; i < run->n_bound; i++) {
        if (gr_report_style(run->bound[i].report) == house) {
            return true;
        }
    }
    return false;
}

gr_status batch_styles_open(batch *run)
{
    gr_status result = GR_OK;
    for (size_t i = 0; i < run->n_styles; i++) {
        if (is_used(run, run->styles[i].house)) {
            gr_status status = open_style(run, &run->styles[i]);
            result = result == GR_OK ? status : result;
        }
    }
    return result;
}

const batch_style *batch_style_of(const batch *run, const gr_house_style *house)
{
    size_t i = 0;
    while (i + 1 < run->n_styles && run->styles[i].house != house) {
        i++;
    }
    return &run->styles[i]; /* every document has one of these */
}

void batch_styles_close(batch *run)
{
    for (size_t i = 0; i < run->n_styles; i++) {
        gr_text_close(run->styles[i].text);
        run->styles[i].text = NULL;
    }
}
