#ifndef GR_TESTS_SOURCE_CASES_H
#define GR_TESTS_SOURCE_CASES_H
/* A descriptor and an export, and what is wanted of them: a part of the dump when all is well, a
 * part of what is said when it is not. */
#include "try.h"

typedef struct export_case {
    const char *name, *descriptor, *input;
    const char *want; /* a part of the dump, or of what is said */
} export_case;

static inline void run_case(const export_case *c, bool wants_good)
{
    try t = try_make();
    write_text(&t, "sources/s.xml", c->descriptor);
    write_text(&t, "input/b-2025.xml", c->input);
    gr_status status = try_run(&t);
    gr_str said = try_said(&t);
    gr_str got = wants_good ? try_dump(&t) : said;
    bool found = gr_str_find(got, gr_str_of(c->want)) != SIZE_MAX;
    bool right = wants_good ? status == GR_OK && said.len == 0 : status == GR_BAD_INPUT;
    if (!found || !right) {
        fail_msg("%s: wanted\n%s\ngot\n" GR_FMT "\nsaid\n" GR_FMT, c->name, c->want, GR_ARG(got),
                 GR_ARG(said));
    }
    try_free(&t);
}

#endif
