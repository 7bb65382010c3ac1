/* Owns the times that records hold: whether those of one key are apart. */
#include <stdlib.h>

#include "base/arena.h"
#include "dataset/key.h"
#include "dataset_priv.h"

typedef struct span {
    gr_str key;         /* without the first day */
    gr_day from, until; /* both included */
    uint32_t row;
} span;

static gr_str key_without_day(gr_str key)
{
    size_t len = key.len;
    while (len > 0 && key.ptr[len - 1] != '/') {
        len--;
    }
    return gr_str_sub(key, 0, len > 0 ? len - 1 : 0);
}

static gr_day day_or(const gr_value *value, gr_day open)
{
    return value->type == GR_T_DATE ? value->as.day : open;
}

static int by_key_and_day(const void *left, const void *right)
{
    const span *a = left, *b = right;
    int order = gr_str_cmp(a->key, b->key);
    if (order != 0) {
        return order;
    }
    if (a->from != b->from) {
        return a->from < b->from ? -1 : 1;
    }
    return a->row < b->row ? -1 : a->row > b->row;
}

gr_str gr_held_said(const gr_table *table, uint32_t row, gr_arena *scratch)
{
    const gr_schema *schema = table->schema;
    gr_value from = gr_table_bare(table, row, schema->held_from);
    gr_value until = gr_table_bare(table, row, schema->held_until);
    gr_buf out = gr_buf_make(scratch, SIZE_MAX);
    if (from.type == GR_T_DATE) {
        gr_buf_add(&out, GR_LIT("from "));
        gr_value_add(&from, &out);
    }
    if (until.type == GR_T_DATE) {
        gr_buf_add(&out, from.type == GR_T_DATE ? GR_LIT(" until ") : GR_LIT("until "));
        gr_value_add(&until, &out);
    }
    return out.len == 0 ? GR_LIT("always") : gr_buf_view(&out);
}

static void report_turned(const gr_table *table, const span *one, gr_arena *scratch, gr_diag *diag)
{
    gr_diag_report(diag, gr_table_place(table, one->row), GR_CODE_HELD_TURNED,
                   "'" GR_FMT "' in " GR_FMT " holds " GR_FMT "; both days are included, and a "
                   "record of one day has it twice",
                   GR_ARG(gr_text_quoted(one->key)), GR_ARG(table->schema->name),
                   GR_ARG(gr_held_said(table, one->row, scratch)));
}

static void report_overlap(const gr_table *table, const span *one, const span *other,
                           gr_arena *scratch, gr_diag *diag)
{
    gr_diag_report(diag, gr_table_place(table, other->row), GR_CODE_HELD_OVERLAP,
                   "'" GR_FMT "' in " GR_FMT " holds " GR_FMT ", and another record of it " GR_FMT
                   "; the last day of one is before the first of the next",
                   GR_ARG(gr_text_quoted(other->key)), GR_ARG(table->schema->name),
                   GR_ARG(gr_held_said(table, other->row, scratch)),
                   GR_ARG(gr_held_said(table, one->row, scratch)));
    gr_diag_note(diag, gr_table_place(table, one->row), "the other record");
}

/** Fills `spans` with those that do not end before they begin; `diag` NULL: the others are told
 * elsewhere. */
static uint32_t gather(const gr_table *table, span *spans, gr_arena *scratch, gr_diag *diag)
{
    const gr_schema *schema = table->schema;
    uint32_t n = 0;
    for (uint32_t row = 0; row < table->n_rows; row++) {
        gr_value from = gr_table_bare(table, row, schema->held_from);
        gr_value until = gr_table_bare(table, row, schema->held_until);
        spans[n] = (span){key_without_day(gr_table_key(table, row)), day_or(&from, INT32_MIN),
                          day_or(&until, INT32_MAX), row};
        if (spans[n].until >= spans[n].from) {
            n++;
        } else if (diag != NULL) {
            report_turned(table, &spans[n], scratch, diag);
        }
    }
    return n;
}

bool gr_held_check(const gr_table *table, gr_arena *scratch, gr_diag *diag)
{
    span *spans = GR_NEW_N(scratch, span, (size_t)table->n_rows + 1);
    uint32_t n = gather(table, spans, scratch, diag);
    bool sound = n == table->n_rows;
    uint32_t longest = 0; /* of those with the key at hand the one that ends last */
    qsort(spans, n, sizeof *spans, by_key_and_day);
    for (uint32_t i = 1; i < n; i++) {
        bool same = gr_str_eq(spans[longest].key, spans[i].key);
        if (same && spans[i].from <= spans[longest].until) {
            report_overlap(table, &spans[longest], &spans[i], scratch, diag);
            sound = false;
        }
        if (!same || spans[i].until > spans[longest].until) {
            longest = i;
        }
    }
    return sound;
}

/* ---- looking up what held ---- */

struct gr_held_index {
    const span *spans; /* by key and day */
    uint32_t n;
};

gr_held_index *gr_held_index_new(const gr_table *table, gr_arena *arena)
{
    gr_held_index *index = GR_NEW(arena, gr_held_index);
    span *spans = GR_NEW_N(arena, span, (size_t)table->n_rows + 1);
    index->n = gather(table, spans, arena, NULL);
    qsort(spans, index->n, sizeof *spans, by_key_and_day);
    index->spans = spans;
    return index;
}

/** How many of the spans are of a key before `key`, or of it and begin on `day` or before. */
static uint32_t count_until(const gr_held_index *index, gr_str key, gr_day day)
{
    uint32_t low = 0;
    uint32_t high = index->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = gr_str_cmp(index->spans[middle].key, key);
        if (order < 0 || (order == 0 && index->spans[middle].from <= day)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

uint32_t gr_held_find(const gr_held_index *index, gr_str key, gr_day day, uint32_t *out_other)
{
    uint32_t n = count_until(index, key, day);
    const span *before = n > 0 ? &index->spans[n - 1] : NULL;
    const span *behind = n < index->n ? &index->spans[n] : NULL;
    *out_other = UINT32_MAX;
    if (before != NULL && gr_str_eq(before->key, key)) {
        *out_other = before->row;
        return before->until >= day ? before->row : UINT32_MAX;
    }
    if (behind != NULL && gr_str_eq(behind->key, key)) {
        *out_other = behind->row;
    }
    return UINT32_MAX;
}

gr_str gr_table_key_asked(const gr_table *table, uint32_t row, gr_arena *arena)
{
    gr_str key = gr_table_key(table, row);
    if (!table->schema->held) {
        return key;
    }
    gr_str asked = key_without_day(key);
    gr_str whole = GR_LIT("");
    bool single = table->schema->n_key == 2; /* the day is the other part */
    return single && gr_key_split(&asked, arena, &whole) ? whole : asked;
}
