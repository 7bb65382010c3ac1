#include "base/attachment.h"

/* Owns what kinds of files are known, and how each begins. */

const char *const gr_relationship_names[GR_RELATIONSHIP__COUNT] = {
#define GR_RELATIONSHIP(ID, name, pdf, about) name,
#include "base/relationships.def"
#undef GR_RELATIONSHIP
};
const char gr_relationship_choice[] =
#define GR_RELATIONSHIP(ID, name, pdf, about) name " "
#include "base/relationships.def"
#undef GR_RELATIONSHIP
    ;

static bool is_pdf(gr_str bytes)
{
    return gr_str_starts(bytes, GR_LIT("%PDF-"));
}

/** A ZIP file names its parts in clear. */
static bool is_workbook(gr_str bytes)
{
    return gr_str_starts(bytes, GR_LIT("PK\x03\x04")) &&
           gr_str_find(bytes, GR_LIT("xl/workbook.xml")) != SIZE_MAX;
}

/** In any encoding that says so in its first bytes, or in UTF-8. */
static bool is_xml(gr_str bytes)
{
    static const char *const starts[] = {"<", "\xef\xbb\xbf<", "\xff\xfe<", "\xfe\xff"};
    for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
        if (gr_str_starts(bytes, gr_str_of(starts[i]))) {
            return true;
        }
    }
    return false;
}

/** Any encoding of one byte a letter: exports come in several. */
static bool is_text(gr_str bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') {
            return false;
        }
    }
    return true;
}

typedef struct form {
    const char *ending, *type;
    bool (*fits)(gr_str bytes);
    bool alone; /* its content is enough, whatever the name */
} form;

static const form forms[] = {
    {".pdf", "application/pdf", is_pdf, true},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", is_workbook,
     true},
    {".xml", "application/xml", is_xml, false},
    {".csv", "text/csv", is_text, false},
    {".md", "text/markdown", is_text, false},
    {".txt", "text/plain", is_text, false},
};

static bool ends_in(gr_str name, const char *ending)
{
    gr_str want = gr_str_of(ending);
    gr_str end = gr_str_sub(name, name.len > want.len ? name.len - want.len : 0, want.len);
    bool same = end.len == want.len;
    for (size_t i = 0; same && i < end.len; i++) {
        char c = end.ptr[i];
        same = want.ptr[i] == (c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
    return same;
}

gr_media gr_media_of(gr_str name, gr_str bytes)
{
    gr_media media = {"application/octet-stream", true};
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        bool named = ends_in(name, forms[i].ending);
        bool fits = (named || forms[i].alone) && forms[i].fits(bytes);
        if (fits) {
            media.type = forms[i].type;
        }
        media.as_named = media.as_named && (fits || !named);
    }
    return media;
}
