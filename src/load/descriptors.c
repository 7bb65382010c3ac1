/* Owns the reading of data and report descriptors. Must not know what their names mean. */
#include "base/arena.h"
#include "base/file.h"
#include "base/intern.h"
#include "eval/grammar.h"
#include "load_priv.h"
#include "pack/pack.h"
#include "xml/xml.h"

gr_status gr_load_descriptor(const load_descriptors *d, gr_str path, gr_str lang, gr_tnode **out)
{
    return gr_template_read(path,
                            &(gr_template_setup){.report = &gr_report_grammar,
                                                 .fragment = &gr_fragment_grammar,
                                                 .folder = d->setup->templates,
                                                 .lang = lang,
                                                 .phrases = &d->phrases,
                                                 .limits = d->setup->limits,
                                                 .arena = d->setup->arena,
                                                 .diag = d->setup->diag},
                            out);
}

static gr_status read_one(const load_descriptors *d, gr_str path, gr_element want, gr_tnode **out)
{
    GR_TRY(gr_load_descriptor(d, path, GR_LIT(""), out));
    if ((*out)->kind != want) {
        gr_diag_report(d->setup->diag, (*out)->at, GR_CODE_NAMESPACE_UNKNOWN,
                       "'%s' found where '%s' is expected; move the file to its own folder",
                       gr_element_names[(*out)->kind], gr_element_names[want]);
        return GR_BAD_INPUT;
    }
    return GR_OK;
}

static void keep_data(load_descriptors *d, gr_tnode *root)
{
    *GR_PUSH(d->setup->arena, d->data, d->n_data, d->cap_data, const gr_tnode *) = root;
}

/** Of what it means, not how it is written: remarks and white space change nothing. */
gr_str gr_load_compiled_hash(const load_descriptors *d, const gr_tnode *root)
{
    gr_arena *scratch = gr_arena_new(1024);
    gr_buf text = gr_buf_make(scratch, SIZE_MAX);
    gr_template_dump(root, &text);
    gr_str hex = gr_sha256_hex(d->setup->arena, gr_sha256_of(gr_buf_view(&text)));
    gr_arena_free(scratch);
    return hex;
}

/* --- reports that cannot be read --- */

typedef struct root_id {
    gr_arena *arena;
    gr_str id;
} root_id;

static gr_status take_id(void *user, gr_xml_reader *reader, const gr_xml_start *element)
{
    root_id *root = user;
    (void)reader;
    for (size_t i = 0; i < element->n_attrs; i++) {
        if (element->attrs[i].ns.len == 0 && gr_str_is(element->attrs[i].name, "id")) {
            root->id = gr_str_dup(root->arena, element->attrs[i].value);
        }
    }
    return GR_BAD_INPUT; /* no further: what is wrong with the file was told */
}

/** So that nobody is told besides that there is no such report. */
static void keep_broken(load_descriptors *d, gr_str path)
{
    gr_arena *arena = d->setup->arena;
    root_id root = {.arena = arena, .id = GR_LIT("")};
    const gr_xml_handler handler = {.user = &root, .start = take_id};
    gr_diag *discarded = gr_diag_new(arena, 1);
    gr_status status = gr_xml_read_file(path, 0, d->setup->limits, &handler, discarded);
    *GR_PUSH(arena, d->broken, d->n_broken, d->cap_broken, gr_str) =
        status == GR_OK ? GR_LIT("") : root.id;
}

static gr_status keep_report(load_descriptors *d, gr_str path, gr_tnode *root)
{
    gr_str id = gr_tnode_value(root, "id");
    for (size_t i = 0; i < d->n_reports; i++) {
        if (gr_str_eq(d->reports[i].id, id)) {
            gr_diag_report(d->setup->diag, gr_tnode_place(root, "id"), GR_CODE_NAME_DUPLICATE,
                           "a report '" GR_FMT "' exists already", GR_ARG(id));
            gr_diag_note(d->setup->diag, gr_tnode_place(d->reports[i].root, "id"), "the first one");
            return GR_BAD_INPUT;
        }
    }
    gr_report_file *report =
        GR_PUSH(d->setup->arena, d->reports, d->n_reports, d->cap_reports, gr_report_file);
    *report = (gr_report_file){
        .root = root, .id = id, .path = path, .sha256 = gr_load_compiled_hash(d, root)};
    return GR_OK;
}

/** Goes on after a bad file, so that one run tells all. */
static gr_status read_folder(load_descriptors *d, const char *name, gr_element want)
{
    gr_status result = GR_OK;
    gr_str *files = NULL;
    size_t n = 0;
    gr_str folder = gr_path_join(d->setup->arena, d->setup->templates, gr_str_of(name));
    GR_TRY(gr_folder_list(folder, GR_LIT(".xml"), d->setup->arena, d->setup->diag, &files, &n));
    for (size_t i = 0; i < n; i++) {
        gr_tnode *root = NULL;
        gr_str path = gr_path_join(d->setup->arena, folder, files[i]);
        gr_status status = read_one(d, path, want, &root);
        if (status == GR_OK && want == GR_E_DATA) {
            keep_data(d, root);
        } else if (status == GR_OK) {
            status = keep_report(d, path, root);
        }
        if (status != GR_OK && want == GR_E_REPORT) {
            keep_broken(d, path);
        }
        result = result == GR_OK ? status : result;
    }
    return result;
}

static size_t report_ids(const load_descriptors *d, gr_str **out)
{
    gr_str *ids = GR_NEW_N(d->setup->arena, gr_str, d->n_reports);
    for (size_t i = 0; i < d->n_reports; i++) {
        ids[i] = d->reports[i].id;
    }
    *out = ids;
    return d->n_reports;
}

static void refuse_report(const load_descriptors *d, const gr_named *asked, const gr_str *ids,
                          size_t n)
{
    gr_str meant = gr_suggest(asked->name, ids, n);
    if (meant.len > 0) {
        gr_diag_report(d->setup->diag, asked->at, GR_CODE_REPORT_UNKNOWN,
                       "'" GR_FMT "'; did you mean '" GR_FMT "'?", GR_ARG(asked->name),
                       GR_ARG(meant));
    } else {
        gr_diag_report(d->setup->diag, asked->at, GR_CODE_REPORT_UNKNOWN,
                       "'" GR_FMT "'; there is " GR_FMT, GR_ARG(asked->name),
                       GR_ARG(gr_names_listed(d->setup->arena, ids, n)));
    }
}

/** It cannot be read, or may be one of those of which nothing can. */
static bool may_be_broken(const load_descriptors *d, gr_str id, bool is_known)
{
    return gr_is_one_of(id, d->broken, d->n_broken) ||
           (!is_known && gr_is_one_of(GR_LIT(""), d->broken, d->n_broken));
}

static gr_status check_reports_of(const load_descriptors *d, const gr_order *order)
{
    gr_str *ids = NULL;
    gr_status status = GR_OK;
    size_t n = report_ids(d, &ids);
    for (size_t k = 0; k < order->n_reports; k++) {
        gr_str id = order->reports[k].name;
        bool is_known = gr_is_one_of(id, ids, n);
        bool is_broken = may_be_broken(d, id, is_known);
        if (!is_known && !is_broken && (id.len > 0 || !order->left_out)) { /* else it was told */
            refuse_report(d, &order->reports[k], ids, n);
        }
        status = is_known && !is_broken ? status : GR_BAD_INPUT;
    }
    return status;
}

gr_status gr_load_check_reports(const gr_load *load, gr_order *orders, size_t n)
{
    const load_descriptors *d = &load->descriptors;
    gr_status status = GR_OK;
    for (size_t i = 0; i < n; i++) {
        gr_status one = gr_load_leave_out(d->setup, &orders[i], check_reports_of(d, &orders[i]));
        status = status == GR_OK ? one : status;
    }
    return status;
}

static gr_status read_templates(gr_load *load)
{
    load_descriptors *d = &load->descriptors;
    gr_str data = gr_path_join(d->setup->arena, d->setup->templates, GR_LIT("data"));
    GR_TRY(
        gr_template_phrases(data, d->setup->limits, d->setup->arena, d->setup->diag, &d->phrases));
    gr_status common = read_folder(d, "data", GR_E_DATA);
    gr_status styles = gr_load_styles_read(&load->styles);
    gr_status reports = read_folder(d, "reports", GR_E_REPORT);
    GR_TRY(common);
    if (d->setup->each_alone) { /* orders of other reports and styles can be made */
        return GR_OK;
    }
    return styles == GR_OK ? reports : styles;
}

gr_status gr_load_descriptors(gr_load *load, gr_order *orders, size_t n)
{
    gr_status sources = gr_load_sources(load);
    gr_status templates = read_templates(load); /* also after bad sources: all faults at once */
    if (templates == GR_OK) {
        templates = gr_load_check_reports(load, orders, n);
    }
    return sources == GR_OK ? templates : sources;
}

size_t gr_load_reports(const gr_load *load, const gr_report_file **out)
{
    *out = load->descriptors.reports;
    return load->descriptors.n_reports;
}

size_t gr_load_data(const gr_load *load, const gr_tnode *const **out)
{
    *out = load->descriptors.data;
    return load->descriptors.n_data;
}
