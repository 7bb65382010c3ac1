/* Owns the same chain for machines: one line, with the graph as it is. Nodes are numbered from 1;
 * what belongs to other owners is named by {"other": true} alone. */
#include "base/arena.h"
#include "trace_priv.h"
#include "json/write.h"

static void add_head(const gr_chain *c, gr_json *json)
{
    static const char *const members[] = {"id", "text", "value", "format"};
    const gr_json_value *figure = gr_json_at(c->origins->figures, c->figure);
    const gr_json_value *places = gr_json_member(figure, "places");
    gr_json_text(json, "report", c->version->report);
    gr_json_text(json, "edition", c->version->edition);
    gr_json_text(json, "version", c->version->key);
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        gr_json_text(json, members[i], gr_figure_text(c->origins, c->figure, members[i]));
    }
    if (gr_json_kind_of(places) == GR_JSON_NUMBER) {
        gr_json_number(json, "places", gr_json_number_of(places));
    }
    gr_json_text(json, "at", gr_figure_place(c->origins, c->figure, c->arena));
    gr_json_text(json, "cell", gr_figure_text(c->origins, c->figure, "cell"));
    gr_json_text(json, "where", gr_figure_said(c->origins, c->figure, "where"));
    gr_json_text(json, "label", gr_figure_said(c->origins, c->figure, "label"));
}

static void add_rule(const gr_chain *c, gr_json *json)
{
    int64_t nr =
        gr_json_number_of(gr_json_member(gr_json_at(c->origins->figures, c->figure), "rule"));
    const gr_json_value *rule = nr < 1 ? NULL : gr_json_at(c->origins->rules, (size_t)nr - 1);
    if (rule != NULL) {
        gr_json_object(json, "rule", GR_JSON_TIGHT);
        gr_json_text(json, "file", gr_json_text_of(gr_json_at(rule, 0)));
        gr_json_number(json, "line", gr_json_number_of(gr_json_at(rule, 1)));
        gr_json_number(json, "column", gr_json_number_of(gr_json_at(rule, 2)));
        gr_json_text(json, "expression", gr_json_text_of(gr_json_at(rule, 3)));
        gr_json_close(json);
    }
}

/** Where the records of a group stand. */
static void add_group(const gr_chain *c, const gr_group_again *group, gr_json *json)
{
    gr_json_flag(json, "read-again", group->read);
    gr_json_array(json, "lines", GR_JSON_TIGHT);
    for (size_t from = 0, to = 0; from < group->n && group->read; from = to) {
        uint32_t export = group->members[from].export;
        gr_json_object(json, NULL, GR_JSON_TIGHT);
        gr_json_text(json, "file", c->exports[export].name);
        gr_json_array(json, "lines", GR_JSON_TIGHT);
        for (; to < group->n && group->members[to].export == export; to++) {
            gr_json_number(json, NULL, group->members[to].line);
        }
        gr_json_close(json);
        gr_json_close(json);
    }
    gr_json_close(json);
}

static void add_record(const gr_chain *c, const gr_traced_node *node, gr_json *json)
{
    gr_str sha256 = GR_LIT("");
    gr_json_text(json, "dataset", node->dataset);
    gr_json_text(json, "key", node->key);
    gr_json_text(json, "field", node->field);
    gr_json_text(json, "file", gr_origins_file(c->origins, node->file, &sha256));
    gr_json_number(json, "line", node->line);
    gr_json_number(json, "column", node->column);
}

typedef struct listing {
    gr_json *json;
} listing;

static void add_line(void *user, uint32_t line)
{
    gr_json_number(((listing *)user)->json, NULL, line);
}

/** Of a long sum: where the records stand that are not among the nodes. */
static void add_rest(const gr_chain *c, const gr_traced_node *node, gr_json *json)
{
    gr_json_number(json, "more", node->more);
    if (!c->ask->all) {
        return;
    }
    gr_json_array(json, "lines", GR_JSON_TIGHT);
    for (size_t i = 0; i < gr_json_count(node->lines); i++) {
        const gr_json_value *of = gr_json_at(node->lines, i);
        gr_str sha256 = GR_LIT("");
        listing l = {json};
        gr_json_object(json, NULL, GR_JSON_TIGHT);
        gr_json_text(json, "file",
                     gr_origins_file(c->origins, gr_json_number_of(gr_json_at(of, 0)), &sha256));
        gr_json_array(json, "lines", GR_JSON_TIGHT);
        (void)gr_lines_each(gr_json_text_of(gr_json_at(of, 1)), add_line, &l);
        gr_json_close(json);
        gr_json_close(json);
    }
    gr_json_close(json);
}

static void add_node(gr_chain *c, const gr_traced_node *node, gr_json *json)
{
    gr_json_object(json, NULL, GR_JSON_TIGHT);
    if (node->others) {
        gr_json_flag(json, "other", true);
        gr_json_close(json);
        return;
    }
    gr_json_text(json, "op", node->op);
    gr_json_text(json, "value", node->value);
    if (node->detail.len > 0) {
        gr_json_text(json, "detail", node->detail);
    }
    gr_json_array(json, "operands", GR_JSON_TIGHT);
    for (size_t i = 0; i < node->n_args; i++) {
        gr_json_number(json, NULL, node->args[i]);
    }
    gr_json_close(json);
    if (node->is_field) {
        add_record(c, node, json);
        if (c->ask->all && gr_node_is_group(node)) {
            add_group(c, gr_group_of(c, node), json);
        }
    } else if (node->more > 0) {
        add_rest(c, node, json);
    }
    gr_json_close(json);
}

static void add_file(gr_json *json, gr_str file, gr_str sha256)
{
    gr_json_object(json, NULL, GR_JSON_TIGHT);
    gr_json_text(json, "file", file);
    gr_json_text(json, "sha256", sha256);
    gr_json_close(json);
}

/** Records of a group that is told were read from it. */
static bool has_members(const gr_chain *c, size_t export)
{
    for (size_t i = 0; i < c->n_groups; i++) {
        for (size_t k = 0; k < c->groups[i].n && c->groups[i].read; k++) {
            if (c->groups[i].members[k].export == export) {
                return true;
            }
        }
    }
    return false;
}

static void add_files(const gr_chain *c, gr_json *json)
{
    size_t n = gr_json_count(c->origins->files);
    gr_str sha256 = GR_LIT("");
    gr_json_array(json, "files", GR_JSON_TIGHT);
    for (size_t i = 0; i < n; i++) {
        gr_str file = gr_origins_file(c->origins, (int64_t)i + 1, &sha256);
        add_file(json, file, sha256);
    }
    for (size_t e = 0; e < c->n_exports; e++) { /* in which no node stands */
        gr_str file = c->exports[e].name;
        bool told = false;
        for (size_t i = 0; i < n && !told; i++) {
            told = gr_str_eq(gr_origins_file(c->origins, (int64_t)i + 1, &sha256), file);
        }
        if (!told && has_members(c, e)) {
            add_file(json, file, gr_origins_export(c->origins, file, "sha256"));
        }
    }
    gr_json_close(json);
}

void gr_chain_tell_json(gr_chain *c)
{
    gr_json json = gr_json_make(c->out);
    gr_json_object(&json, NULL, GR_JSON_TIGHT);
    add_head(c, &json);
    add_rule(c, &json);
    gr_json_array(&json, "nodes", GR_JSON_TIGHT);
    for (size_t i = 0; i < c->graph.n; i++) {
        add_node(c, &c->graph.nodes[i], &json);
    }
    gr_json_close(&json);
    add_files(c, &json);
    gr_json_end(&json);
}
