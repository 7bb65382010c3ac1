#include "lookback/version.h"

/* Owns how a version is asked for again: as its manifest says that it was. */
#include "base/arena.h"
#include "lookback/lookback.h"
#include "provenance/version.h"
#include "store/version_file.h"
#include "json/read.h"

/** Formats, period, day and house style as the version says it was asked for. */
static void ask_the_same(gr_str manifest, gr_arena *arena, gr_order *order, gr_str *out_style)
{
    gr_str *names = NULL;
    size_t n = 0;
    if (gr_json_list(manifest, "$.order.formats", arena, &names, &n)) {
        order->formats = gr_names_without_places(names, n, arena);
        order->n_formats = n;
    }
    (void)gr_json_find(manifest, "$.order.period", arena, &order->period.name);
    order->on = gr_manifest_day(manifest, arena);
    (void)gr_json_find(manifest, "$.order.style", arena, out_style);
}

void gr_order_of_version(const gr_store *store, gr_str report, gr_str edition, gr_str key,
                         gr_arena *arena, gr_order *out, gr_str *out_style)
{
    gr_str manifest = GR_LIT("");
    gr_split_destination(report, &out->destination, &report);
    out->reports = gr_names_without_places(&report, 1, arena);
    out->n_reports = 1;
    out->editions = gr_names_without_places(&edition, 1, arena);
    out->n_editions = 1;
    *out_style = GR_LIT("");
    const gr_place place = gr_place_at(store, out->destination, report, edition, arena);
    gr_str version = key.len > 0 ? key : gr_place_current(&place, arena);
    version = version.len > 0 ? version : gr_place_last(&place, arena);
    gr_str folder = gr_version_folder(&place, version, arena);
    if (version.len > 0 && gr_version_find(folder, GR_VERSION_MANIFEST, arena,
                                           &manifest)) { /* else: as the report says */
        ask_the_same(manifest, arena, out, out_style);
    }
}
