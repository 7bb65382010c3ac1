#ifndef GR_TESTS_PDF_SAMPLE_H
#define GR_TESTS_PDF_SAMPLE_H
/* Pages made by hand with everything the PDF room can be given: what layout would yield for a small
 * report. */
#include "base/date.h"
#include "image/image.h"
#include "pdf/pdf.h"
#include "text/faces.h"

enum { SAMPLE_PAGES = 3, SAMPLE_ITEMS = 400, LINE = 14000 };

typedef struct sample {
    test_faces faces;
    gr_arena *arena;
    gr_pages pages;
    gr_page sheets[SAMPLE_PAGES];
    gr_item items[SAMPLE_PAGES][SAMPLE_ITEMS];
    gr_outline outline[4];
    uint32_t n_elems;
    size_t page; /* where text goes */
    gr_mpt x, y;
} sample;

static inline gr_elem *elem(sample *s, gr_elem *parent, gr_tag tag)
{
    gr_elem *made = GR_NEW(s->arena, gr_elem);
    *made =
        (gr_elem){.tag = tag, .parent = parent, .more = &gr_elem_no_more, .index = s->n_elems++};
    if (parent != NULL && parent->last != NULL) {
        parent->last->next = made;
    } else if (parent != NULL) {
        parent->first = made;
    }
    if (parent != NULL) {
        parent->last = made;
    }
    return made;
}

static inline gr_item *item(sample *s, gr_item_kind kind, gr_owner owner)
{
    gr_item *made = &s->items[s->page][s->sheets[s->page].n++];
    *made = (gr_item){.kind = kind, .owner = owner, .x = s->x, .y = s->y};
    return made;
}

/* Text from the current place on; the place moves behind it. */
static inline void put(sample *s, gr_owner owner, gr_face face, gr_mpt size, const char *chars)
{
    const gr_shaped *shaped = gr_text_shape(s->faces.text, face, GR_LIT("nl"), gr_str_of(chars));
    for (size_t i = 0; i < shaped->n; i++) {
        gr_item *made = item(s, GR_ITEM_TEXT, owner);
        made->as.text.run = &shaped->runs[i];
        made->as.text.n = shaped->runs[i].n;
        made->as.text.size = size;
        made->as.text.colour = 0x1A1A1A;
        made->as.text.actual = GR_LIT("");
        s->x += gr_text_length(shaped->runs[i].advance, size);
    }
}

static inline void new_line(sample *s)
{
    s->x = 56693;
    s->y += LINE;
}

static inline void new_page(sample *s)
{
    s->page++;
    s->x = 56693;
    s->y = 70000;
}

static inline gr_elem_more *own(sample *s, gr_elem *elem)
{
    gr_elem_more *more = GR_NEW(s->arena, gr_elem_more);
    *more = *elem->more;
    elem->more = more;
    return more;
}

static inline gr_elem *line(sample *s, gr_elem *parent, gr_tag tag, const char *chars)
{
    gr_elem *made = elem(s, parent, tag);
    put(s, gr_owned_by(made), 0, 10000, chars);
    new_line(s);
    return made;
}

static inline void link_to(sample *s, gr_elem *owner, gr_mpt from_x, const char *uri, uint32_t page)
{
    gr_item *made = item(s, GR_ITEM_LINK, gr_owned_by(owner));
    made->x = from_x;
    made->y = s->y - 10000;
    made->as.link.width = s->x - from_x;
    made->as.link.height = 12000;
    made->as.link.uri = gr_str_of(uri);
    made->as.link.page = page;
    made->as.link.to_y = 60000;
    made->as.link.contents = GR_LIT("Naar de website (extern)");
}

static inline void add_decoration(sample *s)
{
    for (s->page = 0; s->page < SAMPLE_PAGES; s->page++) {
        s->x = 56693;
        s->y = 30000;
        put(s, gr_decoration(GR_ARTIFACT_HEADER), 1, 8000, "Regio Fictief – Begroting 2022");
        gr_item *band = item(s, GR_ITEM_RECT, gr_decoration(GR_ARTIFACT_BACKGROUND));
        band->x = 0;
        band->y = 0;
        band->as.rect.width = 595276;
        band->as.rect.height = 20000;
        band->as.rect.fill = 0x005A8C;
        gr_item *rule = item(s, GR_ITEM_RULE, gr_decoration(GR_ARTIFACT_LAYOUT));
        rule->as.rule.x2 = 538583;
        rule->as.rule.y2 = s->y;
        rule->as.rule.width = 500;
        rule->as.rule.colour = 0x999999;
        s->x = 56693;
        s->y = 820000;
        put(s, gr_decoration(GR_ARTIFACT_FOOTER), 0, 8000, "Pagina 1 van 3");
    }
    s->page = 0;
    s->x = 56693;
    s->y = 70000;
}

static inline void add_contents(sample *s, gr_elem *root)
{
    gr_elem *toc = elem(s, root, GR_TAG_TOC);
    gr_elem *entry = elem(s, toc, GR_TAG_TOCI);
    gr_elem *reference = elem(s, entry, GR_TAG_REFERENCE);
    gr_elem *link = elem(s, reference, GR_TAG_LINK);
    gr_mpt from = s->x;
    put(s, gr_owned_by(link), 0, 10000, "1 Kosten ");
    put(s, gr_decoration(GR_ARTIFACT_LAYOUT), 0, 10000, ". . . . ");
    put(s, gr_owned_by(link), 0, 10000, "2");
    link_to(s, link, from, "", 1);
    new_line(s);
}

static inline void add_text(sample *s, gr_elem *root)
{
    gr_elem *p = elem(s, root, GR_TAG_P);
    put(s, gr_owned_by(p), 0, 10000,
        "AVTo – efficiënt: €\xC2\xA0"
        "12.345,60 (‘ja’ ≥ 5 ✓); zie ");
    gr_elem *link = elem(s, p, GR_TAG_LINK);
    gr_mpt from = s->x;
    put(s, gr_owned_by(link), 0, 10000, "de site");
    link_to(s, link, from, "https://example.org/pad?q=a(b)&r=\xC3\xA9", 0);
    put(s, gr_owned_by(p), 0, 10000, " en ");
    gr_elem *bold = elem(s, p, GR_TAG_SPAN);
    own(s, bold)->lang = GR_LIT("en");
    put(s, gr_owned_by(bold), 1, 10000, "support");
    put(s, gr_owned_by(p), 2, 10000, " fi ffi in Lato, samen");
    put(s, gr_owned_by(p), 0, 10000, "-");
    s->items[s->page][s->sheets[s->page].n - 1].as.text.actual = GR_LIT("\xC2\xAD");
    new_line(s);
    put(s, gr_owned_by(p), 0, 10000, "werken. e\xCC\x81n a\xCC\xA3\xCC\x82 ");
    gr_elem *reference = elem(s, p, GR_TAG_REFERENCE);
    put(s, gr_owned_by(reference), 0, 6000, "1");
    new_line(s);
    gr_elem *empty = elem(s, root, GR_TAG_SECT);
    (void)elem(s, empty, GR_TAG_P);
    gr_elem *note = elem(s, root, GR_TAG_NOTE);
    gr_elem *sign = elem(s, note, GR_TAG_LBL);
    put(s, gr_owned_by(sign), 0, 6000, "1 ");
    put(s, gr_owned_by(note), 0, 8000, "Voetnoot.");
    new_line(s);
}

static inline void add_list(sample *s, gr_elem *root)
{
    gr_elem *list = elem(s, root, GR_TAG_L);
    list->numbering = GR_NUMBERING_DISC;
    for (int i = 0; i < 2; i++) {
        gr_elem *entry = elem(s, list, GR_TAG_LI);
        put(s, gr_owned_by(elem(s, entry, GR_TAG_LBL)), 0, 10000, "• ");
        put(s, gr_owned_by(elem(s, entry, GR_TAG_LBODY)), 0, 10000, "Zorgbudget");
        new_line(s);
    }
}

static inline gr_elem *cell(sample *s, gr_elem *row, gr_tag tag, const char *chars)
{
    gr_elem *made = elem(s, row, tag);
    made->scope = tag == GR_TAG_TH ? GR_SCOPE_COLUMN : GR_SCOPE_NONE;
    put(s, gr_owned_by(made), 0, 9000, chars);
    s->x += 20000;
    return made;
}

static inline void add_table(sample *s, gr_elem *root)
{
    gr_elem *table = elem(s, root, GR_TAG_TABLE);
    line(s, table, GR_TAG_CAPTION, "Tabel 1. Bijdragen per gemeente");
    gr_elem *head = elem(s, elem(s, table, GR_TAG_THEAD), GR_TAG_TR);
    gr_elem *first = cell(s, head, GR_TAG_TH, "Gemeente");
    gr_elem *wide = cell(s, head, GR_TAG_TH, "Bedrag");
    wide->colspan = 2;
    new_line(s);
    gr_elem *body = elem(s, table, GR_TAG_TBODY);
    gr_elem *row = elem(s, body, GR_TAG_TR);
    gr_elem *name = cell(s, row, GR_TAG_TH, "Voorbeeldstad");
    name->scope = GR_SCOPE_ROW;
    gr_elem *amount = cell(s, row, GR_TAG_TD, "1.234,50");
    const gr_elem **headers = GR_NEW_N(s->arena, const gr_elem *, 2);
    headers[0] = wide;
    headers[1] = name;
    own(s, amount)->headers = headers;
    own(s, amount)->n_headers = 2;
    (void)elem(s, row, GR_TAG_TD);
    new_line(s);
    gr_elem *last = elem(s, body, GR_TAG_TR);
    cell(s, last, GR_TAG_TH, "Totaal")->scope = GR_SCOPE_ROW;
    cell(s, last, GR_TAG_TD, "1.234,50")->colspan = 2;
    new_line(s);
    own(s, first)->title = GR_LIT("kop");
}

static inline void add_chart(sample *s, gr_elem *root)
{
    static const gr_path_step steps[] = {
        {.op = GR_PATH_MOVE, .x = 0, .y = 40000},
        {.op = GR_PATH_LINE, .x = 40000, .y = 10000},
        {.op = GR_PATH_CURVE,
         .x1 = 50000,
         .y1 = 10000,
         .x2 = 60000,
         .y2 = 20000,
         .x = 80000,
         .y = 40000},
        {.op = GR_PATH_CLOSE},
    };
    gr_elem *figure = elem(s, root, GR_TAG_FIGURE);
    own(s, figure)->alt = GR_LIT("Grafiek: € 10 in 2021, € 12 in 2022");
    figure->has_bbox = true;
    const gr_mpt box[4] = {s->x, s->y, s->x + 80000, s->y + 40000};
    memcpy(own(s, figure)->bbox, box, sizeof(box));
    gr_item *path = item(s, GR_ITEM_PATH, gr_owned_by(figure));
    path->as.path.steps = steps;
    path->as.path.n = sizeof(steps) / sizeof(steps[0]);
    path->as.path.fill = 0xCCE0EE;
    path->as.path.stroke = 0x005A8C;
    path->as.path.stroke_width = 750;
    put(s, gr_owned_by(figure), 0, 7000, "2021");
    s->x = 56693;
    s->y += 60000;
}

/* The same drawing on each page, as the word of a concept: behind everything, an artifact. */
static inline void add_repeated(sample *s)
{
    static const gr_path_step steps[] = {
        {.op = GR_PATH_MOVE, .x = -20000, .y = 0},
        {.op = GR_PATH_LINE, .x = 0, .y = -300000},
        {.op = GR_PATH_CURVE,
         .x1 = 5000,
         .y1 = -200000,
         .x2 = 6000,
         .y2 = -100000,
         .x = 20000,
         .y = 0},
        {.op = GR_PATH_CLOSE},
    };
    s->x = 560000;
    s->y = 500000;
    gr_item *path = item(s, GR_ITEM_PATH, gr_decoration(GR_ARTIFACT_WATERMARK));
    path->as.path.steps = steps;
    path->as.path.n = sizeof(steps) / sizeof(steps[0]);
    path->as.path.fill = 0;
    path->as.path.stroke = GR_NO_COLOUR;
    path->as.path.repeated = true;
}

static inline const gr_image *make_image(gr_arena *arena, uint8_t channels, bool alpha)
{
    enum { W = 5, H = 4 };
    gr_image *image = GR_NEW(arena, gr_image);
    uint8_t *samples = GR_NEW_N(arena, uint8_t, W * H * 3);
    uint8_t *cover = GR_NEW_N(arena, uint8_t, W * H);
    for (size_t i = 0; i < W * H * 3; i++) {
        samples[i] = (uint8_t)(i * 11);
    }
    for (size_t i = 0; i < W * H; i++) {
        cover[i] = (uint8_t)(i * 12);
    }
    *image = (gr_image){.width = W,
                        .height = H,
                        .channels = channels,
                        .samples = samples,
                        .alpha = alpha ? cover : NULL,
                        .jpeg = GR_LIT(""),
                        .path = GR_LIT("logo.png")};
    return image;
}

/* 8 x 8 pixels of grey: the smallest sound JPEG. */
static const unsigned char sample_jpeg[] = {
    255, 216, 255, 224, 0,   16,  74,  70,  73,  70,  0,   1,   1,   0,   0,   1,   0,   1,   0,
    0,   255, 219, 0,   67,  0,   40,  28,  30,  35,  30,  25,  40,  35,  33,  35,  45,  43,  40,
    48,  60,  100, 65,  60,  55,  55,  60,  123, 88,  93,  73,  100, 145, 128, 153, 150, 143, 128,
    140, 138, 160, 180, 230, 195, 160, 170, 218, 173, 138, 140, 200, 255, 203, 218, 238, 245, 255,
    255, 255, 155, 193, 255, 255, 255, 250, 255, 230, 253, 255, 248, 255, 192, 0,   11,  8,   0,
    8,   0,   8,   1,   1,   17,  0,   255, 196, 0,   20,  0,   1,   0,   0,   0,   0,   0,   0,
    0,   0,   0,   0,   0,   0,   0,   0,   0,   3,   255, 196, 0,   22,  16,  0,   3,   0,   0,
    0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   21,  98,  255, 218, 0,   8,
    1,   1,   0,   0,   63,  0,   37,  178, 127, 255, 217,
};

static inline void add_images(sample *s, gr_elem *root)
{
    gr_image *photo = GR_NEW(s->arena, gr_image);
    *photo = (gr_image){.width = 8,
                        .height = 8,
                        .turn = 6,
                        .channels = 1,
                        .path = GR_LIT("foto.jpg"),
                        .jpeg = {(const char *)sample_jpeg, sizeof(sample_jpeg)}};
    const gr_image *images[4] = {make_image(s->arena, 3, false), make_image(s->arena, 3, true),
                                 make_image(s->arena, 1, false), photo};
    for (size_t i = 0; i < 5; i++) {
        gr_elem *figure = elem(s, root, GR_TAG_FIGURE);
        own(s, figure)->alt = GR_LIT("Logo");
        figure->has_bbox = true;
        const gr_mpt box[4] = {s->x, s->y, s->x + 50000, s->y + 40000};
        memcpy(own(s, figure)->bbox, box, sizeof(box));
        gr_item *picture = item(s, GR_ITEM_IMAGE, gr_owned_by(figure));
        picture->as.image.width = 50000;
        picture->as.image.height = 40000;
        picture->as.image.image = images[i % 4];
        s->x += 60000;
    }
    s->y += 60000;
    new_line(s);
}

static inline void add_facts(sample *s)
{
    s->pages = (gr_pages){
        .pages = s->sheets,
        .n = SAMPLE_PAGES,
        .n_elems = s->n_elems,
        .root = s->pages.root,
        .outline = s->outline,
        .n_outline = 4,
        .text = s->faces.text,
        .title = GR_LIT("Begroting 2022 <concept> & €"),
        .author = GR_LIT("Regio Fictief"),
        .subject = GR_LIT("Bijdragen"),
        .keywords = GR_LIT("begroting, bijdragen"),
        .lang = GR_LIT("nl-NL"),
        .as_of = {.type = GR_T_DATE, .as.day = gr_day_of((gr_civil){2022, 3, 1})},
    };
}

static inline bool make_sample(sample *s)
{
    memset(s, 0, sizeof(*s));
    s->arena = gr_arena_new(65536);
    if (!open_faces(&s->faces)) {
        return false;
    }
    for (size_t i = 0; i < SAMPLE_PAGES; i++) {
        s->sheets[i] = (gr_page){.width = 595276, .height = 841890, .items = s->items[i]};
    }
    for (s->page = 0; s->page < SAMPLE_PAGES; s->page++) {
        add_repeated(s);
    }
    s->page = 0;
    add_decoration(s);
    gr_elem *root = elem(s, NULL, GR_TAG_DOCUMENT);
    s->pages.root = root;
    gr_elem *title = line(s, root, GR_TAG_H1, "Begroting 2022");
    add_contents(s, root);
    add_text(s, root);
    add_list(s, root);
    gr_elem *split = elem(s, root, GR_TAG_P);
    put(s, gr_owned_by(split), 0, 10000, "Deze alinea gaat verder");
    new_page(s);
    put(s, gr_owned_by(split), 0, 10000, "op de volgende pagina.");
    new_line(s);
    gr_elem *costs = line(s, root, GR_TAG_H2, "Kosten");
    add_table(s, root);
    add_chart(s, root);
    add_images(s, root);
    s->outline[0] = (gr_outline){.title = GR_LIT("Begroting 2022"), .level = 1, .elem = title};
    s->outline[1] = (gr_outline){
        .title = GR_LIT("Kosten (€)"), .level = 2, .page = 1, .y = 84000, .elem = costs};
    s->outline[2] = (gr_outline){.title = GR_LIT("Diep"), .level = 4, .page = 1, .y = 90000};
    s->outline[3] = (gr_outline){.title = GR_LIT("Slot"), .level = 1, .page = 2, .y = 0};
    add_facts(s);
    return true;
}

static inline void drop_sample(sample *s)
{
    close_faces(&s->faces);
    gr_arena_free(s->arena);
}

#endif
