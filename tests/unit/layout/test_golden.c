/* Small documents with the dummy face; pages and tags as text against golden/<case>.txt.
 * GR_BLESS=1 rewrites them. */
#include "base/file.h"
#include "sample.h"

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

static const gr_running_piece page_of[] = {{.field = GR_FIELD_TEXT, .text = {"pagina ", 7}},
                                           {.field = GR_FIELD_PAGE, .text = {"", 0}},
                                           {.field = GR_FIELD_TEXT, .text = {" van ", 5}},
                                           {.field = GR_FIELD_PAGES, .text = {"", 0}}};
static const gr_running_piece title_piece[] = {{.field = GR_FIELD_TITLE, .text = {"", 0}}};
static const gr_running_piece section_piece[] = {{.field = GR_FIELD_SECTION, .text = {"", 0}}};
static const gr_band bands[] = {
    {.width = 300 * PT, .height = 9 * PT, .colour = 0xaaccee, .first = false, .rest = true}};

static void masters(sample *s)
{
    s->heads[0] = (gr_running){.align = GR_ALIGN_LEFT,
                               .style = &s->styles[GR_STYLE_RUNNING],
                               .pieces = title_piece,
                               .n_pieces = 1};
    s->heads[1] = (gr_running){.align = GR_ALIGN_RIGHT,
                               .style = &s->styles[GR_STYLE_RUNNING],
                               .pieces = section_piece,
                               .n_pieces = 1,
                               .first = true};
    s->feet[0] = (gr_running){.align = GR_ALIGN_CENTRE,
                              .style = &s->styles[GR_STYLE_RUNNING],
                              .pieces = page_of,
                              .n_pieces = 4,
                              .first = true};
    s->master.heads = s->heads;
    s->master.n_heads = 2;
    s->master.feet = s->feet;
    s->master.n_feet = 1;
    s->master.bands = bands;
    s->master.n_bands = 1;
    s->master.first_top = 60 * PT;
    s->doc->title = GR_LIT("Een lange titel die niet naast de naam van het hoofdstuk past");
    gr_node *one = add(s, s->doc->root, GR_K_SECTION, GR_STYLE_PARAGRAPH);
    add_heading(s, one, 1, "Eerste hoofdstuk");
    add_para(s, one, LONG);
    add_para(s, one, LONG);
    gr_node *two = add(s, s->doc->root, GR_K_SECTION, GR_STYLE_PARAGRAPH);
    two->as.section.master = &s->wide;
    add_para(s, two, LONG);
    add_para(s, s->doc->root, "Terug.");
}

/* Both heads are too long: each has half. The foot has a short one at one side. */
static void long_heads(sample *s)
{
    s->heads[0] = (gr_running){.align = GR_ALIGN_LEFT,
                               .style = &s->styles[GR_STYLE_RUNNING],
                               .pieces = title_piece,
                               .n_pieces = 1,
                               .first = true};
    s->heads[1] = s->heads[0];
    s->heads[1].align = GR_ALIGN_RIGHT;
    s->heads[1].pieces = section_piece;
    s->feet[0] = s->heads[0];
    gr_running *feet = GR_NEW_N(s->arena, gr_running, 2);
    feet[0] = s->heads[1];
    feet[1] = s->heads[0];
    feet[1].pieces = page_of;
    feet[1].n_pieces = 4;
    s->master.heads = s->heads;
    s->master.n_heads = 2;
    s->master.feet = feet;
    s->master.n_feet = 2;
    s->doc->title = GR_LIT("Een lange titel die niet naast de naam van het hoofdstuk past");
    add_heading(s, s->doc->root, 1,
                "Opdracht en taken van de gemeenschappelijke regeling als geheel");
    gr_node *two = add(s, s->doc->root, GR_K_SECTION, GR_STYLE_PARAGRAPH);
    two->as.section.start = GR_START_PAGE;
    add_heading(s, two, 1, "Onafbreekbaarheidsverklaringsaanvraagformulieren");
}

/* A band along the outer edge, and a head there: at the left of a left page. */
static void left_pages(sample *s)
{
    static const gr_band edge[] = {{.x = 291 * PT,
                                    .width = 9 * PT,
                                    .height = 200 * PT,
                                    .colour = 0xaaccee,
                                    .first = true,
                                    .rest = true}};
    s->heads[0] = (gr_running){.align = GR_ALIGN_RIGHT,
                               .style = &s->styles[GR_STYLE_RUNNING],
                               .pieces = page_of,
                               .n_pieces = 2,
                               .first = true};
    s->master.sides = true;
    s->master.inner = 40 * PT;
    s->master.heads = s->heads;
    s->master.n_heads = 1;
    s->master.bands = edge;
    s->master.n_bands = 1;
    add_para(s, s->doc->root, "Rechts.");
    add(s, s->doc->root, GR_K_PAGE_BREAK, GR_STYLE_PARAGRAPH);
    add_para(s, s->doc->root, "Links.");
}

/* Text of all notes begins where the widest number leaves room. */
static void many_notes(sample *s)
{
    static const uint16_t numbers[] = {9, 99, 1234};
    gr_node *p = add_para(s, s->doc->root, "Een bewering");
    for (size_t i = 0; i < 3; i++) {
        gr_node *note = add(s, p, GR_K_NOTE, GR_STYLE_NOTE);
        note->as.note.number = numbers[i];
        add_text(s, note, "Volgens de opgave.");
    }
}

static void column_pages(sample *s)
{
    s->master.columns = 2;
    for (int i = 0; i < 5; i++) {
        add_para(s, s->doc->root, LONG);
    }
}

/* Only the column of the endless word gives way; of two of them, both alike. */
static void endless_words(sample *s)
{
    static const gr_col cols[] = {
        {.header = true}, {.align = GR_ALIGN_LEFT}, {.align = GR_ALIGN_DECIMAL}};
    for (int i = 0; i < 2; i++) {
        gr_node *t = add_table(s, s->doc->root, cols, 3);
        add_row(s, t, GR_ROW_BODY,
                i == 0
                    ? "Onafbreekbaarheidsverklaringsaanvraagformulierenverzamelingsbeheerder|"
                      "gemeenschappelijk|1.234.567,89"
                    : "Onafbreekbaarheidsverklaringsaanvraagformulierenverzamelingsbeheerder|"
                      "Onafbreekbaarheidsverklaringsaanvraagformulierenverzameling|1.234.567,89");
    }
}

/* A long word is whole where the others can be broken between words. */
static void kept_words(sample *s)
{
    static const gr_col cols[] = {
        {.header = true}, {.align = GR_ALIGN_LEFT}, {.align = GR_ALIGN_LEFT}};
    gr_node *t = add_table(s, s->doc->root, cols, 3);
    add_row(s, t, GR_ROW_BODY, "Arbeidsmarktregiocoördinatoren|doet dit en dat|ook nog wel dat");
}

/* The first page ends in words and a total that are wider than what stands above them. */
static void carried(sample *s)
{
    static const gr_label words[] = {
        {.name = {"carried-forward", 15}, .text = {"Over te dragen", 14}},
        {.name = {"brought-forward", 15}, .text = {"Transport", 9}}};
    s->house.labels = words;
    s->house.n_labels = 2;
    s->master.width = 180 * PT;
    gr_node *t = add_table(s, s->doc->root, name_and_amount, 2);
    t->as.table.carry = true;
    for (int i = 1; i <= 10; i++) {
        gr_node *row = add_row(s, t, GR_ROW_BODY, "Post|9,5");
        row->last->as.cell.carried = gr_str_fmt(s->arena, "%d.000.000,5", i);
    }
}

/* Columns in columns: as many as hold some words. A table's head is said again in the second. */
static void narrow_newspaper(sample *s)
{
    s->master.columns = 2;
    gr_node *columns = add(s, s->doc->root, GR_K_COLUMNS, GR_STYLE_PARAGRAPH);
    columns->as.columns.count = 4;
    add_para(s, columns, LONG);
    gr_node *t = add_table(s, s->doc->root, name_and_amount, 2);
    add_row(s, t, GR_ROW_HEAD, "Gemeente|Bedrag");
    t->as.table.n_head_rows = 1;
    for (int i = 0; i < 9; i++) {
        add_row(s, t, GR_ROW_BODY, "Arnhem|1.234,5");
    }
}

static void tall_row(sample *s)
{
    static const gr_col cols[] = {{.width = 60 * PT, .header = true}, {.align = GR_ALIGN_LEFT}};
    gr_node *t = add_table(s, s->doc->root, cols, 2);
    add_row(s, t, GR_ROW_HEAD, "Wat|Waarom");
    gr_node *row = add_row(s, t, GR_ROW_BODY, "Rij|" LONG);
    add_text(s, row->last, " " LONG " " LONG);
}

/* More rows under one label than half a page holds: it is said again on the next page. */
static void tall_span(sample *s)
{
    static const gr_col cols[] = {{.width = 80 * PT, .header = true}, {.align = GR_ALIGN_LEFT}};
    gr_node *t = add_table(s, s->doc->root, cols, 2);
    add_row(s, t, GR_ROW_HEAD, "Gemeente|Taak");
    add_row(s, t, GR_ROW_BODY, "Arnhem|Zorg")->first->as.cell.rowspan = 12;
    for (int i = 1; i < 12; i++) {
        add_row(s, t, GR_ROW_BODY, "Werk");
    }
}

#define WORDS "een twee drie vier vijf zes zeven acht "

/* Notes leave the second page fewer rows than its label has lines: it ends with them. */
static void label_above_notes(sample *s)
{
    static const gr_col cols[] = {{.width = 60 * PT, .header = true}, {.align = GR_ALIGN_LEFT}};
    gr_node *t = add_table(s, s->doc->root, cols, 2);
    gr_node *row = add_row(s, t, GR_ROW_BODY, WORDS WORDS WORDS "|Zorg");
    row->first->as.cell.rowspan = 12;
    for (int i = 1; i < 12; i++) {
        row = add_row(s, t, GR_ROW_BODY, "Werk");
        if (i == 5) {
            gr_node *note = add(s, row->first, GR_K_NOTE, GR_STYLE_NOTE);
            note->as.note.number = 1;
            add_text(s, note, LONG " " LONG);
        }
    }
}

static void long_words(sample *s)
{
    s->styles[GR_STYLE_PARAGRAPH].hyphenate = true;
    add_para(
        s, s->doc->root,
        "Een adres: https://example.org/een/heel/lang/pad/dat/nergens/een/spatie/heeft/index.html");
    add_para(s, s->doc->root,
             "Onafbreekbaarheidsverklaringsaanvraagformulierenverzamelingsbeheerder");
}

/* Dozens of places where a line could end behind one letter and a hyphen: none does. */
static void hyphens_of_one_letter(sample *s)
{
    gr_buf words = gr_buf_make(s->arena, SIZE_MAX / 2);
    for (int i = 0; i < 30; i++) {
        gr_buf_addf(&words, "e-mailadres vitamine-C %s",
                    i % 3 == 0 ? "x-as " : "sociaal-cultureel ");
    }
    add_para(s, s->doc->root, gr_str_dup(s->arena, gr_buf_view(&words)).ptr);
}

static void nothing(sample *s)
{
    (void)s;
}

typedef struct golden {
    const char *name;
    void (*build)(sample *s);
} golden;

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
    {"masters", masters},
    {"long_heads", long_heads},
    {"left_pages", left_pages},
    {"many_notes", many_notes},
    {"column_pages", column_pages},
    {"endless_words", endless_words},
    {"kept_words", kept_words},
    {"carried", carried},
    {"narrow_newspaper", narrow_newspaper},
    {"tall_row", tall_row},
    {"tall_span", tall_span},
    {"label_above_notes", label_above_notes},
    {"long_words", long_words},
    {"hyphens_of_one_letter", hyphens_of_one_letter},
    {"nothing", nothing},
};

static gr_str outcome(sample *s)
{
    gr_buf said = gr_buf_make(s->arena, SIZE_MAX);
    gr_diag_print(s->diag, &said);
    return gr_str_fmt(s->arena, GR_FMT "\n" GR_FMT "\n" GR_FMT, GR_ARG(pages_text(s)),
                      GR_ARG(tags_text(s)), GR_ARG(gr_buf_view(&said)));
}

static void bless(const char *path, gr_str text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(text.ptr, 1, text.len, file);
    assert_int_equal(fclose(file), 0);
}

static void check_golden(const golden *c)
{
    sample *s = sample_new();
    gr_str path = gr_str_fmt(s->arena, GR_SOURCE_DIR "/tests/unit/layout/golden/%s.txt", c->name);
    c->build(s);
    assert_int_equal(gr_doc_check(s->doc, s->diag), GR_OK);
    run(s);
    if (s->status != GR_OK) {
        gr_buf said = gr_buf_make(s->arena, SIZE_MAX);
        gr_diag_print(s->diag, &said);
        fail_msg("%s: " GR_FMT, c->name, GR_ARG(gr_buf_view(&said)));
    }
    gr_str got = outcome(s), want = GR_LIT("");
    if (getenv("GR_BLESS") != NULL) {
        bless(path.ptr, got);
    } else {
        assert_int_equal(gr_file_read(path, 1 << 24, s->arena, s->diag, (gr_loc){0}, &want), GR_OK);
        check_text(c->name, got, want.ptr);
    }
    sample_free(s);
}

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
