#include "base/arena.h"
#include "eval_priv.h"
#include "words_priv.h"

/* Owns what is said of abbreviations and terms that a report explains itself and that none of its
 * texts has, nor any text of the data that it reads. Those of fragments are for other reports too.
 */

typedef struct seeking {
    const gr_report *report;
    const gr_catalogue *catalogue;
    const gr_word_form *forms;
    size_t n;
} seeking;

static bool says(const seeking *s, gr_str text)
{
    for (size_t i = 0; i < s->n; i++) {
        if (gr_word_in(text, s->forms[i])) {
            return true;
        }
    }
    return false;
}

static bool pattern_says(const seeking *s, const gr_pattern *pattern)
{
    for (size_t i = 0; pattern != NULL && i < pattern->n; i++) {
        if (pattern->pieces[i].expr == NULL && says(s, pattern->pieces[i].text)) {
            return true;
        }
    }
    return false;
}

/* What <terms> hold is what is sought. Words within an expression count: 'het ' + 'UWV'. */
static bool node_says(const seeking *s, const gr_tnode *node)
{
    bool found = pattern_says(s, node->run);
    for (size_t i = 0; i < node->n_attrs && !found; i++) {
        found = says(s, node->attrs[i].value);
    }
    for (const gr_tnode *child = node->first; child != NULL && !found; child = child->next) {
        found = child->kind != GR_E_TERMS && node_says(s, child);
    }
    return found;
}

static bool texts_say(const seeking *s)
{
    for (size_t i = 0; i < s->report->n_texts; i++) {
        const gr_text_use *use = s->report->texts[i];
        for (size_t k = 0; k < use->n; k++) {
            const gr_tnode *blocks = use->files[k].blocks;
            if (blocks != NULL && node_says(s, blocks)) {
                return true;
            }
        }
    }
    return false;
}

static bool table_says(const seeking *s, const gr_table *table)
{
    const gr_schema *schema = gr_table_schema(table);
    for (size_t c = 0; c < schema->n_columns; c++) {
        bool text = schema->columns[c].type == GR_T_TEXT;
        for (uint32_t row = 0; text && row < gr_table_rows(table); row++) {
            gr_value value = gr_table_bare(table, row, c);
            if (value.type == GR_T_TEXT && says(s, value.as.text)) {
                return true;
            }
        }
    }
    return false;
}

static bool data_say(const seeking *s)
{
    for (size_t i = 0; i < s->report->touched.n; i++) {
        const gr_table *table = gr_catalogue_find(s->catalogue, s->report->touched.list[i]->name);
        if (table == NULL || table_says(s, table)) {
            return true; /* derived data: it cannot be known here */
        }
    }
    return false;
}

/* The same in every edition, and sound: what is wrong with it is told elsewhere. */
static bool is_fixed(const gr_tnode *node)
{
    bool term = node->kind == GR_E_TERM;
    if (gr_tnode_flag(node, "known", false) || (!term && gr_tnode_attr(node, "full") == NULL) ||
        gr_str_find(gr_tnode_value(node, "short"), GR_LIT(",")) != SIZE_MAX) {
        return false;
    }
    for (size_t i = 0; i < node->n_attrs; i++) {
        const gr_tattr *attr = &node->attrs[i];
        bool words = attr->kind == GR_XML_A_PATTERN &&
                     (attr->as.pattern->n != 1 || attr->as.pattern->pieces[0].expr != NULL);
        if (words || gr_str_is(attr->name, "of") || gr_str_is(attr->name, "if")) {
            return false;
        }
    }
    return true;
}

static bool is_used(seeking *s, const gr_tnode *node, gr_str name, gr_arena *arena)
{
    gr_word_form *forms = NULL;
    s->n =
        gr_word_forms(arena, name, gr_tnode_value(node, "also"), node->kind == GR_E_TERM, &forms);
    s->forms = forms;
    for (const gr_tnode *other = node->parent->first; other != NULL; other = other->next) {
        if (other != node &&
            (says(s, gr_tnode_value(other, "full")) || says(s, gr_tnode_value(other, "meaning")))) {
            return true; /* it is listed when the other one is */
        }
    }
    return node_says(s, s->report->root) || texts_say(s) || data_say(s);
}

void gr_report_tell_words(const gr_report *report, const gr_catalogue *catalogue, gr_arena *arena,
                          gr_diag *diag)
{
    seeking s = {.report = report, .catalogue = catalogue};
    for (const gr_tnode *terms = report->root->first; terms != NULL; terms = terms->next) {
        bool own = terms->kind == GR_E_TERMS && terms->at.file == report->root->at.file;
        for (const gr_tnode *node = own ? terms->first : NULL; node != NULL; node = node->next) {
            gr_str name = gr_tnode_value(node, node->kind == GR_E_TERM ? "name" : "short");
            if (is_fixed(node) && !is_used(&s, node, name, arena)) {
                gr_diag_report_open(diag, node->at, GR_CODE_ABBREVIATION_UNUSED,
                                    "'" GR_FMT "'; no text of this report has it, nor the data "
                                    "that it reads; take it out, or move it to a fragment that "
                                    "other reports include too",
                                    GR_ARG(name));
            }
        }
    }
}
