/* valid="from until" of a dataset: its records hold for a time, so that a key may come again. */
#include "source_priv.h"

static void refuse(const gr_describing *describing, gr_loc at, gr_str why)
{
    gr_diag_report(describing->diag, at, GR_CODE_ATTRIBUTE_VALUE, GR_FMT, GR_ARG(why));
}

static bool is_key(const gr_schema *schema, size_t column)
{
    for (size_t i = 0; i < schema->n_key; i++) {
        if (schema->key[i] == column) {
            return true;
        }
    }
    return false;
}

/** SIZE_MAX after a report. */
static size_t find_day(const gr_describing *describing, const gr_schema *schema, gr_str name,
                       gr_loc at)
{
    size_t column = gr_find_field(describing, schema, name, at);
    if (column == SIZE_MAX) {
        return SIZE_MAX;
    }
    if (schema->columns[column].type != GR_T_DATE) {
        refuse(describing, at,
               gr_str_fmt(describing->arena,
                          "valid= names the first and the last day of a record; '" GR_FMT
                          "' is %s, and must be a field with type=\"date\"",
                          GR_ARG(name), gr_type_said(schema->columns[column].type)));
        return SIZE_MAX;
    }
    if (is_key(schema, column)) {
        refuse(describing, at,
               gr_str_fmt(describing->arena,
                          "leave '" GR_FMT "' out of key=: with valid= the key may come again, as "
                          "long as the days are apart",
                          GR_ARG(name)));
        return SIZE_MAX;
    }
    return column;
}

/** The first day tells the records of one key apart, wherever one is named. */
static void extend_key(const gr_describing *describing, gr_schema *schema)
{
    size_t *key = GR_NEW_N(describing->arena, size_t, schema->n_key + 1);
    for (size_t i = 0; i < schema->n_key; i++) {
        key[i] = schema->key[i];
    }
    key[schema->n_key++] = schema->held_from;
    schema->key = key;
}

/** Of a field that cannot be one of them the column is SIZE_MAX, after a report. False: they are
 * not two, which was reported. */
static bool find_days(const gr_describing *describing, const gr_xml_elem *elem,
                      const gr_xml_named *named, const gr_schema *schema, size_t *columns)
{
    size_t n = 0;
    gr_str rest = named->value;
    gr_str name;
    while (gr_str_split(&rest, ' ', &name)) {
        if (name.len > 0 && n++ < 2) {
            columns[n - 1] = find_day(describing, schema, name, gr_part_place(elem, named, name));
        }
    }
    if (n != 2 || (columns[0] == columns[1] && columns[0] != SIZE_MAX)) {
        refuse(describing, named->at,
               GR_LIT("valid= names two fields, the first and the last day of a record: "
                      "valid=\"from until\"; a field that may say nothing is optional=\"yes\""));
        return false;
    }
    return true;
}

void gr_read_valid(const gr_describing *describing, const gr_xml_elem *elem, gr_schema *schema)
{
    const gr_xml_named *named = gr_xml_find(elem, "valid");
    size_t columns[2] = {SIZE_MAX, SIZE_MAX};
    if (named != NULL && gr_xml_find(elem, "key") == NULL) {
        refuse(describing, named->at,
               GR_LIT("valid= says when each record of a key holds, and goes with key= only"));
    }
    if (named == NULL || schema->n_key == 0 ||
        !find_days(describing, elem, named, schema, columns)) {
        return;
    }
    if (schema->mapping) {
        refuse(describing, named->at,
               GR_LIT("the entries of a mapping are looked up without a day; leave valid= out, or "
                      "mapping=\"yes\""));
    } else if (columns[0] != SIZE_MAX && columns[1] != SIZE_MAX) {
        schema->held = true;
        schema->held_from = columns[0];
        schema->held_until = columns[1];
        extend_key(describing, schema);
    }
}
