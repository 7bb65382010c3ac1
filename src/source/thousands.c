/* Whether the marks in a column of numbers mark thousands: 153.818 inhabitants, written by hand.
 * One such number is as good as another, so a column is judged at its end, file by file. */
#include "source_priv.h"

#define GROUP 3 /* digits between two marks of thousands */

static size_t digits_from(gr_str text, size_t at)
{
    size_t n = 0;
    while (at + n < text.len && text.ptr[at + n] >= '0' && text.ptr[at + n] <= '9') {
        n++;
    }
    return n;
}

/** "153.818", "1.234": up to three digits that do not begin with a zero, the mark, three digits. */
static bool looks_grouped(gr_str text, size_t mark_at)
{
    size_t first = gr_str_starts(text, GR_LIT("-")) ? 1 : 0;
    size_t before = digits_from(text, first);
    return before >= 1 && before <= GROUP && text.ptr[first] != '0' &&
           digits_from(text, mark_at + 1) == GROUP && mark_at + 1 + GROUP == text.len;
}

void gr_marks_note(gr_marks *marks, const gr_plain *plain, gr_str shown, gr_loc at, gr_arena *arena)
{
    gr_str text = plain->text;
    size_t mark_at = 0;
    while (mark_at < text.len && text.ptr[mark_at] != plain->mark) {
        mark_at++;
    }
    if (mark_at == text.len) {
        return;
    }
    if (marks->n == 0) {
        marks->at = at;
        marks->first = gr_str_dup(arena, shown);
    }
    marks->n++;
    marks->decimals = marks->decimals || !looks_grouped(text, mark_at);
}

bool gr_marks_refuse(const gr_marks *marks, const gr_plan *plan, size_t field, gr_diag *diag)
{
    const gr_column *column = &plan->schema->columns[field];
    if (marks->n == 0 || marks->decimals || plan->fields[field].three_decimals) {
        return false;
    }
    gr_diag_report(
        diag, marks->at, GR_CODE_LIKELY_THOUSANDS,
        "'" GR_FMT "' in '" GR_FMT "' of '" GR_FMT
        "': every mark in this field has three digits behind it; write thousands without "
        "a mark, or %s",
        GR_ARG(marks->first), GR_ARG(column->name), GR_ARG(plan->schema->name),
        column->type == GR_T_MONEY ? "amounts with two decimals"
                                   : "decimals=\"3\" at the field when these are decimals");
    gr_diag_note(diag, column->at, "the field");
    return true;
}
