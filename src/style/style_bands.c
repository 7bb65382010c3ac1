#include "style_priv.h"

/* Owns what lies under the text of a master's pages: bands of colour, scrims, pictures. */
#include "base/file.h"

static gr_rgb band_colour(gr_style_reading *reading, const gr_xml_elem *e)
{
    gr_rgb colour = gr_style_colour(reading, e, "colour", GR_NO_COLOUR);
    if (gr_str_is(gr_xml_value(e, "colour"), "none")) {
        gr_style_fail(reading, gr_style_at(e, "colour"), GR_CODE_STYLE_VALUE,
                      "a band without a colour is no band; leave it out");
    }
    return colour;
}

static gr_band_way band_way(const gr_xml_elem *e)
{
    gr_str way = gr_xml_value(e, "with-text");
    return gr_str_is(way, "grow")   ? GR_BAND_GROWS
           : gr_str_is(way, "move") ? GR_BAND_MOVES
           : gr_str_is(way, "stay") ? GR_BAND_STAYS
                                    : GR_BAND_AUTO;
}

static uint8_t band_opacity(gr_style_reading *reading, const gr_xml_elem *e)
{
    int64_t percent = gr_xml_int(e, "opacity", 100);
    if (percent < 1 || percent > 100) {
        gr_style_fail(reading, gr_style_at(e, "opacity"), GR_CODE_STYLE_VALUE,
                      "a percentage from 1 to 100");
        percent = 100;
    }
    return (uint8_t)percent;
}

static gr_band_fade band_fade(const gr_xml_elem *e)
{
    gr_str fade = gr_xml_value(e, "fade");
    return gr_str_is(fade, "up")      ? GR_FADE_UP
           : gr_str_is(fade, "down")  ? GR_FADE_DOWN
           : gr_str_is(fade, "left")  ? GR_FADE_LEFT
           : gr_str_is(fade, "right") ? GR_FADE_RIGHT
                                      : GR_FADE_NONE;
}

/** Beside the file of the style that names it, or below. */
static gr_str picture_path(gr_style_reading *reading, const gr_xml_elem *e)
{
    gr_str file = gr_xml_value(e, "file"), own = gr_diag_file(reading->diag, e->at.file);
    size_t end = own.len;
    while (end > 0 && own.ptr[end - 1] != '/') {
        end--;
    }
    gr_str folder = gr_str_sub(own, 0, end > 0 ? end - 1 : 0);
    gr_str path = end > 0 ? gr_path_join(reading->arena, folder, file) : file;
    if (!gr_path_is_inside(file) || !gr_file_exists(path)) {
        gr_style_fail(reading, gr_style_at(e, "file"), GR_CODE_PICTURE_MISSING,
                      "'" GR_FMT "' below the folder of the house style", GR_ARG(file));
    }
    return path;
}

static gr_picture_fit picture_fit(const gr_xml_elem *e)
{
    gr_str fit = gr_xml_value(e, "fit");
    return gr_str_is(fit, "contain")   ? GR_FIT_CONTAIN
           : gr_str_is(fit, "stretch") ? GR_FIT_STRETCH
                                       : GR_FIT_COVER;
}

static gr_band read_band(gr_style_reading *reading, const gr_xml_elem *e)
{
    bool picture = e->rule->kind == GR_S_PICTURE;
    gr_band band = {
        .x = gr_style_length(reading, e, "x", 0),
        .y = gr_style_length(reading, e, "y", 0),
        .width = gr_style_length(reading, e, "width", 0),
        .height = gr_style_length(reading, e, "height", 0),
        .pad = gr_style_length(reading, e, "pad", MM_TENTHS(50)),
        .with_text = picture ? GR_BAND_STAYS : band_way(e),
        .colour = picture ? GR_NO_COLOUR : band_colour(reading, e),
        .opacity = picture ? 100 : band_opacity(reading, e),
        .fade = band_fade(e),
        .picture = picture ? picture_path(reading, e) : GR_LIT(""),
        .fit = picture_fit(e),
        .first = gr_style_flag(e, "first", true),
        .rest = gr_style_flag(e, "rest", true),
        .at = picture ? gr_style_at(e, "file") : e->at,
    };
    if (band.width == 0 || band.height == 0) {
        gr_style_fail(reading, gr_style_at(e, band.width == 0 ? "width" : "height"),
                      GR_CODE_STYLE_VALUE, "more than 0, or leave the %s out",
                      picture ? "picture" : "band");
    }
    return band;
}

void gr_style_read_bands(gr_style_reading *reading, const gr_xml_elem *elem, gr_master *master)
{
    size_t n = 0;
    gr_band *bands = GR_NEW_N(reading->arena, gr_band,
                              gr_style_count(elem, GR_S_BAND) + gr_style_count(elem, GR_S_PICTURE));
    for (const gr_xml_elem *e = NULL; (e = gr_xml_next(elem, e)) != NULL;) {
        if (e->rule->kind == GR_S_BAND || e->rule->kind == GR_S_PICTURE) {
            bands[n++] = read_band(reading, e);
        }
    }
    master->bands = bands;
    master->n_bands = n;
}
