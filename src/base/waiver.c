#include "base/waiver.h"

/* Owns which waiver holds a failure back, and how that is told. */
#include "base/arena.h"

size_t gr_waiver_find(const gr_waivers *waivers, gr_str check, gr_waiver_concerns_fn *concerns,
                      const void *user)
{
    for (size_t i = 0; waivers != NULL && check.len > 0 && i < waivers->n; i++) {
        const gr_waiver *one = &waivers->list[i];
        if (!gr_str_eq(one->check, check) || one->expired) {
            continue;
        }
        if (one->key.len == 0 || (concerns != NULL && concerns(user, one))) {
            return i;
        }
    }
    return SIZE_MAX;
}

gr_str gr_waiver_until(const gr_waiver *waiver, gr_arena *arena)
{
    const gr_value until = {.type = GR_T_DATE, .as.day = waiver->until};
    gr_buf text = gr_buf_make(arena, 64);
    gr_value_add(&until, &text);
    return gr_buf_view(&text);
}

void gr_waiver_tell(const gr_waiver *waiver, gr_str what, gr_loc at, gr_diag *diag)
{
    gr_arena *arena = gr_arena_new(1024);
    gr_str because = waiver->because;
    if (gr_str_ends(because, GR_LIT("."))) {
        because.len--; /* a message is no sentence */
    }
    gr_str words = gr_str_fmt(arena, GR_FMT " (" GR_FMT ", until " GR_FMT ")", GR_ARG(because),
                              GR_ARG(waiver->by), GR_ARG(gr_waiver_until(waiver, arena)));
    gr_diag_report_halves(diag, waiver->at, GR_CODE_CHECK_WAIVED, words, GR_FMT, GR_ARG(what));
    gr_diag_note(diag, at, "what is waived");
    gr_arena_free(arena);
}
