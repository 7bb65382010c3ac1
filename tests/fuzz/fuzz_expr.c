/* Any bytes as an expression, a set and a pattern: no crash, no leak, a report with every failure
 * and none without, and what was parsed is parsed again to the same from its own source. */
#include "base/arena.h"
#include "syntax/expression.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MAX_DEPTH 64

/* Not assert: it must also hold in builds without it. */
static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static const gr_loc start = {0, 1, 1};
static const gr_text_place place = {gr_place_plain, &start};

static gr_str dump_of(gr_arena *arena, const gr_expr *expr)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX / 4);
    gr_expr_dump(expr, &out);
    return gr_buf_view(&out);
}

static void check_verdict(const gr_parse *with, gr_status status)
{
    require((status == GR_OK) == (gr_diag_count(with->diag, GR_ERROR) == 0));
}

static void try_expr(const gr_parse *with, gr_str text)
{
    const gr_expr *expr = NULL;
    gr_format format = {GR_FORMAT_PLAIN, GR_PLACES_OWN};
    bool has_format = false;
    gr_status status = gr_expr_parse(with, text, place, &expr, &format, &has_format);
    check_verdict(with, status);
    require((status == GR_OK) == (expr != NULL));
    require(gr_diag_count(with->diag, GR_ERROR) <= 1);
    if (expr == NULL) {
        return;
    }
    const gr_expr *again = NULL;
    require(gr_expr_parse(with, expr->source, place, &again, NULL, NULL) == GR_OK);
    require(gr_str_eq(dump_of(with->arena, expr), dump_of(with->arena, again)));
}

static void try_set(const gr_parse *with, gr_str text)
{
    const gr_set *set = NULL;
    gr_status status = gr_set_parse(with, text, place, &set);
    check_verdict(with, status);
    require((status == GR_OK) == (set != NULL));
    if (set != NULL) {
        const gr_set *again = NULL;
        require(gr_set_parse(with, set->source, place, &again) == GR_OK);
        require(again->n_sorts == set->n_sorts && again->take == set->take);
    }
}

static void try_pattern(const gr_parse *with, gr_str text)
{
    const gr_pattern *pattern = NULL;
    gr_status status = gr_pattern_parse(with, text, place, &pattern);
    check_verdict(with, status);
    require((status == GR_OK) == (pattern != NULL));
    if (pattern != NULL) {
        gr_buf out = gr_buf_make(with->arena, SIZE_MAX / 4);
        gr_pattern_dump(pattern, &out);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const gr_str known[] = {{"takes part", 10}, {"takes part in", 13}, {"is lid van", 10}};
    const gr_phrases phrases = {known, 3};
    gr_arena *arena = gr_arena_new(65536);
    gr_str text = {size > 0 ? (const char *)data : "", size};
    void (*const tries[])(const gr_parse *, gr_str) = {try_expr, try_set, try_pattern};
    for (size_t i = 0; i < 3; i++) {
        const gr_parse with = {arena, gr_diag_new(arena, UINT32_MAX), &phrases, MAX_DEPTH};
        tries[i](&with, text);
    }
    gr_arena_free(arena);
    return 0;
}
