/* What the file says about itself: the same facts as XMP and in the old information dictionary, the
 * claims PDF/UA-1 and PDF/A, and the colour space. Dates are the report's, never the clock's. */
#include "pdf_priv.h"

static void add_escaped(gr_buf *out, gr_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '&') {
            gr_buf_add(out, GR_LIT("&amp;"));
        } else if (c == '<') {
            gr_buf_add(out, GR_LIT("&lt;"));
        } else if (c == '>') {
            gr_buf_add(out, GR_LIT("&gt;"));
        } else if ((unsigned char)c >= 0x20 || c == '\t') {
            gr_buf_add_char(out, c); /* other control characters are not XML */
        }
    }
}

/* A property between `before` and `after`; nothing when there is nothing to say. */
static void add_property(gr_buf *out, const char *before, gr_str text, const char *after)
{
    if (text.len > 0) {
        gr_buf_addf(out, "%s", before);
        add_escaped(out, text);
        gr_buf_addf(out, "%s\n", after);
    }
}

static void add_dublin_core(gr_buf *out, const gr_pages *pages)
{
    gr_buf_addf(out,
                "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
                "<dc:format>application/pdf</dc:format>\n");
    add_property(out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", pages->title,
                 "</rdf:li></rdf:Alt></dc:title>");
    add_property(out, "<dc:creator><rdf:Seq><rdf:li>", pages->author,
                 "</rdf:li></rdf:Seq></dc:creator>");
    add_property(out, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", pages->subject,
                 "</rdf:li></rdf:Alt></dc:description>");
    if (gr_life_is_released(&pages->life)) {
        gr_value date = {.type = GR_T_DATE, .as.day = pages->life.date};
        gr_buf_addf(out, "<dc:date><rdf:Seq><rdf:li>");
        gr_add_date(out, &date, true);
        gr_buf_addf(out, "</rdf:li></rdf:Seq></dc:date>\n");
    }
    add_property(out, "<dc:language><rdf:Bag><rdf:li>", pages->lang,
                 "</rdf:li></rdf:Bag></dc:language>");
    gr_buf_addf(out, "</rdf:Description>\n");
}

static void add_tool(gr_buf *out, const gr_pdf *pdf)
{
    static const char *const dates[] = {"CreateDate", "ModifyDate", "MetadataDate"};
    gr_buf_addf(out,
                "<rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n");
    for (size_t i = 0; i < 3; i++) {
        gr_buf_addf(out, "<xmp:%s>", dates[i]);
        gr_add_date(out, &pdf->about->as_of, true);
        gr_buf_addf(out, "</xmp:%s>\n", dates[i]);
    }
    add_property(out, "<xmp:Label>", pdf->about->status, "</xmp:Label>");
    add_property(out, "<xmp:CreatorTool>", pdf->options.producer, "</xmp:CreatorTool>");
    gr_buf_addf(out,
                "</rdf:Description>\n"
                "<rdf:Description rdf:about=\"\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n");
    add_property(out, "<pdf:Producer>", pdf->options.producer, "</pdf:Producer>");
    add_property(out, "<pdf:Keywords>", pdf->about->keywords, "</pdf:Keywords>");
    gr_buf_addf(out, "</rdf:Description>\n");
}

/* Status and version: for people as xmp:Label and xmpMM:VersionID, for machines in a schema of its
 * own, in words that do not change with the language. */
#define LIFE_SPACE "urn:griffie:life:1"

static void add_life(gr_buf *out, const gr_pages *pages)
{
    const gr_life *life = &pages->life;
    if (life->status == GR_LIFE_NONE) {
        return;
    }
    gr_buf_addf(out,
                "<rdf:Description rdf:about=\"\" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\">"
                "<xmpMM:VersionID>%u</xmpMM:VersionID></rdf:Description>\n"
                "<rdf:Description rdf:about=\"\" xmlns:life=\"" LIFE_SPACE "\">\n"
                "<life:status>%s</life:status>\n<life:version>%u</life:version>\n",
                life->version, gr_life_words[life->status], life->version);
    if (gr_life_is_released(life)) {
        gr_value date = {.type = GR_T_DATE, .as.day = life->date};
        gr_buf_addf(out, "<life:date>");
        gr_add_date(out, &date, true);
        gr_buf_addf(out, "</life:date>\n");
    }
    add_property(out, "<life:by>", life->by, "</life:by>");
    add_property(out, "<life:because>", life->because, "</life:because>");
    gr_buf_addf(out, "</rdf:Description>\n");
}

/** Programs that save a file anew leave it as it is. */
static void add_document_id(gr_buf *out, gr_str id)
{
    if (id.len > 0) {
        gr_buf_addf(out,
                    "<rdf:Description rdf:about=\"\" "
                    "xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\">"
                    "<xmpMM:DocumentID>" GR_FMT "</xmpMM:DocumentID></rdf:Description>\n",
                    GR_ARG(id));
    }
}

static void add_claims(gr_buf *out, int part)
{
    gr_buf_addf(
        out,
        "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">"
        "<pdfaid:part>%d</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></"
        "rdf:Description>\n"
        "<rdf:Description rdf:about=\"\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">"
        "<pdfuaid:part>1</pdfuaid:part></rdf:Description>\n",
        part);
}

/* PDF/A wants every schema explained that it does not know itself. */
typedef struct property {
    const char *name, *type, *about;
} property;
typedef struct schema {
    const char *title, *space, *prefix;
    size_t n;
    property properties[5];
} schema;
static const schema ua_schema = {"PDF/UA identification schema",
                                 "http://www.aiim.org/pdfua/ns/id/",
                                 "pdfuaid",
                                 1,
                                 {{"part", "Integer", "Part of ISO 14289"}}};
static const schema life_schema = {"Life of a document",
                                   LIFE_SPACE,
                                   "life",
                                   5,
                                   {{"status", "Text", "concept, offered, adopted or corrected"},
                                    {"version", "Integer", "Number of the version, from 1"},
                                    {"date", "Date", "Day on which it came to this status"},
                                    {"by", "Text", "Who brought it to this status"},
                                    {"because", "Text", "What a correction changed"}}};

static void explain(gr_buf *out, const schema *about)
{
    gr_buf_addf(out,
                "<rdf:li rdf:parseType=\"Resource\">"
                "<pdfaSchema:schema>%s</pdfaSchema:schema>"
                "<pdfaSchema:namespaceURI>%s</pdfaSchema:namespaceURI>"
                "<pdfaSchema:prefix>%s</pdfaSchema:prefix>"
                "<pdfaSchema:property><rdf:Seq>",
                about->title, about->space, about->prefix);
    for (size_t i = 0; i < about->n; i++) {
        const property *p = &about->properties[i];
        gr_buf_addf(out,
                    "<rdf:li rdf:parseType=\"Resource\">"
                    "<pdfaProperty:name>%s</pdfaProperty:name>"
                    "<pdfaProperty:valueType>%s</pdfaProperty:valueType>"
                    "<pdfaProperty:category>internal</pdfaProperty:category>"
                    "<pdfaProperty:description>%s</pdfaProperty:description></rdf:li>",
                    p->name, p->type, p->about);
    }
    gr_buf_addf(out, "</rdf:Seq></pdfaSchema:property></rdf:li>");
}

static void add_schemas(gr_buf *out, const gr_pages *pages)
{
    gr_buf_addf(out, "<rdf:Description rdf:about=\"\" "
                     "xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
                     " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
                     " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
                     "<pdfaExtension:schemas><rdf:Bag>");
    explain(out, &ua_schema);
    if (pages->life.status != GR_LIFE_NONE) {
        explain(out, &life_schema);
    }
    gr_buf_addf(out, "</rdf:Bag></pdfaExtension:schemas></rdf:Description>\n");
}

static unsigned make_xmp(gr_pdf *pdf)
{
    gr_buf xmp = gr_buf_make(pdf->work, SIZE_MAX / 2);
    gr_buf_addf(&xmp, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
    add_dublin_core(&xmp, pdf->about);
    add_tool(&xmp, pdf);
    add_life(&xmp, pdf->about);
    add_document_id(&xmp, pdf->options.document_id);
    add_claims(&xmp, pdf->options.n_embedded > 0 ? 3 : 2); /* part 3 allows files of any kind */
    add_schemas(&xmp, pdf->about);
    gr_buf_addf(&xmp, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
    return gr_stream_new(pdf, GR_LIT("/Type/Metadata/Subtype/XML"), gr_buf_view(&xmp), 0);
}

static void add_info_entry(gr_buf *out, const char *key, gr_str text)
{
    if (text.len > 0) {
        gr_buf_addf(out, "%s", key);
        gr_add_text(out, text);
    }
}

static void fill_info(gr_pdf *pdf)
{
    gr_buf body = gr_buf_make(pdf->work, SIZE_MAX / 2);
    add_info_entry(&body, "/Title", pdf->about->title);
    add_info_entry(&body, "/Author", pdf->about->author);
    add_info_entry(&body, "/Subject", pdf->about->subject);
    add_info_entry(&body, "/Keywords", pdf->about->keywords);
    add_info_entry(&body, "/Status", pdf->about->status);
    if (pdf->about->life.status != GR_LIFE_NONE) {
        add_info_entry(&body, "/Version", gr_str_fmt(pdf->work, "%u", pdf->about->life.version));
    }
    add_info_entry(&body, "/Creator", pdf->options.producer);
    add_info_entry(&body, "/Producer", pdf->options.producer);
    gr_buf_addf(&body, "/CreationDate");
    gr_add_date(&body, &pdf->about->as_of, false);
    gr_buf_addf(&body, "/ModDate");
    gr_add_date(&body, &pdf->about->as_of, false);
    gr_info_fill(pdf, gr_buf_view(&body));
}

void gr_metadata_add(gr_pdf *pdf)
{
    gr_pdf_catalogue_add(pdf, "Metadata", make_xmp(pdf));
    unsigned profile = gr_stream_new(pdf, GR_LIT("/N 3"), gr_srgb_profile(pdf->work), 9);
    gr_str intent = gr_str_fmt(pdf->work,
                               "/Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
                               "/RegistryName(http://www.color.org)/Info(sRGB IEC61966-2.1)"
                               "/DestOutputProfile %u 0 R",
                               profile);
    gr_catalogue_finish(pdf, gr_object_new(pdf, intent));
    fill_info(pdf);
}
