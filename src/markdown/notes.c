#include "convert.h"

/* Owns footnotes: cmark puts their texts at the end of its tree, here each stands at its reference.
 * A text that cmark would drop without a word is reported. */
#include "base/intern.h"
#include "base/num.h"

static size_t count_definitions(cmark_node *document)
{
    size_t n = 0;
    for (cmark_node *c = cmark_node_first_child(document); c != NULL; c = cmark_node_next(c)) {
        n += cmark_node_get_type(c) == CMARK_NODE_FOOTNOTE_DEFINITION ? 1 : 0;
    }
    return n;
}

/** The label of a line `[^label]: text` that begins at `at`, with brackets; empty: it is no such
 * line. */
static gr_str definition_at(gr_str text, size_t at)
{
    size_t limit = at + 3;
    while (at < text.len && at < limit && text.ptr[at] == ' ') {
        at++;
    }
    gr_str rest = gr_str_sub(text, at, SIZE_MAX);
    size_t end = gr_str_find(gr_str_sub(rest, 0, gr_str_find(rest, GR_LIT("\n"))), GR_LIT("]:"));
    bool is_one = gr_str_starts(rest, GR_LIT("[^")) && end != SIZE_MAX;
    return is_one ? gr_str_sub(rest, 0, end + 1) : GR_LIT("");
}

/** All labels that stand in the text other than as the head of a definition. */
static gr_intern *labels_referred_to(const gr_md_text *text)
{
    gr_intern *labels = gr_intern_new(text->parse->arena);
    gr_str rest = text->without;
    size_t at = 0;
    while ((at = gr_str_find(rest, GR_LIT("[^"))) != SIZE_MAX) {
        rest = gr_str_sub(rest, at, SIZE_MAX);
        size_t end = gr_str_find(rest, GR_LIT("]"));
        if (end == SIZE_MAX) {
            break;
        }
        gr_str label = gr_str_sub(rest, 0, end + 1);
        rest = gr_str_sub(rest, end + 1, SIZE_MAX);
        if (!gr_str_starts(rest, GR_LIT(":"))) {
            (void)gr_intern_add(labels, label);
        }
    }
    return labels;
}

/** Says which definitions cmark dropped: nobody refers to them, or they are there twice. */
static void report_dropped(gr_md_tree *tree, size_t n_lines, const size_t *lines)
{
    gr_md_text *text = tree->text;
    gr_intern *referred = labels_referred_to(text);
    gr_intern *defined = gr_intern_new(text->parse->arena);
    for (size_t i = 0; i < n_lines; i++) {
        uint32_t id = 0;
        gr_str label = definition_at(text->without, lines[i]);
        bool twice = gr_intern_find(defined, label, &id);
        (void)gr_intern_add(defined, label);
        if (twice || !gr_intern_find(referred, label, &id)) {
            gr_md_fail(text, gr_md_place_at(text, lines[i]), GR_CODE_TEXT_FORM,
                       twice ? "footnote " GR_FMT " has a text already"
                             : "nothing refers to footnote " GR_FMT "; put " GR_FMT " in the text",
                       GR_ARG(label), GR_ARG(label));
        }
    }
}

static void check_dropped(gr_md_tree *tree)
{
    const gr_line_starts *all = &tree->text->cut_lines;
    size_t *lines = NULL;
    size_t n = 0, cap = 0;
    for (size_t i = 0; i < all->n; i++) {
        if (!tree->text->fenced[i] && definition_at(tree->text->without, all->starts[i]).len > 0) {
            *GR_PUSH(tree->text->parse->arena, lines, n, cap, size_t) = all->starts[i];
        }
    }
    if (n > tree->n_notes) {
        report_dropped(tree, n, lines);
    }
}

void gr_md_find_notes(gr_md_tree *tree, cmark_node *document)
{
    size_t n = 0;
    tree->n_notes = count_definitions(document);
    tree->notes = GR_NEW_N(tree->text->parse->arena, gr_md_note, tree->n_notes);
    for (cmark_node *c = cmark_node_first_child(document); c != NULL; c = cmark_node_next(c)) {
        if (cmark_node_get_type(c) == CMARK_NODE_FOOTNOTE_DEFINITION) {
            tree->notes[n++].definition = c;
        }
    }
    check_dropped(tree);
}

/** cmark writes the number of the footnote into its reference. */
static gr_md_note *note_of(gr_md_tree *tree, cmark_node *reference)
{
    int64_t number = 0;
    bool known = gr_int_parse(gr_str_of(cmark_node_get_literal(reference)), &number) &&
                 number >= 1 && (uint64_t)number <= tree->n_notes;
    return known ? &tree->notes[number - 1] : NULL;
}

/** Its number with cmark is its name: of this text alone. */
static void give_name(gr_md_tree *tree, cmark_node *reference, gr_tnode *node, const char *attr)
{
    gr_arena *arena = tree->text->parse->arena;
    gr_str name = gr_str_dup(arena, gr_str_of(cmark_node_get_literal(reference)));
    (void)gr_tnode_add_attr(arena, node, gr_str_of(attr), name, node->at, GR_XML_A_NAME);
}

/** A further reference is the mark alone. */
static void write_again(gr_md_tree *tree, cmark_node *reference, gr_tnode *into)
{
    gr_tnode *mark = gr_tnode_new(tree->text->parse->arena, into, GR_E_NOTEREF,
                                  gr_md_node_place(tree, reference));
    give_name(tree, reference, mark, "to");
}

static void write_note(gr_md_tree *tree, cmark_node *reference, cmark_node *paragraph,
                       gr_tnode *into)
{
    gr_tnode *note =
        gr_tnode_new(tree->text->parse->arena, into, GR_E_NOTE, gr_md_node_place(tree, reference));
    give_name(tree, reference, note, "id");
    tree->in_note = true;
    gr_md_inlines(tree, paragraph, note);
    tree->in_note = false;
}

void gr_md_note_at(gr_md_tree *tree, cmark_node *reference, gr_tnode *into)
{
    gr_md_note *note = note_of(tree, reference);
    if (note == NULL) {
        gr_md_refuse(tree, reference, "a footnote without its text");
        return;
    }
    cmark_node *paragraph = cmark_node_first_child(note->definition);
    bool one = paragraph != NULL && cmark_node_next(paragraph) == NULL &&
               cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH;
    if (tree->in_note) {
        gr_md_refuse(tree, reference, "a footnote within a footnote; put it in the text");
    } else if (note->referred) {
        write_again(tree, reference, into);
    } else if (!one) {
        gr_md_refuse(tree, note->definition, "a footnote is one paragraph of text");
    } else {
        write_note(tree, reference, paragraph, into);
    }
    note->referred = true;
}
