#include "language/language.h"
#include "stream_priv.h"

/* Owns texts that keep their line ends: those of fields with form=. Of XHTML the elements are
 * written out again, for who reads the text later. Must not know what they mean. */

gr_text_form gr_slot_form(const gr_source_slot *slot)
{
    const gr_schema *schema = slot->plan->schema;
    return slot->field < schema->n_columns ? schema->columns[slot->field].form : GR_FORM_NONE;
}

gr_text_form gr_spot_form(const gr_source_spot *spot)
{
    gr_text_form form = GR_FORM_NONE;
    for (const gr_source_slot *slot = spot->slots; slot != NULL; slot = slot->next) {
        gr_text_form own = slot->reads == GR_READ_TEXT ? gr_slot_form(slot) : GR_FORM_NONE;
        form = own != GR_FORM_NONE ? own : form;
    }
    return form;
}

void gr_paragraphs_text(gr_source_frame *frame, gr_str chars)
{
    for (size_t i = 0; i < chars.len; i++) {
        char c = chars.ptr[i];
        if (c == '<' || c == '&' || c == '"') {
            gr_buf_add(&frame->text, c == '<'   ? GR_LIT("&lt;")
                                     : c == '&' ? GR_LIT("&amp;")
                                                : GR_LIT("&quot;"));
        } else {
            gr_buf_add_char(&frame->text, c);
        }
    }
}

void gr_paragraphs_start(gr_source_frame *frame, const gr_xml_start *element)
{
    frame->inside++;
    gr_buf_add_char(&frame->text, '<');
    gr_buf_add(&frame->text, element->name);
    for (size_t i = 0; i < element->n_attrs; i++) {
        gr_buf_add_char(&frame->text, ' ');
        gr_buf_add(&frame->text, element->attrs[i].name);
        gr_buf_add(&frame->text, GR_LIT("=\""));
        gr_paragraphs_text(frame, element->attrs[i].value);
        gr_buf_add_char(&frame->text, '"');
    }
    gr_buf_add_char(&frame->text, '>');
}

void gr_paragraphs_end(gr_source_frame *frame, gr_str name)
{
    bool empty = gr_str_is(name, "br") || gr_str_is(name, "hr") || gr_str_is(name, "img");
    frame->inside--;
    if (!empty) { /* in HTML these have no end */
        gr_buf_add(&frame->text, GR_LIT("</"));
        gr_buf_add(&frame->text, name);
        gr_buf_add_char(&frame->text, '>');
    }
}

gr_str gr_paragraphs_value(gr_stream *stream, const gr_source_frame *frame)
{
    gr_str text =
        gr_str_dup(stream->scratch, gr_str_trim((gr_str){frame->text.ptr, frame->text.len}));
    if (gr_text_composed(stream->scratch, text, stream->diag, frame->at, &text) != GR_OK) {
        stream->records.failed = true;
    }
    return text;
}
