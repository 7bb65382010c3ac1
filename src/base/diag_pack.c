/* Owns the way of reports from one process to another. Must not know which processes these are. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/packed.h"
#include "base_priv.h"

static void pack_place(const gr_diag *diag, gr_loc at, gr_buf *out)
{
    gr_pack_text(out, gr_diag_file(diag, at.file));
    gr_pack_number(out, at.line);
    gr_pack_number(out, at.col);
}

static void pack_report(const gr_diag *diag, const diag_report *report, gr_buf *out)
{
    uint64_t notes = 0;
    for (const diag_note *n = report->first; n != NULL; n = n->next) {
        notes++;
    }
    pack_place(diag, report->at, out);
    gr_pack_number(out, report->code);
    gr_pack_text(out, report->detail);
    gr_pack_number(out, report->open ? 1 + report->words : 0);
    gr_pack_number(out, report->again);
    gr_pack_number(out, notes);
    for (const diag_note *n = report->first; n != NULL; n = n->next) {
        pack_place(diag, n->at, out);
        gr_pack_text(out, n->text);
    }
}

void gr_diag_pack(const gr_diag *diag, gr_buf *out)
{
    gr_pack_number(out, diag->not_shown);
    gr_pack_number(out, diag->n_reports);
    for (size_t i = 0; i < diag->n_reports; i++) {
        pack_report(diag, diag->reports[i], out);
    }
}

static bool unpack_place(gr_str *rest, gr_diag *diag, gr_loc *out)
{
    gr_str file = GR_LIT("");
    uint64_t line = 0;
    uint64_t col = 0;
    if (!gr_unpack_text(rest, &file) || !gr_unpack_number(rest, &line) ||
        !gr_unpack_number(rest, &col)) {
        return false;
    }
    uint16_t nr = file.len == 0 ? 0 : gr_diag_add_file(diag, gr_str_dup(diag->arena, file));
    *out = (gr_loc){.file = nr, .line = (uint32_t)line, .col = (uint32_t)col};
    return true;
}

static bool unpack_note(gr_str *rest, gr_diag *diag)
{
    gr_loc at = {0};
    gr_str text = GR_LIT("");
    if (!unpack_place(rest, diag, &at) || !gr_unpack_text(rest, &text)) {
        return false;
    }
    gr_diag_note(diag, at, GR_FMT, GR_ARG(text));
    return true;
}

static bool unpack_report(gr_str *rest, gr_diag *diag)
{
    diag_report said = {0};
    uint64_t code = 0;
    uint64_t open = 0; /* 0: no; else one more than the bytes that are */
    uint64_t again = 0, notes = 0;
    if (!unpack_place(rest, diag, &said.at) || !gr_unpack_number(rest, &code) ||
        code >= GR_CODE__COUNT || !gr_unpack_text(rest, &said.detail) ||
        !gr_unpack_number(rest, &open) || open > said.detail.len + 1 ||
        !gr_unpack_number(rest, &again) || !gr_unpack_number(rest, &notes)) {
        return false;
    }
    said.again = (uint32_t)again;
    said.code = (gr_code)code;
    said.detail = gr_str_dup(diag->arena, said.detail);
    said.open = open > 0;
    said.words = said.open ? (size_t)open - 1 : 0;
    gr_diag_keep(diag, &said);
    for (uint64_t i = 0; i < notes; i++) {
        if (!unpack_note(rest, diag)) {
            return false;
        }
    }
    return true;
}

bool gr_diag_unpack(gr_str *rest, gr_diag *diag)
{
    uint64_t not_shown = 0;
    uint64_t n = 0;
    if (!gr_unpack_number(rest, &not_shown) || not_shown > UINT32_MAX ||
        !gr_unpack_number(rest, &n)) {
        return false;
    }
    for (uint64_t i = 0; i < n; i++) {
        if (!unpack_report(rest, diag)) {
            return false;
        }
    }
    diag->counts[GR_ERROR] += (unsigned)not_shown;
    diag->not_shown += (unsigned)not_shown;
    return true;
}
