/* Owns house styles and their fonts: reads the files, holds pinned ones against their hash and
 * opens each style once. Must not know what is set in them. */
#include "base/arena.h"
#include "base/file.h"
#include "base/intern.h"
#include "load/laid_out.h"
#include "load_priv.h"
#include "pack/pack.h"
#include "style/style_read.h"
#include "text/text.h"

#define FONT_BYTES ((size_t)64 * 1024 * 1024)

static gr_status keep_style(load_styles *styles, gr_house_style *house, size_t on_shelf)
{
    for (size_t i = 0; i < styles->n; i++) {
        if (gr_str_eq(styles->list[i].house->id, house->id)) {
            gr_diag_report(styles->setup->diag, house->at, GR_CODE_NAME_DUPLICATE,
                           "a house style '" GR_FMT "' exists already", GR_ARG(house->id));
            gr_diag_note(styles->setup->diag, styles->list[i].house->at, "the first one");
            return GR_BAD_INPUT;
        }
    }
    gr_opened_style *style =
        GR_PUSH(styles->setup->arena, styles->list, styles->n, styles->cap, gr_opened_style);
    *style = (gr_opened_style){.house = house, .on_shelf = on_shelf};
    return GR_OK;
}

gr_status gr_load_styles_read(load_styles *styles)
{
    gr_status result = GR_OK;
    const gr_load_setup *by = styles->setup;
    gr_style_shelf_setup shelf = {
        .folder = gr_path_join(by->arena, by->templates, GR_LIT("styles")),
        .font_folder = by->fonts,
        .limits = by->limits,
        .arena = by->arena,
        .diag = by->diag,
    };
    GR_TRY(gr_style_shelf_read(&shelf, &styles->shelf));
    for (size_t i = 0; i < gr_style_shelf_count(styles->shelf); i++) {
        gr_house_style *house = NULL;
        gr_status status = gr_style_shelf_compile(styles->shelf, i, NULL, &house);
        if (status == GR_OK) {
            status = keep_style(styles, house, i);
        }
        styles->broken = styles->broken || status != GR_OK;
        result = result == GR_OK ? status : result;
    }
    return result;
}

/** The one that was read from its file under this id; NULL. */
static const gr_opened_style *find_read(const load_styles *styles, gr_str id)
{
    for (size_t i = 0; i < styles->n; i++) {
        if (gr_str_eq(styles->list[i].house->id, id)) {
            return &styles->list[i];
        }
    }
    return NULL;
}

static const gr_house_style *find_named(const load_styles *styles, gr_str id, gr_loc at)
{
    const gr_opened_style *read = find_read(styles, id);
    if (read != NULL || styles->broken) {
        return read == NULL ? NULL : read->house; /* it may be the broken one */
    }
    gr_str *ids = GR_NEW_N(styles->setup->arena, gr_str, styles->n);
    for (size_t i = 0; i < styles->n; i++) {
        ids[i] = styles->list[i].house->id;
    }
    gr_str meant = gr_suggest(id, ids, styles->n);
    gr_str known = gr_names_listed(styles->setup->arena, ids, styles->n);
    if (meant.len > 0) {
        gr_diag_report(styles->setup->diag, at, GR_CODE_STYLE_UNKNOWN,
                       "no house style '" GR_FMT "'; did you mean '" GR_FMT "'?", GR_ARG(id),
                       GR_ARG(meant));
    } else {
        gr_diag_report(styles->setup->diag, at, GR_CODE_STYLE_UNKNOWN,
                       "no house style '" GR_FMT "'; in '" GR_FMT "/styles' there is " GR_FMT,
                       GR_ARG(id), GR_ARG(styles->setup->templates), GR_ARG(known));
    }
    return NULL;
}

/** A style otherwise than it is written: one more among those that there are. */
static const gr_house_style *as_wished(load_styles *styles, const gr_opened_style *of,
                                       const gr_style_wish *wish)
{
    gr_house_style *house = NULL;
    if (of == NULL) {
        return NULL; /* not so: it was found by its id */
    }
    size_t on_shelf = of->on_shelf;
    size_t base = (size_t)(of - styles->list);
    if (gr_style_shelf_compile(styles->shelf, on_shelf, wish, &house) != GR_OK) {
        return NULL;
    }
    gr_opened_style *style =
        GR_PUSH(styles->setup->arena, styles->list, styles->n, styles->cap, gr_opened_style);
    *style = (gr_opened_style){.house = house, .on_shelf = on_shelf, .like = base + 1};
    return house;
}

const gr_house_style *gr_load_styles_find(void *user, const gr_tnode *report)
{
    load_styles *styles = user;
    bool asked = styles->setup->style.len > 0; /* with --style: no place in a file is to blame */
    gr_str own = gr_tnode_value(report, "style");
    const gr_house_style *house = asked ? find_named(styles, styles->setup->style, (gr_loc){0})
                                        : find_named(styles, own, gr_tnode_place(report, "style"));
    if (house == NULL) {
        return NULL;
    }
    gr_style_wish wish = {.stands_for = GR_LIT(""), .lang = GR_LIT("")};
    if (asked && gr_style_shelf_lacks(styles->shelf, house->id, own)) {
        wish.stands_for = own; /* its names, by what they are like there */
    }
    if (!asked) { /* what it sets are colours of the style that it names */
        gr_load_style_sets(styles, report, &wish);
    }
    gr_load_style_lang(report, house, &wish);
    bool plain = wish.n_sets == 0 && wish.stands_for.len == 0 && wish.lang.len == 0;
    return plain ? house : as_wished(styles, find_read(styles, house->id), &wish);
}

const gr_house_style *gr_load_style_named(const gr_load *load, gr_str id, gr_loc at)
{
    return find_named(&load->styles, id, at);
}

static gr_status read_font(const load_styles *styles, const gr_font_file *font, gr_face_file *out,
                           gr_str *out_sha256)
{
    gr_str path = gr_font_place(styles->setup->laid_out, font->path, styles->setup->arena);
    if (!gr_file_exists(path)) {
        gr_diag_report(styles->setup->diag, font->at, GR_CODE_FONT_MISSING,
                       "'" GR_FMT "'; install the package it comes from, or name another file",
                       GR_ARG(font->path));
        return GR_BAD_INPUT;
    }
    gr_str bytes = GR_LIT("");
    GR_TRY(gr_file_read(path, FONT_BYTES, styles->setup->arena, styles->setup->diag, font->at,
                        &bytes));
    gr_str hash = gr_sha256_hex(styles->setup->arena, gr_sha256_of(bytes));
    if (font->sha256.len > 0 && !gr_str_eq(hash, font->sha256)) {
        gr_diag_report(styles->setup->diag, font->at, GR_CODE_FONT_HASH,
                       "'" GR_FMT "' has SHA-256 " GR_FMT, GR_ARG(font->path), GR_ARG(hash));
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

/** Of all files that say how it looks. */
static gr_str hash_of(const load_styles *styles, const gr_house_style *house)
{
    const gr_load_setup *by = styles->setup;
    gr_str first = gr_diag_read_hash(by->diag, house->files[0]);
    gr_buf all = gr_buf_make(by->arena, SIZE_MAX / 4);
    for (size_t i = 0; i < house->n_files; i++) {
        gr_buf_add(&all, gr_diag_read_hash(by->diag, house->files[i]));
    }
    size_t pictures = gr_load_style_pictures(by, house, &all);
    return house->n_files == 1 && pictures == 0
               ? first
               : gr_sha256_hex(by->arena, gr_sha256_of(gr_buf_view(&all)));
}

static gr_status open_style(const load_styles *styles, gr_opened_style *style)
{
    const gr_house_style *house = style->house;
    if (style->text != NULL) {
        return GR_OK; /* for one that is made of it */
    }
    gr_face_file *faces = GR_NEW_N(styles->setup->arena, gr_face_file, house->n_fonts);
    gr_str *hashes = GR_NEW_N(styles->setup->arena, gr_str, house->n_fonts);
    gr_status result = GR_OK;
    style->sha256 = hash_of(styles, house);
    style->font_sha256 = hashes;
    for (size_t i = 0; i < house->n_fonts; i++) {
        gr_status status = read_font(styles, &house->fonts[i], &faces[i], &hashes[i]);
        result = result == GR_OK ? status : result;
    }
    GR_TRY(result);
    return gr_text_open(faces, house->n_fonts,
                        gr_patterns_folder(styles->setup->laid_out, styles->setup->arena),
                        styles->setup->diag, &style->text);
}

static bool is_used(const gr_house_style *house, const gr_bound_report *bound, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_report_style(bound[i].report) == house) {
            return true;
        }
    }
    return false;
}

/** Orders of reports that are set in it cannot be made. */
static gr_status blame(const load_styles *styles, const gr_house_style *house,
                       const gr_bound_report *bound, size_t n, gr_status status)
{
    gr_status result = GR_OK;
    for (size_t i = 0; i < n; i++) {
        if (gr_report_style(bound[i].report) == house) {
            gr_status one = gr_load_leave_out(styles->setup, bound[i].order, status);
            result = result == GR_OK ? one : result;
        }
    }
    return result;
}

/** What is made of another style has its fonts. */
static gr_status open_made(const load_styles *styles, gr_opened_style *style)
{
    if (style->like == 0) {
        return open_style(styles, style);
    }
    gr_opened_style *base = &styles->list[style->like - 1];
    GR_TRY(open_style(styles, base));
    style->text = base->text;
    style->sha256 = base->sha256; /* what else there is stands in the report */
    style->font_sha256 = base->font_sha256;
    return GR_OK;
}

gr_status gr_load_styles_open(load_styles *styles, const gr_bound_report *bound, size_t n)
{
    gr_status result = GR_OK;
    for (size_t i = 0; i < styles->n; i++) {
        const gr_house_style *house = styles->list[i].house;
        if (is_used(house, bound, n)) {
            gr_status status = blame(styles, house, bound, n, open_made(styles, &styles->list[i]));
            result = result == GR_OK ? status : result;
        }
    }
    return result;
}

const gr_opened_style *gr_load_style_of(const gr_load *load, const gr_house_style *house)
{
    const load_styles *styles = &load->styles;
    size_t i = 0;
    while (i + 1 < styles->n && styles->list[i].house != house) {
        i++;
    }
    return &styles->list[i]; /* every document has one of these */
}

void gr_load_styles_close(load_styles *styles)
{
    for (size_t i = 0; i < styles->n; i++) {
        if (styles->list[i].like == 0) {
            gr_text_close(styles->list[i].text);
        }
        styles->list[i].text = NULL;
    }
}
