/* Owns the name that a document bears in itself: in the metadata of a PDF, whoever saved it, and in
 * the properties of a workbook. */
#include "base/arena.h"
#include "pack/pack.h"
#include "readback_priv.h"

#define ID_BYTES   41        /* "uuid:" and 36 signs */
#define MOST_XMP   (1 << 22) /* of metadata, unpacked */
#define MOST_PROPS ((size_t)1024 * 1024)

static bool is_id(gr_str text)
{
    for (size_t i = 5; i < text.len; i++) {
        char c = text.ptr[i];
        bool dash = i == 13 || i == 18 || i == 23 || i == 28;
        bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        if (dash ? c != '-' : !hex) {
            return false;
        }
    }
    return text.len == ID_BYTES && gr_str_starts(text, GR_LIT("uuid:"));
}

/** The id behind the last `name`: a file that was added to has the newest at its end. */
static gr_str id_behind(gr_str text, gr_str name, size_t within)
{
    gr_str found = GR_LIT("");
    size_t at = 0;
    while ((at = gr_str_find(text, name)) != SIZE_MAX) {
        text = gr_str_sub(text, at + name.len, SIZE_MAX);
        gr_str near = gr_str_sub(text, 0, within);
        gr_str id = gr_str_sub(near, gr_str_find(near, GR_LIT("uuid:")), ID_BYTES);
        found = is_id(id) ? id : found;
    }
    return found;
}

static gr_str in_metadata(gr_str text)
{
    return id_behind(text, GR_LIT("xmpMM:DocumentID"), 64);
}

/** Metadata may be packed by whoever saved the file: each stream is looked into. */
gr_str gr_readback_id_of_pdf(gr_str bytes, gr_arena *arena)
{
    gr_str found = in_metadata(bytes);
    gr_str rest = bytes;
    size_t at = 0;
    while (found.len == 0 && (at = gr_str_find(rest, GR_LIT("/Metadata"))) != SIZE_MAX) {
        rest = gr_str_sub(rest, at + 1, SIZE_MAX);
        size_t start = gr_str_find(gr_str_sub(rest, 0, 256), GR_LIT("stream"));
        if (start == SIZE_MAX) {
            continue;
        }
        gr_mark mark = gr_arena_mark(arena);
        gr_str packed = gr_str_sub(rest, start + strlen("stream"), SIZE_MAX);
        packed = gr_str_sub(packed, gr_str_starts(packed, GR_LIT("\r\n")) ? 2 : 1, SIZE_MAX);
        packed = gr_str_sub(packed, 0, gr_str_find(packed, GR_LIT("endstream")));
        gr_str plain = GR_LIT("");
        if (gr_inflate(arena, packed, MOST_XMP, &plain)) {
            found = in_metadata(plain);
        }
        if (found.len == 0) {
            gr_arena_rewind(arena, mark);
        }
    }
    return gr_str_dup(arena, found);
}

static void keep_piece(void *user, gr_str piece)
{
    gr_buf_add(user, piece);
}

gr_str gr_readback_id_of_workbook(gr_str path, gr_arena *arena)
{
    gr_zip *zip = gr_zip_file_open(path);
    gr_buf text = gr_buf_make(arena, MOST_PROPS);
    bool read = false;
    for (size_t i = 0; zip != NULL && i < gr_zip_count(zip) && !read; i++) {
        read = gr_str_is(gr_zip_name(zip, i), "docProps/custom.xml") &&
               gr_zip_walk(zip, i, MOST_PROPS, keep_piece, &text);
    }
    gr_zip_close(zip);
    return read ? id_behind(gr_buf_view(&text), GR_LIT("\"DocumentID\""), 128) : GR_LIT("");
}
