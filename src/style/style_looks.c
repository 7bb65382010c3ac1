#include "style_priv.h"

/* Owns the looks of tables, boxes and charts. */

#define HAIR_MPT 500 /* a rule or border whose width is not given */
#define BAR_MPT  3000
#define GAP_MPT  11339    /* 4 mm */
#define PLOT_MPT 170079   /* 60 mm */
#define MUTED    0x8A8D91 /* 3.3 to 1 on white: a shape that is seen, and gives way to a colour */

static gr_table_look read_table_look(gr_style_reading *r, const gr_xml_elem *e)
{
    return (gr_table_look){
        .name = gr_xml_value(e, "name"),
        .head_fill = gr_style_colour(r, e, "head-fill", GR_NO_COLOUR),
        .head_colour = gr_style_colour(r, e, "head-colour", GR_NO_COLOUR),
        .stripe = gr_style_colour(r, e, "stripe", GR_NO_COLOUR),
        .group_fill = gr_style_colour(r, e, "group-fill", GR_NO_COLOUR),
        .total_fill = gr_style_colour(r, e, "total-fill", GR_NO_COLOUR),
        .rule = gr_style_colour(r, e, "rule", GR_NO_COLOUR),
        .head_rule = gr_style_colour(r, e, "head-rule", GR_NO_COLOUR),
        .total_rule = gr_style_colour(r, e, "total-rule", GR_NO_COLOUR),
        .rule_width = gr_style_length(r, e, "rule-width", HAIR_MPT),
        .head_rule_width = gr_style_length(r, e, "head-rule-width", HAIR_MPT),
        .total_rule_width = gr_style_length(r, e, "total-rule-width", HAIR_MPT),
        .pad_x = gr_style_length(r, e, "pad-x", 4000),
        .pad_y = gr_style_length(r, e, "pad-y", 3000),
        .full = gr_str_is(gr_xml_value(e, "width"), "full"),
        .rail = gr_style_flag(e, "rail", false),
    };
}

/** Words, or a label in braces. `labels`: what there is to choose from. */
static gr_str read_words(gr_style_reading *r, const gr_xml_elem *e, const char *attr,
                         const char *labels)
{
    gr_str sign = gr_str_trim(gr_xml_value(e, attr)), words = sign;
    bool label = gr_str_starts(sign, GR_LIT("{")) && gr_str_ends(sign, GR_LIT("}"));
    gr_style_check_words(r, e, attr);
    if (label && !gr_style_label(r, gr_str_sub(sign, 1, sign.len - 2), &words)) {
        gr_style_fail(r, gr_style_at(e, attr), GR_CODE_STYLE_VALUE,
                      "no label " GR_FMT "; there is %s", GR_ARG(sign), labels);
    }
    return words;
}

/** NULL: box-title, also when there is none of the name, which is told. */
static const gr_style *read_title_style(gr_style_reading *r, const gr_xml_elem *e)
{
    gr_str name = gr_xml_value(e, "title-style");
    const gr_style *style = name.len == 0 ? NULL : gr_style_find(r->house, name);
    if (name.len > 0 && style == NULL) {
        gr_style_fail(r, gr_style_at(e, "title-style"), GR_CODE_STYLE_UNKNOWN,
                      "'" GR_FMT "'; no text style has that name", GR_ARG(name));
    }
    return style;
}

static gr_box_look read_box_look(gr_style_reading *r, const gr_xml_elem *e)
{
    return (gr_box_look){
        .name = gr_xml_value(e, "name"),
        .fill = gr_style_colour(r, e, "fill", GR_NO_COLOUR),
        .border = gr_style_colour(r, e, "border", GR_NO_COLOUR),
        .bar = gr_style_colour(r, e, "bar", GR_NO_COLOUR),
        .border_width = gr_style_length(r, e, "border-width", HAIR_MPT),
        .bar_width = gr_style_length(r, e, "bar-width", BAR_MPT),
        .pad_x = gr_style_length(r, e, "pad-x", 8000),
        .pad_y = gr_style_length(r, e, "pad-y", 6000),
        .gap = gr_style_length(r, e, "gap", GAP_MPT),
        .bar_top = gr_str_is(gr_xml_value(e, "bar-side"), "top"),
        .title = read_title_style(r, e),
        /* its space is set with it */
        .sign = read_words(r, e, "sign", "{sign-info}, {sign-warning}, {sign-action}"),
    };
}

/** Colour alone would be lost in grey print, and on who does not see it. */
static gr_mark_look read_mark_look(gr_style_reading *r, const gr_xml_elem *e)
{
    gr_mark_look look = {
        .name = gr_xml_value(e, "name"),
        .fill = gr_style_colour(r, e, "fill", GR_NO_COLOUR),
        .bold = gr_style_flag(e, "bold", false),
        .sign = gr_str_trim(gr_xml_value(e, "sign")),
        .said = read_words(r, e, "said", "{mark-own}"),
    };
    if (look.sign.len == 0) {
        gr_style_fail(r, gr_style_at(e, "name"), GR_CODE_STYLE_VALUE,
                      "a look of marks without sign=; colour and weight alone are lost in print "
                      "and when it is read out: write sign=\"\xE2\x96\xB8\"");
    }
    if (look.said.len == 0) {
        look.said = gr_label_text(r->house, "mark-own");
    }
    return look;
}

static void read_mark_looks(gr_style_reading *reading)
{
    const gr_xml_elem *root = reading->root;
    size_t n = 0;
    gr_mark_look *looks =
        GR_NEW_N(reading->arena, gr_mark_look, gr_style_count(root, GR_S_MARK_LOOK));
    gr_style_check_names(reading, root, GR_S_MARK_LOOK);
    for (const gr_xml_elem *e = NULL; (e = gr_style_next(root, GR_S_MARK_LOOK, e)) != NULL;) {
        looks[n++] = read_mark_look(reading, e);
    }
    reading->house->mark_looks = looks;
    reading->house->n_mark_looks = n;
}

static void read_table_looks(gr_style_reading *reading)
{
    const gr_xml_elem *root = reading->root;
    size_t n = 0;
    gr_table_look *looks =
        GR_NEW_N(reading->arena, gr_table_look, gr_style_count(root, GR_S_TABLE_LOOK));
    gr_style_check_names(reading, root, GR_S_TABLE_LOOK);
    for (const gr_xml_elem *e = NULL; (e = gr_style_next(root, GR_S_TABLE_LOOK, e)) != NULL;) {
        looks[n++] = read_table_look(reading, e);
    }
    reading->house->table_looks = looks;
    reading->house->n_table_looks = n;
}

static void read_box_looks(gr_style_reading *reading)
{
    const gr_xml_elem *root = reading->root;
    size_t n = 0;
    gr_box_look *looks = GR_NEW_N(reading->arena, gr_box_look, gr_style_count(root, GR_S_BOX_LOOK));
    gr_style_check_names(reading, root, GR_S_BOX_LOOK);
    for (const gr_xml_elem *e = NULL; (e = gr_style_next(root, GR_S_BOX_LOOK, e)) != NULL;) {
        looks[n++] = read_box_look(reading, e);
    }
    reading->house->box_looks = looks;
    reading->house->n_box_looks = n;
}

static void read_chart_look(gr_style_reading *reading)
{
    const gr_xml_elem *e = gr_style_next(reading->root, GR_S_CHART_LOOK, NULL);
    if (e == NULL) {
        return; /* said by the check of completeness */
    }
    gr_chart_look *look = &reading->house->chart;
    gr_rgb *colours = NULL;
    size_t cap = 0;
    gr_str rest = gr_xml_value(e, "colours");
    gr_str name = GR_LIT("");
    while (gr_str_split(&rest, ' ', &name)) {
        if (gr_str_is(name, "none")) {
            gr_style_fail(reading, gr_style_at(e, "colours"), GR_CODE_STYLE_VALUE,
                          "a series must have a colour; leave 'none' out");
        } else if (name.len > 0) {
            *GR_PUSH(reading->arena, colours, look->n_colours, cap, gr_rgb) =
                gr_style_colour_of(reading, name, gr_style_at(e, "colours"));
        }
    }
    if (look->n_colours == 0) {
        gr_style_fail(reading, gr_style_at(e, "colours"), GR_CODE_STYLE_VALUE,
                      "at least one colour expected");
    }
    look->colours = colours;
    look->grid = gr_style_colour(reading, e, "grid", GR_NO_COLOUR);
    look->axis = gr_style_colour(reading, e, "axis", 0);
    look->muted = gr_style_colour(reading, e, "muted", MUTED);
    look->height = gr_style_length(reading, e, "height", PLOT_MPT);
}

void gr_style_read_looks(gr_style_reading *reading)
{
    read_table_looks(reading);
    read_box_looks(reading);
    read_mark_looks(reading);
    read_chart_look(reading);
}
