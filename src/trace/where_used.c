#include "trace/trace.h"

/* Owns `griffie where-used`: from a record of an export to every figure that it has a part in, in
 * the versions that readers see. */
#include "base/arena.h"
#include "base/num.h"
#include "base/origin_walk.h"
#include "base/utf8.h"
#include "store/version_file.h"
#include "trace_priv.h"
#include "json/write.h"

#define TEXT_BYTES 60

typedef struct sought { /* a place in an export, or a record */
    gr_str file;        /* empty: a record */
    uint32_t line;
    gr_str dataset, key, field; /* field empty: any */
} sought;

typedef struct seeking {
    const gr_where_question *ask;
    sought what;
    gr_buf *out;
    size_t figures, editions, old; /* found; that have any; that were made by an older griffie */
    size_t unseen;                 /* whose rows of long tables cannot be worked out again */
    size_t unread;                 /* that have groups of an export that cannot be read again */
    uint32_t before;    /* the last line before the one asked for that a record begins on */
    gr_groups_met *met; /* for each content that the export had */
    size_t n_met, cap_met;
    const gr_groups_met *groups;      /* of the version at hand; NULL: its record is in none */
    const gr_traced_version *version; /* the one at hand */
    size_t found;                     /* in it */
    bool has_groups;                  /* it has figures with groups of that export in them */
    gr_arena *arena;                  /* of one version */
} seeking;

/* --- does a node match --- */

typedef struct lining {
    uint32_t line;
    bool found;
} lining;

static void look_at_line(void *user, uint32_t line)
{
    lining *l = user;
    l->found = l->found || l->line == line;
}

static bool is_named(gr_str file, gr_str asked)
{
    gr_str tail = gr_str_sub(asked, asked.len > file.len ? asked.len - file.len : 0, SIZE_MAX);
    bool below = asked.len > file.len && asked.ptr[asked.len - file.len - 1] == '/';
    return file.len > 0 && (gr_str_eq(file, asked) || (below && gr_str_eq(tail, file)));
}

static bool is_file(const gr_origins *origins, int64_t number, gr_str asked)
{
    gr_str sha256 = GR_LIT("");
    return is_named(gr_origins_file(origins, number, &sha256), asked);
}

/** Among the records of a long sum that are not listed. */
static bool is_in_rest(const seeking *s, const gr_origins *origins, const gr_traced_node *node)
{
    lining l = {.line = s->what.line};
    for (size_t i = 0; i < gr_json_count(node->lines) && !l.found; i++) {
        const gr_json_value *of = gr_json_at(node->lines, i);
        if (is_file(origins, gr_json_number_of(gr_json_at(of, 0)), s->what.file)) {
            (void)gr_lines_each(gr_json_text_of(gr_json_at(of, 1)), look_at_line, &l);
        }
    }
    return l.found;
}

/** A sum that was made while the export was read. */
static bool is_group_met(const seeking *s, const gr_traced_node *node)
{
    bool met = false;
    for (size_t i = 0; s->groups != NULL && i < s->groups->n && !met; i++) {
        met = gr_str_eq(s->groups->items[i].dataset, node->dataset) &&
              gr_str_eq(s->groups->items[i].key, node->key);
    }
    return met;
}

static bool matches(seeking *s, const gr_origins *origins, const gr_traced_node *node)
{
    const sought *what = &s->what;
    if (what->file.len == 0) {
        return node->is_field && gr_str_eq(node->dataset, what->dataset) &&
               gr_str_eq(node->key, what->key) &&
               (what->field.len == 0 || gr_str_eq(node->field, what->field));
    }
    if (!node->is_field) {
        return is_in_rest(s, origins, node);
    }
    if (gr_node_is_group(node)) {
        return is_group_met(s, node);
    }
    if (node->n_args > 0 || !is_file(origins, node->file, what->file)) {
        return false; /* what it was worked out from is looked at by itself */
    }
    bool before = node->line < what->line && node->line > s->before;
    s->before = before ? (uint32_t)node->line : s->before;
    return node->line == what->line;
}

static bool has_part(seeking *s, const gr_origins *origins, size_t figure)
{
    gr_mark mark = gr_arena_mark(s->arena);
    const gr_traced_graph graph = gr_origins_graph(origins, figure, true, s->arena);
    bool found = false;
    for (size_t i = 0; i < graph.n; i++) {
        found = matches(s, origins, &graph.nodes[i]) || found;
    }
    gr_arena_rewind(s->arena, mark);
    return found;
}

/* --- telling --- */

static void tell_json(const seeking *s, const gr_traced_version *version, const gr_origins *origins,
                      size_t figure)
{
    gr_json json = gr_json_make(s->out);
    gr_json_object(&json, NULL, GR_JSON_TIGHT);
    gr_json_text(&json, "destination", version->destination);
    gr_json_text(&json, "report", version->report);
    gr_json_text(&json, "edition", version->edition);
    gr_json_text(&json, "version", version->key);
    gr_json_text(&json, "id", gr_figure_text(origins, figure, "id"));
    gr_json_text(&json, "text", gr_figure_text(origins, figure, "text"));
    gr_json_text(&json, "at", gr_figure_place(origins, figure, s->arena));
    gr_json_text(&json, "where", gr_figure_said(origins, figure, "where"));
    gr_json_text(&json, "label", gr_figure_said(origins, figure, "label"));
    if (origins->of_row) {
        gr_json_flag(&json, "row-of-long-table", true);
    }
    gr_json_end(&json);
}

static void tell_figure(const seeking *s, const gr_origins *origins, size_t figure)
{
    gr_str place = gr_figure_place(origins, figure, s->arena);
    gr_str text = gr_utf8_shorten(s->arena, gr_figure_text(origins, figure, "text"), TEXT_BYTES);
    gr_str where = gr_figure_said(origins, figure, "where");
    gr_str label = gr_utf8_shorten(s->arena, gr_figure_said(origins, figure, "label"), TEXT_BYTES);
    gr_str line = gr_str_fmt(
        s->arena, GR_FMT "  %s" GR_FMT "  " GR_FMT "%s" GR_FMT "  [" GR_FMT "]", GR_ARG(text),
        place.len > 0     ? "at "
        : origins->of_row ? "in a row of a long table"
                          : "not in print",
        GR_ARG(place), GR_ARG(where), label.len > 0 ? ": " : "", GR_ARG(label),
        GR_ARG(gr_figure_text(origins, figure, "id")));
    gr_buf_addf(s->out, "  " GR_FMT "\n", GR_ARG(gr_utf8_harmless(s->arena, line)));
}

static void tell_head(const seeking *s, const gr_traced_version *version)
{
    gr_buf_addf(s->out, GR_FMT "%s" GR_FMT "/" GR_FMT ", version " GR_FMT "\n",
                GR_ARG(version->destination), version->destination.len > 0 ? "/" : "",
                GR_ARG(version->report), GR_ARG(version->edition), GR_ARG(version->key));
}

static void tell_one(seeking *s, const gr_origins *origins, size_t figure)
{
    uint32_t most = s->ask->most;
    if (s->found == 0 && !s->ask->json) {
        tell_head(s, s->version);
    }
    if (s->ask->json) {
        tell_json(s, s->version, origins, figure);
    } else if (most == 0 || s->found < most) {
        tell_figure(s, origins, figure);
    }
    s->found++;
}

static void look_through(seeking *s, const gr_origins *origins)
{
    for (size_t i = 0; i < gr_json_count(origins->figures); i++) {
        if (has_part(s, origins, i)) {
            tell_one(s, origins, i);
        }
    }
}

static void tell_rest(seeking *s)
{
    uint32_t most = s->ask->most;
    if (!s->ask->json && most > 0 && s->found > most) {
        gr_buf_addf(s->out, "  and %zu more; --most shows more\n", s->found - most);
    }
    s->figures += s->found;
    s->editions += s->found > 0 ? 1 : 0;
}

static bool has_groups(const gr_origins *origins)
{
    for (size_t i = 0; i < gr_json_count(origins->figures); i++) {
        const gr_json_value *nodes = gr_json_member(gr_json_at(origins->figures, i), "nodes");
        for (size_t k = 0; k < gr_json_count(nodes); k++) {
            gr_str detail = gr_json_text_of(gr_json_at(gr_json_at(nodes, k), 3));
            if (gr_str_find(detail, GR_LIT(", checksum ")) != SIZE_MAX) {
                return true;
            }
        }
    }
    return false;
}

/** The groups that the record went into, in the content that the version's export had. */
static void find_groups(seeking *s, const gr_origins *origins, bool any)
{
    gr_str sha256 = GR_LIT("");
    gr_str file = GR_LIT("");
    s->groups = NULL;
    for (size_t i = 0; i < gr_json_count(origins->exports) && s->what.file.len > 0; i++) {
        const gr_json_value *export = gr_json_at(origins->exports, i);
        gr_str name = gr_json_text_of(gr_json_member(export, "file"));
        if (is_named(name, s->what.file)) {
            file = name;
            sha256 = gr_json_text_of(gr_json_member(export, "sha256"));
        }
    }
    if (sha256.len == 0 || !any) {
        return;
    }
    for (size_t i = 0; i < s->n_met && s->groups == NULL; i++) {
        s->groups = gr_str_eq(s->met[i].sha256, sha256) ? &s->met[i] : NULL;
    }
    if (s->groups == NULL) {
        gr_groups_met *met = GR_PUSH(s->ask->arena, s->met, s->n_met, s->cap_met, gr_groups_met);
        *met = (gr_groups_met){.sha256 = gr_str_dup(s->ask->arena, sha256)};
        gr_groups_of_line(s->ask, gr_str_dup(s->ask->arena, file), s->what.line, met);
        s->groups = met;
    }
}

/* --- rows of long tables --- */

/** The end of a path; which export it is exactly is seen when it matters. */
static bool is_file_like(gr_str path, gr_str asked)
{
    size_t slash = asked.len;
    while (slash > 0 && asked.ptr[slash - 1] != '/') {
        slash--;
    }
    gr_str name = gr_str_sub(asked, slash, SIZE_MAX);
    return path.len >= name.len && gr_str_eq(gr_str_sub(path, path.len - name.len, SIZE_MAX), name);
}

static bool may_match(seeking *s, const gr_origin *node, const gr_diag *files)
{
    const sought *what = &s->what;
    if (what->file.len == 0) {
        return gr_str_eq(node->dataset, what->dataset) && gr_str_eq(node->key, what->key) &&
               (what->field.len == 0 || gr_str_eq(node->name, what->field));
    }
    if (node->members != NULL) {
        s->has_groups = true;
        return s->groups != NULL;
    }
    bool before = node->at.line < what->line && node->at.line > s->before && node->n_args == 0 &&
                  is_file_like(gr_diag_file(files, node->at.file), what->file);
    s->before = before ? node->at.line : s->before;
    return node->at.line == what->line;
}

static bool may_have_part(void *user, const gr_row_figure *figure, gr_arena *scratch)
{
    seeking *s = user;
    gr_origin_walk walk = {.arena = scratch};
    const gr_origin *node = NULL;
    bool may = false;
    gr_walk_add(&walk, figure->origin);
    while ((node = gr_walk_next(&walk)) != NULL) {
        may =
            (gr_ops[node->op].kind == GR_OP_KIND_LEAF && may_match(s, node, figure->files)) || may;
        gr_walk_enter(&walk, node);
    }
    return may;
}

static void take_row(void *user, const gr_origins *one, gr_str text)
{
    seeking *s = user;
    (void)text;
    gr_mark mark = gr_arena_mark(s->arena);
    if (has_part(s, one, 0)) {
        tell_one(s, one, 0);
    }
    gr_arena_rewind(s->arena, mark);
}

/** What was told of rows that are others by now is taken back. */
static void look_into_rows(seeking *s, const gr_origins *origins)
{
    const gr_rows_look rows = {.wants = may_have_part, .found = take_row, .user = s};
    size_t told = s->out->len;
    size_t found = s->found;
    if (!gr_rows_each(&s->ask->rows, s->version, origins, &rows)) {
        s->out->len = told;
        s->found = found;
        s->unseen++;
    }
}

static void look(void *user, const gr_traced_version *version)
{
    seeking *s = user;
    gr_origins origins = {0};
    s->arena = gr_arena_new(256 * 1024);
    s->version = version;
    s->found = 0;
    if (gr_origins_read(version->folder, s->arena, &origins)) {
        bool long_tables = gr_has_long_tables(version, s->arena);
        s->has_groups = has_groups(&origins);
        find_groups(s, &origins, s->has_groups || long_tables);
        look_through(s, &origins);
        if (long_tables) {
            look_into_rows(s, &origins);
        }
        s->unread += s->groups != NULL && !s->groups->read && s->has_groups ? 1 : 0;
        tell_rest(s);
        gr_origins_free(&origins);
    } else {
        s->old++;
    }
    gr_arena_free(s->arena);
    s->arena = NULL;
}

/* --- what is asked --- */

static gr_status read_words(const gr_where_question *ask, sought *out)
{
    gr_str word = ask->words[0];
    gr_str none = GR_LIT("");
    size_t colon = word.len;
    int64_t line = 0;
    while (colon > 0 && word.ptr[colon - 1] != ':') {
        colon--;
    }
    bool placed = ask->n_words == 1 && colon > 1 &&
                  gr_int_parse(gr_str_sub(word, colon, SIZE_MAX), &line) && line > 0 &&
                  line <= UINT32_MAX;
    if (!placed && ask->n_words < 2) {
        gr_diag_report(ask->diag, (gr_loc){0}, GR_CODE_USAGE,
                       "'" GR_FMT "': write EXPORT:LINE (budgets-2022.xml:30), or a dataset and a "
                       "key (modules inkoop), and perhaps a field",
                       GR_ARG(word));
        return GR_BAD_INPUT;
    }
    *out = placed ? (sought){gr_str_sub(word, 0, colon - 1), (uint32_t)line, none, none, none}
                  : (sought){none, 0, word, ask->words[1], ask->n_words > 2 ? ask->words[2] : none};
    return GR_OK;
}

static void tell_end(const seeking *s)
{
    if (s->figures > 0) {
        gr_buf_addf(s->out, "%zu figures in %zu editions\n", s->figures, s->editions);
    } else {
        gr_buf_add(s->out, GR_LIT("no figure of what readers see comes from it\n"));
    }
    if (s->figures == 0 && s->before > 0) {
        gr_buf_addf(s->out,
                    "records are known by the line that they begin on; the last one before it that "
                    "was used begins on line %u\n",
                    (unsigned)s->before);
    }
    if (s->old > 0) {
        gr_buf_addf(s->out,
                    "%zu editions were made by an older griffie and were not looked into; 'griffie "
                    "render --force' makes them again\n",
                    s->old);
    }
}

static void tell_unread(const seeking *s)
{
    if (s->unread > 0) {
        gr_buf_addf(
            s->out,
            "in %zu editions are sums that were made while the export was read, and it cannot "
            "be read again: whether the record is in them is not known\n",
            s->unread);
    }
}

/** On stderr: who reads JSON has to know as well. */
static void warn_unseen(const seeking *s)
{
    if (s->unseen > 0) {
        gr_diag_report(s->ask->diag, (gr_loc){0}, GR_CODE_ROWS_UNSEEN,
                       "in %zu editions are tables whose rows cannot be worked out again, as the "
                       "exports and descriptors at hand give others: whether the record is in them "
                       "is not known; name those of then with --input and --templates",
                       s->unseen);
    }
}

gr_status gr_answer_where_used(const gr_where_question *ask, gr_buf *out)
{
    seeking s = {.ask = ask, .out = out};
    GR_TRY(read_words(ask, &s.what));
    gr_each_version(&ask->store, true, ask->arena, look, &s);
    warn_unseen(&s);
    if (!ask->json) {
        tell_end(&s);
        tell_unread(&s);
    }
    return GR_OK;
}
