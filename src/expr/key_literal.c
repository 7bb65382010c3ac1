#include "expr_priv.h"

/* Owns texts that descriptors compare with references and keys: such a text names a record, so one
 * that no record has is a slip of the pen, wherever it stands. Which keys there are is known after
 * reading: they are kept while binding. Codes are known before, and have been checked. */
#include "base/arena.h"

typedef struct gr_key_literal gr_key_literal;
struct gr_key_literal {
    gr_loc at;
    gr_str text;
    const gr_table *table;
    size_t part;   /* column of a key of several; SIZE_MAX: the key as a whole */
    gr_diag *held; /* see gr_binder; NULL: told at once */
    bool *blamed;  /* see gr_binder; NULL: nobody is */
    gr_key_literal *next;
};

typedef struct key_of {      /* what the values of a node are keys of */
    const gr_schema *schema; /* NULL: of nothing */
    size_t part;
} key_of;

/* ---- binding ---- */

const gr_bound *gr_refuse_maybe(const gr_binding *in, const gr_expr *expr)
{
    gr_diag_report(in->binder->diag, expr->at, GR_CODE_MAYBE_PLACE,
                   "'" GR_FMT "' stands only where = or != compares it with a reference, a key or "
                   "a code; leave 'maybe' out",
                   GR_ARG(expr->source));
    return NULL;
}

const gr_bound *gr_bind_compared(const gr_binding *in, const gr_expr *expr)
{
    if (!expr->maybe) {
        return gr_bind_node(in, expr);
    }
    gr_expr plain = *expr;
    plain.maybe = false;
    return gr_bind_node(in, &plain);
}

static key_of key_of_column(const gr_schema *schema, size_t column)
{
    for (size_t i = 0; i < schema->n_key; i++) {
        if (schema->key[i] == column) {
            return (key_of){schema, schema->n_key == 1 ? SIZE_MAX : column};
        }
    }
    return (key_of){NULL, SIZE_MAX};
}

/** Of which dataset a value is a record or a key. */
static key_of key_of_node(const gr_bound *node)
{
    if (node->type.type == GR_T_REF && node->type.schema != NULL) {
        const gr_schema *of_group = node->type.group ? node->type.key_schema : NULL;
        return (key_of){of_group != NULL ? of_group : node->type.schema, SIZE_MAX};
    }
    const gr_bound_path *path = &node->as.path;
    if (node->type.type == GR_T_TEXT && node->kind == GR_N_PATH && path->n > 0) {
        return key_of_column(path->schemas[path->n - 1], path->columns[path->n - 1]);
    }
    bool picked = node->kind == GR_N_AGGREGATE && node->as.aggregate.value != NULL;
    return picked ? key_of_node(node->as.aggregate.value) : (key_of){NULL, SIZE_MAX};
}

/** A text, or those that a choice may yield. */
static void keep_texts(const gr_binding *in, const gr_bound *node, const key_of *key)
{
    gr_binder *binder = in->binder;
    if (node->kind == GR_N_CHOICE) {
        keep_texts(in, node->as.choice.yes, key);
        keep_texts(in, node->as.choice.no, key);
    }
    if (node->kind != GR_N_CONSTANT || node->type.type != GR_T_TEXT) {
        return;
    }
    gr_key_literal *kept = GR_NEW(binder->arena, gr_key_literal);
    *kept = (gr_key_literal){.at = node->at,
                             .text = node->as.constant.as.text,
                             .table = gr_catalogue_find(binder->catalogue, key->schema->name),
                             .part = key->part,
                             .held = binder->held,
                             .blamed = binder->blamed,
                             .next = binder->literals};
    binder->literals = kept;
}

/** One side of a comparison that means `beside` by its text. */
static bool note_side(const gr_binding *in, const gr_expr *expr, const gr_bound *side,
                      const gr_bound *beside, bool equality)
{
    key_of key = key_of_node(beside);
    bool names = key.schema != NULL || beside->type.type == GR_T_CODE;
    if (expr->maybe && (!equality || !names)) {
        return gr_refuse_maybe(in, expr) != NULL;
    }
    if (!expr->maybe && equality && key.schema != NULL) {
        keep_texts(in, side, &key);
    }
    return true;
}

bool gr_note_keys(const gr_binding *in, const gr_expr *expr, const gr_bound *left,
                  const gr_bound *right)
{
    bool equality = expr->as.binary.op == GR_B_EQ || expr->as.binary.op == GR_B_NE;
    bool first = note_side(in, expr->as.binary.left, left, right, equality);
    return note_side(in, expr->as.binary.right, right, left, equality) && first;
}

/* ---- after reading ---- */

static bool is_key(const gr_key_literal *literal)
{
    if (literal->part == SIZE_MAX) {
        return gr_table_find(literal->table, literal->text) != UINT32_MAX;
    }
    for (uint32_t row = 0; row < gr_table_rows(literal->table); row++) {
        gr_value value = gr_table_bare(literal->table, row, literal->part);
        if (value.type == GR_T_TEXT && gr_str_eq(value.as.text, literal->text)) {
            return true;
        }
    }
    return false;
}

/** All keys, or all texts of that part of them, each once. */
static size_t keys_of(const gr_key_literal *literal, gr_arena *arena, gr_str **out)
{
    const gr_table *table = literal->table;
    size_t n = 0;
    *out = GR_NEW_N(arena, gr_str, gr_table_rows(table));
    for (uint32_t row = 0; row < gr_table_rows(table); row++) {
        if (literal->part == SIZE_MAX) {
            (*out)[n++] = gr_table_key(table, row);
            continue;
        }
        gr_value value = gr_table_bare(table, row, literal->part);
        bool new = value.type == GR_T_TEXT;
        for (size_t i = 0; new &&i < n; i++) {
            new = !gr_str_eq((*out)[i], value.as.text);
        }
        if (new) {
            (*out)[n++] = value.as.text;
        }
    }
    return n;
}

static void say_unmatched(const gr_binder *binder, const gr_key_literal *literal)
{
    const gr_schema *schema = gr_table_schema(literal->table);
    gr_str *keys = NULL;
    size_t n = keys_of(literal, binder->arena, &keys);
    gr_str advice = gr_advice(binder->arena, literal->text, keys, n);
    gr_str part = literal->part == SIZE_MAX ? GR_LIT("") : schema->columns[literal->part].name;
    gr_diag *diag = literal->held != NULL ? literal->held : binder->diag;
    gr_diag_report(diag, literal->at, GR_CODE_KEY_UNMATCHED,
                   "'" GR_FMT "' in dataset '" GR_FMT "'%s" GR_FMT
                   "%s; mend it, or write maybe '" GR_FMT
                   "' when it is not there in every year" GR_FMT,
                   GR_ARG(literal->text), GR_ARG(schema->name), part.len > 0 ? ", field '" : "",
                   GR_ARG(part), part.len > 0 ? "'" : "", GR_ARG(literal->text), GR_ARG(advice));
}

static bool same_literal(const gr_key_literal *a, const gr_key_literal *b)
{
    return a->table == b->table && a->held == b->held && a->at.file == b->at.file &&
           a->at.line == b->at.line && a->at.col == b->at.col && gr_str_eq(a->text, b->text);
}

/** The list runs backwards; a report that is bound for several orders says it once. */
gr_status gr_key_literals_check(const gr_binder *binder, bool derived)
{
    gr_key_literal *wrong = NULL; /* in the order of binding */
    gr_status status = GR_OK;
    for (const gr_key_literal *each = binder->literals; each != NULL; each = each->next) {
        bool asked = each->table != NULL && gr_table_rows(each->table) > 0 &&
                     gr_table_schema(each->table)->derived == derived;
        if (!asked || is_key(each)) {
            continue;
        }
        gr_key_literal *kept = GR_NEW(binder->arena, gr_key_literal);
        *kept = *each;
        kept->next = wrong;
        wrong = kept;
    }
    for (const gr_key_literal *each = wrong; each != NULL; each = each->next) {
        const gr_key_literal *before = wrong;
        while (before != each && !same_literal(before, each)) {
            before = before->next;
        }
        if (before == each) {
            say_unmatched(binder, each);
        }
        if (each->held == NULL && each->blamed != NULL) {
            *each->blamed = true;
        } else if (each->held == NULL) {
            status = GR_BAD_INPUT;
        }
    }
    return status;
}
