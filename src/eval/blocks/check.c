#include "base/arena.h"
#include "base/waiver.h"
#include "expander_priv.h"
#include "format/value_text.h"
#include "template/report_rows.h"

static const gr_xml_attr_rule check_attrs[] = {
    NAME("id", "what a waiver calls it"),
    EXPR("if", "controlled when yes"),
    EXPR_NEEDED("that", "what is controlled"),
    EXPR("equals", "what it must be; without it, 'that' must be yes"),
    EXPR("tolerance", "difference that is accepted"),
    TEXT_NEEDED("because", "what the reader is told"),
    CHOICE("severity", "block warn", "block: whatever the job says; warn: a remark"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"check", GR_E_CHECK, GR_XML_EMPTY, NULL, check_attrs, "a control that blocks the edition"},
};
const gr_xml_part gr_grammar_check = {rules, N_OF(rules), "block"};

/** Nothing of another owner, whatever binding thought of it. */
static bool may_tell(const gr_expander *expander, const gr_value *value)
{
    const gr_eval_context *context = expander->context;
    return value->origin == NULL || context->owner == NULL ||
           gr_origin_foreign(value->origin, context->owner->name, context->edition) == NULL;
}

/** In cents when a side has any: a difference must not round away. */
static gr_format format_of(const gr_value *value, bool cents)
{
    gr_format format = gr_format_of_type((gr_vtype){.type = gr_value_about(value)->type});
    if (cents && gr_value_about(value)->type == GR_T_MONEY) {
        format.kind = GR_FORMAT_CENTS;
    }
    return format;
}

static bool has_cents(const gr_value *value)
{
    return value->type == GR_T_MONEY && value->as.money.minor % 100 != 0;
}

static gr_doc_side side_of(const gr_expander *expander, const gr_value *value, bool cents)
{
    const gr_house_style *house = expander->report->house;
    gr_doc_side side = {.text = GR_LIT("")};
    if (value->type == GR_T_NONE || !may_tell(expander, value)) {
        return side;
    }
    side.value = *value;
    side.format = format_of(value, cents);
    side.text = value->type == GR_T_BOOL
                    ? gr_label_text(house, value->as.b ? "yes-spoken" : "no-spoken")
                    : gr_value_text(expander->arena, value, side.format, &house->notation);
    return side;
}

/** Once for each waiver, however many controls it holds back. Its row in gr_doc.waived. */
static size_t waived(gr_expander *expander, const gr_control *control, size_t nr)
{
    gr_doc *doc = expander->doc;
    const gr_waiver *waiver = &expander->context->waivers->list[nr];
    for (size_t i = 0; i < doc->n_waived; i++) {
        if (doc->waived[i].nr == nr) {
            return i;
        }
    }
    *GR_PUSH(doc->arena, doc->waived, doc->n_waived, doc->cap_waived, gr_doc_waived) =
        (gr_doc_waived){.nr = nr,
                        .check = waiver->check,
                        .key = waiver->key,
                        .what = control->because,
                        .because = waiver->because,
                        .by = waiver->by,
                        .until = waiver->until};
    return doc->n_waived - 1;
}

/** The name of a record that readers may know; empty: they may not. */
static gr_str record_name(const gr_expander *expander, const gr_ref *ref)
{
    const gr_schema *schema = gr_table_schema(ref->table);
    gr_str owner = gr_table_owner(ref->table, ref->row);
    size_t column = gr_schema_column(schema, GR_LIT("name"));
    gr_value name = {.type = GR_T_NONE};
    if (expander->context->owner != NULL && owner.len > 0 &&
        !gr_str_eq(owner, expander->context->edition)) {
        return GR_LIT("");
    }
    if (column != SIZE_MAX) {
        name = gr_table_bare(ref->table, ref->row, column);
    }
    return name.type == GR_T_TEXT ? name.as.text : gr_table_key(ref->table, ref->row);
}

/** "Inkoop Zorg: de bijdragen tellen op": a control in a loop says of which record. */
static gr_str words_of(const gr_expander *expander, const gr_tnode *node, gr_str because)
{
    gr_str words = because;
    for (const gr_tnode *at = node; at != NULL; at = at->parent) {
        const gr_tattr *of = at->kind == GR_E_EDITIONS ? NULL : gr_tnode_attr(at, "of");
        const gr_loop *loop = of == NULL ? NULL : of->bound;
        const gr_value *record = loop == NULL ? NULL : &expander->context->slots[loop->slot].value;
        gr_str name = record == NULL || record->type != GR_T_REF
                          ? GR_LIT("")
                          : record_name(expander, &record->as.ref);
        if (name.len > 0) {
            words = gr_str_fmt(expander->arena, GR_FMT ": " GR_FMT, GR_ARG(name), GR_ARG(words));
        }
    }
    return words;
}

void gr_control_keep(gr_expander *expander, gr_str words, const gr_control *control,
                     const gr_control_outcome *is)
{
    gr_doc *doc = expander->doc;
    bool cents = has_cents(&is->that) || has_cents(&is->equals) || has_cents(&is->tolerance);
    *GR_PUSH(doc->arena, doc->controls, doc->n_controls, doc->cap_controls, gr_doc_control) =
        (gr_doc_control){.at = control->at,
                         .because = words,
                         .that = side_of(expander, &is->that, cents),
                         .equals = side_of(expander, &is->equals, cents),
                         .tolerance = side_of(expander, &is->tolerance, cents),
                         .compares = control->equals != NULL,
                         .held = is->held,
                         .waived = is->waiver == SIZE_MAX ? SIZE_MAX
                                                          : waived(expander, control, is->waiver)};
}

/* A control: makes nothing on a page, but blocks the edition when it fails; the workbook lists it.
 */
gr_status gr_write_check(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    const gr_control *control = gr_tnode_attr(node, "that")->bound;
    gr_control_outcome outcome;
    (void)into;
    expander->context->at = node->at;
    gr_status status = gr_control_run(control, expander->context, &outcome);
    if (status == GR_BAD_INPUT) {
        expander->failed = true;
        return GR_OK;
    }
    GR_TRY(status);
    expander->blocked |=
        !outcome.held && outcome.waiver == SIZE_MAX && control->severity != GR_CONTROL_REMARKED;
    gr_control_keep(expander, words_of(expander, node, control->because), control, &outcome);
    return GR_OK;
}
