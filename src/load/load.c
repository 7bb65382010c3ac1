#include "load/load.h"

/* Owns what was loaded, from its beginning to its end. Must not know how any of it is read. */
#include "base/arena.h"
#include "load_priv.h"

gr_load *gr_load_open(const gr_load_setup *setup)
{
    gr_load *load = GR_NEW(setup->arena, gr_load);
    const gr_load_setup *by = &load->setup;
    load->setup = *setup;
    load->catalogue = gr_catalogue_new(setup->arena);
    load->descriptors.setup = by;
    load->styles.setup = by;
    load->texts.setup = by;
    load->texts.phrases = &load->descriptors.phrases;
    load->suppressed_places = GR_LIT("");
    return load;
}

gr_status gr_load_leave_out(const gr_load_setup *setup, gr_order *order, gr_status status)
{
    if (status == GR_OK || !setup->each_alone) {
        return status;
    }
    order->left_out = true;
    return GR_OK;
}

void gr_load_each_alone(gr_load *load)
{
    load->setup.each_alone = true;
}

void gr_load_close(gr_load *load)
{
    if (load != NULL) {
        gr_load_styles_close(&load->styles);
    }
}

gr_catalogue *gr_load_catalogue(const gr_load *load)
{
    return load->catalogue;
}

size_t gr_load_styles(const gr_load *load, const gr_opened_style **out)
{
    *out = load->styles.list;
    return load->styles.n;
}

size_t gr_load_exports_read(const gr_load *load, const gr_version_export **out)
{
    *out = load->exports;
    return load->n_exports;
}

const gr_diag *gr_load_controls_failed(const gr_load *load)
{
    return load->controls_said;
}

gr_failed_control gr_load_controls_worst(const gr_load *load)
{
    return load->controls_worst;
}

const struct gr_waivers *gr_load_waivers(const gr_load *load)
{
    return &load->waivers;
}

size_t gr_load_controls_waived(const gr_load *load, const gr_doc_waived **out)
{
    *out = load->waived;
    return load->n_waived;
}

gr_str gr_load_suppressed_places(const gr_load *load)
{
    return load->suppressed_places;
}
