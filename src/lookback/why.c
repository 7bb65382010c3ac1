/* Owns `griffie why`: what a version of an edition was made from that another was not; unless
 * somebody names them, the one that stands there and the one before it. Reads both versions'
 * used.tsv and manifest in the state folder, and nothing else. */
#include "base/utf8.h"
#include "journal/compare.h"
#include "lookback/version.h"
#include "lookback_priv.h"
#include "provenance/used.h"
#include "store/retention.h"
#include "store/version_file.h"
#include "json/read.h"

typedef struct why {
    const gr_question *ask;
    gr_place place;
    gr_str now, before; /* versions; before empty: there is one only */
    gr_str now_as_of, before_as_of;
    gr_used_difference *items;
    size_t n;
    gr_buf *out;
} why;

static gr_status read_version(const why *w, gr_str version, gr_str *out_used, gr_str *out_as_of)
{
    gr_str manifest = GR_LIT("");
    gr_arena *arena = w->ask->arena;
    gr_str folder = gr_version_folder(&w->place, version, arena);
    GR_TRY(gr_version_read(folder, GR_VERSION_USED, arena, w->ask->diag, out_used));
    GR_TRY(gr_version_read(folder, GR_VERSION_MANIFEST, arena, w->ask->diag, &manifest));
    (void)gr_json_find(manifest, "$.as-of", arena, out_as_of);
    return GR_OK;
}

/* --- for people --- */

typedef struct group { /* differences told under one head */
    gr_used_kind first, last;
    gr_used_change changes[GR_USED_CHANGE__COUNT];
    size_t n_changes;
    const char *head;
} group;

static const group groups[] = {
    {GR_USED_VALUE, GR_USED_VALUE, {GR_USED_CHANGED}, 1, "values changed"},
    {GR_USED_VALUE, GR_USED_VALUE, {GR_USED_NEW}, 1, "values newly used"},
    {GR_USED_VALUE, GR_USED_VALUE, {GR_USED_GONE}, 1, "values no longer used"},
    {GR_USED_ROWS,
     GR_USED_ROWS,
     {GR_USED_CHANGED, GR_USED_NEW, GR_USED_GONE},
     3,
     "tables that are too long to tell"},
    {GR_USED_EXPORT, GR_USED_EXPORT, {GR_USED_CHANGED, GR_USED_NEW, GR_USED_GONE}, 3, "exports"},
    {GR_USED_DAY,
     GR_USED_DAY,
     {GR_USED_CHANGED, GR_USED_NEW, GR_USED_GONE},
     3,
     "the day it is made for"},
    {GR_USED_REPORT,
     GR_USED_FILE,
     {GR_USED_CHANGED, GR_USED_NEW, GR_USED_GONE},
     3,
     "descriptors and files"},
    {GR_USED_FORMATS,
     GR_USED_ENGINE,
     {GR_USED_CHANGED, GR_USED_NEW, GR_USED_GONE},
     3,
     "how it was made"},
    {GR_USED_DERIVED, GR_USED_DERIVED, {GR_USED_CHANGED}, 1, "worked out from these, changed"},
    {GR_USED_DERIVED, GR_USED_DERIVED, {GR_USED_NEW}, 1, "worked out from these, newly used"},
    {GR_USED_DERIVED, GR_USED_DERIVED, {GR_USED_GONE}, 1, "worked out from these, no longer used"},
};

static bool is_in(const group *g, const gr_used_difference *item)
{
    bool in = false;
    for (size_t i = 0; i < g->n_changes; i++) {
        in = in || item->change == g->changes[i];
    }
    return in && item->kind >= g->first && item->kind <= g->last;
}

/** "contributions[arnhem/inkoop].amount" */
static void add_field(gr_str key, gr_buf *out)
{
    gr_str parts[3] = {GR_LIT(""), GR_LIT(""), GR_LIT("")};
    for (size_t i = 0; i < 3; i++) {
        (void)gr_str_split(&key, '\t', &parts[i]);
    }
    gr_buf_addf(out, GR_FMT "[" GR_FMT "]." GR_FMT, GR_ARG(parts[0]), GR_ARG(parts[1]),
                GR_ARG(parts[2]));
}

static void add_name(const gr_used_difference *item, gr_buf *out)
{
    static const char *const names[GR_USED__COUNT] = {
        [GR_USED_EXPORT] = "",          [GR_USED_DAY] = "on",
        [GR_USED_REPORT] = "report ",   [GR_USED_STYLE] = "house style ",
        [GR_USED_FONT] = "font ",       [GR_USED_FILE] = "file ",
        [GR_USED_FORMATS] = "formats",  [GR_USED_ENGINE] = "program",
        [GR_USED_ROWS] = "long table ",
    };
    if (item->kind == GR_USED_VALUE || item->kind == GR_USED_DERIVED) {
        add_field(item->key, out);
        return;
    }
    gr_buf_addf(out, "%s" GR_FMT, names[item->kind], GR_ARG(item->key));
}

/** Columns with ", " between. */
static void add_columns(gr_str columns, gr_buf *out)
{
    gr_str part = GR_LIT("");
    for (size_t i = 0; gr_str_split(&columns, '\t', &part); i++) {
        gr_buf_add(out, i == 0 ? GR_LIT("") : GR_LIT(", "));
        gr_buf_add(out, part);
    }
}

/** Hashes say nothing to people: of these only that they are others. */
static bool is_hashed(gr_used_kind kind)
{
    return kind == GR_USED_ROWS || (kind >= GR_USED_REPORT && kind <= GR_USED_FILE);
}

/** One line, without its end: texts of exports may have any sign in them. */
static void add_difference(const gr_used_difference *item, gr_buf *out)
{
    static const char *const hashed[GR_USED_CHANGE__COUNT] = {"was changed", "is new",
                                                              "is no longer used"};
    add_name(item, out);
    if (is_hashed(item->kind)) {
        gr_buf_addf(out, " %s", hashed[item->change]);
        return;
    }
    gr_buf_add(out, GR_LIT(": "));
    add_columns(item->change == GR_USED_NEW ? item->after : item->before, out);
    if (item->change == GR_USED_CHANGED) {
        gr_buf_add(out, GR_LIT(" -> "));
        add_columns(item->after, out);
    } else if (item->kind == GR_USED_EXPORT) {
        gr_buf_addf(out, ", %s", hashed[item->change]);
    }
}

static size_t count_in(const why *w, const group *g)
{
    size_t n = 0;
    for (size_t i = 0; i < w->n; i++) {
        n += is_in(g, &w->items[i]) ? 1 : 0;
    }
    return n;
}

static void add_group(why *w, const group *g)
{
    uint32_t most = w->ask->most;
    size_t n = count_in(w, g);
    size_t told = 0;
    if (n == 0) {
        return;
    }
    gr_buf_addf(w->out, "%s: %zu\n", g->head, n);
    for (size_t i = 0; i < w->n && (most == 0 || told < most); i++) {
        if (is_in(g, &w->items[i])) {
            gr_buf line = gr_buf_make(w->ask->arena, SIZE_MAX);
            add_difference(&w->items[i], &line);
            gr_buf_addf(w->out, "  " GR_FMT "\n",
                        GR_ARG(gr_utf8_harmless(w->ask->arena, gr_buf_view(&line))));
            told++;
        }
    }
    if (told < n) {
        gr_buf_addf(w->out, "  and %zu more\n", n - told);
    }
}

static void add_head(why *w)
{
    gr_buf_addf(w->out,
                GR_FMT ": version " GR_FMT ", data as of " GR_FMT "; %s " GR_FMT
                       ", data as of " GR_FMT "\n",
                GR_ARG(w->place.below), GR_ARG(w->now), GR_ARG(w->now_as_of),
                w->ask->from.len > 0 ? "compared with" : "the one before it is", GR_ARG(w->before),
                GR_ARG(w->before_as_of));
}

/** The last one of the edition that retention took away. */
static void tell_went(why *w)
{
    gr_arena *arena = w->ask->arena;
    gr_str state = w->ask->store.state;
    gr_removal went;
    gr_str below = gr_str_sub(w->place.kept, state.len + 1, SIZE_MAX);
    if (gr_removal_last_below(gr_removals_read(state, arena), below, &went)) {
        gr_buf_addf(w->out, "  an older one, " GR_FMT ", " GR_FMT "\n", GR_ARG(went.version),
                    GR_ARG(gr_removal_text(&went, arena)));
    }
}

static void tell(why *w)
{
    if (w->before.len == 0) {
        gr_buf_addf(w->out, GR_FMT ": there is %s, " GR_FMT "\n", GR_ARG(w->place.below),
                    w->ask->key.len > 0 ? "no version before this one" : "only one version",
                    GR_ARG(w->now));
        tell_went(w);
        return;
    }
    add_head(w);
    size_t from = w->out->len;
    for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
        add_group(w, &groups[i]);
    }
    if (w->n == 0) {
        gr_buf_add(w->out,
                   GR_LIT("nothing changed: it was made again by force, or for the archive\n"));
    } else if (w->out->len == from) { /* the hash of the tree only */
        gr_buf_add(w->out, GR_LIT("words, conditions or order; no value changed\n"));
    }
}

/* --- for machines --- */

static void add_json(const why *w, const gr_used_difference *item, gr_json *json)
{
    static const char *const words[GR_USED_CHANGE__COUNT] = {"changed", "new", "gone"};
    gr_buf key = gr_buf_make(w->ask->arena, SIZE_MAX);
    if (item->kind == GR_USED_VALUE || item->kind == GR_USED_DERIVED) {
        add_field(item->key, &key);
    } else {
        gr_buf_add(&key, item->key);
    }
    gr_json_object(json, NULL, GR_JSON_TIGHT);
    gr_json_text(json, "kind", gr_str_of(gr_used_words[item->kind]));
    gr_json_text(json, "change", gr_str_of(words[item->change]));
    gr_json_text(json, "key", gr_buf_view(&key));
    gr_json_text(json, "before", item->before);
    gr_json_text(json, "after", item->after);
    gr_json_end(json);
}

static void tell_machine(why *w)
{
    gr_json json = gr_json_make(w->out);
    gr_json_object(&json, NULL, GR_JSON_TIGHT);
    gr_json_text(&json, "edition", w->place.below);
    gr_json_text(&json, "version", w->now);
    gr_json_text(&json, "before", w->before);
    gr_json_number(&json, "differences", (int64_t)w->n);
    gr_json_end(&json);
    for (size_t i = 0; i < w->n; i++) {
        add_json(w, &w->items[i], &json);
    }
}

/** A version that somebody names, also one of which only this is left. */
static gr_status named(const why *w, gr_str key, gr_str *out)
{
    gr_found_version found = {0};
    GR_TRY(gr_find_version(&w->ask->store, &w->place, key, w->ask->arena, w->ask->diag, &found));
    *out = found.key;
    return GR_OK;
}

static gr_status find_versions(why *w)
{
    const gr_str *words = w->ask->words;
    gr_arena *arena = w->ask->arena;
    GR_TRY(gr_find_edition(&w->ask->store, words[0], words[1], arena, w->ask->diag, &w->place));
    w->now = gr_place_current(&w->place, arena);
    if (w->ask->key.len > 0) {
        GR_TRY(named(w, w->ask->key, &w->now));
    }
    if (w->now.len == 0) {
        gr_diag_report(w->ask->diag, (gr_loc){0}, GR_CODE_EDITION_UNKNOWN,
                       "no version of '" GR_FMT "' stands in '" GR_FMT
                       "' now; --key names one of before",
                       GR_ARG(w->place.below), GR_ARG(w->place.root));
        return GR_BAD_INPUT;
    }
    w->before = gr_place_before(&w->place, w->now, arena);
    return w->ask->from.len > 0 ? named(w, w->ask->from, &w->before) : GR_OK;
}

gr_status gr_answer_why(const gr_question *ask, gr_buf *out)
{
    why w = {.ask = ask, .now_as_of = GR_LIT(""), .before_as_of = GR_LIT(""), .out = out};
    gr_str now = GR_LIT("");
    gr_str before = GR_LIT("");
    GR_TRY(find_versions(&w));
    if (w.before.len > 0) {
        GR_TRY(read_version(&w, w.now, &now, &w.now_as_of));
        GR_TRY(read_version(&w, w.before, &before, &w.before_as_of));
        gr_used_compare(before, now, ask->arena, &w.items, &w.n);
    }
    if (ask->json) {
        tell_machine(&w);
    } else {
        tell(&w);
    }
    return GR_OK;
}
