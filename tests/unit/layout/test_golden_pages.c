/* How pages are made of it: masters, columns, notes that go on, what is too long or too tall. */
#include "golden.h"

static const gr_col name_and_amount[] = {{.align = GR_ALIGN_LEFT, .header = true},
                                         {.align = GR_ALIGN_DECIMAL}};
#define LONG                                                                                      \
    "Een alinea met genoeg woorden om over meer dan twee regels te lopen, zodat te zien is waar " \
    "de regels eindigen en wat er aan de voet van een bladzijde gebeurt."

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
    gr_node *row = add_row(s, t, GR_ROW_BODY, WORDS "|Zorg");
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

static const golden cases[] = {
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
