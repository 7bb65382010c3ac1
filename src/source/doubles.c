/* unique="journal nr line" and once="company year" of a dataset: records that come twice, and files
 * that are delivered twice, whatever their key or group says. */
#include "base/intern.h"
#include "dataset/key.h"
#include "record_priv.h"

typedef struct seen { /* a combination of values */
    gr_loc at;        /* of its first record */
    uint16_t told;    /* file of which it was said already; 0: none */
} seen;

struct gr_doubles {
    gr_str fields; /* as written */
    const size_t *columns;
    size_t n_columns;
    bool of_files; /* records of one file may agree */
    gr_arena *arena;
    gr_intern *values;
    seen *list; /* by number in `values` */
    size_t n, cap;
};

static gr_doubles *read_one(const gr_describing *describing, const gr_xml_elem *elem,
                            const char *attribute, const gr_schema *schema)
{
    const gr_xml_named *named = gr_xml_find(elem, attribute);
    size_t *columns = NULL;
    if (named == NULL) {
        return NULL;
    }
    gr_doubles *doubles = GR_NEW(describing->arena, gr_doubles);
    *doubles = (gr_doubles){.fields = named->value,
                            .arena = describing->arena,
                            .values = gr_intern_new(describing->arena)};
    doubles->n_columns = gr_read_columns_named(describing, elem, attribute, schema, &columns);
    doubles->columns = columns;
    return doubles;
}

void gr_read_doubles(const gr_describing *describing, const gr_xml_elem *elem, gr_plan *plan)
{
    if (plan->same != NULL) { /* records of both are one dataset */
        plan->unique = plan->same->unique;
        plan->once = plan->same->once;
        return;
    }
    plan->unique = read_one(describing, elem, "unique", plan->schema);
    plan->once = read_one(describing, elem, "once", plan->schema);
    if (plan->once != NULL) {
        plan->once->of_files = true;
    }
}

/** The values, as a key of these fields would be written. */
static gr_str key_of(const gr_doubles *doubles, const gr_filling *filling, gr_arena *scratch)
{
    gr_buf key = gr_buf_make(scratch, SIZE_MAX);
    for (size_t i = 0; i < doubles->n_columns; i++) {
        if (i > 0) {
            gr_buf_add_char(&key, '/');
        }
        size_t from = key.len;
        gr_value_add(&filling->values[doubles->columns[i]], &key);
        gr_key_escape(&key, from);
    }
    return gr_buf_view(&key);
}

static void tell(const gr_doubles *doubles, const gr_filling *filling, gr_str key, gr_loc first,
                 gr_diag *diag)
{
    gr_str dataset = gr_table_schema(filling->table)->name;
    if (doubles->of_files) {
        gr_diag_report(diag, filling->at, GR_CODE_FILE_DOUBLE,
                       "'" GR_FMT "' is '" GR_FMT "' in '" GR_FMT "' as well, and once=\"" GR_FMT
                       "\" of '" GR_FMT "' lets one file bring it; take the other away",
                       GR_ARG(doubles->fields), GR_ARG(key), GR_ARG(gr_diag_file(diag, first.file)),
                       GR_ARG(doubles->fields), GR_ARG(dataset));
    } else {
        gr_diag_report(diag, filling->at, GR_CODE_RECORD_DOUBLE,
                       "another record of '" GR_FMT "' has '" GR_FMT "' for '" GR_FMT
                       "'; take one of them away, or name more fields in unique=",
                       GR_ARG(dataset), GR_ARG(key), GR_ARG(doubles->fields));
    }
    gr_diag_note(diag, first, "the first one");
}

/** What is remembered is not of the table, whose rows may be groups: it has a limit of its own. */
static gr_status refuse_many(const gr_doubles *doubles, const gr_records *records,
                             const gr_filling *filling)
{
    gr_diag_report(records->diag, filling->at, GR_CODE_ROWS_LIMIT,
                   "%s=\"" GR_FMT "\" of '" GR_FMT "' remembers %zu; %s",
                   doubles->of_files ? "once" : "unique", GR_ARG(doubles->fields),
                   GR_ARG(gr_table_schema(filling->table)->name), records->import->limits->doubles,
                   doubles->of_files ? "name fewer fields"
                                     : "name in once= what all records of a file share instead");
    return GR_OVER_LIMIT;
}

static gr_status note(gr_doubles *doubles, const gr_records *records, const gr_filling *filling)
{
    gr_str key = key_of(doubles, filling, records->scratch);
    uint32_t nr = gr_intern_add(doubles->values, key);
    if (nr == doubles->n) {
        if (nr >= records->import->limits->doubles) {
            return refuse_many(doubles, records, filling);
        }
        *GR_PUSH(doubles->arena, doubles->list, doubles->n, doubles->cap, seen) =
            (seen){.at = filling->at};
        return GR_OK;
    }
    seen *before = &doubles->list[nr];
    if (!doubles->of_files) {
        tell(doubles, filling, key, before->at, records->diag);
        return GR_BAD_INPUT;
    }
    if (before->at.file == filling->at.file) {
        return GR_OK;
    }
    if (before->told != filling->at.file) { /* once a file, not for each record */
        before->told = filling->at.file;
        tell(doubles, filling, key, before->at, records->diag);
    }
    return GR_BAD_INPUT;
}

gr_status gr_doubles_check(gr_records *records, const gr_filling *filling)
{
    const gr_plan *plan = filling->plan;
    gr_status unique = plan->unique == NULL ? GR_OK : note(plan->unique, records, filling);
    gr_status once =
        plan->once == NULL || unique == GR_OVER_LIMIT ? GR_OK : note(plan->once, records, filling);
    return unique != GR_OK ? unique : once;
}
