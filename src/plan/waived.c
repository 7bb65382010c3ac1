#include "plan/waived.h"

/* Owns which waivers held nothing back in any edition of a run. */
#include "base/arena.h"
#include "base/packed.h"

void gr_waived_add(const gr_waived_place *waiver, gr_buf *out)
{
    gr_pack_text(out, waiver->check);
    gr_pack_text(out, waiver->file);
    gr_pack_number(out, waiver->line);
    gr_pack_number(out, waiver->col);
    gr_pack_number(out, waiver->used);
}

/** Takes one off the front; false: nothing is left, or it is not whole. */
static bool take(gr_str *rest, gr_waived_place *out)
{
    uint64_t line = 0, col = 0, used = 0;
    if (!gr_unpack_text(rest, &out->check) || !gr_unpack_text(rest, &out->file) ||
        !gr_unpack_number(rest, &line) || !gr_unpack_number(rest, &col) ||
        !gr_unpack_number(rest, &used)) {
        return false;
    }
    out->line = (uint32_t)line;
    out->col = (uint32_t)col;
    out->used = used == 1;
    return true;
}

typedef struct counted { /* a waiver, over all rows */
    gr_waived_place place;
    bool partly; /* an edition that may need it was not made, or not asked for */
} counted;

typedef struct counting {
    gr_arena *arena;
    counted *list;
    size_t n, cap;
} counting;

static counted *find(counting *c, const gr_waived_place *place)
{
    for (size_t i = 0; i < c->n; i++) {
        const gr_waived_place *one = &c->list[i].place;
        if (one->line == place->line && one->col == place->col &&
            gr_str_eq(one->check, place->check) && gr_str_eq(one->file, place->file)) {
            return &c->list[i];
        }
    }
    counted *added = GR_PUSH(c->arena, c->list, c->n, c->cap, counted);
    *added = (counted){.place = *place};
    added->place.used = false;
    return added;
}

/** Of all editions of its report is known what they need. */
static bool is_whole(const gr_work *work, const gr_plan_row *of)
{
    bool whole = of->order->n_editions == 0;
    for (size_t i = 0; i < work->n_rows && whole; i++) {
        const gr_plan_row *row = &work->rows[i];
        whole =
            row->order != of->order || !gr_str_eq(row->report, of->report) || row->waived.len > 0;
    }
    return whole;
}

void gr_waived_tell(const gr_work *work, gr_arena *arena, gr_diag *diag)
{
    counting c = {.arena = arena};
    for (size_t i = 0; i < work->n_rows; i++) {
        gr_str rest = work->rows[i].waived;
        gr_waived_place place = {0};
        bool whole = rest.len == 0 || is_whole(work, &work->rows[i]);
        while (take(&rest, &place)) {
            counted *one = find(&c, &place);
            one->place.used |= place.used;
            one->partly |= !whole;
        }
    }
    for (size_t i = 0; i < c.n; i++) {
        const gr_waived_place *place = &c.list[i].place;
        if (!place->used && !c.list[i].partly) {
            const gr_loc at = {gr_diag_add_file(diag, place->file), place->line, place->col};
            gr_diag_report_open(diag, at, GR_CODE_WAIVER_UNUSED,
                                "'" GR_FMT "' holds in every edition of its report; take the "
                                "waiver away",
                                GR_ARG(place->check));
        }
    }
}
