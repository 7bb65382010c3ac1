/* Words of an export with a meaning of their own: those for yes and no, and signs for "missing". */
#include "language/language.h"
#include "writing_priv.h"

/** The next word, or several between quotes: - n.v.t. 'niet bekend'. False at the end. `*open`: the
 *  second quote is not there. */
static bool next_word(gr_str *rest, gr_str *out, bool *open)
{
    while (rest->len > 0 && rest->ptr[0] == ' ') {
        *rest = gr_str_sub(*rest, 1, SIZE_MAX);
    }
    if (rest->len == 0) {
        return false;
    }
    bool quoted = rest->ptr[0] == '\'';
    gr_str from = gr_str_sub(*rest, quoted ? 1 : 0, SIZE_MAX);
    size_t end = gr_str_find(from, quoted ? GR_LIT("'") : GR_LIT(" "));
    *open = quoted && end == SIZE_MAX;
    *out = gr_str_sub(from, 0, end);
    *rest = end == SIZE_MAX ? GR_LIT("") : gr_str_sub(from, end + 1, SIZE_MAX);
    return true;
}

bool gr_signs_have(const gr_signs *signs, gr_str text)
{
    for (size_t i = 0; signs != NULL && i < signs->n; i++) {
        if (gr_str_eq(signs->items[i], text)) {
            return true;
        }
    }
    return false;
}

static void add_sign(const gr_describing *describing, const gr_xml_elem *elem,
                     const gr_xml_named *named, gr_str word, gr_signs *signs)
{
    gr_str plain = gr_str_trim(word);
    gr_loc at = gr_part_place(elem, named, word);
    if (plain.len == 0) {
        gr_diag_report(describing->diag, at, GR_CODE_ATTRIBUTE_VALUE,
                       "'' between quotes is nothing; an empty element or attribute says nothing "
                       "anyhow");
        return;
    }
    if (gr_text_composed(describing->arena, plain, describing->diag, at, &plain) != GR_OK) {
        return; /* told */
    }
    if (gr_signs_have(signs, plain)) {
        gr_diag_report(describing->diag, at, GR_CODE_NAME_DUPLICATE, "'" GR_FMT "'", GR_ARG(plain));
    }
    *GR_PUSH(describing->arena, signs->items, signs->n, signs->cap, gr_str) = plain;
}

static const gr_signs *read_signs(const gr_describing *describing, const gr_xml_elem *elem,
                                  const gr_xml_named *named)
{
    gr_signs *signs = GR_NEW(describing->arena, gr_signs);
    gr_str rest = named->value;
    gr_str word;
    bool open = false;
    *signs = (gr_signs){0};
    while (next_word(&rest, &word, &open)) {
        add_sign(describing, elem, named, word, signs);
        if (open) {
            gr_diag_report(describing->diag, gr_part_place(elem, named, word),
                           GR_CODE_ATTRIBUTE_VALUE,
                           "'" GR_FMT " has no second quote; words of several parts stand between "
                           "two: 'niet bekend'",
                           GR_ARG(word));
        }
    }
    return signs;
}

/* ---- yes and no ---- */

static void refuse_both(const gr_describing *describing, const gr_xml_elem *elem,
                        const gr_yes_no *words)
{
    const gr_xml_named *named = gr_xml_find(elem, "false");
    for (size_t i = 0; i < words->no->n; i++) {
        if (gr_signs_have(words->yes, words->no->items[i])) {
            gr_diag_report(describing->diag, named->at, GR_CODE_ATTRIBUTE_VALUE,
                           "'" GR_FMT "' stands in true= and in false=; it can mean one of them",
                           GR_ARG(words->no->items[i]));
        }
    }
}

const gr_yes_no *gr_read_yes_no(const gr_describing *describing, const gr_xml_elem *elem)
{
    const gr_xml_named *yes = gr_xml_find(elem, "true");
    const gr_xml_named *no = gr_xml_find(elem, "false");
    if (yes == NULL && no == NULL) {
        return NULL;
    }
    if (yes == NULL || no == NULL) {
        gr_diag_report(describing->diag, (yes != NULL ? yes : no)->at, GR_CODE_ATTRIBUTE_MISSING,
                       "true= and false= go together: each word of the export means one of them");
        return NULL;
    }
    gr_yes_no *words = GR_NEW(describing->arena, gr_yes_no);
    *words = (gr_yes_no){read_signs(describing, elem, yes), read_signs(describing, elem, no)};
    for (int side = 0; side < 2; side++) {
        if ((side == 0 ? words->yes : words->no)->n == 0) {
            gr_diag_report(describing->diag, (side == 0 ? yes : no)->at, GR_CODE_ATTRIBUTE_VALUE,
                           "no word stands here; ja or J, for one");
        }
    }
    refuse_both(describing, elem, words);
    return words;
}

const gr_yes_no *gr_field_yes_no(const gr_describing *describing, const gr_xml_elem *elem,
                                 gr_type type, const gr_yes_no *inherited)
{
    static const char *const names[] = {"true", "false"};
    for (size_t i = 0; i < 2; i++) {
        const gr_xml_named *named = gr_xml_find(elem, names[i]);
        if (named != NULL && type != GR_T_BOOL) {
            gr_diag_report(describing->diag, named->at, GR_CODE_ATTRIBUTE_VALUE,
                           "%s= goes with type=\"boolean\" only", names[i]);
            return NULL;
        }
    }
    const gr_yes_no *own = gr_read_yes_no(describing, elem);
    return own != NULL ? own : inherited;
}

bool gr_yes_no_read(const gr_yes_no *words, gr_str text, bool *out)
{
    static const char *const plain[][2] = {{"yes", "no"}, {"true", "false"}, {"1", "0"}};
    if (words != NULL) {
        *out = gr_signs_have(words->yes, text);
        return *out || gr_signs_have(words->no, text);
    }
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        *out = gr_str_is(text, plain[i][0]);
        if (*out || gr_str_is(text, plain[i][1])) {
            return true;
        }
    }
    return false;
}

static void list_words(gr_buf *out, const gr_signs *signs, const char *meaning)
{
    for (size_t i = 0; i < signs->n; i++) {
        gr_buf_addf(out, "%s" GR_FMT, i > 0 ? ", " : "", GR_ARG(signs->items[i]));
    }
    gr_buf_addf(out, " (%s)", meaning);
}

gr_str gr_yes_no_said(const gr_yes_no *words, gr_arena *arena)
{
    if (words == NULL) {
        return GR_LIT("yes or no (or true, false, 1, 0); other words are declared by true= and "
                      "false=");
    }
    gr_buf out = gr_buf_make(arena, 1000);
    list_words(&out, words->yes, "true");
    gr_buf_add(&out, GR_LIT(" or "));
    list_words(&out, words->no, "false");
    return gr_buf_view(&out);
}

/* ---- missing ---- */

const gr_signs *gr_read_missing(const gr_describing *describing, const gr_xml_elem *elem,
                                const gr_signs *inherited)
{
    const gr_xml_named *named = gr_xml_find(elem, "missing");
    return named == NULL ? inherited : read_signs(describing, elem, named);
}

void gr_judge_missing(const gr_describing *describing, const gr_xml_elem *elem, gr_type type,
                      const gr_writing *writing)
{
    const gr_xml_named *fallback = gr_xml_find(elem, "default");
    const gr_xml_named *named = gr_xml_find(elem, "missing");
    if (fallback != NULL && gr_signs_have(writing->missing, gr_str_trim(fallback->value))) {
        gr_diag_report(describing->diag, fallback->at, GR_CODE_ATTRIBUTE_VALUE,
                       "'" GR_FMT "' is a sign of missing here, so it is no default",
                       GR_ARG(gr_str_trim(fallback->value)));
    }
    for (size_t i = 0; named != NULL && type == GR_T_BOOL && i < writing->missing->n; i++) {
        bool meaning;
        if (gr_yes_no_read(writing->yes_no, writing->missing->items[i], &meaning)) {
            gr_diag_report(describing->diag, named->at, GR_CODE_ATTRIBUTE_VALUE,
                           "'" GR_FMT "' stands in missing= and means %s; it can be one of them",
                           GR_ARG(writing->missing->items[i]), meaning ? "true" : "false");
        }
    }
}
