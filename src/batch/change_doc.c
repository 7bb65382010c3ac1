/* Owns the change sheet as a document: a head that counts, then a table for each kind of change.
 * It is set in the house style of the report, by the same formats as every document. */
#include "base/utf8.h"
#include "change_blocks.h"
#include "expr/number_text.h"

#define ROWS_MOST  1000U /* of one table: nobody reads more on paper; the JSON has all */
#define TEXT_BYTES 1000U /* of a text in a cell, so that a row stays below a page */

/* --- figures --- */

/** As the newer version shows the figure. */
static gr_format format_now(const changes_writing *w, gr_str id)
{
    uint32_t nr = 0;
    bool known = gr_intern_find(w->ids, id, &nr);
    return known ? w->figures[nr]->format : (gr_format){GR_FORMAT_PLAIN, GR_PLACES_OWN};
}

static bool read_difference(const changes_writing *w, const gr_change *change, gr_value *out)
{
    bool money = gr_str_is(change->after_type, gr_type_name(GR_T_MONEY));
    gr_str type = gr_str_of(gr_type_name(money ? GR_T_MONEY : GR_T_DECIMAL));
    return changes_value(change->difference, type, w->arena, out);
}

static bool has_cents(gr_money money)
{
    gr_decimal amount = gr_money_decimal(money);
    gr_decimal whole = {0, 0};
    return !gr_decimal_round(amount, 0, GR_ROUND_DOWN, &whole) ||
           gr_decimal_cmp(amount, whole) != 0;
}

/** One that shows all of a difference, where the figures themselves may be rounded. */
static gr_format exact_format(const changes_writing *w, const gr_change *change, gr_format format)
{
    gr_value value = {.type = GR_T_NONE};
    bool number = read_difference(w, change, &value);
    if (number && value.type == GR_T_MONEY) {
        gr_format_kind kind = has_cents(value.as.money) ? GR_FORMAT_CENTS : GR_FORMAT_EURO;
        return (gr_format){kind, GR_PLACES_OWN};
    }
    if (format.kind == GR_FORMAT_PERCENT || format.kind == GR_FORMAT_POINTS ||
        format.kind == GR_FORMAT_FTE || format.kind == GR_FORMAT_NUMBER) {
        return (gr_format){format.kind, GR_PLACES_OWN};
    }
    return (gr_format){GR_FORMAT_PLAIN, GR_PLACES_OWN};
}

static gr_status add_figure(changes_writing *w, gr_node *cell, gr_str id, gr_value value,
                            gr_format format, gr_str text)
{
    gr_node *node = NULL;
    gr_figure figure = {.id = id, .value = value, .format = format, .text = text};
    GR_TRY(gr_doc_add(w->doc, cell, GR_K_FIGURE, (gr_loc){0}, w->diag, &node));
    cell->as.cell.figure = gr_doc_add_figure(w->doc, figure);
    node->as.figure.figure = cell->as.cell.figure;
    return GR_OK;
}

/** A figure as it was printed; where both prints are the same, as it is. */
static gr_status add_side(changes_writing *w, gr_node *row, const gr_change *change, bool now)
{
    gr_str printed = now ? change->after : change->before;
    gr_value value = {.type = GR_T_NONE};
    gr_node *cell = NULL;
    bool typed = changes_value(now ? change->after_value : change->before_value,
                               now ? change->after_type : change->before_type, w->arena, &value);
    GR_TRY(changes_add_cell(w, row, false, GR_STYLE_CELL, typed ? GR_LIT("") : printed, &cell));
    cell->as.cell.align = typed ? GR_ALIGN_RIGHT : GR_ALIGN_LEFT;
    if (!typed) {
        return GR_OK;
    }
    gr_format format = format_now(w, change->id);
    if (gr_str_eq(change->before, change->after) || printed.len == 0) {
        format = exact_format(w, change, format);
        printed = gr_value_text(w->arena, &value, format, &w->house->notation);
    }
    gr_str id = gr_str_fmt(w->arena, GR_FMT ".%s", GR_ARG(change->id), now ? "is" : "was");
    return add_figure(w, cell, id, value, format, printed);
}

static gr_status add_difference(changes_writing *w, gr_node *row, const gr_change *change)
{
    gr_node *cell = NULL;
    gr_value value = {.type = GR_T_NONE};
    GR_TRY(changes_add_cell(w, row, false, GR_STYLE_CELL, GR_LIT(""), &cell));
    cell->as.cell.align = GR_ALIGN_RIGHT;
    if (!read_difference(w, change, &value)) {
        return GR_OK;
    }
    gr_format format = exact_format(w, change, format_now(w, change->id));
    gr_str text = gr_value_text(w->arena, &value, format, &w->house->notation);
    gr_str id = gr_str_fmt(w->arena, GR_FMT ".difference", GR_ARG(change->id));
    return add_figure(w, cell, id, value, format, text);
}

/* --- the four tables --- */

static gr_status figure_row(changes_writing *w, gr_node *table, const gr_change *change)
{
    gr_node *row = NULL;
    GR_TRY(changes_add_row(w, table, change, true, &row));
    GR_TRY(add_side(w, row, change, false));
    GR_TRY(add_side(w, row, change, true));
    return add_difference(w, row, change);
}

/** A row that only one version has: all that it printed. */
static gr_status lone_row(changes_writing *w, gr_node *table, const gr_change *change)
{
    gr_node *row = NULL;
    gr_str printed = change->kind == GR_CHANGE_GONE ? change->before : change->after;
    GR_TRY(changes_add_row(w, table, change, true, &row));
    return changes_add_cell(w, row, false, GR_STYLE_CELL,
                            gr_utf8_shorten(w->arena, printed, TEXT_BYTES), NULL);
}

static gr_status text_row(changes_writing *w, gr_node *table, const gr_change *change)
{
    gr_node *row = NULL;
    gr_str nothing = w->house->notation.nothing;
    gr_str was = change->kind == GR_CHANGE_TEXT_ADDED ? nothing : change->before;
    gr_str is = change->kind == GR_CHANGE_TEXT_GONE ? nothing : change->after;
    GR_TRY(changes_add_row(w, table, change, false, &row));
    GR_TRY(changes_add_cell(w, row, false, GR_STYLE_CELL,
                            gr_utf8_shorten(w->arena, was, TEXT_BYTES), NULL));
    return changes_add_cell(w, row, false, GR_STYLE_CELL, gr_utf8_shorten(w->arena, is, TEXT_BYTES),
                            NULL);
}

typedef struct part { /* a kind of change, as it is counted and told */
    gr_change_kind first, last;
    const char *title, *one, *more; /* labels */
    const char *columns[5];
    size_t n_columns, right_from;
    gr_status (*row)(changes_writing *w, gr_node *table, const gr_change *change);
} part;

static const part parts[] = {
    {GR_CHANGE_FIGURE,
     GR_CHANGE_FIGURE,
     "changes-figures",
     "changes-one-figure",
     "changes-more-figures",
     {"changes-where", "changes-what", "changes-was", "changes-is", "changes-difference"},
     5,
     2,
     figure_row},
    {GR_CHANGE_ADDED,
     GR_CHANGE_ADDED,
     "changes-added",
     "changes-one-added",
     "changes-more-added",
     {"changes-where", "changes-what", "changes-content"},
     3,
     3,
     lone_row},
    {GR_CHANGE_GONE,
     GR_CHANGE_GONE,
     "changes-gone",
     "changes-one-gone",
     "changes-more-gone",
     {"changes-where", "changes-what", "changes-content"},
     3,
     3,
     lone_row},
    {GR_CHANGE_TEXT,
     GR_CHANGE_TEXT_GONE,
     "changes-texts",
     "changes-one-text",
     "changes-more-texts",
     {"changes-where", "changes-was", "changes-is"},
     3,
     3,
     text_row},
};
#define N_PARTS (sizeof(parts) / sizeof(parts[0]))

static bool is_of(const part *p, const gr_change *change)
{
    return change->kind >= p->first && change->kind <= p->last;
}

static size_t count_of(const changes_writing *w, const part *p)
{
    size_t n = 0;
    for (size_t i = 0; i < w->facts->n; i++) {
        n += is_of(p, &w->facts->changes[i]) ? 1 : 0;
    }
    return n;
}

static gr_status add_part(changes_writing *w, gr_node *into, const part *p)
{
    gr_node *section = NULL;
    gr_node *table = NULL;
    size_t n = count_of(w, p);
    size_t told = 0;
    if (n == 0) {
        return GR_OK;
    }
    gr_str title = changes_label(w, p->title);
    GR_TRY(changes_add_section(w, into, 2, title, &section));
    GR_TRY(changes_add_table(w, section, title, p->columns, p->n_columns, p->right_from, &table));
    for (size_t i = 0; i < w->facts->n && told < ROWS_MOST; i++) {
        if (is_of(p, &w->facts->changes[i])) {
            GR_TRY(p->row(w, table, &w->facts->changes[i]));
            told++;
        }
    }
    return changes_add_left_out(w, table, n - told);
}

/* --- head --- */

/** "Vorige versie: gegevens per 31 december 2022, vastgesteld, versie 1" */
static gr_status add_version(changes_writing *w, gr_node *list, const char *which,
                             const gr_value *as_of, gr_str life)
{
    gr_node *item = NULL;
    gr_node *line = NULL;
    const gr_format date = {GR_FORMAT_DATE, GR_PLACES_OWN};
    gr_str per = changes_label(w, "changes-as-of");
    gr_str day = gr_value_text(w->arena, as_of, date, &w->house->notation);
    gr_str who = changes_label(w, which);
    GR_TRY(changes_add(w, list, GR_K_ITEM, GR_STYLE_LIST_ITEM, &item));
    GR_TRY(changes_add(w, item, GR_K_PARAGRAPH, GR_STYLE_LIST_ITEM, &line));
    return changes_add_text(w, line,
                            gr_str_fmt(w->arena, GR_FMT ": " GR_FMT " " GR_FMT GR_FMT, GR_ARG(who),
                                       GR_ARG(per), GR_ARG(day), GR_ARG(life)));
}

static gr_str life_text(const changes_writing *w, gr_life_status status, gr_str number)
{
    gr_str word = gr_status_text(w->house, status);
    gr_str version = changes_label(w, "index-version-number");
    if (status == GR_LIFE_NONE) {
        return GR_LIT("");
    }
    if (number.len == 0 || gr_str_is(number, "0")) {
        return gr_str_fmt(w->arena, ", " GR_FMT, GR_ARG(word));
    }
    return gr_str_fmt(w->arena, ", " GR_FMT ", " GR_FMT " " GR_FMT, GR_ARG(word), GR_ARG(version),
                      GR_ARG(number));
}

static gr_status add_versions(changes_writing *w, gr_node *section)
{
    const changes_facts *facts = w->facts;
    gr_node *list = NULL;
    gr_value before = {.type = GR_T_MISSING};
    (void)changes_value(facts->before_as_of, gr_str_of(gr_type_name(GR_T_DATE)), w->arena, &before);
    gr_life_status status = GR_LIFE_NONE;
    if (!gr_life_parse(facts->before_status, &status)) {
        status = GR_LIFE_NONE; /* it had no life cycle */
    }
    GR_TRY(changes_add(w, section, GR_K_LIST, GR_STYLE_LIST_ITEM, &list));
    list->as.list.type = GR_LIST_BULLET;
    list->as.list.level = 1;
    GR_TRY(add_version(w, list, "changes-before", &before,
                       life_text(w, status, facts->before_number)));
    if (facts->data_only) {
        return add_version(w, list, "changes-data", &facts->doc->as_of, GR_LIT(""));
    }
    gr_str number = gr_str_fmt(w->arena, "%u", facts->doc->life.version);
    return add_version(w, list, "changes-now", &facts->doc->as_of,
                       life_text(w, facts->doc->life.status, number));
}

/** "3 veranderde cijfers, 1 nieuwe regel" */
static gr_status add_counts(changes_writing *w, gr_node *section)
{
    gr_node *line = NULL;
    gr_buf text = gr_buf_make(w->arena, SIZE_MAX);
    for (size_t i = 0; i < N_PARTS; i++) {
        size_t n = count_of(w, &parts[i]);
        gr_str words = changes_label(w, n == 1 ? parts[i].one : parts[i].more);
        if (n > 0) {
            gr_buf_addf(&text, "%s%zu " GR_FMT, text.len == 0 ? "" : ", ", n, GR_ARG(words));
        }
    }
    gr_buf_add_char(&text, '.');
    GR_TRY(changes_add(w, section, GR_K_PARAGRAPH, GR_STYLE_PARAGRAPH, &line));
    return changes_add_text(w, line, gr_buf_view(&text));
}

static gr_status add_title(changes_writing *w, gr_node *section)
{
    gr_node *line = NULL;
    const gr_style *lead = gr_style_find(w->house, GR_LIT("lead"));
    GR_TRY(changes_add(w, section, GR_K_PARAGRAPH, GR_STYLE_PARAGRAPH, &line));
    line->style = lead != NULL ? lead : line->style;
    return changes_add_text(w, line, w->facts->doc->title);
}

/** Letters, digits and dashes only: it becomes part of a file's name. */
static gr_str safe_word(const changes_writing *w, gr_str word)
{
    gr_buf out = gr_buf_make(w->arena, SIZE_MAX);
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        bool safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        gr_buf_add_char(&out, safe ? c : '-');
    }
    return gr_buf_view(&out);
}

static void fill_facts(changes_writing *w)
{
    gr_doc *doc = w->doc;
    const gr_doc *of = w->facts->doc;
    gr_str title = changes_label(w, "changes-title");
    gr_str word = safe_word(w, changes_label(w, "changes-file"));
    const gr_master *body = gr_master_find(w->house, GR_LIT("body"));
    doc->report = of->report;
    doc->edition = of->edition;
    doc->file = gr_str_fmt(w->arena, GR_FMT "-" GR_FMT, GR_ARG(of->file), GR_ARG(word));
    doc->title = gr_str_fmt(w->arena, GR_FMT ": " GR_FMT, GR_ARG(title), GR_ARG(of->title));
    doc->subtitle = of->subtitle;
    doc->author = of->author;
    doc->subject = of->subject;
    doc->keywords = of->keywords;
    doc->lang = of->lang;
    doc->as_of = of->as_of;
    doc->exports = of->exports;
    doc->n_exports = of->n_exports;
    doc->master = body != NULL ? body : of->master;
}

static void keep_ids(changes_writing *w)
{
    const gr_doc *of = w->facts->doc;
    w->ids = gr_intern_new(w->arena);
    w->figures = GR_NEW_N(w->arena, const gr_figure *, of->n_figures + 1);
    for (size_t i = 0; i < of->n_figures; i++) {
        uint32_t nr = gr_intern_add(w->ids, of->figures[i]->id);
        w->figures[nr] = w->figures[nr] == NULL ? of->figures[i] : w->figures[nr];
    }
}

gr_status changes_document(const changes_facts *facts, size_t max_nodes, gr_arena *arena,
                           gr_diag *diag, gr_doc **out)
{
    const gr_house_style *house = facts->doc->house;
    changes_writing w = {.facts = facts,
                         .house = house,
                         .arena = arena,
                         .diag = diag,
                         .doc = gr_doc_new(arena, house, max_nodes)};
    gr_node *section = NULL;
    fill_facts(&w);
    keep_ids(&w);
    GR_TRY(changes_add_section(&w, w.doc->root, 1, changes_label(&w, "changes-title"), &section));
    GR_TRY(add_title(&w, section));
    GR_TRY(add_counts(&w, section));
    GR_TRY(add_versions(&w, section));
    for (size_t i = 0; i < N_PARTS; i++) {
        GR_TRY(add_part(&w, section, &parts[i]));
    }
    *out = w.doc;
    return gr_doc_check(w.doc, diag);
}
