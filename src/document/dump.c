#include "document/document.h"

/* Owns the text form of a tree: one node a line, indented by depth. Golden tests compare it, so
 * every change of it is a change of the tests. */
#include "base/attachment.h"
#include "chart/plan.h"
#include "document_priv.h"
#include "dump_priv.h"

#define PIECE_BYTES ((size_t)32 * 1024)

void gr_dump_quoted(gr_buf *out, gr_str text)
{
    gr_buf_add_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '\n') {
            gr_buf_add(out, GR_LIT("\\n"));
            continue;
        }
        if (c == '"' || c == '\\') {
            gr_buf_add_char(out, '\\');
        }
        gr_buf_add_char(out, c);
    }
    gr_buf_add_char(out, '"');
}

/** ` name="text"`, nothing when it is empty. */
void gr_dump_named(gr_buf *out, const char *name, gr_str text)
{
    if (text.len > 0) {
        gr_buf_addf(out, " %s=", name);
        gr_dump_quoted(out, text);
    }
}

static void add_flag(gr_buf *out, const char *name, bool on)
{
    if (on) {
        gr_buf_addf(out, " %s", name);
    }
}

static void add_format(gr_buf *out, gr_format format)
{
    gr_buf_addf(out, " as %s", gr_format_facts[format.kind].name);
    if (format.places != GR_PLACES_OWN) {
        gr_buf_addf(out, "(%u)", (unsigned)format.places);
    }
}

void gr_dump_figure(gr_buf *out, const gr_figure *figure)
{
    gr_buf_addf(out, " " GR_FMT " %s ", GR_ARG(figure->id), gr_type_name(figure->value.type));
    gr_value_add(&figure->value, out);
    add_format(out, figure->format);
    gr_buf_add_char(out, ' ');
    gr_dump_quoted(out, figure->text);
    if (figure->sign.len > 0) {
        gr_buf_add(out, GR_LIT(" missing "));
        gr_dump_quoted(out, figure->sign);
        gr_buf_add(out, GR_LIT(" spoken "));
        gr_dump_quoted(out, figure->spoken);
    }
    if (figure->value.origin != NULL) {
        gr_buf_add(out, GR_LIT(" <- "));
        gr_origin_dump(figure->value.origin, out);
    }
}

static const char *const align_names[] = {
    [GR_ALIGN_LEFT] = "left",       [GR_ALIGN_RIGHT] = "right",     [GR_ALIGN_CENTRE] = "centre",
    [GR_ALIGN_JUSTIFY] = "justify", [GR_ALIGN_DECIMAL] = "decimal",
};
static const char *const row_role_names[] = {
    [GR_ROW_HEAD] = "head",         [GR_ROW_BODY] = "body",   [GR_ROW_GROUP] = "group",
    [GR_ROW_SUBTOTAL] = "subtotal", [GR_ROW_TOTAL] = "total",
};
static const char *const list_type_names[] = {
    [GR_LIST_BULLET] = "bullet",   [GR_LIST_NUMBER] = "number",
    [GR_LIST_LETTER] = "letter",   [GR_LIST_ROMAN] = "roman",
    [GR_LIST_CAPITAL] = "capital", [GR_LIST_CAPITAL_ROMAN] = "capital-roman",
    [GR_LIST_CIRCLED] = "circled", [GR_LIST_CHECK] = "check",
    [GR_LIST_TERMS] = "terms",     [GR_LIST_LINES] = "lines",
};
static const char *const box_role_names[] = {
    [GR_BOX_PLAIN] = "plain",     [GR_BOX_QUOTE] = "quote",   [GR_BOX_ASIDE] = "aside",
    [GR_BOX_ARTICLE] = "article", [GR_BOX_MARGIN] = "margin",
};

void gr_dump_length(gr_buf *out, const char *name, gr_mpt length)
{
    if (length != 0) {
        gr_buf_addf(out, " %s=%d", name, length);
    }
}

static void add_table(gr_buf *out, const gr_node *node)
{
    gr_buf_addf(out, " look=" GR_FMT " columns=%zu head-rows=%zu",
                GR_ARG(node->as.table.look->name), node->as.table.n_cols,
                node->as.table.n_head_rows);
    gr_dump_named(out, "sheet", node->as.table.sheet);
    add_flag(out, "flat", node->as.table.flat);
    gr_dump_named(out, "title", node->as.table.title);
    add_flag(out, "origins-in-notes", node->as.table.cited_in == GR_CITED_IN_NOTES);
    add_flag(out, "origins-in-column", node->as.table.cited_in == GR_CITED_IN_COLUMN);
    add_flag(out, "repeat-head", node->as.table.repeat_head);
    add_flag(out, "full-width", node->as.table.full);
    add_flag(out, "carry", node->as.table.carry);
    add_flag(out, "pulled", node->as.table.source != NULL);
    for (size_t i = 0; i < node->as.table.n_cols; i++) {
        const gr_col *col = &node->as.table.cols[i];
        gr_buf_addf(out, " (%s", align_names[col->align]);
        gr_dump_length(out, "width", col->width);
        add_flag(out, "header", col->header);
        add_flag(out, "summed", col->summed);
        add_format(out, col->format);
        gr_buf_add_char(out, ')');
    }
}

static void add_cell(gr_buf *out, const gr_node *node)
{
    gr_buf_addf(out, " %s", align_names[node->as.cell.align]);
    add_flag(out, "header", node->as.cell.header);
    if (node->as.cell.bar_of > 0) {
        gr_buf_addf(out, " bar=%lld/%lld", (long long)node->as.cell.bar,
                    (long long)node->as.cell.bar_of);
    }
    if (node->as.cell.mark != NULL) {
        gr_dump_named(out, "mark", node->as.cell.mark->name);
    }
    if (node->as.cell.colspan != 1) {
        gr_buf_addf(out, " columns=%u", (unsigned)node->as.cell.colspan);
    }
    if (node->as.cell.rowspan != 1) {
        gr_buf_addf(out, " rows=%u", (unsigned)node->as.cell.rowspan);
    }
}

static void add_section(gr_buf *out, const gr_node *node)
{
    gr_buf_addf(out, " %u", (unsigned)node->as.section.level);
    if (node->as.section.master != NULL) {
        gr_dump_named(out, "master", node->as.section.master->name);
    }
    add_flag(out, "new-page", node->as.section.start == GR_START_PAGE);
    add_flag(out, "slide", node->as.section.slide);
    add_flag(out, "speaker", node->as.section.speaker);
    add_flag(out, "late-page", node->as.section.start == GR_START_LATE);
}

static void add_heading(gr_buf *out, const gr_node *node)
{
    gr_buf_addf(out, " %u", (unsigned)node->as.heading.level);
    gr_dump_named(out, "number", node->as.heading.number);
    add_flag(out, "unlisted", !node->as.heading.listed);
}

static void add_list(gr_buf *out, const gr_node *node)
{
    gr_buf_addf(out, " %s %u", list_type_names[node->as.list.type], (unsigned)node->as.list.level);
    if (node->as.list.start > 1) {
        gr_buf_addf(out, " from=%u", (unsigned)node->as.list.start);
    }
    gr_dump_named(out, "sign", node->as.list.sign);
}

static void add_box(gr_buf *out, const gr_node *node)
{
    if (node->as.box.look != NULL) {
        gr_dump_named(out, "look", node->as.box.look->name);
    }
    gr_buf_addf(out, " %s", box_role_names[node->as.box.role]);
    if (node->as.box.parts > 1) {
        gr_buf_addf(out, " parts=%u", (unsigned)node->as.box.parts);
    }
}

static void add_strip(gr_buf *out, const gr_plan_strip *strip)
{
    static const char *const parts[] = {
        [GR_PLAN_HEAD] = "head", [GR_PLAN_ROW] = "row", [GR_PLAN_LEGEND] = "legend"};
    gr_buf_addf(out, " %s", parts[strip->part]);
    gr_dump_named(out, "alt", strip->alt);
}

static void add_image(gr_buf *out, const gr_node *node)
{
    gr_dump_named(out, "path", node->as.image.path);
    gr_dump_named(out, "alt", node->as.image.alt);
    gr_dump_length(out, "width", node->as.image.width);
}

static void add_block_facts(gr_buf *out, const gr_node *node)
{
    if (node->kind == GR_K_SECTION) {
        add_section(out, node);
    } else if (node->kind == GR_K_HEADING) {
        add_heading(out, node);
    } else if (node->kind == GR_K_PARAGRAPH && node->as.paragraph.head > 0) {
        gr_buf_addf(out, " head=%u", (unsigned)node->as.paragraph.head);
    } else if (node->kind == GR_K_LIST) {
        add_list(out, node);
    } else if (node->kind == GR_K_ITEM) {
        add_flag(out, "done", node->as.item.done);
    } else if (node->kind == GR_K_TABLE) {
        add_table(out, node);
    } else if (node->kind == GR_K_ROW) {
        gr_buf_addf(out, " %s", row_role_names[node->as.row.role]);
    } else if (node->kind == GR_K_CELL) {
        add_cell(out, node);
        gr_dump_named(out, "carried", node->as.cell.carried);
    } else if (node->kind == GR_K_BOX) {
        add_box(out, node);
    } else if (node->kind == GR_K_GRID) {
        gr_buf_addf(out, " columns=%u", (unsigned)node->as.grid.columns);
        add_flag(out, "beside", node->as.grid.beside);
    } else if (node->kind == GR_K_COLUMNS) {
        gr_buf_addf(out, " count=%u", (unsigned)node->as.columns.count);
    } else if (node->kind == GR_K_CHART) {
        gr_dump_chart_facts(out, node);
    } else if (node->kind == GR_K_STRIP) {
        add_strip(out, node->as.strip.spec);
    } else if (node->kind == GR_K_IMAGE) {
        add_image(out, node);
    } else if (node->kind == GR_K_CONTENTS) {
        gr_buf_addf(out, " depth=%u", (unsigned)node->as.contents.depth);
        add_flag(out, "tables", node->as.contents.list == GR_LISTS_TABLES);
        add_flag(out, "figures", node->as.contents.list == GR_LISTS_FIGURES);
        gr_dump_named(out, "title", node->as.contents.title);
    }
}

static void add_inline_facts(gr_buf *out, const gr_node *node)
{
    if (node->kind == GR_K_TEXT) {
        gr_buf_add_char(out, ' ');
        gr_dump_quoted(out, node->as.text.chars);
    } else if (node->kind == GR_K_FIGURE) {
        gr_dump_figure(out, node->as.figure.figure);
        gr_dump_named(out, "expansion", node->as.figure.expansion);
    } else if (node->kind == GR_K_SPAN) {
        add_flag(out, "bold", node->as.span.bold);
        add_flag(out, "italic", node->as.span.italic);
        add_flag(out, "code", node->as.span.code);
        gr_dump_named(out, "lang", node->as.span.lang);
        gr_dump_named(out, "expansion", node->as.span.expansion);
    } else if (node->kind == GR_K_LINK) {
        gr_dump_named(out, "uri", node->as.link.uri);
        gr_dump_named(out, "to", node->as.link.to);
    } else if (node->kind == GR_K_NOTE) {
        gr_buf_addf(out, " %u", (unsigned)node->as.note.number);
        add_flag(out, "again", node->as.note.first != NULL);
    } else if (node->kind == GR_K_SIGN) {
        gr_dump_named(out, "chars", node->as.sign.chars);
        gr_dump_named(out, "spoken", node->as.sign.spoken);
    } else if (node->kind == GR_K_PAGE_REF) {
        gr_dump_named(out, "to", node->as.page_ref.to);
    }
}

void gr_dump_indent(gr_buf *out, int depth)
{
    for (int i = 0; i < depth; i++) {
        gr_buf_add(out, GR_LIT("  "));
    }
}

static void add_line(gr_buf *out, const gr_node *node, int depth)
{
    gr_dump_indent(out, depth);
    gr_buf_addf(out, "%s", gr_kinds[node->kind].name);
    if (gr_kinds[node->kind].role == GR_ROLE_INLINE) {
        add_inline_facts(out, node);
    } else {
        add_block_facts(out, node);
        if (node->style != NULL) {
            gr_buf_addf(out, " [" GR_FMT "]", GR_ARG(node->style->name));
        }
    }
    if (node->anchor.len > 0) {
        gr_buf_addf(out, " #" GR_FMT, GR_ARG(node->anchor));
    }
    add_flag(out, "keep-next", node->keep_next);
    add_flag(out, "float-here", node->may_float.here);
    add_flag(out, "float-next-head", node->may_float.next_head);
    add_flag(out, "float-foot", node->may_float.foot);
    gr_buf_add_char(out, '\n');
}

typedef struct dumping {
    gr_buf *out;
    void (*take)(void *user, gr_str piece); /* NULL: all of it stays in `out` */
    void *user;
} dumping;

static void give(dumping *d, size_t from)
{
    if (d->take != NULL && d->out->len >= from) {
        d->take(d->user, gr_buf_view(d->out));
        d->out->len = 0;
    }
}

static void dump_node(dumping *d, const gr_node *node, int depth);

static gr_status dump_rows(dumping *d, const gr_node *table, gr_arena *scratch, int depth)
{
    const gr_row_source *source = table->as.table.source;
    gr_row_cursor cursor;
    const gr_node *row = NULL;
    if (d->take != NULL && source->block != NULL) {
        gr_node *total = NULL;
        GR_TRY(source->total(source->user, scratch, &total));
        if (total != NULL) {
            dump_node(d, total, depth);
        }
        return GR_OK;
    }
    GR_TRY(gr_rows_open(table, scratch, &cursor));
    cursor.held = NULL;
    for (;;) {
        GR_TRY(gr_rows_next(&cursor, &row));
        if (row == NULL) {
            return GR_OK;
        }
        dump_node(d, row, depth);
    }
}

/** Rows of a source are dumped like held ones: they are part of what the reader will see. */
static void dump_pulled(dumping *d, const gr_node *table, int depth)
{
    gr_arena *scratch = gr_arena_new(1 << 16);
    (void)dump_rows(d, table, scratch, depth); /* what went wrong is told */
    gr_arena_free(scratch);
}

static bool is_last_held_row(const gr_node *node)
{
    return node->kind == GR_K_ROW && (node->next == NULL || node->next->kind != GR_K_ROW);
}

static void dump_node(dumping *d, const gr_node *node, int depth)
{
    add_line(d->out, node, depth);
    if (node->kind == GR_K_CHART) {
        gr_dump_chart(d->out, node->as.chart.spec, depth + 1);
    }
    give(d, PIECE_BYTES);
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        dump_node(d, child, depth + 1);
        if (node->kind == GR_K_TABLE && node->as.table.source != NULL && is_last_held_row(child)) {
            dump_pulled(d, node, depth + 1);
        }
    }
}

static void add_attachment(gr_buf *out, const gr_attachment *file)
{
    gr_dump_indent(out, 1);
    gr_buf_addf(out, "attachment " GR_FMT " %s", GR_ARG(file->name),
                gr_relationship_names[file->relationship]);
    gr_buf_addf(out, " %s", file->embedded ? file->media : "listed");
    if (file->bytes.len > 0) {
        gr_buf_addf(out, " bytes=%zu", file->bytes.len);
    }
    gr_dump_named(out, "title", file->title);
    gr_buf_add_char(out, '\n');
}

static void dump_life(gr_buf *out, const gr_life *life)
{
    if (life->status == GR_LIFE_NONE) {
        return;
    }
    gr_buf_addf(out, "life %s version %u", gr_life_words[life->status], life->version);
    if (gr_life_is_released(life)) {
        gr_value date = {.type = GR_T_DATE, .as.day = life->date};
        gr_buf_add(out, GR_LIT(" date "));
        gr_value_add(&date, out);
    }
    gr_dump_named(out, "by", life->by);
    gr_dump_named(out, "because", life->because);
    gr_buf_add_char(out, '\n');
}

static void dump_doc(dumping *d, const gr_doc *doc)
{
    gr_buf *out = d->out;
    gr_buf_add(out, GR_LIT("document"));
    gr_dump_named(out, "report", doc->report);
    gr_dump_named(out, "edition", doc->edition);
    gr_dump_named(out, "file", doc->file);
    gr_dump_named(out, "title", doc->title);
    gr_dump_named(out, "subtitle", doc->subtitle);
    gr_dump_named(out, "author", doc->author);
    gr_dump_named(out, "subject", doc->subject);
    gr_dump_named(out, "keywords", doc->keywords);
    gr_dump_named(out, "lang", doc->lang);
    if (doc->as_of.type == GR_T_DATE) {
        gr_buf_add(out, GR_LIT(" as-of="));
        gr_value_add(&doc->as_of, out);
    }
    if (doc->day.type == GR_T_DATE) {
        gr_buf_add(out, GR_LIT(" on="));
        gr_value_add(&doc->day, out);
    }
    gr_buf_add_char(out, '\n');
    dump_life(out, &doc->life);
    for (size_t i = 0; i < doc->n_attachments; i++) {
        add_attachment(out, &doc->attachments[i]);
    }
    for (const gr_node *node = doc->root->first; node != NULL; node = node->next) {
        dump_node(d, node, 1);
    }
}

void gr_doc_dump(const gr_doc *doc, gr_buf *out)
{
    dumping d = {.out = out};
    dump_doc(&d, doc);
}

void gr_doc_dump_pieces(const gr_doc *doc, void (*take)(void *user, gr_str piece), void *user)
{
    gr_arena *scratch = gr_arena_new(2 * PIECE_BYTES);
    gr_buf out = gr_buf_make(scratch, SIZE_MAX);
    dumping d = {&out, take, user};
    dump_doc(&d, doc);
    give(&d, 0);
    gr_arena_free(scratch);
}
