#include "eval/eval.h"

/* Owns a bound report: what is true of it in every edition, and which editions there are. */
#include "base/arena.h"
#include "bind_priv.h"

static const gr_tnode *find_child(const gr_tnode *node, gr_element kind)
{
    const gr_tnode *child = node->first;
    while (child != NULL && child->kind != kind) {
        child = child->next;
    }
    return child;
}

static bool has_element(const gr_tnode *node, gr_element kind)
{
    bool found = node->kind == kind;
    for (const gr_tnode *child = node->first; child != NULL && !found; child = child->next) {
        found = has_element(child, kind);
    }
    return found;
}

static bool has_sheet(const gr_tnode *node)
{
    bool shown = node->kind == GR_E_TABLE || node->kind == GR_E_PLANNER || node->kind == GR_E_CHART;
    if (shown && gr_tnode_attr(node, "sheet") != NULL) {
        return true;
    }
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        if (has_sheet(child)) {
            return true;
        }
    }
    return false;
}

/** Type of `edition`: a record of the dataset in <editions of>, or none. */
static gr_vtype edition_type(gr_preparing *prep, const gr_scope *scope)
{
    gr_report *report = prep->report;
    gr_tattr *of = report->editions == NULL ? NULL : gr_tnode_attr(report->editions, "of");
    if (of == NULL) {
        return (gr_vtype){.type = GR_T_NONE};
    }
    gr_prepare_eyes(prep);
    const gr_bound_set *set = gr_bind_set(prep->binder, of->as.set, scope);
    of->bound = set;
    if (set == NULL) {
        prep->failed = true;
        prep->binder->eyes.dead++; /* one cause, one report */
        return (gr_vtype){.type = GR_T_POISON};
    }
    if (gr_bound_set_schema(set)->held) {
        gr_prepare_refuse(prep, of->at, GR_CODE_HELD_REFERENCE,
                          "an edition is of a record that is always there; those of '" GR_FMT
                          "' hold for a time",
                          GR_ARG(gr_bound_set_schema(set)->name));
    }
    gr_prepare_owner(prep, gr_bound_set_schema(set));
    return (gr_vtype){.type = GR_T_REF, .schema = gr_bound_set_schema(set)};
}

/** Conditions that ask for the region or the edition are known before anything is read. */
static void name_slots(gr_preparing *prep)
{
    gr_report *report = prep->report;
    prep->binder->eyes.region_slot = report->region_slot;
    prep->binder->eyes.edition_slot = report->edition_slot;
    prep->binder->eyes.each_slot = report->has_each ? report->each_slot : report->edition_slot;
}

/** uses-date="issue": `on` is a name, and its uses are counted. */
static const gr_scope *add_day(gr_preparing *prep, const gr_scope *scope)
{
    gr_day_name *day = &prep->binder->day;
    *day = (gr_day_name){.in_report = true};
    if (gr_tnode_attr(prep->report->root, "uses-date") == NULL) {
        return scope;
    }
    scope = gr_scope_add(prep->binder, scope, GR_LIT("on"), (gr_vtype){.type = GR_T_DATE});
    prep->report->day_slot = scope->slot;
    day->known = true;
    day->slot = scope->slot;
    return scope;
}

/** Everything is bound. A report that never asks for the day is made for none: else each night had
 *  another version of it. */
static void end_day(gr_preparing *prep)
{
    const gr_tattr *uses = gr_tnode_attr(prep->report->root, "uses-date");
    prep->report->uses_day = prep->binder->day.used;
    if (uses != NULL && !prep->report->uses_day && !prep->failed) {
        gr_diag_report(
            prep->binder->diag, uses->at, GR_CODE_DAY_UNUSED,
            "no expression of '" GR_FMT
            "' asks for the day, so its documents do not depend on it; say on somewhere, "
            "or leave uses-date out",
            GR_ARG(prep->report->id));
    }
    prep->binder->day = (gr_day_name){0};
}

static const gr_scope *add_built_in(gr_preparing *prep)
{
    gr_report *report = prep->report;
    const gr_tnode *editions = report->editions;
    const gr_scope *scope =
        gr_scope_add(prep->binder, NULL, GR_LIT("as_of"), (gr_vtype){.type = GR_T_DATE});
    report->as_of_slot = scope->slot;
    scope = add_day(prep, scope);
    scope = gr_scope_add(prep->binder, scope, GR_LIT("region"), (gr_vtype){.type = GR_T_BOOL});
    report->region_slot = scope->slot;
    gr_vtype type = edition_type(prep, scope);
    scope = gr_scope_add(prep->binder, scope, GR_LIT("edition"), type);
    report->edition_slot = scope->slot;
    gr_tattr *each = editions == NULL ? NULL : gr_tnode_attr(editions, "each");
    if (each != NULL) {
        scope = gr_prepare_name(prep, each, "", type, scope);
        report->each_slot = scope->slot;
        report->has_each = true;
    }
    name_slots(prep);
    return gr_prepare_life(prep, scope);
}

/* The walk gives variables their scopes on the way; the report's own patterns (title, file names)
 * may use those at its top, so they are bound in the scope behind the last of them. */
static const gr_scope *scope_of_top(const gr_report *report, gr_preparing *prep,
                                    const gr_scope *scope)
{
    for (const gr_tnode *child = report->root->first; child != NULL; child = child->next) {
        const gr_tattr *value = gr_tnode_attr(child, "value");
        if ((child->kind != GR_E_LET && child->kind != GR_E_PARAMETER) || value == NULL ||
            value->bound == NULL) {
            continue;
        }
        const gr_variable *named = value->bound;
        gr_scope *again = GR_NEW(prep->arena, gr_scope);
        *again = (gr_scope){scope, gr_tnode_value(child, "name"), named->type, named->slot};
        scope = again;
    }
    return scope;
}

static void prepare_top(gr_preparing *prep, const gr_scope *scope)
{
    gr_report *report = prep->report;
    scope = scope_of_top(report, prep, scope);
    report->top = scope;
    report->eyes = prep->binder->eyes;
    gr_prepare_attrs(prep, report->root, scope, NULL);
    if (report->editions != NULL) {
        gr_tattr *file = gr_tnode_attr(report->editions, "file");
        if (file != NULL) {
            file->bound = gr_bind_pattern(prep->binder, file->as.pattern, scope);
            prep->failed |= file->bound == NULL;
        }
    }
}

/* What griffie itself says (labels, dates, figures in words) stands in the language of the style.
 */
static void compare_languages(const gr_preparing *prep)
{
    const gr_report *report = prep->report;
    gr_str own = gr_tnode_value(report->root, "lang"), words = report->house->lang, a, b;
    gr_str rest = own, style = words;
    if (!gr_str_split(&rest, '-', &a) || !gr_str_split(&style, '-', &b) || gr_str_eq(a, b)) {
        return;
    }
    gr_diag_report(prep->binder->diag, gr_tnode_place(report->root, "lang"), GR_CODE_LANGUAGE_OTHER,
                   "the document is in " GR_FMT ", its labels and dates are in " GR_FMT
                   ", the language of house style '" GR_FMT "'; choose a style in that language",
                   GR_ARG(own), GR_ARG(words), GR_ARG(report->house->id));
}

/** In another language than its first: what file names end in, and which fields it reads. */
static void name_language(gr_preparing *prep)
{
    gr_report *report = prep->report;
    gr_str said =
        report->editions == NULL ? GR_LIT("") : gr_tnode_value(report->editions, "languages");
    gr_str first = GR_LIT(""), lang = gr_tnode_value(report->root, "lang");
    while (first.len == 0 && gr_str_split(&said, ' ', &first)) {
    }
    bool other = first.len > 0 && !gr_str_eq(first, lang);
    report->suffix = other ? gr_str_fmt(prep->arena, "-" GR_FMT, GR_ARG(lang)) : GR_LIT("");
    prep->binder->lang = other ? gr_str_fmt(prep->arena, "_" GR_FMT, GR_ARG(lang)) : GR_LIT("");
    prep->binder->lang_falls_back =
        report->editions != NULL && gr_tnode_value(report->editions, "fallback").len > 0;
}

GR_MUST_USE gr_status gr_report_bind(const gr_tnode *root, const gr_report_setup *setup,
                                     gr_arena *arena, gr_report **out)
{
    gr_report *report = GR_NEW(arena, gr_report);
    gr_preparing prep = {.report = report, .setup = setup, .binder = setup->binder, .arena = arena};
    report->root = root;
    report->id = gr_tnode_value(root, "id");
    report->input_folder = setup->input_folder;
    report->limits = setup->limits;
    report->text_store = setup->texts;
    report->derivations = setup->derivations;
    report->editions = find_child(root, GR_E_EDITIONS);
    report->has_sheets = has_sheet(root);
    report->has_terms = has_element(root, GR_E_TERMS);
    report->lists_attachments = has_element(root, GR_E_ATTACHMENTS);
    report->has_life = gr_tnode_flag(root, "life", false);
    setup->binder->touched = &report->touched;
    name_language(&prep);
    report->for_speakers = setup->for_speakers;
    report->house = setup->style(setup->style_user, root);
    prep.failed = report->house == NULL;
    if (!prep.failed) {
        compare_languages(&prep);
    }
    gr_prepare_held_day(&prep);
    const gr_scope *scope = add_built_in(&prep);
    prep.everywhere = scope;
    gr_prepare_looks(&prep, root);
    gr_prepare_slides(&prep, root);
    gr_prepare_attach(&prep, root);
    gr_prepare_children(&prep, root, scope);
    gr_prepare_ids(&prep, root);
    prepare_top(&prep, scope);
    gr_prepare_held_end(&prep);
    report->n_slots = setup->binder->n_slots;
    setup->binder->eyes = (gr_eyes){0};
    setup->binder->touched = NULL;
    setup->binder->lang = GR_LIT("");
    end_day(&prep);
    gr_prepare_caveats(&prep);
    if (prep.failed) {
        return GR_BAD_INPUT;
    }
    *out = report;
    return GR_OK;
}

gr_str gr_report_id(const gr_report *report)
{
    return report->id;
}

bool gr_report_has_sheets(const gr_report *report)
{
    return report->has_sheets;
}

bool gr_report_uses_day(const gr_report *report)
{
    return report->uses_day;
}

bool gr_report_has_life(const gr_report *report)
{
    return report->has_life;
}

const gr_house_style *gr_report_style(const gr_report *report)
{
    return report->house;
}

size_t gr_report_reads(const gr_report *report, const gr_schema *const **out)
{
    *out = report->touched.list;
    return report->touched.n;
}

gr_value gr_report_period(const gr_report *report, gr_str name)
{
    gr_value found = {.type = GR_T_NONE};
    for (const gr_tnode *node = report->root->first; node != NULL; node = node->next) {
        const gr_tattr *value = gr_tnode_attr(node, "value");
        if (node->kind != GR_E_PARAMETER || value == NULL || value->bound == NULL) {
            continue;
        }
        const gr_variable *named = value->bound;
        if (gr_tnode_flag(node, "period", false)) {
            return named->value;
        }
        found = gr_str_eq(gr_tnode_value(node, "name"), name) ? named->value : found;
    }
    return found;
}

bool gr_report_sees_all(const gr_report *report)
{
    return report->sees_all;
}

bool gr_report_type(const gr_report *report, gr_binder *binder, const gr_expr *expr,
                    gr_vtype *out_type)
{
    binder->eyes = report->eyes;
    binder->day.in_report = true;
    binder->held_day.known = gr_tnode_attr(report->root, "at") != NULL;
    binder->held_day.slot = report->held_slot;
    const gr_bound *bound = gr_bind_unjudged(binder, expr, report->top, out_type);
    binder->eyes = (gr_eyes){0};
    binder->day.in_report = false;
    binder->held_day = (gr_held_day){0};
    return bound != NULL;
}
