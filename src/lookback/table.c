/* Owns how the journal is shown. Must not know what is asked of it. */
#include "lookback_priv.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/utf8.h"
#include "schedule/calendar.h"

#define GAP 2 /* between columns */

void gr_past_add(gr_past_table *table, gr_str cell)
{
    *GR_PUSH(table->arena, table->cells, table->n, table->cap, gr_str) =
        gr_utf8_harmless(table->arena, cell);
}

gr_str gr_past_decision(const gr_journal_edition *row, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    const struct {
        const char *word;
        gr_str text;
    } parts[] = {{"by ", row->by}, {"on ", row->on}, {"because: ", row->because}};
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (parts[i].text.len > 0) {
            gr_buf_addf(&out, "%s%s" GR_FMT, out.len > 0 ? " " : "", parts[i].word,
                        GR_ARG(gr_utf8_harmless(arena, parts[i].text)));
        }
    }
    return gr_buf_view(&out);
}

void gr_past_add_decision(gr_json *json, const gr_journal_edition *row)
{
    const struct {
        const char *name;
        gr_str text;
    } parts[] = {{"by", row->by}, {"decided", row->on}, {"because", row->because}};
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (parts[i].text.len > 0) {
            gr_json_text(json, parts[i].name, parts[i].text);
        }
    }
}

/** Characters, not bytes: names have accents. */
static size_t width_of(gr_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        n += ((unsigned char)text.ptr[i] & 0xc0) != 0x80 ? 1 : 0;
    }
    return n;
}

static size_t widest(const gr_past_table *table, size_t column)
{
    size_t most = width_of(gr_str_of(table->columns[column].head));
    for (size_t i = column; i < table->n; i += table->n_columns) {
        size_t width = width_of(table->cells[i]);
        most = width > most ? width : most;
    }
    return most;
}

static void add_spaces(gr_buf *out, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        gr_buf_add_char(out, ' ');
    }
}

/** The last column is not filled up: no line ends in spaces. */
static void add_line(const gr_past_table *table, const gr_str *cells, const size_t *widths,
                     gr_buf *out)
{
    size_t owed = 0; /* spaces to be written before the next cell that is not empty */
    for (size_t i = 0; i < table->n_columns; i++) {
        size_t fill = widths[i] - width_of(cells[i]);
        owed += table->columns[i].right ? fill : 0;
        if (cells[i].len > 0) {
            add_spaces(out, owed);
            gr_buf_add(out, cells[i]);
            owed = 0;
        }
        owed += GAP + (table->columns[i].right ? 0 : fill);
    }
    gr_buf_add_char(out, '\n');
}

void gr_past_print(const gr_past_table *table, gr_buf *out)
{
    size_t *widths = GR_NEW_N(table->arena, size_t, table->n_columns);
    gr_str *heads = GR_NEW_N(table->arena, gr_str, table->n_columns);
    for (size_t i = 0; i < table->n_columns; i++) {
        widths[i] = widest(table, i);
        heads[i] = gr_str_of(table->columns[i].head);
    }
    add_line(table, heads, widths, out);
    for (size_t i = 0; i + table->n_columns <= table->n; i += table->n_columns) {
        add_line(table, &table->cells[i], widths, out);
    }
}

gr_str gr_past_moment(int64_t at, gr_arena *arena)
{
    gr_buf text = gr_buf_make(arena, SIZE_MAX);
    if (at == 0) {
        return GR_LIT("");
    }
    gr_moment_add(at, GR_LIT("UTC"), &text);
    gr_str whole = gr_buf_view(&text);
    gr_str day = gr_str_sub(whole, 0, 10);
    gr_str time = gr_str_sub(whole, 11, 8);
    return gr_str_fmt(arena, GR_FMT " " GR_FMT "Z", GR_ARG(day), GR_ARG(time));
}

void gr_past_add_moment(gr_json *json, const char *name, int64_t at)
{
    gr_buf moment = gr_buf_make(json->out->arena, SIZE_MAX);
    if (at == 0) {
        gr_json_null(json, name);
    } else {
        gr_moment_add(at, GR_LIT("UTC"), &moment);
        gr_json_text(json, name, gr_buf_view(&moment));
    }
}

gr_str gr_journal_path(gr_str state, gr_arena *arena)
{
    return gr_path_join(arena, state, GR_LIT("journal.db"));
}

gr_status gr_past_open(const gr_question *ask, gr_buf *answer, gr_journal **out)
{
    gr_str path = gr_journal_path(ask->store.state, ask->arena);
    GR_TRY(gr_journal_open(path, GR_JOURNAL_READ, ask->diag, out));
    if (*out == NULL && !ask->json) {
        gr_buf_addf(answer, "no run was written down in '" GR_FMT "' yet\n",
                    GR_ARG(ask->store.output));
    }
    return GR_OK;
}
