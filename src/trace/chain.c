/* Owns the chain from a figure to its records as people read it: what is printed and how, by which
 * expression of which descriptor, and what that was worked out from. */
#include "base/arena.h"
#include "base/notation.h"
#include "base/utf8.h"
#include "trace_priv.h"

#define VALUE_BYTES  80
#define VALUE_COLUMN 72 /* behind which values stand, where there is room */
#define DEEPEST      40 /* steps that are set further in */

/** One line, whatever an export has in it. */
static void add_line(const gr_chain *c, unsigned depth, gr_str left, gr_str right)
{
    gr_buf line = gr_buf_make(c->arena, SIZE_MAX);
    unsigned in = 2 + 2 * (depth < DEEPEST ? depth : DEEPEST);
    gr_buf_addf(&line, "%*s" GR_FMT, (int)in, "", GR_ARG(left));
    while (right.len > 0 && line.len < VALUE_COLUMN) {
        gr_buf_add_char(&line, ' ');
    }
    gr_buf_addf(&line, "%s" GR_FMT, right.len > 0 ? "  " : "", GR_ARG(right));
    gr_buf_addf(c->out, GR_FMT "\n", GR_ARG(gr_utf8_harmless(c->arena, gr_buf_view(&line))));
}

/* --- head --- */

static void tell_where(const gr_chain *c)
{
    gr_str where = gr_figure_said(c->origins, c->figure, "where");
    gr_str label = gr_figure_said(c->origins, c->figure, "label");
    gr_str place = gr_figure_place(c->origins, c->figure, c->arena);
    if (place.len > 0) {
        gr_str page = GR_LIT("");
        gr_str rest = place;
        gr_str x = GR_LIT("");
        (void)gr_str_split(&rest, ':', &page);
        (void)gr_str_split(&rest, ',', &x);
        add_line(c, 0,
                 gr_str_fmt(c->arena,
                            "stands on page " GR_FMT ", " GR_FMT " mm from the left, " GR_FMT
                            " mm from the top",
                            GR_ARG(page), GR_ARG(x), GR_ARG(rest)),
                 GR_LIT(""));
    }
    gr_str cell = gr_figure_text(c->origins, c->figure, "cell");
    if (cell.len > 0) {
        add_line(c, 0, gr_str_fmt(c->arena, "stands in the workbook at " GR_FMT, GR_ARG(cell)),
                 GR_LIT(""));
    }
    if (where.len + label.len > 0) {
        add_line(c, 0,
                 gr_str_fmt(c->arena, "under " GR_FMT "%s" GR_FMT, GR_ARG(where),
                            where.len > 0 && label.len > 0 ? ": " : "",
                            GR_ARG(gr_utf8_shorten(c->arena, label, 2 * VALUE_BYTES))),
                 GR_LIT(""));
    }
}

static const gr_json_value *places_of(const gr_chain *c)
{
    return gr_json_member(gr_json_at(c->origins->figures, c->figure), "places");
}

static void tell_format(const gr_chain *c)
{
    gr_str name = gr_figure_text(c->origins, c->figure, "format");
    bool asked = gr_json_kind_of(places_of(c)) == GR_JSON_NUMBER;
    gr_str places =
        !asked ? GR_LIT("")
               : gr_str_fmt(c->arena, "(%lld)", (long long)gr_json_number_of(places_of(c)));
    add_line(c, 0, gr_str_fmt(c->arena, "printed as " GR_FMT GR_FMT, GR_ARG(name), GR_ARG(places)),
             GR_LIT(""));
    add_line(
        c, 0,
        gr_str_fmt(c->arena, "its value is " GR_FMT,
                   GR_ARG(gr_utf8_shorten(c->arena, gr_figure_text(c->origins, c->figure, "value"),
                                          2 * VALUE_BYTES))),
        GR_LIT(""));
}

static void tell_rule(const gr_chain *c)
{
    int64_t nr =
        gr_json_number_of(gr_json_member(gr_json_at(c->origins->figures, c->figure), "rule"));
    const gr_json_value *rule = nr < 1 ? NULL : gr_json_at(c->origins->rules, (size_t)nr - 1);
    if (rule == NULL) {
        return;
    }
    gr_str source = gr_json_text_of(gr_json_at(rule, 3));
    add_line(c, 0,
             gr_str_fmt(c->arena, "asked for in " GR_FMT ":%lld:%lld%s" GR_FMT,
                        GR_ARG(gr_json_text_of(gr_json_at(rule, 0))),
                        (long long)gr_json_number_of(gr_json_at(rule, 1)),
                        (long long)gr_json_number_of(gr_json_at(rule, 2)),
                        source.len > 0 ? ": " : "", GR_ARG(source)),
             GR_LIT(""));
}

/* --- nodes --- */

static gr_str place_of(const gr_chain *c, const gr_traced_node *node)
{
    gr_str sha256 = GR_LIT("");
    gr_str file = gr_origins_file(c->origins, node->file, &sha256);
    if (file.len == 0 || node->line == 0) {
        return GR_LIT("");
    }
    return gr_str_fmt(c->arena, "%s" GR_FMT ":%lld:%lld",
                      node->n_args > 0 ? "for the record at " : "", GR_ARG(file),
                      (long long)node->line, (long long)node->column);
}

/** "sum of 40 budget_lines where module = 'rbl'"; "contributions[beheer/gm0274].amount" */
static gr_str name_of(const gr_chain *c, const gr_traced_node *node)
{
    if (node->is_field) {
        gr_str also = node->detail.len == 0
                          ? GR_LIT("")
                          : gr_str_fmt(c->arena, " (" GR_FMT ")", GR_ARG(node->detail));
        return gr_str_fmt(c->arena, GR_FMT "[" GR_FMT "]." GR_FMT GR_FMT, GR_ARG(node->dataset),
                          GR_ARG(node->key), GR_ARG(node->field), GR_ARG(also));
    }
    long long n = (long long)node->n_args + (long long)node->more;
    bool aggregate = gr_str_is(node->op, "sum") || gr_str_is(node->op, "count") ||
                     gr_str_is(node->op, "min") || gr_str_is(node->op, "max") ||
                     gr_str_is(node->op, "average") || gr_str_is(node->op, "first");
    if (aggregate) {
        return gr_str_fmt(c->arena, GR_FMT " of %lld: " GR_FMT, GR_ARG(node->op), n,
                          GR_ARG(node->detail));
    }
    return node->detail.len == 0 || gr_str_eq(node->detail, node->op)
               ? node->op
               : gr_str_fmt(c->arena, GR_FMT " " GR_FMT, GR_ARG(node->op), GR_ARG(node->detail));
}

static void tell_node(gr_chain *c, uint32_t nr, unsigned depth);

/** Operands of which nothing may be told are counted. */
static void tell_operands(gr_chain *c, const gr_traced_node *node, unsigned depth)
{
    uint32_t most = c->ask->all ? UINT32_MAX : c->ask->most;
    size_t told = 0;
    size_t others = 0;
    for (size_t i = 0; i < node->n_args; i++) {
        bool other = node->args[i] > 0 && c->graph.nodes[node->args[i] - 1].others;
        others += other ? 1 : 0;
        if (!other && told < most) {
            tell_node(c, node->args[i], depth);
            told++;
        }
    }
    int64_t left = (int64_t)(node->n_args - told - others) + node->more;
    if (others > 0) {
        add_line(c, depth, gr_str_fmt(c->arena, "and %zu of other owners", others), GR_LIT(""));
    }
    if (left > 0) {
        add_line(
            c, depth,
            gr_str_fmt(c->arena, "and %lld more%s", (long long)left,
                       c->ask->all ? ", which stand among the lines below" : "; --all shows all"),
            GR_LIT(""));
    }
}

static void tell_node(gr_chain *c, uint32_t nr, unsigned depth)
{
    if (nr == 0 || nr > c->graph.n) {
        add_line(c, depth, GR_LIT("(no value)"), GR_LIT(""));
        return;
    }
    gr_traced_node *node = &c->graph.nodes[nr - 1];
    gr_str value = gr_utf8_shorten(c->arena, node->value, VALUE_BYTES);
    gr_str place = place_of(c, node);
    if (gr_str_is(node->op, "constant")) {
        add_line(c, depth, gr_str_fmt(c->arena, "given: " GR_FMT, GR_ARG(value)), GR_LIT(""));
        return;
    }
    bool again = node->told && node->n_args > 0;
    add_line(c, depth, name_of(c, node),
             gr_str_fmt(c->arena, "= " GR_FMT "%s" GR_FMT "%s", GR_ARG(value),
                        place.len > 0 ? "  " : "", GR_ARG(place), again ? "  (see above)" : ""));
    if (!again) {
        node->told = true;
        tell_operands(c, node, depth + 1);
    }
}

/* --- exports --- */

static bool is_used(const gr_chain *c, int64_t file)
{
    for (size_t i = 0; i < c->graph.n; i++) {
        const gr_traced_node *node = &c->graph.nodes[i];
        if (node->is_field && node->file == file && !node->others) {
            return true;
        }
    }
    return false;
}

static void tell_exports(const gr_chain *c)
{
    bool any = false;
    for (size_t i = 0; i < gr_json_count(c->origins->files); i++) {
        int64_t nr = gr_json_number_of(gr_json_at(gr_json_at(c->origins->files, i), 0));
        gr_str sha256 = GR_LIT("");
        gr_str file = gr_origins_file(c->origins, nr, &sha256);
        if (!is_used(c, nr)) {
            continue;
        }
        gr_str date = gr_origins_export(c->origins, file, "as-of");
        gr_str content =
            sha256.len == 0 ? GR_LIT("") : gr_export_content(c->ask, file, sha256, c->arena);
        gr_buf_add(c->out, any ? GR_LIT("") : GR_LIT("read from\n"));
        any = true;
        add_line(c, 0,
                 gr_str_fmt(c->arena, GR_FMT "%s" GR_FMT "%s" GR_FMT, GR_ARG(file),
                            date.len > 0 ? ", data of " : "", GR_ARG(date),
                            sha256.len > 0 ? ", SHA-256 " : "", GR_ARG(sha256)),
                 GR_LIT(""));
        add_line(c, 1,
                 content.len > 0 ? content
                 : sha256.len > 0
                     ? GR_LIT("neither the archive nor the input folder has it any more")
                     : GR_LIT("a descriptor"),
                 GR_LIT(""));
    }
}

void gr_chain_tell(gr_chain *c)
{
    gr_str text = gr_figure_text(c->origins, c->figure, "text");
    gr_buf_addf(
        c->out, GR_FMT "\n",
        GR_ARG(gr_utf8_harmless(c->arena, gr_utf8_shorten(c->arena, text, 3 * VALUE_BYTES))));
    add_line(c, 0,
             gr_str_fmt(c->arena, "figure " GR_FMT " of " GR_FMT "/" GR_FMT ", version " GR_FMT,
                        GR_ARG(gr_figure_text(c->origins, c->figure, "id")),
                        GR_ARG(c->version->report), GR_ARG(c->version->edition),
                        GR_ARG(c->version->key)),
             GR_LIT(""));
    tell_where(c);
    tell_format(c);
    tell_rule(c);
    gr_buf_add(c->out, GR_LIT("worked out from\n"));
    if (c->graph.n > 0) {
        tell_node(c, 1, 0);
    }
    tell_exports(c);
    if (c->ask->all) {
        gr_chain_lines(c);
    }
}
