#include "dataset/table.h"

/* Owns what a dataset may say of totals that others may see, and what is refused of it. Must not
 * know which descriptor it stands in. */
#include "base/arena.h"
#include "base/intern.h"
#include "base/num.h"

#define LEAST_OWNERS 3 /* fewer, and one who knows his own part knows the others' */
#define DOMINANCE    85

static gr_status read_number(const gr_totals_words *words, const gr_totals_word *word,
                             int64_t least, int64_t most, const char *form, uint32_t *out,
                             gr_diag *diag)
{
    int64_t number = 0;
    if (!word->given) {
        return GR_OK;
    }
    if (!gr_int_parse(gr_str_trim(word->text), &number) || number < least || number > most) {
        gr_diag_report(diag, word->at, GR_CODE_TOTALS_FORM,
                       "'" GR_FMT "' of dataset '" GR_FMT "': %s", GR_ARG(word->text),
                       GR_ARG(words->dataset), form);
        return GR_BAD_INPUT;
    }
    *out = (uint32_t)number;
    return GR_OK;
}

/** Enough owners below a limit are still owners whose figure is below it: two totals, up to 41 and
 * up to 42, differ by who has 42. A number that is a class is a code or a text. */
static bool refuse_measure(const gr_column *column, const gr_totals_words *words, gr_diag *diag)
{
    gr_type type = column->type;
    bool number = type == GR_T_INT || type == GR_T_DECIMAL || type == GR_T_RATIO;
    if (!number && type != GR_T_MONEY && type != GR_T_DATE) {
        return false;
    }
    const char *remedy = type == GR_T_INT    ? "leave it out, or declare the field as a code, a "
                                               "text or a year when it is a class and no count"
                         : type == GR_T_DATE ? "leave it out, or make a year or a period of it"
                                             : "leave it out";
    gr_diag_report(diag, words->by.at, GR_CODE_TOTALS_FORM,
                   "totals-by= names '" GR_FMT "' of dataset '" GR_FMT
                   "', which is %s: who is picked by his figure has his figure told; %s",
                   GR_ARG(column->name), GR_ARG(words->dataset), gr_type_said(type), remedy);
    return true;
}

static gr_status find_field(const gr_schema *schema, const gr_totals_words *words, gr_str name,
                            size_t *out, gr_arena *arena, gr_diag *diag)
{
    size_t column = gr_schema_column(schema, name);
    if (column == SIZE_MAX) {
        gr_str *names = NULL;
        size_t n = gr_schema_names(schema, arena, &names);
        gr_str meant = gr_suggest(name, names, n);
        gr_str advice = meant.len == 0
                            ? meant
                            : gr_str_fmt(arena, "; did you mean '" GR_FMT "'?", GR_ARG(meant));
        gr_diag_report(diag, words->by.at, GR_CODE_FIELD_UNKNOWN,
                       "'" GR_FMT "' in dataset '" GR_FMT "'" GR_FMT, GR_ARG(name),
                       GR_ARG(words->dataset), GR_ARG(advice));
        return GR_BAD_INPUT;
    }
    *out = column;
    if (column == schema->owner_column) {
        gr_diag_report(diag, words->by.at, GR_CODE_TOTALS_FORM,
                       "totals-by= names the owner '" GR_FMT "' of dataset '" GR_FMT
                       "': a total that one owner can be picked out of is that owner's figure; "
                       "leave it out",
                       GR_ARG(name), GR_ARG(words->dataset));
        return GR_BAD_INPUT;
    }
    return refuse_measure(&schema->columns[column], words, diag) ? GR_BAD_INPUT : GR_OK;
}

static gr_status read_fields(gr_schema *schema, const gr_totals_words *words, gr_arena *arena,
                             gr_diag *diag)
{
    gr_status status = GR_OK;
    gr_str rest = words->by.given ? gr_str_trim(words->by.text) : GR_LIT("");
    gr_str word = GR_LIT("");
    size_t *columns = GR_NEW_N(arena, size_t, rest.len + 1);
    while (gr_str_split(&rest, ' ', &word)) {
        if (word.len == 0) {
            continue;
        }
        if (find_field(schema, words, word, &columns[schema->n_totals_by], arena, diag) == GR_OK) {
            schema->n_totals_by++;
        } else {
            status = GR_BAD_INPUT;
        }
    }
    schema->totals_by = columns;
    return status;
}

gr_status gr_schema_totals(gr_schema *schema, const gr_totals_words *words, gr_arena *arena,
                           gr_diag *diag)
{
    const gr_totals_word *first = words->least.given       ? &words->least
                                  : words->dominance.given ? &words->dominance
                                                           : &words->by;
    if (!first->given) {
        return GR_OK;
    }
    if (schema->shared) {
        gr_diag_report(diag, first->at, GR_CODE_TOTALS_FORM,
                       "the records of '" GR_FMT "' are shared, so all of them may be shown; "
                       "least-owners, dominance and totals-by go with owner=",
                       GR_ARG(words->dataset));
        return GR_BAD_INPUT;
    }
    schema->totals = true;
    schema->totals_at = first->at;
    schema->least_owners = LEAST_OWNERS;
    schema->dominance = DOMINANCE;
    gr_status least = read_number(words, &words->least, LEAST_OWNERS, INT32_MAX,
                                  "least-owners is a whole number, 3 or more: with fewer, who "
                                  "knows his own part knows another's",
                                  &schema->least_owners, diag);
    gr_status dominance = read_number(words, &words->dominance, 1, 99,
                                      "dominance is a percentage from 1 to 99, the most that one "
                                      "owner may have of a total; 85 is usual",
                                      &schema->dominance, diag);
    gr_status by = read_fields(schema, words, arena, diag);
    GR_TRY(least);
    GR_TRY(dominance);
    return by;
}

/** A total that no edition can ever show is a slip in the descriptor, not a lack of data. */
gr_status gr_catalogue_check_totals(const gr_catalogue *catalogue, gr_diag *diag)
{
    gr_status status = GR_OK;
    for (size_t i = 0; i < gr_catalogue_count(catalogue); i++) {
        const gr_schema *schema = gr_table_schema(gr_catalogue_at(catalogue, i));
        if (!schema->totals) {
            continue;
        }
        gr_str owners = schema->columns[schema->owner_column].target_name;
        const gr_table *table = gr_catalogue_find(catalogue, owners);
        if (table != NULL && schema->least_owners > gr_table_rows(table)) {
            gr_diag_report(diag, schema->totals_at, GR_CODE_OWNERS_TOO_FEW,
                           "least-owners=\"%u\" of dataset '" GR_FMT "', and '" GR_FMT
                           "' has %u records: no total would ever be shown",
                           schema->least_owners, GR_ARG(schema->name), GR_ARG(owners),
                           gr_table_rows(table));
            status = GR_BAD_INPUT;
        }
    }
    return status;
}
