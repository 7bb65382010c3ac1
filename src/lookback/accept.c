#include "lookback/accept.h"

/* Owns `griffie accept`: lines of names and numbers (contract/contract.h), whose first says who
 * accepted them. */
#include "base/arena.h"
#include "store/accepted.h"

/** A line without its number: "sum<TAB>teams<TAB>fte<TAB>". */
static gr_str name_of(gr_str line)
{
    size_t end = line.len;
    while (end > 0 && line.ptr[end - 1] != '\t') {
        end--;
    }
    return gr_str_sub(line, 0, end);
}

/** The number of the line with this name; empty: there is none. */
static gr_str number_of(gr_str lines, gr_str name)
{
    gr_str line;
    while (gr_str_split(&lines, '\n', &line)) {
        if (gr_str_eq(name_of(line), name)) {
            return gr_str_sub(line, name.len, SIZE_MAX);
        }
    }
    return GR_LIT("");
}

/** "teams: 24 records (accepted before: 22)", "teams: fte adds up to 153.8" */
static void tell(gr_str line, gr_str before, gr_buf *out)
{
    gr_str rest = line, kind, dataset, field;
    gr_str number = number_of(line, name_of(line));
    gr_str was = number_of(before, name_of(line));
    bool whole = gr_str_split(&rest, '\t', &kind) && gr_str_split(&rest, '\t', &dataset) &&
                 gr_str_split(&rest, '\t', &field);
    if (!whole) {
        return; /* the last line is empty */
    }
    if (gr_str_is(kind, "rows")) {
        gr_buf_addf(out, GR_FMT ": " GR_FMT " records", GR_ARG(dataset), GR_ARG(number));
    } else {
        gr_buf_addf(out, GR_FMT ": " GR_FMT " adds up to " GR_FMT, GR_ARG(dataset), GR_ARG(field),
                    GR_ARG(number));
    }
    if (was.len > 0) {
        gr_buf_addf(out, " (accepted before: " GR_FMT ")", GR_ARG(was));
    }
    gr_buf_add_char(out, '\n');
}

gr_status gr_accept(const gr_accepting *how, gr_buf *out)
{
    gr_str measured, before, line;
    GR_TRY(gr_measured_read(how->store.state, how->arena, how->diag, &measured));
    GR_TRY(gr_accepted_read(how->store.state, how->arena, how->diag, &before));
    if (measured.len == 0) {
        gr_diag_report(how->diag, (gr_loc){0}, GR_CODE_ACCEPT_NOTHING,
                       "promises with change= are measured by 'griffie run' and 'griffie render', "
                       "and the last of them measured none");
        return GR_BAD_INPUT;
    }
    gr_str text =
        gr_str_fmt(how->arena, "accepted\t" GR_FMT "\t" GR_FMT "\t" GR_FMT "\n" GR_FMT,
                   GR_ARG(how->on), GR_ARG(how->by), GR_ARG(how->because), GR_ARG(measured));
    GR_TRY(gr_accepted_write(how->store.state, text, how->arena, how->diag));
    while (gr_str_split(&measured, '\n', &line)) {
        tell(line, before, out);
    }
    return GR_OK;
}
