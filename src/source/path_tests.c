/* Predicates of a path: what stands in brackets behind a name. They look at the element itself and
 * what is inside it, for only that is known when it ends. */
#include "path_priv.h"

static const char possible[] = "; a predicate is [@a='x'], [child='x'], [.='x'], != for =, several "
                               "with and, several with or, a position such as [2], or [last()]";

static bool refuse_saying(gr_path_reader *reader, size_t at, const char *why)
{
    return gr_path_refuse(reader, at, gr_str_fmt(reader->arena, "%s%s", why, possible).ptr);
}

static bool here(const gr_path_reader *reader, const char *token)
{
    return gr_str_starts(gr_str_sub(reader->text, reader->at, SIZE_MAX), gr_str_of(token));
}

static bool at_end(const gr_path_reader *reader)
{
    return reader->at == reader->text.len;
}

/* ---- what is compared ---- */

static bool refuse_operand(gr_path_reader *reader)
{
    if (here(reader, "..")) {
        return refuse_saying(reader, reader->at,
                             "a predicate looks inside its own element; test a parent at its own "
                             "step: parent[@a='x']/child");
    }
    return refuse_saying(reader, reader->at, "nothing that can be tested");
}

/* "@name", "a/b", "a/@b", "." */
static bool operand_here(gr_path_reader *reader, gr_path_test *test)
{
    gr_path_name *steps = NULL;
    size_t cap = 0;
    test->reads = GR_READ_TEXT;
    if (here(reader, ".") && !here(reader, "..")) {
        reader->at++;
        return true;
    }
    do {
        if (gr_path_take(reader, "@")) {
            test->reads = GR_READ_ATTRIBUTE;
            return gr_path_name_here(reader, false, &test->attribute) ||
                   refuse_saying(reader, reader->at, "a name is missing behind '@'");
        }
        gr_path_name name;
        if (!gr_path_name_here(reader, false, &name)) {
            return refuse_operand(reader);
        }
        if (here(reader, "(") || here(reader, "::") || here(reader, "[")) {
            return refuse_saying(reader, test->at,
                                 here(reader, "(")    ? "no functions stand here but last()"
                                 : here(reader, "::") ? "axes are not read"
                                                      : "a predicate has none inside it");
        }
        if (test->n_steps == GR_PATH_STEPS) {
            return gr_path_refuse(reader, test->at, "more than 64 steps");
        }
        *GR_PUSH(reader->arena, steps, test->n_steps, cap, gr_path_name) = name;
        test->steps = steps;
    } while (gr_path_take(reader, "/"));
    return true;
}

static bool literal_here(gr_path_reader *reader, gr_path_test *test)
{
    size_t from = reader->at;
    char quote = at_end(reader) ? '\0' : reader->text.ptr[reader->at];
    if (quote != '\'' && quote != '"') {
        return gr_path_refuse(reader, from,
                              "a value stands in quotes, numbers too, for texts are compared: "
                              "[@a='x']");
    }
    reader->at++;
    gr_str rest = gr_str_sub(reader->text, reader->at, SIZE_MAX);
    const char *end = memchr(rest.ptr, quote, rest.len);
    if (end == NULL) {
        return gr_path_refuse(reader, from, "the quote that begins here is not closed");
    }
    test->literal = gr_str_sub(rest, 0, (size_t)(end - rest.ptr));
    reader->at += test->literal.len + 1;
    return true;
}

static bool comparison_here(gr_path_reader *reader, gr_path_test *test)
{
    if (!operand_here(reader, test)) {
        return false;
    }
    gr_path_space(reader);
    if (gr_path_take(reader, "!=")) {
        test->op = GR_TEST_IS_NOT;
    } else if (gr_path_take(reader, "=")) {
        test->op = GR_TEST_IS;
    } else {
        bool is_self = test->n_steps == 0 && test->reads == GR_READ_TEXT;
        test->op = GR_TEST_STANDS;
        return !is_self || refuse_saying(reader, test->at, "[.] says nothing");
    }
    gr_path_space(reader);
    return literal_here(reader, test);
}

/* ---- positions ---- */

static bool is_digit(const gr_path_reader *reader)
{
    return !at_end(reader) && reader->text.ptr[reader->at] >= '0' &&
           reader->text.ptr[reader->at] <= '9';
}

static bool position_here(gr_path_reader *reader, gr_path_test *test)
{
    uint64_t position = 0;
    while (is_digit(reader)) {
        position = position * 10 + (uint64_t)(reader->text.ptr[reader->at++] - '0');
        if (position > UINT32_MAX) {
            return gr_path_refuse(reader, test->at, "no element is that far");
        }
    }
    if (position == 0) {
        return gr_path_refuse(reader, test->at, "positions count from 1");
    }
    test->op = GR_TEST_POSITION;
    test->position = (uint32_t)position;
    return true;
}

/* ---- in brackets ---- */

static bool test_here(gr_path_reader *reader, gr_path_test *test)
{
    *test = (gr_path_test){
        .at = reader->at, .attribute = {GR_LIT(""), GR_LIT("")}, .literal = GR_LIT("")};
    if (is_digit(reader)) {
        return position_here(reader, test);
    }
    if (gr_path_take(reader, "last()")) {
        test->op = GR_TEST_LAST;
        return true;
    }
    return comparison_here(reader, test);
}

typedef enum joint { JOINT_NONE, JOINT_AND, JOINT_OR } joint;

/* "and", "or", or the end of the bracket: JOINT_NONE. */
static bool bracket_ends(gr_path_reader *reader, size_t open, joint *out)
{
    gr_path_space(reader);
    *out = here(reader, "and ") ? JOINT_AND : here(reader, "or ") ? JOINT_OR : JOINT_NONE;
    if (*out != JOINT_NONE) {
        reader->at += *out == JOINT_AND ? sizeof "and" - 1 : sizeof "or" - 1;
        gr_path_space(reader);
        return true;
    }
    if (gr_path_take(reader, "]")) {
        return true;
    }
    return at_end(reader) ? gr_path_refuse(reader, open, "the '[' that begins here is not closed")
                          : refuse_saying(reader, reader->at, "this is no predicate");
}

/* A later predicate counts what the earlier ones let pass, and what is the last one is known only
 * when all have passed. */
static bool order_fits(gr_path_reader *reader, const gr_source_path_step *step)
{
    bool inside = false;
    for (size_t i = 0; i < step->n_tests; i++) {
        const gr_path_test *test = &step->tests[i];
        if (test->op == GR_TEST_LAST && i + 1 < step->n_tests) {
            return gr_path_refuse(reader, step->tests[i + 1].at,
                                  "[last()] is the last predicate of a step");
        }
        if (test->op == GR_TEST_LAST && inside) {
            return gr_path_refuse(reader, test->at,
                                  "[last()] cannot be told in one pass behind a test of what "
                                  "stands inside; test an attribute instead, or leave one out");
        }
        inside = inside || test->n_steps > 0 ||
                 (test->op <= GR_TEST_STANDS && test->reads == GR_READ_TEXT);
    }
    return true;
}

/* An ignore is decided when an element begins. */
static bool use_fits(gr_path_reader *reader, const gr_source_path_step *step)
{
    for (size_t i = 0; reader->use == GR_PATH_IGNORE && i < step->n_tests; i++) {
        const gr_path_test *test = &step->tests[i];
        if (test->op > GR_TEST_STANDS || test->n_steps > 0 || test->reads != GR_READ_ATTRIBUTE) {
            return gr_path_refuse(reader, test->at,
                                  "an <ignore> tests attributes of the element only: "
                                  "name[@a='x']");
        }
    }
    return true;
}

/* One bracket: all of its predicates, or one of them. */
static bool bracket_here(gr_path_reader *reader, gr_source_path_step *step, gr_path_test **tests,
                         size_t *cap)
{
    size_t open = reader->at++;
    joint before = JOINT_NONE;
    joint now;
    do {
        gr_path_test test;
        gr_path_space(reader);
        if (!test_here(reader, &test) || !bracket_ends(reader, open, &now)) {
            return false;
        }
        if (before != JOINT_NONE && now != JOINT_NONE && now != before) {
            return gr_path_refuse(
                reader, test.at, "and and or in one bracket: write two, [@a='x' or @a='y'][b='z']");
        }
        before = now != JOINT_NONE ? now : before;
        if (before == JOINT_OR && test.op >= GR_TEST_POSITION) {
            return gr_path_refuse(reader, test.at, "a position has a bracket of its own");
        }
        if (step->n_tests == GR_PATH_STEPS) {
            return gr_path_refuse(reader, test.at, "more than 64 predicates");
        }
        test.or_next = now == JOINT_OR;
        *GR_PUSH(reader->arena, *tests, step->n_tests, *cap, gr_path_test) = test;
        step->tests = *tests;
    } while (now != JOINT_NONE);
    return true;
}

bool gr_path_tests_here(gr_path_reader *reader, gr_source_path_step *step)
{
    gr_path_test *tests = NULL;
    size_t cap = 0;
    while (here(reader, "[")) {
        if (!bracket_here(reader, step, &tests, &cap)) {
            return false;
        }
    }
    return order_fits(reader, step) && use_fits(reader, step);
}

/* ---- what is the same ---- */

static bool names_eq(gr_path_name a, gr_path_name b)
{
    return gr_str_eq(a.prefix, b.prefix) && gr_str_eq(a.local, b.local);
}

static bool test_eq(const gr_path_test *a, const gr_path_test *b)
{
    if (a->op != b->op || a->or_next != b->or_next || a->position != b->position ||
        a->n_steps != b->n_steps || a->reads != b->reads || !names_eq(a->attribute, b->attribute) ||
        !gr_str_eq(a->literal, b->literal)) {
        return false;
    }
    for (size_t i = 0; i < a->n_steps; i++) {
        if (!names_eq(a->steps[i], b->steps[i])) {
            return false;
        }
    }
    return true;
}

bool gr_path_tests_eq(const gr_source_path_step *a, const gr_source_path_step *b)
{
    if (a->n_tests != b->n_tests) {
        return false;
    }
    for (size_t i = 0; i < a->n_tests; i++) {
        if (!test_eq(&a->tests[i], &b->tests[i])) {
            return false;
        }
    }
    return true;
}
