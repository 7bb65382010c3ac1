#ifndef GR_PACK_FILE_HASH_H
#define GR_PACK_FILE_HASH_H
/* Files that may be larger than memory: their hashes, and copies of them. */
#include "base/diag.h"
#include "pack/pack.h"

/** SHA-256 of the file's content, 64 lower-case digits. Reports as gr_file_read does. */
GR_MUST_USE gr_status gr_file_hash(gr_str path, size_t max_bytes, gr_arena *arena, gr_diag *diag,
                                   gr_str *out_hex);
/** A new file `to` with the content of `from`, on the disk; and the hash of what was copied. On
 *  failure there is no file. */
GR_MUST_USE gr_status gr_file_copy(gr_str from, gr_str to, size_t max_bytes, gr_arena *arena,
                                   gr_diag *diag, gr_str *out_hex);

#endif
