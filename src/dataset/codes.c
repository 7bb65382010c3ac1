/* Lists of codes as sets of records: a code is a row also when no record has it. */
#include "dataset/codes.h"

#include "base/arena.h"

/** The label in exactly this language. */
static bool label_of(const gr_code_words *words, gr_str lang, gr_str *out)
{
    for (size_t i = 0; i < words->n_labels; i++) {
        if (gr_str_eq(words->labels[i].lang, lang)) {
            *out = words->labels[i].label;
            return true;
        }
    }
    return false;
}

bool gr_code_label_in(const gr_code_list *list, size_t nr, gr_str lang, gr_str *out)
{
    gr_str rest = lang, base = lang;
    if (list->words == NULL || label_of(&list->words[nr], lang, out)) {
        return list->words != NULL;
    }
    return gr_str_split(&rest, '-', &base) && label_of(&list->words[nr], base, out);
}

size_t gr_code_find(const gr_code_list *list, gr_str code)
{
    for (size_t i = 0; i < list->n; i++) {
        if (gr_str_eq(list->codes[i].code, code)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static bool same_codes(const gr_code_list *a, const gr_code_list *b)
{
    bool same = a->n == b->n;
    for (size_t i = 0; same && i < a->n; i++) {
        same = gr_str_eq(a->codes[i].code, b->codes[i].code) &&
               gr_str_eq(a->codes[i].label, b->codes[i].label);
    }
    return same;
}

typedef void list_fn(void *user, const gr_code_list *list);

static void each_list(const gr_catalogue *catalogue, list_fn *visit, void *user)
{
    for (size_t i = 0; i < gr_catalogue_count(catalogue); i++) {
        const gr_schema *schema = gr_table_schema(gr_catalogue_at(catalogue, i));
        for (size_t k = 0; k < schema->n_columns; k++) {
            if (schema->columns[k].codes != NULL) {
                visit(user, schema->columns[k].codes);
            }
        }
    }
}

typedef struct search {
    gr_str name;
    const gr_code_list *found, *other;
} search;

static void compare(void *user, const gr_code_list *list)
{
    search *s = user;
    if (!gr_str_eq(list->name, s->name)) {
        return;
    }
    if (s->found == NULL) {
        s->found = list;
    } else if (s->other == NULL && s->found != list && !same_codes(s->found, list)) {
        s->other = list;
    }
}

const gr_code_list *gr_codes_find(const gr_catalogue *catalogue, gr_str name,
                                  const gr_code_list **out_other)
{
    search s = {.name = name};
    each_list(catalogue, compare, &s);
    if (out_other != NULL) {
        *out_other = s.other;
    }
    return s.found;
}

typedef struct names {
    gr_arena *arena;
    gr_str *list;
    size_t n, cap;
} names;

static void add_name(void *user, const gr_code_list *list)
{
    names *to = user;
    for (size_t i = 0; i < to->n; i++) {
        if (gr_str_eq(to->list[i], list->name)) {
            return;
        }
    }
    *GR_PUSH(to->arena, to->list, to->n, to->cap, gr_str) = list->name;
}

size_t gr_codes_names(const gr_catalogue *catalogue, gr_arena *arena, gr_str **out_names)
{
    names to = {.arena = arena};
    each_list(catalogue, add_name, &to);
    *out_names = to.list;
    return to.n;
}

static const gr_schema *schema_of(const gr_code_list *list, gr_str name, gr_arena *arena)
{
    static const size_t key[] = {0};
    gr_schema *schema = GR_NEW(arena, gr_schema);
    schema->name = name;
    schema->title = list->name;
    schema->columns = GR_NEW(arena, gr_column);
    schema->columns[0] = (gr_column){.name = GR_LIT("code"),
                                     .title = GR_LIT(""),
                                     .type = GR_T_CODE,
                                     .codes = list,
                                     .day_column = SIZE_MAX,
                                     .at = list->at};
    schema->n_columns = 1;
    schema->key = key;
    schema->n_key = 1;
    schema->shared = true;
    schema->of_codes = list;
    schema->may_be_empty = true;
    schema->at = list->at;
    return schema;
}

const gr_table *gr_codes_table(gr_catalogue *catalogue, const gr_code_list *list, gr_arena *arena,
                               gr_diag *diag)
{
    gr_str name = gr_str_fmt(arena, "codes(" GR_FMT ")", GR_ARG(list->name));
    gr_table *table = gr_catalogue_find(catalogue, name);
    if (table != NULL) {
        return table;
    }
    table = gr_catalogue_add(catalogue, schema_of(list, name, arena), diag);
    for (size_t i = 0; table != NULL && i < list->n; i++) {
        gr_value code = {.type = GR_T_CODE, .as.code = list->codes[i]};
        gr_loc at = list->words == NULL ? list->at : list->words[i].at;
        if (gr_table_append(table, at, &code, NULL, UINT32_MAX, diag) != GR_OK) {
            return NULL;
        }
    }
    return table;
}
