#include "migrate_priv.h"

/* Totals over others that reports print. By which fields: those that its condition compares, each
 * the first name of its clause. Who knows what they are is the binder; what is not found here, it
 * says. */
#include "base/arena.h"

typedef struct asked { /* one set: `sum(v of all dataset where ...)` */
    const gr_rewriting *at;
    const gr_expression *expr;
    size_t all; /* its word */
} asked;

static bool is(const asked *a, size_t nr, const char *text)
{
    return nr < a->expr->n && gr_word_is(a->expr->in, &a->expr->words[nr], text);
}

static bool is_any(const asked *a, size_t nr, const char *const *texts, size_t n)
{
    bool found = false;
    for (size_t i = 0; i < n; i++) {
        found = found || is(a, nr, texts[i]);
    }
    return found;
}

static gr_str text_of(const asked *a, size_t nr)
{
    const gr_expr_word *word = &a->expr->words[nr];
    return gr_str_sub(a->expr->in->text, word->from, word->to - word->from);
}

/** The call around the set is one that makes a total. */
static bool is_total(const asked *a)
{
    static const char *const totals[] = {"sum", "count", "average"};
    size_t depth = 0;
    for (size_t i = a->all; i-- > 0;) {
        if (is(a, i, ")")) {
            depth++;
        } else if (is(a, i, "(") && depth > 0) {
            depth--;
        } else if (is(a, i, "(")) {
            return i > 0 && is_any(a, i - 1, totals, sizeof(totals) / sizeof(totals[0]));
        }
    }
    return false;
}

static bool begins_clause(const asked *a, size_t nr)
{
    static const char *const before[] = {"where", "and", "or", "not", "("};
    return a->expr->words[nr].kind == GR_WORD_NAME && !is(a, nr, "not") &&
           is_any(a, nr - 1, before, sizeof(before) / sizeof(before[0]));
}

static bool has_word(gr_str list, gr_str word)
{
    gr_str one = GR_LIT("");
    bool found = false;
    while (gr_str_split(&list, ' ', &one)) {
        found = found || gr_str_eq(one, word);
    }
    return found;
}

/** Adds the words of `more` that are not there yet. */
static gr_str joined(gr_str list, gr_str more, gr_arena *arena)
{
    gr_str one = GR_LIT("");
    while (gr_str_split(&more, ' ', &one)) {
        if (one.len > 0 && !has_word(list, one)) {
            list = gr_str_fmt(arena, GR_FMT "%s" GR_FMT, GR_ARG(list), list.len > 0 ? " " : "",
                              GR_ARG(one));
        }
    }
    return list;
}

/** Fields of the condition behind the dataset's name. */
static gr_str condition_fields(const asked *a)
{
    static const char *const ends[] = {"sort", "take", "to"};
    gr_str fields = GR_LIT("");
    size_t depth = 0;
    for (size_t i = a->all + 2; is(a, a->all + 2, "where") && i < a->expr->n; i++) {
        if (is(a, i, "(")) {
            depth++;
        } else if ((is(a, i, ")") && depth-- == 0) ||
                   is_any(a, i, ends, sizeof(ends) / sizeof(ends[0]))) {
            break;
        } else if (begins_clause(a, i)) {
            fields = joined(fields, text_of(a, i), a->at->arena);
        }
    }
    return fields;
}

void gr_find_totals(const gr_rewriting *at, const gr_expression *expr)
{
    for (size_t i = 0; i + 1 < expr->n; i++) {
        const asked a = {.at = at, .expr = expr, .all = i};
        if (is(&a, i, "all") && expr->words[i + 1].kind == GR_WORD_NAME && is_total(&a)) {
            gr_totals_asked *to = at->find;
            *GR_PUSH(at->arena, to->items, to->n, to->cap, gr_total_asked) =
                (gr_total_asked){.dataset = text_of(&a, i + 1), .fields = condition_fields(&a)};
        }
    }
}

bool gr_totals_of(const gr_rewriting *at, gr_str dataset, gr_str owner, gr_str *out_fields)
{
    bool any = false;
    *out_fields = GR_LIT("");
    for (size_t i = 0; at->declare != NULL && i < at->declare->n; i++) {
        const gr_total_asked *one = &at->declare->items[i];
        if (gr_str_eq(one->dataset, dataset) && !has_word(one->fields, owner)) {
            any = true; /* one that picks out an owner cannot be declared */
            *out_fields = joined(*out_fields, one->fields, at->arena);
        }
    }
    return any;
}
