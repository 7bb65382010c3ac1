/* Owns what may no longer be read because a dataset hides it: the fields that its hidden numbers
 * come from, and whatever else is worked out from these. Decided from the descriptors alone, before
 * a record is read. Must not hide numbers.
 *
 * A node is a column of a dataset, or "which records it has". Upwards: what the value of a hidden
 * field is made of is sealed, through other derived datasets back to the exports. Downwards: what
 * reads a sealed node in any way, be it in a condition or an order, is sealed as well, but for
 * the hidden fields themselves. In the dataset that hides, such a field is refused; elsewhere it
 * may stand, and no report may read it. */

#include "base/arena.h"
#include "derive_priv.h"

typedef struct seal {
    const gr_derived *by; /* the dataset that hides; NULL: open */
    gr_str from;          /* "'number' of 'counts'": what is hidden */
} seal;

typedef struct sealing {
    gr_arena *arena;
    gr_diag *diag;
    const gr_catalogue *catalogue;
    const gr_derivations *made;
    seal **seals; /* of a table: one a column, and one for which records there are */
    bool failed;
} sealing;

static size_t table_index(const sealing *s, const gr_schema *schema)
{
    size_t n = gr_catalogue_count(s->catalogue);
    for (size_t i = 0; i < n; i++) {
        if (gr_table_schema(gr_catalogue_at(s->catalogue, i)) == schema) {
            return i;
        }
    }
    return n;
}

/** The seal of a node; of a dataset that could not be declared there is one that nobody looks at.
 */
static seal *seal_of(const sealing *s, const gr_schema *schema, size_t column)
{
    return &s->seals[table_index(s, schema)][column == SIZE_MAX ? schema->n_columns : column];
}

const gr_derived *gr_derived_find(const gr_derivations *made, const gr_schema *schema)
{
    for (size_t i = 0; i < made->n; i++) {
        if (made->list[i].schema == schema) {
            return &made->list[i];
        }
    }
    return NULL;
}

bool gr_derived_suppresses(const gr_derived *derived, size_t column)
{
    for (size_t i = 0; i < derived->n_suppressions; i++) {
        const gr_suppression *suppression = &derived->suppressions[i];
        if (suppression->field == column) {
            return true;
        }
        for (size_t k = 0; k < suppression->n_with; k++) {
            if (suppression->with[k] == column) {
                return true;
            }
        }
    }
    return false;
}

gr_str gr_read_name(gr_arena *arena, const gr_schema *schema, size_t column)
{
    if (column == SIZE_MAX) {
        return gr_str_fmt(arena, "the records of '" GR_FMT "'", GR_ARG(schema->name));
    }
    return gr_str_fmt(arena, "'" GR_FMT "' of '" GR_FMT "'", GR_ARG(schema->columns[column].name),
                      GR_ARG(schema->name));
}

static gr_str node_name(const sealing *s, const gr_schema *schema, size_t column)
{
    return gr_read_name(s->arena, schema, column);
}

/* ---- reads of one column, or of which records there are ---- */

void gr_derived_reads(const gr_derived *derived, size_t column, gr_read_fn *visit, void *user)
{
    const gr_distribution *parts = derived->distribution;
    gr_bound_reads(derived->values[column], visit, user);
    if (derived->cut != NULL) { /* which records each is made of */
        gr_bound_reads(derived->cut->key, visit, user);
    }
    if (parts != NULL && (column == parts->share_column || column == parts->weight_column)) {
        gr_bound_reads(parts->weight, visit, user);
        if (column == parts->share_column) {
            gr_bound_reads(parts->total, visit, user);
        }
    }
}

static void visit_records(const gr_derived *derived, gr_read_fn *visit, void *user)
{
    gr_bound_set_reads(derived->of, visit, user);
    if (derived->cut != NULL) {
        gr_bound_reads(derived->cut->key, visit, user);
    }
    if (derived->distribution != NULL) {
        gr_bound_set_reads(derived->distribution->among, visit, user);
    }
}

/* ---- upwards ---- */

bool gr_column_is_key(const gr_schema *schema, size_t column)
{
    for (size_t i = 0; i < schema->n_key; i++) {
        if (schema->key[i] == column) {
            return true;
        }
    }
    return false;
}

typedef struct rising {
    sealing *s;
    const gr_derived *by;
} rising;

static void refuse_second(const rising *r, const seal *first)
{
    gr_str name = r->by->schema->name;
    gr_diag_report(r->s->diag, r->by->at, GR_CODE_SEALED_FIELD,
                   "'" GR_FMT "' and '" GR_FMT "' both hide what comes from " GR_FMT
                   "; two hidden datasets of the same numbers tell more together than each: derive "
                   "'" GR_FMT "' from '" GR_FMT "'",
                   GR_ARG(first->by->schema->name), GR_ARG(name), GR_ARG(first->from), GR_ARG(name),
                   GR_ARG(first->by->schema->name));
    r->s->failed = true;
}

static void rise(void *user, const gr_read *read)
{
    rising *r = user;
    seal *node = seal_of(r->s, read->schema, read->column);
    const gr_derived *derived = gr_derived_find(r->s->made, read->schema);
    if (read->decides || node->by == r->by) {
        return;
    }
    if (node->by != NULL) {
        refuse_second(r, node);
        return;
    }
    *node = (seal){r->by, node_name(r->s, read->schema, read->column)};
    if (derived == NULL || read->column == SIZE_MAX) {
        return;
    }
    if (!gr_derived_suppresses(derived, read->column)) { /* what is hidden there sealed its own */
        gr_derived_reads(derived, read->column, rise, r);
    }
}

static void seal_upwards(sealing *s)
{
    for (size_t i = 0; i < s->made->n; i++) {
        const gr_derived *derived = &s->made->list[i];
        rising r = {s, derived};
        for (size_t c = 0; derived->n_suppressions > 0 && c < derived->schema->n_columns; c++) {
            if (gr_derived_suppresses(derived, c)) {
                gr_derived_reads(derived, c, rise, &r);
            }
        }
    }
}

/* ---- beside it ---- */

typedef struct beside { /* what else is told of the records that a hidden number comes from */
    const sealing *s;
    const gr_derived *by;
    gr_str found;
} beside;

static bool comes_from(const sealing *s, const gr_schema *schema, const gr_derived *by)
{
    for (size_t c = 0; c <= schema->n_columns; c++) {
        if (s->seals[table_index(s, schema)][c].by == by) {
            return true;
        }
    }
    return false;
}

/** Whatever its type: a text, a class, a date or a yes may tell a number as well as a number does,
 * shown or chosen by ("c.class.name", "where note = 'few'"). */
static bool may_tell(const beside *b, const gr_read *read)
{
    return read->column != SIZE_MAX && !gr_column_is_key(read->schema, read->column) &&
           seal_of(b->s, read->schema, read->column)->by == NULL && /* else told as such */
           comes_from(b->s, read->schema, b->by);
}

static void find_beside(void *user, const gr_read *read)
{
    beside *b = user;
    if (b->found.len == 0 && may_tell(b, read)) {
        b->found = node_name(b->s, read->schema, read->column);
    }
}

/** The descriptor says that it tells nothing. That totals are told by it (exact=) does not: a class
 * of size may be one. */
static bool is_named_open(const gr_derived *derived, size_t column)
{
    bool open = false;
    for (size_t i = 0; i < derived->n_suppressions; i++) {
        const gr_field_list *named = &derived->suppressions[i].open;
        for (size_t k = 0; k < named->n; k++) {
            open = open || named->columns[k] == column;
        }
    }
    return open;
}

static bool is_open(const gr_derived *derived, size_t column)
{
    return gr_derived_suppresses(derived, column) || is_named_open(derived, column);
}

/** Another field of the same records may tell the hidden number: hours, a percentage, a class of
 * size, a remark. Whether it does is for the descriptor to say. */
static void check_beside(sealing *s, const gr_derived *derived)
{
    for (size_t c = 0; derived->n_suppressions > 0 && c < derived->schema->n_columns; c++) {
        const gr_column *column = &derived->schema->columns[c];
        beside b = {s, derived, GR_LIT("")};
        gr_derived_reads(derived, c, find_beside, &b);
        if (is_open(derived, c) || b.found.len == 0 || seal_of(s, derived->schema, c)->by != NULL) {
            continue;
        }
        gr_diag_report(s->diag, column->at, GR_CODE_BESIDE_SMALL,
                       "'" GR_FMT "' of '" GR_FMT "' shows " GR_FMT " where '" GR_FMT
                       "' is hidden; name it in with=, or, when it tells nothing "
                       "of it, in open=",
                       GR_ARG(column->name), GR_ARG(derived->schema->name), GR_ARG(b.found),
                       GR_ARG(derived->schema->columns[derived->suppressions[0].field].name));
        s->failed = true;
    }
}

typedef struct showing { /* whether a field that is named open shows a column */
    const gr_read *wanted;
    bool found;
} showing;

static void find_shown(void *user, const gr_read *read)
{
    showing *in = user;
    in->found =
        in->found || (read->schema == in->wanted->schema && read->column == in->wanted->column);
}

static bool shows_openly(const gr_derived *derived, const gr_read *read)
{
    showing in = {read, false};
    for (size_t c = 0; c < derived->schema->n_columns; c++) {
        if (is_named_open(derived, c)) {
            gr_derived_reads(derived, c, find_shown, &in);
        }
    }
    return in.found;
}

static void find_choosing(void *user, const gr_read *read)
{
    const beside *b = user;
    if (!shows_openly(b->by, read)) {
        find_beside(user, read);
    }
}

/** Which records there are, and in which order, is shown with them. */
static void check_choosing(sealing *s, const gr_derived *derived)
{
    beside b = {s, derived, GR_LIT("")};
    if (derived->n_suppressions == 0) {
        return;
    }
    visit_records(derived, find_choosing, &b);
    if (b.found.len > 0) {
        gr_diag_report(s->diag, derived->at, GR_CODE_BESIDE_SMALL,
                       "which records '" GR_FMT "' has, or in which order, depends on " GR_FMT
                       ", and '" GR_FMT "' is hidden in them; take them all, as they come, or, "
                       "when it tells nothing of it, make a field of it and name that in open=",
                       GR_ARG(derived->schema->name), GR_ARG(b.found),
                       GR_ARG(derived->schema->columns[derived->suppressions[0].field].name));
        s->failed = true;
    }
}

/** What `by` neither hides nor says to be open tells no one anything, not by way of another derived
 * dataset either: it is sealed with the rest. */
static void seal_beside(sealing *s, const gr_derived *by)
{
    for (size_t i = 0; by->n_suppressions > 0 && i < gr_catalogue_count(s->catalogue); i++) {
        const gr_schema *schema = gr_table_schema(gr_catalogue_at(s->catalogue, i));
        beside b = {s, by, GR_LIT("")};
        bool beside_it = schema != by->schema && comes_from(s, schema, by);
        for (size_t c = 0; beside_it && c < schema->n_columns; c++) {
            gr_read read = {.schema = schema, .column = c};
            if (may_tell(&b, &read) && !shows_openly(by, &read)) {
                *seal_of(s, schema, c) = (seal){by, node_name(s, schema, c)};
            }
        }
    }
}

/* ---- downwards ---- */

typedef struct finding { /* the first sealed node that something reads */
    const sealing *s;
    bool suppresses; /* of a hidden field values do not count: those are what it seals */
    const seal *found;
} finding;

static void find_sealed(void *user, const gr_read *read)
{
    finding *f = user;
    const seal *node = seal_of(f->s, read->schema, read->column);
    if (f->found == NULL && node->by != NULL && (read->decides || !f->suppresses)) {
        f->found = node;
    }
}

static void refuse_field(sealing *s, const gr_derived *derived, size_t column, const seal *found)
{
    const gr_column *field = &derived->schema->columns[column];
    bool suppresses = gr_derived_suppresses(derived, column);
    gr_diag_report(s->diag, field->at, GR_CODE_SEALED_FIELD,
                   "'" GR_FMT "' of '" GR_FMT "' depends on " GR_FMT ", which '" GR_FMT
                   "' hides; %s",
                   GR_ARG(field->name), GR_ARG(derived->schema->name), GR_ARG(found->from),
                   GR_ARG(found->by->schema->name),
                   suppresses ? "a hidden number may not be chosen by another one"
                              : "name it in with=, or take it out");
    s->failed = true;
}

static void refuse_records(sealing *s, const gr_derived *derived, const seal *found)
{
    gr_diag_report(s->diag, derived->at, GR_CODE_SEALED_FIELD,
                   "which records '" GR_FMT "' has, or in which order, depends on " GR_FMT
                   ", which '" GR_FMT "' hides; take them all, as they come",
                   GR_ARG(derived->schema->name), GR_ARG(found->from),
                   GR_ARG(found->by->schema->name));
    s->failed = true;
}

static void fall_to_column(sealing *s, const gr_derived *derived, size_t column)
{
    bool suppresses = gr_derived_suppresses(derived, column);
    finding f = {s, suppresses, NULL};
    seal *node = seal_of(s, derived->schema, column);
    gr_derived_reads(derived, column, find_sealed, &f);
    if (f.found == NULL || (node->by != NULL && !suppresses)) {
        return;
    }
    if (derived->n_suppressions > 0) {
        refuse_field(s, derived, column, f.found);
    } else {
        *node = *f.found;
    }
}

/** In the order of the descriptors: a dataset only reads those before it. */
static void seal_downwards(sealing *s)
{
    for (size_t i = 0; i < s->made->n; i++) {
        const gr_derived *derived = &s->made->list[i];
        finding f = {s, false, NULL};
        visit_records(derived, find_sealed, &f);
        if (f.found != NULL && derived->n_suppressions > 0) {
            refuse_records(s, derived, f.found);
        } else if (f.found != NULL) {
            *seal_of(s, derived->schema, SIZE_MAX) = *f.found;
        }
        for (size_t c = 0; c < derived->schema->n_columns; c++) {
            fall_to_column(s, derived, c);
        }
    }
}

/* ---- what comes of it ---- */

static gr_str reason(const sealing *s, const seal *node)
{
    return gr_str_fmt(s->arena, "is worked out from " GR_FMT ", which '" GR_FMT "' hides",
                      GR_ARG(node->from), GR_ARG(node->by->schema->name));
}

/** Reports read no dataset that holds what is hidden, or whose records tell it; of others not the
 * fields that tell it. */
static void close_table(const sealing *s, gr_table *table)
{
    const gr_schema *schema = gr_table_schema(table);
    const seal *records = seal_of(s, schema, SIZE_MAX);
    if (records->by != NULL) {
        gr_table_seal(table, records->by->schema->name);
    }
    for (size_t c = 0; c < schema->n_columns; c++) {
        const seal *node = seal_of(s, schema, c);
        bool holds = node->by != NULL && gr_str_eq(node->from, node_name(s, schema, c));
        if (holds) {
            gr_table_seal(table, node->by->schema->name);
        } else if (node->by != NULL) {
            gr_table_seal_column(table, c, reason(s, node));
        }
    }
}

static void close_relations(const sealing *s, gr_relation *relations, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        finding f = {s, false, NULL};
        const seal *records = seal_of(s, relations[i].of, SIZE_MAX);
        gr_bound_reads(relations[i].where, find_sealed, &f);
        f.found = f.found == NULL && records->by != NULL ? records : f.found;
        relations[i].sealed = f.found != NULL ? reason(s, f.found) : GR_LIT("");
    }
}

/** Controls of the data are for who holds the exports; what they say goes further. */
static void hush_checks(const sealing *s, gr_derivations *made)
{
    for (size_t i = 0; i < made->n_checks; i++) {
        finding f = {s, false, NULL};
        gr_bound_reads(made->checks[i].that, find_sealed, &f);
        gr_bound_reads(made->checks[i].equals, find_sealed, &f);
        gr_bound_reads(made->checks[i].tolerance, find_sealed, &f);
        made->checks[i].suppressed_by = f.found != NULL ? f.found->by->schema->name : GR_LIT("");
    }
}

gr_status gr_derive_seal(gr_derivations *made, gr_binder *binder, gr_relation *relations)
{
    size_t n = gr_catalogue_count(binder->catalogue);
    sealing s = {binder->arena,
                 binder->diag,
                 binder->catalogue,
                 made,
                 GR_NEW_N(binder->arena, seal *, n + 1),
                 false};
    for (size_t i = 0; i < n; i++) {
        size_t columns = gr_table_schema(gr_catalogue_at(binder->catalogue, i))->n_columns;
        s.seals[i] = GR_NEW_N(binder->arena, seal, columns + 1);
    }
    seal_upwards(&s);
    s.failed = !gr_overlaps_check(made, binder) || s.failed;
    for (size_t i = 0; i < made->n; i++) {
        check_beside(&s, &made->list[i]);
        check_choosing(&s, &made->list[i]);
    }
    for (size_t i = 0; !s.failed && i < made->n; i++) { /* else it is told twice */
        seal_beside(&s, &made->list[i]);
    }
    seal_downwards(&s);
    for (size_t i = 0; i < n; i++) {
        close_table(&s, gr_catalogue_at(binder->catalogue, i));
    }
    close_relations(&s, relations, binder->n_relations);
    hush_checks(&s, made);
    for (size_t i = 0; i < made->n; i++) {
        gr_derived *derived = &made->list[i];
        finding f = {&s, false, NULL};
        visit_records(derived, find_sealed, &f);
        for (size_t c = 0; c < derived->schema->n_columns; c++) {
            gr_derived_reads(derived, c, find_sealed, &f);
        }
        derived->discreet = f.found != NULL;
    }
    return s.failed ? GR_BAD_INPUT : GR_OK;
}
