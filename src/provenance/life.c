#include "provenance/life.h"

/* Owns life.json, which a version has when it was released, and which status may follow which. */
#include "base/arena.h"
#include "base/date.h"
#include "base/file.h"
#include "store/version_file.h"
#include "json/read.h"
#include "json/write.h"

/* --- as text --- */

gr_str gr_life_text(const gr_life *life, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_buf date = gr_buf_make(arena, 64);
    gr_value day = {.type = GR_T_DATE, .as.day = life->date};
    gr_value_add(&day, &date);
    gr_json json = gr_json_make(&out);
    gr_json_object(&json, NULL, GR_JSON_INDENTED);
    gr_json_number(&json, "life", 1);
    gr_json_number(&json, "version", life->version);
    gr_json_text(&json, "status", gr_str_of(gr_life_words[life->status]));
    gr_json_text(&json, "date", gr_buf_view(&date));
    gr_json_text(&json, "by", life->by);
    gr_json_text(&json, "because", life->because);
    gr_json_end(&json);
    return gr_buf_view(&out);
}

static bool parse(gr_str text, gr_arena *arena, gr_life *out)
{
    gr_str status = GR_LIT("");
    gr_str version = GR_LIT("");
    gr_str date = GR_LIT("");
    gr_life life = {.by = GR_LIT(""), .because = GR_LIT("")};
    int64_t number = 0;
    if (!gr_json_find(text, "$.status", arena, &status) || !gr_life_parse(status, &life.status) ||
        !gr_json_find(text, "$.version", arena, &version) || !gr_int_parse(version, &number) ||
        number < 1 || number > UINT16_MAX || !gr_json_find(text, "$.date", arena, &date) ||
        !gr_date_parse(date, &life.date) || !gr_life_is_released(&life)) {
        return false;
    }
    life.version = (uint32_t)number;
    (void)gr_json_find(text, "$.by", arena, &life.by);
    (void)gr_json_find(text, "$.because", arena, &life.because);
    *out = life;
    return true;
}

bool gr_manifest_names_life(gr_str manifest)
{
    gr_json_tree tree = gr_json_read(manifest);
    const gr_json_value *files = gr_json_member(tree.root, "files");
    bool named =
        tree.root == NULL && gr_str_find(manifest, GR_LIT("\"" GR_LIFE_FILE "\"")) != SIZE_MAX;
    for (size_t i = 0; i < gr_json_count(files) && !named; i++) {
        gr_str name = gr_json_text_of(gr_json_member(gr_json_at(files, i), "name"));
        named = gr_str_eq(name, GR_LIT(GR_LIFE_FILE));
    }
    gr_json_free(&tree);
    return named;
}

/** Its file may be gone or damaged; the manifest knows of it. */
static bool manifest_names_life(const gr_place *place, gr_str key, gr_arena *arena)
{
    gr_str manifest = GR_LIT("");
    return gr_version_find(gr_version_folder(place, key, arena), GR_VERSION_MANIFEST, arena,
                           &manifest) &&
           gr_manifest_names_life(manifest);
}

/** What a folder of public files says: empty when they were not released. */
static gr_str public_life(gr_str folder, gr_arena *arena)
{
    gr_str manifest = GR_LIT("");
    gr_str life = GR_LIT("");
    if (gr_version_find(folder, GR_VERSION_MANIFEST, arena, &manifest)) {
        (void)gr_json_find(manifest, "$.life", arena, &life);
    }
    return life;
}

/** The files of readers say it too, in the state folder and, when they are shown, where they are.
 */
static gr_str life_of_files(const gr_place *place, gr_str key, gr_arena *arena)
{
    gr_str life = public_life(gr_version_files(place, key, arena), arena);
    if (life.len == 0 && gr_str_eq(gr_place_current(place, arena), key)) {
        life = public_life(gr_path_join(arena, place->home, gr_place_shown(place, arena)), arena);
    }
    return life;
}

static gr_status refuse_broken(const gr_place *place, gr_str path, gr_diag *diag)
{
    gr_loc whole = {.file = gr_diag_add_file(diag, path)};
    gr_diag_report(diag, whole, GR_CODE_LIFE_BROKEN,
                   "'" GR_FMT "' was released and stays as it is; restore this version from a "
                   "backup, then try again",
                   GR_ARG(place->below));
    return GR_BAD_INPUT;
}

gr_status gr_version_life(const gr_place *place, gr_str key, gr_arena *arena, gr_diag *diag,
                          gr_life *out)
{
    gr_str text = GR_LIT("");
    gr_str path = gr_version_path(place, key, GR_LIFE_FILE, arena);
    *out = (gr_life){.by = GR_LIT(""), .because = GR_LIT("")};
    if (!gr_version_is_released(place, key, arena)) {
        return GR_OK;
    }
    return gr_version_find(gr_version_folder(place, key, arena), GR_VERSION_LIFE, arena, &text) &&
                   parse(text, arena, out)
               ? GR_OK
               : refuse_broken(place, path, diag);
}

bool gr_version_is_released(const gr_place *place, gr_str key, gr_arena *arena)
{
    return key.len > 0 &&
           (gr_file_exists(gr_version_path(place, key, GR_LIFE_FILE, arena)) ||
            manifest_names_life(place, key, arena) || life_of_files(place, key, arena).len > 0);
}

/** The link leads to what the state folder does not know. */
static gr_status refuse_unknown(const gr_place *place, gr_str shown, gr_arena *arena, gr_diag *diag)
{
    gr_str folder = gr_path_join(arena, place->home, shown);
    gr_loc whole = {.file = gr_diag_add_file(diag, folder)};
    bool released = public_life(folder, arena).len > 0;
    gr_diag_report(diag, whole, GR_CODE_VERSION_UNKNOWN,
                   "'" GR_FMT "'%s stays as it is; restore the state folder from a backup, or take "
                   "this version away with 'griffie withdraw'",
                   GR_ARG(place->below), released ? " was released, and" : "");
    return GR_BAD_INPUT;
}

gr_status gr_place_life(const gr_place *place, gr_arena *arena, gr_diag *diag, gr_life *out)
{
    gr_str shown = gr_place_shown(place, arena);
    gr_str current = gr_place_current(place, arena);
    *out = (gr_life){.by = GR_LIT(""), .because = GR_LIT("")};
    if (shown.len > 0 && current.len == 0) {
        return refuse_unknown(place, shown, arena, diag);
    }
    return gr_version_life(place, current.len > 0 ? current : gr_place_last(place, arena), arena,
                           diag, out);
}

/* --- order --- */

/** What the words of the request lack by themselves; empty: nothing. */
static const char *lacking(const gr_life *asked)
{
    if (asked->status == GR_LIFE_NONE) {
        return "say as what: --as offered, --as adopted or --as corrected";
    }
    if (asked->status == GR_LIFE_CONCEPT) {
        return "a concept is what a document is before it is released, and nothing goes back; --as "
               "offered, adopted or corrected would do";
    }
    if (asked->by.len == 0) {
        return "say who releases it: --by 'college van B en W'";
    }
    if (asked->status == GR_LIFE_CORRECTED && asked->because.len == 0) {
        return "a correction says in one line what it changes: --because 'table 3: a contribution'";
    }
    if (asked->status != GR_LIFE_CORRECTED && asked->because.len > 0) {
        return "--because goes with --as corrected";
    }
    return "";
}

static const char *out_of_order(gr_life_status now, gr_life_status asked)
{
    switch (now) {
    case GR_LIFE_NONE:
    case GR_LIFE_CONCEPT:
        return asked == GR_LIFE_CORRECTED
                   ? "it is a concept, which is replaced whenever data change; only what was "
                     "adopted is corrected"
                   : "";
    case GR_LIFE_OFFERED:
        return asked == GR_LIFE_ADOPTED ? "" : "it was offered; the next step is --as adopted";
    case GR_LIFE_ADOPTED:
    case GR_LIFE_CORRECTED:
        return asked == GR_LIFE_CORRECTED
                   ? ""
                   : "it was adopted, and nothing goes back; --as corrected --because TEXT makes a "
                     "new version";
    case GR_LIFE__COUNT:
        break;
    }
    return "its status is not known";
}

bool gr_life_next(const gr_life *now, const gr_life *asked, gr_arena *arena, gr_life *out,
                  gr_str *out_why)
{
    gr_str why = gr_str_of(lacking(asked));
    why = why.len > 0 ? why : gr_str_of(out_of_order(now->status, asked->status));
    if (why.len == 0 && gr_life_is_released(now) && asked->date < now->date) {
        gr_buf text = gr_buf_make(arena, SIZE_MAX);
        gr_value day = {.type = GR_T_DATE, .as.day = now->date};
        gr_buf_addf(&text, "it is %s since ", gr_life_words[now->status]);
        gr_value_add(&day, &text);
        gr_buf_add(&text, GR_LIT("; --on cannot be before that"));
        why = gr_buf_view(&text);
    }
    *out_why = why;
    *out = *asked;
    out->version = now->version == 0 ? 1 : now->version;
    out->version += asked->status == GR_LIFE_CORRECTED ? 1 : 0;
    return why.len == 0;
}

gr_status gr_version_check_successor(const gr_place *place, gr_str next, gr_arena *arena,
                                     gr_diag *diag)
{
    gr_life now = {0};
    gr_life then = {0};
    GR_TRY(gr_place_life(place, arena, diag, &now));
    if (!gr_life_is_released(&now)) {
        return GR_OK;
    }
    GR_TRY(gr_version_life(place, next, arena, diag, &then));
    bool later = then.status > now.status || then.version > now.version;
    bool again = then.status == now.status && then.version == now.version;
    if (!later && !again) { /* the steps before should have seen it */
        gr_diag_report(diag, (gr_loc){0}, GR_CODE_RELEASE_ORDER,
                       "'" GR_FMT "' is %s; what was made now is not published over it",
                       GR_ARG(place->below), gr_life_words[now.status]);
        return GR_BUG;
    }
    return GR_OK;
}
