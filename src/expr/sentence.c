#include "expr/expr.h"

/* Owns how words begin a sentence. */
#include "language/language.h"

gr_status gr_as_sentence(gr_eval_context *context, gr_str text, gr_str *out)
{
    return gr_text_in_case(context->arena, context->lang, GR_CASE_CAPITAL, text, context->diag,
                           context->at, out);
}
