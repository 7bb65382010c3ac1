#include "base/exit.h"

/* Owns the exit status of what could not be done: from what was said. */

gr_exit gr_exit_of(gr_status status, const gr_diag *diag)
{
    static const gr_code usage[] = {GR_CODE_USAGE,           GR_CODE_REPORT_UNKNOWN,
                                    GR_CODE_EDITION_UNKNOWN, GR_CODE_FORMAT_UNKNOWN,
                                    GR_CODE_VERSION_WENT,    GR_CODE_JOB_UNKNOWN,
                                    GR_CODE_RELEASE_ORDER,   GR_CODE_WITHDRAW};
    for (size_t i = 0; i < sizeof(usage) / sizeof(usage[0]); i++) {
        if (gr_diag_has_unplaced(diag, usage[i])) {
            return GR_EXIT_USAGE;
        }
    }
    if (gr_diag_has(diag, GR_CODE_OUTPUT_LOCKED)) {
        return GR_EXIT_LOCKED;
    }
    switch (status) {
    case GR_OK:
        return GR_EXIT_OK;
    case GR_BAD_INPUT:
    case GR_OVER_LIMIT: /* what could not be read tells nothing of what is in it */
        return gr_diag_has(diag, GR_CODE_FILE_UNREADABLE) ? GR_EXIT_IO : GR_EXIT_DATA;
    case GR_IO_FAILED:
        return gr_diag_has(diag, GR_CODE_OUTPUT_CREATE) ? GR_EXIT_CREATE : GR_EXIT_IO;
    case GR_BUG:
        break;
    }
    return GR_EXIT_BUG;
}
