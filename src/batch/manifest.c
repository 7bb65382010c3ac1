/* Owns manifest.json: what a generation holds and what it was made from. No date of the run, no
 * folder. */
#include "base/arena.h"
#include "base/file.h"
#include "batch_priv.h"
#include "json.h"
#include "release.h"
#include "written.h"

static void add_head(const batch_work *work, gr_buf *out)
{
    const gr_doc *doc = work->doc;
    gr_buf as_of = gr_buf_make(work->arena, 64);
    gr_buf_add(out, GR_LIT("{\n  \"manifest\": 1,\n  "));
    gr_json_add_named(out, "griffie", GR_LIT(GR_VERSION));
    gr_buf_add(out, GR_LIT(",\n  "));
    gr_json_add_named(out, "report", work->row->report);
    gr_buf_add(out, GR_LIT(",\n  "));
    gr_json_add_named(out, "edition", work->row->edition.id);
    gr_buf_add(out, GR_LIT(",\n  "));
    gr_json_add_named(out, "edition-name", work->row->edition.name);
    gr_buf_add(out, GR_LIT(",\n  "));
    gr_json_add_named(out, "title", doc->title);
    gr_buf_add(out, GR_LIT(",\n  "));
    if (doc->as_of.type == GR_T_DATE) {
        gr_value_add(&doc->as_of, &as_of);
    }
    gr_json_add_named(out, "as-of", gr_buf_view(&as_of));
    if (work->arranged.pages != NULL) {
        gr_buf_addf(out, ",\n  \"pages\": %zu", work->arranged.pages->n);
    }
    gr_buf_addf(out, ",\n  \"figures\": %zu", doc->n_figures);
}

/** What was asked for: the next release, and making it again, ask the same. */
static void add_order(const batch_work *work, gr_buf *out)
{
    gr_buf_add(out, GR_LIT(",\n  \"order\": { "));
    gr_json_add_named(out, "period", work->row->order->period.name);
    gr_buf_add(out, GR_LIT(", "));
    gr_json_add_named(out, "style", work->run->request->style);
    gr_buf_add(out, GR_LIT(", \"formats\": ["));
    bool first = true;
    for (size_t i = 0; i < gr_n_outputs; i++) {
        if (work->made[i]) {
            gr_buf_add(out, first ? GR_LIT("") : GR_LIT(", "));
            gr_json_add(out, gr_str_of(gr_outputs[i].name));
            first = false;
        }
    }
    gr_buf_add(out, GR_LIT("] }"));
}

static void add_files(const batch_file *files, size_t n, gr_buf *out)
{
    gr_buf_add(out, GR_LIT(",\n  \"files\": ["));
    for (size_t i = 0; i < n; i++) {
        gr_buf_addf(out, "%s\n    { ", i == 0 ? "" : ",");
        gr_json_add_named(out, "name", files[i].name);
        gr_buf_addf(out, ", \"bytes\": %zu, ", files[i].bytes);
        gr_json_add_named(out, "sha256", files[i].sha256);
        gr_buf_add(out, GR_LIT(" }"));
    }
    gr_buf_add(out, GR_LIT("\n  ]"));
}

static void add_exports(const batch_work *work, gr_buf *out)
{
    const batch *run = work->run;
    gr_buf_add(out, GR_LIT(",\n  \"exports\": ["));
    for (size_t i = 0; i < run->n_exports; i++) {
        const gr_export *facts = run->exports[i].facts;
        gr_buf as_of = gr_buf_make(work->arena, 64);
        if (facts->as_of.type == GR_T_DATE) {
            gr_value_add(&facts->as_of, &as_of);
        }
        gr_buf_addf(out, "%s\n    { ", i == 0 ? "" : ",");
        gr_json_add_named(out, "file", facts->file);
        gr_buf_add(out, GR_LIT(", "));
        gr_json_add_named(out, "source", facts->source);
        gr_buf_add(out, GR_LIT(", "));
        gr_json_add_named(out, "as-of", gr_buf_view(&as_of));
        gr_buf_addf(out, ", \"records\": %u, ", facts->records);
        gr_json_add_named(out, "sha256", run->exports[i].sha256);
        gr_buf_add(out, GR_LIT(" }"));
    }
    gr_buf_add(out, GR_LIT("\n  ]"));
}

gr_status batch_manifest_write(const batch_work *work, gr_str path, const batch_file *files,
                               size_t n)
{
    gr_buf out = gr_buf_make(work->arena, SIZE_MAX);
    add_head(work, &out);
    add_order(work, &out);
    add_files(files, n, &out);
    add_exports(work, &out);
    batch_add_inputs(work, &out);
    gr_buf_add(&out, GR_LIT("\n}\n"));
    return batch_file_write(path, gr_buf_view(&out), work->diag);
}
