/* Owns what <suppress> and <join> of a derived dataset say: which number, how small, what is said
 * of totals. Rules that would hide nothing, or tell what they hide, are refused here. Must not hide
 * anything. */
#include "base/arena.h"
#include "derive_priv.h"

#define LEAST_BELOW    3       /* of 1 alone everybody knows what is hidden */
#define GREATEST_BELOW 1000000 /* far from any small number; a sum of four billion of them fits */

/** The columns that words with spaces between them name. */
gr_status gr_derived_columns(const gr_tnode *node, const gr_binder *binder, const gr_schema *schema,
                             const char *attr, gr_field_list *out)
{
    gr_status status = GR_OK;
    gr_str rest = gr_str_trim(gr_tnode_value(node, attr)), word = GR_LIT("");
    size_t *columns = GR_NEW_N(binder->arena, size_t, rest.len + 1);
    size_t n = 0;
    while (gr_str_split(&rest, ' ', &word)) {
        if (word.len == 0) {
            continue;
        }
        if (gr_derived_column(node, binder, schema, attr, word, &columns[n]) == GR_OK) {
            n++;
        } else {
            status = GR_BAD_INPUT;
        }
    }
    *out = (gr_field_list){columns, n};
    return status;
}

static gr_status refuse_rule(const gr_tnode *node, const gr_binder *binder, const char *attr,
                             gr_str why)
{
    gr_diag_report(binder->diag, gr_tnode_place(node, attr), GR_CODE_SMALL_RULE, GR_FMT,
                   GR_ARG(why));
    return GR_BAD_INPUT;
}

/* --- the numbers of the rule --- */

static gr_status read_below(const gr_tnode *node, const gr_binder *binder, gr_small_rule *rule)
{
    gr_str text = gr_tnode_value(node, "below");
    if (!gr_int_parse(text, &rule->below)) {
        rule->below = 0;
    }
    if (rule->below >= LEAST_BELOW && rule->below <= GREATEST_BELOW) {
        return GR_OK;
    }
    const char *why = rule->below < LEAST_BELOW
                          ? "what is hidden must be able to be two numbers at least; 5 hides 1 to 4"
                          : "that is no small number; 5 hides 1 to 4, 10 hides 1 to 9";
    return refuse_rule(node, binder, "below",
                       gr_str_fmt(binder->arena, "below=\"" GR_FMT "\": %s", GR_ARG(text), why));
}

/** The middle of what is small, when the descriptor does not say: 2 of 1 to 4. */
static gr_status read_about(const gr_tnode *node, const gr_binder *binder, gr_small_rule *rule)
{
    gr_str text = gr_tnode_value(node, "about");
    int64_t most = rule->below - 1;
    rule->about = (rule->least + most) / 2;
    if (gr_tnode_attr(node, "about") == NULL) {
        return GR_OK;
    }
    if (rule->as_range) {
        return refuse_rule(node, binder, "about",
                           GR_LIT("about= is for totals that are 'ca', range=\"yes\" prints their "
                                  "ends; leave one of both out"));
    }
    if (!gr_int_parse(text, &rule->about) || rule->about < rule->least || rule->about > most) {
        return refuse_rule(
            node, binder, "about",
            gr_str_fmt(binder->arena,
                       "about=\"" GR_FMT "\": what is hidden is from %d to %d, and counts for a "
                       "number of these; without about= for %d",
                       GR_ARG(text), (int)rule->least, (int)most, (int)((rule->least + most) / 2)));
    }
    return GR_OK;
}

static gr_status read_rule(const gr_tnode *node, const gr_binder *binder, gr_small_rule *rule)
{
    rule->least = gr_tnode_flag(node, "zero", false) ? 0 : 1;
    rule->as_range = gr_tnode_flag(node, "range", false);
    GR_TRY(read_below(node, binder, rule));
    return read_about(node, binder, rule);
}

/* --- its fields --- */

static bool is_among(const size_t *columns, size_t n, size_t column)
{
    for (size_t i = 0; i < n; i++) {
        if (columns[i] == column) {
            return true;
        }
    }
    return false;
}

/** Keys and owners tell records apart; they cannot be hidden. */
static gr_status check_suppressible(const gr_tnode *node, const gr_binder *binder,
                                    const gr_schema *schema, const char *attr, size_t column)
{
    bool owner = !schema->shared && schema->owner_column == column;
    if (owner || is_among(schema->key, schema->n_key, column)) {
        gr_diag_report(binder->diag, gr_tnode_place(node, attr), GR_CODE_ATTRIBUTE_VALUE,
                       "'" GR_FMT "' tells records or owners apart and cannot be hidden",
                       GR_ARG(schema->columns[column].name));
        return GR_BAD_INPUT;
    }
    return GR_OK;
}

static gr_status check_number(const gr_tnode *node, const gr_binder *binder,
                              const gr_schema *schema, const gr_suppression *suppression)
{
    const gr_column *column = &schema->columns[suppression->field];
    if (column->type != GR_T_INT) {
        gr_diag_report(binder->diag, gr_tnode_place(node, "field"), GR_CODE_TYPE_MISMATCH,
                       "'" GR_FMT "' is %s; what is hidden is a count, an integer; name amounts "
                       "that go with it in with=",
                       GR_ARG(column->name), gr_type_said(column->type));
        return GR_BAD_INPUT;
    }
    return check_suppressible(node, binder, schema, "field", suppression->field);
}

static gr_status read_with(const gr_tnode *node, const gr_binder *binder, const gr_schema *schema,
                           gr_suppression *suppression)
{
    gr_field_list with = {NULL, 0};
    GR_TRY(gr_derived_columns(node, binder, schema, "with", &with));
    GR_TRY(gr_derived_columns(node, binder, schema, "open", &suppression->open));
    suppression->with = with.columns;
    suppression->n_with = with.n;
    if (is_among(with.columns, with.n, suppression->field)) {
        return refuse_rule(node, binder, "with",
                           gr_str_fmt(binder->arena,
                                      "'" GR_FMT "' is what is hidden; with= names what goes along",
                                      GR_ARG(schema->columns[suppression->field].name)));
    }
    for (size_t i = 0; i < suppression->open.n; i++) {
        size_t column = suppression->open.columns[i];
        if (column == suppression->field || is_among(with.columns, with.n, column)) {
            return refuse_rule(node, binder, "open",
                               gr_str_fmt(binder->arena, "'" GR_FMT "' is hidden, not open",
                                          GR_ARG(schema->columns[column].name)));
        }
    }
    for (size_t i = 0; i < with.n; i++) {
        GR_TRY(check_suppressible(node, binder, schema, "with", with.columns[i]));
    }
    return GR_OK;
}

/** The words as they are kept between two nights: one space between them. */
static gr_str kept_words(const gr_binder *binder, const gr_schema *schema, const gr_field_list *by)
{
    gr_buf out = gr_buf_make(binder->arena, SIZE_MAX);
    for (size_t i = 0; i < by->n; i++) {
        gr_buf_add(&out, i > 0 ? GR_LIT(" ") : GR_LIT(""));
        gr_buf_add(&out, schema->columns[by->columns[i]].name);
    }
    return by->n == 0 ? GR_LIT("all") : gr_buf_view(&out);
}

/** exact="all": the one group of all records; else fields. */
static gr_status read_exact(const gr_tnode *node, const gr_binder *binder, const gr_schema *schema,
                            gr_suppression *suppression)
{
    gr_str words = gr_str_trim(gr_tnode_value(node, "exact"));
    suppression->exact = gr_tnode_attr(node, "exact") != NULL;
    if (!suppression->exact) {
        return GR_OK;
    }
    if (gr_str_find(words, GR_LIT(",")) != SIZE_MAX || words.len == 0) {
        return refuse_rule(node, binder, "exact",
                           GR_LIT("exact= names one kind of groups, that do not overlap: fields "
                                  "with spaces between them, or all; totals by other fields "
                                  "are 'ca'"));
    }
    if (!gr_str_is(words, "all")) {
        GR_TRY(gr_derived_columns(node, binder, schema, "exact", &suppression->groups));
    }
    size_t n_key = 0;
    for (size_t i = 0; i < suppression->groups.n; i++) {
        size_t column = suppression->groups.columns[i];
        if (column == suppression->field ||
            is_among(suppression->with, suppression->n_with, column)) {
            return refuse_rule(node, binder, "exact",
                               gr_str_fmt(binder->arena,
                                          "'" GR_FMT "' is hidden; a group by it would tell it",
                                          GR_ARG(schema->columns[column].name)));
        }
        n_key += is_among(schema->key, schema->n_key, column) ? 1 : 0;
    }
    if (suppression->groups.n > 0 && n_key >= schema->n_key) {
        return refuse_rule(node, binder, "exact",
                           GR_LIT("these fields are the whole key: each group is one record, "
                                  "whose total is what is hidden"));
    }
    suppression->groups_text = kept_words(binder, schema, &suppression->groups);
    return GR_OK;
}

static void tell_totals(const gr_tnode *node, const gr_binder *binder)
{
    if (gr_tnode_attr(node, "totals") != NULL) {
        gr_diag_report(
            binder->diag, gr_tnode_place(node, "totals"), GR_CODE_TOTALS_SAY_NOTHING,
            "every total over hidden numbers is 'ca', or a range; take it out, as "
            "'griffie migrate --templates' does, and write exact= for the one kind of groups "
            "whose totals must be exact");
    }
}

static gr_status bind_suppress(const gr_tnode *node, const gr_binder *binder, gr_derived *derived)
{
    const gr_schema *schema = derived->schema;
    gr_suppression *suppression = &derived->suppressions[derived->n_suppressions];
    *suppression = (gr_suppression){.at = node->at};
    tell_totals(node, binder);
    bool rule = read_rule(node, binder, &suppression->rule) == GR_OK;
    GR_TRY(gr_derived_column(node, binder, schema, "field", gr_tnode_value(node, "field"),
                             &suppression->field));
    GR_TRY(check_number(node, binder, schema, suppression));
    GR_TRY(read_with(node, binder, schema, suppression));
    GR_TRY(read_exact(node, binder, schema, suppression));
    for (size_t i = 0; i < derived->n_suppressions; i++) {
        if (derived->suppressions[i].field == suppression->field) {
            gr_diag_report(binder->diag, gr_tnode_place(node, "field"), GR_CODE_NAME_DUPLICATE,
                           "a second 'suppress' of '" GR_FMT "'",
                           GR_ARG(schema->columns[suppression->field].name));
            return GR_BAD_INPUT;
        }
    }
    derived->n_suppressions++;
    return rule ? GR_OK : GR_BAD_INPUT;
}

/* --- join --- */

static gr_status bind_join(const gr_tnode *node, const gr_binder *binder, gr_derived *derived)
{
    const gr_schema *schema = derived->schema;
    gr_joining join = {.values = gr_str_trim(gr_tnode_value(node, "values")),
                       .into = gr_str_trim(gr_tnode_value(node, "into")),
                       .at = node->at};
    GR_TRY(gr_derived_column(node, binder, schema, "field", gr_tnode_value(node, "field"),
                             &join.field));
    gr_type type = schema->columns[join.field].type;
    if (type != GR_T_TEXT && type != GR_T_CODE && type != GR_T_REF) {
        gr_diag_report(binder->diag, gr_tnode_place(node, "field"), GR_CODE_TYPE_MISMATCH,
                       "'" GR_FMT "' is %s; categories are texts, codes or references",
                       GR_ARG(schema->columns[join.field].name), gr_type_said(type));
        return GR_BAD_INPUT;
    }
    if (!is_among(schema->key, schema->n_key, join.field)) {
        return refuse_rule(node, binder, "field",
                           gr_str_fmt(binder->arena,
                                      "'" GR_FMT "' is no part of the key: records of one "
                                      "category cannot be told apart from it",
                                      GR_ARG(schema->columns[join.field].name)));
    }
    gr_str words = join.values, word = GR_LIT("");
    while (words.len > 0 && gr_str_split(&words, ' ', &word)) {
        if (gr_str_eq(word, join.into)) {
            return refuse_rule(node, binder, "values",
                               gr_str_fmt(binder->arena, "'" GR_FMT "' is what is joined with",
                                          GR_ARG(join.into)));
        }
    }
    derived->joinings[derived->n_joinings++] = join;
    return GR_OK;
}

static gr_status check_joins(const gr_binder *binder, const gr_derived *derived)
{
    if (derived->n_joinings == 0 || derived->n_suppressions > 0) {
        return GR_OK;
    }
    gr_diag_report(binder->diag, derived->joinings[0].at, GR_CODE_SMALL_RULE,
                   "'join' without 'suppress' in '" GR_FMT
                   "': which of its fields are counts that add up?",
                   GR_ARG(derived->schema->name));
    return GR_BAD_INPUT;
}

gr_status gr_suppressions_bind(const gr_tnode *derive, const gr_binder *binder, gr_derived *derived)
{
    gr_status status = GR_OK;
    size_t n = 0;
    for (const gr_tnode *child = derive->first; child != NULL; child = child->next) {
        n += child->kind == GR_E_SUPPRESS || child->kind == GR_E_JOIN ? 1 : 0;
    }
    derived->suppressions = GR_NEW_N(binder->arena, gr_suppression, n);
    derived->joinings = GR_NEW_N(binder->arena, gr_joining, n);
    derived->waiting = n > 0 ? GR_NEW(binder->arena, gr_waiting_list) : NULL;
    for (const gr_tnode *child = derive->first; child != NULL; child = child->next) {
        bool bound = child->kind == GR_E_SUPPRESS
                         ? bind_suppress(child, binder, derived) == GR_OK
                         : child->kind != GR_E_JOIN || bind_join(child, binder, derived) == GR_OK;
        status = bound ? status : GR_BAD_INPUT;
    }
    return status == GR_OK ? check_joins(binder, derived) : status;
}
