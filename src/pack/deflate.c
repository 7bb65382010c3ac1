/* zlib streams by libdeflate: whole buffers in, whole buffers out. */
#include <assert.h>
#include <libdeflate.h>

#include "pack/pack.h"

gr_str gr_deflate(gr_arena *arena, gr_str bytes, int level)
{
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(level);
    if (compressor == NULL) {
        gr_die_oom(bytes.len);
    }
    /* The bound is as large as the input; only what is used stays in the arena. */
    size_t room = libdeflate_zlib_compress_bound(compressor, bytes.len);
    char *packed = malloc(room);
    if (packed == NULL) {
        gr_die_oom(room);
    }
    size_t length = libdeflate_zlib_compress(compressor, bytes.ptr, bytes.len, packed, room);
    gr_str kept = gr_str_dup(arena, (gr_str){packed, length});
    free(packed);
    libdeflate_free_compressor(compressor);
    return kept;
}

enum { LEVELS = 12 };

struct gr_packer {
    struct libdeflate_compressor *by_level[LEVELS + 1]; /* NULL: not asked for yet */
    char *room;
    size_t n_room;
};

gr_packer *gr_packer_new(void)
{
    gr_packer *packer = calloc(1, sizeof(*packer));
    if (packer == NULL) {
        gr_die_oom(sizeof(*packer));
    }
    return packer;
}

void gr_packer_free(gr_packer *packer)
{
    if (packer == NULL) {
        return;
    }
    for (size_t level = 0; level <= LEVELS; level++) {
        libdeflate_free_compressor(packer->by_level[level]); /* NULL is fine */
    }
    free(packer->room);
    free(packer);
}

/* Not kept: what is in it is of no use any more, and copying it would cost. */
static void make_room(gr_packer *packer, size_t bytes)
{
    if (bytes <= packer->n_room) {
        return;
    }
    free(packer->room);
    packer->n_room = bytes + bytes / 4;
    packer->room = malloc(packer->n_room);
    if (packer->room == NULL) {
        gr_die_oom(packer->n_room);
    }
}

gr_str gr_packer_deflate(gr_packer *packer, gr_str bytes, int level)
{
    assert(level >= 1 && level <= LEVELS);
    struct libdeflate_compressor **compressor = &packer->by_level[level];
    if (*compressor == NULL) {
        *compressor = libdeflate_alloc_compressor(level);
    }
    if (*compressor == NULL) {
        gr_die_oom(bytes.len);
    }
    make_room(packer, libdeflate_zlib_compress_bound(*compressor, bytes.len));
    size_t length =
        libdeflate_zlib_compress(*compressor, bytes.ptr, bytes.len, packer->room, packer->n_room);
    return (gr_str){packer->room, length};
}

/* One try with this much room. */
static enum libdeflate_result unpack(gr_arena *arena, gr_str bytes, size_t room, gr_str *out)
{
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    if (decompressor == NULL) {
        gr_die_oom(room);
    }
    char *unpacked = GR_ROOM_N(arena, char, room + 1);
    unpacked[0] = '\0';
    size_t read = 0;
    size_t written = 0;
    enum libdeflate_result result = libdeflate_zlib_decompress_ex(
        decompressor, bytes.ptr, bytes.len, unpacked, room, &read, &written);
    libdeflate_free_decompressor(decompressor);
    *out = (gr_str){unpacked, written};
    return result;
}

bool gr_inflate(gr_arena *arena, gr_str bytes, size_t max_bytes, gr_str *out)
{
    /* a piece of ours has at most 256 kB or so, and packs well: a second try would cost more */
    enum { LIKELY = 16, LIKELY_BYTES = 1 << 20 };
    size_t factor = bytes.len < LIKELY_BYTES / LIKELY ? LIKELY : 4;
    size_t room = bytes.len < max_bytes / factor ? bytes.len * factor : max_bytes;
    gr_mark mark = gr_arena_mark(arena);
    for (;;) {
        gr_str unpacked;
        enum libdeflate_result result = unpack(arena, bytes, room, &unpacked);
        if (result == LIBDEFLATE_SUCCESS) {
            *out = unpacked;
            return true;
        }
        gr_arena_rewind(arena, mark);
        if (result != LIBDEFLATE_INSUFFICIENT_SPACE || room == max_bytes) {
            return false;
        }
        room = room < max_bytes / 2 ? room * 2 + 64 : max_bytes;
        room = room < max_bytes ? room : max_bytes;
    }
}

const char *gr_deflate_engine(void)
{
    return "libdeflate " LIBDEFLATE_VERSION_STRING;
}
