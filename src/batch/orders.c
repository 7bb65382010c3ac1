/* Owns what is asked for: the words of the command line as one order, names held against what there
 * is. Must not know how anything is made. */
#include "base/arena.h"
#include "base/intern.h"
#include "release.h"

void batch_order_words(batch *run)
{
    const gr_request *request = run->request;
    gr_order *order = GR_NEW(run->src, gr_order);
    *order = (gr_order){
        .job = GR_LIT(""),
        .reports = gr_names_without_places(request->reports, request->n_reports, run->src),
        .n_reports = request->n_reports,
        .editions = gr_names_without_places(request->editions, request->n_editions, run->src),
        .n_editions = request->n_editions,
        .formats = gr_names_without_places(request->formats, request->n_formats, run->src),
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

bool batch_report_asked(const batch *run, gr_str id)
{
    return gr_orders_want(run->orders, run->n_orders, id);
}
