#include "convert.h"

/* Owns the way of one text: bytes checked, figures cut out, cmark, our nodes. */
#include "language/language.h"

/** Strike-through is recognised only to be refused: without that it would print as signs. */
static bool attach(cmark_parser *parser)
{
    cmark_gfm_core_extensions_ensure_registered();
    cmark_syntax_extension *table = cmark_find_syntax_extension("table");
    cmark_syntax_extension *strike = cmark_find_syntax_extension("strikethrough");
    return table != NULL && strike != NULL &&
           cmark_parser_attach_syntax_extension(parser, table) != 0 &&
           cmark_parser_attach_syntax_extension(parser, strike) != 0;
}

static void convert(gr_md_text *text, cmark_node *document, gr_tnode *root)
{
    gr_md_tree tree = {.text = text};
    cmark_consolidate_text_nodes(document);
    gr_md_find_notes(&tree, document);
    gr_md_blocks(&tree, document, root);
    gr_md_check_ids(text);
}

static gr_status run_cmark(gr_md_text *text, gr_tnode *root)
{
    gr_status status = GR_BUG;
    cmark_node *document = NULL;
    GR_TRY(gr_late_open(&gr_cmark_late, text->parse->diag, root->at, "reading Markdown"));
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
    if (!attach(parser)) {
        gr_md_fail(text, root->at, GR_CODE_TEXT_FORM, "cmark-gfm lacks its own extensions");
        goto done;
    }
    cmark_parser_feed(parser, text->without.ptr, text->without.len);
    document = cmark_parser_finish(parser);
    convert(text, document, root);
    status = text->failed ? GR_BAD_INPUT : GR_OK;
done:
    if (document != NULL) {
        cmark_node_free(document);
    }
    cmark_parser_free(parser);
    return status;
}

/* Letters and their marks in one form; columns behind such a letter are those of the composed text.
 */
static gr_status compose(gr_md_text *text)
{
    gr_str bytes = text->lines.bytes, composed = GR_LIT("");
    GR_TRY(gr_text_composed(text->parse->arena, bytes, text->parse->diag,
                            (gr_loc){text->lines.from.file, 0, 0}, &composed));
    if (composed.ptr != bytes.ptr) {
        bool one = text->lines.one;
        text->lines = gr_lines_of(text->parse->arena, composed, text->lines.from);
        text->lines.one = one;
    }
    return GR_OK;
}

static gr_status parse_text(gr_md_text *text, gr_tnode **out_blocks)
{
    gr_md_check_bytes(text);
    if (text->failed) {
        return GR_BAD_INPUT;
    }
    GR_TRY(compose(text));
    gr_md_cut(text);
    gr_md_fences(text);
    if (gr_md_table_slips(text)) {
        return GR_BAD_INPUT;
    }
    gr_md_line_slips(text);
    gr_md_check_definitions(text);
    gr_md_letters(text);
    gr_md_lost_lists(text);
    gr_md_escapes(text);
    gr_tnode *root = gr_tnode_new(text->parse->arena, NULL, GR_E_EACH, text->lines.from);
    GR_TRY(run_cmark(text, root));
    *out_blocks = root;
    return GR_OK;
}

gr_status gr_markdown_parse(gr_str bytes, gr_loc start, const gr_parse *parse,
                            gr_tnode **out_blocks)
{
    gr_md_text text = {.parse = parse, .lines = gr_lines_of(parse->arena, bytes, start)};
    return parse_text(&text, out_blocks);
}

gr_status gr_markdown_literal(gr_str bytes, gr_loc at, const gr_parse *parse, gr_tnode **out_blocks)
{
    gr_md_text text = {
        .parse = parse, .lines = gr_lines_of(parse->arena, bytes, at), .literal = true};
    text.lines.one = true;
    return parse_text(&text, out_blocks);
}

const char *gr_markdown_engine(void)
{
    return "cmark-gfm " CMARK_GFM_VERSION_STRING;
}
