#include "markdown_priv.h"

/* Owns tables whose head and line of dashes do not fit each other. CommonMark takes such a table
 * for a paragraph, and whatever is wrong further down would be told instead of this. */

static bool is_escaped(gr_str line, size_t at)
{
    return at > 0 && line.ptr[at - 1] == '\\';
}

size_t gr_md_cells_written(gr_str line)
{
    size_t n = 1;
    line = gr_str_trim(line);
    for (size_t i = 0; i < line.len; i++) {
        bool edge = i == 0 || i + 1 == line.len;
        n += line.ptr[i] == '|' && !is_escaped(line, i) && !edge ? 1 : 0;
    }
    return n;
}

/** Dashes, bars and colons only, a bar among them. */
static bool is_rule(gr_str line)
{
    bool dash = false, bar = false;
    for (size_t i = 0; i < line.len; i++) {
        if (strchr("-:| \t\r\n", line.ptr[i]) == NULL) {
            return false;
        }
        dash = dash || line.ptr[i] == '-';
        bar = bar || line.ptr[i] == '|';
    }
    return dash && bar;
}

/** One that begins with a bar cannot be meant for words: lines.c asks for its line of dashes. */
static bool is_head(gr_str line)
{
    size_t bar = gr_str_find(line, GR_LIT("|"));
    return bar != SIZE_MAX && bar > 0 && !is_escaped(line, bar) && !is_rule(line);
}

static gr_str line_at(const gr_line_starts *lines, size_t nr)
{
    size_t from = lines->starts[nr];
    size_t to = nr + 1 < lines->n ? lines->starts[nr + 1] : lines->bytes.len;
    return gr_str_sub(lines->bytes, from, to - from);
}

bool gr_md_table_slips(gr_md_text *text)
{
    const gr_line_starts *lines = &text->cut_lines;
    bool failed = false;
    for (size_t nr = 0; nr + 1 < lines->n; nr++) {
        gr_str head = line_at(lines, nr), rule = line_at(lines, nr + 1);
        size_t cells = gr_md_cells_written(head), dashes = gr_md_cells_written(rule);
        if (text->fenced[nr] || !is_head(head) || !is_rule(rule) || cells == dashes) {
            continue;
        }
        failed = true;
        gr_md_fail(text, gr_md_place_at(text, lines->starts[nr]), GR_CODE_TEXT_FORM,
                   "the head of this table has %zu cells and the line of dashes below it %zu; give "
                   "each column both",
                   cells, dashes);
    }
    return failed;
}
