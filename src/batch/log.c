/* Owns `griffie log`: what a run said, from the journal. */
#include "batch_priv.h"

gr_status batch_log(const batch *run)
{
    return batch_print(GR_LIT(""), run->diag);
}
