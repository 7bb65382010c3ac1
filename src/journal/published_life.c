#include "journal/compare.h"

/* Owns what is asked of published.json each night, of each edition: its life, which stands before
 * the figures. These are most of the file, and are not parsed for it. */
#include "base/arena.h"
#include "json/read.h"

/** The file up to its figures, as an object of its own; all of it where none are found. */
static gr_str head_of(gr_str published, gr_arena *arena)
{
    /* a line of the file: in a text of JSON stands no line end */
    size_t end = gr_str_find(published, GR_LIT(",\n\"figures\": ["));
    return end == SIZE_MAX
               ? published
               : gr_str_fmt(arena, GR_FMT "\n}\n", GR_ARG(gr_str_sub(published, 0, end)));
}

gr_str gr_published_life(gr_str published, const char *member, gr_arena *arena)
{
    gr_str text = GR_LIT("");
    gr_json_tree tree = gr_json_read(head_of(published, arena));
    const gr_json_value *life = gr_json_member(tree.root, "life");
    const gr_json_value *value = gr_json_member(life, member);
    if (gr_json_kind_of(value) == GR_JSON_TEXT) {
        text = gr_str_dup(arena, gr_json_text_of(value));
    } else if (gr_json_kind_of(value) == GR_JSON_NUMBER) {
        text = gr_str_fmt(arena, "%lld", (long long)gr_json_number_of(value));
    }
    gr_json_free(&tree);
    return text;
}
