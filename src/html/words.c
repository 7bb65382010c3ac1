#include "html_priv.h"

#include "base/utf8.h"

/* Owns counts, sizes and kinds in words. Numbers are grouped as the house style writes them. */

void gr_html_add_label(const gr_index_page *page, const char *name, gr_buf *out)
{
    gr_html_add_text(out, gr_label_text(page->style, name));
}

void gr_html_add_count(const gr_index_page *page, uint64_t n, gr_buf *out)
{
    if (n >= 1000) {
        gr_html_add_count(page, n / 1000, out);
        gr_html_add_text(out, page->style->notation.group_mark);
        gr_buf_addf(out, "%03u", (unsigned)(n % 1000));
    } else {
        gr_buf_addf(out, "%u", (unsigned)n);
    }
}

void gr_html_add_counted(const gr_index_page *page, uint64_t n, const char *one, const char *many,
                         gr_buf *out)
{
    gr_html_add_count(page, n, out);
    gr_buf_add_char(out, ' ');
    gr_html_add_label(page, n == 1 ? one : many, out);
}

/* "128 kB", "1,2 MB": rounded up, since a file of 300 bytes is not nothing. */
static void add_size(const gr_index_page *page, uint64_t bytes, gr_buf *out)
{
    uint64_t kilo = bytes / 1000 + (bytes % 1000 != 0);
    if (kilo < 1000) {
        gr_html_add_count(page, kilo, out);
        gr_html_add(out, "\xC2\xA0kB");
        return;
    }
    uint64_t tenths = bytes / 100000 + (bytes % 100000 != 0); /* of a megabyte */
    gr_html_add_count(page, tenths / 10, out);
    gr_html_add_text(out, page->style->notation.decimal_mark);
    gr_buf_addf(out, "%u\xC2\xA0MB", (unsigned)(tenths % 10));
}

static gr_str ending_of(gr_str name)
{
    for (size_t i = name.len; i > 0 && name.ptr[i - 1] != '/'; i--) {
        if (name.ptr[i - 1] == '.') {
            return gr_str_sub(name, i, name.len);
        }
    }
    return GR_LIT("");
}

static void add_upper(gr_str ending, gr_buf *out)
{
    for (size_t i = 0; i < ending.len;) {
        size_t from = i;
        uint32_t c = gr_utf8_step(ending, &i);
        char upper = (char)(c - 'a' + 'A');
        bool small = c >= 'a' && c <= 'z';
        gr_html_add_text(out, small ? (gr_str){&upper, 1} : gr_str_sub(ending, from, i - from));
    }
}

/** Of the house style, for what a format is called; "" for its ending. */
static const char *label_of(gr_str ending)
{
    static const struct {
        const char *ending, *label;
    } labels[] = {
#define GR_OUTPUT(name, mime, label) {#name, label},
#include "base/outputs.def"
#undef GR_OUTPUT
    };
    for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
        if (gr_str_is(ending, labels[i].ending)) {
            return labels[i].label;
        }
    }
    return "";
}

void gr_html_add_kind(const gr_index_page *page, const gr_index_link *link, gr_buf *out)
{
    gr_str ending = ending_of(link->href);
    const char *label = label_of(ending);
    if (label[0] != '\0') {
        gr_html_add_label(page, label, out);
    } else {
        add_upper(ending, out);
    }
    gr_html_add(out, ending.len > 0 ? ", " : "");
    add_size(page, link->bytes, out);
}
