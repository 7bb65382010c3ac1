/* Owns what `check` tells of confidentiality: what owners' figures are made public by whom, which
 * totals over others each edition shows, and what is withheld. For whoever runs griffie. */
#include "base/arena.h"
#include "edition_priv.h"

static void add_place(const gr_diag *diag, gr_loc at, gr_buf *out)
{
    gr_buf_addf(out, GR_FMT ":%u:%u", GR_ARG(gr_diag_file(diag, at.file)), at.line, at.col);
}

/* ---- datasets ---- */

static uint32_t count_suppressed(const gr_table *table, size_t column)
{
    uint32_t n = 0;
    for (uint32_t row = 0; row < gr_table_rows(table); row++) {
        n += gr_table_bare(table, row, column).type == GR_T_SUPPRESSED ? 1 : 0;
    }
    return n;
}

static void add_suppressed(const gr_table *table, gr_buf *out)
{
    const gr_schema *schema = gr_table_schema(table);
    for (size_t i = 0; i < schema->n_columns; i++) {
        uint32_t n = count_suppressed(table, i);
        if (n > 0) {
            gr_buf_addf(out,
                        "hidden: " GR_FMT "." GR_FMT ", %u of %u values: small numbers, or totals "
                        "in which too few have a part\n",
                        GR_ARG(schema->name), GR_ARG(schema->columns[i].name), n,
                        gr_table_rows(table));
        }
    }
}

static void add_totals(const gr_diag *diag, const gr_schema *schema, gr_buf *out)
{
    gr_buf_addf(out, "totals: " GR_FMT ", at least %u others, none above %u %%",
                GR_ARG(schema->name), schema->least_owners, schema->dominance);
    for (size_t i = 0; i < schema->n_totals_by; i++) {
        gr_buf_addf(out, "%s" GR_FMT, i == 0 ? ", by " : " ",
                    GR_ARG(schema->columns[schema->totals_by[i]].name));
    }
    gr_buf_add(out, GR_LIT(" ("));
    add_place(diag, schema->totals_at, out);
    gr_buf_add(out, GR_LIT(")\n"));
}

void gr_confidential_datasets(const gr_catalogue *catalogue, const gr_diag *diag, gr_buf *out)
{
    for (size_t i = 0; i < gr_catalogue_count(catalogue); i++) {
        const gr_table *table = gr_catalogue_at(catalogue, i);
        const gr_schema *schema = gr_table_schema(table);
        if (schema->declassified) {
            gr_buf_addf(out, "declared public: " GR_FMT ", because " GR_FMT " (",
                        GR_ARG(schema->name), GR_ARG(schema->because));
            add_place(diag, schema->at, out);
            gr_buf_add(out, GR_LIT(")\n"));
        }
        if (schema->totals) {
            add_totals(diag, schema, out);
        }
        add_suppressed(table, out);
    }
}

/* ---- editions ---- */

static bool told_before(const gr_totals_seen *totals, size_t nr)
{
    const gr_total_seen *one = &totals->list[nr];
    for (size_t i = 0; i < nr; i++) {
        const gr_total_seen *other = &totals->list[i];
        if (other->at.line == one->at.line && other->at.col == one->at.col &&
            other->at.file == one->at.file && other->owners == one->owners &&
            other->share == one->share && other->shown == one->shown) {
            return true;
        }
    }
    return false;
}

static const char *outcome(const gr_total_seen *total)
{
    if (total->shown) {
        return "shown";
    }
    if (total->owners < total->least) {
        return "withheld, too few others";
    }
    return total->share > total->dominance
               ? "withheld, one other has too much of it"
               : "withheld, with other totals it would tell a smaller one";
}

static const char *readers(const edition_work *work)
{
    if (work->row->source->edition.record.table == NULL) {
        return "everybody's figures: it is the region's\n";
    }
    return gr_report_sees_all(work->row->source->bound->report)
               ? "every owner's figures: sees=\"all\"\n"
               : "its own figures\n";
}

gr_status gr_edition_tell(const edition_work *work, const gr_totals_seen *totals)
{
    gr_buf out = gr_buf_make(work->arena, SIZE_MAX);
    gr_buf_addf(&out, "edition: " GR_FMT "/" GR_FMT ", %s", GR_ARG(work->row->report),
                GR_ARG(work->row->edition.id), readers(work));
    for (size_t i = 0; i < totals->n; i++) {
        const gr_total_seen *total = &totals->list[i];
        if (told_before(totals, i)) {
            continue;
        }
        gr_buf_add(&out, GR_LIT("  "));
        add_place(work->diag, total->at, &out);
        gr_buf_addf(&out, ": " GR_FMT ": %u others (least %u), largest %u %% (most %u %%): %s\n",
                    GR_ARG(total->source), total->owners, total->least, total->share,
                    total->dominance, outcome(total));
    }
    return work->setup->tell(work->setup->user, gr_buf_view(&out), work->diag);
}
