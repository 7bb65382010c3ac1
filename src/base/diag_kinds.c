#include "base/diag.h"

/* Owns what is told once of a thing: an export of a thousand records with one fault in each has one
 * fault. Must not know how reports look in print. */
#include "base/arena.h"
#include "base_priv.h"

#define MOST_PLACES 2U /* besides the first: enough to see what they have in common */

void gr_diag_of(gr_diag *diag, const void *thing)
{
    diag->thing = thing;
}

/** Stamp of a detail without the values in it, which stand between quotes or are figures. */
static uint64_t stamp_of(gr_str detail)
{
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */
    bool quoted = false;
    for (size_t i = 0; i < detail.len; i++) {
        quoted ^= detail.ptr[i] == '\'';
        bool figure = detail.ptr[i] >= '0' && detail.ptr[i] <= '9';
        hash = quoted || figure ? hash
                                : (hash ^ (unsigned char)detail.ptr[i]) * UINT64_C(1099511628211);
    }
    return hash;
}

static diag_kind *find_kind(const gr_diag *diag, gr_loc at, gr_code code, gr_str detail)
{
    uint64_t words = diag->thing == NULL ? 0 : stamp_of(detail);
    for (size_t i = 0; diag->thing != NULL && i < diag->n_kinds; i++) {
        diag_kind *kind = &diag->kinds[i];
        if (kind->thing == diag->thing && kind->file == at.file && kind->code == code &&
            kind->words == words) {
            return kind;
        }
    }
    return NULL;
}

bool gr_diag_counts(gr_diag *diag, gr_loc at, gr_code code, gr_str detail)
{
    const diag_kind *kind = find_kind(diag, at, code, detail);
    if (kind == NULL || (kind->first != NULL && kind->first->again < MOST_PLACES)) {
        return false;
    }
    if (kind->first != NULL) {
        kind->first->again++;
    }
    diag->latest = NULL;
    return true;
}

bool gr_diag_joins(gr_diag *diag, const diag_report *said)
{
    const diag_kind *kind = find_kind(diag, said->at, said->code, said->detail);
    diag->latest = NULL;
    bool same = kind != NULL && kind->first != NULL && kind->first->at.line == said->at.line &&
                kind->first->at.col == said->at.col && gr_str_eq(kind->first->detail, said->detail);
    if (kind != NULL && kind->first != NULL && !same) { /* the very same is said once */
        kind->first->again++;
        gr_diag_attach(diag, kind->first, said->at,
                       gr_str_fmt(diag->arena, "also " GR_FMT, GR_ARG(said->detail)));
    }
    return kind != NULL;
}

void gr_diag_begin_kind(gr_diag *diag, const diag_report *said, diag_report *kept)
{
    if (diag->thing != NULL) {
        *GR_PUSH(diag->arena, diag->kinds, diag->n_kinds, diag->cap_kinds, diag_kind) =
            (diag_kind){diag->thing, said->at.file, said->code, stamp_of(said->detail), kept};
    }
}
