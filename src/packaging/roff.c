#include "roff.h"

/** What would be read as a command, or as a hyphen or quote where it is not one. */
static void add_escaped(gr_buf *out, const char *text)
{
    if (*text == '.' || *text == '\'') {
        gr_buf_add(out, GR_LIT("\\&"));
    }
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '\\':
            gr_buf_add(out, GR_LIT("\\e"));
            break;
        case '-':
            gr_buf_add(out, GR_LIT("\\-"));
            break;
        case '\'':
            gr_buf_add(out, GR_LIT("\\(aq"));
            break;
        default: /* text, not an enum */
            gr_buf_add_char(out, *text);
            break;
        }
    }
}

void roff_section(gr_buf *out, const char *title)
{
    gr_buf_addf(out, ".SH %s\n", title);
}

void roff_text(gr_buf *out, const char *text)
{
    add_escaped(out, text);
    gr_buf_add_char(out, '\n');
}

void roff_item(gr_buf *out, const char *head, const char *value, const char *about)
{
    gr_buf_add(out, GR_LIT(".TP\n\\fB"));
    add_escaped(out, head);
    gr_buf_add(out, GR_LIT("\\fR"));
    if (value[0] != '\0') {
        gr_buf_add(out, GR_LIT(" \\fI"));
        add_escaped(out, value);
        gr_buf_add(out, GR_LIT("\\fR"));
    }
    gr_buf_add_char(out, '\n');
    roff_text(out, about);
}
