/* Owns what an accepted run measured, as lines of text, and change against it:
 *
 *     rows<TAB>teams<TAB>24
 *     sum<TAB>teams<TAB>fte<TAB>153.8
 */
#include "contract_priv.h"

static gr_str measure_name(const gr_schema *schema, const gr_promise *promise, gr_arena *arena)
{
    if (promise->sum == GR_NO_COLUMN) {
        return gr_str_fmt(arena, "rows\t" GR_FMT "\t", GR_ARG(schema->name));
    }
    return gr_str_fmt(arena, "sum\t" GR_FMT "\t" GR_FMT "\t", GR_ARG(schema->name),
                      GR_ARG(schema->columns[promise->sum].name));
}

/** What a promise on change measures now; false: too large. */
static bool measure(const gr_table *table, const gr_promise *promise, gr_decimal *out)
{
    uint32_t n = gr_table_rows(table);
    gr_value sum = {.type = GR_T_DECIMAL};
    *out = (gr_decimal){.coef = n};
    if (promise->sum == GR_NO_COLUMN) {
        return true;
    }
    bool known = gr_contract_sum(table, promise->sum, 0, n, &sum);
    *out = sum.as.dec;
    return known;
}

/** The number behind `name` in the accepted lines. */
static bool find(gr_str lines, gr_str name, gr_decimal *out)
{
    gr_str line;
    while (gr_str_split(&lines, '\n', &line)) {
        if (gr_str_starts(line, name)) {
            return gr_decimal_parse(gr_str_sub(line, name.len, SIZE_MAX), '.', out);
        }
    }
    return false;
}

static gr_decimal without_sign(gr_decimal number)
{
    number.coef = number.coef < 0 ? -number.coef : number.coef;
    return number;
}

/** The difference is at most so many percent of what it was. */
static bool is_within(gr_decimal was, gr_decimal is, gr_decimal percent)
{
    gr_decimal difference, allowed, hundredfold;
    const gr_decimal hundred = {.coef = 100};
    return gr_decimal_sub(is, was, &difference) &&
           gr_decimal_mul(without_sign(difference), hundred, GR_ROUND_HALF_UP, &hundredfold) &&
           gr_decimal_mul(without_sign(was), percent, GR_ROUND_HALF_UP, &allowed) &&
           gr_decimal_cmp(hundredfold, allowed) <= 0;
}

static gr_str number_text(const contract_judging *j, gr_decimal number)
{
    const gr_value value = {.type = GR_T_DECIMAL, .as.dec = number};
    gr_buf text = gr_buf_make(j->arena, SIZE_MAX);
    gr_value_add(&value, &text);
    return gr_buf_view(&text);
}

const char *gr_contract_rows_said(const gr_schema *schema, uint32_t n)
{
    if (n == 1) {
        return schema->grouped ? "group" : "record";
    }
    return schema->grouped ? "groups" : "records";
}

static gr_str measured(const contract_judging *j)
{
    return j->promise->sum == GR_NO_COLUMN
               ? gr_str_fmt(j->arena, "the number of %s", gr_contract_rows_said(j->schema, 0))
               : gr_str_fmt(j->arena, "the sum of '" GR_FMT "'",
                            GR_ARG(j->schema->columns[j->promise->sum].name));
}

void gr_contract_judge_change(const contract_judging *j)
{
    gr_contract *contract = j->contract;
    gr_decimal was, is;
    if (!find(contract->setup.accepted, measure_name(j->schema, j->promise, j->arena), &was)) {
        *GR_PUSH(j->arena, contract->unmeasured, contract->n_unmeasured, contract->cap_unmeasured,
                 contract_broken) = (contract_broken){.schema = j->schema, .promise = j->promise};
        return;
    }
    if (!measure(j->table, j->promise, &is)) {
        gr_contract_break(j, (gr_loc){0}, "the sum is too large");
        return;
    }
    if (is_within(was, is, j->promise->change)) {
        return;
    }
    gr_contract_break(j, (gr_loc){0},
                      GR_FMT " is " GR_FMT ", and was " GR_FMT
                             " in the accepted run: more than " GR_FMT
                             " %% apart; 'griffie accept' when it is right",
                      GR_ARG(measured(j)), GR_ARG(number_text(j, is)), GR_ARG(number_text(j, was)),
                      GR_ARG(number_text(j, j->promise->change)));
}

void gr_contract_measures(const gr_catalogue *catalogue, gr_buf *out)
{
    gr_arena *arena = gr_arena_new(1024);
    for (size_t i = 0; i < gr_catalogue_count(catalogue); i++) {
        const gr_table *table = gr_catalogue_at(catalogue, i);
        const gr_schema *schema = gr_table_schema(table);
        for (size_t k = 0; k < schema->n_promises; k++) {
            gr_value is = {.type = GR_T_DECIMAL};
            if (schema->promises[k].has_change &&
                measure(table, &schema->promises[k], &is.as.dec)) {
                gr_buf_add(out, measure_name(schema, &schema->promises[k], arena));
                gr_value_add(&is, out);
                gr_buf_add_char(out, '\n');
            }
        }
    }
    gr_arena_free(arena);
}

bool gr_contract_is_measures(gr_str text)
{
    gr_str line, word;
    while (gr_str_split(&text, '\n', &line)) {
        size_t words = 0;
        bool sum = gr_str_starts(line, GR_LIT("sum\t"));
        gr_decimal number;
        gr_str rest = line;
        if (gr_str_starts(line, GR_LIT("accepted\t"))) {
            continue; /* by whom */
        }
        word = GR_LIT("");
        while (gr_str_split(&rest, '\t', &word)) {
            words++;
        }
        if (line.len > 0 && (!(sum || gr_str_starts(line, GR_LIT("rows\t"))) ||
                             words != (sum ? 4U : 3U) || !gr_decimal_parse(word, '.', &number))) {
            return false;
        }
    }
    return true;
}
