/* What kind of file it is: by how it begins, whatever it is called. */
#include "base/attachment.h"
#include "check.h"

#define SHEET "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#define OTHER "application/octet-stream"

typedef struct media_case {
    const char *name, *bytes, *type;
    bool as_named;
} media_case;
static const media_case cases[] = {
    {"a.pdf", "%PDF-1.4\n", "application/pdf", true},
    {"A.PDF", "%PDF-2.0\n", "application/pdf", true},
    {"a.bin", "%PDF-1.4\n", "application/pdf", true},
    {"a.pdf", "<html>", OTHER, false},
    {"a.pdf", "", OTHER, false},
    {"a.xlsx", "PK\x03\x04....xl/workbook.xml", SHEET, true},
    {"a.zip", "PK\x03\x04....xl/workbook.xml", SHEET, true},
    {"a.xlsx", "PK\x03\x04....word/document.xml", OTHER, false},
    {"a.xml", "<?xml version='1.0'?><a/>", "application/xml", true},
    {"a.xml", "\xef\xbb\xbf<a/>", "application/xml", true},
    {"a.xml", "a: 1", OTHER, false},
    {"a.xml", "%PDF-1.4\n", "application/pdf", false},
    {"a.csv", "a;b\r\n1;\xeb\r\n", "text/csv", true},
    {"a.csv", "a\x01", OTHER, false},
    {"a.md", "# a\n", "text/markdown", true},
    {"a.txt", "a\tb\n", "text/plain", true},
    {"a.json", "{}", OTHER, true},
    {"pdf", "a", OTHER, true},
    {"", "", OTHER, true},
};

static void kinds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        gr_media media = gr_media_of(gr_str_of(cases[i].name), gr_str_of(cases[i].bytes));
        if (strcmp(media.type, cases[i].type) != 0 || media.as_named != cases[i].as_named) {
            fail_msg("case %zu, '%s': %s%s", i, cases[i].name, media.type,
                     media.as_named ? "" : ", not as named");
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(kinds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
