/* Owns reading published.json. Must not know what it is held against. */
#include "published.h"
#include "base/arena.h"
#include "json/read.h"

static gr_status refuse(gr_diag *diag, const char *which, const char *what)
{
    gr_diag_report(diag, (gr_loc){0}, GR_CODE_PUBLISHED_FORM, "%s %s", which, what);
    return GR_BAD_INPUT;
}

static int64_t identity_of(const gr_json_value *root)
{
    const gr_json_value *identity = gr_json_member(root, "identity");
    return gr_json_kind_of(identity) == GR_JSON_ABSENT ? 1 : gr_json_number_of(identity);
}

/** NULL when it has the form of published.json, else what is wrong with it. */
static const char *fault_of(const gr_json_value *root)
{
    const gr_json_value *version = gr_json_member(root, "published");
    gr_json_kind texts = gr_json_kind_of(gr_json_member(root, "texts"));
    if (root == NULL) {
        return "is not JSON";
    }
    if (gr_json_kind_of(version) != GR_JSON_NUMBER) {
        return "has no number of its version";
    }
    int64_t identity = identity_of(root);
    if (gr_json_number_of(version) != 1 || identity < 1 || identity > GR_IDENTITY) {
        return "was written by a newer griffie";
    }
    if (gr_json_kind_of(gr_json_member(root, "figures")) != GR_JSON_LIST) {
        return "has no list of figures";
    }
    return texts == GR_JSON_LIST || texts == GR_JSON_ABSENT ? NULL : "has no list of texts";
}

/** A member that is a text or lacking: empty then. False: it is something else. */
static bool read_text(const gr_json_value *object, const char *name, gr_arena *arena, gr_str *out)
{
    const gr_json_value *member = gr_json_member(object, name);
    gr_json_kind kind = gr_json_kind_of(member);
    *out = gr_str_dup(arena, gr_json_text_of(member));
    return kind == GR_JSON_TEXT || kind == GR_JSON_ABSENT;
}

static bool has_text(const gr_json_value *object, const char *name)
{
    return gr_json_kind_of(gr_json_member(object, name)) == GR_JSON_TEXT;
}

static bool read_figure(const gr_json_value *from, gr_arena *arena, published_figure *out)
{
    gr_str hidden = GR_LIT("");
    *out = (published_figure){.next_in_row = PUBLISHED_NONE};
    bool good =
        has_text(from, "id") && read_text(from, "id", arena, &out->id) &&
        read_text(from, "where", arena, &out->where) && read_text(from, "row", arena, &out->row) &&
        read_text(from, "label", arena, &out->label) &&
        read_text(from, "text", arena, &out->text) &&
        read_text(from, "value", arena, &out->value) &&
        read_text(from, "type", arena, &out->type) && read_text(from, "hidden", arena, &hidden);
    out->hidden = gr_str_is(hidden, "yes");
    return good;
}

static bool read_figures(const gr_json_value *list, gr_arena *arena, published *out)
{
    bool good = true;
    out->n_figures = out->cap_figures = gr_json_count(list);
    out->figures = GR_NEW_N(arena, published_figure, out->n_figures);
    for (size_t i = 0; good && i < out->n_figures; i++) {
        good = read_figure(gr_json_at(list, i), arena, &out->figures[i]);
    }
    return good;
}

static bool read_texts(const gr_json_value *list, gr_arena *arena, published *out)
{
    bool good = true;
    out->n_texts = out->cap_texts = gr_json_count(list);
    out->texts = GR_NEW_N(arena, published_text, out->n_texts);
    for (size_t i = 0; good && i < out->n_texts; i++) {
        const gr_json_value *from = gr_json_at(list, i);
        published_text *text = &out->texts[i];
        good = has_text(from, "text") && read_text(from, "text", arena, &text->text) &&
               read_text(from, "where", arena, &text->where) &&
               read_text(from, "shown", arena, &text->shown);
        text->shown = has_text(from, "shown") ? text->shown : text->text;
    }
    return good;
}

void gr_published_forget_ids(published *doc, gr_arena *arena)
{
    for (size_t i = 0; i < doc->n_figures; i++) {
        published_figure *f = &doc->figures[i];
        f->id = gr_str_fmt(arena, GR_FMT "\n" GR_FMT "\n" GR_FMT,
                           GR_ARG(gr_published_heading(f->where, arena)), GR_ARG(f->label),
                           GR_ARG(f->text));
        f->type = GR_LIT(""); /* types became more since then: a year was a whole number */
        f->row = GR_LIT("");
        f->value = GR_LIT("");
    }
}

gr_status gr_published_read(gr_str json, const char *which, gr_arena *arena, gr_diag *diag,
                            published *out)
{
    gr_json_tree tree = gr_json_read(json);
    published read = {0};
    const char *fault = fault_of(tree.root);
    if (fault == NULL && !read_figures(gr_json_member(tree.root, "figures"), arena, &read)) {
        fault = "has a figure without an id, or with something else than texts";
    }
    if (fault == NULL && !read_texts(gr_json_member(tree.root, "texts"), arena, &read)) {
        fault = "has a text that is something else";
    }
    read.identity = fault == NULL ? identity_of(tree.root) : 1;
    gr_json_free(&tree);
    if (fault != NULL) {
        return refuse(diag, which, fault);
    }
    *out = read;
    return GR_OK;
}
