#include "syntax/names.h"
#include "template/template.h"

/* Owns the text of --dump=template: one node a line, its children indented below it. */

static void dump_format(const gr_tattr *attr, gr_buf *out)
{
    if (attr->has_format) {
        gr_buf_add(out, GR_LIT(" as "));
        gr_format_dump(attr->format, out);
    }
}

static void dump_attr(const gr_tattr *attr, gr_buf *out)
{
    gr_buf_addf(out, " " GR_FMT "=", GR_ARG(attr->name));
    switch (attr->kind) {
    case GR_XML_A_EXPR:
        gr_expr_dump(attr->as.expr, out);
        dump_format(attr, out);
        return;
    case GR_XML_A_SET:
        gr_set_dump(attr->as.set, out);
        return;
    case GR_XML_A_PATTERN:
    case GR_XML_A_PATH:
        gr_buf_add_char(out, '[');
        gr_pattern_dump(attr->as.pattern, out);
        gr_buf_add_char(out, ']');
        return;
    case GR_XML_A_TEXT:
    case GR_XML_A_NAME:
    case GR_XML_A_FLAG:
    case GR_XML_A_INT:
    case GR_XML_A_CHOICE:
    case GR_XML_A_WORDS:
    case GR_XML_A_LENGTH:
    case GR_XML_A_COLOUR:
        gr_buf_add(out, attr->value);
        return;
    }
}

static void dump_node(const gr_tnode *node, unsigned depth, gr_buf *out)
{
    gr_buf_addf(out, "%*s%s", (int)(depth * 2), "", gr_element_names[node->kind]);
    if (node->kind == GR_E_HEADING) {
        gr_buf_addf(out, " %u", node->level);
    }
    if (node->run != NULL) {
        gr_buf_add_char(out, ' ');
        gr_pattern_dump(node->run, out);
    }
    for (size_t i = 0; i < node->n_attrs; i++) {
        dump_attr(&node->attrs[i], out);
    }
    gr_buf_add_char(out, '\n');
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        dump_node(child, depth + 1, out);
    }
}

void gr_template_dump(const gr_tnode *root, gr_buf *out)
{
    dump_node(root, 0, out);
}
