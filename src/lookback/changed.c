#include "lookback/changed.h"

/* Owns the short form of a change sheet. Reads the sheet's changes.json and nothing of the version.
 */
#include "base/arena.h"
#include "base/file.h"
#include "base/utf8.h"
#include "store/changes.h"
#include "json/read.h"

#define SHEET       "changes.json"
#define SHEET_BYTES ((size_t)64 * 1024 * 1024)
#define LABEL_BYTES 120
#define TEXT_BYTES  60 /* of a figure's text */

static gr_str shown(const gr_json_value *item, const char *name, size_t bytes, gr_arena *arena)
{
    gr_str text = gr_json_text_of(gr_json_member(item, name));
    return gr_utf8_shorten(arena, gr_utf8_harmless(arena, gr_str_dup(arena, text)), bytes);
}

static gr_str line_of(const gr_json_value *item, gr_arena *arena)
{
    gr_str label = shown(item, "label", LABEL_BYTES, arena);
    gr_str before = shown(item, "before", TEXT_BYTES, arena);
    gr_str after = shown(item, "after", TEXT_BYTES, arena);
    return gr_str_fmt(arena, GR_FMT ": " GR_FMT " -> " GR_FMT, GR_ARG(label), GR_ARG(before),
                      GR_ARG(after));
}

/** A figure of which a number that is not shown is a part has neither value nor difference. */
static bool is_told(const gr_json_value *item)
{
    return gr_json_member(item, "hidden") == NULL &&
           gr_json_text_of(gr_json_member(item, "before")).len > 0 &&
           gr_json_text_of(gr_json_member(item, "after")).len > 0;
}

static void take(const gr_json_value *item, size_t most, gr_arena *arena, gr_str *lines,
                 gr_changed *out)
{
    gr_str kind = gr_json_text_of(gr_json_member(item, "kind"));
    size_t *count = gr_str_is(kind, "figure")  ? &out->figures
                    : gr_str_is(kind, "added") ? &out->added
                    : gr_str_is(kind, "gone")  ? &out->gone
                                               : &out->texts;
    ++*count;
    if (count == &out->figures && out->n_lines < most && is_told(item)) {
        lines[out->n_lines++] = line_of(item, arena);
    }
}

static bool read_sheet(gr_str folder, size_t most, gr_arena *arena, gr_changed *out)
{
    gr_str bytes = GR_LIT("");
    gr_diag *unheard = gr_diag_new(arena, 1);
    gr_str *lines = GR_NEW_N(arena, gr_str, most);
    if (gr_file_read(gr_path_join(arena, folder, GR_LIT(SHEET)), SHEET_BYTES, arena, unheard,
                     (gr_loc){0}, &bytes) != GR_OK) {
        return false;
    }
    gr_json_tree tree = gr_json_read(bytes);
    const gr_json_value *items = gr_json_member(tree.root, "items");
    for (size_t i = 0; i < gr_json_count(items); i++) {
        take(gr_json_at(items, i), most, arena, lines, out);
    }
    bool read = tree.root != NULL;
    gr_json_free(&tree);
    out->lines = lines;
    return read;
}

bool gr_edition_changed(const gr_place *place, size_t most, gr_arena *arena, gr_changed *out)
{
    gr_changed found = {.folder = gr_changes_folder(place, arena)};
    gr_str folder = gr_path_join(arena, place->root, found.folder);
    gr_str *names = NULL;
    size_t n = 0;
    gr_diag *unheard = gr_diag_new(arena, 1);
    if (found.folder.len == 0 || !read_sheet(folder, most, arena, &found) ||
        gr_folder_list(folder, GR_LIT(""), arena, unheard, &names, &n) != GR_OK) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (!gr_str_is(names[i], SHEET)) {
            names[found.n_names++] = names[i];
        }
    }
    found.names = names;
    *out = found;
    return true;
}
