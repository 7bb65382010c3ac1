#include "plan/shard.h"

/* Owns the file of a shard. Numbers in it are the same on any machine, for shards may run on more
 * than one; a shard of another version of the form is refused by its first line. */
#include "base/arena.h"
#include "base/packed.h"

#define FIRST_LINE  GR_LIT("griffie-shard 3\n")
#define ROW_LEAST   ((size_t)8) /* bytes of a job or a row: what a count may at most say */
#define RUN_ID_MOST 64

void gr_shard_pack(const gr_shard *shard, gr_buf *out)
{
    gr_buf_add(out, FIRST_LINE);
    gr_pack_text(out, shard->run_id);
    gr_pack_number(out, shard->nr);
    gr_pack_number(out, shard->of);
    gr_pack_text(out, shard->engine);
    gr_pack_text(out, shard->inputs);
    gr_pack_number(out, (uint64_t)shard->began);
    gr_pack_number(out, shard->n_jobs);
    for (size_t i = 0; i < shard->n_jobs; i++) {
        gr_pack_text(out, shard->jobs[i].id);
        gr_pack_text(out, shard->jobs[i].on);
        gr_pack_number(out, (uint64_t)shard->jobs[i].due);
        gr_pack_number(out, shard->jobs[i].awaited);
        gr_pack_number(out, shard->jobs[i].left_out);
    }
    gr_pack_number(out, shard->n);
    for (size_t i = 0; i < shard->n; i++) {
        gr_row_pack(&shard->rows[i], out);
    }
    gr_diag_pack(shard->diag, out);
}

static bool unpack_text(gr_str *rest, gr_arena *arena, gr_str *out)
{
    bool good = gr_unpack_text(rest, out);
    *out = good ? gr_str_dup(arena, *out) : *out;
    return good;
}

static bool unpack_unsigned(gr_str *rest, unsigned *out)
{
    uint64_t number = 0;
    bool good = gr_unpack_number(rest, &number) && number <= UINT32_MAX;
    *out = good ? (unsigned)number : 0;
    return good;
}

static bool unpack_moment(gr_str *rest, gr_moment *out)
{
    uint64_t number = 0;
    bool good = gr_unpack_number(rest, &number);
    *out = (gr_moment)number;
    return good;
}

/** How many follow: never more than there are bytes for, which is what is allocated. */
static bool unpack_count(gr_str *rest, size_t *out)
{
    uint64_t number = 0;
    bool good = gr_unpack_number(rest, &number) && number <= rest->len / ROW_LEAST;
    *out = good ? (size_t)number : 0;
    return good;
}

static bool unpack_jobs(gr_str *rest, gr_arena *arena, gr_shard *s)
{
    bool good = unpack_count(rest, &s->n_jobs);
    s->jobs = GR_NEW_N(arena, gr_shard_job, s->n_jobs);
    for (size_t i = 0; good && i < s->n_jobs; i++) {
        unsigned awaited = 0;
        unsigned left_out = 0;
        good = unpack_text(rest, arena, &s->jobs[i].id) &&
               unpack_text(rest, arena, &s->jobs[i].on) && unpack_moment(rest, &s->jobs[i].due) &&
               unpack_unsigned(rest, &awaited) && awaited <= 1 &&
               unpack_unsigned(rest, &left_out) && left_out <= 1;
        s->jobs[i].awaited = awaited == 1;
        s->jobs[i].left_out = left_out == 1;
    }
    return good;
}

/** A shard publishes nothing, and leaves nothing unmade. */
static bool is_said_by_shards(const gr_plan_row *row)
{
    static const bool is_said[GR_EDITION__COUNT] = {
        [GR_EDITION_STAGED] = true,  [GR_EDITION_UNCHANGED] = true, [GR_EDITION_FAILED] = true,
        [GR_EDITION_BLOCKED] = true, [GR_EDITION_DIFFERS] = true,   [GR_EDITION_REFUSED] = true,
    };
    return is_said[row->outcome] && (row->outcome != GR_EDITION_STAGED || row->key.len > 0);
}

static bool unpack_rows(gr_str *rest, unsigned errors, gr_arena *arena, gr_shard *s)
{
    bool good = unpack_count(rest, &s->n);
    s->rows = GR_NEW_N(arena, gr_plan_row, s->n);
    for (size_t i = 0; good && i < s->n; i++) {
        good = gr_row_unpack(rest, errors, arena, &s->rows[i]) && is_said_by_shards(&s->rows[i]);
    }
    return good;
}

bool gr_shard_unpack(gr_str bytes, unsigned errors, gr_arena *arena, gr_shard *out)
{
    gr_str rest = gr_str_sub(bytes, FIRST_LINE.len, SIZE_MAX);
    gr_shard s = {.diag = gr_diag_new(arena, errors)};
    if (!gr_str_starts(bytes, FIRST_LINE) || !unpack_text(&rest, arena, &s.run_id) ||
        !unpack_unsigned(&rest, &s.nr) || !unpack_unsigned(&rest, &s.of) ||
        !unpack_text(&rest, arena, &s.engine) || !unpack_text(&rest, arena, &s.inputs) ||
        !unpack_moment(&rest, &s.began) || !unpack_jobs(&rest, arena, &s) ||
        !unpack_rows(&rest, errors, arena, &s) || !gr_diag_unpack(&rest, s.diag) || rest.len > 0) {
        return false;
    }
    *out = s;
    return true;
}

gr_str gr_shard_file(unsigned nr, unsigned of, gr_arena *arena)
{
    return gr_str_fmt(arena, "%u-of-%u.shard", nr, of);
}

size_t gr_shard_choose(gr_plan_row *rows, size_t n, unsigned nr, unsigned of)
{
    size_t kept = 0;
    for (size_t i = nr - 1; i < n; i += of) {
        rows[kept++] = rows[i];
    }
    return kept;
}

bool gr_shards_add_up(const gr_shard *shards, size_t n)
{
    size_t all = 0;
    bool right = true;
    for (size_t i = 0; i < n; i++) {
        all += shards[i].n;
    }
    for (size_t i = 0; i < n; i++) {
        right = right && shards[i].n == all / n + (i < all % n ? 1 : 0);
    }
    return right;
}

bool gr_shards_have_same_jobs(const gr_shard *one, const gr_shard *other)
{
    bool same = one->n_jobs == other->n_jobs;
    for (size_t i = 0; same && i < one->n_jobs; i++) {
        same = gr_str_eq(one->jobs[i].id, other->jobs[i].id);
    }
    return same;
}

static gr_str date_of(gr_str zone, gr_moment at, gr_arena *arena)
{
    gr_day day = 0;
    uint16_t minute = 0;
    gr_zone_civil(zone, at, &day, &minute, NULL);
    gr_civil civil = gr_civil_of(day);
    return gr_str_fmt(arena, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

gr_status gr_shards_run_id(gr_str asked, gr_str zone, gr_moment now, gr_arena *arena, gr_diag *diag,
                           gr_str *out)
{
    gr_str id = asked.len > 0 ? asked : date_of(zone, now, arena);
    bool good = id.len <= RUN_ID_MOST && id.ptr[0] != '.';
    for (size_t i = 0; i < id.len; i++) {
        char c = id.ptr[i];
        good = good && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.');
    }
    if (!good) {
        gr_diag_report(diag, (gr_loc){0}, GR_CODE_USAGE,
                       "'--run-id " GR_FMT
                       "' cannot name a folder; use at most %d letters, digits, - and _",
                       GR_ARG(id), RUN_ID_MOST);
        return GR_BAD_INPUT;
    }
    *out = id;
    return GR_OK;
}
