#include "roff.h"

/* Owns griffie-batch(5): the grammar that the reader of batch descriptors goes by. */
#include "schedule/jobs.h"

static void add_words(gr_buf *out, const char *lead, const char *words)
{
    gr_buf_addf(out, "%s%s.\n", lead, words);
}

static void add_attribute(gr_buf *out, const gr_xml_attr_rule *attr)
{
    roff_item(out, attr->name, "", attr->about);
    if (attr->kind == GR_XML_A_CHOICE) {
        add_words(out, ".br\nOne of: ", attr->choices);
    }
    if (attr->required) {
        gr_buf_add(out, GR_LIT(".br\nMust be there.\n"));
    }
}

static void add_element(gr_buf *out, const gr_xml_rule *rule)
{
    gr_buf_addf(out, ".SS <%s>\n", rule->name);
    roff_text(out, rule->about);
    if (rule->children != NULL) {
        add_words(out, ".br\nHolds: ", rule->children);
    }
    for (const gr_xml_attr_rule *attr = rule->attrs; attr != NULL && attr->name != NULL; attr++) {
        add_attribute(out, attr);
    }
}

void texts_batch_manual(gr_buf *out)
{
    gr_buf_addf(out, ".TH GRIFFIE-BATCH 5 \"\" \"griffie %s\" \"griffie\"\n", GR_VERSION);
    roff_section(out, "NAME");
    gr_buf_add(out, GR_LIT("griffie\\-batch \\- what griffie makes when, and for whom\n"));
    roff_section(out, "SYNOPSIS");
    roff_text(out, TEXTS_TEMPLATES "/batch.xml");
    roff_section(out, "DESCRIPTION");
    roff_text(out, "The batch descriptor is a file of XML whose elements are in the namespace");
    gr_buf_addf(out, ".BR %s .\n", gr_batch_grammar.ns);
    roff_text(out, "griffie check reads it and says what is wrong in it, with the place. What the "
                   "values mean, and "
                   "what happens when clocks change or a night is missed, is in "
                   "/usr/share/doc/griffie/operations.md.gz; an example is "
                   "/usr/share/griffie/sample/templates/batch.xml.");
    roff_section(out, "ELEMENTS");
    for (size_t i = 0; i < gr_batch_grammar.n_rules; i++) {
        add_element(out, &gr_batch_grammar.rules[i]);
    }
    roff_section(out, "SEE ALSO");
    gr_buf_add(out, GR_LIT(".BR griffie (1)\n"));
}
