#include "inspect.h"
#include "sheets/book.h"

/* Counting in the XML of a sheet; every way it can be damaged is no sheet at all. */

#define HEAD \
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"m\">"
#define COLS "<cols><col min=\"1\" max=\"1\" width=\"9.7\"/></cols>"

/** In pieces of `step` bytes. */
static bool inspect(gr_str xml, size_t step, gr_xlsx_facts *facts)
{
    gr_arena *arena = gr_arena_new(4096);
    gr_sheet_scan *scan = gr_sheet_scan_new(arena);
    for (size_t at = 0; at < xml.len; at += step) {
        gr_sheet_scan_add(scan, gr_str_sub(xml, at, step));
    }
    bool sound = gr_sheet_scan_end(scan, facts);
    gr_arena_free(arena);
    return sound;
}

static void counts_cells(void **state)
{
    (void)state;
    static const struct {
        const char *xml;
        bool sound;
        gr_xlsx_facts facts;
    } cases[] = {
        {HEAD COLS "<sheetData/></worksheet>", true, {.sheets = 1}},
        {HEAD "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"/>"
              "<c r=\"C1\" s=\"2\"><v>-1.5E+20</v></c><c r=\"D1\" t=\"n\"><v>3</v></c>"
              "<c r=\"F1\" t=\"inlineStr\"><is><t>a &amp; b</t></is></c>"
              "<c r=\"E1\"><f>IF(A1&gt;0,\"t=&quot;s&quot;\",1)</f><v>7</v></c>"
              "</row></sheetData></worksheet>\n",
         true,
         {.sheets = 1, .cells = 6, .formulas = 1, .numbers = 3, .strings = 1, .inlined = 1}},
        {HEAD "<a x=\"1>2\"/></worksheet>", true, {.sheets = 1}},
        {HEAD "<sheetData><row r=\"1\"><c r=\"A1\"><v>NAN</v></c></row></sheetData></worksheet>",
         false,
         {0}},
        {HEAD "<sheetData><row r=\"1\"><c r=\"A1\"><v>INF</v></c></row></sheetData></worksheet>",
         false,
         {0}},
        {HEAD "<sheetData><row r=\"1\"><c r=\"A1\"><v></v></c></row></sheetData></worksheet>",
         false,
         {0}},
        {HEAD "<sheetData><row r=\"1\"></sheetData></worksheet>", false, {0}},
        {HEAD "<sheetData></worksheet></sheetData>", false, {0}},
        {HEAD "</worksheet></worksheet>", false, {0}},
        {HEAD "<c r=\"A1></worksheet>", false, {0}},
        {HEAD "<mergeCells count=\"1\"><mergeCell/></mergeCells></worksheet>", true, {.sheets = 1}},
        {HEAD "<mergeCells count=\"2\"><mergeCell/></mergeCells></worksheet>", false, {0}},
        {HEAD "<mergeCells count=\"2\"/></worksheet>", false, {0}},
        {HEAD "<a>x & y</a></worksheet>", false, {0}},
        {HEAD "<a>\xC3</a></worksheet>", false, {0}},
        {HEAD "<a b=\"1\"c=\"2\"/></worksheet>", false, {0}},
        {HEAD "<a b=1/></worksheet>", false, {0}},
        {HEAD "<a></b></worksheet>", false, {0}},
        {HEAD "<c r=\"A1\"><v/></c></worksheet>", true, {.sheets = 1, .cells = 1}},
        {HEAD "</worksheet>x", false, {0}},
        {HEAD "</worksheet><worksheet></worksheet>", false, {0}},
        {"x" HEAD "</worksheet>", false, {0}},
        {"<?xml version=\"1.0\"?><sst></sst>", false, {0}},
        {"", false, {0}},
        {"</worksheet>", false, {0}},
        {"geen xml", false, {0}},
    };
    static const size_t steps[] = {1, 7, 100000};
    for (size_t i = 0; i < 3 * sizeof(cases) / sizeof(cases[0]); i++) {
        gr_xlsx_facts got = {0};
        bool sound = inspect(gr_str_of(cases[i / 3].xml), steps[i % 3], &got);
        const gr_xlsx_facts *want = &cases[i / 3].facts;
        if (sound != cases[i / 3].sound || got.sheets != want->sheets || got.cells != want->cells ||
            got.formulas != want->formulas || got.numbers != want->numbers ||
            got.strings != want->strings || got.inlined != want->inlined) {
            fail_msg("case %zu: sound %d, %u sheets, %u cells, %u formulas, %u numbers, %u texts",
                     i / 3, sound, got.sheets, got.cells, got.formulas, got.numbers, got.strings);
        }
    }
}

/** However a file is cut off, it is no sheet, and nothing was counted. */
static void every_cut_is_seen(void **state)
{
    (void)state;
    gr_str whole_part =
        GR_LIT(HEAD COLS "<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><v>1</v></c>"
                         "<c r=\"B1\"><f>A1</f><v>1</v></c></row></sheetData></worksheet>");
    for (size_t n = 0; n < whole_part.len; n++) {
        gr_xlsx_facts got = {0};
        if (inspect(gr_str_sub(whole_part, 0, n), 10, &got) || got.cells > 0) {
            fail_msg("cut at %zu was taken for a sheet", n);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_cells),
        cmocka_unit_test(every_cut_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
