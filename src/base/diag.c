#include "base/diag.h"

/* Owns the list of reports. Must not know how they look in print (diag_print.c). */
#include <inttypes.h>
#include <stdarg.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base_priv.h"

const gr_code_info gr_codes[GR_CODE__COUNT] = {
#define GR_DIAG(ID, tag, level, text) [GR_CODE_##ID] = {tag, level, text},
#include "base/diag_codes.def"
#undef GR_DIAG
};

gr_diag *gr_diag_new(gr_arena *arena, unsigned max_errors)
{
    gr_diag *diag = GR_NEW(arena, gr_diag);
    diag->arena = arena;
    diag->max_errors = max_errors;
    diag->paths = gr_intern_new(arena);
    diag->seen = gr_intern_new(arena);
    return diag;
}

gr_diag *gr_diag_beside(const gr_diag *diag, gr_arena *arena)
{
    gr_diag *beside = gr_diag_new(arena, diag->max_errors);
    beside->paths = diag->paths;
    return beside;
}

uint16_t gr_diag_add_file(gr_diag *diag, gr_str path)
{
    uint32_t index = 0;
    if (!gr_intern_find(diag->paths, path, &index)) {
        if (gr_intern_count(diag->paths) >= UINT16_MAX) {
            return 0; /* the report then has no place, but it is not lost */
        }
        index = gr_intern_add(diag->paths, path);
    }
    return (uint16_t)(index + 1);
}

gr_str gr_diag_file(const gr_diag *diag, uint16_t file)
{
    if (file == 0 || file > gr_intern_count(diag->paths)) {
        return GR_LIT("");
    }
    return gr_intern_text(diag->paths, file - 1U);
}

gr_status gr_diag_note_read(gr_diag *diag, uint16_t file, gr_str sha256)
{
    gr_str before = gr_diag_read_hash(diag, file);
    if (file == 0 || gr_str_eq(before, sha256)) {
        return GR_OK;
    }
    if (before.len > 0) {
        gr_diag_report(diag, (gr_loc){.file = file}, GR_CODE_XML_CHANGED,
                       "it was read twice and was not the same; run again when it is complete");
        return GR_IO_FAILED;
    }
    while (diag->n_hashes < file) {
        *GR_PUSH(diag->arena, diag->hashes, diag->n_hashes, diag->cap_hashes, gr_str) = GR_LIT("");
    }
    diag->hashes[file - 1] = gr_str_dup(diag->arena, sha256);
    return GR_OK;
}

gr_str gr_diag_read_hash(const gr_diag *diag, uint16_t file)
{
    return file == 0 || file > diag->n_hashes ? GR_LIT("") : diag->hashes[file - 1];
}

/** True when exactly this was not said before; it is then remembered. */
static bool is_new(gr_diag *diag, gr_loc at, gr_code code, gr_str detail)
{
    uint32_t known = 0;
    gr_str key = gr_str_fmt(diag->arena, "%u:%" PRIu32 ":%" PRIu32 ":%u:" GR_FMT, at.file, at.line,
                            at.col, (unsigned)code, GR_ARG(detail));
    if (gr_intern_find(diag->seen, key, &known)) {
        return false;
    }
    (void)gr_intern_add(diag->seen, key);
    return true;
}

void gr_diag_keep(gr_diag *diag, const diag_report *said)
{
    gr_level level = gr_codes[said->code].level;
    diag->latest = NULL;
    if (gr_diag_joins(diag, said)) {
        return;
    }
    if (level == GR_ERROR && diag->counts[GR_ERROR] >= diag->max_errors) {
        diag->counts[GR_ERROR]++;
        diag->not_shown++;
        gr_diag_begin_kind(diag, said, NULL);
        return;
    }
    if (!is_new(diag, said->at, said->code, said->detail)) {
        return;
    }
    diag->counts[level]++;
    diag_report *report = GR_NEW(diag->arena, diag_report);
    *report = *said;
    report->first = report->last = NULL;
    report->nr = diag->n_reports;
    *GR_PUSH(diag->arena, diag->reports, diag->n_reports, diag->cap, diag_report *) = report;
    diag->latest = report;
    gr_diag_begin_kind(diag, said, report);
}

void gr_diag_attach(gr_diag *diag, diag_report *report, gr_loc at, gr_str text)
{
    diag_note *note = GR_NEW(diag->arena, diag_note);
    *note = (diag_note){.at = at, .text = text};
    if (report->last == NULL) {
        report->first = note;
    } else {
        report->last->next = note;
    }
    report->last = note;
}

void gr_diag_report(gr_diag *diag, gr_loc at, gr_code code, const char *detail, ...)
{
    va_list args;
    va_start(args, detail);
    gr_mark mark = gr_arena_mark(diag->arena);
    gr_str text = gr_str_vfmt(diag->arena, detail, args);
    va_end(args);
    if (gr_diag_counts(diag, at, code, text)) {
        gr_arena_rewind(diag->arena, mark); /* of millions */
        return;
    }
    gr_diag_keep(diag, &(diag_report){.at = at, .code = code, .detail = text});
}

void gr_diag_report_open(gr_diag *diag, gr_loc at, gr_code code, const char *detail, ...)
{
    va_list args;
    va_start(args, detail);
    gr_str text = gr_str_vfmt(diag->arena, detail, args);
    gr_diag_keep(
        diag,
        &(diag_report){.at = at, .code = code, .detail = text, .open = true, .words = text.len});
    va_end(args);
}

void gr_diag_report_halves(gr_diag *diag, gr_loc at, gr_code code, gr_str words,
                           const char *figures, ...)
{
    va_list args;
    va_start(args, figures);
    gr_str rest = gr_str_vfmt(diag->arena, figures, args);
    gr_str text = gr_str_fmt(diag->arena, GR_FMT "%s" GR_FMT, GR_ARG(words),
                             words.len > 0 && rest.len > 0 ? ": " : "", GR_ARG(rest));
    gr_diag_keep(
        diag,
        &(diag_report){.at = at, .code = code, .detail = text, .open = true, .words = words.len});
    va_end(args);
}

void gr_diag_note(gr_diag *diag, gr_loc at, const char *fmt, ...)
{
    if (diag->latest == NULL) {
        return;
    }
    va_list args;
    va_start(args, fmt);
    gr_diag_attach(diag, diag->latest, at, gr_str_vfmt(diag->arena, fmt, args));
    va_end(args);
}

unsigned gr_diag_count(const gr_diag *diag, gr_level at_least)
{
    unsigned count = 0;
    for (size_t level = at_least; level <= GR_ERROR; level++) {
        count += diag->counts[level];
    }
    return count;
}

void gr_diag_cut(gr_diag *diag, size_t n)
{
    while (diag->n_reports > n) {
        diag->counts[gr_codes[diag->reports[--diag->n_reports]->code].level]--;
    }
    diag->counts[GR_ERROR] -= diag->not_shown;
    diag->not_shown = 0;
    diag->latest = NULL;
}

bool gr_diag_has(const gr_diag *diag, gr_code code)
{
    for (size_t i = 0; i < diag->n_reports; i++) {
        if (diag->reports[i]->code == code) {
            return true;
        }
    }
    return false;
}

bool gr_diag_has_unplaced(const gr_diag *diag, gr_code code)
{
    for (size_t i = 0; i < diag->n_reports; i++) {
        if (diag->reports[i]->code == code && diag->reports[i]->at.file == 0) {
            return true;
        }
    }
    return false;
}

/** The same place, by the file numbers of `to`. */
static gr_loc moved(gr_diag *to, const gr_diag *from, gr_loc at)
{
    if (at.file != 0) {
        at.file = gr_diag_add_file(to, gr_diag_file(from, at.file));
    }
    return at;
}

void gr_diag_merge(gr_diag *to, const gr_diag *from, gr_str note)
{
    gr_diag_tell(to, from, (gr_loc){0}, note);
}

void gr_diag_tell(gr_diag *to, const gr_diag *from, gr_loc at, gr_str note)
{
    for (size_t i = 0; i < from->n_reports; i++) {
        const diag_report *report = from->reports[i];
        diag_report same = *report;
        same.at = moved(to, from, report->at);
        same.detail = gr_str_dup(to->arena, report->detail);
        gr_diag_keep(to, &same);
        for (const diag_note *n = report->first; n != NULL && to->latest != NULL; n = n->next) {
            gr_diag_attach(to, to->latest, moved(to, from, n->at), gr_str_dup(to->arena, n->text));
        }
        if (note.len > 0 && to->latest != NULL) {
            gr_diag_attach(to, to->latest, at, gr_str_dup(to->arena, note));
        }
    }
    to->counts[GR_ERROR] += from->not_shown;
    to->not_shown += from->not_shown;
}
