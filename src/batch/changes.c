/* Owns where change sheets stand, and when one is made. Must not know how one looks
 * (change_doc.c), nor how versions are compared (journal). */
#include "change_causes.h"
#include "change_number.h"

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
    gr_str before, manifest, used; /* published.json, ... of the one that stands there */
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
                        unheard, (gr_loc){0}, &s->manifest) == GR_OK &&
           gr_file_read(gr_path_join(arena, folder, GR_LIT("used.tsv")), TEXT_BYTES, arena, unheard,
                        (gr_loc){0}, &s->used) == GR_OK;
}

/** Numbers, days and lives of both versions. */
static void tell_versions(sheet *s)
{
    gr_arena *arena = s->work.arena;
    const gr_doc *doc = s->of;
    changes_version none = {0, GR_LIT(""), GR_LIT(""), GR_LIT(""), GR_LIT("")};
    changes_version *before = &s->facts.before;
    changes_version *now = &s->facts.now;
    change_number last = change_number_of(&s->place, s->current, arena);
    *before = *now = none;
    before->number = last.number > 0 ? last.number : change_versions(&s->place, arena);
    before->day = last.day;
    now->number = before->number + 1;
    now->day = change_day(s->work.run->request->now, arena);
    (void)gr_json_find(s->manifest, "$.as-of", arena, &before->as_of);
    (void)gr_json_find(s->before, "$.life.status", arena, &before->status);
    (void)gr_json_find(s->before, "$.life.version", arena, &before->life_number);
    if (doc->as_of.type == GR_T_DATE) {
        gr_buf text = gr_buf_make(arena, SIZE_MAX);
        gr_value_add(&doc->as_of, &text);
        now->as_of = gr_buf_view(&text);
    }
    if (doc->life.status != GR_LIFE_NONE) {
        now->status = gr_str_of(gr_life_words[doc->life.status]);
        now->life_number = gr_str_fmt(arena, "%u", doc->life.version);
    }
}

static void find_causes(sheet *s, const batch_work *of)
{
    const gr_edition *edition = &of->row->edition;
    const gr_table *owners = edition->record.table;
    const changes_data data = {
        .catalogue = of->run->catalogue,
        .owner = edition->key,
        .owners = owners == NULL ? GR_LIT("") : gr_table_schema(owners)->name,
        .used_before = s->used,
        .used_now = of->used,
        .published_before = s->before,
    };
    changes_find_causes(&data, s->work.arena, &s->facts);
}

static gr_status compare(sheet *s, const batch_work *of)
{
    gr_arena *arena = s->work.arena;
    changes_facts *facts = &s->facts;
    gr_change *changes = NULL;
    *facts = (changes_facts){.doc = s->of};
    tell_versions(s);
    find_causes(s, of);
    facts->data_only = of->changes != NULL; /* a released version: compared already (hold.c) */
    if (facts->data_only) {
        facts->changes = of->changes;
        facts->n = of->n_changes;
    } else {
        GR_TRY(
            gr_compare(s->before, batch_published(of), arena, s->work.diag, &changes, &facts->n));
        facts->changes = changes;
    }
    for (size_t i = 0; i < facts->n; i++) {
        facts->form_changed = facts->form_changed || facts->changes[i].kind == GR_CHANGE_TEXT;
    }
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
static void add_version(gr_buf *out, const char *which, const changes_version *version)
{
    gr_buf_addf(out, "\n\"%s\": { \"number\": %u, ", which, version->number);
    add_member(out, "day", version->day);
    gr_json_add_named(out, "as-of", version->as_of);
    gr_buf_add(out, GR_LIT(" },"));
}

static void add_cause(gr_buf *out, const changes_cause *cause)
{
    static const char *const words[] = {[CHANGES_VALUE] = "value",
                                        [CHANGES_NEW] = "new",
                                        [CHANGES_GONE] = "gone",
                                        [CHANGES_DATE] = "date"};
    gr_buf_add(out, GR_LIT("  { "));
    add_member(out, "kind", gr_str_of(words[cause->kind]));
    add_member(out, "label", cause->label);
    add_member(out, "before", cause->before);
    gr_json_add_named(out, "after", cause->after);
    gr_buf_add(out, GR_LIT(" }"));
}

static gr_str json_text(const sheet *s)
{
    gr_buf out = gr_buf_make(s->work.arena, SIZE_MAX);
    gr_buf_add(&out, GR_LIT("{\n\"changes\": 2,\n"));
    add_member(&out, "report", s->of->report);
    add_member(&out, "edition", s->of->edition);
    add_version(&out, "before", &s->facts.before);
    add_version(&out, "after", &s->facts.now);
    gr_buf_add(&out, GR_LIT("\n\"causes\": ["));
    for (size_t i = 0; i < s->facts.n_causes; i++) {
        gr_buf_add(&out, i == 0 ? GR_LIT("\n") : GR_LIT(",\n"));
        add_cause(&out, &s->facts.causes[i]);
    }
    gr_buf_addf(&out, "\n],\n\"others\": %s,\n\"items\": [\n", s->facts.others ? "true" : "false");
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

/** Figures that are known in another way can be counted and not told. */
static bool has_our_ids(const sheet *s)
{
    gr_str found = GR_LIT("");
    int64_t identity = 1;
    return gr_json_find(s->before, "$.identity", s->work.arena, &found) &&
           gr_int_parse(found, &identity) && identity == GR_IDENTITY;
}

static gr_status make_sheet(sheet *s, const batch_work *of)
{
    gr_str home = GR_LIT("");
    (void)home_of(&s->place, s->work.arena, &home);
    GR_TRY(remove_sheet(&s->place, part_of(s->key, s->work.arena), s->work.arena, s->work.diag));
    if (!read_before(s)) {
        return GR_OK;
    }
    if (!has_our_ids(s)) {
        gr_diag_report(of->diag, (gr_loc){0}, GR_CODE_CHANGES_OTHER_IDS,
                       "'" GR_FMT "': the version before it was made by an older griffie, which "
                       "knew figures by their place; the next version has a change sheet again",
                       GR_ARG(s->place.below));
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
