#ifndef GR_TESTS_SHEETS_LONG_BOOK_H
#define GR_TESTS_SHEETS_LONG_BOOK_H
/* A document with a table whose rows are held, or pulled as those of a long table are: workbooks of
 * both have to say the same. */
#include "book.h"

typedef struct well { /* rows of a source, in order */
    gr_node *rows[64];
    size_t n, next;
} well;

static inline gr_status well_next(void *user, gr_arena *arena, gr_node **out)
{
    (void)arena;
    well *w = user;
    *out = w->next < w->n ? w->rows[w->next++] : NULL;
    return GR_OK;
}

static inline gr_status well_restart(void *user)
{
    ((well *)user)->next = 0;
    return GR_OK;
}

/** Takes all rows but those of the head out of the table: they come from a source now. */
static inline well *pulled(book *b, gr_node *table)
{
    well *w = GR_NEW(b->arena, well);
    gr_row_source *source = GR_NEW(b->arena, gr_row_source);
    *source = (gr_row_source){.next = well_next, .restart = well_restart, .user = w};
    gr_node **link = &table->first;
    table->last = NULL;
    while (*link != NULL) {
        gr_node *node = *link;
        if (node->kind == GR_K_ROW && node->as.row.role != GR_ROW_HEAD) {
            source->n_body += node->as.row.role == GR_ROW_BODY ? 1 : 0;
            w->rows[w->n++] = node;
            *link = node->next;
        } else {
            table->last = node;
            link = &node->next;
        }
    }
    table->as.table.source = source;
    return w;
}

static inline gr_node *span(gr_node *cell, uint16_t columns, uint16_t rows)
{
    cell->as.cell.colspan = columns;
    cell->as.cell.rowspan = rows;
    return cell;
}

static inline void two_heads(book *b, gr_node *table)
{
    gr_node *head = row_new(b, table, GR_ROW_HEAD);
    span(words_new(b, head, "Naam"), 1, 2);
    span(words_new(b, head, "Bedragen"), 2, 1);
    span(words_new(b, head, "En een woord of wat over de rest ervan"), 3, 2);
    gr_node *second = row_new(b, table, GR_ROW_HEAD);
    words_new(b, second, "Begroot");
    words_new(b, second, "Aandeel");
}

static const char *const long_names[] = {
    "Duiven & Westervoort",
    " voor en na ",
    "<b> _x0041_ is geen A",
    "eerste\ntweede",
    "een omschrijving die zo lang is dat zij in een kolom van zestig tekens op een tweede regel "
    "doorloopt",
};

static inline void body_row(book *b, gr_node *table, size_t i, bool ratios)
{
    static const int64_t numbers[] = {0, -5, 120050, 999999999999999, -123456789};
    gr_node *row = row_new(b, table, GR_ROW_BODY);
    gr_value share = ratios ? (gr_value){.type = GR_T_RATIO, .as.ratio = {1, 3}} : decimal(5, 2);
    words_new(b, row, long_names[i % 5]);
    gr_value amount = i == 2 ? absent(GR_T_MISSING) : euros(numbers[i % 5]);
    figure_new(b, row, amount, as_euro, i == 2 ? "p.m." : "€ 1");
    figure_new(b, row, i == 3 ? absent(GR_T_NOT_APPLICABLE) : share, as_number, "0,3");
    figure_new(b, row, days(2025, 6, (uint8_t)(i + 1)), as_date, "juni");
    cell_new(b, row); /* nothing in it */
    figure_new(b, row, decimal(numbers[i % 5] / 1000, (uint8_t)(i % 5)), as_plain, "1,2");
}

/** Three tables on one sheet, the second of them `is_long`; `ratios`: its rows hold some. */
static inline book long_book(bool is_long, bool ratios)
{
    book b = book_new();
    gr_node *before = table_new(&b, "Alles", "Vooraf", "hd");
    figure_new(&b, words_new(&b, row_new(&b, before, GR_ROW_BODY), "een")->parent, whole(7),
               as_number, "7");
    gr_node *table = table_new(&b, "Alles", "Een lange tabel", "hddddd");
    two_heads(&b, table);
    for (size_t i = 0; i < 12; i++) {
        body_row(&b, table, i, ratios && i % 3 == 1);
    }
    words_new(&b, row_new(&b, table, GR_ROW_TOTAL), "Totaal");
    remark_new(&b, table, "Bron: begroting");
    gr_node *after = table_new(&b, "Alles", "Daarna", "hd");
    words_new(&b, row_new(&b, after, GR_ROW_BODY), "twee");
    if (is_long) {
        (void)pulled(&b, table);
    }
    return b;
}

#endif
