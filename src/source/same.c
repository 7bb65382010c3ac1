/* same= of a dataset: another source fills it too. What its records are (fields and their types,
 * key, owner, what is computed) is said once, in the first source; this one says where they stand
 * and how they are written. What is said twice and differs is an error that names both places. */
#include "grid_priv.h"
#include "source_priv.h"

typedef struct gr_sameness { /* a dataset beside the one it is the same as */
    const gr_describing *describing;
    const gr_xml_elem *elem;
    gr_plan *first;
    bool fits;
} gr_sameness;

static void differ(gr_sameness *same, gr_loc at, gr_loc first_at, gr_str why)
{
    same->fits = false;
    gr_diag_report(same->describing->diag, at, GR_CODE_SAME_DIFFERS, GR_FMT, GR_ARG(why));
    gr_diag_note(same->describing->diag, first_at, "there");
}

/** Each may be left out; given, it says what the first one says. */
static void compare(gr_sameness *same, const gr_xml_elem *elem, const gr_xml_elem *first,
                    const char *const *names, size_t n)
{
    gr_arena *arena = same->describing->arena;
    for (size_t i = 0; i < n; i++) {
        const gr_xml_named *here = gr_xml_find(elem, names[i]);
        const gr_xml_named *there = gr_xml_find(first, names[i]);
        if (here == NULL || (there != NULL && gr_str_eq(here->value, there->value))) {
            continue;
        }
        differ(same, here->at, there != NULL ? there->at : first->at,
               gr_str_fmt(arena,
                          "%s= is not what '" GR_FMT "' says there; it is said once: leave it out "
                          "here",
                          names[i], GR_ARG(same->first->schema->name)));
    }
}

/** Of its elements those that are fields. */
static const gr_xml_elem *next_field(const gr_xml_elem *dataset, const gr_xml_elem *field)
{
    do {
        field = gr_xml_next(dataset, field);
    } while (field != NULL && field->rule->kind != GR_SOURCE_FIELD);
    return field;
}

static const gr_xml_elem *field_of(const gr_xml_elem *dataset, gr_str name)
{
    for (const gr_xml_elem *field = next_field(dataset, NULL); field != NULL;
         field = next_field(dataset, field)) {
        if (gr_str_eq(gr_xml_value(field, "name"), name)) {
            return field;
        }
    }
    return NULL;
}

static void compare_field(gr_sameness *same, const gr_xml_elem *field)
{
    static const char *const names[] = {"type",     "title", "ordinal",  "optional", "default",
                                        "to",       "value", "count",    "negative", "currency",
                                        "to-other", "codes", "no-match", "at"};
    gr_arena *arena = same->describing->arena;
    gr_str name = gr_xml_value(field, "name");
    const gr_xml_elem *first = field_of(same->first->elem, name);
    const gr_xml_elem *twin = field_of(same->elem, name);
    if (first == NULL) {
        gr_str *known;
        size_t n = gr_schema_names(same->first->schema, arena, &known);
        gr_str hint = gr_did_you_mean(name, known, n, arena);
        differ(same, field->at, same->first->elem->at,
               gr_str_fmt(arena, "'" GR_FMT "' is no field of '" GR_FMT "' there" GR_FMT,
                          GR_ARG(name), GR_ARG(same->first->schema->name), GR_ARG(hint)));
    } else if (twin != field) {
        differ(same, field->at, twin->at,
               gr_str_fmt(arena, "field '" GR_FMT "' is described twice", GR_ARG(name)));
    } else {
        compare(same, field, first, names, sizeof names / sizeof names[0]);
    }
}

/** Fields that the first one reads and this one does not. */
static void demand_fields(gr_sameness *same)
{
    const gr_plan *first = same->first;
    for (size_t i = 0; i < first->schema->n_columns; i++) {
        const gr_column *column = &first->schema->columns[i];
        bool silent =
            column->optional || column->fallback != NULL || first->fields[i].made != GR_FIELD_READ;
        if (!silent && field_of(same->elem, column->name) == NULL) {
            differ(same, same->elem->at, column->at,
                   gr_str_fmt(same->describing->arena,
                              "'" GR_FMT "' has to have a value there, and no field reads it here",
                              GR_ARG(column->name)));
        }
    }
}

/* ---- which one it is the same as ---- */

/** NULL after a report. */
static const gr_source *find_source(const gr_sources *sources, const gr_describing *describing,
                                    const gr_xml_named *named)
{
    gr_str *ids = GR_NEW_N(describing->arena, gr_str, sources->n);
    for (size_t i = 0; i < sources->n; i++) {
        ids[i] = sources->items[i].id;
        if (gr_str_eq(ids[i], named->value) && &sources->items[i] != describing->source) {
            return &sources->items[i];
        }
    }
    bool own = gr_str_eq(named->value, describing->source->id);
    gr_str hint = own ? GR_LIT("; this source itself has other records, which need a name of their "
                               "own")
                      : gr_did_you_mean(named->value, ids, sources->n, describing->arena);
    gr_diag_report(describing->diag, named->at, GR_CODE_NAME_UNKNOWN,
                   "no other source '" GR_FMT "'" GR_FMT, GR_ARG(named->value), GR_ARG(hint));
    return NULL;
}

static gr_plan *find_first(const gr_sources *sources, const gr_describing *describing,
                           const gr_xml_elem *elem)
{
    const gr_xml_named *named = gr_xml_find(elem, "same");
    gr_str name = gr_xml_value(elem, "name");
    const gr_source *source = find_source(sources, describing, named);
    for (size_t i = 0; source != NULL && i < source->n_plans; i++) {
        gr_plan *plan = source->plans[i];
        if (plan->is_as_of || !gr_str_eq(plan->schema->name, name)) {
            continue;
        }
        if (plan->same == NULL) {
            return plan;
        }
        gr_diag_report(describing->diag, named->at, GR_CODE_ATTRIBUTE_VALUE,
                       "'" GR_FMT "' of '" GR_FMT "' is itself the same as another one; name that",
                       GR_ARG(name), GR_ARG(source->id));
        return NULL;
    }
    if (source != NULL) {
        gr_diag_report(describing->diag, named->at, GR_CODE_NAME_UNKNOWN,
                       "source '" GR_FMT "' describes no dataset '" GR_FMT "'", GR_ARG(source->id),
                       GR_ARG(name));
        gr_diag_note(describing->diag, source->at, "the source");
    }
    return NULL;
}

/* ---- reading it ---- */

/** What no path reads is as in the first one. */
static void take_over(const gr_plan *first, gr_plan *plan)
{
    plan->computing = first->computing;
    for (size_t i = 0; i < plan->schema->n_columns; i++) {
        gr_plan_field *field = &plan->fields[i];
        if (first->fields[i].made != GR_FIELD_READ) {
            *field = first->fields[i];
        }
        field->has_sign = first->fields[i].has_sign;
    }
}

static void read_one(const gr_sources *sources, gr_describing *describing, const gr_xml_elem *elem)
{
    static const char *const names[] = {"title",     "key",          "owner",  "shared",
                                        "dominance", "least-owners", "where",  "totals-by",
                                        "mapping",   "valid",        "unique", "once"};
    size_t n_plans = describing->source->n_plans;
    gr_sameness same = {describing, elem, find_first(sources, describing, elem), true};
    if (same.first == NULL) {
        return;
    }
    compare(&same, elem, same.first->elem, names, sizeof names / sizeof names[0]);
    for (const gr_xml_elem *field = next_field(elem, NULL); field != NULL;
         field = next_field(elem, field)) {
        compare_field(&same, field);
    }
    for (const gr_xml_elem *part = gr_xml_next(elem, NULL); part != NULL;
         part = gr_xml_next(elem, part)) {
        if (part->rule->kind == GR_SOURCE_GROUP) {
            differ(&same, part->at, same.first->elem->at,
                   GR_LIT("how records are grouped is said once, there"));
        }
        if (part->rule->kind == GR_SOURCE_PROMISE) {
            differ(&same, part->at, same.first->elem->at,
                   GR_LIT("what a dataset promises is said once, there"));
        }
    }
    demand_fields(&same);
    if (!same.fits) {
        return;
    }
    describing->same = same.first;
    gr_read_dataset(describing, elem);
    describing->same = NULL;
    if (describing->source->n_plans > n_plans) {
        take_over(same.first, describing->source->plans[n_plans]);
    }
}

void gr_read_same(gr_sources *sources, gr_describing *describing)
{
    for (size_t i = 0; i < sources->n; i++) {
        const gr_xml_elem *elem = NULL;
        describing->source = &sources->items[i];
        while ((elem = gr_xml_next(sources->items[i].elem, elem)) != NULL) {
            if (elem->rule->kind == GR_SOURCE_DATASET && gr_xml_find(elem, "same") != NULL) {
                read_one(sources, describing, elem);
            }
        }
        gr_check_spots(&sources->items[i], describing->diag);
        gr_check_grids(&sources->items[i], describing->diag);
    }
    describing->source = NULL;
}

bool gr_plan_is_shared(const gr_sources *sources, const gr_plan *plan)
{
    for (size_t i = 0; i < sources->n; i++) {
        for (size_t k = 0; k < sources->items[i].n_plans; k++) {
            const gr_plan *other = sources->items[i].plans[k];
            if (other != plan && other->schema == plan->schema) {
                return true;
            }
        }
    }
    return false;
}
