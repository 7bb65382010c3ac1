/* at= of a reference field: the day on which the record that it means held. */
#include "base/date.h"
#include "source_priv.h"

static void refuse(const gr_describing *describing, gr_loc at, gr_str why)
{
    gr_diag_report(describing->diag, at, GR_CODE_HELD_AT, GR_FMT, GR_ARG(why));
}

/** A field that there is not; what was meant as a day is told so. */
static void refuse_unknown(const gr_describing *describing, const gr_schema *schema,
                           const gr_xml_named *named)
{
    gr_str *names;
    size_t n = gr_schema_names(schema, describing->arena, &names);
    gr_diag_report(describing->diag, named->at, GR_CODE_FIELD_UNKNOWN,
                   "'" GR_FMT "' is not a field of '" GR_FMT "', nor a day as 2022-12-31" GR_FMT,
                   GR_ARG(named->value), GR_ARG(schema->name),
                   GR_ARG(gr_did_you_mean(named->value, names, n, describing->arena)));
}

/** False after a report. */
static bool find_day(const gr_describing *describing, const gr_schema *schema,
                     const gr_xml_named *named, gr_column *column)
{
    column->day_column = gr_schema_column(schema, named->value);
    if (column->day_column == SIZE_MAX) {
        bool known = gr_date_parse(named->value, &column->day_fixed);
        if (!known) {
            refuse_unknown(describing, schema, named);
        }
        return known;
    }
    const gr_column *day = &schema->columns[column->day_column];
    if (day->type != GR_T_DATE) {
        refuse(describing, named->at,
               gr_str_fmt(describing->arena,
                          "'" GR_FMT "' is %s, and says no day; at= names a field with "
                          "type=\"date\", or a day as 2022-12-31",
                          GR_ARG(day->name), gr_type_said(day->type)));
    }
    return day->type == GR_T_DATE;
}

/** Its group has the same column: what is wrong with it is told once. */
static void note_in_group(const gr_group_plan *group, const gr_column *column)
{
    size_t nr = gr_schema_column(group->schema, column->name);
    if (nr != SIZE_MAX) {
        group->schema->columns[nr].day = column->day;
        group->schema->columns[nr].day_at = column->day_at;
    }
}

static void read_day(const gr_describing *describing, const gr_schema *schema,
                     const gr_group_plan *group, const gr_xml_named *named, size_t nr)
{
    gr_column *column = &schema->columns[nr];
    if (column->type != GR_T_REF) {
        refuse(describing, named->at,
               GR_LIT("at= goes with type=\"reference\" only: the day on which the record that it "
                      "means held"));
        return;
    }
    column->day = named->value; /* said, whatever is wrong with it: that is told once */
    column->day_at = named->at;
    if (group != NULL) {
        note_in_group(group, column);
        refuse(describing, named->at,
               gr_str_fmt(describing->arena,
                          "a group holds records of many days, so that '" GR_FMT
                          "' means no one record of '" GR_FMT "'; make it type=\"text\", and look "
                          "up what held: first(... of " GR_FMT " at 2022-12-31 where ...)",
                          GR_ARG(column->name), GR_ARG(column->target_name),
                          GR_ARG(column->target_name)));
    } else if (!schema->shared && schema->owner_column == nr) {
        refuse(describing, named->at,
               gr_str_fmt(describing->arena,
                          "'" GR_FMT "' says whose a record is, and that does not change with the "
                          "day: refer to a dataset without valid=",
                          GR_ARG(column->name)));
    } else if (!find_day(describing, schema, named, column)) {
        column->day_column = SIZE_MAX;
    }
}

void gr_read_references(const gr_describing *describing, const gr_xml_elem *elem, gr_schema *schema,
                        const gr_group_plan *group)
{
    size_t i = 0;
    for (const gr_xml_elem *field = gr_next_field(elem, NULL); field != NULL;
         field = gr_next_field(elem, field)) {
        const gr_xml_named *named = gr_xml_find(field, "at");
        if (named != NULL) {
            read_day(describing, schema, group, named, i);
        }
        i++;
    }
}
