/* What is said of bytes that are not what they should be. */
#include "xml_priv.h"

void gr_xml_report_fault(gr_xml_reader *reader)
{
    const gr_xml_recoder *recoder = &reader->recoder;
    if (recoder->fault == NULL || !gr_xml_fails(reader, GR_BAD_INPUT)) {
        return;
    }
    gr_loc at =
        gr_xml_loc(reader, gr_xml_mark_of(reader, reader->window.start + reader->window.len));
    if (recoder->cut_short) {
        gr_diag_report(reader->diag, at, GR_CODE_XML_TRUNCATED, "%s", recoder->fault);
    } else {
        gr_diag_report(reader->diag, at, GR_CODE_XML_BYTES, "%02X is %s", recoder->fault_unit,
                       recoder->fault);
    }
}

void gr_xml_warn_recoded(gr_xml_reader *reader, bool met_before)
{
    if (reader->recoder.met_windows_1252 && !met_before) {
        gr_xml_mark at = gr_xml_mark_of(reader, reader->recoder.windows_1252_at);
        gr_diag_report(reader->diag, gr_xml_loc(reader, at), GR_CODE_XML_RECODED,
                       "%s %s, but this character is of windows-1252",
                       reader->recoder.told ? "its source says" : "declared is",
                       reader->recoder.name);
    }
}

/* Read as the source says it would be garbled: whoever makes the export has mended it. */
void gr_xml_refuse_told(gr_xml_reader *reader)
{
    const gr_xml_recoder *recoder = &reader->recoder;
    if (recoder->told && recoder->wide.met && !recoder->wide.broken &&
        gr_xml_fails(reader, GR_BAD_INPUT)) {
        gr_diag_report(reader->diag, (gr_loc){.file = reader->file}, GR_CODE_XML_ENCODING,
                       "its source says that it is %s, but all its characters beyond ASCII are "
                       "those of UTF-8; take encoding= out of the source",
                       recoder->name);
    }
}
