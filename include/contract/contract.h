#ifndef GR_CONTRACT_CONTRACT_H
#define GR_CONTRACT_CONTRACT_H
/* Promises of source descriptors, held against what was read: which are broken, by what, and what
 * that means for a report. Says nothing to anybody: what it found is told by whoever asks. */
#include "dataset/table.h"

typedef struct gr_contract gr_contract;

typedef struct gr_contract_setup { /* borrowed for as long as the contract is used */
    const gr_catalogue *catalogue; /* all exports were read, and linked */
    gr_day today;                  /* of the run; freshness is counted from it */
    struct gr_waivers *waivers;    /* of broken promises; which were used is noted in them */
    gr_str accepted;               /* gr_contract_measures of the accepted run; empty: none was */
    gr_arena *arena;
} gr_contract_setup;
/** Judges all promises but for what depends on a report: its period. */
GR_NEVER_NULL gr_contract *gr_contract_judge(const gr_contract_setup *setup);

typedef struct gr_contract_reader { /* a report, as a contract knows it */
    const gr_schema *const *reads;  /* datasets that it reads, derived ones with what they are of */
    size_t n_reads;
    /** Value of the report's period: its parameter with period="yes", else the one with this name;
     * NONE: it has none. */
    gr_value (*period)(const void *user, gr_str field);
    const void *user;
} gr_contract_reader;

typedef struct gr_verdict { /* what broken promises mean for a report */
    gr_breach worst;
    const gr_str
        *caveats; /* of those that degrade: what its readers are told; may hold empty ones */
    size_t n_caveats;
    const size_t *waived; /* broken ones that are held back: rows of the waivers */
    size_t n_waived;
} gr_verdict;
/** The report's broken promises are reported to `diag`, each by what it means. */
gr_verdict gr_contract_verdict(gr_contract *contract, const gr_contract_reader *reader,
                               gr_diag *diag);
/** The promises that are broken and of which no report was told: PROMISE_UNSEEN. */
void gr_contract_tell_unseen(const gr_contract *contract, gr_diag *diag);
/** Of an export that was read alone: the broken promises of what it holds, each by what it means.
 * True when one refuses. Datasets without records are of other exports. */
GR_MUST_USE bool gr_contract_tell_alone(const gr_contract *contract, gr_diag *diag);
/** Of promises on change: BASELINE_NONE when no run was accepted that measured them. */
void gr_contract_tell_unmeasured(const gr_contract *contract, gr_diag *diag);
/** An export's date is promised to be fresh and has not come: no document is dated by it. */
bool gr_contract_distrusts(const gr_contract *contract, const gr_value *as_of);

/** What promises on change are held against: a line for each count and sum. */
void gr_contract_measures(const gr_catalogue *catalogue, gr_buf *out);
/** True when the text is one of these: lines of names and numbers. */
bool gr_contract_is_measures(gr_str text);

#endif
