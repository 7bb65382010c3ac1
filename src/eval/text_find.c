#include "base/arena.h"
#include "base/intern.h"
#include "eval_priv.h"

/* Owns which text a file= and a part= mean, and what is said when there is none. */

#define PARTS_TOLD 8

const gr_text_file *gr_text_find(const gr_text_use *use, gr_str path, gr_str part)
{
    const gr_text_file *found = NULL;
    for (size_t i = 0; i < use->n && found == NULL; i++) {
        const gr_text_file *file = &use->files[i];
        bool broken = file->part.len == 0 && gr_diag_count(file->said, GR_ERROR) > 0;
        if (gr_str_eq(file->path, path) && (gr_str_eq(file->part, part) || broken)) {
            found = file;
        }
    }
    return found;
}

static bool is_in_parts(const gr_text_use *use, gr_str path)
{
    for (size_t i = 0; i < use->n; i++) {
        if (gr_str_eq(use->files[i].path, path) && use->files[i].part.len > 0) {
            return true;
        }
    }
    return false;
}

static bool is_there(const gr_text_use *use, gr_str path)
{
    for (size_t i = 0; i < use->n; i++) {
        if (gr_str_eq(use->files[i].path, path)) {
            return true;
        }
    }
    return false;
}

bool gr_text_must_be(const gr_tnode *node, const gr_text_use *use, gr_str path)
{
    bool asks = gr_tnode_attr(node, "part") != NULL;
    bool mixed = is_there(use, path) && asks != is_in_parts(use, path);
    return mixed || !gr_tnode_flag(node, "optional", false);
}

/** Names of the parts of a file, in its order. */
static size_t parts_of(const gr_text_use *use, gr_str path, gr_arena *arena, gr_str **out)
{
    size_t n = 0;
    *out = GR_NEW_N(arena, gr_str, use->n + 1);
    for (size_t i = 0; i < use->n; i++) {
        if (gr_str_eq(use->files[i].path, path) && use->files[i].part.len > 0) {
            (*out)[n++] = use->files[i].part;
        }
    }
    return n;
}

static gr_str list_of(const gr_str *names, size_t n, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < n && i < PARTS_TOLD; i++) {
        gr_buf_addf(&out, "%s'" GR_FMT "'", i == 0 ? "" : ", ", GR_ARG(names[i]));
    }
    gr_buf_add(&out, n > PARTS_TOLD ? GR_LIT(", ...") : GR_LIT(""));
    return gr_buf_view(&out);
}

gr_str gr_text_refusal(const gr_text_use *use, gr_str path, gr_str part, gr_arena *arena)
{
    gr_str *names = NULL;
    size_t n = parts_of(use, path, arena, &names);
    gr_str list = list_of(names, n, arena);
    if (n == 0) {
        return gr_str_fmt(arena,
                          "'" GR_FMT
                          "' is one text; leave part= out, or begin each part of it with "
                          "a line such as '::: part m12'",
                          GR_ARG(path));
    }
    if (part.len == 0) {
        return gr_str_fmt(arena, "'" GR_FMT "' holds several texts; say which with part=: " GR_FMT,
                          GR_ARG(path), GR_ARG(list));
    }
    gr_str meant = gr_suggest(part, names, n);
    return meant.len > 0
               ? gr_str_fmt(arena, "'" GR_FMT "' in '" GR_FMT "'; did you mean '" GR_FMT "'?",
                            GR_ARG(part), GR_ARG(path), GR_ARG(meant))
               : gr_str_fmt(arena, "'" GR_FMT "' in '" GR_FMT "'; it holds " GR_FMT, GR_ARG(part),
                            GR_ARG(path), GR_ARG(list));
}
