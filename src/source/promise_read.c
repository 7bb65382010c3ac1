/* <promise> of a dataset: what its records keep to, compiled. Whatever could never be judged as it
 * is written is refused here; judging is the room `contract`. */
#include "base/arena.h"
#include "source_priv.h"

typedef struct promising { /* one promise being read */
    const gr_describing *describing;
    const gr_xml_elem *elem;
    const gr_plan *plan;
    gr_promise *promise;
} promising;

static void refuse(const promising *p, const gr_xml_named *named, const char *why)
{
    gr_diag_report(p->describing->diag, named->at, GR_CODE_ATTRIBUTE_VALUE, "'" GR_FMT "': %s",
                   GR_ARG(named->value), why);
}

/* ---- ends: 10..20 ---- */

/** "10..20", "10..", "..20" into two texts; one without ".." is both. False: it has no end. */
static bool split_ends(gr_str text, gr_str *out_least, gr_str *out_most)
{
    size_t dots = gr_str_find(text, GR_LIT(".."));
    *out_least = gr_str_trim(gr_str_sub(text, 0, dots));
    *out_most = dots == SIZE_MAX ? *out_least : gr_str_trim(gr_str_sub(text, dots + 2, SIZE_MAX));
    return out_least->len > 0 || out_most->len > 0;
}

static bool parse_count(gr_str text, uint32_t otherwise, uint32_t *out)
{
    int64_t number = otherwise;
    bool good = text.len == 0 || gr_int_parse(text, &number);
    *out = (uint32_t)number;
    return good && number >= 0 && number <= UINT32_MAX;
}

static void read_rows(const promising *p, const gr_xml_named *named)
{
    gr_str least, most;
    gr_promised_rows *rows = &p->promise->rows;
    if (!split_ends(named->value, &least, &most) || !parse_count(least, 0, &rows->least) ||
        !parse_count(most, UINT32_MAX, &rows->most)) {
        refuse(p, named, "rows= is a number of records, 12, or its ends: 10..20, 10.. or ..20");
    } else if (rows->least > rows->most) {
        refuse(p, named, "no number of records lies between these ends; write the smaller first");
    }
    p->promise->has_rows = true;
}

static bool parse_end(const gr_column *column, gr_str text, gr_arena *arena, gr_value *out)
{
    const gr_field_form form = {.column = column, .mark = '.'};
    gr_plain plain;
    *out = (gr_value){.type = GR_T_NONE};
    return text.len == 0 || gr_field_read(&form, text, arena, out, &plain);
}

static bool has_order(gr_type type)
{
    return type == GR_T_INT || type == GR_T_DECIMAL || type == GR_T_MONEY || type == GR_T_RATIO ||
           type == GR_T_DATE || type == GR_T_YEAR;
}

static void read_range(const promising *p, const gr_xml_named *named, const gr_column *column)
{
    gr_str least, most;
    gr_promised_range *range = &p->promise->range;
    gr_arena *arena = p->describing->arena;
    if (!has_order(column->type)) {
        refuse(p, named,
               "a range is of numbers, amounts, dates and years; pattern= says how texts look");
    } else if (!split_ends(named->value, &least, &most) ||
               !parse_end(column, least, arena, &range->least) ||
               !parse_end(column, most, arena, &range->most)) {
        refuse(p, named,
               "range= has ends of the field's type, with a decimal point: 0..100, 0.. "
               "or ..100");
    } else if (range->least.type != GR_T_NONE && range->most.type != GR_T_NONE &&
               gr_value_cmp(&range->least, &range->most) > 0) {
        refuse(p, named, "no value lies between these ends; write the smaller first");
    }
    p->promise->has_range = true;
}

/* ---- amounts of change and time ---- */

static void read_change(const promising *p, const gr_xml_named *named)
{
    gr_str text = gr_str_trim(named->value);
    bool percent = text.len > 1 && text.ptr[text.len - 1] == '%';
    gr_str number = gr_str_trim(gr_str_sub(text, 0, percent ? text.len - 1 : 0));
    if (!percent || !gr_decimal_parse(number, '.', &p->promise->change)) {
        refuse(p, named, "change= is a percentage with its sign: 10% or 2.5%");
    } else if (p->promise->change.coef < 0) {
        refuse(p, named, "a change counts both ways, so its percentage is not below 0");
    }
    p->promise->has_change = true;
}

#define DAYS_MOST 36500

static void read_fresh(const promising *p, const gr_xml_named *named)
{
    gr_str rest = gr_str_trim(named->value);
    gr_str number = GR_LIT("");
    int64_t days = 0;
    (void)gr_str_split(&rest, ' ', &number);
    gr_str unit = gr_str_trim(rest);
    if (!gr_int_parse(number, &days) || days < 0 || days > DAYS_MOST ||
        !(gr_str_is(unit, "days") || gr_str_is(unit, "day"))) {
        refuse(p, named, "fresh= is a number of days from 0 to 36500: 45 days");
        days = 0;
    }
    p->promise->fresh = (uint32_t)days;
    p->promise->has_fresh = true;
}

/* ---- fields ---- */

static size_t find_field(const promising *p, gr_str name, gr_loc at)
{
    return gr_find_field(p->describing, gr_plan_rows(p->plan), name, at);
}

static void read_period(const promising *p, const gr_xml_named *named)
{
    gr_str text = gr_str_trim(named->value);
    if (text.len < 3 || text.ptr[0] != '{' || text.ptr[text.len - 1] != '}') {
        refuse(p, named, "period= names the field that says of which period a record is: {year}");
        return;
    }
    gr_str name = gr_str_trim(gr_str_sub(text, 1, text.len - 2));
    size_t column = find_field(p, name, named->at);
    gr_type type = column == SIZE_MAX ? GR_T_YEAR : gr_plan_rows(p->plan)->columns[column].type;
    if (type != GR_T_YEAR && type != GR_T_PERIOD && type != GR_T_INT && type != GR_T_DATE) {
        refuse(p, named, "such a field is a year, a period, a date or a whole number");
    }
    p->promise->period = column;
}

static void read_sum(const promising *p, const gr_xml_named *named)
{
    size_t column = find_field(p, named->value, named->at);
    gr_type type = column == SIZE_MAX ? GR_T_INT : gr_plan_rows(p->plan)->columns[column].type;
    if (type != GR_T_INT && type != GR_T_DECIMAL && type != GR_T_MONEY) {
        refuse(p, named, "only numbers and amounts add up; name a field that is one");
    }
    if (gr_xml_find(p->elem, "equals") == NULL && gr_xml_find(p->elem, "change") == NULL) {
        refuse(p, named, "a sum is held against something: equals= of the export, or change=");
    }
    p->promise->sum = column;
}

static void read_field(const promising *p, const gr_xml_named *named)
{
    const gr_xml_named *range = gr_xml_find(p->elem, "range");
    const gr_xml_named *pattern = gr_xml_find(p->elem, "pattern");
    size_t column = find_field(p, named->value, named->at);
    p->promise->field = column;
    if (range == NULL && pattern == NULL) {
        refuse(p, named, "field= goes with range= or pattern=");
    }
    if (column == SIZE_MAX) {
        return;
    }
    const gr_column *of = &gr_plan_rows(p->plan)->columns[column];
    if (range != NULL) {
        read_range(p, range, of);
    }
    if (pattern == NULL) {
        return;
    }
    p->promise->pattern = pattern->value;
    if (of->type != GR_T_TEXT && of->type != GR_T_REF) {
        refuse(p, pattern, "a pattern is of texts and references; range= says which numbers fit");
    } else if (gr_str_trim(pattern->value).len == 0) {
        refuse(p, pattern, "an empty pattern fits nothing");
    }
}

/** An attribute without the one that it is about. */
static void demand(const promising *p, const char *name, const char *with)
{
    const gr_xml_named *named = gr_xml_find(p->elem, name);
    if (named != NULL && gr_xml_find(p->elem, with) == NULL) {
        gr_diag_report(p->describing->diag, named->at, GR_CODE_ATTRIBUTE_MISSING,
                       "%s= goes with %s=", name, with);
    }
}

/* ---- what the export says of a sum ---- */

/** A plan of its own: what is said is known when its element ends, wherever in it it stands. */
static void read_equals(const promising *p, const gr_xml_named *named)
{
    size_t sum = p->promise->sum;
    gr_arena *arena = p->describing->arena;
    const gr_path_origin origin = {p->elem, named};
    p->promise->equals = named->value;
    if (p->plan->grid != NULL) {
        refuse(p, named, "rows of a sheet stand in no element that says what they add up to");
        return;
    }
    gr_schema *schema = GR_NEW(arena, gr_schema);
    *schema = (gr_schema){.name = p->plan->schema->name, .n_columns = 1, .shared = true};
    schema->columns = GR_NEW(arena, gr_column);
    schema->columns[0] = gr_plan_rows(p->plan)->columns[sum == GR_NO_COLUMN ? 0 : sum];
    schema->columns[0].name = named->value;
    schema->columns[0].optional = true; /* a total that is not there is a promise that is broken */
    schema->columns[0].fallback = NULL;
    gr_plan *plan = gr_add_plan(p->describing, schema);
    plan->total_of = p->promise;
    if (gr_total_path(p->describing, &origin, p->plan, plan) && sum != GR_NO_COLUMN) {
        plan->fields[0].tried = gr_str_fmt(arena, "'" GR_FMT "'", GR_ARG(named->value));
        plan->fields[0].at = named->at;
        size_t behind = gr_plan_field_behind(p->plan, sum);
        if (behind != SIZE_MAX) { /* a count is a whole number, written plainly */
            plan->fields[0].three_decimals = p->plan->fields[behind].three_decimals;
            plan->fields[0].writing = p->plan->fields[behind].writing;
        }
    }
}

/* ---- one promise, and all of them ---- */

static gr_breach breach_of(gr_str word)
{
    return gr_str_is(word, "refuse")    ? GR_BREACH_REFUSES
           : gr_str_is(word, "degrade") ? GR_BREACH_DEGRADES
                                        : GR_BREACH_WARNS;
}

static void read_parts(const promising *p)
{
    static const struct {
        const char *name;
        void (*read)(const promising *p, const gr_xml_named *named);
    } parts[] = {{"rows", read_rows},     {"change", read_change}, {"fresh", read_fresh},
                 {"period", read_period}, {"sum", read_sum},       {"field", read_field},
                 {"equals", read_equals}}; /* behind sum= */
    size_t n = 0;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        const gr_xml_named *named = gr_xml_find(p->elem, parts[i].name);
        if (named != NULL) {
            parts[i].read(p, named);
            n++;
        }
    }
    if (n == 0) {
        gr_diag_report(p->describing->diag, p->elem->at, GR_CODE_ATTRIBUTE_MISSING,
                       "a promise says something: rows=, change=, fresh=, period=, sum= with "
                       "equals=, or field= with range= or pattern=");
    }
    demand(p, "equals", "sum");
    demand(p, "range", "field");
    demand(p, "pattern", "field");
}

void gr_read_promises(gr_describing *describing, const gr_xml_elem *elem, gr_plan *plan)
{
    size_t n = 0;
    for (const gr_xml_elem *one = NULL; (one = gr_xml_next(elem, one)) != NULL;) {
        n += one->rule->kind == GR_SOURCE_PROMISE ? 1 : 0;
    }
    gr_promise *promises = GR_NEW_N(describing->arena, gr_promise, n);
    gr_promise *next = promises;
    for (const gr_xml_elem *one = NULL; (one = gr_xml_next(elem, one)) != NULL;) {
        if (one->rule->kind == GR_SOURCE_PROMISE) {
            *next = (gr_promise){.id = gr_xml_value(one, "id"),
                                 .at = one->at,
                                 .on = breach_of(gr_xml_value(one, "on")),
                                 .because = gr_xml_value(one, "because"),
                                 .period = GR_NO_COLUMN,
                                 .sum = GR_NO_COLUMN,
                                 .field = GR_NO_COLUMN,
                                 .equals = GR_LIT(""),
                                 .pattern = GR_LIT("")};
            const promising p = {describing, one, plan, next++};
            read_parts(&p);
        }
    }
    plan->promises = promises;
    plan->n_promises = n;
}

/* ---- all promises of all sources ---- */

static bool says_date(const gr_source *source)
{
    for (size_t i = 0; i < source->n_plans; i++) {
        if (source->plans[i]->is_as_of) {
            return true;
        }
    }
    return false;
}

/** True when `promise` is one of the plan; those before it are told when they have its id. */
static bool check_same(const gr_promise *promise, const gr_plan *plan, gr_diag *diag)
{
    for (size_t i = 0; i < plan->n_promises; i++) {
        const gr_promise *other = &plan->promises[i];
        if (other == promise) {
            return true;
        }
        if (gr_str_eq(other->id, promise->id)) {
            gr_diag_report(diag, promise->at, GR_CODE_NAME_DUPLICATE,
                           "promise '" GR_FMT "'; give it an id of its own", GR_ARG(promise->id));
            gr_diag_note(diag, other->at, "the first one");
        }
    }
    return false;
}

static void check_promise(const gr_promise *promise, const gr_source *source,
                          const gr_sources *others, gr_diag *diag)
{
    for (size_t i = 0; i < others->n; i++) {
        for (size_t k = 0; k < others->items[i].n_plans; k++) {
            (void)check_same(promise, others->items[i].plans[k], diag);
        }
    }
    for (size_t k = 0; k < source->n_plans; k++) {
        if (check_same(promise, source->plans[k], diag)) {
            break;
        }
    }
    if (promise->has_fresh && !says_date(source)) {
        gr_diag_report(diag, promise->at, GR_CODE_ELEMENT_MISSING,
                       "fresh= needs an <as-of> in this source: it says of which day the data are");
    }
}

void gr_check_promises(const gr_source *source, const gr_sources *others, gr_diag *diag)
{
    for (size_t i = 0; i < source->n_plans; i++) {
        for (size_t k = 0; k < source->plans[i]->n_promises; k++) {
            check_promise(&source->plans[i]->promises[k], source, others, diag);
        }
    }
}
