#include "expr_priv.h"

/* Owns what names mean: fields of the records at hand, then variables; and what to say when a name
 * means nothing. Must not know operators. */
#include "base/arena.h"
#include "base/intern.h"

typedef struct walk { /* a path being followed */
    const gr_binding *in;
    const gr_path *path;
    gr_bound_path found;
    size_t *columns;
    const gr_schema **schemas;
    gr_vtype type;
    size_t next; /* part of the path that comes next */
} walk;

typedef struct names {
    gr_arena *arena;
    gr_str *list;
    size_t n, cap;
} names;

static void add_name(names *to, gr_str name)
{
    *GR_PUSH(to->arena, to->list, to->n, to->cap, gr_str) = name;
}

static void add_fields(names *to, const gr_schema *schema)
{
    for (size_t i = 0; i < schema->n_columns; i++) {
        add_name(to, schema->columns[i].name);
    }
}

static void add_variables(names *to, const gr_scope *scope)
{
    for (; scope != NULL; scope = scope->outer) {
        add_name(to, scope->name);
    }
}

/* ---- messages ---- */

static bool refuse_field(const gr_binding *in, gr_loc at, gr_str name, const gr_schema *schema,
                         const gr_scope *variables)
{
    names known = {.arena = in->binder->arena};
    add_fields(&known, schema);
    add_variables(&known, variables);
    gr_str advice = gr_advice(in->binder->arena, name, known.list, known.n);
    gr_diag_report(in->binder->diag, at, GR_CODE_FIELD_UNKNOWN,
                   "'" GR_FMT "' in dataset '" GR_FMT "'" GR_FMT, GR_ARG(name),
                   GR_ARG(schema->name), GR_ARG(advice));
    if (schema->at.file != 0) {
        gr_diag_note(in->binder->diag, schema->at, "dataset '" GR_FMT "' is declared here",
                     GR_ARG(schema->name));
    }
    return false;
}

static gr_str joined(const walk *w)
{
    return gr_str_fmt(w->in->binder->arena, GR_FMT "." GR_FMT, GR_ARG(w->path->parts[0]),
                      GR_ARG(w->path->parts[1]));
}

/** Built-in names in two parts, as life.status: what there is besides. False: no such family. */
static bool refuse_member(const walk *w)
{
    gr_arena *arena = w->in->binder->arena;
    gr_str family = gr_str_fmt(arena, GR_FMT ".", GR_ARG(w->path->parts[0]));
    names known = {.arena = arena};
    for (const gr_scope *scope = w->in->scope; scope != NULL; scope = scope->outer) {
        if (gr_str_starts(scope->name, family)) {
            add_name(&known, scope->name);
        }
    }
    if (known.n == 0) {
        return false;
    }
    gr_str name = w->path->n > 1 ? joined(w) : w->path->parts[0];
    gr_str advice = gr_advice(arena, name, known.list, known.n);
    gr_diag_report(w->in->binder->diag, w->path->at[0], GR_CODE_NAME_UNKNOWN, "'" GR_FMT "'" GR_FMT,
                   GR_ARG(name), GR_ARG(advice));
    return true;
}

/** `on` is a name of reports that say so; whoever writes it elsewhere is told where it is one. */
static bool refuse_day(const gr_binding *in, gr_loc at)
{
    gr_diag_report(
        in->binder->diag, at, GR_CODE_DAY_ELSEWHERE,
        in->binder->day.in_report
            ? "uses-date=\"issue\" on <report> lets its documents depend on the day they "
              "are for; as_of is the date of the data"
            : "data are worked out once for all documents and days; compare with 'on' in "
              "a report that has uses-date=\"issue\"");
    return false;
}

bool gr_refuse_unnamed(const gr_binding *in, const gr_path *path, bool set)
{
    gr_unnamed *rows = &in->binder->unnamed;
    gr_str name = path->parts[0];
    names known = {.arena = in->binder->arena};
    if (rows->what != NULL && rows->told.len > 0) {
        return gr_str_eq(rows->told, name); /* $m, m.name and count(m) lack one and the same */
    }
    if (rows->what == NULL || (set ? !rows->groups : path->n < 2 && !path->outer)) {
        return false;
    }
    add_variables(&known, in->scope);
    if (gr_suggest(name, known.list, known.n).len > 0) {
        return false;
    }
    gr_diag_report(in->binder->diag, rows->at, GR_CODE_ROW_UNNAMED,
                   "'" GR_FMT "%s" GR_FMT "': give the %s of this %s their name, as=\"" GR_FMT "\"",
                   GR_ARG(name), path->n < 2 ? "" : ".",
                   GR_ARG(path->n < 2 ? GR_LIT("") : path->parts[1]),
                   rows->groups ? "groups" : "rows", rows->what, GR_ARG(name));
    gr_diag_note(in->binder->diag, path->at[0], "used here first");
    rows->told = name;
    return true;
}

/** What people write for a constant, in Dutch or as other languages have it. */
static gr_str constant_for(gr_str name)
{
    static const char *const words[][2] = {{"ja", "; write yes"},    {"true", "; write yes"},
                                           {"nee", "; write no"},    {"false", "; write no"},
                                           {"null", "; write none"}, {"geen", "; write none"}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (gr_str_is(name, words[i][0])) {
            return gr_str_of(words[i][1]);
        }
    }
    return GR_LIT("");
}

static bool refuse_name(const walk *w)
{
    const gr_binding *in = w->in;
    gr_str name = w->path->parts[0];
    if (gr_refuse_unnamed(in, w->path, false)) {
        return false;
    }
    if (gr_str_is(name, "on")) {
        return refuse_day(in, w->path->at[0]);
    }
    if (refuse_member(w)) {
        return false;
    }
    if (!w->path->outer && in->rows != NULL) {
        return refuse_field(in, w->path->at[0], name, in->rows->schema, in->scope);
    }
    if (gr_catalogue_find(in->binder->catalogue, name) != NULL) {
        gr_diag_report(in->binder->diag, w->path->at[0], GR_CODE_NAME_UNKNOWN,
                       "'" GR_FMT "' is a dataset, no value; count(" GR_FMT ") is one",
                       GR_ARG(name), GR_ARG(name));
        return false;
    }
    names known = {.arena = in->binder->arena};
    add_variables(&known, in->scope);
    gr_str advice = constant_for(name);
    if (advice.len == 0) {
        advice = gr_advice(in->binder->arena, name, known.list, known.n);
    }
    gr_diag_report(in->binder->diag, w->path->at[0], GR_CODE_NAME_UNKNOWN, "'" GR_FMT "'" GR_FMT,
                   GR_ARG(name), GR_ARG(advice));
    return false;
}

static bool refuse_group(const walk *w)
{
    size_t last = w->path->n > 1 ? 1 : 0;
    gr_str group = w->path->parts[0];
    gr_diag_report(w->in->binder->diag, w->path->at[last],
                   last > 0 ? GR_CODE_FIELD_UNKNOWN : GR_CODE_TYPE_MISMATCH,
                   "'" GR_FMT "' is a group of records: it has '" GR_FMT
                   ".key', and is a set in count(" GR_FMT ")",
                   GR_ARG(group), GR_ARG(group), GR_ARG(group));
    return false;
}

/** What is hidden elsewhere, or worked out from it, is not for reports: neither as a field of a
 * record nor along a reference. */
static bool refuse_sealed(const gr_binding *in, const gr_expr *expr, const gr_bound_path *path)
{
    for (size_t i = 0; i < path->n; i++) {
        const gr_schema *schema = path->schemas[i];
        const gr_table *table = gr_catalogue_find(in->binder->catalogue, schema->name);
        gr_str why = table == NULL ? GR_LIT("") : gr_table_sealed_column(table, path->columns[i]);
        if (why.len > 0) {
            gr_diag_report(in->binder->diag, expr->at, GR_CODE_SEALED_FIELD,
                           "'" GR_FMT "' of '" GR_FMT "' " GR_FMT "; derive it from there",
                           GR_ARG(schema->columns[path->columns[i]].name), GR_ARG(schema->name),
                           GR_ARG(why));
            return true;
        }
    }
    return false;
}

/* ---- following a path ---- */

/** Of words: the field that has them in the language at hand, when there is one. Keys stay. */
static size_t in_language(const walk *w, const gr_schema *schema, size_t column)
{
    const gr_binder *binder = w->in->binder;
    const gr_column *own = &schema->columns[column];
    if (binder->lang.len == 0 || binder->as_called > 0 || own->type != GR_T_TEXT) {
        return column;
    }
    size_t other = gr_schema_column(
        schema, gr_str_fmt(binder->arena, GR_FMT GR_FMT, GR_ARG(own->name), GR_ARG(binder->lang)));
    return other != SIZE_MAX && schema->columns[other].type == GR_T_TEXT ? other : column;
}

static void step_along(walk *w, const gr_schema *schema, size_t column)
{
    column = in_language(w, schema, column);
    w->schemas[w->found.n] = schema;
    w->columns[w->found.n++] = column;
    w->type = gr_vtype_of_column(&schema->columns[column]);
    w->next++;
}

/** The first part as a field of the records at hand, innermost first. */
static bool starts_in_row(walk *w)
{
    uint32_t outwards = 0;
    for (const gr_row_scope *row = w->in->rows; row != NULL; row = row->outer, outwards++) {
        size_t column = gr_schema_column(row->schema, w->path->parts[0]);
        if (column != SIZE_MAX) {
            w->found.from_row = true;
            w->found.start = outwards;
            step_along(w, row->schema, column);
            return true;
        }
    }
    return false;
}

/** A group is followed by `key`, and goes on as that. */
static bool enter_group(walk *w)
{
    if (w->path->n < 2 || !gr_str_is(w->path->parts[1], "key")) {
        return refuse_group(w);
    }
    w->type.group = false;
    w->type.schema = w->type.key_schema;
    w->next++;
    return true;
}

static bool starts_in_scope(walk *w)
{
    const gr_scope *scope = gr_scope_find(w->in->scope, w->path->parts[0]);
    if (scope == NULL && w->path->n > 1) {
        scope = gr_scope_find(w->in->scope, joined(w));
        w->next += scope == NULL ? 0 : 1;
    }
    if (scope == NULL) {
        return refuse_name(w);
    }
    gr_day_name *day = &w->in->binder->day;
    day->used = day->used || (day->known && day->slot == scope->slot);
    w->found.start = scope->slot;
    w->type = scope->type;
    w->type.loop = false;
    w->next++;
    if (scope->type.type == GR_T_POISON) {
        return false; /* one cause, one report */
    }
    return !scope->type.group || enter_group(w);
}

static bool follow_part(walk *w)
{
    const gr_binding *in = w->in;
    gr_str name = w->path->parts[w->next];
    gr_loc at = w->path->at[w->next];
    if (w->type.type == GR_T_REF && w->type.schema == NULL &&
        gr_diag_has(in->binder->diag, GR_CODE_DATASET_UNKNOWN)) {
        return false; /* its field says to= nothing, and that has been told */
    }
    if (w->type.type != GR_T_REF || w->type.schema == NULL) {
        gr_str type = gr_vtype_text(in->binder->arena, &w->type);
        gr_diag_report(in->binder->diag, at, GR_CODE_TYPE_MISMATCH,
                       "'" GR_FMT "' is " GR_FMT ", which has no fields",
                       GR_ARG(w->path->parts[w->next - 1]), GR_ARG(type));
        return false;
    }
    size_t column = gr_schema_column(w->type.schema, name);
    if (column == SIZE_MAX) {
        return refuse_field(in, at, name, w->type.schema, NULL);
    }
    step_along(w, w->type.schema, column);
    return true;
}

/** Paragraphs are no word among others, nor can anything be worked out from them. */
static bool refuse_paragraphs(const gr_binding *in, const gr_expr *expr, const gr_vtype *type)
{
    if (type->form == GR_FORM_NONE || in->binder->takes_paragraphs) {
        return false;
    }
    gr_diag_report(in->binder->diag, expr->at, GR_CODE_TEXT_FIELD,
                   "'" GR_FMT "' holds paragraphs (form= in its source); show them with "
                   "<text value=\"" GR_FMT "\"/>, or ask whether it is missing",
                   GR_ARG(expr->source), GR_ARG(expr->source));
    return true;
}

const gr_bound *gr_bind_path(const gr_binding *in, const gr_expr *expr)
{
    const gr_path *path = &expr->as.path;
    walk w = {.in = in, .path = path, .columns = GR_NEW_N(in->binder->arena, size_t, path->n)};
    w.schemas = GR_NEW_N(in->binder->arena, const gr_schema *, path->n);
    w.found.columns = w.columns;
    w.found.schemas = w.schemas;
    bool known = (!path->outer && starts_in_row(&w)) || starts_in_scope(&w);
    while (known && w.next < path->n) {
        known = follow_part(&w);
    }
    if (!known || refuse_sealed(in, expr, &w.found) || refuse_paragraphs(in, expr, &w.type)) {
        return NULL;
    }
    for (size_t i = 0; i < w.found.n; i++) {
        gr_touch(in->binder, w.found.schemas[i]);
    }
    gr_bound *node = gr_bound_new(in, expr, GR_N_PATH, w.type);
    node->as.path = w.found;
    node->as.path.as_called = in->binder->as_called > 0;
    return node;
}
