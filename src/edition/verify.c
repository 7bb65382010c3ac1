/* Owns the read-back: no file is published that was not opened again and counted. */
#include "base/arena.h"
#include "base/file.h"
#include "edition_priv.h"
#include "pack/pack.h"

#define FILE_BYTES ((size_t)1024 * 1024 * 1024)

static gr_str name_of(gr_str path)
{
    gr_str part = path;
    while (gr_str_split(&path, '/', &part)) {
    }
    return part;
}

/** Whether another format takes the file in: then its bytes are needed once more. */
static bool is_embedded(const edition_work *work, const gr_output *format)
{
    bool embedded = false;
    for (size_t i = 0; format != NULL && i < gr_n_outputs; i++) {
        const gr_output *other = &gr_outputs[i];
        embedded = embedded ||
                   (work->made[i] && other->embeds != NULL && other->embeds(work->doc, format));
    }
    return embedded;
}

typedef struct counting {
    gr_hashing *hashing;
    size_t bytes;
} counting;

static void count_piece(void *user, gr_str piece)
{
    counting *c = user;
    gr_hashing_add(c->hashing, piece);
    c->bytes += piece.len;
}

/** No document: nobody needs its bytes at once. */
static gr_status read_text_back(const edition_work *work, gr_str path, gr_arena *arena,
                                edition_file *out)
{
    counting c = {.hashing = gr_hashing_new(arena)};
    GR_TRY(gr_file_walk(path, FILE_BYTES, work->diag, (gr_loc){0}, count_piece, &c));
    *out = (edition_file){.content = GR_LIT(""),
                          .is = {.name = name_of(path),
                                 .bytes = c.bytes,
                                 .sha256 = gr_sha256_hex(work->arena, gr_hashing_end(c.hashing))}};
    return GR_OK;
}

/** A large one is not held; who embeds it needs all of it. */
static gr_status read_stream_back(const edition_work *work, const gr_output *format,
                                  const gr_output_setup *setup, gr_str path, gr_arena *arena,
                                  edition_file *out)
{
    GR_TRY(read_text_back(work, path, arena, out));
    out->format = format;
    GR_TRY(format->verify(&work->arranged, setup, path, GR_LIT("")));
    return gr_edition_read_back(work, format, path, GR_LIT(""));
}

static gr_status read_back(const edition_work *work, const gr_output *format,
                           const gr_output_setup *setup, gr_str path, gr_arena *arena,
                           edition_file *out)
{
    gr_str bytes = GR_LIT("");
    GR_TRY(gr_file_read(path, FILE_BYTES, arena, work->diag, (gr_loc){0}, &bytes));
    GR_TRY(format->verify(&work->arranged, setup, path, bytes));
    GR_TRY(gr_edition_read_back(work, format, path, bytes));
    *out = (edition_file){.format = format,
                          .content = arena == work->arena ? bytes : GR_LIT(""),
                          .is = {.name = name_of(path),
                                 .bytes = bytes.len,
                                 .sha256 = gr_sha256_hex(work->arena, gr_sha256_of(bytes))}};
    return GR_OK;
}

gr_status gr_edition_verify(const edition_work *work, const gr_output *format,
                            const gr_output_setup *setup, gr_str path, edition_file *out)
{
    if (is_embedded(work, format)) {
        return read_back(work, format, setup, path, work->arena, out);
    }
    gr_arena *own = gr_arena_new(1);
    gr_status status = format == NULL    ? read_text_back(work, path, own, out)
                       : format->streams ? read_stream_back(work, format, setup, path, own, out)
                                         : read_back(work, format, setup, path, own, out);
    gr_arena_free(own);
    return status;
}
