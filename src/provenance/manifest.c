#include "provenance/version.h"

/* Owns manifest.json: what a version holds and what it was made from. No date of the run, no
 * folder. */
#include "base/arena.h"
#include "provenance/life.h"
#include "store/archive.h"
#include "store/version.h"
#include "json/json.h"

static gr_str day_text(const gr_value *date, gr_arena *arena)
{
    gr_buf text = gr_buf_make(arena, 64);
    if (date->type == GR_T_DATE) {
        gr_value_add(date, &text);
    }
    return gr_buf_view(&text);
}

static void add_head(const gr_version_facts *facts, gr_buf *out)
{
    const gr_doc *doc = facts->doc;
    gr_buf_add(out, GR_LIT("{\n  \"manifest\": 1,\n  "));
    gr_json_add_named(out, "griffie", GR_LIT(GR_VERSION));
    gr_buf_add(out, GR_LIT(",\n  "));
    gr_json_add_named(out, "report", facts->report);
    gr_buf_add(out, GR_LIT(",\n  "));
    gr_json_add_named(out, "edition", facts->edition);
    gr_buf_add(out, GR_LIT(",\n  "));
    gr_json_add_named(out, "edition-name", facts->edition_name);
    gr_buf_add(out, GR_LIT(",\n  "));
    gr_json_add_named(out, "title", doc->title);
    gr_buf_add(out, GR_LIT(",\n  "));
    gr_json_add_named(out, "open-title", doc->open_title);
    gr_buf_add(out, GR_LIT(",\n  "));
    gr_json_add_named(out, "as-of", day_text(&doc->as_of, out->arena));
    if (facts->pages > 0) {
        gr_buf_addf(out, ",\n  \"pages\": %zu", facts->pages);
    }
    gr_buf_addf(out, ",\n  \"figures\": %zu", doc->n_figures);
}

/** What was asked for: the next release, and making it again, ask the same. */
static void add_order(const gr_version_facts *facts, gr_buf *out)
{
    gr_buf_add(out, GR_LIT(",\n  \"order\": { "));
    gr_json_add_named(out, "period", facts->period);
    if (facts->doc->day.type == GR_T_DATE) { /* else it would be the same for any */
        gr_buf_add(out, GR_LIT(", "));
        gr_json_add_named(out, "on", day_text(&facts->doc->day, out->arena));
    }
    gr_buf_add(out, GR_LIT(", "));
    gr_json_add_named(out, "style", facts->asked_style);
    gr_buf_add(out, GR_LIT(", \"formats\": ["));
    for (size_t i = 0; i < facts->n_formats; i++) {
        gr_buf_add(out, i == 0 ? GR_LIT("") : GR_LIT(", "));
        gr_json_add(out, facts->formats[i]);
    }
    gr_buf_add(out, GR_LIT("] }"));
}

static void add_files(const gr_version_file *files, size_t n, gr_buf *out)
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

static void add_exports(const gr_version_facts *of, gr_buf *out)
{
    gr_buf_add(out, GR_LIT(",\n  \"exports\": ["));
    for (size_t i = 0; i < of->n_exports; i++) {
        const gr_export *facts = of->exports[i].facts;
        gr_buf_addf(out, "%s\n    { ", i == 0 ? "" : ",");
        gr_json_add_named(out, "file", facts->file);
        gr_buf_add(out, GR_LIT(", "));
        gr_json_add_named(out, "source", facts->source);
        gr_buf_add(out, GR_LIT(", "));
        gr_json_add_named(out, "as-of", day_text(&facts->as_of, out->arena));
        gr_buf_addf(out, ", \"records\": %u, ", facts->records);
        gr_json_add_named(out, "sha256", of->exports[i].sha256);
        gr_buf_add(out, GR_LIT(" }"));
    }
    gr_buf_add(out, GR_LIT("\n  ]"));
}

static void add_list(const gr_kept_file *list, size_t n, const char **mark, gr_buf *out)
{
    for (size_t i = 0; i < n; i++) {
        gr_buf_addf(out, "%s\n    { ", *mark);
        gr_json_add_named(out, "folder", gr_str_of(list[i].folder));
        gr_buf_add(out, GR_LIT(", "));
        gr_json_add_named(out, "path", list[i].path);
        gr_buf_addf(out, ", \"bytes\": %zu, ", list[i].bytes);
        gr_json_add_named(out, "sha256", list[i].sha256);
        gr_buf_add(out, GR_LIT(" }"));
        *mark = ",";
    }
}

static void add_inputs(const gr_version_facts *facts, gr_buf *out)
{
    const char *mark = "";
    if (facts->keeps_inputs) {
        gr_buf_add(out, GR_LIT(",\n  \"inputs\": ["));
        add_list(facts->inputs, facts->n_inputs, &mark, out);
        add_list(facts->own_inputs, facts->n_own_inputs, &mark, out);
        gr_buf_add(out, GR_LIT("\n  ]"));
    }
}

gr_str gr_version_manifest(const gr_version_facts *facts, const gr_version_file *files, size_t n,
                           gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    add_head(facts, &out);
    add_order(facts, &out);
    add_files(files, n, &out);
    add_exports(facts, &out);
    add_inputs(facts, &out);
    gr_buf_add(&out, GR_LIT("\n}\n"));
    return gr_buf_view(&out);
}

/** Nothing in it depends on what readers may not know, so neither does its hash. */
gr_str gr_public_manifest_text(const gr_public_facts *facts, const gr_version_file *files, size_t n,
                               gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_buf_add(&out, GR_LIT("{\n  \"public-manifest\": 1,\n  "));
    gr_json_add_named(&out, "report", facts->report);
    gr_buf_add(&out, GR_LIT(",\n  "));
    gr_json_add_named(&out, "edition", facts->edition);
    gr_buf_add(&out, GR_LIT(",\n  "));
    gr_json_add_named(&out, "as-of", facts->as_of);
    if (facts->on.len > 0) {
        gr_buf_add(&out, GR_LIT(",\n  "));
        gr_json_add_named(&out, "on", facts->on);
    }
    if (facts->life.len > 0) {
        gr_buf_add(&out, GR_LIT(",\n  \"life\": "));
        gr_buf_add(&out, gr_str_trim(facts->life));
    }
    add_files(files, n, &out);
    gr_buf_add(&out, GR_LIT("\n}\n"));
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
