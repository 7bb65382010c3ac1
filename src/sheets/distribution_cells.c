#include "distribution_priv.h"
#include "format/value_text.h"

/* Owns the cells of a distribution, and how each of them works out what it shows. */

#define LAST_TURN 1000000

static gr_str label(const gr_sharing_out *d, const char *name)
{
    return gr_label_text(d->draft->doc->house, name);
}

/* --- formulas --- */

/** "$C$5" */
static gr_str fixed(const gr_sharing_out *d, uint32_t row, uint32_t col)
{
    gr_buf out = gr_buf_make(d->draft->arena, SIZE_MAX);
    gr_buf_addf(&out, "$%c$%u", (char)('A' + col), row + 1);
    return gr_buf_view(&out);
}

/** "C5" */
static gr_str plain(const gr_sharing_out *d, uint32_t row, uint32_t col)
{
    return gr_str_fmt(d->draft->arena, "%c%u", (char)('A' + col), row + 1);
}

/** "C$5:C$9", of all who take part. */
static gr_str column(const gr_sharing_out *d, uint32_t col)
{
    char name = (char)('A' + col);
    return gr_str_fmt(d->draft->arena, "%c$%u:%c$%u", name, d->first_row + 1, name, d->sum_row);
}

/** A weight as a whole number. */
static gr_str whole(const gr_sharing_out *d, gr_str cell)
{
    uint64_t times = 1;
    for (uint8_t i = 0; i < d->scale; i++) {
        times *= 10;
    }
    return d->scale == 0 ? cell
                         : gr_str_fmt(d->draft->arena, "ROUND(" GR_FMT "*%llu,0)", GR_ARG(cell),
                                      (unsigned long long)times);
}

static unsigned digits_of(const gr_sharing_out *d)
{
    return d->unit.cur.digits;
}

/** Units in an amount of 1: 1 of whole euros, 100 of cents. */
static unsigned long long per_major(const gr_sharing_out *d)
{
    unsigned long long minor = 1;
    for (unsigned i = 0; i < digits_of(d); i++) {
        minor *= 10;
    }
    return minor / (unsigned long long)d->unit.minor;
}

static gr_str units_formula(const gr_sharing_out *d)
{
    gr_str total = plain(d, d->total_row, COLUMN_WEIGHT);
    unsigned long long times = per_major(d);
    return times == 1 ? gr_str_fmt(d->draft->arena, "=INT(ROUND(ABS(" GR_FMT "),%u))",
                                   GR_ARG(total), digits_of(d))
                      : gr_str_fmt(d->draft->arena, "=ROUND(ABS(" GR_FMT ")*%llu,0)", GR_ARG(total),
                                   times);
}

/** What is left of units times weight when it is divided by all weights. */
static gr_str rest_formula(const gr_sharing_out *d, uint32_t row)
{
    gr_str all = whole(d, fixed(d, d->sum_row, COLUMN_WEIGHT));
    gr_str own = whole(d, plain(d, row, COLUMN_WEIGHT));
    return gr_str_fmt(d->draft->arena, "=IF(" GR_FMT "=0,0,MOD(" GR_FMT "*" GR_FMT "," GR_FMT "))",
                      GR_ARG(all), GR_ARG(fixed(d, d->units_row, COLUMN_WEIGHT)), GR_ARG(own),
                      GR_ARG(all));
}

static gr_str certain_formula(const gr_sharing_out *d, uint32_t row)
{
    gr_str all = whole(d, fixed(d, d->sum_row, COLUMN_WEIGHT));
    gr_str own = whole(d, plain(d, row, COLUMN_WEIGHT));
    return gr_str_fmt(d->draft->arena,
                      "=IF(" GR_FMT "=0,0,(" GR_FMT "*" GR_FMT "-" GR_FMT ")/" GR_FMT ")",
                      GR_ARG(all), GR_ARG(fixed(d, d->units_row, COLUMN_WEIGHT)), GR_ARG(own),
                      GR_ARG(plain(d, row, COLUMN_REST)), GR_ARG(all));
}

/** Most cut off first; of those that are cut off alike whose turn is first, and last of all who
 *  weighs nothing. */
static gr_str rank_formula(const gr_sharing_out *d, uint32_t row)
{
    gr_str rests = column(d, COLUMN_REST), rest = plain(d, row, COLUMN_REST);
    return gr_str_fmt(d->draft->arena,
                      "=1+SUMPRODUCT(--(" GR_FMT ">" GR_FMT "))+SUMPRODUCT((" GR_FMT "=" GR_FMT
                      ")*((" GR_FMT "=0)*%d+" GR_FMT "<(" GR_FMT "=0)*%d+" GR_FMT "))",
                      GR_ARG(rests), GR_ARG(rest), GR_ARG(rests), GR_ARG(rest),
                      GR_ARG(column(d, COLUMN_WEIGHT)), LAST_TURN, GR_ARG(column(d, COLUMN_TURN)),
                      GR_ARG(plain(d, row, COLUMN_WEIGHT)), LAST_TURN,
                      GR_ARG(plain(d, row, COLUMN_TURN)));
}

/** Certain units, one more of those that are left, and for the first what is no whole unit. */
static gr_str part_formula(const gr_sharing_out *d, uint32_t row)
{
    gr_str total = fixed(d, d->total_row, COLUMN_WEIGHT);
    gr_str units = fixed(d, d->units_row, COLUMN_WEIGHT), rank = plain(d, row, COLUMN_RANK);
    return gr_str_fmt(d->draft->arena,
                      "=ROUND(SIGN(" GR_FMT ")*((" GR_FMT "+(" GR_FMT "<=" GR_FMT "-" GR_FMT
                      "))/%llu+(" GR_FMT "=1)*(ABS(" GR_FMT ")-" GR_FMT "/%llu)),%u)",
                      GR_ARG(total), GR_ARG(plain(d, row, COLUMN_UNITS)), GR_ARG(rank),
                      GR_ARG(units), GR_ARG(fixed(d, d->sum_row, COLUMN_UNITS)), per_major(d),
                      GR_ARG(rank), GR_ARG(total), GR_ARG(units), per_major(d), digits_of(d));
}

static gr_str sum_formula(const gr_sharing_out *d, uint32_t col)
{
    return gr_str_fmt(d->draft->arena, "=SUM(%c%u:%c%u)", (char)('A' + col), d->first_row + 1,
                      (char)('A' + col), d->sum_row);
}

/* --- cells --- */

gr_wide gr_sharing_units(const gr_sharing_out *d)
{
    gr_wide minor = d->total->value.as.money.minor;
    return (minor < 0 ? -minor : minor) / d->unit.minor;
}

static gr_status put(const gr_sharing_out *d, gr_sheet_cell cell)
{
    const gr_house_style *house = d->draft->doc->house;
    bool in_table = cell.style == GR_CELL_HEAD || cell.style == GR_CELL_TOTAL;
    cell.look = in_table && house->n_table_looks > 0 ? &house->table_looks[0] : NULL;
    return gr_draft_cell(d->draft, d->sheet, cell, (gr_loc){0});
}

static gr_status put_words(const gr_sharing_out *d, uint32_t row, gr_cell_style style, gr_str text)
{
    return put(d, gr_cell_of_text(row, COLUMN_NAME, style, text));
}

static gr_sheet_cell number_cell(const gr_sharing_out *d, uint32_t row, uint16_t col,
                                 gr_value value)
{
    bool money = value.type == GR_T_MONEY;
    const gr_format format = {money && per_major(d) > 1 ? GR_FORMAT_CENTS
                              : money                   ? GR_FORMAT_EURO
                                                        : GR_FORMAT_NUMBER,
                              GR_PLACES_OWN};
    gr_str text = gr_value_text(d->draft->arena, &value, format, &d->draft->doc->house->notation);
    gr_sheet_cell cell = gr_cell_of_text(row, col, GR_CELL_BODY, text);
    cell.value = value;
    cell.format = format;
    cell.align = GR_ALIGN_RIGHT;
    return cell;
}

static gr_value whole_value(gr_wide number)
{
    return (gr_value){.type = GR_T_INT, .as.i = (int64_t)number};
}

/** A total or a weight: another cell that shows it is referred to, or this one by others. */
static gr_status put_given(const gr_sharing_out *d, uint32_t row, const gr_origin *origin,
                           bool weight)
{
    gr_sheet_draft *draft = d->draft;
    gr_value value = origin->value;
    value.origin = origin;
    GR_TRY(put(d, number_cell(d, row, COLUMN_WEIGHT, value)));
    if (origin->op != GR_OP_CONSTANT) {
        *GR_PUSH(draft->arena, draft->spots, draft->n_spots, draft->cap_spots, gr_cell_spot) =
            (gr_cell_spot){.origin = origin,
                           .sheet = (uint32_t)(d->sheet - draft->sheets),
                           .cell = (uint32_t)d->sheet->sheet.n_cells - 1,
                           .table = (uint32_t)draft->n_tables,
                           .refers = true,
                           .used = true,
                           .weight = weight};
    }
    return GR_OK;
}

static gr_status put_formula(const gr_sharing_out *d, uint32_t row, uint16_t col, gr_value value,
                             gr_str formula)
{
    gr_sheet_cell cell = number_cell(d, row, col, value);
    cell.style = row == d->sum_row ? GR_CELL_TOTAL : GR_CELL_BODY;
    cell.formula = formula;
    return put(d, cell);
}

static gr_status put_heads(const gr_sharing_out *d, uint32_t row)
{
    static const char *const labels[N_COLUMNS] = {
        "participant", "weight", "whole-part",     "remainder",      "turn",
        "rank",        "part",   "part-published", "part-difference"};
    for (uint16_t i = 0; i < N_COLUMNS; i++) {
        gr_sheet_cell cell = gr_cell_of_text(row, i, GR_CELL_HEAD, label(d, labels[i]));
        cell.align = i == COLUMN_NAME ? GR_ALIGN_LEFT : GR_ALIGN_RIGHT;
        GR_TRY(put(d, cell));
    }
    return GR_OK;
}

static gr_wide all_weights(const gr_sharing_out *d)
{
    gr_wide all = 0;
    for (size_t i = 0; i < d->weights->n_args; i++) {
        all += d->scaled[i];
    }
    return all;
}

static gr_wide rest_of(const gr_sharing_out *d, size_t nr)
{
    return gr_sharing_units(d) * d->scaled[nr] % all_weights(d);
}

static int64_t rank_of(const gr_sharing_out *d, size_t nr)
{
    int64_t rank = 1;
    gr_wide rest = rest_of(d, nr);
    for (size_t i = 0; i < d->weights->n_args; i++) {
        gr_wide other = rest_of(d, i);
        bool same = (d->scaled[i] == 0) == (d->scaled[nr] == 0);
        bool first = same ? i < nr : d->scaled[nr] == 0;
        rank += other > rest || (other == rest && first) ? 1 : 0;
    }
    return rank;
}

/** Beside a part, or their sum, what the document says and how far that is from it. */
static gr_status put_published(const gr_sharing_out *d, uint32_t row, gr_value published)
{
    gr_value none = published;
    none.as.money.minor = 0;
    gr_str said = plain(d, row, COLUMN_PUBLISHED);
    GR_TRY(put_formula(d, row, COLUMN_PUBLISHED, published,
                       row == d->sum_row ? sum_formula(d, COLUMN_PUBLISHED) : GR_LIT("")));
    return put_formula(d, row, COLUMN_DIFFERENCE, none,
                       gr_str_fmt(d->draft->arena, "=ROUND(" GR_FMT "-" GR_FMT ",%u)",
                                  GR_ARG(plain(d, row, COLUMN_PART)), GR_ARG(said), digits_of(d)));
}

static gr_status put_member(const gr_sharing_out *d, size_t nr)
{
    uint32_t row = d->first_row + (uint32_t)nr;
    gr_wide units = gr_sharing_units(d) * d->scaled[nr] / all_weights(d);
    GR_TRY(put_words(d, row, GR_CELL_BODY, gr_sharing_member(d, nr)));
    GR_TRY(put_given(d, row, d->weights->args[nr], true));
    GR_TRY(put_formula(d, row, COLUMN_UNITS, whole_value(units), certain_formula(d, row)));
    GR_TRY(put_formula(d, row, COLUMN_REST, whole_value(rest_of(d, nr)), rest_formula(d, row)));
    GR_TRY(put(d, number_cell(d, row, COLUMN_TURN, whole_value((gr_wide)nr + 1))));
    GR_TRY(put_formula(d, row, COLUMN_RANK, whole_value(rank_of(d, nr)), rank_formula(d, row)));
    gr_value part = {.type = GR_T_MONEY, .as.money = d->parts[nr]};
    GR_TRY(put_formula(d, row, COLUMN_PART, part, part_formula(d, row)));
    return put_published(d, row, part);
}

static gr_status put_sums(const gr_sharing_out *d)
{
    gr_wide units = 0;
    for (size_t i = 0; i < d->weights->n_args; i++) {
        units += gr_sharing_units(d) * d->scaled[i] / all_weights(d);
    }
    GR_TRY(put_words(d, d->sum_row, GR_CELL_TOTAL, label(d, "total")));
    GR_TRY(put_formula(d, d->sum_row, COLUMN_WEIGHT, d->weights->value,
                       sum_formula(d, COLUMN_WEIGHT)));
    GR_TRY(
        put_formula(d, d->sum_row, COLUMN_UNITS, whole_value(units), sum_formula(d, COLUMN_UNITS)));
    GR_TRY(put_formula(d, d->sum_row, COLUMN_PART, d->total->value, sum_formula(d, COLUMN_PART)));
    return put_published(d, d->sum_row, d->total->value);
}

gr_status gr_sharing_write(gr_sharing_out *d, uint32_t row)
{
    d->total_row = row + 1;
    d->units_row = row + 2;
    d->first_row = row + 4;
    d->sum_row = d->first_row + (uint32_t)d->weights->n_args;
    GR_TRY(put_words(d, row, GR_CELL_TITLE, gr_sharing_title(d)));
    GR_TRY(put_words(d, d->total_row, GR_CELL_BODY, label(d, "distribution-total")));
    GR_TRY(put_given(d, d->total_row, d->total, false));
    GR_TRY(put_words(d, d->units_row, GR_CELL_BODY, label(d, "distribution-units")));
    GR_TRY(put_formula(d, d->units_row, COLUMN_WEIGHT, whole_value(gr_sharing_units(d)),
                       units_formula(d)));
    GR_TRY(put_heads(d, row + 3));
    for (size_t i = 0; i < d->weights->n_args; i++) {
        GR_TRY(put_member(d, i));
    }
    return put_sums(d);
}
