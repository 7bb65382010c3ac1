/* How a camera was held: the orientation in the EXIF segment of a JPEG. Everything else in it is
 * left alone. A segment that is not built as it should be says nothing. */
#include "image_priv.h"

enum { APP1 = 0xE1, SCAN = 0xDA, ORIENTATION = 0x0112, SHORT = 3, ENTRY_BYTES = 12, TURNS = 8 };

typedef struct tiff { /* its own file within the segment */
    gr_str bytes;
    bool big_endian;
} tiff;

/* `n` bytes at `at` as a number; 0 outside. */
static size_t number_at(const tiff *t, size_t at, size_t n)
{
    size_t value = 0;
    if (at > t->bytes.len || n > t->bytes.len - at) {
        return 0;
    }
    for (size_t i = 0; i < n; i++) {
        size_t byte = (unsigned char)t->bytes.ptr[at + (t->big_endian ? i : n - 1 - i)];
        value = value << 8 | byte;
    }
    return value;
}

static uint8_t turn_of(const tiff *t)
{
    size_t first = number_at(t, 4, 4), n = number_at(t, first, 2);
    for (size_t i = 0; i < n; i++) {
        size_t entry = first + 2 + i * ENTRY_BYTES;
        if (number_at(t, entry, 2) == ORIENTATION && number_at(t, entry + 2, 2) == SHORT) {
            size_t turn = number_at(t, entry + 8, 2);
            return turn >= 1 && turn <= TURNS ? (uint8_t)turn : 1;
        }
    }
    return 1;
}

static uint8_t read_segment(gr_str content)
{
    gr_str mark = {"Exif\0\0", 6};
    if (!gr_str_starts(content, mark) || content.len < mark.len + 8) {
        return 0;
    }
    tiff t = {.bytes = gr_str_sub(content, mark.len, content.len - mark.len)};
    t.big_endian = t.bytes.ptr[0] == 'M';
    return turn_of(&t);
}

uint8_t gr_jpeg_turn(gr_str bytes)
{
    for (size_t at = 2; at + 4 <= bytes.len;) {
        const unsigned char *p = (const unsigned char *)bytes.ptr + at;
        size_t length = 2 + ((size_t)p[2] << 8 | p[3]);
        if (p[0] != 0xFF || p[1] < 0xC0 || p[1] == 0xFF || p[1] == SCAN ||
            length > bytes.len - at) {
            break;
        }
        uint8_t turn =
            p[1] == APP1 && length > 4 ? read_segment(gr_str_sub(bytes, at + 4, length - 4)) : 0;
        if (turn > 0) {
            return turn;
        }
        at += length;
    }
    return 1;
}
