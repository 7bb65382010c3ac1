#include "retention_priv.h"

/* Owns which versions go: by their number (keep=) and by their age (keep-days=). Age counts from
 * the moment another version took their place. */
#include <errno.h>

#include "base/arena.h"
#include "base/file.h"
#include "lookback_priv.h"
#include "provenance/life.h"
#include "provenance/version.h"
#include "store/folder.h"
#include "store/shown.h"
#include "store/version.h"

#define DAY_SECONDS 86400

typedef struct going {
    gr_str key, rule;
    bool bare; /* its documents only: it can be made again */
} going;

static void report_left(const retaining *r, gr_str path)
{
    gr_loc whole = {.file = gr_diag_add_file(r->diag, path)};
    gr_diag_report(r->diag, whole, GR_CODE_OUTPUT_LEFT, "%s", strerror(errno));
}

/* --- which --- */

/** Empty: it is not too old. */
static gr_str rule_of_age(const retaining *r, const gr_order *order, bool needed, int64_t end)
{
    bool old =
        order->keep_days > 0 && !needed && end < r->now - (int64_t)order->keep_days * DAY_SECONDS;
    return old ? gr_str_fmt(r->arena, "keep-days=%u", order->keep_days) : GR_LIT("");
}

/** Empty: they are not too many. `older`: how many older versions there are, this one among them.
 */
static gr_str rule_of_number(const retaining *r, const gr_order *order, unsigned older)
{
    return older > order->keep ? gr_str_fmt(r->arena, "keep=%u", order->keep) : GR_LIT("");
}

/** What is half made is nobody's, and goes at once. */
static void remove_part(const retaining *r, const gr_place *place, gr_str key)
{
    if (!gr_version_remove(place, key, r->arena)) {
        report_left(r, gr_version_folder(place, key, r->arena));
    }
}

static void remove_parts(const retaining *r, const gr_place *place)
{
    gr_str *names = NULL;
    size_t n = gr_folders_in(place->kept, r->arena, &names);
    for (size_t i = 0; i < n; i++) {
        if (gr_str_ends(names[i], GR_LIT(GR_PART))) {
            remove_part(r, place, names[i]);
        }
    }
}

typedef struct choosing {
    const retaining *r;
    const gr_order *order;
    const gr_place *place;
    gr_str current, last, before;
    going *list;
    size_t n;
    unsigned older; /* versions so far */
} choosing;

/** `until`: when another took its place; what nobody saw yet is not old. */
static void choose_one(choosing *c, gr_str key, bool seen, int64_t until)
{
    if (gr_str_eq(key, c->current) || gr_str_eq(key, c->last) ||
        gr_version_is_released(c->place, key, c->r->arena)) {
        return;
    }
    bool needed = !seen || gr_str_eq(key, c->before);
    gr_str old = rule_of_age(c->r, c->order, needed, until);
    gr_str rule = rule_of_number(c->r, c->order, ++c->older);
    /* what it was made from is archived: that is not for keep= to undo */
    bool again = old.len == 0 && seen && gr_version_has_inputs(c->place, key, c->r->arena);
    if (again && gr_version_is_bare(c->place, key, c->r->arena)) {
        return;
    }
    rule = rule.len > 0 ? rule : old;
    if (rule.len > 0) {
        c->list[c->n++] = (going){key, rule, again};
    }
}

static size_t choose(const retaining *r, const gr_order *order, const gr_place *place,
                     gr_str current, going **out)
{
    gr_shown_version *shown = NULL;
    gr_str *unseen = NULL;
    remove_parts(r, place);
    size_t n = gr_versions_shown(place, r->arena, &shown);
    size_t n_unseen = gr_versions_unseen(place, r->arena, &unseen);
    choosing c = {.r = r,
                  .order = order,
                  .place = place,
                  .current = current,
                  .last = gr_place_last(place, r->arena),
                  .before = gr_place_before(place, current, r->arena),
                  .list = GR_NEW_N(r->arena, going, n + n_unseen)};
    for (size_t i = 0; i < n; i++) {
        choose_one(&c, shown[i].key, true, shown[i].until < 0 ? shown[i].since : shown[i].until);
    }
    for (size_t i = 0; i < n_unseen; i++) {
        choose_one(&c, unseen[i], false, INT64_MAX);
    }
    *out = c.list;
    return c.n;
}

/* --- going --- */

static void add_line(const retaining *r, const gr_place *place, const going *one, gr_buf *lines)
{
    gr_str folder = one->bare ? gr_version_files(place, one->key, r->arena)
                              : gr_version_folder(place, one->key, r->arena);
    const gr_removal removal = {.when = r->when,
                                .what = gr_str_of(one->bare ? GR_DOCUMENTS_WENT : GR_VERSION_WENT),
                                .rule = one->rule,
                                .edition = gr_str_sub(place->link, place->output.len + 1, SIZE_MAX),
                                .version = one->key,
                                .sha256 = GR_LIT(""),
                                .name = GR_LIT(""),
                                .path = gr_str_sub(folder, r->store.state.len + 1, SIZE_MAX)};
    gr_removal_add(&removal, lines);
}

static void remove_version(const retaining *r, const gr_place *place, const going *one)
{
    const gr_place sheets = gr_place_of_changes(place, r->arena);
    gr_str key = one->key;
    if (one->bare ? !gr_version_strip(place, key, r->arena)
                  : !gr_version_remove(place, key, r->arena)) {
        report_left(r, gr_version_folder(place, key, r->arena));
    } else if (gr_folder_exists(gr_version_folder(&sheets, key, r->arena)) &&
               !gr_version_remove(&sheets, key, r->arena)) {
        report_left(r, gr_version_folder(&sheets, key, r->arena));
    }
}

static void retain(retaining *r, const gr_order *order, const gr_place *place, gr_str current)
{
    going *list = NULL;
    gr_buf lines = gr_buf_make(r->arena, SIZE_MAX);
    gr_str state = r->store.state;
    size_t n = current.len == 0 ? 0 : choose(r, order, place, current, &list);
    for (size_t i = 0; i < n; i++) {
        add_line(r, place, &list[i], &lines);
        if (!list[i].bare) {
            gr_retain_note(r, place, list[i].key);
        }
    }
    if (n == 0) {
        return;
    }
    gr_diag *said = gr_diag_new(r->arena, 1);
    if (gr_removals_begin(state, gr_buf_view(&lines), r->arena, said) != GR_OK) {
        gr_diag_report(r->diag, (gr_loc){0}, GR_CODE_RETENTION_RECORD,
                       "older versions of '" GR_FMT "' stay", GR_ARG(place->below));
        return;
    }
    for (size_t i = 0; i < n; i++) {
        remove_version(r, place, &list[i]);
    }
    if (gr_removals_end(state, r->arena, said) != GR_OK) {
        gr_diag_report(r->diag, (gr_loc){0}, GR_CODE_RETENTION_RECORD,
                       "versions of '" GR_FMT "' went; the next run that removes something writes "
                       "it down",
                       GR_ARG(place->below));
    }
}

static retaining begin(const gr_retention *how)
{
    return (retaining){.store = how->store,
                       .now = how->now,
                       .arena = how->arena,
                       .diag = how->diag,
                       .when = gr_past_moment(how->now, how->arena)};
}

void gr_retain_edition(const gr_retention *how, const gr_order *order, const gr_place *place,
                       gr_str current)
{
    retaining r = begin(how);
    retain(&r, order, place, current);
}

/* --- when a run is over --- */

typedef struct retaining_order {
    retaining *r;
    const gr_order *order;
} retaining_order;

static void retain_place(void *user, gr_str report, gr_str edition, const gr_place *place)
{
    const retaining_order *of = user;
    gr_str current = gr_place_current(place, of->r->arena);
    if (gr_is_wanted(report, of->order->reports, of->order->n_reports) &&
        gr_is_wanted(edition, of->order->editions, of->order->n_editions)) {
        retain(of->r, of->order, place,
               current.len > 0 ? current : gr_place_last(place, of->r->arena));
    }
}

static void retain_order(retaining *r, const gr_order *order)
{
    retaining_order of = {.r = r, .order = order};
    gr_each_place(&r->store, order->destination, r->arena, retain_place, &of);
}

void gr_retain_all(const gr_retention *how, const gr_order *orders, size_t n)
{
    retaining r = begin(how);
    bool aged = false;
    for (size_t i = 0; i < n; i++) {
        if (orders[i].keep_days > 0) {
            retain_order(&r, &orders[i]);
            aged = true;
        }
    }
    if (aged) {
        gr_retain_files(&r);
    }
}
