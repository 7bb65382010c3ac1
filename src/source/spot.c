/* The tree of expected elements, made while a descriptor is read. */
#include "source_priv.h"

/* ---- spots ---- */

static gr_source_spot *spot_named(const gr_source_spot *above, const gr_source_name *name)
{
    for (gr_source_spot *child = above->first; child != NULL; child = child->next) {
        if (gr_source_name_eq(&child->name, name)) {
            return child;
        }
    }
    return NULL;
}

static gr_source_spot *add_child(gr_source *source, gr_source_spot *parent,
                                 const gr_source_name *name, gr_arena *arena)
{
    gr_source_spot *spot = GR_NEW(arena, gr_source_spot);
    spot->name = *name;
    spot->any = gr_str_is(name->local, "*");
    spot->nr = source->n_spots++;
    spot->depth = parent->depth + 1;
    spot->parent = parent;
    if (parent->last != NULL) {
        parent->last->next = spot;
    } else {
        parent->first = spot;
    }
    parent->last = spot;
    if (spot->depth > source->max_depth) {
        source->max_depth = spot->depth;
    }
    return spot;
}

const gr_source_spot *gr_spot_child(const gr_source_spot *spot, gr_str root_ns, gr_str ns,
                                    gr_str local)
{
    const gr_source_spot *any = NULL;
    for (const gr_source_spot *child = spot->first; child != NULL; child = child->next) {
        if (child->any) {
            gr_source_name name = {local, child->name.ns};
            any = any == NULL && gr_element_is(&name, root_ns, ns, local) ? child : any;
        } else if (gr_element_is(&child->name, root_ns, ns, local)) {
            return child;
        }
    }
    return any;
}

gr_str gr_spot_path(const gr_source_spot *spot, gr_arena *arena)
{
    gr_str name = gr_source_name_text(&spot->name, arena);
    if (spot->parent == NULL || spot->parent->parent == NULL) {
        return name;
    }
    gr_str above = gr_spot_path(spot->parent, arena); /* as deep as the descriptor's paths */
    return gr_str_fmt(arena, GR_FMT "/" GR_FMT, GR_ARG(above), GR_ARG(name));
}

size_t gr_spot_names(const gr_source_spot *spot, gr_arena *arena, gr_str **out)
{
    gr_str *names = NULL;
    size_t n = 0;
    size_t cap = 0;
    for (const gr_source_slot *slot = spot->slots; slot != NULL; slot = slot->next) {
        if (slot->reads == GR_READ_ATTRIBUTE) {
            gr_str name = gr_source_name_text(&slot->attribute, arena);
            *GR_PUSH(arena, names, n, cap, gr_str) = gr_str_fmt(arena, "@" GR_FMT, GR_ARG(name));
        }
    }
    for (const gr_source_spot *child = spot->first; child != NULL; child = child->next) {
        if (!child->any) {
            *GR_PUSH(arena, names, n, cap, gr_str) = gr_source_name_text(&child->name, arena);
        }
    }
    *out = names;
    return n;
}

/* ---- ways ---- */

static const gr_source_path_step no_tests;

static gr_source_way *find_way(const gr_source_spot *spot, const gr_source_way *above,
                               const gr_source_path_step *step)
{
    for (gr_source_way *way = spot->ways; way != NULL; way = way->next) {
        if (way->above == above && gr_path_tests_eq(way->step, step)) {
            return way;
        }
    }
    return NULL;
}

gr_source_way *gr_way_add(const gr_describing *describing, gr_source_spot *spot,
                          gr_source_way *above, const gr_source_path_step *step)
{
    gr_source_way *way = GR_NEW(describing->arena, gr_source_way);
    *way = (gr_source_way){
        .spot = spot,
        .above = above,
        .guard = above != NULL ? above->guard : NULL,
        .step = step != NULL ? step : &no_tests,
        .nr = describing->source->n_ways++,
        .next = spot->ways,
    };
    spot->ways = way;
    if (way->step->n_tests > 0) {
        way->guard = way;
        spot->n_guarded++;
    }
    spot->is_plain = spot->is_plain || way->guard == NULL;
    return way;
}

void gr_way_expect(gr_source_way *way)
{
    for (gr_source_way *at = way; at != NULL; at = at->above) {
        at->by_test = false;
        at->spot->is_plain = at->spot->is_plain || at->guard == NULL;
    }
}

/* The way to elements of this name whatever they meet, which only predicates look through. */
static gr_source_way *beside(const gr_describing *describing, const gr_source_way *owner)
{
    gr_source_spot *spot = owner->spot;
    gr_source_way *way = find_way(spot, owner->above, &no_tests);
    if (way == NULL) {
        bool was_plain = spot->is_plain;
        way = gr_way_add(describing, spot, owner->above, NULL);
        way->by_test = true;
        spot->is_plain = was_plain;
    }
    return way;
}

/* What a predicate compares is looked at in every element of this name on this way, also in those
 * that do not meet it. */
static bool listen(const gr_describing *describing, const gr_path_origin *origin,
                   const gr_source_way *owner, const gr_path_test *written, gr_source_test *test)
{
    gr_source_spot *spot = owner->spot;
    if (written->op >= GR_TEST_POSITION) {
        spot->parent->counts = true;
        return true;
    }
    if (written->reads == GR_READ_ATTRIBUTE &&
        !gr_name_resolve(describing, origin, &written->attribute, true, &test->attribute)) {
        return false;
    }
    gr_source_way *way = written->n_steps > 0 ? beside(describing, owner) : NULL;
    for (size_t i = 0; i < written->n_steps; i++) {
        gr_source_path_step *step = GR_NEW(describing->arena, gr_source_path_step);
        step->name = written->steps[i];
        way = gr_way_enter(describing, origin, way, step);
        if (way == NULL) {
            return false;
        }
        spot = way->spot;
    }
    test->next = spot->tests;
    spot->tests = test;
    spot->reads_text = spot->reads_text || test->reads == GR_READ_TEXT;
    return true;
}

static bool add_tests(const gr_describing *describing, const gr_path_origin *origin,
                      gr_source_way *way, const gr_source_path_step *step)
{
    gr_source_test *tests = GR_NEW_N(describing->arena, gr_source_test, step->n_tests);
    way->at = gr_xml_value_place(origin->elem->tree, origin->named->raw, step->at);
    way->tests = tests;
    way->n_tests = step->n_tests;
    for (size_t i = 0; i < step->n_tests; i++) {
        const gr_path_test *written = &step->tests[i];
        tests[i] = (gr_source_test){.op = written->op,
                                    .reads = written->reads,
                                    .literal = GR_LIT(""),
                                    .position = written->position,
                                    .or_next = written->or_next,
                                    .nr = describing->source->n_tests++,
                                    .owner = way};
        if (!gr_plain_literal(describing, origin, written->literal, &tests[i].literal) ||
            !listen(describing, origin, way, written, &tests[i])) {
            return false;
        }
    }
    return true;
}

gr_source_way *gr_way_enter(const gr_describing *describing, const gr_path_origin *origin,
                            gr_source_way *above, const gr_source_path_step *step)
{
    gr_source_name name;
    if (!gr_name_resolve(describing, origin, &step->name, false, &name)) {
        return NULL;
    }
    gr_source_spot *spot = spot_named(above->spot, &name);
    if (spot == NULL) {
        spot = add_child(describing->source, above->spot, &name, describing->arena);
    }
    gr_source_way *way = find_way(spot, above, step);
    if (way == NULL) {
        way = gr_way_add(describing, spot, above, step);
        if (step->n_tests > 0 && !add_tests(describing, origin, way, step)) {
            return NULL;
        }
    }
    return way;
}
