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

gr_status gr_edition_verify(const edition_work *work, const gr_output *format,
                            const gr_output_setup *setup, gr_str path, edition_file *out)
{
    gr_str bytes = GR_LIT("");
    GR_TRY(gr_file_read(path, FILE_BYTES, work->arena, work->diag, (gr_loc){0}, &bytes));
    if (format != NULL) {
        GR_TRY(format->verify(&work->arranged, setup, path, bytes));
    }
    *out = (edition_file){.format = format,
                          .content = bytes,
                          .is = {.name = name_of(path),
                                 .bytes = bytes.len,
                                 .sha256 = gr_sha256_hex(work->arena, gr_sha256_of(bytes))}};
    return GR_OK;
}
