/* libxml2's complaints in our words. Its own messages quote values of records, so nothing of them
 * is shown but names of elements, attributes and entities. */
#include "base/arena.h"
#include "base/utf8.h"
#include "xml_priv.h"

#include <libxml/parserInternals.h>

#define NAME_BYTES 60 /* of a name in a message */

typedef struct complaint {
    int code;
    bool named;       /* `says` is followed by the name libxml2 gives */
    char begins;      /* libxml2 stands behind what begins with this; 0: right at it */
    const char *says; /* what was found                               */
    const char *then; /* what would do                                */
} complaint;

/* clang-format off */
static const complaint complaints[] = {
    {XML_ERR_DOCUMENT_EMPTY, false, 0, "this is no XML: it does not begin with '<'",
     "; is it the right file?"},
    {XML_ERR_DOCUMENT_END, false, 0, "more text after the end of the outermost element",
     "; one element must hold everything"},
    {XML_ERR_INVALID_CHAR, false, 0, "a control character that XML does not allow", "; remove it"},
    {XML_ERR_INVALID_CHARREF, false, '&', "&#...; names a character that XML does not allow", ""},
    {XML_ERR_INVALID_DEC_CHARREF, false, '&', "&#...; must hold digits and end in ';'", ""},
    {XML_ERR_INVALID_HEX_CHARREF, false, '&', "&#x...; must hold hexadecimal digits and end in ';'",
     ""},
    {XML_ERR_NAME_REQUIRED, false, 0, "a name is missing", ""},
    {XML_ERR_ENTITYREF_SEMICOL_MISSING, false, '&', "'&' without ';'",
     "; for the sign itself write &amp;"},
    {XML_ERR_UNDECLARED_ENTITY, true, '&', "unknown entity ",
     "; write the character itself, or &amp; for '&'"},
    {XML_WAR_UNDECLARED_ENTITY, true, '&', "unknown entity ",
     "; write the character itself, or &amp; for '&'"},
    {XML_ERR_LT_IN_ATTRIBUTE, false, 0, "'<' in an attribute value", "; write &lt;"},
    {XML_ERR_ATTRIBUTE_NOT_STARTED, false, 0, "attribute value without quotes",
     "; write name=\"value\""},
    {XML_ERR_ATTRIBUTE_NOT_FINISHED, false, 0, "attribute value without its closing quote", ""},
    {XML_ERR_ATTRIBUTE_WITHOUT_VALUE, true, 0,
     "attribute without a value: ", "; write name=\"value\""},
    {XML_ERR_ATTRIBUTE_REDEFINED, true, '<', "attribute given twice: ", ""},
    {XML_NS_ERR_ATTRIBUTE_REDEFINED, true, '<', "attribute given twice: ", ""},
    {XML_ERR_SPACE_REQUIRED, false, 0, "white space is missing",
     "; is there a quote too many or too few?"},
    {XML_ERR_GT_REQUIRED, false, 0, "'>' is missing", ""},
    {XML_ERR_HYPHEN_IN_COMMENT, false, 0, "'--' inside a comment", "; only --> may end it"},
    {XML_ERR_COMMENT_NOT_FINISHED, false, 0, "comment without -->", ""},
    {XML_ERR_PI_NOT_STARTED, false, 0, "'<?' without a name", ""},
    {XML_ERR_PI_NOT_FINISHED, false, 0, "'<?' without '?>'", ""},
    {XML_ERR_CDATA_NOT_FINISHED, false, 0, "CDATA section without ]]>", ""},
    {XML_ERR_MISPLACED_CDATA_END, false, 0, "']]>' outside a CDATA section", "; write ]]&gt;"},
    {XML_ERR_RESERVED_XML_NAME, false, 0,
     "'<?xml' anywhere but at the very beginning, as <?xml version=\"1.0\"?>", ""},
    {XML_ERR_XMLDECL_NOT_FINISHED, false, 0, "XML declaration without '?>'", ""},
    {XML_ERR_VERSION_MISSING, false, 0, "XML declaration without version=\"1.0\"", ""},
    {XML_ERR_ENCODING_NAME, false, 0, "encoding without a name", "; write encoding=\"UTF-8\""},
    {XML_ERR_STRING_NOT_STARTED, false, 0, "quote missing in the XML declaration", ""},
    {XML_ERR_STRING_NOT_CLOSED, false, 0, "quote missing in the XML declaration", ""},
    {XML_ERR_STANDALONE_VALUE, false, 0, "standalone takes 'yes' or 'no'", ""},
    {XML_NS_ERR_UNDEFINED_NAMESPACE, true, '<',
     "namespace prefix that is not declared: ", "; declare it with xmlns:...=\"...\""},
    {XML_NS_ERR_EMPTY, false, '<', "xmlns:...=\"\" declares nothing", ""},
    {XML_NS_ERR_QNAME, false, '<', "a name with colons in wrong places", ""},
    {XML_NS_ERR_COLON, false, '<', "a name with colons in wrong places", ""},
    {XML_NS_ERR_XML_NAMESPACE, false, '<', "a namespace that is empty or that XML keeps for itself",
     ""},
    {XML_WAR_NS_URI, false, '<', "a namespace that is not a valid URI", ""}};
/* clang-format on */

static const complaint *find_complaint(int code)
{
    for (size_t i = 0; i < sizeof complaints / sizeof *complaints; i++) {
        if (complaints[i].code == code) {
            return &complaints[i];
        }
    }
    return NULL;
}

static gr_str short_name(const char *name)
{
    gr_str cut = gr_str_sub(gr_str_of(name), 0, NAME_BYTES);
    return gr_str_sub(cut, 0, gr_utf8_valid(cut));
}

static bool after_ampersand(const gr_xml_reader *reader, size_t cursor)
{
    const gr_xml_window *window = &reader->window;
    return cursor > window->start && cursor - window->start <= window->len &&
           window->ptr[cursor - window->start - 1] == '&';
}

static void report_end(gr_xml_reader *reader)
{
    const gr_xml_window *window = &reader->window;
    gr_loc at = gr_xml_loc(reader, gr_xml_mark_of(reader, window->start + window->len));
    if (!reader->root_seen) {
        gr_diag_report(reader->diag, at, GR_CODE_XML_TRUNCATED,
                       "before its first element is complete; is the export complete?");
    } else {
        gr_diag_report(reader->diag, at, GR_CODE_XML_TRUNCATED,
                       "element '" GR_FMT "' is still open; is the export complete?",
                       GR_ARG(short_name((const char *)reader->parser->name)));
    }
}

static void report_mismatch(gr_xml_reader *reader, size_t cursor, const xmlError *error)
{
    gr_xml_mark mark = gr_xml_mark_of(reader, gr_xml_window_back(&reader->window, cursor, '<'));
    gr_str open = short_name(error->str1), close = short_name(error->str2);
    gr_diag_report(reader->diag, gr_xml_loc(reader, mark), GR_CODE_XML_FORM,
                   "</" GR_FMT "> closes <" GR_FMT "> of line %d; write </" GR_FMT
                   "> before it, or correct the name",
                   GR_ARG(close), GR_ARG(open), error->int1, GR_ARG(open));
}

static void report_form(gr_xml_reader *reader, size_t cursor, const xmlError *error)
{
    const complaint *row = find_complaint(error->code);
    bool behind = row != NULL && row->begins != 0;
    size_t offset = behind ? gr_xml_window_back(&reader->window, cursor, row->begins) : cursor;
    gr_loc at = gr_xml_loc(reader, gr_xml_mark_of(reader, offset));
    if (error->code == XML_ERR_NAME_REQUIRED && after_ampersand(reader, cursor)) {
        at = gr_xml_loc(reader, gr_xml_mark_of(reader, cursor - 1));
        gr_diag_report(reader->diag, at, GR_CODE_XML_FORM, "'&' alone; write &amp;");
    } else if (row == NULL) {
        gr_diag_report(reader->diag, at, GR_CODE_XML_FORM, "a rule of XML is broken (libxml2 %d)",
                       error->code);
    } else if (row->named && error->str1 != NULL) {
        gr_diag_report(reader->diag, at, GR_CODE_XML_FORM, "%s'" GR_FMT "'%s", row->says,
                       GR_ARG(short_name(error->str1)), row->then);
    } else {
        gr_diag_report(reader->diag, at, GR_CODE_XML_FORM, "%s%s", row->says, row->then);
    }
}

static gr_status status_of(const xmlError *error)
{
    bool limit = error->code == XML_ERR_INTERNAL_ERROR || error->code == XML_ERR_NAME_TOO_LONG;
    return limit ? GR_OVER_LIMIT : GR_BAD_INPUT;
}

void gr_xml_complain(void *user, xmlErrorPtr error)
{
    gr_xml_reader *reader = user;
    if (error->code == XML_ERR_NO_MEMORY) {
        gr_die_oom(0);
    }
    gr_status status = status_of(error);
    if (error->level < XML_ERR_ERROR || !gr_xml_fails(reader, status)) {
        return;
    }
    size_t cursor = gr_xml_cursor(reader);
    if (reader->ending && (reader->depth > 0 || !reader->root_seen)) {
        report_end(reader);
    } else if (status == GR_OVER_LIMIT) {
        gr_diag_report(reader->diag, gr_xml_loc(reader, gr_xml_mark_of(reader, cursor)),
                       GR_CODE_XML_LIMIT,
                       "a text, comment or name larger than the XML library takes");
    } else if (error->code == XML_ERR_TAG_NAME_MISMATCH) {
        report_mismatch(reader, cursor, error);
    } else {
        report_form(reader, cursor, error);
    }
}
