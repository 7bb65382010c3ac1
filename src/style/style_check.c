#include "style_priv.h"

/* Owns what every house style must have, so that nothing behind it meets a name without a look. */

static void add_name(gr_buf *list, const char *name)
{
    gr_buf_addf(list, "%s%s", list->len > 0 ? ", " : "", name);
}

/** What a report may need, and a style need not have. */
static bool may_be_missing(gr_style_id id)
{
    return id == GR_STYLE_CODE || id == GR_STYLE_QUESTION;
}

static gr_str missing_texts(gr_style_reading *reading)
{
    gr_buf list = gr_buf_make(reading->arena, SIZE_MAX / 4);
    for (size_t i = 0; i < GR_STYLE__COUNT; i++) {
        if (reading->house->styles[i] == NULL && !may_be_missing((gr_style_id)i)) {
            add_name(&list, gr_style_names[i]);
        }
    }
    return gr_buf_view(&list);
}

static gr_str missing_boxes(gr_style_reading *reading)
{
    static const char *const names[] = {"tile", "card", "slot", "info", "warning", "action"};
    gr_buf list = gr_buf_make(reading->arena, SIZE_MAX / 4);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (gr_box_look_find(reading->house, gr_str_of(names[i])) == NULL) {
            add_name(&list, names[i]);
        }
    }
    return gr_buf_view(&list);
}

static void say(gr_style_reading *reading, const char *what, gr_str names)
{
    if (names.len > 0) {
        gr_style_fail(reading, reading->house->at, GR_CODE_STYLE_INCOMPLETE, "no %s " GR_FMT, what,
                      GR_ARG(names));
    }
}

void gr_style_check_complete(gr_style_reading *reading)
{
    const gr_house_style *house = reading->house;
    bool body = gr_master_find(house, GR_LIT("body")) != NULL;
    bool plain = gr_table_look_find(house, GR_LIT("plain")) != NULL;
    bool chart = gr_style_next(reading->root, GR_S_CHART_LOOK, NULL) != NULL;
    say(reading, "text style", missing_texts(reading));
    say(reading, "page master", body ? GR_LIT("") : GR_LIT("body"));
    say(reading, "table look", plain ? GR_LIT("") : GR_LIT("plain"));
    say(reading, "box look", missing_boxes(reading));
    say(reading, "element", chart ? GR_LIT("") : GR_LIT("chart-look"));
}
