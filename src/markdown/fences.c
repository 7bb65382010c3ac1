#include "convert.h"

/* Owns code of texts: which lines stand between fences, so that nobody takes them for a list or a
 * heading, and what is printed as it is written. */

#define SHORTEST_FENCE 3

/** How many signs of a fence the line begins with; 0: it is none. */
static size_t fence_of(gr_str line)
{
    size_t n = 0;
    while (n < line.len && line.ptr[n] == line.ptr[0]) {
        n++;
    }
    bool fence = n >= SHORTEST_FENCE && (line.ptr[0] == '`' || line.ptr[0] == '~');
    bool inline_code = fence && line.ptr[0] == '`' &&
                       gr_str_find(gr_str_sub(line, n, SIZE_MAX), GR_LIT("`")) != SIZE_MAX;
    return fence && !inline_code ? n : 0;
}

bool gr_md_fence_line(gr_md_fence *fence, gr_str line)
{
    while (line.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '>')) {
        line = gr_str_sub(line, 1, SIZE_MAX);
    }
    line = gr_str_trim(line);
    size_t n = fence_of(line);
    bool code = fence->open > 0 || n > 0;
    if (fence->open == 0 && n > 0) {
        *fence = (gr_md_fence){n, line.ptr[0]};
    } else if (fence->open > 0 && n >= fence->open && line.ptr[0] == fence->sign && line.len == n) {
        fence->open = 0;
    }
    return code;
}

void gr_md_fences(gr_md_text *text)
{
    const gr_line_starts *lines = &text->cut_lines;
    bool *fenced = GR_NEW_N(text->parse->arena, bool, lines->n + 1);
    gr_md_fence fence = {0};
    for (size_t nr = 0; nr < lines->n; nr++) {
        size_t from = lines->starts[nr];
        size_t to = nr + 1 < lines->n ? lines->starts[nr + 1] : text->without.len;
        fenced[nr] = gr_md_fence_line(&fence, gr_str_sub(text->without, from, to - from));
    }
    text->fenced = fenced;
}

/** What stood in for stars and underlines behind a backslash: in code the backslash is a sign. */
static gr_str as_written(gr_arena *arena, gr_str literal)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX / 4);
    for (size_t i = 0; i < literal.len;) {
        gr_str rest = gr_str_sub(literal, i, SIZE_MAX);
        bool star = gr_str_starts(rest, GR_LIT(GR_MD_STAR));
        bool line = gr_str_starts(rest, GR_LIT(GR_MD_LINE));
        if (star || line) {
            gr_buf_add(&out, star ? GR_LIT("\\*") : GR_LIT("\\_"));
        } else {
            gr_buf_add_char(&out, literal.ptr[i]);
        }
        i += star || line ? 2 : 1;
    }
    return gr_buf_view(&out);
}

static bool refuse_entities(gr_md_tree *tree, cmark_node *node, gr_str literal)
{
    size_t at = gr_str_find(literal, GR_LIT("&#0"));
    bool mark = at == SIZE_MAX ? gr_str_find(literal, GR_LIT("&#17;")) != SIZE_MAX ||
                                     gr_str_find(literal, GR_LIT("&#18;")) != SIZE_MAX
                               : true;
    if (mark) {
        gr_md_refuse(tree, node,
                     "the name of a star or an underline in code; write the sign itself");
    }
    return mark;
}

static void add_run(gr_md_tree *tree, cmark_node *node, gr_str literal, gr_tnode *into)
{
    gr_md_pieces pieces = gr_md_pieces_make(tree->text);
    gr_loc at = gr_md_node_place(tree, node);
    if (refuse_entities(tree, node, literal)) {
        return;
    }
    gr_md_pieces_add(&pieces, as_written(tree->text->parse->arena, literal), at, false);
    const gr_pattern *pattern = gr_md_pieces_pattern(&pieces);
    if (pattern != NULL) {
        gr_tnode_new(tree->text->parse->arena, into, GR_E_RUN, at)->run = pattern;
    }
}

void gr_md_code(gr_md_tree *tree, cmark_node *node, gr_tnode *into)
{
    gr_tnode *code =
        gr_tnode_new(tree->text->parse->arena, into, GR_E_CODE, gr_md_node_place(tree, node));
    add_run(tree, node, gr_str_of(cmark_node_get_literal(node)), code);
}

void gr_md_code_block(gr_md_tree *tree, cmark_node *node, gr_tnode *into)
{
    int length = 0, offset = 0;
    char sign = '\0';
    gr_str literal = gr_str_of(cmark_node_get_literal(node));
    if (cmark_node_get_fenced(node, &length, &offset, &sign) == 0) {
        gr_md_refuse(tree, node,
                     "four spaces before a line make it code; take them away, or write code "
                     "between lines of ```");
        return;
    }
    if (gr_str_trim(literal).len == 0) {
        gr_md_refuse(tree, node, "code without words; write it, or take its fences away");
        return;
    }
    gr_tnode *code =
        gr_tnode_new(tree->text->parse->arena, into, GR_E_CODE_BLOCK, gr_md_node_place(tree, node));
    add_run(tree, node, literal, code);
}
