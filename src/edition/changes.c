/* Owns when a change sheet is made, and its files. Must not know how one looks (room `changes`),
 * how versions are compared (journal), nor where it is shown (store/changes.h). */
#include "store/changes.h"
#include "base/file.h"
#include "base/report_line.h"
#include "changes/causes.h"
#include "edition_priv.h"
#include "store/folder.h"
#include "store/number.h"
#include "store/version.h"

typedef struct sheet {
    edition_work work; /* as of an edition, of the sheet's own document */
    const gr_doc *of;
    gr_place place, sheets; /* of the edition, of its sheets */
    gr_str key, current;    /* the newer version, and the one that stands there */
    gr_str part, files;
    gr_buf lines;                  /* hash and name of each file */
    gr_str before, manifest, used; /* published.json, ... of the one that stands there */
    gr_changes_facts facts;
} sheet;

/** False: there is none, or it was made by a griffie that wrote none. */
static bool read_before(sheet *s)
{
    gr_arena *arena = s->work.arena;
    gr_str folder = gr_version_folder(&s->place, s->current, arena);
    return s->current.len > 0 && gr_version_find(folder, GR_VERSION_PUBLISHED, arena, &s->before) &&
           gr_version_find(folder, GR_VERSION_MANIFEST, arena, &s->manifest) &&
           gr_version_find(folder, GR_VERSION_USED, arena, &s->used);
}

/** Numbers, days and lives of both versions. */
static void tell_versions(sheet *s)
{
    gr_arena *arena = s->work.arena;
    const gr_doc *doc = s->of;
    gr_changes_version none = {0, GR_LIT(""), GR_LIT(""), GR_LIT(""), GR_LIT(""), GR_LIT("")};
    gr_changes_version *before = &s->facts.before;
    gr_changes_version *now = &s->facts.now;
    gr_version_number last = gr_version_number_of(&s->place, s->current, arena);
    *before = *now = none;
    before->number = last.number > 0 ? last.number : gr_versions_kept(&s->place, arena);
    before->day = last.day;
    now->number = before->number + 1;
    now->day = gr_version_day(s->work.setup->now, arena);
    (void)gr_json_find(s->manifest, "$.as-of", arena, &before->as_of);
    before->on = gr_day_text(gr_manifest_day(s->manifest, arena), arena);
    now->on = gr_day_text(doc->day, arena);
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

static void find_causes(sheet *s, const edition_work *of)
{
    const gr_edition *edition = &of->row->source->edition;
    const gr_table *owners = edition->record.table;
    const gr_changes_data data = {
        .catalogue = gr_load_catalogue(of->setup->load),
        .owner = edition->key,
        .owners = owners == NULL ? GR_LIT("") : gr_table_schema(owners)->name,
        .used_before = s->used,
        .used_now = of->used,
        .published_before = s->before,
    };
    gr_changes_find_causes(&data, s->work.arena, &s->facts);
}

static gr_status compare(sheet *s, const edition_work *of)
{
    gr_arena *arena = s->work.arena;
    gr_changes_facts *facts = &s->facts;
    gr_change *changes = NULL;
    *facts = (gr_changes_facts){.doc = s->of};
    tell_versions(s);
    find_causes(s, of);
    facts->data_only = of->changes != NULL; /* a released version: compared already (hold.c) */
    if (facts->data_only) {
        facts->changes = of->changes;
        facts->n = of->n_changes;
    } else {
        GR_TRY(gr_compare(s->before, gr_edition_published_text(of), arena, s->work.diag, &changes,
                          &facts->n));
        facts->changes = changes;
    }
    for (size_t i = 0; i < facts->n; i++) {
        facts->form_changed = facts->form_changed || facts->changes[i].kind == GR_CHANGE_TEXT;
        facts->untold = facts->untold || facts->changes[i].hidden;
    }
    return GR_OK;
}

static void add_line(sheet *s, const edition_file *file)
{
    gr_buf_addf(&s->lines, GR_FMT "  " GR_FMT "\n", GR_ARG(file->is.sha256), GR_ARG(file->is.name));
}

static gr_status write_document(sheet *s, const gr_output *format)
{
    edition_work *work = &s->work;
    gr_str name = gr_str_fmt(work->arena, GR_FMT "%s", GR_ARG(work->doc->file), format->ending);
    gr_str path = gr_path_join(work->arena, s->files, name);
    const gr_output_setup setup = gr_edition_output_setup(work, s->files);
    edition_file file = {0};
    GR_TRY(format->arrange(work->doc, &setup, &work->arranged));
    work->cells = gr_edition_cells(work);
    GR_TRY(format->write(&work->arranged, &setup, path));
    GR_TRY(gr_path_sync(path, work->diag)); /* a library wrote it */
    GR_TRY(gr_edition_verify(work, format, &setup, path, &file));
    add_line(s, &file);
    return GR_OK;
}

static gr_status open_part(sheet *s)
{
    const edition_work *work = &s->work;
    gr_str part = gr_changes_part(s->key, work->arena);
    s->part = gr_version_folder(&s->sheets, part, work->arena);
    s->files = gr_version_files(&s->sheets, part, work->arena);
    s->lines = gr_buf_make(work->arena, SIZE_MAX);
    gr_str below = gr_str_sub(s->files, work->setup->store.state.len + 1, SIZE_MAX);
    return gr_folders_make(work->setup->store.state, below, work->diag);
}

static gr_status write_text(sheet *s, gr_str folder, const char *name, gr_str text)
{
    edition_file file = {0};
    gr_str path = gr_path_join(s->work.arena, folder, gr_str_of(name));
    GR_TRY(gr_file_write_new(path, text, s->work.diag));
    GR_TRY(gr_edition_verify(&s->work, NULL, NULL, path, &file));
    add_line(s, &file);
    return GR_OK;
}

static gr_status write_sheet(sheet *s)
{
    edition_work *work = &s->work;
    gr_arena *arena = work->arena;
    GR_TRY(
        gr_changes_document(&s->facts, work->setup->limits->nodes, arena, work->diag, &work->doc));
    GR_TRY(open_part(s));
    for (size_t i = 0; i < gr_n_outputs; i++) {
        if (gr_edition_asks(work, &gr_outputs[i])) {
            GR_TRY(write_document(s, &gr_outputs[i]));
        }
    }
    GR_TRY(write_text(s, s->files, "changes.json", gr_changes_json(&s->facts, s->work.arena)));
    gr_str name = gr_public_name(gr_buf_view(&s->lines), arena);
    GR_TRY(write_text(s, s->part, GR_NAME_FILE, gr_str_fmt(arena, GR_FMT "\n", GR_ARG(name))));
    GR_TRY(gr_path_sync(s->files, work->diag));
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

static gr_status make_sheet(sheet *s, const edition_work *of)
{
    gr_arena *arena = s->work.arena;
    GR_TRY(gr_changes_remove(&s->sheets, gr_changes_part(s->key, arena), arena, s->work.diag));
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

gr_status gr_edition_stage_changes(const edition_work *work, gr_str key)
{
    gr_arena *arena = work->arena;
    gr_diag *diag = gr_diag_new(arena, work->setup->limits->errors);
    sheet s = {.work = {.setup = work->setup,
                        .row = work->row,
                        .arena = arena,
                        .diag = diag,
                        .used = GR_LIT("")},
               .of = work->doc,
               .place = gr_edition_place(work),
               .key = key};
    s.sheets = gr_place_of_changes(&s.place, arena);
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
                   GR_ARG(gr_diag_first_line(diag, arena)));
    return gr_changes_remove(&s.sheets, gr_changes_part(key, arena), arena, work->diag);
}
