#include "style_priv.h"

/* Owns page masters: margins, running heads and feet; bands and pictures are style_bands.c. */
#include "syntax/names.h"

#define MOST_COLUMNS 4
#define PAPER        0xFFFFFFu
#define LEAST_WORD   300           /* contrast, in 1/100 */
#define LEAST_STRIP  MM_TENTHS(90) /* for the word of a concept in the outer margin */
#define LEAST_COLUMN MM_TENTHS(200)
#define MOST_PAGES   1000
#define LEAST_ZOOM   50 /* percent */
#define MOST_ZOOM    400

static const struct field {
    const char *name;
    gr_field field;
} fields[] = {
    {"page", GR_FIELD_PAGE},         {"pages", GR_FIELD_PAGES},     {"title", GR_FIELD_TITLE},
    {"subtitle", GR_FIELD_SUBTITLE}, {"section", GR_FIELD_SECTION},
};
#define N_FIELDS (sizeof fields / sizeof fields[0])

typedef struct running_text { /* the text of one head or foot being cut up */
    gr_style_reading *reading;
    const gr_xml_elem *elem;
    gr_running_piece *pieces;
    size_t n, cap;
    gr_buf fixed;
} running_text;

static void add_piece(running_text *text, gr_field field, gr_str fixed)
{
    *GR_PUSH(text->reading->arena, text->pieces, text->n, text->cap, gr_running_piece) =
        (gr_running_piece){field, fixed};
}

static void close_fixed(running_text *text)
{
    if (text->fixed.len > 0) {
        add_piece(text, GR_FIELD_TEXT, gr_str_dup(text->reading->arena, gr_buf_view(&text->fixed)));
        text->fixed.len = 0;
    }
}

static gr_loc place_of(const running_text *text, size_t offset)
{
    const gr_xml_named *attr = gr_xml_find(text->elem, "text");
    return gr_xml_value_place(text->elem->tree, attr->raw, offset);
}

/** Words of a label, in which {page} and {pages} may stand. */
static void add_label(running_text *text, gr_str words)
{
    while (words.len > 0) {
        size_t open = gr_str_find(words, GR_LIT("{"));
        size_t end = open == SIZE_MAX ? SIZE_MAX : gr_str_find(words, GR_LIT("}"));
        gr_buf_add(&text->fixed, gr_str_sub(words, 0, end == SIZE_MAX ? words.len : open));
        if (end == SIZE_MAX) {
            return;
        }
        close_fixed(text);
        gr_str field = gr_str_sub(words, open + 1, end - open - 1);
        for (size_t i = 0; i < N_FIELDS; i++) {
            if (gr_str_is(field, fields[i].name)) {
                add_piece(text, fields[i].field, GR_LIT(""));
            }
        }
        words = gr_str_sub(words, end + 1, words.len);
    }
}

static void add_field(running_text *text, gr_str name, size_t offset)
{
    gr_str names[N_FIELDS], words = GR_LIT("");
    close_fixed(text);
    for (size_t i = 0; i < N_FIELDS; i++) {
        names[i] = gr_str_of(fields[i].name);
        if (gr_str_eq(names[i], name)) {
            add_piece(text, fields[i].field, GR_LIT(""));
            return;
        }
    }
    if (gr_style_label(text->reading, name, &words)) {
        add_label(text, words);
        return;
    }
    gr_str meant = gr_suggest(name, names, N_FIELDS);
    gr_style_fail(text->reading, place_of(text, offset), GR_CODE_STYLE_VALUE,
                  meant.len > 0
                      ? "no field '" GR_FMT "'; did you mean '" GR_FMT "'?"
                      : "no field '" GR_FMT "'" GR_FMT
                        "; a running line knows page, pages, title, subtitle, section, and labels "
                        "such as page-of-pages",
                  GR_ARG(name), GR_ARG(meant));
}

/** One step of the text: a field, a doubled brace, a character. Returns the byte behind it. */
static size_t read_step(running_text *text, gr_str written, size_t at)
{
    char c = written.ptr[at];
    bool brace = c == '{' || c == '}';
    if (brace && at + 1 < written.len && written.ptr[at + 1] == c) {
        gr_buf_add_char(&text->fixed, c);
        return at + 2;
    }
    if (!brace) {
        gr_buf_add_char(&text->fixed, c);
        return at + 1;
    }
    size_t end = c == '{' ? gr_figure_end(written, at) : SIZE_MAX;
    if (end == SIZE_MAX) {
        gr_style_fail(text->reading, place_of(text, at), GR_CODE_PATTERN_SYNTAX,
                      "a brace without its other half; a brace itself is written {{ or }}");
        return written.len;
    }
    add_field(text, gr_str_trim(gr_str_sub(written, at + 1, end - at - 1)), at + 1);
    return end + 1;
}

static const gr_style *running_style(gr_style_reading *reading, const gr_xml_elem *e)
{
    gr_str name = gr_style_text(e, "style", gr_style_names[GR_STYLE_RUNNING]);
    const gr_style *style = gr_style_find(reading->house, name);
    if (style == NULL && gr_xml_find(e, "style") != NULL) {
        gr_style_fail(reading, gr_style_at(e, "style"), GR_CODE_STYLE_UNKNOWN,
                      "'" GR_FMT "'; no text style has that name", GR_ARG(name));
    }
    return style;
}

static gr_running read_running(gr_style_reading *reading, const gr_xml_elem *e)
{
    gr_str written = gr_xml_value(e, "text");
    running_text text = {
        .reading = reading, .elem = e, .fixed = gr_buf_make(reading->arena, SIZE_MAX / 4)};
    size_t at = 0;
    while (at < written.len) {
        at = read_step(&text, written, at);
    }
    close_fixed(&text);
    return (gr_running){
        .align = gr_style_align(e, "align", GR_ALIGN_LEFT),
        .style = running_style(reading, e),
        .pieces = text.pieces,
        .n_pieces = text.n,
        .first = gr_style_flag(e, "first", true),
    };
}

static const gr_running *read_lines(gr_style_reading *reading, const gr_xml_elem *master,
                                    gr_style_element kind, size_t *out_n)
{
    size_t n = 0;
    gr_running *lines = GR_NEW_N(reading->arena, gr_running, gr_style_count(master, kind));
    for (const gr_xml_elem *e = NULL; (e = gr_style_next(master, kind, e)) != NULL;) {
        gr_style_check_words(reading, e, "text");
        if (gr_xml_find(e, "lang") == NULL || gr_style_is_for_lang(reading, e)) {
            lines[n++] = read_running(reading, e);
        }
    }
    *out_n = n;
    return lines;
}

static void read_measures(gr_style_reading *reading, const gr_xml_elem *e, gr_master *master)
{
    const gr_mpt margin = MM_TENTHS(250);
    master->width = gr_style_length(reading, e, "width", MM_TENTHS(2100));
    master->height = gr_style_length(reading, e, "height", MM_TENTHS(2970));
    master->top = gr_style_length(reading, e, "top", margin);
    master->bottom = gr_style_length(reading, e, "bottom", margin);
    master->inner = gr_style_length(reading, e, "inner", margin);
    master->outer = gr_style_length(reading, e, "outer", margin);
    master->sides = gr_style_flag(e, "sides", false);
    master->first_top = gr_style_length(reading, e, "first-top", 0);
    master->column_gap = gr_style_length(reading, e, "column-gap", MM_TENTHS(60));
    master->head_y = gr_style_length(reading, e, "head-y", MM_TENTHS(120));
    master->foot_y = gr_style_length(reading, e, "foot-y", MM_TENTHS(120));
    int64_t columns = gr_xml_int(e, "columns", 1);
    if (columns < 1 || columns > MOST_COLUMNS) {
        gr_style_fail(reading, gr_style_at(e, "columns"), GR_CODE_STYLE_VALUE, "1 to %d columns",
                      MOST_COLUMNS);
        columns = 1;
    }
    master->columns = (uint8_t)columns;
}

/** A column beside the text, for what is read beside it. */
static void read_margin(gr_style_reading *reading, const gr_xml_elem *e, gr_master *master)
{
    gr_mpt width = gr_style_length(reading, e, "margin-column", 0);
    gr_mpt gap = gr_style_length(reading, e, "margin-gap", MM_TENTHS(60));
    const char *fault = NULL;
    if (width == 0 && gr_xml_find(e, "margin-gap") != NULL) {
        gr_style_fail(reading, gr_style_at(e, "margin-gap"), GR_CODE_MARGIN_COLUMN,
                      "a gap beside no column; give its width too, margin-column=\"40mm\"");
    }
    if (width > 0 && master->columns > 1) {
        fault = "it stands beside one column of text; leave columns= out, or it";
    } else if (width > 0 && width < LEAST_COLUMN) {
        fault = "less than 2 cm holds no words; make it wider, or leave it out";
    }
    if (fault != NULL) {
        gr_style_fail(reading, gr_style_at(e, "margin-column"), GR_CODE_MARGIN_COLUMN,
                      "in '" GR_FMT "'; %s", GR_ARG(master->name), fault);
        return;
    }
    master->margin = width;
    master->margin_gap = width > 0 ? gap : 0;
}

/** A cover is one page, whoever made the style. */
static void read_pages(gr_style_reading *reading, const gr_xml_elem *e, gr_master *master)
{
    int64_t pages = gr_xml_int(e, "pages", gr_str_is(master->name, "cover") ? 1 : 0);
    if (pages < 0 || pages > MOST_PAGES) {
        gr_style_fail(reading, gr_style_at(e, "pages"), GR_CODE_STYLE_VALUE,
                      "1 to %d pages, or 0 for any number", MOST_PAGES);
        pages = 0;
    }
    master->pages = (uint16_t)pages;
}

/** 0 when it is not given, or was refused. */
static uint16_t read_percent(gr_style_reading *reading, const gr_xml_elem *e, const char *name,
                             int64_t most)
{
    int64_t percent = gr_xml_int(e, name, 0);
    if (gr_xml_find(e, name) != NULL && (percent < LEAST_ZOOM || percent > most)) {
        gr_style_fail(reading, gr_style_at(e, name), GR_CODE_STYLE_VALUE,
                      "'%s' is a percentage from %d to %d%s", name, LEAST_ZOOM, (int)most,
                      most < MOST_ZOOM ? ", that of zoom" : "");
        percent = 0;
    }
    return (uint16_t)percent;
}

/** How large what stands on its pages is, beside what the same blocks are on paper. */
static void read_zoom(gr_style_reading *reading, const gr_xml_elem *e, gr_master *master)
{
    master->zoom = read_percent(reading, e, "zoom", MOST_ZOOM);
    int64_t most = master->zoom == 0 ? GR_ZOOM_NONE : master->zoom;
    master->least_zoom = read_percent(reading, e, "least-zoom", most);
}

/** Room for text must be left: two centimetres a column, and in height. */
static void check_room(gr_style_reading *reading, const gr_xml_elem *e, const gr_master *master)
{
    int64_t zoom = master->zoom == 0 ? GR_ZOOM_NONE : master->zoom;
    const gr_mpt least = (gr_mpt)(MM_TENTHS(200) * zoom / GR_ZOOM_NONE);
    gr_mpt gaps = master->column_gap * (master->columns - 1);
    gr_mpt across =
        master->width - master->inner - master->outer - gaps - master->margin - master->margin_gap;
    gr_mpt top = master->first_top > master->top ? master->first_top : master->top;
    if (across < least * master->columns) {
        gr_style_fail(reading, e->at, GR_CODE_STYLE_VALUE,
                      "the margins of '" GR_FMT "' leave less than 2 cm for a column of text",
                      GR_ARG(master->name));
    }
    if (master->height - top - master->bottom < least) {
        gr_style_fail(reading, e->at, GR_CODE_STYLE_VALUE,
                      "top and bottom of '" GR_FMT "' leave less than 2 cm for text",
                      GR_ARG(master->name));
    }
}

/** The word of a concept; its colour holds for masters that say none. */
static gr_rgb read_watermark(gr_style_reading *reading)
{
    const gr_xml_elem *e = gr_style_next(reading->root, GR_S_WATERMARK, NULL);
    gr_house_style *house = reading->house;
    const gr_style *running = house->styles[GR_STYLE_RUNNING];
    gr_rgb otherwise = running == NULL ? GR_NO_COLOUR : running->colour;
    house->watermark.style = house->styles[GR_STYLE_TITLE];
    if (e == NULL) {
        return otherwise;
    }
    house->watermark.across = gr_str_is(gr_xml_value(e, "place"), "across");
    if (gr_xml_find(e, "style") != NULL) {
        house->watermark.style = running_style(reading, e);
    }
    if (house->watermark.across && gr_xml_find(e, "colour") == NULL) {
        gr_style_fail(reading, e->at, GR_CODE_ATTRIBUTE_MISSING,
                      "a word across the page needs 'colour': a light one, as text stands on it");
    }
    return gr_style_colour(reading, e, "colour", otherwise);
}

/** What lies in the middle of the outer margin. */
static gr_rgb ground_of_word(const gr_master *master)
{
    gr_mpt x = master->width - master->outer / 2, y = master->height / 2;
    gr_rgb ground = PAPER;
    for (size_t i = 0; i < master->n_bands; i++) {
        const gr_band *band = &master->bands[i];
        bool under =
            x >= band->x && x - band->x < band->width && y >= band->y && y - band->y < band->height;
        bool known = band->picture.len == 0 && band->opacity == 100; /* else the page is judged */
        ground = under && known ? band->colour : ground;
    }
    return ground;
}

/** Where nobody chose a colour for the word, it is one that can be seen. */
static gr_rgb word_colour(gr_style_reading *reading, const gr_master *master, gr_rgb house)
{
    gr_rgb ground = ground_of_word(master);
    bool chosen = gr_style_next(reading->root, GR_S_WATERMARK, NULL) != NULL;
    if (chosen || house == GR_NO_COLOUR || gr_contrast(house, ground) >= LEAST_WORD) {
        return house;
    }
    return gr_contrast(PAPER, ground) >= LEAST_WORD ? PAPER : 0;
}

/** A page without the word looks like one of what was adopted. */
static void check_word_room(gr_style_reading *reading, const gr_xml_elem *e,
                            const gr_master *master)
{
    bool margin = !reading->house->watermark.across && master->watermark != GR_NO_COLOUR;
    if (margin && master->outer < LEAST_STRIP && gr_style_is_own(reading, e->at)) {
        gr_diag_report_open(reading->diag, gr_style_at(e, "outer"), GR_CODE_WATERMARK_ROOM,
                            "the outer margin of master '" GR_FMT
                            "' is too narrow for it: at least "
                            "9mm, or watermark=\"none\" when its pages need none, or the word "
                            "across the page (place=\"across\")",
                            GR_ARG(master->name));
    }
}

void gr_style_read_masters(gr_style_reading *reading)
{
    gr_rgb watermark = read_watermark(reading);
    size_t n = 0;
    gr_master *masters =
        GR_NEW_N(reading->arena, gr_master, gr_style_count(reading->root, GR_S_MASTER));
    gr_style_check_names(reading, reading->root, GR_S_MASTER);
    for (const gr_xml_elem *e = NULL; (e = gr_style_next(reading->root, GR_S_MASTER, e)) != NULL;) {
        gr_master *master = &masters[n++];
        master->name = gr_xml_value(e, "name");
        read_measures(reading, e, master);
        read_margin(reading, e, master);
        read_pages(reading, e, master);
        read_zoom(reading, e, master);
        check_room(reading, e, master);
        master->heads = read_lines(reading, e, GR_S_HEAD, &master->n_heads);
        master->feet = read_lines(reading, e, GR_S_FOOT, &master->n_feet);
        gr_style_read_bands(reading, e, master);
        master->watermark =
            gr_style_colour(reading, e, "watermark", word_colour(reading, master, watermark));
        master->at = gr_style_at(e, "watermark");
        check_word_room(reading, e, master);
    }
    reading->house->masters = masters;
    reading->house->n_masters = n;
}
