/* Owns what data descriptors say of failures that are known: which controls and promises they mean,
 * for which record, until when; and which held nothing back. Must not know how anything fails. */
#include "base/arena.h"
#include "base/date.h"
#include "base/intern.h"
#include "load_priv.h"

#define DAY_SECONDS 86400

typedef struct reading {
    gr_load *load;
    gr_arena *arena;
    gr_diag *diag;
    const gr_tnode *node; /* the <waiver> at hand */
    gr_waiver one;
    size_t cap;
    bool failed;
    gr_str *ids; /* of all controls and promises, for "did you mean" */
    size_t n_ids, cap_ids;
} reading;

static void refuse(reading *r, gr_code code, const char *attr, gr_str what)
{
    r->failed = true;
    gr_diag_report_open(r->diag, gr_tnode_place(r->node, attr), code, GR_FMT, GR_ARG(what));
}

/* ---- what there is to waive ---- */

static const gr_tnode *find_check(const gr_tnode *node, gr_str id)
{
    if (node->kind == GR_E_CHECK && gr_str_eq(gr_tnode_value(node, "id"), id)) {
        return node;
    }
    const gr_tnode *found = NULL;
    for (const gr_tnode *child = node->first; child != NULL && found == NULL; child = child->next) {
        found = find_check(child, id);
    }
    return found;
}

/** Another one with its id in the same report, or among data descriptors. */
static const gr_tnode *find_twin(const gr_tnode *node, const gr_tnode *of)
{
    if (node != of && node->kind == GR_E_CHECK &&
        gr_str_eq(gr_tnode_value(node, "id"), gr_tnode_value(of, "id"))) {
        return node;
    }
    const gr_tnode *found = NULL;
    for (const gr_tnode *child = node->first; child != NULL && found == NULL; child = child->next) {
        found = find_twin(child, of);
    }
    return found;
}

static const gr_tnode *find_in_data(const gr_load *load, gr_str id)
{
    const load_descriptors *d = &load->descriptors;
    const gr_tnode *found = NULL;
    for (size_t i = 0; i < d->n_data && found == NULL; i++) {
        found = find_check(d->data[i], id);
    }
    return found;
}

static const gr_tnode *find_in_reports(const gr_load *load, gr_str id)
{
    const load_descriptors *d = &load->descriptors;
    const gr_tnode *found = NULL;
    for (size_t i = 0; i < d->n_reports && found == NULL; i++) {
        found = find_check(d->reports[i].root, id);
    }
    return found;
}

static const gr_promise *find_promise(const gr_load *load, gr_str id, const gr_schema **out_of)
{
    for (size_t i = 0; i < gr_catalogue_count(load->catalogue); i++) {
        const gr_schema *schema = gr_table_schema(gr_catalogue_at(load->catalogue, i));
        for (size_t k = 0; k < schema->n_promises; k++) {
            if (gr_str_eq(schema->promises[k].id, id)) {
                *out_of = schema;
                return &schema->promises[k];
            }
        }
    }
    return NULL;
}

static void gather_checks(reading *r, const gr_tnode *node)
{
    gr_str id = gr_tnode_value(node, "id");
    if (node->kind == GR_E_CHECK && id.len > 0) {
        *GR_PUSH(r->arena, r->ids, r->n_ids, r->cap_ids, gr_str) = id;
    }
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        gather_checks(r, child);
    }
}

static void gather_ids(reading *r)
{
    const gr_load *load = r->load;
    for (size_t i = 0; i < load->descriptors.n_data; i++) {
        gather_checks(r, load->descriptors.data[i]);
    }
    r->load->waivers.of_all = r->n_ids > 0;
    for (size_t i = 0; i < load->descriptors.n_reports; i++) {
        gather_checks(r, load->descriptors.reports[i].root);
    }
    for (size_t i = 0; i < gr_catalogue_count(load->catalogue); i++) {
        const gr_schema *schema = gr_table_schema(gr_catalogue_at(load->catalogue, i));
        for (size_t k = 0; k < schema->n_promises; k++) {
            *GR_PUSH(r->arena, r->ids, r->n_ids, r->cap_ids, gr_str) = schema->promises[k].id;
        }
    }
}

/* ---- what a waiver says ---- */

static void refuse_unknown(reading *r, gr_str id)
{
    if (r->load->descriptors.n_broken > 0) { /* it may be in what cannot be read */
        return;
    }
    gr_str meant = gr_suggest(id, r->ids, r->n_ids);
    refuse(r, GR_CODE_WAIVER_UNKNOWN, "check",
           meant.len > 0 ? gr_str_fmt(r->arena, "'" GR_FMT "'; did you mean '" GR_FMT "'?",
                                      GR_ARG(id), GR_ARG(meant))
           : r->n_ids > 0
               ? gr_str_fmt(r->arena,
                            "'" GR_FMT "' is no id of a control or promise; there is " GR_FMT,
                            GR_ARG(id), GR_ARG(gr_names_listed(r->arena, r->ids, r->n_ids)))
               : gr_str_fmt(r->arena,
                            "'" GR_FMT "': no <check> and no <promise> has an id; give "
                            "the one that is meant id=\"" GR_FMT "\"",
                            GR_ARG(id), GR_ARG(id)));
}

static void check_dataset(reading *r)
{
    gr_str *names = NULL;
    size_t n = gr_catalogue_names(r->load->catalogue, r->arena, &names);
    gr_str name = r->one.dataset;
    if (gr_is_one_of(name, names, n)) {
        return;
    }
    gr_str meant = gr_suggest(name, names, n);
    refuse(r, GR_CODE_WAIVER_UNKNOWN, "dataset",
           meant.len > 0 ? gr_str_fmt(r->arena, "dataset '" GR_FMT "'; did you mean '" GR_FMT "'?",
                                      GR_ARG(name), GR_ARG(meant))
                         : gr_str_fmt(r->arena, "dataset '" GR_FMT "'; there is " GR_FMT,
                                      GR_ARG(name), GR_ARG(gr_names_listed(r->arena, names, n))));
}

static void check_promise(reading *r, const gr_promise *promise, const gr_schema *of)
{
    const gr_waiver *one = &r->one;
    if (one->dataset.len > 0 && !gr_str_eq(one->dataset, of->name)) {
        refuse(r, GR_CODE_WAIVER_FORM, "dataset",
               gr_str_fmt(r->arena,
                          "promise '" GR_FMT "' is one of dataset '" GR_FMT
                          "'; say that, or leave dataset= out",
                          GR_ARG(promise->id), GR_ARG(of->name)));
    } else if (one->key.len > 0 && promise->field == GR_NO_COLUMN) {
        refuse(r, GR_CODE_WAIVER_FORM, "key",
               gr_str_fmt(r->arena,
                          "promise '" GR_FMT "' is about all records of '" GR_FMT
                          "', not about single ones; leave dataset= and key= out",
                          GR_ARG(promise->id), GR_ARG(of->name)));
    }
}

static void check_twins(reading *r, const gr_tnode *check)
{
    const gr_tnode *root = check;
    while (root->parent != NULL) {
        root = root->parent;
    }
    const gr_tnode *twin = find_twin(root, check);
    const load_descriptors *d = &r->load->descriptors;
    for (size_t i = 0; root->kind == GR_E_DATA && twin == NULL && i < d->n_data; i++) {
        twin = find_twin(d->data[i], check);
    }
    if (twin != NULL) {
        refuse(r, GR_CODE_WAIVER_FORM, "check",
               gr_str_fmt(r->arena,
                          "two controls have the id '" GR_FMT "'; give each one of its own",
                          GR_ARG(gr_tnode_value(check, "id"))));
        gr_diag_note(r->diag, check->at, "the one");
        gr_diag_note(r->diag, twin->at, "the other");
    }
}

/** Which control or promise is meant. */
static void name_check(reading *r, gr_str id)
{
    const gr_schema *of = NULL;
    const gr_promise *promise = find_promise(r->load, id, &of);
    const gr_tnode *data = find_in_data(r->load, id);
    const gr_tnode *report = find_in_reports(r->load, id);
    if ((promise != NULL) + (data != NULL) + (report != NULL) > 1) {
        refuse(r, GR_CODE_WAIVER_FORM, "check",
               gr_str_fmt(r->arena, "'" GR_FMT "' is the id of %s; give one of them another",
                          GR_ARG(id),
                          promise == NULL ? "a control of data and one of a report"
                                          : "a promise and of a control"));
        gr_diag_note(r->diag, promise != NULL ? promise->at : data->at, "the one");
        gr_diag_note(r->diag, report != NULL ? report->at : data->at, "the other");
    } else if (promise != NULL) {
        r->one.kind = GR_WAIVED_PROMISE;
        check_promise(r, promise, of);
    } else if (data != NULL) {
        r->one.kind = GR_WAIVED_OF_DATA;
        check_twins(r, data);
        if (r->one.key.len > 0 && r->one.dataset.len > 0) {
            refuse(r, GR_CODE_WAIVER_FORM, "key",
                   gr_str_fmt(r->arena,
                              "control '" GR_FMT "' stands in a data descriptor, and is "
                              "of no single record; leave dataset= and key= out",
                              GR_ARG(id)));
        }
    } else if (report != NULL) {
        r->one.kind = GR_WAIVED_OF_REPORT;
        check_twins(r, report);
    } else {
        refuse_unknown(r, id);
    }
}

static void check_record(reading *r)
{
    const gr_waiver *one = &r->one;
    if (one->key.len > 0 && one->dataset.len == 0) {
        refuse(r, GR_CODE_WAIVER_FORM, "key", GR_LIT("key= names a record; say of which dataset="));
    } else if (one->dataset.len > 0 && one->key.len == 0) {
        refuse(r, GR_CODE_WAIVER_FORM, "dataset",
               GR_LIT("dataset= says of which dataset key= names a record; give the key, or leave "
                      "it out"));
    } else if (one->dataset.len > 0) {
        check_dataset(r);
    }
}

static void check_words(reading *r)
{
    if (gr_str_trim(r->one.by).len == 0) {
        refuse(r, GR_CODE_WAIVER_FORM, "by", GR_LIT("by= says who answers for it: a name or role"));
    }
    if (gr_str_trim(r->one.because).len == 0) {
        refuse(r, GR_CODE_WAIVER_FORM, "because",
               GR_LIT("because= says why, in words for readers"));
    }
}

/** A version that is made again was not late. */
static void read_until(reading *r)
{
    gr_str text = gr_tnode_value(r->node, "until");
    if (!gr_date_parse(text, &r->one.until)) {
        refuse(r, GR_CODE_WAIVER_FORM, "until",
               gr_str_fmt(r->arena,
                          "'" GR_FMT "' is no day; write year, month and day: "
                          "2026-12-31",
                          GR_ARG(text)));
        return;
    }
    gr_day today = (gr_day)(r->load->setup.now / DAY_SECONDS);
    r->one.expired = !r->load->setup.untold && r->one.until < today;
    if (r->one.expired) {
        gr_diag_report_open(r->diag, gr_tnode_place(r->node, "until"), GR_CODE_WAIVER_EXPIRED,
                            "the waiver of '" GR_FMT "' by " GR_FMT " held until " GR_FMT
                            ", and holds nothing back any more; take it away, or say until when it "
                            "holds now",
                            GR_ARG(gr_tnode_value(r->node, "check")), GR_ARG(r->one.by),
                            GR_ARG(text));
    }
}

/** Two that may mean one failure would leave open which of them it is that readers are told. */
static const gr_waiver *find_rival(const reading *r)
{
    const gr_waivers *all = &r->load->waivers;
    for (size_t i = 0; i < all->n; i++) {
        const gr_waiver *other = &all->list[i];
        bool apart =
            other->key.len > 0 && r->one.key.len > 0 &&
            !(gr_str_eq(other->key, r->one.key) && gr_str_eq(other->dataset, r->one.dataset));
        if (gr_str_eq(other->check, r->one.check) && !apart) {
            return other;
        }
    }
    return NULL;
}

static void keep(reading *r, gr_str id)
{
    r->one.check = id;
    const gr_waiver *rival = find_rival(r);
    if (rival != NULL) {
        refuse(r, GR_CODE_WAIVER_FORM, "check",
               gr_str_fmt(r->arena, "'" GR_FMT "' is waived twice%s; keep one of them", GR_ARG(id),
                          gr_str_eq(rival->key, r->one.key) ? "" : ", for one record and for all"));
        gr_diag_note(r->diag, rival->at, "the other");
        return;
    }
    name_check(r, id);
    gr_waivers *all = &r->load->waivers;
    *GR_PUSH(r->arena, all->list, all->n, r->cap, gr_waiver) = r->one;
}

static void read_waiver(reading *r)
{
    gr_str rest = gr_tnode_value(r->node, "check");
    gr_str id = GR_LIT("");
    size_t n = 0;
    r->one = (gr_waiver){.dataset = gr_tnode_value(r->node, "dataset"),
                         .key = gr_tnode_value(r->node, "key"),
                         .by = gr_tnode_value(r->node, "by"),
                         .because = gr_tnode_value(r->node, "because"),
                         .at = r->node->at};
    check_record(r);
    check_words(r);
    read_until(r);
    while (gr_str_split(&rest, ' ', &id)) {
        if (id.len > 0) {
            keep(r, id);
            n++;
        }
    }
    if (n == 0) {
        refuse(r, GR_CODE_WAIVER_FORM, "check",
               GR_LIT("check= names the id of a <check> or <promise>"));
    }
}

gr_status gr_load_read_waivers(gr_load *load)
{
    const load_descriptors *d = &load->descriptors;
    reading r = {.load = load, .arena = load->setup.arena, .diag = load->setup.diag};
    gather_ids(&r);
    for (size_t i = 0; i < d->n_data; i++) {
        for (const gr_tnode *node = d->data[i]->first; node != NULL; node = node->next) {
            if (node->kind == GR_E_WAIVER) {
                r.node = node;
                read_waiver(&r);
            }
        }
    }
    return r.failed ? GR_BAD_INPUT : GR_OK;
}

/* ---- what became of them ---- */

/** What readers are told does not hold: the author's words, which a promise may lack. */
static gr_str words_of(const gr_load *load, const gr_waiver *waiver)
{
    const gr_schema *of = NULL;
    const gr_promise *promise = find_promise(load, waiver->check, &of);
    const gr_tnode *check = find_in_data(load, waiver->check);
    return promise != NULL && promise->because.len > 0 ? promise->because
           : check != NULL                             ? gr_tnode_value(check, "because")
                                                       : waiver->check;
}

gr_doc_waived gr_load_waived(const gr_load *load, size_t nr)
{
    const gr_waiver *waiver = &load->waivers.list[nr];
    return (gr_doc_waived){.nr = nr,
                           .check = waiver->check,
                           .key = waiver->key,
                           .what = words_of(load, waiver),
                           .because = waiver->because,
                           .by = waiver->by,
                           .until = waiver->until};
}

void gr_load_waived_again(const gr_load *load, const gr_str *checks, size_t n,
                          gr_kept_promises *out)
{
    const gr_waivers *all = &load->waivers;
    gr_doc_waived *list = GR_NEW_N(load->setup.arena, gr_doc_waived, all->n);
    out->n_waived = 0;
    for (size_t i = 0; i < all->n; i++) {
        if (all->list[i].kind == GR_WAIVED_PROMISE && gr_is_one_of(all->list[i].check, checks, n)) {
            list[out->n_waived++] = gr_load_waived(load, i);
        }
    }
    out->waived = list;
}

void gr_load_check_waived_keys(const gr_load *load)
{
    for (size_t i = 0; i < load->waivers.n; i++) {
        gr_waiver *one = &load->waivers.list[i];
        const gr_table *table =
            one->key.len == 0 ? NULL : gr_catalogue_find(load->catalogue, one->dataset);
        if (table == NULL || gr_table_schema(table)->derived || load->setup.untold ||
            gr_table_find(table, one->key) != UINT32_MAX) {
            continue;
        }
        one->told = true;
        gr_diag_report(load->setup.diag, one->at, GR_CODE_WAIVER_UNUSED,
                       "no record of '" GR_FMT "' has the key '" GR_FMT
                       "'; a key of several fields is written as in 'inkoop/2022'",
                       GR_ARG(one->dataset), GR_ARG(one->key));
    }
}

void gr_load_waivers_of(const gr_load *load, gr_bound_report *bound)
{
    const gr_waivers *all = &load->waivers;
    size_t *own = GR_NEW_N(load->setup.arena, size_t, all->n);
    bound->n_waivers = 0;
    for (size_t i = 0; i < all->n; i++) {
        if (all->list[i].kind == GR_WAIVED_OF_REPORT && !all->list[i].expired &&
            !all->list[i].told && find_check(bound->file->root, all->list[i].check) != NULL) {
            own[bound->n_waivers++] = i;
        }
    }
    bound->waivers = own;
}

void gr_load_tell_unused(const gr_load *load)
{
    for (size_t i = 0; i < load->waivers.n; i++) {
        const gr_waiver *one = &load->waivers.list[i];
        if (!one->asked || one->used || one->expired || one->told) {
            continue;
        }
        gr_diag_report_open(load->setup.diag, one->at, GR_CODE_WAIVER_UNUSED,
                            "'" GR_FMT "' %s; take the waiver away", GR_ARG(one->check),
                            one->kind == GR_WAIVED_PROMISE ? "is kept" : "holds");
    }
}
