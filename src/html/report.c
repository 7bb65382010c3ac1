#include "html_priv.h"

/* Owns the table of one report's editions. Each edition is a tbody, so that its messages, a row of
 * their own, stay with it on paper; a narrow screen shows a tbody as a card. Roles are written
 * out: browsers drop those of tables whose parts are laid out as blocks. */

typedef enum column {
    COLUMN_STATUS,
    COLUMN_VERSION,
    COLUMN_AS_OF,
    COLUMN_PUBLISHED,
    COLUMN_DOCUMENTS,
    COLUMN_CHANGES,
    COLUMN__COUNT
} column;
static const char *const heads[COLUMN__COUNT] = {
    [COLUMN_STATUS] = "index-status",       [COLUMN_VERSION] = "index-version",
    [COLUMN_AS_OF] = "index-as-of",         [COLUMN_PUBLISHED] = "index-published-on",
    [COLUMN_DOCUMENTS] = "index-documents", [COLUMN_CHANGES] = "index-changes",
};

#define FEW_MESSAGES   3   /* up to so many, and so long together, they stand open */
#define SHORT_MESSAGES 360 /* bytes */

static void add_heads(const gr_index_page *page, gr_buf *out)
{
    gr_html_add(out, "<thead role=\"rowgroup\">\n<tr role=\"row\">"
                     "<th scope=\"col\" role=\"columnheader\">");
    gr_html_add_label(page, "index-edition", out);
    gr_html_add(out, "</th>");
    for (size_t i = 0; i < COLUMN__COUNT; i++) {
        gr_html_add(out, "<th scope=\"col\" role=\"columnheader\">");
        gr_html_add_label(page, heads[i], out);
        gr_html_add(out, "</th>");
    }
    gr_html_add(out, "</tr>\n</thead>\n");
}

/* The label stands before the cell where a narrow screen has no heads; `empty` cells go there. */
static void open_cell(const gr_index_page *page, column at, bool empty, gr_buf *out)
{
    gr_buf_addf(out, "<td role=\"cell\"%s data-label=\"", empty ? " class=\"none\"" : "");
    gr_html_add_label(page, heads[at], out);
    gr_html_add(out, "\">");
}

static void add_none(const gr_index_page *page, gr_buf *out)
{
    gr_html_add(out, "<span aria-hidden=\"true\">\xE2\x80\x93</span><span class=\"away\">");
    gr_html_add_label(page, "index-none", out);
    gr_html_add(out, "</span>");
}

static void add_text_cell(const gr_index_page *page, column at, gr_str text, gr_buf *out)
{
    open_cell(page, at, text.len == 0, out);
    if (text.len == 0) {
        add_none(page, out);
    } else {
        gr_html_add_text(out, text);
    }
    gr_html_add(out, "</td>");
}

static void add_version(const gr_index_page *page, const gr_index_edition *edition, gr_buf *out)
{
    bool empty = edition->life.len == 0 && edition->version.len == 0;
    open_cell(page, COLUMN_VERSION, empty, out);
    if (empty) {
        add_none(page, out);
    }
    gr_html_add_text(out, edition->life);
    if (edition->version.len > 0) {
        gr_html_add(out, edition->life.len > 0 ? ", " : "");
        gr_html_add_label(page, "index-version-number", out);
        gr_html_add(out, "\xC2\xA0");
        gr_html_add_text(out, edition->version);
    }
    gr_html_add(out, "</td>");
}

/* In a list of links nobody sees the row: the hidden words say whose document it is. */
static void add_link(const gr_index_page *page, const gr_index_report *report,
                     const gr_index_edition *edition, const gr_index_link *link, gr_buf *out)
{
    gr_html_add(out, "<li><a href=\"");
    gr_html_add_href(out, link->href);
    gr_html_add(out, "\">");
    if (link->name.len > 0) {
        gr_html_add_text(out, link->name);
        gr_html_add(out, " (");
    }
    gr_html_add_kind(page, link, out);
    gr_html_add(out, link->name.len > 0 ? ")" : "");
    gr_html_add(out, "<span class=\"away\">, ");
    gr_html_add_text(out, report->title);
    gr_html_add(out, ", ");
    gr_html_add_text(out, edition->name);
    gr_html_add(out, "</span></a></li>");
}

static void add_links(const gr_index_page *page, const gr_index_report *report,
                      const gr_index_edition *edition, const gr_index_link *links, size_t n,
                      gr_buf *out)
{
    if (n == 0) {
        return;
    }
    gr_html_add(out, "<ul role=\"list\">");
    for (size_t i = 0; i < n; i++) {
        add_link(page, report, edition, &links[i], out);
    }
    gr_html_add(out, "</ul>");
}

static void add_documents(const gr_index_page *page, const gr_index_report *report,
                          const gr_index_edition *edition, gr_buf *out)
{
    open_cell(page, COLUMN_DOCUMENTS, edition->n_documents == 0, out);
    if (edition->n_documents == 0) {
        add_none(page, out);
    }
    add_links(page, report, edition, edition->documents, edition->n_documents, out);
    gr_html_add(out, "</td>");
}

static void add_changes(const gr_index_page *page, const gr_index_report *report,
                        const gr_index_edition *edition, gr_buf *out)
{
    bool empty = edition->changed_figures == 0 && edition->n_changes == 0;
    open_cell(page, COLUMN_CHANGES, empty, out);
    if (empty) {
        add_none(page, out);
    }
    if (edition->changed_figures > 0) {
        gr_html_add(out, "<p>");
        gr_html_add_counted(page, edition->changed_figures, "index-figure", "index-figures", out);
        gr_html_add(out, "</p>");
    }
    add_links(page, report, edition, edition->changes, edition->n_changes, out);
    gr_html_add(out, "</td>");
}

/* What a reader may count on while tonight's document is not there; NULL: it is there. */
static const char *what_stands(const gr_index_edition *edition)
{
    if (edition->state > GR_STATE_DIFFERS) {
        return NULL;
    }
    if (edition->published.len == 0) {
        return "index-nothing-stands";
    }
    return edition->state == GR_STATE_DIFFERS ? "index-adopted-stands" : "index-stands";
}

static bool is_long(const gr_index_edition *edition)
{
    size_t bytes = 0;
    for (size_t i = 0; i < edition->n_messages; i++) {
        bytes += edition->messages[i].said.len + edition->messages[i].todo.len;
    }
    return edition->n_messages > FEW_MESSAGES || bytes > SHORT_MESSAGES;
}

static void add_message(const gr_index_message *message, gr_buf *out)
{
    gr_html_add(out, "<li>");
    gr_html_add_text(out, message->said);
    if (message->todo.len > 0) {
        gr_html_add(out, " <em>");
        gr_html_add_text(out, message->todo);
        gr_html_add(out, "</em>");
    }
    if (message->detail.len > 0) {
        gr_html_add(out, " <span class=\"detail\" lang=\"en\">");
        gr_html_add_text(out, message->detail);
        gr_html_add(out, "</span>");
    }
    gr_html_add(out, "</li>");
}

static void add_messages(const gr_index_page *page, const gr_index_edition *edition, gr_buf *out)
{
    bool folded = is_long(edition);
    if (folded) {
        gr_html_add(out, "<details><summary>");
        gr_html_add_counted(page, edition->n_messages, "index-message", "index-messages", out);
        gr_html_add(out, "<span class=\"away\">, ");
        gr_html_add_text(out, edition->name);
        gr_html_add(out, "</span></summary>");
    }
    gr_html_add(out, "<ul>");
    for (size_t i = 0; i < edition->n_messages; i++) {
        add_message(&edition->messages[i], out);
    }
    gr_html_add(out, folded ? "</ul></details>" : "</ul>");
}

static void add_notes(const gr_index_page *page, const gr_index_edition *edition, gr_buf *out)
{
    gr_buf_addf(out, "\n<tr role=\"row\"><td role=\"cell\" class=\"notes\" colspan=\"%d\">",
                COLUMN__COUNT);
    if (what_stands(edition) != NULL) {
        gr_html_add(out, "<p>");
        gr_html_add_label(page, what_stands(edition), out);
        gr_html_add(out, "</p>");
    }
    if (edition->n_messages > 0) {
        add_messages(page, edition, out);
    }
    gr_html_add(out, "</td></tr>");
}

static void add_edition(const gr_index_page *page, const gr_index_report *report,
                        const gr_index_edition *edition, gr_buf *out)
{
    bool noted = edition->n_messages > 0 || what_stands(edition) != NULL;
    gr_html_add(out, "<tbody id=\""); /* mails lead to it */
    gr_html_add_text(out, report->id);
    gr_buf_add_char(out, '/');
    gr_html_add_text(out, edition->id);
    gr_buf_addf(out, "\" role=\"rowgroup\" class=\"%s\">\n<tr role=\"row\">",
                gr_html_state_of(edition->state)->sign);
    gr_buf_addf(out, "<th scope=\"row\" role=\"rowheader\"%s>", noted ? " rowspan=\"2\"" : "");
    gr_html_add_text(out, edition->name);
    gr_html_add(out, "</th>");
    open_cell(page, COLUMN_STATUS, false, out);
    gr_html_add_state(page, edition->state, out);
    gr_html_add(out, "</td>");
    add_version(page, edition, out);
    add_text_cell(page, COLUMN_AS_OF, edition->as_of, out);
    add_text_cell(page, COLUMN_PUBLISHED, edition->published, out);
    add_documents(page, report, edition, out);
    add_changes(page, report, edition, out);
    gr_html_add(out, "</tr>");
    if (noted) {
        add_notes(page, edition, out);
    }
    gr_html_add(out, "\n</tbody>\n");
}

/* What needs a look comes first, worst of all at the top; the others as they were given. */
static void add_editions(const gr_index_page *page, const gr_index_report *report, gr_buf *out)
{
    for (gr_edition_state state = 0; state <= GR_STATE_PUBLISHED; state++) {
        for (size_t i = 0; i < report->n; i++) {
            gr_edition_state own = report->editions[i].state;
            if (own == state || (state == GR_STATE_PUBLISHED && own == GR_STATE_UNCHANGED)) {
                add_edition(page, report, &report->editions[i], out);
            }
        }
    }
}

void gr_html_add_report(const gr_index_page *page, const gr_index_report *report, size_t n,
                        gr_buf *out)
{
    gr_buf_addf(out, "<section class=\"report\" aria-labelledby=\"report-%zu\">\n", n);
    gr_buf_addf(out, "<h2 id=\"report-%zu\">", n);
    gr_html_add_text(out, report->title);
    gr_html_add(out, "</h2>\n");
    if (report->n == 0) {
        gr_html_add(out, "<p>");
        gr_html_add_label(page, "index-no-editions", out);
        gr_html_add(out, "</p>\n</section>\n");
        return;
    }
    gr_html_add(out, "<table role=\"table\">\n<caption><span class=\"away\">");
    gr_html_add_text(out, report->title);
    gr_html_add(out, ": </span>");
    gr_html_add_counted(page, report->n, "index-one-edition", "index-editions", out);
    gr_html_add(out, "</caption>\n");
    add_heads(page, out);
    add_editions(page, report, out);
    gr_html_add(out, "</table>\n</section>\n");
}
