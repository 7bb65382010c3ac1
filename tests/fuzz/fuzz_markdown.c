/* Any bytes as a text: no crash, no leak, a report with every failure and none without, every node
 * with a place inside the file, and no stand-in left in what was made. */
#include "base/arena.h"
#include "base/utf8.h"
#include "markdown/markdown.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MAX_DEPTH 64

/* Not assert: it must also hold in builds without it. */
static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_pattern(const gr_pattern *pattern)
{
    require(pattern->n > 0);
    for (size_t i = 0; i < pattern->n; i++) {
        const gr_piece *piece = &pattern->pieces[i];
        require(piece->at.line > 0 && piece->at.col > 0);
        require((piece->expr != NULL) == (piece->text.len == 0));
        require(gr_utf8_valid(piece->text) == piece->text.len);
        require(gr_utf8_find_private(piece->text) == SIZE_MAX);
    }
}

static void check_node(const gr_tnode *node, unsigned depth)
{
    require(depth <= 2 * MAX_DEPTH && node->at.line > 0 && node->at.col > 0);
    require((node->kind == GR_E_RUN) == (node->run != NULL));
    require((node->kind == GR_E_HEADING) == (node->level >= 1 && node->level <= 6));
    if (node->run != NULL) {
        check_pattern(node->run);
    }
    for (size_t i = 0; i < node->n_attrs; i++) {
        if (node->attrs[i].kind == GR_XML_A_PATTERN) {
            check_pattern(node->attrs[i].as.pattern);
        }
    }
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        require(child->parent == node);
        check_node(child, depth + 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gr_arena *arena = gr_arena_new(65536);
    gr_diag *diag = gr_diag_new(arena, UINT32_MAX);
    const gr_parse with = {arena, diag, NULL, MAX_DEPTH};
    gr_str text = {size > 0 ? (const char *)data : "", size};
    gr_tnode *blocks = NULL;
    gr_status status = gr_markdown_parse(text, (gr_loc){1, 1, 1}, &with, &blocks);
    require((status == GR_OK) == (blocks != NULL));
    require((status == GR_OK) == (gr_diag_count(diag, GR_ERROR) == 0));
    if (blocks != NULL) {
        gr_buf out = gr_buf_make(arena, SIZE_MAX / 4);
        check_node(blocks, 0);
        gr_template_dump(blocks, &out);
    }
    gr_arena_free(arena);
    return 0;
}
