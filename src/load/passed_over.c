/* Owns what is said of files in the input folder that nothing reads. A file is read by a source, or
 * it may be named by a report: as text, image or attachment. */
#include "base/arena.h"
#include "load_priv.h"

#define NAMES_TOLD 5

/* Texts and images: which of them a report shows is known when it is made. */
static const char *const of_documents[] = {".md", ".png", ".jpg", ".jpeg"};

static bool is_of_documents(gr_str name)
{
    for (size_t i = 0; i < sizeof(of_documents) / sizeof(of_documents[0]); i++) {
        if (gr_str_ends(name, gr_str_of(of_documents[i]))) {
            return true;
        }
    }
    return false;
}

/** The file= may come out as this name, or leads into its folder: what lies there is the report's.
 */
static bool path_names(const gr_pattern *path, gr_str name)
{
    bool fixed = path->n > 0 && path->pieces[0].expr == NULL;
    gr_str folder = fixed ? path->pieces[0].text : GR_LIT("");
    while (folder.len > 0 && folder.ptr[folder.len - 1] != '/') {
        folder.len--;
    }
    return gr_load_path_fits(name, path) || (folder.len > 0 && gr_str_starts(name, folder)) ||
           (gr_str_ends(name, GR_LIT("/")) && gr_str_starts(folder, name));
}

static bool tree_names(const gr_tnode *node, gr_str name)
{
    for (size_t i = 0; i < node->n_attrs; i++) {
        const gr_tattr *attr = &node->attrs[i];
        if (attr->kind == GR_XML_A_PATH && attr->as.pattern != NULL &&
            path_names(attr->as.pattern, name)) {
            return true;
        }
    }
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        if (tree_names(child, name)) {
            return true;
        }
    }
    return false;
}

static bool is_named(const gr_load *load, gr_str name)
{
    const load_descriptors *d = &load->descriptors;
    for (size_t i = 0; i < d->n_reports; i++) {
        if (tree_names(d->reports[i].root, name)) {
            return true;
        }
    }
    for (size_t i = 0; i < d->n_data; i++) {
        if (tree_names(d->data[i], name)) {
            return true;
        }
    }
    return is_of_documents(name);
}

void gr_load_tell_passed_over(const gr_load *load, const gr_file_names *passed)
{
    const gr_load_setup *by = &load->setup;
    gr_buf names = gr_buf_make(by->arena, SIZE_MAX);
    size_t n = 0;
    for (size_t i = 0; i < passed->n; i++) {
        if (is_named(load, passed->items[i])) {
            continue;
        }
        if (n < NAMES_TOLD) {
            gr_buf_addf(&names, "%s'" GR_FMT "'", n > 0 ? ", " : "", GR_ARG(passed->items[i]));
        }
        n++;
    }
    if (n == 0) {
        return;
    }
    gr_loc whole = {.file = gr_diag_add_file(by->diag, by->input)};
    gr_diag_report(by->diag, whole, GR_CODE_FILES_PASSED_OVER,
                   "%zu: " GR_FMT
                   "%s; no source has their names in <match files=\"...\"> (*.xml when "
                   "left out) and no report names them",
                   n, GR_ARG(gr_buf_view(&names)), n > NAMES_TOLD ? " ..." : "");
}
