/* Attributes by which an element says that its value is missing: xsi:nil of XML Schema, and those
 * that a descriptor names by <missing>. */
#include "source_priv.h"

#define XSI "http://www.w3.org/2001/XMLSchema-instance"

/* A character that XML does not allow, so no export holds it. */
const gr_str gr_nil_text = {"\x1B", 1};

bool gr_is_nil(gr_str text)
{
    return text.len == 1 && text.ptr[0] == gr_nil_text.ptr[0];
}

static bool is_xsi_nil(const gr_xml_attr *attr)
{
    return gr_str_eq(attr->name, GR_LIT("nil")) && gr_str_eq(attr->ns, GR_LIT(XSI));
}

bool gr_nil_attribute(const gr_source *source, const gr_xml_attr *attr, bool *out_says)
{
    bool known = is_xsi_nil(attr);
    *out_says = false;
    if (known) {
        gr_str value = gr_str_trim(attr->value);
        *out_says = gr_str_is(value, "true") || gr_str_is(value, "1");
    }
    for (size_t i = 0; i < source->n_nils; i++) {
        const gr_nil *nil = &source->nils[i];
        if (gr_attribute_is(&nil->attribute, attr)) {
            known = true;
            *out_says = *out_says || gr_str_eq(nil->value, gr_str_trim(attr->value));
        }
    }
    return known;
}

bool gr_element_is_nil(const gr_source *source, const gr_xml_start *element)
{
    for (size_t i = 0; i < element->n_attrs; i++) {
        bool says = false;
        if (element->attrs[i].ns.len == 0 && source->n_nils == 0) {
            continue; /* that of XML Schema has a namespace */
        }
        if (gr_nil_attribute(source, &element->attrs[i], &says) && says) {
            return true;
        }
    }
    return false;
}

/* ---- <missing> ---- */

static bool same_as_other(const gr_source *source, const gr_nil *nil)
{
    for (size_t i = 0; i < source->n_nils; i++) {
        if (gr_source_name_eq(&source->nils[i].attribute, &nil->attribute) &&
            gr_str_eq(source->nils[i].value, nil->value)) {
            return true;
        }
    }
    return false;
}

void gr_read_nil(const gr_describing *describing, const gr_xml_elem *elem)
{
    gr_source *source = describing->source;
    gr_path_origin origin = {elem, gr_xml_find(elem, "attribute")};
    gr_str text = gr_str_trim(origin.named->value);
    size_t colon = gr_str_find(text, GR_LIT(":"));
    gr_path_name name = {GR_LIT(""), text};
    gr_nil nil = {.value = gr_str_trim(gr_xml_value(elem, "value"))};
    if (colon != SIZE_MAX) {
        name = (gr_path_name){gr_str_sub(text, 0, colon), gr_str_sub(text, colon + 1, SIZE_MAX)};
    }
    if (gr_str_starts(text, GR_LIT("@")) || name.local.len == 0 ||
        gr_str_find(text, GR_LIT("/")) != SIZE_MAX) {
        gr_diag_report(describing->diag, origin.named->at, GR_CODE_ATTRIBUTE_VALUE,
                       "'" GR_FMT "': the name of an attribute, as in m:null", GR_ARG(text));
        return;
    }
    if (nil.value.len == 0) {
        gr_diag_report(describing->diag, gr_xml_find(elem, "value")->at, GR_CODE_ATTRIBUTE_VALUE,
                       "what the attribute holds when the value is missing, such as true");
        return;
    }
    if (!gr_name_resolve(describing, &origin, &name, true, &nil.attribute)) {
        return;
    }
    if (same_as_other(source, &nil)) {
        gr_diag_report(describing->diag, elem->at, GR_CODE_NAME_DUPLICATE,
                       "<missing> for '" GR_FMT "'", GR_ARG(text));
    }
    *GR_PUSH(describing->arena, source->nils, source->n_nils, source->cap_nils, gr_nil) = nil;
}
