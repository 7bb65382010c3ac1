#ifndef GR_PACK_PACK_H
#define GR_PACK_PACK_H
/* Compression, ZIP reading and hashes (SHA-256, FIPS 180-4). libdeflate, libzip and libcrypto live
 * here. */
#include "base/arena.h"
#include "base/diag.h"

/** zlib stream (RFC 1950), the same bytes for the same input; level 1..12. */
gr_str gr_deflate(gr_arena *arena, gr_str bytes, int level);
/** One compressor for many pieces: what it needs is taken from the system once, not for each. */
typedef struct gr_packer gr_packer;
GR_NEVER_NULL gr_packer *gr_packer_new(void);
void gr_packer_free(gr_packer *packer); /* NULL is fine */
/** As gr_deflate; what it gives lives until the next call. */
gr_str gr_packer_deflate(gr_packer *packer, gr_str bytes, int level);
/** False when it is no zlib stream of at most max_bytes. */
GR_MUST_USE bool gr_inflate(gr_arena *arena, gr_str bytes, size_t max_bytes, gr_str *out);

typedef struct gr_sha256 {
    uint8_t bytes[32];
} gr_sha256;
gr_sha256 gr_sha256_of(gr_str bytes);
gr_str gr_sha256_hex(gr_arena *arena, gr_sha256 hash); /* 64 lower-case digits */

/** The hash of what is read piece by piece: of the very bytes that were used, without reading a
 * file again. */
typedef struct gr_hashing gr_hashing;
GR_NEVER_NULL gr_hashing *gr_hashing_new(gr_arena *arena);
void gr_hashing_add(gr_hashing *hashing, gr_str bytes);
gr_sha256 gr_hashing_end(const gr_hashing *hashing); /* of all that was added so far */

typedef struct gr_zip_entry {
    gr_str name, bytes;
} gr_zip_entry;
/** What reads them is there; or LIBRARY_ABSENT is reported: see base/late.h. Reading without having
 * asked ends the process when it is not. */
GR_MUST_USE gr_status gr_zip_open(gr_diag *diag, gr_loc at, const char *what);
/** All entries of a ZIP file held in memory; false when it is damaged or too large. */
GR_MUST_USE bool gr_zip_read(gr_arena *arena, gr_str bytes, size_t max_bytes, gr_zip_entry **out,
                             size_t *out_n);

/** A ZIP file on disk, read entry by entry, each piece by piece. */
typedef struct gr_zip gr_zip;
gr_zip *gr_zip_file_open(gr_str path); /* NULL: it is none, or damaged */
void gr_zip_close(gr_zip *zip);        /* NULL is fine */
size_t gr_zip_count(const gr_zip *zip);
gr_str gr_zip_name(const gr_zip *zip, size_t nr); /* lives until the file is closed */
/** False when the entry is damaged, has no name, or is longer than max_bytes. */
GR_MUST_USE bool gr_zip_walk(const gr_zip *zip, size_t nr, size_t max_bytes,
                             void (*take)(void *user, gr_str piece), void *user);

/** "libdeflate 1.14", "libzip 1.7.3": for --version. */
const char *gr_deflate_engine(void);
const char *gr_zip_engine(void);
const char *gr_hash_engine(void); /* "libcrypto 3.0.15" */

#endif
