/* Any bytes as one of our PDF files: not opened, or counted, and the same each time. */
#include "base/arena.h"
#include "pdf/pdf.h"
#include "require.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gr_arena *arena = gr_arena_new(65536);
    gr_str bytes = {size > 0 ? (const char *)data : "", size};
    gr_pdf_facts first = {.pages = 7, .elements = 7};
    gr_pdf_facts again = {0};
    bool opened = gr_pdf_inspect(bytes, arena, &first);
    require(opened || (first.pages == 7 && first.elements == 7));
    require(gr_pdf_inspect(bytes, arena, &again) == opened);
    require(!opened || (first.pages == again.pages && first.elements == again.elements));
    gr_arena_free(arena);
    return 0;
}
