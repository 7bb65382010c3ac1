/* Owns which figures of two documents are the same one, and how their changes are told. Must not
 * know JSON. A figure is known by its id; of figures with one id the first goes with the first.
 * Those of unlike types are no pair, whatever they are called. Where a hidden number has a part,
 * nothing is told that could be subtracted. A row that only one document has is one change and not
 * as many as it has figures. */
#include "base/arena.h"
#include "base/intern.h"
#include "published.h"

/** What is absent or only about known in one version may be a figure in the other. */
static bool is_absent(gr_str type)
{
    static const gr_type absent[] = {GR_T_MISSING, GR_T_NOT_APPLICABLE, GR_T_SUPPRESSED,
                                     GR_T_ROUGH};
    bool is = false;
    for (size_t i = 0; i < sizeof(absent) / sizeof(absent[0]); i++) {
        is = is || gr_str_is(type, gr_type_name(absent[i]));
    }
    return is;
}

static bool are_alike(const published_figure *a, const published_figure *b)
{
    return gr_str_eq(a->type, b->type) || is_absent(a->type) || is_absent(b->type);
}

/** Gives each figure that both documents have its twin. */
static void find_twins(published *before, published *after, gr_arena *scratch)
{
    gr_intern *ids = gr_intern_new(scratch);
    before->figure_twin = gr_published_no_twins(scratch, before->n_figures);
    after->figure_twin = gr_published_no_twins(scratch, after->n_figures);
    size_t *first = gr_published_no_twins(scratch, before->n_figures); /* by number of the id */
    size_t *next =
        gr_published_no_twins(scratch, before->n_figures); /* the next with the same id */
    for (size_t i = before->n_figures; i-- > 0;) {
        uint32_t number = gr_intern_add(ids, before->figures[i].id);
        next[i] = first[number];
        first[number] = i;
    }
    for (size_t i = 0; i < after->n_figures; i++) {
        uint32_t number = 0;
        if (gr_intern_find(ids, after->figures[i].id, &number) && first[number] != PUBLISHED_NONE) {
            size_t twin = first[number];
            first[number] = next[twin];
            if (are_alike(&before->figures[twin], &after->figures[i])) {
                after->figure_twin[i] = twin;
                before->figure_twin[twin] = i;
            }
        }
    }
}

static void number_rows(published *doc, gr_intern *rows)
{
    for (size_t i = 0; i < doc->n_figures; i++) {
        doc->figures[i].row_nr = gr_intern_add(rows, doc->figures[i].row);
    }
}

/* One document while its figures without a twin are told; `kind` says what they are. */
typedef struct lone_side {
    published *doc;
    gr_change_kind kind;
    const bool *other_has; /* by number: the other document has this row */
    size_t *last_in_row;   /* by number: where its chain ends; NONE: nothing of it was met */
} lone_side;

static bool is_of_lone_row(const lone_side *side, const published_figure *figure)
{
    return figure->row.len > 0 && !side->other_has[figure->row_nr];
}

/** Chains the lone figures of each lone row; the first of them tells the row. */
static void chain_rows(const lone_side *side)
{
    for (size_t i = 0; i < side->doc->n_figures; i++) {
        published_figure *figure = &side->doc->figures[i];
        if (side->doc->figure_twin[i] != PUBLISHED_NONE || !is_of_lone_row(side, figure)) {
            continue;
        }
        size_t *last = &side->last_in_row[figure->row_nr];
        if (*last != PUBLISHED_NONE) {
            side->doc->figures[*last].next_in_row = i;
            figure->follows = true;
        }
        *last = i;
    }
}

/** How much of `a` stands before the last ", " up to which `b` is the same. */
static size_t shared_label(gr_str a, gr_str b)
{
    size_t shared = 0;
    for (size_t i = 0; i < a.len && i < b.len && a.ptr[i] == b.ptr[i]; i++) {
        if (gr_str_is(gr_str_sub(a, i, 2), ", ") && gr_str_is(gr_str_sub(b, i, 2), ", ")) {
            shared = i;
        }
    }
    return shared;
}

/** As it was printed; what was there, and hides a number now, is not told again. */
static gr_str lone_text(const lone_side *side, const published_figure *figure)
{
    return side->kind == GR_CHANGE_GONE && figure->hidden ? GR_LIT("…") : figure->text;
}

/** A row: its figures with ", " between, under what their labels begin with in common. */
static gr_change row_change(const lone_side *side, size_t first, gr_arena *scratch)
{
    const published_figure *figures = side->doc->figures;
    gr_str label = figures[first].label;
    size_t shared = label.len;
    gr_buf printed = gr_buf_make(scratch, SIZE_MAX);
    for (size_t i = first; i != PUBLISHED_NONE; i = figures[i].next_in_row) {
        size_t with_first = i == first ? shared : shared_label(label, figures[i].label);
        shared = with_first < shared ? with_first : shared;
        gr_str text = lone_text(side, &figures[i]);
        if (text.len > 0 && !gr_str_starts(label, text)) { /* its head says so already */
            gr_buf_add(&printed, printed.len > 0 ? GR_LIT(", ") : GR_LIT(""));
            gr_buf_add(&printed, text);
        }
    }
    return (gr_change){
        .id = figures[first].row,
        .label = shared > 0 ? gr_str_sub(label, 0, shared) : label,
        .after = gr_buf_view(&printed),
    };
}

/** Tells a figure that has no twin, unless its row was told with another. */
static void tell_lone(const lone_side *side, size_t nr, gr_arena *scratch, change_list *out)
{
    const published_figure *figure = &side->doc->figures[nr];
    if (figure->follows) {
        return;
    }
    gr_mark mark = gr_arena_mark(scratch);
    gr_change change = {.id = figure->id, .label = figure->label, .after = lone_text(side, figure)};
    if (is_of_lone_row(side, figure)) {
        change = row_change(side, nr, scratch);
    }
    change.kind = side->kind;
    change.where = figure->where;
    change.before = GR_LIT("");
    change.difference = GR_LIT("");
    if (side->kind == GR_CHANGE_GONE) {
        change.before = change.after;
        change.after = GR_LIT("");
    }
    gr_change_add(out, change);
    gr_arena_rewind(scratch, mark);
}

static void tell_twins(const published_figure *old, const published_figure *new, gr_arena *scratch,
                       change_list *out)
{
    if (gr_str_eq(old->text, new->text) && gr_str_eq(old->value, new->value)) {
        return;
    }
    if (old->hidden || new->hidden) {
        gr_str nothing = GR_LIT("");
        gr_change_add(out, (gr_change){GR_CHANGE_FIGURE, new->id, new->where, new->label, nothing,
                                       nothing, nothing, .hidden = true});
        return;
    }
    gr_mark mark = gr_arena_mark(scratch);
    gr_change_add(out, (gr_change){
                           .kind = GR_CHANGE_FIGURE,
                           .id = new->id,
                           .where = new->where,
                           .label = new->label,
                           .before = old->text,
                           .after = new->text,
                           .difference = gr_figure_difference(old, new, scratch),
                           .before_value = old->value,
                           .before_type = old->type,
                           .after_value = new->value,
                           .after_type = new->type,
                       });
    gr_arena_rewind(scratch, mark);
}

static bool *rows_had(const published *doc, uint32_t n_rows, gr_arena *scratch)
{
    bool *had = GR_NEW_N(scratch, bool, n_rows);
    for (size_t i = 0; i < doc->n_figures; i++) {
        had[doc->figures[i].row_nr] = true;
    }
    return had;
}

static lone_side side_of(published *doc, const published *other, gr_change_kind kind,
                         uint32_t n_rows, gr_arena *scratch)
{
    lone_side side = {doc, kind, rows_had(other, n_rows, scratch),
                      gr_published_no_twins(scratch, n_rows)};
    chain_rows(&side);
    return side;
}

void gr_compare_figures(published *before, published *after, gr_arena *scratch, change_list *out)
{
    gr_intern *rows = gr_intern_new(scratch);
    find_twins(before, after, scratch);
    number_rows(before, rows);
    number_rows(after, rows);
    uint32_t n_rows = gr_intern_count(rows);
    lone_side old = side_of(before, after, GR_CHANGE_GONE, n_rows, scratch);
    lone_side new = side_of(after, before, GR_CHANGE_ADDED, n_rows, scratch);
    gone_list gone = gr_published_gone(before->figure_twin, before->n_figures, scratch);
    size_t told = 0;
    for (size_t i = 0; i <= after->n_figures; i++) {
        for (; told < gone.n && gone.items[told].place == i; told++) {
            tell_lone(&old, gone.items[told].nr, scratch, out);
        }
        if (i == after->n_figures) {
            break;
        }
        size_t twin = after->figure_twin[i];
        if (twin == PUBLISHED_NONE) {
            tell_lone(&new, i, scratch, out);
        } else {
            tell_twins(&before->figures[twin], &after->figures[i], scratch, out);
        }
    }
}
