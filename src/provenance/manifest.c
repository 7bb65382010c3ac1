#include "provenance/version.h"

/* Owns manifest.json: what a version holds and what it was made from. No date of the run, no
 * folder. */
#include "base/arena.h"
#include "provenance/life.h"
#include "provenance_priv.h"
#include "store/archive.h"
#include "store/version.h"
#include "json/write.h"

static gr_str day_text(const gr_value *date, gr_arena *arena)
{
    gr_buf text = gr_buf_make(arena, 64);
    if (date->type == GR_T_DATE) {
        gr_value_add(date, &text);
    }
    return gr_buf_view(&text);
}

static void add_head(const gr_version_facts *facts, gr_json *json)
{
    const gr_doc *doc = facts->doc;
    gr_json_object(json, NULL, GR_JSON_INDENTED);
    gr_json_number(json, "manifest", 1);
    gr_json_text(json, "griffie", GR_LIT(GR_VERSION));
    gr_json_text(json, "report", facts->report);
    gr_json_text(json, "edition", facts->edition);
    gr_json_text(json, "edition-name", facts->edition_name);
    if (facts->document_id.len > 0) {
        gr_json_text(json, "document", facts->document_id);
    }
    gr_json_text(json, "title", doc->title);
    gr_json_text(json, "open-title", doc->open_title);
    gr_json_text(json, "lang", doc->lang);
    gr_json_text(json, "as-of", day_text(&doc->as_of, json->out->arena));
    if (facts->pages > 0) {
        gr_json_number(json, "pages", (int64_t)facts->pages);
    }
    gr_json_number(json, "figures", (int64_t)doc->n_figures);
}

/** What was asked for: the next release, and making it again, ask the same. */
static void add_order(const gr_version_facts *facts, gr_json *json)
{
    gr_json_object(json, "order", GR_JSON_ROOMY);
    gr_json_text(json, "period", facts->period);
    if (facts->doc->day.type == GR_T_DATE) { /* else it would be the same for any */
        gr_json_text(json, "on", day_text(&facts->doc->day, json->out->arena));
    }
    gr_json_text(json, "style", facts->asked_style);
    gr_json_array(json, "formats", GR_JSON_TIGHT);
    for (size_t i = 0; i < facts->n_formats; i++) {
        gr_json_text(json, NULL, facts->formats[i]);
    }
    gr_json_close(json);
    gr_json_close(json);
}

/** Why it is a draft: making it again does not judge anew. */
static void add_caveats(const gr_doc *doc, gr_json *json)
{
    if (doc->n_caveats == 0) {
        return;
    }
    gr_json_array(json, "caveats", GR_JSON_TIGHT);
    for (size_t i = 0; i < doc->n_caveats; i++) {
        gr_json_text(json, NULL, doc->caveats[i]);
    }
    gr_json_close(json);
}

/** Of promises, likewise: by the ids of what is waived. */
static void add_waived(const gr_doc *doc, gr_json *json)
{
    if (doc->n_waived == 0) {
        return;
    }
    gr_json_array(json, "waived", GR_JSON_TIGHT);
    for (size_t i = 0; i < doc->n_waived; i++) {
        gr_json_text(json, NULL, doc->waived[i].check);
    }
    gr_json_close(json);
}

static void add_files(const gr_version_file *files, size_t n, gr_json *json)
{
    gr_json_array(json, "files", GR_JSON_INDENTED);
    for (size_t i = 0; i < n; i++) {
        gr_json_object(json, NULL, GR_JSON_ROOMY);
        gr_json_text(json, "name", files[i].name);
        gr_json_number(json, "bytes", (int64_t)files[i].bytes);
        gr_json_text(json, "sha256", files[i].sha256);
        gr_json_close(json);
    }
    gr_json_close(json);
}

static void add_exports(const gr_version_facts *of, gr_json *json)
{
    gr_told_export *told = NULL;
    size_t n = gr_exports_told(of, json->out->arena, &told);
    gr_json_array(json, "exports", GR_JSON_INDENTED);
    for (size_t i = 0; i < n; i++) {
        gr_json_object(json, NULL, GR_JSON_ROOMY);
        gr_json_text(json, "file", told[i].file);
        gr_json_text(json, "source", told[i].source);
        gr_json_text(json, "as-of", told[i].as_of);
        if (told[i].names.len > 0) {
            gr_json_number(json, "files", told[i].files);
        }
        gr_json_number(json, "records", told[i].records);
        if (told[i].not_taken + told[i].not_decided > 0) {
            gr_json_number(json, "left-out", told[i].not_taken + told[i].not_decided);
            gr_json_number(json, "undecided", told[i].not_decided);
        }
        gr_json_text(json, "sha256", told[i].sha256);
        gr_json_close(json);
    }
    gr_json_close(json);
}

static void add_list(const gr_kept_file *list, size_t n, gr_json *json)
{
    for (size_t i = 0; i < n; i++) {
        gr_json_object(json, NULL, GR_JSON_ROOMY);
        gr_json_text(json, "folder", gr_str_of(list[i].folder));
        gr_json_text(json, "path", list[i].path);
        gr_json_number(json, "bytes", (int64_t)list[i].bytes);
        gr_json_text(json, "sha256", list[i].sha256);
        gr_json_close(json);
    }
}

static void add_inputs(const gr_version_facts *facts, gr_json *json)
{
    if (facts->keeps_inputs) {
        gr_json_array(json, "inputs", GR_JSON_INDENTED);
        add_list(facts->inputs, facts->n_inputs, json);
        add_list(facts->own_inputs, facts->n_own_inputs, json);
        gr_json_close(json);
    }
}

gr_str gr_version_manifest(const gr_version_facts *facts, const gr_version_file *files, size_t n,
                           gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_json json = gr_json_make(&out);
    add_head(facts, &json);
    add_order(facts, &json);
    add_caveats(facts->doc, &json);
    add_waived(facts->doc, &json);
    add_files(files, n, &json);
    add_exports(facts, &json);
    add_inputs(facts, &json);
    gr_json_end(&json);
    return gr_buf_view(&out);
}

/** Nothing in it depends on what readers may not know, so neither does its hash. */
gr_str gr_public_manifest_text(const gr_public_facts *facts, const gr_version_file *files, size_t n,
                               gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_json json = gr_json_make(&out);
    gr_json_object(&json, NULL, GR_JSON_INDENTED);
    gr_json_number(&json, "public-manifest", 1);
    gr_json_text(&json, "report", facts->report);
    gr_json_text(&json, "edition", facts->edition);
    gr_json_text(&json, "as-of", facts->as_of);
    if (facts->on.len > 0) {
        gr_json_text(&json, "on", facts->on);
    }
    if (facts->life.len > 0) {
        gr_json_raw(&json, "life", gr_str_trim(facts->life));
    }
    add_files(files, n, &json);
    gr_json_end(&json);
    return gr_buf_view(&out);
}

gr_str gr_version_public_manifest(const gr_version_facts *facts, const gr_version_file *files,
                                  size_t n, gr_arena *arena)
{
    const gr_doc *doc = facts->doc;
    const gr_public_facts told = {
        .report = facts->report,
        .edition = facts->edition,
        .as_of = day_text(&doc->as_of, arena),
        .on = day_text(&doc->day, arena),
        .life = gr_life_is_released(&doc->life) ? gr_life_text(&doc->life, arena) : GR_LIT(""),
    };
    return gr_public_manifest_text(&told, files, n, arena);
}

gr_str gr_version_public_name(const gr_version_file *files, size_t n, gr_arena *arena)
{
    gr_buf lines = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < n; i++) {
        gr_buf_addf(&lines, GR_FMT "  " GR_FMT "\n", GR_ARG(files[i].sha256),
                    GR_ARG(files[i].name));
    }
    return gr_public_name(gr_buf_view(&lines), arena);
}
