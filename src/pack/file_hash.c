#include "pack/file_hash.h"

/* Owns the hashes of files: read piece by piece, so that their size does not matter. */
#include "base/arena.h"
#include "base/file.h"
#include "pack/pack.h"

typedef struct copying {
    gr_hashing *hashing;
    gr_file *to; /* NULL: only hashed */
    gr_diag *diag;
    gr_status status;
} copying;

static void take(void *user, gr_str piece)
{
    copying *c = user;
    gr_hashing_add(c->hashing, piece);
    if (c->to != NULL && c->status == GR_OK) {
        c->status = gr_file_write(c->to, piece, c->diag);
    }
}

gr_status gr_file_hash(gr_str path, size_t max_bytes, gr_arena *arena, gr_diag *diag,
                       gr_str *out_hex)
{
    copying c = {.hashing = gr_hashing_new(arena), .diag = diag};
    GR_TRY(gr_file_walk(path, max_bytes, diag, (gr_loc){0}, take, &c));
    *out_hex = gr_sha256_hex(arena, gr_hashing_end(c.hashing));
    return GR_OK;
}

gr_status gr_file_copy(gr_str from, gr_str to, size_t max_bytes, gr_arena *arena, gr_diag *diag,
                       gr_str *out_hex)
{
    copying c = {.hashing = gr_hashing_new(arena), .to = gr_file_create(to, diag), .diag = diag};
    if (c.to == NULL) {
        return GR_IO_FAILED;
    }
    gr_status status = gr_file_walk(from, max_bytes, diag, (gr_loc){0}, take, &c);
    status = status == GR_OK ? c.status : status;
    if (status != GR_OK) {
        gr_file_discard(c.to);
        return status;
    }
    *out_hex = gr_sha256_hex(arena, gr_hashing_end(c.hashing));
    return gr_file_commit(c.to, diag);
}
