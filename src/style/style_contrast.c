#include "style_priv.h"

/* Owns which colours of a house style meet in print, and that people can tell them apart: WCAG 2.1,
 * success criteria 1.4.3 (text) and 1.4.11 (charts). What stands on a band of a page master cannot
 * be known here; the style says it with `on`. */

#define PAPER       0xFFFFFFu
#define LEAST_TEXT  450 /* contrast, in 1/100 */
#define LEAST_LARGE 300
#define LEAST_SHAPE 300
#define LARGE_MPT   18000
#define LARGE_BOLD  14000

#define STYLES_MOST 5

/* What stands on the fill of a box look. `links` as well when people may write in it. */
typedef struct box_texts {
    const char *look;
    bool links;
    size_t n;
    gr_style_id styles[STYLES_MOST];
} box_texts;
static const box_texts boxes[] = {
    {"tile", false, 3, {GR_STYLE_TILE_LABEL, GR_STYLE_TILE_NOTE, GR_STYLE_TILE_VALUE}},
    {"quote", true, 3, {GR_STYLE_QUOTE, GR_STYLE_PULL_QUOTE, GR_STYLE_QUOTE_BY}},
    {"card", true, 2, {GR_STYLE_BOX_TITLE, GR_STYLE_BOX_TEXT}},
    {"slot",
     true,
     4,
     {GR_STYLE_BOX_TITLE, GR_STYLE_BOX_TEXT, GR_STYLE_PARAGRAPH, GR_STYLE_LIST_ITEM}},
    {"info",
     true,
     4,
     {GR_STYLE_BOX_TITLE, GR_STYLE_BOX_TEXT, GR_STYLE_PARAGRAPH, GR_STYLE_LIST_ITEM}},
    {"warning",
     true,
     4,
     {GR_STYLE_BOX_TITLE, GR_STYLE_BOX_TEXT, GR_STYLE_PARAGRAPH, GR_STYLE_LIST_ITEM}},
    {"action",
     true,
     4,
     {GR_STYLE_BOX_TITLE, GR_STYLE_BOX_TEXT, GR_STYLE_PARAGRAPH, GR_STYLE_LIST_ITEM}},
};
#define N_BOXES (sizeof boxes / sizeof boxes[0])

/* These stand only where a look puts them: what is said of paper does not hold for them. */
static const gr_style_id never_on_paper[] = {
    GR_STYLE_CELL_HEAD,  GR_STYLE_CELL_GROUP, GR_STYLE_CELL_TOTAL, GR_STYLE_TILE_VALUE,
    GR_STYLE_TILE_LABEL, GR_STYLE_TILE_NOTE,  GR_STYLE_BOX_TITLE,  GR_STYLE_BOX_TEXT,
};

typedef struct meeting { /* two colours, where, and what is the least */
    gr_rgb ink, ground;
    gr_loc at;
    const char *what;
    int64_t least;
} meeting;

static gr_str colour_name(const gr_style_reading *reading, gr_rgb rgb)
{
    for (size_t i = 0; i < reading->n_colours; i++) {
        if (reading->colours[i].rgb == rgb) {
            return reading->colours[i].name;
        }
    }
    return rgb == PAPER ? GR_LIT("white") : gr_str_fmt(reading->arena, "#%06x", (unsigned)rgb);
}

/** The darker one darker, unless even black would not do. */
static gr_str remedy(const gr_style_reading *reading, gr_rgb ink, gr_rgb ground, int64_t least)
{
    bool dark_ink = gr_colour_is_darker(ink, ground);
    gr_rgb dark = dark_ink ? ink : ground, light = dark_ink ? ground : ink;
    bool darken = gr_contrast(0, light) >= least;
    gr_str name = colour_name(reading, darken ? dark : light);
    return gr_str_fmt(reading->arena, "make '" GR_FMT "' %s", GR_ARG(name),
                      darken ? "darker" : "lighter");
}

static void check(gr_style_reading *reading, meeting m)
{
    gr_rgb ground = m.ground == GR_NO_COLOUR ? PAPER : m.ground;
    int64_t contrast = m.ink == GR_NO_COLOUR ? m.least : gr_contrast(m.ink, ground);
    bool told = m.ink == reading->told_ink && m.at.line == reading->told_at.line &&
                m.at.col == reading->told_at.col;
    if (contrast >= m.least || told) {
        return;
    }
    reading->told_at = m.at;
    reading->told_ink = m.ink;
    const gr_named_colour *blamed = gr_style_blamed(reading, m.ink, ground, m.at);
    gr_style_fail(reading, blamed == NULL ? m.at : blamed->at, GR_CODE_CONTRAST,
                  "%s: contrast %d.%d:1 of '" GR_FMT "' on '" GR_FMT "' is below %d.%d:1; " GR_FMT,
                  m.what, (int)(contrast / 100), (int)(contrast / 10 % 10),
                  GR_ARG(colour_name(reading, m.ink)), GR_ARG(colour_name(reading, ground)),
                  (int)(m.least / 100), (int)(m.least / 10 % 10),
                  GR_ARG(remedy(reading, m.ink, ground, m.least)));
    if (blamed != NULL) {
        gr_diag_note(reading->diag, m.at, "these colours meet here");
    }
}

static int64_t least_for(const gr_style *style)
{
    bool large = style->size >= LARGE_MPT || (style->bold && style->size >= LARGE_BOLD);
    return large ? LEAST_LARGE : LEAST_TEXT;
}

static bool is_on_paper(const gr_house_style *house, const gr_style *style)
{
    for (size_t i = 0; i < sizeof never_on_paper / sizeof never_on_paper[0]; i++) {
        if (house->styles[never_on_paper[i]] == style) {
            return false;
        }
    }
    return true;
}

static void check_texts(gr_style_reading *reading)
{
    const gr_xml_elem *root = reading->root;
    for (const gr_xml_elem *e = NULL; (e = gr_style_next(root, GR_S_TEXT_STYLE, e)) != NULL;) {
        const gr_style *style = gr_style_find(reading->house, gr_xml_value(e, "name"));
        if (is_on_paper(reading->house, style)) {
            gr_str name = gr_str_dup(reading->arena, style->name);
            check(reading, (meeting){style->colour, style->on, gr_style_at(e, "colour"), name.ptr,
                                     least_for(style)});
        }
    }
}

/** Text of a named style on the ground that attribute `attr` of a look gives. */
static void check_on(gr_style_reading *reading, const gr_xml_elem *e, const char *attr,
                     gr_rgb ground, gr_style_id id)
{
    const gr_style *style = reading->house->styles[id];
    check(reading, (meeting){style->colour, ground, gr_style_at(e, attr), gr_style_names[id],
                             least_for(style)});
}

static void check_table_look(gr_style_reading *reading, const gr_xml_elem *e,
                             const gr_table_look *look)
{
    static const gr_style_id striped[] = {GR_STYLE_CELL, GR_STYLE_CELL_ROW_HEAD,
                                          GR_STYLE_EVENT_DATE, GR_STYLE_EVENT_TEXT};
    const gr_style *head = reading->house->styles[GR_STYLE_CELL_HEAD];
    bool own = look->head_colour != GR_NO_COLOUR;
    check(reading, (meeting){own ? look->head_colour : head->colour, look->head_fill,
                             gr_style_at(e, own ? "head-colour" : "head-fill"), "cell-head",
                             least_for(head)});
    for (size_t i = 0; i < sizeof striped / sizeof striped[0]; i++) {
        check_on(reading, e, "stripe", look->stripe, striped[i]);
    }
    check_on(reading, e, "group-fill", look->group_fill, GR_STYLE_CELL_GROUP);
    check_on(reading, e, "total-fill", look->total_fill, GR_STYLE_CELL_TOTAL);
}

static void check_table_looks(gr_style_reading *reading)
{
    const gr_xml_elem *root = reading->root;
    for (const gr_xml_elem *e = NULL; (e = gr_style_next(root, GR_S_TABLE_LOOK, e)) != NULL;) {
        check_table_look(reading, e, gr_table_look_find(reading->house, gr_xml_value(e, "name")));
    }
}

static void check_box_look(gr_style_reading *reading, const gr_xml_elem *e, const box_texts *texts)
{
    const gr_box_look *look = gr_box_look_find(reading->house, gr_xml_value(e, "name"));
    gr_rgb fill = look->fill;
    for (size_t i = 0; i < texts->n; i++) {
        if (texts->styles[i] != GR_STYLE_BOX_TITLE || look->title == NULL) {
            check_on(reading, e, "fill", fill, texts->styles[i]);
        }
    }
    if (look->title != NULL) {
        gr_str name = gr_str_dup(reading->arena, look->title->name);
        check(reading, (meeting){look->title->colour, fill, gr_style_at(e, "fill"), name.ptr,
                                 least_for(look->title)});
    }
    if (texts->links) {
        check(reading, (meeting){reading->house->link_colour, fill, gr_style_at(e, "fill"), "link",
                                 LEAST_TEXT});
    }
}

static void check_box_looks(gr_style_reading *reading)
{
    const gr_xml_elem *root = reading->root;
    for (const gr_xml_elem *e = NULL; (e = gr_style_next(root, GR_S_BOX_LOOK, e)) != NULL;) {
        size_t kind = 0;
        while (kind < N_BOXES - 1 && !gr_str_is(gr_xml_value(e, "name"), boxes[kind].look)) {
            kind++;
        }
        check_box_look(reading, e, &boxes[kind]); /* of other names: what a callout may hold */
    }
}

static void check_mark_looks(gr_style_reading *reading)
{
    static const gr_style_id marked[] = {GR_STYLE_CELL, GR_STYLE_CELL_ROW_HEAD};
    const gr_xml_elem *root = reading->root;
    for (const gr_xml_elem *e = NULL; (e = gr_style_next(root, GR_S_MARK_LOOK, e)) != NULL;) {
        const gr_mark_look *look = gr_mark_look_find(reading->house, gr_xml_value(e, "name"));
        for (size_t i = 0; i < sizeof marked / sizeof marked[0]; i++) {
            check_on(reading, e, "fill", look->fill, marked[i]);
        }
    }
}

static void check_link(gr_style_reading *reading)
{
    const gr_xml_elem *link = gr_style_next(reading->root, GR_S_LINK, NULL);
    if (link != NULL) { /* else it is the colour of paragraphs */
        check(reading, (meeting){reading->house->link_colour, PAPER, gr_style_at(link, "colour"),
                                 "link", LEAST_TEXT});
    }
}

static void check_charts(gr_style_reading *reading)
{
    const gr_xml_elem *e = gr_style_next(reading->root, GR_S_CHART_LOOK, NULL);
    const gr_chart_look *look = &reading->house->chart;
    for (size_t i = 0; i < look->n_colours; i++) {
        check(reading,
              (meeting){look->colours[i], PAPER, gr_style_at(e, "colours"), "chart", LEAST_SHAPE});
    }
    if (e != NULL) {
        check(reading,
              (meeting){look->muted, PAPER, gr_style_at(e, "muted"), "chart", LEAST_SHAPE});
    }
}

static bool has_band(const gr_master *master, gr_rgb colour)
{
    bool found = colour == GR_NO_COLOUR;
    for (size_t i = 0; i < master->n_bands; i++) {
        found = found || master->bands[i].colour == colour;
    }
    return found;
}

/** All that may stand on the word of a concept: what is written on paper, or on a band of the
 * master; links and charts. */
static void check_on_watermark(gr_style_reading *reading, const gr_xml_elem *e,
                               const gr_master *master)
{
    const gr_house_style *house = reading->house;
    bool own = gr_xml_find(e, "watermark") != NULL;
    const gr_xml_elem *mark = gr_style_next(reading->root, GR_S_WATERMARK, NULL);
    gr_loc at = own ? gr_style_at(e, "watermark") : gr_style_at(mark, "colour");
    for (size_t i = 0; i < house->n_styles; i++) {
        const gr_style *style = &house->all_styles[i];
        bool meets = own ? style->on != GR_NO_COLOUR && has_band(master, style->on)
                         : style->on == GR_NO_COLOUR && is_on_paper(house, style);
        if (meets) {
            gr_str name = gr_str_dup(reading->arena, style->name);
            check(reading,
                  (meeting){style->colour, master->watermark, at, name.ptr, least_for(style)});
        }
    }
    for (size_t i = 0; !own && i < house->chart.n_colours; i++) {
        check(reading,
              (meeting){house->chart.colours[i], master->watermark, at, "chart", LEAST_SHAPE});
    }
    if (!own) {
        check(reading, (meeting){house->link_colour, master->watermark, at, "link", LEAST_TEXT});
    }
}

static void check_watermark(gr_style_reading *reading)
{
    const gr_xml_elem *root = reading->root;
    if (!reading->house->watermark.across) {
        return; /* nothing stands on it */
    }
    for (const gr_xml_elem *e = NULL; (e = gr_style_next(root, GR_S_MASTER, e)) != NULL;) {
        const gr_master *master = gr_master_find(reading->house, gr_xml_value(e, "name"));
        if (master->watermark != GR_NO_COLOUR) {
            check_on_watermark(reading, e, master);
        }
    }
}

void gr_style_check_contrast(gr_style_reading *reading)
{
    if (reading->failed) {
        return; /* a colour or a look may not be what its author meant */
    }
    check_texts(reading);
    check_link(reading);
    check_table_looks(reading);
    check_box_looks(reading);
    check_mark_looks(reading);
    check_charts(reading);
    check_watermark(reading);
}
