#ifndef GR_TESTS_TEXT_FONT_BYTES_H
#define GR_TESTS_TEXT_FONT_BYTES_H
/* Fonts that tests change on purpose: their bytes, and checksums that are right again afterwards.
 */
#include "base/arena.h"
#include "base/str.h"

static inline uint32_t font_u32(const char *bytes, size_t at)
{
    const unsigned char *p = (const unsigned char *)bytes + at;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static inline void font_write_u32(char *bytes, size_t at, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++) {
        bytes[at + i] = (char)(value >> (24 - 8 * i) & 0xFF);
    }
}

/** Writes the checksum of every table that lies inside the file anew. */
static inline void mend_checksums(char *bytes, size_t length)
{
    size_t n = (unsigned)(unsigned char)bytes[4] << 8 | (unsigned char)bytes[5];
    for (size_t i = 0; i < n && 28 + 16 * i <= length; i++) {
        size_t entry = 12 + 16 * i;
        size_t at = font_u32(bytes, entry + 8), size = font_u32(bytes, entry + 12);
        bool head = memcmp(bytes + entry, "head", 4) == 0;
        uint32_t sum = 0;
        for (size_t j = 0; at <= length && size <= length - at && j < size; j++) {
            bool left_out = head && j >= 8 && j < 12;
            uint32_t byte = left_out ? 0 : (unsigned char)bytes[at + j];
            sum += byte << (24 - 8 * (j % 4));
        }
        font_write_u32(bytes, entry + 4, sum);
    }
}

#endif
