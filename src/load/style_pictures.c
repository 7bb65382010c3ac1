/* Owns that pictures of house styles are known by what is in them: another picture is another look,
 * and each is kept with the descriptors. */
#include "load_priv.h"
#include "pack/file_hash.h"

#define PICTURE_BYTES ((size_t)64 * 1024 * 1024)

size_t gr_load_style_pictures(const gr_load_setup *by, const gr_house_style *house, gr_buf *all)
{
    size_t n = 0;
    for (size_t i = 0; i < house->n_masters; i++) {
        for (size_t k = 0; k < house->masters[i].n_bands; k++) {
            gr_str path = house->masters[i].bands[k].picture, hash = GR_LIT("");
            if (path.len > 0 &&
                gr_file_hash(path, PICTURE_BYTES, by->arena, by->diag, &hash) == GR_OK) {
                uint16_t file = gr_diag_add_file(by->diag, path);
                gr_status noted = gr_diag_note_read(by->diag, file, hash);
                gr_buf_add(all, noted == GR_OK ? hash : GR_LIT(""));
                n++;
            }
        }
    }
    return n;
}
