#include "base/fault.h"

/* Owns which attempt is made to fail. With the clock (clock.c) and the tables of libraries (late.c)
 * it is the only global state in the program: a test switch that stays unarmed in production; a
 * parameter through every allocation would cost more than it explains. Must not know what the
 * attempts are for. */
#include "base/num.h"

static const char *const fault_names[GR_FAULT__COUNT] = {
    [GR_FAULT_OPEN] = "open",     [GR_FAULT_WRITE] = "write",     [GR_FAULT_ALLOC] = "alloc",
    [GR_FAULT_MALLOC] = "malloc", [GR_FAULT_DIE] = "die",         [GR_FAULT_LABEL] = "label",
    [GR_FAULT_WORD] = "word",     [GR_FAULT_LIBRARY] = "library", [GR_FAULT_FIGURE] = "figure",
};
static int64_t attempts_left[GR_FAULT__COUNT]; /* 0: not armed */

bool gr_fault_arm(gr_str spec)
{
    gr_str name = {"", 0};
    int64_t nth = 0;
    if (!gr_str_split(&spec, ':', &name) || !gr_int_parse(spec, &nth) || nth < 1) {
        return false;
    }
    for (size_t i = 0; i < GR_FAULT__COUNT; i++) {
        if (gr_str_is(name, fault_names[i])) {
            attempts_left[i] = nth;
            return true;
        }
    }
    return false;
}

bool gr_fault_strikes(gr_fault what)
{
    if (attempts_left[what] == 0) {
        return false;
    }
    attempts_left[what]--;
    return attempts_left[what] == 0;
}

void gr_fault_forget(gr_fault what)
{
    attempts_left[what] = 0;
}
