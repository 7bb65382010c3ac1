/* Owns what caused the changes of an edition: values, records and dates in exports that are others
 * than they were. What is worked out from them is no cause. A value or record of another owner is
 * not told: that there is one, is. Must not know how a sheet looks. */
#include "changes/causes.h"

#include "base/arena.h"
#include "base/intern.h"
#include "dataset/key.h"
#include "provenance/records.h"
#include "provenance/used.h"

#define PARTS_MOST    16   /* of a key */
#define ROWS_COMPARED 5000 /* by their names; of more, the key is told too */

typedef struct finding {
    const gr_changes_data *data;
    gr_changes_facts *facts;
    gr_arena *arena;
    gr_intern *records; /* that were looked at: "dataset\tkey" */
    gr_changes_cause *causes;
    size_t cap;
    const gr_table
        *indexed;          /* the last table of records without a lasting key that was asked for */
    gr_intern *identities; /* of its records, and their rows */
    uint32_t *rows;
} finding;

typedef struct field { /* what a line of used.tsv is about */
    gr_str dataset, key, name;
    uint32_t row;          /* of its record; UINT32_MAX: it is gone */
    const gr_table *table; /* NULL: no such dataset any more */
    const gr_schema *schema;
    const gr_column *column; /* NULL: no such field any more */
} field;

static void index_records(finding *f, const gr_table *table)
{
    f->indexed = table;
    f->identities = gr_intern_new(f->arena);
    f->rows = GR_NEW_N(f->arena, uint32_t, (size_t)gr_table_rows(table) + 1);
    for (uint32_t row = 0; row < gr_table_rows(table); row++) {
        gr_str identity = gr_table_identity(table, row, f->arena);
        f->rows[gr_intern_add(f->identities, identity)] = row;
    }
}

/** The record that is known by `key` (gr_table_identity), or UINT32_MAX. */
static uint32_t row_of(finding *f, const gr_table *table, gr_str key)
{
    uint32_t nr = 0;
    if (!gr_schema_is_volatile(gr_table_schema(table))) {
        return gr_table_find(table, key);
    }
    if (f->rows == NULL || f->indexed != table) {
        index_records(f, table);
    }
    return gr_intern_find(f->identities, key, &nr) ? f->rows[nr] : UINT32_MAX;
}

static field field_of(finding *f, gr_str line_key)
{
    field found = {.dataset = GR_LIT(""), .key = GR_LIT(""), .name = GR_LIT(""), .row = UINT32_MAX};
    gr_str *const parts[] = {&found.dataset, &found.key, &found.name};
    for (size_t i = 0; i < 3; i++) {
        (void)gr_str_split(&line_key, '\t', parts[i]);
    }
    found.table = gr_catalogue_find(f->data->catalogue, found.dataset);
    if (found.table != NULL) {
        found.schema = gr_table_schema(found.table);
        found.row = row_of(f, found.table, found.key);
        size_t column = gr_schema_column(found.schema, found.name);
        found.column = column == SIZE_MAX ? NULL : &found.schema->columns[column];
    }
    return found;
}

/** Parts of a composite key; 0 when they cannot be told apart. */
static size_t key_parts(const finding *f, const field *of, gr_str *parts)
{
    gr_str rest = of->key;
    size_t n = 0;
    if (of->schema->n_key == 1) {
        parts[0] = of->key;
        return 1;
    }
    while (n < PARTS_MOST && gr_key_split(&rest, f->arena, &parts[n])) {
        n++;
    }
    return n == of->schema->n_key ? n : 0;
}

/* --- whose it is --- */

/** Owner of a record that may be gone; empty when nobody can say. */
static gr_str owner_of(const finding *f, const field *of)
{
    gr_str parts[PARTS_MOST];
    uint32_t row = of->row;
    if (row != UINT32_MAX) {
        return gr_table_owner(of->table, row);
    }
    size_t n = key_parts(f, of, parts);
    for (size_t i = 0; i < n; i++) {
        if (of->schema->key[i] == of->schema->owner_column) {
            return parts[i];
        }
    }
    return GR_LIT("");
}

static bool may_be_told(const finding *f, const field *of)
{
    if (f->data->owner.len == 0 || of->schema->shared) {
        return true;
    }
    gr_str owners = of->schema->columns[of->schema->owner_column].target_name;
    return gr_str_eq(owners, f->data->owners) && gr_str_eq(owner_of(f, of), f->data->owner);
}

/* --- what people call it --- */

static size_t name_column(const gr_schema *schema)
{
    static const char *const names[] = {"name", "title", "short"};
    size_t column = SIZE_MAX;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && column == SIZE_MAX; i++) {
        column = gr_schema_column(schema, gr_str_of(names[i]));
    }
    return column;
}

/** "Rozendaal" for the key of a record, "lasten" for a code; else as it stands. */
static gr_str called(const finding *f, const gr_column *column, gr_str text)
{
    if (column->type == GR_T_CODE && column->codes != NULL) {
        for (size_t i = 0; i < column->codes->n; i++) {
            const gr_code_text *code = &column->codes->codes[i];
            if (gr_str_eq(code->code, text) && code->label.len > 0) {
                return code->label;
            }
        }
    }
    const gr_table *target = column->type == GR_T_REF
                                 ? gr_catalogue_find(f->data->catalogue, column->target_name)
                                 : NULL;
    uint32_t row = target == NULL ? UINT32_MAX : gr_table_find(target, text);
    size_t name = row == UINT32_MAX ? SIZE_MAX : name_column(gr_table_schema(target));
    if (name == SIZE_MAX) {
        return text;
    }
    gr_value value = gr_table_bare(target, row, name);
    return value.type == GR_T_TEXT ? value.as.text : text;
}

static void add_part(gr_buf *out, gr_str lead, gr_str text)
{
    gr_buf_add(out, lead);
    gr_buf_add(out, text);
}

static gr_str name_of(const gr_table *table, uint32_t row, size_t name)
{
    gr_value value = {.type = GR_T_NONE};
    if (row != UINT32_MAX && name != SIZE_MAX) {
        value = gr_table_bare(table, row, name);
    }
    return value.type == GR_T_TEXT ? value.as.text : GR_LIT("");
}

/** The one part of a longer key that only numbers its records ("2022/inkoop/3"); SIZE_MAX: there is
 *  none, or there are more. */
static size_t numbering_part(const gr_schema *schema)
{
    size_t found = SIZE_MAX, n = 0;
    for (size_t i = 0; i < schema->n_key; i++) {
        gr_type type = schema->columns[schema->key[i]].type;
        if (type == GR_T_TEXT || type == GR_T_INT) {
            found = i;
            n++;
        }
    }
    return n == 1 ? found : SIZE_MAX;
}

static bool same_but(const field *of, uint32_t other, size_t part)
{
    bool same = true;
    for (size_t i = 0; same && i < of->schema->n_key; i++) {
        gr_value a = gr_table_bare(of->table, of->row, of->schema->key[i]);
        gr_value b = gr_table_bare(of->table, other, of->schema->key[i]);
        same = i == part || gr_value_eq(&a, &b);
    }
    return same;
}

/** No other record with the same rest of the key is called so. */
static bool is_only_one(const field *of, size_t part, size_t name)
{
    gr_str own = name_of(of->table, of->row, name);
    bool only = gr_table_rows(of->table) <= ROWS_COMPARED;
    for (uint32_t row = 0; only && row < gr_table_rows(of->table); row++) {
        only = row == of->row || !gr_str_eq(name_of(of->table, row, name), own) ||
               !same_but(of, row, part);
    }
    return only;
}

/** What one part of a longer key says: "Inkoop Zorg", and the title of a line for its number. */
static gr_str part_called(const finding *f, const field *of, size_t part, gr_str text)
{
    size_t name = part == numbering_part(of->schema) ? name_column(of->schema) : SIZE_MAX;
    gr_str title = name_of(of->table, of->row, name);
    if (title.len == 0) {
        return called(f, &of->schema->columns[of->schema->key[part]], text);
    }
    return is_only_one(of, part, name)
               ? title
               : gr_str_fmt(f->arena, GR_FMT " (" GR_FMT ")", GR_ARG(title), GR_ARG(text));
}

/** The record's own name, or what the fields of its key say. */
static void add_record(const finding *f, const field *of, gr_buf *out)
{
    gr_str parts[PARTS_MOST];
    bool counted = gr_schema_is_volatile(of->schema);
    size_t n = counted ? 0 : key_parts(f, of, parts);
    gr_str name = GR_LIT("");
    if (n == 1 || counted) {
        name = name_of(of->table, of->row, name_column(of->schema));
    }
    if (name.len > 0) {
        add_part(out, GR_LIT(": "), name);
        return;
    }
    if (counted) { /* nothing else says which one it is */
        return;
    }
    for (size_t i = 0; i < n; i++) {
        add_part(out, i == 0 ? GR_LIT(": ") : GR_LIT(", "), part_called(f, of, i, parts[i]));
    }
    if (n == 0) {
        add_part(out, GR_LIT(": "), of->key);
    }
}

/** "Maatstaf per gemeente: Inwoners, Rozendaal"; the field only where there are more. */
static gr_str label_of(const finding *f, const field *of, bool with_field)
{
    const gr_schema *schema = of->schema;
    gr_buf out = gr_buf_make(f->arena, SIZE_MAX);
    gr_buf_add(&out, schema->title.len > 0 ? schema->title : schema->name);
    add_record(f, of, &out);
    if (with_field && schema->n_columns > schema->n_key + 1) {
        add_part(&out, GR_LIT(", "), of->column->title.len > 0 ? of->column->title : of->name);
    }
    return gr_buf_view(&out);
}

/** As the document shows that field somewhere, else as its type is shown. */
static gr_format format_of(const finding *f, const field *of)
{
    const gr_doc *doc = f->facts->doc;
    for (size_t i = 0; i < doc->n_figures; i++) {
        const gr_origin *origin = doc->figures[i]->value.origin;
        if (origin != NULL && gr_ops[origin->op].kind == GR_OP_KIND_LEAF &&
            gr_str_eq(origin->dataset, of->dataset) && gr_str_eq(origin->name, of->name)) {
            return doc->figures[i]->format;
        }
    }
    gr_format_kind kind = of->column->type == GR_T_MONEY  ? GR_FORMAT_EURO
                          : of->column->type == GR_T_DATE ? GR_FORMAT_DATE
                                                          : GR_FORMAT_NUMBER;
    return (gr_format){kind, GR_PLACES_OWN};
}

/* --- causes --- */

static void add_cause(finding *f, gr_changes_cause cause)
{
    *GR_PUSH(f->arena, f->causes, f->facts->n_causes, f->cap, gr_changes_cause) = cause;
    f->facts->causes = f->causes;
}

static bool is_hidden(gr_str text)
{
    gr_value hidden = {.type = GR_T_SUPPRESSED};
    gr_arena *scratch = gr_arena_new(256);
    gr_buf sign = gr_buf_make(scratch, SIZE_MAX);
    gr_value_add(&hidden, &sign);
    bool is = gr_str_eq(text, gr_buf_view(&sign));
    gr_arena_free(scratch);
    return is;
}

static void find_value(finding *f, const gr_used_difference *item)
{
    const field of = field_of(f, item->key);
    if (of.table == NULL || of.column == NULL || of.column->ordinal) {
        return;
    }
    if (!may_be_told(f, &of)) {
        f->facts->others = true;
    } else if (gr_table_sealed_by(of.table).len > 0 || is_hidden(item->before) ||
               is_hidden(item->after)) {
        f->facts->untold = true;
    } else {
        gr_str type = gr_str_of(gr_type_name(of.column->type));
        gr_changes_cause cause = {.kind = GR_CHANGES_VALUE,
                                  .label = label_of(f, &of, true),
                                  .before = called(f, of.column, item->before),
                                  .after = called(f, of.column, item->after),
                                  .format = format_of(f, &of)};
        (void)gr_changes_value(item->before, type, f->arena, &cause.was);
        (void)gr_changes_value(item->after, type, f->arena, &cause.is);
        add_cause(f, cause);
    }
}

static bool is_new(const finding *f, const field *of)
{
    gr_str had = GR_LIT("");
    return gr_records_of(f->data->published_before, of->dataset, f->arena, &had) &&
           !gr_records_have(had, of->key, f->arena);
}

static void tell_record(finding *f, const field *of, gr_changes_cause_kind kind)
{
    if (!may_be_told(f, of)) {
        f->facts->others = true;
    } else if (gr_table_sealed_by(of->table).len > 0) {
        f->facts->untold = true;
    } else {
        add_cause(f, (gr_changes_cause){.kind = kind,
                                        .label = label_of(f, of, false),
                                        .before = GR_LIT(""),
                                        .after = GR_LIT("")});
    }
}

/** A value that is used for the first time, or not any more: a cause only when its record came or
 *  went. */
static void find_record(finding *f, const gr_used_difference *item)
{
    const field of = field_of(f, item->key);
    uint32_t seen = 0;
    gr_str name = gr_str_fmt(f->arena, GR_FMT "\t" GR_FMT, GR_ARG(of.dataset), GR_ARG(of.key));
    if (of.table == NULL || of.schema->derived || gr_intern_find(f->records, name, &seen)) {
        return;
    }
    (void)gr_intern_add(f->records, name);
    bool here = of.row != UINT32_MAX;
    if (item->change == GR_USED_NEW && here && is_new(f, &of)) {
        tell_record(f, &of, GR_CHANGES_NEW);
    } else if (item->change == GR_USED_GONE && !here) {
        tell_record(f, &of, GR_CHANGES_GONE);
    }
}

static void find_records_in(finding *f, const gr_table *table)
{
    const gr_schema *schema = gr_table_schema(table);
    gr_str had = GR_LIT("");
    field of = {.dataset = schema->name, .name = GR_LIT(""), .table = table, .schema = schema};
    if (schema->derived || !gr_records_of(f->data->published_before, of.dataset, f->arena, &had)) {
        return;
    }
    for (uint32_t row = 0; row < gr_table_rows(table); row++) {
        of.row = row;
        of.key = gr_table_identity(table, row, f->arena);
        if (!gr_records_have(had, of.key, f->arena)) {
            tell_record(f, &of, GR_CHANGES_NEW);
        }
    }
    while (gr_str_split(&had, '\n', &of.key)) {
        of.row = of.key.len == 0 ? 0 : row_of(f, table, of.key);
        if (of.row == UINT32_MAX) {
            tell_record(f, &of, GR_CHANGES_GONE);
        }
    }
}

/** A record may decide what is shown without being shown itself ("takes part in", "among"). */
static void find_unused_records(finding *f)
{
    const gr_changes_facts *facts = f->facts;
    size_t n = gr_catalogue_count(f->data->catalogue);
    if (facts->n_causes > 0 || facts->others || facts->untold) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        find_records_in(f, gr_catalogue_at(f->data->catalogue, i));
    }
}

/** An export of another day: its title, and both days as they are printed. */
static void find_date(finding *f, const gr_used_difference *item)
{
    const gr_doc *doc = f->facts->doc;
    gr_str before = item->before;
    gr_str after = item->after;
    gr_str was = GR_LIT("");
    gr_str is = GR_LIT("");
    (void)gr_str_split(&before, '\t', &was);
    (void)gr_str_split(&after, '\t', &is);
    if (gr_str_eq(was, is)) {
        return;
    }
    gr_str label = item->key;
    for (size_t i = 0; i < doc->n_exports; i++) {
        bool same = gr_str_eq(doc->exports[i].file, item->key) && doc->exports[i].title.len > 0;
        label = same ? doc->exports[i].title : label;
    }
    add_cause(
        f, (gr_changes_cause){.kind = GR_CHANGES_DATE, .label = label, .before = was, .after = is});
}

static void find_one(finding *f, const gr_used_difference *item)
{
    if (item->kind == GR_USED_VALUE && item->change == GR_USED_CHANGED) {
        find_value(f, item);
    } else if (item->kind == GR_USED_VALUE) {
        find_record(f, item);
    } else if (item->kind == GR_USED_EXPORT && item->change == GR_USED_CHANGED) {
        find_date(f, item);
    } else if (item->kind == GR_USED_DAY) {
        f->facts->day_changed = true;
    } else if (item->kind == GR_USED_REPORT || item->kind == GR_USED_FILE) {
        f->facts->form_changed = true;
    }
}

void gr_changes_find_causes(const gr_changes_data *data, gr_arena *arena, gr_changes_facts *facts)
{
    finding f = {.data = data, .facts = facts, .arena = arena, .records = gr_intern_new(arena)};
    gr_used_difference *items = NULL;
    size_t n = 0;
    gr_used_compare(data->used_before, data->used_now, arena, &items, &n);
    for (size_t i = 0; i < n; i++) {
        find_one(&f, &items[i]);
    }
    find_unused_records(&f);
}
