/* <dataset> and <as-of> of a source descriptor: columns, key, owner, and the spots its paths mean.
 */
#include "base/date.h"
#include "grid_priv.h"

typedef struct gr_type_word {
    const char *word;
    gr_type type;
} gr_type_word;
static const gr_type_word type_words[] = {
#define GR_FIELD_TYPE(word, type) {word, type},
#include "field_types.def"
#undef GR_FIELD_TYPE
};

gr_loc gr_part_place(const gr_xml_elem *elem, const gr_xml_named *named, gr_str part)
{
    return gr_xml_value_place(elem->tree, named->raw, (size_t)(part.ptr - named->value.ptr));
}

const gr_xml_elem *gr_next_field(const gr_xml_elem *dataset, const gr_xml_elem *after)
{
    const gr_xml_elem *next = gr_xml_next(dataset, after);
    while (next != NULL && next->rule->kind != GR_SOURCE_FIELD) {
        next = gr_xml_next(dataset, next);
    }
    return next;
}

/* ---- columns ---- */

static gr_type type_of(gr_str word)
{
    for (size_t i = 0; i < sizeof type_words / sizeof type_words[0]; i++) {
        if (gr_str_is(word, type_words[i].word)) {
            return type_words[i].type;
        }
    }
    return GR_T_TEXT; /* the grammar has refused anything else */
}

static const gr_code_list *find_codes(const gr_describing *describing, const gr_xml_named *named)
{
    const gr_source *source = describing->source;
    gr_str *names = GR_NEW_N(describing->arena, gr_str, source->n_codes);
    for (size_t i = 0; i < source->n_codes; i++) {
        if (gr_str_eq(source->codes[i].name, named->value)) {
            return &source->codes[i];
        }
        names[i] = source->codes[i].name;
    }
    gr_str hint = gr_did_you_mean(named->value, names, source->n_codes, describing->arena);
    gr_diag_report(describing->diag, named->at, GR_CODE_NAME_UNKNOWN,
                   "no <codes> named '" GR_FMT "' in this source" GR_FMT, GR_ARG(named->value),
                   GR_ARG(hint));
    return NULL;
}

/* The attribute that one type needs and no other may have. NULL after a report, or when rightly
 * absent. */
static const gr_xml_named *typed_attribute(const gr_describing *describing, const gr_xml_elem *elem,
                                           const char *name, bool wanted, const char *type_word)
{
    const gr_xml_named *named = gr_xml_find(elem, name);
    if (named != NULL && !wanted) {
        gr_diag_report(describing->diag, named->at, GR_CODE_ATTRIBUTE_VALUE,
                       "%s= goes with type=\"%s\" only", name, type_word);
        return NULL;
    }
    if (named == NULL && wanted) {
        gr_diag_report(describing->diag, elem->at, GR_CODE_ATTRIBUTE_MISSING,
                       "a field with type=\"%s\" needs %s=", type_word, name);
    }
    return named;
}

/* Expressions read a dot as the step from a record to its field. */
void gr_refuse_dot(const gr_describing *describing, const gr_xml_elem *elem)
{
    const gr_xml_named *name = gr_xml_find(elem, "name");
    size_t dot = gr_str_find(name->value, GR_LIT("."));
    if (dot != SIZE_MAX) {
        gr_diag_report(describing->diag, gr_xml_value_place(elem->tree, name->raw, dot),
                       GR_CODE_ATTRIBUTE_VALUE, "'" GR_FMT "': a name has no dots",
                       GR_ARG(name->value));
    }
}

/** As the grammar demands of others; what is same= as another one leaves it out. */
static void demand(const gr_describing *describing, const gr_xml_elem *elem, const char *name,
                   const char *about)
{
    if (gr_xml_find(elem, name) == NULL) {
        gr_diag_report(describing->diag, elem->at, GR_CODE_ATTRIBUTE_MISSING,
                       "'%s' on '" GR_FMT "'; add %s=\"...\": %s", name, GR_ARG(elem->name), name,
                       about);
    }
}

/** form= of a text that holds paragraphs. */
static gr_text_form read_form(const gr_describing *describing, const gr_xml_elem *elem,
                              gr_type type)
{
    static const char *const words[] = {"", "plain", "markdown", "html", "xhtml"};
    const gr_xml_named *form = gr_xml_find(elem, "form");
    if (form == NULL ||
        typed_attribute(describing, elem, "form", type == GR_T_TEXT, "text") == NULL) {
        return GR_FORM_NONE;
    }
    if (gr_xml_find(elem, "value") != NULL) {
        gr_diag_report(describing->diag, form->at, GR_CODE_FIELD_FORM,
                       "a computed field has no paragraphs; leave form= out, or read the field "
                       "from the export");
    }
    for (size_t i = 1; i < sizeof words / sizeof words[0]; i++) {
        if (gr_str_is(form->value, words[i])) {
            return (gr_text_form)i;
        }
    }
    return GR_FORM_NONE;
}

/** adds= is about what sums are told of. */
static void refuse_adds(const gr_describing *describing, const gr_xml_elem *elem, gr_type type)
{
    const gr_xml_named *named = gr_xml_find(elem, "adds");
    if (named != NULL && type != GR_T_MONEY && type != GR_T_DECIMAL && type != GR_T_INT) {
        gr_diag_report(describing->diag, named->at, GR_CODE_ATTRIBUTE_VALUE,
                       "adds= is for numbers and amounts; other values have no sum, so leave it "
                       "out");
    }
}

static gr_column read_column(const gr_describing *describing, const gr_xml_elem *elem)
{
    demand(describing, elem, "type", "what its values are");
    gr_column column = {
        .name = gr_xml_value(elem, "name"),
        .title = gr_xml_value(elem, "title"),
        .type = type_of(gr_xml_value(elem, "type")),
        .currency = gr_euro,
        .target_name = GR_LIT(""),
        .optional = gr_xml_flag(elem, "optional"),
        .ordinal = gr_xml_flag(elem, "ordinal"),
        .mixed = gr_str_is(gr_xml_value(elem, "adds"), "no"),
        .at = elem->at,
    };
    column.form = read_form(describing, elem, column.type);
    gr_refuse_dot(describing, elem);
    refuse_adds(describing, elem, column.type);
    const gr_xml_named *codes =
        typed_attribute(describing, elem, "codes", column.type == GR_T_CODE, "code");
    const gr_xml_named *to =
        typed_attribute(describing, elem, "to", column.type == GR_T_REF, "reference");
    if (codes != NULL) {
        column.codes = find_codes(describing, codes);
    }
    if (to != NULL) {
        column.target_name = to->value;
    }
    if (gr_xml_find(elem, "currency") != NULL) { /* EUR is the only one so far, and the default */
        (void)typed_attribute(describing, elem, "currency", column.type == GR_T_MONEY, "money");
    }
    return column;
}

static void read_columns(const gr_describing *describing, const gr_xml_elem *elem,
                         gr_schema *schema)
{
    size_t cap = 0;
    for (const gr_xml_elem *field = gr_next_field(elem, NULL); field != NULL;
         field = gr_next_field(elem, field)) {
        gr_column column = read_column(describing, field);
        size_t same = gr_schema_column(schema, column.name);
        if (same != SIZE_MAX) {
            gr_diag_report(describing->diag, field->at, GR_CODE_NAME_DUPLICATE,
                           "field '" GR_FMT "' in '" GR_FMT "'", GR_ARG(column.name),
                           GR_ARG(schema->name));
            gr_diag_note(describing->diag, schema->columns[same].at, "the first one");
        }
        *GR_PUSH(describing->arena, schema->columns, schema->n_columns, cap, gr_column) = column;
    }
    if (schema->n_columns == 0) {
        gr_diag_report(describing->diag, elem->at, GR_CODE_ELEMENT_MISSING,
                       "dataset '" GR_FMT "' needs a <field>", GR_ARG(schema->name));
    }
}

/* ---- key and owner ---- */

size_t gr_find_field(const gr_describing *describing, const gr_schema *schema, gr_str name,
                     gr_loc at)
{
    size_t column = gr_schema_column(schema, name);
    if (column == SIZE_MAX) {
        gr_str *names;
        size_t n = gr_schema_names(schema, describing->arena, &names);
        gr_str hint = gr_did_you_mean(name, names, n, describing->arena);
        gr_diag_report(describing->diag, at, GR_CODE_FIELD_UNKNOWN,
                       "'" GR_FMT "' is not a field of %s'" GR_FMT "'" GR_FMT, GR_ARG(name),
                       schema->grouped ? "the groups of " : "", GR_ARG(schema->name), GR_ARG(hint));
    }
    return column;
}

static size_t named_column(const gr_describing *describing, const gr_schema *schema, gr_str name,
                           gr_loc at)
{
    size_t column = gr_find_field(describing, schema, name, at);
    if (column == SIZE_MAX) {
        return SIZE_MAX;
    }
    if (schema->columns[column].form != GR_FORM_NONE) {
        gr_diag_report(describing->diag, at, GR_CODE_FIELD_FORM,
                       "'" GR_FMT "' tells records apart, so it is one line; leave its form= out",
                       GR_ARG(name));
    } else if (schema->columns[column].optional) {
        gr_diag_report(describing->diag, at, GR_CODE_ATTRIBUTE_VALUE,
                       "'" GR_FMT "' tells records or owners apart, so it may not be optional",
                       GR_ARG(name));
    }
    return column;
}

size_t gr_read_columns_named(const gr_describing *describing, const gr_xml_elem *elem,
                             const char *attribute, const gr_schema *schema, size_t **out)
{
    const gr_xml_named *named = gr_xml_find(elem, attribute);
    size_t *columns = NULL;
    size_t n = 0;
    size_t cap = 0;
    gr_str rest = named->value;
    gr_str name;
    while (gr_str_split(&rest, ' ', &name)) {
        if (name.len == 0) {
            continue; /* two spaces */
        }
        size_t column = named_column(describing, schema, name, gr_part_place(elem, named, name));
        if (column != SIZE_MAX) {
            *GR_PUSH(describing->arena, columns, n, cap, size_t) = column;
        }
    }
    *out = columns;
    if (gr_str_trim(named->value).len == 0) {
        gr_diag_report(describing->diag, named->at, GR_CODE_ATTRIBUTE_VALUE,
                       "%s= names the fields that identify a record", attribute);
    }
    return n;
}

static void read_key(const gr_describing *describing, const gr_xml_elem *elem, gr_schema *schema)
{
    size_t *key = NULL;
    if (gr_xml_find(elem, "key") == NULL) {
        demand(describing, elem, "key", "fields that identify a record");
        return;
    }
    schema->n_key = gr_read_columns_named(describing, elem, "key", schema, &key);
    schema->key = key;
}

static void read_owner(const gr_describing *describing, const gr_xml_elem *elem, gr_schema *schema)
{
    const gr_xml_named *owner = gr_xml_find(elem, "owner");
    schema->shared = gr_xml_flag(elem, "shared");
    if (owner == NULL) {
        if (!schema->shared) {
            gr_diag_report(describing->diag, elem->at, GR_CODE_ATTRIBUTE_MISSING,
                           "say whose the records of '" GR_FMT
                           "' are: owner= with a reference field, or shared=\"yes\"",
                           GR_ARG(schema->name));
        }
        return;
    }
    if (schema->shared) {
        gr_diag_report(describing->diag, owner->at, GR_CODE_ATTRIBUTE_VALUE,
                       "records have an owner or are shared, not both");
        return;
    }
    size_t column = named_column(describing, schema, owner->value, owner->at);
    if (column == SIZE_MAX) {
        return;
    }
    schema->owner_column = column;
    if (schema->columns[column].type != GR_T_REF) {
        gr_diag_report(describing->diag, owner->at, GR_CODE_ATTRIBUTE_VALUE,
                       "the owner is a field with type=\"reference\"; '" GR_FMT "' is not",
                       GR_ARG(owner->value));
    }
}

static gr_totals_word totals_word(const gr_xml_elem *elem, const char *name)
{
    const gr_xml_named *named = gr_xml_find(elem, name);
    return named == NULL ? (gr_totals_word){.at = elem->at}
                         : (gr_totals_word){true, named->value, named->at};
}

static void read_totals(const gr_describing *describing, const gr_xml_elem *elem, gr_schema *schema)
{
    gr_totals_words words = {.dataset = schema->name,
                             .least = totals_word(elem, "least-owners"),
                             .dominance = totals_word(elem, "dominance"),
                             .by = totals_word(elem, "totals-by")};
    if (gr_schema_totals(schema, &words, describing->arena, describing->diag) != GR_OK) {
        return; /* told; whoever reads sources counts what was told */
    }
}

/* ---- fields ---- */

/** open-end="9999-12-31" of a date. */
static void read_open_end(const gr_describing *describing, const gr_xml_elem *elem, gr_type type,
                          gr_plan_field *field)
{
    const gr_xml_named *named = gr_xml_find(elem, "open-end");
    if (named == NULL ||
        typed_attribute(describing, elem, "open-end", type == GR_T_DATE, "date") == NULL) {
        return;
    }
    field->has_open_end = gr_date_parse(named->value, &field->open_end);
    if (!field->has_open_end) {
        gr_diag_report(describing->diag, named->at, GR_CODE_ATTRIBUTE_VALUE,
                       "'" GR_FMT "' is not a date such as 9999-12-31", GR_ARG(named->value));
    }
}

/** ahead="yes": of an ancestor, and never behind the records. */
static void read_ahead(const gr_describing *describing, const gr_xml_elem *elem,
                       gr_plan_field *field)
{
    field->is_ahead = gr_xml_flag(elem, "ahead");
    if (field->is_ahead && !field->may_follow) {
        gr_diag_report(describing->diag, gr_xml_find(elem, "ahead")->at, GR_CODE_ATTRIBUTE_VALUE,
                       "ahead= is for elements of an ancestor (../name), which may come behind the "
                       "record; leave it out");
    }
}

static void place_field(const gr_describing *describing, const gr_xml_elem *elem, gr_plan *plan,
                        size_t field)
{
    if (gr_field_is_made(describing, elem, plan, field)) {
        return;
    }
    bool of_grid = gr_field_column(describing, elem, plan, field);
    if (!of_grid && !gr_field_path(describing, elem, plan, field)) {
        return;
    }
    read_ahead(describing, elem, &plan->fields[field]);
    bool decimal = plan->schema->columns[field].type == GR_T_DECIMAL;
    plan->fields[field].three_decimals =
        gr_xml_find(elem, "decimals") != NULL &&
        typed_attribute(describing, elem, "decimals", decimal, "decimal") != NULL;
    plan->fields[field].writing =
        gr_field_writing(describing, elem, plan->schema->columns[field].type);
    if (of_grid) {
        gr_grid_numbers(describing, plan->schema->columns[field].type,
                        &plan->fields[field].writing);
    }
    read_open_end(describing, elem, plan->schema->columns[field].type, &plan->fields[field]);
    gr_read_currency_from(describing, elem, plan, field);
    gr_read_fallback(describing, elem, plan, field);
}

gr_plan *gr_add_plan(const gr_describing *describing, gr_schema *schema)
{
    gr_source *source = describing->source;
    gr_plan *plan = GR_NEW(describing->arena, gr_plan);
    *plan = (gr_plan){
        .schema = schema,
        .nr = source->n_plans,
        .fields = GR_NEW_N(describing->arena, gr_plan_field, 2 * schema->n_columns),
        .n_texts = schema->n_columns,
    };
    *GR_PUSH(describing->arena, source->plans, source->n_plans, source->cap_plans, gr_plan *) =
        plan;
    return plan;
}

/** What the records are, as opposed to where they stand. */
static gr_schema *read_schema(const gr_describing *describing, const gr_xml_elem *elem,
                              gr_group_plan **out_group)
{
    gr_schema *schema = GR_NEW(describing->arena, gr_schema);
    schema->name = gr_xml_value(elem, "name");
    schema->title = gr_xml_value(elem, "title");
    schema->at = elem->at;
    gr_refuse_dot(describing, elem);
    schema->may_be_empty = gr_xml_flag(elem, "empty") || !describing->source->required;
    read_columns(describing, elem, schema);
    gr_group_plan *group = NULL;
    gr_schema *rows = gr_read_group(describing, elem, schema, &group);
    if (group == NULL) {
        read_key(describing, elem, schema);
    }
    read_owner(describing, elem, rows);
    if (group != NULL) {
        gr_group_owner(group, schema);
    }
    read_totals(describing, elem, rows);
    gr_read_mapping(describing, elem, schema);
    gr_read_valid(describing, elem, schema);
    gr_read_references(describing, elem, schema, group);
    rows->where = gr_xml_value(elem, "where");
    *out_group = group;
    return schema;
}

/** What only the source that describes it first says of a dataset. */
static void read_rest(gr_describing *describing, const gr_xml_elem *elem, gr_plan *plan,
                      gr_schema *rows)
{
    gr_group_fallbacks(plan);
    gr_read_computed(describing, elem, plan);
    gr_read_promises(describing, elem, plan);
    rows->promises = plan->promises;
    rows->n_promises = plan->n_promises;
    (void)gr_catalogue_add(describing->catalogue, rows, describing->diag); /* reports */
}

void gr_read_dataset(gr_describing *describing, const gr_xml_elem *elem)
{
    gr_plan *first = describing->same; /* whose schema it has, when it is same= as that */
    gr_group_plan *group = first != NULL ? first->group : NULL;
    gr_schema *schema = first != NULL ? first->schema : read_schema(describing, elem, &group);
    gr_plan *plan = gr_add_plan(describing, schema);
    gr_path_origin records = {elem, gr_xml_find(elem, "records")};
    plan->group = group;
    plan->grid = gr_read_grid(describing, elem, schema->n_columns);
    if (plan->grid == NULL &&
        (records.named == NULL || !gr_read_records(describing, &records, plan))) {
        return;
    }
    plan->empty = gr_xml_flag(elem, "empty");
    plan->elem = elem;
    plan->same = first;
    gr_read_doubles(describing, elem, plan);
    size_t i = 0;
    for (const gr_xml_elem *field = gr_next_field(elem, NULL); field != NULL;
         field = gr_next_field(elem, field)) {
        place_field(describing, field, plan,
                    first == NULL ? i++ : gr_schema_column(schema, gr_xml_value(field, "name")));
    }
    if (first == NULL) {
        read_rest(describing, elem, plan, group == NULL ? schema : group->schema);
    }
}

void gr_read_as_of(gr_describing *describing, const gr_xml_elem *elem)
{
    for (size_t i = 0; i < describing->source->n_plans; i++) {
        if (describing->source->plans[i]->is_as_of) {
            gr_diag_report(describing->diag, elem->at, GR_CODE_NAME_DUPLICATE,
                           "a second <as-of>; the data has one date");
        }
    }
    gr_schema *schema = GR_NEW(describing->arena, gr_schema);
    schema->name = GR_LIT("as-of");
    schema->columns = GR_NEW(describing->arena, gr_column);
    schema->n_columns = 1;
    schema->columns[0] = (gr_column){.name = GR_LIT("as-of"), .type = GR_T_DATE, .at = elem->at};
    gr_plan *plan = gr_add_plan(describing, schema);
    plan->is_as_of = true;
    plan->starts = GR_NEW(describing->arena, gr_source_start);
    gr_add_start(plan, describing->source->root->ways);
    place_field(describing, elem, plan, 0);
}
