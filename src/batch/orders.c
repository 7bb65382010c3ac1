/* Owns what is asked for: the words of the command line as one order, names held against what there
 * is. Must not know how anything is made. */
#include "base/arena.h"
#include "base/intern.h"
#include "release.h"

static const gr_named *named(const batch *run, const gr_str *names, size_t n)
{
    gr_named *out = GR_NEW_N(run->src, gr_named, n);
    for (size_t i = 0; i < n; i++) {
        out[i] = (gr_named){.name = names[i]};
    }
    return out;
}

void batch_order_words(batch *run)
{
    const gr_request *request = run->request;
    batch_order *order = GR_NEW(run->src, batch_order);
    *order = (batch_order){
        .job = GR_LIT(""),
        .reports = named(run, request->reports, request->n_reports),
        .n_reports = request->n_reports,
        .editions = named(run, request->editions, request->n_editions),
        .n_editions = request->n_editions,
        .formats = named(run, request->formats, request->n_formats),
        .n_formats = request->n_formats,
        .period = {.name = GR_LIT("")},
        .on = request->on,
        .destination = GR_LIT(""),
        .keep = request->keep,
        .on_control = GR_CONTROL_BLOCKS,
    };
    if (request->command == GR_COMMAND_RELEASE) {
        batch_release_order(run, order);
    }
    run->orders = order;
    run->n_orders = 1;
}

bool batch_is_wanted(gr_str id, const gr_named *wanted, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_str_eq(id, wanted[i].name)) {
            return true;
        }
    }
    return n == 0;
}

bool batch_is_one_of(gr_str id, const gr_str *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_str_eq(id, names[i])) {
            return true;
        }
    }
    return false;
}

bool batch_report_asked(const batch *run, gr_str id)
{
    for (size_t i = 0; i < run->n_orders; i++) {
        if (batch_is_wanted(id, run->orders[i].reports, run->orders[i].n_reports)) {
            return true;
        }
    }
    return false;
}

bool batch_format_asked(const batch_order *order, const gr_output *format)
{
    return batch_is_wanted(gr_str_of(format->name), order->formats, order->n_formats);
}

gr_str batch_names(gr_arena *arena, const gr_str *names, size_t n)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < n; i++) {
        gr_buf_addf(&out, "%s'" GR_FMT "'", i == 0 ? "" : ", ", GR_ARG(names[i]));
    }
    return n == 0 ? GR_LIT("none") : gr_buf_view(&out);
}
