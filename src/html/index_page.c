#include "html_priv.h"

/* Owns the page around the reports: head, banner, the state of affairs, and what the signs mean.
 * Landmarks and headings in order; nothing moves, nothing is fetched. */

static void add_head(const gr_index_page *page, gr_buf *out)
{
    gr_html_add(out, "<!DOCTYPE html>\n<html lang=\"");
    gr_html_add_text(out, page->lang);
    gr_html_add(out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                     /* no script, no picture, no other machine: the browser holds us to it */
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                     "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<meta name=\"color-scheme\" content=\"light dark\">\n"
                     "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    gr_html_add_text(out, page->title);
    gr_html_add(out, "</title>\n");
    gr_html_add_style(page->style, out);
    gr_html_add(out, "</head>\n");
}

static void add_banner(const gr_index_page *page, gr_buf *out)
{
    gr_html_add(out, "<body>\n<a class=\"skip\" href=\"#content\">");
    gr_html_add_label(page, "index-skip", out);
    gr_html_add(out, "</a>\n");
    gr_html_add_signs(out);
    gr_html_add(out, "<header class=\"banner\">\n<h1>");
    gr_html_add_text(out, page->title);
    gr_html_add(out, "</h1>\n");
    if (page->when.len > 0) {
        gr_html_add(out, "<p>");
        gr_html_add_label(page, "index-run", out);
        gr_buf_add_char(out, ' ');
        gr_html_add_text(out, page->when);
        gr_html_add(out, "</p>\n");
    }
    gr_html_add(out, "</header>\n");
}

static size_t count_in(const gr_index_page *page, gr_edition_state state)
{
    size_t count = 0;
    for (size_t r = 0; r < page->n; r++) {
        for (size_t e = 0; e < page->reports[r].n; e++) {
            count += page->reports[r].editions[e].state == state;
        }
    }
    return count;
}

/* One tile a state; states of no edition have none. */
static void add_tiles(const gr_index_page *page, gr_buf *out)
{
    bool begun = false;
    for (gr_edition_state state = 0; state < GR_STATE__COUNT; state++) {
        size_t count = count_in(page, state);
        if (count == 0) {
            continue;
        }
        gr_html_add(out, begun ? "" : "<ul class=\"tiles\" role=\"list\">\n");
        begun = true;
        gr_buf_addf(out, "<li class=\"%s\"><strong>", gr_html_state_of(state)->sign);
        gr_html_add_sign(state, out);
        gr_html_add_count(page, count, out);
        gr_html_add(out, "</strong> ");
        gr_html_add_label(page, gr_html_state_of(state)->word, out);
        gr_html_add(out, "</li>\n");
    }
    gr_html_add(out, begun ? "</ul>\n" : "");
}

static void add_summary(const gr_index_page *page, gr_buf *out)
{
    gr_html_add(out, "<section class=\"summary\" aria-labelledby=\"summary\">\n"
                     "<h2 id=\"summary\">");
    gr_html_add_label(page, "index-summary", out);
    gr_html_add(out, "</h2>\n");
    if (page->outcome.len > 0) {
        gr_buf_addf(out, "<p class=\"outcome %s\">", gr_html_state_of(page->worst)->sign);
        gr_html_add_sign(page->worst, out);
        gr_html_add(out, "<span>");
        gr_html_add_text(out, page->outcome);
        gr_html_add(out, "</span></p>\n");
    }
    add_tiles(page, out);
    gr_html_add(out, "</section>\n");
}

static gr_edition_state worst_of(const gr_index_report *report)
{
    gr_edition_state worst = GR_STATE_UNCHANGED;
    for (size_t i = 0; i < report->n; i++) {
        worst = report->editions[i].state < worst ? report->editions[i].state : worst;
    }
    return worst;
}

/* Only where there is something to choose from. */
static void add_contents(const gr_index_page *page, gr_buf *out)
{
    if (page->n < 2) {
        return;
    }
    gr_html_add(out, "<nav class=\"contents\" aria-label=\"");
    gr_html_add_label(page, "index-reports", out);
    gr_html_add(out, "\">\n<ul role=\"list\">\n");
    for (size_t i = 0; i < page->n; i++) {
        const gr_index_report *report = &page->reports[i];
        gr_buf_addf(out, "<li><a href=\"#report-%zu\">", i + 1);
        gr_html_add_text(out, report->title);
        gr_html_add(out, "</a>");
        if (report->n > 0) {
            gr_buf_add_char(out, ' ');
            gr_html_add_state(page, worst_of(report), out);
        }
        gr_html_add(out, "</li>\n");
    }
    gr_html_add(out, "</ul>\n</nav>\n");
}

static void add_legend(const gr_index_page *page, gr_buf *out)
{
    gr_html_add(out, "<section class=\"legend\" aria-labelledby=\"legend\">\n<h2 id=\"legend\">");
    gr_html_add_label(page, "index-legend", out);
    gr_html_add(out, "</h2>\n<dl>\n");
    for (gr_edition_state state = 0; state < GR_STATE__COUNT; state++) {
        gr_html_add(out, "<div><dt>");
        gr_html_add_state(page, state, out);
        gr_html_add(out, "</dt><dd>");
        gr_html_add_label(page, gr_html_state_of(state)->means, out);
        gr_html_add(out, "</dd></div>\n");
    }
    gr_html_add(out, "</dl>\n</section>\n");
}

void gr_index_page_write(const gr_index_page *page, gr_buf *out)
{
    add_head(page, out);
    add_banner(page, out);
    gr_html_add(out, "<main id=\"content\" tabindex=\"-1\">\n");
    add_summary(page, out);
    add_contents(page, out);
    for (size_t i = 0; i < page->n; i++) {
        gr_html_add_report(page, &page->reports[i], i + 1, out);
    }
    if (page->n > 0) {
        add_legend(page, out);
    } else {
        gr_html_add(out, "<p>");
        gr_html_add_label(page, "index-no-reports", out);
        gr_html_add(out, "</p>\n");
    }
    gr_html_add(out, "</main>\n</body>\n</html>\n");
}
