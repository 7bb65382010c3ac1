#include "changes/changes.h"

/* Owns changes.json: what a change sheet says, for programs. */
#include "base/arena.h"
#include "json/write.h"

static void add_change(gr_json *json, const gr_change *change)
{
    static const char *const words[] = {
        [GR_CHANGE_FIGURE] = "figure",
        [GR_CHANGE_ADDED] = "added",
        [GR_CHANGE_GONE] = "gone",
        [GR_CHANGE_TEXT] = "text",
        [GR_CHANGE_TEXT_ADDED] = "text-added",
        [GR_CHANGE_TEXT_GONE] = "text-gone",
    };
    bool text = change->kind >= GR_CHANGE_TEXT;
    gr_json_object(json, NULL, GR_JSON_ROOMY);
    gr_json_text(json, "kind", gr_str_of(words[change->kind]));
    gr_json_text(json, "id", change->id);
    gr_json_text(json, "where", change->where);
    gr_json_text(json, "section", change->section);
    gr_json_text(json, "label", change->label);
    gr_json_text(json, "before", text ? change->before_shown : change->before);
    gr_json_text(json, "after", text ? change->after_shown : change->after);
    gr_json_text(json, "before-value", change->before_value);
    gr_json_text(json, "after-value", change->after_value);
    gr_json_text(json, "difference", change->difference);
    if (change->hidden) {
        gr_json_flag(json, "hidden", true);
    }
    gr_json_close(json);
}

/** Without the name of the version: it is a hash of more than this edition's readers may know. */
static void add_version(gr_json *json, const char *which, const gr_changes_version *version)
{
    gr_json_object(json, which, GR_JSON_ROOMY);
    gr_json_number(json, "number", version->number);
    gr_json_text(json, "day", version->day);
    gr_json_text(json, "as-of", version->as_of);
    if (version->on.len > 0) {
        gr_json_text(json, "on", version->on);
    }
    gr_json_close(json);
}

static void add_cause(gr_json *json, const gr_changes_cause *cause)
{
    static const char *const words[] = {[GR_CHANGES_VALUE] = "value",
                                        [GR_CHANGES_NEW] = "new",
                                        [GR_CHANGES_GONE] = "gone",
                                        [GR_CHANGES_DATE] = "date"};
    gr_json_object(json, NULL, GR_JSON_ROOMY);
    gr_json_text(json, "kind", gr_str_of(words[cause->kind]));
    gr_json_text(json, "label", cause->label);
    gr_json_text(json, "before", cause->before);
    gr_json_text(json, "after", cause->after);
    gr_json_close(json);
}

/** Line ends are where they always were: the manifest of a sheet has the hash of this file. */
static void add_head(gr_json *json, const gr_changes_facts *facts)
{
    gr_json_object(json, NULL, GR_JSON_LINES);
    gr_json_number(json, "changes", 2);
    gr_json_text(json, "report", facts->doc->report);
    gr_json_gap(json, ", ");
    gr_json_text(json, "edition", facts->doc->edition);
    gr_json_gap(json, ", \n");
    add_version(json, "before", &facts->before);
    add_version(json, "after", &facts->now);
}

gr_str gr_changes_json(const gr_changes_facts *facts, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_json json = gr_json_make(&out);
    add_head(&json, facts);
    gr_json_array(&json, "causes", GR_JSON_INDENTED);
    for (size_t i = 0; i < facts->n_causes; i++) {
        add_cause(&json, &facts->causes[i]);
    }
    gr_json_close(&json);
    gr_json_flag(&json, "others", facts->others);
    gr_json_array(&json, "items", GR_JSON_INDENTED);
    for (size_t i = 0; i < facts->n; i++) {
        add_change(&json, &facts->changes[i]);
    }
    gr_json_end(&json);
    return gr_buf_view(&out);
}
