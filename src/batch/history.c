/* Owns `griffie history`: what became of editions, run by run, from the journal. */
#include "batch_priv.h"

gr_status batch_history(const batch *run)
{
    return batch_print(GR_LIT(""), run->diag);
}
