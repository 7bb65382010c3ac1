#include "unfold_priv.h"

/* Owns what a descriptor can use: its definitions, and those of the files that it includes. */
#include "base/file.h"
#include "base/intern.h"

gr_str gr_unfold_listed(const gr_unfolding *u, const gr_str *names, size_t n)
{
    gr_buf list = gr_buf_make(u->by->arena, SIZE_MAX / 4);
    for (size_t i = 0; i < n; i++) {
        gr_buf_addf(&list, "%s" GR_FMT, i > 0 ? ", " : "", GR_ARG(names[i]));
    }
    return gr_buf_view(&list);
}

gr_definition *gr_unfold_find(gr_unfolding *u, gr_str name)
{
    for (size_t i = 0; i < u->n_defs; i++) {
        if (gr_str_eq(u->defs[i].name, name)) {
            return &u->defs[i];
        }
    }
    return NULL;
}

const gr_xml_elem *gr_unfold_fragment(const gr_unfolding *u, gr_str path)
{
    for (size_t i = 0; i < u->n_fragments; i++) {
        if (gr_str_eq(u->fragments[i].path, path)) {
            return u->fragments[i].root;
        }
    }
    return NULL;
}

void gr_unfold_refuse_unknown(gr_unfolding *u, const gr_xml_elem *use, gr_str name)
{
    gr_str *names = GR_NEW_N(u->by->arena, gr_str, u->n_defs + 1);
    for (size_t i = 0; i < u->n_defs; i++) {
        names[i] = u->defs[i].name;
    }
    gr_str meant = gr_suggest(name, names, u->n_defs);
    u->lost_use = true;
    gr_str known = gr_unfold_listed(u, names, u->n_defs);
    gr_unfold_refuse(u, gr_unfold_at(use, "name"), GR_CODE_USE_UNKNOWN,
                     meant.len > 0   ? "'" GR_FMT "'; did you mean '" GR_FMT "'?"
                     : u->n_defs > 0 ? "'" GR_FMT "'; there is " GR_FMT
                                     : "'" GR_FMT
                                       "'; nothing is defined here, nor in a file that is "
                                       "included" GR_FMT,
                     GR_ARG(name), GR_ARG(meant.len > 0 ? meant : known));
}

void gr_unfold_tell_unused(const gr_unfolding *u)
{
    /* a use of what nobody defines may be meant for any of them */
    for (size_t i = 0; i < u->n_defs && !u->lost_use; i++) {
        if (u->defs[i].own && !u->defs[i].used) {
            gr_diag_report_open(u->by->diag, gr_unfold_at(u->defs[i].elem, "name"),
                                GR_CODE_DEFINE_UNUSED,
                                "'" GR_FMT "'; write <use name=\"" GR_FMT
                                "\"/> where it should stand, or take it out",
                                GR_ARG(u->defs[i].name), GR_ARG(u->defs[i].name));
        }
    }
}

/** It says something of a <use> or an <include> already. */
static bool is_taken(const gr_unfolding *u, gr_str name)
{
    return gr_xml_has_attr(u->by->report, GR_LIT("use"), name) ||
           gr_xml_has_attr(u->by->report, GR_LIT("include"), name);
}

/** Names that are taken, and the same one twice. */
static void check_arguments(gr_unfolding *u, const gr_xml_elem *body)
{
    gr_intern *seen = gr_intern_new(u->by->arena);
    for (const gr_xml_elem *a = NULL; (a = gr_unfold_next(body, GR_E_ARGUMENT, a)) != NULL;) {
        gr_str name = gr_xml_value(a, "name");
        bool reference = gr_str_is(gr_xml_value(a, "type"), "reference");
        uint32_t before = gr_intern_count(seen);
        if (is_taken(u, name)) {
            gr_unfold_refuse(u, gr_unfold_at(a, "name"), GR_CODE_DEFINE_FORM,
                             "'" GR_FMT "' means something on <use> itself; take another name",
                             GR_ARG(name));
        }
        if (gr_intern_add(seen, name) < before) {
            gr_unfold_refuse(u, gr_unfold_at(a, "name"), GR_CODE_NAME_DUPLICATE,
                             "argument '" GR_FMT "'", GR_ARG(name));
        }
        if (reference != (gr_xml_find(a, "to") != NULL)) {
            gr_unfold_refuse(u, gr_unfold_at(a, reference ? "type" : "to"), GR_CODE_DEFINE_FORM,
                             reference ? "a reference says 'to' which dataset"
                                       : "'to' goes with type=\"reference\"");
        }
    }
}

static void define(gr_unfolding *u, const gr_xml_elem *e, bool own)
{
    gr_str name = gr_xml_value(e, "name");
    const gr_definition *first = gr_unfold_find(u, name);
    if (first != NULL) {
        gr_unfold_refuse(u, gr_unfold_at(e, "name"), GR_CODE_NAME_DUPLICATE,
                         "'" GR_FMT "' is defined already", GR_ARG(name));
        gr_diag_note(u->by->diag, first->elem->at, "the first one");
        return;
    }
    check_arguments(u, e);
    *GR_PUSH(u->by->arena, u->defs, u->n_defs, u->cap_defs, gr_definition) =
        (gr_definition){.name = name, .elem = e, .own = own};
}

/** "; did you mean 'library/parts.xml'?": a file of the same folder. */
static gr_str file_meant(const gr_unfolding *u, gr_str path)
{
    gr_arena *arena = u->by->arena;
    size_t end = path.len, n = 0;
    while (end > 0 && path.ptr[end - 1] != '/') {
        end--;
    }
    gr_str below = gr_str_sub(path, 0, end), *names = NULL;
    gr_str folder = gr_path_join(arena, u->by->folder, below);
    if (gr_folder_list(folder, GR_LIT(".xml"), arena, gr_diag_beside(u->by->diag, arena), &names,
                       &n) != GR_OK) {
        return GR_LIT("");
    }
    gr_str meant = gr_suggest(gr_str_sub(path, end, SIZE_MAX), names, n);
    return meant.len == 0 ? meant
                          : gr_str_fmt(arena, "; did you mean '" GR_FMT GR_FMT "'?", GR_ARG(below),
                                       GR_ARG(meant));
}

static void refuse_file(gr_unfolding *u, const gr_xml_elem *include, gr_str path, bool outside)
{
    gr_str meant = outside ? GR_LIT("") : file_meant(u, path);
    gr_unfold_refuse(u, gr_unfold_at(include, "file"), GR_CODE_FRAGMENT_FILE,
                     outside ? "'" GR_FMT "' leads out of '" GR_FMT "'; name a file below it" GR_FMT
                             : "no file '" GR_FMT "' below '" GR_FMT "'" GR_FMT,
                     GR_ARG(path), GR_ARG(u->by->folder), GR_ARG(meant));
}

static void include(gr_unfolding *u, const gr_xml_elem *e)
{
    const gr_xml_grammar *const grammars[] = {u->by->fragment};
    gr_str path = gr_xml_value(e, "file");
    gr_str full = gr_path_join(u->by->arena, u->by->folder, path);
    gr_xml_elem *root = NULL;
    for (size_t i = 0; i < u->n_fragments; i++) {
        if (gr_str_eq(u->fragments[i].path, path)) {
            return; /* read already, or being read */
        }
    }
    size_t at = u->n_fragments;
    *GR_PUSH(u->by->arena, u->fragments, u->n_fragments, u->cap_fragments, gr_fragment) =
        (gr_fragment){.path = path};
    if (!gr_path_is_inside(path) ||
        (gr_file_exists(full) && !gr_path_stays_below(full, u->by->folder))) {
        refuse_file(u, e, path, true);
        return;
    }
    if (!gr_file_exists(full)) {
        refuse_file(u, e, path, false);
        return;
    }
    if (gr_xml_tree_read(full, grammars, 1, u->by->limits, u->by->arena, u->by->diag, &root) !=
        GR_OK) {
        u->failed = true;
        return;
    }
    u->fragments[at].root = root;
    check_arguments(u, root);
    gr_unfold_collect(u, root, false);
}

void gr_unfold_collect(gr_unfolding *u, const gr_xml_elem *root, bool own)
{
    for (const gr_xml_elem *c = NULL; (c = gr_xml_next(root, c)) != NULL;) {
        if (c->rule->kind == GR_E_DEFINE) {
            define(u, c, own);
        } else if (c->rule->kind == GR_E_INCLUDE) {
            include(u, c);
        }
        gr_unfold_collect(u, c, own);
    }
}
