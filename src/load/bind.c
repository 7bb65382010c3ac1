/* Owns the order in which names get their meaning: schemas, relations and derived datasets,
 * reports. All of it before the first record is read. */
#include "base/arena.h"
#include "load_priv.h"

/** The value of the parameter that is the report's period. */
static gr_status place_period(const gr_load_setup *setup, const gr_order *order, gr_tnode *root)
{
    for (gr_tnode *child = root->first; child != NULL; child = child->next) {
        if (child->kind == GR_E_PARAMETER && gr_tnode_flag(child, "period", false)) {
            gr_tattr *value = gr_tnode_attr(child, "value");
            if (value == NULL) {
                value = gr_tnode_add_attr(setup->arena, child, GR_LIT("value"), GR_LIT(""),
                                          order->period.at, GR_XML_A_TEXT);
            }
            value->value = order->period.name;
            value->at = order->period.at;
            return GR_OK;
        }
    }
    gr_diag_report(setup->diag, order->period.at, GR_CODE_PERIOD_NONE,
                   "report '" GR_FMT "' has no parameter with period=\"yes\"",
                   GR_ARG(gr_tnode_value(root, "id")));
    return GR_BAD_INPUT;
}

typedef struct variant { /* of a report that one descriptor makes several of */
    gr_str lang;         /* empty: the first language, or the only one */
    bool for_speakers;
} variant;

static gr_str ending_of(gr_arena *arena, variant of)
{
    gr_str lang = of.lang.len == 0 ? GR_LIT("") : gr_str_fmt(arena, "." GR_FMT, GR_ARG(of.lang));
    return of.for_speakers ? gr_str_fmt(arena, GR_FMT ".notes", GR_ARG(lang)) : lang;
}

static gr_status bind_report(gr_load *load, gr_order *order, gr_report_file *file, variant of)
{
    const gr_load_setup *by = &load->setup;
    const gr_report_setup setup = {.binder = &load->binder,
                                   .texts = &load->text_store,
                                   .style = gr_load_styles_find,
                                   .style_user = &load->styles,
                                   .input_folder = by->input,
                                   .limits = by->limits,
                                   .for_speakers = of.for_speakers,
                                   .derivations = load->derivations};
    gr_tnode *root = file->root;
    gr_report *report = NULL;
    if (file->bound || of.lang.len > 0) { /* a second order for it, or another of it */
        GR_TRY(gr_load_descriptor(&load->descriptors, file->path, of.lang, &root));
    }
    file->bound = true;
    if (order->period.name.len > 0) {
        GR_TRY(place_period(by, order, root));
    }
    GR_TRY(gr_report_bind(root, &setup, by->arena, &report));
    gr_bound_report *bound =
        GR_PUSH(by->arena, load->bound, load->n_bound, load->cap_bound, gr_bound_report);
    *bound = (gr_bound_report){
        .order = order, .file = file, .report = report, .title = gr_report_id(report)};
    bound->sha256 =
        of.lang.len == 0 ? file->sha256 : gr_load_compiled_hash(&load->descriptors, root);
    bound->ending = ending_of(by->arena, of);
    return GR_OK;
}

static const gr_tnode *editions_of(const gr_tnode *root)
{
    const gr_tnode *child = root->first;
    while (child != NULL && child->kind != GR_E_EDITIONS) {
        child = child->next;
    }
    return child;
}

/** In one language, and with notes where it says so. */
static gr_status bind_language(gr_load *load, gr_order *order, gr_report_file *file, gr_str lang)
{
    const gr_tnode *editions = editions_of(file->root);
    GR_TRY(bind_report(load, order, file, (variant){.lang = lang}));
    bool notes = editions != NULL && gr_tnode_flag(editions, "notes", false);
    return notes ? bind_report(load, order, file, (variant){.lang = lang, .for_speakers = true})
                 : GR_OK;
}

/** The report in its first language, and in each of the others. */
static gr_status bind_languages(gr_load *load, gr_order *order, gr_report_file *file)
{
    const gr_tnode *editions = editions_of(file->root);
    gr_str rest = editions == NULL ? GR_LIT("") : gr_tnode_value(editions, "languages");
    gr_str lang = GR_LIT("");
    gr_status result = bind_language(load, order, file, lang);
    bool first = true;
    while (gr_str_split(&rest, ' ', &lang)) {
        if (lang.len > 0 && !first) {
            gr_status status = bind_language(load, order, file, lang);
            result = result == GR_OK ? status : result;
        }
        first = first && lang.len == 0;
    }
    return result;
}

static gr_status bind_order(gr_load *load, gr_order *order)
{
    load_descriptors *d = &load->descriptors;
    gr_status result = GR_OK;
    load->binder.blamed = load->setup.each_alone ? &order->left_out : NULL;
    for (size_t k = 0; k < d->n_reports; k++) {
        if (gr_is_wanted(d->reports[k].id, order->reports, order->n_reports)) {
            gr_status status = bind_languages(load, order, &d->reports[k]);
            result = result == GR_OK ? status : result;
        }
    }
    load->binder.blamed = NULL;
    return gr_load_leave_out(&load->setup, order, result);
}

static gr_status bind_reports(gr_load *load, gr_order *orders, size_t n)
{
    gr_status result = GR_OK;
    for (size_t i = 0; i < n; i++) {
        gr_status status = orders[i].left_out ? GR_OK : bind_order(load, &orders[i]);
        result = result == GR_OK ? status : result;
    }
    return result;
}

gr_status gr_load_bind_more(gr_load *load, gr_order *orders, size_t n)
{
    size_t n_bound = load->n_bound;
    gr_status result = GR_OK;
    for (size_t i = 0; i < n; i++) {
        gr_order *order = &orders[i];
        bool as_it_is = order->period.name.len == 0;
        gr_status status = order->left_out || as_it_is ? GR_OK : bind_order(load, order);
        result = result == GR_OK ? status : result;
        for (size_t k = 0; k < n_bound && as_it_is; k++) {
            gr_bound_report bound = load->bound[k];
            if (gr_is_wanted(bound.file->id, order->reports, order->n_reports)) {
                bound.order = order;
                *GR_PUSH(load->setup.arena, load->bound, load->n_bound, load->cap_bound,
                         gr_bound_report) = bound;
            }
        }
    }
    return result;
}

/** A day that was asked for and that nothing looks at. */
static void check_day(const gr_load *load, const gr_order *orders, size_t n)
{
    bool used = false;
    for (size_t i = 0; i < load->n_bound; i++) {
        used = used || gr_report_uses_day(load->bound[i].report);
    }
    for (size_t i = 0; i < n; i++) {
        used = used || orders[i].period_by_day;
    }
    if (load->setup.on.type == GR_T_DATE && !used) {
        gr_diag_report(load->setup.diag, (gr_loc){0}, GR_CODE_ON_UNUSED,
                       "no report of this run depends on a day; uses-date=\"issue\" on <report> "
                       "lets it say on");
    }
}

gr_status gr_load_bind(gr_load *load, gr_order *orders, size_t n)
{
    const gr_load_setup *by = &load->setup;
    const load_descriptors *d = &load->descriptors;
    load->binder = (gr_binder){.arena = by->arena, .diag = by->diag, .catalogue = load->catalogue};
    load->text_store = (gr_texts){.matching = gr_load_texts_matching,
                                  .of_value = gr_load_text_of_value,
                                  .user = &load->texts};
    /* Derived datasets have their columns even when a field is wrong, so reports are bound after
     * bad ones as well: all faults at once. */
    gr_status derived =
        gr_derive_bind(d->data, d->n_data, &load->binder, load->catalogue, &load->derivations);
    gr_status waivers = gr_load_read_waivers(load);
    gr_status reports = bind_reports(load, orders, n);
    GR_TRY(derived);
    GR_TRY(waivers);
    GR_TRY(reports);
    check_day(load, orders, n);
    return gr_load_styles_open(&load->styles, load->bound, load->n_bound);
}
