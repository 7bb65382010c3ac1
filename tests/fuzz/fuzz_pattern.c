/* Any text as one with {figures}: a report for every refusal, places inside the text, and what was
 * understood, written down again, is understood the same. */
#include "base/arena.h"
#include "require.h"
#include "syntax/expression.h"

#define DEPTH 64

static const gr_str known[] = {{"takes part", 10}, {"takes part in", 13}};
static const gr_phrases phrases = {known, 2};

static gr_status parse(gr_arena *arena, gr_str text, const gr_pattern **out)
{
    static const gr_loc start = {1, 1, 1};
    gr_diag *diag = gr_diag_new(arena, 50);
    const gr_parse with = {arena, diag, &phrases, DEPTH};
    gr_status status = gr_pattern_parse(&with, text, (gr_text_place){gr_place_plain, &start}, out);
    require((status == GR_OK) == (gr_diag_count(diag, GR_ERROR) == 0));
    require((status == GR_OK) == (*out != NULL));
    return status;
}

static gr_str dump(gr_arena *arena, const gr_pattern *pattern)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX / 4);
    gr_pattern_dump(pattern, &out);
    return gr_buf_view(&out);
}

static void write_fixed(gr_str text, gr_buf *out)
{
    for (size_t i = 0; i < text.len; i++) {
        gr_buf_add_char(out, text.ptr[i]);
        if (text.ptr[i] == '{' || text.ptr[i] == '}') {
            gr_buf_add_char(out, text.ptr[i]);
        }
    }
}

static void write_figure(const gr_piece *piece, gr_buf *out)
{
    gr_buf_add(out, GR_LIT("{ "));
    gr_buf_add(out, piece->expr->source); /* not by format: it may hold zero bytes */
    if (piece->has_format) {
        gr_buf_addf(out, " as %s", gr_format_facts[piece->format.kind].name);
    }
    if (piece->has_format && piece->format.places != GR_PLACES_OWN) {
        gr_buf_addf(out, "(%u)", piece->format.places);
    }
    gr_buf_add(out, GR_LIT(" }"));
}

static gr_str written(gr_arena *arena, const gr_pattern *pattern, size_t text_bytes)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX / 4);
    for (size_t i = 0; i < pattern->n; i++) {
        const gr_piece *piece = &pattern->pieces[i];
        require(piece->at.col >= 1 && piece->at.col <= text_bytes + 1);
        require((piece->expr != NULL) != (piece->text.len > 0));
        if (piece->expr == NULL) {
            write_fixed(piece->text, &out);
        } else {
            write_figure(piece, &out);
        }
    }
    return gr_buf_view(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gr_arena *arena = gr_arena_new(16384);
    gr_str text = {size > 0 ? (const char *)data : "", size};
    const gr_pattern *pattern = NULL;
    const gr_pattern *again = NULL;
    if (parse(arena, text, &pattern) == GR_OK) {
        gr_str copy = written(arena, pattern, size);
        require(parse(arena, copy, &again) == GR_OK);
        require(gr_str_eq(dump(arena, pattern), dump(arena, again)));
    }
    gr_arena_free(arena);
    return 0;
}
