/* Functions that take texts apart and read numbers and days in them: what a field of an export says
 * in a form that no notation of it has. A text that does not say what is asked is an error with the
 * text; ask matches(...) first where it may be otherwise. */
#include "base/arena.h"
#include "base/date.h"
#include "base/utf8.h"
#include "expr_priv.h"

static gr_value text_value(gr_str text)
{
    return (gr_value){.type = GR_T_TEXT, .as.text = text};
}

static gr_arena *arena_of(const gr_call *call)
{
    return call->run->context->arena;
}

static gr_value refuse(const gr_call *call, gr_str why)
{
    gr_str detail = gr_str_fmt(arena_of(call), "'" GR_FMT "': " GR_FMT, GR_ARG(call->node->source),
                               GR_ARG(why));
    return gr_run_fail(call->run, call->node->at, GR_CODE_ARGUMENTS, detail);
}

/** "'12,5' is no number as 1234.50" */
static gr_value refuse_text(const gr_call *call, const char *wanted)
{
    gr_str shown = gr_utf8_shorten(arena_of(call), call->args[0].as.text, 40);
    return refuse(call,
                  call->run->context->discreet
                      ? gr_str_fmt(arena_of(call), "a text is no %s", wanted)
                      : gr_str_fmt(arena_of(call), "'" GR_FMT "' is no %s", GR_ARG(shown), wanted));
}

/* ---- pieces ---- */

/** The byte where `n` more characters have passed, from byte `at`; the end when there are fewer. */
static size_t byte_after(gr_str text, size_t at, int64_t n)
{
    for (; n > 0 && at < text.len; n--) {
        (void)gr_utf8_step(text, &at);
    }
    return at;
}

/** Characters are counted from 1; where the text ends before, so does the piece. */
gr_value gr_call_substring(const gr_call *call)
{
    gr_str text = call->args[0].as.text;
    int64_t first = call->args[1].as.i;
    int64_t n = call->args[2].as.i;
    if (first < 1 || n < 0) {
        return refuse(call, GR_LIT("characters are counted from 1, and not fewer than 0"));
    }
    size_t from = byte_after(text, 0, first - 1);
    size_t to = byte_after(text, from, n);
    return text_value(gr_str_sub(text, from, to - from));
}

/** Missing when the text has fewer parts. */
gr_value gr_call_part(const gr_call *call)
{
    gr_str rest = call->args[0].as.text;
    gr_str mark = call->args[1].as.text;
    if (call->args[2].as.i < 1 || mark.len == 0) {
        return refuse(call, GR_LIT("parts are counted from 1, and something stands between them"));
    }
    for (int64_t nr = 1; nr < call->args[2].as.i; nr++) {
        size_t at = gr_str_find(rest, mark);
        if (at == SIZE_MAX) {
            return (gr_value){.type = GR_T_MISSING};
        }
        rest = gr_str_sub(rest, at + mark.len, SIZE_MAX);
    }
    return text_value(gr_str_trim(gr_str_sub(rest, 0, gr_str_find(rest, mark))));
}

gr_value gr_call_replace(const gr_call *call)
{
    gr_str rest = call->args[0].as.text;
    gr_str old = call->args[1].as.text;
    gr_buf out = gr_buf_make(arena_of(call), SIZE_MAX);
    if (old.len == 0) {
        return refuse(call, GR_LIT("an empty text stands nowhere"));
    }
    for (size_t at = gr_str_find(rest, old); at != SIZE_MAX; at = gr_str_find(rest, old)) {
        gr_buf_add(&out, gr_str_sub(rest, 0, at));
        gr_buf_add(&out, call->args[2].as.text);
        rest = gr_str_sub(rest, at + old.len, SIZE_MAX);
    }
    gr_buf_add(&out, rest);
    return text_value(gr_buf_view(&out));
}

/* ---- patterns ---- */

/** One sign of a pattern against one character; both move on when they fit. */
static bool fits_sign(gr_str pattern, size_t *p, gr_str text, size_t *t)
{
    size_t after_sign = *p;
    size_t after_char = *t;
    uint32_t sign = gr_utf8_step(pattern, &after_sign);
    uint32_t c = gr_utf8_step(text, &after_char);
    bool fits = sign == '?' || sign == c;
    fits = sign == '#' ? c >= '0' && c <= '9' : fits;
    *p = fits ? after_sign : *p;
    *t = fits ? after_char : *t;
    return fits;
}

/** Only the last `*` is ever tried again: length times length at the most. */
static bool matches(gr_str pattern, gr_str text)
{
    size_t p = 0;
    size_t t = 0;
    size_t star = SIZE_MAX;
    size_t tried = 0; /* where the text of the last star ends so far */
    while (t < text.len) {
        if (p < pattern.len && pattern.ptr[p] == '*') {
            star = ++p;
            tried = t;
        } else if (p >= pattern.len || !fits_sign(pattern, &p, text, &t)) {
            if (star == SIZE_MAX) {
                return false;
            }
            (void)gr_utf8_step(text, &tried);
            p = star;
            t = tried;
        }
    }
    while (p < pattern.len && pattern.ptr[p] == '*') {
        p++;
    }
    return p == pattern.len;
}

gr_value gr_call_matches(const gr_call *call)
{
    return (gr_value){.type = GR_T_BOOL,
                      .as.b = matches(call->args[1].as.text, call->args[0].as.text)};
}

/* ---- numbers and days ---- */

gr_value gr_call_number(const gr_call *call)
{
    gr_value value = {.type = GR_T_DECIMAL};
    return gr_decimal_parse(call->args[0].as.text, '.', &value.as.dec)
               ? value
               : refuse_text(call, "number such as -1234.5");
}

gr_value gr_call_integer(const gr_call *call)
{
    gr_value value = {.type = GR_T_INT};
    return gr_int_parse(call->args[0].as.text, &value.as.i)
               ? value
               : refuse_text(call, "whole number such as -12");
}

gr_value gr_call_money(const gr_call *call)
{
    gr_value value = {.type = GR_T_MONEY};
    const gr_value *from = &call->args[0];
    if (from->type == GR_T_TEXT) {
        return gr_money_parse(from->as.text, '.', gr_euro, &value.as.money)
                   ? value
                   : refuse_text(call, "amount in euros such as -1234.50");
    }
    gr_decimal exact = gr_plain_decimal(from);
    gr_decimal cents;
    if (!gr_decimal_round(exact, gr_euro.digits, GR_ROUND_DOWN, &cents) ||
        gr_decimal_cmp(exact, cents) != 0) {
        return refuse(call, GR_LIT("too large, or not in whole cents; write round(..., 2)"));
    }
    value.as.money = (gr_money){cents.coef, gr_euro};
    return value;
}

typedef struct day_form { /* a text read by a pattern */
    gr_str text, pattern;
    size_t t, p;
    int64_t year, month, day;
} day_form;

/** A run of `d`, `m` or `y`: as many digits; one letter stands for one or two digits. */
static bool read_run(day_form *form)
{
    char letter = form->pattern.ptr[form->p];
    int64_t *to = letter == 'y' ? &form->year : letter == 'm' ? &form->month : &form->day;
    size_t wanted = 0;
    size_t found = 0;
    for (; form->p < form->pattern.len && form->pattern.ptr[form->p] == letter; form->p++) {
        wanted++;
    }
    bool length_known = wanted == (letter == 'y' ? 4U : 2U) || (wanted == 1 && letter != 'y');
    if (!length_known || *to != 0) { /* no such run, or a second one */
        return false;
    }
    size_t most = wanted == 1 ? 2 : wanted;
    for (*to = 0; found < most && form->t < form->text.len; found++, form->t++) {
        char c = form->text.ptr[form->t];
        if (c < '0' || c > '9') {
            break;
        }
        *to = *to * 10 + (c - '0');
    }
    return found > 0 && (wanted == 1 || found == wanted);
}

gr_value gr_call_date_from(const gr_call *call)
{
    day_form form = {.text = call->args[0].as.text, .pattern = call->args[1].as.text};
    gr_value value = {.type = GR_T_DATE};
    bool fits = true;
    while (fits && form.p < form.pattern.len) {
        char sign = form.pattern.ptr[form.p];
        if (sign == 'd' || sign == 'm' || sign == 'y') {
            fits = read_run(&form);
        } else {
            fits = form.t < form.text.len && form.text.ptr[form.t++] == sign;
            form.p++;
        }
    }
    gr_str iso = gr_str_fmt(arena_of(call), "%04d-%02d-%02d", (int)form.year, (int)form.month,
                            (int)form.day);
    if (!fits || form.t < form.text.len || !gr_date_parse(iso, &value.as.day)) {
        return refuse_text(call, "day in this pattern; its letters are dd, mm and yyyy (d, m: one "
                                 "or two digits)");
    }
    return value;
}
