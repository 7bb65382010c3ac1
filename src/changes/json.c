#include "changes/changes.h"

/* Owns changes.json: what a change sheet says, for programs. */
#include "base/arena.h"
#include "json/json.h"

static void add_member(gr_buf *out, const char *name, gr_str text)
{
    gr_json_add_named(out, name, text);
    gr_buf_add(out, GR_LIT(", "));
}

static void add_change(gr_buf *out, const gr_change *change)
{
    static const char *const words[] = {
        [GR_CHANGE_FIGURE] = "figure",
        [GR_CHANGE_ADDED] = "added",
        [GR_CHANGE_GONE] = "gone",
        [GR_CHANGE_TEXT] = "text",
        [GR_CHANGE_TEXT_ADDED] = "text-added",
        [GR_CHANGE_TEXT_GONE] = "text-gone",
    };
    gr_buf_add(out, GR_LIT("  { "));
    add_member(out, "kind", gr_str_of(words[change->kind]));
    add_member(out, "id", change->id);
    bool text = change->kind >= GR_CHANGE_TEXT;
    add_member(out, "where", change->where);
    add_member(out, "section", change->section);
    add_member(out, "label", change->label);
    add_member(out, "before", text ? change->before_shown : change->before);
    add_member(out, "after", text ? change->after_shown : change->after);
    add_member(out, "before-value", change->before_value);
    add_member(out, "after-value", change->after_value);
    gr_json_add_named(out, "difference", change->difference);
    gr_buf_add(out, change->hidden ? GR_LIT(", \"hidden\": true") : GR_LIT(""));
    gr_buf_add(out, GR_LIT(" }"));
}

/** Without the name of the version: it is a hash of more than this edition's readers may know. */
static void add_version(gr_buf *out, const char *which, const gr_changes_version *version)
{
    gr_buf_addf(out, "\n\"%s\": { \"number\": %u, ", which, version->number);
    add_member(out, "day", version->day);
    gr_json_add_named(out, "as-of", version->as_of);
    if (version->on.len > 0) {
        gr_buf_add(out, GR_LIT(", "));
        gr_json_add_named(out, "on", version->on);
    }
    gr_buf_add(out, GR_LIT(" },"));
}

static void add_cause(gr_buf *out, const gr_changes_cause *cause)
{
    static const char *const words[] = {[GR_CHANGES_VALUE] = "value",
                                        [GR_CHANGES_NEW] = "new",
                                        [GR_CHANGES_GONE] = "gone",
                                        [GR_CHANGES_DATE] = "date"};
    gr_buf_add(out, GR_LIT("  { "));
    add_member(out, "kind", gr_str_of(words[cause->kind]));
    add_member(out, "label", cause->label);
    add_member(out, "before", cause->before);
    gr_json_add_named(out, "after", cause->after);
    gr_buf_add(out, GR_LIT(" }"));
}

gr_str gr_changes_json(const gr_changes_facts *facts, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_buf_add(&out, GR_LIT("{\n\"changes\": 2,\n"));
    add_member(&out, "report", facts->doc->report);
    add_member(&out, "edition", facts->doc->edition);
    add_version(&out, "before", &facts->before);
    add_version(&out, "after", &facts->now);
    gr_buf_add(&out, GR_LIT("\n\"causes\": ["));
    for (size_t i = 0; i < facts->n_causes; i++) {
        gr_buf_add(&out, i == 0 ? GR_LIT("\n") : GR_LIT(",\n"));
        add_cause(&out, &facts->causes[i]);
    }
    gr_buf_addf(&out, "\n],\n\"others\": %s,\n\"items\": [\n", facts->others ? "true" : "false");
    for (size_t i = 0; i < facts->n; i++) {
        gr_buf_add(&out, i == 0 ? GR_LIT("") : GR_LIT(",\n"));
        add_change(&out, &facts->changes[i]);
    }
    gr_buf_add(&out, GR_LIT("\n]\n}\n"));
    return gr_buf_view(&out);
}
