/* Foreign text in markup: whatever a name holds, the page's own markup stays the page's. */
#include "check.h"

#include "base/arena.h"
#include "html_priv.h"

typedef struct escape_case {
    const char *name, *text, *want;
} escape_case;

static void check_all(const escape_case *cases, size_t n, void (*add)(gr_buf *, gr_str))
{
    for (size_t i = 0; i < n; i++) {
        gr_arena *arena = gr_arena_new(1 << 12);
        gr_buf out = gr_buf_make(arena, 1 << 12);
        add(&out, gr_str_of(cases[i].text));
        check_text(cases[i].name, gr_buf_view(&out), cases[i].want);
        gr_arena_free(arena);
    }
}

static void texts(void **state)
{
    (void)state;
    static const escape_case cases[] = {
        {"empty", "", ""},
        {"plain", "Renkum, 's-Gravenhage", "Renkum, 's-Gravenhage"},
        {"beyond ASCII", "Súdwest-Fryslân € 1", "Súdwest-Fryslân € 1"},
        {"element", "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
        {"comment", "--><b>", "--&gt;&lt;b&gt;"},
        {"out of an attribute", "\" onload=\"x", "&quot; onload=&quot;x"},
        {"reference", "&lt;b&gt; &amp;c", "&amp;lt;b&amp;gt; &amp;amp;c"},
        {"white space", "a\tb\nc", "a\tb\nc"},
        {"controls", "a\x01\x1B[31m\x7F\rb",
         "a\xEF\xBF\xBD\xEF\xBF\xBD[31m\xEF\xBF\xBD\xEF\xBF\xBD"
         "b"},
        {"control beyond ASCII", "a\xC2\x85", "a\xEF\xBF\xBD"},
        {"no UTF-8", "a\xFFz", "a\xEF\xBF\xBDz"},
        {"cut short", "a\xE2\x82", "a\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"overlong <", "\xC0\xBC", "\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"noncharacter", "\xEF\xBF\xBF", "\xEF\xBF\xBD"},
    };
    check_all(cases, sizeof cases / sizeof cases[0], gr_html_add_text);
}

static void addresses(void **state)
{
    (void)state;
    static const escape_case cases[] = {
        {"empty", "", ""},
        {"plain", "dossier/renkum/a-b_c~1.pdf", "dossier/renkum/a-b_c~1.pdf"},
        {"space", "a b.pdf", "a%20b.pdf"},
        {"quotes", "a\"'<>&.pdf", "a%22%27%3C%3E%26.pdf"},
        {"percent", "100%.pdf", "100%25.pdf"},
        {"query and fragment", "a?b#c", "a%3Fb%23c"},
        {"beyond ASCII", "één.pdf", "%C3%A9%C3%A9n.pdf"},
        {"no UTF-8", "\xFF", "%FF"},
        {"scheme", "javascript:alert(1)", "javascript%3Aalert%281%29"},
        {"another machine", "//example.org/a", ".//example.org/a"},
        {"another machine, backslashes", "\\\\example.org", "%5C%5Cexample.org"},
        {"top folder", "/etc/passwd", "./etc/passwd"},
        {"line end", "a\nb", "a%0Ab"},
    };
    check_all(cases, sizeof cases / sizeof cases[0], gr_html_add_href);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(texts), cmocka_unit_test(addresses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
