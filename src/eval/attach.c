#include "eval/eval.h"

/* Owns which files go with a document: those of <attachment>, then what the report attaches of its
 * own: its workbook and its origin index. Those two are named here; whoever publishes makes them.
 */
#include "base/arena.h"
#include "base/file.h"
#include "expander_priv.h"

bool gr_root_attaches(const gr_tnode *root, const char *what)
{
    gr_str words = gr_tnode_value(root, "attach");
    gr_str word = words;
    bool found = false;
    while (!found && gr_str_split(&words, ' ', &word)) {
        found = gr_str_is(word, what);
    }
    return found;
}

void gr_expander_attach(gr_expander *expander, gr_attachment file, gr_loc at)
{
    gr_attached *attached = &expander->attached;
    for (size_t i = 0; i < attached->n_files; i++) {
        if (gr_str_eq(attached->files[i].name, file.name)) {
            gr_diag_report_halves(expander->context->diag, at, GR_CODE_NAME_DUPLICATE, GR_LIT(""),
                                  "two files called '" GR_FMT
                                  "' go with this document, and readers know "
                                  "them by their names; rename one",
                                  GR_ARG(file.name));
            expander->failed = true;
            return;
        }
    }
    attached->bytes += file.bytes.len;
    *GR_PUSH(expander->doc->arena, attached->files, attached->n_files, attached->cap_files,
             gr_attachment) = file;
}

/** The same data as in the tables of the document, easier to work with: a supplement. */
static void attach_workbook(gr_expander *expander, gr_loc at)
{
    gr_doc *doc = expander->doc;
    if (!gr_doc_has_sheets(doc)) {
        gr_diag_report_open(expander->context->diag, at, GR_CODE_ATTACHMENT_ABSENT,
                            "no table of this edition is a sheet, so no workbook goes with it");
        return;
    }
    gr_attachment file = {.name = gr_str_fmt(doc->arena, GR_FMT ".xlsx", GR_ARG(doc->file)),
                          .title = gr_label_text(doc->house, "attachment-workbook"),
                          .media =
                              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                          .relationship = GR_RELATIONSHIP_SUPPLEMENT,
                          .from = GR_FROM_WORKBOOK,
                          .embedded = true,
                          .bytes = GR_LIT("")};
    gr_expander_attach(expander, file, at);
}

/** What the figures were worked out from: data. */
static void attach_origins(gr_expander *expander, gr_loc at)
{
    gr_doc *doc = expander->doc;
    gr_attachment file = {.name = gr_str_fmt(doc->arena, GR_FMT "-origins.json", GR_ARG(doc->file)),
                          .title = gr_label_text(doc->house, "attachment-origins"),
                          .media = "application/json",
                          .relationship = GR_RELATIONSHIP_DATA,
                          .from = GR_FROM_ORIGINS,
                          .embedded = true,
                          .bytes = GR_LIT("")};
    gr_expander_attach(expander, file, at);
}

GR_MUST_USE gr_status gr_attached_finish(gr_expander *expander)
{
    const gr_tnode *root = expander->report->root;
    gr_attached *attached = &expander->attached;
    gr_loc at = gr_tnode_place(root, "attach");
    if (gr_root_attaches(root, "workbook")) {
        attach_workbook(expander, at);
    }
    if (gr_root_attaches(root, "origins")) {
        attach_origins(expander, at);
    }
    expander->doc->attachments = attached->files;
    expander->doc->n_attachments = attached->n_files;
    for (size_t i = 0; i < attached->n_lists; i++) {
        GR_TRY(gr_fill_attachments(expander, attached->lists[i]));
    }
    return GR_OK;
}

bool gr_expander_may_read(gr_expander *expander, gr_loc at, gr_str full, gr_str path)
{
    bool may = gr_path_stays_below(full, expander->report->input_folder);
    if (!may) {
        gr_diag_report_halves(expander->context->diag, at, GR_CODE_FILE_OUTSIDE,
                              GR_LIT("a link leads out of the input folder; put the file itself "
                                     "there"),
                              "'" GR_FMT "'", GR_ARG(path));
        expander->failed = true;
    }
    return may;
}
