/* The life that a published.json tells is read without its figures, and taken from nowhere else. */
#include "check.h"

#include "base/arena.h"
#include "journal/compare.h"

#define HEAD "{\n\"published\": 1,\n\"report\": \"r\",\n\"edition\": \",\\n\\\"figures\\\": [\""

static void life_before_figures(void **state)
{
    (void)state;
    static const struct {
        const char *published, *status, *version;
    } cases[] = {
        {HEAD ",\n\"life\": { \"status\": \"concept\", \"version\": 3 },\n\"figures\": [\n]\n}\n",
         "concept", "3"},
        {HEAD
         ",\n\"life\": { \"status\": \"adopted\", \"version\": 12 },\n\"figures\": [\n{ cut off",
         "adopted", "12"},
        {HEAD ",\n\"figures\": [\n],\n\"life\": { \"status\": \"adopted\" }\n}\n", "", ""},
        {HEAD ",\n\"figures\": [\n{ \"life\": { \"status\": \"adopted\" } }\n]\n}\n", "", ""},
        {"{\"life\": {\"status\": \"adopted\", \"version\": 1}, \"figures\": []}", "adopted", "1"},
        {"{\"life\": {\"status\": ", "", ""},
        {"", "", ""},
    };
    gr_arena *arena = gr_arena_new(4096);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_str published = gr_str_of(cases[i].published);
        check_text("status", gr_published_life(published, "status", arena), cases[i].status);
        check_text("version", gr_published_life(published, "version", arena), cases[i].version);
    }
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(life_before_figures)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
