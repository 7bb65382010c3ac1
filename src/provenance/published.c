#include "provenance/version.h"

/* Owns published.json: figures and texts of a version in reading order, each with the heading it
 * stands under, so that two versions can be held against each other (journal/compare.h). Rows of
 * pulled tables are left out: nobody reads ten thousand lines of changes; their hash is in
 * used.tsv. */
#include "base/arena.h"
#include "base/origin_walk.h"
#include "base/utf8.h"
#include "journal/compare.h"
#include "provenance/records.h"
#include "json/write.h"

#define LABEL_BYTES 240U /* of a label; a longer text ends with a sentence, else with a word */
#define LABEL_LEAST 120U /* by its beginning a line is known again */
#define LEVELS      6U

typedef struct telling { /* one walk over the document: of figures, or of texts */
    gr_arena *arena;     /* rewound behind each line and each table: headings stay */
    gr_json *json;
    gr_str heads[LEVELS + 1]; /* headings above, by level */
    gr_str where;             /* these in a row: "2 Module Inkoop, 2.1 Begroting" */
    gr_str names[LEVELS + 1]; /* headings above, without numbers */
    gr_str label; /* what the figures here are about: of their row and column, or their sentence */
    gr_str row;   /* key of the row they are in; empty: in none */
} telling;

/** Something hidden has a part in it: in the figure itself, or in what it was worked out from. */
static bool is_hiding(const gr_figure *figure)
{
    gr_arena *scratch = gr_arena_new(4096);
    gr_origin_walk walk = {.arena = scratch};
    bool hiding = gr_value_is_guarded(&figure->value);
    gr_walk_add(&walk, figure->value.origin);
    const gr_origin *node = NULL;
    while (!hiding && (node = gr_walk_next(&walk)) != NULL) {
        hiding = gr_value_is_guarded(&node->value);
        gr_walk_enter(&walk, node);
    }
    gr_arena_free(scratch);
    return hiding;
}

/** What versions are compared by, besides the text: of a share that is printed so that all add up
 * to 100, the exact quotient. */
static const gr_value *compared_value(const gr_figure *figure)
{
    const gr_origin *origin = figure->value.origin;
    bool fitted = origin != NULL && origin->op == GR_OP_FITTED && origin->args[0] != NULL;
    return fitted ? &origin->args[0]->value : &figure->value;
}

static void add_figure(telling *t, const gr_figure *figure)
{
    gr_json *json = t->json;
    gr_buf value = gr_buf_make(t->arena, SIZE_MAX);
    gr_value_add(compared_value(figure), &value);
    const struct {
        const char *name;
        gr_str text;
    } members[] = {{"id", figure->id},
                   {"where", t->where},
                   {"row", t->row},
                   {"label", t->label},
                   {"text", figure->text},
                   {"value", gr_buf_view(&value)},
                   {"type", gr_str_of(gr_type_name(compared_value(figure)->type))}};
    gr_json_object(json, NULL, GR_JSON_ROOMY);
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        gr_json_text(json, members[i].name, members[i].text);
    }
    if (is_hiding(figure)) {
        gr_json_text(json, "hidden", GR_LIT("yes"));
    }
    gr_json_close(json);
}

/** Cells and lines that hold nothing but figures: those are told by themselves. */
static bool has_words(gr_str text)
{
    gr_str mark = GR_LIT("{…}");
    for (size_t at = gr_str_find(text, mark); at != SIZE_MAX; at = gr_str_find(text, mark)) {
        if (gr_str_trim(gr_str_sub(text, 0, at)).len > 0) {
            return true;
        }
        text = gr_str_sub(text, at + mark.len, SIZE_MAX);
    }
    return gr_str_trim(text).len > 0;
}

/** A figure as one word: with no space in it that parts words. */
static void add_shown(const gr_figure *figure, gr_buf *out)
{
    gr_str text = is_hiding(figure) ? GR_LIT("…") : figure->text;
    for (size_t i = 0; i < text.len; i++) {
        gr_buf_add(out, text.ptr[i] == ' ' ? GR_LIT("\xc2\xa0") : gr_str_sub(text, i, 1));
    }
    gr_buf_add(out, text.len == 0 ? GR_LIT("\xc2\xa0") : GR_LIT(""));
}

/** "Tabel 3: " before a caption says how many came before it. */
static bool is_numbered_caption(const gr_node *node)
{
    const gr_node *lead = node->first;
    if (node->kind != GR_K_CAPTION || lead == NULL || lead->kind != GR_K_TEXT) {
        return false;
    }
    gr_str text = lead->as.text.chars;
    size_t digit = text.len < 3 ? 0 : text.len - 3;
    return gr_str_ends(text, GR_LIT(": ")) && text.ptr[digit] >= '0' && text.ptr[digit] <= '9';
}

/** Words of a text; a figure in it is a sign, since it is told by itself, or as it is `shown`. */
static void add_words(const gr_node *node, bool shown, gr_buf *out)
{
    if (node->kind == GR_K_TEXT) {
        gr_buf_add(out, node->as.text.chars);
    } else if (node->kind == GR_K_FIGURE && shown) {
        add_shown(node->as.figure.figure, out);
    } else if (node->kind == GR_K_FIGURE) {
        gr_buf_add(out, GR_LIT("{…}"));
    } else if (node->kind == GR_K_SIGN) {
        gr_buf_add(out, node->as.sign.chars);
    } else if (node->kind == GR_K_LINE_BREAK) {
        gr_buf_add_char(out, ' ');
    }
    const gr_node *first = is_numbered_caption(node) ? node->first->next : node->first;
    for (const gr_node *child = first; child != NULL; child = child->next) {
        add_words(child, shown, out);
    }
}

static bool says_something(const telling *t, const gr_node *node)
{
    gr_buf words = gr_buf_make(t->arena, SIZE_MAX);
    add_words(node, false, &words);
    return has_words(gr_buf_view(&words));
}

/** What a tile's figure is about stands under it. */
static const gr_node *beside(const gr_node *node)
{
    const gr_node *next = node->next, *box = node->parent;
    if (box->kind == GR_K_BOX && box->as.box.value_above && box->first->next == node) {
        return box->first;
    }
    bool line = next != NULL && node->kind == GR_K_PARAGRAPH && next->kind == GR_K_PARAGRAPH;
    return line && node->parent->kind == GR_K_BOX ? next : node;
}

static void add_heading_names(const telling *t, gr_buf *out)
{
    for (size_t i = 0; i <= LEVELS; i++) {
        gr_buf_add(out, out->len > 0 && t->names[i].len > 0 ? GR_LIT(", ") : GR_LIT(""));
        gr_buf_add(out, t->names[i]);
    }
}

static void add_text(const telling *t, const gr_node *node)
{
    gr_mark mark = gr_arena_mark(t->arena);
    gr_buf words = gr_buf_make(t->arena, SIZE_MAX);
    gr_buf shown = gr_buf_make(t->arena, SIZE_MAX);
    if (node->kind == GR_K_HEADING) { /* many chapters have one "Begroting" each */
        add_heading_names(t, &words);
        add_heading_names(t, &shown);
    } else {
        add_words(node, false, &words);
        add_words(node, true, &shown);
    }
    if (has_words(gr_buf_view(&words))) {
        gr_json_object(t->json, NULL, GR_JSON_ROOMY);
        gr_json_text(t->json, "where", t->where);
        gr_json_text(t->json, "text", gr_buf_view(&words));
        gr_json_text(t->json, "shown", gr_buf_view(&shown));
        gr_json_close(t->json);
    }
    gr_arena_rewind(t->arena, mark);
}

static bool ends_sentence(char sign)
{
    return sign == '.' || sign == '?' || sign == '!';
}

static gr_str short_text(const telling *t, const gr_node *node)
{
    gr_str text = gr_node_text(node, t->arena);
    size_t word = 0, sentence = 0;
    for (size_t i = LABEL_LEAST; i < text.len && i < LABEL_BYTES; i++) {
        word = text.ptr[i] == ' ' ? i : word;
        sentence = word == i && ends_sentence(text.ptr[i - 1]) ? i : sentence;
    }
    size_t end = sentence > 0 ? sentence : word;
    if (text.len <= LABEL_BYTES || end == 0) {
        return gr_utf8_shorten(t->arena, text, LABEL_BYTES);
    }
    return gr_str_fmt(t->arena, GR_FMT " …", GR_ARG(gr_str_sub(text, 0, end)));
}

static const gr_figure *first_figure(const gr_node *node)
{
    const gr_figure *found = node->kind == GR_K_FIGURE ? node->as.figure.figure : NULL;
    for (const gr_node *child = node->first; child != NULL && found == NULL; child = child->next) {
        found = first_figure(child);
    }
    return found;
}

static void tell(telling *t, const gr_node *node);

static void tell_children(telling *t, const gr_node *node)
{
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        tell(t, child);
    }
}

static gr_str join(const telling *t, gr_str left, gr_str right)
{
    if (left.len == 0 || right.len == 0) {
        return left.len == 0 ? right : left;
    }
    return gr_str_fmt(t->arena, GR_FMT ", " GR_FMT, GR_ARG(left), GR_ARG(right));
}

/** Head of a row: its header cells; the column's title is joined from the rows of the table's head.
 */
static gr_str row_head(const telling *t, const gr_node *row)
{
    gr_str head = GR_LIT("");
    for (const gr_node *cell = row->first; cell != NULL; cell = cell->next) {
        if (cell->as.cell.header) {
            head = join(t, head, short_text(t, cell));
        }
    }
    return head;
}

/** What tells this row from others; one without a key is known by the first of its figures. */
static gr_str row_id(const gr_node *row)
{
    const gr_node *cell = row->first;
    while (cell != NULL && cell->as.cell.figure == NULL) {
        cell = cell->next;
    }
    return row->as.row.key.len > 0 || cell == NULL ? row->as.row.key : cell->as.cell.figure->id;
}

typedef struct heads { /* of a table's columns: titles of all their head rows, joined */
    gr_str *titles;
    uint16_t *busy; /* rows that a cell above still takes */
    size_t n;
} heads;

static void keep_titles(const telling *t, const gr_node *row, heads *h)
{
    size_t column = 0;
    for (const gr_node *cell = row->first; cell != NULL; cell = cell->next) {
        gr_str title = short_text(t, cell);
        while (column < h->n && h->busy[column] > 0) {
            h->busy[column++]--;
        }
        for (uint16_t i = 0; i < cell->as.cell.colspan && column < h->n; i++) {
            h->busy[column] = (uint16_t)(cell->as.cell.rowspan - 1u);
            h->titles[column] = join(t, h->titles[column], title);
            column++;
        }
    }
}

/** `group`: the title above the row, which many tables have "Lasten" under. */
static void tell_row(telling *t, const gr_node *row, gr_str group, const heads *h)
{
    gr_mark mark = gr_arena_mark(t->arena);
    gr_str head = join(t, group, row_head(t, row));
    size_t column = 0;
    t->row = row_id(row);
    for (const gr_node *cell = row->first; cell != NULL; cell = cell->next) {
        t->label = join(t, head, column < h->n ? h->titles[column] : GR_LIT(""));
        tell_children(t, cell);
        column += cell->as.cell.colspan;
    }
    t->row = t->label = GR_LIT("");
    gr_arena_rewind(t->arena, mark);
}

static void tell_table(telling *t, const gr_node *table)
{
    gr_mark mark = gr_arena_mark(t->arena);
    size_t n = table->as.table.n_cols;
    heads h = {GR_NEW_N(t->arena, gr_str, n), GR_NEW_N(t->arena, uint16_t, n), n};
    for (size_t i = 0; i < n; i++) {
        h.titles[i] = GR_LIT("");
    }
    gr_str group = GR_LIT("");
    for (const gr_node *child = table->first; child != NULL; child = child->next) {
        gr_row_role role = child->kind == GR_K_ROW ? child->as.row.role : GR_ROW_BODY;
        if (role == GR_ROW_HEAD) {
            keep_titles(t, child, &h);
        } else if (child->kind == GR_K_ROW) {
            bool in_group = role == GR_ROW_BODY || role == GR_ROW_SUBTOTAL;
            tell_row(t, child, in_group ? group : GR_LIT(""), &h);
            group = role == GR_ROW_GROUP ? short_text(t, child) : in_group ? group : GR_LIT("");
        } else {
            tell(t, child);
        }
    }
    gr_arena_rewind(t->arena, mark);
}

/** "Begroting" alone says little where every chapter has one. */
static void enter_heading(telling *t, const gr_node *node)
{
    uint8_t level = node->as.heading.level < LEVELS ? node->as.heading.level : LEVELS;
    gr_str number = node->as.heading.number;
    gr_str text = short_text(t, node);
    t->heads[level] = number.len == 0
                          ? text
                          : gr_str_fmt(t->arena, GR_FMT " " GR_FMT, GR_ARG(number), GR_ARG(text));
    t->names[level] = text;
    t->where = GR_LIT("");
    for (uint8_t i = 0; i <= LEVELS; i++) {
        t->heads[i] = i > level ? GR_LIT("") : t->heads[i];
        t->names[i] = i > level ? GR_LIT("") : t->names[i];
        t->where = join(t, t->where, t->heads[i]);
    }
}

static bool is_line(const gr_node *node)
{
    const bool block = gr_kinds[node->kind].role != GR_ROLE_INLINE;
    return block && gr_kinds[node->kind].holds == GR_HOLDS_INLINES;
}

/** Figures of a line go together. */
static void tell_line(telling *t, const gr_node *line)
{
    const gr_figure *first = first_figure(line);
    gr_mark mark = gr_arena_mark(t->arena);
    if (first != NULL) {
        t->label = short_text(t, says_something(t, line) ? line : beside(line));
        t->row = first->id;
        tell_children(t, line);
        t->row = t->label = GR_LIT("");
    }
    gr_arena_rewind(t->arena, mark);
}

static void tell(telling *t, const gr_node *node)
{
    if (node->kind == GR_K_HEADING) {
        enter_heading(t, node);
    }
    if (node->kind == GR_K_TABLE) {
        tell_table(t, node);
    } else if (node->kind == GR_K_FIGURE) {
        add_figure(t, node->as.figure.figure);
    } else if (is_line(node)) {
        tell_line(t, node);
    } else {
        tell_children(t, node);
    }
}

/** Cells are told by their figures. */
static void tell_texts(telling *t, const gr_node *node)
{
    if (node->kind == GR_K_HEADING) {
        enter_heading(t, node);
    }
    if (is_line(node)) {
        add_text(t, node);
        return;
    }
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        if (child->kind != GR_K_ROW) {
            tell_texts(t, child);
        }
    }
}

static void add_life(const gr_version_facts *facts, gr_json *json)
{
    const gr_life *life = &facts->doc->life;
    if (life->status != GR_LIFE_NONE) {
        gr_json_object(json, "life", GR_JSON_ROOMY);
        gr_json_text(json, "status", gr_str_of(gr_life_words[life->status]));
        gr_json_number(json, "version", life->version);
        gr_json_close(json);
    }
}

/** A walk of its own for each list, so that neither waits for the other to be whole. */
static void add_list(const gr_doc *doc, const char *name,
                     void (*tell_all)(telling *, const gr_node *), gr_json *json)
{
    telling t = {.arena = gr_arena_new(64 * 1024),
                 .json = json,
                 .where = GR_LIT(""),
                 .row = GR_LIT(""),
                 .label = GR_LIT("")};
    for (size_t i = 0; i <= LEVELS; i++) {
        t.heads[i] = t.names[i] = GR_LIT("");
    }
    gr_json_array(json, name, GR_JSON_INDENTED);
    tell_all(&t, doc->root);
    gr_json_close(json);
    gr_arena_free(t.arena);
}

void gr_version_published(const gr_version_facts *facts, void (*take)(void *user, gr_str piece),
                          void *user)
{
    gr_arena *arena = gr_arena_new(2 * GR_JSON_PIECE);
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_json json = gr_json_make_pieces(&out, take, user);
    gr_json_object(&json, NULL, GR_JSON_LINES);
    gr_json_number(&json, "published", 1);
    gr_json_number(&json, "identity", GR_IDENTITY);
    gr_json_text(&json, "report", facts->report);
    gr_json_text(&json, "edition", facts->edition);
    add_life(facts, &json);
    add_list(facts->doc, "figures", tell, &json);
    add_list(facts->doc, "texts", tell_texts, &json);
    gr_records_add(facts->catalogue, &json);
    gr_json_end(&json);
    gr_arena_free(arena);
}
