#include "book.h"

/* Which origins become formulas. Each case has a table with rows 1..3 (fields a, b, c of
 * records 1..3) and one cell under it, D4, with the origin that is tried; sheet "Elders" shows
 * field a of record 9, sheets "Dubbel 1" and "Dubbel 2" both show that of record 8. */

typedef struct world {
    book b;
    gr_value f[3][3]; /* record, field */
    gr_value elsewhere, twice, nowhere, hidden, gone;
} world;

static gr_value again(world *w, gr_value value) /* read once more: another leaf, the same field */
{
    return field(&w->b, (gr_value){.type = value.type, .as = value.as},
                 gr_str_dup(w->b.arena, value.origin->key).ptr,
                 gr_str_dup(w->b.arena, value.origin->name).ptr);
}

static void show(world *w, const char *sheet, gr_value value)
{
    gr_node *table = table_new(&w->b, sheet, "", "d");
    figure_new(&w->b, row_new(&w->b, table, GR_ROW_BODY), value, as_number, "1");
}

static gr_node *make_world(world *w)
{
    static const int64_t cents[3][3] = {{1000, 300, 25}, {2050, 700, 50}, {4000, 100, 75}};
    static const char *const keys[] = {"1", "2", "3"};
    static const char *const names[] = {"a", "b", "c"};
    w->b = book_new();
    gr_node *table = table_new(&w->b, "Som", "", "dddd");
    for (size_t r = 0; r < 3; r++) {
        gr_node *row = row_new(&w->b, table, GR_ROW_BODY);
        for (size_t c = 0; c < 3; c++) {
            gr_value value = c == 2 ? decimal(cents[r][c], 2) : euros(cents[r][c]);
            w->f[r][c] = field(&w->b, value, keys[r], names[c]);
            figure_new(&w->b, row, w->f[r][c], as_number, "1");
        }
        cell_new(&w->b, row);
    }
    w->elsewhere = field(&w->b, euros(500), "9", "a");
    w->twice = field(&w->b, euros(600), "8", "a");
    w->nowhere = field(&w->b, euros(700), "7", "a");
    w->hidden = field(&w->b, absent(GR_T_SUPPRESSED), "6", "a");
    w->gone = field(&w->b, absent(GR_T_NOT_APPLICABLE), "5", "a");
    gr_node *row = row_new(&w->b, table, GR_ROW_BODY);
    words_new(&w->b, row, "Totaal");
    figure_new(&w->b, row, w->hidden, as_number, "x");
    figure_new(&w->b, row, w->gone, as_number, "n.v.t.");
    show(w, "Elders", w->elsewhere);
    show(w, "Dubbel 1", w->twice);
    show(w, "Dubbel 2", w->twice);
    return row;
}

static gr_value of(world *w, gr_op op, gr_value value, gr_value left, gr_value right)
{
    gr_value args[] = {left, right};
    return made(&w->b, value, op, args, right.type == GR_T_NONE ? 1 : 2);
}

static gr_value sum_of(world *w, int64_t cents, const gr_value *args, size_t n)
{
    return made(&w->b, euros(cents), GR_OP_SUM, args, n);
}

static const gr_value none = {.type = GR_T_NONE};

static gr_value column(world *w, int64_t cents)
{
    gr_value args[] = {again(w, w->f[0][0]), again(w, w->f[1][0]), again(w, w->f[2][0])};
    return sum_of(w, cents, args, 3);
}
static gr_value column_sum(world *w)
{
    return column(w, 7050);
}
static gr_value wrong_sum(world *w)
{
    return column(w, 7051);
}
static gr_value with_gap(world *w)
{
    gr_value args[] = {w->f[0][0], w->f[2][0], w->f[2][1]};
    return sum_of(w, 5100, args, 3);
}
static gr_value two_lines(world *w)
{
    gr_value args[] = {w->f[0][0], w->f[0][1], w->f[1][1], w->f[2][1]};
    return sum_of(w, 2100, args, 4);
}
static gr_value over_hidden(world *w)
{
    gr_value args[] = {w->f[0][0], w->hidden};
    return sum_of(w, 1000, args, 2);
}
static gr_value with_cell_missing(world *w)
{
    gr_value args[] = {w->f[0][0], w->nowhere};
    return sum_of(w, 1700, args, 2);
}
static gr_value with_other_sheet(world *w)
{
    return of(w, GR_OP_SUB, euros(500), w->f[0][0], again(w, w->elsewhere));
}
static gr_value with_ambiguous(world *w)
{
    return of(w, GR_OP_SUB, euros(400), w->f[0][0], w->twice);
}
static gr_value nested(world *w)
{
    gr_value minus = of(w, GR_OP_SUB, euros(700), w->f[0][0], w->f[0][1]);
    gr_value more = of(w, GR_OP_ADD, euros(2750), w->f[1][0], w->f[1][1]);
    return of(w, GR_OP_SUB, euros(-2050), minus, more);
}
static gr_value quotient(world *w)
{
    return of(w, GR_OP_DIV, decimal(3333, 4),
              of(w, GR_OP_MUL, euros(1000), w->f[0][0], constant(&w->b, whole(1))),
              of(w, GR_OP_ADD, euros(3000), w->f[0][0], constant(&w->b, euros(2000))));
}
static gr_value wrong_quotient(world *w)
{
    return of(w, GR_OP_DIV, decimal(3334, 4), w->f[0][0], constant(&w->b, euros(3000)));
}
static gr_value by_zero(world *w)
{
    return of(w, GR_OP_DIV, decimal(0, 4), w->f[0][0], constant(&w->b, whole(0)));
}
static gr_value rounded_product(world *w) /* 10.00 x 0.25 has four places, amounts two */
{
    return of(w, GR_OP_MUL, euros(250), w->f[0][0], w->f[0][2]);
}
static gr_value rounded_away(world *w) /* 20.50 to tens of cents, half away from zero */
{
    gr_value negative = of(w, GR_OP_NEG, euros(-2050), w->f[1][0], none);
    return of(w, GR_OP_ROUND, euros(-2100), negative, constant(&w->b, whole(0)));
}
static gr_value largest(world *w)
{
    gr_value args[] = {w->f[0][0], w->f[1][0], w->f[2][0]};
    return made(&w->b, euros(4000), GR_OP_MAX, args, 3);
}
static gr_value smallest(world *w)
{
    gr_value args[] = {w->f[0][0], w->f[1][0], w->f[2][0]};
    return made(&w->b, euros(1000), GR_OP_MIN, args, 3);
}
static gr_value mean(world *w)
{
    gr_value args[] = {w->f[0][0], w->f[1][0], w->f[2][0]};
    return made(&w->b, euros(2350), GR_OP_AVERAGE, args, 3);
}
static gr_value only_constants(world *w)
{
    return of(w, GR_OP_ADD, whole(3), constant(&w->b, whole(1)), constant(&w->b, whole(2)));
}
static gr_value negative_constant(world *w)
{
    return of(w, GR_OP_SUB, euros(1100), w->f[0][0], constant(&w->b, euros(-100)));
}
static gr_value plain_field(world *w)
{
    return w->nowhere;
}
static gr_value derived_field(world *w)
{
    gr_value value = field(&w->b, euros(1300), "1", "both");
    gr_value how = of(w, GR_OP_ADD, euros(1300), w->f[0][0], w->f[0][1]);
    gr_origin *leaf = GR_NEW(w->b.arena, gr_origin);
    const gr_origin **args = GR_NEW_N(w->b.arena, const gr_origin *, 1);
    *leaf = *value.origin;
    args[0] = how.origin;
    leaf->args = args;
    leaf->n_args = 1;
    value.origin = leaf;
    return value;
}
static gr_value chosen(world *w)
{
    gr_value test = {.type = GR_T_BOOL, .as.b = true};
    gr_value sum = of(w, GR_OP_ADD, euros(1300), w->f[0][0], w->f[0][1]);
    return of(w, GR_OP_CHOOSE, euros(1300), sum, constant(&w->b, test));
}
static gr_value counted(world *w)
{
    return made(&w->b, whole(2), GR_OP_COUNT, (gr_value[]){w->f[0][0], w->f[1][0]}, 2);
}
static gr_value distributed(world *w)
{
    return of(w, GR_OP_SHARE, euros(1000), w->f[0][0], w->f[1][0]);
}

static void origins_become_formulas(void **state)
{
    (void)state;
    static const struct {
        gr_value (*origin)(world *w);
        const char *formula;
    } cases[] = {
        {column_sum, "=SUM(A1:A3)"},
        {wrong_sum, ""},
        {with_gap, "=SUM(A1,A3:B3)"},
        {two_lines, "=SUM(A1:B1,B2:B3)"},
        {over_hidden, ""},
        {with_cell_missing, ""},
        {with_other_sheet, "=A1-'Elders'!A1"},
        {with_ambiguous, "=A1-'Dubbel 1'!A1"},
        {nested, "=A1-B1-(A2+B2)"},
        {quotient, "=ROUND(A1*1/(A1+20),4)"},
        {wrong_quotient, ""},
        {by_zero, ""},
        {rounded_product, "=ROUND(A1*C1,2)"},
        {rounded_away, "=ROUND(-A2,0)"},
        {largest, "=MAX(A1:A3)"},
        {smallest, "=MIN(A1:A3)"},
        {mean, "=ROUND(AVERAGE(A1:A3),2)"},
        {only_constants, ""},
        {negative_constant, "=A1-(-1)"},
        {plain_field, ""},
        {derived_field, "=A1+B1"},
        {chosen, "=A1+B1"},
        {counted, ""},
        {distributed, ""},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        world w;
        gr_node *row = make_world(&w);
        figure_new(&w.b, row, cases[i].origin(&w), as_number, "1");
        const gr_sheet_plan *plan = book_plan(&w.b);
        const gr_sheet *sheet = &plan->sheets[0];
        char name[16];
        (void)snprintf(name, sizeof(name), "%zu", i);
        check_text(name, sheet->cells[sheet->n_cells - 1].formula, cases[i].formula);
        gr_arena_free(w.b.arena);
    }
}

static gr_value chosen_of(world *w, gr_value value)
{
    gr_value test = {.type = GR_T_BOOL, .as.b = true};
    return of(w, GR_OP_CHOOSE, value, value, constant(&w->b, test));
}

/** Two sheets show the same field, each by a choice: the second may refer to the first, not the
 * first to the second, and both to a cell that shows the field itself. */
static void choices_do_not_go_round(void **state)
{
    (void)state;
    for (int direct = 0; direct < 2; direct++) {
        world w = {.b = book_new()};
        gr_value value = field(&w.b, euros(700), "7", "a");
        show(&w, "Een", chosen_of(&w, value));
        show(&w, "Twee", chosen_of(&w, again(&w, value)));
        if (direct) {
            show(&w, "Zelf", value);
        }
        const gr_sheet_plan *plan = book_plan(&w.b);
        check_text("een", plan->sheets[0].cells[0].formula, direct ? "='Zelf'!A1" : "");
        check_text("twee", plan->sheets[1].cells[0].formula, direct ? "='Zelf'!A1" : "='Een'!A1");
        check_text("zelf", plan->sheets[2].cells[0].formula, "");
        gr_arena_free(w.b.arena);
    }
}

/** A total of a row adds up the cells beside it, though these were chosen and the fields stand
 * elsewhere. */
static void rows_add_up_what_stands_in_them(void **state)
{
    (void)state;
    world w = {.b = book_new()};
    gr_value a = field(&w.b, euros(700), "7", "a");
    gr_value b = field(&w.b, euros(800), "7", "b");
    show(&w, "A", a);
    show(&w, "B", b);
    gr_node *row = row_new(&w.b, table_new(&w.b, "Samen", "", "ddd"), GR_ROW_BODY);
    figure_new(&w.b, row, chosen_of(&w, sum_of(&w, 700, (gr_value[]){again(&w, a)}, 1)), as_number,
               "7");
    figure_new(&w.b, row, chosen_of(&w, again(&w, b)), as_number, "8");
    figure_new(&w.b, row, sum_of(&w, 1500, (gr_value[]){again(&w, a), again(&w, b)}, 2), as_number,
               "15");
    const gr_sheet *sheet = &book_plan(&w.b)->sheets[2];
    check_text("a", sheet->cells[0].formula, "='A'!A1");
    check_text("b", sheet->cells[1].formula, "='B'!A1");
    check_text("row", sheet->cells[2].formula, "=SUM(A1:B1)");
    gr_arena_free(w.b.arena);
}

static gr_value counted_up(book *b, size_t n, const gr_origin *const *args)
{
    gr_value total = whole((int64_t)n);
    total.origin = gr_origin_inner(b->arena, GR_OP_SUM, total, args, n, GR_LIT(""));
    return total;
}

/** Rows of text between, which a sum passes over: one range, however many there are. */
static void text_between_is_no_gap(void **state)
{
    (void)state;
    book b = book_new();
    size_t n = 3000;
    gr_node *table = table_new(&b, "Lang", "", "d");
    const gr_origin **args = GR_NEW_N(b.arena, const gr_origin *, n);
    for (size_t i = 0; i < n; i++) {
        gr_str key = gr_str_fmt(b.arena, "%zu", i);
        gr_value value = field(&b, whole(1), gr_str_dup(b.arena, key).ptr, "a");
        args[i] = value.origin;
        words_new(&b, row_new(&b, table, GR_ROW_GROUP), "-");
        figure_new(&b, row_new(&b, table, GR_ROW_BODY), value, as_number, "1");
    }
    figure_new(&b, row_new(&b, table, GR_ROW_TOTAL), counted_up(&b, n, args), as_number, "3000");
    const gr_sheet *sheet = &book_plan(&b)->sheets[0];
    check_text("one range", sheet->cells[sheet->n_cells - 1].formula, "=SUM(A2:A6000)");
    gr_arena_free(b.arena);
}

/** Cells that no range can join, as other figures stand between: functions in a function, and
 * beyond what a formula may be long a value that says it is one. */
static void scattered_cells_stay_live(void **state)
{
    (void)state;
    static const struct {
        size_t n;
        const char *begins;
    } cases[] = {
        {250, "=SUM(A1,A3,A5,"}, {251, "=SUM(SUM(A1,"}, {1200, "=SUM(SUM(A1,"}, {3000, ""}};
    for (size_t c = 0; c < sizeof(cases) / sizeof(cases[0]); c++) {
        book b = book_new();
        gr_node *table = table_new(&b, "Lang", "", "d");
        const gr_origin **args = GR_NEW_N(b.arena, const gr_origin *, cases[c].n);
        for (size_t i = 0; i < cases[c].n; i++) {
            gr_str key = gr_str_fmt(b.arena, "%zu", i);
            gr_value value = field(&b, whole(1), gr_str_dup(b.arena, key).ptr, "a");
            args[i] = value.origin;
            figure_new(&b, row_new(&b, table, GR_ROW_BODY), value, as_number, "1");
            figure_new(&b, row_new(&b, table, GR_ROW_BODY),
                       field(&b, whole(5), gr_str_dup(b.arena, key).ptr, "b"), as_number, "5");
        }
        figure_new(&b, row_new(&b, table, GR_ROW_TOTAL), counted_up(&b, cases[c].n, args),
                   as_number, "1");
        const gr_sheet *sheet = &book_plan(&b)->sheets[0];
        const gr_sheet_cell *total = &sheet->cells[sheet->n_cells - 1];
        print_message("%zu: " GR_FMT "\n", cases[c].n, GR_ARG(gr_str_sub(total->formula, 0, 40)));
        bool live = cases[c].begins[0] != '\0';
        assert_true(gr_str_starts(total->formula, gr_str_of(cases[c].begins)));
        assert_true((total->formula.len > 0) == live && (total->note.len == 0) == live);
        assert_true(total->formula.len < 8192);
        gr_arena_free(b.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(origins_become_formulas),
        cmocka_unit_test(choices_do_not_go_round),
        cmocka_unit_test(rows_add_up_what_stands_in_them),
        cmocka_unit_test(text_between_is_no_gap),
        cmocka_unit_test(scattered_cells_stay_live),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
