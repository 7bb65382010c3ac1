/* pattern=, years-from= and zone= of a field, and date= and period= of a notation. */
#include "day_priv.h"

#define YEARS_FIRST 1000 /* "19" is likely a slip */

static void say(const gr_describing *describing, gr_loc at, const char *why)
{
    gr_diag_report(describing->diag, at, GR_CODE_ATTRIBUTE_VALUE, "%s", why);
}

static void read_pattern(const gr_describing *describing, const gr_xml_elem *elem,
                         const gr_xml_named *named, gr_type type, gr_day_form *form)
{
    gr_day_form made;
    size_t bad = 0;
    const char *why = NULL;
    if (!gr_day_pattern(named->value, type, &made, &bad, &why)) {
        gr_diag_report(describing->diag, gr_xml_value_place(elem->tree, named->raw, bad),
                       GR_CODE_ATTRIBUTE_VALUE, "'" GR_FMT "': %s", GR_ARG(named->value), why);
        return;
    }
    made.zone = form->zone;
    made.has_years_from = form->has_years_from;
    made.years_from = form->years_from;
    *form = made;
}

bool gr_day_asks_years(const gr_day_form *form)
{
    return form != NULL && gr_day_has(form, GR_DAY_YEAR_SHORT) && !gr_day_has(form, GR_DAY_YEAR);
}

/** years-from="1950": of two figures for a year, 50 is then 1950 and 49 is 2049. */
static void read_years(const gr_describing *describing, const gr_xml_elem *elem, gr_day_form *form)
{
    const gr_xml_named *named = gr_xml_find(elem, "years-from");
    int64_t year = 0;
    if (named == NULL) {
        return;
    }
    if (!gr_year_parse(named->value, &year) || year < YEARS_FIRST || year > GR_YEAR_LAST - 99) {
        say(describing, named->at, "the first of a hundred years, from 1000 to 9900, such as 1950");
        return;
    }
    form->has_years_from = true;
    form->years_from = (int32_t)year;
}

static void read_zone(const gr_xml_elem *elem, gr_day_form *form)
{
    gr_str zone = gr_xml_value(elem, "zone");
    if (zone.len > 0) {
        form->zone = gr_str_is(zone, "written") ? GR_ZONE_WRITTEN : GR_ZONE_CET;
    }
}

/** What the parts ask of each other. `named`: the pattern; NULL: of the notation, or none. */
static void judge(const gr_describing *describing, const gr_xml_elem *elem,
                  const gr_xml_named *named, gr_type type, const gr_day_form *form)
{
    const gr_xml_named *years = gr_xml_find(elem, "years-from");
    const gr_xml_named *zone = gr_xml_find(elem, "zone");
    bool pattern = form->count == GR_DAYS_PATTERN;
    bool zoned = form->count == GR_DAYS_ISO || (pattern && gr_day_has(form, GR_DAY_ZONE));
    if (gr_day_asks_years(form) && !form->has_years_from) {
        say(describing, named != NULL ? named->at : elem->at,
            "which century yy is in has to be said: years-from=\"1950\" reads 50 as 1950 and 49 "
            "as 2049");
    }
    if (years != NULL && !gr_day_asks_years(form)) {
        say(describing, years->at, "years-from= goes with a year of two figures, yy, only");
    }
    if (zone != NULL && (type != GR_T_DATE || !zoned)) {
        say(describing, zone->at,
            "zone= goes with dates that have a zone (z in their pattern) only");
    }
}

static bool wants_days(gr_type type)
{
    return type == GR_T_DATE || type == GR_T_PERIOD || type == GR_T_YEAR;
}

const gr_day_form *gr_field_days(const gr_describing *describing, const gr_xml_elem *elem,
                                 gr_type type, const gr_day_form *inherited)
{
    static const char *const names[] = {"pattern", "years-from", "zone"};
    const gr_xml_named *pattern = gr_xml_find(elem, "pattern");
    bool any = false;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const gr_xml_named *named = gr_xml_find(elem, names[i]);
        any = any || named != NULL;
        if (named != NULL && !wants_days(type)) {
            gr_diag_report(describing->diag, named->at, GR_CODE_ATTRIBUTE_VALUE,
                           "%s= goes with type=\"date\"%s only", names[i],
                           i == 2 ? "" : ", \"period\" or \"year\"");
            return NULL;
        }
    }
    if (!any || !wants_days(type)) {
        return wants_days(type) ? inherited : NULL;
    }
    gr_day_form *form = GR_NEW(describing->arena, gr_day_form);
    *form = inherited != NULL ? *inherited : (gr_day_form){0};
    unsigned before = gr_diag_count(describing->diag, GR_ERROR);
    if (pattern != NULL) {
        read_pattern(describing, elem, pattern, type, form);
    } else if (form->count == GR_DAYS_ISO && type != GR_T_DATE) {
        say(describing, elem->at, "years-from= and zone= go with pattern= here");
    }
    read_years(describing, elem, form);
    read_zone(elem, form);
    if (gr_diag_count(describing->diag, GR_ERROR) == before) {
        judge(describing, elem, pattern, type, form);
    }
    return form;
}

const gr_day_form *gr_notation_days(const gr_describing *describing, const gr_xml_elem *elem,
                                    const char *name, gr_type type)
{
    const gr_xml_named *named = gr_xml_find(elem, name);
    bool zone = type == GR_T_DATE && gr_xml_find(elem, "zone") != NULL;
    if (named == NULL && !zone) {
        return NULL;
    }
    gr_day_form *form = GR_NEW(describing->arena, gr_day_form);
    unsigned before = gr_diag_count(describing->diag, GR_ERROR);
    *form = (gr_day_form){0};
    if (named != NULL) {
        read_pattern(describing, elem, named, type, form);
    }
    read_years(describing, elem, form);
    if (type == GR_T_DATE) {
        read_zone(elem, form);
    }
    if (gr_diag_count(describing->diag, GR_ERROR) == before && gr_day_asks_years(form) &&
        !form->has_years_from) {
        judge(describing, elem, named, type, form);
    }
    return form;
}
