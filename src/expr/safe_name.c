#include "expr/expr.h"

/* Owns how a name becomes the name of a file or a folder. */
#include "base/arena.h"
#include "language/language.h"

static bool is_safe(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

gr_status gr_safe_name(gr_eval_context *context, gr_str text, gr_str *out_name)
{
    gr_buf out = gr_buf_make(context->arena, SIZE_MAX);
    GR_TRY(gr_text_in_ascii(context->arena, text, context->diag, context->at, &text));
    for (size_t i = 0; i < text.len; i++) {
        bool safe = is_safe(text.ptr[i]) && (text.ptr[i] != '.' || out.len > 0);
        if (safe) {
            gr_buf_add_char(&out, lower(text.ptr[i]));
        } else if (out.len > 0 && out.ptr[out.len - 1] != '-') {
            gr_buf_add_char(&out, '-');
        }
    }
    gr_str name = gr_buf_view(&out);
    while (name.len > 0 && name.ptr[name.len - 1] == '-') {
        name.len--;
    }
    *out_name = name;
    return GR_OK;
}
