#include "base/date.h"
#include "bind_priv.h"

/* Owns what can be said of an outline before the first record is read. */

static void refuse_years(gr_preparing *prep, const gr_tnode *part, const char *attr,
                         const char *why)
{
    gr_prepare_refuse(prep, gr_tnode_place(part, attr), GR_CODE_OUTLINE_FORM,
                      "%s=\"" GR_FMT "\" %s", attr, GR_ARG(gr_tnode_value(part, attr)), why);
}

/** False: it is refused. Left out, it is `otherwise`. */
static bool read_year(gr_preparing *prep, const gr_tnode *part, const char *attr, int64_t otherwise,
                      int64_t *out)
{
    const gr_tattr *given = gr_tnode_attr(part, attr);
    *out = otherwise;
    if (given == NULL || gr_year_parse(given->value, out)) {
        return true;
    }
    refuse_years(prep, part, attr, "is no year; write one from 1 to 9999");
    return false;
}

static void prepare_part(gr_preparing *prep, const gr_tnode *part, bool has_year)
{
    int64_t from = 0, until = 0;
    const char *dated = gr_tnode_attr(part, "from-year") != NULL    ? "from-year"
                        : gr_tnode_attr(part, "until-year") != NULL ? "until-year"
                                                                    : NULL;
    if (!read_year(prep, part, "from-year", GR_YEAR_FIRST, &from) ||
        !read_year(prep, part, "until-year", GR_YEAR_LAST, &until)) {
        return;
    }
    if (dated != NULL && !has_year) {
        refuse_years(prep, part, dated, "of which year? Say it on the <outline>: year=\"year\"");
    } else if (from > until) {
        refuse_years(prep, part, "until-year", "comes before its from-year; swap them");
    }
}

void gr_prepare_outline(gr_preparing *prep, const gr_tnode *node)
{
    const gr_rule *year = gr_tnode_rule(node, "year");
    bool given = gr_tnode_attr(node, "year") != NULL;
    if (year != NULL && year->type.type != GR_T_YEAR && year->type.type != GR_T_INT) {
        gr_prepare_refuse(prep, gr_tnode_place(node, "year"), GR_CODE_OUTLINE_FORM,
                          "'" GR_FMT "' is %s; write a year, such as a parameter of type=\"year\"",
                          GR_ARG(gr_tnode_value(node, "year")), gr_type_said(year->type.type));
    }
    for (const gr_tnode *part = node->first; part != NULL; part = part->next) {
        if (part->kind == GR_E_PART) {
            prepare_part(prep, part, given);
        }
    }
}
