/* Owns what single values keep to, and what they add up to. */
#include "contract_priv.h"
#include "format/value_text.h"

/* ---- patterns ---- */

static bool is_letter(unsigned char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80;
}

/** Bytes of the sign at the front of a text, which is UTF-8. */
static size_t sign_bytes(gr_str text)
{
    size_t n = 1;
    while (n < text.len && ((unsigned char)text.ptr[n] & 0xC0U) == 0x80U) {
        n++;
    }
    return n;
}

/** The sign at the front of `text` fits the one at the front of `pattern`. */
static bool fits_sign(gr_str text, gr_str pattern)
{
    unsigned char c = (unsigned char)text.ptr[0];
    switch (pattern.ptr[0]) {
    case '#':
        return c >= '0' && c <= '9';
    case '@':
        return is_letter(c);
    case '?':
        return true;
    default:
        return c == (unsigned char)pattern.ptr[0];
    }
}

/** A star takes as little as will do; when the rest does not fit, the last star takes one more. */
bool gr_contract_fits(gr_str text, gr_str pattern)
{
    bool starred = false;
    gr_str star_text = text, star_pattern = pattern;
    while (text.len > 0) {
        if (pattern.len > 0 && pattern.ptr[0] == '*') {
            starred = true;
            pattern = gr_str_sub(pattern, 1, SIZE_MAX);
            star_text = text;
            star_pattern = pattern;
        } else if (pattern.len > 0 && fits_sign(text, pattern)) {
            bool any = pattern.ptr[0] == '?' || pattern.ptr[0] == '@';
            text = gr_str_sub(text, any ? sign_bytes(text) : 1, SIZE_MAX);
            pattern = gr_str_sub(pattern, 1, SIZE_MAX);
        } else if (starred) {
            star_text = gr_str_sub(star_text, sign_bytes(star_text), SIZE_MAX);
            text = star_text;
            pattern = star_pattern;
        } else {
            return false;
        }
    }
    while (pattern.len > 0 && pattern.ptr[0] == '*') {
        pattern = gr_str_sub(pattern, 1, SIZE_MAX);
    }
    return pattern.len == 0;
}

/* ---- ranges and patterns ---- */

static bool is_outside(const gr_promised_range *range, const gr_value *value)
{
    return (range->least.type != GR_T_NONE && gr_value_cmp(value, &range->least) < 0) ||
           (range->most.type != GR_T_NONE && gr_value_cmp(value, &range->most) > 0);
}

static bool is_amiss(const gr_promise *promise, const gr_value *value)
{
    if (gr_value_is_absent(value)) {
        return false; /* whether it may be absent is optional= of the field */
    }
    if (promise->has_range && is_outside(&promise->range, value)) {
        return true;
    }
    if (promise->pattern.len == 0) {
        return false;
    }
    gr_str text = value->type == GR_T_REF ? gr_table_key(value->as.ref.table, value->as.ref.row)
                                          : value->as.text;
    return !gr_contract_fits(text, promise->pattern);
}

static void add_end(const gr_value *end, gr_buf *out)
{
    if (end->type != GR_T_NONE) {
        gr_value_add(end, out);
    }
}

static gr_str limits_of(const contract_judging *j)
{
    const gr_promise *promise = j->promise;
    gr_buf text = gr_buf_make(j->arena, SIZE_MAX);
    if (promise->has_range) {
        add_end(&promise->range.least, &text);
        gr_buf_add(&text, GR_LIT(".."));
        add_end(&promise->range.most, &text);
    }
    if (promise->pattern.len > 0) {
        gr_buf_addf(&text, "%s'" GR_FMT "'", promise->has_range ? " and " : "",
                    GR_ARG(promise->pattern));
    }
    return gr_buf_view(&text);
}

/** Held back by a waiver of its own. */
static bool is_waived(const contract_judging *j, uint32_t row)
{
    size_t waiver = gr_contract_row_waiver(j, row);
    if (waiver == SIZE_MAX || j->contract->setup.waivers->list[waiver].key.len == 0) {
        return false; /* one of the promise as a whole is told of all of them at once */
    }
    gr_contract_break_waived(j, waiver, gr_table_place(j->table, row),
                             gr_str_fmt(j->arena,
                                        "'" GR_FMT "' of '" GR_FMT "' does not fit " GR_FMT,
                                        GR_ARG(j->schema->columns[j->promise->field].name),
                                        GR_ARG(gr_table_key(j->table, row)), GR_ARG(limits_of(j))));
    return true;
}

void gr_contract_judge_values(const contract_judging *j)
{
    uint32_t n = gr_table_rows(j->table);
    uint32_t amiss = 0, first = 0;
    for (uint32_t row = 0; row < n; row++) {
        gr_value value = gr_table_bare(j->table, row, j->promise->field);
        if (is_amiss(j->promise, &value) && !is_waived(j, row)) {
            first = amiss == 0 ? row : first;
            amiss++;
        }
    }
    if (amiss == 0) {
        return;
    }
    gr_buf shown = gr_buf_make(j->arena, SIZE_MAX);
    gr_value value = gr_table_bare(j->table, first, j->promise->field);
    if (value.type == GR_T_REF) {
        gr_buf_add(&shown, gr_table_key(value.as.ref.table, value.as.ref.row));
    } else {
        gr_value_add(&value, &shown);
    }
    gr_contract_break(j, gr_table_place(j->table, first),
                      "'" GR_FMT "' of %u of %u %s does not fit " GR_FMT ", as in '" GR_FMT
                      "', where it is " GR_FMT,
                      GR_ARG(j->schema->columns[j->promise->field].name), amiss, n,
                      gr_contract_rows_said(j->schema, n), GR_ARG(limits_of(j)),
                      GR_ARG(gr_table_key(j->table, first)), GR_ARG(gr_buf_view(&shown)));
}

/* ---- sums ---- */

bool gr_contract_sum(const gr_table *table, size_t column, uint32_t from, uint32_t to,
                     gr_value *out)
{
    gr_value sum = {.type = GR_T_DECIMAL};
    for (uint32_t row = from; row < to; row++) {
        gr_value value = gr_table_bare(table, row, column);
        if (gr_value_is_number(&value) &&
            !gr_decimal_add(sum.as.dec, gr_number_of(&value), &sum.as.dec)) {
            return false;
        }
    }
    *out = sum;
    return true;
}

static uint32_t records_in(const contract_judging *j, const gr_stated_total *stated)
{
    return j->schema->grouped ? stated->gathered.n : stated->to - stated->from;
}

/** False: too large. */
static bool sum_in(const contract_judging *j, const gr_stated_total *stated, gr_value *out)
{
    if (!j->schema->grouped) {
        return gr_contract_sum(j->table, j->promise->sum, stated->from, stated->to, out);
    }
    *out = (gr_value){.type = GR_T_DECIMAL, .as.dec = stated->gathered.sum};
    return !stated->gathered.too_large;
}

static void judge_total(const contract_judging *j, const gr_stated_total *stated)
{
    gr_value sum = {.type = GR_T_NONE};
    gr_str name = j->schema->columns[j->promise->sum].name;
    if (stated->value.type == GR_T_MISSING) {
        gr_contract_break(j, stated->at,
                          "the export does not say what '" GR_FMT "' adds up to: '" GR_FMT
                          "' is not there",
                          GR_ARG(name), GR_ARG(j->promise->equals));
        return;
    }
    if (!sum_in(j, stated, &sum)) {
        gr_contract_break(j, stated->at, "the sum of '" GR_FMT "' is too large", GR_ARG(name));
        return;
    }
    gr_value said = {.type = GR_T_DECIMAL, .as.dec = gr_number_of(&stated->value)};
    if (gr_decimal_cmp(sum.as.dec, said.as.dec) == 0) {
        return;
    }
    uint32_t n = records_in(j, stated);
    gr_buf shown = gr_buf_make(j->arena, SIZE_MAX);
    gr_value_add(&sum, &shown);
    gr_buf_add(&shown, GR_LIT(", and the export says "));
    gr_value_add(&said, &shown);
    gr_contract_break(j, stated->at, "'" GR_FMT "' of %u %s adds up to " GR_FMT " ('" GR_FMT "')",
                      GR_ARG(name), n, n == 1 ? "record" : "records", GR_ARG(gr_buf_view(&shown)),
                      GR_ARG(j->promise->equals));
}

void gr_contract_judge_totals(const contract_judging *j)
{
    const gr_stated_total *stated = NULL;
    size_t n = gr_table_totals(j->table, &stated);
    uint64_t covered = 0;
    uint64_t all = gr_table_records(j->table);
    for (size_t i = 0; i < n; i++) {
        if (stated[i].promise == j->promise) {
            judge_total(j, &stated[i]);
            covered += records_in(j, &stated[i]);
        }
    }
    if (covered < all) { /* no export has such an element */
        gr_contract_break(j, (gr_loc){0},
                          "%llu of %llu records are in no total of the export ('" GR_FMT "')",
                          (unsigned long long)(all - covered), (unsigned long long)all,
                          GR_ARG(j->promise->equals));
    }
}
