/* What a source descriptor names and then uses nowhere: likely its use was forgotten, and values
 * are read otherwise than was meant. */
#include "source_priv.h"

/** Whether `attribute` of some element inside `elem` (or of itself) is `name`. */
static bool is_named(const gr_xml_elem *elem, const char *attribute, gr_str name)
{
    const gr_xml_named *named = gr_xml_find(elem, attribute);
    if (named != NULL && gr_str_eq(named->value, name)) {
        return true;
    }
    for (const gr_xml_elem *in = NULL; (in = gr_xml_next(elem, in)) != NULL;) {
        if (is_named(in, attribute, name)) {
            return true;
        }
    }
    return false;
}

/** Whether a path inside `elem` has "prefix:"; a longer name that ends so passes too. */
static bool is_prefixed(const gr_xml_elem *elem, gr_str prefix)
{
    for (size_t i = 0; i < elem->n_attrs; i++) {
        if (gr_str_find(elem->attrs[i].value, prefix) != SIZE_MAX) {
            return true;
        }
    }
    for (const gr_xml_elem *in = NULL; (in = gr_xml_next(elem, in)) != NULL;) {
        if (is_prefixed(in, prefix)) {
            return true;
        }
    }
    return false;
}

static void say(const gr_describing *describing, const gr_xml_elem *elem, gr_str what,
                gr_str remedy)
{
    gr_diag_report(describing->diag, elem->at, GR_CODE_NAME_IDLE,
                   GR_FMT ": " GR_FMT ", or take it out", GR_ARG(what), GR_ARG(remedy));
}

void gr_check_idle(const gr_describing *describing, const gr_xml_elem *root)
{
    gr_arena *arena = describing->arena;
    for (const gr_xml_elem *elem = NULL; (elem = gr_xml_next(root, elem)) != NULL;) {
        gr_source_kind kind = (gr_source_kind)elem->rule->kind;
        gr_str name = gr_xml_value(elem, "name");
        gr_str prefix = gr_str_fmt(arena, GR_FMT ":", GR_ARG(gr_xml_value(elem, "prefix")));
        if (kind == GR_SOURCE_NOTATION && !is_named(root, "notation", name)) {
            say(describing, elem, gr_str_fmt(arena, "<notation> '" GR_FMT "'", GR_ARG(name)),
                gr_str_fmt(arena, "name it in notation=\"" GR_FMT "\" of the source or of a field",
                           GR_ARG(name)));
        } else if (kind == GR_SOURCE_CODES && !is_named(root, "codes", name)) {
            say(describing, elem, gr_str_fmt(arena, "<codes> '" GR_FMT "'", GR_ARG(name)),
                gr_str_fmt(arena, "name it in codes=\"" GR_FMT "\" of a field with type=\"code\"",
                           GR_ARG(name)));
        } else if (kind == GR_SOURCE_NAMESPACE && !is_prefixed(root, prefix)) {
            say(describing, elem, gr_str_fmt(arena, "prefix '" GR_FMT "'", GR_ARG(prefix)),
                GR_LIT("write it before names in paths"));
        }
    }
}
