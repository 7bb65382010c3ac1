#include "xlsx/xlsx.h"

/* Owns the count of what a workbook holds, in the plan and in the XML of a written sheet. It reads
 * only what our own library writes: any form it does not know is a damaged file. */

typedef struct scan {
    gr_str xml;
    size_t at;
    size_t open;  /* elements */
    bool numeric; /* the cell we are in */
    gr_xlsx_facts found;
} scan;

typedef struct tag {
    gr_str name, attributes; /* attributes with their quotes, as they stand */
    bool closing, empty;
} tag;

/** End of a tag that starts at `from`: the index of its '>', outside quotes; SIZE_MAX when cut off.
 */
static size_t tag_end(gr_str xml, size_t from)
{
    bool quoted = false;
    for (size_t i = from; i < xml.len; i++) {
        if (xml.ptr[i] == '"') {
            quoted = !quoted;
        } else if (xml.ptr[i] == '>' && !quoted) {
            return i;
        }
    }
    return SIZE_MAX;
}

static tag tag_of(gr_str inside)
{
    tag made = {.closing = gr_str_starts(inside, GR_LIT("/")),
                .empty = gr_str_ends(inside, GR_LIT("/"))};
    gr_str rest = gr_str_sub(inside, made.closing ? 1 : 0, SIZE_MAX);
    rest = gr_str_sub(rest, 0, rest.len - (made.empty && rest.len > 0 ? 1 : 0));
    size_t space = gr_str_find(rest, GR_LIT(" "));
    made.name = gr_str_sub(rest, 0, space);
    made.attributes = gr_str_sub(rest, made.name.len, SIZE_MAX);
    return made;
}

/** Digits and what goes between them; not NAN, not INF. */
static bool is_number(gr_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if ((c < '0' || c > '9') && strchr("+-.Ee", c) == NULL) {
            return false;
        }
    }
    return text.len > 0;
}

static void enter(scan *s, const tag *t)
{
    if (gr_str_is(t->name, "c")) {
        bool typed = gr_str_find(t->attributes, GR_LIT(" t=\"")) != SIZE_MAX;
        s->numeric = !typed || gr_str_find(t->attributes, GR_LIT(" t=\"n\"")) != SIZE_MAX;
        s->found.strings += gr_str_find(t->attributes, GR_LIT(" t=\"s\"")) != SIZE_MAX ? 1 : 0;
        s->found.inlined +=
            gr_str_find(t->attributes, GR_LIT(" t=\"inlineStr\"")) != SIZE_MAX ? 1 : 0;
        s->found.cells++;
    } else if (gr_str_is(t->name, "f")) {
        s->found.formulas++;
    }
}

static bool read_value(scan *s, const tag *t)
{
    if (t->closing || t->empty || !gr_str_is(t->name, "v") || !s->numeric) {
        return true;
    }
    gr_str rest = gr_str_sub(s->xml, s->at, SIZE_MAX);
    gr_str text = gr_str_sub(rest, 0, gr_str_find(rest, GR_LIT("<")));
    s->found.numbers++;
    return is_number(text);
}

/** The next tag; false at the end and at anything that is cut off. */
static bool read_tag(scan *s, bool *out_sound)
{
    gr_str rest = gr_str_sub(s->xml, s->at, SIZE_MAX);
    size_t start = gr_str_find(rest, GR_LIT("<"));
    *out_sound = s->open == 0;
    if (start == SIZE_MAX) {
        return false;
    }
    size_t first = s->at + start + 1;
    size_t end = tag_end(s->xml, first);
    *out_sound = false;
    if (end == SIZE_MAX) {
        return false;
    }
    tag t = tag_of(gr_str_sub(s->xml, first, end - first));
    s->at = end + 1;
    if (gr_str_starts(t.name, GR_LIT("?"))) {
        return true;
    }
    if (t.closing && s->open == 0) {
        return false;
    }
    s->open += t.closing || t.empty ? 0 : 1;
    s->open -= t.closing ? 1 : 0;
    if (!t.closing) {
        enter(s, &t);
    }
    return read_value(s, &t);
}

bool gr_xlsx_inspect_sheet(gr_str xml, gr_xlsx_facts *facts)
{
    scan s = {.xml = xml};
    bool sound = false;
    while (read_tag(&s, &sound)) {
    }
    if (!sound || !gr_str_ends(gr_str_trim(xml), GR_LIT("</worksheet>"))) {
        return false;
    }
    facts->sheets++;
    facts->cells += s.found.cells;
    facts->formulas += s.found.formulas;
    facts->numbers += s.found.numbers;
    facts->strings += s.found.strings;
    facts->inlined += s.found.inlined;
    return true;
}

static void count_cell(const gr_sheet_cell *cell, gr_xlsx_facts *facts, uint32_t *texts)
{
    gr_cell_content content = gr_sheet_cell_content(cell);
    facts->cells += (uint32_t)cell->colspan * cell->rowspan; /* a merge is padded with blanks */
    facts->numbers += content == GR_CONTENT_NUMBER || content == GR_CONTENT_DATE ? 1 : 0;
    facts->formulas += cell->formula.len > 0 ? 1 : 0;
    *texts += content == GR_CONTENT_TEXT && cell->text.len > 0 && cell->formula.len == 0 ? 1 : 0;
}

gr_xlsx_facts gr_xlsx_expected(const gr_sheet_plan *plan)
{
    gr_xlsx_facts facts = {.sheets = (uint32_t)plan->n};
    for (size_t i = 0; i < plan->n; i++) {
        const gr_sheet *sheet = &plan->sheets[i];
        uint32_t *texts = sheet->n_long > 0 ? &facts.inlined : &facts.strings;
        for (size_t j = 0; j < sheet->n_cells; j++) {
            count_cell(&sheet->cells[j], &facts, texts);
        }
        facts.cells += (uint32_t)sheet->long_cells;
        facts.numbers += (uint32_t)sheet->long_numbers;
        *texts += (uint32_t)sheet->long_texts;
    }
    return facts;
}
