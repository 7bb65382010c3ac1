#ifndef GR_TESTS_FUZZ_REQUIRE_H
#define GR_TESTS_FUZZ_REQUIRE_H
/* What a target demands. Not assert: it must also hold in builds without it. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

#endif
