/* What the reader accepts, refuses, says and where: forms, encodings, hostile texts, limits. */
#include "reading.h"

#define BYTES(s)         \
    {                    \
        s, sizeof(s) - 1 \
    } /* GR_LIT is no constant */

typedef struct form_case {
    const char *text;
    const char *want; /* all that is said, without the file's name */
} form_case;

/* clang-format off */
static const form_case forms[] = {
    {"<a>\n <b>x</c>\n</a>", ":2:6: error: not well-formed: </c> closes <b> of line 2; write </b> "
                             "before it, or correct the name [X101]"},
    {"<a><b\n x='1'\n></c></a>", ":3:2: error: not well-formed: </c> closes <b> of line 1; write "
                                 "</b> before it, or correct the name [X101]"},
    {"<a/></a>", ":1:5: error: not well-formed: more text after the end of the outermost element; "
                 "one element must hold everything [X101]"},
    {"<a/>x", ":1:5: error: not well-formed: more text after the end of the outermost element; one "
              "element must hold everything [X101]"},
    {"<a>\n  <b c=1/></a>",
     ":2:8: error: not well-formed: attribute value without quotes; write name=\"value\" [X101]"},
    {"<a b/>",
     ":1:5: error: not well-formed: attribute without a value: 'b'; write name=\"value\" [X101]"},
    {"<a><é b='x' b='y'/></a>", ":1:4: error: not well-formed: attribute given twice: 'b' [X101]"},
    {"<a xmlns:p='u' xmlns:q='u' p:b='' q:b=''/>",
     ":1:1: error: not well-formed: attribute given twice: 'b' [X101]"},
    {"<a b='1'c='2'/>", ":1:9: error: not well-formed: white space is missing; is there a quote "
                        "too many or too few? [X101]"},
    {"<a b='x>\n<c d='y'/></a>", ":2:1: error: not well-formed: '<' inside the tag that begins on "
                                 "line 1; is a quote or '>' missing "
                                 "before it? in a value write &lt; [X101]"},
    {"<a>é & 2</a>", ":1:6: error: not well-formed: '&' begins no entity here; write &amp; [X101]"},
    {"<a b='R&D'/>",
     ":1:8: error: not well-formed: '&' without ';'; for the sign itself write &amp; [X101]"},
    {"<a b='x & y'/>", ":1:9: error: not well-formed: '&' alone; write &amp; [X101]"},
    {"<a>é &nbsp; </a>", ":1:6: error: not well-formed: unknown entity 'nbsp'; write the character "
                         "itself, or &amp; for '&' [X101]"},
    {"<a b='&nbsp;'/>", ":1:7: error: not well-formed: unknown entity 'nbsp'; write the character "
                        "itself, or &amp; for '&' [X101]"},
    {"<a>3 < 4</a>", ":1:6: error: not well-formed: '<' begins no tag here; write &lt; [X101]"},
    {"<a><!ELEMENT b></a>",
     ":1:4: error: not well-formed: '<' begins no tag here; write &lt; [X101]"},
    {"<a><![CDAT[x]]></a>",
     ":1:4: error: not well-formed: '<' begins no tag here; write &lt; [X101]"},
    {"<a>\x01</a>",
     ":1:4: error: not well-formed: a control character that XML does not allow; remove it [X101]"},
    {"<a>&#xZ;</a>",
     ":1:4: error: not well-formed: &#x...; must hold hexadecimal digits and end in ';' [X101]"},
    {"<p:a/>", ":1:1: error: not well-formed: namespace prefix that is not declared: 'p'; declare "
               "it with xmlns:...=\"...\" [X101]"},
    {"<a><b/><c><d p:x='1'/></c></a>",
     ":1:11: error: not well-formed: namespace prefix that is not declared: 'p'; declare it with "
     "xmlns:...=\"...\" [X101]"},
    {"<a><!-- a -- b --></a>",
     ":1:11: error: not well-formed: '--' inside a comment; only --> may end it [X101]"},
    {"<a>]]></a>",
     ":1:4: error: not well-formed: ']]>' outside a CDATA section; write ]]&gt; [X101]"},
    {"hello", ":1:1: error: not well-formed: this is no XML: it does not begin with '<'; is it the "
              "right file? [X101]"},
    {"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
     ":1:1: error: document type declaration refused: remove <!DOCTYPE ...>; write characters "
     "themselves, not as own entities [X102]"},
    {"<?xml version='1.0'?>\n <!-- <!DOCTYPE --> <!DOCTYPE html>\n<a/>",
     ":2:21: error: document type declaration refused: remove <!DOCTYPE ...>; write characters "
     "themselves, not as own entities [X102]"},
    {"", ":1:1: error: file ends too early: before its first element is complete; is the export "
         "complete? [X106]"},
    {" \n ", ":2:2: error: file ends too early: before its first element is complete; is the "
             "export complete? [X106]"},
    {"<a>\n<b>text",
     ":2:8: error: file ends too early: element 'b' is still open; is the export complete? [X106]"},
    {"<a><!-- x", ":1:10: error: file ends too early: element 'a' is still open; is the export "
                  "complete? [X106]"},
    {"<a>x &am",
     ":1:9: error: file ends too early: element 'a' is still open; is the export complete? [X106]"},
    {"<a>\xc3", ":1:4: error: file ends too early: the last character is incomplete [X106]"},
    {"<a>\n é\xff</a>", ":2:3: error: bytes that are not text in this encoding: FF is not UTF-8; "
                        "save the file as UTF-8, or declare "
                        "encoding=\"windows-1252\" if that is what it is (of an export its source can say so: encoding=) [X104]"},
    {"<a>\xc0\xaf</a>", ":1:4: error: bytes that are not text in this encoding: C0 is not UTF-8; "
                        "save the file as UTF-8, or declare "
                        "encoding=\"windows-1252\" if that is what it is (of an export its source can say so: encoding=) [X104]"},
    {"<a>\xed\xa0\x80</a>", ":1:4: error: bytes that are not text in this encoding: ED is not "
                            "UTF-8; save the file as UTF-8, or declare "
                            "encoding=\"windows-1252\" if that is what it is (of an export its source can say so: encoding=) [X104]"},
    {"<a></b>\xff", ":1:4: error: not well-formed: </b> closes <a> of line 1; write </a> before "
                    "it, or correct the name [X101]"},
    {"<?xml version='1.0' encoding='EBCDIC'?><a/>",
     ":1:31: error: encoding not accepted: 'EBCDIC'; accepted are UTF-8, UTF-16 with a byte order "
     "mark, "
     "US-ASCII, ISO-8859-1, ISO-8859-15, windows-1252 [X103]"},
    {"<?xml version='1.0' encoding='windows-1252'?>\n<a>\x80\x81</a>",
     ":2:5: error: bytes that are not text in this encoding: 81 is not in windows-1252; save the "
     "file as UTF-8 [X104]"}};
/* clang-format on */

static void test_forms(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        reading r = reading_make();
        assert_int_equal(read_with(&r, gr_str_of(forms[i].text), &gr_default_limits), GR_BAD_INPUT);
        gr_str want = gr_str_fmt(r.arena, "no such file.xml%s\n", forms[i].want);
        check_text(forms[i].text, said(&r), want.ptr);
        gr_arena_free(r.arena);
    }
}

/* A message never shows what a record holds. */
static void test_discretion(void **state)
{
    (void)state;
    static const char *const texts[] = {"<a b='999999990' b='999999990'/>",
                                        "<a>999999990 & x</a>",
                                        "<a>999999990<b></a>",
                                        "<a b='999999990'c=''/>",
                                        "<a b=999999990/>",
                                        "<a>999999990\x01</a>",
                                        "<a>999999990"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        reading r = reading_make();
        assert_int_equal(read_with(&r, gr_str_of(texts[i]), &gr_default_limits), GR_BAD_INPUT);
        assert_true(gr_str_find(said(&r), GR_LIT("999999990")) == SIZE_MAX);
        gr_arena_free(r.arena);
    }
}

typedef struct event_case {
    const char *name;
    gr_str text;
    const char *events, *warned; /* warned: part of what is said, or "" */
} event_case;

/* clang-format off */
static const event_case events[] = {
    {"entities", BYTES("<a b='&lt;&amp;&quot;&#38;&amp;#38;&#x20AC;'>&lt;&amp;&gt;&#233;</a>"),
     "(a b=[<&\"&&#38;€]<&>é)a", ""},
    {"cdata, comment, instruction", BYTES("<a><![CDATA[<b>&amp;]]><!-- & < --><?p & < ?>x</a>"),
     "(a<b>&amp;x)a", ""},
    {"odd ends", BYTES("<a><![CDATA[]]]]><!-- - -> --><?p ?? ?></a>"), "(a]])a", ""},
    {"ends that are none", BYTES("<a><![CDATA[ ]> < ]]><!-- -> < - --><?p > < ?>x</a>"), "(a ]> < x)a", ""},
    {"namespaces", BYTES("<p:a xmlns:p='u' xmlns='v' p:x='1' y='2' xml:lang='nl' xml:space='x'/>"),
     "(a {u}x=[1] y=[2] {xml}lang=[nl] {xml}space=[x])a", ""},
    {"line ends", BYTES("<a b='1\r\n2\n\t3'>x\r\ny\rz\n</a>"), "(a b=[1 2  3]x\ny\nz\n)a", ""},
    {"byte order mark", BYTES("\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?><a>é</a>"),
     "(aé)a", ""},
    {"windows-1252",
     BYTES("<?xml version='1.0' encoding='Windows-1252'?><a \xE9='\x80'>\x80 5 \x85\xA0\xFF</a>"),
     "(a é=[€]€ 5 …\xC2\xA0ÿ)a", ""},
    {"latin", BYTES("<?xml version=\"1.0\" encoding = \"ISO-8859-1\"?><a>\xE9\xA0</a>"),
     "(aé\xC2\xA0)a", ""},
    {"latin that is not", BYTES("<?xml version='1.0' encoding='iso-8859-1'?>\n<a>\xE9\x80\x80</a>"),
     "(aé€€)a",
     ":2:5: warning: read in another encoding than it declares: declared is ISO-8859-1, but this "
     "character is "
     "of windows-1252 [X108]\n"},
    {"UTF-8 that says UTF-16", BYTES("<?xml version='1.0' encoding='utf-16'?><a>é</a>"), "(aé)a",
     ":1:31: warning: read in another encoding than it declares: declared is UTF-16, but its bytes "
     "are UTF-8, as which they are read [X108]\n"},
    {"Latin 9", BYTES("<?xml version='1.0' encoding='ISO-8859-15'?><a>\xA4\xBD\xE9</a>"), "(a€œé)a",
     ""},
    {"mark against declaration",
     BYTES("\xEF\xBB\xBF<?xml version='1.0' encoding='windows-1252'?><a>é</a>"), "(aé)a",
     ":1:31: warning: read in another encoding than it declares: by its byte order mark it is "
     "UTF-8 [X108]\n"},
    {"little UTF-16",
     BYTES("\xFF\xFE<\0?\0x\0m\0l\0 \0v\0e\0r\0s\0i\0o\0n\0=\0'\0"
           "1\0.\0"
           "0\0'\0 \0e\0n\0c\0o\0d\0i\0n\0g\0=\0'\0U\0T\0F\0-\0"
           "1\0"
           "6\0'\0?\0>\0<\0a\0>\0\xE9\0\xAC \x34\xD8\x1E\xDD<\0/\0a\0>\0"),
     "(aé€𝄞)a", ""},
    {"big UTF-16", BYTES("\xFE\xFF\0<\0a\0>\0\xE9 \xAC\xD8\x34\xDD\x1E\0<\0/\0a\0>"), "(aé€𝄞)a",
     ""}};
/* clang-format on */

static void test_events(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        reading r = reading_make();
        gr_status status = read_with(&r, events[i].text, &gr_default_limits);
        check_text(events[i].name, gr_buf_view(&r.events), events[i].events);
        assert_int_equal(status, GR_OK);
        gr_str all = said(&r);
        check_text(
            events[i].name,
            gr_str_sub(all, events[i].warned[0] != '\0' ? strlen("no such file.xml") : 0, all.len),
            events[i].warned);
        gr_arena_free(r.arena);
    }
}

typedef struct code_case {
    const char *name;
    gr_str text;
    gr_code code;
} code_case;
/* clang-format off */
static const code_case bytes[] = {
    {"zero byte", BYTES("<a>\0</a>"), GR_CODE_XML_BYTES},
    {"zero byte in windows-1252", BYTES("<?xml version='1.0' encoding='cp1252'?><a>\0</a>"),
     GR_CODE_XML_BYTES},
    {"zero bytes behind the root", BYTES("<a/>\0\0\0\0"), GR_CODE_XML_BYTES},
    {"UTF-16 without mark", BYTES("<\0a\0/\0>\0"), GR_CODE_XML_ENCODING},
    {"UTF-32", BYTES("\0\0\0<\0\0\0a\0\0\0/\0\0\0>"), GR_CODE_XML_ENCODING},
    {"half a pair", BYTES("\xFF\xFE<\0a\0>\0\x34\xD8<\0/\0a\0>\0"), GR_CODE_XML_BYTES},
    {"second half of a pair", BYTES("\xFF\xFE<\0a\0>\0\x1E\xDD<\0/\0a\0>\0"), GR_CODE_XML_BYTES},
    {"odd number of bytes", BYTES("\xFF\xFE<\0a\0/\0>\0 "), GR_CODE_XML_TRUNCATED},
    {"EBCDIC", BYTES("\x4C\x6F\xA7\x94\x93"), GR_CODE_XML_BYTES},
    {"compressed", BYTES("\x1F\x8B\x08\0\0\0\0\0"), GR_CODE_XML_BYTES},
    {"two marks", BYTES("\xEF\xBB\xBF\xEF\xBB\xBF<a/>"), GR_CODE_XML_ENCODING},
    {"billion laughs",
     BYTES("<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c "
           "'&b;&b;&b;&b;'>]><l>&c;</l>"),
     GR_CODE_XML_DOCTYPE},
    {"external entity", BYTES("<!DOCTYPE l [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><l>&x;</l>"),
     GR_CODE_XML_DOCTYPE},
    {"parameter entity", BYTES("<!DOCTYPE l [<!ENTITY % x SYSTEM 'http://h/x'> %x;]><l/>"),
     GR_CODE_XML_DOCTYPE},
    {"undefined entity", BYTES("<l>&x;</l>"), GR_CODE_XML_FORM}};
/* clang-format on */

static void test_codes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bytes / sizeof *bytes; i++) {
        reading r = reading_make();
        gr_status status = read_with(&r, bytes[i].text, &gr_default_limits);
        if (status != GR_BAD_INPUT || !gr_diag_has(r.diag, bytes[i].code) ||
            gr_diag_count(r.diag, GR_NOTE) != 1) {
            print_error("%s: " GR_FMT "\n", bytes[i].name, GR_ARG(said(&r)));
            fail();
        }
        gr_arena_free(r.arena);
    }
}

static const char sample[] =
    "\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?>\r\n<!-- één -->\n<a:bestand "
    "xmlns:a='urn:x' n=\"1>2\">\n"
    "  <regel nr='1' naam='&amp;é'>€ 12,50<![CDATA[<x>]]></regel><leeg/>\n  <?pi "
    "x?>&#233;\n</a:bestand  >\n<!-- x -->\n";

static void test_prefixes(void **state)
{
    (void)state;
    const char *root_end = strstr(sample, "</a:bestand  >");
    size_t complete = (size_t)(root_end - sample) + strlen("</a:bestand  >"), accepted = 0;
    for (size_t n = 0; n < sizeof sample; n++) {
        reading r = reading_make();
        gr_status status = read_with(&r, (gr_str){sample, n}, &gr_default_limits);
        bool in_comment = n > complete + 1 && n < sizeof sample - 2;
        if ((status == GR_OK) != (n >= complete && !in_comment) ||
            (status != GR_OK) != (gr_diag_count(r.diag, GR_ERROR) == 1)) {
            print_error("prefix of %zu bytes: %d " GR_FMT "\n", n, (int)status, GR_ARG(said(&r)));
            fail();
        }
        accepted += status == GR_OK;
        gr_arena_free(r.arena);
    }
    assert_int_equal(accepted, 4);
}

/* `n` times `piece` between `before` and `after`. */
static gr_str repeated(reading *r, const char *before, const char *piece, size_t n,
                       const char *after)
{
    gr_buf text = gr_buf_make(r->arena, 100000000);
    gr_buf_addf(&text, "%s", before);
    for (size_t i = 0; i < n; i++) {
        gr_buf_add(&text, gr_str_of(piece));
    }
    gr_buf_addf(&text, "%s", after);
    return gr_buf_view(&text);
}

typedef struct limit_case {
    const char *before, *piece;
    size_t n;
    const char *after;
    gr_status status;
    const char *said;
} limit_case;
/* clang-format off */
static const limit_case limits[] = {
    {"<a>", "<a>", 63, "", GR_BAD_INPUT, "file ends too early"},
    {"<a>\n", "<a>", 64, "", GR_OVER_LIMIT,
     ":2:190: error: XML larger than allowed: more than 64 elements inside each other [X105]"},
    {"<a>", "<a>", 100000, "", GR_OVER_LIMIT, "more than 64 elements inside each other"},
    {"<a>\n<b x='", "y", 65530, "'/></a>", GR_OVER_LIMIT,
     ":2:1: error: XML larger than allowed: a tag of more than 65536 bytes; is a quote or '>' "
     "missing? [X105]"},
    {"<a>\n<b x='", "y", 65500, "'/></a>", GR_OK, ""},
    {"<a>\n<", "b", 65535, "/></a>", GR_OVER_LIMIT, "a tag of more than 65536 bytes"},
    {"<a></a", " ", 65536, ">", GR_OVER_LIMIT, "a tag of more than 65536 bytes"},
    {"<a><!--", "<x y='", 100000, "--></a>", GR_OK, ""},
    {"<a><![CDATA[", "<x y='", 100000, "]]></a>", GR_OK, ""},
    {"<a b='", " ' b='", 200000, "'/>", GR_OVER_LIMIT,
     ":1:1: error: XML larger than allowed: more than 256 attributes in a tag [X105]"},
    {"<a><!-- ", "xxxxxxxxxx", 2000000, "--></a>", GR_OVER_LIMIT,
     "a text, comment or name larger than the XML library takes"},
    {"<a>", "tien tekens", 1000000, "</a>", GR_OK, ""}};
/* clang-format on */

static void test_limits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        const limit_case *c = &limits[i];
        reading r = reading_make();
        gr_status status =
            read_with(&r, repeated(&r, c->before, c->piece, c->n, c->after), &gr_default_limits);
        if (status != c->status || gr_str_find(said(&r), gr_str_of(c->said)) == SIZE_MAX ||
            (status == GR_OK && said(&r).len > 0)) {
            print_error("case %zu: %d " GR_FMT "\n", i, (int)status, GR_ARG(said(&r)));
            fail();
        }
        gr_arena_free(r.arena);
    }
}

static gr_str numbered(reading *r, size_t n, const char *form_before, const char *form_after)
{
    gr_buf text = gr_buf_make(r->arena, 100000000);
    for (size_t i = 0; i < n; i++) {
        gr_buf_addf(&text, "%s%zu%s", form_before, i, form_after);
    }
    return gr_buf_view(&text);
}

static void test_names(void **state)
{
    (void)state;
    reading r = reading_make();
    gr_str attributes = numbered(&r, 256, " a", "='&amp;'");
    assert_int_equal(read_with(&r, gr_str_fmt(r.arena, "<a" GR_FMT "/>", GR_ARG(attributes)),
                               &gr_default_limits),
                     GR_OK);
    assert_true(gr_str_ends(gr_buf_view(&r.events), GR_LIT(" a254=[&] a255=[&])a")));
    gr_str elements = numbered(&r, 70000, "<n", "/>");
    assert_int_equal(read_with(&r, gr_str_fmt(r.arena, "<a>" GR_FMT "</a>", GR_ARG(elements)),
                               &gr_default_limits),
                     GR_OVER_LIMIT);
    assert_true(gr_str_find(said(&r), GR_LIT("more than 65536 different names")) != SIZE_MAX);
    gr_arena_free(r.arena);
}

static gr_status refuse_b(void *user, gr_xml_reader *reader, const gr_xml_start *element)
{
    reading *r = user;
    GR_TRY(reading_start(user, reader, element));
    if (gr_str_is(element->name, "b")) {
        gr_diag_report(r->diag, gr_xml_place(reader), GR_CODE_ROWS_LIMIT, "no b");
        return GR_OVER_LIMIT;
    }
    return GR_OK;
}

typedef struct met_names { /* of <a>, {urn:x} and @b, where they stood first */
    const char *name, *ns, *attribute;
    size_t n;
} met_names;

static gr_status meet(void *user, gr_xml_reader *reader, const gr_xml_start *e)
{
    met_names *met = user;
    (void)reader;
    if (!gr_str_is(e->name, "a")) {
        return GR_OK;
    }
    if (met->n++ == 0) {
        *met = (met_names){e->name.ptr, e->ns.ptr, e->attrs[0].name.ptr, 1};
    }
    assert_ptr_equal(e->name.ptr, met->name);
    assert_ptr_equal(e->ns.ptr, met->ns);
    assert_ptr_equal(e->attrs[0].name.ptr, met->attribute);
    return GR_OK;
}

/** A name is known again by where it stands: in a million elements, among hundreds of names. */
static void test_names_stay(void **state)
{
    (void)state;
    reading r = reading_make();
    gr_buf text = gr_buf_make(r.arena, 10000000);
    met_names met = {NULL, NULL, NULL, 0};
    const gr_xml_handler handler = {.user = &met, .start = meet};
    gr_limits narrow = gr_default_limits;
    gr_buf_add(&text, GR_LIT("<r xmlns='urn:x'>"));
    for (unsigned i = 0; i < 20000; i++) {
        gr_buf_addf(&text, "<n%u c%u=''/><a b='1'/>", i % 700, i % 900);
    }
    gr_buf_add(&text, GR_LIT("</r>"));
    assert_int_equal(gr_xml_read_bytes(gr_buf_view(&text), r.file, &narrow, &handler, r.diag),
                     GR_OK);
    assert_int_equal(met.n, 20000);
    gr_arena_free(r.arena);
}

typedef struct guard_case {
    const char *before, *fault; /* the place of the fault is that of its first sign */
    const char *said;
} guard_case;

/** What libxml2 must not be shown, at each place within the bytes that are looked at at once. */
static void test_guard_everywhere(void **state)
{
    (void)state;
    static const guard_case cases[] = {
        {"<a>", "<!DOCTYPE b>", "document type"},
        {"<a>", "< b/>", "'<' begins no tag here"},
        {"<a>", "& b", "'&' begins no entity here"},
        {"<a>x='\"'", "<b x=\"'>\" y='\">'><", "'<' begins no tag here"},
        {"<a><b c='1'/>", "<b c='1' d=\"2\" e='3' f='4'/>", "more than 3 attributes"},
        {"<a><b c='1'/>", "<b c='1234567890123456789012345678901234567890'/>",
         "a tag of more than"},
    };
    gr_limits narrow = gr_default_limits;
    narrow.xml_attributes = 3;
    narrow.tag_bytes = 40;
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        for (unsigned pad = 0; pad < 140; pad++) {
            reading r = reading_make();
            gr_str text =
                gr_str_fmt(r.arena, "%s%*s%s</a>", cases[c].before, (int)pad, "", cases[c].fault);
            assert_int_not_equal(read_with(&r, text, &narrow), GR_OK);
            gr_str all = said(&r);
            if (gr_str_find(all, gr_str_of(cases[c].said)) == SIZE_MAX) {
                fail_msg("case %zu, %u before it: %s", c, pad, all.ptr);
            }
            gr_arena_free(r.arena);
        }
    }
}

static void test_handler_stops(void **state)
{
    (void)state;
    reading r = reading_make();
    gr_xml_handler handler = {
        .user = &r, .start = refuse_b, .text = reading_text, .end = reading_end};
    assert_int_equal(gr_xml_read_bytes(GR_LIT("<a>1<b>2<c/>3</b>4&x;</d>"), r.file,
                                       &gr_default_limits, &handler, r.diag),
                     GR_OVER_LIMIT);
    check_text("events", gr_buf_view(&r.events), "(a1(b");
    assert_int_equal(gr_diag_count(r.diag, GR_NOTE), 1);
    handler = (gr_xml_handler){.user = &r};
    assert_int_equal(
        gr_xml_read_bytes(GR_LIT("<a>1<b/></a>"), r.file, &gr_default_limits, &handler, r.diag),
        GR_OK);
    gr_arena_free(r.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_forms),
                                       cmocka_unit_test(test_discretion),
                                       cmocka_unit_test(test_events),
                                       cmocka_unit_test(test_codes),
                                       cmocka_unit_test(test_prefixes),
                                       cmocka_unit_test(test_limits),
                                       cmocka_unit_test(test_names),
                                       cmocka_unit_test(test_names_stay),
                                       cmocka_unit_test(test_guard_everywhere),
                                       cmocka_unit_test(test_handler_stops)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
