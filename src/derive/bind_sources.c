/* Owns what a derived dataset is made of. As far as that has owners it is judged: two datasets that
 * declare totals over the same figures could be subtracted, and what is left may be one owner's. */
#include "base/arena.h"
#include "derive_priv.h"
#include "expr/reads.h"

typedef struct gathering {
    gr_arena *arena;
    const gr_schema **list;
    size_t n, cap;
} gathering;

static bool has(const gathering *g, const gr_schema *schema)
{
    for (size_t i = 0; i < g->n; i++) {
        if (g->list[i] == schema) {
            return true;
        }
    }
    return false;
}

static void add_once(gathering *g, const gr_schema *schema)
{
    if (!has(g, schema)) {
        *GR_PUSH(g->arena, g->list, g->n, g->cap, const gr_schema *) = schema;
    }
}

static void gather(void *user, const gr_schema *schema)
{
    gathering *g = user;
    if (schema->shared) {
        return; /* what everybody may read is made of totals, or public */
    }
    add_once(g, schema);
    for (size_t i = 0; i < schema->n_made_of; i++) {
        add_once(g, schema->made_of[i]);
    }
}

static gathering sources_of(const gr_derived *derived, gr_arena *arena)
{
    gathering g = {.arena = arena};
    const gr_distribution *distribution = derived->distribution;
    gr_bound_set_datasets(derived->of, gather, &g);
    if (derived->cut != NULL) {
        gr_bound_datasets(derived->cut->key, gather, &g);
    }
    if (distribution != NULL) {
        gr_bound_set_datasets(distribution->among, gather, &g);
        gr_bound_datasets(distribution->total, gather, &g);
        gr_bound_datasets(distribution->weight, gather, &g);
    }
    for (size_t i = 0; i < derived->schema->n_columns; i++) {
        if (derived->values[i] != NULL) {
            gr_bound_datasets(derived->values[i], gather, &g);
        }
    }
    return g;
}

typedef struct inputs {
    gathering read, asked;
} inputs;

/** Of whatever it reads, also what only decides: of a derived dataset what that is worked out from.
 */
static void gather_input(void *user, const gr_read *read)
{
    inputs *in = user;
    if (!read->schema->derived) {
        add_once(read->asked ? &in->asked : &in->read, read->schema);
    }
    for (size_t i = 0; i < read->schema->n_inputs; i++) {
        add_once(&in->read, read->schema->inputs[i]);
    }
    for (size_t i = 0; i < read->schema->n_asked; i++) {
        add_once(&in->asked, read->schema->asked[i]);
    }
}

static void gather_inputs(const gr_derived *derived, gr_arena *arena)
{
    inputs in = {.read = {.arena = arena}, .asked = {.arena = arena}};
    const gr_distribution *distribution = derived->distribution;
    gr_bound_set_reads(derived->of, gather_input, &in);
    if (derived->cut != NULL) {
        gr_bound_reads(derived->cut->key, gather_input, &in);
    }
    if (distribution != NULL) {
        gr_bound_set_reads(distribution->among, gather_input, &in);
        gr_bound_reads(distribution->total, gather_input, &in);
        gr_bound_reads(distribution->weight, gather_input, &in);
    }
    for (size_t i = 0; i < derived->schema->n_columns; i++) {
        gr_bound_reads(derived->values[i], gather_input, &in);
    }
    derived->schema->inputs = in.read.list;
    derived->schema->n_inputs = in.read.n;
    derived->schema->asked = in.asked.list;
    derived->schema->n_asked = in.asked.n;
}

/** The dataset that both are made of, or that one is made of and is the other; NULL: none. */
static const gr_schema *common(const gr_schema *made, const gr_schema *other)
{
    for (size_t i = 0; i < made->n_made_of; i++) {
        if (made->made_of[i] == other) {
            return other;
        }
        for (size_t k = 0; k < other->n_made_of; k++) {
            if (made->made_of[i] == other->made_of[k]) {
                return made->made_of[i];
            }
        }
    }
    return NULL;
}

gr_status gr_sources_judge(gr_binder *binder, const gr_derived *derived)
{
    gr_schema *schema = derived->schema;
    gathering g = sources_of(derived, binder->arena);
    gather_inputs(derived, binder->arena);
    schema->made_of = g.list;
    schema->n_made_of = g.n;
    for (size_t i = 0; schema->totals && i < gr_catalogue_count(binder->catalogue); i++) {
        const gr_schema *other = gr_table_schema(gr_catalogue_at(binder->catalogue, i));
        const gr_schema *both = other->totals ? common(schema, other) : NULL;
        if (both != NULL) {
            gr_diag_report(
                binder->diag, schema->totals_at, GR_CODE_TOTALS_FORM,
                "totals over '" GR_FMT "' and over '" GR_FMT "' are both made of '" GR_FMT
                "': subtracted, they can leave one owner's figure; declare totals at one "
                "of them, with totals-by=",
                GR_ARG(schema->name), GR_ARG(other->name), GR_ARG(both->name));
            return GR_BAD_INPUT;
        }
    }
    return GR_OK;
}
