#include "html_priv.h"

/* Owns the style sheet: the house style's colours and fonts as custom properties, and the rules,
 * which name no colour and no family of their own. */

static const char *const properties[GR_HTML_COLOUR__COUNT] = {
    [GR_HTML_GROUND] = "ground",
    [GR_HTML_RAISED] = "raised",
    [GR_HTML_RULE] = "rule",
    [GR_HTML_INK] = "ink",
    [GR_HTML_SOFT] = "soft",
    [GR_HTML_ACCENT] = "accent",
    [GR_HTML_LINK] = "link",
    [GR_HTML_ALARM] = "alarm",
    [GR_HTML_GOOD] = "good",
    [GR_HTML_BANNER] = "banner",
    [GR_HTML_BANNER_INK] = "on-banner",
    [GR_HTML_STRIPE] = "stripe",
    [GR_HTML_HEAD] = "head",
    [GR_HTML_HEAD_INK] = "on-head",
    [GR_HTML_HEAD_RULE] = "head-rule",
};

/* A literal may hold 4095 characters: hence in parts. A unit is 16 pixels at the reader's own size;
 * widths at which the layout changes grow with the house's letters, and come before each part. */
typedef struct part {
    unsigned width; /* up to so many units; 0: at any width */
    const char *rules;
} part;
static const part parts[] = {
    /* ground */
    {0, "*,::before,::after{box-sizing:border-box}\n"
        "html{font-size:calc(var(--size)*1%);scroll-padding:1rem;-webkit-text-size-adjust:100%;"
        "text-size-adjust:100%}\n"
        "body{margin:0;background:var(--ground);color:var(--ink);"
        "font:400 1rem/1.55 var(--text);overflow-wrap:anywhere}\n"
        "h1,h2{font-family:var(--display);font-weight:700;line-height:1.2;text-wrap:balance;"
        "hyphens:auto}\n"
        "h2{margin:0 0 .75rem;color:var(--accent);font-size:1.5rem}\n"
        "p,ul,dl,dd{margin:0;padding:0}\n"
        "a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.2em;"
        "unicode-bidi:isolate}\n"
        "a:hover{text-decoration-thickness:2px}\n"
        ":focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}\n"
        "main:focus{outline:0}\n"
        ".away,.skip:not(:focus){position:absolute;width:1px;height:1px;overflow:hidden;"
        "clip-path:inset(50%);white-space:nowrap}\n"
        ".signs{position:absolute}\n"
        ".sign{flex:none;width:1em;height:1em;fill:currentColor;fill-rule:evenodd}\n"},
    /* banner and frame */
    {0, ".skip:focus{position:absolute;z-index:1;top:.75rem;left:.75rem;padding:.5rem 1rem;"
        "background:var(--ground);color:var(--link)}\n"
        ".banner{padding:2.25rem max(1.25rem,50vw - 38rem) 1.75rem;background:var(--banner);"
        "color:var(--on-banner);border-bottom:5px solid var(--stripe)}\n"
        ".banner h1{margin:0;font-size:clamp(1.75rem,1.2rem + 2.5vw,2.5rem)}\n"
        ".banner p{margin-top:.25rem}\n"
        "main{padding:2rem max(1.25rem,50vw - 38rem) 3rem}\n"
        "section{margin-bottom:3rem}\n"},
    /* the state of affairs */
    {0, ".summary,.contents{margin-bottom:2rem}\n"
        ".outcome,.state{display:flex;gap:.5em;align-items:baseline}\n"
        ".outcome{font-size:1.1875rem;margin-bottom:1.25rem;max-width:48rem}\n"
        ".outcome .sign,.state .sign{position:relative;top:.125em}\n"
        ".failed .sign,.blocked .sign,.refused .sign,.degraded .sign,.differs .sign,.warned "
        ".sign{color:var(--alarm)}\n"
        ".published .sign{color:var(--good)}\n"
        ".unchanged .sign,.withdrawn .sign{color:var(--soft)}\n"
        ".tiles,.contents ul,td ul{list-style:none}\n"
        ".tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(10rem,100%),1fr));"
        "gap:1rem}\n"
        ".tiles li{max-width:14rem;padding:.75rem 1rem .875rem;background:var(--raised);"
        "border-top:3px solid var(--stripe);line-height:1.3}\n"
        ".tiles strong{display:flex;gap:.4em;align-items:center;color:var(--accent);"
        "font:700 1.75rem/1.35 var(--display)}\n"
        ".tiles .sign{width:.75em;height:.75em}\n"
        ".contents li{display:flex;flex-wrap:wrap;gap:0 .75rem;padding:.375rem 0;"
        "border-top:1px solid var(--rule)}\n"
        ".contents ul{border-bottom:1px solid var(--rule)}\n"
        ".contents a{font-weight:700}\n"
        ".contents a,td a{display:inline-block}\n"
        ".contents a,td a,summary{min-height:24px}\n"},
    /* tables */
    {0,
     "table{width:100%;border-collapse:collapse;table-layout:fixed;font-size:.9375rem;"
     "line-height:1.45}\n"
     "caption{padding-bottom:.5rem;color:var(--soft);text-align:left;font-size:.875rem}\n"
     "th,td{padding:.5rem .625rem;text-align:left;vertical-align:top}\n"
     "thead th{background:var(--head);color:var(--on-head);font-size:.875rem;"
     "vertical-align:bottom;border-bottom:2px solid var(--head-rule);hyphens:auto}\n"
     "tbody{border-bottom:1px solid var(--rule)}\n"
     "tbody.failed th,tbody.blocked th,tbody.refused th,tbody.degraded th,tbody.differs "
     "th,tbody.warned th{"
     "box-shadow:inset 4px 0 var(--alarm)}\n"
     "tbody th{font-weight:700}\n"
     ".failed .state,.blocked .state,.refused .state,.degraded .state,.differs "
     ".state{font-weight:700}\n"
     "thead th:nth-child(1){width:12%}\n"
     "thead th:nth-child(2){width:16%}\n"
     "thead th:nth-child(3){width:12%}\n"
     "thead th:nth-child(4){width:12%}\n"
     "thead th:nth-child(5){width:16%}\n"
     "thead th:nth-child(6){width:17%}\n"
     "td ul[role]{display:flex;flex-wrap:wrap;gap:0 .875rem}\n"
     "td a{padding:.0625rem 0}\n"
     "td ul+ul,td p+ul{margin-top:.125rem}\n"
     ".none{color:var(--soft)}\n"
     ".notes{padding-top:0;padding-bottom:.75rem}\n"
     ".notes ul{max-width:46rem;padding-left:1.1rem;list-style:disc}\n"
     ".notes em{display:block;font-style:normal}\n"
     ".notes .detail{display:block;color:var(--soft);overflow-wrap:anywhere}\n"
     ".notes li::marker{color:var(--soft)}\n"
     ".notes p{margin-bottom:.25rem}\n"
     "summary{width:fit-content;padding:.0625rem 0;cursor:pointer;color:var(--link)}\n"
     ".legend h2{font-size:1.125rem}\n"
     ".legend dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(20rem,100%),1fr));"
     "gap:.75rem 2rem;font-size:.9375rem}\n"
     ".legend dt{font-weight:700}\n"
     ".legend dd{padding-left:1.5em}\n"},
    /* a narrow screen: each edition a card */
    {68, "table{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(20rem,100%),1fr));"
         "gap:1rem;width:auto}\n"
         "caption{grid-column:1/-1;padding-bottom:0}\n"
         "caption,tbody,tr,th,td{display:block;width:auto}\n"
         "thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\n"
         "tbody{padding:.75rem 1rem;border:1px solid var(--rule);"
         "border-left:4px solid var(--rule)}\n"
         "tbody.failed,tbody.blocked,tbody.refused,tbody.degraded,tbody.differs,tbody.warned{"
         "border-left-color:var(--alarm)}\n"
         "tbody th[scope]{box-shadow:none;font-size:1.0625rem;color:var(--accent)}\n"
         "tbody th,tbody td{padding:.1875rem 0}\n"
         "td[data-label]{display:grid;grid-template-columns:minmax(0,7.5rem) minmax(0,1fr);"
         "column-gap:.5rem}\n"
         "td[data-label]>*{grid-column:2}\n"
         "td[data-label]::before{grid-row:1;color:var(--soft);content:attr(data-label);"
         "content:attr(data-label)/\"\"}\n"
         "th+td[data-label]{display:block;margin-bottom:.25rem}\n"
         "th+td[data-label]::before{display:none}\n"
         "td.none[data-label]{display:none}\n"
         "td.notes{margin-top:.375rem;padding:.5rem 0 0;border-top:1px solid var(--rule)}\n"},
    /* a telephone */
    {30, ".banner,main{padding-left:1rem;padding-right:1rem}\n"
         ".tiles{gap:.375rem}\n"
         ".tiles li{display:flex;max-width:none;gap:.75rem;align-items:center;padding:.25rem "
         ".75rem;border-top:0;"
         "border-left:3px solid var(--stripe)}\n"
         ".tiles strong{min-width:3.25rem;font-size:1.375rem}\n"
         "tbody{padding:.75rem}\n"},
    /* a narrow telephone, or large letters on one */
    {18, "td[data-label],td[data-label]::before{display:block}\n"
         "h2{font-size:1.25rem}\n"},
    /* paper */
    {0, "@page{size:A4 landscape;margin:14mm 15mm}\n"
        "@media print{\n"
        "html{font-size:min(var(--size)*.095pt,11pt)}\n"
        ".skip,.contents{display:none}\n"
        ".banner{padding:0 0 .75rem;background:none;color:var(--accent)}\n"
        "main{padding:1rem 0 0}\n"
        "section{margin-bottom:1.5rem}\n"
        "table{font-size:.9rem}\n"
        ".tiles{grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:.75rem}\n"
        ".tiles li{padding:.5rem;border:1px solid var(--rule);border-top:3px solid var(--stripe)}\n"
        "thead th{background:none;color:var(--ink)}\n"
        "tbody,.tiles li,.legend div,.summary{break-inside:avoid}\n"
        "h2,caption{break-after:avoid}\n"
        "a,td a{color:inherit;min-height:0;padding:0}\n"
        "details::details-content{content-visibility:visible;height:auto}\n"
        "summary{list-style:none;color:inherit}\n"
        "}\n"
        "@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}\n"},
};

static void add_palette(gr_html_palette palette, gr_buf *out)
{
    for (size_t i = 0; i < GR_HTML_COLOUR__COUNT; i++) {
        gr_buf_addf(out, "--%s:#%06x;", properties[i], (unsigned)palette.colours[i]);
    }
}

/* "Lato-Bold" of "/usr/.../Lato-Bold.ttf"; empty when it has signs that a style sheet reads. */
static gr_str name_of(const gr_font_file *font)
{
    size_t from = font->path.len, end = font->path.len;
    while (from > 0 && font->path.ptr[from - 1] != '/') {
        from--;
        end = font->path.ptr[from] == '.' ? from : end;
    }
    for (size_t i = from; i < end; i++) {
        char c = font->path.ptr[i];
        if (c != '-' && !(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') &&
            !(c >= 'a' && c <= 'z')) {
            return GR_LIT("");
        }
    }
    return gr_str_sub(font->path, from, end - from);
}

/* The house's font where the reader's machine has it, by its PostScript name: that of Debian's
 * files, often without "-Regular". Nothing is fetched. */
static void add_faces(const gr_house_style *house, gr_style_id id, const char *family, gr_buf *out)
{
    for (size_t i = 0; i < house->n_fonts; i++) {
        const gr_font_file *font = &house->fonts[i];
        gr_str name = name_of(font);
        if (!gr_str_eq(font->family, house->styles[id]->family) || font->italic || name.len == 0) {
            continue;
        }
        gr_buf_addf(out, "@font-face{font-family:%s;font-weight:%s;src:local(\"" GR_FMT "\")",
                    family, font->bold ? "700" : "400", GR_ARG(name));
        if (gr_str_ends(name, GR_LIT("-Regular"))) {
            gr_buf_addf(out, ",local(\"" GR_FMT "\")", GR_ARG(gr_str_sub(name, 0, name.len - 8)));
        }
        gr_html_add(out, "}\n");
    }
}

#define SYSTEM_FONTS "system-ui,\"Segoe UI\",Roboto,\"Noto Sans\",\"DejaVu Sans\",sans-serif"
#define USUAL_SIZE \
    10500 /* of running text on paper, in 1/1000 point: that of a browser on screen */

/* A house that writes large on paper writes large here, up to half as large again. */
static unsigned size_in_percent(const gr_house_style *house)
{
    gr_mpt size = house->styles[GR_STYLE_PARAGRAPH]->size;
    if (size <= USUAL_SIZE) {
        return 100;
    }
    return size >= USUAL_SIZE * 3 / 2 ? 150 : (unsigned)size * 100 / USUAL_SIZE;
}

static void add_part(const part *one, unsigned percent, gr_buf *out)
{
    if (one->width > 0) {
        gr_buf_addf(out, "@media screen and (max-width:%uem){\n", one->width * percent / 100);
    }
    gr_html_add(out, one->rules);
    gr_html_add(out, one->width > 0 ? "}\n" : "");
}

void gr_html_add_style(const gr_house_style *house, gr_buf *out)
{
    unsigned percent = size_in_percent(house);
    gr_html_add(out, "<style>\n");
    add_faces(house, GR_STYLE_PARAGRAPH, "house-text", out);
    add_faces(house, GR_STYLE_HEADING_1, "house-display", out);
    gr_html_add(out, ":root{color-scheme:light dark;--text:house-text," SYSTEM_FONTS
                     ";--display:house-display," SYSTEM_FONTS ";");
    gr_buf_addf(out, "--size:%u;", percent);
    add_palette(gr_html_light(house), out);
    gr_html_add(out, "}\n@media screen and (prefers-color-scheme:dark){:root{");
    add_palette(gr_html_dark(house), out);
    gr_html_add(out, "}}\n");
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        add_part(&parts[i], percent, out);
    }
    gr_html_add(out, "</style>\n");
}
