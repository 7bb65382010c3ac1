/* What a file is that is no XML, by its beginning: a saved error page and a workbook are what most
 * often lies where an export should. */
#include <strings.h>

#include "xml_priv.h"

typedef struct kind {
    const char *begins;
    const char *is, *then;
} kind;
static const kind kinds[] = {
    {"PK\x03\x04", "a ZIP file, such as a workbook (.xlsx)",
     "save the workbook as XML, or name the file .zip if XML files are in it"},
    {"\x1F\x8B", "a compressed file (gzip)", "give it a name that ends in .gz"},
    {"%PDF-", "a PDF document", "ask for the data as XML"},
    {"\xD0\xCF\x11\xE0", "an old workbook or document (.xls, .doc)", "save it as XML"},
    {"{", "JSON", "ask for the data as XML"},
    {"[", "JSON", "ask for the data as XML"},
};
static const char *const page_starts[] = {"<!doctype html", "<html"};

static bool begins(gr_str block, const char *what)
{
    size_t len = strlen(what);
    return block.len >= len && strncasecmp(block.ptr, what, len) == 0;
}

/** Without a mark of UTF-8, white space and comments. */
static gr_str content(gr_str block)
{
    if (gr_str_starts(block, GR_LIT("\xEF\xBB\xBF"))) {
        block = gr_str_sub(block, 3, SIZE_MAX);
    }
    while (block.len > 0 && memchr(" \t\r\n", block.ptr[0], 4) != NULL) {
        block = gr_str_sub(block, 1, SIZE_MAX);
    }
    return block;
}

static gr_status refuse(const gr_xml_input *input, gr_code code, const char *is, const char *then)
{
    gr_diag_report(input->diag, (gr_loc){.file = input->file}, code, "%s; %s", is, then);
    return GR_BAD_INPUT;
}

static bool is_page(gr_str text)
{
    for (size_t i = 0; i < sizeof page_starts / sizeof *page_starts; i++) {
        if (begins(text, page_starts[i])) {
            char next = text.len > strlen(page_starts[i]) ? text.ptr[strlen(page_starts[i])] : '>';
            return strchr("> \t\r\n", next) != NULL;
        }
    }
    return false;
}

gr_status gr_xml_refuse_kind(const gr_xml_input *input, gr_str block)
{
    gr_str text = content(block);
    if (begins(text, kinds[0].begins) && gr_unpack_is_zip(gr_diag_file(input->diag, input->file))) {
        return refuse(input, GR_CODE_EXPORT_KIND, "it is a ZIP file",
                      "name one of its members: FILE.zip/MEMBER.xml");
    }
    if (text.len == 0) {
        return refuse(input, GR_CODE_XML_TRUNCATED,
                      block.len == 0 ? "it is empty: 0 bytes" : "it holds white space only",
                      "was it fetched or written completely?");
    }
    if (is_page(text)) {
        return refuse(input, GR_CODE_EXPORT_KIND,
                      "it is an HTML page, not an export: saved from a server that answered with "
                      "an error or asked to sign in",
                      "look at it in a browser, and fetch the export again");
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (begins(text, kinds[i].begins)) {
            gr_diag_report(input->diag, (gr_loc){.file = input->file}, GR_CODE_EXPORT_KIND,
                           "it is %s; %s", kinds[i].is, kinds[i].then);
            return GR_BAD_INPUT;
        }
    }
    return GR_OK;
}
