#include "base/arena.h"
#include "base/intern.h"
#include "eval_priv.h"
#include "expr/reads.h"

/* Owns what is said of parts of texts that no report can show: their names come out of no part=,
 * for none of the records that there are. Where it cannot be known, a part counts as shown. */

#define PARTS_TOLD 8

typedef struct known_part {
    const gr_text_file *file;
    bool shown;
} known_part;

typedef struct known_parts {
    known_part *list;
    size_t n, cap;
    gr_arena *arena;
    const gr_catalogue *catalogue;
} known_parts;

typedef struct field_read { /* the one field that a path leads to */
    gr_read last;
    size_t n;
} field_read;

static void note_field(void *user, const gr_read *read)
{
    field_read *field = user;
    if (!read->decides) {
        field->last = *read;
        field->n++;
    }
}

/** The dataset of which a text field is shown there; NULL when that cannot be told. */
static const gr_table *table_of(const known_parts *parts, const gr_expr *expr,
                                const gr_bound_piece *piece, size_t *out_column)
{
    field_read field = {.n = 0};
    gr_bound_reads(piece->bound, note_field, &field);
    bool plain = expr->kind == GR_X_PATH && field.n == 1 && field.last.column != SIZE_MAX &&
                 field.last.schema->columns[field.last.column].type == GR_T_TEXT &&
                 piece->type.type == GR_T_TEXT;
    *out_column = field.last.column;
    return plain ? gr_catalogue_find(parts->catalogue, field.last.schema->name) : NULL;
}

/** `name` is a value of the field that is shown there; true too when that cannot be told. */
static bool may_be(const known_parts *parts, const gr_expr *expr, const gr_bound_piece *piece,
                   gr_str name)
{
    size_t column = 0;
    const gr_table *table = table_of(parts, expr, piece, &column);
    for (uint32_t row = 0; table != NULL && row < gr_table_rows(table); row++) {
        gr_value value = gr_table_bare(table, row, column);
        if (value.type == GR_T_TEXT && gr_str_eq(gr_str_trim(value.as.text), name)) {
            return true;
        }
    }
    return table == NULL;
}

/** Whether part= may come out as this name. */
static bool names(const known_parts *parts, const gr_text_use *use, gr_str name)
{
    const gr_pattern *pattern = use->part;
    if (pattern == NULL) {
        return false;
    }
    size_t n = pattern->n, first = 0;
    while (first < n && pattern->pieces[first].expr == NULL) {
        gr_str fixed = pattern->pieces[first++].text;
        if (!gr_str_starts(name, fixed)) {
            return false;
        }
        name = gr_str_sub(name, fixed.len, SIZE_MAX);
    }
    while (n > first && pattern->pieces[n - 1].expr == NULL) {
        gr_str fixed = pattern->pieces[--n].text;
        if (!gr_str_ends(name, fixed)) {
            return false;
        }
        name = gr_str_sub(name, 0, name.len - fixed.len);
    }
    return first == n ? name.len == 0
                      : n - first > 1 || may_be(parts, pattern->pieces[first].expr,
                                                &use->part_bound->pieces[first], name);
}

static bool has_part(const gr_text_use *use, gr_str path, gr_str name)
{
    for (size_t i = 0; i < use->n; i++) {
        if (gr_str_eq(use->files[i].path, path) && gr_str_eq(use->files[i].part, name)) {
            return true;
        }
    }
    return false;
}

/** A record asks for a part that is not there and is called nearly so: one slip, and it is told
 *  where the part is asked for. */
static bool is_slip(const known_parts *parts, const gr_text_use *use, const gr_text_file *file)
{
    const gr_pattern *pattern = use->part;
    if (use->optional || pattern == NULL || pattern->n != 1 || pattern->pieces[0].expr == NULL) {
        return false;
    }
    size_t column = 0;
    const gr_table *table =
        table_of(parts, pattern->pieces[0].expr, &use->part_bound->pieces[0], &column);
    for (uint32_t row = 0; table != NULL && row < gr_table_rows(table); row++) {
        gr_value value = gr_table_bare(table, row, column);
        gr_str name = value.type == GR_T_TEXT ? gr_str_trim(value.as.text) : GR_LIT("");
        if (name.len > 0 && !has_part(use, file->path, name) &&
            gr_suggest(name, &file->part, 1).len > 0) {
            return true;
        }
    }
    return false;
}

static known_part *part_of(known_parts *parts, const gr_text_file *file)
{
    for (size_t i = 0; i < parts->n; i++) {
        const gr_text_file *known = parts->list[i].file;
        if (known->part_at.file == file->part_at.file &&
            known->part_at.line == file->part_at.line) {
            return &parts->list[i];
        }
    }
    known_part *part = GR_PUSH(parts->arena, parts->list, parts->n, parts->cap, known_part);
    *part = (known_part){.file = file};
    return part;
}

/** Those of one file, the first of which is `from`. */
static void tell_file(const known_parts *parts, size_t from, gr_diag *diag)
{
    gr_buf list = gr_buf_make(parts->arena, SIZE_MAX);
    const gr_text_file *first = NULL;
    gr_str path = parts->list[from].file->path;
    size_t n = 0, all = 0;
    for (size_t i = from; i < parts->n; i++) {
        const gr_text_file *file = parts->list[i].file;
        bool here = gr_str_eq(file->path, path);
        all += here ? 1 : 0;
        if (!here || parts->list[i].shown) {
            continue;
        }
        first = first == NULL ? file : first;
        if (n++ < PARTS_TOLD) {
            gr_buf_addf(&list, "%s'" GR_FMT "'", n == 1 ? "" : ", ", GR_ARG(file->part));
        }
    }
    if (n > 0) {
        gr_diag_report(diag, first->part_at, GR_CODE_TEXT_PARTS_UNUSED,
                       "%zu of the %zu in '" GR_FMT "': " GR_FMT
                       "%s; no report asks for them for any record; take them out, or give them "
                       "the name of a record",
                       n, all, GR_ARG(path), GR_ARG(gr_buf_view(&list)),
                       n > PARTS_TOLD ? ", ..." : "");
    }
}

static void take_use(known_parts *parts, const gr_text_use *use)
{
    for (size_t i = 0; i < use->n; i++) {
        const gr_text_file *file = &use->files[i];
        if (file->part.len > 0) {
            known_part *part = part_of(parts, file);
            part->shown = part->shown || names(parts, use, file->part) || is_slip(parts, use, file);
        }
    }
}

void gr_reports_tell_parts(const gr_report *const *reports, size_t n, const gr_catalogue *catalogue,
                           gr_arena *arena, gr_diag *diag)
{
    known_parts parts = {.arena = arena, .catalogue = catalogue};
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < reports[i]->n_texts; k++) {
            take_use(&parts, reports[i]->texts[k]);
        }
    }
    for (size_t i = 0; i < parts.n; i++) {
        bool new_file =
            i == 0 || !gr_str_eq(parts.list[i].file->path, parts.list[i - 1].file->path);
        if (new_file) {
            tell_file(&parts, i, diag);
        }
    }
}
