/* Entries of a mapping: what each is for, which of them fits, and which of those is meant. Entries
 * without signs are found by their key; of the others there are few, and they are gone through. */
#include "dataset/mapping.h"

#include "base/arena.h"
#include "dataset/key.h"
#include "dataset_priv.h"

typedef enum gr_part_kind { GR_PART_EXACT, GR_PART_START, GR_PART_RANGE } gr_part_kind;
typedef struct gr_entry_part {
    gr_part_kind kind;
    gr_str from, to; /* START: `from` is the beginning, "" for anything; RANGE: both ends */
} gr_entry_part;
typedef struct gr_entry {
    uint32_t row;
    gr_entry_part *parts;
} gr_entry;
struct gr_mapping {
    const gr_table *table;
    size_t n_parts;
    gr_entry *entries; /* with a sign somewhere */
    size_t n_entries;
};

/* ---- what an entry says ---- */

static bool is_figures(gr_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
    }
    return text.len > 0;
}

/** NULL, or what is wrong with it. */
static const char *read_part(gr_str text, gr_entry_part *out)
{
    size_t dots = gr_str_find(text, GR_LIT(".."));
    size_t star = gr_str_find(text, GR_LIT("*"));
    *out = (gr_entry_part){GR_PART_EXACT, text, text};
    if (star != SIZE_MAX) {
        *out = (gr_entry_part){GR_PART_START, gr_str_sub(text, 0, star), GR_LIT("")};
        return star + 1 != text.len ? "* stands at the end only: 40* is what begins with 40" : NULL;
    }
    if (dots == SIZE_MAX) {
        return NULL;
    }
    gr_str from = gr_str_trim(gr_str_sub(text, 0, dots));
    gr_str to = gr_str_trim(gr_str_sub(text, dots + 2, SIZE_MAX));
    *out = (gr_entry_part){GR_PART_RANGE, from, to};
    if (!is_figures(from) || !is_figures(to) || from.len != to.len) {
        return "a range has figures at both ends, as many at each: 4000..4999";
    }
    return gr_str_cmp(from, to) > 0 ? "its range begins behind its end" : NULL;
}

static bool part_fits(const gr_entry_part *part, gr_str value)
{
    switch (part->kind) {
    case GR_PART_EXACT:
        return gr_str_eq(part->from, value);
    case GR_PART_START:
        return gr_str_starts(value, part->from);
    case GR_PART_RANGE:
        return value.len == part->from.len && is_figures(value) &&
               gr_str_cmp(part->from, value) <= 0 && gr_str_cmp(value, part->to) <= 0;
    }
    return false;
}

/** Whatever fits `a` fits `b` too. */
static bool part_within(const gr_entry_part *a, const gr_entry_part *b)
{
    switch (b->kind) {
    case GR_PART_EXACT:
        return a->kind != GR_PART_START && gr_str_eq(a->from, b->from) && gr_str_eq(a->to, b->from);
    case GR_PART_START:
        return gr_str_starts(a->from, b->from) &&
               (a->kind != GR_PART_RANGE || gr_str_starts(a->to, b->from));
    case GR_PART_RANGE:
        return a->kind != GR_PART_START && part_fits(b, a->from) && part_fits(b, a->to);
    }
    return false;
}

static bool within(const gr_mapping *mapping, const gr_entry_part *a, const gr_entry_part *b)
{
    for (size_t i = 0; i < mapping->n_parts; i++) {
        if (!part_within(&a[i], &b[i])) {
            return false;
        }
    }
    return true;
}

/* ---- all entries ---- */

static bool read_entry(const gr_table *table, uint32_t row, gr_entry_part *parts, bool *out_signs,
                       gr_diag *diag)
{
    const gr_schema *schema = table->schema;
    bool right = true;
    *out_signs = false;
    for (size_t i = 0; i < schema->n_key; i++) {
        gr_value value = gr_table_bare(table, row, schema->key[i]);
        const char *why = read_part(value.as.text, &parts[i]);
        if (why != NULL) {
            right = false;
            gr_diag_report(diag, gr_table_place(table, row), GR_CODE_MAPPING_ENTRY,
                           "'" GR_FMT "' in '" GR_FMT "' of '" GR_FMT "': %s",
                           GR_ARG(gr_text_quoted(value.as.text)),
                           GR_ARG(schema->columns[schema->key[i]].name), GR_ARG(schema->name), why);
        }
        *out_signs = *out_signs || parts[i].kind != GR_PART_EXACT;
    }
    return right;
}

const gr_mapping *gr_mapping_new(const gr_table *table, gr_arena *arena, gr_diag *diag)
{
    gr_mapping *mapping = GR_NEW(arena, gr_mapping);
    size_t n_parts = table->schema->n_key;
    bool right = true;
    *mapping = (gr_mapping){.table = table, .n_parts = n_parts};
    mapping->entries = GR_NEW_N(arena, gr_entry, table->n_rows);
    for (uint32_t row = 0; row < table->n_rows; row++) {
        gr_entry_part *parts = GR_NEW_N(arena, gr_entry_part, n_parts);
        bool signs = false;
        right = read_entry(table, row, parts, &signs, diag) && right;
        if (signs) {
            mapping->entries[mapping->n_entries++] = (gr_entry){row, parts};
        }
    }
    return right ? mapping : NULL;
}

/* ---- which is meant ---- */

static bool fits(const gr_mapping *mapping, const gr_entry *entry, const gr_str *values)
{
    for (size_t i = 0; i < mapping->n_parts; i++) {
        if (!part_fits(&entry->parts[i], values[i])) {
            return false;
        }
    }
    return true;
}

/** The entry with exactly these values, which is more specific than any other. */
static uint32_t find_exact(const gr_mapping *mapping, const gr_str *values)
{
    gr_buf *key = &mapping->table->catalogue->key;
    key->len = 0;
    for (size_t i = 0; i < mapping->n_parts; i++) {
        if (values[i].len == 0) {
            return UINT32_MAX;
        }
        if (i > 0) {
            gr_buf_add_char(key, '/');
        }
        size_t from = key->len;
        gr_buf_add(key, values[i]);
        if (mapping->n_parts > 1) {
            gr_key_escape(key, from);
        }
    }
    return gr_table_find(mapping->table, gr_buf_view(key));
}

bool gr_mapping_find(const gr_mapping *mapping, const gr_str *values, uint32_t *out_row,
                     uint32_t *out_rival)
{
    const gr_entry *best = NULL;
    const gr_entry *rival = NULL;
    *out_row = find_exact(mapping, values);
    if (*out_row != UINT32_MAX) {
        return true;
    }
    for (size_t i = 0; i < mapping->n_entries; i++) {
        const gr_entry *entry = &mapping->entries[i];
        if (!fits(mapping, entry, values)) {
            continue;
        }
        if (best == NULL || within(mapping, entry->parts, best->parts)) {
            best = entry;
        }
    }
    for (size_t i = 0; i < mapping->n_entries && best != NULL && rival == NULL; i++) {
        const gr_entry *entry = &mapping->entries[i];
        if (entry != best && fits(mapping, entry, values) &&
            (!within(mapping, best->parts, entry->parts) ||
             within(mapping, entry->parts, best->parts))) {
            rival = entry;
        }
    }
    *out_row = best == NULL ? UINT32_MAX : best->row;
    *out_rival = rival == NULL ? UINT32_MAX : rival->row;
    return rival == NULL;
}
