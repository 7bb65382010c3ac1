#ifndef GR_PACK_UNPACK_H
#define GR_PACK_UNPACK_H
/* Files inside compressed ones, read piece by piece as they are asked for: gzip, and the members of
 * a ZIP file. Nothing is unpacked to disk or held whole. libarchive does it; its library is opened
 * when the first such file is read. Bounded: 64 members, and 200 times the size of what it is made
 * from; no encrypted members, nothing packed inside what is packed. */
#include "base/diag.h"

#define GR_UNPACK_MEMBERS 64
#define GR_UNPACK_RATIO   200

/** 'a.xml.gz' is a file, 'a.zip/b.xml' a member of one; false when `path` is neither. `*out_member`
 *  is empty for gzip. By the name alone. */
bool gr_unpack_split(gr_str path, gr_str *out_file, gr_str *out_member);
bool gr_unpack_is_zip(gr_str name);  /* '.zip', in any letters */
bool gr_unpack_is_gzip(gr_str name); /* '.gz' */

typedef struct gr_member {
    gr_str name;
    uint64_t bytes; /* as the archive says: nothing but a first guess at what is the same */
} gr_member;
/** The members of a ZIP file that are files, in its order; no two have one name. Reports
 *  ARCHIVE_BROKEN, ARCHIVE_LIMIT, or what keeps the file from being read. */
GR_MUST_USE gr_status gr_unpack_list(gr_str path, gr_arena *arena, gr_diag *diag, gr_member **out,
                                     size_t *out_n);
/** So many bytes a gzip file says are in it, of which it keeps the last 32 bits; 0: it does not. */
uint32_t gr_unpack_size(gr_str path);
/** SHA-256 of what is in a gzip file or in a member, 64 lower-case digits. Reports as the functions
 *  below; GR_OVER_LIMIT without a report when it is larger than `max_bytes`. */
GR_MUST_USE gr_status gr_unpack_hash(gr_str path, size_t max_bytes, gr_arena *arena, gr_diag *diag,
                                     gr_str *out_hex);

typedef struct gr_unpacking gr_unpacking;
/** `fd` is the packed file, open for reading; it stays the caller's. `blame`: of what it reads as.
 *  NULL after a report. */
gr_unpacking *gr_unpack_open(int fd, gr_str member, gr_arena *arena, gr_loc blame, gr_diag *diag);
/** Up to `room` bytes more; `*out_n` is 0 at the end, when its checksum was found to be right. */
GR_MUST_USE gr_status gr_unpack_read(gr_unpacking *unpacking, char *into, size_t room,
                                     size_t *out_n);
void gr_unpack_close(gr_unpacking *unpacking); /* NULL is fine */

/** "libarchive 3.6.2": for --version. */
const char *gr_unpack_engine(void);

#endif
