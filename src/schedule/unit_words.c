/* Owns which words can stand in a unit or in a line for cron at all. */
#include "base/utf8.h"
#include "schedule/units.h"

/** A name as accounts have it (useradd(8)), or a number; what else stands there would be read as
 * more than a name, by cron and by systemd. */
static bool is_account(gr_str user)
{
    bool plain = user.len <= 32 && (user.len == 0 || user.ptr[0] != '-');
    for (size_t i = 0; plain && i < user.len; i++) {
        char c = user.ptr[i];
        plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                c == '_' || c == '-' || c == '.';
    }
    return plain;
}

gr_status gr_units_check(const gr_unit_setup *setup, gr_diag *diag)
{
    const gr_str paths[] = {setup->program, setup->input, setup->templates,
                            setup->output,  setup->state, setup->fonts};
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        if (gr_utf8_steers(paths[i])) {
            gr_diag_report(diag, (gr_loc){0}, GR_CODE_USAGE,
                           "the folder '" GR_FMT "' has a line end or control sign in its name, "
                           "which no unit and no line for cron can say; give it another name",
                           GR_ARG(paths[i]));
            return GR_BAD_INPUT;
        }
    }
    if (!is_account(setup->user)) {
        gr_diag_report(diag, (gr_loc){0}, GR_CODE_USAGE,
                       "--user '" GR_FMT "' is no name of an account: letters, digits, '_', '-' "
                       "and '.', at most 32",
                       GR_ARG(setup->user));
        return GR_BAD_INPUT;
    }
    return GR_OK;
}
