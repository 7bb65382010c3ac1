/* Owns the files that go into a document: those that are made for the edition itself (its workbook,
 * its origin index) are filled in here, where they are known. */
#include "base/arena.h"
#include "edition_priv.h"

bool gr_edition_embeds_any(const edition_work *work, const gr_output *format)
{
    bool any = false;
    for (size_t i = 0; format->embeds != NULL && i < gr_n_outputs; i++) {
        any = any || (work->made[i] && format->embeds(work->doc, &gr_outputs[i]));
    }
    return any;
}

static gr_str workbook_of(const edition_work *work, const gr_output *format,
                          const edition_file *files, size_t n)
{
    gr_str found = GR_LIT("");
    for (size_t i = 0; i < n; i++) {
        if (files[i].format != NULL && format->embeds(work->doc, files[i].format)) {
            found = files[i].content;
        }
    }
    return found;
}

void gr_edition_embed(const edition_work *work, const gr_output *format, const edition_file *files,
                      size_t n, gr_output_setup *setup)
{
    const gr_doc *doc = work->doc;
    gr_attachment *embedded = GR_NEW_N(work->arena, gr_attachment, doc->n_attachments);
    setup->embedded = embedded;
    for (size_t i = 0; format->embeds != NULL && i < doc->n_attachments; i++) {
        gr_attachment file = doc->attachments[i];
        if (file.from == GR_FROM_WORKBOOK) {
            file.bytes = workbook_of(work, format, files, n);
        } else if (file.from == GR_FROM_ORIGINS) {
            file.bytes = gr_edition_origins(work);
        }
        if (file.embedded) {
            embedded[setup->n_embedded++] = file;
        }
    }
}
