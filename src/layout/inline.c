#include "layout_priv.h"

/* Owns how inlines become the tokens of a paragraph, one handler per kind. Must not know where
 * lines end. While a table measures its columns there are no elements (`ink->elem` is NULL): then
 * no structure is made and notes are not laid out. */

#define MARK_SIZE  650 /* of note marks, in 1/1000 of the size of the text */
#define MARK_RAISE 350

#define GR_PICK_GR_ROLE_ROOT(ID, name)
#define GR_PICK_GR_ROLE_BLOCK(ID, name)
#define GR_PICK_GR_ROLE_PART(ID, name)
#define GR_PICK_GR_ROLE_INLINE(ID, name) [GR_K_##ID] = gr_put_##name,
#define GR_NODE(ID, name, role, holds)   GR_PICK_##role(ID, name)
static gr_inline_fn *const inliners[GR_K__COUNT] = {
#include "document/node_kinds.def"
};
#undef GR_NODE

void gr_put_children(gr_writer *writer, const gr_node *node)
{
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        if (inliners[child->kind] != NULL) {
            inliners[child->kind](writer, child);
        }
    }
}

gr_ink gr_style_ink(const gr_layouter *lay, const gr_style *style)
{
    return (gr_ink){.face = gr_text_face(lay->text, style->family, style->bold, style->italic),
                    .size = style->size,
                    .colour = style->colour,
                    .lang = lay->doc->lang};
}

gr_ink *gr_ink_like(gr_layouter *lay, const gr_ink *ink)
{
    gr_ink *copy = GR_NEW(lay->paras, gr_ink);
    *copy = *ink;
    return copy;
}

static bool first_record(void *user, const gr_origin *leaf)
{
    const gr_origin **found = user;
    *found = leaf->at.line > 0 ? leaf : *found;
    return *found == NULL;
}

/* Where what is printed in `node` comes from; of a chart, the name that has `chars` in it. */
static const gr_origin *origin_of(const gr_node *node, gr_str chars)
{
    if (node->kind == GR_K_FIGURE) {
        return node->as.figure.figure->value.origin;
    }
    const gr_chart *chart = node->kind == GR_K_CHART ? node->as.chart.spec : NULL;
    for (size_t c = 0; chart != NULL && chart->sources != NULL && c < chart->n_categories; c++) {
        if (gr_str_find(chart->categories[c], chars) != SIZE_MAX) {
            return chart->sources[c];
        }
    }
    return NULL;
}

void gr_note_record(gr_layouter *lay, const gr_node *node, gr_str chars)
{
    const gr_origin *leaf = NULL, *origin = origin_of(node, chars);
    if (origin != NULL) {
        (void)gr_origin_leaves(origin, true, first_record, &leaf);
    }
    if (leaf != NULL) {
        gr_diag_note(lay->diag, leaf->at,
                     "from '" GR_FMT "' of record '" GR_FMT "' in '" GR_FMT "'", GR_ARG(leaf->name),
                     GR_ARG(leaf->key), GR_ARG(leaf->dataset));
    }
}

const gr_shaped *gr_shape_text(gr_layouter *lay, const gr_ink *ink, gr_str chars,
                               const gr_node *node)
{
    const gr_shaped *shaped = gr_text_shape(lay->text, ink->face, ink->lang, chars);
    if (shaped->missing != 0) {
        gr_buf sign = gr_buf_make(lay->keep, 8);
        gr_utf8_add(&sign, shaped->missing);
        gr_diag_report_halves(lay->diag, node->at, GR_CODE_GLYPH_MISSING, GR_LIT(""),
                              "U+%04X '" GR_FMT "' in '" GR_FMT
                              "'; write it otherwise, or add a font with "
                              "fallback=\"yes\" that has it to the house style",
                              (unsigned)shaped->missing, GR_ARG(gr_buf_view(&sign)), GR_ARG(chars));
        gr_note_record(lay, node, chars);
        lay->worst = GR_BAD_INPUT;
    }
    return shaped;
}

gr_mpt gr_shaped_width(const gr_shaped *shaped, gr_mpt size)
{
    return gr_text_length(shaped->advance, size);
}

gr_mpt gr_add_shaped(gr_layouter *lay, const gr_shaped *shaped, const gr_ink *ink, gr_owner owner,
                     gr_mpt x, gr_mpt y, gr_items *out)
{
    gr_str none = GR_LIT("");
    for (size_t i = 0; i < shaped->n; i++) {
        const gr_run *run = &shaped->runs[i];
        gr_items_add(lay, out,
                     (gr_item){.kind = GR_ITEM_TEXT,
                               .owner = owner,
                               .x = x + gr_text_length(run->x, ink->size),
                               .y = y,
                               .as.text = {.run = run,
                                           .n = run->n,
                                           .size = ink->size,
                                           .colour = ink->colour,
                                           .actual = none}});
    }
    return gr_text_length(shaped->advance, ink->size);
}

gr_mpt gr_style_baseline(const gr_layouter *lay, const gr_style *style)
{
    gr_metrics m = gr_face_metrics(
        lay->text, gr_text_face(lay->text, style->family, style->bold, style->italic));
    gr_mpt ascent = gr_text_length(m.ascent, style->size);
    gr_mpt descent = gr_text_length(-m.descent, style->size);
    return (style->leading - ascent - descent) / 2 + ascent;
}

/* A number is never alone on its line. */
static void keep_last_space(gr_writer *writer)
{
    gr_para *para = writer->para;
    gr_break_item space = para->items[para->n - 1];
    gr_token token = para->tokens[para->n - 1];
    if (space.kind == GR_BREAK_GLUE) {
        para->n--;
        gr_write_item(writer, (gr_break_item){.kind = GR_BREAK_PENALTY, .penalty = GR_BREAK_NEVER},
                      (gr_token){0});
        gr_write_item(writer, space, token);
    }
}

gr_para *gr_para_make(gr_layouter *lay, const gr_para_spec *spec)
{
    gr_para *para = GR_NEW(lay->paras, gr_para);
    gr_ink first = gr_style_ink(lay, spec->style);
    first.elem = spec->elem;
    first.link = spec->link;
    first.colour = spec->colour == GR_NO_COLOUR ? first.colour : spec->colour;
    *para =
        (gr_para){.style = spec->style, .face = first.face, .elem = spec->elem, .node = spec->node};
    gr_writer writer = {.lay = lay,
                        .para = para,
                        .ink = gr_ink_like(lay, &first),
                        .node = spec->node,
                        .bold = spec->style->bold,
                        .italic = spec->style->italic,
                        .note_elem = spec->note_elem,
                        .code = spec->node->parent != NULL && spec->node->parent->kind == GR_K_CODE,
                        .after_space = true};
    gr_place_text(&writer, spec->text);
    if (spec->hang_text && para->n > 0) {
        para->hang = gr_para_widths(para).pref;
        keep_last_space(&writer);
    }
    gr_put_children(&writer, spec->node);
    gr_write_end(&writer);
    gr_para_turn(lay, para);
    return para;
}

void gr_put_text(gr_writer *writer, const gr_node *node)
{
    writer->node = node;
    gr_place_text(writer, node->as.text.chars);
}

/* Numbers, dates and periods: they are not cut, as a part of one is another number or none. */
static bool is_number(const gr_value *value)
{
    bool words = value->type == GR_T_TEXT || value->type == GR_T_CODE || value->type == GR_T_REF;
    return !words && !gr_value_is_absent(value);
}

/* From here on an element of its own, with these full words of an abbreviation; none: as it was. */
static void expand(gr_writer *writer, const gr_node *node, gr_str full, gr_ink *ink)
{
    ink->elem = full.len == 0 ? ink->elem : gr_elem_add(writer->lay, ink->elem, GR_TAG_SPAN, node);
    if (full.len > 0 && ink->elem != NULL) {
        gr_elem_own(writer->lay, ink->elem)->expansion =
            gr_utf8_searchable(writer->lay->arena, gr_str_dup(writer->lay->arena, full));
    }
}

/* Words for which something else is read out; empty: themselves. */
static void put_aloud(gr_writer *writer, const gr_node *node, gr_str chars, gr_str spoken)
{
    const gr_ink *before = writer->ink;
    gr_ink *ink = gr_ink_like(writer->lay, before);
    if (spoken.len > 0) {
        ink->elem = gr_elem_add(writer->lay, before->elem, GR_TAG_SPAN, node);
    }
    if (spoken.len > 0 && ink->elem != NULL) {
        gr_elem_own(writer->lay, ink->elem)->actual = gr_str_dup(writer->lay->arena, spoken);
    }
    writer->ink = ink;
    gr_place_text(writer, chars);
    writer->ink = before;
}

/** What a placed piece may point to. A figure of a long table's row is gone with the row: it is not
 * in the document, and has no number. */
static const gr_figure *lasting(const gr_figure *figure)
{
    return figure != NULL && figure->nr > 0 ? figure : NULL;
}

static bool has_words(gr_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
            return true;
        }
    }
    return false;
}

/* What is read out for the sign of a value that is not there: screen readers pass "." and "–" over.
 */
static gr_str spoken_of(const gr_layouter *lay, const gr_figure *figure)
{
    gr_type type = figure->value.type;
    if (figure->sign.len > 0 || has_words(figure->text)) {
        return figure->spoken;
    }
    return gr_label_text(lay->house, type == GR_T_SUPPRESSED       ? "suppressed-spoken"
                                     : type == GR_T_NOT_APPLICABLE ? "not-applicable-spoken"
                                                                   : "missing-spoken");
}

void gr_put_figure(gr_writer *writer, const gr_node *node)
{
    const gr_figure *figure = node->as.figure.figure;
    gr_str sign = figure->sign;
    if (sign.len == 0 && gr_value_is_absent(&figure->value)) {
        sign = figure->text; /* all of it */
    }
    gr_str known = gr_str_sub(figure->text, 0, figure->text.len - sign.len);
    writer->node = node;
    writer->figure = is_number(&figure->value) || figure->sign.len > 0;
    writer->begun = false;
    writer->shows = lasting(figure);
    const gr_ink *before = writer->ink;
    if (node->as.figure.expansion.len > 0) {
        gr_ink *ink = gr_ink_like(writer->lay, before);
        expand(writer, node, node->as.figure.expansion, ink);
        writer->ink = ink;
    }
    gr_place_text(writer, known);
    writer->ink = before;
    if (sign.len > 0) {
        put_aloud(writer, node, sign, spoken_of(writer->lay, figure));
    }
    writer->shows = NULL;
    writer->figure = false;
}

/* Its letters stand to those around them as in the house style. */
static void put_on_code(gr_writer *writer, const gr_node *node, gr_ink *ink)
{
    const gr_house_style *house = writer->lay->house;
    const gr_style *code = house->styles[GR_STYLE_CODE];
    int64_t text = house->styles[GR_STYLE_PARAGRAPH]->size;
    writer->code = true;
    ink->face = gr_text_face(writer->lay->text, code->family, writer->bold, writer->italic);
    ink->size = (gr_mpt)(ink->size * (int64_t)code->size / text);
    ink->elem = gr_elem_add(writer->lay, ink->elem, GR_TAG_CODE, node);
}

void gr_put_span(gr_writer *writer, const gr_node *node)
{
    gr_writer before = *writer;
    gr_ink *ink = gr_ink_like(writer->lay, writer->ink);
    writer->bold = writer->bold || node->as.span.bold;
    writer->italic = writer->italic || node->as.span.italic;
    if (node->as.span.code) {
        put_on_code(writer, node, ink);
    } else {
        ink->face = gr_text_face(writer->lay->text, writer->para->style->family, writer->bold,
                                 writer->italic);
    }
    gr_str lang = node->as.span.lang;
    if (lang.len > 0 && !gr_str_eq(lang, ink->lang)) {
        lang = gr_str_dup(writer->lay->arena, lang); /* a pulled row does not outlive its page */
        ink->lang = lang;
        ink->elem = gr_elem_add(writer->lay, ink->elem, GR_TAG_SPAN, node);
        if (ink->elem != NULL) {
            gr_elem_own(writer->lay, ink->elem)->lang = lang;
        }
    }
    expand(writer, node, node->as.span.expansion, ink);
    writer->ink = ink;
    gr_put_children(writer, node);
    writer->ink = before.ink;
    writer->bold = before.bold;
    writer->italic = before.italic;
    writer->code = before.code;
}

/* Ink of text that leads somewhere; `elem` is its LINK element, NULL while measuring. */
static gr_ink *link_ink(gr_writer *writer, gr_link_to to)
{
    gr_ink *ink = gr_ink_like(writer->lay, writer->ink);
    ink->elem = to.elem;
    if (to.elem != NULL) {
        gr_link_to *kept = GR_NEW(writer->lay->paras, gr_link_to);
        *kept = to;
        ink->link = kept;
    }
    return ink;
}

void gr_put_link(gr_writer *writer, const gr_node *node)
{
    gr_layouter *lay = writer->lay;
    const gr_ink *before = writer->ink;
    gr_link_to to = {.elem = gr_elem_add(lay, before->elem, GR_TAG_LINK, node),
                     .uri = gr_str_dup(lay->arena, node->as.link.uri),
                     .contents = gr_utf8_searchable(lay->arena, gr_node_text(node, lay->arena))};
    if (to.uri.len == 0) {
        to.anchor = gr_anchor_id(lay, node->as.link.to);
    }
    gr_ink *ink = link_ink(writer, to);
    ink->colour = lay->house->link_colour;
    writer->ink = ink;
    gr_put_children(writer, node);
    writer->ink = before;
}

/* REFERENCE > LINK, as for note marks and page numbers. */
static gr_ink *reference_ink(gr_writer *writer, const gr_node *node, uint32_t anchor,
                             gr_str contents)
{
    gr_layouter *lay = writer->lay;
    gr_elem *reference = gr_elem_add(lay, writer->ink->elem, GR_TAG_REFERENCE, node);
    return link_ink(writer, (gr_link_to){.elem = gr_elem_add(lay, reference, GR_TAG_LINK, node),
                                         .uri = GR_LIT(""),
                                         .anchor = anchor,
                                         .contents = contents,
                                         .plain = true});
}

static void raise_mark(gr_ink *ink)
{
    ink->raise = gr_text_length(MARK_RAISE, ink->size);
    ink->size = gr_text_length(MARK_SIZE, ink->size);
}

static bool ends_in_figure(const gr_para *para)
{
    return para->n > 0 && para->items[para->n - 1].kind == GR_BREAK_BOX &&
           para->tokens[para->n - 1].figure;
}

/* Marks that stand side by side are one number to the eye: a comma parts them. */
static void part_marks(gr_writer *writer, const gr_node *note)
{
    const gr_node *before = note->parent == NULL ? NULL : note->parent->first;
    while (before != NULL && before->next != note) {
        before = before->next;
    }
    if (before == NULL || before->kind != GR_K_NOTE) {
        return;
    }
    const gr_ink *plain = writer->ink;
    gr_ink *ink = gr_ink_like(writer->lay, plain);
    raise_mark(ink);
    writer->ink = ink;
    writer->node = note;
    gr_write_word(writer, GR_LIT(","));
    writer->ink = plain;
}

void gr_put_note(gr_writer *writer, const gr_node *node)
{
    gr_layouter *lay = writer->lay;
    part_marks(writer, node);
    const gr_ink *before = writer->ink;
    gr_str number = gr_str_fmt(lay->passing, "%u", (unsigned)node->as.note.number);
    gr_str label = gr_label_text(lay->house, "note");
    gr_ink *ink =
        reference_ink(writer, node, gr_note_anchor(lay, node),
                      gr_str_fmt(lay->arena, GR_FMT " " GR_FMT, GR_ARG(label), GR_ARG(number)));
    raise_mark(ink);
    writer->ink = ink;
    writer->figure = ends_in_figure(writer->para); /* its mark is not parted from it */
    gr_write_word(writer, number);
    writer->figure = false;
    writer->ink = before;
    if (writer->note_elem != NULL && node->as.note.first == NULL) {
        const gr_note_body *body = gr_note_make(lay, node, writer->note_elem);
        /* a box, as a line may end at the space behind one only */
        gr_write_item(writer, (gr_break_item){.kind = GR_BREAK_BOX}, (gr_token){.note = body});
    }
}

void gr_put_sign(gr_writer *writer, const gr_node *node)
{
    const gr_ink *before = writer->ink;
    gr_ink *ink = gr_ink_like(writer->lay, before);
    ink->elem = gr_elem_add(writer->lay, before->elem, GR_TAG_SPAN, node);
    if (ink->elem != NULL) {
        gr_elem_own(writer->lay, ink->elem)->actual =
            gr_str_dup(writer->lay->arena, node->as.sign.spoken);
    }
    writer->ink = ink;
    writer->node = node;
    writer->shows = node->parent->kind == GR_K_CELL ? lasting(node->parent->as.cell.figure) : NULL;
    gr_write_word(writer, node->as.sign.chars);
    writer->shows = NULL;
    writer->ink = before;
}

void gr_put_page_ref(gr_writer *writer, const gr_node *node)
{
    gr_layouter *lay = writer->lay;
    const gr_ink *before = writer->ink;
    uint32_t anchor = gr_anchor_id(lay, node->as.page_ref.to);
    gr_str page = gr_anchor_page(lay, anchor);
    gr_str label = gr_label_text(lay->house, "page");
    if (before->link != NULL) { /* links do not nest: the one around it leads there */
        writer->node = node;
        gr_write_word(writer, page);
        return;
    }
    writer->ink =
        reference_ink(writer, node, anchor,
                      gr_str_fmt(lay->arena, GR_FMT " " GR_FMT, GR_ARG(label), GR_ARG(page)));
    gr_write_word(writer, page);
    writer->ink = before;
}

void gr_put_line_break(gr_writer *writer, const gr_node *node)
{
    writer->node = node;
    gr_write_line_end(writer);
}
