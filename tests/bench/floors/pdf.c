/* The floor under the documents: the same words and figures by libxml2, libhyphen and libharu with
 * nothing in between. Lines are broken as soon as they are full and then justified; no tags, no
 * optimal breaks, no origins, no keeps.
 *
 *   pdf FONT-FOLDER HYPHENATION.dic IN.xml OUT.pdf [IN.xml OUT.pdf]... */
#include "lines.h"

#include <libxml/parser.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MM      2.834646F
#define LEFT    (25 * MM)
#define MEASURE (160 * MM)
#define HIGH    841.89F
#define TOP     (HIGH - 25 * MM)
#define BLUE    0x1b3a5c
#define PALE    0xeef3f8

static HPDF_Doc pdf;
static HPDF_Page page;
static struct font regular, bold, italic;
static float pen, floor_y; /* where the next line goes, and where the page ends */
static int pages, notes;
static const char *running, *note_texts[8];
static char running_text[300];
static int note_numbers[8];

static void stop(HPDF_STATUS error, HPDF_STATUS detail, void *unused)
{
    (void)unused;
    fprintf(stderr, "libharu %lx %lu\n", (unsigned long)error, (unsigned long)detail);
    exit(1);
}

static void fill(int colour)
{
    HPDF_Page_SetRGBFill(page, (float)(colour >> 16) / 255, (float)(colour >> 8 & 255) / 255,
                         (float)(colour & 255) / 255);
}

static void box(float x, float y, float wide, float high, int colour)
{
    fill(colour);
    HPDF_Page_Rectangle(page, x, y, wide, high);
    HPDF_Page_Fill(page);
    fill(0);
}

static void rule(float x, float y, float to)
{
    HPDF_Page_SetLineWidth(page, 0.5F);
    HPDF_Page_MoveTo(page, x, y);
    HPDF_Page_LineTo(page, to, y);
    HPDF_Page_Stroke(page);
}

/* side: 0 from x, 1 around x, 2 up to x */
static void put(struct font *font, float size, float x, float y, int side, const char *text)
{
    HPDF_Page_BeginText(page);
    HPDF_Page_SetFontAndSize(page, font->font, size);
    HPDF_Page_TextOut(page, x - (float)side * width(font, size, text, (int)strlen(text)) / 2, y,
                      text);
    HPDF_Page_EndText(page);
}

static void show_line(const struct setting *set, int line, struct font *font, float size, float x,
                      float y, float measure, bool justify)
{
    const struct word *words = set->words + set->first[line];
    int count = set->first[line + 1] - set->first[line];
    float used = 0, space = width(font, size, " ", 1);
    for (int i = 0; i < count; i++)
        used += words[i].wide;
    float gap = justify && count > 1 ? (measure - used) / (float)(count - 1) : space;
    HPDF_Page_BeginText(page);
    HPDF_Page_SetFontAndSize(page, font->font, size);
    HPDF_Page_MoveTextPos(page, x, y);
    for (int i = 0; i < count; i++) {
        char text[260];
        snprintf(text, sizeof text, "%.*s%s", words[i].length, words[i].text,
                 words[i].cut ? "-" : "");
        HPDF_Page_ShowText(page, text);
        HPDF_Page_MoveTextPos(page, words[i].wide + gap, 0);
    }
    HPDF_Page_EndText(page);
}

static void show_notes(void)
{
    static struct setting set;
    float y = floor_y - 6;
    if (notes > 0)
        rule(LEFT, y, LEFT + 136);
    for (int i = 0; i < notes; i++) {
        char number[12];
        snprintf(number, sizeof number, "%d", note_numbers[i]);
        put(&regular, 6, LEFT, y - 9, 0, number);
        break_lines(&set, &regular, 8.5F, MEASURE - 10, note_texts[i]);
        for (int line = 0; line < set.lines; line++, y -= 12)
            show_line(&set, line, &regular, 8.5F, LEFT + 10, y - 12, MEASURE - 10,
                      line < set.lines - 1);
    }
    notes = 0;
}

static void new_page(void)
{
    if (page)
        show_notes();
    page = HPDF_AddPage(pdf);
    HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
    pen = TOP;
    floor_y = 25 * MM;
    if (pages++ > 0) {
        char number[12];
        snprintf(number, sizeof number, "%d", pages);
        fill(BLUE);
        put(&regular, 8, LEFT + MEASURE, HIGH - 13 * MM, 2, running);
        fill(0);
        put(&regular, 8, LEFT + MEASURE / 2, 12 * MM, 1, number);
    }
}

static void need(float high)
{
    if (pen - high < floor_y)
        new_page();
}

static void paragraph(float x, float measure, const char *text, float after, int number,
                      const char *note)
{
    static struct setting set, below;
    break_lines(&set, &regular, 10, measure, text);
    for (int line = 0; line < set.lines; line++) {
        bool last = line == set.lines - 1, noted = last && note;
        if (noted)
            break_lines(&below, &regular, 8.5F, MEASURE - 10, note);
        float high = noted ? 12 * (float)below.lines + (notes ? 0 : 10) : 0;
        need(14 + high);
        if (noted) {
            floor_y += high;
            note_numbers[notes] = number;
            note_texts[notes++] = note;
        }
        show_line(&set, line, &regular, 10, x, pen - 10.6F, measure, !last);
        pen -= 14;
    }
    pen -= after;
}

static xmlNode *first(xmlNode *node, const char *name)
{ /* node or a later sibling with that name */
    while (node && (node->type != XML_ELEMENT_NODE || strcmp((const char *)node->name, name) != 0))
        node = node->next;
    return node;
}

static const char *text_of(xmlNode *node)
{
    return node && node->children && node->children->content ? (const char *)node->children->content
                                                             : "";
}

static const char *get(xmlNode *node, const char *name)
{
    xmlAttr *attr = xmlHasProp(node, (const xmlChar *)name);
    return attr ? text_of((xmlNode *)attr) : "";
}

static void caption(const char *label, const char *number, const char *text)
{
    char line[300];
    snprintf(line, sizeof line, "%s %s: %s", label, number, text);
    put(&italic, 9, LEFT, pen - 10, 0, line);
    pen -= 16;
}

static void chart(xmlNode *node, const char *number)
{
    need(200);
    caption("Figuur", number, get(node, "title"));
    float base = pen - 145;
    for (int i = 0; i <= 5; i++) {
        char mark[12];
        snprintf(mark, sizeof mark, "%d", i * 50);
        rule(LEFT + 30, base + 26 * (float)i, LEFT + MEASURE);
        put(&regular, 8, LEFT + 25, base + 26 * (float)i - 3, 2, mark);
    }
    float x = LEFT + 40;
    for (xmlNode *bar = first(node->children, "bar"); bar; bar = first(bar->next, "bar"), x += 70) {
        float high = 130 * (float)atof(get(bar, "value")) / 250;
        box(x, base, 50, high, BLUE);
        put(&regular, 8, x + 25, base + high + 4, 1, get(bar, "value"));
        put(&regular, 8, x + 25, base - 12, 1, get(bar, "name"));
    }
    pen -= 176;
}

static const char *const amounts[] = {"budget", "revised", "actual", "result", "reserve"};
static const char *const heads[] = {"Begroting", "Bijgesteld", "Werkelijk", "Verschil", "Reserve"};
static const float ends[] = {68 * MM, 92 * MM, 116 * MM, 138 * MM, 160 * MM};

static void euros(char *out, long long amount)
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%lld", amount < 0 ? -amount : amount);
    out += sprintf(out, "\u20ac\u00a0%s", amount < 0 ? "-" : "");
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            *out++ = '.';
        *out++ = digits[i];
    }
    *out = 0;
}

static void table_row(struct font *font, const char *name, const long long *cells, int colour)
{
    if (colour)
        box(LEFT, pen - 14.2F, MEASURE, 14.2F, colour);
    if (colour == BLUE)
        fill(0xffffff);
    put(font, 8, LEFT + 3, pen - 10, 0, name);
    for (int i = 0; i < 5; i++) {
        char text[48];
        if (cells)
            euros(text, cells[i]);
        put(font, 8, LEFT + ends[i] - 3, pen - 10, 2, cells ? text : heads[i]);
    }
    fill(0);
    pen -= 14.2F;
}

static void table(xmlNode *node, const char *number)
{
    long long total[5] = {0}, cells[5];
    int row = 0;
    need(60);
    caption("Tabel", number, get(node, "title"));
    table_row(&bold, "Taak", NULL, BLUE);
    for (xmlNode *line = first(node->children, "line"); line;
         line = first(line->next, "line"), row++) {
        if (pen - 28 < floor_y) {
            new_page();
            table_row(&bold, "Taak", NULL, BLUE);
        }
        for (int i = 0; i < 5; i++)
            total[i] += cells[i] = atoll(get(line, amounts[i]));
        table_row(&regular, get(line, "name"), cells, row % 2 ? PALE : 0);
    }
    rule(LEFT, pen, LEFT + MEASURE);
    table_row(&bold, "Totaal", total, 0);
    pen -= 8;
}

static void chapter(xmlNode *node)
{
    char title[300];
    const char *number = get(node, "n");
    xmlNode *note = NULL;
    snprintf(title, sizeof title, "%s  %s", number, get(node, "title"));
    need(76);
    pen -= 16;
    fill(BLUE);
    put(&bold, 18, LEFT, pen - 18, 0, title);
    fill(0);
    pen -= 32;
    int count = 0;
    for (xmlNode *p = first(node->children, "p"); p; p = first(p->next, "p")) {
        note = first(p->children, "note");
        paragraph(LEFT, MEASURE, text_of(p), 5, atoi(number), note ? text_of(note) : NULL);
        count++;
        for (xmlNode *at = count == 2 ? first(node->children, "point") : NULL; at;
             at = first(at->next, "point")) {
            need(14);
            put(&regular, 10, LEFT + 4 * MM, pen - 10.6F, 0, "\u2022");
            paragraph(LEFT + 8 * MM, MEASURE - 8 * MM, text_of(at), 0, 0, NULL);
        }
        if (count == 3)
            chart(first(node->children, "chart"), number);
        if (count == 4)
            table(first(node->children, "table"), number);
    }
}

struct entry {
    HPDF_Page at;
    int number;
    char title[300];
};

static void contents(const struct entry *entries, int count, HPDF_Page *at)
{
    float y = TOP - 32;
    page = *at++;
    fill(BLUE);
    put(&bold, 18, LEFT, TOP - 18, 0, "Inhoud");
    fill(0);
    for (int i = 0; i < count; i++, y -= 14) {
        char number[12], dots[200];
        if (y - 14 < 25 * MM) {
            page = *at++;
            y = TOP;
        }
        snprintf(number, sizeof number, "%d", entries[i].number);
        float from =
            LEFT + width(&regular, 10, entries[i].title, (int)strlen(entries[i].title)) + 6;
        float dot = width(&regular, 10, ".", 1), room = LEFT + MEASURE - 24 - from;
        int fit = room > 0 ? (int)(room / dot) : 0;
        memset(dots, '.', sizeof dots);
        dots[fit < 199 ? fit : 199] = 0;
        put(&regular, 10, LEFT, y - 10.6F, 0, entries[i].title);
        put(&regular, 10, LEFT + MEASURE - 24, y - 10.6F, 2, dots);
        put(&regular, 10, LEFT + MEASURE, y - 10.6F, 2, number);
        HPDF_Rect area = {LEFT, y - 14, LEFT + MEASURE, y};
        HPDF_Annotation link =
            HPDF_Page_CreateLinkAnnot(page, area, HPDF_Page_CreateDestination(entries[i].at));
        HPDF_LinkAnnot_SetBorderStyle(link, 0, 0, 0);
        HPDF_Outline mark = HPDF_CreateOutline(pdf, NULL, entries[i].title, NULL);
        HPDF_Outline_SetDestination(mark, HPDF_Page_CreateDestination(entries[i].at));
    }
}

static void cover(xmlNode *root)
{
    new_page();
    box(LEFT, HIGH - 112 * MM, MEASURE, 37 * MM, BLUE);
    fill(0xffffff);
    put(&bold, 26, LEFT + 3, HIGH - 90 * MM, 0, get(root, "title"));
    put(&regular, 14, LEFT + 3, HIGH - 100 * MM, 0, get(root, "subtitle"));
    fill(0);
    put(&regular, 12, LEFT, HIGH - 120 * MM, 0, get(root, "organisation"));
    put(&regular, 12, LEFT, HIGH - 127 * MM, 0, get(root, "date"));
    pen = HIGH - 133 * MM;
    paragraph(LEFT, MEASURE, text_of(first(root->children, "intro")), 0, 0, NULL);
}

static void open_fonts(const char *folder)
{
    static const char *const names[] = {"Regular", "Bold", "Italic"};
    struct font *fonts[] = {&regular, &bold, &italic};
    for (int i = 0; i < 3; i++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/OpenSans-%s.ttf", folder, names[i]);
        fonts[i]->font = HPDF_GetFont(pdf, HPDF_LoadTTFontFromFile(pdf, path, HPDF_TRUE), "UTF-8");
        for (int code = 0; code < 0x2100; code++)
            fonts[i]->wide[code] = -1;
    }
}

static void document(const char *folder, const char *in, const char *out)
{
    xmlDoc *doc = xmlReadFile(in, NULL, XML_PARSE_NOBLANKS | XML_PARSE_COMPACT);
    if (!doc)
        exit(1);
    xmlNode *root = xmlDocGetRootElement(doc);
    int count = 0, shown = 0;
    for (xmlNode *part = first(root->children, "chapter"); part;
         part = first(part->next, "chapter"))
        count++;
    struct entry *entries = calloc((size_t)count + 1, sizeof *entries);
    HPDF_Page at[64];
    pdf = HPDF_New(stop, NULL);
    HPDF_SetCompressionMode(pdf, HPDF_COMP_ALL);
    HPDF_UseUTFEncodings(pdf);
    open_fonts(folder);
    HPDF_SetInfoAttr(pdf, HPDF_INFO_TITLE, get(root, "title"));
    snprintf(running_text, sizeof running_text, "%s \u2013 %s", get(root, "organisation"),
             get(root, "title"));
    running = running_text;
    page = NULL;
    pages = 0;
    cover(root);
    int held = 0;
    float y = TOP - 32;
    for (int i = 0; i <= count; i++, y -= 14)
        if (i == 0 || y - 14 < 25 * MM) {
            new_page();
            at[held++] = page;
            y = i == 0 ? TOP - 32 : TOP;
        }
    pen = y + 14;
    for (xmlNode *part = first(root->children, "chapter"); part;
         part = first(part->next, "chapter"), shown++) {
        need(76);
        entries[shown].at = page;
        entries[shown].number = pages;
        snprintf(entries[shown].title, sizeof entries[shown].title, "%s  %s", get(part, "n"),
                 get(part, "title"));
        chapter(part);
    }
    show_notes();
    contents(entries, count, at);
    HPDF_SaveToFile(pdf, out);
    HPDF_Free(pdf);
    xmlFreeDoc(doc);
    free(entries);
}

int main(int argc, char **argv)
{
    if (argc < 5 || !open_patterns(argv[2])) {
        fprintf(stderr, "pdf FONT-FOLDER HYPHENATION.dic IN.xml OUT.pdf [IN.xml OUT.pdf]...\n");
        return 64;
    }
    for (int i = 3; i + 1 < argc; i += 2)
        document(argv[1], argv[i], argv[i + 1]);
    return 0;
}
