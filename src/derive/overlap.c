/* Owns hidden fields of one dataset that tell each other: made of one number of the export, and
 * hidden by rules of their own, one is shown where the other is not. Decided from the descriptors
 * alone. Must not seal anything (seal.c). */
#include "base/arena.h"
#include "derive_priv.h"

typedef struct part { /* what a hidden field is made of */
    gr_read read;
    size_t field;
    struct part *next;
} part;

typedef struct following { /* a hidden field back to the exports */
    const gr_derivations *made;
    gr_binder *binder;
    const gr_derived *by;
    size_t field;
    part *parts; /* of this one and those before it */
    bool failed, told;
} following;

static bool is_in(const gr_suppression *suppression, size_t field)
{
    bool in = suppression->field == field;
    for (size_t i = 0; i < suppression->n_with; i++) {
        in = in || suppression->with[i] == field;
    }
    return in;
}

/** A number and what goes with it are hidden in the same records. */
static bool are_suppressed_together(const gr_derived *derived, size_t a, size_t b)
{
    bool together = a == b;
    for (size_t i = 0; i < derived->n_suppressions; i++) {
        together = together ||
                   (is_in(&derived->suppressions[i], a) && is_in(&derived->suppressions[i], b));
    }
    return together;
}

static void refuse(following *f, size_t other, const gr_read *read)
{
    const gr_schema *schema = f->by->schema;
    gr_str from = gr_read_name(f->binder->arena, read->schema, read->column);
    f->failed = true;
    if (f->told) {
        return;
    }
    f->told = true;
    gr_diag_report(
        f->binder->diag, schema->columns[f->field].at, GR_CODE_HIDDEN_TWICE,
        "'" GR_FMT "' and '" GR_FMT "' of '" GR_FMT "' are both made of " GR_FMT
        ", so where one is shown it tells the other; name it in with= of the other; make "
        "a total in a dataset that is derived from '" GR_FMT
        "'; or take records that cannot be the same (where age = 'a', and where age = "
        "'b')",
        GR_ARG(schema->columns[other].name), GR_ARG(schema->columns[f->field].name),
        GR_ARG(schema->name), GR_ARG(from), GR_ARG(schema->name));
}

/** False when it was followed before, for this field. */
static bool is_new(following *f, const gr_read *read)
{
    for (const part *one = f->parts; one != NULL; one = one->next) {
        bool same = one->read.schema == read->schema && one->read.column == read->column;
        if (same && one->field == f->field && one->read.within == read->within) {
            return false;
        }
        if (same && !are_suppressed_together(f->by, one->field, f->field) &&
            !gr_bound_sets_apart(one->read.within, read->within)) {
            refuse(f, one->field, read);
            return false;
        }
    }
    return true;
}

static void follow(void *user, const gr_read *read)
{
    following *f = user;
    bool key = read->column != SIZE_MAX && gr_column_is_key(read->schema, read->column);
    if (read->decides || key || !is_new(f, read)) {
        return;
    }
    part *kept = GR_NEW(f->binder->arena, part);
    *kept = (part){*read, f->field, f->parts};
    f->parts = kept;
    const gr_derived *derived = gr_derived_find(f->made, read->schema);
    if (derived != NULL && read->column != SIZE_MAX &&
        !gr_derived_suppresses(derived, read->column)) {
        gr_derived_reads(derived, read->column, follow, f);
    }
}

bool gr_overlaps_check(const gr_derivations *made, gr_binder *binder)
{
    bool passes = true;
    for (size_t i = 0; i < made->n; i++) {
        const gr_derived *derived = &made->list[i];
        following f = {.made = made, .binder = binder, .by = derived};
        for (size_t c = 0; derived->n_suppressions > 1 && c < derived->schema->n_columns; c++) {
            if (gr_derived_suppresses(derived, c)) {
                f.field = c;
                f.told = false;
                gr_derived_reads(derived, c, follow, &f);
            }
        }
        passes = passes && !f.failed;
    }
    return passes;
}
