#include "style_priv.h"

/* Owns the styles of a folder: each is read once, and laid over the one that it is like. */
#include "base/file.h"

typedef struct shelf_style {
    gr_xml_elem *root;  /* as written */
    gr_xml_elem *whole; /* with what it is like; NULL: not asked for, or not to be had */
    gr_str path;
    bool faulty; /* which was told */
    bool busy, compiled;
    gr_status status;
    gr_house_style *house; /* as it is written, once compiled */
} shelf_style;

struct gr_style_shelf {
    gr_style_shelf_setup by;
    shelf_style *list;
    size_t n;
    bool told_circle;
};

static gr_status read_tree(const gr_style_shelf_setup *by, gr_str path, shelf_style *out)
{
    const gr_xml_grammar *const grammars[] = {&gr_style_grammar};
    out->path = path;
    gr_status status =
        gr_xml_tree_read(path, grammars, 1, by->limits, by->arena, by->diag, &out->root);
    out->faulty = status != GR_OK;
    out->status = status;
    return status;
}

gr_status gr_style_shelf_read(const gr_style_shelf_setup *setup, gr_style_shelf **out)
{
    gr_style_shelf *shelf = GR_NEW(setup->arena, gr_style_shelf);
    gr_str *files = NULL;
    shelf->by = *setup;
    GR_TRY(gr_folder_list(setup->folder, GR_LIT(".xml"), setup->arena, setup->diag, &files,
                          &shelf->n));
    shelf->list = GR_NEW_N(setup->arena, shelf_style, shelf->n);
    for (size_t i = 0; i < shelf->n; i++) {
        gr_str path = gr_path_join(setup->arena, setup->folder, files[i]);
        (void)read_tree(setup, path, &shelf->list[i]); /* kept: it fails when it is compiled */
    }
    *out = shelf;
    return GR_OK;
}

size_t gr_style_shelf_count(const gr_style_shelf *shelf)
{
    return shelf->n;
}

static shelf_style *find(const gr_style_shelf *shelf, gr_str id)
{
    for (size_t i = 0; i < shelf->n; i++) {
        if (shelf->list[i].root != NULL && gr_str_eq(gr_xml_value(shelf->list[i].root, "id"), id)) {
            return &shelf->list[i];
        }
    }
    return NULL;
}

static bool any_unread(const gr_style_shelf *shelf)
{
    bool unread = false;
    for (size_t i = 0; i < shelf->n; i++) {
        unread = unread || shelf->list[i].root == NULL;
    }
    return unread;
}

static gr_status refuse_base(const gr_style_shelf *shelf, const shelf_style *style, gr_str like)
{
    gr_loc at = gr_style_at(style->root, "like");
    gr_str *ids = GR_NEW_N(shelf->by.arena, gr_str, shelf->n);
    size_t n = 0;
    if (any_unread(shelf)) {
        return GR_BAD_INPUT; /* it may be that one, and that was told */
    }
    for (size_t i = 0; i < shelf->n; i++) {
        if (&shelf->list[i] != style) {
            ids[n++] = gr_xml_value(shelf->list[i].root, "id");
        }
    }
    gr_str meant = gr_suggest(like, ids, n);
    gr_buf known = gr_buf_make(shelf->by.arena, SIZE_MAX / 4);
    for (size_t i = 0; i < n; i++) {
        gr_buf_addf(&known, "%s" GR_FMT, i > 0 ? ", " : "", GR_ARG(ids[i]));
    }
    gr_diag_report(shelf->by.diag, at, GR_CODE_STYLE_LIKE,
                   meant.len > 0 ? "no house style '" GR_FMT "'; did you mean '" GR_FMT "'?"
                                 : "no house style '" GR_FMT "'; beside this one there is " GR_FMT,
                   GR_ARG(like), GR_ARG(meant.len > 0 ? meant : gr_buf_view(&known)));
    return GR_BAD_INPUT;
}

static gr_status refuse_circle(gr_style_shelf *shelf, const shelf_style *style, gr_str like)
{
    if (!shelf->told_circle) {
        gr_diag_report(shelf->by.diag, gr_style_at(style->root, "like"), GR_CODE_STYLE_LIKE,
                       "'" GR_FMT "' is like this one in turn, or the chain of 'like' is longer "
                       "than %d; a chain must end in a style that is like no other",
                       GR_ARG(like), GR_STYLE_LIKE_DEEP);
        shelf->told_circle = true;
    }
    return GR_BAD_INPUT;
}

static gr_status refuse_langless(const gr_style_shelf *shelf, const shelf_style *style)
{
    gr_diag_report(shelf->by.diag, style->root->at, GR_CODE_ATTRIBUTE_MISSING,
                   "'style' needs 'lang': language of words and hyphenation, "
                   "unless it is 'like' another style");
    return GR_BAD_INPUT;
}

static gr_status compile_plain(gr_style_shelf *shelf, shelf_style *style, unsigned depth);

/** Its tree with what it is like, of which nothing may be wrong. */
static gr_status make_whole(gr_style_shelf *shelf, shelf_style *style, unsigned depth,
                            const gr_xml_elem **out_base)
{
    gr_str like = gr_xml_value(style->root, "like");
    *out_base = NULL;
    if (gr_xml_find(style->root, "like") == NULL) {
        style->whole = style->root;
        return gr_xml_find(style->root, "lang") == NULL ? refuse_langless(shelf, style) : GR_OK;
    }
    shelf_style *base = find(shelf, like);
    if (base == NULL) {
        return refuse_base(shelf, style, like);
    }
    if (base->busy || base == style || depth >= GR_STYLE_LIKE_DEEP) {
        return refuse_circle(shelf, style, like);
    }
    style->busy = true;
    gr_status status = compile_plain(shelf, base, depth + 1);
    style->busy = false;
    GR_TRY(status);
    style->whole = gr_style_laid_over(shelf->by.arena, base->whole, style->root);
    *out_base = base->whole;
    return GR_OK;
}

static gr_style_reading reading_of(const gr_style_shelf *shelf, const shelf_style *style,
                                   const gr_xml_elem *base)
{
    return (gr_style_reading){.arena = shelf->by.arena,
                              .diag = shelf->by.diag,
                              .font_folder = shelf->by.font_folder,
                              .max_depth = shelf->by.limits->nesting,
                              .root = style->whole,
                              .own = style->root,
                              .base = base};
}

static gr_status compile_plain(gr_style_shelf *shelf, shelf_style *style, unsigned depth)
{
    const gr_xml_elem *base = NULL;
    if (style->compiled || style->faulty) {
        return style->status;
    }
    style->compiled = true;
    style->status = make_whole(shelf, style, depth, &base);
    if (style->status == GR_OK) {
        gr_style_reading reading = reading_of(shelf, style, base);
        style->status = gr_style_compile(&reading, &style->house);
    }
    return style->status;
}

/** The files that say how it looks: its own, and those of what it is like. */
static void add_files(const gr_style_shelf *shelf, const shelf_style *style, gr_house_style *house)
{
    house->n_files = 0;
    while (style != NULL && house->n_files < GR_STYLE_FILES) {
        house->files[house->n_files++] = style->root->at.file;
        style = find(shelf, gr_xml_value(style->root, "like"));
    }
}

gr_status gr_style_shelf_compile(gr_style_shelf *shelf, size_t i, const gr_style_wish *wish,
                                 gr_house_style **out)
{
    shelf_style *style = &shelf->list[i];
    GR_TRY(compile_plain(shelf, style, 0));
    *out = style->house;
    if (wish != NULL) {
        gr_style_reading reading = reading_of(shelf, style, NULL);
        shelf_style *other = find(shelf, wish->stands_for);
        reading.wish = wish;
        gr_style_apply(&reading, other == NULL ? NULL : other->whole);
        GR_TRY(reading.failed ? GR_BAD_INPUT : gr_style_compile(&reading, out));
    }
    add_files(shelf, style, *out);
    return GR_OK;
}

bool gr_style_shelf_lacks(const gr_style_shelf *shelf, gr_str id, gr_str stands_for)
{
    const shelf_style *style = find(shelf, id), *other = find(shelf, stands_for);
    return style != NULL && other != NULL && style->whole != NULL && other->whole != NULL &&
           gr_style_lacks(style->whole, other->whole);
}

gr_status gr_style_read(gr_str path, gr_str font_folder, const gr_limits *limits, gr_arena *arena,
                        gr_diag *diag, gr_house_style **out_style)
{
    gr_style_shelf shelf = {
        .by = {.font_folder = font_folder, .limits = limits, .arena = arena, .diag = diag},
        .list = GR_NEW(arena, shelf_style),
        .n = 1};
    GR_TRY(read_tree(&shelf.by, path, &shelf.list[0]));
    return gr_style_shelf_compile(&shelf, 0, NULL, out_style);
}
