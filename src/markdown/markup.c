#include "markdown/markup.h"

#include "markdown_priv.h"
#include "markup_priv.h"

/* Owns texts in data: lines and paragraphs of plain ones, the Markdown of others without figures.
 */
#include "base/utf8.h"

gr_tnode *gr_markup_run(const gr_parse *parse, gr_tnode *into, gr_str text, gr_loc at)
{
    gr_tnode *run = gr_tnode_new(parse->arena, into, GR_E_RUN, at);
    gr_pattern *pattern = GR_NEW(parse->arena, gr_pattern);
    gr_piece *piece = GR_NEW(parse->arena, gr_piece);
    *piece = (gr_piece){.text = text, .at = at};
    *pattern = (gr_pattern){piece, 1, text, at};
    run->run = pattern;
    return run;
}

static gr_str next_line(gr_str *rest)
{
    size_t end = gr_str_find(*rest, GR_LIT("\n"));
    gr_str line = gr_str_sub(*rest, 0, end);
    *rest = end == SIZE_MAX ? GR_LIT("") : gr_str_sub(*rest, end + 1, SIZE_MAX);
    return line;
}

static void read_plain(const gr_markup *markup, const gr_parse *parse, gr_tnode *root)
{
    gr_tnode *paragraph = NULL;
    gr_str rest = markup->text;
    while (rest.len > 0) {
        gr_str line = gr_str_trim(next_line(&rest));
        if (gr_utf8_is_blank(line)) {
            paragraph = NULL;
            continue;
        }
        if (paragraph == NULL) {
            paragraph = gr_tnode_new(parse->arena, root, GR_E_P, markup->at);
        } else {
            (void)gr_tnode_new(parse->arena, paragraph, GR_E_BR, markup->at);
        }
        (void)gr_markup_run(parse, paragraph, line, markup->at);
    }
}

/* ---- Markdown ---- */

static size_t inset_of(gr_str line)
{
    size_t n = 0;
    while (n < line.len && (line.ptr[n] == ' ' || line.ptr[n] == '\t')) {
        n++;
    }
    return n;
}

/** Exports indent what stands in an element; in Markdown four spaces would make code of it. The
 * first line may begin right behind the tag. */
static gr_str without_inset(gr_arena *arena, gr_str text)
{
    size_t inset = SIZE_MAX;
    gr_str rest = text;
    bool first = true;
    for (; rest.len > 0; first = false) {
        gr_str line = next_line(&rest);
        size_t own = inset_of(line);
        bool counts = own < line.len && !(first && own == 0);
        inset = counts && own < inset ? own : inset;
    }
    gr_buf out = gr_buf_make(arena, SIZE_MAX / 4);
    for (rest = text; rest.len > 0;) {
        gr_str line = next_line(&rest);
        size_t own = inset_of(line);
        gr_buf_add(&out, gr_str_sub(line, own < inset ? own : inset, SIZE_MAX));
        gr_buf_add_char(&out, '\n');
    }
    return gr_buf_view(&out);
}

static bool may_stand(const gr_tnode *node)
{
    static const gr_element known[] = {GR_E_EACH,  GR_E_P,   GR_E_HEADING, GR_E_LIST, GR_E_ITEM,
                                       GR_E_QUOTE, GR_E_RUN, GR_E_B,       GR_E_I,    GR_E_A,
                                       GR_E_NOTE,  GR_E_BR,  GR_E_CODE};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (node->kind == known[i]) {
            return node->kind != GR_E_A || gr_tnode_attr(node, "to") == NULL;
        }
    }
    return false;
}

/** What asks for a decision is the report's: tables, images, links to its blocks. */
static bool refuse_others(const gr_parse *parse, const gr_tnode *node)
{
    bool fine = may_stand(node);
    if (!fine && (node->kind == GR_E_A || node->kind == GR_E_REF)) {
        gr_diag_report(parse->diag, node->at, GR_CODE_MARKUP_REFUSED,
                       "a link to a block of the report; data may link to the web, to a mail "
                       "address and to a telephone number");
    } else if (!fine) {
        gr_diag_report(parse->diag, node->at, GR_CODE_MARKUP_REFUSED,
                       "'%s'; data hold paragraphs, headings, lists, quotations, links and notes; "
                       "all else is made in the report",
                       gr_element_names[node->kind]);
        return false;
    }
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        fine = refuse_others(parse, child) && fine;
    }
    return fine;
}

gr_status gr_markup_parse(const gr_markup *markup, const gr_parse *parse,
                          gr_markup_unknown *unknown, gr_tnode **out_blocks)
{
    if (markup->form == GR_FORM_MARKDOWN) {
        gr_str text = without_inset(parse->arena, markup->text);
        GR_TRY(gr_markdown_literal(text, markup->at, parse, out_blocks));
        return refuse_others(parse, *out_blocks) ? GR_OK : GR_BAD_INPUT;
    }
    if (markup->form == GR_FORM_XHTML && gr_str_find(markup->text, GR_LIT("&lt;/")) != SIZE_MAX) {
        gr_diag_report(parse->diag, markup->at, GR_CODE_MARKUP_REFUSED,
                       "HTML as text, where form=\"xhtml\" is for elements of the export; write "
                       "form=\"html\"");
        return GR_BAD_INPUT;
    }
    gr_tnode *root = gr_tnode_new(parse->arena, NULL, GR_E_EACH, markup->at);
    *out_blocks = root;
    if (markup->form == GR_FORM_PLAIN || markup->form == GR_FORM_NONE) {
        read_plain(markup, parse, root);
        return GR_OK;
    }
    return gr_markup_html(markup, parse, unknown, root);
}
