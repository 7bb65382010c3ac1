/* Owns what the rooms that make and keep editions are told of a run. */
#include "base/arena.h"
#include "reading.h"

gr_inputs_setup gr_inputs_of(const gr_reading_setup *reading)
{
    const gr_load_setup *files = &reading->files;
    return (gr_inputs_setup){.archive = {.state = reading->store.state},
                             .input = files->input,
                             .templates = files->templates,
                             .fonts = files->fonts,
                             .laid_out = files->laid_out,
                             .arena = files->arena,
                             .diag = files->diag};
}

static gr_status tell(void *user, gr_str text, gr_diag *diag)
{
    (void)user;
    return gr_print_out(text, diag);
}

gr_edition_setup gr_editions_of(const gr_reading_setup *reading, const gr_session *session,
                                const gr_load *load)
{
    return (gr_edition_setup){
        .load = load,
        .store = reading->store,
        .engine = session->engine,
        .style = reading->files.style,
        .inputs = gr_inputs_of(reading),
        .limits = reading->files.limits,
        .now = session->clock.began,
        .publishes = reading->publishes,
        .life = {.by = GR_LIT(""), .because = GR_LIT("")},
        .tell = reading->confidentiality ? tell : NULL,
    };
}

gr_status gr_keep_inputs(const gr_work *work, gr_edition_setup *setup)
{
    gr_kept_file *kept = NULL;
    setup->archive = true;
    if (work->n_rows > 0) {
        GR_TRY(gr_inputs_keep(&setup->inputs, setup->load, &kept, &setup->n_kept));
        setup->kept = kept;
    }
    return GR_OK;
}
