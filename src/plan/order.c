#include "plan/order.h"

/* Owns how names that are asked for are held against names that there are. */
#include "base/arena.h"

bool gr_name_is_wanted(gr_str id, const gr_named *wanted, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_str_eq(id, wanted[i].name)) {
            return true;
        }
    }
    return n == 0;
}

bool gr_name_is_listed(gr_str id, const gr_str *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_str_eq(id, names[i])) {
            return true;
        }
    }
    return false;
}

gr_str gr_names_text(const gr_str *names, size_t n, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < n; i++) {
        gr_buf_addf(&out, "%s'" GR_FMT "'", i == 0 ? "" : ", ", GR_ARG(names[i]));
    }
    return n == 0 ? GR_LIT("none") : gr_buf_view(&out);
}

bool gr_orders_ask(const gr_order *orders, size_t n, gr_str report)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_name_is_wanted(report, orders[i].reports, orders[i].n_reports)) {
            return true;
        }
    }
    return false;
}
