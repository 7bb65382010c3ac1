/* Owns where change sheets stand, and when one is made. Must not know how one looks
 * (change_doc.c), nor how versions are compared (journal). */
#include "changes.h"

#include <errno.h>
#include <limits.h>
#include <unistd.h>

#include "base/file.h"
#include "batch_priv.h"
#include "store/folder.h"
#include "json/json.h"

#define ENDING     ".changes"
#define TEXT_BYTES ((size_t)256 * 1024 * 1024)

/* --- places --- */

/** .gen/<report>/<edition>.changes, of which the part behind .gen is *out_below. */
static gr_str home_of(const gr_place *place, gr_arena *arena, gr_str *out_below)
{
    *out_below = gr_str_fmt(arena, GR_FMT ENDING, GR_ARG(place->below));
    return gr_path_join(arena, place->gen, *out_below);
}

static gr_str link_of(const gr_place *place, gr_arena *arena)
{
    return gr_str_fmt(arena, GR_FMT ENDING, GR_ARG(place->link));
}

static gr_str part_of(gr_str key, gr_arena *arena)
{
    return gr_str_fmt(arena, GR_FMT GR_PART, GR_ARG(key));
}

static gr_status remove_sheet(const gr_place *place, gr_str name, gr_arena *arena, gr_diag *diag)
{
    gr_str below = GR_LIT("");
    gr_str home = home_of(place, arena, &below);
    if (!gr_remove_below(place->gen, gr_path_join(arena, below, name), arena)) {
        gr_loc whole = {.file = gr_diag_add_file(diag, gr_path_join(arena, home, name))};
        gr_diag_report(diag, whole, GR_CODE_OUTPUT_LEFT, "%s", strerror(errno));
        return GR_IO_FAILED;
    }
    return GR_OK;
}

/* --- the worker's part --- */

typedef struct sheet {
    batch_work work; /* as of an edition, of the sheet's own document */
    const gr_doc *of;
    gr_place place;
    gr_str key, current; /* the newer version, and the one that stands there */
    gr_str part;
    gr_str before, manifest; /* published.json and manifest.json of the one that stands there */
    changes_facts facts;
} sheet;

/** False: there is none, or it was made by a griffie that wrote none. */
static bool read_before(sheet *s)
{
    gr_arena *arena = s->work.arena;
    gr_diag *unheard = gr_diag_new(arena, 1);
    gr_str folder = gr_path_join(arena, s->place.home, s->current);
    return s->current.len > 0 &&
           gr_file_read(gr_path_join(arena, folder, GR_LIT("published.json")), TEXT_BYTES, arena,
                        unheard, (gr_loc){0}, &s->before) == GR_OK &&
           gr_file_read(gr_path_join(arena, folder, GR_LIT("manifest.json")), TEXT_BYTES, arena,
                        unheard, (gr_loc){0}, &s->manifest) == GR_OK;
}

static gr_status compare(sheet *s, const batch_work *of)
{
    gr_arena *arena = s->work.arena;
    changes_facts *facts = &s->facts;
    gr_change *changes = NULL;
    *facts = (changes_facts){.doc = s->of,
                             .before_as_of = GR_LIT(""),
                             .before_status = GR_LIT(""),
                             .before_number = GR_LIT("")};
    facts->data_only = of->changes != NULL; /* a released version: compared already (hold.c) */
    if (facts->data_only) {
        facts->changes = of->changes;
        facts->n = of->n_changes;
    } else {
        GR_TRY(
            gr_compare(s->before, batch_published(of), arena, s->work.diag, &changes, &facts->n));
        facts->changes = changes;
    }
    (void)gr_json_find(s->manifest, "$.as-of", arena, &facts->before_as_of);
    (void)gr_json_find(s->before, "$.life.status", arena, &facts->before_status);
    (void)gr_json_find(s->before, "$.life.version", arena, &facts->before_number);
    return GR_OK;
}

static gr_status write_document(sheet *s, const gr_output *format)
{
    batch_work *work = &s->work;
    gr_str name = gr_str_fmt(work->arena, GR_FMT "%s", GR_ARG(work->doc->file), format->ending);
    gr_str path = gr_path_join(work->arena, s->part, name);
    const gr_output_setup setup = batch_output_setup(work, s->part);
    batch_file unused = {0};
    GR_TRY(format->arrange(work->doc, &setup, &work->arranged));
    GR_TRY(format->write(&work->arranged, &setup, path));
    GR_TRY(gr_path_sync(path, work->diag)); /* a library wrote it */
    return batch_verify(work, format, &setup, path, &unused);
}

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
    add_member(out, "where", change->where);
    add_member(out, "label", change->label);
    add_member(out, "before", change->before);
    add_member(out, "after", change->after);
    add_member(out, "before-value", change->before_value);
    add_member(out, "after-value", change->after_value);
    gr_json_add_named(out, "difference", change->difference);
    gr_buf_add(out, GR_LIT(" }"));
}

static gr_str json_text(const sheet *s)
{
    gr_buf out = gr_buf_make(s->work.arena, SIZE_MAX);
    gr_buf as_of = gr_buf_make(s->work.arena, 64);
    if (s->of->as_of.type == GR_T_DATE) {
        gr_value_add(&s->of->as_of, &as_of);
    }
    gr_buf_add(&out, GR_LIT("{\n\"changes\": 1,\n"));
    add_member(&out, "report", s->of->report);
    add_member(&out, "edition", s->of->edition);
    gr_buf_add(&out, GR_LIT("\n\"before\": { "));
    add_member(&out, "version", s->current);
    gr_json_add_named(&out, "as-of", s->facts.before_as_of);
    gr_buf_add(&out, GR_LIT(" },\n\"after\": { "));
    add_member(&out, "version", s->key);
    gr_json_add_named(&out, "as-of", gr_buf_view(&as_of));
    gr_buf_add(&out, GR_LIT(" },\n\"items\": [\n"));
    for (size_t i = 0; i < s->facts.n; i++) {
        gr_buf_add(&out, i == 0 ? GR_LIT("") : GR_LIT(",\n"));
        add_change(&out, &s->facts.changes[i]);
    }
    gr_buf_add(&out, GR_LIT("\n]\n}\n"));
    return gr_buf_view(&out);
}

static gr_status write_sheet(sheet *s)
{
    batch_work *work = &s->work;
    gr_arena *arena = work->arena;
    gr_str below = GR_LIT("");
    gr_str home = home_of(&s->place, arena, &below);
    GR_TRY(changes_document(&s->facts, work->run->limits->nodes, arena, work->diag, &work->doc));
    GR_TRY(gr_folder_make(home, work->diag));
    s->part = gr_path_join(arena, home, part_of(s->key, arena));
    GR_TRY(gr_folder_make(s->part, work->diag));
    for (size_t i = 0; i < gr_n_outputs; i++) {
        if (batch_format_asked(work->row->order, &gr_outputs[i])) {
            GR_TRY(write_document(s, &gr_outputs[i]));
        }
    }
    GR_TRY(gr_file_write_new(gr_path_join(arena, s->part, GR_LIT("changes.json")), json_text(s),
                             work->diag));
    return gr_path_sync(s->part, work->diag);
}

static gr_status make_sheet(sheet *s, const batch_work *of)
{
    gr_str home = GR_LIT("");
    (void)home_of(&s->place, s->work.arena, &home);
    GR_TRY(remove_sheet(&s->place, part_of(s->key, s->work.arena), s->work.arena, s->work.diag));
    if (!read_before(s)) {
        return GR_OK;
    }
    GR_TRY(compare(s, of));
    return s->facts.n == 0 ? GR_OK : write_sheet(s);
}

/** The first thing that was said, without its place: nothing the reader wrote is to blame. */
static gr_str first_said(const gr_diag *diag, gr_arena *arena)
{
    gr_buf said = gr_buf_make(arena, SIZE_MAX);
    gr_diag_print(diag, &said);
    gr_str rest = gr_buf_view(&said);
    gr_str line = GR_LIT("");
    (void)gr_str_split(&rest, '\n', &line);
    return line;
}

gr_status batch_changes_stage(const batch_work *work, gr_str key)
{
    gr_arena *arena = work->arena;
    gr_diag *diag = gr_diag_new(arena, work->run->limits->errors);
    sheet s = {.work = {.run = work->run,
                        .row = work->row,
                        .arena = arena,
                        .diag = diag,
                        .used = GR_LIT("")},
               .of = work->doc,
               .place = batch_place_of(work->run, work->row, arena),
               .key = key};
    s.current = gr_place_current(&s.place, arena);
    gr_status status = make_sheet(&s, work);
    if (status == GR_OK) {
        return GR_OK;
    }
    if (status == GR_IO_FAILED) {
        gr_diag_merge(work->diag, diag, GR_LIT(""));
        return status;
    }
    gr_diag_report(work->diag, (gr_loc){0}, GR_CODE_CHANGES_LEFT_OUT,
                   "of '" GR_FMT "', whose new version is complete: " GR_FMT, GR_ARG(s.place.below),
                   GR_ARG(first_said(diag, arena)));
    return remove_sheet(&s.place, part_of(key, arena), arena, work->diag);
}

/* --- the supervisor's part --- */

gr_status batch_changes_name(const gr_place *place, gr_str key, gr_str version, gr_arena *arena,
                             gr_diag *diag)
{
    gr_str below = GR_LIT("");
    gr_str home = home_of(place, arena, &below);
    gr_str part = gr_path_join(arena, home, part_of(key, arena));
    if (!gr_folder_exists(home)) {
        return GR_OK;
    }
    GR_TRY(remove_sheet(place, version, arena, diag)); /* against another version before it */
    if (!gr_folder_exists(part)) {
        return GR_OK;
    }
    GR_TRY(gr_path_rename(part, gr_path_join(arena, home, version), diag));
    GR_TRY(gr_path_sync(home, diag));
    return gr_path_sync(gr_path_join(arena, home, GR_LIT("..")), diag);
}

static void prune(const gr_place *place, gr_str version, gr_arena *arena, gr_diag *diag)
{
    gr_str below = GR_LIT("");
    gr_str *names = NULL;
    size_t n = gr_folders_by_age(home_of(place, arena, &below), arena, &names);
    for (size_t i = 0; i < n; i++) {
        bool kept = gr_str_eq(names[i], version) ||
                    gr_folder_exists(gr_path_join(arena, place->home, names[i]));
        if (!kept) {
            (void)remove_sheet(place, names[i], arena, diag); /* it has said so: a warning */
        }
    }
}

/** Where a link of ours leads; empty: there is none. */
static gr_str shown(const gr_place *place, gr_arena *arena)
{
    char target[PATH_MAX];
    ssize_t len = readlink(link_of(place, arena).ptr, target, sizeof(target));
    gr_str found = {target, len < 0 ? 0 : (size_t)len};
    gr_str ours = gr_str_fmt(arena, "../.gen/" GR_FMT ENDING "/", GR_ARG(place->below));
    return gr_str_starts(found, ours) ? gr_str_dup(arena, found) : GR_LIT("");
}

static gr_status move_link(const gr_place *place, gr_str target, gr_arena *arena, gr_diag *diag)
{
    gr_str link = link_of(place, arena);
    if (target.len == 0) {
        (void)unlink(link.ptr); /* where it leads is gone: it shows nothing */
    } else {
        gr_str name = gr_str_sub(link, place->links.len + 1, SIZE_MAX);
        gr_str spare = gr_link_spare(place->links, name, arena); /* swept like the others */
        GR_TRY(gr_link_make(link, target, spare, diag));
    }
    return gr_path_sync(place->links, diag);
}

void batch_changes_show(const gr_place *place, gr_str version, gr_arena *arena, gr_diag *diag)
{
    gr_diag *said = gr_diag_new(arena, 1);
    gr_str below = GR_LIT("");
    gr_str home = home_of(place, arena, &below);
    gr_str target = GR_LIT("");
    if (gr_folder_exists(gr_path_join(arena, home, version))) {
        target = gr_str_fmt(arena, "../.gen/" GR_FMT "/" GR_FMT, GR_ARG(below), GR_ARG(version));
    }
    if (!gr_str_eq(target, shown(place, arena)) && move_link(place, target, arena, said) != GR_OK) {
        gr_diag_report(diag, (gr_loc){0}, GR_CODE_CHANGES_LEFT_OUT,
                       "of '" GR_FMT "', which stands there itself: " GR_FMT, GR_ARG(place->below),
                       GR_ARG(first_said(said, arena)));
    }
    prune(place, version, arena, diag);
}

gr_str batch_changes_folder(const gr_place *place, gr_arena *arena)
{
    bool there = shown(place, arena).len > 0 && gr_folder_exists(link_of(place, arena));
    return there ? gr_str_fmt(arena, GR_FMT ENDING, GR_ARG(place->below)) : GR_LIT("");
}
