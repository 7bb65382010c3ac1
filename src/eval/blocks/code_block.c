#include "expander_priv.h"
#include "template/report_rows.h"

/* Code, line by line as it is written. */

static const gr_xml_attr_rule code_attrs[] = {COMMON, KEPT, REPEATED, LAST};
static const gr_xml_rule rules[] = {
    {"code-block", GR_E_CODE_BLOCK, GR_XML_TEXT, NULL, code_attrs, "lines of code"},
};
const gr_xml_part gr_grammar_code_block = {rules, N_OF(rules), "block"};

enum { TAB = 4 };

typedef struct code_lines {
    gr_expander *expander;
    const gr_tnode *node;
    gr_node *block, *line; /* line: the last one */
    size_t margin;         /* spaces that all lines begin with */
    size_t column;
    bool at_start; /* nothing but spaces stands in the line so far */
} code_lines;

static gr_status begin_line(code_lines *c)
{
    c->column = 0;
    c->at_start = true;
    return gr_expander_add_styled(c->expander, c->block, GR_K_PARAGRAPH, c->node->at, GR_STYLE_CODE,
                                  &c->line);
}

/** One line of fixed text, tabs as spaces, without the margin. */
static gr_status add_words(code_lines *c, gr_str words, gr_loc at)
{
    gr_buf out = gr_buf_make(c->expander->arena, SIZE_MAX / 4);
    for (size_t i = 0; i < words.len; i++) {
        size_t n = words.ptr[i] == '\t' ? TAB - c->column % TAB : 1;
        bool white = words.ptr[i] == ' ' || words.ptr[i] == '\t';
        c->at_start = c->at_start && white;
        for (; n > 0; n--, c->column++) {
            if (!(c->at_start && c->column < c->margin) && words.ptr[i] != '\r') {
                gr_buf_add_char(&out, white ? ' ' : words.ptr[i]);
            }
        }
    }
    gr_str text = gr_buf_view(&out);
    return text.len == 0 ? GR_OK : gr_expander_add_text(c->expander, c->line, text, at);
}

static gr_status add_fixed(code_lines *c, gr_str text, gr_loc at)
{
    for (size_t end = 0; (end = gr_str_find(text, GR_LIT("\n"))) != SIZE_MAX;) {
        GR_TRY(add_words(c, gr_str_sub(text, 0, end), at));
        GR_TRY(begin_line(c));
        text = gr_str_sub(text, end + 1, SIZE_MAX);
    }
    return add_words(c, text, at);
}

/** In a descriptor, where the element stands indented, the least indent of its lines. */
static size_t margin_of(gr_str text)
{
    size_t margin = SIZE_MAX;
    gr_str line = GR_LIT("");
    if (!gr_str_starts(text, GR_LIT("\n"))) {
        return 0;
    }
    while (gr_str_split(&text, '\n', &line)) {
        size_t n = 0;
        while (n < line.len && line.ptr[n] == ' ') {
            n++;
        }
        margin = n < line.len && n < margin ? n : margin;
    }
    return margin == SIZE_MAX ? 0 : margin;
}

static void drop_blank_ends(code_lines *c)
{
    gr_node *block = c->block;
    while (block->first != NULL && gr_says_nothing(c->expander, block->first)) {
        block->first = block->first->next;
    }
    gr_node *last = NULL;
    for (gr_node *n = block->first; n != NULL; n = n->next) {
        last = gr_says_nothing(c->expander, n) ? last : n;
    }
    block->last = last;
    if (last != NULL) {
        last->next = NULL;
    }
}

static gr_status write_run(code_lines *c, const gr_tnode *run)
{
    const gr_bound_pattern *pattern = run->run_bound;
    for (size_t i = 0; i < pattern->n; i++) {
        const gr_bound_piece *piece = &pattern->pieces[i];
        if (piece->bound == NULL) {
            c->margin = i == 0 ? margin_of(piece->text) : c->margin;
            GR_TRY(add_fixed(c, piece->text, run->at));
            continue;
        }
        gr_bound_pattern one = {piece, 1};
        c->at_start = false;
        GR_TRY(gr_expander_pattern(c->expander, c->line, &one, piece->at));
    }
    return GR_OK;
}

gr_status gr_write_code_block(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    code_lines c = {.expander = expander, .node = node};
    if (gr_code_lacks_style(expander, node->at)) {
        return GR_OK;
    }
    GR_TRY(gr_expander_add_styled(expander, into, GR_K_CODE, node->at, GR_STYLE_CODE, &c.block));
    gr_figure_place outer = gr_expander_enter(expander, node, c.block);
    GR_TRY(begin_line(&c));
    for (const gr_tnode *run = node->first; run != NULL; run = run->next) {
        GR_TRY(write_run(&c, run));
    }
    gr_expander_leave(expander, outer);
    drop_blank_ends(&c);
    (void)gr_check_words(expander, c.block, node->at,
                         "code without words; write it, or leave it out");
    gr_drop_if_empty(into, c.block);
    return GR_OK;
}
