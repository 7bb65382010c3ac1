/* Owns the change sheet as a document. It leads with what changed in the data, then tells what
 * follows from it: figures that are others, rows that came or went, texts. It is set in the house
 * style of the report, by the same formats as every document. */
#include "base/arena.h"
#include "base/utf8.h"
#include "changes_priv.h"
#include "format/value_text.h"

#define ROWS_MOST   200U  /* of one table: nobody reads more on paper; the JSON has all */
#define LABEL_BYTES 100U  /* by which a line is known again; labels are cut a little later */
#define TEXT_BYTES  1000U /* of a text in a cell, so that a row stays below a page */

/* --- causes --- */

/** "2 gegevens zijn veranderd" */
static gr_str counted(const gr_changes_writing *w, size_t n, const char *one, const char *more)
{
    return gr_str_fmt(w->arena, "%zu " GR_FMT, n, GR_ARG(gr_changes_label(w, n == 1 ? one : more)));
}

static gr_status add_sentence(gr_changes_writing *w, gr_node *into, bool wanted, const char *label)
{
    return wanted ? gr_changes_add_paragraph(w, into, gr_changes_label(w, label)) : GR_OK;
}

static gr_status add_cause_table(gr_changes_writing *w, gr_node *section)
{
    static const char *const columns[] = {"changes-datum", "changes-was", "changes-is",
                                          "changes-difference"};
    const gr_changes_facts *facts = w->facts;
    gr_node *table = NULL;
    size_t n = facts->n_causes < ROWS_MOST ? facts->n_causes : ROWS_MOST;
    if (n == 0) {
        return GR_OK;
    }
    GR_TRY(gr_changes_add_table(w, section, gr_changes_label(w, "changes-data-changed"), columns, 4,
                                1, &table));
    for (size_t i = 0; i < n; i++) {
        GR_TRY(gr_changes_add_cause(w, table, &facts->causes[i], i + 1));
    }
    return gr_changes_add_left_out(w, table, facts->n_causes - n);
}

static gr_status add_causes(gr_changes_writing *w, gr_node *into)
{
    const gr_changes_facts *facts = w->facts;
    gr_node *section = NULL;
    bool any = facts->n_causes > 0;
    bool none = !any && !facts->others && !facts->untold && !facts->form_changed;
    GR_TRY(gr_changes_add_section(w, into, 2, gr_changes_label(w, "changes-causes"), &section));
    if (any) {
        gr_str count = counted(w, facts->n_causes, "changes-one-cause", "changes-more-causes");
        GR_TRY(
            gr_changes_add_paragraph(w, section, gr_str_fmt(w->arena, GR_FMT ".", GR_ARG(count))));
    }
    GR_TRY(add_cause_table(w, section));
    GR_TRY(add_sentence(w, section, facts->day_changed, "changes-day"));
    GR_TRY(add_sentence(w, section, facts->others, any ? "changes-others-too" : "changes-others"));
    GR_TRY(add_sentence(w, section, facts->untold, "changes-untold"));
    GR_TRY(add_sentence(w, section, facts->form_changed, "changes-form"));
    return add_sentence(w, section, none, "changes-no-cause");
}

/* --- the tables of what follows --- */

/** A row that only one version has: all that it printed. */
static gr_status lone_row(gr_changes_writing *w, gr_node *table, const gr_change *change)
{
    gr_node *row = NULL;
    gr_str printed = change->kind == GR_CHANGE_GONE ? change->before : change->after;
    GR_TRY(gr_changes_add_labelled(w, table, change->label, &row));
    return gr_changes_add_cell(w, row, false, GR_STYLE_CELL,
                               gr_utf8_shorten(w->arena, printed, TEXT_BYTES), NULL);
}

static gr_status section_row(gr_changes_writing *w, gr_node *table, const gr_change *change)
{
    gr_node *row = NULL;
    GR_TRY(gr_changes_add_labelled(w, table, change->section, &row));
    return gr_changes_add_cell(w, row, false, GR_STYLE_CELL, gr_changes_label(w, "changes-section"),
                               NULL);
}

typedef struct part { /* a kind of change, as it is counted and told */
    gr_change_kind first, last;
    const char *title, *one, *more; /* labels */
    const char *caption;
    const char *columns[4];
    size_t n_columns, right_from;
    gr_status (*row)(gr_changes_writing *w, gr_node *table, const gr_change *change);
} part;

static const part parts[] = {
    {GR_CHANGE_FIGURE,
     GR_CHANGE_FIGURE,
     "changes-consequences",
     "changes-one-figure",
     "changes-more-figures",
     "changes-figures",
     {"changes-what", "changes-was", "changes-is", "changes-difference"},
     4,
     1,
     gr_changes_add_figure},
    {GR_CHANGE_ADDED,
     GR_CHANGE_ADDED,
     "changes-section-added",
     "changes-one-added",
     "changes-more-added",
     "changes-added",
     {"changes-what", "changes-content"},
     2,
     2,
     lone_row},
    {GR_CHANGE_GONE,
     GR_CHANGE_GONE,
     "changes-section-gone",
     "changes-one-gone",
     "changes-more-gone",
     "changes-gone",
     {"changes-what", "changes-content"},
     2,
     2,
     lone_row},
    {GR_CHANGE_TEXT,
     GR_CHANGE_TEXT_GONE,
     "changes-section-texts",
     "changes-one-text",
     "changes-more-texts",
     "changes-texts",
     {"changes-was", "changes-is"},
     2,
     2,
     gr_changes_add_reworded},
};
#define N_PARTS (sizeof(parts) / sizeof(parts[0]))

/** What came or went with its section is told once, with the rows that did. */
static bool is_of(const gr_changes_writing *w, const part *p, size_t nr)
{
    const gr_change *change = &w->facts->changes[nr];
    if (change->section.len == 0) {
        return change->kind >= p->first && change->kind <= p->last && !change->hidden &&
               !w->told_as_row[nr];
    }
    bool came = change->kind == GR_CHANGE_ADDED || change->kind == GR_CHANGE_TEXT_ADDED;
    return w->first_of[nr] && p->first == (came ? GR_CHANGE_ADDED : GR_CHANGE_GONE);
}

static size_t count_of(const gr_changes_writing *w, const part *p)
{
    size_t n = 0;
    for (size_t i = 0; i < w->facts->n; i++) {
        n += is_of(w, p, i) ? 1 : 0;
    }
    return n;
}

static size_t count_suppressed(const gr_changes_writing *w)
{
    size_t n = 0;
    for (size_t i = 0; i < w->facts->n; i++) {
        n += w->facts->changes[i].hidden ? 1 : 0;
    }
    return n;
}

/** The amount that changed most; NULL: no amount did. */
static const gr_change *largest_of(const gr_changes_writing *w)
{
    const gr_change *largest = NULL;
    int64_t most = 0;
    for (size_t i = 0; i < w->facts->n; i++) {
        const gr_change *change = &w->facts->changes[i];
        gr_value value = {.type = GR_T_NONE};
        gr_format format = {GR_FORMAT_PLAIN, GR_PLACES_OWN};
        if (!is_of(w, &parts[0], i) || !gr_changes_difference(w, change, &value, &format) ||
            value.type != GR_T_MONEY || value.as.money.minor == INT64_MIN) {
            continue;
        }
        int64_t size = value.as.money.minor < 0 ? -value.as.money.minor : value.as.money.minor;
        if (size > most) {
            most = size;
            largest = change;
        }
    }
    return largest;
}

/** "88 cijfers zijn veranderd. De grootste verandering: Rozendaal, Bijdrage + € 201." */
static gr_status add_figures_lead(gr_changes_writing *w, gr_node *section, size_t n)
{
    const gr_change *largest = n > 1 ? largest_of(w) : NULL;
    gr_buf text = gr_buf_make(w->arena, SIZE_MAX);
    gr_value value = {.type = GR_T_NONE};
    gr_format format = {GR_FORMAT_PLAIN, GR_PLACES_OWN};
    gr_buf_addf(&text, GR_FMT ".", GR_ARG(counted(w, n, parts[0].one, parts[0].more)));
    if (largest != NULL && gr_changes_difference(w, largest, &value, &format)) {
        gr_buf_addf(&text, " " GR_FMT " " GR_FMT ", " GR_FMT ".",
                    GR_ARG(gr_changes_label(w, "changes-largest")), GR_ARG(largest->label),
                    GR_ARG(gr_changes_signed(w, &value, format)));
    }
    return gr_changes_add_paragraph(w, section, gr_buf_view(&text));
}

static gr_status add_lead(gr_changes_writing *w, gr_node *section, const part *p, size_t n)
{
    if (p == &parts[0]) {
        return add_figures_lead(w, section, n);
    }
    gr_str count = counted(w, n, p->one, p->more);
    gr_str also =
        p->row == gr_changes_add_reworded
            ? gr_str_fmt(w->arena, " " GR_FMT, GR_ARG(gr_changes_label(w, "changes-marked")))
            : GR_LIT("");
    return gr_changes_add_paragraph(
        w, section, gr_str_fmt(w->arena, GR_FMT "." GR_FMT, GR_ARG(count), GR_ARG(also)));
}

/** Whole sections first, then rows under the heading that they stand under, which is told once. */
static gr_status add_rows(gr_changes_writing *w, gr_node *table, const part *p, size_t *out_told)
{
    gr_str group = GR_LIT("");
    size_t told = 0;
    for (size_t i = 0; i < w->facts->n && told < ROWS_MOST; i++) {
        if (is_of(w, p, i) && w->facts->changes[i].section.len > 0) {
            GR_TRY(section_row(w, table, &w->facts->changes[i]));
            told++;
        }
    }
    for (size_t i = 0; i < w->facts->n && told < ROWS_MOST; i++) {
        const gr_change *change = &w->facts->changes[i];
        if (!is_of(w, p, i) || change->section.len > 0) {
            continue;
        }
        if (change->where.len > 0 && !gr_str_eq(change->where, group)) {
            GR_TRY(gr_changes_add_group(w, table, change->where));
            group = change->where;
        }
        GR_TRY(p->row(w, table, change));
        told++;
    }
    *out_told = told;
    return GR_OK;
}

static gr_status add_part(gr_changes_writing *w, gr_node *into, const part *p)
{
    gr_node *section = NULL;
    gr_node *table = NULL;
    size_t n = count_of(w, p);
    size_t hidden = p == &parts[0] ? count_suppressed(w) : 0;
    size_t told = 0;
    if (n + hidden == 0) {
        return GR_OK;
    }
    GR_TRY(gr_changes_add_section(w, into, 2, gr_changes_label(w, p->title), &section));
    if (n > 0) {
        GR_TRY(add_lead(w, section, p, n));
        GR_TRY(gr_changes_add_table(w, section, gr_changes_label(w, p->caption), p->columns,
                                    p->n_columns, p->right_from, &table));
        GR_TRY(add_rows(w, table, p, &told));
        GR_TRY(gr_changes_add_left_out(w, table, n - told));
    }
    if (hidden == 0) {
        return GR_OK;
    }
    gr_str without = counted(w, hidden, "changes-one-hidden", "changes-more-hidden");
    return gr_changes_add_paragraph(w, section, gr_str_fmt(w->arena, GR_FMT ".", GR_ARG(without)));
}

/* --- head --- */

/** "31 december 2022" of "2022-12-31"; what is no date is left out. */
static gr_str date_text(const gr_changes_writing *w, gr_str day)
{
    const gr_format date = {GR_FORMAT_DATE, GR_PLACES_OWN};
    gr_value value = {.type = GR_T_NONE};
    return gr_changes_value(day, gr_str_of(gr_type_name(GR_T_DATE)), w->arena, &value)
               ? gr_value_text(w->arena, &value, date, &w->house->notation)
               : GR_LIT("");
}

static void add_fact(const gr_changes_writing *w, gr_buf *out, const char *label, gr_str fact)
{
    if (fact.len > 0) {
        gr_buf_addf(out, "%s" GR_FMT " " GR_FMT, out->len > 0 ? ", " : "",
                    GR_ARG(gr_changes_label(w, label)), GR_ARG(fact));
    }
}

static void add_life(const gr_changes_writing *w, gr_buf *out, const gr_changes_version *version)
{
    gr_life_status status = GR_LIFE_NONE;
    if (!gr_life_parse(version->status, &status) || status == GR_LIFE_NONE) {
        return; /* it has no life cycle */
    }
    gr_str word = gr_status_text(w->house, status);
    gr_buf_addf(out, "%s" GR_FMT, out->len > 0 ? ", " : "", GR_ARG(word));
    if (!gr_str_is(version->life_number, "0")) {
        add_fact(w, out, "index-version-number", version->life_number);
    }
}

/** "Vorige versie: nummer 3, gepubliceerd op 2 januari 2023, gegevens per 31 december 2022" */
static gr_status add_version(gr_changes_writing *w, gr_node *list, const char *which,
                             const gr_changes_version *version)
{
    gr_node *item = NULL;
    gr_node *line = NULL;
    gr_buf facts = gr_buf_make(w->arena, SIZE_MAX);
    if (version->number > 0) {
        add_fact(w, &facts, "changes-number", gr_str_fmt(w->arena, "%u", version->number));
    }
    add_fact(w, &facts, "changes-published", date_text(w, version->day));
    add_fact(w, &facts, "changes-on", date_text(w, version->on));
    add_fact(w, &facts, "changes-as-of", date_text(w, version->as_of));
    add_life(w, &facts, version);
    GR_TRY(gr_changes_add(w, list, GR_K_ITEM, GR_STYLE_LIST_ITEM, &item));
    GR_TRY(gr_changes_add(w, item, GR_K_PARAGRAPH, GR_STYLE_LIST_ITEM, &line));
    return gr_changes_add_text(w, line,
                               gr_str_fmt(w->arena, GR_FMT ": " GR_FMT,
                                          GR_ARG(gr_changes_label(w, which)),
                                          GR_ARG(gr_buf_view(&facts))));
}

static gr_status add_versions(gr_changes_writing *w, gr_node *section)
{
    const gr_changes_facts *facts = w->facts;
    gr_node *list = NULL;
    GR_TRY(gr_changes_add(w, section, GR_K_LIST, GR_STYLE_LIST_ITEM, &list));
    list->as.list.type = GR_LIST_BULLET;
    list->as.list.level = 1;
    GR_TRY(add_version(w, list, "changes-before", &facts->before));
    if (!facts->data_only) {
        return add_version(w, list, "changes-now", &facts->now);
    }
    const gr_changes_version data = {0,          GR_LIT(""), facts->now.as_of,
                                     GR_LIT(""), GR_LIT(""), GR_LIT("")};
    return add_version(w, list, "changes-data", &data);
}

static gr_status add_title(gr_changes_writing *w, gr_node *section)
{
    gr_node *line = NULL;
    const gr_style *lead = gr_style_find(w->house, GR_LIT("lead"));
    GR_TRY(gr_changes_add(w, section, GR_K_PARAGRAPH, GR_STYLE_PARAGRAPH, &line));
    line->style = lead != NULL ? lead : line->style;
    return gr_changes_add_text(w, line, w->facts->doc->title);
}

/** Letters, digits and dashes only: it becomes part of a file's name. */
static gr_str safe_word(const gr_changes_writing *w, gr_str word)
{
    gr_buf out = gr_buf_make(w->arena, SIZE_MAX);
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        bool safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        gr_buf_add_char(&out, safe ? c : '-');
    }
    return gr_buf_view(&out);
}

static void fill_facts(gr_changes_writing *w)
{
    gr_doc *doc = w->doc;
    const gr_doc *of = w->facts->doc;
    gr_str title = gr_changes_label(w, "changes-title");
    gr_str word = safe_word(w, gr_changes_label(w, "changes-file"));
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

static void keep_ids(gr_changes_writing *w)
{
    const gr_doc *of = w->facts->doc;
    w->ids = gr_intern_new(w->arena);
    w->figures = GR_NEW_N(w->arena, const gr_figure *, of->n_figures + 1);
    for (size_t i = 0; i < of->n_figures; i++) {
        uint32_t nr = gr_intern_add(w->ids, of->figures[i]->id);
        w->figures[nr] = w->figures[nr] == NULL ? of->figures[i] : w->figures[nr];
    }
}

static void keep_sections(gr_changes_writing *w)
{
    gr_intern *sections = gr_intern_new(w->arena);
    bool *first_of = GR_NEW_N(w->arena, bool, w->facts->n + 1);
    for (size_t i = 0; i < w->facts->n; i++) {
        uint32_t before = gr_intern_count(sections);
        const gr_change *change = &w->facts->changes[i];
        bool came = change->kind == GR_CHANGE_ADDED || change->kind == GR_CHANGE_TEXT_ADDED;
        if (change->section.len > 0) {
            (void)gr_intern_add(sections, gr_str_fmt(w->arena, "%s" GR_FMT, came ? "+" : "-",
                                                     GR_ARG(change->section)));
            first_of[i] = gr_intern_count(sections) > before;
        }
    }
    w->first_of = first_of;
}

/** A text as labels have it: figures with spaces in them. */
static gr_str plain_text(const gr_changes_writing *w, gr_str text)
{
    gr_buf out = gr_buf_make(w->arena, SIZE_MAX);
    for (size_t i = 0; i < text.len; i++) {
        bool space = gr_str_starts(gr_str_sub(text, i, 2), GR_LIT("\xc2\xa0"));
        gr_buf_add_char(&out, space ? ' ' : text.ptr[i]);
        i += space ? 1 : 0;
    }
    return gr_buf_view(&out);
}

/** A line with figures that came or went is told as a row with these figures under its own words.
 */
static void keep_lines(gr_changes_writing *w)
{
    const gr_change *changes = w->facts->changes;
    gr_intern *rows = gr_intern_new(w->arena);
    bool *told = GR_NEW_N(w->arena, bool, w->facts->n + 1);
    for (size_t i = 0; i < w->facts->n; i++) {
        bool lone = changes[i].kind == GR_CHANGE_ADDED || changes[i].kind == GR_CHANGE_GONE;
        bool text =
            changes[i].kind == GR_CHANGE_TEXT_ADDED || changes[i].kind == GR_CHANGE_TEXT_GONE;
        gr_str shown =
            changes[i].after_shown.len > 0 ? changes[i].after_shown : changes[i].before_shown;
        gr_str line = plain_text(w, lone ? changes[i].label : shown);
        uint32_t nr = 0;
        line = gr_utf8_shorten(w->arena, line, LABEL_BYTES);
        if (lone) {
            (void)gr_intern_add(rows, line);
        }
        told[i] = text && gr_intern_find(rows, line, &nr);
    }
    w->told_as_row = told;
}

gr_status gr_changes_document(const gr_changes_facts *facts, size_t max_nodes, gr_arena *arena,
                              gr_diag *diag, gr_doc **out)
{
    const gr_house_style *house = facts->doc->house;
    gr_changes_writing w = {.facts = facts,
                            .house = house,
                            .arena = arena,
                            .diag = diag,
                            .doc = gr_doc_new(arena, house, max_nodes)};
    gr_node *section = NULL;
    fill_facts(&w);
    keep_ids(&w);
    keep_sections(&w);
    keep_lines(&w);
    GR_TRY(gr_changes_add_section(&w, w.doc->root, 1, gr_changes_label(&w, "changes-title"),
                                  &section));
    GR_TRY(add_title(&w, section));
    GR_TRY(add_versions(&w, section));
    GR_TRY(add_causes(&w, section));
    for (size_t i = 0; i < N_PARTS; i++) {
        GR_TRY(add_part(&w, section, &parts[i]));
    }
    *out = w.doc;
    return gr_doc_check(w.doc, diag);
}
