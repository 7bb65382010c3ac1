/* records= and path= of a descriptor to ways and slots in its tree of elements. */
#include "language/language.h"
#include "source_priv.h"

static gr_loc place_of(const gr_path_origin *origin, size_t at)
{
    return origin->named == NULL ? origin->elem->at
                                 : gr_xml_value_place(origin->elem->tree, origin->named->raw, at);
}

static bool refuse(const gr_describing *describing, const gr_path_origin *origin, size_t at,
                   const char *why)
{
    gr_diag_report(describing->diag, place_of(origin, at), GR_CODE_ATTRIBUTE_VALUE,
                   "'" GR_FMT "': %s", GR_ARG(origin->named->value), why);
    return false;
}

bool gr_read_path(const gr_describing *describing, const gr_path_origin *origin, gr_path_use use,
                  gr_path_list *out)
{
    gr_path_fault fault;
    if (gr_path_parse(origin->named->value, use, describing->arena, out, &fault)) {
        return true;
    }
    return refuse(describing, origin, fault.at, fault.why.ptr);
}

bool gr_plain_literal(const gr_describing *describing, const gr_path_origin *origin, gr_str text,
                      gr_str *out)
{
    char *copy = gr_arena_alloc(describing->arena, text.len + 1, 1, 1);
    if (text.len > 0) {
        memcpy(copy, text.ptr, text.len);
    }
    gr_str plain = gr_single_spaced(copy, text.len);
    return gr_text_composed(describing->arena, plain, describing->diag, place_of(origin, 0), out) ==
           GR_OK;
}

/* ---- records ---- */

/* NULL after a report. */
static gr_source_way *walk(const gr_describing *describing, const gr_path_origin *origin,
                           gr_source_way *from, const gr_source_path *path)
{
    gr_source_way *way = from;
    for (size_t i = 0; i < path->n_steps && way != NULL; i++) {
        way = gr_way_enter(describing, origin, way, &path->steps[i]);
    }
    if (way != NULL) {
        gr_way_expect(way);
    }
    return way;
}

static bool is_below(const gr_source_spot *spot, const gr_source_spot *above)
{
    while (spot != NULL && spot != above) {
        spot = spot->parent;
    }
    return spot != NULL;
}

/* A record inside a record of the same dataset: whose would its fields be? */
static bool stands_apart(const gr_describing *describing, const gr_path_origin *origin,
                         const gr_plan *plan, const gr_source_way *way, size_t at)
{
    for (size_t i = 0; i < plan->n_starts; i++) {
        const gr_source_spot *other = plan->starts[i].way->spot;
        if (is_below(other, way->spot) || is_below(way->spot, other)) {
            return refuse(
                describing, origin, at,
                other == way->spot
                    ? "this element is a record of this dataset already; for several values of "
                      "one predicate write [a='x' or a='y']"
                    : "of these records one would lie within the other");
        }
    }
    return true;
}

void gr_add_start(gr_plan *plan, gr_source_way *way)
{
    gr_source_start *start = &plan->starts[plan->n_starts++];
    *start = (gr_source_start){plan, way, way->spot->records};
    way->spot->records = start;
}

bool gr_read_records(const gr_describing *describing, const gr_path_origin *origin, gr_plan *plan)
{
    gr_path_list list;
    if (!gr_read_path(describing, origin, GR_PATH_RECORDS, &list)) {
        return false;
    }
    plan->starts = GR_NEW_N(describing->arena, gr_source_start, list.n);
    for (size_t i = 0; i < list.n; i++) {
        gr_source_way *way =
            walk(describing, origin, describing->source->root->ways, &list.items[i]);
        if (way == NULL || !stands_apart(describing, origin, plan, way, list.items[i].at)) {
            return false;
        }
        gr_add_start(plan, way);
    }
    return true;
}

/* ---- fields ---- */

/* NULL after a report. */
static gr_source_way *climb(const gr_describing *describing, const gr_path_origin *origin,
                            gr_source_way *from, size_t ups)
{
    gr_source_way *way = from;
    for (size_t i = 0; i < ups; i++) {
        way = way->above;
        if (way == NULL) {
            gr_diag_report(describing->diag, place_of(origin, 0), GR_CODE_ATTRIBUTE_VALUE,
                           "'" GR_FMT "' steps out of the root element",
                           GR_ARG(origin->named->value));
            return NULL;
        }
    }
    return way;
}

static void add_kept(const gr_describing *describing, gr_source_kept **list, const gr_plan *plan,
                     size_t field)
{
    for (const gr_source_kept *kept = *list; kept != NULL; kept = kept->next) {
        if (kept->plan == plan && kept->field == field) {
            return;
        }
    }
    gr_source_kept *kept = GR_NEW(describing->arena, gr_source_kept);
    *kept = (gr_source_kept){plan, field, *list};
    *list = kept;
}

/* What stands in an ancestor may come behind the record: when may it no more? */
static void note_ancestor(const gr_describing *describing, const gr_source_path *path, bool is_only,
                          gr_source_way *anchor, const gr_source_way *way, gr_plan *plan,
                          size_t field)
{
    add_kept(describing, &anchor->spot->kept, plan, field);
    plan->fields[field].is_ancestors = true;
    bool is_there_at_once = path->n_steps == 0 && path->reads != GR_READ_TEXT;
    if (is_there_at_once) {
        return;
    }
    plan->fields[field].may_follow = true;
    plan->fields[field].anchor_depth = anchor->spot->depth;
    plan->may_wait = true;
    bool is_inside = path->n_steps > 1 || path->reads == GR_READ_ATTRIBUTE;
    if (!is_inside || !is_only) {
        return;
    }
    const gr_source_way *first = way;
    while (first->above != anchor) {
        first = first->above;
    }
    if (first->n_tests == 0) {
        add_kept(describing, &first->spot->settled, plan, field);
    }
}

/* Records at two places may have one ancestor: what stands in it is read once. */
static bool is_read(const gr_source_slot *slot)
{
    for (const gr_source_slot *other = slot->way->spot->slots; other != NULL; other = other->next) {
        const gr_source_name *a = &slot->attribute;
        const gr_source_name *b = &other->attribute;
        bool same_attribute =
            slot->reads != GR_READ_ATTRIBUTE || (a->ns == b->ns && gr_str_eq(a->local, b->local));
        if (other->plan == slot->plan && other->field == slot->field && other->way == slot->way &&
            other->reads == slot->reads && other->keep_depth == slot->keep_depth &&
            same_attribute) {
            return true;
        }
    }
    return false;
}

/* `from` is where the path begins, `anchor` the element until which the text is kept. */
static bool add_slot(const gr_describing *describing, const gr_path_origin *origin,
                     const gr_source_path *path, gr_source_way *from, const gr_source_way *anchor,
                     const gr_plan *plan, size_t text, gr_source_way **out_way)
{
    gr_source *source = describing->source;
    gr_source_way *way = walk(describing, origin, from, path);
    *out_way = way;
    if (way == NULL) {
        return false;
    }
    gr_source_slot *slot = GR_NEW(describing->arena, gr_source_slot);
    *slot = (gr_source_slot){
        .reads = path->reads,
        .plan = plan,
        .field = text,
        .way = way,
        .keep_depth = anchor->spot->depth,
        .guard = way->guard != anchor->guard ? way->guard : NULL,
        .next = way->spot->slots,
        .next_all = source->slots,
    };
    if (path->reads == GR_READ_ATTRIBUTE &&
        !gr_name_resolve(describing, origin, &path->attribute, true, &slot->attribute)) {
        return false;
    }
    if (is_read(slot)) {
        return true;
    }
    if (slot->reads == GR_READ_TEXT && way->guard == NULL) {
        way->spot->reads_text = true;
    } else {
        way->spot->reads_more = way->spot->reads_more || slot->reads != GR_READ_ATTRIBUTE;
    }
    way->spot->slots = slot;
    source->slots = slot;
    return true;
}

static bool add_field(const gr_describing *describing, const gr_path_origin *origin,
                      const gr_source_start *start, const gr_source_path *path, bool is_only,
                      size_t field)
{
    gr_source_way *anchor = climb(describing, origin, start->way, path->ups);
    gr_source_way *way;
    if (anchor == NULL ||
        !add_slot(describing, origin, path, anchor, anchor, start->plan, field, &way)) {
        return false;
    }
    if (path->ups > 0) {
        note_ancestor(describing, path, is_only, anchor, way, start->plan, field);
    }
    return true;
}

static bool add_beside(const gr_describing *describing, const gr_path_origin *origin,
                       const gr_source_path *path, gr_plan *plan, const gr_source_slot *of,
                       size_t text)
{
    gr_source_way *from = climb(describing, origin, of->way, path->ups);
    if (from == NULL) {
        return false;
    }
    gr_source_way *anchor = from;
    while (anchor->spot->depth > of->keep_depth) {
        anchor = anchor->above;
    }
    gr_source_way *way;
    bool is_ancestors = plan->fields[of->field].is_ancestors || from->spot->depth < of->keep_depth;
    if (!add_slot(describing, origin, path, from, anchor, plan, text, &way)) {
        return false;
    }
    if (is_ancestors) {
        bool is_at_anchor = from == anchor;
        gr_source_path whole = *path;
        whole.n_steps += is_at_anchor ? 0 : 1; /* further down than its steps say */
        note_ancestor(describing, &whole, false, anchor, way, plan, text);
    }
    return true;
}

bool gr_path_beside(const gr_describing *describing, const gr_path_origin *origin, gr_plan *plan,
                    size_t field, size_t text)
{
    gr_path_list list;
    if (!gr_read_path(describing, origin, GR_PATH_FIELD, &list)) {
        return false;
    }
    for (const gr_source_slot *of = describing->source->slots; of != NULL; of = of->next_all) {
        for (size_t i = 0; of->plan == plan && of->field == field && i < list.n; i++) {
            if (!add_beside(describing, origin, &list.items[i], plan, of, text)) {
                return false;
            }
        }
    }
    return true;
}

/* Which alternative counts is told when the record ends: then all must have had their chance. */
static bool alternatives_fit(const gr_describing *describing, const gr_path_origin *origin,
                             const gr_path_list *list)
{
    for (size_t i = 1; i < list->n; i++) {
        if (list->items[i].ups != list->items[0].ups) {
            return refuse(describing, origin, list->items[i].at,
                          "alternatives begin with the same number of ../, for exactly one may "
                          "stand in a record");
        }
    }
    return true;
}

static const gr_source_spot *around(const gr_source_spot *spot, size_t ups)
{
    for (; spot != NULL && ups > 0; ups--) {
        spot = spot->parent;
    }
    return spot;
}

/* Elements around records of several depths lie within each other: what the outer one says would be
 * taken for what the inner one does not. */
static bool surroundings_fit(const gr_describing *describing, const gr_path_origin *origin,
                             const gr_plan *plan, size_t ups)
{
    for (size_t i = 1; i < plan->n_starts; i++) {
        const gr_source_spot *mine = around(plan->starts[i].way->spot, ups);
        const gr_source_spot *other = around(plan->starts[i - 1].way->spot, ups);
        if (mine != other && (is_below(mine, other) || is_below(other, mine))) {
            return refuse(describing, origin, 0,
                          "the records stand at several depths, and of the elements around them "
                          "that this names one lies within another; make two datasets of them");
        }
    }
    return true;
}

/* Without path= the name of the field is tried as an attribute, then as an element. */
static gr_path_list by_name(const gr_describing *describing, gr_str name)
{
    gr_source_path *paths = GR_NEW_N(describing->arena, gr_source_path, 2);
    gr_source_path_step *step = GR_NEW(describing->arena, gr_source_path_step);
    gr_path_name plain = {GR_LIT(""), name};
    step->name = plain;
    step->text = name;
    paths[0] = (gr_source_path){.reads = GR_READ_ATTRIBUTE, .attribute = plain, .text = name};
    paths[1] = (gr_source_path){.steps = step, .n_steps = 1, .text = name};
    return (gr_path_list){paths, 2};
}

bool gr_field_path(const gr_describing *describing, const gr_xml_elem *elem, gr_plan *plan,
                   size_t field)
{
    gr_path_origin origin = {elem, gr_xml_find(elem, "path")};
    gr_str name = plan->schema->columns[field].name;
    gr_path_list list = by_name(describing, name);
    if (origin.named != NULL && (!gr_read_path(describing, &origin, GR_PATH_FIELD, &list) ||
                                 !alternatives_fit(describing, &origin, &list))) {
        return false;
    }
    plan->fields[field].at = origin.named != NULL ? origin.named->at : elem->at;
    plan->fields[field].tried =
        origin.named != NULL
            ? gr_str_fmt(describing->arena, "'" GR_FMT "'", GR_ARG(origin.named->value))
            : gr_str_fmt(describing->arena, "'@" GR_FMT "' or '" GR_FMT "'", GR_ARG(name),
                         GR_ARG(name));
    if (list.items[0].ups > 0 && !surroundings_fit(describing, &origin, plan, list.items[0].ups)) {
        return false;
    }
    for (size_t i = 0; i < plan->n_starts; i++) {
        for (size_t k = 0; k < list.n; k++) {
            if (!add_field(describing, &origin, &plan->starts[i], &list.items[k], list.n == 1,
                           field)) {
                return false;
            }
        }
    }
    return true;
}

/* ---- totals ---- */

static bool has_start(const gr_plan *plan, const gr_source_way *way)
{
    for (size_t i = 0; i < plan->n_starts; i++) {
        if (plan->starts[i].way == way) {
            return true;
        }
    }
    return false;
}

bool gr_total_path(const gr_describing *describing, const gr_path_origin *origin,
                   const gr_plan *records, gr_plan *plan)
{
    gr_path_list list;
    if (!gr_read_path(describing, origin, GR_PATH_FIELD, &list)) {
        return false;
    }
    if (list.n != 1 || list.items[0].ups == 0) {
        return refuse(describing, origin, 0,
                      "a total stands in one place, outside the records that it is of: ../@total");
    }
    gr_source_path below = list.items[0];
    below.ups = 0;
    plan->starts = GR_NEW_N(describing->arena, gr_source_start, records->n_starts);
    for (size_t i = 0; i < records->n_starts; i++) {
        gr_source_way *way = climb(describing, origin, records->starts[i].way, list.items[0].ups);
        if (way == NULL) {
            return false;
        }
        if (has_start(plan, way)) {
            continue;
        }
        gr_add_start(plan, way);
        if (!add_field(describing, origin, &plan->starts[plan->n_starts - 1], &below, true, 0)) {
            return false;
        }
    }
    return true;
}

/* ---- once all datasets are known ---- */

static const gr_plan *records_on(const gr_source_way *way)
{
    for (const gr_source_start *start = way->spot->records; start != NULL; start = start->next) {
        if (start->way == way && start->plan->total_of == NULL) {
            return start->plan;
        }
    }
    return NULL;
}

/* A field of an outer record may not be read from inside another dataset's record: which one? */
static void check_slot(const gr_source_slot *slot, gr_diag *diag)
{
    for (const gr_source_way *way = slot->way; way->spot->depth > slot->keep_depth;
         way = way->above) {
        const gr_plan *plan = records_on(way);
        if (plan != NULL) {
            const gr_plan_field *field = &slot->plan->fields[slot->field];
            gr_diag_report(diag, field->at, GR_CODE_ATTRIBUTE_VALUE,
                           GR_FMT " enters the records of '" GR_FMT "'", GR_ARG(field->tried),
                           GR_ARG(plan->schema->name));
            return;
        }
    }
}

void gr_check_spots(const gr_source *source, gr_diag *diag)
{
    for (const gr_source_slot *slot = source->slots; slot != NULL; slot = slot->next_all) {
        check_slot(slot, diag);
    }
}
