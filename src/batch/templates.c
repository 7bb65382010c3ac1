/* Owns the reading of data and report descriptors. Must not know what their names mean. */
#include "base/arena.h"
#include "base/file.h"
#include "base/intern.h"
#include "batch_priv.h"
#include "pack/pack.h"

static gr_status read_one(batch *run, gr_str path, gr_element want, gr_tnode **out)
{
    GR_TRY(gr_template_read(path, &run->phrases, run->limits, run->src, run->diag, out));
    if ((*out)->kind != want) {
        gr_diag_report(run->diag, (*out)->at, GR_CODE_NAMESPACE_UNKNOWN,
                       "'%s' found where '%s' is expected; move the file to its own folder",
                       gr_element_names[(*out)->kind], gr_element_names[want]);
        return GR_BAD_INPUT;
    }
    return GR_OK;
}

static void keep_data(batch *run, gr_tnode *root)
{
    *GR_PUSH(run->src, run->data, run->n_data, run->cap_data, const gr_tnode *) = root;
}

/** Of what it means, not how it is written: remarks and white space change nothing. */
static gr_str compiled_hash(const batch *run, const gr_tnode *root)
{
    gr_arena *scratch = gr_arena_new(1024);
    gr_buf text = gr_buf_make(scratch, SIZE_MAX);
    gr_template_dump(root, &text);
    gr_str hex = gr_sha256_hex(run->src, gr_sha256_of(gr_buf_view(&text)));
    gr_arena_free(scratch);
    return hex;
}

static gr_status keep_report(batch *run, gr_str path, gr_tnode *root)
{
    gr_str id = gr_tnode_value(root, "id");
    for (size_t i = 0; i < run->n_reports; i++) {
        if (gr_str_eq(run->reports[i].id, id)) {
            gr_diag_report(run->diag, gr_tnode_place(root, "id"), GR_CODE_NAME_DUPLICATE,
                           "a report '" GR_FMT "' exists already", GR_ARG(id));
            gr_diag_note(run->diag, gr_tnode_place(run->reports[i].root, "id"), "the first one");
            return GR_BAD_INPUT;
        }
    }
    batch_report *report =
        GR_PUSH(run->src, run->reports, run->n_reports, run->cap_reports, batch_report);
    *report =
        (batch_report){.root = root, .id = id, .path = path, .sha256 = compiled_hash(run, root)};
    return GR_OK;
}

/** Goes on after a bad file, so that one run tells all. */
static gr_status read_folder(batch *run, const char *name, gr_element want)
{
    gr_status result = GR_OK;
    gr_str *files = NULL;
    size_t n = 0;
    gr_str folder = gr_path_join(run->src, run->templates, gr_str_of(name));
    GR_TRY(gr_folder_list(folder, GR_LIT(".xml"), run->src, run->diag, &files, &n));
    for (size_t i = 0; i < n; i++) {
        gr_tnode *root = NULL;
        gr_str path = gr_path_join(run->src, folder, files[i]);
        gr_status status = read_one(run, path, want, &root);
        if (status == GR_OK && want == GR_E_DATA) {
            keep_data(run, root);
        } else if (status == GR_OK) {
            status = keep_report(run, path, root);
        }
        result = result == GR_OK ? status : result;
    }
    return result;
}

static size_t report_ids(const batch *run, gr_str **out)
{
    gr_str *ids = GR_NEW_N(run->src, gr_str, run->n_reports);
    for (size_t i = 0; i < run->n_reports; i++) {
        ids[i] = run->reports[i].id;
    }
    *out = ids;
    return run->n_reports;
}

static void refuse_report(const batch *run, const gr_named *asked, const gr_str *ids, size_t n)
{
    gr_str meant = gr_suggest(asked->name, ids, n);
    if (meant.len > 0) {
        gr_diag_report(run->diag, asked->at, GR_CODE_REPORT_UNKNOWN,
                       "'" GR_FMT "'; did you mean '" GR_FMT "'?", GR_ARG(asked->name),
                       GR_ARG(meant));
    } else {
        gr_diag_report(run->diag, asked->at, GR_CODE_REPORT_UNKNOWN,
                       "'" GR_FMT "'; there is " GR_FMT, GR_ARG(asked->name),
                       GR_ARG(gr_names_listed(run->src, ids, n)));
    }
}

gr_status batch_check_reports(const batch *run, const gr_order *orders, size_t n_orders)
{
    gr_str *ids = NULL;
    gr_status status = GR_OK;
    size_t n = report_ids(run, &ids);
    for (size_t i = 0; i < n_orders; i++) {
        const gr_order *order = &orders[i];
        for (size_t k = 0; k < order->n_reports; k++) {
            if (!gr_is_one_of(order->reports[k].name, ids, n)) {
                refuse_report(run, &order->reports[k], ids, n);
                status = GR_BAD_INPUT;
            }
        }
    }
    return status;
}

gr_status batch_read_templates(batch *run)
{
    gr_str data = gr_path_join(run->src, run->templates, GR_LIT("data"));
    GR_TRY(gr_template_phrases(data, run->limits, run->src, run->diag, &run->phrases));
    gr_status all[] = {
        read_folder(run, "data", GR_E_DATA),
        batch_read_styles(run),
        read_folder(run, "reports", GR_E_REPORT),
    };
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        GR_TRY(all[i]);
    }
    return batch_check_reports(run, run->orders, run->n_orders);
}
