#include "html_priv.h"

/* Owns how the states of an edition look: a word, what it means, and a sign of its own shape, so
 * that nobody has to tell colours apart. */

static const gr_html_state states[GR_STATE__COUNT] = {
    [GR_STATE_FAILED] = {"index-failed", "index-failed-means", "failed"},
    [GR_STATE_BLOCKED] = {"index-blocked", "index-blocked-means", "blocked"},
    [GR_STATE_REFUSED] = {"index-refused", "index-refused-means", "refused"},
    [GR_STATE_DIFFERS] = {"index-differs", "index-differs-means", "differs"},
    [GR_STATE_WITHDRAWN] = {"index-withdrawn", "index-withdrawn-means", "withdrawn"},
    [GR_STATE_DEGRADED] = {"index-degraded", "index-degraded-means", "degraded"},
    [GR_STATE_WARNED] = {"index-warned", "index-warned-means", "warned"},
    [GR_STATE_PUBLISHED] = {"index-published", "index-published-means", "published"},
    [GR_STATE_UNCHANGED] = {"index-unchanged", "index-unchanged-means", "unchanged"},
};

/* On a field of 16 by 16. Filled: look at it now, or new; hollow: can wait. */
static const char *const drawings[GR_STATE__COUNT] = {
    [GR_STATE_FAILED] = "<path d=\"M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zM5.2 3.8 8 6.6l2.8-2.8 1.4 "
                        "1.4L9.4 8l2.8 2.8-1.4 1.4L8 9.4l-2.8 2.8-1.4-1.4L6.6 8 3.8 5.2z\"/>",
    [GR_STATE_BLOCKED] = "<path d=\"M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7zM3.5 "
                         "6.8v2.4h9V6.8z\"/>",
    [GR_STATE_REFUSED] = "<path d=\"M1 1h14v14H1zM4.4 5.6 6.8 8l-2.4 2.4 1.2 1.2L8 9.2l2.4 2.4 "
                         "1.2-1.2L9.2 8l2.4-2.4-1.2-1.2L8 6.8 5.6 4.4z\"/>",
    [GR_STATE_DIFFERS] = "<path d=\"M8 0l8 8-8 8-8-8zm0 2.9L2.9 8 8 13.1 13.1 8zM5 6h6v1.5H5zm0 "
                         "2.6h6v1.5H5z\"/>",
    [GR_STATE_WITHDRAWN] = "<path d=\"M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zm0 1.7a6.3 6.3 0 1 1 0 "
                           "12.6A6.3 6.3 0 0 1 8 1.7zM4.2 3.1 12.9 11.8l-1.1 1.1L3.1 4.2z\"/>",
    [GR_STATE_DEGRADED] =
        "<path d=\"M1 1h14v14H1zm1.7 1.7v10.6h10.6V2.7zM5 4.5h2.6c2.3 0 3.7 1.3 "
        "3.7 3.5s-1.4 3.5-3.7 3.5H5zm1.6 1.4v4.2h.9c1.4 0 2.2-.8 2.2-2.1s-.8-2.1-2.2"
        "-2.1z\"/>",
    [GR_STATE_WARNED] = "<path d=\"M8 .6 16 15H0zm0 4L3.2 13.2h9.6zM7.1 7h1.8v3.4H7.1zm0 "
                        "4.2h1.8v1.4H7.1z\"/>",
    [GR_STATE_PUBLISHED] = "<path d=\"M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zm3.4 4.4 1.5 "
                           "1.3-5.7 6.5-3.9-3.6 1.4-1.5 2.4 2.2z\"/>",
    [GR_STATE_UNCHANGED] = "<path d=\"M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zm0 1.7a6.3 6.3 0 1 1 0 "
                           "12.6A6.3 6.3 0 0 1 8 1.7zM4.6 7.2h6.8v1.6H4.6z\"/>",
};

const gr_html_state *gr_html_state_of(gr_edition_state state)
{
    return &states[state];
}

void gr_html_add_signs(gr_buf *out)
{
    gr_html_add(out, "<svg class=\"signs\" aria-hidden=\"true\" width=\"0\" height=\"0\">\n");
    for (size_t i = 0; i < GR_STATE__COUNT; i++) {
        gr_buf_addf(out, "<symbol id=\"sign-%s\" viewBox=\"0 0 16 16\">%s</symbol>\n",
                    states[i].sign, drawings[i]);
    }
    gr_html_add(out, "</svg>\n");
}

void gr_html_add_sign(gr_edition_state state, gr_buf *out)
{
    gr_buf_addf(out, "<svg class=\"sign\" aria-hidden=\"true\"><use href=\"#sign-%s\"/></svg>",
                states[state].sign);
}

void gr_html_add_state(const gr_index_page *page, gr_edition_state state, gr_buf *out)
{
    gr_buf_addf(out, "<span class=\"state %s\">", states[state].sign);
    gr_html_add_sign(state, out);
    gr_html_add(out, "<span>");
    gr_html_add_label(page, states[state].word, out);
    gr_html_add(out, "</span></span>");
}
