#include "document/document.h"

/* Owns the invariants of a tree. What a user can cause (a link to nothing, a name given twice) is
 * reported as theirs; all else is a defect of ours. Goes on after a fault, to tell all. */
#include "document_priv.h"

typedef struct anchors { /* every anchor of the document, sorted by bytes */
    const gr_node **nodes;
    size_t n, cap;
} anchors;

typedef struct checking {
    gr_arena *scratch;
    gr_diag *diag;
    anchors known;
    uint8_t last_level; /* of the heading seen last */
    gr_status status;   /* the worst so far; GR_BUG beats GR_BAD_INPUT */
} checking;

GR_PRINTF(3, 4) static void broken(checking *check, const gr_node *node, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    gr_str what = gr_str_vfmt(check->scratch, fmt, args);
    va_end(args);
    gr_diag_report(check->diag, node->at, GR_CODE_TREE_BROKEN, "%s: " GR_FMT,
                   gr_kinds[node->kind].name, GR_ARG(what));
    check->status = GR_BUG;
}

static void blame_user(checking *check)
{
    if (check->status == GR_OK) {
        check->status = GR_BAD_INPUT;
    }
}

static int by_anchor(const void *left, const void *right)
{
    const gr_node *a = *(const gr_node *const *)left;
    const gr_node *b = *(const gr_node *const *)right;
    return gr_str_cmp(a->anchor, b->anchor);
}

static void report_twice(checking *check, const gr_node *a, const gr_node *b)
{
    bool swap = b->at.line < a->at.line;
    const gr_node *first = swap ? b : a, *second = swap ? a : b;
    gr_diag_report_halves(check->diag, second->at, GR_CODE_NAME_DUPLICATE, GR_LIT(""),
                          "id '" GR_FMT
                          "'; give each block an id of its own, in a loop with a part such as "
                          "{module.id}",
                          GR_ARG(second->anchor));
    gr_diag_note(check->diag, first->at, "first used here");
    blame_user(check);
}

static void gather_anchors(checking *check, const gr_node *root)
{
    anchors *known = &check->known;
    for (const gr_node *node = root; node != NULL; node = gr_node_after(node, root)) {
        if (node->anchor.len > 0) {
            *GR_PUSH(check->scratch, known->nodes, known->n, known->cap, const gr_node *) = node;
        }
    }
    if (known->n > 0) {
        qsort(known->nodes, known->n, sizeof known->nodes[0], by_anchor);
    }
    for (size_t i = 1; i < known->n; i++) {
        if (gr_str_eq(known->nodes[i - 1]->anchor, known->nodes[i]->anchor)) {
            report_twice(check, known->nodes[i - 1], known->nodes[i]);
        }
    }
}

static void check_target(checking *check, const gr_node *node, gr_str to)
{
    size_t low = 0, high = check->known.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = gr_str_cmp(check->known.nodes[middle]->anchor, to);
        if (order == 0) {
            return;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    gr_diag_report_halves(check->diag, node->at, GR_CODE_TARGET_UNKNOWN, GR_LIT(""),
                          "'" GR_FMT "'; no block in this edition has that id", GR_ARG(to));
    blame_user(check);
}

/* Cells of one row against what earlier rows left open: busy[i] is how many rows column i is
 * still taken by a cell that spans rows. */
static void check_row(checking *check, const gr_node *row, size_t n_cols, uint32_t *busy)
{
    size_t column = 0;
    for (const gr_node *cell = row->first; cell != NULL; cell = cell->next) {
        while (column < n_cols && busy[column] > 0) {
            busy[column++]--;
        }
        if (cell->as.cell.colspan == 0 || cell->as.cell.rowspan == 0) {
            broken(check, cell, "a span of 0");
        }
        if (cell->as.cell.colspan > n_cols - column) {
            broken(check, row, "more cells than the %zu columns", n_cols);
            return;
        }
        for (uint16_t i = 0; i < cell->as.cell.colspan; i++) {
            busy[column++] = cell->as.cell.rowspan - 1u;
        }
    }
    while (column < n_cols && busy[column] > 0) {
        busy[column++]--;
    }
    if (column < n_cols) {
        broken(check, row, "%zu of %zu columns have a cell", column, n_cols);
    }
}

static void check_table(checking *check, const gr_node *table)
{
    size_t n_cols = table->as.table.n_cols, n = 0;
    uint32_t *busy = GR_NEW_N(check->scratch, uint32_t, n_cols + 1);
    if (n_cols == 0 || table->as.table.cols == NULL || table->as.table.look == NULL) {
        broken(check, table, "no columns or no look");
        return;
    }
    for (const gr_node *row = table->first; row != NULL; row = row->next) {
        if (row->kind != GR_K_ROW) {
            continue;
        }
        check_row(check, row, n_cols, busy);
        if ((n < table->as.table.n_head_rows) != (row->as.row.role == GR_ROW_HEAD)) {
            broken(check, row, "head rows are not the first ones");
        }
        n++;
    }
    for (size_t i = 0; i < n_cols; i++) {
        if (busy[i] > 0) {
            broken(check, table, "a cell spans rows that are not there");
        }
    }
    if (n < table->as.table.n_head_rows) {
        broken(check, table, "fewer rows than head rows");
    }
}

static void check_heading(checking *check, const gr_node *node)
{
    uint8_t level = node->as.heading.level;
    if (level < 1 || level > GR_HEADING_LEVELS || level > check->last_level + 1) {
        broken(check, node, "level %d after level %d", level, check->last_level);
    }
    check->last_level = level;
}

/* Blocks or words, not both: whoever sets a cell asks its first child. */
static void check_cell(checking *check, const gr_node *cell)
{
    bool blocks = gr_cell_has_blocks(cell);
    for (const gr_node *child = cell->first; child != NULL; child = child->next) {
        if (blocks != (gr_kinds[child->kind].role == GR_ROLE_BLOCK)) {
            broken(check, child, "words beside blocks");
        }
    }
}

static void check_content(checking *check, const gr_node *node)
{
    if (node->kind == GR_K_HEADING) {
        check_heading(check, node);
    } else if (node->kind == GR_K_CELL) {
        check_cell(check, node);
    } else if (node->kind == GR_K_TABLE) {
        check_table(check, node);
    } else if (node->kind == GR_K_FIGURE && node->as.figure.figure == NULL) {
        broken(check, node, "without its figure");
    } else if (node->kind == GR_K_CHART && node->as.chart.spec == NULL) {
        broken(check, node, "without its data");
    } else if (node->kind == GR_K_STRIP && node->as.strip.spec == NULL) {
        broken(check, node, "without its data");
    } else if (node->kind == GR_K_LINK && node->as.link.to.len > 0) {
        check_target(check, node, node->as.link.to);
    } else if (node->kind == GR_K_PAGE_REF) {
        check_target(check, node, node->as.page_ref.to);
    } else if (node->kind == GR_K_CHART && node->as.chart.spec->table_anchor.len > 0) {
        check_target(check, node, node->as.chart.spec->table_anchor);
    }
}

static void check_node(checking *check, const gr_node *node)
{
    if (gr_kinds[node->kind].role != GR_ROLE_INLINE && node->style == NULL) {
        broken(check, node, "without a style");
    }
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        if (child->parent != node || !gr_kind_may_hold(node->kind, child->kind)) {
            broken(check, child, "not in its place in '%s'", gr_kinds[node->kind].name);
        }
    }
    check_content(check, node);
}

GR_MUST_USE gr_status gr_doc_check(const gr_doc *doc, gr_diag *diag)
{
    gr_arena *scratch = gr_arena_new(1 << 16);
    checking check = {.scratch = scratch, .diag = diag};
    gather_anchors(&check, doc->root);
    for (const gr_node *n = doc->root; n != NULL; n = gr_node_after(n, doc->root)) {
        check_node(&check, n);
    }
    gr_arena_free(scratch);
    return check.status;
}
