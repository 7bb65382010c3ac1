#include "load/inputs.h"

/* Owns which files are kept, and under which folder each of them is listed. */
#include <sys/stat.h>

#include "base/arena.h"
#include "base/attachment.h"
#include "base/file.h"
#include "load/laid_out.h"
#include "pack/file_hash.h"

typedef struct keeping {
    const gr_inputs_setup *by;
    gr_arena *arena;
    gr_diag *diag;
    gr_kept_file *list;
    size_t n, cap;
    gr_str used; /* what the edition at work was made from: used.tsv */
} keeping;

/** `known`: hash of what was read; empty: nothing was. A file that is in the archive already is not
 * read for it: what was read is there. */
static gr_status keep(keeping *k, const char *folder, gr_str path, gr_str full, gr_str known)
{
    struct stat facts = {0};
    if (known.len == 0) {
        GR_TRY(gr_file_hash(full, GR_KEPT_BYTES, k->arena, k->diag, &known));
    }
    (void)stat(gr_str_dup(k->arena, full).ptr, &facts); /* gone since: adding it says so */
    gr_kept_file input = {.folder = folder,
                          .path = gr_str_dup(k->arena, path),
                          .sha256 = known,
                          .bytes = (size_t)facts.st_size};
    *GR_PUSH(k->arena, k->list, k->n, k->cap, gr_kept_file) = input;
    return gr_archive_add(&k->by->archive, &input, full, k->arena, k->diag);
}

/* --- which files --- */

/** Every file that a message could point into was read: exports, descriptors and texts. */
static gr_status keep_read_files(keeping *k)
{
    for (uint16_t i = 1; gr_diag_file(k->diag, i).len > 0; i++) {
        gr_str full = gr_diag_file(k->diag, i);
        gr_str rest = GR_LIT("");
        if (!gr_file_exists(full)) {
            continue;
        }
        if (gr_path_is_below(full, k->by->templates, &rest)) {
            GR_TRY(keep(k, "templates", rest, full, gr_diag_read_hash(k->diag, i)));
        } else if (gr_path_is_below(full, k->by->input, &rest)) {
            GR_TRY(keep(k, "input", rest, full, gr_diag_read_hash(k->diag, i)));
        }
    }
    return GR_OK;
}

/** Of every house style that was read, also where nothing is set in it: reading it again asks for
 * them. Those that were used are among the files that were read, too. */
static gr_status keep_pictures(keeping *k, const gr_house_style *house)
{
    for (size_t i = 0; i < house->n_masters; i++) {
        for (size_t b = 0; b < house->masters[i].n_bands; b++) {
            gr_str full = house->masters[i].bands[b].picture;
            gr_str rest = GR_LIT("");
            if (full.len > 0 && gr_path_is_below(full, k->by->templates, &rest)) {
                GR_TRY(keep(k, "templates", rest, full, GR_LIT("")));
            }
        }
    }
    return GR_OK;
}

static gr_status keep_looks(keeping *k, const gr_load *load)
{
    const gr_opened_style *styles = NULL;
    size_t n = gr_load_styles(load, &styles);
    for (size_t i = 0; i < n; i++) {
        const gr_opened_style *style = &styles[i];
        GR_TRY(keep_pictures(k, style->house));
        for (size_t f = 0; style->text != NULL && style->like == 0 && f < style->house->n_fonts;
             f++) {
            gr_str full = style->house->fonts[f].path;
            gr_str rest = GR_LIT("");
            bool named = gr_path_is_below(full, k->by->fonts, &rest);
            GR_TRY(keep(k, named ? "fonts" : "files", named ? rest : gr_str_sub(full, 1, SIZE_MAX),
                        full, style->font_sha256[f]));
        }
    }
    return GR_OK;
}

/** All of them: which are used is known when a document is laid out, by another process. */
static gr_status keep_patterns(keeping *k)
{
    gr_str *names = NULL;
    size_t n = 0;
    gr_str folder = gr_patterns_folder(k->by->laid_out, k->arena);
    GR_TRY(gr_folder_list(folder, GR_LIT(".dic"), k->arena, k->diag, &names, &n));
    for (size_t i = 0; i < n; i++) {
        GR_TRY(keep(k, "patterns", names[i], gr_path_join(k->arena, folder, names[i]), GR_LIT("")));
    }
    return GR_OK;
}

static int by_path(const void *left, const void *right)
{
    const gr_kept_file *a = left;
    const gr_kept_file *b = right;
    int folders = gr_str_cmp(gr_str_of(a->folder), gr_str_of(b->folder));
    return folders != 0 ? folders : gr_str_cmp(a->path, b->path);
}

/** Two house styles may use one font: it is kept, and laid out again, once. The list is sorted. */
static size_t once_each(gr_kept_file *list, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (kept == 0 || by_path(&list[kept - 1], &list[i]) != 0) {
            list[kept++] = list[i];
        }
    }
    return kept;
}

gr_status gr_inputs_keep(const gr_inputs_setup *setup, const gr_load *load, gr_kept_file **out,
                         size_t *out_n)
{
    keeping k = {.by = setup, .arena = setup->arena, .diag = setup->diag};
    if (setup->archive.shard == 0) { /* what looks left behind may be another shard's */
        gr_archive_sweep(setup->archive.state, setup->arena);
    }
    GR_TRY(keep_read_files(&k));
    GR_TRY(keep_looks(&k, load));
    GR_TRY(keep_patterns(&k));
    if (k.n > 0) { /* qsort takes no NULL, not even for nothing */
        qsort(k.list, k.n, sizeof(k.list[0]), by_path);
        k.n = once_each(k.list, k.n);
    }
    *out = k.list;
    *out_n = k.n;
    return GR_OK;
}

static bool is_listed(const keeping *k, gr_str path)
{
    for (size_t i = 0; i < k->n; i++) {
        if (gr_str_eq(k->list[i].path, path)) {
            return true;
        }
    }
    return false;
}

/** Hash under which the version counts the file; empty: it does not say. */
static gr_str used_hash(const keeping *k, gr_str path)
{
    gr_str row = gr_str_fmt(k->arena, "file\t" GR_FMT "\t", GR_ARG(path));
    size_t at = gr_str_find(k->used, row);
    return at == SIZE_MAX ? GR_LIT("") : gr_str_sub(k->used, at + row.len, 64);
}

static gr_status keep_images(keeping *k, const gr_node *node)
{
    gr_str rest = GR_LIT("");
    if (node->kind == GR_K_IMAGE && gr_path_is_below(node->as.image.path, k->by->input, &rest) &&
        !is_listed(k, rest) && gr_file_exists(node->as.image.path)) {
        GR_TRY(keep(k, "input", rest, node->as.image.path, used_hash(k, rest)));
    }
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        GR_TRY(keep_images(k, child));
    }
    return GR_OK;
}

gr_status gr_inputs_keep_edition(const gr_inputs_setup *setup, const gr_doc *doc, gr_str used,
                                 gr_kept_file **out, size_t *out_n)
{
    keeping k = {.by = setup, .arena = setup->arena, .diag = setup->diag, .used = used};
    GR_TRY(keep_images(&k, doc->root));
    for (size_t i = 0; i < doc->n_attachments; i++) {
        gr_str path = doc->attachments[i].path;
        if (path.len > 0 && !is_listed(&k, path)) {
            gr_str full = gr_path_join(k.arena, setup->input, path);
            gr_str bytes = doc->attachments[i].bytes; /* none when it is only named */
            gr_str hash = bytes.len == 0 ? bytes : gr_sha256_hex(k.arena, gr_sha256_of(bytes));
            GR_TRY(keep(&k, "input", path, full, hash));
        }
    }
    *out = k.list;
    *out_n = k.n;
    return GR_OK;
}
