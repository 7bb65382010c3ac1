/* Owns what becomes of a released version whose edition would be another tonight: it stays, and the
 * run says how the data differ. How it is set (program, fonts, house style) is no difference, nor
 * is a newer date of the same data. */
#include "base/arena.h"
#include "base/date.h"
#include "base/num.h"
#include "edition_priv.h"
#include "format/value_text.h"
#include "journal/compare.h"
#include "provenance/used.h"
#include "store/version_file.h"

typedef struct day_pair { /* as-of date of an export: of the released version, and now */
    gr_day before, now;
} day_pair;

typedef struct holding {
    edition_work *work;
    gr_arena *arena;
    gr_str published, used, manifest;
    day_pair *days;
    size_t n_days, cap_days;
    size_t figures, texts; /* that differ */
} holding;

/* --- dates of the data --- */

static void add_days(holding *h, gr_str before, const gr_value *now)
{
    gr_day day = 0;
    if (now->type == GR_T_DATE && gr_date_parse(before, &day)) {
        *GR_PUSH(h->arena, h->days, h->n_days, h->cap_days, day_pair) =
            (day_pair){day, now->as.day};
    }
}

static void list_days(holding *h)
{
    gr_str date = GR_LIT("");
    gr_str *exports = NULL;
    size_t n = 0;
    if (gr_json_find(h->manifest, "$.as-of", h->arena, &date)) {
        add_days(h, date, &h->work->doc->as_of);
    }
    const gr_version_export *read = NULL;
    size_t n_read = gr_load_exports_read(h->work->setup->load, &read);
    (void)gr_json_list(h->manifest, "$.exports", h->arena, &exports, &n);
    for (size_t i = 0; i < n; i++) {
        gr_str source = GR_LIT("");
        (void)gr_json_find(exports[i], "$.source", h->arena, &source);
        for (size_t k = 0; k < n_read; k++) {
            if (gr_str_eq(read[k].facts->source, source) &&
                gr_json_find(exports[i], "$.as-of", h->arena, &date)) {
                add_days(h, date, &read[k].facts->as_of);
            }
        }
    }
}

static bool prints_as(const holding *h, gr_day day, gr_str text)
{
    const gr_value value = {.type = GR_T_DATE, .as.day = day};
    for (int kind = 0; kind < GR_FORMAT__COUNT; kind++) {
        gr_format format = {(gr_format_kind)kind, GR_PLACES_OWN};
        gr_str printed = gr_value_text(h->arena, &value, format, &h->work->doc->house->notation);
        if (gr_str_eq(printed, text)) {
            return true;
        }
    }
    return false;
}

static bool is_newer_date(const holding *h, const gr_change *change)
{
    for (size_t i = 0; change->kind == GR_CHANGE_FIGURE && i < h->n_days; i++) {
        if (prints_as(h, h->days[i].before, change->before) &&
            prints_as(h, h->days[i].now, change->after)) {
            return true;
        }
    }
    return false;
}

/* --- differences --- */

/* An older griffie told a heading as no text, and a title with its number: what was added to or
 * changed in the texts of its versions by that alone is no change. */

static bool is_old(const holding *h)
{
    gr_str found = GR_LIT("");
    int64_t identity = 1;
    (void)gr_json_find(h->published, "$.identity", h->arena, &found);
    return found.len == 0 || !gr_int_parse(found, &identity) || identity != GR_IDENTITY;
}

/** "Tabel 1: Bijdragen" and "Bijdragen". */
static bool is_title_of(gr_str whole, gr_str title)
{
    gr_str before = gr_str_sub(whole, 0, whole.len - title.len);
    return title.len > 0 && gr_str_ends(whole, title) && gr_str_ends(before, GR_LIT(": "));
}

/** One of the two sides has what the other one has, in its way of telling. */
static bool has_twin(const gr_change *changes, size_t n, const gr_change *of)
{
    bool gone = of->kind == GR_CHANGE_TEXT_GONE;
    for (size_t i = 0; i < n; i++) {
        const gr_change *other = &changes[i];
        if (gone && other->kind == GR_CHANGE_TEXT_ADDED && is_title_of(of->before, other->after)) {
            return true;
        }
        if (!gone && other->kind == GR_CHANGE_TEXT_GONE && is_title_of(other->before, of->after)) {
            return true;
        }
    }
    return false;
}

static bool is_told_otherwise(const gr_change *changes, size_t n, const gr_change *change)
{
    switch (change->kind) {
    case GR_CHANGE_TEXT:
        return is_title_of(change->before, change->after);
    case GR_CHANGE_TEXT_ADDED:
        return gr_str_ends(change->where, change->after) || has_twin(changes, n, change);
    case GR_CHANGE_TEXT_GONE:
        return has_twin(changes, n, change);
    case GR_CHANGE_FIGURE:
    case GR_CHANGE_ADDED:
    case GR_CHANGE_GONE:
        break;
    }
    return false;
}

static gr_status compare(holding *h)
{
    edition_work *work = h->work;
    gr_change *changes = NULL;
    size_t n = 0;
    bool old = is_old(h);
    GR_TRY(gr_compare(h->published, gr_edition_published_text(work), h->arena, work->diag, &changes,
                      &n));
    work->changes = GR_NEW_N(h->arena, gr_change, n);
    for (size_t i = 0; i < n; i++) {
        bool text = changes[i].kind >= GR_CHANGE_TEXT;
        bool same = old && is_told_otherwise(changes, n, &changes[i]);
        if (!same && !is_newer_date(h, &changes[i])) {
            work->changes[work->n_changes++] = changes[i];
            h->texts += text ? 1 : 0;
            h->figures += text ? 0 : 1;
        }
    }
    return GR_OK;
}

/** An older griffie wrote a reference as the place of its record: "record 3". */
static bool is_place(const holding *h, const gr_used_difference *item)
{
    return item->change == GR_USED_CHANGED && gr_str_starts(item->before, GR_LIT("record ")) &&
           is_old(h);
}

/** What is data and not means: values, images and attachments, rows of long tables. */
static bool data_differ(const holding *h)
{
    static const bool is_data[GR_USED__COUNT] = {[GR_USED_VALUE] = true,
                                                 [GR_USED_DERIVED] = true,
                                                 [GR_USED_FILE] = true,
                                                 [GR_USED_ROWS] = true};
    gr_used_difference *items = NULL;
    size_t n = 0;
    gr_used_compare(h->used, h->work->used, h->arena, &items, &n);
    for (size_t i = 0; i < n; i++) {
        if (is_data[items[i].kind] && !is_place(h, &items[i])) {
            return true;
        }
    }
    return false;
}

static gr_str count_text(const holding *h)
{
    if (h->figures + h->texts == 0) {
        return GR_LIT("no figure or text in print");
    }
    return gr_str_fmt(h->arena, "%zu figure%s and %zu text%s", h->figures,
                      h->figures == 1 ? "" : "s", h->texts, h->texts == 1 ? "" : "s");
}

static void report(const holding *h, const gr_plan_row *row, const gr_life *life)
{
    bool offered = life->status == GR_LIFE_OFFERED;
    gr_buf date = gr_buf_make(h->arena, 64);
    gr_value day = {.type = GR_T_DATE, .as.day = life->date};
    gr_value_add(&day, &date);
    gr_diag_report_open(
        h->work->diag, (gr_loc){0}, GR_CODE_DATA_DIFFER,
        GR_FMT "/" GR_FMT ": " GR_FMT " would be others than in the %s version of " GR_FMT
               ", which stays as it is; 'griffie release " GR_FMT " " GR_FMT
               " --as %s' makes a new one",
        GR_ARG(row->report), GR_ARG(row->edition.id), GR_ARG(count_text(h)),
        gr_life_words[life->status], GR_ARG(gr_buf_view(&date)), GR_ARG(row->report),
        GR_ARG(row->edition.id), offered ? "adopted" : "corrected");
}

gr_status gr_edition_hold(edition_work *work, const gr_place *place, gr_plan_row *row)
{
    holding h = {.work = work, .arena = work->arena};
    gr_str folder = gr_version_folder(place, gr_place_current(place, h.arena), h.arena);
    GR_TRY(gr_version_read(folder, GR_VERSION_PUBLISHED, h.arena, work->diag, &h.published));
    GR_TRY(gr_version_read(folder, GR_VERSION_USED, h.arena, work->diag, &h.used));
    GR_TRY(gr_version_read(folder, GR_VERSION_MANIFEST, h.arena, work->diag, &h.manifest));
    list_days(&h);
    GR_TRY(compare(&h));
    bool same = work->n_changes == 0 && !data_differ(&h);
    row->outcome = same ? GR_EDITION_UNCHANGED : GR_EDITION_DIFFERS;
    if (same) {
        return GR_OK;
    }
    report(&h, row, &work->doc->life);
    return gr_edition_stage_changes(work, row->key);
}
