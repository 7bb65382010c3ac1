#include "grammar_check.h"

#include "style/style_read.h"

static void grammar_is_whole(void **state)
{
    (void)state;
    check_grammar(&gr_style_grammar);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(grammar_is_whole)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
