#include "workers.h"

/* Owns what a worker does with a row of the plan, and what the supervisor is told of it. */
#include "base/arena.h"
#include "base/packed.h"
#include "process/channel.h"
#include "process/pool.h"

typedef struct crew {
    batch *run;
    int channel; /* to the supervisor */
} crew;

static void make_row(void *user, size_t nr, gr_buf *out)
{
    const batch *run = ((const crew *)user)->run;
    gr_arena *arena = gr_arena_new(4096);
    gr_diag *diag = gr_diag_new(arena, run->limits->errors);
    gr_plan_row row = run->plan[nr];
    for (uint16_t i = 1; gr_diag_file(run->diag, i).len > 0; i++) {
        (void)gr_diag_add_file(diag, gr_diag_file(run->diag, i)); /* places keep their numbers */
    }
    batch_edition_run(run, &row, arena, diag);
    row.diag = diag;
    batch_row_pack(nr, &row, out);
    gr_arena_free(arena);
}

static bool send_taken(void *user, size_t nr)
{
    const crew *c = user;
    gr_arena *arena = gr_arena_new(64);
    gr_buf body = gr_buf_make(arena, SIZE_MAX);
    gr_pack_number(&body, nr);
    bool sent = gr_channel_send(c->channel, WORD_TAKEN, gr_buf_view(&body));
    gr_arena_free(arena);
    return sent;
}

static bool send_made(void *user, gr_str what)
{
    return gr_channel_send(((const crew *)user)->channel, WORD_MADE, what);
}

static bool send_lost(void *user, size_t nr, gr_str how, uint32_t took_ms)
{
    const crew *c = user;
    gr_arena *arena = gr_arena_new(1024);
    gr_diag *diag = gr_diag_new(arena, 10);
    gr_buf body = gr_buf_make(arena, SIZE_MAX);
    gr_plan_row row = c->run->plan[nr];
    row.outcome = GR_EDITION_FAILED;
    row.key = GR_LIT("");
    row.documents = GR_LIT("");
    row.duration_ms = took_ms;
    gr_diag_report_open(diag, (gr_loc){0}, GR_CODE_WORKER_DIED,
                        "the process that made '" GR_FMT "/" GR_FMT "' " GR_FMT
                        "; the other editions are not touched by it",
                        GR_ARG(row.report), GR_ARG(row.edition.id), GR_ARG(how));
    row.diag = diag;
    batch_row_pack(nr, &row, &body);
    bool sent = send_made(user, gr_buf_view(&body));
    gr_arena_free(arena);
    return sent;
}

void batch_make_all(batch *run, int channel)
{
    crew c = {.run = run, .channel = channel};
    const gr_pool_work work = {.n = run->n_plan,
                               .workers = run->request->workers,
                               .memory_mib = run->memory_mib,
                               .seconds = run->edition_seconds,
                               .user = &c,
                               .make = make_row,
                               .taken = send_taken,
                               .made = send_made,
                               .lost = send_lost};
    gr_pool_run(&work);
}

void batch_row_pack(size_t nr, const gr_plan_row *row, gr_buf *out)
{
    gr_pack_number(out, nr);
    gr_row_pack(row, out);
}

bool batch_row_unpack(batch *run, gr_str body, size_t *out_nr)
{
    uint64_t nr = 0;
    gr_plan_row made = {0};
    if (!gr_unpack_number(&body, &nr) || nr >= run->n_plan ||
        !gr_row_unpack(&body, run->limits->errors, run->src, &made) || made.diag == NULL) {
        return false;
    }
    gr_plan_row *row = &run->plan[nr]; /* whose it is was told before, by who planned it */
    row->diag = made.diag;
    row->outcome = made.outcome;
    row->key = made.key;
    row->documents = made.documents;
    row->duration_ms = made.duration_ms;
    *out_nr = (size_t)nr;
    return true;
}
