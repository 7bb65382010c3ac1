#include "eval/eval.h"

/* Owns whether the text of a link says where it leads: WCAG 2.1, success criterion 2.4.4. */
#include "base/arena.h"
#include "expander_priv.h"

static const char *const empty_words[] = {
#define GR_EMPTY_WORD(words) words,
#include "empty_words.def"
#undef GR_EMPTY_WORD
};

static bool is_mark(char c)
{
    return strchr(" .,:;!?>", c) != NULL;
}

/** In small letters, with single spaces, without marks at the end: as the list has it. */
static gr_str plainest(gr_arena *arena, gr_str text)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        gr_buf_add_char(&out, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
    gr_str plain = gr_str_trim(gr_buf_view(&out));
    while (plain.len > 0 && is_mark(plain.ptr[plain.len - 1])) {
        plain.len--;
    }
    return plain;
}

void gr_check_link_text(gr_expander *expander, const gr_tnode *node, const gr_node *link)
{
    gr_str text = gr_node_text(link, expander->arena);
    gr_str plain = plainest(expander->arena, text);
    if (link->first == NULL) {
        gr_diag_report_open(expander->context->diag, node->at, GR_CODE_LINK_TEXT,
                            "it has no text; write what the reader will find there");
        return;
    }
    for (size_t i = 0; i < sizeof empty_words / sizeof empty_words[0]; i++) {
        if (gr_str_is(plain, empty_words[i])) {
            gr_diag_report_halves(expander->context->diag, node->at, GR_CODE_LINK_TEXT, GR_LIT(""),
                                  "'" GR_FMT
                                  "'; write what the reader will find there, such as 'the "
                                  "budget of 2022'",
                                  GR_ARG(text));
            return;
        }
    }
}
