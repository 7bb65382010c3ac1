#ifndef GR_TESTS_CHECK_H
#define GR_TESTS_CHECK_H
/* cmocka in the order it wants its headers, and comparisons for our own types. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"

/** Fails with the case's name and both texts. */
static inline void check_text(const char *name, gr_str got, const char *want)
{
    if (!gr_str_is(got, want)) {
        print_error("case %s\n  got  " GR_FMT "\n  want %s\n", name, GR_ARG(got), want);
        fail();
    }
}

#endif
