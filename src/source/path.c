/* Paths of a source descriptor: a small language on purpose (no predicates, no wildcards inside),
 * so that an export can be read as a stream. */
#include "source_priv.h"

static bool is_name(gr_str name)
{
    static const char refused[] = " \t\r\n/@*[](){}|:\"'<>=,;!$&+";
    if (name.len == 0 || name.ptr[0] == '.' || name.ptr[0] == '-') {
        return false;
    }
    for (size_t i = 0; i < name.len; i++) {
        if (memchr(refused, name.ptr[i], sizeof refused - 1) != NULL) {
            return false;
        }
    }
    return true;
}

/* The part of `text` from byte `from` to the next slash or the end. */
static gr_str step_at(gr_str text, size_t from)
{
    gr_str rest = gr_str_sub(text, from, SIZE_MAX);
    return gr_str_sub(rest, 0, gr_str_find(rest, GR_LIT("/")));
}

static const char *why_refused(gr_str step, gr_record_path_use use)
{
    if (step.len == 0) {
        return "a name is missing";
    }
    if (gr_str_is(step, "..")) {
        return "../ may stand at the beginning of a field's path only";
    }
    if (step.ptr[0] == '@') {
        return use == GR_PATH_RECORDS ? "records are elements, not attributes"
                                      : "an attribute ends a path";
    }
    if (memchr(step.ptr, ':', step.len) != NULL) {
        return "names are written without a prefix";
    }
    return "only names, @name, . and ../ may stand in a path";
}

static bool step_fits(gr_str step, gr_record_path_use use)
{
    return is_name(step) || (use == GR_PATH_IGNORE && gr_str_is(step, "*"));
}

/* Elements from byte `from` on, and the attribute that may end them. */
static bool parse_steps(gr_str text, size_t from, gr_record_path_use use, gr_record_path *out,
                        size_t *out_bad)
{
    size_t at = from;
    for (;;) {
        gr_str step = step_at(text, at);
        bool last = at + step.len == text.len;
        gr_str name = gr_str_sub(step, 1, SIZE_MAX);
        if (last && use != GR_PATH_RECORDS && step.len > 0 && step.ptr[0] == '@' &&
            step_fits(name, use)) {
            out->attribute = name;
            out->steps = gr_str_sub(text, from, at > from ? at - from - 1 : 0);
            return true;
        }
        if (!step_fits(step, use)) {
            *out_bad = at;
            return false;
        }
        if (last) {
            out->steps = gr_str_sub(text, from, SIZE_MAX);
            return true;
        }
        at += step.len + 1;
    }
}

bool gr_record_path_parse(gr_str text, gr_record_path_use use, gr_record_path *out, size_t *out_bad,
                          const char **out_why)
{
    gr_record_path path = {0, GR_LIT(""), GR_LIT("")};
    size_t at = 0;
    if (gr_str_is(text, ".") && use != GR_PATH_IGNORE) {
        *out = path;
        return true;
    }
    while (use == GR_PATH_FIELD && gr_str_starts(gr_str_sub(text, at, SIZE_MAX), GR_LIT("../"))) {
        path.ups++;
        at += 3;
    }
    if (!parse_steps(text, at, use, &path, out_bad)) {
        *out_why = why_refused(step_at(text, *out_bad), use);
        return false;
    }
    if (path.ups > 0 && (path.steps.len > 0 || path.attribute.len == 0)) {
        *out_bad = at;
        *out_why = "of a parent only attributes can be read: ../@name";
        return false;
    }
    *out = path;
    return true;
}

gr_source_spot *gr_spot_child(const gr_source_spot *spot, gr_str name)
{
    for (gr_source_spot *child = spot->first; child != NULL; child = child->next) {
        if (gr_str_eq(child->name, name)) {
            return child;
        }
    }
    return NULL;
}

static gr_source_spot *add_child(gr_source *source, gr_source_spot *parent, gr_str name,
                                 gr_arena *arena)
{
    gr_source_spot *spot = GR_NEW(arena, gr_source_spot);
    spot->name = name;
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

gr_source_spot *gr_spot_enter(gr_source *source, gr_source_spot *from, gr_str steps,
                              gr_arena *arena)
{
    gr_source_spot *spot = from;
    gr_str rest = steps;
    gr_str name;
    while (gr_str_split(&rest, '/', &name)) {
        gr_source_spot *child = gr_spot_child(spot, name);
        spot = child != NULL ? child : add_child(source, spot, name, arena);
    }
    return spot;
}

gr_str gr_spot_path(const gr_source_spot *spot, gr_arena *arena)
{
    if (spot->parent == NULL || spot->parent->parent == NULL) {
        return spot->name;
    }
    gr_str above = gr_spot_path(spot->parent, arena); /* as deep as the descriptor's paths */
    return gr_str_fmt(arena, GR_FMT "/" GR_FMT, GR_ARG(above), GR_ARG(spot->name));
}

size_t gr_spot_names(const gr_source_spot *spot, gr_arena *arena, gr_str **out)
{
    gr_str *names = NULL;
    size_t n = 0;
    size_t cap = 0;
    for (const gr_source_slot *slot = spot->slots; slot != NULL; slot = slot->next) {
        if (slot->attribute.len > 0) {
            *GR_PUSH(arena, names, n, cap, gr_str) =
                gr_str_fmt(arena, "@" GR_FMT, GR_ARG(slot->attribute));
        }
    }
    for (const gr_source_spot *child = spot->first; child != NULL; child = child->next) {
        *GR_PUSH(arena, names, n, cap, gr_str) = child->name;
    }
    *out = names;
    return n;
}

static bool step_covers(gr_str pattern, gr_str name)
{
    return gr_str_is(pattern, "*") || gr_str_eq(pattern, name);
}

/* Cuts the last step of `steps`. */
static gr_str cut_last(gr_str *steps)
{
    size_t from = steps->len;
    while (from > 0 && steps->ptr[from - 1] != '/') {
        from--;
    }
    gr_str last = gr_str_sub(*steps, from, SIZE_MAX);
    *steps = gr_str_sub(*steps, 0, from > 0 ? from - 1 : 0);
    return last;
}

static bool covers(const gr_ignore *ignore, const gr_source_spot *spot, gr_str name,
                   bool is_attribute)
{
    gr_str steps = ignore->steps;
    if (gr_str_is(steps, "*") && ignore->attribute.len == 0) {
        return true; /* all elements and all attributes */
    }
    if (is_attribute ? !step_covers(ignore->attribute, name)
                     : ignore->attribute.len > 0 || !step_covers(cut_last(&steps), name)) {
        return false;
    }
    for (const gr_source_spot *above = spot; steps.len > 0; above = above->parent) {
        if (above == NULL || !step_covers(cut_last(&steps), above->name)) {
            return false;
        }
    }
    return true;
}

bool gr_source_ignores(const gr_source *source, const gr_source_spot *spot, gr_str name,
                       bool is_attribute)
{
    for (size_t i = 0; i < source->n_ignores; i++) {
        if (covers(&source->ignores[i], spot, name, is_attribute)) {
            return true;
        }
    }
    return false;
}
