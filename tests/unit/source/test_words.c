/* Texts that stay as they are, told many signs at once, held against what would be made of them. */
#include "check.h"

#include "source_priv.h"

/** Whether it is ASCII that nothing would be changed in, sign by sign. */
static bool stays(const char *text, size_t len)
{
    char copy[64];
    memcpy(copy, text, len);
    gr_str spaced = gr_single_spaced(copy, len);
    bool plain = len > 0 && spaced.len == len && memcmp(spaced.ptr, text, len) == 0;
    for (size_t i = 0; i < len; i++) {
        plain = plain && (unsigned char)text[i] >= ' ' && (unsigned char)text[i] < 0x80;
    }
    return plain;
}

static void plain_texts_are_those_that_stay(void **state)
{
    static const char signs[] = {'a', ' ', '\t', '~', '!', '\xC3', '\x1F', '\x7F'};
    (void)state;
    for (size_t len = 0; len <= 20; len++) {
        for (size_t at = 0; at < (len == 0 ? 1 : len); at++) {
            for (size_t pair = 0; pair < sizeof signs * sizeof signs; pair++) {
                char text[64];
                memset(text, 'x', sizeof text);
                text[at] = signs[pair / sizeof signs];
                text[at + 1] = at + 1 < len ? signs[pair % sizeof signs] : 'x';
                if (gr_is_plain((gr_str){text, len}) != stays(text, len)) {
                    fail_msg("'%.*s' (%zu, sign %zu)", (int)len, text, len, at);
                }
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(plain_texts_are_those_that_stay)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
