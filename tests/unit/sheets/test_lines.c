#include "book.h"

/* Totals by where they stand. A case is a table of one-letter cells, a row each: a to z are fields
 * (the n-th letter is worth n), "-" is not applicable, "'" is a text, and upper case letters are
 * sums of fields, as `sums` words them: "R=a-b+c" or, of nothing, "Z=". A row begins with its role:
 * "." body, "g" group, "s" subtotal, "t" total. */

typedef struct line_case {
    const char *name;
    const char *rows[8];
    const char *sums[6];
    const char *cells[4], *formulas[4]; /* by place: "B4" */
} line_case;

static gr_value field_of(book *b, char letter)
{
    char key[2] = {letter, 0};
    return field(b, whole(letter - 'a' + 1), gr_str_dup(b->arena, gr_str_of(key)).ptr, "v");
}

static gr_value sum_named(book *b, const line_case *c, char name)
{
    const gr_origin *args[16] = {NULL};
    size_t n = 0;
    int64_t total = 0;
    for (size_t i = 0; i < 6 && c->sums[i] != NULL; i++) {
        const char *words = c->sums[i];
        bool minus = false;
        for (size_t at = 2; words[0] == name && words[at] != 0; at++) {
            if (words[at] == '-' || words[at] == '+') {
                minus = words[at] == '-';
                continue;
            }
            gr_value one = field_of(b, words[at]);
            one = minus ? made(b, whole(-one.as.i), GR_OP_NEG, &one, 1) : one;
            args[n++] = one.origin;
            total += one.as.i;
        }
    }
    gr_value sum = whole(total);
    sum.origin = gr_origin_inner(b->arena, GR_OP_SUM, sum, args, n, GR_LIT("set"));
    return sum;
}

static void add_cell(book *b, const line_case *c, gr_node *row, char letter)
{
    if (letter == '\'') {
        words_new(b, row, "tekst");
    } else if (letter == '-') {
        figure_new(b, row, constant(b, absent(GR_T_NOT_APPLICABLE)), as_number, "–");
    } else {
        gr_value value = letter >= 'a' ? field_of(b, letter) : sum_named(b, c, letter);
        figure_new(b, row, value, as_number, "1");
    }
}

static gr_row_role role_of(char letter)
{
    return letter == 'g'   ? GR_ROW_GROUP
           : letter == 's' ? GR_ROW_SUBTOTAL
           : letter == 't' ? GR_ROW_TOTAL
                           : GR_ROW_BODY;
}

static gr_str formula_at(const gr_sheet *sheet, const char *place)
{
    for (size_t i = 0; i < sheet->n_cells; i++) {
        const gr_sheet_cell *cell = &sheet->cells[i];
        if (cell->col == place[0] - 'A' && cell->row == (uint32_t)(place[1] - '1')) {
            return cell->formula;
        }
    }
    return GR_LIT("no such cell");
}

static const line_case cases[] = {
    {"absent above, between and below",
     {".-", ".a", ".-", ".b", ".-", "tS"},
     {"S=ab"},
     {"A6"},
     {"=SUM(A1:A5)"}},
    {"a total over nothing yet", {".-", ".-", "tZ"}, {"Z="}, {"A3"}, {"=SUM(A1:A2)"}},
    {"one row stays a sum", {".a", "tS"}, {"S=a"}, {"A2"}, {"=SUM(A1)"}},
    {"titles of groups between",
     {"g'", ".-", ".a", "g'", ".b", "tS"},
     {"S=ab"},
     {"A6"},
     {"=SUM(A2:A5)"}},
    {"subtotals, and what is absent in a group",
     {"g'", ".a", ".-", "sS", ".-", ".b", "sT", "tU"},
     {"S=a", "T=b", "U=ab"},
     {"A4", "A7", "A8"},
     {"=SUM(A2:A3)", "=SUM(A5:A6)", "=SUM(A4,A7)"}},
    {"rows reach as far as others do",
     {".abS", ".-cT", ".--Z"},
     {"S=ab", "T=c", "Z="},
     {"C1", "C2"},
     {"=SUM(A1:B1)", "=SUM(A2:B2)"}},
    {"and no farther",
     {".kabS", ".-cdT"},
     {"S=ab", "T=cd"},
     {"D1", "D2"},
     {"=SUM(B1:C1)", "=SUM(B2:C2)"}},
    {"a result of the cells above it",
     {".A", ".B", ".C", "tR"},
     {"A=ab", "B=cd", "C=ef", "R=ab-cd+ef"},
     {"A4"},
     {"=A1-A2+A3"}},
    {"a balance of two cells beside it", {".ABC"}, {"A=ab", "B=cd", "C=cd-ab"}, {"C1"}, {"=B1-A1"}},
    {"also where it stands before them", {".CAB"}, {"A=ab", "B=cd", "C=cd-ab"}, {"A1"}, {"=C1-B1"}},
    {"the nearest cells that add up",
     {".a", ".b", ".S", ".c", "tT"},
     {"S=ab", "T=abc"},
     {"A3", "A5"},
     {"=SUM(A1:A2)", "=SUM(A3:A4)"}},
    {"what adds up only beyond a total above",
     {".a", ".b", "tS", ".c", "tT"},
     {"S=ab", "T=abc"},
     {"A3", "A5"},
     {"=SUM(A1:A2)", "=SUM(A1:A2,A4)"}},
    {"sums over some rows are over the same rows",
     {".ab", ".cd", ".e-", "tST"},
     {"S=ae", "T=b"},
     {"A4", "B4"},
     {"=SUM(A1,A3)", "=SUM(B1,B3)"}},
};

static void totals_by_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const line_case *c = &cases[i];
        book b = book_new();
        gr_node *table = table_new(&b, "Regels", "", "dddd");
        for (size_t r = 0; r < 8 && c->rows[r] != NULL; r++) {
            gr_node *row = row_new(&b, table, role_of(c->rows[r][0]));
            for (size_t k = 1; c->rows[r][k] != 0; k++) {
                add_cell(&b, c, row, c->rows[r][k]);
            }
        }
        const gr_sheet *sheet = &book_plan(&b)->sheets[0];
        for (size_t k = 0; k < 4 && c->cells[k] != NULL; k++) {
            print_message("%s, %s\n", c->name, c->cells[k]);
            check_text(c->name, formula_at(sheet, c->cells[k]), c->formulas[k]);
        }
        gr_arena_free(b.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(totals_by_place)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
