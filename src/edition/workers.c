#include "edition/workers.h"

/* Owns what a worker does with a row of the plan, and what the supervisor is told of it. */
#include "base/arena.h"
#include "base/packed.h"
#include "process/channel.h"
#include "process/pool.h"

typedef struct making {
    const gr_crew *crew;
    int channel; /* to the supervisor */
} making;

static void pack_row(size_t nr, const gr_plan_row *row, gr_buf *out)
{
    gr_pack_number(out, nr);
    gr_row_pack(row, out);
}

static void make_row(void *user, size_t nr, gr_buf *out)
{
    const gr_crew *crew = ((const making *)user)->crew;
    gr_arena *arena = gr_arena_new(4096);
    gr_diag *diag = gr_diag_new(arena, crew->setup->limits->errors);
    gr_plan_row row = crew->rows[nr];
    for (uint16_t i = 1; gr_diag_file(crew->diag, i).len > 0; i++) {
        (void)gr_diag_add_file(diag, gr_diag_file(crew->diag, i)); /* places keep their numbers */
    }
    gr_edition_make(crew->setup, &row, arena, diag);
    row.diag = diag;
    pack_row(nr, &row, out);
    gr_arena_free(arena);
}

static bool send_taken(void *user, size_t nr)
{
    const making *m = user;
    gr_arena *arena = gr_arena_new(64);
    gr_buf body = gr_buf_make(arena, SIZE_MAX);
    gr_pack_number(&body, nr);
    bool sent = gr_channel_send(m->channel, GR_WORD_TAKEN, gr_buf_view(&body));
    gr_arena_free(arena);
    return sent;
}

static bool send_made(void *user, gr_str what)
{
    return gr_channel_send(((const making *)user)->channel, GR_WORD_MADE, what);
}

static bool send_lost(void *user, size_t nr, gr_str how, uint32_t took_ms)
{
    const making *m = user;
    gr_arena *arena = gr_arena_new(1024);
    gr_diag *diag = gr_diag_new(arena, 10);
    gr_buf body = gr_buf_make(arena, SIZE_MAX);
    gr_plan_row row = m->crew->rows[nr];
    row.outcome = GR_EDITION_FAILED;
    row.key = GR_LIT("");
    row.documents = GR_LIT("");
    row.duration_ms = took_ms;
    gr_diag_report_open(diag, (gr_loc){0}, GR_CODE_WORKER_DIED,
                        "the process that made '" GR_FMT "/" GR_FMT "' " GR_FMT
                        "; the other editions are not touched by it",
                        GR_ARG(row.report), GR_ARG(row.edition.id), GR_ARG(how));
    row.diag = diag;
    pack_row(nr, &row, &body);
    bool sent = send_made(user, gr_buf_view(&body));
    gr_arena_free(arena);
    return sent;
}

void gr_crew_make_all(const gr_crew *crew, int channel)
{
    making m = {.crew = crew, .channel = channel};
    const gr_pool_work work = {.n = crew->n,
                               .workers = crew->workers,
                               .memory_mib = crew->memory_mib,
                               .seconds = crew->seconds,
                               .memory_from = crew->memory_from,
                               .seconds_from = crew->seconds_from,
                               .user = &m,
                               .make = make_row,
                               .taken = send_taken,
                               .made = send_made,
                               .lost = send_lost};
    gr_pool_run(&work);
}

/* --- the plan --- */

static bool send_row(const gr_plan_row *row, int channel)
{
    gr_arena *arena = gr_arena_new(1024);
    gr_buf body = gr_buf_make(arena, SIZE_MAX);
    gr_row_pack(row, &body);
    bool sent = gr_channel_send(channel, GR_WORD_ROW, gr_buf_view(&body));
    gr_arena_free(arena);
    return sent;
}

bool gr_crew_tell_plan(const gr_crew *crew, gr_status status, int channel)
{
    bool heard = true;
    gr_arena *arena = gr_arena_new(1024);
    gr_buf body = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; heard && status == GR_OK && i < crew->n; i++) {
        heard = send_row(&crew->rows[i], channel);
    }
    gr_pack_number(&body, (uint64_t)status);
    gr_pack_number(&body, crew->n_orders);
    for (size_t i = 0; i < crew->n_orders; i++) {
        gr_pack_number(&body, crew->orders[i].left_out);
    }
    gr_diag_pack(crew->diag, &body);
    heard = heard && gr_channel_send(channel, GR_WORD_LOADED, gr_buf_view(&body));
    gr_arena_free(arena);
    return heard;
}
