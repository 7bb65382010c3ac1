#include "eval/eval.h"

/* Owns where a link may lead outside its document: an address that a reader's program knows how to
 * open. What has no scheme is looked for beside the PDF, and is not there. */
#include "expander_priv.h"

static bool is_known(gr_str uri)
{
    static const char *const begins[] = {"https://", "http://", "mailto:", "tel:"};
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++) {
        size_t len = strlen(begins[i]);
        if (gr_str_starts(uri, gr_str_of(begins[i])) && uri.len > len) {
            bool phone =
                gr_str_starts(uri, GR_LIT("tel:")); /* 026 000 01 01: spaces are left out */
            return phone || gr_str_find(uri, GR_LIT(" ")) == SIZE_MAX;
        }
    }
    return false;
}

/** What to write for it, by what it looks like. */
static const char *advice_for(gr_str uri)
{
    bool mail = gr_str_find(uri, GR_LIT("@")) != SIZE_MAX;
    if (gr_str_find(uri, GR_LIT(" ")) != SIZE_MAX) {
        return "; an address holds no spaces (in the path of a web page one is written %20)";
    }
    if (gr_str_starts(uri, GR_LIT("#"))) {
        return "; a block of this document is named by its id: to=\"...\", without #";
    }
    if (gr_str_find(uri, GR_LIT(":")) != SIZE_MAX) {
        return "; it begins with https://, http://, mailto: or tel:";
    }
    if (mail) {
        return "; for a mail address write mailto: before it";
    }
    return "; for a page on the web write https:// before it; a file goes along as <attachment>";
}

void gr_check_address(gr_expander *expander, gr_loc at, gr_str uri)
{
    if (is_known(uri)) {
        return;
    }
    expander->failed = true;
    gr_diag_report_halves(expander->context->diag, at, GR_CODE_LINK_ADDRESS, GR_LIT(""),
                          "'" GR_FMT "'%s", GR_ARG(uri), advice_for(uri));
}
