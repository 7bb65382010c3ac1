#include "eval/eval.h"

/* Owns how the records behind figures are cited: dataset, field and day of the data, their keys
 * when they are few, else how many they are and which set. Own records and shared ones only, as far
 * as whoever reads the document may know them; of others no more than that they have a part. Lines
 * of exports are in no document: trace tells them. */
#include "base/arena.h"
#include "base/intern.h"
#include "base/visited.h"
#include "expander_priv.h"
#include "format/value_text.h"

#define KEYS_NAMED  3  /* of one field; more are counted */
#define FIELDS_MOST 48 /* of one figure or place; the rest is counted */

typedef struct cited_field { /* of the records that it is read from */
    const gr_table *table;
    size_t column;
    gr_str condition;
    gr_str keys;
    uint32_t n;
    uint64_t members; /* records behind these, when each stands for a group of them */
    uint64_t which;   /* of these records: a sum over their keys */
    gr_str titles;    /* of the fields of the same records */
    bool told;        /* along with another one */
} cited_field;

typedef struct waiting_node {
    const gr_origin *node;
    gr_str condition; /* of the set that it is a member of; empty: of none */
} waiting_node;

struct gr_citing {
    const gr_doc *doc;
    const gr_catalogue *catalogue;
    gr_arena *scratch; /* of one citation */
    gr_visited seen;
    gr_intern *records; /* dataset, key and field of those that were told */
    waiting_node *waiting;
    size_t n_waiting, cap_waiting;
    cited_field fields[FIELDS_MOST];
    size_t n;
    uint32_t more;
    bool others;
};

gr_citing *gr_citing_new(const gr_doc *doc, const gr_catalogue *catalogue)
{
    gr_citing *citing = GR_NEW(doc->arena, gr_citing);
    *citing = (gr_citing){.doc = doc, .catalogue = catalogue};
    citing->scratch = gr_arena_new(1 << 16);
    return citing;
}

void gr_citing_free(gr_citing *citing)
{
    gr_arena_free(citing->scratch);
}

bool gr_may_be_cited(const gr_doc *doc, const gr_origin *leaf)
{
    return doc->owner_dataset.len == 0 || leaf->owner.len == 0 ||
           (gr_str_eq(leaf->owner, doc->owner) &&
            gr_str_eq(leaf->owner_dataset, doc->owner_dataset));
}

/** The place of the field among those that are told, or NULL when there is no room for it. */
static cited_field *field_of(gr_citing *citing, const gr_table *table, size_t column,
                             gr_str condition)
{
    for (size_t i = 0; i < citing->n; i++) {
        cited_field *field = &citing->fields[i];
        if (field->table == table && field->column == column &&
            gr_str_eq(field->condition, condition)) {
            return field;
        }
    }
    if (citing->n == FIELDS_MOST) {
        return NULL;
    }
    citing->fields[citing->n] =
        (cited_field){.table = table, .column = column, .condition = condition, .keys = GR_LIT("")};
    return &citing->fields[citing->n++];
}

static uint64_t stamp_of(gr_str key)
{
    uint64_t stamp = UINT64_C(0xcbf29ce484222325); /* FNV-1a */
    for (size_t i = 0; i < key.len; i++) {
        stamp = (stamp ^ (unsigned char)key.ptr[i]) * UINT64_C(0x100000001b3);
    }
    return stamp;
}

static void add_record(const gr_citing *citing, cited_field *field, const gr_origin *leaf)
{
    field->n++;
    field->which += stamp_of(leaf->key);
    field->members += leaf->members == NULL ? 0 : leaf->members->n;
    if (field->n <= KEYS_NAMED) {
        field->keys = gr_str_fmt(citing->doc->arena, GR_FMT "%s" GR_FMT, GR_ARG(field->keys),
                                 field->keys.len > 0 ? ", " : "", GR_ARG(leaf->key));
    }
}

static void take_leaf(gr_citing *citing, const gr_origin *leaf, gr_str condition)
{
    const gr_table *table = gr_catalogue_find(citing->catalogue, leaf->dataset);
    size_t column = table == NULL ? SIZE_MAX : gr_schema_column(gr_table_schema(table), leaf->name);
    uint32_t known = 0;
    if (column == SIZE_MAX || gr_table_sealed_by(table).len > 0) {
        return;
    }
    gr_str name = gr_str_fmt(citing->scratch, GR_FMT "\n" GR_FMT "\n" GR_FMT, GR_ARG(leaf->dataset),
                             GR_ARG(leaf->key), GR_ARG(leaf->name));
    if (gr_intern_find(citing->records, name, &known)) {
        return;
    }
    (void)gr_intern_add(citing->records, name);
    cited_field *field = field_of(citing, table, column, condition);
    if (field == NULL) {
        citing->more++;
    } else {
        add_record(citing, field, leaf);
    }
}

/* --- the walk --- */

static void wait_for(gr_citing *citing, const gr_origin *node, gr_str condition)
{
    if (node != NULL) {
        *GR_PUSH(citing->scratch, citing->waiting, citing->n_waiting, citing->cap_waiting,
                 waiting_node) = (waiting_node){node, condition};
    }
}

/** A field that was worked out is told, and then what it was worked out from, which is no member of
 *  that set. */
static void visit(gr_citing *citing, const waiting_node *at)
{
    const gr_origin *node = at->node;
    gr_op_kind kind = gr_ops[node->op].kind;
    gr_str condition = kind == GR_OP_KIND_AGGREGATE ? node->condition : at->condition;
    if (kind == GR_OP_KIND_LEAF && gr_may_be_cited(citing->doc, node)) {
        take_leaf(citing, node, at->condition);
    } else if (kind == GR_OP_KIND_LEAF) {
        citing->others = true;
    }
    if (kind == GR_OP_KIND_LEAF) {
        condition = GR_LIT("");
    }
    for (size_t i = node->n_args; i > 0; i--) { /* the first one is taken next */
        wait_for(citing, node->args[i - 1], condition);
    }
}

static void walk(gr_citing *citing)
{
    while (citing->n_waiting > 0) {
        waiting_node at = citing->waiting[--citing->n_waiting];
        if (gr_visited_add(&citing->seen, at.node, citing->scratch)) {
            visit(citing, &at);
        }
    }
}

/* --- words --- */

static gr_str title_of(gr_str title, gr_str name)
{
    return title.len > 0 ? title : name;
}

static gr_str date_text(const gr_doc *doc, const gr_table *table)
{
    const gr_format format = {GR_FORMAT_DATE, GR_PLACES_OWN};
    gr_value date = gr_table_as_of(table, NULL);
    return date.type == GR_T_DATE ? gr_value_text(doc->arena, &date, format, &doc->house->notation)
                                  : GR_LIT("");
}

/** "40 records", with a space that no line ends in. */
static gr_str count_text(const gr_doc *doc, uint64_t n)
{
    const gr_value value = {.type = GR_T_INT, .as.i = (int64_t)n};
    const gr_format format = {GR_FORMAT_NUMBER, 0};
    gr_str number = gr_value_text(doc->arena, &value, format, &doc->house->notation);
    gr_str words = gr_label_text(doc->house, n == 1 ? "origin-record" : "origin-records");
    return gr_str_fmt(doc->arena, GR_FMT "\xc2\xa0" GR_FMT, GR_ARG(number), GR_ARG(words));
}

/** "beheer/gm0274, inkoop/gm0274"; "12 records: contributions where module = 'inkoop'"; of a group
 *  of bookings "2022/4000 (40 records)". */
static gr_str records_text(const gr_doc *doc, const cited_field *field)
{
    gr_str set = field->condition;
    gr_str told = field->n <= KEYS_NAMED ? field->keys : count_text(doc, field->n);
    if (field->members > 0) {
        told = gr_str_fmt(doc->arena, GR_FMT " (" GR_FMT ")", GR_ARG(told),
                          GR_ARG(count_text(doc, field->members)));
    }
    return set.len == 0 || field->n <= KEYS_NAMED
               ? told
               : gr_str_fmt(doc->arena, GR_FMT ": " GR_FMT, GR_ARG(told), GR_ARG(set));
}

/** Fields of the same records are told together. */
static void gather_fields(gr_citing *citing, size_t at)
{
    cited_field *first = &citing->fields[at];
    const gr_column *columns = gr_table_schema(first->table)->columns;
    gr_buf titles = gr_buf_make(citing->doc->arena, SIZE_MAX);
    for (size_t i = at; i < citing->n; i++) {
        cited_field *field = &citing->fields[i];
        if (!field->told && field->table == first->table && field->n == first->n &&
            field->which == first->which && gr_str_eq(field->condition, first->condition)) {
            const gr_column *column = &columns[field->column];
            field->told = i > at;
            gr_buf_add(&titles, i > at ? GR_LIT(", ") : GR_LIT(""));
            gr_buf_add(&titles, title_of(column->title, column->name));
        }
    }
    first->titles = gr_buf_view(&titles);
}

static gr_citation tell(const gr_doc *doc, const cited_field *field)
{
    const gr_schema *schema = gr_table_schema(field->table);
    return (gr_citation){.dataset = title_of(schema->title, schema->name),
                         .fields = field->titles,
                         .as_of_text = date_text(doc, field->table),
                         .records = records_text(doc, field)};
}

gr_cited gr_cite(gr_citing *citing, const gr_origin *const *origins, size_t n)
{
    gr_arena *arena = citing->doc->arena;
    gr_mark mark = gr_arena_mark(citing->scratch);
    *citing =
        (gr_citing){.doc = citing->doc, .catalogue = citing->catalogue, .scratch = citing->scratch};
    citing->records = gr_intern_new(citing->scratch);
    for (size_t i = n; i > 0; i--) {
        wait_for(citing, origins[i - 1], GR_LIT(""));
    }
    walk(citing);
    gr_citation *told = GR_NEW_N(arena, gr_citation, citing->n);
    size_t n_told = 0;
    for (size_t i = 0; i < citing->n; i++) {
        if (!citing->fields[i].told) {
            gather_fields(citing, i);
            told[n_told++] = tell(citing->doc, &citing->fields[i]);
        }
    }
    gr_arena_rewind(citing->scratch, mark);
    return (gr_cited){told, n_told, citing->more, citing->others};
}

void gr_cite_figures(gr_doc *doc, const gr_catalogue *catalogue)
{
    gr_citing *citing = gr_citing_new(doc, catalogue);
    gr_cited *cited = GR_NEW_N(doc->arena, gr_cited, doc->n_figures + 1);
    for (size_t i = 0; i < doc->n_figures; i++) {
        cited[i] = gr_cite(citing, &doc->figures[i]->value.origin, 1);
    }
    doc->cited = cited;
    gr_citing_free(citing);
}
