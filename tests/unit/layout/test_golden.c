/* What stands on a page: text, lists, tables, boxes, notes, links. */
#include "golden.h"

static const gr_col name_and_amount[] = {{.align = GR_ALIGN_LEFT, .header = true},
                                         {.align = GR_ALIGN_DECIMAL}};
#define LONG                                                                                      \
    "Een alinea met genoeg woorden om over meer dan twee regels te lopen, zodat te zien is waar " \
    "de regels eindigen en wat er aan de voet van een bladzijde gebeurt."

static void paragraphs(sample *s)
{
    gr_node *section = add(s, s->doc->root, GR_K_SECTION, GR_STYLE_PARAGRAPH);
    gr_node *heading = add_heading(s, section, 1, "Overdracht van taken aan de raad");
    heading->as.heading.number = GR_LIT("1");
    gr_node *p = add_para(s, section, "Tekst met ");
    gr_node *span = add(s, p, GR_K_SPAN, GR_STYLE_PARAGRAPH);
    span->as.span.bold = true;
    span->as.span.lang = GR_LIT("en");
    add_text(s, span, "social return");
    add_text(s, p,
             ", een vast gat (€\xC2\xA0"
             "1.700.000) en");
    add(s, p, GR_K_LINE_BREAK, GR_STYLE_PARAGRAPH);
    gr_node *sign = add(s, p, GR_K_SIGN, GR_STYLE_PARAGRAPH);
    sign->as.sign.chars = GR_LIT("✓");
    sign->as.sign.spoken = GR_LIT("neemt deel");
    add_text(s, p, " achter een regeleinde.");
    add_para(s, section, LONG)->style = &s->styles[GR_STYLE_QUOTE];
    s->styles[GR_STYLE_QUOTE].align = GR_ALIGN_JUSTIFY;
    s->styles[GR_STYLE_QUOTE].indent = 10 * PT;
    s->styles[GR_STYLE_QUOTE].first_indent = 5 * PT;
    s->styles[GR_STYLE_QUOTE].rule_below = 0xcccccc;
    s->styles[GR_STYLE_QUOTE].rule_width = 1 * PT;
    s->styles[GR_STYLE_QUOTE].rule_gap = 2 * PT;
    s->styles[GR_STYLE_HEADING_1].size = 14 * PT;
}

static void lists(sample *s)
{
    gr_node *outer = add(s, s->doc->root, GR_K_LIST, GR_STYLE_PARAGRAPH);
    outer->as.list.type = GR_LIST_NUMBER;
    outer->as.list.level = 1;
    for (int i = 0; i < 2; i++) {
        gr_node *item = add(s, outer, GR_K_ITEM, GR_STYLE_LIST_ITEM);
        add_para(s, item, i == 0 ? LONG : "tweede punt")->style = &s->styles[GR_STYLE_LIST_ITEM];
        gr_node *inner = add(s, item, GR_K_LIST, GR_STYLE_PARAGRAPH);
        inner->as.list.type = i == 0 ? GR_LIST_BULLET : GR_LIST_LETTER;
        inner->as.list.level = 2;
        gr_node *deep = add(s, inner, GR_K_ITEM, GR_STYLE_LIST_ITEM);
        if (i == 0) {
            add_para(s, deep, "daaronder")->style = &s->styles[GR_STYLE_LIST_ITEM];
        }
    }
    add_para(s, s->doc->root, "na de lijst");
}

static void table_over_pages(sample *s)
{
    gr_node *t = add_table(s, s->doc->root, name_and_amount, 2);
    add_text(s, add(s, t, GR_K_CAPTION, GR_STYLE_CAPTION), "Bijdragen");
    add_row(s, t, GR_ROW_HEAD, "Gemeente|Bedrag");
    for (int i = 0; i < 9; i++) {
        add_row(s, t, GR_ROW_BODY,
                i % 3 == 0   ? "Arnhem|1.234,5"
                : i % 3 == 1 ? "Duiven|8,25"
                             : "Rheden|n.v.t.");
    }
    add_row(s, t, GR_ROW_TOTAL, "Totaal|1.242,75");
    add_text(s, add(s, t, GR_K_REMARK, GR_STYLE_SOURCE), "Bron: begroting");
}

static void table_spans(sample *s)
{
    static const gr_col cols[] = {
        {.header = true}, {.align = GR_ALIGN_CENTRE}, {.align = GR_ALIGN_CENTRE}};
    gr_node *t = add_table(s, s->doc->root, cols, 3);
    gr_node *top = add_row(s, t, GR_ROW_HEAD, "Gemeente|Participatie");
    top->first->as.cell.rowspan = 2;
    top->last->as.cell.colspan = 2;
    add_row(s, t, GR_ROW_HEAD, "WSP|WgSW");
    gr_node *body = add_row(s, t, GR_ROW_BODY, "Arnhem|ja|nee");
    body->first->next->as.cell.rowspan = 2;
    gr_node *second = add_row(s, t, GR_ROW_BODY, "Rheden|ja");
    second->first->as.cell.header = true;
    s->look.stripe = 0xf2f2f2;
}

static void timeline(sample *s)
{
    static const gr_col cols[] = {{.width = 60 * PT, .header = true}, {.align = GR_ALIGN_LEFT}};
    s->look.rail = true;
    gr_node *t = add_table(s, s->doc->root, cols, 2);
    add_row(s, t, GR_ROW_BODY,
            "mei|Informatiebijeenkomst voor raadsleden over de kaderbrief van het jaar");
    add_row(s, t, GR_ROW_BODY, "juli|Vaststelling");
}

static void notes(sample *s)
{
    gr_node *p = add_para(s, s->doc->root, "Een bewering");
    gr_node *note = add(s, p, GR_K_NOTE, GR_STYLE_NOTE);
    note->as.note.number = 1;
    add_text(s, note,
             "Volgens de opgave van de uitvoerder over het hele afgelopen jaar, en niet eerder.");
    add_text(s, p, " en meer tekst.");
    gr_node *t = add_table(s, s->doc->root, name_and_amount, 2);
    add_row(s, t, GR_ROW_HEAD, "Gemeente|Aantal"); /* repeated on later pages, not on this one */
    gr_node *row = add_row(s, t, GR_ROW_BODY, "Arnhem|12");
    gr_node *in_cell = add(s, row->last, GR_K_NOTE, GR_STYLE_NOTE);
    in_cell->as.note.number = 2;
    add_text(s, in_cell, "Voorlopig.");
    add_para(s, s->doc->root, "De volgende alinea.");
}

static void links(sample *s)
{
    gr_node *p = add_para(s, s->doc->root, "Zie ");
    gr_node *web = add(s, p, GR_K_LINK, GR_STYLE_PARAGRAPH);
    web->as.link.uri = GR_LIT("https://example.org/regeling");
    add_text(s, web, "de tekst van de gemeenschappelijke regeling met alle wijzigingen");
    add_text(s, p, " of ");
    gr_node *inside = add(s, p, GR_K_LINK, GR_STYLE_PARAGRAPH);
    inside->as.link.to = GR_LIT("verderop");
    add_text(s, inside, "verderop");
    add_text(s, p, " op pagina ");
    add(s, p, GR_K_PAGE_REF, GR_STYLE_PARAGRAPH)->as.page_ref.to = GR_LIT("verderop");
    add(s, s->doc->root, GR_K_PAGE_BREAK, GR_STYLE_PARAGRAPH);
    add_para(s, s->doc->root, "Hier is het.")->anchor = GR_LIT("verderop");
}

static void boxes(sample *s)
{
    gr_node *box = add(s, s->doc->root, GR_K_BOX, GR_STYLE_PARAGRAPH);
    box->as.box.look = &s->tile;
    box->as.box.role = GR_BOX_QUOTE;
    add_para(s, box, "In een kader.");
    add_para(s, box, "Nog een alinea.");
    gr_node *grid = add(s, s->doc->root, GR_K_GRID, GR_STYLE_PARAGRAPH);
    grid->as.grid.columns = 2;
    for (int i = 0; i < 3; i++) {
        gr_node *tile = add(s, grid, GR_K_BOX, GR_STYLE_PARAGRAPH);
        tile->as.box.look = &s->tile;
        add_para(s, tile, i == 1 ? "Een tegel met een langere tekst erin." : "13,5");
    }
    add_para(s, s->doc->root, "Na de tegels.");
}

/* Tiles as high as their box may be on a page, then higher ones: these go under each other and are
 * cut between their lines. */
static void tall_grid(sample *s)
{
    gr_node *box = add(s, s->doc->root, GR_K_BOX, GR_STYLE_PARAGRAPH);
    box->as.box.look = &s->tile;
    s->master.height = 205 * PT;
    for (int lines = 10; lines <= 11; lines++) {
        gr_node *grid = add(s, box, GR_K_GRID, GR_STYLE_PARAGRAPH);
        grid->as.grid.columns = 2;
        for (int i = 0; i < 4; i++) {
            gr_node *tile = add(s, grid, GR_K_BOX, GR_STYLE_PARAGRAPH);
            tile->as.box.look = &s->tile;
            gr_node *p = add_para(s, tile, i == 2 ? "1" : "kort");
            for (int line = 2; i == 2 && line <= lines; line++) {
                add(s, p, GR_K_LINE_BREAK, GR_STYLE_PARAGRAPH);
                add_text(s, p, gr_str_fmt(s->arena, "%d", line).ptr);
            }
        }
    }
}

static void newspaper(sample *s)
{
    gr_node *columns = add(s, s->doc->root, GR_K_COLUMNS, GR_STYLE_PARAGRAPH);
    columns->as.columns.count = 2;
    add_para(s, columns, LONG);
    add_para(s, columns, LONG);
    add_para(s, s->doc->root, "Over de volle breedte.");
}

static void contents(sample *s)
{
    gr_node *list = add(s, s->doc->root, GR_K_CONTENTS, GR_STYLE_PARAGRAPH);
    list->as.contents.depth = 2;
    list->as.contents.title = GR_LIT("Inhoud");
    for (int i = 0; i < 2; i++) {
        gr_node *section = add(s, s->doc->root, GR_K_SECTION, GR_STYLE_PARAGRAPH);
        section->as.section.start = GR_START_PAGE;
        add_heading(s, section, 1, i == 0 ? "Zorg" : "Werk")->as.heading.number =
            i == 0 ? GR_LIT("1") : GR_LIT("2");
        add_heading(s, section, 2,
                    "Opdracht en taken van de gemeenschappelijke regeling als geheel");
        add_para(s, section, "Tekst.");
        add_heading(s, section, 3, "Te diep")->as.heading.listed = i == 0;
        add_para(s, section, "Tekst.");
    }
}

static const golden cases[] = {
    {"paragraphs", paragraphs},
    {"lists", lists},
    {"table_over_pages", table_over_pages},
    {"table_spans", table_spans},
    {"timeline", timeline},
    {"notes", notes},
    {"links", links},
    {"boxes", boxes},
    {"tall_grid", tall_grid},
    {"newspaper", newspaper},
    {"contents", contents},
};

static void goldens(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check_golden(&cases[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(goldens)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
