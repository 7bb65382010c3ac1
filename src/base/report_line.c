#include "base/report_line.h"

/* Owns how a report looks in a mail, on the index page and in the journal. */
#include "base/arena.h"

gr_str gr_report_line(const gr_diag_row *report, gr_reader reader, gr_arena *arena)
{
    gr_str place = reader == GR_READS_EDITION ? report->open_place : report->place;
    gr_str text = reader == GR_READS_ALL ? report->text : report->open_text;
    gr_str line = gr_str_fmt(arena, GR_FMT "%s" GR_FMT, GR_ARG(place), place.len > 0 ? ": " : "",
                             GR_ARG(text));
    char *bytes = GR_NEW_N(arena, char, line.len + 1);
    for (size_t i = 0; i < line.len; i++) {
        bytes[i] = (unsigned char)line.ptr[i] < 0x20 ? ' ' : line.ptr[i];
    }
    return (gr_str){bytes, line.len};
}

gr_str gr_diag_first_line(const gr_diag *diag, gr_arena *arena)
{
    gr_buf said = gr_buf_make(arena, SIZE_MAX);
    gr_diag_print(diag, &said);
    gr_str rest = gr_buf_view(&said);
    gr_str line = GR_LIT("");
    (void)gr_str_split(&rest, '\n', &line);
    return line;
}
