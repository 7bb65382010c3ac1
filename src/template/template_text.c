#include "languages.h"

/* Owns white space in mixed content: indentation of the XML is not part of a text. Any run of white
 * space becomes one space, a paragraph neither begins nor ends with one, and around inline elements
 * exactly one is kept: "see <b> page </b> 3" is "see ", "page ", "3". */

gr_loc gr_place_in_tree(const void *user, size_t offset)
{
    const gr_tree_text *text = user;
    return gr_xml_value_place(text->tree, text->raw, offset);
}

void gr_spacing_begin(gr_spacing *spacing)
{
    *spacing = (gr_spacing){.after_space = true};
}

void gr_spacing_after_figure(gr_spacing *spacing)
{
    *spacing = (gr_spacing){.after_space = false};
}

/** Takes an emptied RUN out from behind `before` (NULL: it is the first). */
static void drop_run(gr_tnode *run, gr_tnode *before)
{
    gr_tnode *parent = run->parent;
    if (before == NULL) {
        parent->first = run->next;
    } else {
        before->next = run->next;
    }
    parent->last = parent->last == run ? before : parent->last;
}

void gr_spacing_end(gr_spacing *spacing)
{
    gr_piece *piece = spacing->ends;
    if (piece != NULL) {
        piece->text.len--;
        spacing->ends_pattern->n -= piece->text.len == 0;
        if (spacing->ends_pattern->n == 0) {
            drop_run(spacing->ends_run, spacing->ends_before);
        }
    }
    gr_spacing_begin(spacing);
}

static gr_str collapsed(gr_arena *arena, gr_str text, bool *after_space)
{
    gr_buf out = gr_buf_make(arena, text.len);
    for (size_t i = 0, white = 0; i < text.len; i += white == 0 ? 1 : white) {
        white = gr_str_white(text, i);
        if (white == 0 || !*after_space) {
            gr_buf_add_char(&out, white > 0 ? ' ' : text.ptr[i]);
        }
        *after_space = white > 0;
    }
    return gr_buf_view(&out);
}

/** The pieces of `source` without needless white space; those that vanish are left out. */
static gr_pattern *collapse_pattern(gr_reading *reading, const gr_pattern *source)
{
    gr_pattern *pattern = GR_NEW(reading->with.arena, gr_pattern);
    gr_piece *pieces = GR_NEW_N(reading->with.arena, gr_piece, source->n);
    *pattern = (gr_pattern){pieces, 0, source->source, source->at};
    for (size_t i = 0; i < source->n; i++) {
        gr_piece piece = source->pieces[i];
        if (piece.expr != NULL) {
            gr_spacing_after_figure(&reading->spacing);
            pieces[pattern->n++] = piece;
            continue;
        }
        piece.text = collapsed(reading->with.arena, piece.text, &reading->spacing.after_space);
        if (piece.text.len > 0) {
            pieces[pattern->n++] = piece;
            reading->spacing.ends = reading->spacing.after_space ? &pieces[pattern->n - 1] : NULL;
        }
    }
    return pattern;
}

static size_t first_visible(gr_str text)
{
    size_t at = 0;
    for (size_t white = gr_str_white(text, 0); white > 0; white = gr_str_white(text, at)) {
        at += white;
    }
    return at;
}

void gr_read_run(gr_reading *reading, gr_tnode *parent, const gr_xml_elem *elem,
                 const gr_xml_content_item *item)
{
    gr_tree_text where = {elem->tree, item->raw};
    const gr_pattern *source = NULL;
    if (gr_pattern_parse(&reading->with, item->text, (gr_text_place){gr_place_in_tree, &where},
                         &source) != GR_OK) {
        reading->failed = true;
        return;
    }
    if (parent->kind == GR_E_CODE_BLOCK) { /* its white space is its writer's */
        gr_tnode_new(reading->with.arena, parent, GR_E_RUN, gr_place_in_tree(&where, 0))->run =
            source;
        return;
    }
    gr_pattern *pattern = collapse_pattern(reading, source);
    if (pattern->n == 0) {
        return;
    }
    gr_check_run_words(reading, parent, pattern,
                       gr_place_in_tree(&where, first_visible(item->text)));
    gr_tnode *before = parent->last;
    gr_loc at = gr_place_in_tree(&where, first_visible(item->text));
    gr_tnode *run = gr_tnode_new(reading->with.arena, parent, GR_E_RUN, at);
    run->run = pattern;
    if (reading->spacing.ends == &pattern->pieces[pattern->n - 1]) {
        reading->spacing.ends_run = run;
        reading->spacing.ends_pattern = pattern;
        reading->spacing.ends_before = before;
    }
}
