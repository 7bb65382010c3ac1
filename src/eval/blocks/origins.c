#include "base/arena.h"
#include "expander_priv.h"
#include "format/value_text.h"
#include "template/report_rows.h"

/* The list of what the figures of a document come from: figure by figure, by the table or heading
 * they stand in, or by dataset. Its rows come when all figures are known, wherever it stands. */

static const gr_xml_attr_rule origins_attrs[] = {
    COMMON,
    KEPT,
    REPEATED,
    PATTERN("title", "its title"),
    CHOICE("list", "places figures datasets", "what has a row: places when not given"),
    INT("most", "so many rows at most; 1000 when not given"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"origins", GR_E_ORIGINS, GR_XML_EMPTY, NULL, origins_attrs,
     "the list of what its figures come from"},
};
const gr_xml_part gr_grammar_origins = {rules, N_OF(rules), "block"};

#define ROWS_MOST 1000

enum { COLUMN_WHAT, COLUMN_DATASET, COLUMN_FIELD, COLUMN_RECORDS, COLUMN_AS_OF, N_COLUMNS };

typedef struct origin_table { /* one of them while it is filled */
    gr_expander *expander;
    const gr_tnode *node;
    gr_node *table;
    uint32_t left; /* rows that it may still get */
    uint32_t left_out;
    gr_citing *citing;
} origin_table;

static bool lists(const gr_tnode *node, const char *word)
{
    return gr_str_is(gr_tnode_value(node, "list"), word);
}

gr_status gr_write_origins(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    static const char *const places[] = {"origin-place", "dataset", "field", "origin-which",
                                         "as-of"};
    static const char *const figures[] = {"origin-figure", "dataset", "field", "origin-which",
                                          "as-of"};
    static const char *const datasets[] = {"dataset", "origin-fields", "records", "as-of"};
    gr_text_table kind = {"origins", places, N_COLUMNS, GR_E_ORIGINS, NULL};
    kind.labels = lists(node, "figures") ? figures : lists(node, "datasets") ? datasets : places;
    kind.n_labels = lists(node, "datasets") ? N_OF(datasets) : N_COLUMNS;
    gr_origin_lists *made = &expander->origin_lists;
    gr_node *table = NULL;
    gr_figure_place outer = expander->place;
    GR_TRY(gr_open_text_table(expander, node, &kind, into, &table));
    gr_expander_leave(expander, outer);
    *GR_PUSH(expander->doc->arena, made->items, made->n, made->cap, gr_origin_list) =
        (gr_origin_list){node, table};
    return GR_OK;
}

/* --- rows --- */

static gr_status add_row(origin_table *t, gr_row_role role, gr_node **out)
{
    static const gr_style_id styles[] = {
        [GR_ROW_BODY] = GR_STYLE_CELL, [GR_ROW_GROUP] = GR_STYLE_CELL_GROUP};
    GR_TRY(
        gr_expander_add_styled(t->expander, t->table, GR_K_ROW, t->table->at, styles[role], out));
    (*out)->as.row.role = role;
    return GR_OK;
}

static gr_status add_cell(origin_table *t, gr_node *row, gr_style_id style, gr_node **out)
{
    bool head = style != GR_STYLE_CELL;
    return gr_write_plain_cell(t->expander, row, t->table->at, head, style, out);
}

static gr_status add_text_cell(origin_table *t, gr_node *row, gr_str text)
{
    gr_node *cell = NULL;
    GR_TRY(add_cell(t, row, GR_STYLE_CELL, &cell));
    return gr_expander_add_text(t->expander, cell, text, t->table->at);
}

/** Words that lead to where they are about, when that has a name. */
static gr_status add_link(origin_table *t, gr_node *cell, gr_str text, gr_str anchor)
{
    gr_node *link = cell;
    if (anchor.len > 0) {
        GR_TRY(gr_expander_add(t->expander, cell, GR_K_LINK, t->table->at, &link));
        link->as.link.to = anchor;
    }
    return gr_expander_add_text(t->expander, link, text, t->table->at);
}

static gr_status add_page(origin_table *t, gr_node *cell, gr_str anchor)
{
    gr_node *page = NULL;
    if (anchor.len == 0) {
        return GR_OK;
    }
    gr_str label = gr_label_text(t->expander->report->house, "page-short");
    gr_str lead = gr_str_fmt(t->expander->arena, ", " GR_FMT "\xc2\xa0", GR_ARG(label));
    GR_TRY(gr_expander_add_text(t->expander, cell, lead, t->table->at));
    GR_TRY(gr_expander_add(t->expander, cell, GR_K_PAGE_REF, t->table->at, &page));
    page->as.page_ref.to = anchor;
    return GR_OK;
}

/** A row over the whole table. */
static gr_status add_wide_row(origin_table *t, gr_row_role role, gr_style_id style, gr_node **out)
{
    gr_node *row = NULL;
    GR_TRY(add_row(t, role, &row));
    GR_TRY(add_cell(t, row, style, out));
    (*out)->as.cell.colspan = (uint16_t)t->table->as.table.n_cols;
    return GR_OK;
}

/* --- what a row says --- */

static gr_str label(const origin_table *t, const char *name)
{
    return gr_label_text(t->expander->report->house, name);
}

/** In one line: the column is as wide as that. */
static gr_str unbroken(const origin_table *t, gr_str text)
{
    gr_buf out = gr_buf_make(t->expander->arena, SIZE_MAX);
    for (size_t i = 0; i < text.len; i++) {
        gr_buf_add(&out, text.ptr[i] == ' ' ? GR_LIT("\xc2\xa0") : gr_str_sub(text, i, 1));
    }
    return gr_buf_view(&out);
}

static gr_status add_citation(origin_table *t, gr_node *row, const gr_citation *cited)
{
    GR_TRY(add_text_cell(t, row, cited->dataset));
    GR_TRY(add_text_cell(t, row, cited->fields));
    GR_TRY(add_text_cell(t, row, cited->records));
    return add_text_cell(t, row, unbroken(t, cited->as_of_text));
}

/** What cannot be told record by record, over the four columns behind what it is about. */
static gr_status add_words(origin_table *t, gr_node *row, gr_str words)
{
    gr_node *cell = NULL;
    GR_TRY(add_cell(t, row, GR_STYLE_CELL, &cell));
    cell->as.cell.colspan = N_COLUMNS - 1;
    return gr_expander_add_text(t->expander, cell, words, t->table->at);
}

static gr_str number_text(const origin_table *t, uint32_t n)
{
    const gr_value value = {.type = GR_T_INT, .as.i = n};
    const gr_format format = {GR_FORMAT_NUMBER, 0};
    return gr_value_text(t->expander->arena, &value, format, &t->expander->report->house->notation);
}

static gr_str with_number(const origin_table *t, const char *name, uint32_t n)
{
    return gr_str_fmt(t->expander->arena, GR_FMT " " GR_FMT, GR_ARG(label(t, name)),
                      GR_ARG(number_text(t, n)));
}

/** Rows behind the citations: of more fields, and of others. */
static size_t gather_words(const origin_table *t, const gr_cited *cited, gr_str words[2])
{
    size_t n = 0;
    if (cited->more > 0) {
        words[n++] = with_number(t, "origin-more", cited->more);
    }
    if (cited->others) {
        words[n++] = label(t, "origin-others");
    }
    return n;
}

static bool tells(const gr_cited *cited)
{
    return cited->n > 0 || cited->others;
}

typedef gr_status write_what(origin_table *t, gr_node *cell, const void *what);

/** One figure or place: what it is beside the first row, and reaching down beside the others. */
static gr_status add_entry(origin_table *t, const gr_cited *cited, write_what *write,
                           const void *what)
{
    gr_str words[2];
    size_t n_words = gather_words(t, cited, words), n = cited->n + n_words;
    if (t->left < n) {
        t->left = 0;
        t->left_out++;
        return GR_OK;
    }
    for (size_t i = 0; i < n; i++) {
        gr_node *row = NULL, *cell = NULL;
        GR_TRY(add_row(t, GR_ROW_BODY, &row));
        if (i == 0) {
            GR_TRY(add_cell(t, row, GR_STYLE_CELL_ROW_HEAD, &cell));
            cell->as.cell.rowspan = (uint16_t)n;
            GR_TRY(write(t, cell, what));
        }
        GR_TRY(i < cited->n ? add_citation(t, row, &cited->items[i])
                            : add_words(t, row, words[i - cited->n]));
        t->left--;
    }
    return GR_OK;
}

/* --- by place --- */

static gr_str place_text(const origin_table *t, const gr_cited_place *place)
{
    const gr_node *node = place->node;
    if (node == NULL) {
        return t->expander->doc->title;
    }
    const gr_node *caption = node;
    if (node->kind != GR_K_HEADING) {
        caption = node->first;
        while (caption != NULL && caption->kind != GR_K_CAPTION) {
            caption = caption->next;
        }
        caption = caption == NULL ? place->heading : caption;
    }
    if (caption == NULL) {
        return t->expander->doc->title;
    }
    gr_str text = gr_str_trim(gr_node_text(caption, t->expander->arena));
    gr_str number = caption->kind == GR_K_HEADING ? caption->as.heading.number : GR_LIT("");
    return number.len == 0
               ? text
               : gr_str_fmt(t->expander->arena, GR_FMT " " GR_FMT, GR_ARG(number), GR_ARG(text));
}

static gr_str anchor_of(const gr_cited_place *place)
{
    const gr_node *node = place->node;
    return node == NULL ? GR_LIT("") : node->anchor;
}

static gr_status write_place(origin_table *t, gr_node *cell, const void *what)
{
    const gr_cited_place *place = what;
    GR_TRY(add_link(t, cell, place_text(t, place), anchor_of(place)));
    return add_page(t, cell, anchor_of(place));
}

static gr_status add_chapter(origin_table *t, const gr_node *chapter)
{
    gr_node *cell = NULL;
    const gr_cited_place of = {.node = chapter};
    GR_TRY(add_wide_row(t, GR_ROW_GROUP, GR_STYLE_CELL_GROUP, &cell));
    return add_link(t, cell, place_text(t, &of), chapter->anchor);
}

static gr_cited cite_place(origin_table *t, const gr_cited_place *place)
{
    gr_cited whole;
    if (gr_made_from_long(t->expander->made_from, t->expander->doc, place->node, &whole)) {
        return whole;
    }
    const gr_origin **origins = GR_NEW_N(t->expander->arena, const gr_origin *, place->n);
    for (size_t i = 0; i < place->n; i++) {
        origins[i] = place->figures[i].figure->value.origin;
    }
    return gr_cite(t->citing, origins, place->n);
}

static gr_status list_places(origin_table *t, const gr_cited_place *places, size_t n)
{
    const gr_node *chapter = NULL;
    for (size_t i = 0; i < n; i++) {
        const gr_cited_place *place = &places[i];
        gr_cited cited = cite_place(t, place);
        bool told = tells(&cited);
        if (told && t->left > 0 && place->chapter != chapter && place->chapter != place->node) {
            GR_TRY(add_chapter(t, place->chapter));
        }
        chapter = told ? place->chapter : chapter;
        GR_TRY(told ? add_entry(t, &cited, write_place, place) : GR_OK);
    }
    return GR_OK;
}

/* --- by figure --- */

typedef struct figure_at {
    const gr_cited_figure *is;
    gr_str anchor;
} figure_at;

static gr_status write_figure(origin_table *t, gr_node *cell, const void *what)
{
    const figure_at *at = what;
    gr_str text = at->is->figure->text;
    if (at->is->label.len > 0) {
        text =
            gr_str_fmt(t->expander->arena, GR_FMT ": " GR_FMT, GR_ARG(at->is->label), GR_ARG(text));
    }
    return add_link(t, cell, text, at->anchor);
}

static gr_status add_place(origin_table *t, const gr_cited_place *place)
{
    gr_node *cell = NULL;
    GR_TRY(add_wide_row(t, GR_ROW_GROUP, GR_STYLE_CELL_GROUP, &cell));
    return write_place(t, cell, place);
}

/** A figure that no record has a part in has no row. */
static gr_status list_figures_at(origin_table *t, const gr_cited_place *place)
{
    bool headed = false;
    for (size_t i = 0; i < place->n; i++) {
        const figure_at at = {&place->figures[i], anchor_of(place)};
        gr_cited cited = gr_cite(t->citing, &at.is->figure->value.origin, 1);
        if (tells(&cited)) {
            GR_TRY(headed || t->left == 0 ? GR_OK : add_place(t, place));
            headed = true;
            GR_TRY(add_entry(t, &cited, write_figure, &at));
        }
    }
    return GR_OK;
}

/** The rows of a long table are records, and told as one. */
static gr_status list_figures(origin_table *t, const gr_cited_place *places, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        gr_cited whole;
        if (gr_made_from_long(t->expander->made_from, t->expander->doc, places[i].node, &whole)) {
            GR_TRY(add_entry(t, &whole, write_place, &places[i]));
        }
        GR_TRY(list_figures_at(t, &places[i]));
    }
    return GR_OK;
}

/* --- by dataset --- */

static gr_str fields_text(const origin_table *t, const gr_doc_dataset *dataset)
{
    gr_buf out = gr_buf_make(t->expander->arena, SIZE_MAX);
    for (size_t i = 0; i < dataset->n_fields; i++) {
        gr_buf_add(&out, i == 0 ? GR_LIT("") : GR_LIT(", "));
        gr_buf_add(&out, dataset->fields[i].title);
    }
    return gr_buf_view(&out);
}

static gr_status list_datasets(origin_table *t)
{
    const gr_doc *doc = t->expander->doc;
    for (size_t i = 0; i < doc->n_datasets; i++) {
        const gr_doc_dataset *dataset = &doc->datasets[i];
        gr_node *row = NULL, *cell = NULL;
        if (t->left == 0) {
            t->left_out++;
            continue;
        }
        t->left--;
        GR_TRY(add_row(t, GR_ROW_BODY, &row));
        GR_TRY(add_cell(t, row, GR_STYLE_CELL_ROW_HEAD, &cell));
        GR_TRY(gr_expander_add_text(t->expander, cell, dataset->title, t->table->at));
        GR_TRY(add_text_cell(t, row, fields_text(t, dataset)));
        GR_TRY(add_text_cell(t, row, number_text(t, dataset->records)));
        GR_TRY(add_text_cell(t, row, unbroken(t, dataset->as_of_text)));
    }
    return GR_OK;
}

/* --- one list --- */

static void warn(const origin_table *t)
{
    const char *shorter = lists(t->node, "figures") ? ", or list=\"places\", which takes fewer"
                          : lists(t->node, "datasets")
                              ? ""
                              : ", or list=\"datasets\", which takes fewer";
    gr_diag_report_open(t->expander->context->diag, t->table->at, GR_CODE_ORIGINS_CUT,
                        "it has %lu rows at most, so it leaves out %lu of what it would list; give "
                        "most= a larger number%s",
                        (unsigned long)gr_tnode_int(t->node, "most", ROWS_MOST),
                        (unsigned long)t->left_out, shorter);
}

/** What is not listed is said, to its reader and to its author. */
static gr_status say_left_out(origin_table *t, bool has_rows)
{
    gr_node *cell = NULL;
    gr_str words = label(t, "origin-nothing");
    if (t->left_out > 0) {
        words = with_number(t, "origin-left-out", t->left_out);
        warn(t);
    } else if (has_rows) {
        return GR_OK;
    }
    GR_TRY(add_wide_row(t, GR_ROW_BODY, GR_STYLE_CELL, &cell));
    return gr_expander_add_text(t->expander, cell, words, t->table->at);
}

static gr_status fill(gr_expander *expander, const gr_origin_list *list,
                      const gr_cited_place *places, size_t n, gr_citing *citing)
{
    origin_table t = {.expander = expander,
                      .node = list->node,
                      .table = list->table,
                      .left = gr_tnode_int(list->node, "most", ROWS_MOST),
                      .citing = citing};
    const gr_node *heads = list->table->last;
    if (lists(list->node, "datasets")) {
        GR_TRY(list_datasets(&t));
    } else if (lists(list->node, "figures")) {
        GR_TRY(list_figures(&t, places, n));
    } else {
        GR_TRY(list_places(&t, places, n));
    }
    return say_left_out(&t, list->table->last != heads);
}

gr_status gr_fill_origins(gr_expander *expander, const gr_catalogue *catalogue)
{
    const gr_origin_lists *lists_of = &expander->origin_lists;
    gr_cited_place *places = NULL;
    gr_status status = GR_OK;
    if (lists_of->n == 0) {
        return GR_OK;
    }
    size_t n = gr_cited_places(expander->doc, &places);
    gr_citing *citing = gr_citing_new(expander->doc, catalogue);
    for (size_t i = 0; i < lists_of->n && status == GR_OK; i++) {
        status = fill(expander, &lists_of->items[i], places, n, citing);
    }
    gr_citing_free(citing);
    return status;
}
