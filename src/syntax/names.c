#include "syntax_priv.h"

/* Owns the form of names and phrases. Must not know where they stand. */

bool gr_name_in_expression(gr_str name)
{
    return name.len > 0 && gr_name_bytes(name, 0) == name.len &&
           (name.ptr[0] < '0' || name.ptr[0] > '9');
}

gr_str gr_phrase_plain(gr_arena *arena, gr_str text)
{
    gr_buf out = gr_buf_make(arena, text.len);
    for (size_t i = 0; i < text.len; i++) {
        char c =
            text.ptr[i] == '\t' || text.ptr[i] == '\n' || text.ptr[i] == '\r' ? ' ' : text.ptr[i];
        bool second = c == ' ' && (out.len == 0 || out.ptr[out.len - 1] == ' ');
        if (!second) {
            gr_buf_add_char(&out, c);
        }
    }
    return gr_str_trim(gr_buf_view(&out));
}

bool gr_phrase_fits(gr_str phrase)
{
    gr_str word = GR_LIT("");
    gr_str rest = gr_str_trim(phrase);
    bool first = true;
    bool own_word = false; /* at least one that is not of the language */
    while (gr_str_split(&rest, ' ', &word)) {
        if (word.len > 0 && !gr_name_in_expression(word)) {
            return false;
        }
        bool reserved = gr_word_reserved(word);
        bool may_begin = !reserved || gr_str_is(word, "is") || gr_str_is(word, "in");
        if (first && !may_begin) {
            return false;
        }
        own_word = own_word || (word.len > 0 && !reserved);
        first = false;
    }
    return own_word;
}
