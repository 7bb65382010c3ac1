/* <group> of a dataset: its rows are groups of records, of which the fields of by= are the key, and
 * what is added up or counted over their records the other fields. */
#include "source_priv.h"

typedef struct grouping { /* a <group> being read */
    const gr_describing *describing;
    gr_schema *records; /* what a record holds */
    gr_schema *groups;  /* what the dataset holds */
    gr_group_plan *plan;
    size_t cap_columns, cap_from;
} grouping;

static void add_column(grouping *g, gr_column column, size_t from)
{
    gr_arena *arena = g->describing->arena;
    size_t same = gr_schema_column(g->groups, column.name);
    if (same != SIZE_MAX) {
        gr_diag_report(g->describing->diag, column.at, GR_CODE_NAME_DUPLICATE,
                       "field '" GR_FMT "' in '" GR_FMT "'", GR_ARG(column.name),
                       GR_ARG(g->groups->name));
        gr_diag_note(g->describing->diag, g->groups->columns[same].at, "the first one");
        return;
    }
    size_t n = g->groups->n_columns;
    *GR_PUSH(arena, g->groups->columns, g->groups->n_columns, g->cap_columns, gr_column) = column;
    *GR_PUSH(arena, g->plan->from, n, g->cap_from, size_t) = from;
}

/** Of a group no single record tells how it was worked out. */
static gr_column key_column(const gr_column *of)
{
    gr_column column = *of;
    column.explain = NULL;
    return column;
}

/** One number written in two ways would be two keys. */
static void refuse_written(const grouping *g, const gr_xml_elem *elem, const gr_column *column)
{
    if (column->type == GR_T_DECIMAL || column->type == GR_T_RATIO) {
        gr_diag_report(g->describing->diag, gr_xml_find(elem, "by")->at, GR_CODE_TYPE_MISMATCH,
                       "'" GR_FMT "' is %s: 0.5 and 0.50 would be two groups; group by texts, "
                       "codes, references, whole numbers, dates, periods or amounts",
                       GR_ARG(column->name), gr_type_said(column->type));
    }
}

static void read_by(grouping *g, const gr_xml_elem *elem)
{
    const gr_describing *describing = g->describing;
    size_t *columns = NULL;
    size_t n = gr_read_columns_named(describing, elem, "by", g->records, &columns);
    size_t *key = GR_NEW_N(describing->arena, size_t, n);
    for (size_t i = 0; i < n; i++) {
        const gr_column *column = &g->records->columns[columns[i]];
        if (gr_schema_column(g->groups, column->name) != SIZE_MAX) {
            gr_diag_report(describing->diag, gr_xml_find(elem, "by")->at, GR_CODE_NAME_DUPLICATE,
                           "'" GR_FMT "' stands twice in by=; once is enough",
                           GR_ARG(column->name));
            continue;
        }
        refuse_written(g, elem, column);
        add_column(g, key_column(&g->records->columns[columns[i]]), columns[i]);
        key[g->groups->n_key] = g->groups->n_key;
        g->groups->n_key++;
    }
    g->groups->key = key;
}

static void read_sum(grouping *g, const gr_xml_elem *elem)
{
    const gr_describing *describing = g->describing;
    const gr_xml_named *of = gr_xml_find(elem, "of");
    size_t from = gr_schema_column(g->records, of->value);
    if (from == SIZE_MAX) {
        gr_str *names;
        size_t n = gr_schema_names(g->records, describing->arena, &names);
        gr_str hint = gr_did_you_mean(of->value, names, n, describing->arena);
        gr_diag_report(describing->diag, of->at, GR_CODE_FIELD_UNKNOWN,
                       "'" GR_FMT "' is not a field of the records of '" GR_FMT "'" GR_FMT,
                       GR_ARG(of->value), GR_ARG(g->groups->name), GR_ARG(hint));
        return;
    }
    const gr_column *what = &g->records->columns[from];
    if (what->type != GR_T_INT && what->type != GR_T_DECIMAL && what->type != GR_T_MONEY) {
        gr_diag_report(describing->diag, of->at, GR_CODE_TYPE_MISMATCH,
                       "'" GR_FMT "' is %s; integers, decimals and amounts are added up",
                       GR_ARG(of->value), gr_type_said(what->type));
        return;
    }
    gr_column column = {.name = gr_xml_value(elem, "name"),
                        .title = gr_xml_value(elem, "title"),
                        .type = what->type,
                        .currency = what->currency,
                        .target_name = GR_LIT(""),
                        .optional = what->optional,
                        .summed = what->name,
                        .at = elem->at};
    add_column(g, column, from);
}

static void read_count(grouping *g, const gr_xml_elem *elem)
{
    gr_column column = {.name = gr_xml_value(elem, "name"),
                        .title = gr_xml_value(elem, "title"),
                        .type = GR_T_INT,
                        .currency = gr_euro,
                        .target_name = GR_LIT(""),
                        .at = elem->at};
    add_column(g, column, SIZE_MAX);
}

static void read_parts(grouping *g, const gr_xml_elem *elem)
{
    for (const gr_xml_elem *part = gr_xml_next(elem, NULL); part != NULL;
         part = gr_xml_next(elem, part)) {
        gr_refuse_dot(g->describing, part);
        if (part->rule->kind == GR_SOURCE_SUM) {
            read_sum(g, part);
        } else {
            read_count(g, part);
        }
    }
}

/** No record is kept of which it could be looked up. */
static void refuse_references(const grouping *g)
{
    for (size_t i = 0; i < g->records->n_columns; i++) {
        const gr_column *column = &g->records->columns[i];
        bool grouped = false;
        for (size_t k = 0; k < g->groups->n_key; k++) {
            grouped = grouped || g->plan->from[k] == i;
        }
        if (column->type == GR_T_REF && !grouped) {
            gr_diag_report(g->describing->diag, column->at, GR_CODE_ATTRIBUTE_VALUE,
                           "'" GR_FMT "' is in no group, so what it points at is never looked up; "
                           "add it to by=, or make it type=\"text\"",
                           GR_ARG(column->name));
        }
    }
}

static void refuse_second(const gr_describing *describing, const gr_xml_elem *dataset,
                          const gr_xml_elem *first)
{
    const gr_xml_named *key = gr_xml_find(dataset, "key");
    if (key != NULL) {
        gr_diag_report(describing->diag, key->at, GR_CODE_ATTRIBUTE_VALUE,
                       "the fields of by= are the key of a group; leave key= out");
    }
    const gr_xml_named *mapping = gr_xml_find(dataset, "mapping");
    if (mapping != NULL && gr_xml_flag(dataset, "mapping")) {
        gr_diag_report(describing->diag, mapping->at, GR_CODE_ATTRIBUTE_VALUE,
                       "a mapping is asked for single entries, and a <group> keeps none");
    }
    for (const gr_xml_elem *next = gr_xml_next(dataset, first); next != NULL;
         next = gr_xml_next(dataset, next)) {
        if (next->rule->kind == GR_SOURCE_GROUP) {
            gr_diag_report(describing->diag, next->at, GR_CODE_NAME_DUPLICATE,
                           "a second <group>; write a second dataset with the same records=");
        }
    }
}

gr_schema *gr_read_group(const gr_describing *describing, const gr_xml_elem *dataset,
                         gr_schema *records, gr_group_plan **out_plan)
{
    const gr_xml_elem *elem = gr_xml_child(dataset, "group");
    *out_plan = NULL;
    if (elem == NULL) {
        return records;
    }
    gr_arena *arena = describing->arena;
    gr_schema *groups = GR_NEW(arena, gr_schema);
    *groups = *records;
    groups->columns = NULL;
    groups->n_columns = 0;
    groups->n_key = 0;
    groups->grouped = true;
    grouping g = {describing, records, groups, GR_NEW(arena, gr_group_plan), 0, 0};
    refuse_second(describing, dataset, elem);
    read_by(&g, elem);
    refuse_references(&g);
    read_parts(&g, elem);
    g.plan->schema = groups;
    *out_plan = g.plan;
    return groups;
}

void gr_group_owner(const gr_group_plan *plan, gr_schema *records)
{
    const gr_schema *groups = plan->schema;
    records->shared = groups->shared;
    if (!groups->shared && groups->owner_column < groups->n_columns &&
        plan->from[groups->owner_column] != SIZE_MAX) {
        records->owner_column = plan->from[groups->owner_column];
    }
}

void gr_group_fallbacks(const gr_plan *plan)
{
    const gr_group_plan *group = plan->group;
    for (size_t i = 0; group != NULL && i < group->schema->n_columns; i++) {
        if (group->from[i] != SIZE_MAX) {
            group->schema->columns[i].fallback = plan->schema->columns[group->from[i]].fallback;
        }
    }
}

const gr_schema *gr_plan_rows(const gr_plan *plan)
{
    return plan->group == NULL ? plan->schema : plan->group->schema;
}

size_t gr_plan_field_behind(const gr_plan *plan, size_t column)
{
    return plan->group == NULL ? column : plan->group->from[column];
}
